"""Critical points of a function that is seen from its form to be nowhere below or above f(P)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import mpmath
from sympy import (
    Add,
    And,
    Dummy,
    Eq,
    Expr,
    Mul,
    Not,
    Piecewise,
    Poly,
    Pow,
    Symbol,
    Tuple,
    exp,
    factor,
    nan,
    oo,
    piecewise_fold,
    to_nnf,
    true,
    zoo,
)

from grad_magic.calculus.derivatives import evaluate_derivative, gradient
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.quotients import factored, has_high_powers
from grad_magic.calculus.exact.simplify import LARGEST_OPERATION_COUNT
from grad_magic.calculus.extrema.equations.roots import UnsolvedError, real_roots
from grad_magic.calculus.extrema.equations.value_bounds import is_entire, is_never_negative
from grad_magic.calculus.extrema.kinds.factors_nearby import with_signs_near
from grad_magic.calculus.extrema.kinds.germs import Step, lines, parabolas
from grad_magic.calculus.extrema.kinds.jets import Exponents, Jet
from grad_magic.calculus.extrema.kinds.least_values import is_least
from grad_magic.calculus.extrema.kinds.sites import DIGITS, CriticalSite, free_letter
from grad_magic.calculus.extrema.kinds.verdicts import (
    CriticalVerdict,
    extremum,
    said_of_neighborhood,
    strict_reason,
    undecided,
)
from grad_magic.findings import CriticalReason, Finding
from grad_magic.formula.arithmetic import HIGH_PRECISION, NotRealError
from grad_magic.formula.one_variable import conjuncts

# The value of t at a place on a curve near P.
_START = mpmath.mpf(1) / 7

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean


def classify_on_curve(
    f: Expr, variables: Sequence[Symbol], point: Sequence[Expr]
) -> CriticalVerdict:
    """The kind of all points of a curve of critical points, if it is the same for all.

    Args:
        f: the function.
        variables: its n variables.
        point: n coordinates, in which the variables that are free stand for themselves.
    """
    # Where all variables are free ∇f = 0 all around, as for arctan(x) + arctan(1/x).
    is_region = tuple(point) == tuple(variables)
    if is_region or all(partial == 0 for partial in gradient(f, variables)):
        return CriticalVerdict("minimum", is_strict=False, reason=Finding(CriticalReason.CONSTANT))
    site = CriticalSite(f, variables, point, free_letter([*variables, *f.free_symbols]))
    for form, sign in _signed_forms(site):
        if is_never_negative(sign * form):
            reason = Finding(CriticalReason.NEVER_BEYOND_CURVE, {"difference": form})
            return extremum(sign, reason, is_strict=False)
    return (
        _across(site)
        or _saddles_along(site)
        or _by_factor(site)
        or undecided(CriticalReason.DIFFERS_ALONG_CURVE)
    )


def _across(site: CriticalSite) -> CriticalVerdict | None:
    """Points that fill a smooth curve in the plane, a surface in space: f'' across it decides.

    There the Hessian has one eigenvalue that need not be 0, which is its trace, and where that
    keeps one sign f is f(P) ± (a square) in suitable coordinates (Morse and Bott).
    """
    fixed = [value for v, value in zip(site.variables, site.point, strict=True) if value != v]
    if len(fixed) != 1 or not fixed[0].is_polynomial(*site.variables):
        return None
    if site.f.count_ops() > LARGEST_OPERATION_COUNT:
        return None
    values = dict(zip(site.variables, site.point, strict=True))
    slopes = zip(gradient(site.f, site.variables), site.variables, strict=True)
    trace = sum(gradient(slope, (variable,))[0] for slope, variable in slopes)
    across = trace.xreplace(values).expand()
    sign = None if across.has(nan, zoo, oo, -oo) else sign_of(across)
    if not sign:
        return None
    reason = Finding(CriticalReason.DEFINITE_ACROSS, {"trace": across})
    return extremum(sign, reason, is_strict=False)


def _by_factor(site: CriticalSite) -> CriticalVerdict | None:
    """Saddle points where f - c = g·h with a g of one variable that changes its sign there.

    h is analytic, and is not 0 on all of the plane g = 0, so that near each point there are others
    of this plane with h ≠ 0, beside which f is larger than c on one side and smaller on the other.
    """
    is_short = site.rise.count_ops() <= LARGEST_OPERATION_COUNT
    if not is_short or site.rise.free_symbols - set(site.variables):
        return None
    form = _factored(site.rise)
    for part in Mul.make_args(form):
        base, exponent = part.as_base_exp()
        for variable, value in zip(site.variables, site.point, strict=True):
            place = {variable: value}
            if base.free_symbols != {variable} or not (value.is_number and exponent.is_Integer):
                continue
            is_simple = sign_of(base.xreplace(place)) == 0 and sign_of(
                base.diff(variable).xreplace(place)
            )
            rest = (form / part).xreplace(place)
            if exponent % 2 and exponent > 0 and is_simple and rest != 0 and is_entire(form):
                reason = Finding(CriticalReason.FACTOR_CHANGES_SIGN, {"factor": part})
                return CriticalVerdict("saddle", None, reason)
    return None


def classify_by_lines(site: CriticalSite) -> CriticalVerdict | None:
    """A saddle point of a polynomial, if it changes with both signs along simple curves."""
    if len(site.variables) < 2:
        return None
    signs: dict[int, _Change] = {}
    for shape, sign, change in _changes(site):
        if shape == 1:
            signs.setdefault(sign, change)
        if len(signs) == 2:
            return _opposite(site, signs, CriticalReason.OPPOSITE_CURVES)
    return None


_Change = tuple[Tuple, Expr]
"""A curve, and how f begins to change along it."""


def _saddles_along(site: CriticalSite) -> CriticalVerdict | None:
    """From each of the points two curves along which a polynomial changes like ±c·t^k."""
    found: dict[Expr, dict[int, _Change]] = {}
    for shape, sign, change in _changes(site):
        signs = found.setdefault(shape, {})
        signs.setdefault(sign, change)
        if len(signs) == 2:
            if shape == 1:
                return _opposite(site, signs, CriticalReason.OPPOSITE_CURVES_FROM_EACH)
            if _are_saddles_where_zero(site, shape):
                return _opposite(site, signs, CriticalReason.OPPOSITE_CURVES_FROM_MOST)
    return None


def _changes(site: CriticalSite) -> Iterator[tuple[Expr, int, _Change]]:
    """The lowest terms of a polynomial along simple curves: ±1 times a number, and the rest."""
    is_curve = any(value.has(*site.variables) for value in site.point)
    if not site.rise.is_polynomial(*site.variables) or (is_curve and has_high_powers(site.rise)):
        return
    letters = [Dummy() for _ in site.variables]
    near = [value + letter for value, letter in zip(site.point, letters, strict=True)]
    # It is multiplied out once, but for x²⁰⁰y²⁰⁰, which along one curve has far fewer terms.
    whole = None if has_high_powers(site.rise) else _multiplied_out(site, near, letters)
    factored_once = cache(factor)
    dimension = len(site.variables)
    for steps in (*lines(dimension), *parabolas(dimension)):
        curve = site.curve(steps)
        if whole is None:
            change = _multiplied_out(site, curve, [site.parameter])
        else:
            change = whole.along([Jet.of_powers(step, 2 * whole.order) for step in steps])
        for (power,), coefficient in sorted(change.terms.items()):
            number, shape = factored_once(coefficient).as_coeff_Mul()
            sign = sign_of(number)
            if sign:
                yield shape, sign, (curve, number * shape * site.parameter**power)
                break


def _multiplied_out(site: CriticalSite, places: Sequence[Expr], letters: Sequence[Symbol]) -> Jet:
    """f - f(P), a polynomial, in the letters of these coordinates.

    SymPy's Poly (1.14) would shorten each coefficient, which takes long where they have roots.
    """
    moved = site.rise.xreplace(dict(zip(site.variables, places, strict=True))).expand()
    terms: dict[Exponents, list[Expr]] = defaultdict(list)
    for term in Add.make_args(moved):
        coefficient, powers = term.as_independent(*letters, as_Add=False)
        exponents = powers.as_powers_dict()
        terms[tuple(int(exponents.get(one, 0)) for one in letters)].append(coefficient)
    order = max(map(sum, terms))
    return Jet({key: Add(*parts) for key, parts in terms.items()}, len(letters), order)


def _opposite(
    site: CriticalSite, signs: Mapping[int, _Change], reason: CriticalReason
) -> CriticalVerdict:
    parts: dict[str, Expr] = {"parameter": site.parameter}
    parts |= dict(zip(("rising_curve", "rising_term"), signs[1], strict=True))
    parts |= dict(zip(("falling_curve", "falling_term"), signs[-1], strict=True))
    return CriticalVerdict("saddle", None, Finding(reason, parts))


def _are_saddles_where_zero(site: CriticalSite, shape: Expr) -> bool:
    """Whether those points of a curve where the two terms vanish are saddle points too."""
    free = shape.free_symbols
    if len(free) != 1 or not free <= set(site.variables) or not shape.is_polynomial(*free):
        return False
    (variable,) = free
    try:
        zeros = real_roots(Poly(shape, variable))
    except UnsolvedError:
        return False
    places = ([value.xreplace({variable: zero}) for value in site.point] for zero in zeros)
    others = (CriticalSite(site.f, site.variables, place, site.parameter) for place in places)
    return all(
        len({sign for shape, sign, _ in _changes(other) if shape == 1}) == 2 for other in others
    )


def classify_by_form(
    f: Expr, variables: Sequence[Symbol], point: Sequence[Expr]
) -> CriticalVerdict | None:
    """The kind where f - f(P) is seen from its form to be nowhere negative, or nowhere positive."""
    site = CriticalSite(f, variables, point, free_letter([*variables, *f.free_symbols]))
    return classify_by_bound(site)


def settled_by_form(
    verdict: CriticalVerdict, f: Expr, variables: Sequence[Symbol], point: Sequence[Expr]
) -> CriticalVerdict:
    """The verdict, or where it leaves the kind or the strictness open what the form of f says."""
    is_extremum = verdict.kind in ("minimum", "maximum")
    if not (verdict.kind == "undecided" or (is_extremum and verdict.is_strict is None)):
        return verdict
    if is_extremum:
        sign = 1 if verdict.kind == "minimum" else -1
        value = f.subs(dict(zip(variables, point, strict=True)))
        if is_least(sign * f, sign * value, point, variables):
            return replace(verdict, is_strict=True, reason=strict_reason(verdict.reason))
    found = classify_by_form(f, variables, point)
    if found is None or (is_extremum and found.is_strict is None):
        return verdict
    return found


def classify_by_bound(site: CriticalSite) -> CriticalVerdict | None:
    """f - f(P) or its negative is seen from its form to be nowhere negative, or not near P."""
    for form, sign in _signed_forms(site):
        if is_never_negative(sign * form):
            return _never_beyond(site, sign, form)
    values = dict(zip(site.variables, site.point, strict=True))
    for form, sign in _signed_forms(site):
        if is_never_negative(sign * with_signs_near(form, values)):
            return said_of_neighborhood(_never_beyond(site, sign, form))
    return None


def _signed_forms(site: CriticalSite) -> Iterator[tuple[Expr, int]]:
    """Forms of f - f(P) to be compared with 0 from above and below."""
    if site.rise.count_ops() <= LARGEST_OPERATION_COUNT:
        for form in (site.rise, _factored(site.rise)):
            yield form, 1
            yield form, -1


def _factored(form: Expr) -> Expr:
    if not isinstance(form, Piecewise):
        return factored(form)
    return Piecewise(*((factored(value), condition) for value, condition in form.args))


def _never_beyond(site: CriticalSite, sign: int, form: Expr) -> CriticalVerdict:
    parts: dict[str, Expr] = {"difference": form}
    dimension = len(site.variables)
    for steps in (*lines(dimension), *parabolas(dimension)):
        curve = site.curve(steps)
        if _may_vanish(site, steps) and site.is_constant_along(curve):
            parts |= {"parameter": site.parameter, "curve": curve}
            return extremum(sign, Finding(CriticalReason.NEVER_BEYOND_FLAT, parts), is_strict=False)
    factor_at = _vanishing_factor(site, form)
    if factor_at is not None:
        reason = CriticalReason.NEVER_BEYOND_ZEROS_IN_SPACE
        if dimension == 2:
            reason = CriticalReason.NEVER_BEYOND_ZEROS
        parts["zeros"] = Eq(factor_at, 0)
        return extremum(sign, Finding(reason, parts), is_strict=False)
    is_strict = True if _is_positive_elsewhere(site, sign, form) else None
    reason = CriticalReason.BEYOND_ELSEWHERE if is_strict else CriticalReason.NEVER_BEYOND
    return extremum(sign, Finding(reason, parts), is_strict=is_strict)


def _is_positive_elsewhere(site: CriticalSite, sign: int, form: Expr) -> bool:
    """Whether a function in cases, one of them for P alone, has this sign in all others.

    As e^(-1/x²), which is filled with 0 at 0.
    """
    form = piecewise_fold(form) if form.has(Piecewise) else form
    if not isinstance(form, Piecewise):
        return False
    left: Boolean = true
    values = dict(zip(site.variables, site.point, strict=True))
    for value, condition in form.args:
        if value != 0:
            if not _is_positive_apart(sign * value, values):
                return False
            left = to_nnf(And(left, Not(condition)))
    # What is left must be P: x = 0 and y = 0.
    fixed = {
        part.lhs: part.rhs
        for part in conjuncts(left)
        if isinstance(part, Eq) and part.lhs in values
    }
    is_fixed = len(fixed) == len(values) == len(conjuncts(left))
    return is_fixed and all(sign_of(fixed[name] - values[name]) == 0 for name in values)


def _is_positive_apart(form: Expr, values: Mapping[Symbol, Expr]) -> bool:
    """Of products of exponentials, positive numbers, and even powers of x - p."""
    for part in Mul.make_args(form):
        base, exponent = part.as_base_exp()
        is_even = exponent.is_Integer and exponent % 2 == 0
        is_zero_at_point = len(values) == 1 and all(
            sign_of(base.diff(name)) and (base.diff(name) * (name - place) - base).expand() == 0
            for name, place in values.items()
        )
        if not (isinstance(part, exp) or sign_of(part) == 1 or (is_even and is_zero_at_point)):
            return False
    return True


def _vanishing_factor(site: CriticalSite, form: Expr) -> Expr | None:
    """A factor g of f - f(P) with g(P) = 0 and ∇g(P) ≠ 0, whose zeros pass through P.

    By the implicit function theorem they are a curve, with three variables a surface, on which
    f keeps its value.
    """
    if len(site.variables) < 2:
        return None
    values = dict(zip(site.variables, site.point, strict=True))
    for part in Mul.make_args(form):
        base = part.base if isinstance(part, Pow) and part.exp.is_positive else part
        if sign_of(base.xreplace(values)) != 0:
            continue
        rest = (form / part).xreplace(values)
        slopes = (evaluate_derivative(slope, values) for slope in gradient(base, site.variables))
        if not rest.has(nan, zoo, oo, -oo) and any(
            slope is not None and slope.is_number and sign_of(slope) for slope in slopes
        ):
            return base
    return None


def _may_vanish(site: CriticalSite, steps: Sequence[Step]) -> bool:
    """Whether it is worth while to multiply it out: at one place it is about 0."""
    if site.program is None or any(value.free_symbols for value in site.point):
        return True
    with mpmath.workdps(DIGITS):
        place = {
            variable: value + sum(mpmath.mpf(c.p) / c.q * _START**k for k, c in step.items())
            for variable, value, step in zip(site.variables, site.digits, steps, strict=True)
        }
        try:
            value = site.program.run(place, HIGH_PRECISION)
        except NotRealError:
            return True
    return bool(abs(value) < mpmath.mpf("1e-9"))
