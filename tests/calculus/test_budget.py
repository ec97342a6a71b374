from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from grad_magic.calculus.budget import time_limit
from grad_magic.errors import NoAnswerError


def spin(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def test_what_takes_longer_than_its_time_is_stopped() -> None:
    with pytest.raises(NoAnswerError) as caught, time_limit(0.1):
        spin(30)
    assert caught.value.message == "no answer was found within 0.1 seconds"


def test_what_ends_in_time_is_left_alone_and_nothing_comes_later() -> None:
    with time_limit(0.2):
        value = 1
    spin(0.4)
    assert value == 1


@pytest.mark.slow
def test_a_limit_of_work_does_not_count_the_time_spent_waiting() -> None:
    # Longer than the limit, and far below the longest wait, where a sleep takes longer too.
    with time_limit(0.9, is_of_work=True):
        time.sleep(1.2)
    with pytest.raises(NoAnswerError), time_limit(0.2, is_of_work=True):
        spin(30)


def test_a_limit_of_work_does_not_wait_for_ever() -> None:
    def wait() -> None:
        while True:
            time.sleep(0.01)

    with pytest.raises(NoAnswerError), time_limit(0.02, is_of_work=True):
        wait()


def test_ctrl_c_keeps_its_meaning() -> None:
    with pytest.raises(KeyboardInterrupt), time_limit(30):
        raise KeyboardInterrupt


def in_another_thread(work: Callable[[], None]) -> list[BaseException | None]:
    """How the work ends there: the exception, or None."""
    ends: list[BaseException | None] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001  (whatever it is, the test wants to see it)
            ends.append(error)
        else:
            ends.append(None)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return ends


def test_in_another_thread_the_limit_holds_too() -> None:
    def work() -> None:
        with time_limit(0.1):
            spin(30)

    (error,) = in_another_thread(work)
    assert isinstance(error, NoAnswerError)
    assert error.message == "no answer was found within 0.1 seconds"


@pytest.mark.slow
def test_in_another_thread_nothing_comes_after_work_that_ended_near_its_limit() -> None:
    def work() -> None:
        for microseconds in range(200, 2_000, 20):
            with suppress(NoAnswerError), time_limit(microseconds / 1e6):
                spin(0.001)
            # An interrupt that were still pending would be raised here.
            sum(range(1_000))

    assert in_another_thread(work) == [None]


def test_where_ctrl_c_is_ignored_the_limit_holds_too() -> None:
    # So is a server's that was started in the background, as by nohup.
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with pytest.raises(NoAnswerError), time_limit(0.1):
            spin(30)
    finally:
        signal.signal(signal.SIGINT, handler)


WITHOUT_THREADS = """
import threading

def refuse(thread):
    raise RuntimeError("can't start new thread")

threading.Thread.start = refuse
import grad_magic
print(grad_magic.solve("f=x*exp(2*y) at=(1,0) dir=(1,-1)").directional_derivative)
"""


@pytest.mark.slow
def test_without_threads_there_is_an_answer_and_no_limit() -> None:
    # As in Pyodide, which says so when a thread is started.
    output = subprocess.check_output(  # noqa: S603  (our own text)
        [sys.executable, "-c", WITHOUT_THREADS], text=True
    )
    assert output == "-sqrt(2)/2\n"


class _Loud:
    """Takes so long to be destroyed that an interrupt meets it there."""

    def __del__(self) -> None:
        end = time.monotonic() + 0.4
        while time.monotonic() < end:
            pass


def _be_loud_and_go_on() -> None:
    _Loud()
    while True:
        pass


def test_an_interrupt_that_meets_a_destructor_is_sent_again_and_not_reported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reported: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", reported.append)
    own = sys.unraisablehook
    with pytest.raises(NoAnswerError), time_limit(0.2):
        _be_loud_and_go_on()
    assert not reported
    assert sys.unraisablehook is own
