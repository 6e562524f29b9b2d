"""Questions to begin with: hand-picked for the bundled sample, made from titles for anything else."""

from collections import Counter
from collections.abc import Sequence

from corpus.brief import Source

MOST = 4
PICKED = (
    ("doha-envoys-meeting-engagement.md", "Who is opening the Doha meeting, and how many envoys are invited?"),
    ("northwest-syria-aid-access.md", "Why are people in northwestern Syria worried about the new aid access deal?"),
    ("iran-isis-challenge.md", "Who carried out the attack on the mosque in Shiraz?"),
    ("us-iraq-security-dialogue.md", "Which briefs mention ISIS?"),
)


def examples_for(sources: Sequence[Source]) -> tuple[str, ...]:
    """At most four questions that these briefs can answer; none where there are no briefs."""
    files = {source.file for source in sources}
    picked = [question for file, question in PICKED if file in files]
    times = Counter(source.title for source in sources)
    # Of two briefs with one title it could not be told which is meant.
    titles = [source.title for source in sources if source.file not in dict(PICKED) and times[source.title] == 1]
    made = [f"What does “{title}” say in short?" for title in titles]
    listing = ["Which briefs are there?"] if sources else []
    return tuple((picked + listing + made)[:MOST])
