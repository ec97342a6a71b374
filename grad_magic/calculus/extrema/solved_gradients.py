"""∇f = 0 solved as a system of polynomials, with its curves, or as one of exponentials."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import lcm

import mpmath
from sympy import (
    Expr,
    Float,
    Poly,
    Pow,
    Symbol,
    exp,
    log,
    powsimp,
    together,
)

from grad_magic.calculus.extrema.approximate_points import Smooth, critical_point_near
from grad_magic.calculus.extrema.critical_points import critical_point_at
from grad_magic.calculus.extrema.curves.curve_parts import implicit_curve
from grad_magic.calculus.extrema.curves.factor_curves import factor_curves, points_on
from grad_magic.calculus.extrema.equations.real_solutions import DIGITS, real_solutions
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.equations.systems import solve_system
from grad_magic.calculus.extrema.equations.windows import is_near
from grad_magic.calculus.extrema.rows import exact_point, has_free, is_on, known_near
from grad_magic.solution import CriticalPoint

# Beyond this degree the algebra of several equations takes minutes.
_HIGHEST_DEGREE = 40
_MOST_SYSTEMS = 36


def is_of_high_degree(f: Expr, variables: Sequence[Symbol]) -> bool:
    """Whether f has powers too high for the algebra of several equations."""
    exponents = (part.exp for part in f.atoms(Pow) if part.base.has(*variables))
    return any(exponent.is_Integer and exponent > _HIGHEST_DEGREE for exponent in exponents)


def of_polynomials(
    smooth: Smooth, partials: Sequence[Expr], known: Sequence[CriticalPoint]
) -> Iterator[CriticalPoint]:
    """The zeros of a gradient whose entries are quotients of polynomials.

    Raises:
        UnsolvedError: they are not, or their zeros could not be found.
    """
    seen: list[tuple[mpmath.mpf, ...]] = []
    curves = [point for point in known if has_free(point, smooth.variables)]
    for equations in _systems(partials, smooth.variables):
        if len(equations) < len(smooth.variables):
            yield from curves_of(smooth, equations, curves)
            continue
        for solution in real_solutions(equations, smooth.variables):
            numbers = solution.numbers()
            if any(is_near(numbers, other) for other in seen):
                continue
            seen.append(numbers)
            if any(is_on(numbers, curve, smooth.variables) for curve in curves):
                continue
            found: CriticalPoint | None
            if not any(value.has(Float) for value in solution.point):
                point = critical_point_at(
                    smooth.f, smooth.variables, smooth.program, solution.point
                )
                if point is not None:
                    yield from point
                    continue
            found = known_near(numbers, known, smooth.variables) or critical_point_near(
                smooth, numbers, solution
            )
            if found is not None:
                yield found


def _systems(partials: Sequence[Expr], variables: Sequence[Symbol]) -> Iterator[tuple[Expr, ...]]:
    """Systems of irreducible polynomials, one of which holds where ∇f = 0."""
    choices = []
    for partial in partials:
        numerator = together(partial).as_numer_denom()[0].expand()
        if numerator == 0:
            continue
        if not numerator.is_polynomial(*variables):
            raise UnsolvedError
        factors = Poly(numerator, *variables).factor_list()[1]
        choices.append([part.as_expr() for part, _ in factors])
    total = 1
    for choice in choices:
        total *= len(choice)
    if total > _MOST_SYSTEMS:
        raise UnsolvedError
    systems = {frozenset(equations) for equations in product(*choices)}
    for equations in sorted(systems, key=len):
        yield tuple(sorted(equations, key=str))


def curves_of(
    smooth: Smooth, equations: tuple[Expr, ...], curves: list[CriticalPoint]
) -> Iterator[CriticalPoint]:
    """Curves and surfaces of zeros: as they are known, solved for a variable, or implicit."""
    variables = smooth.variables
    told = _curve_by_equation(smooth, equations)
    if told is not None:
        curves += told
        yield from told
        return
    search = solve_system(equations, variables)
    if search.is_complete and not search.repeating:
        for assignment in search.solutions:
            place = tuple(assignment.get(variable, variable) for variable in variables)
            # What is known of the curve so far may be parts of it.
            found = critical_point_at(smooth.f, variables, smooth.program, place)
            if found is None:
                raise UnsolvedError
            curves += found
            yield from found
        return
    if len(equations) > 1:
        raise UnsolvedError
    curve = implicit_curve(smooth.f, variables, equations[0])
    if curve is None:
        raise UnsolvedError
    curves.append(curve)
    yield curve


def _curve_by_equation(smooth: Smooth, equations: tuple[Expr, ...]) -> list[CriticalPoint] | None:
    """The points where a repeated factor is 0, told by this equation where that is better."""
    if len(equations) > 1:
        return None
    for curve in factor_curves(smooth.f, smooth.variables):
        if curve.curve in (equations[0], -equations[0]):
            return points_on(
                curve,
                smooth.variables,
                lambda place: exact_point(smooth.f, smooth.variables, smooth.program, place),
            )
    return None


def of_exponentials(smooth: Smooth, partials: Sequence[Expr]) -> Iterator[CriticalPoint]:
    """One variable that stands in exponentials e^(kv) alone: a polynomial in u = e^(cv) > 0.

    Raises:
        UnsolvedError: it is another kind of function.
    """
    if len(smooth.variables) != 1:
        raise UnsolvedError
    (variable,) = smooth.variables
    unit = Symbol("u__", positive=True)
    rates = [part.args[0].expand().coeff(variable) for part in partials[0].atoms(exp)]
    if not rates or not all(rate.is_Rational and rate for rate in rates):
        raise UnsolvedError
    scale = lcm(*(rate.q for rate in rates))
    numerator = together(
        powsimp(partials[0].xreplace({variable: scale * log(unit)}).expand(), force=True)
    )
    numerator = numerator.as_numer_denom()[0].expand()
    if numerator.has(variable, log):
        raise UnsolvedError
    for solution in real_solutions([numerator], [unit]):
        (number,) = solution.numbers()
        if number <= 0:
            continue
        (root,) = solution.point
        if not root.has(Float):
            found = critical_point_at(
                smooth.f, smooth.variables, smooth.program, (scale * log(root),)
            )
            if found is not None:
                yield from found
                continue
        with mpmath.workdps(DIGITS):
            place = mpmath.log(number) * scale
        point = critical_point_near(smooth, (place,))
        if point is not None:
            yield point
