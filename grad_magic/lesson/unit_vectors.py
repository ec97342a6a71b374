"""Unit vectors as a person writes them: whole entries over their length, as (1, 2)/√5."""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd, lcm
from typing import TYPE_CHECKING

from sympy import Integer, Matrix, Rational, fraction, sqrt

from grad_magic.calculus.directions import letters_below, smallest_multiple
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.lesson.steps import Over, Piece, Vector
from grad_magic.lesson.typesetting.unicode_printer import plain_text

if TYPE_CHECKING:
    from sympy import Expr


def over_length(unit: Sequence[Expr]) -> tuple[tuple[Expr, ...], Expr] | None:
    """Whole numbers without a common factor, and their length; None where there are none.

    >>> over_length([sqrt(5) / 5, -2 * sqrt(5) / 5])
    ((1, -2), sqrt(5))
    """
    first = next(entry for entry in unit if entry != 0)
    ratios = [entry / first for entry in unit]
    sign = sign_of(first)
    if sign is None or not all(isinstance(ratio, Rational) for ratio in ratios):
        return None
    common = lcm(*(ratio.q for ratio in ratios))
    whole = [sign * common * ratio.p // ratio.q for ratio in ratios]
    divisor = gcd(*whole)
    entries = tuple(Integer(entry // divisor) for entry in whole)
    return entries, sqrt(sum((entry**2 for entry in entries), Integer(0)))


def over_number(unit: Sequence[Expr]) -> tuple[tuple[Expr, ...], Expr]:
    """The entries without what divides them all, and that number, as (√3, 1) and 2.

    >>> over_number([sqrt(3) / 2, Rational(1, 2)])
    ((sqrt(3), 1), 2)
    """
    whole = over_length(unit)
    if whole is not None:
        return whole
    divisors = [fraction(entry)[1] for entry in unit]
    root = _root_below(unit)
    if root is not None:
        return tuple(entry * root for entry in unit), root
    if not all(isinstance(divisor, Integer) for divisor in divisors):
        return tuple(unit), Integer(1)
    divisor = Integer(lcm(*map(int, divisors)))
    return tuple(divisor * entry for entry in unit), divisor


def _root_below(unit: Sequence[Expr]) -> Expr | None:
    """The root of a sum with letters by which all entries are divided; None where there is none."""
    shared: set[Expr] | None = None
    for entry in unit:
        roots = {
            sqrt(base)
            for base, exponent in entry.as_powers_dict().items()
            if exponent == Rational(-1, 2) and base.is_Add and base.free_symbols
        }
        shared = roots if shared is None else shared & roots
    return shared.pop() if shared is not None and len(shared) == 1 else None


def _common_square(products: Sequence[Expr]) -> Expr:
    """The even powers of letters that divide all of them: b² of 2ab³, 3a²b² and b²|a|.

    What is positive wherever it is not 0 is left out of a quotient with its sign.
    """
    powers = [product.as_powers_dict() for product in products if product != 0]
    common = Integer(1)
    for letter in powers[-1]:
        exponents = [power.get(letter, Integer(0)) for power in powers]
        # Those of e, as in e^a and e^(2a), may have letters and no order.
        if letter.is_Symbol and all(exponent.is_Integer for exponent in exponents):
            least = min(exponents)
            if least > 1:
                common *= letter ** (least - least % 2)
    return common


def write_unit(unit: Matrix, along: Sequence[Expr] = (), length: Expr | None = None) -> Piece:
    """The unit vector in the shortest of its forms.

    Args:
        unit: its n entries.
        along: a vector of the same direction, if one is known, of that length.
        length: the length.
    """
    forms = [over_number(tuple(unit)), (tuple(unit), Integer(1))]
    if along and length is not None:
        numbers = [entry.as_coeff_Mul(rational=True)[0] for entry in along]
        common = lcm(*(number.q for number in numbers))
        content = Rational(gcd(*(number.p * common // number.q for number in numbers)), common)
        content *= _common_square([*along, length])
        for divisor in (content, content / letters_below(Matrix(along))):
            # Of ab < 0, (-b, -a)/√(a² + b²) for (b, a)/(-√(a² + b²)).
            turn = -1 if (length / divisor).as_coeff_Mul()[0].is_negative else 1
            entries = tuple(turn * entry / divisor for entry in along)
            forms.append((entries, turn * length / divisor))
    are_whole = all(isinstance(entry, Integer) for entry in forms[0][0])
    if along and length is not None and not are_whole:
        # A common power of e, or root.
        multiple, whole = smallest_multiple(Matrix(along))
        if sign := sign_of(multiple):
            forms.append((tuple(sign * whole), length / (sign * multiple)))
    # Whole entries read more easily than fractions even where they take as much room.
    entries, divisor = min(forms, key=_columns)
    return Vector(entries) if divisor == 1 else Over(Vector(entries), divisor)


def _columns(form: tuple[tuple[Expr, ...], Expr]) -> int:
    entries, divisor = form
    columns = sum(len(plain_text(entry)) for entry in entries)
    return columns if divisor == 1 else columns + len(plain_text(divisor))
