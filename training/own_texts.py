"""Short policy texts of our own writing, with the questions a desk asks: why, which, what did X say, how much.

They name offices, no people. A question about something the text leaves out makes the unanswerable half.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from assistant.readers.span_model import Passage
from training.data import Example, sentence_bounds

PEOPLE = (
    "the finance minister",
    "the foreign minister",
    "the central bank governor",
    "the special envoy",
    "the opposition leader",
    "the health secretary",
    "the bank's chief analyst",
    "the trade commissioner",
    "the prime minister",
    "the chief negotiator",
)
PLACES = (
    "Norvia",
    "Castellan",
    "the Harrow region",
    "Port Amity",
    "Velmark",
    "the Lower Sound",
    "Ostrava Bay",
    "Meridia",
)
BODIES = (
    "the Harbour Institute",
    "the ministry",
    "the Audit Office",
    "the commission",
    "the central bank",
    "the council",
)
TOPICS = (
    "the grain corridor",
    "the carbon levy",
    "the pension reform",
    "the fisheries agreement",
    "the border crossing",
    "the vaccine programme",
    "the rail concession",
    "the export licence rules",
    "the housing fund",
    "the data protection bill",
)
SAYINGS = (
    "would fail without money from the regions",
    "is the only workable path this year",
    "had been rushed through without scrutiny",
    "must be reviewed before the summer recess",
    "would cost small firms more than it saves",
    "shows that the two sides can still agree",
    "will be extended for another six months",
    "should be judged by its results and not its promises",
)
REASONS = (
    "inspectors found that half of the forms were incomplete",
    "fuel prices had doubled since the spring",
    "the two coalition partners could not agree on who should pay",
    "the court ruled that the consultation had been too short",
    "drought had cut the harvest for a third year",
    "insurers refused to cover ships in the area",
    "lenders asked for guarantees that the treasury would not give",
    "staff shortages left three of the five offices closed",
)
MEASURES = (
    "a cap on rents",
    "a single licence window",
    "monthly reports to parliament",
    "an independent inspector",
    "free school meals",
    "a reserve for emergencies",
    "a ban on night flights",
    "joint patrols",
    "lower tariffs on medicines",
    "a register of lobbyists",
)
FILLERS = (
    "Officials declined to give further details.",
    "The debate is expected to continue in the autumn.",
    "Observers had long predicted such a move.",
    "Similar plans were shelved two years earlier.",
    "Local newspapers reported calm in the capital.",
    "The figures have not been audited.",
    "Talks resume next week.",
    "Few outside the capital had followed the matter closely.",
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence, the question that it answers, the answer's words, and a question that it leaves open."""

    sentence: str
    question: str
    answer: str
    open_question: str


def said(rng: random.Random) -> Fact:
    """What X said about Y."""
    (who, other), (what, else_), words = rng.sample(PEOPLE, 2), rng.sample(TOPICS, 2), rng.choice(SAYINGS)
    verb = rng.choice(("said", "told reporters", "argued", "warned"))
    open_question = rng.choice((f"What did {other} say about {what}?", f"What did {who} say about {else_}?"))
    start = who[0].upper() + who[1:]
    asked = rng.choice((f"What did {who} say about {what}?", f"What is {who}'s view of {what}?"))
    return Fact(f"{start} {verb} that {what} {words}.", asked, f"{what} {words}", open_question)


def why(rng: random.Random) -> Fact:
    """Why something happened."""
    (what, else_), body, reason = rng.sample(TOPICS, 2), rng.choice(BODIES), rng.choice(REASONS)
    link = rng.choice(("because", "after", "on the ground that"))
    done, asked = rng.choice((("suspended", "suspend"), ("delayed", "delay"), ("rejected", "reject")))
    start = body[0].upper() + body[1:]
    open_question = rng.choice((f"Why did {body} {asked} {else_}?", f"How much will {what} cost?"))
    return Fact(f"{start} {done} {what} {link} {reason}.", f"Why did {body} {asked} {what}?", reason, open_question)


def listing(rng: random.Random) -> Fact:
    """Which measures a plan holds."""
    (what, else_), body = rng.sample(TOPICS, 2), rng.choice(BODIES)
    one, two, three = rng.sample(MEASURES, 3)
    answer = f"{one}, {two} and {three}"
    noun = rng.choice(("measures", "steps", "conditions", "recommendations"))
    verb = rng.choice(("proposed", "set out", "listed"))
    start = body[0].upper() + body[1:]
    sentence = f"{start} {verb} three {noun} on {what}: {answer}."
    asked = rng.choice((f"Which {noun} did {body} propose on {what}?", f"What are the {noun} on {what}?"))
    return Fact(sentence, asked, answer, f"Which {noun} did {body} propose on {else_}?")


def figure(rng: random.Random) -> Fact:
    """How much, where and when."""
    place, other = rng.sample(PLACES, 2)
    what, year = rng.choice(TOPICS), rng.randint(2009, 2026)
    amount = f"{rng.randint(2, 940)} million"
    sentence = f"Spending on {what} in {place} reached {amount} in {year}."
    asked = rng.choice((f"How much did {place} spend on {what} in {year}?", f"What was spent on {what} in {place}?"))
    open_question = rng.choice(
        (f"How much did {other} spend on {what} in {year}?", f"How much did {place} spend on {what} in {year - 3}?")
    )
    return Fact(sentence, asked, amount, open_question)


KINDS = (said, said, why, why, listing, figure)


def own_example(rng: random.Random) -> Example:
    """One passage of a few facts and fillers, and a question that one of its facts answers or leaves open."""
    facts = [make(rng) for make in rng.sample(KINDS, rng.randint(2, 4))]
    lines = [fact.sentence for fact in facts] + rng.sample(FILLERS, rng.randint(1, 3))
    rng.shuffle(lines)
    spans = tuple(sentence_bounds(lines))
    header = " | ".join((rng.choice(TOPICS)[4:].capitalize(), "Policy Desk", str(rng.randint(2015, 2026))))
    passage = Passage(header if rng.random() < 0.5 else "", " ".join(lines), spans)
    fact = facts[0]
    if rng.random() < 0.5 and not any(fact.open_question == other.question for other in facts):
        return Example(fact.open_question, passage, False, None, frozenset(), "own_open")
    home = lines.index(fact.sentence)
    begin = spans[home][0] + fact.sentence.index(fact.answer)
    return Example(fact.question, passage, True, (begin, begin + len(fact.answer)), frozenset({home}), "own")


def own_examples(count: int, rng: random.Random) -> list[Example]:
    """`count` such examples."""
    return [own_example(rng) for _ in range(count)]
