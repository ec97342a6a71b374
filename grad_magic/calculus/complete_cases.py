"""Cases of which one always applies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sympy import And, Dummy, Expr, Not, Or, Symbol, true
from sympy.logic.boolalg import Boolean
from sympy.logic.inference import satisfiable

from grad_magic.formula.sympy_forms import to_sympy
from grad_magic.formula.tree import Formula

# Each relation as signs that its difference may have: negative, zero, positive.
_SIGNS: Mapping[str, tuple[bool, bool, bool]] = {
    "less": (True, False, False),
    "less_equal": (True, True, False),
    "greater": (False, False, True),
    "greater_equal": (False, True, True),
    "equal": (False, True, False),
    "unequal": (True, False, True),
}
_CONNECTIVES = {"and": And, "or": Or}
# The truth of n differences is one of 3ⁿ.
_MOST_DIFFERENCES = 6


def complete_cases(formula: Formula) -> Formula:
    """The formula with "otherwise" for the last condition of cases of which one always applies.

    Where y ≥ 0 and y < 0 are the conditions, the second is the same as "otherwise"; written so,
    it says that f has a value everywhere.
    """
    operands = tuple(map(complete_cases, formula.operands))
    if formula.operation == "piecewise" and _cover_everything(operands[1::2]):
        last = replace(operands[-1], operation="true", operands=(), value=None)
        operands = (*operands[:-1], last)
    return replace(formula, operands=operands)


def _cover_everything(conditions: tuple[Formula, ...]) -> bool:
    """Whether one of the conditions holds, whatever signs their differences have."""
    signs: dict[Expr, tuple[Symbol, Symbol, Symbol]] = {}
    holds = Or(*(_in_signs(condition, signs) for condition in conditions))
    if len(signs) > _MOST_DIFFERENCES:
        return False
    exactly_one = [
        And(Or(*three), *(Not(And(a, b)) for a, b in zip(three, (*three[1:], three[0]), strict=True)))
        for three in signs.values()
    ]
    return satisfiable(And(Not(holds), *exactly_one)) is False


def _in_signs(condition: Formula, signs: dict[Expr, tuple[Symbol, Symbol, Symbol]]) -> Boolean:
    """The condition as a statement about the signs of differences."""
    operation = condition.operation
    if operation in _CONNECTIVES:
        return _CONNECTIVES[operation](*(_in_signs(part, signs) for part in condition.operands))
    if operation not in _SIGNS:
        return true
    difference = to_sympy(condition.operands[0])
    is_turned = difference.could_extract_minus_sign()
    key = -difference if is_turned else difference
    three = signs.setdefault(key, (Dummy("negative"), Dummy("zero"), Dummy("positive")))
    chosen = _SIGNS[operation][::-1] if is_turned else _SIGNS[operation]
    return Or(*(sign for sign, is_chosen in zip(three, chosen, strict=True) if is_chosen))
