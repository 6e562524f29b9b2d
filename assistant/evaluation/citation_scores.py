"""Whether the citations carry what is said."""

import re
from collections.abc import Mapping

from assistant.answer import Answer, Citation, Claim, Refusal, Reply
from assistant.evaluation.answer_scores import NO_ANSWER, UNANSWERABLE
from assistant.evaluation.matching import spaced
from assistant.evaluation.questions import EvalQuestion
from assistant.evaluation.score import Score, Yardstick, share, short, unscored
from assistant.evaluation.support import judged, missing_mentions
from assistant.rendering import source_line

_QUOTED = re.compile('[“"]([^“”"]{8,}?)[”"]')


def citations_of(answer: Answer) -> tuple[tuple[Claim, Citation], ...]:
    """Every citation with its claim, in order."""
    return tuple((claim, citation) for claim in answer.claims for citation in claim.citations)


def citation_recall(question: EvalQuestion, reply: Reply, by: Yardstick) -> Score:
    """Share of the claims that their cited passages support."""
    if isinstance(reply, Refusal):
        return unscored(NO_ANSWER)
    return share(reply.claims, lambda claim: _carried(claim, claim.citations, by), _said, "claims supported")


def citation_precision(question: EvalQuestion, reply: Reply, by: Yardstick) -> Score:
    """Share of the citations that are needed: each supports its claim alone, or the claim falls without it."""
    if isinstance(reply, Refusal):
        return unscored(NO_ANSWER)
    return share(citations_of(reply), lambda pair: _is_needed(*pair, by), _cited, "citations needed and right")


def _is_needed(claim: Claim, citation: Citation, by: Yardstick) -> bool:
    if not _carried(claim, claim.citations, by):
        return False
    rest = tuple(other for other in claim.citations if other is not citation)
    return _carried(claim, (citation,), by) or not rest or not _carried(claim, rest, by)


def _carried(claim: Claim, citations: tuple[Citation, ...], by: Yardstick) -> bool:
    return judged(by.judge, claim.text, [citation.quote for citation in citations]) >= by.enough


def right_brief(question: EvalQuestion, reply: Reply, by: Yardstick) -> Score:
    """Share of the citations that open a brief that holds the answer."""
    if not question.answerable or not question.briefs:
        return unscored(UNANSWERABLE if not question.answerable else "the question names no briefs")
    if isinstance(reply, Refusal):
        return unscored(NO_ANSWER)
    return share(
        citations_of(reply),
        lambda pair: pair[1].evidence.source.file in question.briefs,
        lambda pair: f"[{pair[1].evidence.number}] {pair[1].evidence.source.file}",
        "citations into an expected brief",
    )


def right_passage(question: EvalQuestion, reply: Reply, by: Yardstick) -> Score:
    """Share of the expected quotes that a citation covers, wholly or in part of its own length."""
    if not question.answerable or not question.quotes:
        return unscored(UNANSWERABLE if not question.answerable else "the question names no quotes")
    if isinstance(reply, Refusal):
        return unscored(NO_ANSWER)
    cited = [spaced(citation.quote) for _, citation in citations_of(reply)]
    return share(question.quotes, lambda quote: _is_cited(spaced(quote), cited), short, "expected quotes cited")


def _is_cited(quote: str, cited: list[str]) -> bool:
    return any(quote in words or (len(words) >= 20 and words in quote) for words in cited)


def verbatim_quotes(question: EvalQuestion, reply: Reply, by: Yardstick) -> Score:
    """Share of the quotes that the stored briefs hold word for word, and of marked quotations that are cited."""
    if isinstance(reply, Refusal):
        return unscored(NO_ANSWER)
    checks = [*_stored(reply, by), *_marked(reply)]
    if not checks:
        return unscored("no stored text to compare with and nothing in quotation marks")
    return share(checks, lambda check: check[1], lambda check: short(check[0]), "quotes word for word")


def _stored(answer: Answer, by: Yardstick) -> list[tuple[str, bool]]:
    if by.texts is None:
        return []
    return [(citation.quote, _stands(citation, by.texts)) for _, citation in citations_of(answer)]


def _stands(citation: Citation, texts: Mapping[str, str]) -> bool:
    text = texts.get(citation.evidence.source.brief_id, "")
    return text[citation.span.start : citation.span.end] == citation.quote


def _marked(answer: Answer) -> list[tuple[str, bool]]:
    return [
        (quoted, any(spaced(quoted) in spaced(citation.quote) for citation in claim.citations))
        for claim in answer.claims
        for quoted in _QUOTED.findall(claim.text)
    ]


def mentions_found(question: EvalQuestion, reply: Reply, by: Yardstick) -> Score:
    """Share of the claims whose every figure, date and name stands in the cited words or their source line."""
    if isinstance(reply, Refusal):
        return unscored(NO_ANSWER)
    lacking = [(claim, _lacking(claim)) for claim in reply.claims]
    return share(
        lacking,
        lambda pair: not pair[1],
        lambda pair: f"{', '.join(pair[1])} in {_said(pair[0])}",
        "claims with every figure, date and name in the cited passage",
    )


def _lacking(claim: Claim) -> tuple[str, ...]:
    sentences = [citation.quote for citation in claim.citations]
    sources = [source_line(citation.evidence.source) for citation in claim.citations]
    return missing_mentions(claim.text, [*sentences, *sources])


def _said(claim: Claim) -> str:
    return repr(short(claim.text, 70))


def _cited(pair: tuple[Claim, Citation]) -> str:
    return f"[{pair[1].evidence.number}] for {_said(pair[0])}"
