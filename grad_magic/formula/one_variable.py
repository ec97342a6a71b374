"""Where conditions on one variable hold."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING

from sympy import Abs, And, Dummy, Expr, Integer, Not, Or, Poly, Symbol, false, roots, to_nnf
from sympy.core.relational import Relational

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean


# The choices of several "or" multiply.
_MOST_CHOICES = 32


def conjuncts(condition: Boolean) -> tuple[Boolean, ...]:
    """What an "and" demands, in the same order in every process; another condition alone.

    SymPy's And.make_args is a set, whose order hangs on the hashes of the names.
    """
    return tuple(condition.args) if isinstance(condition, And) else (condition,)


def disjuncts(condition: Boolean) -> tuple[Boolean, ...]:
    """Of what an "or" demands one, in the same order in every process."""
    return tuple(condition.args) if isinstance(condition, Or) else (condition,)


def holds_nowhere(condition: Boolean) -> bool:
    """Whether a condition on one variable is proved to hold for no value: |x| > 1 and x² < 1.

    Between two neighbouring zeros of what it compares it is true everywhere or nowhere. So it is
    with what is compared with numbers alone, as x² + y² > 1 and x² + y² < 1. Else, and where zeros
    have no closed form, nothing is proved.

    Of conditions on several variables it is enough that those on one of them, or on one
    expression, hold nowhere together: x > y, |x| < 1 and x > 2.
    """
    condition = _of_one_name(condition)
    if len(condition.free_symbols) < 2:
        return _is_empty(condition)
    parts = sorted(conjuncts(to_nnf(condition, simplify=False)), key=str)
    choices = prod(len(part.args) for part in parts if isinstance(part, Or))
    return choices <= _MOST_CHOICES and _exclude_each_other(parts)


def _exclude_each_other(parts: Sequence[Boolean]) -> bool:
    """Whether some of the conditions hold nowhere together, one by one for each "or"."""
    choice = next((part for part in parts if isinstance(part, Or)), None)
    if choice is not None:
        rest = [part for part in parts if part is not choice]
        return all(_exclude_each_other([*rest, *conjuncts(one)]) for one in choice.args)
    groups: dict[Expr, list[Boolean]] = {}
    for part in parts:
        if isinstance(part, Relational):
            form, _, _ = _compared(part)
            alone = part.free_symbols if len(part.free_symbols) == 1 else ()
            for key in {form, *alone}:
                groups.setdefault(key, []).append(part)
    wholes = (_of_one_name(And(*group)) for group in groups.values() if len(group) > 1)
    return any(len(whole.free_symbols) < 2 and _is_empty(whole) for whole in wholes)


def _is_empty(condition: Boolean) -> bool:
    """Whether a condition on one variable holds for none of its values."""
    if len(condition.free_symbols) != 1:
        return bool(condition == false)
    (name,) = condition.free_symbols
    zeros: set[Expr] = set()
    for relation in condition.atoms(Relational):
        found = _real_zeros(relation.lhs - relation.rhs, name)
        if found is None:
            return False
        zeros |= found
    places = sorted(zeros)
    return all(condition.xreplace({name: place}) == false for place in (*places, *_between(places)))


def without_implied(parts: Sequence[Boolean]) -> list[Boolean]:
    """Of conditions on one variable those that the others do not imply: x > 1 of x > 0 and x > 1.

    Of "or" only what they leave room for: x < -1 of x < -1 or x > 1, beside x < 1.
    """
    kept = list(parts)
    for place, part in enumerate(kept):
        others = And(*kept[:place], *kept[place + 1 :])
        if isinstance(part, Or):
            open_parts = [one for one in part.args if not holds_nowhere(And(others, one))]
            kept[place] = Or(*open_parts) if open_parts else part
    for part in reversed(tuple(kept)):
        others = [other for other in kept if other is not part]
        if others and holds_nowhere(And(*others, Not(part))):
            kept = others
    return kept


def _of_one_name(condition: Boolean) -> Boolean:
    """t > 1 and t < 1 for x² + y² > 1 and x² + y² < 1; others as they are."""
    if len(condition.free_symbols) < 2:
        return condition
    compared = {relation: _compared(relation) for relation in condition.atoms(Relational)}
    if len({form for form, _, _ in compared.values()}) != 1:
        return condition
    name = Dummy(real=True)
    return condition.xreplace(
        {
            relation: relation.func(turn * name + number, 0)
            for relation, (_, turn, number) in compared.items()
        }
    )


def _compared(relation: Relational) -> tuple[Expr, int, Expr]:
    """(g, ±1, c) of a relation ±g + c with 0, where g has no number as a summand."""
    number, form = (
        (relation.lhs - relation.rhs).expand().as_independent(*relation.free_symbols, as_Add=True)
    )
    return (-form, -1, number) if form.could_extract_minus_sign() else (form, 1, number)


def _between(places: Sequence[Expr]) -> list[Expr]:
    """A place before, between and behind those in their order."""
    if not places:
        return [Integer(0)]
    middle = [(left + right) / 2 for left, right in pairwise(places)]
    return [places[0] - 1, *middle, places[-1] + 1]


def _real_zeros(form: Expr, name: Symbol) -> set[Expr] | None:
    """All of a polynomial, also in absolute values; None where they are not known."""
    sizes = sorted(form.atoms(Abs), key=str)
    if sizes:
        inside = sizes[0].args[0]
        parts = [inside, *(form.xreplace({sizes[0]: side}) for side in (inside, -inside))]
        found = [_real_zeros(part, name) for part in parts]
        return None if None in found else set().union(*(zeros or () for zeros in found))
    if not form.is_polynomial(name):
        return None
    polynomial = Poly(form, name)
    zeros = roots(polynomial) if polynomial.degree() > 0 else {}
    if sum(zeros.values()) != max(polynomial.degree(), 0) or any(
        zero.is_real is None for zero in zeros
    ):
        return None
    return {zero for zero in zeros if zero.is_real}
