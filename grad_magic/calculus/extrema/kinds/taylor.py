"""Taylor polynomials of several variables, exact.

A formula is evaluated over truncated power series instead of numbers, which gives all its
derivatives at a point at once, without the long expressions of repeated differentiation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from sympy import Expr, Integer, Poly, Rational, Symbol, binomial, cos, factorial, log, sin

from grad_magic.calculus.derivatives import differentiate, evaluate_derivative
from grad_magic.calculus.domains import EXACT
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.extrema.kinds.jets import Jet, NoExpansionError, coordinate
from grad_magic.formula.arithmetic import Arithmetic
from grad_magic.formula.operations import RELATIONS
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import UnbuildableError, UnreadableExpressionError, from_sympy


def taylor(f: Expr, variables: Sequence[Symbol], point: Sequence[Expr], order: int) -> Jet:
    """The Taylor polynomial of f at P in the steps x - p, up to a total degree.

    Other symbols in f and P, positive ones, stand in its coefficients.

    Raises:
        NoExpansionError: f is not known to be analytic near P, or a coefficient is not settled.
    """
    dimension = len(variables)
    jets = {
        variable: coordinate(index, dimension, order, value)
        for index, (variable, value) in enumerate(zip(variables, point, strict=True))
    }
    zero = Jet({}, dimension, order)
    parameters = f.free_symbols - set(variables)
    jets |= {symbol: zero.number(symbol) for symbol in parameters}
    try:
        program = compile_formula(from_sympy(f))
        result: Jet = program.run(jets, _arithmetic(dimension, order))
    except (UnreadableExpressionError, UnbuildableError, ZeroDivisionError):
        raise NoExpansionError from None
    is_open = parameters or any(value.free_symbols for value in point)
    return result.shortened() if is_open else result.settled()


def polynomial_degree(f: Expr, variables: Sequence[Symbol]) -> int | None:
    """The total degree of a polynomial; None of any other function."""
    if not f.is_polynomial(*variables):
        return None
    return int(Poly(f, *variables).total_degree())


def _arithmetic(dimension: int, order: int) -> Arithmetic[Jet]:
    zero = Jet({}, dimension, order)
    return Arithmetic(zero.number, TAYLOR, _no_expansion)


def _no_expansion(*_: object) -> Jet:
    raise NoExpansionError


def _sum(*jets: Jet) -> Jet:
    result = jets[0]
    for jet in jets[1:]:
        result += jet
    return result


def _multiply(*jets: Jet) -> Jet:
    result = jets[0]
    for jet in jets[1:]:
        result *= jet
    return result


def _centre(jet: Jet, *signs: int) -> Expr:
    """The value at the centre, if its sign is one of these."""
    value = shorten_number(jet.constant)
    if sign_of(value) not in signs:
        raise NoExpansionError
    return value


def _power(jet: Jet, exponent: Expr, *signs: int) -> Jet:
    """By the binomial series around a centre that is not 0."""
    centre = _centre(jet, *signs)
    start = EXACT["odd_root_power" if len(signs) > 1 else "power"](centre, exponent)
    return jet.composed([start * binomial(exponent, k) / centre**k for k in range(jet.order + 1)])


def _whole_power(jet: Jet, exponent: Integer) -> Jet:
    if exponent < 0:
        return _power(jet, exponent, -1, 1)
    result, square, rest = jet.number(Integer(1)), jet, int(exponent)
    while rest:
        result = result * square if rest % 2 else result
        rest //= 2
        square = square * square if rest else square
    return result


def _general_power(base: Jet, exponent: Jet) -> Jet:
    if exponent.without_constant().terms:
        return _exponential(exponent * _logarithm(base))
    return _power(base, exponent.constant, 1)


def _exponential(jet: Jet) -> Jet:
    start = EXACT["exp"](shorten_number(jet.constant))
    return jet.composed([start / factorial(k) for k in range(jet.order + 1)])


def _logarithm(jet: Jet) -> Jet:
    centre = _centre(jet, 1)
    rest = [-((-1 / centre) ** k) / k for k in range(1, jet.order + 1)]
    return jet.composed([log(centre), *rest])


def _wave(jet: Jet, cycle: Sequence[Callable[[Expr], Expr]]) -> Jet:
    centre = shorten_number(jet.constant)
    values = [function(centre) for function in cycle]
    signed = [*values, -values[0], -values[1]]
    return jet.composed([signed[k % 4] / factorial(k) for k in range(jet.order + 1)])


def _magnitude(jet: Jet) -> Jet:
    sign = sign_of(_centre(jet, -1, 1))
    return jet.scaled(Integer(sign or 0))


def _compose(function: Callable[[Expr], Expr], jet: Jet) -> Jet:
    """Any other function of one variable, by its derivatives at the centre."""
    inner = Symbol("u", real=True)
    values = {inner: shorten_number(jet.constant)}
    derivative = function(inner)
    coefficients = []
    for degree in range(jet.order + 1):
        value = evaluate_derivative(derivative, values)
        if value is None:
            raise NoExpansionError
        coefficients.append(value / factorial(degree))
        derivative = differentiate(derivative, inner)
    return jet.composed(coefficients)


# Functions of one variable that are analytic inside their domain, where the derivatives by
# the rules fail at its border.
_ANALYTIC_FUNCTIONS = (
    *("tan", "cot", "sec", "csc", "asin", "acos", "atan"),
    *("sinh", "cosh", "tanh", "coth", "sech", "csch", "asinh", "acosh", "atanh"),
    *("erf", "gamma"),
)
# Functions with jumps and seams, and truth values; then functions that SymPy writes through
# others, as Γ(x + 1) for a factorial, and J and ψ, whose order is no jet.
WITHOUT_TAYLOR = (
    *("sign", "max", "min", "floor", "ceiling", "heaviside", "atan2"),
    *(*RELATIONS, "and", "or", "true"),
    *("sigmoid", "softplus", "beta", "factorial", "binomial", "besselj", "polygamma"),
)
TAYLOR: Mapping[str, Callable[..., Jet]] = {
    **dict.fromkeys(WITHOUT_TAYLOR, _no_expansion),
    **{name: partial(_compose, EXACT[name]) for name in _ANALYTIC_FUNCTIONS},
    "add": _sum,
    "multiply": _multiply,
    "negate": lambda jet: jet.scaled(Integer(-1)),
    "reciprocal": lambda jet: _whole_power(jet, Integer(-1)),
    "integer_power": _whole_power,
    "odd_root_power": lambda jet, exponent: _power(jet, exponent, -1, 1),
    "power": _general_power,
    "exp": _exponential,
    "log": _logarithm,
    "sqrt": lambda jet: _power(jet, Rational(1, 2), 1),
    "abs": _magnitude,
    "sin": lambda jet: _wave(jet, (sin, cos)),
    "cos": lambda jet: _wave(jet, (cos, lambda angle: -sin(angle))),
}
"""A row for each operation of a program; the exponent of a constant power is a number."""
