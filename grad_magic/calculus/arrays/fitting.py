"""Shapes that fit, as NumPy or books repeat what is smaller, and those that do not."""

from __future__ import annotations

from dataclasses import replace
from typing import NoReturn

from grad_magic.array_problem import ArrayProblem, Dimension
from grad_magic.calculus.arrays import nodes
from grad_magic.calculus.arrays.layers import LayerTable
from grad_magic.calculus.arrays.nodes import Node
from grad_magic.calculus.arrays.typed import OF_IDENTITY, DimensionKnownError, Typed, write_shape
from grad_magic.formula.tree import Formula, Place
from grad_magic.wording.messages import Message, Told


class Fitting:
    """The shapes of a formula's parts, which must fit, and what is noted while it is understood.

    Attributes:
        problem: what is asked.
        layers: the table of layers; None where their names do not stand for them in the node.
        roots: of what roots are taken.
        origins: what was typed for nodes that stand for something else.
        rectified: the nodes of relu.
        clipped: the nodes that stand for a clip.
    """

    def __init__(self, problem: ArrayProblem, layers: LayerTable | None) -> None:
        self.problem = problem
        self.layers = layers
        self.roots: list[Node] = []
        self.origins: dict[Node, Formula] = {}
        self.rectified: set[Node] = set()
        self.clipped: set[Node] = set()

    def affine(self, part: Typed, *, is_squared: bool = False) -> Typed:
        """The part, with a name for it if it is a layer to which a function is applied."""
        if self.layers is None:
            return part
        return replace(part, node=self.layers.affine(part.node, is_squared=is_squared))

    def hidden(self, part: Typed) -> Typed:
        """The part, with a name for it if it is a hidden layer in a matrix product."""
        return part if self.layers is None else replace(part, node=self.layers.hidden(part.node))

    def aligned(self, formula: Formula, left: Typed, right: Typed) -> tuple[Typed, Typed]:
        """Both in one shape, as NumPy or books repeat what is smaller."""
        if left.node.shape == right.node.shape and left.rank == right.rank:
            return left, right
        if left.rank == right.rank == 2:
            self.fit_identities(formula, left, right)
        if left.node.is_scalar or right.node.is_scalar:
            shape = right.node.shape if left.node.is_scalar else left.node.shape
            return (
                replace(left, node=nodes.repeat(left.node, shape)),
                replace(right, node=nodes.repeat(right.node, shape)),
            )
        if {left.rank, right.rank} == {1, 2}:
            is_left = left.rank == 1
            vector, matrix = (left, right) if is_left else (right, left)
            repeated = self.repeated(formula, vector, matrix)
            return (repeated, right) if is_left else (left, repeated)
        return self.broadcast(formula, left, right)

    def fit_identities(self, formula: Formula, left: Typed, right: Typed) -> None:
        """Starts again where one of two matrices is as large as the other must be."""
        for one, other in ((left, right), (right, left)):
            size, width = one.node.shape
            # 𝟏𝟏ᵀX has rows of an open number too, but is no identity matrix.
            if isinstance(size, str) and size.startswith(OF_IDENTITY) and size == width:
                rows, columns = other.node.shape
                self.known(rows, columns)
                if rows != columns:
                    shape = write_shape(other.shape)
                    message = Message(
                        "is_square_and_has_the_shape", other=self.text(other), shape=shape
                    )
                    self.refuse(formula, message)
                self.known(size, rows)

    def repeated(self, formula: Formula, vector: Typed, matrix: Typed) -> Typed:
        """A vector in the shape of a matrix: added to its columns or to its rows."""
        (length,), (rows, columns) = vector.shape, matrix.node.shape
        text, other = self.text(vector), self.text(matrix)
        if columns == 1 and rows != 1:
            self.same(formula, vector, matrix, length, rows)
            self.refuse(
                formula,
                Message(
                    "a_vector_meets_a_column",
                    text=text,
                    shape=write_shape(vector.shape),
                    other=other,
                    shape_2=write_shape(matrix.shape),
                ),
                Message("give_both_as_vectors_or_columns", text=text, length=length),
            )
        if rows not in (length, 1) and columns not in (length, 1):
            self.known(length, rows)
            self.known(length, columns)
            self.do_not_fit(formula, vector, matrix)
        if rows == columns:
            self.refuse(
                formula,
                Message("two_readings_of_sum_with_square", text=text, other=other),
                Message("give_as_a_row_or_a_column", text=text, length=length),
            )
        to_columns = rows == length
        node = vector.node if to_columns else nodes.transpose(vector.node)
        one = Formula("ones")
        row = Formula("transpose", (one,))
        turned = Formula("transpose", (vector.formula,))
        factors = (vector.formula, row) if to_columns else (one, turned)
        place = vector.formula
        shown = Formula("matrix_product", factors, start=place.start, end=place.end)
        if vector.formula.operation == "negate":
            plain = self.repeated(formula, _negated(vector), matrix)
            shown = replace(vector.formula, operands=(plain.formula,))
        elif matrix.node.shape[0] == 1 and not to_columns:
            shown = turned
        return Typed(shown, nodes.repeat(node, matrix.node.shape), 2)

    def broadcast(self, formula: Formula, left: Typed, right: Typed) -> tuple[Typed, Typed]:
        """Rows and columns repeated as NumPy does."""
        shape: list[Dimension] = []
        for one, other in zip(left.node.shape, right.node.shape, strict=True):
            if one != other and 1 not in (one, other):
                self.known(one, other)
                self.do_not_fit(formula, left, right)
            shape.append(other if one == 1 else one)
        rows, columns = shape
        parts = [
            replace(
                part,
                node=nodes.repeat(nodes.repeat(part.node, _grown(part, shape)), (rows, columns)),
            )
            for part in (left, right)
        ]
        return (
            replace(parts[0], formula=_spread(left, (rows, columns))),
            replace(parts[1], formula=_spread(right, (rows, columns))),
        )

    def same(
        self, formula: Formula, left: Typed, right: Typed, one: Dimension, other: Dimension
    ) -> None:
        """Refuses two dimensions that are not the same."""
        if one != other:
            self.known(one, other)
            self.do_not_fit(formula, left, right)

    @staticmethod
    def known(one: Dimension, other: Dimension) -> None:
        """Starts again where a letter must be a number for two dimensions to be the same."""
        for letter, size in ((one, other), (other, one)):
            if isinstance(letter, str) and letter.startswith(OF_IDENTITY) and letter != size:
                raise DimensionKnownError(letter, size)
        if isinstance(one, str) and isinstance(other, int) and other != 1:
            raise DimensionKnownError(one, other)
        if isinstance(other, str) and isinstance(one, int) and one != 1:
            raise DimensionKnownError(other, one)

    def do_not_fit(self, formula: Formula, left: Typed, right: Typed, why: Told = "") -> NoReturn:
        """Refuses two parts as their shapes do not fit."""
        signs = {"matrix_product": "@", "add": "+", "multiply": "*"}
        sign = signs.get(formula.operation)
        product = Message("in_a_matrix_product") if sign == "@" else Message("here")
        one, other = write_shape(left.shape), write_shape(right.shape)
        message = Message(
            "shapes_do_not_fit",
            why=why,
            left=self.text(left),
            one=one,
            right=self.text(right),
            other=other,
            product=product,
        )
        advice: Told = ""
        if sign == "@":
            inner = (left.shape[-1], right.shape[0])
            advice = Message("inner_dimensions_must_be_the_same", inner=inner[0], inner_2=inner[1])
            if left.rank == 2 and left.shape[0] == right.shape[0]:
                advice = Message(
                    "is_the_transpose_meant",
                    advice=advice,
                    left=self.text(left),
                    right=self.text(right),
                )
        self.refuse(formula, message, advice)

    def refuse(self, formula: Formula, message: Told, advice: Told = "") -> NoReturn:
        """Refuses a part of the formula."""
        raise self.problem.error(Place(formula.start, formula.end), message, advice)

    def text(self, part: Typed) -> str:
        """A part as it was typed."""
        # The sign before a term is not its own.
        is_negated = part.formula.operation == "negate"
        return self.problem.text(part.formula.operands[0] if is_negated else part.formula)


def _negated(part: Typed) -> Typed:
    """What a minus stands before."""
    return replace(part, formula=part.formula.operands[0], node=nodes.negated(part.node))


def _grown(part: Typed, shape: list[Dimension]) -> nodes.Shape:
    """A shape with the rows of the result and the columns of the part."""
    return (shape[0], part.node.shape[1])


def _spread(part: Typed, shape: nodes.Shape) -> Formula:
    """A row or a column as it is repeated: b𝟏ᵀ, 𝟏bᵀ."""
    formula, (rows, columns) = part.formula, part.node.shape
    if formula.operation == "negate":
        return replace(formula, operands=(_spread(_negated(part), shape),))
    one = Formula("ones")
    factors: tuple[Formula, ...] = (formula,)
    if rows == 1 != shape[0]:
        factors = (one, *factors)
    if columns == 1 != shape[1]:
        factors = (*factors, Formula("transpose", (one,)))
    if len(factors) == 1:
        return formula
    return Formula("matrix_product", factors, start=formula.start, end=formula.end)
