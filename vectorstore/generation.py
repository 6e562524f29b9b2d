"""A file whose content changes with every write, so that other processes notice."""

import secrets
from pathlib import Path


def read_generation(file: Path) -> str:
    """The present generation; empty where nothing was written yet."""
    try:
        return file.read_text(encoding="ascii")
    except FileNotFoundError:
        return ""


def renew_generation(file: Path) -> str:
    """Starts a new generation and returns it; a reader sees the old one or the new one."""
    value = secrets.token_hex(8)
    fresh = file.with_suffix(".new")
    fresh.write_text(value, encoding="ascii")
    fresh.replace(file)
    return value
