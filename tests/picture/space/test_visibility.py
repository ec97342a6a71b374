from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.space.visibility import (
    is_hidden,
    runs,
    with_neighbours,
    without_short_runs,
)

if TYPE_CHECKING:
    from grad_magic.picture.shapes import Array

BOX = np.array([4.0, 4.0, 4.0])


def ball(points: Array) -> Array:
    """Outside the unit ball positive, inside negative."""
    return np.asarray(np.linalg.norm(points, axis=-1) - 1)


def test_a_ball_hides_its_far_side_and_what_is_behind_it() -> None:
    points = np.array([[1, 0, 0], [-1, 0, 0], [-1.5, 0, 0], [-1.5, 1.2, 0], [0, 0, 0]], dtype=float)
    hidden = is_hidden(ball, points, np.array([0.1, 0, 0]), BOX)
    assert hidden.tolist() == [False, True, True, False, True]


def test_what_is_unknown_hides_nothing() -> None:
    def half(points: Array) -> Array:
        return np.where(points[..., 0] > -1.2, np.nan, ball(points))

    points = np.array([[-1.5, 0, 0]])
    assert not is_hidden(half, points, np.array([0.1, 0, 0]), BOX).any()


def test_parts_of_a_line() -> None:
    chosen = np.array([0, 1, 1, 1, 1, 1, 0, 1, 0, 0, 1, 1], dtype=bool)
    line = np.arange(24.0).reshape(12, 2)
    assert np.isfinite(runs(line, chosen)[:, 0]).tolist() == chosen.tolist()
    assert without_short_runs(chosen).tolist() == [False] + [True] * 5 + [False] * 6
    assert without_short_runs(np.ones(9, dtype=bool)).all()
    wide = with_neighbours(np.array([0, 0, 1, 0, 0], dtype=bool))
    assert wide.tolist() == [False, True, True, True, False]
