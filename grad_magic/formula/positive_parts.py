"""Slopes that hold on the border of cases too: of the square of a relu, of x² and -x² at 0."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from grad_magic.formula.cases import needs_positive
from grad_magic.formula.normal_form import (
    MINUS_ONE,
    ONE,
    ZERO,
    Ratio,
    Term,
    add,
    apply,
    base_and_exponent,
    factors_of,
    is_below,
    multiply,
    number,
    power,
    split,
    terms_of,
    walk,
    with_parts,
)
from grad_magic.formula.sympy_forms import to_sympy
from grad_magic.formula.tree import Formula
from grad_magic.formula.typed_order import TypedOrder, write_formula

if TYPE_CHECKING:
    from sympy import Symbol

_WITH_SLOPES = frozenset(
    {"number", "name", "constant", "sum", "product", "exp", "sin", "cos", "tanh", "atan"}
    | {"sinh", "cosh", "sigmoid", "softplus", "erf"}
)
"""What has a value everywhere, whatever it is made of."""


def slope_with_positive_part(
    term: Term, part: Term, slopes: Sequence[tuple[Term, Term]]
) -> Term | None:
    """2·max(0, u)·u′ of max(0, u)², which holds where u is 0 as well; of the minimum likewise.

    There the slopes on both sides are 0, and so are the difference quotients of both formulas.

    Args:
        term: what is differentiated.
        part: the maximum or minimum in it.
        slopes: its two values and the derivative of the term with each in its place.

    Returns:
        None where none of the values is 0 with the slope 0, or the other slope is not a multiple
        of the other value, by something that has a value wherever the term has one.
    """
    if part.kind not in ("max", "min") or len(slopes) != 2 or len(part.parts) != 2:
        return None
    zero, other = sorted(slopes, key=lambda slope: slope[0].key != ZERO.key)
    if not zero[0].key == ZERO.key == zero[1].key:
        return None
    value, slope = other
    has_value = _has_value_with(term)
    exponent: Ratio = 0
    while True:
        step = _exponent_of(value, slope)
        rest = _divided(slope, power(value, step))
        if rest is None or rest.size >= slope.size or not has_value(rest):
            break
        slope, exponent = rest, exponent + step.number
    return multiply(slope, power(part, number(exponent))) if exponent else None


def agree_on_border(
    cases: Sequence[tuple[Term, Term]], slopes: Sequence[Term], order: TypedOrder
) -> bool:
    """Whether two cases, and the slopes with them, are the same where one changes to the other.

    There the difference quotients of both formulas tend to the same slope. It is False where
    that is not seen at once: all must have values and slopes everywhere, and the border be a
    line, such as x = 2y.
    """
    if len(cases) != 2 or cases[0][1].value is None:
        return False
    relation = cases[0][1].value
    assert isinstance(relation, Formula)
    parts = [*(value for value, _ in cases), *slopes]
    is_smooth = all(_is_whole(inner, set()) for part in parts for inner in walk(part))
    if len(relation.operands) != 1 or not is_smooth:
        return False
    gap = to_sympy(relation.operands[0])
    solved = next((s for s in gap.free_symbols if gap.diff(s).is_number and gap.diff(s)), None)
    if solved is None:
        return False
    border = {solved: (solved - gap / gap.diff(solved)).expand()}
    one, other, slope, next_slope = (to_sympy(write_formula(part, order)) for part in parts)
    return all(
        difference.xreplace(border).expand() == 0
        for difference in (one - other, slope - next_slope)
    )


def with_maxima(term: Term, variable: Symbol) -> Term:
    """With 2·max(u, 0) for u + |u| where it is 0 that has no derivative, as under a root.

    It is 0 on a whole side there, and f is constant or has no value.
    """
    if variable not in term.names or "abs" not in {part.kind for part in walk(term)}:
        return term
    parts = [with_maxima(part, variable) for part in term.parts]
    if needs_positive(term):
        parts[0] = _as_extreme(parts[0])
    return with_parts(term, parts)


def _as_extreme(total: Term) -> Term:
    """2·max(u, 0) for u + |u|, 2·min(u, 0) for u - |u|; anything else as it is."""
    sizes = [part for part in terms_of(total) if split(part)[1].kind == "abs"]
    if len(sizes) != 1:
        return total
    factor, size = split(sizes[0])
    u = size.parts[0]
    rest = add(*(part for part in terms_of(total) if part is not sizes[0]))
    for kind, turn in (("max", 1), ("min", -1)):
        if add(rest, multiply(number(-turn * factor), u)).key == ZERO.key:
            return multiply(number(2 * turn * factor), apply(kind, u, ZERO))
    return total


def _exponent_of(value: Term, slope: Term) -> Term:
    """1/2 of √u; 1 where the slope is no product with a power of the value."""
    found = (
        exponent
        for base, exponent in map(base_and_exponent, factors_of(slope))
        if base.key == value.key
    )
    exponent = next(found, ONE)
    return exponent if exponent.is_number and 0 < exponent.number < 1 else ONE


def _divided(slope: Term, divisor: Term) -> Term | None:
    """Term by term, of a product the first factor that can be divided; None where none can."""
    if slope.kind == "sum":
        parts = [_divided(part, divisor) for part in slope.parts]
        return None if None in parts else add(*(part for part in parts if part is not None))
    whole = multiply(slope, power(divisor, MINUS_ONE))
    factors = factors_of(slope)
    if len(factors_of(whole)) <= len(factors):
        return whole
    front, _ = split(slope)
    for place, factor in enumerate(factors):
        if factor.kind == "sum" and (rest := _divided(factor, divisor)) is not None:
            return multiply(number(front), *factors[:place], rest, *factors[place + 1 :])
    return None


def _has_value_with(term: Term) -> Callable[[Term], bool]:
    """Whether a formula has a value wherever the term has one, as far as can be seen."""
    known = {part.key for part in walk(term)}
    below = {part.parts[0].key for part in walk(term) if is_below(part)}

    def has_value(formula: Term) -> bool:
        return all(part.key in known or _is_whole(part, below) for part in walk(formula))

    return has_value


def _is_whole(part: Term, below: set[str]) -> bool:
    if part.kind != "power":
        return part.kind in _WITH_SLOPES
    base, exponent = base_and_exponent(part)
    return exponent.is_whole and (exponent.number > 0 or base.key in below)
