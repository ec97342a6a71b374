from __future__ import annotations

from itertools import count

import pytest
from sympy import Integer, Matrix

from grad_magic.solution import Deferred, FirstOrder, Known, PublicNames, Slope


def test_what_is_deferred_is_computed_once() -> None:
    numbers = count(1)
    deferred = Deferred(lambda: next(numbers))
    assert (deferred.value, deferred.value) == (1, 1)
    assert next(numbers) == 2


def test_what_is_known_need_not_be_computed() -> None:
    assert Known(3).value == 3


@pytest.mark.parametrize(
    ("is_zero", "slope"), [(True, Slope(Matrix([1]))), (None, Slope(Matrix([1]))), (False, None)]
)
def test_a_slope_takes_a_gradient_that_is_not_zero(
    is_zero: bool | None, slope: Slope | None
) -> None:
    with pytest.raises(AssertionError):
        FirstOrder(Matrix([1]), Integer(1), is_zero, slope)


def test_names_without_parts_are_nobodys() -> None:
    with pytest.raises(NotImplementedError):
        _ = PublicNames().value
