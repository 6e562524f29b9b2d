import pytest

from corpus.draft import Stated
from corpus.frontmatter import BadFrontMatter, split_front_matter


def test_yaml_and_toml_state_the_same() -> None:
    expected = Stated("Grain", "Port Today", "Mara Lindqvist, Jo Brandt", "2024-06-03", "grain.txt")
    yaml = (
        "---\ntitle: Grain\npublisher: Port Today\nauthor: [Mara Lindqvist, Jo Brandt]\npublished: 2024-06-03\n"
        "summarises: grain.txt\nmood: calm\n---\nBody"
    )
    toml = (
        '+++\ntitle = "Grain"\npublisher = "Port Today"\nauthor = ["Mara Lindqvist", "Jo Brandt"]\n'
        'date = 2024-06-03\nsummarises = "grain.txt"\nmood = "calm"\n+++\nBody'
    )
    assert split_front_matter(yaml) == split_front_matter(toml) == (expected, "Body")


@pytest.mark.parametrize(
    ("written", "published"),
    [("2024", "2024"), ("2024-06", "2024-06"), ("2024-06-03 08:00:00", "2024-06-03"), ("June 2024", "2024-06")],
)
def test_dates_keep_their_precision(written: str, published: str) -> None:
    assert split_front_matter(f"---\npublished: {written}\n---\n")[0].published == published


def test_a_file_without_front_matter_states_nothing() -> None:
    assert split_front_matter("Words.\n\n---\n\nMore.") == (Stated(), "Words.\n\n---\n\nMore.")
    assert split_front_matter("---\n\nA rule comes first.")[0] == Stated()


def test_empty_front_matter_is_none() -> None:
    assert split_front_matter("---\n---\nBody") == (Stated(), "Body")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("---\ntitle: [Grain\n---\nBody", "not YAML"),
        ("+++\ntitle = Grain\n+++\nBody", "not TOML"),
        ("---\ntitle: Grain\nBody", "never closed"),
        ("---\njust words\n---\nBody", "no `key: value`"),
        ("---\npublished: soon\n---\nBody", "no date"),
        ("---\npublished: 2024-13-41\n---\nBody", "no date|not YAML"),
        ("---\ntitle: {a: 1}\n---\nBody", "not a line of text"),
    ],
)
def test_bad_front_matter_says_what_is_bad(text: str, reason: str) -> None:
    with pytest.raises(BadFrontMatter, match=reason):
        split_front_matter(text)
