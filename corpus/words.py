"""Words as they are compared: case, accents, quotes, initials and possessives folded; stems without stop words."""

import re
import unicodedata
from functools import lru_cache

STOP = frozenset(
    """a about above after again all also am an and any are as at be because been before being below between both but by
    can could did do does doing down during each few for from further had has have having he her here hers him his how i
    if in into is it its itself just me more most my no nor not now of off on once only or other our out over own s same
    she should so some such than that the their theirs them then there these they this those through to too under until
    up upon us very was we were what when where which while who whom whose why will with would you your shall may might
    must many much tell say says said according give name list please there's let anyone someone something anything
    per ever yet still briefs brief article document mention mentioned mentions""".split()
)

_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": " - ", "‑": "-"})
_INITIALS = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_UNITED_STATES = re.compile(r"\b(?:US|USA)\b")
_POSSESSIVE = re.compile(r"(?<=\w)'s?\b|(?<=s)'(?!\w)")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_SHORT = {"un": "united nations", "eu": "european union", "uk": "united kingdom"}


def unaccented(text: str) -> str:
    """The text without diacritics; as many code points as needed, so offsets are not kept."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Lower case, accents and curly quotes folded, U.N. = UN = united nations, US = united states, no possessives."""
    text = unaccented(text.translate(_QUOTES))
    text = _INITIALS.sub(lambda found: found[0].replace(".", ""), text)
    text = _UNITED_STATES.sub("united states", text)
    text = _POSSESSIVE.sub("", text).casefold()
    return " ".join(_SHORT.get(word, word) for word in _WORD.findall(text))


@lru_cache(maxsize=16384)
def stems(text: str) -> tuple[str, ...]:
    """Stems of the words that carry meaning, in order, repeats kept."""
    words = [word for word in fold(text).split() if word not in STOP and (len(word) > 1 or word.isdigit())]
    return tuple(_SAME.get(stem, stem) for stem in _stemmer().stemWords(words))


@lru_cache(maxsize=1)
def _stemmer():  # type: ignore[no-untyped-def]  # PyStemmer has no types
    import Stemmer

    return Stemmer.Stemmer("english")


# Spellings and everyday pairs that a stemmer leaves apart.
_SAME = {
    "recognis": "recogn",
    "recognit": "recogn",
    "recogniz": "recogn",
    "normalis": "normal",
    "normaliz": "normal",
    "organis": "organ",
    "organiz": "organ",
    "america": "unit",
    "american": "unit",
    "afghan": "afghanistan",
    "iraqi": "iraq",
    "iranian": "iran",
    "syrian": "syria",
    "russian": "russia",
    "chines": "china",
    "pakistani": "pakistan",
    "turkish": "turkey",
    "tajik": "tajikistan",
    "kill": "death",
    "die": "death",
    "dead": "death",
    "died": "death",
    "toll": "death",
}
