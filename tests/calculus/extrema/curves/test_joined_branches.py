from __future__ import annotations

import pytest
from sympy import Eq, Expr, Integer, Symbol, sqrt, symbols

from grad_magic.calculus.extrema.curves.joined_branches import join_branches
from grad_magic.findings import CriticalReason, Finding
from grad_magic.result import Result, solve
from grad_magic.solution import CriticalKind, CriticalPoint

x, y = symbols("x y", real=True)


def _curve(
    *point: Expr | int, kind: CriticalKind = "minimum", where: Expr | None = None
) -> CriticalPoint:
    reason = Finding(CriticalReason.NEVER_BEYOND_CURVE, {"difference": x})
    place = tuple(Integer(1) * entry for entry in point)
    return CriticalPoint(place, Integer(0), kind, is_strict=False, reason=reason, where=where)


def _equations(*points: CriticalPoint) -> list[Expr | None]:
    return [point.where for point in join_branches(points, (x, y))]


@pytest.mark.parametrize(
    ("branches", "left", "right"),
    [
        ([(x, -sqrt(1 - x**2)), (x, sqrt(1 - x**2))], x**2 + y**2, 1),
        ([(x, sqrt(4 - x**2) / 2), (x, -sqrt(4 - x**2) / 2)], x**2 + 4 * y**2, 4),
        ([(-sqrt(1 + y**2), y), (sqrt(1 + y**2), y)], x**2 - y**2, 1),
        (
            [(x, -2 - sqrt(3 + 2 * x - x**2)), (x, -2 + sqrt(3 + 2 * x - x**2))],
            (x - 1) ** 2 + (y + 2) ** 2,
            4,
        ),
    ],
)
def test_two_branches_are_one_curve(
    branches: list[tuple[Expr, Expr]], left: Expr, right: int
) -> None:
    assert _equations(*(_curve(*branch) for branch in branches)) == [Eq(left, right)]


def test_branches_of_which_different_things_are_said_stay_apart() -> None:
    root = sqrt(1 - x**2)
    assert _equations(_curve(x, -root), _curve(x, root, kind="maximum")) == [None, None]
    assert _equations(_curve(x, -root, where=x > 0), _curve(x, root)) == [x > 0, None]
    assert _equations(_curve(x, x), _curve(x, -x)) == [None, None]
    assert _equations(_curve(x, -1), _curve(x, 1)) == [None, None]


def test_a_point_of_the_curve_needs_no_row_of_its_own() -> None:
    root = sqrt(1 - x**2)
    points = (_curve(-1, 0), _curve(x, -root), _curve(2, 0), _curve(x, root), _curve(1, 0))
    assert [point.point for point in join_branches(points, (x, y))] == [(x, y), (2, 0)]


@pytest.mark.slow
def test_the_circle_of_a_hat_is_told_as_one() -> None:
    result = solve("f=(x^2+y^2-1)^2 critical=all")
    assert isinstance(result, Result)
    assert result.critical_points is not None
    assert [point.where for point in result.critical_points] == [None, Eq(x**2 + y**2, 1)]
    text = " ".join(result.text.split())
    assert "f(x, y) = 0 for x² + y² = 1 local minimum, not strict" in text
    assert "f(x, y) = (x² + y² - 1)² ≥ 0, so each of the points (x, y) for x² + y² = 1" in text


@pytest.mark.slow
def test_the_sphere_too() -> None:
    z = Symbol("z", real=True)
    result = solve("f=(x^2+y^2+z^2-1)^2 critical=all")
    assert isinstance(result, Result)
    assert result.critical_points is not None
    sphere = Eq(x**2 + y**2 + z**2, 1)
    assert [point.where for point in result.critical_points] == [sphere, None]
