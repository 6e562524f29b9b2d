"""The one place that names concrete classes and joins low protocols to high implementations."""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, overload

from assistant.answering import Assistant
from assistant.errors import BadSettings
from assistant.home import Home, home_at
from assistant.ingesting import FileStatus, files_of, ingest
from assistant.passages import whole_of
from assistant.readers.candidates import candidates_of
from assistant.readers.reader import Reader
from assistant.readers.sentences import SentencesReader, texts_of
from assistant.settings import Origin, Settings, load_settings
from corpus.brief import Brief, Chunk, Source
from corpus.chunking import chunk_brief
from corpus.library import Library

if TYPE_CHECKING:
    from assistant.evaluation.command import Bench
    from vectorstore.embedding import Embedder
    from vectorstore.indexing import Indexer, SyncReport
    from vectorstore.remembering import SentenceVectors

Made = TypeVar("Made")
READERS = ("extractive", "sentences")
QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "LANGCHAIN_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGSMITH_TRACING": "false",
    "LANGSMITH_TRACING_V2": "false",
    "TOKENIZERS_PARALLELISM": "false",
    "TRANSFORMERS_OFFLINE": "1",
}


def keep_quiet(offline: bool = True) -> None:
    """Switches off every library's telemetry and tracing, whatever the environment says, before any is imported."""
    os.environ.update({k: v for k, v in QUIET.items() if offline or "OFFLINE" not in k})


def sample_folder() -> Path:
    """The bundled dataset: `briefs/` and `questions.jsonl`."""
    import corpus

    return Path(corpus.__path__[0]) / "sample"


class _MadeOnce(cached_property[Made], Generic[Made]):
    """A cached property that two threads cannot make twice; made under the desk's lock, then read without it."""

    @overload
    def __get__(self, instance: None, owner: type[Any] | None = None) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type[Any] | None = None) -> Made: ...
    def __get__(self, instance: Any, owner: type[Any] | None = None) -> Self | Made:
        if instance is None:
            return self
        with instance._lock:
            made: Made = super().__get__(instance, owner)
        return made


class Desk:
    """Everything a door needs, built when first asked for; any thread may call.

    Args:
        home: where library and index live.
        settings: the effective settings.
        origins: where each setting came from.
    """

    def __init__(self, home: Home, settings: Settings, origins: Sequence[Origin] = ()) -> None:
        self.home = home
        self.settings = settings
        self.origins = tuple(origins)
        self._askers: dict[str, Assistant] = {}
        self._lock = RLock()

    @_MadeOnce
    def library(self) -> Library:
        """Texts and metadata."""
        return Library(self.home.library)

    @_MadeOnce
    def embedder(self) -> "Embedder":
        """The embedding model, loaded at its first use."""
        from vectorstore.embedding import SentenceEmbedder

        chosen = self.settings.embedding
        return SentenceEmbedder.load(chosen.model, chosen.batch_size)

    @_MadeOnce
    def sentence_vectors(self) -> "SentenceVectors":
        """Vectors of all sentences, kept beside the index."""
        from vectorstore.remembering import SentenceVectors

        return SentenceVectors(self.embedder, self.home.index)

    @_MadeOnce
    def indexer(self) -> "Indexer":
        """Keeps the index equal to the library."""
        from vectorstore.indexing import Indexer

        cut = self.settings.chunking
        return Indexer(self.home.index, self.embedder, self._cut, cut.tokens, cut.overlap)

    def _cut(self, brief: Brief) -> tuple[Chunk, ...]:
        """Chunks of a brief; the vectors of its sentences are computed along the way, so that answers need not."""
        cut = self.settings.chunking
        self.sentence_vectors.of(texts_of(candidates_of(whole_of(brief))))
        return chunk_brief(brief, self.embedder.count_tokens, cut.tokens, cut.overlap)

    def sync(
        self,
        briefs: Sequence[Brief],
        progress: Callable[[int, int, str], None] = lambda *_: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> "SyncReport":
        """Makes the index equal to the library once no other thread of this desk writes it.

        `briefs` may be older than that moment, so what the library holds by then is indexed.
        """
        with self._lock:
            return self.indexer.sync(self.library.briefs(), progress, cancelled)

    def asker(self, reader: str | None = None) -> Assistant:
        """The assistant with the named reader (the settings' one where none is named), built once.

        Raises:
            BadSettings: for an unknown reader.
            StoreError: if the index cannot be used.
        """
        name = reader or self.settings.reading.reader
        # Looked up without the lock first: questions go on while files are indexed.
        if name not in self._askers:
            with self._lock:
                if name not in self._askers:
                    self._askers[name] = self._built(name)
        return self._askers[name]

    def _built(self, name: str) -> Assistant:
        from vectorstore.retriever import HybridRetriever

        if name not in READERS:
            raise BadSettings(f"There is no reader {name!r}.", f"Choose one of: {', '.join(READERS)}.")
        briefs = self.library.briefs()
        self.indexer.sync(briefs)
        if briefs:
            self.embedder.embed(["loaded now, so that the first answer is not charged for it"])
        looking = self.settings.retrieval
        retriever = HybridRetriever(self.indexer.store, self.embedder, looking.candidates)
        threshold = self.settings.reading.threshold
        return Assistant(self.library, retriever, self.reader(name), self._threshold(name, threshold), looking.passages)

    def reader(self, name: str) -> Reader:
        """A reader by itself, without a library."""
        if name == "extractive":
            from assistant.readers.extractive import ExtractiveReader
            from assistant.readers.span_model import SpanModel

            return ExtractiveReader(SpanModel.load(), self.sentence_vectors)
        return SentencesReader(self.sentence_vectors)

    def _threshold(self, name: str, threshold: float | None) -> float:
        from assistant.readers.ranking import ranking_of

        return ranking_of(name).threshold if threshold is None else threshold

    def bench(self) -> "Bench":
        """What an evaluation needs; a dataset gets a home of its own inside this one and is taken in once."""
        from assistant.evaluation.command import Bench

        opened = cache(self.dataset)

        def desk_of(folder: Path | None) -> Desk:
            return self if folder is None else opened(folder)

        return Bench(
            make_asker=self.asker,
            sample=sample_folder(),
            make_dataset_asker=lambda reader, folder: desk_of(folder).asker(reader),
            describe=lambda reader, folder: desk_of(folder).describe(reader),
            texts=lambda folder: desk_of(folder).texts(),
            readers=READERS,
        )

    def texts(self) -> dict[str, str]:
        """Stored texts by brief id."""
        return {brief.id: brief.text for brief in self.library.briefs()}

    def dataset(self, folder: Path) -> "Desk":
        """A desk over the briefs of a dataset folder, apart from the user's; kept, so that a second run is quick."""
        digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
        home = Home(self.home.root / "datasets" / f"{folder.name}-{digest}").prepare()
        desk = Desk(home, self.settings, self.origins)
        failed = [status for status in desk.ingest([folder]) if status.status == "failed"]
        if failed:
            raise BadSettings(f"{failed[0].file or folder} cannot be read.", failed[0].detail)
        gone = {source.file for source in desk.sources()} - {path.name for path in files_of([folder])}
        for source in desk.sources():
            if source.file in gone:
                desk.remove(source.brief_id)
        return desk

    def describe(self, reader: str | None) -> dict[str, str]:
        """Versions of what answers: reader, its weights, embedder, chunking, briefs."""
        from assistant.readers.loading import weights_fingerprint
        from assistant.readers.ranking import fingerprint
        from assistant.readers.span_model import WEIGHTS

        name = reader or self.settings.reading.reader
        cut = self.settings.chunking
        return {
            "reader": name,
            "weights": f"{fingerprint()} {weights_fingerprint(WEIGHTS)}" if name == "extractive" else fingerprint(),
            "embedder": f"{self.embedder.name} {self.embedder.dtype}",
            "chunking": f"{cut.tokens} tokens, {cut.overlap} overlap",
            "library": str(self.library.version()),
        }

    def ready(self) -> bool:
        """Whether the models are loaded."""
        return bool(self._askers)

    def warm(self) -> None:
        """Loads the models and reads one passage, so that the first answer is as fast as the next."""
        from assistant.errors import BadQuestion

        try:
            self.asker().ask("Which agreement was reached and why?")
        except BadQuestion:  # pragma: no cover - the question is ours
            raise AssertionError("the warming question is bad") from None

    def sources(self) -> tuple[Source, ...]:
        """Whose words the library holds."""
        return self.library.sources()

    def brief(self, brief_id: str) -> Brief:
        """One brief.

        Raises:
            UnknownBrief: if the library does not hold it.
        """
        return self.library.get(brief_id)

    def ingest(self, paths: Sequence[Path], cancelled: Callable[[], bool] = lambda: False) -> Iterator[FileStatus]:
        """Stores and indexes files, a status as each step is done."""
        yield from ingest(paths, self.library, self, cancelled)

    def ingest_sample(self) -> Iterator[FileStatus]:
        """Stores and indexes the bundled sample."""
        yield from self.ingest([sample_folder() / "briefs"])
        self.home.sample_offered.touch()

    def remove(self, brief_id: str) -> None:
        """Removes a brief from library and index.

        Raises:
            UnknownBrief: if the library does not hold it.
        """
        with self._lock:
            self.library.remove(brief_id)
            self.indexer.sync(self.library.briefs())


def open_desk(root: Path, flags: Mapping[str, object] | None = None) -> Desk:
    """The desk over a home folder; nothing heavy is loaded yet.

    Raises:
        BadSettings: for an unusable home or an unknown or impossible setting.
    """
    home = home_at(root).prepare()
    settings, origins = load_settings(home.settings, flags)
    keep_quiet(offline=settings.embedding.model == "packaged" or Path(settings.embedding.model).exists())
    return Desk(home, settings, origins)
