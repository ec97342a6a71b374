"""Expressions as LaTeX, with the names that calculus books use."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from sympy import Expr, Function, Integer, Mul, Rational, Symbol, exp, true
from sympy.printing.latex import LatexPrinter

from grad_magic.formula.sympy_forms import has_letters_below_only, in_book_order, over_one_stroke
from grad_magic.lesson.conditions import as_points, is_not_whole, needs_brackets
from grad_magic.lesson.sigmoids import positive_first
from grad_magic.lesson.typesetting.unicode_printer import (
    UNCOUNTED,
    is_quotient,
    is_root_of_sum,
    join_roots,
    over_root,
    root_last,
    split_powers,
)
from grad_magic.wording.language import Language
from grad_magic.wording.languages import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sympy.core.relational import Relational

_RELATIONS = {"=": "=", "≠": r"\ne"}
_WORD = re.compile(r"^[A-Za-z]{2,}")


def latex_text(expression: Expr, language: Language = DEFAULT_LANGUAGE) -> str:
    """An expression, without dollars."""
    return str(_printer(language).doprint(expression))


@lru_cache
def _printer(language: Language) -> LatexBookPrinter:
    return LatexBookPrinter(language)


def write_cases(pairs: Iterable[tuple[str, str]]) -> str:
    """Values and their conditions behind a brace, with fractions as large as elsewhere."""
    cases = r" \\".join(f"{_as_displayed(value)} & {holds}" for value, holds in pairs)
    return rf"\begin{{cases}} {cases} \end{{cases}}"


def write_system(equations: Iterable[str]) -> str:
    """Equations behind a brace, with commas between them."""
    rows = list(map(_as_displayed, equations))
    # KaTeX and xelatex set rows of fractions without a gap.
    row_end = r", \\[8pt] " if any(r"\frac" in row for row in rows) else r", \\ "
    return rf"\begin{{cases}} {row_end.join(rows)} \end{{cases}}"


def _as_displayed(value: str) -> str:
    return rf"\displaystyle {value}" if r"\frac" in value else value


class LatexBookPrinter(LatexPrinter):  # type: ignore[misc]
    """SymPy's LaTeX with the names that calculus books use, and the words of a language."""

    def __init__(self, language: Language) -> None:
        settings = {"ln_notation": True, "inv_trig_style": "full", "fold_frac_powers": True}
        super().__init__(settings)
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
        above, below = map(self._print, quotient)
        return rf"\frac{{{above}}}{{{below}}}"

    def _print_Symbol(self, expr: Symbol, style: str = "plain") -> str:  # noqa: N802
        """A name of several letters as an operator: upright, and apart from its neighbours."""
        text = str(super()._print_Symbol(expr, style))
        return _WORD.sub(r"\\operatorname{\g<0>}", text)

    def _print_Integer(self, expr: Integer) -> str:  # noqa: N802
        """A long row of digits as a power, of ten or of what it is a power of."""
        factor, powers = split_powers(expr)
        if not powers:
            return str(expr.p)
        power = r" \cdot ".join(f"{base}^{{{exponent}}}" for base, exponent in powers)
        sign = "-" if factor < 0 else ""
        return f"{sign}{power}" if abs(factor) == 1 else rf"{sign}{abs(factor)} \cdot {power}"

    def _print_Rational(self, expr: Rational) -> str:  # noqa: N802
        if max(abs(expr.p), expr.q) < 10**UNCOUNTED:
            return str(super()._print_Rational(expr))
        above, below = (self._print(Integer(part)) for part in (abs(expr.p), expr.q))
        return rf"{'- ' if expr.p < 0 else ''}\frac{{{above}}}{{{below}}}"

    def _print_Mul(self, expr: Expr) -> str:  # noqa: N802
        joined = join_roots(expr)
        if joined is not expr:
            return str(self._print(joined))
        quotient = over_root(expr)
        powers = [factor for factor in expr.args if _is_negative_power_of_e(factor)]
        if len(powers) == 1 and not is_quotient(expr):
            # 2e⁻² sin 3, as e⁻² stands beside it; SymPy's own has it below.
            others = [factor for factor in expr.args if factor != powers[0]]
            rest = Mul(*(factor for factor in others if not _is_function(factor)))
            behind = [factor for factor in others if _is_function(factor)]
            ahead = "-" if rest == -1 else "" if rest == 1 else self._print(rest)
            ahead = rf"\left({ahead}\right)" if rest.is_Add else ahead
            functions = (self._print(Mul(*behind)),) if behind else ()
            return " ".join(filter(None, (ahead, self._print(powers[0]), *functions)))
        if quotient is None:
            factors = expr.as_ordered_factors()
            *others, last = root_last(factors)
            if is_root_of_sum(last) and factors[-1] != last and not is_quotient(expr):
                return f"{self._print(Mul(*others))} {self._print(last)}"
            return str(super()._print_Mul(expr))
        above, root = quotient
        is_negative = bool(above.is_Integer and above < 0)
        size = self._print(-above if is_negative else above)
        return rf"{'- ' * is_negative}\frac{{{size}}}{{{self._print(root)}}}"

    def _print_log(self, expr: Expr, exp: str | None = None) -> str:
        """SymPy's own has the power behind the brackets."""
        power = "" if exp is None else f"^{{{exp}}}"
        return rf"\ln{power}{{\left({self._print(expr.args[0])} \right)}}"

    def _print_Heaviside(self, expr: Expr, exp: str | None = None) -> str:  # noqa: N802
        """SymPy's own is θ, which is an angle here."""
        power = "" if exp is None else f"^{{{exp}}}"
        return rf"\operatorname{{Heaviside}}{power}{{\left({self._print(expr.args[0])} \right)}}"

    def _print_polygamma(self, expr: Expr, exp: str | None = None) -> str:
        """SymPy's own is a word."""
        order, argument = expr.args
        derivative = "" if order == 0 else rf"^{{\left({self._print(order)}\right)}}"
        text = rf"\psi{derivative}{{\left({self._print(argument)} \right)}}"
        return text if exp is None else rf"\left({text}\right)^{{{exp}}}"

    def _print_besselj(self, expr: Expr, exp: str | None = None) -> str:
        """J₀(x) with no room before its bracket, as a formula has it that was typed."""
        order, argument = map(self._print, expr.args)
        power = "" if exp is None else f"^{{{exp}}}"
        is_high = r"\frac" in argument
        inside = rf"\left({argument}\right)" if is_high else f"({argument})"
        return f"J_{{{order}}}{power}{inside}"

    def _print_Piecewise(self, expr: Expr) -> str:  # noqa: N802
        """SymPy's own has its words in English."""
        return write_cases((self._print(value), self._case(when)) for value, when in expr.args)

    def _case(self, holds: Expr) -> str:
        if holds == true:
            return rf"\text{{{self._words['otherwise']}}}"
        return rf"\text{{{self._words['case']}}}\: {self._print(holds)}"

    def _print_Relational(self, expr: Relational) -> str:  # noqa: N802
        """Its own name has the set of whole numbers."""
        if is_not_whole(expr):
            return rf"{self._print(expr.lhs)} \notin \mathbb{{Z}}"
        return str(super()._print_Relational(expr))

    def _print_And(self, expr: Expr) -> str:  # noqa: N802
        return self._print_connected(expr, self._words["both_conditions"])

    def _print_Or(self, expr: Expr) -> str:  # noqa: N802
        return self._print_connected(expr, self._words["either_condition"])

    def _print_connected(self, expr: Expr, word: str) -> str:
        """Conditions as books write them, where SymPy's own have signs of logic."""
        points = as_points(expr)
        if points is not None:
            names, sign, values = points
            left, right = (", ".join(map(self._print, entries)) for entries in (names, values))
            return rf"({left}) {_RELATIONS[sign]} ({right})"
        parts = map(self._connected, sorted(expr.args, key=str))
        return rf"\ \text{{{word}}}\ ".join(parts)

    def _connected(self, condition: Expr) -> str:
        text = str(self._print(condition))
        return f"({text})" if needs_brackets(condition) else text


def _is_function(factor: Expr) -> bool:
    """Whether it is sin 3, or a whole power of it."""
    base, exponent = factor.as_base_exp()
    return isinstance(base, Function) and not isinstance(base, exp) and exponent.is_Integer


def _is_negative_power_of_e(factor: Expr) -> bool:
    return isinstance(factor, exp) and factor.is_number and factor.args[0].is_negative is True
