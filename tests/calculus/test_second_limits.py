"""Second derivatives where f need not be twice continuously differentiable."""

from __future__ import annotations

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Expr, Integer, Matrix, Rational, oo, simplify, sqrt

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.sides import two_sided
from grad_magic.result import solve

HALF = Rational(1, 2)


def filled(quotient: str) -> str:
    """The quotient with 0 at the origin."""
    return f"piecewise(({quotient},(x,y)!=(0,0)),(0,otherwise))"


# f(tu) = t²·f(u) for f homogeneous of degree 2, so D_u²f(0) = 2f(u).
@pytest.mark.slow
@pytest.mark.parametrize(
    ("formula", "direction", "second"),
    [
        (filled("x^2*y^2/(x^2+y^2)"), "(1,1)", HALF),
        ("sqrt(x^4+y^4)", "(1,1)", sqrt(2)),
        ("sqrt(x^4+y^4)", "(1,0)", 2),
        (filled("x^3*y/(x^2+y^2)"), "(1,2)", Rational(4, 25)),
        ("(x^6+y^6)^(1/3)", "(1,1)", 2 * Rational(1, 4) ** Rational(1, 3)),
        # 2·(3·4 - 1)/25 + the terms of a smooth part: D_u²(x y) = 2u₁u₂ = 4/5.
        (filled("x^2*(3y^2-x^2)/(x^2+y^2)") + "+x*y", "(1,2)", Rational(22, 25) + Rational(4, 5)),
        # Here the partial derivatives of second order depend on their order; xy(x² - y²) at
        # u = (2, 1)/√5 is 2·3/25.
        (filled("x*y*(x^2-y^2)/(x^2+y^2)"), "(2,1)", Rational(12, 25)),
        # Along (1, 1) the second term is t·√2·|0| = 0, and (x + y)² has D_u² = 4.
        ("(x+y)^2+|x-y|*(x-y)", "(1,1)", 4),
    ],
)
def test_the_second_directional_derivative_is_a_limit(
    formula: str, direction: str, second: Expr
) -> None:
    result = solve(f"f(x,y)={formula} at=(0,0) dir={direction} order=2")
    assert simplify(result.second_directional_derivative - second) == 0
    assert not result.warnings
    if sign_of(Integer(1) * second) == 1:
        assert "does not bend" not in result.text
        assert "bends downward" not in result.text


@pytest.mark.slow
@settings(max_examples=5, deadline=None)
@given(
    st.lists(st.integers(-3, 3), min_size=5, max_size=5),
    st.tuples(st.integers(-3, 3), st.integers(-3, 3)).filter(any),
)
def test_of_a_form_over_the_square_of_the_distance_it_is_twice_the_value_at_u(
    coefficients: list[int], direction: tuple[int, int]
) -> None:
    form = "+".join(f"({c})*x^{4 - k}*y^{k}" for k, c in enumerate(coefficients))
    result = solve(f"f(x,y)={filled(f'({form})/(x^2+y^2)')}", at=(0, 0), dir=direction, order=2)
    a, b = direction
    value = sum(c * a ** (4 - k) * b**k for k, c in enumerate(coefficients))
    assert result.second_directional_derivative == Rational(2 * value, (a * a + b * b) ** 2)


@pytest.mark.parametrize(
    ("request_text", "below", "above"),
    [
        # The derivatives 2|x|, 2·max(x, 0), 3|x|√|x|/2·…: their slopes at 0.
        ("f=x|x| at=0 order=2", -2, 2),
        ("f=max(x,0)^2 at=0 order=2", 0, 2),
        ("f=x^2*sign(x)+x^3 at=0 order=2", -2, 2),
        ("f=x^(4/3) at=0 order=2", oo, oo),
        ("f=piecewise((x^2,x>1),(2x-1,otherwise)) at=1 order=2", 0, 2),
    ],
)
def test_one_that_does_not_exist_is_said_not_to_with_both_sides(
    request_text: str, below: Expr, above: Expr
) -> None:
    result = solve(request_text)
    assert result.hessian_at is None
    sides = result.second_limits.partials[0][0]
    assert tuple(side.value for side in sides) == (below, above)
    assert "does not exist: (f′" in result.text


def test_a_mixed_one_without_derivatives_on_the_axis_does_not_exist() -> None:
    # |x|y² has no ∂f/∂x on the y-axis but at the origin, while ∂f/∂y = 2|x|y is 0 on the x-axis.
    result = solve("f=|x|y^2 at=(0,0) order=2")
    limits = result.second_limits.partials
    assert {side.kind for side in limits[0][1]} == {"undefined"}
    assert two_sided(limits[1][0]).value == 0
    assert "f_xy(P) does not exist" in result.text


def test_along_a_seam_the_first_derivative_comes_from_its_definition() -> None:
    # f_x(0, s) = 0 for all s, though x = 0 is the seam of |x|.
    result = solve("f=x|x|+x*y at=(0,0) order=2")
    assert [part.at_point for part in result.higher_partials] == [None, 1, 1, 0]
    assert result.mixed_partials_agree


@pytest.mark.slow
def test_it_says_by_how_much_the_matrix_would_be_wrong() -> None:
    text = solve("f=sqrt(x^4+y^4) at=(0,0) dir=(1,1) order=2").text
    assert "D_u² f(P) = lim_{t→0} (D_u f(P + t·u) - D_u f(P))/t = √2" in text
    assert "uᵀ·H_f(P)·u would give 2, which is wrong by 2 - √2." in text


@pytest.mark.slow
def test_eigenvalues_are_told_only_of_a_second_derivative() -> None:
    # Along the axes f = t², along the diagonal t² - 5t²/2·…: a saddle, with H = 2I.
    result = solve(f"f(x,y)={filled('x^2+y^2-10x^2*y^2/(x^2+y^2)')} at=(0,0) order=2")
    assert result.hessian_at == 2 * Matrix.eye(2)
    assert result.hessian_eigenvalues is None
    assert result.critical_kind == "saddle"


@pytest.mark.parametrize(
    "formula",
    ["x^2*exp(x)", "x^2*|x|", "x^3*sign(x)+x^2", "piecewise((sin(x)/x,x!=0),(1,otherwise))"],
)
def test_where_it_exists_the_differences_of_f_tend_to_it(formula: str) -> None:
    """An oracle of its own: (f(h) - 2f(0) + f(-h))/h² in 60 digits, of a function in mpmath."""
    functions = {
        "x^2*exp(x)": lambda x: x**2 * mpmath.exp(x),
        "x^2*|x|": lambda x: x**2 * abs(x),
        "x^3*sign(x)+x^2": lambda x: x**3 * mpmath.sign(x) + x**2,
        "piecewise((sin(x)/x,x!=0),(1,otherwise))": mpmath.sinc,
    }
    with mpmath.workdps(60):
        f, h = functions[formula], mpmath.mpf(10) ** -15
        measured = (f(h) - 2 * f(mpmath.mpf(0)) + f(-h)) / h**2
    claimed = solve(f"f(x)={formula} at=0 order=2").hessian_at[0, 0]
    assert abs(float(claimed) - float(measured)) < 1e-10


@pytest.mark.slow
@pytest.mark.parametrize("f", ["x*y*(x^2-y^2)/(x^2+y^2)", "x^3*y/(x^2+y^2)", "x*y^3/(x^2+y^2)"])
@pytest.mark.parametrize("order", [2, 3, 4])
def test_mixed_derivatives_that_differ_decide_whatever_the_order(f: str, order: int) -> None:
    # f_xy(0, 0) and f_yx(0, 0) are -1 and 1; 0 and 1; 1 and 0: by their definition.
    result = solve(f"f(x,y)=piecewise(({f}, (x,y)!=(0,0)), (0, otherwise)) at=(0,0) order={order}")
    assert result.mixed_partials_agree is False
    assert "depend on the order of differentiation" in " ".join(result.text.split())
    assert "is not settled" not in result.text.split("P is a critical point")[0]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_text", "variables", "value"),
    [
        # f_xx(0, y) = 0, though f has no third derivative across the seam x = 0.
        ("f(x,y)=|x|^3*y at=(0,2) order=3", "xxy", 0),
        # f_xx(x, y) = 6xy³ for x > 0, and f_xxx(0, y) = 24y³·|0|.
        ("f(x,y)=x^3*|x|*y^3 at=(0,1) order=4", "xxxy", 0),
        ("f(x,y)=sign(x)*x^2*y at=(0,0) order=3", "xyy", 0),
        # f_x(2, y) = |2y·y|/(2y) = y, and f(2, y) = 2y².
        ("f(x,y)=|(x-2+2y)y| at=(2,0) order=2", "xy", 1),
        ("f(x,y)=|(x-2+2y)y| at=(2,0) order=2", "yy", 4),
        # f_xx(0, y) is the second derivative of y·x·|x|, which there is none of for y ≠ 0.
        ("f(x,y)=sign(x)*x^2*y at=(0,0) order=3", "xxy", None),
        # f_y(x, 0) is that of |xy|, which there is none of for x ≠ 0.
        ("f(x,y)=|(x-2+2y)y| at=(2,0) order=2", "yx", None),
    ],
)
def test_along_a_seam_each_derivative_comes_from_the_one_before(
    request_text: str, variables: str, value: int | None
) -> None:
    result = solve(request_text)
    found = {"".join(map(str, p.variables)): p for p in result.higher_partials or ()}
    assert found[variables].at_point == value
    if value is None:
        assert f"f_{variables}(P) does not exist" in result.text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "f_xy", "f_yx"),
    # f_x(0, y) = 4/3·(-y³)^(1/3) = -4y/3, but f_y(x, 0) = 0.
    [("(x-y^3)^(4/3)", Rational(-4, 3), 0), ("arctan(x)+(x-y^3)^(4/3)", Rational(-4, 3), 0)],
)
def test_mixed_derivatives_differ_though_the_first_ones_are_continuous(
    f: str, f_xy: Rational, f_yx: int
) -> None:
    result = solve(f"f(x,y)={f} at=(0,0) order=2")
    parts = {part.variables: part.at_point for part in result.higher_partials}
    x, y = result.variables
    assert (parts[x, y], parts[y, x]) == (f_xy, f_yx)
    assert result.differentiable


@pytest.mark.slow
def test_a_kink_that_hugs_an_axis_contradicts_no_second_derivative() -> None:
    # On the axes f is (x² + y²)² near P, as |x| > x⁴ and |y|³ > y⁴.
    result = solve("f(x,y)=min(|x-y^3|,(x^2+y^2)^2) at=(0,0)")
    assert tuple(result.partials_at) == (0, 0)
    assert (result.differentiable, result.critical_kind) == (True, "minimum")


# Beside 0 on the left f is 0, so that the quotients of f′ there are 0.
@pytest.mark.parametrize(
    "request_text",
    [
        "max(x,0)^(3/2) at=0 order=2",
        "(x+|x|)^(3/2) at=0 order=2",
        "f(x)=max(x+x^2,0)^(3/2) at=0 order=2",
        "f(x,y)=max(x*y,0)^(3/2) at=(1,0) dir=(0,1) order=2",
    ],
)
def test_a_root_of_what_is_zero_on_one_side_has_its_limit_there(request_text: str) -> None:
    text = solve(request_text + " plot=none").text
    assert "tends to 0 as t → 0⁻ and to ∞" in " ".join(text.split())
    assert "no known limit" not in text
