"""Words for people."""

import pytest

from assistant.answer import Answer, Citation, Claim, Evidence, Question, Refusal
from assistant.rendering import (
    answer_text,
    citation_line,
    limit_line,
    markers,
    plain_text,
    printable,
    quoted_words,
    source_line,
    unturned,
)
from corpus.brief import Chunk, Source, Span

PORT = Source("port-1", "The port", "port.md", "Coast Weekly", "Ana Duro", "2022-07")
TEXT = "The quay burned. It was rebuilt."


def cited(number: int, start: int, end: int, source: Source = PORT, heading: str | None = None) -> Citation:
    """A citation of the text."""
    chunk = Chunk(source.brief_id, source, heading, Span(0, len(TEXT)), TEXT)
    return Citation(Evidence(number, chunk, chunk.span, TEXT, 1.0), Span(start, end))


def test_markers_name_each_passage_once_in_the_order_of_citation() -> None:
    claim = Claim("x", (cited(3, 0, 16), cited(1, 17, 32), cited(3, 17, 32)), 1.0)
    assert markers(claim) == "[3][1]"


def test_an_answer_is_its_claims_joined_by_one_space_each_with_its_markers() -> None:
    first = Claim("The quay burned.", (cited(1, 0, 16), cited(3, 0, 16)), 1.0)
    answer = Answer(Question("q", "q"), (first, Claim("It was rebuilt.", (cited(2, 17, 32),), 1.0)), ())
    assert answer_text(answer) == "The quay burned. [1][3] It was rebuilt. [2]"


def test_a_source_says_who_and_when_and_leaves_out_what_it_does_not_know() -> None:
    assert source_line(PORT, "The fire") == "The port, Coast Weekly, Ana Duro, 2022-07, The fire"
    assert source_line(Source("x", "Untitled", "x.md")) == "Untitled"


def test_a_summary_is_said_to_be_one_wherever_it_is_cited() -> None:
    source = Source("x", "Untitled", "x.md", summarises="original.txt")
    assert citation_line(cited(1, 0, 16, source)).startswith("[1] Untitled, summary, not the original wording: “")


def test_a_citation_quotes_word_for_word() -> None:
    assert citation_line(cited(2, 17, 32, heading="After")) == (
        "[2] The port, Coast Weekly, Ana Duro, 2022-07, After: “It was rebuilt.”"
    )


def test_text_to_paste_lists_each_citation_once() -> None:
    claims = (Claim("The quay burned.", (cited(1, 0, 16),), 1.0), Claim("Burned.", (cited(1, 0, 16),), 1.0))
    lines = plain_text(Answer(Question("q", "q"), claims, ())).splitlines()
    assert lines[1] == ""
    assert lines[2:] == [citation_line(cited(1, 0, 16))]


def test_text_to_paste_ends_with_what_is_missing_and_the_notices() -> None:
    claims = (Claim("The quay burned.", (cited(1, 0, 16),), 1.0),)
    question, missing, notices = Question("q", "q"), ("Oslo", "2019"), ("Half answered.", "Not certain.")
    caveats = ["", "Not found in the briefs: Oslo; 2019", "Half answered.", "Not certain."]
    answered = plain_text(Answer(question, claims, (), missing, notices))
    assert answered.splitlines()[-5:] == [citation_line(cited(1, 0, 16)), *caveats]
    assert plain_text(Refusal(question, "No.", (), missing, notices)).splitlines() == ["No.", *caveats]


def test_words_of_a_passage_are_pasted_with_whose_they_are() -> None:
    pasted = quoted_words(["The quay burned.", "It was rebuilt."], PORT, "The fire")
    assert pasted == "“The quay burned.” … “It was rebuilt.”\nThe port, Coast Weekly, Ana Duro, 2022-07, The fire"


def test_a_refusal_is_pasted_as_it_is_shown() -> None:
    assert plain_text(Refusal(Question("q", "q"), "The briefs do not say.")) == "The briefs do not say."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "�[31mred�[0m"),
        ("over\rwritten\x07\x9b", "over�written��"),
        ("left \u202eright", "left �right"),
        ("a “quoted”\tline\nof Żółć", "a “quoted”\tline\nof Żółć"),
    ],
)
def test_nothing_steers_the_terminal(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_a_limit_names_a_few_briefs_and_counts_the_rest() -> None:
    assert limit_line(()) == ""
    assert limit_line(["A", "B"]) == "Asked only in: “A”, “B”."
    assert limit_line(list("ABCDEFG")) == "Asked only in: “A”, “B”, “C”, “D”, “E” and 2 more."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("report \u202efdp.exe", "report �fdp.exe"),
        ("\u202eoverridden\u202c", "�overridden�"),
        ("\u202bتا پایان\u202c و \u2067باز\u2069", "\u202bتا پایان\u202c و \u2067باز\u2069"),
        ("\u2067open\nclosed\u2069", "�open\nclosed�"),
        ("\u202bcrossed\u2066over\u202c\u2069", "�crossed\u2066over�\u2069"),
        ("می\u200cرود", "می\u200cرود"),
    ],
)
def test_nothing_turns_the_text_around_it_and_what_a_script_needs_is_kept(text: str, shown: str) -> None:
    assert unturned(text) == shown
