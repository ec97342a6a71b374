"""What the calculus found, put in words.

A new finding needs a row in the wording tables and nothing here: its parts fill the gaps of
their names, and {f}, {point}, {u}, {h}, {formula}, {ray} and {remainder} can stand in any row.
Where a language has a row with the ending "_in_one_variable", it takes the place of the other
for such functions. Nothing here asks which rows a language has.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from sympy import Eq, Expr, Integer, Matrix, MatrixBase
from sympy import Tuple as SympyTuple

from grad_magic.findings import DifferentiabilityReason, Finding, Part
from grad_magic.formula.tree import Formula
from grad_magic.lesson.pieces import (
    ANY_UNIT,
    POINT,
    UNIT,
    ZERO,
    formula,
    gradient,
    has_one_variable,
    name_of,
    series,
    told_number,
    words_about,
)
from grad_magic.lesson.steps import (
    Absolute,
    Approach,
    Dot,
    Equation,
    Gradient,
    Grid,
    Increment,
    Letter,
    Line,
    Name,
    Norm,
    Phrase,
    Piece,
    Point,
    PowerOfStep,
    Quotient,
    Relation,
    Value,
    Vector,
    Words,
)
from grad_magic.lesson.unit_vectors import write_unit
from grad_magic.solution import Solution

_STEP = Letter("h")
_RELATIONS = {"=", "≈", ">", "≥", "≠", "≤", "<"}


def explain(finding: Finding[Enum], solution: Solution, **gaps: Piece | Line) -> Words:
    """The finding's sentence.

    Args:
        finding: what was found.
        solution: where.
        gaps: pieces beside those that the finding names, or in place of the usual ones.
    """
    # Where it holds for every unit vector, its letter is not that of the direction asked for.
    holds_for_all = finding.kind is DifferentiabilityReason.VECTOR_DIFFERENTIABLE
    unit = ANY_UNIT if holds_for_all else UNIT
    known: dict[str, Piece | Line] = {
        "f": name_of(solution),
        "point": POINT,
        "u": unit,
        "formula": formula(solution, unit),
        "derivative": gradient(solution),
        "ray": Approach("+"),
        "h": _STEP,
        **_remainder(finding, solution),
    }
    known |= {
        name: _fill(part, solution)
        for name, part in finding.parts.items()
        if not isinstance(part, Enum)
    }
    direction = finding.parts.get("direction")
    if isinstance(direction, tuple) and sum(entry**2 for entry in direction) == 1:
        known["direction"] = write_unit(Matrix(direction))
    known |= gaps
    if "parameter" in finding.parts:
        known["positive"] = (Value(finding.parts["parameter"]), Relation(">"), ZERO)
    if "curve" in finding.parts and solution.point is not None and has_one_variable(solution):
        known["side"] = _side(finding.parts["curve"], solution)
    if "component" in finding.parts:
        known |= _about_component(finding, known, solution)
    return words_about(solution, finding.kind.value, **known)


def _side(curve: object, solution: Solution) -> Approach:
    """On which side of P a curve of one coordinate reaches it."""
    assert isinstance(curve, (tuple, SympyTuple))
    assert solution.point is not None
    (place,), (start,) = curve, solution.point
    one = dict.fromkeys(place.free_symbols - start.free_symbols, Integer(1))
    step = (place - start).xreplace(one)
    return Approach("-" if step.is_negative else "+", solution.variables[0], start)


def _remainder(finding: Finding[Enum], solution: Solution) -> dict[str, Piece | Line]:
    """What the linear approximation misses, over the distance and bounded by its power."""
    name = str(finding.parts.get("component", solution.problem.name))
    missed = Increment(name, Dot(Gradient(name, at_point=True), _STEP))
    known: dict[str, Piece | Line] = {"remainder": Quotient(missed, Norm(_STEP))}
    exponent = finding.parts.get("exponent")
    if isinstance(exponent, Expr):
        power = PowerOfStep(Letter("C"), exponent)
        known["constant"] = Letter("C")
        known["bound"] = (Absolute(missed), Relation("≤"), power)
    return known


def _about_component(
    finding: Finding[Enum], known: Mapping[str, Piece | Line], solution: Solution
) -> dict[str, Piece | Line]:
    """The components by their names, and what is true of them in its own sentence."""
    names = series((Name(name),) for name in str(finding.parts["component"]).split(", "))
    found: dict[str, Piece | Line] = {"f": names, "component": names}
    reason = finding.parts.get("reason")
    if isinstance(reason, Enum):
        found["reason"] = words_about(solution, reason.value, **{**known, **found})
    return found


def _fill(part: Part, solution: Solution) -> Piece | Line:
    if isinstance(part, Formula):
        return Value(part)
    if isinstance(part, str):
        return Relation(part) if part in _RELATIONS else Phrase(part)
    if isinstance(part, SympyTuple) and isinstance(part[0], SympyTuple):
        return series((Point(tuple(point)),) for point in part)
    if isinstance(part, (tuple, SympyTuple)):
        return Vector(tuple(part))
    if isinstance(part, MatrixBase):
        return Grid(tuple(map(tuple, part.tolist())))
    return Equation(part) if isinstance(part, Eq) else told_number(part, solution)
