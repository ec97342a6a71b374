"""Limits at a point: along rays, along curves, and uniformly in all directions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from sympy import Abs, Dummy, Expr, Integer, Max, Min, Piecewise, Pow, Rational, Symbol, oo

from grad_magic.calculus.budget import time_limit
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten, shorten_number
from grad_magic.calculus.expansions.algebra import ExpansionCalculus
from grad_magic.calculus.expansions.along_curves import expand
from grad_magic.calculus.expansions.coefficients import Coefficients
from grad_magic.calculus.expansions.expansion import (
    CONSTANT,
    FIRST,
    FLAT,
    UNBOUNDED,
    CancelledError,
    Expansion,
    OpenError,
    OutsideError,
    Power,
    constant,
    is_smaller,
    precedence,
)
from grad_magic.errors import MeaninglessRequestError, NoAnswerError
from grad_magic.formula.program import Program
from grad_magic.formula.sympy_forms import to_sympy
from grad_magic.solution import Limit

# Further tries with more terms, where those of the first cancel.
_DEPTHS = (2, 6, 18)
# In all directions at once the leading term tells an extremum, if it is found so soon.
_DEPTH_OF_LEAD = 6
_NOT_DEFINED = Limit("undefined")
_NO_LIMIT = Limit("none")
_OPEN = Limit("open")
SECOND: Power = (Integer(2), Integer(0))

Curve = Mapping[Symbol, Expansion]


# One direction at a time may still be answered where all at once grow beyond bounds.
_SECONDS_OF_ALL_DIRECTIONS = 3.0


@dataclass(frozen=True)
class Neighborhood:
    """A function near a point P.

    Attributes:
        program: f.
        values: P.
        value: f(P).
        parameters_divide: whether all parameters by which something is divided are known not to
            be 0, as f(P) has a value.
    """

    program: Program
    values: Mapping[Symbol, Expr]
    value: Expr
    parameters_divide: bool = False
    _expansions: dict[tuple[Expr, ...], Expansion | None] = field(
        default_factory=dict, compare=False
    )

    @property
    def dimension(self) -> int:
        """The number of variables."""
        return len(self.values)

    @cached_property
    def direction(self) -> tuple[Symbol, ...]:
        """Symbols for the components of a direction v."""
        return tuple(Dummy(f"u_{index + 1}", real=True) for index in range(self.dimension))

    @cached_property
    def everywhere(self) -> Expansion | None:
        """f(P + tv) - f(P) for t → 0+, uniformly for all unit vectors v; None if not found."""
        return self.everywhere_to(FIRST)

    def everywhere_to(self, power: Power) -> Expansion | None:
        """The same with enough terms to know the coefficient of a power of t, if that is found."""
        line = _line(self.values, self.direction)
        try:
            with time_limit(_SECONDS_OF_ALL_DIRECTIONS, is_of_work=True):
                return self._difference(line, self._coefficients(self.direction), power)
        except (OutsideError, NoAnswerError):
            return None

    def lead_along(self, direction: Sequence[Expr]) -> Expansion | None:
        """f(P + tv) - f(P) for t → 0+ with enough terms to know the leading one, if it is found.

        Raises:
            OutsideError: f has no values on this ray near P.
        """
        expansion = self.along(direction)
        if expansion is None or _has_lead(expansion) or expansion.oscillates:
            return expansion
        return (
            self._difference(_line(self.values, direction), self._coefficients(), FLAT) or expansion
        )

    def along(self, direction: Sequence[Expr]) -> Expansion | None:
        """f(P + tv) - f(P) for t → 0+; None if not settled.

        Raises:
            OutsideError: f has no values on this ray near P.
        """
        key = tuple(direction)
        if key not in self._expansions:
            self._expansions[key] = self.along_curve(_line(self.values, direction))
        return self._expansions[key]

    def along_curve(self, curve: Curve) -> Expansion | None:
        """f - f(P) along a curve that ends in P at t = 0; None if not settled.

        Raises:
            OutsideError: f has no values on it near P.
        """
        return self._difference(curve, self._coefficients())

    def along_smooth(self, direction: Sequence[Expr]) -> Expansion:
        """f(P + tv) for t → 0+ where the rules of differentiation apply to f for t > 0.

        Raises:
            OutsideError: f has no values on this ray near P.
            OpenError: the ray touches a seam of f, or that is not settled.
        """
        line = _line(self.values, direction)
        return expand(self.program, self.values, line, Coefficients(), _DEPTHS[0], only_smooth=True)

    def _coefficients(self, direction: Sequence[Symbol] = ()) -> Coefficients:
        return Coefficients(direction, parameters_divide=self.parameters_divide)

    def _difference(
        self, curve: Curve, coefficients: Coefficients, power: Power = FIRST
    ) -> Expansion | None:
        """f - f(P), with terms up to this power of t or, for `FLAT`, until one is not 0."""
        expansion = None
        for depth in _DEPTHS:
            try:
                expanded = expand(self.program, self.values, curve, coefficients, depth)
            except CancelledError:
                continue
            except OpenError:
                return expansion
            expansion = ExpansionCalculus(coefficients, depth).subtract(
                expanded, constant(self.value)
            )
            if self.value == 0:
                # Subtraction forgets what the form of f shows.
                expansion = expanded
            is_uniform = bool(coefficients.direction)
            needs_lead = is_uniform and depth < _DEPTH_OF_LEAD
            is_enough = expansion.knows(power) and (not needs_lead or _has_lead(expansion))
            if power == FLAT:
                is_enough = _has_lead(expansion)
            # Of what has no bound in some directions further terms cost seconds and tell nothing.
            is_hopeless = is_uniform and not needs_lead and expansion.error == UNBOUNDED
            if expansion.oscillates or is_enough or is_hopeless:
                break
        return expansion


def nearby(program: Program, values: Mapping[Symbol, Expr]) -> Neighborhood:
    """A neighborhood of a point where f has no value, with 0 in its place."""
    return Neighborhood(program, values, Integer(0))


def curves(
    near: Neighborhood, parameter: Symbol
) -> Iterator[tuple[tuple[Expr, ...], Expansion | None]]:
    """Rays and bent curves into P: the position for each t ≥ 0, and f - f(P) on it.

    Curves on which f has no values near P are left out.
    """
    rays = (
        SampleCurve(step, (Integer(1),) * near.dimension)
        for step in sample_directions(near.dimension)
    )
    for arc in chain(rays, sample_arcs(near.dimension)):
        try:
            expansion = near.along_curve(arc.curve(tuple(near.values)))
        except OutsideError:
            continue
        yield arc.place(parameter, tuple(near.values.values())), expansion


def _has_lead(expansion: Expansion) -> bool:
    """Whether the leading term is known, or that there is none."""
    return bool(expansion.terms) or expansion.error in (None, FLAT)


def _line(values: Mapping[Symbol, Expr], direction: Sequence[Expr]) -> Curve:
    return {
        variable: Expansion(((FIRST, component),)) if component != 0 else Expansion()
        for variable, component in zip(values, direction, strict=True)
    }


def rate_of(expansion: Expansion | None) -> Limit:
    """The limit of (f(P + tv) - f(P))/t for t → 0+, from the expansion of the numerator."""
    if expansion is None or not expansion.is_defined:
        return _OPEN
    if expansion.terms and is_smaller(FIRST, expansion.terms[0][0]):
        direction = sign_of(expansion.terms[0][1])
        return Limit("infinite", direction * oo) if direction else _OPEN
    if expansion.knows(FIRST):
        return Limit("finite", shorten_number(expansion.coefficient(FIRST)))
    return _NO_LIMIT if expansion.oscillates else _OPEN


def ray_rate(near: Neighborhood, direction: Sequence[Expr]) -> Limit:
    """The rate of change of f at P along a ray: lim (f(P + tv) - f(P))/t for t → 0+."""
    try:
        rate = rate_of(near.along(direction))
    except OutsideError:
        return _NOT_DEFINED
    is_still = rate.kind == "open" and _is_constant_along(near, direction)
    return Limit("finite", Integer(0)) if is_still else rate


def _is_constant_along(near: Neighborhood, direction: Sequence[Expr]) -> bool:
    """Whether f has the value f(P) on a whole piece of the ray, as arccos(x/|x|) beside x = 1."""
    step = Dummy("t", positive=True)
    place = {v: p + step * u for (v, p), u in zip(near.values.items(), direction, strict=True)}
    try:
        f = to_sympy(near.program.instructions[-1].formula)
    except MeaninglessRequestError:
        # A derivative may have what is not read, as a Bessel function of the order 101.
        return False
    if f.has(Max, Min, Piecewise) or not f.has(Pow):
        return False
    section = f.xreplace(place).replace(Abs, lambda inner: _without_magnitude(inner, step))
    return bool(shorten(section) == near.value)


def _without_magnitude(inner: Expr, step: Symbol) -> Expr:
    sign = sign_of(inner.xreplace({step: Integer(0)}))
    return sign * inner if sign else Abs(inner)


def both_rates(near: Neighborhood, direction: Sequence[Expr]) -> tuple[Limit, Limit]:
    """The limits of (f(P + tv) - f(P))/t for t → 0- and for t → 0+."""
    backward = ray_rate(near, tuple(-component for component in direction))
    value = None if backward.value is None else -backward.value
    return Limit(backward.kind, value), ray_rate(near, direction)


def limit_of(expansion: Expansion | None, sign: Callable[[Expr], int | None] = sign_of) -> Limit:
    """The limit of an expansion for t → 0."""
    if expansion is None or not expansion.is_defined:
        return _OPEN
    if expansion.terms and is_smaller(CONSTANT, expansion.terms[0][0]):
        direction = sign(expansion.terms[0][1])
        return Limit("infinite", direction * oo) if direction else _OPEN
    if expansion.knows(CONSTANT):
        return Limit("finite", shorten_number(expansion.coefficient(CONSTANT)))
    return _NO_LIMIT if expansion.oscillates else _OPEN


# Components of directions between two axes.
_PAIRS = (
    *((1, 1), (1, -1), (-1, 1), (-1, -1), (1, 2), (2, 1), (2, -1), (-1, 2)),
    *((2, 3), (3, -1), (-3, 1), (-1, -3), (-3, -2)),
)


# And of some that are closer to an axis.
_STEEP_PAIRS = tuple((sign * step, 1) for step in (4, 5, 6, 8) for sign in (1, -1))


def steep_directions(dimension: int) -> Iterator[tuple[Expr, ...]]:
    """Directions close to an axis in each plane of two axes."""
    for first in range(dimension):
        for second in range(first + 1, dimension):
            for pair in (*_STEEP_PAIRS, *((b, a) for a, b in _STEEP_PAIRS)):
                yield _in_plane(dimension, (first, second), pair)


def _in_plane(dimension: int, axes: tuple[int, int], pair: tuple[int, int]) -> tuple[Expr, ...]:
    direction = [Integer(0)] * dimension
    direction[axes[0]], direction[axes[1]] = map(Integer, pair)
    return tuple(direction)


def sample_directions(dimension: int) -> Iterator[tuple[Expr, ...]]:
    """The axes both ways, then directions between them."""
    for index in range(dimension):
        for step in (1, -1):
            yield tuple(Integer(step * (place == index)) for place in range(dimension))
    for first in range(dimension):
        for second in range(first + 1, dimension):
            for pair in _PAIRS:
                yield _in_plane(dimension, (first, second), pair)
    if dimension > 2:
        yield (Integer(1),) * dimension
        yield tuple(Integer(index + 1) for index in range(dimension))


# Exponents p of the curves y = c·x^p on which the classical counterexamples fail.
_BENDS = tuple(
    Rational(*pair) for pair in ((2, 1), (1, 2), (3, 1), (1, 3), (3, 2), (2, 3), (4, 1), (1, 4))
)


# Of both coordinates; the halves run inside regions that are bounded by such curves.
_FACTORS = tuple(
    (Rational(*first), Rational(*second))
    for first, second in (
        *(((a, 1), (b, 1)) for a in (1, -1) for b in (1, -1)),
        *(((a, 1), (1, 2)) for a in (1, -1)),
        *(((1, 2), (a, 1)) for a in (1, -1)),
    )
)


@dataclass(frozen=True)
class SampleCurve:
    """A curve P + (c₁t^p₁, …, cₙt^pₙ), t ≥ 0, whose smallest exponent is 1."""

    factors: tuple[Expr, ...]
    exponents: tuple[Rational, ...]

    def curve(self, variables: Sequence[Symbol]) -> Curve:
        """Its coordinates as expansions, measured from P."""
        return {
            variable: Expansion((((exponent, Integer(0)), factor),)) if factor != 0 else Expansion()
            for variable, factor, exponent in zip(
                variables, self.factors, self.exponents, strict=True
            )
        }

    def place(self, parameter: Symbol, point: Sequence[Expr]) -> tuple[Expr, ...]:
        """The point of the curve at t."""
        return tuple(
            start + factor * parameter**exponent
            for start, factor, exponent in zip(point, self.factors, self.exponents, strict=True)
        )


def sample_arcs(dimension: int) -> Iterator[SampleCurve]:
    """Curves into P that are bent, in each plane of two axes and through all of them."""
    if dimension == 1:
        return
    for bend in _BENDS:
        pair = (Integer(1), bend) if bend > 1 else (1 / bend, Integer(1))
        for first in range(dimension):
            for second in range(first + 1, dimension):
                for factors in _FACTORS:
                    yield _plane_arc(dimension, (first, second), factors, pair)
        if dimension > 2:
            yield SampleCurve((Integer(1),) * dimension, (pair[0],) + (pair[1],) * (dimension - 1))
            yield SampleCurve((Integer(1),) * dimension, (pair[1],) + (pair[0],) * (dimension - 1))


def _plane_arc(
    dimension: int, axes: tuple[int, int], factors: tuple[Expr, Expr], pair: tuple[Expr, Expr]
) -> SampleCurve:
    coefficients = [Integer(0)] * dimension
    exponents = [Integer(1)] * dimension
    for axis, factor, exponent in zip(axes, factors, pair, strict=True):
        coefficients[axis] = factor
        exponents[axis] = exponent
    return SampleCurve(tuple(coefficients), tuple(exponents))


def tends_slower_than(expansion: Expansion, power: Rational) -> bool:
    """Whether |expansion|/t^power does not tend to 0, which is proved."""
    key = (power, Integer(0))
    if expansion.terms and precedence(expansion.terms[0][0]) <= precedence(key):
        return sign_of(expansion.terms[0][1]) in (1, -1)
    return expansion.oscillates and not expansion.knows(key)
