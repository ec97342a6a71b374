"""Functions of one inner expression: level sets of critical points."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sympy import Eq, Expr, Integer, Rational, Symbol, cos, exp, pi, sin, symbols

from grad_magic import solve
from grad_magic.calculus.extrema.compositions import classify_around_inner, level_sets
from grad_magic.calculus.extrema.critical_search import search_critical_points
from grad_magic.findings import CriticalReason, Repetition
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import from_sympy
from grad_magic.reading.request import read_problem

x, y, z = symbols("x y z", real=True)
R = x**2 + y**2

Row = tuple[str, bool | None, Expr, Eq | None]


def rows(f: Expr, variables: Sequence[Symbol] = (x, y)) -> list[Row] | None:
    found = level_sets(f, variables, compile_formula(from_sympy(f)), search_critical_points)
    if found is None:
        return None
    return [(p.kind, p.is_strict, p.value, p.where) for p in found.points]


@pytest.mark.parametrize(
    ("f", "expected"),
    [
        # t·e⁻ᵗ has its maximum 1/e at t = 1; t = x² + y² is 0 at the origin, a minimum.
        (
            R * exp(-R),
            [("maximum", False, exp(-1), Eq(R, 1)), ("minimum", True, Integer(0), None)],
        ),
        # (t - 1)² is least where xy = 1; at the origin the Hessian of (xy - 1)² is [[0,-2],[-2,0]].
        (
            (x * y - 1) ** 2 * exp(x * y - 1),
            [
                ("maximum", False, 4 * exp(-2), Eq(x * y, -1)),
                ("minimum", False, Integer(0), Eq(x * y, 1)),
                ("saddle", None, exp(-1), None),
            ],
        ),
    ],
)
def test_level_sets_have_the_kind_of_the_outer_function(f: Expr, expected: list[Row]) -> None:
    assert rows(f) == expected


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        # t e⁻ᵗ has its maximum at t = 1.
        ("sqrt(x^2+y^2)*e^(-sqrt(x^2+y^2))", {(Eq(R, 1), "maximum")}),
        # t² - 2t has its minimum at t = 1, and stands as a sum of four terms.
        ("x^2+y^2-2*sqrt(x^2+y^2)", {(Eq(R, 1), "minimum")}),
        # ln t - t²: 1/t = 2t.
        ("ln(sqrt(x^2+y^2))-x^2-y^2", {(Eq(R, Rational(1, 2)), "maximum")}),
        ("cos(sqrt(x^2+y^2))", {(Eq(R, pi**2), "minimum"), (Eq(R, 4 * pi**2), "maximum")}),
        ("sin(sqrt(x^2+y^2))", {(Eq(R, pi**2 / 4), "maximum"), (Eq(R, 9 * pi**2 / 4), "minimum")}),
        (
            "cos(sqrt(1+x^2+y^2))",
            {(Eq(R, pi**2 - 1), "minimum"), (Eq(R, 4 * pi**2 - 1), "maximum")},
        ),
    ],
)
def test_the_inner_function_may_be_a_root(request_: str, expected: set[tuple[Eq, str]]) -> None:
    points = solve(f"f={request_} critical=all").critical_points or ()
    assert {(p.where, p.kind) for p in points if p.where is not None} == expected
    text = solve(f"f={request_} critical=all").text
    assert ("repeat with the period 2·π of √(x² + y²" in text) == (len(expected) == 2)
    assert "may be other" not in text


def test_a_level_with_a_point_of_another_kind_is_not_told_as_one() -> None:
    # u = x³ - x² - y² is 0 at the origin alone near it, where u² is strictly least.
    f = exp(-((x**3 - x**2 - y**2) ** 2))
    assert rows(f) is None


def test_three_variables() -> None:
    sphere = R + z**2
    assert rows(sphere * exp(-sphere), (x, y, z)) == [
        ("maximum", False, exp(-1), Eq(sphere, 1)),
        ("minimum", True, Integer(0), None),
    ]


def test_a_level_that_the_inner_function_does_not_reach_is_left_out() -> None:
    # t·eᵗ is least at t = -1, and x² + y² is never that.
    assert rows(R * exp(R)) == [("minimum", True, Integer(0), None)]


def test_levels_that_repeat_are_told_with_the_period_of_the_inner_function() -> None:
    f = sin(x * y)
    found = level_sets(f, (x, y), compile_formula(from_sympy(f)), search_critical_points)
    assert found is not None
    assert not found.is_complete
    (repeat,) = found.repetition
    assert repeat.kind is Repetition.LEVEL_SETS
    assert (repeat.parts["period"], repeat.parts["inner"]) == (2 * pi, x * y)
    levels = [point for point in found.points if point.where is not None]
    assert {point.kind for point in levels} == {"minimum", "maximum"}
    assert all(point.reason.kind is CriticalReason.AS_OUTER_FUNCTION for point in levels)


@pytest.mark.parametrize(
    ("request_", "values"),
    [
        # F(u) = cos u - u: F′ = 0 at u = 3π/2. F(u) = 2 sin u + u: at 2π/3 and 4π/3.
        ("cos(x^2+y^2)-x^2-y^2", {3 * pi / 2: -3 * pi / 2}),
        (
            "2*sin(x^2+y^2)+x^2+y^2",
            {
                2 * pi / 3: 2 * pi / 3 + 3 ** Rational(1, 2),
                4 * pi / 3: 4 * pi / 3 - 3 ** Rational(1, 2),
            },
        ),
    ],
)
def test_where_the_slope_repeats_and_the_function_does_not_each_level_has_its_own_value(
    request_: str, values: dict[Expr, Expr]
) -> None:
    found = solve(f"f={request_} critical=all").critical_points
    assert found is not None
    curves = {p.where.rhs: p.value for p in found if isinstance(p.where, Eq)}
    assert {level: (value - values[level]).simplify() for level, value in curves.items()} == (
        dict.fromkeys(values, 0)
    )


@pytest.mark.parametrize("f", [sin(x * y) + x, x**2 + y**2 * cos(x), exp(x) * exp(y**2)])
def test_a_function_of_more_than_one_expression_is_not_of_this_form(f: Expr) -> None:
    assert rows(f) is None


def test_one_variable_has_no_level_sets() -> None:
    assert rows(sin(x**2), (x,)) is None


@pytest.mark.parametrize(
    ("formula", "point", "value", "kind", "is_strict"),
    [
        # sin(w)/w = 1 - w²/6 + …, (1 - cos w)/w² = 1/2 - w²/24 + …, (w - sin w)/w = w²/6 - ….
        ("piecewise((sin(x-y^2)/(x-y^2),x!=y^2),(1,otherwise))", (1, 1), 1, "maximum", False),
        ("2-piecewise((sin(x*y-1)/(x*y-1),x*y!=1),(1,otherwise))", (1, 1), 1, "minimum", False),
        ("piecewise((sin(x*y)/(x*y),x*y!=0),(1,otherwise))", (0, 0), 1, "maximum", None),
    ],
)
def test_the_kind_around_a_filled_curve(
    formula: str, point: tuple[int, int], value: int, kind: str, *, is_strict: bool | None
) -> None:
    problem = read_problem(f"f(x,y)={formula}")
    place = dict(zip(problem.variables, map(Integer, point), strict=True))
    verdict = classify_around_inner(problem.formula, place, Integer(value))
    assert verdict is not None
    assert (verdict.kind, verdict.is_strict) == (kind, is_strict)


def test_what_depends_on_more_than_the_inner_function_is_left_open() -> None:
    problem = read_problem("f(x,y)=x*piecewise((sin(x-y)/(x-y),x!=y),(1,otherwise))")
    place = dict.fromkeys(problem.variables, Integer(1))
    assert classify_around_inner(problem.formula, place, Integer(1)) is None


@pytest.mark.parametrize("f", ["sin(x y)+0*log(x y)", "sin(x y)+log(x y)-log(x y)"])
def test_where_f_has_no_values_there_are_no_levels(f: str) -> None:
    # ln(xy) leaves xy > 0.
    result = solve(f"f={f} critical=all")
    assert all(point.where is None for point in result.critical_points)
    assert "repeat" not in result.text


@pytest.mark.slow
@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("f", ["sin|x+y|", "sqrt(2+sin(x+y))", "|sin(x+y)|", "cbrt(sin(x+y))"])
def test_levels_of_a_sum_are_extrema_at_right_angles(f: str, sign: int) -> None:
    # Each is even or odd in u = x + y, with |f| largest where |sin u| is.
    rows_ = solve(f"f(x,y)={f} critical=all").critical_points
    assert Eq(x + y, sign * pi / 2) in [row.where for row in rows_]
