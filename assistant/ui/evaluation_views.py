"""A run as the page shows it: progress, figures, charts, the table of questions, one question side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.errors import advice_of
from assistant.evaluation import wording
from assistant.evaluation.comparing import Comparison
from assistant.evaluation.feedback import Feedback
from assistant.evaluation.figures import Figure
from assistant.evaluation.records import Report, Row
from assistant.evaluation.scoring import METRICS
from assistant.evaluation.storing import safe_name
from assistant.rendering import SUMMARY
from assistant.ui.evaluating import Past, Progress
from assistant.ui.marking import Mark, Paragraph, paragraphs
from assistant.ui.replies import byline
from assistant.ui.templating import fragment
from corpus.brief import Span

MOST_NAMED = 10
CHARTED = ("right", "facts", "lead", "refused", "answered", "brief", "citation_recall", "mentions", "recall_12")


@dataclass(frozen=True, slots=True)
class Bar:
    """A share as a bar, beside the same share before.

    Attributes:
        now, before: 0 to 1; None where there is none.
        low, high: 95 % interval of `now`.
        of: how many questions it rests on.
    """

    label: str
    now: float | None
    before: float | None
    low: float
    high: float
    of: int


@dataclass(frozen=True, slots=True)
class Line:
    """A question in the table.

    Attributes:
        change: now wrong, now right, drift, or nothing.
        order: sorts the table: flips first, then gains, then drifts, then the wrong ones.
    """

    row: Row
    verdict: str
    change: str
    order: int
    asked: str
    answered: str
    facts: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage with the cited words marked."""

    number: int
    title: str
    byline: str
    note: str
    cited: bool
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A score with its reason, beside the same score before."""

    title: str
    value: str
    before: str
    explanation: str


def progress_html(progress: Progress) -> str:
    """How far the run has come; empty where there is nothing to say."""
    advice = "" if progress.failure is None else advice_of(progress.failure)
    return fragment("eval_progress.html", progress=progress, advice=advice) if progress.name else ""


def problem_lines(error: BaseException) -> str:
    """An error with its mistakes, a line each."""
    first, *lines = str(error).splitlines()
    return fragment("eval_problem.html", first=first, lines=lines, advice=advice_of(error))


def stored_html(name: str, questions: int, wanted: str = "") -> str:
    """That a set is stored, and why under another name than the wanted one."""
    text = f"{name} is stored with {questions} questions."
    if wanted and safe_name(wanted) != name:
        text += f" The name {safe_name(wanted)} was taken."
    return fragment("done.html", text=text)


def damaged_html(names: Sequence[str]) -> str:
    """That these sets cannot be read; empty where there are none."""
    if not names:
        return ""
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    first = f"Left out, for they cannot be read: {', '.join(names[:MOST_NAMED])}{more}."
    advice = "Run one to see its mistakes; mend or delete its file in the folder sets of your home folder."
    return fragment("eval_problem.html", first=first, lines=[], advice=advice)


def results_html(run: str, report: Report, comparison: Comparison | None, before: Report | None) -> str:
    """Everything about a run but its questions' details."""
    return fragment(
        "eval_results.html",
        run=run,
        report=report,
        comparison=comparison,
        changes=wording.comparison_table(comparison) if comparison else [],
        change_headings=wording.COMPARISON_HEADINGS,
        figures=wording.figure_table(report),
        figure_headings=wording.FIGURE_HEADINGS,
        metric_bars=metric_bars(report, before),
        tag_bars=tag_bars(report, before),
        lines=lines(report, comparison),
        headline=wording.headline(report),
        configuration=wording.configuration_line(report.configuration),
    )


def metric_bars(report: Report, before: Report | None) -> list[Bar]:
    """The shares that matter most, this run beside the other."""
    known = {figure.metric: figure for figure in before.figures} if before else {}
    figures = {figure.metric: figure for figure in report.figures}
    chosen = [figures[name] for name in CHARTED if name in figures and figures[name].scored]
    return [_bar(METRICS[figure.metric].title, figure, known.get(figure.metric)) for figure in chosen]


def tag_bars(report: Report, before: Report | None) -> list[Bar]:
    """Right answers by tag, this run beside the other."""
    known = {tag: _right(figures) for tag, figures in before.by_tag.items()} if before else {}
    return [_bar(tag, _right(figures), known.get(tag)) for tag, figures in report.by_tag.items()]


def _right(figures: Sequence[Figure]) -> Figure:
    return next(figure for figure in figures if figure.metric == "right")


def _bar(label: str, now: Figure, before: Figure | None) -> Bar:
    low, high = (now.interval.low, now.interval.high) if now.interval else (0.0, 0.0)
    return Bar(label, now.value, before.value if before else None, low, high, now.scored)


def lines(report: Report, comparison: Comparison | None) -> list[Line]:
    """The table of questions: flips first, then gains, then drifts, then wrong ones, then the rest."""
    kinds = _kinds(comparison)
    made = [_line(row, kinds.get(row.id, "")) for row in report.rows]
    return sorted(made, key=lambda line: line.order)


def _kinds(comparison: Comparison | None) -> Mapping[str, str]:
    if comparison is None:
        return {}
    groups = (("drift", comparison.drifts), ("now right", comparison.fixed), ("now wrong", comparison.broken))
    return {change.after.id: kind for kind, changes in groups for change in changes}


def _line(row: Row, change: str) -> Line:
    verdict = wording.verdict_word(row)
    order = {"now wrong": 0, "now right": 1, "drift": 2}.get(change, 3 if verdict in {"wrong", "error"} else 4)
    facts = wording.amount(row.value("facts"), "share")
    return Line(row, verdict, change, order, wording.asked(row), _short(wording.answered(row)), facts)


def _short(text: str, limit: int = 160) -> str:
    return text if len(text) <= limit else text[:limit].rstrip() + " …"


def detail_html(row: Row, before: Row | None) -> str:
    """A question with its reply, passages and scores side by side."""
    return fragment(
        "eval_detail.html",
        row=row,
        verdict=wording.verdict_word(row),
        asked=wording.asked(row),
        answered=wording.answered(row),
        earlier=wording.answered(before) if before else "",
        passages=_passages(row.reply or {}),
        scores=_score_lines(row, before),
    )


def _score_lines(row: Row, before: Row | None) -> list[ScoreLine]:
    made = []
    for name, score in sorted(row.scores.items(), key=lambda item: item[1].value is None):
        metric = METRICS.get(name)
        unit = metric.unit if metric else "share"
        earlier = wording.amount(before.value(name), unit) if before else ""
        title = metric.title if metric else name
        made.append(ScoreLine(title, wording.amount(score.value, unit), earlier, score.explanation))
    return made


def _passages(reply: Mapping[str, Any]) -> list[Passage]:
    citations = [citation for claim in reply.get("claims", ()) for citation in claim["citations"]]
    made = [_passage(item, citations) for item in reply.get("evidence", ()) if "text" in item]
    return sorted(made, key=lambda passage: (not passage.cited, passage.number))


def _passage(item: Mapping[str, Any], citations: Sequence[Mapping[str, Any]]) -> Passage:
    own = [citation for citation in citations if citation["number"] == item["number"]]
    marks = [Mark(Span(citation["start"], citation["end"]), "c") for citation in own]
    return Passage(
        item["number"],
        item["title"],
        byline(item["publisher"], item["author"], item["published"]),
        SUMMARY if item.get("summarises") else "",
        bool(own),
        paragraphs(item["text"], item["start"], marks),
    )


def history_html(runs: Sequence[Past]) -> str:
    """Every run, newest first, with its downloads."""
    return fragment("eval_history.html", runs=runs)


def feedback_html(entries: Sequence[Feedback], adopted: frozenset[str]) -> str:
    """Thumbs and notes, each with a button that makes it a question; `adopted` holds those that are one."""
    return fragment("eval_feedback.html", entries=entries, adopted=adopted)


def downloads_html(name: str) -> str:
    """The set in every format, and templates to start from."""
    return fragment("eval_downloads.html", name=name)
