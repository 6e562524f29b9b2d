"""Prompt files: front matter, then text with `$placeholders`."""

from functools import lru_cache
from pathlib import Path
from string import Template

from prompts.errors import PromptError


@lru_cache(maxsize=64)
def _template(name: str) -> Template:
    path = Path(__file__).with_name(f"{name}.md")
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise PromptError(f"The prompt {name!r} is missing.", "Reinstall briefs.") from error
    if text.startswith("---\n"):
        text = text.split("---\n", 2)[2]
    return Template(text.strip())


def prompt(name: str, **values: object) -> str:
    """The text of a prompt file with its placeholders filled.

    Raises:
        PromptError: if the file is missing or a placeholder has no value.
    """
    try:
        return _template(name).substitute(values)
    except KeyError as error:
        raise PromptError(f"The prompt {name!r} needs a value for {error}.", "Report this as a bug.") from error
