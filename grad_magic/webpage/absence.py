"""Why an answer has no page that moves."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grad_magic.solution import Solution
    from grad_magic.wording.language import Language

_MOST_VARIABLES = 3


class PageAbsence(Enum):
    """Why there is no page; each is the key of its sentence."""

    VECTOR = "picture_of_vector"
    PARAMETERS = "picture_of_parameters"
    PROCEDURE = "page_of_procedure"
    MORE_VARIABLES = "page_of_more_variables"
    LARGE = "page_of_large"
    POINT = "picture_needs_point"
    OUTSIDE = "page_of_point_outside"
    OUT_OF_REACH = "picture_out_of_reach"
    SECRET = "page_of_open_answer"  # noqa: S105  (a key of the wording, and no password)


def absence_of(solution: Solution) -> PageAbsence | None:
    """Why there is no page of a solution, as far as that is seen without drawing."""
    problem = solution.problem
    reasons = {
        PageAbsence.SECRET: solution.checked_answer is not None and not solution.may_be_shown,
        PageAbsence.VECTOR: problem.is_vector_valued,
        PageAbsence.PROCEDURE: problem.procedure is not None,
        PageAbsence.MORE_VARIABLES: len(problem.variables) > _MOST_VARIABLES,
        PageAbsence.PARAMETERS: bool(problem.parameters),
        PageAbsence.LARGE: problem.is_large,
        PageAbsence.POINT: solution.point is None or solution.value is None,
    }
    return next((absence for absence, holds in reasons.items() if holds), None)


def explain_absence(
    absence: PageAbsence, solution: Solution, language: Language, *, are_sliders: bool = False
) -> str:
    """Why there is no page, or why there are no sliders, in a sentence."""
    problem, rows = solution.problem, language.sentences
    is_other = are_sliders and absence is PageAbsence.LARGE
    key = "sliders_of_large" if is_other else absence.value
    reason = rows[key].format(f=problem.name, point=problem.point_letter)
    return rows["sliders_missing" if are_sliders else "page_missing"].format(reason=reason)
