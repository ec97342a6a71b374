"""What the values of f around a point say of it: their signs, its slopes, whether it is smooth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import mpmath
from sympy import Expr, Symbol

from grad_magic.formula.arithmetic import HIGH_PRECISION, NotRealError
from grad_magic.formula.program import Program

DIGITS = 150
# Differences below are rounding: of a term t¹² the smaller step below leaves more than that.
_NOISE = mpmath.mpf("1e-138")
# A function that is smooth enough has quotients that fall from one step to the next.
_STEPS = (mpmath.mpf("1e-5"), mpmath.mpf("1e-10"))
# √t falls to 1/300, t/ln t to less than a half; what stays has a slope.
_FALL = mpmath.mpf("0.6")
# A quotient that grows so has no limit.
_GROWTH = mpmath.mpf("1.5")
# A quotient that is so small at the smaller step is taken for one that falls.
_SMALL = mpmath.mpf("1e-8")
_PAIRS = ((1, 1), (2, 5), (7, 3))
_BENDS = ((1, 2), (1, 3), (2, 3))
_WIDTHS = (mpmath.mpf(1), mpmath.mpf(1) / 3, mpmath.mpf(3))
_IN_SPACE = ((2, 3, 5), (5, 3, 2), (1, 1, 1), (3, 7, 1))

Numbers = Mapping[Symbol, mpmath.mpf]
Vector = tuple[mpmath.mpf, ...]


@dataclass(frozen=True)
class Surroundings:
    """How f leaves the value f(P), along lines and curves on all sides of P.

    Attributes:
        signs: those that f - f(P) takes.
        is_level: whether nothing speaks against ∇f(P) = 0.
        is_smooth: whether nothing speaks against f being differentiable at P.
    """

    signs: frozenset[int]
    is_level: bool
    is_smooth: bool


@dataclass(frozen=True)
class _Curve:
    """P + (c₁t^p₁, …, cₙt^pₙ); a line where all exponents are 1 or the factor is 0."""

    factors: Vector
    exponents: tuple[int, ...]

    def step(self, parameter: mpmath.mpf) -> Vector:
        return tuple(
            factor * parameter**power
            for factor, power in zip(self.factors, self.exponents, strict=True)
        )


def look_around(
    program: Program, variables: Sequence[Symbol], place: Numbers, value: mpmath.mpf
) -> Surroundings | None:
    """What the values around a point say; None where f has no value on one of its sides.

    Args:
        program: the function as typed.
        variables: its n variables.
        place: values of all names, in the current precision.
        value: f(P).
    """
    noise = _NOISE * (1 + abs(value))
    signs: set[int] = set()
    slopes: dict[Vector, tuple[mpmath.mpf, mpmath.mpf]] = {}
    bent: list[tuple[_Curve, tuple[mpmath.mpf, mpmath.mpf]]] = []

    def change_along(curve: _Curve, parameter: mpmath.mpf) -> mpmath.mpf:
        moves = zip(variables, curve.step(parameter), strict=True)
        moved = dict(place) | {variable: place[variable] + move for variable, move in moves}
        return program.run(moved, HIGH_PRECISION) - value

    far, near = _STEPS
    try:
        for curve in _curves(len(variables)):
            change = change_along(curve, near)
            signs.add(0 if abs(change) <= noise else int(mpmath.sign(change)))
            second = first = change / near
            if abs(second) > _SMALL:
                first = change_along(curve, far) / far
            if _is_line(curve):
                slopes[curve.factors] = (first, second)
            else:
                bent.append((curve, (first, second)))
    except NotRealError:
        return None
    everywhere = [*slopes.values(), *(quotients for _, quotients in bent)]
    return Surroundings(
        frozenset(signs),
        all(_falls(*quotients) for quotients in everywhere),
        _is_linear(slopes, bent, len(variables)),
    )


def sign_along(program: Program, place: Numbers, value: mpmath.mpf, moved: Numbers) -> int | None:
    """The sign of f - f(P) at another point; None where f has no value there."""
    try:
        change = program.run(dict(place) | dict(moved), HIGH_PRECISION) - value
    except NotRealError:
        return None
    return 0 if abs(change) <= _NOISE * (1 + abs(value)) else int(mpmath.sign(change))


def _falls(first: mpmath.mpf, second: mpmath.mpf) -> bool:
    return bool(abs(second) <= max(_SMALL, _FALL * abs(first)))


def _is_linear(
    slopes: Mapping[Vector, tuple[mpmath.mpf, mpmath.mpf]],
    bent: Sequence[tuple[_Curve, tuple[mpmath.mpf, mpmath.mpf]]],
    dimension: int,
) -> bool:
    """Whether the quotients tend to those of one linear function."""
    rows = []
    for axis in range(dimension):
        unit = tuple(mpmath.mpf(int(k == axis)) for k in range(dimension))
        rows.append(slopes[unit])
    if any(abs(second) > _GROWTH * abs(first) + _SMALL for first, second in rows):
        return False
    quotients = [
        *slopes.items(),
        *((_start(curve), pair) for curve, pair in bent),
    ]
    for direction, pair in quotients:
        missed = [
            pair[step] - mpmath.fsum(c * row[step] for c, row in zip(direction, rows, strict=True))
            for step in (0, 1)
        ]
        if not _falls(*missed):
            return False
    return True


def _start(curve: _Curve) -> Vector:
    """The direction in which it leaves P."""
    return tuple(
        factor if power == 1 else mpmath.mpf(0)
        for factor, power in zip(curve.factors, curve.exponents, strict=True)
    )


def _is_line(curve: _Curve) -> bool:
    return all(
        power == 1 or not factor
        for factor, power in zip(curve.factors, curve.exponents, strict=True)
    )


def _curves(dimension: int) -> Iterator[_Curve]:
    for axis, side in product(range(dimension), (1, -1)):
        yield _in_plane(dimension, (axis, axis), (side, side), (1, 1))
    for axes in combinations(range(dimension), 2):
        for (a, b), s, r in product((*_PAIRS, *((q, p) for p, q in _PAIRS)), (1, -1), (1, -1)):
            yield _in_plane(dimension, axes, (s * a, r * b), (1, 1))
        # In space there are three planes, and other curves beside.
        widths = _WIDTHS if dimension == 2 else _WIDTHS[:1]
        for (p, q), width, s, r in product(_BENDS, widths, (1, -1), (1, -1)):
            yield _in_plane(dimension, axes, (s, r * width), (p, q))
            yield _in_plane(dimension, axes, (s * width, r), (q, p))
    if dimension > 2:
        for factors in _IN_SPACE:
            for sides in product((1, -1), repeat=dimension):
                cycle = (factors[k % len(factors)] * sides[k] for k in range(dimension))
                yield _Curve(tuple(map(mpmath.mpf, cycle)), (1,) * dimension)
        for bent, sides in product(range(dimension), product((1, -1), repeat=dimension)):
            powers = tuple(2 if k == bent else 1 for k in range(dimension))
            yield _Curve(tuple(map(mpmath.mpf, sides)), powers)
            yield _Curve(tuple(map(mpmath.mpf, sides)), tuple(3 - power for power in powers))


def _in_plane(
    dimension: int,
    axes: tuple[int, int],
    factors: tuple[float | mpmath.mpf, float | mpmath.mpf],
    powers: tuple[int, int],
) -> _Curve:
    coefficients, exponents = [mpmath.mpf(0)] * dimension, [1] * dimension
    for axis, factor, power in zip(axes, factors, powers, strict=True):
        coefficients[axis], exponents[axis] = mpmath.mpf(factor), power
    return _Curve(tuple(coefficients), tuple(exponents))


def number(value: Expr) -> mpmath.mpf:
    """An exact number in the current precision."""
    return mpmath.mpmathify(value.evalf(mpmath.mp.dps))
