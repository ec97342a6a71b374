"""Signs that the factors of a function keep near a point, as sin(x²) ≥ 0 near x = 0."""

from __future__ import annotations

from collections.abc import Mapping

from sympy import Abs, Dummy, Expr, Integer, Mul, Piecewise, Pow, Symbol, log

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.extrema.equations.value_bounds import is_entire, is_never_negative

# Of a factor that begins with a higher power the sign is left open.
_MOST_DERIVATIVES = 8
_LONGEST_FACTOR = 40


def with_signs_near(form: Expr, values: Mapping[Symbol, Expr]) -> Expr:
    """The form with |g| or -|g| for each factor g that keeps its sign near a point.

    Args:
        form: a product, or cases of them.
        values: the point.
    """
    if isinstance(form, Piecewise):
        cases = ((with_signs_near(value, values), condition) for value, condition in form.args)
        return Piecewise(*cases)
    return Mul(*(_with_sign_near(part, values) for part in Mul.make_args(form)))


def _with_sign_near(part: Expr, values: Mapping[Symbol, Expr]) -> Expr:
    base, exponent = part.as_base_exp() if isinstance(part, Pow) else (part, 1)
    if not base.free_symbols or base.count_ops() > _LONGEST_FACTOR:
        return part
    sign = _of_logarithm(base, values) or _of_one_variable(base, values)
    return part if sign is None else Pow(sign * Abs(base), exponent)


def _of_logarithm(base: Expr, values: Mapping[Symbol, Expr]) -> int | None:
    """Near 0, ln(x² + y²) is negative wherever it has a value."""
    if not isinstance(base, log) or not is_entire(base.args[0]):
        return None
    inside = base.args[0].xreplace(dict(values))
    if not inside.is_number or not is_never_negative(base.args[0]):
        return None
    return sign_of(inside - 1) or None


def _of_one_variable(base: Expr, values: Mapping[Symbol, Expr]) -> int | None:
    """By the first derivative that is not 0, if it is one of even order (Taylor's theorem).

    Of a function of |x - p|, which is never negative, it may be of any order.
    """
    if len(base.free_symbols) != 1:
        return None
    (name,) = base.free_symbols
    place = values.get(name)
    if place is None or not place.is_number:
        return None
    distance = Dummy(real=True)
    shifted = base.xreplace({name: place + distance})
    size = Dummy(real=True)
    from_size = shifted.xreplace({Abs(distance): size})
    is_of_size = not from_size.has(distance)
    function, step = (from_size, size) if is_of_size else (shifted, distance)
    if not is_entire(function):
        return None
    for order in range(_MOST_DERIVATIVES):
        sign = sign_of(function.xreplace({step: Integer(0)}))
        if sign is None:
            return None
        if sign:
            return sign if is_of_size or order % 2 == 0 else None
        function = function.diff(step)
    return None
