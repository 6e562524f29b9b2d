"""The chat: layout and wiring only."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assistant.ui.chat import View, loading_html
from assistant.ui.conversations import known_or_new, new_conversation
from assistant.ui.feedback import judge
from assistant.ui.library import choices
from assistant.ui.page import Page
from assistant.ui.templating import fragment

# page.js reaches the handlers through these two functions.
BUS = """
window.briefs = window.briefs || {};
window.briefs.ask = (data) => trigger("submit", data);
window.briefs.judge = (data) => trigger("like", data);
"""


@dataclass(frozen=True, slots=True)
class Parts:
    """The components of the tab."""

    conversation: Any
    thread: Any
    draft: Any
    panel: Any
    draft_panel: Any
    problem: Any
    question: Any
    ask: Any
    stop: Any
    within: Any
    loading: Any
    fresh: Any
    bus: Any

    @property
    def shown(self) -> list[Any]:
        """What a View changes, in the order of `_updates`."""
        return [
            self.thread,
            self.draft,
            self.panel,
            self.draft_panel,
            self.problem,
            self.question,
            self.ask,
            self.stop,
        ]


def build(page: Page, blocks: Any, tab: Any) -> None:
    """Lays the chat out and wires it."""
    parts = _lay_out(page)
    _wire_asking(page, parts)
    _wire_opening(page, blocks, tab, parts)
    _wire_loading(page, parts)
    _wire_feedback(page, parts)


def _lay_out(page: Page) -> Parts:
    import gradio as gr

    conversation = gr.BrowserState(None, storage_key="briefs-conversation", secret="briefs")
    bus = gr.HTML("", js_on_load=BUS, elem_id="bus")
    with gr.Row(elem_id="desk"):
        with gr.Column(elem_id="chat"):
            loading = gr.HTML(apply_default_css=False, elem_id="loading")
            thread = gr.HTML(apply_default_css=False, elem_id="thread")
            draft = gr.HTML(apply_default_css=False, elem_id="draft")
            with gr.Column(elem_id="composer"):
                problem = gr.HTML(apply_default_css=False, elem_id="problem")
                with gr.Row(elem_id="ask-row"):
                    question = gr.Textbox(
                        label="Question",
                        placeholder="Ask the briefs …",
                        show_label=False,
                        container=False,
                        lines=1,
                        max_lines=6,
                        elem_id="question",
                        autofocus=True,
                    )
                    ask = gr.Button("Ask", variant="primary", elem_id="ask", min_width=80)
                    stop = gr.Button("Stop", variant="stop", elem_id="stop", min_width=80, visible=False)
                with gr.Row(elem_id="within-row"):
                    within = gr.Dropdown(
                        choices=choices(page.desk.sources()),
                        multiselect=True,
                        label="Ask only in these briefs",
                        container=False,
                        show_label=False,
                        elem_id="within",
                    )
                    fresh = gr.Button("New conversation", size="sm", elem_id="fresh")
        with gr.Column(elem_id="panel"):
            gr.HTML(fragment("panel_head.html"), apply_default_css=False, elem_id="panel-head")
            panel = gr.HTML(apply_default_css=False, elem_id="panel-turns")
            draft_panel = gr.HTML(apply_default_css=False, elem_id="panel-draft")
    return Parts(
        conversation, thread, draft, panel, draft_panel, problem, question, ask, stop, within, loading, fresh, bus
    )


def _updates(view: View) -> list[Any]:
    import gradio as gr

    pieces = (view.thread, view.draft, view.panel, view.draft_panel, view.problem, view.question)
    buttons = (None if view.working is None else not view.working, view.working)
    return [gr.skip() if piece is None else gr.update(value=piece) for piece in pieces] + [
        gr.skip() if visible is None else gr.update(visible=visible) for visible in buttons
    ]


def _named(conversation: str, views: Iterator[View]) -> Iterator[list[Any]]:
    """The updates of each view; only the first names the conversation, because the visitor may have left it since."""
    import gradio as gr

    name: Any = conversation
    for view in views:
        yield [name, *_updates(view)]
        name = gr.skip()


def _wire_asking(page: Page, parts: Parts) -> None:
    import gradio as gr

    outputs = [parts.conversation, *parts.shown]
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}

    def ask(conversation: object, question: str, within: list[str] | None) -> Iterator[list[Any]]:
        known = known_or_new(conversation)
        yield from _named(known, page.chat.ask(known, question or "", within or (), typed=True))

    def ask_again(conversation: object, within: list[str] | None, event: gr.EventData) -> Iterator[list[Any]]:
        known = known_or_new(conversation)
        asked = str(event._data.get("question", ""))
        yield from _named(known, page.chat.ask(known, asked, within or (), typed=False))

    inputs = [parts.conversation, parts.question, parts.within]
    gr.on([parts.ask.click, parts.question.submit], ask, inputs, outputs, **quiet)
    parts.bus.submit(ask_again, [parts.conversation, parts.within], outputs, **quiet)
    parts.stop.click(lambda known: page.chat.jobs.stop(known_or_new(known)), [parts.conversation], None, **quiet)


def _wire_opening(page: Page, blocks: Any, tab: Any, parts: Parts) -> None:
    import gradio as gr

    outputs = [parts.conversation, *parts.shown]
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}

    def open_(conversation: object) -> Iterator[list[Any]]:
        known = known_or_new(conversation)
        loading: Any = loading_html(page.warming.settled, page.warming.failure)
        within = gr.update(choices=choices(page.desk.sources()))
        for updates in _named(known, page.chat.open(known)):
            yield [loading, within, *updates]
            loading = within = gr.skip()

    def refresh(conversation: object, chosen: list[str] | None) -> list[Any]:
        listed = choices(page.desk.sources())
        kept = [brief for brief in chosen or () if brief in {brief for _, brief in listed}]
        return [gr.update(choices=listed, value=kept), *_updates(page.chat.refreshed(known_or_new(conversation)))]

    def leave(conversation: object) -> list[Any]:
        page.chat.jobs.leave(known_or_new(conversation))
        return [new_conversation(), *_updates(page.chat.empty())]

    blocks.load(open_, [parts.conversation], [parts.loading, parts.within, *outputs], **quiet)
    tab.select(refresh, [parts.conversation, parts.within], [parts.within, *parts.shown], **quiet)
    parts.fresh.click(leave, [parts.conversation], outputs, **quiet)


def _wire_loading(page: Page, parts: Parts) -> None:
    import gradio as gr

    timer = gr.Timer(1.0)

    def look() -> list[Any]:
        warming = page.warming
        return [loading_html(warming.settled, warming.failure), gr.Timer(active=not warming.settled)]

    timer.tick(look, None, [parts.loading, timer], show_progress="hidden", api_visibility="private")


def _wire_feedback(page: Page, parts: Parts) -> None:
    import gradio as gr

    def note(conversation: object, event: gr.EventData) -> None:
        data = event._data
        number = data.get("turn")
        kept = isinstance(number, int) and judge(
            page.chat.conversations,
            page.desk.home.feedback,
            known_or_new(conversation),
            number,
            str(data.get("verdict")),
            str(data.get("note", "")),
        )
        if not kept:
            raise gr.Error("The verdict could not be kept: the answer is not there any more.")

    parts.bus.like(note, [parts.conversation], None, show_progress="hidden", api_visibility="private")
