"""Functions whose values cancel: no digit may be shown that is not true (truth by mpmath)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import mpmath
import numpy as np
import pytest

from grad_magic import solve
from grad_magic.calculus.by_values.differences import Sample
from grad_magic.calculus.by_values.noise import estimate_noise

Function = Callable[[Any], Any]


def bisect(x: float) -> float:
    """y with y·e^y = x, to six digits."""
    low, high = 0.0, 5.0
    while high - low > 1e-6:
        middle = (low + high) / 2
        low, high = (middle, high) if middle * math.exp(middle) < x else (low, middle)
    return (low + high) / 2


def newton(x: float) -> float:
    """√x, to six digits."""
    y = 1.0
    while abs(y * y - x) > 1e-6:
        y = (y + x / y) / 2
    return y


CANCELLING: Mapping[str, tuple[Function, Function]] = {
    "cosine": (lambda x: (1 - math.cos(x)) / x**2, lambda x: (1 - mpmath.cos(x)) / x**2),
    "exponential": (lambda x: (math.exp(x) - 1) / x, lambda x: (mpmath.exp(x) - 1) / x),
    "sine": (lambda x: (x - math.sin(x)) / x**3, lambda x: (x - mpmath.sin(x)) / x**3),
    "logarithm": (lambda x: math.log(1 + x) / x, lambda x: mpmath.log(1 + x) / x),
    "root": (lambda x: (math.sqrt(1 + x) - 1) / x, lambda x: (mpmath.sqrt(1 + x) - 1) / x),
    "variance": (lambda x: ((1e4 + x) ** 2 + 1e8) / 2 - ((2e4 + x) / 2) ** 2, lambda x: x**2 / 4),
    "large summand": (lambda x: (x + 1e10) - 1e10 + x * x, lambda x: x + x * x),
    "large factor": (lambda x: ((x + 1e10) - 1e10) * x, lambda x: x * x),
    "large quotient": (lambda x: ((x + 1e12) - 1e12) / x, lambda _: mpmath.mpf(1)),
    "single precision": (lambda x: float(np.exp(np.float32(x))), mpmath.exp),
    "half precision": (
        lambda x: float(np.float16(math.sin(x))) + x,
        lambda x: mpmath.sin(x) + x,
    ),
    "rounded": (lambda x: round(math.sin(x), 6) * x, lambda x: mpmath.sin(x) * x),
    "bisection": (bisect, lambda x: mpmath.lambertw(x).real),
    "iteration": (newton, mpmath.sqrt),
}


@pytest.mark.parametrize("place", [1e-8, 1e-6, 1e-5, 1e-4, 1e-3, 2e-3, 1e-2, 0.1, 0.5, 1.5])
@pytest.mark.parametrize("kind", CANCELLING)
def test_every_digit_shown_is_true(kind: str, place: float) -> None:
    function, exact = CANCELLING[kind]

    def guarded(x: float) -> float:
        try:
            return float(function(x))
        except (ArithmeticError, ValueError):
            return math.nan

    with np.errstate(all="ignore"):
        found = Sample(guarded, [place], function(place)).ladder([1.0]).derivative()
    if found is None:
        return
    with mpmath.workdps(60):
        truth = mpmath.diff(exact, mpmath.mpf(place), h=mpmath.mpf(place) * mpmath.mpf(10) ** -20)
        if not found.is_certain:
            assert abs(truth) <= 3 * found.error
            return
        shown = found.rounded()
        last = mpmath.mpf(10) ** int(Decimal(str(shown)).as_tuple().exponent)
        # The last digit may be off by one, and by half for rounding.
        # An iteration that stops at six digits without a jump near P shows no sign of it.
        own = 1e-6 * abs(truth) if kind == "iteration" else 0
        assert abs(mpmath.mpf(str(shown)) - truth) <= 1.5 * last + own


def test_a_smooth_function_has_no_noise_but_a_rounded_one_has() -> None:
    def smooth(places: Any) -> Any:
        return np.sin(1 + places)

    assert estimate_noise(smooth, math.sin(1), 1.0, 4.0, 1e-16) == 0
    rounded = estimate_noise(
        lambda places: np.round(smooth(places), 6), round(math.sin(1), 6), 1.0, 4.0, 1e-16
    )
    assert 1e-7 < rounded < 1e-5


def test_a_branch_is_no_noise() -> None:
    found = estimate_noise(lambda t: np.where(t < 0.3, np.sin(t), 5.0), 0.0, 1.0, 4.0, 1e-16)
    assert found == 0


@pytest.mark.parametrize("place", [0.5, 0.49, 0.51, -0.5, 0.75])
def test_a_knot_at_the_edge_of_what_is_looked_at_is_no_noise(place: float) -> None:
    # Huber's loss is x²/2 around P, and a line only behind x = 1.
    def huber(x: float) -> float:
        return 0.5 * x * x if abs(x) <= 1 else abs(x) - 0.5

    result = solve(huber, at=place)
    assert result.partials_at[0] == pytest.approx(place, rel=1e-4)
