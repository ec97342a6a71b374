"""Functions of one inner expression, f = F(u(x, …)), as sin(xy), cos(x² + y²) and sin √(x² + y²).

∇f = F′(u)·∇u, so the critical points are the level sets of u where F′ = 0, and the points where
∇u = 0. Near a point with ∇u ≠ 0 the inner expression can be taken as a coordinate: f has there
the kind that F has.

u may be a chain of functions of a polynomial that take no value twice, as ln(x² + y²) is and
e^(xy): a level of u is one of the polynomial. Where ∇u = 0 and F′(u) is not 0, f has the kind that
u has, or the opposite one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sympy import (
    Add,
    Eq,
    Expr,
    Float,
    Function,
    Integer,
    Piecewise,
    Poly,
    Pow,
    Rational,
    Symbol,
    exp,
    false,
    floor,
    nan,
    oo,
    true,
    zoo,
)

from grad_magic.calculus.derivatives import gradient
from grad_magic.calculus.domains import DOMAINS, UndefinedError, trace
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.extrema.critical_points import critical_point_at
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.equations.systems import Search, has_period, solve_system
from grad_magic.calculus.extrema.equations.value_bounds import (
    is_never_negative,
    lower_bound,
    upper_bound,
)
from grad_magic.calculus.extrema.inner_expressions import (
    Extent,
    Inner,
    chains,
    extent,
    is_reached,
    plain_form,
)
from grad_magic.calculus.extrema.kinds.verdicts import Searcher, extremum
from grad_magic.calculus.extrema.repetition import has_domain_of_period
from grad_magic.calculus.extrema.rough_points import rough_points
from grad_magic.calculus.fillings import INNER, around_inner
from grad_magic.calculus.limits import Neighborhood
from grad_magic.calculus.special_points import classify_by_limits
from grad_magic.findings import CriticalReason, Finding, Repetition
from grad_magic.formula.program import Instruction, Program, compile_formula
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy, sides, to_sympy
from grad_magic.formula.tree import Formula
from grad_magic.solution import CriticalKind, CriticalPoint, CriticalPoints, CriticalVerdict

_INNER = Symbol("u", real=True)
# Each takes a search in one variable.
_MOST_CHAINS = 3
# A list of more level sets tells a reader nothing.
_MOST_LEVELS = 12


@dataclass(frozen=True)
class Levels:
    """The critical points of a function of one inner expression.

    Attributes:
        points: they; level sets by their equation.
        is_complete: whether they are all; False if they repeat, None where that is not settled.
        repetition: with which period of the inner expression.
    """

    points: list[CriticalPoint]
    is_complete: bool | None
    repetition: tuple[Finding[Repetition], ...]


def level_sets(
    f: Expr, variables: Sequence[Symbol], program: Program, search: Searcher
) -> Levels | None:
    """The critical points of f = F(u) with ∇u; None where f is not seen to be of this form.

    Args:
        f: the function.
        variables: its n ≥ 2 variables.
        program: the function as typed.
        search: finds the critical points of a function.
    """
    if len(variables) < 2:
        return None
    best: Levels | None = None
    for made in sorted(_compositions(f, variables, program), key=_size_of_outer):
        try:
            levels = _levels_of(made, search)
        except UnsolvedError:
            continue
        if levels is not None and levels.is_complete is not None:
            return levels
        best = best or levels
    return best


def is_composition(f: Expr, variables: Sequence[Symbol]) -> bool:
    """Whether f is seen to be F(u), and no polynomial."""
    is_worth_while = len(variables) > 1 and not f.is_polynomial(*variables)
    return is_worth_while and any(True for _ in _inner_expressions(f, variables))


def _inner_expressions(f: Expr, variables: Sequence[Symbol]) -> Iterator[Inner]:
    """Expressions u with f = F(u)."""
    whole = _inner_root(f, variables) or _inner(f, variables)
    inners = [] if whole is None else [Inner(whole, _squared(whole))]
    for inner in chains(f, variables):
        known = [other.whole for other in inners]
        if inner.whole not in known and -inner.whole not in known:
            inners.append(inner)
    for inner in inners[:_MOST_CHAINS]:
        if not _outer(f, inner.whole).has(*variables):
            yield inner


def _compositions(f: Expr, variables: Sequence[Symbol], program: Program) -> Iterator[_Composition]:
    """The ways to see f as F(u)."""
    for inner in _inner_expressions(f, variables):
        outer = outer_function(f, inner.whole, variables, program)
        if outer is not None:
            yield _Composition(f, variables, program, inner, outer)


def _size_of_outer(made: _Composition) -> int:
    return int(made.outer.f.count_ops())


@dataclass(frozen=True)
class _Composition:
    """f = F(u).

    Attributes:
        f, variables, program: the function, and how it was typed.
        inner: u.
        outer: F.
    """

    f: Expr
    variables: Sequence[Symbol]
    program: Program
    inner: Inner
    outer: OuterFunction


def _levels_of(made: _Composition, search: Searcher) -> Levels | None:
    """The level sets, and the points where ∇u = 0; None where there are none that are known.

    Raises:
        UnsolvedError: what is found can't be told truly.
    """
    found = _in_least_period(made.outer, search(made.outer.f, (_INNER,), made.outer.program))
    # Windows are told of u, which is none of the variables: other points are left open.
    if not all(remark.kind.is_of_window for remark in found.remarks):
        return None
    stationary = solve_system(gradient(made.inner.core, made.variables), made.variables)
    bounds = extent(made.inner.core, made.variables, stationary)
    points = list(_levels(made, found, bounds))
    if found.is_complete is None and not points:
        return None
    if _may_be_rough_where_stationary(made, points, stationary):
        raise UnsolvedError
    beside, is_complete = _where_inner_is_stationary(made, stationary, found, search)
    beside = [point for point in beside if not _is_told_by_level(made, point, points)]
    if found.is_complete is None or not is_complete:
        return Levels([*points, *beside], None, ())
    repeats = found.repetition and points and _span(made.inner.whole) is None
    repeat = tuple(_repetition(made.inner.whole, made.outer, part) for part in found.repetition)
    return Levels([*points, *beside], not repeats, repeat if repeats else ())


def _in_least_period(outer: OuterFunction, found: CriticalPoints) -> CriticalPoints:
    """The points of one period of F, which is told as short as it is: 1 for sin(2πu), and not 2."""
    if len(found.repetition) != 1 or found.repetition[0].kind is not Repetition.POINTS:
        return found
    parts = found.repetition[0].parts
    period = parts["period"]
    assert isinstance(period, Expr)
    share = next((k for k in range(_MOST_LEVELS, 1, -1) if outer.has_period(period / k)), 1)
    half = period / (2 * share)
    points = [
        point
        for point in found.points
        if sign_of(half - point.point[0]) in (0, 1) and sign_of(point.point[0] + half) == 1
    ]
    told = {**parts, "period": period / share, "low": -half, "high": half}
    return replace(found, points=tuple(points), repetition=(Finding(Repetition.POINTS, told),))


def _may_be_rough_where_stationary(
    made: _Composition, rows: Sequence[CriticalPoint], stationary: Search
) -> bool:
    """Whether ∇u may be 0 on a level where F has a corner, so that f need not have one."""
    rough = [row for row in rows if not row.has_gradient]
    is_known = stationary.is_complete and not stationary.repeating
    return bool(rough) and not (
        is_known
        and all(
            len(place) == len(made.variables)
            and row.where is not None
            and row.where.xreplace(dict(place)) == false
            for place in stationary.solutions
            for row in rough
        )
    )


def _is_told_by_level(
    made: _Composition, point: CriticalPoint, rows: Sequence[CriticalPoint]
) -> bool:
    """Whether a point where ∇u = 0 is of the kind that a level set's row tells of it.

    Where u is larger and smaller nearby, an extremum of F is one of f, and not strict.

    Raises:
        UnsolvedError: the row says something else of it.
    """
    around = [row for row in rows if _is_on_level(point, row, made.variables)]
    others = [row for row in around if (row.kind, row.is_strict) != (point.kind, point.is_strict)]
    if not others:
        return bool(around)
    is_open = point.is_strict is None and all(
        row.kind in ("minimum", "maximum") and point.kind in (row.kind, "undecided")
        for row in others
    )
    if not (is_open and _is_saddle_of_inner(made, point)):
        raise UnsolvedError
    return True


def _where_inner_is_stationary(
    made: _Composition, stationary: Search, found: CriticalPoints, search: Searcher
) -> tuple[list[CriticalPoint], bool]:
    """The critical points where ∇u = 0, and whether they are all.

    Raises:
        UnsolvedError: what is found can't be told truly.
    """
    is_isolated = all(len(place) == len(made.variables) for place in stationary.solutions)
    if is_isolated and not stationary.repeating:
        each = (tuple(place[v] for v in made.variables) for place in stationary.solutions)
        isolated = (_at_place(made, place) for place in dict.fromkeys(each))
        return [point for told in isolated for point in told], stationary.is_complete
    program = compile_formula(from_sympy(made.inner.core))
    rows = search(made.inner.core, made.variables, program)
    if not rows.is_complete or rows.remarks:
        raise UnsolvedError
    points: list[CriticalPoint] = []
    is_complete = True
    for row in rows.points:
        is_curve = any(value.has(*made.variables) for value in row.point)
        told = _as_inner(made, row, found) if is_curve else _at_place(made, row.point)
        is_complete = is_complete and told is not None
        points += told or ()
    return points, is_complete


def _at_place(made: _Composition, place: tuple[Expr, ...]) -> tuple[CriticalPoint, ...]:
    """The critical point in a place where ∇u = 0; of √q those with q = 0 are no such places."""
    if made.inner.is_rough_at(dict(zip(made.variables, place, strict=True))):
        return ()
    alone = critical_point_at(made.f, made.variables, made.program, place)
    if alone is None:
        raise UnsolvedError
    return tuple(_with_strictness(made, point) for point in alone)


def _with_strictness(made: _Composition, point: CriticalPoint) -> CriticalPoint:
    """An extremum is not strict where u is larger and smaller nearby, so that it repeats f(P)."""
    if point.kind not in ("minimum", "maximum") or point.is_strict is not None:
        return point
    return replace(point, is_strict=False) if _is_saddle_of_inner(made, point) else point


def _is_saddle_of_inner(made: _Composition, point: CriticalPoint) -> bool:
    """Whether u is larger and smaller near a point where ∇u = 0."""
    program = compile_formula(from_sympy(made.inner.core))
    inner = critical_point_at(made.inner.core, made.variables, program, point.point)
    return any(stationary.kind == "saddle" for stationary in inner or ())


def _as_inner(
    made: _Composition, row: CriticalPoint, found: CriticalPoints
) -> tuple[CriticalPoint, ...] | None:
    """Points where ∇q = 0, with the kind that F gives them; None where f has an edge there.

    Raises:
        UnsolvedError: which kind that is, or whether F has a value there, is not settled.
    """
    core = made.inner.core
    if row.kind == "undecided" or row.value.free_symbols:
        raise UnsolvedError
    level = shorten_number(made.inner.whole.xreplace({core: row.value}))
    if level.free_symbols or level.has(nan, zoo, oo, -oo):
        raise UnsolvedError
    if made.inner.core_level(level) is None or _is_at_edge(made.outer, level):
        # There u is not smooth, or ends.
        return None
    try:
        value = shorten_number(trace(made.outer.program, {_INNER: level})[-1])
    except UndefinedError as error:
        if error.failure.settled:
            return ()
        raise UnsolvedError from None
    reason = Finding(CriticalReason.AS_INNER_FUNCTION, {"inner": core})
    for other in found.points:
        if sign_of(shorten_number(other.point[0] - level)) != 0:
            continue
        if other.kind not in ("minimum", "maximum"):
            raise UnsolvedError
        # Beside an extremum of q that is strict u has no value twice.
        is_strict = row.is_strict if other.is_strict and row.kind != "saddle" else False
        return (replace(row, value=value, kind=other.kind, is_strict=is_strict, reason=reason),)
    slope = made.outer.f.xreplace({_INNER: made.inner.whole.xreplace({core: _INNER})})
    direction = sign_of(shorten_number(slope.diff(_INNER).xreplace({_INNER: row.value})))
    if not direction:
        raise UnsolvedError
    kind = row.kind if direction > 0 else _OPPOSITE[row.kind]
    return (replace(row, value=value, kind=kind, reason=reason),)


def _is_at_edge(outer: OuterFunction, level: Expr) -> bool:
    """Whether F has a value for this u, and none for some close to it."""
    beside = (_has_value(outer, level + step) for step in (_SMALL, -_SMALL))
    return _has_value(outer, level) and not all(beside)


def _has_value(outer: OuterFunction, level: Expr) -> bool:
    try:
        trace(outer.program, {_INNER: level})
    except UndefinedError:
        return False
    return True


_SMALL = Rational(1, 10**6)
_OPPOSITE: Mapping[CriticalKind, CriticalKind] = {
    "minimum": "maximum",
    "maximum": "minimum",
    "saddle": "saddle",
}


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
    # As (√q)², q is defined for fewer points.
    is_inner = whole in (inner, -inner, (-inner).expand()) and not inner.is_polynomial()
    if is_inner or _is_polynomial(formula):
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
    is_plain = instruction.operation in ("name", "number", "add", "multiply", "negate")
    return is_power or is_plain or not instruction.formula.names


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


def _is_on_level(point: CriticalPoint, row: CriticalPoint, variables: Sequence[Symbol]) -> bool:
    """Whether points where ∇u = 0 lie on a level set."""
    place = dict(zip(variables, point.point, strict=True))
    return row.where is not None and row.where.xreplace(place) == true


def _inner(f: Expr, variables: Sequence[Symbol]) -> Expr | None:
    """The expression that all of f is a function of, if there is one but f itself."""
    parts = (part for part in f.atoms(Function, exp) if not isinstance(part, Piecewise))
    for part in sorted(parts, key=lambda whole: -whole.count_ops()):
        inner = part.args[0]
        if inner.could_extract_minus_sign():
            inner = -inner
        is_whole = inner.is_polynomial(*variables) and len(inner.free_symbols) > 1
        for told in dict.fromkeys((plain_form(inner, variables), inner)) if is_whole else ():
            if not _outer(f, told).has(*variables):
                return told
    bases = [p.base for p in f.atoms(Pow) if isinstance(p.base, Add) and p.exp.is_Integer]
    for inner in bases:
        is_whole = len(inner.free_symbols) > 1 and not _outer(f, inner).has(*variables)
        if is_whole and _is_smooth(inner, variables):
            return inner
    return None


def _is_smooth(inner: Expr, variables: Sequence[Symbol]) -> bool:
    """Whether u has a gradient at all inner points of its domain, as |x| + y² has not."""
    try:
        return rough_points(compile_formula(from_sympy(inner)), variables) == []
    except UnreadableExpressionError:
        return False


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


def _outer(f: Expr, inner: Expr) -> Expr:
    """F of f = F(u), where -u and u² stand for themselves too."""
    square = _squared(inner)
    values = {inner: _INNER, (-inner).expand(): -_INNER}
    if not inner.is_polynomial():
        values[1 / inner] = 1 / _INNER
    if square != inner:
        values = {square: _INNER**2, (-square).expand(): -(_INNER**2), **values}
    outer = f.xreplace({**_multiples(f, inner), **values})
    # In x² + y² - 2√(x² + y²) the sum does not stand as one.
    for variable in square.free_symbols & outer.free_symbols:
        rest, factor = square.expand().as_independent(variable)
        coefficient, power = factor.as_independent(variable, as_Add=False)
        if power == variable**2:
            level = _INNER if square == inner else _INNER**2
            moved = outer.expand().xreplace({power: (level - rest) / coefficient}).expand()
            return moved if moved.free_symbols <= {_INNER} else outer
    return outer


def _multiples(f: Expr, inner: Expr) -> dict[Expr, Expr]:
    """The operands k·u + c of functions in f, for a polynomial u, with k·u + c for each."""
    symbols = sorted(inner.free_symbols, key=str)
    if not inner.is_polynomial(*symbols):
        return {}
    functions = (part for part in f.atoms(Function, exp, Pow) if not isinstance(part, Piecewise))
    parts = {f, *(part.args[0] for part in functions)}
    (powers, unit), *_ = Poly(inner, *symbols).terms()
    values: dict[Expr, Expr] = {}
    for part in parts:
        if part.free_symbols == set(symbols) and part.is_polynomial(*symbols):
            factor = Poly(part, *symbols).coeff_monomial(powers) / unit
            rest = (part - factor * inner).expand()
            if factor != 0 and rest.is_number:
                values[part] = factor * _INNER + rest
    return values


def _levels(made: _Composition, found: CriticalPoints, bounds: Extent) -> Iterator[CriticalPoint]:
    """The level sets on which F′ = 0.

    Raises:
        UnsolvedError: which of them there are is not settled.
    """
    core, variables = made.inner.core, tuple(made.variables)
    constant, rest = core.as_coeff_Add()
    side = -1 if rest.could_extract_minus_sign() else 1
    for point in found.points:
        if point.where is not None or any(value.has(_INNER) for value in point.point):
            raise UnsolvedError
        for moved in _into_range(made, point, found.repetition):
            level = made.inner.core_level(moved.point[0])
            if level is None or not is_reached(core, variables, level, bounds):
                continue
            kind = CriticalReason.AS_OUTER_FUNCTION
            if point.kind == "undecided":
                kind = CriticalReason.SPECIAL_UNDECIDED
            level = side * (level - constant)
            level = level if level.has(Float) else shorten_number(level)
            yield replace(
                moved,
                point=variables,
                is_strict=False if point.kind in ("minimum", "maximum") else None,
                reason=Finding(kind, {"inner": made.inner.whole}),
                where=Eq(side * rest, level) if level else Eq(*sides(side * rest)),
            )


def _span(inner: Expr) -> tuple[Expr, Expr] | None:
    """Bounds of u on both sides."""
    low, high = lower_bound(inner), upper_bound(inner)
    return None if low is None or high is None else (low, high)


def _into_range(
    made: _Composition, point: CriticalPoint, repeat: Sequence[Finding[Repetition]]
) -> Iterator[CriticalPoint]:
    """Of values that repeat with a period the first one that u takes beyond its bound.

    Where u has bounds on both sides, all that it may take. F need not repeat with F′: cos u - u
    does not.
    """
    (level,) = point.point
    inner, outer = made.inner.whole, made.outer.f
    levels = [level]
    if repeat:
        period = repeat[0].parts["period"]
        assert isinstance(period, Expr)
        span = _span(inner)
        if span is not None:
            first, last = (floor((bound - level) / period) for bound in span)
            if last - first > _MOST_LEVELS:
                raise UnsolvedError
            levels = [level + k * period for k in range(int(first), int(last) + 1)]
        else:
            for bound, side in ((lower_bound(inner), 1), (upper_bound(inner), -1)):
                if bound is not None:
                    turns = floor(side * (bound - level) / period) + 1
                    levels = [level + side * turns * period]
    for moved in map(shorten_number, levels):
        if moved == level:
            yield point
        else:
            value = shorten_number(outer.xreplace({_INNER: moved}))
            yield replace(point, point=(moved,), value=value)


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
    variables = [symbol for symbol in point.point if isinstance(symbol, Symbol)]
    bounds = Extent(lower_bound(inner), upper_bound(inner))
    for turns in (-1, 1):
        moved = shorten_number(level + turns * period)
        is_near = sign_of(period - abs(moved))
        if is_near is None:
            raise UnsolvedError
        if is_near >= 0 and is_reached(inner, variables, moved, bounds):
            value = shorten_number(point.value + turns * rise)
            where = Eq(rest, shorten_number(moved - constant))
            yield replace(point, value=value, where=where)
