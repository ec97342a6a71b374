"""Higher derivatives of functions that equations describe."""

from __future__ import annotations

import mpmath
import pytest
from sympy import Expr, Symbol, exp, lambdify, sin, sqrt

from grad_magic.calculus.implicit_functions import ImplicitFunction

X, Y, Z = (Symbol(name, real=True) for name in "xyz")


def implicit_function(equation: Expr, function: Symbol, *others: Symbol) -> ImplicitFunction:
    slopes = {name: -equation.diff(name) / equation.diff(function) for name in others}
    return ImplicitFunction(equation, function, slopes)


@pytest.mark.parametrize(
    ("equation", "others", "by", "expected"),
    [
        # y'' = -(y - x·y')/y², z_xx = ((2 - z) + x·z_x)/(2 - z)² and so on.
        (X**2 + Y**2 - 25, (X,), (X, X), -(X**2 + Y**2) / Y**3),
        (X**2 + Y**2 + Z**2 - 4 * Z, (X, Y), (X, X), ((2 - Z) ** 2 + X**2) / (2 - Z) ** 3),
        (X**2 + Y**2 + Z**2 - 4 * Z, (X, Y), (X, Y), X * Y / (2 - Z) ** 3),
        (
            exp(Z) - X * Y * Z,
            (X, Y),
            (X, X),
            (2 * Y**2 * Z * exp(Z) - 2 * X * Y**3 * Z - Y**2 * Z**2 * exp(Z))
            / (exp(Z) - X * Y) ** 3,
        ),
        (
            Z**3 - 3 * X * Y * Z - 1,
            (X, Y),
            (X, Y),
            Z * (Z**4 - 2 * X * Y * Z**2 - X**2 * Y**2) / (Z**2 - X * Y) ** 3,
        ),
    ],
)
def test_second_derivatives_as_books_have_them(
    equation: Expr, others: tuple[Symbol, ...], by: tuple[Symbol, ...], expected: Expr
) -> None:
    function = Z if equation.has(Z) else Y
    found = implicit_function(equation, function, *others).derivative(by)
    assert (found - expected).simplify() == 0


@pytest.mark.parametrize(
    ("equation", "expected"),
    [
        (X**2 + Y**2 - 25, -25 / Y**3),
        (X**4 + Y**4 - 16, -48 * X**2 / Y**7),
        (X**3 + Y**3 - 6 * X * Y, 16 * X * Y / (2 * X - Y**2) ** 3),
        # A single term already, and none with more than one of them.
        (X * Y - 1, None),
        (X**2 + X * Y + Y**3 - 1, None),
    ],
)
def test_what_is_shorter_where_the_equation_holds(equation: Expr, expected: Expr | None) -> None:
    implicit = implicit_function(equation, Y, X)
    found = implicit.on_level(implicit.derivative((X, X)))
    assert found is None if expected is None else (found - expected).simplify() == 0


@pytest.mark.parametrize(
    ("equation", "by", "start"),
    [
        (X**2 * Z + Y * Z**3 - 2 - sin(X * Y), (X, Y), (0.7, 0.9, 1.3)),
        (exp(Z) - X * Y * Z - 2, (Y, Y), (0.4, 1.1, 1.0)),
        (X + 2 * Y + Z - 2 * sqrt(X * Y * Z) - 3, (X, X), (1.2, 0.8, 2.5)),
        (Z**3 - 3 * X * Y * Z - 1, (X, Y, Y), (0.3, 0.6, 1.2)),
    ],
)
def test_they_are_those_of_the_function_that_solves_the_equation(
    equation: Expr, by: tuple[Symbol, ...], start: tuple[float, float, float]
) -> None:
    values = lambdify((X, Y, Z), equation, "mpmath")
    orders = tuple(by.count(name) for name in (X, Y))
    with mpmath.workdps(40):

        def solved(x: mpmath.mpf, y: mpmath.mpf) -> mpmath.mpf:
            return mpmath.findroot(lambda z: values(x, y, z), start[2])

        place = tuple(map(mpmath.mpf, start[:2]))
        expected = mpmath.diff(solved, place, orders)
        formula = implicit_function(equation, Z, X, Y).derivative(by)
        found = lambdify((X, Y, Z), formula, "mpmath")(*place, solved(*place))
        assert mpmath.almosteq(found, expected, 1e-10)
