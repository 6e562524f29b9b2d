"""For every test: no socket beyond loopback; and `briefs` as a program, watched in the same way."""

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

GUARD = Path(__file__).with_name("guard")
sys.path.insert(0, str(GUARD))
socket_guard = importlib.import_module("socket_guard")
socket_guard.install()

# What an environment may hold that would make a library talk to a server.
HOSTILE = {
    "ANONYMIZED_TELEMETRY": "True",
    "GRADIO_ANALYTICS_ENABLED": "True",
    "HF_HUB_DISABLE_TELEMETRY": "0",
    "HF_HUB_OFFLINE": "0",
    "LANGCHAIN_API_KEY": "key",
    "LANGCHAIN_TRACING_V2": "true",
    "LANGSMITH_API_KEY": "key",
    "LANGSMITH_TRACING": "true",
    "LANGSMITH_TRACING_V2": "true",
    "TRANSFORMERS_OFFLINE": "0",
}
OURS = ("BRIEFS_", "LANGCHAIN_", "LANGSMITH_", "PYTHON", "PYTEST_", "XDG_")


@pytest.fixture(autouse=True)
def nothing_leaves() -> Iterator[None]:
    """Fails the test in which this process tried to reach another machine, whoever swallowed the error."""
    before = len(socket_guard.attempts)
    yield
    tried = socket_guard.attempts[before:]
    del socket_guard.attempts[before:]
    assert not tried, tried


@dataclass(frozen=True)
class Ran:
    """How a program ended."""

    code: int
    out: str
    err: str
    tried: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """JSON lines of stdout."""
        return [json.loads(line) for line in self.out.split("\n") if line]

    @property
    def complaint(self) -> list[str]:
        """Lines of stderr."""
        return self.err.splitlines()


Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def run_watched(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs a program under the guard, in a hostile environment, outside the sources; fails if it tried to leave."""
    outside = tmp_path_factory.mktemp("outside")

    def run(
        command: Sequence[object], env: dict[str, str] | None = None, path: Sequence[Path] = (), may_try: bool = False
    ) -> Ran:
        log = outside / "tried.log"
        log.unlink(missing_ok=True)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        given = {
            "HOME": str(outside),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": os.pathsep.join(map(str, [GUARD, *path])),
            socket_guard.LOG: str(log),
        }
        done = subprocess.run(
            [str(part) for part in command],
            capture_output=True,
            encoding="utf-8",
            check=False,
            cwd=outside,
            env=kept | HOSTILE | given | (env or {}),
            timeout=100,
        )
        ran = Ran(done.returncode, done.stdout, done.stderr, log.read_text() if log.exists() else "")
        assert may_try or not ran.tried, ran.tried
        assert "Traceback" not in ran.err or may_try, ran.err
        return ran

    return run


@pytest.fixture(scope="session")
def briefs(run_watched: Run) -> Run:
    """The command line, as it is installed."""
    program = Path(sys.executable).with_name("briefs")

    def run(*args: object, **env: str) -> Ran:
        return run_watched([program, *args], env)

    return run


@pytest.fixture(scope="session")
def sample_home(briefs: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the bundled sample, put in once; copy it before changing anything."""
    home = tmp_path_factory.mktemp("sample") / "home"
    ran = briefs("ingest", "--sample", "--home", home)
    assert ran.code == 0, ran.err
    return home
