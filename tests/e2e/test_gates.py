"""The gates: the bundled questions must reach the thresholds of pyproject's `[tool.briefs.gates]`.

Every `every`-th question is asked, so that the suite stays short; `benchmarks/questions.py` asks them all.
"""

import shutil
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.assembly import open_desk, sample_folder
from assistant.evaluation.question_files import read_set
from assistant.evaluation.running import run_set
from assistant.evaluation.score import Yardstick
from assistant.evaluation.thresholds import misses, read_thresholds

PROJECT = Path(__file__).parents[2] / "pyproject.toml"


@pytest.mark.timeout(600)
def test_the_bundled_questions_reach_their_thresholds(sample_home: Path, tmp_path: Path) -> None:
    gates = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["tool"]["briefs"]["gates"]
    desk = open_desk(Path(shutil.copytree(sample_home, tmp_path / "home")), {})
    assert [status.detail for status in desk.ingest_sample() if status.status == "failed"] == []
    sample = read_set(sample_folder())
    chosen = replace(sample, questions=sample.enabled[:: gates["every"]])
    texts = {source.brief_id: desk.brief(source.brief_id).text for source in desk.sources()}
    report = run_set(chosen, desk.asker(gates["reader"]), {}, by=Yardstick(texts=texts), repeat=5)
    wanted = read_thresholds(f"{name}={value}" for name, value in gates["thresholds"].items())
    assert [row.error for row in report.rows if row.error] == []
    assert [str(miss) for miss in misses(report, wanted)] == []
    assert (report.noise.verdicts, report.noise.replies) == (0, 0)
