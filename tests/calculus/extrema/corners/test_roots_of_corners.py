"""Critical points of roots of what is 0 on a whole side of a corner."""

from __future__ import annotations

import pytest
from sympy import Expr, Integer, Symbol

import grad_magic

x = Symbol("x", real=True)


# √max(x, 0) and √(|x| + x) are 0 for x < 0 and rise like √x behind; nowhere are they negative.
@pytest.mark.parametrize(
    ("f", "level", "ends"),
    [
        ("sqrt(max(x,0))", "x < 0", [0]),
        ("sqrt(|x|+x)", "x < 0", [0]),
        ("max(x,0)^(1/3)", "x < 0", [0]),
        ("sqrt(|x|-x)", "x > 0", [0]),
        ("sqrt(|x|-x)+sqrt(|x-1|+x-1)", "(x > 0) & (x < 1)", [0, 1]),
    ],
)
def test_a_root_is_level_on_one_side_of_its_corner(f: str, level: str, ends: list[int]) -> None:
    found = grad_magic.solve(f"f(x)={f} critical=all plot=none")
    assert found.critical_points_complete
    rows: dict[Expr, tuple[str, str]] = {
        row.point[0]: (row.kind, str(row.where)) for row in found.critical_points
    }
    assert rows == {
        x: ("minimum", level),
        **{Integer(end): ("minimum", "None") for end in ends},
    }
    assert not any(row.is_strict for row in found.critical_points)


@pytest.mark.slow
def test_a_root_of_a_dome_is_level_outside_of_it() -> None:
    found = grad_magic.solve("f(x)=sqrt(max(0,4-x^2)) critical=all plot=none")
    assert found.critical_points_complete
    assert {(str(row.point[0]), row.kind) for row in found.critical_points} == {
        ("0", "maximum"),
        ("x", "minimum"),
        ("-2", "minimum"),
        ("2", "minimum"),
    }
