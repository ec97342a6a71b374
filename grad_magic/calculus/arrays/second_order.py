"""Second derivatives: H·v by a sweep over ⟨∇L, v⟩, and H itself where L has one vector.

As ⟨∇L, v⟩ is a number, its gradient is H·v, again an expression of arrays (Pearlmutter 1994, "Fast
exact multiplication by the Hessian"). Where that is a matrix times v, the matrix is H.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sympy import Symbol

from grad_magic.array_problem import Array, ArrayProblem
from grad_magic.array_solution import ArrayNumbers, SecondNumbers, SecondOrder
from grad_magic.calculus.arrays.arithmetic import (
    Arithmetic,
    ExactArithmetic,
    FloatArithmetic,
    NotExactError,
    SingularError,
)
from grad_magic.calculus.arrays.conditions import find_jumps
from grad_magic.calculus.arrays.domain import FormulaEvaluator
from grad_magic.calculus.arrays.forms import multiplied_out, shortest
from grad_magic.calculus.arrays.nodes import (
    ONCE,
    SCALAR,
    Node,
    add,
    chain,
    identity,
    in_order,
    multiply,
    name,
    ones,
    repeat,
    times,
    total,
    trace,
    transpose,
    zero,
)
from grad_magic.calculus.arrays.shapes import understand
from grad_magic.calculus.arrays.short_entries import short, shortened
from grad_magic.calculus.arrays.sweep import PULLBACKS, sweep
from grad_magic.calculus.arrays.values import Evaluation
from grad_magic.calculus.arrays.writing import Writer, write_condition
from grad_magic.deferred_numpy import np
from grad_magic.errors import GradMagicError
from grad_magic.formula.tree import Formula

if TYPE_CHECKING:
    from grad_magic.calculus.arrays.arithmetic import Values

# A longer formula tells nobody anything.
_LONGEST = 40
# Of larger matrices the entries are not shown.
_MOST_SHOWN = 6
_DIRECTION = "v@"
# Steps of a second difference, and how near it must come.
_STEPS = (1e-3, 1e-2, 1e-4, 1e-1, 1.0)
_TOLERANCE, _NOISE, _TINY = 1e-3, 1e-15, 1e-9
_SEED = 20240229


@dataclass(frozen=True)
class SweptTwice:
    """What the second sweep finds.

    Attributes:
        problem: with letters of dimensions replaced by their numbers.
        formula: L as it was understood.
        directions: the name of v, of each variable.
        products: H·v, of each variable.
        hessian: of one vector or number; None of others.
    """

    problem: ArrayProblem
    formula: Formula
    directions: Mapping[str, Node]
    products: Mapping[str, Node]
    hessian: Node | None

    @property
    def curvature(self) -> Node:
        """⟨v, Hv⟩, of the products as they are or multiplied out what is shorter."""
        forms = [
            add(
                [
                    (coefficient, _inner(term, v))
                    for letter, v in self.directions.items()
                    for coefficient, term in form(self.products[letter]).terms
                ],
                SCALAR,
            )
            for form in (lambda product: product, multiplied_out)
        ]
        return min(map(shortest, forms), key=lambda form: form.leaves)


def _inner(term: Node, v: Node) -> Node:
    """⟨Hv, v⟩ of one term: uᵀvx of uxᵀ, a trace of another matrix product."""
    scalars = [(factor, exponent) for factor, exponent in term.factors if factor.is_scalar]
    if scalars and not term.is_scalar:
        arrays = [pair for pair in term.factors if not pair[0].is_scalar]
        return multiply([*scalars, (_inner(multiply(arrays, term.shape), v), ONCE)], SCALAR)
    plain = term.operands[0] if term.operation == "transpose" else term
    if plain.operation != "chain" or 1 in term.shape:
        return total(times(term, v))
    turned = transpose(term)
    for place in range(1, len(turned.operands) if turned.operation == "chain" else 0):
        before, behind = turned.operands[:place], turned.operands[place:]
        if before[-1].shape[1] == 1:
            return chain(*behind, v, *before)
    return trace(chain(turned, v))


def find_second_order(
    problem: ArrayProblem, sizes: Mapping[str, int], numbers: ArrayNumbers | None
) -> SecondOrder:
    """H and ⟨v, Hv⟩ as formulas, and at the point; within a table of nodes.

    Args:
        problem: what is asked.
        sizes: the letters for numbers of rows and columns.
        numbers: the first derivatives at the point; None without one.
    """
    swept = sweep_twice(problem)
    letters = {size: letter for letter, size in sizes.items()}
    writer = Writer({v: v.letter for v in swept.directions.values()}, letters)
    hessian, curvature = swept.hessian, swept.curvature
    at_point = None
    if numbers is not None and numbers.kink is None:
        at_point = _at_point(swept, sizes, numbers)
    is_single = len(swept.directions) == 1
    products = tuple(swept.products.values())
    conditions = tuple(
        write_condition(writer, node, kind) for node, kind in find_jumps(products).items()
    )
    second_nodes = in_order(*products)
    inverted = {node.operands[0] for node in second_nodes if node.operation == "inverse"}
    regular = (node.operands[0] for node in second_nodes if node.operation == "det")
    return SecondOrder(
        conditions=conditions,
        regular=tuple(writer.write(matrix) for matrix in regular if matrix in inverted),
        hessian=None if hessian is None or hessian.size > _LONGEST else writer.write(hessian),
        curvature=None
        if curvature.size > _LONGEST
        else _with_directions(writer.write(curvature), is_single=is_single),
        at_point=at_point,
    )


def sweep_twice(problem: ArrayProblem) -> SweptTwice:
    """The second sweep, over the slope along v; within a table of nodes."""
    problem, typed, _ = understand(problem)
    nodes = in_order(typed.node)
    variables = {n.letter: n for n in nodes if n.operation == "name"}
    variables = {letter: variables[letter] for letter in problem.variables if letter in variables}
    gradients = sweep(typed.node, variables.values(), {}, PULLBACKS).gradients
    directions = {letter: name(f"{_DIRECTION}{letter}", v.shape) for letter, v in variables.items()}
    slopes = ((ONCE, total(times(gradients[v], directions[n]))) for n, v in variables.items())
    slope = add(slopes, SCALAR)
    products = sweep(slope, variables.values(), {}, PULLBACKS).gradients
    by_name = {letter: products[node] for letter, node in variables.items()}
    hessian = None
    if len(problem.variables) == len(variables) == 1:
        ((letter, product),) = by_name.items()
        if product.shape[1] == 1:
            hessian = _matrix_of(product, directions[letter])
            hessian = None if hessian is None else shortest(hessian)
    return SweptTwice(problem, typed.formula, directions, by_name, hessian)


def _matrix_of(node: Node, v: Node) -> Node | None:
    """The matrix M of what is M·v, a column; None where the form does not show it."""
    rows, size = node.shape[0], v.shape[0]
    if v not in in_order(node):
        return zero((rows, size)) if node.is_zero else None
    if node is v:
        return identity(size)
    if node.operation == "sum":
        terms = [(c, _matrix_of(term, v)) for c, term in node.terms]
        found = [(c, matrix) for c, matrix in terms if matrix is not None]
        return add(found, (rows, size)) if len(found) == len(terms) else None
    if node.operation == "chain":
        return _matrix_of_chain(node, v)
    if node.operation == "total":
        return _matrix_of_total(node.operands[0], v)
    return _matrix_of_product(node, v) if node.operation == "product" else None


def _matrix_of_total(inner: Node, v: Node) -> Node | None:
    """aᵀM of the sum of the entries of a ⊙ (M·v)."""
    moving = [(f, e) for f, e in inner.factors if v in in_order(f)]
    others = [(f, e) for f, e in inner.factors if v not in in_order(f)]
    if inner.shape[1] != 1 or len(moving) != 1 or moving[0][1] != 1:
        return None
    matrix = _matrix_of(moving[0][0], v)
    column = multiply(others, inner.shape) if others else ones(inner.shape)
    return None if matrix is None else chain(transpose(column), matrix)


def _matrix_of_chain(node: Node, v: Node) -> Node | None:
    """Of AB…(M·v), and of the number (M·v)ᵀa."""
    *before, last = node.operands
    if any(v in in_order(factor) for factor in before):
        turned = transpose(node) if node.is_scalar else None
        mirrored = chain(*(transpose(factor) for factor in reversed(node.operands)))
        is_other = turned is not None and mirrored is not node
        return _matrix_of(mirrored, v) if is_other else None
    inner = _matrix_of(last, v) if last.shape[1] == 1 else None
    return None if inner is None else chain(*before, inner)


def _matrix_of_product(node: Node, v: Node) -> Node | None:
    """Of s·(M·v) with a number s, and of a ⊙ (M·v), which is diag(a)·M·v."""
    moving = [(f, e) for f, e in node.factors if v in in_order(f)]
    others = [(f, e) for f, e in node.factors if v not in in_order(f)]
    if len(moving) != 1 or moving[0][1] != 1:
        return None
    factor = moving[0][0]
    matrix = _matrix_of(factor, v)
    if matrix is None:
        return None
    rows = node.shape[0]
    if factor.is_scalar and rows != 1:
        column = multiply(others, (rows, 1)) if others else ones((rows, 1))
        return chain(repeat(column, (rows, 1)), matrix)
    scalars = [(f, e) for f, e in others if f.is_scalar]
    columns = [(f, e) for f, e in others if not f.is_scalar and f.operation != "ones"]
    if columns:
        column = multiply(columns, (rows, 1))
        terms = ((c, _scaled_rows(column, term)) for c, term in matrix.terms)
        matrix = add(terms, matrix.shape)
    return multiply([*scalars, (matrix, ONCE)], matrix.shape)


def _scaled_rows(column: Node, matrix: Node) -> Node:
    """diag(a)·M; of 𝟏vᵀ it is avᵀ."""
    if matrix.operation == "chain" and matrix.operands[0].operation == "ones":
        first, *rest = matrix.operands
        if first.shape[1] == 1:
            return chain(column, *rest)
    return times(repeat(column, matrix.shape), matrix)


def _with_directions(formula: Formula, *, is_single: bool) -> Formula:
    """The formula in which v is the direction's own letter."""
    letter = str(formula.value) if formula.operation == "name" else ""
    if letter.startswith(_DIRECTION):
        index = "" if is_single else letter.removeprefix(_DIRECTION)
        value = Symbol(index, real=True) if index else None
        return Formula("direction", value=value)
    operands = tuple(_with_directions(part, is_single=is_single) for part in formula.operands)
    return replace(formula, operands=operands)


def _at_point(
    swept: SweptTwice, sizes: Mapping[str, int], numbers: ArrayNumbers
) -> SecondNumbers | None:
    """H, and the second derivative along the direction; None where L may have none."""
    given = {**swept.problem.constants, **(swept.problem.point or {})}
    direction = numbers.direction if numbers.squared_length else None
    with np.errstate(all="ignore"):
        for arithmetic in (ExactArithmetic(), FloatArithmetic())[not numbers.is_exact :]:
            try:
                found = _evaluated(swept, sizes, arithmetic, given, direction)
            except (NotExactError, TypeError):
                continue
            except (SingularError, ZeroDivisionError, OverflowError):
                return None
            return None if found is None or not _is_confirmed(swept, sizes, found) else found
    return None


def _evaluated(
    swept: SweptTwice,
    sizes: Mapping[str, int],
    arithmetic: Arithmetic,
    given: Mapping[str, Array],
    direction: Mapping[str, Values] | None,
) -> SecondNumbers | None:
    is_exact = isinstance(arithmetic, ExactArithmetic)
    arrays = {letter: a.square if is_exact else a.floats for letter, a in given.items()}
    way = direction or {n: 0 * arrays[n] + 1 for n in swept.problem.variables}
    if not is_exact:
        way = {letter: np.asarray(values, dtype=float) for letter, values in way.items()}
    arrays |= {node.letter: way[letter] for letter, node in swept.directions.items()}
    evaluation = Evaluation(arithmetic, arrays, sizes)
    if _is_at_a_jump(swept.products.values(), evaluation):
        return None
    hessian = None if swept.hessian is None else evaluation.value(swept.hessian)
    if hessian is not None and len(hessian) > _MOST_SHOWN:
        hessian = None
    curvature = sum(
        (evaluation.value(product) * way[letter]).sum()
        for letter, product in swept.products.items()
    )
    length = sum((values**2).sum() for values in way.values())
    if is_exact:
        hessian = None if hessian is None else shortened(hessian)
        curvature, length = short(curvature), short(length)
    values = [curvature, *(() if hessian is None else hessian.flat)]
    if not np.isfinite(np.array(values, dtype=float)).all():
        return None
    return SecondNumbers(hessian, way, curvature, length, is_asked=direction is not None)


def _is_at_a_jump(products: Iterable[Node], evaluation: Evaluation) -> bool:
    """Whether a derivative of L may jump at the point, or has no value."""
    for node in in_order(*products):
        below = [base for base, exponent in node.factors if exponent < 0]
        if node.is_entrywise("step") or node.is_entrywise("sign"):
            below.append(node.operands[0])
        if any((evaluation.value(base) == 0).any() for base in below):
            return True
        if node.operation == "tied" and not _is_whole(evaluation.value(node)):
            return True
    return False


def _is_whole(shares: Values) -> bool:
    return bool(((shares == 0) | (shares == 1)).all())


def _is_confirmed(swept: SweptTwice, sizes: Mapping[str, int], found: SecondNumbers) -> bool:
    """Whether second differences of L, as it was typed, tend to ⟨v, Hv⟩ on both sides."""
    problem = swept.problem
    given = {**problem.constants, **(problem.point or {})}
    arrays = {letter: array.floats for letter, array in given.items()}
    length = float(found.squared_length) ** 0.5
    way = {n: np.asarray(v, dtype=float) / length for n, v in found.direction.items()}

    def loss(distance: float) -> float:
        moved = {letter: arrays[letter] + distance * values for letter, values in way.items()}
        evaluator = FormulaEvaluator(problem, FloatArithmetic(), {**arrays, **moved}, sizes)
        try:
            return float(evaluator.value(swept.formula)[0, 0])
        except GradMagicError:
            return float("nan")

    curvature = float(found.curvature) / length**2
    middle = loss(0)
    for step in _STEPS:
        difference = (loss(step) - 2 * middle + loss(-step)) / step**2
        noise = 10 * _NOISE * (1 + abs(middle)) / step**2
        gap = abs(difference - curvature)
        if gap <= _TOLERANCE * (abs(curvature) + abs(difference)) + noise + _TINY:
            return True
    return False
