"""What the chat shows at each moment: pure functions from conversations and jobs to pieces of the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.errors import EXPECTED, advice_of
from assistant.ui.asking import Job, Jobs
from assistant.ui.conversations import Conversations, StoredTurn
from assistant.ui.desk import Desk
from assistant.ui.examples import examples_for
from assistant.ui.replies import draft_html, draft_panel_html, panel_html, thread_html
from assistant.ui.templating import fragment


@dataclass(frozen=True, slots=True)
class View:
    """Pieces of the page to change; None leaves a piece as it is.

    Attributes:
        thread, draft: finished turns and the one at work, as HTML.
        panel, draft_panel: the passages of both.
        problem: a sentence above the question box; empty where there is none.
        question: what the question box is to hold.
        working: whether a question is at work.
    """

    thread: str | None = None
    draft: str | None = None
    panel: str | None = None
    draft_panel: str | None = None
    problem: str | None = None
    question: str | None = None
    working: bool | None = None


@dataclass(frozen=True, slots=True)
class Chat:
    """The chat's handlers, shared by all visitors; who asks is told by the conversation's id."""

    desk: Desk
    conversations: Conversations
    jobs: Jobs

    def ask(self, conversation: str, question: str, within: Sequence[str], typed: bool) -> Iterator[View]:
        """Asks, and shows how it goes; a bad question is left in the box with a sentence about it.

        Args:
            typed: whether the question stands in the box, which is then emptied once it is taken.
        """
        try:
            job = self.jobs.start(conversation, question, within)
        except EXPECTED as error:
            yield View(problem=problem_html(error))
            return
        yield View(problem="", question="" if typed else None, working=True)
        yield from self._follow(conversation, job)

    def open(self, conversation: str) -> Iterator[View]:
        """Shows the conversation, and follows the question that is still at work."""
        turns = self.conversations.load(conversation)
        yield self._whole(turns)
        job = self.jobs.running(conversation)
        if job is not None:
            yield from self._follow(conversation, job)

    def empty(self) -> View:
        """Shows the conversation that has not begun."""
        return self._whole(())

    def refreshed(self, conversation: str) -> View:
        """What a change of the library changes: the examples of a chat that has not begun."""
        if self.jobs.running(conversation) or self.conversations.load(conversation):
            return View()
        return View(thread=welcome_html(self.desk))

    def _follow(self, conversation: str, job: Job) -> Iterator[View]:
        turns = self.conversations.load(conversation)
        number = len(turns)
        if not turns:
            yield View(thread="", panel="")
        for draft in job.follow():
            if not draft.over:
                panel = draft_panel_html(draft, number) or None
                yield View(draft=draft_html(draft, number), draft_panel=panel, working=True)
        yield self._ended(conversation, job, number)

    def _ended(self, conversation: str, job: Job, number: int) -> View:
        if job.left:
            return View(draft="", draft_panel="", working=False)
        turns = self.conversations.load(conversation)
        if job.draft.stage == "done":
            return self._whole(turns)
        kept = self._whole(turns)
        return View(kept.thread if turns else "", draft_html(job.draft, number), kept.panel, "", working=False)

    def _whole(self, turns: Sequence[StoredTurn]) -> View:
        thread = thread_html(turns) if turns else welcome_html(self.desk)
        panel = panel_html(turns) if turns else fragment("no_panel.html")
        return View(thread, "", panel, "", working=False)


def welcome_html(desk: Desk) -> str:
    """What an empty chat shows: what can be asked, with examples."""
    sources = desk.sources()
    return fragment("welcome.html", count=len(sources), examples=examples_for(sources))


def problem_html(error: BaseException) -> str:
    """An error as two sentences: what, and what to do next."""
    return fragment("problem.html", message=str(error), advice=advice_of(error))


def loading_html(ready: bool, failure: BaseException | None) -> str:
    """The line below the title while the models load."""
    if failure is not None:
        return problem_html(failure)
    return "" if ready else fragment("loading.html")
