"""What sums along an axis, norms, traces and determinants leave of an array."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

from sympy import Expr, Integer, oo

from grad_magic.calculus.arrays import nodes
from grad_magic.calculus.arrays.fitting import Fitting
from grad_magic.calculus.arrays.nodes import HALF, MINUS_ONCE, ONCE, Node
from grad_magic.calculus.arrays.typed import Typed, with_operand, write_shape
from grad_magic.formula.tree import Formula
from grad_magic.wording.messages import Message, Told

_WHAT_SQUARES_HAVE = {
    "trace": Message("a_trace"),
    "det": Message("a_determinant"),
    "logdet": Message("a_determinant"),
    "inverse": Message("an_inverse"),
    "diagonal": Message("a_diagonal"),
}
_INSTEAD_OF_NORMS: Mapping[Expr, Callable[[str], Told]] = {
    Integer(1): lambda inner: Message("write_sum_of_absolute_values", inner=inner),
    Integer(2): lambda inner: Message("write_norm", inner=inner),
    oo: lambda inner: Message("write_largest_absolute_value", inner=inner),
}


def transpose(_: Fitting, formula: Formula, part: Typed) -> Typed:
    """xᵀ, of a vector a row."""
    return Typed(with_operand(formula, part), nodes.transpose(part.node), 2 if part.rank else 0)


def read_axis(fitting: Fitting, formula: Formula, part: Typed) -> int | None:
    """0 or 1, along which a matrix is summed; None of what has no two."""
    if len(formula.operands) < 2:
        return None
    axis = formula.operands[1]
    if axis.value not in (Integer(-1), Integer(0), Integer(1)):
        fitting.refuse(axis, Message("an_axis_is_zero_or_one"))
    if part.rank == 1 and axis.value == 1:
        fitting.refuse(axis, Message("a_vector_has_axis_zero_alone", inner=fitting.text(part)))
    if part.rank < 2:
        return None
    return 0 if axis.value == 0 else 1


def along_axis(fitting: Fitting, formula: Formula, part: Typed, axis: int | None) -> Typed:
    """A sum, a mean, the largest entry, softmax, … along an axis or of all entries."""
    operation, inner = formula.operation, fitting.text(part)
    if operation in ("softmax", "logsumexp") and part.rank == 2 and axis is None:
        fitting.refuse(
            formula,
            Message("of_the_matrix_can_be_read_in_two_ways", operation=operation, inner=inner),
            Message("write_along_rows_or_columns", operation=operation, inner=inner),
        )
    if operation not in ("total", "mean"):
        part = fitting.affine(part)
    if operation == "smallest":
        flipped = nodes.along_axis("largest", nodes.negated(part.node), axis)
        fitting.origins[flipped] = with_operand(formula, part)
        return _reduced(formula, part, axis, nodes.negated(flipped))
    if operation == "total":
        return _reduced(formula, part, axis, nodes.sum_along(part.node, axis))
    if operation == "mean":
        return _mean(formula, part, axis)
    node = nodes.along_axis(operation, part.node, axis)
    if operation == "softmax":
        return Typed(with_operand(formula, part), node, part.rank)
    return _reduced(formula, part, axis, node)


def _mean(formula: Formula, part: Typed, axis: int | None) -> Typed:
    counted = part.node.shape if axis is None else (part.node.shape[axis],)
    summed = nodes.sum_along(part.node, axis)
    counts = [(nodes.size_of(dimension), MINUS_ONCE) for dimension in counted]
    node = nodes.multiply([(summed, ONCE), *counts], summed.shape)
    return _reduced(formula, part, axis, node)


def _reduced(formula: Formula, part: Typed, axis: int | None, node: Node) -> Typed:
    """What is left along an axis is a vector, and so a column; of all entries a number."""
    rank = 0 if axis is None or node.is_scalar else 1
    column = nodes.transpose(node) if axis == 0 else node
    return Typed(with_operand(formula, part), column, rank)


def norm(fitting: Fitting, formula: Formula, part: Typed, order: Typed | None = None) -> Typed:
    """The root of the sum of squares; of order 1 the sum, of ∞ the largest |entry|."""
    power = None if order is None else order.formula.value
    is_matrix = part.rank == 2 and 1 not in part.node.shape
    if power is not None and is_matrix:
        _refuse_operator_norm(fitting, formula, part, power)
    operation = "frobenius_norm" if is_matrix else "norm"
    inner = fitting.affine(part, is_squared=power in (None, 2)).node
    if power == 1:
        operation, node = "absolute_norm", nodes.total(nodes.entrywise("abs", inner))
    elif power == oo:
        operation = "largest_norm"
        node = nodes.along_axis("largest", nodes.entrywise("abs", inner), None)
    else:
        node = nodes.power(nodes.total(nodes.power(inner, Fraction(2))), HALF)
    understood = replace(formula, operation=operation, operands=formula.operands[:1])
    return Typed(with_operand(understood, part), node, 0)


def _refuse_operator_norm(fitting: Fitting, formula: Formula, part: Typed, order: Expr) -> None:
    """Refuses ‖A‖₁, ‖A‖₂ and ‖A‖_∞ of a matrix: of its entries, or of it as a linear map."""
    inner = fitting.text(part)
    fitting.refuse(
        formula,
        Message("two_readings_of_norm", formula=fitting.problem.text(formula), inner=inner),
        _INSTEAD_OF_NORMS[order](inner),
    )


def of_square(
    fitting: Fitting, formula: Formula, part: Typed, build: Callable[[Node], Node]
) -> Typed:
    """What only square matrices have: a trace, a determinant, an inverse, a diagonal."""
    rows, columns = part.node.shape
    if rows != columns or part.rank == 0:
        fitting.known(rows, columns)
        fitting.refuse(
            formula,
            Message(
                "only_a_square_matrix_has",
                part=fitting.text(part),
                shape=write_shape(part.shape),
                what=_WHAT_SQUARES_HAVE[formula.operation],
            ),
        )
    node = build(part.node)
    return Typed(with_operand(formula, part), node, 2 if formula.operation == "inverse" else 0)


def diagonal(fitting: Fitting, formula: Formula, part: Typed) -> Typed:
    """The diagonal matrix of a vector, or the diagonal of a square matrix."""
    if part.rank == 1:
        return Typed(with_operand(formula, part), nodes.diagonal_matrix(part.node), 2)
    return replace(of_square(fitting, formula, part, nodes.diagonal), rank=1)
