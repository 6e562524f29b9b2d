"""Downloads of the Evaluate tab: reports, question sets, templates."""

from collections.abc import Callable

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse, Response

from assistant.errors import EXPECTED, BadQuestionSet, advice_of
from assistant.evaluation.pages import to_csv
from assistant.evaluation.question_files import set_bytes, template
from assistant.ui.desk import Desk
from assistant.ui.evaluating import Evaluation

TYPES = {
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def evaluation_routes(desk: Desk) -> APIRouter:
    """The routes for this desk."""
    router = APIRouter(prefix="/evaluation")
    evaluation = Evaluation(desk)

    @router.get("/runs/{run}/report.{kind}")
    def report(run: str, kind: str) -> Response:
        return _file(f"{run}.{kind}", kind, lambda: report_bytes(evaluation, run, kind))

    @router.get("/sets/{name}.{kind}")
    def question_set(name: str, kind: str) -> Response:
        return _file(f"{name}.{kind}", kind, lambda: set_bytes(evaluation.stored(name).questions, f".{kind}"))

    @router.get("/template.{kind}")
    def empty(kind: str) -> Response:
        return _file(f"questions.{kind}", kind, lambda: template(f".{kind}"))

    return router


def report_bytes(evaluation: Evaluation, run: str, kind: str) -> bytes:
    """A stored report in one of its formats.

    Raises:
        BadQuestionSet: if it is not there.
    """
    found = evaluation.report(run)
    if kind == "csv":
        return to_csv(found)
    try:
        return (evaluation.reports.folder / run / f"report.{kind}").read_bytes()
    except OSError as error:
        raise BadQuestionSet(f"This run has no report.{kind}.", "Choose another format.") from error


def _file(name: str, kind: str, content: Callable[[], bytes]) -> Response:
    try:
        if kind not in TYPES:
            raise BadQuestionSet(f"There is no format {kind}.", f"Choose one of {', '.join(TYPES)}.")
        safe = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in name)
        headers = {"Content-Disposition": f'attachment; filename="{safe}"'}
        return Response(content(), media_type=TYPES[kind], headers=headers)
    except EXPECTED as error:
        return PlainTextResponse(f"{error} {advice_of(error)}", 404)
