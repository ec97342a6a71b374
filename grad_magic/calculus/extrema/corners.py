"""Critical points of functions with corners: where ∇f = 0, and where f has no gradient.

Away from the seams of |u|, max, min, sign, roots and cases f is one of several smooth pieces. On
a seam an extremum of f is one of f restricted to it, so that the critical points of the
restriction, in one variable less, are all the places to look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import mpmath
from sympy import (
    Abs,
    Eq,
    Expr,
    Float,
    Gt,
    Integer,
    Lt,
    Max,
    Min,
    Piecewise,
    Pow,
    Rational,
    Symbol,
    nan,
    oo,
    sign,
    zoo,
)
from sympy import I as IMAGINARY_UNIT
from sympy.core.relational import Relational
from sympy.logic.boolalg import And, Boolean, false, true

from grad_magic.calculus.derivatives import gradient
from grad_magic.calculus.differentiability import judge
from grad_magic.calculus.domains import SMOOTH, UndefinedError, evaluate
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.extrema.critical_points import critical_point_at
from grad_magic.calculus.extrema.curve_parts import Sides, first_term, parts_of, zeros_of
from grad_magic.calculus.extrema.roots import UnsolvedError
from grad_magic.calculus.extrema.systems import solve_system
from grad_magic.calculus.limits import Neighborhood
from grad_magic.calculus.special_points import classify_special_point
from grad_magic.formula.arithmetic import HIGH_PRECISION, NotRealError
from grad_magic.formula.program import Instruction, Program, compile_formula
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy, to_sympy
from grad_magic.solution import CriticalPoint, Finding

_MOST_PIECES = 16
_UNDEFINED = (nan, zoo, oo, -oo, IMAGINARY_UNIT)
_JUMPS = ("floor", "ceiling")


class Search(Protocol):
    """What a search for critical points returns."""

    @property
    def points(self) -> tuple[CriticalPoint, ...]:
        """The points."""

    @property
    def is_complete(self) -> bool | None:
        """Whether they are all."""

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
) -> tuple[list[CriticalPoint], bool | None, tuple[Finding, ...]]:
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
    remarks = {(remark.sentence, str(remark.parts)): remark for remark in found.remarks}
    return distinct, found.is_complete or None, tuple(remarks.values())


def _is_same(first: CriticalPoint, second: CriticalPoint) -> bool:
    return first.where == second.where and all(
        sign_of(shorten_number(a - b)) == 0 if (a - b).is_number else (a - b).expand() == 0
        for a, b in zip(first.point, second.point, strict=True)
    )


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
        for value, condition in part.args:
            if not isinstance(condition, Eq):
                yield value, () if condition == true else (condition,)
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
        found.is_complete = found.is_complete and bool(result.is_complete)
        found.remarks += result.remarks
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
        where = And(*(condition.xreplace(place) for condition in conditions))
        if where == false:
            return
        if where != true and not _is_simple(where):
            found.is_complete = False
            return
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


def _is_simple(where: Boolean) -> bool:
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
    equations = [seam.gap, *gradient(seam.gap, variables)] if seam.is_edge else [seam.gap]
    solved = solve_system(equations, variables)
    if not solved.is_complete or solved.repeating:
        found.is_complete = False
        found.remarks.append(Finding("no_gradient_open", {"zeros": Eq(seam.gap, 0)}))
    for assignment in solved.solutions:
        free = [variable for variable in variables if variable not in assignment]
        place = {variable: assignment.get(variable, variable) for variable in variables}
        if not free:
            _take(function, tuple(place.values()), found)
        elif len(free) == len(variables) - 1:
            _on_surface(function, seam, place, free, search, found)
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
    jump = _jump(function, seam, place, across)
    parts: dict[str, Any] = {"zeros": Eq(across, place[across])}
    perhaps = Finding("no_gradient_perhaps" if is_listed else "no_gradient_open", parts)
    if jump is None:
        found.remarks.append(perhaps)
        return
    if jump == 0:
        return
    exceptions: tuple[Expr, ...] = ()
    if sign_of(jump) is None or not sign_of(jump):
        if len(free) != 1 or jump.free_symbols - set(free):
            found.remarks.append(perhaps)
            return
        try:
            exceptions = tuple(zeros_of(jump, free[0]))
        except UnsolvedError:
            found.remarks.append(perhaps)
            return
    sentence = "no_gradient_along" if is_listed else "no_gradient_along_open"
    if exceptions:
        points = [tuple(v.xreplace({free[0]: e}) for v in place.values()) for e in exceptions]
        if len(points) == 1:
            parts["exception"] = points[0]
        else:
            parts["exception"] = ", ".join(map(str, points))
        sentence += "_but"
    found.remarks.append(Finding(sentence, parts))


_INNER = Symbol("r__", real=True)


def _jump(
    function: _Function, seam: _Seam, place: dict[Symbol, Expr], across: Symbol
) -> Expr | None:
    """A factor of the jump of ∇f across a seam: how f depends on the part with the corner."""
    if seam.part is None or seam.is_edge or not seam.part.args:
        return None
    slope = gradient(seam.gap, (across,))[0].xreplace(place)
    if not sign_of(slope):
        return None
    if isinstance(seam.part, (Max, Min)) and len(seam.part.args) > 2:
        return None
    hidden = function.f.xreplace({seam.part: _INNER})
    if not hidden.has(_INNER):
        return None
    inner = seam.part.xreplace(place)
    value = hidden.diff(_INNER).xreplace({_INNER: inner}).xreplace(place).expand()
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
    variables = function.variables
    (across,) = (variable for variable in variables if place[variable] != variable)
    point = tuple(place.values())
    sides = _sides(function, seam, place, across)
    curve = CriticalPoint(point, value, "undecided", None, Finding("differs_along_curve"))
    curve = replace(curve, has_gradient=False)
    if not free:
        _take(function, point, found)
        return
    if sides is None:
        found.is_complete = False
        found.points.append(curve)
        return
    reason = Finding("signs_on_both_sides", {"zeros": Eq(across, place[across])})
    try:
        signs = [sign_of(side) for side in (sides.first, sides.second)]
        if all(signs):
            kind = sides.kind_at({})
            strict = None if kind == "saddle" else False
            found.points.append(replace(curve, kind=kind, is_strict=strict, reason=reason))
        elif len(free) == 1:
            found.points += parts_of(
                curve, free[0], sides, reason, lambda spot: _judged_alone(function, spot)
            )
        else:
            raise UnsolvedError
    except UnsolvedError:
        found.is_complete = False
        found.points.append(curve)
    _remark(function, seam, place, free, found, is_listed=True)


def _judged_alone(function: _Function, place: tuple[Expr, ...]) -> CriticalPoint | None:
    found = _Found()
    _take(function, place, found)
    if not found.is_complete:
        raise UnsolvedError
    return found.points[0] if found.points else None


def _sides(
    function: _Function,
    seam: _Seam,
    place: dict[Symbol, Expr],
    across: Symbol,
) -> Sides | None:
    """Expressions with the sign of f - c where the seam's gap is positive, and where negative."""
    direction = sign_of(gradient(seam.gap, (across,))[0].xreplace(place))
    if not direction or seam.part is None or seam.is_edge:
        return None
    values: tuple[Expr, Expr]
    if isinstance(seam.part, Abs):
        values = seam.gap, -seam.gap
    elif isinstance(seam.part, (Max, Min)) and len(seam.part.args) == 2:
        first, second = seam.part.args
        larger = (
            (first, second)
            if sign_of((first - second - seam.gap).expand()) == 0
            else (second, first)
        )
        values = larger if isinstance(seam.part, Max) else (larger[1], larger[0])
    else:
        return _sides_of_root(function, seam, place)
    found = []
    for side, part in zip((1, -1), values, strict=True):
        piece = function.f.xreplace({seam.part: part})
        lead = first_term(piece, across, place)
        if lead is None:
            return None
        order, coefficient = lead
        found.append((direction * side) ** order * coefficient)
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
    verdict = classify_special_point(near)
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
