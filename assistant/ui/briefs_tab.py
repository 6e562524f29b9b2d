"""The library: layout and wiring only."""

from collections.abc import Iterator
from typing import Any

from assistant.ui.library import library_html
from assistant.ui.page import Page

BUS = """
window.briefs = window.briefs || {};
window.briefs.remove = (data) => trigger("delete", data);
"""


def build(page: Page, blocks: Any, tab: Any) -> None:
    """Lays the library out and wires it."""
    import gradio as gr

    bus = gr.HTML("", js_on_load=BUS, elem_id="library-bus")
    with gr.Column(elem_id="shelf"):
        files = gr.File(
            label="Add .md, .txt or .html files", file_count="multiple", type="filepath", height=120, elem_id="add"
        )
        said = gr.HTML(apply_default_css=False, elem_id="said")
        listed = gr.HTML(apply_default_css=False, elem_id="library")
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}

    def add(paths: list[str] | None) -> Iterator[list[Any]]:
        if not paths:
            return
        for html in page.shelf.add(paths):
            yield [html, gr.skip(), gr.skip()]
        yield [gr.skip(), library_html(page.desk.sources()), gr.update(value=None)]

    def remove(event: gr.EventData) -> list[str]:
        return [page.shelf.remove(str(event._data.get("brief", ""))), library_html(page.desk.sources())]

    files.upload(add, [files], [said, listed, files], **quiet)
    bus.delete(remove, None, [said, listed], **quiet)
    for moment in (blocks.load, tab.select):
        moment(lambda: library_html(page.desk.sources()), None, [listed], **quiet)
