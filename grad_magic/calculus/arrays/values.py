"""Nodes into numbers, each computed once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np
from sympy import E, pi

from grad_magic.calculus.arrays.arithmetic import Arithmetic, Values
from grad_magic.calculus.arrays.nodes import Dimension, Node, in_order

_CONSTANTS = {"π": pi, "e": E}


@dataclass
class Evaluation:
    """The values of nodes at one point, or at many, which then are stacked along a first axis.

    Attributes:
        arithmetic: of the entries.
        arrays: values by the names of nodes, in two dimensions, or in stacks of them.
        sizes: what letters of dimensions stand for.
    """

    arithmetic: Arithmetic
    arrays: Mapping[str, Values]
    sizes: Mapping[str, int]
    _known: dict[Node, Values] = field(default_factory=dict)

    def define(self, node: Node, values: Values) -> None:
        """Gives a name that has been introduced its values."""
        self._known[node] = values

    def value(self, node: Node) -> Values:
        """The entries of a node."""
        self.compute([node])
        return self._known[node]

    def compute(self, nodes: Iterable[Node]) -> None:
        """Computes all of them, and what they need."""
        for part in in_order(*nodes, known=self._known):
            operands = [self._known[operand] for operand in part.operands]
            self._known[part] = _RULES[part.operation](self, part, *operands)

    def shape(self, node: Node) -> tuple[int, int]:
        """The shape in numbers."""
        rows, columns = map(self._size, node.shape)
        return rows, columns

    def _size(self, dimension: Dimension) -> int:
        return dimension if isinstance(dimension, int) else self.sizes[dimension]

    def name(self, node: Node) -> Values:
        """The value that a name has."""
        if node.is_known_as("constant"):
            return self._single(self.arithmetic.number(_CONSTANTS[node.letter]))
        return self.arrays[node.letter]

    def size(self, node: Node) -> Values:
        """A dimension as a number."""
        assert isinstance(node.detail, (int, str))
        return self._single(self.arithmetic.constant(Fraction(self._size(node.detail))))

    def identity(self, node: Node) -> Values:
        """I."""
        filled = self.arithmetic.filled(self.shape(node))
        return np.where(np.eye(len(filled), dtype=bool), filled, 0 * filled)

    def sum(self, node: Node, *operands: Values) -> Values:
        """A sum with its coefficients."""
        total: Any = None
        for coefficient, values in zip(node.coefficients, operands, strict=True):
            term = values
            if coefficient == -1:
                term = -values
            elif coefficient != 1:
                term = self.arithmetic.constant(coefficient) * values
            total = term if total is None else total + term
        if total is None:
            return np.asarray(0 * self.arithmetic.filled(self.shape(node)))
        return np.asarray(total)

    def product(self, node: Node, *operands: Values) -> Values:
        """An entrywise product of powers."""
        product: Any = None
        for exponent, values in zip(node.coefficients, operands, strict=True):
            factor = values if exponent == 1 else self.arithmetic.power(values, exponent)
            product = factor if product is None else product * factor
        return np.asarray(product)

    def softmax(self, node: Node, values: Values) -> Values:
        """e^x over its sums."""
        axis = node.axis
        exponentials = self._exponentials(values, axis)
        return np.asarray(
            exponentials * self.arithmetic.power(self._sums(exponentials, axis), Fraction(-1))
        )

    def logsumexp(self, node: Node, values: Values) -> Values:
        """ln Σ e^x, with the largest x taken out."""
        axis = node.axis
        top = self.arithmetic.largest(values, axis)
        sums = self._sums(self._exponentials(values, axis), axis)
        return np.asarray(self.arithmetic.apply("log", sums) + top)

    def tied(self, node: Node, values: Values) -> Values:
        """1/k at the k entries that are the largest."""
        axis = node.axis
        top = self.arithmetic.largest(values, axis)
        ones = self.arithmetic.filled(values.shape)
        here = np.where(values == top, ones, 0 * ones)
        return np.asarray(here * self.arithmetic.power(self._sums(here, axis), Fraction(-1)))

    def _exponentials(self, values: Values, axis: int | None) -> Values:
        return self.arithmetic.apply("exp", values - self.arithmetic.largest(values, axis))

    def _sums(self, values: Values, axis: int | None) -> Values:
        if axis is None:
            return self.arithmetic.total(values)
        return np.asarray(values.sum(axis=axis - 2, keepdims=True))

    def _single(self, entry: Any) -> Values:
        return np.asarray(self.arithmetic.filled((1, 1)) * entry)


def _log_determinant(evaluation: Evaluation, values: Values) -> Values:
    return evaluation.arithmetic.apply("log", evaluation.arithmetic.determinant(values))


def _trace(evaluation: Evaluation, values: Values) -> Values:
    return evaluation.arithmetic.total(np.diagonal(values, axis1=-2, axis2=-1)[..., None])


_RULES: Mapping[str, Callable[..., Values]] = {
    "name": Evaluation.name,
    "one": lambda evaluation, _: evaluation.arithmetic.filled((1, 1)),
    "size": Evaluation.size,
    "ones": lambda evaluation, node: evaluation.arithmetic.filled(evaluation.shape(node)),
    "identity": Evaluation.identity,
    "sum": Evaluation.sum,
    "product": Evaluation.product,
    "chain": lambda evaluation, _, *matrices: evaluation.arithmetic.multiply(*matrices),
    "transpose": lambda _, __, values: np.swapaxes(values, -1, -2),
    "inverse": lambda evaluation, _, values: evaluation.arithmetic.inverse(values),
    "cofactors": lambda evaluation, _, values: evaluation.arithmetic.cofactors(values),
    "det": lambda evaluation, _, values: evaluation.arithmetic.determinant(values),
    "logdet": lambda evaluation, _, values: _log_determinant(evaluation, values),
    "trace": lambda evaluation, _, values: _trace(evaluation, values),
    "total": lambda evaluation, _, values: evaluation.arithmetic.total(values),
    "entrywise": lambda evaluation, node, values: evaluation.arithmetic.apply(node.detail, values),
    "softmax": Evaluation.softmax,
    "logsumexp": Evaluation.logsumexp,
    "largest": lambda evaluation, node, values: evaluation.arithmetic.largest(values, node.axis),
    "tied": Evaluation.tied,
}
