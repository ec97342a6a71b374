"""One limit from those on both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sympy import Abs, Eq, Poly, factor, fraction

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.solution import Limit

if TYPE_CHECKING:
    from sympy import Expr

_NOT_DEFINED = Limit("undefined")
_NO_LIMIT = Limit("none")
_OPEN = Limit("open")


def two_sided(limits: tuple[Limit, Limit]) -> Limit:
    """The limit for t → 0 from the limits on both sides."""
    kinds = {limit.kind for limit in limits}
    if "none" in kinds or kinds == {"finite", "infinite"}:
        return _NO_LIMIT
    if kinds == {"finite"}:
        differ = are_different(limits[0].value, limits[1].value)
        return limits[0] if differ is False else (_NO_LIMIT if differ else _OPEN)
    if kinds == {"infinite"}:
        return limits[0] if limits[0].value == limits[1].value else _NO_LIMIT
    return _NOT_DEFINED if "undefined" in kinds else _OPEN


def value_of(limit: Limit) -> Expr | None:
    """The number that a limit is, in its shortest form; None where it is none."""
    return shorten_number(limit.value) if limit.kind == "finite" else None


def are_different(below: Expr, above: Expr) -> bool | None:
    """Whether the limits from both sides differ for all parameters; None where some decide."""
    gap = above - below
    known = sign_of(gap)
    if known is None:
        # 2/a is nowhere 0.
        numerator = fraction(factor(gap))[0]
        known = sign_of(numerator) if numerator.is_number else None
    return None if known is None else bool(known)


def where_sides_agree(below: Limit, above: Limit) -> Eq | None:
    """For which parameters the limits from both sides are equal, if that is a plain equation.

    None too where they are equal, or differ, for all parameters.
    """
    if {below.kind, above.kind} != {"finite"} or below.value is None or above.value is None:
        return None
    if are_different(below.value, above.value) is not None:
        return None
    gap = fraction(factor(above.value - below.value))[0]
    _, gap = gap.as_independent(*gap.free_symbols, as_Add=False)
    if isinstance(gap, Abs) or (gap.is_Pow and gap.exp.is_positive):
        gap = gap.args[0]
    if not gap.is_polynomial():
        return None
    # √2·a = √2 is a = 1.
    whole = Poly(gap, *sorted(gap.free_symbols, key=str)).monic().as_expr()
    return Eq(whole, 0, evaluate=False)
