"""The stages of a solution: each takes what is asked and what is known, and adds one part.

A stage returns what is known as it is where nothing is asked of it: without a point, without a
gradient, without the clause that it answers. What few requests ask for is imported when it is
needed: the search for critical points, and the limits that decide where the rules do not apply.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from sympy import Expr, Matrix, Ne, Piecewise, Symbol, fraction, sign, together

from grad_magic.calculus.by_values.confirmation import call_witness, doubt_general, doubt_region
from grad_magic.calculus.conditions import (
    check_reality,
    conditions_of,
    level_set_condition,
    nonzero_condition,
    positive_forms,
    tidy_conditions,
    with_known_signs,
    with_settled_sizes,
    without_implied,
    without_signs,
)
from grad_magic.calculus.derivatives import evaluate_derivative
from grad_magic.calculus.directions import axes
from grad_magic.calculus.domains import UndefinedError, trace
from grad_magic.calculus.exact.quotients import over_one_difference
from grad_magic.calculus.exact.simplify import shorten, shorten_number
from grad_magic.calculus.first_order import (
    follow_direction,
    follow_gradient,
    total_differential,
    unit_direction,
)
from grad_magic.calculus.inquiry import Inquiry
from grad_magic.calculus.natural_gradient import with_natural_gradient
from grad_magic.calculus.rate_directions import rate_directions, rate_system
from grad_magic.calculus.seams import find_seam, is_one_polynomial
from grad_magic.calculus.second_order import (
    are_real,
    general_hessian,
    higher_order,
    is_second_order_told,
    second_order,
    second_order_without_gradient,
)
from grad_magic.calculus.sides import two_sided
from grad_magic.calculus.signs import settle_conditions, settle_signs
from grad_magic.calculus.typed_forms import (
    condition_of_function,
    conditions_of_partials,
    typed_derivatives,
    typed_hessian,
    typed_partials,
)
from grad_magic.errors import NoAnswerError
from grad_magic.findings import CriticalReason, DifferentiabilityReason, Doubt, Finding
from grad_magic.problem import Problem
from grad_magic.solution import (
    AtPoint,
    Checking,
    CriticalPoints,
    CriticalVerdict,
    Deferred,
    Direction,
    General,
    LimitsAtPoint,
    SecondLimits,
    Solution,
    Verdict,
    Visit,
)
from grad_magic.wording.messages import Message

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

    from grad_magic.calculus.differentiability import Judgement
    from grad_magic.solution.systems import (
        Elimination,
        FactorCases,
        SmoothRegion,
        SubstitutionStep,
    )

# A sentence that the kind may depend on the parameters stands for what takes longer.
_SECONDS_OF_CASES = 2.0


def visit(inquiry: Inquiry, known: Solution) -> Solution:
    """f(P) and u, before any derivative is taken.

    Raises:
        NoAnswerError: f has no real value at P.
        MeaninglessRequestError: the direction is zero, or P is not on the level set.
    """
    problem = inquiry.problem
    if problem.point is None:
        return known
    conditions = conditions_of((*problem.point, *(problem.direction or ())))
    try:
        results = trace(inquiry.program, inquiry.place, conditions)
    except UndefinedError as error:
        from grad_magic.calculus.undefined import no_answer

        raise no_answer(problem, inquiry.program, inquiry.place, error.failure) from None
    value = shorten(results[-1]) if results[-1].free_symbols else shorten_number(results[-1])
    conditions += level_set_condition(problem, value)
    direction = None
    if problem.direction is not None:
        direction = Direction(unit_direction(problem, problem.direction))
        conditions += nonzero_condition(problem.direction)
    of_value = len(conditions)
    seam = find_seam(inquiry.program, results, inquiry.place, conditions)
    if len(conditions) > of_value and is_one_polynomial(inquiry.program, problem.f):
        del conditions[of_value:]
    check_reality(problem, value, conditions)
    return replace(
        known, visit=Visit(value, tidy_conditions(conditions), seam), direction=direction
    )


def differentiate(inquiry: Inquiry, known: Solution) -> Solution:
    """The derivatives as functions, by the rules.

    Raises:
        NoAnswerError: they are not real.
    """
    problem = inquiry.problem
    _demand_real(inquiry.partials, inquiry)
    partials, differential = Deferred(partial(_short_partials, inquiry)), None
    if problem.point is None:
        _demand_real(partials.value, inquiry)
        differential = total_differential(partials.value, problem.variables)
    general = General(
        partials,
        Deferred(partial(general_hessian, inquiry)),
        differential,
        Deferred(partial(typed_partials, inquiry)),
        Deferred(partial(condition_of_function, inquiry)),
        Deferred(partial(conditions_of_partials, inquiry, partials)),
        Deferred(partial(typed_hessian, inquiry)),
    )
    return replace(known, general=general)


def _short_partials(inquiry: Inquiry) -> tuple[Expr, ...]:
    """The partial derivatives as they are handed out, which is rarely how they are shown."""
    return tuple(map(shorten, inquiry.partials))


def _demand_real(partials: Iterable[Expr], inquiry: Inquiry) -> None:
    """Refuses derivatives that are not real, unless f is told to have values on a border alone."""
    problem = inquiry.problem
    if are_real(partials):
        return
    if problem.point is not None or not doubt_region(inquiry.program):
        raise NoAnswerError(Message("has_no_real_derivatives", name=problem.name))


def judge(inquiry: Inquiry, known: Solution) -> Solution:
    """The partial derivatives at P, by the rules or else by limits, and differentiability.

    Raises:
        NoAnswerError: they are not real.
    """
    if known.visit is None:
        return known
    if known.visit.seam is None:
        by_rules = tuple(evaluate_derivative(entry, inquiry.place) for entry in inquiry.partials)
        if None not in by_rules:
            given = known.visit.conditions
            by_rules = over_one_difference(by_rules, positive_forms(given))
            reason = Finding(DifferentiabilityReason.CONTINUOUS_PARTIALS)
            verdict = Verdict(differentiable=True, reason=reason)
            at_point = AtPoint(by_rules, verdict, partials_continuous=True)
            needed = _needed_of_cases(inquiry, given, by_rules)
            met = tidy_conditions((*given, *needed))
            visit = replace(known.visit, conditions=met) if needed else known.visit
            return replace(known, visit=visit, at_point=at_point)
    from grad_magic.calculus.differentiability import judge_by_limits
    from grad_magic.calculus.special_points import describe_special_point, have_jump

    # What has no value at P may show only in the short form that it has none anywhere.
    _demand_real(known.partials, inquiry)
    near = inquiry.near(known.visit.value)
    judgement = judge_by_limits(near, inquiry.problem.formula)
    if judgement.gradient is not None:
        is_jumping = have_jump(near, inquiry.partials, judgement.gradient)
        limits = LimitsAtPoint(judgement.partial_limits)
        at_point = AtPoint(
            tuple(judgement.gradient), judgement.verdict, False if is_jumping else None, limits
        )
        return replace(known, at_point=at_point)
    limits = describe_special_point(near, judgement, known.unit_direction)
    if any(number.free_symbols for number in inquiry.place.values()):
        return _with_rates_by_rules(inquiry, known, judgement, limits)
    at_point = AtPoint(judgement.partials, judgement.verdict, limits=limits)
    return replace(known, at_point=at_point)


def _with_rates_by_rules(
    inquiry: Inquiry, known: Solution, judgement: Judgement, limits: LimitsAtPoint
) -> Solution:
    """What limits tell at a point of letters, with the rates that the rules give along a line."""
    from grad_magic.calculus.differentiability import verdict_on_partials
    from grad_magic.calculus.section_rates import settled_rates

    assert known.visit is not None
    f, place, given = inquiry.problem.f, inquiry.place, known.visit.conditions
    pairs = zip(axes(len(place)), judgement.partial_limits, strict=True)
    along = [settled_rates(f, place, tuple(axis), pair, given) for axis, pair in pairs]
    needed = [condition for rates in along for condition in rates.conditions]
    judgement = replace(judgement, partial_limits=tuple(rates.limits for rates in along))
    limits = replace(limits, one_sided_partials=judgement.partial_limits)
    if limits.one_sided_derivatives is not None and known.unit_direction is not None:
        unit = tuple(known.unit_direction)
        rates = settled_rates(f, place, unit, limits.one_sided_derivatives, given)
        limits = replace(limits, one_sided_derivatives=rates.limits)
        needed += rates.conditions
    visit = replace(known.visit, conditions=tidy_conditions((*given, *needed)))
    verdict = judgement.verdict
    if verdict.differentiable is None:
        verdict = verdict_on_partials(place, judgement.partial_limits) or verdict
    at_point = AtPoint(judgement.partials, verdict, limits=limits)
    return replace(known, visit=visit, at_point=at_point)


def _needed_of_cases(
    inquiry: Inquiry, given: Sequence[Boolean], values: Sequence[Expr]
) -> tuple[Boolean, ...]:
    """What one formula for all cases needs: that of 1/max(x, y) at (a, 1) has a denominator a²."""
    merged = (
        value
        for entry, value in zip(inquiry.partials, values, strict=True)
        if entry.has(Piecewise) and value.has(sign)
    )
    needed = (
        Ne(base, 0)
        for value in merged
        for base in fraction(together(value))[1].as_powers_dict()
        if base.free_symbols
    )
    return without_implied(tuple(dict.fromkeys(needed)), given)


def follow(inquiry: Inquiry, known: Solution) -> Solution:
    """What follows from the gradient; without one the rate along u as a limit."""
    problem = inquiry.problem
    if known.at_point is None or known.visit is None:
        return known
    limits, direction = known.limits, known.direction
    if known.differentiable:
        gradient = Matrix(known.at_point.partials)
        first_order = follow_gradient(
            problem, gradient, known.visit.value, is_continuous=limits is None
        )
        norm = without_signs(first_order.norm, known.visit.conditions)
        norm = settle_signs(norm, known.visit.conditions)
        norm = with_settled_sizes(norm, known.visit.conditions)
        first_order = replace(first_order, norm=norm)
        slope = first_order.slope
        if slope is not None:
            settled = partial(with_settled_sizes, conditions=known.visit.conditions)
            slope = replace(slope, ascent=slope.ascent.applyfunc(settled))
            first_order = replace(first_order, slope=slope)
        if slope is not None and slope.conditions:
            needed = settle_conditions(slope.conditions, known.visit.conditions)
            needed = without_implied(needed, known.visit.conditions)
            needed = () if norm.is_positive else needed
            first_order = replace(first_order, slope=replace(slope, conditions=needed))
        direction = follow_direction(problem, first_order, direction)
        known = replace(known, first_order=first_order, direction=direction)
        return known if problem.rate is None else _with_rate(known, gradient, problem.rate)
    if direction is None or limits is None or limits.one_sided_derivatives is None:
        return known
    rate = two_sided(limits.one_sided_derivatives)
    return replace(
        known, direction=replace(direction, rate=rate.value if rate.kind == "finite" else None)
    )


def _with_rate(known: Solution, gradient: Matrix, rate: Expr) -> Solution:
    """The directions of a rate, and how one finds them by hand."""
    names = (f"{known.problem.direction_letter}_{place}" for place in (1, 2))
    first, second = (Symbol(name, real=True) for name in names)
    by_hand = Deferred(partial(rate_system, gradient, rate, (first, second)))
    return replace(known, rate_directions=rate_directions(gradient, rate), rate_system=by_hand)


def measure(_: Inquiry, known: Solution) -> Solution:
    """The natural gradient, where a metric is given.

    Raises:
        MeaninglessRequestError: the metric is not positive definite, or that is not settled.
    """
    return with_natural_gradient(known)


def differentiate_again(inquiry: Inquiry, known: Solution) -> Solution:
    """The second derivatives, and those up to the order that was asked for."""
    if known.first_order is not None:
        known = replace(known, second_order=second_order(inquiry, known))
    else:
        known = replace(known, second_order=second_order_without_gradient(inquiry, known))
    found = higher_order(inquiry, known)
    if found is not None:
        derivatives = [(part.variables, part.general) for part in found.partials]
        found = replace(found, typed=Deferred(partial(typed_derivatives, inquiry, derivatives)))
    return replace(known, higher_order=found)


def classify(inquiry: Inquiry, known: Solution) -> Solution:
    """What kind of critical point P is."""
    if known.first_order is not None and known.first_order.is_zero:
        known = replace(known, critical=_classify_critical(inquiry, known))
        return _with_cases(inquiry, known)
    if known.verdict is None or known.first_order is not None:
        return known
    # An extremum where f is not differentiable, such as the tip of a cone.
    if known.verdict.reason.kind.is_at_boundary or known.differentiable is None:
        return known
    near = inquiry.near_with_magnitudes(known.value)
    from grad_magic.calculus.extrema.kinds.comparison import settled_by_form
    from grad_magic.calculus.special_points import classify_by_limits

    found = classify_by_limits(inquiry.f_with_magnitudes, near)
    problem = inquiry.problem
    if problem.point is not None:
        found = settled_by_form(found, problem.f, problem.variables, problem.point)
    return replace(known, critical=found) if found.kind in ("minimum", "maximum") else known


def _classify_critical(inquiry: Inquiry, known: Solution) -> CriticalVerdict:
    """The kind by the Hessian and beyond, or else by limits."""
    from grad_magic.calculus.extrema.kinds.critical import classify_by_hessian, classify_critical
    from grad_magic.calculus.extrema.kinds.verdicts import said_of_neighborhood

    problem, hessian = inquiry.problem, known.hessian_at
    if known.second_limits is not None:
        return _classify_by_definition(inquiry, known, known.second_limits)
    assert problem.point is not None
    assert hessian is not None
    if known.conditions:
        verdict = classify_by_hessian(with_known_signs(hessian, known.conditions))
        if verdict.kind != "undecided":
            return verdict
    verdict = classify_critical(inquiry.local_f, problem.variables, problem.point, hessian)
    if inquiry.local_f != problem.f:
        verdict = said_of_neighborhood(verdict)
    if verdict.kind == "undecided" and not problem.parameters:
        from grad_magic.calculus.special_points import classify_by_limits

        by_limits = classify_by_limits(problem.f, inquiry.near(known.value))
        return verdict if by_limits.kind == "undecided" else by_limits
    return verdict


def _with_cases(inquiry: Inquiry, known: Solution) -> Solution:
    """The same with the kinds that P has for single values of the parameters."""
    problem, verdict = inquiry.problem, known.critical
    is_open = verdict is not None and verdict.reason.kind is CriticalReason.DEPENDS_ON_PARAMETERS
    if not is_open or inquiry.local_f != problem.f or problem.is_equation:
        return known
    from grad_magic.calculus.budget import time_limit
    from grad_magic.calculus.extrema.kinds.discriminants import with_second_derivatives
    from grad_magic.calculus.extrema.point_cases import PointWithParameters, cases_at_point

    assert problem.point is not None
    assert known.value is not None
    assert known.hessian_at is not None
    f, variables = problem.f, problem.variables
    there = PointWithParameters(
        f,
        variables,
        problem.formula,
        problem.point,
        known.value,
        known.hessian_at,
        known.conditions,
    )
    try:
        with time_limit(_SECONDS_OF_CASES, is_of_work=True):
            cases = cases_at_point(there)
    except NoAnswerError:
        return known
    if cases is None:
        return known
    return replace(
        known,
        critical_cases=with_second_derivatives(cases, variables, known.derivatives.hessian),
    )


def _classify_by_definition(
    inquiry: Inquiry, known: Solution, limits: SecondLimits
) -> CriticalVerdict:
    """The kind where the second derivatives are limits: they decide if they are those of f."""
    from grad_magic.calculus.extrema.compositions import classify_around_inner
    from grad_magic.calculus.extrema.kinds.comparison import settled_by_form
    from grad_magic.calculus.extrema.kinds.critical import classify_by_hessian
    from grad_magic.calculus.special_points import classify_by_limits

    problem, hessian = inquiry.problem, known.hessian_at
    if hessian is not None and limits.is_twice_differentiable:
        verdict = classify_by_hessian(hessian)
        if verdict.kind != "undecided":
            return verdict
    verdict = classify_by_limits(
        inquiry.f_with_magnitudes, inquiry.near_with_magnitudes(known.value)
    )
    if problem.point is None or problem.parameters:
        return verdict
    verdict = settled_by_form(verdict, problem.f, problem.variables, problem.point)
    if verdict.kind != "undecided":
        return verdict
    assert known.value is not None
    return classify_around_inner(problem.formula, inquiry.place, known.value) or verdict


def find_critical_points(inquiry: Inquiry, known: Solution) -> Solution:
    """All points with ∇f = 0, where they were asked for."""
    problem = inquiry.problem
    if not problem.all_critical:
        return known
    from grad_magic.calculus.extrema.critical_search import search_critical_points
    from grad_magic.calculus.extrema.kinds.discriminants import with_second_derivatives

    found = search_critical_points(problem.f, problem.variables, inquiry.program)
    hessian = known.derivatives.hessian
    found = with_second_derivatives(found, problem.variables, hessian)
    by_hand = Deferred(partial(_find_by_hand, found, known))
    by_regions = Deferred(partial(_find_by_regions, found, problem))
    in_steps = Deferred(partial(_find_in_steps, found, known))
    by_factors = Deferred(partial(_find_by_factors, found, known))
    found = replace(found, elimination=by_hand, substitution_steps=in_steps, regions=by_regions)
    found = replace(found, factor_cases=by_factors)
    return replace(known, all_critical=found)


def _find_by_hand(found: CriticalPoints, known: Solution) -> Elimination | None:
    from grad_magic.calculus.extrema.equations.elimination import eliminate_by_hand

    return eliminate_by_hand(found, known.problem.f, known.partials, known.variables)


def _find_by_factors(found: CriticalPoints, known: Solution) -> FactorCases | None:
    from grad_magic.calculus.extrema.equations.factor_cases import solve_by_factors

    return solve_by_factors(found, known.partials, known.variables)


def _find_in_steps(found: CriticalPoints, known: Solution) -> tuple[SubstitutionStep, ...]:
    from grad_magic.calculus.extrema.equations.substitution import points_reached, solve_by_hand

    if not found.is_complete or not found.points:
        return ()
    steps = solve_by_hand(known.partials, known.variables)
    reached = points_reached(steps, known.variables) if steps else ()
    return steps if set(reached) == {one.point for one in found.points} else ()


def _find_by_regions(found: CriticalPoints, problem: Problem) -> tuple[SmoothRegion, ...]:
    from grad_magic.calculus.extrema.smooth_regions import solve_by_regions

    return solve_by_regions(found, problem.f, problem.variables)


def descend(inquiry: Inquiry, known: Solution) -> Solution:
    """Where an optimiser goes from P, where that was asked for.

    Raises:
        MeaninglessRequestError: the step size is not positive.
    """
    if not inquiry.problem.optimiser:
        return known
    from grad_magic.calculus.paths import follow_path

    return replace(known, descent=follow_path(inquiry, known.value, known.gradient_at))


def mark(inquiry: Inquiry, known: Solution) -> Solution:
    """Whether a student's answer is right, where there is one.

    Raises:
        MeaninglessRequestError: nothing is asked that it could answer.
    """
    if inquiry.problem.answer is None:
        return known
    if inquiry.problem.is_vector_valued:
        from grad_magic.calculus.answers.vector_functions import check_vector_answer

        return check_vector_answer(inquiry.problem, inquiry.problem.answer, known)
    if inquiry.problem.answer.identity is not None:
        from grad_magic.calculus.answers.identities import check_identity

        return check_identity(inquiry.problem, inquiry.problem.answer, known)
    from grad_magic.calculus.answers.checking import check_answer

    return check_answer(inquiry.problem, inquiry.problem.answer, known)


def confirm(inquiry: Inquiry, known: Solution) -> Solution:
    """What the values of f near P say of the numbers, which contradicted ones do not survive."""
    if known.at_point is None:
        found = known.all_critical.points if known.all_critical is not None else ()
        doubts = tuple(
            doubt
            for doubt in doubt_general(inquiry.program, inquiry.problem, known.partials)
            # At a critical point f has its value.
            if not found or doubt.kind is not Doubt.NO_REAL_VALUE_FOUND
        )
        return replace(known, checking=Checking(doubts))
    is_special = known.visit is not None and known.visit.seam is not None
    if is_special and (doubts := doubt_region(inquiry.program, has_value=True)):
        return replace(known, checking=Checking(doubts))
    witness = call_witness(inquiry.program, inquiry.place, known)
    doubts = (Finding(Doubt.NOT_CHECKED),)
    if witness is not None:
        hessian = known.hessian_at if is_second_order_told(known) else None
        doubts = tuple(witness.doubts(known, hessian))
    if any(doubt.kind.contradicts for doubt in doubts):
        return withdraw(known, doubts)
    if known.first_order is not None and known.first_order.is_zero is None:
        doubts = (Finding(Doubt.GRADIENT_PERHAPS_ZERO), *doubts)
    return replace(known, checking=Checking(doubts))


def withdraw(known: Solution, doubts: tuple[Finding[Doubt], ...]) -> Solution:
    """The solution without all that was said of derivatives at P."""
    reason = Finding(DifferentiabilityReason.VALUES_CONTRADICT)
    verdict = Verdict(differentiable=None, reason=reason)
    given = known.direction if known.problem.direction is not None else None
    return replace(
        known,
        at_point=AtPoint((None,) * len(known.variables), verdict),
        direction=None if given is None else Direction(given.unit),
        first_order=None,
        rate_directions=None,
        rate_system=None,
        natural=None,
        second_order=None,
        higher_order=None,
        critical=None,
        checking=Checking(doubts),
    )
