"""Quotients in lowest terms, of functions and roots as of rational functions.

A common zero of numerator and denominator may go with that; a derivative's formula is used only
where f is known to be differentiable, so nothing is claimed there by it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from sympy import (
    QQ,
    Abs,
    Add,
    Dummy,
    E,
    Expr,
    Integer,
    Mul,
    Pow,
    Rational,
    Symbol,
    cancel,
    exp,
    factor,
    factor_terms,
    fraction,
    nan,
    radsimp,
    together,
)
from sympy.polys.rings import PolyElement, ring

from grad_magic.calculus.exact.function_polynomials import (
    FunctionPolynomial,
    is_multiplied_out,
    read_polynomial,
)
from grad_magic.calculus.exact.identities import (
    MOST_TERMS,
    SQUARES,
    count_terms,
    multiply_out,
    replace_squares,
    replace_squares_in,
)
from grad_magic.calculus.exact.irreducible import is_seen_irreducible

_MOST_GENERATORS = 7
# Polynomials are multiplied out up to these powers: of a sum or a root, and of a variable.
_HIGHEST_DEGREE = 60
_HIGHEST_OF_SYMBOL = 1000
# Factoring takes seconds beyond these powers: of several variables, and of one.
_HIGHEST_FACTORED = 40
_HIGHEST_FACTORED_ALONE = 250
_HIGHEST_RATE = 100
_LARGEST_COEFFICIENT = 10**300


def over_one_difference(
    numbers: Sequence[Expr], positive: Collection[Expr] = ()
) -> tuple[Expr, ...]:
    """-1/(b - a) beside 1/(b - a), for 1/(a - b): not a difference and its opposite below.

    Args:
        numbers: with letters.
        positive: what is known to be so. It is kept, else what stands below more often, or first.

    >>> from sympy.abc import a, b
    >>> over_one_difference([1 / (a - b), 1 / (b - a)], [b - a])
    (-1/(-a + b), 1/(-a + b))
    """
    powers = [
        power
        for number in numbers
        for power in (Mul.make_args(number) if number.free_symbols else ())
        if power.is_Pow and power.base.is_Add and power.exp.is_Integer and power.exp.is_negative
    ]
    bases = [power.base for power in powers]
    rank = {base: (base in positive, bases.count(base), -bases.index(base)) for base in bases}
    turned = {
        power: (-1) ** power.exp * (-power.base) ** power.exp
        for power in powers
        if rank.get(-power.base, ()) > rank[power.base]
    }
    return tuple(number.xreplace(turned) for number in numbers) if turned else tuple(numbers)


def without_roots_below(quotient: Expr) -> Expr:
    """The quotient with its square roots out of the denominator.

    SymPy's own `radsimp` (1.14) takes √|w| twice for w, whatever the sign of w.

    >>> from sympy import Symbol, sqrt
    >>> a = Symbol("a", real=True)
    >>> without_roots_below(a / (1 + sqrt(Abs(a))))
    a*(sqrt(Abs(a)) - 1)/(Abs(a) - 1)
    """
    names = {part: Dummy(positive=True) for part in quotient.atoms(Abs)}
    shown = {name: part for part, name in names.items()}
    return radsimp(quotient.xreplace(names)).xreplace(shown)


def combine(expression: Expr, longest: int | None = None) -> tuple[Expr, ...]:
    """Quotients in lowest terms and in factors, functions and roots taken as they are.

    One comes from the expression as it is, and one from each identity between squares that
    applies to its numerator.

    Args:
        expression: any.
        longest: the operations of the longest sum that is wanted; factors may have more.

    >>> from sympy import cos, sin, sqrt
    >>> from sympy.abc import x, y
    >>> combine(1/sqrt(x**2 + y**2) - x**2/sqrt(x**2 + y**2)**3)
    (y**2/(x**2 + y**2)**(3/2),)
    >>> combine(cos(x)/(1 + cos(x)) + sin(x)**2/(1 + cos(x))**2)[1]
    1/(cos(x) + 1)
    """
    kernels = _Kernels()
    rational = kernels.hide(expression)
    if len(rational.free_symbols) > _MOST_GENERATORS or count_terms(rational) > MOST_TERMS:
        return ()
    is_high = is_of_high_degree(rational) or has_high_powers(rational)
    if is_high or not _is_worth_combining(rational):
        return ()
    polynomial = read_polynomial(expression)
    if polynomial is not None:
        return tuple(_combine_sum(expression, polynomial, longest, kernels))
    numerator, denominator = _over_one_denominator(rational)
    if max(count_terms(numerator), count_terms(denominator)) > MOST_TERMS:
        return ()
    shown = multiply_out(kernels.show(numerator))
    replaced = (replace_squares(shown, squares) for squares in SQUARES)
    numerators = [shown, *(form for form in replaced if form != shown)]
    return tuple(
        kernels.show(_factored_quotient(kernels.hide(form), denominator))
        for form in numerators
        if count_terms(form) <= MOST_TERMS
    )


def _combine_sum(
    expression: Expr, polynomial: FunctionPolynomial, longest: int | None, kernels: _Kernels
) -> Iterator[Expr]:
    """The same of an expression that is a polynomial in functions."""
    replaced = (replace_squares_in(polynomial, squares) for squares in SQUARES)
    for form in (polynomial, *filter(None, replaced)):
        if len(form.terms) > MOST_TERMS:
            continue
        factored = _plainly_factored(form)
        if factored is not None:
            yield factored
        elif not _is_without_factors(form):
            yield kernels.show(_factored_quotient(kernels.hide(form.as_expr()), Integer(1)))
        elif form is polynomial and is_multiplied_out(expression):
            yield expression
        elif longest is None or form.fewest_operations <= longest:
            yield form.as_expr()


def _plainly_factored(polynomial: FunctionPolynomial) -> Expr | None:
    """The product of powers that all terms share and of a sum of positive terms, if it is one."""
    if len(polynomial.terms) < 2 or min(polynomial.terms.values()) < 0:
        return None
    powers = polynomial.common_powers
    rest = polynomial.over(powers)
    if not any(powers) or not _is_without_factors(rest):
        return None
    number, primitive = rest.as_primitive()
    return Mul(number, polynomial.product(powers), primitive.as_expr())


def _is_without_factors(polynomial: FunctionPolynomial) -> bool:
    """Whether that is seen: to look for factors takes ten times as long."""
    if not polynomial.has_functions or polynomial.highest_power > _HIGHEST_FACTORED:
        return False
    return is_seen_irreducible(list(polynomial.as_primitive()[1].terms.items()))


def _over_one_denominator(rational: Expr) -> tuple[Expr, Expr]:
    if rational.is_polynomial():
        return rational, Integer(1)
    numerator, denominator = fraction(together(rational))
    return numerator, denominator


def _factored_quotient(numerator: Expr, denominator: Expr) -> Expr:
    """What SymPy's `factor` makes of a quotient of polynomials, in less than half its time.

    Most of that goes into expressions between the steps.
    """
    symbols = sorted(numerator.free_symbols | denominator.free_symbols, key=_order_of)
    if not symbols:
        return numerator / denominator
    polynomials, *_ = ring(symbols, QQ)
    try:
        above, below = map(polynomials.from_expr, (numerator, denominator))
    except ValueError:
        # Roots that differ by a factor of the quotient are no polynomials in one another.
        return factor(numerator / denominator)
    if not all(_is_soon_factored(polynomial) for polynomial in (above, below)):
        return numerator / denominator
    if denominator == 1:
        content, primitive = above.primitive()
        if is_seen_irreducible(primitive.terms()):
            return _multiple(QQ.to_sympy(content), primitive.as_expr())
    coefficient, factors = Integer(1), []
    for polynomial, sign in ((above, 1), (below, -1)):
        content, parts = polynomial.factor_list()
        coefficient *= QQ.to_sympy(content) ** sign
        factors += [part.as_expr() ** (sign * times) for part, times in parts]
    return _multiple(coefficient, Mul(*factors))


def _is_soon_factored(polynomial: PolyElement) -> bool:
    """Whether its powers and coefficients are small, which multiplying out may have changed.

    SymPy looks for a prime beyond a bound for all factors' coefficients, in one step of half a
    minute that nothing interrupts if these have some thousand digits.
    """
    sizes = (max(abs(c.numerator), c.denominator) for c in polynomial.coeffs())
    return max(polynomial.degrees(), default=0) <= _highest_factored(
        polynomial.ring.symbols
    ) and all(size < _LARGEST_COEFFICIENT for size in sizes)


def _multiple(number: Expr, product: Expr) -> Expr:
    """2(x + y), where SymPy would multiply the number into the sum."""
    if product.is_Add and abs(number) != 1:
        return Mul(number, product, evaluate=False)
    return number * product


def _order_of(symbol: Symbol) -> tuple[str, int]:
    return symbol.name, getattr(symbol, "dummy_index", 0)


def is_of_high_degree(expression: Expr) -> bool:
    """Whether factoring it would multiply out powers beyond what takes milliseconds.

    >>> from sympy import Rational
    >>> from sympy.abc import x
    >>> is_of_high_degree((1 + x)**900), is_of_high_degree(2**Rational(1, 900))
    (True, True)
    """
    return any(
        isinstance(power.exp, Rational) and max(abs(power.exp.p), power.exp.q) > _highest(power)
        for power in expression.atoms(Pow)
    )


@lru_cache(maxsize=256)
def factored(expression: Expr) -> Expr:
    """The expression as a product; of sums of high powers of several symbols what is plain.

    >>> from sympy.abc import x, y
    >>> factored(x**2 - y**2), factored(x**400 * y - y)
    ((x - y)*(x + y), y*(x**400 - 1))
    """
    return factor_terms(expression) if has_high_powers(expression) else factor(expression)


def has_high_powers(expression: Expr) -> bool:
    """Whether factoring or multiplying it out takes seconds, above all with several symbols."""
    highest = _highest_factored(expression.free_symbols)
    is_high = any(
        isinstance(power.exp, Integer) and abs(power.exp) > highest
        for power in expression.atoms(Pow)
    )
    return is_high or any(map(_is_of_high_rate, expression.atoms(exp)))


def _highest_factored(symbols: Collection[Symbol]) -> int:
    return _HIGHEST_FACTORED if len(symbols) > 1 else _HIGHEST_FACTORED_ALONE


def _is_of_high_rate(exponential: Expr) -> bool:
    """Whether it is like e^(1234x/10), the 1234th power of e^(x/10)."""
    rates = [term.as_coeff_Mul()[0] for term in Add.make_args(exponential.exp.expand())]
    return any(
        isinstance(rate, Rational) and max(abs(rate.p), rate.q) > _HIGHEST_RATE for rate in rates
    )


def _highest(power: Pow) -> int:
    return _HIGHEST_OF_SYMBOL if power.base.is_Symbol and power.exp.q == 1 else _HIGHEST_DEGREE


def _is_worth_combining(rational: Expr) -> bool:
    """Whether a sum in it has terms that are more than products of variables."""
    return any(
        term.has(Dummy) or not term.is_polynomial()
        for part in rational.atoms(Add)
        for term in part.args
    )


def merge_factors(expression: Expr) -> Expr:
    """(x - y)·(x + y) as x² - y², and -(x - 1) as 1 - x, in numerator and denominator.

    >>> from sympy.abc import x
    >>> merge_factors(-2/((x - 1)*(x + 1)))
    2/(1 - x**2)
    """
    if expression.has(nan):
        # The cases of something over 0 are no numbers.
        return expression
    numerator, denominator = (_merged(part) for part in fraction(expression))
    return _without_minus(numerator, denominator)


def take_minus_in(product: Expr) -> Expr:
    """-2(x - y) as 2(y - x), its other factors left as they are.

    >>> from sympy.abc import x, y
    >>> take_minus_in(-x*(x - y)), take_minus_in(-x*(x + y))
    (x*(-x + y), -x*(x + y))
    """
    if product.as_coeff_Mul()[0] >= 0:
        return product
    factors = list(Mul.make_args(product))
    for place, part in enumerate(factors):
        if part.is_Add and any(term.as_coeff_Mul()[0] < 0 for term in part.args):
            factors[place] = -part
            return Mul(Integer(-1), *factors)
    return product


def _merged(product: Expr) -> Expr:
    sums = [part for part in Mul.make_args(product) if part.is_Add]
    others = [part for part in Mul.make_args(product) if not part.is_Add]
    if len(sums) < 2:
        return product
    merged = multiply_out(Mul(*sums))
    return Mul(*others, merged) if merged.count_ops() <= Mul(*sums).count_ops() else product


def _without_minus(numerator: Expr, denominator: Expr) -> Expr:
    """The quotient, a minus sign before it taken into the first difference among the factors."""
    above, below = list(Mul.make_args(numerator)), list(Mul.make_args(denominator))
    coefficient = numerator.as_coeff_Mul()[0]
    if coefficient >= 0:
        return numerator / denominator
    for factors in (above, below):
        for place, part in enumerate(factors):
            if part.is_Add and any(term.as_coeff_Mul()[0] < 0 for term in part.args):
                factors[place] = -part
                return Mul(Integer(-1), *above) / Mul(*below)
    return numerator / denominator


class _Kernels:
    """Symbols that stand for functions and roots, so that only a rational function is seen."""

    def __init__(self) -> None:
        self._symbols: dict[Expr, Dummy] = {}
        self._steps: dict[Expr, Expr] = {}

    def hide(self, expression: Expr) -> Expr:
        """The expression with a symbol for each function and each root."""
        if expression.is_Add or expression.is_Mul:
            return expression.func(*map(self.hide, expression.args))
        if isinstance(expression, Pow) and isinstance(expression.exp, Integer):
            return self.hide(expression.base) ** expression.exp
        if isinstance(expression, exp) or expression is E:
            return self._hide_exponential(expression)
        if isinstance(expression, Pow) and expression.exp.is_Rational:
            unit = Pow(expression.base, Integer(1) / expression.exp.q)
            return self._symbol_of(unit) ** expression.exp.p
        if expression.is_Rational or expression.is_Symbol:
            return expression
        return self._symbol_of(expression)

    def show(self, expression: Expr) -> Expr:
        """The expression with the functions and roots again."""
        return expression.xreplace({symbol: part for part, symbol in self._symbols.items()})

    def _hide_exponential(self, expression: Expr) -> Expr:
        """exp(2x) as the square of exp(x), where exp(x) was met first or 2 is whole."""
        whole = Integer(1) if expression is E else multiply_out(expression.exp)
        multiple, exponent = whole.as_coeff_Mul()
        if not multiple.is_Rational:
            return self._symbol_of(expression)
        step = self._steps.setdefault(exponent, Integer(1) / multiple.q)
        times = multiple / step
        if not times.is_Integer:
            return self._symbol_of(expression)
        return self._symbol_of(exp(step * exponent)) ** times

    def _symbol_of(self, part: Expr) -> Dummy:
        return self._symbols.setdefault(part, Dummy(real=True))


def with_short_exponents(expression: Expr) -> Expr:
    """The expression with a quotient of polynomials in place of a sum of them in an exponent.

    >>> from sympy.abc import a, b
    >>> with_short_exponents(exp(-(a**2) / (a**2 + b**2) - b**2 / (a**2 + b**2)))
    exp(-1)
    """

    def shorten_power(exponent: Expr) -> Expr:
        is_quotient = exponent.is_rational_function(*exponent.free_symbols)
        return exp(cancel(exponent) if is_quotient else exponent)

    replaced: Expr = expression.replace(exp, shorten_power)
    return replaced


def with_factored_roots(expression: Expr) -> Expr:
    """The expression with the roots of products for those of sums.

    >>> s = Symbol("s", positive=True)
    >>> with_factored_roots((s**2 + 2 * s + 1) ** Rational(1, 2))
    s + 1
    """
    replaced: Expr = expression.replace(
        lambda part: part.is_Pow and part.exp.is_Rational and not part.exp.is_Integer,
        lambda root: factor(root.base) ** root.exp,
    )
    return replaced
