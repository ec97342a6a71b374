"""The first step of an optimiser's path with its numbers."""

from __future__ import annotations

from sympy import Expr, Matrix, Rational

from grad_magic.lesson.pieces import EQUALS, has_one_variable
from grad_magic.lesson.sections.natural_gradient import METRIC
from grad_magic.lesson.sections.paths import MOVING, STEP_SIZE, in_decimals, slope
from grad_magic.lesson.steps import (
    At,
    Dot,
    Indexed,
    Inverse,
    Line,
    MatrixProduct,
    Piece,
    Signed,
    Terms,
    Tuple,
    Value,
)
from grad_magic.solution import Path, Solution

# As much as a reader computes with.
_MOST_SIGNS = 8
# Of momentum the first step is the same, as the first velocity is 0.
_WITH_GRADIENT = ("descent", "momentum")


def first_step(solution: Solution, path: Path) -> Line:
    """= P₀ - η∇f(P₀) = (1, 2) - 0.1·(2, 8); nothing where the numbers are long."""
    slopes = solution.gradient_at
    if path.method == "natural":
        slopes = None if solution.natural is None else solution.natural.vector
    elif path.method not in _WITH_GRADIENT:
        return ()
    if slopes is None or len(path.points) < 2:
        return ()
    start = Matrix(path.points[0])
    if not all(map(_is_short, (*start, *slopes, path.step_size))):
        return ()
    size = in_decimals(path.step_size, solution)[-1]
    now = Indexed(MOVING, "0")
    inverse = (Inverse(METRIC),) if path.method == "natural" else ()
    general = Signed("-", MatrixProduct((STEP_SIZE, *inverse, At(slope(solution), now))))
    numbers = Signed("-", Dot(size, _vector(slopes, solution, is_factor=True)))
    begin = _vector(start, solution, is_factor=False)
    return (EQUALS, Terms((now, general)), EQUALS, Terms((begin, numbers)))


def _is_short(entry: Expr) -> bool:
    return isinstance(entry, Rational) and len(str(entry)) <= _MOST_SIGNS


def _number(entry: Expr, solution: Solution) -> Piece:
    """Its decimal, or the fraction where that is rounded."""
    sign, decimal = in_decimals(entry, solution)
    return decimal if sign == EQUALS else Value(entry)


def _vector(entries: Matrix, solution: Solution, *, is_factor: bool) -> Piece:
    """The coordinates; of a single factor that is negative in brackets."""
    written = tuple(_number(entry, solution) for entry in entries)
    is_alone = has_one_variable(solution) and not (is_factor and entries[0] < 0)
    return written[0] if is_alone else Tuple(written)
