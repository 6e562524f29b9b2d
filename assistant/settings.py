"""One settings tree: defaults < `briefs.toml` in the home < `BRIEFS_*` in the environment < flags.

Only `cli`, `ui` and `assembly` see it; every room below takes plain arguments.
"""

import difflib
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import BadSettings

PREFIX = "BRIEFS_"
NOT_SETTINGS = frozenset({"BRIEFS_HOME", "BRIEFS_REQUIRE_BROWSER"})


class Section(BaseModel):
    """A branch of the tree: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Embedding(Section):
    """How text becomes vectors."""

    model: str = Field("packaged", description="'packaged', a sentence-transformers name, or a folder with one")
    batch_size: int = Field(32, ge=1, le=1024, description="passages embedded at a time")


class Chunking(Section):
    """How briefs are cut."""

    tokens: int = Field(160, ge=32, le=250, description="most tokens of a chunk, its header included")
    overlap: int = Field(1, ge=0, le=3, description="sentences that a chunk repeats from the one before")


class Retrieval(Section):
    """How passages are found."""

    candidates: int = Field(40, ge=5, le=500, description="chunks that each ranking contributes")
    passages: int = Field(12, ge=1, le=12, description="passages given to the reader")


class Reading(Section):
    """Who reads, and when it says that the briefs do not say."""

    reader: str = Field("extractive", description="'extractive' or 'sentences'")
    threshold: float | None = Field(None, ge=0, le=1, description="least answerability; empty: the reader's own")


class Serving(Section):
    """The page."""

    host: str = Field("127.0.0.1", description="address to serve on; beyond loopback only with auth")
    port: int = Field(7860, ge=1, le=65535, description="port to serve on")
    auth: str | None = Field(None, description="user:password asked for at login")
    max_file_mb: int = Field(20, ge=1, le=500, description="largest file that can be added in the page")


class Settings(Section):
    """The effective settings."""

    embedding: Embedding = Embedding()
    chunking: Chunking = Chunking()
    retrieval: Retrieval = Retrieval()
    reading: Reading = Reading()
    serving: Serving = Serving()


@dataclass(frozen=True, slots=True)
class Origin:
    """A setting's value and where it came from."""

    key: str
    value: object
    source: str
    description: str


def load_settings(file: Path, flags: Mapping[str, object] | None = None) -> tuple[Settings, tuple[Origin, ...]]:
    """The effective tree and each value's origin.

    Args:
        file: `briefs.toml`; may be absent.
        flags: dotted keys to values given on the command line; None values are ignored.

    Raises:
        BadSettings: for an unknown key (names the nearest one) or an impossible value.
    """
    given: dict[str, tuple[object, str]] = {}
    given.update({key: (value, file.name) for key, value in _flat(_toml(file))})
    given.update({key: (value, name) for key, value, name in _environment(os.environ)})
    given.update({key: (value, "flag") for key, value in (flags or {}).items() if value is not None})
    known = dict(_known())
    for key, (_, source) in given.items():
        if key not in known:
            raise _unknown(key, source, known)
    settings = _validated({key: value for key, (value, _) in given.items()}, given)
    origins = tuple(
        Origin(key, _value(settings, key), given[key][1] if key in given else "default", description)
        for key, description in known.items()
    )
    return settings, origins


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise BadSettings(f"{file} cannot be read: {error}.", "Mend the file, or remove it.") from error


def _flat(tree: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, object]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def _environment(environ: Mapping[str, str]) -> Iterator[tuple[str, object, str]]:
    for name, value in environ.items():
        if name.startswith(PREFIX) and name not in NOT_SETTINGS:
            yield name.removeprefix(PREFIX).lower().replace("__", "."), value, name


def _known() -> Iterator[tuple[str, str]]:
    for section, field in Settings.model_fields.items():
        branch = field.annotation
        if isinstance(branch, type) and issubclass(branch, BaseModel):
            for name, leaf in branch.model_fields.items():
                yield f"{section}.{name}", leaf.description or ""


def _unknown(key: str, source: str, known: Mapping[str, str]) -> BadSettings:
    nearest = difflib.get_close_matches(key, known, n=1, cutoff=0.0)[0]
    hint = f"; in the environment {PREFIX}{nearest.upper().replace('.', '__')}" if source.startswith(PREFIX) else ""
    return BadSettings(
        f"Unknown setting {key!r} ({source}).",
        f"The nearest setting is {nearest!r}{hint}. `briefs settings` lists all of them.",
    )


def _validated(values: Mapping[str, object], given: Mapping[str, tuple[object, str]]) -> Settings:
    tree: dict[str, dict[str, object]] = {}
    for key, value in values.items():
        section, name = key.split(".", 1)
        tree.setdefault(section, {})[name] = value
    try:
        return Settings.model_validate(tree)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise BadSettings(
            f"The setting {key} ({given[key][1]}) cannot be {given[key][0]!r}: {first['msg']}.",
            "`briefs settings` lists every setting with its meaning.",
        ) from error


def _value(settings: Settings, key: str) -> object:
    section, name = key.split(".", 1)
    return getattr(getattr(settings, section), name)
