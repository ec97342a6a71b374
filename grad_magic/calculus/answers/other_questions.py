"""What else an answer may answer that does not say itself what it answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from sympy import cos, sin

from grad_magic.calculus.answers.asking import foreign_names
from grad_magic.presets import IMPLICIT_DERIVATIVES, LINEARIZATION, Asked
from grad_magic.problem import Answer, AnswerForm, Problem

if TYPE_CHECKING:
    from sympy import Expr

_PLANE = 2
_HEIGHTS = frozenset("yz")
"""The letters that books have for the height of a graph, whatever f is called."""
_OF_EXTREMES = (Asked.MIN_RATE, Asked.MAX_RATE)

Reading = tuple[Asked, Answer]
"""What may be answered, and the answer as it is read then."""


def other_questions(problem: Problem, answer: Answer) -> tuple[Reading, ...]:
    """What else an answer may answer.

    With `rate=c` a row may be a direction, two of them by their angles or the gradient, of one
    variable with `order=k` a number any derivative, and beside a surface, as the graph is one in
    the space of its points, a row its gradient or any normal vector.
    """
    if answer.asked is Asked.ASCENT and problem.rate is not None:
        return ((Asked.ASCENT, answer),)
    if answer.own_number is not None and answer.asked in (Asked.RATE, *_OF_EXTREMES):
        return tuple(_of_own_number(problem, answer))
    if answer.claims and answer.asked in _OF_EXTREMES and not problem.questions:
        # The minimum 5 may be that of f, and not of its rates of change.
        return ((Asked.KIND, replace(answer, form=AnswerForm.POINTS, rows=(), kinds=())),)
    if answer.asked in (Asked.ASCENT, Asked.DESCENT) and _is_angle(problem, answer):
        return ((answer.asked, replace(answer, form=AnswerForm.VECTOR, rows=_units(answer))),)
    if answer.asked is not None or answer.is_tangent or problem.questions or problem.all_critical:
        return tuple(_of_target(problem, answer))
    return (
        *_of_clauses(problem, answer),
        *_of_normals(problem, answer),
        *_of_derivatives(problem, answer),
        *_of_letter(problem, answer),
        *_of_derivative_before(problem, answer),
        *_of_own_number(problem, answer),
    )


def _of_target(problem: Problem, answer: Answer) -> Iterator[Reading]:
    """Of f ≈ 2.3 the linear approximation at the other point, of Δz ≈ 0.3 the increment, too."""
    if problem.target is None or problem.questions:
        return
    if answer.is_approximate:
        yield Asked.INCREMENT, answer
    is_linear = problem.presentation.differential == LINEARIZATION
    if answer.asked is Asked.VALUE and is_linear and not answer.stated_points:
        yield Asked.LINEAR_VALUE, answer


def _of_own_number(problem: Problem, answer: Answer) -> Iterator[Reading]:
    """Of a row of as many numbers as there are points that of this point."""
    if answer.own_number is None or problem.is_vector_valued or problem.rate is not None:
        return
    number = replace(answer, form=AnswerForm.NUMBER, rows=((answer.own_number,),))
    is_rate = problem.has_direction or len(problem.variables) == 1
    yield answer.asked or (Asked.RATE if is_rate else Asked.MAX_RATE), number


def _of_clauses(problem: Problem, answer: Answer) -> Iterator[Reading]:
    """What `rate=`, `metric=` or `differential=implicit` asks for."""
    is_vector = answer.form is AnswerForm.VECTOR
    if problem.rate is not None and len(problem.variables) == _PLANE and answer.rows:
        is_list = is_vector or all(len(row) == 1 for row in answer.rows)
        if is_list and not answer.names:
            listed = replace(answer, form=AnswerForm.POINTS, rows=_units(answer))
            yield Asked.RATE_DIRECTIONS, listed
    has_clause = problem.rate is not None or problem.metric is not None
    if has_clause and answer.form is AnswerForm.NOTHING:
        yield Asked.GRADIENT, answer
    if problem.target is not None and answer.form is AnswerForm.NUMBER:
        yield Asked.RATE, answer
    *others, dependent = problem.variables
    is_implicit = problem.presentation.differential == IMPLICIT_DERIVATIVES and problem.is_equation
    if is_implicit and is_vector and len(others) == len(answer.rows[0]) > 1:
        by = tuple((dependent, name) for name in others)
        yield Asked.IMPLICIT, replace(answer, derivatives=by)


def _is_angle(problem: Problem, answer: Answer) -> bool:
    """Whether a number may be the angle of a direction in the plane."""
    return answer.form is AnswerForm.NUMBER and len(problem.variables) == _PLANE


def _units(answer: Answer) -> tuple[tuple[Expr, ...], ...]:
    """The unit vectors of the angles that an answer has, in radians."""
    return tuple((cos(angle), sin(angle)) for row in answer.rows for angle in row)


def _of_normals(problem: Problem, answer: Answer) -> Iterator[Reading]:
    is_vector = answer.form is AnswerForm.VECTOR
    is_in_space = is_vector and len(answer.rows[0]) == len(problem.variables) + 1
    has_normal = problem.is_equation or (is_in_space and problem.point is not None)
    if is_vector and has_normal and not foreign_names(problem, answer):
        yield Asked.NORMAL_VECTOR, answer


def _of_derivatives(problem: Problem, answer: Answer) -> Iterator[Reading]:
    if answer.form is AnswerForm.NUMBER and len(problem.variables) == 1 and problem.point:
        by = problem.variables[0]
        row = replace(answer, form=AnswerForm.VECTOR)
        for order in range(2, problem.order + 1):
            yield Asked.PARTIALS, replace(row, derivatives=((by,) * order,))


def _of_letter(problem: Problem, answer: Answer) -> Iterator[Reading]:
    """Of z = 5 the value of z, and of v = 3 beside s(t) the derivative."""
    number = _number_of_letter(problem, answer)
    if number is None or problem.point is None or problem.is_equation:
        return
    (letter,) = foreign_names(problem, answer)
    as_number = replace(answer, form=AnswerForm.NUMBER, rows=((number,),))
    is_linear = problem.presentation.differential == LINEARIZATION
    if str(letter) == problem.name:
        yield Asked.VALUE, as_number
    elif str(letter) == "L" and problem.target and is_linear:
        yield Asked.LINEAR_VALUE, as_number
    elif str(letter) not in _HEIGHTS:
        if str(letter) == "w":
            # It may be the height, too.
            yield Asked.VALUE, as_number
        is_rate = problem.has_direction or len(problem.variables) == 1
        yield Asked.RATE if is_rate else Asked.MAX_RATE, as_number


def _of_derivative_before(problem: Problem, answer: Answer) -> Iterator[Reading]:
    """Of 2x = 6 the 6, where 2x is the derivative of the only variable's function."""
    is_plain = answer.form is AnswerForm.EQUATION and not foreign_names(problem, answer)
    if not is_plain or len(problem.variables) > 1 or problem.point is None or problem.is_equation:
        return
    slope = problem.f.diff(problem.variables[0])
    for difference in (answer.rows[0][0], -answer.rows[0][0]):
        number = (slope - difference).expand()
        if not (slope.is_Symbol or number.free_symbols & set(problem.variables)):
            yield Asked.RATE, replace(answer, form=AnswerForm.NUMBER, rows=((number,),))


def _number_of_letter(problem: Problem, answer: Answer) -> Expr | None:
    """5 of z = 5, where z is none of the problem's own letters; None of other answers."""
    foreign = foreign_names(problem, answer)
    if answer.form is not AnswerForm.EQUATION or len(foreign) != 1:
        return None
    (letter,) = foreign
    rest = letter - answer.rows[0][0]
    is_number = not rest.free_symbols & {letter, *problem.variables}
    return rest if is_number else None
