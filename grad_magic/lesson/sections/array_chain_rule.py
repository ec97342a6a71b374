"""How ∇_w L follows where L depends on w through one layer, by the differential of L.

With r = Aw - b and L = ‖r‖², dL = 2rᵀdr = 2rᵀA dw. Where the gradient of L with respect to the
layer is longer than that, it has a name: dL = δᵀdz = δᵀA dw.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from sympy import Rational, Symbol

from grad_magic.array_solution import ArraySolution
from grad_magic.formula.tree import Formula, product_of
from grad_magic.lesson.array_numbers import expression_of, is_short, write_entries
from grad_magic.lesson.pieces import EQUALS
from grad_magic.lesson.steps import (
    ArrayFormula,
    Differential,
    Line,
    MatrixProduct,
    Piece,
    Signed,
    Terms,
    Total,
    Tuple,
)

_FACTORS = 2
_MOST_WORKED = 4
_MOST_PARTS = 17
_MOST_OF_SLOPE = 6


@dataclass(frozen=True)
class Slope:
    """The gradient of L with respect to its only layer, 2r or (1/n)(σ(z) - y), or δ.

    Attributes:
        scale: the numbers in front; None where there are none.
        core: the rest, a vector or a matrix.
        is_named: whether it is δ, as it is long.
    """

    scale: Formula | None
    core: Formula
    is_named: bool

    def times(self, product: Formula) -> Formula:
        """A product that has the core in it, with the numbers in front."""
        return product if self.scale is None else product_of((self.scale, product))


def slope_of(solution: ArraySolution) -> Slope | None:
    """The gradient by the only layer; None where there are more, or not all is smooth."""
    layers, deltas, numbers = (
        solution.formulas.layers,
        solution.formulas.deltas,
        solution.numbers,
    )
    if len(layers) != 1 or len(deltas) != 1 or not solution.problem.presentation.is_worked:
        return None
    (layer,), (delta,) = layers, deltas
    if delta.through != layer.name:
        return None
    scale, core = split_scale(delta.formula)
    is_name = core.operation == "name" and str(core.value) == layer.name
    is_difference = core.operation == "add" and sum(1 for _ in core.parts) <= _MOST_OF_SLOPE
    is_plain = numbers is None or (numbers.kink is None and numbers.is_by_formula)
    is_seen = (is_name or is_difference) and is_plain and not solution.formulas.facts
    if is_seen and all(
        part is None or part[0] is not None
        for gradient in solution.formulas.gradients
        for part in (_around(term, delta.name) for term in terms_of(gradient.formula))
    ):
        return Slope(scale, core, is_named=False)
    return Slope(None, Formula("name", value=Symbol(delta.name, real=True)), is_named=True)


def split_scale(formula: Formula) -> tuple[Formula | None, Formula]:
    """The numbers before an array, and it."""
    if formula.operation != "multiply":
        return None, formula
    *numbers, array = formula.operands
    return product_of(tuple(numbers)), array


def terms_of(formula: Formula) -> tuple[Formula, ...]:
    """The terms of a sum."""
    return formula.operands if formula.operation == "add" else (formula,)


def with_slope(formula: Formula, slope: Slope, delta: str) -> Formula:
    """2Aᵀr for the Aᵀδ in a gradient."""
    if formula.operation == "add":
        return Formula("add", tuple(with_slope(term, slope, delta) for term in formula.operands))
    if not _holds(formula, delta):
        return formula
    if formula.operation == "negate":
        return replace(formula, operands=(with_slope(formula.operands[0], slope, delta),))
    if formula.operation == "name":
        return slope.times(slope.core)
    operands = (slope.core if _holds(part, delta) else part for part in formula.operands)
    return slope.times(Formula("matrix_product", tuple(operands)))


def differential_line(solution: ArraySolution, slope: Slope) -> Line:
    """dL = 2rᵀdr = 2rᵀA dw; nothing where this is no product of vectors."""
    (layer,), (delta,) = solution.formulas.layers, solution.formulas.deltas
    if len(delta.shape) != 1:
        return ()
    through: list[tuple[Piece, ...]] = []
    others: list[Piece] = []
    signs: set[bool] = set()
    for gradient in solution.formulas.gradients:
        step = Differential(Symbol(gradient.name, real=True))
        is_matrix = len(solution.problem.shapes[gradient.name]) > 1
        for term in terms_of(gradient.formula):
            around = _around(term, delta.name)
            is_negative = term.operation == "negate"
            if around is None and (is_matrix or is_negative):
                return ()
            if around is None:
                is_number = not solution.problem.shapes[gradient.name]
                row = term if is_number else _turned(*split_scale(term))
                others.append(MatrixProduct((ArrayFormula(row), step)))
                continue
            before, behind = around
            if before is None:
                return ()
            signs.add(is_negative)
            through.append((*map(ArrayFormula, before), step, *map(ArrayFormula, behind)))
    names = {gradient.name for gradient in solution.formulas.gradients}
    if len(signs) != 1 or names != set(solution.problem.variables):
        return ()
    turned = ArrayFormula(_turned(slope.scale, slope.core))
    short = MatrixProduct((turned, Differential(Symbol(layer.name, real=True))))
    last: Piece
    if len(through) == 1:
        last = MatrixProduct((turned, *through[0]))
    else:
        total = Total(tuple(MatrixProduct(part) if len(part) > 1 else part[0] for part in through))
        last = MatrixProduct((turned, Tuple((total,))))
    if signs == {True}:
        last = Signed("-", last)
    change = Differential(Symbol(solution.problem.name, real=True))
    sides = (Terms((one, *others)) if others else one for one in (short, last))
    return (change, *(piece for side in sides for piece in (EQUALS, side)))


def _turned(scale: Formula | None, array: Formula) -> Formula:
    """The row 2rᵀ of the column 2r."""
    row = Formula("transpose", (array,))
    return row if scale is None else product_of((scale, row))


def _holds(formula: Formula, name: str) -> bool:
    return name in map(str, formula.names)


def _around(
    term: Formula, delta: str
) -> tuple[tuple[Formula, ...] | None, tuple[Formula, ...]] | None:
    """What stands in dz before the variable's differential and behind it: of Aᵀδ A, of δxᵀ x.

    None of a term without δ; None before the differential where it is another form.
    """
    if not _holds(term, delta):
        return None
    if term.operation == "negate":
        return _around(term.operands[0], delta)
    if term.operation == "name":
        return (), ()
    is_product = term.operation == "matrix_product" and len(term.operands) == _FACTORS
    left, right = term.operands if is_product else (term, term)
    if _is_name(right) and not _holds(left, delta) and left.operation == "transpose":
        return left.operands, ()
    if _is_name(left) and not _holds(right, delta) and right.operation == "transpose":
        return (), right.operands
    return None, ()


def _is_name(formula: Formula) -> bool:
    return formula.operation == "name"


def scale_value(solution: ArraySolution, scale: Formula | None) -> Rational | None:
    """The numbers in front, 2/n with n = 3; None where they are not rational."""
    if scale is None:
        return Rational(1)
    operation, operands = scale.operation, scale.operands
    if operation == "number":
        return scale.value if isinstance(scale.value, Rational) else None
    if operation == "name":
        name = str(scale.value)
        given = solution.problem.constants.get(name)
        value = solution.formulas.sizes.get(name) if given is None else given.square[0, 0]
        known = None if isinstance(value, float) else value
        exact = None if known is None else expression_of(Fraction(known))
        return exact if isinstance(exact, Rational) else None
    factors = [scale_value(solution, operand) for operand in operands]
    known = [factor for factor in factors if factor]
    if len(known) < len(factors) or operation not in ("multiply", "fraction", "reciprocal"):
        return None
    value = known[0] if operation != "reciprocal" else 1 / known[0]
    for factor in known[1:]:
        value = value / factor if operation == "fraction" else value * factor
    return value


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
    slope = slope_of(solution)
    if slope is None or not worked_layer(solution) or not differential_line(solution, slope):
        return False
    (layer,) = solution.formulas.layers
    names = {str(name) for name in layer.formula.names}
    return names.issuperset(solution.problem.constants) and not solution.formulas.sizes


def _terms(formula: Formula, solution: ArraySolution) -> Iterator[Piece | None]:
    for part in terms_of(formula):
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
