from __future__ import annotations

import subprocess
import sys
from threading import Event

import pytest

from grad_magic.notebook.warmup import _REQUESTS, _make_first_calls
from grad_magic.picture.screen import Png, render_png
from grad_magic.result import Result, solve


@pytest.mark.slow
def test_a_request_for_each_picture_is_answered_and_painted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    painted: list[Png] = []
    monkeypatch.setattr(
        "grad_magic.picture.screen.render_png", lambda scene: painted.append(render_png(scene))
    )
    _make_first_calls(Event())
    # The student's answer hides what it is compared with, and the picture.
    assert len(painted) == len(_REQUESTS) - 1 == 4


def test_nothing_more_is_begun_while_a_cell_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    is_awaited = Event()
    answered: list[str] = []

    def answer_and_be_awaited(request: str) -> Result:
        answered.append(request)
        is_awaited.set()
        result: Result = solve(request)
        return result

    monkeypatch.setattr("grad_magic.result.solve", answer_and_be_awaited)
    monkeypatch.setattr("grad_magic.picture.screen.render_png", pytest.fail)
    _make_first_calls(is_awaited)
    assert answered == [_REQUESTS[0]]
    _make_first_calls(is_awaited)
    assert answered == [_REQUESTS[0]]


@pytest.mark.slow
def test_a_process_that_ends_at_once_waits_for_the_request_that_is_being_answered() -> None:
    script = """
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
shell.run_cell("%load_ext grad_magic")
"""
    ended = subprocess.run(  # noqa: S603  (our own text)
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=False
    )
    assert (ended.returncode, ended.stderr.count("FATAL")) == (0, 0)
