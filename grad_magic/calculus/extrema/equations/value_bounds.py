"""A number below all values of an expression, for proofs that a function is never negative."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from sympy import (
    Abs,
    Add,
    Expr,
    Integer,
    Max,
    Min,
    Mul,
    Number,
    Piecewise,
    Poly,
    Pow,
    Rational,
    Symbol,
    acos,
    acosh,
    asin,
    asinh,
    atan,
    cos,
    cosh,
    erf,
    exp,
    log,
    pi,
    preorder_traversal,
    sech,
    sign,
    sin,
    sinh,
    tanh,
)

from grad_magic.calculus.exact.numbers import sign_of

_SMOOTH_EVERYWHERE = (Add, Mul, Symbol, Number, sin, cos, exp)


def is_never_negative(expression: Expr) -> bool:
    """Whether it is proved that the expression is ≥ 0 wherever it has a real value.

    >>> from sympy.abc import x, y
    >>> is_never_negative(1 - cos(x*y))
    True
    """
    return _is_not_negative(lower_bound(expression))


def is_always_positive(expression: Expr) -> bool:
    """Whether it is proved that the expression is > 0 wherever it has a real value."""
    if expression.is_positive:
        return True
    bound = lower_bound(expression)
    return bound is not None and sign_of(bound) == 1


def _is_not_negative(bound: Expr | None) -> bool:
    return bound is not None and sign_of(bound) in (0, 1)


def lower_bound(expression: Expr) -> Expr | None:
    """A number that the expression is never below; None where none is found."""
    if expression.is_number:
        return expression
    if isinstance(expression, Add):
        below = _sum_of(map(lower_bound, expression.args))
        if below is None:
            below = _least_of_quadratic(expression)
        if below is None:
            below = _below_root(expression)
        return _below_magnitude(expression) if below is None else below
    if isinstance(expression, Mul):
        return _product_bound(expression)
    if isinstance(expression, Pow) and not isinstance(expression, exp):
        return _power_bound(expression)
    known = _LOWER.get(type(expression))
    return None if known is None else known(expression)


def upper_bound(expression: Expr) -> Expr | None:
    """A number that the expression is never above; None where none is found."""
    if expression.is_number:
        return expression
    if isinstance(expression, Add):
        above = _sum_of(map(upper_bound, expression.args))
        if above is not None:
            return above
        opposite = _least_of_quadratic(-expression)
        return None if opposite is None else -opposite
    if isinstance(expression, Mul):
        return _product_upper_bound(expression)
    if isinstance(expression, Pow) and not isinstance(expression, exp):
        return _power_upper_bound(expression)
    known = _UPPER.get(type(expression))
    return None if known is None else known(expression)


def _sum_of(bounds: Iterable[Expr | None]) -> Expr | None:
    total: Expr = Integer(0)
    for bound in bounds:
        if bound is None:
            return None
        total += bound
    return total


def _least_of_quadratic(expression: Expr) -> Expr | None:
    """The least value of a polynomial of degree 2, one variable after the other.

    av² + bv + c is least, for a > 0, where it is c - b²/(4a).
    """
    symbols = sorted(expression.free_symbols, key=str)
    if not expression.is_polynomial(*symbols) or Poly(expression, *symbols).total_degree() != 2:
        return None
    rest = expression.expand()
    for symbol in symbols:
        leading, linear = rest.coeff(symbol, 2), rest.coeff(symbol, 1)
        if leading == 0 and linear == 0:
            continue
        if not leading.is_number or sign_of(leading) != 1:
            return None
        rest = (rest.coeff(symbol, 0) - linear**2 / (4 * leading)).expand()
    return rest


def _below_root(total: Add) -> Expr | None:
    """0, of k√q + r with k²q ≥ r², as √(x² + y²) - x is."""
    for part in total.args:
        size, root = part.as_coeff_Mul()
        if isinstance(root, Pow) and root.exp == Rational(1, 2) and size > 0:
            rest = total - part
            if rest.is_polynomial() and is_never_negative((size**2 * root.base - rest**2).expand()):
                return Integer(0)
    return None


def _below_magnitude(total: Add) -> Expr | None:
    """A bound of k|g| + mg + …, which is at least the rest where |m| ≤ k."""
    for part in total.args:
        size, magnitude = part.as_coeff_Mul()
        if not (isinstance(magnitude, Abs) and size > 0):
            continue
        inside = magnitude.args[0]
        slopes = [(other / inside).cancel() for other in total.args if other is not part]
        slope = sum((ratio for ratio in slopes if ratio.is_number), Integer(0))
        if sign_of(size - abs(slope)) in (0, 1) and slope != 0:
            return lower_bound(total - part - slope * inside)
    return None


_Bound = Callable[[Expr], "Expr | None"]
_WITH_SIGN_OF_ARGUMENT = (asin, asinh, atan, erf, sinh, tanh)


def _scaled(coefficient: Expr, rest: Expr, same: _Bound, opposite: _Bound) -> Expr | None:
    """The bound of a multiple: a negative factor turns above into below."""
    bound = same(rest) if sign_of(coefficient) == 1 else opposite(rest)
    return None if bound is None else coefficient * bound


def _product_bound(product: Mul) -> Expr | None:
    coefficient, rest = product.as_coeff_Mul()
    if coefficient != 1:
        return _scaled(coefficient, rest, lower_bound, upper_bound)
    result: Expr = Integer(1)
    for part in product.args:
        bound = lower_bound(part)
        if bound is None or not _is_not_negative(bound):
            return _bound_by_signs(product)
        result *= bound
    return result


def _product_upper_bound(product: Mul) -> Expr | None:
    """That of a multiple, and of x⁴(sin(1/x) - 1), of which one factor is never positive."""
    coefficient, rest = product.as_coeff_Mul()
    if coefficient != 1:
        return _scaled(coefficient, rest, upper_bound, lower_bound)
    for part in product.args:
        above = upper_bound(part) if isinstance(part, Add) else None
        if above is not None and _is_not_negative(-above):
            opposite = lower_bound(product / part * -part)
            return None if opposite is None else -opposite
    return None


def _bound_by_signs(product: Mul) -> Expr | None:
    """0, where the factors F(g) with the sign of g do not make it negative, as in x·arctan x."""
    plain = product.func(
        *(
            part.args[0] if isinstance(part, _WITH_SIGN_OF_ARGUMENT) else part
            for part in product.args
        )
    )
    is_other = plain != product
    return Integer(0) if is_other and is_never_negative(plain) else None


def _power_bound(power: Pow) -> Expr | None:
    base, exponent = power.args
    if not exponent.is_Rational:
        return None
    below = lower_bound(base)
    if below is not None and _is_not_negative(below):
        return below**exponent if exponent > 0 else Integer(0)
    # An even root is never negative where it is real.
    is_even = exponent.q % 2 == 0 or exponent.p % 2 == 0
    return Integer(0) if is_even else None


def _power_upper_bound(power: Pow) -> Expr | None:
    """That of 1/u, from below, and of even roots."""
    if power.exp.is_Rational and power.exp > 0 and power.exp.q % 2 == 0:
        above = upper_bound(power.base)
        return above**power.exp if above is not None and _is_not_negative(above) else None
    if not (power.exp.is_Integer and power.exp < 0):
        return None
    below = lower_bound(1 / power)
    return 1 / below if below is not None and sign_of(below) == 1 else None


def _exponential_upper_bound(expression: Expr) -> Expr | None:
    above = upper_bound(expression.args[0])
    return None if above is None else exp(above)


def _exponential_bound(expression: Expr) -> Expr:
    below = lower_bound(expression.args[0])
    return Integer(0) if below is None else exp(below)


def _logarithm_bound(expression: Expr) -> Expr | None:
    below = lower_bound(expression.args[0])
    return log(below) if below is not None and sign_of(below) == 1 else None


def _rising_bound(lowest: Expr | None) -> _Bound:
    """That of a function that rises everywhere, which may have a lowest value of its own."""

    def bound(expression: Expr) -> Expr | None:
        below = lower_bound(expression.args[0])
        return lowest if below is None else expression.func(below)

    return bound


def _rising_upper_bound(highest: Expr | None) -> _Bound:
    def bound(expression: Expr) -> Expr | None:
        above = upper_bound(expression.args[0])
        return highest if above is None else expression.func(above)

    return bound


def _least(bounds: Iterable[Expr | None]) -> Expr | None:
    """The smallest of some bounds, if all are known and it can be told."""
    found: list[Expr] = []
    for bound in bounds:
        if bound is None:
            return None
        found.append(bound)
    return next((a for a in found if all(_is_not_negative(b - a) for b in found)), None)


def _greatest(bounds: Iterable[Expr | None]) -> Expr | None:
    """The largest of those bounds that are known, as far as it can be told."""
    best: Expr | None = None
    for bound in bounds:
        if best is None or (bound is not None and _is_not_negative(bound - best)):
            best = bound
    return best


def _case_bound(cases: Expr) -> Expr | None:
    return _least(lower_bound(value) for value, _ in cases.args)


def _case_upper_bound(cases: Expr) -> Expr | None:
    opposite = _least(lower_bound(-value) for value, _ in cases.args)
    return None if opposite is None else -opposite


def _min_upper_bound(least: Expr) -> Expr | None:
    opposite = _greatest(lower_bound(-value) for value in least.args)
    return None if opposite is None else -opposite


_LOWER: Mapping[type, _Bound] = {
    Symbol: lambda name: Integer(0) if name.is_nonnegative else None,
    sin: lambda _: Integer(-1),
    cos: lambda _: Integer(-1),
    tanh: _rising_bound(Integer(-1)),
    sinh: _rising_bound(None),
    asinh: _rising_bound(None),
    erf: _rising_bound(Integer(-1)),
    cosh: lambda _: Integer(1),
    sech: lambda _: Integer(0),
    Abs: lambda _: Integer(0),
    exp: _exponential_bound,
    Piecewise: _case_bound,
    Min: lambda least: _least(map(lower_bound, least.args)),
    Max: lambda largest: _greatest(map(lower_bound, largest.args)),
    sign: lambda _: Integer(-1),
    log: _logarithm_bound,
    atan: _rising_bound(-pi / 2),
    asin: lambda _: -pi / 2,
    acos: lambda _: Integer(0),
    acosh: lambda _: Integer(0),
}
_UPPER: Mapping[type, _Bound] = {
    sin: lambda _: Integer(1),
    cos: lambda _: Integer(1),
    tanh: _rising_upper_bound(Integer(1)),
    sinh: _rising_upper_bound(None),
    asinh: _rising_upper_bound(None),
    erf: _rising_upper_bound(Integer(1)),
    sech: lambda _: Integer(1),
    exp: _exponential_upper_bound,
    Piecewise: _case_upper_bound,
    Min: _min_upper_bound,
    sign: lambda _: Integer(1),
    atan: _rising_upper_bound(pi / 2),
    asin: lambda _: pi / 2,
    acos: lambda _: pi,
}


def is_entire(expression: Expr) -> bool:
    """Whether it is made of what is smooth everywhere."""
    return all(
        isinstance(part, _SMOOTH_EVERYWHERE)
        or (isinstance(part, Pow) and part.exp.is_Integer and part.exp > 0)
        for part in preorder_traversal(expression)
    )
