import socket
import threading
import urllib.request

import pytest

from assistant.errors import BadSettings, ModelUnavailable, PortInUse, advice_of
from assistant.ui.scripted import ScriptedDesk
from assistant.ui.serving import Server, address_of, check_access, listening_socket, serve
from assistant.ui.warming import Warming


def test_a_port_in_use_is_said_with_what_to_do(desk: ScriptedDesk) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortInUse, match=str(port)) as caught:
            serve(desk, "127.0.0.1", port)
    assert "--port" in advice_of(caught.value)


def test_an_address_that_is_not_ours_is_said() -> None:
    with pytest.raises(BadSettings, match="cannot be served on"):
        listening_socket("192.0.2.1", 0)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "example.org"])
def test_a_host_beyond_loopback_needs_a_login(host: str) -> None:
    with pytest.raises(BadSettings, match="open the briefs") as caught:
        check_access(host, None)
    assert "--auth" in advice_of(caught.value)
    check_access(host, "ada:shell")


@pytest.mark.parametrize("auth", ["ada", "ada:", ":shell"])
def test_a_login_has_a_name_and_a_password(auth: str) -> None:
    with pytest.raises(BadSettings, match="user:password"):
        check_access("127.0.0.1", auth)


def test_the_address_is_announced_once_it_answers() -> None:
    async def app(scope: dict[str, object], receive: object, send: object) -> None:
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})  # type: ignore[operator]
            await send({"type": "http.response.body", "body": b"here"})  # type: ignore[operator]

    heard: list[bytes] = []
    listener = listening_socket("127.0.0.1", 0)
    answered = threading.Event()

    def listening() -> None:
        def ask() -> None:
            with urllib.request.urlopen(address_of(listener), timeout=20) as response:
                heard.append(response.read())
            answered.set()

        threading.Thread(target=ask, daemon=True).start()

    server = Server(app, listening)  # type: ignore[arg-type]
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    assert answered.wait(20)
    server.should_exit = True
    thread.join(20)
    assert heard == [b"here"]


def test_models_load_beside_the_page_and_a_failure_is_kept(desk: ScriptedDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.loaded.clear()
    warming = Warming(desk)
    assert not warming.settled
    warming.start()
    assert desk.loaded.wait(10)
    assert warming.settled

    def fail(_: ScriptedDesk) -> None:
        failed.set()
        raise ModelUnavailable("No weights.", "Install them.")

    failed = threading.Event()
    desk.loaded.clear()
    monkeypatch.setattr(ScriptedDesk, "warm", fail)
    broken = Warming(desk)
    broken._work()
    assert failed.is_set()
    assert str(broken.failure) == "No weights."
