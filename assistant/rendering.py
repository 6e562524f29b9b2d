"""Words for people: an answer with its markers, a citation as a line, a reply as plain text to paste."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.answer import Answer, Citation, Claim, Reply
from corpus.brief import Source

if TYPE_CHECKING:
    from jinja2 import Environment

# What a terminal would obey: control characters but tab and line break, and those that turn the reading direction.
_OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# What turns the reading direction until it is taken back, with what takes it back; nothing takes back an override.
_TAKEN_BACK = {"\u202a": "\u202c", "\u202b": "\u202c", "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
SUMMARY = "summary, not the original wording"
MOST_NAMED = 5


def printable(text: str) -> str:
    """The text with a `�` for every character that would steer a terminal rather than be shown by it."""
    return _OBEYED.sub("�", text)


def unturned(text: str) -> str:
    """The text, as long as before, with a `�` for all that overrides the reading direction or turns it for good."""
    return "\n".join(map(_unturned, text.split("\n"))) if _TURNING.search(text) else text


def _unturned(line: str) -> str:
    shown, waiting = list(line), list[int]()
    for found in _TURNING.finditer(line):
        if found[0] in _TAKEN_BACK:
            waiting.append(found.start())
        elif waiting and _TAKEN_BACK[line[waiting[-1]]] == found[0]:
            waiting.pop()
        else:
            shown[found.start()] = "�"
    for start in waiting:
        shown[start] = "�"
    return "".join(shown)


def templates_of(package: str) -> "Environment":
    """The templates of a package: every value is escaped and turns no text around it; an unknown name is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        # What is markup already was made from texts that went through `unturned` before they were escaped.
        finalize=lambda value: unturned(value) if type(value) is str else value,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


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


def quoted_words(quotes: Sequence[str], source: Source, heading: str | None = None) -> str:
    """Words of one passage to paste: in quotation marks, ` … ` between them, and a line that says whose they are."""
    return f"{' … '.join(f'“{quote}”' for quote in quotes)}\n{source_line(source, heading)}"


def citation_line(citation: Citation) -> str:
    """`[1] Title, Publisher, 2023-08: “quoted words”`."""
    line = source_line(citation.evidence.source, citation.evidence.chunk.heading)
    return f"[{citation.evidence.number}] {line}: “{citation.quote}”"


def limit_line(titles: Sequence[str]) -> str:
    """`Asked only in: “Title”, “Title”.`, at most `MOST_NAMED` of them named; empty where all briefs were asked."""
    if not titles:
        return ""
    named = ", ".join(f"“{title}”" for title in titles[:MOST_NAMED])
    more = len(titles) - MOST_NAMED
    return f"Asked only in: {named}{f' and {more} more' if more > 0 else ''}."


def plain_text(reply: Reply) -> str:
    """A reply as text to paste: the answer or refusal, one line a citation, then what is missing and the notices."""
    if isinstance(reply, Answer):
        cited = dict.fromkeys(citation_line(citation) for claim in reply.claims for citation in claim.citations)
        lines = [answer_text(reply), "", *cited]
    else:
        lines = [reply.text]
    missing = [f"Not found in the briefs: {'; '.join(reply.missing)}"] if reply.missing else []
    caveats = [*missing, *reply.notices]
    return "\n".join([*lines, "", *caveats] if caveats else lines)
