"""Critical points of a function that is seen from its form to be nowhere below or above f(P)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sympy import Expr, Rational, Symbol, Tuple, factor

from grad_magic.calculus.derivatives import gradient
from grad_magic.calculus.germs import lines, parabolas
from grad_magic.calculus.simplify import LARGEST_OPERATION_COUNT
from grad_magic.calculus.sites import Site, free_letter
from grad_magic.calculus.value_bounds import is_never_negative
from grad_magic.calculus.verdicts import CriticalVerdict, extremum, undecided
from grad_magic.solution import Finding


def classify_on_curve(
    f: Expr, variables: Sequence[Symbol], point: Sequence[Expr]
) -> CriticalVerdict:
    """The kind of all points of a curve of critical points, if it is the same for all.

    Args:
        f: the function.
        variables: its n variables.
        point: n coordinates, in which the variables that are free stand for themselves.
    """
    if all(partial == 0 for partial in gradient(f, variables)):
        return CriticalVerdict("minimum", is_strict=False, reason=Finding("constant"))
    site = Site(f, variables, point, free_letter(variables))
    for form, sign in _signed_forms(site):
        if is_never_negative(sign * form):
            reason = Finding("never_beyond_curve", {"difference": form})
            return extremum(sign, reason, is_strict=False)
    return undecided("differs_along_curve")


def classify_by_bound(site: Site) -> CriticalVerdict | None:
    """f - f(P) or its negative is seen from its form to be nowhere negative."""
    for form, sign in _signed_forms(site):
        if is_never_negative(sign * form):
            return _never_beyond(site, sign, form)
    return None


def _signed_forms(site: Site) -> Iterator[tuple[Expr, int]]:
    """Forms of f - f(P) to be compared with 0 from above and below."""
    if site.rise.count_ops() <= LARGEST_OPERATION_COUNT:
        for form in (site.rise, factor(site.rise)):
            yield form, 1
            yield form, -1


def _never_beyond(site: Site, sign: int, form: Expr) -> CriticalVerdict:
    parts: dict[str, Expr] = {"difference": form}
    dimension = len(site.variables)
    for steps in (*lines(dimension), *parabolas(dimension)):
        curve = site.curve(steps)
        if _may_vanish(site, curve) and site.is_constant_along(curve):
            parts |= {"parameter": site.parameter, "curve": curve}
            return extremum(sign, Finding("never_beyond_flat", parts), is_strict=False)
    return extremum(sign, Finding("never_beyond", parts), is_strict=None)


def _may_vanish(site: Site, curve: Tuple) -> bool:
    """Whether it is worth while to multiply it out: at one place it is about 0."""
    start = {site.parameter: Rational(1, 7)}
    place = [coordinate.xreplace(start).evalf(15) for coordinate in curve]
    value = site.rise.evalf(15, subs=dict(zip(site.variables, place, strict=True)))
    return not value.is_Float or abs(value) < Rational(1, 10**9)
