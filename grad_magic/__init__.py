"""The calculus of several variables in a notebook: the worked answer and the picture.

    %load_ext grad_magic
    %%grad f=x*exp(2*y) at=(1,0) dir=(1,-1)

Importing this package imports neither IPython, SymPy, NumPy nor Matplotlib.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from grad_magic.errors import (
    GradMagicError,
    MeaninglessRequestError,
    NoAnswerError,
    RequestSyntaxError,
)

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from grad_magic.exercises.problem_set import practice
    from grad_magic.result import Result, page, solve
    from grad_magic.webpage.conversion import offline_formulas

__version__ = "1.0.0"

__all__ = [
    "GradMagicError",
    "MeaninglessRequestError",
    "NoAnswerError",
    "RequestSyntaxError",
    "Result",
    "load_ipython_extension",
    "offline_formulas",
    "page",
    "practice",
    "solve",
    "unload_ipython_extension",
]


def load_ipython_extension(ipython: InteractiveShell) -> None:
    """Adds `%grad` and `%%grad` to a shell, for `%load_ext grad_magic`."""
    from grad_magic.notebook.magic import load

    load(ipython)


def unload_ipython_extension(ipython: InteractiveShell) -> None:
    """Takes away all that loading added, for `%unload_ext grad_magic`."""
    from grad_magic.notebook.magic import unload

    unload(ipython)


def __getattr__(name: str) -> object:
    # They bring SymPy with them, so they come when they are first asked for.
    if name in ("Result", "page", "solve"):
        from grad_magic import result

        return getattr(result, name)
    if name == "practice":
        from grad_magic.exercises import problem_set

        return problem_set.practice
    if name == "offline_formulas":
        from grad_magic.webpage import conversion

        return conversion.offline_formulas
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
