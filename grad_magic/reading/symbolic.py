"""A Formula into SymPy, and SymPy's own expressions into a Formula.

Every SymPy object here is made by calling its class with SymPy objects: no method is ever
handed a text that it would parse.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import sympy
from sympy import Expr, Integer, Pow, Rational

from grad_magic.errors import MeaninglessRequestError
from grad_magic.problem import Formula

# 10^1000 fills a screen; beyond it exact powers only cost time and memory.
MAX_POWER_DIGITS = 1_000


_NO_REAL_NUMBER = (sympy.nan, sympy.zoo, sympy.oo, -sympy.oo, sympy.I)


class PowerTooLargeError(ArithmeticError):
    """An exact power of numbers has too many digits to be written out."""


def power(base: Expr, exponent: Expr) -> Expr:
    """`base` to the power `exponent` over the real numbers.

    An odd root of a negative number is the real one, as calculus books mean x^(1/3); SymPy's
    own is complex.

    Raises:
        PowerTooLargeError: a number with more than `MAX_POWER_DIGITS` digits.
    """
    if isinstance(exponent, Rational) and base.is_number:
        _check_power_size(base, exponent)
        if exponent.q % 2 and not isinstance(exponent, Integer) and base.is_negative:
            return Integer(-1) ** exponent.p * Pow(-base, exponent)
    result = Pow(base, exponent)
    if isinstance(exponent, Rational) and exponent.q % 2:
        # SymPy takes the sign out of (-x^2)^(1/3) as its complex (-1)^(1/3).
        return result.xreplace({Pow(-1, exponent): Integer(-1) ** exponent.p})
    return result


def _check_power_size(base: Expr, exponent: Rational) -> None:
    if not isinstance(base, Rational):
        too_large = abs(exponent) > MAX_POWER_DIGITS
    else:
        digits = max(abs(base.p), base.q).bit_length() * abs(exponent) / 3
        too_large = abs(base) != 1 and digits > MAX_POWER_DIGITS
    if too_large:
        raise PowerTooLargeError(
            f"this power has more than {MAX_POWER_DIGITS} digits when written out"
        )


def _sigmoid(argument: Expr) -> Expr:
    return 1 / (1 + sympy.exp(-argument))


BUILDERS: Mapping[str, Callable[..., Expr]] = {
    "add": sympy.Add,
    "multiply": sympy.Mul,
    "negate": lambda operand: -operand,
    "reciprocal": lambda operand: 1 / operand,
    "power": power,
    "exp": sympy.exp,
    "log": sympy.log,
    "sqrt": sympy.sqrt,
    "cbrt": lambda operand: power(operand, Rational(1, 3)),
    "abs": sympy.Abs,
    "sin": sympy.sin,
    "cos": sympy.cos,
    "tan": sympy.tan,
    "cot": sympy.cot,
    "sec": sympy.sec,
    "csc": sympy.csc,
    "asin": sympy.asin,
    "acos": sympy.acos,
    "atan": sympy.atan,
    "sinh": sympy.sinh,
    "cosh": sympy.cosh,
    "tanh": sympy.tanh,
    "asinh": sympy.asinh,
    "acosh": sympy.acosh,
    "atanh": sympy.atanh,
    "erf": sympy.erf,
    "sigmoid": _sigmoid,
    # Not typed, but met in derivatives and in SymPy expressions handed in.
    "sign": sympy.sign,
    "coth": sympy.coth,
    "sech": sympy.sech,
    "csch": sympy.csch,
}

_OPERATION_OF_CLASS: Mapping[type, str] = {
    builder: operation for operation, builder in BUILDERS.items() if isinstance(builder, type)
}


def to_sympy(formula: Formula, source: str = "") -> Expr:
    """The formula as a SymPy expression, simplified as SymPy always does on building.

    Args:
        formula: what was typed.
        source: the request, for the error's place.

    Raises:
        MeaninglessRequestError: a power of numbers that is too large to write out, or a
            division of a number by zero.
    """
    if formula.value is not None:
        return formula.value
    operands = [to_sympy(operand, source) for operand in formula.operands]
    try:
        result = BUILDERS[formula.operation](*operands)
    except PowerTooLargeError as error:
        raise _misbuilt(str(error), formula, source) from None
    if result.has(*_NO_REAL_NUMBER):
        raise _misbuilt("this is no real number, whatever the variables", formula, source)
    return result


def _misbuilt(message: str, formula: Formula, source: str) -> MeaninglessRequestError:
    return MeaninglessRequestError(message, source=source, start=formula.start, end=formula.end)


class UnreadableExpressionError(Exception):
    """A SymPy expression holds something that no Formula can say."""


def from_sympy(expression: Expr) -> Formula:
    """The SymPy expression as a Formula without places.

    Raises:
        UnreadableExpressionError: it holds something outside `BUILDERS`; the message names it.
    """
    if expression.is_Symbol or expression.is_Rational or expression in (sympy.pi, sympy.E):
        operation = "name" if expression.is_Symbol else "number"
        return Formula(operation, value=expression)
    if isinstance(expression, Pow):
        if expression.exp == -1:
            return Formula("reciprocal", (from_sympy(expression.base),))
        return Formula("power", (from_sympy(expression.base), from_sympy(expression.exp)))
    named_operation = _OPERATION_OF_CLASS.get(expression.func)
    if named_operation is None:
        raise UnreadableExpressionError(str(expression))
    return Formula(named_operation, tuple(from_sympy(argument) for argument in expression.args))
