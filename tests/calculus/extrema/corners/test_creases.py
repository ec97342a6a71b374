from __future__ import annotations

import math
import random

import pytest

from grad_magic import solve


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "point", "kind", "is_strict"),
    [
        # By hand, with x = -1/2 + u, y = -1/2 + v: f + 1/4 = |u - v|/2 + uv > 0 near (0, 0).
        ("max(x,y)+x*y", (-1 / 2, -1 / 2), "minimum", True),
        # Convex: (1, 0)/2 + (0, 1)/2 + (2x, 2y) = 0.
        ("max(x,y)+x^2+y^2", (-1 / 4, -1 / 4), "minimum", True),
        ("min(x,y)-x^2-y^2", (1 / 4, 1 / 4), "maximum", True),
        # x + x² has no gradient but 0 at -1/2, and f is -1/4 along (-1/2, y) below it.
        ("max(x,y)+x^2", (-1 / 2, -1 / 2), "minimum", False),
        # On y = x² it is 3x²/2 - x/2, and to both sides of it f rises.
        ("|y-x^2|+x^2-x/2+y/2", (1 / 6, 1 / 36), "minimum", True),
        # x = y: -u²; across |u - v|/2.
        ("max(x,y)-x*y", (1 / 2, 1 / 2), "saddle", None),
    ],
)
def test_what_meets_on_a_crease_has_its_kind(
    f: str, point: tuple[float, float], kind: str, is_strict: bool | None
) -> None:
    points = solve(f"f(x,y)={f} critical=all").critical_points
    (found,) = [p for p in points if not any(q.free_symbols for q in p.point) if not p.has_gradient]
    assert tuple(map(float, found.point)) == pytest.approx(point)
    assert (found.kind, found.is_strict) == (kind, is_strict)


@pytest.mark.slow
def test_a_strict_minimum_on_a_crease_is_lower_than_all_around_it() -> None:
    (found,) = solve("f(x,y)=|x-y|+x^2-3x critical=all").critical_points
    assert (found.kind, found.is_strict) == ("minimum", True)
    draw, (a, b) = random.Random(1), map(float, found.point)  # noqa: S311
    for _ in range(2000):
        angle, radius = draw.uniform(0, 2 * math.pi), 10 ** draw.uniform(-3, -1)
        x, y = a + radius * math.cos(angle), b + radius * math.sin(angle)
        assert abs(x - y) + x**2 - 3 * x > float(found.value)
