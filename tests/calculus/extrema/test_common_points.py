from __future__ import annotations

import pytest

from grad_magic import solve


@pytest.mark.parametrize(
    ("f", "kind"),
    [
        # At the origin the Hessian is 0, and x⁴ + ax³y + y⁴ is nowhere negative near a = 0 alone.
        ("x^4+a*x^3*y+y^4", "undecided"),
        # [[2, 0], [0, 2]] whatever a is.
        ("x^4+a*x^2*y+y^2+x^2", "minimum"),
    ],
)
def test_a_point_that_is_critical_for_every_parameter_is_listed(f: str, kind: str) -> None:
    result = solve(f"f(x,y)={f} critical=all")
    assert [(point.point, point.kind) for point in result.critical_points] == [((0, 0), kind)]
    assert "There may be other points with ∇f = 0." in result.text
