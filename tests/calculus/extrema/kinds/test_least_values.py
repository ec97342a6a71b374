"""Values that are least at one point alone."""

from __future__ import annotations

import pytest

import grad_magic


@pytest.mark.parametrize(
    "f", ["f(x,y,z)=sqrt(x^2+y^2)+z^2", "f(x,y)=|x|^(3/2)+y^2", "f(x,y)=-|x|^(3/2)-y^2"]
)
def test_a_sum_that_is_zero_at_the_point_alone_has_a_strict_extremum_there(f: str) -> None:
    points = grad_magic.solve(f"{f} critical=all").critical_points or ()
    assert [found.is_strict for found in points] == [True]
