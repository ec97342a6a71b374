"""Nodes into numbers, each computed once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sympy import E, pi

from grad_magic.calculus.arrays.arithmetic import Arithmetic
from grad_magic.calculus.arrays.nodes import Dimension, Node, in_order
from grad_magic.deferred_numpy import np

if TYPE_CHECKING:
    from grad_magic.calculus.arrays.arithmetic import Values

_CONSTANTS = {"π": pi, "e": E}
_SQUARE = Fraction(2)
# Of shares that sum to 1 one alone is larger than this.
_MOST_OF_ALL = 0.5


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
        total = np.asarray(total)
        return total if total.dtype == object else self._uncancelled(node, operands, total)

    def _uncancelled(self, node: Node, operands: Sequence[Values], total: Values) -> Values:
        """The sum; where it is a number times 1 - σ(u) of floats, σ(-u), which is not rounded to 0.

        So it is of 1 - tanh(u)², and of softmax(u) - y where y is 1.
        """
        for place, (coefficient, term) in enumerate(node.terms):
            complement = _complement_of(term)
            others_are_given = all(
                part is term or part.operation in ("one", "ones") or self._is_given(part)
                for part in node.operands
            )
            if complement is None or not others_are_given:
                continue
            number = float(coefficient)
            others = (
                float(c) * values
                for index, (c, values) in enumerate(zip(node.coefficients, operands, strict=True))
                if index != place
            )
            cancels = np.asarray(sum(others) == -number)
            if cancels.any():
                missing = complement(self, term, operands[place])
                total = np.where(cancels, -number * missing, total)
        return total

    def _is_given(self, node: Node) -> bool:
        """Whether it is a name of the request, the value of which is not rounded."""
        return node.operation == "name" and node.letter in self.arrays

    def without_sigmoid(self, node: Node, _: Values) -> Values:
        """1 - σ(u) = σ(-u)."""
        return self.arithmetic.apply("sigmoid", -self._known[node.operands[0]])

    def without_square_of_tanh(self, node: Node, _: Values) -> Values:
        """1 - tanh(u)² = 4σ(2u)σ(-2u)."""
        twice = 2 * self._known[node.operands[0].operands[0]]
        sides = (self.arithmetic.apply("sigmoid", sign * twice) for sign in (1, -1))
        return np.asarray(4 * next(sides) * next(sides))

    def without_softmax(self, node: Node, values: Values) -> Values:
        """1 - softmax(u), where that is small the sum of all others."""
        is_large = values > _MOST_OF_ALL
        others = self._sums(np.where(is_large, 0, values), node.axis)
        return np.where(is_large, others, 1 - values)

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


def _complement_of(node: Node) -> Callable[[Evaluation, Node, Values], Values] | None:
    """What computes 1 - x of this x without cancellation."""
    if node.operation == "softmax":
        return Evaluation.without_softmax
    if node.is_entrywise("sigmoid"):
        return Evaluation.without_sigmoid
    ((base, exponent), *others) = node.factors
    is_square = exponent == _SQUARE and not others and base.is_entrywise("tanh")
    return Evaluation.without_square_of_tanh if is_square else None


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
