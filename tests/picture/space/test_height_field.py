from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from grad_magic.calculus.solver import solve
from grad_magic.picture.quiet import quiet
from grad_magic.picture.shapes import Window
from grad_magic.picture.space.height_field import (
    HeightField,
    build_field,
    interpolate,
    sample_field,
)
from grad_magic.picture.space.slab import Slab
from grad_magic.picture.surface import Surface, surface_of
from grad_magic.reading.request import read_problem

if TYPE_CHECKING:
    from grad_magic.picture.shapes import Array

WINDOW = Window(-2, 2, -2, 2)


def field_of(f: str, bottom: float = -100, top: float = 100) -> tuple[Surface, HeightField]:
    surface = surface_of(solve(read_problem(f"f(x,y)={f}")))
    with quiet():
        grid = sample_field(surface, WINDOW)
        return surface, build_field(surface, grid, Slab(bottom, top))


def floor_area(field: HeightField) -> float:
    """How much of the floor the graph covers."""
    x, y = np.moveaxis(field.mesh.corners[..., :2], -1, 0)
    turns = x * np.roll(y, -1, axis=1) - y * np.roll(x, -1, axis=1)
    return float(abs(turns.sum(axis=1)).sum()) / 2


def heights(surface: Surface, corners: Array) -> Array:
    return surface.at(corners[..., 0], corners[..., 1])


@pytest.mark.parametrize("f", ["x^2-y^2", "x*exp(y)", "exp(-x^2-y^2)", "sin(x)*cos(y)", "3x-4y"])
def test_the_corners_of_the_mesh_are_on_the_graph_and_it_covers_the_floor(f: str) -> None:
    surface, field = field_of(f)
    assert field.mesh.corners[..., 2] == pytest.approx(heights(surface, field.mesh.corners))
    assert abs(field.mesh.corners[..., :2]).max() == pytest.approx(2)
    # By Gauss's area formula, of pieces gone around counterclockwise.
    assert floor_area(field) == pytest.approx(16)


@pytest.mark.parametrize("f", ["x^2-y^2", "x*exp(y)", "sin(2x)*cos(2y)"])
def test_the_normals_are_perpendicular_to_the_pieces(f: str) -> None:
    _, field = field_of(f)
    corners, normals = field.mesh.corners, field.mesh.normals
    unit = normals / np.linalg.norm(normals, axis=1)[:, None]
    diagonals = (corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1])
    for diagonal in diagonals:
        slant = (diagonal * unit).sum(axis=1) / np.linalg.norm(diagonal, axis=1)
        assert abs(slant).max() < 0.06


@pytest.mark.parametrize(
    ("f", "area"),
    [
        # A disc of radius 1, where all of it is defined.
        ("sqrt(1-x^2-y^2)", np.pi),
        ("ln(4-x^2-y^2)+0*x", None),
        ("sqrt(x)+y", 8),
        ("sqrt(x-y)", 8),
        ("sqrt(x)+sqrt(y)", 4),
    ],
)
def test_the_graph_ends_at_the_edge_of_the_domain(f: str, area: float | None) -> None:
    surface, field = field_of(f)
    expected = 4 * np.pi if area is None else area
    assert floor_area(field) == pytest.approx(expected, rel=0.01)
    corners = field.mesh.corners
    assert np.isfinite(heights(surface, corners)).all()
    assert corners[..., 2] == pytest.approx(heights(surface, corners), abs=1e-9)


@pytest.mark.parametrize("f", ["floor(x)+y", "sign(x)*3", "piecewise((x, x>y), (9, otherwise))"])
def test_there_is_no_wall_where_f_jumps(f: str) -> None:
    _, field = field_of(f, -5, 10)
    corners = field.mesh.corners
    across = np.ptp(corners[..., :2], axis=1).max()
    # On both sides of the jumps the slopes are 0 or 1.
    assert np.ptp(corners[..., 2], axis=1).max() <= 2.1 * across
    assert floor_area(field) == pytest.approx(16)


def test_there_is_no_wall_along_a_pole() -> None:
    _, field = field_of("1/(x+0.01)", -5, 5)
    corners = field.mesh.corners
    assert abs(corners[..., 2]).max() == pytest.approx(5)
    # Where 1/x is beyond ±5, for x within 1/5 of the pole, nothing is shown.
    assert floor_area(field) == pytest.approx(4 * (4 - 0.4), rel=0.03)
    assert np.ptp(corners[..., 2], axis=1).max() < 5


@pytest.mark.parametrize("f", ["1/(x+0.01)", "floor(x)*3+y", "tan(x+1)"])
def test_what_f_jumps_over_hides_nothing(f: str) -> None:
    _, field = field_of(f, -5, 5)
    # Along a line at one height f is passed only where its graph is.
    x = np.linspace(-1.99, 1.99, 997)
    line = np.column_stack([x, np.full(997, 0.3), np.full(997, 1.7)])
    sides = field.side(line)
    crossed = np.flatnonzero(sides[:-1] * sides[1:] < 0)
    for place in line[crossed]:
        near = abs(field.mesh.corners - place).max(axis=2)
        assert near.min() < 0.35


def test_the_graph_is_cut_at_the_heights_that_are_shown() -> None:
    _, field = field_of("x^2+y^2", 0, 1)
    corners = field.mesh.corners
    assert corners[..., 2].max() == pytest.approx(1)
    assert floor_area(field) == pytest.approx(np.pi, rel=0.01)


def test_a_cone_is_cut_to_a_circle() -> None:
    _, field = field_of("sqrt(x^2+y^2)", 0, 1.5)
    rim = field.mesh.corners[np.isclose(field.mesh.corners[..., 2], 1.5)]
    assert np.hypot(*rim[:, :2].T) == pytest.approx(1.5, abs=0.01)


def test_points_are_above_the_graph_or_below() -> None:
    _, field = field_of("x*y", -3, 3)
    points = np.array([[1, 1, 2], [1, 1, 0], [1, -1, -1], [9, 0, 0]], dtype=float)
    assert field.side(points)[:3] == pytest.approx([1, -1, 0])
    assert np.isnan(field.side(points)[3])
    # Bilinear interpolation is exact for x*y.
    at = interpolate(field.grid, np.array([[0.123, 1.9], [-2, 2]]))
    assert at == pytest.approx([0.123 * 1.9, -4])


def test_what_is_above_the_box_hides_nothing() -> None:
    _, field = field_of("10*x", -1, 1)
    assert np.isnan(field.side(np.array([[1, 0, 1.5]]))).all()
    assert field.side(np.array([[1.0, 0, 0.5]])) == pytest.approx([0.5 - 2], abs=1)
