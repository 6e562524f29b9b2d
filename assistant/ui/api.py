"""The routes beside the chat: `POST /api/ask` for programs, `GET /brief/ID` for readers."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.concurrency import run_in_threadpool

from assistant.answering import bounded, turns_before
from assistant.errors import EXPECTED, advice_of
from assistant.ui.desk import Desk
from assistant.ui.pages import brief_page, missing_page
from assistant.wire import reply_to_json
from corpus.errors import UnknownBrief

LARGEST_BODY = 256 * 1024


class Asked(BaseModel):
    """The body of `POST /api/ask`; unknown keys are ignored."""

    model_config = ConfigDict(extra="ignore", strict=True)

    question: str
    history: list[str] | None = Field(None, max_length=50)
    briefs: list[str] | None = Field(None, max_length=1000)


def routes(desk: Desk) -> APIRouter:
    """The routes for this desk."""
    router = APIRouter()

    @router.post("/api/ask")
    async def ask(request: Request) -> JSONResponse:
        body = await _body(request)
        if body is None:
            return _wrong(413, f"The body is larger than {LARGEST_BODY:,} bytes.", "Send a shorter question.")
        try:
            asked = Asked.model_validate_json(body)
        except ValidationError as error:
            return _wrong(422, _said(error), 'Send {"question": str, "history": [str]?, "briefs": [id]?} as JSON.')
        try:
            return JSONResponse(await run_in_threadpool(_answered, desk, asked))
        except EXPECTED as error:
            return _wrong(422, str(error), advice_of(error))

    @router.get("/brief/{brief_id}", response_class=HTMLResponse)
    def brief(brief_id: str, start: int = 0, end: int = 0) -> HTMLResponse:
        try:
            return HTMLResponse(brief_page(desk.brief(brief_id), start, end))
        except UnknownBrief:
            return HTMLResponse(
                missing_page("This brief is no longer in the library.", "It may have been removed or replaced."), 404
            )

    return router


def _answered(desk: Desk, asked: Asked) -> dict[str, Any]:
    bounded(asked.question)
    within = asked.briefs or []
    for brief_id in within:
        desk.brief(brief_id)
    asker = desk.asker()
    turns = turns_before(asker, asked.history or (), within)
    return reply_to_json(asker.ask(asked.question, turns, within))


async def _body(request: Request) -> bytes | None:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_BODY:
            return None
    return bytes(body)


def _said(error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}." if where else f"{first['msg']}."


def _wrong(status: int, message: str, advice: str) -> JSONResponse:
    return JSONResponse({"error": message, "advice": advice}, status)
