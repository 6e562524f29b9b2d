import pytest

from assistant.evaluation.versions import versions

PLAIN = ("sentences", "packaged, 160 tokens, 12 passages", ("a-1", "b-2"))


def test_the_same_parts_give_the_same_versions_in_whatever_order_the_briefs_come() -> None:
    assert versions(*PLAIN) == versions(*PLAIN[:2], ("b-2", "a-1"))
    assert versions(*PLAIN)["briefs"].startswith("2 (")


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        (("extractive", *PLAIN[1:]), "reader"),
        ((PLAIN[0], "other", PLAIN[2]), "index"),
        ((*PLAIN[:2], ("a-1", "b-3")), "briefs"),
    ],
)
def test_each_part_shows_in_its_own_version(changed: tuple[str, str, tuple[str, ...]], key: str) -> None:
    before, after = versions(*PLAIN), versions(*changed)
    assert {name for name in before if before[name] != after[name]} == {key}
