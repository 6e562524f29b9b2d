"""When two wordings count as the same: case, accents, punctuation and runs of white space folded, nothing else.

Stricter than the folding that search uses: a scorer must not forgive what a reader would call another word.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Words in lower case without accents, joined by one space; everything else is dropped."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(_WORD.findall(plain.casefold()))


def occurs(wording: str, text: str) -> bool:
    """Whether the wording stands in the text as whole words."""
    wanted = folded(wording)
    return bool(wanted) and f" {wanted} " in f" {folded(text)} "


def first_occurring(wordings: Iterable[str], text: str) -> str | None:
    """The first of the wordings that stands in the text."""
    return next((wording for wording in wordings if occurs(wording, text)), None)


def spaced(text: str) -> str:
    """The text with each run of white space turned into one space."""
    return " ".join(text.split())
