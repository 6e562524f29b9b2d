"""A small library in memory and a retriever over it."""

from collections.abc import Callable, Sequence

import pytest

from assistant.answering import Assistant
from assistant.readers.scripted import ScriptedReader
from corpus.brief import Brief, Chunk, Source, Span
from corpus.chunking import chunk_brief
from corpus.errors import UnknownBrief
from corpus.words import stems
from vectorstore.hit import Hit

PORT = """## The port

The harbour of Velmar closed in May 2021 after a fire. Mara Ellison, head of the Harbour Board, said the fire was \
"an avoidable loss". It had killed 14 workers.

## The reopening

The board reopened the harbour in June 2022. Ellison warned that the cranes were still unsafe."""
RAIL = """The railway to Orsk carried 1,200 tonnes of grain in 2022. Its director, Tomas Reyl, wants a second track."""


class MemoryLibrary:
    """What answering needs of a library."""

    def __init__(self, briefs: Sequence[Brief]) -> None:
        self.held = {brief.id: brief for brief in briefs}

    def get(self, brief_id: str) -> Brief:
        """The brief."""
        if brief_id not in self.held:
            raise UnknownBrief(f"There is no brief {brief_id!r}.", "List them.")
        return self.held[brief_id]

    def sources(self) -> tuple[Source, ...]:
        """All sources."""
        return tuple(brief.source for brief in self.held.values())


class WordRetriever:
    """Ranks chunks by words in common."""

    def __init__(self, library: MemoryLibrary) -> None:
        self.chunks: list[Chunk] = []
        for brief in library.held.values():
            self.chunks += chunk_brief(brief, lambda text: len(text.split()), 60, 1)

    def retrieve(self, question: str, k: int, within: Sequence[str] = ()) -> tuple[Hit, ...]:
        """The chunks that share most words with the question."""
        asked = set(stems(question))
        allowed = [chunk for chunk in self.chunks if not within or chunk.brief_id in within]
        ranked = sorted(
            allowed, key=lambda chunk: (-len(asked & set(stems(chunk.header + " " + chunk.text))), chunk.id)
        )
        return tuple(Hit(chunk, 1 / rank, {"lexical": rank}) for rank, chunk in enumerate(ranked[:k], 1))


def brief(name: str, text: str, title: str, **source: str) -> Brief:
    """A brief of a text."""
    return Brief(f"{name}-00000000", text, Source(f"{name}-00000000", title, f"{name}.md", **source))


@pytest.fixture
def library() -> MemoryLibrary:
    """Two briefs."""
    port = brief("port", PORT, "The harbour of Velmar", publisher="Coast Weekly", published="2022-07")
    rail = brief("rail", RAIL, "Grain by rail", author="Ana Duro", published="2023", summarises="rail.txt")
    return MemoryLibrary([port, rail])


@pytest.fixture
def assistant_with(library: MemoryLibrary) -> Callable[..., Assistant]:
    """An assistant whose reader cites the given sentences."""

    def build(*sentences: str, answerability: float = 0.9) -> Assistant:
        reader = ScriptedReader(sentences, answerability)
        return Assistant(library, WordRetriever(library), reader, threshold=0.5)

    return build


@pytest.fixture
def span_of() -> Callable[[str, str], Span]:
    """Where words stand in a text."""

    def find(text: str, words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    return find


@pytest.fixture
def retriever() -> type[WordRetriever]:
    """The retriever by words in common."""
    return WordRetriever
