"""The command line's own words."""

from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from assistant import cli


def stopped(*args: object, **flags: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (lambda: cli.ask(file=Path("q.jsonl")), "Stopped. No answer is kept; the same command starts from the begin"),
        (lambda: cli.ingest(sample=True), "Stopped. The files that were read are kept; the same command goes on"),
        (cli.evaluate, "Stopped. Reports of finished runs are kept, and what the stopped run asked"),
        (cli.list_briefs, "Stopped."),
    ],
)
def test_a_stopped_command_says_what_is_kept_of_it(
    command: Callable[[], None], words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "desk_at", stopped)
    with pytest.raises(typer.Exit) as raised:
        command()
    assert raised.value.exit_code == 130
    assert capsys.readouterr().err.startswith(words)
