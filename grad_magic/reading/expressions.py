"""Mathematics as typed into a Formula: tokens, then a tree from a fixed grammar.

    expression = term { ("+" | "-") term }
    term       = factor { ("*" | "/") factor }
    factor     = ("+" | "-") factor | power
    power      = atom [ ("^" | "**") factor ]
    atom       = number | name | name "(" expression { "," expression } ")"
               | "(" expression ")"

Nothing is evaluated on the way, and no text reaches SymPy but names already checked here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from sympy import E, Rational, Symbol, pi

from grad_magic.errors import RequestSyntaxError
from grad_magic.problem import Formula, Place
from grad_magic.reading.vocabulary import (
    CALLABLE_BY_NAME,
    CONSTANTS,
    GREEK_LETTERS,
    Callable,
)

# Far beyond any textbook, and well within Python's own recursion limit.
MAX_NESTING = 50
# SymPy's derivative of a longer formula takes seconds.
MAX_OPERATIONS = 500
MAX_DIGITS = 100

_TOKEN = re.compile(
    r"""(?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+(?!\w))?)
      | (?P<name>[^\W\d]\w*)
      | (?P<operator>\*\*|[-+*/^(),\[\]])
      | (?P<space>\s+)
      | (?P<unknown>.)""",
    re.VERBOSE,
)
_SAFE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*")
_CONSTANT_VALUES = {"pi": pi, "e": E}


@dataclass(frozen=True)
class Token:
    """A number, name or operator and its place."""

    kind: str
    text: str
    start: int
    end: int


def read_expression(source: str, place: Place, declared: Sequence[Symbol] = ()) -> Formula:
    """The formula that stands at `place`.

    Args:
        source: the whole request, so that errors can show the line.
        place: where the expression stands in it.
        declared: symbols that win over constants of the same name, as e in `f(e)=…`.

    Raises:
        RequestSyntaxError: what stands there is no expression of the grammar above.
    """
    reader = _Reader(source, place, declared)
    formula = reader.expression()
    reader.expect_end()
    return formula


def read_vector(source: str, place: Place, declared: Sequence[Symbol] = ()) -> tuple[Formula, ...]:
    """The components of `(1,-1)` or `[1,-1]`, or the one expression that stands there.

    Raises:
        RequestSyntaxError: as `read_expression`.
    """
    text = source[place.start : place.end]
    reader = _Reader(source, place, declared)
    if text[0] + text[-1] not in ("()", "[]") or not _is_one_bracket(text):
        formula = reader.expression()
        reader.expect_end()
        return (formula,)
    reader.advance()
    components = reader.arguments(")" if text[0] == "(" else "]")
    reader.expect_end()
    return components


def read_names(source: str, place: Place) -> tuple[Symbol, ...]:
    """The variables between the brackets of `f(x, y)`, in order.

    Raises:
        RequestSyntaxError: no name, something else than names, or a name twice.
    """
    reader = _Reader(source, place, ())
    symbols: list[Symbol] = []
    while True:
        token = reader.advance()
        if token is None or token.kind != "name":
            raise reader.error(
                "a variable's name is expected here", token, "Write f(x,y)=…, names only."
            )
        symbol = reader.symbol(token)
        if symbol in symbols:
            raise reader.error(f"the variable {symbol} is named twice", token)
        symbols.append(symbol)
        if reader.current is None:
            return tuple(symbols)
        reader.expect(",")


def read_name(source: str, place: Place) -> str:
    """The name at `place` as it may be typeset: Greek letters spelled out.

    Raises:
        RequestSyntaxError: it is no safe name.
    """
    reader = _Reader(source, place, ())
    token = reader.advance()
    if token is None or token.kind != "name" or reader.current is not None:
        raise reader.error("a name is expected here", token)
    return str(reader.symbol(token))


def _is_one_bracket(text: str) -> bool:
    """Whether the bracket that opens the text is the one that closes it."""
    depth = 0
    for position, character in enumerate(text):
        depth += (character in "([") - (character in ")]")
        if depth == 0:
            return position == len(text) - 1
    return False


class _Reader:
    """Recursive descent over the tokens of one value."""

    def __init__(self, source: str, place: Place, declared: Sequence[Symbol]) -> None:
        self._source = source
        self._place = place
        self._declared = {str(symbol): symbol for symbol in declared}
        self._tokens = self._tokenize()
        self._next = 0
        self._depth = 0
        self._operations = 0

    @property
    def current(self) -> Token | None:
        """The token that is read next; None at the end."""
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def advance(self) -> Token | None:
        """Takes the next token."""
        token = self.current
        self._next += 1
        return token

    def accept(self, *texts: str) -> Token | None:
        """Takes the next token if it is one of these operators."""
        token = self.current
        if token is None or token.kind != "operator" or token.text not in texts:
            return None
        self._next += 1
        return token

    def expect(self, text: str) -> Token:
        """Takes this operator.

        Raises:
            RequestSyntaxError: another token stands here.
        """
        token = self.accept(text)
        if token is None:
            raise self._unexpected()
        return token

    def expect_end(self) -> None:
        """Makes sure that nothing is left over."""
        if self.current is not None:
            raise self._unexpected()

    def expression(self) -> Formula:
        first = self._term()
        terms = [first]
        while operator := self.accept("+", "-"):
            term = self._term()
            if operator.text == "-":
                term = self._formula("negate", (term,), operator.start)
            terms.append(term)
        return first if len(terms) == 1 else self._formula("add", tuple(terms), first.start)

    def _term(self) -> Formula:
        first = self._factor()
        factors = [first]
        while operator := self.accept("*", "/"):
            factor = self._factor()
            if operator.text == "/":
                factor = self._formula("reciprocal", (factor,), operator.start)
            factors.append(factor)
        if len(factors) == 1:
            return first
        return self._formula("multiply", tuple(factors), first.start)

    def _factor(self) -> Formula:
        sign = self.accept("+", "-")
        if sign is None:
            return self._power()
        self._enter(sign)
        operand = self._factor()
        self._depth -= 1
        return operand if sign.text == "+" else self._formula("negate", (operand,), sign.start)

    def _power(self) -> Formula:
        base = self._atom()
        operator = self.accept("**", "^")
        if operator is None:
            return base
        self._enter(operator)
        exponent = self._factor()
        self._depth -= 1
        return self._formula("power", (base, exponent), base.start)

    def _atom(self) -> Formula:
        token = self.advance()
        if token is None or token.kind == "operator":
            return self._bracket(token)
        if token.kind == "number":
            return Formula("number", value=self._number(token), start=token.start, end=token.end)
        if self.current is not None and self.current.text == "(":
            return self._call(token)
        return self._named(token)

    def _bracket(self, token: Token | None) -> Formula:
        if token is None or token.text != "(":
            self._next -= 1
            raise self._unexpected()
        self._enter(token)
        inner = self.expression()
        self._depth -= 1
        self.expect(")")
        return inner

    def _call(self, name: Token) -> Formula:
        function = CALLABLE_BY_NAME.get(name.text)
        if function is None:
            raise self._uncallable(name)
        opening = self.expect("(")
        self._enter(opening)
        arguments = self.arguments(")")
        self._depth -= 1
        self._check_arity(name, function, len(arguments))
        if function.operation == "log" and len(arguments) == 2:
            return self._logarithm_to_base(name, *arguments)
        return self._formula(function.operation, arguments, name.start)

    def arguments(self, closing: str) -> tuple[Formula, ...]:
        """Expressions between commas, up to and with the closing bracket."""
        arguments = [self.expression()]
        while self.accept(","):
            if self.current is not None and self.current.text == closing:
                break
            arguments.append(self.expression())
        self.expect(closing)
        return tuple(arguments)

    def _logarithm_to_base(self, name: Token, argument: Formula, base: Formula) -> Formula:
        """log(x, b) is ln x / ln b."""
        logarithm = self._formula("log", (argument,), name.start)
        divisor = self._formula("log", (base,), base.start)
        divided = self._formula("reciprocal", (divisor,), base.start)
        return self._formula("multiply", (logarithm, divided), name.start)

    def _check_arity(self, name: Token, function: Callable, given: int) -> None:
        least, most = function.arguments
        if least <= given <= most:
            return
        expected = str(least) if least == most else f"{least} or {most}"
        noun = "argument" if expected == "1" else "arguments"
        raise self.error(f"{name.text} takes {expected} {noun}, not {given}", name)

    def _named(self, token: Token) -> Formula:
        constant = CONSTANTS.get(token.text)
        if constant is not None and token.text not in self._declared:
            value = _CONSTANT_VALUES[constant]
            return Formula("number", value=value, start=token.start, end=token.end)
        if token.text in CALLABLE_BY_NAME and token.text not in self._declared:
            raise self.error(
                f"the function {token.text} has no argument",
                token,
                f"Write {token.text}(…) with brackets.",
            )
        return Formula("name", value=self.symbol(token), start=token.start, end=token.end)

    def symbol(self, token: Token) -> Symbol:
        """The real symbol of this name.

        Raises:
            RequestSyntaxError: a name with characters that cannot be typeset safely.
        """
        name = "".join(GREEK_LETTERS.get(character, character) for character in token.text)
        if not _SAFE_NAME.fullmatch(name):
            raise self.error(
                f"{token.text!r} cannot be a name",
                token,
                "A name is a Latin or Greek letter, then letters, digits, or _ and an index.",
            )
        return self._declared.get(name, Symbol(name, real=True))

    def _number(self, token: Token) -> Rational:
        if sum(character.isdigit() for character in token.text) > MAX_DIGITS:
            raise self.error(f"a number may have at most {MAX_DIGITS} digits", token)
        mantissa, _, exponent = token.text.lower().partition("e")
        if abs(int(exponent or 0)) > MAX_DIGITS:
            raise self.error(f"a number's power of ten may be at most {MAX_DIGITS}", token)
        return Rational(mantissa) * Rational(10) ** int(exponent or 0)

    def _formula(self, operation: str, operands: tuple[Formula, ...], start: int) -> Formula:
        self._operations += 1
        end = self._tokens[self._next - 1].end
        if self._operations > MAX_OPERATIONS:
            raise RequestSyntaxError(
                f"the expression has more than {MAX_OPERATIONS} operations",
                source=self._source,
                start=self._place.start,
                end=end,
            )
        return Formula(operation, operands, None, start, end)

    def _enter(self, token: Token) -> None:
        self._depth += 1
        if self._depth > MAX_NESTING:
            raise self.error(f"brackets and powers are nested more than {MAX_NESTING} deep", token)

    def _uncallable(self, name: Token) -> RequestSyntaxError:
        close = get_close_matches(name.text, CALLABLE_BY_NAME, n=1)
        product = f"For a product, write {name.text}*(…)."
        advice = f"Did you mean {close[0]}?" if close else product
        return self.error(f"{name.text} is not a function that can be called", name, advice)

    def _unexpected(self) -> RequestSyntaxError:
        token = self.current
        if token is None:
            return self.error("the expression ends too early", None)
        previous = self._tokens[self._next - 1] if self._next else None
        starts_operand = token.kind in ("number", "name") or token.text == "("
        if starts_operand and previous is not None and previous.text not in _OPERATORS:
            return self.error(
                f"an operator is missing before {token.text}", token, "For a product, write *."
            )
        return self.error(f"{token.text} does not fit here", token)

    def error(self, message: str, token: Token | None, advice: str = "") -> RequestSyntaxError:
        """The error at this token, or at the end."""
        start, end = (self._place.end,) * 2 if token is None else (token.start, token.end)
        return RequestSyntaxError(message, advice=advice, source=self._source, start=start, end=end)

    def _tokenize(self) -> tuple[Token, ...]:
        tokens = []
        for match in _TOKEN.finditer(self._source, self._place.start, self._place.end):
            kind = str(match.lastgroup)
            token = Token(kind, match[0], *match.span())
            if kind == "unknown":
                raise self.error(f"{token.text} cannot be read here", token)
            if kind != "space":
                tokens.append(token)
        return tuple(tokens)


_OPERATORS = frozenset({"+", "-", "*", "/", "^", "**", "(", "[", ","})
