"""The reply as JSON. Other programs rely on these names: fields may be added, never renamed."""

from typing import Any

from assistant.answer import Answer, Citation, Claim, Evidence, Reply
from assistant.rendering import answer_text

Json = dict[str, Any]


def reply_to_json(reply: Reply, id: str | None = None) -> Json:
    """One reply as a JSON-ready dict; offsets count code points of the brief's stored text."""
    named: Json = {} if id is None else {"id": id}
    answered = isinstance(reply, Answer)
    return named | {
        "question": reply.question.text,
        "searched_for": reply.question.searched_for,
        "within": list(reply.question.within),
        "kind": "answer" if answered else "refusal",
        "text": answer_text(reply) if isinstance(reply, Answer) else reply.text,
        "claims": [claim_to_json(claim) for claim in reply.claims] if isinstance(reply, Answer) else [],
        "evidence": [evidence_to_json(item) for item in reply.evidence],
        "missing": list(reply.missing),
        "notices": list(reply.notices),
        "reader": reply.reader,
        "seconds": round(reply.seconds, 4),
    }


def claim_to_json(claim: Claim) -> Json:
    """A claim with its citations and the answer words inside them."""
    return {
        "text": claim.text,
        "verbatim": claim.verbatim,
        "support": round(claim.support, 4),
        "answer": [
            {
                "citation": claim.citations[part.citation].evidence.number,
                "start": part.span.start,
                "end": part.span.end,
            }
            for part in claim.answer
        ],
        "citations": [citation_to_json(citation) for citation in claim.citations],
    }


def citation_to_json(citation: Citation) -> Json:
    """A citation with whose words it quotes and where they stand."""
    evidence, source = citation.evidence, citation.evidence.source
    return {
        "number": evidence.number,
        "brief": source.brief_id,
        "title": source.title,
        "publisher": source.publisher,
        "author": source.author,
        "published": source.published,
        "source": source.file,
        "summarises": source.summarises,
        "heading": evidence.chunk.heading,
        "page": None,
        "chunk": evidence.chunk.id,
        "start": citation.span.start,
        "end": citation.span.end,
        "quote": citation.quote,
    }


def evidence_to_json(evidence: Evidence) -> Json:
    """A passage that was given to the reader."""
    return {
        "number": evidence.number,
        "brief": evidence.source.brief_id,
        "source": evidence.source.file,
        "title": evidence.source.title,
        "publisher": evidence.source.publisher,
        "author": evidence.source.author,
        "published": evidence.source.published,
        "summarises": evidence.source.summarises,
        "heading": evidence.chunk.heading,
        "chunk": evidence.chunk.id,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "text": evidence.text,
        "score": round(evidence.score, 6),
    }
