"""f along rays from the point, by expansions: whether a kink reaches it, and how.

Along P + tD every entry is an expansion in t > 0, of which the sign for all small t is known. So
relu, |x| and max take one of their branches, and what cancels is seen to do so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, Any, TypeAlias

from sympy import Expr, Float, Integer, Rational

from grad_magic.calculus.arrays.arithmetic import (
    Arithmetic,
    ExactArithmetic,
    NotExactError,
    as_expression,
)
from grad_magic.calculus.arrays.nodes import Node
from grad_magic.calculus.expansions.algebra import ExpansionCalculus
from grad_magic.calculus.expansions.coefficients import Coefficients
from grad_magic.calculus.expansions.expansion import (
    CONSTANT,
    FIRST,
    Expansion,
    OpenError,
    OutsideError,
    constant,
    is_smaller,
    monomial,
)
from grad_magic.calculus.expansions.operations import ExpansionOperations
from grad_magic.deferred_numpy import np
from grad_magic.errors import NoAnswerError

if TYPE_CHECKING:
    from grad_magic.calculus.arrays.arithmetic import Values

# Powers of t behind the leading one; a slope needs one, and what it is divided by a few more.
_DEPTH = 4
# Coefficients are rounded to so many digits; of what cancels nothing but rounding is left.
_DIGITS, _LONGEST = 80, 10**90
_ZERO, _CLEAR = Rational(1, 10**60), Rational(1, 10**40)
# Of gradients in floating-point numbers.
_ROUNDING = 1e-9


class _Rounded(Coefficients):
    """Numbers as coefficients, rounded so that they do not grow."""

    def reduce(self, coefficient: Expr) -> Expr:
        """The number as a fraction, 0 where it is nothing but rounding.

        Raises:
            OpenError: it is no real number, or hardly more than rounding.
        """
        number = coefficient
        if not isinstance(number, Rational):
            decimal = number.evalf(_DIGITS)
            if not isinstance(decimal, Float):
                raise OpenError("a coefficient is no real number")
            number = Rational(decimal)
        size = abs(number)
        if size < _ZERO:
            return Integer(0)
        if size < _CLEAR:
            raise OpenError("whether a coefficient is 0 is not settled")
        if number.q > _LONGEST:
            scale = 10**_DIGITS
            number = Rational(number.p * scale // number.q, scale)
        return number

    def sign(self, coefficient: Expr) -> int:
        """-1, 0 or 1."""
        number = self.reduce(coefficient)
        return int(number.p > 0) - int(number.p < 0)


class _RoundedCalculus(ExpansionCalculus):
    """The same of expansions, in which Taylor's coefficients are rounded before they multiply."""

    def compose(self, derivatives: Callable[[int], Expr], small: Expansion) -> Expansion:
        """F(c + ε) by Taylor's formula, for ε → 0."""
        return super().compose(lambda order: self.coefficients.reduce(derivatives(order)), small)


_CALCULUS = _RoundedCalculus(_Rounded(), _DEPTH)
_OPERATIONS = ExpansionOperations(_CALCULUS, only_smooth=False).arithmetic().operations
# Components of a direction, of which no two are the same: entries that are tied at the point and
# change alike could not be told apart.
_LARGEST_COMPONENT = 997
_SEED = 20240229
_LINES, _MOST_AXES = 5, 6
_HALF = Fraction(1, 2)


class Entry:
    """A number that depends on t, for all small t > 0."""

    __slots__ = ("expansion",)

    def __init__(self, expansion: Expansion) -> None:
        self.expansion = expansion

    def __add__(self, other: Any) -> Entry:
        return Entry(_CALCULUS.add(self.expansion, _expansion(other)))

    def __mul__(self, other: Any) -> Entry:
        return Entry(_CALCULUS.multiply(self.expansion, _expansion(other)))

    def __neg__(self) -> Entry:
        return Entry(_CALCULUS.negate(self.expansion))

    def __sub__(self, other: Any) -> Entry:
        return Entry(_CALCULUS.subtract(self.expansion, _expansion(other)))

    def __rsub__(self, other: Any) -> Entry:
        return Entry(_CALCULUS.subtract(_expansion(other), self.expansion))

    def __truediv__(self, other: Any) -> Entry:
        return self * _entry(other).raised(Fraction(-1))

    def __rtruediv__(self, other: Any) -> Entry:
        return _entry(other) * self.raised(Fraction(-1))

    __radd__, __rmul__ = __add__, __mul__

    def _compared(self, other: Any) -> int:
        if other is self:
            return 0
        return Entry(_CALCULUS.subtract(self.expansion, _expansion(other))).sign()

    def raised(self, exponent: Fraction) -> Entry:
        """A rational power."""
        power = Rational(exponent.numerator, exponent.denominator)
        return Entry(_CALCULUS.power(self.expansion, power))

    def sign(self) -> int:
        """-1, 0 or 1 for all small t.

        Raises:
            OpenError: it is not settled.
        """
        sign = _CALCULUS.sign(self.expansion)
        if sign is None:
            raise OpenError("the sign of an entry is not settled")
        return sign

    def __eq__(self, other: object) -> bool:
        return self._compared(other) == 0

    __hash__ = None  # type: ignore[assignment]  # equal entries may have different expansions

    def __lt__(self, other: Any) -> bool:
        return self._compared(other) < 0

    def __le__(self, other: Any) -> bool:
        return self._compared(other) <= 0

    def __gt__(self, other: Any) -> bool:
        return self._compared(other) > 0

    def __ge__(self, other: Any) -> bool:
        return self._compared(other) >= 0


def _expansion(value: Any) -> Expansion:
    if isinstance(value, Entry):
        return value.expansion
    if isinstance(value, int):
        return constant(Integer(value))
    return constant(as_expression(value))


def _entry(value: Any) -> Entry:
    return value if isinstance(value, Entry) else Entry(_expansion(value))


class RayArithmetic(ExactArithmetic):
    """In entries that depend on t where they change with it."""

    def apply(self, function: str, values: Values) -> Values:
        """A function of each entry."""
        if not _holds_entries(values):
            return super().apply(function, values)
        own = _BY_SIGN.get(function)
        if own is not None:
            return self._each(lambda entry: own(_entry(entry)), values)
        operation = _OPERATIONS[function]
        return self._each(lambda entry: Entry(operation(_expansion(entry))), values)

    def power(self, values: Values, exponent: Fraction) -> Values:
        """Each entry to a power; 0 to a negative one is 0."""
        if not _holds_entries(values):
            return super().power(values, exponent)

        def raised(entry: Any) -> Any:
            changing = _entry(entry)
            return (
                Fraction(0) if exponent < 0 and not changing.sign() else changing.raised(exponent)
            )

        return self._each(raised, values)

    def inverse(self, values: Values) -> Values:
        """The inverse matrix of constants."""
        _refuse_entries(values)
        return super().inverse(values)

    def determinant(self, values: Values) -> Values:
        """The determinant of constants."""
        _refuse_entries(values)
        return super().determinant(values)

    def cofactors(self, values: Values) -> Values:
        """The cofactors of constants."""
        _refuse_entries(values)
        return super().cofactors(values)

    def _entry(self, entry: Any) -> Any:
        return entry if isinstance(entry, Entry) else super()._entry(entry)


def _holds_entries(values: Values) -> bool:
    return any(isinstance(entry, Entry) for entry in values.flat)


def _refuse_entries(values: Values) -> None:
    if _holds_entries(values):
        raise OpenError("a matrix that changes is not inverted")


def _absolute(entry: Entry) -> Entry:
    return entry if entry.sign() >= 0 else -entry


def _is_small(entry: Entry) -> bool:
    """Whether |x| ≤ 1."""
    return _absolute(entry) <= 1


_BY_SIGN: Mapping[str, Callable[[Entry], Any]] = {
    "relu": lambda entry: entry if entry.sign() > 0 else Fraction(0),
    "abs": _absolute,
    "huber": lambda entry: entry * entry * _HALF if _is_small(entry) else _absolute(entry) - _HALF,
    "clip": lambda entry: entry if _is_small(entry) else Fraction(entry.sign()),
    "step": lambda entry: Fraction(int(entry.sign() > 0)),
    "sign": lambda entry: Fraction(entry.sign()),
}


@dataclass(frozen=True)
class Smooth:
    """f has a gradient at the point.

    Attributes:
        sides: what the derivatives of relu, |x| and max are on one side, with which the formulas
            give it.
        slopes: the slopes of f along some directions, rounded beyond all digits of floats.
    """

    sides: Mapping[Node, Values]
    slopes: Sequence[tuple[Arrays, Expr]]

    def agrees(self, gradients: Arrays) -> bool:
        """Whether these gradients give the slopes."""
        floats = {name: np.asarray(values, dtype=float) for name, values in gradients.items()}
        for direction, slope in self.slopes:
            ways = {name: np.asarray(direction[name], dtype=float) for name in floats}
            inner = sum((floats[name] * ways[name]).sum() for name in floats)
            terms = sum(np.abs(floats[name] * ways[name]).sum() for name in floats)
            if abs(float(inner) - float(slope)) > _ROUNDING * (1 + float(terms)):
                return False
        return True


@dataclass(frozen=True)
class Broken:
    """f has no gradient: its slopes along rays are infinite, or no linear function of them."""


@dataclass(frozen=True)
class Ended:
    """f has no values along some ray, of which a part is to blame."""

    start: int
    end: int


Arrays: TypeAlias = "Mapping[str, Values]"


def look_around(
    point: Arrays,
    loss: Callable[[Arithmetic, Arrays], Any],
    steps: Callable[[Arithmetic, Arrays], Mapping[Node, Values]],
) -> Smooth | Broken | Ended | None:
    """What f does along rays from the point; None where that is not settled.

    A function made of smooth ones, relu, |x|, max and lengths has slopes along all rays, and it
    has a gradient g if and only if they are ⟨g, D⟩ (Scholtes 2012, "Introduction to piecewise
    differentiable equations", section 3.1: it is Lipschitz continuous).

    Args:
        point: the exact entries of the variables, in two dimensions.
        loss: f in some arithmetic.
        steps: the values of what is constant between kinks.
    """
    try:
        return _look_around(point, loss, steps)
    except NoAnswerError as error:
        return Ended(error.start, error.end)
    except (OpenError, OutsideError, NotExactError, TypeError, ZeroDivisionError):
        # Of some exact numbers SymPy does not know which is larger.
        return None


def slopes_along(
    point: Arrays, direction: Arrays, loss: Callable[[Arithmetic, Arrays], Any]
) -> tuple[Rational, Rational] | None:
    """The slopes of f before the point and beyond it, along a direction, in eighty digits.

    None where they are infinite or not settled, or f has no values on a side.
    """
    backward = {name: -values for name, values in direction.items()}
    try:
        value = _expansion(loss(RayArithmetic(), point))
        before, beyond = (
            _slope(loss(RayArithmetic(), _along(point, way)), value)
            for way in (backward, direction)
        )
    except (
        *(NoAnswerError, OpenError, OutsideError),
        *(NotExactError, TypeError, ZeroDivisionError),
    ):
        return None
    if not isinstance(before, Rational) or not isinstance(beyond, Rational):
        return None
    return -before, beyond


def _look_around(
    point: Arrays,
    loss: Callable[[Arithmetic, Arrays], Any],
    steps: Callable[[Arithmetic, Arrays], Mapping[Node, Values]],
) -> Smooth | Broken:
    slopes: list[tuple[Arrays, Expr]] = []
    value = _expansion(loss(RayArithmetic(), point))
    for number, direction in enumerate(_directions(point)):
        try:
            slope = _slope(loss(RayArithmetic(), _along(point, direction)), value)
        except OpenError:
            if number < _LINES:
                raise
            # Entries may stay tied along an axis.
            continue
        if slope is None:
            return Broken()
        slopes.append((direction, slope))
    (_, first), (_, behind), (_, second), (_, both), *_ = slopes
    sign = _CALCULUS.coefficients.sign
    if sign(first + behind) or sign(first + second - both):
        return Broken()
    return Smooth(steps(RayArithmetic(), _along(point, slopes[0][0])), slopes)


def _directions(point: Arrays) -> Iterator[Arrays]:
    """Two directions, the opposite and the sum of them, and others."""
    random = Random(_SEED)  # noqa: S311  (no secret depends on it)

    count = sum(values.size for values in point.values())
    components = [c for c in range(-_LARGEST_COMPONENT, _LARGEST_COMPONENT + 1) if c]

    def chosen() -> dict[str, Values]:
        drawn = iter(random.sample(components, count))
        return {name: _filled(drawn, values.shape) for name, values in point.items()}

    first, second = chosen(), chosen()
    yield first
    yield {name: -values for name, values in first.items()}
    yield second
    yield {name: values + second[name] for name, values in first.items()}
    yield chosen()
    places = [(name, index) for name, values in point.items() for index in np.ndindex(values.shape)]
    if len(places) <= _MOST_AXES:
        for name, index in places:
            axis = {other: 0 * values for other, values in first.items()}
            axis[name][index] = Fraction(1)
            yield axis


def _filled(entries: Iterator[int], shape: Sequence[int]) -> Values:
    values = np.empty(shape, dtype=object)
    for index in np.ndindex(*shape):
        values[index] = Fraction(next(entries))
    return values


def _along(point: Arrays, direction: Arrays) -> Arrays:
    """P + tD."""
    arrays = {}
    for name, values in point.items():
        moved = np.empty(values.shape, dtype=object)
        for index, entry in np.ndenumerate(values):
            slope = as_expression(direction[name][index])
            moved[index] = Entry(monomial(FIRST, slope)) + entry
        arrays[name] = moved
    return arrays


def _slope(value: Any, at_point: Expansion) -> Expr | None:
    """The slope of f behind t = 0; None where it is infinite, or f jumps there."""
    expansion = _expansion(value)
    if any(
        is_smaller(power, CONSTANT) and is_smaller(FIRST, power) for power, _ in expansion.terms
    ):
        return None
    if not expansion.knows(FIRST):
        raise OpenError("the slope is not settled")
    rise = _CALCULUS.subtract(expansion, at_point)
    if rise.knows(CONSTANT) and rise.coefficient(CONSTANT) != 0:
        return None
    return expansion.coefficient(FIRST)
