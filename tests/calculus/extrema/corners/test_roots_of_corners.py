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


# A root of |u| is positive on both sides, so that f = root·g has the sign of g beside its zeros.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "kinds"),
    [
        ("|x|^(1/3)*y", {"y > 0": "minimum", "y < 0": "maximum"}),
        ("sqrt(|x|)*y", {"y > 0": "minimum", "y < 0": "maximum"}),
        ("|x|^(1/5)*(1-y)", {"y < 1": "minimum", "y > 1": "maximum"}),
        ("sqrt(|x-y|)*(x+y)", {"y > 0": "minimum", "y < 0": "maximum"}),
    ],
)
def test_beside_a_root_of_a_magnitude_the_other_factor_decides(
    f: str, kinds: dict[str, str]
) -> None:
    found = grad_magic.solve(f"f(x,y)={f} critical=all plot=none")
    rows = [row for row in found.critical_points if row.where is not None]
    assert {str(row.where): row.kind for row in rows} == kinds
    (alone,) = (row for row in found.critical_points if row.where is None)
    assert (alone.kind, alone.has_gradient) == ("saddle", True)
