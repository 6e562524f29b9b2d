"""Everything that a tab may need."""

from dataclasses import dataclass

from assistant.ui.chat import Chat
from assistant.ui.desk import Desk
from assistant.ui.library import Shelf
from assistant.ui.warming import Warming


@dataclass(frozen=True, slots=True)
class Page:
    """The handlers of the page; none of them imports gradio."""

    desk: Desk
    chat: Chat
    shelf: Shelf
    warming: Warming
