"""f by itself: the formula as it was understood, entry by entry, without any simplification.

Simplification cancels 1/σ and ln eᵘ; whether f has a value is seen here. And as nothing of the
nodes is used, these values are also what derivatives are checked against.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sympy import Integer, Rational

from grad_magic.array_problem import ArrayProblem
from grad_magic.calculus.arrays.arithmetic import Arithmetic, ExactArithmetic, SingularError
from grad_magic.deferred_numpy import np
from grad_magic.errors import NoAnswerError
from grad_magic.formula.array_operations import ENTRYWISE
from grad_magic.formula.operations import RELATIONS
from grad_magic.formula.tree import Formula
from grad_magic.wording.messages import Message, Told

if TYPE_CHECKING:
    from grad_magic.calculus.arrays.arithmetic import Values


# One takes some 0.1 ns, and an answer has some ten values of f and of its gradient.
_MOST_MULTIPLICATIONS = 10**10


class FormulaEvaluator:
    """Evaluates one formula, and tells which part has no value and why."""

    def __init__(
        self,
        problem: ArrayProblem,
        arithmetic: Arithmetic,
        arrays: Mapping[str, Values],
        sizes: Mapping[str, int],
    ) -> None:
        self._problem = problem
        self.arithmetic = arithmetic
        self._arrays = arrays
        self._sizes = sizes
        self._layers: dict[str, Values] = {}

    def value(self, formula: Formula) -> Values:
        """The entries of a part of the formula, in two dimensions.

        Raises:
            NoAnswerError: it has no value, as the logarithm of 0.
        """
        operation = formula.operation
        if operation in _OF_FORMULAS:
            return _OF_FORMULAS[operation](self, formula)
        if operation in ENTRYWISE:
            return self._entrywise(formula)
        operands = [self.value(operand) for operand in formula.operands]
        return np.asarray(_RULES[operation](self, formula, *operands))

    def number(self, formula: Formula) -> Values:
        """A number."""
        value = formula.value
        assert value is not None
        if isinstance(value, Rational):
            return self._single(self.arithmetic.constant(Fraction(int(value.p), int(value.q))))
        return self._single(self.arithmetic.number(value))

    def name(self, formula: Formula) -> Values:
        """The value that a name has."""
        letter = str(formula.value)
        if letter in self._arrays:
            return self._arrays[letter]
        return self._single(self.arithmetic.constant(Fraction(self._sizes[letter])))

    def layer(self, formula: Formula) -> Values:
        """The value of a part with a name, computed once."""
        name = str(formula.value)
        if name not in self._layers:
            self._layers[name] = self.value(formula.operands[0])
        return self._layers[name]

    def identity(self, formula: Formula) -> Values:
        """I."""
        size = formula.value
        count = int(size) if isinstance(size, Integer) else self._sizes[str(size)]
        return np.asarray(self.arithmetic.filled((1, 1)) * np.eye(count, dtype=int))

    def _single(self, entry: Any) -> Values:
        return np.asarray(self.arithmetic.filled((1, 1)) * entry)

    def _entrywise(self, formula: Formula) -> Values:
        if formula.operation == "log":
            stable = self._logarithm_of_shares(formula.operands[0])
            if stable is not None:
                return stable
        inner = self.value(formula.operands[0])
        if formula.operation == "log":
            self._require(formula, inner, inner > 0, Message("a_logarithm_needs_a_positive_number"))
        return self.arithmetic.apply(formula.operation, inner)

    def _logarithm_of_shares(self, formula: Formula) -> Values | None:  # noqa: PLR0911  (one a form)
        """The logarithm of σ(u), 1 - σ(u), 1 + eᵘ or softmax, which only rounding makes 0 or ∞."""
        apply = self.arithmetic.apply
        formula = _without_name(formula)
        if formula.operation == "sigmoid":
            return np.asarray(-apply("softplus", -self.value(formula.operands[0])))
        if formula.operation == "softmax":
            inner = self.value(formula.operands[0])
            axis = self._axis(formula, inner)
            return np.asarray(inner - self._reduced("logsumexp", inner, axis))
        if formula.operation != "add" or len(formula.operands) != 2:
            return None
        one, other = map(_without_name, formula.operands)
        if one.value != 1:
            return None
        if other.operation == "exp":
            return apply("softplus", self.value(other.operands[0]))
        negated = _without_name(other.operands[0]) if other.operation == "negate" else None
        if negated is not None and negated.operation == "sigmoid":
            return np.asarray(-apply("softplus", self.value(negated.operands[0])))
        return None

    def along_axis(self, formula: Formula) -> Values:
        """What runs along an axis."""
        inner = self.value(formula.operands[0])
        axis = self._axis(formula, inner)
        values = self._reduced(formula.operation, inner, axis)
        return values.T if axis == 0 and formula.operation != "softmax" else values

    @staticmethod
    def _axis(formula: Formula, inner: Values) -> int | None:
        """The axis along which it runs; None of a vector, and of all entries."""
        if len(formula.operands) < 2 or inner.shape[1] == 1:
            return None
        return int(str(formula.operands[1].value))

    def _reduced(self, operation: str, inner: Values, axis: int | None) -> Values:
        arithmetic = self.arithmetic
        if operation == "largest":
            return arithmetic.largest(inner, axis)
        if operation == "smallest":
            return -arithmetic.largest(-inner, axis)
        if operation in ("total", "mean"):
            sums = self._sums(inner, axis)
            count = inner.size if axis is None else inner.shape[axis]
            return sums if operation == "total" else sums * arithmetic.constant(Fraction(1, count))
        top = arithmetic.largest(inner, axis)
        exponentials = arithmetic.apply("exp", inner - top)
        sums = self._sums(exponentials, axis)
        if operation == "softmax":
            return np.asarray(exponentials / sums)
        return np.asarray(arithmetic.apply("log", sums) + top)

    def _sums(self, values: Values, axis: int | None) -> Values:
        if axis is None:
            return self.arithmetic.total(values)
        return np.asarray(values.sum(axis=axis, keepdims=True))

    def reciprocal(self, formula: Formula, inner: Values) -> Values:
        """1/x."""
        self._require(formula, inner, inner != 0, Message("a_denominator_may_not_be_zero"))
        return self.arithmetic.power(inner, Fraction(-1))

    def square_root(self, formula: Formula, inner: Values) -> Values:
        """√x."""
        self._require(formula, inner, inner >= 0, Message("a_square_root_needs_no_negative_number"))
        return self.arithmetic.power(inner, Fraction(1, 2))

    def power(self, formula: Formula, base: Values, _: Values) -> Values:
        """x^c; in floats the root of c = 1/3 would be no odd one."""
        exactly = FormulaEvaluator(self._problem, ExactArithmetic(), {}, self._sizes)
        value = exactly.value(formula.operands[1])[0, 0]
        if value.denominator % 2 == 0:
            self._require(formula, base, base >= 0, Message("this_power_needs_no_negative_number"))
        if value < 0:
            self._require(formula, base, base != 0, Message("a_denominator_may_not_be_zero"))
        return self.arithmetic.power(base, value)

    def inverse(self, formula: Formula, inner: Values) -> Values:
        """X⁻¹."""
        self._refuse_long(formula, inner.size * len(inner))
        try:
            return self.arithmetic.inverse(inner)
        except SingularError:
            message = Message(
                "does_not_exist_the_matrix_is_singular", formula=self._problem.text(formula)
            )
            raise self._error(formula, message) from None

    def log_determinant(self, formula: Formula, inner: Values) -> Values:
        """ln det X."""
        value = self.determinant(formula, inner)
        if not value[0, 0] > 0:
            text = self._problem.text(formula.operands[0])
            message = Message("logdet_needs_det_and_that_is", text=text, value=_shown(value[0, 0]))
            raise self._error(formula, message)
        return self.arithmetic.apply("log", value)

    def huber(self, formula: Formula, inner: Values, bound: Values | None = None) -> Values:
        """Huber's function, with a bound c that is no 0."""
        if bound is None:
            return self.arithmetic.apply("huber", inner)
        part = Formula("reciprocal", formula.operands[1:], start=formula.start, end=formula.end)
        scaled = inner * self.reciprocal(part, bound)
        return np.asarray(bound * bound * self.arithmetic.apply("huber", scaled))

    def where(self, formula: Formula) -> Values:
        """Of each entry the case that applies."""
        condition, *cases = formula.operands
        left, right = map(self.value, condition.operands)
        holds = np.asarray(RELATIONS[condition.operation](left - right), dtype=bool)
        above, below = map(self.value, cases)
        return np.where(holds, above, below)

    def norm(self, inner: Values) -> Values:
        """The length."""
        squares = self.arithmetic.total(self.arithmetic.power(inner, Fraction(2)))
        return self.arithmetic.power(squares, Fraction(1, 2))

    def matrix_product(self, formula: Formula, *matrices: Values) -> Values:
        """The product of matrices, of which columns and rows of ones take the size they must."""
        product = matrices[0]
        for matrix in matrices[1:]:
            self._refuse_long(formula, product.size * matrix.shape[-1])
            product = self.arithmetic.multiply(product, matrix)
        return product

    def determinant(self, formula: Formula, inner: Values) -> Values:
        """det X."""
        self._refuse_long(formula, inner.size * len(inner))
        return self.arithmetic.determinant(inner)

    def _refuse_long(self, formula: Formula, count: int) -> None:
        """Refuses what is one call of a library, which no time limit ends.

        Raises:
            NoAnswerError: it takes too many multiplications.
        """
        if count > _MOST_MULTIPLICATIONS:
            text = self._problem.text(formula)
            message = Message("takes_too_many_multiplications", text=text, count=count)
            raise self._error(formula, message, Message("take_a_part_of_the_data"))

    def _require(self, formula: Formula, inner: Values, holds: Any, rule: Told) -> None:
        """Makes sure that a condition holds for every entry.

        Raises:
            NoAnswerError: it does not; the first such entry is named.
        """
        holds = np.asarray(holds, dtype=bool)
        if holds.all():
            return
        rows, columns = np.argwhere(~holds)[0]
        part = formula.operands[0]
        text = self._problem.text(part)
        where = text
        if inner.size > 1:
            index = f"[{rows}]" if inner.shape[1] == 1 else f"[{rows}, {columns}]"
            where = f"{text}{index}" if part.operation == "name" else f"({text}){index}"
        message = Message(
            "rule_and_value", rule=rule, where=where, inner=_shown(inner[rows, columns])
        )
        raise self._error(formula, message)

    def _error(self, formula: Formula, message: Told, advice: Told = "") -> NoAnswerError:
        return NoAnswerError(
            message,
            advice=advice,
            source=self._problem.source,
            start=formula.start,
            end=formula.end,
        )


def _without_name(formula: Formula) -> Formula:
    """The part for which a name stands."""
    while formula.operation == "layer":
        (formula,) = formula.operands
    return formula


def _shown(entry: Any) -> str:
    return str(entry) if not isinstance(entry, float) else f"{entry:.6g}"


_ALONG_AXES = frozenset({"total", "mean", "largest", "smallest", "softmax", "logsumexp"})
_OF_FORMULAS: Mapping[str, Callable[[FormulaEvaluator, Formula], Values]] = {
    "number": FormulaEvaluator.number,
    "name": FormulaEvaluator.name,
    "identity": FormulaEvaluator.identity,
    "layer": FormulaEvaluator.layer,
    "where": FormulaEvaluator.where,
    **dict.fromkeys(_ALONG_AXES, FormulaEvaluator.along_axis),
}
_RULES: Mapping[str, Callable[..., Any]] = {
    "add": lambda _, __, *terms: sum(terms[1:], terms[0]),
    "negate": lambda _, __, inner: -inner,
    "multiply": lambda _, __, left, right: left * right,
    "hadamard": lambda _, __, left, right: left * right,
    "reciprocal": FormulaEvaluator.reciprocal,
    "matrix_product": FormulaEvaluator.matrix_product,
    "transpose": lambda _, __, inner: inner.T,
    "power": FormulaEvaluator.power,
    "entrywise_power": FormulaEvaluator.power,
    "sqrt": FormulaEvaluator.square_root,
    "norm": lambda evaluator, _, inner: evaluator.norm(inner),
    "frobenius_norm": lambda evaluator, _, inner: evaluator.norm(inner),
    "largest_norm": lambda evaluator, _, inner: evaluator.arithmetic.largest(
        evaluator.arithmetic.apply("abs", inner), None
    ),
    "absolute_norm": lambda evaluator, _, inner: evaluator.arithmetic.total(
        evaluator.arithmetic.apply("abs", inner)
    ),
    "dot": lambda evaluator, _, left, right: evaluator.arithmetic.total(left * right),
    "trace": lambda evaluator, _, inner: evaluator.arithmetic.total(np.diagonal(inner)[:, None]),
    "det": FormulaEvaluator.determinant,
    "diagonal": lambda _, __, inner: (
        np.where(np.eye(len(inner), dtype=bool), inner, 0 * inner)
        if inner.shape[1] == 1
        else np.diagonal(inner)[:, None]
    ),
    "logdet": FormulaEvaluator.log_determinant,
    "inverse": FormulaEvaluator.inverse,
    "clip": lambda _, __, inner, least, most: np.where(
        inner < least, least, np.where(inner > most, most, inner)
    ),
    "huber": FormulaEvaluator.huber,
    "logaddexp": lambda evaluator, _, left, right: (
        left + evaluator.arithmetic.apply("softplus", right - left)
    ),
    "maximum": lambda _, __, left, right: np.where(left >= right, left, right),
    "minimum": lambda _, __, left, right: np.where(left <= right, left, right),
    # A column of ones that repeats: NumPy repeats what it is multiplied with.
    "ones": lambda evaluator, _: evaluator.arithmetic.filled((1, 1)),
}
