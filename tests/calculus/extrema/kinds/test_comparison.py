"""Functions that are seen from their form to be nowhere below or above their value at P."""

from __future__ import annotations

import pytest

import grad_magic


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "point", "kind", "is_strict"),
    [
        # Positive but at P, where each is filled.
        ("piecewise((e^(-1/x^2),x!=0),(0,otherwise))", "0", "minimum", True),
        ("piecewise((x^2*e^(-1/x^2),x!=0),(0,otherwise))", "0", "minimum", True),
        ("piecewise((3-e^(-1/(x-1)^2),x!=1),(3,otherwise))", "1", "maximum", True),
        ("piecewise((e^(-1/(x^2+y^2)),(x,y)!=(0,0)),(0,otherwise))", "(0,0)", "minimum", True),
        # A sum of powers of even things, which are 0 at P alone.
        ("|x|^(3/2)+y^2", "(0,0)", "minimum", True),
        pytest.param("-|x|^(3/2)-|y|^(5/2)", "(0,0)", "maximum", True, marks=pytest.mark.slow),
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


@pytest.mark.slow
def test_what_is_positive_but_on_a_line_has_a_minimum_that_is_not_strict() -> None:
    result = grad_magic.solve("f=piecewise((e^(-1/x^2)*y^2,x!=0),(0,otherwise)) at=(0,0)")
    assert (result.critical_kind, result.is_strict) == ("minimum", False)


# x, cos(x) and z³ change their signs, and what they are multiplied by is not 0 all around.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "lines", "factor"),
    [
        ("x*y*z*e^(-x-y-z)", {"(0, 0, z)", "(x, 0, 0)", "(0, y, 0)"}, "the factor x,"),
        ("x*y*z^3*e^(x*y)", {"(x, y, 0)", "(0, 0, z)"}, "the factor z³,"),
    ],
)
def test_points_where_a_factor_changes_its_sign_are_saddles(
    f: str, lines: set[str], factor: str
) -> None:
    found = grad_magic.solve(f"f(x,y,z)={f} critical=all")
    saddles = {str(p.point) for p in found.critical_points or () if p.kind == "saddle"}
    assert saddles == lines
    assert factor in found.text
    assert not any(p.kind == "undecided" for p in found.critical_points or ())


@pytest.mark.slow
def test_what_the_sign_of_a_term_decides_is_said_once() -> None:
    text = grad_magic.solve("f(x,y)=(x^2-a)*(y^2-1) critical=all").text
    assert text.count("Near the points (0, y), f differs from its value there like") == 1
    # Here it is another term for another sign of a.
    text = grad_magic.solve("f(x,y)=x^2*ln(y/a) critical=all").text
    assert text.count("Near the points (0, y) for a < 0 and") == 1
    assert text.count("Near the points (0, y) for a > 0 and") == 1
