"""The gradients of a function of arrays, as formulas and with their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from sympy import Symbol

from grad_magic.array_solution import ArraySolution, NamedFormula
from grad_magic.deferred_numpy import np
from grad_magic.formula.tree import Formula
from grad_magic.lesson.array_numbers import (
    IN,
    expression_of,
    is_short,
    scaled,
    sum_of_entries,
    write_array,
    write_entries,
    write_scaled,
)
from grad_magic.lesson.pieces import (
    EQUALS,
    words,
)
from grad_magic.lesson.sections.array_chain_rule import differential_line
from grad_magic.lesson.steps import (
    ArrayFormula,
    ArrayGradient,
    Line,
    MatrixProduct,
    Name,
    Partial,
    Piece,
    RealArrays,
    Separator,
    Value,
)

if TYPE_CHECKING:
    from grad_magic.array_solution import Values

_FACTORS = 2
MOST_WORKED = 4
"""So many rows and columns are written out within a product."""
_ONES_TRANSPOSED = Formula("transpose", (Formula("ones"),))


def write_array_gradients(solution: ArraySolution) -> Iterator[Line]:
    """∇_W L = …, with the shape of W."""
    change = differential_line(solution)
    if change:
        yield (words("array_differential_is"),)
        # From which the gradients are read off.
        yield change
    elif solution.formulas.deltas and solution.problem.presentation.is_worked:
        yield (_chain_rule(solution),)
    closed = {gradient.name: gradient.formula for gradient in solution.formulas.closed}
    for gradient in solution.formulas.gradients:
        line: Line = (_sign(solution, gradient.name), EQUALS, ArrayFormula(gradient.formula))
        last = closed.get(gradient.name, gradient.formula)
        if last != gradient.formula:
            line = (*line, EQUALS, ArrayFormula(last))
        yield (*line, *write_shape(solution, gradient))


def write_gradient_values(
    solution: ArraySolution, gradients: Mapping[str, Values]
) -> Iterator[Line]:
    """∇_W L = … at the point, of a worked solution with the product that it comes from."""
    worked = {
        gradient.name: _worked(solution, gradient) for gradient in solution.formulas.gradients
    }
    for name, values in gradients.items():
        yield (_sign(solution, name), *(worked.get(name) or write_array(solution.problem, values)))


def _chain_rule(solution: ArraySolution) -> Piece:
    """By what the gradients come from δ: as z = Xw + b𝟏, by the chain rule."""
    layers, deltas = solution.formulas.layers, solution.formulas.deltas
    through = [layer for layer in layers if layer.name == deltas[0].through]
    if len(deltas) > 1 or len(through) != 1:
        return words("array_by_chain_rule")
    (layer,) = through
    if len(layers) == 1:
        # It has been told right above.
        return words("array_by_chain_rule")
    equation: Line = (Name(layer.name), EQUALS, ArrayFormula(layer.formula))
    return words("array_by_chain_rule_as", equation=equation)


def _sign(solution: ArraySolution, variable: str) -> Piece:
    """∇_W L; of a worked solution ∂L/∂b for a number b."""
    if solution.problem.presentation.is_worked and solution.problem.shapes[variable] == ():
        symbol = Symbol(variable, real=True)
        return Partial(solution.problem.name, symbol, at_point=False)
    return ArrayGradient(solution.problem.name, variable)


def _worked(solution: ArraySolution, gradient: NamedFormula) -> Line:
    """= the product with its numbers and its value, of Xᵀδ or 𝟏ᵀδ; else nothing."""
    numbers, factors = solution.numbers, gradient.formula.operands
    is_plain = numbers is not None and numbers.kink is None and numbers.is_by_formula
    is_product = gradient.formula.operation == "matrix_product" and len(factors) == _FACTORS
    is_worked = solution.problem.presentation.is_worked
    if numbers is None or not (is_plain and is_product and is_worked):
        return ()
    left, right = factors
    values = _values_of(solution, right)
    is_sum = left == _ONES_TRANSPOSED
    first = None if is_sum else _values_of(solution, left)
    if values is None or (first is None and not is_sum):
        return ()
    result = numbers.gradients[gradient.name]
    if not all(map(is_short, result.ravel())):
        return ()
    product: Piece
    if first is None and np.count_nonzero(values) <= 1:
        return (EQUALS, Value(expression_of(result[0, 0])))
    if first is None:
        product = sum_of_entries([expression_of(entry) for entry in values.ravel()])
    else:
        *scale, vector = scaled(solution.problem, values)
        product = MatrixProduct(
            (*scale, write_entries(solution.problem, first, is_exact=True), vector)
        )
    if result.size > 1:
        # 1/3·(-4, -6) is not yet reduced.
        is_reduced = any(entry and expression_of(entry).is_Integer for entry in result.flat)
        write = write_array if is_reduced else write_scaled
        return (EQUALS, product, *write(solution.problem, result))
    return (EQUALS, product, EQUALS, Value(expression_of(result[0, 0])))


def _values_of(solution: ArraySolution, factor: Formula) -> Values | None:
    """The numbers of a name or its transpose, if they are few and exact."""
    assert solution.numbers is not None
    is_turned = factor.operation == "transpose"
    inner = factor.operands[0] if is_turned else factor
    if inner.operation != "name":
        return None
    name = str(inner.value)
    given = solution.problem.constants.get(name)
    values = solution.numbers.layers.get(name) if given is None else given.square
    if values is None or max(values.shape) > MOST_WORKED or values.size == 1:
        return None
    if not all(map(is_short, values.flat)):
        return None
    return values.T if is_turned else values


def write_shape(solution: ArraySolution, part: NamedFormula) -> Line:
    """Its shape, which is seen where a worked solution has numbers."""
    if solution.numbers is not None and solution.problem.presentation.is_worked:
        return ()
    return (Separator(), Name(part.name), IN, RealArrays(part.shape))
