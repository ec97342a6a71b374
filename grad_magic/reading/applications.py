"""Functions and their arguments, with brackets and without."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping

from sympy import E, Expr, Integer, oo, pi

from grad_magic.errors import RequestSyntaxError
from grad_magic.formula.tree import Formula
from grad_magic.reading.ambiguity import OpenArgument
from grad_magic.reading.conditions import Conditions
from grad_magic.reading.cursor import symbol_of
from grad_magic.reading.tokens import Token
from grad_magic.reading.vocabulary import CALLABLE_BY_NAME, CONSTANTS, CallableName

CONSTANT_VALUES: Mapping[str, Expr] = {"pi": pi, "e": E, "oo": oo}
_SEEN_BRACKETS = ("(", "[", r"\{", r"\lbrace")
_INVERSES = {
    "sin": "asin",
    "cos": "acos",
    "tan": "atan",
    "sinh": "asinh",
    "cosh": "acosh",
    "tanh": "atanh",
}


class Applications(Conditions):
    """The part of the grammar that applies functions."""

    @abstractmethod
    def _atom(self) -> Formula: ...

    @abstractmethod
    def _power(self) -> tuple[Formula, OpenArgument | None]: ...

    @abstractmethod
    def _exponent(self, base: Formula, operator: Token) -> tuple[Formula, OpenArgument | None]: ...

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
        return formula, OpenArgument(name.start, start, end)

    def _opens_arguments(self, name: Token) -> bool:
        r"""Whether a bracket stands here that the reader sees, unlike those of \frac or {}."""
        token = self.current
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
            raise self._power_of_what(name, operator)
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
            return CONSTANT_VALUES[constant]
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
                f"{name.text}^(-1) can be read in two ways",
                name,
                f"Write 1/{name.text}(…) if that is meant.",
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

    def _no_argument(self, name: Token) -> RequestSyntaxError:
        message = f"the function {name.text} has no argument"
        return self.error(message, name, f"Write {name.text}(…) with brackets.")

    def _continues_argument(self) -> bool:
        token = self.current
        if token is None or token.spaced or not self._starts_factor():
            return False
        return not self._is_function(token) and token.kind != "number"

    def _call(self, name: Token, function: CallableName, base: Formula | None) -> Formula:
        opening = self.accept("[") or self.expect("(")
        self._enter(opening)
        bars, self._open_bars = self._open_bars, 0
        arguments = (
            self._pieces()
            if function.operation == "piecewise"
            else self.arguments(")" if opening.text == "(" else "]")
        )
        self._open_bars = bars
        self._depth -= 1
        return self._apply(name, function, base, *arguments)

    def arguments(self, closing: str) -> tuple[Formula, ...]:
        """Expressions between commas, up to and with the closing bracket."""
        arguments = [self.expression()]
        while self.accept(","):
            if self.current is not None and self.current.text == closing:
                break
            arguments.append(self.expression())
        self.expect(closing)
        return tuple(arguments)

    def _apply(
        self, name: Token, function: CallableName, base: Formula | None, *arguments: Formula
    ) -> Formula:
        if base is not None:
            arguments = (*arguments, base)
        self._check_arity(name, function, len(arguments))
        operation = function.operation
        if operation == "log" and len(arguments) == 2:
            return self._logarithm_to_base(name, *arguments)
        if operation == "root":
            radicand, degree = arguments
            exponent = self._formula("reciprocal", (degree,), degree.start)
            return self._formula("power", (radicand, exponent), name.start)
        if operation == "norm":
            two = Formula("number", value=Integer(2), start=name.start, end=name.start)
            squares = tuple(self._formula("power", (a, two), a.start) for a in arguments)
            return self._formula("sqrt", (self._formula("add", squares, name.start),), name.start)
        return self._formula(operation, arguments, name.start)

    def _logarithm_to_base(self, name: Token, argument: Formula, base: Formula) -> Formula:
        """log(x, b) is ln x / ln b."""
        logarithm = self._formula("log", (argument,), name.start)
        # Of no length, as ln b is not written: messages then spell it out.
        divisor = Formula("log", (base,), None, base.start, base.start)
        divided = Formula("reciprocal", (divisor,), None, base.start, base.end)
        return self._formula("multiply", (logarithm, divided), name.start)

    def _check_arity(self, name: Token, function: CallableName, given: int) -> None:
        least, most = function.arguments
        if least <= given <= most:
            return
        if most > 2:
            expected = f"at least {least}" if given < least else f"at most {most}"
        else:
            expected = str(least) if least == most else f"{least} or {most}"
        noun = "argument" if expected.endswith("1") else "arguments"
        raise self.error(f"{name.text} takes {expected} {noun}, not {given}", name)
