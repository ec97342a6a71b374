"""Functions of one inner expression, f = F(u(x, …)), as sin(xy), cos(x² + y²) and sin √(x² + y²).

∇f = F′(u)·∇u, so the critical points are the level sets of u where F′ = 0, and the points where
∇u = 0. Near a point with ∇u ≠ 0 the inner expression can be taken as a coordinate: f has there
the kind that F has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sympy import Add, Eq, Expr, Function, Integer, Pow, Rational, Symbol, exp, floor, true

from grad_magic.calculus.derivatives import gradient
from grad_magic.calculus.domains import DOMAINS
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.extrema.critical_points import critical_point_at
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.equations.systems import has_period, solve_system
from grad_magic.calculus.extrema.equations.value_bounds import (
    is_never_negative,
    lower_bound,
    upper_bound,
)
from grad_magic.calculus.extrema.kinds.verdicts import Searcher, extremum
from grad_magic.calculus.extrema.repetition import has_domain_of_period
from grad_magic.calculus.fillings import INNER, around_inner
from grad_magic.calculus.limits import Neighborhood
from grad_magic.calculus.special_points import classify_by_limits
from grad_magic.findings import CriticalReason, Finding, Repetition
from grad_magic.formula.program import Instruction, Program, compile_formula
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy, sides, to_sympy
from grad_magic.formula.tree import Formula
from grad_magic.solution import CriticalPoint, CriticalPoints, CriticalVerdict

_INNER = Symbol("u", real=True)
_SAMPLES = (0, 1, -1, 3, -3, 7, -7, 20, -20)


@dataclass(frozen=True)
class Levels:
    """The critical points of a function of one inner expression.

    Attributes:
        points: they; level sets by their equation.
        is_complete: whether they are all; False if they repeat.
        repetition: with which period of the inner expression.
    """

    points: list[CriticalPoint]
    is_complete: bool
    repetition: tuple[Finding[Repetition], ...]


def level_sets(
    f: Expr, variables: Sequence[Symbol], program: Program, search: Searcher
) -> Levels | None:
    """The critical points of f = F(u) with ∇u; None where f is not of this form.

    u is a polynomial, or the root of one that is nowhere negative.

    Args:
        f: the function.
        variables: its n ≥ 2 variables.
        program: the function as typed.
        search: finds the critical points of a function of one variable.
    """
    inner = _inner_root(f, variables) or _inner(f, variables)
    if inner is None or len(variables) < 2:
        return None
    outer = outer_function(f, inner, variables, program)
    if outer is None:
        return None
    found = search(outer.f, (_INNER,), outer.program)
    stationary = solve_system(gradient(_squared(inner), variables), variables)
    # Points that repeat would be told without their period.
    is_known = stationary.is_complete and not stationary.repeating
    is_known = is_known and all(len(s) == len(variables) for s in stationary.solutions)
    if found.is_complete is None or not is_known or found.remarks:
        return None
    places = [tuple(s[variable] for variable in variables) for s in stationary.solutions]
    if _squared(inner) != inner:
        places = [place for place in places if not _vanishes(inner, variables, place)]
    try:
        points = list(_levels(inner, outer.f, variables, found))
        for place in places:
            alone = _alone(critical_point_at(f, variables, program, place))
            if any(_differs(point, row, variables) for point in alone for row in points):
                return None
            points += alone
    except UnsolvedError:
        return None
    repeat = tuple(_repetition(inner, outer, part) for part in found.repetition)
    return Levels(points, not repeat, repeat)


def _repetition(
    inner: Expr, outer: OuterFunction, found: Finding[Repetition]
) -> Finding[Repetition]:
    period = found.parts["period"]
    assert isinstance(period, Expr)
    repeats = outer.has_period(period)
    kind = Repetition.LEVEL_SETS if repeats else Repetition.LEVEL_SETS_BUT_VALUES
    return Finding(kind, {"period": period, "inner": inner})


@dataclass(frozen=True)
class OuterFunction:
    """F of f = F(u).

    Attributes:
        f: F(u).
        program: the same as typed, which tells for which u it is defined.
    """

    f: Expr
    program: Program

    def has_period(self, period: Expr) -> bool:
        """Whether it is proved that F(u + T) = F(u), and defined where F(u) is."""
        return has_period(self.f, _INNER, period) and has_domain_of_period(
            self.program, _INNER, period
        )

    def rise_over(self, period: Expr) -> Expr | None:
        """F(u + T) - F(u), if that is seen to be the same for all u."""
        rise = (self.f.xreplace({_INNER: _INNER + period}) - self.f).expand()
        return None if rise.free_symbols else rise


def outer_function(
    f: Expr, inner: Expr, variables: Sequence[Symbol], program: Program
) -> OuterFunction | None:
    """F of f = F(u), if f is seen to be a function of u alone, and where it is defined too.

    Args:
        f: the function.
        inner: u.
        variables: the variables of u.
        program: the function as typed.
    """
    outer = _outer(f, inner)
    if outer.has(*variables):
        return None
    typed = program.instructions[-1].formula
    try:
        try:
            return OuterFunction(outer, compile_formula(_typed_outer(typed, inner, variables)))
        except UnsolvedError:
            if all(_has_values(program, part, inner) for part in program.instructions):
                return OuterFunction(outer, compile_formula(from_sympy(outer)))
    except UnreadableExpressionError:
        pass
    return None


def _typed_outer(formula: Formula, inner: Expr, variables: Sequence[Symbol]) -> Formula:
    """The formula with `_INNER` for u.

    Raises:
        UnsolvedError: a part is not seen to be a function of u.
    """
    if formula.names.isdisjoint(variables):
        return formula
    whole = to_sympy(formula)
    if whole == inner or _is_polynomial(formula):
        outer = _outer(whole, inner)
        if not outer.has(*variables):
            return from_sympy(outer)
    if not formula.operands:
        raise UnsolvedError
    operands = formula.operands
    if formula.operation == "add":
        # In ln √(x² + y²) - x² - y² only the last two together are a function of u.
        plain = tuple(filter(_is_polynomial, operands))
        if 1 < len(plain) < len(operands):
            others = tuple(part for part in operands if part not in plain)
            operands = (*others, Formula("add", plain))
    parts = tuple(_typed_outer(part, inner, variables) for part in operands)
    return replace(formula, operands=parts)


def _is_polynomial(formula: Formula) -> bool:
    return all(map(_is_of_polynomial, compile_formula(formula).instructions))


def _is_of_polynomial(instruction: Instruction) -> bool:
    exponent = instruction.exponent
    is_power = instruction.operation == "integer_power" and exponent is not None and exponent > 0
    return is_power or instruction.operation in ("name", "number", "add", "multiply", "negate")


def _has_values(program: Program, instruction: Instruction, inner: Expr) -> bool:
    """Whether an operation restricts the domain no more than F does where u has its values."""
    if instruction.operation == "sqrt":
        operand = to_sympy(program.instructions[instruction.operands[0]].formula)
        return operand == _squared(inner) and is_never_negative(operand)
    return _is_of_polynomial(instruction) or (
        instruction.operation != "integer_power" and DOMAINS.get(instruction.operation) is None
    )


def classify_around_inner(
    formula: Formula, place: Mapping[Symbol, Expr], value: Expr
) -> CriticalVerdict | None:
    """The kind of a critical point where f = F(w), cases told apart by whether w is 0.

    Args:
        formula: f as typed.
        place: P, where w is 0.
        value: f(P).
    """
    around = around_inner(formula, place)
    if around is None:
        return None
    outer = Neighborhood(compile_formula(around.formula), {INNER: Integer(0)}, value)
    found = classify_by_limits(to_sympy(around.formula), outer)
    slopes = [sign_of(slope.xreplace(place)) for slope in gradient(around.inner, list(place))]
    reason = Finding(CriticalReason.AS_OUTER_FUNCTION, {"inner": around.inner})
    if any(slopes):
        # There w is a coordinate, and 0 beside P too, in more than one variable.
        is_strict = found.is_strict if len(place) == 1 or found.kind == "saddle" else False
        return (
            None
            if found.kind == "undecided"
            else replace(found, is_strict=is_strict, reason=reason)
        )
    if found.kind not in ("minimum", "maximum"):
        return None
    is_below = found.kind == "minimum"
    nowhere = CriticalReason.NOWHERE_BELOW if is_below else CriticalReason.NOWHERE_ABOVE
    return extremum(1 if is_below else -1, Finding(nowhere), is_strict=None)


def _differs(point: CriticalPoint, row: CriticalPoint, variables: Sequence[Symbol]) -> bool:
    """Whether a level set's row says something else of a point on it, where ∇u = 0."""
    place = dict(zip(variables, point.point, strict=True))
    if row.where is None or row.where.xreplace(place) != true:
        return False
    return (point.kind, point.is_strict) != (row.kind, row.is_strict)


def _inner(f: Expr, variables: Sequence[Symbol]) -> Expr | None:
    """The expression that all of f is a function of, if there is one but f itself."""
    for part in sorted(f.atoms(Function, exp), key=lambda whole: -whole.count_ops()):
        inner = part.args[0]
        if inner.could_extract_minus_sign():
            inner = -inner
        is_whole = inner.is_polynomial(*variables) and len(inner.free_symbols) > 1
        if is_whole and not _outer(f, inner).has(*variables):
            return inner
    bases = [p.base for p in f.atoms(Pow) if isinstance(p.base, Add) and p.exp.is_Integer]
    for inner in bases:
        if len(inner.free_symbols) > 1 and not _outer(f, inner).has(*variables):
            return inner
    return None


def _inner_root(f: Expr, variables: Sequence[Symbol]) -> Expr | None:
    """√q, if f is a function of it alone, and q a polynomial that is nowhere negative."""
    for root in f.atoms(Pow):
        is_root = root.exp == Rational(1, 2) and root.base.is_polynomial(*variables)
        if is_root and len(root.free_symbols) > 1 and not _outer(f, root).has(*variables):
            return root if is_never_negative(root.base) else None
    return None


def _squared(inner: Expr) -> Expr:
    """q of √q, and a polynomial itself."""
    return inner.base if isinstance(inner, Pow) and inner.exp == Rational(1, 2) else inner


def _vanishes(inner: Expr, variables: Sequence[Symbol], place: Sequence[Expr]) -> bool:
    return sign_of(shorten_number(inner.xreplace(dict(zip(variables, place, strict=True))))) == 0


def _outer(f: Expr, inner: Expr) -> Expr:
    """F of f = F(u), where -u and u² stand for themselves too."""
    square = _squared(inner)
    values = {inner: _INNER, (-inner).expand(): -_INNER}
    if square != inner:
        values = {square: _INNER**2, (-square).expand(): -(_INNER**2), **values}
    outer = f.xreplace(values)
    # In x² + y² - 2√(x² + y²) the sum does not stand as one.
    for variable in square.free_symbols & outer.free_symbols:
        rest, factor = square.expand().as_independent(variable)
        coefficient, power = factor.as_independent(variable, as_Add=False)
        if power == variable**2:
            level = _INNER if square == inner else _INNER**2
            moved = outer.expand().xreplace({power: (level - rest) / coefficient}).expand()
            return moved if moved.free_symbols <= {_INNER} else outer
    return outer


def _alone(found: tuple[CriticalPoint, ...] | None) -> tuple[CriticalPoint, ...]:
    if found is None:
        raise UnsolvedError
    return found


def _levels(
    inner: Expr, outer: Expr, variables: Sequence[Symbol], found: CriticalPoints
) -> Iterator[CriticalPoint]:
    """The level sets on which F′ = 0."""
    for point in found.points:
        if point.where is not None or any(value.has(_INNER) for value in point.point):
            raise UnsolvedError
        moved = _into_range(inner, outer, point, found.repetition)
        if not _is_reached(inner, variables, moved.point[0]):
            continue
        constant, rest = _squared(inner).as_coeff_Add()
        level = moved.point[0] if _squared(inner) == inner else moved.point[0] ** 2
        level = shorten_number(level - constant)
        yield replace(
            moved,
            point=tuple(variables),
            is_strict=None if point.kind == "saddle" else False,
            reason=Finding(CriticalReason.AS_OUTER_FUNCTION, {"inner": inner}),
            where=Eq(rest, level) if level else Eq(*sides(rest)),
        )


def _into_range(
    inner: Expr, outer: Expr, point: CriticalPoint, repeat: Sequence[Finding[Repetition]]
) -> CriticalPoint:
    """Of values that repeat with a period the first one that u takes beyond its bound.

    F need not repeat with F′: cos u - u does not.
    """
    (level,) = point.point
    for bound, side in ((lower_bound(inner), 1), (upper_bound(inner), -1)):
        if bound is not None and repeat:
            period = repeat[0].parts["period"]
            assert isinstance(period, Expr)
            turns = floor(side * (bound - level) / period) + 1
            level = shorten_number(level + side * turns * period)
    if level == point.point[0]:
        return point
    return replace(point, point=(level,), value=shorten_number(outer.xreplace({_INNER: level})))


def shifted_levels(
    inner: Expr, outer: OuterFunction, point: CriticalPoint, period: Expr
) -> Iterator[CriticalPoint]:
    """Of the levels u = c + kT on which F′ = 0 those with |u| ≤ T, beside u = c itself.

    Args:
        inner: u, a polynomial.
        outer: F, where F′ has the period T.
        point: the level set u = c.
        period: T.

    Raises:
        UnsolvedError: which levels u takes is not settled.
    """
    assert isinstance(point.where, Eq)
    constant, rest = inner.as_coeff_Add()
    gap = point.where.lhs - point.where.rhs
    level = shorten_number(constant + (rest - gap).expand())
    rise = outer.rise_over(period)
    if level.free_symbols or rise is None:
        raise UnsolvedError
    variables = point.point
    for turns in (-1, 1):
        moved = shorten_number(level + turns * period)
        is_near = sign_of(period - abs(moved))
        if is_near is None:
            raise UnsolvedError
        if is_near >= 0 and _is_reached(inner, variables, moved):
            value = shorten_number(point.value + turns * rise)
            where = Eq(rest, shorten_number(moved - constant))
            yield replace(point, value=value, where=where)


def _is_reached(inner: Expr, variables: Sequence[Symbol], level: Expr) -> bool:
    """Whether u has this value in a place with ∇u ≠ 0."""
    below, above = lower_bound(inner), upper_bound(inner)
    for bound, side in ((below, 1), (above, -1)):
        if bound is not None:
            sign = sign_of(shorten_number(side * (level - bound)))
            if sign is None:
                raise UnsolvedError
            if sign <= 0:
                # Where u is lowest or highest ∇u = 0.
                return False
    signs: set[int | None] = set()
    for k, first in enumerate(_SAMPLES):
        for second in _SAMPLES:
            row = [Rational(first), Rational(second), *(Rational(k) for _ in variables[2:])]
            values = dict(zip(variables, row, strict=False))
            signs.add(sign_of(shorten_number(inner.xreplace(values) - level)))
    # A polynomial that takes values on both sides takes those between on more than some points,
    # as finitely many do not separate the plane.
    if {1, -1} <= signs:
        return True
    raise UnsolvedError
