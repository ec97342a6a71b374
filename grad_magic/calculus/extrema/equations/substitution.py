"""The solution of a system ∇f = 0 as one does it by hand: one equation put into the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sympy import Expr, Poly, PolynomialError, Symbol, sqrt

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.solution.systems import SubstitutionStep

# Of more equations than these a reader loses the thread.
_MOST_EQUATIONS = 4


def solve_by_hand(
    partials: Sequence[Expr], variables: Sequence[Symbol]
) -> tuple[SubstitutionStep, ...]:
    """The steps of the solution, the equations of lowest degree and fewest variables first.

    Args:
        partials: the n left sides of the equations … = 0.
        variables: their n variables.

    Returns:
        n steps; none where these are no polynomials with rational coefficients, where before the
        last step none of the equations gives a variable once, or where the system is long or has
        no solution.

    >>> x, y = Symbol("x"), Symbol("y")
    >>> [step.values for step in solve_by_hand([2*x - y, 2*y - x - 3], [x, y])]
    [(2*x,), (1,)]
    >>> [step.values for step in solve_by_hand([3*x**2 - 3*y, y - 2*x], [x, y])]
    [(2*x,), (0, 2)]
    """
    if len(partials) > _MOST_EQUATIONS or not _are_rational(partials, variables):
        return ()
    steps = tuple(_steps(partials, variables))
    return steps if len(steps) == len(partials) else ()


def points_reached(
    steps: Sequence[SubstitutionStep], variables: Sequence[Symbol]
) -> tuple[tuple[Expr, ...], ...]:
    """The solutions to which the steps lead, for each value of the last one."""
    *before, last = steps
    points = []
    for value in last.values:
        known: dict[Symbol, Expr] = {last.variable: value}
        for step in reversed(before):
            known[step.variable] = shorten_number(step.values[0].subs(known).expand())
        points.append(tuple(known[name] for name in variables))
    return tuple(points)


def _are_rational(partials: Iterable[Expr], variables: Sequence[Symbol]) -> bool:
    try:
        polynomials = [Poly(partial, *variables) for partial in partials]
    except PolynomialError:
        return False
    return all(c.is_Rational for polynomial in polynomials for c in polynomial.coeffs())


def _steps(partials: Sequence[Expr], variables: Sequence[Symbol]) -> Iterator[SubstitutionStep]:
    waiting = dict(enumerate(partials))
    while waiting:
        given = {place: _given_once(left, variables) for place, left in waiting.items()}
        places = [place for place in waiting if given[place]] or list(waiting)
        index = min(places, key=lambda place: _difficulty(waiting[place], variables))
        equation = waiting.pop(index)
        values: tuple[Expr, ...] = ()
        if given[index]:
            name = _easiest(equation, given[index])
            slope = equation.diff(name)
            values = (shorten_number(((slope * name - equation) / slope).expand()),)
        elif not waiting and len(equation.free_symbols) == 1:
            (name,) = equation.free_symbols
            values = _roots(equation, name)
        if not values:
            return
        is_as_it_was = equation == partials[index]
        yield SubstitutionStep(index, equation, name, values, is_as_it_was=is_as_it_was)
        waiting = {place: left.subs(name, values[0]).expand() for place, left in waiting.items()}


def _difficulty(equation: Expr, variables: Sequence[Symbol]) -> tuple[int, int]:
    return Poly(equation, *variables).total_degree(), len(equation.free_symbols)


def _given_once(equation: Expr, variables: Sequence[Symbol]) -> list[Symbol]:
    """The variables for which an equation is solved without a case: y of x² + 2y = 0."""
    slopes = ((name, equation.expand().diff(name)) for name in variables)
    return [name for name, slope in slopes if slope.is_Rational and sign_of(slope)]


def _roots(equation: Expr, name: Symbol) -> tuple[Expr, ...]:
    """The real roots, where each comes from a factor of degree one or two."""
    roots: list[Expr] = []
    for factor, _ in Poly(equation, name).factor_list()[1]:
        coefficients = factor.all_coeffs()
        if len(coefficients) == 1 + 1:
            roots.append(-coefficients[1] / coefficients[0])
        elif len(coefficients) == 1 + 2:
            a, b, c = coefficients
            inside = b**2 - 4 * a * c
            if sign_of(inside) == 1:
                roots += [shorten_number((-b + side * sqrt(inside)) / (2 * a)) for side in (-1, 1)]
        else:
            return ()
    return tuple(sorted(roots))


def _easiest(equation: Expr, given: Sequence[Symbol]) -> Symbol:
    """The variable that is found without fractions where there is one, of such the last."""

    def fractions(name: Symbol) -> int:
        slope = equation.expand().diff(name)
        numbers = (equation / slope).expand().as_coefficients_dict().values()
        return sum(number.q > 1 for number in numbers)

    return min(reversed(given), key=fractions)
