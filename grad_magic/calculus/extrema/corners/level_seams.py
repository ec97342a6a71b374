"""Seams along which a function does not change: the signs on both sides decide."""

from __future__ import annotations

from dataclasses import replace

from sympy import Abs, Dummy, Expr, Integer, Max, Min, Ne, Pow, Rational, factor, sign
from sympy.logic.boolalg import And, Boolean, false, true

from grad_magic.calculus.derivatives import gradient
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.extrema.corners.cornered import (
    UNDEFINED,
    CorneredFunction,
    Found,
    SeamSurface,
)
from grad_magic.calculus.extrema.corners.seam_gradients import (
    INNER,
    is_rough_somewhere,
    jump_of_gradient,
    remark_on_seam,
    smooth_points_on,
)
from grad_magic.calculus.extrema.corners.seam_stretches import is_shared
from grad_magic.calculus.extrema.corners.seams import pieces_of
from grad_magic.calculus.extrema.corners.single_points import judged_alone, take_point
from grad_magic.calculus.extrema.corners.smooth_pieces import domain_on, take_curve
from grad_magic.calculus.extrema.curves.curve_parts import Sides, first_term, parts_of
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.equations.value_bounds import is_never_negative
from grad_magic.findings import CriticalReason, Finding, SearchRemark
from grad_magic.solution import CriticalKind, CriticalPoint


def take_level_seam(
    function: CorneredFunction, surface: SeamSurface, value: Expr, found: Found, *, is_seen: bool
) -> None:
    """A seam along which f does not change: the signs on both sides decide."""
    point = tuple(surface.place.values())
    if not surface.free:
        take_point(function, point, found)
        return
    domain = domain_on(function, surface.place, found)
    if domain == false:
        return
    exceptions = smooth_points_on(function, surface)
    is_rough = exceptions is not None and is_rough_somewhere(function, surface, exceptions)
    if not is_rough:
        is_critical = _is_critical_all_along(function, surface)
        found.is_complete = found.is_complete and is_critical is not None
        if is_critical is None:
            _take_where_rough(function, surface, value, domain, found)
        if not is_critical:
            return
    curve = CriticalPoint(
        point,
        value,
        "undecided",
        None,
        Finding(CriticalReason.DIFFERS_ALONG_CURVE),
        where=None if domain == true else domain,
        has_gradient=not is_rough,
    )
    inner = And(*(Ne(surface.free[0], exception) for exception in exceptions or ()))
    for part in _parts_of_level_seam(function, surface, curve, found):
        is_single = not any(value.has(*surface.free) for value in part.point)
        if is_single and part.kind == "saddle" and not part.has_gradient:
            # One that is no extremum is a point of the seam like all others.
            continue
        take_curve(part, true if is_single else inner, true, found)
    for exception in exceptions or ():
        take_point(function, surface.at(exception), found)
    remark_on_seam(function, surface, found, is_listed=is_seen)


def _is_critical_all_along(function: CorneredFunction, surface: SeamSurface) -> bool | None:
    """Whether ∇f = 0 on a level seam without a corner; None where that is not settled."""
    if jump_of_gradient(function, surface) != 0:
        return None
    here = function.f.xreplace(surface.place)
    slopes = [
        piece.diff(surface.across).xreplace(surface.place).expand()
        for piece, _ in pieces_of(function.f, function.variables)
        if (piece.xreplace(surface.place) - here).expand() == 0
    ]
    if all(slope == 0 for slope in slopes):
        return True
    return False if all(map(sign_of, slopes)) else None


def _take_where_rough(
    function: CorneredFunction, surface: SeamSurface, value: Expr, domain: Boolean, found: Found
) -> None:
    """A level seam of which it is open where f has a gradient.

    Where ∇f jumps by a known factor it has none, and f may be nowhere below its value there.
    """
    found.remarks.append(Finding(SearchRemark.NO_GRADIENT_OPEN, {"zeros": surface.equation}))
    jump = jump_of_gradient(function, surface)
    is_known = jump is not None and jump.free_symbols <= set(surface.free)
    if jump is None or not is_known or domain != true or is_shared(function, surface):
        return
    curve = CriticalPoint(
        tuple(surface.place.values()),
        value,
        "undecided",
        None,
        Finding(CriticalReason.DIFFERS_ALONG_CURVE),
        where=Ne(jump.as_coeff_Mul()[1], 0),
        has_gradient=False,
    )
    extremal = _never_beyond(function, curve)
    if extremal is not None:
        found.points.append(extremal)


def _never_beyond(function: CorneredFunction, curve: CriticalPoint) -> CriticalPoint | None:
    """The points of a curve with their kind, if f is seen to be nowhere below or above them."""
    rise = _without_largest(function.f - curve.value)
    kinds: tuple[tuple[int, CriticalKind], ...] = ((1, "minimum"), (-1, "maximum"))
    for sign_, kind in kinds:
        if is_never_negative(sign_ * rise) or is_never_negative(factor(sign_ * rise)):
            reason = Finding(
                CriticalReason.NEVER_BEYOND_CURVE, {"difference": function.f - curve.value}
            )
            return replace(curve, kind=kind, is_strict=False, reason=reason)
    return None


def _parts_of_level_seam(
    function: CorneredFunction, surface: SeamSurface, curve: CriticalPoint, found: Found
) -> list[CriticalPoint]:
    extremal = _never_beyond(function, curve)
    if extremal is not None:
        return [extremal]
    try:
        return _parts_by_sides(function, surface, curve)
    except UnsolvedError:
        found.is_complete = False
        return [curve]


def _parts_by_sides(
    function: CorneredFunction, surface: SeamSurface, curve: CriticalPoint
) -> list[CriticalPoint]:
    reason = Finding(CriticalReason.SIGNS_ON_BOTH_SIDES, {"zeros": surface.equation})
    sides = _sides(function, surface, curve.value)
    if sides is None:
        raise UnsolvedError
    if all(sign_of(side) for side in (sides.first, sides.second) if side != 0):
        kind = sides.kind_at({})
        if kind is None:
            raise UnsolvedError
        strict = None if kind == "saddle" else False
        return [replace(curve, kind=kind, is_strict=strict, reason=reason)]
    if len(surface.free) != 1:
        raise UnsolvedError
    (parameter,) = surface.free
    parts = parts_of(curve, parameter, sides, reason, lambda spot: judged_alone(function, spot))
    return list(parts)


def _without_largest(expression: Expr) -> Expr:
    """max(u, 0) as the absolute value of something: neither is ever negative."""
    return expression.replace(
        lambda part: isinstance(part, Max) and any(map(is_never_negative, part.args)),
        lambda *_: Abs(Dummy(real=True)),
    )


def _sides(function: CorneredFunction, surface: SeamSurface, level: Expr) -> Sides | None:
    """Expressions with the sign of f - c where the seam's gap is positive, and where negative."""
    if surface.seam.part is None or surface.seam.is_edge:
        return None
    slope = gradient(surface.seam.gap, (surface.across,))[0].xreplace(surface.place)
    values: tuple[Expr, Expr]
    if isinstance(surface.seam.part, Abs):
        values = surface.seam.gap, -surface.seam.gap
    elif isinstance(surface.seam.part, (Max, Min)) and len(surface.seam.part.args) == 2:
        first, second = surface.seam.part.args
        if (first - second - surface.seam.gap).expand() != 0:
            first, second = second, first
        values = (first, second) if isinstance(surface.seam.part, Max) else (second, first)
    elif isinstance(surface.seam.part, sign):
        values = Integer(1), -Integer(1)
    else:
        return _sides_of_root(function, surface)
    found = []
    for side, part in zip((1, -1), values, strict=True):
        piece = function.f.xreplace({surface.seam.part: part})
        if (piece - level).expand() == 0:
            found.append(Integer(0))
            continue
        jump = (piece - level).xreplace(surface.place).expand()
        if jump != 0:
            found.append(jump)
            continue
        lead = first_term(piece, surface.across, surface.place)
        if lead is None:
            return None
        order, coefficient = lead
        found.append((side * slope) ** order * coefficient)
    return Sides(*found)


def _sides_of_root(function: CorneredFunction, surface: SeamSurface) -> Sides | None:
    """f = c + B·u^(p/q) + smaller terms, for p/q < 1."""
    part = surface.seam.part
    exponents = [p.exp for p in (() if part is None else part.atoms(Pow)) if p.exp.is_Rational]
    fractions = [exponent for exponent in exponents if exponent.q > 1]
    if part is None or len(fractions) != 1 or not 0 < fractions[0] < 1:
        return None
    hidden = function.f.xreplace({part: INNER})
    if hidden.has(*part.atoms(Pow)):
        return None
    slope = hidden.diff(INNER).xreplace({INNER: Integer(0)}).xreplace(surface.place).expand()
    if slope.has(*UNDEFINED) or slope == 0:
        return None
    # |u| is one and the same on both sides.
    is_even = part.is_Pow and isinstance(part.base, Abs)
    return Sides(slope, slope if is_even else slope * (-1) ** Rational(fractions[0]).p)
