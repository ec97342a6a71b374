"""Steps into Unicode text for a terminal, in a notation that can be typed back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from sympy import Expr, Integer, Or, Pow, Rational, Symbol, exp, true
from sympy.printing.precedence import PRECEDENCE
from sympy.printing.pretty.pretty_symbology import pretty_symbol
from sympy.printing.str import StrPrinter

from grad_magic.lesson.layout import Atom, Block, Row, Space, Text, lay_out, split_at_relation
from grad_magic.lesson.steps import (
    Decimal,
    Dot,
    Equation,
    FunctionValue,
    Gradient,
    Grid,
    Letter,
    Line,
    Name,
    Norm,
    Partial,
    Products,
    Quotient,
    Rate,
    Relation,
    Separator,
    Signed,
    Step,
    Tuple,
    Value,
    Vector,
    Words,
)
from grad_magic.lesson.wording import LANGUAGES

if TYPE_CHECKING:
    from sympy.core.relational import Relational

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_GAP = "   "
_HALF = Rational(1, 2)
# The names that calculus books use where SymPy's own differ.
_FUNCTION_NAMES = {
    "log": "ln",
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan",
    "asinh": "arsinh",
    "acosh": "arcosh",
    "atanh": "artanh",
    "Max": "max",
    "Min": "min",
}
_RELATIONS = {"!=": "≠", "<=": "≤", ">=": "≥", "==": "="}


def render_plain(steps: Sequence[Step], language: str = "en", width: int = 80) -> str:
    """The answer as Unicode text whose lines have at most `width` columns where possible."""
    blocks = lay_out(steps, LANGUAGES[language], measure, width)
    return "\n".join(line for block in blocks for line in _render_block(block))


def render_words(words: Words, language: str = "en") -> str:
    """One sentence on one line."""
    (block,) = lay_out((Step("reason", ((words,),)),), LANGUAGES[language], lambda _: 0, 1)
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
        case Relation(sign):
            return f" {sign} "
        case Value(expr):
            return plain_text(expr)
        case Decimal(mantissa, exponent):
            power = "".join(_superscript(exponent))
            return f"{mantissa}·10{power}" if exponent else mantissa
        case Vector(entries):
            inner = _comma_separated(entries)
            return inner if len(entries) == 1 else f"({inner})"
        case Tuple(entries):
            return f"({', '.join(map(_render_atom, entries))})"
        case Grid(rows):
            return f"[{', '.join(f'[{_comma_separated(row)}]' for row in rows)}]"
        case Letter(letter):
            return "H(P)" if letter == "H" else letter
        case Name(name):
            return _name(name)
        case FunctionValue(name, variables):
            return f"{_name(name)}({_comma_separated(variables) or 'P'})"
        case Partial(name, variable, at_point, ordinary):
            derivative = f"{_name(name)}′" if ordinary else f"∂{_name(name)}/∂{_name(variable)}"
            if at_point:
                return f"{derivative}(P)"
            return f"{derivative}({_name(variable)})" if ordinary else derivative
        case Gradient(name, at_point):
            return f"∇{_name(name)}{'(P)' if at_point else ''}"
        case Norm(of):
            return f"‖{_render_atom(of)}‖"
        case Rate(name, extreme):
            return f"{extreme} D_u {_name(name)}(P)".strip()
        case Dot(left, right):
            return f"{_render_atom(left)}·{_render_atom(right)}"
        case Products(pairs):
            return " + ".join(f"{_factor(a)}·{_factor(b)}" for a, b in pairs)
        case Quotient(top, bottom):
            below = _render_atom(bottom)
            return f"{_render_atom(top)}/{f'({below})' if set(below) & set('/·+') else below}"
        case Signed(sign, of):
            return f"{sign}{_render_atom(of)}"
        case Equation(equation):
            return f"{plain_text(equation.lhs)} = {plain_text(equation.rhs)}"
    raise TypeError(atom)


def _comma_separated(entries: Sequence[Expr]) -> str:
    return ", ".join(map(plain_text, entries))


def _factor(number: Expr) -> str:
    """The number as it stands in a product: a sum or a negative number in brackets."""
    text = plain_text(number)
    needs_brackets = text.startswith("-") or number.is_Add
    return f"({text})" if needs_brackets else text


def _name(name: str | Symbol) -> str:
    return str(pretty_symbol(str(name)))


def _superscript(exponent: int) -> str:
    return ("⁻" if exponent < 0 else "") + str(abs(exponent)).translate(_SUPERSCRIPTS)


class _UnicodePrinter(StrPrinter):  # type: ignore[misc]
    """SymPy's one-line printer in the signs of mathematics."""

    def _print_Symbol(self, expr: Symbol) -> str:  # noqa: N802
        return _name(expr)

    def _print_Pi(self, expr: Expr) -> str:  # noqa: N802
        del expr
        return "π"

    def _print_Exp1(self, expr: Expr) -> str:  # noqa: N802
        del expr
        return "e"

    def _print_exp(self, expr: Expr) -> str:
        argument = expr.args[0]
        if argument.is_Integer and argument > 1:
            return f"e{_superscript(int(argument))}"
        return f"e^{self._exponent(argument)}"

    def _print_Abs(self, expr: Expr) -> str:  # noqa: N802
        return f"|{self._print(expr.args[0])}|"

    def _print_Function(self, expr: Expr) -> str:  # noqa: N802
        name = expr.func.__name__
        return f"{_FUNCTION_NAMES.get(name, name)}({self.stringify(expr.args, ', ')})"

    def _print_LatticeOp(self, expr: Expr) -> str:  # noqa: N802
        """The maximum and the minimum."""
        name = _FUNCTION_NAMES[expr.func.__name__]
        return f"{name}({', '.join(map(self._print, sorted(expr.args, key=str)))})"

    def _print_Relational(self, expr: Relational) -> str:  # noqa: N802
        sign = _RELATIONS.get(expr.rel_op, expr.rel_op)
        return f"{self._print(expr.lhs)} {sign} {self._print(expr.rhs)}"

    def _print_And(self, expr: Expr) -> str:  # noqa: N802
        parts = ((part, self._print(part)) for part in sorted(expr.args, key=str))
        return " and ".join(f"({text})" if isinstance(part, Or) else text for part, text in parts)

    def _print_Or(self, expr: Expr) -> str:  # noqa: N802
        return " or ".join(map(self._print, sorted(expr.args, key=str)))

    def _print_Piecewise(self, expr: Expr) -> str:  # noqa: N802
        """As it is typed: piecewise((x, x > 0), (0, otherwise))."""
        cases = (
            f"({self._print(value)}, {'otherwise' if holds == true else self._print(holds)})"
            for value, holds in expr.args
        )
        return f"piecewise({', '.join(cases)})"

    def _print_Rational(self, expr: Rational) -> str:  # noqa: N802
        return f"{expr.p}/{expr.q}"

    def _print_Pow(self, expr: Pow, rational: bool = False) -> str:  # noqa: N802, FBT001, FBT002
        del rational
        base, exponent = expr.as_base_exp()
        if exponent == _HALF:
            return f"√{self._root_argument(base)}"
        if exponent.is_Rational and exponent.is_negative:
            return self._quotient(Integer(1), Pow(base, -exponent))
        if isinstance(exponent, Integer) and exponent > 0:
            return f"{self._power_base(base)}{_superscript(int(exponent))}"
        return f"{self._power_base(base)}^{self._exponent(exponent)}"

    def _print_Mul(self, expr: Expr) -> str:  # noqa: N802
        if expr.could_extract_minus_sign():
            negated = self._print(-expr)
            return f"-({negated})" if (-expr).is_Add else f"-{negated}"
        numerator, denominator = expr.as_numer_denom() if _is_quotient(expr) else (expr, Integer(1))
        if denominator != 1:
            return self._quotient(numerator, denominator)
        factors = expr.as_ordered_factors()
        text = ""
        for factor in factors:
            written = self._factor(factor)
            text += "·" if text and not self._juxtaposes(text, factor) else ""
            text += written
        return text

    def _juxtaposes(self, before: str, factor: Expr) -> bool:
        """2x and 2√5 are clear; a digit or a bracket after a number is not always."""
        base, exponent = factor.as_base_exp()
        return before.isdigit() and (base.is_Symbol or exponent == _HALF)

    def _factor(self, factor: Expr) -> str:
        return str(self.parenthesize(factor, PRECEDENCE["Mul"]))

    def _quotient(self, numerator: Expr, denominator: Expr) -> str:
        top = self._print(numerator) if numerator.is_Mul else self._factor(numerator)
        bottom = self._print(denominator)
        if denominator.is_Mul or denominator.is_Add or "/" in bottom:
            bottom = f"({bottom})"
        return f"{top}/{bottom}"

    def _root_argument(self, base: Expr) -> str:
        text = self._print(base)
        return text if base.is_Symbol or base.is_Integer else f"({text})"

    def _power_base(self, base: Expr) -> str:
        text = self._print(base)
        named = base.is_Symbol or base.is_NumberSymbol or base.is_Function
        simple = (named and not isinstance(base, exp)) or (base.is_Integer and base > 0)
        return text if simple else f"({text})"

    def _exponent(self, exponent: Expr) -> str:
        text = self._print(exponent)
        simple = exponent.is_Symbol or (exponent.is_Integer and exponent > 0)
        return text if simple else f"({text})"


def _is_quotient(expr: Expr) -> bool:
    return any(
        (factor.is_Pow and factor.exp.is_Rational and factor.exp.is_negative)
        or (factor.is_Rational and factor.q != 1)
        for factor in expr.args
    )


_PRINTER = _UnicodePrinter()
