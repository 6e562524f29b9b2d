"""How sure a figure is: Wilson intervals for shares, bootstrap intervals for means."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

SEED = 20240601
RESAMPLES = 2000
Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval."""

    low: float
    high: float


def wilson(hits: int, trials: int) -> Interval:
    """95 % Wilson score interval of a share; 0 to 1 where nothing was tried."""
    if trials == 0:
        return Interval(0.0, 1.0)
    share, z2 = hits / trials, Z95**2
    middle = (share + z2 / (2 * trials)) / (1 + z2 / trials)
    half = Z95 / (1 + z2 / trials) * math.sqrt(share * (1 - share) / trials + z2 / (4 * trials**2))
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


def bootstrap(values: Sequence[float], seed: int = SEED, resamples: int = RESAMPLES) -> Interval:
    """95 % percentile interval of the mean, questions resampled; the same seed gives the same interval.

    Raises:
        ValueError: if there are no values.
    """
    import numpy as np

    if not values:
        raise ValueError("no values to resample")
    sample = np.asarray(values, dtype=np.float64)
    drawn = np.random.default_rng(seed).integers(0, len(sample), size=(resamples, len(sample)))
    low, high = np.percentile(sample[drawn].mean(axis=1), [2.5, 97.5])
    return Interval(float(low), float(high))


def percentile(values: Sequence[float], percent: float) -> float:
    """The value below which this percentage lies, by the nearest rank: a value that really occurred.

    Raises:
        ValueError: if there are no values.
    """
    if not values:
        raise ValueError("no values to rank")
    ordered = sorted(values)
    return ordered[max(0, math.ceil(percent / 100 * len(ordered)) - 1)]
