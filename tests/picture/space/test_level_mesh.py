from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from grad_magic.calculus.solver import solve
from grad_magic.picture.quiet import quiet
from grad_magic.picture.space.level_mesh import LevelSet, trace_level
from grad_magic.picture.surface import Surface, surface_of
from grad_magic.reading.request import read_problem

if TYPE_CHECKING:
    from grad_magic.picture.shapes import Array


def traced(
    f: str, level: float, half: float = 2.0, tip: Array | None = None
) -> tuple[Surface, LevelSet]:
    surface = surface_of(solve(read_problem(f"f(x,y,z)={f}")))
    corner = np.full(3, half)
    with quiet():
        return surface, trace_level(surface, level, (-corner, corner), tip)


def area(level: LevelSet) -> float:
    first, second, third, fourth = level.mesh.corners.swapaxes(0, 1)
    halves = (np.cross(second - first, third - first), np.cross(third - first, fourth - first))
    return float(sum(np.linalg.norm(half, axis=1).sum() for half in halves)) / 2


@pytest.mark.parametrize(
    ("f", "level", "expected"),
    [
        ("x^2+y^2+z^2", 1, 4 * np.pi),
        ("exp(-x^2-y^2-z^2)", np.exp(-2.25), 9 * np.pi),
        ("sqrt(x^2+y^2+z^2)", 1.5, 9 * np.pi),
        # A tube of circumference 2π and height 4, of which both ends are cut.
        ("x^2+y^2+0*z", 1, 8 * np.pi),
        # Planes: one across, and one along a diagonal of the floor.
        ("z", 0.3, 16),
        ("x-y", 0, 16 * np.sqrt(2)),
        # By Guldin, a ring of radii 1.2 and 0.5.
        ("(sqrt(x^2+y^2)-1.2)^2+z^2", 0.25, 4 * np.pi**2 * 0.6),
        # A cube and an octahedron.
        ("max(|x|,|y|,|z|)", 1, 24),
        ("|x|+|y|+|z|", 1, 4 * np.sqrt(3)),
    ],
)
def test_the_area_is_that_of_geometry(f: str, level: float, expected: float) -> None:
    _, found = traced(f, level)
    # Edges and corners are rounded by a part of a cell.
    assert area(found) == pytest.approx(expected, rel=0.05 if "|" in f else 0.03)


SMOOTH = [
    ("x^2+y^2+z^2", 2.0),
    ("x*y*z", 1.0),
    ("x^2+y^2-z^2", 0.5),
    ("x*exp(y*z)", 1.0),
    ("sin(x)+sin(y)+sin(z)", 0.7),
    ("x^2+y^2-z", 1.0),
    ("ln(3+x+y*z)", 1.0),
    ("1/(4+x+y+z^2)", 0.2),
]


@pytest.mark.parametrize(("f", "level"), SMOOTH)
def test_every_corner_is_on_the_surface_and_every_piece_across_the_gradient(
    f: str, level: float
) -> None:
    surface, found = traced(f, level)
    corners = found.mesh.corners
    off = abs(surface.at(*np.moveaxis(corners, -1, 0)) - level)
    # Where the box cuts a piece its new corners are on the chord between two others.
    inner = (abs(corners) < 2 - 1e-9).all(axis=-1)
    assert off[inner].max() <= 1e-4 * np.ptp(found.values[np.isfinite(found.values)])
    assert off.max() <= 0.02 * np.ptp(found.values[np.isfinite(found.values)])
    step = 1e-5
    middle = corners.mean(axis=1)
    gradients = np.stack(
        [
            (surface.at(*(middle + step * way).T) - surface.at(*(middle - step * way).T))
            / (2 * step)
            for way in np.eye(3)
        ],
        axis=1,
    )
    unit = gradients / np.linalg.norm(gradients, axis=1)[:, None]
    normals = found.mesh.normals / np.linalg.norm(found.mesh.normals, axis=1)[:, None]
    assert abs((unit * normals).sum(axis=1)).min() > 0.98


@pytest.mark.parametrize(
    ("f", "level"),
    [
        # Across its pole 1/(x+y+z) jumps from -∞ to ∞, and takes no value.
        ("1/(x+y+z)", 0.5),
        ("tan(x)+0*y+0*z", 1.0),
    ],
)
def test_a_pole_is_no_surface(f: str, level: float) -> None:
    surface, found = traced(f, level)
    corners = found.mesh.corners
    assert len(corners)
    assert abs(surface.at(*np.moveaxis(corners, -1, 0)) - level).max() < 0.05


@pytest.mark.parametrize("f", ["floor(x)+floor(y)+floor(z)", "sign(x)+sign(y)+sign(z)"])
def test_the_edge_of_a_step_is_no_surface(f: str) -> None:
    _, found = traced(f, 0.0)
    assert not len(found.mesh)


@pytest.mark.parametrize(
    ("f", "level"),
    [("x^2+y^2+z^2", 0.0), ("(x-y)^2+z^2", 0.0), ("x^2+y^2+z^2", -1.0), ("x+y+z", 100.0)],
)
def test_there_is_no_surface_where_f_does_not_pass_the_level(f: str, level: float) -> None:
    _, found = traced(f, level)
    assert not len(found.mesh)


def test_a_surface_goes_on_to_the_edge_of_the_domain() -> None:
    # A half sphere of radius 1, of which the rim is the edge of the domain.
    surface, found = traced("z-sqrt(1-x^2-y^2)", 0.0, half=1.2)
    # At most a belt of some one cell is missing there.
    assert 0 < 2 * np.pi - area(found) < 2.4 * np.pi * found.cell[0]
    assert np.isfinite(surface.at(*np.moveaxis(found.mesh.corners, -1, 0))).all()
    assert found.mesh.corners[..., 2].min() == pytest.approx(0, abs=0.15)


def test_the_tip_of_a_cone_is_one_of_its_corners() -> None:
    _, found = traced("x^2+y^2-z^2", 0.0, tip=np.zeros(3))
    assert np.linalg.norm(found.mesh.corners, axis=-1).min() == 0


def test_points_are_on_one_side_or_on_the_other() -> None:
    _, found = traced("x+2*y-z", 1.0)
    points = np.array([[0, 0, 0], [1, 1, 0.5], [0.3, -0.2, 1], [9, 0, 0]])
    # Linear interpolation is exact for a linear function.
    assert found.side(points)[:3] == pytest.approx([-1, 1.5, -2.1])
    assert np.isnan(found.side(points)[3])
