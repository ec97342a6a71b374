"""The chain rule along the parts of which a function is told: dz/dt = ∂z/∂x·dx/dt + ∂z/∂y·dy/dt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from sympy import Expr, Symbol

from grad_magic.calculus.typed_forms import have_same_values
from grad_magic.formula.derivation_lines import DerivationLine, NamedRule
from grad_magic.formula.derivatives import differentiate
from grad_magic.formula.normal_form import UntreatedError
from grad_magic.formula.put_in_numbers import put_in
from grad_magic.formula.sympy_forms import to_sympy
from grad_magic.formula.tree import Formula, product_of, sum_of
from grad_magic.formula.typed_order import find_typed_order
from grad_magic.lesson.pieces import ACTIVATIONS, count_operations, measure_text

if TYPE_CHECKING:
    from grad_magic.problem import Composition, Problem
    from grad_magic.solution import Solution

# More ways from the function to a variable are no row to be followed by eye.
_MOST_PATHS = 4
_MOST_COLUMNS = 110
# 2/3 and √3/2, but no sin(1)e².
_MOST_IN_VALUE = 3


@dataclass(frozen=True)
class _Chains:
    """The functions of a composition, as a graph of what holds what."""

    problem: Problem
    composition: Composition

    @cached_property
    def formulas(self) -> Mapping[Symbol | None, Formula]:
        """The inner functions by their names, and the outer one by none."""
        return {None: self.composition.outer, **dict(self.composition.inner)}

    def arguments(self, function: Symbol | None) -> list[Symbol]:
        """What it is a function of: other functions, and variables."""
        known = (*self.formulas, *self.problem.variables)
        names = self.formulas[function].names
        return [name for name in known if name is not None and name in names]

    def paths(self, function: Symbol | None, variable: Symbol) -> Iterator[tuple[Symbol, ...]]:
        """The ways from a function to a variable, by the names that they pass."""
        for name in self.arguments(function):
            if name == variable:
                yield (name,)
            elif name in self.formulas:
                yield from ((name, *rest) for rest in self.paths(name, variable))

    def sign(self, function: Symbol | None, argument: Symbol) -> Formula:
        """∂z/∂x, or dx/dt of a function of one argument."""
        named = function if function is not None else Symbol(self.problem.name, real=True)
        return sign_of_derivative(named, argument, is_total=len(self.arguments(function)) == 1)

    def slope(self, function: Symbol | None, argument: Symbol) -> Formula | None:
        """The derivative of one function by one argument, as a formula."""
        formula = self.formulas[function]
        try:
            order = find_typed_order(formula, tuple(self.arguments(function)))
        except UntreatedError:
            return None
        derivation = differentiate(formula, argument, order)
        if derivation is None:
            return None
        told = derivation.formula
        if function is not None and formula.operation in ACTIVATIONS:
            # ŷ(1 - ŷ) of ŷ = σ(z).
            told = _in_itself(told, formula, function)
        return told


def _in_itself(told: Formula, formula: Formula, name: Symbol) -> Formula:
    """The formula with a name for a part that has this value, as that of 2w for w·2."""
    if told.operation == formula.operation and to_sympy(told) == to_sympy(formula):
        return Formula("name", value=name)
    operands = tuple(_in_itself(part, formula, name) for part in told.operands)
    return Formula(told.operation, operands, told.value, digits=told.digits)


def sign_of_derivative(function: Symbol, variable: Symbol, *, is_total: bool) -> Formula:
    """∂z/∂x, or dz/dt of a function of no other variable (`is_total`)."""
    parts = Formula("name", value=function), Formula("name", value=variable)
    return Formula("total_derivative" if is_total else "derivative", parts)


def told_parts(composition: Composition) -> Iterator[tuple[Symbol, Formula]]:
    """The inner functions in the order in which their names stand: ŷ = σ(z), z = wx + b."""
    formulas = dict(composition.inner)
    waiting, told = [composition.outer], set[Symbol]()
    while waiting:
        for part in waiting.pop(0).parts:
            name = part.value
            if isinstance(name, Symbol) and name in formulas and name not in told:
                told.add(name)
                waiting.append(formulas[name])
                yield name, formulas[name]


# What is told of one problem asks for them again and again.
@lru_cache(maxsize=2)
def chains_along_parts(solution: Solution) -> tuple[tuple[DerivationLine, DerivationLine], ...]:
    """For each variable the derivative along all ways to it, in signs and with the slopes.

    Nothing where f is not told by its parts, or for one of the variables there are no such rows.
    """
    problem = solution.problem
    if problem.composition is None or problem.is_vector_valued:
        return ()
    chains = _Chains(problem, problem.composition)
    rows = [_rows_by(chains, solution, index) for index in range(len(solution.variables))]
    return tuple(filter(None, rows)) if all(rows) else ()


def _rows_by(
    chains: _Chains, solution: Solution, index: int
) -> tuple[DerivationLine, DerivationLine] | None:
    """∂z/∂x·dx/dt + ∂z/∂y·dy/dt, and the same with what these are; None where it is not told."""
    variable = solution.variables[index]
    # Of many parts there may be too many ways to be counted.
    paths = list(islice(chains.paths(None, variable), _MOST_PATHS + 1))
    # Of u(x, y, z) with z = g(x, y) the sign ∂u/∂x is that of two derivatives.
    is_open = (variable,) in paths and len(solution.variables) > 1
    if is_open or not 0 < len(paths) <= _MOST_PATHS or max(map(len, paths)) == 1:
        return None
    signs, slopes = list[Formula](), list[Formula]()
    for path in paths:
        steps = list(zip((None, *path[:-1]), path, strict=True))
        told = [chains.slope(*step) for step in steps]
        if any(slope is None for slope in told):
            return None
        signs.append(product_of([chains.sign(*step) for step in steps]))
        kept = [slope for slope in told if slope is not None and slope.value != 1] or told[:1]
        slopes.append(product_of([Formula("entered", (slope,)) for slope in filter(None, kept)]))
    line = sum_of(slopes)
    if not _has_values(line, chains, solution, index) or measure_text(line) > _MOST_COLUMNS:
        return None
    return DerivationLine(sum_of(signs), (NamedRule.CHAIN,)), DerivationLine(line, ())


def parts_at_point(solution: Solution) -> dict[Symbol, Expr]:
    """What the inner functions are at P, where the derivatives are told along them.

    Nothing where one of them is no number that is reckoned with by hand.
    """
    composition, point = solution.problem.composition, solution.point
    is_told = not solution.is_approximate and bool(chains_along_parts(solution))
    if composition is None or point is None or not is_told:
        return {}
    place = dict(zip(solution.variables, point, strict=True))
    values = dict[Symbol, Expr]()
    for name, formula in composition.inner:
        value = to_sympy(formula).subs({**place, **values}, simultaneous=True)
        if not value.is_number or not value.is_real or count_operations(value) > _MOST_IN_VALUE:
            return {}
        values[name] = value
    return values


def slope_along_parts(solution: Solution, index: int) -> Formula:
    """The second of the rows, without marks of what was put in."""
    _, row = chains_along_parts(solution)[index]
    return _without_marks(row.formula)


def _has_values(line: Formula, chains: _Chains, solution: Solution, index: int) -> bool:
    """Whether the row is the derivative, with the functions in the place of their names."""
    symbols = (*solution.variables, *solution.problem.parameters)
    whole = put_in(_without_marks(line), chains.composition.composed)
    return have_same_values(whole, solution.partials[index], symbols)


def _without_marks(formula: Formula) -> Formula:
    if formula.operation == "entered":
        return _without_marks(formula.operands[0])
    operands = tuple(map(_without_marks, formula.operands))
    return Formula(formula.operation, operands, formula.value, digits=formula.digits)
