"""What answered, in words that change whenever the answers may: program, reader, index and prompts."""

import hashlib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files


def versions(reader: str, index: str, brief_ids: Iterable[str]) -> dict[str, str]:
    """The configuration of a run.

    Args:
        reader: name of the reader and whatever setting changes its answers.
        index: embedder, chunking and number of passages.
        brief_ids: ids of the briefs, which change with their files' bytes.
    """
    ids = sorted(brief_ids)
    return {
        "program": _program(),
        "reader": reader,
        "index": index,
        "briefs": f"{len(ids)} ({_digest(ids)})",
        "prompts": _digest(_prompts()),
    }


def _program() -> str:
    try:
        return version("briefs")
    except PackageNotFoundError:
        return "not installed"


def _prompts() -> list[str]:
    found = [file for file in files("prompts").iterdir() if file.name.endswith(".md")]
    return [file.name + file.read_text(encoding="utf-8") for file in sorted(found, key=lambda file: file.name)]


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:8]
