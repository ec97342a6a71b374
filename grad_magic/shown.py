"""How frontends ask an answer to be shown, whatever it is about."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import TYPE_CHECKING

from grad_magic.lesson.typesetting.latex import stack_latex

if TYPE_CHECKING:
    from grad_magic.notebook.display import Displayable
    from grad_magic.notebook.forms import Forms
    from grad_magic.picture.figure import FileFormat

PICTURE_FORMATS: Mapping[str, FileFormat] = {".png": "png", ".svg": "svg", ".pdf": "pdf"}
"""The formats of pictures by the endings of files."""


class Shown:
    """The methods by which frontends ask an answer, or answers to several points, to be shown."""

    __slots__ = ()

    @property
    def _shown(self) -> Sequence[Displayable]:
        """What is shown, one under the other."""
        raise NotImplementedError

    def forget_drafts(self) -> None:
        """Lets go what it was written and drawn from, and packs the rest, once it is shown."""

    def _ipython_display_(self) -> None:
        from grad_magic.notebook.display import publish

        publish(self._shown)

    def _repr_mimebundle_(
        self, include: Container[str] | None = None, exclude: Container[str] | None = None
    ) -> tuple[Forms, dict[str, dict[str, object]]]:
        from grad_magic.notebook.display import bundle

        return bundle(self._shown, self._stacked_latex, repr(self), include, exclude)

    @property
    def _stacked_latex(self) -> str:
        return stack_latex([shown.latex for shown in self._shown])

    # IPython would add these to what is captured last, of which they are no forms.

    def _repr_latex_(self) -> str | None:
        from grad_magic.notebook.display import is_captured

        return None if is_captured() else self._stacked_latex

    def _repr_png_(self) -> bytes | None:
        from grad_magic.notebook.display import is_captured

        scenes = [shown.scene for shown in self._shown if shown.scene is not None]
        if not scenes or is_captured():
            return None
        from grad_magic.picture.screen import render_png

        return render_png(*scenes).data
