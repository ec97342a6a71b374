"""Partial derivatives, gradient and Hessian, general and at a point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sympy import Abs, Expr, Function, Integer, Matrix, Symbol, diff, sign

from grad_magic.calculus.domains import UndefinedError, evaluate
from grad_magic.calculus.program import compile_formula
from grad_magic.calculus.simplify import shorten_number
from grad_magic.reading.symbolic import UnreadableExpressionError, from_sympy


class _RealAbs(Function):  # type: ignore[misc]
    """|u| of a real u. SymPy's own brings re and im into the derivative of |ln x|."""

    def fdiff(self, argindex: int = 1) -> Expr:
        del argindex
        return _RealSign(self.args[0])


class _RealSign(Function):  # type: ignore[misc]
    """The sign of a real u. Its derivative is 0 where it has one; SymPy's is 2δ(u)."""

    def fdiff(self, argindex: int = 1) -> Expr:
        del argindex
        return Integer(0)


def differentiate(f: Expr, *variables: Symbol) -> Expr:
    """The derivative by the rules, valid wherever every operation in f is smooth."""
    guarded = f.replace(Abs, _RealAbs).replace(sign, _RealSign)
    derivative = diff(guarded, *variables)
    return derivative.replace(_RealSign, sign).replace(_RealAbs, Abs)


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
