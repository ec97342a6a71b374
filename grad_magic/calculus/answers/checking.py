"""A student's answer: right, or which slip made it wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from sympy import nan, oo, zoo

from grad_magic.calculus.answers.asking import question_of
from grad_magic.calculus.answers.critical_extrema import check_critical_points_or_extrema
from grad_magic.calculus.answers.general_formulas import as_value_of_formula
from grad_magic.calculus.answers.given_rates import check_rate_directions
from grad_magic.calculus.answers.implicit import (
    agrees_on_curve,
    implicit_answer,
    is_on_curve_alone,
    of_order,
    true_implicit,
)
from grad_magic.calculus.answers.kinds import check_differentiable, check_kind
from grad_magic.calculus.answers.marking import Marking, all_of, is_zero
from grad_magic.calculus.answers.normals import check_normal, true_normal_vector
from grad_magic.calculus.answers.other_points import at_target, names_other_point
from grad_magic.calculus.answers.other_questions import other_questions
from grad_magic.calculus.answers.partials import By, is_none_there, true_partials
from grad_magic.calculus.answers.shapes import line_of_answer, may_be_flat, row_of_answer
from grad_magic.calculus.answers.slips import find_slip
from grad_magic.calculus.answers.truths import TRUTHS, Row, Truth, graph, value_at_target
from grad_magic.findings import CheckNote, Slip
from grad_magic.presets import Asked
from grad_magic.problem import Answer, AnswerForm, Problem
from grad_magic.solution import Check, Limit, Solution

if TYPE_CHECKING:
    from sympy import Expr


def check_answer(problem: Problem, answer: Answer, known: Solution) -> Solution:
    """The solution with what is to be said of the student's answer.

    Raises:
        MeaninglessRequestError: nothing is asked that it could answer.
    """
    given, answer = answer, at_target(problem, implicit_answer(problem, answer))
    problem = replace(problem, answer=answer)
    asked = question_of(problem, answer)
    if names_other_point(problem, answer):
        check = Check(right=None, asked=asked, note=CheckNote.OTHER_POINT)
    elif problem.questions and asked not in problem.questions:
        check = Check(right=False, asked=asked, slip=Slip.OTHER_QUESTION)
    else:
        if asked is Asked.GRADIENT and answer.derivatives and known.differentiable is False:
            # What are called partial derivatives need no gradient.
            asked = Asked.PARTIALS
        if asked is Asked.GRADIENT and _names_missing(answer):
            asked = Asked.PARTIALS
        check = _check(Marking(problem, answer, asked, known))
        is_settled = check.right and not _is_of_extremum(problem, answer, known)
        check = check if is_settled else _check_otherwise(problem, answer, known, check)
        check = _check_lower_orders(given, Marking(problem, answer, asked, known), check)
        if check.right is False and _is_value_at_target(problem, given, check, known):
            check = Check(right=None, asked=Asked.VALUE, note=CheckNote.OTHER_POINT)
        if not check.right and given.asked is not answer.asked is Asked.IMPLICIT and problem.point:
            check = _check_beside_curve(problem, given, known, check)
        as_formula = None if check.right else as_value_of_formula(problem, answer, known)
        if as_formula is not None:
            check = _check(as_formula)
        as_tangent = _as_linear_approximation(problem, answer, known)
        # 2x for f′(3) of x² has lost its point, and is no tangent that anyone has tried.
        if as_tangent is not None and not check.right and check.slip is not Slip.POINT_MISSING:
            check = _check(as_tangent)
    marking = Marking(problem, answer, asked, known)
    if check.right and (answer.has_false_equation or marking.has_false_workings()):
        # Of 2·3 + 4·4 = 22/5 the end alone is right.
        check = replace(check, right=False)
    return replace(known, checked_answer=check)


def _check_lower_orders(given: Answer, marking: Marking, check: Check) -> Check:
    """A number beside a curve as dy/dx, where d²y/dx² is asked for too; else as it was checked."""
    is_bare = given.asked is not marking.answer.asked is Asked.IMPLICIT
    if check.right or not is_bare:
        return check
    for order in range(marking.problem.order - 1, 0, -1):
        lower = of_order(marking.problem, marking.answer, order)
        other = _check(replace(marking, answer=lower))
        if other.right:
            return other
    return check


def _is_value_at_target(problem: Problem, given: Answer, check: Check, known: Solution) -> bool:
    """Whether f(1.1, 1.9) = 2.299 is the value itself, and no approximation."""
    if (given.asked, check.asked) != (Asked.VALUE, Asked.LINEAR_VALUE):
        return False
    there = value_at_target(known)
    marking = Marking(problem, given, Asked.VALUE, known)
    return there is not None and marking.equals(given.rows[0], (there,)) is True


def _check_beside_curve(problem: Problem, given: Answer, known: Solution, check: Check) -> Check:
    """What is not the slope of a curve, as the gradient that does not exist.

    Its length is no slope, whatever number it is.
    """
    other = _check(Marking(problem, given, given.asked or question_of(problem, given), known))
    if not other.right or given.asked is not None:
        return check
    if other.asked is not Asked.MAX_RATE:
        return other
    return replace(check, slip=Slip.NORM_INSTEAD) if check.right is False else check


_BY_LETTER = (Asked.RATE, Asked.MAX_RATE, Asked.LINEAR_VALUE)
"""What a letter may stand for, as in m = 3 and L = 2.3."""


def _check_otherwise(problem: Problem, answer: Answer, known: Solution, check: Check) -> Check:
    """The answer as one to another question, where it is right as such; else as it was checked.

    A number that is no derivative of any order is said to be none of the highest.
    """
    for asked, read in other_questions(problem, answer):
        other = _check(Marking(replace(problem, answer=read), read, asked, known))
        if other.right:
            return other
        is_letter = answer.form is AnswerForm.EQUATION and asked in _BY_LETTER
        is_own = read.rows == ((answer.own_number,),) and (
            check.slip is Slip.SHAPE or problem.has_direction
        )
        is_angle = asked is Asked.RATE_DIRECTIONS and check.slip is Slip.SHAPE
        is_kind = asked is Asked.KIND and _is_of_extremum(problem, answer, known)
        is_other_order = asked is Asked.PARTIALS and check.slip is None
        if is_letter or is_own or is_angle or is_kind or is_other_order:
            check = other
    return check


def _is_of_extremum(problem: Problem, answer: Answer, known: Solution) -> bool:
    """Whether what is called the minimum is that of f, as P is critical and of a known kind.

    There all rates of change are 0; only `min 0`, the name of a rate too, may still be one.
    """
    is_open = known.critical is None or known.critical_kind in (None, "undecided")
    is_of_rates = answer.asked not in (Asked.MIN_RATE, Asked.MAX_RATE) or not answer.kinds
    return not is_open and not is_of_rates and not problem.questions


def _as_linear_approximation(problem: Problem, answer: Answer, known: Solution) -> Marking | None:
    """Of 2 + 4(x - 1) + (y - 2) without a name the right side of z = …; None of other answers."""
    is_expression = answer.form is AnswerForm.NUMBER and answer.asked is None
    if not is_expression or not answer.names & set(problem.variables) or problem.point is None:
        return None
    asks_other = problem.questions and Asked.GRAPH_TANGENT not in problem.questions
    if problem.is_equation or asks_other:
        return None
    marking = Marking(problem, answer, Asked.GRAPH_TANGENT, known)
    return None if row_of_answer(marking) is None else marking


_OWN_CHECKS: Mapping[Asked, Callable[[Marking], Check]] = {
    Asked.CRITICAL_POINTS: check_critical_points_or_extrema,
    Asked.KIND: check_kind,
    Asked.DIFFERENTIABLE: check_differentiable,
    Asked.RATE_DIRECTIONS: check_rate_directions,
    Asked.NORMAL_LINE: check_normal,
}
"""The questions whose answers are no row of numbers."""


def _truth_of(marking: Marking) -> Truth:
    """What is true of what is asked."""
    if marking.asked is Asked.PARTIALS:
        return true_partials(marking.known, marking.answer.derivatives)
    if marking.asked is Asked.IMPLICIT:
        at_point = marking.known.point is not None
        return true_implicit(marking.known, marking.answer.derivatives, at_point=at_point)
    if marking.asked is Asked.NORMAL_VECTOR:
        return true_normal_vector(marking)
    return TRUTHS[marking.asked](marking.known)


def _check(marking: Marking) -> Check:
    asked, answer = marking.asked, marking.answer
    are_apart = asked is Asked.PARTIALS and _names_missing(answer)
    own_check = _check_partials_apart if are_apart else _OWN_CHECKS.get(asked)
    if own_check is not None:
        return own_check(marking)
    truth = _truth_of(marking)
    along_ray = _rate_along_ray(marking) if truth.exists is False else None
    if along_ray is not None and answer.form is AnswerForm.NOTHING:
        return marking.undecided(CheckNote.TWO_SIDED)
    if along_ray is not None:
        truth = replace(truth, row=(along_ray,), exists=True)
    if answer.form is AnswerForm.NOTHING:
        return _check_nothing(marking, truth)
    row = row_of_answer(marking)
    if row is None:
        return _check_shapeless(marking, truth)
    if truth.row is None:
        return _check_without_truth(marking, truth, row)
    check = _check_unit_vector if answer.asked is Asked.UNIT_DIRECTION else _check_row
    return check(marking, truth, row, truth.row)


def _check_unit_vector(marking: Marking, truth: Truth, row: Row, true: Row) -> Check:
    """What is to be said of u = (3, 4)/5, which has its direction and the length 1."""
    check = _check_row(marking, replace(truth, up_to="positive"), row, true)
    if not check.right or marking.equals(row, true) is not False:
        return check
    # Of decimals it is not known whether they have been rounded wrongly.
    return marking.wrong(None if marking.answer.decimals else Slip.WITHOUT_UNIT)


def _check_row(marking: Marking, truth: Truth, row: Row, true: Row) -> Check:
    """What is to be said of an answer beside what is true."""
    verdict = marking.agrees(row, true, truth.up_to)
    if not verdict and is_on_curve_alone(marking):
        verdict = agrees_on_curve(marking, row, true)
    if verdict is None:
        return marking.undecided(CheckNote.OPEN)
    if verdict is False and marking.agrees_for_some_signs(row, true, truth.up_to):
        return marking.undecided(CheckNote.OPEN)
    if verdict is False:
        return marking.wrong(find_slip(marking, row, truth))
    if _has_too_few_digits(marking, row, true):
        return marking.undecided(CheckNote.FEW_DIGITS)
    return marking.right()


def _check_shapeless(marking: Marking, truth: Truth) -> Check:
    """What has not the shape of what is asked."""
    if truth.row is not None and marking.is_about_tangent and _is_normal(marking, truth.row):
        return marking.wrong(Slip.NORMAL_FOR_TANGENT)
    if marking.answer.form is not AnswerForm.EQUATION or not marking.is_about_tangent:
        return marking.wrong(Slip.SHAPE)
    if truth.row is None or may_be_flat(marking, truth.row):
        return marking.undecided(CheckNote.OPEN)
    return marking.wrong(Slip.NOT_FLAT)


def _is_normal(marking: Marking, true: Row) -> bool:
    """Whether a row with one parameter runs through the normal at the point of contact."""
    line, known = line_of_answer(marking), marking.known
    normal = true[:-1]
    if line is None or known.point is None or known.value is None:
        return False
    start, along = line
    offset = tuple(a - b for a, b in zip(start, (*known.point, known.value), strict=False))
    # One of two other points of the line lies apart from that of contact.
    others = (tuple(a + k * b for a, b in zip(offset, along, strict=True)) for k in (1, 2))
    is_through = any(marking.is_proportional(other, normal) for other in others)
    return is_through and marking.is_proportional(along, normal) is True


def _has_too_few_digits(marking: Marking, row: Row, true: Row) -> bool:
    """Whether an entry of 0.00 is said to be what is not 0."""
    pairs = zip(row, true, strict=True) if len(row) == len(true) else ()
    return any(
        entry.xreplace(marking.exact) == 0 and entry != 0 and is_zero(truth) is False
        for entry, truth in pairs
    )


def _check_partials_apart(marking: Marking) -> Check:
    """Of f_x that does not exist beside f_y = 1 each by itself."""
    verdicts: list[bool | None] = []
    for by, entry in zip(marking.answer.derivatives, marking.answer.rows[0], strict=True):
        truth = true_partials(marking.known, (by,))
        if entry is nan:
            verdicts.append(None if truth.exists is None else not truth.exists)
        elif entry in (oo, -oo):
            verdicts.append(_is_infinite(marking, by, entry, truth))
        elif truth.row is not None:
            verdicts.append(marking.equals((entry,), truth.row))
        else:
            verdicts.append(truth.exists)
    verdict = all_of(verdicts)
    if verdict is None:
        return marking.undecided(CheckNote.NOT_KNOWN)
    return marking.right() if verdict else marking.wrong()


def _names_missing(answer: Answer) -> bool:
    """Whether one of several derivatives is said not to exist, or to be infinite."""
    return bool(answer.derivatives and answer.rows) and bool({nan, oo, -oo} & set(answer.rows[0]))


def _is_infinite(marking: Marking, by: By, said: Expr, truth: Truth) -> bool | None:
    """Whether the difference quotients of a derivative of the first order grow like this."""
    known = marking.known
    if truth.exists:
        return False
    if len(by) > 1 or known.one_sided_partials is None:
        return None
    limits = known.one_sided_partials[known.variables.index(by[0])]
    values = {limit.value for limit in limits if limit.kind == "infinite"}
    kinds = {limit.kind for limit in limits}
    if kinds == {"infinite"}:
        return values == {said}
    # From the one side on which f has values it may be so.
    return None if values == {said} else False


def _check_nothing(marking: Marking, truth: Truth) -> Check:
    asked, known, derivatives = marking.asked, marking.known, marking.answer.derivatives
    if asked is Asked.PARTIALS and len(derivatives) > 1:
        # Where one of them does not exist, another may.
        is_none = is_none_there(known, derivatives)
        truth = replace(truth, exists=None if is_none is None else not is_none)
    if truth.exists is False:
        return _check_infinite(marking) if marking.answer.rows else marking.right()
    if truth.exists:
        return marking.wrong(Slip.EXISTS)
    if asked is Asked.GRADIENT and known.differentiable is False:
        return marking.undecided(CheckNote.PARTIALS_ONLY)
    return marking.undecided(CheckNote.NOT_KNOWN)


def _check_infinite(marking: Marking) -> Check:
    """Whether a derivative that is no number is infinite, and of this sign."""
    known, said = marking.known, marking.answer.rows[0][0]
    if marking.asked is Asked.IMPLICIT:
        # Where the tangent is vertical; the sign of a slope that grows there is not known.
        is_said = said in (oo, zoo)
        return marking.right() if is_said else marking.undecided(CheckNote.NOT_KNOWN)
    limits = known.one_sided_derivatives
    if limits is None and known.one_sided_partials and len(known.variables) == 1:
        limits = known.one_sided_partials[0]
    if marking.asked is not Asked.RATE or limits is None:
        return marking.undecided(CheckNote.NOT_KNOWN)
    values = {limit.value for limit in limits if limit.kind == "infinite"}
    kinds = {limit.kind for limit in limits}
    if said is zoo and len(values) > 1:
        # At a cusp some books have a vertical tangent.
        return marking.undecided(CheckNote.NOT_KNOWN)
    said = next(iter(values), said) if said is zoo else said
    if values == {said} and kinds == {"infinite", "undefined"}:
        return marking.undecided(CheckNote.END_OF_DOMAIN)
    if marking.problem.has_direction and len(values) > 1 and limits[1].value == said:
        return marking.undecided(CheckNote.ONE_SIDED)
    is_so = values == {said} and kinds == {"infinite"}
    return marking.right() if is_so else marking.wrong()


def _check_without_truth(marking: Marking, truth: Truth, row: Row) -> Check:
    """Where what is asked does not exist, or nobody knows it."""
    known = marking.known
    ahead = _ahead(known) if marking.asked is Asked.RATE else None
    if ahead is not None and marking.equals(row, (ahead,)):
        return marking.undecided(CheckNote.ONE_SIDED)
    if _is_derivative_at_end(marking, row):
        return marking.undecided(CheckNote.END_OF_DOMAIN)
    partials = tuple(entry for entry in known.partials_at or () if entry is not None)
    are_all = len(partials) == len(known.variables) and known.differentiable is False
    if marking.asked is Asked.GRADIENT and are_all:
        is_other = marking.equals(row, partials) is False
        return marking.wrong() if is_other else marking.undecided(CheckNote.PARTIALS_ONLY)
    if truth.exists is None or _is_vertical(marking, row):
        # At a cusp books differ.
        is_tangent = truth.exists is not None and known.has_vertical_tangent
        return marking.right() if is_tangent else marking.undecided(CheckNote.NOT_KNOWN)
    if known.formula_value is not None and marking.equals(row, (known.formula_value,)):
        return marking.wrong(Slip.FORMULA_MISUSED)
    return marking.wrong()


def _is_vertical(marking: Marking, row: Row) -> bool:
    """Whether it is the vertical line through P where the slope of a graph is infinite."""
    known = marking.known
    limits = known.one_sided_partials
    if marking.asked is not Asked.GRAPH_TANGENT or len(known.variables) > 1 or not limits:
        return False
    is_steep = any(limit.kind == "infinite" for limit in limits[0])
    if not is_steep or known.point is None or marking.vanishes(row[-2]) is not True:
        return False
    return marking.vanishes(row[0] * known.point[0] - row[-1]) is True


def _ahead(known: Solution) -> Expr | None:
    """The finite limit of the difference quotient for t → 0⁺."""
    ahead = known.one_sided_derivatives[1] if known.one_sided_derivatives else None
    return None if ahead is None or ahead.kind != "finite" else ahead.value


def _rate_along_ray(marking: Marking) -> Expr | None:
    """The directional derivative where the definition of the asked book alone has one."""
    is_rate = marking.asked is Asked.RATE and marking.problem.presentation.takes_rays
    return _ahead(marking.known) if is_rate else None


def _is_derivative_at_end(marking: Marking, row: Row) -> bool:
    """Whether it is right if derivatives from the one side on which f has values count."""
    known, asked = marking.known, marking.asked
    if known.one_sided_partials is None or known.partials_at is None:
        return False
    if asked is Asked.RATE and known.unit_direction is not None:
        rates = known.one_sided_derivatives
        rate = None if rates is None else _inside_domain(rates)
        return rate is not None and marking.equals(row, (rate,)) is True
    pairs = zip(known.partials_at, known.one_sided_partials, strict=True)
    slopes = [_inside_domain(limits) if slope is None else slope for slope, limits in pairs]
    gradient = tuple(slope for slope in slopes if slope is not None)
    if None not in known.partials_at or len(gradient) < len(slopes):
        return False
    if asked is Asked.GRAPH_TANGENT:
        return marking.agrees(row, graph(known, gradient), "multiple") is True
    return asked in (Asked.RATE, Asked.GRADIENT) and marking.equals(row, gradient) is True


def _inside_domain(limits: tuple[Limit, Limit]) -> Expr | None:
    """The derivative from the one side on which f has values; None where it has them on both."""
    kinds = [limit.kind for limit in limits]
    if sorted(kinds) != ["finite", "undefined"]:
        return None
    return limits[kinds.index("finite")].value
