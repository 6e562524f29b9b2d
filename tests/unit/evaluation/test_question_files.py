import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from assistant.errors import BadQuestionSet, advice_of
from assistant.evaluation.question_files import SUFFIXES, parse_set, read_set, set_bytes, template
from assistant.evaluation.questions import EvalQuestion, QuestionSet

GOOD: Mapping[str, Any] = {
    "id": "r1",
    "question": "When did the river commission meet?",
    "history": [],
    "answerable": True,
    "facts": [["May 1998"]],
    "briefs": ["river.md"],
    "quotes": [],
    "tags": ["date"],
    "split": "dev",
}
AWKWARD = EvalQuestion(
    "a:1",
    "=SUM(1)? “Quoted”, with a comma; and a semicolon",
    history=("-- first", "a | b"),
    facts=(("one; two", "[three]"), ("| four",)),
    briefs=("r.md",),
    quotes=("+ plus", " ends\nhere"),
    tags=("x y",),
    split="dev",
    answer="@you",
    enabled=False,
)


def lines(*rows: Mapping[str, Any]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def mistakes(name: str, data: bytes) -> list[str]:
    with pytest.raises(BadQuestionSet) as raised:
        parse_set(name, data)
    assert advice_of(raised.value)
    return [line.strip() for line in str(raised.value).splitlines()[1:]]


BAD_VALUES: list[tuple[dict[str, Any], str]] = [
    ({"question": ""}, "row 1, column question: is empty; every row needs a question."),
    ({"question": "x" * 2001}, "row 1, column question: has 2,001 characters; at most 2,000 are taken."),
    ({"question": ["When?"]}, "row 1, column question: must be text, not a list."),
    ({"question": "Wh\x00en?"}, "row 1, column question: holds a character that cannot be shown; remove it."),
    ({"tags": ["half \ud800"]}, "row 1, column tags: holds a character that cannot be shown; remove it."),
    ({"id": "a b/c"}, "row 1, column id: 'a b/c' may hold only letters, digits, '.', ':', '_' and '-'."),
    ({"history": "[oops"}, "row 1, column history: opens with '[' but is no JSON list;"),
    ({"history": {"a": 1}}, "row 1, column history: must be a list, not an object."),
    ({"answerable": "perhaps"}, "row 1, column answerable: must be yes or no, not 'perhaps'."),
    ({"answerable": None}, "row 1, column answerable: is empty; write yes or no."),
    ({"answerable": False}, "row 1, column facts: the question is not answerable, so this must be empty."),
    ({"facts": [], "briefs": []}, "row 1, column facts: an answerable question needs facts, quotes, briefs or an"),
    ({"facts": ["May 1998"]}, "row 1, column facts: must be a list of lists of wordings; one of its facts is text."),
    ({"facts": [[]]}, "row 1, column facts: holds a fact without a wording;"),
    ({"facts": [["?!"]]}, "row 1, column facts: the wording '?!' has no letter or digit, so no answer could state it."),
    ({"briefs": ["briefs/river.md"]}, "row 1, column briefs: 'briefs/river.md' is a path; give the file's base name."),
    ({"quotes": [""]}, "row 1, column quotes: holds an empty item;"),
    ({"tags": [["date"]]}, "row 1, column tags: must be text, not a list."),
    ({"split": "train"}, "row 1, column split: must be dev or test, not 'train'."),
    ({"answer": True}, "row 1, column answer: must be text, not yes/no."),
    ({"enabled": 2}, "row 1, column enabled: must be yes or no, not '2'."),
    ({"fact": [["x"]]}, "row 1, column fact: unknown column 'fact'; did you mean 'facts'?"),
]


@pytest.mark.parametrize(("changed", "message"), BAD_VALUES, ids=[message[7:60] for _, message in BAD_VALUES])
def test_a_bad_value_is_named_with_its_row_and_column(changed: dict[str, Any], message: str) -> None:
    named = mistakes("set.jsonl", lines({**GOOD, **changed}))
    assert len(named) == 1
    assert named[0].startswith(message)


BAD_FILES: list[tuple[str, bytes, str]] = [
    ("set.jsonl", b"", "the file holds no question."),
    ("set.csv", b"", "the file holds no question."),
    ("set.jsonl", lines(GOOD) + b"{oops\n", "row 2: is no JSON: Expecting property name"),
    ("set.jsonl", b"[" * 100_000, "row 1: is no JSON: nested too deeply."),
    ("set.jsonl", b"[1]\n", "row 1: must be a JSON object"),
    ("set.jsonl", b"\n\xff\xfe\n", "row 2: is not UTF-8 text; save the file as UTF-8."),
    ("set.csv", b"caf\xe9\n", "row 1: is not UTF-8 text"),
    ("set.csv", b"question,briefs\nWhen?,r.md\n", "row 1, column answerable: this column is missing."),
    ("set.csv", b"question,answerable,tags,tags\nWhen?,no,,\n", "row 1, column tags: this column is there twice"),
    ("set.csv", b"question,answerable\nWhen, where?,no\n", "row 2: has more cells than the 2 columns"),
    ("set.csv", b'question,answerable\n"When?,no\n', "row 2: the quotes of a cell do not match"),
    ("set.xlsx", b"PK no workbook", "is no workbook that can be read"),
    ("set.jsonl", lines(GOOD, {**GOOD, "question": "Where?"}), "row 2, column id: 'r1' is already the id of row 1."),
    ("set.jsonl", lines(GOOD, {**GOOD, "id": "r2"}), "row 2, column question: the same question as in row 1."),
]


@pytest.mark.parametrize(("name", "data", "message"), BAD_FILES, ids=[message[:50] for *_, message in BAD_FILES])
def test_a_bad_file_is_named_with_what_is_wrong(name: str, data: bytes, message: str) -> None:
    named = mistakes(name, data)
    assert len(named) == 1
    assert named[0].startswith(message)


def test_all_mistakes_of_a_file_are_named_at_once_in_row_order() -> None:
    rows = [{**GOOD, "id": f"r{n}", "question": f"Question {n}?", **bad} for n, (bad, _) in enumerate(BAD_VALUES)]
    named = mistakes("set.jsonl", lines(*rows))
    assert len(named) == len(BAD_VALUES)
    assert [line.split(",")[0] for line in named] == [f"row {n}" for n in range(1, len(BAD_VALUES) + 1)]


def test_a_thousand_mistakes_are_counted_and_the_first_named() -> None:
    named = mistakes("set.jsonl", b"{}\n" * 1000)
    assert named[-1] == "and 1975 more"


def test_a_date_cell_of_a_workbook_is_a_mistake_with_its_row_and_column() -> None:
    import datetime

    book = Workbook()
    book.active.append(["question", "answerable", "facts"])
    book.active.append(["When?", "yes", datetime.date(1998, 5, 2)])
    out = io.BytesIO()
    book.save(out)
    assert mistakes("set.xlsx", out.getvalue())[0].startswith("row 2, column facts: is a date cell; format it as text")


def test_numbers_in_a_workbook_are_read_as_they_are_shown() -> None:
    book = Workbook()
    book.active.append(["Question", "Answerable", "Facts", None])
    book.active.append(["In which year?", True, 1998])
    book.active.append([None, None, None])
    book.active.append(["And how many?", "yes", 3.5])
    out = io.BytesIO()
    book.save(out)
    assert [item.facts for item in parse_set("set.xlsx", out.getvalue()).questions] == [(("1998",),), (("3.5",),)]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_format_gives_back_what_was_written(suffix: str) -> None:
    plain = EvalQuestion("b", "Who?", answerable=False)
    read = parse_set(f"set{suffix}", set_bytes([AWKWARD, plain], suffix))
    assert read.questions == (replace(AWKWARD, quotes=("+ plus", "ends\nhere")), plain)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_template_reads_without_a_mistake_and_shows_every_column(suffix: str) -> None:
    read = parse_set(f"t{suffix}", template(suffix))
    assert [question.answerable for question in read.questions] == [True, False]
    assert read.questions[0].facts == (("2 May 1998", "May 2, 1998"), ("Geneva",))


def test_no_cell_of_a_csv_file_opens_like_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(set_bytes([AWKWARD], ".csv").decode("utf-8-sig"))))
    assert [cell for cell in rows[1] if cell[:1] in set("=+-@")] == []


def test_a_csv_file_with_semicolons_between_its_cells_is_read() -> None:
    data = "\ufeffQuestion;Answerable;Facts\r\nWhen, then?;yes;\"May 1998 | 5/1998 ; Geneva\"\r\n".encode()  # fmt: skip
    assert parse_set("set.csv", data).questions[0].facts == (("May 1998", "5/1998"), ("Geneva",))


def test_a_question_without_an_id_always_gets_the_same_one() -> None:
    data = b"question,answerable\nWho signed?,no\n"
    ids = {parse_set(name, data).questions[0].id for name in ("a.csv", "b.csv")}
    assert len(ids) == 1
    assert ids.pop().startswith("q-")


def test_a_folder_with_briefs_and_questions_is_a_dataset(tmp_path: Path) -> None:
    (tmp_path / "briefs").mkdir()
    (tmp_path / "questions.jsonl").write_bytes(lines(GOOD))
    read = read_set(tmp_path)
    assert (read.name, read.briefs, len(read.questions)) == (tmp_path.name, tmp_path / "briefs", 1)


@pytest.mark.parametrize("name", ["missing.jsonl", "set.docx", "empty-folder"])
def test_what_is_no_set_is_said_so_with_what_to_do(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty-folder").mkdir()
    with pytest.raises(BadQuestionSet) as raised:
        read_set(tmp_path / name)
    assert name in str(raised.value)
    assert advice_of(raised.value)


def test_editing_a_set_keeps_the_order_and_the_other_questions() -> None:
    first, second = EvalQuestion("a", "A?", answerable=False), EvalQuestion("b", "B?", answerable=False)
    chosen = QuestionSet("set", (first, second))
    changed = EvalQuestion("a", "A2?", answerable=False, tags=("new",))
    assert chosen.with_question(changed).questions == (changed, second)
    assert chosen.with_question(EvalQuestion("c", "C?")).questions[2].id == "c"
    assert chosen.switched(["b"], on=False).enabled == (first,)
    assert chosen.without(["a"]).questions == (second,)


def test_tags_and_switches_do_not_change_what_a_question_is_compared_by() -> None:
    plain = EvalQuestion("a", "A?", facts=(("x",),))
    assert plain.fingerprint == EvalQuestion("a", "A?", facts=(("x",),), tags=("new",), split="dev").fingerprint
    assert plain.fingerprint != EvalQuestion("a", "A?", facts=(("y",),)).fingerprint
