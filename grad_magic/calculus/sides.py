"""One limit from those on both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grad_magic.calculus.exact.numbers import sign_of
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
        sign = _sign_of_difference(limits[0].value, limits[1].value)
        return limits[0] if sign == 0 else (_OPEN if sign is None else _NO_LIMIT)
    if kinds == {"infinite"}:
        return limits[0] if limits[0].value == limits[1].value else _NO_LIMIT
    return _NOT_DEFINED if "undefined" in kinds else _OPEN


def _sign_of_difference(before: Expr, after: Expr) -> int | None:
    return sign_of(before - after)
