"""What a worked solution is about: a textbook answers the question that was asked, and no other."""

from __future__ import annotations

from dataclasses import dataclass

from grad_magic.calculus.extrema.kinds.discriminants import is_smooth_by_form
from grad_magic.findings import DifferentiabilityReason
from grad_magic.lesson.styles import style_named
from grad_magic.lesson.transcription import RateForm
from grad_magic.presets import (
    IMPLICIT_DERIVATIVES,
    LETTERED_OF_PARTIALS,
    LINEARIZATION,
    OF_PARTIALS,
    TOTAL_DIFFERENTIAL,
    Asked,
)
from grad_magic.solution import Solution

_Z = "z"
_PLANE = 2
_OF_POLYNOMIALS = frozenset({"name", "add", "multiply", "negate", "entered"})
_ENTIRE = frozenset({"exp", "sin", "cos"})
_LARGEST = frozenset({Asked.MAX_RATE, Asked.ASCENT})
_SMALLEST = frozenset({Asked.MIN_RATE, Asked.DESCENT})
_RATES = _LARGEST | _SMALLEST
_LEVEL_SET = frozenset({Asked.LEVEL_TANGENT, Asked.NORMAL_LINE, Asked.NORMAL_VECTOR})
_TANGENT = frozenset({Asked.LEVEL_TANGENT, Asked.NORMAL_LINE})
_OF_DEFINITION = frozenset({Asked.GRADIENT, Asked.DIFFERENTIABLE})
_GRAPH = frozenset({Asked.GRAPH_TANGENT, Asked.DIFFERENTIAL})
_KINDS = frozenset({Asked.KIND, Asked.CRITICAL_POINTS, Asked.EXTREMA, Asked.HESSIAN})
_OF_SECOND_ORDER = frozenset({Asked.HESSIAN, Asked.HESSIAN_DETERMINANT, Asked.PARTIALS})
# L(x, y) is told by its name, and no plane beside it.
_BY_DIFFERENTIAL = {
    TOTAL_DIFFERENTIAL: frozenset({Asked.DIFFERENTIAL}),
    LINEARIZATION: frozenset({Asked.GRADIENT}),
    IMPLICIT_DERIVATIVES: frozenset({Asked.IMPLICIT}),
}


@dataclass(frozen=True)
class Told:
    """What the answers at the points before have told, and a book does not tell again.

    Attributes:
        function: f, its partial derivatives and its gradient.
        direction: the unit vector of the same direction.
        formula: that f is differentiable where its partial derivatives are continuous, and what
            its rates are then.
        rates: why the extreme rates are those along the gradient.
        level_set: why the gradient is perpendicular to the level set.
        second: the second derivatives.
    """

    function: bool = False
    direction: bool = False
    formula: bool = False
    rates: bool = False
    level_set: bool = False
    second: bool = False


def _goes_beyond(solution: Solution) -> bool:
    """Whether something was asked for that goes beyond the gradient."""
    problem = solution.problem
    is_further = problem.order > 1 or problem.all_critical or bool(problem.optimiser)
    return is_further or problem.rate is not None or problem.metric is not None


def _answers(solution: Solution, questions: frozenset[Asked]) -> bool:
    """Whether one of these is among what was asked, if that is said."""
    asked = questions_of(solution)
    return not asked or not questions.isdisjoint(asked)


def questions_of(solution: Solution) -> frozenset[Asked]:
    """What was asked, if that is said: by an exercise, or as the differential alone.

    Whether f is continuous, and how long its gradient is, is told beside the answer to another.
    """
    presentation = solution.problem.presentation
    if presentation.differential:
        # The increment stands beside the differential, and changes nothing else.
        further = set(presentation.questions) - {Asked.INCREMENT}
        return _BY_DIFFERENTIAL[presentation.differential] | further
    return frozenset(presentation.questions) - {Asked.CONTINUOUS, Asked.NORM}


def asks_for_norm(solution: Solution) -> bool:
    """Whether it is asked how long ∇f(P) is."""
    return Asked.NORM in solution.problem.presentation.questions


def asks_for_continuity(solution: Solution) -> bool:
    """Whether it is asked if f is continuous at P."""
    return Asked.CONTINUOUS in solution.problem.presentation.questions


def asks_for_direction(solution: Solution) -> bool:
    """Whether there is a direction to be told of, and not a point at which L is wanted alone.

    Nor one to which a sentence wants the change, dz.
    """
    presentation, has_target = solution.problem.presentation, solution.problem.target is not None
    is_of_change = (
        presentation.differential == TOTAL_DIFFERENTIAL and presentation.follows_statement
    )
    is_of_value = has_target and (presentation.differential == LINEARIZATION or is_of_change)
    is_rate_asked = Asked.RATE in presentation.questions
    return solution.unit_direction is not None and (is_rate_asked or not is_of_value)


def uses_gradient(solution: Solution) -> bool:
    """Whether the page speaks of ∇f, and not of the single partial derivatives."""
    problem, asked = solution.problem, questions_of(solution)
    is_of_second_order = problem.order > 1 and not problem.has_direction
    if problem.presentation.statement in (OF_PARTIALS, LETTERED_OF_PARTIALS):
        return False
    if problem.presentation.differential or problem.all_critical or is_of_second_order:
        return False
    has_cosines = style_named(problem.presentation).rate == (RateForm.COSINES,)
    by_partials = _GRAPH | ({Asked.RATE} if has_cosines and not problem.along_gradient else set())
    return not asked or not asked <= by_partials


def uses_value(solution: Solution) -> bool:
    """Whether f(P) is used further on."""
    problem, asked = solution.problem, questions_of(solution)
    if problem.is_equation:
        return False
    if problem.presentation.differential:
        return problem.presentation.differential == LINEARIZATION
    if is_test_of_point(solution):
        # The value of an extremum stands behind the test.
        return Asked.VALUE in asked
    if asked:
        return not asked.isdisjoint(_LEVEL_SET | _GRAPH | _KINDS | {Asked.VALUE})
    return bool(problem.optimiser) or not _goes_beyond(solution)


def asks_for_proof(solution: Solution) -> bool:
    """Whether nothing is asked but if f is differentiable at P, perhaps with its partials there."""
    asked, general = questions_of(solution), solution.problem.presentation.general
    at_point = {Asked.DIFFERENTIABLE} if Asked.GRADIENT in general else _OF_DEFINITION
    return Asked.DIFFERENTIABLE in asked and asked <= at_point


def is_by_definition_alone(solution: Solution) -> bool:
    """Whether a statement asks of f at P alone, where its derivatives are limits.

    Then none elsewhere is of use, unless they are continuous at P.
    """
    presentation, asked = solution.problem.presentation, questions_of(solution)
    is_of_point = presentation.follows_statement and Asked.GRADIENT not in presentation.general
    are_limits = solution.one_sided_partials is not None and len(solution.variables) > 1
    if not (is_of_point and are_limits) or asked.isdisjoint({Asked.RATE, Asked.DIFFERENTIABLE}):
        return False
    verdict = solution.verdict
    is_continuous = (
        verdict is None or verdict.reason.kind is DifferentiabilityReason.CONTINUOUS_PARTIALS
    )
    return not is_continuous and asked <= {Asked.GRADIENT, Asked.RATE, Asked.DIFFERENTIABLE}


def asks_for_rates(solution: Solution) -> bool:
    """Whether the rates in all directions belong to the answer."""
    return not _goes_beyond(solution) and _answers(solution, _RATES)


def asks_for_extreme_rates(solution: Solution) -> bool:
    """Whether a statement asks for the largest or the smallest rate by name."""
    return not questions_of(solution).isdisjoint(_RATES)


def extreme_asked(solution: Solution) -> str:
    """Which of the extreme rates is told: the "largest", the "smallest", or "" for all."""
    asked = questions_of(solution) & _RATES
    if not asked or (asked & _LARGEST and asked & _SMALLEST):
        return ""
    return "largest" if asked & _LARGEST else "smallest"


def asks_for_level(solution: Solution) -> bool:
    """Whether the tangent to the level set does."""
    return not _goes_beyond(solution) and _answers(solution, _LEVEL_SET)


def asks_for_tangent_alone(solution: Solution) -> bool:
    """Whether the tangent, perhaps with the normal line, is all there is to tell of an equation."""
    problem, asked = solution.problem, questions_of(solution)
    is_of_rates = problem.has_direction or bool(problem.presentation.differential)
    is_asked = not asked or Asked.LEVEL_TANGENT in asked
    return is_asked and asked <= _TANGENT and not (is_of_rates or _goes_beyond(solution))


def asks_for_normal_line(solution: Solution) -> bool:
    """Whether the normal line to the level set of an equation does."""
    return solution.problem.is_equation and _answers(solution, frozenset({Asked.NORMAL_LINE}))


def asks_for_normal_alone(solution: Solution) -> bool:
    """Whether a normal of the level set does, and no tangent."""
    asked = questions_of(solution)
    return bool(asked) and asked <= {Asked.NORMAL_LINE, Asked.NORMAL_VECTOR}


def is_beside_the_point(solution: Solution) -> bool:
    """Whether f is smooth at P, of which an answer makes no use that asks for something else."""
    is_needless = _goes_beyond(solution) or asks_for_gradient_alone(solution)
    is_needless = is_needless or is_test_of_point(solution)
    return bool(solution.partials_continuous) and is_needless


def asks_for_gradient_alone(solution: Solution) -> bool:
    """Whether nothing follows from the gradient that is asked for."""
    asked = questions_of(solution)
    # The Jacobian of a function without components is its gradient.
    return bool(asked) and asked <= {Asked.GRADIENT, Asked.JACOBIAN}


def separates_gradient(solution: Solution) -> bool:
    """Whether (a) asks for the gradient of f, and no other than a later question for that at P."""
    presentation = solution.problem.presentation
    return bool(presentation.labels) and Asked.GRADIENT in presentation.general


def is_routine(solution: Solution) -> bool:
    """Whether a statement asks for rates or tangents alone, of which books use the formulas.

    There they are differentiable by their form, and no more is said of it than at a gradient.
    """
    presentation, asked = solution.problem.presentation, questions_of(solution)
    is_of_theory = not asked.isdisjoint({Asked.DIFFERENTIABLE, Asked.DIFFERENTIAL})
    is_plain = not presentation.differential and solution.problem.metric is None
    return presentation.follows_statement and bool(asked) and is_plain and not is_of_theory


def asks_for_differential_at_point(solution: Solution) -> bool:
    """Whether a statement asks for the total differential at P, and for nothing else."""
    presentation, asked = solution.problem.presentation, questions_of(solution)
    is_alone = presentation.differential == TOTAL_DIFFERENTIAL and asked == {Asked.DIFFERENTIAL}
    is_there = solution.point is not None and bool(solution.differentiable)
    return is_alone and is_there and presentation.follows_statement


def asks_for_extrema(solution: Solution) -> bool:
    """Whether a sentence asks for the extrema of f, and not for its critical points alone."""
    return Asked.EXTREMA in questions_of(solution)


def is_polynomial(solution: Solution) -> bool:
    """Whether f as it was typed is seen to be a polynomial: x + y, but not x²/x."""
    return _is_made_of(_OF_POLYNOMIALS, solution)


def is_smooth_everywhere(solution: Solution) -> bool:
    """Whether f is seen to be smooth on the whole of ℝⁿ."""
    return _is_made_of(_OF_POLYNOMIALS | _ENTIRE, solution)


def _is_made_of(operations: frozenset[str], solution: Solution) -> bool:
    variables = frozenset(solution.variables)
    waiting = [solution.problem.formula]
    while waiting:
        part = waiting.pop()
        if not part.names & variables:
            continue
        if part.operation == "power":
            base, exponent = part.operands
            if "exp" in operations and not base.names & variables:
                # e^(2x).
                waiting.append(exponent)
                continue
            if exponent.value is None or not exponent.value.is_Integer or exponent.value < 1:
                return False
            waiting.append(base)
        elif part.operation in operations:
            waiting += part.operands
        else:
            return False
    return True


def asks_for_kind(solution: Solution) -> bool:
    """Whether it belongs to the answer of which kind the critical point P is."""
    return _answers(solution, _KINDS)


def is_test_of_point(solution: Solution) -> bool:
    """Whether the page is the test by second derivatives of the critical point P, and no other.

    So it is where a statement asks of which kind P is, and where second derivatives are asked for
    at such a point and the style has no eigenvalues.
    """
    problem, asked = solution.problem, questions_of(solution)
    is_critical = solution.critical_kind is not None and not problem.is_equation
    is_tested = solution.hessian_at is not None and solution.critical_reason is not None
    if not (is_critical and is_tested) or len(solution.variables) != _PLANE:
        return False
    by_rules = solution.second_limits is None and solution.hessian is not None
    if not by_rules or problem.has_direction or not is_smooth_by_form(solution.f):
        return False
    if asked:
        return Asked.KIND in asked and asked.isdisjoint(_RATES | _OF_SECOND_ORDER | {Asked.RATE})
    return problem.order == _PLANE and not style_named(problem.presentation).tells_hessian


def asks_for_any_rate(solution: Solution) -> bool:
    """Whether a rate at P does, in a direction or the extreme ones."""
    return _answers(solution, _RATES | {Asked.RATE})


def asks_for_rays(solution: Solution) -> bool:
    """Whether the rates in all directions do, where they are no product with the gradient."""
    return _answers(solution, _RATES)


def asks_for_second_order(solution: Solution) -> bool:
    """Whether second derivatives are told."""
    problem = solution.problem
    is_tested = solution.critical_kind is not None and asks_for_kind(solution)
    return problem.order > 1 or problem.all_critical or is_tested


def asks_for_graph(solution: Solution) -> bool:
    """Whether the tangent plane to the graph does: of a surface z = …, and of a point alone."""
    if questions_of(solution):
        return _answers(solution, _GRAPH)
    is_surface = solution.problem.name == _Z
    is_point_alone = not solution.problem.has_direction and not _goes_beyond(solution)
    is_curve = len(solution.variables) == 1 and not solution.problem.optimiser
    return is_surface or is_point_alone or is_curve
