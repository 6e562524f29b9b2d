"""Conversations on disk: one JSON file each, named by an id that only its browser knows."""

import json
import logging
import re
import secrets
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from assistant.conversation import Turn

ID = re.compile(r"[A-Za-z0-9_-]{24,64}")

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """A question with its reply.

    Attributes:
        reply: as on the wire.
        plain: the reply as text to paste.
        verdict: "up", "down" or empty.
        within: titles of the briefs that the question was limited to; kept, as a brief may be removed later.
    """

    reply: Json
    plain: str
    verdict: str = ""
    within: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Conversations:
    """The conversations in a folder; safe for threads of one process.

    Attributes:
        folder: made on the first write.
    """

    folder: Path
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def load(self, conversation: str) -> tuple[StoredTurn, ...]:
        """Its turns, oldest first; none where the id is unknown. A damaged file is kept aside."""
        path = self._path(conversation)
        if path is None or not path.exists():
            return ()
        try:
            return tuple(StoredTurn(**turn) for turn in json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            logging.getLogger(__name__).warning("conversation cannot be read and is set aside: %s", path.name[:8])
            path.rename(path.with_suffix(".damaged"))
            return ()

    def append(self, conversation: str, turn: StoredTurn) -> None:
        """Adds a turn."""
        with self._lock:
            self._write(conversation, (*self.load(conversation), turn))

    def judge(self, conversation: str, number: int, verdict: str) -> StoredTurn | None:
        """Keeps a verdict on the turn with this 0-based number and gives the turn; None where there is none."""
        with self._lock:
            turns = list(self.load(conversation))
            if not 0 <= number < len(turns):
                return None
            turns[number] = replace(turns[number], verdict=verdict)
            self._write(conversation, turns)
            return turns[number]

    def _path(self, conversation: str) -> Path | None:
        return self.folder / f"{conversation}.json" if ID.fullmatch(conversation) else None

    def _write(self, conversation: str, turns: Sequence[StoredTurn]) -> None:
        path = self._path(conversation)
        if path is None:
            raise ValueError("not a conversation id")
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_suffix(".draft")
        listed = [asdict(turn) for turn in turns]
        draft.write_text(json.dumps(listed, ensure_ascii=False), encoding="utf-8")
        draft.chmod(0o600)
        draft.replace(path)


def new_conversation() -> str:
    """An id that nobody can guess."""
    return secrets.token_urlsafe(24)


def known_or_new(conversation: object) -> str:
    """The browser's id where it has the form of one, else a new one."""
    return conversation if isinstance(conversation, str) and ID.fullmatch(conversation) else new_conversation()


def turns_of(replies: Sequence[Json]) -> tuple[Turn, ...]:
    """What a follow-up may lean on."""
    return tuple(
        Turn(question=reply["searched_for"], lead=reply["claims"][0]["text"] if reply["claims"] else "")
        for reply in replies
    )
