"""What a difference quotient at P is for small t, by f as it was typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sympy import Abs, Add, Expr, Heaviside, Max, Min, Piecewise, Rational, Symbol, ilcm, sign

from grad_magic.calculus.exact.simplify import shorten
from grad_magic.formula.sympy_forms import in_reading_order
from grad_magic.formula.tree import Formula
from grad_magic.lesson.increments import T, increment
from grad_magic.lesson.steps import DifferenceQuotient, Piece, Value

if TYPE_CHECKING:
    from grad_magic.solution import Solution

Direction = Sequence[Expr]
_POSITIVE = Symbol("t", positive=True)
# A unit vector with rational entries for each number of them, to try a formula for all.
_TRIED = {
    2: (Rational(5, 13), Rational(12, 13)),
    3: (Rational(2, 7), Rational(3, 7), Rational(6, 7)),
}


@dataclass(frozen=True)
class WrittenOut:
    """What a difference quotient is for small t, as an expression in t: for t < 0 and t > 0.

    Of both `above` may be written with |t|, which `along_ray` has not, as t > 0 there. Along all
    rays it is the `rate`, where it does not depend on t. In a worked solution it is `cancelled` for
    t > 0 where a factor t cancels and the limit is seen then: √(t² + 2)/2 of √(t⁴/4 + t²/2)/t.
    """

    below: Piece
    above: Piece
    along_ray: Piece
    rate: Expr | None = None
    cancelled: Expr | None = None


def write_out(
    quotient: DifferenceQuotient, direction: Direction, solution: Solution
) -> WrittenOut | None:
    """(f(P + t·d) - f(P))/t with the numerator worked out, on each side where cases meet."""
    if quotient.slope is not None or solution.problem.procedure is not None:
        return None
    symbols = {entry: entry for entry in direction if isinstance(entry, Symbol)}
    if symbols:
        tried = _TRIED.get(len(direction))
        if tried is None:
            return None
        symbols = dict(zip(direction, tried, strict=True))
        found = increment(solution, direction, symbols=symbols, sides=(1,))
        if found is None:
            return None
        # Along rays t is positive: |u₁t| is t|u₁|.
        ray = for_positive(found)
        along_ray, rate = _over_step(ray), (ray / T).expand()
        return WrittenOut(along_ray, along_ray, along_ray, None if rate.has(T) else rate)
    below, above = _increments(solution, direction)
    if below is None or above is None:
        return None
    ray = for_positive(above)
    above_step = _over_step(above)
    return WrittenOut(
        above_step if below == above else _over_step(below),
        above_step,
        above_step if ray == above else _over_step(ray),
        cancelled=_cancelled(ray) if solution.problem.presentation.is_worked else None,
    )


def _cancelled(ray: Expr) -> Expr | None:
    if not ray.has(T) or ray.is_polynomial(T) or not ray.is_algebraic_expr(T):
        return None
    form = shorten((ray / T).xreplace({T: _POSITIVE})).xreplace({_POSITIVE: T})
    divisor = form.as_numer_denom()[1]
    is_seen = form.has(T) and not divisor.subs(T, 0).is_zero
    return form if is_seen else None


def _increments(solution: Solution, direction: Direction) -> tuple[Expr | None, Expr | None]:
    """f(P + t·d) - f(P) for t < 0 and for t > 0."""
    if not solution.f.has(Max, Min):
        found = increment(solution, direction)
        if found is not None or not solution.f.has(Piecewise):
            return found, found
    below = increment(solution, direction, sides=(-1,))
    return below, None if below is None else increment(solution, direction, sides=(1,))


def for_positive(change: Expr) -> Expr:
    """The same with t for |t|."""
    if not change.has(Abs, Heaviside, sign):
        return change
    turned = change.xreplace({T: _POSITIVE})
    # There is nothing to shorten in c·tⁿ.
    is_short = not turned.is_Add and turned.is_polynomial(_POSITIVE)
    return (turned if is_short else shorten(turned)).xreplace({_POSITIVE: T})


def _over_step(found: Expr) -> Piece:
    """The increment over t, with one stroke."""
    below = ilcm(1, *(term.as_coeff_Mul()[0].q for term in Add.make_args(found)))
    found = Add(*(below * term for term in Add.make_args(found)))
    over = Formula("reciprocal", (in_reading_order(below * T),))
    if found.could_extract_minus_sign() and not found.is_Add:
        size = Formula("multiply", (in_reading_order(-found), over))
        return Value(Formula("negate", (size,)))
    others, power = found.as_independent(T, as_Add=False)
    if others.free_symbols:
        # t·u₁·u₂/t, whatever the letters are.
        return Value(Formula("multiply", (*map(in_reading_order, (power, others)), over)))
    return Value(Formula("multiply", (in_reading_order(found), over)))
