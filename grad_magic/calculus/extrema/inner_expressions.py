"""Expressions u of which a function F(u) may be made, and the values that they take.

u is a polynomial q, or such as ln q, e^q, √q and 1/q: a chain of functions each of which takes
no value twice, so that u = c is one level set of q. It may also be made of sines and
exponentials, as cos(x) + y is: what counts is that q is continuous everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from sympy import (
    Add,
    Expr,
    Function,
    Integer,
    Mul,
    Number,
    Piecewise,
    Poly,
    Pow,
    Rational,
    Symbol,
    asinh,
    atan,
    atanh,
    cos,
    exp,
    gcd_list,
    log,
    pi,
    preorder_traversal,
    sin,
    sinh,
    tan,
    tanh,
)

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.extrema.equations.roots import UnsolvedError, real_roots
from grad_magic.calculus.extrema.equations.systems import Search
from grad_magic.calculus.extrema.equations.value_bounds import lower_bound, upper_bound

_SAMPLES = (0, 1, -1, 3, -3, 7, -7, 20, -20)
_ENTIRE = (Add, Mul, Symbol, Number, sin, cos, exp)
_HALF = Rational(1, 2)


@dataclass(frozen=True)
class Inner:
    """An expression u that takes a value where a continuous one does.

    Attributes:
        whole: u.
        core: q, continuous everywhere.
    """

    whole: Expr
    core: Expr

    def core_level(self, level: Expr) -> Expr | None:
        """The value of q where u has a value; None where u never has it.

        Raises:
            UnsolvedError: a sign could not be decided.
        """
        return _followed(self.whole, self.core, level)

    def is_rough_at(self, place: Mapping[Symbol, Expr]) -> bool:
        """Whether a root in the chain is one of 0 there, or that is not settled."""
        roots = (part.base for part in preorder_traversal(self.whole) if _is_root(part))
        return any(not sign_of(shorten_number(base.xreplace(place))) for base in roots)


def _is_root(part: Expr) -> bool:
    return isinstance(part, Pow) and part.exp == _HALF


def chains(f: Expr, variables: Sequence[Symbol]) -> Iterator[Inner]:
    """Expressions that stand in functions and roots within f, the longest first."""
    wholes: dict[Expr, None] = {}
    parts = (part for part in f.atoms(Function, exp, Pow) if not isinstance(part, Piecewise))
    for part in sorted(parts, key=lambda part: -part.count_ops()):
        whole = part.base if isinstance(part, Pow) and not isinstance(part, exp) else part.args[0]
        if not whole.is_polynomial(*variables):
            whole = whole.as_coeff_Add()[1].as_coeff_Mul()[1]
        elif whole.has(*variables):
            whole = plain_form(whole, variables)
        wholes[whole] = None
    for whole in wholes:
        core = _core(whole, variables)
        if core is not None and len(core.free_symbols) > 1:
            yield Inner(whole, core)


def plain_form(inner: Expr, variables: Sequence[Symbol]) -> Expr:
    """A polynomial without irrational constants and whole factors: x² + y for 2π(x² + y) + 1/π.

    Args:
        inner: a polynomial in the variables.
        variables: its variables.
    """
    rest = inner.expand().as_independent(*variables, as_Add=True)[1]
    terms = Poly(rest, *variables).terms()
    shared = terms[0][1].as_coeff_Mul()[1]
    ratios = [(coefficient / shared).cancel() for _, coefficient in terms]
    if not all(ratio.is_Rational for ratio in ratios):
        return inner
    content = gcd_list(ratios)
    factor = shared * (content if content.is_Integer else 1)
    if factor != 1:
        return (rest / factor).expand()
    return rest + (inner - rest).expand().as_coeff_Add()[0]


def _core(whole: Expr, variables: Sequence[Symbol]) -> Expr | None:
    """q of the chain; None where there is none."""
    if whole.is_polynomial(*variables):
        return whole
    step = _step(whole)
    if step is not None:
        return _core(step[0], variables)
    return whole if isinstance(whole, Add) and _is_entire(whole) else None


_Inverse = Callable[[Expr], "Expr | None"]


def _step(whole: Expr) -> tuple[Expr, _Inverse] | None:
    """What a function that takes no value twice is of, and its inverse, None outside its range."""
    constant, rest = whole.as_coeff_Add()
    if constant:
        return rest, lambda level: level - constant
    coefficient, rest = whole.as_coeff_Mul()
    if coefficient != 1:
        return rest, lambda level: level / coefficient
    if isinstance(whole, Pow) and not isinstance(whole, exp):
        inverse = _INVERSE_POWERS.get(whole.exp)
        return None if inverse is None else (whole.base, inverse)
    known = _INVERSES.get(type(whole))
    return None if known is None else (whole.args[0], known)


def _if_positive(tested: Expr, result: Expr) -> Expr | None:
    sign = sign_of(shorten_number(tested))
    if sign is None:
        raise UnsolvedError
    return result if sign > 0 else None


_INVERSE_POWERS: Mapping[Expr, _Inverse] = {
    # Where a root is 0 it is not smooth, which is not a level like others.
    _HALF: lambda level: _if_positive(level, level**2),
    -_HALF: lambda level: _if_positive(level, level**-2),
    Integer(-1): lambda level: _if_positive(level**2, 1 / level) if level != 0 else None,
}
_INVERSES: Mapping[type, _Inverse] = {
    exp: lambda level: _if_positive(level, log(level)),
    log: exp,
    sinh: asinh,
    asinh: sinh,
    tanh: lambda level: _if_positive(1 - level**2, atanh(level)),
    atan: lambda level: _if_positive(pi**2 / 4 - level**2, tan(level)),
}


def _followed(whole: Expr, core: Expr, level: Expr) -> Expr | None:
    if whole == core:
        return level
    step = _step(whole)
    assert step is not None
    rest, inverse = step
    reached = inverse(level)
    return None if reached is None else _followed(rest, core, shorten_number(reached))


def _is_entire(expression: Expr) -> bool:
    return all(
        isinstance(part, _ENTIRE)
        or (isinstance(part, Pow) and part.exp.is_Integer and part.exp > 0)
        for part in preorder_traversal(expression)
    )


@dataclass(frozen=True)
class Extent:
    """Between which numbers the values of q lie, as far as that is known.

    Attributes:
        low, high: bounds that are taken, if at all, where ∇q = 0; None for none.
        is_endless: whether one of them is taken, and all values on the other side of it are.
    """

    low: Expr | None
    high: Expr | None
    is_endless: bool = False


def extent(core: Expr, variables: Sequence[Symbol], stationary: Search) -> Extent:
    """The bounds of a function by its form, or by its stationary points where it has an extreme.

    A polynomial whose terms of highest degree are positive but at the origin is least in one of
    them.
    """
    low, high = lower_bound(core), upper_bound(core)
    if not stationary.is_complete or not core.is_polynomial(*variables):
        return Extent(low, high)
    values = [shorten_number(core.xreplace(dict(place))) for place in stationary.solutions]
    if not values or any(value.has(*variables) for value in values):
        return Extent(low, high)
    is_isolated = all(len(place) == len(variables) for place in stationary.solutions)
    is_endless = False
    if low is None and _is_coercive(core, variables):
        low = _least(values)
        is_endless = is_isolated and low is not None
    if high is None and _is_coercive(-core, variables):
        opposite = _least([-value for value in values])
        high = None if opposite is None else -opposite
        is_endless = is_isolated and high is not None
    return Extent(low, high, is_endless)


def _least(values: Sequence[Expr]) -> Expr | None:
    for value in values:
        if all(sign_of(shorten_number(other - value)) in (0, 1) for other in values):
            return value
    return None


def _is_coercive(core: Expr, variables: Sequence[Symbol]) -> bool:
    """Whether the terms of highest degree are seen to be positive but at the origin."""
    polynomial = Poly(core, *variables)
    degree = polynomial.total_degree()
    leading = [
        (powers, coefficient) for powers, coefficient in polynomial.terms() if sum(powers) == degree
    ]
    if len(variables) != 2:
        pure = sum(
            max(powers) == degree and sign_of(coefficient) == 1 for powers, coefficient in leading
        )
        return bool(degree % 2 == 0 and pure == len(leading) == len(variables))
    first, _ = variables
    form = sum((c * first ** powers[0] for powers, c in leading), Integer(0))
    column = Poly(form, first)
    if degree % 2 or column.degree() != degree or sign_of(column.LC()) != 1:
        return False
    try:
        return not real_roots(column)
    except UnsolvedError:
        return False


def is_reached(core: Expr, variables: Sequence[Symbol], level: Expr, bounds: Extent) -> bool:
    """Whether q has this value in a place with ∇q ≠ 0.

    Raises:
        UnsolvedError: that is not settled.
    """
    for bound, side in ((bounds.low, 1), (bounds.high, -1)):
        if bound is not None:
            sign = sign_of(shorten_number(side * (level - bound)))
            if sign is None:
                raise UnsolvedError
            if sign <= 0:
                # Where q is lowest or highest ∇q = 0.
                return False
    if bounds.is_endless:
        return True
    signs: set[int | None] = set()
    for numbers in product(_SAMPLES, repeat=2):
        rest = (Rational(numbers[0]) for _ in variables[2:])
        values = dict(zip(variables, (*map(Rational, numbers), *rest), strict=True))
        signs.add(sign_of(shorten_number(core.xreplace(values) - level)))
        # A continuous function that takes values on both sides takes those between on more than
        # some points, as finitely many do not separate the plane.
        if {1, -1} <= signs:
            return True
    raise UnsolvedError
