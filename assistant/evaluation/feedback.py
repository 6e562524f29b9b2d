"""Thumbs under answers, turned into questions of a set."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.evaluation.questions import EvalQuestion


@dataclass(frozen=True, slots=True)
class Feedback:
    """A thumb up or down under a reply.

    Attributes:
        id: names the turn.
        at: when, ISO 8601.
        verdict: up or down.
        note: the user's words.
        reply: the reply as on the wire.
    """

    id: str
    at: str
    verdict: str
    note: str
    reply: Mapping[str, Any]


def read_feedback(file: Path) -> tuple[Feedback, ...]:
    """Newest first, the latest word on each turn; lines that cannot be read are passed over."""
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return ()
    entries = (entry for line in lines if (entry := _entry(line)) is not None)
    latest = {entry.id: entry for entry in entries}
    return tuple(sorted(latest.values(), key=lambda entry: entry.at, reverse=True))


def _entry(line: str) -> Feedback | None:
    try:
        value = json.loads(line)
        reply = value["reply"]
        if not isinstance(reply, dict) or not isinstance(reply["question"], str):
            return None
        return Feedback(str(value["id"]), str(value["at"]), str(value["verdict"]), str(value.get("note", "")), reply)
    except (ValueError, TypeError, KeyError):
        return None


def question_from(entry: Feedback) -> EvalQuestion:
    """The question of a thumb, as far as it is known what a right reply says.

    A praised answer brings its citations along, a praised refusal is unanswerable. What a blamed reply should have said
    nobody knows yet, so its question is switched off until someone writes it in. The question is taken as it was
    searched for, which needs no history.
    """
    reply = entry.reply
    question = EvalQuestion(
        id=f"feedback-{entry.id}",
        question=str(reply.get("searched_for") or reply["question"]),
        answerable=not (entry.verdict == "up" and reply.get("kind") == "refusal"),
        tags=("feedback", f"thumb-{entry.verdict}"),
        enabled=False,
    )
    return _praised(question, reply) if entry.verdict == "up" else question


def _praised(question: EvalQuestion, reply: Mapping[str, Any]) -> EvalQuestion:
    cited = [citation for claim in reply.get("claims", ()) for citation in claim["citations"]]
    quotes = tuple(dict.fromkeys(" ".join(citation["quote"].split()) for citation in cited))
    briefs = tuple(dict.fromkeys(citation["source"] for citation in cited))
    return replace(question, quotes=quotes, briefs=briefs, enabled=bool(quotes) or not question.answerable)
