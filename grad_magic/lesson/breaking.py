"""Pieces that are longer than a row, opened into parts between which a row may end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain

from sympy import Add, Expr, Integer, Mul, Piecewise, true

from grad_magic.lesson.atoms import Atom, Closing, Opening, Row, Space, Term, Text
from grad_magic.lesson.steps import (
    Combination,
    Equation,
    Piece,
    Products,
    Relation,
    Tuple,
    Value,
    Vector,
)

_COMMA: Row = (Text(","), Space())


def open_atom(atom: Atom) -> Row:  # noqa: PLR0911  (one case a piece)
    """The parts of the atom; the atom alone where it cannot be broken."""
    match atom:
        case Value(expr):
            return _open_expression(expr)
        case Term(of):
            first, *others = open_atom(of)
            # The sign belongs to a whole term, and to a bracket only behind a factor.
            return (Term(first), *others) if isinstance(first, Value) else (atom,)
        case Equation(equation):
            return (Value(equation.lhs), Relation("="), Value(equation.rhs))
        case Vector(entries) if len(entries) > 1:
            return _listed((Value(entry),) for entry in entries)
        case Tuple(pieces):
            return _listed((piece,) for piece in pieces)
        case Products(pairs):
            return _summed(Products((pair,)) for pair in pairs)
        case Combination(terms):
            return _summed(Combination((term,)) for term in terms)
    return (atom,)


def open_until(row: Row, measure: Callable[[Atom], int], width: int) -> Row:
    """The row with every atom that is wider opened, and its parts again."""
    return tuple(chain.from_iterable(_open_wide(atom, measure, width) for atom in row))


def _open_wide(atom: Atom, measure: Callable[[Atom], int], width: int) -> Row:
    if measure(atom) <= width:
        return (atom,)
    parts = open_atom(atom)
    return parts if parts == (atom,) else open_until(parts, measure, width)


def _open_expression(expr: Expr) -> Row:
    if isinstance(expr, Add):
        return _summed(map(Value, expr.as_ordered_terms()))
    if isinstance(expr, Mul):
        return _open_product(expr)
    return _open_cases(expr) if isinstance(expr, Piecewise) else (Value(expr),)


def _open_product(product: Mul) -> Row:
    """The longest sum among the factors, behind the others."""
    sums = [factor for factor in product.args if isinstance(factor, Add)]
    if not sums:
        return (Value(product),)
    longest = max(sums, key=lambda factor: int(factor.count_ops()))
    others = Mul(*(factor for factor in product.args if factor is not longest))
    if others == Integer(-1) or isinstance(others, Add):
        return (Value(product),)
    return (Value(others), Opening(after_factor=True), *_open_expression(longest), Closing())


def _open_cases(cases: Piecewise) -> Row:
    row: Row = (Text("piecewise"),)
    return row + _listed(
        (
            Opening(),
            Value(value),
            *_COMMA,
            Text("otherwise") if holds == true else Value(holds),
            Closing(),
        )
        for value, holds in cases.args
    )


def _summed(terms: Iterable[Piece]) -> Row:
    first, *others = terms
    return (first, *(Term(atom) for atom in others))


def _listed(entries: Iterable[Row]) -> Row:
    first, *others = entries
    row = (Opening(), *first)
    for entry in others:
        row += (*_COMMA, *entry)
    return (*row, Closing())
