"""Functions with a whole gradient at a point: one term, to which others are added.

A core is made so that what stands inside a function has a value at P of which the function and its
derivative are whole or nearly so: e⁰, ln 1, √9, tan π/4. Its gradient follows by the chain rule.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import prod

from grad_magic.exercises.drafts import PLANE, SPACE
from grad_magic.exercises.draws import Draws
from grad_magic.exercises.terms import Term, linear_terms, write_product, write_sum, write_through

Whole = tuple[int, ...]

WEIGHTS = ("w_1", "w_2", "b")


@dataclass(frozen=True)
class Core:
    """A term of a function, and what is known of it at P.

    Attributes:
        terms: the term, or a few of them.
        point: the coordinates of P; None for one that is no whole number.
        slope: the gradient of the terms at P.
        variables: their names.
        written_point: the coordinates as they are typed, where one is no whole number.
        name: what the function is called.
        is_sum_of_squares: whether squares of linear functions are added to it.
        has_short_value: whether its value at P is whole, or a multiple of π.
    """

    terms: tuple[Term, ...]
    point: tuple[int | None, ...]
    slope: Whole
    variables: Sequence[str] = PLANE
    written_point: tuple[str, ...] = ()
    name: str = "f"
    is_sum_of_squares: bool = False
    has_short_value: bool = True

    @property
    def at(self) -> tuple[str, ...]:
        """The coordinates of P as they are typed."""
        return self.written_point or tuple(map(str, self.point))


Builder = Callable[[Draws], Core]


def complete(core: Core, gradient: Whole, draws: Draws) -> str:
    """The function whose gradient at P is this one.

    What is missing of the gradient comes from powers of single variables, of a sum of squares
    from one more square.
    """
    rest = [wanted - has for wanted, has in zip(gradient, core.slope, strict=True)]
    terms = list(core.terms)
    if core.is_sum_of_squares and any(rest):
        normal = [part // 2 for part in rest]
        inner = write_through(normal, core.variables, _whole(core.point), 1)
        terms.append(Term(1, f"({inner})^2"))
        rest = [part % 2 for part in rest]
    for part, name, here in zip(rest, core.variables, core.point, strict=True):
        if part == 0:
            continue
        power = draws.one_of(_powers(part, here))
        steepness = 1 if power == 1 else power * (here or 0) ** (power - 1)
        terms.append(Term(part // steepness, name if power == 1 else f"{name}^{power}"))
    return write_sum(terms)


def _powers(part: int, here: int | None) -> list[int]:
    """Which powers of a variable, times whole numbers, have this derivative."""
    if not here:
        return [1]
    return [power for power in (1, 2, 3) if part % (power * here ** (power - 1)) == 0]


def _whole(point: Sequence[int | None]) -> Whole:
    return tuple(here or 0 for here in point)


# In space there are more products to make numbers large.
_LARGEST = {2: 3, 3: 2}


def _place(draws: Draws, count: int = 2) -> Whole:
    """A point that is not the origin."""
    largest = _LARGEST[count]
    point = [draws.between(-largest, largest) for _ in range(count)]
    point[draws.below(count)] = draws.nonzero(largest)
    return tuple(point)


def _normal(draws: Draws, count: int = 2) -> Whole:
    return tuple(draws.nonzero(_LARGEST[count]) for _ in range(count))


def _two_normals(draws: Draws) -> tuple[Whole, Whole]:
    """Two that are not parallel."""
    first, second = _normal(draws), _normal(draws)
    if first[0] * second[1] == first[1] * second[0]:
        second = (second[0], -second[1])
    return first, second


def _times(factor: int, vector: Sequence[int]) -> Whole:
    return tuple(factor * entry for entry in vector)


@dataclass(frozen=True)
class _Outer:
    """A function of one number, where its value and its derivative are whole.

    Attributes:
        written: how it is typed, with {} for what stands inside.
        inside: what is put in.
        value: the function there.
        slope: its derivative there.
        factors: of which number its factor is a multiple.
        is_below: whether what stands inside is a divisor.
    """

    written: str
    inside: int
    value: int
    slope: int
    factors: int = 1
    is_below: bool = False

    def term(self, factor: int, inner: str, beside: str = "") -> Term:
        """The function, times a factor and a product beside it."""
        if self.is_below:
            return Term(factor, beside, inner)
        gap = " " if beside else ""
        return Term(factor, f"{beside}{gap}{self.written.format(inner)}")


_EXPONENTIAL = _Outer("e^({})", 0, 1, 1)
_LOGARITHM = _Outer("ln({})", 1, 0, 1)
_RECIPROCALS = (_Outer("", 1, 1, -1, is_below=True), _Outer("", -1, -1, -1, is_below=True))
_SINE = _Outer("sin({})", 0, 0, 1)
_ARCTANGENT = _Outer("arctan({})", 0, 0, 1)
_TANGENT = _Outer("tan({})", 0, 0, 1)
_POWERS = (
    _Outer("({})^2", 1, 1, 2),
    _Outer("({})^2", -1, 1, -2),
    _Outer("({})^2", 2, 4, 4),
    _Outer("({})^3", 1, 1, 3),
    _Outer("({})^3", -1, -1, 3),
)


def _along_line(outers: Sequence[_Outer], count: int = 2) -> Builder:
    """Φ(n·x + c), for one of these functions Φ."""

    def build(draws: Draws) -> Core:
        outer, names = draws.one_of(outers), (PLANE if count == 2 else SPACE)
        point, normal = _place(draws, count), _normal(draws, count)
        factor = outer.factors * draws.nonzero(3)
        inner = write_through(normal, names, point, outer.inside)
        slope = _times(factor * outer.slope, normal)
        term = outer.term(factor, inner)
        return Core((term,), point, slope, names)

    return build


def _beside_line(
    outers: Sequence[_Outer], products: Sequence[Whole], names: Sequence[str] = PLANE
) -> Builder:
    """m(x)·Φ(n·x + c), with a product m of powers: by the product rule and the chain rule."""

    def build(draws: Draws) -> Core:
        outer, powers = draws.one_of(outers), draws.one_of(products)
        point = tuple(draws.nonzero(2) for _ in names)
        normal = _normal(draws, len(names))
        factor = draws.nonzero(_LARGEST[len(names)])
        here = _monomial(powers, point)
        slope = tuple(
            factor * (outer.value * part + here * outer.slope * along)
            for part, along in zip(_monomial_slope(powers, point), normal, strict=True)
        )
        inner = write_through(normal, names, point, outer.inside)
        term = outer.term(factor, inner, write_product(powers, names))
        return Core((term,), point, slope, names)

    return build


def _monomial(powers: Whole, point: Whole) -> int:
    return prod(here**power for here, power in zip(point, powers, strict=True))


def _monomial_slope(powers: Whole, point: Whole) -> Whole:
    return tuple(
        power * _monomial((*powers[:index], power - 1, *powers[index + 1 :]), point) if power else 0
        for index, power in enumerate(powers)
    )


def _polynomial(products: Sequence[Whole], names: Sequence[str] = PLANE) -> Builder:
    """A product of powers."""

    def build(draws: Draws) -> Core:
        powers, point = draws.one_of(products), _place(draws, len(names))
        factor = draws.nonzero(_LARGEST[len(names)] + 1)
        slope = _times(factor, _monomial_slope(powers, point))
        term = Term(factor, write_product(powers, names))
        return Core((term,), point, slope, names)

    return build


def _two_lines(draws: Draws) -> Core:
    """A product of two linear functions."""
    point, normals = _place(draws), _two_normals(draws)
    values = draws.nonzero(2), draws.nonzero(2)
    first, second = (
        write_through(normal, PLANE, point, value)
        for normal, value in zip(normals, values, strict=True)
    )
    slope = tuple(values[1] * a + values[0] * b for a, b in zip(*normals, strict=True))
    term = Term(1, f"({first})({second})")
    return Core((term,), point, slope)


def _root(draws: Draws) -> Core:
    """2r√(n·x + c), of which r² stands in the root at P."""
    point, normal, root = _place(draws), _normal(draws), draws.between(1, 3)
    inner = write_through(normal, PLANE, point, root * root)
    factor = 2 * root * draws.sign()
    slope = _times(factor // (2 * root), normal)
    return Core((Term(factor, f"sqrt({inner})"),), point, slope)


def _root_beside(draws: Draws) -> Core:
    """2r x √(n·x + c)."""
    index, root = draws.below(2), draws.between(1, 2)
    point, normal = tuple(draws.nonzero(3) for _ in PLANE), _normal(draws)
    inner = write_through(normal, PLANE, point, root * root)
    slope = list(_times(point[index], normal))
    slope[index] += 2 * root * root
    term = Term(2 * root, f"{PLANE[index]} sqrt({inner})")
    return Core((term,), point, tuple(slope))


_WITH_WHOLE_LENGTH: Mapping[int, Sequence[tuple[Whole, int]]] = {
    2: (((3, 4), 5), ((4, 3), 5), ((5, 12), 13), ((6, 8), 10), ((8, 6), 10)),
    3: (((1, 2, 2), 3), ((2, 1, 2), 3), ((2, 3, 6), 7), ((2, 4, 4), 6), ((4, 4, 7), 9)),
}
_WITH_SHORT_SQUARE: Mapping[int, Sequence[Whole]] = {
    2: ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2)),
    3: ((1, 1, 1), (1, 1, 2), (2, 1, 1), (1, 2, 1), (1, 2, 2), (2, 1, 2)),
}


def _signed(draws: Draws, vector: Sequence[int]) -> Whole:
    return tuple(draws.sign() * entry for entry in vector)


def _sum_of_squares(names: Sequence[str]) -> str:
    return " + ".join(f"{name}^2" for name in names)


def _distance(names: Sequence[str]) -> Builder:
    """k√(x² + y²), at a point of whole distance."""

    def build(draws: Draws) -> Core:
        place, length = draws.one_of(_WITH_WHOLE_LENGTH[len(names)])
        point, factor = _signed(draws, place), draws.sign()
        term = Term(factor * length, f"sqrt({_sum_of_squares(names)})")
        return Core((term,), point, _times(factor, point), names)

    return build


def _logarithm_of_distance(names: Sequence[str]) -> Builder:
    """k ln(x² + y²), of which k makes the gradient whole."""

    def build(draws: Draws) -> Core:
        point = _signed(draws, draws.one_of(_WITH_SHORT_SQUARE[len(names)]))
        square = sum(here * here for here in point)
        least = square // 2 if square % 2 == 0 else square
        factor = draws.sign() * least
        term = Term(factor, f"ln({_sum_of_squares(names)})")
        slope = _times(2 * factor // square, point)
        return Core((term,), point, slope, names, has_short_value=False)

    return build


def _angle(draws: Draws) -> Core:
    """k arctan(y/x), the angle in polar coordinates."""
    point = _signed(draws, draws.one_of(_WITH_SHORT_SQUARE[2]))
    factor = draws.sign() * sum(here * here for here in point)
    slope = (-point[1] * factor // abs(factor), point[0] * factor // abs(factor))
    return Core((Term(factor, "arctan(y/x)"),), point, slope, has_short_value=False)


@dataclass(frozen=True)
class _Turn:
    """A function of an angle, with a nice one: its value there may be no whole number.

    Attributes:
        written: how it is typed, with {} for the angle.
        angles: with what angles its slope is this one.
        slope: its derivative there.
        value: itself; None where it is no whole number.
    """

    written: str
    angles: tuple[str, ...]
    slope: int
    value: int | None


# With the factors 2 the slopes are whole: cos π/3 = 1/2.
_TURNS = (
    _Turn("{}tan({})", ("pi/4", "-3*pi/4"), 2, 1),
    _Turn("{}sin({})", ("0", "2*pi"), 1, 0),
    _Turn("{}sin({})", ("pi", "-pi"), -1, 0),
    _Turn("{}cos({})", ("pi/2", "-3*pi/2"), -1, 0),
    _Turn("{}cos({})", ("-pi/2", "3*pi/2"), 1, 0),
)
_HALF_TURNS = (
    _Turn("sin({})", ("pi/3", "-pi/3"), 1, None),
    _Turn("sin({})", ("2*pi/3", "-2*pi/3"), -1, None),
    _Turn("cos({})", ("pi/6", "5*pi/6"), -1, None),
    _Turn("cos({})", ("-pi/6", "-5*pi/6"), 1, None),
)


def _angle_beside(draws: Draws) -> Core:
    """m y tan x and the like, at a nice angle x."""
    turn, other = draws.one_of(_TURNS), draws.nonzero(3)
    factor = draws.nonzero(3)
    angle = draws.one_of(turn.angles)
    assert turn.value is not None
    term = Term(factor, turn.written.format("y ", "x"))
    slope = (factor * other * turn.slope, factor * turn.value)
    return Core((term,), (None, other), slope, written_point=(angle, str(other)))


def _angle_of_sum(draws: Draws) -> Core:
    """2k sin(x + b y) and the like, at a nice angle."""
    turn, step = draws.one_of(_HALF_TURNS), draws.nonzero(3)
    factor, angle = draws.nonzero(3), draws.one_of(turn.angles)
    term = Term(2 * factor, turn.written.format(write_sum([Term(1, "x"), Term(step, "y")])))
    slope = (factor * turn.slope, factor * turn.slope * step)
    at = (angle, "0")
    return Core((term,), (None, 0), slope, written_point=at, has_short_value=False)


def _wave_that_grows(draws: Draws) -> Core:
    """e^{ax} sin y or e^{ax} cos y."""
    growth, factor = draws.nonzero(3), draws.nonzero(3)
    angle, sine, cosine = draws.one_of(
        (("0", 0, 1), ("pi/2", 1, 0), ("pi", 0, -1), ("-pi/2", -1, 0))
    )
    is_sine = draws.is_so()
    value, turned = (sine, cosine) if is_sine else (cosine, -sine)
    exponent = write_sum([Term(growth, "x")])
    term = Term(factor, f"e^({exponent}) {'sin' if is_sine else 'cos'}(y)")
    slope = (factor * growth * value, factor * turned)
    return Core((term,), (0, None), slope, written_point=("0", angle))


def _least_squares(draws: Draws) -> Core:
    """The loss of a linear model on one pair of data; completed by that of another."""
    point, normal, error = _place(draws, 3), (*_normal(draws), 1), draws.nonzero(2)
    inner = write_through(normal, WEIGHTS, point, error)
    return Core(
        (Term(1, f"({inner})^2"),),
        point,
        _times(2 * error, normal),
        WEIGHTS,
        name="L",
        is_sum_of_squares=True,
    )


def _logistic(draws: Draws) -> Core:
    """The logistic loss, on the border between the classes; completed by other terms."""
    point, normal = _place(draws, 3), (*_normal(draws), 1)
    here = sum(a * b for a, b in zip(normal, point, strict=True))
    signed = _times(draws.sign(), (*normal, -here))
    exponent = write_sum([*linear_terms(signed[:-1], WEIGHTS), Term(signed[-1])])
    factor = 2 * draws.between(1, 2)
    slope = _times(factor // 2, signed[:-1])
    term = Term(factor, f"ln(1 + e^({exponent}))")
    return Core((term,), point, slope, WEIGHTS, name="L")


def _quotient(draws: Draws) -> Core:
    """A quotient of linear functions, whose divisor is ±1 at P."""
    point, (above, below) = _place(draws), _two_normals(draws)
    top, bottom = draws.nonzero(3), draws.sign()
    slope = tuple(bottom * a - top * b for a, b in zip(above, below, strict=True))
    dividend = write_through(above, PLANE, point, top)
    term = Term(1, dividend, write_through(below, PLANE, point, bottom))
    return Core((term,), point, slope)


_PLANE_PRODUCTS = ((1, 0), (0, 1), (2, 0), (0, 2), (1, 1))
_SPACE_PRODUCTS = ((1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (0, 1, 1), (1, 0, 1))

CORES: Mapping[int, Sequence[Builder]] = {
    1: (
        _polynomial(((1, 1), (2, 1), (1, 2), (2, 2))),
        _along_line(_POWERS),
        _along_line((_EXPONENTIAL,)),
        _along_line((_LOGARITHM,)),
        _root,
        _along_line(_RECIPROCALS),
        _two_lines,
    ),
    2: (
        _beside_line((_EXPONENTIAL,), _PLANE_PRODUCTS),
        _beside_line((_LOGARITHM,), _PLANE_PRODUCTS),
        _root_beside,
        _distance(PLANE),
        _logarithm_of_distance(PLANE),
        _beside_line(_RECIPROCALS, _PLANE_PRODUCTS),
        _quotient,
        _angle_beside,
        _angle_of_sum,
        _wave_that_grows,
        _angle,
    ),
    3: (
        _polynomial(((1, 1, 1), (2, 1, 0), (0, 2, 1), (1, 0, 2)), SPACE),
        _beside_line((_EXPONENTIAL,), _SPACE_PRODUCTS, SPACE),
        _beside_line((_LOGARITHM,), _SPACE_PRODUCTS, SPACE),
        _beside_line(_RECIPROCALS, _SPACE_PRODUCTS, SPACE),
        _beside_line((_SINE, _ARCTANGENT, _TANGENT), _SPACE_PRODUCTS, SPACE),
        _distance(SPACE),
        _logarithm_of_distance(SPACE),
        _least_squares,
        _logistic,
    ),
}
"""The cores by level: one rule, two rules together, three variables and losses."""
