"""Sums of even powers, seen by their form to be least at one point alone: |x| + (y - 1)²."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sympy import Abs, Add, Expr, Mul, Pow, Symbol


def is_least(f: Expr, value: Expr, point: Sequence[Expr], variables: Sequence[Symbol]) -> bool:
    """Whether f - value is by its form a sum of even powers that are all 0 at the point alone."""
    place = dict(zip(variables, point, strict=True))
    if f.free_symbols - set(variables) or not all(entry.is_number for entry in point):
        return False
    return _zeros(f - value, place) == set(variables)


def _zeros(form: Expr, place: Mapping[Symbol, Expr]) -> set[Symbol] | None:
    """Of an expression that is never negative the variables that have their value where it is 0.

    None where it does not show by its form that it is never negative.
    """
    if isinstance(form, Add):
        parts = [_zeros(term, place) for term in form.args]
        if None in parts:
            return None
        return set().union(*(part for part in parts if part is not None))
    number, rest = form.as_coeff_Mul()
    if number.is_negative or rest == 1:
        return None
    if isinstance(rest, Mul):
        parts = [_zeros(factor, place) for factor in rest.args]
        return None if None in parts else set()
    base, power = rest.as_base_exp()
    return _zeros_of_power(base, power, place)


def _zeros_of_power(base: Expr, power: Expr, place: Mapping[Symbol, Expr]) -> set[Symbol] | None:
    if isinstance(base, Abs) and power.is_positive:
        base, is_even = base.args[0], True
    else:
        is_even = bool(power.is_Integer and power.is_positive and power.is_even)
    if is_even:
        return _single(base, place)
    if not (power.is_Rational and power.is_positive) or isinstance(base, Symbol):
        return None
    return _zeros(base, place) if isinstance(base, (Add, Mul, Pow)) else None


def _single(base: Expr, place: Mapping[Symbol, Expr]) -> set[Symbol]:
    """The variable that a factor such as x - 1 sets; no variable of any other factor."""
    if len(base.free_symbols) != 1:
        return set()
    (name,) = base.free_symbols
    is_linear = base.is_polynomial(name) and bool(base.diff(name).is_number)
    is_there = is_linear and name in place and (base.subs(name, place[name])).is_zero
    return {name} if is_there else set()
