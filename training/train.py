"""Fine-tunes the packaged MiniLM on a list of encoded examples: seeded, with checkpoints, resumable."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from assistant.readers.span_net import Scores, SpanNet
from training.batching import IGNORED, Encoded, Labels, batches, tensors
from training.sharing import Threads

CHECKPOINT_STEPS = 50
LOG_STEPS = 25


@dataclass(frozen=True, slots=True)
class Plan:
    """How one stage is trained: the rate goes linearly from `first_rate` to `last_rate` after the warm-up.

    `steps` ends the stage early, with its schedule: a resumed run may set another number. `skip` leaves out the batches
    that an earlier stage over the same examples has used.
    """

    name: str
    first_rate: float
    last_rate: float
    warmup: int
    batch: int = 24
    frozen_layers: int = 0
    head_factor: float = 5.0
    steps: int | None = None
    skip: int = 0


def base_net(folder: Path) -> SpanNet:
    """The packaged encoder under fresh heads, dropout off."""
    net: SpanNet = SpanNet.from_pretrained(
        str(folder),
        local_files_only=True,
        attn_implementation="eager",
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    net.float()
    return net


def freeze(net: SpanNet, layers: int) -> None:
    """Embeddings and the lowest layers stay as they are: it saves time and, for rare words, knowledge."""
    for part in (net.bert.embeddings, *net.bert.encoder.layer[:layers]):
        part.requires_grad_(False)


def loss_of(scores: Scores, labels: Labels) -> Tensor:
    """Span loss with the null answer, plus answerability and sentence evidence."""
    span = sum(
        functional.cross_entropy(part, target, ignore_index=IGNORED)
        for part, target in ((scores.start, labels.start), (scores.end, labels.end))
        if bool((target != IGNORED).any())
    )
    answerable = functional.binary_cross_entropy_with_logits(scores.answerable, labels.answerable)
    known = labels.evidence >= 0
    evidence = functional.binary_cross_entropy_with_logits(scores.evidence[known], labels.evidence[known])
    return span / 2 + 0.5 * answerable + evidence


def optimizer_of(net: SpanNet, plan: Plan) -> torch.optim.AdamW:
    """AdamW; the fresh heads learn faster than the encoder."""
    trainable = {name: value for name, value in net.named_parameters() if value.requires_grad}
    encoder = [value for name, value in trainable.items() if name.startswith("bert.")]
    heads = [value for name, value in trainable.items() if not name.startswith("bert.")]
    groups = [{"params": encoder, "factor": 1.0}, {"params": heads, "factor": plan.head_factor}]
    return torch.optim.AdamW(groups, lr=plan.first_rate, weight_decay=0.01, fused=True)


def rate_at(plan: Plan, step: int, steps: int) -> float:
    """The encoder's learning rate at one step."""
    if step < plan.warmup:
        return plan.first_rate * (step + 1) / plan.warmup
    done = (step - plan.warmup) / max(steps - plan.warmup, 1)
    return plan.first_rate + (plan.last_rate - plan.first_rate) * done


def step_once(net: SpanNet, optimizer: torch.optim.AdamW, items: Sequence[Encoded], rate: float) -> float:
    """One optimizer step; returns the loss."""
    for group in optimizer.param_groups:
        group["lr"] = rate * group["factor"]
    batch, labels = tensors(items)
    loss = loss_of(net(batch), labels)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_((value for value in net.parameters() if value.requires_grad), 1.0)
    optimizer.step()
    return float(loss.detach())


def train(net: SpanNet, items: Sequence[Encoded], plan: Plan, work: Path, seed: int) -> None:
    """Train one stage, from its checkpoint where there is one."""
    freeze(net, plan.frozen_layers)
    net.train()
    optimizer = optimizer_of(net, plan)
    last = None if plan.steps is None else plan.skip + plan.steps
    order = batches(items, plan.batch, random.Random(seed))[plan.skip : last]
    path = work / f"{plan.name}.pt"
    first = restore(net, optimizer, path)
    started, seen, running, threads = time.monotonic(), 0, 0.0, Threads()
    for step in range(first, len(order)):
        threads.adapt()
        loss = step_once(net, optimizer, order[step], rate_at(plan, step, len(order)))
        seen += len(order[step])
        running = loss if step == first else 0.98 * running + 0.02 * loss
        if (step + 1) % LOG_STEPS == 0:
            speed = seen / (time.monotonic() - started)
            place = f"{plan.name} {step + 1}/{len(order)} loss {running:.3f}"
            print(f"{place} {speed:.1f} ex/s, {torch.get_num_threads()} threads", flush=True)
        if (step + 1) % CHECKPOINT_STEPS == 0 or step + 1 == len(order):
            save(net, optimizer, path, step + 1)


def save(net: SpanNet, optimizer: torch.optim.AdamW, path: Path, step: int) -> None:
    """Write a checkpoint whole or not at all."""
    fresh = path.with_suffix(".new")
    torch.save({"net": net.state_dict(), "optimizer": optimizer.state_dict(), "step": step}, fresh)
    fresh.replace(path)


def restore(net: SpanNet, optimizer: torch.optim.AdamW, path: Path) -> int:
    """Load a checkpoint where there is one; returns the step to go on from."""
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    net.load_state_dict(state["net"])
    optimizer.load_state_dict(state["optimizer"])
    return int(state["step"])


def load_trained(net: SpanNet, work: Path, name: str) -> None:
    """The weights of a finished stage."""
    net.load_state_dict(torch.load(work / f"{name}.pt", weights_only=True)["net"])
