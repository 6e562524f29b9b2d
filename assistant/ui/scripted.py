"""A desk that answers from a script: for tests of the page, and for looking at it without models."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from assistant.answer import Answer, AnswerSpan, Citation, Claim, Evidence, Question, Refusal, Reply
from assistant.answering import Event, Found
from assistant.conversation import Turn
from assistant.evaluation.command import Bench
from assistant.home import Home
from assistant.ingesting import FileStatus
from assistant.settings import Settings
from corpus.brief import Brief, Chunk, Source, Span
from corpus.errors import UnknownBrief, UnreadableFile


@dataclass(frozen=True, slots=True)
class Said:
    """A scripted claim.

    Attributes:
        quote: words of the brief; they must occur in it.
        answer: words of the quote that answer; may be empty.
    """

    brief_id: str
    quote: str
    answer: str = ""


Script = Mapping[str, Sequence[Said]]


@dataclass(slots=True)
class ScriptedDesk:
    """Answers the questions of its script, refuses all others.

    Attributes:
        gate: an answer waits for it between its passages and its claims.
    """

    home: Home
    shelf: dict[str, Brief]
    script: Script
    settings: Settings = field(default_factory=Settings)
    gate: threading.Event = field(default_factory=threading.Event)
    loaded: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    def ready(self) -> bool:
        """Whether `warm` was called."""
        return self.loaded.is_set()

    def warm(self) -> None:
        """Nothing to load."""
        self.loaded.set()

    def asker(self) -> "ScriptedAsker":
        """Who answers."""
        return ScriptedAsker(self)

    def sources(self) -> tuple[Source, ...]:
        """What is on the shelf."""
        return tuple(brief.source for brief in self.shelf.values())

    def brief(self, brief_id: str) -> Brief:
        """A brief of the shelf."""
        if brief_id not in self.shelf:
            raise UnknownBrief(f"There is no brief {brief_id!r}.", "Look at the list of briefs.")
        return self.shelf[brief_id]

    def ingest(self, paths: Sequence[Path]) -> Iterator[FileStatus]:
        """Takes files as they are; an empty one fails."""
        for path in paths:
            yield FileStatus(path.name, "reading")
            try:
                yield FileStatus(path.name, self._taken(path), "added")
            except UnreadableFile as error:
                yield FileStatus(path.name, "failed", str(error))
        yield FileStatus("", "indexed", f"{len(self.shelf)} briefs can be asked about.")

    def bench(self) -> Bench:
        """The script as what is evaluated; its sample is a folder of the home that tests may fill."""
        texts = {brief.id: brief.text for brief in self.shelf.values()}
        readers = "extractive", "sentences"
        sample = self.home.root / "sample"
        return Bench(lambda reader: self.asker(), sample, texts=lambda folder: texts, readers=readers)

    def _taken(self, path: Path) -> Literal["added", "replaced"]:
        text = path.read_text(encoding="utf-8").strip()
        if not text:
            raise UnreadableFile(f"{path.name} is empty.", "Choose a file with text.")
        known = path.stem in self.shelf
        self.shelf[path.stem] = brief_of(path.stem, text)
        return "replaced" if known else "added"

    def remove(self, brief_id: str) -> None:
        """Takes a brief off the shelf."""
        self.brief(brief_id)
        del self.shelf[brief_id]


@dataclass(frozen=True, slots=True)
class ScriptedAsker:
    """Answers from its desk's script."""

    desk: ScriptedDesk

    def events(
        self,
        question: str,
        turns: Sequence[Turn] = (),
        within: Sequence[str] = (),
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[Event]:
        """The passages, then the claims, then the reply; a question with "they" leans on the one before."""
        searched = question.replace("they", turns[-1].question) if turns else question
        asked = Question(question, searched, tuple(within))
        evidence = tuple(self._evidence(within))
        yield Found(asked, evidence)
        while not self.desk.gate.wait(0.02):
            if cancelled():
                return
        claims = tuple(self._claim(said, evidence) for said in self.desk.script.get(question, ()))
        yield from claims
        yield self._reply(asked, evidence, claims)

    def ask(self, question: str, turns: Sequence[Turn] = (), within: Sequence[str] = ()) -> Reply:
        """The reply alone."""
        reply = list(self.events(question, turns, within))[-1]
        assert isinstance(reply, Answer | Refusal)
        return reply

    def _reply(self, asked: Question, evidence: tuple[Evidence, ...], claims: tuple[Claim, ...]) -> Reply:
        if claims:
            return Answer(asked, claims, evidence, reader="scripted", seconds=0.1)
        text = "The briefs do not say. The closest passages are listed."
        return Refusal(asked, text, evidence, missing=(asked.text,), reader="scripted", seconds=0.1)

    def _evidence(self, within: Sequence[str]) -> Iterator[Evidence]:
        chosen = [brief for brief in self.desk.shelf.values() if not within or brief.id in within]
        for number, brief in enumerate(chosen[:12], 1):
            span = Span(0, len(brief.text))
            chunk = Chunk(brief.id, brief.source, None, span, brief.text)
            yield Evidence(number, chunk, span, brief.text, 1.0 / number)

    def _claim(self, said: Said, evidence: Sequence[Evidence]) -> Claim:
        passage = next(item for item in evidence if item.source.brief_id == said.brief_id)
        start = passage.text.index(said.quote)
        citation = Citation(passage, Span(start, start + len(said.quote)))
        at = start + said.quote.index(said.answer)
        words = (AnswerSpan(0, Span(at, at + len(said.answer))),) if said.answer else ()
        return Claim(said.quote, (citation,), 1.0, words)


def brief_of(brief_id: str, text: str, **source: str) -> Brief:
    """A brief with these words; its title is its id unless `source` says otherwise."""
    return Brief(brief_id, text, Source(**{"brief_id": brief_id, "title": brief_id, "file": f"{brief_id}.md"} | source))
