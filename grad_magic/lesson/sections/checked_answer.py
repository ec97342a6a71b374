"""What is said of a student's answer: the verdict and the slip, and nothing of what is right."""

from __future__ import annotations

from grad_magic.lesson.pieces import (
    POINT,
    UNIT,
    formula,
    gradient,
    has_one_variable,
    name_of,
    words,
    words_about,
)
from grad_magic.lesson.steps import Piece, Rate, Words
from grad_magic.solution import Check, Solution

_VERDICTS = {True: "check_right", False: "check_wrong", None: "check_undecided"}


def explain_check(solution: Solution, check: Check) -> Words:
    """What is said of the answer, which does not give away what is right."""
    slope = gradient(solution, at_point=solution.point is not None)
    is_plain = has_one_variable(solution) and solution.unit_direction is None
    gaps: dict[str, Piece] = {
        "f": name_of(solution),
        "point": POINT,
        "u": UNIT,
        "gradient": slope,
        "rate": slope if is_plain else Rate(solution.problem.name),
    }
    asked = words(f"asked_{check.asked.value}", **gaps)
    verdict = words(_VERDICTS[check.right], asked=asked)
    why = check.slip or check.note
    if why is None:
        return verdict
    reason = words_about(solution, why.value, formula=formula(solution), **gaps)
    return words("check_with_reason", verdict=verdict, reason=reason)
