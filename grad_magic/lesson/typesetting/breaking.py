"""Atoms that are longer than a row, opened into parts between which a row may end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from sympy import Add, Expr, Integer, Mul, Piecewise, true

from grad_magic.lesson.notation import (
    Atom,
    Atoms,
    Cases,
    Closing,
    Factor,
    Fence,
    Fraction,
    Listing,
    Mathematics,
    Opening,
    Operator,
    Product,
    Relation,
    Row,
    Script,
    Sign,
    Space,
    Sum,
    System,
    Term,
    Text,
)
from grad_magic.wording.language import Language

_COMMA: Atoms = (Text(","), Space())


def open_atom(atom: Atom, language: Language) -> Atoms:  # noqa: C901, PLR0911, PLR0912  (one case an atom)
    """The parts of the atom; the atom alone where it cannot be broken."""
    match atom:
        case Mathematics(expr):
            return _open_expression(expr, language)
        case Term(of):
            first, *others = open_atom(of, language)
            # The sign belongs to a whole term, and to a bracket only behind a factor.
            is_led = isinstance(first, (Mathematics, Row, Product))
            return (Term(first), *others) if is_led else (atom,)
        case Factor(of, sign):
            first, *others = open_atom(of, language)
            return (Factor(first, sign), *others)
        case Row(parts) if any(isinstance(part, Relation) for part in parts):
            return parts
        case Fence("(" | "⟨" as kind, Listing(entries)):
            return _listed(((entry,) for entry in entries), kind)
        case Fence(kind, Sum() | Product() as inside) if kind in "(‖" and _is_loose(inside):
            return (Opening(kind=kind), *_loosened(inside), Closing(kind))
        case Script(Fence("‖", Sum() | Product()) as fence, below, above):
            *opened, closing = open_atom(fence, language)
            return (*opened, Script(closing, below, above)) if opened else (atom,)
        case Row((Sign() as name, Fence("(", Sum() | Product()) as fence)):
            inside_fence = open_atom(fence, language)
            return (name, *inside_fence) if inside_fence != (fence,) else (atom,)
        case Sum(terms):
            return _summed(terms)
        case Row((Sign("-") as sign, beside, (Product() | Fraction()) as size)):
            first, *others = open_atom(size, language)
            if others:
                return (Row((sign, beside, first)), *others)
        case Product(parts):
            return _open_factors(parts)
        case Fraction(Sum() | Product() | Script() as top, bottom):
            return _open_quotient(top, bottom, language)
        case Cases(pairs):
            return _open_braces(((value, Text(" "), holds) for value, holds in pairs), language)
        case System(rows):
            return _open_braces(((row,) for row in rows), language)
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


def _open_factors(parts: Atoms) -> Atoms:  # noqa: PLR0911  (one case a kind of factor)
    """Factors that are long by themselves apart; of a single one what it is, between the others.

    A product of arrays, entry by entry, is opened before its signs.
    """
    parts = tuple(_flattened(parts))
    if Operator.HADAMARD in parts:
        return _loosened(Product(parts))
    groups = _grouped(parts)
    if len(groups) > 1:
        factors = [(sign, rest) for sign, *rest in groups[1:] if isinstance(sign, Operator)]
        return (_joined(groups[0]), *(Factor(_joined(rest), sign) for sign, rest in factors))
    place = next((index for index, part in enumerate(parts) if _is_long(part)), None)
    if place is None:
        place = next((index for index, part in enumerate(parts) if _is_long_call(part)), None)
    if place is None:
        return (Product(parts),)
    long, rest = parts[place], parts[place + 1 :]
    if any(isinstance(part, Row) for part in rest) and isinstance(rest[0], Operator):
        # Before a function rather than within the sum ahead of it, which may fit.
        return (_joined(parts[: place + 1]), Factor(_joined(rest[1:]), rest[0]))
    if isinstance(long, Fence) and isinstance(long.inside, (Sum, Product)):
        ahead: Atoms = (Product(parts[:place]),) if place else ()
        return (*ahead, Opening(), *_loosened(long.inside), Closing(), *rest)
    if isinstance(long, Row) and isinstance(fence := long.parts[-1], Fence):
        assert isinstance(fence.inside, (Sum, Product))
        ahead = (Product((*parts[:place], *long.parts[:-1])),)
        return (*ahead, Opening(), *_loosened(fence.inside), Closing(), *rest)
    if isinstance(long, Fraction) and place:
        sign = parts[place - 1]
        assert isinstance(sign, Operator)
        return (_joined(parts[: place - 1]), Factor(long, sign), *rest)
    return (Product(parts),)


def _grouped(parts: Atoms) -> list[Atoms]:
    """The long factors, each with what stands before it; behind the last one what is left."""
    groups: list[Atoms] = [()]
    for index, part in enumerate(parts):
        is_before_long = any(map(_is_long, parts[index:]))
        if isinstance(part, Operator) and any(map(_is_long, groups[-1])) and is_before_long:
            groups.append(())
        groups[-1] += (part,)
    return groups


def _joined(parts: Sequence[Atom]) -> Atom:
    return parts[0] if len(parts) == 1 else Product(tuple(parts))


def _is_long(part: Atom) -> bool:
    """Whether a row may end within a factor: a sum, or a product entry by entry."""
    match part:
        case Fence("(", Sum() | Product() as inside):
            return _is_loose(inside)
        case Script(base):
            return _is_long(base)
        case Fraction(Sum() | Product(), _):
            return True
    return False


def _is_long_call(part: Atom) -> bool:
    """Whether a row may end within the argument of a function."""
    match part:
        case Row((Sign(), Fence("(", Sum() | Product() as inside))):
            return _is_loose(inside)
    return False


def _flattened(parts: Atoms) -> Iterator[Atom]:
    for part in parts:
        yield from _flattened(part.parts) if isinstance(part, Product) else (part,)


def _is_loose(inside: Sum | Product) -> bool:
    """Whether a row may end within: a sum, or a product entry by entry or with such a factor."""
    if isinstance(inside, Sum) or Operator.HADAMARD in inside.parts:
        return True
    return any(map(_is_long, _flattened(inside.parts)))


def _loosened(inside: Sum | Product) -> Atoms:
    if isinstance(inside, Sum):
        return _summed(inside.terms)
    if Operator.HADAMARD not in inside.parts:
        return _open_factors(inside.parts)
    return tuple(
        chain.from_iterable(
            (Space(""), part) if part is Operator.HADAMARD else (part,) for part in inside.parts
        )
    )


def _open_quotient(top: Sum | Product | Script, bottom: Atom, language: Language) -> Atoms:
    """What stands above, opened, over what stands below on the same line."""
    opened = open_atom(top, language)
    if opened == (top,):
        return (Fraction(top, bottom),)
    above = (Opening(), *opened, Closing()) if isinstance(top, Sum) else opened
    is_loose = isinstance(bottom, (Sum, Product))
    return (*above, Operator.OVER, Fence("(", bottom) if is_loose else bottom)


def _open_braces(rows: Iterable[Atoms], language: Language) -> Atoms:
    row: Atoms = ()
    sign = language.sentences["case_separator"]
    between: Atoms = (Text(sign.rstrip()), Space(" " * sign.endswith(" ")))
    for written in rows:
        # A row ends between two cases rather than within one.
        row += (*(between if row else (Sign("{"),)), *written)
    return (*row, Sign("}"))


def _open_cases(cases: Piecewise, language: Language) -> Atoms:
    words = language.sentences
    otherwise: Atoms = (Text(words["otherwise"]),)
    case: Atoms = (Text(words["case"]), Text(" "))
    pairs = (
        (
            Mathematics(value),
            Text(" "),
            *(otherwise if holds == true else (*case, Mathematics(holds))),
        )
        for value, holds in cases.args
    )
    return _open_braces(pairs, language)


def _summed(terms: Iterable[Atom]) -> Atoms:
    first, *others = terms
    return (first, *map(Term, others))


def _listed(entries: Iterable[Atoms], kind: str) -> Atoms:
    first, *others = entries
    row: Atoms = (Opening(kind=kind), *first)
    for entry in others:
        row += (*_COMMA, *entry)
    return (*row, Closing(kind))
