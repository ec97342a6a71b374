"""Conditions on the coordinates in the form that books give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sympy import Add, And, Eq, Expr, Ge, Gt, Le, Lt, Ne, Or, Symbol, Tuple, floor, pi, sign, sin

from grad_magic.formula.sympy_forms import without_minus_signs

if TYPE_CHECKING:
    from sympy.core.relational import Relational
    from sympy.logic.boolalg import Boolean


def as_points(condition: Boolean) -> tuple[Tuple, str, Tuple] | None:
    """The condition as a relation between points; None where it is none.

    >>> from sympy.abc import x, y
    >>> as_points(Or(Ne(x, 0), Ne(y, 1)))
    ((x, y), '≠', (0, 1))
    """
    for connective, relation, written in ((Or, Ne, "≠"), (And, Eq, "=")):
        if isinstance(condition, connective) and all(
            isinstance(part, relation) and _is_coordinate(part.lhs, part.rhs)
            for part in condition.args
        ):
            parts = sorted(condition.args, key=lambda part: str(part.lhs))
            names = Tuple(*(part.lhs for part in parts))
            if len(set(names)) == len(names):
                return names, written, Tuple(*(part.rhs for part in parts))
    return None


def in_book_form(condition: Boolean) -> Boolean:
    """What is compared with 0 as books compare it.

    >>> from sympy.abc import a, b
    >>> in_book_form(Ne(a - b, 0)), in_book_form(Eq(a**2 + b**2 - 1, 0))
    (Ne(a, b), Eq(a**2 + b**2, 1))
    >>> in_book_form(Ne(sin(pi * a), 0))
    Ne(a, floor(a))
    >>> in_book_form(Ne(sign(a - b) + 1, 0))
    a >= b
    >>> in_book_form(4 - a**2 - b**2 > 0), in_book_form(-a * b > 0), in_book_form(1 - 2 * a > 0)
    (a**2 + b**2 < 4, a*b < 0, a < 1/2)
    >>> in_book_form(a * b + 1 > 0)
    a*b > -1
    """
    if isinstance(condition, (And, Or)):
        return condition.func(*map(in_book_form, condition.args))
    if isinstance(condition, (Ge, Gt, Le, Lt)):
        return _between_sides(condition) if condition.rhs == 0 else condition
    if not isinstance(condition, (Eq, Ne)) or condition.rhs != 0:
        return condition
    left = condition.lhs
    if isinstance(left, sin) and isinstance(condition, Ne) and (left.args[0] / pi).free_symbols:
        whole = left.args[0] / pi
        return condition if whole.has(pi) else Ne(whole, floor(whole))
    _, left = left.as_content_primitive()
    constant, terms = left.as_independent(*left.free_symbols, as_Add=True)
    minus = [term for term in Add.make_args(terms) if term.could_extract_minus_sign()]
    plus = len(Add.make_args(terms)) - len(minus)
    if constant == 0 and plus > 0 and (isinstance(condition, Eq) or plus == len(minus) == 1):
        constant = Add(*minus)
        terms -= constant
    if isinstance(condition, Ne) and isinstance(terms, sign) and abs(constant) == 1:
        return _side_of(terms.args[0], is_above=constant > 0)
    return condition.func(terms, -constant, evaluate=False)


def _between_sides(condition: Relational) -> Boolean:
    """An inequality between two sides without minus signs, the number on the right."""
    number, names = condition.lhs.as_coeff_Add()
    slope, name = names.as_coeff_Mul()
    if name.is_Symbol:
        relation = condition.func if slope > 0 else condition.reversed.func
        return relation(name, -number / slope, evaluate=False)
    if number > 0 and slope > 0 and not name.is_Add:
        return condition.func(names, -number, evaluate=False)
    return without_minus_signs(condition)


def _side_of(difference: Expr, *, is_above: bool) -> Boolean:
    """a ≥ b for sign(a - b) ≠ -1, and a ≤ b for sign(a - b) ≠ 1."""
    minus = (term for term in Add.make_args(difference) if term.could_extract_minus_sign())
    right = -Add(*minus)
    return (Ge if is_above else Le)(difference + right, right, evaluate=False)


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
