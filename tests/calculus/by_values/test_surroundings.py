"""What values around a point say: signs, slopes, smoothness, by hand."""

from __future__ import annotations

import mpmath
import pytest
from sympy import Abs, Expr, Max, Piecewise, cbrt, sqrt, symbols

from grad_magic.calculus.by_values.surroundings import DIGITS, Surroundings, look_around
from grad_magic.formula.arithmetic import HIGH_PRECISION
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import from_sympy

x, y, z = symbols("x y z", real=True)


def around(f: Expr, *point: int) -> Surroundings | None:
    program, names = compile_formula(from_sympy(f)), (x, y, z)[: len(point)]
    with mpmath.workdps(DIGITS):
        place = dict(zip(names, map(mpmath.mpf, point), strict=True))
        return look_around(program, names, place, program.run(place, HIGH_PRECISION))


@pytest.mark.parametrize(
    ("f", "point", "signs", "is_level", "is_smooth"),
    [
        (x**2 + y**2, (0, 0), {1}, True, True),
        (x**2 - y**2, (0, 0), {1, 0, -1}, True, True),
        (x**2 + y**2, (1, 0), {1, -1}, False, True),
        (Abs(x) + y**2, (0, 0), {1}, False, False),
        (cbrt(x) + y, (0, 0), {1, 0, -1}, False, False),
        # |x|·y = o(r) at the origin, but has a corner at (0, 1).
        (Abs(x) * y, (0, 0), {1, 0, -1}, True, True),
        (Abs(x) * y, (0, 1), {1, 0}, False, False),
        # Between x = y² and x = 0 it is larger: a curve is needed to see it.
        (Piecewise((-(x**2), x > y**2), (x**2, x > 0), (-(x**2), True)), (0, 0), {1, 0, -1}, True,
         True),
        (Max(x, 5), (0,), {0}, True, True),
        (x**5, (0,), {1, -1}, True, True),
        (x * y * z, (0, 0, 0), {1, 0, -1}, True, True),
    ],
)  # fmt: skip
def test_what_values_say(
    f: Expr, point: tuple[int, ...], signs: set[int], *, is_level: bool, is_smooth: bool
) -> None:
    assert around(f, *point) == Surroundings(frozenset(signs), is_level, is_smooth)


def test_nothing_is_said_at_the_end_of_the_domain() -> None:
    assert around(sqrt(x) + y**2, 0, 0) is None
