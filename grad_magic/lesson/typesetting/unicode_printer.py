"""Expressions as Unicode text on one line, in a notation that can be typed back."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from sympy import (
    Abs,
    Add,
    Expr,
    Integer,
    Mul,
    Pow,
    Rational,
    Symbol,
    acos,
    asin,
    atan,
    cos,
    cosh,
    cot,
    coth,
    csc,
    csch,
    exp,
    log,
    sec,
    sech,
    sin,
    sinh,
    tan,
    tanh,
    true,
)
from sympy.printing.precedence import PRECEDENCE
from sympy.printing.pretty.pretty_symbology import pretty_symbol
from sympy.printing.str import StrPrinter

from grad_magic.formula.sympy_forms import has_letters_below_only, in_book_order, over_one_stroke
from grad_magic.lesson.conditions import as_points, is_not_whole, needs_brackets
from grad_magic.lesson.decimal_fractions import DecimalFraction
from grad_magic.lesson.sigmoids import positive_first
from grad_magic.wording.language import Language
from grad_magic.wording.languages import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from sympy.core.relational import Relational

_SUPERSCRIPTS = str.maketrans("0123456789-+()T×", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺⁽⁾ᵀˣ")
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
UNCOUNTED = 30
# 3⁴⁰⁰ is looked for among the powers of small numbers, beside a small factor.
_BASES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47)
_LARGEST_FACTOR = 10**6
_MOST_POWERS = 2
_HALF = Rational(1, 2)
# Of such a denominator nobody sees at a glance that the root divides it.
_LONG_DENOMINATOR = 100
# The factors of √2(a + b)/2.
_WITH_SUM = 3
# A larger number before the root of a sum, and one of more terms, stay apart.
_LARGEST_JOINED = 10
_MOST_JOINED = 3
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
    "gamma": "Γ",
    "Sigmoid": "σ",
}
# sin²(x) rather than sin(x)².
_RAISED_BY_NAME = (
    *(sin, cos, tan, cot, sec, csc, sinh, cosh, tanh, coth, sech, csch, asin, acos, atan, log),
)
_RELATIONS = {"!=": "≠", "<=": "≤", ">=": "≥", "==": "="}


def plain_name(name: str | Symbol) -> str:
    """A name with its Greek letters, hats and indices as Unicode has them."""
    return unicodedata.normalize("NFC", str(pretty_symbol(str(name))))


def raise_text(text: str) -> str:
    """What stands above: in small signs where Unicode has them, and otherwise behind a ^.

    >>> raise_text("-3"), raise_text("3/2")
    ('⁻³', '^(3/2)')
    """
    if all(ord(sign) in _SUPERSCRIPTS for sign in text):
        return text.translate(_SUPERSCRIPTS)
    return f"^({text})"


def lower(text: str) -> str:
    """What stands below: in small numerals, or else behind a _ as TeX has it.

    >>> lower("12"), lower("xy"), lower("t → 0⁺")
    ('₁₂', '_xy', '_{t→0⁺}')
    """
    if text.isdecimal():
        return text.translate(_SUBSCRIPTS)
    return f"_{{{text.replace(' ', '')}}}" if " " in text else f"_{text}"


def plain_text(expression: Expr, language: Language = DEFAULT_LANGUAGE) -> str:
    """An expression in one line, as a reader would type or write it.

    >>> from sympy import sqrt, exp
    >>> from sympy.abc import x, y
    >>> plain_text(2*x*exp(2*y) + sqrt(x**2 + 1)/2)
    '2x·e^(2y) + √(x² + 1)/2'
    """
    return _printed(expression, language)


@lru_cache(maxsize=512)
def _printed(expression: Expr, language: Language) -> str:
    """Layout measures each expression before it is written, and the parts recur."""
    return str(_printer(language).doprint(expression))


@lru_cache
def split_zeros(number: Integer) -> tuple[int, int]:
    """(m, n) with the number m·10^n, where it ends in too many zeros to be counted; else n = 0.

    >>> split_zeros(Integer(-2) * 10**40), split_zeros(Integer(1000))
    ((-2, 40), (1000, 0))
    """
    value = int(number)
    if abs(value) < 10**UNCOUNTED:
        return value, 0
    digits = str(abs(value))
    zeros = len(digits) - len(digits.rstrip("0"))
    return (value // 10**zeros, zeros) if zeros >= UNCOUNTED else (value, 0)


@lru_cache
def split_powers(number: Integer) -> tuple[int, tuple[tuple[int, int], ...]]:
    """(m, ((b, n), …)) with the number m·bⁿ…, where its digits would fill a line; else no powers.

    >>> split_powers(Integer(-2) * 10**40), split_powers(Integer(6) * 7**300)
    ((-2, ((10, 40),)), (6, ((7, 300),)))
    >>> split_powers(Integer(1000))
    (1000, ())
    """
    factor, zeros = split_zeros(number)
    if zeros:
        return factor, ((10, zeros),)
    whole = (int(number), ())
    rest = abs(int(number))
    if rest < 10**UNCOUNTED:
        return whole
    powers: list[tuple[int, int]] = []
    for prime in _BASES:
        count, rest = _multiplicity(prime, rest)
        if count:
            powers.append((prime, count))
    large = tuple(power for power in powers if power[0] ** power[1] >= _LARGEST_FACTOR)
    for prime, count in powers:
        rest *= prime**count if (prime, count) not in large else 1
    if not 0 < len(large) <= _MOST_POWERS or rest >= _LARGEST_FACTOR:
        return whole
    return (rest if number > 0 else -rest), large


def _multiplicity(prime: int, number: int) -> tuple[int, int]:
    """How often a prime divides a number, and what is left of it."""
    count = 0
    while number % prime == 0:
        number //= prime
        count += 1
    return count, number


def over_root(product: Expr) -> tuple[Expr, Expr] | None:
    """(7, √5) of 7√5/5, which follows a quotient by √5 as 7/√5; None of what is not such.

    √2/2 and √3/3 stay, as they stand in every table of sines, and 2√5/15; but 11√34/850 is
    11/(25√34), which shows where it comes from.

    >>> from sympy import sqrt
    >>> over_root(7 * sqrt(5) / 5), over_root(sqrt(2) / 2), over_root(2 * sqrt(5) / 15)
    ((7, sqrt(5)), None, None)
    >>> over_root(11 * sqrt(34) / 850)
    (11, 25*sqrt(34))
    >>> from sympy.abc import a, b
    >>> over_root(sqrt(2) * (a + b) / 2)
    (a + b, sqrt(2))
    """
    if len(product.args) == _WITH_SUM:
        return _sum_over_root(product)
    if len(product.args) != 2:
        return None
    coefficient, root = product.args
    if not (coefficient.is_Rational and root.is_Pow and root.exp == _HALF):
        return None
    if root.base in (2, 3) or not root.base.is_Integer or coefficient.q % root.base:
        return None
    rest = Integer(coefficient.q // root.base)
    if rest != 1 and coefficient.q < _LONG_DENOMINATOR:
        return None
    return Integer(coefficient.p), rest * root


def _sum_over_root(product: Expr) -> tuple[Expr, Expr] | None:
    """(a + b, √2) of √2(a + b)/2, where nothing else stands before or below."""
    coefficient, rest = product.as_coeff_Mul()
    *_, total = factors = sorted(rest.args, key=lambda factor: bool(factor.is_Add))
    root = factors[0]
    if len(factors) != 2 or not (total.is_Add and root.is_Pow and root.exp == _HALF):
        return None
    return (total, root) if coefficient == 1 / root.base else None


@lru_cache
def _printer(language: Language) -> UnicodePrinter:
    return UnicodePrinter(language)


class UnicodePrinter(StrPrinter):  # type: ignore[misc]
    """SymPy's one-line printer in the signs of mathematics and the words of a language."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._words = language.sentences

    def _as_ordered_terms(self, expr: Expr, order: str | None = None) -> list[Expr]:
        if has_letters_below_only(expr):
            return list(in_book_order(expr))
        return positive_first(super()._as_ordered_terms(expr, order))

    def _print_Add(self, expr: Expr, order: str | None = None) -> str:  # noqa: N802
        """(1 - √3)/2 for 1/2 - √3/2."""
        quotient = over_one_stroke(expr)
        if quotient is None:
            return str(super()._print_Add(expr, order))
        return self._quotient(*quotient)

    def _print_Symbol(self, expr: Symbol) -> str:  # noqa: N802
        return plain_name(expr)

    def _print_Pi(self, expr: Expr) -> str:  # noqa: N802
        del expr
        return "π"

    def _print_EulerGamma(self, expr: Expr) -> str:  # noqa: N802
        del expr
        return "γ"

    def _print_polygamma(self, expr: Expr) -> str:
        order, argument = expr.args
        derivative = "" if order == 0 else f"⁽{self._raised(order)}⁾"
        return f"ψ{derivative}({self._print(argument)})"

    def _raised(self, order: Expr) -> str:
        return raise_text(str(order)) if order.is_Integer else str(self._print(order))

    def _print_Infinity(self, expr: Expr) -> str:  # noqa: N802
        del expr
        return "∞"

    def _print_NegativeInfinity(self, expr: Expr) -> str:  # noqa: N802
        del expr
        return "-∞"

    def _print_Exp1(self, expr: Expr) -> str:  # noqa: N802
        del expr
        return "e"

    def _print_exp(self, expr: Expr) -> str:
        argument = expr.args[0]
        if argument.is_Integer and argument != 1:
            return f"e{raise_text(str(argument))}"
        return f"e^{self._exponent(argument)}"

    def _print_Abs(self, expr: Expr) -> str:  # noqa: N802
        return f"|{self._print(expr.args[0])}|"

    def _print_floor(self, expr: Expr) -> str:
        return f"⌊{self._print(expr.args[0])}⌋"

    def _print_ceiling(self, expr: Expr) -> str:
        return f"⌈{self._print(expr.args[0])}⌉"

    def _print_Function(self, expr: Expr) -> str:  # noqa: N802
        name = expr.func.__name__
        return f"{_FUNCTION_NAMES.get(name, name)}({self.stringify(expr.args, ', ')})"

    def _print_besselj(self, expr: Expr) -> str:
        order, argument = expr.args
        return f"J{lower(self._print(order))}({self._print(argument)})"

    def _print_LatticeOp(self, expr: Expr) -> str:  # noqa: N802
        """The maximum and the minimum."""
        name = _FUNCTION_NAMES[expr.func.__name__]
        return f"{name}({', '.join(map(self._print, sorted(expr.args, key=str)))})"

    def _print_Relational(self, expr: Relational) -> str:  # noqa: N802
        if is_not_whole(expr):
            return f"{self._print(expr.lhs)} ∉ ℤ"
        sign = _RELATIONS.get(expr.rel_op, expr.rel_op)
        return f"{self._print(expr.lhs)} {sign} {self._print(expr.rhs)}"

    def _print_And(self, expr: Expr) -> str:  # noqa: N802
        points = as_points(expr)
        if points is not None:
            return self._print_points(*points)
        return f" {self._words['both_conditions']} ".join(
            map(self._connected, sorted(expr.args, key=str))
        )

    def _connected(self, condition: Expr) -> str:
        text = str(self._print(condition))
        return f"({text})" if needs_brackets(condition) else text

    def _print_points(self, names: Expr, sign: str, values: Expr) -> str:
        return f"({self.stringify(names, ', ')}) {sign} ({self.stringify(values, ', ')})"

    def _print_Or(self, expr: Expr) -> str:  # noqa: N802
        points = as_points(expr)
        if points is not None:
            return self._print_points(*points)
        return f" {self._words['either_condition']} ".join(
            map(self._connected, sorted(expr.args, key=str))
        )

    def _print_Piecewise(self, expr: Expr) -> str:  # noqa: N802
        """In braces: {x for x > 0, 0 otherwise}."""
        words = self._words
        cases = (
            f"{self._print(value)} "
            + (words["otherwise"] if holds == true else f"{words['case']} {self._print(holds)}")
            for value, holds in expr.args
        )
        return f"{{{words['case_separator'].join(cases)}}}"

    def _print_Integer(self, expr: Integer) -> str:  # noqa: N802
        """A long row of digits as a power, of ten or of what it is a power of."""
        factor, powers = split_powers(expr)
        if not powers:
            return str(expr.p)
        power = "·".join(f"{base}{raise_text(str(exponent))}" for base, exponent in powers)
        sign = "-" if factor < 0 else ""
        if abs(factor) == 1:
            return f"{sign}{power}" if len(powers) == 1 else f"{sign}({power})"
        return f"{sign}({abs(factor)}·{power})"

    def _print_Rational(self, expr: Rational) -> str:  # noqa: N802
        return f"{self._print(Integer(expr.p))}/{self._print(Integer(expr.q))}"

    def _print_Pow(self, expr: Pow, rational: bool = False) -> str:  # noqa: N802, FBT001, FBT002
        del rational
        base, exponent = expr.as_base_exp()
        if exponent == _HALF:
            return f"√{self._root_argument(base)}"
        if exponent.is_Rational and exponent.is_negative:
            return self._quotient(Integer(1), Pow(base, -exponent))
        if isinstance(exponent, Integer) and exponent > 0:
            if isinstance(base, _RAISED_BY_NAME):
                name = _FUNCTION_NAMES.get(base.func.__name__, base.func.__name__)
                return f"{name}{raise_text(str(exponent))}({self.stringify(base.args, ', ')})"
            return f"{self._power_base(base)}{raise_text(str(exponent))}"
        return f"{self._power_base(base)}^{self._exponent(exponent)}"

    def _print_Mul(self, expr: Expr) -> str:  # noqa: N802
        joined = join_roots(expr)
        if joined is not expr:
            return str(self._print(joined))
        if expr.could_extract_minus_sign():
            negated = self._print(-expr)
            return f"-({negated})" if (-expr).is_Add else f"-{negated}"
        quotient = over_root(expr)
        if quotient is not None:
            return self._quotient(*quotient)
        numerator, denominator = expr.as_numer_denom() if is_quotient(expr) else (expr, Integer(1))
        if denominator != 1:
            return self._quotient(numerator, denominator)
        text = ""
        for factor in root_last(expr.as_ordered_factors()):
            written = self._factor(factor)
            text += "·" if text and not self._juxtaposes(text, factor) else ""
            text += written
        return text

    def _juxtaposes(self, before: str, factor: Expr) -> bool:
        """2x, 2π and 2√5 are clear; a digit or a bracket after a number is not always."""
        base, exponent = factor.as_base_exp()
        is_constant = base.is_NumberSymbol and factor.is_number
        is_name = base.is_Function and not isinstance(base, (Abs, exp)) and exponent.is_Integer
        is_clear = base.is_Symbol or is_constant or is_name or exponent == _HALF
        return before.replace(".", "").isdigit() and is_clear

    def _factor(self, factor: Expr) -> str:
        return str(self.parenthesize(factor, PRECEDENCE["Mul"]))

    def _quotient(self, numerator: Expr, denominator: Expr) -> str:
        top = self._print(numerator) if numerator.is_Mul else self._factor(numerator)
        bottom = self._print(denominator)
        # Of (a² + b²)^(3/2) the stroke stands within brackets already.
        if denominator.is_Mul or denominator.is_Add or ("/" in bottom and not denominator.is_Pow):
            bottom = f"({bottom})"
        return f"{top}/{bottom}"

    def _root_argument(self, base: Expr) -> str:
        text = self._print(base)
        is_clear = base.is_Symbol or base.is_Integer or isinstance(base, Abs)
        return text if is_clear else f"({text})"

    def _power_base(self, base: Expr) -> str:
        text = self._print(base)
        named = (
            base.is_Symbol
            or isinstance(base, DecimalFraction)
            or base.is_NumberSymbol
            or base.is_Function
        )
        simple = (named and not isinstance(base, exp)) or (base.is_Integer and base > 0)
        return text if simple else f"({text})"

    def _exponent(self, exponent: Expr) -> str:
        text = self._print(exponent)
        simple = exponent.is_Symbol or (exponent.is_Integer and exponent > 0)
        return text if simple else f"({text})"


def root_last(factors: Sequence[Expr]) -> list[Expr]:
    """The factors with the root of a sum with letters behind all others.

    >>> from sympy.abc import x
    >>> root_last([x, (x + 1) ** Rational(1, 2), Abs(x)])
    [x, Abs(x), sqrt(x + 1)]
    """
    return sorted(factors, key=is_root_of_sum)


def is_root_of_sum(factor: Expr) -> bool:
    """Whether it is like √(a² + b²)."""
    base, exponent = factor.as_base_exp()
    return bool(exponent == _HALF and base.is_Add and base.free_symbols)


def join_roots(product: Expr) -> Expr:
    """√(2a² + 2b²)/|ab| for √2 √(a² + b²)/|ab|, as SymPy keeps the number before its root.

    >>> from sympy import sqrt
    >>> from sympy.abc import a, b
    >>> join_roots(sqrt(2) * sqrt(a**2 + b**2) / 3)
    sqrt(2*a**2 + 2*b**2)/3
    """
    numbers = [part for part in product.args if part.is_Pow and part.exp == _HALF]
    numbers = [part for part in numbers if part.base.is_Integer and part.base <= _LARGEST_JOINED]
    roots = [part for part in product.args if is_root_of_sum(part)]
    if len(numbers) != 1 or len(roots) != 1 or len(roots[0].base.args) > _MOST_JOINED:
        return product
    content, _ = roots[0].base.primitive()
    if not isinstance((numbers[0].base * content) ** _HALF, Pow):
        # Of √(4a² + 4b²) 2 would be taken out again.
        return product
    inside = Add(*(numbers[0].base * term for term in roots[0].base.args))
    others = (part for part in product.args if part not in (numbers[0], roots[0]))
    return Mul(*others, inside**_HALF)


def is_quotient(expr: Expr) -> bool:
    """Whether something stands below: 2e⁻² has nothing there, and 2e⁻²/5 is 2/(5e²)."""
    return any(
        (factor.is_Pow and factor.exp.is_Rational and factor.exp.is_negative)
        or (factor.is_Rational and factor.q != 1)
        for factor in expr.args
    )
