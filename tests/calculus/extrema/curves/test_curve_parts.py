"""Curves of critical points, in parts of one kind each."""

from __future__ import annotations

import pytest
from sympy import (
    Abs,
    And,
    Eq,
    Expr,
    Gt,
    Integer,
    Lt,
    Ne,
    Or,
    Rational,
    Symbol,
    cos,
    exp,
    oo,
    pi,
    sin,
    sqrt,
    symbols,
    true,
)

from grad_magic.calculus.extrema.curves.curve_parts import (
    Sides,
    Stretch,
    first_term,
    implicit_curve,
    number_between,
    parts_of,
    split_curve,
    values_of,
    zeros_of,
)
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.findings import CriticalReason, Finding
from grad_magic.solution import CriticalPoint

x, y = symbols("x y", real=True)


def curve(*point: Expr, value: Expr = Integer(0)) -> CriticalPoint:  # noqa: B008  (immutable)
    reason = Finding(CriticalReason.DIFFERS_ALONG_CURVE)
    return CriticalPoint(point, value, "undecided", None, reason)


def saddle(place: tuple[Expr, ...]) -> CriticalPoint:
    reason = Finding(CriticalReason.INDEFINITE_HESSIAN)
    return CriticalPoint(place, Integer(0), "saddle", None, reason)


Row = tuple[tuple[Expr, ...], str, Expr | None]


def split(f: Expr, variables: tuple[Symbol, ...], found: CriticalPoint) -> list[Row] | None:
    parts = split_curve(f, variables, found, saddle)
    return None if parts is None else [(p.point, p.kind, p.where) for p in parts]


def test_the_sign_of_the_lowest_term_across_decides() -> None:
    # x·y² on y = 0: x > 0 minima, x < 0 maxima, and the origin between them.
    assert split(x * y**2, (x, y), curve(x, Integer(0))) == [
        ((x, 0), "minimum", Gt(x, 0)),
        ((x, 0), "maximum", Lt(x, 0)),
        ((0, 0), "saddle", None),
    ]


@pytest.mark.parametrize(
    ("f", "sign_giving"),
    [
        (x**2 * sin(y), sin(y)),
        (x**4 * exp(y) * cos(y), cos(y)),
        (x**2 * sin(y) ** 3, sin(y)),
        # Where sin(y) = 0, f is 0 beside (0, y) too, and has one sign all around.
        (x**2 * sin(y) ** 2 * cos(y), cos(y)),
    ],
)
def test_a_coefficient_that_changes_its_sign_for_ever_is_the_condition(
    f: Expr, sign_giving: Expr
) -> None:
    # Beside (0, y) with sin(y) = 0 there are (h, y ± ε), where f has both signs.
    assert split(f, (x, y), curve(Integer(0), y)) == [
        ((0, y), "minimum", Gt(sign_giving, 0)),
        ((0, y), "maximum", Lt(sign_giving, 0)),
        ((0, y), "saddle", Eq(sign_giving, 0)),
    ]


def test_with_an_odd_power_across_all_points_are_saddles() -> None:
    assert split(x**3 * sin(y), (x, y), curve(Integer(0), y)) == [((0, y), "saddle", None)]


def test_a_coefficient_that_may_touch_zero_is_left_open() -> None:
    # Beside (0, π) f is -x²(y - π)² + x⁴ + ….
    assert split(x**2 * sin(y) ** 2 * cos(y) + x**4, (x, y), curve(Integer(0), y)) is None


def test_several_breaks() -> None:
    # x(x - 1)(x - 3)·y²: positive between 0 and 1 and beyond 3.
    found = split(x * (x - 1) * (x - 3) * y**2, (x, y), curve(x, Integer(0)))
    assert found is not None
    minima = next(where for _, kind, where in found if kind == "minimum")
    maxima = next(where for _, kind, where in found if kind == "maximum")
    assert minima == Or(And(Gt(x, 0), Lt(x, 1)), Gt(x, 3))
    assert maxima == Or(Lt(x, 0), And(Gt(x, 1), Lt(x, 3)))
    assert [point for point, kind, _ in found if kind == "saddle"] == [(0, 0), (1, 0), (3, 0)]


def test_breaks_that_are_close_together() -> None:
    # x(x - 1/1000)y²: between 0 and 1/1000 maxima.
    found = split(x * (1000 * x - 1) * y**2, (x, y), curve(x, Integer(0)))
    assert found is not None
    (where,) = (where for _, kind, where in found if kind == "maximum")
    assert where == And(Gt(x, 0), Lt(x, Rational(1, 1000)))


def test_an_odd_order_across_makes_saddles() -> None:
    # (1 + x²)·y³.
    assert split((1 + x**2) * y**3, (x, y), curve(x, Integer(0))) == [((x, 0), "saddle", None)]


def test_one_sign_all_along() -> None:
    assert split(exp(x) * y**2, (x, y), curve(x, Integer(0))) == [((x, 0), "minimum", None)]
    assert split(-((y - x**2) ** 4), (x, y), curve(x, x**2)) == [((x, x**2), "maximum", None)]


def test_more_than_one_coordinate_is_left_open() -> None:
    z = Symbol("z", real=True)
    assert split(y**2 + z**2, (x, y, z), curve(x, Integer(0), Integer(0))) is None


@pytest.mark.parametrize(
    ("f", "height"),
    [
        # The other factor is 0 at x = 0, 2 and -2, where y² = -1, -3 and -8.
        ((x**2 - y**2 - 1) ** 2 * x, sqrt(x**2 - 1)),
        ((x**2 + y**2 - 1) ** 2 * (x - 2), sqrt(1 - x**2)),
        ((y**2 - x**3) ** 2 * (x + 2), sqrt(x**3)),
    ],
)
def test_no_point_lies_where_a_root_is_not_real(f: Expr, height: Expr) -> None:
    found = split(f, (x, y), curve(x, height))
    assert found
    assert all(value.is_real is not False for point, _, _ in found for value in point)


def test_of_a_surface_only_the_signs_are_told_that_a_coefficient_has() -> None:
    z = Symbol("z", real=True)
    at_zero = curve(Integer(0), y, z)
    # -y²z² is nowhere positive, y - z has all signs.
    assert split(x**2 * -(y**2) * z**2, (x, y, z), at_zero) == [
        ((0, y, z), "maximum", Lt(-(y**2) * z**2, 0)),
        ((0, y, z), "undecided", Eq(-(y**2) * z**2, 0)),
    ]
    found = split(x**2 * (y - z), (x, y, z), at_zero)
    assert found is not None
    assert [kind for _, kind, _ in found] == ["minimum", "maximum", "undecided"]
    # On the sphere x ≤ 1 < 2, but (x - 2)(1 - x² - y²) > 0 for x > 2, where z is not real.
    sphere = (x**2 + y**2 + z**2 - 1) ** 2 * (x - 2)
    assert split(sphere, (x, y, z), curve(x, y, sqrt(1 - x**2 - y**2))) is None


def test_the_first_term_across() -> None:
    # (y - x)³·eˣ: the third derivative over 3!.
    assert first_term((y - x) ** 3 * exp(x), y, {x: x, y: x}) == (3, exp(x))
    assert first_term(y**2 * x + y**3, y, {x: x, y: Integer(0)}) == (2, x)
    assert first_term(Integer(0) * y + x, y, {x: x, y: Integer(0)}) is None


@pytest.mark.parametrize(
    ("expression", "zeros"),
    [
        (x**2 - 4, [-2, 2]),
        ((x - 1) ** 2 * exp(x), [1]),
        (x**3 - 8, [2]),
        (Abs(x) - 1, [-1, 1]),
        (y + 1, []),
        (x**2 + 1, []),
    ],
)
def test_zeros_of_an_expression(expression: Expr, zeros: list[int]) -> None:
    assert sorted(zeros_of(expression, x)) == zeros


def test_zeros_that_repeat_are_not_settled() -> None:
    with pytest.raises(UnsolvedError):
        zeros_of(cos(x), x)


@pytest.mark.parametrize(
    ("low", "high"),
    [(-oo, oo), (-oo, -pi), (sqrt(2), oo), (sqrt(2), sqrt(3)), (pi, pi + Rational(1, 10**6))],
)
def test_a_rational_number_between(low: Expr, high: Expr) -> None:
    number = number_between(low, high)
    assert number.is_Rational
    assert low < number < high


@pytest.mark.parametrize(
    ("kinds", "isolated", "where"),
    [
        # Breaks at 0 and 1.
        (("minimum", None, None), (True, True), Lt(x, 0)),
        ((None, "minimum", None), (True, True), And(Gt(x, 0), Lt(x, 1))),
        (("minimum", "minimum", None), (False, True), Lt(x, 1)),
        (("minimum", "minimum", None), (True, True), Or(Lt(x, 0), And(Gt(x, 0), Lt(x, 1)))),
        (("minimum",) * 3, (False, False), true),
        (("minimum",) * 3, (False, True), Ne(x, 1)),
        (("minimum",) * 3, (True, True), And(Ne(x, 0), Ne(x, 1))),
        (("saddle", None, "maximum"), (True, True), None),
    ],
)
def test_for_which_values_of_the_parameter(
    kinds: tuple[str | None, ...], isolated: tuple[bool, ...], where: Expr | None
) -> None:
    ends = [-oo, Integer(0), Integer(1), oo]
    stretches = [Stretch(ends[i], ends[i + 1], kind) for i, kind in enumerate(kinds)]
    assert values_of(stretches, isolated, x, "minimum") == where


def test_the_kind_from_both_sides() -> None:
    assert Sides(x, x).kind_at({x: Integer(2)}) == "minimum"
    assert Sides(x, x).kind_at({x: Integer(-2)}) == "maximum"
    assert Sides(x, -x).kind_at({x: Integer(2)}) == "saddle"
    # One side where f does not change.
    assert Sides(x, Integer(0)).kind_at({x: Integer(2)}) == "minimum"
    assert Sides(1 / x, x).kind_at({x: Integer(0)}) is None
    with pytest.raises(UnsolvedError):
        Sides(x, x).kind_at({x: Integer(0)})


def test_a_break_of_the_same_kind_belongs_to_its_part() -> None:
    # x²·y²: minima on both sides of 0, and at 0 too.
    def minimum(place: tuple[Expr, ...]) -> CriticalPoint:
        reason = Finding(CriticalReason.NEVER_BEYOND)
        return CriticalPoint(place, Integer(0), "minimum", is_strict=False, reason=reason)

    reason = Finding(CriticalReason.LOWEST_ACROSS, {"term": x**2 * y**2})
    sides = Sides(x**2, x**2)
    parts = list(parts_of(curve(x, Integer(0)), x, sides, reason, minimum))
    assert [(p.point, p.kind, p.where) for p in parts] == [((x, 0), "minimum", None)]


@pytest.mark.parametrize(
    ("f", "kind"),
    [
        # Squares of a polynomial that is 0 on an ellipse, on a circle, on a cubic.
        ((x**2 + x * y + y**2 - 1) ** 2, "minimum"),
        (5 - (x**2 + y**2 - 4) ** 4, "maximum"),
        ((x**3 + y**3 - 1) ** 2 * (1 + x**2), "minimum"),
    ],
)
def test_a_curve_that_is_not_solved_for_a_variable(f: Expr, kind: str) -> None:
    factor = {
        "1": x**2 + x * y + y**2 - 1,
        "4": x**2 + y**2 - 4,
        "c": x**3 + y**3 - 1,
    }
    # Each f holds one of these as a part.
    (polynomial,) = (part for part in factor.values() if f.has(part))
    found = implicit_curve(f, (x, y), polynomial)
    assert found is not None
    assert (found.kind, found.is_strict) == (kind, False)
    constant = polynomial.subs({x: 0, y: 0})
    assert found.where == Eq(polynomial - constant, -constant)
    assert found.value == (5 if kind == "maximum" else 0)


def test_an_odd_power_leaves_the_kind_open() -> None:
    circle = x**2 + y**2 - 1
    found = implicit_curve((circle**3).expand(), (x, y), circle)
    assert found is not None
    assert found.kind == "undecided"
    assert implicit_curve(exp(circle), (x, y), circle) is None
    assert implicit_curve(x * circle + y, (x, y), circle) is None
