"""One file with everything in it: markup, style, script, picture, and the policy that binds them.

The policy allows no source but this file's own style and script, each by its hash, and pictures
that stand in it. So nothing is loaded, and nothing is run that is not here.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from html import escape
from string import Template
from typing import TYPE_CHECKING

import numpy as np
from sympy import Symbol

from grad_magic.formula.program import compile_formula
from grad_magic.lesson.typesetting.latex_printer import latex_text
from grad_magic.lesson.typesetting.mathml import write_mathml
from grad_magic.lesson.writing import write_formula
from grad_magic.picture.floats import OutOfReachError
from grad_magic.picture.palette import DARK, LIGHT, THEMES, Theme
from grad_magic.picture.png import encode_png
from grad_magic.picture.screen import paint
from grad_magic.picture.sheet import SCREEN_RESOLUTION
from grad_magic.presets import DEFAULT_THEME
from grad_magic.webpage.absence import PageAbsence, absence_of
from grad_magic.webpage.backdrop import SHADES
from grad_magic.webpage.contents import write_contents
from grad_magic.webpage.javascript import write_function
from grad_magic.webpage.sources import read_source

if TYPE_CHECKING:
    from grad_magic.picture.scene import Scene
    from grad_magic.picture.screen import Pixels
    from grad_magic.solution import Solution
    from grad_magic.wording.language import Language

# Bytes of a page; one of 300 kB is taken well by a course's server and a phone.
_LARGEST = 290_000
# Pixels of the picture for each of a page, as far as there is room.
_RESOLUTIONS = (2, 1, 0.5)
# These stand for the picture and the answer until it is known how much room is left, and for what
# the page is in.
_STILL_PLACE, _ANSWER_PLACE, _FRAMED_PLACE = "<!-- still -->", "<!-- answer -->", "<!-- framed -->"


@dataclass(frozen=True)
class Still:
    """The picture that does not move, for those whose browser runs no script.

    Attributes:
        images: the same picture as PNG files, from the largest to the smallest; empty where there
            is none.
        width: in CSS pixels.
        description: what it shows.
    """

    images: tuple[bytes, ...]
    width: int
    description: str

    @property
    def at_its_size(self) -> str:
        """The image of a pixel for each of a page; empty where there is none."""
        if not self.images:
            return ""
        # Without its name, as there may be several on one page.
        return self._element(self.images[_RESOLUTIONS.index(1)]).replace(' id="still"', "", 1)

    @property
    def least(self) -> int:
        """Bytes of the smallest."""
        return len(self._element(self.images[-1]).encode()) if self.images else 0

    def write(self, room: int) -> str:
        """The largest image that takes no more bytes than this; empty where each does."""
        written = (self._element(image) for image in self.images)
        return next((element for element in written if len(element.encode()) <= room), "")

    def _element(self, image: bytes) -> str:
        return (
            f'<img id="still" alt="{escape(self.description)}" width="{self.width}" '
            f'src="data:image/png;base64,{b64encode(image).decode()}">'
        )


@dataclass(frozen=True)
class WrittenPage:
    """A page as HTML.

    Attributes:
        file: all of it.
        framed: the same for a frame, without the picture.
        size: of the large plot.
    """

    file: str
    framed: str
    size: tuple[int, int]


NO_STILL = Still((), 0, "")


def draw_still(scene: Scene | None) -> Still:
    """The picture of an answer as the page has it."""
    if scene is None:
        return NO_STILL
    pixels, images = paint(scene), []
    width = pixels.shape[1] // SCREEN_RESOLUTION
    for _ in _RESOLUTIONS:
        images.append(encode_png(pixels))
        pixels = _halved(pixels)
    return Still(tuple(images), width, scene.description)


def _halved(pixels: Pixels) -> Pixels:
    """The picture with the mean of each four pixels."""
    height, width = (side // 2 * 2 for side in pixels.shape[:2])
    wide = pixels[:height, :width].astype(np.uint16)
    total = wide[::2, ::2] + wide[1::2, ::2] + wide[::2, 1::2] + wide[1::2, 1::2]
    return np.ascontiguousarray((total // 4).astype(np.uint8))


def write_page(
    solution: Solution,
    language: Language,
    title: str,
    answer: Sequence[str],
    still: Still,
) -> WrittenPage | PageAbsence:
    """The page of a solution, or why there is none.

    Args:
        solution: what is true.
        language: of the words.
        title: f as a line of text.
        answer: the whole answer as LaTeX, in parts; none where it stands elsewhere.
        still: the picture that does not move.
    """
    absence = absence_of(solution)
    if absence is not None:
        return absence
    try:
        contents, backdrop = write_contents(solution, language)
    except OutOfReachError:
        return PageAbsence.OUT_OF_REACH
    if not contents.has_point:
        return PageAbsence.OUTSIDE
    program = compile_formula(solution.problem.formula)
    # A slash behind < could end the element that the script stands in.
    known = json.dumps(contents.to_dict(), ensure_ascii=False).replace("<", "\\u003c")
    script = "\n".join(
        (
            '"use strict";',
            f"const contents = {known};",
            read_source("arithmetic.js"),
            write_function(program, solution.variables),
            read_source("page.js"),
        )
    )
    theme = solution.problem.presentation.theme
    style = _palette_css(theme) + read_source("page.css") + read_source("formulas.css")
    page = Template(read_source("page.html")).substitute(
        language=language.code,
        policy=_policy(style, script),
        schemes="light dark" if theme == DEFAULT_THEME else theme,
        style=style,
        script=script,
        title=escape(title),
        heading=_heading(solution, language),
        framed=_FRAMED_PLACE,
        dimensions=len(solution.variables),
        backdrop=backdrop,
        still=_STILL_PLACE,
        answer=_ANSWER_PLACE,
    )
    room = _LARGEST - len(page.encode())
    if room < 0:
        return PageAbsence.LARGE
    # A small picture at least is to stand beside the answer.
    written = _write_answer(answer, language, room - still.least)
    picture = still.write(room - len(written.encode()))
    framed = _filled(page, framed=' class="framed"', answer=written)
    file = _filled(page, still=picture, answer=written) if answer else framed
    return WrittenPage(file, framed, contents.size)


def _filled(page: str, *, framed: str = "", still: str = "", answer: str = "") -> str:
    page = page.replace(_FRAMED_PLACE, framed, 1)
    return page.replace(_STILL_PLACE, still, 1).replace(_ANSWER_PLACE, answer, 1)


def _heading(solution: Solution, language: Language) -> str:
    """F and its formula."""
    problem = solution.problem
    variables = ", ".join(map(latex_text, solution.variables))
    written = write_formula(solution, language)
    assert written is not None
    return write_mathml(f"{latex_text(Symbol(problem.name))}({variables}) = {written[0]}")


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _write_answer(answer: Sequence[str], language: Language, room: int) -> str:
    """As many parts of the answer as the room has bytes for, and a line where some are left out."""
    if not answer:
        return ""
    rows = language.sentences
    title, missing = escape(rows["page_answer"]), f"<p>{escape(rows['page_left_out'])}</p>"
    before = (
        f'<section class="answer" aria-labelledby="answer"><h2 id="answer">{title}</h2>'
        '<div class="scroll" tabindex="0" role="group" aria-labelledby="answer">'
    )
    parts, end = "", "</div></section>"
    room -= len((before + missing + end).encode())
    for part in answer:
        written = f'<div class="part">{write_mathml(part)}</div>'
        room -= len(written.encode())
        if room < 0:
            return f"{before}{parts}</div>{missing}</section>"
        parts += written
    return before + parts + end


@lru_cache
def _palette_css(theme: str) -> str:
    """The colours of the pictures, on light paper or dark by the browser's choice.

    On the usual paper nothing was asked for; another one is kept.
    """
    if theme == DEFAULT_THEME:
        colours = f"""{_variables(LIGHT)}
@media (prefers-color-scheme: dark) {{ {_variables(DARK)} }}"""
    else:
        colours = f"{_variables(THEMES[theme])}\n:root {{ color-scheme: {theme}; }}"
    widths = " ".join(f"--{role}-width: {look.width};" for role, look in LIGHT.styles.items())
    shades = "\n".join(
        f".s{shade} {{ fill: color-mix(in srgb, var(--highest) "
        f"{100 * shade / SHADES:.1f}%, var(--lowest)); }}"
        for shade in range(SHADES + 1)
    )
    return f"{colours}\n:root {{ {widths} }}\n{shades}\n"


def _variables(theme: Theme) -> str:
    colours = {role: look.colour for role, look in theme.styles.items()} | {
        "paper": theme.paper,
        "ink": theme.ink,
        "faint": theme.faint_ink,
        "hatch": theme.hatch,
        "lowest": _hex(theme.lowest_band),
        "highest": _hex(theme.highest_band),
    }
    listed = " ".join(f"--{name}: {colour};" for name, colour in colours.items())
    return f":root {{ {listed} }}"


def _hex(colour: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in colour)
