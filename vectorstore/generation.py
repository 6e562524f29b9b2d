"""A file whose content changes with every write, so that other processes notice.

While a collection is being replaced it says so: another process would find it half there.
"""

import secrets
import time
from pathlib import Path

UNSETTLED = "replacing-"
PATIENCE_SECONDS = 5.0
LOOK_SECONDS = 0.02


def read_generation(file: Path) -> str:
    """The present generation; empty where nothing was written yet."""
    try:
        return file.read_text(encoding="ascii")
    except FileNotFoundError:
        return ""


def settled_generation(file: Path, patience: float = PATIENCE_SECONDS) -> str:
    """The present generation, once no replacement is under way.

    A process that was killed while replacing leaves its mark behind: after `patience` seconds it is returned as it is.
    """
    end = time.monotonic() + patience
    while (value := read_generation(file)).startswith(UNSETTLED) and time.monotonic() < end:
        time.sleep(LOOK_SECONDS)
    return value


def renew_generation(file: Path, settled: bool = True) -> str:
    """Starts a new generation and returns it; a reader sees the old one or the new one."""
    value = ("" if settled else UNSETTLED) + secrets.token_hex(8)
    fresh = file.with_suffix(".new")
    fresh.write_text(value, encoding="ascii")
    fresh.replace(file)
    return value
