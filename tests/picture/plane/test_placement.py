"""Room for words on papers of several sizes; the places are worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from grad_magic.picture.plane.placement import Paper, visible_characters
from grad_magic.picture.shapes import STANDARD_SIZE, Array, Label, Size, Window

WINDOW = Window(-1.0, 1.0, 0.0, 4.0)


def stretched(paper: Paper, label: Label) -> Array:
    """Where the label stands, as parts of the paper's width and height."""
    return np.asarray(paper.inches(np.array(label.position)) / paper.size)


@pytest.mark.parametrize("size", [STANDARD_SIZE, (2.4, 3.0), (10.0, 1.0)])
def test_the_corners_of_the_window_are_those_of_the_paper(size: Size) -> None:
    paper = Paper(WINDOW, size)
    corners = paper.inches(np.array([[-1.0, 0.0], [1.0, 4.0]]))
    assert corners == pytest.approx(np.array([[0.0, 0.0], size]))
    assert paper.plane(np.array(size)) == pytest.approx((1.0, 4.0))


@pytest.mark.parametrize("size", [STANDARD_SIZE, (2.4, 3.0)])
def test_a_word_beside_a_corner_stands_inside_the_paper(size: Size) -> None:
    paper = Paper(WINDOW, size)
    label = paper.put_around("point", "$P$", np.array([1.0, 4.0]))
    assert (stretched(paper, label) < 1).all()
    assert (stretched(paper, label) > 0.8).all()


def test_words_keep_off_lines_taken_on_a_copy_of_the_paper_alone() -> None:
    level = np.array([[-1.0, 2.0], [1.0, 2.0]])
    paper = Paper(WINDOW, STANDARD_SIZE)
    assert paper.with_lines((level,)).put_on_line("level", "$f = 1$", (level,)) is None
    assert paper.put_on_line("level", "$f = 1$", (level,)) is not None


def test_a_line_has_a_gap_behind_words() -> None:
    points = np.stack([np.linspace(-1, 1, 101), np.full(101, 2.0)], axis=1)
    paper = Paper(WINDOW, STANDARD_SIZE)
    label = paper.put_on_line("contour", "100", (points,))
    assert label is not None
    gap = np.isnan(paper.without_words(points)[:, 0])
    assert 0 < gap.sum() < 50
    assert points[gap, 0].mean() == pytest.approx(label.position[0], abs=0.05)


def test_a_line_does_not_go_on_in_a_minus() -> None:
    points = np.stack([np.linspace(-1, 1, 1001), np.full(1001, 2.0)], axis=1)
    gaps = []
    # Two signs each.
    for number in ("$15$", "$-5$"):
        paper = Paper(WINDOW, STANDARD_SIZE)
        assert paper.put_on_line("contour", number, (points,)) is not None
        gaps.append(int(np.isnan(paper.without_words(points)[:, 0]).sum()))
    assert gaps[1] > gaps[0]


@pytest.mark.parametrize(
    ("text", "characters"),
    [("$P$", "P"), (r"$\nabla f(P)$", "xf(P)"), (r"$\sin{x}$", "sinx"), ("$f = 1$", "f==1")],
)
def test_a_text_is_as_long_as_what_is_seen_of_it(text: str, characters: str) -> None:
    assert visible_characters(text) == characters


def test_a_line_that_leads_far_away_is_taken_on_the_paper_alone() -> None:
    paper = Paper(WINDOW, STANDARD_SIZE)
    paper.take_line(np.array([[0.0, 2.0], [1e9, 2.0], [-1e9, 3.0]]))
    level = np.array([[0.0, 2.0], [1.0, 2.0]])
    assert paper.put_on_line("level", "$f = 1$", (level,)) is None
    assert paper.put_on_line("level", "$f = 1$", (level - 1,)) is not None
