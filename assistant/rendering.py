"""Words for people: an answer with its markers, a citation as a line, a reply as plain text to paste."""

import re

from assistant.answer import Answer, Citation, Claim, Reply
from corpus.brief import Source

# What a terminal would obey: control characters but tab and line break, and those that turn the reading direction.
_OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
SUMMARY = "summary, not the original wording"


def printable(text: str) -> str:
    """The text with a `�` for every character that would steer a terminal rather than be shown by it."""
    return _OBEYED.sub("�", text)


def markers(claim: Claim) -> str:
    """`[1][3]`, each number once, in the order of the claim's citations."""
    numbers = dict.fromkeys(citation.evidence.number for citation in claim.citations)
    return "".join(f"[{number}]" for number in numbers)


def answer_text(answer: Answer) -> str:
    """The claims joined by one space, each followed by its markers."""
    return " ".join(f"{claim.text} {markers(claim)}" for claim in answer.claims)


def source_line(source: Source, heading: str | None = None) -> str:
    """Title, publisher, author, date and heading, and whether the brief only retells the original."""
    parts = [source.title, source.publisher, source.author, source.published, heading]
    if source.summarises:
        parts.append(SUMMARY)
    return ", ".join(part for part in parts if part)


def citation_line(citation: Citation) -> str:
    """`[1] Title, Publisher, 2023-08: “quoted words”`."""
    line = source_line(citation.evidence.source, citation.evidence.chunk.heading)
    return f"[{citation.evidence.number}] {line}: “{citation.quote}”"


def plain_text(reply: Reply) -> str:
    """A reply as text to paste: the answer or refusal, then one line a citation."""
    if not isinstance(reply, Answer):
        return reply.text
    lines = dict.fromkeys(citation_line(citation) for claim in reply.claims for citation in claim.citations)
    return "\n".join([answer_text(reply), "", *lines])
