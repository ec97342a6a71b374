"""Critical points with parameters: other symbols in their place, and when two are the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING

from sympy import (
    Add,
    And,
    Basic,
    Eq,
    Expr,
    Gt,
    Integer,
    Lt,
    Mul,
    Pow,
    Rational,
    Symbol,
    Tuple,
    acos,
    acosh,
    asin,
    atanh,
    cancel,
    cos,
    count_ops,
    factor,
    factor_terms,
    log,
    logcombine,
    sin,
    sqrt,
    true,
)
from sympy.core.relational import Relational

from grad_magic.calculus.exact.simplify import shorten
from grad_magic.calculus.extrema.parameter_units import is_same_by_coefficient
from grad_magic.findings import CriticalReason, Finding, Part
from grad_magic.formula.one_variable import conjuncts
from grad_magic.formula.sympy_forms import without_minus_signs
from grad_magic.formula.tree import Formula
from grad_magic.solution import CriticalPoint

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean


# Of quotients by sums.
_EXPONENTS = (-1, -2)
_LONGEST_ROOTS = 60
_SLACK = 6
_SQUARE = 2


def shortened(point: CriticalPoint) -> CriticalPoint:
    """The point with its numbers, condition, and the terms of its reason, in short form."""
    parts = {
        name: _short_term(part)
        if isinstance(part, Expr)
        else short_entries(part)
        if isinstance(part, (Tuple, Eq))
        else part
        for name, part in point.reason.parts.items()
    }
    short = replace(
        point,
        point=tuple(
            shorten(_with_short_arguments(_with_short_quotients(value))) for value in point.point
        ),
        value=_with_short_arguments(_short_term(shorten(point.value))),
        reason=Finding(point.reason.kind, parts),
        where=None if point.where is None else _with_short_quotients(point.where),
    )
    return _at_its_coordinate(short)


def with_joined_roots(point: CriticalPoint) -> CriticalPoint:
    """The point with √(1 - a) for √((1 - a)/a)/√(1/a), where all these roots are real."""
    place = tuple(map(_with_joined_roots, point.point))
    return replace(point, point=place, value=_with_joined_roots(point.value))


def with_roots_of_squares(point: CriticalPoint, parameter: Symbol, sign: int) -> CriticalPoint:
    """The point with √(1 - a²)/a for √((1 - a²)/a²), where the sign of a is known.

    Args:
        point: the point.
        parameter: a.
        sign: 1, -1, or 0 where it is not known.
    """
    if not sign:
        return point

    def drawn(root: Pow) -> Expr:
        rest, power = factor(root.base).as_independent(parameter, as_Add=False)
        drawn_out, inside = Integer(1), rest
        for part in Mul.make_args(power):
            base, exponent = part.as_base_exp()
            if base == parameter and exponent % 2 == 0:
                drawn_out *= (sign * parameter) ** (exponent * root.exp)
            else:
                inside *= part
        return drawn_out * _root_of_quotient(inside, root.exp)

    def short(value: Expr) -> Expr:
        if value.count_ops() > _LONGEST_ROOTS:
            return value
        changed = value.replace(_is_root, drawn)
        return value if changed == value else shorten(changed.expand())

    return replace(point, point=tuple(map(short, point.point)), value=short(point.value))


def _root_of_quotient(base: Expr, exponent: Rational) -> Expr:
    """1/√(1 - a²) for √(-1/(a² - 1))."""
    numerator, denominator = (part.expand() for part in base.as_numer_denom())
    if numerator.is_negative:
        numerator, denominator = -numerator, -denominator
    if numerator.is_positive:
        return numerator**exponent / denominator**exponent
    return (numerator / denominator) ** exponent


def _with_joined_roots(value: Expr) -> Expr:
    if value.count_ops() > _LONGEST_ROOTS or not value.has(Pow):
        return value
    joined = value.replace(lambda part: isinstance(part, Mul), _joined)
    return min(value, joined.replace(_is_root, _joined), key=count_ops)


def _is_root(part: Expr) -> bool:
    is_root = isinstance(part, Pow) and part.exp.is_Rational and part.exp.q == _SQUARE
    return is_root and part.base.is_rational_function()


def _joined(product: Expr) -> Expr:
    """A product with one square root in it for several."""
    roots = [part for part in Mul.make_args(product) if _is_root(part)]
    radicand = cancel(Mul(*(root.base ** (2 * root.exp) for root in roots)))
    others = Mul(*(part for part in Mul.make_args(product) if part not in roots))
    return others * sqrt(factor(radicand))


def with_value_of(f: Expr, variables: Sequence[Symbol], point: CriticalPoint) -> CriticalPoint:
    """The point with f at its coordinates as they are written, where that is no longer."""
    if point.where is not None or any(value.has(*variables) for value in point.point):
        return point
    if point.value.is_rational_function(*point.value.free_symbols):
        return point
    placed = f.xreplace(dict(zip(variables, point.point, strict=True)))
    placed = placed.replace(_is_wave, lambda wave: wave.func(wave.args[0].expand()))
    if placed.count_ops() <= _LONGEST_ROOTS:
        placed = placed.replace(
            _is_root, lambda root: _root_of_quotient(factor(root.base), root.exp)
        )
    value = shorten(placed)
    before, after = map(_with_short_logarithms, (point.value, value))
    # What is put into f is the same on both sides of a break, and may be a little longer.
    is_longer = after.count_ops() > before.count_ops() + _SLACK
    return replace(point, value=before if is_longer else after)


def _is_wave(part: Expr) -> bool:
    """Whether it is a sine or cosine, as of 3(arcsin(a)/3 + π)."""
    return isinstance(part, (sin, cos))


def _with_short_logarithms(value: Expr) -> Expr:
    """-ln(1 - a) for ln(1 - a/(a - 1)), and ln(2/(2 - a)) for ln(-2/(a - 2)).

    Both have values for the same a, as what a logarithm is taken of is positive.

    >>> a = Symbol("a", real=True)
    >>> _with_short_logarithms(log(1 - a / (a - 1)))
    -log(1 - a)
    """
    return value.replace(lambda part: isinstance(part, log), _short_logarithm)


def _short_logarithm(logarithm: log) -> Expr:
    numerator, denominator = cancel(*logarithm.args).as_numer_denom()
    if numerator.is_negative:
        numerator, denominator = -numerator, -denominator
    return -log(denominator) if numerator == 1 else log(numerator / denominator)


def _with_short_arguments(value: Expr) -> Expr:
    """The number with arcosh(a²) for arcosh((a + 1)² - 2a - 1), and its like."""
    return value.replace(
        lambda part: isinstance(part, (acos, asin, acosh, atanh)) and bool(part.free_symbols),
        lambda part: part.func(_short_argument(*part.args)),
    )


def _short_argument(argument: Expr) -> Expr:
    if argument.count_ops() > _LONGEST_ROOTS or not argument.is_rational_function():
        return argument
    return min(argument, cancel(argument).expand(), key=count_ops)


def _at_its_coordinate(point: CriticalPoint) -> CriticalPoint:
    """The points (x, a) for (x, y) with y = a."""
    if point.where is None:
        return point
    coordinates = set(point.point)
    for equation in conjuncts(point.where):
        is_coordinate = isinstance(equation, Eq) and equation.lhs in coordinates
        if is_coordinate and not equation.rhs.free_symbols & coordinates:
            known = {equation.lhs: equation.rhs}
            left = point.where.xreplace({equation: true}).xreplace(known)
            place = tuple(value.xreplace(known) for value in point.point)
            return replace(point, point=place, where=None if left == true else left)
    return point


def short_entries(whole: Basic) -> Basic:
    """A curve, or an equation, with its entries in short form."""
    return whole.func(*map(_short_term, whole.args))


def _short_term(term: Expr) -> Expr:
    """t⁴(1 - a²) for t⁴(1 - (a + 1)² + 2a + 2)."""
    if not term.is_rational_function(*term.free_symbols):
        return _with_short_quotients(term)
    # Of 1/(1 + s) with s = -(a + 1)/a the denominator by itself: powers of sums stay as they are.
    plain = term.replace(_is_quotient_by_sum, cancel)
    return min(plain, factor_terms(cancel(term)), factor(term), key=count_ops)


def _is_quotient_by_sum(term: Expr) -> bool:
    return isinstance(term, Pow) and term.exp == -1 and isinstance(term.base, Add)


def _with_short_quotients(whole: Basic) -> Basic:
    """(x - a)² + |x| for (x + 1/(2 + s))² + |x| with s = -(2a + 1)/a, and y = a of its like."""
    return whole.replace(
        lambda part: isinstance(part, Pow) and part.exp in _EXPONENTS and part.base.is_Add, cancel
    )


def restricted(point: CriticalPoint, condition: Boolean) -> CriticalPoint:
    """The point, where a condition on the parameters holds."""
    where = condition if point.where is None else And(point.where, condition)
    return replace(point, where=None if where == true else where)


def with_symbols(point: CriticalPoint, symbols: Mapping[Symbol, Expr]) -> CriticalPoint:
    """The point with others in place of some symbols, as -a for a positive s."""
    parts = {
        name: part
        if isinstance(part, (str, Enum, Formula))
        else tuple(entry.xreplace(symbols) for entry in part)
        if isinstance(part, tuple)
        else _with_one_logarithm(part.xreplace(symbols))
        for name, part in point.reason.parts.items()
    }
    return replace(
        point,
        point=tuple(value.xreplace(symbols) for value in point.point),
        value=point.value.xreplace(symbols),
        reason=Finding(point.reason.kind, parts),
        where=None if point.where is None else _condition_with(point.where, symbols),
    )


def _condition_with(condition: Boolean, symbols: Mapping[Symbol, Expr]) -> Boolean:
    """The condition with others in place of some symbols, y > a for y + s > 0 with s = -a.

    Of ys < 0 it is ay > 0.
    """
    told = _with_one_logarithm(condition.xreplace(symbols))
    compared = [part for part in told.atoms(Relational) if part.rhs == 0]
    differences = {
        part: without_minus_signs(part) for part in compared if isinstance(part.lhs, Add)
    }
    products = {
        part: part.reversedsign
        for part in compared
        if isinstance(part.lhs, Mul) and part.lhs.could_extract_minus_sign()
    }
    logarithms = {
        part: _between_zero_and_one(part)
        for part in compared
        if isinstance(part, (Gt, Lt)) and isinstance(part.lhs, log)
    }
    return told.xreplace({**differences, **products, **logarithms})


def _with_one_logarithm(part: Basic) -> Basic:
    """ln(ay) for ln(-a) + ln(-y), as SymPy has it for a positive number -a.

    Where the one has a value the other has too, as there the sign of a is given.
    """
    sums = {
        total: logcombine(total, force=True)
        for total in part.atoms(Add)
        if all(isinstance(_without_sign(term), log) for term in total.args)
    }
    return part.xreplace(sums)


def _without_sign(term: Expr) -> Expr:
    return -term if term.could_extract_minus_sign() else term


def _between_zero_and_one(condition: Relational) -> Boolean:
    """What ln(ay) > 0 or ln(ay) < 0 says of ay."""
    (product,) = condition.lhs.args
    told = condition.func(product, 1)
    return And(product > 0, told) if isinstance(condition, Lt) else told


def is_alike(first: CriticalPoint, second: CriticalPoint) -> bool:
    """Whether both are the same point, of the same kind for the same reason, as smooth there."""
    return (
        all((a - b).expand() == 0 for a, b in zip(first.point, second.point, strict=True))
        and (first.value - second.value).expand() == 0
        and (first.kind, first.is_strict, first.has_gradient, first.reason.kind, first.where)
        == (second.kind, second.is_strict, second.has_gradient, second.reason.kind, second.where)
        and _is_proved_alike(first.reason, second.reason)
    )


def is_its_case(
    point: CriticalPoint,
    whole: CriticalPoint,
    values: Mapping[Symbol, Expr],
    variables: Sequence[Symbol],
) -> bool:
    """Whether a curve, or what is said of a point, is that of another for this value of a."""
    told = (*whole.point, whole.value, *whole.reason.parts.values())
    if not any(isinstance(part, Basic) and part.has(*variables, *values) for part in told):
        return False
    there = with_symbols(whole, values)
    if there.where is not None and is_same_by_coefficient(point, there.where, variables):
        there = replace(there, where=point.where)
    return is_alike(_expanded(point), _expanded(there))


def _expanded(point: CriticalPoint) -> CriticalPoint:
    """The point with the terms of its reason multiplied out, which are then compared."""
    parts = {
        name: part.expand() if isinstance(part, Expr) else part
        for name, part in point.reason.parts.items()
    }
    return replace(point, reason=Finding(point.reason.kind, parts))


def _is_proved_alike(first: Finding[CriticalReason], second: Finding[CriticalReason]) -> bool:
    """Whether what one reason says is what the other says, of two curves in either order."""
    if first.kind is CriticalReason.OPPOSITE_CURVES:
        return _curves_of(first) == _curves_of(second)
    return all(part == second.parts.get(name) for name, part in first.parts.items())


def _curves_of(reason: Finding[CriticalReason]) -> set[tuple[Part, Part]]:
    return {
        (reason.parts[f"{name}_curve"], reason.parts[f"{name}_term"])
        for name in ("rising", "falling")
    }
