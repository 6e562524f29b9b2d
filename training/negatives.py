"""Near-miss questions: one detail of an answerable question is changed so that its paragraph no longer answers it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.data import Example, Row, answer_sentence, budget, crop_sentences, passage_of, word_counts
from training.lexicon import rivals_by_word

ENTITY = re.compile(r"(?<!^)\b[A-Z][\w'’-]*[a-z][\w'’-]*(?: (?:of |the |de )?[A-Z][\w'’-]+)*")
NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")
NEGATED = {
    "was": "was not",
    "were": "were not",
    "is": "is not",
    "are": "are not",
    "did": "did not",
    "does": "does not",
    "do": "do not",
    "can": "cannot",
    "could": "could not",
    "has": "has not",
    "have": "have not",
    "will": "will not",
}
NEGATABLE = re.compile(
    r"^((?:who|what|which|where|when|why)(?: \w+)?) (was|were|is|are|can|could|has|have|will)\b", re.I
)
QUESTION_WORDS = frozenset(
    "what which where when who whom whose why how many much does that with from were this".split()
)
COMMON = frozenset(
    "the this that these those there their they then his her its our your in on at by for from with after before as an "
    "and but while when where what which who how many most some other although however since during according under "
    "both each one two three it he she we such also both despite unlike because if not no all among over until".split()
)
RIVALS = rivals_by_word()


def capitalised_like(word: str, model: str) -> str:
    """`word` with the first letter's case of `model`."""
    return word.capitalize() if model[:1].isupper() else word


def replaced(question: str, span: tuple[int, int], new: str) -> str:
    """The question with one stretch replaced."""
    return question[: span[0]] + new + question[span[1] :]


def lexicon_swap(question: str, row: Row, home: str, rng: random.Random) -> str | None:
    """A word for one that excludes it, which the answer's sentence does not use."""
    places = [match for match in re.finditer(r"[A-Za-z]+", question) if match.group().lower() in RIVALS]
    if not places:
        return None
    place = rng.choice(places)
    said = set(re.findall(r"[a-z]+", home.lower()))
    free = [word for word in RIVALS[place.group().lower()] if word not in said]
    near = [word for word in free if re.search(rf"\b{word}\b", row["context"], re.I)]
    chosen = near if near and rng.random() < 0.6 else free
    return replaced(question, place.span(), capitalised_like(rng.choice(chosen), place.group())) if chosen else None


def number_swap(question: str, row: Row, home: str, rng: random.Random) -> str | None:
    """A number for another of the paragraph, or for one a little off."""
    places = list(NUMBER.finditer(question))
    if not places:
        return None
    place = rng.choice(places)
    value = place.group()
    others = {n for n in NUMBER.findall(row["context"]) if len(n) == len(value) and n not in home and n not in question}
    if others and rng.random() < 0.5:
        return replaced(question, place.span(), rng.choice(sorted(others)))
    if not value.isdigit():
        return None
    moved = str(max(int(value) + rng.choice((-20, -10, -5, -3, -2, -1, 1, 2, 3, 5, 10, 20)), 2))
    return None if moved in row["context"] or moved == value else replaced(question, place.span(), moved)


def entity_swap(question: str, row: Row, home: str, rng: random.Random) -> str | None:
    """A name for another name of the paragraph that the answer's sentence does not use."""
    places = [match for match in ENTITY.finditer(question) if match.group().lower() in row["context"].lower()]
    if not places:
        return None
    place = rng.choice(places)
    size = len(place.group().split())
    known = f"{home} {question} {row['answers'][0]['text']}"
    names = {re.sub(r"['’]s$", "", name) for name in ENTITY.findall(row["context"])}
    fitting = sorted(name for name in names if name not in known and is_rival_name(name, place.group(), size))
    return replaced(question, place.span(), rng.choice(fitting)) if fitting else None


def is_rival_name(name: str, other: str, size: int) -> bool:
    """Whether two names are of like length and neither is part of the other nor a common word."""
    common = name.lower() in COMMON or name.split(maxsplit=1)[0].lower() in COMMON
    return abs(len(name.split()) - size) <= 1 and not common and name not in other and other not in name


def negation(question: str, _row: Row, _home: str, _rng: random.Random) -> str | None:
    """The question turned into its opposite."""
    match = NEGATABLE.match(question)
    return question[: match.start(2)] + NEGATED[match[2].lower()] + question[match.end(2) :] if match else None


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Words used like a given word, by the base model's own word vectors."""

    words: list[str]
    vectors: NDArray[np.float32]
    place: dict[str, int] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> Neighbours:
        from safetensors.numpy import load_file

        vectors = load_file(str(folder / "model.safetensors"))["embeddings.word_embeddings.weight"]
        vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
        kept = [n for n, word in enumerate(vocabulary) if word.isalpha() and word.isascii() and len(word) > 3]
        chosen = vectors[kept].astype(np.float32)
        chosen /= np.linalg.norm(chosen, axis=1, keepdims=True)
        words = [vocabulary[n] for n in kept]
        return cls(words, chosen, {word: n for n, word in enumerate(words)})

    def of(self, word: str) -> list[str]:
        """The nearest words but the very nearest, which are mostly synonyms and inflections."""
        if word not in self.place:
            return []
        near = np.argsort(-(self.vectors @ self.vectors[self.place[word]]))[1:60]
        words = [self.words[n] for n in near if self.words[n].endswith("s") == word.endswith("s")]
        return [other for other in words if other[:4] != word[:4] and other[-4:] != word[-4:]][3:30]


def noun_swapper(neighbours: Neighbours) -> Callable[[str, Row, str, random.Random], str | None]:
    """A swap of one content word for a word used alike that stands elsewhere in the paragraph."""
    near = cache(neighbours.of)

    def swap(question: str, row: Row, home: str, rng: random.Random) -> str | None:
        said = set(re.findall(r"[a-z]+", home.lower()))
        text = set(re.findall(r"[a-z]+", row["context"].lower()))
        places = [m for m in re.finditer(r"\b[a-z]{4,}\b", question) if m.group() in said - QUESTION_WORDS]
        rng.shuffle(places)
        for place in places:
            rivals = [word for word in near(place.group()) if word not in said and word not in question]
            chosen = [word for word in rivals if word in text] or (rivals if rng.random() < 0.3 else [])
            if chosen:
                return replaced(question, place.span(), rng.choice(chosen))
        return None

    return swap


def near_miss(row: Row, rng: random.Random, swaps: Sequence[tuple[str, Swap]], whole: bool) -> Example | None:
    """One changed question over the passage that answered the original, by the first swap that applies."""
    home = answer_sentence(row)
    if home is None:
        return None
    sentence = row["context"][slice(*row["sents"][home])]
    for name, swap in swaps:
        question = swap(row["question"], row, sentence, rng)
        if question and question != row["question"]:
            kept = crop_sentences(word_counts(row), home, budget(rng, whole), rng)
            return Example(question, passage_of(row, kept, rng), False, None, frozenset(), name)
    return None


Swap = Callable[[str, Row, str, random.Random], str | None]


def swap_maker(folder: Path) -> Callable[[Row, random.Random, bool], Example | None]:
    """The maker of near misses, with the swaps in the shares that suit people's own unanswerable questions."""
    swaps: list[tuple[str, Swap]] = [
        ("lexicon_swap", lexicon_swap),
        ("number_swap", number_swap),
        ("entity_swap_near", entity_swap),
    ]
    noun: tuple[str, Swap] = ("noun_swap", noun_swapper(Neighbours.load(folder)))

    def make(row: Row, rng: random.Random, whole: bool = False) -> Example | None:
        chosen = [*swaps, ("negation", negation)] if rng.random() < 0.15 else list(swaps)
        rng.shuffle(chosen)
        chosen.insert(0 if rng.random() < 0.25 else len(chosen), noun)
        return near_miss(row, rng, chosen, whole)

    return make
