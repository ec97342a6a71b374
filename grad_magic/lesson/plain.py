"""Steps into Unicode text for a terminal, in a notation that can be typed back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import starmap
from typing import TYPE_CHECKING

from grad_magic.lesson.atoms import Atom, Closing, Opening, Row, Space, Term, Text
from grad_magic.lesson.layout import Block, lay_out, split_at_relation
from grad_magic.lesson.printer import UnicodePrinter, plain_name, subscript, superscript
from grad_magic.lesson.steps import (
    ONES,
    Absolute,
    Approach,
    Column,
    Combination,
    Decimal,
    DifferenceQuotient,
    Dot,
    Equation,
    FunctionValue,
    Gradient,
    Grid,
    Hessian,
    Increment,
    Jacobian,
    Letter,
    LimitOf,
    Line,
    MatrixProduct,
    Name,
    Norm,
    Partial,
    PowerOfStep,
    Products,
    Quotient,
    Rate,
    Ray,
    Relation,
    RepeatedPartial,
    Separator,
    Signed,
    Step,
    Transpose,
    Tuple,
    Value,
    Vector,
    Words,
)
from grad_magic.wording.language import Language
from grad_magic.wording.languages import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from sympy import Expr, Symbol

_GAP = "   "
_PRINTER = UnicodePrinter()
_PRIMES = {1: "′", 2: "″", 3: "‴"}
_INFINITESIMAL = "t"
_SIDES = {"": "", "+": "⁺", "-": "⁻"}


def render_plain(
    steps: Sequence[Step], language: Language = DEFAULT_LANGUAGE, width: int = 80
) -> str:
    """The answer as Unicode text whose lines have at most `width` columns where possible."""
    blocks = lay_out(steps, language, measure, width)
    return "\n".join(line for block in blocks for line in _render_block(block))


def render_words(words: Words, language: Language = DEFAULT_LANGUAGE) -> str:
    """One sentence on one line."""
    (block,) = lay_out((Step("reason", ((words,),)),), language, lambda _: 0, 1)
    return _render_row(block.lines[0][0])


def plain_text(expression: Expr) -> str:
    """An expression in one line, as a reader would type or write it.

    >>> from sympy import sqrt, exp
    >>> from sympy.abc import x, y
    >>> plain_text(2*x*exp(2*y) + sqrt(x**2 + 1)/2)
    '2x·e^(2y) + √(x² + 1)/2'
    """
    return _printed(expression)


@lru_cache(maxsize=512)
def _printed(expression: Expr) -> str:
    """Layout measures each expression before it is written, and the parts recur."""
    return str(_PRINTER.doprint(expression))


def measure(atom: Atom) -> int:
    """Columns that the atom takes."""
    return len(_render_atom(atom))


def _render_block(block: Block) -> list[str]:
    if not block.aligned:
        return [_render_row(row).strip() for rows in block.lines for row in rows]
    split = [split_at_relation(rows[0]) for rows in block.lines]
    indent = max(len(_render_row(left)) for left, _ in split)
    lines = []
    for (left, right), rows in zip(split, block.lines, strict=True):
        lines.append(f"{_render_row(left):>{indent}} {_render_row(right).strip()}")
        lines += [" " * (indent + 3) + _render_row(row).strip() for row in rows[1:]]
    return lines


def _render_row(row: Row | Line) -> str:
    return "".join(map(_render_atom, row))


def _render_atom(atom: Atom) -> str:  # noqa: C901, PLR0911, PLR0912  (one case a piece)
    match atom:
        case Text(word):
            return word
        case Space():
            return " "
        case Separator():
            return _GAP
        case Term(of):
            return _term(_render_atom(of))
        case Opening(after_factor):
            return "·(" if after_factor else "("
        case Closing():
            return ")"
        case Relation(sign):
            return f" {sign} "
        case Value(expr):
            return plain_text(expr)
        case Decimal(mantissa, exponent):
            power = "".join(superscript(exponent))
            return f"{mantissa}·10{power}" if exponent else mantissa
        case Vector(entries) | Column(entries):
            inner = _comma_separated(entries)
            return inner if len(entries) == 1 else f"({inner})"
        case Tuple(entries):
            return f"({', '.join(map(_render_atom, entries))})"
        case Grid(rows):
            return f"[{', '.join(f'[{_comma_separated(row)}]' for row in rows)}]"
        case Letter(letter, index):
            return f"{letter}{subscript(index)}" if index else letter
        case Name(name):
            return plain_name(name)
        case FunctionValue(name, arguments):
            return f"{plain_name(name)}({_comma_separated(arguments) or 'P'})"
        case Partial(name, variable, at_point, ordinary):
            derivative = (
                f"{plain_name(name)}′"
                if ordinary
                else f"∂{plain_name(name)}/∂{plain_name(variable)}"
            )
            if at_point:
                return f"{derivative}(P)"
            return f"{derivative}({plain_name(variable)})" if ordinary else derivative
        case RepeatedPartial(name, variables, at_point, ordinary):
            return _repeated_partial(name, variables, at_point=at_point, ordinary=ordinary)
        case Hessian(name):
            return f"H_{plain_name(name)}(P)"
        case Jacobian(name, variables):
            return f"J_{plain_name(name)}({_comma_separated(variables) or 'P'})"
        case Gradient(name, at_point):
            return f"∇{plain_name(name)}{'(P)' if at_point else ''}"
        case Norm(of):
            return f"‖{_render_atom(of)}‖"
        case Rate(name, extreme, order):
            power = superscript(order) if order > 1 else ""
            return f"{extreme} D_u{power} {plain_name(name)}(P)".strip()
        case Increment(name, linear):
            taken = "" if linear is None else f" - {_render_atom(linear)}"
            return f"{plain_name(name)}(P + h) - {plain_name(name)}(P){taken}"
        case Absolute(of):
            return f"|{_render_atom(of)}|"
        case PowerOfStep(constant, exponent):
            return f"{_render_atom(constant)}‖h‖{_power(exponent)}"
        case DifferenceQuotient(name, along):
            step = _INFINITESIMAL if along is None else f"{_INFINITESIMAL}·{_render_atom(along)}"
            return f"({plain_name(name)}(P + {step}) - {plain_name(name)}(P))/{_INFINITESIMAL}"
        case Approach(side):
            return f"{_INFINITESIMAL} → 0{_SIDES[side]}"
        case LimitOf(Approach(side), of):
            return f"lim_{{{_INFINITESIMAL}→0{_SIDES[side]}}} {_render_atom(of)}"
        case Ray(start, parameter, direction):
            step = f"{plain_text(parameter)}·{_render_atom(direction)}"
            return f"{_render_atom(start)} + {step}"
        case MatrixProduct(factors):
            return "·".join(map(_render_atom, factors))
        case Transpose(of):
            return f"{_render_atom(of)}ᵀ"
        case Dot(left, right):
            return f"{_render_atom(left)}·{_render_atom(right)}"
        case Products(pairs):
            return " + ".join(f"{_factor(a)}·{_factor(b)}" for a, b in pairs)
        case Quotient(top, bottom):
            above, below = _render_atom(top), _render_atom(bottom)
            above = f"({above})" if isinstance(top, Increment) else above
            return f"{above}/{f'({below})' if set(below) & set('/·+') else below}"
        case Signed(sign, of):
            return f"{sign}{_render_atom(of)}"
        case Combination(terms):
            first, *others = starmap(_multiple, terms)
            return first + "".join(map(_term, others))
        case Equation(equation):
            return f"{plain_text(equation.lhs)} = {plain_text(equation.rhs)}"
    raise TypeError(atom)


def _term(text: str) -> str:
    """A summand behind its sign."""
    return f" - {text[1:]}" if text.startswith("-") else f" + {text}"


def _multiple(decimal: Decimal, symbol: Symbol | None) -> str:
    """A decimal times a symbol, where 1 is not written."""
    if symbol is None:
        return _render_atom(decimal)
    if decimal in ONES:
        return decimal.mantissa.removesuffix("1") + plain_name(symbol)
    return f"{_render_atom(decimal)}{'·' if decimal.exponent else ''}{plain_name(symbol)}"


def _power(exponent: Expr) -> str:
    if exponent == 1:
        return ""
    return superscript(int(exponent)) if exponent.is_Integer else f"^({plain_text(exponent)})"


def _repeated_partial(
    name: str, variables: Sequence[Symbol], *, at_point: bool, ordinary: bool
) -> str:
    at = "(P)" if at_point else ""
    if ordinary:
        order = len(variables)
        primes = _PRIMES.get(order, f"⁽{superscript(order)}⁾")
        return f"{plain_name(name)}{primes}{at or f'({plain_name(variables[0])})'}"
    # A name with an index of its own would run into the index of the variables.
    function = f"({plain_name(name)})" if "_" in name else plain_name(name)
    return f"{function}_{''.join(map(plain_name, variables))}{at}"


def _comma_separated(entries: Sequence[Expr]) -> str:
    return ", ".join(map(plain_text, entries))


def _factor(number: Expr) -> str:
    """The number as it stands in a product: a sum or a negative number in brackets."""
    text = plain_text(number)
    needs_brackets = text.startswith("-") or number.is_Add
    return f"({text})" if needs_brackets else text
