"""Values that are least at one point alone."""

from __future__ import annotations

import pytest

import grad_magic


@pytest.mark.slow
@pytest.mark.parametrize(
    "f", ["f(x,y,z)=sqrt(x^2+y^2)+z^2", "f(x,y)=|x|^(3/2)+y^2", "f(x,y)=-|x|^(3/2)-y^2"]
)
def test_a_sum_that_is_zero_at_the_point_alone_has_a_strict_extremum_there(f: str) -> None:
    points = grad_magic.solve(f"{f} critical=all").critical_points or ()
    assert [found.is_strict for found in points] == [True]


# |x| + y⁴ and (x² - a)² + |y| for a = 0 are sums of even powers: f is larger all around, which is
# more than "nowhere smaller".
@pytest.mark.slow
@pytest.mark.parametrize("f", ["|x|+a y^2+y^4", "(x^2-a)^2+|y|"])
def test_a_strict_minimum_has_a_reason_from_which_it_follows(f: str) -> None:
    found = grad_magic.solve(f"f(x,y)={f} critical=all plot=none")
    assert any(row.is_strict for row in found.critical_points)
    for row in found.critical_points:
        if row.is_strict:
            assert row.reason.kind.name not in ("NOWHERE_BELOW", "NEVER_BEYOND")
