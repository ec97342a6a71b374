"""Which share of a warm answer's time the numerical checks take.

    python -m tests.benchmarks.checking [RUNS]

Whole answers are made, picture and texts included, and the time inside the check functions is
added up on the way. Printed are the medians of both and of their ratio, which is what counts.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from grad_magic.calculus.by_values import checking
from grad_magic.calculus.exact import simplify
from grad_magic.picture.screen import render_png
from grad_magic.result import solve

REQUESTS = (
    "f=x*exp(2*y) at=(1,0) dir=(1,-1)",
    "f=x^2*y^3-4*y at=(2,-1) dir=(2,5)",
    "f=ln(x^2+y^2) at=(2,1) dir=(-1,2)",
    "f=sqrt(x*y) at=(5,4) dir=(3,4)",
    "f=arctan(y/x) at=(1,1) dir=(1,0)",
    "f=e^x*sin(y) at=(0,pi/3) dir=(-6,8)",
    "f=x*sin(y*z) at=(1,3,0) dir=(1,2,-1)",
    "T=80/(1+x^2+2*y^2+3*z^2) at=(1,1,-2) dir=(1,1,1)",
    "f=x^y at=(2,3) dir=(1,1)",
    "f=x^4+y^4 at=(0,0) dir=(1,2)",
    "f=exp(-x^2-y^2)*cos(x*y) at=(1/2,1/3) dir=(1,1)",
    "f=x_1^2+2*x_2^2+3*x_3^2+4*x_4^2 at=(1,1,1,1) dir=(1,1,1,1)",
    "f=x^3-3*x at=2",
)
CHECKS = (
    "check_rate",
    "check_second",
    "check_general",
    "check_ray",
    "measure_rate",
    "measure_second",
)


class Stopwatch:
    """The time inside the check functions, wherever they are called from."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._running = False

    def install(self) -> None:
        """Puts a timed function for each check function into every module that uses it."""
        for name in CHECKS:
            function: Callable[..., Any] = getattr(checking, name)
            for module in [m for key, m in sys.modules.items() if key.startswith("grad_magic")]:
                if getattr(module, name, None) is function:
                    setattr(module, name, self._timed(function))

    def _timed(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any) -> Any:
            if self._running:
                return function(*arguments)
            self._running, start = True, time.perf_counter()
            try:
                return function(*arguments)
            finally:
                self.seconds += time.perf_counter() - start
                self._running = False

        return timed


def answer(request: str) -> None:
    """The whole answer as a notebook gets it, with nothing remembered from the last time."""
    for function in (simplify.shorten, simplify.shorten_number):
        function.cache_clear()
    result = solve(request)
    assert result.latex
    assert result.text
    if result.scene is not None:
        render_png(result.scene)


def measure(watch: Stopwatch, request: str) -> tuple[float, float]:
    """Milliseconds of one answer, and of the checks in it."""
    watch.seconds = 0.0
    start = time.perf_counter()
    answer(request)
    return 1000 * (time.perf_counter() - start), 1000 * watch.seconds


def main() -> None:
    """Prints the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    watch = Stopwatch()
    watch.install()
    shares = []
    for request in REQUESTS:
        # The first two runs fill caches.
        times = [measure(watch, request) for _ in range(runs + 2)][2:]
        whole, checks = (statistics.median(column) for column in zip(*times, strict=True))
        shares.append(statistics.median(part / total for total, part in times))
        print(f"{request[:52]:54} {whole:7.1f} ms, checks {checks:6.1f} ms: {shares[-1]:.3f}")
    print(
        f"the checks take {statistics.median(shares):.3f} of an answer, {max(shares):.3f} at most"
    )


if __name__ == "__main__":
    main()
