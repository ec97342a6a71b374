"""A Solution into the Steps of its answer.

What only worked solutions ask for is imported when one is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING

from grad_magic.findings import DifferentiabilityReason
from grad_magic.lesson.conditions import in_book_form, needs_brackets
from grad_magic.lesson.formulas import notate_formula
from grad_magic.lesson.notation import NotatedLine, Row
from grad_magic.lesson.pieces import (
    POINT,
    ZERO,
    clauses,
    has_one_variable,
    name_of,
    words,
    words_about,
)
from grad_magic.lesson.sections import (
    abridged,
    checked_answer,
    critical_points,
    definition,
    first_order,
    natural_gradient,
    paths,
    rates,
    second_order,
    tangents,
    vector_valued,
)
from grad_magic.lesson.sentences import explain
from grad_magic.lesson.steps import (
    Equation,
    Gradient,
    Line,
    Piece,
    Relation,
    Step,
    Tuple,
    Value,
    Words,
)
from grad_magic.lesson.styles import style_named
from grad_magic.lesson.transcription import Style
from grad_magic.lesson.typesetting import latex, plain
from grad_magic.lesson.typesetting.arguments import drop_brackets
from grad_magic.solution import Abridgement, Solution
from grad_magic.wording.language import Language

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean


def write_steps(solution: Solution) -> tuple[Step, ...]:
    """The answer as brief as it was asked for, in the order of a textbook's solution."""
    if solution.checked_answer is not None and not solution.may_be_shown:
        parts = _check_part(solution)
    elif solution.abridged is not None:
        parts = _abridged_parts(solution, solution.abridged)
    elif solution.problem.presentation.steps == "short":
        parts = _short_parts(solution)
    elif solution.problem.presentation.steps == "full" and solution.problem.is_vector_valued:
        parts = chain(_worked_vector_parts(solution), _notes(solution))
    elif solution.problem.presentation.steps == "full" and first_order.has_formula(solution):
        # Where the formula is used its reason stands before it.
        reasons: Iterator[_Part] = iter(())
        if not _is_used(solution):
            reasons = (("reason", iter([line])) for line in _worked_reason_lines(solution))
        parts = chain(_worked_parts(solution), reasons, _reservations(solution))
    elif solution.problem.is_vector_valued:
        parts = chain(_vector_parts(solution), _notes(solution))
    else:
        parts = chain(_parts(solution), _notes(solution))
    if solution.may_be_shown:
        parts = chain(_check_part(solution), parts)
    steps = (Step(topic, tuple(lines)) for topic, lines in parts)
    return tuple(step for step in steps if step.lines)


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
    **dict.fromkeys(("tangent", "reason", "conditions", "doubt"), "conclusions"),
}
"""The sections of the answer by the topics of its lines."""


def explain_verdict(solution: Solution) -> Words | None:
    """Why the formula D_u f(P) = ∇f(P)·u holds at P or may not be used; None without P."""
    return None if solution.verdict is None else explain(solution.verdict.reason, solution)


def explain_doubts(solution: Solution) -> tuple[Words, ...]:
    """What the reader must know before trusting a number."""
    return tuple(explain(doubt, solution) for doubt in solution.doubts)


def explain_answer(solution: Solution) -> Words | None:
    """What is said of a student's answer; None without one."""
    check = solution.checked_answer
    return None if check is None else checked_answer.explain_check(solution, check)


def write_formula(solution: Solution, language: Language) -> tuple[str, str] | None:
    """A scalar f as it was typed, as LaTeX for a picture and as text; None without a formula."""
    shown = solution.abridged
    formula = solution.problem.formula if shown is None else shown.formula
    if solution.problem.procedure is not None or solution.problem.is_vector_valued:
        return None
    atom = notate_formula(formula)
    drawn = drop_brackets(latex.render_atom(atom, language.drawn))
    return drawn, plain.render_atom(atom, language)


def write_level_tangent(solution: Solution, language: Language, style: Style) -> str:
    """The equation of the tangent to the level set through P as text; empty where there is none."""
    if solution.level_tangent is None or solution.gradient_at is None:
        return ""
    return _in_text(tangents.tangent_equation(solution), language, style)


def write_graph_tangent(solution: Solution, language: Language, style: Style) -> str:
    """The equation of the tangent plane to the graph as text; empty where there is none."""
    plane = solution.tangent_plane
    return "" if plane is None else _in_text((Equation(plane),), language, style)


def _in_text(line: Line, language: Language, style: Style) -> str:
    return plain.render_atom(Row(tuple(map(style.transcribe, line))), language)


_Part = tuple[str, Iterator[Line]]
_CONTINUOUS = DifferentiabilityReason.CONTINUOUS_PARTIALS


def _check_part(solution: Solution) -> Iterator[_Part]:
    said = explain_answer(solution)
    yield "check", iter(() if said is None else ((said,),))


def _short_parts(solution: Solution) -> Iterator[_Part]:
    """∇f(P) and D_u f(P), and what forbids to use them."""
    if solution.problem.is_vector_valued:
        yield "jacobian", islice(reversed(tuple(vector_valued.jacobian_lines(solution))), 1)
    else:
        yield "gradient", first_order.gradient_in_short(solution)
    if solution.unit_direction is not None:
        is_vector = solution.problem.is_vector_valued
        # The unit vector is left out.
        rate = islice(vector_valued.direction_lines(solution), 1, None)
        yield "direction", rate if is_vector else _rate_lines(solution)
    if solution.problem.rate is not None:
        yield "rate", rates.given_rate_lines(solution)
    yield from _natural_part(solution)
    if solution.problem.order > 1 and not solution.problem.is_vector_valued:
        yield "second_order", second_order.second_order_lines(solution)
    if solution.critical_points is not None:
        yield "critical_points", critical_points.all_critical_lines(solution)
    yield from _path_part(solution)
    is_certain = solution.differentiable or solution.point is None
    yield from (part for part in _notes(solution) if part[0] != "reason" or not is_certain)


def _abridged_parts(solution: Solution, shown: Abridgement) -> Iterator[_Part]:
    """What is shown of a large function, in the order of all others."""
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


def _vector_parts(solution: Solution) -> Iterator[_Part]:
    yield "function", vector_valued.function_lines(solution)
    yield "jacobian", vector_valued.jacobian_lines(solution)
    yield "direction", vector_valued.direction_lines(solution)


def _parts(solution: Solution) -> Iterator[_Part]:
    yield "function", iter([first_order.function_line(solution)])
    yield "unit", _first_unit_lines(solution)
    yield "partials", first_order.partial_lines(solution)
    if not has_one_variable(solution):
        yield "gradient", first_order.gradient_lines(solution)
    yield "direction", _direction_lines(solution)
    if solution.rate_along_rays is not None:
        yield "rays", iter([definition.ray_line(solution)])
    if _has_rates(solution):
        yield "rates", rates.extreme_lines(solution)
    if solution.problem.rate is not None:
        yield "rate", rates.given_rate_lines(solution)
    yield from _natural_part(solution)
    if solution.problem.order > 1:
        yield "second_order", second_order.second_order_lines(solution)
    if solution.critical_kind is not None and not solution.problem.is_equation:
        yield "critical", critical_points.critical_lines(solution)
    if solution.critical_points is not None:
        yield "critical_points", critical_points.all_critical_lines(solution)
    yield "tangent", tangents.tangent_lines(solution)
    yield from _path_part(solution)


def _natural_part(solution: Solution) -> Iterator[_Part]:
    if solution.problem.metric is not None:
        yield "natural_gradient", natural_gradient.natural_gradient_lines(solution)


def _path_part(solution: Solution) -> Iterator[_Part]:
    if solution.descent is not None:
        yield "path", paths.path_lines(solution, solution.descent)


def _worked_vector_parts(solution: Solution) -> Iterator[_Part]:
    from grad_magic.lesson.sections import worked_components

    function, *others = _vector_parts(solution)
    yield function
    yield "partials", worked_components.component_lines(solution)
    yield "values", worked_components.value_lines(solution)
    yield from others


def _worked_reason_lines(solution: Solution) -> Iterator[Line]:
    from grad_magic.lesson.sections import worked_limits

    yield from worked_limits.curve_lines(solution)
    if not _is_beside_the_point(solution):
        yield from _reason_lines(solution)


def _is_beside_the_point(solution: Solution) -> bool:
    """Whether f is smooth at P, of which an answer makes no use that asks for something else."""
    from grad_magic.lesson.sections.worked_scope import asks_for_rates

    return bool(solution.partials_continuous) and not asks_for_rates(solution)


def _used_reason_lines(solution: Solution) -> Iterator[Line]:
    verdict = solution.verdict
    is_plain = verdict is not None and verdict.reason.kind is _CONTINUOUS
    if is_plain and not has_one_variable(solution):
        yield (words("continuous_partials_at", point=POINT, f=name_of(solution)),)
    else:
        yield from _reason_lines(solution)


def _is_used(solution: Solution) -> bool:
    """Whether rates or a tangent come from the gradient, and the reason stands before them."""
    from grad_magic.lesson.sections.worked_scope import asks_for_rates

    if solution.gradient_at is None or not solution.differentiable:
        return False
    problem = solution.problem
    is_asked = solution.directional_derivative is not None or problem.rate is not None
    is_told = asks_for_rates(solution) and (_has_rates(solution) or has_one_variable(solution))
    is_critical = solution.critical_kind is not None and not has_one_variable(solution)
    has_level = problem.is_equation and solution.level_tangent is not None
    return is_asked or is_told or is_critical or has_level or problem.metric is not None


def _worked_parts(solution: Solution) -> Iterator[_Part]:
    """The worked solution, each line after those that it follows from."""
    from grad_magic.lesson.sections import (
        worked_critical_points,
        worked_gradient,
        worked_paths,
        worked_rates,
        worked_second_order,
        worked_tangents,
    )

    yield "function", iter([worked_gradient.statement_line(solution)])
    if _has_first_unit(solution):
        yield "unit", worked_rates.unit_lines(solution)
    yield "partials", worked_gradient.derivative_lines(solution)
    if not has_one_variable(solution):
        yield "gradient", iter([worked_gradient.gradient_line(solution)])
    if solution.point is not None:
        yield "values", worked_gradient.value_lines(solution)
    yield from _worked_rates(solution)
    yield "tangent", worked_tangents.tangent_lines(solution)
    if solution.problem.order > 1:
        yield "second_order", worked_second_order.second_order_lines(solution)
    if solution.critical_kind is not None and not solution.problem.is_equation:
        yield "critical", worked_critical_points.critical_lines(solution)
    if solution.critical_points is not None:
        yield "critical_points", worked_critical_points.all_critical_lines(solution)
    if solution.descent is not None:
        first = worked_paths.first_step(solution, solution.descent)
        yield "path", paths.path_lines(solution, solution.descent, first)


def _worked_rates(solution: Solution) -> Iterator[_Part]:
    from grad_magic.lesson.sections import (
        worked_given_rate,
        worked_limits,
        worked_natural_gradient,
        worked_rates,
    )
    from grad_magic.lesson.sections.worked_scope import asks_for_rates

    if _is_used(solution):
        yield "use", chain(_used_reason_lines(solution), worked_rates.use_lines(solution))
    if solution.unit_direction is not None and not _has_first_unit(solution):
        yield "direction", worked_rates.unit_lines(solution)
    if solution.gradient_at is not None and solution.directional_derivative is not None:
        yield "direction", iter([first_order.rate_line(solution)])
    elif solution.unit_direction is not None:
        yield "direction", definition.rate_lines(solution, worked_limits.write_out)
    if solution.rate_along_rays is not None:
        yield "rays", iter([definition.ray_line(solution, worked_limits.write_out)])
    if asks_for_rates(solution) and _has_rates(solution):
        yield "rates", worked_rates.extreme_lines(solution)
    if solution.problem.rate is not None:
        yield "rate", worked_given_rate.given_rate_lines(solution)
    if solution.problem.metric is not None:
        yield "natural_gradient", worked_natural_gradient.natural_gradient_lines(solution)


def _first_unit_lines(solution: Solution) -> Iterator[Line]:
    if _has_first_unit(solution):
        yield first_order.unit_line(solution)


def _direction_lines(solution: Solution) -> Iterator[Line]:
    if solution.unit_direction is None:
        return
    if not _has_first_unit(solution):
        yield first_order.unit_line(solution)
    yield from _rate_lines(solution)


def _has_first_unit(solution: Solution) -> bool:
    """Whether the direction stands before the derivatives, as its style has it."""
    style = style_named(solution.problem.presentation)
    return style.puts_unit_first and solution.unit_direction is not None


def _rate_lines(solution: Solution) -> Iterator[Line]:
    if solution.directional_derivative is not None and solution.gradient_at is not None:
        yield first_order.rate_line(solution)
    else:
        yield from definition.rate_lines(solution)


def _has_rates(solution: Solution) -> bool:
    """Whether there are extreme rates to tell; of a level set only its normal is asked."""
    several = not has_one_variable(solution) and not solution.problem.is_equation
    return several and solution.steepest_ascent is not None


def _condition_lines(solution: Solution) -> Iterator[Line]:
    """What the parameters must satisfy."""
    if solution.conditions:
        yield (words("conditions", conditions=_listed(solution.conditions)),)
    if solution.gradient_conditions and not has_one_variable(solution):
        conditions = _listed(solution.gradient_conditions)
        gradient = Gradient(solution.problem.name, at_point=True)
        nonzero: Line = (gradient, Relation("≠"), ZERO)
        yield (words("gradient_conditions", nonzero=nonzero, conditions=conditions),)


def _listed(conditions: Sequence[Boolean]) -> Line:
    written = tuple(map(in_book_form, conditions))
    return clauses((_bracketed(condition, written),) for condition in written)


def _bracketed(condition: Boolean, conditions: Sequence[Boolean]) -> Piece:
    """The condition, in brackets where its own "or" would run into the "and" of the list."""
    value = Value(condition)
    return Tuple((value,)) if len(conditions) > 1 and needs_brackets(condition) else value


def _notes(solution: Solution) -> Iterator[_Part]:
    """Why all this holds, and under which conditions."""
    yield from (("reason", iter([line])) for line in _reason_lines(solution))
    yield from _reservations(solution)


def _reason_lines(solution: Solution) -> Iterator[Line]:
    reason = explain_verdict(solution)
    if reason is not None:
        yield (reason,)
    if solution.differentiable and solution.partials_continuous is False:
        yield (words_about(solution, "partials_jump", point=POINT),)


def _reservations(solution: Solution) -> Iterator[_Part]:
    yield "conditions", _condition_lines(solution)
    yield from (("doubt", iter([(doubt,)])) for doubt in explain_doubts(solution))
