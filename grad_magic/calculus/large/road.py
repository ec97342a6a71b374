"""A problem of many variables or a long formula into its solution."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice

from sympy import Expr, Integer, Matrix, Rational, Symbol, acos

from grad_magic.calculus.by_values.checking import check_rate
from grad_magic.calculus.conditions import level_set_condition
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.large.general import (
    Terms,
    abridge_formula,
    abridge_partials,
    general_derivatives,
)
from grad_magic.calculus.large.numbers import mixed_number
from grad_magic.calculus.large.slopes import (
    Slopes,
    find_slopes,
    length_of,
    rates_on_both_sides,
    scalar_product,
    settled_number,
)
from grad_magic.calculus.large.survey import PRECISIONS, Survey, survey
from grad_magic.calculus.stages import withdraw
from grad_magic.errors import GradMagicError, MeaninglessRequestError
from grad_magic.findings import CriticalReason, DifferentiabilityReason, Doubt, Finding
from grad_magic.formula.program import Program, compile_formula
from grad_magic.formula.sympy_forms import to_sympy
from grad_magic.formula.tree import Formula
from grad_magic.problem import Problem, has_more_operations
from grad_magic.solution import (
    AtPoint,
    Checking,
    CriticalVerdict,
    Deferred,
    Direction,
    FirstOrder,
    Limit,
    LimitsAtPoint,
    Slope,
    Solution,
    Verdict,
    Visit,
)
from grad_magic.wording.messages import Listing, Message

# Operations of which an operand may be no variable.
_OF_CONSTANTS = ("besselj", "binomial", "polygamma")
# SymPy's derivatives of longer formulas take seconds.
_MOST_WRITTEN_OUT = 1_000
# Variables whose derivatives at P are looked for as limits.
_MOST_AXES = 5
# A direction in which no two entries of a wrong gradient cancel but by chance.
_STEPS = (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5)


def is_answered_by_sweep(problem: Problem) -> bool:
    """Whether all that is asked of a large function can be answered here."""
    return not _asked_beside(problem) and not problem.parameters


def _asked_beside(problem: Problem) -> str:
    """A clause that asks for what takes more than the gradient."""
    asked = {
        "order": problem.order > 1,
        "rate": problem.rate is not None,
        "metric": problem.metric is not None,
        "path": bool(problem.optimiser),
        "critical": problem.all_critical,
    }
    return next((clause for clause, is_asked in asked.items() if is_asked), "")


def written_out(problem: Problem) -> Problem:
    """The problem with its function as an expression, if that is not far too long.

    Raises:
        MeaninglessRequestError: it is; what is asked for cannot be answered.
    """
    if has_more_operations(problem.formula, _MOST_WRITTEN_OUT):
        clause = _asked_beside(problem)
        if clause:
            message = Message("is_not_answered_for_a_large_function", clause=clause)
            advice = Message("without_the_gradient_is", clause=clause)
            raise problem.error(clause, message, advice)
        names = Listing(problem.parameters[:3], "comma")
        message = Message("a_large_function_needs_numbers", names=names)
        raise problem.error("f", message, Message("give_a_value", parameters=problem.parameters[0]))
    return replace(problem, f=to_sympy(problem.formula, problem.source), is_large=False)


def solve_by_sweep(
    problem: Problem, solve: Callable[[Problem], Solution], *, are_formulas_shown: bool = True
) -> Solution:
    """What is true of a large function, its numbers at P by one sweep.

    Args:
        problem: what is asked.
        solve: the way of small functions, for those of one variable that are met at corners.
        are_formulas_shown: whether the derivatives as functions are wanted beside the numbers.

    Raises:
        NoAnswerError: f has no real value at P, or that is not settled.
        MeaninglessRequestError: P is not on the level set, or the gradient has no direction.
    """
    known = Solution(problem, general_derivatives(problem))
    if problem.point is None:
        return replace(known, abridged=abridge_partials(problem))
    program = _compiled(problem)
    _check_constants(problem, program)
    place = dict(zip(problem.variables, problem.point, strict=True))
    found = survey(problem, program, place)
    slopes = find_slopes(found, problem.variables)
    if not slopes.is_settled and found.digits < PRECISIONS[-1][-1]:
        found = survey(problem, program, place, PRECISIONS[-1:])
        slopes = find_slopes(found, problem.variables)
    rough = found.fine if found.rough is None else found.rough
    value = settled_number(rough.value, found.fine.value, found.digits)
    if value is not None:
        level_set_condition(problem, value)
    known = replace(
        known,
        visit=Visit(value),
        at_point=_judge(problem, slopes, solve),
        abridged=abridge_partials(problem, slopes) if are_formulas_shown else None,
    )
    known = _follow(known, found)
    if known.first_order is not None and known.first_order.is_zero:
        known = replace(known, critical=_classify(problem, value))
    return _confirm(known, program, place)


def _compiled(problem: Problem) -> Program:
    """The program of f.

    Raises:
        MeaninglessRequestError: a constant exponent is too large to be computed.
    """
    try:
        return compile_formula(problem.formula)
    except MeaninglessRequestError as error:
        error.source = error.source or problem.source
        raise


def _check_constants(problem: Problem, program: Program) -> None:
    """Makes sure that orders and the like are whole constants, as SymPy's forms check it."""
    for instruction in program.instructions:
        if instruction.operation in _OF_CONSTANTS:
            to_sympy(instruction.formula, problem.source)
        for branch in instruction.branches:
            for part in branch:
                _check_constants(problem, part)


def _judge(problem: Problem, slopes: Slopes, solve: Callable[[Problem], Solution]) -> AtPoint:
    """Whether f is differentiable at P, and its partial derivatives there."""
    if not slopes.blame and slopes.harmless is None:
        reason = Finding(DifferentiabilityReason.CONTINUOUS_PARTIALS)
        verdict = Verdict(differentiable=True, reason=reason)
        return AtPoint(slopes.partials, verdict, partials_continuous=True)
    if not slopes.blame:
        assert slopes.harmless is not None
        part = abridge_formula(slopes.harmless)
        reason = Finding(DifferentiabilityReason.HARMLESS_CORNER, {"part": part})
        return AtPoint(slopes.partials, Verdict(differentiable=True, reason=reason))
    sides = [_limits(slopes, place) for place in range(len(slopes.partials))]
    for place, along in _along_axes(problem, sides, solve):
        sides[place] = along
    partials = tuple(_common(*pair) for pair in sides)
    missing = [place for place, pair in enumerate(sides) if _differ(*pair)]
    reason = Finding(
        DifferentiabilityReason.CORNER_OPEN, {"part": abridge_formula(slopes.blame[0])}
    )
    if missing:
        variable = problem.variables[missing[0]]
        blamed = next(part for part in slopes.blame if variable in part.names)
        is_corner = all(limit.kind == "finite" for limit in sides[missing[0]])
        kind = DifferentiabilityReason.CORNER
        if not is_corner:
            kind = DifferentiabilityReason.PARTIAL_MISSING
        reason = Finding(kind, {"part": abridge_formula(blamed), "variable": variable})
    verdict = Verdict(differentiable=False if missing else None, reason=reason)
    return AtPoint(partials, verdict, limits=LimitsAtPoint(tuple(sides)))


def _along_axes(
    problem: Problem, sides: Sequence[tuple[Limit, Limit]], solve: Callable[[Problem], Solution]
) -> Iterator[tuple[int, tuple[Limit, Limit]]]:
    """What limits of functions of one variable are where no rule gives them, of the first few."""
    terms = Terms(problem)
    is_open = (place for place, (left, _) in enumerate(sides) if left.kind == "open")
    for place in islice(is_open, _MOST_AXES):
        try:
            alone = terms.along_axis(place)
            known = None if alone is None else solve(alone)
        except GradMagicError:
            continue
        if known is None:
            continue
        if known.one_sided_partials is not None:
            yield place, known.one_sided_partials[0]
        elif known.partials_at is not None and known.partials_at[0] is not None:
            yield place, (_limit(known.partials_at[0]),) * 2


def _limits(slopes: Slopes, place: int) -> tuple[Limit, Limit]:
    """The limits from both sides that a partial derivative is."""
    value = slopes.partials[place]
    left, right = slopes.sides.get(place, (value, value))
    return _limit(left), _limit(right)


def _common(left: Limit, right: Limit) -> Expr | None:
    """The limit that both sides have."""
    if left.value is None or right.value is None or not left.value.is_finite:
        return None
    return left.value if sign_of(left.value - right.value) == 0 else None


def _differ(left: Limit, right: Limit) -> bool:
    """Whether both sides are known not to have one finite limit in common."""
    if "infinite" in (left.kind, right.kind) or "none" in (left.kind, right.kind):
        return True
    if left.value is None or right.value is None:
        return False
    return sign_of(left.value - right.value) not in (0, None)


def _limit(value: Expr | None) -> Limit:
    return Limit("open") if value is None else Limit("finite", value)


def _follow(known: Solution, found: Survey) -> Solution:
    """The gradient and what it tells, or without it the rates along u from both sides."""
    problem, given = known.problem, known.problem.direction
    assert known.at_point is not None
    length, unit = None, None
    if given is not None:
        length = length_of(given, found.digits)
        unit = Matrix([entry / length for entry in given])
    if not known.differentiable or None in known.at_point.partials:
        return _follow_definition(known, found, unit, length)
    gradient = Matrix(known.at_point.partials)
    first_order = _first_order(gradient, found.digits)
    known = replace(known, first_order=first_order)
    if problem.along_gradient:
        slope = first_order.slope
        if slope is None:
            message = Message("the_gradient_is_zero", name=problem.name)
            raise problem.error("dir", message)
        is_up = problem.along_gradient > 0
        rate, sign = (first_order.norm, 1) if is_up else (-first_order.norm, -1)
        return replace(known, direction=Direction(sign * slope.ascent, rate))
    if unit is None or length is None:
        return known
    rate = scalar_product(gradient, given or (), found.digits) / length
    angle = Deferred(partial(_angle, rate, first_order))
    return replace(known, direction=Direction(unit, rate, angle))


def _angle(rate: Expr, first_order: FirstOrder) -> Expr | None:
    return None if first_order.slope is None else acos(rate / first_order.norm)


def _first_order(gradient: Matrix, digits: int) -> FirstOrder:
    """∇f(P) with its length."""
    norm = length_of(tuple(gradient), digits)
    if all(entry == 0 for entry in gradient):
        is_exact = all(isinstance(entry, Rational) for entry in gradient)
        return FirstOrder(gradient, norm, is_zero=True if is_exact else None)
    ascent = Matrix([entry / norm for entry in gradient])
    return FirstOrder(gradient, norm, is_zero=False, slope=Slope(ascent))


def _follow_definition(
    known: Solution, found: Survey, unit: Matrix | None, length: Expr | None
) -> Solution:
    """The rates along u for t → 0- and t → 0+, where the chain rule gives them."""
    problem = known.problem
    if problem.along_gradient:
        message = Message("the_gradient_of_is_not_known_there", name=problem.name)
        raise problem.error("dir", message)
    if unit is None or length is None or problem.direction is None:
        return known
    steps = zip(problem.variables, map(mixed_number, problem.direction), strict=True)
    sides = rates_on_both_sides(found, {variable: step for variable, step in steps if step})
    limits, rate = known.limits, None
    if sides is not None and limits is not None:
        left, right = (side / length for side in sides)
        limits = replace(limits, one_sided_derivatives=(_limit(left), _limit(right)))
        rate = left if left == right else None
    at_point = known.at_point
    assert at_point is not None
    return replace(
        known, at_point=replace(at_point, limits=limits), direction=Direction(unit, rate)
    )


def _classify(problem: Problem, value: Expr | None) -> CriticalVerdict:
    """A minimum where f is 0 and a sum of what is nowhere negative; else nothing is said."""
    if value == 0 and _is_never_negative(problem.formula):
        difference = abridge_formula(problem.formula)
        reason = Finding(CriticalReason.NEVER_BEYOND, {"difference": difference})
        return CriticalVerdict("minimum", None, reason)
    return CriticalVerdict("undecided", None, Finding(CriticalReason.SPECIAL_UNDECIDED))


def _is_never_negative(formula: Formula) -> bool:
    """Whether a formula shows by its form that it takes no negative value."""
    operation, operands = formula.operation, formula.operands
    if operation == "number":
        return bool(formula.value is not None and formula.value.is_nonnegative)
    if operation == "power":
        exponent = operands[1].value
        is_even = isinstance(exponent, Integer) and exponent % 2 == 0
        return is_even or _is_never_negative(operands[0])
    if operation in ("add", "multiply", "reciprocal", "max"):
        choose = any if operation == "max" else all
        return choose(map(_is_never_negative, operands))
    return operation in ("abs", "exp", "sqrt", "cosh", "sigmoid", "softplus")


def _confirm(known: Solution, program: Program, place: Mapping[Symbol, Expr]) -> Solution:
    """The partial derivatives together, by values of f along a direction without a pattern.

    Those that are not known stay out of it.
    """
    assert known.at_point is not None
    partials = known.at_point.partials
    generator = random.Random(len(partials))  # noqa: S311  (nothing is kept secret)
    steps = [0 if entry is None else generator.choice(_STEPS) for entry in partials]
    claimed = _sum_of(partials, steps)
    if not any(steps):
        return known
    verdict = check_rate(program, place, tuple(map(Integer, steps)), claimed)
    is_rounded = not all(isinstance(entry, Rational) for entry in (known.value, *partials) if entry)
    if verdict is False:
        return withdraw(known, (Finding(Doubt.NUMERICAL_DISAGREEMENT),))
    doubts = () if verdict else (Finding(Doubt.NOT_CHECKED),)
    if known.first_order is not None and known.first_order.is_zero is None:
        doubts = (Finding(Doubt.GRADIENT_PERHAPS_ZERO), *doubts)
    return replace(known, checking=Checking(doubts, is_approximate=is_rounded))


def _sum_of(partials: Sequence[Expr | None], steps: Sequence[int]) -> Expr:
    known = [Integer(0) if entry is None else entry for entry in partials]
    return scalar_product(known, tuple(map(Integer, steps)), PRECISIONS[-1][-1])
