"""The notes under a plot, and what is said where a picture is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from grad_magic.picture.floats import (
    typeset_number,
    write_exact,
    write_float,
)
from grad_magic.picture.plane.placement import visible_characters
from grad_magic.picture.shapes import Arrow, Window
from grad_magic.picture.signs import text_signs
from grad_magic.picture.words.names import axis_name, derivative_name, level_name, tex_place
from grad_magic.picture.words.sentences import (
    ascent,
    equal_to,
    is_of_one_period,
    is_outside,
    join,
    join_facts,
    kind_name,
    place_of,
    plain_gradient,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grad_magic.picture.local_data import LocalData
    from grad_magic.picture.plane.graph import Touch
    from grad_magic.picture.plane.marks import Mark
    from grad_magic.picture.shapes import Absence, Panel, Role
    from grad_magic.picture.space.body import Vector
    from grad_magic.picture.space.extent import Extent
    from grad_magic.solution import Solution
    from grad_magic.wording.language import Language

# The marks of critical points in a line of text, in the order of the legend.
_SIGNS = {"minimum": "▼", "maximum": "▲", "saddle": "×", "undecided": "◆"}
# Between words, but not behind the sign of a mark, and not inside mathematics.
_BREAKS = re.compile(r"(?<=\s)(?<![▼▲×◆]\s)(?=\S)(?=(?:[^$]*\$[^$]*\$)*[^$]*\Z)")
# The sizes of notes and of axes' names, and inches of a letter's width for each point of it.
_NOTE_POINTS, _NAME_POINTS = 10.0, 13.0
_LETTER_WIDTH = 0.48 / 72
# The part of a plot's width that a line of its note is to fill, as signs are wider than letters.
_FOLD = 0.93


def level_surface_note(solution: Solution, language: Language, *, region: bool | None) -> str:
    """Which level surface is drawn, or the boundary of which region, and whether P is inside."""
    row = "picture_level_boundary_around" if region else "picture_level_boundary"
    row = "picture_level" if region is None else row
    return language.drawn.sentences[row].format(
        level=level_name(solution), point=solution.problem.point_letter
    )


def no_level_surface_note(solution: Solution, language: Language) -> str:
    """Why no level surface is drawn."""
    row = "picture_level_point" if solution.is_strict else "picture_no_level"
    return language.drawn.sentences[row].format(
        level=level_name(solution), f=solution.problem.name, point=solution.problem.point_letter
    )


def derivative_note(
    arrows: Sequence[Arrow | Vector], solution: Solution, language: Language
) -> str:
    """What t₀ is, and how long r'(t₀) is drawn, where that is not its true length."""
    place, rows = tex_place(solution), language.drawn.sentences
    known = ""
    if solution.point is not None and place.endswith("_0"):
        known = f"${place}$ {equal_to(solution.point[0])}"
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


def section_note(solution: Solution, local: LocalData, language: Language) -> str:
    """What the horizontal axis is, and u where none was given."""
    problem, rows = solution.problem, language.drawn.sentences
    step = rows["picture_step"].format(
        step=problem.distance_letter,
        point=problem.point_letter,
        direction=text_signs(problem).noted,
    )
    return join_notes(language, step, "" if local.direction is not None else ascent(solution))


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
        gradient=plain_gradient(solution),
    )


def every_rate_note(solution: Solution, language: Language) -> str:
    """That no direction has a rate of change but 0."""
    gradient = plain_gradient(solution)
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
        f"{sign} {kind_name(kind, solution, language.drawn)}"
        for kind, sign in _SIGNS.items()
        if kind in kinds
    )
    if legend and is_of_one_period(solution):
        return language.drawn.sentences["picture_marks_of_one_period"].format(marks=legend)
    return legend


def metric_note(solution: Solution, language: Language) -> str:
    """What the dotted ellipse is."""
    return language.drawn.sentences["picture_metric"].format(metric=solution.problem.metric_letter)


def leaving_note(language: Language) -> str:
    """That a path goes on outside."""
    return language.drawn.sentences["picture_path_leaves"]


def outside_note(
    solution: Solution, local: LocalData, shown: Window | Extent, language: Language
) -> str:
    """That P is not in the window that was asked for."""
    if not is_outside(local, shown):
        return ""
    return language.drawn.sentences["picture_outside"].format(place=place_of(solution))


def undefined_note(solution: Solution, language: Language) -> str:
    """What the hatching means."""
    return language.drawn.sentences["picture_undefined"].format(f=solution.problem.name)


def constant_note(solution: Solution, language: Language) -> str:
    """Why there are no level lines."""
    return language.drawn.sentences["picture_constant"].format(f=solution.problem.name)


def scale_note(arrows: Sequence[Arrow | Vector], solution: Solution, language: Language) -> str:
    """How long the arrows are drawn, where that is not their true length."""
    rows, scales = language.drawn.sentences, {arrow.scale for arrow in arrows}
    gradient = plain_gradient(solution)
    names: dict[Role, str] = {
        "gradient": gradient,
        "direction": text_signs(solution.problem).noted,
        # The font of notes has no raised minus, its mathematics has one.
        "natural": f"${solution.problem.metric_letter}^{{-1}}${gradient}",
    }
    # Of several directions of a rate one speaks for all.
    kinds = {arrow.role: arrow for arrow in arrows}
    if len(kinds) == 2 and len(scales) == 1:
        both = (rows["picture_both_shorter"], rows["picture_both_longer"])
        pair = ", ".join(names[role] for role in kinds)
        return _scale_sentence(arrows[0], {arrows[0].role: pair}, *both)
    one = (rows["picture_shorter"], rows["picture_longer"])
    parts = (_scale_sentence(arrow, names, *one) for arrow in kinds.values())
    return join([part for part in parts if part], language.drawn)


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
        sentences.append(row.format(views=join(views, language), reason=reason))
    return language.space_out(rows["picture_next_sentence"].join(sentences))


def join_notes(language: Language, *notes: str) -> str:
    """The notes that are not empty as one."""
    return join_facts([note for note in notes if note], language.drawn)
