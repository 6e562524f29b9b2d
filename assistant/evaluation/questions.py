"""Questions with what a right answer states, and sets of them."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

Split = Literal["dev", "test"]


@dataclass(frozen=True, slots=True)
class EvalQuestion:
    """A question of a set.

    Attributes:
        id: names the question in reports; unique in its set.
        question: as a user would type it.
        history: the user's earlier questions, asked first, in order, in the same conversation.
        answerable: whether the briefs answer it.
        facts: what a right answer states; a fact is a group of wordings, any of which will do.
        briefs: base names of the files that a right citation may open.
        quotes: exact sentences of those briefs that state the answer.
        tags: kinds, for figures by kind.
        split: dev is tuned on, test is not.
        answer: a short answer for token F1 and exact match.
        enabled: switched-off questions stay in the set and are not asked.
    """

    id: str
    question: str
    history: tuple[str, ...] = ()
    answerable: bool = True
    facts: tuple[tuple[str, ...], ...] = ()
    briefs: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    split: Split = "test"
    answer: str | None = None
    enabled: bool = True

    @property
    def fingerprint(self) -> str:
        """Twelve hex digits of everything that a score depends on: two runs compare only equal questions."""
        asked = asdict(replace(self, tags=(), split="test", enabled=True))
        return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()[:12]


COLUMNS = tuple(EvalQuestion.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions under a name.

    Attributes:
        name: shown in reports; a file name without its suffix.
        questions: in file order.
        briefs: folder of the briefs that the set belongs to, where it is a dataset with its own index.
    """

    name: str
    questions: tuple[EvalQuestion, ...]
    briefs: Path | None = None

    @property
    def fingerprint(self) -> str:
        """Twelve hex digits of its enabled questions, in order."""
        parts = "".join(question.id + question.fingerprint for question in self.enabled)
        return hashlib.sha256(parts.encode()).hexdigest()[:12]

    @property
    def enabled(self) -> tuple[EvalQuestion, ...]:
        """The questions that are asked."""
        return tuple(question for question in self.questions if question.enabled)

    @property
    def tags(self) -> tuple[str, ...]:
        """Every tag, in alphabetical order."""
        return tuple(sorted({tag for question in self.questions for tag in question.tags}))

    def of_split(self, split: Split) -> "QuestionSet":
        """The half that may, or may not, be tuned on."""
        return replace(self, questions=tuple(item for item in self.questions if item.split == split))

    def tagged(self, tag: str) -> "QuestionSet":
        """Only the questions with this tag."""
        return replace(self, questions=tuple(item for item in self.questions if tag in item.tags))

    def with_question(self, question: EvalQuestion) -> "QuestionSet":
        """The set with the question added, or put in the place of the one with its id."""
        if question.id in {item.id for item in self.questions}:
            kept = tuple(question if item.id == question.id else item for item in self.questions)
            return replace(self, questions=kept)
        return replace(self, questions=(*self.questions, question))

    def without(self, ids: Iterable[str]) -> "QuestionSet":
        """The set without these questions."""
        gone = frozenset(ids)
        return replace(self, questions=tuple(item for item in self.questions if item.id not in gone))

    def switched(self, ids: Iterable[str], on: bool) -> "QuestionSet":
        """The set with these questions switched on or off."""
        named = frozenset(ids)
        changed = (replace(item, enabled=on) if item.id in named else item for item in self.questions)
        return replace(self, questions=tuple(changed))


def made_id(question: str, history: Iterable[str] = ()) -> str:
    """A stable id for a question that has none: the same words always get the same."""
    return "q-" + hashlib.sha256("\n".join([*history, question]).encode()).hexdigest()[:8]
