"""Nothing leaves: the guard, and what it guards in an environment that asks every library to call home.

All programs that the tests start run under the guard in that environment; see tests/conftest.py.
"""

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
# Set aside for documentation: no machine has it.
ELSEWHERE = "192.0.2.1"
REACHES = {
    "connect": lambda: socket.socket().connect((ELSEWHERE, 80)),
    "connect_ex": lambda: socket.socket().connect_ex((ELSEWHERE, 80)),
    "version 6": lambda: socket.socket(socket.AF_INET6).connect(("2001:db8::1", 80)),
    "datagram": lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", (ELSEWHERE, 53)),
    "name": lambda: socket.getaddrinfo("elsewhere.example", 80),
}


@pytest.mark.parametrize("way", REACHES)
def test_the_guard_stops_this_process_before_anything_is_sent(
    way: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The attempt raises, and is kept for the check after each test."""
    guard = sys.modules["socket_guard"]
    monkeypatch.setenv(guard.LOG, str(tmp_path / "tried.log"))
    monkeypatch.setattr(guard, "attempts", [])
    with pytest.raises(guard.BeyondLoopback):
        REACHES[way]()
    assert len(guard.attempts) == 1
    assert (tmp_path / "tried.log").read_text().splitlines() == guard.attempts


def test_the_guard_lets_a_program_talk_to_itself() -> None:
    """Loopback by address and by name, and sockets that are no network."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        for name in ("127.0.0.1", "localhost"):
            socket.create_connection((name, server.getsockname()[1]), 5).close()
    one, other = socket.socketpair()
    one.sendall(b"x")
    assert other.recv(1) == b"x"
    one.close()
    other.close()


def test_the_guard_stops_programs_that_tests_start_even_where_they_swallow_the_error(run_watched: Run) -> None:
    """What was tried is reported whatever became of the error."""
    script = (
        "import contextlib, socket\n"
        "with contextlib.suppress(OSError):\n"
        f"    socket.socket().connect(('{ELSEWHERE}', 80))\n"
        "print('went on')\n"
    )
    ran = run_watched([sys.executable, "-c", script], may_try=True)
    assert ran.out == "went on\n"
    assert ran.tried == f"socket.connect '{ELSEWHERE}'\n"
    with pytest.raises(AssertionError, match=ELSEWHERE):
        run_watched([sys.executable, "-c", script])


def test_the_environment_would_make_a_bare_retriever_report_its_questions(run_watched: Run) -> None:
    """Otherwise the next test would prove nothing."""
    script = (
        "from langchain_core.retrievers import BaseRetriever\n"
        "class Bare(BaseRetriever):\n"
        "    def _get_relevant_documents(self, query, **_): return []\n"
        "Bare().invoke('a question that is nobody else’s business')\n"
        "import os, pathlib, time\n"
        "tried = pathlib.Path(os.environ['SOCKET_GUARD_LOG'])\n"
        "until = time.monotonic() + 60\n"
        "while not (tried.exists() and tried.stat().st_size) and time.monotonic() < until: time.sleep(0.05)\n"
        "os._exit(0)\n"  # without the retries
    )
    ran = run_watched([sys.executable, "-c", script], {"LANGSMITH_ENDPOINT": f"http://{ELSEWHERE}:9"}, may_try=True)
    assert ELSEWHERE in ran.tried


def test_asking_through_langchain_tells_nobody(run_watched: Run, sample_home: Path) -> None:
    """Retriever and Runnable, over a home opened in an environment that asks for tracing."""
    script = (
        "import json, sys\n"
        "from pathlib import Path\n"
        "from assistant.assembly import open_desk\n"
        "from assistant.chain import as_runnable\n"
        "from vectorstore.retriever import HybridRetriever, as_langchain\n"
        "desk = open_desk(Path(sys.argv[1]))\n"
        "reply = as_runnable(desk.asker()).invoke({'question': 'How many people died in the attack on Moscow?'})\n"
        "retriever = as_langchain(HybridRetriever(desk.indexer.store, desk.embedder), k=4)\n"
        "found = retriever.invoke('the attack on Moscow')\n"
        "from langchain_core.tracers.langchain import wait_for_all_tracers\n"
        "wait_for_all_tracers()\n"
        "texts = {source.brief_id: desk.brief(source.brief_id).text for source in desk.sources()}\n"
        "exact = [texts[d.metadata['brief']][d.metadata['start']:d.metadata['end']] == d.page_content for d in found]\n"
        "print(json.dumps([reply['kind'], exact]))\n"
    )
    ran = run_watched([sys.executable, "-c", script, sample_home], {"LANGSMITH_ENDPOINT": f"http://{ELSEWHERE}:9"})
    assert ran.code == 0, ran.err
    assert ran.lines == [["answer", [True] * 4]]


def test_opening_a_desk_overrules_what_the_environment_asks_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Every switch, whatever it was set to; a hub model alone may look for itself."""
    from assistant.assembly import QUIET, keep_quiet, open_desk

    for name in QUIET:
        monkeypatch.setenv(name, "hostile")
    open_desk(tmp_path)
    assert {name: os.environ[name] for name in QUIET} == QUIET
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    keep_quiet(offline=False)
    assert os.environ["HF_HUB_OFFLINE"] == "0"
