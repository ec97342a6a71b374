"""Every number again, by an independent numerical method.

The derivatives come from SymPy's rules applied to SymPy's form of f. They are compared with
central differences in high precision of f as it was typed, which share nothing with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import mpmath

from grad_magic.calculus.arithmetic import HIGH_PRECISION, NotRealError
from grad_magic.calculus.program import Program
from grad_magic.problem import Problem

if TYPE_CHECKING:
    from sympy import Expr, Matrix

# A step of 10^-d/3 with d digits balances the method's error h^2 against rounding 10^-d/h.
_DIGITS = (60, 240)
_TOLERANCE = 1e-12


def agrees(program: Program, problem: Problem, direction: Matrix, claimed: Expr) -> bool:
    """Whether a claimed rate of change along a vector is what the function's values say.

    More digits are tried before a disagreement counts.
    """
    for digits in _DIGITS:
        with mpmath.workdps(digits):
            found = _central_difference(program, problem, tuple(direction), digits)
            if found is None:
                continue
            expected = to_mpmath(claimed)
            if abs(found - expected) <= _TOLERANCE * max(1, abs(expected)):
                return True
    return False


def _central_difference(
    program: Program, problem: Problem, direction: Sequence[Expr], digits: int
) -> mpmath.mpf | None:
    assert problem.point is not None
    point = [to_mpmath(coordinate) for coordinate in problem.point]
    vector = [to_mpmath(component) for component in direction]
    scale = max(1, *(abs(coordinate) for coordinate in point))
    step = scale * mpmath.mpf(10) ** (-digits // 3)
    try:
        ahead, behind = (
            program.run(
                {
                    variable: coordinate + signed * component
                    for variable, coordinate, component in zip(
                        problem.variables, point, vector, strict=True
                    )
                },
                HIGH_PRECISION,
            )
            for signed in (step, -step)
        )
    except NotRealError:
        return None
    return (ahead - behind) / (2 * step)


def to_mpmath(number: Expr) -> mpmath.mpf:
    """The number in mpmath's current precision."""
    return mpmath.mpmathify(number.evalf(mpmath.mp.dps))
