"""Curves of critical points g = 0, told by their own equation.

Where f - c = gᵐ·r with m ≥ 2, all points with g = 0 are critical, and where r ≠ 0 the sign of r
and whether m is even decide of which kind they are. Between the places where the curve turns, ends
or meets r = 0 it consists of arcs on each of which r has one sign, so that a point on each arc
tells all of them (as in cylindrical algebraic decomposition; Basu, Pollack, Roy, §5.1).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import mpmath
from sympy import (
    And,
    Eq,
    Expr,
    Gt,
    Integer,
    Lt,
    Mul,
    Ne,
    Or,
    Poly,
    Pow,
    Rational,
    Symbol,
    discriminant,
    factor,
    gcd,
    resultant,
)

from grad_magic.calculus.derivatives import gradient
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.extrema.curves.joined_branches import in_squares
from grad_magic.calculus.extrema.curves.regions import in_intervals
from grad_magic.calculus.extrema.curves.repeated_factors import power_of_curve, shared_factors
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.equations.systems import solve_system
from grad_magic.calculus.extrema.equations.value_bounds import (
    is_never_negative,
    lower_bound,
    upper_bound,
)
from grad_magic.findings import CriticalReason, Finding
from grad_magic.formula.one_variable import conjuncts
from grad_magic.formula.sympy_forms import sides
from grad_magic.solution import CriticalKind, CriticalPoint

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

# A curve that is linear or quadratic in one of its variables is told as f(x, x²) and the like,
# unless it is so in both: then roots would stand for halves of it.
_LEAST_DEGREE = 2
_LEAST_POWER = 2
_HIGHEST_DEGREE = 8
_DIGITS = 50
_NARROW = Rational(1, 10**8)

PointJudge = Callable[[tuple[Expr, ...]], "CriticalPoint | None"]
"""The critical point in a place; None where that is none. May raise UnsolvedError."""


@dataclass(frozen=True)
class FactorCurve:
    """A curve g = 0 on which f has one value, with f - c = gᵐ·r.

    Attributes:
        curve: g, an irreducible polynomial.
        value: c.
        power: m ≥ 2.
        rest: r, which is not 0 on all of the curve.
    """

    curve: Expr
    value: Expr
    power: int
    rest: Expr

    @property
    def equation(self) -> Eq:
        """The curve as x² + y² = 1 or (x - 1)² + y² = 1."""
        constant, rest = self.curve.expand().as_coeff_Add()
        variables = sorted(self.curve.free_symbols, key=str)
        in_center = in_squares(self.curve, variables)
        return Eq(rest, -constant) if in_center is None else in_center

    def is_told_by(self, where: Boolean | None) -> bool:
        """Whether a condition is, or holds, an equation of this curve."""
        equations = () if where is None else (w for w in conjuncts(where) if isinstance(w, Eq))
        return any(factor((w.lhs - w.rhs) / self.curve).is_number for w in equations)

    def holds(self, point: Sequence[Expr], variables: Sequence[Symbol]) -> bool:
        """Whether a point, or each point of a curve by coordinates, lies on it."""
        place = dict(zip(variables, point, strict=True))
        return sign_of(self.curve.xreplace(place).expand()) == 0


def factor_curves(f: Expr, variables: Sequence[Symbol]) -> Iterator[FactorCurve]:
    """The curves g = 0 of which ∇f has the factor g, and that are best told by this equation.

    Args:
        f: the function.
        variables: its variables; nothing is found unless they are two.
    """
    if len(variables) != 2 or not f.free_symbols <= set(variables):
        return
    for curve in _shared(f, variables):
        polynomial = Poly(curve, *variables)
        degrees = polynomial.degree_list()
        if min(degrees) >= _LEAST_DEGREE and max(degrees) <= _HIGHEST_DEGREE:
            found = _split_off(f, variables, polynomial.primitive()[1].as_expr())
            if found is not None:
                yield found


def _shared(f: Expr, variables: Sequence[Symbol]) -> list[Expr]:
    partials = gradient(f, variables)
    if f.is_polynomial(*variables):
        shared = gcd(*(partial.expand() for partial in partials))
    else:
        parts = shared_factors(partials, variables)
        shared = Mul(*(part for part in parts if part.is_polynomial(*variables)))
    if not shared.has(*variables) or not Poly(shared, *variables).domain.is_ZZ:
        return []
    return [part.as_expr() for part, _ in Poly(shared, *variables).factor_list()[1]]


def _split_off(f: Expr, variables: Sequence[Symbol], curve: Expr) -> FactorCurve | None:
    """The power of g in f - c; None where c is no number or f has no such form."""
    if not f.is_polynomial(*variables):
        return _split_off_product(f, curve)
    found = power_of_curve(f, curve, variables)
    if found is None or found.power < _LEAST_POWER:
        return None
    return FactorCurve(curve, found.value, found.power, factor(found.rest))


def _split_off_product(f: Expr, curve: Expr) -> FactorCurve | None:
    """The same of a product that has a power of ±g among its factors."""
    for part in Mul.make_args(f):
        base, exponent = part.as_base_exp()
        if not (exponent.is_Integer and exponent > 1):
            continue
        ratio = factor(base / curve)
        if ratio.is_number:
            rest = Mul(*(other for other in Mul.make_args(f) if other is not part))
            rest *= ratio**exponent
            return None if rest.has(base) else FactorCurve(curve, Integer(0), int(exponent), rest)
    return None


def points_on(
    found: FactorCurve, variables: Sequence[Symbol], judge_point: PointJudge
) -> list[CriticalPoint] | None:
    """The rows that tell the points of the curve, and the points on it of a kind of their own.

    Args:
        found: the curve.
        variables: its two variables.
        judge_point: what kind a single point is.

    Returns:
        None where this could not be settled.
    """
    try:
        rows = list(_rows(found, variables, _signs_of_arcs(found, variables)))
        places = _lone_points(found, variables)
        return list(_with_lone_points(found, rows, places, judge_point))
    except UnsolvedError:
        return None


def _rows(
    found: FactorCurve, variables: Sequence[Symbol], signs: set[int]
) -> Iterator[CriticalPoint]:
    difference = Mul(Pow(found.curve, found.power), found.rest)
    parts = {"curve": found.equation, "difference": difference}
    reason = Finding(CriticalReason.POWER_OF_CURVE, parts)
    if is_never_negative(difference) or is_never_negative(-difference):
        reason = Finding(CriticalReason.NEVER_BEYOND_CURVE, {"difference": difference})
    whole = CriticalPoint(
        tuple(variables), found.value, "undecided", None, reason, where=found.equation
    )
    if found.power % 2:
        yield replace(whole, kind="saddle")
        return
    for sign in sorted(signs, reverse=True):
        kind: CriticalKind = "minimum" if sign > 0 else "maximum"
        where = whole.where if len(signs) == 1 else And(whole.where, _where_of_sign(found, sign))
        yield replace(whole, kind=kind, is_strict=False, where=where)


def _where_of_sign(found: FactorCurve, sign: int) -> Boolean:
    """The condition that r is positive or negative: x > 1/2 for x - 1/2."""
    rest = _without_positive(found.rest)
    rest = rest.as_coeff_Mul()[1] * (1 if rest.as_coeff_Mul()[0] > 0 else -1)
    relation = Gt if sign > 0 else Lt
    if len(rest.free_symbols) > 1:
        return relation(*sides(rest))
    solved = in_intervals(relation(rest, 0))
    return relation(rest, 0) if isinstance(solved, Or) else solved


def _with_lone_points(
    found: FactorCurve,
    rows: Sequence[CriticalPoint],
    places: Sequence[tuple[Expr, ...]],
    judge_point: PointJudge,
) -> Iterator[CriticalPoint]:
    """The rows without the points that they do not tell truly, and these.

    Raises:
        UnsolvedError: what such a point is, or how it is left out, is not known.
    """
    others: list[CriticalPoint] = []
    left_out: list[Boolean] = []
    for place in places:
        point = judge_point(place)
        if point is None:
            raise UnsolvedError
        at = dict(zip(rows[0].point, place, strict=True))
        vanishes = sign_of(found.rest.xreplace(at).expand()) == 0
        is_left_out = vanishes and len(rows) > 1
        kinds = {(row.kind, row.is_strict) for row in rows}
        if is_left_out or kinds != {(point.kind, point.is_strict)}:
            others.append(point)
            if not is_left_out:
                left_out.append(_beside(found.curve, at))
    for row in rows:
        yield replace(row, where=And(row.where, *dict.fromkeys(left_out)))
    yield from others


def _beside(curve: Expr, place: Mapping[Symbol, Expr]) -> Boolean:
    """A condition that leaves out this point of the curve alone.

    Raises:
        UnsolvedError: none is found in one coordinate.
    """
    for variable, value in place.items():
        (other,) = (name for name in place if name != variable)
        if not value.is_Rational:
            continue
        column = Poly(curve.xreplace({variable: value}), other)
        if not column.is_zero and column.sqf_part().count_roots() == 1:
            return Ne(variable, value)
    raise UnsolvedError


def _lone_points(found: FactorCurve, variables: Sequence[Symbol]) -> list[tuple[Expr, ...]]:
    """The points of the curve where r = 0, and where the curve is not smooth.

    Raises:
        UnsolvedError: they could not all be found.
    """
    systems = [[found.curve, *gradient(found.curve, variables)]]
    if found.rest.has(*variables):
        systems.append([found.curve, found.rest])
    places: list[tuple[Expr, ...]] = []
    for equations in systems:
        search = solve_system(equations, variables)
        if not search.is_complete or search.repeating:
            raise UnsolvedError
        for solution in search.solutions:
            place = tuple(solution.get(variable, variable) for variable in variables)
            if any(value.free_symbols for value in place):
                raise UnsolvedError
            if place not in places:
                places.append(place)
    return places


def _signs_of_arcs(found: FactorCurve, variables: Sequence[Symbol]) -> set[int]:
    """The signs of r on the arcs of the curve.

    Raises:
        UnsolvedError: they could not be found, or the curve has no arc.
    """
    rest = _without_positive(found.rest)
    if not rest.is_polynomial(*variables):
        raise UnsolvedError
    first, second = variables
    signs: set[int] = set()
    for place in _between(_breaks(found.curve, rest, first, second)):
        column = Poly(found.curve.xreplace({first: place}), second)
        for height in _real_roots(column):
            with mpmath.workdps(_DIGITS):
                at = {first: mpmath.mpf(place.p) / place.q, second: height}
                value = mpmath.mpf(1)
                for part in Mul.make_args(rest):
                    value *= _value(part, at)
            if abs(value) < mpmath.mpf(10) ** (-_DIGITS // 2):
                raise UnsolvedError
            signs.add(1 if value > 0 else -1)
    if not signs:
        raise UnsolvedError
    return signs


def _without_positive(rest: Expr) -> Expr:
    """What has the sign of r: e^x(x - 2) like x - 2."""
    kept: list[Expr] = []
    for part in Mul.make_args(rest):
        low, high = lower_bound(part), upper_bound(part)
        if low is not None and sign_of(low) == 1:
            continue
        if part.is_positive:
            continue
        if high is not None and sign_of(high) == -1:
            kept.append(Integer(-1))
            continue
        kept.append(part)
    return Mul(*kept)


def _breaks(curve: Expr, rest: Expr, first: Symbol, second: Symbol) -> Poly:
    """A polynomial in one variable that is 0 where arcs of the curve end or r is 0 on it."""
    leading = Poly(curve, second).LC()
    product = Poly(leading * discriminant(curve, second), first)
    for part in Mul.make_args(rest):
        base = part.as_base_exp()[0]
        if base.has(first, second):
            product *= Poly(resultant(curve, base, second), first)
    if product.is_zero:
        raise UnsolvedError
    return product


def _between(breaks: Poly) -> list[Rational]:
    """A number below all real zeros, one above all, and one between each two.

    Raises:
        UnsolvedError: two zeros lie too near each other.
    """
    if breaks.degree() == 0:
        return [Rational(1, 3)]
    intervals = sorted(ends for ends, _ in breaks.intervals(eps=_NARROW))
    if not intervals:
        return [Rational(1, 3)]
    places = [intervals[0][0] - 1]
    for (_, low), (high, _) in pairwise(intervals):
        if low >= high:
            raise UnsolvedError
        places.append((low + high) / 2)
    return [*map(Rational, places), Rational(intervals[-1][1] + 1)]


def _real_roots(column: Poly) -> list[mpmath.mpf]:
    """The real zeros of a polynomial without multiple ones.

    Raises:
        UnsolvedError: not all of them were found.
    """
    if column.degree() <= 0:
        return []
    with mpmath.workdps(_DIGITS):
        numbers = [mpmath.mpf(c.p) / c.q for c in map(Rational, column.all_coeffs())]
        try:
            roots = mpmath.polyroots(numbers, maxsteps=200, extraprec=4 * _DIGITS)
        except mpmath.libmp.libhyper.NoConvergence:
            raise UnsolvedError from None
        small = mpmath.mpf(10) ** (-_DIGITS // 2)
        real = [root.real for root in roots if abs(root.imag) < small * (1 + abs(root))]
    if len(real) != column.count_roots():
        raise UnsolvedError
    return real


def _value(part: Expr, at: dict[Symbol, mpmath.mpf]) -> mpmath.mpf:
    base, exponent = part.as_base_exp()
    polynomial = Poly(base, *at)
    total = mpmath.mpf(0)
    for powers, coefficient in polynomial.terms():
        number = Rational(coefficient)
        term = mpmath.mpf(number.p) / number.q
        for value, power in zip(at.values(), powers, strict=True):
            term *= value**power
        total += term
    return total ** int(exponent)
