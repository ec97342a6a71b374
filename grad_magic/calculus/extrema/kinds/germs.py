"""A function near a critical point, and its sign along curves that start there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from sympy import Expr, Integer, Rational, Symbol

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.extrema.kinds.jets import Jet

Step = Mapping[int, Expr]
"""One coordinate of a curve as a polynomial in t: its coefficient for each power."""


@dataclass(frozen=True)
class Germ:
    """f(P + h) - f(P).

    Attributes:
        jet: its Taylor polynomial in h, with no coefficient that is zero.
        is_exact: whether it is the polynomial itself, with nothing left out.
    """

    jet: Jet
    is_exact: bool

    @property
    def is_whole_again(self) -> bool:
        """Whether a lower order had all of the polynomial already."""
        return self.is_exact and self.jet.order > max(2, *map(sum, self.jet.terms))


@dataclass(frozen=True)
class Arc:
    """A curve P + h(t), t ≥ 0, that starts at P, and how f begins to change along it.

    Attributes:
        steps: the coordinates of h(t).
        coefficient, exponent: f(P + h(t)) - f(P) = coefficient·t^exponent + higher powers.
    """

    steps: tuple[Step, ...]
    coefficient: Expr
    exponent: int

    @property
    def sign(self) -> int:
        """Whether f rises or falls at first."""
        return sign_of(self.coefficient) or 0

    def coordinates(self, point: Sequence[Expr], parameter: Symbol) -> tuple[Expr, ...]:
        """The curve's coordinates as expressions in its parameter."""
        return tuple(
            value + sum((c * parameter**k for k, c in step.items()), Integer(0))
            for value, step in zip(point, self.steps, strict=True)
        )


@dataclass
class Signs:
    """Which signs f - f(P) was found to have arbitrarily near P.

    Attributes:
        positive, negative: a curve along which it has this sign.
        zero: a curve along which it is 0.
        is_settled: whether every curve through P has one of the signs found.
    """

    positive: Arc | None = None
    negative: Arc | None = None
    zero: tuple[Step, ...] | None = None
    is_settled: bool = field(default=True)

    def add(self, arc: Arc) -> None:
        """Take note of one curve."""
        if arc.sign > 0:
            self.positive = self.positive or arc
        elif arc.sign < 0:
            self.negative = self.negative or arc

    @property
    def both(self) -> bool:
        """Whether f takes larger and smaller values than f(P) near P."""
        return self.positive is not None and self.negative is not None


def arc_along(germ: Germ, steps: Sequence[Step]) -> Arc | None:
    """How f changes along a curve; None where all known terms vanish there.

    Raises:
        NoExpansionError: whether a coefficient is zero could not be decided.
    """
    powers = [power for step in steps for power in step]
    if germ.is_exact:
        order = germ.jet.order * max(powers)
    else:
        order = (germ.jet.order + 1) * min(powers) - 1
    curve = [Jet.of_powers(step, order) for step in steps]
    lowest = germ.jet.along(curve).lowest()
    return None if lowest is None else Arc(tuple(steps), *lowest)


def opposite_arcs(germ: Germ, extra: Sequence[Sequence[Step]] = ()) -> Signs:
    """The signs of f along simple curves, the simplest first.

    Args:
        germ: f near P.
        extra: more curves to try after the straight lines.

    Raises:
        NoExpansionError: a coefficient's sign is not settled.
    """
    signs = Signs(is_settled=False)
    dimension = germ.jet.dimension
    for steps in (*lines(dimension), *extra, *parabolas(dimension)):
        arc = arc_along(germ, steps)
        if arc is not None:
            signs.add(arc)
        if signs.both:
            break
    return signs


# Above this dimension only lines in the planes of two axes are tried.
_ALL_DIRECTIONS = 4


def lines(dimension: int) -> Iterator[tuple[Step, ...]]:
    """Half-lines from P with components -1, 0 and 1, those along the axes first."""
    limit = dimension if dimension <= _ALL_DIRECTIONS else 2
    directions = (
        direction
        for direction in product((0, 1, -1), repeat=dimension)
        if 0 < sum(map(abs, direction)) <= limit
    )
    for direction in sorted(directions, key=lambda d: sum(map(abs, d))):
        yield tuple({1: Integer(entry)} if entry else {} for entry in direction)


_BENDS = [Rational(*pair) for pair in ((1, 1), (-1, 1), (1, 2), (-1, 2), (2, 1), (-2, 1))]


def parabolas(dimension: int) -> Iterator[tuple[Step, ...]]:
    """Curves (±t, c t²) in the planes of two axes."""
    if dimension > _ALL_DIRECTIONS:
        return
    for first, second in product(range(dimension), repeat=2):
        for sign, bend in product((1, -1), _BENDS):
            if first != second:
                steps: list[Step] = [{} for _ in range(dimension)]
                steps[first] = {1: Integer(sign)}
                steps[second] = {2: bend}
                yield tuple(steps)
