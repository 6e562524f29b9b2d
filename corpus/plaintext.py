"""Reads .txt as people paste it."""

from corpus.cleaning import decoded, joined_lines
from corpus.draft import Draft, Stated
from corpus.items import drafts_of


def read_plaintext(data: bytes) -> tuple[Draft, ...]:
    """Drafts of a plain text file.

    Raises:
        NotText: if the bytes are no text.
    """
    return drafts_of(joined_lines(decoded(data)), Stated())
