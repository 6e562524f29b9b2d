"""Checks in code before anything is shown: claims against their passages, the question against the evidence."""

import re
from collections.abc import Callable, Sequence

from assistant.answer import Claim, Evidence
from corpus.brief import Brief
from corpus.mentions import Background, Mention, background_of, is_met, mentions_of

_QUOTED = re.compile(r"“([^”]{3,})”|\"([^\"]{3,})\"")


def check(claim: Claim) -> str | None:
    """Why a claim may not be shown; None where it may.

    Every figure, date and name of the claim must stand in a cited passage, and every quotation be found there word for
    word. A claim that is verbatim passes at once.
    """
    if claim.verbatim:
        return None
    cited = " ".join(" ".join(citation.quote.split()) for citation in claim.citations)
    header = " ".join(citation.evidence.chunk.header for citation in claim.citations)
    here = background_of(f"{cited} {header}")
    for mention in mentions_of(claim.text):
        if not is_met(mention, here):
            return f"{mention.text} does not stand in the cited passage"
    for found in _QUOTED.finditer(claim.text):
        if " ".join((found[1] or found[2]).split()) not in cited:
            return f"the quotation {found[0]} is not verbatim"
    return None


def unmet_mentions(
    mentions: Sequence[Mention], cited: Sequence[Evidence], brief_of: Callable[[str], Brief | None]
) -> tuple[Mention, ...]:
    """Names, figures and dates of the question that the evidence lacks.

    A figure or date must stand in a cited passage, its header or the brief's date; a name may stand anywhere in a cited
    brief, since a brief on the Taliban says "the group" for paragraphs on end. Of a brief that is no longer held (None)
    only the passages count.
    """
    passages = [_passage(evidence) for evidence in cited]
    briefs = [brief_of(brief_id) for brief_id in dict.fromkeys(e.chunk.brief_id for e in cited)]
    wholes = [_whole(brief) for brief in briefs if brief is not None] + (passages if None in briefs else [])
    return tuple(
        mention
        for mention in mentions
        if not any(is_met(mention, here) for here in (wholes if mention.kind == "name" else passages))
    )


def _passage(evidence: Evidence) -> Background:
    source = evidence.source
    return background_of(f"{evidence.chunk.header} {source.author or ''} {evidence.text}", source.published)


def _whole(brief: Brief) -> Background:
    source = brief.source
    header = " ".join(part for part in (source.title, source.publisher, source.author) if part)
    return background_of(f"{header} {brief.text}", source.published)
