from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from grad_magic.calculus.by_values.branches import Branches, find_branches

STEPS = (0.1, 1e-12)


def branches(function: Callable[..., Any], *point: float) -> Branches:
    return find_branches(function, point, STEPS, 2.0)


@pytest.mark.parametrize(
    ("function", "point", "distance"),
    [
        (lambda x: 1 if x > 1e-4 else 2, 0.0, 1e-4),
        (lambda x: 1 if -3 * x + 1 < 0.9997 else 2, 0.0, 1e-4),
        (lambda x: 1 if abs(x - 2) > 0.002 else 2, 2.0, 0.002),
        (lambda x: max(x, 1e-30), 0.0, 1e-30),
    ],
)
def test_steps_end_before_the_next_branch(
    function: Callable[[float], float], point: float, distance: float
) -> None:
    found = branches(function, point)
    longest = STEPS[0] * found.reach * (point or 1.0)
    assert distance / 2.01 < longest <= distance
    assert not found.meet_at_point


@pytest.mark.parametrize(
    ("function", "point"),
    [
        (lambda x: 1 if x > 0 else 2, (0.0,)),
        (lambda x: 1 if abs(x) <= 3 else 2, (-3.0,)),
        (lambda x, y: 1 if x * y < 1 else 2, (2.0, 0.5)),
        (lambda x: max(x, 0.0), (0.0,)),
        (lambda x: 1 if x else 2, (0.0,)),
        # 0.1 + 0.2 is 0.3 but for its rounding.
        (lambda x: 1 if x < 0.3 else 2, (0.1 + 0.2,)),
    ],
)
def test_branches_that_meet_at_the_point_are_seen(
    function: Callable[..., float], point: tuple[float, ...]
) -> None:
    assert branches(function, *point).meet_at_point


@pytest.mark.parametrize(
    "function", [math.sin, lambda x: x * x - 3 * x, lambda x: 1 / x if x else 5.0, lambda _: 1 / 0]
)
def test_a_function_without_branches_near_the_point_is_left_alone(
    function: Callable[[float], float],
) -> None:
    assert branches(function, 1.5) == Branches()


def test_a_branch_that_no_step_can_miss_leaves_no_reach() -> None:
    assert branches(lambda x: 1 if x > 1 + 1e-14 else 2, 1.0) == Branches(reach=0.0)
