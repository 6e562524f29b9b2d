"""Questions written for training: over paragraphs of the training articles, and over short briefs of our own.

`written/paragraphs.jsonl` holds no words of the data set: each line names the row whose paragraph it asks about, with
questions that the paragraph does not answer ("none") and questions that it does, each with the start and end of its
answer ("some"). `written/briefs.jsonl` holds briefs of one or more sections and questions about them, all in our own
words; evidence is given as pairs of section and sentence.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.readers.span_model import Passage
from training.data import Example, Row, is_held_out, sentence_bounds

WRITTEN = Path(__file__).parent / "written"
HEADER_SHARE = 0.7
APART_SHARE = 0.1
SHORT = 4


def lines_of(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of one of our own files."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def written_rows(squad: list[Row], folder: Path = WRITTEN) -> tuple[list[Row], list[Row]]:
    """Answerable and unanswerable written questions over the paragraphs of these rows, as rows of the same schema."""
    by_id = {row["id"]: row for row in squad}
    some: list[Row] = []
    none: list[Row] = []
    for line in lines_of(folder / "paragraphs.jsonl"):
        row = by_id.get(line["row"])
        if row is not None:
            some += [answered(row, question, start, end) for question, start, end in line["some"]]
            none += [{**row, "question": question, "answers": [], "neg_type": "written"} for question in line["none"]]
    return some, none


def answered(row: Row, question: str, start: int, end: int) -> Row:
    """The row with another question and its answer."""
    return {**row, "question": question, "answers": [{"text": row["context"][start:end], "start": start}]}


def same_paragraphs(squad: list[Row], folder: Path = WRITTEN) -> list[Row]:
    """The data set's own questions over the paragraphs that written questions ask about."""
    named = {line["row"] for line in lines_of(folder / "paragraphs.jsonl")}
    contexts = {row["context"] for row in squad if row["id"] in named}
    return [row for row in squad if row["context"] in contexts]


def is_kept_apart(title: str) -> bool:
    """Whether one of our briefs is left out of training, so that there are some to check on."""
    return is_held_out(title, APART_SHARE)


def briefs_of(folder: Path, apart: bool) -> Iterator[dict[str, Any]]:
    """Our briefs: those for training, or those kept apart."""
    return (brief for brief in lines_of(folder / "briefs.jsonl") if is_kept_apart(brief["title"]) == apart)


def opening(question: str) -> str:
    """The question word: "how many", "when", ..."""
    words = question.lower().split()
    return " ".join(words[: 2 if words[:1] == ["how"] else 1])


def evening(none: list[Row], some: list[Row], pool: list[Row], rng: random.Random) -> list[Row]:
    """Rows of the pool that make each question word as frequent among answered questions as among unanswered ones.

    "How many" opens more of the written questions without an answer; the word alone must not tell.
    """
    missing = Counter(opening(row["question"]) for row in none)
    missing.subtract(opening(row["question"]) for row in some)
    chosen = []
    for row in rng.sample(pool, len(pool)):
        word = opening(row["question"])
        if missing[word] > 0:
            missing[word] -= 1
            chosen.append(row)
    return chosen


def brief_rows(folder: Path = WRITTEN, apart: bool = False) -> tuple[list[Row], list[Row]]:
    """The questions over our briefs, those for training or those kept apart, as rows of question and section.

    The first list has each question with a section that answers it, the second each question with the likeliest
    section that does not.
    """
    here: list[Row] = []
    near: list[Row] = []
    for brief in briefs_of(folder, apart):
        for question in brief["questions"]:
            gold = {section for section, _ in question["evidence"]}
            here += [section_row(brief, question, number) for number in sorted(gold)]
            others = [number for number in range(len(brief["sections"])) if number not in gold]
            if others:
                near.append(section_row(brief, question, max(others, key=lambda n: shared(brief, question, n))))
    return here, near


def brief_edits(folder: Path = WRITTEN, apart: bool = False) -> tuple[list[Row], list[Row]]:
    """Questions over our briefs with one detail changed, as rows of question and section.

    The first list has those that the brief no longer answers, over the section that answered the question as it was;
    the second those that are still answered.
    """
    miss: list[Row] = []
    same: list[Row] = []
    for brief in briefs_of(folder, apart):
        for question in brief["questions"]:
            for number in sorted({section for section, _ in question["evidence"]}):
                if "miss" in question:
                    gone = {**question, "q": question["miss"], "evidence": [], "answer": None}
                    miss.append(section_row(brief, gone, number))
                if "same" in question:
                    same.append(section_row(brief, {**question, "q": question["same"]}, number))
    return miss, same


def shared(brief: dict[str, Any], question: dict[str, Any], number: int) -> int:
    """How many words of a question stand in a section."""
    words = {word for word in question["q"].lower().strip("?").split() if len(word) >= SHORT}
    return len(words & set(" ".join(brief["sections"][number]["sentences"]).lower().split()))


def section_row(brief: dict[str, Any], question: dict[str, Any], number: int) -> Row:
    """One question over one section."""
    section = brief["sections"][number]
    parts = brief["title"], brief["publisher"], brief["date"], section["heading"]
    gold = [sentence for place, sentence in question["evidence"] if place == number]
    answer = question.get("answer")
    answer = answer if answer and any(answer in section["sentences"][n] for n in gold) else None
    return {
        "question": question["q"],
        "header": " | ".join(part for part in parts if part),
        "sentences": section["sentences"],
        "gold": gold,
        "answer": answer,
    }


def written_section(row: Row, rng: random.Random, _whole: bool = False) -> Example | None:
    """A section with a question; where no words are marked, it trains answerability and evidence only."""
    text, spans = " ".join(row["sentences"]), tuple(sentence_bounds(row["sentences"]))
    passage = Passage(row["header"] if rng.random() < HEADER_SHARE else "", text, spans)
    gold, answer = frozenset(row["gold"]), row["answer"]
    if not gold:
        return Example(row["question"], passage, False, None, gold, "section_none")
    if answer is None:
        return Example(row["question"], passage, True, None, gold, "section", has_span=False)
    home = next(number for number in row["gold"] if answer in row["sentences"][number])
    start = spans[home][0] + row["sentences"][home].index(answer)
    return Example(row["question"], passage, True, (start, start + len(answer)), gold, "section")


def elsewhere(rows: list[Row], rng: random.Random) -> list[Row]:
    """The same questions, each over a passage of another brief, which says nothing about it."""
    others = rng.sample(rows, len(rows))
    return [
        {**row, "gold": [], "answer": None, "header": other["header"], "sentences": other["sentences"]}
        for row, other in zip(rows, others, strict=True)
        if other["header"].split(" | ")[0] != row["header"].split(" | ")[0]
    ]
