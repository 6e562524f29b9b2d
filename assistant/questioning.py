"""Questions from the command line: one, or a file of them asked in order."""

import difflib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.answer import Answer, Reply
from assistant.answering import Asker, turns_before
from assistant.errors import EXPECTED, BadQuestionFile, advice_of
from assistant.rendering import plain_text, printable
from assistant.wire import reply_to_json
from corpus.brief import Source
from corpus.errors import UnknownBrief


def ask_one(question: str, asker: Callable[[], Asker], sources: Sequence[Source], within: Sequence[str]) -> Reply:
    """The reply to one question.

    Raises:
        BadQuestion: if it is empty or too long.
        UnknownBrief: if `within` names a brief that is not there.
    """
    from assistant.answering import bounded

    bounded(question)
    chosen = _known(within, sources)
    return asker().ask(question, within=chosen)


def ask_file(
    file: Path,
    asker: Callable[[], Asker],
    sources: Sequence[Source],
    put: Callable[[dict[str, Any]], None],
    within: Sequence[str] = (),
) -> int:
    """Asks every line of a file, in order, and puts one JSON object each; returns how many lines were bad.

    Args:
        file: JSON lines as `briefs ask --file` takes them.
        asker: gives the assistant; called once a line that can be asked.
        sources: of all briefs.
        put: prints a line.
        within: ids of the briefs that a line without `briefs` of its own is limited to.

    Raises:
        BadQuestionFile: if the file cannot be read.
        UnknownBrief: if `within` names a brief that is not there.
    """
    everywhere = _known(within, sources)
    bad = 0
    for number, text in _lines(file):
        named = str(number)
        try:
            line = _object(text, number)
            named = named if line.get("id") is None else str(line["id"])
            _check(line, number)
            chosen = _known(line.get("briefs") or everywhere, sources)
            reply = _asked(line, asker(), chosen)
        except EXPECTED as error:
            put({"id": named, "error": f"{error} {advice_of(error)}".strip()})
            bad += 1
        else:
            put(reply_to_json(reply, named))
    return bad


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestionFile(
            f"{file} cannot be read: {error}.", "Give a UTF-8 file with one JSON object a line."
        ) from error
    yield from ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def _object(text: str, number: int) -> dict[str, Any]:
    try:
        line = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadQuestionFile(f"Line {number} is not JSON: {error}.", "Write one JSON object a line.") from error
    if not isinstance(line, dict):
        raise BadQuestionFile(f"Line {number} is not a JSON object.", 'Write {"id": ..., "question": ...}.')
    return line


def _check(line: dict[str, Any], number: int) -> None:
    if not isinstance(line.get("question"), str):
        raise BadQuestionFile(f"Line {number} has no question.", 'Write {"id": ..., "question": ...}.')
    for key in ("history", "briefs"):
        value = line.get(key) or []
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise BadQuestionFile(f"Line {number}: {key} is not a list of strings.", f'Write "{key}": ["...", ...].')


def _asked(line: dict[str, Any], asker: Asker, within: Sequence[str]) -> Reply:
    return asker.ask(line["question"], turns_before(asker, line.get("history") or (), within), within)


def _known(within: Sequence[str], sources: Sequence[Source]) -> tuple[str, ...]:
    """Ids of briefs."""
    ids = {source.brief_id for source in sources}
    for name in within:
        if name not in ids:
            near = difflib.get_close_matches(name, sorted(ids), n=1, cutoff=0.0)
            hint = f"Did you mean {near[0]!r}? " if near else ""
            raise UnknownBrief(f"There is no brief {name!r}.", f"{hint}`briefs list` shows all ids.")
    return tuple(within)


def for_terminal(reply: Reply) -> str:
    """A reply for reading on a terminal: text, citations, caveats, the closest passages of a refusal."""
    lines = [plain_text(reply)]
    if reply.question.searched_for != reply.question.text:
        lines.insert(0, f"Searched for: {reply.question.searched_for}\n")
    if not isinstance(reply, Answer) and reply.evidence:
        lines += ["", "Closest passages:"]
        lines += [f"  {e.source.title}: {e.text[:160]}" for e in reply.evidence[:3]]
    return printable("\n".join(lines))
