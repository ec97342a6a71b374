"""CPU time of work that meets nothing that was kept from before."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Iterable
from typing import TypeVar

from sympy.core.cache import clear_cache

Made = TypeVar("Made")


def timed(work: Callable[[], Made]) -> tuple[Made, float]:
    """What the work gives, and its milliseconds of CPU, with the caches of SymPy empty."""
    clear_cache()
    start = time.process_time()
    made = work()
    return made, 1000 * (time.process_time() - start)


def geometric_mean(ratios: Iterable[float]) -> float:
    """The mean of ratios: that of their reciprocals is its reciprocal."""
    return math.exp(statistics.fmean(map(math.log, ratios)))
