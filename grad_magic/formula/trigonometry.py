"""Identities of trigonometric and hyperbolic functions, where they make a term shorter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations

from grad_magic.formula.normal_form import (
    MINUS_ONE,
    TWO,
    Ratio,
    Term,
    add,
    apply,
    base_and_exponent,
    factors_of,
    multiply,
    negate,
    number,
    power,
    ratio,
    scale,
    split,
    terms_of,
    walk,
)

# f² + sign·g² = 1.
_SQUARES = (("sin", "cos", 1), ("cosh", "sinh", -1), ("sec", "tan", -1), ("csc", "cot", -1))
# What f² is with 1 before or behind it: by its partner g, the sign of that 1 for c·f², and how
# often c·g² the sum is. Of sin² they are -1 and -1, as 1 - sin² = cos²; 1 - tanh² stays, as
# networks have it.
_COMPLEMENTS = {
    "sin": ("cos", -1, -1),
    "cos": ("sin", -1, -1),
    "tan": ("sec", 1, 1),
    "cot": ("csc", 1, 1),
    "sec": ("tan", -1, 1),
    "csc": ("cot", -1, 1),
    "sinh": ("cosh", 1, 1),
    "cosh": ("sinh", -1, 1),
}
# The functions of u and of v in a first term, and in a second one with its sign: together they
# are the last function of u + v; with the other sign, of u - v.
_ANGLES = (
    ("sin", "cos", "cos", "sin", 1, "sin"),
    ("cos", "cos", "sin", "sin", -1, "cos"),
)
_QUOTIENTS = (
    ("sin", "cos", "tan"),
    ("cos", "sin", "cot"),
    ("sinh", "cosh", "tanh"),
    ("cosh", "sinh", "coth"),
    ("sin", "tan", "cos"),
)
_RECIPROCALS = (
    ("sec", "cos"),
    ("csc", "sin"),
    ("cot", "tan"),
    ("sech", "cosh"),
    ("csch", "sinh"),
    ("coth", "tanh"),
)
_PRODUCTS = (("tan", "cos", "sin"), ("cot", "sin", "cos"), ("tanh", "cosh", "sinh"))
_DOUBLE_ANGLES = (("sin", "cos"), ("sinh", "cosh"))
# sec²(u)/tan(u) and csc²(u)/cot(u) are 1/(sin(u)·cos(u)).
_OVER_PRODUCT = (("sec", "tan"), ("csc", "cot"))
_TREATED = frozenset(
    {"sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch"}
)

_Terms = dict[str, tuple[Ratio, Term]]
"""Numbers in front and what follows them, by its key."""


def join_identities(total: Term) -> Term:
    """sin²(u) + cos²(u) as 1 and sin(u)cos(v) ± cos(u)sin(v) as sin(u ± v), also with factors."""
    while total.kind == "sum" and any(part.kind in _TREATED for part in walk(total)):
        terms = {rest.key: (number_, rest) for number_, rest in map(split, total.parts)}
        joined = (
            next(_joined_squares(terms), None)
            or next(_joined_angles(terms), None)
            or next(_complements(terms), None)
        )
        if joined is None:
            break
        total = joined
    return total


def _joined_squares(terms: _Terms) -> Iterator[Term]:
    for coefficient, rest in terms.values():
        for factor in factors_of(rest):
            base, exponent = base_and_exponent(factor)
            for first, second, sign in _SQUARES:
                if exponent.key != TWO.key or base.kind != first:
                    continue
                others = _without(factors_of(rest), factor)
                partner = multiply(*others, power(apply(second, *base.parts), TWO))
                if terms.get(partner.key, (0,))[0] == sign * coefficient:
                    yield add(
                        *_remaining(terms, rest, partner), multiply(number(coefficient), *others)
                    )


def _complements(terms: _Terms) -> Iterator[Term]:
    """cos²(u) for 1 - sin²(u), sec²(u) for 1 + tan²(u)."""
    for coefficient, rest in terms.values():
        for factor in factors_of(rest):
            base, exponent = base_and_exponent(factor)
            if exponent.key != TWO.key or base.kind not in _COMPLEMENTS:
                continue
            partner, sign, of_partner = _COMPLEMENTS[base.kind]
            one = multiply(*_without(factors_of(rest), factor))
            if terms.get(one.key, (0,))[0] == sign * coefficient:
                square = power(apply(partner, *base.parts), TWO)
                whole = multiply(number(of_partner * coefficient), one, square)
                yield add(*_remaining(terms, rest, one), whole)


def _joined_angles(terms: _Terms) -> Iterator[Term]:
    for coefficient, rest in terms.values():
        for u, v in permutations(factors_of(rest), 2):
            for of_u, of_v, second_of_u, second_of_v, sign, joined in _ANGLES:
                if u.kind != of_u or v.kind != of_v:
                    continue
                others = _without(factors_of(rest), u, v)
                swapped = (apply(second_of_u, *u.parts), apply(second_of_v, *v.parts))
                partner = multiply(*others, *swapped)
                second = terms.get(partner.key, (0,))[0]
                if abs(second) != abs(coefficient):
                    continue
                side = 1 if second == sign * coefficient else -1
                angle = add(u.parts[0], _times(side, v.parts[0]))
                whole = multiply(number(coefficient), *others, _apply_to_angle(joined, angle))
                yield add(*_remaining(terms, rest, partner), whole)


def _apply_to_angle(function: str, angle: Term) -> Term:
    """-sin(2y) for the sine of -2y, and cos(2y) for the cosine."""
    if split(angle)[0] >= 0:
        return apply(function, angle)
    return multiply(number(-1 if function == "sin" else 1), apply(function, negate(angle)))


def _without(factors: tuple[Term, ...], *gone: Term) -> list[Term]:
    return [factor for factor in factors if all(factor is not one for one in gone)]


def _remaining(terms: _Terms, *gone: Term) -> list[Term]:
    keys = {term.key for term in gone}
    return [scale(number_, rest) for key, (number_, rest) in terms.items() if key not in keys]


def _times(factor: int, angle: Term) -> Term:
    return add(*(multiply(number(factor), part) for part in terms_of(angle)))


def join_functions(term: Term) -> Term:
    """sin(u)/cos(u) as tan(u), cos(u)·sec(u) as 1, 2sin(u)cos(u) as sin(2u).

    And sec²(u)/tan(u), which is 1/(sin(u)cos(u)), as 2/sin(2u).
    """
    if term.kind == "sum":
        return add(*map(join_functions, term.parts))
    while term.kind == "product":
        joined = next(_joined_functions(term), None)
        if joined is None:
            break
        term = joined
    return term


def _joined_functions(product: Term) -> Iterator[Term]:  # noqa: C901  (one loop a table)
    powers = {
        base.key: (base, exponent.number)
        for base, exponent in map(base_and_exponent, product.parts)
        if base.kind in _TREATED and exponent.is_whole
    }
    if len(powers) < 2:
        return

    def pairs(first: str, second: str) -> Iterator[tuple[Term, Ratio, Term, Ratio]]:
        """Both functions of the same argument, with their exponents."""
        for base, exponent in powers.values():
            if base.kind == first:
                other = powers.get(apply(second, *base.parts).key)
                if other is not None:
                    yield base, exponent, *other

    for first, second in _RECIPROCALS:
        for base, exponent, other, same in pairs(first, second):
            if min(exponent, same) > 0:
                yield _divide_once(product, base, other)
            else:
                yield multiply(product, base, other)
    for first, second, joined in _PRODUCTS:
        for base, exponent, other, same in pairs(first, second):
            if min(exponent, same) > 0:
                undo = (power(base, MINUS_ONE), power(other, MINUS_ONE))
                yield _join_in_place(product, (base, other), apply(joined, *base.parts), undo)
    for first, second, joined in _QUOTIENTS:
        for base, exponent, other, below in pairs(first, second):
            if exponent == -below > 0:
                one = power(apply(joined, *base.parts), number(exponent))
                undo = (power(base, number(-exponent)), power(other, number(exponent)))
                yield _join_in_place(product, (base, other), one, undo)
    yield from _joined_double_angles(product, pairs)


def _divide_once(product: Term, first: Term, second: Term) -> Term:
    return multiply(product, power(first, MINUS_ONE), power(second, MINUS_ONE))


def _join_in_place(
    product: Term, bases: tuple[Term, ...], joined: Term, undo: tuple[Term, ...]
) -> Term:
    """The product with one function where the first of those stands that it is made of.

    Args:
        product: of which.
        bases: the functions.
        joined: what they make.
        undo: by what the product is multiplied as it stands outside.
    """
    front, rest = split(product)
    factors = list(factors_of(rest))
    keys = {base.key for base in bases}
    place = [base_and_exponent(factor)[0].key in keys for factor in factors].index(True)
    factors.insert(place, joined)
    return multiply(number(front), *factors, *undo)


def _joined_double_angles(
    product: Term, pairs: Callable[[str, str], Iterator[tuple[Term, Ratio, Term, Ratio]]]
) -> Iterator[Term]:
    for first, second in _DOUBLE_ANGLES:
        for base, exponent, other, same in pairs(first, second):
            if exponent == same and abs(exponent) == 1:
                double = power(apply(first, _times(2, base.parts[0])), number(exponent))
                undo = (power(base, number(-exponent)), power(other, number(-exponent)))
                half = number(ratio(1, 2) if exponent > 0 else 2)
                yield multiply(half, _join_in_place(product, (base, other), double, undo))
    for first, second in _OVER_PRODUCT:
        for base, exponent, other, same in pairs(first, second):
            if (exponent, same) == (2, -1):
                double = power(apply("sin", _times(2, base.parts[0])), MINUS_ONE)
                undo = (power(base, number(-2)), other)
                yield multiply(TWO, _join_in_place(product, (base, other), double, undo))
