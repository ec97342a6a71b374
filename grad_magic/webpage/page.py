"""The page as one object: its HTML, the frame in which a notebook shows it, its file."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from grad_magic.errors import MeaninglessRequestError
from grad_magic.webpage.absence import PageAbsence, explain_absence
from grad_magic.webpage.document import NO_STILL, Still, draw_still, write_page
from grad_magic.webpage.frame_height import FrameHeight, height_of_answer

if TYPE_CHECKING:
    from grad_magic.picture.scene import Scene
    from grad_magic.solution import Solution
    from grad_magic.wording.language import Language

_CLASS = "grad-magic-page"
# How frontends mark that they are dark, or light: JupyterLab and Notebook, VS Code, Colab, Jupyter
# Book 1, Jupyter Book 2 and marimo. Where none does it is as the browser is.
_MARKS = {
    "dark": (
        '[data-jp-theme-light="false"]',
        '[data-vscode-theme-kind$="dark"]',
        '[data-vscode-theme-kind$="high-contrast"]',
        '[theme="dark"]',
        '[data-theme="dark"]',
        ".dark",
    ),
    "light": (
        '[data-jp-theme-light="true"]',
        '[data-vscode-theme-kind$="light"]',
        '[theme="light"]',
        '[data-theme="light"]',
        ".light",
    ),
}
# A browser tells a page in a frame the colours of the frame's own style.
_SCHEMES = "".join(
    f":is(html, body):is({', '.join(marks)}) .{_CLASS} {{ color-scheme: {scheme}; }}"
    for scheme, marks in _MARKS.items()
)


@dataclass(frozen=True)
class Page:
    """A page that moves by itself.

    Attributes:
        html: the whole file.
        framed: the same for a frame.
        title: what it is about.
        still: the picture for those who see no page.
        not_run: what those are told whose notebook runs none.
        frame_height: how high its frame has to be.
    """

    html: str
    framed: str
    title: str
    still: Still
    not_run: str
    frame_height: FrameHeight

    def save(self, path: str | Path) -> None:
        """Writes the page as a file that needs no other."""
        Path(path).write_text(self.html, encoding="utf-8", newline="\n")

    @property
    def frame(self) -> str:
        """The page in a frame from which nothing of the page around it can be reached.

        Where a notebook is not trusted its frontend takes the frame away and leaves what is
        within, which else no browser shows.
        """
        height = self.frame_height
        # Browsers that know no widths of containers keep the height of the attribute.
        return (
            f'<style>{_SCHEMES}</style><div style="container-type:inline-size;width:100%">'
            f'<iframe class="{_CLASS}" title="{escape(self.title)}" '
            f'srcdoc="{escape(self.framed)}" '
            f'sandbox="allow-scripts" loading="lazy" width="100%" height="{height.widest}" '
            f'style="border:0;height:{height.css}">'
            f"{self.still.at_its_size}<p>{escape(self.not_run)}</p></iframe></div>"
        )

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, str], dict[str, object]]:
        data = {"text/html": self.frame, "text/plain": self.still.description or self.title}
        if not self.still.images:
            return data, {}
        data["image/png"] = b64encode(self.still.images[0]).decode("ascii")
        known = {"width": self.still.width, "alt": self.still.description}
        return data, {"image/png": known}

    def __repr__(self) -> str:
        return f"<a page about {self.title}>"


def compose_page(
    solution: Solution, language: Language, scene: Scene | None, answer: Sequence[str]
) -> Page:
    """The page of a solution.

    Args:
        solution: what is true.
        language: of the words.
        scene: the picture for those who see no page.
        answer: the answer as LaTeX, in parts; none where it stands above the page, which is then
            shown in a frame that has the picture beside it.

    Raises:
        MeaninglessRequestError: there is none of such an answer, and why.
    """
    still = draw_still(scene)
    title = solution.problem.name if scene is None else scene.plain_title
    page = write_page(solution, language, title, answer, still if answer else NO_STILL)
    if isinstance(page, PageAbsence):
        raise MeaninglessRequestError(explain_absence(page, solution, language))
    height = FrameHeight(len(solution.variables), page.size, height_of_answer(answer))
    not_run = language.sentences["page_not_run"]
    return Page(page.file, page.framed, title, still, not_run, height)
