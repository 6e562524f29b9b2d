"""What the code imports is what the project declares."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ROOMS = ("assistant", "corpus", "prompts", "vectorstore")
BESIDE = ("benchmarks", "tests", "training")


def _imports(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            yield from ((name.partition(".")[0], path.relative_to(ROOT).as_posix()) for name in names)


def _declared(*lists: list[str]) -> set[str]:
    return {_folded(re.split(r"[\s<>=!~;\[]", line)[0]) for lines in lists for line in lines}


def _folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _undeclared(folders: tuple[str, ...], declared: set[str], own: set[str]) -> dict[str, str]:
    """Third-party modules that no declared distribution gives, with a file that imports each."""
    distributions = packages_distributions()
    found = {name: where for folder in folders for name, where in _imports(ROOT / folder)}
    return {
        name: where
        for name, where in found.items()
        if name not in sys.stdlib_module_names
        and name not in own
        and not declared & {_folded(given) for given in distributions.get(name, [name])}
    }


def test_every_library_that_the_rooms_import_is_declared() -> None:
    """A library that only comes along with another one may go when that one changes."""
    assert _undeclared(ROOMS, _declared(PROJECT["dependencies"]), set(ROOMS)) == {}


def test_every_library_that_tests_and_benchmarks_import_is_declared() -> None:
    """With the development extras, a fresh clone can run them all."""
    declared = _declared(PROJECT["dependencies"], *PROJECT["optional-dependencies"].values())
    own = {*ROOMS, *BESIDE, "socket_guard"}
    assert _undeclared((*ROOMS, *BESIDE), declared, own) == {}


@pytest.mark.parametrize("line", PROJECT["dependencies"])
def test_every_dependency_says_which_versions_it_was_tried_with(line: str) -> None:
    """An upper bound, or one version exactly."""
    assert "<" in line or "==" in line
