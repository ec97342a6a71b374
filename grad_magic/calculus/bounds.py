"""A bound for the remainder of a quotient of polynomials, by weighted means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from sympy import Eq, Expr, Integer, Matrix, Ne, Poly, Rational, Symbol, together
from sympy.logic.boolalg import And, Boolean, Or, true

from grad_magic.calculus.expansions.expansion import FAR
from grad_magic.formula.sympy_forms import to_sympy
from grad_magic.formula.tree import Formula

_LARGEST = 200
_RATIONAL = frozenset({"add", "multiply", "negate", "reciprocal", "power", "name", "number"})

Exponents = tuple[int, ...]


def remainder_exponent(
    formula: Formula, values: Mapping[Symbol, Expr], value: Expr, gradient: Matrix
) -> Rational | None:
    """The largest found e with |f(P + h) - f(P) - g·h| ≤ C·‖h‖ᵉ near P.

    It is looked for where that difference is N(h)/D(h) with polynomials and all terms of D are
    positive multiples of even powers: by the inequality between the weighted arithmetic and
    geometric mean, D is at least a multiple of each product of powers of its terms whose
    exponents add up to 1.

    Args:
        formula: f as typed.
        values: P.
        value: f(P).
        gradient: g, n×1.
    """
    away = _away_from(formula, values)
    if away is None or not _divides_only_by_positive(away, values):
        return None
    linear = sum(g * (s - p) for g, (s, p) in zip(gradient, values.items(), strict=True))
    rest = _moved(to_sympy(away) - value - linear, values)
    if not rest.is_rational_function(*values) or rest.count_ops() > _LARGEST:
        return None
    top, bottom = together(rest).as_numer_denom()
    floor = _even_terms(Poly(bottom, *values))
    if floor is None:
        return None
    numerator = Poly(top, *values)
    if numerator.is_zero:
        return Integer(FAR)
    exponents = [_quotient_exponent(powers, floor) for powers in numerator.monoms()]
    known = [exponent for exponent in exponents if exponent is not None]
    return min(known) if len(known) == len(exponents) else None


def _moved(expression: Expr, values: Mapping[Symbol, Expr]) -> Expr:
    """The expression in coordinates measured from P."""
    return expression.xreplace({symbol: symbol + start for symbol, start in values.items()})


def _away_from(formula: Formula, values: Mapping[Symbol, Expr]) -> Formula | None:
    """The formula of f at all points near P but P; None where that depends on the point."""
    if formula.operation != "piecewise":
        return formula
    for part, condition in zip(formula.operands[::2], formula.operands[1::2], strict=True):
        holds = to_sympy(condition)
        if holds == true or _holds_away(holds, values):
            return part
        if not _holds_only_at(holds, values):
            return None
    return None


def _divides_only_by_positive(formula: Formula, values: Mapping[Symbol, Expr]) -> bool:
    """Whether each divisor is a polynomial that is 0 at P at most, so that f is defined."""
    if formula.operation not in _RATIONAL:
        return False
    if not all(_divides_only_by_positive(part, values) for part in formula.operands):
        return False
    divisor = formula.operands[0] if formula.operation == "reciprocal" else None
    if formula.operation == "power":
        exponent = to_sympy(formula.operands[1])
        if not isinstance(exponent, Integer):
            return False
        divisor = formula.operands[0] if exponent < 0 else None
    if divisor is None:
        return True
    moved = _moved(to_sympy(divisor), values)
    return moved.is_polynomial(*values) and _even_terms(Poly(moved, *values)) is not None


def _holds_only_at(condition: Boolean, values: Mapping[Symbol, Expr]) -> bool:
    parts = condition.args if isinstance(condition, And) else (condition,)
    return _coordinates(parts, Eq, values)


def _holds_away(condition: Boolean, values: Mapping[Symbol, Expr]) -> bool:
    parts = condition.args if isinstance(condition, Or) else (condition,)
    return _coordinates(parts, Ne, values)


def _coordinates(
    parts: Sequence[Boolean], relation: type[Boolean], values: Mapping[Symbol, Expr]
) -> bool:
    """Whether the parts compare each coordinate with that of P."""
    if not all(isinstance(part, relation) for part in parts):
        return False
    compared = [{part.lhs, part.rhs} for part in parts]
    return all({symbol, start} in compared for symbol, start in values.items()) and len(
        compared
    ) == len(values)


def _even_terms(denominator: Poly) -> list[Exponents] | None:
    """The exponents of a polynomial whose terms are positive multiples of even powers.

    None if it is none, or is 0 elsewhere than at 0, as x² is.
    """
    signs = {coefficient.is_positive for coefficient in denominator.coeffs()}
    monomials: list[Exponents] = denominator.monoms()
    if signs not in ({True}, {False}) or None in signs:
        return None
    if signs == {False} and not all(c.is_negative for c in denominator.coeffs()):
        return None
    if any(power % 2 for powers in monomials for power in powers):
        return None
    pure = {index for powers in monomials for index in _only_power(powers)}
    return monomials if pure == set(range(len(denominator.gens))) else None


def _only_power(powers: Exponents) -> Iterable[int]:
    """The variable of a power of one variable; of a constant, all of them."""
    present = [index for index, power in enumerate(powers) if power]
    return present if len(present) == 1 else (() if present else range(len(powers)))


def _quotient_exponent(powers: Exponents, floor: Sequence[Exponents]) -> Rational | None:
    """The largest e with |h^powers| ≤ C·D·‖h‖ᵉ that means of two terms of D give."""
    found = [
        exponent
        for first, second in _pairs(floor)
        for weight in _weights(powers, first, second)
        if (exponent := _left_over(powers, first, second, weight)) is not None
    ]
    return max(found, default=None)


def _pairs(floor: Sequence[Exponents]) -> Iterator[tuple[Exponents, Exponents]]:
    yield from ((term, term) for term in floor)
    yield from combinations(floor, 2)


def _weights(powers: Exponents, first: Exponents, second: Exponents) -> Iterator[Rational]:
    """The ends of the interval of weights at which no exponent becomes negative."""
    yield Integer(0)
    yield Integer(1)
    for power, a, b in zip(powers, first, second, strict=True):
        if a != b:
            yield Rational(power - b, a - b)


def _left_over(
    powers: Exponents, first: Exponents, second: Exponents, weight: Rational
) -> Rational | None:
    if not 0 <= weight <= 1:
        return None
    rest = [
        power - weight * a - (1 - weight) * b
        for power, a, b in zip(powers, first, second, strict=True)
    ]
    return sum(rest) if min(rest) >= 0 else None
