r"""A function of arrays into a Formula, by recursive descent over the same tokens.

    expression = term { ("+" | "-") term }
    term       = factor { ("*" | "/" | "@" | "⊙") factor | factor }
    factor     = ("+" | "-") factor | power
    power      = atom [ "^" exponent ]
    atom       = ( number | name | call | "(" expression ")" | bars ) { ".T" | "ᵀ" }
    call       = function "(" expression { "," expression } [ "," "axis" "=" number ] ")"

The signs bind as in Python: @ as *, from left to right. What stands side by side without a sign
is a product where one of both is a number; whether it is, shapes tell. In LaTeX, and where a
transpose stands so and no @ is written, as in w'Aw, or where ‖x‖, tr or X⁻¹ tells, it is the
matrix product of books, in which vectors are columns. X^-1 is the inverse, and a function may
stand before one factor without brackets: \log\det X.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from difflib import get_close_matches

from sympy import E, Expr, Integer, Rational, Symbol, oo, pi

from grad_magic.errors import RequestSyntaxError
from grad_magic.formula.tree import Formula, Place
from grad_magic.reading.arrays.cases import CaseParser
from grad_magic.reading.arrays.vocabulary import ARRAY_CALLABLES, CASES, OF_TWO, ArrayCallable
from grad_magic.reading.known_formulas import advice_on
from grad_magic.reading.notation.tokenizer import is_latex, tokenize
from grad_magic.reading.notation.tokens import Token
from grad_magic.reading.notation.typed import METHODS
from grad_magic.wording.messages import Message

_MOST_DIGITS = 100
_CONSTANTS: dict[str, Expr] = {"pi": pi, "e": E, "E": E}
# The identity matrix, of the size that its neighbours need; any name of the request comes first.
_IDENTITY = "I"
# Of lengths their order; Frobenius's is that of all entries.
_INFINITIES = ("inf", "infinity", "infty", "oo", "∞", r"\infty")
_ORDERS = {"‖_1": Integer(1), "‖_2": Integer(2), **{f"‖_{sign}": oo for sign in _INFINITIES}}
_NORMS = (*_ORDERS, "‖_F")
_OF_BOOKS = ("tr", "Tr", "‖", *_NORMS)
_METHODS = tuple(f".{method}" for method in METHODS.split("|"))
_BOLD = re.compile(r"\\(?:mathbf|boldsymbol|bm|bf)\s*\{?\s*\Z")
_COMPOSED = frozenset({"square", "log1p", "expm1", "silu"})
# What makes an array of a list there; its np. is no token.
_OF_NUMPY = "array"
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_ANGLES = {"⟨": "⟩", "<": ">", r"\langle": r"\rangle"}


def read_array_function(
    source: str, place: Place, names: Collection[str], *, is_of_books: bool = False
) -> Formula:
    """The formula at a place.

    Args:
        source: the request.
        place: where the function stands in it.
        names: of all arrays and numbers that the request or the notebook has.
        is_of_books: whether what stands side by side is a product of matrices in any case.

    Raises:
        RequestSyntaxError: it cannot be read.
    """
    formula = _read(source, place, names).formula
    return _with_book_products(formula) if is_of_books else formula


def is_written_as_in_books(source: str, place: Place, names: Collection[str]) -> bool:
    """Whether a formula without @ is one of books: w'Aw, ‖Ax - b‖, tr(AX) and X⁻¹a are."""
    return _read(source, place, names).is_of_books


def _read(source: str, place: Place, names: Collection[str]) -> _Parser:
    """The parser that has read the formula at a place."""
    parser = _Parser(source, place, names)
    single = parser.tokens
    double = _with_double_bars(single)
    if double == single:
        return parser.read()
    try:
        return _Parser(source, place, names, double).read()
    except RequestSyntaxError:
        # As in ||w|-1|, where a length is inside of another one.
        if any(token.text in _NORMS for token in single):
            raise
        return parser.read()


def _with_double_bars(tokens: Sequence[Token]) -> list[Token]:
    """The tokens in which two bars at one place are those of a length, as in ||w||."""
    joined: list[Token] = []
    for token in tokens:
        before = joined[-1] if joined else None
        if before is not None and before.text == token.text == "|" and before.end == token.start:
            joined[-1] = before._replace(text="‖", end=token.end)
        else:
            joined.append(token)
    return joined


def _with_book_products(formula: Formula) -> Formula:
    """The formula in which what stands side by side is a product of matrices."""
    operands = tuple(map(_with_book_products, formula.operands))
    operation = "book_product" if formula.operation == "juxtapose" else formula.operation
    return replace(formula, operation=operation, operands=operands)


class _Parser(CaseParser):
    """The tokens of one function, read from left to right."""

    def __init__(
        self,
        source: str,
        place: Place,
        names: Collection[str],
        tokens: Sequence[Token] | None = None,
    ) -> None:
        self._names = names
        self._is_latex = is_latex(source, place)
        if tokens is None:
            tokens = self._with_names_apart(tokenize(source, place, ARRAY_CALLABLES))
        super().__init__(source, place, names, tokens)
        self._open_bars: list[str] = []
        # Whether a transpose stands beside a factor without a sign between, as in xᵀAx.
        self.is_of_books = False
        # Whether ‖x‖, tr or X⁻¹ stands in it, which code has not.
        self._has_signs_of_books = any(token.text in _OF_BOOKS for token in self.tokens)
        self.formula = Formula("number")

    def _with_names_apart(self, tokens: Collection[Token]) -> list[Token]:
        """The tokens with a word of several names, as Wx, taken apart."""
        apart: list[Token] = []
        for token in tokens:
            parts = (token.text,) if token.kind != "word" else self._parts(token.text)
            start = token.start
            for part in parts:
                end = token.end if len(parts) == 1 else start + len(part)
                spaced = token.spaced and start == token.start
                apart.append(token._replace(text=part, start=start, end=end, spaced=spaced))
                start = end
        return apart

    def _parts(self, word: str) -> tuple[str, ...]:
        """The names that a word is made of; itself where it is one, or known otherwise."""
        if word in {*self._names, *ARRAY_CALLABLES, *_CONSTANTS, _IDENTITY}:
            return (word,)
        for end in range(len(word) - 1, 0, -1):
            if word[:end] in self._names:
                rest = self._parts(word[end:])
                if all(part in self._names for part in rest):
                    return (word[:end], *rest)
        return (word,)

    def expression(self) -> Formula:
        """A sum of terms, or the one term that stands here."""
        terms = [self._term()]
        while sign := self.accept("+", "-"):
            term = self._term()
            terms.append(self.made("negate", (term,), sign.start) if sign.text == "-" else term)
        return terms[0] if len(terms) == 1 else self.made("add", tuple(terms), terms[0].start)

    def _term(self) -> Formula:
        """Products, from left to right."""
        product = self._factor()
        # In -x'x the minus stands before the transpose.
        first = product.operands[0] if product.operation == "negate" else product
        has_transpose = first.operation == "transpose"
        while True:
            sign = self.accept("*", "/", "@", "⊙")
            if sign is None and not self._starts_factor():
                return product
            factor = self._factor() if sign is not None else self._power()
            operation = "multiply"
            if sign is None:
                operation = "book_product" if self._is_latex else "juxtapose"
            if sign is not None and sign.text == "/":
                self._refuse_open_divisor(product, factor)
                factor = self.made("reciprocal", (factor,), factor.start)
            elif sign is not None and sign.text == "@":
                operation = "matrix_product"
            elif sign is not None and sign.text == "*" and self._is_latex:
                operation = "book_dot"
            product = self.made(operation, (product, factor), product.start)
            has_transpose = factor.operation == "transpose" or (sign is None and has_transpose)
            self.is_of_books |= sign is None and has_transpose

    def _refuse_open_divisor(self, top: Formula, divisor: Formula) -> None:
        """Refuses 1/2x and 1/n x: what stands behind may be below the stroke too."""
        token = self.current
        if token is None or not self._starts_factor():
            return
        is_bracket = token.text in ("(", "‖", "|")
        is_number = divisor.operation == "number" and (token.spaced or is_bracket)
        if is_number or self._source[divisor.end - 1 : divisor.end] == ")":
            return
        one, other = (self.text(part.start, part.end) for part in (top, divisor))
        behind = self.text(token.start, token.end)
        raise self.error(
            Message("two_readings_of_divisor", one=one, other=other, behind=behind),
            token,
            Message("write_quotient_or_divisor", one=one, other=other, behind=behind),
        )

    def _factor(self) -> Formula:
        sign = self.accept("+", "-")
        if sign is None:
            return self._power()
        self.enter(sign)
        factor = self._factor()
        self._depth -= 1
        return self.made("negate", (factor,), sign.start) if sign.text == "-" else factor

    def _power(self) -> Formula:
        base = self._atom()
        sign = self.accept("^")
        if sign is None:
            return base
        script = self._script()
        if script is not None:
            for operation in script:
                base = self.made(operation, (base,), base.start)
            return base
        self.enter(sign)
        exponent = self._exponent()
        self._depth -= 1
        power = self.made("power", (base, exponent), base.start)
        return self._transposed(power)

    def _script(self) -> tuple[str, ...] | None:
        """The operations that T, -1 or -T in an exponent stand for; None for other exponents."""
        behind = [token.text for token in self.tokens[self._next : self._next + 5]]
        sign = self.tokens[self._next - 1]
        # X^-1 is the inverse of books; X**-1 is Python's.
        is_raised = sign.exact or self.text(sign.start, sign.end) == "^"
        closing = _CLOSING.get("".join(behind[:1]))
        if closing in behind:
            inner = behind[1 : behind.index(closing)]
            length = len(inner) + 2
        else:
            length = 2 if behind[:1] == ["-"] else 1
            inner = behind[:length]
        if inner == ["-"] and behind[length : length + 1] == [".T"]:
            # X⁻ᵀ, of which the raised minus stands by itself.
            inner, length = ["-", "T"], length + 1
        is_turned = inner[-1:] in (["T"], ["top"]) and inner[-1] not in self._names
        if is_turned and len(inner) == 1:
            operations: tuple[str, ...] = ("transpose",)
        elif self._is_latex and is_turned and inner[:-1] == ["-"]:
            operations = ("book_inverse", "transpose")
        elif self._is_latex and inner == ["-", "1"]:
            operations = ("book_inverse",)
        elif is_raised and inner == ["-", "1"]:
            operations = ("inverse_or_reciprocal",)
        elif is_raised and inner[:1] == ["-"] and (is_turned or inner == ["-", "T"]):
            operations = ("inverse_or_reciprocal", "transpose")
        else:
            return None
        self._next += length
        self._has_signs_of_books |= operations[0] != "transpose"
        return operations

    def _exponent(self) -> Formula:
        minus = self.accept("-")
        opening = self.accept("{")
        exponent = self.expression() if opening is not None else self._atom()
        if opening is not None:
            self.expect("}")
        return exponent if minus is None else self.made("negate", (exponent,), minus.start)

    def _transposed(self, formula: Formula) -> Formula:
        """The formula with the transposes and the methods behind it, as X.T and X.sum(axis=0)."""
        while True:
            if self.accept(".T"):
                formula = self.made("transpose", (formula,), formula.start)
            elif method := self.accept(*_METHODS):
                formula = self._called(method, ARRAY_CALLABLES[method.text[1:]], [formula])
                formula = replace(formula, start=formula.operands[0].start)
            else:
                return formula

    def _atom(self) -> Formula:
        token = self.current
        self._next += 1
        if token is None:
            raise self.error(Message("the_expression_ends_too_early"), None)
        if token.kind == "number":
            return self._number(token)
        if token.kind == "word":
            return self._transposed(self._word(token))
        if token.kind == "insert" and f"{{{token.text}}}" in self._names:
            # Its place is that of the name within the braces.
            start = self._source.index(token.text, token.start)
            symbol = Symbol(token.text, real=True)
            return self._transposed(Formula("name", (), symbol, start, start + len(token.text)))
        if token.text in ("|", "‖"):
            return self._transposed(self._bars(token))
        if token.text == "√":
            return self.made("sqrt", (self._atom(),), token.start)
        if token.text not in {*_CLOSING, *_ANGLES}:
            raise self.misplaced(token)
        is_bracket = token.text in _CLOSING
        return self._transposed(self._bracketed(token) if is_bracket else self._angles(token))

    def _bracketed(self, opening: Token) -> Formula:
        if opening.text == "[":
            return self.list_from(opening)
        self.enter(opening)
        bars, self._open_bars = self._open_bars, []
        ends = _CLOSING[opening.text]
        inner = self.cases(ends) if opening.text == "{" else self.choice()
        self._open_bars = bars
        closing = self.expect(ends)
        self._depth -= 1
        return replace(inner, start=opening.start, end=closing.end)

    def _angles(self, opening: Token) -> Formula:
        """The inner product ⟨x, y⟩."""
        self.enter(opening)
        left = self.expression()
        self.expect(",")
        right = self.expression()
        self.expect(_ANGLES[opening.text])
        self._depth -= 1
        return self.made("inner", (left, right), opening.start)

    def _bars(self, opening: Token) -> Formula:
        self.enter(opening)
        self._open_bars.append(opening.text)
        inner = self.expression()
        self._open_bars.pop()
        order = self.accept(*_NORMS) if opening.text == "‖" else None
        if order is None:
            self.expect(opening.text)
        self._depth -= 1
        if order is not None and order.text in _ORDERS:
            number = Formula("number", value=_ORDERS[order.text], start=order.start, end=order.end)
            return self.made("norm", (inner, number), opening.start)
        return self.made("norm" if opening.text == "‖" else "bars", (inner,), opening.start)

    def _number(self, token: Token) -> Formula:
        mantissa, _, exponent = token.text.lower().partition("e")
        digits = sum(character.isdigit() for character in token.text)
        if digits > _MOST_DIGITS or abs(int(exponent or 0)) > _MOST_DIGITS:
            raise self.error(
                Message("a_number_may_have_at_most_digits", most_digits=_MOST_DIGITS), token
            )
        value = Rational(mantissa) * Rational(10) ** int(exponent or 0)
        if value == 1 and self._is_latex and _BOLD.search(self._source[: token.start]):
            return Formula("bold_one", (), value, token.start, token.end)
        # ½ is no decimal.
        typed = "" if "/" in token.text else token.text
        return Formula("number", (), value, token.start, token.end, digits=typed)

    def _word(self, token: Token) -> Formula:
        word = token.text
        if word in self._names:
            symbol = Symbol(word, real=True)
            return Formula("name", (), symbol, token.start, token.end)
        following = self.current
        is_called = following is not None and following.text == "("
        if is_called and word == _OF_NUMPY and self._is_followed_by("["):
            return self._list_in_brackets()
        if is_called and word in ARRAY_CALLABLES:
            return self._call(token, ARRAY_CALLABLES[word])
        if word in _CONSTANTS:
            return Formula("number", (), _CONSTANTS[word], token.start, token.end)
        if word == _IDENTITY:
            return Formula("identity", (), None, token.start, token.end)
        if word in ARRAY_CALLABLES and self._starts_factor():
            return self._call_without_brackets(token, ARRAY_CALLABLES[word])
        if word in ARRAY_CALLABLES:
            raise self.error(
                Message("the_function_needs_brackets", word=word),
                token,
                Message("write", word=word),
            )
        if is_called and len(word) > 1:
            close = get_close_matches(word, ARRAY_CALLABLES, n=1)
            advice = Message("did_you_mean", close=close[0]) if close else ""
            if word in CASES:
                advice = Message("write_cases_of_arrays")
            advice = advice_on(word) or advice
            raise self.error(Message("is_no_function_of_arrays", word=word), token, advice)
        raise self._unknown(token)

    def _unknown(self, token: Token) -> RequestSyntaxError:
        """The error about a name without entries and without a shape."""
        word = token.text
        advice = Message("give_it_entries_or_a_shape", word=word)
        if len(word) == len("Xw") and word.isalpha():
            advice = Message("give_shapes_of_the_factors", one=word[0], other=word[1])
        return self.error(Message("has_no_value_and_no_shape", word=word), token, advice)

    def _list_in_brackets(self) -> Formula:
        """The list of np.array([1, 2])."""
        self.expect("(")
        written = self.list_from(self.expect("["))
        self.expect(")")
        return written

    def _call_without_brackets(self, name: Token, function: ArrayCallable) -> Formula:
        r"""A function of the one factor behind it, as \log\det X."""
        argument = self._power()
        token = self.current
        if token is not None and self._starts_factor():
            one, behind = (self.text(part.start, part.end) for part in (argument, token))
            message = Message(
                "two_readings_without_brackets", name=name.text, one=one, behind=behind
            )
            raise self.error(message, token, Message("write_in_brackets", name=name.text))
        return self._applied(name, function, [argument], None)

    def _call(self, name: Token, function: ArrayCallable) -> Formula:
        return self._called(name, function, [])

    def _called(
        self, name: Token, function: ArrayCallable, arguments: Sequence[Formula]
    ) -> Formula:
        """A function of what stands in brackets, and of what a method stands behind."""
        opening = self.expect("(")
        self.enter(opening)
        bars, self._open_bars = self._open_bars, []
        arguments, axis = [*arguments], None
        is_more = not arguments or not self.starts(")")
        while is_more:
            if self._is_axis():
                axis = self._axis()
                break
            arguments.append(self._argument(function, is_first=not arguments))
            is_more = self.accept(",") is not None
        self.expect(")")
        self._open_bars = bars
        self._depth -= 1
        return self._applied(name, function, arguments, axis)

    def _argument(self, function: ArrayCallable, *, is_first: bool) -> Formula:
        """One thing that a function is called with; of a norm the second is its order."""
        if function.operation == "where" and is_first:
            return self.condition()
        if function.operation == "norm" and not is_first:
            if self.starts("ord") and self._is_followed_by("="):
                self._next += 2
            return self._infinity() or self.expression()
        return self.choice()

    def _infinity(self) -> Formula | None:
        """The order of the largest absolute value, if no name is meant."""
        token = self.current
        if token is None or token.text not in _INFINITIES or token.text in self._names:
            return None
        self._next += 1
        return Formula("number", value=oo, start=token.start, end=token.end)

    def _is_axis(self) -> bool:
        token = self.current
        return token is not None and token.text in ("axis", "dim") and self._is_followed_by("=")

    def _axis(self) -> Formula:
        self._next += 1
        self.expect("=")
        minus = self.accept("-")
        token = self.current
        if token is None or token.kind != "number":
            raise self.misplaced(token)
        self._next += 1
        value = self._number(token)
        return replace(value, value=-value.value) if minus and value.value is not None else value

    def _applied(
        self,
        name: Token,
        function: ArrayCallable,
        arguments: list[Formula],
        axis: Formula | None,
    ) -> Formula:
        operation, count = function.operation, function.arguments
        if operation in OF_TWO and len(arguments) == 2 and axis is None:
            return self.made(OF_TWO[operation], tuple(arguments), name.start)
        if function.has_axis and len(arguments) == 2 and axis is None:
            axis = arguments.pop()
        if operation == "norm" and len(arguments) == 2:
            return self._norm(name, *arguments)
        if len(arguments) != count or (axis is not None and not function.has_axis):
            takes = Message("one_array") if count == 1 else Message("arrays", count=count)
            raise self.error(Message("takes", name=name.text, takes=takes), name)
        if operation == "where":
            return replace(self.chosen(*arguments), start=name.start)
        if operation in _COMPOSED:
            return self._composed(name, operation, arguments[0])
        along = () if axis is None else (axis,)
        if operation == "log_softmax":
            softmax = self.made("softmax", (*arguments, *along), name.start)
            return self.made("log", (softmax,), name.start)
        return self.made(operation, (*arguments, *along), name.start)

    def _composed(self, name: Token, operation: str, inner: Formula) -> Formula:
        """A function that has a name in code, and in books a formula: log1p(x) is ln(1 + x)."""
        one, two = (
            Formula("number", value=Integer(value), start=name.start, end=name.end)
            for value in (1, 2)
        )

        def made(operation: str, *operands: Formula) -> Formula:
            return self.made(operation, operands, name.start)

        match operation:
            case "square":
                return made("power", inner, two)
            case "log1p":
                return made("log", made("add", one, inner))
            case "expm1":
                return made("add", made("exp", inner), made("negate", one))
        return made("multiply", inner, made("sigmoid", inner))

    def _norm(self, name: Token, inner: Formula, order: Formula) -> Formula:
        """The length of an order, if it is one of those that are read."""
        if order.value in _ORDERS.values():
            return self.made("norm", (inner, order), name.start)
        raise self.error(Message("only_the_norms_of_order_and_are_read"), name)

    def read(self) -> _Parser:
        """Itself, with the expression that all tokens make."""
        formula = self.expression()
        if self.current is not None:
            raise self.misplaced(self.current)
        self.is_of_books |= self._has_signs_of_books
        self.is_of_books &= not any(token.text == "@" for token in self.tokens)
        self.formula = _with_book_products(formula) if self.is_of_books else formula
        return self

    def _starts_factor(self) -> bool:
        token = self.current
        if token is None:
            return False
        if token.kind in ("word", "number", "insert"):
            return not self.is_at_case()
        if token.text in _NORMS:
            return False
        return token.text in ("(", "√", "⟨", r"\langle") or (
            token.text in ("|", "‖") and token.text not in self._open_bars
        )
