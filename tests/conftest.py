"""What all tests share: which of them are quick, and shells, each fresh for one test."""

from __future__ import annotations

import gc
import os
import signal
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from hypothesis import Phase, settings
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from grad_magic import written
from grad_magic.calculus import budget

# Explaining a failure traces every line, which takes longer than an answer may; and how long an
# example takes says more of the machine than of the code.
# The same examples each time, so that a change is judged by what it changes; to look for new ones:
# pytest --hypothesis-profile=explore
_PHASES = [phase for phase in Phase if phase is not Phase.explain]
settings.register_profile("plain", phases=_PHASES, deadline=None, derandomize=True, max_examples=40)
settings.register_profile("explore", phases=_PHASES, deadline=None)
settings.load_profile("plain")


# Of a table with more rows of one kind all but so many are slow, taken evenly from the whole of it.
_QUICK_ROWS = 2
# Of a table with at least so many slow rows the gate tries one in so many, always the same ones, as
# such a table has several of each kind. `-m slow` tries them all.
_LONG = 8
_TRIED = 3
# Of the other slow tests the gate runs one in so many with the oldest versions, and the rest with
# the newest: each with one of them.
_OLDEST = 3


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collects without looking for garbage, of which there is none."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks rows of long tables as slow, and what is slow by where the gate runs it."""
    tables: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        tables[item.nodeid.partition("[")[0]].append(item)
    for name, rows in tables.items():
        unmarked = [item for item in rows if not item.get_closest_marker("slow")]
        quick = {k * len(unmarked) // _QUICK_ROWS for k in range(_QUICK_ROWS)}
        if len(unmarked) > _QUICK_ROWS:
            for number in set(range(len(unmarked))) - quick:
                unmarked[number].add_marker(pytest.mark.slow)
        # By names, as each of the two may collect what the other does not; but not by those of
        # rows, which differ with the version of pytest. Tables of a module begin alike, as the
        # answers to their rows are often the same.
        first = crc32((name if len(rows) == 1 else name.partition("::")[0]).encode())
        slow = [item for item in rows if item.get_closest_marker("slow")]
        step = _TRIED if len(slow) >= _LONG else 1
        for number, item in enumerate(slow[::step]):
            item.add_marker("newest" if (first + number) % _OLDEST else "oldest")


@pytest.fixture(scope="session", autouse=True)
def heard_interrupts() -> None:
    """An interrupt reaches the tests also where they run in the background of a shell."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


# What is found within seconds must not depend on how fast the machine of the tests is, or how busy:
# that of the clock on both, that of the processor's work on the former alone.
_PATIENCE = 5
_PATIENCE_WITH_WORK = 2
# How many times as long as it works a step may wait, beyond what an answer to a user may.
_WAITING = 20
# Tests of the limits themselves set shorter ones.
_SHORTEST_STRETCHED = 1.0


@pytest.fixture(scope="session", autouse=True)
def patient_limits() -> Iterator[None]:
    """Gives all work more time."""
    watch: Callable[..., Any] = vars(budget)["_Watch"]

    def watch_longer(seconds: float, *, is_of_work: bool) -> Any:
        factor = _PATIENCE_WITH_WORK if is_of_work else _PATIENCE
        factor = factor if seconds >= _SHORTEST_STRETCHED else 1
        return watch(factor * seconds, is_of_work=is_of_work)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(budget, "_Watch", watch_longer)
        patch.setattr(budget, "_PATIENCE", _WAITING)
        yield


@pytest.fixture(scope="session", autouse=True)
def typeset_answers() -> Iterator[None]:
    """Writes the LaTeX of all answers that tests set into a folder, if KEPT_ANSWERS names one."""
    folder = os.environ.get("KEPT_ANSWERS")
    if not folder:
        yield
        return
    kept: set[str] = set()
    typeset: Callable[..., str] = vars(written)["typeset_latex"]

    def typeset_and_keep(*arguments: Any) -> str:
        latex = typeset(*arguments)
        kept.add(latex)
        return latex

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(written, "typeset_latex", typeset_and_keep)
        yield
    path = Path(folder, f"{os.getpid()}.txt")
    path.write_text("".join(f"{latex}\n" for latex in sorted(kept)), encoding="utf-8")


@pytest.fixture
def new_shell(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bool], InteractiveShell]]:
    """Makes shells that keep what they publish; the argument: whether they show LaTeX."""

    # A doctest leaves its last value in builtins, and IPython then keeps none of its own.
    monkeypatch.delattr("builtins._", raising=False)
    made: list[InteractiveShell] = []

    def make(rich: bool) -> InteractiveShell:
        InteractiveShell.clear_instance()
        config = Config()
        config.HistoryManager.enabled = False
        config.HistoryManager.hist_file = ":memory:"
        shell = InteractiveShell.instance(config=config)
        shell.display_pub = CapturingDisplayPublisher()
        if not rich:
            assert shell.display_formatter is not None
            shell.display_formatter.active_types = ["text/plain"]
        made.append(shell)
        return shell

    yield make
    for shell in made:
        # No first calls go on beside the next test, as fonts are read by one thread at a time.
        manager = shell.extension_manager
        if manager is not None and "grad_magic" in manager.loaded:
            manager.unload_extension("grad_magic")
    InteractiveShell.clear_instance()


@pytest.fixture
def shell(new_shell: Callable[[bool], InteractiveShell]) -> InteractiveShell:
    """A shell as in a notebook, with the extension loaded."""
    shell = new_shell(True)  # noqa: FBT003
    shell.run_line_magic("load_ext", "grad_magic")
    return shell


@pytest.fixture
def terminal(new_shell: Callable[[bool], InteractiveShell]) -> InteractiveShell:
    """A shell as in a terminal, with the extension loaded."""
    shell = new_shell(False)  # noqa: FBT003
    shell.run_line_magic("load_ext", "grad_magic")
    return shell
