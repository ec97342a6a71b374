"""The extreme rates of change, the directions of no change, and those of a given rate."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Abs, Expr, Float, Matrix

from grad_magic.calculus.exact.lengths import count_operations
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.lesson.decimals import is_exact_decimal, to_decimal
from grad_magic.lesson.pieces import (
    ANY_UNIT,
    APPROXIMATELY,
    EQUALS,
    POINT,
    ZERO,
    decimals,
    gradient,
    has_one_variable,
    is_by_signs,
    is_rounded,
    is_unit_rounded,
    number,
    told_number,
    words,
    words_about,
)
from grad_magic.lesson.steps import (
    Approach,
    Gradient,
    Line,
    Measured,
    Norm,
    Piece,
    Quotient,
    Rate,
    Relation,
    Separator,
    Signed,
    Value,
    Words,
)
from grad_magic.lesson.typesetting.unicode_printer import plain_text
from grad_magic.lesson.unit_vectors import write_unit
from grad_magic.presets import Asked
from grad_magic.solution import RateDirections, Solution

# What machine learning calls what it makes small.
_LOSSES = ("L", "J", "loss", "cost", "E", "C")
_LONGEST_DIRECTION = 24
_LONGEST_NUMBER = 20
_LONGEST_DIRECTION_TEXT = 75


def has_extremes(solution: Solution) -> bool:
    """Whether there are extreme rates to tell; of a level set only its normal is asked."""
    several = not has_one_variable(solution) and not solution.problem.is_equation
    return several and solution.steepest_ascent is not None


def extreme_lines(solution: Solution) -> Iterator[Line]:
    """The largest and the smallest rate with their directions, and the directions of no change."""
    name = solution.problem.name
    assert solution.norm is not None
    gradient_at = Gradient(name, at_point=True)
    length = Norm(gradient_at)
    yield from (
        (
            Rate(name, extreme, along=ANY_UNIT.letter),
            EQUALS,
            _signed(sign, length),
            *_extreme(rate, solution),
            Separator(),
            _along(sign, gradient_at, solution),
        )
        for extreme, sign, rate in (("max", "", solution.norm), ("min", "-", -solution.norm))
    )
    yield (Rate(name, along=ANY_UNIT.letter), EQUALS, ZERO, Separator(), _no_change(solution))


def measured_rate_lines(solution: Solution) -> Iterator[Line]:
    """D_u f(P) with its unit, where it is asked for and the problem tells in what it measures."""
    if Asked.RATE in _asked_with_unit(solution) and solution.directional_derivative is not None:
        yield from _measured("rate", solution.directional_derivative, solution)


def measured_extreme_lines(solution: Solution) -> Iterator[Line]:
    """The largest and the smallest rate with their unit, as D_u f(P) has it."""
    asked, largest = _asked_with_unit(solution), solution.norm
    if largest is not None and not asked.isdisjoint({Asked.MAX_RATE, Asked.ASCENT}):
        yield from _measured("largest_rate", largest, solution)
    if largest is not None and not asked.isdisjoint({Asked.MIN_RATE, Asked.DESCENT}):
        yield from _measured("smallest_rate", -largest, solution)


def _asked_with_unit(solution: Solution) -> frozenset[Asked]:
    """What is asked for, where there is a unit and a gradient."""
    presentation = solution.problem.presentation
    is_told = solution.norm is not None and solution.gradient_at is not None
    return frozenset(presentation.questions if presentation.unit and is_told else ())


def _measured(row: str, rate: Expr, solution: Solution) -> Iterator[Line]:
    """The rate in decimals."""
    decimal = to_decimal(rate, solution.problem.digits)
    if decimal is not None:
        measured = Measured(decimal, solution.problem.presentation.unit)
        is_exact = is_exact_decimal(decimal, rate) and not solution.is_approximate
        size = measured if is_exact else words("about", number=measured)
        yield (words(f"{row}_in_unit", rate=size),)


def _along(sign: str, slope: Gradient, solution: Solution) -> Words:
    """Along ∇f(P), u = …; of a loss, which is to become small, also along -∇L(P), u = …."""
    if sign and solution.problem.name not in _LOSSES:
        return words("against_gradient")
    unit = steepest(solution, -1 if sign else 1)
    return words("along_gradient", gradient=_signed(sign, slope), u=unit)


def _extreme(rate: Expr, solution: Solution) -> Line:
    """= and the exact rate, whose decimal stands with the gradient; ≈ where it is long."""
    if is_by_signs(rate):
        # Its cases stand with the gradient.
        return ()
    decimal = to_decimal(rate, solution.problem.digits)
    is_short = len(plain_text(rate)) <= _LONGEST_NUMBER and not is_rounded(rate, solution)
    is_exact = is_short and not solution.is_approximate
    return (EQUALS, Value(rate)) if decimal is None or is_exact else (APPROXIMATELY, decimal)


def steepest(solution: Solution, sign: int = 1) -> Line:
    """u = ±∇f(P)/‖∇f(P)‖ by its entries, in decimals where the exact ones are long."""
    ascent, gradient_at = solution.steepest_ascent, solution.gradient_at
    assert ascent is not None
    assert gradient_at is not None
    direction = sign * ascent
    if not _is_long(direction, solution):
        return (ANY_UNIT, EQUALS, write_unit(direction, tuple(sign * gradient_at), solution.norm))
    entries = decimals(direction, solution)
    if entries is not None:
        return (ANY_UNIT, APPROXIMATELY, entries)
    slope = Gradient(solution.problem.name, at_point=True)
    along = Quotient(slope, Norm(slope))
    return (ANY_UNIT, EQUALS, along if sign > 0 else Signed("-", along))


def _no_change(solution: Solution) -> Words:
    directions = no_change(solution)
    if directions is not None:
        return words("in_directions", u=directions)
    gradient_at = Gradient(solution.problem.name, at_point=True)
    return words("perpendicular", u=ANY_UNIT, gradient=gradient_at)


def no_change(solution: Solution) -> Line | None:
    """u = ±… for the rate 0; None where there are more than two, or no short ones."""
    assert solution.gradient_at is not None
    if len(solution.variables) > 2:
        return None
    assert solution.zero_directions is not None
    direction = solution.zero_directions[0]
    if not _is_long(direction, solution):
        first, second = solution.gradient_at
        along = write_unit(direction, (second, -first), solution.norm)
        return (ANY_UNIT, EQUALS, Signed("±", along))
    entries = decimals(direction, solution)
    return None if entries is None else (ANY_UNIT, APPROXIMATELY, Signed("±", entries))


def _signed(sign: str, piece: Piece) -> Piece:
    return Signed(sign, piece) if sign else piece


def _is_long(direction: Matrix, solution: Solution) -> bool:
    return (
        solution.is_approximate
        or sum(map(count_operations, direction)) > _LONGEST_DIRECTION
        or sum(len(str(entry)) for entry in direction) > _LONGEST_DIRECTION_TEXT
        or is_unit_rounded(direction, solution)
    )


def given_rate_lines(solution: Solution) -> Iterator[Line]:
    """The directions in which f changes at the rate that was asked for, or why there are none."""
    found = solution.rate_directions
    if solution.gradient_at is None:
        gaps = {"gradient": gradient(solution), "point": POINT}
        row = _row_of_rays(solution)
        yield (words(row, u=ANY_UNIT, rate=_is_rate(solution), t=Approach("+"), **gaps),)
    elif found is None or found.kind == "open":
        yield (words("rate_open", u=ANY_UNIT, rate=_is_rate(solution)),)
    elif found.kind == "finite":
        yield from _finite_lines(found, solution)
    else:
        rate_gaps = _rate_gaps(found, solution)
        row = f"rate_{found.kind}"
        yield (words_about(solution, row, u=ANY_UNIT, rate=_is_rate(solution), **rate_gaps),)


def _row_of_rays(solution: Solution) -> str:
    """What tells where f has a rate, by limits along rays that may be those along lines."""
    along = solution.rate_along_rays
    if along is None:
        return "rate_without_gradient"
    behind = along.xreplace({symbol: -symbol for symbol in solution.ray_symbols})
    is_along_lines = (along + behind).expand() == 0
    is_defined_so = is_along_lines or solution.problem.presentation.takes_rays
    return "rate_along_rays" if is_defined_so else "rate_along_rays_alone"


def _is_rate(solution: Solution) -> Line:
    assert solution.problem.rate is not None
    rate = solution.problem.rate
    # A rounded rate may have directions where the one that was asked for has none.
    is_exact = is_rounded(rate, solution) and not rate.has(Float)
    given = (EQUALS, Value(rate)) if is_exact else number(rate, solution)
    return (Rate(solution.problem.name, along=ANY_UNIT.letter), *given)


def _finite_lines(found: RateDirections, solution: Solution) -> Iterator[Line]:
    """Each direction with the decimals of what is not rational."""
    first, *others = (_with_decimals(direction, solution) for direction in found.directions)
    sentence = "in_directions" if others else "in_direction"
    line: Line = (*_is_rate(solution), Separator(), words(sentence, u=first))
    for other in others:
        line += (Separator(), words("and_direction", u=other))
    yield line


def _with_decimals(direction: Matrix, solution: Solution) -> Line:
    entries = decimals(direction, solution)
    if entries is None:
        return (ANY_UNIT, EQUALS, write_unit(direction))
    if _is_long(direction, solution):
        return (ANY_UNIT, APPROXIMATELY, entries)
    if all(entry.is_Rational for entry in direction):
        return (ANY_UNIT, EQUALS, write_unit(direction))
    return (ANY_UNIT, EQUALS, write_unit(direction), APPROXIMATELY, entries)


def _rate_gaps(found: RateDirections, solution: Solution) -> dict[str, Line]:
    length: Line = (Norm(gradient(solution)),)
    if solution.norm is not None:
        length += number(solution.norm, solution)
    gaps: dict[str, Line] = {
        "comparison": (*_size(found, solution), Relation(">"), *length),
        "gradient": (gradient(solution),),
    }
    if found.angle is not None:
        # "is" stands for the equals sign.
        gaps["angle"] = number(found.angle, solution)[1:]
    return gaps


def _size(found: RateDirections, solution: Solution) -> Line:
    if sign_of(found.rate) in (0, 1):
        is_exact = not found.rate.has(Float)
        return (Value(found.rate) if is_exact else told_number(found.rate, solution),)
    return (Value(Abs(found.rate, evaluate=False)),)
