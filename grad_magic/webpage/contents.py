"""What the page's script has to know: names, the start, the part of space that is shown, words."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.lesson.typesetting.arguments import drop_brackets
from grad_magic.lesson.typesetting.latex_printer import latex_text
from grad_magic.lesson.typesetting.mathml import write_mathml
from grad_magic.lesson.typesetting.unicode_printer import plain_name
from grad_magic.picture.floats import OutOfReachError, round_step
from grad_magic.picture.local_data import LocalData, read_local_data
from grad_magic.picture.plane.section import way_of
from grad_magic.picture.quiet import quiet
from grad_magic.picture.shapes import STANDARD_SIZE
from grad_magic.picture.views.catalogue import VIEWS
from grad_magic.webpage.backdrop import PIXELS_PER_INCH, Backdrop, draw_backdrop

if TYPE_CHECKING:
    from sympy import Expr, Matrix

    from grad_magic.picture.shapes import Array, Panel
    from grad_magic.solution import Solution
    from grad_magic.wording.language import Language

# The coordinates move in steps of which so many fill the window, at least.
_STEPS = 100
# How far a section is followed where nothing tells, and how far P moves in space, in sections.
_USUAL_REACH, _REACHES = 3.0, 1.5
# Live numbers have so many digits, for a comparison with another way to reckon.
_LEAST_DIGITS, _MOST_DIGITS = 6, 12
# A larger formula is told by its decimal alone beside the drawings.
_LONGEST_EXACT = 90

Range = tuple[float, float]


@dataclass(frozen=True)
class Names:
    """The letters of the answer, in plain characters."""

    f: str
    point: str
    direction: str
    variables: tuple[str, ...]
    distance: str
    turn: str


@dataclass(frozen=True)
class Start:
    """Where the page begins.

    Attributes:
        point: the floating-point numbers nearest to P.
        direction: u, or where none was asked for the way of steepest ascent, or the first axis.
        has_gradient: whether f is known to be differentiable there.
        critical: of a critical point its kind; "" where P is none.
        exact: as MathML what is exactly known there, by what it is.
    """

    point: tuple[float, ...]
    direction: tuple[float, ...]
    has_gradient: bool
    critical: str
    exact: dict[str, str]


@dataclass(frozen=True)
class Contents:
    """All that the script reads.

    Attributes:
        names: of the letters.
        start: where it begins.
        ranges: from where to where each coordinate moves.
        step: by which coordinates move.
        reach: how far a section is followed.
        heights: from where to where the values of a curve are shown; empty in other dimensions.
        size: of the plot of the plane or the curve, in pixels.
        unit: how many times as long as it is the direction is drawn; 0 for a length of its own.
        digits: significant digits of the numbers that move.
        words: the sentences, by their keys without "page_".
    """

    names: Names
    start: Start
    ranges: tuple[Range, ...]
    step: float
    reach: float
    heights: tuple[float, ...]
    size: tuple[int, int]
    unit: float
    digits: int
    words: dict[str, str]

    @property
    def has_point(self) -> bool:
        """Whether P lies in what is shown."""
        sides = zip(self.start.point, self.ranges, strict=True)
        return all(low <= x <= high for x, (low, high) in sides)

    def to_dict(self) -> dict[str, object]:
        """The contents for JSON."""
        return asdict(self)


def write_contents(solution: Solution, language: Language) -> tuple[Contents, str]:
    """What the script has to know, and the SVG of what does not move.

    Raises:
        OutOfReachError: the numbers at P are too large to draw around.
    """
    with quiet():
        local = read_local_data(solution)
        if local is None or local.value is None:
            raise OutOfReachError
        backdrop = draw_backdrop(solution, local) if len(local.point) == 2 else None
        frame = _frame(solution, local, backdrop, language)
    problem = solution.problem
    digits = min(max(problem.digits, _LEAST_DIGITS), _MOST_DIGITS)
    contents = Contents(
        names=_names(solution),
        start=_start(solution, local),
        ranges=frame.ranges,
        step=round_step(min(high - low for low, high in frame.ranges) / _STEPS),
        reach=frame.reach,
        heights=frame.heights,
        size=frame.size,
        unit=0.0 if backdrop is None else backdrop.unit,
        digits=digits,
        words={
            key.removeprefix("page_"): sentence
            for key, sentence in language.sentences.items()
            if key.startswith("page_")
        },
    )
    return contents, "" if backdrop is None else backdrop.svg


@dataclass(frozen=True)
class _Frame:
    """What of space is shown."""

    ranges: tuple[Range, ...]
    reach: float
    heights: tuple[float, ...]
    size: tuple[int, int]


def _frame(
    solution: Solution, local: LocalData, backdrop: Backdrop | None, language: Language
) -> _Frame:
    if backdrop is not None:
        window = backdrop.window
        width, height = (round(side * PIXELS_PER_INCH) for side in backdrop.size)
        reach = min(window.width, window.height) / 2
        ranges = ((window.left, window.right), (window.bottom, window.top))
        return _Frame(ranges, reach, (), (width, height))
    is_curve = len(local.point) == 1
    panel = _panel("curve" if is_curve else "section", solution, local, language)
    width, height = (round(side * PIXELS_PER_INCH) for side in STANDARD_SIZE)
    if is_curve:
        if panel is None:
            raise OutOfReachError
        window = panel.window
        heights = (window.bottom, window.top)
        return _Frame(((window.left, window.right),), window.width / 2, heights, (width, height))
    reach = _USUAL_REACH
    if panel is not None:
        reach = max(-panel.window.left, panel.window.right)
    side = round_step(_REACHES * reach)
    cube = tuple((float(x) - side, float(x) + side) for x in local.point)
    return _Frame(cube, reach, (), (width, height))


def _panel(name: str, solution: Solution, local: LocalData, language: Language) -> Panel | None:
    try:
        return VIEWS[name].compose(solution, local, STANDARD_SIZE, language)
    except OutOfReachError:
        return None


def _names(solution: Solution) -> Names:
    problem = solution.problem
    return Names(
        plain_name(problem.name),
        problem.point_letter,
        problem.direction_letter,
        tuple(map(plain_name, problem.variables)),
        problem.distance_letter,
        problem.turn_letter,
    )


def _start(solution: Solution, local: LocalData) -> Start:
    way = way_of(local)
    if way is None:
        way = np.eye(len(local.point))[0]
    kind = solution.critical_kind if local.is_critical else None
    return Start(
        _floats(local.point),
        _floats(way),
        solution.gradient_at is not None,
        "" if not local.is_critical else kind or "undecided",
        _exact(solution),
    )


def _floats(numbers: Array) -> tuple[float, ...]:
    return tuple(float(number) for number in numbers)


def _exact(solution: Solution) -> dict[str, str]:
    """What is exactly known at the start, where it is short; nothing of what was measured."""
    if solution.is_approximate:
        return {}
    found: dict[str, Expr | Matrix | tuple[Expr, ...] | None] = {
        "point": solution.point,
        "value": solution.value,
        "gradient": solution.gradient_at,
        "norm": solution.norm,
        "direction": solution.unit_direction,
        "rate": solution.directional_derivative,
    }
    if len(solution.variables) == 1 and solution.gradient_at is not None:
        found["rate"] = solution.gradient_at[0]
    written = {name: write_exact(value) for name, value in found.items() if value is not None}
    return {name: text for name, text in written.items() if text}


def write_exact(value: Expr | Matrix | tuple[Expr, ...]) -> str:
    """A number or a vector as MathML; empty where it is long."""
    is_vector = not hasattr(value, "free_symbols") or hasattr(value, "shape")
    entries = [drop_brackets(latex_text(entry)) for entry in (value if is_vector else (value,))]
    if sum(map(len, entries)) > _LONGEST_EXACT:
        return ""
    listed = r",\ ".join(entries)
    return write_mathml(f"({listed})" if len(entries) > 1 else listed)
