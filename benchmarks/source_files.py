"""The sample's questions over the source files that its briefs summarise: a second check, in words not our own.

    python benchmarks/source_files.py SOURCES FOLDER
    python benchmarks/questions.py --set FOLDER --split test

Writes FOLDER/briefs (copies of the sources) and FOLDER/questions.jsonl; neither belongs into the project.
"""

import json
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from assistant.assembly import sample_folder
from corpus.reading import read_file


def sources_of(briefs: Path) -> dict[str, str]:
    """The source file that each brief of a folder names in its head."""
    sources = (brief.source for path in sorted(briefs.glob("*.md")) for brief in read_file(path))
    return {source.file: source.summarises for source in sources if source.summarises}


def write_dataset(sources: Path, folder: Path, sample: Path) -> None:
    """Writes the dataset; quotes of the summaries are left out, facts are kept as they are."""
    by_brief = sources_of(sample / "briefs")
    (folder / "briefs").mkdir(parents=True, exist_ok=True)
    for name in sorted(set(by_brief.values())):
        shutil.copy(sources / name, folder / "briefs" / name)
    lines = []
    for line in map(json.loads, (sample / "questions.jsonl").read_text(encoding="utf-8").splitlines()):
        named = list(dict.fromkeys(by_brief[name] for name in line["briefs"]))
        lines.append(json.dumps({**line, "briefs": named, "quotes": []}, ensure_ascii=False) + "\n")
    (folder / "questions.jsonl").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    write_dataset(Path(sys.argv[1]), Path(sys.argv[2]), sample_folder())
