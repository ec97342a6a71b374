"""What a result publishes: the answer as LaTeX, and under it the picture."""

from __future__ import annotations

import sys
from base64 import b64encode
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from types import CodeType, FrameType
from typing import TYPE_CHECKING, Protocol

from IPython.core.displayhook import CapturingDisplayHook, DisplayHook
from IPython.core.error import UsageError
from IPython.core.formatters import DisplayFormatter
from IPython.core.getipython import get_ipython
from IPython.display import display

from grad_magic.wording.messages import Message

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from grad_magic.interactive.mover import Mover
    from grad_magic.notebook.forms import Forms
    from grad_magic.picture.scene import Scene
    from grad_magic.wording.language import Language


class Displayable(Protocol):
    """What is shown of a result."""

    @property
    def latex(self) -> str:
        """All of the answer for a notebook."""

    @property
    def language(self) -> Language:
        """In which words it is shown."""

    @property
    def outputs(self) -> tuple[tuple[str, str], ...]:
        """The answer in parts, each as LaTeX and as text."""

    @property
    def scene(self) -> Scene | None:
        """The picture, if there is one."""

    @property
    def is_picture_asked(self) -> bool:
        """Whether it is shown where text is the rule."""

    @property
    def missing_picture(self) -> str:
        """Why there is none; empty where none is to be expected."""

    @property
    def frame(self) -> str:
        """The page that moves, as HTML, if it is to be shown."""

    @property
    def frame_with_answer(self) -> str:
        """The same with the answer in it, where there is one output for all."""

    @property
    def mover(self) -> Mover | None:
        """What sliders move, if there are to be any."""

    @property
    def missing_page(self) -> str:
        """Why there is no page, or no sliders, where they are asked for."""

    @property
    def silent_in_cell(self) -> int | None:
        """The number of the cell in which nothing is shown."""

    def forget_drafts(self) -> None:
        """Lets go what it was written and drawn from, and packs the rest, once it is shown."""


@dataclass(frozen=True, eq=False)
class Output:
    """One output: its forms by MIME type, images in base64, and what is known of each form."""

    data: Forms
    metadata: dict[str, dict[str, object]] = field(default_factory=dict)


def publish(results: Sequence[Displayable]) -> None:
    """Displays results in the running shell, if that is what IPython was asked to do.

    IPython asks an object to display itself also where its forms alone are wanted (`glue`,
    `display_formatter.format`).

    Raises:
        NotImplementedError: the forms are wanted, or the frontend shows text only; IPython then
            asks for `bundle`.
    """
    shell = get_ipython()
    if shell is None or not _is_to_display():
        raise NotImplementedError
    shown = [result for result in results if result.silent_in_cell != shell.execution_count]
    is_text = bool(shown) and not _shows_latex(shell)
    if is_text and not (any(result.is_picture_asked for result in shown) and sys.stdout.isatty()):
        raise NotImplementedError
    try:
        if is_text:
            _show_as_text(shown, shell)
        else:
            for output in _outputs(shown, shell):
                _display(output)
    except KeyboardInterrupt:
        said = Message("interrupted_the_picture_is_missing").told(shown[0].language.code)
        shell.showtraceback((UsageError, UsageError(said), None))
    # Those that a semicolon silences are kept by IPython too.
    for result in results:
        result.forget_drafts()


def _show_as_text(results: Sequence[Displayable], shell: InteractiveShell) -> None:
    """Prints the results, and under them the pictures, or why there is none."""
    data: Forms = {"text/plain": "\n\n".join(map(repr, results))}
    formatting = _formatting()
    if formatting is not None and _asker(formatting) is DisplayHook.compute_format_data.__code__:
        # A value stands behind its prompt and in the history, as if it had not shown itself.
        shell.displayhook.write_format_data(data)
        shell.displayhook.log_output(data)
    else:
        _display(Output(data))
    from grad_magic.notebook.terminal import show_in_terminal

    asked = [result for result in results if result.is_picture_asked]
    scenes = [result.scene for result in asked if result.scene is not None]
    if scenes:
        show_in_terminal(scenes, asked[0].language)
    for missing in filter(None, (result.missing_picture for result in asked)):
        print(missing)  # noqa: T201


def bundle(
    results: Sequence[Displayable],
    latex: str,
    plain: str,
    include: Container[str] | None = None,
    exclude: Container[str] | None = None,
) -> tuple[Forms, dict[str, dict[str, object]]]:
    """The results as one output: its forms, and what is known of each.

    Args:
        results: what is shown.
        latex: all of it for a notebook.
        plain: all of it as text.
        include: the forms that are wanted; None for all.
        exclude: those that are not.
    """

    def is_wanted(form: str) -> bool:
        return (include is None or form in include) and (exclude is None or form not in exclude)

    shell = get_ipython()
    output = Output({"text/plain": plain})
    if shell is not None and is_captured():
        # One output is taken from here; those displayed meanwhile stand before it.
        *before, output = _outputs(results, shell)
        for earlier in before:
            _display(earlier)
    elif shell is None or _shows_latex(shell):
        scenes = [result.scene for result in results if result.scene is not None]
        picture = _picture(scenes, set()) if scenes and is_wanted("image/png") else Output({})
        frames = [result.frame_with_answer for result in results]
        page = {"text/html": "\n".join(frames)} if all(frames) else {}
        output = Output(
            {**page, **picture.data, "text/latex": latex, "text/plain": plain}, picture.metadata
        )
    for result in results:
        result.forget_drafts()
    wanted = {form: data for form, data in output.data.items() if is_wanted(form)}
    return wanted, {form: known for form, known in output.metadata.items() if form in wanted}


def is_captured() -> bool:
    """Whether a cell's value is formatted for `%%capture` of a shell that shows LaTeX."""
    shell = get_ipython()
    formatting = _formatting()
    return (
        shell is not None
        and _shows_latex(shell)
        and formatting is not None
        and _asker(formatting) is CapturingDisplayHook.__call__.__code__
    )


def _shows_latex(shell: InteractiveShell) -> bool:
    formatter = shell.display_formatter
    return formatter is not None and "text/latex" in formatter.active_types


_DISPLAYING = (display.__code__, DisplayHook.compute_format_data.__code__)
"""The code of IPython that displays what it formats: `display(…)` and the value of a cell."""


def _is_to_display() -> bool:
    """Whether all forms of an object are wanted, to be displayed.

    IPython tells the object only that it is to display itself, not for whom.
    """
    formatting = _formatting()
    if formatting is None:
        return True
    selects = formatting.f_locals["include"] or formatting.f_locals["exclude"]
    return not selects and _asker(formatting) in _DISPLAYING


def _formatting() -> FrameType | None:
    """The call in which IPython formats an object; None where IPython was not asked."""
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001  (public in all but name)
    while frame is not None and frame.f_code is not DisplayFormatter.format.__code__:
        frame = frame.f_back
    return frame


def _asker(formatting: FrameType) -> CodeType | None:
    return None if formatting.f_back is None else formatting.f_back.f_code


def _outputs(results: Sequence[Displayable], shell: InteractiveShell) -> Iterator[Output]:
    for result in results:
        yield from _outputs_of(result, shell)


def _outputs_of(result: Displayable, shell: InteractiveShell) -> Iterator[Output]:
    missing_page = result.missing_page
    for latex, plain in result.outputs:
        yield Output({"text/latex": latex, "text/plain": plain})
    picture = None if result.scene is None else _picture([result.scene], _figure_formats(shell))
    if result.frame:
        # One output of all forms, so that a frontend without HTML shows the picture.
        still = picture or Output({"text/plain": result.outputs[-1][1]})
        yield Output({"text/html": result.frame, **still.data}, still.metadata)
    elif result.mover is not None:
        from grad_magic.notebook.sliders import show_sliders

        still = picture or Output({"text/plain": result.outputs[-1][1]})
        view, missing = show_sliders(result.mover, shell)
        # In one output with the picture, for frontends without widgets and after the kernel's end.
        yield Output({**view, **still.data}, still.metadata)
        missing_page = missing
    elif picture is not None:
        yield picture
    for missing in filter(None, (result.missing_picture, missing_page)):
        yield Output({"text/plain": missing})


def _picture(scenes: Sequence[Scene], formats: set[str]) -> Output:
    """The pictures, one under the other, with the sentence that tells them."""
    from grad_magic.picture.screen import render_png

    description = "\n".join(scene.description for scene in scenes)
    data: Forms = {"text/plain": description}
    if "svg" in formats:
        from grad_magic.picture.figure import render

        # nbconvert gives a PDF the PNG, but where there is no PDF beside the SVG it asks for
        # Inkscape all the same.
        (scene,) = scenes
        data["image/svg+xml"] = render(scene, "svg").decode()
        data["application/pdf"] = b64encode(render(scene, "pdf")).decode("ascii")
    png = render_png(*scenes)
    # The alternative text is for nbconvert and nbsphinx; JupyterLab 4.6 takes none yet.
    known = {"width": png.width, "height": png.height, "alt": description}
    data["image/png"] = b64encode(png.data).decode("ascii")
    return Output(data, {"image/png": known})


def _display(output: Output) -> None:
    display(output.data, raw=True, metadata=output.metadata)


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
