"""Terms of parameters alone, as c in ax² + bx + c: they move the values of f, and no point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sympy import Add, Expr, Integer, Symbol

from grad_magic.calculus.domains import has_values_for_all
from grad_magic.formula.program import Program, compile_formula
from grad_magic.formula.sympy_forms import to_sympy
from grad_magic.formula.tree import Formula, sum_of
from grad_magic.solution import CriticalPoint


@dataclass(frozen=True)
class Moved:
    """f = g + c, with terms c in which there are parameters and no variable.

    Attributes:
        f, program: g, and how it was typed.
        constant: c.
    """

    f: Expr
    program: Program
    constant: Expr

    def back(self, point: CriticalPoint) -> CriticalPoint:
        """A critical point of g as one of f."""
        return replace(point, value=point.value + self.constant)


def without_added_parameters(f: Expr, variables: Sequence[Symbol], program: Program) -> Moved:
    """The function without terms of parameters alone that have a value for all of their values."""
    typed = program.instructions[-1].formula
    added = [term for term in typed.operands if _is_of_parameters(term, variables)]
    others = tuple(term for term in typed.operands if term not in added)
    if typed.operation != "add" or not added or not others:
        return Moved(f, program, Integer(0))
    constant = Add(*map(to_sympy, added))
    rest = compile_formula(sum_of(others))
    return Moved((f - constant).expand(deep=False), rest, constant)


def _is_of_parameters(term: Formula, variables: Sequence[Symbol]) -> bool:
    is_alone = bool(term.names) and term.names.isdisjoint(variables)
    return is_alone and has_values_for_all(compile_formula(term), term.names)
