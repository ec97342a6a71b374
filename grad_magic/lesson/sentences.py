"""What the calculus found, put in words.

A new finding needs a row in the wording tables and nothing here: its parts fill the gaps of
their names, and {f}, {point}, {u}, {h}, {formula}, {ray} and {remainder} can stand in any row.
Where a language has a row with the ending "_in_one_variable", it takes the place of the other
for such functions. Nothing here asks which rows a language has.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from sympy import Add, Eq, Expr, Integer, Matrix, MatrixBase, Mul, Ne, Pow
from sympy import Tuple as SympyTuple

from grad_magic.findings import CriticalReason, DifferentiabilityReason, Finding, Part
from grad_magic.formula.sympy_forms import in_reading_order
from grad_magic.formula.tree import Formula
from grad_magic.lesson.conditions import in_book_form
from grad_magic.lesson.curves import Path, read_path, tell_path
from grad_magic.lesson.increments import T, value_along
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
    words,
    words_about,
)
from grad_magic.lesson.sections.worked_scope import asks_for_proof
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
    holds_for_all = finding.kind in (
        DifferentiabilityReason.VECTOR_DIFFERENTIABLE,
        DifferentiabilityReason.VECTOR_CONTINUOUS,
    )
    unit = ANY_UNIT if holds_for_all else UNIT
    known: dict[str, Piece | Line] = {
        "f": name_of(solution),
        "point": POINT,
        "u": unit,
        "formula": formula(solution, unit),
        "unusable": unusable(solution),
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
    difference = finding.parts.get("difference")
    # Of large requests the function is no expression yet.
    if isinstance(difference, Expr) and difference == solution.f:
        known["difference"] = Value(solution.problem.formula)
    repeating = finding.parts.get("repeating")
    if isinstance(repeating, tuple):
        known["repeating"] = series((Value(variable),) for variable in repeating)
    known |= _told_paths(finding, solution)
    known |= gaps
    if "parameter" in finding.parts:
        known["positive"] = (Value(finding.parts["parameter"]), Relation(">"), ZERO)
    if "curve" in finding.parts and solution.point is not None and has_one_variable(solution):
        known["side"] = _side(finding.parts["curve"], solution)
    if "component" in finding.parts:
        known |= _about_component(finding, known, solution)
    kind = finding.kind
    takes_rays = solution.problem.presentation.takes_rays
    if kind is DifferentiabilityReason.RAY_OFF_THE_GRADIENT and takes_rays:
        kind = DifferentiabilityReason.RATE_OFF_THE_GRADIENT
    return words_about(solution, kind.value, **known)


def unusable(solution: Solution) -> Line:
    """That D_u f(P) = ∇f(P)·u may not be used, behind that f is not differentiable at P.

    Nothing where that alone is to be shown.
    """
    if asks_for_proof(solution):
        return ()
    return (words("and_unusable", formula=formula(solution, UNIT)),)


def _told_paths(finding: Finding[Enum], solution: Solution) -> dict[str, Piece | Line]:
    """The curves of which the sentence speaks, by their equations where these are short."""
    known: dict[str, Piece | Line] = {"moving": Point(solution.variables)}
    for name in ("curve", "rising_curve", "falling_curve"):
        path = read_path(finding.parts.get(name), solution.variables)
        if path is None:
            continue
        if isinstance(finding.kind, CriticalReason):
            # What is said of it is an expression in its parameter.
            known[name] = words("along_places", places=Point(path.places))
            if "term" not in finding.parts and is_constant_along(path, solution):
                known[name] = tell_path(path, on_both_sides=True)
        else:
            limit = finding.parts.get("limit")
            known[name] = tell_path(path, on_both_sides=tends_to(path, limit, solution))
    return known


def is_constant_along(path: Path, solution: Solution) -> bool:
    """Whether f is seen to have one value on the curve, on both sides of the point."""
    form = value_along(solution, path.places, path.parameter, (-1, 1))
    return form is not None and form.is_number


def tends_to(path: Path, limit: object, solution: Solution) -> bool:
    """Whether f is seen to have this limit along the curve on both sides of the point."""
    if limit is None or path.leading is None:
        return False
    form = value_along(solution, path.places, path.parameter, (-1, 1))
    if form is None:
        return False
    if form.is_rational_function(T) and form.subs(T, 0).is_finite:
        return bool(form.subs(T, 0) == limit)
    # Of an even function the limit on one side is that on the other.
    return bool((form.xreplace({T: -T}) - form).expand() == 0)


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
    if isinstance(part, str):
        return Relation(part) if part in _RELATIONS else Phrase(part)
    if isinstance(part, SympyTuple) and isinstance(part[0], SympyTuple):
        return series((Point(tuple(point)),) for point in part)
    if isinstance(part, (tuple, SympyTuple)):
        return Vector(tuple(part))
    if isinstance(part, MatrixBase):
        return Grid(tuple(map(tuple, part.tolist())))
    if isinstance(part, (Formula, Ne)):
        return Value(in_book_form(part) if isinstance(part, Ne) else part)
    return Equation(part) if isinstance(part, Eq) else _expression(part, solution)


def _expression(part: Expr, solution: Solution) -> Piece:
    """A number or a term: (x - a)²·t³, which SymPy would print as t³·(-a + x)²."""
    is_product = isinstance(part, (Mul, Pow)) and any(factor.has(Add) for factor in part.args)
    if is_product and part.free_symbols:
        return Value(in_reading_order(part))
    return told_number(part, solution)
