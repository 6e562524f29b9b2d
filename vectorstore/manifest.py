"""What an index was built with and from, as a JSON file beside it."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from vectorstore.errors import IndexDamaged

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that decides what an index holds for a given brief; two recipes never share an index.

    Attributes:
        embedder: name of the embedder.
        dtype: what it computed in.
        chunk_tokens: most tokens of a chunk.
        overlap: sentences that a chunk repeats from the one before.
        format: of the index; raised when the same settings would build another index.
    """

    embedder: str
    dtype: str
    chunk_tokens: int
    overlap: int
    format: int = FORMAT

    def differences(self, other: "Recipe") -> tuple[str, ...]:
        """`field: mine, not theirs` for each field that differs."""
        mine, theirs = asdict(self), asdict(other)
        return tuple(f"{key} {mine[key]}, not {theirs[key]}" for key in mine if mine[key] != theirs[key])


@dataclass(frozen=True, slots=True)
class Indexed:
    """A brief that is in the index as a whole.

    Attributes:
        digest: of its text and source, so that a brief that was read anew is indexed anew.
        chunks: how many it was cut into.
    """

    digest: str
    chunks: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was built with and from.

    Attributes:
        recipe: embedder and chunking.
        dimensions: length of a vector.
        indexed: the finished briefs by id; one that is still being written is not among them.
    """

    recipe: Recipe
    dimensions: int
    indexed: Mapping[str, Indexed]

    @property
    def briefs(self) -> tuple[str, ...]:
        """Ids of the finished briefs."""
        return tuple(self.indexed)

    def with_brief(self, brief_id: str, indexed: Indexed) -> "Manifest":
        """This and one more brief."""
        return replace(self, indexed={**self.indexed, brief_id: indexed})

    def without(self, brief_id: str) -> "Manifest":
        """This less one brief."""
        return replace(self, indexed={key: one for key, one in self.indexed.items() if key != brief_id})

    def write(self, file: Path) -> None:
        """Replaces the file in one step: a reader sees the old manifest or the new one.

        Raises:
            IndexDamaged: if the folder cannot be written.
        """
        data = {**asdict(self.recipe), "dimensions": self.dimensions}
        data["briefs"] = {key: asdict(one) for key, one in self.indexed.items()}
        fresh = file.with_suffix(".new")
        try:
            with fresh.open("w", encoding="utf-8") as opened:
                json.dump(data, opened, ensure_ascii=False, indent=1)
                opened.flush()
                os.fsync(opened.fileno())
            fresh.replace(file)
        except OSError as error:
            raise IndexDamaged(
                f"{file} cannot be written: {error.strerror or error}.",
                "Make room on the disk and allow writing in that folder, then try again: nothing is lost.",
            ) from error


def read_manifest(file: Path) -> Manifest | None:
    """The manifest; None where there is none.

    Raises:
        IndexDamaged: if the file is not a manifest.
    """
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        return _manifest(data)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexDamaged(
            f"{file} cannot be read: {error}.",
            f"Delete the folder {file.parent}: it is derived from the library and is built again.",
        ) from error


def _manifest(data: Any) -> Manifest:
    recipe = Recipe(
        embedder=str(data["embedder"]),
        dtype=str(data["dtype"]),
        chunk_tokens=int(data["chunk_tokens"]),
        overlap=int(data["overlap"]),
        format=int(data["format"]),
    )
    indexed = {key: Indexed(str(one["digest"]), int(one["chunks"])) for key, one in data["briefs"].items()}
    return Manifest(recipe, int(data["dimensions"]), indexed)
