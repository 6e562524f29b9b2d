"""A brief as a page of its own, opened at the cited words."""

from importlib.resources import files

from assistant.rendering import SUMMARY
from assistant.ui.marking import Mark, Paragraph, marked
from assistant.ui.replies import byline
from assistant.ui.templating import document
from corpus.brief import Brief, Span
from corpus.structure import blocks_of


def static(*names: str) -> str:
    """Style sheets or scripts beside this file, joined."""
    folder = files("assistant.ui") / "static"
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in names)


def brief_page(brief: Brief, start: int = 0, end: int = 0) -> str:
    """The whole brief with the words from `start` to `end` marked; offsets beyond the text mark nothing."""
    marks = [Mark(Span(start, min(end, len(brief.text))))] if 0 <= start < min(end, len(brief.text)) else []
    source = brief.source
    return document(
        "brief.html",
        style=static("tokens.css", "brief.css"),
        title=source.title,
        byline=byline(source.publisher, source.author, source.published),
        note=SUMMARY if source.summarises else "",
        file=source.file,
        paragraphs=_paragraphs(brief.text, marks),
        marks=bool(marks),
    ).replace("<mark ", '<mark id="here" ', 1)


def missing_page(message: str, advice: str) -> str:
    """What is shown for a brief that is not there."""
    return document("missing.html", style=static("tokens.css", "brief.css"), message=message, advice=advice)


def _paragraphs(text: str, marks: list[Mark]) -> list[Paragraph]:
    return [
        Paragraph(
            marked(*_words(text, block.span, block.kind == "heading", block.heading), marks), block.kind == "heading"
        )
        for block in blocks_of(text)
    ]


def _words(text: str, span: Span, heading: bool, words: str | None) -> tuple[str, int]:
    """The block without heading markup, and where it starts."""
    line = text[span.start : span.end]
    skip = max(line.find(words), 0) if heading and words else 0
    return line[skip:], span.start + skip
