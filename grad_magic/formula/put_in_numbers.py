"""Numbers in the place of names, reckoned with as a person does who writes them there."""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from math import prod
from typing import TYPE_CHECKING

from sympy import Integer, Rational

from grad_magic.formula.decimal_digits import write_decimal
from grad_magic.formula.sympy_forms import in_reading_order
from grad_magic.formula.tree import Formula

if TYPE_CHECKING:
    from sympy import Expr

# A decimal of more places is no shorter than the fraction.
_MOST_PLACES = 12
# What is above would be a number that nobody reckons in his head.
_HIGHEST_EXPONENT = 4
_HIGHEST_BASE = 1000
# Of these operations one in another is read without brackets.
_CHAINED = ("add", "multiply")


def put_in(
    formula: Formula, values: Mapping[str, Expr | Formula], decimals: Collection[str] = ()
) -> Formula:
    """The formula with numbers for the names of parameters, of some as decimals.

    A formula in the place of a name is an inner function: its terms are terms of the sum in which
    the name stands, and its factors factors of the product.

    What these numbers leave of calculations without names is a number, and 1 is no factor, divisor
    or exponent: -ln(1 - σ(z)) of -(y ln σ(z) + (1 - y) ln(1 - σ(z))) for y = 0. Nothing goes that
    has values in some places only, so that 0·ln x stays.
    """
    if not values:
        return formula
    if formula.operation == "name" and str(formula.value) in values:
        name = str(formula.value)
        given = values[name]
        value = given if isinstance(given, Formula) else in_reading_order(given)
        return _placed(_in_decimals(value) if name in decimals else value, formula)
    if not formula.operands:
        return formula
    operands = tuple(put_in(operand, values, decimals) for operand in formula.operands)
    if all(map(operator.is_, operands, formula.operands)):
        return formula
    if formula.operation in _CHAINED:
        parts = zip(operands, formula.operands, strict=True)
        pairs = [pair for part, typed in parts for pair in _spliced(formula.operation, part, typed)]
        operands = tuple(part for part, _ in pairs)
        formula = replace(formula, operands=tuple(typed for _, typed in pairs))
    changed = replace(formula, operands=operands)
    if formula.operation == "multiply":
        reckoned = _multiply(changed, formula)
    else:
        reckon = _RECKON.get(formula.operation)
        reckoned = changed if reckon is None else reckon(changed)
    # Of 0.2/3 nothing shorter comes out.
    is_fraction = reckoned is not changed and changed.has_decimal and _has_fraction(reckoned)
    return changed if is_fraction else reckoned


def _spliced(operation: str, part: Formula, typed: Formula) -> list[tuple[Formula, Formula]]:
    """An operand with what was typed for it; of a sum in a sum, put in for a name, each term."""
    is_spliced = typed.operation == "name" and part.operation == operation
    return [(operand, typed) for operand in part.operands] if is_spliced else [(part, typed)]


def _in_decimals(number: Formula) -> Formula:
    """A fraction that is a decimal, as if it had been typed so."""
    value = _number_of(number)
    if value is None:
        return number
    digits = write_decimal(value.p, value.q, _MOST_PLACES)
    if not digits:
        return number
    size = replace(number, operation="number", operands=(), value=abs(value), digits=digits)
    return Formula("negate", (size,)) if value < 0 else size


def _placed(value: Formula, name: Formula) -> Formula:
    """The value with all its parts in the place of the name."""
    operands = tuple(_placed(operand, name) for operand in value.operands)
    return replace(value, operands=operands, start=name.start, end=name.end)


def _number_of(formula: Formula) -> Rational | None:
    """The number that this is, with a sign before it or below 1."""
    if formula.operation in ("negate", "reciprocal"):
        inside = _number_of(formula.operands[0])
        if inside is None or formula.operation == "negate":
            return None if inside is None else -inside
        return 1 / inside if inside != 0 else None
    value = formula.value
    return value if formula.operation == "number" and isinstance(value, Rational) else None


def _has_fraction(formula: Formula) -> bool:
    """Whether a fraction is in it that was not typed, and is no decimal."""
    values = [leaf.value for leaf in formula.leaves if not leaf.digits]
    return any(isinstance(value, Rational) and value.q != 1 for value in values)


def _write(value: Rational, whole: Formula) -> Formula:
    """A number in the place of a calculation; a decimal where that had some."""
    size = Formula("number", (), abs(value), whole.start, whole.end)
    size = _in_decimals(size) if whole.has_decimal else size
    return Formula("negate", (size,), None, whole.start, whole.end) if value < 0 else size


def _add(total: Formula) -> Formula:
    """1 for 1 - 0; beside names the numbers stay where they are."""
    numbers = [number for term in total.operands if (number := _number_of(term)) is not None]
    if len(numbers) < len(total.operands):
        return total
    return _write(Integer(0) + sum(numbers), total)


def _negate(opposite: Formula) -> Formula:
    """The term y + 1 for y - (-1), and x - (-2y) as x + 2y."""
    (inside,) = opposite.operands
    if inside.operation == "negate":
        return inside.operands[0]
    first = inside.operands[0] if inside.operation == "multiply" else inside
    number = None if first.operation == "reciprocal" else _number_of(first)
    if number is None or number >= 0:
        return opposite
    size = _write(-number, first)
    return size if first is inside else replace(inside, operands=(size, *inside.operands[1:]))


def _reciprocal(divisor: Formula) -> Formula:
    """1 below 1, and 2 below 1/2; any other divisor stays below its stroke."""
    number = _number_of(divisor)
    return _write(number, divisor) if isinstance(number, Integer) else divisor


def _multiply(product: Formula, typed: Formula) -> Formula:
    """6x for 2·3x, where one of the numbers was put in, and x for 1·x."""
    numbers = [(factor, _number_of(factor)) for factor in product.operands]
    known = [number for _, number in numbers if number is not None]
    others = tuple(factor for factor, number in numbers if number is None)
    are_typed = all(
        number is None or factor is before
        for (factor, number), before in zip(numbers, typed.operands, strict=True)
    )
    value = prod(known, start=Integer(1))
    # With a factor 0 the others have values in some places only.
    if are_typed or value == 0:
        return product
    if not others:
        return _write(value, product)
    rest = others[0] if len(others) == 1 else replace(product, operands=others)
    if abs(value) == 1:
        return rest if value > 0 else Formula("negate", (rest,), None, product.start, product.end)
    if len(known) == 1:
        (number,) = (factor for factor in product.operands if factor not in others)
        # 1.5w for w·1.5, as other numbers that were put in are written in front; a divisor is not.
        is_moved = number.has_decimal and number.operation != "reciprocal"
        return replace(product, operands=(number, *others)) if is_moved else product
    size = _write(abs(value), product)
    scaled = replace(product, operands=(size, *others))
    return scaled if value > 0 else Formula("negate", (scaled,), None, product.start, product.end)


def _power(power: Formula) -> Formula:
    """The base for its first power; 4 for 2²."""
    base, exponent = power.operands
    times, number = _number_of(exponent), _number_of(base)
    if times == 1:
        return base
    if not isinstance(times, Integer) or number is None:
        return power
    is_easy = 0 < times <= _HIGHEST_EXPONENT and max(abs(number.p), number.q) <= _HIGHEST_BASE
    return _write(number**times, power) if is_easy else power


_RECKON: Mapping[str, Callable[[Formula], Formula]] = {
    "add": _add,
    "negate": _negate,
    "reciprocal": _reciprocal,
    "power": _power,
}
