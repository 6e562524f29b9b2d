import os

import pytest
from starlette.testclient import TestClient

from assistant.settings import Serving, Settings
from assistant.ui.app import build_app
from assistant.ui.scripted import ScriptedDesk


@pytest.fixture
def page(desk: ScriptedDesk) -> TestClient:
    desk.settings = Settings(serving=Serving(auth="ada:shell"))
    return TestClient(build_app(desk), base_url="http://127.0.0.1:7860")


def test_the_login_covers_page_and_api(page: TestClient) -> None:
    for path in ("/", "/config", "/gradio_api/info", "/theme.css"):
        assert page.get(path).status_code == 401
    assert page.get("/", auth=("ada", "shell")).status_code == 200


def test_the_page_sends_no_statistics_and_carries_its_policy(page: TestClient) -> None:
    answered = page.get("/", auth=("ada", "shell"))
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"
    assert "connect-src 'self'" in answered.headers["content-security-policy"]
    assert "fonts.googleapis" not in answered.text


def test_handlers_are_no_public_interface(page: TestClient) -> None:
    listed = page.get("/gradio_api/info", auth=("ada", "shell")).json()
    assert listed["named_endpoints"] == {}
    assert listed["unnamed_endpoints"] == {}


def test_files_of_this_machine_are_not_served(page: TestClient) -> None:
    for path in ("/gradio_api/file=/etc/passwd", "/gradio_api/file=pyproject.toml"):
        assert page.get(path, auth=("ada", "shell")).status_code in (403, 404)


def test_an_upload_beyond_the_limit_is_refused(desk: ScriptedDesk) -> None:
    desk.settings = Settings(serving=Serving(max_file_mb=1))
    page = TestClient(build_app(desk), base_url="http://127.0.0.1:7860")
    answered = page.post("/gradio_api/upload", files={"files": ("big.md", b"x" * 2_000_000)})
    assert answered.status_code == 413
