from corpus.draft import Stated
from corpus.items import drafts_of

BODY = "The corridor reopened on Monday after talks in the port city."
MORE = "Fees fall by a tenth, the ministry said, and ships leave the harbour at dawn."
NEWSLETTER = (
    "Contents:",
    "Grain corridor reopens after talks",
    "Mara Lindqvist",
    "Senior Fellow and Director of Ports and Trade Program",
    "Mara Lindqvist",
    "• The corridor is open again.",
    BODY,
    "Follow on Twitter: @maralindqvist",
    "Insurers’ cold feet",
    "Jo Brandt",
    "Non-Resident Scholar",
    "Jo Brandt",
    "• Cover is open.",
    MORE,
    "Photo by JO HOLT/AFP via Getty Images",
    "The Harbour Institute (HI) is an independent, non-partisan organization. It does not engage in advocacy.",
)


def test_a_newsletter_gives_one_draft_an_item() -> None:
    first, second = drafts_of(NEWSLETTER, Stated())
    assert first.stated == Stated("Grain corridor reopens after talks", "Harbour Institute", "Mara Lindqvist")
    assert first.paragraphs == ("• The corridor is open again.", BODY)
    assert second.stated == Stated("Insurers’ cold feet", "Harbour Institute", "Jo Brandt")
    assert second.paragraphs == ("• Cover is open.", MORE)


def test_a_table_of_contents_is_no_text() -> None:
    listed = (NEWSLETTER[0], "• Grain corridor reopens after talks", "• Insurers’ cold feet", *NEWSLETTER[1:])
    assert drafts_of(listed, Stated()) == drafts_of(NEWSLETTER, Stated())


def test_an_introduction_is_a_draft_of_its_own() -> None:
    drafts = drafts_of(("This week we look at two harbours and their owners.", *NEWSLETTER[1:]), Stated())
    assert [draft.stated.title for draft in drafts] == [
        None,
        "Grain corridor reopens after talks",
        "Insurers’ cold feet",
    ]


def test_section_headings_never_split() -> None:
    lines = ("What was agreed", BODY, "Odra Harbour", MORE, "What comes next", "Grain Corridor", BODY)
    assert len(drafts_of(lines, Stated())) == 1


def test_one_signed_heading_is_a_title_and_no_item() -> None:
    (draft,) = drafts_of(("Grain corridor reopens after talks", "By Mara Lindqvist", BODY, "Fees", MORE), Stated())
    assert draft.stated == Stated(title="Grain corridor reopens after talks", author="Mara Lindqvist")
    assert draft.paragraphs == (BODY, "Fees", MORE)


def test_a_lone_headline_above_the_body_is_the_title() -> None:
    lines = (
        "Join our new Telegram channel and get important news!",
        "Grain corridor reopens, but cover is a long way off",
        "Ships wait off Odra on March 3, 2022. (Jo Brandt/Xinhua/TNS)",
        "This article was originally published by Radio Odra and is reprinted with permission.",
        BODY,
    )
    (draft,) = drafts_of(lines, Stated())
    assert draft.stated == Stated("Grain corridor reopens, but cover is a long way off", "Radio Odra")
    assert draft.paragraphs == (BODY,)


def test_a_body_sentence_or_a_plain_section_name_is_no_title() -> None:
    assert drafts_of((BODY, MORE), Stated())[0].stated.title is None
    (draft,) = drafts_of(("Executive Summary", BODY), Stated())
    assert draft.stated.title is None
    assert draft.paragraphs == ("Executive Summary", BODY)


def test_no_date_is_taken_from_the_body() -> None:
    lines = ("Grain corridor reopens today", BODY, "June 3, 2024", MORE, "Talks began on May 2, 2021.")
    (draft,) = drafts_of(lines, Stated())
    assert draft.stated.published is None
    assert "June 3, 2024" in draft.paragraphs


def test_a_date_line_above_the_body_counts() -> None:
    (draft,) = drafts_of(("Grain corridor reopens today", "June 3, 2024", BODY), Stated())
    assert draft.stated.published == "2024-06-03"


def test_people_listed_in_the_body_are_no_authors() -> None:
    lines = (BODY, "Jo Brandt", "Director of the Odra Port", MORE)
    (draft,) = drafts_of(lines, Stated())
    assert draft.stated.author is None
    assert draft.paragraphs == lines


def test_metadata_given_apart_wins() -> None:
    lines = ("Grain corridor reopens today", "By Mara Lindqvist", BODY)
    (draft,) = drafts_of(lines, Stated(title="Odra", author="Jo Brandt"))
    assert draft.stated == Stated(title="Odra", author="Jo Brandt")


def test_a_kicker_above_the_headline_is_neither_title_nor_text() -> None:
    (draft,) = drafts_of(("OPINION", "Grain will not move for long", "By Mara Lindqvist", BODY), Stated())
    assert draft.stated == Stated(title="Grain will not move for long", author="Mara Lindqvist")
    assert draft.paragraphs == (BODY,)


def test_a_long_first_line_above_a_byline_is_the_title() -> None:
    title = "The grain corridor one year on: who gained, who lost and what is left of the deal that three states signed"
    (draft,) = drafts_of((title, "Mara Lindqvist", "Senior Fellow", BODY), Stated())
    assert draft.stated == Stated(title=title, author="Mara Lindqvist")


def test_a_note_on_a_reprint_counts_before_other_notices() -> None:
    lines = (
        BODY,
        "The views expressed are the author’s own and do not reflect those of Port Review.",
        "This article was originally published by Radio Odra.",
    )
    assert drafts_of(lines, Stated())[0].stated.publisher == "Radio Odra"


def test_nothing_but_notices_is_no_draft() -> None:
    assert drafts_of(("Contents:", "Subscribe now"), Stated()) == ()
