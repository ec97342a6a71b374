"""Level curves that f only touches, and those that end where its domain does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.picture.scenes import panel_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from grad_magic.picture.shapes import Array


def level_of(request: str) -> Array:
    curve = panel_of(request).curve("level")
    return np.empty((0, 2)) if curve is None else curve.points[np.isfinite(curve.points[:, 0])]


@pytest.mark.parametrize(
    ("request_text", "equation", "ends"),
    [
        # What is left over of the equation of the curve at its points, and some of these.
        ("f=(y-x^2)^2 at=(1,1)", lambda x, y: y - x**2, [(0, 0), (1.4, 1.96)]),
        ("f=|y-x^2| at=(1,1)", lambda x, y: y - x**2, [(0, 0), (-1, 1)]),
        ("f=(x*y-1)^2 at=(1,1)", lambda x, y: x * y - 1, [(0.5, 2), (2, 0.5)]),
        ("f=(x^2+y^2-1)^2 at=(1,0)", lambda x, y: np.hypot(x, y) - 1, [(0, 1), (0, -1)]),
        ("f=-(x-y)^2 at=(1,1)", lambda x, y: x - y, [(0, 0), (2, 2)]),
        ("f=x*(y-1)^2 at=(0,0)", lambda x, y: x * (y - 1), [(0, 0), (1.5, 1), (-1.5, 1)]),
        ("f=y^2*(x-1)^2 at=(0,0)", lambda x, y: y * (x - 1), [(-1, 0), (1, 1), (1, -1)]),
        ("f=sqrt(x*y) at=(0,0)", lambda x, y: x * y, [(0, 1), (0, -1), (1, 0), (-1, 0)]),
        ("f=sqrt(1-x^2-y^2) at=(1,0)", lambda x, y: np.hypot(x, y) - 1, [(0, 1), (-1, 0)]),
    ],
)
def test_a_level_that_f_only_touches_is_drawn(
    request_text: str, equation: Callable[[Array, Array], Array], ends: list[tuple[float, float]]
) -> None:
    level = level_of(request_text)
    assert abs(equation(*level.T)).max() < 1e-6
    for end in ends:
        # The curve's own words stand in a gap.
        assert np.hypot(*(level - end).T).min() < 0.25, end


@pytest.mark.parametrize(
    ("request_text", "ends"),
    [
        ("f=y-sqrt(9-x^2)==0 at=(0,3)", [(3, 0), (-3, 0)]),
        ("f=arcsin(x)+y at=(1,0)", [(1, 0)]),
        ("f=sqrt(x)+sqrt(y)==2 at=(1,1)", [(0, 4)]),
    ],
)
def test_a_level_curve_goes_to_the_end_of_the_domain(
    request_text: str, ends: list[tuple[float, float]]
) -> None:
    level = level_of(request_text)
    for end in ends:
        assert np.hypot(*(level - end).T).min() < 0.01


def test_no_level_is_drawn_that_f_only_comes_near_to() -> None:
    # f ≥ 10⁻⁶ on the parabola, and 0 at P alone.
    assert not len(level_of("f=(y-x^2)^2+x^2/10^6 at=(0,0)"))


@pytest.mark.parametrize(
    ("request_text", "jumps"),
    [
        ("f=floor(x)*y at=(1,2)", lambda x, _: x - np.round(x)),
        ("f={1, 0<y<x^2; 0, otherwise} at=(0,0)", lambda x, y: y * (y - x**2)),
        ("f={1, y=x^2; 0, otherwise} at=(0,0)", lambda x, y: y - x**2),
        ("f={x+2, x>0; y, otherwise} at=(1,1)", lambda x, _: x),
    ],
)
def test_nothing_is_drawn_along_a_jump(
    request_text: str, jumps: Callable[[Array, Array], Array]
) -> None:
    panel = panel_of(request_text)
    for curve in panel.curves:
        if curve.role not in {"contour", "level"}:
            continue
        points = curve.points
        way = np.diff(points, axis=0)
        length = np.hypot(*way.T)
        middle = (points[1:] + points[:-1]) / 2
        along = (abs(jumps(*middle.T)) < 0.01) & np.isfinite(length)
        assert length[along].sum() < 0.2


def test_a_line_that_f_touches_where_it_is_exactly_on_the_grid_has_no_gaps() -> None:
    level = panel_of("f=x^2*y^2 at=(1,0)").curve("level")
    assert level is not None
    for axis, place in ((0, 1), (1, 0)):
        along = np.sort(level.points[abs(level.points[:, axis]) < 1e-9, place])
        # One gap for the words of the level at most.
        assert np.count_nonzero(np.diff(along) > 0.1) <= 1


def test_the_edges_of_a_region_in_which_f_is_constant_are_smooth() -> None:
    panel = panel_of("f={1, x^2+y^2<1; 0, otherwise} at=(0,0)")
    edge = panel.bands[-1].points
    assert abs(np.hypot(*edge.T) - 1).max() / panel.scale[0] < 0.01
