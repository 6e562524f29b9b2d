"""The library: layout and wiring only."""

from collections.abc import Iterator
from typing import Any

from assistant.ui.library import library_html
from assistant.ui.page import Page
from assistant.ui.templating import fragment

BUS = """
window.briefs = window.briefs || {};
window.briefs.remove = (data) => trigger("delete", data);
"""


def build(page: Page, blocks: Any, tab: Any) -> None:
    """Lays the library out and wires it."""
    import gradio as gr

    bus = gr.HTML("", js_on_load=BUS, elem_id="library-bus")
    with gr.Column(elem_id="shelf"):
        gr.HTML(fragment("add.html", largest=page.desk.settings.serving.max_file_mb), apply_default_css=False)
        files = gr.File(label="Files to add", show_label=False, file_count="multiple", type="filepath", elem_id="add")
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
    tab.select(lambda: library_html(page.desk.sources()), None, [listed], **quiet)
