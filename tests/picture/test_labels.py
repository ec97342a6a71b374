"""Words in pictures as Matplotlib measures them: they cover no arrow, and not one another."""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import Polygon

from grad_magic import solve

if TYPE_CHECKING:
    from matplotlib.text import Text

    from grad_magic.picture.shapes import Array

# Inches that letters lean over what is said to be their size.
_LEAN = 0.03


def corners_of(words: Text, renderer: Any) -> Array:
    """The box of words in pixels, turned as they are, (4, 2)."""
    place = words.get_transform().transform(words.get_position())
    angle = words.get_rotation()
    words.set_rotation(0)
    low, high = words.get_window_extent(renderer).get_points() - place
    words.set_rotation(angle)
    turn = math.radians(angle)
    ways = np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])
    level = np.array([low, (high[0], low[1]), high, (low[0], high[1])])
    return np.asarray(level @ ways + place)


def depth(first: Array, second: Array) -> float:
    """How deep one convex polygon is in another; negative if they are apart."""
    depths = []
    for polygon in (first, second):
        for side in np.roll(polygon, -1, axis=0) - polygon:
            across = np.array([-side[1], side[0]]) / (np.hypot(*side) or 1.0)
            one, other = first @ across, second @ across
            depths.append(min(one.max(), other.max()) - max(one.min(), other.min()))
    return float(min(depths))


@pytest.mark.slow
@pytest.mark.parametrize(
    "request_text",
    [
        # Two gradients close to each other, a path and an ellipse.
        "f=x^2-y^2 at=(-1,1) angle=60° path=natural metric=[[3,1],[1,2]] step_size=0.2",
        "f=100x^2+y^2 at=(1,2) plot=contour metric=[[2,-1],[-1,3]] path=descent step_size=0.1",
        "f=x/y at=(12,35) dir=(0,1) plot=contour,section,rates metric=[[3,1],[1,2]]",
        # A plane beside the numbers of the box.
        "f=(1-x)^2+100(y-x^2)^2 at=(-1,1) plot=surface",
        "f=ln(x^2+y^2+1) at=(0.001,0.002) angle=60° plot=surface",
        # Numbers that are longer than the usual margin.
        "f=-x^2-y^2 at=(0.001,0.002) plot=section",
        "f=10^6*x^2+y at=(-1,1) dir=(0,1) plot=section",
    ],
)
def test_words_cover_no_arrow_and_not_one_another(request_text: str) -> None:
    figure = solve(request_text).figure
    assert figure is not None
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    renderer, lean = canvas.get_renderer(), _LEAN * figure.dpi
    sheet = figure.get_size_inches() * figure.dpi
    for axes in figure.axes:
        words = [text for text in axes.texts if text.get_text()]
        if axes.axison:
            words += [text for text in axes.get_yticklabels() if text.get_text()]
        boxes = {index: corners_of(text, renderer) for index, text in enumerate(words)}
        for box in boxes.values():
            assert (box > -lean).all()
            assert (box < sheet + lean).all()
        for one, other in combinations(boxes, 2):
            assert depth(boxes[one], boxes[other]) < lean, (words[one], words[other])
        arrows = [patch for patch in axes.patches if patch.get_gid() != "tangent"]
        for arrow in arrows:
            assert isinstance(arrow, Polygon)
            head = arrow.get_transform().transform(arrow.get_xy()[2:5])
            for index, text in enumerate(words):
                assert depth(boxes[index], head) < lean, (text, arrow.get_gid())
