"""What a student's answer about a function of arrays answers, and whether it is right."""

from __future__ import annotations

from collections.abc import Iterator

from grad_magic.array_problem import Array, ArrayAnswer, ArrayAnswerPart, ArrayProblem
from grad_magic.array_solution import ArrayCheck, ArraySolution
from grad_magic.calculus.arrays.answers.formulas import check_formula
from grad_magic.calculus.arrays.answers.marking import Marking
from grad_magic.calculus.arrays.answers.numbers import check_numbers
from grad_magic.deferred_numpy import np
from grad_magic.findings import CheckNote, Slip
from grad_magic.presets import Asked
from grad_magic.wording.messages import Message

_PAIR = 2


def check_array_answer(solution: ArraySolution) -> ArrayCheck:
    """What is to be said of the answer to the solved problem.

    Raises:
        MeaninglessRequestError: a formula in it has two readings, or it answers what is not asked.
    """
    answer = solution.problem.answer
    assert answer is not None
    seen = []
    with np.errstate(all="ignore"):
        for asked in _questions(solution.problem, answer):
            check = _check(Marking(solution, answer, asked))
            if check.right:
                return check
            seen.append(check)
    # What has the shape of one of them is taken to answer that.
    shapes = (Slip.SHAPE, Slip.TRANSPOSED)
    return next((check for check in seen if check.slip not in shapes), seen[0])


def _questions(problem: ArrayProblem, answer: ArrayAnswer) -> Iterator[Asked]:
    """What it may answer: as it says itself, else by its shape and by the request."""
    has_direction = problem.direction is not None or problem.along_gradient != 0
    if answer.asked is not None:
        _refuse_without_clause(problem, answer.asked, has_direction=has_direction)
        yield answer.asked
    elif answer.is_nothing:
        yield Asked.RATE if has_direction else Asked.GRADIENT
    else:
        yield from _questions_by_shape(problem, answer.parts[0].value, has_direction=has_direction)


def _questions_by_shape(
    problem: ArrayProblem, value: Array | None, *, has_direction: bool
) -> Iterator[Asked]:
    """What numbers, or a formula, may answer."""
    is_number = value is not None and value.entries.size == 1
    is_of_one = len(problem.variables) == 1
    is_of_number = is_of_one and not problem.shapes[problem.variables[0]]
    if is_number and has_direction:
        yield Asked.RATE
    elif is_number and not is_of_number and problem.point is not None:
        yield Asked.MAX_RATE
    if problem.order > 1 and is_of_one and (value is None or is_of_number or _is_square(value)):
        yield Asked.HESSIAN
    if is_of_one or not is_number:
        yield Asked.GRADIENT


def _is_square(value: Array) -> bool:
    return len(value.shape) == _PAIR and value.shape[0] == value.shape[1]


def _refuse_without_clause(problem: ArrayProblem, asked: Asked, *, has_direction: bool) -> None:
    """Makes sure that what an answer needs has been given."""
    place = problem.places["answer"]
    if asked is Asked.RATE and not has_direction:
        message = Message("a_directional_derivative_needs_a_direction")
        raise problem.error(place, message, Message("add_it_dir"))
    if asked in (Asked.MAX_RATE, Asked.VALUE) and problem.point is None:
        message = Message("this_answer_needs_a_point")
        raise problem.error(place, message, Message("add_the_point_at"))


def _check(marking: Marking) -> ArrayCheck:
    """What is to be said of it: of several parts the first that is not right decides."""
    if marking.answer.is_nothing:
        return _check_nothing(marking)
    checks = [_check_part(marking, part) for part in marking.answer.parts]
    names = tuple(name for check in checks for name in check.names)
    right = ArrayCheck(right=True, asked=marking.asked, names=names)
    for verdict in (False, None):
        found = next((check for check in checks if check.right is verdict), None)
        if found is not None:
            return found
    return right


def _check_part(marking: Marking, part: ArrayAnswerPart) -> ArrayCheck:
    if part.formula is not None:
        return check_formula(marking, part, part.formula)
    return check_numbers(marking, part)


def _check_nothing(marking: Marking) -> ArrayCheck:
    """Whether it is right that nothing of the kind exists."""
    numbers = marking.solution.numbers
    if numbers is None:
        return marking.wrong(Slip.EXISTS)
    if numbers.kink is None:
        is_open = numbers.is_doubtful or numbers.is_unchecked
        return marking.undecided(CheckNote.NOT_KNOWN) if is_open else marking.wrong(Slip.EXISTS)
    if marking.asked is Asked.GRADIENT:
        return marking.right()
    rates = numbers.rates_beside if marking.asked is Asked.RATE else None
    if rates is None:
        return marking.undecided(CheckNote.NOT_KNOWN)
    return marking.wrong(Slip.EXISTS) if rates[0] == rates[1] else marking.right()
