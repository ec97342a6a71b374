from __future__ import annotations

import mpmath
import pytest
import sympy
from sympy import Expr, Matrix, Rational, Symbol, symbols

import grad_magic
from grad_magic.calculus.extrema.kinds.discriminants import discriminant_at

x, y = symbols("x y", real=True)


@pytest.mark.parametrize(
    ("f", "general", "at_points"),
    [
        # The folium of Descartes: D = 36xy - 9, f_xx = 6x.
        ("x^3+y^3-3*x*y", 36 * x * y - 9, {(0, 0): (0, -9), (1, 1): (6, 27)}),
        # f_xx = 6x, f_yy = 2.
        ("x^3-3*x+y^2", 12 * x, {(-1, 0): (-6, -12), (1, 0): (6, 12)}),
        ("x*y", Rational(-1), {(0, 0): (0, -1)}),
    ],
)
def test_points_hold_the_numbers_of_the_test_of_two_variables(
    f: str, general: Expr, at_points: dict[tuple[int, int], tuple[int, int]]
) -> None:
    result = grad_magic.solve(f"f={f} critical=all")
    own: dict[Symbol, Expr] = dict(zip(result.variables, (x, y), strict=True))
    assert result.critical_points_discriminant is not None
    assert (result.critical_points_discriminant.xreplace(own) - general).expand() == 0
    assert result.critical_points is not None
    found = {
        point.point: (point.hessian[0, 0], point.discriminant)
        for point in result.critical_points
        if point.hessian is not None
    }
    assert found == at_points


@pytest.mark.parametrize("f", ["x^2+y^2+z^2", "x^2", "x^4+y^4", "x+y", "abs(x)+abs(y)"])
def test_elsewhere_there_is_no_discriminant(f: str) -> None:
    result = grad_magic.solve(f"f={f} critical=all")
    assert result.critical_points_discriminant is None
    assert all(point.discriminant is None for point in result.critical_points or ())


def test_a_matrix_of_another_size_has_none() -> None:
    assert discriminant_at(None) is None
    assert discriminant_at(Matrix([[2]])) is None
    assert discriminant_at(Matrix([[2, 1], [1, 4]])) == 7


def test_at_a_point_it_is_that_of_the_hessian() -> None:
    assert grad_magic.solve("f=x^2+3*x*y+y^2 at=(0,0)").discriminant_at == 4 - 9
    assert grad_magic.solve("f=x^2 at=0").discriminant_at is None


@pytest.mark.slow
@pytest.mark.parametrize(
    "f",
    [
        "1/(1+sqrt(1+x^2+y^2))",
        "sqrt(1+sqrt(1+x^2+y^2))",
        "exp(-1/(1+sqrt(1+x^2+2y^2)))",
    ],
)
def test_that_of_roots_within_roots_is_the_product_of_the_differences(f: str) -> None:
    result = grad_magic.solve(f"f={f} critical=all")
    general, own = result.critical_points_discriminant, result.variables
    assert general is not None
    value = sympy.lambdify(own, result.f, "mpmath")
    with mpmath.workdps(40):
        place = (mpmath.mpf(1) / 3, mpmath.mpf(-5) / 7)
        f_xx, f_xy, f_yy = (mpmath.diff(value, place, n) for n in ((2, 0), (1, 1), (0, 2)))
        told = sympy.lambdify(own, general, "mpmath")(*place)
        assert mpmath.almosteq(told, f_xx * f_yy - f_xy**2, rel_eps=mpmath.mpf(10) ** -15)
