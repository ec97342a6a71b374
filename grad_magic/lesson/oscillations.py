"""Why a partial derivative is not continuous: points that tend to P on which it has another limit.

Such is x² sin(1/x) with 0 at 0: its derivative 2x sin(1/x) - cos(1/x) is -1 at x = 1/(2nπ).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sympy import (
    AccumBounds,
    Expr,
    Integer,
    Piecewise,
    Poly,
    Symbol,
    cos,
    false,
    limit,
    nan,
    pi,
    sin,
    true,
    zoo,
)
from sympy.core.relational import Relational

from grad_magic.solution import Solution

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

_STEP = Symbol("t", positive=True)
NUMBER = Symbol("n", positive=True)
"""The n of the points."""
# Longer ones are not told along a sequence.
_MOST_OPERATIONS = 60


@dataclass(frozen=True)
class Jump:
    """Points on which a partial derivative tends to something else than its value at P.

    Attributes:
        variable: by which f is differentiated.
        point: the coordinates of the nth point.
        limit: what the derivative tends to on them.
        value: its value at P.
    """

    variable: Symbol
    point: tuple[Expr, ...]
    limit: Expr
    value: Expr


def jump_of_partials(solution: Solution) -> Jump | None:
    """The first such points on a line through P along an axis; None where none are found."""
    return next(_jumps(solution), None)


def _jumps(solution: Solution) -> Iterator[Jump]:
    point, values = solution.point, solution.partials_at
    if point is None or values is None:
        return
    for variable, general, value in zip(solution.variables, solution.partials, values, strict=True):
        if value is None or general.count_ops() > _MOST_OPERATIONS:
            continue
        for index in range(len(point)):
            moved = tuple(
                entry + (_STEP if other == index else 0) for other, entry in enumerate(point)
            )
            place = dict(zip(solution.variables, moved, strict=True))
            slope = _near(general.subs(place, simultaneous=True))
            if slope is None:
                continue
            for step, tends_to in _limits_of_peaks(slope):
                if tends_to != value:
                    peaks = tuple(entry.xreplace({_STEP: step}) for entry in moved)
                    yield Jump(variable, peaks, tends_to, value)


def _near(expression: Expr) -> Expr | None:
    """The case of a piecewise formula that holds for all small t > 0; None if none is known to."""
    if isinstance(expression, Piecewise):
        for value, condition in expression.args:
            holds = _holds_near(condition)
            if holds is not False:
                expression = value if holds else None
                break
    return None if expression is None or expression.has(Piecewise) else expression


def _holds_near(condition: Boolean) -> bool | None:
    """Whether a condition holds for all small t > 0; None where that is not settled."""
    settled = {}
    for relation in condition.atoms(Relational):
        gap = relation.lhs - relation.rhs
        if not gap.is_polynomial(_STEP) or gap.free_symbols - {_STEP}:
            return None
        # Near 0 the term of the least power decides.
        settled[relation] = relation.func(Poly(gap, _STEP).EC(), 0)
    known = condition.xreplace(settled)
    return bool(known) if known in (true, false) else None


def _limits_of_peaks(slope: Expr) -> Iterator[tuple[Expr, Expr]]:
    """Where sin(c/tᵏ) or cos(c/tᵏ) is 1, and what the slope tends to there."""
    if slope.has(nan, zoo):
        return
    phases = {wave.args[0] for wave in slope.atoms(sin, cos) if wave.has(_STEP)}
    if len(phases) != 1:
        return
    (phase,) = phases
    size, power = phase.as_independent(_STEP, as_Add=False)
    exponent = power.as_base_exp()[1]
    is_power = power == _STEP**exponent and exponent.is_Rational
    if not is_power or exponent >= 0 or size.is_positive is not True:
        return
    for sine, cosine, angle in ((0, 1, 2 * NUMBER * pi), (1, 0, 2 * NUMBER * pi + pi / 2)):
        plain = slope.xreplace({sin(phase): Integer(sine), cos(phase): Integer(cosine)})
        tends_to = limit(plain, _STEP, 0)
        if not tends_to.has(AccumBounds) and not tends_to.free_symbols:
            yield (angle / size) ** (1 / exponent), tends_to
