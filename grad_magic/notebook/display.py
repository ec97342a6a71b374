"""A result's two outputs: the answer as LaTeX, and under it the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from IPython.core.getipython import get_ipython
from IPython.display import display

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from grad_magic.picture.scene import Scene


class Displayable(Protocol):
    """What is shown of a result."""

    @property
    def latex(self) -> str:
        """The answer for a notebook."""

    @property
    def text(self) -> str:
        """The same answer for a frontend that shows text only."""

    @property
    def scene(self) -> Scene | None:
        """The picture, if there is one."""

    @property
    def missing_picture(self) -> str:
        """Why there is none; empty where none is to be expected."""

    @property
    def silent_in_cell(self) -> int | None:
        """The number of the cell in which nothing is shown."""


def publish(result: Displayable) -> None:
    """Displays the result in the running shell.

    Raises:
        NotImplementedError: the frontend shows text only; IPython then prints the `repr`.
    """
    shell = get_ipython()
    if shell is not None and result.silent_in_cell == shell.execution_count:
        return
    formatter = None if shell is None else shell.display_formatter
    if shell is None or formatter is None or "text/latex" not in formatter.active_types:
        raise NotImplementedError
    _display({"text/latex": result.latex, "text/plain": result.text})
    if result.scene is not None:
        _publish_picture(shell, result.scene)
    elif result.missing_picture:
        _display({"text/plain": result.missing_picture})


def _publish_picture(shell: InteractiveShell, scene: Scene) -> None:
    from grad_magic.picture.figure import render, render_png

    if "svg" in _figure_formats(shell):
        svg = render(scene, "svg").decode()
        _display({"image/svg+xml": svg, "text/plain": scene.description})
        return
    png = render_png(scene)
    size = {"width": png.width, "height": png.height}
    _display({"image/png": png.data, "text/plain": scene.description}, {"image/png": size})


def _display(data: dict[str, object], metadata: dict[str, object] | None = None) -> None:
    display(data, raw=True, metadata=metadata)


def _figure_formats(shell: InteractiveShell) -> set[str]:
    """The formats that the user asked Matplotlib's inline backend for, if any.

    They are read from where the backend keeps them: to import or make one (matplotlib_inline
    0.2.2) imports pyplot, switches rcParams and adds its own hooks to the shell.
    """
    for configurable in shell.configurables:
        if type(configurable).__name__ == "InlineBackend":
            return set(configurable.figure_formats)  # type: ignore[attr-defined]
    settings = shell.config.get("InlineBackend", {})
    formats = settings.get("figure_formats", ())
    # A configuration file may hold additions to a set that is not there yet.
    is_complete = isinstance(formats, (set, frozenset, list, tuple))
    return set(formats if is_complete else ()) or {settings.get("figure_format", "")}
