"""What is said of a student's answer about arrays: the verdict and the slip, not what is right."""

from __future__ import annotations

from grad_magic.array_solution import ArrayCheck, ArraySolution
from grad_magic.findings import CheckNote, Slip
from grad_magic.lesson.pieces import UNIT, series, words
from grad_magic.lesson.sections.checked_answer import VERDICTS
from grad_magic.lesson.steps import (
    ArrayGradient,
    ArrayRate,
    Gradient,
    Line,
    Name,
    Piece,
    RealArrays,
    Words,
)
from grad_magic.presets import Asked

_OWN_WORDS = {
    Slip.FORMULA_MISUSED: "slip_formula_misused_of_arrays",
    Slip.VALUE_INSTEAD: "slip_value_instead_of_rate",
    Slip.TRANSPOSED: "slip_transposed_of_arrays",
}
"""Slips of which something else is said than of functions of numbers."""


def explain_array_check(solution: ArraySolution, check: ArrayCheck) -> Words:
    """What is said of the answer, which does not give away what is right."""
    problem = solution.problem
    gradients: Line = (Gradient(problem.name, at_point=False),)
    if check.names:
        gradients = series((ArrayGradient(problem.name, name),) for name in check.names)
    asked: dict[Asked, Piece | Line] = {
        Asked.GRADIENT: gradients,
        Asked.RATE: ArrayRate(problem.name),
        Asked.HESSIAN: ArrayGradient(problem.name, problem.variables[0], order=2),
        Asked.VALUE: words("asked_value_of_arrays", f=Name(problem.name)),
    }
    f = Name(problem.name)
    what = asked.get(check.asked) or words("asked_max_rate_of_arrays", f=f)
    verdict = words(VERDICTS[check.right], asked=what)
    why = check.slip or check.note
    if why is None:
        return verdict
    gaps: dict[str, Piece | Line] = {"f": f, "u": UNIT, "gradient": gradients}
    return words("check_with_reason", verdict=verdict, reason=_reason(solution, check, gaps))


def _reason(solution: ArraySolution, check: ArrayCheck, gaps: dict[str, Piece | Line]) -> Words:
    """Why it is not right, or neither right nor wrong."""
    why = check.slip or check.note
    assert why is not None
    if check.note is CheckNote.UNDER_CONDITION:
        return words(why.value, array=Name(check.array))
    if check.shape is not None and check.asked is Asked.HESSIAN:
        (variable,) = solution.problem.variables
        size = (*solution.problem.shapes[variable], 1)[0]
        hessian = ArrayGradient(solution.problem.name, variable, order=2)
        square = RealArrays((size, size))
        own = RealArrays(check.shape)
        return words("slip_shape_of_hessian", shape=own, hessian=hessian, wanted=square)
    if check.shape is not None and check.names:
        (name, *_) = check.names
        key = "slip_turned" if check.slip is Slip.TRANSPOSED else "slip_shape_of_arrays"
        shapes: dict[str, Piece] = {
            "shape": RealArrays(check.shape),
            "wanted": RealArrays(solution.problem.shapes[name]),
            "variable": Name(name),
        }
        return words(key, **shapes, **gaps)
    return words(_OWN_WORDS.get(check.slip, why.value) if check.slip else why.value, **gaps)
