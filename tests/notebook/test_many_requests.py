"""Many requests of every kind in one process leave it as they have found it."""

from __future__ import annotations

import asyncio
import contextlib
import decimal
import gc
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from functools import cache
from typing import TYPE_CHECKING

import matplotlib as mpl
import mpmath
import numpy as np
import pytest
from IPython.core.displaypub import CapturingDisplayPublisher
from matplotlib.figure import Figure
from sympy.core.cache import clear_cache

from grad_magic.result import solve

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

# What is asked at the end here, and in a process of its own.
ASKED_AGAIN = [
    "f=x*exp(2*y) at=(1,0) dir=(1,-1)",
    "f=|x|+y at=(0,0) dir=(1,2)",
    "f=x^3+y^3-3xy critical=all",
    "f=ln(x^2+4y^2) at=(2,1) order=2 steps=full",
    "f=x^2/2+5y^2 at=(3,1) path=descent step_size=0.1 iterations=20",
    "L(w)=norm(A@w-y)^2 at=(w=[1,2]) A=[[1,3],[2,1]] y=[1,1]",
    "f=1/x+y at=(1,1) answer=3",
]
GOOD = [
    "f={a}x*exp({b}y) at=({c},0) dir=(1,-1)",
    "f=x^{a}*y+{b}*sin(x*y) at=({c},1) style=tongji",
    "f=sqrt(x^2+{a}y^2) at=({b},{c}) dir=(3,4) steps=full lang=zh",
    "f={a}x^2+{b}y^2+{c}z^2-x*y*z at=(1,2,3)",
    "f=(x^2-{a})^2+{b}y^2 critical=all",
    "f={a}x^3-{b}x at={c}",
    "L(w)=norm(A@w-y)^2 at=(w=[1,{a}]) A=[[1,{b}],[2,{c}]] y=[1,1]",
    "f=ln(x^2+{a}y^2) at=({b},{c}) order=2 plot=contour,section,rates",
    "f=max(x*{a},y*{b}) at=({b},{a}) dir=(1,1)",
    "f=x*y+{a} at=(1,2) path=descent step_size=0.1 iterations=5",
    "f=x^2*y at=({a},{b}) answer=({c},1)",
]
BAD = [
    "f=x*) at=(1,0)",
    "f=ln(x) at=-1",
    "f=x*y at=(1)",
    "f=x*y at=(1,2) dir=(0,0)",
    "zzz=3",
    "f=__import__('os')",
    "f=x at=(1,2,3",
    "f=1/x at=0",
]
HUGE = [
    "f=" + "+".join(f"x{i}^2" for i in range(120)) + " at=(" + ",".join("1" * 120) + ")",
    "f=x^(9^(9^9)) at=1",
    "f=" + "(" * 300 + "x" + ")" * 300 + " at=1",
]


def requests(count: int) -> Iterator[tuple[str, bool]]:
    """Requests of every kind, and whether each is interrupted."""
    chance = random.Random(16)  # noqa: S311  (the same requests in every run)
    for _ in range(count):
        kind = chance.choices([GOOD, BAD, HUGE], [80, 15, 5])[0]
        numbers = {name: chance.randint(1, 9) for name in "abc"}
        yield chance.choice(kind).format(**numbers), chance.random() < 0.04


def ask(shell: InteractiveShell, request: str) -> None:
    shell.run_cell(f"%grad {request}")


def ask_and_interrupt(shell: InteractiveShell, request: str, after: float) -> None:
    # The signal may also come before the request begins or when it has ended.
    interrupt = threading.Timer(after, os.kill, (os.getpid(), signal.SIGINT))
    with contextlib.suppress(KeyboardInterrupt):
        interrupt.start()
        ask(shell, request)
        interrupt.join()
        time.sleep(0.01)
    interrupt.join()


def answers_of_a_fresh_process() -> list[str]:
    script = (
        "import json, sys, grad_magic\n"
        "print(json.dumps([grad_magic.solve(asked).text for asked in json.load(sys.stdin)]))"
    )
    printed = subprocess.run(  # noqa: S603  (its own text)
        [sys.executable, "-c", script],
        input=json.dumps(ASKED_AGAIN),
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    return list(json.loads(printed.stdout))


def living_figures() -> int:
    gc.collect()
    return sum(isinstance(kept, Figure) for kept in gc.get_objects())


@pytest.mark.slow
# An interrupt may fall into a callback that Python runs by itself, and is reported there.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.skipif(sys.platform == "win32", reason="an interrupt is sent as a signal")
def test_many_requests_leave_everything_as_it_was(shell: InteractiveShell) -> None:
    assert isinstance(shell.display_pub, CapturingDisplayPublisher)
    ask(shell, ASKED_AGAIN[0])
    shell.run_cell("kept = 1")
    names = {name for name in shell.user_ns if not name.startswith("_")}
    settings, threads, figures = dict(mpl.rcParams), threading.active_count(), living_figures()
    for count, (request, is_interrupted) in enumerate(requests(100)):
        if is_interrupted:
            ask_and_interrupt(shell, request, after=0.002 + count % 10 / 200)
        else:
            ask(shell, request)
        shell.display_pub.outputs.clear()
    # It looks for garbage, which takes longer than an answer where many tests are collected.
    shell.displayhook.flush()
    assert {name for name in shell.user_ns if not name.startswith("_")} == names
    assert shell.user_ns["kept"] == 1
    assert dict(mpl.rcParams) == settings
    assert threading.active_count() <= threads
    assert living_figures() <= figures + 1  # of the last answer, which _ holds
    pyplot = sys.modules.get("matplotlib.pyplot")
    assert pyplot is None or pyplot.get_fignums() == []
    fresh = dict(zip(ASKED_AGAIN, answers_of_a_fresh_process(), strict=True))
    assert {asked: solve(asked).text for asked in ASKED_AGAIN} == fresh


@pytest.mark.slow
def test_answers_in_four_threads_are_those_of_one() -> None:
    def text_and_picture(request: str) -> tuple[str, object]:
        result = solve(request)
        return result.text, result._repr_png_()

    alone = list(map(text_and_picture, ASKED_AGAIN))
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(text_and_picture, ASKED_AGAIN * 2)) == alone * 2


SETTINGS: dict[str, Callable[[], AbstractContextManager[object]]] = {
    "mpmath_short": lambda: mpmath.workdps(3),
    "mpmath_long": lambda: mpmath.workdps(400),
    "numpy_raises": lambda: np.errstate(all="raise"),
    "numpy_prints": lambda: np.printoptions(precision=2),
    "decimal_short": lambda: decimal.localcontext(decimal.Context(prec=3)),
    "decimal_exact": lambda: decimal.localcontext(decimal.Context(traps=[decimal.Inexact])),
}


@cache
def usual_answers() -> list[str]:
    return [solve(asked).text for asked in ASKED_AGAIN]


@pytest.mark.slow
@pytest.mark.parametrize("name", SETTINGS)
def test_settings_of_other_libraries_change_no_answer(name: str) -> None:
    before = usual_answers()
    with SETTINGS[name]():
        clear_cache()
        assert [solve(asked).text for asked in ASKED_AGAIN] == before


def test_a_running_event_loop_does_not_hinder_an_answer() -> None:
    async def answer() -> str:
        text: str = solve(ASKED_AGAIN[0]).text
        return text

    assert asyncio.run(answer()) == solve(ASKED_AGAIN[0]).text
