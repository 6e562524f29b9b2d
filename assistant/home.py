"""The home: the folder that holds a user's library, index, conversations, question sets and reports."""

import os
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import BadSettings

FORMAT = "1"


@dataclass(frozen=True, slots=True)
class Home:
    """Paths inside the home folder.

    Attributes:
        root: the folder itself.
    """

    root: Path

    @property
    def library(self) -> Path:
        """SQLite file with texts and metadata: the truth."""
        return self.root / "library.sqlite"

    @property
    def index(self) -> Path:
        """Folder of everything that is derived from the library."""
        return self.root / "index"

    @property
    def settings(self) -> Path:
        """TOML file with the user's settings."""
        return self.root / "briefs.toml"

    @property
    def conversations(self) -> Path:
        """Folder of stored conversations."""
        return self.root / "conversations"

    @property
    def feedback(self) -> Path:
        """JSON lines: one thumbs up or down each."""
        return self.root / "feedback.jsonl"

    @property
    def sets(self) -> Path:
        """Folder of question sets."""
        return self.root / "sets"

    @property
    def reports(self) -> Path:
        """Folder of evaluation runs."""
        return self.root / "reports"

    def prepare(self) -> "Home":
        """Creates the folder and records its format version.

        Raises:
            BadSettings: if the folder cannot be written, or was written by a newer version.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            version = self.root / "version"
            if not version.exists():
                # Whole or not at all: another process may be preparing the same folder.
                scratch = self.root / f"version.{os.getpid()}"
                scratch.write_text(FORMAT + "\n", encoding="utf-8")
                scratch.replace(version)
            found = version.read_text(encoding="utf-8", errors="replace").strip()
        except OSError as error:
            raise _unusable(self.root, error.strerror or str(error)) from error
        if found != FORMAT:
            raise BadSettings(
                f"The home folder {self.root} has format {found}, this version reads format {FORMAT}.",
                "Update briefs, or choose another folder with --home DIR.",
            )
        return self

    @property
    def sample_offered(self) -> Path:
        """Marks that the bundled sample was put in once, so that a removed brief stays removed."""
        return self.root / "sample-offered"


def home_at(root: Path) -> Home:
    """The home in a folder, `~` and links resolved; nothing is created.

    Raises:
        BadSettings: if the path leads nowhere.
    """
    try:
        return Home(root.expanduser().resolve())
    except (OSError, RuntimeError) as error:
        raise _unusable(root, str(error).rstrip(".")) from error


def _unusable(root: Path, reason: str) -> BadSettings:
    return BadSettings(
        f"The home folder {root} cannot be used: {reason}.", "Choose another folder with --home DIR or BRIEFS_HOME."
    )


def default_root() -> Path:
    """`BRIEFS_HOME`, else the platform's user data folder."""
    named = os.environ.get("BRIEFS_HOME")
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("briefs", appauthor=False)
