"""The page on a free port and a Chromium to look at it with."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from assistant.home import Home
from assistant.ui.scripted import Said, ScriptedDesk, brief_of

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
).split()
# Every name but the loopback address is unknown to this browser.
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"

PLAN = (
    "## The harbour plan\n\n"
    "The council approved the harbour plan on 4 May 2021 by nine votes to four. Mayor Ilse Brandt said that it “puts "
    "the ferry first”.\n\n"
    "The works are to cost 48 million euros, of which the region pays one third.\n\n"
    "## What the critics say\n\n"
    "The fishing cooperative warned that dredging would close the inner basin for two seasons."
)
AUDIT = (
    "The audit office reviewed the harbour works in March 2023. It found that costs had risen to 61 million euros, "
    "and named late permits and the price of steel as the main reasons."
)
HOSTILE = (
    "A note on tariffs. <img src=x onerror=\"window.hacked='image'\"> <script>window.hacked='script'</script> "
    '{{value}} ${window.hacked="template"} <a href="https://elsewhere.example/">click</a> The tariff is 7 percent.'
)
WHEN = "When was the harbour plan approved?"
WHY = "Why did the costs of the harbour works rise?"
TARIFF = "How high is the tariff <img src=x onerror=\"window.hacked='question'\">?"
UNKNOWN = "Who won the election in Norway?"
SCRIPT = {
    WHEN: [
        Said(
            "harbour-plan-1a2b3c4d",
            "The council approved the harbour plan on 4 May 2021 by nine votes to four.",
            "4 May 2021",
        )
    ],
    WHY: [
        Said(
            "audit-5e6f7a8b",
            "It found that costs had risen to 61 million euros, and named late permits and the price of steel as the "
            "main reasons.",
            "late permits and the price of steel",
        ),
        Said("harbour-plan-1a2b3c4d", "The works are to cost 48 million euros, of which the region pays one third."),
    ],
    TARIFF: [Said("tariffs-9c0d1e2f", "The tariff is 7 percent.", "7 percent")],
}


def _shelf() -> dict[str, Any]:
    briefs = (
        brief_of(
            "harbour-plan-1a2b3c4d",
            PLAN,
            title="Council approves the harbour plan",
            publisher="Coastal Review",
            author="Jonas Ahlgren",
            published="2021-05",
            summarises="original.txt",
        ),
        brief_of("audit-5e6f7a8b", AUDIT, title="Audit of the harbour works", published="2023-03-14"),
        brief_of("tariffs-9c0d1e2f", HOSTILE, title='Tariffs <b onclick="window.hacked=1">'),
    )
    return {brief.id: brief for brief in briefs}


@dataclass(frozen=True)
class Site:
    """A running page and the desk behind it."""

    address: str
    desk: ScriptedDesk


@pytest.fixture(scope="session")
def running_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The page, served from a thread of this process."""
    from assistant.ui.app import build_app
    from assistant.ui.serving import Server, address_of, listening_socket

    desk = ScriptedDesk(Home(tmp_path_factory.mktemp("home")), {}, SCRIPT)
    listening = threading.Event()
    with listening_socket("127.0.0.1", 0) as listener:
        server = Server(build_app(desk), listening.set)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        assert listening.wait(60)
        yield Site(address_of(listener), desk)
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def site(running_site: Site) -> Site:
    """The page with its three briefs, models loaded, answering at once."""
    running_site.desk.shelf.clear()
    running_site.desk.shelf.update(_shelf())
    running_site.desk.loaded.set()
    running_site.desk.gate.set()
    return running_site


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium; a machine without one skips, unless BRIEFS_REQUIRE_BROWSER is set."""
    found = next((path for path in map(shutil.which, CHROMIUM) if path), None)
    if found is None:
        reason = "no Chromium is installed (apt-get install chromium)"
        if os.environ.get("BRIEFS_REQUIRE_BROWSER"):
            pytest.fail(f"{reason}, and BRIEFS_REQUIRE_BROWSER asks for one")
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[*FLAGS, ALONE])
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Someone with a browser of their own."""

    page: Any
    site: Site
    requested: list[str]

    def ask(self, question: str) -> None:
        """Types a question and presses Enter."""
        self.page.fill("#question textarea", question)
        self.page.press("#question textarea", "Enter")

    def answered(self, count: int = 1) -> Any:
        """The newest reply, once there are this many."""
        self.page.wait_for_function("n => document.querySelectorAll('#thread .turn').length === n", arg=count)
        return self.page.locator("#thread .turn").last

    def beyond(self) -> list[str]:
        """What was asked of any other machine."""
        return [url for url in self.requested if urlsplit(url).hostname not in (None, "127.0.0.1")]


Visit = Callable[..., Visitor]


@pytest.fixture(scope="session")
def contexts() -> list[Any]:
    """Browser contexts that visitors without special wishes use one after the other, for their warm caches."""
    return []


@pytest.fixture
def visit(chromium: Any, site: Site, contexts: list[Any]) -> Iterator[Visit]:
    """Opens the page as a new visitor; keyword arguments go to a browser context of its own."""
    pages: list[Any] = []
    special: list[Any] = []

    def opened(**options: Any) -> Visitor:
        shared = len(pages) - len(special)
        context = contexts[shared] if not options and shared < len(contexts) else _context(chromium, options)
        if options:
            special.append(context)
        elif shared == len(contexts):
            contexts.append(context)
        page = context.new_page()
        pages.append(page)
        page.goto(f"{site.address}/brief/none")
        page.evaluate("localStorage.clear()")
        visitor = Visitor(page, site, [])
        page.context.on("request", lambda request: visitor.requested.append(request.url))
        page.goto(site.address)
        page.wait_for_selector(".welcome")
        return visitor

    yield opened
    site.desk.gate.set()
    for page in pages:
        page.close()
    for context in special:
        context.close()


def _context(chromium: Any, options: dict[str, Any]) -> Any:
    context = chromium.new_context(**({"viewport": {"width": 1280, "height": 800}} | options))
    context.set_default_timeout(15_000)
    return context


@pytest.fixture
def feedback_file(site: Site) -> Path:
    """Where verdicts are kept."""
    return site.desk.home.feedback
