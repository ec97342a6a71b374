"""Where two formulas of arrays are compared: random data of random sizes.

What the request gives a value keeps it, as the gradient is a function of the variables alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grad_magic.array_problem import ArrayProblem, Shape
from grad_magic.calculus.arrays.arithmetic import FloatArithmetic, SingularError
from grad_magic.calculus.arrays.domain import FormulaEvaluator
from grad_magic.calculus.arrays.nodes import (
    ENTRIES_SUM_TO_ONE,
    ROWS_SUM_TO_ONE,
    SYMMETRIC,
    Node,
)
from grad_magic.calculus.arrays.values import Evaluation
from grad_magic.deferred_numpy import np
from grad_magic.errors import NoAnswerError
from grad_magic.formula.tree import Formula

if TYPE_CHECKING:
    from grad_magic.calculus.arrays.arithmetic import Values

SIGNS = "entries are 1 or -1"
"""What may be known of labels."""
_SEED = 20240229
# Of functions with small domains many draws have no value.
_MOST_DRAWS, _SAMPLES = 40, 8
LEAST_SAMPLES = 3
"""Fewer tell too little."""
# All different and none of them 1, so that no shape fits by chance, in two orders.
_SIZES = ((3, 2, 4, 5, 6, 7), (2, 4, 3, 6, 5, 8))
_SPREAD, _NEAR = 1.5, 0.1
# Entries that differ by a smaller part are equal, by a larger one different.
_EQUAL, _DIFFERENT = 1e-9, 1e-6


@dataclass(frozen=True, eq=False)
class Sample:
    """An answer beside what is true where all names have values.

    Attributes:
        evaluation: of what is true.
        answer: its entries there, in two dimensions.
        tolerance: by how much each may be off.
        group: samples of one group have the same sizes.
    """

    evaluation: Evaluation
    answer: Values
    tolerance: Values
    group: int = 0

    def value(self, node: Node) -> Values | None:
        """The entries of a node; None where it has none."""
        try:
            values = self.evaluation.value(node)
        except (SingularError, ZeroDivisionError):
            return None
        return values if np.isfinite(values).all() else None

    def agrees(self, true: Values) -> bool | None:
        """Whether the answer is this; None where rounding hides it."""
        if self.answer.shape != true.shape:
            return False
        size = max(np.abs(true).max(), np.abs(self.answer).max())
        gap = np.abs(self.answer - true) - self.tolerance
        if (gap <= _EQUAL * size).all():
            return True
        return False if (gap > _DIFFERENT * size).any() else None


def agrees(samples: Sequence[Sample], true: Callable[[Sample], Values | None]) -> bool | None:
    """Whether an answer is this in all samples; None if too few tell.

    One in which it differs settles that it does; that it has no value in some where what is true
    has one settles nothing.
    """
    verdicts: list[bool | None] = []
    for sample in samples:
        values = true(sample)
        if values is not None:
            has_value = bool(np.isfinite(sample.answer).all())
            verdicts.append(sample.agrees(values) if has_value else None)
    if False in verdicts:
        return False
    return True if verdicts and all(verdicts) else None


def draw_samples(
    problem: ArrayProblem, formula: Formula, answer: Node, others: Mapping[str, Shape]
) -> list[Sample]:
    """The answer at random data where f has a value.

    Args:
        problem: with letters of dimensions replaced by the numbers that they must be.
        formula: f as it was understood.
        answer: its node.
        others: further names in it, with their shapes.
    """
    samples: list[Sample] = []
    for arrays, sizes, group in _draws(problem, others):
        evaluation = Evaluation(FloatArithmetic(), arrays, sizes)
        evaluator = FormulaEvaluator(problem, FloatArithmetic(), arrays, sizes)
        try:
            value = evaluator.value(formula)
            entries = evaluation.value(answer)
        except (NoAnswerError, ZeroDivisionError):
            continue
        except SingularError:
            entries = np.full((1, 1), np.nan)
        if np.isfinite(value).all():
            samples.append(Sample(evaluation, entries, np.zeros(entries.shape), group))
        if len(samples) == _SAMPLES:
            break
    return samples if len(samples) >= LEAST_SAMPLES else []


def sample_at_point(problem: ArrayProblem, answer: Values, tolerance: Values) -> Sample:
    """Numbers that a student has found at the point."""
    given = {**problem.constants, **(problem.point or {})}
    arrays = {name: array.floats for name, array in given.items()}
    return Sample(Evaluation(FloatArithmetic(), arrays, {}), answer, tolerance)


def _draws(
    problem: ArrayProblem, others: Mapping[str, Shape]
) -> Iterator[tuple[dict[str, Values], dict[str, int], int]]:
    """Values for all names, the sizes that letters stand for, and which of these sizes it is."""
    random = np.random.default_rng(_SEED)
    shapes = {**problem.shapes, **others}
    letters = sorted({d for shape in shapes.values() for d in shape if isinstance(d, str)})
    for turn in range(_MOST_DRAWS):
        group = turn // 2 % len(_SIZES)
        numbers = (*_SIZES[group], *range(9, 9 + len(letters)))
        sizes = dict(zip(letters, numbers, strict=False))
        arrays: dict[str, Values] = {}
        for name, shape in shapes.items():
            rows, columns = (*(sizes.get(str(d), d) for d in shape), 1, 1)[:2]
            near = (problem.point or {}).get(name)
            if name in problem.constants:
                arrays[name] = problem.constants[name].floats
            elif name in sizes and not shape:
                arrays[name] = np.full((1, 1), float(sizes[name]))
            elif near is not None and turn % 2:
                noise = random.uniform(-_NEAR, _NEAR, (rows, columns))
                arrays[name] = near.floats + noise * (1 + np.abs(near.floats))
            else:
                arrays[name] = _entries(random, turn, (int(rows), int(columns)))
            if name not in problem.constants:
                traits = problem.traits.get(name, frozenset())
                arrays[name] = _with_traits(arrays[name], traits)
        yield arrays, sizes, group


def _entries(random: np.random.Generator, turn: int, shape: tuple[int, int]) -> Values:
    """Entries of both signs, positive ones, or small positive ones, by turns.

    Square matrices have large diagonals at every second turn, so that they have inverses and
    positive determinants.
    """
    lows, highs = ((-_SPREAD, 0.2, 0.05), (_SPREAD, _SPREAD, 0.45))
    kind = turn % 3
    entries = random.uniform(lows[kind], highs[kind], shape)
    if turn % 2 and shape[0] == shape[1] > 1:
        entries = entries + shape[0] * _SPREAD * np.eye(shape[0])
    return np.asarray(entries)


def _with_traits(entries: Values, traits: frozenset[str]) -> Values:
    """The entries, with what is known of them."""
    if SIGNS in traits:
        # Of both signs at every turn, also where all other entries are positive.
        entries = np.where(np.arange(entries.size).reshape(entries.shape) % 2, -1.0, 1.0)
    if SYMMETRIC in traits:
        entries = (entries + entries.T) / 2
    if traits & {ROWS_SUM_TO_ONE, ENTRIES_SUM_TO_ONE}:
        axis = 1 if ROWS_SUM_TO_ONE in traits else None
        shares = np.abs(entries)
        entries = shares / shares.sum(axis=axis, keepdims=True)
    return np.asarray(entries)
