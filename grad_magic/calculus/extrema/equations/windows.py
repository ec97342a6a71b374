"""All zeros of a gradient in a window, isolated by interval arithmetic.

Boxes in which a component of the gradient is nowhere 0 are thrown away, the others cut in two,
until in each one Krawczyk's operator maps the box into itself: then there is exactly one zero in
it, at which the Hessian is regular (Krawczyk 1969; Moore 1977).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import mpmath
from sympy import Expr, Integer, Matrix, Rational, Symbol

from grad_magic.calculus.extrema.equations.intervals import (
    INTERVALS,
    Interval,
    NoIntervalError,
    interval,
)
from grad_magic.calculus.extrema.equations.real_solutions import DIGITS
from grad_magic.deferred_numpy import np
from grad_magic.formula.arithmetic import HIGH_PRECISION, NotRealError
from grad_magic.formula.program import Program, compile_formula
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy, to_sympy

if TYPE_CHECKING:
    from grad_magic.calculus.extrema.equations.intervals import Array, Mask

# The window is first cut into so many parts along each axis, by the number of variables.
_PARTS: Mapping[int, int] = {1: 64, 2: 16, 3: 8}
_MOST_ROUNDS = 60
# A second's work.
_MOST_BOXES = 60_000
_MOST_AT_ONCE = 12_000
_SMALLEST = 1e-7
_SLACK = 0.05
# Numbers of the machine tell so much apart at once.
_FAR_APART = 1e-9
_NOTHING = mpmath.mpf("1e-1000")


@dataclass
class WindowSearch:
    """What was found in a window.

    Attributes:
        zeros: the zeros to `DIGITS` digits, each proved to be one and the only one near it.
        is_complete: whether there are no others in the window.
        left: boxes that may hold others, as (low, high) corners.
    """

    zeros: list[tuple[mpmath.mpf, ...]] = field(default_factory=list)
    is_complete: bool = True
    left: list[tuple[Array, Array]] = field(default_factory=list)


@dataclass(frozen=True)
class _System:
    """A gradient as programs, with its derivatives.

    Attributes:
        f: the function, which tells where it is smooth.
    """

    variables: Sequence[Symbol]
    f: Program
    slopes: tuple[Program, ...]
    seconds: tuple[tuple[Program, ...], ...]

    def over(self, program: Program, low: Array, high: Array) -> Interval:
        """The values of a function on N boxes, (N, n) each corner."""
        values = {
            variable: interval(low[:, index], high[:, index])
            for index, variable in enumerate(self.variables)
        }
        found = program.run(values, INTERVALS)
        parts = np.broadcast_arrays(
            found.low, found.high, found.is_smooth, found.is_void, low[:, 0]
        )
        return Interval(*parts[:4])


def zeros_in_window(  # noqa: PLR0913, PLR0917  (what a search is about)
    f: Program,
    partials: Sequence[Expr],
    hessian: Matrix,
    variables: Sequence[Symbol],
    window: Sequence[tuple[float, float]],
    most: int | None = None,
) -> WindowSearch | None:
    """The zeros of a gradient in a window; None where its values cannot be enclosed.

    Args:
        f: the function as typed.
        partials: the n partial derivatives.
        hessian: the second ones, n×n.
        variables: n ≤ 3.
        window: the least and the largest value of each variable.
        most: how many zeros are of use; where there are more, the search ends.
    """
    if len(variables) not in _PARTS:
        return None
    try:
        slopes = tuple(compile_formula(from_sympy(part)) for part in partials)
        seconds = tuple(
            tuple(compile_formula(from_sympy(hessian[i, j])) for j in range(hessian.cols))
            for i in range(hessian.rows)
        )
        with np.errstate(all="ignore"):
            edges = _within_domain(f, variables, np.array(window, dtype=float))
            return _search(_System(variables, f, slopes, seconds), edges, most)
    except (NoIntervalError, UnreadableExpressionError):
        return None


def _within_domain(f: Program, variables: Sequence[Symbol], window: Array) -> Array:
    """The window without what a root or a logarithm of one variable leaves out, as ln(x + 3)."""
    for instruction in f.instructions:
        if instruction.operation not in _ONE_SIDED:
            continue
        inside = to_sympy(f.instructions[instruction.operands[0]].formula)
        if len(inside.free_symbols) != 1 or not inside.is_polynomial():
            continue
        (variable,) = inside.free_symbols
        slope = inside.diff(variable)
        if not isinstance(slope, Rational):
            continue
        edge = inside.xreplace({variable: Integer(0)}) / -slope
        # An edge that is no exact number of the machine is left to the search.
        if isinstance(edge, Rational) and Rational(float(edge)) == edge:
            row, end = list(variables).index(variable), 0 if slope > 0 else 1
            clip = max if slope > 0 else min
            window[row, end] = clip(window[row, end], float(edge))
    return window


_ONE_SIDED = ("log", "sqrt", "power")


def _search(equations: _System, window: Array, most: int | None) -> WindowSearch:
    search = WindowSearch()
    if (window[:, 0] > window[:, 1]).any():
        return search
    low, high = _first_boxes(window)
    smallest = _SMALLEST * (window[:, 1] - window[:, 0]).max()
    seen = 0
    for _ in range(_MOST_ROUNDS):
        seen += len(low)
        if not len(low) or seen > _MOST_BOXES or len(low) > _MOST_AT_ONCE:
            break
        low, high = _without_empty(equations, low, high)
        low, high = _isolated(equations, low, high, search, most)
        if most is not None and len(search.zeros) > most:
            break
        is_small = (high - low).max(axis=1, initial=0) < smallest
        search.left += zip(low[is_small], high[is_small], strict=True)
        low, high = _halved(low[~is_small], high[~is_small])
    search.left += zip(low, high, strict=True)
    _keep_inside(search, window)
    search.is_complete = search.is_complete and not search.left
    return search


def _first_boxes(window: Array) -> tuple[Array, Array]:
    """A grid that is not symmetric, as zeros are often where x = 0 or y = x."""
    parts = _PARTS[len(window)]
    edges = []
    for index, (start, end) in enumerate(window):
        inner = start + (end - start) * (np.arange(1, parts) + 0.0137 * (index + 1)) / parts
        edges.append(np.concatenate(([start], inner, [end])))
    lows = np.meshgrid(*(edge[:-1] for edge in edges), indexing="ij")
    highs = np.meshgrid(*(edge[1:] for edge in edges), indexing="ij")
    return np.stack([a.ravel() for a in lows], axis=1), np.stack([a.ravel() for a in highs], axis=1)


def _without_empty(equations: _System, low: Array, high: Array) -> tuple[Array, Array]:
    keep = ~equations.over(equations.f, low, high).is_void
    for slope in equations.slopes:
        low, high = low[keep], high[keep]
        if not len(low):
            return low, high
        keep = equations.over(slope, low, high).may_be_zero
    return low[keep], high[keep]


def _isolated(
    equations: _System, low: Array, high: Array, search: WindowSearch, most: int | None
) -> tuple[Array, Array]:
    """Krawczyk's test on boxes made a little larger; the boxes that it leaves open."""
    if not len(low):
        return low, high
    middle, radius = (low + high) / 2, (high - low) / 2 * (1 + _SLACK)
    wide_low, wide_high = middle - radius, middle + radius
    matrices = [
        [equations.over(entry, wide_low, wide_high) for entry in row] for row in equations.seconds
    ]
    usable = equations.over(equations.f, wide_low, wide_high).is_smooth
    for entry in (entry for row in matrices for entry in row):
        usable = usable & entry.is_smooth & np.isfinite(entry.low) & np.isfinite(entry.high)
    lower = np.stack([np.stack([e.low for e in row], axis=1) for row in matrices], axis=1)
    upper = np.stack([np.stack([e.high for e in row], axis=1) for row in matrices], axis=1)
    center, spread = (lower + upper) / 2, (upper - lower) / 2
    size = center.shape[1]
    usable = usable & (np.abs(_determinant(center, usable)) > 0)
    inverse = np.linalg.inv(np.where(usable[:, None, None], center, np.eye(size)))
    at_middle = [equations.over(slope, middle, middle) for slope in equations.slopes]
    value = np.stack([(part.low + part.high) / 2 for part in at_middle], axis=1)
    doubt = np.stack([(part.high - part.low) / 2 for part in at_middle], axis=1)
    usable = usable & np.isfinite(value).all(axis=1) & np.isfinite(doubt).all(axis=1)
    step = -np.einsum("nij,nj->ni", inverse, np.where(usable[:, None], value, 0))
    # |Y| δ bounds the doubt of the value, |I - Y C| r + |Y| S r that of the derivative.
    residue = np.abs(np.eye(size) - np.einsum("nij,njk->nik", inverse, center)) + 1e-13
    residue += np.einsum("nij,njk->nik", np.abs(inverse), spread)
    reach = np.einsum("nij,nj->ni", residue, radius)
    reach += np.einsum("nij,nj->ni", np.abs(inverse), doubt)
    reach = np.where(usable[:, None], reach * (1 + 1e-12) + np.abs(step) * 1e-12, np.inf)
    is_isolated = usable & (np.abs(step) + reach < radius).all(axis=1)
    is_empty = usable & (np.abs(step) - reach > radius).any(axis=1)
    for index in np.flatnonzero(is_isolated):
        if most is not None and len(search.zeros) > most:
            search.is_complete = False
            break
        zero = _refined(equations, middle[index] + step[index])
        near = None if zero is None else np.array([float(number) for number in zero])
        if zero is None or (np.abs(near - middle[index]) > radius[index]).any():
            search.is_complete = False
        elif not any(is_near(zero, other) for other in search.zeros):
            search.zeros.append(zero)
    keep = ~(is_isolated | is_empty)
    # Krawczyk's operator holds all zeros of the box.
    found_low = np.maximum(low, np.where(usable[:, None], middle + step - reach, low))
    found_high = np.minimum(high, np.where(usable[:, None], middle + step + reach, high))
    keep = keep & (found_low <= found_high).all(axis=1)
    return found_low[keep], found_high[keep]


def _determinant(matrices: Array, usable: Mask) -> Array:
    size = matrices.shape[1]
    return np.asarray(np.linalg.det(np.where(usable[:, None, None], matrices, np.eye(size))))


def _halved(low: Array, high: Array) -> tuple[Array, Array]:
    """Each box cut in two across its longest side, not quite in the middle."""
    if not len(low):
        return low, high
    rows, longest = np.arange(len(low)), (high - low).argmax(axis=1)
    cut = low[rows, longest] + (high - low)[rows, longest] * 0.4871
    left_high, right_low = high.copy(), low.copy()
    left_high[rows, longest] = cut
    right_low[rows, longest] = cut
    return np.concatenate([low, right_low]), np.concatenate([left_high, high])


def _refined(equations: _System, start: Array) -> tuple[mpmath.mpf, ...] | None:
    """The zero to many digits, by Newton's method; None where it does not settle."""
    with mpmath.workdps(DIGITS + 10):
        place = mpmath.matrix([mpmath.mpf(float(number)) for number in start])
        try:
            for _ in range(12):
                values = dict(zip(equations.variables, place, strict=True))
                slope = mpmath.matrix([p.run(values, HIGH_PRECISION) for p in equations.slopes])
                matrix = mpmath.matrix(
                    [[p.run(values, HIGH_PRECISION) for p in row] for row in equations.seconds]
                )
                step = mpmath.lu_solve(matrix, slope)
                place -= step
                if mpmath.norm(step) < mpmath.mpf(10) ** (-DIGITS) * (1 + mpmath.norm(place)):
                    # So small a number is one whose powers and exponentials are out of reach.
                    return tuple(part if abs(part) > _NOTHING else mpmath.mpf(0) for part in place)
        except (NotRealError, ZeroDivisionError):
            return None
    return None


def is_near(first: Sequence[mpmath.mpf], second: Sequence[mpmath.mpf]) -> bool:
    """Whether two places are the same as far as their digits are found."""
    if any(
        abs(float(a) - float(b)) > _FAR_APART * (1 + abs(float(a)))
        for a, b in zip(first, second, strict=True)
    ):
        return False
    return all(
        abs(a - b) <= mpmath.mpf(10) ** (-DIGITS // 2) * (1 + abs(a))
        for a, b in zip(first, second, strict=True)
    )


def _keep_inside(search: WindowSearch, window: Array) -> None:
    search.zeros = [
        zero
        for zero in search.zeros
        if all(start <= number <= end for number, (start, end) in zip(zero, window, strict=True))
    ]
