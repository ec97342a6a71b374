"""Which pieces f is on a seam and beside it, by hand."""

from __future__ import annotations

import pytest
from sympy import Expr, Integer, Max, Piecewise, exp, oo, sin, symbols

from grad_magic.calculus.extrema.corners.seam_sides import SeamStretch, stretches_of
from grad_magic.calculus.extrema.equations.roots import UnsolvedError

x, y = symbols("x y", real=True)
ZERO = Integer(0)


@pytest.mark.parametrize(
    ("f", "gaps", "stretches"),
    [
        # On x = 0 the largest of x, y and 0 is 0 for y < 0, and y above.
        (
            Max(x, y, 0),
            [x, y, x - y],
            [SeamStretch(-oo, ZERO, ZERO, x, ZERO), SeamStretch(ZERO, oo, y, y, y)],
        ),
        # The first case reaches the seam.
        (Piecewise((x, x >= 0), (y, True)), [x], [SeamStretch(-oo, oo, x, x, y)]),
        # xy > 0 on the right above, on the left below.
        (
            Piecewise((x, x * y > 0), (y, True)),
            [x * y],
            [SeamStretch(-oo, ZERO, y, y, x), SeamStretch(ZERO, oo, y, x, y)],
        ),
        # x² is positive on both sides.
        (Piecewise((x, x**2 > 0), (y, True)), [x**2], [SeamStretch(-oo, oo, y, x, x)]),
    ],
)
def test_the_pieces_beside_a_seam(f: Expr, gaps: list[Expr], stretches: list[SeamStretch]) -> None:
    # f on the seam x = 0: on it, for larger and for smaller x.
    found, _ = stretches_of(f, gaps, {x: ZERO, y: y}, x, y)
    assert found == stretches


def test_seams_that_meet_in_unknown_places_are_left_open() -> None:
    gap = x + sin(y) - y * exp(y) + 1
    with pytest.raises(UnsolvedError):
        stretches_of(Max(x, gap), [x, gap], {x: ZERO, y: y}, x, y)
