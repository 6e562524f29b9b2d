"""Loads the models while the page is already there."""

import logging
import threading

from assistant.errors import EXPECTED, AssistantError
from assistant.ui.desk import Desk


class Warming:
    """Loads a desk's models in a thread of its own.

    Attributes:
        failure: what the user can be told where they cannot be loaded.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.failure: BaseException | None = None

    def start(self) -> None:
        """Begins to load; returns at once."""
        threading.Thread(target=self._work, daemon=True).start()

    @property
    def settled(self) -> bool:
        """Whether the models are loaded, or cannot be."""
        return self.failure is not None or self._desk.ready()

    def _work(self) -> None:
        try:
            if not self._desk.ready():
                self._desk.warm()
        except EXPECTED as error:
            self.failure = error
        except Exception:
            logging.getLogger(__name__).exception("the models cannot be loaded")
            self.failure = AssistantError("The models cannot be loaded.", "`briefs doctor` says why.")
