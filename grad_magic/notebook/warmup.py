"""Everything slow that the first answer needs, done between two cells."""

from __future__ import annotations

import atexit
from contextlib import suppress
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


class WarmUp:
    """Loads SymPy and Matplotlib after the cell that loaded the extension.

    A thread that imports while the user's own cell imports leaves half-made modules behind,
    so it starts when a cell has ended and is waited for before the next one begins. While a cell
    waits nothing more is begun: what it needs it does sooner by itself.
    """

    def __init__(self, shell: InteractiveShell) -> None:
        self.shell = shell
        self._thread: Thread | None = None
        self._is_awaited = Event()
        self.interrupted_cell: int | None = None

    def schedule(self) -> None:
        """Arranges for the work to start when the running cell has ended."""
        self.shell.events.register("post_run_cell", self.start)

    def cancel(self) -> None:
        """Takes the arrangement back; work that has begun is finished first."""
        for event, callback in (("post_run_cell", self.start), ("pre_run_cell", self.finish)):
            if callback in self.shell.events.callbacks[event]:
                self.shell.events.unregister(event, callback)
        self.finish_thread()

    def start(self, *_: object) -> None:
        """Begins the work; called by IPython after a cell."""
        self.shell.events.unregister("post_run_cell", self.start)
        thread = Thread(
            target=_make_first_calls,
            args=(self._is_awaited,),
            name="grad_magic warm-up",
            daemon=True,
        )
        # Where there are no threads (Pyodide), starting one is a RuntimeError: then it all
        # comes with the first request.
        with suppress(RuntimeError):
            thread.start()
            self._thread = thread
            # A daemon that a process ends while it paints takes the process down with it.
            atexit.register(self.finish_thread)
            self.shell.events.register("pre_run_cell", self.finish)

    def finish(self, *_: object) -> None:
        """Waits for the work; called by IPython before a cell.

        An interrupt does not end it, as no cell may run beside it, and is kept for the cell: what
        is raised here IPython prints as an error of this call, and runs the cell all the same.
        """
        self.shell.events.unregister("pre_run_cell", self.finish)
        try:
            self.finish_thread()
        except KeyboardInterrupt:
            self.interrupted_cell = self.shell.execution_count
            self.finish_thread()

    def finish_thread(self) -> None:
        """Waits until the thread, if there is one, has ended."""
        if self._thread is not None:
            atexit.unregister(self.finish_thread)
            self._is_awaited.set()
            self._thread.join()
            self._thread = None


# One for each picture, as beside them all answers make the same first calls; then the rooms that
# are loaded when they are needed.
_REQUESTS = (
    "f=x*exp(2*y) at=(1,0) dir=(1,-1)",
    "f=x^2 at=1",
    "f=x*y*z at=(1,2,3)",
    "f=|x|*y at=(0,1) answer=(0,0)",
    "f=x^3-3x+y^2 critical=all order=2",
)


def _make_first_calls(is_awaited: Event) -> None:
    """Small requests, answered and shown to nobody, until somebody waits for the end."""
    import grad_magic.notebook.display  # noqa: F401  (by which they are shown)
    from grad_magic.picture.screen import render_png
    from grad_magic.result import solve

    for request in _REQUESTS:
        if is_awaited.is_set():
            return
        result = solve(request)
        if not is_awaited.is_set() and result.outputs and result.scene is not None:
            render_png(result.scene)
