"""The frame: title, tabs, theme. One file a tab: add a tab by adding its `build` to TABS."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from assistant.ui import ask_tab, briefs_tab, evaluate_tab
from assistant.ui.asking import Jobs
from assistant.ui.chat import Chat
from assistant.ui.conversations import Conversations
from assistant.ui.desk import Desk
from assistant.ui.library import Shelf
from assistant.ui.page import Page
from assistant.ui.templating import fragment
from assistant.ui.warming import Warming

SANS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Liberation Sans", "sans-serif")
MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Liberation Mono", "monospace")


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of the page.

    Attributes:
        build: called as `build(page, blocks, tab)` inside the tab; wires its own events.
    """

    title: str
    build: Callable[[Page, Any, Any], None]


TABS = (Tab("Ask", ask_tab.build), Tab("Briefs", briefs_tab.build), Tab("Evaluate", evaluate_tab.build))


def page_of(desk: Desk) -> Page:
    """The handlers for this desk."""
    conversations = Conversations(desk.home.conversations)
    return Page(desk, Chat(desk, conversations, Jobs(desk, conversations)), Shelf(desk), Warming(desk))


def build_blocks(page: Page) -> Any:
    """The whole page as gradio Blocks."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio as gr

    with gr.Blocks(title="Briefs", analytics_enabled=False, fill_width=True, delete_cache=(3600, 86400)) as blocks:
        gr.HTML(fragment("masthead.html"), apply_default_css=False, elem_id="masthead")
        with gr.Tabs(elem_id="tabs"):
            for index, tab in enumerate(TABS):
                with gr.Tab(tab.title, id=index) as container:
                    tab.build(page, blocks, container)
    blocks.queue(default_concurrency_limit=20, api_open=False)
    return blocks


def theme() -> Any:
    """System fonts only: nothing is fetched."""
    import gradio as gr

    return gr.themes.Base(font=SANS, font_mono=MONO, radius_size="sm", text_size="md")
