"""Sums and products as NumPy writes them, and as books do."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from sympy import Integer

from grad_magic.calculus.arrays import nodes
from grad_magic.calculus.arrays.fitting import Fitting
from grad_magic.calculus.arrays.nodes import MINUS_ONCE, ONCE
from grad_magic.calculus.arrays.reductions import of_square
from grad_magic.calculus.arrays.typed import Typed, with_operand, write_shape
from grad_magic.formula.tree import Formula
from grad_magic.wording.messages import Message


def add(fitting: Fitting, formula: Formula, *parts: Typed) -> Typed:
    """x + y + …, each of which may be repeated along the others."""
    summed = parts[0]
    for part in parts[1:]:
        here = replace(formula, start=summed.formula.start, end=part.formula.end)
        left, right = fitting.aligned(here, summed, part)
        node = nodes.add([(ONCE, left.node), (ONCE, right.node)], left.node.shape)
        terms = (*_terms(left.formula), right.formula)
        understood = replace(here, operands=terms)
        summed = Typed(understood, node, max(left.rank, right.rank))
    return summed


def negate(_: Fitting, formula: Formula, part: Typed) -> Typed:
    """-x."""
    return Typed(with_operand(formula, part), nodes.negated(part.node), part.rank)


def multiply(fitting: Fitting, formula: Formula, left: Typed, right: Typed) -> Typed:
    """x·y, entry by entry where neither is a number."""
    if right.formula.operation == "reciprocal":
        _refuse_matrix_quotient(fitting, formula, left, right)
    is_scaled = left.node.is_scalar or right.node.is_scalar
    if not is_scaled:
        left, right = map(fitting.affine, fitting.aligned(formula, left, right))
    rank = max(left.rank, right.rank)
    understood = replace(
        formula,
        operation="multiply" if is_scaled else "hadamard",
        operands=(left.formula, right.formula),
    )
    return Typed(understood, nodes.times(left.node, right.node), rank)


def reciprocal(_: Fitting, formula: Formula, part: Typed) -> Typed:
    """1/x of each entry."""
    return Typed(with_operand(formula, part), nodes.power(part.node, MINUS_ONCE), part.rank)


def _refuse_matrix_quotient(fitting: Fitting, formula: Formula, left: Typed, right: Typed) -> None:
    """Refuses 1/A of a square matrix."""
    divisor = fitting.problem.text(right.formula.operands[0])
    if left.rank == 0 and right.formula.operation == "reciprocal" and right.is_square:
        fitting.refuse(
            formula,
            Message(
                "two_readings_of_quotient", formula=fitting.problem.text(formula), divisor=divisor
            ),
            Message("write_inverse_or_entrywise", divisor=divisor),
        )


def juxtapose(fitting: Fitting, formula: Formula, left: Typed, right: Typed) -> Typed:
    """xy: with a number, or of matrices; with two readings where entries could be multiplied."""
    if left.node.is_scalar or right.node.is_scalar:
        return multiply(fitting, formula, left, right)
    if not _repeats(left, right):
        return book_product(fitting, formula, left, right)
    one, other = fitting.text(left), fitting.text(right)
    return fitting.refuse(
        formula,
        Message(
            "two_readings_of_product",
            formula=fitting.problem.text(formula),
            one=one,
            shape=write_shape(left.shape),
            other=other,
            shape_2=write_shape(right.shape),
        ),
        Message("write_matrix_product_or_entrywise", one=one, other=other),
    )


def book_product(fitting: Fitting, formula: Formula, left: Typed, right: Typed) -> Typed:
    """What stands side by side in LaTeX: with a number, or of matrices, vectors as columns."""
    if right.rank == 1 and _is_row_of_ones(left.formula):
        return _sum_by_ones(fitting, formula, left, right)
    if left.node.is_scalar or right.node.is_scalar:
        return multiply(fitting, formula, left, right)
    product = replace(formula, operation="matrix_product")
    if left.rank == 1 and right.node.shape[0] != 1:
        one, behind = fitting.text(left), fitting.text(right)
        fitting.refuse(
            formula,
            Message(
                "a_column_has_no_product_with",
                one=one,
                behind=behind,
                shape=write_shape(right.shape),
            ),
            Message("write_top_for_the_matrix_product", one=one, behind=behind),
        )
    left, right = fitting.hidden(left), fitting.hidden(right)
    fitting.same(product, left, right, left.node.shape[1], right.node.shape[0])
    node = nodes.chain(left.node, right.node)
    rank = 0 if node.is_scalar else right.rank
    return Typed(_product_formula(fitting, product, replace(left, rank=2), right, rank), node, rank)


def _sum_by_ones(fitting: Fitting, formula: Formula, left: Typed, right: Typed) -> Typed:
    """1ᵀx, in which 1 is the vector of ones: the sum of the entries."""
    understood = replace(formula, operation="total", operands=(right.formula,))
    summed = Typed(understood, nodes.total(right.node), 0)
    is_negative = left.formula.operation == "negate"
    return negate(fitting, replace(formula, operation="negate"), summed) if is_negative else summed


def book_dot(fitting: Fitting, formula: Formula, left: Typed, right: Typed) -> Typed:
    """What a dot or a cross stands between in LaTeX: numbers, or two vectors."""
    if left.node.is_scalar or right.node.is_scalar:
        return multiply(fitting, replace(formula, operation="multiply"), left, right)
    if left.rank == right.rank == 1:
        return matrix_product(fitting, replace(formula, operation="matrix_product"), left, right)
    one, behind = fitting.text(left), fitting.text(right)
    return fitting.refuse(
        formula,
        Message("two_readings_of_dot", formula=fitting.problem.text(formula)),
        Message("write_nothing_for_the_matrix_product", one=one, behind=behind),
    )


def book_inverse(fitting: Fitting, formula: Formula, part: Typed) -> Typed:
    """X⁻¹ in LaTeX, of a number 1 over it."""
    if part.rank == 0:
        return reciprocal(fitting, replace(formula, operation="reciprocal"), part)
    inverse = replace(formula, operation="inverse")
    return of_square(fitting, inverse, part, nodes.inverse)


def inverse_or_reciprocal(fitting: Fitting, formula: Formula, part: Typed) -> Typed:
    """X⁻¹ as books raise it: of a square matrix its inverse, else 1 over each entry."""
    if part.is_square:
        return book_inverse(fitting, formula, part)
    exponent = Formula("number", value=Integer(-1))
    understood = replace(formula, operation="power", operands=(part.formula, exponent))
    return Typed(understood, nodes.power(fitting.affine(part).node, MINUS_ONCE), part.rank)


def matrix_product(fitting: Fitting, formula: Formula, left: Typed, right: Typed) -> Typed:
    """x@y, as NumPy has it."""
    if left.rank == 0 or right.rank == 0:
        number = left if left.rank == 0 else right
        fitting.refuse(
            formula,
            Message("is_a_number_and_multiplies_vectors_and", number=fitting.text(number)),
            Message("write_for_a_product_with_a_number"),
        )
    if left.rank == 1 and right.formula.operation == "transpose" and right.node.shape[0] == 1:
        _refuse_inner_or_outer(fitting, formula, left, right)
    left, right = fitting.hidden(left), fitting.hidden(right)
    first = left.node
    if left.rank == 1 and (right.rank == 1 or right.node.shape[0] != 1):
        first = nodes.transpose(first)
    fitting.same(formula, left, right, first.shape[1], right.node.shape[0])
    node = nodes.chain(first, right.node)
    rank = max(left.rank + right.rank - 2, 0)
    if rank == 1 and left.rank == 1:
        # As NumPy has it vᵀA is a vector again: a column.
        node = nodes.transpose(node)
    if node.is_scalar:
        rank = 0
    return Typed(_product_formula(fitting, formula, left, right, rank), node, rank)


def _product_formula(
    fitting: Fitting, formula: Formula, left: Typed, right: Typed, rank: int
) -> Formula:
    """The product as it is read; of (lw)ᵀv the number l stands before it."""
    scaled = left.formula
    if scaled.operation == "multiply" and is_number(fitting, scaled.operands[0]):
        coefficient, inner = scaled.operands
        plain = _product_formula(fitting, formula, replace(left, formula=inner), right, rank)
        return replace(scaled, operands=(coefficient, plain), end=formula.end)
    first = _turned(left.formula) if left.rank == 1 else left.formula
    factors = first.operands if first.operation == "matrix_product" else (first,)
    product = replace(formula, operands=(*factors, right.formula))
    return _turned(product) if rank == 1 and left.rank == 1 else product


def is_number(fitting: Fitting, formula: Formula) -> bool:
    """Whether a part of an understood formula is seen to be a number."""
    if formula.operation == "name":
        return not fitting.problem.shapes[str(formula.value)]
    return formula.operation == "number" or (
        formula.operation in ("multiply", "negate", "reciprocal", "power")
        and all(map(partial(is_number, fitting), formula.operands))
    )


def _refuse_inner_or_outer(fitting: Fitting, formula: Formula, left: Typed, right: Typed) -> None:
    """x@x.T of vectors: to NumPy, to which x.T is x, a number, in books a matrix."""
    one, other = fitting.text(left), fitting.problem.text(right.formula.operands[0])
    fitting.refuse(
        formula,
        Message("two_readings_beside_vector", formula=fitting.problem.text(formula), one=one),
        Message("write_dot_or_outer", one=one, other=other),
    )


def dot(fitting: Fitting, formula: Formula, left: Typed, right: Typed) -> Typed:
    """As NumPy has it the matrix product; of arrays of one shape that have none ⟨A, B⟩."""
    if left.rank == right.rank == 2 and left.node.shape == right.node.shape:
        if left.is_square:
            one, other = fitting.text(left), fitting.text(right)
            fitting.refuse(
                formula,
                Message("two_readings_of_dot_of_matrices", formula=fitting.problem.text(formula)),
                Message("write_matrix_product_or_sum", one=one, other=other),
            )
        return inner(fitting, formula, left, right)
    product = replace(formula, operation="matrix_product")
    if left.rank == right.rank == 0:
        return multiply(fitting, replace(formula, operation="multiply"), left, right)
    return matrix_product(fitting, product, left, right)


def inner(fitting: Fitting, formula: Formula, left: Typed, right: Typed) -> Typed:
    """⟨A, B⟩, the sum of the products of entries."""
    formula = replace(formula, operation="dot")
    if left.rank != 2 or right.rank != 2:
        return dot(fitting, formula, left, right)
    fitting.same(formula, left, right, left.node.shape[0], right.node.shape[0])
    fitting.same(formula, left, right, left.node.shape[1], right.node.shape[1])
    node = nodes.total(nodes.times(left.node, right.node))
    understood = replace(formula, operands=(left.formula, right.formula))
    return Typed(understood, node, 0)


def outer(fitting: Fitting, formula: Formula, left: Typed, right: Typed) -> Typed:
    """xyᵀ of two vectors."""
    if left.rank != 1 or right.rank != 1:
        fitting.do_not_fit(formula, left, right, Message("outer_is_of_two_vectors"))
    node = nodes.chain(left.node, nodes.transpose(right.node))
    second = right.formula
    turned = Formula("transpose", (second,), start=second.start, end=second.end)
    product = replace(formula, operation="matrix_product", operands=(left.formula, turned))
    return Typed(product, node, 2)


def _terms(formula: Formula) -> tuple[Formula, ...]:
    return formula.operands if formula.operation == "add" else (formula,)


def _turned(formula: Formula) -> Formula:
    """The transpose; of a transpose what is turned in it."""
    if formula.operation == "transpose":
        return formula.operands[0]
    return Formula("transpose", (formula,), start=formula.start, end=formula.end)


def _is_row_of_ones(formula: Formula) -> bool:
    """Whether this is 1ᵀ, or -1ᵀ."""
    plain = formula.operands[0] if formula.operation == "negate" else formula
    return plain.operation == "transpose" and plain.operands[0].operation == "bold_one"


def _repeats(left: Typed, right: Typed) -> bool:
    """Whether NumPy would repeat one along the other, so that entries can be multiplied."""
    sizes = zip(reversed(left.shape), reversed(right.shape), strict=False)
    return all(one == other or 1 in (one, other) for one, other in sizes)
