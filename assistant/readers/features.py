"""What speaks for a sentence: one row of numbers a candidate, read by the ranking."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.readers.asking import Asked
from assistant.readers.candidates import Candidate
from corpus.brief import Span
from corpus.mentions import MONTHS, Background, Mention, background_of, is_met, is_place, mentions_of
from corpus.words import fold, stems

FEATURES = (
    "similarity",  # cosine of question and sentence
    "similarity_led",  # cosine of question and sentence with the one that it leans on
    "similarity_window",  # cosine of question and sentence with the one before it, leaning or not
    "similarity_passage",  # cosine of question and passage
    "overlap",  # share of the question's words (by rarity) in the sentence and what it leans on
    "overlap_around",  # the same in paragraph, heading and title
    "pairs",  # share of the question's neighbouring word pairs in the sentence
    "kind_met",  # the sentence holds the kind of thing asked for
    "kind_unmet",  # it does not
    "rank",  # 1 / rank of its passage
    "names_met",  # share of the question's names, figures and dates in sentence, heading and title
    "speaker_met",  # the speaker asked about is named in the sentence
    "speaker_pronoun",  # ... is the last person named before a "he" or "she" in the sentence
    "speaker_near",  # ... only in the paragraph, or is the author
    "speaker_unmet",  # ... in neither
    "short",  # fewer than eight words
    "cue",  # list or reason words where a list or reason is asked for
)

_REASON_CUE = re.compile(
    r"\b(?:because|since|so that|in order to|due to|owing to|as a result|therefore|reasons?|explain\w*|result\w*|"
    r"in protest|in response|"
    r"in revenge|revenge|given|fear\w*|meant|means|citing|cited|on the grounds|for want of|cause[sd]?|"
    r"led to|drive[ns]?|aim\w*|want\w*|seek\w*|to avoid|to prevent|lest|leading|as they|as it|thanks to|justif\w+)\b",
    re.IGNORECASE,
)
_LIST_CUE = re.compile(
    r",[^,]{2,60},[^,]{0,60}\b(?:and|or)\b|\b(?:and|as well as|along with|first|second|third|finally)\b|;"
)
_PERSONAL = re.compile(r"\b(?:he|she|his|her)\b", re.IGNORECASE)
_SPEECH_CUE = re.compile(
    r"\b(?:said|says|told|wrote|argue[sd]?|call(?:s|ed)|warn(?:s|ed)|stress\w*|insist\w*|describ\w+|believ\w+|view|"
    r"recommend\w*|propos\w+|according|announc\w+|add(?:s|ed|ing)|claim\w*|report\w*|demand\w*|conclud\w+|fear\w*|"
    r"express\w*|advis\w+|urge[sd]?|cit(?:es|ed)|repeat\w*|call(?:s|ed)? for|state[sd]?|judge[sd]?|hoped?)\b",
    re.IGNORECASE,
)
_PLACE_CUE = re.compile(r"\b(?:in|at|from|near|into|to|through|of|outside|inside|across)\s+(?:the\s+|\w+ern\s+)?[A-Z]")
_DATE_WORD = re.compile(rf"\b(?:19|20)\d\d\b|\b(?:{'|'.join(m.title() for m in MONTHS)}|Ramadan|week|year)s?\b")
_NUMBER_WORD = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|hundred\w*|"
    r"thousand\w*|million\w*|dozens?|half|third|quarter|handful|several|first|second|no|none|few|many|most|majority)\b",
    re.IGNORECASE,
)


def features_of(
    question: str, asked: Asked, candidates: Sequence[Candidate], cosines: NDArray[np.float32]
) -> NDArray[np.float64]:
    """One row a candidate, columns as `FEATURES`.

    Args:
        question: the question as it is searched for.
        asked: what it asks for.
        candidates: n sentences.
        cosines: (n, 3) cosine of question and sentence alone, with the one that it leans on, with the one before it.
    """
    rarity = _rarity(candidates)
    wanted = tuple(dict.fromkeys(stems(question)))
    rows = [
        (
            *(float(cosine) for cosine in cosines[i]),
            candidate.evidence.similarity or 0.0,
            _overlap(wanted, rarity, candidate.whole_text),
            _overlap(wanted, rarity, around(candidate)),
            _pairs(question, candidate.whole_text),
            *_kind(asked, candidate),
            1.0 / (1 + candidate.order),
            _names(asked, candidate),
            *_speaker(asked, candidate),
            float(len(candidate.text.split()) < 8),
            _cue(asked, candidate.whole_text),
        )
        for i, candidate in enumerate(candidates)
    ]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(FEATURES))


def around(candidate: Candidate) -> str:
    """Paragraph, heading and title."""
    return f"{candidate.evidence.chunk.header} {candidate.cut(candidate.paragraph)}"


def setting_of(candidate: Candidate) -> Background:
    """Paragraph, heading, title and author, and the date of the brief."""
    source = candidate.evidence.source
    return background_of(f"{around(candidate)} {source.author or ''}", source.published)


def _rarity(candidates: Sequence[Candidate]) -> dict[str, float]:
    counts = Counter(stem for candidate in candidates for stem in set(stems(candidate.text)))
    n = len(candidates)
    return {stem: math.log(1 + n / count) for stem, count in counts.items()} | {"": math.log(1 + n)}


def _overlap(wanted: Sequence[str], rarity: dict[str, float], text: str) -> float:
    weights = {stem: rarity.get(stem, rarity[""]) for stem in wanted}
    total = sum(weights.values())
    here = set(stems(text))
    return sum(weight for stem, weight in weights.items() if stem in here) / total if total else 0.0


def _pairs(question: str, text: str) -> float:
    asked, said = stems(question), stems(text)
    pairs = set(pairwise(asked))
    return len(pairs & set(pairwise(said))) / len(pairs) if pairs else 0.0


def _kind(asked: Asked, candidate: Candidate) -> tuple[float, float]:
    met = holds_kind(asked, candidate)
    return (0.0, 0.0) if met is None else (float(met), float(not met))


def holds_kind(asked: Asked, candidate: Candidate) -> bool | None:
    """Whether the sentence holds the kind of thing asked for; None where any sentence would."""
    text = candidate.whole_text
    if asked.kind == "date":
        return bool(_DATE_WORD.search(text))
    if asked.kind == "number":
        return bool(_NUMBER_WORD.search(text))
    if asked.kind in {"person", "place"}:
        new = new_names(asked, text)
        if asked.one_person:
            return any(is_person_like(mention) for mention in new)
        return bool(new) and (asked.kind == "person" or bool(_PLACE_CUE.search(text)))
    return None


def words_hold_kind(asked: Asked, words: str) -> bool:
    """Whether answer words are of the kind asked for; true where any words would be."""
    if asked.kind == "date":
        return bool(_DATE_WORD.search(words))
    if asked.kind == "number":
        return bool(_NUMBER_WORD.search(words))
    if asked.kind in {"person", "place"} or asked.one_person:
        new = new_names(asked, f"of {words}")
        return any(is_person_like(mention) for mention in new) if asked.one_person else bool(new)
    return True


def new_names(asked: Asked, text: str) -> list[Mention]:
    """Names of the text that the question does not hold in one form or another."""
    known = background_of(" . ".join(mention.text for mention in asked.mentions))
    return [m for m in mentions_of(text) if m.kind == "name" and not is_met(m, known)]


def is_person_like(mention: Mention) -> bool:
    """Neither a country, a people or a movement nor an abbreviation."""
    return not is_place(mention) and not mention.text.isupper() and not re.search(r"\bof\b|\d", mention.text)


def _names(asked: Asked, candidate: Candidate) -> float:
    if not asked.mentions:
        return 1.0
    source = candidate.evidence.source
    here = background_of(
        f"{candidate.evidence.chunk.header} {candidate.whole_text} {source.author or ''}", source.published
    )
    return sum(is_met(mention, here) for mention in asked.mentions) / len(asked.mentions)


def _speaker(asked: Asked, candidate: Candidate) -> tuple[float, ...]:
    if asked.speaker is None:
        return 0.0, 0.0, 0.0, 0.0
    met = speaker_place(asked.speaker, candidate)
    return tuple(float(met == place) for place in ("sentence", "pronoun", "near", "nowhere"))


def speaker_place(speaker: str, candidate: Candidate) -> str:
    """Where the speaker is named.

    `sentence`; `pronoun`, where the sentence says "he" or "she" and the speaker is the last person named before it;
    `near`, in its paragraph or headings or as the author; or `nowhere`.
    """
    mention = next(iter(m for m in mentions_of(f"Of {speaker}") if m.kind == "name"), None)
    if mention is None:
        return "near"
    if is_met(mention, background_of(candidate.whole_text)):
        return "sentence"
    if _PERSONAL.search(candidate.text) and _last_person_is(mention, candidate):
        return "pronoun"
    source = candidate.evidence.source
    near = f"{around(candidate)} {source.author or ''}"
    return "near" if is_met(mention, background_of(near)) else "nowhere"


def _last_person_is(speaker: Mention, candidate: Candidate) -> bool:
    before = candidate.cut(Span(candidate.evidence.span.start, candidate.span.start))
    names = [m for m in mentions_of(before[-600:]) if m.kind == "name" and not is_place(m) and not m.text.isupper()]
    last = max(names, key=lambda m: before.rfind(m.text), default=None)
    return last is not None and is_met(speaker, background_of(last.text))


def _cue(asked: Asked, text: str) -> float:
    if asked.kind == "reason":
        return float(bool(_REASON_CUE.search(text)))
    if asked.kind == "statement" or asked.speaker:
        return float(bool(_SPEECH_CUE.search(text)))
    if asked.many:
        return float(bool(_LIST_CUE.search(text)))
    return 0.0


def coverage(question: str, text: str) -> float:
    """Share of the question's words that stand in the text, each word counting alike."""
    wanted = set(stems(question))
    return len(wanted & set(stems(text))) / len(wanted) if wanted else 1.0


def same_words(one: str, other: str) -> float:
    """Share of the shorter text's words that stand in the other too."""
    a, b = set(fold(one).split()), set(fold(other).split())
    return len(a & b) / max(1, min(len(a), len(b)))
