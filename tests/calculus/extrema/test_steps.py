"""Critical points between the jumps of floor and ceiling."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sympy import And, Expr, Gt, Integer, Lt, Ne, Rational, ceiling, floor, symbols

import grad_magic
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.steps import points_between_steps

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

x, y = symbols("x y", real=True)
UNIT = And(Gt(x, 0), Lt(x, 1))


@pytest.mark.parametrize(
    ("f", "point", "value", "kind", "where"),
    [
        # Constant between the jumps.
        (floor(x), (x,), floor(x), "minimum", Ne(x, floor(x))),
        (ceiling(x * y), (x, y), ceiling(x * y), "minimum", Ne(x * y, ceiling(x * y))),
        # y² + k.
        (floor(x) + y**2, (x, 0), floor(x), "minimum", Ne(x, floor(x))),
        (ceiling(x) - y**2, (x, 0), ceiling(x), "maximum", Ne(x, ceiling(x))),
        # k·y is constant where k = 0: 0 < x < 1, and -1 < x < 0 for the ceiling.
        (floor(x) * y, (x, y), 0, "minimum", UNIT),
        (ceiling(x) * y, (x, y), 0, "minimum", And(Gt(x, -1), Lt(x, 0))),
        ((floor(x) - 2) * y, (x, y), 0, "minimum", And(Gt(x, 2), Lt(x, 3))),
        # 2(x - 1/2) = 0 between 0 and 1.
        ((x - Rational(1, 2)) ** 2 + floor(x), (Rational(1, 2),), 0, "minimum", None),
    ],
)
def test_points_between_the_jumps(
    f: Expr, point: tuple[Expr, ...], value: Expr, kind: str, where: Boolean | None
) -> None:
    found = points_between_steps(f, (x, y)[: len(point)])
    assert found is not None
    (only,) = found.points
    assert (only.point, only.value, only.kind, only.where) == (point, value, kind, where)
    assert only.is_strict is (where is None)
    # The jumps themselves are not looked at.
    assert found.is_complete is None
    assert len(found.remarks) == 1


@pytest.mark.parametrize(
    "f",
    [
        # 0 lies on a jump; x + k has the slope 1; (k² + 1)y has no level piece.
        x**2 + floor(x),
        x - floor(x),
        y * floor(x) ** 2 + y,
        # 2k + 1 is never 0.
        (2 * floor(x) + 1) * y,
    ],
)
def test_no_points_between_the_jumps(f: Expr) -> None:
    found = points_between_steps(f, (x, y) if f.has(y) else (x,))
    assert found is not None
    assert found.points == ()


def test_without_jumps_nothing_is_said() -> None:
    assert points_between_steps(x**2 + y, (x, y)) is None
    assert points_between_steps(floor(symbols("a", real=True)) * x**2, (x,)) is None


@pytest.mark.parametrize(
    "f", [(x - floor(x) - Rational(1, 2)) ** 2, floor(floor(x) / 2 + x), floor(x) + abs(y)]
)
def test_what_depends_on_the_step_is_left_open(f: Expr) -> None:
    with pytest.raises(UnsolvedError):
        points_between_steps(f, (x, y) if f.has(y) else (x,))


def test_the_answer_tells_the_region_and_the_jumps() -> None:
    text = grad_magic.solve("f=floor(x)*y critical=all").text
    assert "f(x, y) = 0   for 0 < x < 1" in text
    assert "Where x = ⌊x⌋, f may not be differentiable" in text


def test_points_off_the_jumps_have_their_kind_by_values() -> None:
    # Around (0.3, 0) the values of ⌊x⌋ + y² are y².
    f, point = floor(x) + y**2, {x: Rational(3, 10), y: Integer(0)}
    for dx in (-1, 1):
        for dy in (-1, 0, 1):
            moved = {x: point[x] + Rational(dx, 100), y: Rational(dy, 100)}
            assert f.subs(moved) >= f.subs(point)
