"""Who wrote it: names and bylines as lines of their own."""

import re
from dataclasses import dataclass

from corpus.boilerplate import unmarked
from corpus.dates import published_of

_PARTICLES = frozenset("al el de del della der den di da dos du van von bin ibn la le ten ter y e".split())
_HONORIFIC = re.compile(r"^(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Amb|Ambassador|Gen|Col|Lt|Sir|Dame)\.?\s+)+")
_SUFFIX = re.compile(r",?\s+(?:Jr|Sr|Ph\.?D|MD|MP|II|III)\.?$")
_OFFICE = re.compile(
    r"\b(?:fellow|scholar|director|professor|lecturer|analyst|editor|correspondent|researcher|expert|advis[eo]r|associate|"
    r"chair(?:man|woman|person)?|president|ambassador|reporter|writer|columnist|economist|head of|coordinator|staff|"
    r"journalist|contributor|founder|specialist|consultant|manager|officer|candidate|student|minister|secretary|"
    r"commissioner|envoy|representative|intern|strategist|historian|attorney|counsel|dean)s?\b",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?:(?:written|text|story|words|analysis|commentary|opinion|essay|report|article) )?by:?\s+(?P<who>.+)",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"authors?(?:\(s\))?\s*:\s*(?P<who>.+)", re.IGNORECASE)
_DESK = re.compile(
    r"(?:[Tt]he )?(?:(?i:editorial board|editors)|(?:[A-Z][\w’'&.-]* ){0,4}[Ss]taff(?: [Ww]riters?| [Rr]eporters?)?)"
)
_PLACE = re.compile(r"\s+(?:in|for|at)\s+[A-Z][\w ,.’'-]*$")
_AND = re.compile(r"\s*(?:,|;|&|\band\b)\s*")

# Words that open section headings and kickers; a line with one of them is no person.
_NOT_NAMES = frozenset(
    """the a an of for in on to with by and or but not what why how who when where is are was will can new next
    north south east west northern southern eastern western middle central latin sub asia africa europe america asian
    african european american arab gulf pacific atlantic indo black sea red world global international regional national
    united states kingdom nations union republic islamic state city province district
    afghanistan iran iraq syria turkey russia china india pakistan israel palestine lebanon yemen egypt libya ukraine
    germany france britain japan korea qatar doha kabul tehran baghdad moscow beijing washington london brussels geneva
    analysis opinion commentary news report reports briefing brief update updates summary executive key main points
    findings conclusion conclusions introduction background recommendations overview context takeaways contents
    newsletter weekly daily monthly monday tuesday wednesday thursday friday saturday sunday january february march
    april may june july august september october november december today tomorrow week month year
    security policy foreign affairs politics political economy economic human rights women international relations
    government war peace crisis conflict terrorism energy climate trade defense defence military nuclear program
    programme project group center centre institute council committee commission university college school journal
    review times post press media agency office department ministry board association society foundation forum
    mixed messages looking ahead big picture bottom line deeper further reading final thoughts lessons learned risks
    options outlook implications challenges opportunities way forward back aid law justice health education culture
    taliban isis qaeda hamas hezbollah nato eu un us uk share follow twitter print subscribe about contact""".split()
)


@dataclass(frozen=True, slots=True)
class Byline:
    """A byline of one or more lines.

    Attributes:
        author: name or names, without "By" and office.
        lines: how many lines it takes.
        says_so: whether "By", an office or a repeated name marks it; a bare name may be something else.
        published: a date on the same line.
        signed: whether it opens with "By" or "Author:".
    """

    author: str
    lines: int
    says_so: bool
    published: str | None = None
    signed: bool = False


def byline_at(lines: tuple[str, ...], position: int) -> Byline | None:
    """The byline that starts at this line, None where there is none."""
    if position >= len(lines):
        return None
    line = unmarked(lines[position])
    signed = _signed(line)
    if signed is not None:
        author, published = signed
        return Byline(author, _taken(lines, position, author), True, published, signed=True)
    name, comma, office = line.partition(",")
    if comma and is_name(name) and is_office(office.strip()):
        return Byline(name.strip(), _taken(lines, position, name.strip()), True)
    if not is_names(line):
        return None
    taken = _taken(lines, position, line)
    return Byline(line, taken, taken > 1)


def _taken(lines: tuple[str, ...], position: int, author: str) -> int:
    """How many lines: the first, an office below it, and the name again (with its office again)."""
    end = position + 1
    while end < len(lines):
        line = unmarked(lines[end])
        again = line.casefold() == author.casefold() or line.casefold() == f"by {author}".casefold()
        if not again and not (is_office(line) and unmarked(lines[end - 1]).casefold() != line.casefold()):
            break
        end += 1
    return end - position


def _signed(line: str) -> tuple[str, str | None] | None:
    """Author and date of a line that says "By ..." or "Author: ..."."""
    found = _BY.fullmatch(line) or _LABELLED.fullmatch(line)
    if not found or len(line.split()) > 20:
        return None
    parts = [part.strip() for part in re.split(r"\s+[|•·–—-]\s+|\|", found["who"])]
    who, published = parts[0], next((day for part in parts[1:] if (day := published_of(part))), None)
    if not published and "," in who:
        head, _, tail = who.partition(",")
        published = published_of(tail)
        who = head if published else who
    author = _names_in(_PLACE.sub("", who.rstrip(".")))
    return (author, published) if author else None


def signature_of(words: str) -> str | None:
    """The names in "Jane Doe, Senior Fellow" or "Jane Doe and John Roe", None where the words are no signature."""
    return _names_in(words.strip()) if words.strip() else None


def _names_in(who: str) -> str | None:
    """The names, an office after them left off; None where the words start with no name."""
    name, comma, office = who.partition(",")
    if comma and is_names(name) and is_office(office.strip()):
        return name.strip()
    return who if is_names(who) or _DESK.fullmatch(who) else None


def is_names(words: str) -> bool:
    """Whether the words are the names of one to four people and nothing else."""
    parts = [part for part in _AND.split(words) if part]
    return 1 <= len(parts) <= 4 and all(is_name(part) for part in parts)


def is_name(words: str) -> bool:
    """Whether the words look like one person's name: two to five capitalised words, none of them a common one."""
    bare = _SUFFIX.sub("", _HONORIFIC.sub("", words.strip()))
    parts = bare.split()
    if not 2 <= len(parts) <= 5 or not (parts[0][:1].isupper() and re.match(r"(?:[ae]l-)?[^\W\d_]", parts[-1])):
        return False
    if parts[-1].lower() in _PARTICLES:
        return False
    return all(_is_part_of_name(part) for part in parts)


def _is_part_of_name(part: str) -> bool:
    folded = part.lower().rstrip(".")
    if folded in _NOT_NAMES:
        return False
    if folded in _PARTICLES:
        return True
    letters = re.sub(r"[-.'’]", "", part)
    prefixed = part[:3] in {"al-", "el-"}
    return letters.isalpha() and (part[0].isupper() or prefixed) and (not part.endswith(".") or len(letters) <= 2)


def is_office(line: str) -> bool:
    """Whether a line is an office or affiliation ("Senior Fellow, Black Sea Program") and no sentence."""
    words = line.split()
    if not words or len(words) > 18 or line.endswith((".", "!", "?", ":")) or not words[0][:1].isupper():
        return False
    small = [word for word in words if word[:1].islower() and word not in _SMALL_WORDS]
    return bool(_OFFICE.search(line)) and len(small) <= len(words) // 4


_SMALL_WORDS = frozenset("of the and for at in on to with a an".split())
