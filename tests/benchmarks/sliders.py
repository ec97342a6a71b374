"""How many frames a second sliders show, beside a picture that is drawn anew for each.

    python -m tests.benchmarks.sliders

Times are CPU time, of P in a new place each time; what counts is their ratio.
"""

from __future__ import annotations

import statistics
from functools import partial

from sympy import Rational

from grad_magic.interactive.place import Place
from grad_magic.picture.screen import render_png
from grad_magic.result import solve
from tests.benchmarks.cpu import timed

_REQUESTS = (
    "f=x*exp(2*y) at=(1,0) dir=(1,-1)",
    "f=sin(x)*cos(y)+x^2*y at=(1,0) dir=(1,-1) plot=contour,section",
    "f=x*exp(2*y) at=(1,0) dir=(1,-1) plot=contour,section,rates",
    "f=x^3-3x at=2",
    "f=x*y*z at=(1,1,1) dir=(1,0,1) plot=rates",
)
_FRAMES, _STEP, _FIRST = 30, Rational(1, 50), 5


def draw_anew(request: str, point: tuple[Rational, ...]) -> None:
    """The whole answer and its picture at a point."""
    result = solve(request, at=point)
    assert result.scene is not None
    render_png(result.scene)


def main() -> None:
    """Prints the figures."""
    for request in _REQUESTS:
        mover = solve(f"{request} interactive=True").mover
        assert mover is not None
        bare = " ".join(part for part in request.split() if not part.startswith("at="))
        frames, pictures = [], []
        for step in range(_FRAMES):
            point = tuple(x + (step + 1) * _STEP for x in mover.start.point)
            place = Place(point, mover.start.direction, mover.start.is_exact)
            frames.append(timed(partial(mover.look, place, is_resting=False))[1])
            pictures.append(timed(partial(draw_anew, bare, point))[1])
        frame, picture = (statistics.median(times[_FIRST:]) for times in (frames, pictures))
        print(
            f"{request}: {frame:.0f} ms a frame ({1000 / frame:.0f}/s), "
            f"drawn anew {picture:.0f} ms: {picture / frame:.1f} times as long"
        )


if __name__ == "__main__":
    main()
