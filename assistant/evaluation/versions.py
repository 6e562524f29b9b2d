"""What of the program itself changes its answers, in words that go into every report."""

import hashlib
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files


def own_versions() -> dict[str, str]:
    """Version of the program, and a digest of the prompts."""
    return {"program": _program(), "prompts": digest_of(*_prompts())}


def _program() -> str:
    try:
        return version("briefs")
    except PackageNotFoundError:
        return "not installed"


def _prompts() -> list[str]:
    found = [file for file in files("prompts").iterdir() if file.name.endswith(".md")]
    return [file.name + file.read_text(encoding="utf-8") for file in sorted(found, key=lambda file: file.name)]


def digest_of(*parts: str) -> str:
    """Eight hex digits that change with any of the parts."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:8]
