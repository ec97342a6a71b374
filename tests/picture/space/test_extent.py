from __future__ import annotations

import numpy as np
import pytest

from grad_magic.calculus.solver import solve
from grad_magic.picture.local_data import LocalData, read_local_data
from grad_magic.picture.space.extent import choose_extent, cube, fit_extent
from grad_magic.picture.space.mesh import Mesh
from grad_magic.reading.request import read_problem


def local_data(request: str) -> LocalData:
    local = read_local_data(solve(read_problem(request)))
    assert local is not None
    return local


@pytest.mark.parametrize(
    ("request_text", "middle", "longest"),
    [
        ("f=x^2+y^2+z^2 at=(1,2,2)", (0, 0, 0), 3),
        ("f=(x-5)^2+y^2+z^2 at=(6,2,2)", (5, 0, 0), 3),
        ("f=-x^2-y^2-z^2 at=(2,0,0)", (0, 0, 0), 2),
        # x²/4 + y² + z² = 2 has the half axes 2√2, √2, √2.
        ("f=x^2/4+y^2+z^2 at=(2,1,0)", (0, 0, 0), np.sqrt(8)),
        ("f=1/(1+x^2+y^2+z^2) at=(2,1,2)", (0, 0, 0), 3),
        ("f=exp(-x^2-y^2-z^2) at=(0,0,2)", (0, 0, 0), 2),
        ("f=sqrt(x^2+y^2+z^2) at=(2,1,2)", (0, 0, 0), 3),
    ],
)
def test_what_is_closed_is_shown_whole(
    request_text: str, middle: tuple[float, ...], longest: float
) -> None:
    extent = choose_extent(local_data(request_text))
    assert extent.middle == pytest.approx(np.array(middle), abs=1e-9)
    assert longest < extent.half < 1.5 * longest


@pytest.mark.parametrize(
    "request_text",
    [
        "f=x*y*z at=(1,2,3)",
        "f=x+2y-z at=(1,2,3)",
        "f=x^2+y^2-z^2 at=(1,1,1)",
        "f=x^2+y^2-z at=(0,0,0)",
        "f=x^2+y^2-z^2 at=(0,0,0)",
        "f=abs(x)+y+z at=(0,1,1)",
        "f=x*y*z at=(1000000,1,1)",
        "f=10^6*x*y+z at=(1,1,1)",
        "f=x*y*z at=(1/1000,1/1000,1/1000)",
    ],
)
def test_the_point_is_in_the_cube(request_text: str) -> None:
    local = local_data(request_text)
    extent = choose_extent(local)
    assert (extent.low < local.point).all()
    assert (local.point < extent.high).all()
    # So many floating-point numbers are between the points of a grid that they differ.
    assert extent.half > 1e-8 * abs(local.point).max()


def test_a_small_surface_is_shown_larger() -> None:
    local = local_data("f=abs(x)+abs(y)+abs(z) at=(1,0,0)")
    corners = np.array([[[-1, 0, 0], [0, 1, 0], [0, 0, 1], [0, -1, 0]]], dtype=float)
    mesh = Mesh(corners, np.ones((1, 3)), np.array([[-1.0, 0, 0]]), np.zeros(1))
    wide = cube(local.point, 4.0)
    closer = fit_extent(wide, mesh, local)
    assert closer.half == pytest.approx(1.2)
    assert closer.middle == pytest.approx([0, 0, 0])
    fitting = cube(local.point, 1.5)
    assert fit_extent(fitting, mesh, local) is fitting
    empty = mesh.part(np.array([False]))
    assert fit_extent(wide, empty, local) is wide
