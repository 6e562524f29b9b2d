"""What the Evaluate tab shows of the chosen question set: which questions to run, downloads, the table."""

from typing import Any

from assistant.errors import EXPECTED
from assistant.ui import evaluation_views as views
from assistant.ui.evaluating import ALL, DEV, TAG, TEST, Evaluation
from assistant.ui.question_editing import Editing


def shown_set(evaluation: Evaluation, editing: Editing, name: str | None) -> list[Any]:
    """What shows a set: its choices, its downloads, its table, the name to store it under."""
    import gradio as gr

    if not name:
        return [gr.skip(), views.downloads_html(""), gr.skip(), gr.skip()]
    try:
        tags = evaluation.stored(name).tags
        only = [("All questions", ALL), ("Only the dev half", DEV), ("Only the test half", TEST)]
        only += [(f"Only {tag}", TAG + tag) for tag in tags]
        return [gr.update(choices=only, value=ALL), views.downloads_html(name), editing.cells(name), name]
    except EXPECTED:
        return [gr.skip(), views.downloads_html(""), gr.skip(), gr.skip()]


def opened_sets(evaluation: Evaluation, editing: Editing, name: str | None) -> list[Any]:
    """What opening the tab changes: the names of the sets, then what `shown_set` gives.

    The chosen set is shown anew only where it is gone, or none was chosen: edits that are not stored yet stay.
    """
    import gradio as gr

    names = list(evaluation.names())
    if name in names:
        return [gr.update(choices=names), *[gr.skip()] * 4]
    chosen = names[0] if names else None
    return [gr.update(choices=names, value=chosen), *shown_set(evaluation, editing, chosen)]
