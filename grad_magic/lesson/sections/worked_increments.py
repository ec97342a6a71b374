"""Differentiability by the increment, as some books prove it.

Δf - (f_x(P)Δx + f_y(P)Δy) over ρ = √((Δx)² + (Δy)²) tends to 0 as ρ does, or on a line into P it
does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sympy import Abs, Add, Eq, Expr, Integer, Rational, Symbol, sqrt

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten, shorten_number
from grad_magic.findings import DifferentiabilityReason
from grad_magic.formula.sympy_forms import in_reading_order
from grad_magic.formula.tree import Formula
from grad_magic.lesson.increments import remainder
from grad_magic.lesson.pieces import EQUALS, POINT, ZERO, clauses, name_of, words
from grad_magic.lesson.remainders import is_by_components, remainder_bound
from grad_magic.lesson.sections.definition import partial_value
from grad_magic.lesson.sections.worked_limits import squeeze_lines
from grad_magic.lesson.sections.worked_scope import asks_for_proof
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
)
from grad_magic.lesson.styles import style_named
from grad_magic.lesson.substitution import replace_names
from grad_magic.solution import Solution

if TYPE_CHECKING:
    from grad_magic.lesson.steps import Piece

_MOST_VARIABLES = 3
_RHO = Symbol("rho", real=True)
_STEP = Symbol("t", positive=True)
_HALF = Rational(1, 2)
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
    said: list[Line] = []
    if reason.kind is DifferentiabilityReason.REMAINDER_BOUND:
        said = list(_small_lines(missed, solution))
    elif reason.kind in (
        DifferentiabilityReason.RATE_OFF_THE_GRADIENT,
        DifferentiabilityReason.RAY_OFF_THE_GRADIENT,
    ):
        said = list(_large_lines(missed, reason.parts, solution))
    if not said:
        return
    # Behind (b) a sentence does not go on from (a).
    begins = bool(solution.problem.presentation.labels)
    row = "increment_considered_apart" if begins else "increment_considered"
    yield (words(row, f=name_of(solution)),)
    yield (_left_side(solution), EQUALS, Value(_in_increments(missed, solution)))
    yield from said


def _is_told_so(solution: Solution) -> bool:
    """Whether the style proves it so, and its letters name nothing else."""
    names = {str(name) for name in solution.variables}
    is_free = solution.problem.name != "rho" and names.isdisjoint({"rho", "Delta"})
    is_few = 1 < len(solution.variables) <= _MOST_VARIABLES
    style = style_named(solution.problem.presentation)
    # By its definition, where nothing else is asked.
    is_usual = style.tells_increments or (style.shows_place and asks_for_proof(solution))
    return is_usual and is_free and is_few


def _small_lines(missed: Expr, solution: Solution) -> Iterator[Line]:
    """It is at most Cρᵏ with k > 1."""
    count = len(solution.variables)
    bound = remainder_bound(missed, count)
    if bound is None:
        return
    size, power = bound
    increments = _increments(solution)
    yield from squeeze_lines(missed, increments)
    since: Line = ()
    if is_by_components(missed, count):
        sizes = (
            (Value(Formula("abs", (increment,))), Relation("≤"), Value(_RHO))
            for step, increment in increments.items()
            if missed.has(step)
        )
        since = (words("as_increments_are_short", sizes=clauses(sizes)),)
    yield (
        words(
            "increment_is_small",
            since=since,
            rho=_distance(solution),
            letter=Value(_RHO),
            vanishing=(Value(_RHO), Relation("→"), ZERO),
            bound=Value(size * _RHO**power),
            f=name_of(solution),
            point=POINT,
        ),
    )


def _large_lines(missed: Expr, parts: Mapping[str, object], solution: Solution) -> Iterator[Line]:
    """On a line into P it tends to the rate along the line without what ∇f(P) would give."""
    direction, rate, product = (parts.get(name) for name in ("direction", "rate", "product"))
    if not (isinstance(rate, Expr) and isinstance(product, Expr) and isinstance(direction, tuple)):
        return
    increments = tuple(map(_increment, solution.variables))
    running = next(place for place, entry in enumerate(direction) if entry != 0)
    first, across = increments[running], direction[running]
    slopes = tuple(shorten_number(entry / across) for entry in direction)
    equations = clauses(
        (_equation(other, _multiple(slope, first)),)
        for place, (other, slope) in enumerate(zip(increments, slopes, strict=True))
        if place != running
    )
    line: Line = (words("along_line", equation=equations),)
    limit = shorten_number(rate - product)
    is_ahead = sign_of(across) == 1
    is_on_both = _is_so_behind(missed, direction, limit)
    if not is_on_both:
        side: Line = (Value(first), Relation(">" if is_ahead else "<"), ZERO)
        line = (words("along_ray", equation=equations, side=side),)
    sign = {} if is_on_both else {"positive": is_ahead, "negative": not is_ahead}
    step = Symbol("s", real=True, **sign)
    vanishing: Line = (Value(_RHO), Relation("→"), ZERO)
    gaps: dict[str, Piece | Line] = {"letter": Value(_RHO), "f": name_of(solution), "point": POINT}
    gaps["vanishing"] = vanishing
    yield (
        words(
            "increment_over_distance",
            rho=_distance(solution),
            moving=Tuple(tuple(map(Value, increments))),
            origin=Tuple((ZERO,) * len(increments)),
            curve=line,
            **gaps,
        ),
    )
    quotient, is_constant = _over_distance(missed, slopes, step, limit)
    shown = Value(replace_names(quotient, {step: first}))
    yield (
        Value(_over_rho(missed, solution)),
        EQUALS,
        shown,
        EQUALS if is_constant else Relation("→"),
        Value(limit),
    )
    yield (words("increment_is_not_small", unusable=unusable(solution), **gaps),)


def _over_rho(missed: Expr, solution: Solution) -> Formula:
    """(Δx)²Δy/(ρ((Δx)² + (Δy)²)), one fraction."""
    above, below = missed.as_numer_denom()
    is_negative = above.could_extract_minus_sign()
    top = _in_increments(-above if is_negative else above, solution)
    under = Formula("name", value=_RHO)
    if below != 1:
        under = Formula("multiply", (under, _in_increments(below, solution)))
    size = Formula("multiply", (top, Formula("reciprocal", (under,))))
    return Formula("negate", (size,)) if is_negative else size


def _over_distance(
    missed: Expr, slopes: Sequence[Expr], step: Symbol, limit: Expr
) -> tuple[Formula, bool]:
    """s³/(2s²)^(3/2) on the line, and whether that is its limit; ρ joins a power of h·h."""
    steps = [Symbol(f"h_{index}", real=True) for index in range(1, len(slopes) + 1)]
    on_line = {name: slope * step for name, slope in zip(steps, slopes, strict=True)}
    length = shorten_number(Add(*(slope**2 for slope in slopes)))
    above, below = missed.as_numer_denom()
    content, divisor = below.as_coeff_Mul()
    base, power = divisor.as_base_exp()
    if below.free_symbols and base.expand() == Add(*(name**2 for name in steps)):
        above = shorten(above.xreplace(on_line))
        square = in_reading_order(length * step**2)
        exponent = in_reading_order(shorten_number(power + _HALF))
        under = square if power == _HALF else Formula("power", (square, exponent))
        under = under if content == 1 else Formula("multiply", (in_reading_order(content), under))
        whole = above / (content * (length * step**2) ** (power + _HALF))
    else:
        above = shorten(missed.xreplace(on_line))
        distance = sqrt(length) * Abs(step)
        under, whole = in_reading_order(distance), above / distance
    is_negative = above.could_extract_minus_sign()
    size = Formula(
        "multiply",
        (in_reading_order(-above if is_negative else above), Formula("reciprocal", (under,))),
    )
    quotient = Formula("negate", (size,)) if is_negative else size
    return quotient, bool(shorten(whole - limit) == 0)


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
    return replace_names(in_reading_order(missed), _increments(solution))


def _increments(solution: Solution) -> dict[Symbol, Formula]:
    """Δx, Δy for h₁, h₂."""
    return {
        Symbol(f"h_{index}", real=True): _increment(variable)
        for index, variable in enumerate(solution.variables, start=1)
    }


def _increment(name: Symbol) -> Formula:
    return Formula("increment", (Formula("name", value=name),))


def _equation(left: Formula, right: Formula) -> Equation:
    # Both sides stand in place of an equation of SymPy's.
    return Equation(Eq(Integer(0), Integer(0), evaluate=False), (left, right))
