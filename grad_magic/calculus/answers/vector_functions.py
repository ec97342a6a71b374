"""Answers about functions with components.

Of curves r′, its length, the tangent and the normal plane; of several variables the Jacobian
matrix, its determinant, and D_u f = J·u.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from sympy import Add, Expr, Matrix, Symbol, sqrt

from grad_magic.calculus.answers.general_formulas import as_value_of_formula
from grad_magic.calculus.answers.lines import (
    StraightLine,
    check_line,
    line_of_equation,
    line_with_parameter,
)
from grad_magic.calculus.answers.marking import Marking, is_zero
from grad_magic.calculus.answers.other_points import names_other_point
from grad_magic.calculus.answers.shapes import affine
from grad_magic.calculus.answers.truths import Row, dot
from grad_magic.calculus.answers.workings import negative, one_sign_changed
from grad_magic.findings import CheckNote, Slip
from grad_magic.presets import Asked
from grad_magic.problem import Answer, AnswerForm, Problem
from grad_magic.solution import Check, Solution
from grad_magic.wording.messages import Message

_PLANE, _SPACE = 2, 3
_NAMES_OF_CURVES: Mapping[Asked, Asked] = {
    **dict.fromkeys((Asked.RATE, Asked.GRADIENT, Asked.JACOBIAN), Asked.JACOBIAN),
    **dict.fromkeys((Asked.SPEED, Asked.MAX_RATE), Asked.SPEED),
    **{name: name for name in (Asked.UNIT_TANGENT, Asked.TANGENT_VECTOR)},
    **dict.fromkeys((Asked.LEVEL_TANGENT, Asked.GRAPH_TANGENT), Asked.CURVE_TANGENT),
    **dict.fromkeys((Asked.NORMAL_LINE, Asked.NORMAL_PLANE), Asked.NORMAL_PLANE),
}
"""What the names of answers mean of a curve in space; in the plane its normal is a line."""
_ABOUT_POINT = (Asked.CURVE_TANGENT, Asked.NORMAL_PLANE, Asked.NORMAL_LINE)


def check_vector_answer(problem: Problem, answer: Answer, known: Solution) -> Solution:
    """The solution with what is to be said of the student's answer.

    Raises:
        MeaninglessRequestError: nothing is asked that it could answer.
    """
    is_curve = len(problem.variables) == 1
    asked = (_question_of_curve if is_curve else _question_of_map)(problem, answer)
    if asked is None:
        message = Message(
            "is_vector_valued_so_it_has", name=problem.name, what=Message("no_such_answer")
        )
        raise problem.error("answer", message, Message("ask_about_one_of_its_components"))
    if asked in (*_ABOUT_POINT, Asked.VALUE) and problem.point is None:
        message = Message("this_answer_needs_a_point")
        raise problem.error("answer", message, Message("add_the_point_at"))
    if names_other_point(problem, answer):
        undecided = Check(right=None, asked=asked, note=CheckNote.OTHER_POINT)
        return replace(known, checked_answer=undecided)
    _refuse_other_letters(problem, answer)
    marking = Marking(problem, answer, asked, known)
    check = _check(marking)
    is_number = answer.form is AnswerForm.NUMBER and answer.asked in (None, Asked.RATE)
    if not check.right and is_curve and is_number and len(problem.f) == _PLANE:
        # Beside a curve in the plane a number may be the slope dy/dx.
        as_slope = _check(replace(marking, asked=Asked.IMPLICIT))
        check = as_slope if as_slope.right else check
    if not check.right and len(problem.f) == _PLANE and _may_be_slope(answer):
        own = replace(answer, asked=Asked.IMPLICIT, derivatives=())
        as_slope = _check(replace(marking, answer=own, asked=Asked.IMPLICIT))
        check = as_slope if as_slope.right else check
    if not check.right and answer.asked is None and asked is Asked.JACOBIAN and is_curve:
        # Also a line with the curve's own parameter is a row that holds it, as its derivative is.
        lines = (Asked.CURVE_TANGENT,) if problem.point is not None else ()
        for other in (Asked.UNIT_TANGENT, *lines):
            as_other = _check(replace(marking, asked=other))
            check = as_other if as_other.right else check
    as_formula = None if check.right else as_value_of_formula(problem, answer, known)
    if as_formula is not None:
        check = _check(as_formula)
    if check.right and (answer.has_false_equation or marking.has_false_workings()):
        # Of √3 = √2 the end alone is right.
        check = replace(check, right=False)
    return replace(known, checked_answer=check)


def _refuse_other_letters(problem: Problem, answer: Answer) -> None:
    """Makes sure that an equation is one of coordinates, and no arc length s = √2 t.

    Raises:
        MeaninglessRequestError: another letter stands in it.
    """
    axes = {*_axes(len(problem.f)), *problem.parameters, *problem.variables}
    letters = answer.names - axes if answer.form is AnswerForm.EQUATION else ()
    for letter in sorted(letters, key=str):
        raise problem.error("answer", Message("is_no_name_of_this_problem", foreign=letter))


def _may_be_slope(answer: Answer) -> bool:
    """Whether y′ is answered, of a curve in the plane dy/dt or dy/dx."""
    return [tuple(map(str, by)) for by in answer.derivatives] == [("y",)]


def _question_of_curve(problem: Problem, answer: Answer) -> Asked | None:
    in_plane = len(problem.f) == _PLANE
    if answer.asked is Asked.IMPLICIT:
        return answer.asked if in_plane else None
    if answer.asked is Asked.VALUE:
        return answer.asked
    if answer.asked is not None:
        asked = _NAMES_OF_CURVES.get(answer.asked)
        return Asked.NORMAL_LINE if in_plane and asked is Asked.NORMAL_PLANE else asked
    is_row = answer.form is AnswerForm.VECTOR
    is_line = is_row and _parameter(problem, answer) is not None
    if answer.is_tangent or is_line:
        return Asked.CURVE_TANGENT
    of_forms = {
        AnswerForm.EQUATION: Asked.CURVE_TANGENT if in_plane else Asked.NORMAL_PLANE,
        AnswerForm.NUMBER: Asked.SPEED,
    }
    return of_forms.get(answer.form, Asked.JACOBIAN)


def _parameter(problem: Problem, answer: Answer) -> Symbol | None:
    """The one letter of a row that is no name of the problem: the parameter of a line."""
    names = answer.names - {*problem.variables, *problem.parameters}
    return next(iter(names)) if len(names) == 1 else None


def _question_of_map(problem: Problem, answer: Answer) -> Asked | None:
    if answer.asked is Asked.JACOBIAN and answer.form is AnswerForm.NUMBER:
        # Books call the determinant by J and Jacobian, too.
        return Asked.DETERMINANT
    if answer.asked in (Asked.JACOBIAN, Asked.DETERMINANT, Asked.VALUE):
        return answer.asked
    if answer.asked not in (None, Asked.RATE) or answer.is_tangent:
        return None
    is_row = answer.form is AnswerForm.VECTOR
    if answer.asked is Asked.RATE and answer.form is AnswerForm.POINTS:
        # The derivative Df is the matrix.
        return Asked.JACOBIAN
    if answer.asked is Asked.RATE or (is_row and problem.has_direction):
        return Asked.RATE
    return Asked.DETERMINANT if answer.form is AnswerForm.NUMBER else Asked.JACOBIAN


def _check(marking: Marking) -> Check:
    known, asked = marking.known, marking.asked
    jacobian = known.jacobian if known.point is None else known.jacobian_at
    if asked is Asked.RATE and not marking.problem.has_direction:
        message = Message("a_directional_derivative_needs_a_direction")
        raise marking.problem.error("answer", message, Message("add_it_dir"))
    if asked is Asked.VALUE:
        return _check_value(marking)
    if jacobian is None:
        return _check_without_jacobian(marking)
    if asked is Asked.IMPLICIT and not any(jacobian):
        # A cusp may have a slope all the same.
        return marking.undecided(CheckNote.NOT_KNOWN)
    if marking.answer.form is AnswerForm.NOTHING:
        is_missing = asked is Asked.DETERMINANT and jacobian.rows != jacobian.cols
        if asked is Asked.IMPLICIT:
            is_missing = not _true_slope(marking, jacobian)
        return marking.right() if is_missing else marking.wrong(Slip.EXISTS)
    if asked in _ABOUT_POINT:
        check = _check_tangent if asked is Asked.CURVE_TANGENT else _check_normal
        is_regular = any(jacobian) and len(marking.problem.f) <= _SPACE
        return check(marking, jacobian) if is_regular else marking.undecided(CheckNote.NOT_KNOWN)
    return _check_rows(marking, jacobian)


def _check_value(marking: Marking) -> Check:
    """Whether f(1, 2) = (3, 2)."""
    value = marking.known.value
    if value is None:
        return marking.undecided(CheckNote.NOT_KNOWN)
    verdict = marking.equals(marking.answer.rows[0], tuple(value))
    if verdict is None:
        return marking.undecided(CheckNote.OPEN)
    return marking.right() if verdict else marking.wrong()


def _check_rows(marking: Marking, jacobian: Matrix) -> Check:
    """What is to be said of a number, a row or a matrix."""
    rows = tuple(entry for row in marking.answer.rows for entry in row)
    truths = _TRUTHS[marking.asked](marking, jacobian)
    if not truths:
        # What is called a determinant has its form, though there is none.
        is_named = marking.answer.asked is Asked.DETERMINANT
        return marking.wrong(None if is_named else Slip.SHAPE)
    verdict = marking.equals(rows, truths[0])
    if verdict and _has_shape(marking, jacobian):
        return marking.right()
    if marking.asked is Asked.TANGENT_VECTOR and marking.is_proportional(rows, truths[0]):
        return marking.right()
    is_open = verdict is None
    return (
        marking.undecided(CheckNote.OPEN)
        if is_open
        else marking.wrong(_slip(marking, rows, jacobian))
    )


def _has_shape(marking: Marking, jacobian: Matrix) -> bool:
    """Whether a matrix has its rows and columns; of a curve its one column may lie."""
    if marking.asked is not Asked.JACOBIAN or jacobian.cols == 1:
        return True
    rows = marking.answer.rows
    return len(rows) == jacobian.rows and all(len(row) == jacobian.cols for row in rows)


def _check_without_jacobian(marking: Marking) -> Check:
    """What is to be said where f has no Jacobian matrix, or none is known."""
    if marking.known.differentiable is not False or None not in (marking.known.partials_at or ()):
        return marking.undecided(CheckNote.NOT_KNOWN)
    return marking.right() if marking.answer.form is AnswerForm.NOTHING else marking.wrong()


def _true_jacobian(marking: Marking, jacobian: Matrix) -> tuple[Row, ...]:
    """All entries, or of dx/dt = 4 those of the coordinates that are named."""
    by = marking.answer.derivatives
    if not by:
        return (tuple(jacobian),)
    return (tuple(jacobian["xyz".index(str(name))] for name, *_ in by),)


def _true_speed(_: Marking, jacobian: Matrix) -> tuple[Row, ...]:
    return ((sqrt(dot(jacobian, jacobian)),),)


def _true_unit(_: Marking, jacobian: Matrix) -> tuple[Row, ...]:
    length = sqrt(dot(jacobian, jacobian))
    return () if length == 0 else (tuple(entry / length for entry in jacobian),)


def _true_slope(marking: Marking, jacobian: Matrix) -> tuple[Row, ...]:
    """y′/x′, or where dx/dy is named the inverse; nothing where that has no value."""
    across, upward = jacobian
    by = marking.answer.derivatives
    above, below = (across, upward) if by and str(by[0][0]) == "x" else (upward, across)
    return () if is_zero(below) is not False else ((above / below,),)


def _true_determinant(_: Marking, jacobian: Matrix) -> tuple[Row, ...]:
    return ((jacobian.det(),),) if jacobian.rows == jacobian.cols else ()


def _true_rate(marking: Marking, _: Matrix) -> tuple[Row, ...]:
    rate = marking.known.directional_derivative
    return () if rate is None else (tuple(rate),)


_TRUTHS: Mapping[Asked, Callable[[Marking, Matrix], tuple[Row, ...]]] = {
    Asked.JACOBIAN: _true_jacobian,
    Asked.TANGENT_VECTOR: _true_jacobian,
    Asked.SPEED: _true_speed,
    Asked.IMPLICIT: _true_slope,
    Asked.UNIT_TANGENT: _true_unit,
    Asked.DETERMINANT: _true_determinant,
    Asked.RATE: _true_rate,
}


def _slip(marking: Marking, row: Row, jacobian: Matrix) -> Slip | None:
    """The first slip whose wrong answer this row is."""
    for slip, wrong in _wrong_answers(marking, jacobian):
        if any(len(other) == len(row) and marking.equals(row, other) for other in wrong):
            return slip
    true = _TRUTHS[marking.asked](marking, jacobian)[0]
    is_shaped = len(row) == len(true) and _has_shape(marking, jacobian)
    return None if is_shaped else Slip.SHAPE


def _wrong_answers(marking: Marking, jacobian: Matrix) -> Iterator[tuple[Slip, Iterable[Row]]]:
    """The slips in the order in which they are looked for, each with what it leads to."""
    known, asked = marking.known, marking.asked
    (true,) = _TRUTHS[asked](marking, jacobian)
    general = known.jacobian if known.point is not None else None
    direction = marking.problem.direction
    is_turned = len(marking.answer.rows) == jacobian.cols and jacobian != jacobian.T
    if asked is Asked.JACOBIAN and jacobian.cols > 1 and is_turned:
        yield Slip.TRANSPOSED, (tuple(jacobian.T),)
    if asked is Asked.RATE and direction is not None:
        yield Slip.NOT_NORMALISED, (tuple(jacobian * Matrix(direction)),)
    if asked in (Asked.JACOBIAN, Asked.TANGENT_VECTOR) and jacobian.cols == 1:
        yield Slip.UNIT_INSTEAD, _true_unit(marking, jacobian)
    if asked is Asked.UNIT_TANGENT:
        yield Slip.WITHOUT_UNIT, (tuple(jacobian),)
    if asked is Asked.SPEED:
        yield Slip.NORM_SQUARED, ((dot(jacobian, jacobian),),)
        yield Slip.SUM_FOR_NORM, ((Add(*jacobian),), (Add(*map(abs, jacobian)),))
    if asked is Asked.DETERMINANT and jacobian.rows == _PLANE:
        (a, b), (c, d) = jacobian.tolist()
        yield Slip.SIGN, ((a * d + b * c,),)
    yield Slip.OPPOSITE, (negative(true),)
    if general is not None:
        yield Slip.POINT_MISSING, _TRUTHS[asked](replace(marking, known=known), general)
    yield Slip.SIGN, one_sign_changed(true)
    if known.point is not None and known.value is not None:
        yield Slip.VALUE_INSTEAD, (tuple(known.value),)


def _check_tangent(marking: Marking, velocity: Matrix) -> Check:
    """Whether it is the line r(t₀) + s·r′(t₀), in the plane also by its equation."""
    assert marking.known.value is not None
    true = StraightLine(tuple(marking.known.value), tuple(velocity))
    if marking.answer.form is AnswerForm.EQUATION and len(true.start) > _PLANE:
        return marking.wrong(Slip.NORMAL_FOR_TANGENT if _is_normal_plane(marking, true) else None)
    check = check_line(marking, _line_of(marking), true)
    is_normal = check.slip is Slip.TANGENT_FOR_NORMAL_LINE
    return marking.wrong(Slip.NORMAL_FOR_TANGENT) if is_normal else check


def _line_of(marking: Marking) -> StraightLine | None:
    """The line by a parameter, which may have the name of the curve's, or by its equation."""
    problem, answer = marking.problem, marking.answer
    if answer.form is AnswerForm.VECTOR:
        parameter = _parameter(problem, answer) or problem.variables[0]
        return line_with_parameter(answer.rows[0], parameter)
    if answer.form in (AnswerForm.EQUATION, AnswerForm.NUMBER) and len(problem.f) == _PLANE:
        return line_of_equation(_difference(marking), _axes(_PLANE))
    return None


def _difference(marking: Marking) -> Expr:
    entry = marking.answer.rows[0][0]
    # The right side of y = … alone.
    return _axes(_PLANE)[1] - entry if marking.answer.form is AnswerForm.NUMBER else entry


def _axes(count: int) -> tuple[Symbol, ...]:
    return tuple(Symbol(letter, real=True) for letter in "xyz"[:count])


def _check_normal(marking: Marking, velocity: Matrix) -> Check:
    """Whether it is r′(t₀)·(x - r(t₀)) = 0: in space a plane, in the plane a line."""
    assert marking.known.value is not None
    start, along = tuple(marking.known.value), tuple(velocity)
    if len(start) == _PLANE:
        return check_line(marking, _line_of(marking), StraightLine(start, (-along[1], along[0])))
    row = _plane_of(marking)
    return marking.wrong(Slip.SHAPE) if row is None else _check_plane(marking, row, start, along)


def _check_plane(marking: Marking, row: Row, start: Row, true: Row) -> Check:
    """Whether a plane passes through a point and has this normal."""
    normal, constant = row[:-1], row[-1]
    is_along = marking.is_proportional(normal, true)
    is_through = marking.vanishes(dot(normal, start) - constant)
    if None in (is_along, is_through):
        return marking.undecided(CheckNote.OPEN)
    if is_along:
        return marking.right() if is_through else marking.wrong(Slip.BESIDE_POINT)
    if any(marking.is_proportional(normal, other) for other in one_sign_changed(true)):
        return marking.wrong(Slip.SIGN)
    return marking.wrong(Slip.OTHER_DIRECTION if is_through else None)


def _plane_of(marking: Marking) -> Row | None:
    answer = marking.answer
    if answer.form is not AnswerForm.EQUATION:
        return None
    return affine(answer.rows[0][0], _axes(_SPACE))


def _is_normal_plane(marking: Marking, tangent: StraightLine) -> bool:
    row = _plane_of(marking)
    true = (*tangent.along, dot(tangent.along, tangent.start))
    return row is not None and marking.agrees(row, true, "multiple") is True
