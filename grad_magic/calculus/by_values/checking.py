"""Every number again, by an independent numerical method.

The derivatives come from SymPy's rules applied to SymPy's form of f. They are compared with
central differences in high precision of f as it was typed: no rule of differentiation and no
rewriting of f is shared with them.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import mpmath
from sympy import Expr, Float, Integer, Matrix, Rational, Symbol

from grad_magic.calculus.exact.enclosures import NoEnclosureError, enclose_closely
from grad_magic.formula.arithmetic import HIGH_PRECISION, NotRealError
from grad_magic.formula.program import Program, compile_formula
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy
from grad_magic.wording.messages import Message

# More digits are taken where fewer do not settle it: for steep functions and huge arguments.
_DIGITS = (60, 240, 1000)
# Of so many times the digits f is computed again where the first do not agree.
_GUARD = 4
_TOLERANCE = 1e-12
# Less than what a float can tell apart.
_FLOAT_ROUNDING = 1e-18

# A Float of so many digits is what `measure_rate` is certain of.
MEASURED_DIGITS = 12
# For t = 10^-1, … on a ray: f may change as sqrt(t^4 + …), and t is lost in fewer digits.
_RAY_STEPS = (1, 2, 3, 4, 8, 16, 32, 64, 128, 256)
_RAY_DIGITS = 1200
_FEWEST_QUOTIENTS = 3
# 1/ln t falls to a quarter from one number of digits to the next, 1/ln ln t to three quarters.
_CLOSING = 0.9
_EIGENVALUE_DIGITS = 30

Values = Mapping[Symbol, Expr]
Vector = tuple[mpmath.mpf, ...]
Difference = Callable[[int], tuple[mpmath.mpf, mpmath.mpf]]
"""For a number of digits a numerical derivative, and the size of the values it came from."""


def check_rate(
    program: Program, values: Values, direction: Sequence[Expr], claimed: Expr
) -> bool | None:
    """Whether a rate of change along a vector is what the function's values say.

    Args:
        program: f as typed.
        values: the point.
        direction: v, n numbers of any length.
        claimed: ∇f(P)·v.

    Returns:
        None where the function cannot be evaluated on both sides of the point.
    """
    return _agrees(_first_difference(program, values, direction), claimed)


def measure_rate(program: Program, values: Values, direction: Sequence[Expr]) -> Expr | None:
    """The rate of change along a vector by the function's values alone.

    Returns:
        A Float of `MEASURED_DIGITS` digits, 0 for a number too small to be told from it; None
        where more digits change the value.

    >>> from grad_magic.reading.request import read_problem
    >>> from grad_magic.formula.program import compile_formula
    >>> problem = read_problem("f=x*exp(2*y) at=(1,0)")
    >>> values = dict(zip(problem.variables, problem.point))
    >>> measure_rate(compile_formula(problem.formula), values, (1, -1))
    -1.00000000000
    """
    return _measured(_first_difference(program, values, direction))


def check_second(
    program: Program, values: Values, first: Sequence[Expr], second: Sequence[Expr], claimed: Expr
) -> bool | None:
    """Whether a second derivative along two vectors is what the function's values say.

    Returns:
        None where the function cannot be evaluated around the point.
    """
    return _agrees(_second_difference(program, values, first, second), claimed)


def check_iterated(
    program: Program, values: Values, first: Sequence[Expr], second: Sequence[Expr], claimed: Expr
) -> bool | None:
    """Whether the derivative along the second vector of that along the first is what f says.

    Unlike `check_second` it tells the order apart: the inner quotient is taken with a far
    shorter step than the outer one, so that a kink along x = y³ is not met with it.
    """
    # So short a step e^(-1/x²) has no value at.
    verdicts = (
        _agrees(_iterated_difference(program, values, first, second, power), claimed)
        for power in (7, 3)
    )
    return next((verdict for verdict in verdicts if verdict is not None), None)


def _iterated_difference(
    program: Program, values: Values, first: Sequence[Expr], second: Sequence[Expr], power: int
) -> Difference:
    """With h for the outer step and this power of it for the inner one."""

    def difference(digits: int) -> tuple[mpmath.mpf, mpmath.mpf]:
        # The quotient divides by h⁸ = 10^-digits.
        with mpmath.workdps(2 * digits):
            site = _Vicinity(program, values)
            outer = site.scale() * mpmath.mpf(10) ** (-digits // 8)
            inner = outer**power
            along, across = _vector(first), _vector(second)
            corners = [
                a * b * site.value((along, a * inner), (across, b * outer))
                for a in (1, -1)
                for b in (1, -1)
            ]
            return mpmath.fsum(corners) / (4 * inner * outer), sum(map(abs, corners))

    return difference


def check_along(
    program: Program, values: Values, direction: Sequence[Expr], order: int, claimed: Expr
) -> bool | None:
    """Whether the derivative of some order along a vector is what the function's values say.

    Returns:
        None where the function cannot be evaluated around the point.
    """

    def difference(digits: int) -> tuple[mpmath.mpf, mpmath.mpf]:
        # The step of 10^-digits/3 leaves an error of its square; the division by its power
        # costs order·digits/3 digits.
        with mpmath.workdps(digits * (order + 3) // 3):
            site = _Vicinity(program, values)
            step = site.scale() * mpmath.mpf(10) ** (-digits // 3)
            vector = _vector(direction)
            terms = [
                (-1) ** count
                * math.comb(order, count)
                * site.value((vector, step * (mpmath.mpf(order) / 2 - count)))
                for count in range(order + 1)
            ]
            return mpmath.fsum(terms) / step**order, sum(map(abs, terms))

    return _agrees(difference, claimed)


def check_eigenvalues(matrix: Matrix, claimed: Sequence[Expr]) -> bool:
    """Whether the eigenvalues of a symmetric matrix of numbers are these, in rising order."""
    with mpmath.workdps(_EIGENVALUE_DIGITS):
        rows = [[to_mpmath(entry) for entry in row] for row in matrix.tolist()]
        found = mpmath.eigsy(mpmath.matrix(rows), eigvals_only=True)
        expected = [to_mpmath(value) for value in claimed]
        size = max(map(abs, found), default=0)
        return len(found) == len(expected) and all(
            abs(a - b) <= _TOLERANCE * size for a, b in zip(sorted(found), expected, strict=True)
        )


def measure_second(
    program: Program, values: Values, first: Sequence[Expr], second: Sequence[Expr]
) -> Expr | None:
    """The second derivative along two vectors, as `measure_rate` gives the first."""
    return _measured(_second_difference(program, values, first, second))


def measure_hessian(program: Program, values: Values) -> tuple[tuple[float, ...], ...] | None:
    """The second derivatives by the function's values alone, as exact as floats can be.

    Args:
        program: f as typed, whose mixed derivatives are continuous near P.
        values: P, without parameters.

    Returns:
        The n rows; None where two steps of different size do not agree.
    """
    size = len(values)
    entries: dict[tuple[int, int], float] = {}
    for row in range(size):
        for column in range(row + 1):
            entry = _as_float(
                _second_difference(program, values, _axis(row, size), _axis(column, size))
            )
            if entry is None:
                return None
            entries[row, column] = entries[column, row] = entry
    return tuple(tuple(entries[row, column] for column in range(size)) for row in range(size))


def _as_float(difference: Difference) -> float | None:
    """The value that two steps of different size agree on; 0 only if many digits say so."""
    for digits in _DIGITS:
        try:
            (rough, _), (fine, size) = _in_steps(difference, digits)
        except NotRealError:
            continue
        with mpmath.workdps(digits):
            # The step of 10^-digits/4 leaves an error of half the digits, in f'' and by rounding.
            noise = size * mpmath.mpf(10) ** (-digits * 2 // 5)
            if abs(fine) > noise and abs(rough - fine) <= _FLOAT_ROUNDING * abs(fine):
                return float(fine)
            # Where the terms of f cancel, rounding is more than the size of f tells, and shrinks
            # with more digits.
            vanishes = max(abs(rough), abs(fine)) <= noise
            if digits > _DIGITS[0] and (vanishes or abs(fine) <= _FLOAT_ROUNDING * abs(rough)):
                return 0.0
    return None


def _in_steps(
    difference: Difference, digits: int
) -> tuple[tuple[mpmath.mpf, mpmath.mpf], tuple[mpmath.mpf, mpmath.mpf]]:
    """The derivative with a step, and with a finer one."""
    with mpmath.workdps(digits):
        rough = difference(digits)
    with mpmath.workdps(digits * 4 // 3):
        return rough, difference(digits * 4 // 3)


def _first_difference(program: Program, values: Values, direction: Sequence[Expr]) -> Difference:
    def difference(digits: int) -> tuple[mpmath.mpf, mpmath.mpf]:
        # The error of the method is of order h², that of rounding 10^-digits/h.
        site = _Vicinity(program, values)
        step = site.scale() * mpmath.mpf(10) ** (-digits // 3)
        vector = _vector(direction)
        ahead, behind = (site.value((vector, signed)) for signed in (step, -step))
        return (ahead - behind) / (2 * step), abs(ahead) + abs(behind)

    return difference


def _second_difference(
    program: Program, values: Values, first: Sequence[Expr], second: Sequence[Expr]
) -> Difference:
    def difference(digits: int) -> tuple[mpmath.mpf, mpmath.mpf]:
        site = _Vicinity(program, values)
        step = site.scale() * mpmath.mpf(10) ** (-digits // 4)
        along, across = _vector(first), _vector(second)
        if along == across:
            # f(P + 2h) and f(P - 2h), and f(P) twice.
            ends = [site.value((along, 2 * sign * step)) for sign in (1, -1)]
            corners = [*ends, *[-site.value()] * 2]
        else:
            corners = [
                a * b * site.value((along, a * step), (across, b * step))
                for a in (1, -1)
                for b in (1, -1)
            ]
        return mpmath.fsum(corners) / (4 * step**2), sum(map(abs, corners))

    return difference


def check_ray(
    program: Program, values: Values, direction: Sequence[Expr], claimed: Expr
) -> bool | None:
    """Whether (f(P + tv) - f(P))/t tends to a number for t → 0+.

    Only values on the ray are used. Limits that are reached as slowly as 1/ln t are neither
    confirmed nor denied, nor are quotients that swing.

    Args:
        program: f as typed.
        values: the point P.
        direction: v, n numbers of any length.
        claimed: the limit, which may be oo or -oo.

    Returns:
        True if the quotients come as near to it as they can, False if they settle on another
        number or grow beyond all bounds while the limit is finite; else None.
    """
    with mpmath.workdps(_RAY_DIGITS):
        try:
            quotients = _quotients(_Vicinity(program, values), _vector(direction))
        except NotRealError:
            return None
        if len(quotients) < _FEWEST_QUOTIENTS:
            return None
        settled = _limit_of(quotients)
        if settled is None:
            return None
        if not mpmath.isfinite(settled) or claimed.is_infinite:
            return bool(settled == (to_mpmath(claimed) if claimed.is_finite else _sign(claimed)))
        expected = to_mpmath(claimed)
        return bool(abs(settled - expected) <= _TOLERANCE * max(1, abs(expected)))


def _sign(infinity: Expr) -> mpmath.mpf:
    return mpmath.inf if infinity.is_extended_positive else -mpmath.inf


def _quotients(site: _Vicinity, vector: Vector) -> list[mpmath.mpf]:
    """(f(P + tv) - f(P))/t for the smallest t, else for smaller and smaller ones.

    The latter as far as f has values there.
    """
    here, scale = site.value(), site.scale()
    found: list[mpmath.mpf] = []
    for steps in (_RAY_STEPS[-_FEWEST_QUOTIENTS:], _RAY_STEPS):
        found = []
        for digits in steps:
            step = scale * mpmath.mpf(10) ** -digits
            try:
                found.append((site.value((vector, step)) - here) / step)
            except NotRealError:
                break
        else:
            return found
    return found


def _limit_of(quotients: Sequence[mpmath.mpf]) -> mpmath.mpf | None:
    """What the last ones have settled on, ±inf where they grow; None where neither shows."""
    before, last = quotients[-2:]
    if abs(last - before) <= _TOLERANCE * max(1, abs(last)):
        return last
    sizes = [abs(quotient) for quotient in quotients[-_FEWEST_QUOTIENTS:]]
    grows = all(2 * small < large for small, large in pairwise(sizes)) and last * before > 0
    return mpmath.sign(last) * mpmath.inf if grows and sizes[-1] > 1 / _TOLERANCE else None


def check_general(
    program: Program, variables: Sequence[Symbol], partials: Sequence[Expr]
) -> bool | None:
    """Whether general partial derivatives agree with the function's values at sample points.

    Args:
        program: f as typed.
        variables: the n variables, and behind them the parameters.
        partials: the n partial derivatives.

    Returns:
        None where no sample point has a real value of f.
    """
    for values in _samples(variables):
        with mpmath.workdps(_DIGITS[0]):
            try:
                _Vicinity(program, values).value()
            except NotRealError:
                continue
            verdicts = [
                check_rate(program, values, _axis(index, len(variables)), _without_noise(value))
                for index, value in enumerate(_evaluate(partials, values))
                if value is not None
            ]
        if False in verdicts:
            return False
        if True in verdicts:
            return True
    return None


def _without_noise(value: mpmath.mpf) -> mpmath.mpf:
    """0 for what rounding has left of it, as of 1 + x/|x| for x < 0."""
    return mpmath.mpf(0) if abs(value) < mpmath.mpf(10) ** (-_DIGITS[0] // 2) else value


def _samples(variables: Sequence[Symbol]) -> Iterator[dict[Symbol, Expr]]:
    """Points of several sizes, the same ones every time; then points close to 0.

    Where x, y and 1 - x - y are all positive few others lie.
    """
    generator = random.Random(1)  # noqa: S311  (nothing is kept secret)
    for scale in (1, 1, 1, 10, 10, 100, 1000, 10_000):
        for _ in range(8):
            yield {
                variable: mpmath.mpf(generator.randint(-999, 999) or 1) * scale / 400
                for variable in variables
            }
    for scale in (1, 1, 10):
        for sign in (1, -1):
            for _ in range(4):
                yield {
                    variable: mpmath.mpf(sign * generator.randint(1, 99)) / 300 / scale
                    for variable in variables
                }


def _axis(index: int, dimension: int) -> tuple[int, ...]:
    return tuple(int(place == index) for place in range(dimension))


def _evaluate(expressions: Sequence[Expr], values: Values) -> Iterator[mpmath.mpf | None]:
    return (_value_of(expression, values) for expression in expressions)


def _value_of(expression: Expr, values: Values) -> mpmath.mpf | None:
    try:
        return compile_formula(from_sympy(expression)).run(dict(values), HIGH_PRECISION)
    except (NotRealError, UnreadableExpressionError):
        return None


def _agrees(difference: Difference, claimed: Expr) -> bool | None:
    """Compares with more and more digits; `difference` gives a value and the size of f."""
    verdict: bool | None = None
    errors: list[mpmath.mpf] = []
    for digits in _DIGITS:
        with mpmath.workdps(digits):
            expected = to_mpmath(claimed)
            noise = mpmath.mpf(10) ** (-digits * 2 // 5)
            if 0 < abs(expected) < noise * 10**10 and digits < _DIGITS[-1]:
                # Too small a number to be told from rounding with these digits.
                continue
            try:
                found, size = difference(digits)
                noise += size * mpmath.mpf(10) ** (-digits // 4)
                if expected == 0 and digits == _DIGITS[-1]:
                    # The difference quotient of x^(13/11) at 0 shrinks as slowly as h^(2/11).
                    noise += mpmath.mpf(10) ** (-digits // 25)
                tolerance = _TOLERANCE * abs(expected) + noise
                if abs(found - expected) > tolerance:
                    # With the same step: (1 - cos xy)/(x² + y²) loses all digits near 0.
                    with mpmath.workdps(_GUARD * digits):
                        found, _ = difference(digits)
            except NotRealError:
                continue
            errors.append(abs(found - expected))
            verdict = bool(errors[-1] <= tolerance)
            if verdict:
                return True
    return None if _are_closing(errors) else verdict


def _are_closing(errors: Sequence[mpmath.mpf]) -> bool:
    """Whether they shrink, as slowly as 1/ln t does: that neither confirms nor denies a number."""
    return len(errors) > 1 and all(after < _CLOSING * before for before, after in pairwise(errors))


def _measured(difference: Difference) -> Expr | None:
    """The value that two steps of different size agree on, with as few digits as settle it."""
    for digits in _DIGITS:
        try:
            (rough, size), (fine, _) = _in_steps(difference, digits)
        except NotRealError:
            continue
        with mpmath.workdps(digits):
            noise = mpmath.mpf(10) ** (-digits // 4) * (1 + size)
            if abs(rough) < noise and abs(fine) < noise and digits == _DIGITS[-1]:
                return Integer(0)
            if abs(rough - fine) <= _TOLERANCE * abs(fine) and abs(fine) > noise:
                return Float(mpmath.nstr(fine, MEASURED_DIGITS + 3), MEASURED_DIGITS)
    return None


@dataclass(frozen=True, eq=False)
class _Vicinity:
    """f around a point, with coordinates in the precision that it was made in."""

    program: Program
    point: dict[Symbol, mpmath.mpf]

    def __init__(self, program: Program, values: Values) -> None:
        coordinates = {variable: to_mpmath(value) for variable, value in values.items()}
        object.__setattr__(self, "program", program)
        object.__setattr__(self, "point", coordinates)

    def value(self, *moves: tuple[Vector, mpmath.mpf]) -> mpmath.mpf:
        """f at the point moved by these multiples of these vectors."""
        place = {
            variable: coordinate + sum(vector[index] * multiple for vector, multiple in moves)
            for index, (variable, coordinate) in enumerate(self.point.items())
        }
        return self.program.run(place, HIGH_PRECISION)

    def scale(self) -> mpmath.mpf:
        """The size of the coordinates, so that the step stays within what is near P.

        Raises:
            NotRealError: a coordinate is too small for the digits in use.
        """
        sizes = [abs(coordinate) for coordinate in self.point.values()]
        smallest = min((size for size in sizes if size), default=mpmath.mpf(1))
        if smallest < mpmath.mpf(10) ** (-mpmath.mp.dps // 4):
            raise NotRealError(Message("a_coordinate_is_too_small_for_these_digits"))
        return smallest if smallest < 1 else max(mpmath.mpf(1), *sizes)


def _vector(numbers: Sequence[Expr]) -> Vector:
    return tuple(map(to_mpmath, numbers))


def to_mpmath(number: Any) -> mpmath.mpf:
    """SymPy's, Python's or mpmath's number in mpmath's current precision."""
    if isinstance(number, (mpmath.mpf, int)):
        return mpmath.mpf(number)
    if isinstance(number, Rational):
        return mpmath.mpf(number.p) / number.q
    try:
        value, _ = enclose_closely(number, mpmath.mp.prec)
    except NoEnclosureError:
        return mpmath.mpmathify(number.evalf(mpmath.mp.dps))
    return +mpmath.mpf(value)
