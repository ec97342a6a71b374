"""Formulas in a student's answer: right if they have the node, or the values, of what is true."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from grad_magic.array_problem import ArrayAnswerPart, ArrayProblem, Dimension, Shape
from grad_magic.calculus.arrays.answers.samples import SIGNS, Sample, agrees, draw_samples
from grad_magic.calculus.arrays.answers.slips import WrongGradient, has_other_factors
from grad_magic.calculus.arrays.forms import shortest
from grad_magic.calculus.arrays.nodes import (
    SYMMETRIC,
    Node,
    chain,
    in_order,
    new_table,
    times,
    zero,
)
from grad_magic.calculus.arrays.second_order import sweep_twice
from grad_magic.calculus.arrays.shapes import understand, understand_part
from grad_magic.calculus.arrays.sweep import PULLBACKS, sweep
from grad_magic.calculus.arrays.typed import Typed
from grad_magic.errors import MeaninglessRequestError
from grad_magic.findings import CheckNote, Slip
from grad_magic.formula.tree import Place
from grad_magic.presets import Asked
from grad_magic.wording.messages import Message

if TYPE_CHECKING:
    from grad_magic.array_solution import ArrayCheck
    from grad_magic.calculus.arrays.answers.marking import Marking
    from grad_magic.formula.tree import Formula

_PAIR = 2
_SIDE_BY_SIDE = ("book_product", "juxtapose")
# As each may be meant in two ways, of four products there are 15 other readings.
_MOST_PRODUCTS = 4
_BRACKETS = ("(", "[", "{")


def check_formula(marking: Marking, part: ArrayAnswerPart, formula: Formula) -> ArrayCheck:
    """Whether a formula is right at all data, or would be if more were known of an array.

    Raises:
        MeaninglessRequestError: it has two readings.
    """
    check = _check_under(marking.problem, marking, part, formula)
    if check.right:
        numbers = marking.solution.numbers
        is_there = numbers is None or numbers.kink is None
        return check if is_there else marking.wrong(Slip.FORMULA_MISUSED, part)
    if check.right is not None:
        for name, kind in _conditions(marking):
            known = _with_trait(marking.problem, name, kind)
            if _check_under(known, marking, part, formula).right:
                if kind == SYMMETRIC:
                    return marking.wrong(Slip.SYMMETRY, part)
                undecided = marking.undecided(CheckNote.UNDER_CONDITION, part)
                return replace(undecided, array=name)
        _refuse_if_right_by_entries(marking, part, formula)
    return check


def _refuse_if_right_by_entries(marking: Marking, part: ArrayAnswerPart, formula: Formula) -> None:
    """Makes sure that no product of entries is meant: σ(w)(1 - σ(w)) for σ(w) ⊙ (1 - σ(w)).

    Raises:
        MeaninglessRequestError: it would be right then.
    """
    products = [one for one in formula.parts if one.operation in _SIDE_BY_SIDE][:_MOST_PRODUCTS]
    for count in range(1, len(products) + 1):
        for chosen in itertools.combinations(products, count):
            meant = _by_entries(formula, chosen)
            try:
                is_right = _check_under(marking.problem, marking, part, meant).right
            except MeaninglessRequestError:
                # Read so, it means nothing.
                continue
            if not is_right:
                continue
            problem, product = replace(marking.problem, source=part.source), chosen[0]
            one, other = map(problem.text, product.operands)
            raise problem.error(
                Place(product.start, product.end),
                Message("two_readings", text=problem.text(product)),
                Message("write_matrix_product_or_entrywise", one=one, other=other),
            )


def _by_entries(formula: Formula, chosen: Sequence[Formula]) -> Formula:
    """The formula in which these products are those of the entries."""
    operands = tuple(_by_entries(operand, chosen) for operand in formula.operands)
    is_chosen = any(formula is product for product in chosen)
    operation = "multiply" if is_chosen else formula.operation
    return replace(formula, operation=operation, operands=operands)


def find_slip(
    marking: Marking, part: ArrayAnswerPart, samples: Sequence[Sample], known: Known
) -> Slip | None:
    """What made a gradient of the right shape wrong; within a table of nodes."""
    variable = known.names.get(marking.names(part)[0])
    if variable is None:
        return None
    return WrongGradient(known.typed.node, variable, known.gradients, samples).slip()


@dataclass(frozen=True)
class Known:
    """What is true of a function at all data; within a table of nodes.

    Attributes:
        given: what is asked.
    """

    given: ArrayProblem

    @cached_property
    def _understood(self) -> tuple[ArrayProblem, Typed]:
        problem, typed, _ = understand(self.given)
        return problem, typed

    @property
    def problem(self) -> ArrayProblem:
        """With letters of dimensions replaced by the numbers that they must be."""
        return self._understood[0]

    @property
    def typed(self) -> Typed:
        """The function."""
        return self._understood[1]

    @cached_property
    def names(self) -> Mapping[str, Node]:
        """The arrays and numbers in it."""
        nodes = in_order(self.typed.node)
        names = (node for node in nodes if node.operation == "name")
        return {node.letter: node for node in names if not node.is_known_as("constant")}

    @cached_property
    def gradients(self) -> Mapping[str, Node]:
        """By all of these."""
        swept = sweep(self.typed.node, self.names.values(), {}, PULLBACKS).gradients
        return {letter: swept[node] for letter, node in self.names.items()}

    def gradient(self, name: str) -> Node:
        """By a variable, which may have cancelled."""
        rows, columns = (*self.problem.shapes[name], 1, 1)[:2]
        return self.gradients[name] if name in self.names else zero((rows, columns))

    def compare(
        self, answer: Node, true: Node, others: Mapping[str, Shape] | None = None
    ) -> tuple[list[Sample], bool | None]:
        """Where two nodes were compared, and whether they are equal.

        Args:
            answer: the one.
            true: the other.
            others: names in them that are none of the problem's, with their shapes.
        """
        if answer is true or shortest(answer) is shortest(true):
            return [], True
        samples = draw_samples(self.problem, self.typed.formula, answer, others or {})
        return samples, agrees(samples, lambda sample: sample.value(true))


def _with_trait(problem: ArrayProblem, name: str, kind: str) -> ArrayProblem:
    """The problem in which this is known of an array."""
    traits = dict(problem.traits)
    traits[name] = traits.get(name, frozenset()) | {kind}
    return replace(problem, traits=traits)


def _conditions(marking: Marking) -> Iterator[tuple[str, str]]:
    """What books may have in mind of arrays without values, by which f is not differentiated."""
    problem = marking.problem
    for fact in marking.solution.formulas.facts:
        if fact.is_assumed:
            yield fact.name, fact.kind
    for name, shape in problem.shapes.items():
        if name in (*problem.constants, *problem.variables):
            continue
        if len(shape) == _PAIR and shape[0] == shape[1]:
            yield name, SYMMETRIC
        if len(shape) == 1:
            # The labels of two classes.
            yield name, SIGNS


def _check_under(
    problem: ArrayProblem, marking: Marking, part: ArrayAnswerPart, formula: Formula
) -> ArrayCheck:
    """Whether it is right if what is known of the arrays is what this problem says."""
    with new_table():
        known = Known(problem)
        own = replace(known.problem, source=part.source)
        rows, columns = (*known.problem.shapes[marking.problem.variables[0]], 1, 1)[:2]
        if marking.asked is Asked.GRADIENT:
            rows, columns = known.gradient(marking.names(part)[0]).shape
        elif marking.asked is Asked.HESSIAN:
            columns = rows
        readings = _readings(own, formula, part.source, (rows, columns))
        return _best_check(known, marking, part, readings)


def _best_check(
    known: Known, marking: Marking, part: ArrayAnswerPart, readings: Iterator[Typed]
) -> ArrayCheck:
    """What is said of the first reading that is right; of none that of one with a reason."""
    checks: list[ArrayCheck] = []
    for typed in readings:
        if marking.asked is Asked.GRADIENT:
            checks.append(_check_gradient(known, marking, part, typed))
        elif marking.asked is Asked.HESSIAN:
            checks.append(_check_hessian(known, marking, part, typed))
        else:
            checks.append(marking.undecided(CheckNote.NOT_KNOWN, part))
        if checks[-1].right:
            return checks[-1]
    if not checks:
        return marking.wrong(Slip.UNFIT, part)
    reasoned = (check for check in checks if check.right is None or check.slip is not None)
    return next(reasoned, checks[0])


def _readings(
    problem: ArrayProblem, formula: Formula, source: str, shape: tuple[Dimension, Dimension]
) -> Iterator[Typed]:
    """What a formula says as its signs bind, and as books multiply first what stands side by side.

    In r ⊙ Xw only the second one fits; X ⊙ XW is X ⊙ (XW) to books, though (X ⊙ X)W has a value.
    """
    regrouped = _with_loose_signs(formula, source)
    for one in (formula, regrouped) if regrouped != formula else (formula,):
        typed = understand_part(problem, one, shape)
        if typed is not None:
            yield typed


def _with_loose_signs(formula: Formula, source: str) -> Formula:
    """The formula in which ⊙ and * bind less than products without a sign: r ⊙ (Xw) for r ⊙ Xw."""
    operands = tuple(_with_loose_signs(operand, source) for operand in formula.operands)
    formula = replace(formula, operands=operands)
    if formula.operation not in _SIDE_BY_SIDE:
        return formula
    left, right = operands
    is_bracketed = source[left.start : left.start + 1] in _BRACKETS
    if left.operation != "multiply" or is_bracketed:
        return formula
    first, second = left.operands
    between = source[first.end : second.start]
    if "⊙" not in between and "*" not in between:
        return formula
    product = replace(formula, operands=(second, right), start=second.start)
    grouped = _with_loose_signs(product, source)
    # Brackets around all of it stay its own.
    return replace(left, operands=(first, grouped), start=formula.start, end=formula.end)


def _check_gradient(
    known: Known, marking: Marking, part: ArrayAnswerPart, typed: Typed
) -> ArrayCheck:
    true = known.gradient(marking.names(part)[0])
    if typed.node.shape != true.shape:
        return _of_other_shape(known, marking, part, typed)
    samples, verdict = known.compare(typed.node, true)
    slip = find_slip(marking, part, samples, known) if verdict is False else None
    return _told(marking, part, verdict, slip)


def _check_hessian(
    known: Known, marking: Marking, part: ArrayAnswerPart, typed: Typed
) -> ArrayCheck:
    """Whether a matrix M is the Hessian: whether Mv is Hv for random v."""
    swept = sweep_twice(known.problem)
    of_columns = [v for v in swept.directions.values() if v.shape[1] == 1]
    if len(marking.problem.variables) != 1 or len(of_columns) != 1:
        return marking.undecided(CheckNote.NOT_KNOWN, part)
    (variable,), (direction,) = marking.problem.variables, of_columns
    size, _ = direction.shape
    if typed.node.shape != (size, size):
        return marking.wrong(Slip.SHAPE, part, typed.shape)
    node, true = typed.node, swept.products[variable]
    along = times(node, direction) if node.is_scalar else chain(node, direction)
    others = {direction.letter: known.problem.shapes[variable]}
    samples, verdict = known.compare(along, true, others)
    is_factor = verdict is False and has_other_factors(samples, [true])
    return _told(marking, part, verdict, Slip.FACTOR if is_factor else None)


def _told(
    marking: Marking,
    part: ArrayAnswerPart,
    verdict: bool | None,  # noqa: FBT001  (a verdict is one of three)
    slip: Slip | None,
) -> ArrayCheck:
    if verdict is None:
        return marking.undecided(CheckNote.OPEN, part)
    return marking.right(part) if verdict else marking.wrong(slip, part)


def _of_other_shape(
    known: Known, marking: Marking, part: ArrayAnswerPart, typed: Typed
) -> ArrayCheck:
    """A formula that has not the shape of the variable."""
    name, shape = marking.names(part)[0], typed.node.shape
    for letter, gradient in known.gradients.items():
        if letter != name and gradient.shape == shape and not gradient.is_zero:
            _, verdict = known.compare(typed.node, gradient)
            if verdict:
                return marking.wrong(Slip.OTHER_VARIABLE, part)
    is_turned = shape == known.gradient(name).shape[::-1]
    return marking.misshapen(part, typed.shape, is_turned=is_turned)
