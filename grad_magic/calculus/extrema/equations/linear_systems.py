"""The solution of a linear system ∇f = 0 as one does it by hand: one equation after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sympy import Expr, Matrix, Symbol

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.solution import LinearStep

# Of more equations than these a reader loses the thread.
_MOST_EQUATIONS = 4


def solve_linear_by_hand(
    partials: Sequence[Expr], variables: Sequence[Symbol]
) -> tuple[LinearStep, ...]:
    """The steps of the solution, the equations of fewest variables first.

    Args:
        partials: the n left sides of the equations … = 0.
        variables: their n variables.

    Returns:
        n steps; none where the system is not linear with rational numbers, has not exactly one
        solution, or is long.

    >>> x, y = Symbol("x"), Symbol("y")
    >>> [step.value for step in solve_linear_by_hand([2*x - y, 2*y - x - 3], [x, y])]
    [2*x, 1]
    """
    if len(partials) > _MOST_EQUATIONS or not _is_regular(partials, variables):
        return ()
    return tuple(_steps(partials, variables))


def _is_regular(partials: Sequence[Expr], variables: Sequence[Symbol]) -> bool:
    if not all(partial.is_polynomial(*variables) for partial in partials):
        return False
    slopes = Matrix([[partial.diff(name) for name in variables] for partial in partials])
    is_linear = all(slope.is_Rational for slope in slopes)
    constants = [partial.subs(dict.fromkeys(variables, 0)) for partial in partials]
    return is_linear and all(c.is_Rational for c in constants) and bool(sign_of(slopes.det()))


def _steps(partials: Sequence[Expr], variables: Sequence[Symbol]) -> Iterator[LinearStep]:
    waiting = dict(enumerate(partials))
    while waiting:
        index = min(waiting, key=lambda place: len(waiting[place].free_symbols))
        equation = waiting.pop(index)
        name = _easiest(equation, variables)
        slope = equation.coeff(name)
        value = shorten_number(((slope * name - equation) / slope).expand())
        is_as_it_was = equation == partials[index]
        yield LinearStep(index, equation, name, value, is_as_it_was=is_as_it_was)
        waiting = {place: left.subs(name, value).expand() for place, left in waiting.items()}


def _easiest(equation: Expr, variables: Sequence[Symbol]) -> Symbol:
    """The variable that is found without fractions where there is one, of such the last."""
    present = [name for name in variables if equation.has(name)]

    def fractions(name: Symbol) -> int:
        slope = equation.coeff(name)
        numbers = (equation / slope).expand().as_coefficients_dict().values()
        return sum(number.q > 1 for number in numbers)

    return min(reversed(present), key=fractions)
