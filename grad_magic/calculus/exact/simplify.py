"""The bounded effort to make an answer short.

SymPy's `simplify` takes seconds on ordinary second derivatives, so only steps that stay
within milliseconds are tried, on expressions of bounded size: cheap ones first, then stronger
ones from the shortest form so far. A form is kept only if it is shorter, and one got by a
stronger step only if its values are the same at sample points.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial

import mpmath
from sympy import (
    Abs,
    Dummy,
    E,
    Expr,
    Function,
    Integer,
    Mul,
    NumberSymbol,
    Piecewise,
    Pow,
    Rational,
    Symbol,
    atan,
    cos,
    exp,
    factor,
    factor_terms,
    log,
    perfect_power,
    powsimp,
    sign,
    signsimp,
    sin,
    tan,
)

from grad_magic.calculus.exact.exact_forms import (
    join_logarithms,
    open_inverses,
    open_roots,
    rationalize,
)
from grad_magic.calculus.exact.identities import (
    SQUARES,
    double_angles,
    expand_number,
    join_angles,
    join_powers,
    join_tangents,
    multiply_out,
    replace_squares,
)
from grad_magic.calculus.exact.lengths import Measured, count_operations, shorter_than
from grad_magic.calculus.exact.numbers import is_small, sign_of
from grad_magic.calculus.exact.quotients import combine, is_of_high_degree, merge_factors
from grad_magic.formula.arithmetic import HIGH_PRECISION, NotRealError
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy

# Measured: below this size each step takes a few milliseconds, above it sometimes seconds.
LARGEST_OPERATION_COUNT = 60
# How often the stronger steps start again from the shortest form so far.
_ROUNDS = 3
# sqrt(2)/2 has two operations: nothing shorter is to be found for such numbers.
_FINISHED = 2
# Functions of a fraction that are as short as can be, unlike acosh(2).
_PLAIN = (sin, cos, tan, exp, atan)
# Measured: of longer numbers the stronger steps take up to half a second, and nearly all that they
# find is a common factor.
LARGEST_COMBINED = 30
# Roots of longer whole numbers are factored without end, or not at all: SymPy 1.14 raises a
# ValueError for the root of a product of two close numbers without prime factors below 2^15.
_LARGEST_WHOLE = 2**30
_DIGITS = 30
_SAMPLES = 3
_TOLERANCE = Rational(1, 10**20)

Rewritings = Sequence[Callable[[Measured], Iterable[Expr]]]

# Each gives the forms that are tried; those for numbers alone rest on their known signs.
_STRONG: Rewritings = (
    lambda best: (replace_squares(best.form, squares, best.operations) for squares in SQUARES),
    lambda best: combine(best.form, best.operations),
    lambda best: (
        step(best.form) for step in (merge_factors, join_angles, double_angles, join_tangents)
    ),
)
_STRONG_ON_VARIABLES: Rewritings = (*_STRONG, lambda best: (join_powers(best.form),))
_STRONG_ON_NUMBERS: Rewritings = (
    *_STRONG,
    lambda best: (
        step(best.form)
        for step in (open_inverses, open_roots, rationalize, multiply_out, join_logarithms)
    ),
)


@lru_cache(maxsize=512)
def shorten(expression: Expr) -> Expr:
    """The shortest of a few equal forms of an expression with variables.

    A quotient of polynomials is brought to lowest terms with its factors, as books print it;
    a polynomial is left as it came from the rules of differentiation.

    >>> from sympy.abc import x, y
    >>> shorten(2*x/(x**2 + y**2) - 2*x**3/(x**2 + y**2)**2)
    2*x*y**2/(x**2 + y**2)**2
    """
    if isinstance(expression, Piecewise):
        cases = ((shorten(value), condition) for value, condition in expression.args)
        return Piecewise(*cases, evaluate=False)
    if expression.has(Piecewise):
        return _shorten_around_cases(expression)
    if expression.is_polynomial() or count_operations(expression) > LARGEST_OPERATION_COUNT:
        return expression
    if is_of_high_degree(expression):
        return expression
    if expression.is_rational_function():
        return _shortest(expression, _products(expression))
    steps = (_join_signs, signsimp, factor_terms, powsimp)
    short = _shortest(expression, (step(expression) for step in steps))
    return _shorten_further(short, _STRONG_ON_VARIABLES, partial(_samples, short))


def _shorten_around_cases(expression: Expr) -> Expr:
    """The same of what stands around cases, and of their values.

    A symbol stands for each of them meanwhile: whatever builds cases anew makes SymPy 1.14 turn
    their conditions to and fro without end.
    """
    symbols = {cases: Dummy(real=True) for cases in _outermost_cases(expression)}
    short = shorten(expression.xreplace(symbols))
    return short.xreplace({symbol: shorten(cases) for cases, symbol in symbols.items()})


def _outermost_cases(expression: Expr) -> list[Piecewise]:
    """The cases in an expression that stand in no others."""
    if isinstance(expression, Piecewise):
        return [expression]
    return [cases for part in expression.args for cases in _outermost_cases(part)]


@lru_cache(maxsize=512)
def shorten_number(number: Expr) -> Expr:
    """The shortest of a few equal forms of an exact number.

    >>> from sympy import sqrt
    >>> shorten_number(1/(1 + sqrt(2)))
    -1 + sqrt(2)
    """
    if number.has(log):
        number = number.replace(_is_multiple_of_logarithm, _with_least_argument)
    if isinstance(number, Rational) or _is_plain_product(number) or not is_small(number):
        return number
    if sign_of(number) == 0:
        return Integer(0)
    return _shorten_long_number(number)


def _is_multiple_of_logarithm(product: Expr) -> bool:
    is_multiple = product.is_Mul and abs(product.as_coeff_Mul()[0]) != 1
    return bool(is_multiple and product.has(log))


def _with_least_argument(multiple: Expr) -> Expr:
    """4 ln 2 for 2 ln 4; ln 4 by itself stays."""
    for logarithm in multiple.args:
        argument = logarithm.args[0] if isinstance(logarithm, log) else None
        power = isinstance(argument, Integer) and perfect_power(argument)
        if power:
            base, exponent = power
            multiple = multiple / logarithm * (exponent * log(base))
    return multiple


def _shorten_long_number(number: Expr) -> Expr:
    expanded = partial(expand_number, longest=count_operations(number))
    short = _shortest(number, (step(number) for step in (rationalize, expanded)))
    if is_of_high_degree(short):
        return short
    is_finished = count_operations(short) <= _FINISHED and not short.has(Function)
    if is_finished or _is_plain_sum(short) or not short.is_number or _has_long_whole(short):
        return short
    if count_operations(short) > LARGEST_COMBINED:
        return _shortest(short, [factor_terms(short)])
    root = _closed_root(short)
    if root is not None:
        return shorten_number(short / root) * root
    return _shorten_further(short, _STRONG_ON_NUMBERS, partial(_samples, short))


def _is_plain_product(number: Expr) -> bool:
    """Whether it is like -3·√5·e^-2/7: no more than one root and one power of e or function."""
    _, factors = number.as_coeff_mul()
    kinds = [_kind_of_plain(factor) for factor in factors]
    return None not in kinds and len(set(kinds)) == len(kinds)


def _kind_of_plain(factor: Expr) -> str | None:
    """What it is, if nothing shorter is to be found for it; None of all else."""
    if isinstance(factor, Pow) and isinstance(factor.base, Integer):
        return "root" if factor.exp == Rational(1, 2) else None
    is_plain = factor is E or (isinstance(factor, _PLAIN) and isinstance(factor.args[0], Rational))
    return "function" if is_plain else None


def _closed_root(number: Expr) -> Expr | None:
    """A root of a sum of functions among the factors, if it is in its shortest form.

    Whatever the other factors are, it stays as it is, so that they can be shortened alone.
    """
    roots = [
        factor
        for factor in Mul.make_args(number)
        if isinstance(factor, Pow) and factor.base.is_Add and not factor.exp.is_Integer
    ]
    if len(roots) != 1 or number == roots[0]:
        return None
    (root,) = roots
    return root if is_closed_root(root) and shorten_number(root.base) == root.base else None


@lru_cache(maxsize=512)
def is_closed_root(root: Expr) -> bool:
    """Whether nothing comes out of a root of a sum of functions in its shortest form."""
    return bool(root.base.has(Function, NumberSymbol)) and open_roots(root) == root


def _is_plain_sum(number: Expr) -> bool:
    """Whether it is like 8 + 2·cos(2), with whole numbers and one function of a fraction."""
    if not number.is_Add or len(number.args) != 2:
        return False
    whole, term = number.args
    times, part = term.as_coeff_Mul()
    is_whole = isinstance(whole, Integer) and isinstance(times, Integer)
    return is_whole and isinstance(part, Function) and isinstance(part.args[0], Rational)


def _has_long_whole(number: Expr) -> bool:
    return any(max(abs(part.p), part.q) > _LARGEST_WHOLE for part in number.atoms(Rational))


_Sample = tuple[dict[Symbol, mpmath.mpf], mpmath.mpf]
"""A point, and the value there."""


def _shorten_further(
    expression: Expr,
    rewritings: Rewritings,
    take_samples: Callable[[], list[_Sample]],
) -> Expr:
    """The shortest form that the steps find one after another, if its values are the same."""
    samples: list[_Sample] | None = None
    best = Measured(expression)
    for _ in range(_ROUNDS):
        forms = {form for rewrite in rewritings for form in rewrite(best)}
        shorter = list(filter(None, (shorter_than(best, form) for form in forms)))
        if not shorter:
            break
        samples = take_samples() if samples is None else samples
        if len(shorter) > 1:
            # Shortest first, the same order every time.
            shorter.sort(key=lambda form: (form.operations, len(form.text), form.text))
        better = next((form for form in shorter if _has_values(form.form, samples)), None)
        if better is None:
            break
        best = better
    return best.form


def _samples(expression: Expr) -> list[_Sample]:
    """A few points, the same ones every time, where the expression has real values."""
    generator = random.Random(1)  # noqa: S311  (nothing is kept secret)
    symbols = sorted(expression.free_symbols, key=str)
    found: list[_Sample] = []
    # Functions such as log x · log(1 - x) and acosh x have their values in small regions.
    for scale in (100, 100, 100, 900, 900, 900, 300, 300, 3000, 3000):
        place = {symbol: mpmath.mpf(generator.randint(-999, 999)) / scale for symbol in symbols}
        value = _value(expression, place)
        if value is not None:
            found.append((place, value))
        if len(found) == _SAMPLES or not symbols:
            break
    return found


def _has_values(form: Expr, samples: Sequence[_Sample]) -> bool:
    """Whether it is defined at the samples and has the same values; False without samples."""
    for place, expected in samples:
        found = _value(form, place)
        if found is None or abs(found - expected) > _TOLERANCE * (1 + abs(expected)):
            return False
    return bool(samples)


def _value(expression: Expr, place: dict[Symbol, mpmath.mpf]) -> mpmath.mpf | None:
    """The real value, odd roots of negative numbers included."""
    with mpmath.workdps(_DIGITS + 10):
        try:
            return compile_formula(from_sympy(expression)).run(place, HIGH_PRECISION)
        except (NotRealError, UnreadableExpressionError):
            return None


def _join_signs(expression: Expr) -> Expr:
    """u·sign(u) as |u|, sign(u)/|u| as 1/u, and u·sign(u)² as u."""
    return expression.replace(lambda part: part.is_Mul and part.has(sign), _join_signs_of)


def _join_signs_of(product: Expr) -> Expr:
    """The product without the signs of its other factors.

    They show where u is 0: alone, sign(u)² is 0 there, and not 1.
    """
    for part in sorted(product.atoms(sign), key=str):
        exponent = product.as_powers_dict().get(part, Integer(0))
        if not exponent.is_Integer or exponent < 1:
            continue
        inside, rest = part.args[0], product / part**exponent
        joined = rest * (Abs(inside) / inside) ** (exponent % 2)
        if _bases(inside) <= _bases(rest) & _bases(joined):
            product = joined
    return product


def _bases(product: Expr) -> set[Expr]:
    """Of what a product has powers, in a modulus too."""
    factors = (base.args[0] if isinstance(base, Abs) else base for base in product.as_powers_dict())
    return {base for factor in factors for base in factor.as_powers_dict() if not base.is_number}


def _products(quotient: Expr) -> Iterator[Expr]:
    product = factor(quotient)
    yield product
    yield merge_factors(product)


def _shortest(expression: Expr, forms: Iterable[Expr]) -> Expr:
    """The shortest of all; they are not made where the expression is large."""
    shortest = Measured(expression)
    if shortest.operations > LARGEST_OPERATION_COUNT:
        return expression
    for form in forms:
        # The form that needs no step wins a tie.
        shortest = shorter_than(shortest, form) or shortest
    return shortest.form
