"""What kind of critical point where the Hessian does not tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial

from sympy import Abs, Expr, Integer, Matrix, Rational, Symbol

from grad_magic.calculus.derivatives import gradient
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.extrema.kinds.comparison import classify_by_bound, classify_by_lines
from grad_magic.calculus.extrema.kinds.germs import (
    Arc,
    Germ,
    Signs,
    Step,
    arc_along,
    opposite_arcs,
)
from grad_magic.calculus.extrema.kinds.jets import Exponents, Jet, NoExpansionError
from grad_magic.calculus.extrema.kinds.plane_curves import (
    do_lowest_terms_decide,
    lowest_terms,
    signs_in_plane,
)
from grad_magic.calculus.extrema.kinds.sites import CriticalSite, free_letter
from grad_magic.calculus.extrema.kinds.splitting import Splitting, split, steps_of
from grad_magic.calculus.extrema.kinds.taylor import polynomial_degree, taylor
from grad_magic.calculus.extrema.kinds.verdicts import CriticalVerdict, extremum, undecided
from grad_magic.findings import CriticalReason, Finding

# Taylor polynomials up to these orders are tried in turn, by the number of variables; a
# polynomial of higher degree than the last is treated like any other function.
_ORDERS = {1: (4, 8, 16), 2: (4, 8, 12), 3: (4, 6)}
_ORDERS_IN_SPACE = (4,)
_ENOUGH = 8
# (1 + √5)/2 has so many operations; roots within roots take seconds in each coefficient.
_LONGEST_COORDINATE = 5
# Beyond, a polynomial's own degree is not taken for the order.
_HIGHEST_DEGREE = {1: 1000, 2: 14, 3: 8}


def classify_degenerate(
    f: Expr, variables: Sequence[Symbol], point: Sequence[Expr], hessian: Matrix
) -> CriticalVerdict:
    """The kind by the Taylor polynomial: f is compared with f(P) along all curves into P.

    Args:
        f: a function of no other names, with ∇f(P) = 0.
        variables: its n variables.
        point: P, n exact numbers.
        hessian: the second derivatives at P, semidefinite, n×n.
    """
    site = CriticalSite(f, variables, point, free_letter(variables))
    if any(value.count_ops() > _LONGEST_COORDINATE for value in point):
        return classify_by_bound(site) or undecided(
            CriticalReason.HIGHER_ORDER_UNDECIDED, order=Integer(2)
        )
    return _beyond_hessian(site, hessian)


def classify_beside_squares(site: CriticalSite, hessian: Matrix) -> CriticalVerdict | None:
    """The kind where the Hessian leaves one direction open, as for x⁴ - 2ax²y + y².

    Args:
        site: f at P, with positive parameters.
        hessian: the second derivatives at P, semidefinite, n×n.

    Returns:
        None where a sign depends on the parameters, or more directions are open.
    """
    try:
        germ = next(_germs(site))
        splitting = split(germ, hessian)
        is_open = splitting.rest.jet.dimension == 1 and splitting.pivots
        return _by_one_curve(site, germ, splitting) if is_open else None
    except NoExpansionError:
        return None


def _beyond_hessian(site: CriticalSite, hessian: Matrix) -> CriticalVerdict:
    highest = 0
    by_bound = cache(partial(classify_by_bound, site))
    try:
        for germ in _germs(site):
            highest = germ.jet.order
            verdict = _by_germ(site, germ, hessian)
            if verdict is not None:
                return verdict
            # Higher orders could only tell that the extremum is strict, and where two
            # directions are open that takes long.
            bounded = by_bound() if highest >= _ENOUGH and not any(hessian) else None
            if bounded is not None:
                return bounded
    except NoExpansionError:
        return by_bound() or undecided(CriticalReason.NO_EXPANSION)
    return (
        by_bound()
        or classify_by_lines(site)
        or undecided(CriticalReason.HIGHER_ORDER_UNDECIDED, order=Integer(highest))
    )


def _germs(site: CriticalSite) -> Iterator[Germ]:
    """f near P to higher and higher order."""
    dimension = len(site.variables)
    degree = polynomial_degree(site.f, site.variables)
    orders = _ORDERS.get(dimension, _ORDERS_IN_SPACE)
    if degree is not None and degree <= _HIGHEST_DEGREE.get(dimension, 0):
        # The polynomial itself; what follows from it may be needed to twice its degree.
        orders = (max(degree, 2), *(n for n in orders if n > degree))
    for order in orders:
        jet = taylor(site.f, site.variables, site.point, order).without_constant()
        if any(sum(key) == 1 for key in jet.terms):
            raise NoExpansionError
        yield Germ(jet, is_exact=degree is not None and degree <= order)
        if not all(isinstance(value, Rational) for value in jet.terms.values()):
            # The exact arithmetic of roots takes seconds at higher orders.
            return


def _by_germ(site: CriticalSite, germ: Germ, hessian: Matrix) -> CriticalVerdict | None:
    if germ.jet.dimension == 1:
        return _by_first_derivative(germ)
    if not germ.is_whole_again:
        signs = opposite_arcs(germ)
        if signs.both:
            return _saddle(site, signs)
    splitting = split(germ, hessian)
    if splitting.rest.jet.dimension == 1:
        return _by_one_curve(site, germ, splitting)
    if splitting.rest.jet.dimension == 2:
        return _by_plane(site, germ, splitting)
    return _by_pure_powers(site, splitting)


def _by_first_derivative(germ: Germ) -> CriticalVerdict | None:
    """One variable: the first derivative that is not 0 decides (Taylor's theorem)."""
    arc = arc_along(germ, ({1: Integer(1)},))
    if arc is None:
        return None
    parts = {"order": Integer(arc.exponent), "value": _derivative_of(arc)}
    if arc.exponent % 2:
        return CriticalVerdict("saddle", None, Finding(CriticalReason.INFLECTION, parts))
    return extremum(arc.sign, Finding(CriticalReason.FIRST_NONZERO_DERIVATIVE, parts))


def _derivative_of(arc: Arc) -> Expr:
    value = arc.coefficient
    for k in range(2, arc.exponent + 1):
        value *= k
    return value


def _saddle(site: CriticalSite, signs: Signs) -> CriticalVerdict:
    assert signs.positive is not None
    assert signs.negative is not None
    parts = {
        "parameter": site.parameter,
        "rising_curve": site.curve(signs.positive.steps),
        "rising_term": site.term(signs.positive),
        "falling_curve": site.curve(signs.negative.steps),
        "falling_term": site.term(signs.negative),
    }
    return CriticalVerdict("saddle", None, Finding(CriticalReason.OPPOSITE_CURVES, parts))


def _by_one_curve(site: CriticalSite, germ: Germ, splitting: Splitting) -> CriticalVerdict | None:
    """f is ±(squares) + h(t): h decides, and f = f(P) + h(t) on one curve."""
    lead = arc_along(splitting.rest, ({1: Integer(1)},))
    if lead is None:
        return _by_flat_curve(site, germ, splitting)
    steps = _shortest_steps(germ, splitting, lead)
    parts = {
        "parameter": site.parameter,
        "curve": site.curve(steps),
        "term": site.term(lead),
    }
    if lead.exponent % 2 == 0 and lead.sign == splitting.sign:
        return extremum(lead.sign, Finding(CriticalReason.LOWEST_CURVE, parts))
    backward = ({1: Integer(-1)},)
    extra = [steps, steps_of(splitting.curve, backward)]
    signs = opposite_arcs(germ, extra)
    return _saddle(site, signs) if signs.both else None


def _shortest_steps(germ: Germ, splitting: Splitting, lead: Arc) -> tuple[Step, ...]:
    """The first terms of the curve, as many as give f its lowest change there."""
    whole = steps_of(splitting.curve, ({1: Integer(1)},))
    for degree in range(1, germ.jet.order):
        steps = tuple({k: c for k, c in step.items() if k <= degree} for step in whole)
        arc = arc_along(germ, steps)
        if arc is not None and (arc.exponent, arc.coefficient) == (lead.exponent, lead.coefficient):
            return steps
    return whole


def _by_flat_curve(site: CriticalSite, germ: Germ, splitting: Splitting) -> CriticalVerdict | None:
    """h seems to vanish: it does if f keeps its value on a curve where the squares are 0."""
    whole = steps_of(splitting.curve, ({1: Integer(1)},))
    half = germ.jet.order // 2
    steps = tuple({k: c for k, c in step.items() if k <= half} for step in whole)
    curve = site.curve(steps)
    values = dict(zip(site.variables, curve, strict=True))
    slopes = gradient(site.f, [site.variables[pivot] for pivot in splitting.pivots])
    if any(slope.xreplace(values).expand() != 0 for slope in slopes):
        return None
    if not site.is_constant_along(curve):
        return None
    parts = {"parameter": site.parameter, "curve": curve}
    return extremum(splitting.sign, Finding(CriticalReason.FLAT_CURVE, parts), is_strict=False)


def _by_plane(site: CriticalSite, germ: Germ, splitting: Splitting) -> CriticalVerdict | None:
    """f is ±(squares) + h(t₁, t₂): the signs of h along all curves decide."""
    signs = signs_in_plane(splitting.rest)
    if splitting.sign:
        return _by_squares_and_signs(site, germ, splitting, signs)
    if signs.both:
        return _saddle(site, signs)
    if not signs.is_settled:
        return None
    sign = 1 if signs.positive else -1
    if signs.zero is None:
        is_decided = do_lowest_terms_decide(germ)
        reason = CriticalReason.LOWEST_TERMS if is_decided else CriticalReason.LOWEST_AND_NEXT_TERMS
        return extremum(sign, Finding(reason, {"terms": lowest_terms(germ, site.steps)}))
    parts = {"parameter": site.parameter, "curve": site.curve(signs.zero)}
    return extremum(sign, Finding(CriticalReason.ZERO_CURVE, parts), is_strict=False)


def _by_squares_and_signs(
    site: CriticalSite, germ: Germ, splitting: Splitting, signs: Signs
) -> CriticalVerdict | None:
    against = signs.negative if splitting.sign > 0 else signs.positive
    if against is not None:
        found = opposite_arcs(germ, [steps_of(splitting.curve, against.steps)])
        return _saddle(site, found) if found.both else None
    if not signs.is_settled or signs.zero is not None:
        return None
    is_decided = do_lowest_terms_decide(splitting.rest)
    return extremum(
        splitting.sign,
        Finding(
            CriticalReason.SQUARES_AND_LOWEST_TERMS
            if is_decided
            else CriticalReason.SQUARES_AND_HIGHER_TERMS
        ),
    )


def _by_pure_powers(site: CriticalSite, splitting: Splitting) -> CriticalVerdict | None:
    """Many variables: h = Σ cᵢ xᵢ^aᵢ + mixed terms of the same weight, and smaller terms.

    With the weight 1/aᵢ of each variable, xᵢ^aᵢ its lowest pure power, the terms of weight 1
    outweigh all others near P, if they are definite.
    """
    jet = splitting.rest.jet
    lowest = _lowest_pure_powers(jet)
    if lowest is None:
        return None
    weights = {
        key: sum(Integer(k) / a for k, a in zip(key, lowest, strict=True)) for key in jet.terms
    }
    if min(weights.values()) < 1:
        return None
    principal = {key: jet.terms[key] for key, weight in weights.items() if weight == 1}
    sign = _sign_of_principal(principal, lowest)
    if not sign or -sign == splitting.sign:
        return None
    if splitting.sign:
        return extremum(sign, Finding(CriticalReason.SQUARES_AND_LOWEST_TERMS))
    terms = Jet(principal, jet.dimension, jet.order).expression(site.steps)
    return extremum(sign, Finding(CriticalReason.LOWEST_TERMS, {"terms": terms}))


def _lowest_pure_powers(jet: Jet) -> list[int] | None:
    lowest = []
    for index in range(jet.dimension):
        powers = [key[index] for key in jet.terms if sum(key) == key[index]]
        if not powers or min(powers) % 2:
            return None
        lowest.append(min(powers))
    return lowest


def _sign_of_principal(terms: Mapping[Exponents, Expr], lowest: Sequence[int]) -> int | None:
    """The sign of Σ cᵢ xᵢ^aᵢ + Σ d·x^k, if it is definite by weighted means.

    As Σ kᵢ/aᵢ = 1, |x^k| ≤ Σ (kᵢ/aᵢ)·xᵢ^aᵢ: each mixed term takes so much of the pure ones,
    unless all its powers are even and its sign is theirs.
    """
    pure = {key: value for key, value in terms.items() if sum(map(bool, key)) == 1}
    sign: int | None = sign_of(next(iter(pure.values())))
    if sign is None:
        return None
    left: list[Expr] = [Integer(0)] * len(lowest)
    for key, value in terms.items():
        signed = sign * value
        helps = all(power % 2 == 0 for power in key) and sign_of(signed) == 1
        if helps and key not in pure:
            continue
        amount = signed if key in pure else -Abs(value)
        for index, (power, whole) in enumerate(zip(key, lowest, strict=True)):
            left[index] += amount * Rational(power, whole)
    return sign if all(sign_of(amount) == 1 for amount in left) else None
