"""The gradients of a function of arrays, as formulas and with their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sympy import Rational, Symbol

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
from grad_magic.lesson.sections.array_chain_rule import (
    Slope,
    differential_line,
    scale_value,
    slope_of,
    split_scale,
    terms_of,
    with_slope,
)
from grad_magic.lesson.sections.worked_losses import entry_lines
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
    Signed,
    Terms,
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
    slope = slope_of(solution)
    change = () if slope is None else differential_line(solution, slope)
    if slope is not None and change:
        is_told = not slope.is_named
        if is_told:
            is_by_entries = any(entry_lines(solution.problem, solution.formulas.layers))
            row = "array_differential_by_entries" if is_by_entries else "array_differential"
            yield (words(row, f=Name(solution.problem.name)),)
        else:
            yield (words("array_differential_is"),)
        # From which the gradients are read off.
        yield change
        if is_told:
            yield (words("array_read_off"),)
    elif solution.formulas.deltas and solution.problem.presentation.is_worked:
        yield (_chain_rule(solution),)
    elif is_by_symmetry(solution):
        (fact,) = solution.formulas.facts
        yield (words("array_gradient_by_symmetry", array=Name(fact.name)),)
    elif solution.problem.presentation.is_worked:
        yield (words("array_gradient_is"),)
    closed = {gradient.name: gradient.formula for gradient in solution.formulas.closed}
    for gradient in solution.formulas.gradients:
        last = closed.get(gradient.name, gradient.formula)
        line: Line = (_sign(solution, gradient.name),)
        for formula in dict.fromkeys((_shown(solution, gradient.formula, slope), last)):
            line = (*line, EQUALS, ArrayFormula(formula))
        yield (*line, *write_shape(solution, gradient))


def is_by_symmetry(solution: ArraySolution) -> bool:
    """Whether a worked solution says before the gradient that it is short as A is symmetric."""
    facts, formulas = solution.formulas.facts, solution.formulas
    is_alone = len(facts) == 1 and facts[0].kind == "symmetric" and not formulas.deltas
    is_worked = solution.problem.presentation.is_worked
    return is_worked and is_alone and facts[0].name not in solution.problem.variables


def _shown(solution: ArraySolution, gradient: Formula, slope: Slope | None) -> Formula:
    """The gradient with 2r for δ, where that needs no name."""
    if slope is None or slope.is_named:
        return gradient
    return with_slope(gradient, slope, solution.formulas.deltas[0].name)


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
    """= the products with their numbers and the value, of Xᵀδ, 2Xᵀr or 𝟏ᵀδ; else nothing."""
    numbers = solution.numbers
    is_plain = numbers is not None and numbers.kink is None and numbers.is_by_formula
    if numbers is None or not is_plain or not solution.problem.presentation.is_worked:
        return ()
    result = numbers.gradients[gradient.name]
    if not all(map(is_short, result.ravel())):
        return ()
    slope = slope_of(solution)
    terms = terms_of(_shown(solution, gradient.formula, slope))
    pieces = [piece for term in terms for piece in _product(solution, term, slope)]
    if not pieces or None in pieces:
        return ()
    known = tuple(piece for piece in pieces if piece is not None)
    if known == (Value(expression_of(result[0, 0])),):
        return (EQUALS, *known)
    product = known[0] if len(known) == 1 else Terms(known)
    if result.size > 1:
        # 1/3·(-4, -6) is not yet reduced.
        is_reduced = any(entry and expression_of(entry).is_Integer for entry in result.flat)
        write = write_array if is_reduced else write_scaled
        return (EQUALS, product, *write(solution.problem, result))
    return (EQUALS, product, EQUALS, Value(expression_of(result[0, 0])))


def _product(solution: ArraySolution, term: Formula, slope: Slope | None) -> Iterator[Piece | None]:
    """A term with its numbers, nothing of a zero one; None where they are not short."""
    is_negative = term.operation == "negate"
    scale, inner = split_scale(term.operands[0] if is_negative else term)
    factor = scale_value(solution, scale)
    if factor is not None and is_negative:
        factor = -factor
    factors = inner.operands if inner.operation == "matrix_product" else (inner,)
    is_product = len(factors) == _FACTORS
    right = _values_of(solution, factors[-1], slope)
    is_sum = factors[0] == _ONES_TRANSPOSED
    left = None if is_sum or not is_product else _values_of(solution, factors[0], slope)
    if factor is None or right is None or (is_product and left is None and not is_sum):
        yield None
    elif not is_product and scale is None and slope is not None:
        # That is a row above.
        yield None
    elif np.count_nonzero(right) == 0:
        return
    elif is_sum and np.count_nonzero(right) <= 1:
        yield Value(factor * expression_of(right.sum()))
    elif is_sum:
        yield sum_of_entries([expression_of(entry) * factor for entry in right.ravel()])
    elif left is None:
        yield _multiplied(factor, *scaled(solution.problem, right))
    elif len(factors) == _FACTORS and _is_turned(factors[1]):
        *inside, vector = scaled(solution.problem, left)
        factor *= _scale_of(inside)
        row = write_entries(solution.problem, right, is_exact=True)
        yield _multiplied(factor, vector, row)
    else:
        *inside, vector = scaled(solution.problem, right)
        factor *= _scale_of(inside)
        matrix = write_entries(solution.problem, left, is_exact=True)
        yield _multiplied(factor, matrix, vector)


def _is_turned(factor: Formula) -> bool:
    """Whether it is the row xᵀ of δxᵀ."""
    return factor.operation == "transpose"


def _scale_of(scales: Sequence[Piece]) -> Rational:
    """The fraction before entries; 1 where none is."""
    for scale in scales:
        assert isinstance(scale, Value)
        assert isinstance(scale.expr, Rational)
        return scale.expr
    return Rational(1)


def _multiplied(factor: Rational, *arrays: Piece) -> Piece:
    """A number before arrays, which 1 is not written as."""
    size = abs(factor)
    product = MatrixProduct(arrays if size == 1 else (Value(size), *arrays))
    return Signed("-", product) if factor < 0 else product


def _values_of(solution: ArraySolution, factor: Formula, slope: Slope | None) -> Values | None:
    """The numbers of a name, of what δ is without its numbers, or a transpose, if few and exact."""
    assert solution.numbers is not None
    is_turned = factor.operation == "transpose"
    inner = factor.operands[0] if is_turned else factor
    values = _known_values(solution, inner, slope)
    if values is None or max(values.shape) > MOST_WORKED or values.size == 1:
        return None
    if not all(map(is_short, values.flat)):
        return None
    return values.T if is_turned else values


def _known_values(solution: ArraySolution, part: Formula, slope: Slope | None) -> Values | None:
    numbers = solution.numbers
    assert numbers is not None
    if part.operation == "name":
        name, point = str(part.value), solution.problem.point or {}
        given = solution.problem.constants.get(name, point.get(name))
        return numbers.layers.get(name) if given is None else given.square
    if slope is not None and part == slope.core:
        return core_values(solution, slope)
    return None


def core_values(solution: ArraySolution, slope: Slope) -> Values | None:
    """The numbers of σ(z) - y by those of δ = (1/n)(σ(z) - y)."""
    assert solution.numbers is not None
    values = solution.numbers.layers.get(solution.formulas.deltas[0].name)
    factor = scale_value(solution, slope.scale)
    if values is None or not factor:
        return None
    if values.dtype != object:
        return values / float(factor)
    entries = [expression_of(entry) / factor for entry in values.flat]
    return np.array(entries, dtype=object).reshape(values.shape)


def write_shape(solution: ArraySolution, part: NamedFormula) -> Line:
    """Its shape, which is seen where a worked solution has numbers."""
    if solution.numbers is not None and solution.problem.presentation.is_worked:
        return ()
    return (Separator(), Name(part.name), IN, RealArrays(part.shape))
