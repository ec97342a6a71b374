"""The words in and about a picture: names as mathematics, sentences from a language's table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sympy import Expr, Integer, latex

from grad_magic.picture.floats import (
    is_written_exactly,
    typeset_number,
    write_exact,
    write_float,
)
from grad_magic.picture.plane.placement import visible_characters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from grad_magic.picture.local_data import LocalData
    from grad_magic.picture.plane.marks import Mark
    from grad_magic.picture.shapes import Arrow, Panel, Role
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
# As many characters as a title has room for.
_LONG_POWER = re.compile(r"(?<![\d.])10{30,}(?![\d.])")
_LONGEST_TITLE = 58


def direction_name(solution: Solution) -> str:
    """The letter of the unit direction, as mathematics."""
    return rf"$\mathbf{{{solution.problem.direction_letter}}}$"


def point_name(solution: Solution) -> str:
    """The letter of the point, as mathematics."""
    return f"${solution.problem.point_letter}$"


def gradient_name(solution: Solution) -> str:
    """∇f(P) under the function's own name, as mathematics."""
    return rf"$\nabla {_tex_name(solution)}({solution.problem.point_letter})$"


def level_name(solution: Solution) -> str:
    """The equation of the level curve through P, as mathematics before the number."""
    if solution.value is None:
        return f"${_tex_name(solution)}$"
    number = write_exact(solution.value)
    equals = "=" if is_written_exactly(solution.value) else r"\approx"
    typeset = typeset_number(number)
    # Matplotlib takes long to read mathematics, and digits look the same outside.
    ending = f" {typeset[1:]}" if typeset.startswith("$") else f"${typeset}"
    return f"${_tex_name(solution)} {equals}{ending}"


def axis_name(name: Expr) -> str:
    """A variable's name, as mathematics."""
    return f"${_tex_symbol(name)}$"


@dataclass(frozen=True)
class WrittenFormula:
    """A function's formula as the answer writes it, for print and for a terminal."""

    latex: str
    text: str


def write_formula(solution: Solution) -> WrittenFormula:
    """The formula of a function that came as an expression."""
    text = _LONG_POWER.sub(lambda ten: f"10**{len(ten[0]) - 1}", str(solution.f))
    return WrittenFormula(latex(solution.f, ln_notation=True), text)


def titles(solution: Solution, written: WrittenFormula) -> tuple[str, str]:
    """The function with its formula, as mathematics and plain; without, if it is too long."""
    variables = ", ".join(map(_tex_symbol, solution.variables))
    head = f"{_tex_name(solution)}({variables})"
    formula = _spaced(written.latex)
    plain = plain_function(solution, written)
    is_unknown = solution.problem.procedure is not None
    if (
        is_unknown
        or r"\begin" in formula
        or len(visible_characters(f"{head} = {formula}")) > _LONGEST_TITLE
    ):
        return f"${head}$", plain.split(" = ")[0]
    return f"${head} = {formula}$", plain


def _spaced(formula: str) -> str:
    """The formula as Matplotlib's mathematics needs it to look as TeX's does."""
    if r"\frac" not in formula:
        formula = formula.replace(r"\left", "").replace(r"\right", "")
    for sign in (r"\left|", r"\right|", r"\left\lvert", r"\right\rvert", r"\lvert", r"\rvert"):
        formula = formula.replace(sign, "|")
    return re.sub(r"([\w)}]) (\\(?:[a-z]{2,5}|operatorname\{\w+\})\{)", r"\1 \\, \2", formula)


def plain_function(solution: Solution, written: WrittenFormula) -> str:
    """The function with its formula in plain characters."""
    variables = ", ".join(str(variable) for variable in solution.variables)
    head = f"{solution.problem.name}({variables})"
    # A Python function that is known by its values has no formula.
    return head if solution.problem.procedure is not None else f"{head} = {written.text}"


def _tex_symbol(name: Expr) -> str:
    """A variable; a name of several letters upright, as in the formula."""
    return re.sub(r"^[A-Za-z]{2,}", r"\\mathrm{\g<0>}", latex(name))


def _tex_name(solution: Solution) -> str:
    letters, _, index = solution.problem.name.partition("_")
    return f"{letters}_{{{index}}}" if index else letters


def value_name(solution: Solution) -> str:
    """f(x) under its own names, as mathematics."""
    return f"${_tex_name(solution)}({_tex_symbol(solution.variables[0])})$"


def vector(components: Iterable[Expr]) -> str:
    """A vector or point in plain decimals."""
    return f"({', '.join(map(write_exact, components))})"


def tangent_name(language: Language) -> str:
    """The name of a tangent line."""
    return language.sentences["picture_tangent"]


def half_tangent_name(language: Language) -> str:
    """The name of a tangent to one side of P alone."""
    return language.sentences["picture_half_tangent"]


def mark_note(solution: Solution, marks: tuple[Mark, ...], language: Language) -> str:
    """What the marks of critical points mean."""
    kinds = {mark.found.kind for mark in marks}
    legend = "  ".join(
        f"{sign} {_kind(kind, solution, language)}"
        for kind, sign in _SIGNS.items()
        if kind in kinds
    )
    if legend and solution.critical_points_complete is False:
        return language.sentences["picture_marks_of_one_period"].format(marks=legend)
    return legend


def undefined_note(solution: Solution, language: Language) -> str:
    """What the hatching means."""
    return language.sentences["picture_undefined"].format(f=solution.problem.name)


def constant_note(solution: Solution, language: Language) -> str:
    """Why there are no level lines."""
    return language.sentences["picture_constant"].format(f=solution.problem.name)


def scale_note(arrows: tuple[Arrow, ...], solution: Solution, language: Language) -> str:
    """How long the arrows are drawn, where that is not their true length."""
    rows, scales = language.sentences, {arrow.scale for arrow in arrows}
    names: dict[Role, str] = {
        "gradient": f"∇{solution.problem.name}({solution.problem.point_letter})",
        "direction": solution.problem.direction_letter,
    }
    if len(arrows) == 2 and len(scales) == 1:
        both = (rows["picture_both_shorter"], rows["picture_both_longer"])
        return _scale_sentence(arrows[0], names, *both)
    one = (rows["picture_shorter"], rows["picture_longer"])
    parts = (_scale_sentence(arrow, names, *one) for arrow in arrows)
    return _join([part for part in parts if part], language)


def _scale_sentence(arrow: Arrow, names: Mapping[Role, str], shorter: str, longer: str) -> str:
    if arrow.scale == 1:
        return ""
    row, times = (shorter, 1 / arrow.scale) if arrow.scale < 1 else (longer, arrow.scale)
    number = typeset_number(write_float(times))
    return row.format(arrow=names[arrow.role], times=number)


def join_notes(language: Language, *notes: str) -> str:
    """The notes that are not empty as one."""
    return _join_facts([note for note in notes if note], language)


def describe_panels(panels: Sequence[Panel], language: Language) -> str:
    """What the panels show, each in its own sentence."""
    return language.sentences["picture_next_sentence"].join(panel.description for panel in panels)


def describe_contour(
    solution: Solution, local: LocalData, marks: tuple[Mark, ...], language: Language
) -> str:
    """What the contour picture shows, in one sentence."""
    rows = language.sentences
    plot = rows["picture_contour_plot"].format(function=local.function)
    if not local.given:
        return _describe_without_point(plot, solution, marks, language)
    facts = [_first_order_fact(solution, local, language)]
    if local.direction is not None:
        unit = vector(solution.unit_direction or ())
        direction = f"{solution.problem.direction_letter} = {unit}"
        point = solution.problem.point_letter
        facts.append(rows["picture_direction"].format(direction=direction, point=point))
    if marks:
        facts.append(rows["picture_marked"].format(points=_points(solution, marks, language)))
    place = f"{solution.problem.point_letter} = {vector(solution.point or ())}"
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
        tangent=f"{tangent.lhs} = {tangent.rhs}",
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
    if marks:
        facts.append(rows["picture_marked"].format(points=_points(solution, marks, language)))
    place = f"{solution.variables[0]} = {vector(solution.point or ())[1:-1]}"
    return rows["picture_around"].format(plot=plot, place=place, facts=_join_facts(facts, language))


def _tangent_facts(solution: Solution, local: LocalData, language: Language) -> list[str]:
    """The slope of the tangent, or why there is none, and the slopes from both sides."""
    rows = language.sentences
    if local.slope is not None:
        slope = Integer(0) if solution.gradient_at is None else solution.gradient_at[0]
        return [rows["picture_slope"].format(slope=write_exact(slope))]
    is_settled = solution.differentiable is False
    row = rows["picture_no_tangent" if is_settled else "picture_no_tangent_open"]
    sides = zip(("picture_left_slope", "picture_right_slope"), local.side_slopes, strict=True)
    return [
        row.format(f=solution.problem.name),
        *(
            rows[side].format(slope=write_float(slope))
            for side, slope in sides
            if slope is not None
        ),
    ]


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
        row.format(point=_point(solution, mark), kind=_kind(mark.found.kind, solution, language))
        for mark in marks
    ]
    return _join(points, language)


def _point(solution: Solution, mark: Mark) -> str:
    point = mark.found.point
    if mark.found.is_approximate:
        point = tuple(value.evalf(solution.problem.digits) for value in point)
    coordinates = ", ".join(map(str, point))
    one = len(solution.variables) == 1
    return f"{solution.variables[0]} = {coordinates}" if one else f"({coordinates})"


def _kind(kind: str, solution: Solution, language: Language) -> str:
    """A saddle of a function of one variable is a point of inflection, and called no saddle."""
    return language.sentence(_KINDS[kind], of_one_variable=len(solution.variables) == 1)


def _join(parts: Sequence[str], language: Language) -> str:
    return language.sentences["picture_comma"].join(parts)


def _join_facts(facts: Sequence[str], language: Language) -> str:
    return language.sentences["picture_semicolon"].join(facts)
