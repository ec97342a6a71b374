"""Functions that are seen from their form to be nowhere below or above their value at P."""

from __future__ import annotations

import pytest

import grad_magic


@pytest.mark.parametrize(
    ("f", "point", "kind", "is_strict"),
    [
        # Positive but at P, where each is filled.
        ("piecewise((e^(-1/x^2),x!=0),(0,otherwise))", "0", "minimum", True),
        ("piecewise((x^2*e^(-1/x^2),x!=0),(0,otherwise))", "0", "minimum", True),
        ("piecewise((3-e^(-1/(x-1)^2),x!=1),(3,otherwise))", "1", "maximum", True),
        ("piecewise((e^(-1/(x^2+y^2)),(x,y)!=(0,0)),(0,otherwise))", "(0,0)", "minimum", True),
        # 0 on a half-line, too: not claimed.
        ("piecewise((e^(-1/x^2),x>0),(0,otherwise))", "0", "minimum", None),
    ],
)
def test_what_is_positive_everywhere_else_has_a_strict_minimum(
    f: str, point: str, kind: str, is_strict: bool | None
) -> None:
    result = grad_magic.solve(f"f={f} at={point}")
    assert (result.critical_kind, result.is_strict) == (kind, is_strict)
    points = grad_magic.solve(f"f={f} critical=all").critical_points or ()
    (found,) = (one for one in points if all(value.is_number for value in one.point))
    assert (found.kind, found.is_strict) == (kind, is_strict)


def test_what_is_positive_but_on_a_line_has_a_minimum_that_is_not_strict() -> None:
    result = grad_magic.solve("f=piecewise((e^(-1/x^2)*y^2,x!=0),(0,otherwise)) at=(0,0)")
    assert (result.critical_kind, result.is_strict) == ("minimum", False)
