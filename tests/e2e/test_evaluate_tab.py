"""The Evaluate tab in a browser, as someone new to it would use it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
Visit = Callable[..., Any]

WHEN = "When was the harbour plan approved?"
WHY = "Why did the costs of the harbour works rise?"
TARIFF = "How high is the tariff <img src=x onerror=\"window.hacked='question'\">?"
HOSTILE = "<img src=x onerror=\"window.hacked='set'\"> {{value}} ${window.hacked='dollar'}"
CSV = (
    "question,answerable,facts,briefs,tags\n"
    f'"{WHEN}",yes,4 May 2021,harbour-plan-1a2b3c4d.md,date\n'
    f'"{WHY}",yes,late permits ; price of copper,audit-5e6f7a8b.md,reason\n'
    '"Who won the election in Norway?",no,,,absent\n'
)


def open_tab(visitor: Any) -> Any:
    """The Evaluate tab, opened."""
    visitor.page.get_by_role("tab", name="Evaluate").click()
    visitor.page.wait_for_selector("#eval-start")
    return visitor.page


def unfold(page: Any, name: str) -> None:
    """Opens an accordion."""
    page.locator(f"#{name} > button").click()


def upload(page: Any, file: Path) -> None:
    """Stores a set through the page."""
    unfold(page, "eval-sets-fold")
    page.set_input_files("#eval-upload input[type=file]", file)
    page.wait_for_selector("#eval-said p")


def run(page: Any) -> None:
    """Runs the chosen set to its end."""
    before = page.locator(".eval-results").get_attribute("data-run") if page.locator(".eval-results").count() else ""
    page.click("#eval-start")
    page.wait_for_function(
        "old => { const r = document.querySelector('.eval-results'); return r && r.dataset.run !== old; }", arg=before
    )
    page.wait_for_selector("#eval-start", state="visible")


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    file = tmp_path / "harbour.csv"
    file.write_text(CSV, encoding="utf-8")
    return file


def test_upload_run_open_a_wrong_row_compare_and_download(
    visit: Visit, questions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = visit()
    page = open_tab(visitor)
    upload(page, questions)
    assert "harbour is stored with 3 questions" in page.inner_text("#eval-said")
    run(page)
    assert "2 of 3 questions right (66.7 %)" in page.inner_text(".eval-results h2")
    page.select_option('[data-filter="state"]', "wrong")
    wrong = page.locator("[data-question]:visible")
    assert wrong.count() == 1
    wrong.click()
    detail = page.wait_for_selector(".eval-detail").inner_text()
    for words in (WHY, "price of copper", "named late permits and the price of steel", "1 of 2 facts stated"):
        assert words in detail
    marked = page.locator(".eval-detail mark").all_inner_texts()
    assert any(words.startswith("It found that costs had risen to 61 million euros") for words in marked)
    page.keyboard.press("Escape")
    assert page.locator(".eval-detail:visible").count() == 0
    wrong.click()
    assert WHY in page.wait_for_selector(".eval-detail:visible").inner_text()
    page.keyboard.press("Escape")
    less = {asked: said for asked, said in visitor.site.desk.script.items() if asked != WHEN}
    monkeypatch.setattr(visitor.site.desk, "script", less)
    run(page)
    assert "Worse than the run of" in page.inner_text(".compared")
    assert page.locator("[data-question]").first.inner_text().split("\t")[2].strip() == "now wrong"
    with page.expect_download() as download:
        page.get_by_role("link", name="report.json").click()
    report = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert [row["scores"]["right"]["value"] for row in report["rows"]] == [0.0, 0.0, 1.0]
    assert visitor.beyond() == []


def test_a_set_with_mistakes_is_answered_with_their_rows_and_columns(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_text("question,answerable,fact\nWhen?,maybe,x\n,no,\n", encoding="utf-8")
    page = open_tab(visit())
    unfold(page, "eval-sets-fold")
    page.set_input_files("#eval-upload input[type=file]", file)
    problem = page.wait_for_selector("#eval-said .problem").inner_text()
    for words in (
        "bad.csv has 3 mistakes:",
        "row 1, column fact: unknown column 'fact'; did you mean 'facts'?",
        "row 2, column answerable: must be yes or no, not 'maybe'.",
        "row 3, column question: is empty; every row needs a question.",
    ):
        assert words in problem


def test_a_hostile_set_does_nothing_but_stand_there(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "hostile.jsonl"
    line = {"id": "h", "question": HOSTILE, "answerable": False, "tags": [HOSTILE]}
    file.write_text(json.dumps(line) + "\n", encoding="utf-8")
    visitor = visit()
    page = open_tab(visitor)
    upload(page, file)
    run(page)
    page.locator("[data-question]").first.click()
    assert HOSTILE in page.wait_for_selector(".eval-detail").inner_text()
    assert page.evaluate("window.hacked") is None
    assert visitor.beyond() == []


def test_a_run_is_stopped_and_gone_on_with(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "stopped.csv"
    file.write_text(CSV, encoding="utf-8")
    visitor = visit()
    page = open_tab(visitor)
    upload(page, file)
    visitor.site.desk.gate.clear()
    page.click("#eval-start")
    page.click("#eval-stop")
    page.wait_for_function("() => document.querySelector('.eval-progress')?.innerText.startsWith('Stopped: 0 of 3')")
    visitor.site.desk.gate.set()
    page.click("#eval-start")
    page.wait_for_function("() => document.querySelector('.eval-progress')?.innerText.startsWith('Done: 3 of 3')")


def test_a_thumb_down_becomes_a_question_with_one_click(visit: Visit) -> None:
    visitor = visit()
    visitor.ask(TARIFF)
    visitor.answered().locator('[data-verdict="down"]').click()
    page = open_tab(visitor)
    unfold(page, "eval-thumbs-fold")
    page.locator("#eval-thumbs [data-adopt]").first.click()
    page.wait_for_function("() => document.querySelector('#eval-thumbs').innerText.includes('in the set')")
    from assistant.evaluation.storing import SetStore

    store = SetStore(visitor.site.desk.home.sets)
    tagged = [question for name in store.names() for question in store.load(name).questions if question.id[:3] == "fee"]
    assert [(question.question, question.enabled) for question in tagged] == [(TARIFF, False)]
    assert page.evaluate("window.hacked") is None


def test_the_tab_is_usable_on_a_phone_and_by_keyboard(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "phone.csv"
    file.write_text(CSV, encoding="utf-8")
    page = open_tab(visit(viewport={"width": 390, "height": 780}))
    upload(page, file)
    run(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("[data-question]").first.focus()
    page.keyboard.press("Enter")
    assert page.wait_for_selector(".eval-detail").is_visible()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('[data-question]')")


def test_a_set_is_edited_in_its_table(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "edited.csv"
    file.write_text(CSV, encoding="utf-8")
    visitor = visit()
    page = open_tab(visitor)
    upload(page, file)
    cell = page.locator("#eval-table .body-cell", has_text="Who won the election in Norway?").first
    cell.dblclick()
    page.keyboard.press("End")
    page.keyboard.type(" And when?")
    page.keyboard.press("Enter")
    page.locator("#eval-table .body-cell", has_text="And when?").first.wait_for()
    page.get_by_role("tab", name="Ask").click()
    open_tab(visitor)
    page.wait_for_function("() => !document.querySelector('#eval-said').innerText.trim()")
    page.fill("#eval-target :is(input, textarea)", "edited again")
    page.click("#eval-save")
    page.wait_for_function("() => document.querySelector('#eval-said').innerText.includes('edited-again is stored')")
    from assistant.evaluation.storing import SetStore

    stored = SetStore(visitor.site.desk.home.sets).load("edited-again")
    assert [question.question for question in stored.questions] == [
        WHEN,
        WHY,
        "Who won the election in Norway? And when?",
    ]
