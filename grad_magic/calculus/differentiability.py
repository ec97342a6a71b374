"""Whether f is differentiable at P, decided by limits and bounds.

f is differentiable at P if f(P + h) = f(P) + g·h + o(‖h‖). Where the operations of f are all
smooth near P this follows from the chain rule (`seams`). Elsewhere it follows from an expansion
that holds uniformly in all directions, or from a bound of the remainder; and it is refuted by one
ray or one curve into P on which it fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from sympy import Add, Dummy, Expr, Integer, Matrix, Ne, Symbol, factor, sign

from grad_magic.calculus import directions
from grad_magic.calculus.bounds import remainder_exponent
from grad_magic.calculus.composed import is_composed
from grad_magic.calculus.continuity import continuous_if
from grad_magic.calculus.domains import is_made_continuous
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.quotients import with_factored_roots
from grad_magic.calculus.exact.simplify import shorten, shorten_number
from grad_magic.calculus.expansions.algebra import ExpansionCalculus
from grad_magic.calculus.expansions.coefficients import Coefficients
from grad_magic.calculus.expansions.expansion import (
    FIRST,
    Expansion,
    OutsideError,
    Power,
    constant,
    is_smaller,
)
from grad_magic.calculus.fillings import is_smoothly_filled, with_quotient_divided
from grad_magic.calculus.hugging_curves import HuggingCurve, hugging_curves
from grad_magic.calculus.limits import (
    Curve,
    Neighborhood,
    both_rates,
    curves,
    limit_of,
    ray_rate,
    sample_arcs,
    sample_directions,
    tends_slower_than,
)
from grad_magic.calculus.sides import two_sided, value_of, where_sides_agree
from grad_magic.findings import DifferentiabilityReason, Finding
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import to_sympy
from grad_magic.formula.tree import Formula
from grad_magic.solution import Limit, Verdict

_PARAMETER = Symbol("t", real=True)
_LARGEST_FACTORED = 100


@dataclass(frozen=True)
class Judgement:
    """What is true of f at P where the rules of differentiation may fail.

    Attributes:
        verdict: whether f is differentiable at P, and why.
        partial_limits: for each variable the rates along its axis for t → 0- and t → 0+.
        gradient: ∇f(P) where f is differentiable, n×1.
        ray_rate: lim (f(P + tu) - f(P))/t for t → 0+ for every unit vector u.
        ray_symbols: the components of u in it.
    """

    verdict: Verdict
    partial_limits: tuple[tuple[Limit, Limit], ...]
    gradient: Matrix | None = None
    ray_rate: Expr | None = None
    ray_symbols: tuple[Symbol, ...] = ()

    @property
    def partials(self) -> tuple[Expr | None, ...]:
        """The partial derivatives that exist, by their definition."""
        return tuple(value_of(two_sided(limits)) for limits in self.partial_limits)


def judge_by_limits(near: Neighborhood, formula: Formula) -> Judgement:
    """The verdict at a point where the rules of differentiation do not settle it.

    Args:
        near: f near P.
        formula: f as typed.
    """
    axes = [tuple(axis) for axis in directions.axes(near.dimension)]
    limits = tuple(both_rates(near, axis) for axis in axes)
    partials = [value_of(two_sided(pair)) for pair in limits]
    rate, symbols = _rate_everywhere(near)
    gradient = None if None in partials else Matrix(partials)
    proof = None
    if gradient is not None:
        proof = _prove(near, formula, gradient)
    if proof is not None:
        return Judgement(
            Verdict(differentiable=True, reason=proof), limits, gradient, rate, symbols
        )
    disproof = next(_disprove(near, limits, gradient), None)
    if disproof is not None:
        return Judgement(
            Verdict(differentiable=False, reason=disproof), limits, None, rate, symbols
        )
    conditional = next(_partials_under_conditions(near.values, limits), None)
    conditional = conditional or continuous_if(near)
    return Judgement(
        Verdict(differentiable=None, reason=conditional or Finding(DifferentiabilityReason.OPEN)),
        limits,
        None,
        rate,
        symbols,
    )


# Proofs that f is differentiable


def _prove(
    near: Neighborhood, formula: Formula, gradient: Matrix
) -> Finding[DifferentiabilityReason] | None:
    """f(P + h) - f(P) - g·h is at most a constant times a power of ‖h‖ above the first."""
    if near.dimension == 1:
        return Finding(DifferentiabilityReason.BOTH_SIDES_AGREE)
    power = _uniform_remainder(near, gradient)
    if power is None and is_smoothly_filled(formula, near.values):
        return Finding(DifferentiabilityReason.SMOOTHLY_FILLED)
    if power is None:
        exponent = remainder_exponent(formula, near.values, near.value, gradient)
        power = None if exponent is None or exponent <= 1 else (exponent, Integer(0))
        divided = with_quotient_divided(formula, near.values) if power is None else None
        if divided is not None:
            program = compile_formula(divided)
            beside = Neighborhood(program, near.values, near.value)
            power = _uniform_remainder(beside, gradient)
    if power is not None:
        return _remainder_finding(power)
    is_made_up = is_composed(formula, near.values)
    return Finding(DifferentiabilityReason.COMPOSED) if is_made_up else None


def _remainder_finding(power: Power) -> Finding[DifferentiabilityReason]:
    exponent, logarithms = power
    if exponent == 1 or exponent > 1000:
        return Finding(DifferentiabilityReason.REMAINDER_VANISHES)
    # ρ^e·ln(1/ρ)^k is less than any smaller power of ρ.
    shown = exponent if logarithms <= 0 else (exponent + 1) / 2
    return Finding(DifferentiabilityReason.REMAINDER_BOUND, {"exponent": shown})


def _uniform_remainder(near: Neighborhood, gradient: Matrix) -> Power | None:
    """The order of the remainder where the expansion holds in all directions at once."""
    expansion = near.everywhere
    if expansion is None or not expansion.is_defined or not expansion.knows(FIRST):
        return None
    calculus = ExpansionCalculus(Coefficients(near.direction))
    linear = directions.dot_symbols(gradient, near.direction)
    terms = ((FIRST, linear),) if linear != 0 else ()
    rest = calculus.subtract(expansion, Expansion(terms))
    if rest.terms and not is_smaller(rest.terms[0][0], FIRST):
        return None
    return rest.size or (Integer(10**6), Integer(0))


def _rate_everywhere(near: Neighborhood) -> tuple[Expr | None, tuple[Symbol, ...]]:
    """lim (f(P + tu) - f(P))/t for all unit vectors u at once, with the symbols in it."""
    if near.dimension == 1:
        return None, ()
    expansion = near.everywhere
    names = {str(variable).partition("_")[0] for variable in near.values}
    letter = next(letter for letter in "ulnq" if letter not in names)
    symbols = tuple(Symbol(f"{letter}_{index + 1}", real=True) for index in range(near.dimension))
    if expansion is None:
        found = _rate_where_defined(near, symbols)
        return found, () if found is None else symbols
    if not expansion.is_defined or not expansion.knows(FIRST):
        return None, ()
    if expansion.terms and is_smaller(FIRST, expansion.terms[0][0]):
        return None, ()
    rate = expansion.coefficient(FIRST).xreplace(dict(zip(near.direction, symbols, strict=True)))
    return _on_unit_sphere(rate, symbols), symbols


def _rate_where_defined(near: Neighborhood, symbols: Sequence[Symbol]) -> Expr | None:
    """(f(P + tu) - f(P))/t where it is the same for all t > 0, as of √(xy) at 0.

    It is real for those unit vectors alone along which f has values, as rays show that are tried.
    """
    step = Dummy("t", positive=True)
    f = to_sympy(near.program.instructions[-1].formula)
    place = {
        name: start + step * component
        for (name, start), component in zip(near.values.items(), symbols, strict=True)
    }
    # √(t²u² - t²v²) is a multiple of t when it is factored.
    moved = with_factored_roots(f.xreplace(place))
    rate = ((moved - near.value) / step).expand()
    if rate.free_symbols - set(symbols):
        return None
    tried = {ray: ray_rate(near, ray) for ray in sample_directions(near.dimension)}
    if not any(limit.kind == "undefined" for limit in tried.values()):
        return None
    claimed = {ray: rate.xreplace(dict(zip(symbols, ray, strict=True))) for ray in tried}
    return rate if all(_is_limit(claimed[ray], limit) for ray, limit in tried.items()) else None


def _is_limit(claimed: Expr, limit: Limit) -> bool:
    if limit.kind == "undefined":
        return claimed.is_real is False
    is_number = limit.kind == "finite" and claimed.is_real
    return bool(is_number and sign_of(claimed - limit.value) == 0)


def _on_unit_sphere(rate: Expr, symbols: Sequence[Symbol]) -> Expr:
    """The rate where u₁² + … + uₙ² = 1."""
    if rate.is_rational_function(*symbols) and rate.count_ops() < _LARGEST_FACTORED:
        rate = factor(rate)
    sphere = Add(*(symbol**2 for symbol in symbols))
    reduced = rate.replace(lambda part: part == sphere, lambda _: Integer(1))
    # sign(c)·|c|^p has a value where c is 0; a shorter quotient need not.
    return reduced if reduced.has(sign) else shorten(reduced)


# Refutations


def _disprove(
    near: Neighborhood, limits: Sequence[tuple[Limit, Limit]], gradient: Matrix | None
) -> Iterator[Finding[DifferentiabilityReason]]:
    """Reasons why f is not differentiable at P, the plainest first."""
    yield from _outside(near)
    yield from _discontinuity(near)
    yield from _missing_partial(near.values, limits)
    if gradient is not None:
        yield from _rates_off_the_gradient(near, gradient)
        yield from _remainder_on_arcs(near, gradient)
    yield from _unbounded_rates(near)
    yield from _beside_zeros(near, gradient)


def _outside(near: Neighborhood) -> Iterator[Finding[DifferentiabilityReason]]:
    if near.everywhere is not None and near.everywhere.is_defined:
        return
    for direction in sample_directions(near.dimension):
        if ray_rate(near, direction).kind == "undefined":
            yield Finding(DifferentiabilityReason.BOUNDARY, {"direction": direction})
            return


def _discontinuity(near: Neighborhood) -> Iterator[Finding[DifferentiabilityReason]]:
    if not is_made_continuous(near.program, near.values):
        yield from _limits_off_the_value(near, curves(near, _PARAMETER))


def _limits_off_the_value(
    near: Neighborhood, expanded: Iterable[tuple[tuple[Expr, ...], Expansion | None]]
) -> Iterator[Finding[DifferentiabilityReason]]:
    for position, expansion in expanded:
        limit = limit_of(expansion)
        parts = {"curve": position, "value": near.value}
        if limit.kind == "none":
            yield Finding(DifferentiabilityReason.NO_LIMIT_ON_CURVE, parts)
        elif limit.kind == "infinite":
            yield Finding(DifferentiabilityReason.UNBOUNDED_ON_CURVE, parts)
        elif limit.kind == "finite" and limit.value is not None and sign_of(limit.value):
            reached = shorten_number(near.value + limit.value)
            yield Finding(DifferentiabilityReason.DISCONTINUOUS, {**parts, "limit": reached})


def verdict_on_partials(
    variables: Iterable[Symbol], limits: Sequence[tuple[Limit, Limit]]
) -> Verdict | None:
    """That f is not differentiable, or not for some parameters, by its partial derivatives.

    Args:
        variables: those of f.
        limits: for each variable the rates along its axis for t → 0- and t → 0+.
    """
    variables = tuple(variables)
    missing = next(_missing_partial(variables, limits), None)
    if missing is not None:
        return Verdict(differentiable=False, reason=missing)
    conditional = next(_partials_under_conditions(variables, limits), None)
    return None if conditional is None else Verdict(differentiable=None, reason=conditional)


def _missing_partial(
    variables: Iterable[Symbol], limits: Sequence[tuple[Limit, Limit]]
) -> Iterator[Finding[DifferentiabilityReason]]:
    for variable, pair in zip(variables, limits, strict=True):
        limit = two_sided(pair)
        if limit.kind in ("none", "infinite"):
            yield Finding(DifferentiabilityReason.PARTIAL_MISSING, {"variable": variable})


def _partials_under_conditions(
    variables: Iterable[Symbol], limits: Sequence[tuple[Limit, Limit]]
) -> Iterator[Finding[DifferentiabilityReason]]:
    """Partial derivatives that exist for some parameters alone: of |xy| at (a, 0) for a = 0."""
    for variable, pair in zip(variables, limits, strict=True):
        where = where_sides_agree(*pair)
        if where is not None:
            parts = {"variable": variable, "condition": Ne(where.lhs, 0)}
            yield Finding(DifferentiabilityReason.PARTIAL_CONDITIONAL, parts)


def _rates_off_the_gradient(
    near: Neighborhood, gradient: Matrix
) -> Iterator[Finding[DifferentiabilityReason]]:
    for direction in sample_directions(near.dimension):
        behind, rate = both_rates(near, direction)
        if rate.kind in ("open", "undefined"):
            continue
        unit = directions.unit(Matrix(direction))
        parts: dict[str, Expr | tuple[Expr, ...]] = {"direction": tuple(unit)}
        if rate.kind != "finite" or rate.value is None:
            yield Finding(DifferentiabilityReason.NO_RATE_IN_DIRECTION, parts)
            continue
        length = directions.norm(Matrix(direction))
        expected = directions.dot(gradient, unit)
        found = shorten_number(rate.value / length)
        if sign_of(found - expected):
            is_one_sided = behind.value is None or sign_of(behind.value - rate.value) != 0
            kind = (
                DifferentiabilityReason.RAY_OFF_THE_GRADIENT
                if is_one_sided
                else DifferentiabilityReason.RATE_OFF_THE_GRADIENT
            )
            yield Finding(kind, {**parts, "rate": found, "product": expected})


def _remainder_on_arcs(
    near: Neighborhood, gradient: Matrix
) -> Iterator[Finding[DifferentiabilityReason]]:
    """A curve on which the remainder is not small against the distance from P."""
    for arc in sample_arcs(near.dimension):
        curve = arc.curve(tuple(near.values))
        parts = {"curve": arc.place(_PARAMETER, tuple(near.values.values()))}
        try:
            expansion = near.along_curve(curve)
        except OutsideError:
            yield Finding(DifferentiabilityReason.BOUNDARY_ON_CURVE, parts)
            continue
        if expansion is not None and _has_remainder(near, gradient, curve, expansion):
            yield Finding(DifferentiabilityReason.REMAINDER_ON_CURVE, parts)


def _has_remainder(near: Neighborhood, gradient: Matrix, curve: Curve, f: Expansion) -> bool:
    """Whether f - f(P) - g·h is proved not to be small against t on a curve."""
    calculus = ExpansionCalculus(Coefficients())
    moves = [
        calculus.multiply(constant(entry), curve[variable])
        for entry, variable in zip(gradient, near.values, strict=True)
    ]
    return tends_slower_than(calculus.subtract(f, calculus.add(*moves)), Integer(1))


def _beside_zeros(
    near: Neighborhood, gradient: Matrix | None
) -> Iterator[Finding[DifferentiabilityReason]]:
    """Curves that hug the zeros of a denominator or a border between cases."""
    expanded: list[tuple[HuggingCurve, Expansion]] = []
    for hugging in hugging_curves(near, _PARAMETER):
        with suppress(OutsideError):
            expansion = near.along_curve(hugging.curve)
            if expansion is not None:
                expanded.append((hugging, expansion))
                yield from _limits_off_the_value(near, ((hugging.place, expansion),))
    for hugging, expansion in expanded:
        if gradient is not None and _has_remainder(near, gradient, hugging.curve, expansion):
            yield Finding(DifferentiabilityReason.REMAINDER_ON_CURVE, {"curve": hugging.place})


def _unbounded_rates(near: Neighborhood) -> Iterator[Finding[DifferentiabilityReason]]:
    for direction in sample_directions(near.dimension):
        if ray_rate(near, direction).kind in ("infinite", "none"):
            unit = directions.unit(Matrix(direction))
            yield Finding(DifferentiabilityReason.NO_RATE_IN_DIRECTION, {"direction": tuple(unit)})
