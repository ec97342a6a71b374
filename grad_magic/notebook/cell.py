"""Lets a cell with the one line `%%grad …` run, in a notebook and in a script made of one."""

from __future__ import annotations

import dis
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from IPython.core.interactiveshell import InteractiveShell
from IPython.display import display

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

# A tab or a no-break space after the name, as pasted from a web page, is a space too.
_FILES_OF_CELLS = (".ipy", ".ipynb")
# The latter in IPython 7.
_NAMES_OF_MODULES = ("<module>", "<cell line: ")
_FIRST_LINE = re.compile(r"%%grad(?=[\s;?]|$)[^\S\n]*")
_GOES_ON = re.compile(r"(?<!\\)\\(?=[^\S\n]*\n)")

_MAGIC_CALLS = (
    InteractiveShell.run_line_magic.__code__,
    InteractiveShell.run_cell_magic.__code__,
)

# What nbconvert calls the line magic that it makes of `%%grad …` behind a comment.
NAME_INSIDE_SCRIPTS = "%grad"


def complete_bare_cell(lines: list[str]) -> list[str]:
    """A cell that starts with `%%grad`, made into one that IPython accepts.

    IPython refuses a cell magic without a body before the magic is asked, and sees none
    behind comments or blank lines. Other cells come back as they are. IPython calls this
    several times a cell, so it is cheap and does nothing twice.

    Args:
        lines: the cell's lines with their line ends.
    """
    for index, line in enumerate(lines):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        match = _FIRST_LINE.match(line)
        if match is None or line[match.end() :].strip() in ("?", "??"):
            return lines
        first = f"%%grad {line[match.end() :]}"
        body = lines[index + 1 :]
        if body:
            return [first, *body]
        return [first if first.endswith("\n") else first + "\n", "\n"]
    return lines


def join_lines(line: str, cell: str) -> str:
    r"""The request of a cell magic, in which a backslash at the end of a line is a space.

    A line typed in a terminal goes on behind it, and IPython joins the lines of `%grad` by itself.
    The backslashes of LaTeX in pairs stay, and every sign stays in its place.

    >>> join_lines("f=x^2 \\", "at=3")
    'f=x^2  \nat=3'
    """
    return _GOES_ON.sub(" ", f"{line}\n{cell}")


def accept_bare_calls(shell: InteractiveShell) -> None:
    """Lets `run_cell_magic("grad", line, "")` run, which nbconvert writes into a script.

    IPython refuses it before the magic is asked. And as a script shows no values, what such a
    call answers in one is displayed.
    """
    run_cell_magic: Callable[[str, str, str], Any] = shell.run_cell_magic

    def run(magic_name: str, line: str, cell: str) -> Any:
        if magic_name != "grad":
            return run_cell_magic(magic_name, line, cell)
        result = run_cell_magic(magic_name, line, cell or "\n")
        if result is not None:
            caller = _receiver(sys._getframe(1))  # noqa: SLF001
            if caller is not None and _is_script(caller, shell):
                display(result)
        return result

    shell.run_cell_magic = run  # type: ignore[method-assign]


def show_in_script(result: object, shell: InteractiveShell) -> None:
    """Displays what a line magic answers where a script throws it away.

    A notebook shows the value of a cell's last line; the script that nbconvert makes of it, as
    of every line `get_ipython().run_line_magic('grad', …)`, shows none. What is kept, as in
    `r = …`, is not shown by either.
    """
    caller = _receiver(_caller_of_magic(sys._getframe(1)))  # noqa: SLF001
    if caller is not None and _is_script(caller, shell) and _throws_away(caller):
        display(result)


def _caller_of_magic(frame: FrameType | None) -> FrameType | None:
    """What called the magic that this frame belongs to."""
    while frame is not None and frame.f_code not in _MAGIC_CALLS:
        frame = frame.f_back
    caller = None if frame is None else frame.f_back
    # Ours, through which every cell magic goes.
    while caller is not None and caller.f_globals.get("__name__") == __name__:
        caller = caller.f_back
    return caller


def _receiver(caller: FrameType | None) -> FrameType | None:
    """To what the value goes that a caller of a magic is given: `%time` hands it on."""
    while caller is not None and caller.f_code.co_filename.startswith("<timed "):
        is_handed_on = _next_operation(caller).startswith("RETURN")
        caller = _caller_of_magic(caller) if is_handed_on else None
    return caller


def _throws_away(caller: FrameType) -> bool:
    """Whether a line of a module is a call alone, and its value goes nowhere."""
    is_of_module = caller.f_code.co_name.startswith(_NAMES_OF_MODULES)
    return is_of_module and _next_operation(caller) == "POP_TOP"


def _next_operation(frame: FrameType) -> str:
    """The name of what the frame does with the value that it waits for."""
    instructions = dis.get_instructions(frame.f_code)
    return next((step.opname for step in instructions if step.offset > frame.f_lasti), "")


def _is_script(caller: FrameType, shell: InteractiveShell) -> bool:
    """Whether the shell runs a file just now (`ipython script.py`, `%run`), and this is it."""
    file = shell.user_ns.get("__file__")
    if caller.f_globals is not shell.user_ns or not isinstance(file, str):
        return False
    # What is written as in IPython is run by cells, which have names of their own.
    is_of_cells = Path(file).suffix in _FILES_OF_CELLS
    return is_of_cells or Path(caller.f_code.co_filename).name == Path(file).name


def refuse_bare_calls(shell: InteractiveShell) -> None:
    """Takes back what `accept_bare_calls` did, also by an earlier version of this module."""
    if getattr(vars(shell).get("run_cell_magic"), "__module__", "") == __name__:
        del shell.run_cell_magic
