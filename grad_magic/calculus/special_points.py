"""What is true at a point where the rules of differentiation do not apply."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import chain

from sympy import Add, Expr, Integer, Matrix, Symbol, igcd

from grad_magic.calculus import directions
from grad_magic.calculus.budget import time_limit
from grad_magic.calculus.differentiability import Judgement
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.expansions.coefficients import Coefficients
from grad_magic.calculus.expansions.expansion import Expansion, OpenError, OutsideError, Power
from grad_magic.calculus.extrema.equations.value_bounds import is_never_negative
from grad_magic.calculus.extrema.kinds.verdicts import extremum, undecided
from grad_magic.calculus.extrema.spheres import range_on_sphere
from grad_magic.calculus.limits import (
    Neighborhood,
    both_rates,
    limit_of,
    sample_directions,
    steep_directions,
)
from grad_magic.errors import NoAnswerError
from grad_magic.findings import CriticalReason, Finding
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy
from grad_magic.solution import CriticalVerdict, LimitsAtPoint

# The kind is one line of the answer, which is worth showing without it.
_SECONDS_OF_KIND = 3.0


def describe_special_point(
    near: Neighborhood, judgement: Judgement, unit: Matrix | None
) -> LimitsAtPoint:
    """What limits alone tell where there is no gradient.

    Args:
        near: f near P.
        judgement: what has been decided there.
        unit: u, or None.
    """
    described = LimitsAtPoint(
        one_sided_partials=judgement.partial_limits,
        rate_along_rays=judgement.ray_rate,
        ray_symbols=judgement.ray_symbols,
    )
    if unit is None:
        return described
    product = None
    if None not in judgement.partials:
        product = directions.dot(Matrix(judgement.partials), unit)
    return replace(
        described,
        one_sided_derivatives=both_rates(near, tuple(unit)),
        formula_value=product,
    )


def have_jump(near: Neighborhood, partials: Sequence[Expr], gradient: Matrix) -> bool:
    """Whether the partial derivatives are proved not to be continuous at P.

    One ray settles it on which f is smooth and a partial derivative does not tend to its value
    at P.
    """
    for partial, value in zip(partials, gradient, strict=True):
        try:
            derivative = Neighborhood(compile_formula(from_sympy(partial)), near.values, value)
        except UnreadableExpressionError:
            continue
        if any(_jumps(near, derivative, ray) for ray in sample_directions(near.dimension)):
            return True
    return False


def _jumps(near: Neighborhood, derivative: Neighborhood, ray: tuple[Expr, ...]) -> bool:
    try:
        near.along_smooth(ray)
        derivative.along_smooth(ray)
        limit = limit_of(derivative.along(ray))
    except (OpenError, OutsideError):
        return False
    if limit.kind == "finite" and limit.value is not None:
        return bool(sign_of(limit.value))
    return limit.kind in ("none", "infinite")


def classify_special_point(near: Neighborhood) -> CriticalVerdict:
    """Whether f has an extremum at P, from how it leaves the value f(P)."""
    expansion = near.everywhere if near.dimension > 1 else None
    if expansion is not None and expansion.is_defined:
        if expansion.terms:
            power, coefficient = expansion.terms[0]
            plain = _without_positive_factors(coefficient, near.direction)
            sign = Coefficients(near.direction).sign(plain)
            around = None if sign else range_on_sphere(coefficient, near.direction)
            sign = sign or (None if around is None else around.sign)
            if sign:
                return extremum(sign, _leading(power, sign), is_strict=True)
            if around is not None and not expansion.is_nonnegative:
                found = (around.lowest, around.highest)
                return _by_rays(near, (*map(_rounded, found), *found))
        if expansion.is_nonnegative:
            if _only_zero_at_point(near, expansion):
                return extremum(1, Finding(CriticalReason.EVERYWHERE_ABOVE), is_strict=True)
            is_strict = False if _is_level_somewhere(near) else None
            return extremum(1, Finding(CriticalReason.NOWHERE_BELOW), is_strict=is_strict)
    return _by_rays(near)


def _rounded(direction: Sequence[Expr]) -> tuple[Expr, ...]:
    """A direction of small whole numbers close to one that is found by numbers."""
    longest = max(abs(part) for part in direction)
    halves = [round(2 * part / longest) for part in direction]
    common = igcd(*halves)
    return tuple(Integer(half) / common for half in halves)


def _only_zero_at_point(near: Neighborhood, expansion: Expansion) -> bool:
    """Whether terms that are nowhere negative are proved to be all 0 at P alone."""
    coefficients = [coefficient for _, coefficient in expansion.terms]
    total = Add(*coefficients)
    is_all = expansion.error is None and bool(coefficients)
    plain = _without_positive_factors(total, near.direction)
    return is_all and Coefficients(near.direction).sign(plain) == 1


def _without_positive_factors(total: Expr, direction: Sequence[Symbol]) -> Expr:
    """An expression of the same sign: |x| + y² for a|x| + y² with a positive parameter a.

    Where all terms are of one sign, the sum is 0 where all of them are.
    """
    parameters = total.free_symbols - set(direction)
    if not parameters or not all(parameter.is_positive for parameter in parameters):
        return total
    parts = [term.as_independent(*parameters) for term in Add.make_args(total.expand())]
    plain = [part for part, _ in parts]
    is_split = all(factor.free_symbols <= parameters for _, factor in parts)
    if not is_split or not all(factor.is_positive for _, factor in parts):
        return total
    is_of_one_sign = any(all(is_never_negative(s * part) for part in plain) for s in (1, -1))
    return Add(*plain) if is_of_one_sign else total


def of_any_point(verdict: CriticalVerdict) -> CriticalVerdict:
    """The same without a bound by the power of |h|, which is told of P alone."""
    if not verdict.reason.kind.is_lead:
        return verdict
    return replace(verdict, reason=_on_one_side(1 if verdict.kind == "minimum" else -1))


def _on_one_side(sign: int) -> Finding[CriticalReason]:
    return Finding(CriticalReason.EVERYWHERE_ABOVE if sign > 0 else CriticalReason.EVERYWHERE_BELOW)


def _leading(power: Power, sign: int) -> Finding[CriticalReason]:
    exponent, logarithms = power
    if exponent == 0 or logarithms < 0:
        # A logarithm below makes the term smaller than the power alone.
        return _on_one_side(sign)
    if exponent == 1:
        return Finding(CriticalReason.LEADS_LINEARLY)
    return Finding(CriticalReason.LEADS_EVERYWHERE, {"exponent": exponent})


def _is_level_somewhere(near: Neighborhood) -> bool:
    return any(expansion is not None and expansion.is_zero for _, expansion in _rays(near))


def classify_by_limits(f: Expr, near: Neighborhood) -> CriticalVerdict:
    """The kind of critical point from how f leaves the value f(P), or else -f the value -f(P).

    Args:
        f: the function.
        near: f near P.
    """
    try:
        with time_limit(_SECONDS_OF_KIND, is_of_work=True):
            return _by_limits(f, near)
    except NoAnswerError:
        return undecided(CriticalReason.SPECIAL_UNDECIDED)


def _by_limits(f: Expr, near: Neighborhood) -> CriticalVerdict:
    from grad_magic.calculus.extrema.kinds.magnitudes import classify_by_magnitude
    from grad_magic.calculus.extrema.kinds.oscillating import oscillates
    from grad_magic.calculus.extrema.kinds.outer_functions import classify_by_inner
    from grad_magic.calculus.extrema.kinds.separate_sums import classify_sum

    verdict = classify_special_point(near)
    if verdict.kind != "undecided":
        return verdict
    try:
        program = compile_formula(from_sympy(-f))
    except UnreadableExpressionError:
        return verdict
    turned = classify_special_point(Neighborhood(program, near.values, -near.value))
    if turned.kind != "minimum" or turned.reason.kind not in _TURNED:
        return (
            classify_by_magnitude(f, near.values, near.value)
            or classify_sum(f, [*near.values], [*near.values.values()], classify_special_point)
            or oscillates(f, near.values, near.value)
            or classify_by_inner(f, near.values, lambda inner: classify_part(inner, near))
            or verdict
        )
    reason = Finding(_TURNED[turned.reason.kind], turned.reason.parts)
    return extremum(-1, reason, is_strict=turned.is_strict)


def classify_part(part: Expr, near: Neighborhood) -> CriticalVerdict:
    """The kind that P has for a part of f."""
    try:
        program = compile_formula(from_sympy(part))
        value = shorten_number(part.xreplace(dict(near.values)))
        return _by_limits(part, Neighborhood(program, near.values, value))
    except UnreadableExpressionError:
        return undecided(CriticalReason.SPECIAL_UNDECIDED)


_TURNED: Mapping[CriticalReason, CriticalReason] = {
    CriticalReason.EVERYWHERE_ABOVE: CriticalReason.EVERYWHERE_BELOW,
    CriticalReason.NOWHERE_BELOW: CriticalReason.NOWHERE_ABOVE,
}
"""What is true of f where the other is true of -f."""


def _rays(
    near: Neighborhood, more: Sequence[tuple[Expr, ...]] = ()
) -> Iterator[tuple[tuple[Expr, ...], Expansion | None]]:
    samples = (sample_directions(near.dimension), steep_directions(near.dimension))
    for direction in chain(*samples, more):
        with suppress(OutsideError):
            yield direction, near.lead_along(direction)


def _by_rays(near: Neighborhood, more: Sequence[tuple[Expr, ...]] = ()) -> CriticalVerdict:
    """Opposite signs on two rays; on a line the signs on both sides decide everything."""
    signs: dict[int, tuple[Expr, ...]] = {}
    for direction, expansion in _rays(near, more):
        if expansion is None or not expansion.terms:
            continue
        sign = sign_of(expansion.terms[0][1])
        if sign:
            signs.setdefault(sign, direction)
        if len(signs) == 2:
            break
    if len(signs) == 2:
        return CriticalVerdict(
            "saddle",
            None,
            Finding(CriticalReason.BOTH_SIGNS_ON_RAYS, {"up": signs[1], "down": signs[-1]}),
        )
    if near.dimension == 1:
        return _by_sides(near) or undecided(CriticalReason.SPECIAL_UNDECIDED)
    return undecided(CriticalReason.SPECIAL_UNDECIDED)


def _by_sides(near: Neighborhood) -> CriticalVerdict | None:
    """One variable: the signs on both sides, not opposite ones, 0 where f does not change."""
    signs = {_sign_beside(expansion) for _, expansion in _rays(near)}
    if len(list(_rays(near))) < 2 or None in signs:
        return None
    if signs == {0}:
        return extremum(1, Finding(CriticalReason.CONSTANT_NEARBY), is_strict=False)
    sign = sum(filter(None, signs))
    if 0 not in signs:
        return extremum(sign, Finding(CriticalReason.BOTH_SIDES_LEAD), is_strict=True)
    reason = CriticalReason.NOWHERE_BELOW if sign > 0 else CriticalReason.NOWHERE_ABOVE
    return extremum(sign, Finding(reason), is_strict=False)


def _sign_beside(expansion: Expansion | None) -> int | None:
    """The sign of f - f(P) on a ray; None where it is not settled."""
    if expansion is None or not expansion.is_defined:
        return None
    if expansion.is_zero:
        return 0
    return sign_of(expansion.terms[0][1]) if expansion.terms else None
