"""The one parser: tokens into a Formula, by recursive descent.

It reads the grammar of `grad_magic.reading.grammar.expressions`, top down in this order: sums,
products, powers, brackets and names; functions with their arguments; piecewise formulas with
their conditions; and at the end what every part asks of the tokens, beyond what
`grad_magic.reading.grammar.cursor` answers. Where a text has two readings it stops with what
`grad_magic.reading.grammar.ambiguity` says of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import cached_property
from itertools import pairwise, zip_longest

from sympy import E, Expr, Integer, Rational, Symbol, oo, pi

from grad_magic.errors import RequestSyntaxError
from grad_magic.formula.exponential_sums import softmax
from grad_magic.formula.tree import Formula, Place
from grad_magic.reading.grammar import ambiguity
from grad_magic.reading.grammar.ambiguity import OpenArgument
from grad_magic.reading.grammar.cursor import Cursor, deeper
from grad_magic.reading.grammar.unit_vectors import unit_vectors_in
from grad_magic.reading.notation.names import OPENING, OTHERWISE, split_words
from grad_magic.reading.notation.tokenizer import is_latex, tokenize
from grad_magic.reading.notation.tokens import Token, unreadable
from grad_magic.reading.vocabulary import (
    CALLABLE_BY_NAME,
    CONDITION_WORDS,
    CONSTANTS,
    CallableName,
)
from grad_magic.wording.messages import Message

# Far beyond any textbook, and well within Python's own recursion limit.
MAX_NESTING = 50
# So many are read in a few seconds and a few hundred megabytes. SymPy's derivatives are not taken
# of long formulas: see `grad_magic.problem.is_large_function`.
MAX_OPERATIONS = 200_000
MAX_DIGITS = 100
# A larger Jacobian matrix fits on no page.
MAX_COMPONENTS = 20
_ROOT_SIGNS = {"√": 2, "∛": 3, "∜": 4}
_ROUNDING_BRACKETS = {"⌊": ("⌋", "floor"), "⌈": ("⌉", "ceiling")}
_VECTOR_BRACKETS = {"(": ")", "[": "]", "⟨": "⟩", "<": ">"}
# Letters that books use for functions: before a bracket they are hardly factors.
# J₀, also J0 and J_0.
_BESSEL = re.compile(r"J_?(\d+)")
_FUNCTION_LETTERS = frozenset("fghABCDFGHIJKLMNOPQRSTUVWXYZ") | {"phi", "psi", "Phi", "Psi"}
_LETTERS_AND_FUNCTIONS = frozenset({"gamma", "beta", "sigma"})
_CONSTANT_VALUES: Mapping[str, Expr] = {"pi": pi, "e": E, "oo": oo}
_SEEN_BRACKETS = ("(", "[", r"\{", r"\lbrace")
_INVERSES = {
    "sin": "asin",
    "cos": "acos",
    "tan": "atan",
    "sinh": "asinh",
    "cosh": "acosh",
    "tanh": "atanh",
}
# The (4 1) of a row without commas.
_ROW_OF_NUMBERS = re.compile(r"\s*[(\[]?\s*(?P<numbers>[-−]?[\d.]+(?:\s+[-−]?[\d.]+)+)\s*[)\]]?\s*")
_ENDS = frozenset({"+", "-", ")"})
# Without any of these there are no cases.
_OF_CASES = frozenset({OPENING, OTHERWISE, ","})
_RELATIONS = {
    "<": "less",
    "<=": "less_equal",
    ">": "greater",
    ">=": "greater_equal",
    "=": "equal",
    "==": "equal",
    "!=": "unequal",
}
_CONNECTIVES = {"and": "&", "or": "|"}
_ALWAYS = ("True", "true", "otherwise", "else")
_NAMED_RELATIONS = {
    "Eq": "equal",
    "Ne": "unequal",
    "Lt": "less",
    "Le": "less_equal",
    "Gt": "greater",
    "Ge": "greater_equal",
}


def symbol_of(source: str, token: Token) -> Symbol:
    """The real symbol that a word names.

    Raises:
        RequestSyntaxError: it is no safe name.
    """
    if "__" in token.text or not token.text.isascii():
        raise unreadable(
            source,
            token.start,
            token.end,
            Message("cannot_be_a_name", token=token.text),
            Message("what_a_name_is"),
        )
    return Symbol(token.text, real=True)


class Parser(Cursor):
    """The tokens of one value, read from left to right."""

    def __init__(
        self,
        source: str,
        place: Place,
        declared: Collection[str],
        inserted: Mapping[str, Formula],
        *,
        only_declared: bool,
    ) -> None:
        self._declared = declared
        self._only_declared = only_declared and bool(declared)
        self._is_latex = is_latex(source, place)
        self._inserted = inserted
        tokens = split_words(
            source, tokenize(source, place), declared, only_declared=self._only_declared
        )
        super().__init__(source, place, tokens)
        self._unit_vectors = unit_vectors_in(source, self._tokens, declared)
        self._depth = 0
        self._operations = 0
        self._open_bars = 0
        self._product_start = 0
        # By their texts, of which long sums have the same ones again and again.
        self._values: dict[str, Rational] = {}
        self._symbols: dict[str, Symbol | None] = {}

    def function(self) -> Formula:
        """An expression, or the components of a vector between brackets."""
        opening = self.current
        if self._has_cases():
            return self._cases()
        if opening is None or opening.text not in _VECTOR_BRACKETS or not self._encloses(",", ";"):
            return self.expression()
        self._next += 1
        self._enter(opening)
        components = self.arguments(_VECTOR_BRACKETS[opening.text])
        self._depth -= 1
        vector = self._formula("vector", components, opening.start)
        if len(components) > MAX_COMPONENTS:
            place = Token("sign", "", vector.start, vector.end)
            raise self.error(
                Message("a_function_may_have_at_most_components", max_components=MAX_COMPONENTS),
                place,
            )
        return vector

    def _has_cases(self) -> bool:
        """Whether a value with its condition stands here, outside all other brackets."""
        if self.current is not None and self.current.text == "<":
            # Of a vector in angle brackets.
            return False
        inside = self._tokens[self._next + self._opens_cases() :]
        if _OF_CASES.isdisjoint([token.text for token in inside]):
            return False
        depth, found = 0, set()
        for token in inside:
            depth += deeper(token)
            if depth == 0 and token.kind == "word" and token.text in (OPENING, OTHERWISE):
                return True
            if depth == 0 and token.kind == "sign":
                found.add(token.text)
        return "," in found and bool(found & _RELATIONS.keys() - {"=="})

    def _opens_cases(self) -> bool:
        """Whether a bracket opens here that is closed at the end, where cases may stand in it."""
        token = self.current
        opens = token is not None and token.text in ("(", "{")
        return opens and self._closes_at() == len(self._tokens) - 1

    def _cases(self) -> Formula:
        """{x, if x > 0; y, otherwise}, also without the braces, and x if x > 0 else y."""
        opening = self.current
        assert opening is not None
        closing = {"{": "}", "(": ")"}[opening.text] if self._opens_cases() else None
        self._next += closing is not None
        pieces: list[Formula] = []
        while self.current is not None and self.current.text != closing:
            if self._is_at(OTHERWISE):
                # Else stands before its value.
                otherwise = self._always()
                pieces += (self.expression(), otherwise)
                if self._accept_word(OPENING):
                    pieces[-1] = self._condition()
            else:
                pieces.append(self.expression())
                self.accept(",")
                self._accept_word(OPENING)
                pieces.append(self._condition())
            self._accept_word(OPENING)
            if not self._is_at(OTHERWISE) and not self.accept(",", ";"):
                break
        if closing is not None:
            self.expect(closing)
        self._refuse_point(pieces)
        return self._formula("piecewise", tuple(pieces), opening.start)

    def _refuse_point(self, pieces: Sequence[Formula]) -> None:
        """Makes sure that x^2 where x=1 gives no point: it would be a condition."""
        condition = pieces[1]
        parts = condition.operands if condition.operation == "and" else (condition,)
        if len(pieces) > 2 or any(part.operation != "equal" for part in parts):
            return
        written = self._text(condition.start, self._last_end)
        place = Token("sign", "", condition.start, self._last_end)
        advice = Message("write_at_for_the_point")
        raise self.error(Message("is_a_condition_and_no_point", written=written), place, advice)

    def _is_at(self, word: str) -> bool:
        token = self.current
        return token is not None and token.kind == "word" and token.text == word

    def _always(self) -> Formula:
        """Takes the word for what always holds."""
        token = self.advance()
        assert token is not None
        return Formula("true", start=token.start, end=token.end)

    def _closes_at(self) -> int:
        """Which token closes the bracket that opens here; none of them where there is none."""
        depth = 0
        for index, token in enumerate(self._tokens[self._next :], self._next):
            depth += deeper(token)
            if depth == 0:
                return index
        return len(self._tokens)

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
        plain = self._plain_term()
        if plain is not None:
            return plain
        first, open_end, _ = self._product()
        factors = [first]
        while operator := self.accept("*", "/"):
            if open_end is not None and (operator.text == "/" or open_end.is_number):
                raise self._open_argument(open_end, operator)
            start = self.current
            if operator.text == "/" and self._is_coefficient(factors[-1]):
                # The 1/2 of 1/2 x^2: what stands behind it is a factor.
                factors.append(self._formula("reciprocal", (self._atom(),), operator.start))
                factor, open_end, count = self._product()
                factors.append(factor)
                continue
            factor, open_end, count = self._product()
            if operator.text == "/" and count > 1 and start is not None:
                divisor = Place(start.start, self._tokens[self._next - 1].end)
                raise ambiguity.divisor_or_factor(
                    self._source, first, operator, divisor, factor.operands[0].end
                )
            if operator.text == "/":
                if self._tokens[self._next - 1].text == "°":
                    raise ambiguity.degrees_of_what(self._source, first, self._last_end)
                factor = self._formula("reciprocal", (factor,), operator.start)
            factors.append(factor)
        return (
            first if len(factors) == 1 else self._formula("multiply", tuple(factors), first.start)
        )

    def _plain_term(self) -> Formula | None:
        """The 3*x of a long sum, read at once; None of any other term."""
        tokens, here = self._tokens, self._next
        if here + 2 >= len(tokens) or tokens[here + 1].text != "*":
            return None
        number, name = tokens[here], tokens[here + 2]
        kind, text, start, end = number[:4]
        if kind != "number" or name.kind != "word":
            return None
        if here + 3 < len(tokens) and tokens[here + 3].text not in _ENDS:
            return None
        symbol = self._symbols.get(name.text) or self._plain_symbol(name)
        if symbol is None:
            return None
        self._next += 3
        value = self._values.get(text) or self._number(number)
        factors = (
            Formula("number", (), value, start, end, text),
            Formula("name", (), symbol, *name[2:4]),
        )
        return self._formula("multiply", factors, start)

    def _plain_symbol(self, name: Token) -> Symbol | None:
        """The variable that a word is wherever it stands without a bracket; None of all others."""
        text = name.text
        if text not in self._symbols:
            is_constant = text in CONSTANTS and text not in self._declared
            is_other = is_constant or self._is_function(name) or self._is_word_of_conditions(name)
            self._symbols[text] = None if is_other else symbol_of(self._source, name)
        return self._symbols[text]

    def _is_coefficient(self, top: Formula) -> bool:
        """Whether a whole number stands here that ends a fraction, before a space or a bracket."""
        top = top.operands[0] if top.operation == "negate" else top
        written = self._text(top.start, top.end)
        bottom, following = (*self._tokens[self._next : self._next + 2], None, None)[:2]
        if bottom is None or following is None or bottom.kind != "number":
            return False
        is_fraction = written.isdecimal() and bottom.text.isdecimal()
        is_apart = following.spaced or following.text in ("(", "[")
        self._next += 1
        goes_on = self._starts_factor() and following.kind != "number"
        self._next -= 1
        return is_fraction and is_apart and goes_on

    def _product(self) -> tuple[Formula, OpenArgument | None, int]:
        """Juxtaposed factors: the product, how it ends, and the number of factors."""
        start = self._next
        first, open_end = self._factor()
        factors = [first]
        while self._starts_factor():
            token = self.current
            assert token is not None
            ends_argument = self._is_function(token) or token.start in self._unit_vectors
            if open_end is not None and not ends_argument:
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
            advice = Message("for_a_product_write")
            row = _ROW_OF_NUMBERS.fullmatch(self._text(self._place.start, self._place.end))
            if row is not None:
                advice = Message("write_the_row", row=",".join(row["numbers"].split()))
            slash, bottom = (*self._tokens[self._next + 1 : self._next + 3], token, token)[:2]
            if previous.kind == bottom.kind == "number" and slash.text == "/":
                fraction = self._text(token.start, bottom.end)
                advice = Message("write_sum_or_product", one=previous.text, other=fraction)
            raise self.error(
                Message("an_operator_is_missing_before", token=token.text), token, advice
            )
        inside = [t.text for t in self._tokens[self._next + 1 : self._next + 3]]
        if token.text == "[" and inside[1:] == ["]"]:
            entry = f"{self._text(previous.start, previous.end)}_{inside[0]}"
            raise self.error(
                Message("does_not_fit_here", text="["),
                token,
                Message("parts_of_a_list_are_not_read", entry=entry),
            )
        if token.text == "|" and previous.text != "|" and self._may_bars_belong_otherwise():
            raise self.error(
                Message("it_is_not_clear_which_bars_belong_together"),
                token,
                Message("write_abs_instead"),
            )
        return self._power()

    def _may_bars_belong_otherwise(self) -> bool:
        """Whether in |x|y|, of which the last bar comes next, the second may open another size.

        Not in |x|²|y|: nothing begins with a power.
        """
        bars, depth = [], 0
        for place in range(self._product_start, self._next):
            depth += deeper(self._tokens[place])
            if self._tokens[place].text == "|" and depth == 0:
                bars.append(place)
        return any(not self._is_behind_size(self._tokens[place + 1]) for place in bars[1::2])

    @staticmethod
    def _is_behind_size(token: Token) -> bool:
        return token.kind == "superscript" or token.text in ("^", "**", "!", "|")

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
        base = self._with_factorial(token, self._in_degrees(self._atom()))
        operator = self.accept("^")
        if operator is None:
            return base, None
        exponent, open_end = self._exponent(base, operator)
        again = self.current
        is_bare = exponent.operation == "factorial" and self._tokens[self._next - 1].text == "!"
        if is_bare or (again is not None and again.text == "!"):
            end = self._last_end if is_bare else self._last_end + 1
            raise ambiguity.factorial_of_what(self._source, base, end)
        if "°" in (self._tokens[self._next - 1].text, "" if again is None else again.text):
            raise ambiguity.degrees_of_what(self._source, base, self._last_end)
        if again is not None and again.text == "^":
            raise self.error(
                Message("two_exponents_follow_each_other"),
                again,
                Message("put_brackets_around_one"),
            )
        return self._formula("power", (base, exponent), base.start), open_end

    def _with_factorial(self, first: Token | None, base: Formula) -> Formula:
        """x! and (x+1)!, where it is clear what the sign belongs to.

        Args:
            first: the token with which the base begins.
            base: what stands before the sign, if there is one.
        """
        sign = self.accept("!")
        if sign is None:
            return base
        following = self.current
        if following is not None and following.text == "!":
            advice = Message(
                "write_factorial_is_another_function", base=self._text(base.start, base.end)
            )
            raise self.error(Message("double_factorials_are_not_read"), following, advice)
        if first is not None and first.text in _ROOT_SIGNS:
            raise ambiguity.factorial_of_what(self._source, base, sign.end)
        if self._starts_tight_factor() and following is not None and following.kind == "word":
            advice = Message(
                "for_a_product_of_powers",
                base=self._text(base.start, sign.end),
                following=following.text,
            )
            raise self.error(
                Message("an_operator_is_missing_before", token=following.text), following, advice
            )
        return self._formula("factorial", (base,), base.start)

    def _in_degrees(self, number: Formula) -> Formula:
        """30° as the number π/6; what has no sign of degrees as it is."""
        sign = self.accept("°")
        if sign is None or number.value == Integer(0):
            return number
        unit = self.current
        if unit is not None and unit.text in ("C", "F") and not unit.spaced:
            named = Message("a_unit_is_no_part_of_a_formula", unit=f"°{unit.text}")
            raise self.error(named, sign, Message("leave_the_unit_out"))
        numerator, denominator = number, Integer(180)
        if isinstance(number.value, Rational):
            turn = number.value / 180
            numerator = replace(number, value=Integer(turn.p), digits="")
            denominator = Integer(turn.q)
        half_turn = Formula("number", value=pi, start=sign.start, end=sign.end)
        factors = [half_turn] if numerator.value == 1 else [numerator, half_turn]
        if denominator != 1:
            divisor = replace(half_turn, value=denominator)
            factors.append(self._formula("reciprocal", (divisor,), sign.start))
        if len(factors) == 1:
            return replace(half_turn, start=number.start)
        return self._formula("multiply", tuple(factors), number.start)

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

    def _check_exponent_ends(self, base: Formula, start: Token | None, exponent: Formula) -> None:
        """Refuses what may still belong to the exponent, as the y of e^2y.

        x^2y is (x^2)*y to every reader, e^2y and 2^xy are not.
        """
        token = self.current
        if token is not None and token.text == "/" and exponent.value == Integer(1):
            following = self._tokens[self._next + 1 : self._next + 2]
            end = following[0].end if following else exponent.end
            raise ambiguity.root_or_quotient(self._source, base, exponent, end)
        if token is None or token.spaced or not self._starts_factor() or start is None:
            return
        if start.kind == "number" and (base.operation != "number" or base.value == pi):
            return
        rest = Place(token.start, self._factor_end())
        raise ambiguity.exponent_or_factor(self._source, base, exponent, rest)

    def _atom(self) -> Formula:
        token = self.advance()
        if token is None or token.kind == "sign":
            return self._bracket(token)
        if token.kind == "number":
            number = self._number(token)
            return Formula("number", (), number, token.start, token.end, digits=token.text)
        if token.kind == "insert":
            return self._insertion(token)
        return self._named(token)

    def _bracket(self, token: Token | None) -> Formula:
        if token is not None and token.text in _ROOT_SIGNS:
            return self._root_sign(token)
        if token is not None and token.text == "|":
            return self._bars(token)
        if token is not None and token.text == "‖":
            return self._double_bars(token)
        if token is not None and token.text in _ROUNDING_BRACKETS:
            return self._rounded(token)
        closing = {"(": ")", "{": "}", "[": "]"}.get("" if token is None else token.text)
        if token is None or closing is None:
            self._next -= 1
            raise self._unexpected()
        self._enter(token)
        bars, self._open_bars = self._open_bars, 0
        inner = self.expression()
        self._open_bars = bars
        self._depth -= 1
        end = self.expect(closing).end
        if token.text == "[" and inner.operation == "name" and inner.start > token.start:
            written = self._text(inner.start, inner.end)
            raise ambiguity.bracket_or_floor(self._source, Place(token.start, end), written)
        return replace(inner, start=token.start, end=end)

    def _bars(self, opening: Token) -> Formula:
        self._enter(opening)
        self._open_bars += 1
        inner = self.expression()
        self.expect("|")
        self._open_bars -= 1
        self._depth -= 1
        return self._formula("abs", (inner,), opening.start)

    def _rounded(self, opening: Token) -> Formula:
        """⌊x⌋ and ⌈x⌉."""
        closing, operation = _ROUNDING_BRACKETS[opening.text]
        self._enter(opening)
        bars, self._open_bars = self._open_bars, 0
        inner = self.expression()
        self.expect(closing)
        self._open_bars = bars
        self._depth -= 1
        return self._formula(operation, (inner,), opening.start)

    def _double_bars(self, opening: Token) -> Formula:
        """‖x‖ and ‖(x, y)‖."""
        self._enter(opening)
        current = self.current
        is_vector = current is not None and current.text == "(" and self._encloses(",", ";")
        bars, self._open_bars = self._open_bars, 0 if is_vector else 1
        arguments = self.arguments(")") if is_vector and self.accept("(") else (self.expression(),)
        if not self.accept("‖_2"):
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
            return self._root_of(inner, _ROOT_SIGNS[sign.text], sign.start)
        inner = self._atom()
        self._depth -= 1
        token = self.current
        if token is not None and token.text == "°" and self._tokens[self._next - 1].text != ")":
            raise self._unexpected()
        if token is not None and (
            token.text == "^" or (not token.spaced and self._starts_factor())
        ):
            self._refuse_unless_bracket(sign, inner, token)
        return self._root_of(inner, _ROOT_SIGNS[sign.text], sign.start)

    def _refuse_unless_bracket(self, sign: Token, inner: Formula, token: Token) -> None:
        """Refuses √2x and √x², but not √(x)y."""
        if self._tokens[self._next - 1].text in (")", "|"):
            return
        if token.text == "^":
            rest = next((t.text for t in self._tokens[self._next :] if t.text not in "^("), "…")
            end = min(token.end + 1, self._place.end)
            raise ambiguity.root_of_power(self._source, sign, inner, rest, end)
        place = Place(token.start, self._factor_end())
        raise ambiguity.root_or_factor(self._source, sign, inner, place)

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
        if self._is_word_of_conditions(token):
            word = self._text(token.start, token.end)
            raise self.error(Message("stands_only_in_conditions", word=word), token)
        constant = CONSTANTS.get(token.text)
        if constant is not None and token.text not in self._declared:
            value = _CONSTANT_VALUES[constant]
            return Formula("number", value=value, start=token.start, end=token.end)
        following = self.current
        called = following is not None and following.text == "("
        order = _BESSEL.fullmatch(token.text) if called else None
        if order is not None and not self._is_letter_here(token):
            return self._call(
                token, CALLABLE_BY_NAME["besselj"], self._written(token, int(order[1]))
            )
        if self._starts_factor() and self._is_name_of_function(token):
            raise self.error(
                Message("names_a_number_and_no_function", token=token.text),
                token,
                Message("give_the_number_another_name", token=token.text),
            )
        if called and not self._may_be_multiplied(token):
            raise self._uncallable(token)
        symbol = symbol_of(self._source, token)
        return Formula("name", value=symbol, start=token.start, end=token.end)

    def _is_letter_here(self, token: Token) -> bool:
        """Whether J_0 is declared, or stands somewhere without a bracket behind it."""
        return token.text in self._declared or self._stands_as_letter(token)

    def _is_name_of_function(self, token: Token) -> bool:
        """Whether a declared name is also that of a function, and no letter such as gamma."""
        name = token.text
        is_letter = len(name) == 1 or name.lower() in _LETTERS_AND_FUNCTIONS
        return name in self._declared and name in CALLABLE_BY_NAME and not is_letter

    def _may_be_multiplied(self, token: Token) -> bool:
        """Whether a name before a bracket is a factor and not an unknown function."""
        if token.text in self._declared:
            return True
        if self._stands_as_letter(token):
            return True
        return token.text not in _FUNCTION_LETTERS and not self._brackets_a_name()

    def _brackets_a_name(self) -> bool:
        """Whether (x) stands here: nobody writes the product of u and x as u(x)."""
        opening, *inner = self._tokens[self._next : self._next + 3]
        if [token.kind for token in inner] != ["word", "sign"] or inner[1].text != ")":
            return False
        # Unlike x{e}^y of LaTeX.
        return self._source.startswith("(", opening.start)

    def _stands_as_letter(self, token: Token) -> bool:
        """Whether the name stands somewhere without a bracket behind it, as in x/σ."""
        return token.text in self._letters

    @cached_property
    def _letters(self) -> frozenset[str]:
        """What stands somewhere without a bracket behind it."""
        pairs = zip_longest(self._tokens, self._tokens[1:])
        return frozenset(
            token.text for token, behind in pairs if behind is None or behind.text != "("
        )

    def _is_followed_by_bracket(self, token: Token) -> bool:
        index = self._places[token]
        following = self._tokens[index + 1 : index + 2]
        return bool(following) and following[0].text == "("

    @cached_property
    def _places(self) -> dict[Token, int]:
        """Which one each token is."""
        return {token: index for index, token in enumerate(self._tokens)}

    def _insertion(self, token: Token) -> Formula:
        if token.text not in self._inserted:
            raise self.error(
                Message("the_notebook_has_no_such_name", token=token.text),
                token,
                Message("what_braces_insert"),
            )
        return self._inserted[token.text].placed(Place(token.start, token.end))

    def _number(self, token: Token) -> Rational:
        text = token.text
        if text not in self._values:
            self._values[text] = self._read_number(token)
        return self._values[text]

    def _read_number(self, token: Token) -> Rational:
        if sum(character.isdigit() for character in token.text) > MAX_DIGITS:
            raise self.error(
                Message("a_number_may_have_at_most_digits", most_digits=MAX_DIGITS), token
            )
        mantissa, _, exponent = token.text.lower().partition("e")
        if abs(int(exponent or 0)) > MAX_DIGITS:
            raise self.error(
                Message("a_numbers_power_of_ten_may_be_at_most", max_digits=MAX_DIGITS), token
            )
        return Rational(mantissa) * Rational(10) ** int(exponent or 0)

    def _uncallable(self, name: Token) -> RequestSyntaxError:
        known = [word for word in CALLABLE_BY_NAME if word not in _LETTERS_AND_FUNCTIONS]
        close = get_close_matches(name.text, known, n=1) if len(name.text) > 2 else []
        product = Message("for_a_product_call", name=name.text)
        advice = Message("did_you_mean", close=close[0]) if close else product
        if name.text[0].isupper() and self._encloses(",", ";"):
            advice = Message("a_point_is_given_as_at", name=name.text)
        if name.text == "T" and self._text(name.start - 1, name.start) == "^":
            advice = Message("a_transpose_needs_shapes")
        return self.error(
            Message("is_not_a_function_that_can_be_called", name=name.text), name, advice
        )

    def _application(self) -> tuple[Formula, OpenArgument | None]:
        name = self.advance()
        assert name is not None
        function = CALLABLE_BY_NAME[name.text.partition("_")[0]]
        base = self._logarithm_base(name)
        exponent = self._function_exponent()
        if exponent is not None and exponent.value == Integer(-1):
            function, exponent = self._inverse(name, function), None
        if self._opens_arguments(name):
            formula = self._call(name, function, base)
            return self._raise(formula, exponent, name), None
        start = name.end if self.current is None else self.current.start
        argument = self._argument(name, function)
        formula = self._raise(self._apply(name, function, base, argument), exponent, name)
        end = self._tokens[self._next - 1].end
        return formula, OpenArgument(name.start, start, end, is_number=not argument.names)

    def _opens_arguments(self, name: Token) -> bool:
        r"""Whether a bracket stands here that the reader sees, unlike those of \frac or {}."""
        token = self.current
        if token is not None and token.text == "{":
            # max{x, y}, as books write it.
            return CALLABLE_BY_NAME[name.text.partition("_")[0]].arguments[0] > 1
        if token is None or token.text not in ("(", "["):
            return False
        # The brackets behind these are LaTeX's own braces and environments.
        is_drawn = self._is_latex and name.text in ("sqrt", "root", "piecewise")
        return is_drawn or self._text(token.start, token.end) in _SEEN_BRACKETS

    def _raise(self, formula: Formula, exponent: Formula | None, name: Token) -> Formula:
        """The application to the power behind the function's name or behind its bracket."""
        if exponent is not None:
            formula = self._formula("power", (formula, exponent), name.start)
        operator = self.accept("^")
        if operator is None:
            return formula
        before = self._tokens[self._next - 2]
        if self._is_latex and self._source[before.end - 1 : before.end] != "}":
            raise ambiguity.power_of_what(self._source, name, operator.end)
        behind, _ = self._exponent(formula, operator)
        return self._formula("power", (formula, behind), name.start)

    def _logarithm_base(self, name: Token) -> Formula | None:
        """The 2 of log_2."""
        _, _, index = name.text.partition("_")
        if not index:
            return None
        value = Integer(int(index)) if index.isdigit() else self._value_of_letter(name, index)
        kind = "number" if index.isdigit() or value in (E, pi) else "name"
        return Formula(kind, value=value, start=name.start, end=name.end)

    def _value_of_letter(self, name: Token, index: str) -> Expr:
        constant = CONSTANTS.get(index)
        if constant is not None and index not in self._declared:
            return _CONSTANT_VALUES[constant]
        return symbol_of(self._source, Token("word", index, name.start, name.end))

    def _function_exponent(self) -> Formula | None:
        """The exponent of sin^2 x, which stands before the argument."""
        operator = self.accept("^")
        if operator is None:
            return None
        sign = None if operator.exact else self.accept("-")
        exponent = self._atom()
        if sign is not None:
            exponent = self._formula("negate", (exponent,), sign.start)
        return self._as_minus_one(exponent)

    @staticmethod
    def _as_minus_one(exponent: Formula) -> Formula:
        is_negated = exponent.operation == "negate" and exponent.operands[0].value == Integer(1)
        if not is_negated:
            return exponent
        return Formula("number", value=Integer(-1), start=exponent.start, end=exponent.end)

    def _inverse(self, name: Token, function: CallableName) -> CallableName:
        """The function that tan^-1 means; there is none for ln."""
        inverse = _INVERSES.get(function.operation)
        if inverse is None:
            raise self.error(
                Message("two_readings_of_inverse", name=name.text),
                name,
                Message("write_if_that_is_meant", name=name.text),
            )
        return CALLABLE_BY_NAME[inverse]

    def _argument(self, name: Token, function: CallableName) -> Formula:
        """The argument without brackets: juxtaposed factors with no space between them."""
        if self.current is None or function.arguments not in ((1, 1), (1, 2)):
            raise self._no_argument(name)
        self._enter(name)
        sign = self.accept("+", "-")
        if sign is not None and (sign.text == "+" or not self._starts_tight_factor()):
            # sin - x subtracts nothing from anything; sin -x is sin(-x).
            raise self._no_argument(name)
        first, is_function = self._power()
        if function.operation in ("sqrt", "cbrt") and not self._is_latex:
            self._refuse_power_in_root(name, first)
        factors = [first]
        while is_function is None and self._continues_argument():
            token = self.current
            assert token is not None
            ends = self._tokens[self._next - 1].text
            bracketed = ends == "|" or (ends == ")" and not self._ends_exponent())
            if token.text == "(" or bracketed:
                open_end = OpenArgument(name.start, first.start, self._tokens[self._next - 1].end)
                raise self._open_argument(open_end, token)
            factor, is_function = self._power()
            factors.append(factor)
        self._depth -= 1
        argument = first
        if len(factors) > 1:
            argument = self._formula("multiply", tuple(factors), first.start)
        if sign is not None and sign.text == "-":
            argument = self._formula("negate", (argument,), sign.start)
        return argument

    def _refuse_power_in_root(self, name: Token, argument: Formula) -> None:
        """Refuses sqrt x^2 as √x^2: of sqrt x^2+y^2 more is hardly meant to stand outside."""
        is_bare = argument.operation == "power" and self._text(argument.start, argument.end)[-1:]
        if not is_bare or is_bare == ")" or self._source[argument.start] in "({[":
            return
        base = argument.operands[0]
        exponent = self._text(base.end, argument.end).lstrip("^* ")
        raise ambiguity.root_of_power(self._source, name, base, exponent, argument.end)

    def _open_argument(self, application: OpenArgument, token: Token) -> RequestSyntaxError:
        """The error of a factor, or a sign and its factor, behind an argument without brackets."""
        end = token.end if self.current is None else self._factor_end()
        return ambiguity.argument_or_factor(
            self._source, application, token, end, is_latex=self._is_latex
        )

    def _unexpected(self) -> RequestSyntaxError:
        """The error at this token, also behind a function without its argument."""
        before, token = self._tokens[max(self._next - 2, 0) : self._next], self.current
        functions = [word for word in before if self._is_function(word)]
        if functions and token is not None:
            is_empty = before[-1].text == "(" and token.text == ")"
            if is_empty or before[-1] is functions[-1]:
                return self._no_argument(functions[-1])
        return super()._unexpected()

    def _no_argument(self, name: Token) -> RequestSyntaxError:
        message = Message("the_function_has_no_argument", name=name.text)
        return self.error(message, name, Message("write_with_brackets", name=name.text))

    def _continues_argument(self) -> bool:
        token = self.current
        if token is None or token.spaced or not self._starts_factor():
            return False
        is_unit_vector = token.start in self._unit_vectors
        return not self._is_function(token) and token.kind != "number" and not is_unit_vector

    def _call(self, name: Token, function: CallableName, base: Formula | None) -> Formula:
        opening = self.accept("[", "{") or self.expect("(")
        self._enter(opening)
        bars, self._open_bars = self._open_bars, 0
        if function.operation == "piecewise":
            arguments = self._pieces()
        elif function.operation == "where":
            arguments, function = self._where(), CALLABLE_BY_NAME["piecewise"]
        else:
            arguments = self.arguments(_VECTOR_BRACKETS.get(opening.text, "}"))
        self._open_bars = bars
        self._depth -= 1
        return self._apply(name, function, base, *arguments)

    def arguments(self, closing: str) -> tuple[Formula, ...]:
        """Expressions between commas, or all between semicolons, up to the closing bracket."""
        arguments = [self.expression()]
        separator = self.accept(",", ";")
        sign = separator
        while sign is not None and separator is not None:
            if self.current is not None and self.current.text == closing:
                break
            arguments.append(self.expression())
            sign = self.accept(separator.text)
        self.expect(closing)
        return tuple(arguments)

    def _apply(
        self, name: Token, function: CallableName, base: Formula | None, *arguments: Formula
    ) -> Formula:
        if base is not None:
            # The index of J_0 is its order, which stands ahead.
            is_order = function.operation == "besselj"
            arguments = (base, *arguments) if is_order else (*arguments, base)
        self._check_arity(name, function, len(arguments))
        composed = self._compositions.get(function.operation)
        if composed is not None and (function.operation != "log" or len(arguments) == 2):
            return composed(name, *arguments)
        return self._formula(function.operation, arguments, name.start)

    @property
    def _compositions(self) -> Mapping[str, Callable[..., Formula]]:
        """The functions that are put together from others, by their names in the vocabulary."""
        return {
            "log": self._logarithm_to_base,
            "root": self._root_of_degree,
            "norm": self._norm,
            "relu": self._relu,
            "clip": self._clip,
            "softmax": self._softmax,
            **dict.fromkeys(("square", "exp2", "expm1", "log1p"), self._known),
            **dict.fromkeys(("acoth", "asech", "acsch"), self._known),
        }

    def _root_of_degree(self, name: Token, radicand: Formula, degree: Formula) -> Formula:
        exponent = self._formula("reciprocal", (degree,), degree.start)
        return self._formula("power", (radicand, exponent), name.start)

    def _norm(self, name: Token, *entries: Formula) -> Formula:
        """√(x² + y² + …)."""
        two = self._written(name, 2)
        squares = tuple(self._formula("power", (entry, two), entry.start) for entry in entries)
        return self._formula("sqrt", (self._formula("add", squares, name.start),), name.start)

    def _relu(self, name: Token, argument: Formula) -> Formula:
        """max(0, x)."""
        return self._formula("max", (self._written(name, 0), argument), name.start)

    def _clip(self, name: Token, argument: Formula, least: Formula, most: Formula) -> Formula:
        """min(max(x, least), most)."""
        raised = self._formula("max", (argument, least), name.start)
        return self._formula("min", (raised, most), name.start)

    def _softmax(self, name: Token, *entries: Formula) -> Formula:
        """The vector of e^x/(e^x + e^y + …)."""
        return self._formula("vector", softmax(entries, name.start), name.start)

    def _known(self, name: Token, argument: Formula) -> Formula:
        """What a name stands for: log1p(x) is ln(1 + x), arcoth x is artanh(1/x)."""
        from grad_magic.reading.python_functions.known_functions import KNOWN_FUNCTIONS

        meant = KNOWN_FUNCTIONS[CALLABLE_BY_NAME[name.text].operation](argument)
        return self._formula(meant.operation, meant.operands, name.start)

    def _written(self, name: Token, number: int) -> Formula:
        """A number that the name of a function stands for."""
        return Formula("number", value=Integer(number), start=name.start, end=name.start)

    def _where(self) -> tuple[Formula, ...]:
        """The arguments of where(condition, value, other) as cases."""
        condition = self._condition()
        self.expect(",")
        value, other = self.expression(), (self.expect(","), self.expression())[1]
        self.expect(")")
        return value, condition, other, Formula("true", start=other.start, end=other.end)

    def _check_arity(self, name: Token, function: CallableName, given: int) -> None:
        least, most = function.arguments
        if least <= given <= most:
            return
        if most > 3 or (least < most and most > 2):
            message = (
                Message("takes_at_least", name=name.text, count=least, given=given)
                if given < least
                else Message("takes_at_most", name=name.text, count=most, given=given)
            )
        elif least == most:
            message = Message("takes_so_many", name=name.text, count=least, given=given)
        else:
            message = Message("takes_either", name=name.text, least=least, most=most, given=given)
        raise self.error(message, name)

    def _logarithm_to_base(self, name: Token, argument: Formula, base: Formula) -> Formula:
        """log(x, b) is ln x / ln b."""
        logarithm = self._formula("log", (argument,), name.start)
        # Of no length, as ln b is not written: messages then spell it out.
        divisor = Formula("log", (base,), None, base.start, base.start)
        divided = Formula("reciprocal", (divisor,), None, base.start, base.end)
        return self._formula("multiply", (logarithm, divided), name.start)

    def difference(self, left: Formula, right: Formula) -> Formula:
        """The left side minus the right one."""
        negated = self._formula("negate", (right,), right.start)
        return self._formula("add", (left, negated), left.start)

    def _pieces(self) -> tuple[Formula, ...]:
        """(value, condition), … as values and conditions in turn."""
        pieces: list[Formula] = []
        while True:
            self.expect("(")
            pieces.append(self.expression())
            self.expect(",")
            self._accept_word(OPENING)
            pieces.append(self._condition())
            self._accept_word(OPENING)
            self.expect(")")
            if not self.accept(","):
                break
        self.expect(")")
        return tuple(pieces)

    def _condition(self) -> Formula:
        return self._connected("or", lambda: self._connected("and", self._relation))

    def _connected(self, word: str, read: Callable[[], Formula]) -> Formula:
        first = read()
        parts = [first]
        while self._accept_word(word, _CONNECTIVES[word]):
            parts.append(read())
        return first if len(parts) == 1 else self._formula(word, tuple(parts), first.start)

    def _relation(self) -> Formula:
        """True, or sides with signs between them: x > 0, 0 < x <= 1, (x,y) != (0,0)."""
        token = self.current
        if token is not None and token.text in _ALWAYS:
            self._next += 1
            return Formula("true", start=token.start, end=token.end)
        if token is not None and token.text == "(" and self._encloses(*_RELATIONS):
            return self._bracketed_condition()
        if token is not None and token.text in _NAMED_RELATIONS:
            return self._named_relation(token)
        sides = [self._side()]
        signs: list[Token] = []
        while sign := self.accept(*_RELATIONS):
            signs.append(sign)
            sides.append(self._side())
        if not signs:
            raise self._unexpected()
        parts = [
            self._compare(sign, left, right)
            for sign, (left, right) in zip(signs, pairwise(sides), strict=True)
        ]
        return parts[0] if len(parts) == 1 else self._formula("and", tuple(parts), parts[0].start)

    def _bracketed_condition(self) -> Formula:
        self._enter(self.expect("("))
        condition = self._condition()
        self._depth -= 1
        self.expect(")")
        return condition

    def _named_relation(self, name: Token) -> Formula:
        """Eq(x, 0) and Ne(x, 0), as SymPy writes them."""
        self._next += 1
        self.expect("(")
        left, right = self.expression(), (self.expect(","), self.expression())[1]
        self.expect(")")
        return self._formula(
            _NAMED_RELATIONS[name.text], (self.difference(left, right),), name.start
        )

    def _side(self) -> tuple[Formula, ...]:
        """One side of a relation: an expression, or the coordinates of a point."""
        token = self.current
        if token is not None and token.text == "(" and self._encloses(",", ";"):
            self._next += 1
            return self.arguments(")")
        return (self.expression(),)

    def _compare(
        self, sign: Token, left: tuple[Formula, ...], right: tuple[Formula, ...]
    ) -> Formula:
        operation = _RELATIONS[sign.text]
        if len(left) != len(right):
            raise self.error(Message("the_two_sides_differ_in_length"), sign)
        if len(left) > 1 and operation not in ("equal", "unequal"):
            raise self.error(Message("points_can_only_be_equal_or_not"), sign)
        parts = tuple(
            self._formula(operation, (self.difference(a, b),), a.start)
            for a, b in zip(left, right, strict=True)
        )
        if len(parts) == 1:
            return parts[0]
        connective = "and" if operation == "equal" else "or"
        return self._formula(connective, parts, parts[0].start)

    def _starts_factor(self) -> bool:
        """Whether the next token can only be a further factor."""
        token = self.current
        if token is None:
            return False
        if self._is_word_of_conditions(token):
            return False
        if token.kind in ("word", "insert", "number"):
            return True
        if token.text in ("|", "‖"):
            return not self._open_bars
        return token.text in ("(", "[", *_ROOT_SIGNS, *_ROUNDING_BRACKETS)

    @staticmethod
    def _is_word_of_conditions(token: Token) -> bool:
        is_word = token.text in CONDITION_WORDS or token.text == OPENING
        return token.kind == "word" and (is_word or not token.text.isascii())

    def _starts_tight_factor(self) -> bool:
        token = self.current
        return token is not None and not token.spaced and self._starts_factor()

    def _is_function(self, token: Token) -> bool:
        if token.kind != "word" or token.text in self._declared:
            return False
        if token.text.startswith("log_"):
            return True
        function = CALLABLE_BY_NAME.get(token.text)
        if function is None:
            return False
        if token.text not in _LETTERS_AND_FUNCTIONS:
            return True
        called = self._is_followed_by_bracket(token)
        if token.text == "sigma":
            return called and not self._stands_as_letter(token)
        # gamma is a letter unless it is called, γ and \\gamma always are.
        is_letter = self._is_latex or self._text(token.start, token.end) in ("γ", "β")
        return called and not is_letter

    def _factor_end(self) -> int:
        """Where the factor that begins here ends, for a message."""
        token = self.current
        assert token is not None
        if self._is_function(token):
            following = self._tokens[self._next + 1 : self._next + 2]
            return following[0].end if following else token.end
        if token.text != "(":
            return token.end
        depth = 0
        for later in self._tokens[self._next :]:
            depth += (later.text == "(") - (later.text == ")")
            if depth == 0:
                return later.end
        return token.end

    def _formula(self, operation: str, operands: tuple[Formula, ...], start: int) -> Formula:
        self._operations += 1
        end = self._tokens[self._next - 1].end
        if self._operations > MAX_OPERATIONS:
            message = Message(
                "the_expression_has_more_than_operations", most_operations=MAX_OPERATIONS
            )
            raise unreadable(self._source, self._place.start, end, message)
        for part in operands:
            if part.operation == "vector":
                message = Message("a_row_stands_in_the_place_of_a_number")
                raise unreadable(self._source, part.start, part.end, message)
        return Formula(operation, operands, None, start, end)

    def _enter(self, token: Token) -> None:
        self._depth += 1
        if self._depth > MAX_NESTING:
            raise self.error(
                Message("brackets_and_powers_are_nested_more_than_deep", most_nesting=MAX_NESTING),
                token,
            )
