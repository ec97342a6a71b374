"""The functions of Python's math, of NumPy and of SymPy, by their names, as Formulas."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sympy import Expr, Integer, Rational, pi

from grad_magic.formula.sympy_forms import from_sympy
from grad_magic.formula.tree import Formula
from grad_magic.reading.vocabulary import MOST_COMPARED


def _constant_formula(number: int) -> Formula:
    return Formula("number", value=Integer(number))


_ONE, _TWO, _TEN = map(_constant_formula, (1, 2, 10))


def _joined(operation: str, operands: tuple[Formula, ...]) -> Formula:
    """A sum or product in one row: (a + b) + c as a + b + c."""
    first = operands[0]
    if first.operation == operation:
        operands = (*first.operands, *operands[1:])
    return Formula(operation, operands)


def _add(*terms: Formula) -> Formula:
    return _joined("add", terms) if len(terms) > 1 else terms[0]


def _subtract(left: Formula, right: Formula) -> Formula:
    return _joined("add", (left, Formula("negate", (right,))))


def _multiply(*factors: Formula) -> Formula:
    """The product without factors of 1, as the first powers in a loop are."""
    kept = tuple(factor for factor in factors if factor.value != 1) or factors[:1]
    return _joined("multiply", kept) if len(kept) > 1 else kept[0]


def _divide(left: Formula, right: Formula) -> Formula:
    if right.value == 1:
        return left
    return _joined("multiply", (left, Formula("reciprocal", (right,))))


def _power(base: Formula, exponent: Formula) -> Formula:
    """The power as Python computes it: 1 for x^0, also where x is 0.

    x^(1/3) of a negative number is no real number in Python, other than in calculus books:
    it is written with a logarithm, which has the same domain.
    """
    constant = exponent.value
    if constant in (0, 1):
        return base if constant == 1 else _ONE
    is_odd_root = isinstance(constant, Rational) and constant.q != 1 and constant.q % 2
    if not is_odd_root or base.operation == "number":
        return Formula("power", (base, exponent))
    return Formula("exp", (Formula("multiply", (exponent, Formula("log", (base,)))),))


def _log(argument: Formula, *base: Formula) -> Formula:
    logarithm = Formula("log", (argument,))
    return _divide(logarithm, Formula("log", base)) if base else logarithm


def _hypot(*legs: Formula) -> Formula:
    return Formula("sqrt", (_add(*(Formula("power", (leg, _TWO)) for leg in legs)),))


def _extreme(operation: str) -> Callable[..., Formula]:
    def build(*operands: Formula) -> Formula:
        if len(operands) > MOST_COMPARED:
            raise TypeError(f"{operation} of more than {MOST_COMPARED} numbers")
        return Formula(operation, operands) if len(operands) > 1 else operands[0]

    return build


def _clip(argument: Formula, least: Formula, most: Formula) -> Formula:
    return Formula("min", (Formula("max", (argument, least)), most))


def _exp(argument: Formula) -> Formula:
    return Formula("exp", (argument,))


def _in_degrees(factor: Expr) -> Callable[[Formula], Formula]:
    return lambda argument: _multiply(argument, from_sympy(factor))


def _operation(name: str) -> Callable[..., Formula]:
    return lambda operand: Formula(name, (operand,))


def _of_reciprocal(name: str) -> Callable[..., Formula]:
    return lambda operand: Formula(name, (Formula("reciprocal", (operand,)),))


_SAME_NAME = (
    "exp", "sqrt", "cbrt", "sign", "sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos",
    "atan", "sinh", "cosh", "tanh", "coth", "sech", "csch", "asinh", "acosh", "atanh", "floor",
    "ceiling", "erf", "gamma", "reciprocal",
)  # fmt: skip
_OTHER_NAMES = {
    "ceil": "ceiling",
    "absolute": "abs",
    "fabs": "abs",
    "Abs": "abs",
    "negative": "negate",
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
    "arcsinh": "asinh",
    "arccosh": "acosh",
    "arctanh": "atanh",
}

# By the names of Python's math, of NumPy and of SymPy.
KNOWN_FUNCTIONS: Mapping[str, Callable[..., Formula]] = {
    **{name: _operation(name) for name in _SAME_NAME},
    **{name: _operation(operation) for name, operation in _OTHER_NAMES.items()},
    # The inverses in which no two books differ, as they do in arccot and arcsec.
    "acoth": _of_reciprocal("atanh"),
    "asech": _of_reciprocal("acosh"),
    "acsch": _of_reciprocal("asinh"),
    "add": _add,
    "subtract": _subtract,
    "multiply": _multiply,
    "divide": _divide,
    "true_divide": _divide,
    **dict.fromkeys(("power", "pow", "float_power"), _power),
    "positive": lambda operand: operand,
    "square": lambda operand: Formula("power", (operand, _TWO)),
    **dict.fromkeys(("atan2", "arctan2"), lambda y, x: Formula("atan2", (y, x))),
    **dict.fromkeys(("max", "maximum", "fmax", "Max"), _extreme("max")),
    **dict.fromkeys(("min", "minimum", "fmin", "Min"), _extreme("min")),
    "clip": _clip,
    "hypot": _hypot,
    "exp2": lambda operand: Formula("power", (_TWO, operand)),
    "expm1": lambda operand: _subtract(_exp(operand), _ONE),
    "log": _log,
    "log2": lambda operand: _log(operand, _TWO),
    "log10": lambda operand: _log(operand, _TEN),
    "log1p": lambda operand: _log(_add(_ONE, operand)),
    "logaddexp": lambda a, b: _log(_add(_exp(a), _exp(b))),
    **dict.fromkeys(("radians", "deg2rad"), _in_degrees(pi / 180)),
    **dict.fromkeys(("degrees", "rad2deg"), _in_degrees(180 / pi)),
}
