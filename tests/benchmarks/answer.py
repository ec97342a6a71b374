"""How long a warm answer takes, beside the script that a student would write for it.

    python -m tests.benchmarks.answer [RUNS]

Both are run in turn in one process, so that what else the machine does meets both alike.
Printed are medians, and the ratio, which is what counts.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable

import matplotlib as mpl

mpl.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import sympy

from grad_magic.calculus import solver
from grad_magic.lesson.typesetting.latex import render_latex
from grad_magic.lesson.typesetting.plain import render_plain
from grad_magic.lesson.writing import write_steps
from grad_magic.picture.figure import render_png
from grad_magic.picture.scene import compose_scene
from grad_magic.reading.request import read_problem
from grad_magic.result import solve
from grad_magic.wording.english import ENGLISH

REQUEST = "f=x*exp(2*y) at=(1,0) dir=(1,-1)"


def answer() -> None:
    """The whole answer, as a notebook gets it."""
    result = solve(REQUEST)
    assert result.latex
    assert result.text
    assert result.scene is not None
    render_png(result.scene)


def student() -> None:
    """The usual script: SymPy for the numbers, pyplot for the picture."""
    x, y = sympy.symbols("x y")
    f = x * sympy.exp(2 * y)
    point = {x: 1, y: 0}
    gradient = sympy.Matrix([sympy.simplify(f.diff(v)) for v in (x, y)])
    at_point = gradient.subs(point)
    unit = sympy.Matrix([1, -1]).normalized()
    texts = [sympy.latex(part) for part in (f, gradient, at_point, at_point.dot(unit))]
    assert all(texts)
    values = sympy.lambdify((x, y), f, "numpy")
    columns, rows = np.meshgrid(np.linspace(-1, 3, 200), np.linspace(-2, 2, 200))
    fig, ax = plt.subplots()
    ax.set_aspect("equal")
    fig.colorbar(ax.contourf(columns, rows, values(columns, rows), 12))
    ax.clabel(ax.contour(columns, rows, values(columns, rows), 12, colors="k"))
    ax.quiver([1, 1], [0, 0], [1, 0.7], [2, -0.7], scale=1, scale_units="xy", angles="xy")
    fig.tight_layout()
    fig.savefig(io.BytesIO(), format="png", dpi=192)
    plt.close(fig)


def parts() -> dict[str, Callable[[], object]]:
    """The rooms that a request walks through, each on what the one before made."""
    problem = read_problem(REQUEST)
    solution = solver.solve(problem)
    steps = write_steps(solution)
    scene = compose_scene(solution)
    assert scene is not None
    return {
        "reading": lambda: read_problem(REQUEST),
        "calculus": lambda: solver.solve(problem),
        "lesson": lambda: (
            render_latex(write_steps(solution), ENGLISH),
            render_plain(steps, ENGLISH),
        ),
        "picture: scene": lambda: compose_scene(solution),
        "picture: PNG": lambda: render_png(scene),
    }


def measure(functions: dict[str, Callable[[], object]], runs: int) -> dict[str, float]:
    """Median milliseconds of each function, called in turn."""
    times: dict[str, list[float]] = {name: [] for name in functions}
    for _ in range(runs + 2):
        for name, function in functions.items():
            start = time.perf_counter()
            function()
            times[name].append(1000 * (time.perf_counter() - start))
    # The first two rounds fill caches.
    return {name: statistics.median(values[2:]) for name, values in times.items()}


def main() -> None:
    """Prints the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    wholes = measure({"grad_magic": answer, "the student's script": student}, runs)
    rooms = measure(parts(), runs)
    for name, median in (wholes | rooms).items():
        print(f"{name:22} {median:7.1f} ms")
    ratio = wholes["grad_magic"] / wholes["the student's script"]
    share = rooms["reading"] / wholes["grad_magic"]
    print(f"grad_magic takes {ratio:.2f} of the script's time; reading is {share:.3f} of its own")


if __name__ == "__main__":
    main()
