"""The page in a browser: refresh, stop, several visitors, files, and everything that can go wrong."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

WHEN = "When was the harbour plan approved?"
WHY = "Why did the costs of the harbour works rise?"

Visit = Callable[..., Any]


def test_a_refresh_keeps_the_conversation_and_its_chips(visit: Visit) -> None:
    visitor = visit()
    visitor.ask(WHEN)
    visitor.answered()
    visitor.page.reload()
    visitor.answered().locator("a.cite").click()
    visitor.page.wait_for_selector("#panel mark.on")


def test_a_question_that_is_at_work_survives_a_refresh(visit: Visit, site: Any) -> None:
    visitor = visit()
    site.desk.gate.clear()
    visitor.ask(WHEN)
    visitor.page.wait_for_selector("#draft .working")
    visitor.page.reload()
    visitor.page.wait_for_selector("#draft .working")
    site.desk.gate.set()
    assert "nine votes" in visitor.answered().inner_text()


def test_two_visitors_at_once_see_their_own_answers_only(visit: Visit, site: Any) -> None:
    one, other = visit(), visit()
    site.desk.gate.clear()
    one.ask(WHEN)
    other.ask(WHY)
    one.page.wait_for_selector("#draft .working")
    other.page.wait_for_selector("#draft .working")
    site.desk.gate.set()
    assert "nine votes" in one.answered().inner_text()
    assert "late permits" in other.answered().inner_text()
    assert "late permits" not in one.page.locator("#thread").inner_text()
    assert visit().page.locator("#thread .turn").count() == 0


def test_a_new_conversation_starts_empty(visit: Visit) -> None:
    visitor = visit()
    visitor.ask(WHEN)
    visitor.answered()
    visitor.page.get_by_role("button", name="New conversation").click()
    visitor.page.wait_for_selector(".welcome")
    visitor.page.reload()
    visitor.page.wait_for_selector(".welcome")


@pytest.mark.parametrize("refreshed", [False, True])
def test_a_question_at_work_does_not_follow_into_a_new_conversation(visit: Visit, site: Any, refreshed: bool) -> None:
    visitor = visit()
    site.desk.gate.clear()
    visitor.ask(WHEN)
    visitor.page.wait_for_selector("#draft .working")
    if refreshed:
        visitor.page.reload()
        visitor.page.wait_for_selector("#draft .working")
    visitor.page.get_by_role("button", name="New conversation").click()
    visitor.page.wait_for_selector(".welcome")
    site.desk.gate.set()
    visitor.ask(WHY)
    assert "late permits" in visitor.answered().inner_text()
    visitor.page.reload()
    assert "late permits" in visitor.answered().inner_text()
    assert "nine votes" not in visitor.page.locator("#chat").inner_text()


def test_an_example_can_be_asked_with_one_click(visit: Visit) -> None:
    visitor = visit()
    example = visitor.page.locator(".welcome [data-ask]").first
    asked = example.inner_text()
    example.click()
    assert visitor.answered().locator(".question").inner_text() == asked


def test_stop_ends_a_question_and_it_can_be_asked_again(visit: Visit, site: Any) -> None:
    visitor = visit()
    site.desk.gate.clear()
    visitor.ask(WHEN)
    visitor.page.get_by_role("button", name="Stop", exact=True).click()
    visitor.page.locator("#draft").get_by_text("Stopped; nothing of it was kept.").wait_for()
    site.desk.gate.set()
    visitor.page.locator("#draft").get_by_role("button", name="Ask again").click()
    assert "nine votes" in visitor.answered().inner_text()


def test_models_that_are_still_loading_are_said_to_and_questions_wait(visit: Visit, site: Any) -> None:
    site.desk.loaded.clear()
    visitor = visit()
    visitor.page.get_by_text("Loading the models").first.wait_for()
    visitor.ask(WHEN)
    assert "nine votes" in visitor.answered().inner_text()
    visitor.page.locator("#loading .loading").wait_for(state="detached")


def test_an_empty_question_gets_a_sentence(visit: Visit) -> None:
    visitor = visit()
    visitor.page.get_by_role("button", name="Ask", exact=True).click()
    assert "question is empty" in visitor.page.locator(".problem").inner_text()


def test_a_far_too_long_question_gets_a_sentence_and_is_not_lost(visit: Visit) -> None:
    visitor = visit()
    pasted = "word " * 5000
    visitor.ask(pasted)
    assert "at most 2,000" in visitor.page.locator(".problem").inner_text()
    assert visitor.page.input_value("#question textarea") == pasted


def test_without_briefs_the_page_says_what_to_do_and_keeps_the_question(visit: Visit, site: Any) -> None:
    site.desk.shelf.clear()
    visitor = visit()
    assert "no briefs yet" in visitor.page.locator(".welcome").inner_text()
    visitor.ask(WHEN)
    assert "There are no briefs yet." in visitor.page.locator(".problem").inner_text()
    assert visitor.page.input_value("#question textarea") == WHEN


def test_good_files_are_added_and_each_bad_one_is_named(visit: Visit, site: Any, tmp_path: Path) -> None:
    visitor = visit()
    good, bad = tmp_path / "ferry.md", tmp_path / "<b>empty.md"
    good.write_text("The ferry company expects 400,000 passengers a year.", encoding="utf-8")
    bad.write_text("", encoding="utf-8")
    visitor.page.get_by_role("tab", name="Briefs").click()
    visitor.page.set_input_files("#add input[type=file]", [good, bad])
    visitor.page.get_by_text("4 briefs can be asked about.").wait_for()
    said = visitor.page.locator("#said").inner_text()
    assert "ferry.md" in said
    assert "empty.md is empty." in said
    assert "ferry" in site.desk.shelf
    visitor.page.locator("#library [data-remove]").last.wait_for()
    visitor.page.on("dialog", lambda dialog: dialog.accept())
    visitor.page.locator("#library [data-remove]").last.click()
    visitor.page.get_by_text("“ferry” was removed.").wait_for()
    assert "ferry" not in site.desk.shelf


def test_nothing_is_asked_of_another_machine(visit: Visit) -> None:
    visitor = visit()
    visitor.ask(WHEN)
    visitor.answered()
    assert visitor.requested
    assert visitor.beyond() == []
