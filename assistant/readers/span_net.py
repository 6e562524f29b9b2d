"""The network behind the span model: MiniLM with a span head, an answerability head and a sentence evidence head."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel, BertPreTrainedModel

FLOOR = -1e4


@dataclass(frozen=True, slots=True)
class Batch:
    """One padded batch: `in_text` marks tokens a span may use, `sentence` numbers each text token (-1 elsewhere)."""

    input_ids: Tensor
    token_type_ids: Tensor
    attention_mask: Tensor
    in_text: Tensor
    sentence: Tensor


@dataclass(frozen=True, slots=True)
class Scores:
    """Logits: start and end per token (position 0 is the null answer), answerable per row, evidence per sentence."""

    start: Tensor
    end: Tensor
    answerable: Tensor
    evidence: Tensor


class SpanNet(BertPreTrainedModel):  # type: ignore[misc]  # transformers exports it as Any
    """BERT encoder with three linear heads over its token states."""

    config_class = BertConfig
    base_model_prefix = "bert"

    def __init__(self, config: BertConfig) -> None:
        super().__init__(config)
        self.bert = BertModel(config, add_pooling_layer=False)
        self.span_head = nn.Linear(config.hidden_size, 2)
        self.answerable_head = nn.Linear(config.hidden_size, 1)
        self.evidence_head = nn.Linear(config.hidden_size, 2)
        self.post_init()

    def forward(self, batch: Batch) -> Scores:
        states = self.bert(
            input_ids=batch.input_ids, token_type_ids=batch.token_type_ids, attention_mask=batch.attention_mask
        ).last_hidden_state
        allowed = batch.in_text.clone()
        allowed[:, 0] = True
        start, end = self.span_head(states).masked_fill(~allowed.unsqueeze(-1), FLOOR).unbind(-1)
        evidence = pooled_evidence(self.evidence_head(states), batch.sentence)
        return Scores(start, end, self.answerable_head(states[:, 0]).squeeze(-1), evidence)


def pooled_evidence(token_scores: Tensor, sentence: Tensor) -> Tensor:
    """Evidence logit per sentence: the mean of one token score plus the maximum of another."""
    count = max(int(sentence.max()) + 1, 1)
    member = sentence.unsqueeze(1) == torch.arange(count, device=sentence.device).view(1, count, 1)
    size = member.sum(-1).clamp(min=1)
    mean = torch.einsum("bst,bt->bs", member.to(token_scores.dtype), token_scores[..., 0]) / size
    peak = token_scores[..., 1].unsqueeze(1).masked_fill(~member, FLOOR).amax(-1)
    return mean + peak


def best_spans(scores: Scores, batch: Batch, longest: int, count: int) -> tuple[Tensor, Tensor, Tensor]:
    """Top `count` spans of a batch, each inside one sentence: values, first tokens and last tokens, best first."""
    width = scores.start.shape[1]
    grid = scores.start.unsqueeze(2) + scores.end.unsqueeze(1)
    shape = torch.ones(width, width, dtype=torch.bool, device=grid.device)
    banded = shape.triu() & ~shape.triu(longest)
    one_sentence = batch.sentence.unsqueeze(2) == batch.sentence.unsqueeze(1)
    usable = banded & one_sentence & batch.in_text.unsqueeze(2) & batch.in_text.unsqueeze(1)
    flat = grid.masked_fill(~usable, 4 * FLOOR).flatten(1)
    top = flat.topk(min(count, flat.shape[1]), dim=1)
    return top.values, top.indices // width, top.indices % width
