"""All points where the gradient is zero."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cmp_to_key

from sympy import (
    Expr,
    Matrix,
    Mul,
    Symbol,
    acos,
    asin,
    atan,
    cancel,
    cos,
    count_ops,
    expand_trig,
    factor,
    false,
    nan,
    oo,
    powsimp,
    sin,
    together,
    true,
    zoo,
)
from sympy.logic.boolalg import And, Boolean

from grad_magic.calculus import derivatives
from grad_magic.calculus.domains import UndefinedError, first_seam, is_defined_everywhere, trace
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.quotients import with_factored_roots, with_short_exponents
from grad_magic.calculus.exact.simplify import LARGEST_OPERATION_COUNT, shorten, shorten_number
from grad_magic.calculus.extrema.corners.seams import seams_of
from grad_magic.calculus.extrema.curves.regions import in_intervals, opened
from grad_magic.calculus.extrema.equations.algebraic_systems import solve_as_polynomials
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.equations.systems import (
    LONGEST_VALUE,
    Assignment,
    Search,
    solve_system,
)
from grad_magic.calculus.extrema.kinds.comparison import classify_on_curve
from grad_magic.calculus.extrema.kinds.critical import classify_critical
from grad_magic.calculus.extrema.kinds.separate_sums import classify_sum
from grad_magic.calculus.extrema.kinds.verdicts import CriticalVerdict, undecided
from grad_magic.calculus.extrema.repetition import repetitions
from grad_magic.calculus.extrema.rough_points import judge_rough_point, rough_points
from grad_magic.calculus.limits import Neighborhood
from grad_magic.calculus.special_points import classify_special_point, of_any_point
from grad_magic.findings import CriticalReason, Finding, Repetition
from grad_magic.formula.program import Program
from grad_magic.formula.sympy_forms import is_real_number
from grad_magic.solution import CriticalPoint

Values = dict[Symbol, Expr]


class _NotSettledError(ArithmeticError):
    """Whether a point is a critical point could not be decided."""


@dataclass(frozen=True)
class _Function:
    """f, as typed, and its first and second derivatives."""

    f: Expr
    program: Program
    partials: Sequence[Expr]
    hessian: Matrix


def critical_points(
    f: Expr, variables: Sequence[Symbol], program: Program, *, only_smooth: bool = False
) -> tuple[tuple[CriticalPoint, ...], bool | None, tuple[Finding[Repetition], ...]]:
    """The critical points of f, each of its kind, in the order of their coordinates.

    Args:
        f: the function.
        variables: its n variables.
        program: the function as typed, which tells where it is defined.
        only_smooth: whether points where f may fail to be smooth are left aside.

    Returns:
        The points; whether these are all: True where that is proved, False where there are more,
        as these repeat, None where it is not settled; and with which period they repeat.
    """
    partials = derivatives.gradient(f, variables)
    hessian = derivatives.hessian(partials, variables)
    search = solve_equations(partials, variables)
    # What SymPy knows to be a constant has no seams, whatever it was typed with: |x - x|.
    has_seams = not only_smooth and f.has(*variables)
    rough = rough_points(program, variables) if has_seams else []
    is_complete = search.is_complete and rough is not None
    function = _Function(f, program, partials, hessian)
    places = _distinct([*search.solutions, *(rough or ())], variables)
    at_place: dict[int, tuple[CriticalPoint, ...]] = {}
    whole: list[Values] = []
    # Surfaces and curves first, as other solutions may lie on them.
    for index, values in sorted(enumerate(places), key=lambda entry: -_freedom(entry[1])):
        if any(_is_within(values, curve) for curve in whole):
            continue
        if only_smooth and _lies_on_seam(function, values):
            is_complete = is_complete and _is_on_known_seam(function, variables, values)
            continue
        points = _critical_point_at(function, values)
        is_complete = is_complete and points is not None
        at_place[index] = points or ()
        if _has_free(values) and all(point.where is None for point in points or ()):
            whole.append(values)
    found = [point for index in sorted(at_place) for point in at_place[index]]
    found.sort(key=cmp_to_key(_compare))
    if not (is_complete and search.repeating and search.solutions):
        return tuple(found), True if is_complete else None, ()
    repeat = repetitions(f, variables, program, search, partials) if found else None
    return tuple(found), None if repeat is None else False, repeat or ()


def solve_equations(equations: Sequence[Expr], variables: Sequence[Symbol]) -> Search:
    """The common zeros of expressions, as they stand or as a polynomial system."""
    equations = [_with_joined_waves(equation, variables) for equation in equations]
    search = solve_system(equations, variables)
    if search.is_complete:
        return search
    try:
        other = solve_as_polynomials(equations, variables)
    except UnsolvedError:
        return search
    if other.is_complete:
        return other
    search.solutions += other.solutions
    return search


def _with_joined_waves(equation: Expr, variables: Sequence[Symbol]) -> Expr:
    """sin(y)·sin(2x + y) for sin(y)(cos(x)·sin(x + y) + sin(x)·cos(x + y))."""
    waves = {part.args[0] for part in equation.atoms(sin, cos)}
    joins = len(waves) > 1 and any(
        sum(angle.has(variable) for variable in variables) > 1 for angle in waves
    )
    is_sum = joins and any(
        sum(part.has(sin, cos) for part in product.args) > 1 for product in equation.atoms(Mul)
    )
    return shorten(equation) if is_sum else equation


def _critical_point_at(function: _Function, values: Values) -> tuple[CriticalPoint, ...] | None:
    """The point, if it is a critical point; None where that could not be decided."""
    if not all(map(is_real_number, values.values())):
        return ()
    where: Boolean = true
    try:
        if _has_free(values):
            where = _domain_of_curve(function, values)
        if where == false:
            return ()
        value, verdict = _value_and_verdict(function, values)
    except UndefinedError as error:
        return () if error.failure.settled else None
    except (_NotSettledError, UnsolvedError):
        return None
    if verdict is None:
        return ()
    reason = verdict.reason
    if _has_free(values) and reason.kind is CriticalReason.CONSTANT:
        reason = Finding(CriticalReason.CONSTANT_ON_REGION)
    return (
        CriticalPoint(
            tuple(values.values()),
            value,
            verdict.kind,
            verdict.is_strict,
            reason,
            where=None if where == true else where,
        ),
    )


def _domain_of_curve(function: _Function, values: Values) -> Boolean:
    """Where on a curve of points f has values all around and is smooth by its formula.

    Raises:
        UndefinedError: nowhere, or that is not settled.
        UnsolvedError: the conditions can't be solved for the variables.
    """
    is_constant = not function.f.has(*values)
    if is_constant and is_defined_everywhere(function.program):
        return true
    assumed: list[Boolean] = []
    results = trace(function.program, values, assumed)
    if not is_constant:
        seam = first_seam(function.program, results, values, assumed)
        if seam is not None:
            raise _NotSettledError
    where = And(*assumed)
    if not where.free_symbols <= set(values):
        raise _NotSettledError
    # Only where f has values all around.
    return in_intervals(opened(where))


def _lies_on_seam(function: _Function, values: Values) -> bool:
    """Whether it is proved that f is not smooth by its formula in all these points."""
    try:
        seam = first_seam(function.program, trace(function.program, values), values)
    except UndefinedError:
        return False
    return seam is not None and seam.settled and seam.condition is not None


def _is_on_known_seam(function: _Function, variables: Sequence[Symbol], values: Values) -> bool:
    """Whether these points may lie on a seam that is searched; max(x + y, y + x) has none."""
    with suppress(UnsolvedError):
        gaps = (seam.gap.xreplace(values) for seam in seams_of(function.program, variables))
        return any(sign_of(shorten_number(gap)) not in (-1, 1) for gap in gaps)
    return False


def _value_and_verdict(function: _Function, values: Values) -> tuple[Expr, CriticalVerdict | None]:
    """f at the point, and its kind; None where ∇f is not 0.

    Raises:
        UndefinedError: f is not defined there, or that could not be decided.
        _NotSettledError: whether ∇f = 0 could not be decided.
    """
    if any(value.count_ops() > LONGEST_VALUE for value in values.values()):
        raise _NotSettledError
    if _has_free(values):
        if not function.f.has(*values):
            return function.f, _verdict(function, values)
        on_curve = trace(function.program, values, [])[-1]
        return _on_curve(on_curve, values), _verdict(function, values)
    results = trace(function.program, values)
    seam = first_seam(function.program, results, values)
    value = shorten_number(results[-1])
    if seam is None:
        return value, _verdict(function, values)
    if not function.f.free_symbols <= set(values):
        raise _NotSettledError
    return value, _verdict_of_rough_point(function, values, value)


def _verdict_of_rough_point(
    function: _Function, values: Values, value: Expr
) -> CriticalVerdict | None:
    for verdict in judge_rough_point(function.program, values, value):
        return verdict
    raise _NotSettledError


def _distinct(solutions: Sequence[Assignment], variables: Sequence[Symbol]) -> list[Values]:
    """Each solution once, with all variables in their order."""
    earlier: list[Values] = []
    for solution in solutions:
        values = {variable: solution.get(variable, variable) for variable in variables}
        if not any(_is_within(values, other) for other in earlier):
            earlier.append(values)
    return earlier


def _freedom(values: Values) -> int:
    """How many variables are free."""
    return sum(value == variable for variable, value in values.items())


def _has_free(values: Values) -> bool:
    return any(value.free_symbols for value in values.values())


def _is_within(values: Values, other: Values) -> bool:
    """Whether a point is another one, or lies on a curve of points given by its coordinates."""
    free = {variable: values[variable] for variable, value in other.items() if value == variable}
    return all(
        value == wanted or sign_of((value - wanted).expand()) == 0
        for value, wanted in ((other[v].xreplace(free), values[v]) for v in values)
    )


def _slope_sign(partial: Expr, values: Values) -> int | None:
    """The sign of a partial derivative; None also where it may be 0 on a part of a curve only."""
    if _has_free(values):
        slope = _on_curve(partial.xreplace(values), values)
        is_open = slope.has(nan, zoo, oo, -oo, *values)
        return None if is_open else sign_of(slope)
    value = derivatives.evaluate_derivative(partial, values)
    return None if value is None else sign_of(value)


def _with_inverses(value: Expr) -> Expr:
    """2a·√(1 - a²) for sin(2·arccos(a))."""
    return expand_trig(value) if value.has(acos, asin, atan) and value.has(sin, cos) else value


def _on_curve(expression: Expr, values: Values) -> Expr:
    """The expression on a curve as a quotient without common factors, if it is not constant."""
    if expression.free_symbols and not expression.has(*values):
        # Of parameters alone: e^(-a²/(a² + b²) - b²/(a² + b²)) is 1/e.
        expression = with_short_exponents(_with_inverses(expression))
    whole = expression.expand()
    if not whole.free_symbols or expression.count_ops() > LARGEST_OPERATION_COUNT:
        return whole
    if whole.has(*values):
        return cancel(together(whole))
    return min(powsimp(whole), with_factored_roots(factor(together(expression))), key=count_ops)


def _verdict(function: _Function, values: Values) -> CriticalVerdict | None:
    """The kind of critical point where f is smooth; None where ∇f is not 0."""
    slopes = [_slope_sign(partial, values) for partial in function.partials]
    if any(slopes):
        return None
    if None in slopes:
        raise _NotSettledError
    point, variables = tuple(values.values()), tuple(values)
    if any(value.has(*variables) for value in point):
        return classify_on_curve(function.f, variables, point)
    entries = [derivatives.evaluate_derivative(entry, values) for entry in function.hessian]
    if None in entries:
        return _without_second_derivatives(function, values)
    if _has_free(values):
        entries = [_on_curve(entry, values) for entry in entries]
    matrix = Matrix(*function.hessian.shape, entries)
    return classify_critical(function.f, variables, point, matrix)


def _without_second_derivatives(function: _Function, values: Values) -> CriticalVerdict:
    """The kind by parts of one variable each, or along rays, as of x^(4/3) + y²."""
    if not _has_free(values) and function.f.free_symbols <= set(values):
        point = tuple(values.values())
        by_parts = classify_sum(function.f, tuple(values), point, classify_special_point)
        if by_parts is not None:
            return by_parts
        value = shorten_number(trace(function.program, values)[-1])
        near = Neighborhood(function.program, values, value)
        along_rays = of_any_point(classify_special_point(near))
        if along_rays.kind != "undecided":
            return along_rays
    return undecided(CriticalReason.NO_EXPANSION)


def _compare(first: CriticalPoint, second: CriticalPoint) -> int:
    for a, b in zip(first.point, second.point, strict=True):
        sign = sign_of(shorten_number(a - b))
        if sign:
            return sign
    return 0


def critical_point_at(
    f: Expr, variables: Sequence[Symbol], program: Program, point: Sequence[Expr]
) -> tuple[CriticalPoint, ...] | None:
    """The point, if it is a critical point where ∇f = 0; None where that could not be decided."""
    partials = derivatives.gradient(f, variables)
    function = _Function(f, program, partials, derivatives.hessian(partials, variables))
    return _critical_point_at(function, dict(zip(variables, point, strict=True)))
