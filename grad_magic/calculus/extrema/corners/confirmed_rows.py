"""Critical points of functions with seams, confirmed by the values of f around points of each row.

A row that stands for many points is found for one of the smooth functions that f consists of. At
some of its points, between and on the seams that it meets, the values of f on all sides must not
speak against it; nor may they speak against the curves and terms that its proof names, or
against what is said of seams without a gradient.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, pairwise

import mpmath
from mpmath.libmp.libhyper import NoConvergence
from sympy import And, Eq, Expr, Float, Integer, Ne, Poly, PolynomialError, Rational, Symbol, oo
from sympy import Tuple as SympyTuple
from sympy.logic.boolalg import Boolean, true

from grad_magic.calculus.budget import time_limit
from grad_magic.calculus.by_values.surroundings import (
    DIGITS,
    Surroundings,
    look_around,
    number,
    sign_along,
)
from grad_magic.calculus.domains import UndefinedError, evaluate
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.extrema.corners.seams import seams_of
from grad_magic.calculus.extrema.curves.curve_parts import number_between, zeros_of
from grad_magic.calculus.extrema.curves.regions import holds_at, unequal_parts
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.kinds.verdicts import CriticalVerdict, said_of_neighborhood
from grad_magic.errors import NoAnswerError
from grad_magic.findings import CriticalReason, Finding, SearchRemark
from grad_magic.formula.arithmetic import HIGH_PRECISION, NotRealError
from grad_magic.formula.one_variable import conjuncts
from grad_magic.formula.program import Program
from grad_magic.formula.sympy_forms import is_real_number
from grad_magic.solution import CriticalPoint, CriticalPoints

# Generic numbers of both signs, near 0 and far.
_NUMBERS = tuple(
    Rational(*pair)
    for pair in (
        *((3, 7), (-5, 7), (13, 8), (-17, 9), (29, 7), (-31, 8), (1, 9), (-2, 19)),
        *((11, 1), (-23, 2)),
    )
)
_MOST_TRIALS = 40
# Of Durand and Kerner's method for the roots of a polynomial.
_MOST_STEPS = 500
# Each takes some ten milliseconds.
_MOST_SAMPLES = 5
_MOST_SAMPLES_IN_SPACE = 3
_SECONDS = 1.5
_MOST_SPECIALS = 6
_NEAR = (mpmath.mpf("1e-4"), mpmath.mpf("1e-8"))
_EXACT_ENOUGH = mpmath.mpf("1e-60")
_ON_ROW = mpmath.mpf("1e-30")

Place = dict[Symbol, Expr]


@dataclass(frozen=True)
class _Function:
    """f as typed, its n variables, and all its names."""

    program: Program
    variables: tuple[Symbol, ...]

    @property
    def names(self) -> set[Symbol]:
        return set(self.program.instructions[-1].formula.names) | set(self.variables)

    @property
    def most_samples(self) -> int:
        """How many points of a row are looked at."""
        return _MOST_SAMPLES if len(self.variables) < 3 else _MOST_SAMPLES_IN_SPACE

    @cached_property
    def gaps(self) -> list[Expr]:
        """What is 0 on the seams."""
        try:
            found = [seam.gap for seam in seams_of(self.program, self.variables)]
        except UnsolvedError:
            return []
        return list(dict.fromkeys(found))

    def run(self, place: Mapping[Symbol, mpmath.mpf]) -> mpmath.mpf | None:
        try:
            return self.program.run(place, HIGH_PRECISION)
        except NotRealError:
            return None

    def value_at(self, place: Place) -> mpmath.mpf | None:
        """f there: exactly where that can be told, as on a seam decimals choose a side."""
        if not any(value.has(Float) for value in place.values()):
            try:
                value = evaluate(self.program, place)
            except UndefinedError as error:
                if error.failure.settled:
                    return None
            else:
                return number(value) if is_real_number(value) else None
        return self.run({name: number(value) for name, value in place.items()})


@dataclass(frozen=True)
class _Sample:
    """A point of a row.

    Attributes:
        place: values of all names.
        value: f there.
        around: what the values of f around it say.
    """

    place: Place
    value: mpmath.mpf
    around: Surroundings

    @cached_property
    def numbers(self) -> dict[Symbol, mpmath.mpf]:
        return {name: number(value) for name, value in self.place.items()}


def confirmed_rows(
    found: CriticalPoints, variables: Sequence[Symbol], program: Program
) -> CriticalPoints:
    """What of the critical points and remarks the values of f do not contradict.

    Args:
        found: the points, of a function with seams.
        variables: its n variables.
        program: the function as typed.
    """
    function = _Function(program, tuple(variables))
    points: list[CriticalPoint] = []
    is_open = False
    remarks: list[Finding[SearchRemark] | None] = []
    try:
        with mpmath.workdps(DIGITS), time_limit(_SECONDS, is_of_work=True):
            for point in found.points:
                kept, is_whole = _confirmed(function, point, found.points)
                points += kept
                is_open = is_open or not is_whole
            remarks.extend(_confirmed_remark(function, remark, points) for remark in found.remarks)
    except NoAnswerError:
        # What there was no time for is left out.
        is_open = True
        left = found.remarks[len(remarks) :]
        remarks += (None if remark.kind in (*_ROUGH, *_LISTED) else remark for remark in left)
    kept_remarks = tuple(remark for remark in remarks if remark is not None)
    changed = any(new is not old for new, old in zip(remarks, found.remarks, strict=True))
    missed = is_open or None in remarks
    return replace(
        found,
        points=tuple(points),
        remarks=kept_remarks,
        is_complete=None if missed or changed else found.is_complete,
        may_miss=found.may_miss or missed,
    )


def _confirmed(
    function: _Function, point: CriticalPoint, others: Sequence[CriticalPoint]
) -> tuple[list[CriticalPoint], bool]:
    """The row as far as it is right, and whether that is all of it."""
    where = true if point.where is None else point.where
    if point.is_approximate:
        return [point], True
    samples = list(islice(_samples(function, point.point, where, others), function.most_samples))
    if not samples:
        return [point], True
    if any(_is_contradicted(function, point, sample) for sample in samples):
        is_level = point.has_gradient and all(
            _has_its_value(point, sample) and sample.around.is_level for sample in samples
        )
        if not is_level:
            return [], False
        left = Finding(CriticalReason.SPECIAL_UNDECIDED)
        point = replace(point, kind="undecided", is_strict=None, reason=left)
    excluded: list[Boolean] = []
    is_whole = True
    for place, condition in _specials(function, point, where, others):
        sample = _sampled(function, place)
        if sample is None or not _is_contradicted(function, point, sample):
            continue
        excluded.append(condition)
        is_whole = is_whole and _is_listed(others, point, sample, function.variables)
    if excluded:
        point = replace(point, where=And(where, *excluded))
    return [_with_true_reason(function, point, samples)], is_whole


def _is_listed(
    rows: Sequence[CriticalPoint],
    own: CriticalPoint,
    sample: _Sample,
    variables: tuple[Symbol, ...],
) -> bool:
    """Whether another row tells of this point, or it is none."""
    if any(row is not own and _holds(row, sample, variables) for row in rows):
        return True
    around = sample.around
    return around.is_smooth and not around.is_level


def _holds(row: CriticalPoint, sample: _Sample, variables: tuple[Symbol, ...]) -> bool:
    """Whether a point is one of a row."""
    if row.where is not None and not holds_at(row.where, sample.place):
        return False
    return all(
        abs(number(value.xreplace(sample.place)) - sample.numbers[variable]) < _ON_ROW
        for variable, value in zip(variables, row.point, strict=True)
        if value.xreplace(sample.place).is_number
    )


# Points of a row


def _samples(
    function: _Function,
    point: tuple[Expr, ...],
    where: Boolean,
    others: Sequence[CriticalPoint] = (),
) -> Iterator[_Sample]:
    seen: list[Place] = []
    for place in _places(function, point, where, others):
        if place not in seen:
            seen.append(place)
            sample = _sampled(function, place)
            if sample is not None:
                yield sample


def _sampled(function: _Function, place: Place) -> _Sample | None:
    value = function.value_at(place)
    if value is None:
        return None
    numbers = {name: number(part) for name, part in place.items()}
    around = look_around(function.program, function.variables, numbers, value)
    return None if around is None else _Sample(place, value, around)


def _places(
    function: _Function,
    point: tuple[Expr, ...],
    where: Boolean,
    others: Sequence[CriticalPoint],
) -> Iterator[Place]:
    """Points that satisfy the condition: one in each interval between seams, then others."""
    free = _free(function, point, where)
    if not free:
        yield from _at(function, point, where, {})
        return
    if len(free) == 1:
        (symbol,) = free
        breaks = _breaks(function, point, symbol, others)
        for low, high in pairwise([-oo, *breaks, oo]):
            yield from _at(function, point, where, {symbol: number_between(low, high)})
    for trial in range(_MOST_TRIALS):
        yield from _at(function, point, where, _trial(free, trial))


def _trial(free: Sequence[Symbol], trial: int) -> Place:
    count = len(_NUMBERS)
    values = {}
    for index, symbol in enumerate(free):
        value = _NUMBERS[(trial * (1 + 2 * index) + trial // count + 3 * index) % count]
        values[symbol] = abs(value) if symbol.is_nonnegative else value
        if symbol.is_nonpositive:
            values[symbol] = -abs(value)
    return values


def _free(function: _Function, point: tuple[Expr, ...], where: Boolean) -> list[Symbol]:
    """The symbols that points of the row leave open, parameters among them."""
    own = where.free_symbols.union(*(value.free_symbols for value in point))
    fixed = {v for v, value in zip(function.variables, point, strict=True) if value != v}
    symbols = (own | (function.names - set(function.variables))) - fixed
    return sorted(symbols, key=str)


def _at(
    function: _Function, point: tuple[Expr, ...], where: Boolean, values: Place
) -> Iterator[Place]:
    """The point of the row for values of what is free, if it is one."""
    for solved in _on_equations(where, values):
        moved = [value.xreplace(solved) for value in point]
        if not all(map(is_real_number, moved)):
            continue
        place = dict(solved) | dict(
            zip(function.variables, map(shorten_number, moved), strict=True)
        )
        others = (part for part in conjuncts(where) if not isinstance(part, Eq))
        if all(holds_at(part, place) for part in others) and function.names <= set(place):
            yield place


def _on_equations(where: Boolean, values: Place) -> Iterator[Place]:
    """The values, with some changed so that the equations of a condition hold."""
    equations = [part for part in conjuncts(where) if isinstance(part, Eq)]
    if not equations:
        yield values
        return
    first, rest = equations[0], And(*equations[1:])
    gap = first.lhs - first.rhs
    found: list[tuple[bool, str, Symbol, Poly]] = []
    for symbol in gap.free_symbols:
        here = gap.xreplace({name: value for name, value in values.items() if name != symbol})
        if here.free_symbols == {symbol} and here.is_polynomial(symbol):
            polynomial = Poly(here, symbol)
            found.append((polynomial.degree() > 1, str(symbol), symbol, polynomial))
    for is_bent, _, symbol, polynomial in sorted(found, key=lambda one: one[:2])[:1]:
        fixed = {name: value for name, value in values.items() if name != symbol}
        for root in _decimal_roots(polynomial) if is_bent else _root_of_line(polynomial):
            if root.is_real:
                yield from _on_equations(rest, {**fixed, symbol: root})


def _root_of_line(polynomial: Poly) -> list[Expr]:
    """The root of c·v + b, whatever numbers these are: x + y = π/2 has one too."""
    if polynomial.degree() != 1:
        return []
    slope, rest = polynomial.all_coeffs()
    return [shorten_number(-rest / slope)]


def _decimal_roots(polynomial: Poly) -> list[Expr]:
    try:
        return list(polynomial.sqf_part().nroots(n=DIGITS, maxsteps=_MOST_STEPS))
    except (PolynomialError, NoConvergence):
        return []


def _breaks(
    function: _Function,
    point: tuple[Expr, ...],
    symbol: Symbol,
    others: Sequence[CriticalPoint],
) -> list[Expr]:
    """Where a curve meets seams and other rows, in terms of its one symbol."""
    place = dict(zip(function.variables, point, strict=True))
    found: list[Expr] = []
    for gap in function.gaps:
        with suppress(UnsolvedError):
            found += zeros_of(gap.xreplace(place).expand(), symbol)
    for other in others:
        if symbol in function.variables and not any(v.free_symbols for v in other.point):
            found.append(other.point[function.variables.index(symbol)])
    # A row in decimals has 0.0 where another has 0.
    real = {value.evalf(30): value for value in found if value.is_number and is_real_number(value)}
    return [real[decimal] for decimal in sorted(real)][: 2 * _MOST_SPECIALS]


def _specials(
    function: _Function,
    point: CriticalPoint,
    where: Boolean,
    others: Sequence[CriticalPoint],
) -> Iterator[tuple[Place, Boolean]]:
    """Points where a row meets seams or other rows, and the condition that leaves them out."""
    free = _free(function, point.point, where)
    if len(free) == 1:
        (symbol,) = free
        for value in _breaks(function, point.point, symbol, others)[:_MOST_SPECIALS]:
            for place in _at(function, point.point, where, {symbol: value}):
                yield place, Ne(symbol, value)
        return
    place = dict(zip(function.variables, point.point, strict=True))
    met = {gap.xreplace(place).expand() for gap in function.gaps} - unequal_parts(where)
    for gap in sorted((one for one in met if one.free_symbols & set(free)), key=str):
        condition = Ne(gap, 0)
        # One is enough where a row meets a seam: in general position.
        spots = (
            spot
            for trial in range(_MOST_TRIALS)
            for solved in _on_equations(Eq(gap, 0), _trial(free, trial))
            for spot in _at(function, point.point, where, solved)
        )
        yield from ((spot, condition) for spot in islice(spots, 2))


# What the values say


def _has_its_value(point: CriticalPoint, sample: _Sample) -> bool:
    value = point.value.xreplace(sample.place)
    if not value.is_number:
        return True
    return bool(abs(number(value) - sample.value) < _EXACT_ENOUGH * (1 + abs(sample.value)))


def _is_contradicted(function: _Function, point: CriticalPoint, sample: _Sample) -> bool:
    """Whether f has another value at the point, another slope or another kind."""
    around = sample.around
    is_right = around.is_level if point.has_gradient else not around.is_smooth
    if not (is_right and _has_its_value(point, sample)):
        return True
    if point.kind == "saddle":
        return not ({1, -1} <= around.signs or _is_proof_true(function, point, sample))
    return bool(_excluded_signs(point) & around.signs)


def _excluded_signs(point: CriticalPoint) -> set[int]:
    """The signs that f - f(P) must not have near an extremum."""
    excluded: set[int] = {0} if point.is_strict else set()
    if point.reason.kind is CriticalReason.CONSTANT_ON_REGION:
        return {1, -1}
    if point.kind == "minimum":
        return excluded | {-1}
    return excluded | {1} if point.kind == "maximum" else set()


_TERMS = (("rising_curve", "rising_term"), ("falling_curve", "falling_term"))
_WAYS = (("up", 1), ("down", -1))


def _is_proof_true(function: _Function, point: CriticalPoint, sample: _Sample) -> bool:
    """Whether f does at a point what the reason says it does along curves and across the row."""
    parts = point.reason.parts
    checks = []
    for curve, term in _TERMS:
        if curve in parts:
            checks.append(_changes_like(function, sample, parts, curve, term))
    for way, sign in _WAYS:
        direction = parts.get(way)
        if isinstance(direction, (tuple, SympyTuple)):
            checks.append(_sign_in(function, sample, tuple(direction)) == sign)
    if isinstance(parts.get("curve"), (tuple, SympyTuple)) and "parameter" in parts:
        checks.append(_is_constant_along(function, sample, parts))
    if "difference" in parts:
        checks.append(_is_difference(function, point, sample))
    if point.reason.kind is CriticalReason.LOWEST_ACROSS:
        checks.append(_is_term_across(function, sample, parts["term"]))
    if point.reason.kind is CriticalReason.DEFINITE_ACROSS:
        checks.append(_is_trace(function, sample, parts["trace"]))
    return bool(checks) and all(checks)


def _on_curve(
    function: _Function, sample: _Sample, curve: object, parameter: Expr, step: mpmath.mpf
) -> dict[Symbol, mpmath.mpf]:
    assert isinstance(curve, (tuple, SympyTuple))
    values = {**sample.place, parameter: Float(step, DIGITS)}
    moved = (number(value.xreplace(values)) for value in curve)
    return dict(zip(function.variables, moved, strict=True))


def _change_on_curve(
    function: _Function, sample: _Sample, curve: object, parameter: Expr, step: mpmath.mpf
) -> mpmath.mpf | None:
    value = function.run(sample.numbers | _on_curve(function, sample, curve, parameter, step))
    return None if value is None else value - sample.value


def _changes_like(
    function: _Function, sample: _Sample, parts: Mapping[str, object], curve: str, term: str
) -> bool:
    """Whether f changes along a curve like the term; where that is 0 nothing is said."""
    parameter, like = parts["parameter"], parts[term]
    assert isinstance(parameter, Expr)
    assert isinstance(like, Expr)
    for step in _NEAR:
        values = {**sample.place, parameter: Float(step, DIGITS)}
        wanted = number(like.xreplace(values))
        change = _change_on_curve(function, sample, parts[curve], parameter, step)
        if change is None:
            return False
        if wanted != 0 and abs(change / wanted - 1) > mpmath.sqrt(mpmath.sqrt(step)):
            return False
    return True


def _is_constant_along(function: _Function, sample: _Sample, parts: Mapping[str, object]) -> bool:
    parameter = parts["parameter"]
    assert isinstance(parameter, Expr)
    changes = [
        _change_on_curve(function, sample, parts["curve"], parameter, side * step)
        for step in _NEAR
        for side in (1, -1)
    ]
    return all(change is not None and abs(change) < _EXACT_ENOUGH for change in changes)


def _sign_in(function: _Function, sample: _Sample, direction: Sequence[Expr]) -> int | None:
    """The sign of f - f(P) in a direction, if it is the same at all small distances."""
    signs = set()
    for step in _NEAR:
        moved = {
            variable: sample.numbers[variable] + step * number(part)
            for variable, part in zip(function.variables, direction, strict=True)
            if part.is_number
        }
        signs.add(sign_along(function.program, sample.numbers, sample.value, moved))
    return signs.pop() if len(signs) == 1 else None


def _steps_beside(function: _Function, sample: _Sample) -> Iterator[dict[Symbol, mpmath.mpf]]:
    """Some points close by on all sides."""
    count = len(function.variables)
    for index in range(4 * count + 4):
        yield {
            variable: sample.numbers[variable]
            + mpmath.mpf("1e-3")
            * number(_NUMBERS[(3 * index + 4 * k + index // 5) % len(_NUMBERS)])
            for k, variable in enumerate(function.variables)
        }


def _is_difference(function: _Function, point: CriticalPoint, sample: _Sample) -> bool:
    return all(
        _is_difference_at(function, point, sample, moved)
        for moved in _steps_beside(function, sample)
    )


def _is_difference_at(
    function: _Function,
    point: CriticalPoint,
    sample: _Sample,
    moved: Mapping[Symbol, mpmath.mpf],
) -> bool:
    difference = point.reason.parts["difference"]
    assert isinstance(difference, Expr)
    place = {name: Float(value, DIGITS) for name, value in (sample.numbers | dict(moved)).items()}
    here = difference.xreplace(place).evalf(DIGITS)
    value = function.run(sample.numbers | dict(moved))
    if value is None or not here.is_number or not here.is_real:
        return value is None
    gap = value - sample.value - number(here)
    return bool(abs(gap) < _EXACT_ENOUGH * (1 + abs(value)))


def _is_true_everywhere(function: _Function, point: CriticalPoint, sample: _Sample) -> bool:
    """Whether the difference is that of f far from the row too."""
    for trial in range(_MOST_TRIALS):
        moved = {name: number(value) for name, value in _trial(function.variables, trial).items()}
        if not _is_difference_at(function, point, sample, moved):
            return False
    return True


def _is_term_across(function: _Function, sample: _Sample, term: object) -> bool:
    assert isinstance(term, Expr)
    for variable in function.variables:
        for step in (side * step for step in _NEAR for side in (1, -1)):
            moved = {variable: sample.numbers[variable] + step}
            place = {name: Float(value, DIGITS) for name, value in (sample.numbers | moved).items()}
            wanted = term.xreplace(place).evalf(DIGITS)
            if abs(wanted) < _EXACT_ENOUGH:
                continue
            value = function.run(sample.numbers | moved)
            if value is None:
                return False
            if abs((value - sample.value) / number(wanted) - 1) > mpmath.sqrt(abs(step)):
                return False
    return True


def _is_trace(function: _Function, sample: _Sample, trace: object) -> bool:
    assert isinstance(trace, Expr)
    wanted, step = number(trace.xreplace(sample.place)), mpmath.mpf("1e-12")
    total = mpmath.mpf(0)
    for variable in function.variables:
        ends = [
            function.run(sample.numbers | {variable: sample.numbers[variable] + side * step})
            for side in (1, -1)
        ]
        if None in ends:
            return False
        first, second = (end - sample.value for end in ends)
        if abs(first - second) > mpmath.mpf("1e-8") * step**2:
            return False
        total += (first + second) / step**2
    return bool(abs(total - wanted) < mpmath.mpf("1e-6") * (1 + abs(wanted)))


_DIRECTIONS = ((1, 0), (0, 1), (1, 1), (1, -1), (1, 2), (2, 1), (1, -2), (2, -1))


def _with_true_reason(
    function: _Function, point: CriticalPoint, samples: Sequence[_Sample]
) -> CriticalPoint:
    """The row with its reason, or another one where f does not do what that says."""
    reason = point.reason
    named = {"rising_curve", "up", "curve", "difference", "term", "trace"} & set(reason.parts)
    if not named or point.kind == "undecided":
        return point
    if all(_is_proof_true(function, point, sample) for sample in samples):
        if "difference" not in reason.parts or all(
            _is_true_everywhere(function, point, sample) for sample in samples[:1]
        ):
            return point
        verdict = CriticalVerdict(point.kind, point.is_strict, reason)
        nearby = said_of_neighborhood(verdict).reason
        if nearby.kind is not reason.kind or reason.kind.value.endswith("nearby"):
            return replace(point, reason=nearby)
    return replace(point, reason=_plain_reason(function, point, samples))


def _plain_reason(
    function: _Function, point: CriticalPoint, samples: Sequence[_Sample]
) -> Finding[CriticalReason]:
    if point.kind != "saddle":
        is_below = point.kind == "minimum"
        return Finding(CriticalReason.NOWHERE_BELOW if is_below else CriticalReason.NOWHERE_ABOVE)
    ways: dict[int, tuple[Expr, ...]] = {}
    for direction in _ways(len(function.variables)):
        signs = {_sign_in(function, sample, direction) for sample in samples}
        sign = signs.pop() if len(signs) == 1 else None
        if sign:
            ways.setdefault(sign, direction)
    if len(ways) == 1 or not ways:
        return Finding(CriticalReason.BOTH_SIGNS_AROUND)
    return Finding(CriticalReason.BOTH_SIGNS_ON_RAYS, {"up": ways[1], "down": ways[-1]})


def _ways(dimension: int) -> Iterator[tuple[Expr, ...]]:
    for pair in _DIRECTIONS if dimension > 1 else ((1, 0),):
        for first in range(dimension):
            for side in (1, -1):
                direction = [Integer(0)] * dimension
                direction[first] = Integer(side * pair[0])
                if dimension > 1:
                    direction[(first + 1) % dimension] = Integer(side * pair[1])
                yield tuple(direction)


# What is said of seams

_LISTED = {
    SearchRemark.NO_GRADIENT_ALONG: SearchRemark.NO_GRADIENT_ALONG_OPEN,
    SearchRemark.NO_GRADIENT_ALONG_BUT: SearchRemark.NO_GRADIENT_ALONG_OPEN_BUT,
    SearchRemark.NO_GRADIENT_PERHAPS: SearchRemark.NO_GRADIENT_OPEN,
}
"""Remarks that no other points of a seam are extrema, and those that leave this open."""
_ROUGH = (
    SearchRemark.NO_GRADIENT_ALONG,
    SearchRemark.NO_GRADIENT_ALONG_BUT,
    SearchRemark.NO_GRADIENT_ALONG_OPEN,
    SearchRemark.NO_GRADIENT_ALONG_OPEN_BUT,
)
_WEAKER = {
    True: SearchRemark.NO_GRADIENT_PERHAPS,
    False: SearchRemark.NO_GRADIENT_OPEN,
}


def _confirmed_remark(
    function: _Function, remark: Finding[SearchRemark], rows: Sequence[CriticalPoint]
) -> Finding[SearchRemark] | None:
    """The remark, or what of it the values of f do not contradict; None for nothing."""
    if remark.kind not in (*_ROUGH, *_LISTED):
        return remark
    samples = [
        sample
        for sample in islice(_on_seam(function, remark), function.most_samples)
        if not _is_exception(remark, sample, function.variables)
    ]
    if not samples:
        return remark
    if remark.kind in _ROUGH and any(sample.around.is_smooth for sample in samples):
        if all(sample.around.is_smooth for sample in samples):
            return None
        zeros = remark.parts["zeros"]
        remark = Finding(_WEAKER[remark.kind in _LISTED], {"zeros": zeros})
    if remark.kind in _LISTED and any(
        not {1, -1} <= sample.around.signs
        and not any(_holds(row, sample, function.variables) for row in rows)
        for sample in samples
    ):
        return Finding(_LISTED[remark.kind], remark.parts)
    return remark


def _on_seam(function: _Function, remark: Finding[SearchRemark]) -> Iterator[_Sample]:
    zeros = remark.parts["zeros"]
    assert isinstance(zeros, Boolean)
    equation = next(part for part in conjuncts(zeros) if isinstance(part, Eq))
    others = And(*(part for part in conjuncts(zeros) if part is not equation))
    if equation.lhs in function.variables and not equation.rhs.has(equation.lhs):
        point = tuple(equation.rhs if v == equation.lhs else v for v in function.variables)
        yield from _samples(function, point, others)
    else:
        yield from _samples(function, function.variables, zeros)


def _is_exception(
    remark: Finding[SearchRemark], sample: _Sample, variables: tuple[Symbol, ...]
) -> bool:
    exceptions = remark.parts.get("exception", ())
    assert isinstance(exceptions, (tuple, SympyTuple))
    points = exceptions if isinstance(exceptions, SympyTuple) else (exceptions,)
    place = tuple(sample.place[variable] for variable in variables)
    return any(place == tuple(point) for point in points)
