from __future__ import annotations

import pytest
from sympy import Expr, Rational, symbols

from grad_magic.result import Result, solve
from grad_magic.solution.systems import SmoothRegion

x, y = symbols("x y", real=True)
_HALF = Rational(1, 2)


def _regions(function: str) -> tuple[SmoothRegion, ...]:
    result = solve(f"f={function} critical=all")
    assert isinstance(result, Result)
    assert result.solution.all_critical is not None
    return result.solution.all_critical.regions.value


@pytest.mark.slow
def test_in_each_region_a_magnitude_is_what_is_in_it_or_its_opposite() -> None:
    above, below = _regions("x^2+|y-1|")
    assert (above.f, below.f) == (x**2 + y - 1, x**2 - y + 1)
    assert (above.never, below.never) == (1, 1)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("function", "points"),
    [
        # By hand: 2x ∓ 2 = 0 at x = ±1, of which -1 alone lies in its region.
        ("x^2+y^2-2*|x-1|", [(), ((-1, 0),)]),
        ("x^2+y^2-|x+y|", [((_HALF, _HALF),), ((-_HALF, -_HALF),)]),
        # (0, 0) lies on the seam x = y.
        ("|x-y|*x+y^2", [(), ()]),
    ],
)
def test_points_that_lie_in_their_region(
    function: str, points: list[tuple[tuple[Expr, Expr], ...]]
) -> None:
    assert [region.points for region in _regions(function)] == points


@pytest.mark.slow
def test_regions_that_are_empty_are_left_out() -> None:
    regions = _regions("|x|+|x-1|+y^2+x")
    # x > 1, 0 < x < 1 and x < 0.
    assert {region.f.diff(x) for region in regions} == {3, 1, -1}
    assert len(regions) == 3


@pytest.mark.slow
@pytest.mark.parametrize("function", ["x^2+y^2", "|x|+|y|+|x-y|", "|x|+exp(x*y)+y^4*x"])
def test_what_is_smooth_or_long_has_none(function: str) -> None:
    assert _regions(function) == ()


@pytest.mark.slow
def test_the_answer_tells_what_f_is_in_each_region() -> None:
    result = solve("f=x^2+y^2-2*|x-1| critical=all steps=full")
    assert isinstance(result, Result)
    text = " ".join(result.text.split())
    assert "Where x - 1 > 0: f = x² - 2x + y² + 2, and ∇f = 0 means 2x - 2 = 0" in text
    assert "and so (1, 0). The point (1, 0) does not lie in this region." in text
    assert "and so (-1, 0). The point (-1, 0) lies in this region." in text
