"""What the page's script has to know: names, the start, the part of space that is shown, words."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from sympy import Expr, Integer, Matrix, Rational

from grad_magic.findings import DifferentiabilityReason
from grad_magic.lesson import steps
from grad_magic.lesson.decimal_fractions import in_decimals
from grad_magic.lesson.decimals import is_long_beside_decimals
from grad_magic.lesson.notation import Fence, Sign
from grad_magic.lesson.styles import style_named
from grad_magic.lesson.transcription import TEXTBOOK, Style, style_of
from grad_magic.lesson.typesetting.arguments import drop_brackets
from grad_magic.lesson.typesetting.html import enlarge
from grad_magic.lesson.typesetting.latex import render_atom
from grad_magic.lesson.typesetting.latex_printer import latex_text
from grad_magic.lesson.typesetting.mathml import write_mathml
from grad_magic.lesson.typesetting.unicode_printer import plain_name
from grad_magic.lesson.unit_vectors import write_unit
from grad_magic.picture.floats import OutOfReachError, round_step
from grad_magic.picture.local_data import LocalData, read_local_data
from grad_magic.picture.plane.section import way_of
from grad_magic.picture.quiet import quiet
from grad_magic.picture.shapes import STANDARD_SIZE
from grad_magic.picture.signs import text_signs
from grad_magic.picture.views.catalogue import VIEWS
from grad_magic.webpage.backdrop import PIXELS_PER_INCH, Backdrop, draw_backdrop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sympy import Symbol

    from grad_magic.lesson.notation import Atom
    from grad_magic.picture.shapes import Array, Panel
    from grad_magic.problem import Problem
    from grad_magic.solution import Limit, Solution
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
    """The letters of the answer, in plain characters.

    Attributes:
        f: the function.
        point: P.
        direction: u, with an index e_l.
        gradient, rate: ∇f and D_u f, without the point.
        variables: in their order.
        distance: t, along the direction.
        turn: θ.
        written: where a book's notation was asked for, by their kind what the numbers are called
            in it, as MathML.
        fence: the brackets of a vector, "(" or "⟨"; empty where it is written along `axes`.
        axes: the letters of the unit vectors along the axes.
    """

    f: str
    point: str
    direction: str
    gradient: str
    rate: str
    variables: tuple[str, ...]
    distance: str
    turn: str
    written: dict[str, str]
    fence: str
    axes: tuple[str, ...]


@dataclass(frozen=True)
class Exact:
    """A number, a vector or an equation as it is.

    Attributes:
        markup: its MathML.
        is_decimal: whether the decimals of the page are all of it.
    """

    markup: str
    is_decimal: bool


@dataclass(frozen=True)
class Side:
    """A limit from one side.

    Attributes:
        kind: "number", or the word that stands in place of one, by its key.
        number: itself, which may be infinite; 0 where there is none.
    """

    kind: str
    number: float = 0.0


@dataclass(frozen=True)
class Start:
    """Where the page begins.

    Attributes:
        point: the floating-point numbers nearest to P.
        direction: u, or where none was asked for the way of steepest ascent, or the first axis.
        height: f(P).
        gradient: ∇f(P); empty where f is not known to be differentiable.
        critical: of a critical point its kind; "" where P is none.
        is_discontinuous: whether f is known to be that.
        forward: where there is no gradient what is known of the limit of the difference quotient
            along the direction from this side; None where nothing is.
        backward: the same from the other side.
        exact: what is exactly known there, by what it is.
    """

    point: tuple[float, ...]
    direction: tuple[float, ...]
    height: float
    gradient: tuple[float, ...]
    critical: str
    is_discontinuous: bool
    forward: Side | None
    backward: Side | None
    exact: dict[str, Exact]


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
    style = _style(problem)
    digits = min(max(problem.digits, _LEAST_DIGITS), _MOST_DIGITS)
    contents = Contents(
        names=_names(solution, style, language),
        start=_start(solution, local, digits, style, language),
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


def _style(problem: Problem) -> Style:
    """The notation of the answer, with P by its letter, as it moves."""
    style = style_of(problem, style_named(problem.presentation))
    letters = {**style.letters, "P": Sign(problem.point_letter)}
    return replace(style, letters=letters, coordinates=None, place=None)


def _names(solution: Solution, style: Style, language: Language) -> Names:
    problem, name = solution.problem, solution.problem.name
    written: dict[str, str] = {}
    if len(problem.variables) > 1 and style_named(problem.presentation) is not TEXTBOOK:
        gradient = steps.Gradient(name, at_point=True)
        pieces: dict[str, steps.Piece] = {
            "direction": steps.Letter("u"),
            "gradient": gradient,
            "norm": steps.Norm(gradient),
            "rate": steps.Rate(name),
        }
        written = {
            key: _write_atom(style.transcribe(piece), language) for key, piece in pieces.items()
        }
    signs = text_signs(problem)
    sample = style.transcribe(steps.Vector((Integer(2), Integer(3))))
    return Names(
        plain_name(name),
        problem.point_letter,
        signs.direction,
        signs.gradient,
        signs.rate,
        tuple(map(plain_name, problem.variables)),
        problem.distance_letter,
        problem.turn_letter,
        written,
        sample.kind if isinstance(sample, Fence) else "",
        tuple(style.axes)[: len(problem.variables)],
    )


def _write_atom(atom: Atom, language: Language) -> str:
    return write_mathml(render_atom(atom, language))


def _start(
    solution: Solution, local: LocalData, digits: int, style: Style, language: Language
) -> Start:
    way = way_of(local)
    if way is None:
        way = np.eye(len(local.point))[0]
    kind = solution.critical_kind if local.is_critical else None
    verdict = solution.verdict
    # Of what is not settled nothing is told.
    sides = _sides(solution) if solution.differentiable is False else None
    backward, forward = sides or (None, None)
    return Start(
        point=_floats(local.point),
        direction=_floats(way),
        height=float(solution.value or 0),
        gradient=() if solution.gradient_at is None else tuple(map(float, solution.gradient_at)),
        critical="" if not local.is_critical else kind or "undecided",
        is_discontinuous=verdict is not None and verdict.reason.kind in _DISCONTINUITIES,
        forward=_side(forward),
        backward=_side(backward),
        exact=_exact(solution, digits, style, language),
    )


def _floats(numbers: Array) -> tuple[float, ...]:
    return tuple(float(number) for number in numbers)


_DISCONTINUITIES = frozenset({DifferentiabilityReason.DISCONTINUOUS})


def _sides(solution: Solution) -> tuple[Limit, Limit] | None:
    """What is known for t → 0⁻ and t → 0⁺ of the difference quotient, along u or the first axis."""
    if solution.unit_direction is not None and len(solution.variables) > 1:
        return solution.one_sided_derivatives
    partials = solution.one_sided_partials
    return partials[0] if partials else None


# What is said in place of a number.
_WITHOUT_NUMBER = {"none": "no_limit", "undefined": "no_value"}


def _side(limit: Limit | None) -> Side | None:
    if limit is None or limit.kind == "open":
        return None
    if limit.value is None:
        return Side(_WITHOUT_NUMBER[limit.kind])
    return Side("number", float(limit.value))


def _exact(solution: Solution, digits: int, style: Style, language: Language) -> dict[str, Exact]:
    """What is exactly known at the start, where it is short; nothing of what was measured."""
    if solution.is_approximate:
        return {}
    way, rate = solution.unit_direction, solution.directional_derivative
    if way is None:
        way, rate = solution.steepest_ascent, solution.norm
    if len(solution.variables) == 1 and solution.gradient_at is not None:
        rate = solution.gradient_at[0]
    found: dict[str, Expr | Matrix | tuple[Expr, ...] | None] = {
        "point": solution.point,
        "value": solution.value,
        "gradient": solution.gradient_at,
        "norm": solution.norm,
        "direction": way,
        "rate": rate,
    }
    backward, forward = _sides(solution) or (None, None)
    for name, limit in (("forward", forward), ("backward", backward)):
        found[name] = limit.value if limit is not None and limit.kind == "finite" else None
    entries = {name: _entries(value) for name, value in found.items() if value is not None}
    whole = {name: _is_decimal(numbers, digits) for name, numbers in entries.items()}
    if solution.problem.has_decimals:
        # The direction stands over its length, as it was given.
        entries = {
            name: numbers if name == "direction" else tuple(map(in_decimals, numbers))
            for name, numbers in entries.items()
            if name == "direction" or not any(map(is_long_beside_decimals, numbers))
        }
    markup = {
        name: enlarge(_write_atom(style.transcribe(_piece(name, numbers)), language))
        for name, numbers in entries.items()
        if len(numbers) > 1 and name != "point"
    }
    written = {
        name: Exact(markup.get(name) or _write_tuple(numbers), whole[name])
        for name, numbers in entries.items()
        if sum(map(len, map(latex_text, numbers))) <= _LONGEST_EXACT
    }
    tangent = _write_tangent(solution)
    if tangent:
        written["tangent"] = Exact(tangent, is_decimal=False)
    return written


def _piece(name: str, numbers: tuple[Expr, ...]) -> steps.Piece:
    return write_unit(Matrix(numbers)) if name == "direction" else steps.Vector(numbers)


def _entries(value: Expr | Matrix | tuple[Expr, ...]) -> tuple[Expr, ...]:
    return (value,) if isinstance(value, Expr) else tuple(value)


def _write_tuple(entries: Sequence[Expr]) -> str:
    """A number or a point as MathML."""
    listed = r",\ ".join(drop_brackets(latex_text(entry)) for entry in entries)
    return enlarge(write_mathml(f"({listed})" if len(entries) > 1 else listed))


def _is_decimal(numbers: Sequence[Expr], digits: int) -> bool:
    """Whether so many digits are the whole of each."""
    return all(
        number.is_Rational and Rational(f"{float(number):.{digits}g}") == number
        for number in numbers
    )


def _write_tangent(solution: Solution) -> str:
    """∂f/∂x(P)·(x - x₀) + … = 0 as MathML, which may be broken before each sign.

    Empty where there is none, or it is long.
    """
    if solution.level_tangent is None or solution.gradient_at is None or solution.point is None:
        return ""
    written = in_decimals if solution.problem.has_decimals else _as_it_is
    terms = [
        _write_term(written(slope), variable, written(place))
        for slope, variable, place in zip(
            solution.gradient_at, solution.variables, solution.point, strict=True
        )
        if slope != 0
    ]
    if sum(map(len, terms)) > 2 * _LONGEST_EXACT:
        return ""
    first, *rest = (enlarge(write_mathml(term.removeprefix("-"))) for term in terms)
    signs = ["−" if term.startswith("-") else "+" for term in terms]
    start = f"−{first}" if signs[0] == "−" else first
    others = "".join(f" {sign}&nbsp;{term}" for sign, term in zip(signs[1:], rest, strict=True))
    return f"<span>{start}{others} = 0</span>"


def _as_it_is(number: Expr) -> Expr:
    return number


def _write_term(slope: Expr, variable: Symbol, place: Expr) -> str:
    shift = latex_text(variable - place)
    if place != 0:
        shift = rf"\left({shift}\right)"
    if slope in (1, -1):
        return shift if slope == 1 else f"-{shift}"
    factor = drop_brackets(latex_text(slope))
    return (rf"\left({factor}\right)" if slope.is_Add else factor) + rf"\,{shift}"
