"""The page in a browser: answers, their sources, refusals and follow-ups."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

WHEN = "When was the harbour plan approved?"
WHY = "Why did the costs of the harbour works rise?"
TARIFF = "How high is the tariff <img src=x onerror=\"window.hacked='question'\">?"
UNKNOWN = "Who won the election in Norway?"

Visit = Callable[..., Any]


def marked_words(page: Any) -> str:
    """The words that the open citation lights up."""
    return "".join(page.locator("#panel mark.on").all_inner_texts())


def in_view(page: Any, box: dict[str, float]) -> bool:
    """Whether a box lies inside the window."""
    size = page.viewport_size
    return box["y"] >= 0 and box["y"] + box["height"] <= size["height"] and box["x"] + box["width"] <= size["width"]


def test_a_click_on_a_chip_marks_the_exact_words_and_says_whose_they_are(visit: Visit) -> None:
    visitor = visit()
    visitor.ask(WHEN)
    reply = visitor.answered()
    assert reply.locator(".said strong").inner_text() == "4 May 2021"
    reply.locator("a.cite").click()
    assert marked_words(visitor.page) == "The council approved the harbour plan on 4 May 2021 by nine votes to four."
    card = visitor.page.locator("#panel .passage.on").inner_text()
    for said in ("Council approves the harbour plan", "Coastal Review", "Jonas Ahlgren", "May 2021", "puts the ferry"):
        assert said in card
    assert "Summary, not the original wording" in card


def test_tab_and_enter_open_a_passage_and_escape_leads_back(visit: Visit) -> None:
    visitor = visit()
    visitor.ask(WHEN)
    chip = visitor.answered().locator("a.cite")
    visitor.page.evaluate("document.querySelector('#tabs [role=tab]').focus()")
    for _ in range(10):
        visitor.page.keyboard.press("Tab")
        if chip.evaluate("chip => chip === document.activeElement"):
            break
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_selector("#panel mark.on")
    assert visitor.page.evaluate("document.activeElement.matches('.passage.on')")
    visitor.page.keyboard.press("Escape")
    assert chip.evaluate("chip => chip === document.activeElement")


def test_chips_of_earlier_turns_keep_working(visit: Visit) -> None:
    visitor = visit()
    visitor.ask(WHEN)
    visitor.answered(1)
    visitor.ask(WHY)
    visitor.answered(2)
    visitor.page.locator("#thread .turn").first.locator("a.cite").click()
    assert "4 May 2021" in marked_words(visitor.page)
    visitor.page.locator("#thread .turn").last.locator("a.cite").last.click()
    assert marked_words(visitor.page).startswith("The works are to cost 48 million euros")
    ids = visitor.page.evaluate("[...document.querySelectorAll('[id]')].map(part => part.id).filter(Boolean)")
    assert len(ids) == len(set(ids))


def test_a_refusal_looks_different_and_lists_the_closest_passages(visit: Visit) -> None:
    visitor = visit()
    visitor.ask(UNKNOWN)
    refused = visitor.answered().locator(".refused")
    assert "Not in the briefs" in refused.inner_text()
    assert refused.locator("svg").is_visible()
    ground = "part => getComputedStyle(part).backgroundColor"
    assert refused.evaluate(ground) != visitor.page.locator("body").evaluate(ground)
    refused.locator("li a").first.click()
    visitor.page.wait_for_selector("#panel .passage.on")


def test_a_reply_is_announced(visit: Visit) -> None:
    visitor = visit()
    visitor.ask(WHEN)
    visitor.answered()
    live = visitor.page.locator("body > .unseen[role=status]")
    assert live.get_attribute("aria-live") == "polite"
    visitor.page.wait_for_function("() => document.querySelector('body > .unseen').textContent.includes('nine votes')")


def test_what_was_searched_for_can_be_changed_and_asked_again(visit: Visit) -> None:
    visitor = visit()
    visitor.ask(WHEN)
    visitor.answered(1)
    visitor.ask("Did they oppose it?")
    reply = visitor.answered(2)
    field = reply.locator(".searched input")
    assert field.input_value() == f"Did {WHEN} oppose it?"
    field.fill(WHY)
    field.press("Enter")
    assert "late permits" in visitor.answered(3).inner_text()


def test_the_whole_brief_opens_at_the_cited_words(visit: Visit) -> None:
    visitor = visit(viewport={"width": 1280, "height": 400})
    visitor.ask(WHY)
    visitor.answered().locator("a.cite").last.click()
    with visitor.page.context.expect_page() as opened:
        visitor.page.locator("#panel .passage.on .whole a").click()
    brief = opened.value
    mark = brief.locator("mark")
    assert mark.inner_text() == "The works are to cost 48 million euros, of which the region pays one third."
    assert in_view(brief, mark.bounding_box())


def test_a_question_can_be_limited_to_chosen_briefs(visit: Visit) -> None:
    visitor = visit()
    visitor.page.click("#within input")
    visitor.page.get_by_role("option", name="Audit of the harbour works").click()
    visitor.page.keyboard.press("Escape")
    visitor.ask(UNKNOWN)
    assert visitor.answered().locator(".refused li a").all_inner_texts() == ["Audit of the harbour works"]


def test_an_answer_is_copied_with_its_sources(visit: Visit) -> None:
    visitor = visit(permissions=["clipboard-read", "clipboard-write"])
    visitor.ask(WHEN)
    visitor.answered().get_by_role("button", name="Copy with sources").click()
    visitor.page.get_by_role("button", name="Copied").wait_for()
    copied = visitor.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("The council approved the harbour plan on 4 May 2021 by nine votes to four. [1]")
    assert "summary, not the original wording" in copied


def test_cited_words_are_copied_with_their_source(visit: Visit) -> None:
    visitor = visit(permissions=["clipboard-read", "clipboard-write"])
    visitor.ask(WHEN)
    visitor.answered()
    visitor.page.get_by_role("button", name="Copy with source", exact=True).click()
    visitor.page.get_by_role("button", name="Copied").wait_for()
    assert visitor.page.evaluate("navigator.clipboard.readText()") == (
        "“The council approved the harbour plan on 4 May 2021 by nine votes to four.”\n"
        "Council approves the harbour plan, Coastal Review, Jonas Ahlgren, 2021-05, "
        "summary, not the original wording"
    )


def test_a_button_that_is_pressed_twice_finds_its_name_again(visit: Visit) -> None:
    visitor = visit(permissions=["clipboard-read", "clipboard-write"])
    visitor.ask(WHEN)
    button = visitor.answered().locator(".acts [data-copy]")
    button.dblclick()
    visitor.page.get_by_role("button", name="Copied").wait_for()
    visitor.page.get_by_role("button", name="Copy with sources").wait_for()
    assert button.get_attribute("data-label") == "Copy with sources"


def test_what_could_not_be_copied_is_not_said_to_be(visit: Visit) -> None:
    visitor = visit()
    visitor.ask(WHEN)
    button = visitor.answered().locator(".acts [data-copy]")
    visitor.page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => false; }"
    )
    button.click()
    said = "Could not copy; select the text and copy it."
    visitor.page.get_by_role("button", name=said).wait_for()
    assert visitor.page.locator(".unseen[role=status]").inner_text() == said


def test_a_verdict_is_kept_with_its_note(visit: Visit, feedback_file: Path) -> None:
    feedback_file.unlink(missing_ok=True)
    visitor = visit()
    visitor.ask(WHEN)
    reply = visitor.answered()
    reply.get_by_role("button", name="Not helpful").click()
    reply.locator(".note input").fill("The date is wrong.")
    reply.locator(".note input").press("Enter")
    reply.get_by_text("Noted, thank you.").wait_for()
    for _ in range(100):
        lines = feedback_file.read_text(encoding="utf-8").splitlines() if feedback_file.exists() else []
        if len(lines) == 2:
            break
        visitor.page.wait_for_timeout(50)
    first, second = (json.loads(line) for line in lines)
    assert first["id"] == second["id"]
    assert (second["verdict"], second["note"], second["question"]) == ("down", "The date is wrong.", WHEN)
    assert second["reply"]["kind"] == "answer"


def test_text_from_briefs_and_questions_stays_text(visit: Visit) -> None:
    visitor = visit()
    visitor.ask(TARIFF)
    reply = visitor.answered()
    reply.locator("a.cite").click()
    card = visitor.page.locator("#panel .passage.on").inner_text()
    for said in ("<img src=x", "<script>", "{{value}}", '${window.hacked="template"}', "<a href="):
        assert said in card
    with visitor.page.context.expect_page() as opened:
        visitor.page.locator("#panel .passage.on .whole a").click()
    assert "<script>" in opened.value.locator("main").inner_text()
    visitor.page.get_by_role("tab", name="Briefs").click()
    visitor.page.locator("#library .title").last.wait_for()
    for page in (visitor.page, opened.value):
        assert page.evaluate("window.hacked") is None
    assert visitor.beyond() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chip_lands_visibly_on_a_phone(visit: Visit, scheme: str) -> None:
    visitor = visit(viewport={"width": 390, "height": 760}, color_scheme=scheme, reduced_motion="reduce")
    visitor.ask(WHY)
    visitor.answered().locator("a.cite").last.click()
    visitor.page.wait_for_selector("#panel mark.on")
    assert in_view(visitor.page, visitor.page.locator("#panel mark.on").first.bounding_box())
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 390
    bright = visitor.page.evaluate("Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])")
    assert (bright < 60) == (scheme == "dark")
    visitor.page.get_by_role("button", name="Close").click()
    visitor.page.locator("#panel").wait_for(state="hidden")
