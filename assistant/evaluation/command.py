"""`briefs eval`: run a set, compare, store, and say by the exit code whether it got worse."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from assistant.answering import Asker
from assistant.errors import BadQuestionSet
from assistant.evaluation import printing, wording
from assistant.evaluation.comparing import Comparison, compare
from assistant.evaluation.journal import discard
from assistant.evaluation.pages import to_html, to_markdown
from assistant.evaluation.question_files import SUFFIXES, read_set, template
from assistant.evaluation.questions import QuestionSet
from assistant.evaluation.records import Report, read_report, to_json, without_texts
from assistant.evaluation.running import Watch, run_set
from assistant.evaluation.score import Yardstick
from assistant.evaluation.storing import ReportStore, SetStore, held, safe_name, write_file
from assistant.evaluation.thresholds import misses, read_thresholds
from assistant.evaluation.versions import own_versions
from assistant.home import Home

NOISE_QUESTIONS = 20


@dataclass(frozen=True, slots=True)
class Bench:
    """Who can be evaluated; handed in, never built here.

    Attributes:
        make_asker: the assistant with a reader (None: the settings' one), over the user's briefs.
        sample: the bundled dataset, asked where no set is named.
        make_dataset_asker: the assistant with a reader over an index of its own, made of the briefs in a folder.
        describe: versions of index, reader and prompts, by reader and dataset folder (None: the user's own briefs).
        texts: stored texts by brief id, to compare quotes with, of the user's briefs or of those in a dataset's folder.
        readers: the readers that can be named.
    """

    make_asker: Callable[[str | None], Asker]
    sample: Path
    make_dataset_asker: Callable[[str | None, Path], Asker] | None = None
    describe: Callable[[str | None, Path | None], Mapping[str, str]] = lambda reader, _: {"reader": reader or "default"}
    texts: Callable[[Path | None], Mapping[str, str]] | None = None
    readers: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """What `briefs eval` was told.

    Attributes:
        questions: a file, a dataset folder, or the name of a stored set; None: the bundled sample.
        reader: who reads; None: the settings' reader.
        baseline: a report.json, its folder, or `last`.
        out: folder for the reports; None: a new one in the home.
        fail_under: thresholds as `metric=value`.
        compare: readers to run side by side.
        split: only this half of the set.
        texts: False leaves every text out of the reports.
    """

    questions: str | None = None
    reader: str | None = None
    baseline: str | None = None
    out: Path | None = None
    fail_under: Sequence[str] = ()
    compare: Sequence[str] = ()
    split: str | None = None
    texts: bool = True


@dataclass(slots=True)
class _Session:
    bench: Bench
    options: Options
    home: Home
    console: Console
    cancelled: Callable[[], bool]
    thresholds: Mapping[str, float] = field(default_factory=dict)


def evaluate(
    options: Options,
    home: Home,
    bench: Bench,
    console: Console | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> int:
    """Runs and reports; 0, or 1 after a regression, a missed threshold or a question without a reply.

    Raises:
        BadQuestionSet: for a set, baseline, threshold, reader or folder that cannot be used.
    """
    session = _Session(bench, options, home, console or Console(width=printing.WIDTH), cancelled)
    session.thresholds = read_thresholds(options.fail_under)
    chosen = chosen_set(options, home, bench)
    readers: Sequence[str | None] = options.compare or [options.reader]
    _check(readers, bench)
    baseline = _baseline(session, chosen)
    codes, reports = [], []
    for reader in readers:
        code, report = _run(session, chosen, reader, baseline)
        codes.append(code)
        reports.append(report)
    if len(reports) > 1:
        _print_side_by_side(session, reports)
    return max(codes)


def _check(readers: Sequence[str | None], bench: Bench) -> None:
    """Every name before the first run, which may take an hour."""
    for reader in readers:
        if bench.readers and reader is not None and reader not in bench.readers:
            raise BadQuestionSet(f"There is no reader {reader!r}.", f"Choose one of: {', '.join(bench.readers)}.")


def chosen_set(options: Options, home: Home, bench: Bench) -> QuestionSet:
    """The set that the options name: a stored set's name before a path.

    Raises:
        BadQuestionSet: if there is none, it has mistakes, or no question is left.
    """
    store = SetStore(home.sets)
    named = options.questions
    if named is None:
        chosen = read_set(bench.sample)
    else:
        chosen = store.load(named) if named in store.names() else read_set(Path(named))
    match options.split:
        case None:
            pass
        case "dev" | "test" as split:
            chosen = chosen.of_split(split)
        case other:
            raise BadQuestionSet(f"There is no split {other!r}.", "Write dev or test.")
    if not chosen.enabled:
        raise BadQuestionSet(f"{chosen.name} has no question that is switched on.", "Switch some on, or add some.")
    return chosen


def _run(session: _Session, chosen: QuestionSet, reader: str | None, baseline: Report | None) -> tuple[int, Report]:
    """The exit code and the report, which is stored before the next run begins."""
    configuration = configuration_of(session.bench, chosen, reader)
    with _folder(session, chosen, reader, configuration) as folder:
        with printing.progress_bar(Console(stderr=True), f"Asking {chosen.name}") as progress:
            watch = Watch(progress, session.cancelled)
            report = perform(session.bench, chosen, reader, configuration, folder, watch)
        comparison = None if baseline is None else compare(baseline, report)
        write_reports(folder, report, comparison, session.options.texts)
    return _finish(session, report, folder, comparison), report


def configuration_of(bench: Bench, chosen: QuestionSet, reader: str | None) -> dict[str, str]:
    """Versions of the program and of what answers."""
    return {**own_versions(), **bench.describe(reader, chosen.briefs)}


def perform(
    bench: Bench,
    chosen: QuestionSet,
    reader: str | None,
    configuration: Mapping[str, str],
    folder: Path,
    watch: Watch,
) -> Report:
    """The set put to the bench's assistant; a dataset to one over its own briefs. See `run_set`."""
    if chosen.briefs is None or bench.make_dataset_asker is None:
        asker = bench.make_asker(reader)
    else:
        asker = bench.make_dataset_asker(reader, chosen.briefs)
    texts = None if bench.texts is None else bench.texts(chosen.briefs)
    return run_set(chosen, asker, configuration, folder, Yardstick(texts=texts), watch, NOISE_QUESTIONS)


@contextmanager
def _folder(
    session: _Session, chosen: QuestionSet, reader: str | None, configuration: Mapping[str, str]
) -> Iterator[Path]:
    out = session.options.out
    if out is None:
        created = datetime.now(UTC).isoformat(timespec="seconds").removesuffix("+00:00")
        with ReportStore(session.home.reports).run_folder(chosen, configuration, created) as path:
            yield path
        return
    folder = out / safe_name(reader or "default") if session.options.compare else out
    with held(folder) as is_ours:
        if not is_ours:
            raise BadQuestionSet(f"Another run is at work in {folder}.", "Wait for it, or name another --out.")
        yield folder


def _baseline(session: _Session, chosen: QuestionSet) -> Report | None:
    """Read before the runs, which may write into the same folder."""
    named = session.options.baseline
    if named is None:
        return None
    if named != "last":
        return read_report(Path(named))
    last = ReportStore(session.home.reports).last(chosen.name)
    if last is None:
        session.console.print(f"There is no earlier run of {chosen.name}; this one becomes the first.", markup=False)
    return last


def _finish(session: _Session, report: Report, folder: Path, comparison: Comparison | None) -> int:
    if len(session.options.compare) < 2:
        printing.print_report(session.console, report, comparison)
    missed = misses(report, session.thresholds)
    say = session.console.print
    for miss in missed:
        say(f"Missed: {miss}", style="red", markup=False)
    worse = comparison is not None and comparison.is_regression
    if worse:
        say("Worse than the baseline.", style="red")
    say(f"Reports are in {folder}", markup=False, soft_wrap=True)
    failed = any(row.error for row in report.rows) or not report.finished
    return int(bool(missed) or worse or failed)


def write_reports(folder: Path, report: Report, comparison: Comparison | None, texts: bool = True) -> None:
    """report.json, report.md and report.html; without texts, report.json alone. Then a finished run's journal goes.

    Raises:
        BadQuestionSet: if the folder cannot be written.
    """
    if texts:
        write_file(folder / "report.md", to_markdown(report, comparison).encode())
        write_file(folder / "report.html", to_html(report, comparison).encode())
    write_file(folder / "report.json", to_json(report if texts else without_texts(report)))
    if report.finished:
        discard(folder)


def _print_side_by_side(session: _Session, reports: Sequence[Report]) -> None:
    names = [reader or "default" for reader in session.options.compare]
    headings = ("Figure", *names, *(f"{name} beside {names[0]}" for name in names[1:]))
    printing.print_side_by_side(session.console, reports[0].name, headings, side_by_side(reports))
    for name, report in zip(names[1:], reports[1:], strict=True):
        session.console.print(f"{name}: {compare(reports[0], report).words}", markup=False)


def side_by_side(reports: Sequence[Report]) -> list[tuple[str, ...]]:
    """One row a figure: its value in each report, then what each difference from the first means."""
    compared = [{change.metric: change.words for change in compare(reports[0], other).metrics} for other in reports[1:]]
    rows = []
    for figure in reports[0].figures:
        cells = [wording.figure_cells(report.figure(figure.metric)) for report in reports]
        if any(report.figure(figure.metric).scored for report in reports):
            meanings = (words.get(figure.metric, "–") for words in compared)
            rows.append((cells[0][0], *(cell[1] for cell in cells), *meanings))
    return rows


def write_template(path: Path) -> None:
    """A question file to start from, in the format that the name's suffix asks for.

    Raises:
        BadQuestionSet: for another suffix, an existing file, or a folder that cannot be written.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise BadQuestionSet(f"A template cannot be written as {path.name}.", f"Use {', '.join(SUFFIXES)}.")
    if path.exists():
        raise BadQuestionSet(f"{path.name} is there already.", "Name another file.")
    write_file(path, template(path.suffix))
