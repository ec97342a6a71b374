"""Identities of functions that hold over the real numbers wherever both sides are defined.

Each rewriting takes an expression and gives an equal one, not always a shorter one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import combinations, starmap
from operator import mul
from typing import TypeAlias

from sympy import (
    Add,
    Expr,
    Integer,
    Pow,
    Rational,
    asinh,
    atan,
    cos,
    cosh,
    cot,
    coth,
    csc,
    csch,
    erf,
    exp,
    log,
    powsimp,
    sec,
    sech,
    sin,
    sinh,
    tan,
    tanh,
)
from sympy.simplify.fu import TR8, TR10i

from grad_magic.calculus.exact.function_polynomials import (
    FunctionPolynomial,
    is_multiplied_out,
    read_polynomial,
)
from grad_magic.calculus.exact.lengths import count_operations

Rewriting = Callable[[Expr], Expr]
Squares = Mapping[type, Callable[[Expr], Expr]]

# Measured: SymPy factors this many terms in about ten milliseconds; more may take seconds.
MOST_TERMS = 40
# Powers of a sine or cosine up to this one are rewritten through its square.
_LARGEST_SQUARED = 6
# Measured: TR8 and TR10i compare all pairs, and this size keeps them to some milliseconds.
_LARGEST_CIRCULAR = 30
_MOST_CIRCULAR = 6
# tanh of a larger number differs from 1 after more than 8000 digits.
_LARGEST_HYPERBOLIC = 10_000

# What the square of one function is in terms of that of another.
SQUARES: tuple[Squares, ...] = (
    {sin: lambda u: 1 - cos(u) ** 2},
    {cos: lambda u: 1 - sin(u) ** 2},
    {
        tan: lambda u: sec(u) ** 2 - 1,
        cot: lambda u: csc(u) ** 2 - 1,
        tanh: lambda u: 1 - sech(u) ** 2,
        coth: lambda u: 1 + csch(u) ** 2,
    },
    {cosh: lambda u: 1 + sinh(u) ** 2},
    {sinh: lambda u: cosh(u) ** 2 - 1},
)
_QUOTIENTS: Mapping[type, tuple[Rewriting, Rewriting]] = {sin: (cos, tan), sinh: (cosh, tanh)}
_RECIPROCALS: Mapping[type, Rewriting] = {sec: cos, csc: sin, sech: cosh, csch: sinh}

# What is 0 where its argument is, and has its sign.
WITH_SIGN_OF_ARGUMENT = (sinh, tanh, asinh, atan, erf)

# Each quotient of sines and cosines as such.
IN_SINES: Mapping[type[Expr], Rewriting] = {
    tan: lambda u: sin(u) / cos(u),
    cot: lambda u: cos(u) / sin(u),
    sec: lambda u: 1 / cos(u),
    csc: lambda u: 1 / sin(u),
    tanh: lambda u: sinh(u) / cosh(u),
    coth: lambda u: cosh(u) / sinh(u),
    sech: lambda u: 1 / cosh(u),
    csch: lambda u: 1 / sinh(u),
}


def replace_squares(expression: Expr, squares: Squares, longest: int | None = None) -> Expr:
    """The expression with even powers of one function by those of another, multiplied out.

    Args:
        expression: any.
        squares: which, and by what.
        longest: the operations of the longest sum that is wanted; it stays as it is for another.

    >>> from sympy.abc import x
    >>> replace_squares(1 + tan(x)**2, SQUARES[2])
    sec(x)**2
    """
    powers = {
        power: squares[type(power.base)](power.base.args[0]) ** (power.exp // 2)
        for power in _even_powers(expression)
        if type(power.base) in squares
    }
    if not powers:
        return expression
    replaced = expression.xreplace(powers)
    polynomial = _multiplied_out(replaced)
    if polynomial is None:
        return multiply_out(replaced)
    is_wanted = longest is None or polynomial.fewest_operations <= longest
    return polynomial.as_expr() if is_wanted else expression


@lru_cache(maxsize=64)
def _even_powers(expression: Expr) -> tuple[Pow, ...]:
    """Those in which a square can be replaced; they are asked for of each kind of function."""
    return tuple(power for power in expression.atoms(Pow) if _is_even(power.exp))


def replace_squares_in(
    polynomial: FunctionPolynomial, squares: Squares
) -> FunctionPolynomial | None:
    """The same of a sum of products of functions; None if there are no such powers."""

    def rewrite(kernel: Expr, power: int) -> Expr | None:
        if type(kernel) not in squares or not _is_even(power):
            return None
        return squares[type(kernel)](kernel.args[0]) ** (power // 2)

    return polynomial.replaced(rewrite)


def _is_even(exponent: Expr | int) -> bool:
    return exponent in range(2, _LARGEST_SQUARED + 1, 2)


def multiply_out(expression: Expr) -> Expr:
    """Products and whole powers of sums as sums, unless they have many terms."""
    if count_terms(expression) > MOST_TERMS or _is_almost_cancelled(expression):
        return expression
    polynomial = read_polynomial(expression)
    if polynomial is not None:
        return expression if is_multiplied_out(expression) else polynomial.as_expr()
    return expression.expand(power_base=False, power_exp=False, log=False)


def expand_number(number: Expr, longest: int) -> Expr:
    """SymPy's `expand`; a sum of functions of more operations stays as it is."""
    polynomial = _multiplied_out(number)
    if polynomial is None or any(isinstance(kernel, log) for kernel in polynomial.kernels):
        return number.expand()
    return polynomial.as_expr() if polynomial.fewest_operations <= longest else number


def _multiplied_out(expression: Expr) -> FunctionPolynomial | None:
    return None if count_terms(expression) > MOST_TERMS else read_polynomial(expression)


def _is_almost_cancelled(expression: Expr) -> bool:
    """Whether there is a number like tanh(200000), which is 1 but for 10^-173717.

    As a product with a factor 1 - tanh(200000) is multiplied out, SymPy 1.12 asks for the
    factor's sign by its digits, which takes minutes.
    """
    functions = expression.atoms(tanh, coth)
    return any(
        isinstance(argument, Rational) and abs(argument) > _LARGEST_HYPERBOLIC
        for argument in (function.args[0] for function in functions)
    )


def count_terms(expression: Expr) -> int:
    """How many terms it has at most when multiplied out."""
    if expression.is_Add:
        return sum(map(count_terms, expression.args))
    if expression.is_Mul:
        return math.prod(map(count_terms, expression.args))
    if isinstance(expression, Pow) and isinstance(expression.exp, Integer):
        terms, times = count_terms(expression.base), abs(int(expression.exp))
        return 1 if terms == 1 else math.comb(terms + min(times, 10**3) - 1, terms - 1)
    return 1


def join_angles(expression: Expr) -> Expr:
    """Sums of products of sines and cosines by the addition theorems."""
    # TR10i compares all pairs of terms, most of which can be seen not to join.
    may_join = any(
        _may_join(first, second)
        for part in expression.atoms(Add)
        for first, second in combinations(part.args, 2)
    )
    return TR10i(expression) if may_join and _has_circular_sum(expression) else expression


def _may_join(first: Expr, second: Expr) -> bool:
    """Whether, without what both have, they hold functions of the same angles alike often.

    With √3 in one of them the other may have 3 times its factor: √3 sin x + 3 cos x.
    """
    powers = [dict(term.as_powers_dict()) for term in (first, second)]
    angles = [
        {
            part.args[0]
            for part, times in own.items()
            if _is_circular(part) and times != other.get(part)
        }
        for own, other in (powers, powers[::-1])
    ]
    ratio = abs(first.as_coeff_Mul()[0] / second.as_coeff_Mul()[0])
    return bool(angles[0]) and angles[0] == angles[1] and ratio in _RATIOS_THAT_JOIN


_RATIOS_THAT_JOIN = (1, 3, Rational(1, 3))


def _is_circular(part: Expr) -> bool:
    return isinstance(part, (sin, cos))


def double_angles(expression: Expr) -> Expr:
    """Sums of products of sines and cosines as sums, as cos² - sin² is cos of the double angle.

    A single product stays: books write 2 sin x cos x.
    """
    if not _has_circular_sum(expression):
        return expression
    polynomial = _multiplied_out(expression)
    if polynomial is None:
        polynomial = read_polynomial(multiply_out(expression), of_any_argument=True)
    if polynomial is None or not all(map(_is_circular, polynomial.kernels)):
        opened = multiply_out(expression)
        return TR8(opened) if opened.is_Add else expression
    if len(polynomial.terms) < 2:
        return expression
    waves = _waves(polynomial)
    # Of so many functions the sum is longer than a reader would have it.
    most = count_operations(expression) // 2 + 1
    are_distinct = all(isinstance(angle, (int, Fraction)) for _, angle in waves)
    if are_distinct and len(waves) > most:
        return expression
    harmonics = _evaluated(waves)
    return expression if len(harmonics) > most else Add(*starmap(mul, harmonics.items()))


_Angle: TypeAlias = "int | Fraction | Expr"
_Wave: TypeAlias = "tuple[Callable[..., Expr], _Angle]"
"""The function, sin or cos, and its angle; 1 is the cosine of 0."""
_Waves: TypeAlias = "Mapping[_Wave, int | Fraction]"


def _waves(polynomial: FunctionPolynomial) -> _Waves:
    """What TR8 makes of a polynomial in sines and cosines, each wave with its factor.

    It takes a fraction of the time, as no function is made on the way.
    """
    waves: dict[_Wave, int | Fraction] = {}
    functions = [(type(kernel), _angle(kernel.args[0])) for kernel in polynomial.kernels]
    for powers, number in polynomial.terms.items():
        sums: _Waves = {(cos, 0): number}
        for function, times in zip(functions, powers, strict=True):
            for _ in range(times):
                sums = _multiplied(sums, *function)
        halves = 2 ** sum(powers)
        for wave, factor in sums.items():
            waves[wave] = waves.get(wave, 0) + Fraction(factor) / halves
    return {wave: factor for wave, factor in waves.items() if factor}


def _angle(angle: Expr) -> _Angle:
    """Numbers as Python's own, with which it computes in a fraction of the time."""
    return Fraction(angle.p, angle.q) if isinstance(angle, Rational) else angle


def _multiplied(sums: _Waves, kind: Callable[..., Expr], b: _Angle) -> _Waves:
    """Twice each wave times a function by the formulas for products, as sin a cos b."""
    product: dict[_Wave, int | Fraction] = {}
    for (own, a), factor in sums.items():
        if kind is cos:
            terms = ((own, a + b, 1), (own, a - b, 1))
        elif own is cos:
            terms = ((sin, b + a, 1), (sin, b - a, 1))
        else:
            terms = ((cos, a - b, 1), (cos, a + b, -1))
        for joined, angle, sign in terms:
            is_negative = _is_negative(angle)
            side = -sign if is_negative and joined is sin else sign
            wave = (joined, -angle if is_negative else angle)
            if wave != (sin, 0):
                product[wave] = product.get(wave, 0) + factor * side
    return product


def _is_negative(angle: _Angle) -> bool:
    if isinstance(angle, (int, Fraction)):
        return angle < 0
    return bool(angle.could_extract_minus_sign())


def _evaluated(waves: _Waves) -> dict[Expr, Expr]:
    """The values of the waves with their factors: that of cos(π/3) is a half of 1."""
    harmonics: dict[Expr, Expr] = {}
    for (kind, angle), factor in waves.items():
        # Of a fraction that is not 0 no sine is known; that it is none takes SymPy long to find.
        is_fraction = isinstance(angle, (int, Fraction)) and angle != 0
        times, plain = kind(_as_expr(angle), evaluate=not is_fraction).as_coeff_Mul()
        harmonics[plain] = harmonics.get(plain, Integer(0)) + _as_expr(factor) * times
    return {part: factor for part, factor in harmonics.items() if factor != 0}


def _as_expr(value: _Angle) -> Expr:
    if isinstance(value, (int, Fraction)):
        return Rational(value.numerator, value.denominator)
    return value


def _has_circular_sum(expression: Expr) -> bool:
    """Whether there are sines and cosines in a sum to join, and not too many."""
    if not 1 < len(expression.atoms(sin, cos)) <= _MOST_CIRCULAR:
        return False
    sums = expression.atoms(Add)
    if not any(sum(term.has(sin, cos) for term in part.args) > 1 for part in sums):
        return False
    is_short = count_operations(expression) <= _LARGEST_CIRCULAR
    return is_short and count_terms(expression) <= MOST_TERMS // 2


def join_tangents(expression: Expr) -> Expr:
    """sin u/cos u as tan u, sinh u/cosh u as tanh u, and 1/sec u as cos u."""
    if not any(power.exp.is_extended_negative for power in expression.atoms(Pow)):
        return expression
    return expression.replace(lambda part: part.is_Mul, _joined_quotients).replace(
        lambda part: isinstance(part, Pow) and type(part.base) in _RECIPROCALS and part.exp == -1,
        lambda part: _RECIPROCALS[type(part.base)](part.base.args[0]),
    )


def _joined_quotients(product: Expr) -> Expr:
    powers = product.as_powers_dict()
    for base, exponent in tuple(powers.items()):
        if type(base) not in _QUOTIENTS:
            continue
        below, quotient = _QUOTIENTS[type(base)]
        argument = base.args[0]
        if exponent.is_Integer and powers.get(below(argument)) == -exponent:
            product *= (quotient(argument) * below(argument) / base) ** exponent
    return product


def join_powers(expression: Expr) -> Expr:
    """Products of powers as one power, where that holds for all real numbers."""
    powers = expression.atoms(Pow, exp)
    return powsimp(expression) if len(powers) > 1 else expression
