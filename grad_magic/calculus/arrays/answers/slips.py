"""What each slip in a derivative of a function of arrays leads to."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial
from typing import TYPE_CHECKING

from grad_magic.calculus.arrays.answers.samples import Sample, agrees
from grad_magic.calculus.arrays.nodes import (
    ONCE,
    Node,
    add,
    chain,
    in_order,
    make,
    multiply,
    name,
    negated,
    transpose,
)
from grad_magic.calculus.arrays.sweep import PULLBACKS, sweep
from grad_magic.deferred_numpy import np
from grad_magic.findings import Slip

if TYPE_CHECKING:
    from grad_magic.calculus.arrays.arithmetic import Values

# Of more terms nobody drops or turns some.
_MOST_TERMS = 5
_MOST_FUNCTIONS = 4
_PROPORTIONAL = 1e-7
_LOST = "@without_derivative"


@dataclass(frozen=True)
class WrongGradient:
    """An answer for the gradient by one variable that is not right.

    Attributes:
        loss: f.
        variable: by which it is differentiated.
        gradients: what is true, by the names of all arrays and numbers in f.
        samples: the answer at data.
    """

    loss: Node
    variable: Node
    gradients: Mapping[str, Node]
    samples: Sequence[Sample]

    @property
    def true(self) -> Node:
        """What is right."""
        return self.gradients[self.variable.letter]

    @cached_property
    def terms(self) -> list[tuple[Fraction, Node]]:
        """The gradients of the terms of f, with their coefficients."""
        return [
            (coefficient, sweep(term, [self.variable], {}, PULLBACKS).gradients[self.variable])
            for coefficient, term in self.loss.terms
        ]

    def slip(self) -> Slip | None:
        """The first slip that leads to this answer; its shape is looked at by others."""
        for slip, wrong_answers in _SLIPS:
            if self._is_one_of(wrong_answers(self)):
                return slip
        if agrees(self.samples, self.with_own_signs):
            return Slip.SIGN
        if any(agrees(self.samples, values) for values in self.without_derivatives()):
            return Slip.CHAIN_RULE
        if self._is_one_of(_parts(list(expanded(self.true).terms), self.true)):
            return Slip.TERM_MISSING
        terms = [term for _, term in self.terms if not term.is_zero]
        if any(has_other_factors(self.samples, parts) for parts in ([self.true], terms) if parts):
            return Slip.FACTOR
        return None

    def _is_one_of(self, wrong_answers: Iterator[Node]) -> bool:
        """Whether the answer has the values of one of them."""
        return any(agrees(self.samples, partial(_value_of, node)) for node in wrong_answers)

    def opposite(self) -> Iterator[Node]:
        """All signs turned."""
        yield negated(self.true)

    def turned(self) -> Iterator[Node]:
        """Rows for columns, which the shape of a square matrix does not show."""
        rows, columns = self.true.shape
        if rows == columns != 1:
            yield transpose(self.true)

    def by_others(self) -> Iterator[Node]:
        """The gradients by other names."""
        for letter, gradient in self.gradients.items():
            if letter != self.variable.letter and not gradient.is_zero:
                yield gradient

    def with_terms_missing(self) -> Iterator[Node]:
        """The gradients of some terms of f alone."""
        yield from _parts(self.terms, self.true)

    def with_signs_turned(self) -> Iterator[Node]:
        """Some of its terms with another sign."""
        terms = list(expanded(self.true).terms)
        if not 1 < len(terms) <= _MOST_TERMS:
            return
        for signs in itertools.product((1, -1), repeat=len(terms)):
            if len(set(signs)) > 1:
                signed = ((s * c, term) for s, (c, term) in zip(signs, terms, strict=True))
                yield add(signed, self.true.shape)

    def with_own_signs(self, sample: Sample) -> Values | None:
        """What is right with the signs of the answer: each entry but for its sign."""
        values = sample.value(self.true)
        return None if values is None else np.copysign(values, sample.answer)

    def without_derivatives(self) -> Iterator[Callable[[Sample], Values | None]]:
        """With 1 for the derivatives of some of the functions in f.

        So it is where such a function g(u) of entries is u + c, with c = g(u) - u at each place.
        """
        functions = [node for node in in_order(self.loss) if _is_function(node)]
        if len(functions) > _MOST_FUNCTIONS:
            return
        for count in range(1, len(functions) + 1):
            for lost in itertools.combinations(functions, count):
                yield self._without(lost)

    def _without(self, lost: Sequence[Node]) -> Callable[[Sample], Values | None]:
        constants = {node: name(f"{index}{_LOST}", node.shape) for index, node in enumerate(lost)}
        loss = _rebuilt(self.loss, constants)
        gradient = sweep(loss, [self.variable], {}, PULLBACKS).gradients[self.variable]

        def values(sample: Sample) -> Values | None:
            for node, constant in constants.items():
                after, before = sample.value(node), sample.value(node.operands[0])
                if after is None or before is None:
                    return None
                sample.evaluation.define(constant, after - before)
            return sample.value(gradient)

        return values


_SLIPS: tuple[tuple[Slip, Callable[[WrongGradient], Iterator[Node]]], ...] = (
    (Slip.OPPOSITE, WrongGradient.opposite),
    (Slip.TRANSPOSED, WrongGradient.turned),
    (Slip.OTHER_VARIABLE, WrongGradient.by_others),
    (Slip.TERM_MISSING, WrongGradient.with_terms_missing),
    (Slip.SIGN, WrongGradient.with_signs_turned),
)


def has_other_factors(samples: Sequence[Sample], terms: Sequence[Node]) -> bool:
    """Whether the answer is the sum of these terms with other constants before them.

    The constants may differ with the sizes, as 1/n does.
    """
    groups: dict[int, list[Sample]] = {}
    for sample in samples:
        groups.setdefault(sample.group, []).append(sample)
    return bool(groups) and all(_fits(group, terms) for group in groups.values())


def _fits(samples: Sequence[Sample], terms: Sequence[Node]) -> bool:
    """Whether constants are found by least squares, none of them 0."""
    rows, right, room = [], [], []
    for sample in samples:
        values = [sample.value(term) for term in terms]
        found = [v.ravel() for v in values if v is not None and v.shape == sample.answer.shape]
        if len(found) < len(terms):
            return False
        rows.append(np.stack(found, axis=1))
        right.append(sample.answer.ravel())
        room.append(sample.tolerance.ravel())
    matrix, answer = np.concatenate(rows), np.concatenate(right)
    if not np.isfinite(answer).all() or np.count_nonzero(matrix.any(axis=1)) <= len(terms):
        return False
    factors = np.linalg.lstsq(matrix, answer, rcond=None)[0]
    gap = np.abs(matrix @ factors - answer) - np.concatenate(room)
    is_there = np.abs(factors) > _PROPORTIONAL * np.abs(factors).max()
    return bool(is_there.all() and (gap <= _PROPORTIONAL * np.abs(answer).max()).all())


def expanded(node: Node) -> Node:
    """Matrix products multiplied out over sums: Xᵀ(Xw - y) is XᵀXw - Xᵀy."""
    if node.operation == "sum":
        return add(((c, expanded(term)) for c, term in node.terms), node.shape)
    if node.operation == "product":
        factors = list(node.factors)
        for place, (factor, exponent) in enumerate(factors):
            inner = expanded(factor)
            if exponent == ONCE and inner.operation == "sum" and len(inner.operands) > 1:
                others = [*factors[:place], *factors[place + 1 :]]
                return add(
                    ((c, _times([(term, ONCE), *others], node)) for c, term in inner.terms),
                    node.shape,
                )
    if node.operation == "chain":
        for place, factor in enumerate(node.operands):
            inner = expanded(factor)
            if inner.operation == "sum" and len(inner.operands) > 1:
                before, behind = node.operands[:place], node.operands[place + 1 :]
                terms = ((c, expanded(chain(*before, term, *behind))) for c, term in inner.terms)
                return add(terms, node.shape)
    return node


def _times(factors: Sequence[tuple[Node, Fraction]], product: Node) -> Node:
    return expanded(multiply(factors, product.shape))


def _value_of(node: Node, sample: Sample) -> Values | None:
    return sample.value(node)


def _parts(terms: Sequence[tuple[Fraction, Node]], whole: Node) -> Iterator[Node]:
    """The sums of some of the terms, the longest first."""
    if not 1 < len(terms) <= _MOST_TERMS:
        return
    for count in range(len(terms) - 1, 0, -1):
        for chosen in itertools.combinations(terms, count):
            part = add(chosen, whole.shape)
            # The gradient of a term that does not depend on the variable is 0.
            if part is not whole and not part.is_zero:
                yield part


def _is_function(node: Node) -> bool:
    """Whether it is a function of each entry, or a power of one array."""
    if node.operation == "entrywise":
        return True
    return node.operation == "product" and len(node.operands) == 1 and node.coefficients[0] > 0


def _rebuilt(loss: Node, constants: Mapping[Node, Node]) -> Node:
    """f with u + c for each of these functions g(u)."""
    found: dict[Node, Node] = {}
    for node in in_order(loss):
        parts = [found[operand] for operand in node.operands]
        if node in constants:
            found[node] = add([(ONCE, parts[0]), (ONCE, constants[node])], node.shape)
        else:
            found[node] = make(node.operation, parts, node.detail, node.shape)
    return found[loss]
