"""Curves into a point, named as books name them: the line y = x, the x-axis, the curve y = x²."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sympy import Eq, Symbol, Tuple

from grad_magic.lesson.pieces import measure_text, words
from grad_magic.lesson.steps import Equation, Line, Point, Relation, Value, Words

if TYPE_CHECKING:
    from sympy import Expr

_PLANE = 2
_LONGEST_EQUATION = 24


@dataclass(frozen=True, eq=False)
class Path:
    """A curve r(t), t > 0, that leads into a point as t → 0⁺.

    Attributes:
        places: its n coordinates.
        parameter: t.
        variables: the n variables.
        leading: which coordinate is a + ct, so that the other is a function of it; None where
            neither is, or the equation would be long.
    """

    places: tuple[Expr, ...]
    parameter: Symbol
    variables: tuple[Symbol, ...]
    leading: int | None

    @property
    def start(self) -> tuple[Expr, ...]:
        """The point."""
        return tuple(place.subs(self.parameter, 0) for place in self.places)

    @property
    def moving(self) -> tuple[Symbol, Expr, Expr]:
        """The variable that runs, where it starts and how fast."""
        index = self.leading
        if index is None:
            return self.parameter, self.parameter * 0, self.parameter**0
        return self.variables[index], self.start[index], self.places[index].diff(self.parameter)

    def in_own_variable(self, expression: Expr) -> Expr:
        """An expression in t as one in the variable that runs."""
        name, start, speed = self.moving
        return expression.subs(self.parameter, (name - start) / speed).expand()


def read_path(places: object, variables: Sequence[Symbol]) -> Path | None:
    """The curve by its coordinates; None where they have no single parameter."""
    if not isinstance(places, (tuple, Tuple)):
        return None
    entries = tuple(places)
    names = sorted({name for place in entries for name in place.free_symbols}, key=str)
    names = [name for name in names if name not in variables]
    if len(names) != 1:
        return None
    (parameter,) = names
    path = Path(entries, parameter, tuple(variables), None)
    for index in range(len(entries)) if len(entries) == _PLANE else ():
        found = Path(entries, parameter, tuple(variables), index)
        if _leads(found, index) and _is_short(found):
            return found
    return path


def _leads(path: Path, index: int) -> bool:
    """Whether the coordinate is a + ct and the other one a polynomial in t, or a number."""
    own, other = path.places[index], path.places[1 - index]
    speed = own.diff(path.parameter)
    are_numbers = all(entry.is_number for entry in path.start)
    return (
        are_numbers
        and bool(speed.is_number)
        and bool(speed.is_nonzero)
        and other.is_polynomial(path.parameter)
    )


def _is_short(path: Path) -> bool:
    return measure_text(_other(path)) <= _LONGEST_EQUATION


def _other(path: Path) -> Expr:
    """The other coordinate as a function of the one that runs."""
    assert path.leading is not None
    return path.in_own_variable(path.places[1 - path.leading])


def tell_path(path: Path, *, on_both_sides: bool = False) -> Words:
    """The line y = x; with the side of the point on which it runs unless it may be both."""
    whole = _tell_whole(path)
    if on_both_sides and path.leading is not None:
        return whole
    return words("along_part", path=whole, side=side_of(path))


def side_of(path: Path) -> Line:
    """x > 0, or t > 0."""
    name, start, speed = path.moving
    sign = Relation("<" if speed.is_negative else ">")
    return (Value(name), sign, Value(start))


def _tell_whole(path: Path) -> Words:
    index = path.leading
    if index is None:
        return words("along_places", places=Point(path.places))
    other = _other(path)
    equation = Equation(Eq(path.variables[1 - index], other, evaluate=False))
    if other.is_zero:
        return words("along_axis", axis=Value(path.variables[index]))
    is_line = other.diff(path.variables[index], 2).is_zero
    return words("along_line" if is_line else "along_curve", equation=equation)
