"""A desk with two small briefs, answering from a script."""

from pathlib import Path

import pytest

from assistant.home import Home
from assistant.ui.scripted import Said, ScriptedDesk, brief_of

BRIDGE = (
    "## The bridge\n\nThe bridge opened on 3 June 2019. Engineer Marta Lind called it “a late gift”.\n\n"
    "It cost 12 million."
)
TOLL = "The toll is two euros <b>a car</b>. Buses pay nothing."


@pytest.fixture
def desk(tmp_path: Path) -> ScriptedDesk:
    """Models loaded, answering at once."""
    bridge = brief_of(
        "bridge-11aa22bb",
        BRIDGE,
        title="A bridge",
        publisher="River Post",
        published="2019-06",
        summarises="source.txt",
    )
    made = ScriptedDesk(
        Home(tmp_path / "home"),
        {brief.id: brief for brief in (bridge, brief_of("toll-33cc44dd", TOLL, title="The toll"))},
        {
            "When did the bridge open?": [Said("bridge-11aa22bb", "The bridge opened on 3 June 2019.", "3 June 2019")],
            "What is the toll?": [Said("toll-33cc44dd", "The toll is two euros <b>a car</b>.", "two euros")],
        },
    )
    made.loaded.set()
    return made
