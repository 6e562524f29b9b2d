"""What was meant: earlier turns, and the question made self-contained by them, without a language model."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Answer, Reply
from corpus.mentions import Mention, is_place, mentions_of
from corpus.words import stems


@dataclass(frozen=True, slots=True)
class Turn:
    """What a later question may lean on.

    Attributes:
        question: the earlier question as it was searched for.
        lead: text of the first claim of the reply; empty after a refusal.
    """

    question: str
    lead: str = ""


def turn_of(reply: Reply) -> Turn:
    """What a later question may lean on."""
    lead = reply.claims[0].text if isinstance(reply, Answer) else ""
    return Turn(reply.question.searched_for, lead)


_PERSON = r"he|she|him|her|his|hers"
_THING = r"it|its|they|them|their|theirs|this|these|those|there|then"
_PRONOUN = re.compile(rf"\b(?:{_PERSON}|{_THING})\b", re.IGNORECASE)
_PERSONAL = re.compile(rf"\b(?:{_PERSON})\b", re.IGNORECASE)
_AT_END = re.compile(r"\b(?:it|this|that|them|there|him|her|he|she)\s*[?.]*$", re.IGNORECASE)
# "is there", "there are": not a reference to a place named before; "that" and "this" before a noun seldom are.
_IDLE = re.compile(
    r"\b(?:is|are|was|were|has|have|will) there\b|\bthere (?:is|are|was|were|has|have|be|been)\b|"
    r"\bthis (?:year|week|month)\b|"
    r"\bit (?:is|was|possible|likely)\b.*\b(?:to|that)\b",
    re.IGNORECASE,
)
_ELLIPSIS = re.compile(
    r"^(?:and|but|so|or|also|then)\b|^(?:what|how) about\b|^(?:why|when|where|who|how|how many|"
    r"which one)\s*\??$|"
    r"^(?:why|how) (?:so|come|not)\s*\??$|^(?:anything|anyone|what) else\b|^in (?:which|what) \w+\s*\??$",
    re.IGNORECASE,
)
_SWITCH = re.compile(
    r"^(?:back to|now|turning to|on (?:another|a different)|leaving|different (?:topic|question)|"
    r"new (?:topic|question)|moving on|let(?:'|’)?s (?:turn|move|go)|next)\b",
    re.IGNORECASE,
)
_DEFINITE = re.compile(
    r"\bthe (?:report|meeting|conference|attack|group|deal|agreement|document|brief|article|author|summit|delegation|"
    r"statement|resolution|paper|strike|two|other|others|former|latter|same)\b|"
    r"\b(?:that|such an?) \w+|\bboth\b|\belse\b|\bfor (?:it|that)\b|"
    r"\bover it\b",
    re.IGNORECASE,
)
_NO_PERSON = re.compile(
    r"\b(?:of|for|on|and|the|UN|US|EU|Council|Center|Centre|Committee|Institute|Resolution|Province|City|Ministry)\b|"
    r"^al-Qaeda|\d"
)
_ASKS = re.compile(r"\b(?:why|when|where|who|whose|how|what|which)\b", re.IGNORECASE)
_OPENING = re.compile(r"^(?:and|but|so|or|also|then|what about|how about)\b[ ,]*", re.IGNORECASE)


def resolve(question: str, turns: Sequence[Turn]) -> str:
    """The question made self-contained; the question itself where nothing needs to be carried over.

    Names and subject come from the previous question, else from the first claim of its reply. A new topic is left
    alone.
    """
    if not turns or _SWITCH.match(question.strip()) or not _leans(question):
        return question
    return _ellipsis(question, turns[-1]) if _is_ellipsis(question) else _carried(question, turns[-1])


def _leans(question: str) -> bool:
    plain = _IDLE.sub(" ", question)
    if _is_ellipsis(question) or _refers(plain):
        return True
    named = [mention for mention in mentions_of(question) if mention.kind == "name"]
    short = len(stems(question)) <= (4 if re.search(r"\bthe\b", plain, re.IGNORECASE) else 2)
    return not named and (bool(_DEFINITE.search(plain)) or short)


def _refers(question: str) -> bool:
    """A pronoun that nothing earlier in the same question explains; one at its end points out of it."""
    if _AT_END.search(question):
        return True
    found = _PRONOUN.search(question)
    if found is None:
        return False
    before = question[: found.start()]
    named = [mention for mention in mentions_of(before) if mention.kind == "name"]
    return not named or (len(stems(before)) < 2 and _PERSONAL.fullmatch(found[0]) is not None)


def _is_ellipsis(question: str) -> bool:
    return bool(_ELLIPSIS.match(question.strip())) and len(stems(question)) <= 4


def _ellipsis(question: str, turn: Turn) -> str:
    """`And in Iran?` takes the earlier question and swaps the name of the same kind, or adds to it."""
    rest = _OPENING.sub("", question.strip()).strip()
    bare = re.sub(r"^(?:in|at|from|for|by|to|of|with|on)\s+", "", rest.rstrip("?. "), flags=re.IGNORECASE)
    new = [mention for mention in mentions_of(f"of {bare}") if mention.kind == "name"]
    old = [mention for mention in mentions_of(turn.question) if mention.kind == "name"]
    if new and old and len(stems(bare)) <= len(new) + 2 and not _ASKS.search(rest):
        return _swapped(turn.question, bare, new, old)
    return _carried(rest[:1].upper() + rest[1:], turn)


def _swapped(earlier: str, bare: str, new: Sequence[Mention], old: Sequence[Mention]) -> str:
    kept = {mention.folded for mention in new}
    replaced = next((mention for mention in old if mention.folded not in kept and _alike(mention, new[0])), old[-1])
    bare = re.sub(r"\bone\b|^the\b", "", bare).strip()
    return earlier.replace(replaced.text, bare, 1)


def _alike(one: Mention, other: Mention) -> bool:
    """Both places or peoples, or neither and both abbreviations or neither."""
    if is_place(one) or is_place(other):
        return is_place(one) and is_place(other)
    return one.text.isupper() == other.text.isupper()


def _carried(question: str, turn: Turn) -> str:
    """The question with what it leans on: a person in place of the pronoun, anything else in brackets behind it."""
    have = {mention.folded for mention in mentions_of(question)}
    earlier = [m for m in mentions_of(turn.question) if m.kind == "name" and m.folded not in have]
    said = [m for m in mentions_of(turn.lead) if m.kind == "name" and m.folded not in have]
    pronoun = _PERSONAL.search(question)
    own = _person_among([m for m in mentions_of(question[: pronoun.start()]) if m.kind == "name"]) if pronoun else None
    if pronoun and not own and (person := _person_among(earlier) or _person_among(said)):
        return _named(question, person)
    names = [mention.text for mention in earlier or said[:3]]
    added = ", ".join(part for part in dict.fromkeys([*names, _subject(turn.question)]) if part)
    return f"{question} ({added})" if added else question


def _person_among(names: Sequence[Mention]) -> str | None:
    """The name most likely a person's: two words before one, never a country, an office or an abbreviation."""
    people = [m for m in names if not is_place(m) and not m.text.isupper() and not _NO_PERSON.search(m.text)]
    people.sort(key=lambda mention: len(mention.text.split()) < 2)
    return people[0].text if people else None


def _named(question: str, person: str) -> str:
    def swap(found: re.Match[str]) -> str:
        word = found[0].lower()
        follows = re.match(r"\s+\w", question[found.end() :])
        return f"{person}'s" if word in {"his", "hers"} or (word == "her" and follows) else person

    return _PERSONAL.sub(swap, question, count=1)


def _subject(question: str) -> str:
    """The words of the earlier question that carry its topic, names left out, in order."""
    bare = re.sub(r"\s*\([^)]*\)\s*$", "", question)
    for mention in mentions_of(bare):
        bare = bare.replace(mention.text, " ")
    words = [word for word in re.findall(r"[^\W_]+(?:[-’'][^\W_]+)*", bare) if stems(word)]
    return " ".join(dict.fromkeys(words[:6]))
