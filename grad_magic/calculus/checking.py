"""Every number again, by an independent numerical method.

The derivatives come from SymPy's rules applied to SymPy's form of f. They are compared with
central differences in high precision of f as it was typed: no rule of differentiation and no
rewriting of f is shared with them.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import mpmath
from sympy import Expr, Symbol

from grad_magic.calculus.arithmetic import HIGH_PRECISION, NotRealError
from grad_magic.calculus.program import Program, compile_formula
from grad_magic.reading.symbolic import UnreadableExpressionError, from_sympy

# More digits are taken where fewer do not settle it: for steep functions and huge arguments.
_DIGITS = (60, 240, 1000)
_TOLERANCE = 1e-12

Values = Mapping[Symbol, Expr]


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

    def difference(digits: int) -> tuple[mpmath.mpf, mpmath.mpf]:
        # The error of the method is of order h², that of rounding 10^-digits/h.
        step = _scale(values) * mpmath.mpf(10) ** (-digits // 3)
        ahead, behind = (_value(program, values, [(direction, signed)]) for signed in (step, -step))
        return (ahead - behind) / (2 * step), abs(ahead) + abs(behind)

    return _agrees(difference, claimed)


def check_second(
    program: Program, values: Values, first: Sequence[Expr], second: Sequence[Expr], claimed: Expr
) -> bool | None:
    """Whether a second derivative along two vectors is what the function's values say.

    Returns:
        None where the function cannot be evaluated around the point.
    """

    def difference(digits: int) -> tuple[mpmath.mpf, mpmath.mpf]:
        step = _scale(values) * mpmath.mpf(10) ** (-digits // 4)
        corners = [
            a * b * _value(program, values, [(first, a * step), (second, b * step)])
            for a in (1, -1)
            for b in (1, -1)
        ]
        return mpmath.fsum(corners) / (4 * step**2), sum(map(abs, corners))

    return _agrees(difference, claimed)


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
                _value(program, values, [])
            except NotRealError:
                continue
            verdicts = [
                check_rate(program, values, _axis(index, len(variables)), value)
                for index, value in enumerate(_evaluate(partials, values))
                if value is not None
            ]
        if False in verdicts:
            return False
        if True in verdicts:
            return True
    return None


def _samples(variables: Sequence[Symbol]) -> Iterator[dict[Symbol, Expr]]:
    """Points of several sizes, the same ones every time."""
    generator = random.Random(1)  # noqa: S311  (nothing is kept secret)
    for scale in (1, 1, 1, 10, 10, 100, 1000, 10_000):
        for _ in range(8):
            yield {
                variable: mpmath.mpf(generator.randint(-999, 999)) * scale / 400
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


def _agrees(
    difference: Callable[[int], tuple[mpmath.mpf, mpmath.mpf]], claimed: Expr
) -> bool | None:
    """Compares with more and more digits; `difference` gives a value and the size of f."""
    verdict: bool | None = None
    for digits in _DIGITS:
        with mpmath.workdps(digits):
            expected = to_mpmath(claimed)
            noise = mpmath.mpf(10) ** (-digits * 2 // 5)
            if 0 < abs(expected) < noise * 10**10 and digits < _DIGITS[-1]:
                # Too small a number to be told from rounding with these digits.
                continue
            try:
                found, size = difference(digits)
            except NotRealError:
                continue
            noise += size * mpmath.mpf(10) ** (-digits // 4)
            if expected == 0 and digits == _DIGITS[-1]:
                # The difference quotient of x^(13/11) at 0 shrinks as slowly as h^(2/11).
                noise += mpmath.mpf(10) ** (-digits // 25)
            verdict = bool(abs(found - expected) <= _TOLERANCE * abs(expected) + noise)
            if verdict:
                return True
    return verdict


def _value(
    program: Program,
    values: Values,
    moves: Sequence[tuple[Sequence[Expr], mpmath.mpf]],
) -> mpmath.mpf:
    """f at the point moved by these multiples of these vectors."""
    place = {}
    for index, (variable, coordinate) in enumerate(values.items()):
        steps = (to_mpmath(vector[index]) * multiple for vector, multiple in moves)
        place[variable] = to_mpmath(coordinate) + mpmath.fsum(steps)
    return program.run(place, HIGH_PRECISION)


def _scale(values: Values) -> mpmath.mpf:
    """The size of the coordinates, so that the step stays within what is near P.

    Raises:
        NotRealError: a coordinate is too small for the digits in use.
    """
    sizes = [abs(to_mpmath(coordinate)) for coordinate in values.values()]
    smallest = min((size for size in sizes if size), default=mpmath.mpf(1))
    if smallest < mpmath.mpf(10) ** (-mpmath.mp.dps // 4):
        raise NotRealError("a coordinate is too small for these digits")
    return smallest if smallest < 1 else max(mpmath.mpf(1), *sizes)


def to_mpmath(number: Any) -> mpmath.mpf:
    """SymPy's, Python's or mpmath's number in mpmath's current precision."""
    if isinstance(number, (mpmath.mpf, int)):
        return mpmath.mpf(number)
    return mpmath.mpmathify(number.evalf(mpmath.mp.dps))
