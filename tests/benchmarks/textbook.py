"""How long textbook problems take without their pictures, each answered once.

    python -m tests.benchmarks.textbook

Times are CPU time with SymPy's caches empty. What counts is their ratio to the numbers that a
student's script lets SymPy work out for the mission, in the same run, as machines differ.
"""

from __future__ import annotations

import statistics
from functools import partial

from grad_magic.calculus import solver
from grad_magic.errors import NoAnswerError
from grad_magic.reading.request import read_problem
from grad_magic.result import solve
from tests.benchmarks.answer import exact_part
from tests.benchmarks.cpu import timed
from tests.benchmarks.problems import FAMILIES, textbook_requests

_MISSION = FAMILIES[0]
_NUMBERS = range(_MISSION.first, _MISSION.first + 15)
_SLOWEST_SHOWN = 8


def mission_solving() -> float:
    """The milliseconds of the mission's solving, its number changed in every run."""
    problems = [read_problem(_MISSION.request(n)) for n in _NUMBERS]
    return statistics.median(timed(partial(solver.solve, problem))[1] for problem in problems)


def student_solving() -> float:
    """The same of the script's numbers, with SymPy's `simplify`."""
    return statistics.median(timed(partial(exact_part, _MISSION, n))[1] for n in _NUMBERS)


def can_be_answered(request: str) -> bool:
    """Answers the request, unless f has no value at the point."""
    try:
        solve(request)
    except NoAnswerError:
        return False
    return True


def main() -> None:
    """Prints the figures, and the slowest problems."""
    # The first answers import modules.
    for family in FAMILIES[1:]:
        solve(family.request(family.first))
    times, unanswered = {}, 0
    for request in textbook_requests():
        is_answered, time = timed(partial(can_be_answered, request))
        if is_answered:
            times[request] = time
        else:
            unanswered += 1
    student = student_solving()
    ascending = sorted(times.values())
    figures = {
        "median": statistics.median(ascending),
        "95th percentile": statistics.quantiles(ascending, n=20)[-1],
        "worst": ascending[-1],
    }
    print(f"{len(times)} textbook problems without picture; at {unanswered} points f has no value")
    print(f"the student's numbers for the mission: {student:.1f} ms")
    print(f"the mission's solving: {mission_solving():.1f} ms")
    for name, time in figures.items():
        print(f"{name:16} {time:7.1f} ms, {time / student:6.2f} times the student's numbers")
    for request in sorted(times, key=lambda request: -times[request])[:_SLOWEST_SHOWN]:
        print(f"{times[request]:9.1f} ms  {request}")


if __name__ == "__main__":
    main()
