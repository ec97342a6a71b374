"""What is seen in a picture, for those who do not see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sympy import Integer

from grad_magic.picture.floats import (
    is_written_exactly,
    write_exact,
    write_float,
)
from grad_magic.picture.shapes import Window
from grad_magic.picture.signs import text_signs
from grad_magic.picture.words.names import LINES
from grad_magic.picture.words.notes import every_rate_note
from grad_magic.picture.words.sentences import (
    ascent,
    equal_to,
    is_of_one_period,
    is_outside,
    join_facts,
    kind_name,
    place_of,
    plain_equation,
    plain_rate,
    points_of,
    vector,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sympy import Eq

    from grad_magic.picture.local_data import LocalData
    from grad_magic.picture.plane.graph import Touch
    from grad_magic.picture.plane.marks import Mark
    from grad_magic.picture.shapes import Kind, Panel
    from grad_magic.picture.space.extent import Extent
    from grad_magic.solution import Solution
    from grad_magic.wording.language import Language


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


def describe_lines(kinds: Iterable[Kind], language: Language) -> str:
    """That there are curves of extrema, each kind in its own sentence, behind another one."""
    rows = language.sentences
    return "".join(
        rows["picture_next_sentence"] + rows[LINES[kind][1]] for kind in sorted(set(kinds))
    )


def describe_outside(
    solution: Solution, local: LocalData, shown: Window | Extent, language: Language
) -> str:
    """That P is outside of what is shown, in a sentence behind another one."""
    if not is_outside(local, shown):
        return ""
    rows = language.sentences
    sentence = rows["picture_outside_described"].format(place=place_of(solution))
    return rows["picture_next_sentence"] + sentence


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
        facts.append(rows["picture_marked"].format(points=points_of(solution, marks, language)))
    problem = solution.problem
    facts += [rows[note].format(f=problem.name, metric=problem.metric_letter) for note in notes]
    place = place_of(solution)
    return rows["picture_around"].format(plot=plot, place=place, facts=join_facts(facts, language))


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
        facts.append(rows["picture_marked"].format(points=points_of(solution, marks, language)))
    place = place_of(solution)
    return rows["picture_around"].format(plot=plot, place=place, facts=join_facts(facts, language))


def _first_order_fact(solution: Solution, local: LocalData, language: Language) -> str:
    """The gradient arrow with what it is perpendicular to, or why there is none."""
    rows, name = language.sentences, solution.problem.name
    if local.is_critical:
        if not solution.critical_kind:
            return rows["picture_critical"].format(point=solution.problem.point_letter)
        kind = kind_name(solution.critical_kind, solution, language)
        return rows["picture_critical_of_kind"].format(
            point=solution.problem.point_letter, kind=kind
        )
    if local.gradient is None:
        is_settled = solution.differentiable is False
        row = rows["picture_no_gradient" if is_settled else "picture_no_gradient_open"]
        return row.format(f=name, point=solution.problem.point_letter)
    row = rows["picture_about_gradient" if solution.is_approximate else "picture_gradient"]
    arrow = row.format(gradient=vector(solution.gradient_at or ()))
    if not solution.has_level_tangent:
        return rows["picture_arrow"].format(arrow=arrow, point=solution.problem.point_letter)
    number = solution.value or Integer(0)
    value = write_exact(number)
    equals = "=" if is_written_exactly(number) else "≈"
    return rows["picture_perpendicular_arrow"].format(
        arrow=arrow,
        level=f"{name} {equals} {value}",
        point=solution.problem.point_letter,
        tangent=local.level_tangent or _plain(solution.level_tangent),
    )


def _plain(equation: Eq | None) -> str:
    """The tangent's equation, which is known to be there."""
    assert equation is not None
    return plain_equation(equation)


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
        facts.append(rows["picture_marked"].format(points=points_of(solution, marks, language)))
    place = place_of(solution)
    return rows["picture_around"].format(plot=plot, place=place, facts=join_facts(facts, language))


def _tangent_facts(solution: Solution, local: LocalData, language: Language) -> list[str]:
    """The slope of the tangent, or why there is none, and the slopes from both sides."""
    rows = language.sentences
    if local.slope is not None:
        slope = Integer(0) if solution.gradient_at is None else solution.gradient_at[0]
        return [rows["picture_slope"].format(slope=write_exact(slope))]
    if solution.has_vertical_tangent:
        return [rows["picture_vertical_tangent"]]
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
        facts.append(ascent(solution))
    if touch.slope is not None and rate is not None:
        facts.append(
            rows["picture_slope_of_rate"].format(rate=plain_rate(solution), slope=equal_to(rate))
        )
    else:
        is_settled = solution.differentiable is False
        row = rows["picture_no_tangent" if is_settled else "picture_no_tangent_open"]
        facts += [row.format(f=problem.name), *_side_facts(touch.side_slopes, language)]
    place = place_of(solution)
    return rows["picture_around"].format(plot=plot, place=place, facts=join_facts(facts, language))


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
        plane = local.graph_tangent or plain_equation(solution.tangent_plane)
        facts.append(rows["picture_with_tangent_plane"].format(plane=plane))
    if touch is not None:
        facts += _section_facts(solution, local, touch, language)
    facts += _path_facts(solution, language)
    if marks:
        facts.append(rows["picture_marked"].format(points=points_of(solution, marks, language)))
    place = place_of(solution)
    if not facts:
        return rows["picture_at"].format(plot=plot, place=place)
    return rows["picture_around"].format(plot=plot, place=place, facts=join_facts(facts, language))


def describe_level_surface(
    solution: Solution,
    local: LocalData,
    language: Language,
    *,
    is_drawn: bool,
    is_region: bool,
) -> str:
    """What the picture of a level surface shows, in one sentence."""
    rows, problem = language.sentences, solution.problem
    number = solution.value or Integer(0)
    level = f"{problem.name} {equal_to(number)}"
    row = "picture_level_surface" if is_drawn else "picture_level_set"
    if is_drawn and is_region:
        row = "picture_level_region"
    plot = rows[row].format(level=level, function=local.function)
    if not local.given:
        return rows["picture_alone"].format(plot=plot)
    fact = _first_order_fact(solution, local, language)
    if local.gradient is not None and solution.has_level_tangent:
        row = "picture_about_gradient" if solution.is_approximate else "picture_gradient"
        plane = local.level_tangent or _plain(solution.level_tangent)
        arrow = rows[row].format(gradient=vector(solution.gradient_at or ()))
        fact = rows["picture_normal_arrow"].format(
            arrow=arrow, point=problem.point_letter, plane=plane
        )
    facts = [fact, *_direction_facts(solution, local, language), *_path_facts(solution, language)]
    if not is_drawn and solution.is_strict:
        facts.append(rows["picture_level_point"].format(level=level, point=problem.point_letter))
    place = place_of(solution)
    return rows["picture_around"].format(plot=plot, place=place, facts=join_facts(facts, language))


def _direction_facts(solution: Solution, local: LocalData, language: Language) -> list[str]:
    """The arrow u, or those of a rate that was asked for, if there are any."""
    units = [] if local.direction is None else [solution.unit_direction or ()]
    if local.rate_directions and solution.rate_directions is not None:
        units = list(solution.rate_directions.directions)
    return [
        language.sentences["picture_direction"].format(
            direction=f"{text_signs(solution.problem).direction} = {vector(unit)}",
            point=solution.problem.point_letter,
        )
        for unit in units
    ]


def describe_vector_curve(solution: Solution, function: str, language: Language) -> str:
    """What the picture of the curve of a vector function shows, in one sentence."""
    rows, problem = language.sentences, solution.problem
    name, variable = problem.name, str(solution.variables[0])
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
        plot=plot, place=place, facts=join_facts([point, fact], language)
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
        slope = rows["picture_slope_of_rate"].format(
            rate=plain_rate(solution), slope=equal_to(rate)
        )
        return [rows["picture_section_with_tangent"].format(direction=direction, tangent=slope)]
    section = rows["picture_section_marked"].format(direction=direction)
    return [section, *_side_facts(touch.side_slopes, language)]


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
                rate=f"{plain_rate(solution)} {equal_to(rate)}", direction=unit
            )
        )
    place = place_of(solution)
    return rows["picture_around"].format(plot=plot, place=place, facts=join_facts(facts, language))


def _describe_without_point(
    plot: str, solution: Solution, marks: tuple[Mark, ...], language: Language
) -> str:
    """The whole sentence where no point is given, with the critical points that are marked."""
    row = "picture_with_critical_points"
    if not marks:
        row = "picture_alone"
    elif is_of_one_period(solution):
        row = "picture_with_critical_points_of_one_period"
    elif solution.has_all_critical is not None:
        is_all = len(marks) == len(solution.critical_points or ())
        row = (
            "picture_with_all_critical_points"
            if is_all
            else "picture_with_isolated_critical_points"
        )
    points = points_of(solution, marks, language)
    return language.sentences[row].format(plot=plot, points=points)
