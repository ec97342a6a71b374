"""The sign of a function of the direction."""

from __future__ import annotations

from itertools import product

import mpmath
import pytest
from sympy import Expr, Rational, Symbol, lambdify, log, sqrt, symbols

from grad_magic import solve
from grad_magic.calculus.extrema.spheres import range_on_sphere

u, v, w = symbols("u v w", real=True)


@pytest.mark.parametrize(
    ("function", "direction", "sign"),
    [
        (1 - u / 2, (u, v), 1),
        # 3u + 4v is at most 5.
        (1 - (3 * u + 4 * v) / Rational(51, 10), (u, v), 1),
        (1 - (3 * u + 4 * v) / Rational(49, 10), (u, v), None),
        (1 - (3 * u + 4 * v) / 5, (u, v), None),
        # At most √2.
        ((u + w) / Rational(3, 2) - 1, (u, v, w), -1),
        (u + w - 1, (u, v, w), None),
        (abs(u) + abs(v) - u / 2, (u, v), 1),
        (sqrt(u**2 + 2 * v**2) + u / 3, (u, v), 1),
    ],
)
def test_which_sign_it_has_everywhere(
    function: Expr, direction: tuple[Symbol, ...], sign: int | None
) -> None:
    found = range_on_sphere(function, direction)
    assert found is not None
    assert found.sign == sign
    values = lambdify(direction, function, "mpmath")
    met = set()
    for place in product(map(mpmath.mpf, (-5, -4, -3, 0, 1, 3, 4)), repeat=len(direction)):
        size = mpmath.sqrt(sum(part**2 for part in place))
        if size:
            met.add(mpmath.sign(values(*(part / size for part in place))))
    assert sign is None or met == {sign}


def test_in_which_directions_it_is_extreme() -> None:
    found = range_on_sphere(1 - 3 * u - 4 * v, (u, v))
    assert found is not None
    down, up = found.lowest, found.highest
    assert float(down[0] / down[1]) == pytest.approx(3 / 4, abs=0.01)
    assert down[0] > 0 > up[0]


def test_what_is_undefined_somewhere_is_not_known() -> None:
    assert range_on_sphere(log(u), (u, v)) is None
    assert range_on_sphere(u, (u,)) is None


@pytest.mark.parametrize(
    ("request_", "kind", "is_strict"),
    [
        ("f=sqrt(x^2+y^2)-x/2 at=(0,0)", "minimum", True),
        ("f=x/2-sqrt(x^2+y^2) at=(0,0)", "maximum", True),
        ("f=sqrt(x^2+y^2+z^2)-x/2-z/2 at=(0,0,0)", "minimum", True),
        # 0 along the positive half of the x-axis: that it is not strict is left open.
        ("f=sqrt(x^2+y^2)-x at=(0,0)", "minimum", None),
        ("f=|xy|-xy at=(0,0)", "minimum", False),
        # Falls in the direction (3, 4) alone, or nearly.
        ("f=sqrt(x^2+y^2)-(3x+4y)/4.9 at=(0,0)", None, None),
    ],
)
def test_extrema_of_functions_that_grow_in_proportion(
    request_: str, kind: str | None, is_strict: bool | None
) -> None:
    found = solve(request_)
    assert found.critical_kind == kind
    assert found.is_strict == is_strict
