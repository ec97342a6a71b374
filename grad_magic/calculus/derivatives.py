"""Partial derivatives, gradient and Hessian, general and at a point."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sympy import (
    Abs,
    And,
    Expr,
    Function,
    Heaviside,
    Integer,
    Matrix,
    Max,
    Min,
    Piecewise,
    Symbol,
    ceiling,
    diff,
    floor,
    sign,
)

from grad_magic.calculus.domains import UndefinedError, evaluate
from grad_magic.calculus.program import compile_formula
from grad_magic.calculus.simplify import shorten_number
from grad_magic.reading.symbolic import UnreadableExpressionError, from_sympy


class _RealAbs(Function):  # type: ignore[misc]
    """|u| of a real u. SymPy's own brings re and im into the derivative of |ln x|."""

    def fdiff(self, argindex: int = 1) -> Expr:
        del argindex
        return _STEPS[sign](self.args[0])


class _Step(Function):  # type: ignore[misc]
    """A function that is constant between its jumps; SymPy's own have δ for a derivative."""

    def fdiff(self, argindex: int = 1) -> Expr:
        del argindex
        return Integer(0)


_STEPS = {
    step: type(f"_{step.__name__}", (_Step,), {}) for step in (sign, floor, ceiling, Heaviside)
}


def differentiate(f: Expr, *variables: Symbol) -> Expr:
    """The derivative by the rules, valid wherever every operation in f is smooth."""
    guarded = f.replace(Max, _largest).replace(Min, _smallest).replace(Abs, _RealAbs)
    for step, guard in _STEPS.items():
        # SymPy's step at 0 has a second argument, its value there.
        guarded = guarded.replace(step, lambda argument, *_, guard=guard: guard(argument))
    derivative = diff(guarded, *variables)
    for step, guard in _STEPS.items():
        derivative = derivative.replace(guard, step)
    return derivative.replace(_RealAbs, Abs)


def _largest(*operands: Expr) -> Expr:
    """The maximum case by case, whose derivative is that of the case."""
    return _extreme(operands, lambda a, b: a > b)


def _smallest(*operands: Expr) -> Expr:
    return _extreme(operands, lambda a, b: a < b)


def _extreme(operands: Sequence[Expr], precedes: Callable[[Expr, Expr], Expr]) -> Expr:
    ordered = sorted(operands, key=str)
    cases = [
        (operand, And(*(precedes(operand, other) for other in ordered if other is not operand)))
        for operand in ordered[:-1]
    ]
    return Piecewise(*cases, (ordered[-1], True))


def gradient(f: Expr, variables: Sequence[Symbol]) -> tuple[Expr, ...]:
    """The n partial derivatives."""
    return tuple(differentiate(f, variable) for variable in variables)


def hessian(partials: Sequence[Expr], variables: Sequence[Symbol]) -> Matrix:
    """The n×n matrix of second partial derivatives, from the first ones."""
    return Matrix(
        [[differentiate(partial, variable) for variable in variables] for partial in partials]
    )


def evaluate_derivative(derivative: Expr, values: Mapping[Symbol, Expr]) -> Expr | None:
    """The derivative's exact value; None where its expression has none."""
    try:
        return shorten_number(evaluate(compile_formula(from_sympy(derivative)), values))
    except (UndefinedError, UnreadableExpressionError):
        return None
