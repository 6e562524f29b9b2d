"""The figures of the support judge."""

from benchmarks.wice import Judged, agreement


def test_the_judge_is_ranked_with_ties_counted_half() -> None:
    labels = ("supported", "supported", "partially_supported", "not_supported", "not_supported")
    values = (0.9, 0.4, 0.4, 0.5, 0.1)
    judged = [Judged(str(n), label, value) for n, (label, value) in enumerate(zip(labels, values, strict=True))]
    figures = agreement(judged, 0.5)
    assert figures["auroc_supported"] == (3 + 1.5) / 6
    assert figures["auroc_not_supported"] == 4 / 6
