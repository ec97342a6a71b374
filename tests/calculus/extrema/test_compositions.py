"""Functions of one inner expression: level sets of critical points."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sympy import (
    Eq,
    Expr,
    Integer,
    Rational,
    Symbol,
    cos,
    exp,
    false,
    log,
    pi,
    sin,
    sqrt,
    symbols,
    true,
)

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
    result = solve(f"f={request_} critical=all")
    points, text = result.critical_points or (), result.text
    assert {(p.where, p.kind) for p in points if p.where is not None} == expected
    assert ("repeat with the period 2π of √(x² + y²" in text) == (len(expected) == 2)
    assert "may be other" not in text


@pytest.mark.slow
def test_a_point_of_another_kind_is_told_apart_from_its_level() -> None:
    # u = x³ - x² - y² is 0 at the origin alone near it, where u² is strictly least; at (2/3, 0)
    # u = -4/27 is least along x and greatest along y.
    f = exp(-((x**3 - x**2 - y**2) ** 2))
    found = level_sets(f, (x, y), compile_formula(from_sympy(f)), search_critical_points)
    assert found is not None
    kinds = {point.point: (point.kind, point.is_strict, point.value) for point in found.points}
    assert kinds == {
        (x, y): ("maximum", False, 1),
        (0, 0): ("maximum", True, 1),
        (Rational(2, 3), 0): ("saddle", None, exp(Rational(-16, 729))),
    }
    (curve,) = (point.where for point in found.points if point.where is not None)
    assert curve.xreplace({x: Integer(1), y: Integer(0)}) == true
    assert curve.xreplace({x: Integer(0), y: Integer(0)}) == false


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


@pytest.mark.slow
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


LEVELS: list[tuple[str, dict[Eq, tuple[str, Expr]], bool | None]] = [
    # sin is 1 and -1 at ±π/2, and ln q is that at e^(±π/2).
    (
        "sin(ln(x^2+y^2))",
        {Eq(R, exp(pi / 2)): ("maximum", 1), Eq(R, exp(-pi / 2)): ("minimum", -1)},
        False,
    ),
    # (x + 1)² + y² - 1 is at least -1.
    (
        "sin(x^2+2x+y^2)",
        {Eq(R + 2 * x, pi / 2): ("maximum", 1), Eq(R + 2 * x, 3 * pi / 2): ("minimum", -1)},
        False,
    ),
    # e^(xy) is positive, so that it is π and 2π, and not 0.
    (
        "cos(e^(x*y))",
        {Eq(x * y, log(pi)): ("minimum", -1), Eq(x * y, log(2 * pi)): ("maximum", 1)},
        False,
    ),
    # 5e^(-q) has the values from 0 to 5: π/2 and 3π/2, but not 5π/2.
    (
        "sin(5*e^(-x^2-y^2))",
        {Eq(R, log(10 / pi)): ("maximum", 1), Eq(R, log(10 / (3 * pi))): ("minimum", -1)},
        True,
    ),
    # 3 arctan(q) lies between 0 and 3π/2.
    # The root is at least 2.
    (
        "cos(sqrt(x^2+2x+y^2+5))",
        {
            Eq(R + 2 * x, pi**2 - 5): ("minimum", -1),
            Eq(R + 2 * x, 4 * pi**2 - 5): ("maximum", 1),
        },
        False,
    ),
    ("sin(3*atan(x^2+y^2))", {Eq(R, 1 / sqrt(3)): ("maximum", 1)}, True),
    # ∇(y + cos x) is nowhere 0.
    (
        "sin(cos(x)+y)",
        {Eq(y + cos(x), pi / 2): ("maximum", 1), Eq(y + cos(x), -pi / 2): ("minimum", -1)},
        False,
    ),
    (
        "cos(1/(x^2+y^2))",
        {Eq(R, 1 / pi): ("minimum", -1), Eq(R, 1 / (2 * pi)): ("maximum", 1)},
        False,
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(("request_", "expected", "is_complete"), LEVELS)
def test_the_inner_function_may_be_a_chain(
    request_: str, expected: dict[Eq, tuple[str, Expr]], is_complete: bool | None
) -> None:
    found = solve(f"f={request_} critical=all")
    assert found.critical_points is not None
    curves = {
        (p.where.lhs, round(float(p.where.rhs), 12)): (p.kind, p.value)
        for p in found.critical_points
        if isinstance(p.where, Eq)
    }
    assert curves == {(e.lhs, round(float(e.rhs), 12)): row for e, row in expected.items()}
    assert found.critical_points_complete is is_complete


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_", "point", "where", "kind", "value"),
    [
        # sin t rises at 0, where (x - y)² is least.
        ("sin((x-y)^2)", (y, y), None, "minimum", 0),
        ("cos(1+(x-y)^2)", (y, y), None, "maximum", cos(1)),
        ("sin((x^2+y^2-1)^2)", (x, y), Eq(R, 1), "minimum", 0),
    ],
)
def test_where_the_inner_function_is_stationary_along_a_curve_its_kind_decides(
    request_: str, point: tuple[Expr, ...], where: Eq | None, kind: str, value: Expr
) -> None:
    found = solve(f"f={request_} critical=all")
    assert found.critical_points is not None
    assert (point, where, kind, False, value) in [
        (p.point, p.where, p.kind, p.is_strict, p.value) for p in found.critical_points
    ]


@pytest.mark.slow
def test_levels_without_closed_form_are_marked_and_not_said_to_be_all() -> None:
    # (sin u)/u is stationary where tan u = u: u = 4.493409…, 7.725251…
    found = solve("f=sin(sqrt(x^2+y^2))/sqrt(x^2+y^2) critical=all")
    assert found.critical_points is not None
    assert found.critical_points_complete is None
    levels = [p.where.rhs for p in found.critical_points if isinstance(p.where, Eq)]
    assert [round(float(level), 6) for level in levels] == [20.190729, 59.679516]
    assert "for x² + y² ≈ 20.19" in found.text
    assert "There may be other points" in found.text


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
    levels = [p.where for p in result.critical_points or () if isinstance(p.where, Eq)]
    assert all(level.lhs == x * y and level.rhs.is_positive for level in levels)
    assert "repeat" not in result.text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "signs"),
    # Of |sin u| the other angle is a period away.
    [
        ("sin|x+y|", [1, -1]),
        ("sqrt(2+sin(x+y))", [1, -1]),
        ("|sin(x+y)|", [1]),
        ("cbrt(sin(x+y))", [1, -1]),
    ],
)
def test_levels_of_a_sum_are_extrema_at_right_angles(f: str, signs: list[int]) -> None:
    # Each is even or odd in u = x + y, with |f| largest where |sin u| is.
    rows_ = solve(f"f(x,y)={f} critical=all").critical_points
    assert {Eq(x + y, sign * pi / 2) for sign in signs} <= {row.where for row in rows_}


@pytest.mark.slow
def test_a_place_where_the_inner_function_is_stationary_is_told_once() -> None:
    # ∇(x³ - 3xy²) is 0 at the origin alone, to the second order.
    found = solve("f=sin(x^3-3x*y^2) critical=all").critical_points or ()
    assert [point.point for point in found if point.where is None] == [(0, 0)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "levels"),
    [
        # u = √(xy) ≥ 0: cos u is 1 at 2π, and -1 at π.
        ("cos(sqrt(x*y))", {(x * y, 4 * pi**2): "maximum", (x * y, pi**2): "minimum"}),
        ("cos(sqrt(x*y-1))", {(x * y, 1 + 4 * pi**2): "maximum", (x * y, 1 + pi**2): "minimum"}),
        # sin u is 1 at π/2, and -1 at 3π/2.
        ("sin(sqrt(x*y))", {(x * y, pi**2 / 4): "maximum", (x * y, 9 * pi**2 / 4): "minimum"}),
        # 3 - u is 0 for u = 3, and -π for u = 3 + π.
        ("cos(3-sqrt(x*y))", {(x * y, 9): "maximum", (x * y, (3 + pi) ** 2): "minimum"}),
        ("cos(5-sqrt(x+y))", {(x + y, 25): "maximum", (x + y, (5 - pi) ** 2): "minimum"}),
    ],
)
def test_the_first_level_of_a_root_in_each_period_is_listed(
    f: str, levels: dict[tuple[Expr, Expr], str]
) -> None:
    found = solve(f"f={f} critical=all plot=none").critical_points
    told = {(point.where.lhs, point.where.rhs.expand()): point.kind for point in found}
    assert told == {(u, (level + Integer(0)).expand()): kind for (u, level), kind in levels.items()}


@pytest.mark.slow
def test_points_on_the_edge_of_the_domain_are_no_critical_points() -> None:
    """xyz has both signs around each point of a coordinate plane, and x²y that of y."""
    for request in ("f=cos(sqrt(x*y*z))", "f=sqrt(x^2*y)^2+cos(x^2*y)"):
        found = solve(f"{request} critical=all plot=none")
        assert all(0 not in point.point for point in found.critical_points)
        assert not found.critical_points_complete


def rows_by_equation(request: str) -> dict[str, tuple[str, str, bool]]:
    """What the answer says of the level sets, by their equations."""
    found = solve(f"{request} critical=all")
    assert found.critical_points_complete is not None
    return {
        str(row.where): (str(row.value), row.kind, row.has_gradient)
        for row in found.critical_points
        if row.where is not None
    }


@pytest.mark.slow
# sin(2πu) and |sin(2πu)| on u = x + y, cos u on x² + y² ≥ 0, sin √(9 - r²) at √(9 - r²) = π/2.
@pytest.mark.parametrize(
    ("f", "expected"),
    [
        (
            "sin(2 pi (x+y))",
            {"Eq(x + y, -1/4)": ("-1", "minimum", True), "Eq(x + y, 1/4)": ("1", "maximum", True)},
        ),
        (
            "|sin(2 pi (x+y))|",
            {"Eq(x + y, 0)": ("0", "minimum", False), "Eq(x + y, 1/4)": ("1", "maximum", True)},
        ),
        (
            "||x+y|-1|",
            {
                "Eq(x + y, -1)": ("0", "minimum", False),
                "Eq(x + y, 0)": ("1", "maximum", False),
                "Eq(x + y, 1)": ("0", "minimum", False),
            },
        ),
        ("|x^2+y^2-1|", {"Eq(x**2 + y**2, 1)": ("0", "minimum", False)}),
        ("sin(sqrt(9-x^2-y^2))", {"Eq(x**2 + y**2, 9 - pi**2/4)": ("1", "maximum", True)}),
        ("cos(sqrt(4-x^2-y^2))", {}),
        (
            "cos(x^2-y^2)^2",
            {
                "Eq(x**2, y**2)": ("1", "maximum", True),
                "Eq(x**2 - y**2, pi/2)": ("0", "minimum", True),
            },
        ),
    ],
)
def test_level_sets_of_waves_and_corners(
    f: str, expected: dict[str, tuple[str, str, bool]]
) -> None:
    assert rows_by_equation(f"f(x,y)={f}") == expected


@pytest.mark.slow
def test_periods_are_as_short_as_they_are() -> None:
    for f, period in (
        ("sin(2 pi (x+y))", "1"),
        ("|sin(2 pi (x+y))|", "1/2"),
        ("sin(3x y)", "2π/3"),
    ):
        text = " ".join(solve(f"f(x,y)={f} critical=all").text.split())
        assert f"The curves among these repeat with the period {period} of x" in text
    # Between 0 and 2 no level of √(4 - x² - y²) repeats.
    assert "repeat" not in solve("f(x,y)=cos(sqrt(4-x^2-y^2)) critical=all").text


@pytest.mark.slow
def test_where_the_inner_gradient_is_zero_on_a_corner_no_level_is_told_to_have_one() -> None:
    # |xy| is differentiable at the origin, though |u| is not at 0.
    found = solve("f(x,y)=|x y| critical=all").critical_points
    (origin,) = (row for row in found if row.point == (0, 0))
    assert origin.has_gradient


# |u|^(2/3) has a cusp where u = x² + y² - 1 is 0 with another gradient than zero.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "told"),
    [
        ("(x^2+y^2-1)^(2/3)", "f(x, y) = 0   for x² + y² = 1\n          local minimum, not strict"),
        ("(x^2+4y^2-4)^(2/3)", "f(x, y) = 0   for x² + 4y² = 4"),
        ("cbrt(x*y-1)", "f(x, y) = 0   for x·y = 1   saddle point, f is not differentiable there"),
    ],
)
def test_a_root_of_an_inner_expression_is_told_by_its_curve(f: str, told: str) -> None:
    result = solve(f"f={f} critical=all")
    assert told in result.text
    assert result.critical_points_complete


# √(x² + y²) has a tip where x² + y² is 0, as its gradient is 0 there too.
@pytest.mark.slow
def test_a_tip_is_no_curve() -> None:
    (tip,) = solve("f=(x^2+y^2)^(1/3) critical=all").critical_points
    assert (tip.kind, tip.is_strict, tip.has_gradient) == ("minimum", True, False)


# 1 + |x - c| + y² is least at (c, 0), where it has no gradient.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "place", "kind"),
    [
        ("1/(1+|x|+y^2)", (0, 0), "maximum"),
        ("(2+|x-1|+|y|)^2", (1, 0), "minimum"),
        ("-1/(1+cbrt(x)^2+y^2)", (0, 0), "minimum"),
        ("2/(1+|x|+|y|^3)", (0, 0), "maximum"),
    ],
)
def test_an_inner_expression_with_corners_is_not_taken_for_smooth(
    f: str, place: tuple[int, int], kind: str
) -> None:
    (point,) = solve(f"f={f} critical=all").critical_points
    assert (point.point, point.kind, point.has_gradient) == (place, kind, False)
