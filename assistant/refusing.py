"""The words and the rule of a refusal: what was not found, what comes closest, and when half an answer will do."""

import re
from collections.abc import Sequence

from assistant.answer import Citation
from assistant.readers.asking import asked_for
from corpus.mentions import Mention
from prompts.prompt import prompt

_TWO_PARTS = re.compile(r"\b(?:and|or|versus|vs|both|each|respectively|side by side|compar\w+)\b", re.IGNORECASE)


def half_met(question: str, unmet: Sequence[Mention]) -> bool:
    """Whether the question has parts of its own beside the unmet one: then half an answer says which half."""
    asked = asked_for(question)
    names = [mention for mention in asked.mentions if mention.kind == "name"]
    met = [mention for mention in names if mention not in unmet]
    parts = asked.kind == "comparison" or bool(_TWO_PARTS.search(question))
    return bool(met) and all(m.kind == "name" for m in unmet) and parts and len(unmet) == 1


def refusal_text(missing: Sequence[str]) -> str:
    """The lead of a refusal."""
    if not missing:
        return prompt("refusal")
    return prompt("refusal_missing", missing=" or ".join(dict.fromkeys(missing)))


def closest_line(closest: Sequence[Citation]) -> list[str]:
    """The nearest sentence with its source: what contradicts a false premise usually stands there."""
    if not closest:
        return []
    source = closest[0].evidence.source
    named = ", ".join(part for part in (source.title, source.published) if part)
    return [prompt("refusal_closest", quote=closest[0].quote, source=named)]
