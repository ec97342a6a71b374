"""Odd roots over the real numbers, where SymPy means complex ones.

To SymPy (-8)^(1/3) is complex, and so is a^(1/3) until it knows that a ≥ 0. Inside, such a power
stands for the real root. What rests on SymPy's own knowledge of signs sees a real symbol in its
place (`RealRoots`), and what is handed out is written so that SymPy means the same
(`spell_out_roots`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from sympy import (
    Abs,
    Dummy,
    Expr,
    Float,
    Integer,
    Mul,
    Pow,
    Rational,
    acos,
    acosh,
    asin,
    atanh,
    log,
    sign,
)

if TYPE_CHECKING:
    from sympy.core.basic import Basic

# SymPy is untyped: an expression, a matrix or a condition.
Rewritten = TypeVar("Rewritten", bound=Any)

# Numbers stay exact where they are made of at most so many factors; else they get so many digits.
_LONGEST = 60
_MANY_DIGITS = 500
# What is real where it has a value; of an argument with letters SymPy cannot tell.
_REAL_WHERE_DEFINED = (log, asin, acos, acosh, atanh)


def is_odd_root(exponent: Expr) -> bool:
    """Whether x to this power is real for every x: p/q with odd q, not whole."""
    return isinstance(exponent, Rational) and exponent.q != 1 and exponent.q % 2 == 1


def _is_open(part: Basic) -> bool:
    """Whether this is an odd root of what SymPy does not know to be at least 0."""
    return isinstance(part, Pow) and is_odd_root(part.exp) and not part.base.is_nonnegative


def has_open_roots(expression: Basic) -> bool:
    """Whether SymPy takes a root in it for complex, or may do so."""
    return any(map(_is_open, expression.atoms(Pow)))


def spell_out_roots(expression: Rewritten) -> Rewritten:
    """x^(p/q) with odd q as sign(x)^p·|x|^(p/q), which is real for every real x to SymPy too.

    >>> from sympy import Rational, Symbol
    >>> x = Symbol("x", real=True)
    >>> spell_out_roots(x**Rational(1, 3)).subs(x, -8)
    -2
    """
    if not has_open_roots(expression):
        return expression
    spelled_out: Rewritten = expression.replace(_is_open, _spelled_out)
    return spelled_out


def _spelled_out(power: Pow) -> Expr:
    size = Abs(power.base) ** power.exp
    return _sign_of(power.base) * size if power.exp.p % 2 else size


def _sign_of(base: Expr) -> Expr:
    """Its sign, of x³ as that of x."""
    is_odd_power = isinstance(base, Pow) and isinstance(base.exp, Integer) and base.exp.is_odd
    return sign(base.base if is_odd_power else base)


def fold_roots(expression: Expr) -> Expr:
    """sign(x)·|x|^(p/q) and |x|^(p/q) with odd q as x^(p/q): what was spelled out, as it was.

    >>> from sympy import Rational, Symbol
    >>> x = Symbol("x", real=True)
    >>> fold_roots(3*spell_out_roots(x**Rational(1, 3)))
    3*x**(1/3)
    >>> y = Symbol("y", real=True)
    >>> fold_roots(spell_out_roots((x**2*y)**Rational(1, 3)))
    x**(2/3)*y**(1/3)
    """
    return expression.replace(lambda part: isinstance(part, Mul), _folded_product).replace(
        lambda part: _is_root_of_size(part) and part.exp.p % 2 == 0,
        lambda part: Pow(part.base.args[0], part.exp),
    )


def _is_root_of_size(part: Basic) -> bool:
    return isinstance(part, Pow) and isinstance(part.base, Abs) and is_odd_root(part.exp)


def _folded_product(product: Mul) -> Expr:
    factors = list(product.args)
    for orientation in filter(lambda factor: isinstance(factor, sign), product.args):
        base = orientation.args[0]
        for exponent in _exponents_of_sizes(base, factors):
            # Of a product SymPy writes |a²b|^(1/3) as |a|^(2/3)·|b|^(1/3).
            sizes = Mul.make_args(Abs(base) ** exponent)
            if all(size in factors for size in sizes):
                factors = [part for part in factors if part not in (orientation, *sizes)]
                factors.append(Pow(base, exponent))
                break
    return Mul(*factors) if len(factors) < len(product.args) else product


def _exponents_of_sizes(base: Expr, factors: Sequence[Expr]) -> Iterator[Rational]:
    """With which odd p/q its size may stand among the factors."""
    degrees = {Abs(part): degree for part, degree in base.as_powers_dict().items()}
    for root in filter(_is_root_of_size, factors):
        exponent = root.exp / degrees.get(root.base, 1)
        if is_odd_root(exponent) and exponent.p % 2:
            yield exponent


def put_in(expression: Rewritten, values: Mapping[Basic, Basic]) -> Rewritten:
    """The expression with numbers for symbols, odd roots of negative ones the real ones."""
    real = spell_out_roots(expression)
    if any(map(_is_long, real.atoms(Pow))):
        # The square root of a fraction of thousands of digits is factored for many seconds.
        values = {symbol: Float(value, _MANY_DIGITS) for symbol, value in values.items()}
    numbers: Rewritten = real.xreplace(dict(values))
    return numbers


def _is_long(power: Pow) -> bool:
    """Whether short fractions for its symbols make a long one of it."""
    return bool(power.free_symbols) and _degree(power) > _LONGEST


def _degree(expression: Expr) -> int:
    """How many factors a product in it has at most."""
    inner = max(map(_degree, expression.args), default=1)
    if isinstance(expression, Pow) and isinstance(expression.exp, Integer):
        return inner * abs(int(expression.exp))
    if isinstance(expression, Mul):
        return sum(map(_degree, expression.args))
    return inner


class RealRoots:
    """Real symbols in the place of odd roots, which SymPy would take for complex ones.

    >>> from sympy import Rational, Symbol, sqrt
    >>> root = Symbol("a", real=True) ** Rational(1, 3)
    >>> roots = RealRoots()
    >>> roots.show(sqrt(roots.hide(root**2)))
    Abs(a)**(1/3)
    """

    def __init__(self) -> None:
        self._symbols: dict[Expr, Dummy] = {}

    def hide(self, expression: Rewritten) -> Rewritten:
        """The expression with r^p for each open root b^(p/q), where r is b^(1/q)."""
        if not has_open_roots(expression):
            return expression
        hidden: Rewritten = expression.replace(_is_open, self._hidden)
        return hidden

    def _hidden(self, power: Pow) -> Expr:
        root = Pow(power.base, Rational(1, power.exp.q), evaluate=False)
        symbol = self._symbols.setdefault(root, Dummy("r", real=True))
        return symbol ** Integer(power.exp.p)

    def show(self, expression: Rewritten) -> Rewritten:
        """The expression with the roots again."""
        # A root may hold others, which were hidden before it.
        for root, symbol in reversed(self._symbols.items()):
            size, orientation = Abs(root.base) ** root.exp, sign(root.base)
            expression = expression.xreplace({Abs(symbol): size, sign(symbol): orientation})
            expression = expression.xreplace({symbol: root})
        return expression


class RealParts:
    """Symbols in the place of √a, ln a and a^b, which are real where they have a value.

    SymPy takes them for complex until it knows more of a: to it |e^√a| has a cosine.

    >>> from sympy import Symbol, exp, sqrt
    >>> number = exp(sqrt(Symbol("a", real=True)))
    >>> parts = RealParts()
    >>> parts.show(abs(parts.hide(number)))
    exp(sqrt(a))
    """

    def __init__(self) -> None:
        self._parts: dict[Dummy, Expr] = {}

    def hide(self, expression: Expr) -> Expr:
        """The expression with a symbol for each; roots and powers are seen not to be negative."""
        if not expression.free_symbols:
            return expression
        return expression.replace(_may_seem_complex, self._hidden)

    def _hidden(self, part: Expr) -> Expr:
        symbol = Dummy("p", positive=True) if isinstance(part, Pow) else Dummy("p", real=True)
        for known, hidden in self._parts.items():
            if hidden == part:
                return known
        self._parts[symbol] = part
        return symbol

    def show(self, expression: Expr) -> Expr:
        """The expression with these parts again."""
        for symbol, part in reversed(self._parts.items()):
            expression = expression.xreplace({symbol: part})
        return expression


def _may_seem_complex(part: Basic) -> bool:
    if isinstance(part, _REAL_WHERE_DEFINED):
        return bool(part.free_symbols) and not part.is_real
    if not isinstance(part, Pow) or part.base.is_nonnegative:
        return False
    is_even_root = isinstance(part.exp, Rational) and part.exp.q % 2 == 0
    return bool(part.base.free_symbols and is_even_root) or bool(part.exp.free_symbols)
