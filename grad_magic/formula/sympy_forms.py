"""A Formula into SymPy, and SymPy's own expressions into a Formula.

Every SymPy object here is made by calling its class with SymPy objects: no method is ever
handed a text that it would parse.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import Any

import sympy
from sympy import Abs, Add, Expr, ImmutableMatrix, Integer, Mul, Pow, Rational, Symbol
from sympy.core.relational import Relational

from grad_magic.errors import MeaninglessRequestError
from grad_magic.formula.real_roots import RealRoots, is_odd_root
from grad_magic.formula.tree import Formula, product_of
from grad_magic.wording.messages import Message, Told

# 10^1000 fills a screen; beyond it exact powers only cost time and memory.
MAX_POWER_DIGITS = 1_000
# 450! has 1001 digits.
MAX_FACTORIAL = 450
# e^20000 has 8686 digits; SymPy's own questions about larger ones take seconds.
MAX_EXPONENTIAL = 2_000_000
MAX_BINOMIAL = 1_000
MAX_BESSEL_ORDER = 100
# Each derivative has Bessel functions of the neighbouring orders.
_MOST_DERIVATIVES = 20

_SAFE_NAME = re.compile(r"[A-Za-z]+\d*(_[A-Za-z0-9]+)*")

_NO_REAL_NUMBER = (sympy.nan, sympy.zoo, sympy.oo, -sympy.oo, sympy.I)


class UnbuildableError(ArithmeticError):
    """An operation on exact numbers is out of reach, or has no meaning.

    Attributes:
        said: why.
    """

    def __init__(self, said: Message) -> None:
        super().__init__(str(said))
        self.said = said


def power(base: Expr, exponent: Expr) -> Expr:
    """`base` to the power `exponent` over the real numbers.

    An odd root of a negative number is the real one, as calculus books mean x^(1/3); SymPy's
    own is complex.

    Raises:
        UnbuildableError: a number with more than `MAX_POWER_DIGITS` digits, or a variable
            power of a number that has no real powers.
    """
    if base.is_number and not exponent.is_number and not base.is_positive:
        raise UnbuildableError(Message("the_powers_of_are_not_real_for_every_exponent", base=base))
    if base == sympy.E and exponent.is_number:
        return _bounded(sympy.exp, exponent)
    if base.is_number and isinstance(exponent, Rational):
        _check_power_size(base, exponent)
        if is_odd_root(exponent) and base.is_negative:
            return Integer(-1) ** exponent.p * Pow(-base, exponent)
    if not isinstance(exponent, Integer):
        base = base.replace(_is_even_power_of_odd_root, lambda part: Pow(Abs(part.base), part.exp))
    if base.is_number and exponent.is_number and not isinstance(exponent, Rational):
        size = exponent.evalf(5) * sympy.log(Abs(base.evalf(5)) + 1)
        if not abs(size) <= MAX_EXPONENTIAL:
            raise UnbuildableError(
                Message("this_power_is_larger_than", max_exponential=MAX_EXPONENTIAL)
            )
    result = Pow(base, exponent)
    if is_odd_root(exponent):
        # SymPy takes the sign out of (-x^2)^(1/3) as its complex (-1)^(1/3).
        return result.xreplace({Pow(-1, exponent): Integer(-1) ** exponent.p})
    return result


def _is_even_power_of_odd_root(part: Expr) -> bool:
    """Whether this is like x^(2/3), which is |x|^(2/3).

    Under a further root SymPy would make x^(1/3) of it, which is negative where x is.
    """
    return part.is_Pow and is_odd_root(part.exp) and part.exp.p % 2 == 0


def _check_power_size(base: Expr, exponent: Rational) -> None:
    if not isinstance(base, Rational):
        too_large = abs(exponent) > MAX_POWER_DIGITS
    else:
        digits = max(abs(base.p), base.q).bit_length() * abs(exponent) / 3
        too_large = abs(base) != 1 and digits > MAX_POWER_DIGITS
    if too_large:
        raise UnbuildableError(
            Message("this_power_has_more_than_digits", max_power_digits=MAX_POWER_DIGITS)
        )


def _bounded(function: Callable[[Expr], Expr], argument: Expr) -> Expr:
    """exp and its like of a number that is not too large to be computed with."""
    if argument.is_number and abs(argument.evalf(5)) > MAX_EXPONENTIAL:
        raise UnbuildableError(Message("exp_is_computed_up_to", max_exponential=MAX_EXPONENTIAL))
    return function(argument)


def _whole(function: Callable[[Expr], Expr], argument: Expr) -> Expr:
    """floor and ceiling of a number that can be written out."""
    if argument.is_number and not abs(argument.evalf(5)) < sympy.Float(10) ** MAX_POWER_DIGITS:
        raise UnbuildableError(
            Message("its_whole_part_has_more_than_digits", max_power_digits=MAX_POWER_DIGITS)
        )
    return function(argument)


def _of_real(function: Callable[[Expr], Expr], argument: Expr) -> Expr:
    """Of an argument with odd roots, for which SymPy would look at complex ones: |e^(x^(7/3))|."""
    roots = RealRoots()
    return roots.show(function(roots.hide(argument)))


def _of_comparable(function: Callable[..., Expr], operands: Sequence[Expr]) -> Expr:
    try:
        return function(*operands)
    except ValueError:
        # ∛u of what is known to be negative is complex for SymPy.
        raise UnbuildableError(Message("odd_roots_of_negative_numbers_are_not_compared")) from None


def _gamma(argument: Expr) -> Expr:
    if isinstance(argument, Rational) and abs(argument) > MAX_FACTORIAL:
        raise UnbuildableError(Message("gamma_is_computed_up_to", max_factorial=MAX_FACTORIAL))
    return sympy.gamma(argument)


def _factorial(argument: Expr) -> Expr:
    if argument.is_number and not (argument.is_Integer and 0 <= argument <= MAX_FACTORIAL):
        raise UnbuildableError(
            Message("a_factorial_is_taken_of_whole_numbers_from_to", max_factorial=MAX_FACTORIAL)
        )
    return _gamma(argument + 1)


def _binomial(upper: Expr, lower: Expr) -> Expr:
    if not all(n.is_Integer and 0 <= n <= MAX_BINOMIAL for n in (upper, lower)):
        raise UnbuildableError(
            Message("binomial_takes_whole_numbers_from_to", max_binomial=MAX_BINOMIAL)
        )
    return sympy.binomial(upper, lower)


def _beta(first: Expr, second: Expr) -> Expr:
    return _gamma(first) * _gamma(second) / _gamma(first + second)


def _bessel(order: Expr, argument: Expr) -> Expr:
    if not (order.is_Integer and abs(order) <= MAX_BESSEL_ORDER + _MOST_DERIVATIVES):
        raise UnbuildableError(_of_bessel_order())
    return sympy.besselj(order, argument)


def _of_bessel_order() -> Message:
    return Message("besselj_takes_a_whole_order_up_to", max_bessel_order=MAX_BESSEL_ORDER)


def _sum_of_exponentials(operands: Sequence[Expr]) -> Expr:
    return Add(*(_bounded(sympy.exp, operand) for operand in operands))


def _heaviside(argument: Expr) -> Expr:
    return sympy.Heaviside(argument)


def _piecewise(*pieces: Any) -> Expr:
    pairs = list(zip(pieces[::2], pieces[1::2], strict=True))
    return sympy.Piecewise(*pairs)


def sides(difference: Expr) -> tuple[Expr, Expr]:
    """A difference that is compared with 0 as two sides without minus signs: x - y as x, y."""
    terms = sympy.Add.make_args(difference)
    right = [term for term in terms if term.could_extract_minus_sign()]
    if len(right) == len(terms):
        return difference, Integer(0)
    left = [term for term in terms if term not in right]
    return sympy.Add(*left), -sympy.Add(*right)


def without_minus_signs(relation: Relational) -> Relational:
    """A relation between two sides without minus signs, the number on the right.

    >>> from sympy.abc import x, y
    >>> without_minus_signs(1 - x**2 - y**2 < 0)
    x**2 + y**2 > 1
    """
    left, right = sides(relation.lhs - relation.rhs)
    if right == 0 and left.could_extract_minus_sign():
        left, right = right, -left
    told = relation.func(left, right)
    is_turned = left.is_number and isinstance(told, Relational)
    return told.reversed if is_turned else told


BUILDERS: Mapping[str, Callable[..., Any]] = {
    "add": sympy.Add,
    "multiply": sympy.Mul,
    "negate": lambda operand: -operand,
    "reciprocal": lambda operand: 1 / operand,
    "power": power,
    "exp": lambda operand: _bounded(sympy.exp, operand),
    "log": sympy.log,
    "sqrt": lambda operand: power(operand, Rational(1, 2)),
    "cbrt": lambda operand: power(operand, Rational(1, 3)),
    "abs": lambda operand: _of_real(sympy.Abs, operand),
    "sign": lambda operand: _of_real(sympy.sign, operand),
    "sin": sympy.sin,
    "cos": sympy.cos,
    "tan": sympy.tan,
    "cot": sympy.cot,
    "sec": sympy.sec,
    "csc": sympy.csc,
    "asin": sympy.asin,
    "acos": sympy.acos,
    "atan": sympy.atan,
    "sinh": lambda operand: _bounded(sympy.sinh, operand),
    "cosh": lambda operand: _bounded(sympy.cosh, operand),
    "tanh": sympy.tanh,
    "coth": sympy.coth,
    "sech": sympy.sech,
    "csch": sympy.csch,
    "asinh": sympy.asinh,
    "acosh": sympy.acosh,
    "atanh": sympy.atanh,
    "atan2": sympy.atan2,
    "max": lambda *operands: _of_comparable(sympy.Max, operands),
    "min": lambda *operands: _of_comparable(sympy.Min, operands),
    "floor": lambda operand: _whole(sympy.floor, operand),
    "ceiling": lambda operand: _whole(sympy.ceiling, operand),
    "heaviside": _heaviside,
    "erf": sympy.erf,
    "gamma": _gamma,
    "beta": _beta,
    "factorial": _factorial,
    "binomial": _binomial,
    "besselj": _bessel,
    "sigmoid": lambda operand: 1 / (1 + _bounded(sympy.exp, -operand)),
    "softplus": lambda operand: sympy.log(1 + _bounded(sympy.exp, operand)),
    "logsumexp": lambda *operands: sympy.log(_sum_of_exponentials(operands)),
    "softmax_entry": lambda index, *operands: (
        _bounded(sympy.exp, operands[index - 1]) / _sum_of_exponentials(operands)
    ),
    # Not typed, but met in derivatives: of gamma.
    "polygamma": sympy.polygamma,
    # Of conditions: each relation is about a difference and 0.
    "piecewise": _piecewise,
    "less": lambda difference: sympy.StrictLessThan(*sides(difference)),
    "less_equal": lambda difference: sympy.LessThan(*sides(difference)),
    "greater": lambda difference: sympy.StrictGreaterThan(*sides(difference)),
    "greater_equal": lambda difference: sympy.GreaterThan(*sides(difference)),
    "equal": lambda difference: sympy.Eq(*sides(difference)),
    "unequal": lambda difference: sympy.Ne(*sides(difference)),
    "and": sympy.And,
    "or": sympy.Or,
    "true": lambda: sympy.true,
}

_OPERATION_OF_CLASS: Mapping[type, str] = {
    builder: operation for operation, builder in BUILDERS.items() if isinstance(builder, type)
} | {
    sympy.Abs: "abs",
    sympy.sign: "sign",
    sympy.Max: "max",
    sympy.Min: "min",
    sympy.exp: "exp",
    sympy.sinh: "sinh",
    sympy.cosh: "cosh",
    sympy.floor: "floor",
    sympy.ceiling: "ceiling",
    sympy.gamma: "gamma",
    sympy.besselj: "besselj",
    sympy.polygamma: "polygamma",
}
_OPERATION_OF_RELATION: Mapping[type, str] = {
    sympy.StrictLessThan: "less",
    sympy.LessThan: "less_equal",
    sympy.StrictGreaterThan: "greater",
    sympy.GreaterThan: "greater_equal",
    sympy.Eq: "equal",
    sympy.Ne: "unequal",
}


def to_sympy(formula: Formula, source: str = "") -> Expr:
    """The formula as a SymPy expression, simplified as SymPy always does on building.

    A vector is an m×1 matrix.

    Args:
        formula: what was typed.
        source: the request, for the error's place.

    Raises:
        MeaninglessRequestError: a number that is too large to write out, or that does not
            exist, as in a division of a number by zero.
    """
    if formula.value is not None:
        return formula.value
    operands = [to_sympy(operand, source) for operand in formula.operands]
    if formula.operation == "vector":
        return ImmutableMatrix(len(operands), 1, operands)
    try:
        result = BUILDERS[formula.operation](*operands)
    except UnbuildableError as error:
        raise _misbuilt(error.said, formula, source) from None
    except ZeroDivisionError as error:
        raise _misbuilt(str(error), formula, source) from None
    except (ValueError, TypeError) as error:
        if is_failed_factoring(error):
            raise _misbuilt(Message("the_root_of_a_number_this_long"), formula, source) from None
        # SymPy compares only what it knows to be real.
        raise _misbuilt(Message("a_part_of_this_is_nowhere_real"), formula, source) from None
    if source and formula.operation == "besselj" and abs(operands[0]) > MAX_BESSEL_ORDER:
        raise _misbuilt(_of_bessel_order(), formula, source)
    if isinstance(result, sympy.Piecewise):
        result = _without_unreal_cases(result)
    if result.has(*_NO_REAL_NUMBER) or (result.is_number and not is_real_number(result)):
        raise _misbuilt(
            Message(
                "this_is_real_where_a_part_is_zero" if formula.names else "this_is_no_real_number"
            ),
            formula,
            source,
        )
    return result


def is_failed_factoring(error: Exception) -> bool:
    """Whether SymPy failed at the factors of a whole number, whose root it wanted to shorten.

    SymPy 1.14 stumbles over numbers such as 4·10¹⁴⁰ + 1, whose two near factors have only large
    ones themselves: it keeps them as prime, and then finds that they are not.
    """
    return isinstance(error, ValueError) and "is not a prime factor of" in str(error)


def is_real_number(number: Any) -> bool:
    """Whether an exact number is real; its digits decide where SymPy cannot tell.

    What holds real symbols counts as real unless SymPy knows that it never is.
    """
    if number.is_real is not None or not isinstance(number, Expr) or number.free_symbols:
        return number.is_real is not False
    _, imaginary = number.evalf(30).as_real_imag()
    return bool(abs(imaginary) < Rational(1, 10**20))


def has_unreal_part(expression: Expr) -> bool:
    """Whether a number in it does not exist, or is not real: 1/0, √(-1), asin(2).

    Nor are 0^y and (-2)^y functions of y whose values are real around each of its points.
    """
    if expression.has(*_NO_REAL_NUMBER):
        return True
    if any(map(_is_unreal_power, expression.atoms(Pow))):
        return True
    numbers = (part for part in expression.atoms(Pow, sympy.Function) if part.is_number)
    return not all(map(is_real_number, numbers))


def _is_unreal_power(part: Expr) -> bool:
    """Whether this has a name in its exponent, and below it a number with no such powers."""
    return part.base.is_number and not part.exp.is_number and not part.base.is_positive


def _without_unreal_cases(cases: sympy.Piecewise) -> Expr:
    """The cases in which there is a number, as of 1/max(x, 0) that of x > 0."""
    if not any(has_unreal_part(value) for value, _ in cases.args):
        return cases
    kept: list[tuple[Expr, Any]] = []
    earlier: Any = sympy.false
    for value, condition in cases.args:
        if not has_unreal_part(value):
            kept.append((value, sympy.And(condition, sympy.Not(earlier))))
        earlier = sympy.Or(earlier, condition)
    return sympy.Piecewise(*kept) if kept else cases


def real_symbols(expression: Expr) -> Expr:
    """The expression with a real symbol for every free symbol.

    Raises:
        UnreadableExpressionError: a symbol whose name could not be typed.
    """
    for symbol in expression.free_symbols:
        if not isinstance(symbol, Symbol) or not _SAFE_NAME.fullmatch(symbol.name):
            raise UnreadableExpressionError(Message("a_symbol_named", symbol=symbol))
    return expression.xreplace(
        {symbol: Symbol(symbol.name, real=True) for symbol in expression.free_symbols}
    )


def _misbuilt(message: Told, formula: Formula, source: str) -> MeaninglessRequestError:
    return MeaninglessRequestError(message, source=source, start=formula.start, end=formula.end)


class UnreadableExpressionError(Exception):
    """A SymPy expression holds something that no Formula can say.

    Attributes:
        said: what it is.
    """

    def __init__(self, said: Told) -> None:
        super().__init__(str(said))
        self.said = said


def from_sympy(expression: Expr) -> Formula:
    """The SymPy expression as a Formula without places.

    Raises:
        UnreadableExpressionError: it holds something outside `BUILDERS`; the message names it.
    """
    if expression.is_Symbol or expression.is_Rational or expression in (sympy.pi, sympy.E):
        return Formula("name" if expression.is_Symbol else "number", value=expression)
    if expression.is_Float:
        return Formula("number", value=Rational(str(expression)))
    if isinstance(expression, sympy.Piecewise):
        return _from_piecewise(expression)
    return _from_operation(expression)


def _from_operation(expression: Expr) -> Formula:
    operation, arguments = _OPERATION_OF_CLASS.get(expression.func), expression.args
    if isinstance(expression, Pow):
        operation = "reciprocal" if expression.exp == -1 else "power"
        arguments = arguments[:1] if expression.exp == -1 else arguments
    if isinstance(expression, sympy.Heaviside):
        # The second argument is the value at 0, which is never asked for.
        operation, arguments = "heaviside", arguments[:1]
    if operation is None:
        raise UnreadableExpressionError(str(expression))
    return Formula(operation, tuple(from_sympy(argument) for argument in arguments))


def has_letters_below_only(total: Expr) -> bool:
    """Whether it is like 2/a² + 2/b², whose terms SymPy turns round; also of numbers."""
    return all(sympy.fraction(term)[0].is_number for term in Add.make_args(total))


@lru_cache(maxsize=512)
def in_book_order(total: Add) -> tuple[Expr, ...]:
    """The terms of a sum as a person has them: 2 + √3 and -1 - √10, but √10 - 1.

    Of a number the rational part comes first, and of every sum a positive term if there is one.
    SymPy orders the terms of a number by their digits, which takes longer than to print them; and
    each is printed in several notations.
    """
    ordered = total.as_ordered_terms()
    if has_letters_below_only(total):
        ordered.sort(key=lambda term: sorted(map(str, term.free_symbols)))
    if all(term.is_number for term in ordered):
        ordered.sort(key=lambda term: term.class_key() != Rational.class_key())
    first = next((term for term in ordered if not term.could_extract_minus_sign()), ordered[0])
    return (first, *(term for term in ordered if term is not first))


def over_one_stroke(total: Expr) -> tuple[Expr, Integer] | None:
    """1 - √3 and 2 of the number 1/2 - √3/2, whose terms have one denominator; None of others.

    Of 2/5 - 3√3/10 too, where one denominator does for all.

    >>> over_one_stroke(sympy.Rational(1, 2) - sympy.sqrt(3) / 2)
    (1 - sqrt(3), 2)
    """
    if not (isinstance(total, Add) and total.is_number):
        return None
    below = {term.as_coeff_Mul()[0].q for term in total.args if term.as_coeff_Mul()[0].is_Rational}
    if 1 in below or any(max(below) % one for one in below):
        return None
    number = Integer(max(below))
    above = Add(*(number * term for term in total.args))
    is_whole = all(term.as_numer_denom()[1] == 1 for term in above.args)
    return (above, number) if isinstance(above, Add) and is_whole else None


def in_reading_order(expression: Expr) -> Formula:
    """The same with terms, factors and fractions in the order in which SymPy prints them.

    Raises:
        UnreadableExpressionError: as `from_sympy`.
    """
    if isinstance(expression, Add):
        return _sum_in_reading_order(expression)
    if isinstance(expression, (Mul, Pow)):
        return _quotient_in_reading_order(expression)
    if expression.is_NumberSymbol:
        # Also Euler's constant, which no request can hold.
        return Formula("number", value=expression)
    formula = from_sympy(expression)
    if isinstance(expression, sympy.Piecewise):
        values = tuple(in_reading_order(value) for value, _ in expression.args)
        operands = zip(values, formula.operands[1::2], strict=True)
        return replace(formula, operands=tuple(chain.from_iterable(operands)))
    if not formula.operands:
        return formula
    arguments = expression.args[: len(formula.operands)]
    return replace(formula, operands=tuple(map(in_reading_order, arguments)))


def _sum_in_reading_order(expression: Add) -> Formula:
    """A sum, or the quotient that a number is."""
    quotient = over_one_stroke(expression)
    if quotient is None:
        return Formula("add", tuple(map(in_reading_order, in_book_order(expression))))
    above, below = map(in_reading_order, quotient)
    return Formula("multiply", (above, Formula("reciprocal", (below,))))


def _quotient_in_reading_order(expression: Expr) -> Formula:
    """A product or a power, with what has a negative exponent below a stroke."""
    if expression.is_Mul and expression.could_extract_minus_sign():
        return Formula("negate", (in_reading_order(-expression),))
    above: list[Formula] = []
    below: list[Formula] = []
    for factor in (
        Mul.make_args(expression) if expression.is_Pow else expression.as_ordered_factors()
    ):
        base, exponent = factor.as_base_exp()
        if factor.is_Rational and factor.q != 1:
            above += [Formula("number", value=Integer(factor.p))] if factor.p != 1 else []
            below.append(Formula("number", value=Integer(factor.q)))
        elif factor.is_Pow and exponent.is_Rational and exponent < 0:
            below.append(_power_in_reading_order(base, -exponent))
        elif factor.is_Pow:
            above.append(_power_in_reading_order(base, exponent))
        else:
            above.append(in_reading_order(factor))
    if below:
        above.append(Formula("reciprocal", (product_of(below),)))
    return product_of(above)


def _power_in_reading_order(base: Expr, exponent: Expr) -> Formula:
    written = in_reading_order(base)
    if exponent == 1:
        return written
    if exponent == Rational(1, 2):
        return Formula("sqrt", (written,))
    return Formula("power", (written, in_reading_order(exponent)))


def _from_piecewise(expression: sympy.Piecewise) -> Formula:
    pieces: list[Formula] = []
    for value, condition in expression.args:
        pieces += (from_sympy(value), from_condition(condition))
    return Formula("piecewise", tuple(pieces))


def from_condition(condition: Any) -> Formula:
    """A condition as a Formula."""
    if condition == sympy.true:
        return Formula("true")
    relation = _OPERATION_OF_RELATION.get(type(condition))
    if relation is not None:
        return Formula(relation, (from_sympy(condition.lhs - condition.rhs),))
    connective = {sympy.And: "and", sympy.Or: "or"}.get(type(condition))
    if connective is None:
        raise UnreadableExpressionError(str(condition))
    return Formula(connective, tuple(from_condition(part) for part in condition.args))
