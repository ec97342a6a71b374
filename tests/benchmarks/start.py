"""How long the first answers of a process take, loading included.

    python -m tests.benchmarks.start [RUNS]

Each process is a new one that finds its modules compiled (.pyc). Beside it stands one that makes
a shell, imports SymPy, NumPy and Matplotlib's Agg, and draws a bare figure: no package that uses
them can be faster. Both are run in turn; printed are medians of CPU time, and the ratio.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Sequence

_SHELL = """
import json, time
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

config = Config()
config.HistoryManager.enabled = False
config.HistoryManager.hist_file = ":memory:"
config.GradMagic.warm_up = {warm_up}
shell = InteractiveShell.instance(config=config)
shell.display_pub = CapturingDisplayPublisher()
shell.display_formatter.active_types = shell.display_formatter.format_types

def run(cell):
    start = time.process_time()
    assert shell.run_cell(cell, silent=False, store_history=False).success
    return 1000 * (time.process_time() - start)

def report(times):
    # On a line of its own: IPython leaves one open after "Out[0]:".
    print()
    print(json.dumps(times))
"""
_BARE = """
import io, sympy, numpy
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

figure = Figure()
FigureCanvasAgg(figure)
figure.add_subplot().plot([0, 1])
figure.canvas.print_png(io.BytesIO())
report({"whole": 1000 * time.process_time()})
"""
_FIRST = """
run("pass")  # the first cell of a shell takes its time, whatever it does
times = {"%load_ext": run("%load_ext grad_magic")}
run("%%grad f=x*exp(2*y) at=(1,0) dir=(1,-1)")
times["whole"] = 1000 * time.process_time()
report(times)
"""
# The two answers a second after loading, and the same problems with other numbers when all is warm.
_LATER = """
import statistics
mission = "%%grad f=x*exp({}y) at=(1,0) dir=(1,-1)"
trig = "%%grad f=sin({}x)cos y at=(1,2) dir=(3,4)"
run("%load_ext grad_magic")
time.sleep(1)
times = {"mission": run(mission.format(3)), "trig": run(trig.format(3))}
warm = [(run(mission.format(n)), run(trig.format(n))) for n in range(4, 12)][2:]
times["mission, warm"], times["trig, warm"] = map(statistics.median, zip(*warm))
report(times)
"""


def run(script: str, *, warm_up: bool) -> dict[str, float]:
    """What the script prints, run in a process of its own."""
    environment = {key: value for key, value in os.environ.items() if key != _NO_PYC}
    text = _SHELL.replace("{warm_up}", str(warm_up)) + script
    # The script is one of this module's own.
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", text], env=environment, stdout=subprocess.PIPE, check=True
    )
    times: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return times


_NO_PYC = "PYTHONDONTWRITEBYTECODE"


def median(rounds: Sequence[dict[str, float]], name: str) -> float:
    """The median of one time."""
    return statistics.median(times[name] for times in rounds)


def main() -> None:
    """Prints the figures."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    # The first round writes the compiled modules.
    rounds = [
        (
            run(_BARE, warm_up=False),
            run(_FIRST, warm_up=False),
            run(_FIRST, warm_up=True),
            run(_LATER, warm_up=True),
        )
        for _ in range(runs + 1)
    ][1:]
    bare, first, hurried, later = zip(*rounds, strict=True)
    floor = median(bare, "whole")
    print(f"shell, imports and a bare figure          {floor:7.1f} ms")
    for name, times in (
        ("first answer without warm-up", first),
        ("first answer before the warm-up's end", hurried),
    ):
        whole = median(times, "whole")
        print(f"{name:40}  {whole:7.1f} ms, {whole / floor:.2f} times")
    print(f"{'%load_ext':40}  {median(hurried, '%load_ext'):7.1f} ms")
    for name in ("mission", "trig"):
        at_first, warm = median(later, name), median(later, f"{name}, warm")
        print(
            f"{name + ', a second after loading':40}  {at_first:7.1f} ms,"
            f" {at_first / warm:.2f} times warm"
        )


if __name__ == "__main__":
    main()
