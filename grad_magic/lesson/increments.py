"""f(P + t·d) - f(P) as an expression in t, for the limits that are written out.

What is found is compared with f as it was typed, at points on both sides of P: SymPy's own
substitution may drop a hole, or a case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING

import mpmath
from sympy import Abs, Add, Expr, Integer, Max, Min, Piecewise, Rational, Symbol, true

from grad_magic.calculus.bounds import tells_point_apart
from grad_magic.calculus.exact.simplify import shorten
from grad_magic.formula.arithmetic import HIGH_PRECISION, NotRealError
from grad_magic.formula.program import compile_formula
from grad_magic.formula.real_roots import is_odd_root
from grad_magic.formula.sympy_forms import (
    UnreadableExpressionError,
    from_sympy,
    power,
)
from grad_magic.lesson.pieces import write_text
from grad_magic.solution import Solution

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

T = Symbol("t", real=True)
_MOST_COLUMNS = 44
_DIGITS = 40
_TOLERANCE = mpmath.mpf(10) ** -25
_SMALL = tuple(Rational(number, 1009) for number in (1, 7, 40))
_NEAREST = Rational(1, 10**6)
# That tell apart what differs there by a term of a high order.
_DIGITS = 60


def increment(
    solution: Solution,
    direction: Sequence[Expr],
    *,
    symbols: Mapping[Symbol, Expr] | None = None,
    sides: Sequence[int] = (-1, 1),
) -> Expr | None:
    """f(P + t·d) - f(P) for small t ≠ 0.

    Args:
        solution: f and P.
        direction: d, n entries.
        symbols: numbers to try for the symbols of d.
        sides: the signs of t for which it must hold.

    Returns:
        None where no short expression was found that f has on these sides of P.
    """
    point, value = solution.point, solution.value
    if point is None or value is None or not _is_free(solution):
        return None
    moved = [place + T * step for place, step in zip(point, direction, strict=True)]
    found = _along(solution, moved, sides, symbols or {})
    return None if found is None else _short(_simplest(found - value))


def remainder(solution: Solution, partials: Sequence[Expr] | None = None) -> Expr | None:
    """f(P + h) - f(P) - ∇f(P)·h in h₁, h₂, …, for small h ≠ 0.

    Args:
        solution: f and P.
        partials: the n partial derivatives at P, where these make no gradient.

    Returns:
        None where no short expression was found that f has around P, or it is 0.
    """
    point, value = solution.point, solution.value
    slopes = solution.gradient_at if partials is None else partials
    if point is None or value is None or slopes is None or not _is_free(solution):
        return None
    if not _is_one_formula(solution.f, dict(zip(solution.variables, point, strict=True))):
        return None
    steps = [Symbol(f"h_{index}", real=True) for index in range(1, len(point) + 1)]
    if {"h", *map(str, steps)} & {str(name) for name in solution.variables}:
        return None
    moved = [place + T * step for place, step in zip(point, steps, strict=True)]
    found = {
        _along(solution, moved, (1,), dict(zip(steps, way, strict=True)), is_unit=False)
        for way in product((Rational(5, 13), Rational(-12, 13)), repeat=len(steps))
    }
    (form,) = found if len(found) == 1 else (None,)
    if form is None:
        return None
    missed = form - value - T * Add(*(a * b for a, b in zip(slopes, steps, strict=True)))
    missed = _short(_simplest(missed).xreplace({T: Integer(1)}))
    return missed or None


def _is_one_formula(f: Expr, place: Mapping[Symbol, Expr]) -> bool:
    """Whether f has one formula all around P: of others a few rays may miss a narrow sector."""
    conditions = (holds for part in f.atoms(Piecewise) for _, holds in part.args)
    return not f.has(Max, Min) and all(
        condition == true or tells_point_apart(condition, place) for condition in conditions
    )


def value_along(
    solution: Solution, curve: Sequence[Expr], parameter: Symbol, sides: Sequence[int] = (1,)
) -> Expr | None:
    """f on a curve into P, for small values of its parameter of these signs, as one in t."""
    if parameter != T and not _is_free(solution):
        return None
    return _along(solution, [place.xreplace({parameter: T}) for place in curve], sides, {})


def value_along_family(
    solution: Solution, curve: Sequence[Expr], letter: Symbol, tried: Sequence[Expr]
) -> Expr | None:
    """f on curves into P that a letter tells apart, for small t ≠ 0 of both signs.

    Args:
        solution: f and P.
        curve: n expressions in t and the letter.
        letter: such as the slope of lines.
        tried: values of it for which f as typed is compared.

    Returns:
        None where no short expression was found that f has for all that were tried.
    """
    if not _is_free(solution):
        return None
    found = {_along(solution, curve, (-1, 1), {letter: number}, is_unit=False) for number in tried}
    return found.pop() if len(found) == 1 else None


def _is_free(solution: Solution) -> bool:
    """Whether t names nothing in the request, and there are no parameters to speak of."""
    names = {str(name) for name in solution.variables}
    return "t" not in names and not solution.problem.parameters and not solution.is_approximate


def _along(
    solution: Solution,
    place: Sequence[Expr],
    sides: Sequence[int],
    symbols: Mapping[Symbol, Expr],
    *,
    is_unit: bool = True,
) -> Expr | None:
    if not solution.problem.formula.names <= set(solution.variables):
        # With a parameter, f as typed has no number to compare with.
        return None
    if any(entry.free_symbols - {T, *symbols} for entry in place):
        # Through a curve of points: f may not depend on where, but f as typed needs numbers.
        return None
    put_in = dict(zip(solution.variables, place, strict=True))
    f = solution.f
    if len(sides) == 1 and f.has(Max, Min):
        # Before anything is put in, as SymPy compares all entries of what it builds; and a decimal,
        # as (1 + t)^(1 + t) of a fraction would be a root of a number with millions of digits.
        near = {T: (sides[0] * _NEAREST).evalf(_DIGITS)}
        nearest = {name: entry.xreplace(near) for name, entry in put_in.items()}
        f = f.replace(Max, lambda *entries: _outermost(Max, entries, nearest))
        f = f.replace(Min, lambda *entries: _outermost(Min, entries, nearest))
    value = f.xreplace(put_in)
    value = value.replace(Piecewise, lambda *cases: _applying(cases, sides, symbols))
    if value.has(Piecewise) or value.free_symbols - {T, *symbols}:
        return None
    # Of a unit vector the squares make 1.
    squares = Add(*(name**2 for name in symbols))
    found = shorten(value).replace(_is_odd_root, _odd_root)
    found = _short(shorten(found.subs(squares, 1)) if symbols and is_unit else found)
    is_confirmed = found is not None and _is_value(found, solution, put_in, sides, symbols)
    return found if is_confirmed else None


def _is_odd_root(part: Expr) -> bool:
    """Whether this is a root of c·t^k, or an even power of one of |t|, real for every t.

    Or of a negative number alone, as SymPy has ∛(-t²).
    """
    if not part.is_Pow or not is_odd_root(part.exp):
        return False
    if part.base.is_number:
        return bool(part.base.is_negative)
    if part.base == Abs(T):
        return bool(part.exp.p % 2 == 0)
    rest, step = part.base.as_independent(T, as_Add=False)
    root, exponent = step.as_base_exp()
    return bool(rest.is_number and root == T and exponent.is_Integer)


def _odd_root(part: Expr) -> Expr:
    """∛(c·t^k) = ∛c·t^(k/3) for t < 0 too, and |t|^(2/3) = t^(2/3)."""
    if part.base == Abs(T):
        return T**part.exp
    if part.base.is_number:
        return power(part.base, part.exp)
    rest, step = part.base.as_independent(T, as_Add=False)
    return power(rest, part.exp) * T ** (step.as_base_exp()[1] * part.exp)


def _applying(
    cases: Sequence[tuple[Expr, Expr]], sides: Sequence[int], symbols: Mapping[Symbol, Expr]
) -> Expr:
    """The case that holds for small t; all of them where that depends on its sign."""
    choices = []
    for side in sides:
        at = {**symbols, T: (side * _NEAREST).evalf(_DIGITS)}
        choices.append(next((v for v, holds in cases if holds_at(holds, at)), None))
    is_one = choices[0] is not None and all(choice == choices[0] for choice in choices)
    return choices[0] if is_one else Piecewise(*cases)


def holds_at(condition: Boolean, at: Mapping[Symbol, Expr]) -> bool:
    """Whether the condition is seen to hold there."""
    try:
        return bool(condition.subs(at) == true)
    except TypeError:
        # SymPy compares only what is real.
        return False


def _outermost(
    kind: type[Max | Min], entries: Sequence[Expr], nearest: Mapping[Symbol, Expr]
) -> Expr:
    """The entry that is the largest or the smallest at the point nearest to P."""
    choose: Callable[..., Expr] = max if kind is Max else min
    try:
        return choose(entries, key=lambda entry: entry.xreplace(nearest))
    except TypeError:
        # SymPy compares only what is real.
        return kind(*entries)


def _simplest(change: Expr) -> Expr:
    return min((change, change.expand()), key=lambda form: len(write_text(form)))


def _short(expression: Expr) -> Expr | None:
    return expression if len(write_text(expression)) <= _MOST_COLUMNS else None


def _is_value(
    found: Expr,
    solution: Solution,
    place: Mapping[Symbol, Expr],
    sides: Sequence[int],
    symbols: Mapping[Symbol, Expr],
) -> bool:
    """Whether f as typed has this value at a few points."""
    program = compile_formula(solution.problem.formula)
    try:
        claimed = compile_formula(from_sympy(found))
        ways = {name: compile_formula(from_sympy(way)) for name, way in place.items()}
        numbers = {name: compile_formula(from_sympy(n)) for name, n in symbols.items()}
    except UnreadableExpressionError:
        return False
    with mpmath.workdps(_DIGITS):
        for size in (*_SMALL, _NEAREST):
            for side in sides:
                try:
                    at = {name: number.run({}, HIGH_PRECISION) for name, number in numbers.items()}
                    at[T] = mpmath.mpf(int(side * size.p)) / int(size.q)
                    values = {name: way.run(at, HIGH_PRECISION) for name, way in ways.items()}
                    typed = program.run(values, HIGH_PRECISION)
                    other = claimed.run(at, HIGH_PRECISION)
                except NotRealError:
                    return False
                if abs(typed - other) > _TOLERANCE * (1 + abs(typed)):
                    return False
    return True
