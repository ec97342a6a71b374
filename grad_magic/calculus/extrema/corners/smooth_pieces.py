"""Critical points off the seams of a function: those of its pieces that lie where it is them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

import mpmath
from sympy import Abs, Add, Eq, Expr, Ge, Gt, Lt, Max, Min, Ne, Rational, Symbol, factor, together
from sympy.core.relational import Relational
from sympy.logic.boolalg import And, Boolean, false, true

from grad_magic.calculus.domains import UndefinedError, trace
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.extrema.compositions import outer_function, shifted_levels
from grad_magic.calculus.extrema.corners.cornered import UNDEFINED, CorneredFunction, Found
from grad_magic.calculus.extrema.corners.seams import Seam, pieces_of
from grad_magic.calculus.extrema.critical_points import critical_point_at
from grad_magic.calculus.extrema.curves.regions import in_intervals, opened, unequal_parts
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.equations.value_bounds import is_never_negative
from grad_magic.calculus.extrema.kinds.verdicts import Searcher
from grad_magic.findings import CriticalReason, Finding, Repetition, SearchRemark
from grad_magic.formula.arithmetic import HIGH_PRECISION, NotRealError
from grad_magic.formula.one_variable import conjuncts
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy
from grad_magic.solution import CriticalPoint, CriticalPoints

LEVEL_SETS = (Repetition.LEVEL_SETS, Repetition.LEVEL_SETS_BUT_VALUES)


def repeats_with_levels(function: CorneredFunction, finding: Finding[Repetition]) -> bool:
    """Whether not only the pieces but f is a function of u with the period that is told."""
    inner, period = finding.parts["inner"], finding.parts["period"]
    assert isinstance(inner, Expr)
    assert isinstance(period, Expr)
    outer = outer_function(function.f, inner, function.variables, function.program)
    return outer is not None and outer.has_period(period)


def take_pieces(
    function: CorneredFunction, seams: Sequence[Seam], search_smooth: Searcher, found: Found
) -> None:
    """The critical points off the seams: those of the smooth pieces that lie where f is them."""
    for piece, conditions in pieces_of(function.f, function.variables):
        try:
            program = compile_formula(from_sympy(piece))
        except UnreadableExpressionError:
            found.is_complete = False
            continue
        if piece == function.f:
            program = function.program
        result = search_smooth(piece, function.variables, program)
        if result.is_complete is None:
            # Of a window it is said that there may be others.
            found.is_open = True
            found.is_complete = found.is_complete and bool(result.remarks)
        # That some of a piece are not isolated says nothing of f, which may be another one there.
        left_out = SearchRemark.NOT_ISOLATED
        found.remarks += (remark for remark in result.remarks if remark.kind is not left_out)
        if result.repetition and found.repetition in ((), result.repetition):
            found.repetition = result.repetition
        elif result.repetition:
            found.is_complete = False
        more = list(_beyond_period(function, piece, result))
        for point in sorted((*result.points, *more), key=_level) if more else result.points:
            _take_from_piece(function, seams, conditions, point, found)


def _is_piece_at(
    conditions: Sequence[Boolean], place: Mapping[Symbol, Expr], gaps: Sequence[Expr]
) -> bool | None:
    """Whether f is a piece around a place with parameters; None where it is unknown.

    Nor is it known where a gap, which also is one of a root, may be 0 there.
    """
    if not conditions or not all(isinstance(condition, (Gt, Lt)) for condition in conditions):
        return None
    sides = [(condition.gts - condition.lts).xreplace(dict(place)) for condition in conditions]
    signs = [sign_of(factor(side)) for side in sides]
    if -1 in signs:
        return False
    is_known = all(sign_of(factor(gap)) for gap in gaps) and all(signs)
    return True if is_known else None


def _level(point: CriticalPoint) -> float:
    """By what level sets are sorted: the value of u on them; points come last."""
    if not isinstance(point.where, Eq):
        return float("inf")
    constant, _ = (point.where.lhs - point.where.rhs).as_coeff_Add()
    return -float(constant)


def _beyond_period(
    function: CorneredFunction, piece: Expr, result: CriticalPoints
) -> Iterator[CriticalPoint]:
    """Of level sets of a piece those further on, where f is another piece a period further on."""
    for finding in result.repetition:
        if finding.kind not in LEVEL_SETS or repeats_with_levels(function, finding):
            continue
        inner, period = finding.parts["inner"], finding.parts["period"]
        assert isinstance(inner, Expr)
        assert isinstance(period, Expr)
        variables = function.variables
        outer = outer_function(piece, inner, variables, compile_formula(from_sympy(piece)))
        for point in result.points:
            is_level = isinstance(point.where, Eq) and point.point == variables
            if outer is not None and is_level and inner.is_polynomial(*variables):
                # What is not settled is left out: the points are not said to be all.
                with suppress(UnsolvedError):
                    yield from shifted_levels(inner, outer, point, period)


def _take_from_piece(
    function: CorneredFunction,
    seams: Sequence[Seam],
    conditions: Sequence[Boolean],
    point: CriticalPoint,
    found: Found,
) -> None:
    """A critical point of a piece, if f is this piece there."""
    place = dict(zip(function.variables, point.point, strict=True))
    if any(value.has(*function.variables) for value in point.point):
        at_place = [_number_last(condition.xreplace(place)) for condition in conditions]
        where = And(*(holds for holds in at_place if not isinstance(holds, Ne)))
        # Single points are no interval: x ≠ 0 stays as it is.
        left_out = And(*(holds for holds in at_place if isinstance(holds, Ne)))
        # Which case applies is not told from a symbol; what a piece leaves out is.
        if not any(instruction.branches for instruction in function.program.instructions):
            where = And(where, domain_on(function, place, found, conditions))
        take_curve(point, where, left_out, found)
        return
    gaps = [shorten_number(seam.gap.xreplace(place)) for seam in seams]
    if any(value.has(*UNDEFINED) for value in gaps):
        return
    if point.is_approximate:
        if any(abs(value.evalf(15)) < Rational(1, 10**10) for value in gaps):
            found.is_complete = False
        elif _has_value(function, place, point.value):
            found.points.append(point)
    elif 0 not in map(sign_of, gaps):
        holds = _is_piece_at(conditions, place, gaps)
        if holds is False:
            # -a/2 of x² + ax, which is x² + a|x| where x > 0.
            return
        exact = critical_point_at(function.f, function.variables, function.program, point.point)
        exact = (point,) if exact is None and holds else exact
        found.is_complete = found.is_complete and exact is not None
        found.points += exact or ()


def take_curve(point: CriticalPoint, where: Boolean, left_out: Boolean, found: Found) -> None:
    """A curve or a region of critical points of a piece, as far as f is this piece."""
    if isinstance(point.where, Eq):
        # On x² + y² = 4 what is asked of x² + y² is asked of 4.
        asked = _on_level(And(where, left_out), point.where)
        found.is_complete = found.is_complete and asked in (true, false)
        if asked == true:
            found.points.append(point)
        return
    try:
        both = in_intervals(opened(And(where, true if point.where is None else point.where)))
    except UnsolvedError:
        found.is_complete = False
        return
    if both == false or _never_holds(both):
        return
    if point.reason.kind is CriticalReason.CONSTANT:
        point = replace(point, reason=Finding(CriticalReason.CONSTANT_ON_REGION))
    both = And(*(part for part in conjuncts(both) if not _always_holds(part)))
    both = And(both, _beside(left_out, both))
    if both != false:
        found.points.append(replace(point, where=None if both == true else both))


def _never_holds(where: Boolean) -> bool:
    """Whether one of the conditions holds nowhere: 1/(1 + s) > 1 + x² with a positive s."""
    strict = (part for part in conjuncts(where) if isinstance(part, (Gt, Lt)))
    return any(is_never_negative(part.lts - part.gts) for part in strict)


def _always_holds(condition: Boolean) -> bool:
    """Whether a condition holds everywhere, as 1/(1 + s) < 1 + x² with a positive s."""
    if not isinstance(condition, (Gt, Lt)):
        return False
    numerator, denominator = together(condition.gts - condition.lts).as_numer_denom()
    return sign_of(numerator.expand()) == 1 == sign_of(denominator)


def _beside(left_out: Boolean, where: Boolean) -> Boolean:
    """What is left out, but for what a condition leaves out anyway."""
    known = unequal_parts(where)
    return And(
        *(
            part
            for part in conjuncts(left_out)
            if not (isinstance(part, Ne) and part.lhs - part.rhs in known)
        )
    )


def _on_level(condition: Boolean, level: Eq) -> Boolean:
    """What a condition is where an equation holds: 5 > 0 for 9 - x² - y² > 0 on x² + y² = 4."""
    gap = (level.lhs - level.rhs).expand()
    term = next(term for term in Add.make_args(gap) if term.free_symbols)
    coefficient, power = term.as_coeff_Mul()
    elsewhere = {level.lhs: level.rhs, power: power - gap / coefficient}
    changed = {
        part: part.func((part.lhs - part.rhs).xreplace(elsewhere).expand(), 0)
        for part in condition.atoms(Relational)
    }
    return condition.xreplace(changed)


def _on_piece(condition: Boolean, conditions: Sequence[Boolean]) -> Boolean:
    """A condition with x or -x for |x| and for max(x, y), where the conditions tell which."""
    signs = {Gt(part.gts - part.lts, 0) for part in conditions if isinstance(part, (Gt, Lt))}
    values = {
        part: sign * part.args[0]
        for part in condition.atoms(Abs)
        for sign in (1, -1)
        if Gt(sign * part.args[0], 0) in signs
    }
    for part in condition.atoms(Max, Min):
        side = 1 if isinstance(part, Max) else -1
        for value in part.args:
            gaps = (side * (value - other) for other in part.args if other != value)
            if all(Gt(gap, 0) in signs for gap in gaps):
                values[part] = value
    return condition.xreplace(values)


def _number_last(condition: Boolean) -> Boolean:
    """x < 0 for 0 > x."""
    is_turned = isinstance(condition, Relational) and condition.lhs.is_number
    return condition.reversed if is_turned else condition


def _has_value(function: CorneredFunction, place: dict[Symbol, Expr], value: Expr) -> bool:
    """Whether f is the piece there."""
    numbers = {symbol: mpmath.mpmathify(number.evalf(30)) for symbol, number in place.items()}
    try:
        with mpmath.workdps(30):
            here = function.program.run(numbers, HIGH_PRECISION)
    except NotRealError:
        return False
    return bool(
        abs(here - mpmath.mpmathify(value.evalf(30))) < mpmath.mpf("1e-9") * (1 + abs(here))
    )


def domain_on(
    function: CorneredFunction,
    place: Mapping[Symbol, Expr],
    found: Found,
    conditions: Sequence[Boolean] = (),
) -> Boolean:
    """For which values of the free variables f is defined on a curve; false where unknown.

    Under the conditions of a piece: √(|x| + x) is 0 for all x < 0, and so is (|x| + x)^(3/2).
    """
    assumed: list[Boolean] = []
    program = function.program
    try:
        values = trace(program, place, assumed)
        powers = (
            program.arguments(s, values) for s in program.instructions if s.operation == "power"
        )
        reaching_zero = {
            Gt(base, 0): Ge(base, 0) for base, exponent in powers if sign_of(exponent) == 1
        }
        asked = (reaching_zero.get(condition, condition) for condition in assumed)
        where = _on_piece(And(*asked), conditions)
        if where.free_symbols <= set(function.variables):
            return in_intervals(opened(where))
    except UndefinedError as error:
        if error.failure.settled:
            return false
    except UnsolvedError:
        pass
    found.is_complete = False
    return false
