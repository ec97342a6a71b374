from __future__ import annotations

import math
import random
from collections.abc import Callable

import numpy as np
import pytest
from sympy import Float

from grad_magic.calculus.by_values.differences import Estimate, Sample


def derivative_of(function: Callable[[float], float], place: float) -> Estimate | None:
    def guarded(x: float) -> float:
        try:
            return function(x)
        except (ArithmeticError, ValueError):
            return math.nan

    with np.errstate(all="ignore"):
        return Sample(guarded, [place], function(place)).ladder([1.0]).derivative()


@pytest.mark.parametrize(
    ("estimate", "shown"),
    [
        (Estimate(math.pi, 1e-3), "3.14"),
        (Estimate(math.pi, 0.0), "3.141592654"),
        (Estimate(1234567.0, 300.0), "1.235e+6"),
        (Estimate(-2.5e-9, 1e-12), "-2.50e-9"),
        (Estimate(1e-9, 1e-8), "0.0"),
    ],
)
def test_a_number_is_shown_with_the_digits_that_its_error_leaves(
    estimate: Estimate, shown: str
) -> None:
    assert str(estimate.rounded()).removesuffix(".") == shown.removesuffix(".")


# By the rules of differentiation; each is to hold to ten digits.
@pytest.mark.parametrize(
    ("function", "place", "slope"),
    [
        (lambda x: x**3, 2.0, 12.0),
        (math.exp, 1.0, math.e),
        (math.sin, 0.0, 1.0),
        (math.log, 1e-8, 1e8),
        (lambda x: math.log(x / 1e8), 1e8, 1e-8),
        (lambda x: math.sin(1e8 * x), 0.0, 1e8),
        (lambda x: math.sin(1e-8 * x), 1.0, 1e-8),
        (lambda x: abs(x - 1), 1.5, 1.0),
        # At round steps this would look like x.
        (lambda x: x + math.sin(2 * math.pi * 1e6 * x), 0.0, 1 + 2 * math.pi * 1e6),
        # Only the shortest steps see how steep it is.
        (lambda x: x + 1e-6 * math.sin(1e9 * x), 0.0, 1001.0),
    ],
)
def test_smooth_functions_of_any_scale_get_ten_digits(
    function: Callable[[float], float], place: float, slope: float
) -> None:
    found = derivative_of(function, place)
    assert found is not None
    assert found.rounded() == Float(f"{slope:.9e}", 10)


@pytest.mark.parametrize(
    ("function", "place"),
    [
        (abs, 0.0),
        (lambda x: abs(x - 1), 1.0),
        (lambda x: abs(x - 1), 1 + 1e-9),
        (lambda x: max(x, 0.0), 0.0),
        (math.floor, 2.0),
        (lambda x: math.sqrt(abs(x)), 0.0),
        (lambda x: math.copysign(abs(x) ** (1 / 3), x), 0.0),
        (lambda x: x * math.sin(1 / x) if x else 0.0, 0.0),
        (lambda x: math.nan if x < 0 else math.sqrt(x), 0.0),
        (lambda x: math.nan if x < 0 else x, 0.0),
        (lambda x: x or 5.0, 0.0),
    ],
)
def test_kinks_steps_and_borders_have_no_derivative(
    function: Callable[[float], float], place: float
) -> None:
    assert derivative_of(function, place) is None


def test_one_of_many_steps_may_be_rounding_and_gets_no_slope() -> None:
    assert derivative_of(math.floor, 2.5) is None


def test_single_precision_gives_fewer_digits() -> None:
    found = derivative_of(lambda x: float(np.exp(np.float32(x))), 0.3)
    assert found is not None
    # e^0.3 = 1.349858…; single precision has seven digits, of which differences lose some.
    assert abs(found.value - math.exp(0.3)) <= found.error
    assert 1e-7 < found.error < 1e-3


def test_random_numbers_give_few_digits_or_none() -> None:
    generator = random.Random(2)  # noqa: S311
    assert derivative_of(lambda _: generator.random(), 2.0) is None
    found = derivative_of(lambda x: x * x + 1e-6 * generator.random(), 2.0)
    assert found is not None
    assert abs(found.value - 4) <= found.error
    assert found.error > 1e-7


def test_second_derivatives() -> None:
    def function(x: float, y: float) -> float:
        return x**3 * y**2 + math.sin(y)

    sample = Sample(function, [1.0, 2.0], function(1.0, 2.0))
    along_x = sample.ladder([1.0, 0.0]).second_derivative()
    mixed = sample.mixed_derivative(0, 1)
    assert along_x is not None
    assert mixed is not None
    # f_xx = 6xy² and f_xy = 6x²y.
    assert float(along_x.rounded()) == pytest.approx(24, rel=1e-8)
    assert float(mixed.rounded()) == pytest.approx(12, rel=1e-8)


def test_a_second_derivative_that_rounding_hides_is_not_called_zero() -> None:
    # f_xx = 6x e^(x³) + 9x⁴ e^(x³) is about 7e-6 here, and f does not vary in sixteen digits.
    sample = Sample(lambda x: math.exp(min(x, 8) ** 3), [1.2e-6], math.exp(1.2e-6**3))
    assert sample.ladder([1.0]).second_derivative() is None


@pytest.mark.parametrize(
    ("function", "point", "left", "right"),
    [
        (lambda x: x * x if x > 0 else 0.0, 0.0, 0, 2),
        (lambda x: x * x / 2 if abs(x) <= 1 else abs(x) - 0.5, 1.0, 1, 0),
        (lambda x: x * x / 2 if abs(x) <= 1 else abs(x) - 0.5, -1.0, 0, 1),
        (lambda x: 3 * x * x if x > 0 else -x * x, 0.0, -2, 6),
        # The slopes of both sides agree at 2, the second derivatives are 2 and -2.
        (lambda x: (x - 2) ** 2 if x < 2 else -((x - 2) ** 2), 2.0, 2, -2),
    ],
)
def test_second_derivatives_that_differ_are_not_averaged(
    function: Callable[[float], float], point: float, left: float, right: float
) -> None:
    ladder = Sample(function, [point], function(point)).ladder([1.0])
    sides = ladder.second_sides()
    assert sides is not None
    assert [side.value for side in sides] == pytest.approx([left, right], abs=1e-3)
    assert ladder.second_derivative() is None


@pytest.mark.parametrize(
    "function",
    [
        math.exp,
        lambda x: math.sin(3 * x),
        lambda x: x**5 - 2 * x,
        lambda x: math.tanh(10 * x),
        lambda x: 1e6 + x**3,
        lambda x: 1 / (1.5 + x),
        lambda x: abs(x) ** 3,
        lambda x: 1e-8 * math.cos(x),
    ],
)
@pytest.mark.parametrize("point", [0.0, 0.3, 1.0, -0.7])
def test_both_sides_of_a_smooth_function_agree(
    function: Callable[[float], float], point: float
) -> None:
    assert Sample(function, [point], function(point)).ladder([1.0]).second_sides() is None
