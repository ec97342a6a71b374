"""Atoms that are longer than a row, opened into parts between which a row may end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from sympy import Add, And, Expr, Integer, Mul, Or, Piecewise, Pow, Rational, true

from grad_magic.lesson.conditions import as_points, needs_brackets
from grad_magic.lesson.notation import (
    Atom,
    Atoms,
    Cases,
    Closing,
    Factor,
    Fence,
    Fraction,
    Gap,
    Listing,
    Mathematics,
    Opening,
    Operator,
    Product,
    Relation,
    Root,
    Row,
    Script,
    Sign,
    Space,
    Sum,
    System,
    Term,
    Text,
    Word,
)
from grad_magic.wording.language import Language

_COMMA: Atoms = (Text(","), Space())
# What a long root is the power of: within a root no row can end.
_HALF = Row((Sign("1"), Operator.OVER, Sign("2")))
_CONNECTIVES = {Word("both_conditions"), Word("either_condition")}


def open_atom(atom: Atom, language: Language) -> Atoms:  # noqa: C901, PLR0911, PLR0912  (one case an atom)
    """The parts of the atom; the atom alone where it cannot be broken."""
    match atom:
        case Mathematics(expr):
            return _open_expression(expr, language)
        case Term(of):
            first, *others = open_atom(of, language)
            # The sign belongs to a whole term, and to a bracket only behind a factor.
            is_led = isinstance(first, (Mathematics, Row, Product, Fraction))
            return (Term(first), *others) if is_led else (atom,)
        case Factor(of, sign):
            first, *others = open_atom(of, language)
            return (Factor(first, sign), *others)
        case Row(parts) if any(isinstance(part, Relation) for part in parts):
            return parts
        case Row((left, Operator.DOT, right)):
            return (left, Factor(right, Operator.DOT))
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
        case Root(Sum() as inside, 2):
            return (Opening(), *_loosened(inside), Script(Closing(), above=_HALF))
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
    if _is_root_of_sum(expr):
        opened = _open_expression(expr.base, language)
        return (Opening(), *opened, Script(Closing(), above=_HALF))
    if isinstance(expr, Piecewise):
        return _open_cases(expr, language)
    if isinstance(expr, (And, Or)):
        return _open_condition(expr)
    return (Mathematics(expr),)


def _is_root_of_sum(expr: Expr) -> bool:
    return isinstance(expr, Pow) and expr.exp == Rational(1, 2) and isinstance(expr.base, Add)


def _open_condition(condition: And | Or) -> Atoms:
    """The conditions apart, so that a row may end before the word between them."""
    if as_points(condition) is not None:
        return (Mathematics(condition),)
    name = "both_conditions" if isinstance(condition, And) else "either_condition"
    parts: Atoms = ()
    for part in sorted(condition.args, key=str):
        written = Fence("(", Mathematics(part)) if needs_brackets(part) else Mathematics(part)
        parts += (*((Space(), Word(name), Text(" ")) if parts else ()), written)
    return parts


def as_cases(atom: Atom, language: Language) -> Atom:
    """A function by cases as atoms, and another atom as it is."""
    if isinstance(atom, Mathematics) and isinstance(atom.expr, Piecewise):
        return Cases(tuple(_value_and_condition(atom.expr, language)))
    return atom


def _value_and_condition(cases: Piecewise, language: Language) -> Iterator[tuple[Atom, Atom]]:
    words = language.sentences
    for value, holds in cases.args:
        condition = (
            _open_condition(holds) if isinstance(holds, (And, Or)) else (Mathematics(holds),)
        )
        case: Atoms = (Text(words["case"]), Text(" "), *condition)
        yield Mathematics(value), Text(words["otherwise"]) if holds == true else Row(case)


def stack_conditions(cases: Atom, measure: Callable[[Atom], int], width: int) -> Atom:
    """Cases that are too wide with each of several conditions of a case on a line of its own.

    Where that is not enough conditions stand below their values, in as many lines as they need.
    Other atoms stay as they are.
    """
    if not isinstance(cases, Cases) or measure(cases) <= width:
        return cases
    beside: list[tuple[Atom, Atom]] = []
    below: list[tuple[Atom, Atom]] = []
    for value, holds in cases.pairs:
        first, *others = _conditions(holds)
        beside += [(value, first), *((Text(""), other) for other in others)]
        fits = measure(Cases(((Row((Gap(), holds)), Text("")),))) <= width
        lines = [holds] if fits else [first, *others]
        below += [(value, Text("")), *((Row((Gap(), line)), Text("")) for line in lines)]
    stacked = Cases(tuple(beside))
    return stacked if measure(stacked) <= width else Cases(tuple(below))


def _conditions(holds: Atom) -> list[Atom]:
    """For a, and b of the condition for a and b."""
    lines: list[Atoms] = [()]
    for part in _words_apart(holds):
        if part in _CONNECTIVES:
            lines.append(())
        lines[-1] += (part,)
    return [Row(line) for line in lines]


def _words_apart(holds: Atom) -> Iterator[Atom]:
    """The parts of a condition, in rows within rows, as one row."""
    if isinstance(holds, Row):
        for part in holds.parts:
            yield from _words_apart(part)
    else:
        yield holds


def _open_product(product: Mul, language: Language) -> Atoms:
    """The longest sum among the factors, or root of one, behind the others."""
    sums = [factor for factor in product.args if isinstance(factor, Add)]
    sums = sums or [factor for factor in product.args if _is_root_of_sum(factor)]
    if not sums:
        return (Mathematics(product),)
    longest = max(sums, key=lambda factor: int(factor.count_ops()))
    others = Mul(*(factor for factor in product.args if factor is not longest))
    if (others == Integer(-1) and isinstance(longest, Add)) or isinstance(others, Add):
        return (Mathematics(product),)
    if isinstance(longest, Pow):
        return _open_multiple_of_root(others, longest, language)
    opened = _open_expression(longest, language)
    return (Mathematics(others), Opening(after_factor=True), *opened, Closing())


def _open_multiple_of_root(factor: Expr, root: Pow, language: Language) -> Atoms:
    """-(x + y)^{1/2}/4 for the root of a sum times -1/4."""
    top, bottom = factor.as_numer_denom()
    opening, *opened = _open_expression(root, language)
    behind = () if bottom == Integer(1) else (Operator.OVER, Mathematics(bottom))
    if top in (Integer(1), Integer(-1)) and bottom.is_Integer:
        return (*((Sign("-"),) if top == Integer(-1) else ()), opening, *opened, *behind)
    return (Mathematics(factor), Opening(after_factor=True), *opened)


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
        return _open_before_bracket(parts)
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


def _open_before_bracket(parts: Atoms) -> Atoms:
    """What no row may end within, as 1/(1 - σ(z))·(-σ(z)(1 - σ(z))), before its last bracket."""
    brackets = [index for index, part in enumerate(parts) if isinstance(part, Fence)]
    place = brackets[-1] if brackets else 0
    if not place or not isinstance(sign := parts[place - 1], Operator):
        return (Product(parts),)
    return (_joined(parts[: place - 1]), Factor(_joined(parts[place:]), sign))


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
        case Fraction(Sum() | Product(), _) | Fence("(", Cases()):
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
    is_loose = isinstance(bottom, Mathematics) and isinstance(bottom.expr, (Add, Mul))
    if is_loose or isinstance(bottom, (Sum, Product)):
        return (*above, Factor(Fence("(", bottom), Operator.OVER))
    return (*above, Operator.OVER, bottom)


def _open_braces(rows: Iterable[Atoms], language: Language) -> Atoms:
    row: Atoms = ()
    sign = language.sentences["case_separator"]
    between: Atoms = (Text(sign.rstrip()), Space(" " * sign.endswith(" ")))
    for written in rows:
        # A row ends between two cases rather than within one.
        row += (*(between if row else (Sign("{"),)), *written)
    return (*row, Sign("}"))


def _open_cases(cases: Piecewise, language: Language) -> Atoms:
    pairs = _value_and_condition(cases, language)
    return _open_braces(((value, Text(" "), holds) for value, holds in pairs), language)


def _summed(terms: Iterable[Atom]) -> Atoms:
    first, *others = terms
    return (first, *map(Term, others))


def _listed(entries: Iterable[Atoms], kind: str) -> Atoms:
    first, *others = entries
    row: Atoms = (Opening(kind=kind), *first)
    for entry in others:
        row += (*_COMMA, *entry)
    return (*row, Closing(kind))
