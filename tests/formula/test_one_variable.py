from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sympy import Abs, And, Eq, Ne, Not, Or, Symbol, false, symbols, true

from grad_magic.formula.one_variable import conjuncts, disjuncts, holds_nowhere, without_implied

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

x, y = Symbol("x", real=True), Symbol("y", real=True)


@pytest.mark.parametrize(
    "condition",
    [
        false,
        And(Abs(x) > 1, x**2 < 1),
        And(Abs(x) >= 1, Ne(Abs(x), 1), x**2 <= 1),
        And(x**2 <= 2, x > 2),
        And(Eq(x, 0), x**2 >= 1),
        And(x**2 < 4, Or(x <= -2, x >= 2)),
        And(Abs(x - 1) < 1, x <= 0),
        # What is compared with numbers may have any number of variables.
        And(x**2 + y**2 > 1, 1 - x**2 - y**2 >= 0),
        And(x > y, Not(x - y >= 0)),
    ],
    ids=str,
)
def test_conditions_that_exclude_each_other_hold_nowhere(condition: Boolean) -> None:
    assert holds_nowhere(condition)


@pytest.mark.parametrize(
    "condition",
    [
        true,
        And(Abs(x) >= 1, x**2 <= 1),
        And(x**2 <= 2, x > 1),
        And(x**2 + y**2 >= 1, 1 - x**2 - y**2 >= 0),
        # Of two variables, and of the fifth degree, nothing is proved.
        And(x > 0, y < 0, x < y),
        And(x**5 - x > 1, x**5 - x < 1),
    ],
    ids=str,
)
def test_of_others_that_is_not_said(condition: Boolean) -> None:
    assert not holds_nowhere(condition)


def test_what_others_imply_is_left_out() -> None:
    assert without_implied([x > 0, x > 1]) == [x > 1]
    assert without_implied([x < 1, Or(x < -1, x > 1)]) == [x < -1]
    assert without_implied([x > 0, y > 0]) == [x > 0, y > 0]


def test_the_parts_of_a_condition_stand_in_the_order_of_their_letters() -> None:
    # Of seven in the order of a set one process in 5040 would have them so.
    parts = tuple(Ne(letter, 0) for letter in symbols("a:g", real=True))
    assert conjuncts(And(*reversed(parts))) == parts
    assert disjuncts(Or(*reversed(parts))) == parts
    assert conjuncts(parts[0]) == disjuncts(parts[0]) == parts[:1]
