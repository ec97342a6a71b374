"""Functions whose largest and smallest parts cancel: the smooth form, by hand."""

from __future__ import annotations

import pytest
from sympy import Abs, Expr, Max, Min, exp, log, symbols

from grad_magic import solve
from grad_magic.calculus.extrema.corners.cancelling_seams import without_cancelling_seams
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import from_sympy

x, y = symbols("x y", real=True)


@pytest.mark.parametrize(
    ("f", "plain"),
    [
        (Max(x, y) + Min(x, y), x + y),
        (Max(x, y) * Min(x, y), x * y),
        (Max(x, y) ** 2 + Min(x, y) ** 2, x**2 + y**2),
        (Max(x, 0) + Min(x, 0) + y**2, x + y**2),
        (Abs(x) + Abs(y) + Max(x, y) + Min(x, y), Abs(x) + Abs(y) + x + y),
        # Nothing cancels.
        (Max(x, y), Max(x, y)),
        (Max(x, y) + Min(x, 1), Max(x, y) + Min(x, 1)),
        (Max(x, y) * exp(Min(x, y)), Max(x, y) * exp(Min(x, y))),
        # The sum has a value for x ≤ 0 too, f has none.
        (Max(log(x), y) + Min(log(x), y) - log(x), Max(log(x), y) + Min(log(x), y) - log(x)),
    ],
)
def test_what_is_left(f: Expr, plain: Expr) -> None:
    program = compile_formula(from_sympy(f))
    found, found_program = without_cancelling_seams(f, (x, y), program)
    assert (found - plain).expand() == 0
    assert (found_program is program) == (plain == f)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_text", "rows"),
    [
        ("f(x,y)=max(x,y)+min(x,y)", []),
        ("f(x,y)=max(x,y)*min(x,y)", [((0, 0), "saddle", None)]),
        ("f(x,y)=max(x,y)**2+min(x,y)**2", [((0, 0), "minimum", True)]),
        ("f(x,y)=max(x,0)+min(x,0)+y**2", []),
    ],
)
def test_a_smooth_function_has_no_seam(
    request_text: str, rows: list[tuple[tuple[int, int], str, bool | None]]
) -> None:
    result = solve(f"{request_text} critical=all")
    assert [(p.point, p.kind, p.is_strict) for p in result.critical_points] == rows
    assert result.critical_points_complete
    assert "differentiable" not in result.text
