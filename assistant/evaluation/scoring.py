"""Every score of a reply: pure functions of question and reply, each with a value and a reason."""

from collections.abc import Callable, Mapping

from assistant.answer import Reply
from assistant.evaluation import answer_scores, citation_scores, retrieval_scores
from assistant.evaluation.questions import EvalQuestion
from assistant.evaluation.score import Metric, Score, Yardstick

Scorer = Callable[[EvalQuestion, Reply, Yardstick], Score]

SCORERS: Mapping[Metric, Scorer] = {
    Metric("right", "Right", "verdict"): answer_scores.right,
    Metric("facts", "Facts stated", "answer"): answer_scores.facts,
    Metric("lead", "First claim states a fact", "answer"): answer_scores.lead,
    Metric("f1", "Token F1", "answer"): answer_scores.token_f1,
    Metric("exact", "Exact match", "answer"): answer_scores.exact,
    Metric("whole", "Nothing left open", "answer", higher_is_better=None): answer_scores.whole,
    Metric("words", "Words", "answer", "words", None): answer_scores.length,
    Metric("refused", "Unanswerable refused", "refusal"): answer_scores.refused_rightly,
    Metric("answered", "Answerable answered", "refusal"): answer_scores.answered,
    Metric("brief", "Citations into the right brief", "citations", pooled=True): citation_scores.right_brief,
    Metric("passage", "Expected quotes cited", "citations"): citation_scores.right_passage,
    Metric("citation_recall", "Claims supported", "citations", pooled=True): citation_scores.citation_recall,
    Metric("citation_precision", "Citations needed", "citations", pooled=True): citation_scores.citation_precision,
    Metric("verbatim", "Quotes word for word", "citations", pooled=True): citation_scores.verbatim_quotes,
    Metric("mentions", "Figures, dates and names found", "citations", pooled=True): citation_scores.mentions_found,
    Metric("recall_5", "Recall at 5", "retrieval"): retrieval_scores.recall_at_5,
    Metric("recall_12", "Recall at 12", "retrieval"): retrieval_scores.recall_at_12,
    Metric("mrr", "Mean reciprocal rank", "retrieval"): retrieval_scores.reciprocal_rank,
    Metric("ndcg_10", "nDCG at 10", "retrieval"): retrieval_scores.ndcg_at_10,
    Metric("seconds", "Seconds", "time", "seconds", False): answer_scores.seconds,
}

METRICS: Mapping[str, Metric] = {metric.name: metric for metric in SCORERS}


def score_reply(question: EvalQuestion, reply: Reply, by: Yardstick | None = None) -> dict[str, Score]:
    """Every metric's score, by name.

    Raises:
        JudgeFailed: if the support judge gives no usable number.
    """
    measure = by or Yardstick()
    return {metric.name: scorer(question, reply, measure) for metric, scorer in SCORERS.items()}
