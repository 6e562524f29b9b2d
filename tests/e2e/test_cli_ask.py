"""Asking the bundled sample on the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
MOSCOW = "What was the death toll in the ISIS-K attack on Moscow?"
REPLY = {
    "question": str,
    "searched_for": str,
    "kind": str,
    "text": str,
    "claims": list,
    "evidence": list,
    "missing": list,
    "notices": list,
    "reader": str,
    "seconds": float,
}
CLAIM = {"text": str, "verbatim": bool, "support": float, "answer": list, "citations": list}
CITATION = {
    "number": int,
    "brief": str,
    "title": str,
    "publisher": str | None,
    "author": str | None,
    "published": str | None,
    "source": str,
    "heading": str | None,
    "page": int | None,
    "chunk": str,
    "start": int,
    "end": int,
    "quote": str,
}
EVIDENCE = {"number": int, "brief": str, "source": str, "chunk": str, "start": int, "end": int, "text": str}
LINES = [
    {"id": "one", "question": MOSCOW, "unknown": {"key": 1}},
    {"id": "follow", "question": "And in Iran in January?", "history": [MOSCOW]},
    {"id": "no question"},
    {"id": "empty", "question": "  "},
    {"id": "history", "question": "Who?", "history": "not a list"},
    {"id": "where", "question": "Who?", "briefs": ["no-such-brief"]},
    {"id": "absent", "question": "How many lighthouses does Iceland have?"},
    {"id": 7, "question": "hello"},
    {"id": "half \ud800", "question": "Who is \ud800 \u2028?"},
    {"question": "Which briefs are there?"},
]


@pytest.fixture(scope="module")
def texts(briefs: Run, sample_home: Path) -> dict[str, str]:
    """What `briefs show` prints of each brief."""
    listed = briefs("list", "--json", "--home", sample_home).lines
    return {line["id"]: briefs("show", line["id"], "--home", sample_home).out for line in listed}


@pytest.fixture(scope="module")
def asked(briefs: Run, sample_home: Path, texts: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A whole file of questions, good and bad."""
    file = tmp_path_factory.mktemp("questions") / "questions.jsonl"
    inside = {"id": "inside", "question": "Who led the delegation?", "briefs": [us_iraq(texts)]}
    lines = [*(json.dumps(line) for line in [*LINES, inside]), "{not json", "[1, 2]", ""]
    file.write_text("\n".join(lines), encoding="utf-8")
    return briefs("ask", "--file", file, "--json", "--home", sample_home)


@pytest.fixture(scope="module")
def by_id(asked: Any) -> dict[str, dict[str, Any]]:
    """The reply, or what was wrong, of each line."""
    return {line["id"]: line for line in asked.lines}


def us_iraq(texts: dict[str, str]) -> str:
    """Id of one brief."""
    return next(brief_id for brief_id in texts if brief_id.startswith("us-iraqi-delegations"))


def holds(thing: dict[str, Any], schema: dict[str, Any]) -> None:
    """Every key of the schema is there, with a value of its kind."""
    for key, kind in schema.items():
        assert isinstance(thing[key], kind), (key, thing[key])


def test_every_reply_has_the_fields_on_the_wire(by_id: dict[str, dict[str, Any]]) -> None:
    """Other programs rely on names and kinds."""
    replies = [line for line in by_id.values() if "error" not in line]
    assert {reply["kind"] for reply in replies} == {"answer", "refusal"}
    for reply in replies:
        holds(reply, REPLY)
        for claim in reply["claims"]:
            holds(claim, CLAIM)
            assert claim["citations"]
            assert 0 <= claim["support"] <= 1
            for citation in claim["citations"]:
                holds(citation, CITATION)
        for passage in reply["evidence"]:
            holds(passage, EVIDENCE)
            assert isinstance(passage["score"], int | float)


def test_every_quote_stands_in_the_text_that_show_prints(
    by_id: dict[str, dict[str, Any]], texts: dict[str, str]
) -> None:
    """`text[start:end] == quote`, always; so for passages and answer words."""
    quotes = 0
    for reply in by_id.values():
        for passage in reply.get("evidence", ()):
            assert texts[passage["brief"]][passage["start"] : passage["end"]] == passage["text"]
        for claim in reply.get("claims", ()):
            for citation in claim["citations"]:
                assert texts[citation["brief"]][citation["start"] : citation["end"]] == citation["quote"]
                quotes += 1
    assert quotes >= 5


def test_an_answers_text_is_its_claims_with_their_markers(by_id: dict[str, dict[str, Any]]) -> None:
    """Joined by one space; passages are numbered by first citation, then by rank."""
    reply = by_id["one"]
    said = []
    for claim in reply["claims"]:
        numbers = dict.fromkeys(citation["number"] for citation in claim["citations"])
        said.append(f"{claim['text']} {''.join(f'[{number}]' for number in numbers)}")
    assert reply["text"] == " ".join(said)
    cited = [citation["number"] for claim in reply["claims"] for citation in claim["citations"]]
    assert list(dict.fromkeys(cited)) == sorted(set(cited))
    assert [passage["number"] for passage in reply["evidence"]] == list(range(1, len(reply["evidence"]) + 1))
    assert len(reply["evidence"]) <= 12


def test_the_sample_answers_and_says_that_it_is_a_summary(by_id: dict[str, dict[str, Any]]) -> None:
    """A question of the sample finds its fact in the right brief."""
    reply = by_id["one"]
    assert reply["kind"] == "answer"
    assert "more than 140" in reply["text"]
    assert reply["claims"][0]["citations"][0]["source"] == "doha-envoys-human-rights-and-isis-k.md"
    assert any("summary" in notice for notice in reply["notices"])


def test_history_is_asked_first_and_only_the_last_reply_is_printed(
    asked: Any, by_id: dict[str, dict[str, Any]]
) -> None:
    """A follow-up is searched for with what went before."""
    assert len(asked.lines) == len(LINES) + 3
    follow = by_id["follow"]
    assert follow["question"] == "And in Iran in January?"
    assert follow["searched_for"] != follow["question"]
    assert "Iran" in follow["searched_for"]


def test_a_bad_line_says_what_is_wrong_and_the_rest_go_on(asked: Any, by_id: dict[str, dict[str, Any]]) -> None:
    """Named by its id where it has one, else by its line."""
    assert asked.code == 2
    bad = [line["id"] for line in asked.lines if "error" in line]
    last = len(LINES) + 1
    assert bad == ["no question", "empty", "history", "where", str(last + 1), str(last + 2)]
    assert all(set(line) == {"id", "error"} for line in asked.lines if "error" in line)
    assert "no-such-brief" in by_id["where"]["error"]


def test_a_line_without_an_id_is_named_by_its_number(by_id: dict[str, dict[str, Any]]) -> None:
    """Every line of output can be matched to a line of input."""
    reply = by_id[str(len(LINES))]
    assert reply["question"] == "Which briefs are there?"
    assert len({citation["brief"] for claim in reply["claims"] for citation in claim["citations"]}) == 8


def test_characters_that_no_file_can_hold_do_not_stop_the_run(by_id: dict[str, dict[str, Any]]) -> None:
    """Half a surrogate pair, and a line separator inside a question."""
    assert by_id["half \ud800"]["question"] == "Who is ? ?"


def test_a_question_can_be_limited_to_chosen_briefs(by_id: dict[str, dict[str, Any]], texts: dict[str, str]) -> None:
    """No passage of another brief is read."""
    assert {passage["brief"] for passage in by_id["inside"]["evidence"]} == {us_iraq(texts)}


def test_what_the_briefs_do_not_say_is_refused_with_the_closest_passages(by_id: dict[str, dict[str, Any]]) -> None:
    """A refusal is a reply: no claim, but what was looked at."""
    reply = by_id["absent"]
    assert (reply["kind"], reply["claims"]) == ("refusal", [])
    assert reply["text"].startswith("The briefs do not say")
    assert reply["evidence"]


def test_one_question_limited_to_a_brief_that_does_not_say_is_refused_and_exits_0(
    briefs: Run, sample_home: Path, texts: dict[str, str]
) -> None:
    """As text: the refusal, then the closest passages, all of that brief."""
    ran = briefs("ask", MOSCOW, "--in", us_iraq(texts), "--home", sample_home)
    assert ran.code == 0, ran.err
    assert ran.out.startswith("The briefs do not say")
    passages = ran.out.split("Closest passages:\n")[1].splitlines()
    assert passages
    assert all(line.startswith(("  US, Iraqi delegations", "(")) for line in passages)


def test_an_unknown_brief_names_the_nearest(briefs: Run, sample_home: Path, texts: dict[str, str]) -> None:
    """Found out before any model is loaded."""
    ran = briefs("ask", "Who?", "--in", us_iraq(texts)[:-1], "--home", sample_home)
    assert (ran.code, ran.out) == (2, "")
    assert us_iraq(texts) in ran.complaint[1]
    assert len(ran.complaint) == 2
