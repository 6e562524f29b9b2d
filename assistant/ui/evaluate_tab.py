"""The Evaluate tab: layout and wiring only."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import EXPECTED
from assistant.evaluation.questions import COLUMNS
from assistant.ui import evaluation_views as views
from assistant.ui.choosing import opened_sets, shown_set
from assistant.ui.evaluating import ALL, Evaluation, Past
from assistant.ui.page import Page
from assistant.ui.question_editing import Editing
from assistant.ui.templating import fragment

# evaluate.js reaches the handlers through these functions.
BUS = """
window.briefs = window.briefs || {};
window.briefs.openRow = (data) => trigger("select", data);
window.briefs.openRun = (data) => trigger("apply", data);
window.briefs.adopt = (data) => trigger("edit", data);
"""
WIDTHS = [120, 320, 200, 125, 260, 220, 320, 160, 80, 160, 100]
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


@dataclass(frozen=True, slots=True)
class Parts:
    """The components of the tab."""

    bus: Any
    run: Any
    names: Any
    only: Any
    reader: Any
    start: Any
    stop: Any
    timer: Any
    progress: Any
    baseline: Any
    results: Any
    detail: Any
    history: Any
    upload: Any
    said: Any
    downloads: Any
    table: Any
    target: Any
    save: Any
    thumbs: Any

    @property
    def shown(self) -> list[Any]:
        """What opening a run changes."""
        return [self.run, self.baseline, self.results, self.detail]

    @property
    def sets(self) -> list[Any]:
        """What choosing a set changes."""
        return [self.only, self.downloads, self.table, self.target]


def build(page: Page, blocks: Any, tab: Any) -> None:
    """Lays the tab out and wires it."""
    evaluation = Evaluation(page.desk)
    editing = Editing(evaluation)
    parts = _lay_out(evaluation)
    _wire_running(evaluation, parts)
    _wire_reading(evaluation, parts)
    _wire_sets(evaluation, editing, parts)
    _wire_opening(evaluation, editing, parts, tab)


def _lay_out(evaluation: Evaluation) -> Parts:
    import gradio as gr

    html: dict[str, Any] = {"apply_default_css": False}
    bus = gr.HTML("", js_on_load=BUS, elem_id="eval-bus")
    with gr.Column(elem_id="evaluate"):
        gr.HTML(fragment("eval_intro.html"), **html)
        with gr.Row(elem_id="eval-run-row"):
            # Opening the tab chooses the first one, which is what fills the table.
            name = gr.Dropdown(list(evaluation.names()), value=None, label="Question set", elem_id="eval-set")
            only = gr.Dropdown([("All questions", ALL)], value=ALL, label="Which of them", elem_id="eval-only")
            reader = gr.Dropdown(
                list(evaluation.readers()), value=evaluation.readers()[0], label="Reader", elem_id="eval-reader"
            )
            start = gr.Button("Run", variant="primary", elem_id="eval-start", min_width=90)
            stop = gr.Button("Stop", elem_id="eval-stop", min_width=90, visible=False)
        progress = gr.HTML(elem_id="eval-progress", **html)
        baseline = gr.Dropdown([], label="Beside", elem_id="eval-baseline", visible=False)
        results = gr.HTML(elem_id="eval-results", **html)
        detail = gr.HTML(elem_id="eval-detail", **html)
        with gr.Accordion("History of runs", open=False, elem_id="eval-history-fold"):
            history = gr.HTML(elem_id="eval-history", **html)
        with gr.Accordion("Question sets: upload, edit, download", open=False, elem_id="eval-sets-fold"):
            upload, said, downloads, table, target, save = _lay_out_sets()
        with gr.Accordion("Thumbs: turn a judged answer into a question", open=False, elem_id="eval-thumbs-fold"):
            thumbs = gr.HTML(elem_id="eval-thumbs", **html)
    run, timer = gr.State(""), gr.Timer(0.7, active=False)
    return Parts(
        bus, run, name, only, reader, start, stop, timer, progress, baseline, results, detail, history,
        upload, said, downloads, table, target, save, thumbs,
    )  # fmt: skip


def _lay_out_sets() -> tuple[Any, ...]:
    import gradio as gr

    html: dict[str, Any] = {"apply_default_css": False}
    upload = gr.File(
        label="A question set: .csv, .xlsx or .jsonl",
        file_types=[".csv", ".xlsx", ".jsonl"],
        type="filepath",
        elem_id="eval-upload",
        height=130,
    )
    said = gr.HTML(elem_id="eval-said", **html)
    downloads = gr.HTML(elem_id="eval-downloads", **html)
    table = gr.Dataframe(
        headers=list(COLUMNS),
        datatype="str",
        type="array",
        interactive=True,
        column_count=(len(COLUMNS), "fixed"),
        wrap=True,
        column_widths=WIDTHS,
        max_height=460,
        label="Edit the set; empty rows are left out",
        elem_id="eval-table",
    )
    with gr.Row(elem_id="eval-save-row"):
        target = gr.Textbox(label="Store as", elem_id="eval-target", scale=1)
        save = gr.Button("Store the set", elem_id="eval-save", min_width=120)
    return upload, said, downloads, table, target, save


def _shown(evaluation: Evaluation, run: str, beside: str | None = None) -> list[Any]:
    """What shows a run; beside the one before it unless another, or none (""), is named."""
    import gradio as gr

    others = evaluation.baselines(run) if run else ()
    chosen = (others[0].run if others and others[0].run < run else "") if beside is None else beside
    if not run:
        return ["", gr.update(visible=False), "", ""]
    try:
        report, comparison = evaluation.compared(run, chosen)
        before = evaluation.report(chosen) if comparison else None
        html = views.results_html(run, report, comparison, before)
    except EXPECTED as error:
        return [run, gr.skip(), views.problem_lines(error), ""]
    choices = [("nothing", ""), *((_label(past), past.run) for past in others)]
    return [run, gr.update(choices=choices, value=chosen, visible=bool(others)), html, ""]


def _label(past: Past) -> str:
    return f"{past.created.replace('T', ' ').removesuffix('Z')} UTC, {past.reader}: {past.headline}"


def _wire_running(evaluation: Evaluation, parts: Parts) -> None:
    import gradio as gr

    outputs = [parts.progress, parts.start, parts.stop, parts.timer]

    def state() -> list[Any]:
        progress = evaluation.progress
        working = progress.working
        buttons = [gr.update(visible=not working), gr.update(visible=working), gr.Timer(active=working)]
        return [views.progress_html(progress), *buttons]

    def start(name: str | None, only: str, reader: str | None) -> list[Any]:
        try:
            evaluation.start(name or "", only, reader or "")
        except EXPECTED as error:
            return [views.problem_lines(error), *state()[1:]]
        return state()

    def look() -> list[Any]:
        progress = evaluation.progress
        if progress.working or not progress.run:
            return [*state(), *[gr.skip()] * len(parts.shown), gr.skip()]
        return [*state(), *_shown(evaluation, progress.run), views.history_html(evaluation.past())]

    def stop() -> list[Any]:
        evaluation.stop()
        return state()

    parts.start.click(start, [parts.names, parts.only, parts.reader], outputs, **QUIET)
    parts.stop.click(stop, None, outputs, **QUIET)
    parts.timer.tick(look, None, [*outputs, *parts.shown, parts.history], **QUIET)


def _wire_reading(evaluation: Evaluation, parts: Parts) -> None:
    import gradio as gr

    def open_row(run: str, beside: str | None, event: gr.EventData) -> str:
        try:
            report, comparison = evaluation.compared(run, beside or "")
            before = evaluation.report(beside or "") if comparison else None
        except EXPECTED as error:
            return views.problem_lines(error)
        wanted = str(event._data.get("row", ""))
        row = next((row for row in report.rows if row.id == wanted), None)
        earlier = next((row for row in before.rows if row.id == wanted), None) if before else None
        return views.detail_html(row, earlier) if row else ""

    def open_run(event: gr.EventData) -> list[Any]:
        return _shown(evaluation, str(event._data.get("run", "")))

    def beside(run: str, other: str | None) -> list[Any]:
        return _shown(evaluation, run, other or "")

    parts.bus.select(open_row, [parts.run, parts.baseline], [parts.detail], **QUIET)
    parts.bus.apply(open_run, None, parts.shown, **QUIET)
    parts.baseline.input(beside, [parts.run, parts.baseline], parts.shown, **QUIET)


def _wire_sets(evaluation: Evaluation, editing: Editing, parts: Parts) -> None:
    import gradio as gr

    outputs = [parts.names, *parts.sets, parts.said]

    def stored(change: Callable[[], str], wanted: str = "") -> list[Any]:
        try:
            name = change()
        except EXPECTED as error:
            return [gr.skip()] * (len(outputs) - 1) + [views.problem_lines(error)]
        said = views.stored_html(name, len(evaluation.stored(name).questions), wanted)
        names = gr.update(choices=list(evaluation.names()), value=name)
        return [names, *shown_set(evaluation, editing, name), said]

    def upload(path: str | None) -> list[Any]:
        return [*stored(lambda: editing.upload(path or "").name, Path(path or "").stem), gr.update(value=None)]

    def save(cells: list[list[object]], target: str) -> list[Any]:
        return stored(lambda: editing.save(target or "set", cells).name, target)

    def adopt(name: str | None, event: gr.EventData) -> list[Any]:
        wanted = str(event._data.get("feedback", ""))
        *changed, said = stored(lambda: editing.adopt(wanted, name or "").name)
        return [*changed, said, said + _thumbs(editing)[0]]

    parts.upload.upload(upload, [parts.upload], [*outputs, parts.upload], **QUIET)
    parts.save.click(save, [parts.table, parts.target], outputs, **QUIET)
    parts.bus.edit(adopt, [parts.names], [*outputs, parts.thumbs], **QUIET)
    parts.names.input(lambda name: shown_set(evaluation, editing, name), [parts.names], parts.sets, **QUIET)


def _thumbs(editing: Editing) -> tuple[str, str]:
    """The thumbs, and a line about the sets that cannot be read."""
    adopted, damaged = editing.adopted()
    return views.feedback_html(editing.feedback(), adopted), views.damaged_html(damaged)


def _wire_opening(evaluation: Evaluation, editing: Editing, parts: Parts, tab: Any) -> None:
    import gradio as gr

    def open_(name: str | None, run: str, beside: str | None) -> list[Any]:
        past = evaluation.past()
        shown = _shown(evaluation, run, beside) if run else _shown(evaluation, past[0].run if past else "")
        working = evaluation.progress.working
        return [
            *opened_sets(evaluation, editing, name),
            *shown,
            views.history_html(past),
            *_thumbs(editing),
            gr.Timer(active=working),
        ]

    outputs = [parts.names, *parts.sets, *parts.shown, parts.history, parts.thumbs, parts.said, parts.timer]
    tab.select(open_, [parts.names, parts.run, parts.baseline], outputs, **QUIET)
