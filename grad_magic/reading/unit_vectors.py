"""Vector functions as physics books write them: t i + t² j for (t, t²)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sympy import Integer, Symbol

from grad_magic.formula.put_in_numbers import put_in
from grad_magic.formula.tree import Formula

_UNITS = ("i", "j", "k")


def by_unit_vectors(formula: Formula, declared: Collection[str]) -> Formula:
    """The function by its components if it is a sum of multiples of i, j and k; else as it is.

    Args:
        formula: the function.
        declared: the names that the request declares, which are no unit vectors.
    """
    formula = _with_apart(formula, declared)
    if not _is_letter_of_sum(formula, declared):
        return formula
    components: dict[str, list[Formula]] = {}
    for term, is_negative in _terms(formula):
        found = _multiple(term)
        if found is None:
            return formula
        unit, factor = found
        signed = Formula("negate", (factor,), None, factor.start, factor.end)
        components.setdefault(unit, []).append(signed if is_negative else factor)
    units = _UNITS[: 3 if "k" in components else 2]
    rows = tuple(
        _sum(components.get(unit, [Formula("number", value=Integer(0))])) for unit in units
    )
    return Formula("vector", rows, start=formula.start, end=formula.end)


def _with_apart(formula: Formula, declared: Collection[str]) -> Formula:
    """x·i for the letter ξ in xi + yj."""
    used = formula.spelled_names
    if "xi" in declared or not {"xi", "j"} <= used or "i" in used:
        return formula
    parts = (Formula("name", value=Symbol(letter, real=True)) for letter in "xi")
    return put_in(formula, {"xi": Formula("multiply", tuple(parts))})


def _is_letter_of_sum(formula: Formula, declared: Collection[str]) -> bool:
    used = formula.spelled_names & set(_UNITS)
    return {"i", "j"} <= used and not used & set(declared) and formula.operation == "add"


def _terms(formula: Formula, *, is_negative: bool = False) -> Iterator[tuple[Formula, bool]]:
    """The terms of a sum, and whether each is subtracted."""
    if formula.operation == "add":
        for operand in formula.operands:
            yield from _terms(operand, is_negative=is_negative)
    elif formula.operation == "negate":
        yield from _terms(formula.operands[0], is_negative=not is_negative)
    else:
        yield formula, is_negative


def _multiple(term: Formula) -> tuple[str, Formula] | None:
    """The unit vector of a term and what it is multiplied with."""
    if _unit_of(term):
        return _unit_of(term), Formula("number", (), Integer(1), term.start, term.end)
    if term.operation != "multiply":
        return None
    inner = [_multiple(factor) for factor in term.operands]
    found = [index for index, factor in enumerate(inner) if factor is not None]
    if len(found) != 1:
        return None
    (index,) = found
    part = inner[index]
    assert part is not None
    unit, factor = part
    others = [other for place, other in enumerate(term.operands) if place != index]
    if any(str(name) in _UNITS for other in others for name in other.names):
        return None
    if factor.value != 1:
        others.insert(index, factor)
    if len(others) == 1:
        return unit, others[0]
    return unit, Formula("multiply", tuple(others), None, term.start, term.end)


def _unit_of(formula: Formula) -> str:
    name = str(formula.value) if formula.operation == "name" else ""
    return name if name in _UNITS else ""


def _sum(terms: list[Formula]) -> Formula:
    if len(terms) == 1:
        return terms[0]
    return Formula("add", tuple(terms), None, terms[0].start, terms[-1].end)
