"""Curves of critical points, in parts of one kind each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from typing import TYPE_CHECKING

from sympy import (
    Abs,
    And,
    Dummy,
    Eq,
    Expr,
    Gt,
    Integer,
    Lt,
    Matrix,
    Mul,
    Ne,
    Or,
    Pow,
    Rational,
    Symbol,
    factor,
    floor,
    log,
    nan,
    oo,
    together,
    true,
    zoo,
)
from sympy import I as IMAGINARY_UNIT
from sympy.core.relational import Relational

from grad_magic.calculus.derivatives import gradient
from grad_magic.calculus.exact.numbers import ascending, sign_of
from grad_magic.calculus.exact.simplify import LARGEST_OPERATION_COUNT, shorten_number
from grad_magic.calculus.extrema.curves.repeated_factors import power_of_curve
from grad_magic.calculus.extrema.equations.inversion import solve_for
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.equations.systems import solve_system
from grad_magic.calculus.extrema.equations.value_bounds import (
    is_always_positive,
    is_entire,
    is_never_negative,
    lower_bound,
    upper_bound,
)
from grad_magic.findings import CriticalReason, Finding
from grad_magic.formula.sympy_forms import is_real_number, sides
from grad_magic.solution import CriticalKind, CriticalPoint

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

# Derivatives across a curve are looked at up to this order.
_HIGHEST_ORDER = 8
_UNDEFINED = (nan, zoo, oo, -oo, IMAGINARY_UNIT)
_SIGNS = {1, 0, -1}
# Where points with each sign of a coefficient are looked for.
_PLACES = tuple(Rational(n, 2) for n in (1, 0, -1, 2, -2, 6, -6))
_MOST_SYMBOLS = 3

PointJudge = Callable[[tuple[Expr, ...]], "CriticalPoint | None"]
"""The critical point in a place; None where that is none. May raise UnsolvedError."""


@dataclass(frozen=True)
class Stretch:
    """A part of the line of a curve's parameter.

    Attributes:
        low, high: its ends, -oo and oo for none.
        kind: of the points inside, or another mark; None where there is no curve.
    """

    low: Expr
    high: Expr
    kind: str | None


def split_curve(
    f: Expr, variables: Sequence[Symbol], found: CriticalPoint, judge_point: PointJudge
) -> tuple[CriticalPoint, ...] | None:
    """The parts of a curve of critical points, and the points between them.

    f - c = a(s)·h^m + terms of higher order in h, the distance across the curve along one axis:
    where a(s) is not 0, m and the sign of a(s) decide.

    Args:
        f: the function, smooth near the curve.
        variables: its n variables.
        found: the curve, one coordinate in terms of the others, as far as f is smooth there.
        judge_point: what kind a single point is.

    Returns:
        None where this could not be settled.
    """
    fixed = [v for v, value in zip(variables, found.point, strict=True) if value != v]
    if len(fixed) != 1 or f.count_ops() > LARGEST_OPERATION_COUNT:
        return None
    try:
        return tuple(_split(f, variables, found, fixed[0], judge_point))
    except UnsolvedError:
        return None


def _split(
    f: Expr,
    variables: Sequence[Symbol],
    found: CriticalPoint,
    across: Symbol,
    judge_point: PointJudge,
) -> Iterator[CriticalPoint]:
    values = dict(zip(variables, found.point, strict=True))
    whole = _by_trace(f, variables, found, values)
    if whole is not None:
        yield whole
        return
    lead = first_term(f, across, values)
    if lead is None:
        raise UnsolvedError
    order, coefficient = lead
    free = coefficient.free_symbols | values[across].free_symbols
    term = coefficient * (across - values[across]) ** order
    reason = Finding(CriticalReason.LOWEST_ACROSS, {"term": term})
    sign = sign_of(coefficient)
    if sign:
        yield _of_kind(found, _kind(order, sign), reason)
    elif len(free) != 1:
        if found.where is not None:
            raise UnsolvedError
        yield from _by_sign(found, order, coefficient, reason)
    else:
        (parameter,) = free

        def judge_on_curve(place: tuple[Expr, ...]) -> CriticalPoint | None:
            point = judge_point(place)
            if point is None or point.kind != "undecided":
                return point
            return _by_trace(f, variables, point, dict(zip(variables, place, strict=True))) or point

        on_both = Sides(coefficient, (-1) ** order * coefficient)
        try:
            parts = list(parts_of(found, parameter, on_both, reason, judge_on_curve))
        except UnsolvedError:
            is_whole = (f - found.value - term).expand() == 0
            parts = list(_by_periodic_sign(found, lead, parameter, reason, is_whole=is_whole))
        yield from parts


def _by_periodic_sign(
    found: CriticalPoint,
    lead: tuple[int, Expr],
    parameter: Symbol,
    reason: Finding[CriticalReason],
    *,
    is_whole: bool,
) -> Iterator[CriticalPoint]:
    """One symbol: where the coefficient is 0 it changes its sign, as sin(y) does.

    Near such a place are points where f is larger and others where it is smaller, as there are
    near each point with an odd order. Where the term is all of f - c (`is_whole`), a factor such
    as sin²(y) may be 0: f has no more than the value c there.

    Raises:
        UnsolvedError: that it does so is not settled.
    """
    order, coefficient = lead
    is_whole_line = found.where is None and all(map(is_entire, found.point))
    # Positive factors and odd powers leave the sign as it is.
    sign_giving: Expr = Integer(1)
    for part in Mul.make_args(coefficient):
        base, exponent = part.as_base_exp()
        if not (is_always_positive(part) or (is_whole and is_never_negative(part))):
            sign_giving *= base if exponent.is_Integer and exponent % 2 else part
    if not (is_whole_line and is_entire(sign_giving)):
        raise UnsolvedError
    common = solve_system([sign_giving, sign_giving.diff(parameter)], [parameter])
    if common.solutions or not common.is_complete:
        raise UnsolvedError
    if order % 2:
        yield _of_kind(found, "saddle", reason)
        return
    if not {1, -1} <= _signs_met(found, sign_giving):
        raise UnsolvedError
    for sign, relation in ((1, Gt), (-1, Lt)):
        part = _of_kind(found, _kind(order, sign), reason)
        yield replace(part, where=relation(*sides(sign_giving)))
    changing = Finding(CriticalReason.SIGN_CHANGES_ALONG, {"coefficient": sign_giving})
    yield replace(_of_kind(found, "saddle", changing), where=Eq(*sides(sign_giving)))


def _by_sign(
    found: CriticalPoint, order: int, coefficient: Expr, reason: Finding[CriticalReason]
) -> Iterator[CriticalPoint]:
    """Several symbols: the coefficient's sign itself is the condition.

    Raises:
        UnsolvedError: whether one of the parts is empty is not settled.
    """
    signs = _signs_on(found, coefficient)
    if order % 2:
        yield replace(_of_kind(found, "saddle", reason), where=Ne(coefficient, 0))
    else:
        for sign, relation in ((1, Gt), (-1, Lt)):
            if sign in signs:
                part = _of_kind(found, _kind(order, sign), reason)
                yield replace(part, where=relation(coefficient, 0))
    if 0 in signs:
        yield replace(found, where=Eq(coefficient, 0))


def _signs_on(found: CriticalPoint, coefficient: Expr) -> set[int]:
    """The signs that an expression has at the real points of a curve or a surface.

    Raises:
        UnsolvedError: that is not settled: one is neither met at a point nor excluded.
    """
    symbols = sorted(
        coefficient.free_symbols.union(*(value.free_symbols for value in found.point)), key=str
    )
    if len(symbols) > _MOST_SYMBOLS:
        raise UnsolvedError
    met = _signs_met(found, coefficient)
    if met == _SIGNS:
        return met
    is_everywhere = all(value.is_polynomial(*symbols) for value in (coefficient, *found.point))
    if is_everywhere and {1, -1} <= met:
        # A continuous function has all values between.
        return {*met, 0}
    low, high = lower_bound(coefficient), upper_bound(coefficient)
    never = set()
    if low is not None and sign_of(low) in (0, 1):
        never |= {-1, 0} if sign_of(low) else {-1}
    if high is not None and sign_of(high) in (0, -1):
        never |= {1, 0} if sign_of(high) else {1}
    if met | never != _SIGNS:
        raise UnsolvedError
    return met


def _signs_met(found: CriticalPoint, coefficient: Expr) -> set[int]:
    """The signs that an expression has at some points of a curve or a surface."""
    symbols = sorted(
        coefficient.free_symbols.union(*(value.free_symbols for value in found.point)), key=str
    )
    met: set[int] = set()
    for numbers in product(_PLACES, repeat=len(symbols)):
        place = dict(zip(symbols, numbers, strict=True))
        sign = sign_of(coefficient.xreplace(place))
        if sign is None or sign in met:
            continue
        if all(is_real_number(value.xreplace(place)) for value in found.point):
            met.add(sign)
        if met == _SIGNS:
            break
    return met


def _of_kind(
    found: CriticalPoint, kind: CriticalKind, reason: Finding[CriticalReason]
) -> CriticalPoint:
    is_strict = None if kind == "saddle" else False
    return replace(found, kind=kind, is_strict=is_strict, reason=reason)


def _kind(order: int, sign: int) -> CriticalKind:
    if order % 2:
        return "saddle"
    return "minimum" if sign > 0 else "maximum"


def _by_trace(
    f: Expr, variables: Sequence[Symbol], found: CriticalPoint, values: dict[Symbol, Expr]
) -> CriticalPoint | None:
    """One kind for all: the trace of the Hessian keeps its sign on the curve.

    Where f is analytic and critical points are not isolated, the Hessian in the plane has one
    eigenvalue 0, and where the other, its trace, is not 0, f is f(P) ± (a square) in suitable
    coordinates (splitting lemma).
    """
    slopes = zip(gradient(f, variables), variables, strict=True)
    trace = sum((gradient(slope, (variable,))[0] for slope, variable in slopes), Integer(0))
    across = trace.xreplace(values).expand()
    if across.has(*_UNDEFINED):
        return None
    sign = sign_of(across)
    if not sign:
        return None
    return _of_kind(
        found, _kind(2, sign), Finding(CriticalReason.DEFINITE_ACROSS, {"trace": across})
    )


def first_term(f: Expr, across: Symbol, values: dict[Symbol, Expr]) -> tuple[int, Expr] | None:
    """The order of the first derivative across the curve that is not 0 on all of it, over m!."""
    derivative, divisor = f, Integer(1)
    for order in range(1, _HIGHEST_ORDER + 1):
        derivative, divisor = derivative.diff(across), divisor * order
        on_curve = (derivative / divisor).xreplace(values).expand()
        if on_curve.has(*_UNDEFINED):
            return None
        if on_curve != 0:
            on_curve = factor(together(on_curve))
        if on_curve != 0:
            return order, on_curve
    return None


@dataclass(frozen=True)
class Sides:
    """How f differs from its value on a curve, on both sides of it.

    Attributes:
        first, second: expressions in the parameter with the sign of f - c on each side; 0 for
            one where f is c.
    """

    first: Expr
    second: Expr

    def kind_at(self, values: dict[Symbol, Expr]) -> CriticalKind | None:
        """The kind of a point of the curve; None where there is no curve."""
        signs: list[int | None] = []
        for side in (self.first, self.second):
            if side == 0:
                continue
            value = shorten_number(side.xreplace(values))
            if value.has(*_UNDEFINED):
                return None
            signs.append(sign_of(value))
        if None in signs or 0 in signs:
            raise UnsolvedError
        if len(set(signs)) > 1:
            return "saddle"
        return "minimum" if 1 in signs else "maximum"


def parts_of(
    found: CriticalPoint,
    parameter: Symbol,
    sides: Sides,
    reason: Finding[CriticalReason],
    judge_point: PointJudge,
) -> Iterator[CriticalPoint]:
    """The parts of a curve of critical points, and the points between them.

    Raises:
        UnsolvedError: this could not be settled.
    """
    breaks: list[Expr] = []
    conditions = [part for side in (sides.first, sides.second) for part in _fraction(side)]
    if found.where is not None:
        conditions += (part.lhs - part.rhs for part in found.where.atoms(Relational))
    for part in (*conditions, *(r for value in found.point for r in _radicands(value))):
        breaks += (place for place in zeros_of(part, parameter) if place not in breaks)
    if not all(place.is_number for place in breaks):
        raise UnsolvedError
    breaks = ascending(breaks)
    ends = [-oo, *breaks, oo]
    stretches = [
        Stretch(low, high, _kind_between(low, high, parameter, sides, found))
        for low, high in pairwise(ends)
    ]
    points = [_judged(found, parameter, place, judge_point) for place in breaks]
    isolated = []
    for index, point in enumerate(points):
        around = {stretches[index].kind, stretches[index + 1].kind}
        is_inner = point is not None and around == {point.kind} and not point.is_strict
        isolated.append(not is_inner)
    for kind in ("minimum", "maximum", "saddle"):
        where = values_of(stretches, isolated, parameter, kind)
        if where is not None:
            part = _of_kind(found, kind, reason)
            yield replace(part, where=None if where == true else where)
    yield from (
        point for point, alone in zip(points, isolated, strict=True) if alone and point is not None
    )


def _fraction(expression: Expr) -> tuple[Expr, ...]:
    over, under = together(expression).as_numer_denom()
    return over, under


def _judged(
    found: CriticalPoint, parameter: Symbol, place: Expr, judge_point: PointJudge
) -> CriticalPoint | None:
    point = tuple(shorten_number(part.xreplace({parameter: place})) for part in found.point)
    return judge_point(point) if all(map(is_real_number, point)) else None


def _radicands(height: Expr) -> list[Expr]:
    return [
        part.base
        for part in height.atoms(Pow)
        if isinstance(part.exp, Rational) and part.exp.q > 1 and part.base.free_symbols
    ]


def zeros_of(expression: Expr, parameter: Symbol) -> Sequence[Expr]:
    """All real zeros of an expression in one symbol; with absolute values perhaps more places.

    Raises:
        UnsolvedError: they could not be found.
    """
    if not expression.has(parameter):
        return ()
    places: list[Expr] = []
    corners = [part for part in expression.atoms(Abs) if part.has(parameter)]
    if corners:
        # Zeros of both pieces: all of its own and perhaps some more.
        for piece in (corners[0].args[0], -corners[0].args[0]):
            zeros = zeros_of(expression.xreplace({corners[0]: piece}).expand(), parameter)
            places += (place for place in zeros if place not in places)
        return places
    for part in Mul.make_args(factor(expression)):
        base = part.base if isinstance(part, Pow) and part.exp.is_Rational else part
        if not base.has(parameter) or base.is_positive or base.is_negative:
            continue
        solved = solve_for(base, parameter)
        if solved.repeats or not solved.is_complete:
            raise UnsolvedError
        places += (place for place in solved.numbers if place not in places)
    return places


def _kind_between(
    low: Expr, high: Expr, parameter: Symbol, sides: Sides, found: CriticalPoint
) -> CriticalKind | None:
    """The kind of the points between two breaks, from one of them."""
    place = {parameter: number_between(low, high)}
    point = [value.xreplace(place) for value in found.point]
    if any(value.has(*_UNDEFINED) or not is_real_number(value) for value in point):
        return None
    if found.where is not None and found.where.xreplace(place) != true:
        return None
    return sides.kind_at(place)


def number_between(low: Expr, high: Expr) -> Expr:
    """A rational number between two numbers.

    Raises:
        UnsolvedError: they depend on parameters.
    """
    if not (low.is_number and high.is_number):
        raise UnsolvedError
    if low == -oo and high == oo:
        return Integer(1)
    if low == -oo:
        return Integer(high.evalf(20).floor()) - 1
    if high == oo:
        return Integer(low.evalf(20).ceiling()) + 1
    gap = (high - low).evalf(30)
    if not gap > 0:
        raise UnsolvedError
    digits = 3 + max(0, -int(floor(log(gap, 10))))
    size = max(0, int(floor(log(1 + Abs(low) + Abs(high), 10).evalf(5))))
    middle = ((low + high) / 2).evalf(digits + size + 10)
    return Rational(int((middle * 10**digits).round()), 10**digits)


def values_of(
    stretches: Sequence[Stretch], isolated: Sequence[bool], parameter: Symbol, kind: str
) -> Boolean | None:
    """For which values of the parameter the points are of this kind; None for none."""
    runs: list[tuple[int, int]] = []
    for index, stretch in enumerate(stretches):
        if stretch.kind != kind:
            continue
        if runs and runs[-1][1] == index and not isolated[index - 1]:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    if not runs:
        return None
    if all(stretch.kind == kind for stretch in stretches):
        gaps = [stretches[start].low for start, _ in runs[1:]]
        return And(*(Ne(parameter, gap) for gap in gaps))
    return Or(*(_inside(stretches[a].low, stretches[b - 1].high, parameter) for a, b in runs))


def _inside(low: Expr, high: Expr, parameter: Symbol) -> Boolean:
    conditions = [] if low == -oo else [Gt(parameter, low)]
    return And(*conditions, *([] if high == oo else [Lt(parameter, high)]))


def implicit_curve(f: Expr, variables: Sequence[Symbol], curve: Expr) -> CriticalPoint | None:
    """The curve where a factor of ∇f is 0, if it can't be solved for a variable.

    f - c = g^k·r, and r has one sign where g = 0; or f is a function of g alone.
    """
    if not f.is_polynomial(*variables):
        return _level_curve(f, variables, curve)
    in_powers = power_of_curve(f, curve, variables)
    if in_powers is None:
        return None
    value, power = in_powers.value, in_powers.power
    constant = curve.xreplace(dict.fromkeys(variables, Integer(0)))
    equation = Eq(curve - constant, -constant)
    parts: dict[str, Expr] = {"difference": factor(f - value)}
    found = CriticalPoint(
        tuple(variables),
        value,
        "undecided",
        None,
        Finding(CriticalReason.DIFFERS_ALONG_CURVE),
        where=equation,
    )
    for sign in (1, -1):
        if power % 2 == 0 and is_never_negative(factor(sign * (f - value))):
            return _of_kind(
                found, _kind(2, sign), Finding(CriticalReason.NEVER_BEYOND_CURVE, parts)
            )
    return found


def _level_curve(f: Expr, variables: Sequence[Symbol], curve: Expr) -> CriticalPoint | None:
    """The same where f = F(g) with F - F(0) of one sign, as exp(-(sin x - sin y)²) is."""
    outer = f.xreplace({curve: _LEVEL, -curve: -_LEVEL})
    if outer.has(*variables) or not _changes_sign(curve, variables):
        return None
    value = outer.xreplace({_LEVEL: Integer(0)})
    if value.has(*_UNDEFINED):
        return None
    for sign in (1, -1):
        if is_never_negative(sign * (outer - value)):
            reason = Finding(CriticalReason.NEVER_BEYOND_CURVE, {"difference": f - value})
            equation = Eq(*sides(curve))
            found = CriticalPoint(
                tuple(variables), value, "undecided", None, reason, where=equation
            )
            part = _of_kind(found, _kind(2, sign), reason)
            return part if _has_no_lone_zero(curve, variables) else replace(part, is_strict=None)
    return None


def _has_no_lone_zero(curve: Expr, variables: Sequence[Symbol]) -> bool:
    """Whether each zero of a function has others near: its slopes are not 0, or it is a saddle."""
    slopes = gradient(curve, variables)
    search = solve_system([curve, *slopes], variables)
    if not search.is_complete or len(variables) != 2:
        return False
    bend = Matrix([gradient(slope, variables) for slope in slopes]).det()
    return all(
        len(place) == len(variables) and sign_of(shorten_number(bend.xreplace(place))) == -1
        for place in search.solutions
    )


_LEVEL = Dummy("g", real=True)
_SAMPLES = (Rational(1, 3), Rational(-7, 5), Rational(13, 6), Rational(-19, 7))


def _changes_sign(curve: Expr, variables: Sequence[Symbol]) -> bool:
    """Whether a continuous function is positive here and negative there, so that it has zeros."""
    if not is_entire(curve):
        return False
    signs = {
        sign_of(curve.xreplace(dict(zip(variables, place, strict=True))))
        for place in product(_SAMPLES, repeat=len(variables))
    }
    return {1, -1} <= signs
