"""Cubics in one variable beside a square with another, with parameters."""

from __future__ import annotations

import pytest
from sympy import Expr, Rational, Symbol, Tuple, hessian, limit, symbols, true

import grad_magic

x, y, a, b = symbols("x y a b", real=True)


# By hand: where f_y = 0 is put into f_x = 0, a quadratic equation in x with the discriminant told.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "values", "places"),
    [
        # 3x² + 2ax + 1 = 0 for a = 2: -1 and -1/3.
        ("x^3+a*x^2+x+y^2", {a: 2}, {(-1, 0), (Rational(-1, 3), 0)}),
        ("x^3+a*x^2+x+y^2", {a: 1}, set()),
        # 3x² + 4x - 4 = 0: -2 and 2/3.
        ("x^3+a*x^2+b*x+y^2", {a: 2, b: -4}, {(-2, 0), (Rational(2, 3), 0)}),
        ("x^3+a*x^2+b*x+y^2", {a: 3, b: 3}, {(-1, 0)}),
        # y = 3x, 3x² - 18x + 15 = 0.
        ("x^3+y^2-6*x*y+a*x", {a: 15}, {(1, 3), (5, 15)}),
        ("x^3+y^2-6*x*y+a*x", {a: 27}, {(3, 9)}),
        ("y^3+a*y^2+y-2*x^2+4*x", {a: -2}, {(1, 1), (1, Rational(1, 3))}),
        ("-x^3+a*x^2-x+y^2+a*y", {a: 2}, {(1, -1), (Rational(1, 3), -1)}),
    ],
)
def test_points_and_kinds_by_the_hessian(
    f: str, values: dict[Expr, Expr], places: set[tuple[Expr, ...]]
) -> None:
    found = grad_magic.solve(f"f(x,y)={f} critical=all")
    assert found.critical_points_complete
    rows = [r for r in found.critical_points if r.where is None or r.where.subs(values) == true]
    assert {tuple(entry.subs(values) for entry in row.point) for row in rows} == places
    for row in rows:
        place = dict(zip((x, y), (entry.subs(values) for entry in row.point), strict=True))
        assert row.value.subs(values) == found.f.subs(values).subs(place)
        bent = hessian(found.f, (x, y)).subs(values).subs(place)
        definite = "minimum" if bent[1, 1] > 0 else "maximum"
        assert row.kind == (definite if bent.det() > 0 else "saddle")


@pytest.mark.slow
@pytest.mark.parametrize("f", ["x^3+a*x^2+x+y^2", "x^3+a*x^2+x-2*x*y-y^2", "-x^3+a*x+y^2+x*y"])
def test_along_the_curves_from_an_inflection_f_changes_as_is_said(f: str) -> None:
    found = grad_magic.solve(f"f(x,y)={f} critical=all")
    (row,) = [row for row in found.critical_points if row.kind == "saddle" and not row.hessian]
    parts = row.reason.parts
    t = parts["parameter"]
    assert isinstance(t, Symbol)
    for side, sign in (("rising", 1), ("falling", -1)):
        curve, term = parts[f"{side}_curve"], parts[f"{side}_term"]
        assert isinstance(curve, Tuple)
        assert isinstance(term, Expr)
        assert sign * term.subs(t, 1) > 0
        for number in (row.where.lhs - row.where.rhs).as_poly(a).all_roots():
            there = {x: curve[0], y: curve[1]}
            change = found.f.subs(there, simultaneous=True).subs(a, number)
            change -= row.value.subs(a, number)
            assert limit(change.expand() / term, t, 0, "+") == 1
