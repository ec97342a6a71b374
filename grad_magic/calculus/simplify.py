"""The bounded effort to make an answer short.

SymPy's `simplify` takes seconds on ordinary second derivatives, so only steps that stay
within milliseconds are tried, on expressions of bounded size, and a form is kept only if it
is shorter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sympy import (
    Expr,
    Integer,
    Piecewise,
    Rational,
    factor,
    factor_terms,
    powsimp,
    radsimp,
    signsimp,
)

from grad_magic.calculus.numbers import is_small, sign_of

# Measured: below this size each step takes a few milliseconds, above it sometimes seconds.
LARGEST_OPERATION_COUNT = 60


def shorten(expression: Expr) -> Expr:
    """The shortest of a few equal forms of an expression with variables.

    A quotient of polynomials is brought to lowest terms with its factors, as books print it;
    a polynomial is left as it came from the rules of differentiation.

    >>> from sympy.abc import x, y
    >>> shorten(2*x/(x**2 + y**2) - 2*x**3/(x**2 + y**2)**2)
    2*x*y**2/(x**2 + y**2)**2
    """
    if isinstance(expression, Piecewise):
        cases = ((shorten(value), condition) for value, condition in expression.args)
        return Piecewise(*cases, evaluate=False)
    if expression.is_polynomial():
        return expression
    steps: tuple[Callable[[Expr], Expr], ...] = (signsimp, factor_terms, powsimp)
    if expression.is_rational_function():
        steps = (factor,)
    return _shortest(expression, steps)


def shorten_number(number: Expr) -> Expr:
    """The shortest of a few equal forms of an exact number.

    >>> from sympy import sqrt
    >>> shorten_number(1/(1 + sqrt(2)))
    -1 + sqrt(2)
    """
    if isinstance(number, Rational) or not is_small(number):
        return number
    if sign_of(number) == 0:
        return Integer(0)
    return _shortest(number, (radsimp, Expr.expand))


def _shortest(expression: Expr, steps: Iterable[Callable[[Expr], Expr]]) -> Expr:
    if expression.count_ops() > LARGEST_OPERATION_COUNT:
        return expression
    # min keeps the first of equals: the form that needs no step wins a tie.
    return min((expression, *(step(expression) for step in steps)), key=_length)


def _length(expression: Expr) -> tuple[int, int]:
    return expression.count_ops(), len(str(expression))
