"""The sign of an exact number, decided and not guessed."""

from __future__ import annotations

from collections.abc import Iterable

from sympy import Expr, Rational

from grad_magic.calculus.exact.digits import certain_digits, certain_sign
from grad_magic.calculus.exact.root_sums import sign_of_root_sum
from grad_magic.calculus.exact.separation import sign_of_algebraic
from grad_magic.calculus.exact.zeros import is_provably_zero, is_small
from grad_magic.formula.real_roots import RealRoots

__all__ = ["ascending", "certain_digits", "is_small", "sign_of"]


def sign_of(number: Expr) -> int | None:
    """-1, 0 or 1; None where neither proof nor computation settles it.

    A sign other than 0 is read off interval-checked digits; 0 only follows from a proof, as
    no number of digits shows that sin(1)^2 + cos(1)^2 - 1 is 0.
    """
    if isinstance(number, Rational):
        return int(number.p > 0) - int(number.p < 0)
    if not number.is_number:
        return _sign_by_assumptions(RealRoots().hide(number))
    sign = certain_sign(number)
    if sign is not None:
        return sign
    return 0 if is_provably_zero(number) else sign_of_algebraic(number)


def ascending(numbers: Iterable[Expr]) -> list[Expr]:
    """Exact numbers, no two of which are equal, from the smallest to the largest."""
    return sorted(numbers, key=lambda number: number.evalf(30))


def _sign_by_assumptions(expression: Expr) -> int | None:
    """The sign that holds for all values of the symbols.

    Of a number SymPy's `is_positive` is not asked: for nested roots it looks for a minimal
    polynomial, which can take a minute.
    """
    for sign, known in (
        (1, expression.is_positive),
        (-1, expression.is_negative),
        (0, expression.is_zero),
    ):
        if known:
            return sign
    return sign_of_root_sum(expression, sign_of)
