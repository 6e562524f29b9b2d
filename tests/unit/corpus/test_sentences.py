import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.brief import Span
from corpus.sentences import sentence_spans
from corpus.structure import blocks_of


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.N. Security Council met. It rose.", ["The U.N. Security Council met.", "It rose."]),
        ("He saw Gen. Smith on Aug. 13. She left.", ["He saw Gen. Smith on Aug. 13.", "She left."]),
        ("Mr. Khan and U.S. officials agreed. Talks ended.", ["Mr. Khan and U.S. officials agreed.", "Talks ended."]),
        ("It was held in the U.S. The envoys left.", ["It was held in the U.S.", "The envoys left."]),
        ("He met Amb. Anna Holt. Adm. Brandt left.", ["He met Amb. Anna Holt.", "Adm. Brandt left."]),
        ("J. R. Holt wrote it. Dr. A. Brandt did not.", ["J. R. Holt wrote it.", "Dr. A. Brandt did not."]),
        ("“It fails,” she said. “We tried.” He left.", ["“It fails,” she said.", "“We tried.”", "He left."]),
        ('It said "it is over." Envoys disagreed.', ['It said "it is over."', "Envoys disagreed."]),
        ("Fees rose by 3.2 percent. No. 4 was exempt.", ["Fees rose by 3.2 percent.", "No. 4 was exempt."]),
        ("It met at 5 p.m. Monday. It ended at 6 a.m. The day broke.",
         ["It met at 5 p.m. Monday.", "It ended at 6 a.m.", "The day broke."]),
        ("Is it over? Nobody knows! So be it.", ["Is it over?", "Nobody knows!", "So be it."]),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_bullet_is_no_part_of_its_sentence() -> None:
    assert sentences("• Fees fall.\n\n- Ships sail.\n\n* Ports open.\n\n2. Cover is open.") == [
        "Fees fall.",
        "Ships sail.",
        "Ports open.",
        "Cover is open.",
    ]


def test_a_stray_mark_is_no_sentence() -> None:
    assert sentences("Fees fell over the decade. . Then they rose.") == [
        "Fees fell over the decade.",
        "Then they rose.",
    ]


def test_headings_give_no_sentences() -> None:
    assert sentences("# Fees\n\nThey fell.\n\nWhat is next\n\nNobody knows.") == ["They fell.", "Nobody knows."]


def test_offsets_count_code_points() -> None:
    assert sentences("The 🚢 sailed. It was “late”.") == ["The 🚢 sailed.", "It was “late”."]


def test_within_cuts_sentences_to_the_span() -> None:
    text = "One is here. Two is here. Three is here."
    spans = sentence_spans(text, Span(4, 25))
    assert [text[span.start : span.end] for span in spans] == ["is here.", "Two is here."]


words = st.text(st.sampled_from("abcDEF .?!“”•-U.N123’\u200bé🚢"), max_size=60)


@given(st.lists(words.map(lambda line: " ".join(line.split())).filter(bool), max_size=6))
def test_spans_cut_exactly_and_never_cross_a_paragraph(lines: list[str]) -> None:
    text = "\n\n".join(lines)
    spans = sentence_spans(text)
    paragraphs = [block.span for block in blocks_of(text) if block.kind == "paragraph"]
    covered = {position for span in spans for position in range(span.start, span.end)}
    assert list(spans) == sorted(spans)
    assert len(covered) == sum(map(len, spans))
    assert all(any(paragraph.contains(span) for paragraph in paragraphs) for span in spans)
    assert all(text[span.start : span.end] == text[span.start : span.end].strip() for span in spans)


@given(st.lists(st.sampled_from(["The fees fell.", "Ships sail at dawn.", "He left."]), min_size=1, max_size=8))
def test_no_plain_sentence_is_lost(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


@given(st.integers(0, 40), st.integers(0, 40))
def test_within_finds_what_overlaps_and_nothing_else(start: int, length: int) -> None:
    text = "One is here. Two is here.\n\nThree is here."
    within = Span(start, start + length)
    overlapping = [span for span in sentence_spans(text) if span.overlaps(within)]
    cut = [span for span in sentence_spans(text, within)]
    assert all(within.contains(span) for span in cut)
    assert [any(whole.contains(span) for span in cut) for whole in overlapping] == [
        any(c.isalnum() for c in text[max(whole.start, start) : min(whole.end, start + length)])
        for whole in overlapping
    ]
