"""A question in, a reply out: resolve, retrieve, read, check, then show."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from assistant.answer import Answer, Claim, Evidence, Question, Reading, Refusal, Reply
from assistant.citing import check, unmet_mentions
from assistant.collection import about_collection, answer_about, is_greeting, notices_about
from assistant.conversation import Turn, resolve, turn_of
from assistant.errors import BadQuestion
from assistant.language import seems_english
from assistant.passages import named_sources, numbered, passages_of, renumber, with_hits
from assistant.readers.asking import asked_for
from assistant.readers.reader import Reader
from assistant.refusing import closest_line, half_met, refusal_text
from corpus.brief import Brief, Source
from corpus.errors import UnknownBrief
from corpus.mentions import Mention
from prompts.prompt import prompt
from vectorstore.hit import Retriever

LONGEST = 2_000
COLLECTION = "collection"
OF_NAMED = 3


@dataclass(frozen=True, slots=True)
class Found:
    """The search is done: what it was for and what it brought."""

    question: Question
    evidence: tuple[Evidence, ...]


Event = Found | Claim | Reply


class Asker(Protocol):
    """Anything that answers: what the page, the evaluation and the command line are handed."""

    def events(
        self,
        question: str,
        turns: Sequence[Turn] = (),
        within: Sequence[str] = (),
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[Event]:
        """Found first, then each claim that passed its check, last the whole reply (absent if cancelled)."""
        ...

    def ask(self, question: str, turns: Sequence[Turn] = (), within: Sequence[str] = ()) -> Reply:
        """The reply alone."""
        ...


def turns_before(
    asker: Asker,
    history: Sequence[str],
    within: Sequence[str] = (),
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Turn, ...]:
    """The conversation up to a question: its history asked in order, as a user would have; cut short once cancelled.

    Raises:
        BadQuestion: if an earlier question is empty or too long.
    """
    turns: list[Turn] = []
    for earlier in history:
        if cancelled():
            break
        turns.append(turn_of(asker.ask(earlier, tuple(turns), within)))
    return tuple(turns)


class Briefs(Protocol):
    """What answering needs of the library."""

    def get(self, brief_id: str) -> Brief:
        """The brief of this id.

        Raises:
            UnknownBrief: if the library does not hold it (any more).
        """
        ...

    def sources(self) -> tuple[Source, ...]:
        """Whose words there are."""
        ...


class Assistant:
    """Answers from the briefs, or says that they do not say.

    Args:
        library: texts and metadata.
        retriever: finds passages.
        reader: reads them.
        threshold: least answerability that is answered.
        passages: most passages given to the reader.
    """

    def __init__(
        self, library: Briefs, retriever: Retriever, reader: Reader, threshold: float, passages: int = 12
    ) -> None:
        self._library = library
        self._retriever = retriever
        self.reader = reader
        self.threshold = threshold
        self._passages = passages

    def ask(self, question: str, turns: Sequence[Turn] = (), within: Sequence[str] = ()) -> Reply:
        """The reply alone.

        Raises:
            BadQuestion: if the question is empty or too long.
        """
        *_, reply = self.events(question, turns, within)
        assert isinstance(reply, Answer | Refusal)
        return reply

    def events(
        self,
        question: str,
        turns: Sequence[Turn] = (),
        within: Sequence[str] = (),
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[Event]:
        """Found first, then each claim that passed its check, last the whole reply (absent if cancelled).

        Raises:
            BadQuestion: if the question is empty or too long.
        """
        started = time.perf_counter()
        asked = Question(text := bounded(question), resolve(text, turns), tuple(within))
        for event in self._stages(asked, cancelled):
            if cancelled():
                return
            if isinstance(event, Answer | Refusal):
                yield replace(event, seconds=time.perf_counter() - started)
            else:
                yield event

    def _stages(self, question: Question, cancelled: Callable[[], bool]) -> Iterator[Event]:
        aside = self._aside(question)
        if aside is not None:
            yield aside
            return
        evidence = self.found(question)
        yield Found(question, evidence)
        if not evidence:
            yield Refusal(question, prompt("nothing_found"), reader=self.reader.name)
            return
        claims, reading = self._read(question, evidence)
        if cancelled():
            return
        reply = self._reply(question, evidence, claims, reading)
        if isinstance(reply, Answer):
            yield from reply.claims
        yield reply

    def _aside(self, question: Question) -> Reply | None:
        """Replies that need no search: an empty library, a greeting, a question about the collection."""
        sources = self._library.sources()
        if not sources:
            return Refusal(question, prompt("no_briefs"), reader=COLLECTION)
        if is_greeting(question.text):
            return Refusal(question, prompt("greeting"), reader=COLLECTION)
        about = about_collection(question.text)
        if about is None:
            return None
        chosen = [source for source in sources if not question.within or source.brief_id in question.within]
        claims = answer_about(about, chosen, self._held)
        if not claims:
            return None
        claims, evidence = renumber(numbered(claims), ())
        notices = (*notices_about(about, len(chosen)), *notices_of(claims))
        return Answer(question, claims, evidence, notices=notices, reader=COLLECTION)

    def found(self, question: Question) -> tuple[Evidence, ...]:
        """Passages of the whole search, the last few given up for those of briefs that the question names."""
        hits = self._retriever.retrieve(question.searched_for, self._passages, question.within)
        named = named_sources(asked_for(question.searched_for).mentions, self._library.sources(), question.within)
        for ids in named:
            own = self._retriever.retrieve(question.searched_for, OF_NAMED, ids)
            hits = with_hits(hits, own, self._passages)
        return passages_of(hits, self._held)

    def _held(self, brief_id: str) -> Brief | None:
        """The brief; None where it was removed or replaced, which library and index do not learn at one moment."""
        try:
            return self._library.get(brief_id)
        except UnknownBrief:
            return None

    def _read(self, question: Question, evidence: Sequence[Evidence]) -> tuple[tuple[Claim, ...], Reading]:
        claims: list[Claim] = []
        dropped: list[str] = []
        stream = self.reader.read(question, evidence)
        while True:
            try:
                claim = next(stream)
            except StopIteration as done:
                reading: Reading = done.value
                return tuple(claims), replace(reading, dropped=(*reading.dropped, *dropped))
            if check(claim) is None:
                claims.append(claim)
            else:
                dropped.append(claim.text)

    def _reply(
        self, question: Question, evidence: tuple[Evidence, ...], claims: tuple[Claim, ...], reading: Reading
    ) -> Reply:
        cited = [citation.evidence for claim in claims for citation in claim.citations]
        compared = asked_for(question.searched_for).kind == "comparison"
        unmet = self._unmet(question, evidence if compared or not cited else cited)
        missing = (*reading.missing, *(mention.text for mention in unmet))
        half = bool(claims) and half_met(question.searched_for, unmet)
        if not claims or reading.answerability < self.threshold or (unmet and not half):
            return self._refusal(question, evidence, missing, reading)
        claims, evidence = renumber(claims, evidence)
        notices = [*self._language(question), *notices_of(claims)]
        if missing:
            notices.insert(0, prompt("half_answered", missing=", ".join(missing)))
        elif reading.answerability < (1 + self.threshold) / 2.5:
            notices.insert(0, prompt("unsure"))
        return Answer(
            question, claims, evidence, missing, tuple(notices), self.reader.name, confidence=reading.answerability
        )

    def _refusal(
        self, question: Question, evidence: tuple[Evidence, ...], missing: tuple[str, ...], reading: Reading
    ) -> Refusal:
        ranked = sorted(evidence, key=lambda e: _place(e.number, reading.ranking))
        shown = tuple(replace(passage, number=number) for number, passage in enumerate(ranked, 1))
        lead = " ".join([refusal_text(missing), *closest_line(reading.closest)])
        notices = tuple(self._language(question))
        return Refusal(question, lead, shown, missing, notices, self.reader.name)

    def _unmet(self, question: Question, cited: Sequence[Evidence]) -> tuple[Mention, ...]:
        return unmet_mentions(asked_for(question.searched_for).mentions, cited, self._held)

    def _language(self, question: Question) -> list[str]:
        return [] if seems_english(question.text) else [prompt("other_language")]


def bounded(question: str) -> str:
    """The question with white space collapsed; half a surrogate pair, which no model takes, becomes a `?`.

    Raises:
        BadQuestion: if nothing is left, or more than `LONGEST` characters.
    """
    text = " ".join(question.replace("\x00", " ").encode("utf-8", "replace").decode("utf-8").split())
    if not text:
        raise BadQuestion("The question is empty.", "Type a question about the briefs.")
    if len(text) > LONGEST:
        raise BadQuestion(
            f"The question has {len(text):,} characters; at most {LONGEST:,} can be searched for.",
            "Ask a short question; to ask about a long text, add it as a brief.",
        )
    return text


def notices_of(claims: Sequence[Claim]) -> tuple[str, ...]:
    """What a reader of the answer must know about its sources."""
    sources = [citation.evidence.source for claim in claims for citation in claim.citations]
    return (prompt("summaries"),) if any(source.summarises for source in sources) else ()


def _place(number: int, ranking: Sequence[int]) -> int:
    return ranking.index(number) if number in ranking else len(ranking) + number
