"""The journal of a run: one line a finished question, so that an interrupted run goes on where it stopped."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.errors import BadQuestionSet
from assistant.evaluation.records import FORMAT, Row, row_adapter

NAME = "run.jsonl"


class Journal:
    """Rows on disk, each complete before the next question is asked.

    A kill at any moment loses at most the question in flight: a line that was cut short is dropped when read again.

    Args:
        folder: where `run.jsonl` lies; made if absent.
        fingerprint: of the question set.
        configuration: of what answers. A journal of another set or configuration is put aside, not continued.
    """

    def __init__(self, folder: Path, fingerprint: str, configuration: Mapping[str, str]) -> None:
        self.path = folder / NAME
        self._header = _header(fingerprint, configuration)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.rows = self._resumed()
        except OSError as error:
            raise BadQuestionSet(
                f"The folder {folder} cannot be written: {error.strerror}.", "Name another one with --out."
            ) from error

    def _resumed(self) -> dict[str, Row]:
        lines = self._whole_lines()
        if not lines or _parsed(lines[0]) != self._header:
            if self.path.exists():
                self.path.replace(self.path.with_suffix(".previous.jsonl"))
            self._append(json.dumps(self._header))
            return {}
        self.path.write_bytes(b"".join(line + b"\n" for line in lines))
        rows = (row_adapter().validate_json(line) for line in lines[1:])
        return {row.fingerprint + row.id: row for row in rows}

    def _whole_lines(self) -> list[bytes]:
        """The lines that were written to their end."""
        if not self.path.exists():
            return []
        return [line for line in self.path.read_bytes().split(b"\n")[:-1] if _parsed(line) is not None]

    def add(self, row: Row) -> None:
        """Stores a row; on return it survives a kill."""
        self._append(row_adapter().dump_json(row).decode())

    def _append(self, line: str) -> None:
        with self.path.open("ab") as file:
            file.write(line.encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())


def goes_on(folder: Path, fingerprint: str, configuration: Mapping[str, str]) -> bool:
    """Whether the folder holds the journal of an interrupted run of these questions and this configuration."""
    try:
        with (folder / NAME).open("rb") as file:
            return bool(_parsed(file.readline()) == _header(fingerprint, configuration))
    except OSError:
        return False


def discard(folder: Path) -> None:
    """Removes the journal, once the reports of the finished run are stored: nothing is left to resume."""
    (folder / NAME).unlink(missing_ok=True)


def _header(fingerprint: str, configuration: Mapping[str, str]) -> dict[str, Any]:
    return {"format": FORMAT, "set": fingerprint, "configuration": dict(configuration)}


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None
