"""A double of the assistant for tests and for calibration: it gives the replies it was handed.

`perfect_reply` makes the reply that every score should call perfect, straight from the expected quotes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.answer import Answer, Citation, Claim, Evidence, Question, Refusal, Reply
from assistant.answering import Event, Found
from assistant.conversation import Turn
from assistant.evaluation.questions import EvalQuestion
from corpus.brief import Brief, Chunk, Span


@dataclass(slots=True)
class ScriptedAsker:
    """Answers each question with its scripted reply, and remembers what it was asked.

    Attributes:
        replies: reply, or the error to raise, by question as typed.
        asked: questions as typed with the turns before each, in order.
    """

    replies: Mapping[str, Reply | Exception]
    asked: list[tuple[str, tuple[Turn, ...]]] = field(default_factory=list)

    def events(
        self,
        question: str,
        turns: Sequence[Turn] = (),
        within: Sequence[str] = (),
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[Event]:
        """The search, each claim, the reply."""
        reply = self.ask(question, turns, within)
        yield Found(reply.question, reply.evidence)
        if isinstance(reply, Answer):
            yield from reply.claims
        if not cancelled():
            yield reply

    def ask(self, question: str, turns: Sequence[Turn] = (), within: Sequence[str] = ()) -> Reply:
        """The scripted reply; a refusal where the script has none."""
        self.asked.append((question, tuple(turns)))
        reply = self.replies.get(question, empty_reply(question))
        if isinstance(reply, Exception):
            raise reply
        return reply


def empty_reply(question: str) -> Refusal:
    """A refusal without a single passage."""
    return Refusal(Question(question, question), "The briefs do not say.", reader="scripted")


def perfect_reply(question: EvalQuestion, briefs: Mapping[str, Brief]) -> Reply:
    """The expected quotes as claims, each citing exactly itself; a refusal where the briefs do not answer.

    Args:
        briefs: by file name.
    """
    if not question.answerable:
        return empty_reply(question.question)
    evidence = tuple(
        passage(_brief_with(quote, question, briefs), quote, number, 1 / number)
        for number, quote in enumerate(question.quotes, start=1)
    )
    claims = tuple(cited(item) for item in evidence)
    return Answer(Question(question.question, question.question), claims, evidence, reader="scripted")


def _brief_with(quote: str, question: EvalQuestion, briefs: Mapping[str, Brief]) -> Brief:
    return next(briefs[file] for file in question.briefs if quote in briefs[file].text)


def passage(brief: Brief, words: str, number: int, score: float) -> Evidence:
    """Evidence for words that stand in the brief."""
    start = brief.text.index(words)
    span = Span(start, start + len(words))
    return Evidence(number, Chunk(brief.id, brief.source, None, span, words), span, words, score)


def cited(evidence: Evidence, text: str | None = None) -> Claim:
    """A claim that cites the whole passage; its text is the passage's where no other is given."""
    said = evidence.text if text is None else text
    return Claim(said, (Citation(evidence, evidence.span),), 1.0)
