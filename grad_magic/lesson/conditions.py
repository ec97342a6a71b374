"""Conditions on the coordinates in the form that books give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sympy import And, Eq, Expr, Ne, Or, Symbol, Tuple, floor

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean


def as_points(condition: Boolean) -> tuple[Tuple, str, Tuple] | None:
    """The condition as a relation between points; None where it is none.

    >>> from sympy.abc import x, y
    >>> as_points(Or(Ne(x, 0), Ne(y, 1)))
    ((x, y), '≠', (0, 1))
    """
    for connective, relation, sign in ((Or, Ne, "≠"), (And, Eq, "=")):
        if isinstance(condition, connective) and all(
            isinstance(part, relation) and _is_coordinate(part.lhs, part.rhs)
            for part in condition.args
        ):
            parts = sorted(condition.args, key=lambda part: str(part.lhs))
            names = Tuple(*(part.lhs for part in parts))
            if len(set(names)) == len(names):
                return names, sign, Tuple(*(part.rhs for part in parts))
    return None


def needs_brackets(condition: Boolean) -> bool:
    """Whether the condition is one of several parts, which others may follow."""
    return isinstance(condition, (And, Or)) and as_points(condition) is None


def is_not_whole(condition: Boolean) -> bool:
    """Whether it says of an expression that it is no whole number.

    >>> from sympy.abc import x
    >>> is_not_whole(Ne(x, floor(x))), is_not_whole(Ne(x, 0))
    (True, False)
    """
    return isinstance(condition, Ne) and condition.rhs == floor(condition.lhs)


def _is_coordinate(name: Expr, value: Expr) -> bool:
    return isinstance(name, Symbol) and bool(value.is_number)
