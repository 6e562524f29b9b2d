"""The wheel: built, installed beside the test environment, and used with the sources out of reach."""

import sqlite3
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.packaging, pytest.mark.timeout(300)]
ROOT = Path(__file__).parents[2]
ROOMS = ("assistant", "corpus", "prompts", "vectorstore")
Run = Callable[..., Any]


@pytest.fixture(scope="module")
def wheel(run_watched: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the sources as they are."""
    out = tmp_path_factory.mktemp("wheel")
    ran = run_watched([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT])
    assert ran.code == 0, ran.out + ran.err
    (built,) = out.glob("briefs-*-py3-none-any.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> frozenset[str]:
    """Paths inside the wheel."""
    with zipfile.ZipFile(wheel) as opened:
        return frozenset(opened.namelist())


@pytest.fixture(scope="module")
def installed(run_watched: Run, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs the installed console script; without `site`, no editable install can lead back to the sources."""
    target = tmp_path_factory.mktemp("target")
    quiet = ("--quiet", "--no-deps", "--no-index", "--disable-pip-version-check")
    ran = run_watched([sys.executable, "-m", "pip", "install", *quiet, "--target", target, wheel])
    assert ran.code == 0, ran.err
    script = target / "bin" / "briefs"
    assert script.is_file()
    libraries = Path(sysconfig.get_paths()["purelib"])

    def run(*args: object) -> Any:
        start = (
            "import sitecustomize, runpy, sys\n"
            "try:\n"
            f"    runpy.run_path({str(script)!r}, run_name='__main__')\n"
            "finally:\n"
            f"    ours = [m for name, m in sys.modules.items() if name.partition('.')[0] in {ROOMS!r}]\n"
            f"    strays = [m.__file__ for m in ours if not m.__file__.startswith({str(target)!r})]\n"
            "    assert ours and not strays, strays\n"
        )
        return run_watched([sys.executable, "-S", "-P", "-c", start, *args], path=[target, libraries])

    return run


def test_the_wheel_holds_every_file_of_the_four_rooms(names: frozenset[str]) -> None:
    """Code, prompts, sample, page and weights: a file forgotten here is a crash at the user's."""
    files = {
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert files - names == set()
    for needed in ("prompts/refusal.md", "assistant/readers/ranking.json", "corpus/sample/questions.jsonl"):
        assert needed in names
    for folder, least in {"corpus/sample/briefs/": 8, "assistant/ui/static/": 4, "assistant/ui/templates/": 10}.items():
        assert sum(name.startswith(folder) for name in names) >= least, folder


def test_the_wheel_holds_nothing_else(names: frozenset[str]) -> None:
    """No tests, no training, no benchmarks; the licence goes with it."""
    tops = {name.split("/")[0] for name in names}
    (described,) = tops - set(ROOMS)
    assert described.startswith("briefs-")
    assert described.endswith(".dist-info")
    assert f"{described}/licenses/LICENSE" in names
    assert not [name for name in names if name.endswith(".pyc") or "/tests/" in name]


def test_the_wheel_may_not_be_uploaded_and_installs_one_command(wheel: Path, names: frozenset[str]) -> None:
    """The classifier that package indexes refuse, and the console script."""
    described = next(name for name in names if name.endswith(".dist-info/METADATA"))
    with zipfile.ZipFile(wheel) as opened:
        metadata = opened.read(described).decode()
        scripts = opened.read(described.replace("METADATA", "entry_points.txt")).decode()
    assert "Classifier: Private :: Do Not Upload" in metadata
    assert scripts.split() == ["[console_scripts]", "briefs", "=", "assistant.cli:main"]


def test_the_installed_command_answers_help(installed: Run) -> None:
    """From the installed files alone."""
    ran = installed("--help")
    assert ran.code == 0, ran.err
    assert "Commands:" in ran.out


def test_the_installed_command_answers_a_question(installed: Run, sample_home: Path) -> None:
    """End to end: library, index, reader, prompts."""
    question = "How many people died in the ISIS-K attack on Moscow?"
    ran = installed("ask", question, "--json", "--home", sample_home)
    assert ran.code == 0, ran.err
    (reply,) = ran.lines
    assert reply["kind"] == "answer"
    assert "more than 140" in reply["text"]
    with sqlite3.connect(sample_home / "library.sqlite") as database:
        texts = dict(database.execute("SELECT brief_id, text FROM briefs").fetchall())
    for claim in reply["claims"]:
        for citation in claim["citations"]:
            assert texts[citation["brief"]][citation["start"] : citation["end"]] == citation["quote"]
