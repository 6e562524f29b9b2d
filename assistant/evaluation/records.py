"""What a run leaves behind: rows and a report, as dataclasses and as report.json.

`report.json` is exactly these dataclasses (`schema()` gives its JSON schema); `format` grows when a field changes its
meaning, and a report of another format is refused rather than misread.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from assistant.errors import BadQuestionSet
from assistant.evaluation.figures import Figure
from assistant.evaluation.questions import EvalQuestion
from assistant.evaluation.score import Score

FORMAT = 1
WITHOUT_TEXTS = "left out"


@dataclass(frozen=True, slots=True)
class Row:
    """A question, the reply to it, and what every metric says.

    Attributes:
        id: the question's id.
        fingerprint: of the question and what was expected; rows of two runs compare only where it is equal.
        question: the question with its expectations; None where texts are left out.
        answerable: whether the briefs answer it.
        tags: its kinds.
        reply: as on the wire; None after an error.
        scores: by metric.
        stages: seconds until the search was done, the first claim stood, and the reply was whole.
        error: what went wrong instead of a reply.
    """

    id: str
    fingerprint: str
    question: EvalQuestion | None
    answerable: bool
    tags: tuple[str, ...]
    reply: dict[str, Any] | None
    scores: dict[str, Score]
    stages: dict[str, float] = field(default_factory=dict)
    error: str = ""

    @property
    def is_right(self) -> bool | None:
        """The verdict; None where none was possible."""
        value = self.value("right")
        return None if value is None else value == 1.0

    def value(self, metric: str) -> float | None:
        """One metric's value; None where it was not scored."""
        return self.scores[metric].value if metric in self.scores else None


@dataclass(frozen=True, slots=True)
class Noise:
    """The noise floor: some questions asked twice.

    Attributes:
        asked: questions asked again.
        verdicts: of these, verdicts that differed.
        replies: of these, replies that differed in text or citations.
    """

    asked: int
    verdicts: int
    replies: int

    def __str__(self) -> str:
        if not self.asked:
            return "Noise floor: not measured."
        return (
            f"Noise floor: of {self.asked} questions asked twice, {self.verdicts} verdicts and "
            f"{self.replies} replies differ."
        )


@dataclass(frozen=True, slots=True)
class Report:
    """A run of a question set.

    Attributes:
        format: version of this schema.
        created: UTC, ISO 8601, seconds.
        name: of the question set.
        fingerprint: of its enabled questions.
        configuration: versions of what answered: reader, index, prompts, program.
        rows: one a question, in the set's order.
        figures: one a metric, over all rows.
        by_tag: figures of the rows with a tag.
        stages: median and 95th percentile of the seconds of each stage.
        noise: the noise floor.
        judge: how support was judged, and how far that judge agrees with people.
        finished: False where the run was stopped before its last question.
        texts: False where texts were left out: ids, offsets and scores only.
    """

    format: int
    created: str
    name: str
    fingerprint: str
    configuration: dict[str, str]
    rows: tuple[Row, ...]
    figures: tuple[Figure, ...]
    by_tag: dict[str, tuple[Figure, ...]]
    stages: dict[str, Figure]
    noise: Noise
    judge: str
    finished: bool = True
    texts: bool = True

    def figure(self, metric: str) -> Figure:
        """The figure of one metric.

        Raises:
            KeyError: if it was not measured.
        """
        return {figure.metric: figure for figure in self.figures}[metric]


def to_json(report: Report) -> bytes:
    """report.json."""
    return bytes(_adapter().dump_json(report, indent=1)) + b"\n"


def read_report(path: Path) -> Report:
    """A stored report; a folder stands for the report.json in it.

    Raises:
        BadQuestionSet: if there is none, or it is of another format.
    """
    file = path / "report.json" if path.is_dir() else path
    try:
        data = file.read_bytes()
    except OSError as error:
        raise _bad(file, f"cannot be read: {error.strerror}") from error
    return parse_report(data, file)


def parse_report(data: bytes, file: Path) -> Report:
    """The report in these bytes.

    Raises:
        BadQuestionSet: if they hold no report, or one of another format.
    """
    from pydantic import ValidationError

    try:
        report: Report = _adapter().validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise _bad(file, f"is no report: {place}: {first['msg']}") from error
    if report.format != FORMAT:
        raise _bad(file, f"has format {report.format}, this version reads format {FORMAT}")
    return report


def _bad(file: Path, what: str) -> BadQuestionSet:
    return BadQuestionSet(f"The report {file.name} {what}.", "Name a report.json that `briefs eval` wrote.")


def schema() -> dict[str, Any]:
    """The JSON schema of report.json."""
    described: dict[str, Any] = _adapter().json_schema()
    return described


@cache
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Report)


@cache
def row_adapter() -> Any:
    """Reads and writes one row as JSON."""
    from pydantic import TypeAdapter

    return TypeAdapter(Row)


def without_texts(report: Report) -> Report:
    """The report with ids, offsets and scores only: no word of a question, a brief or an answer."""
    return replace(report, rows=tuple(_bare(row) for row in report.rows), texts=False)


def _bare(row: Row) -> Row:
    scores = {name: replace(score, explanation=WITHOUT_TEXTS) for name, score in row.scores.items()}
    error = row.error and WITHOUT_TEXTS
    return replace(row, question=None, reply=row.reply and _bare_reply(row.reply), scores=scores, error=error)


def _bare_reply(reply: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "kind": reply["kind"],
        "reader": reply["reader"],
        "seconds": reply["seconds"],
        "claims": [
            {
                "verbatim": claim["verbatim"],
                "support": claim["support"],
                "citations": [_kept(citation) for citation in claim["citations"]],
            }
            for claim in reply["claims"]
        ],
        "evidence": [_kept(item) for item in reply["evidence"]],
    }


def _kept(passage: Mapping[str, Any]) -> dict[str, Any]:
    return {key: passage[key] for key in ("number", "brief", "chunk", "start", "end", "score") if key in passage}
