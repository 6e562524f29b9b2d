"""The sentences shown to people."""

import re
from pathlib import Path

import pytest

import prompts
import prompts.prompt
from assistant.errors import EXPECTED
from prompts.errors import PromptError
from prompts.prompt import prompt

FOLDER = Path(prompts.__path__[0])
FILES = sorted(FOLDER.glob("*.md"))
PLACEHOLDER = re.compile(r"\$(\w+)")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_prompt_says_its_use_and_is_filled_without_a_trace_of_its_source(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    assert source.startswith("---\nuse: ")
    text = prompt(file.stem, **{name: f"<{name}>" for name in PLACEHOLDER.findall(source)})
    assert text
    assert "$" not in text
    assert "use:" not in text
    assert text == text.strip()


def test_values_are_put_in_as_they_are() -> None:
    assert "$quote ${x} <b>" in prompt("refusal_missing", missing="$quote ${x} <b>")


def test_an_empty_library_points_to_the_tab_by_its_name() -> None:
    assert "under “Briefs” in the page" in prompt("no_briefs")


def test_a_missing_value_names_the_prompt_and_the_placeholder() -> None:
    with pytest.raises(PromptError, match=r"refusal_missing.*missing"):
        prompt("refusal_missing")


def test_a_missing_prompt_is_named() -> None:
    with pytest.raises(PromptError, match="no_such_prompt"):
        prompt("no_such_prompt")
    assert issubclass(PromptError, EXPECTED)


def test_every_prompt_that_the_code_asks_for_is_there_and_none_is_idle() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (FOLDER.parent / "assistant").rglob("*.py"))
    asked = set(re.findall(r"\bprompt\(\s*[\"'](\w+)[\"']", code))
    assert asked
    assert asked <= {file.stem for file in FILES}
    assert {file.stem for file in FILES} - {name for name in re.findall(r"[\"'](\w+)[\"']", code)} == set()
