"""All real solutions of polynomial systems that have finitely many, counted by proof.

A Gröbner basis turns the system into multiplication tables of a finite-dimensional algebra. The
traces in it give a polynomial χ in one linear form t of the unknowns, and every unknown as a
quotient of polynomials in t (rational univariate representation: Rouillier 1999). The rank of
the trace form is the number of solutions over the complex numbers (Hermite), so that it is seen
whether t tells them apart; then the real roots of χ, which Sturm's or Descartes' rule isolates,
are the real solutions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Any

import mpmath
from sympy import QQ, Expr, Float, Poly, Rational, Symbol, grevlex, groebner
from sympy.polys.matrices import DomainMatrix

from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.extrema.equations.roots import UnsolvedError, real_roots

# Up to so many solutions over the complex numbers the tables take less than a second.
_MOST_SOLUTIONS = 40
_MOST_DEGREES = 150
_LARGEST_COEFFICIENT = 10**8
DIGITS = 40
"""Coordinates of solutions without closed form are computed to so many digits."""

SHOWN_DIGITS = 15
"""Digits of the numbers that are handed out."""

_FORM = Symbol("t__", real=True)
Monomial = tuple[int, ...]
Row = list[Any]


@dataclass(frozen=True, eq=False)
class Solution:
    """A real solution.

    Attributes:
        field_: the irreducible polynomial over ℚ of which the linear form is a root.
        coordinates: the unknowns as polynomials in that root.
        center: the root to `DIGITS` digits.
        closed: the root in closed form, where there is one.
    """

    modulus: Poly
    coordinates: tuple[Poly, ...]
    center: mpmath.mpf
    closed: Expr | None

    def value(self, polynomial: Poly) -> Expr:
        """A polynomial in the unknowns at this solution: exact where it can be, else a Float.

        It is 0, or another rational number, just if it is so modulo the root's polynomial.
        """
        return self._value(self._reduce(polynomial))

    @cached_property
    def point(self) -> tuple[Expr, ...]:
        """The unknowns, exact where they have closed forms, else Floats."""
        return tuple(map(self._value, self.coordinates))

    def numbers(self) -> tuple[mpmath.mpf, ...]:
        """The unknowns to many digits."""
        with mpmath.workdps(DIGITS):
            return tuple(_horner(part, self.center) for part in self.coordinates)

    def _reduce(self, polynomial: Poly) -> Poly:
        result = Poly(0, _FORM, domain=QQ)
        for powers, coefficient in polynomial.terms():
            term = Poly(coefficient, _FORM, domain=QQ)
            for coordinate, power in zip(self.coordinates, powers, strict=True):
                for _ in range(power):
                    term = (term * coordinate).rem(self.modulus)
            result += term
        return result.rem(self.modulus)

    def _value(self, reduced: Poly) -> Expr:
        if reduced.degree() <= 0:
            return Rational(reduced.nth(0))
        if self.closed is not None:
            return shorten_number(reduced.as_expr().xreplace({_FORM: self.closed}).expand())
        with mpmath.workdps(DIGITS):
            return Float(_horner(reduced, self.center), SHOWN_DIGITS)


def real_solutions(equations: Sequence[Expr], unknowns: Sequence[Symbol]) -> list[Solution]:
    """All real solutions of a polynomial system with rational coefficients, each once.

    Raises:
        UnsolvedError: the system is of another kind, has infinitely many solutions over the
            complex numbers, or is too large.

    >>> from sympy.abc import x, y
    >>> sorted(solution.point for solution in real_solutions([x**2 + y**2 - 2, x - y], [x, y]))
    [(-1, -1), (1, 1)]
    """
    algebra = _algebra([_polynomial(equation, unknowns) for equation in equations], unknowns)
    if algebra is None:
        return []
    return [solution for form in [_separating_form(algebra)] for solution in _roots(form)]


def _polynomial(equation: Expr, unknowns: Sequence[Symbol]) -> Poly:
    if not equation.is_polynomial(*unknowns) or equation.free_symbols - set(unknowns):
        raise UnsolvedError
    polynomial = Poly(equation, *unknowns)
    if not (polynomial.domain.is_ZZ or polynomial.domain.is_QQ):
        raise UnsolvedError
    polynomial = polynomial.clear_denoms()[1].primitive()[1]
    if any(abs(coefficient) > _LARGEST_COEFFICIENT for coefficient in polynomial.coeffs()):
        raise UnsolvedError
    return polynomial


@dataclass(frozen=True)
class _Algebra:
    """ℚ[x₁, …, x_n] modulo the equations.

    Attributes:
        basis: the monomials that are a basis.
        times: for each unknown what it makes of each of them, as coefficients in the basis.
    """

    basis: tuple[Monomial, ...]
    times: tuple[tuple[Row, ...], ...]
    _known: dict[Monomial, Row] = field(default_factory=dict)

    @property
    def dimension(self) -> int:
        """The number of solutions over the complex numbers, with multiplicities."""
        return len(self.basis)

    def multiplied(self, unknown: int, row: Row) -> Row:
        """x_i times an element."""
        result = [QQ(0)] * self.dimension
        for factor, image in zip(row, self.times[unknown], strict=True):
            if factor:
                for index, entry in enumerate(image):
                    if entry:
                        result[index] += factor * entry
        return result

    def monomial(self, powers: Monomial) -> Row:
        """A monomial as an element."""
        if powers not in self._known:
            if not any(powers):
                row = [QQ(0)] * self.dimension
                row[self.basis.index(powers)] = QQ(1)
            else:
                index = next(i for i, power in enumerate(powers) if power)
                row = self.multiplied(index, self.monomial(_lowered(powers, index)))
            self._known[powers] = row
        return self._known[powers]

    @cached_property
    def traces(self) -> Row:
        """The trace of multiplication by each monomial of the basis."""
        return [
            sum(
                (self.monomial(_added(first, second))[k] for k, second in enumerate(self.basis)),
                QQ(0),
            )
            for first in self.basis
        ]

    def trace(self, row: Row) -> Any:
        """The trace of multiplication by an element: the sum of its values at the solutions."""
        return sum((a * b for a, b in zip(row, self.traces, strict=True)), QQ(0))

    def count(self) -> int:
        """The number of different solutions over the complex numbers."""
        rows = [[self.trace(self.monomial(_added(a, b))) for b in self.basis] for a in self.basis]
        return int(DomainMatrix(rows, (self.dimension, self.dimension), QQ).rank())


def _algebra(polynomials: Sequence[Poly], unknowns: Sequence[Symbol]) -> _Algebra | None:
    """The algebra; None where there are no solutions even over the complex numbers."""
    bound = 1
    for polynomial in polynomials:
        bound *= max(polynomial.total_degree(), 1)
    if bound > _MOST_DEGREES:
        raise UnsolvedError
    basis = groebner(polynomials, *unknowns, order=grevlex)
    if basis.exprs == [1]:
        return None
    if not basis.is_zero_dimensional:
        raise UnsolvedError
    leading = [part.LM(order=grevlex).exponents for part in basis.polys]
    monomials = tuple(_below(leading, len(unknowns)))
    if len(monomials) > _MOST_SOLUTIONS:
        raise UnsolvedError
    return _Algebra(monomials, tuple(_tables(basis, monomials, unknowns)))


def _below(leading: Sequence[Monomial], dimension: int) -> Iterator[Monomial]:
    """The monomials that no leading monomial divides."""
    ends = [
        min(powers[i] for powers in leading if sum(powers) == powers[i]) for i in range(dimension)
    ]
    for powers in product(*(range(end) for end in ends)):
        if not any(all(a <= b for a, b in zip(lead, powers, strict=True)) for lead in leading):
            yield powers


def _tables(
    basis: Any, monomials: Sequence[Monomial], unknowns: Sequence[Symbol]
) -> Iterator[tuple[Row, ...]]:
    place = {monomial: index for index, monomial in enumerate(monomials)}
    for i in range(len(unknowns)):
        rows = []
        for monomial in monomials:
            raised = tuple(power + (k == i) for k, power in enumerate(monomial))
            row = [QQ(0)] * len(monomials)
            if raised in place:
                row[place[raised]] = QQ(1)
            else:
                rest = basis.reduce(Poly({raised: 1}, *unknowns, domain=QQ).as_expr())[1]
                for powers, coefficient in Poly(rest, *unknowns, domain=QQ).terms():
                    if coefficient:
                        row[place[powers]] = QQ(coefficient.p, coefficient.q)
            rows.append(row)
        yield tuple(rows)


def _lowered(powers: Monomial, index: int) -> Monomial:
    return tuple(power - (k == index) for k, power in enumerate(powers))


def _added(first: Monomial, second: Monomial) -> Monomial:
    return tuple(a + b for a, b in zip(first, second, strict=True))


@dataclass(frozen=True)
class _Form:
    """A linear form that tells the solutions apart.

    Attributes:
        polynomial: its values are the roots, each once.
        numerators: for 1 and each unknown; an unknown is its numerator over that of 1.
    """

    polynomial: Poly
    numerators: tuple[Poly, ...]


def _separating_form(algebra: _Algebra) -> _Form:
    count, dimension = algebra.count(), len(algebra.times)
    for base in (0, 1, 2, -3, 5, -7, 11):
        weights = [base**index for index in range(dimension)]
        powers = _powers(algebra, weights, algebra.dimension)
        polynomial = _characteristic([algebra.trace(row) for row in powers]).sqf_part().monic()
        if polynomial.degree() == count:
            elements = [
                powers,
                *([algebra.multiplied(i, r) for r in powers] for i in range(dimension)),
            ]
            sums = [[algebra.trace(row) for row in rows] for rows in elements]
            return _Form(polynomial, tuple(_numerator(polynomial, traces) for traces in sums))
    raise UnsolvedError


def _powers(algebra: _Algebra, weights: Sequence[int], highest: int) -> list[Row]:
    """1, t, t², … for the linear form t with these coefficients."""
    rows = [algebra.monomial((0,) * len(weights))]
    for _ in range(highest):
        following = [QQ(0)] * algebra.dimension
        for index, weight in enumerate(weights):
            if weight:
                image = algebra.multiplied(index, rows[-1])
                following = [a + weight * b for a, b in zip(following, image, strict=True)]
        rows.append(following)
    return rows


def _characteristic(sums: Sequence[Any]) -> Poly:
    """The polynomial whose roots have these sums of powers (Newton's identities)."""
    coefficients = [QQ(1)]
    for k in range(1, len(sums)):
        total = sum((coefficients[k - i] * sums[i] for i in range(1, k + 1)), QQ(0))
        coefficients.append(-total / k)
    return Poly.from_list(coefficients, _FORM, domain=QQ)


def _numerator(polynomial: Poly, sums: Sequence[Any]) -> Poly:
    """Σ m·v·Π(t - other roots) over the roots, from the sums Σ m·v·(root)^k."""
    coefficients = polynomial.rep.to_list()
    degree = polynomial.degree()
    result = [
        sum((sums[i] * coefficients[k - i] for i in range(k + 1)), QQ(0)) for k in range(degree)
    ]
    return Poly.from_list(result, _FORM, domain=QQ)


def _roots(form: _Form) -> Iterator[Solution]:
    for factor, _ in form.polynomial.factor_list()[1]:
        weight, *numerators = (part.rem(factor) for part in form.numerators)
        inverse = weight.invert(factor)
        coordinates = tuple((part * inverse).rem(factor) for part in numerators)
        for center, closed in _roots_of(factor):
            yield Solution(factor, coordinates, center, closed)


def _roots_of(factor: Poly) -> Iterator[tuple[mpmath.mpf, Expr | None]]:
    """Each real root of an irreducible polynomial, by its decimals and in closed form."""
    try:
        closed: Mapping[int, Expr] = dict(enumerate(sorted(real_roots(factor), key=_decimal)))
    except UnsolvedError:
        closed = {}
    for index, (low, high) in enumerate(factor.intervals(sqf=True)):
        yield _refined(factor, Rational(low), Rational(high)), closed.get(index)


def _decimal(number: Expr) -> Float:
    return number.evalf(DIGITS)


def _refined(factor: Poly, low: Rational, high: Rational) -> mpmath.mpf:
    """The one root between two rational numbers, by halving exactly and then by Newton's method.

    Raises:
        UnsolvedError: the sign is not seen to change around what Newton's method gives.
    """
    if low == high:
        return mpmath.mpf(low.p) / low.q
    low, high = map(Rational, factor.refine_root(low, high, eps=Rational(1, 10**6)))
    if low == high:
        with mpmath.workdps(DIGITS):
            return mpmath.mpf(low.p) / low.q
    slope = factor.diff()
    with mpmath.workdps(2 * DIGITS):
        root = mpmath.mpf((low + high).p) / (low + high).q / 2
        for _ in range(8):
            root -= _horner(factor, root) / _horner(slope, root)
        middle = Rational(
            int(mpmath.nint(root * mpmath.mpf(10) ** (DIGITS + 5))), 10 ** (DIGITS + 5)
        )
        step = Rational(2, 10 ** (DIGITS + 5))
        if not (low < middle - step and middle + step < high):
            raise UnsolvedError
        if factor(middle - step) * factor(middle + step) >= 0:
            raise UnsolvedError
    return root


def _horner(polynomial: Poly, place: mpmath.mpf) -> mpmath.mpf:
    result = mpmath.mpf(0)
    for coefficient in polynomial.all_coeffs():
        result = result * place + mpmath.mpf(coefficient.p) / coefficient.q
    return result
