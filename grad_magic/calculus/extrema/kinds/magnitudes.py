"""Points at which f leaves its value like a product of powers of |x - p|: √|x| - 2x²y²."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sympy import (
    Abs,
    Add,
    Expr,
    Integer,
    Max,
    Min,
    Mul,
    Pow,
    asin,
    atan,
    cos,
    cosh,
    exp,
    preorder_traversal,
    sin,
    sinh,
    tan,
    tanh,
)

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.extrema.kinds.verdicts import extremum
from grad_magic.findings import CriticalReason, Finding
from grad_magic.solution import CriticalVerdict

if TYPE_CHECKING:
    from sympy import Symbol

_LARGEST = 60
_LIKE_OPERAND = (sin, tan, atan, asin, sinh, tanh)
"""Functions F with |F(s)| ≤ C·|s| near 0."""
_CONTINUOUS = (Add, Mul, Abs, Max, Min, exp, sin, cos, sinh, cosh, tanh, atan)


def classify_by_magnitude(
    f: Expr, values: Mapping[Symbol, Expr], value: Expr
) -> CriticalVerdict | None:
    """The verdict where f - f(P) = |x - p|^a·|y - q|^b·h with a continuous h that is not 0 at P.

    Args:
        f: the function, of two variables or more.
        values: P.
        value: f(P).
    """
    if len(values) < 2 or f.count_ops() > _LARGEST:
        return None
    steps = {name: name + start for name, start in values.items()}
    rise = (f.subs(steps, simultaneous=True) - value).expand()
    terms = [_Term.of(_split_products(term), tuple(values)) for term in Add.make_args(rise)]
    least = {name: min(term.powers[name] for term in terms) for name in values}
    if not any(least.values()) or min(least.values()) < 0:
        return None
    leading = [term for term in terms if term.powers == least]
    if not all(term.is_magnitude for term in leading):
        return None
    if not all(is_continuous(term.rest) for term in terms):
        return None
    # The quotients of the other terms and the common powers tend to 0.
    total = Add(*(term.rest.xreplace(dict.fromkeys(values, Integer(0))) for term in leading))
    sign = sign_of(total)
    if not sign:
        return None
    reason = CriticalReason.NOWHERE_BELOW if sign == 1 else CriticalReason.NOWHERE_ABOVE
    return extremum(sign, Finding(reason), is_strict=False)


def _split_products(term: Expr) -> Expr:
    """|x|·|y| for |xy|."""
    return term.replace(
        lambda part: isinstance(part, Abs) and part.args[0].is_Mul,
        lambda part: Mul(*(Abs(factor) for factor in part.args[0].args)),
    )


@dataclass(frozen=True)
class _Term:
    """A term that is at most C·|x|^a·|y|^b near P = 0.

    Attributes:
        powers: a and b, by the variables.
        rest: what is no power of a variable in it.
        is_magnitude: whether it is |x|^a·|y|^b·rest itself.
    """

    powers: Mapping[Symbol, Expr]
    rest: Expr
    is_magnitude: bool

    @classmethod
    def of(cls, term: Expr, variables: Sequence[Symbol]) -> _Term:
        """The term with what is seen of it."""
        powers: dict[Symbol, Expr] = dict.fromkeys(variables, Integer(0))
        rest, is_magnitude = Integer(1), True
        for part in Mul.make_args(term):
            base, exponent = part.as_base_exp()
            inner = base.args[0] if isinstance(base, (Abs, *_LIKE_OPERAND)) else base
            if inner not in powers or not exponent.is_Rational:
                rest *= part
                continue
            powers[inner] += exponent
            is_even = base == inner and exponent % 2 == 0
            is_magnitude = is_magnitude and (isinstance(base, Abs) or is_even)
        return cls(powers, rest, is_magnitude)


def is_continuous(part: Expr) -> bool:
    """Whether it is made of what is continuous everywhere."""
    return all(
        not node.args or isinstance(node, _CONTINUOUS) or _is_power(node)
        for node in preorder_traversal(part)
    )


def _is_power(node: Expr) -> bool:
    return isinstance(node, Pow) and bool(node.exp.is_Integer) and node.exp > 0
