"""What an answer says: its facts, its lead, its length, and refusal both ways."""

import re
from collections import Counter

from assistant.answer import Answer, Claim, Refusal, Reply
from assistant.evaluation.matching import first_occurring, folded
from assistant.evaluation.questions import EvalQuestion
from assistant.evaluation.score import Score, Yardstick, share, short, unscored, verdict

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
UNANSWERABLE = "the briefs do not answer this question"
NO_ANSWER = "refused, so there is no answer to look at"


def spoken(answer: Answer) -> str:
    """The claims' text joined by one space, without markers."""
    return " ".join(claim.text for claim in answer.claims)


def word_count(answer: Answer) -> int:
    """Words of the claims, markers left out."""
    return len(spoken(answer).split())


def facts(question: EvalQuestion, reply: Reply, by: Yardstick) -> Score:
    """Share of the facts that the answer states; a refusal states none."""
    if not question.answerable:
        return unscored(UNANSWERABLE)
    if not question.facts:
        return unscored("the question names no facts")
    text = spoken(reply) if isinstance(reply, Answer) else ""
    return share(
        question.facts,
        lambda wordings: first_occurring(wordings, text) is not None,
        " / ".join,
        "facts stated",
    )


def right(question: EvalQuestion, reply: Reply, by: Yardstick) -> Score:
    """The verdict: answered with every fact within the word limit, or rightly refused."""
    if not question.answerable:
        return refused_rightly(question, reply, by)
    if isinstance(reply, Refusal):
        return verdict(False, f"refused, though the briefs answer it: {short(reply.text)}")
    stated = facts(question, reply, by)
    if stated.value is None:
        return unscored("the question names no facts, so no verdict is possible")
    words = word_count(reply)
    if words > by.word_limit:
        return verdict(False, f"{words} words, more than {by.word_limit}; {stated.explanation}")
    return verdict(stated.value == 1.0, f"{stated.explanation}, in {words} words")


def lead(question: EvalQuestion, reply: Reply, by: Yardstick) -> Score:
    """Whether the first claim states at least one of the facts."""
    if not question.answerable or not question.facts:
        return unscored(UNANSWERABLE if not question.answerable else "the question names no facts")
    if isinstance(reply, Refusal):
        return verdict(False, NO_ANSWER)
    opening = reply.claims[0].text
    stated = next((word for fact in question.facts if (word := first_occurring(fact, opening))), None)
    return verdict(
        stated is not None, f"opens with {short(opening)!r}" + (f", which states {stated}" if stated else "")
    )


def length(question: EvalQuestion, reply: Reply, by: Yardstick) -> Score:
    """Words of the answer."""
    if isinstance(reply, Refusal):
        return unscored(NO_ANSWER)
    return Score(float(word_count(reply)), f"{word_count(reply)} words in {len(reply.claims)} claims")


def token_f1(question: EvalQuestion, reply: Reply, by: Yardstick) -> Score:
    """Token F1 of the marked answer words (else of the first claim) with the short answer."""
    if question.answer is None or not question.answerable:
        return unscored("the question gives no short answer")
    if isinstance(reply, Refusal):
        return Score(0.0, NO_ANSWER)
    said, wanted = _tokens(answer_words(reply)), _tokens(question.answer)
    common = sum((Counter(said) & Counter(wanted)).values())
    value = 2 * common / (len(said) + len(wanted)) if common else 0.0
    return Score(value, f"{short(answer_words(reply))!r} beside {question.answer!r}")


def exact(question: EvalQuestion, reply: Reply, by: Yardstick) -> Score:
    """Whether the marked answer words (else the first claim) are the short answer."""
    if question.answer is None or not question.answerable:
        return unscored("the question gives no short answer")
    if isinstance(reply, Refusal):
        return verdict(False, NO_ANSWER)
    said = answer_words(reply)
    return verdict(_tokens(said) == _tokens(question.answer), f"{short(said)!r} beside {question.answer!r}")


def answer_words(answer: Answer) -> str:
    """The words that the first claim marks as the answer; the whole claim where it marks none."""
    claim = answer.claims[0]
    return _marked(claim) or claim.text


def _marked(claim: Claim) -> str:
    words = []
    for part in claim.answer:
        citation = claim.citations[part.citation]
        offset = citation.span.start
        words.append(citation.quote[max(part.span.start - offset, 0) : max(part.span.end - offset, 0)])
    return " ".join(word for word in words if word)


def _tokens(text: str) -> list[str]:
    return _ARTICLES.sub(" ", folded(text)).split()


def refused_rightly(question: EvalQuestion, reply: Reply, by: Yardstick) -> Score:
    """Whether a question that the briefs do not answer was refused."""
    if question.answerable:
        return unscored("the briefs answer this question")
    if isinstance(reply, Refusal):
        return verdict(True, "refused, as it should be")
    return verdict(False, f"answered, though the briefs do not say: {short(spoken(reply))!r}")


def answered(question: EvalQuestion, reply: Reply, by: Yardstick) -> Score:
    """Whether a question that the briefs answer was answered at all."""
    if not question.answerable:
        return unscored(UNANSWERABLE)
    if isinstance(reply, Answer):
        return verdict(True, "answered")
    return verdict(False, f"refused, though the briefs answer it: {short(reply.text)}")


def whole(question: EvalQuestion, reply: Reply, by: Yardstick) -> Score:
    """Whether an answer leaves nothing open: 0 is a half answer, which says what is missing."""
    if isinstance(reply, Refusal):
        return unscored(NO_ANSWER)
    if reply.missing:
        return verdict(False, f"half an answer; missing: {'; '.join(reply.missing)}")
    return verdict(True, "nothing is said to be missing")


def seconds(question: EvalQuestion, reply: Reply, by: Yardstick) -> Score:
    """Time of the whole reply, model loading left out."""
    return Score(reply.seconds, f"{reply.seconds:.2f} s by {reply.reader or 'an unnamed reader'}")
