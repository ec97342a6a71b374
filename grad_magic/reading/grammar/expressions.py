"""Mathematics as typed into a Formula: tokens, then a tree from a fixed grammar.

    function    = expression | cases | "(" expression "," expression { "," expression } ")"
    cases       = [ "{" ] case { ( ";" | "," ) case } [ "}" ]
    case        = expression [ "," ] ( [ "if" ] condition | "otherwise" )
    expression  = term { ("+" | "-") term }
    term        = product { ("*" | "/") product }
    product     = factor { factor }                    juxtaposed: 2x, x(y+1), sin x cos y
    factor      = ("+" | "-") factor | power
    power       = atom [ "°" ] [ "^" exponent ]
    atom        = number | name | "(" expression ")" | "|" expression "|" | application
    application = function [ "^" exponent ] ( "(" arguments ")" | argument )

Nothing is evaluated on the way, and no text reaches SymPy but names already checked here.
Where books differ the text is refused, with both readings written out:

    sin x y      sin(x)*y or sin(x*y)           sin x/2      sin(x)/2 or sin(x/2)
    1/2x         1/(2x) or (1/2)*x              e^2y         e^(2)*y or e^(2y)
    √2x          √(2)*x or √(2x)                2^xy         2^(x)*y or 2^(xy)

These readings are fixed, and seen in the answer, where f is typeset:

    sin xy       sin(x*y)                       sin x^2      sin(x^2)
    sin^2 x      (sin x)^2                      tan^-1 x     arctan x
    x^2y         (x^2)*y                        -x^2         -(x^2)
    2^3^x        2^(3^x)                        a/b*c        (a/b)*c
    log x        ln x                           2e3          2000
    1/2 x^2      (1/2)*x^2                      1/2(x+y)     (1/2)*(x+y)
    tan x*ln y   (tan x)*(ln y)                 f(x,y)=ax^2  a*x^2
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from grad_magic.formula.tree import Formula, Place
from grad_magic.reading.grammar.parser import Parser, symbol_of
from grad_magic.reading.notation.tokenizer import tokenize
from grad_magic.reading.notation.tokens import Token, unreadable
from grad_magic.wording.messages import Message

if TYPE_CHECKING:
    from sympy import Symbol

NOTHING_INSERTED: Mapping[str, Formula] = MappingProxyType({})


def read_expression(
    source: str,
    place: Place,
    declared: Collection[str] = (),
    inserted: Mapping[str, Formula] = NOTHING_INSERTED,
    *,
    only_declared: bool = True,
) -> Formula:
    """The formula that stands at `place`.

    Args:
        source: the whole request, so that errors can show the line.
        place: where the expression stands in it.
        declared: names that win over constants and functions, as e in `f(e)=…`.
        only_declared: if any are declared, whether there are no others.
        inserted: what `{name}` stands for, by name.

    Raises:
        RequestSyntaxError: what stands there is no expression of the grammar above, or has
            two readings.
    """
    reader = Parser(source, place, declared, inserted, only_declared=only_declared)
    formula = reader.expression()
    reader.expect_end()
    if formula.operation == "vector":
        message = Message("a_row_stands_in_the_place_of_a_number")
        raise unreadable(source, formula.start, formula.end, message)
    return formula


def read_equation(
    source: str,
    place: Place,
    declared: Collection[str] = (),
    inserted: Mapping[str, Formula] = NOTHING_INSERTED,
    *,
    only_declared: bool = True,
) -> tuple[Formula, bool]:
    """A function, or the difference of the sides of `left == right` and True.

    Of an equation with a vector on a side that vector: there is no such level set.

    Raises:
        RequestSyntaxError: as `read_expression`.
    """
    reader = Parser(source, place, declared, inserted, only_declared=only_declared)
    left = reader.function()
    if not reader.accept_equality():
        reader.expect_end()
        return left, False
    right = reader.function()
    reader.expect_end()
    vectors = [side for side in (left, right) if side.operation == "vector"]
    return vectors[0] if vectors else reader.difference(left, right), True


def read_names(source: str, place: Place) -> tuple[Symbol, ...]:
    """The variables between the brackets of `f(x, y)`, in order.

    Raises:
        RequestSyntaxError: no name, something else than names, or a name twice.
    """
    tokens = _without_braces(source, tokenize(source, place))
    symbols: list[Symbol] = []
    # Commas, or semicolons as in French and German books.
    separator = tokens[1].text if len(tokens) > 1 and tokens[1].text == ";" else ","
    for index, token in enumerate((*tokens, Token("sign", separator, place.end, place.end))):
        if index % 2:
            if token.text != separator:
                message = Message("does_not_fit_here", text=token.text)
                raise unreadable(
                    source, token.start, token.end, message, Message("write_names_only")
                )
            continue
        if token.kind != "word":
            raise unreadable(
                source,
                token.start,
                token.end,
                Message("a_variables_name_is_expected_here"),
                Message("write_names_only"),
            )
        symbol = symbol_of(source, token)
        if symbol in symbols:
            message = Message("the_variable_is_named_twice", symbol=symbol)
            raise unreadable(source, token.start, token.end, message)
        symbols.append(symbol)
    return tuple(symbols)


def _without_braces(source: str, tokens: Sequence[Token]) -> tuple[Token, ...]:
    r"""The tokens, of \mathbf{x} the letter alone."""
    kept: list[Token] = []
    for token in tokens:
        kept.append(token)
        opening, *inner = kept[-3:]
        is_braced = len(inner) == 2 and (opening.text, inner[1].text) == ("(", ")")
        if is_braced and inner[0].kind == "word" and source[opening.start] == "{":
            kept[-3:] = inner[:1]
    return tuple(kept)


def read_name(source: str, place: Place) -> str:
    """The name at `place` as it may be typeset: Greek letters spelled out.

    Raises:
        RequestSyntaxError: it is no safe name.
    """
    tokens = tokenize(source, place)
    if len(tokens) != 1 or tokens[0].kind != "word":
        raise unreadable(source, place.start, place.end, Message("a_name_is_expected_here"))
    return str(symbol_of(source, tokens[0]))
