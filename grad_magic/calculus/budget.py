"""A limit on the time that an answer may take."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from grad_magic.errors import OutOfTimeError
from grad_magic.wording.messages import Message

# A signal that was sent arrives within a few bytecodes.
_ARRIVAL_SECONDS = 1.0
_AGAIN_SECONDS = 0.5
# A wait that is shorter costs more than it saves.
_SHORTEST_WAIT = 0.01
_CONTEXTLIB = contextlib.__file__
# Whatever happens, it does not go on for ever.
_MOST_INTERRUPTS = 20
# On a busy machine a step of the answer may wait so many times as long as it works.
_PATIENCE = 3


@contextmanager
def time_limit(
    seconds: float, *, of: float | None = None, is_of_work: bool = False
) -> Iterator[None]:
    """Stops what runs inside when its time is up, in whichever thread it runs.

    It is interrupted as by Ctrl-C, which itself keeps its meaning. Where Python has no threads
    (Pyodide) nothing can watch the time, and there is no limit.

    Args:
        seconds: that it may take.
        of: the whole limit that the message names, of which these seconds are left.
        is_of_work: whether the time is that of the processor, where this is known, so that what is
            found in it does not depend on what else the machine does.

    Raises:
        OutOfTimeError: the time was up.
    """
    watch = _Watch(seconds, is_of_work=is_of_work)
    try:
        with watch:
            yield
    except KeyboardInterrupt:
        # It may have come just before the watch could end itself.
        watch.end()
        if not watch.fired:
            raise
        raise OutOfTimeError(
            Message("no_answer_was_found_within_seconds", seconds=of or seconds),
            advice=Message("a_simpler_form_may_help"),
        ) from None


class _Watch:
    """Interrupts the thread that made it once, unless the work has ended before."""

    def __init__(self, seconds: float, *, is_of_work: bool) -> None:
        self.fired = False
        self._seconds = seconds
        self._started = time.monotonic()
        self._ended = False
        self._sent = 0
        self._thread = threading.get_ident()
        self._clock = _clock_of(self._thread) if is_of_work else None
        self._began_at = 0.0 if self._clock is None else time.clock_gettime(self._clock)
        self._sends_signals = _takes_signals()
        self._asker: FrameType | None = None
        self._lock = threading.Lock()
        self._timer = self._alarm(seconds)
        self._reported_by = sys.unraisablehook

    def __enter__(self) -> None:
        # The frame that asked for the limit, behind this one and those of contextlib.
        frame = sys._getframe(1)  # noqa: SLF001  (public in all but name)
        while frame.f_back is not None and frame.f_code.co_filename in (__file__, _CONTEXTLIB):
            frame = frame.f_back
        self._asker = frame
        sys.unraisablehook = self._report
        # Where there are no threads, starting one is a RuntimeError.
        with contextlib.suppress(RuntimeError):
            self._timer.start()

    def _report(self, unraisable: sys.UnraisableHookArgs) -> None:
        """Says nothing of an interrupt that met a destructor, as it is sent again."""
        if not (self.fired and unraisable.exc_type is KeyboardInterrupt):
            self._reported_by(unraisable)

    def _is_inside(self) -> bool:
        """Whether the thread still runs what is limited."""
        frame = sys._current_frames().get(self._thread)  # noqa: SLF001
        while frame is not None and frame is not self._asker:
            frame = frame.f_back
        return frame is not None

    def _alarm(self, seconds: float) -> threading.Timer:
        timer = threading.Timer(seconds, self._interrupt)
        timer.daemon = True
        return timer

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        has_arrived = self.end()
        if sys.unraisablehook == self._report:
            sys.unraisablehook = self._reported_by
        if has_arrived and not self.fired:
            raise KeyboardInterrupt
        if self._sends_signals and self.fired and kind is None and not has_arrived:
            # The signal is on its way: it must arrive here and not in the user's code.
            time.sleep(_ARRIVAL_SECONDS)

    def end(self) -> bool:
        """Sends no more interrupts; whether one arrived meanwhile, which changes nothing."""
        has_arrived = False
        while not self._ended:
            try:
                with self._lock:
                    self._ended = True
                    self._timer.cancel()
                    if self.fired and not self._sends_signals:
                        _set_pending(self._thread, None)
            except KeyboardInterrupt:  # noqa: PERF203  (one that came meanwhile)
                has_arrived = True
        return has_arrived

    def _seconds_left(self) -> float:
        """How long the work may still take, if it gets all of the processor."""
        is_late = time.monotonic() - self._started >= _PATIENCE * self._seconds
        if self._clock is None or is_late:
            return 0.0
        return self._seconds - (time.clock_gettime(self._clock) - self._began_at)

    def _interrupt(self) -> None:
        with self._lock:
            left = 0.0 if self._ended or self.fired else self._seconds_left()
            if left > _SHORTEST_WAIT:
                self._timer = self._alarm(left)
                self._timer.start()
            elif not self._ended and self._sent < _MOST_INTERRUPTS and self._is_inside():
                self.fired = True
                self._sent += 1
                if self._sends_signals:
                    signal.pthread_kill(self._thread, signal.SIGINT)
                else:
                    _set_pending(self._thread, KeyboardInterrupt)
                # An interrupt that meets a destructor is lost, so it is sent again.
                self._timer = self._alarm(_AGAIN_SECONDS)
                self._timer.start()


def _clock_of(thread: int) -> int | None:
    """The clock of a thread's work, where the system has one."""
    try:
        return time.pthread_getcpuclockid(thread)
    except (AttributeError, OSError):  # Pyodide has the function, and no such clock
        return None


def _takes_signals() -> bool:
    """Whether a real Ctrl-C reaches this thread; it ends a sleep too, as nothing else does."""
    return (
        threading.current_thread() is threading.main_thread()
        and callable(signal.getsignal(signal.SIGINT))
        and hasattr(signal, "pthread_kill")
    )


def _set_pending(thread: int, exception: type[BaseException] | None) -> None:
    """Makes the thread raise the exception at its next bytecode; None takes one back."""
    import ctypes

    pending = None if exception is None else ctypes.py_object(exception)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), pending)
