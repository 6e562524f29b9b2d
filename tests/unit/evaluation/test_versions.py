from assistant.evaluation.versions import digest_of, own_versions


def test_the_versions_name_program_and_prompts_and_do_not_change_by_themselves() -> None:
    assert set(own_versions()) == {"program", "prompts"}
    assert own_versions() == own_versions()


def test_a_digest_changes_with_any_part_and_with_where_parts_end() -> None:
    assert len({digest_of("a", "b"), digest_of("a", "c"), digest_of("ab", ""), digest_of("a", "b", "")}) == 4
