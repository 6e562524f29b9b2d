"""People's questions with one detail changed: `written/edits.jsonl`.

Each line names a row and the changes to its question, so that no word of the data set is kept here: "miss" is a change
after which the paragraph no longer answers, "same" one after which the answer stays. A change is a list of
`[start, end, new]`, in code points of the question without its outer spaces, from left to right.
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path

from training.data import Row
from training.written import WRITTEN, lines_of

Change = list[tuple[int, int, str]]
WORD = re.compile(r"\s+|\w+|[^\w\s]")


def change_between(old: str, new: str) -> Change:
    """The words to replace in `old` so that it becomes `new`."""
    left, right = WORD.findall(old), WORD.findall(new)
    starts = [0]
    for word in left:
        starts.append(starts[-1] + len(word))
    steps = difflib.SequenceMatcher(a=left, b=right, autojunk=False).get_opcodes()
    return [(starts[a], starts[b], "".join(right[c:d])) for name, a, b, c, d in steps if name != "equal"]


def changed(question: str, change: Change) -> str:
    """The question after a change."""
    for start, end, new in reversed(change):
        question = question[:start] + new + question[end:]
    return question


def edited_rows(squad: list[Row], folder: Path = WRITTEN) -> tuple[list[Row], list[Row], list[Row]]:
    """Changed questions without an answer, changed ones that keep it, and the rows that either were made from."""
    by_id = {row["id"]: row for row in squad}
    miss: list[Row] = []
    same: list[Row] = []
    originals: list[Row] = []
    for line in lines_of(folder / "edits.jsonl"):
        row = by_id.get(line["row"])
        if row is None:
            continue
        question = row["question"].strip()
        originals.append(row)
        miss.append({**row, "question": changed(question, line["miss"]), "answers": [], "neg_type": "edited"})
        if "same" in line:
            same.append({**row, "question": changed(question, line["same"])})
    return miss, same, originals
