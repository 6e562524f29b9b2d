"""Verdicts on answers, one JSON line each; a later line with the same id replaces an earlier one."""

import hashlib
import json
import os
import threading
from datetime import UTC, datetime
from pathlib import Path

from assistant.ui.conversations import Conversations

LONGEST_NOTE = 1000
VERDICTS = ("up", "down")

_writing = threading.Lock()


def judge(
    conversations: Conversations, file: Path, conversation: str, number: int, verdict: str, note: str = ""
) -> bool:
    """Keeps a verdict; says whether there was such a turn.

    Appends `{"id", "at", "verdict", "note", "question", "reply"}`; the id names the turn without giving the
    conversation away.

    Args:
        number: 0-based turn within the conversation.
        verdict: "up" or "down".
        note: the user's words; cut at `LONGEST_NOTE` characters.
    """
    if verdict not in VERDICTS:
        return False
    turn = conversations.judge(conversation, number, verdict)
    if turn is None:
        return False
    line = {
        "id": f"{hashlib.sha256(conversation.encode()).hexdigest()[:12]}-{number}",
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "verdict": verdict,
        "note": note.strip()[:LONGEST_NOTE],
        "question": turn.reply["question"],
        "reply": turn.reply,
    }
    _append(file, json.dumps(line, ensure_ascii=False) + "\n")
    return True


def _append(file: Path, line: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with (
        _writing,
        os.fdopen(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as out,
    ):
        out.write(line)
