"""A reader that says what it is told to: a double for tests and demonstrations."""

from collections.abc import Generator, Sequence

from assistant.answer import Citation, Claim, Evidence, Question, Reading
from corpus.brief import Span


class ScriptedReader:
    """Cites the passages that hold one of the given sentences, in the order of the sentences.

    Args:
        sentences: what to cite, word for word.
        answerability: what to report.
    """

    name = "scripted"

    def __init__(self, sentences: Sequence[str] = (), answerability: float = 1.0) -> None:
        self._sentences = tuple(sentences)
        self._answerability = answerability

    def read(self, question: Question, evidence: Sequence[Evidence]) -> Generator[Claim, None, Reading]:
        """A claim for each sentence that some passage holds."""
        for sentence in self._sentences:
            for passage in evidence:
                at = passage.text.find(sentence)
                if at >= 0:
                    start = passage.span.start + at
                    span = Span(start, start + len(sentence))
                    yield Claim(sentence, (Citation(passage, span),), 1.0)
                    break
        return Reading(self._answerability, ranking=tuple(passage.number for passage in evidence))
