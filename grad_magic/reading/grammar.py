"""Sums, products, powers, roots, bars, brackets and names."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches

from sympy import Rational

from grad_magic.errors import RequestSyntaxError
from grad_magic.formula.tree import Formula
from grad_magic.reading.ambiguity import OpenArgument
from grad_magic.reading.applications import CONSTANT_VALUES, Applications
from grad_magic.reading.cursor import ROOT_SIGNS, symbol_of
from grad_magic.reading.tokens import Token
from grad_magic.reading.vocabulary import CALLABLE_BY_NAME, CONDITION_WORDS, CONSTANTS

MAX_DIGITS = 100
# A larger Jacobian matrix fits on no page.
MAX_COMPONENTS = 20
_VECTOR_BRACKETS = {"(": ")", "[": "]", "⟨": "⟩", "<": ">"}
# Letters that books use for functions: before a bracket they are hardly factors.
_FUNCTION_LETTERS = frozenset("fghABCDFGHIJKLMNOPQRSTUVWXYZ") | {"phi", "psi", "Phi", "Psi"}


class Grammar(Applications):
    """Recursive descent over the whole grammar of `grad_magic.reading.expressions`."""

    def function(self) -> Formula:
        """An expression, or the components of a vector between brackets."""
        opening = self.current
        if opening is None or opening.text not in _VECTOR_BRACKETS or not self._encloses(","):
            return self.expression()
        self._next += 1
        self._enter(opening)
        components = self.arguments(_VECTOR_BRACKETS[opening.text])
        self._depth -= 1
        vector = self._formula("vector", components, opening.start)
        if len(components) > MAX_COMPONENTS:
            place = Token("sign", "", vector.start, vector.end)
            raise self.error(f"a function may have at most {MAX_COMPONENTS} components", place)
        return vector

    def expression(self) -> Formula:
        """A sum of terms, or the one term that stands here."""
        first = self._term()
        terms = [first]
        while operator := self.accept("+", "-"):
            term = self._term()
            if operator.text == "-":
                term = self._formula("negate", (term,), operator.start)
            terms.append(term)
        return first if len(terms) == 1 else self._formula("add", tuple(terms), first.start)

    def _term(self) -> Formula:
        """Products between explicit * and /, from left to right."""
        first, open_end, _ = self._product()
        factors = [first]
        while operator := self.accept("*", "/"):
            if open_end is not None:
                raise self._open_argument(open_end, operator)
            start = self.current
            factor, open_end, count = self._product()
            if operator.text == "/" and count > 1 and start is not None:
                raise self._ambiguous_quotient(first, factor.operands[0].end, start, operator)
            if operator.text == "/":
                factor = self._formula("reciprocal", (factor,), operator.start)
            factors.append(factor)
        return (
            first if len(factors) == 1 else self._formula("multiply", tuple(factors), first.start)
        )

    def _product(self) -> tuple[Formula, OpenArgument | None, int]:
        """Juxtaposed factors: the product, how it ends, and the number of factors."""
        start = self._next
        first, open_end = self._factor()
        factors = [first]
        while self._starts_factor():
            token = self.current
            assert token is not None
            if open_end is not None and not self._is_function(token):
                raise self._open_argument(open_end, token)
            self._product_start = start
            factor, open_end = self._juxtaposed()
            factors.append(factor)
        if len(factors) == 1:
            return first, open_end, 1
        return self._formula("multiply", tuple(factors), first.start), open_end, len(factors)

    def _juxtaposed(self) -> tuple[Formula, OpenArgument | None]:
        token = self.current
        assert token is not None
        previous = self._tokens[self._next - 1]
        # LaTeX shows where an exponent ends: 2^{x}3^{y}.
        if token.kind == "number" and not (self._is_latex and self._ends_exponent()):
            raise self.error(
                f"an operator is missing before {token.text}", token, "For a product, write *."
            )
        inside = [t.text for t in self._tokens[self._next + 1 : self._next + 3]]
        if token.text == "[" and inside[1:] == ["]"]:
            raise self.error("[ does not fit here", token, "Parts of a list are not read.")
        earlier = [token.text for token in self._tokens[self._product_start : self._next]]
        if token.text == "|" and previous.text != "|" and "|" in earlier:
            raise self.error(
                "it is not clear which bars belong together", token, "Write abs(…) instead."
            )
        return self._power()

    def _factor(self) -> tuple[Formula, OpenArgument | None]:
        sign = self.accept("+", "-")
        if sign is None:
            return self._power()
        self._enter(sign)
        operand, open_end = self._factor()
        self._depth -= 1
        if sign.text == "+":
            return operand, open_end
        return self._formula("negate", (operand,), sign.start), open_end

    def _power(self) -> tuple[Formula, OpenArgument | None]:
        """A power, and the argument without brackets that it ends in, if it does."""
        token = self.current
        if token is not None and self._is_function(token):
            return self._application()
        base = self._atom()
        operator = self.accept("^")
        if operator is None:
            return base, None
        exponent, open_end = self._exponent(base, operator)
        again = self.current
        if again is not None and again.text == "^":
            raise self.error("two exponents follow each other", again, "Put brackets around one.")
        return self._formula("power", (base, exponent), base.start), open_end

    def _exponent(self, base: Formula, operator: Token) -> tuple[Formula, OpenArgument | None]:
        self._enter(operator)
        sign = None if operator.exact else self.accept("+", "-")
        start = self.current
        delimited = operator.exact or (start is not None and start.text in ("(", "{", "|"))
        # An exact exponent is one bracket: what follows it belongs to something else.
        exponent, open_end = (self._atom(), None) if operator.exact else self._power()
        self._depth -= 1
        if not delimited:
            self._check_exponent_ends(base, start, exponent)
        if sign is not None and sign.text == "-":
            exponent = self._formula("negate", (exponent,), sign.start)
        return exponent, open_end

    def _atom(self) -> Formula:
        token = self.advance()
        if token is None or token.kind == "sign":
            return self._bracket(token)
        if token.kind == "number":
            return Formula("number", value=self._number(token), start=token.start, end=token.end)
        if token.kind == "insert":
            return self._insertion(token)
        return self._named(token)

    def _bracket(self, token: Token | None) -> Formula:
        if token is not None and token.text in ROOT_SIGNS:
            return self._root_sign(token)
        if token is not None and token.text == "|":
            return self._bars(token)
        if token is not None and token.text == "‖":
            return self._double_bars(token)
        closing = {"(": ")", "{": "}", "[": "]"}.get("" if token is None else token.text)
        if token is None or closing is None:
            self._next -= 1
            raise self._unexpected()
        self._enter(token)
        bars, self._open_bars = self._open_bars, 0
        inner = self.expression()
        self._open_bars = bars
        self._depth -= 1
        return replace(inner, start=token.start, end=self.expect(closing).end)

    def _bars(self, opening: Token) -> Formula:
        self._enter(opening)
        self._open_bars += 1
        inner = self.expression()
        self.expect("|")
        self._open_bars -= 1
        self._depth -= 1
        return self._formula("abs", (inner,), opening.start)

    def _double_bars(self, opening: Token) -> Formula:
        """‖x‖ and ‖(x, y)‖."""
        self._enter(opening)
        is_vector = self.current is not None and self.current.text == "(" and self._encloses(",")
        bars, self._open_bars = self._open_bars, 0 if is_vector else 1
        arguments = self.arguments(")") if is_vector and self.accept("(") else (self.expression(),)
        self.expect("‖")
        self._open_bars = bars
        self._depth -= 1
        return self._apply(opening, CALLABLE_BY_NAME["norm"], None, *arguments)

    def _root_sign(self, sign: Token) -> Formula:
        """√ over the one factor behind it; √2x is refused."""
        self._enter(sign)
        token = self.current
        if token is not None and self._is_function(token):
            inner = self._root_of_application()
            self._depth -= 1
            return self._root_of(inner, ROOT_SIGNS[sign.text], sign.start)
        inner = self._atom()
        self._depth -= 1
        token = self.current
        if token is not None and (
            token.text == "^" or (not token.spaced and self._starts_factor())
        ):
            self._refuse_unless_bracket(sign, inner, token)
        return self._root_of(inner, ROOT_SIGNS[sign.text], sign.start)

    def _root_of_application(self) -> Formula:
        """The sin x of √sin x, if it is clear where it ends."""
        inner, open_end = self._application()
        token = self.current
        if open_end is not None and token is not None and self._starts_factor():
            raise self._open_argument(open_end, token)
        return inner

    def _root_of(self, inner: Formula, degree: int, start: int) -> Formula:
        if degree == 2:
            return self._formula("sqrt", (inner,), start)
        exponent = Formula("number", value=Rational(1, degree), start=start, end=start)
        return self._formula("power", (inner, exponent), start)

    def _named(self, token: Token) -> Formula:
        if token.text in CONDITION_WORDS:
            raise self.error(f"{token.text} stands only in conditions", token)
        constant = CONSTANTS.get(token.text)
        if constant is not None and token.text not in self._declared:
            value = CONSTANT_VALUES[constant]
            return Formula("number", value=value, start=token.start, end=token.end)
        following = self.current
        called = following is not None and following.text == "("
        if called and not self._may_be_multiplied(token):
            raise self._uncallable(token)
        symbol = symbol_of(self._source, token)
        return Formula("name", value=symbol, start=token.start, end=token.end)

    def _may_be_multiplied(self, token: Token) -> bool:
        """Whether a name before a bracket is a factor and not an unknown function."""
        if self._only_declared or token.text in self._declared:
            return token.text in self._declared
        others = [t for i, t in enumerate(self._tokens) if i != self._next - 1]
        elsewhere = any(
            other.text == token.text and not self._is_followed_by_bracket(other) for other in others
        )
        return elsewhere or token.text not in _FUNCTION_LETTERS

    def _is_followed_by_bracket(self, token: Token) -> bool:
        index = self._tokens.index(token)
        following = self._tokens[index + 1 : index + 2]
        return bool(following) and following[0].text == "("

    def _insertion(self, token: Token) -> Formula:
        if token.text not in self._inserted:
            raise self.error(
                f"{token.text} is not defined in the notebook",
                token,
                "Braces insert what the notebook holds under a name.",
            )
        return replace(self._inserted[token.text], start=token.start, end=token.end)

    def _number(self, token: Token) -> Rational:
        if sum(character.isdigit() for character in token.text) > MAX_DIGITS:
            raise self.error(f"a number may have at most {MAX_DIGITS} digits", token)
        mantissa, _, exponent = token.text.lower().partition("e")
        if abs(int(exponent or 0)) > MAX_DIGITS:
            raise self.error(f"a number's power of ten may be at most {MAX_DIGITS}", token)
        return Rational(mantissa) * Rational(10) ** int(exponent or 0)

    def _uncallable(self, name: Token) -> RequestSyntaxError:
        close = get_close_matches(name.text, CALLABLE_BY_NAME, n=1) if len(name.text) > 2 else []
        product = f"For a product, write {name.text}*(…)."
        advice = f"Did you mean {close[0]}?" if close else product
        return self.error(f"{name.text} is not a function that can be called", name, advice)
