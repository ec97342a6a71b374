"""A Solution into the parts of its worked solution, each line after those that it follows from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grad_magic.findings import DifferentiabilityReason
from grad_magic.lesson.pieces import (
    ANY_UNIT,
    EQUALS,
    POINT,
    UNIT,
    formula,
    has_one_variable,
    name_of,
    partial_alone,
    series,
    told_number,
    words,
)
from grad_magic.lesson.sections import (
    continuity,
    critical_points,
    definition,
    differentials,
    first_order,
    implicit_second_order,
    paths,
    rates,
    reasons,
    vector_valued,
    worked_components,
    worked_critical_points,
    worked_curve_families,
    worked_given_rate,
    worked_gradient,
    worked_implicit,
    worked_increments,
    worked_limits,
    worked_natural_gradient,
    worked_opening,
    worked_paths,
    worked_quotients,
    worked_rates,
    worked_second_order,
    worked_tangents,
)
from grad_magic.lesson.sections.worked_explicit_curve import (
    explicit_curve_parts,
    find_explicit_curve,
)
from grad_magic.lesson.sections.worked_explicit_surface import (
    explicit_surface_parts,
    find_explicit_surface,
)
from grad_magic.lesson.sections.worked_scope import (
    Told,
    asks_for_any_rate,
    asks_for_differential_at_point,
    asks_for_direction,
    asks_for_gradient_alone,
    asks_for_kind,
    asks_for_proof,
    asks_for_rates,
    asks_for_rays,
    is_beside_the_point,
    is_by_definition_alone,
    is_polynomial,
    is_routine,
    is_smooth_everywhere,
    is_test_of_point,
    questions_of,
    separates_gradient,
)
from grad_magic.lesson.sentences import unusable
from grad_magic.lesson.steps import Line, Part, Piece, Words
from grad_magic.presets import IMPLICIT_DERIVATIVES, LINEARIZATION, TOTAL_DIFFERENTIAL, Asked
from grad_magic.solution import Solution

_PLANE = 2
_CONTINUOUS = DifferentiabilityReason.CONTINUOUS_PARTIALS
_OFF_THE_GRADIENT = (
    DifferentiabilityReason.RATE_OFF_THE_GRADIENT,
    DifferentiabilityReason.RAY_OFF_THE_GRADIENT,
)


def worked_vector_parts(solution: Solution, before: Sequence[Solution]) -> Iterator[Part]:
    """The worked solution of a vector-valued function; `before` as of a scalar one."""
    yield "function", worked_components.opening_lines(solution)
    reason = (("reason", iter([line])) for line in reasons.reason_lines(solution))
    if has_one_variable(solution):
        # That a curve is differentiable is seen.
        yield from () if solution.differentiable else reason
    if not before:
        yield "partials", worked_components.component_lines(solution)
    yield "values", worked_components.value_lines(solution)
    yield "jacobian", worked_components.jacobian_opening(solution)
    yield "jacobian", vector_valued.jacobian_lines(solution, worked_components.worked_jacobian)
    yield "jacobian", worked_components.determinant_lines(solution)
    is_seen = solution.unit_direction is None and _is_below_other_question(solution)
    if not (has_one_variable(solution) or (is_seen and solution.differentiable)):
        yield from reason
    if solution.unit_direction is not None:
        yield "unit", worked_rates.unit_lines(solution)
        *_, rate = ((), *vector_valued.direction_lines(solution))
        if solution.directional_derivative is not None:
            is_by_formula = solution.differentiable and solution.jacobian_at is not None
            yield "direction", iter([(words("therefore_rate"),)] if is_by_formula else [])
            yield "direction", iter([rate])


def _is_below_other_question(solution: Solution) -> bool:
    """Whether a statement asks for something else than whether the function is differentiable."""
    presentation = solution.problem.presentation
    return presentation.follows_statement and Asked.DIFFERENTIABLE not in presentation.questions


def worked_parts(solution: Solution, before: Sequence[Solution]) -> Iterator[Part]:
    """The worked solution of a scalar function, up to the conditions and doubts.

    Where the formula is used its reason stands before it.

    Args:
        solution: what is true.
        before: of the same problem at other points, what stands above.
    """
    surface = None if before else find_explicit_surface(solution)
    if surface is not None:
        yield from explicit_surface_parts(solution, surface)
        return
    curve = None if before else find_explicit_curve(solution)
    if curve is not None:
        yield from explicit_curve_parts(solution, curve)
        return
    told = _told(solution, before)
    # What follows from differentiability stands behind it.
    of_continuity = "continuity", continuity.continuity_lines(solution)
    yield from [] if solution.differentiable else [of_continuity]
    yield from _first_order_parts(solution, told)
    yield "values", worked_rates.norm_lines(solution)
    if not _is_used(solution):
        yield from (("reason", iter([line])) for line in _reason_lines(solution))
    yield from [of_continuity] if solution.differentiable else []
    if not _is_used(solution):
        yield "tangent", worked_tangents.missing_lines(solution)
    # Whose statement defines the rate asks for no other definition.
    is_stated = solution.problem.presentation.follows_statement
    if asks_for_direction(solution) and not (is_stated or _has_rate(solution)):
        yield "direction", definition.school_lines(solution)
    yield from _further_parts(solution, told)


def _told(solution: Solution, before: Sequence[Solution]) -> Told:
    """What has been told of the points before."""
    tells_second = (worked_second_order.tells_derivatives, worked_critical_points.tells_derivatives)
    return Told(
        function=bool(before),
        direction=any(other.unit_direction == solution.unit_direction for other in before),
        formula=any(_is_used(other) and _has_continuous_partials(other) for other in before),
        rates=any(map(_tells_rates, before)),
        level_set=any(map(worked_tangents.tells_level, before)),
        second=any(tells(other) for tells in tells_second for other in before),
    )


def _first_order_parts(solution: Solution, told: Told) -> Iterator[Part]:
    is_along = asks_for_direction(solution) and not told.direction
    is_along = is_along and first_order.has_first_unit(solution)
    has_derivatives = not told.function and not _is_shown_at_point_alone(solution)
    goes_on = has_derivatives and not is_along and worked_opening.goes_on(solution)
    statement = worked_gradient.statement_line(solution, is_told=told.function, goes_on=goes_on)
    yield "function", iter([statement] if statement else [])
    if is_along:
        yield "unit", worked_rates.unit_lines(solution)
    if has_derivatives:
        yield "partials", worked_opening.opened_derivative_lines(solution, is_led_to=goes_on)
        is_total = solution.problem.presentation.differential == TOTAL_DIFFERENTIAL
        if is_total and not asks_for_differential_at_point(solution):
            yield "gradient", differentials.worked_general_lines(solution)
        if separates_gradient(solution):
            yield "gradient", worked_opening.owed_gradient_lines(solution)
    if solution.point is not None and not _is_told_by_theorem(solution):
        if told.function:
            yield "values", worked_opening.value_lines(solution)
        else:
            yield "values", worked_opening.opened_value_lines(solution, is_led_to=goes_on)
    yield from _rate_parts(solution, told)
    if _asks_for_implicit(solution):
        yield "gradient", worked_implicit.worked_implicit_lines(solution)
    if solution.problem.presentation.differential == LINEARIZATION:
        yield "gradient", differentials.worked_linearization_lines(solution)
    ends = _ends_with_differential(solution, told)
    yield (
        "tangent",
        worked_tangents.tangent_lines(solution, is_told=told.level_set, is_introduced=ends),
    )
    yield "normal", worked_tangents.level_normal_lines(solution)


def _ends_with_differential(solution: Solution, told: Told) -> bool:
    """Whether the sentence on why f is differentiable goes on to its differential at P."""
    is_total = solution.problem.presentation.differential == TOTAL_DIFFERENTIAL
    is_given = asks_for_direction(solution) or solution.problem.rate is not None
    is_plain = _is_used(solution) and _has_continuous_partials(solution) and not is_given
    has_general = differentials.is_smooth_before(solution)
    return is_total and is_plain and not told.formula and not has_general


def _asks_for_implicit(solution: Solution) -> bool:
    return solution.problem.presentation.differential == IMPLICIT_DERIVATIVES


def _is_told_by_theorem(solution: Solution) -> bool:
    """Whether the theorem on implicit functions tells what of the derivatives at P is needed."""
    is_asked = _asks_for_implicit(solution)
    has_more = solution.directional_derivative is not None or solution.problem.rate is not None
    return is_asked and not has_more and worked_implicit.is_determined_at_point(solution)


def _is_shown_at_point_alone(solution: Solution) -> bool:
    """Whether the proof that f is not differentiable at P needs no derivatives elsewhere."""
    is_refuted = solution.differentiable is False and not has_one_variable(solution)
    is_refuted = is_refuted and asks_for_proof(solution)
    return is_refuted or is_by_definition_alone(solution)


def _further_parts(solution: Solution, told: Told) -> Iterator[Part]:
    if Asked.KIND in questions_of(solution) and solution.critical_kind is None:
        yield "critical", critical_points.not_critical_lines(solution)
    elif _asks_for_implicit(solution) and implicit_second_order.has_second_order(solution):
        lines = implicit_second_order.second_order_lines(solution, is_worked=True)
        yield "second_order", lines
    elif solution.problem.order > 1 and not is_test_of_point(solution):
        yield "second_order", worked_second_order.second_order_lines(solution, is_told=told.second)
    if solution.critical_kind is not None and not solution.problem.is_equation:
        yield "critical", _kind_lines(solution, is_told=told.second)
    if solution.critical_points is not None and not told.function:
        yield "critical_points", worked_critical_points.all_critical_lines(solution)
    if solution.descent is not None:
        first = worked_paths.first_step(solution, solution.descent)
        yield "path", paths.path_lines(solution, solution.descent, first)


def _kind_lines(solution: Solution, *, is_told: bool) -> Iterator[Line]:
    """Of which kind P is; of rates alone that all are 0, and of what is asked otherwise nothing."""
    lines = worked_critical_points.critical_lines(solution, is_told=is_told)
    if asks_for_kind(solution):
        yield from lines
    elif asks_for_any_rate(solution) and solution.gradient_at is not None:
        yield next(lines)


def _rate_parts(solution: Solution, told: Told) -> Iterator[Part]:
    is_along = asks_for_direction(solution)
    if is_along and not (told.direction or first_order.has_first_unit(solution)):
        yield "direction", worked_rates.unit_lines(solution)
    has_rate = _has_rate(solution)
    # Of a smooth function it goes on from the reason, else it holds where there is one.
    in_general = ("use", worked_rates.general_rate_lines(solution))
    yield from () if is_smooth_everywhere(solution) else (in_general,)
    if _is_used(solution) and not _is_told_by_theorem(solution):
        if _ends_with_differential(solution, told):
            row = "smooth" if is_smooth_everywhere(solution) else "continuous_partials"
            said = words(f"{row}_so_differential_at", f=name_of(solution), point=POINT)
            yield "use", iter([(said,)])
        else:
            is_told = told.formula or differentials.is_smooth_before(solution)
            has_rate = is_along and has_rate
            yield "use", _use_lines(solution, is_told=is_told, has_rate=has_rate)
    yield from (in_general,) if is_smooth_everywhere(solution) else ()
    if is_along and has_rate:
        yield "direction", iter([first_order.rate_line(solution, tells_tendency=False)])
    elif is_along:
        yield "direction", _limit_lines(solution)
    yield "direction", rates.measured_rate_lines(solution)
    if solution.rate_along_rays is not None and _tells_rays(solution):
        yield "rays", _ray_lines(solution)
    if _tells_rates(solution):
        yield "rates", worked_rates.extreme_lines(solution, is_told=told.rates)
    yield "rates", rates.measured_extreme_lines(solution)
    if solution.problem.rate is not None:
        yield "rate", worked_given_rate.given_rate_lines(solution)
    if solution.problem.metric is not None:
        yield "natural_gradient", worked_natural_gradient.natural_gradient_lines(solution)


def _has_rate(solution: Solution) -> bool:
    """Whether the rate is ∇f(P)·u, and no limit that has to be found."""
    return solution.gradient_at is not None and solution.directional_derivative is not None


def _limit_lines(solution: Solution) -> Iterator[Line]:
    """D_u f(P) as a limit, and by what it is that; or why there is none."""
    along = worked_quotients.worked_along(solution)
    if along:
        yield (words("along_this_direction"),)
        yield along
    tells_formula = not _is_off_given_direction(solution)
    lines = tuple(definition.rate_lines(solution, tells_formula=tells_formula))
    if lines and not isinstance(lines[0][0], Words):
        yield (words("so_by_definition_of_rate" if along else "by_definition_of_rate"),)
    yield from lines


def _ray_lines(solution: Solution) -> Iterator[Line]:
    """The rate along every ray from P, apart from the words."""
    if definition.has_rays_inside(solution):
        yield definition.ray_line(solution)
        return
    unit, rate = definition.ray_rate(solution)
    yield (words("for_every_unit_vector", u=unit),)
    yield rate


def _tells_rays(solution: Solution) -> bool:
    """Whether the rates along all rays are asked for, or prove that f is not differentiable."""
    verdict = solution.verdict
    is_proof = verdict is not None and verdict.reason.kind in _OFF_THE_GRADIENT
    if is_proof and asks_for_proof(solution):
        # It may be shown by the increment.
        return not any(True for _ in worked_increments.increment_lines(solution))
    is_needed = is_proof and not _is_off_given_direction(solution)
    return is_needed or asks_for_rays(solution)


def _reason_lines(solution: Solution) -> Iterator[Line]:
    by_family = tuple(worked_curve_families.family_lines(solution))
    yield from by_family or _lines_of_verdict(solution)
    verdict = solution.verdict
    if verdict is not None and verdict.reason.kind in continuity.DISCONTINUOUS:
        have_values = solution.partials_at is not None and None not in solution.partials_at
        gaps: dict[str, Piece | Line] = {"f": name_of(solution), "point": POINT}
        if have_values and not has_one_variable(solution):
            row = "though_partials_exist" if by_family else "partials_without_continuity"
            yield (words(row, partials=_partials_told(solution), **gaps),)
        elif by_family:
            yield (words("discontinuous_so", **gaps),)


def _partials_told(solution: Solution) -> Line:
    """both f_x and f_y."""
    names = series((partial_alone(solution, by),) for by in solution.variables)
    return (words("both_of", names=names),) if len(solution.variables) == _PLANE else names


def _lines_of_verdict(solution: Solution) -> Iterator[Line]:
    yield from worked_limits.curve_lines(solution)
    if _is_off_given_direction(solution):
        assert solution.formula_value is not None
        claimed: Line = (EQUALS, told_number(solution.formula_value, solution))
        claimed = (*formula(solution, UNIT), *claimed)
        yield (words("formula_fails", formula=claimed, f=name_of(solution), point=POINT),)
    elif not is_beside_the_point(solution):
        by_increment = tuple(worked_increments.increment_lines(solution))
        yield from by_increment or _off_gradient_lines(solution) or reasons.reason_lines(solution)
        if by_increment:
            yield from reasons.discontinuity_lines(solution)


def _off_gradient_lines(solution: Solution) -> tuple[Line, ...]:
    """What ∇f(P)·u would be along some u, and what the rate is; nothing of another reason."""
    verdict = solution.verdict
    if verdict is None or verdict.reason.kind not in _OFF_THE_GRADIENT:
        return ()
    said = reasons.explain_verdict(solution)
    if said is None or has_one_variable(solution):
        return ()
    unit = UNIT if solution.unit_direction is None else ANY_UNIT
    told: Line = (unit, EQUALS, *_as_line(said.gaps["direction"]))
    gaps: dict[str, Piece | Line] = {"f": name_of(solution), "point": POINT}
    has_limit = solution.rate_along_rays is not None and _tells_rays(solution)
    row = "rate_is_by_limit" if has_limit else "rate_is_in_fact"
    rate: Line = formula(solution, unit)[:1]
    is_ray = verdict.reason.kind is DifferentiabilityReason.RAY_OFF_THE_GRADIENT
    if is_ray and not solution.problem.presentation.takes_rays:
        # From behind P the limit is another, so it is no directional derivative.
        row = "but_by_limit" if has_limit else "but_in_fact"
        rate = (definition.limit_along_ray(solution, unit),)
    return (
        (words("rate_would_be", unit=told, **gaps),),
        (*formula(solution, unit)[2:], EQUALS, *_as_line(said.gaps["product"])),
        (words(row),),
        (*rate, EQUALS, *_as_line(said.gaps["rate"])),
        (words("rate_differs_so", unusable=unusable(solution), **gaps),),
    )


def _as_line(gap: Piece | Line) -> Line:
    return gap if isinstance(gap, tuple) else (gap,)


def _is_off_given_direction(solution: Solution) -> bool:
    """Whether it is the given direction in which the rate is not ∇f(P)·u."""
    verdict, unit = solution.verdict, solution.unit_direction
    if verdict is None or unit is None or verdict.reason.kind not in _OFF_THE_GRADIENT:
        return False
    if solution.formula_value is None:
        return False
    is_same = verdict.reason.parts.get("direction") == tuple(unit)
    return is_same or definition.fails_as_given(solution)


def _tells_rates(solution: Solution) -> bool:
    return asks_for_rates(solution) and rates.has_extremes(solution)


def _use_lines(solution: Solution, *, is_told: bool, has_rate: bool) -> Iterator[Line]:
    """Why the formula may be used, and that the rate, if there is one, follows."""
    if not _has_continuous_partials(solution):
        by_increment = tuple(worked_increments.increment_lines(solution))
        yield from by_increment or _remainder_lines(solution)
        yield from worked_rates.use_lines(solution)
        yield from reasons.discontinuity_lines(solution)
        if has_rate:
            yield (words("therefore_rate"),)
        return
    has_formula = has_rate or solution.problem.rate is not None or _tells_rates(solution)
    if is_routine(solution) and not has_formula:
        return
    so_rate = "_so_rate" if has_rate and solution.problem.rate is None else ""
    if not is_smooth_everywhere(solution):
        row = f"continuous_partials{so_rate}_{'as_before' if is_told else 'at'}"
        yield (words(row, point=POINT, f=name_of(solution)),)
    elif not is_told:
        kind = "polynomial" if is_polynomial(solution) else "smooth"
        yield (words(f"{kind}{so_rate}_at", f=name_of(solution)),)
    elif so_rate:
        yield (words("therefore_rate"),)
    if not is_told:
        yield from worked_rates.use_lines(solution)


def _remainder_lines(solution: Solution) -> Iterator[Line]:
    yield from worked_limits.remainder_lines(solution)
    verdict = solution.verdict
    if has_one_variable(solution) and verdict is not None and verdict.reason.kind is _CONTINUOUS:
        # The rules that give f′(a) say it already.
        return
    reason = reasons.explain_verdict(solution)
    if reason is not None:
        yield (reason,)


def _has_continuous_partials(solution: Solution) -> bool:
    verdict = solution.verdict
    is_plain = verdict is not None and verdict.reason.kind is _CONTINUOUS
    return is_plain and not has_one_variable(solution)


def _is_used(solution: Solution) -> bool:
    """Whether rates or a tangent come from the gradient, and the reason stands before them."""
    if solution.gradient_at is None or not solution.differentiable:
        return False
    if asks_for_gradient_alone(solution) and not solution.problem.presentation.differential:
        return False
    problem = solution.problem
    is_asked = solution.directional_derivative is not None or problem.rate is not None
    is_told = _tells_rates(solution) or (asks_for_rates(solution) and has_one_variable(solution))
    is_critical = solution.critical_kind is not None and not has_one_variable(solution)
    is_critical = is_critical and not is_test_of_point(solution)
    has_level = problem.is_equation and solution.level_tangent is not None
    is_asked = is_asked or bool(problem.presentation.differential)
    has_tangent = worked_tangents.tells_level(solution) or worked_tangents.is_asked_of_graph(
        solution
    )
    is_for_rates = is_asked or is_told or is_critical or problem.metric is not None
    return is_for_rates or has_level or has_tangent
