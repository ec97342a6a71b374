"""Critical points of functions with corners: where ∇f = 0, and where f has no gradient.

Away from the seams of |u|, max, min, sign, roots and cases f is one of several smooth pieces. On
a seam an extremum of f is one of f restricted to it, so that the critical points of the
restriction, in one variable less, are all the places to look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import mpmath
from sympy import (
    Abs,
    Dummy,
    Eq,
    Expr,
    Float,
    Ge,
    Gt,
    Integer,
    Le,
    Lt,
    Max,
    Min,
    Ne,
    Piecewise,
    Pow,
    Rational,
    Symbol,
    cancel,
    factor,
    nan,
    oo,
    sign,
    zoo,
)
from sympy import I as IMAGINARY_UNIT
from sympy.core.relational import Relational
from sympy.logic.boolalg import And, Boolean, Not, false, true

from grad_magic.calculus.derivatives import gradient
from grad_magic.calculus.differentiability import judge
from grad_magic.calculus.domains import SMOOTH, UndefinedError, evaluate
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.expansions.algebra import OutsideError
from grad_magic.calculus.extrema.critical_points import critical_point_at
from grad_magic.calculus.extrema.curve_parts import Sides, first_term, parts_of, zeros_of
from grad_magic.calculus.extrema.roots import UnsolvedError
from grad_magic.calculus.extrema.systems import has_period, solve_system
from grad_magic.calculus.extrema.value_bounds import is_never_negative
from grad_magic.calculus.extrema.verdicts import CriticalVerdict, extremum
from grad_magic.calculus.limits import Neighborhood, sample_directions
from grad_magic.calculus.special_points import classify_special_point
from grad_magic.formula.arithmetic import HIGH_PRECISION, NotRealError
from grad_magic.formula.program import Instruction, Program, compile_formula
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy, to_sympy
from grad_magic.solution import CriticalPoint, Finding

_MOST_PIECES = 16
_UNDEFINED = (nan, zoo, oo, -oo, IMAGINARY_UNIT)
_JUMPS = ("floor", "ceiling")


@dataclass(frozen=True)
class Corners:
    """The critical points of a function with corners.

    Attributes:
        points: they.
        is_complete: whether they are all; False if they repeat.
        repeat: with which period.
        remarks: where f has no gradient.
    """

    points: list[CriticalPoint]
    is_complete: bool | None
    repeat: tuple[Finding, ...]
    remarks: tuple[Finding, ...]


class Search(Protocol):
    """What a search for critical points returns."""

    @property
    def points(self) -> tuple[CriticalPoint, ...]:
        """The points."""

    @property
    def is_complete(self) -> bool | None:
        """Whether they are all."""

    @property
    def repeat(self) -> tuple[Finding, ...]:
        """With which period they repeat."""

    @property
    def remarks(self) -> tuple[Finding, ...]:
        """What else is to be said."""


Searcher = Callable[[Expr, Sequence[Symbol], Program], Search]


@dataclass
class _Found:
    """What has been found, and whether it is all."""

    points: list[CriticalPoint] = field(default_factory=list)
    is_complete: bool = True
    remarks: list[Finding] = field(default_factory=list)
    repeat: tuple[Finding, ...] = ()
    periods: list[tuple[Symbol, Expr]] = field(default_factory=list)


@dataclass(frozen=True)
class _Seam:
    """Where an operation of f is not smooth.

    Attributes:
        gap: what is 0 there.
        part: the operation's value as a SymPy expression; None for cases.
        is_edge: whether the operation is defined on one side alone, as √u is.
    """

    gap: Expr
    part: Expr | None
    is_edge: bool


@dataclass(frozen=True)
class _Function:
    """f, its n variables, and f as typed."""

    f: Expr
    variables: tuple[Symbol, ...]
    program: Program


def has_corners(program: Program, variables: Sequence[Symbol]) -> bool:
    """Whether an operation of f may fail to be smooth inside its domain."""
    try:
        return any(True for _ in _seams(program, variables))
    except UnsolvedError:
        return True


def corner_points(
    f: Expr,
    variables: Sequence[Symbol],
    program: Program,
    search: Searcher,
    search_smooth: Searcher,
) -> Corners:
    """The critical points, whether they are all, and where f has no gradient.

    Args:
        f: the function.
        variables: its n variables.
        program: the function as typed.
        search: finds the critical points of a function in n or n - 1 variables.
        search_smooth: finds those off its seams.

    Raises:
        UnsolvedError: the seams are of a kind that is not known here.
    """
    function = _Function(f, tuple(variables), program)
    found = _Found()
    seams = list(dict.fromkeys(_seams(program, variables)))
    _on_pieces(function, seams, search_smooth, found)
    for seam in seams:
        _on_seam(function, seam, search, found)
    distinct: list[CriticalPoint] = []
    for point in found.points:
        if not any(_is_same(point, other) for other in distinct):
            distinct.append(point)
    distinct = [p for p in distinct if not any(_is_part_of(p, row, variables) for row in distinct)]
    remarks = {(remark.sentence, str(remark.parts)): remark for remark in found.remarks}
    is_complete: bool | None = found.is_complete or None
    if is_complete and (found.repeat or found.periods):
        is_complete = False if _repeats(function, found) else None
    return Corners(distinct, is_complete, found.repeat, tuple(remarks.values()))


def _repeats(function: _Function, found: _Found) -> bool:
    """Whether all that repeats does so with the periods that are told, which f has too."""
    told = {finding.parts["period"] for finding in found.repeat}
    names = [str(finding.parts.get("repeating", "")) for finding in found.repeat]
    return (
        len(told) == len(found.repeat) == 1
        and not any(names)
        and all(period in told for _, period in found.periods)
        and all(
            has_period(function.f, variable, period)
            for period in told
            if isinstance(period, Expr)
            for variable in function.variables
        )
    )


def _is_same(first: CriticalPoint, second: CriticalPoint) -> bool:
    return first.where == second.where and all(
        sign_of(shorten_number(a - b)) == 0 if (a - b).is_number else (a - b).expand() == 0
        for a, b in zip(first.point, second.point, strict=True)
    )


def _is_part_of(point: CriticalPoint, curve: CriticalPoint, variables: Sequence[Symbol]) -> bool:
    """Whether a curve's row says all that is known of a point."""
    is_curve = any(value.has(*variables) for value in curve.point)
    if not is_curve or any(value.has(*variables) for value in point.point):
        return False
    place = dict(zip(variables, point.point, strict=True))
    gaps = zip(curve.point, point.point, strict=True)
    if any(sign_of(shorten_number(a.xreplace(place) - b)) != 0 for a, b in gaps):
        return False
    if curve.where is not None and curve.where.xreplace(place) != true:
        return False
    alike = (point.kind, point.is_strict) == (curve.kind, curve.is_strict)
    return point.has_gradient == curve.has_gradient and (alike or point.kind == "undecided")


def _seams(program: Program, variables: Sequence[Symbol]) -> Iterator[_Seam]:
    for instruction in program.instructions:
        formula = instruction.formula
        if instruction.branches:
            yield from _seams_of_cases(instruction, variables)
            continue
        if instruction.operation not in SMOOTH:
            continue
        whole = to_sympy(formula)
        operands = [to_sympy(program.instructions[i].formula) for i in instruction.operands]
        if not whole.has(*variables) and not any(part.has(*variables) for part in operands):
            continue
        if instruction.operation in _JUMPS:
            raise UnsolvedError
        yield from _seams_of(instruction, whole, operands, variables)


def _seams_of(
    instruction: Instruction, whole: Expr, operands: Sequence[Expr], variables: Sequence[Symbol]
) -> Iterator[_Seam]:
    operation = instruction.operation
    if operation in ("max", "min"):
        for index, first in enumerate(operands):
            for second in operands[:index]:
                if (first - second).has(*variables):
                    yield _Seam(first - second, whole, is_edge=False)
        return
    first = operands[0]
    if operation in ("abs", "sign", "heaviside"):
        yield _Seam(first, whole, is_edge=False)
    elif operation == "odd_root_power":
        if instruction.exponent is not None and instruction.exponent <= 1:
            yield _Seam(first, whole, is_edge=False)
    elif operation in ("sqrt", "power"):
        if not first.is_positive and first.has(*variables):
            yield _Seam(first, whole, is_edge=True)
    elif operation in ("asin", "acos"):
        yield _Seam(1 - first**2, whole, is_edge=True)
    elif operation == "acosh":
        yield _Seam(first - 1, whole, is_edge=True)
    else:
        raise UnsolvedError


def _seams_of_cases(instruction: Instruction, variables: Sequence[Symbol]) -> Iterator[_Seam]:
    for condition, value in instruction.branches:
        yield from _seams(value, variables)
        for part in condition.instructions:
            for index in part.operands:
                operand = condition.instructions[index]
                if part.operation not in ("and", "or") and part.operation in _RELATIONS:
                    gap = to_sympy(operand.formula)
                    if gap.has(*variables):
                        yield _Seam(gap, None, is_edge=False)


_RELATIONS = ("less", "less_equal", "greater", "greater_equal", "equal", "unequal")


def _pieces(f: Expr, variables: Sequence[Symbol]) -> list[tuple[Expr, tuple[Boolean, ...]]]:
    """The smooth functions that f consists of, each with the conditions under which it is f."""
    todo: list[tuple[Expr, tuple[Boolean, ...]]] = [(f, ())]
    done: list[tuple[Expr, tuple[Boolean, ...]]] = []
    while todo:
        whole, conditions = todo.pop()
        parts = [p for p in whole.atoms(Abs, Max, Min, sign, Piecewise) if p.has(*variables)]
        if not parts:
            done.append((whole, conditions))
        else:
            part = min(parts, key=lambda p: (p.count_ops(), str(p)))
            for value, condition in _alternatives(part):
                others = tuple(c.xreplace({part: value}) for c in (*conditions, *condition))
                if false not in others:
                    todo.append((whole.xreplace({part: value}), others))
        if len(todo) + len(done) > _MOST_PIECES:
            raise UnsolvedError
    return done


def _alternatives(part: Expr) -> Iterator[tuple[Expr, tuple[Boolean, ...]]]:
    if isinstance(part, (Max, Min)):
        above = Gt if isinstance(part, Max) else Lt
        for value in part.args:
            yield value, tuple(above(value, other) for other in part.args if other != value)
    elif isinstance(part, Piecewise):
        earlier: list[Boolean] = []
        for value, condition in part.args:
            own = [*earlier, *(() if condition == true else (condition,))]
            if not isinstance(condition, Eq):
                yield value, tuple(c for c in own if not isinstance(c, (Eq, Ne)))
            earlier.append(Not(condition))
    else:
        (inside,) = part.args
        positive, negative = (
            (inside, -inside) if isinstance(part, Abs) else (Integer(1), -Integer(1))
        )
        yield positive, (Gt(inside, 0),)
        yield negative, (Lt(inside, 0),)


def _on_pieces(
    function: _Function, seams: Sequence[_Seam], search_smooth: Searcher, found: _Found
) -> None:
    """The critical points off the seams: those of the smooth pieces that lie where f is them."""
    for piece, conditions in _pieces(function.f, function.variables):
        try:
            program = compile_formula(from_sympy(piece))
        except UnreadableExpressionError:
            found.is_complete = False
            continue
        if piece == function.f:
            program = function.program
        result = search_smooth(piece, function.variables, program)
        found.is_complete = found.is_complete and result.is_complete is not None
        found.remarks += result.remarks
        if result.repeat and found.repeat in ((), result.repeat):
            found.repeat = result.repeat
        elif result.repeat:
            found.is_complete = False
        for point in result.points:
            _take_from_piece(function, seams, conditions, point, found)


def _take_from_piece(
    function: _Function,
    seams: Sequence[_Seam],
    conditions: Sequence[Boolean],
    point: CriticalPoint,
    found: _Found,
) -> None:
    place = dict(zip(function.variables, point.point, strict=True))
    if any(value.has(*function.variables) for value in point.point):
        where = And(*(_number_last(condition.xreplace(place)) for condition in conditions))
        if where == false:
            return
        if where != true and not _is_simple(where):
            found.is_complete = False
            return
        if point.reason.sentence == "constant":
            point = replace(point, reason=Finding("constant_on_region"))
        both = where if point.where is None else And(where, point.where)
        found.points.append(replace(point, where=None if both == true else both))
        return
    gaps = [shorten_number(seam.gap.xreplace(place)) for seam in seams]
    if any(value.has(*_UNDEFINED) for value in gaps):
        return
    if point.is_approximate:
        if any(abs(value.evalf(15)) < Float("1e-10") for value in gaps):
            found.is_complete = False
        elif _has_value(function, place, point.value):
            found.points.append(point)
        return
    if 0 in [sign_of(value) for value in gaps]:
        return
    exact = critical_point_at(function.f, function.variables, function.program, point.point)
    if exact is None:
        found.is_complete = False
    else:
        found.points += exact


def _number_last(condition: Boolean) -> Boolean:
    """x < 0 for 0 > x."""
    is_turned = isinstance(condition, Relational) and condition.lhs.is_number
    return condition.reversed if is_turned else condition


def _is_simple(where: Boolean) -> bool:
    if isinstance(where, Relational):
        return True
    parts = where.args if isinstance(where, And) else (where,)
    return all(isinstance(part, Relational) and len(part.free_symbols) == 1 for part in parts)


def _has_value(function: _Function, place: dict[Symbol, Expr], value: Expr) -> bool:
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


def _on_seam(function: _Function, seam: _Seam, search: Searcher, found: _Found) -> None:
    variables = function.variables
    # Where a gap has corners of its own, all zeros of its pieces are looked at.
    for gap, conditions in _pieces(seam.gap, variables):
        equations = [gap, *gradient(gap, variables)] if seam.is_edge else [gap]
        solved = solve_system(equations, variables)
        if not solved.is_complete:
            found.is_complete = False
            found.remarks.append(Finding("no_gradient_open", {"zeros": Eq(seam.gap, 0)}))
        found.periods += ((v, solved.periods[v]) for v in solved.repeating if v in solved.periods)
        part = replace(seam, gap=gap, part=None if conditions else seam.part)
        for assignment in solved.solutions:
            free = [variable for variable in variables if variable not in assignment]
            place = {variable: assignment.get(variable, variable) for variable in variables}
            if not free:
                _take(function, tuple(place.values()), found)
            elif len(free) == len(variables) - 1:
                _on_surface(function, part, place, free, search, found)
            else:
                found.is_complete = False


def _on_surface(
    function: _Function,
    seam: _Seam,
    place: dict[Symbol, Expr],
    free: Sequence[Symbol],
    search: Searcher,
    found: _Found,
) -> None:
    """The critical points of f restricted to a seam, each looked at in f itself."""
    restricted = function.f.xreplace(place)
    if restricted.has(*_UNDEFINED):
        return
    if not restricted.has(*free):
        _on_level_seam(function, seam, place, free, restricted, found)
        return
    try:
        program = compile_formula(from_sympy(restricted))
    except UnreadableExpressionError:
        found.is_complete = False
        return
    result = search(restricted, free, program)
    is_complete = bool(result.is_complete)
    for point in result.points:
        values = dict(zip(free, point.point, strict=True))
        if point.where is not None or any(value.has(*free) for value in point.point):
            is_complete = False
            continue
        if point.is_approximate:
            is_complete = False
            continue
        _take(function, tuple(shorten_number(v.xreplace(values)) for v in place.values()), found)
    found.is_complete = found.is_complete and is_complete
    _remark(function, seam, place, free, found, is_listed=is_complete)


def _remark(
    function: _Function,
    seam: _Seam,
    place: dict[Symbol, Expr],
    free: Sequence[Symbol],
    found: _Found,
    *,
    is_listed: bool,
) -> None:
    """That f has no gradient on a seam, where that is proved."""
    (across,) = (variable for variable, value in place.items() if value != variable)
    parts: dict[str, Any] = {"zeros": Eq(across, place[across])}
    exceptions = _exceptions(function, seam, place, free)
    if exceptions is None:
        sentence = "no_gradient_perhaps" if is_listed else "no_gradient_open"
        found.remarks.append(Finding(sentence, parts))
        return
    if not _is_rough_somewhere(function, place, free, exceptions):
        return
    points = [tuple(v.xreplace({free[0]: e}) for v in place.values()) for e in exceptions]
    sentence = "no_gradient_along" if is_listed else "no_gradient_along_open"
    if points:
        parts["exception"] = points[0] if len(points) == 1 else ", ".join(map(str, points))
        sentence += "_but"
    found.remarks.append(Finding(sentence, parts))


def _exceptions(
    function: _Function, seam: _Seam, place: dict[Symbol, Expr], free: Sequence[Symbol]
) -> list[Expr] | None:
    """Where on a seam f is differentiable; None where that is not settled, or all along."""
    (across,) = (variable for variable, value in place.items() if value != variable)
    jump = _jump(function, seam, place, across)
    if jump is None or jump == 0:
        return None
    if sign_of(jump):
        return []
    if len(free) != 1 or jump.free_symbols - set(free):
        return None
    try:
        zeros = zeros_of(jump, free[0])
    except UnsolvedError:
        return None
    exceptions = []
    for zero in zeros:
        is_smooth = _has_gradient(function, _at(place, free[0], zero))
        if is_smooth is None:
            return None
        if is_smooth:
            exceptions.append(zero)
    return exceptions


def _at(place: dict[Symbol, Expr], symbol: Symbol, value: Expr) -> tuple[Expr, ...]:
    return tuple(shorten_number(part.xreplace({symbol: value})) for part in place.values())


def _is_rough_somewhere(
    function: _Function,
    place: dict[Symbol, Expr],
    free: Sequence[Symbol],
    exceptions: Sequence[Expr],
) -> bool:
    """Whether f has no gradient at one point of a seam: two corners may cancel all along it."""
    for start in range(1, 5 + len(exceptions)):
        sample = {symbol: Rational(3 * start + k, 7) for k, symbol in enumerate(free)}
        if not set(sample.values()) & set(exceptions):
            point = tuple(shorten_number(part.xreplace(sample)) for part in place.values())
            is_smooth = (
                None if any(v.has(*_UNDEFINED) for v in point) else _has_gradient(function, point)
            )
            if is_smooth is not None:
                return not is_smooth
    return False


def _has_gradient(function: _Function, point: tuple[Expr, ...]) -> bool | None:
    """Whether f is differentiable at a point; None where that is not settled."""
    values = dict(zip(function.variables, point, strict=True))
    try:
        value = shorten_number(evaluate(function.program, values))
    except UndefinedError:
        return None
    near = Neighborhood(function.program, values, value)
    return judge(near, function.program.instructions[-1].formula).verdict.differentiable


_INNER = Symbol("r__", real=True)


def _jump(
    function: _Function, seam: _Seam, place: dict[Symbol, Expr], across: Symbol
) -> Expr | None:
    """A factor of the jump of ∇f across a seam: how f depends on the part with the corner.

    Where the gap has the gradient 0 there need not be a corner either.
    """
    if seam.part is None or seam.is_edge or not seam.part.args:
        return None
    if isinstance(seam.part, (Max, Min)) and len(seam.part.args) > 2:
        return None
    hidden = function.f.xreplace({seam.part: _INNER})
    if not hidden.has(_INNER):
        return None
    slope = gradient(seam.gap, (across,))[0]
    inner = seam.part.xreplace(place)
    value = (hidden.diff(_INNER).xreplace({_INNER: inner}) * slope).xreplace(place).expand()
    return None if value.has(*_UNDEFINED) or value.has(_INNER) else value


def _on_level_seam(
    function: _Function,
    seam: _Seam,
    place: dict[Symbol, Expr],
    free: Sequence[Symbol],
    value: Expr,
    found: _Found,
) -> None:
    """A seam along which f does not change: the signs on both sides decide."""
    point = tuple(place.values())
    if not free:
        _take(function, point, found)
        return
    curve = CriticalPoint(point, value, "undecided", None, Finding("differs_along_curve"))
    exceptions = _exceptions(function, seam, place, free)
    is_rough = exceptions is not None and _is_rough_somewhere(function, place, free, exceptions)
    curve = replace(curve, has_gradient=not is_rough)
    parts = list(_parts_of_level_seam(function, seam, place, free, curve, found))
    for part in parts:
        if exceptions and is_rough and part.point == point:
            inner = And(*(Ne(free[0], exception) for exception in exceptions))
            if part.where is None:
                part = replace(part, where=inner)  # noqa: PLW2901  (the same part, narrowed)
        found.points.append(part)
    if is_rough:
        for exception in exceptions or ():
            _take(function, _at(place, free[0], exception), found)
    _remark(function, seam, place, free, found, is_listed=True)


def _parts_of_level_seam(
    function: _Function,
    seam: _Seam,
    place: dict[Symbol, Expr],
    free: Sequence[Symbol],
    curve: CriticalPoint,
    found: _Found,
) -> Iterator[CriticalPoint]:
    rise = _without_largest(function.f - curve.value)
    for sign_, kind in ((1, "minimum"), (-1, "maximum")):
        if is_never_negative(sign_ * rise) or is_never_negative(factor(sign_ * rise)):
            reason = Finding("never_beyond_curve", {"difference": function.f - curve.value})
            yield replace(curve, kind=kind, is_strict=False, reason=reason)
            return
    (across,) = (variable for variable, value in place.items() if value != variable)
    reason = Finding("signs_on_both_sides", {"zeros": Eq(across, place[across])})
    sides = _sides(function, seam, place, across, curve.value)
    try:
        if sides is None:
            raise UnsolvedError
        signs = [sign_of(side) for side in (sides.first, sides.second) if side != 0]
        if all(signs):
            kind = sides.kind_at({})
            strict = None if kind == "saddle" else False
            yield replace(curve, kind=kind, is_strict=strict, reason=reason)
        elif len(free) == 1:
            yield from list(
                parts_of(curve, free[0], sides, reason, lambda spot: _judged_alone(function, spot))
            )
        else:
            raise UnsolvedError
    except UnsolvedError:
        found.is_complete = False
        yield curve


def _without_largest(expression: Expr) -> Expr:
    """max(u, 0) as the absolute value of something: neither is ever negative."""
    return expression.replace(
        lambda part: isinstance(part, Max) and any(map(is_never_negative, part.args)),
        lambda *_: Abs(Dummy(real=True)),
    )


def _judged_alone(function: _Function, place: tuple[Expr, ...]) -> CriticalPoint | None:
    found = _Found()
    _take(function, place, found)
    if not found.is_complete:
        raise UnsolvedError
    return found.points[0] if found.points else None


def _sides(
    function: _Function, seam: _Seam, place: dict[Symbol, Expr], across: Symbol, level: Expr
) -> Sides | None:
    """Expressions with the sign of f - c where the seam's gap is positive, and where negative."""
    if seam.part is None or seam.is_edge:
        return None
    slope = gradient(seam.gap, (across,))[0].xreplace(place)
    values: tuple[Expr, Expr]
    if isinstance(seam.part, Abs):
        values = seam.gap, -seam.gap
    elif isinstance(seam.part, (Max, Min)) and len(seam.part.args) == 2:
        first, second = seam.part.args
        if (first - second - seam.gap).expand() != 0:
            first, second = second, first
        values = (first, second) if isinstance(seam.part, Max) else (second, first)
    elif isinstance(seam.part, sign):
        values = Integer(1), -Integer(1)
    else:
        return _sides_of_root(function, seam, place)
    found = []
    for side, part in zip((1, -1), values, strict=True):
        piece = function.f.xreplace({seam.part: part})
        if (piece - level).expand() == 0:
            found.append(Integer(0))
            continue
        jump = (piece - level).xreplace(place).expand()
        if jump != 0:
            found.append(jump)
            continue
        lead = first_term(piece, across, place)
        if lead is None:
            return None
        order, coefficient = lead
        found.append((side * slope) ** order * coefficient)
    return Sides(*found)


def _sides_of_root(function: _Function, seam: _Seam, place: dict[Symbol, Expr]) -> Sides | None:
    """f = c + B·u^(p/q) + smaller terms, for p/q < 1."""
    part = seam.part
    exponents = [p.exp for p in (() if part is None else part.atoms(Pow)) if p.exp.is_Rational]
    fractions = [exponent for exponent in exponents if exponent.q > 1]
    if part is None or len(fractions) != 1 or not 0 < fractions[0] < 1:
        return None
    hidden = function.f.xreplace({part: _INNER})
    if hidden.has(*part.atoms(Pow)):
        return None
    slope = hidden.diff(_INNER).xreplace({_INNER: Integer(0)}).xreplace(place).expand()
    if slope.has(*_UNDEFINED) or slope == 0:
        return None
    return Sides(slope, slope * (-1) ** Rational(fractions[0]).p)


def _by_bound(function: _Function, near: Neighborhood, value: Expr) -> CriticalVerdict | None:
    """f - f(P) is nowhere negative on any of its pieces, or nowhere positive."""
    for sign_ in (1, -1):
        rises = list(_rises(function, near, value))
        if rises and all(is_never_negative(sign_ * rise) for rise in rises):
            is_level = False
            for direction in sample_directions(near.dimension):
                with suppress(OutsideError):
                    expansion = near.along(direction)
                    is_level = is_level or (expansion is not None and expansion.is_zero)
            reason = Finding("nowhere_below" if sign_ > 0 else "nowhere_above")
            return extremum(sign_, reason, is_strict=False if is_level else None)
    return None


def _rises(function: _Function, near: Neighborhood, value: Expr) -> Iterator[Expr]:
    """f - f(P) on each piece at P; x - p ≥ 0 is the absolute value of something there."""
    for piece, conditions in _pieces(function.f, function.variables):
        steps: dict[Symbol, Expr] = {}
        for condition in conditions:
            if not isinstance(condition, (Gt, Lt, Ge, Le)):
                # Of another kind: nothing is said of this piece.
                yield from (Integer(-1), Integer(1))
                return
            gap = condition.gts - condition.lts
            here = sign_of(shorten_number(gap.xreplace(near.values)))
            if here == -1:
                break
            if here == 0 and len(gap.free_symbols) == 1:
                (variable,) = gap.free_symbols
                direction = sign_of(gap.diff(variable))
                if direction:
                    step = Abs(Dummy(variable.name, real=True))
                    steps[variable] = near.values[variable] + direction * step
            elif here == 0:
                ratio = cancel((piece - value) / gap)
                if ratio.is_number:
                    yield ratio * Abs(Dummy(real=True))
                    break
        else:
            yield (piece - value).xreplace(steps).expand()


def _take(function: _Function, point: tuple[Expr, ...], found: _Found) -> None:
    """The point, if it is a critical point: ∇f = 0 there, or f has no gradient."""
    values = dict(zip(function.variables, map(shorten_number, point), strict=True))
    try:
        value = shorten_number(evaluate(function.program, values))
    except UndefinedError as error:
        found.is_complete = found.is_complete and error.failure.settled
        return
    near = Neighborhood(function.program, values, value)
    judgement = judge(near, function.program.instructions[-1].formula)
    has_gradient = judgement.gradient is not None
    if judgement.gradient is not None:
        signs = [sign_of(entry) for entry in judgement.gradient]
        if any(signs):
            return
        if None in signs:
            found.is_complete = False
            return
        exact = critical_point_at(
            function.f, function.variables, function.program, tuple(values.values())
        )
        if exact:
            found.points += exact
            return
    elif judgement.verdict.differentiable is None:
        found.is_complete = False
        return
    elif judgement.verdict.reason.sentence in ("boundary", "boundary_on_curve"):
        return
    verdict: Any = classify_special_point(near)
    if verdict.kind == "undecided":
        verdict = _by_bound(function, near, value) or verdict
    reason = verdict.reason
    if reason.sentence in ("leads_everywhere", "leads_linearly"):
        reason = Finding("one_sign_around")
    found.points.append(
        CriticalPoint(
            tuple(values.values()),
            value,
            verdict.kind,
            verdict.is_strict,
            reason,
            has_gradient=has_gradient,
        )
    )
