"""That f is made up of functions that are differentiable at P, each of one variable.

Sums, products and smooth functions of functions that are differentiable at P are so too. That
needs their derivatives at P alone, and no bound around it: x³ ln |x| + y, filled with y where
x = 0, is differentiable at 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from sympy import Dummy, Expr, Integer

from grad_magic.calculus.domains import UndefinedError, evaluate, first_seam, trace
from grad_magic.calculus.limits import Neighborhood, both_rates
from grad_magic.calculus.sides import two_sided
from grad_magic.formula.program import compile_formula
from grad_magic.formula.tree import Formula

_GROUPED = ("add", "multiply")


def is_composed(formula: Formula, values: Mapping[Expr, Expr]) -> bool:
    """Whether f is a smooth function of functions of one variable that are differentiable at P.

    Args:
        formula: f as typed.
        values: P.
    """
    try:
        parts = _Parts(values)
        outer = compile_formula(parts.named(formula))
        place = {**values, **parts.heights}
        return bool(parts.heights) and first_seam(outer, trace(outer, place), place) is None
    except (UndefinedError, _NotDifferentiableError):
        return False


class _NotDifferentiableError(Exception):
    """A part is not known to be differentiable at P."""


@dataclass
class _Parts:
    """The parts of a formula that depend on one variable and need a closer look at P.

    Attributes:
        values: P.
        heights: the values of the parts at P, by the names that stand for them.
    """

    values: Mapping[Expr, Expr]
    heights: dict[Expr, Expr] = field(default_factory=dict)

    def named(self, formula: Formula) -> Formula:
        """The formula with a name in place of each such part, the largest ones.

        Raises:
            _NotDifferentiableError: one of them is not known to be differentiable.
        """
        if len(formula.names) == 1 and formula.names <= set(self.values):
            return self._name_of(formula) if self._is_rough(formula) else formula
        operands = formula.operands
        if formula.operation == "piecewise":
            # Its conditions are no functions.
            return formula
        if formula.operation in _GROUPED:
            operands = tuple(_by_variables(formula.operation, _flat(formula)))
        return replace(formula, operands=tuple(map(self.named, operands)))

    def _is_rough(self, part: Formula) -> bool:
        program = compile_formula(part)
        return first_seam(program, trace(program, self.values), self.values) is not None

    def _name_of(self, part: Formula) -> Formula:
        program = compile_formula(part)
        (variable,) = part.names
        height = evaluate(program, self.values)
        near = Neighborhood(program, {variable: self.values[variable]}, height)
        if two_sided(both_rates(near, (Integer(1),))).kind != "finite":
            raise _NotDifferentiableError
        name = Dummy("w", real=True)
        self.heights[name] = height
        return Formula("name", value=name)


def _flat(formula: Formula) -> Iterator[Formula]:
    """The terms of a sum, or the factors of a product."""
    for part in formula.operands:
        if part.operation == formula.operation:
            yield from _flat(part)
        else:
            yield part


def _by_variables(operation: str, parts: Iterator[Formula]) -> Iterator[Formula]:
    """Those that depend on the same one variable together, as they may be rough alone."""
    groups: dict[frozenset[Expr], list[Formula]] = {}
    for part in parts:
        groups.setdefault(part.names, []).append(part)
    for names, members in groups.items():
        if len(names) == 1 and len(members) > 1:
            yield Formula(operation, tuple(members))
        else:
            yield from members
