"""An answer that is written out in steps, and shown and saved from them."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from grad_magic.errors import MeaninglessRequestError, told_in
from grad_magic.kept import Kept
from grad_magic.lesson.transcription import Style, notate
from grad_magic.lesson.typesetting.document import Section, write_document
from grad_magic.lesson.typesetting.latex import typeset_latex
from grad_magic.lesson.typesetting.pages import is_short, typeset_for_pages
from grad_magic.lesson.typesetting.plain import typeset_plain
from grad_magic.packages import command_to_install, lacking
from grad_magic.presets import DEFAULT_PLOT, DEFAULT_SCALE, NO_VIEWS
from grad_magic.shown import PICTURE_FORMATS, Shown
from grad_magic.transliteration import can_take, spelling_for, to_ascii
from grad_magic.wording.language import Language
from grad_magic.wording.languages import DEFAULT_LANGUAGE, LANGUAGES
from grad_magic.wording.messages import Message, Told

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from grad_magic.array_problem import ArrayProblem
    from grad_magic.interactive.mover import Mover
    from grad_magic.lesson.notation import NotatedLine
    from grad_magic.lesson.steps import Step
    from grad_magic.notebook.display import Displayable
    from grad_magic.picture.scene import Scene
    from grad_magic.problem import Problem
    from grad_magic.webpage.page import Page

_WIDTH = 80
WIDEST_TEXT = 100
"""As wide as a book's line; a wider terminal does not make long lines easier to read."""


@dataclass
class _Texts:
    """What has been typeset of an answer, each when it was first asked for.

    Attributes:
        latex, unicode: the whole.
        outputs: both of each part.
    """

    latex: str | None = None
    unicode: str | None = None
    outputs: tuple[tuple[str, str], ...] | None = None


class WrittenAnswer(Shown):
    """What an answer has its steps for: LaTeX, text, outputs and files.

    A subclass says what is shown (`problem`, `steps`, `scene`, `figure`, `to_dict`) and how
    (`style`); all else follows.

    Attributes:
        silent_in_cell: the number of the cell in which a trailing `;` keeps it from being
            displayed; None for none.
    """

    silent_in_cell: int | None

    @property
    def _shown(self) -> Sequence[Displayable]:
        return (self,)

    @property
    def _packable(self) -> tuple[Kept[Any], ...]:
        """What it is made from that can be packed."""
        return ()

    @property
    def problem(self) -> Problem | ArrayProblem:
        """What was asked."""
        raise NotImplementedError

    @property
    def style(self) -> Style:
        """How its mathematics is noted."""
        raise NotImplementedError

    @property
    def steps(self) -> tuple[Step, ...]:
        """The answer as a neutral document."""
        raise NotImplementedError

    @property
    def scene(self) -> Scene | None:
        """What the picture shows, in numbers; None where there is no picture."""
        raise NotImplementedError

    @property
    def figure(self) -> Figure | None:
        """The picture as a Matplotlib figure of its own, which pyplot does not know."""
        raise NotImplementedError

    @property
    def is_picture_asked(self) -> bool:
        """Whether `plot=` asks for a picture, which also a terminal then shows or saves."""
        return self.problem.presentation.plot not in (DEFAULT_PLOT, (NO_VIEWS,))

    @property
    def _is_picture_wanted(self) -> bool:
        """Whether there is to be one."""
        return self.problem.presentation.plot != (NO_VIEWS,)

    @property
    def _has_picture(self) -> bool:
        """Whether there may be one; else nothing that draws is loaded, which may not be there."""
        return self._is_picture_wanted and not lacking()

    @property
    def _missing_package(self) -> str:
        """Why there is no picture that is wanted, where nothing can draw it."""
        return self._lacks_package("picture_missing") if self._is_picture_wanted else ""

    def _lacks_package(self, row: str) -> str:
        """What there is not, by a row of the wording, where nothing can draw it; else empty."""
        package, rows = lacking(), self.language.sentences
        if not package:
            return ""
        missing = rows["package_is_missing"]
        return rows[row].format(
            reason=missing.format(package=package, command=command_to_install(package))
        )

    @property
    def missing_picture(self) -> str:
        """Why there is no picture where one is to be expected, or not all; else empty."""
        return ""

    @property
    def _way_to_a_picture(self) -> Told:
        """What is said to those who would save a picture where there is none."""
        return self.missing_picture

    @property
    def page(self) -> Page:
        """The page that moves without a kernel.

        Raises:
            MeaninglessRequestError: there is none of such an answer, and why.
        """
        raise MeaninglessRequestError(self._no_page("page_of_arrays"))

    def _no_page(self, reason: str) -> str:
        """Why there is no page, for a reason of the wording."""
        rows = self.language.sentences
        return rows["page_missing"].format(reason=rows[reason])

    @property
    def frame(self) -> str:
        """That page in a frame, for a notebook that is to show it; else empty."""
        return ""

    @property
    def frame_with_answer(self) -> str:
        """The same with the answer in it, where there is one output for all."""
        return ""

    @property
    def mover(self) -> Mover | None:
        """What sliders move, if there are to be any."""
        return None

    @property
    def missing_page(self) -> str:
        """Why there is no page, or no sliders, where they are asked for; else empty."""
        return ""

    def to_dict(self) -> dict[str, Any]:
        """The answer for JSON."""
        raise NotImplementedError

    @property
    def language(self) -> Language:
        """The language of the answer."""
        return LANGUAGES[self.problem.presentation.language]

    @cached_property
    def _lines(self) -> tuple[NotatedLine, ...]:
        """The steps in mathematical notation, from which LaTeX and text are set."""
        return notate(self.steps, self.language, self.style)

    @cached_property
    def _texts(self) -> Kept[_Texts]:
        """What has been typeset of it."""
        return Kept(_Texts())

    @property
    def latex(self) -> str:
        """The answer as one line of LaTeX between dollars."""
        texts = self._texts.value
        if texts.latex is None:
            texts.latex = typeset_latex(self._lines, self.language)
        return texts.latex

    @property
    def text(self) -> str:
        """The answer as text, 80 columns wide: Unicode, or ASCII if standard output has no more."""
        return self._unicode if can_take(self._unicode, "stdout") else self._plainly()

    @property
    def _unicode(self) -> str:
        texts = self._texts.value
        if texts.unicode is None:
            texts.unicode = typeset_plain(self._lines, self.language)
        return texts.unicode

    def _plainly(self, width: int = _WIDTH) -> str:
        """In ASCII and what standard output takes of other letters.

        In the default language where the letters of its own have no spelling.
        """
        spell = spelling_for(self._unicode, "stdout")
        if spell is not None:
            return typeset_plain(self._lines, self.language, width, spell=spell)
        if self.language.is_spelled_in_ascii:
            return typeset_plain(self._lines, self.language, width, spell=to_ascii)
        lines = notate(self.steps, DEFAULT_LANGUAGE, self.style)
        return typeset_plain(lines, DEFAULT_LANGUAGE, width, spell=to_ascii)

    @property
    def outputs(self) -> tuple[tuple[str, str], ...]:
        """The answer as LaTeX and as Unicode text, in parts between which a page can break."""
        texts = self._texts.value
        if texts.outputs is None:
            texts.outputs = self._typeset_outputs()
        return texts.outputs

    def _typeset_outputs(self) -> tuple[tuple[str, str], ...]:
        if is_short(self.latex):
            return ((self.latex, self._unicode),)
        return tuple(
            (latex, typeset_plain(part, self.language))
            for latex, part in typeset_for_pages(self._lines, self.language)
        )

    def forget_drafts(self) -> None:
        """Lets go what it was written and drawn from, and packs what is left, once it is shown.

        IPython keeps the last thousand answers. The drafts are nine tenths of one, and are made
        anew where they are asked for again.
        """
        for draft in ("steps", "_lines", "scene", "page", "_framed", "_whole"):
            self.__dict__.pop(draft, None)
        for kept in (self._texts, *self._packable):
            kept.pack()

    def save(self, path: str | Path, scale: float = DEFAULT_SCALE) -> None:
        """Writes the picture, the answer (.tex, .txt), the data (.json) or the page (.html).

        The picture's endings are .png, .svg and .pdf. The page moves in any browser by itself.

        A .tex is a whole document with the request, the answer and its picture, which is written
        beside it: with answer.tex comes answer-picture.pdf. Without that file it can be set too.

        Args:
            path: of the file; its ending says what is written.
            scale: of a .png, how many pixels it has for each of a page: 2 are sharp on a screen,
                4 fill a slide.

        Raises:
            MeaninglessRequestError: another ending, a picture or a page where there is none, or
                no scale.
        """
        with told_in(self.problem.presentation.language):
            self._write(Path(path), scale)

    def _write(self, target: Path, scale: float) -> None:
        if target.suffix == ".tex":
            save_document([self], target)
            return
        texts = {".txt": lambda: self._unicode, ".json": self._json}
        if target.suffix in texts:
            target.write_text(texts[target.suffix]() + "\n", encoding="utf-8")
            return
        if target.suffix == ".html":
            self.page.save(target)
            return
        file_format = PICTURE_FORMATS.get(target.suffix)
        if file_format is None:
            raise MeaninglessRequestError(
                Message("cannot_be_written", name=target.name),
                advice=Message("give_a_name_with_one_of_these_endings"),
            )
        if self.figure is None:
            raise MeaninglessRequestError(
                Message("this_answer_has_no_picture_to_save"), advice=self._way_to_a_picture
            )
        from grad_magic.picture.figure import resolution_of, write_file

        target.write_bytes(write_file(self.figure, file_format, resolution_of(scale)))

    def _json(self) -> str:
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2)

    def __repr__(self) -> str:
        width = min(shutil.get_terminal_size().columns, WIDEST_TEXT)
        text = typeset_plain(self._lines, self.language, width)
        if can_take(text, "stdout"):
            return text
        return self._plainly(width)


class Saved(Protocol):
    """What a document needs of an answer."""

    @property
    def problem(self) -> Problem | ArrayProblem:
        """What was asked."""

    @property
    def outputs(self) -> Sequence[tuple[str, str]]:
        """The answer as LaTeX and as text, in parts between which a page can break."""

    @property
    def figure(self) -> Figure | None:
        """The picture."""


def save_document(answers: Sequence[Saved], target: Path) -> None:
    """Writes answers to one request as a LaTeX document, and their pictures beside it."""
    # TeX stumbles over other signs in the name of a file.
    stem = re.sub(r"[^A-Za-z0-9-]+", "-", target.stem)
    sections = []
    for index, answer in enumerate(answers, 1):
        picture = ""
        if answer.figure is not None:
            from grad_magic.picture.figure import write_file

            picture = f"{stem}-picture{f'-{index}' if len(answers) > 1 else ''}.pdf"
            target.with_name(picture).write_bytes(write_file(answer.figure, "pdf"))
        sections.append(Section([latex for latex, _ in answer.outputs], picture))
    problem = answers[0].problem
    language = LANGUAGES[problem.presentation.language]
    target.write_text(write_document(problem.source, sections, language), encoding="utf-8")
