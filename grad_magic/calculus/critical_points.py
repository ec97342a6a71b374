"""All points where the gradient is zero."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cmp_to_key

from sympy import Expr, Matrix, Symbol, pi

from grad_magic.calculus import derivatives
from grad_magic.calculus.comparison import classify_on_curve
from grad_magic.calculus.critical import classify_critical
from grad_magic.calculus.domains import SMOOTH, UndefinedError, first_seam, trace
from grad_magic.calculus.numbers import sign_of
from grad_magic.calculus.program import Program
from grad_magic.calculus.simplify import shorten_number
from grad_magic.calculus.systems import LONGEST_VALUE, Assignment, solve_system
from grad_magic.calculus.verdicts import CriticalVerdict, undecided
from grad_magic.reading.symbolic import to_sympy
from grad_magic.solution import CriticalPoint

Values = dict[Symbol, Expr]


class _NotSettledError(ArithmeticError):
    """Whether a point is a critical point could not be decided."""


def critical_points(
    f: Expr, variables: Sequence[Symbol], program: Program
) -> tuple[tuple[CriticalPoint, ...], bool | None]:
    """The critical points of f, each of its kind, in the order of their coordinates.

    Args:
        f: the function.
        variables: its n variables.
        program: the function as typed, which tells where it is defined.

    Returns:
        The points, and whether these are all: True where that is proved; False where there
        are more, as these repeat with the period 2π; None where it is not settled.
    """
    partials = derivatives.gradient(f, variables)
    hessian = derivatives.hessian(partials, variables)
    search = solve_system(partials, variables)
    is_complete = search.is_complete and _is_smooth_throughout(program, variables)
    found: list[CriticalPoint] = []
    for values in _distinct(search.solutions, variables):
        try:
            value = _value(program, partials, values)
        except _NotSettledError:
            is_complete = False
            continue
        if value is not None:
            verdict = _verdict(f, variables, values, hessian)
            found.append(_critical_point(values, value, verdict))
    found.sort(key=cmp_to_key(_compare))
    if is_complete and search.repeats and search.solutions:
        is_periodic = any(_has_period(f, variable) for variable in variables)
        return tuple(found), False if found and is_periodic else None
    return tuple(found), True if is_complete else None


def _has_period(f: Expr, variable: Symbol) -> bool:
    """Whether f has the period 2π in the variable."""
    shifted = f.xreplace({variable: variable + 2 * pi})
    return f.has(variable) and bool(shifted.expand() == f.expand())


def _critical_point(values: Values, value: Expr, verdict: CriticalVerdict) -> CriticalPoint:
    return CriticalPoint(
        tuple(values.values()), value, verdict.kind, verdict.is_strict, verdict.reason
    )


def _distinct(solutions: Sequence[Assignment], variables: Sequence[Symbol]) -> Iterator[Values]:
    """Each solution once, with all variables in their order."""
    earlier: list[Values] = []
    for solution in solutions:
        values = {variable: solution.get(variable, variable) for variable in variables}
        if not any(_is_within(values, other) for other in earlier):
            earlier.append(values)
    for values in earlier:
        others = (other for other in earlier if other is not values and _has_free(other))
        if not any(_is_within(values, other) for other in others):
            yield values


def _has_free(values: Values) -> bool:
    return any(value.free_symbols for value in values.values())


def _is_within(values: Values, other: Values) -> bool:
    """Whether a point is another one, or lies on a curve of points given by its coordinates."""
    free = {variable: values[variable] for variable, value in other.items() if value == variable}
    return all(
        value == wanted or sign_of(shorten_number((value - wanted).expand())) == 0
        for value, wanted in ((other[v].xreplace(free), values[v]) for v in values)
    )


def _value(program: Program, partials: Sequence[Expr], values: Values) -> Expr | None:
    """f at the point, if it is a critical point."""
    if any(value.count_ops() > LONGEST_VALUE for value in values.values()):
        raise _NotSettledError
    try:
        results = trace(program, values)
        seam = first_seam(program, results, values)
    except UndefinedError as error:
        if error.failure.settled:
            return None
        raise _NotSettledError from None
    if seam is not None:
        raise _NotSettledError
    slopes = [_slope_sign(partial, values) for partial in partials]
    if any(slopes):
        return None
    if None in slopes:
        raise _NotSettledError
    return shorten_number(results[-1])


def _slope_sign(partial: Expr, values: Values) -> int | None:
    """The sign of a partial derivative; on a curve of points only whether it is 0."""
    if _has_free(values):
        return 0 if partial.xreplace(values).expand() == 0 else None
    value = derivatives.evaluate_derivative(partial, values)
    return None if value is None else sign_of(value)


def _verdict(
    f: Expr, variables: Sequence[Symbol], values: Values, hessian: Matrix
) -> CriticalVerdict:
    point = tuple(values.values())
    if any(value.has(*variables) for value in point):
        return classify_on_curve(f, variables, point)
    entries = [derivatives.evaluate_derivative(entry, values) for entry in hessian]
    if None in entries:
        return undecided("no_expansion")
    return classify_critical(f, variables, point, Matrix(*hessian.shape, entries))


def _compare(first: CriticalPoint, second: CriticalPoint) -> int:
    for a, b in zip(first.point, second.point, strict=True):
        sign = sign_of(shorten_number(a - b))
        if sign:
            return sign
    return 0


# Where one of these is not smooth, its operand is 0 and, being nowhere negative, smallest.
_ROOTS = ("sqrt", "power")


def _is_smooth_throughout(program: Program, variables: Sequence[Symbol]) -> bool:
    """Whether f is proved to be smooth at every inner point of its domain."""
    for instruction in program.instructions:
        if instruction.branches or (
            instruction.operation in SMOOTH and instruction.operation not in _ROOTS
        ):
            return False
        if instruction.operation in _ROOTS:
            operand = program.instructions[instruction.operands[0]].formula
            if not _has_no_flat_zero(to_sympy(operand), variables):
                return False
    return True


def _has_no_flat_zero(operand: Expr, variables: Sequence[Symbol]) -> bool:
    """Whether there is no point where the operand and its gradient are 0."""
    if operand.is_positive:
        return True
    search = solve_system([operand, *derivatives.gradient(operand, variables)], variables)
    return search.is_complete and not search.solutions
