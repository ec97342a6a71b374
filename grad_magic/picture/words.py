"""The words in and about a picture: names as mathematics, sentences from a language's table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sympy import Eq, Expr, Integer, Symbol, latex

from grad_magic.picture.floats import (
    is_written_exactly,
    tex_number,
    typeset_number,
    write_exact,
    write_float,
)
from grad_magic.picture.plane.placement import visible_characters
from grad_magic.picture.shapes import Arrow, Window
from grad_magic.picture.signs import Signs, tex_signs, text_signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from grad_magic.picture.local_data import LocalData
    from grad_magic.picture.plane.graph import Touch
    from grad_magic.picture.plane.marks import Mark
    from grad_magic.picture.shapes import Absence, Kind, Panel, Role
    from grad_magic.picture.space.body import Vector
    from grad_magic.picture.space.extent import Extent
    from grad_magic.solution import Solution
    from grad_magic.wording.language import Language

# The marks of critical points in a line of text, in the order of the legend.
_SIGNS = {"minimum": "▼", "maximum": "▲", "saddle": "×", "undecided": "◆"}
_KINDS = {
    "minimum": "picture_minimum",
    "maximum": "picture_maximum",
    "saddle": "picture_saddle",
    "undecided": "picture_undecided",
}
# The names of curves of extrema, and what is said of them.
_LINES: Mapping[str, tuple[str, str]] = {
    "minimum": ("picture_minima", "picture_minima_described"),
    "maximum": ("picture_maxima", "picture_maxima_described"),
}
_LONG_POWER = re.compile(r"(?<![\d.])10{30,}(?![\d.])")
# As many characters as a title has room for in each inch, and at most.
_TITLE_PER_INCH, _LONGEST_TITLE = 10.3, 58
# As many characters as the place of a derivative has room for in its name.
_SHORT_PLACE = 4
# Between words, but not behind the sign of a mark, and not inside mathematics.
_BREAKS = re.compile(r"(?<=\s)(?<![▼▲×◆]\s)(?=\S)(?=(?:[^$]*\$[^$]*\$)*[^$]*\Z)")
# The sizes of notes and of axes' names, and inches of a letter's width for each point of it.
_NOTE_POINTS, _NAME_POINTS = 10.0, 13.0
_LETTER_WIDTH = 0.48 / 72
# The part of a plot's width that a line of its note is to fill, as signs are wider than letters.
_FOLD = 0.93


def direction_name(solution: Solution) -> str:
    """The letter of the unit direction, as mathematics."""
    return f"${_signs(solution).direction}$"


def point_name(solution: Solution) -> str:
    """The letter of the point, as mathematics."""
    return f"${solution.problem.point_letter}$"


def gradient_name(solution: Solution) -> str:
    """∇f(P) under the function's own name, as mathematics."""
    return f"${_tex_gradient(solution)}$"


def scaled_name(name: str, arrow: Arrow) -> str:
    """The vector that an arrow is, by the name of that which it stands for: half of it, say."""
    if arrow.scale == 1:
        return name
    vector = name.strip("$")
    times = tex_number(write_float(max(arrow.scale, 1 / arrow.scale)))
    return rf"${vector}/{times}$" if arrow.scale < 1 else rf"${times}\,{vector}$"


def natural_gradient_name(solution: Solution) -> str:
    """F⁻¹∇f(P) under its own names, as mathematics."""
    inverse = f"{solution.problem.metric_letter}^{{-1}}"
    return rf"${inverse} \, {_tex_gradient(solution)}$"


def level_name(solution: Solution) -> str:
    """The equation of the level curve through P, as mathematics before the number."""
    if solution.value is None:
        return f"${_tex_name(solution)}$"
    return _equation(_tex_name(solution), solution.value)


def level_of_point_name(solution: Solution) -> str:
    """The same with f(P) for the number, which a point that moves changes all the time."""
    name = _tex_name(solution)
    return f"${name} = {name}({solution.problem.point_letter})$"


def _equation(name: str, number: Expr) -> str:
    """What it is of which this is the value, and the value."""
    equals = "=" if is_written_exactly(number) else r"\approx"
    typeset = typeset_number(write_exact(number))
    # Matplotlib takes long to read mathematics, and digits look the same outside.
    ending = f" {typeset[1:]}" if typeset.startswith("$") else f"${typeset}"
    return f"${name} {equals}{ending}"


def axis_name(name: Expr) -> str:
    """A variable's name, as mathematics."""
    return f"${_tex_symbol(name)}$"


# More variables or coordinates fit on no line of a picture.
_MOST_NAMED = 12


@dataclass(frozen=True)
class WrittenFormula:
    """A function's formula as the answer writes it, for print and for a terminal.

    Attributes:
        latex: for print.
        text: for a terminal.
        tangent: the equation of the tangent to the level set, as text.
        plane: that of the tangent plane to the graph. Both are empty where the answer writes none.
    """

    latex: str
    text: str
    tangent: str = ""
    plane: str = ""


def write_formula(solution: Solution) -> WrittenFormula:
    """The formula of a function that came as an expression; of a large one its name."""
    if solution.abridged is not None:
        return WrittenFormula(_tex_name(solution), solution.problem.name)
    text = _LONG_POWER.sub(lambda ten: f"10**{len(ten[0]) - 1}", str(solution.f))
    return WrittenFormula(latex(solution.f, ln_notation=True), text)


def titles(solution: Solution, written: WrittenFormula, width: float) -> tuple[str, str]:
    """The function with its formula, as mathematics and plain; without, if it is too long.

    Args:
        solution: of the function.
        written: its formula.
        width: of the picture in inches.
    """
    variables = ", ".join(_ends(list(map(_tex_symbol, solution.variables)), r"\ldots"))
    head = f"{_tex_name(solution)}({variables})"
    if solution.problem.is_vector_valued:
        written = _write_components(solution)
    formula = _spaced(_in_one_line(written.latex))
    plain = plain_function(solution, written)
    is_unknown = solution.problem.procedure is not None
    room = min(_TITLE_PER_INCH * width, _LONGEST_TITLE)
    if is_unknown or r"\begin" in formula or len(visible_characters(f"{head} = {formula}")) > room:
        return f"${head}$", plain.split(" = ")[0]
    return f"${head} = {formula}$", plain


def _write_components(solution: Solution) -> WrittenFormula:
    """A vector function by its components in a row, as columns are too high for a title."""
    typeset = ", ".join(latex(component, ln_notation=True) for component in solution.f)
    return WrittenFormula(f"({typeset})", f"({', '.join(map(str, solution.f))})")


# Of cases the notation in lines, and what stands for it in one line.
_CASES = {
    r"\begin{cases}": r"\{",
    r"\end{cases}": r"\}",
    r"\displaystyle ": "",
    r"\\": r",\;\; ",
    "&": r"\;",
    r"\text{ }": r"\; ",
    r"\text{": r"\mathrm{",
}


# Names of signs that TeX has twice, and Matplotlib once.
_LONG_NAMES = {"ge": r"\geq", "le": r"\leq", "ne": r"\neq", "land": r"\wedge", "lor": r"\vee"}
_SHORT_NAMES = re.compile(rf"\\({'|'.join(_LONG_NAMES)})(?![a-zA-Z])")


def _in_one_line(formula: str) -> str:
    """The formula with its cases one after the other, as Matplotlib has no lines of them."""
    if r"\begin{cases}" not in formula:
        return formula
    for written, short in _CASES.items():
        formula = formula.replace(written, short)
    return _SHORT_NAMES.sub(lambda found: _LONG_NAMES[found[1]], formula)


def _spaced(formula: str) -> str:
    """The formula as Matplotlib's mathematics needs it to look as TeX's does."""
    if r"\frac" not in formula:
        formula = formula.replace(r"\left", "").replace(r"\right", "")
    for sign in (r"\left|", r"\right|", r"\left\lvert", r"\right\rvert", r"\lvert", r"\rvert"):
        formula = formula.replace(sign, "|")
    return re.sub(r"([\w)}]) (\\(?:[a-z]{2,5}|operatorname\{\w+\})\{)", r"\1 \\, \2", formula)


def plain_function(solution: Solution, written: WrittenFormula) -> str:
    """The function with its formula in plain characters."""
    variables = ", ".join(_ends(list(map(str, solution.variables)), "…"))
    head = f"{solution.problem.name}({variables})"
    # A Python function that is known by its values has no formula.
    return head if solution.problem.procedure is not None else f"{head} = {written.text}"


def _ends(entries: list[str], dots: str) -> list[str]:
    """The entries, of many the first three and the last."""
    return entries if len(entries) <= _MOST_NAMED else [*entries[:3], dots, entries[-1]]


def _tex_symbol(name: Expr) -> str:
    """A variable; a name of several letters upright, as in the formula."""
    return re.sub(r"^[A-Za-z]{2,}", r"\\mathrm{\g<0>}", latex(name))


def _tex_name(solution: Solution) -> str:
    return _tex_symbol(Symbol(solution.problem.name))


def value_name(solution: Solution) -> str:
    """f(x) under its own names, as mathematics."""
    return f"${_tex_name(solution)}({_tex_symbol(solution.variables[0])})$"


def height_name(solution: Solution) -> str:
    """The name of the vertical axis of a surface, as mathematics: z, unless z has a meaning."""
    names = {str(name) for name in solution.variables}
    return "$z$" if "z" not in names else f"${_tex_name(solution)}$"


def tangent_plane_name(language: Language) -> str:
    """The name of a tangent plane."""
    return language.drawn.sentences["picture_tangent_plane"]


def level_surface_note(solution: Solution, language: Language) -> str:
    """Which level surface is drawn."""
    return language.drawn.sentences["picture_level"].format(level=level_name(solution))


def no_level_surface_note(solution: Solution, language: Language) -> str:
    """Why no level surface is drawn."""
    row = "picture_level_point" if solution.is_strict else "picture_no_level"
    return language.drawn.sentences[row].format(
        level=level_name(solution), f=solution.problem.name, point=solution.problem.point_letter
    )


def derivative_name(solution: Solution) -> str:
    """r'(t₀) under its own names, as mathematics."""
    return f"${_tex_name(solution)}'({_tex_place(solution)})$"


def place_name(solution: Solution) -> str:
    """r(t₀) under its own names, as mathematics."""
    return f"${_tex_name(solution)}({_tex_place(solution)})$"


def _tex_place(solution: Solution) -> str:
    """The value of the variable at P if it is short, else its name with a mark."""
    (place,) = solution.point or (Integer(0),)
    written = write_exact(place)
    is_short = is_written_exactly(place) and len(written) <= _SHORT_PLACE
    return tex_number(written) if is_short else f"{_tex_symbol(solution.variables[0])}_0"


def derivative_note(
    arrows: Sequence[Arrow | Vector], solution: Solution, language: Language
) -> str:
    """What t₀ is, and how long r'(t₀) is drawn, where that is not its true length."""
    place, rows = _tex_place(solution), language.drawn.sentences
    known = ""
    if solution.point is not None and place.endswith("_0"):
        known = f"${place}$ {_equal(solution.point[0])}"
    one = (rows["picture_shorter"], rows["picture_longer"])
    names: dict[Role, str] = {"derivative": derivative_name(solution)}
    return join_notes(language, known, *(_scale_sentence(arrow, names, *one) for arrow in arrows))


def behind_note(language: Language) -> str:
    """What a pale arrow is."""
    return language.drawn.sentences["picture_behind"]


def touch_note(touch: Touch, language: Language) -> str:
    """What the dashed line is, with its slope."""
    if touch.slope is not None:
        slope = typeset_number(write_float(touch.slope))
        return language.drawn.sentences["picture_dashed_tangent"].format(slope=slope)
    if touch.side_slopes == (None, None):
        return ""
    return language.drawn.sentences["picture_dashed_half_tangents"]


def vertical_note(names: tuple[str, str, str], factor: float, language: Language) -> str:
    """At which scale the vertical axis is drawn, if it is not that of the others."""
    if factor == 1:
        return ""
    x, y, z = names
    row = "picture_vertical_shorter" if factor < 1 else "picture_vertical_longer"
    times = typeset_number(write_float(factor))
    return language.drawn.sentences[row].format(x=x, y=y, z=z, times=times)


def step_name(solution: Solution) -> str:
    """The letter of the way along u, as mathematics."""
    return f"${solution.problem.distance_letter}$"


def section_name(solution: Solution) -> str:
    """F(P + tu) under its own names, as mathematics."""
    problem = solution.problem
    way = rf"{problem.distance_letter}\,{_signs(solution).direction}"
    return f"${_tex_name(solution)}({problem.point_letter} + {way})$"


def count_name(solution: Solution) -> str:
    """What a path is counted by: its steps, or of the flow its time, as mathematics."""
    path = solution.descent
    return f"${solution.problem.distance_letter if path and path.method == 'flow' else 'k'}$"


def progress_name(solution: Solution) -> str:
    """F at the points of a path, as mathematics."""
    name, path = _tex_name(solution), solution.descent
    point = solution.problem.moving_letter
    if path is not None and path.method == "flow":
        return f"${name}({point}({solution.problem.distance_letter}))$"
    return f"${name}({point}_k)$"


def progress_note(solution: Solution, language: Language) -> str:
    """What k counts, and how large the steps are."""
    path = solution.descent
    assert path is not None
    if path.method == "flow":
        return ""
    size = write_exact(path.step_size)
    return language.drawn.sentences["picture_step_size"].format(
        letter=solution.problem.step_letter, size=size
    )


def describe_progress(solution: Solution, local: LocalData, language: Language) -> str:
    """What the picture of f over the steps of a path shows, in one sentence."""
    path, rows = solution.descent, language.sentences
    assert path is not None
    count = len(path.points) - 1
    return rows["picture_progress" if count > 1 else "picture_progress_of_one_step"].format(
        function=local.function,
        count=count,
        first=write_exact(path.values[0]),
        last=write_exact(path.values[-1]),
    )


def turn_name(solution: Solution) -> str:
    """The letter of the angle of u, as mathematics."""
    return f"${solution.problem.turn_letter}$"


def rate_name(solution: Solution) -> str:
    """D_u f(P) under its own names, as mathematics."""
    return f"${_tex_rate(solution)}$"


def rate_value_name(solution: Solution, rate: Expr) -> str:
    """D_u f(P) with its value, as mathematics."""
    return _equation(_tex_rate(solution), rate)


def _tex_rate(solution: Solution) -> str:
    return f"{_signs(solution).rate}({solution.problem.point_letter})"


def _tex_gradient(solution: Solution) -> str:
    return f"{_signs(solution).gradient}({solution.problem.point_letter})"


def _signs(solution: Solution) -> Signs:
    return tex_signs(solution.problem, _tex_name(solution))


def norm_name(solution: Solution) -> str:
    """The largest rate with its value, as mathematics."""
    assert solution.norm is not None
    return _equation(_tex_norm(solution), solution.norm)


def negative_norm_name(solution: Solution) -> str:
    """The smallest rate, as mathematics."""
    return f"$-{_tex_norm(solution)}$"


def _tex_norm(solution: Solution) -> str:
    return _signs(solution).norm(f" {_tex_gradient(solution)} ")


def across_name(solution: Solution) -> str:
    """The directions of no change, as mathematics."""
    return rf"$\perp {_tex_gradient(solution)}$"


def formula_name(solution: Solution) -> str:
    """What would be the rate if f were differentiable, as mathematics."""
    return rf"${_tex_gradient(solution)} \cdot {_signs(solution).direction}$"


def vector(components: Iterable[Expr]) -> str:
    """A vector or point in plain decimals, a long one by its ends."""
    return f"({', '.join(_ends(list(map(write_exact, components)), '…'))})"


def tangent_name(language: Language) -> str:
    """The name of a tangent line."""
    return language.drawn.sentences["picture_tangent"]


def half_tangent_name(language: Language) -> str:
    """The name of a tangent to one side of P alone."""
    return language.drawn.sentences["picture_half_tangent"]


def section_tangent_name(touch: Touch, language: Language) -> str:
    """The name of the tangent with its slope, or of each half-tangent."""
    if touch.slope is None:
        return half_tangent_name(language)
    slope = typeset_number(write_float(touch.slope))
    return language.drawn.sentences["picture_tangent_of_slope"].format(slope=slope)


def section_note(solution: Solution, local: LocalData, language: Language) -> str:
    """What the horizontal axis is, and u where none was given."""
    problem, rows = solution.problem, language.drawn.sentences
    step = rows["picture_step"].format(
        step=problem.distance_letter,
        point=problem.point_letter,
        direction=text_signs(problem).noted,
    )
    return join_notes(language, step, "" if local.direction is not None else _ascent(solution))


def _ascent(solution: Solution) -> str:
    """U where none was given."""
    signs, gradient = text_signs(solution.problem), _plain_gradient(solution)
    return f"{signs.direction} = {gradient}/{signs.norm(gradient)}"


def turn_note(solution: Solution, local: LocalData, toward: int, language: Language) -> str:
    """What the angle is; where the plane has no gradient, toward which axis u is turned."""
    problem, rows = solution.problem, language.drawn.sentences
    if len(solution.variables) == 2:
        row = "picture_turn"
    elif local.gradient is not None:
        row = "picture_turn_from_gradient"
    else:
        is_given = local.direction is not None
        row = "picture_turn_toward" if is_given else "picture_turn_between_axes"
    return rows[row].format(
        toward=axis_name(solution.variables[toward]),
        turn=problem.turn_letter,
        direction=text_signs(problem).noted,
        axis=axis_name(solution.variables[0]),
        gradient=_plain_gradient(solution),
    )


def every_rate_note(solution: Solution, language: Language) -> str:
    """That no direction has a rate of change but 0."""
    gradient = _plain_gradient(solution)
    return language.drawn.sentences["picture_no_rate"].format(gradient=gradient)


def ray_note(solution: Solution, language: Language) -> str:
    """That the rates are those along rays."""
    # The font of notes has no raised plus, its mathematics has one.
    limit = rf"${solution.problem.distance_letter}\to 0^{{+}}$"
    return language.drawn.sentences["picture_rates_along_rays"].format(limit=limit)


def short_arrows_note(language: Language) -> str:
    """That some arrows of a field would be dots."""
    return language.drawn.sentences["picture_field_without_shortest"]


def field_note(solution: Solution, scale: float | None, language: Language) -> str:
    """How long the arrows of a field are drawn, or that they show directions alone."""
    rows, gradient = language.drawn.sentences, text_signs(solution.problem).gradient
    if scale is None:
        return rows["picture_field_of_directions"].format(gradient=gradient)
    arrow = Arrow("field", (0, 0), (0, 0), scale)
    one = (rows["picture_shorter"], rows["picture_longer"])
    return _scale_sentence(arrow, {"field": gradient}, *one)


def mark_note(solution: Solution, marks: tuple[Mark, ...], language: Language) -> str:
    """What the marks of critical points mean."""
    kinds = {mark.kind for mark in marks}
    legend = "  ".join(
        f"{sign} {_kind(kind, solution, language.drawn)}"
        for kind, sign in _SIGNS.items()
        if kind in kinds
    )
    if legend and solution.critical_points_complete is False:
        return language.drawn.sentences["picture_marks_of_one_period"].format(marks=legend)
    return legend


def extreme_name(kind: Kind, language: Language) -> str:
    """What the points of a curve are."""
    return language.drawn.sentences[_LINES[kind][0]]


def describe_lines(kinds: Iterable[Kind], language: Language) -> str:
    """That there are curves of extrema, each kind in its own sentence, behind another one."""
    rows = language.sentences
    return "".join(
        rows["picture_next_sentence"] + rows[_LINES[kind][1]] for kind in sorted(set(kinds))
    )


def metric_note(solution: Solution, language: Language) -> str:
    """What the dotted ellipse is."""
    return language.drawn.sentences["picture_metric"].format(metric=solution.problem.metric_letter)


def leaving_note(language: Language) -> str:
    """That a path goes on outside."""
    return language.drawn.sentences["picture_path_leaves"]


def is_outside(local: LocalData, shown: Window | Extent) -> bool:
    """Whether there is a P, and it is not in the window that was asked for."""
    if not local.given:
        return False
    if isinstance(shown, Window) and len(local.point) == 1:
        return not shown.left <= float(local.point[0]) <= shown.right
    return not shown.contains(local.point)


def outside_note(
    solution: Solution, local: LocalData, shown: Window | Extent, language: Language
) -> str:
    """That P is not in the window that was asked for."""
    if not is_outside(local, shown):
        return ""
    return language.drawn.sentences["picture_outside"].format(place=_place(solution))


def describe_outside(
    solution: Solution, local: LocalData, shown: Window | Extent, language: Language
) -> str:
    """The same in a sentence behind another one."""
    if not is_outside(local, shown):
        return ""
    rows = language.sentences
    sentence = rows["picture_outside_described"].format(place=_place(solution))
    return rows["picture_next_sentence"] + sentence


def _place(solution: Solution) -> str:
    """P with its coordinates, or the value of the only variable there."""
    coordinates = vector(solution.point or ())
    if len(solution.variables) == 1:
        return f"{solution.variables[0]} = {coordinates[1:-1]}"
    return f"{solution.problem.point_letter} = {coordinates}"


def undefined_note(solution: Solution, language: Language) -> str:
    """What the hatching means."""
    return language.drawn.sentences["picture_undefined"].format(f=solution.problem.name)


def constant_note(solution: Solution, language: Language) -> str:
    """Why there are no level lines."""
    return language.drawn.sentences["picture_constant"].format(f=solution.problem.name)


def scale_note(arrows: Sequence[Arrow | Vector], solution: Solution, language: Language) -> str:
    """How long the arrows are drawn, where that is not their true length."""
    rows, scales = language.drawn.sentences, {arrow.scale for arrow in arrows}
    gradient = _plain_gradient(solution)
    names: dict[Role, str] = {
        "gradient": gradient,
        "direction": text_signs(solution.problem).noted,
        # The font of notes has no raised minus, its mathematics has one.
        "natural": f"${solution.problem.metric_letter}^{{-1}}${gradient}",
    }
    if len(arrows) == 2 and len(scales) == 1:
        both = (rows["picture_both_shorter"], rows["picture_both_longer"])
        return _scale_sentence(arrows[0], names, *both)
    one = (rows["picture_shorter"], rows["picture_longer"])
    parts = (_scale_sentence(arrow, names, *one) for arrow in arrows)
    return _join([part for part in parts if part], language.drawn)


def _scale_sentence(
    arrow: Arrow | Vector, names: Mapping[Role, str], shorter: str, longer: str
) -> str:
    if arrow.scale == 1:
        return ""
    row, times = (shorter, 1 / arrow.scale) if arrow.scale < 1 else (longer, arrow.scale)
    number = typeset_number(write_float(times))
    return row.format(arrow=names[arrow.role], times=number)


def fold_note(panel: Panel) -> str:
    """The note of a panel in lines that its plot is wide enough for.

    On the first one the name of the axis stands too.
    """
    rooms = [_FOLD * panel.size[0] - _text_width(panel.horizontal.name, _NAME_POINTS) - 0.1]
    lines = [""]
    for word in _BREAKS.split(panel.note):
        longer = lines[-1] + word
        if lines[-1] and _text_width(longer, _NOTE_POINTS) > rooms[-1]:
            lines.append(word)
            rooms.append(_FOLD * panel.size[0])
        else:
            lines[-1] = longer
    return "\n".join(line.rstrip() for line in lines)


def _text_width(text: str, points: float) -> float:
    """Of a line in inches, roughly; marks are as wide as two letters."""
    characters = visible_characters(text)
    marks = sum(characters.count(sign) for sign in _SIGNS.values())
    return (len(characters) + marks) * _LETTER_WIDTH * points


def explain_absences(
    solution: Solution, names: Mapping[Absence, Sequence[str]], language: Language
) -> str:
    """Why pictures are missing, by their names; the picture as a whole where none is named."""
    rows, problem = language.sentences, solution.problem
    sentences = []
    for absence, views in names.items():
        reason = rows[absence.value].format(f=problem.name, point=problem.point_letter)
        row = rows["picture_missing_views" if views else "picture_missing"]
        sentences.append(row.format(views=_join(views, language), reason=reason))
    return language.space_out(rows["picture_next_sentence"].join(sentences))


def join_notes(language: Language, *notes: str) -> str:
    """The notes that are not empty as one."""
    return _join_facts([note for note in notes if note], language.drawn)


def describe_panels(panels: Sequence[Panel], language: Language) -> str:
    """What the panels show, each in its own sentence."""
    sentences = (panel.description for panel in panels)
    return language.space_out(language.sentences["picture_next_sentence"].join(sentences))


def describe_contour(
    solution: Solution,
    local: LocalData,
    marks: tuple[Mark, ...],
    language: Language,
    notes: Iterable[str] = (),
) -> str:
    """What the contour picture shows, in one sentence.

    Args:
        solution: what is shown.
        local: of P; without it where P is out of sight.
        marks: the critical points in sight.
        language: of the words.
        notes: the names of the rows of what else is seen.
    """
    rows = language.sentences
    plot = rows["picture_contour_plot"].format(function=local.function)
    if not local.given:
        return _describe_without_point(plot, solution, marks, language)
    facts = [_first_order_fact(solution, local, language)]
    facts += _direction_facts(solution, local, language)
    point = solution.problem.point_letter
    if solution.natural is not None:
        natural = vector(solution.natural.vector)
        facts.append(rows["picture_natural"].format(natural=natural, point=point))
    facts += _path_facts(solution, language)
    if marks:
        facts.append(rows["picture_marked"].format(points=_points(solution, marks, language)))
    problem = solution.problem
    facts += [rows[note].format(f=problem.name, metric=problem.metric_letter) for note in notes]
    place = _place(solution)
    return rows["picture_around"].format(plot=plot, place=place, facts=_join_facts(facts, language))


def _path_facts(solution: Solution, language: Language) -> list[str]:
    """Where the path of an optimiser leads, if there is one."""
    path = solution.descent
    if path is None or len(path.points) < 2:
        return []
    last = vector(path.points[-1])
    if len(solution.variables) == 1:
        last = f"{solution.variables[0]} = {last[1:-1]}"
    count = len(path.points) - 1
    row = "picture_path" if count > 1 else "picture_path_of_one_step"
    return [language.sentences[row].format(count=count, last=last)]


def describe_field(
    solution: Solution, local: LocalData, marks: tuple[Mark, ...], language: Language
) -> str:
    """What the picture of the gradient field shows, in one sentence."""
    rows = language.sentences
    plot = rows["picture_field"].format(function=local.function)
    if not local.given:
        return _describe_without_point(plot, solution, marks, language)
    facts = [_first_order_fact(solution, local, language)]
    if marks:
        facts.append(rows["picture_marked"].format(points=_points(solution, marks, language)))
    place = _place(solution)
    return rows["picture_around"].format(plot=plot, place=place, facts=_join_facts(facts, language))


def _first_order_fact(solution: Solution, local: LocalData, language: Language) -> str:
    """The gradient arrow with what it is perpendicular to, or why there is none."""
    rows, name = language.sentences, solution.problem.name
    if local.is_critical:
        if not solution.critical_kind:
            return rows["picture_critical"].format(point=solution.problem.point_letter)
        kind = _kind(solution.critical_kind, solution, language)
        return rows["picture_critical_of_kind"].format(
            point=solution.problem.point_letter, kind=kind
        )
    if local.gradient is None:
        is_settled = solution.differentiable is False
        row = rows["picture_no_gradient" if is_settled else "picture_no_gradient_open"]
        return row.format(f=name, point=solution.problem.point_letter)
    row = rows["picture_about_gradient" if solution.is_approximate else "picture_gradient"]
    arrow = row.format(gradient=vector(solution.gradient_at or ()))
    tangent = solution.level_tangent
    if tangent is None:
        return rows["picture_arrow"].format(arrow=arrow, point=solution.problem.point_letter)
    number = solution.value or Integer(0)
    value = write_exact(number)
    equals = "=" if is_written_exactly(number) else "≈"
    return rows["picture_perpendicular_arrow"].format(
        arrow=arrow,
        level=f"{name} {equals} {value}",
        point=solution.problem.point_letter,
        tangent=local.level_tangent or _plain_equation(tangent),
    )


def describe_curve(
    solution: Solution, local: LocalData, marks: tuple[Mark, ...], language: Language
) -> str:
    """What the picture of a function of one variable shows, in one sentence."""
    rows = language.sentences
    plot = rows["picture_graph"].format(function=local.function)
    if not local.given:
        return _describe_without_point(plot, solution, marks, language)
    facts = _tangent_facts(solution, local, language)
    facts += _path_facts(solution, language)
    if marks:
        facts.append(rows["picture_marked"].format(points=_points(solution, marks, language)))
    place = _place(solution)
    return rows["picture_around"].format(plot=plot, place=place, facts=_join_facts(facts, language))


def _tangent_facts(solution: Solution, local: LocalData, language: Language) -> list[str]:
    """The slope of the tangent, or why there is none, and the slopes from both sides."""
    rows = language.sentences
    if local.slope is not None:
        slope = Integer(0) if solution.gradient_at is None else solution.gradient_at[0]
        return [rows["picture_slope"].format(slope=write_exact(slope))]
    is_settled = solution.differentiable is False
    row = rows["picture_no_tangent" if is_settled else "picture_no_tangent_open"]
    return [row.format(f=solution.problem.name), *_side_facts(local.side_slopes, language)]


def _side_facts(slopes: tuple[float | None, float | None], language: Language) -> list[str]:
    """The slopes of the half-tangents that there are."""
    sides = zip(("picture_left_slope", "picture_right_slope"), slopes, strict=True)
    return [
        language.sentences[side].format(slope=write_float(slope))
        for side, slope in sides
        if slope is not None
    ]


def describe_section(solution: Solution, local: LocalData, touch: Touch, language: Language) -> str:
    """What the section shows, in one sentence."""
    rows, problem = language.sentences, solution.problem
    way = solution.unit_direction if local.direction is not None else solution.steepest_ascent
    rate = solution.directional_derivative if local.direction is not None else solution.norm
    plot = rows["picture_section"].format(
        function=local.function,
        direction=f"{text_signs(problem).direction} = {vector(way or ())}",
    )
    facts = []
    if local.direction is None:
        facts.append(_ascent(solution))
    if touch.slope is not None and rate is not None:
        facts.append(
            rows["picture_slope_of_rate"].format(rate=_plain_rate(solution), slope=_equal(rate))
        )
    else:
        is_settled = solution.differentiable is False
        row = rows["picture_no_tangent" if is_settled else "picture_no_tangent_open"]
        facts += [row.format(f=problem.name), *_side_facts(touch.side_slopes, language)]
    place = _place(solution)
    return rows["picture_around"].format(plot=plot, place=place, facts=_join_facts(facts, language))


def describe_surface(
    solution: Solution,
    local: LocalData,
    marks: tuple[Mark, ...],
    touch: Touch | None,
    language: Language,
) -> str:
    """What the picture of a graph in space shows, in one sentence."""
    rows, problem = language.sentences, solution.problem
    plot = rows["picture_surface"].format(function=local.function)
    if not local.given:
        return _describe_without_point(plot, solution, marks, language)
    facts = []
    if local.gradient is None and not local.is_critical:
        is_settled = solution.differentiable is False
        row = rows["picture_no_tangent_plane" if is_settled else "picture_no_tangent_plane_open"]
        facts.append(row.format(f=problem.name))
    elif solution.tangent_plane is not None:
        plane = local.graph_tangent or _plain_equation(solution.tangent_plane)
        facts.append(rows["picture_with_tangent_plane"].format(plane=plane))
    if touch is not None:
        facts += _section_facts(solution, local, touch, language)
    facts += _path_facts(solution, language)
    if marks:
        facts.append(rows["picture_marked"].format(points=_points(solution, marks, language)))
    place = _place(solution)
    if not facts:
        return rows["picture_at"].format(plot=plot, place=place)
    return rows["picture_around"].format(plot=plot, place=place, facts=_join_facts(facts, language))


def describe_level_surface(
    solution: Solution, local: LocalData, language: Language, *, is_drawn: bool
) -> str:
    """What the picture of a level surface shows, in one sentence."""
    rows, problem = language.sentences, solution.problem
    number = solution.value or Integer(0)
    level = f"{problem.name} {_equal(number)}"
    row = "picture_level_surface" if is_drawn else "picture_level_set"
    plot = rows[row].format(level=level, function=local.function)
    if not local.given:
        return rows["picture_alone"].format(plot=plot)
    fact = _first_order_fact(solution, local, language)
    if local.gradient is not None and solution.level_tangent is not None:
        row = "picture_about_gradient" if solution.is_approximate else "picture_gradient"
        plane = local.level_tangent or _plain_equation(solution.level_tangent)
        arrow = rows[row].format(gradient=vector(solution.gradient_at or ()))
        fact = rows["picture_normal_arrow"].format(
            arrow=arrow, point=problem.point_letter, plane=plane
        )
    facts = [fact, *_direction_facts(solution, local, language), *_path_facts(solution, language)]
    if not is_drawn and solution.is_strict:
        facts.append(rows["picture_level_point"].format(level=level, point=problem.point_letter))
    place = _place(solution)
    return rows["picture_around"].format(plot=plot, place=place, facts=_join_facts(facts, language))


def _direction_facts(solution: Solution, local: LocalData, language: Language) -> list[str]:
    """The arrow u, if there is one."""
    if local.direction is None:
        return []
    unit = vector(solution.unit_direction or ())
    direction = f"{text_signs(solution.problem).direction} = {unit}"
    return [
        language.sentences["picture_direction"].format(
            direction=direction, point=solution.problem.point_letter
        )
    ]


def describe_vector_curve(solution: Solution, language: Language) -> str:
    """What the picture of the curve of a vector function shows, in one sentence."""
    rows, problem = language.sentences, solution.problem
    name, variable = problem.name, str(solution.variables[0])
    function = f"{name}({variable}) = {_write_components(solution).text}"
    plot = rows["picture_vector_curve"].format(function=function)
    if solution.point is None or solution.value is None:
        return rows["picture_alone"].format(plot=plot)
    place = f"{variable} = {write_exact(solution.point[0])}"
    point = rows["picture_vector_point"].format(point=vector(solution.value))
    derivative = solution.jacobian_at
    if derivative is None:
        fact = rows["picture_vector_no_derivative"].format(name=name)
    elif not any(derivative):
        fact = rows["picture_vector_at_rest"].format(name=name)
    else:
        fact = rows["picture_vector_derivative"].format(name=name, derivative=vector(derivative))
    return rows["picture_around"].format(
        plot=plot, place=place, facts=_join_facts([point, fact], language)
    )


def _section_facts(
    solution: Solution, local: LocalData, touch: Touch, language: Language
) -> list[str]:
    """Along which direction the section is, and what touches it."""
    rows, problem = language.sentences, solution.problem
    way = solution.unit_direction if local.direction is not None else solution.steepest_ascent
    rate = solution.directional_derivative if local.direction is not None else solution.norm
    direction = f"{text_signs(problem).direction} = {vector(way or ())}"
    if touch.slope is not None and rate is not None:
        slope = rows["picture_slope_of_rate"].format(rate=_plain_rate(solution), slope=_equal(rate))
        return [rows["picture_section_with_tangent"].format(direction=direction, tangent=slope)]
    section = rows["picture_section_marked"].format(direction=direction)
    return [section, *_side_facts(touch.side_slopes, language)]


def _plain_rate(solution: Solution) -> str:
    return f"{text_signs(solution.problem).rate}({solution.problem.point_letter})"


def _plain_gradient(solution: Solution) -> str:
    return f"{text_signs(solution.problem).gradient}({solution.problem.point_letter})"


def _equal(number: Expr) -> str:
    """= 2 or ≈ 0.6667."""
    return f"{'=' if is_written_exactly(number) else '≈'} {write_exact(number)}"


def describe_rates(solution: Solution, local: LocalData, language: Language) -> str:
    """What the picture of the rates in all directions shows, in one sentence."""
    rows, problem = language.sentences, solution.problem
    row = "picture_rates" if len(solution.variables) == 2 else "picture_rates_in_plane"
    plot = rows[row].format(function=local.function)
    facts = []
    if solution.steepest_ascent is not None and solution.norm is not None:
        facts.append(
            rows["picture_extreme_rates"].format(
                largest=write_exact(solution.norm),
                ascent=vector(solution.steepest_ascent),
                smallest=write_exact(-solution.norm),
                descent=vector(-solution.steepest_ascent),
            )
        )
    elif local.is_critical:
        facts.append(every_rate_note(solution, language))
    else:
        limit = f"{problem.distance_letter} → 0⁺"
        facts += [
            _first_order_fact(solution, local, language),
            rows["picture_rates_along_rays"].format(limit=limit),
        ]
    rate = solution.directional_derivative
    if local.direction is not None and rate is not None:
        unit = f"{text_signs(problem).direction} = {vector(solution.unit_direction or ())}"
        facts.append(
            rows["picture_rate_along"].format(
                rate=f"{_plain_rate(solution)} {_equal(rate)}", direction=unit
            )
        )
    place = _place(solution)
    return rows["picture_around"].format(plot=plot, place=place, facts=_join_facts(facts, language))


def _describe_without_point(
    plot: str, solution: Solution, marks: tuple[Mark, ...], language: Language
) -> str:
    """The whole sentence where no point is given, with the critical points that are marked."""
    row = "picture_with_critical_points"
    if not marks:
        row = "picture_alone"
    elif solution.critical_points_complete is False:
        row = "picture_with_critical_points_of_one_period"
    elif solution.critical_points_complete:
        is_all = len(marks) == len(solution.critical_points or ())
        row = (
            "picture_with_all_critical_points"
            if is_all
            else "picture_with_isolated_critical_points"
        )
    points = _points(solution, marks, language)
    return language.sentences[row].format(plot=plot, points=points)


def _points(solution: Solution, marks: tuple[Mark, ...], language: Language) -> str:
    row = language.sentences["picture_point_of_kind"]
    points = [
        row.format(point=_point(solution, mark), kind=_kind(mark.kind, solution, language))
        for mark in marks
    ]
    return _join(points, language)


def _point(solution: Solution, mark: Mark) -> str:
    point = mark.point
    write = partial(write_exact, digits=solution.problem.digits) if mark.is_approximate else _plain
    coordinates = ", ".join(map(write, point))
    one = len(solution.variables) == 1
    return f"{solution.variables[0]} = {coordinates}" if one else f"({coordinates})"


# A product of a number and a letter needs no sign, another one no asterisk.
_PRODUCT_WITH_LETTER = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)\*(?=[^\W\d])")


_ROOT = re.compile(r"(?<![^\W\d])sqrt\((\d+|\w)\)")


def _plain_equation(equation: Eq) -> str:
    """A linear equation, as x + 2y = 3; one that is solved for a variable stays as it is."""
    left, right = equation.lhs, equation.rhs
    if not left.is_Symbol:
        constant, terms = (left - right).as_independent(*left.free_symbols, as_Add=True)
        content, left = terms.primitive()
        right = -constant / content
        if left.as_ordered_terms()[0].could_extract_minus_sign():
            left, right = -left, -right
    return f"{_plain(left)} = {_plain(right)}"


def _plain(expression: Expr) -> str:
    """An expression in plain characters: 4x - y^2."""
    text = _PRODUCT_WITH_LETTER.sub(r"\1", str(expression).replace("**", "^"))
    return _ROOT.sub(r"√\1", text.replace("*", "·"))


def _kind(kind: str, solution: Solution, language: Language) -> str:
    """A saddle of a function of one variable is a point of inflection, and called no saddle."""
    return language.sentence(_KINDS[kind], of_one_variable=len(solution.variables) == 1)


def _join(parts: Sequence[str], language: Language) -> str:
    return language.sentences["picture_comma"].join(parts)


def _join_facts(facts: Sequence[str], language: Language) -> str:
    return language.sentences["picture_semicolon"].join(facts)
