"""Whether a polynomial has no factors, seen without looking for them.

Most polynomials that come up have none, and it takes ten times as long to find that out by
factoring.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from functools import reduce
from typing import Any

Term = tuple[tuple[int, ...], Any]
"""Powers and a number, as a polynomial of SymPy or of functions has it."""

# Put in for all variables but one: numbers among which no small factors are shared.
_NUMBERS = (101, -73, 57, 89, -43, 67, 31, -97)


def is_seen_irreducible(terms: Sequence[Term]) -> bool:
    """Whether a polynomial over the rational numbers is seen to be irreducible and primitive.

    Args:
        terms: the powers of the variables and the number of each of its terms.

    With numbers for all variables but x a product remains a product, if no factor is without x:
    so it has no two factors with x if it has none then, while its degree stays, and none without
    x if one power of x has a single term for its coefficient, which is not shared.

    >>> from sympy import QQ
    >>> from sympy.polys.rings import ring
    >>> _, x, y = ring("x y", QQ)
    >>> [is_seen_irreducible(total.terms()) for total in (x**2 + y**2, x**2 - y**2)]
    [True, False]
    """
    if len(terms) < 2 or len(terms[0][0]) > len(_NUMBERS) or not _is_primitive(terms):
        return False
    degrees = [max(powers[place] for powers, _ in terms) for place in range(len(terms[0][0]))]
    degree, place = min((degree, place) for place, degree in enumerate(degrees) if degree)
    counts: dict[int, int] = defaultdict(int)
    image: dict[int, int] = defaultdict(int)
    for powers, coefficient in terms:
        others = (
            number**power
            for index, (number, power) in enumerate(zip(_NUMBERS, powers, strict=False))
            if index != place
        )
        counts[powers[place]] += 1
        image[powers[place]] += int(coefficient) * math.prod(others)
    if 1 not in counts.values() or not image[degree]:
        return False
    return degree == 1 or (degree == 2 and not _is_square(image[1] ** 2 - 4 * image[2] * image[0]))


def _is_primitive(terms: Sequence[Term]) -> bool:
    """Whether the terms have whole coefficients, and no factor that all of them share."""
    coefficients = [coefficient for _, coefficient in terms]
    if any(coefficient.denominator != 1 for coefficient in coefficients):
        return False
    shared = map(min, zip(*(powers for powers, _ in terms), strict=True))
    return reduce(math.gcd, map(int, coefficients)) == 1 and not any(shared)


def _is_square(number: int) -> bool:
    return number >= 0 and math.isqrt(number) ** 2 == number
