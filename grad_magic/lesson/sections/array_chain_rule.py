"""How ∇_w L follows from δ where L depends on w through one layer, by the differential of L.

With z = Aw - b and δ the gradient of L with respect to z, dL = δᵀdz = δᵀA dw.
"""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Symbol

from grad_magic.array_solution import ArraySolution, NamedFormula
from grad_magic.formula.tree import Formula
from grad_magic.lesson.array_numbers import is_short, write_entries
from grad_magic.lesson.pieces import EQUALS
from grad_magic.lesson.steps import (
    ArrayFormula,
    Differential,
    Line,
    MatrixProduct,
    Name,
    Piece,
    Signed,
    Terms,
    Total,
    Transpose,
    Tuple,
)

_FACTORS = 2
_MOST_WORKED = 4
_MOST_PARTS = 14


def differential_line(solution: ArraySolution) -> Line:
    """dL = δᵀdz = δᵀA dw; nothing where L does not depend on vectors through one layer alone."""
    layers, deltas = solution.formulas.layers, solution.formulas.deltas
    if len(layers) != 1 or len(deltas) != 1 or not solution.problem.presentation.is_worked:
        return ()
    (layer,), (delta,) = layers, deltas
    if delta.through != layer.name or len(delta.shape) != 1:
        return ()
    turned = Transpose(Name(delta.name))
    terms: list[tuple[Piece, ...]] = []
    for gradient in solution.formulas.gradients:
        factor = _factor(gradient, delta.name)
        if factor is None or len(solution.problem.shapes[gradient.name]) > 1:
            return ()
        step = Differential(Symbol(gradient.name, real=True))
        terms.append((ArrayFormula(factor), step))
    names = {gradient.name for gradient in solution.formulas.gradients}
    if not terms or names != set(solution.problem.variables):
        return ()
    through: Piece = MatrixProduct((turned, Differential(Symbol(layer.name, real=True))))
    if len(terms) == 1:
        last = MatrixProduct((turned, *terms[0]))
    else:
        total = Total(tuple(map(MatrixProduct, terms)))
        last = MatrixProduct((turned, Tuple((total,))))
    change = Differential(Symbol(solution.problem.name, real=True))
    return (change, EQUALS, through, EQUALS, last)


def _factor(gradient: NamedFormula, delta: str) -> Formula | None:
    """The matrix A by which the variable is multiplied in the layer, of the gradient Aᵀδ."""
    formula = gradient.formula
    if formula.operation != "matrix_product" or len(formula.operands) != _FACTORS:
        return None
    left, right = formula.operands
    if right.operation != "name" or str(right.value) != delta or left.operation != "transpose":
        return None
    return left.operands[0]


def is_short_function(formula: Formula) -> bool:
    """Whether it has room within a sentence."""
    return sum(1 for _ in formula.parts) <= _MOST_PARTS


def worked_layer(solution: ArraySolution) -> Line:
    """= the numbers of Aw - b, of the only layer; nothing where they are many."""
    layers, numbers = solution.formulas.layers, solution.numbers
    if len(layers) != 1 or numbers is None or numbers.kink is not None:
        return ()
    pieces = list(_terms(layers[0].formula, solution))
    if not pieces or None in pieces:
        return ()
    terms = tuple(piece for piece in pieces if piece is not None)
    return (EQUALS, *((Terms(terms),) if len(terms) > 1 else terms))


def shows_data(solution: ArraySolution) -> bool:
    """Whether all arrays that are given stand in the numbers of the layer."""
    if not worked_layer(solution) or not differential_line(solution):
        return False
    (layer,) = solution.formulas.layers
    names = {str(name) for name in layer.formula.names}
    return names.issuperset(solution.problem.constants) and not solution.formulas.sizes


def _terms(formula: Formula, solution: ArraySolution) -> Iterator[Piece | None]:
    parts = formula.operands if formula.operation == "add" else (formula,)
    for part in parts:
        is_negative = part.operation == "negate"
        inner = part.operands[0] if is_negative else part
        factors = inner.operands if inner.operation == "matrix_product" else (inner,)
        written = tuple(_written(factor, solution) for factor in factors)
        known = tuple(factor for factor in written if factor is not None)
        if len(known) < len(written):
            yield None
            return
        piece = known[0] if len(known) == 1 else MatrixProduct(known)
        yield Signed("-", piece) if is_negative else piece


def _written(factor: Formula, solution: ArraySolution) -> Piece | None:
    """The entries of a name, if they are few and exact."""
    if factor.operation != "name":
        return None
    name, point = str(factor.value), solution.problem.point or {}
    array = solution.problem.constants.get(name, point.get(name))
    if array is None:
        return None
    values = array.square
    is_small = max(values.shape) <= _MOST_WORKED and values.size > 1
    if not is_small or not all(map(is_short, values.flat)):
        return None
    return write_entries(solution.problem, values, is_exact=True)
