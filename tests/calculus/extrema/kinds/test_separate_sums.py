"""Sums of functions of one variable each."""

from __future__ import annotations

import pytest
from sympy import Abs, Expr, Integer, Max, Rational, sin, sqrt, symbols

import grad_magic
from grad_magic.calculus.extrema.kinds.separate_sums import classify_sum
from grad_magic.calculus.special_points import classify_special_point

x, y, z = symbols("x y z", real=True)


# Each part by hand: √t - t and sin t rise for small t > 0, |y|³ - 3|y| is least at ±1, where its
# second derivative is 6.
@pytest.mark.parametrize(
    ("f", "point", "expected"),
    [
        (sqrt(Abs(x)) - x + y**2, (0, 0), ("minimum", True)),
        (sin(Abs(x)) + y**4, (0, 0), ("minimum", True)),
        (Abs(x - 1) ** 3 + Abs(y) ** 3 - 3 * Abs(y), (1, -1), ("minimum", True)),
        (1 - sqrt(Abs(x)) - y**2, (0, 0), ("maximum", True)),
        (Max(x, 0) + sqrt(Abs(y)), (0, 0), ("minimum", False)),
        (Max(x, 0) + sqrt(Abs(y)), (-1, 0), ("minimum", False)),
        (Abs(x) ** Rational(1, 2) + sin(Abs(y)) + 0 * z, (0, 0, 1), ("minimum", False)),
    ],
)
def test_all_parts_have_the_same_extremum(
    f: Expr, point: tuple[int, ...], expected: tuple[str, bool]
) -> None:
    verdict = classify_sum(
        f, (x, y, z)[: len(point)], tuple(map(Integer, point)), classify_special_point
    )
    assert verdict is not None
    assert (verdict.kind, verdict.is_strict) == expected


@pytest.mark.parametrize("f", [sqrt(Abs(x)) - y**2, sqrt(Abs(x)) + y**3, sqrt(Abs(x * y)), Abs(x)])
def test_others_are_left_to_others(f: Expr) -> None:
    assert classify_sum(f, (x, y), (Integer(0), Integer(0)), classify_special_point) is None


@pytest.mark.slow
def test_critical_points_and_single_points_say_the_same() -> None:
    found = grad_magic.solve("f(x,y)=√|x-1|+x+y² critical=all plot=none")
    corner = next(row for row in found.critical_points if row.point == (1, 0))
    alone = grad_magic.solve("f(x,y)=√|x-1|+x+y² at=(1,0) plot=none")
    assert (corner.kind, corner.is_strict) == ("minimum", True)
    assert (alone.critical_kind, alone.is_strict) == ("minimum", True)
