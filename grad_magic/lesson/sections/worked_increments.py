"""Differentiability by the increment, as some books prove it.

Δf - (f_x(P)Δx + f_y(P)Δy) over ρ = √((Δx)² + (Δy)²) tends to 0 as ρ does, or on a line into P it
does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sympy import Eq, Expr, Integer, Symbol

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten, shorten_number
from grad_magic.findings import DifferentiabilityReason
from grad_magic.formula.sympy_forms import in_reading_order
from grad_magic.formula.tree import Formula
from grad_magic.lesson.increments import remainder
from grad_magic.lesson.pieces import EQUALS, POINT, clauses, name_of, words
from grad_magic.lesson.remainders import remainder_bound
from grad_magic.lesson.sections.definition import partial_value
from grad_magic.lesson.sentences import unusable
from grad_magic.lesson.steps import (
    Equation,
    Line,
    MatrixProduct,
    Partial,
    Relation,
    Signed,
    Terms,
    Total,
    Tuple,
    Value,
    Words,
)
from grad_magic.lesson.styles import style_named
from grad_magic.lesson.substitution import replace_names
from grad_magic.solution import Solution

if TYPE_CHECKING:
    from grad_magic.lesson.steps import Piece

_MOST_VARIABLES = 3
_RHO = Symbol("rho", real=True)
_STEP = Symbol("t", positive=True)
_TWO = Formula("number", value=Integer(2))


def increment_lines(solution: Solution) -> Iterator[Line]:
    """The proof that f is differentiable at P, or that it is not; nothing where it is not short."""
    reason = None if solution.verdict is None else solution.verdict.reason
    if reason is None or not _is_told_so(solution):
        return
    partials = [partial_value(solution, index) for index in range(len(solution.variables))]
    known = [partial for partial in partials if partial is not None]
    missed = remainder(solution, known) if len(known) == len(partials) else None
    if missed is None:
        return
    said: Words | None = None
    if reason.kind is DifferentiabilityReason.REMAINDER_BOUND:
        said = _is_small(solution)
    elif reason.kind is DifferentiabilityReason.RATE_OFF_THE_GRADIENT:
        said = _is_not_small(missed, reason.parts, solution)
    if said is None:
        return
    yield (words("increment_considered", f=name_of(solution)),)
    yield (_left_side(solution), EQUALS, Value(_in_increments(missed, solution)))
    yield (said,)


def _is_told_so(solution: Solution) -> bool:
    """Whether the style proves it so, and its letters name nothing else."""
    names = {str(name) for name in solution.variables}
    is_free = solution.problem.name != "rho" and names.isdisjoint({"rho", "Delta"})
    is_few = 1 < len(solution.variables) <= _MOST_VARIABLES
    return style_named(solution.problem.presentation).tells_increments and is_free and is_few


def _is_small(solution: Solution) -> Words | None:
    """It is at most Cρᵏ with k > 1."""
    bound = remainder_bound(solution)
    if bound is None:
        return None
    size, power = bound
    return words(
        "increment_is_small",
        rho=_distance(solution),
        letter=Value(_RHO),
        vanishing=(Value(_RHO), Relation("→"), Value(Integer(0))),
        bound=Value(size * _RHO**power),
        f=name_of(solution),
        point=POINT,
    )


def _is_not_small(missed: Expr, parts: Mapping[str, object], solution: Solution) -> Words | None:
    """On a line into P it tends to the rate along the line without what ∇f(P) would give."""
    direction, rate, product = (parts.get(name) for name in ("direction", "rate", "product"))
    is_known = isinstance(rate, Expr) and isinstance(product, Expr)
    if not is_known or not isinstance(direction, tuple):
        return None
    assert isinstance(rate, Expr)
    assert isinstance(product, Expr)
    increments = tuple(map(_increment, solution.variables))
    running = next(place for place, entry in enumerate(direction) if entry != 0)
    first, across = increments[running], direction[running]
    equations = clauses(
        (_equation(other, _multiple(shorten_number(entry / across), first)),)
        for place, (other, entry) in enumerate(zip(increments, direction, strict=True))
        if place != running
    )
    line: Line = (words("along_line", equation=equations),)
    limit = shorten_number(rate - product)
    if not _is_so_behind(missed, direction, limit):
        relation = Relation(">" if sign_of(across) == 1 else "<")
        side: Line = (Value(first), relation, Value(Integer(0)))
        line = (words("along_part", path=line, side=side),)
    zero = Value(Integer(0))
    return words(
        "increment_is_not_small",
        rho=_distance(solution),
        letter=Value(_RHO),
        vanishing=(Value(_RHO), Relation("→"), zero),
        moving=Tuple(tuple(map(Value, increments))),
        origin=Tuple((zero,) * len(increments)),
        curve=line,
        limit=Value(limit),
        unusable=unusable(solution),
        f=name_of(solution),
        point=POINT,
    )


def _multiple(slope: Expr, increment: Formula) -> Formula:
    """kΔx; 0 for k = 0."""
    if slope in (0, 1):
        return increment if slope == 1 else in_reading_order(slope)
    return Formula("multiply", (in_reading_order(slope), increment))


def _is_so_behind(missed: Expr, direction: Sequence[Expr], limit: Expr) -> bool:
    """Whether the quotient is seen to tend to the same from the other side of P."""
    steps = (Symbol(f"h_{index}", real=True) for index in range(1, len(direction) + 1))
    back = {step: -_STEP * entry for step, entry in zip(steps, direction, strict=True)}
    return bool(shorten(missed.xreplace(back) / _STEP - limit) == 0)


def _left_side(solution: Solution) -> Piece:
    """Δf - (∂f/∂x(P)·Δx + ∂f/∂y(P)·Δy)."""
    name = solution.problem.name
    linear = Total(
        tuple(
            MatrixProduct((Partial(name, variable, at_point=True), Value(_increment(variable))))
            for variable in solution.variables
        )
    )
    change = Value(_increment(Symbol(name, real=True)))
    return Terms((change, Signed("-", Tuple((linear,)))))


def _distance(solution: Solution) -> Line:
    """ρ = √((Δx)² + (Δy)²)."""
    squares = tuple(Formula("power", (_increment(name), _TWO)) for name in solution.variables)
    return (Value(_RHO), EQUALS, Value(Formula("sqrt", (Formula("add", squares),))))


def _in_increments(missed: Expr, solution: Solution) -> Formula:
    """The remainder in Δx, Δy rather than h₁, h₂."""
    names = {
        Symbol(f"h_{index}", real=True): _increment(variable)
        for index, variable in enumerate(solution.variables, start=1)
    }
    return replace_names(in_reading_order(missed), names)


def _increment(name: Symbol) -> Formula:
    return Formula("increment", (Formula("name", value=name),))


def _equation(left: Formula, right: Formula) -> Equation:
    # Both sides stand in place of an equation of SymPy's.
    return Equation(Eq(Integer(0), Integer(0), evaluate=False), (left, right))
