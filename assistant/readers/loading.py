"""Weights that ship with the package: which they are, and what is said where they are broken."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from assistant.errors import ModelUnavailable


@contextmanager
def intact() -> Iterator[None]:
    """Around the loading of a reader's weights.

    Raises:
        ModelUnavailable: for whatever goes wrong inside.
    """
    try:
        yield
    except Exception as error:  # safetensors and tokenizers have errors of their own, down to a bare Exception
        reason = str(error).strip().splitlines()
        raise ModelUnavailable(
            f"The reader's weights cannot be loaded: {reason[0] if reason else type(error).__name__}",
            "Install the package again: its weights are incomplete.",
        ) from error


@cache
def weights_fingerprint(folder: Path) -> str:
    """Eight hex digits that change with the weights and their calibration.

    Raises:
        ModelUnavailable: if one of the two is missing.
    """
    with intact():
        digest = hashlib.sha256((folder / "calibration.json").read_bytes())
        digest.update((folder / "model.safetensors").read_bytes())
    return digest.hexdigest()[:8]
