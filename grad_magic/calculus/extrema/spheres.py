"""The sign of a function of the direction u over the whole unit sphere, by interval arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from sympy import Expr, Rational, Symbol

from grad_magic.calculus.extrema.equations.intervals import (
    INTERVALS,
    Interval,
    NoIntervalError,
    interval,
)
from grad_magic.deferred_numpy import np
from grad_magic.formula.program import Program, compile_formula
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy
from grad_magic.packages import is_there

# Into so many parts each side of a face of the cube is cut, by the dimension.
_PARTS = {2: 512, 3: 48}


@dataclass(frozen=True)
class Range:
    """What is known of the values of a function on the unit sphere.

    Attributes:
        sign: that of all its values; None where they are not seen to have one.
        lowest, highest: vectors in whose directions it is about least and greatest.
    """

    sign: int | None
    lowest: tuple[Expr, ...]
    highest: tuple[Expr, ...]


def range_on_sphere(function: Expr, direction: Sequence[Symbol]) -> Range | None:
    """The sign of an expression in the components of a unit vector, of two or three variables.

    The sphere is projected from the faces of a cube, and these are cut into boxes.

    Returns:
        None where its values are not known.
    """
    dimension = len(direction)
    is_known = dimension in _PARTS and function.free_symbols <= set(direction)
    if not is_known or not is_there("numpy"):
        return None
    try:
        program = compile_formula(from_sympy(function))
        found = [_on_face(program, direction, face) for face in _faces(dimension)]
    except (UnreadableExpressionError, NoIntervalError):
        return None
    low = np.concatenate([values.low for values, _ in found])
    high = np.concatenate([values.high for values, _ in found])
    if not (np.isfinite(low).all() and np.isfinite(high).all()):
        return None
    if any(values.is_void.any() for values, _ in found):
        return None
    sign = 1 if (low > 0).all() else -1 if (high < 0).all() else None
    places = np.concatenate([middles for _, middles in found])
    middle = low + high
    ends = (places[np.argmin(middle)], places[np.argmax(middle)])
    lowest, highest = (tuple(Rational(float(number)) for number in end) for end in ends)
    return Range(sign, lowest, highest)


def _faces(dimension: int) -> Iterator[tuple[int, int]]:
    """The axis across each face, and on which side it is."""
    yield from product(range(dimension), (1, -1))


def _on_face(
    program: Program, direction: Sequence[Symbol], face: tuple[int, int]
) -> tuple[Interval, Any]:
    """The values on the part of the sphere seen through a face, and the middles of its boxes."""
    dimension = len(direction)
    # Powers of 2: the corners are exact.
    edges = np.linspace(-1, 1, _PARTS[dimension] + 1)
    axis, side = face
    grids = np.meshgrid(*[np.arange(_PARTS[dimension])] * (dimension - 1), indexing="ij")
    across = [grid.ravel() for grid in grids]
    lows = [edges[index] for index in across]
    highs = [edges[index + 1] for index in across]
    for bounds in (lows, highs):
        bounds.insert(axis, np.full(across[0].shape, float(side)))
    sides = [interval(low, high) for low, high in zip(lows, highs, strict=True)]
    operations = INTERVALS.operations
    squares = [operations["integer_power"](part, Rational(2)) for part in sides]
    shrunk = operations["reciprocal"](operations["sqrt"](operations["add"](*squares)))
    units = [operations["multiply"](part, shrunk) for part in sides]
    # Where it is undefined or infinite, its bounds say so.
    with np.errstate(all="ignore"):
        values = program.run(dict(zip(direction, units, strict=True)), INTERVALS)
    parts = np.broadcast_arrays(values.low, values.high, values.is_smooth, values.is_void, lows[0])
    middles = np.stack([(low + high) / 2 for low, high in zip(lows, highs, strict=True)], axis=1)
    return Interval(*parts[:4]), middles
