"""Where an optimiser goes over arrays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sympy import Float, Integer

from grad_magic.array_solution import ArrayNumbers, ArraySolution, DescentStep
from grad_magic.calculus.arrays.paths import MOMENTUM
from grad_magic.deferred_numpy import np
from grad_magic.findings import PathEnd
from grad_magic.lesson.array_numbers import (
    expression_of,
    write_array,
    write_scalar,
    write_within_sentence,
)
from grad_magic.lesson.decimals import to_decimal
from grad_magic.lesson.pieces import (
    EQUALS,
    ZERO,
    words,
)
from grad_magic.lesson.sections.natural_gradient import METRIC
from grad_magic.lesson.sections.paths import MOMENTUM_SHARE, STEP_SIZE, TIME
from grad_magic.lesson.steps import (
    ArrayGradient,
    At,
    Gradient,
    Indexed,
    Inverse,
    Letter,
    Line,
    MatrixProduct,
    Name,
    Piece,
    Primed,
    Relation,
    Separator,
    Signed,
    Terms,
    Value,
)

# Rounding may change a sum of many terms by as much.
_ROUNDING, _MOST_DIGITS = 1e-14, 200
_VELOCITIES = ("v", "u", "s", "vel")


def write_array_path(solution: ArraySolution, numbers: ArrayNumbers) -> Iterator[Line]:
    """W − η∇L, or where more steps lead, and L before and after."""
    step = numbers.step
    if step is None or numbers.kink is not None:
        return
    is_flow = solution.problem.path == "flow"
    if is_flow:
        yield from _flow_rule(solution)
    else:
        if solution.problem.path == "momentum":
            yield _momentum_rule(solution)
        yield (STEP_SIZE, *write_scalar(solution.problem, step.size, is_given=True))
    if step.count:
        for name in solution.problem.variables:
            moved: Piece = Name(name)
            if is_flow:
                moved = At(Name(name), _time(solution, step, step.count)[-1])
            elif step.count == 1:
                moved = _moved(solution, name)
            yield (moved, *write_array(solution.problem, step.point[name]))
        yield (_progress(solution, numbers.value, step),)
    if step.end is not PathEnd.COMPLETE:
        yield (_end_of_path(solution, step),)


def _momentum_rule(solution: ArraySolution) -> Line:
    """v_{k+1} = βv_k - η∇L, which is what is added to the variables."""
    velocity = Letter(
        next(letter for letter in _VELOCITIES if letter not in solution.problem.shapes)
    )
    now, following = (Indexed(velocity, index) for index in ("k", "k + 1"))
    kept = MatrixProduct((MOMENTUM_SHARE, now))
    step = Signed("-", MatrixProduct((STEP_SIZE, Gradient(solution.problem.name, at_point=False))))
    begin: Line = (Indexed(velocity, "0"), EQUALS, ZERO)
    share: Line = (MOMENTUM_SHARE, *write_scalar(solution.problem, MOMENTUM, is_given=True))
    terms = Terms((kept, step))
    return (following, EQUALS, terms, Separator(), *begin, Separator(), *share)


def _end_of_path(solution: ArraySolution, step: DescentStep) -> Piece:
    """Why there are no more points."""
    if step.end is PathEnd.AT_REST:
        return words(
            "path_at_rest", zero=(Gradient(solution.problem.name, at_point=False), EQUALS, ZERO)
        )
    if solution.problem.path == "flow":
        last: Line = (TIME, *_time(solution, step, step.count))
        if step.end is PathEnd.SEAM:
            following: Line = (TIME, *_time(solution, step, step.count + 1))
            return words(
                "path_meets_seam", next=following, last=last, f=Name(solution.problem.name)
            )
        return words("path_uncertain", last=last)
    if step.end is PathEnd.NO_GRADIENT:
        return words("array_path_without_gradient", f=Name(solution.problem.name))
    return words(
        "array_path_ends", f=Name(solution.problem.name), count=Value(Integer(step.count + 1))
    )


def _flow_rule(solution: ArraySolution) -> Iterator[Line]:
    """x′(t) = -∇L, for each variable."""
    for name in solution.problem.variables:
        falling = Signed("-", ArrayGradient(solution.problem.name, name))
        yield (At(Primed(Name(name)), TIME), EQUALS, falling)


def _moved(solution: ArraySolution, name: str) -> Piece:
    """W - η∇L; with a metric of several variables W alone, as these change together."""
    gradient: tuple[Piece, ...] = (ArrayGradient(solution.problem.name, name),)
    if solution.problem.path == "natural":
        if len(solution.problem.variables) > 1:
            return Name(name)
        gradient = (Inverse(METRIC), *gradient)
    return Terms((Name(name), Signed("-", MatrixProduct((STEP_SIZE, *gradient)))))


def _time(solution: ArraySolution, step: DescentStep, count: int) -> tuple[Relation, Piece]:
    """= the time after so many points of the flow, in decimals."""
    size = step.size
    time = Float(float(size)) if isinstance(size, float) else expression_of(size)
    decimal = to_decimal(count * time, solution.problem.digits)
    assert decimal is not None
    return EQUALS, decimal


def _progress(solution: ArraySolution, first: Any, step: DescentStep) -> Piece:
    """How far L has come."""
    when: Line = (words("after_step"),)
    if step.count > 1:
        when = (words("after_steps", count=Value(Integer(step.count))),)
    if solution.problem.path == "flow":
        when = (words("at_time", time=(TIME, *_time(solution, step, step.count))),)
    last = step.value
    key = _progress_key(first, last)
    gaps: dict[str, Piece | Line] = {"when": when, "f": Name(solution.problem.name)}
    if key in ("path_falls", "path_rises"):
        gaps |= {
            "first": write_within_sentence(solution.problem, first),
            "last": write_within_sentence(solution.problem, last),
        }
    return words(key, **gaps)


def _progress_key(first: Any, last: Any) -> str:
    """Whether the second value is the smaller one, where one can tell."""
    if isinstance(first, (float, np.floating)) or isinstance(last, (float, np.floating)):
        before, after = float(first), float(last)
        if abs(after - before) <= _ROUNDING * max(abs(before), abs(after)):
            return "path_hardly_changes"
        return "path_falls" if after < before else "path_rises"
    change = expression_of(last) - expression_of(first)
    if change.is_zero or change.expand() == 0:
        return "path_keeps"
    sign = change.evalf(maxn=_MOST_DIGITS)
    if not sign.is_comparable:
        return "path_hardly_changes"
    return "path_falls" if sign < 0 else "path_rises"
