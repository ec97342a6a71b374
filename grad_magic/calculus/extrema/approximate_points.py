"""Critical points without closed form: proved to be there, known by their decimals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, permutations

import mpmath
from sympy import E, Expr, Float, Integer, Matrix, Poly, Rational, Symbol, log, pi, sqrt, together

from grad_magic.calculus.extrema.equations.intervals import (
    INTERVALS,
    Interval,
    NoIntervalError,
    interval,
)
from grad_magic.calculus.extrema.equations.real_solutions import DIGITS, SHOWN_DIGITS, Solution
from grad_magic.calculus.extrema.kinds.critical import critical_kind
from grad_magic.calculus.extrema.kinds.verdicts import CriticalVerdict, extremum, undecided
from grad_magic.deferred_numpy import np
from grad_magic.findings import CriticalReason, Finding
from grad_magic.formula.arithmetic import HIGH_PRECISION, NotRealError
from grad_magic.formula.program import Program, compile_formula
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy
from grad_magic.solution import CriticalPoint

# Smaller than what the digits in use can tell from 0.
_NOISE = mpmath.mpf(10) ** -25
# Denominators of fractions that a decimal is compared with.
_DENOMINATORS = (1, 2, 3, 4, 5, 6, 8)
_UNITS: tuple[Expr, ...] = (
    Integer(1), pi, log(2), log(3), E, 1 / E, sqrt(2), sqrt(3), sqrt(5), sqrt(E), 1 / sqrt(E),
)  # fmt: skip
_LARGEST_MULTIPLE = 50
# Where zeros are not told apart they are not known better.
_NEIGHBORHOOD = 1e-3


@dataclass(frozen=True)
class Smooth:
    """f near zeros of its gradient.

    Attributes:
        f, program: the function, and as typed.
        variables: its n variables.
        hessian: the second derivatives, n×n.
    """

    f: Expr
    program: Program
    variables: Sequence[Symbol]
    hessian: Matrix


def critical_point_near(
    function: Smooth, numbers: Sequence[mpmath.mpf], solution: Solution | None = None
) -> CriticalPoint | None:
    """The critical point that these are the decimals of; None where f has no value.

    Args:
        function: f.
        numbers: the coordinates to `DIGITS` digits.
        solution: the point as a solution of polynomial equations, where it is one.
    """
    values = dict(zip(function.variables, numbers, strict=True))
    try:
        with mpmath.workdps(DIGITS):
            value = function.program.run(values, HIGH_PRECISION)
    except NotRealError:
        return None
    verdict = _verdict(function, numbers)
    shown = _shown(value, is_exact=_is_settled(function, numbers, value))
    point = tuple(_shown(number) for number in numbers) if solution is None else solution.point
    exact = None if solution is None else _exact_value(function, solution)
    return CriticalPoint(
        point,
        shown if exact is None else exact,
        verdict.kind,
        verdict.is_strict,
        verdict.reason,
        is_approximate=True,
    )


def _is_settled(function: Smooth, numbers: Sequence[mpmath.mpf], value: mpmath.mpf) -> bool:
    """Whether a value as small as noise keeps its digits when it is computed with more of them.

    The coordinates are known to about `DIGITS` digits, and f changes by the square of what they
    lack.
    """
    with mpmath.workdps(2 * DIGITS):
        for shift in (0, _NOISE, -_NOISE):
            moved = (number * (1 + shift) for number in numbers)
            values = dict(zip(function.variables, moved, strict=True))
            try:
                other = function.program.run(values, HIGH_PRECISION)
            except NotRealError:
                return False
            if not abs(other - value) < abs(value) * mpmath.mpf(10) ** -SHOWN_DIGITS:
                return False
    return True


def _shown(number: mpmath.mpf, *, is_exact: bool = False) -> Expr:
    if abs(number) < _NOISE and not is_exact:
        return Float(0, SHOWN_DIGITS)
    return Float(mpmath.nstr(number, SHOWN_DIGITS + 3), SHOWN_DIGITS)


def _exact_value(function: Smooth, solution: Solution) -> Expr | None:
    """f where its value is a rational number, as 0 of a sum of squares."""
    if not function.f.is_rational_function(*function.variables):
        return None
    over, under = together(function.f).as_numer_denom()
    upper, lower = (solution.value(Poly(part, *function.variables)) for part in (over, under))
    if isinstance(upper, Rational) and isinstance(lower, Rational) and lower != 0:
        return upper / lower
    return None


def _verdict(function: Smooth, numbers: Sequence[mpmath.mpf]) -> CriticalVerdict:
    """What the Hessian says, if intervals around its entries settle the signs."""
    try:
        coefficients = _characteristic(_hessian_near(function, numbers))
    except (NoIntervalError, UnreadableExpressionError):
        return undecided(CriticalReason.SIGN_NOT_SETTLED)
    if any(part.a <= 0 <= part.b for part in coefficients):
        return undecided(CriticalReason.SIGN_NOT_SETTLED)
    signs = [1 if part.a > 0 else -1 for part in coefficients]
    kind = _kind(signs)
    if kind == "saddle":
        return CriticalVerdict("saddle", None, Finding(CriticalReason.INDEFINITE_HESSIAN))
    return extremum(1 if kind == "minimum" else -1, Finding(CriticalReason(f"definite_{kind}")))


def _kind(signs: Sequence[int]) -> str:
    """From the signs of the elementary symmetric functions of the eigenvalues, none 0."""
    # A matrix with this characteristic polynomial is not needed: a diagonal one of as many
    # positive and negative entries, by Descartes' rule, says the same.
    alternating = [1, *((-1) ** (k + 1) * sign for k, sign in enumerate(signs))]
    positive = sum(a != b for a, b in pairwise(alternating))
    entries = [1] * positive + [-1] * (len(signs) - positive)
    return critical_kind(Matrix.diag(*entries))


def _hessian_near(function: Smooth, numbers: Sequence[mpmath.mpf]) -> list[list[mpmath.mpf]]:
    values = {
        variable: _around(number)
        for variable, number in zip(function.variables, numbers, strict=True)
    }
    size = len(function.variables)
    with np.errstate(all="ignore"):
        return [
            [_enclosed(function.hessian[i, j], values) for j in range(size)] for i in range(size)
        ]


def _around(number: mpmath.mpf) -> Interval:
    center = float(number)
    return interval(np.nextafter(center, -np.inf), np.nextafter(center, np.inf))


def _enclosed(expression: Expr, values: Mapping[Symbol, Interval]) -> mpmath.mpf:
    found = compile_formula(from_sympy(expression)).run(dict(values), INTERVALS)
    if not (np.isfinite(found.low).all() and np.isfinite(found.high).all()):
        raise NoIntervalError
    return mpmath.iv.mpf([float(found.low), float(found.high)])


def _characteristic(matrix: Sequence[Sequence[mpmath.mpf]]) -> list[mpmath.mpf]:
    """The sums of the principal minors of each size."""
    size = len(matrix)
    return [
        sum((_minor(matrix, rows) for rows in combinations(range(size), k)), mpmath.iv.mpf(0))
        for k in range(1, size + 1)
    ]


def _minor(matrix: Sequence[Sequence[mpmath.mpf]], rows: Sequence[int]) -> mpmath.mpf:
    total = mpmath.iv.mpf(0)
    for order in permutations(range(len(rows))):
        inversions = sum(a > b for a, b in combinations(order, 2))
        term = mpmath.iv.mpf((-1) ** inversions)
        for row, column in enumerate(order):
            term *= matrix[rows[row]][rows[column]]
        total += term
    return total


def exact_candidates(numbers: Sequence[mpmath.mpf]) -> Iterator[Expr] | None:
    """Simple exact numbers that look like these; None where one looks like none.

    They are guesses, to be proved.
    """
    found = [_candidate(number) for number in numbers]
    return None if None in found else iter(part for part in found if part is not None)


def simple_number_near(place: float) -> Expr | None:
    """A simple exact number that differs little from a place; it is a guess."""
    for unit in _UNITS:
        size = float(unit)
        for denominator in _DENOMINATORS:
            multiple = round(place * denominator / size)
            is_near = abs(multiple * size / denominator - place) < _NEIGHBORHOOD
            if is_near and abs(multiple) <= _LARGEST_MULTIPLE:
                return unit * Rational(multiple, denominator)
    return None


def _candidate(number: mpmath.mpf) -> Expr | None:
    with mpmath.workdps(DIGITS):
        for unit in _UNITS:
            ratio = number / mpmath.mpmathify(unit.evalf(DIGITS))
            for denominator in _DENOMINATORS:
                nearest = mpmath.nint(ratio * denominator)
                if abs(nearest) > _LARGEST_MULTIPLE:
                    break
                if abs(ratio * denominator - nearest) < _NOISE:
                    return unit * Rational(int(nearest), denominator)
    return None
