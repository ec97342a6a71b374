"""Real roots of polynomials in closed form."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from math import gcd

from sympy import Expr, Poly, Rational, factor, factor_terms, sqrt

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number


class UnsolvedError(ArithmeticError):
    """The solutions have no closed form within reach, or it is not settled which are real."""


def real_roots(polynomial: Poly) -> tuple[Expr, ...]:
    """All real roots of a polynomial in one variable, each once.

    Roots of linear and quadratic equations in a power of the variable are given; of other
    factors only what needs no form at all: that they have no real root.

    Raises:
        UnsolvedError: there are real roots of another kind, or perhaps.

    >>> from sympy.abc import x
    >>> sorted(real_roots(Poly(x**9 - x, x)))
    [-1, 0, 1]
    """
    if all(isinstance(coefficient, Rational) for coefficient in polynomial.all_coeffs()):
        factors = [part for part, _ in polynomial.factor_list()[1]]
    else:
        factors = [polynomial]
    roots: list[Expr] = []
    for part in factors:
        roots += (root for root in _roots_of_factor(part) if root not in roots)
    return tuple(roots)


def _roots_of_factor(part: Poly) -> Iterator[Expr]:
    if not sign_of(part.LC()):
        raise UnsolvedError
    step = reduce(gcd, (power for (power,) in part.monoms()), 0)
    # A factor v⁰ alone has no root; v³ - 2 is linear in v³.
    coefficients = part.all_coeffs()[:: step or 1]
    if len(coefficients) > 3:
        _check_without_roots(part)
        return
    for value in _roots_up_to_quadratic(*coefficients):
        yield from _roots_of_power(value, step)


def _check_without_roots(factor: Poly) -> None:
    if not factor.domain.is_ZZ and not factor.domain.is_QQ:
        raise UnsolvedError
    if factor.count_roots():
        raise UnsolvedError


def _roots_up_to_quadratic(*coefficients: Expr) -> Iterator[Expr]:
    if len(coefficients) == 2:
        yield shorten_number(-coefficients[1] / coefficients[0])
    if len(coefficients) < 3:
        return
    a, b, c = coefficients
    discriminant = shorten_number(b**2 - 4 * a * c)
    if discriminant.free_symbols:
        # √(4a² + 4) is 2√(a² + 1), and 12/(a + 1)² - 12 = -12a(a + 2)/(a + 1)² has one sign.
        discriminant = factor_terms(discriminant)
    sign = sign_of(discriminant)
    if sign is None:
        sign = sign_of(factor(discriminant))
    if sign is None:
        raise UnsolvedError
    if sign >= 0:
        for signed in (-1, 1)[: sign + 1]:
            yield shorten_number((-b + signed * sqrt(discriminant)) / (2 * a))


def _roots_of_power(value: Expr, exponent: int) -> Iterator[Expr]:
    """All real v with v^exponent = value."""
    if exponent == 1:
        yield value
        return
    sign = sign_of(value)
    if sign is None:
        raise UnsolvedError
    if sign == 0:
        yield value
    elif exponent % 2:
        yield sign * shorten_number((sign * value) ** Rational(1, exponent))
    elif sign > 0:
        root = shorten_number(value ** Rational(1, exponent))
        yield from (-root, root)
