"""What the gradient of a large function costs beside one value of it, here and in autograd.

    python -m tests.benchmarks.sweep [RUNS]

The functions are run as programs in the numbers of the answers: fractions, or decimals of thirty
digits where f is irrational. Where autograd is installed the same functions, written for it with
NumPy's arrays, stand beside them. A ratio is the median of the time of the gradient over that of
the value, both taken in turn. Below stands the time of whole answers, from the text of the request
to what is shown. All is CPU time.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import mpmath

from grad_magic.calculus.large.numbers import MIXED, MIXED_RULES, mixed_number
from grad_magic.formula.adjoints import sweep_back, trace_program
from grad_magic.formula.program import compile_formula
from grad_magic.reading.request import read_problem
from grad_magic.result import solve
from tests.calculus.large.families import (
    brown,
    least_squares,
    log_sum_exp,
    nested_tanh,
    request,
    rosenbrock,
    speelpenning,
)

try:
    import autograd
    import autograd.numpy as anp
except ImportError:
    autograd = None

_DIGITS = 30


@dataclass(frozen=True)
class Subject:
    """A function to be measured.

    Attributes:
        name: in the table.
        f: its text, for n variables.
        count: n.
        coordinate: that of the point, n times.
        in_arrays: the same for autograd.
    """

    name: str
    f: Callable[[int], str]
    count: int
    coordinate: str
    in_arrays: Callable[[Any], Any]


def _product_in_arrays(x: Any) -> Any:
    return anp.prod(x)


def _tanh_in_arrays(x: Any) -> Any:
    for _ in range(3):
        x = anp.tanh(0.75 * x + 0.5 * anp.roll(x, -1))
    return anp.sum(x)


def _brown_in_arrays(x: Any) -> Any:
    rows = x[:-1] + anp.sum(x) - (len(x) + 1)
    return anp.sum(rows**2) + (anp.prod(x) - 1) ** 2


def _squares_in_arrays(x: Any) -> Any:
    generator = random.Random(0)  # noqa: S311  (nothing is kept secret)
    rows = [[generator.randint(1, 9) for _ in x] for _ in x]
    return anp.sum((anp.dot(anp.array(rows), x) - 5) ** 2)


SUBJECTS = (
    Subject(
        "Rosenbrock",
        rosenbrock,
        1000,
        "3/2",
        lambda x: anp.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2),
    ),
    Subject("Speelpenning", speelpenning, 1000, "2", _product_in_arrays),
    Subject("log-sum-exp", log_sum_exp, 1000, "1/2", lambda x: anp.log(anp.sum(anp.exp(x)))),
    Subject("nested tanh", nested_tanh, 300, "1/2", _tanh_in_arrays),
    Subject("Brown", brown, 100, "1/2", _brown_in_arrays),
    Subject("least squares", least_squares, 100, "2", _squares_in_arrays),
)


def _ratio(value: Callable[[], object], gradient: Callable[[], object], runs: int) -> float:
    """The median of the time of the gradient over that of the value."""
    ratios = []
    for _ in range(runs):
        start = time.process_time()
        value()
        middle = time.process_time()
        gradient()
        ratios.append((time.process_time() - middle) / (middle - start))
    return statistics.median(ratios)


def measure(subject: Subject, runs: int) -> tuple[float, float | None]:
    """The ratio here, and in autograd."""
    problem = read_problem(request(subject.f(subject.count), [subject.coordinate] * subject.count))
    assert problem.point is not None
    program = compile_formula(problem.formula)
    with mpmath.workdps(_DIGITS):
        pairs = list(zip(problem.variables, problem.point, strict=True))
        numbers = {variable: mixed_number(value) for variable, value in pairs}
        here = _ratio(
            lambda: program.run(numbers, MIXED),
            lambda: sweep_back(trace_program(program, numbers, MIXED), MIXED, MIXED_RULES),
            runs,
        )
    if autograd is None:
        return here, None
    place = anp.array([float(value) for _, value in pairs])
    gradient = autograd.grad(subject.in_arrays)
    return here, _ratio(lambda: subject.in_arrays(place), lambda: gradient(place), 10 * runs)


def _seconds(text: str) -> float:
    """CPU time from the request to the shown answer."""
    start = time.process_time()
    assert solve(text).outputs
    return time.process_time() - start


def _row(cells: Sequence[str]) -> None:
    print("".join(f"{cell:>16}" for cell in cells))


def main() -> None:
    """Prints the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    solve("f=x*exp(2*y) at=(1,0)")
    _row(["gradient/value", "variables", "here", "in autograd"])
    for subject in SUBJECTS:
        ratios = measure(subject, runs)
        cells = ["-" if ratio is None else f"{ratio:.2f}" for ratio in ratios]
        _row([subject.name, str(subject.count), *cells])
    for name, family, count in (
        ("Rosenbrock's function", rosenbrock, 1000),
        ("dense least squares", least_squares, 300),
    ):
        along = f"dir=({','.join(['1'] * count)})"
        text = request(family(count), [2] * count, along)
        seconds = statistics.median(_seconds(text) for _ in range(3))
        print(f"{name} of {count} variables, {len(text)} characters: answered in {seconds:.2f} s")


if __name__ == "__main__":
    main()
