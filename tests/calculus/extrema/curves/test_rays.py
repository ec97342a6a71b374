"""Half-lines, level curves and regions of critical points, which are not told as single points."""

from __future__ import annotations

from typing import Any

import pytest
from sympy import Expr, Gt, Lt, Symbol, cos, exp, sin, symbols

import grad_magic

x, y = symbols("x y", real=True)

# Kinds and conditions of the curves that are found.
Curves = set[tuple[str, bool | None, str, Expr]]


def curves_of(request: str) -> Curves:
    return curves_among(grad_magic.solve(f"{request} critical=all").critical_points or ())


def curves_among(points: tuple[Any, ...]) -> Curves:
    return {
        (point.kind, point.is_strict, str(point.value), point.where)
        for point in points
        if any(value.has(Symbol) for value in point.point) and point.where is not None
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "where", "kind"),
    [
        # r ≥ x with equality for y = 0 ≤ x.
        ("sqrt(x^2+y^2)-x", Gt(x, 0), "minimum"),
        ("x-sqrt(x^2+y^2)", Gt(x, 0), "maximum"),
        ("2*x+sqrt(4*x^2+y^2)", Lt(x, 0), "minimum"),
    ],
)
def test_a_half_line_is_told_as_one(f: str, where: Expr, kind: str) -> None:
    points = grad_magic.solve(f"f(x,y)={f} critical=all").critical_points or ()
    assert curves_among(points) == {(kind, False, "0", where)}
    single = [p.point for p in points if all(v.is_number for v in p.point)]
    assert single in ([], [(0, 0)])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "sides", "value", "kind"),
    [
        ("exp(-(sin(x)-sin(y))^2)", {sin(x), sin(y)}, "1", "maximum"),
        ("(sin(x)-cos(y))^2", {sin(x), cos(y)}, "0", "minimum"),
        ("(sin(x)+cos(y))^4", {sin(x) + cos(y), 0}, "0", "minimum"),
        ("3-(exp(x)-sin(y))^2", {exp(x), sin(y)}, "3", "maximum"),
        ("(exp(x)-sin(y)-2)^2", {exp(x) - sin(y), 2}, "0", "minimum"),
    ],
)
def test_a_level_curve_is_told_with_its_equation(
    f: str, sides: set[Expr], value: str, kind: str
) -> None:
    found = {(*row[:3], frozenset((row[3].lhs, row[3].rhs))) for row in curves_of(f"f(x,y)={f}")}
    assert found == {(kind, False, value, frozenset(sides))}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "region", "curve"),
    [
        # y² for x > 0, and 0 for x < 0.
        ("Heaviside(x)*y^2", Lt(x, 0), Gt(x, 0)),
        ("Heaviside(-x)*y^2", Gt(x, 0), Lt(x, 0)),
        ("Heaviside(x-1)*(y-2)^2", Lt(x, 1), Gt(x, 1)),
    ],
)
def test_a_step_leaves_a_plateau_and_a_half_line(f: str, region: Expr, curve: Expr) -> None:
    result = grad_magic.solve(f"f(x,y)={f} critical=all")
    rows = {point.where: len(point.point) - sum(v.is_number for v in point.point)
            for point in result.critical_points or ()}  # fmt: skip
    assert rows == {region: 2, curve: 1}


@pytest.mark.slow
@pytest.mark.parametrize("f", ["|0*x|+y^2", "|x-x|*y+y^2", "sign(0*x)+y^2"])
def test_half_lines_of_one_line_are_both_told_and_are_not_all(f: str) -> None:
    # f = y² around each point (x, 0), (0, 0) as well.
    result = grad_magic.solve(f"f(x,y)={f} critical=all")
    wheres = {point.where for point in result.critical_points or ()}
    assert wheres in ({Gt(x, 0), Lt(x, 0)}, {None})
    assert (wheres == {None}) == (result.critical_points_complete is True)
