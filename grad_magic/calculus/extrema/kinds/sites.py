"""Where a function is looked at, and the curves through that point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import mpmath
from sympy import Expr, Integer, Symbol, Tuple

from grad_magic.calculus.extrema.kinds.germs import Arc, Step
from grad_magic.formula.program import Program, compile_formula
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy

# Enough for what cancels in f - f(P) at a place near P.
DIGITS = 40


@dataclass(frozen=True)
class CriticalSite:
    """Where f is looked at.

    Attributes:
        f, variables, point: the function and P.
        parameter: a letter for curves that is no variable.
    """

    f: Expr
    variables: Sequence[Symbol]
    point: Sequence[Expr]
    parameter: Symbol

    @cached_property
    def rise(self) -> Expr:
        """f - f(P)."""
        values = dict(zip(self.variables, self.point, strict=True))
        return self.f - self.f.xreplace(values)

    @cached_property
    def program(self) -> Program | None:
        """That of f - f(P), if it gives numbers: its only names are the variables."""
        if self.rise.free_symbols - set(self.variables):
            return None
        try:
            return compile_formula(from_sympy(self.rise))
        except UnreadableExpressionError:
            return None

    @cached_property
    def digits(self) -> tuple[mpmath.mpf, ...]:
        """The coordinates of P, which are numbers, to some 40 digits."""
        with mpmath.workdps(DIGITS):
            return tuple(mpmath.mpmathify(value.evalf(DIGITS)) for value in self.point)

    @property
    def steps(self) -> list[Expr]:
        """x - p for each variable."""
        return [v - p for v, p in zip(self.variables, self.point, strict=True)]

    def curve(self, steps: Sequence[Step]) -> Tuple:
        """A curve's coordinates."""
        return Tuple(*Arc(tuple(steps), Integer(0), 0).coordinates(self.point, self.parameter))

    def is_constant_along(self, curve: Tuple) -> bool:
        """Whether f is seen to keep the value f(P) on a curve."""
        values = dict(zip(self.variables, curve, strict=True))
        return bool(self.rise.xreplace(values).expand() == 0)

    def term(self, arc: Arc) -> Expr:
        """How f begins to change along a curve."""
        return arc.coefficient * self.parameter**arc.exponent


def free_letter(variables: Sequence[Symbol]) -> Symbol:
    """A letter for the parameter of curves that is none of the variables."""
    taken = {variable.name for variable in variables}
    return Symbol(next(letter for letter in _LETTERS if letter not in taken), real=True)


_LETTERS = ("t", "s", "r", "u", "v", "w", "tau", "sigma", "rho", "t_0", "s_0", "r_0", "u_0")
