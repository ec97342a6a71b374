"""The signs of a function of two variables along all curves into a critical point.

An analytic function that is negative arbitrarily near P is so along an analytic curve into P
(curve selection lemma), and each such curve is x = ±t, y = c t^β + … or the y-axis. For each
exponent β only the terms on one side of the Newton polygon count at first; where they cancel,
at a multiple root c, the curve is followed with y = t^β (c + y'), as Newton and Puiseux do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sympy import Expr, Integer, Poly, Rational, Symbol, binomial, floor

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.extrema.equations.roots import UnsolvedError, real_roots
from grad_magic.calculus.extrema.kinds.germs import Germ, Signs, Step, arc_along
from grad_magic.calculus.extrema.kinds.jets import Exponents, Jet, NoExpansionError

# A curve on which more than so many beginnings cancel is not followed further.
_DEEPEST = 4
# Where roots stand in all coefficients each step takes ten times as long as the one before.
_DEEPEST_IRRATIONAL = 2
_SAMPLES = [Rational(*pair) for pair in ((1, 1), (-1, 1), (1, 2), (-1, 2), (2, 1), (-2, 1))]
_AROUND = (Rational(7, 8), Rational(9, 8))
_ROOT = Symbol("c", real=True)
_TIME = Symbol("t", real=True)
_HEIGHT = Symbol("y", real=True)


@dataclass(frozen=True)
class _Branch:
    """f on curves that begin alike: t^(something)·g(t, y) for small t > 0 and y.

    Attributes:
        terms: g, by the exponents of t and y.
        first_unknown: the terms left out are at least of this degree in t, or, where
            `counts_both`, in t and y together; None where nothing is left out.
        x, y: the curve's coordinates in t and y.
    """

    terms: Mapping[Exponents, Expr]
    first_unknown: int | None
    counts_both: bool
    x: Expr
    y: Expr

    def is_known(self, slope: Rational, degree: Rational) -> bool:
        """Whether all terms t^i y^j with i + slope·j ≤ degree are there."""
        if self.first_unknown is None:
            return True
        least = min(slope, 1) if self.counts_both else 1
        return bool(degree < self.first_unknown * least)


@dataclass(frozen=True)
class _Edge:
    """A side of the Newton polygon: the terms that count first where y = c t^slope."""

    slope: Rational
    degree: Rational
    coefficients: Mapping[int, Expr]


def signs_in_plane(germ: Germ) -> Signs:
    """The signs of f - f(P) along all curves into P, for two variables."""
    signs = Signs()
    first_unknown = None if germ.is_exact else germ.jet.order + 1
    for sign in (1, -1):
        _note(germ, signs, ({}, {1: Integer(sign)}))
        terms = {key: value * sign ** key[0] for key, value in germ.jet.terms.items()}
        branch = _Branch(terms, first_unknown, counts_both=True, x=sign * _TIME, y=_HEIGHT)
        _explore(germ, branch, signs, depth=0)
    return signs


def _note(germ: Germ, signs: Signs, steps: tuple[Step, ...]) -> None:
    """The sign along one curve, found from f itself."""
    arc = arc_along(germ, steps)
    if arc is not None:
        signs.add(arc)
    elif germ.is_exact:
        signs.zero = signs.zero or steps
    else:
        signs.is_settled = False


def _explore(germ: Germ, branch: _Branch, signs: Signs, depth: int) -> None:
    if signs.both:
        return
    if depth > _DEEPEST or not branch.terms:
        signs.is_settled = False
        return
    if min(j for _, j in branch.terms):
        # All known terms vanish where y = 0.
        _note(germ, signs, _steps(branch, Integer(0), Rational(1)))
    for edge in _edges(branch.terms):
        if branch.is_known(edge.slope, edge.degree):
            _follow(germ, branch, edge, signs, depth)
        else:
            signs.is_settled = False


def _edges(terms: Mapping[Exponents, Expr]) -> Iterator[_Edge]:
    """The sides of the Newton polygon, from y = c t^β with small β to large β."""
    corner = min(terms)
    below = [key for key in terms if key[1] < corner[1]]
    if not below:
        yield _edge(terms, Rational(1), corner)
    while below:
        i, j = corner
        slope = min(Rational(a - i, j - b) for a, b in below)
        yield _edge(terms, slope, corner)
        corner = min(
            (key for key in below if key[0] + slope * key[1] == i + slope * j),
            key=lambda key: key[1],
        )
        below = [key for key in terms if key[1] < corner[1]]


def _edge(terms: Mapping[Exponents, Expr], slope: Rational, corner: Exponents) -> _Edge:
    degree = corner[0] + slope * corner[1]
    on_edge = {j: value for (i, j), value in terms.items() if i + slope * j == degree}
    return _Edge(slope, degree, on_edge)


def _follow(germ: Germ, branch: _Branch, edge: _Edge, signs: Signs, depth: int) -> None:
    """The signs where y = c t^slope for each c that is no root, then near the roots."""
    lead = edge.coefficients[max(edge.coefficients)]
    ratios = {j: shorten_number(value / lead) for j, value in edge.coefficients.items()}
    if all(isinstance(ratio, Rational) for ratio in ratios.values()):
        samples, roots = _samples_and_roots(ratios)
    else:
        samples, roots = _samples_and_irrational_roots(ratios)
    if roots is None:
        signs.is_settled = False
    for sample in samples:
        value = _value(edge, sample)
        if value is None:
            signs.is_settled = False
        elif value:
            _note(germ, signs, _steps(branch, sample, edge.slope))
    for root in roots or ():
        if depth >= _DEEPEST_IRRATIONAL and not isinstance(root, Rational):
            signs.is_settled = False
            continue
        _explore(germ, _shifted(branch, edge, root), signs, depth + 1)


def _value(edge: _Edge, c: Expr) -> int | None:
    return sign_of(shorten_number(sum(value * c**j for j, value in edge.coefficients.items())))


def _samples_and_roots(
    coefficients: Mapping[int, Rational],
) -> tuple[list[Rational], tuple[Expr, ...] | None]:
    """A number in each gap between the real roots and 0, and the roots of even multiplicity.

    At one of odd multiplicity the sign changes, so that nothing more is to be found there.
    """
    polynomial = Poly(dict(coefficients), _ROOT)
    repeated: list[Expr] = []
    try:
        for factor, multiplicity in polynomial.factor_list()[1]:
            if multiplicity % 2 == 0:
                repeated += (root for root in real_roots(factor) if root != 0)
    except UnsolvedError:
        return _gaps(polynomial), None
    return _gaps(polynomial), tuple(repeated)


def _samples_and_irrational_roots(
    coefficients: Mapping[int, Expr],
) -> tuple[list[Rational], tuple[Expr, ...] | None]:
    """The same where the coefficients are no rational numbers.

    Where the sign changes at a root it may be that no sample shows it: then the roots count as
    unknown.
    """
    polynomial = Poly(dict(coefficients), _ROOT)
    try:
        roots = [root for root in real_roots(polynomial) if root != 0]
    except UnsolvedError:
        return _SAMPLES, None
    slopes = [sign_of(shorten_number(polynomial.diff()(root))) for root in roots]
    # A sample need not be near a root: what it shows is computed from f itself.
    near = [Rational(str(root.evalf(2))) * factor for root in roots for factor in _AROUND]
    samples = _SAMPLES + near
    return samples, tuple(roots) if all(slope == 0 for slope in slopes) else None


def _gaps(polynomial: Poly) -> list[Rational]:
    with_zero = (polynomial * Poly(_ROOT, _ROOT)).sqf_part()
    width = Rational(1, 4)
    while True:
        intervals = with_zero.intervals(eps=width, sqf=True)
        ends = [Rational(end) for interval in intervals for end in interval]
        inner = list(zip(ends[1:-1:2], ends[2:-1:2], strict=True))
        if all(low < high for low, high in inner):
            break
        width /= 16
    return [
        floor(ends[-1]) + 1,
        *(_simple_between(low, high) for low, high in reversed(inner)),
        -floor(-ends[0]) - 1,
    ]


def _simple_between(low: Rational, high: Rational) -> Rational:
    whole = floor(low) + 1
    return whole if whole < high else (low + high) / 2


def _steps(branch: _Branch, height: Expr, slope: Rational) -> tuple[Step, ...]:
    """The curve with y = height·t^slope, in whole powers of a parameter."""
    inside = {_TIME: _TIME**slope.q, _HEIGHT: height * _TIME**slope.p}
    return tuple(
        {
            power: coefficient
            for (power,), coefficient in Poly(part.xreplace(inside).expand(), _TIME).terms()
            if coefficient != 0
        }
        for part in (branch.x, branch.y)
    )


def _shifted(branch: _Branch, edge: _Edge, root: Expr) -> _Branch:
    """The curves that begin with y = root·t^slope: t^p (root + y) for y, t^q for t."""
    p, q = edge.slope.p, edge.slope.q
    taken = int(q * edge.degree)
    terms: dict[Exponents, Expr] = {}
    for (i, j), value in branch.terms.items():
        for k in range(j + 1):
            key: Exponents = (q * i + p * j - taken, k)
            term = value * binomial(j, k) * root ** (j - k)
            terms[key] = (terms.get(key, 0) + term).expand()
    first_unknown = branch.first_unknown
    if first_unknown is not None:
        first_unknown = first_unknown * (min(p, q) if branch.counts_both else q) - taken
        terms = {key: value for key, value in terms.items() if key[0] < first_unknown}
    inside = {_TIME: _TIME**q, _HEIGHT: _TIME**p * (root + _HEIGHT)}
    x, y = (part.xreplace(inside).expand() for part in (branch.x, branch.y))
    return _Branch(_settled(terms), first_unknown, counts_both=False, x=x, y=y)


def _settled(terms: Mapping[Exponents, Expr]) -> dict[Exponents, Expr]:
    shortened = {key: shorten_number(value) for key, value in terms.items()}
    signs = {key: sign_of(value) for key, value in shortened.items()}
    if None in signs.values():
        raise NoExpansionError
    return {key: value for key, value in shortened.items() if signs[key]}


def lowest_terms(germ: Germ, variables: Sequence[Expr]) -> Expr:
    """The terms on the Newton polygon, which decide the sign along most curves."""
    on_edges: dict[Exponents, Expr] = {}
    for edge in _edges(germ.jet.terms):
        on_edges |= {
            key: value
            for key, value in germ.jet.terms.items()
            if key[0] + edge.slope * key[1] == edge.degree
        }
    return Jet(on_edges, 2, germ.jet.order).expression(variables)


def do_lowest_terms_decide(germ: Germ) -> bool:
    """Whether the terms on each side of the Newton polygon are proved not to vanish off 0."""
    for sign in (1, -1):
        terms = {key: value * sign ** key[0] for key, value in germ.jet.terms.items()}
        if min(i for i, _ in terms) or min(j for _, j in terms):
            return False
        if any(_may_vanish(edge) for edge in _edges(terms)):
            return False
    return True


def _may_vanish(edge: _Edge) -> bool:
    """Whether there is perhaps a curve y = c t^slope, c ≠ 0, where the side's terms vanish."""
    lead = edge.coefficients[max(edge.coefficients)]
    lowest = min(edge.coefficients)
    ratios = {j - lowest: shorten_number(c / lead) for j, c in edge.coefficients.items()}
    polynomial = Poly(ratios, _ROOT)
    if all(isinstance(ratio, Rational) for ratio in ratios.values()):
        return bool(polynomial.count_roots())
    try:
        return bool(real_roots(polynomial))
    except UnsolvedError:
        return True
