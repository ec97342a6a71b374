"""What a student's answer answers: as it says itself, else by its shape and by the request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grad_magic.presets import IMPLICIT_DERIVATIVES, LINEARIZATION, TOTAL_DIFFERENTIAL, Asked
from grad_magic.problem import Answer, AnswerForm, Problem
from grad_magic.wording.messages import Listing, Message

if TYPE_CHECKING:
    from sympy import Symbol


_NUMBERS = (Asked.RATE, Asked.MAX_RATE, Asked.MIN_RATE)
# What is asked of f as a whole, too.
_GENERAL = (
    Asked.GRADIENT,
    Asked.RATE,
    Asked.DIFFERENTIAL,
    Asked.HESSIAN,
    Asked.PARTIALS,
    Asked.IMPLICIT,
    Asked.HESSIAN_DETERMINANT,
)
_OF_VECTORS = (
    Asked.JACOBIAN,
    Asked.DETERMINANT,
    Asked.SPEED,
    Asked.TANGENT_VECTOR,
    Asked.UNIT_TANGENT,
    Asked.CURVE_TANGENT,
    Asked.NORMAL_PLANE,
)
"""What is asked of functions with components alone."""
WHOLE_NUMBERS = frozenset("kmnlj")
"""The letters that books have for whole numbers."""
# With another point, to=(…), differential= asks for a number.
_AT_TARGET = {
    LINEARIZATION: Asked.LINEAR_VALUE,
    TOTAL_DIFFERENTIAL: Asked.DIFFERENTIAL_VALUE,
}
_SECOND_ORDER = 2
_SPACE = 3
# Of up to so many variables a plane can touch nothing but the graph.
_MOST_WITH_GRAPH_IN_SPACE = 2


def question_of(problem: Problem, answer: Answer) -> Asked:
    """What the answer answers: as it says itself, else by its shape and by the request.

    Of an exercise it may be what the exercise does not ask.

    Raises:
        MeaninglessRequestError: the request does not ask that.
    """
    asked = _asked_by_name(problem, answer) or _asked_by_shape(problem, answer)
    _refuse_without_variable(problem, answer)
    if asked is Asked.DIFFERENTIABLE and Asked.GRAPH_TANGENT in problem.questions:
        # Without a derivative there is no tangent plane, which an exercise asks for.
        asked = Asked.GRAPH_TANGENT if "not differentiable" in answer.kinds else asked
    if asked is Asked.ASCENT and problem.rate is not None and not problem.questions:
        asked = Asked.RATE_DIRECTIONS
    if problem.questions and asked not in problem.questions:
        # What says itself what it answers is never taken for something else.
        may_fit = () if answer.asked else problem.questions
        fitting = (other for other in may_fit if _fits(problem, answer, other))
        return next(fitting, asked)
    if asked in _OF_VECTORS:
        message = Message("is_asked_of_vector_functions_alone")
        raise problem.error("answer", message)
    foreign = sorted(answer.names - _names_of_problem(problem), key=str)
    if foreign and not _may_hold_others(problem, answer, asked, len(foreign)):
        names = Listing(problem.variables, "comma")
        raise problem.error(
            "answer",
            Message("is_no_name_of_this_problem", foreign=foreign[0]),
            Message("the_variables_are", names=names),
        )
    if asked is Asked.RATE and len(problem.variables) > 1 and not problem.has_direction:
        message = Message("a_directional_derivative_needs_a_direction")
        raise problem.error("answer", message, Message("add_it_dir"))
    _refuse_without_clause(problem, answer, asked)
    if asked is Asked.CRITICAL_POINTS:
        if not problem.all_critical:
            message = Message("critical_points_are_not_asked_for")
            raise problem.error("answer", message, Message("add_critical_all"))
    elif problem.point is None and (asked not in _GENERAL or answer.stated_points):
        raise problem.error(
            "answer", Message("this_answer_needs_a_point"), Message("add_the_point_at")
        )
    return asked


def _refuse_without_variable(problem: Problem, answer: Answer) -> None:
    """Makes sure that a number says which partial derivative it is, where some are asked for.

    Of a sentence that asks for one of them it is not kept which it was.

    Raises:
        MeaninglessRequestError: it does not say so.
    """
    is_bare = answer.asked is None and answer.form is AnswerForm.NUMBER and not answer.is_tangent
    if not is_bare or problem.questions or len(problem.variables) == 1:
        return
    *others, dependent = problem.variables
    presentation = problem.presentation
    is_implicit = problem.is_equation and presentation.differential == IMPLICIT_DERIVATIVES
    if is_implicit and len(others) > 1:
        examples = [f"∂{dependent}/∂{name}=…" for name in others]
    elif Asked.GRADIENT in presentation.questions and not problem.is_equation:
        examples = [f"{problem.name}_{name}=…" for name in problem.variables]
    else:
        return
    message = Message("this_answer_names_no_variable")
    advice = Message("answers_are_named_by_variables", names=", ".join(examples))
    raise problem.error("answer", message, advice)


def _refuse_without_clause(problem: Problem, answer: Answer, asked: Asked) -> None:
    """Makes sure that what an answer needs has been given."""
    if asked is Asked.NATURAL_GRADIENT and problem.metric is None:
        message = Message("a_natural_gradient_needs_a_metric")
        raise problem.error("answer", message, Message("add_it_metric"))
    order = max(map(len, answer.derivatives), default=0)
    if asked is Asked.PARTIALS and order > max(problem.order, _SECOND_ORDER):
        message = Message("this_derivative_needs_order")
        raise problem.error("answer", message, Message("add_it_order", order=order))


def _asked_by_name(problem: Problem, answer: Answer) -> Asked | None:
    """What the answer says itself; a plane of three variables is that of the level surface.

    What touches the graph there has a letter of the height, and an equation has no graph.
    """
    if answer.asked is Asked.UNIT_DIRECTION and not problem.has_direction:
        # Without a direction u = … is that of ∇f(P).
        return Asked.ASCENT
    if answer.asked is not Asked.GRAPH_TANGENT:
        return answer.asked
    if problem.is_equation:
        return Asked.LEVEL_TANGENT
    is_whole = answer.form in (AnswerForm.EQUATION, AnswerForm.VECTOR)
    is_above_space = len(problem.variables) > _MOST_WITH_GRAPH_IN_SPACE
    return _which_tangent(problem, answer) if is_above_space and is_whole else answer.asked


def _asked_by_shape(problem: Problem, answer: Answer) -> Asked:
    """What it answers by its shape, and by what the request asks for."""
    if answer.form is AnswerForm.EQUATION and not problem.all_critical:
        return _which_tangent(problem, answer)
    if problem.all_critical and not answer.is_tangent:
        return Asked.CRITICAL_POINTS
    of_clause = _asked_by_clause(problem, answer)
    if of_clause is not None:
        return of_clause
    if answer.is_tangent or (answer.form is AnswerForm.VECTOR and foreign_names(problem, answer)):
        return _which_tangent(problem, answer)
    is_number = answer.form in (AnswerForm.NUMBER, AnswerForm.NOTHING)
    if is_number and (problem.has_direction or len(problem.variables) == 1):
        return Asked.RATE
    return Asked.MAX_RATE if answer.form is AnswerForm.NUMBER and problem.point else Asked.GRADIENT


def _is_square(problem: Problem, answer: Answer) -> bool:
    """Whether it has the shape of the matrix of all second derivatives."""
    count = len(problem.variables)
    sizes = [len(row) for row in answer.rows]
    return answer.form is AnswerForm.POINTS and sizes == [count] * count and count > 1


def _asked_by_clause(problem: Problem, answer: Answer) -> Asked | None:
    """What `order=`, `rate=` or `metric=` asks for, if the answer has its shape."""
    is_number = answer.form is AnswerForm.NUMBER and not answer.names & set(problem.variables)
    of_differential = _AT_TARGET.get(problem.presentation.differential)
    if is_number and of_differential and problem.target is not None:
        return of_differential
    if problem.order > 1 and _is_square(problem, answer):
        return Asked.HESSIAN
    if problem.rate is not None and _may_be_directions(problem, answer):
        return Asked.RATE_DIRECTIONS
    is_row = answer.form is AnswerForm.VECTOR and not answer.is_tangent
    return Asked.NATURAL_GRADIENT if problem.metric is not None and is_row else None


def _may_be_directions(problem: Problem, answer: Answer) -> bool:
    """Whether it may name directions of a given rate, or say that there is none."""
    if answer.form is AnswerForm.NOTHING:
        return True
    # In the plane a number may be the angle of one; the largest rate is not asked for.
    is_number = answer.form is AnswerForm.NUMBER and not problem.has_direction
    is_rows = is_number or answer.form in (AnswerForm.VECTOR, AnswerForm.POINTS)
    has_letters = bool(answer.names & set(problem.variables)) if is_number else False
    has_letters = has_letters or bool(foreign_names(problem, answer))
    return is_rows and not answer.is_tangent and not has_letters and len(problem.variables) > 1


def _which_tangent(problem: Problem, answer: Answer) -> Asked:
    """That to the graph if the answer holds the letter of the height, else that to the level."""
    if len(problem.variables) == 1:
        return Asked.GRAPH_TANGENT
    if answer.form is AnswerForm.VECTOR:
        is_line = len(foreign_names(problem, answer)) == 1 and len(answer.rows[0]) == _SPACE
        if is_line and not answer.is_tangent and not problem.questions:
            # What touches a surface is a plane, of two parameters.
            return Asked.NORMAL_LINE
        is_graph = len(answer.rows[0]) > len(problem.variables)
        return Asked.GRAPH_TANGENT if is_graph else Asked.LEVEL_TANGENT
    return Asked.GRAPH_TANGENT if foreign_names(problem, answer) else Asked.LEVEL_TANGENT


def _fits(problem: Problem, answer: Answer, asked: Asked) -> bool:
    """Whether the answer has a form in which one answers this."""
    if answer.form is AnswerForm.NOTHING:
        return True
    holds_variables = bool(answer.names & set(problem.variables))
    if asked is Asked.GRAPH_TANGENT:
        # The right side of z = … alone; of an equation its letters have said which tangent it is.
        return answer.form is AnswerForm.NUMBER and holds_variables
    if answer.is_tangent or asked is Asked.LEVEL_TANGENT:
        return False
    if asked in _NUMBERS:
        # A letter may stand for the number, as in m = 3.
        is_number = answer.form is AnswerForm.EQUATION and not holds_variables
        return is_number or answer.form is AnswerForm.NUMBER
    is_row = answer.form is AnswerForm.VECTOR and not foreign_names(problem, answer)
    is_point = answer.form is AnswerForm.POINTS and len(answer.rows) == 1
    return is_row or is_point or (asked is Asked.CRITICAL_POINTS and _is_about_kinds(answer))


def _is_about_kinds(answer: Answer) -> bool:
    return bool(answer.kinds or answer.claims or answer.absent)


def foreign_names(problem: Problem, answer: Answer) -> frozenset[Symbol]:
    """The letters of an answer that are none of the problem's: a height, a parameter."""
    return answer.names - _names_of_problem(problem)


def _names_of_problem(problem: Problem) -> frozenset[Symbol]:
    return frozenset((*problem.variables, *problem.parameters))


def _may_hold_others(problem: Problem, answer: Answer, asked: Asked, count: int) -> bool:
    """Whether so many other letters are the height, or parameters of a line or plane."""
    if asked is Asked.CRITICAL_POINTS:
        # All points (t, t) of a line, and (kπ, nπ) of a lattice.
        others = answer.names - _names_of_problem(problem)
        if len(others) == count and {str(name) for name in others} <= WHOLE_NUMBERS:
            return True
        return answer.form in (AnswerForm.POINTS, AnswerForm.VECTOR) and count == 1
    is_tangent = asked in (Asked.GRAPH_TANGENT, Asked.LEVEL_TANGENT, Asked.NORMAL_LINE)
    if is_tangent and answer.form is AnswerForm.EQUATION:
        return count == 1
    return is_tangent and answer.form is AnswerForm.VECTOR and count < len(answer.rows[0])
