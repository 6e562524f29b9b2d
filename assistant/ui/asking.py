"""Questions at work: each runs in its own thread, so that it can be stopped, and outlives a refresh of the page."""

import logging
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.answer import Answer, Claim, Refusal, Reply
from assistant.answering import Event, Found, bounded
from assistant.errors import EXPECTED, BadQuestion, advice_of
from assistant.rendering import limit_line, plain_text
from assistant.ui.conversations import Conversations, Json, StoredTurn, turns_of
from assistant.ui.desk import Desk
from assistant.wire import claim_to_json, evidence_to_json, reply_to_json
from corpus.brief import Source

OVER = frozenset({"done", "stopped", "failed"})


@dataclass(frozen=True, slots=True)
class Draft:
    """How far a question has come.

    Attributes:
        stage: "loading", "searching", "reading", "keeping", then "done", "stopped" or "failed".
        evidence, claims: as on the wire, as far as they are known.
        message, advice: why it failed, and what to do next.
    """

    question: str
    stage: str = "searching"
    evidence: tuple[Json, ...] = ()
    claims: tuple[Json, ...] = ()
    message: str = ""
    advice: str = ""

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.stage in OVER


class Job:
    """One question at work.

    Attributes:
        left: whether its conversation was left, so that its end is not to be shown any more.
    """

    def __init__(self, question: str) -> None:
        self._changed = threading.Condition()
        self._draft = Draft(question)
        self.left = False

    @property
    def draft(self) -> Draft:
        """How far it has come."""
        return self._draft

    def stopped(self) -> bool:
        """Whether the user has had enough."""
        return self._draft.stage == "stopped"

    def stop(self) -> None:
        """Ends it, unless its reply is already being kept."""
        with self._changed:
            if not self._draft.over and self._draft.stage != "keeping":
                self._draft = replace(self._draft, stage="stopped")
                self._changed.notify_all()

    def advance(self, **changes: object) -> bool:
        """Changes the draft unless it is over; says whether it did."""
        with self._changed:
            if self._draft.over:
                return False
            self._draft = replace(self._draft, **changes)  # type: ignore[arg-type]
            self._changed.notify_all()
            return True

    def follow(self) -> Iterator[Draft]:
        """The draft now and after each change, until it is over."""
        seen = None
        while seen is None or not seen.over:
            with self._changed:
                while self._draft is seen:
                    self._changed.wait()
                seen = self._draft
            yield seen


@dataclass(frozen=True, slots=True)
class Jobs:
    """The questions at work, at most one a conversation."""

    desk: Desk
    conversations: Conversations
    _running: dict[str, Job] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self, conversation: str, text: str, within: Sequence[str] = ()) -> Job:
        """Sets a question to work, limited to those of the given briefs that are still there.

        Args:
            within: ids of briefs; none means all.

        Raises:
            BadQuestion: if it is empty or far too long, there is nothing to search, none of the given briefs is still
                there, or another question is still at work.
        """
        question = bounded(text)
        sources = self.desk.sources()
        if not sources:
            raise BadQuestion("There are no briefs yet.", "Add some under “Briefs”, then ask again.")
        chosen = [source for source in sources if source.brief_id in within]
        if within and not chosen:
            raise BadQuestion("The chosen briefs are no longer there.", "Choose again, or ask all briefs.")
        job = Job(question)
        with self._lock:
            if conversation in self._running:
                raise BadQuestion("The question before is still being answered.", "Wait for it, or stop it.")
            self._running[conversation] = job
        threading.Thread(target=self._work, args=(job, conversation, chosen), daemon=True).start()
        return job

    def running(self, conversation: str) -> Job | None:
        """The question at work in a conversation."""
        return self._running.get(conversation)

    def stop(self, conversation: str) -> None:
        """Ends the question at work, if there is one."""
        job = self.running(conversation)
        if job is not None:
            job.stop()
            self._leave(job, conversation)

    def leave(self, conversation: str) -> None:
        """Ends the question at work, if there is one, without a word about it."""
        job = self.running(conversation)
        if job is not None:
            job.left = True
            self.stop(conversation)

    def _work(self, job: Job, conversation: str, chosen: Sequence[Source]) -> None:
        try:
            reply = self._reply(job, conversation, [source.brief_id for source in chosen])
            if reply is not None and job.advance(stage="keeping"):
                self.conversations.append(conversation, _turn(reply, [source.title for source in chosen]))
            self._leave(job, conversation)
            job.advance(stage="done")
        except EXPECTED as error:
            self._leave(job, conversation)
            job.advance(stage="failed", message=str(error), advice=advice_of(error))
        except Exception:
            logging.getLogger(__name__).exception("a question could not be answered")
            self._leave(job, conversation)
            job.advance(stage="failed", message="The question could not be answered.", advice="The log says why.")

    def _leave(self, job: Job, conversation: str) -> None:
        with self._lock:
            if self._running.get(conversation) is job:
                del self._running[conversation]

    def _reply(self, job: Job, conversation: str, within: Sequence[str]) -> Reply | None:
        if not self.desk.ready():
            job.advance(stage="loading")
            self.desk.warm()
            job.advance(stage="searching")
        turns = turns_of([turn.reply for turn in self.conversations.load(conversation)])
        for event in self.desk.asker().events(job.draft.question, turns, within, job.stopped):
            reply = _shown(job, event)
            if reply is not None:
                return reply
        if job.stopped():
            return None
        raise RuntimeError("the assistant ended without a reply")


def _turn(reply: Reply, within: Sequence[str]) -> StoredTurn:
    plain = "\n".join(filter(None, (plain_text(reply), limit_line(within))))
    return StoredTurn(reply_to_json(reply), plain, within=within)


def _shown(job: Job, event: Event) -> Reply | None:
    match event:
        case Found():
            job.advance(stage="reading", evidence=tuple(evidence_to_json(item) for item in event.evidence))
        case Claim():
            job.advance(claims=(*job.draft.claims, claim_to_json(event)))
        case Answer() | Refusal():
            return event
    return None
