"""Softmax and log-sum-exp: what they are, and the derivatives that keep them.

With s = softmax(u₁, …, uₙ) the derivative of ln Σeᵘⁱ is Σ sᵢuᵢ′, and that of sᵢ is
sᵢ(uᵢ′ − Σ sⱼuⱼ′).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from sympy import Integer

from grad_magic.formula.normal_form import (
    MINUS_ONE,
    ZERO,
    Term,
    add,
    apply,
    multiply,
    number,
)
from grad_magic.formula.tree import Formula


def softmax(entries: Sequence[Formula], place: int) -> tuple[Formula, ...]:
    """The entries of the vector, each with its number, from 1 on, before what all have."""
    numbers = (
        Formula("number", value=Integer(index), start=place, end=place)
        for index in range(1, len(entries) + 1)
    )
    return tuple(Formula("softmax_entry", (index, *entries), None, place) for index in numbers)


def arguments_of_softmax(formula: Formula) -> tuple[Formula, ...]:
    """Of what it is taken, if the formula is a whole softmax; else nothing."""
    entries = formula.operands
    if formula.operation != "vector" or any(one.operation != "softmax_entry" for one in entries):
        return ()
    _, *arguments = entries[0].operands if entries else (None,)
    indices = tuple(range(1, len(arguments) + 1))
    are_all = indices == tuple(entry.operands[0].value for entry in entries)
    are_same = len({entry.without_places.operands[1:] for entry in entries}) == 1
    return tuple(arguments) if are_all and are_same else ()


def softmax_entries(formula: Formula) -> Iterator[Formula]:
    """All entries of softmax within, from the left."""
    if formula.operation == "softmax_entry":
        yield formula
    for part in formula.operands:
        yield from softmax_entries(part)


def _total(formula: Formula, entries: Sequence[Formula]) -> tuple[tuple[Formula, ...], Formula]:
    powers = tuple(Formula("exp", (entry,), None, entry.start, entry.end) for entry in entries)
    return powers, replace(formula, operation="add", operands=powers)


def _logarithm(formula: Formula) -> Formula:
    _, total = _total(formula, formula.operands)
    return replace(formula, operation="log", operands=(total,))


def _share(formula: Formula) -> Formula:
    index, *entries = formula.operands
    powers, total = _total(formula, entries)
    share = replace(formula, operation="reciprocal", operands=(total,))
    assert isinstance(index.value, Integer)
    return replace(formula, operation="multiply", operands=(powers[int(index.value) - 1], share))


WRITTEN_OUT: Mapping[str, Callable[[Formula], Formula]] = {
    "logsumexp": _logarithm,
    "softmax_entry": _share,
}
"""Each operation by exponentials."""


def slope_of_logarithm(term: Term, slopes: Sequence[Term]) -> Term:
    """The derivative of ln Σeᵘⁱ, with those of all uᵢ."""
    return _mean(term.parts, slopes)


def slope_of_share(term: Term, slopes: Sequence[Term]) -> Term:
    """The derivative of sᵢ, with those of all uᵢ."""
    index, *entries = term.parts
    own = slopes[int(index.number) - 1]
    mean = _mean(entries, slopes)
    if own.key == ZERO.key and mean.kind == "softmax_entry":
        # -s₁s₂ in all rows of a Jacobian.
        return multiply(MINUS_ONE, *sorted((term, mean), key=lambda entry: entry.parts[0].number))
    return multiply(term, add(own, multiply(MINUS_ONE, mean)))


def _mean(entries: Sequence[Term], slopes: Sequence[Term]) -> Term:
    shares = (
        multiply(apply("softmax_entry", number(index), *entries), slope)
        for index, slope in enumerate(slopes, 1)
        if slope.key != ZERO.key
    )
    return add(*shares)
