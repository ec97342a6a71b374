"""The natural gradient worked out: F⁻¹, its product with ∇f(P), and why it is the steepest."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Integer, Matrix

from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.formula.sympy_forms import UnreadableExpressionError, in_reading_order
from grad_magic.formula.tree import Formula
from grad_magic.lesson.pieces import EQUALS, gradient, number, number_vector, words
from grad_magic.lesson.sections import natural_gradient
from grad_magic.lesson.sections.natural_gradient import METRIC, STEP
from grad_magic.lesson.steps import (
    Column,
    Dot,
    Grid,
    Inverse,
    Line,
    MatrixProduct,
    Multiple,
    Norm,
    Piece,
    Relation,
    RootOf,
    Transpose,
    Tuple,
    Value,
)
from grad_magic.lesson.substitution import can_be_seen, entered
from grad_magic.solution import NaturalGradient, Solution

_PLANE = 2


def natural_gradient_lines(solution: Solution) -> Iterator[Line]:
    """F, F⁻¹, F⁻¹∇f(P) and its length, each where it comes from."""
    natural = solution.natural
    slopes = solution.gradient_at
    if natural is not None:
        yield (words("metric_measures", step=STEP, length=Norm(STEP, METRIC)),)
    if natural is None or slopes is None or not _is_readable(natural, solution):
        yield from natural_gradient.natural_gradient_lines(solution)
        return
    metric, *_, reason = natural_gradient.natural_gradient_lines(solution)
    yield metric
    row = "natural_gradient_and_length_are" if any(natural.vector) else "natural_gradient_is"
    yield (words(row, metric=METRIC),)
    inverse = _adjugate(natural.metric)
    yield (Inverse(METRIC), EQUALS, *_inverse_with_numbers(natural.metric), EQUALS, inverse)
    vector = natural_gradient.natural_gradient(solution)
    product = MatrixProduct((inverse, Column(tuple(slopes))))
    yield (vector, EQUALS, product, *number_vector(natural.vector, solution))
    if not any(natural.vector):
        return
    yield _length_line(natural, solution)
    moved = MatrixProduct((Transpose(Tuple((vector,))), METRIC, STEP))
    bound = MatrixProduct((Norm(vector, METRIC), Norm(STEP, METRIC)))
    yield (words("natural_gradient_bound", vector=vector),)
    yield (Dot(gradient(solution), STEP), EQUALS, moved, Relation("≤"), bound)
    yield reason


def _is_readable(natural: NaturalGradient, solution: Solution) -> bool:
    numbers = (*natural.metric, *natural.vector, *(solution.gradient_at or ()))
    is_plane = natural.metric.shape == (_PLANE, _PLANE)
    is_known = not any(entry.free_symbols for entry in numbers)
    return is_plane and is_known and not solution.is_approximate and can_be_seen(numbers, solution)


def _transposed_signs(metric: Matrix) -> Grid:
    """The matrix ((d, -b), (-b, a))."""
    a, b, d = metric[0, 0], metric[0, 1], metric[1, 1]
    return Grid(((d, -b), (-b, a)))


def _inverse_with_numbers(metric: Matrix) -> Line:
    """1/(a·d - b²) times that matrix, with the numbers put in."""
    a, b, d = (entered(entry) for entry in (metric[0, 0], metric[0, 1], metric[1, 1]))
    square = Formula("power", (b, in_reading_order(Integer(2))))
    determinant = Formula("add", (Formula("multiply", (a, d)), Formula("negate", (square,))))
    factor = Value(Formula("reciprocal", (determinant,)))
    return (MatrixProduct((factor, _transposed_signs(metric))),)


def _adjugate(metric: Matrix) -> Piece:
    """The same with its number worked out."""
    return Multiple(1 / shorten_number(metric.det()), _transposed_signs(metric))


def _length_line(natural: NaturalGradient, solution: Solution) -> Line:
    """‖F⁻¹∇f(P)‖ in the metric: the root of ∇f(P)ᵀF⁻¹∇f(P)."""
    vector = natural_gradient.natural_gradient(solution)
    slope = gradient(solution)
    line: Line = (Norm(vector, METRIC), EQUALS, RootOf(Dot(slope, vector)))
    slopes = solution.gradient_at
    assert slopes is not None
    try:
        pairs = zip(slopes, natural.vector, strict=True)
        terms = tuple(Formula("multiply", (entered(a), entered(b))) for a, b in pairs)
    except UnreadableExpressionError:
        return (*line, *number(natural.rate, solution))
    root = Value(Formula("sqrt", (Formula("add", terms),)))
    return (*line, EQUALS, root, *number(natural.rate, solution))
