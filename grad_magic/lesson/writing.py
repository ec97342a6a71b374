"""A Solution into the Steps of its answer.

What few answers ask for, worked solutions above all, is imported when one is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING

from grad_magic.formula.tree import Formula
from grad_magic.lesson.formulas import notate_formula
from grad_magic.lesson.notation import Atom, Fence, Listing, NotatedLine, Row
from grad_magic.lesson.pieces import EQUALS, has_one_variable
from grad_magic.lesson.sections import (
    definition,
    first_order,
    rates,
    reasons,
    tangents,
)
from grad_magic.lesson.steps import (
    Equation,
    FunctionValue,
    Line,
    Part,
    Step,
    Value,
    Words,
)
from grad_magic.lesson.transcription import TEXTBOOK, Style
from grad_magic.lesson.typesetting import latex, plain
from grad_magic.lesson.typesetting.arguments import drop_brackets
from grad_magic.presets import IMPLICIT_DERIVATIVES, LINEARIZATION, TOTAL_DIFFERENTIAL, Asked
from grad_magic.solution import Abridgement, Solution
from grad_magic.wording.language import Language

if TYPE_CHECKING:
    from sympy import Expr, Symbol


def write_steps(solution: Solution, before: Sequence[Solution] = ()) -> tuple[Step, ...]:
    """The answer as brief as it was asked for, in the order of a textbook's solution.

    Args:
        solution: what is true.
        before: of the same problem at other points, what stands above; a worked solution does
            not tell again what has been told there.
    """
    is_denied = any(doubt.kind.denies_derivatives for doubt in solution.doubts)
    if solution.checked_answer is not None and not solution.may_be_shown:
        parts = _check_part(solution)
    elif solution.abridged is not None:
        parts = _abridged_parts(solution, solution.abridged)
    elif solution.point is None and is_denied:
        parts = chain([_function_part(solution)], _notes(solution))
    elif solution.problem.presentation.steps == "short":
        parts = _short_parts(solution)
    elif _is_worked(solution) and not is_denied:
        parts = _worked_parts(solution, before)
    elif solution.problem.is_vector_valued:
        parts = chain(_vector_parts(solution), _notes(solution))
    else:
        parts = chain(_parts(solution), _notes(solution))
    if solution.may_be_shown:
        parts = _with_check(parts, solution)
    steps = (Step(topic, tuple(lines)) for topic, lines in parts)
    told = tuple(step for step in steps if step.lines)
    labels = solution.problem.presentation.labels
    if not labels or before or not _is_worked(solution):
        return told
    from grad_magic.lesson.question_labels import with_labels

    return with_labels(told, labels, solution.problem.presentation.general)


_EXTREMES = {Asked.MAX_RATE, Asked.MIN_RATE, Asked.ASCENT, Asked.DESCENT}


def split_into_sections(lines: Sequence[NotatedLine]) -> Iterator[tuple[NotatedLine, ...]]:
    """The lines that belong together, in their order."""
    for _, section in groupby(lines, key=lambda line: _SECTIONS[line.topic]):
        yield tuple(section)


_SECTIONS = {
    "check": "check",
    **dict.fromkeys(("function", "unit", "partials", "gradient", "jacobian"), "first order"),
    "values": "values",
    **dict.fromkeys(
        ("use", "direction", "rays", "rates", "rate", "natural_gradient"), "directions"
    ),
    "second_order": "second order",
    "critical": "critical point",
    "critical_points": "critical points",
    "path": "path",
    **dict.fromkeys(
        ("continuity", "tangent", "normal", "reason", "conditions", "doubt"), "conclusions"
    ),
}
"""The sections of the answer by the topics of its lines."""


def _with_check(parts: Iterator[Part], solution: Solution) -> Iterator[Part]:
    """The answer below what is said of the student's; an equation follows from what is shown."""
    check = solution.checked_answer
    if check is None or check.asked is not Asked.IDENTITY:
        return chain(_check_part(solution), parts)
    from grad_magic.lesson.sections import checked_identity

    return chain(parts, [("check", checked_identity.identity_lines(solution))])


def explain_answer(solution: Solution) -> Words | None:
    """What is said of a student's answer; None without one."""
    check = solution.checked_answer
    if check is None:
        return None
    from grad_magic.lesson.sections import checked_answer

    return checked_answer.explain_check(solution, check)


def write_formula(solution: Solution, language: Language) -> tuple[str, str] | None:
    """f as it was typed, as LaTeX for a picture and as text; None without a formula.

    A vector has its components in a row, as columns are too high for a title.
    """
    shown = solution.abridged
    formula = solution.problem.formula if shown is None else shown.formula
    if solution.problem.procedure is not None:
        return None
    if formula.operation == "vector":
        atom: Atom = Fence("(", Listing(tuple(map(notate_formula, formula.operands))))
    elif solution.problem.is_vector_valued:
        return None
    else:
        atom = notate_formula(formula)
    drawn = [latex.render_atom(part, language.drawn) for part in _in_a_title(solution, atom)]
    return drop_brackets(r",\;\; ".join(drawn)), plain.render_atom(atom, language)


def _in_a_title(solution: Solution, atom: Atom) -> tuple[Atom, ...]:
    """xy/(x² + y²) and f(0, 0) = 0 of cases that leave out one point; else what there is."""
    name, variables = solution.problem.name, solution.variables
    match solution.problem.formula:
        case Formula("piecewise", (inside, elsewhere, value, there)) if (
            value.operation == "number" and solution.abridged is None
        ):
            place = _one_point(elsewhere, "unequal", "or")
            if place is None or place.keys() != set(variables):
                return (atom,)
            if there.operation != "true" and place != _one_point(there, "equal", "and"):
                return (atom,)
            at_place = FunctionValue(name, tuple(place[variable] for variable in variables))
            filled: Line = (at_place, EQUALS, Value(value))
            return notate_formula(inside), Row(tuple(map(TEXTBOOK.transcribe, filled)))
    return (atom,)


def _one_point(condition: Formula, relation: str, connective: str) -> dict[Symbol, Expr] | None:
    """The coordinates in x ≠ 0 or y ≠ 0, in x = 0 and y = 0; None of other conditions."""
    place: dict[Symbol, Expr] = {}
    for part in condition.operands if condition.operation == connective else (condition,):
        match part:
            case Formula(
                found, (Formula("add", (Formula("name", (), name), Formula("negate", (number,)))),)
            ) if found == relation and number.operation == "number" and name not in place:
                place[name] = number.value
            case _:
                return None
    return place


def write_level_tangent(solution: Solution, language: Language, style: Style) -> str:
    """The equation of the tangent to the level set through P as text; empty where there is none."""
    if solution.gradient_at is None or not solution.has_level_tangent:
        return ""
    return _in_text(tangents.tangent_equation(solution), language, style)


def write_graph_tangent(solution: Solution, language: Language, style: Style) -> str:
    """The equation of the tangent plane to the graph as text; empty where there is none."""
    plane = solution.tangent_plane
    return "" if plane is None else _in_text((Equation(plane),), language, style)


def _in_text(line: Line, language: Language, style: Style) -> str:
    return plain.render_atom(Row(tuple(map(style.transcribe, line))), language)


def _is_worked(solution: Solution) -> bool:
    is_asked = solution.problem.presentation.is_worked
    return is_asked and (solution.problem.is_vector_valued or first_order.has_formula(solution))


def _worked_parts(solution: Solution, before: Sequence[Solution]) -> Iterator[Part]:
    from grad_magic.lesson import worked

    if solution.problem.is_vector_valued:
        parts = worked.worked_vector_parts(solution, before)
        return chain(parts, reasons.reservations(solution))
    return chain(worked.worked_parts(solution, before), reasons.reservations(solution))


def _check_part(solution: Solution) -> Iterator[Part]:
    said = explain_answer(solution)
    yield "check", iter(() if said is None else ((said,),))


def _short_parts(solution: Solution) -> Iterator[Part]:
    """∇f(P) and D_u f(P), what else a sentence asks for, and what forbids to use them."""
    if solution.problem.is_vector_valued:
        yield from _short_vector_parts(solution)
    else:
        yield "gradient", first_order.gradient_in_short(solution)
        yield from _differential_part(solution)
        if solution.unit_direction is not None:
            yield "direction", _rate_lines(solution)
    if solution.problem.rate is not None:
        yield "rate", rates.given_rate_lines(solution)
    yield from _natural_part(solution)
    if not solution.problem.is_vector_valued:
        yield from _second_order_part(solution)
    yield from _critical_points_part(solution)
    questions = set(solution.problem.presentation.questions)
    if questions & _EXTREMES and rates.has_extremes(solution):
        # Without the directions of no change.
        yield "rates", islice(rates.extreme_lines(solution), 2)
    if _asks_for_tangent(solution):
        yield "tangent", tangents.tangent_lines(solution)
    yield from _path_part(solution)
    is_certain = solution.differentiable or solution.point is None
    yield from (part for part in _notes(solution) if part[0] != "reason" or not is_certain)


def _asks_for_tangent(solution: Solution) -> bool:
    """Whether the tangent is what is asked for: by a sentence, or of a curve or a surface."""
    presentation = solution.problem.presentation
    is_of_equation = solution.problem.is_equation and not presentation.differential
    return is_of_equation or Asked.GRAPH_TANGENT in presentation.questions


def _short_vector_parts(solution: Solution) -> Iterator[Part]:
    from grad_magic.lesson.sections import vector_valued

    lines = tuple(vector_valued.jacobian_lines(solution))
    # Of a curve r′ at its point and the tangent line.
    has_velocity = len(solution.variables) == 1 and solution.jacobian_at is not None
    kept = lines[solution.jacobian is not None :] if has_velocity else lines[-1:]
    yield "jacobian", iter(kept)
    yield "jacobian", vector_valued.determinant_lines(solution)
    if solution.unit_direction is not None:
        # The unit vector is left out.
        yield "direction", islice(vector_valued.direction_lines(solution), 1, None)


def _abridged_parts(solution: Solution, shown: Abridgement) -> Iterator[Part]:
    """What is shown of a large function, in the order of all others."""
    from grad_magic.lesson.sections import abridged

    is_short = solution.problem.presentation.steps == "short"
    if not is_short or solution.point is None:
        yield "function", iter([abridged.function_line(solution, shown)])
        yield "partials", abridged.partial_lines(solution, shown)
    yield "gradient", abridged.gradient_lines(solution)
    yield "direction", abridged.direction_lines(solution)
    if not is_short:
        yield "rates", abridged.rate_lines(solution)
        yield "critical", abridged.critical_lines(solution)
    yield from _notes(solution)


def _vector_parts(solution: Solution) -> Iterator[Part]:
    from grad_magic.lesson.sections import vector_valued

    yield "function", vector_valued.function_lines(solution)
    yield "jacobian", vector_valued.jacobian_lines(solution)
    yield "jacobian", vector_valued.determinant_lines(solution)
    yield "direction", vector_valued.direction_lines(solution)


def _parts(solution: Solution) -> Iterator[Part]:
    yield _function_part(solution)
    yield "unit", _first_unit_lines(solution)
    yield "partials", first_order.partial_lines(solution)
    if not has_one_variable(solution):
        yield "gradient", first_order.gradient_lines(solution)
    yield from _differential_part(solution)
    yield "direction", _direction_lines(solution)
    if solution.rate_along_rays is not None:
        yield "rays", iter([definition.ray_line(solution)])
    if rates.has_extremes(solution):
        yield "rates", rates.extreme_lines(solution)
    yield "rates", rates.measured_rate_lines(solution)
    yield "rates", rates.measured_extreme_lines(solution)
    if solution.problem.rate is not None:
        yield "rate", rates.given_rate_lines(solution)
    yield from _natural_part(solution)
    if solution.critical_kind is None or solution.problem.is_equation:
        yield from _second_order_part(solution)
        yield from _not_critical_part(solution)
    else:
        yield from _critical_parts(solution)
    yield from _critical_points_part(solution)
    yield "tangent", tangents.tangent_lines(solution)
    yield from _path_part(solution)


def _not_critical_part(solution: Solution) -> Iterator[Part]:
    if Asked.KIND in solution.problem.presentation.questions:
        from grad_magic.lesson.sections import critical_points

        yield "critical", critical_points.not_critical_lines(solution)


def _critical_parts(solution: Solution) -> Iterator[Part]:
    """Of which kind P is, before the eigenvalues where these do not decide it."""
    from grad_magic.lesson.sections import critical_points, extremum_criterion

    lines = critical_points.critical_lines(solution)
    if solution.problem.order == 1 or not extremum_criterion.decides_at_point(solution):
        yield from _second_order_part(solution)
        yield "critical", lines
        return
    from grad_magic.lesson.sections import second_order

    yield "second_order", second_order.higher_lines(solution)
    yield "critical", chain(lines, second_order.matrix_lines(solution))


def _function_part(solution: Solution) -> Part:
    return "function", iter([first_order.function_line(solution)])


def _differential_part(solution: Solution) -> Iterator[Part]:
    asked = solution.problem.presentation.differential
    if asked:
        from grad_magic.lesson.sections import differentials, implicit

        write = {
            TOTAL_DIFFERENTIAL: differentials.differential_lines,
            LINEARIZATION: differentials.linearization_lines,
            IMPLICIT_DERIVATIVES: implicit.implicit_lines,
        }[asked]
        yield "gradient", write(solution)


def _second_order_part(solution: Solution) -> Iterator[Part]:
    if _asks_for_implicit(solution):
        from grad_magic.lesson.sections import implicit_second_order

        if implicit_second_order.has_second_order(solution):
            yield "second_order", implicit_second_order.second_order_lines(solution)
            return
    if solution.problem.order > 1:
        from grad_magic.lesson.sections import second_order

        yield "second_order", second_order.second_order_lines(solution)


def _asks_for_implicit(solution: Solution) -> bool:
    return solution.problem.presentation.differential == IMPLICIT_DERIVATIVES


def _critical_points_part(solution: Solution) -> Iterator[Part]:
    if solution.critical_points is not None:
        from grad_magic.lesson.sections import critical_points

        yield "critical_points", critical_points.all_critical_lines(solution)


def _natural_part(solution: Solution) -> Iterator[Part]:
    if solution.problem.metric is not None:
        from grad_magic.lesson.sections import natural_gradient

        yield "natural_gradient", natural_gradient.natural_gradient_lines(solution)


def _path_part(solution: Solution) -> Iterator[Part]:
    if solution.descent is not None:
        from grad_magic.lesson.sections import paths

        yield "path", paths.path_lines(solution, solution.descent)


def _first_unit_lines(solution: Solution) -> Iterator[Line]:
    if first_order.has_first_unit(solution):
        yield first_order.direction_line(solution)


def _direction_lines(solution: Solution) -> Iterator[Line]:
    if solution.unit_direction is None:
        return
    if not first_order.has_first_unit(solution):
        yield first_order.direction_line(solution)
    yield from _rate_lines(solution)


def _rate_lines(solution: Solution) -> Iterator[Line]:
    if solution.directional_derivative is not None and solution.gradient_at is not None:
        yield first_order.rate_line(solution)
    else:
        yield from definition.rate_lines(solution)
        yield from definition.school_lines(solution)


def _notes(solution: Solution) -> Iterator[Part]:
    """Why all this holds, and under which conditions."""
    yield from (("reason", iter([line])) for line in reasons.reason_lines(solution))
    if Asked.CONTINUOUS in solution.problem.presentation.questions:
        from grad_magic.lesson.sections.continuity import continuity_lines

        yield "continuity", continuity_lines(solution)
    yield from reasons.reservations(solution)
