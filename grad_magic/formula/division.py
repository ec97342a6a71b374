"""Exact division of sums, and sums that are squares."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import isqrt

from grad_magic.formula.normal_form import (
    TWO,
    Ratio,
    Term,
    add,
    base_and_exponent,
    factors_of,
    multiply,
    number,
    power,
    ratio,
    split,
)

# Terms of a quotient: longer ones are no gain.
_MOST_TERMS = 12

_Monomial = tuple[Ratio, ...]
"""The exponents of the bases."""


def _bare_factors(term: Term) -> tuple[Term, ...]:
    """The factors without numbers; none of a number."""
    return () if term.is_number else factors_of(split(term)[1])


def _bases(*sums: Term) -> dict[str, Term]:
    """What the terms are made of, in the order of appearance."""
    found: dict[str, Term] = {}
    for total in sums:
        for term in total.parts:
            for factor in _bare_factors(term):
                base, exponent = base_and_exponent(factor)
                found.setdefault(
                    *((base.key, base) if exponent.is_number else (factor.key, factor))
                )
    return found


def _polynomial(total: Term, bases: Mapping[str, Term]) -> dict[_Monomial, Ratio] | None:
    """The coefficients by the exponents; None where one is negative."""
    places = {key: place for place, key in enumerate(bases)}
    found = {}
    for term in total.parts:
        coefficient, rest = split(term)
        exponents: list[Ratio] = [0] * len(places)
        for factor in _bare_factors(rest):
            base, exponent = base_and_exponent(factor)
            if exponent.is_number:
                exponents[places[base.key]] = exponent.number
            else:
                exponents[places[factor.key]] = 1
        if any(exponent < 0 for exponent in exponents):
            return None
        found[tuple(exponents)] = coefficient
    return found


def divide(total: Term, divisor: Term) -> Term | None:
    """The quotient of two sums where it is exact, else None.

    >>> from sympy.abc import x, y
    >>> from grad_magic.formula.normal_form import MINUS_ONE, name
    >>> x, y = map(name, (x, y))
    >>> difference = add(power(x, TWO), multiply(MINUS_ONE, power(y, TWO)))
    >>> divide(difference, add(x, y)).key == add(x, multiply(MINUS_ONE, y)).key
    True
    """
    if not divisor.names <= total.names:
        return None
    bases = _bases(total, divisor)
    rest, by = _polynomial(total, bases), _polynomial(divisor, bases)
    if rest is None or by is None:
        return None
    lead = max(by)
    quotient: dict[_Monomial, Ratio] = {}
    while rest:
        top = max(rest)
        step = tuple(a - b for a, b in zip(top, lead, strict=True))
        if any(exponent < 0 for exponent in step) or len(quotient) == _MOST_TERMS:
            return None
        factor = quotient[step] = ratio(rest[top], by[lead])
        for monomial, coefficient in by.items():
            place = tuple(a + b for a, b in zip(monomial, step, strict=True))
            left = rest.get(place, 0) - factor * coefficient
            if left:
                rest[place] = left
            else:
                del rest[place]
    return add(*(_term(coefficient, step, bases) for step, coefficient in quotient.items()))


def _term(coefficient: Ratio, exponents: _Monomial, bases: Mapping[str, Term]) -> Term:
    pairs = zip(bases.values(), exponents, strict=True)
    return multiply(number(coefficient), *(power(base, number(e)) for base, e in pairs))


def square_root(total: Term) -> Term | None:
    """±(a ± b)² for a sum of three terms that is one, else None."""
    if total.kind != "sum" or len(total.parts) != 3:
        return None
    sign = 1 if sum(split(term)[0] > 0 for term in total.parts) > 1 else -1
    roots = [_root(term, sign) for term in total.parts]
    for place, mixed in enumerate(total.parts):
        others = [root for at, root in enumerate(roots) if at != place]
        if None in others:
            continue
        first, second = (root for root in others if root is not None)
        side = 1 if split(mixed)[0] * sign > 0 else -1
        if multiply(number(2 * side * sign), first, second).key == mixed.key:
            if side < 0 and first.is_number and second.kind == "name":
                first, second = second, first
            root = add(first, multiply(number(side), second))
            return multiply(number(sign), power(root, TWO))
    return None


def _root(term: Term, sign: int) -> Term | None:
    """The a of a² or, with the sign -1, of -a²."""
    coefficient, rest = split(term)
    size = coefficient * sign
    if size <= 0:
        return None
    roots = (isqrt(size.numerator), isqrt(size.denominator))
    if Fraction(roots[0] ** 2, roots[1] ** 2) != size:
        return None
    halves = [number(Fraction(*roots))]
    for factor in _bare_factors(rest):
        base, exponent = base_and_exponent(factor)
        if not exponent.is_whole or exponent.number.numerator % 2:
            return None
        halves.append(power(base, number(ratio(exponent.number, 2))))
    return multiply(*halves)
