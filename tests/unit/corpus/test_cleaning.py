import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cleaning import NotText, decoded, joined_lines, plain


def test_every_kind_of_white_space_becomes_one_space() -> None:
    assert plain("the\u00a0 fees\u2009fell\t by\u202f12\r\n percent ") == "the fees fell by 12 percent"


def test_quotes_dashes_and_soft_hyphens_stay() -> None:
    assert plain("“cover” — it’s co\u00adoperation\u200b") == "“cover” — it’s co\u00adoperation\u200b"


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The corridor reopened on Monday after long talks in\n"
        "the port city of Odra, and ships left the harbour at\n"
        "dawn with grain.\n\n"
        "Fees fall by a tenth in the new year, as the\n"
        "ministry said.\n"
    )
    assert joined_lines(text) == (
        "The corridor reopened on Monday after long talks in the port city of Odra, and ships left the harbour at dawn "
        "with grain.",
        "Fees fall by a tenth in the new year, as the ministry said.",
    )


def test_lines_that_are_not_wrapped_stay_apart() -> None:
    long = "The corridor reopened on Monday after talks, and " * 4 + "ships left."
    assert joined_lines(f"Jo Brandt\nSenior Fellow\n\n{long}\n{long}") == ("Jo Brandt", "Senior Fellow", long, long)


def test_bullets_stay_apart() -> None:
    assert joined_lines("• Fees fall\n• Ships sail\n  1. At dawn") == ("• Fees fall", "• Ships sail", "1. At dawn")


def test_a_line_of_non_breaking_spaces_is_blank() -> None:
    assert joined_lines("One\n\u00a0\ntwo") == ("One", "two")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_decoded_and_its_mark_dropped(encoding: str) -> None:
    assert decoded("“café”".encode(encoding)) == "“café”"


@pytest.mark.parametrize("data", [b"caf\xe9", b"a\x00b", b"\xff\xfea", b"a\x07b"])
def test_other_bytes_are_no_text(data: bytes) -> None:
    with pytest.raises(NotText):
        decoded(data)


@given(st.text())
def test_joining_lines_keeps_every_character_that_is_no_space(text: str) -> None:
    assert "".join("".join(joined_lines(text)).split()) == "".join(text.split())
