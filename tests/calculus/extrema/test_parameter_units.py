"""Kinds that are the same for all values of a parameter, by other units of the variables."""

from __future__ import annotations

from typing import Any

import pytest
from sympy import Expr, Rational, S, Symbol, limit, symbols

import grad_magic
from grad_magic.calculus.extrema.parameter_units import kind_without_parameters
from grad_magic.findings import CriticalReason, Finding
from grad_magic.solution import CriticalPoint

x, y = symbols("x y", real=True)
a = Symbol("a", positive=True)


def kind(f: Expr, *place: Expr) -> CriticalPoint:
    reason = Finding(CriticalReason.DEPENDS_ON_PARAMETERS)
    values = dict(zip((x, y), place, strict=True))
    point = CriticalPoint(place, f.xreplace(values), "undecided", None, reason)
    return kind_without_parameters(f, (x, y), point)


# x²y + ay² = -t⁴/(4a) for x = t, y = -t²/(2a).
@pytest.mark.parametrize(
    ("f", "place"),
    [
        (x**2 * y + a * y**2, (0, 0)),
        (x**2 + a * y**3, (0, 0)),
        (x**3 - 3 * a**2 * x + y**3, (a, 0)),
        (x**4 - a * y**6, (0, 0)),
        (x**3 + y**3 + a * (x + y) ** 2, (0, 0)),
        (a**2 * x**2 - 2 * a * x * y + y**2 - x**3, (0, 0)),
    ],
)
def test_along_the_curves_that_are_named_f_changes_as_is_said(
    f: Expr, place: tuple[Expr, Expr]
) -> None:
    found = kind(f, *map(S, place))
    assert found.kind == "saddle"
    for side, sign in (("rising", 1), ("falling", -1)):
        parts: dict[str, Any] = dict(found.reason.parts)
        t = parts["parameter"]
        curve, term = parts[f"{side}_curve"], parts[f"{side}_term"]
        change = f.subs({x: curve[0], y: curve[1]}, simultaneous=True) - found.value
        assert limit(change.subs(a, Rational(3, 7)) / term.subs(a, Rational(3, 7)), t, 0, "+") == 1
        assert sign * term.subs({a: Rational(3, 7), t: 1}) > 0


@pytest.mark.parametrize(
    ("request_text", "sentence"),
    [
        # f″ = f‴ = … = 0 up to the order that is told.
        ("f(x)=x^4-a^2*x^3", "for a ≠ 0 is the one of order 3: it is -6a²."),
        (
            "f(x,y)=x^2*y+a*y^2",
            "like -t⁴/(4a) along (t, -t²/(2a)), but like a·t² along the curve (0, t)",
        ),
        # Along (0, t) there is no a in f.
        ("f(x,y)=x^3+y^3-3*a*x*y", "For a = 0, f(0, t) = t³ > 0 and f(0, -t) = -t³ < 0"),
        ("f(x,y)=x^4+a*y^4", "the terms of lowest order, a·y⁴ + x⁴, decide"),
        ("f(x,y)=x^2+a*y^4", "Along the curve (0, t), f changes like a·t⁴"),
    ],
)
def test_the_reason_is_told_of_f_itself(request_text: str, sentence: str) -> None:
    text = " ".join(grad_magic.solve(f"{request_text} critical=all").text.split())
    assert sentence in text
    assert "units" not in text


def test_where_other_curves_rise_for_the_other_sign_each_sign_has_its_row() -> None:
    # ax⁴ - y⁶ for a > 0: along (t, 0) up; for a < 0 f is a maximum.
    found = grad_magic.solve("f(x,y)=a*x^4-y^6 critical=all").critical_points
    assert found is not None
    assert sorted((p.kind, str(p.where)) for p in found if p.point[0] == 0) == [
        ("maximum", "a < 0"),
        ("saddle", "a > 0"),
    ]


# x²y(a - x - y): f_xx = 2y(a - 3x - y) and D at (a/2, a/4) are -3a²/8 and a⁴/8; across (0, y) the
# term of second order is x²·y(a - y).
@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_text", "expected"),
    [
        (
            "f(x,y)=x^2*y*(a-x-y)",
            {
                ("(a/2, a/4)", "maximum", "Ne(a, 0)"),
                ("(a, 0)", "saddle", "Ne(a, 0)"),
                ("(0, a)", "saddle", "Ne(a, 0)"),
                ("(0, 0)", "saddle", "Ne(a, 0)"),
                ("(0, 0)", "saddle", "Eq(a, 0)"),
                ("(0, y)", "minimum", "y*(-a + y) < 0"),
                ("(0, y)", "maximum", "y*(-a + y) > 0"),
            },
        ),
        (
            "f(x,y)=x^2*(y-a)",
            {
                ("(0, y)", "minimum", "y > a"),
                ("(0, y)", "maximum", "y < a"),
                ("(0, a)", "saddle", "None"),
            },
        ),
        # √y is positive where f has values around the point.
        (
            "f(x,y)=x^2*sqrt(y)*(a-x-y)",
            {
                ("(0, y)", "minimum", "(a > 0) & (y > 0) & (y < a)"),
                ("(0, y)", "maximum", "(y > 0) & (y > a)"),
                ("(0, a)", "saddle", "a > 0"),
                ("(4*a/7, a/7)", "maximum", "a > 0"),
            },
        ),
        (
            "f(x,y)=x^3*sqrt(y)*(a-x-y)",
            {("(0, y)", "saddle", "y > 0"), ("(2*a/3, a/9)", "maximum", "a > 0")},
        ),
        # The sign of the coefficient of x² is that of a logarithm or of a power.
        (
            "f(x,y)=x^2*ln(y/a)",
            {
                ("(0, y)", "minimum", "(a < 0) & (y/a > 1)"),
                ("(0, y)", "maximum", "(a < 0) & (y/a > 0) & (y/a < 1)"),
                ("(0, y)", "minimum", "(a > 0) & (y/a > 1)"),
                ("(0, y)", "maximum", "(a > 0) & (y/a > 0) & (y/a < 1)"),
                ("(0, a)", "saddle", "Ne(a, 0)"),
            },
        ),
        (
            "f(x,y)=x^2*(e^(a*y)-1)",
            {
                ("(0, y)", "minimum", "(a < 0) & (exp(a*y) > 1)"),
                ("(0, y)", "maximum", "(a < 0) & (exp(a*y) < 1)"),
                ("(0, y)", "minimum", "(a > 0) & (exp(a*y) > 1)"),
                ("(0, y)", "maximum", "(a > 0) & (exp(a*y) < 1)"),
                ("(0, 0)", "saddle", "Ne(a, 0)"),
                ("(x, y)", "minimum", "Eq(a, 0)"),
            },
        ),
        pytest.param(
            "f(x,y,z)=x*y*z*(a-x-y-z)",
            {
                ("(a/4, a/4, a/4)", "maximum", "Ne(a, 0)"),
                ("(x, 0, 0)", "saddle", "None"),
                ("(0, y, 0)", "saddle", "None"),
                ("(0, 0, z)", "saddle", "None"),
                ("(a - y, y, 0)", "saddle", "None"),
                ("(a - z, 0, z)", "saddle", "None"),
                ("(0, a - z, z)", "saddle", "None"),
            },
            marks=pytest.mark.slow,
        ),
        (
            "f(x,y)=(x^2+y^2-a^2)^2",
            {
                ("(x, y)", "minimum", "Ne(a, 0) & Eq(x**2 + y**2, a**2)"),
                ("(0, 0)", "maximum", "Ne(a, 0)"),
                ("(0, 0)", "minimum", "Eq(a, 0)"),
            },
        ),
    ],
)
def test_all_points_are_those_without_parameters_in_other_units(
    request_text: str, expected: set[tuple[str, str, str]]
) -> None:
    found = grad_magic.solve(f"{request_text} critical=all")
    rows = {(str(p.point), p.kind, str(p.where)) for p in found.critical_points or ()}
    assert rows == expected
    assert "There may be" not in found.text


# x²y²(x² - a²) is -a²x²y² + … around (0, 0), and x² - a² keeps its sign there.
@pytest.mark.slow
def test_a_sign_is_told_without_squares_where_these_change_no_kind() -> None:
    found = grad_magic.solve("f(x,y)=x^2*y^2*(x^2-a^2) critical=all").critical_points
    assert found is not None
    assert ("maximum", "x**2 < a**2") in {(p.kind, str(p.where)) for p in found}


@pytest.mark.slow
def test_units_of_what_is_no_polynomial() -> None:
    # r²·e^(-ar²) has its largest value 1/(ae) for ar² = 1.
    text = grad_magic.solve("f(x,y)=(x^2+y^2)e^(-ax^2-ay^2) critical=all").text
    assert "f(x, y) = 1/(e·a)   for a·x² + a·y² = 1 and a > 0   local maximum" in text


def test_no_period_in_other_units_is_told_as_one_of_f() -> None:
    assert "period 2π of f" not in grad_magic.solve("f(x)=sin(ax) critical=all").text


# For a ≤ 0 min(x², a) is a everywhere; min(x², a) for a > 0 is a where x² > a.
@pytest.mark.slow
@pytest.mark.parametrize(("f", "value"), [("min(x^2,a)", "a"), ("max(a-x^2,0)", "0")])
def test_where_f_is_constant_each_point_is_a_minimum_and_a_maximum(f: str, value: str) -> None:
    rows = grad_magic.solve(f"f(x)={f} critical=all").critical_points
    (row,) = [row for row in rows if row.where == (Symbol("a", real=True) <= 0)]
    assert str(row.value) == value
    assert row.reason.kind.is_of_constant


@pytest.mark.slow
def test_conditions_that_never_hold_have_no_row() -> None:
    rows = grad_magic.solve("f(x)=max(x^2+1,a) critical=all").critical_points
    a, x = Symbol("a", real=True), Symbol("x", real=True)
    regions = [row for row in rows if row.reason.kind.is_of_constant]
    (region,) = [row.where for row in regions]
    for number in (S.Half, 1):
        assert region.subs({a: number, x: 0}) == S.false
    assert region.subs({a: 2, x: 0}) == S.true
