"""Signs of expressions with parameters and one square root: √(a² + 1) - a is positive."""

from __future__ import annotations

from collections.abc import Callable
from math import prod

from sympy import Add, Expr, Mul, Pow, Rational

# Longer expressions are left alone, as signs are asked for everywhere.
_LONGEST = 60


def sign_of_root_sum(expression: Expr, sign_of: Callable[[Expr], int | None]) -> int | None:
    """The sign of p + q·√r by those of p, q and p² - q²·r, and of products of such sums.

    Args:
        expression: what holds parameters.
        sign_of: the sign of what is simpler; None where it is not known.

    Returns:
        -1, 0 or 1 where it is so for all values of the parameters; None where that is not seen.
    """
    if not _roots(expression) or expression.count_ops() > _LONGEST:
        return None
    if isinstance(expression, Mul):
        signs = [sign_of(factor) for factor in expression.args]
        return None if None in signs else prod(sign for sign in signs if sign is not None)
    if isinstance(expression, Pow) and expression.exp.is_Integer:
        base = sign_of(expression.base)
        return base ** int(expression.exp) if base else None
    return _sign_of_sum(expression.expand(), sign_of) if isinstance(expression, Add) else None


def _roots(expression: Expr) -> set[Pow]:
    """The square roots of what holds parameters."""
    return {
        root
        for root in expression.atoms(Pow)
        if root.exp == Rational(1, 2) and root.base.free_symbols
    }


def _sign_of_sum(total: Expr, sign_of: Callable[[Expr], int | None]) -> int | None:
    roots = [root for root in _roots(total) if sign_of(root.base) == 1]
    if len(roots) != 1 or roots != [*_roots(total)]:
        return None
    (root,) = roots
    factor = total.coeff(root)
    rest = (total - factor * root).expand()
    if rest.has(root) or factor.has(root):
        return None
    signs = sign_of(rest), sign_of(factor)
    if None in signs:
        return None
    own, other = signs
    if own == other or not other:
        return own
    if not own:
        return other
    larger = sign_of((rest**2 - factor**2 * root.base).expand())
    return {1: own, -1: other, 0: 0}.get(larger) if larger is not None else None
