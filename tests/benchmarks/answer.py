"""How long the answer to a new function takes, beside what else one could do.

    python -m tests.benchmarks.answer [RUNS]

Beside it stand the script that a student would write, the same with the picture of
sympy_plot_backends where that is installed, and the floor: the artists of the picture alone, drawn
on a figure that is kept and encoded by Matplotlib. They are run in turn in one process, so that
what else the machine does meets all alike; each run changes a number in f and begins with SymPy's
caches empty. Times are medians of CPU time; what counts are the ratios.
"""

from __future__ import annotations

import io
import statistics
import sys
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any

import matplotlib as mpl

mpl.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import sympy

from grad_magic.calculus import solver
from grad_magic.kept import Kept
from grad_magic.picture.figure import _new_figure, _paint
from grad_magic.picture.palette import LIGHT
from grad_magic.picture.png import encode_png
from grad_magic.picture.scene import Scene
from grad_magic.picture.screen import paint, render_png
from grad_magic.picture.sheet import Sheet, sheet_of
from grad_magic.reading.request import read_problem
from grad_magic.result import Result, solve
from tests.benchmarks.cpu import geometric_mean, timed
from tests.benchmarks.problems import FAMILIES, Family

try:
    import spb
except ImportError:
    spb = None

_SCREEN_DPI = 192
# The first rounds import modules and lay out words.
_WARM_UP = 2

Times = dict[str, float]


def answer(family: Family, n: int) -> None:
    """The whole answer, as a notebook gets it."""
    result = solve(family.request(n))
    assert result.outputs
    assert result.scene is not None
    render_png(result.scene)


def exact_part(family: Family, n: int) -> sympy.Expr:
    """The usual script's numbers: f, its gradient, that at P, and the rate along u as LaTeX."""
    x, y = sympy.symbols("x y")
    f = family.formula(x, y, n)
    point = dict(zip((x, y), family.point, strict=True))
    gradient = sympy.Matrix([sympy.simplify(f.diff(v)) for v in (x, y)])
    at_point = gradient.subs(point)
    unit = sympy.Matrix(family.direction).normalized()
    texts = [sympy.latex(part) for part in (f, gradient, at_point, at_point.dot(unit))]
    assert all(texts)
    return f


def student(family: Family, n: int) -> None:
    """The usual script: SymPy for the numbers, pyplot for the picture."""
    f = exact_part(family, n)
    values = sympy.lambdify(sympy.symbols("x y"), f, "numpy")
    (a, b), (u, v) = family.point, family.direction
    columns, rows = np.meshgrid(np.linspace(a - 2, a + 2, 200), np.linspace(b - 2, b + 2, 200))
    fig, ax = plt.subplots()
    ax.set_aspect("equal")
    fig.colorbar(ax.contourf(columns, rows, values(columns, rows), 12))
    ax.clabel(ax.contour(columns, rows, values(columns, rows), 12, colors="k"))
    ax.quiver([a, a], [b, b], [1, u], [2, v], scale=4, scale_units="xy", angles="xy")
    fig.tight_layout()
    fig.savefig(io.BytesIO(), format="png", dpi=_SCREEN_DPI)
    plt.close(fig)


def plot_backends(family: Family, n: int) -> None:
    """The usual script with the picture of sympy_plot_backends."""
    x, y = sympy.symbols("x y")
    f = exact_part(family, n)
    (a, b), (u, v) = family.point, family.direction
    plot = spb.graphics(
        spb.contour(f, (x, a - 2, a + 2), (y, b - 2, b + 2)),
        spb.arrow_2d((a, b), (1, 2)),
        spb.arrow_2d((a, b), (u, v)),
        backend=spb.MB,
        aspect="equal",
        show=False,
    )
    plot.fig.savefig(io.BytesIO(), format="png", dpi=_SCREEN_DPI)
    plot.close()


@lru_cache(maxsize=1)
def kept_figure(sheet: Sheet) -> tuple[Any, Any]:
    """A figure for the screen and its axes, made once."""
    figure, row = _new_figure(sheet, LIGHT)
    figure.set_dpi(_SCREEN_DPI)
    return figure, row


def picture_alone(scene: Scene) -> bytes:
    """The scene's artists drawn on a figure that is kept, and encoded by Matplotlib."""
    sheet = sheet_of(scene.panels)
    figure, row = kept_figure(sheet)
    _paint(row, scene, sheet)
    buffer = io.BytesIO()
    figure.canvas.print_png(buffer)
    for ax in row:
        for artist in (*ax.lines, *ax.collections, *ax.patches, *ax.texts):
            artist.remove()
    return buffer.getvalue()


SCRIPTS: Mapping[str, Callable[[Family, int], None]] = {
    "student's script": student,
    **({} if spb is None else {"sympy_plot_backends": plot_backends}),
}


def compare(family: Family, n: int) -> Times:
    """The whole answer beside all else; n is followed by a number for the floor's picture."""
    times = {"grad_magic": timed(partial(answer, family, n))[1]}
    for name, script in SCRIPTS.items():
        times[name] = timed(partial(script, family, n))[1]
    # Its words have not been laid out before either.
    scene = solve(family.request(n + 1)).scene
    times["floor"] = timed(partial(picture_alone, scene))[1]
    return times


def stages(family: Family, n: int) -> Times:
    """The rooms through which a request goes, each on what the one before made."""
    problem, reading = timed(partial(read_problem, family.request(n)))
    solution, calculus = timed(partial(solver.solve, problem))
    result = Result(Kept(solution))
    _, lesson = timed(lambda: result.outputs)
    scene, composing = timed(lambda: result.scene)
    assert scene is not None
    pixels, painting = timed(partial(paint, scene))
    _, encoding = timed(partial(encode_png, pixels))
    return {
        "reading": reading,
        "calculus": calculus,
        "lesson": lesson,
        "scene": composing,
        "paint": painting,
        "PNG": encoding,
    }


def medians(rounds: list[Times]) -> Times:
    """The median of each column."""
    return {name: statistics.median(row[name] for row in rounds) for name in rounds[0]}


def measure(family: Family, runs: int) -> tuple[Times, Times]:
    """Medians of the comparison and of the stages, each run with numbers of its own."""
    rounds = [
        (compare(family, n), stages(family, n + 2))
        for n in range(family.first, family.first + 3 * (runs + _WARM_UP), 3)
    ][_WARM_UP:]
    wholes, parts = zip(*rounds, strict=True)
    return medians(list(wholes)), medians(list(parts))


def print_rows(rows: Mapping[str, Times], digits: int = 1) -> None:
    """A table with a row for each family."""
    names = list(next(iter(rows.values())))
    print(f"{'':11}", *(f"{name:>{max(len(name), 8)}}" for name in names), sep="  ")
    for family, times in rows.items():
        cells = (f"{times[name]:{max(len(name), 8)}.{digits}f}" for name in names)
        print(f"{family:11}", *cells, sep="  ")


def main() -> None:
    """Prints the tables."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    measured = {family.name: measure(family, runs) for family in FAMILIES}
    wholes = {name: whole for name, (whole, _) in measured.items()}
    print("CPU milliseconds, new functions, medians")
    print_rows(wholes)
    print()
    print_rows({name: parts for name, (_, parts) in measured.items()})
    print()
    for name in SCRIPTS:
        ratios = [times[name] / times["grad_magic"] for times in wholes.values()]
        print(
            f"{name} takes {geometric_mean(ratios):.2f} times as long in geometric mean,"
            f" at least {min(ratios):.2f} times"
        )
    if spb is None:
        print("sympy_plot_backends: not installed")
    ratios = [times["grad_magic"] / times["floor"] for times in wholes.values()]
    print(
        f"grad_magic takes {geometric_mean(ratios):.2f} times the floor in geometric mean,"
        f" at most {max(ratios):.2f} times"
    )


if __name__ == "__main__":
    main()
