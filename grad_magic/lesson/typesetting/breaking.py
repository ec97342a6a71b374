"""Atoms that are longer than a row, opened into parts between which a row may end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain

from sympy import Add, Expr, Integer, Mul, Piecewise, true

from grad_magic.lesson.notation import (
    Atom,
    Atoms,
    Closing,
    Fence,
    Listing,
    Mathematics,
    Opening,
    Relation,
    Row,
    Space,
    Sum,
    Term,
    Text,
)
from grad_magic.wording.language import Language

_COMMA: Atoms = (Text(","), Space())


def open_atom(atom: Atom, language: Language) -> Atoms:
    """The parts of the atom; the atom alone where it cannot be broken."""
    match atom:
        case Mathematics(expr):
            return _open_expression(expr, language)
        case Term(of):
            first, *others = open_atom(of, language)
            # The sign belongs to a whole term, and to a bracket only behind a factor.
            return (Term(first), *others) if isinstance(first, Mathematics) else (atom,)
        case Row(parts) if any(isinstance(part, Relation) for part in parts):
            return parts
        case Fence("(", Listing(entries)):
            return _listed((entry,) for entry in entries)
        case Sum(terms):
            return _summed(terms)
    return (atom,)


def open_until(row: Atoms, measure: Callable[[Atom], int], width: int, language: Language) -> Atoms:
    """The row with every atom that is wider opened, and its parts again."""
    return tuple(chain.from_iterable(_open_wide(atom, measure, width, language) for atom in row))


def _open_wide(atom: Atom, measure: Callable[[Atom], int], width: int, language: Language) -> Atoms:
    if measure(atom) <= width:
        return (atom,)
    parts = open_atom(atom, language)
    return parts if parts == (atom,) else open_until(parts, measure, width, language)


def _open_expression(expr: Expr, language: Language) -> Atoms:
    if isinstance(expr, Add):
        return _summed(map(Mathematics, expr.as_ordered_terms()))
    if isinstance(expr, Mul):
        return _open_product(expr, language)
    if isinstance(expr, Piecewise):
        return _open_cases(expr, language)
    return (Mathematics(expr),)


def _open_product(product: Mul, language: Language) -> Atoms:
    """The longest sum among the factors, behind the others."""
    sums = [factor for factor in product.args if isinstance(factor, Add)]
    if not sums:
        return (Mathematics(product),)
    longest = max(sums, key=lambda factor: int(factor.count_ops()))
    others = Mul(*(factor for factor in product.args if factor is not longest))
    if others == Integer(-1) or isinstance(others, Add):
        return (Mathematics(product),)
    opened = _open_expression(longest, language)
    return (Mathematics(others), Opening(after_factor=True), *opened, Closing())


def _open_cases(cases: Piecewise, language: Language) -> Atoms:
    words = language.sentences
    row: Atoms = (Text(words["piecewise"]),)
    return row + _listed(
        (
            Opening(),
            Mathematics(value),
            *_COMMA,
            Text(words["otherwise"]) if holds == true else Mathematics(holds),
            Closing(),
        )
        for value, holds in cases.args
    )


def _summed(terms: Iterable[Atom]) -> Atoms:
    first, *others = terms
    return (first, *map(Term, others))


def _listed(entries: Iterable[Atoms]) -> Atoms:
    first, *others = entries
    row: Atoms = (Opening(), *first)
    for entry in others:
        row += (*_COMMA, *entry)
    return (*row, Closing())
