"""What a text mentions: names, figures and dates, and whether another text mentions them too.

No trained name finder can be assumed, so names are capitalised runs; offices, initials and abbreviations that a text
introduces are folded. The check errs towards "met": it is there to refuse a question about Istanbul that is answered
with Moscow, not to refuse a question for its spelling.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from corpus.places import ALIKE, CAPITALS, CLASSES
from corpus.words import STOP, fold, unaccented

Kind = Literal["name", "figure", "date"]

MONTHS = "january february march april may june july august september october november december".split()
_MONTH_BY_SHORT = {month[:3]: month for month in MONTHS} | {month: month for month in MONTHS} | {"sept": "september"}

_OFFICES = frozenset(
    """mr mrs ms dr prof professor gen general lt col colonel maj major capt sen senator rep amb ambassador president
    minister prime foreign defence defense interior secretary deputy assistant under special envoy representative
    rapporteur coordinator director senior fellow mullah maulvi sheikh king queen prince sir lord lady chief spokesman
    spokeswoman spokesperson chancellor governor mayor judge analyst professor premier leader supreme""".split()
)
_JOINING = frozenset("of for on and the de la al el bin ibn van von".split())
_COMMON = frozenset(
    """what who whom whose when where which why how is are was were do does did has have had can could should would will
    may might must in on at by for from to of and or but if so then also back please give tell name list show find
    describe explain compare summarise summarize quote after before during since under over with without about
    according apart as the a an this that these those there it its he she they their his her him them we our us i you
    your my any some all each every no not many much more most both one two three four five six seven eight nine ten
    put number besides beyond going based exactly quotes words leave leaving looking regarding concerning let
    whether despite because until while within between among than roughly approximately only even just now today
    say says said mr mrs ms dr yes ok well hello hi thanks thank did""".split()
) | (STOP - {"us"})
_TOKEN = re.compile(r"[^\W_]+(?:[-'.’&/][^\W_]+)*\.?")
_FIGURE = re.compile(
    r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?:\s?(?:%|percent|per cent|million|billion|thousand))?", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH = re.compile(
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?\b(?!\d))?"
)
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(January|February|March|April|May|June|July|August|"
                        r"September|October|November|December)\b")  # fmt: skip
_INTRODUCED = re.compile(r"((?:[A-Z][\w’'-]+(?:[ ,]+(?:of|for|on|and|the|in)\b)*[ ]+){1,8})\(([A-Z][A-Za-z-]{1,9})\)")
_NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty""".split()
    )
} | {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "hundred": "100", "dozen": "12"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, figure or date as it stands in a text, its folded form, and whether something is said to be there."""

    kind: Kind
    text: str
    folded: str
    located: bool = False


@lru_cache(maxsize=4096)
def mentions_of(text: str) -> tuple[Mention, ...]:
    """Names, figures and dates of a question or sentence, in order, each once."""
    found = [*_dates(text), *_figures(text), *_names(text)]
    seen: dict[tuple[str, str], Mention] = {}
    for mention in found:
        seen.setdefault((mention.kind, mention.folded), mention)
    return tuple(seen.values())


def _dates(text: str) -> list[Mention]:
    dates = [Mention("date", year, year) for year in _YEAR.findall(text)]
    days = {found.start(2): found[1] for found in _DAY_FIRST.finditer(text)}
    for found in _MONTH.finditer(text):
        if found[1] == "May" and not _is_month_may(text, found):
            continue
        month = _MONTH_BY_SHORT[found[1].lower()]
        day = days.get(found.start(1), found[2])
        dates.append(Mention("date", found[0].strip(), f"{month} {int(day)}" if day else month))
    return dates


def _is_month_may(text: str, found: re.Match[str]) -> bool:
    """`May` opening a question is a verb; elsewhere it is a month."""
    return found.start() > 0


def _figures(text: str) -> list[Mention]:
    figures = []
    for found in _FIGURE.finditer(_dateless(text)):
        digits = re.sub(r"[^\d.]", "", found[0]).strip(".")
        if len(digits) > 1 or "%" in found[0] or "cent" in found[0]:
            figures.append(Mention("figure", found[0].strip(" ,"), digits))
    return figures


def _dateless(text: str) -> str:
    for pattern in (_DAY_FIRST, _MONTH, _YEAR):
        text = pattern.sub(" ", text)
    return text


def _names(text: str) -> list[Mention]:
    runs: list[list[str]] = []
    run: list[str] = []
    end = 0
    for token in _TOKEN.finditer(text):
        broken = bool(re.search(r"[^\s]", text[end : token.start()]))
        if broken and run:
            runs.append(run)
            run = []
        run, closed = _extended(run, token[0], token.start() == 0)
        if closed:
            runs.append(closed)
        end = token.end()
    runs.append(run)
    names = (mention for run in runs if (mention := _name(run)) is not None)
    return [replace(name, located=_is_located(text, name.text)) for name in names]


def _is_located(text: str, name: str) -> bool:
    return re.search(rf"\b(?:in|at|near|outside|inside)\s+{re.escape(name)}", text, re.IGNORECASE) is not None


def _extended(run: list[str], token: str, first: bool) -> tuple[list[str], list[str]]:
    """The run with the token, or a new run and the one that the token closed."""
    word = token.rstrip(".")
    capital = word[:1].isupper() or (word[:3] in {"al-", "el-"} and word[3:4].isupper())
    if capital and not (word.lower() in _COMMON and (first or not word.isupper()) and not run):
        if word.lower() in _MONTH_BY_SHORT and not run:
            return [], []
        return [*run, token], []
    # "Trade and Industry" is one name behind "Ministry of"; "Velmar and Trieste" are two.
    splits = word.lower() == "and" and not {"of", "for", "on"} & {part.lower() for part in run}
    if run and word.lower() in _JOINING and not splits:
        return [*run, token], []
    return [], run


def _name(run: list[str]) -> Mention | None:
    while run and (run[-1].lower() in _JOINING or run[-1].rstrip(".").lower() in _COMMON - {"us"}):
        run = run[:-1]
    if not run or run[-1] == "I":
        return None
    text = " ".join(run) if re.fullmatch(r"(?:[A-Z]\.)+", run[-1]) else " ".join(run).rstrip(".")
    text = re.sub(r"[’']s?$", "", text)
    folded = fold(text)
    return Mention("name", text, folded) if folded else None


def is_place(mention: Mention) -> bool:
    """Whether it is a well-known country, people or movement rather than a person."""
    return mention.folded in ALIKE


@dataclass(frozen=True, slots=True)
class Background:
    """A text prepared for the question "is this mentioned here?".

    Attributes:
        folded: the folded text, padded with spaces.
        words: its folded words.
        figures: its figures, number words included.
        dates: its folded dates.
    """

    folded: str
    words: frozenset[str]
    figures: frozenset[str]
    dates: frozenset[str]
    raw: str


@lru_cache(maxsize=2048)
def background_of(text: str, published: str | None = None) -> Background:
    """A passage (header included by the caller) with the date of its brief."""
    folded = fold(text) + _abbreviations(text)
    words = frozenset(folded.split())
    figures = {mention.folded for mention in _figures(text)} | {_NUMBER_WORDS[w] for w in words if w in _NUMBER_WORDS}
    figures |= {re.sub(r"[^\d.]", "", found).strip(".") for found in re.findall(r"\d[\d,.]*", text)}
    dates = {mention.folded for mention in _dates(text)}
    dates |= {date.split()[0] for date in dates}
    dates |= {f"20{end}" for end in re.findall(r"\b(?:19|20)\d\d[-–/](\d\d)\b", text)}
    if published:
        dates.add(published[:4])
        if len(published) > 4:
            dates.add(MONTHS[int(published[5:7]) - 1])
    return Background(f" {folded} ", words, frozenset(figures), frozenset(dates), text)


def _abbreviations(text: str) -> str:
    """Both forms of each abbreviation that the text introduces, so that either form meets the other."""
    pairs = [f"{fold(short)} {fold(long)}" for long, short in _INTRODUCED.findall(text)]
    return " " + " ".join(pairs) if pairs else ""


def is_met(mention: Mention, by: Background) -> bool:
    """Whether the text mentions the same name, figure or date."""
    if mention.kind == "date":
        return mention.folded in by.dates
    if mention.kind == "figure":
        return mention.folded in by.figures
    return _name_is_met(mention, by)


def is_named(mention: Mention, by: Background) -> bool:
    """Stricter than `is_met`, for counting: the whole name, another form of it, or a person's surname."""
    forms = ALIKE.get(mention.folded, frozenset({mention.folded}))
    if any(f" {form} " in by.folded for form in forms):
        return True
    words = [word for word in mention.folded.split() if word not in _OFFICES]
    surname = mention.text.split()[-1]
    return (
        not is_place(mention)
        and 2 <= len(words) <= 3
        and _is_person_like(mention.text)
        and re.search(rf"\b{re.escape(surname)}\b", by.raw) is not None
        and _surname_is_met(words, by)
    )


def _name_is_met(mention: Mention, by: Background) -> bool:
    exact = mention.located and mention.folded in CAPITALS
    forms = frozenset({mention.folded}) if exact else ALIKE.get(mention.folded, frozenset({mention.folded}))
    if mention.folded in CLASSES or any(f" {form} " in by.folded for form in forms):
        return True
    if exact:
        return False
    words = [word for word in mention.folded.split() if word not in _JOINING and word not in _OFFICES]
    if not words:
        return True
    if all(_word_is_met(word, by) for word in words):
        return True
    return 2 <= len(words) <= 3 and _is_person_like(mention.text) and _surname_is_met(words, by)


def _word_is_met(word: str, by: Background) -> bool:
    if any(f" {form} " in by.folded for form in ALIKE.get(word, (word,))):
        return True
    return len(word) > 4 and any(_same_but_ending(word, other) for other in by.words)


def _same_but_ending(word: str, other: str) -> bool:
    """Plural, possessive or one slip of spelling at the end."""
    short, long = sorted((word, other), key=len)
    return len(short) >= 4 and len(long) - len(short) <= 2 and long.startswith(short)


def _is_person_like(text: str) -> bool:
    return all(part[:1].isupper() or part[:3] in {"al-", "el-"} for part in text.split()) and not text.isupper()


def _surname_is_met(words: list[str], by: Background) -> bool:
    """Surname alone, unless the text gives that surname another first name only."""
    if not _word_is_met(words[-1], by):
        return False
    surname = re.escape(words[-1])
    before = re.findall(rf"\b([A-Z][a-z]+)\s+{surname}\b", unaccented(by.raw), re.IGNORECASE)
    named = {name.lower() for name in before if name[:1].isupper() and name.lower() not in _OFFICES | _COMMON}
    return not named or words[0] in named or any(name.lower() in words for name in named)
