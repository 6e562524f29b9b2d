"""The held-out briefs of our own as a dataset folder: to fit and to tune on, never to report as a test.

    python benchmarks/own_desk.py FOLDER

Writes FOLDER/briefs/*.md and FOLDER/questions.jsonl, every line of the dev half.
"""

import json
import re
import sys
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from training.written import WRITTEN, is_kept_apart, lines_of

MOST_BRIEFS = 14


def text_of(brief: dict[str, Any]) -> str:
    """The brief as a file that `briefs ingest` reads."""
    head = "".join(
        f"{name}: {json.dumps(value)}\n"
        for name, value in (
            ("title", brief["title"]),
            ("publisher", brief["publisher"]),
            ("published", brief["date"]),
        )
        if value
    )
    parts = [f"## {section['heading']}\n\n{' '.join(section['sentences'])}" for section in brief["sections"]]
    return f"---\n{head}---\n\n" + "\n\n".join(parts) + "\n"


def question_line(brief: dict[str, Any], question: dict[str, Any], file: str, number: int) -> dict[str, Any]:
    """One question as a line of a question set; each evidence sentence is a quote, the answer words are the fact."""
    said = [brief["sections"][place]["sentences"][at] for place, at in question["evidence"]]
    facts = [[question["answer"]]] if question["answer"] else [[sentence] for sentence in said]
    return {
        "id": f"{file.removesuffix('.md')}-{number:02d}",
        "question": question["q"],
        "history": [],
        "answerable": bool(said),
        "facts": facts if said else [],
        "briefs": [file] if said else [],
        "quotes": said,
        "tags": [re.sub(r"\W+", "-", question["kind"].lower()).strip("-") or "other"],
        "split": "dev",
    }


def write_desk(folder: Path, most: int = MOST_BRIEFS) -> Path:
    """Writes the dataset, of at most so many briefs, and returns its folder."""
    (folder / "briefs").mkdir(parents=True, exist_ok=True)
    lines: list[dict[str, Any]] = []
    apart = (b for b in lines_of(WRITTEN / "briefs.jsonl") if is_kept_apart(b["title"]) and len(b["sections"]) > 1)
    for brief in islice(apart, most):
        file = re.sub(r"\W+", "-", brief["title"].lower()).strip("-") + ".md"
        (folder / "briefs" / file).write_text(text_of(brief), encoding="utf-8")
        lines += [question_line(brief, question, file, n) for n, question in enumerate(brief["questions"], start=1)]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / "questions.jsonl").write_text(text, encoding="utf-8")
    return folder


if __name__ == "__main__":
    write_desk(Path(sys.argv[1]))
