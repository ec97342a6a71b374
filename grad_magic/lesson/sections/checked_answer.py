"""What is said of a student's answer: the verdict and the slip, and nothing of what is right."""

from __future__ import annotations

from grad_magic.findings import Slip
from grad_magic.lesson.pieces import (
    POINT,
    UNIT,
    formula,
    gradient,
    has_one_variable,
    name_of,
    series,
    words,
    words_about,
)
from grad_magic.lesson.steps import Piece, Rate, Words
from grad_magic.presets import Asked
from grad_magic.solution import Check, Solution

_WITH_OWN_WORDS = (
    (Asked.LEVEL_TANGENT, 2),
    (Asked.LEVEL_TANGENT, 3),
    (Asked.GRAPH_TANGENT, 1),
    (Asked.GRAPH_TANGENT, 2),
    (Asked.DIFFERENTIAL, 1),
    (Asked.HESSIAN, 1),
    (Asked.PARTIALS, 1),
    (Asked.JACOBIAN, 1),
    (Asked.IMPLICIT, 1),
    (Asked.IMPLICIT, 2),
)
"""What has a name of their own, by the number of variables."""
# y and x of dy/dx.
_FIRST = 2
VERDICTS = {True: "check_right", False: "check_wrong", None: "check_undecided"}
"""The sentences about an answer that is right, wrong, or neither."""


def words_of_question(solution: Solution, asked: Asked, **gaps: Piece) -> Words:
    """What is asked for; a tangent by what it is in so many variables, and of what."""
    own = (asked, len(solution.variables))
    # Beside d²y/dx² dy/dx is not all that is asked.
    is_of_higher = asked is Asked.IMPLICIT and _is_of_higher_order(solution)
    number = f"_{own[1]}" if own in _WITH_OWN_WORDS and not is_of_higher else ""
    # Who gives an equation asks about the curve or surface that it describes, and of no f.
    of_equation = asked is Asked.LEVEL_TANGENT and solution.problem.is_equation
    source = "_of_equation" if of_equation else ""
    return words(f"asked_{asked.value}{number}{source}", **gaps)


def _is_of_higher_order(solution: Solution) -> bool:
    answer = solution.problem.answer
    named = () if answer is None else answer.derivatives
    return solution.problem.order > 1 or any(len(names) > _FIRST for names in named)


def explain_check(solution: Solution, check: Check) -> Words:
    """What is said of the answer, which does not give away what is right."""
    if check.asked is Asked.IDENTITY:
        from grad_magic.lesson.sections.checked_identity import explain_identity

        return explain_identity(solution, check)
    slope = gradient(solution, at_point=solution.point is not None)
    is_plain = has_one_variable(solution) and solution.unit_direction is None
    gaps: dict[str, Piece] = {
        "f": name_of(solution),
        "point": POINT,
        "u": UNIT,
        "gradient": slope,
        "rate": slope if is_plain else Rate(solution.problem.name),
    }
    asked = words_of_question(solution, check.asked, **gaps)
    if check.slip is Slip.OTHER_QUESTION:
        questions = solution.problem.questions
        wanted = series((words_of_question(solution, question, **gaps),) for question in questions)
        return words(check.slip.value, asked=wanted)
    verdict = words(VERDICTS[check.right], asked=asked)
    why = check.slip or check.note
    if why is None:
        return verdict
    # The length of r′ is none of a rate, though r has one variable.
    is_length = (check.asked, check.slip) == (Asked.SPEED, Slip.NORM_SQUARED)
    reason = (
        words(why.value)
        if is_length
        else words_about(solution, why.value, formula=formula(solution), **gaps)
    )
    return words("check_with_reason", verdict=verdict, reason=reason)
