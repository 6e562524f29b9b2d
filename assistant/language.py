"""Whether a question seems to be in English."""

from corpus.words import STOP, fold

LIKELY = frozenset({"en"})


def seems_english(question: str) -> bool:
    """Whether a question is in English; short questions and names alone get the benefit of the doubt."""
    words = fold(question).split()
    if not question.isascii() and sum(c.isalpha() and not c.isascii() for c in question) > len(question) // 3:
        return False
    if len(words) < 4 or sum(word in STOP for word in words) / len(words) >= 0.25:
        return True
    import py3langid

    language, _ = py3langid.classify(question)
    return language in LIKELY
