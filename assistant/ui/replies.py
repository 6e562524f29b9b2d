"""Replies as the page shows them: the thread on the left, the passages on the right.

Works on replies as they are on the wire, so that a stored one and one that is still being written look alike.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assistant.answering import COLLECTION
from assistant.rendering import SUMMARY, limit_line, quoted_words
from assistant.ui.asking import Draft
from assistant.ui.conversations import Json, StoredTurn
from assistant.ui.marking import Mark, Paragraph, marked, paragraphs
from assistant.ui.templating import fragment
from corpus.brief import Source, Span

WORKING = {
    "loading": "Loading the models; the first answer takes a little longer …",
    "searching": "Searching the briefs …",
    "reading": "Reading the passages …",
    "keeping": "Reading the passages …",
    "stopped": "Stopped; nothing of it was kept.",
}
MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True, slots=True)
class Chip:
    """A numbered link from a claim to a passage.

    Attributes:
        key: which marks of the passage belong to the claim.
    """

    number: int
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with its answer words in bold."""

    html: Markup
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage with every cited word marked.

    Attributes:
        copied: the cited words and whose they are, to paste; empty where none are cited.
    """

    number: int
    title: str
    byline: str
    heading: str
    note: str
    cited: bool
    copied: str
    paragraphs: tuple[Paragraph, ...]
    link: str
    snippet: str


@dataclass(frozen=True, slots=True)
class TurnView:
    """A question and its reply, numbered within the conversation.

    Attributes:
        limit: which briefs alone were asked; empty where all were.
        aside: whether nothing was looked up, so that there is no verdict on the briefs.
    """

    number: int
    reply: Json
    claims: tuple[ClaimView, ...]
    passages: tuple[PassageView, ...]
    plain: str
    verdict: str
    basis: str
    said: str
    limit: str
    aside: bool


def thread_html(turns: Sequence[StoredTurn]) -> str:
    """All finished turns."""
    return fragment("thread.html", turns=_views(turns))


def panel_html(turns: Sequence[StoredTurn]) -> str:
    """The passages of all finished turns; the page shows one turn's at a time."""
    return fragment("panel.html", turns=_views(turns))


def draft_html(draft: Draft, number: int) -> str:
    """The turn that is being written."""
    says = WORKING.get(draft.stage) or f"{draft.message} {draft.advice}".strip()
    return (
        "" if draft.stage == "done" else fragment("draft.html", draft=draft, turn=_draft_view(draft, number), says=says)
    )


def draft_panel_html(draft: Draft, number: int) -> str:
    """The passages that were found for it."""
    return fragment("panel.html", turns=(_draft_view(draft, number),) if draft.evidence else ())


def published_in_words(published: str | None) -> str:
    """`2023-08` as `August 2023`, as precise as it is."""
    year, month, day = (*(published or "").split("-"), "", "")[:3]
    named = MONTHS[int(month) - 1] if month.isdigit() and 1 <= int(month) <= 12 else month
    return " ".join(part for part in (day.lstrip("0"), named, year) if part)


def byline(publisher: str | None, author: str | None, published: str | None) -> str:
    """Publisher, author and date, as far as they are known."""
    return " · ".join(part for part in (publisher, author, published_in_words(published)) if part)


def _views(turns: Sequence[StoredTurn]) -> tuple[TurnView, ...]:
    return tuple(turn_view(number, turn) for number, turn in enumerate(turns))


def turn_view(number: int, turn: StoredTurn) -> TurnView:
    """A stored turn, ready for the templates."""
    reply = turn.reply
    claims = tuple(_claim(index, claim, reply["evidence"]) for index, claim in enumerate(reply["claims"]))
    limit, aside = limit_line(turn.within), reply["kind"] == "refusal" and _of_collection(reply)
    verdict = "" if aside or reply["kind"] == "answer" else "Not in the briefs."
    said = " ".join(filter(None, (verdict, reply["text"], limit)))
    passages = tuple(_passages(reply))
    return TurnView(number, reply, claims, passages, turn.plain, turn.verdict, _basis(reply), said, limit, aside)


def _of_collection(reply: Json) -> bool:
    return reply.get("reader") == COLLECTION


def _draft_view(draft: Draft, number: int) -> TurnView:
    reply = {
        "question": draft.question,
        "searched_for": draft.question,
        "kind": "answer",
        "text": "",
        "claims": draft.claims,
        "evidence": draft.evidence,
        "missing": [],
        "notices": [],
        "seconds": 0.0,
    }
    return turn_view(number, StoredTurn(reply, ""))


def _claim(index: int, claim: Json, evidence: Sequence[Json]) -> ClaimView:
    chips = {
        citation["number"]: Chip(citation["number"], str(index), _label(citation)) for citation in claim["citations"]
    }
    strong = [Mark(span, strong=True) for span in _answer_spans(claim, evidence)]
    return ClaimView(marked(claim["text"], 0, strong), tuple(chips.values()))


def _label(citation: Json) -> str:
    return f"Source {citation['number']}: {citation['title']}"


def _answer_spans(claim: Json, evidence: Sequence[Json]) -> Iterator[Span]:
    """Where the answer words stand in the claim's text; words that it does not repeat are left out."""
    text = claim["text"]
    texts = {item["number"]: item for item in evidence}
    for part in claim["answer"]:
        item = texts.get(part["citation"])
        if item is None:
            continue
        words = item["text"][part["start"] - item["start"] : part["end"] - item["start"]]
        at = _place(text, words, part, claim["citations"])
        if words and at >= 0:
            yield Span(at, at + len(words))


def _place(text: str, words: str, part: Json, citations: Sequence[Json]) -> int:
    for citation in citations:
        if citation["number"] == part["citation"] and citation["start"] <= part["start"]:
            quoted: int = text.find(citation["quote"])
            at: int = quoted + part["start"] - citation["start"]
            if quoted >= 0 and text[at : at + len(words)] == words:
                return at
    return int(text.find(words))


def _passages(reply: Json) -> Iterator[PassageView]:
    marks: dict[int, list[Mark]] = {}
    for index, claim in enumerate(reply["claims"]):
        for citation in claim["citations"]:
            span = Span(citation["start"], citation["end"])
            marks.setdefault(citation["number"], []).append(Mark(span, str(index)))
        for part in claim["answer"]:
            marks.setdefault(part["citation"], []).append(Mark(Span(part["start"], part["end"]), strong=True))
    for item in reply["evidence"]:
        yield _passage(item, marks.get(item["number"], []))


def _passage(item: Json, marks: Sequence[Mark]) -> PassageView:
    cited = [mark.span for mark in marks if not mark.strong]
    first = min(cited, default=Span(item["start"], item["end"]))
    return PassageView(
        number=item["number"],
        title=item["title"],
        byline=byline(item["publisher"], item["author"], item["published"]),
        heading=item["heading"] or "",
        note=SUMMARY if item["summarises"] else "",
        cited=bool(cited),
        copied=_copied(item, cited) if cited else "",
        paragraphs=paragraphs(item["text"], item["start"], marks),
        link=f"/brief/{item['brief']}?start={first.start}&end={first.end}#here",
        snippet=_snippet(item["text"]),
    )


def _copied(item: Json, cited: Sequence[Span]) -> str:
    widest = [span for span in dict.fromkeys(cited) if not any(one != span and one.contains(span) for one in cited)]
    quotes = [item["text"][span.start - item["start"] : span.end - item["start"]] for span in sorted(widest)]
    source = Source(
        item["brief"],
        item["title"],
        item["source"],
        item["publisher"],
        item["author"],
        item["published"],
        item["summarises"],
    )
    return quoted_words(quotes, source, item["heading"])


def _snippet(text: str, longest: int = 160) -> str:
    line = " ".join(" ".join(part for part in text.split("\n") if not part.startswith("#")).split())
    return line if len(line) <= longest else line[:longest].rsplit(" ", 1)[0] + " …"


def _basis(reply: Json) -> str:
    """How the claims relate to their sources and how long it took, in a sentence each."""
    claims = reply["claims"]
    exact = sum(claim["verbatim"] for claim in claims)
    took = f"Took {max(reply['seconds'], 0.1):.1f} s."
    if not claims:
        return took
    if exact == len(claims):
        return f"Word for word from the briefs. {took}"
    if _of_collection(reply):
        return f"Counted over {'the chosen briefs' if reply.get('within') else 'the library'}. {took}"
    if exact == 0:
        return f"Each sentence was checked against its source. {took}"
    return f"{exact} of {len(claims)} sentences stand word for word in the briefs. {took}"
