"""Curves of critical points by their own equation, against values of f around their points."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import mpmath
import pytest
from sympy import Eq, Expr, Gt, Lt, Ne, Poly, Rational, exp, lambdify, symbols, true
from sympy.logic.boolalg import And, Boolean

from grad_magic import solve
from grad_magic.calculus.extrema.critical_points import critical_point_at
from grad_magic.calculus.extrema.curves.factor_curves import factor_curves, points_on
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import from_sympy
from grad_magic.solution import CriticalPoint

x, y = symbols("x y", real=True)
CIRCLE = x**2 + y**2 - 1
ON_CIRCLE = Eq(x**2 + y**2, 1)


def rows_of(request: str) -> list[tuple[Boolean | None, str, bool | None]]:
    """The rows of curves that are told by an equation."""
    points = solve(f"f={request} critical=all").critical_points or ()
    return [(p.where, p.kind, p.is_strict) for p in points if p.where is not None]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ("(x^2+y^2-1)^2", [(ON_CIRCLE, "minimum", False)]),
        ("3-(x^2+y^2-1)^4", [(ON_CIRCLE, "maximum", False)]),
        ("(x^2+y^2-1)^3", [(ON_CIRCLE, "saddle", None)]),
        # x < 2 on the circle.
        ("(x^2+y^2-1)^2*(x-2)", [(ON_CIRCLE, "maximum", False)]),
        (
            "(x^2+y^2-1)^2*(x-1/2)",
            [
                (And(ON_CIRCLE, Gt(x, Rational(1, 2))), "minimum", False),
                (And(ON_CIRCLE, Lt(x, Rational(1, 2))), "maximum", False),
            ],
        ),
        (
            "(x^2+y^2-1)^2*(x-y)",
            [
                (And(ON_CIRCLE, Gt(x, y)), "minimum", False),
                (And(ON_CIRCLE, Lt(x, y)), "maximum", False),
            ],
        ),
        # The line x = 1 touches the circle: f < 0 beside (1, 0), where f has no extremum.
        ("(x^2+y^2-1)^2*(x-1)", [(And(ON_CIRCLE, Ne(x, 1)), "maximum", False)]),
        ("(x^2+y^2-1)^2*e^(x*y)", [(ON_CIRCLE, "minimum", False)]),
        # (0, 0) is a zero of x³ - x² - y² without others near, so the minimum is strict there.
        ("(x^3-x^2-y^2)^2", [(And(Eq(x**3 - x**2 - y**2, 0), Ne(x, 0)), "minimum", False)]),
    ],
)
def test_one_row_tells_a_curve(
    request_: str, expected: list[tuple[Boolean | None, str, bool | None]]
) -> None:
    assert rows_of(request_) == expected


@pytest.mark.slow
def test_lone_points_have_rows_of_their_own() -> None:
    points = solve("f=(x^2+y^2-1)^2*(x-1) critical=all").critical_points or ()
    kinds = {point.point: point.kind for point in points}
    # f = (x² - 1)²(x - 1) on the x-axis changes its sign at 1; f_xx(-1/5, 0) > 0.
    assert kinds == {
        (x, y): "maximum",
        (1, 0): "saddle",
        (Rational(-1, 5), 0): "minimum",
    }


def test_a_curve_without_points_is_none() -> None:
    def nothing(_: tuple[Expr, ...]) -> CriticalPoint | None:
        return None

    (found,) = factor_curves((x**2 + y**2 + 1) ** 2, (x, y))
    assert points_on(found, (x, y), nothing) is None
    assert not list(factor_curves((y - x**2) ** 2, (x, y)))
    assert not list(factor_curves(exp(x) + CIRCLE, (x, y)))


CURVES = [
    CIRCLE,
    x**2 + 4 * y**2 - 4,
    x**2 - y**2 - 1,
    x**2 + x * y + y**2 - 1,
    x**3 - x - y**2,
    x**3 + y**3 - 1,
]
RESTS = [x - 2, x + y, 2 * x - 1, x * y + 3, x**2 + 1, y - x**2, x - 1, exp(x) * (y - 2)]


@pytest.mark.slow
def test_rows_agree_with_values_around_the_curve() -> None:
    compared = 0
    for number, (curve, rest) in enumerate(itertools.product(CURVES, RESTS)):
        power = 2 + number % 2
        f = curve**power * rest

        def judge(place: tuple[Expr, ...], f: Expr = f) -> CriticalPoint | None:
            found = critical_point_at(f, (x, y), compile_formula(from_sympy(f)), place)
            if not found:
                raise UnsolvedError
            return found[0]

        for found in factor_curves(f, (x, y)):
            for row in points_on(found, (x, y), judge) or ():
                for place in _places(curve) if row.where is not None else ():
                    compared += _agrees(f, row, place)
    assert compared > 80


def _places(curve: Expr) -> Iterator[tuple[mpmath.mpf, mpmath.mpf]]:
    """Points of the curve that are no special ones."""
    for first in (Rational(-23, 17), Rational(-3, 11), Rational(5, 13), Rational(19, 14)):
        for root in Poly(curve.xreplace({x: first}), y).nroots(n=40, maxsteps=200):
            if root.is_real:
                with mpmath.workdps(40):
                    place = mpmath.mpf(first.p) / first.q, mpmath.mpmathify(root)
                yield place


def _agrees(f: Expr, row: CriticalPoint, place: tuple[mpmath.mpf, mpmath.mpf]) -> bool:
    """That values around a point are as its row says; whether it has the row."""
    numbers = dict(
        zip((x, y), (Rational(mpmath.nstr(number, 30)) for number in place), strict=True)
    )
    others = [part for part in And.make_args(row.where) if not isinstance(part, Eq)]
    if not all(part.xreplace(numbers) == true for part in others):
        return False
    with mpmath.workdps(40):
        at = lambdify((x, y), f, "mpmath")
        here = at(*place)
        step = mpmath.mpf(10) ** -6
        around = [
            at(place[0] + step * mpmath.cos(angle), place[1] + step * mpmath.sin(angle)) - here
            for angle in mpmath.linspace(0, 2 * mpmath.pi, 25)
        ]
    tiny = mpmath.mpf(10) ** -25
    signs = {1 if gap > tiny else -1 for gap in around if abs(gap) > tiny}
    expected = {"minimum": {1}, "maximum": {-1}, "saddle": {1, -1}}[row.kind]
    assert signs == expected
    # ∇f is 0 there: f changes like the square of the step.
    assert all(abs(gap) < step**1.5 for gap in around)
    return True
