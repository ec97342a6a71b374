"""Where on a seam a function has no gradient."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sympy import Abs, Expr, Integer, Max, Min, Pow, Rational, Symbol, sign
from sympy import Tuple as SympyTuple

from grad_magic.calculus.derivatives import gradient
from grad_magic.calculus.domains import UndefinedError, evaluate
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.extrema.corners.cornered import (
    UNDEFINED,
    CorneredFunction,
    Found,
    SeamSurface,
)
from grad_magic.calculus.extrema.corners.seams import seams_of
from grad_magic.calculus.extrema.corners.single_points import is_differentiable_at
from grad_magic.calculus.extrema.critical_points import solve_equations
from grad_magic.calculus.extrema.curves.curve_parts import first_term, zeros_of
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.equations.value_bounds import is_always_positive
from grad_magic.findings import Finding, Part, SearchRemark


def remark_on_seam(
    function: CorneredFunction, surface: SeamSurface, found: Found, *, is_listed: bool
) -> None:
    """That f has no gradient on a seam, where that is proved."""
    if jump_of_gradient(function, surface) == 0:
        return
    parts: dict[str, Part] = {"zeros": surface.equation}
    exceptions = smooth_points_on(function, surface)
    if exceptions is None:
        remark = SearchRemark.NO_GRADIENT_PERHAPS if is_listed else SearchRemark.NO_GRADIENT_OPEN
        found.remarks.append(Finding(remark, parts))
        return
    if not is_rough_somewhere(function, surface, exceptions):
        return
    points = [surface.at(exception) for exception in exceptions]
    if points:
        parts["exception"] = points[0] if len(points) == 1 else SympyTuple(*points)
    found.remarks.append(Finding(NO_GRADIENT_ALONG[is_listed, bool(points)], parts))


# Whether all points that can be extrema are listed, and whether some have a gradient.
NO_GRADIENT_ALONG = {
    (True, False): SearchRemark.NO_GRADIENT_ALONG,
    (True, True): SearchRemark.NO_GRADIENT_ALONG_BUT,
    (False, False): SearchRemark.NO_GRADIENT_ALONG_OPEN,
    (False, True): SearchRemark.NO_GRADIENT_ALONG_OPEN_BUT,
}


def smooth_points_on(function: CorneredFunction, surface: SeamSurface) -> list[Expr] | None:
    """Where on a seam f is differentiable; None where that is not settled, or all along."""
    jump = jump_of_gradient(function, surface)
    if jump is None or jump == 0:
        return None
    places = _tangent_places(function, surface)
    if places is None:
        return None
    if not (sign_of(jump) or is_always_positive(jump) or is_always_positive(-jump)):
        if len(surface.free) != 1 or jump.free_symbols - set(surface.free):
            return None
        try:
            places += zeros_of(jump, surface.free[0])
        except UnsolvedError:
            return None
    exceptions = []
    for zero in dict.fromkeys(places):
        is_smooth = is_differentiable_at(function, surface.at(zero))
        if is_smooth is None:
            return None
        if is_smooth:
            exceptions.append(zero)
    return exceptions


def _tangent_places(function: CorneredFunction, surface: SeamSurface) -> list[Expr] | None:
    """Where on a seam another one touches it, so that the jumps of ∇f may cancel.

    Of |y - x²| - |y| they do at the origin. Where two seams cross they never do. None where
    such places are not known, or more than points of a curve.
    """
    found: list[Expr] = []
    for gap in {seam.gap for seam in seams_of(function.program, function.variables)}:
        there = gap.xreplace(surface.place).expand()
        if there == 0 or not there.has(*surface.free):
            continue
        slopes = gradient(there, surface.free)
        if any(map(sign_of, slopes)):
            continue
        solved = solve_equations([there, *slopes], surface.free)
        is_alone = len(surface.free) == 1 and not solved.repeating
        if not solved.is_complete or (solved.solutions and not is_alone):
            return None
        found += (value for assignment in solved.solutions for value in assignment.values())
    return found


def is_rough_somewhere(
    function: CorneredFunction, surface: SeamSurface, exceptions: Sequence[Expr]
) -> bool:
    """Whether f has no gradient at one point of a seam: two corners may cancel all along it."""
    for start in range(1, 5 + len(exceptions)):
        sample = {symbol: Rational(3 * start + k, 7) for k, symbol in enumerate(surface.free)}
        if not set(sample.values()) & set(exceptions):
            point = surface.moved(sample)
            if _is_only_seam(function, point):
                return True
            is_smooth = (
                None
                if any(v.has(*UNDEFINED) for v in point)
                else is_differentiable_at(function, point)
            )
            if is_smooth is not None:
                return not is_smooth
    return False


def _is_only_seam(function: CorneredFunction, point: tuple[Expr, ...]) -> bool:
    """Whether a point where f has a value lies on one seam alone, so that none can cancel."""
    place = dict(zip(function.variables, point, strict=True))
    gaps = {seam.gap for seam in seams_of(function.program, function.variables)}
    values = [shorten_number(gap.xreplace(place)) for gap in gaps]
    if any(value.has(*UNDEFINED) for value in (*values, *point)):
        return False
    signs = list(map(sign_of, values))
    if None in signs or signs.count(0) != 1:
        return False
    try:
        evaluate(function.program, place)
    except UndefinedError:
        return False
    return True


def _bend(surface: SeamSurface) -> Expr | None:
    """What is 0 where the part with the corner has none; None where that is not known.

    |u|, max and min have none where ∇u = 0. Roots u^e and |u|^e are like h^(ke) and |h|^(ke),
    h the distance, where u is 0 of order k.
    """
    seam, place = surface.seam, surface.place
    if isinstance(seam.part, (Abs, Max, Min)):
        return gradient(seam.gap, (surface.across,))[0].xreplace(place)
    if not isinstance(seam.part, Pow) or not seam.part.exp.is_Rational:
        return None
    base, exponent = seam.part.base, seam.part.exp
    lead = first_term(base.args[0] if isinstance(base, Abs) else base, surface.across, place)
    if lead is None:
        return None
    order, coefficient = lead
    is_odd = order % 2 and not isinstance(base, Abs)
    if order * exponent < 1 or (order * exponent == 1 and not is_odd):
        return coefficient
    return Integer(0) if sign_of(coefficient) else None


INNER = Symbol("r__", real=True)


def jump_of_gradient(function: CorneredFunction, surface: SeamSurface) -> Expr | None:
    """A factor of the jump of ∇f across a seam: how f depends on the part with the corner."""
    if surface.seam.part is None or surface.seam.is_edge or not surface.seam.part.args:
        return None
    if isinstance(surface.seam.part, (Max, Min)) and len(surface.seam.part.args) > 2:
        return None
    hidden = function.f.xreplace({surface.seam.part: INNER})
    if not hidden.has(INNER):
        return None
    if isinstance(surface.seam.part, sign):
        return _step(hidden, surface)
    slope = _bend(surface)
    if slope is None:
        return None
    inner = _on_its_seam(surface.seam.part, surface.place)
    value = (hidden.diff(INNER).xreplace({INNER: inner}) * slope).xreplace(surface.place).expand()
    return None if value.has(*UNDEFINED) or value.has(INNER) else value


def _on_its_seam(part: Expr, place: Mapping[Symbol, Expr]) -> Expr:
    """The part on its seam, where SymPy need not find out which of u and v is the larger one."""
    if isinstance(part, Abs):
        return Integer(0)
    if isinstance(part, (Max, Min)):
        return min((arg.xreplace(place).expand() for arg in part.args), key=Expr.count_ops)
    return part.xreplace(place)


def _step(hidden: Expr, surface: SeamSurface) -> Expr | None:
    """By how much f jumps where a sign does, or else its slope."""
    above, below, between = (hidden.xreplace({INNER: Integer(s)}) for s in (1, -1, 0))
    slopes = [gradient(side, (surface.across,))[0] for side in (above, below)]
    for gap in (above - between, below - between, slopes[0] - slopes[1]):
        value = gap.xreplace(surface.place).expand()
        if value.has(*UNDEFINED):
            return None
        if value != 0:
            return value
    return Integer(0)
