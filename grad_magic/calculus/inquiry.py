"""A function under investigation: what several stages of the solution need of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sympy import Abs, Heaviside, Integer, Max, Min, Piecewise, Pow, ceiling, floor, fraction, sign

from grad_magic.calculus import derivatives
from grad_magic.calculus.complete_cases import complete_cases
from grad_magic.calculus.domains import SMOOTH_TWICE, UndefinedError, first_seam, trace
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.validity import TypedFunction
from grad_magic.formula.program import Program, compile_formula
from grad_magic.formula.sympy_forms import from_sympy
from grad_magic.problem import Problem

if TYPE_CHECKING:
    from sympy import Expr, Matrix, Symbol

    from grad_magic.calculus.limits import Neighborhood

# Operations in a sum, and its exponents: high powers have very many terms.
_MOST_MULTIPLIED_OUT = 20
_CHOICES = (Max, Min, Piecewise, floor, ceiling, sign, Heaviside)


@dataclass(frozen=True, eq=False)
class Inquiry:
    """A scalar problem, and what is computed from it once, when it is first needed."""

    problem: Problem

    def __reduce__(self) -> tuple[type[Inquiry], tuple[Problem]]:
        """What has been computed is not copied, as it can be computed again."""
        return Inquiry, (self.problem,)

    @cached_property
    def program(self) -> Program:
        """f as typed."""
        return compile_formula(complete_cases(self.problem.formula))

    @cached_property
    def typed(self) -> TypedFunction:
        """The same with f, of which it may say more than f shows."""
        return TypedFunction(self.program, self.problem.f, self.problem.variables)

    @cached_property
    def place(self) -> dict[Symbol, Expr]:
        """The coordinates of P by the variables."""
        assert self.problem.point is not None
        return dict(
            zip(self.problem.variables, map(shorten_number, self.problem.point), strict=True)
        )

    @cached_property
    def partials(self) -> tuple[Expr, ...]:
        """The n partial derivatives by the rules, not yet shortened."""
        # That of ∛((y - x)³ + (x - y)³), which is 0, would have 0 as its denominator.
        f = self.problem.f.replace(_is_hidden_zero, lambda _: Integer(0))
        return derivatives.gradient(f, self.problem.variables)

    @cached_property
    def hessian(self) -> Matrix:
        """The n×n second partial derivatives by the rules, not yet shortened."""
        return derivatives.hessian(self.partials, self.problem.variables)

    @cached_property
    def local_f(self) -> Expr:
        """F near P, where it is smooth: of its cases only the one that is alive."""
        if not self.problem.f.has(*_CHOICES):
            return self.problem.f
        from grad_magic.calculus.local_forms import local_form

        form = local_form(self.program, self.place)
        return self.problem.f if form is None else form

    @cached_property
    def is_twice_smooth(self) -> bool:
        """Whether every operation in f has continuous second derivatives near P."""
        try:
            results = trace(self.program, self.place, [])
            return first_seam(self.program, results, self.place, [], SMOOTH_TWICE) is None
        except UndefinedError:
            return False

    @cached_property
    def f_with_magnitudes(self) -> Expr:
        """F with |u| for u·sign(u), which shows that it is nowhere negative."""
        return self.problem.f.replace(lambda part: part.is_Mul and part.has(sign), _with_magnitude)

    def near_with_magnitudes(self, value: Expr) -> Neighborhood:
        """That function near P."""
        f = self.f_with_magnitudes
        if f == self.problem.f:
            return self.near(value)
        from grad_magic.calculus.limits import Neighborhood

        return Neighborhood(compile_formula(from_sympy(f)), self.place, value)

    def near(self, value: Expr) -> Neighborhood:
        """The function near P, where it has this value."""
        from grad_magic.calculus.half_angles import with_half_angles
        from grad_magic.calculus.limits import Neighborhood

        # Of cases only one has a value at P.
        has_cases = any(part.operation == "piecewise" for part in self.program.instructions)
        program = compile_formula(with_half_angles(self.program.instructions[-1].formula))
        near = Neighborhood(program, self.place, value, parameters_divide=not has_cases)
        return self._neighborhoods.setdefault(value, near)

    @cached_property
    def _neighborhoods(self) -> dict[Expr, Neighborhood]:
        return {}


def _with_magnitude(product: Expr) -> Expr:
    """The product with |u| for u·sign(u), if its other factors hold u."""
    for part in product.args:
        # One of the cases may be 0, by which nothing is divided.
        if isinstance(part, sign) and not part.has(Piecewise):
            rest = product / part / part.args[0]
            if fraction(rest)[1] == fraction(product)[1]:
                return rest * Abs(part.args[0])
    return product


def _is_hidden_zero(part: Expr) -> bool:
    """Whether it is a root of, or has bars around, what cancels once it is multiplied out."""
    is_root = part.is_Pow and part.exp.is_Rational and not part.exp.is_integer and part.exp > 0
    if not (is_root or isinstance(part, (Abs, sign))) or not part.args[0].is_Add:
        return False
    inside = part.args[0]
    sizes = [
        inside.count_ops(),
        *(power.exp for power in inside.atoms(Pow) if power.exp.is_Integer),
    ]
    return max(sizes) <= _MOST_MULTIPLIED_OUT and bool(inside.expand() == 0)
