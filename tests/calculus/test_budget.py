from __future__ import annotations

import threading
import time

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


def test_ctrl_c_keeps_its_meaning() -> None:
    with pytest.raises(KeyboardInterrupt), time_limit(30):
        raise KeyboardInterrupt


def test_in_another_thread_there_is_no_limit() -> None:
    done: list[bool] = []

    def work() -> None:
        with time_limit(0.01):
            time.sleep(0.1)
        done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]
