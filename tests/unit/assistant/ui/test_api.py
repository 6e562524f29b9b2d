import base64

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.ui.api import routes
from assistant.ui.guarding import Guard
from assistant.ui.scripted import ScriptedDesk
from assistant.wire import reply_to_json

OPEN = "When did the bridge open?"


def client(desk: ScriptedDesk, auth: str | None = None) -> TestClient:
    app = FastAPI()
    app.include_router(routes(desk))
    app.add_middleware(Guard, auth=auth)
    return TestClient(app, base_url="http://127.0.0.1:7860")


def test_a_question_is_answered_as_on_the_wire(desk: ScriptedDesk) -> None:
    answered = client(desk).post("/api/ask", json={"question": OPEN})
    assert answered.status_code == 200
    assert answered.json() == reply_to_json(desk.asker().ask(OPEN))


def test_history_and_briefs_are_heeded_and_null_is_none(desk: ScriptedDesk) -> None:
    body = {"question": "Did they open?", "history": [OPEN], "briefs": ["toll-33cc44dd"], "unknown": 1}
    answered = client(desk).post("/api/ask", json=body | {"briefs": None}).json()
    assert answered["searched_for"] == f"Did {OPEN} open?"
    limited = client(desk).post("/api/ask", json={"question": "Who?", "history": None, "briefs": ["toll-33cc44dd"]})
    assert [item["brief"] for item in limited.json()["evidence"]] == ["toll-33cc44dd"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"not json", "JSON"),
        (b"[]", "object"),
        (b"{}", "question"),
        (b'{"question": 5}', "question"),
        (b'{"question": "  "}', "empty"),
        (b'{"question": "x", "history": "y"}', "history"),
        (b'{"question": "x", "briefs": ["nowhere"]}', "nowhere"),
    ],
)
def test_a_bad_body_gets_a_sentence(desk: ScriptedDesk, body: bytes, said: str) -> None:
    answered = client(desk).post("/api/ask", content=body)
    assert answered.status_code == 422
    assert said in answered.json()["error"]
    assert answered.json()["advice"]


def test_a_flood_is_cut_off(desk: ScriptedDesk) -> None:
    assert client(desk).post("/api/ask", content=b" " * 300_000).status_code == 413


def test_a_brief_is_shown_with_the_cited_words(desk: ScriptedDesk) -> None:
    page = client(desk).get("/brief/bridge-11aa22bb?start=15&end=48").text
    assert '<mark id="here" data-keys="">The bridge opened on 3 June 2019.</mark>' in page
    assert '<h2 dir="auto">The bridge</h2>' in page
    assert "Summary, not the original wording" in page


def test_hostile_text_in_a_brief_is_text(desk: ScriptedDesk) -> None:
    assert "&lt;b&gt;a car&lt;/b&gt;" in client(desk).get("/brief/toll-33cc44dd").text


@pytest.mark.parametrize("query", ["?start=9000&end=9999", "?start=5&end=2", "?start=-4&end=3", ""])
def test_offsets_beyond_the_text_mark_nothing(desk: ScriptedDesk, query: str) -> None:
    answered = client(desk).get(f"/brief/toll-33cc44dd{query}")
    assert (answered.status_code, "<mark" in answered.text) == (200, False)


def test_a_brief_that_is_gone_is_said(desk: ScriptedDesk) -> None:
    answered = client(desk).get("/brief/%3Cscript%3E")
    assert answered.status_code == 404
    assert "no longer in the library" in answered.text


def test_a_policy_goes_with_every_answer(desk: ScriptedDesk) -> None:
    for answered in (client(desk).get("/brief/toll-33cc44dd"), client(desk).get("/nowhere")):
        assert "connect-src 'self'" in answered.headers["content-security-policy"]
        assert answered.headers["x-content-type-options"] == "nosniff"


def test_a_login_covers_api_and_briefs(desk: ScriptedDesk) -> None:
    guarded = client(desk, auth="ada:sea:shell")
    for path in ("/brief/toll-33cc44dd", "/"):
        assert guarded.get(path).status_code == 401
    assert guarded.post("/api/ask", json={"question": OPEN}).status_code == 401
    wrong = base64.b64encode(b"ada:sea").decode()
    assert guarded.get("/brief/toll-33cc44dd", headers={"Authorization": f"Basic {wrong}"}).status_code == 401
    assert guarded.get("/brief/toll-33cc44dd", auth=("ada", "sea:shell")).status_code == 200


def test_other_sites_are_refused(desk: ScriptedDesk) -> None:
    asked = client(desk)
    foreign = {"Origin": "https://elsewhere.example"}
    assert asked.post("/api/ask", json={"question": OPEN}, headers=foreign).status_code == 403
    own = {"Origin": "http://127.0.0.1:7860"}
    assert asked.post("/api/ask", json={"question": OPEN}, headers=own).status_code == 200
    assert asked.get("/brief/toll-33cc44dd", headers={"Host": "rebound.example"}).status_code == 403
