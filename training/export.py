"""Writes the model folder that ships: fp16 safetensors, config, tokenizer and calibration."""

from __future__ import annotations

import copy
import json
import shutil
from dataclasses import asdict
from pathlib import Path

import torch

from assistant.readers.span_model import Calibration
from assistant.readers.span_net import SpanNet

TOKENIZER_FILES = ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.txt")


def export(net: SpanNet, base: Path, calibration: Calibration, target: Path) -> None:
    """Write the folder; files that are not the model's (its card) stay."""
    half = copy.deepcopy(net).to(torch.float16)
    half.config.name_or_path = ""
    half.save_pretrained(str(target))
    for name in TOKENIZER_FILES:
        if (base / name).exists():
            shutil.copyfile(base / name, target / name)
    text = json.dumps({name: round(value, 6) for name, value in asdict(calibration).items()}, indent=1)
    (target / "calibration.json").write_text(f"{text}\n", encoding="utf-8")


def in_half_precision(net: SpanNet) -> SpanNet:
    """The network as it comes back from fp16 weights, computing in fp32."""
    rounded: SpanNet = copy.deepcopy(net).to(torch.float16).float()
    return rounded
