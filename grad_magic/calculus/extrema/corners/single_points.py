"""Critical points of functions with corners, each looked at alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from sympy import (
    Abs,
    Dummy,
    Expr,
    Ge,
    Gt,
    Integer,
    Le,
    Lt,
    PolynomialError,
    Symbol,
    cancel,
    factor_list,
)

from grad_magic.calculus.differentiability import judge_by_limits
from grad_magic.calculus.domains import UndefinedError, evaluate
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.expansions.expansion import OutsideError
from grad_magic.calculus.extrema.corners.cornered import CorneredFunction, Found
from grad_magic.calculus.extrema.corners.creases import classify_on_crease
from grad_magic.calculus.extrema.corners.seams import pieces_of
from grad_magic.calculus.extrema.critical_points import critical_point_at
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.equations.value_bounds import is_never_negative
from grad_magic.calculus.extrema.kinds.comparison import settled_by_form
from grad_magic.calculus.extrema.kinds.outer_functions import classify_by_inner
from grad_magic.calculus.extrema.kinds.separate_sums import classify_sum
from grad_magic.calculus.extrema.kinds.verdicts import CriticalVerdict, extremum
from grad_magic.calculus.limits import Neighborhood, sample_directions
from grad_magic.calculus.special_points import (
    classify_part,
    classify_special_point,
    of_any_point,
)
from grad_magic.findings import CriticalReason, Finding
from grad_magic.solution import CriticalPoint


def is_differentiable_at(function: CorneredFunction, point: tuple[Expr, ...]) -> bool | None:
    """Whether f is differentiable at a point; None where that is not settled."""
    values = dict(zip(function.variables, point, strict=True))
    try:
        value = shorten_number(evaluate(function.program, values))
    except UndefinedError:
        return None
    near = Neighborhood(function.program, values, value)
    return judge_by_limits(near, function.program.instructions[-1].formula).verdict.differentiable


def judged_alone(function: CorneredFunction, place: tuple[Expr, ...]) -> CriticalPoint | None:
    """The point, if it is a critical one.

    Raises:
        UnsolvedError: that is not settled.
    """
    found = Found()
    take_point(function, place, found)
    if not found.is_complete:
        raise UnsolvedError
    return found.points[0] if found.points else None


def _by_bound(
    function: CorneredFunction, near: Neighborhood, value: Expr
) -> CriticalVerdict | None:
    """f - f(P) is nowhere negative on any of its pieces, or nowhere positive."""
    for sign_ in (1, -1):
        rises = list(_rises(function, near, value))
        if rises and all(is_never_negative(sign_ * rise) for rise in rises):
            reason = Finding(
                CriticalReason.NOWHERE_BELOW if sign_ > 0 else CriticalReason.NOWHERE_ABOVE
            )
            return extremum(sign_, reason, is_strict=False if _is_level_along_a_ray(near) else None)
    return None


def _is_level_along_a_ray(near: Neighborhood) -> bool:
    """Whether f is seen to be f(P) all along a ray from P."""
    for direction in sample_directions(near.dimension):
        with suppress(OutsideError):
            expansion = near.along(direction)
            if expansion is not None and expansion.is_zero:
                return True
    return False


def _rises(function: CorneredFunction, near: Neighborhood, value: Expr) -> Iterator[Expr]:
    """f - f(P) on each piece at P; x - p ≥ 0 is the absolute value of something there."""
    for piece, conditions in pieces_of(function.f, function.variables):
        steps: dict[Symbol, Expr] = {}
        for condition in conditions:
            if not isinstance(condition, (Gt, Lt, Ge, Le)):
                # Of another kind: nothing is said of this piece.
                yield from (Integer(-1), Integer(1))
                return
            gap = condition.gts - condition.lts
            here = sign_of(shorten_number(gap.xreplace(near.values)))
            if here == -1:
                break
            if here == 0 and len(gap.free_symbols) == 1:
                (variable,) = gap.free_symbols
                direction = sign_of(gap.diff(variable))
                if direction:
                    step = Abs(Dummy(variable.name, real=True))
                    steps[variable] = near.values[variable] + direction * step
            elif here == 0:
                ratio = cancel((piece - value) / gap)
                if ratio.is_number:
                    yield ratio * Abs(Dummy(real=True))
                    break
        else:
            yield (piece - value).xreplace(steps).expand()


def _by_factors(
    function: CorneredFunction, near: Neighborhood, value: Expr
) -> CriticalVerdict | None:
    """f - f(P) has one sign on all its pieces near P, seen from their factors.

    As |xy| - 2|x| near 0: x(y - 2) where x and y are positive, and so on.
    """
    signs: set[int] = set()
    for piece, conditions in pieces_of(function.f, function.variables):
        if not all(isinstance(condition, (Gt, Lt, Ge, Le)) for condition in conditions):
            return None
        gaps = [condition.gts - condition.lts for condition in conditions]
        if any(sign_of(shorten_number(gap.xreplace(near.values))) == -1 for gap in gaps):
            continue
        if piece != value:
            signs.add(_sign_of_product(piece - value, gaps, near.values))
    if len(signs) != 1 or 0 in signs:
        return None
    (sign_,) = signs
    reason = Finding(CriticalReason.NOWHERE_BELOW if sign_ > 0 else CriticalReason.NOWHERE_ABOVE)
    return extremum(sign_, reason, is_strict=False if _is_level_along_a_ray(near) else None)


def _by_crease(function: CorneredFunction, near: Neighborhood) -> CriticalVerdict | None:
    """f is max(p, q) or min(p, q) near P, which a mean of p and q bounds."""
    verdict = classify_on_crease(function, near)
    if verdict is not None and verdict.is_strict is None and _is_level_along_a_ray(near):
        return replace(verdict, is_strict=False)
    return verdict


def _sign_of_product(product: Expr, positive: Sequence[Expr], values: Mapping[Symbol, Expr]) -> int:
    """The sign near a place where these are positive, or 0 there too; 0 where it is unknown."""
    known: dict[frozenset[Expr], int] = {}
    try:
        for one in (*positive, *positive):
            # What one of them tells, another may need.
            sign_, open_ = _split_at(one, values, known)
            if sign_ and open_:
                known[open_] = sign_
        sign_, open_ = _split_at(product, values, known)
    except PolynomialError:
        return 0
    return 0 if open_ or sign_ is None else sign_


def _split_at(
    product: Expr, values: Mapping[Symbol, Expr], known: Mapping[frozenset[Expr], int]
) -> tuple[int | None, frozenset[Expr]]:
    """The sign of those factors whose sign near a place is known, and the others.

    Known may also be that of a product, as of xy where xy > 0.
    """
    coefficient, factors = factor_list(product)
    sign_, open_ = sign_of(coefficient), frozenset[Expr]()
    for base, times in factors:
        if times % 2 == 0:
            continue
        here = sign_of(shorten_number(base.xreplace(dict(values))))
        if here:
            sign_ = None if sign_ is None else sign_ * here
        else:
            open_ |= {base}
    for bases in sorted(known, key=len):
        if bases <= open_:
            sign_ = None if sign_ is None else sign_ * known[bases]
            open_ -= bases
    return sign_, open_


def _settled_by_form(function: CorneredFunction, point: CriticalPoint) -> CriticalPoint:
    verdict = CriticalVerdict(point.kind, point.is_strict, point.reason)
    verdict = settled_by_form(verdict, function.f, function.variables, point.point)
    return point.with_verdict(verdict)


def take_point(function: CorneredFunction, point: tuple[Expr, ...], found: Found) -> None:
    """The point, if it is a critical point: ∇f = 0 there, or f has no gradient."""
    values = dict(zip(function.variables, map(shorten_number, point), strict=True))
    try:
        value = shorten_number(evaluate(function.program, values))
    except UndefinedError as error:
        found.is_complete = found.is_complete and error.failure.settled
        return
    near = Neighborhood(function.program, values, value)
    has_gradient = _is_flat(function, near, found)
    if has_gradient is None:
        return
    place = tuple(values.values())
    if has_gradient:
        exact = critical_point_at(function.f, function.variables, function.program, place)
        by_rules = [_settled_by_form(function, point) for point in exact or ()]
        if any(point.kind != "undecided" for point in by_rules):
            found.points += by_rules
            return
    verdict = _classified(function, near, place)
    found.points.append(
        CriticalPoint(
            place,
            value,
            verdict.kind,
            verdict.is_strict,
            verdict.reason,
            has_gradient=has_gradient,
        )
    )


def _is_flat(function: CorneredFunction, near: Neighborhood, found: Found) -> bool | None:
    """True where ∇f = 0, False where f has no gradient; None for neither, or if it is open."""
    judgement = judge_by_limits(near, function.program.instructions[-1].formula)
    if judgement.gradient is not None:
        signs = [sign_of(entry) for entry in judgement.gradient]
        is_settled = any(signs) or None not in signs
        found.is_complete = found.is_complete and is_settled
        return None if any(signs) or not is_settled else True
    if judgement.verdict.differentiable is None:
        found.is_complete = False
        return None
    return None if judgement.verdict.reason.kind.is_at_boundary else False


def _classified(
    function: CorneredFunction, near: Neighborhood, point: tuple[Expr, ...]
) -> CriticalVerdict:
    """The kind of a critical point beside pieces of f."""
    verdict = classify_special_point(near)
    if verdict.kind == "undecided":
        by_form = (
            _by_bound(function, near, near.value)
            or _by_factors(function, near, near.value)
            or _by_crease(function, near)
            or classify_sum(function.f, function.variables, point, classify_special_point)
            or classify_by_inner(function.f, near.values, lambda part: classify_part(part, near))
        )
        verdict = by_form or verdict
    verdict = of_any_point(settled_by_form(verdict, function.f, function.variables, point))
    if verdict.kind in ("minimum", "maximum") and verdict.is_strict is None:
        # That an extremum is strict is seen where f rises like |x| to both sides of a crease.
        on_crease = _by_crease(function, near)
        if on_crease is not None and on_crease.is_strict:
            return on_crease
        of_sum = classify_sum(function.f, function.variables, point, classify_special_point)
        return verdict if of_sum is None or of_sum.is_strict is None else of_sum
    return verdict
