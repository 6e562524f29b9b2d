"""Reads the data sets and cuts their contexts to the size of the passages the reader will see."""

from __future__ import annotations

import hashlib
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.readers.span_model import Passage
from benchmarks.reading_metrics import data_rows

Row = dict[str, Any]
HELD_OUT_SHARE = 0.05
CROP_WORDS = (45, 100)
HEADER_SHARE = 0.35
PUBLISHERS = (
    "Harbour Institute",
    "The Northern Post",
    "Centre for Public Finance",
    "Policy Desk",
    "Ministry of Works",
    "Daily Ledger",
    "Open Society Review",
    "Regional Affairs",
)
HEADINGS = (
    "Background",
    "Summary",
    "Key points",
    "Analysis",
    "What happened",
    "Outlook",
    "Recommendations",
    "Overview",
)


@dataclass(frozen=True, slots=True)
class Example:
    """A question and a passage; `answer` in code points of its text, None where it has none or none is marked."""

    question: str
    passage: Passage
    answerable: bool
    answer: tuple[int, int] | None
    evidence: frozenset[int]
    kind: str
    has_span: bool = True


def is_held_out(title: str, share: float = HELD_OUT_SHARE) -> bool:
    """Whether an article belongs to the held-out slice: by a hash of its title, so that every set agrees."""
    digest = hashlib.sha256(title.encode("utf-8")).digest()
    return int.from_bytes(digest[:4], "big") / 2**32 < share


def training_rows(folder: Path, name: str, held_out: bool) -> list[Row]:
    """The rows of one set on one side of the held-out split."""
    return [row for row in data_rows(folder, name) if is_held_out(row.get("title") or row["id"]) == held_out]


def invented_header(title: str, rng: random.Random) -> str:
    """A chunk header as the index writes it, from the article's title; often empty."""
    if rng.random() > HEADER_SHARE:
        return ""
    parts = [title.replace("_", " ")]
    if rng.random() < 0.8:
        parts.append(rng.choice(PUBLISHERS))
    if rng.random() < 0.8:
        month = f"-{rng.randint(1, 12):02d}" if rng.random() < 0.7 else ""
        parts.append(f"{rng.randint(2004, 2026)}{month}")
    if rng.random() < 0.4:
        parts.append(rng.choice(HEADINGS))
    return " | ".join(parts)


def crop_sentences(sizes: Sequence[int], target: int, budget: int, rng: random.Random) -> list[int]:
    """A run of sentences around `target` of about `budget` words, grown left and right at random."""
    first = last = target
    words = sizes[target]
    while words < budget and (first > 0 or last < len(sizes) - 1):
        left = first > 0 and (last == len(sizes) - 1 or rng.random() < 0.5)
        if left:
            first -= 1
            words += sizes[first]
        else:
            last += 1
            words += sizes[last]
    return list(range(first, last + 1))


def rebuilt(context: str, sents: Sequence[Sequence[int]], kept: Sequence[int]) -> tuple[str, list[tuple[int, int]]]:
    """The kept sentences joined by a space, with their new spans."""
    text, spans = "", []
    for number in kept:
        start, end = sents[number]
        text += " " if text else ""
        spans.append((len(text), len(text) + end - start))
        text += context[start:end]
    return text, spans


def passage_of(row: Row, kept: Sequence[int], rng: random.Random) -> Passage:
    """The kept sentences of a row under an invented header."""
    text, spans = rebuilt(row["context"], row["sents"], kept)
    return Passage(invented_header(str(row.get("title", "")).split(":")[0], rng), text, tuple(spans))


def word_counts(row: Row) -> list[int]:
    """Words in each sentence of a row."""
    return [len(row["context"][start:end].split()) for start, end in row["sents"]]


def answer_sentence(row: Row) -> int | None:
    """The sentence that holds the first answer whole."""
    answer = row["answers"][0]
    last = answer["start"] + len(answer["text"])
    for number, (start, end) in enumerate(row["sents"]):
        if start <= answer["start"] and last <= end:
            return number
    return None


def budget(rng: random.Random, whole: bool) -> int:
    """How many words a passage gets."""
    return 10**6 if whole else rng.randint(*CROP_WORDS)


def positive(row: Row, rng: random.Random, whole: bool = False) -> Example | None:
    """An answerable row, cropped around its answer."""
    home = answer_sentence(row)
    if home is None:
        return None
    kept = crop_sentences(word_counts(row), home, budget(rng, whole), rng)
    passage = passage_of(row, kept, rng)
    begin = passage.sentences[kept.index(home)][0] + row["answers"][0]["start"] - row["sents"][home][0]
    span = begin, begin + len(row["answers"][0]["text"])
    return Example(row["question"], passage, True, span, frozenset({kept.index(home)}), "positive")


def negative(row: Row, rng: random.Random, whole: bool = False) -> Example:
    """A given unanswerable row, cropped around the sentence that shares most words with its question."""
    asked = set(row["question"].lower().split())
    shared = [len(asked & set(row["context"][start:end].lower().split())) for start, end in row["sents"]]
    kept = crop_sentences(word_counts(row), shared.index(max(shared)), budget(rng, whole), rng)
    return Example(row["question"], passage_of(row, kept, rng), False, None, frozenset(), str(row["neg_type"]))


def without_answer(row: Row, rng: random.Random, whole: bool = False) -> Example | None:
    """The right paragraph with every sentence that holds the answer taken out: a near miss."""
    answer = row["answers"][0]["text"].lower()
    home = answer_sentence(row)
    clean = [n for n, (start, end) in enumerate(row["sents"]) if answer not in row["context"][start:end].lower()]
    if home is None or len(clean) < 2:
        return None
    sizes = [size for n, size in enumerate(word_counts(row)) if n in set(clean)]
    near = min(range(len(clean)), key=lambda place: abs(clean[place] - home))
    kept = [clean[place] for place in crop_sentences(sizes, near, budget(rng, whole), rng)]
    return Example(row["question"], passage_of(row, kept, rng), False, None, frozenset(), "answer_deleted")


def by_paragraph(examples: Sequence[Row]) -> dict[str, list[Row]]:
    """Rows grouped by article and paragraph."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in examples:
        groups[f"{row['title']}/{row['para']}"].append(row)
    return groups


def selqa_example(row: Row, rng: random.Random, whole: bool = False) -> Example | None:
    """A section of sentences with gold evidence: it trains sentence choice only."""
    target = rng.choice(row["evidence"])
    text, sents = " ".join(row["sentences"]), list(sentence_bounds(row["sentences"]))
    sizes = [len(sentence.split()) for sentence in row["sentences"]]
    kept = crop_sentences(sizes, target, budget(rng, whole), rng)
    passage = passage_of({"context": text, "sents": sents, "title": row["title"]}, kept, rng)
    gold = frozenset(kept.index(number) for number in row["evidence"] if number in kept)
    return Example(row["question"], passage, True, None, gold, "selqa", has_span=False)


def sentence_bounds(sentences: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The spans of sentences joined by a space."""
    start = 0
    for sentence in sentences:
        yield start, start + len(sentence)
        start += len(sentence) + 1


def policy_example(row: Row, others: Sequence[str], rng: random.Random) -> Example:
    """Gold evidence among lines of the same page (none of it: unanswerable); it trains sentence choice only."""
    gold = [line for line in row["evidence_text"] if len(line.split()) > 3][:3] if rng.random() < 0.6 else []
    known = set(row["evidence_text"])
    free = [line for line in others if line not in known]
    lines = gold + rng.sample(free, min(len(free), rng.randint(2, 5)))
    rng.shuffle(lines)
    spans = tuple(sentence_bounds(lines))
    title = row["url"].rsplit("/", 1)[-1].replace("-", " ").capitalize()
    passage = Passage(invented_header(title, rng), " ".join(lines), spans)
    evidence = frozenset(lines.index(line) for line in gold)
    return Example(row["question"], passage, bool(evidence), None, evidence, "policy", has_span=not evidence)
