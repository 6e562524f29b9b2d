import pytest

from assistant.ui.asking import Jobs
from assistant.ui.chat import Chat, View, loading_html
from assistant.ui.conversations import Conversations, new_conversation
from assistant.ui.scripted import ScriptedDesk

OPEN = "When did the bridge open?"


@pytest.fixture
def chat(desk: ScriptedDesk) -> Chat:
    conversations = Conversations(desk.home.conversations)
    return Chat(desk, conversations, Jobs(desk, conversations))


def test_a_typed_question_leaves_the_box_and_its_answer_joins_the_thread(chat: Chat) -> None:
    views = list(chat.ask(new_conversation(), OPEN, (), typed=True))
    assert (views[0].question, views[0].working) == ("", True)
    assert "3 June 2019" in (views[-1].thread or "")
    assert (views[-1].draft, views[-1].working) == ("", False)


def test_a_bad_question_stays_in_the_box_with_a_sentence(chat: Chat) -> None:
    (view,) = chat.ask(new_conversation(), "x" * 5000, (), typed=True)
    assert "5,000 characters" in (view.problem or "")
    assert view == View(problem=view.problem)


def test_a_question_asked_by_a_button_leaves_the_box_alone(chat: Chat) -> None:
    assert all(view.question is None for view in chat.ask(new_conversation(), OPEN, (), typed=False))


def test_briefs_that_are_gone_do_not_limit_the_question(chat: Chat) -> None:
    mine = new_conversation()
    list(chat.ask(mine, OPEN, ["bridge-11aa22bb", "removed-00000000"], typed=True))
    assert {item["brief"] for item in chat.conversations.load(mine)[0].reply["evidence"]} == {"bridge-11aa22bb"}


def test_opening_shows_what_was_said_before(chat: Chat) -> None:
    mine = new_conversation()
    list(chat.ask(mine, OPEN, (), typed=True))
    (view,) = chat.open(mine)
    assert "3 June 2019" in (view.thread or "")
    (other,) = chat.open(new_conversation())
    assert "3 June 2019" not in (other.thread or "")


def test_opening_follows_a_question_that_is_at_work(chat: Chat, desk: ScriptedDesk) -> None:
    mine = new_conversation()
    desk.gate.clear()
    chat.jobs.start(mine, OPEN)
    views = chat.open(mine)
    assert any("data-turn" in (view.draft or "") for view, _ in zip(views, range(3), strict=False))
    desk.gate.set()
    assert "3 June 2019" in (list(views)[-1].thread or "")


def test_a_question_whose_conversation_is_left_ends_without_a_trace(chat: Chat, desk: ScriptedDesk) -> None:
    mine = new_conversation()
    desk.gate.clear()
    views = chat.ask(mine, OPEN, (), typed=True)
    assert any("data-turn" in (view.draft or "") for view in views)
    chat.jobs.leave(mine)
    desk.gate.set()
    assert list(views)[-1] == View(draft="", draft_panel="", working=False)
    assert chat.conversations.load(mine) == ()


def test_a_chat_that_has_begun_is_not_refreshed(chat: Chat) -> None:
    mine = new_conversation()
    assert "For example" in (chat.refreshed(mine).thread or "")
    list(chat.ask(mine, OPEN, (), typed=True))
    assert chat.refreshed(mine) == View()


def test_an_empty_library_is_said(chat: Chat, desk: ScriptedDesk) -> None:
    desk.shelf.clear()
    assert "no briefs yet" in (chat.empty().thread or "")


def test_loading_is_said_until_it_is_over() -> None:
    assert "Loading" in loading_html(False, None)
    assert loading_html(True, None) == ""
    assert "broken" in loading_html(True, RuntimeError("broken"))


def test_a_question_whose_chosen_briefs_are_all_gone_is_not_put_to_the_others(chat: Chat) -> None:
    mine = new_conversation()
    (view,) = chat.ask(mine, OPEN, ["removed-00000000"], typed=True)
    assert "The chosen briefs are no longer there." in (view.problem or "")
    assert "Choose again, or ask all briefs." in (view.problem or "")
    assert view == View(problem=view.problem)
    assert chat.conversations.load(mine) == ()


@pytest.mark.parametrize("question", [OPEN, "Who sings?"])
def test_a_limited_reply_says_so_beside_it_and_where_it_is_pasted_even_once_the_brief_is_gone(
    chat: Chat, desk: ScriptedDesk, question: str
) -> None:
    mine = new_conversation()
    list(chat.ask(mine, question, ["bridge-11aa22bb"], typed=True))
    desk.remove("bridge-11aa22bb")
    (view,) = chat.open(mine)
    assert (view.thread or "").count('<p class="limit">Asked only in: “A bridge”.</p>') == 1
    (turn,) = chat.conversations.load(mine)
    assert turn.plain.endswith("\nAsked only in: “A bridge”.")
    assert turn.reply["within"] == ["bridge-11aa22bb"]


def test_a_reply_from_all_briefs_names_no_limit(chat: Chat) -> None:
    mine = new_conversation()
    list(chat.ask(mine, OPEN, (), typed=True))
    assert "Asked only in" not in (next(chat.open(mine)).thread or "")
    assert "Asked only in" not in chat.conversations.load(mine)[0].plain
