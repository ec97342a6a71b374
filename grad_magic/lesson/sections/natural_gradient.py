"""The natural gradient: the metric, F⁻¹∇f(P), and what it is the steepest of."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Integer

from grad_magic.lesson.pieces import (
    EQUALS,
    POINT,
    gradient,
    has_one_variable,
    name_of,
    number,
    number_vector,
    words,
)
from grad_magic.lesson.steps import (
    Grid,
    Inverse,
    Letter,
    Line,
    MatrixProduct,
    Norm,
    Piece,
    RootOf,
    Separator,
    Transpose,
    Value,
)
from grad_magic.solution import NaturalGradient, Solution

METRIC = Letter("F")
STEP = Letter("v")


def natural_gradient_lines(solution: Solution) -> Iterator[Line]:
    """F and the length that it gives, F⁻¹∇f(P) and its length, and why it matters."""
    if solution.natural is not None:
        yield from _gradient_lines(solution, solution.natural)
        return
    row = "natural_gradient_open"
    if solution.differentiable is False:
        row = "no_natural_gradient"
    yield (words(row, f=name_of(solution), point=POINT),)


def _gradient_lines(solution: Solution, natural: NaturalGradient) -> Iterator[Line]:
    rows = tuple(map(tuple, natural.metric.tolist()))
    metric = Value(rows[0][0]) if has_one_variable(solution) else Grid(rows)
    square = MatrixProduct((Transpose(STEP), METRIC, STEP))
    length = Norm(STEP, METRIC)
    yield (METRIC, EQUALS, metric, Separator(), length, EQUALS, RootOf(square))
    vector = natural_gradient(solution)
    line: Line = (vector, *number_vector(natural.vector, solution))
    if not any(natural.vector):
        yield line
        return
    steepest = Norm(vector, METRIC)
    yield (*line, Separator(), steepest, *number(natural.rate, solution))
    unit: Line = (length, EQUALS, Value(Integer(1)))
    gaps: dict[str, Piece] = {"f": name_of(solution), "vector": vector, "rate": steepest}
    yield (words("natural_gradient", step=STEP, unit=unit, **gaps),)


def natural_gradient(solution: Solution) -> MatrixProduct:
    """F⁻¹∇f(P)."""
    return MatrixProduct((Inverse(METRIC), gradient(solution)))
