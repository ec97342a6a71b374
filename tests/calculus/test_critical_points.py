from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Abs, Expr, Integer, Rational, Symbol, cos, exp, log, pi, sin, sqrt, symbols

from grad_magic.calculus.critical_points import critical_points
from grad_magic.calculus.derivatives import gradient
from grad_magic.calculus.program import compile_formula
from grad_magic.reading.symbolic import from_sympy
from grad_magic.solution import CriticalPoint

x, y, z = symbols("x y z", real=True)

MINIMUM, MAXIMUM, SADDLE = "minimum", "maximum", "saddle"


def find(
    f: Expr, variables: tuple[Symbol, ...] = (x, y)
) -> tuple[tuple[CriticalPoint, ...], bool | None]:
    return critical_points(f, variables, compile_formula(from_sympy(f)))


@pytest.mark.parametrize(
    ("f", "points"),
    [
        # Stewart, Calculus, section 14.7, examples 3 and 6 and exercises.
        (x**4 + y**4 - 4 * x * y + 1,
         {(-1, -1): (-1, MINIMUM), (0, 0): (1, SADDLE), (1, 1): (-1, MINIMUM)}),
        (x**3 - 12 * x * y + 8 * y**3, {(0, 0): (0, SADDLE), (2, 1): (-8, MINIMUM)}),
        (exp(4 * y - x**2 - y**2), {(0, 2): (exp(4), MAXIMUM)}),
        (exp(x) * cos(y), {}),
        (x * y + 1 / x + 1 / y, {(1, 1): (3, MINIMUM)}),
        ((x**2 + y**2) * exp(y**2 - x**2),
         {(-1, 0): (exp(-1), SADDLE), (0, 0): (0, MINIMUM), (1, 0): (exp(-1), SADDLE)}),
        (-((x**2 - 1) ** 2) - (x**2 * y - x - 1) ** 2,
         {(-1, 0): (0, MAXIMUM), (1, 2): (0, MAXIMUM)}),
        # Marsden and Tromba, Vector Calculus, section 3.3.
        (log(x**2 + y**2 + 1), {(0, 0): (0, MINIMUM)}),
        ((x**2 + 2 * y**2) * exp(-(x**2) - y**2),
         {(-1, 0): (exp(-1), SADDLE), (0, -1): (2 * exp(-1), MAXIMUM), (0, 0): (0, MINIMUM),
          (0, 1): (2 * exp(-1), MAXIMUM), (1, 0): (exp(-1), SADDLE)}),
        # By hand.
        (x**3 - 3 * x * y**2, {(0, 0): (0, SADDLE)}),
        (x**3 + y**3 - 3 * x * y, {(0, 0): (0, SADDLE), (1, 1): (-1, MINIMUM)}),
        (x * y * (1 - x - y),
         {(0, 0): (0, SADDLE), (0, 1): (0, SADDLE),
          (Rational(1, 3), Rational(1, 3)): (Rational(1, 27), MAXIMUM), (1, 0): (0, SADDLE)}),
        (x * exp(-(x**2) - y**2),
         {(-sqrt(2) / 2, 0): (-sqrt(2) * exp(Rational(-1, 2)) / 2, MINIMUM),
          (sqrt(2) / 2, 0): (sqrt(2) * exp(Rational(-1, 2)) / 2, MAXIMUM)}),
        (1 / x + x * y - 8 / y, {(Rational(-1, 2), 4): (-6, MAXIMUM)}),
        (x + y - log(x * y), {(1, 1): (2, MINIMUM)}),
        (sqrt(9 - x**2 - y**2), {(0, 0): (3, MAXIMUM)}),
        (x * exp(y), {}),
        (x**2 + y**4, {(0, 0): (0, MINIMUM)}),
        (x**2 - 4 * x * y**2 + 3 * y**4, {(0, 0): (0, SADDLE)}),
    ],
)  # fmt: skip
def test_textbook_functions(f: Expr, points: dict[tuple[Expr, Expr], tuple[Expr, str]]) -> None:
    found, is_complete = find(f)
    assert is_complete is True
    assert {p.point: (p.value, p.kind) for p in found} == points
    assert [p.point for p in found] == list(points)


@pytest.mark.parametrize(
    ("f", "points"),
    [
        (x**2 + y**2 + z**2 - x * y - z, {(0, 0, Rational(1, 2)): MINIMUM}),
        (x * y + y * z + z * x, {(0, 0, 0): SADDLE}),
        (x**2 + y**2 + z**2 + x * y * z,
         {(-2, -2, -2): SADDLE, (-2, 2, 2): SADDLE, (0, 0, 0): MINIMUM,
          (2, -2, 2): SADDLE, (2, 2, -2): SADDLE}),
    ],
)  # fmt: skip
def test_functions_of_three_variables(f: Expr, points: dict[tuple[Expr, ...], str]) -> None:
    found, is_complete = find(f, (x, y, z))
    assert is_complete is True
    assert {p.point: p.kind for p in found} == points


def test_a_function_of_one_variable() -> None:
    found, is_complete = find(x**3 - 3 * x, (x,))
    assert is_complete is True
    assert [(p.point, p.value, p.kind) for p in found] == [
        ((-1,), 2, MAXIMUM),
        ((1,), -2, MINIMUM),
    ]


def test_curves_of_critical_points_keep_their_variable() -> None:
    found, is_complete = find(x**2 * y**2)
    assert is_complete is True
    assert {p.point for p in found} == {(0, y), (x, 0)}
    assert {(p.kind, p.is_strict, p.value) for p in found} == {(MINIMUM, False, 0)}
    along = {p.point: p.kind for p in find(x**2 * y)[0]}
    assert along == {(0, y): "undecided"}  # minima, maxima and a saddle


def test_periodic_functions_give_one_period_and_say_that_there_are_more() -> None:
    found, is_complete = find(sin(x) * sin(y))
    assert is_complete is False
    half = pi / 2
    assert {p.point: p.kind for p in found} == {
        (-half, -half): MAXIMUM,
        (-half, half): MINIMUM,
        (0, 0): SADDLE,
        (0, pi): SADDLE,
        (half, -half): MINIMUM,
        (half, half): MAXIMUM,
        (pi, 0): SADDLE,
        (pi, pi): SADDLE,
    }


@pytest.mark.parametrize(
    "f",
    [
        10 * x**2 * y - 5 * x**2 - 4 * y**2 - x**4 - 2 * y**4,  # roots of an irreducible cubic
        sin(x) + sin(y) + sin(x + y),
        sqrt(x**2 + y**2),  # lowest at a corner
        Abs(x) + y**2,
        (x**2 + y**2 - 1) ** 2,  # a circle
        Symbol("a", real=True) * x**2 + y**2,
    ],
)
def test_what_may_be_missing_is_said(f: Expr) -> None:
    assert find(f)[1] is None


def test_what_was_found_of_an_unsolved_system_is_given() -> None:
    # Stewart, section 14.7, example 4: the other five points have decimals only.
    found, _ = find(10 * x**2 * y - 5 * x**2 - 4 * y**2 - x**4 - 2 * y**4)
    assert [(p.point, p.kind) for p in found] == [((0, 0), MAXIMUM)]


coefficients = st.lists(st.integers(-3, 3), min_size=6, max_size=6)


@settings(max_examples=40, deadline=None)
@given(coefficients)
def test_every_point_found_is_one(numbers: list[int]) -> None:
    a, b, c, d, e, g = numbers
    f = a * x**3 + b * x * y**2 + c * x**2 + d * x * y + e * y**2 + g * y + x
    found, _ = find(f)
    for point in found:
        values = dict(zip((x, y), point.point, strict=True))
        for partial in gradient(f, (x, y)):
            assert abs(partial.xreplace(values).evalf(30, subs={x: 2, y: 3})) < 1e-20


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(-3, 3), min_size=5, max_size=5),
    st.tuples(st.integers(-3, 3), st.integers(-3, 3)),
)
def test_a_planted_point_is_found(numbers: list[int], place: tuple[int, int]) -> None:
    a, b, c, d, e = numbers
    u, v = x - place[0], y - place[1]
    f = (a * u**2 + b * u * v + c * v**2 + d * u**3 + e * v**3).expand()
    found, is_complete = find(f)
    planted = tuple(map(Integer, place))
    if is_complete:
        assert any(_contains(p.point, planted) for p in found)


def _contains(point: tuple[Expr, ...], planted: tuple[Integer, ...]) -> bool:
    """Whether a point, or a curve of points, goes through the planted one."""
    values = dict(zip((x, y), planted, strict=True))
    return all((c.xreplace(values) - p).expand() == 0 for c, p in zip(point, planted, strict=True))
