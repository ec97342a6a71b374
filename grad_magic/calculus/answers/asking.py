"""What a student's answer answers: as it says itself, else by its shape and by the request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grad_magic.presets import Asked
from grad_magic.problem import Answer, AnswerForm, Problem
from grad_magic.wording.messages import Listing, Message

if TYPE_CHECKING:
    from sympy import Symbol


_NUMBERS = (Asked.RATE, Asked.MAX_RATE, Asked.MIN_RATE)
# What is asked of f as a whole, too.
_GENERAL = (Asked.GRADIENT, Asked.RATE, Asked.DIFFERENTIAL, Asked.HESSIAN)
# Of up to so many variables a plane can touch nothing but the graph.
_MOST_WITH_GRAPH_IN_SPACE = 2


def question_of(problem: Problem, answer: Answer) -> Asked:
    """What the answer answers: as it says itself, else by its shape and by the request.

    Of an exercise it may be what the exercise does not ask.

    Raises:
        MeaninglessRequestError: the request does not ask that.
    """
    asked = _asked_by_name(problem, answer) or _asked_by_shape(problem, answer)
    if problem.questions and asked not in problem.questions:
        # What says itself what it answers is never taken for something else.
        may_fit = () if answer.asked else problem.questions
        fitting = (other for other in may_fit if _fits(problem, answer, other))
        return next(fitting, asked)
    foreign = sorted(answer.names - _names_of_problem(problem), key=str)
    partials = {f"{problem.name}_{variable}" for variable in problem.variables}
    if answer.form is AnswerForm.EQUATION and partials & set(map(str, foreign)):
        message = Message("one_partial_derivative_is_not_checked")
        raise problem.error("answer", message, Message("write_the_gradient_as_a_row"))
    if foreign and not _may_hold_others(answer, asked, len(foreign)):
        names = Listing(problem.variables, "comma")
        raise problem.error(
            "answer",
            Message("is_no_name_of_this_problem", foreign=foreign[0]),
            Message("the_variables_are", names=names),
        )
    if asked is Asked.RATE and len(problem.variables) > 1 and not problem.has_direction:
        message = Message("a_directional_derivative_needs_a_direction")
        raise problem.error("answer", message, Message("add_it_dir"))
    if asked is Asked.CRITICAL_POINTS:
        if not problem.all_critical:
            message = Message("critical_points_are_not_asked_for")
            raise problem.error("answer", message, Message("add_critical_all"))
    elif problem.point is None and asked not in _GENERAL:
        raise problem.error(
            "answer", Message("this_answer_needs_a_point"), Message("add_the_point_at")
        )
    return asked


def _asked_by_name(problem: Problem, answer: Answer) -> Asked | None:
    """What the answer says itself; a plane of three variables is that of the level surface.

    What touches the graph there has a letter of the height, and an equation has no graph.
    """
    if answer.asked is not Asked.GRAPH_TANGENT:
        return answer.asked
    if problem.is_equation:
        return Asked.LEVEL_TANGENT
    is_whole = answer.form in (AnswerForm.EQUATION, AnswerForm.VECTOR)
    is_above_space = len(problem.variables) > _MOST_WITH_GRAPH_IN_SPACE
    return _which_tangent(problem, answer) if is_above_space and is_whole else answer.asked


def _asked_by_shape(problem: Problem, answer: Answer) -> Asked:
    if answer.form is AnswerForm.EQUATION and not problem.all_critical:
        return _which_tangent(problem, answer)
    if problem.all_critical and not answer.is_tangent:
        return Asked.CRITICAL_POINTS
    if problem.order > 1 and _is_square(problem, answer):
        return Asked.HESSIAN
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


def _which_tangent(problem: Problem, answer: Answer) -> Asked:
    """That to the graph if the answer holds the letter of the height, else that to the level."""
    if len(problem.variables) == 1:
        return Asked.GRAPH_TANGENT
    if answer.form is AnswerForm.VECTOR:
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


def _may_hold_others(answer: Answer, asked: Asked, count: int) -> bool:
    """Whether so many other letters are the height, or parameters of a line or plane."""
    if asked is Asked.CRITICAL_POINTS:
        # All points (t, t) of a line.
        return answer.form in (AnswerForm.POINTS, AnswerForm.VECTOR) and count == 1
    is_tangent = asked in (Asked.GRAPH_TANGENT, Asked.LEVEL_TANGENT)
    if is_tangent and answer.form is AnswerForm.EQUATION:
        return count == 1
    return is_tangent and answer.form is AnswerForm.VECTOR and count < len(answer.rows[0])
