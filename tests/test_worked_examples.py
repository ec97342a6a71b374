"""Problems with answers worked by hand: textbook examples and special points.

Each row: the request, and the exact values that the result must hold. A second test checks
the same rows against differences of the function in high precision.
"""

from __future__ import annotations

from typing import Any

import mpmath
import pytest
from sympy import (
    E,
    Expr,
    Integer,
    Matrix,
    Rational,
    log,
    pi,
    sqrt,
    symbols,
    tanh,
)

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.result import solve

x, y, z, theta_1, theta_2 = symbols("x y z theta_1 theta_2", real=True)

EXAMPLES: list[tuple[str, dict[str, Any]]] = [
    (
        "zeta=x^2*y + ln(x+y^2)",
        {"partials": (2 * x * y + 1 / (x + y**2), x**2 + 2 * y / (x + y**2))},
    ),
    (
        "u=x*y*z+z^2+5 at=(0,1,-1)",
        {"gradient_at": [-1, 0, -2], "max_rate": sqrt(5), "min_rate": -sqrt(5)},
    ),
    ("z=x^2+x*y+y^2", {"partials": (2 * x + y, x + 2 * y)}),
    ("phi=20+x^2-2*y*z at=(1,2,3)", {"gradient_at": [2, -6, -4], "max_rate": 2 * sqrt(14)}),
    (
        "H=1000-x^2/100-y^2/50 at=(30,20) dir=(-3/5,-4/5)",
        {
            "gradient_at": [Rational(-3, 5), Rational(-4, 5)],
            "max_rate": 1,
            "directional_derivative": 1,
            "angle": 0,
        },
    ),
    ("f=x^2+y^2 at=(1,1) dir=(1,-1)", {"directional_derivative": 0, "max_rate": 2 * sqrt(2)}),
    (
        "f=x_1^2+2*x_2^2+3*x_3^2+4*x_4^2 at=(1,1,1,1) dir=(1,1,1,1)",
        {"gradient_at": [2, 4, 6, 8], "directional_derivative": 10, "max_rate": 2 * sqrt(30)},
    ),
    ("f=x^2 at=3", {"gradient_at": [6], "partials": (2 * x,)}),
    ("f=x_0^2+2*x_1 at=(1,2)", {"gradient_at": [2, 2]}),
    ("f=x^2*y + y^3 at=(1,2)", {"hessian_at": [[4, 2], [2, 12]]}),
    (
        "L=theta_1^2-theta_2^2 at=(0,0) dir=(1,1)",
        {
            "gradient_at": [0, 0],
            "directional_derivative": 0,
            "critical_kind": "saddle",
            "hessian_at": [[2, 0], [0, -2]],
            "steepest_ascent": None,
        },
    ),
    ("L=(100*x^2+y^2)/2 at=(1,1)", {"gradient_at": [100, 1], "max_rate": sqrt(10001)}),
    (
        "L(w)=tanh(w*tanh(1))^2/2 at=1",
        {"gradient_at": [tanh(1) * tanh(tanh(1)) * (1 - tanh(tanh(1)) ** 2)]},
    ),
    ("s=sigmoid(z) at=0", {"gradient_at": [Rational(1, 4)]}),
    # x²y³ - 4y at (2, -1) along 2i + 5j: (4·(-1)·2 + 8·5)/√29.
    (
        "f=x^2*y^3-4*y at=(2,-1) dir=(2,5)",
        {"gradient_at": [-4, 8], "directional_derivative": 32 / sqrt(29)},
    ),
    # x sin(yz) at (1, 3, 0) along i + 2j - k: gradient (0, 0, 3).
    (
        "f=x*sin(y*z) at=(1,3,0) dir=(1,2,-1)",
        {"gradient_at": [0, 0, 3], "directional_derivative": -sqrt(6) / 2},
    ),
    # x e^y at (2, 0) toward (1/2, 2): rate 1; largest rate √5.
    (
        "f=x*e^y at=(2,0) dir=(-3/2,2)",
        {"gradient_at": [1, 2], "directional_derivative": 1, "max_rate": sqrt(5)},
    ),
    # 80/(1 + x² + 2y² + 3z²) at (1, 1, -2): (5/8)(-1, -2, 6), largest rate (5/8)√41.
    (
        "T=80/(1+x^2+2*y^2+3*z^2) at=(1,1,-2)",
        {
            "gradient_at": [Rational(-5, 8), Rational(-5, 4), Rational(15, 4)],
            "max_rate": 5 * sqrt(41) / 8,
        },
    ),
    ("f=e^x*sin(y) at=(0,pi/3) dir=(-6,8)", {"directional_derivative": (4 - 3 * sqrt(3)) / 10}),
    ("f=ln(x^2+y^2) at=(2,1) dir=(-1,2)", {"directional_derivative": 0}),
    ("f=sqrt(x*y) at=(5,4) dir=(3,4)", {"directional_derivative": 8 * sqrt(5) / 25}),
    ("f=x/y at=(2,1)", {"gradient_at": [1, -2], "max_rate": sqrt(5)}),
    ("f=abs(x-y)*x at=(1,3) dir=(0,1)", {"gradient_at": [1, 1], "directional_derivative": 1}),
    ("f=x^(1/3)*y at=(-8,1)", {"gradient_at": [Rational(1, 12), -2]}),
    ("f=arctan(y/x) at=(1,1)", {"gradient_at": [Rational(-1, 2), Rational(1, 2)]}),
    ("f=x^y at=(2,3)", {"gradient_at": [12, 8 * log(2)]}),
    ("f=cos(x)*e^y at=(0,0)", {"gradient_at": [0, 1], "hessian_at": [[-1, 0], [0, 1]]}),
    ("f=x^4+y^4 at=(0,0)", {"critical_kind": "minimum"}),
    ("f=-x^2-2*y^2+4*y at=(0,1)", {"critical_kind": "maximum", "max_rate": 0}),
    ("f=x^2*e^(x+y) at=(1,1)", {"gradient_at": [3 * E**2, E**2], "norm": sqrt(10) * E**2}),
    ("f=sin(x*y) at=(pi,1/2)", {"gradient_at": [0, 0], "critical_kind": "maximum"}),
]


@pytest.mark.parametrize(("request_text", "expected"), EXAMPLES)
def test_the_answer_is_the_one_worked_by_hand(request_text: str, expected: dict[str, Any]) -> None:
    result = solve(request_text)
    for name, value in expected.items():
        found = getattr(result, name)
        if isinstance(value, list):
            assert all(sign_of(entry) == 0 for entry in found - Matrix(value)), name
        elif isinstance(value, tuple):
            assert all(
                (a - b).together().simplify() == 0 for a, b in zip(found, value, strict=False)
            ), name
        elif isinstance(value, (Expr, int)):
            assert (found - value).equals(0), name
        else:
            assert found == value, name
    assert result.warnings == ()


@pytest.mark.parametrize(
    "request_text", [text for text, _ in EXAMPLES if "at=" in text and "abs" not in text]
)
def test_the_gradient_is_what_differences_of_sympys_f_say(request_text: str) -> None:
    result = solve(request_text)
    assert result.point is not None
    assert result.gradient_at is not None
    with mpmath.workdps(50):
        for index, claimed in enumerate(result.gradient_at):

            def along(t: mpmath.mpf, index: int = index) -> mpmath.mpf:
                values = list(result.point or ())
                values[index] += Rational(str(t))
                pairs = dict(zip(result.variables, values, strict=False))
                return mpmath.mpmathify(result.f.xreplace(pairs).evalf(mpmath.mp.dps))

            assert mpmath.almosteq(
                mpmath.diff(along, 0), mpmath.mpmathify(Expr.evalf(claimed, 50)), 1e-10, 1e-10
            )


def test_a_zero_gradient_makes_every_direction_one_of_no_change() -> None:
    result = solve("f=x^2+y^2 at=(0,0)")
    assert result.zero_directions == (Matrix([1, 0]), Matrix([0, 1]))
    assert result.level_tangent is None
    assert result.tangent_plane is not None
    assert result.tangent_plane.rhs == 0


@pytest.mark.parametrize("request_text", ["f=sqrt(x^2+y^2) at=(0,0)", "f=abs(x-y) at=(2,2)"])
def test_at_a_corner_no_gradient_is_claimed(request_text: str) -> None:
    result = solve(request_text)
    assert result.value == 0
    assert result.differentiable is False
    assert result.partials_at == (None, None)
    assert result.gradient_at is None
    assert result.max_rate is None
    assert result.level_tangent is None
    assert "not differentiable" in result.reason


def test_pi_and_e_keep_their_meaning_beside_variables() -> None:
    result = solve("f=pi*x+e*y at=(1,1)")
    assert result.gradient_at == Matrix([pi, E])
    assert result.f == pi * x + E * y


@pytest.mark.parametrize(
    ("request_text", "left", "right"),
    [
        # The folium x³ + y³ = 6xy at (3, 3): slope -1.
        ("f=x^3+y^3==6xy at=(3,3)", x + y, 6),
        # An ellipsoid x²/4 + y² + z²/9 = 3 at (-2, 1, -3): 3x - 6y + 2z + 18 = 0.
        ("f=x^2/4+y^2+z^2/9==3 at=(-2,1,-3)", 3 * x - 6 * y + 2 * z, -18),
        ("f=xyz==6 at=(1,2,3)", 6 * x + 3 * y + 2 * z, 18),
    ],
)
def test_the_tangent_of_a_level_set_is_that_of_the_book(
    request_text: str, left: Expr, right: int
) -> None:
    result = solve(request_text)
    tangent = result.level_tangent
    assert tangent is not None
    ratio = ((tangent.lhs - tangent.rhs) / (left - right)).simplify()
    assert ratio.is_number
    assert ratio != 0
    assert result.value == 0
    assert "is perpendicular to" in result.text


@pytest.mark.parametrize(
    ("request_text", "expected"),
    [
        ("zeta=x*exp(2*y) at=(1,0) to=(2,-1)", -sqrt(2) / 2),
        ("u=x*y*z+z^2+5 at=(0,1,-1) angles=(60°,45°,60°)", Rational(-3, 2)),
        ("f=x^2+y^2 at=(1,1) angle=pi/4", 2 * sqrt(2)),
        ("H=1000-x^2/100-y^2/50 at=(30,20) dir=grad", Integer(1)),
        ("f=x²y³ − 4y at=(2,−1) dir=2i+5j", 32 / sqrt(29)),
        ("f=$x^2 e^{-y}$ at=(-2,0) to=(2,-3)", Rational(-4, 5)),
        ("f=xy at=(1,2) dir=-grad", -sqrt(5)),
    ],
)
def test_directions_in_the_words_of_books(request_text: str, expected: Expr) -> None:
    assert (solve(request_text).directional_derivative - expected).equals(0)


def test_a_parameter_without_a_value_stays_in_the_general_derivatives() -> None:
    a = symbols("a", real=True)
    result = solve("f(x,y)=a x^2 y + ln(a y)")
    assert result.variables == (x, y)
    assert result.partials == (2 * a * x * y, a * x**2 + 1 / y)
    assert result.warnings == ()
    assert result.figure is None


def test_the_seam_of_a_piecewise_function_is_not_passed_over() -> None:
    request = "f=piecewise(((x^3-y^3)/(x^2+y^2), (x,y)!=(0,0)), (0, True))"
    at_seam = solve(f"{request} at=(0,0)")
    assert at_seam.differentiable is False
    assert at_seam.partials_at == (1, -1)
    assert at_seam.gradient_at is None
    elsewhere = solve(f"{request} at=(1,1)")
    assert elsewhere.gradient_at == Matrix([Rational(3, 2), Rational(-3, 2)])
