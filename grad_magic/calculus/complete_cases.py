"""Cases of which one always applies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from grad_magic.formula.sympy_forms import to_sympy
from grad_magic.formula.tree import Formula

if TYPE_CHECKING:
    from sympy import Expr

# The signs of a difference for which each relation holds.
_SIGNS: Mapping[str, frozenset[int]] = {
    "less": frozenset({-1}),
    "less_equal": frozenset({-1, 0}),
    "greater": frozenset({1}),
    "greater_equal": frozenset({0, 1}),
    "equal": frozenset({0}),
    "unequal": frozenset({-1, 1}),
}
# n differences have signs in 3ⁿ ways.
_MOST_DIFFERENCES = 6


def complete_cases(formula: Formula) -> Formula:
    """The formula with "otherwise" for the last condition of cases of which one always applies.

    Where y ≥ 0 and y < 0 are the conditions, the second is the same as "otherwise"; written so,
    it says that f has a value everywhere.
    """
    operands = tuple(map(complete_cases, formula.operands))
    if formula.operation == "piecewise" and _cover_everything(operands[1::2]):
        last = replace(operands[-1], operation="true", operands=())
        operands = (*operands[:-1], last)
    return replace(formula, operands=operands)


def _cover_everything(conditions: tuple[Formula, ...]) -> bool:
    """Whether one of the conditions holds, whatever signs their differences have."""
    differences = dict.fromkeys(
        _forward(difference)[0] for condition in conditions for difference in _compared(condition)
    )
    if len(differences) > _MOST_DIFFERENCES:
        return False
    return all(
        any(
            _holds(condition, dict(zip(differences, signs, strict=True)))
            for condition in conditions
        )
        for signs in product((-1, 0, 1), repeat=len(differences))
    )


def _compared(condition: Formula) -> Iterator[Expr]:
    """What the condition compares with 0."""
    if condition.operation in _SIGNS:
        yield to_sympy(condition.operands[0])
    else:
        for part in condition.operands:
            yield from _compared(part)


def _forward(difference: Expr) -> tuple[Expr, int]:
    """The difference or its opposite, whichever stands for both, and with which sign."""
    return (-difference, -1) if difference.could_extract_minus_sign() else (difference, 1)


def _holds(condition: Formula, signs: Mapping[Expr, int]) -> bool:
    if condition.operation in _SIGNS:
        difference, turn = _forward(to_sympy(condition.operands[0]))
        return turn * signs[difference] in _SIGNS[condition.operation]
    parts = (_holds(part, signs) for part in condition.operands)
    # "otherwise" has no parts, and all of them hold.
    return any(parts) if condition.operation == "or" else all(parts)
