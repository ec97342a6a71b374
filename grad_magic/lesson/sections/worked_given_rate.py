"""The directions of a rate that was asked for, worked out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sympy import Add, Expr, Integer, fraction

from grad_magic.formula.sympy_forms import in_reading_order
from grad_magic.lesson.pieces import (
    ANY_UNIT,
    EQUALS,
    ZERO,
    components_of_any,
    formula,
    gradient,
    is_rounded,
    measure_text,
    number,
    words,
)
from grad_magic.lesson.sections import first_order, rates
from grad_magic.lesson.steps import (
    Cosine,
    Letter,
    Line,
    MatrixProduct,
    Multiple,
    Norm,
    Piece,
    Quotient,
    Rate,
    System,
    Value,
    Vector,
)
from grad_magic.lesson.styles import style_named
from grad_magic.lesson.substitution import can_be_seen
from grad_magic.solution import RateSystem, Solution

_ANGLE = Letter("θ")
_MOST_COLUMNS = 70


def given_rate_lines(solution: Solution) -> Iterator[Line]:
    """The equations for u and their solution, and then what follows as in brief."""
    by_hand = None if solution.rate_system is None else solution.rate_system.value
    if by_hand is not None and _is_readable(by_hand, solution):
        yield from _system_lines(by_hand, solution)
    elif len(solution.variables) > 1 and solution.gradient_at is not None and solution.norm:
        yield from _angle_lines(solution)
    yield from rates.given_rate_lines(solution)


def _is_readable(by_hand: RateSystem, solution: Solution) -> bool:
    slopes, rate = solution.gradient_at, solution.problem.rate
    assert slopes is not None
    assert rate is not None
    forms = (by_hand.value, by_hand.remaining)
    is_short = all(measure_text(form) <= _MOST_COLUMNS for form in forms)
    numbers = (*slopes, rate, *by_hand.roots)
    return not solution.is_approximate and is_short and can_be_seen(numbers, solution)


def _system_lines(by_hand: RateSystem, solution: Solution) -> Iterator[Line]:
    """a·u₁ + b·u₂ = c and u₁² + u₂² = 1, the first put into the second."""
    slopes, rate = solution.gradient_at, solution.problem.rate
    assert slopes is not None
    assert rate is not None
    components: Sequence[Expr] = first_order.cosines_of_any(solution) or components_of_any(solution)
    named = dict(zip(by_hand.components, components, strict=True))
    unit: Line = (ANY_UNIT, EQUALS, Vector(tuple(components)))
    linear = Add(*(slope * name for slope, name in zip(slopes, components, strict=True)))
    square = Add(*(name**2 for name in components))
    first: Line = (Rate(solution.problem.name, along=ANY_UNIT.letter), EQUALS, _written(linear))
    second: Line = (_written(square), EQUALS, Value(Integer(1)))
    rows: tuple[Line, ...] = ((*first, EQUALS, Value(rate)), second)
    if style_named(solution.problem.presentation).braces_systems:
        yield (words("rate_unknown_in_braces", u=unit, vector=ANY_UNIT),)
        yield (System(rows),)
    else:
        yield (words("rate_unknown", u=unit, vector=ANY_UNIT),)
        yield from rows
    solved, other = components[by_hand.solved], components[1 - by_hand.solved]
    gaps: dict[str, Line] = {
        "solved": (Value(solved), EQUALS, _written(by_hand.value.xreplace(named))),
        "remaining": (_written(by_hand.remaining.xreplace(named)), EQUALS, ZERO),
    }
    if not by_hand.roots:
        yield (words("rate_system_never", **gaps),)
        return
    yield (words("rate_system", roots=_either(other, by_hand.roots), **gaps),)


def _written(expression: Expr) -> Value:
    return Value(in_reading_order(expression))


def _either(name: Expr, roots: Sequence[Expr]) -> Line:
    lines: list[Line] = [(Value(name), EQUALS, _written(root)) for root in roots]
    line = lines[0]
    for other in lines[1:]:
        line = (words("or_values", first=line, second=other),)
    return line


def _over_length(rate: Expr, slope: Piece) -> Piece:
    """c/‖∇f(P)‖ with one stroke, also where c is a fraction."""
    above, below = fraction(rate)
    length: Piece = Norm(slope)
    return Quotient(Value(above), length if below == 1 else Multiple(below, length))


def _angle_lines(solution: Solution) -> Iterator[Line]:
    """D_u f(P) = ‖∇f(P)‖ cos θ, so that cos θ = c/‖∇f(P)‖."""
    rate, length = solution.problem.rate, solution.norm
    assert rate is not None
    assert length is not None
    slope = gradient(solution)
    cosine = Cosine(_ANGLE)
    yield (words("angle_with_gradient", angle=_ANGLE, gradient=slope, u=ANY_UNIT),)
    yield (*formula(solution, ANY_UNIT), EQUALS, MatrixProduct((Norm(slope), cosine)))
    ratio: Line = (_over_length(rate, slope),)
    if rate.is_Rational and not is_rounded(length, solution):
        ratio = (*ratio, *number(rate / length, solution))
    line: Line = (cosine, EQUALS, *ratio)
    yield (
        words(
            "rate_needs_cosine",
            rate=(Rate(solution.problem.name, along=ANY_UNIT.letter), EQUALS, Value(rate)),
        ),
    )
    yield line
