"""Functions that near P rise or fall with what is in them, as sin(x²y²) near 0 with x²y².

Where F′(u(P)) is not 0, F(u) has an extremum at P where u has one, if u is continuous there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from sympy import acos, asin, asinh, atan, cos, cosh, erf, exp, log, sin, sinh, tan, tanh

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.extrema.kinds.magnitudes import is_continuous
from grad_magic.calculus.extrema.kinds.verdicts import extremum
from grad_magic.findings import CriticalReason, Finding
from grad_magic.solution import CriticalVerdict

if TYPE_CHECKING:
    from sympy import Expr, Symbol

_SMOOTH_INSIDE = (acos, asin, asinh, atan, cos, cosh, erf, exp, log, sin, sinh, tan, tanh)
"""Functions that have a continuous derivative around each inner point of their domains."""


def classify_by_inner(
    f: Expr, values: Mapping[Symbol, Expr], classify: Callable[[Expr], CriticalVerdict]
) -> CriticalVerdict | None:
    """The extremum that f has as what is in it has one; None where that is not seen.

    Args:
        f: the function.
        values: P.
        classify: finds the kind of P for another function.
    """
    inner, direction = _inner_of(f, values)
    if inner == f or not is_continuous(inner):
        return None
    found = classify(inner)
    if found.kind not in ("minimum", "maximum"):
        return None
    sign = direction if found.kind == "minimum" else -direction
    if found.is_strict:
        kind = CriticalReason.EVERYWHERE_ABOVE if sign > 0 else CriticalReason.EVERYWHERE_BELOW
    else:
        kind = CriticalReason.NOWHERE_BELOW if sign > 0 else CriticalReason.NOWHERE_ABOVE
    return extremum(sign, Finding(kind), is_strict=found.is_strict)


def _inner_of(f: Expr, values: Mapping[Symbol, Expr]) -> tuple[Expr, int]:
    """What is in f, and 1 or -1 as f rises or falls with it near P."""
    number, rest = f.as_independent(*values)
    sign = sign_of(number) if f.is_Mul else 1
    if rest != f and (f.is_Add or f.is_Mul) and sign:
        inner, direction = _inner_of(rest, values)
        return inner, sign * direction
    if not isinstance(f, _SMOOTH_INSIDE):
        return f, 1
    slope = sign_of(f.func(f.args[0]).fdiff().xreplace(dict(values)))
    if not slope:
        return f, 1
    inner, direction = _inner_of(f.args[0], values)
    return inner, slope * direction
