from __future__ import annotations

from grad_magic import solve


def test_a_point_that_is_critical_for_every_parameter_is_listed() -> None:
    # At the origin the Hessian is [[2, 0], [0, 2]] whatever a is.
    result = solve("f(x,y)=x^4+a*x^2*y+y^2+x^2 critical=all")
    assert [(point.point, point.kind) for point in result.critical_points] == [((0, 0), "minimum")]
    assert "There may be other points with ∇f = 0." in result.text
