"""Where operations of f may fail to be smooth."""

from __future__ import annotations

import re

import pytest
from sympy import Abs, Expr, Integer, Max, Min, Symbol, cbrt, cos, exp, log, sign, sqrt, symbols

from grad_magic import solve
from grad_magic.calculus.extrema.corners.seams import has_corners, pieces_of, seams_of
from grad_magic.calculus.extrema.critical_search import search_critical_points
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import from_sympy

x, y, z = symbols("x y z", real=True)


@pytest.mark.parametrize(
    ("f", "has"),
    [
        (Abs(x), True),
        (Max(x, 0), True),
        (sqrt(x**2 + y**2), True),
        (sign(x) * y, True),
        (cbrt(x), True),
        (x**2 + cos(y), False),
        (exp(x) * log(1 + x**2), False),
        # Constant however x moves.
        (x * Abs(Integer(-3)), False),
        # The root of what is never 0 has no seam.
        (sqrt(1 + x**2), False),
    ],
)
def test_which_functions_have_corners(f: Expr, *, has: bool) -> None:
    assert has_corners(compile_formula(from_sympy(f)), (x, y)) is has


def test_an_argument_that_never_leads_makes_no_seam() -> None:
    # 1 + x² > 0 whatever x is; x crosses 0 below it.
    f = Max(1 + x**2 + y**2, x, 0)
    program = compile_formula(from_sympy(f))
    gaps = {abs_free(seam.gap) for seam in seams_of(program, (x, y))}
    assert gaps == {abs_free(x - 1 - x**2 - y**2)}


def abs_free(gap: Expr) -> Expr:
    """The gap up to its sign."""
    return -gap if gap.could_extract_minus_sign() else gap


def test_the_pieces_of_a_largest_part() -> None:
    assert {piece for piece, _ in pieces_of(Max(x, y, 0), (x, y))} == {x, y, Integer(0)}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_text", "rows"),
    [
        ("f(x,y)=max(1+x**2+y**2,x,0)", {((0, 0), 1, "minimum", True)}),
        ("f(x,y)=max(2+x**2+y**2,x,0)", {((0, 0), 2, "minimum", True)}),
        ("f(x,y)=min(-1-x**2-y**2,x,0)", {((0, 0), -1, "maximum", True)}),
        # x² + 1 near x = 0.
        ("f(x,y)=max(1,x*y**2,0)+x**2", {((0, y), 1, "minimum", False)}),
        ("f(x,y)=min(-1,x*y**2,0)-x**2", {((0, y), -1, "maximum", False)}),
    ],
)
def test_an_inactive_crossing_is_no_seam(
    request_text: str, rows: set[tuple[tuple[int | Symbol, ...], int, str, bool]]
) -> None:
    result = solve(f"{request_text} critical=all")
    found = {(p.point, p.value, p.kind, p.is_strict) for p in result.critical_points}
    assert found == rows
    assert all(p.has_gradient for p in result.critical_points)
    assert "Where x = 0" not in result.text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_text", "seams"),
    [
        # x alone crosses 1 where 1 leads; 0 never leads.
        ("f(x,y)=max(1,x,0)+x**2+y**2", ["x = 1"]),
        ("f(x,y)=max(5,x,0)+y**2", ["x = 5"]),
        # Below y = x the larger of x and 0, above it the larger of y and 0.
        ("f(x,y)=max(x,y,0)", ["x = 0 and y ≤ 0", "y = 0 and x ≤ 0", "x = y and y ≥ 0"]),
        # Three gradients meet at a corner that is no extremum: of lines, and of a curve with two.
        (
            "f(x,y)=min(-2x-y-1, 2x-y, x)",
            ["x = y and y ≤ -1/4", "x = -y/3 - 1/3 and y ≤ -1/4", "x = -1/4 and y ≥ -1/4"],
        ),
        (
            "f(x,y)=max(x, x*y, y-1)",
            ["x = 0 and y ≤ 1", "y = 1 and x ≥ 0", "x = -(1 - y)/y and y > 0"],
        ),
        (
            "f(x,y)=max(x, y, x*y)+2x+2y",
            [
                *("x = y and 0 ≤ y ≤ 1", "x = 0 and y ≤ 0", "y = 0 and x ≤ 0"),
                *("y = 1 and x ≥ 1", "x = 1 and y ≥ 1"),
            ],
        ),
        # At the origin f has a gradient: it is at most x² + y².
        ("f(x,y)=|x*max(0,y)|", ["x = 0 and y > 0"]),
    ],
)
def test_a_seam_is_told_where_its_arguments_lead(request_text: str, seams: list[str]) -> None:
    text = " ".join(solve(f"{request_text} critical=all").text.split())
    assert len(re.findall(r"Where [^.]*, f is not differentiable[;,]", text)) == len(seams)
    assert all(f"Where {seam}, f is not differentiable" in text for seam in seams)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "variables"),
    [
        (Min(1 - x**2, 1 - y**2, 0), (x, y)),
        (Max(x * z, x**2 * z**2, x**2 * y**2 * z) + y * z, (x, y, z)),
        (Max(z**2 * y * x**2, x, z * x) + y**2, (x, y, z)),
        (Max(z, -(y**3)) + Min(z**2, -2 * x**3), (x, y, z)),
    ],
)
def test_what_sympy_does_not_compare_is_no_crash(f: Expr, variables: tuple[Symbol, ...]) -> None:
    found = search_critical_points(f, variables, compile_formula(from_sympy(f)))
    assert found.is_complete is not False


# √|u| is 0 where u is, and larger on both sides.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "rows"),
    [
        ("f(x,y)=sqrt(|x|)+y^2", {("(0, 0)", "minimum", True)}),
        ("f(x,y)=sqrt(|x|)-y^2", {("(0, 0)", "saddle", None)}),
        ("f(x,y)=sqrt(|x*y|)", {("(0, y)", "minimum", False), ("(x, 0)", "minimum", False)}),
        ("f(x,y)=|x|^(3/2)+y^2", {("(0, 0)", "minimum", True)}),
        # f_x = 3√x/2 - 1 = 0 at x = 4/9, and 0 is no critical point.
        ("f(x,y)=|x|^(3/2)-x+y^2", {("(4/9, 0)", "minimum", True)}),
    ],
)
def test_roots_of_distances_have_points_on_both_sides_of_their_seam(
    f: str, rows: set[tuple[str, str, bool | None]]
) -> None:
    found = solve(f"{f} critical=all")
    assert {(str(p.point), p.kind, p.is_strict) for p in found.critical_points or ()} == rows
    assert "not listed" not in found.text
    assert "may be" not in found.text
