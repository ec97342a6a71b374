"""A limit on the time that an answer may take."""

from __future__ import annotations

import _thread
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from grad_magic.errors import NoAnswerError

# An interrupt that was asked for arrives within a few bytecodes.
_ARRIVAL_SECONDS = 1.0
_AGAIN_SECONDS = 0.5


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Stops what runs inside when its time is up.

    The main thread is interrupted as by Ctrl-C, which works on every system; in other threads
    Python offers nothing of the kind, and there is no limit. Ctrl-C itself keeps its meaning.

    Raises:
        NoAnswerError: the time was up.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    watch = _Watch(seconds)
    try:
        with watch:
            yield
    except KeyboardInterrupt:
        if not watch.fired:
            raise
        raise NoAnswerError(
            f"no answer was found within {seconds:g} seconds",
            advice="A simpler form of the function may help; the limit is GradMagic.budget.",
        ) from None


class _Watch:
    """Interrupts the main thread once, unless the work has ended before."""

    def __init__(self, seconds: float) -> None:
        self.fired = False
        self._ended = False
        self._lock = threading.Lock()
        self._timer = self._alarm(seconds)

    def __enter__(self) -> None:
        self._timer.start()

    def _alarm(self, seconds: float) -> threading.Timer:
        timer = threading.Timer(seconds, self._interrupt)
        timer.daemon = True
        return timer

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with self._lock:
            self._ended = True
            self._timer.cancel()
        if self.fired and kind is None:
            # The interrupt is on its way: it must arrive here and not in the user's code.
            time.sleep(_ARRIVAL_SECONDS)

    def _interrupt(self) -> None:
        with self._lock:
            if not self._ended:
                self.fired = True
                _interrupt_main_thread()
                # An interrupt that meets a destructor is lost, so it is sent again.
                self._timer = self._alarm(_AGAIN_SECONDS)
                self._timer.start()


def _interrupt_main_thread() -> None:
    """Ctrl-C from inside: a real signal where there is one, as that ends a sleep too."""
    main = threading.main_thread().ident
    is_handled = callable(signal.getsignal(signal.SIGINT))
    if is_handled and main is not None and hasattr(signal, "pthread_kill"):
        signal.pthread_kill(main, signal.SIGINT)
    elif is_handled:
        _thread.interrupt_main()
