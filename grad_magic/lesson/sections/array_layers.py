"""The layers of a function of arrays, forward and backward."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from grad_magic.array_solution import ArrayNumbers, ArraySolution, NamedFormula
from grad_magic.deferred_numpy import np
from grad_magic.formula.array_operations import ENTRYWISE
from grad_magic.formula.tree import Formula
from grad_magic.lesson.array_numbers import expression_of, is_short, write_array, write_scaled
from grad_magic.lesson.pieces import (
    EQUALS,
    in_a_row,
    words,
)
from grad_magic.lesson.sections.array_chain_rule import slope_of, worked_layer
from grad_magic.lesson.sections.array_gradients import MOST_WORKED, core_values, write_shape
from grad_magic.lesson.steps import (
    ArrayFormula,
    Line,
    Name,
    Piece,
)

# As many stand in one row.
_MOST_IN_A_ROW = 2


def write_layers(solution: ArraySolution) -> Iterator[Line]:
    """What the names in the gradients stand for."""
    for layer in (*solution.formulas.layers, *solution.formulas.deltas):
        yield (Name(layer.name), EQUALS, ArrayFormula(layer.formula))


def write_forward(solution: ArraySolution) -> Iterator[Line]:
    """Each layer with its formula, its shape and its value."""
    if len(solution.formulas.layers) > 1:
        yield (words("array_forward"),)
    layers = solution.formulas.layers
    if (
        len(layers) == 1
        and solution.problem.presentation.is_worked
        and solution.numbers is not None
    ):
        (layer,) = layers
        told: Line = (Name(layer.name), EQUALS, ArrayFormula(layer.formula))
        yield (words("array_layer_is", layer=told),)
        return
    for layer in layers:
        yield from _table_row(solution, layer)


def write_backward(solution: ArraySolution, *, is_by_entries: bool) -> Iterator[Line]:
    """δ of each layer, from the last to the first."""
    slope = slope_of(solution)
    if slope is not None and not slope.is_named:
        return
    if solution.formulas.deltas:
        yield (_backward_heading(solution, is_by_entries=is_by_entries),)
    for layer in solution.formulas.deltas:
        yield from _table_row(solution, layer)


def _backward_heading(solution: ArraySolution, *, is_by_entries: bool) -> Piece:
    """What δ means, by the first layer as an example."""
    deltas = solution.formulas.deltas
    key = "array_backward_by_entries" if is_by_entries else "array_backward"
    key = key if len(deltas) == 1 else "array_backward_layers"
    last, through_name = deltas[-1].name, deltas[-1].through
    if through_name:
        return words(key, delta=Name(last), f=Name(solution.problem.name), layer=Name(through_name))
    index = last.partition("_")[2]
    layers = solution.formulas.layers
    layer = next((part for part in layers if part.name.partition("_")[2] == index), layers[0])
    through: Piece = Name(layer.name)
    if layer.formula.operation in (*ENTRYWISE, "softmax"):
        through = ArrayFormula(layer.formula.operands[0])
    return words(key, delta=Name(last), f=Name(solution.problem.name), layer=through)


def _table_row(solution: ArraySolution, layer: NamedFormula) -> Iterator[Line]:
    """Name and formula, and the shape."""
    yield (Name(layer.name), EQUALS, ArrayFormula(layer.formula), *write_shape(solution, layer))


def write_layer_values(solution: ArraySolution, numbers: ArrayNumbers) -> Iterator[Line]:
    """z = (0, 0, 0), δ = 1/6·(-1, 1, -1): what each name is at the point."""
    rows: list[Line] = []
    most = _MOST_IN_A_ROW
    slope = slope_of(solution)
    is_named = slope is None or slope.is_named
    for layer in (*solution.formulas.layers, *solution.formulas.deltas):
        values = numbers.layers.get(layer.name)
        if values is None or (layer in solution.formulas.deltas and not is_named):
            continue
        value = write_array(solution.problem, values)
        if layer in solution.formulas.layers and (worked := worked_layer(solution)):
            yield (Name(layer.name), *worked, *value)
            continue
        if value[0] == EQUALS and 1 < values.size <= MOST_WORKED:
            value = write_scaled(solution.problem, values)
        applied = list(_applied(solution, layer, numbers))
        rows += applied
        most += len(applied)
        rows.append((Name(layer.name), *value))
    if slope is not None and not is_named and slope.core.operation != "name":
        core = core_values(solution, slope)
        if core is not None:
            write = (
                write_scaled
                if 1 < core.size <= MOST_WORKED and all(map(is_short, core.flat))
                else write_array
            )
            rows.append((ArrayFormula(slope.core), *write(solution.problem, core)))
    yield from [in_a_row(rows)] if 0 < len(rows) <= most else rows


def _applied(solution: ArraySolution, layer: NamedFormula, numbers: ArrayNumbers) -> Iterator[Line]:
    """σ(z) = 1/2·(1, 1, 1), from which δ is seen; nothing where its numbers are not short."""
    for call in _calls_of_sigmoid(layer.formula):
        values = numbers.layers.get(str(call.operands[0].value))
        if values is None or not 1 < values.size <= MOST_WORKED:
            continue
        if all(expression_of(entry) == 0 for entry in values.flat):
            halves = np.array([Fraction(1, 2)] * values.size, dtype=object)
            halves = halves.reshape(values.shape)
            yield (ArrayFormula(call), *write_scaled(solution.problem, halves))


def _calls_of_sigmoid(formula: Formula) -> Iterator[Formula]:
    """Each σ of a name in it."""
    for part in formula.parts:
        if part.operation == "sigmoid" and part.operands[0].operation == "name":
            yield part
