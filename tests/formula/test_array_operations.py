"""The tables of operations on arrays."""

from __future__ import annotations

from grad_magic.formula.array_operations import ENTRYWISE, OF_ARRAYS, REDUCTIONS
from grad_magic.reading.arrays.vocabulary import ARRAY_CALLABLES


def test_each_has_a_name_by_which_it_is_called() -> None:
    called = {function.operation for function in ARRAY_CALLABLES.values()}
    assert {*ENTRYWISE, *REDUCTIONS, *OF_ARRAYS} <= called


def test_none_stands_in_two_tables() -> None:
    listed = [*ENTRYWISE, *REDUCTIONS, *OF_ARRAYS]
    assert len(listed) == len(set(listed))
