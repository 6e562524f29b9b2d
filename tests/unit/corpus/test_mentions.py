"""Names, figures and dates: found in questions, met or not met by passages."""

import pytest

from corpus.mentions import background_of, is_met, is_named, mentions_of


def texts(question: str, kind: str) -> list[str]:
    return [mention.text for mention in mentions_of(question) if mention.kind == kind]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What did Mara Ellison say about the port?", ["Mara Ellison"]),
        ("Who leads the Center on Armed Groups?", ["Center on Armed Groups"]),
        ("What was Okafor's comment on the attack in Istanbul?", ["Okafor", "Istanbul"]),
        ("Compare the harbours of Velmar and Trieste.", ["Velmar", "Trieste"]),
        ("Who leads the Ministry of Trade and Industry?", ["Ministry of Trade and Industry"]),
        ("Why did it fail?", []),
        ("In which provinces are the new al-Qaeda training camps?", ["al-Qaeda"]),
    ],
)
def test_names_are_the_capitalised_runs_of_a_question(question: str, names: list[str]) -> None:
    assert texts(question, "name") == names


def test_dates_and_figures_are_told_apart() -> None:
    question = "Did 1,200 people (64%) leave on 13 August 2023?"
    assert texts(question, "figure") == ["1,200", "64%"]
    assert [m.folded for m in mentions_of(question) if m.kind == "date"] == ["2023", "august 13"]


def test_may_opening_a_question_is_a_verb() -> None:
    assert texts("May we quote the report?", "date") == []
    assert texts("What happened in May?", "date") == ["May"]


@pytest.mark.parametrize(
    ("question", "passage", "met"),
    [
        ("What happened in Istanbul?", "Gunmen attacked a hall in Moscow.", False),
        ("What happened in Baghdad?", "A bomb went off in the north of Iraq.", False),
        ("What did Baghdad demand?", "Iraq demanded a share.", True),
        ("What did the US want?", "Washington asked for a delay.", True),
        ("What did the U.N. say?", "The United Nations asked for calm.", True),
        ("What did Ellison say?", "Mara Ellison said so.", True),
        ("What did Mara Ellison say?", "John Ellison said so.", False),
        ("What did Mara Ellison say?", "Ellison said so.", True),
        ("What did the JSCD discuss?", "The Joint Security Cooperation Dialogue (JSCD) met.", True),
        ("What did the Joint Security Cooperation Dialogue discuss?", "The JSCD met.", False),
        ("How many were killed in 2022?", "In 2021 twelve were killed.", False),
        ("What happened in March?", "On 3 March it rained.", True),
        ("What happened on 4 March?", "On 3 March it rained.", False),
        ("Is it 64%?", "It is 64 percent.", True),
        ("Is it 46%?", "It is 64 percent.", False),
        ("What did Zoë Brontë write?", "Bronte wrote nothing.", True),
    ],
)
def test_a_mention_is_met_by_a_passage_that_has_it(question: str, passage: str, met: bool) -> None:
    here = background_of(passage)
    assert all(is_met(mention, here) for mention in mentions_of(question)) is met


def test_the_date_of_a_brief_meets_its_month_and_year() -> None:
    here = background_of("The ministry published figures.", "2023-08")
    mentions = mentions_of("What was published in August 2023?")
    assert [is_met(mention, here) for mention in mentions] == [True, True]


@pytest.mark.parametrize(
    ("name", "passage", "named"),
    [
        ("Islamic State", "A muslim lawyer sued the state.", False),
        ("Islamic State", "ISIS fighters left the town.", True),
        ("Mara Ellison", "Ellison left the town.", True),
        ("Harbour Board", "They came on board.", False),
    ],
)
def test_counting_asks_for_the_whole_name(name: str, passage: str, named: bool) -> None:
    (mention,) = mentions_of(f"of {name}")
    assert is_named(mention, background_of(passage)) is named
