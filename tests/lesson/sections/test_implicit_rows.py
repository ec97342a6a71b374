"""The row dy/dx = -F_x/F_y says where it holds, as the rows of the partial derivatives do."""

from __future__ import annotations

import pytest

from grad_magic.result import solve


@pytest.mark.parametrize(
    ("equation", "row"),
    [
        # ⌊x⌋ jumps at the whole numbers.
        ("floor(x)+y^2==1", "dy/dx = -F_x/F_y = 0   for x ∉ ℤ"),
        ("floor(x)+y^2==1 at=(1/2,1)", "dy/dx = -F_x/F_y = 0   for x ∉ ℤ   dy/dx(P) = 0"),
        # Beyond 0 there are no points of the curve.
        ("sqrt(x)^2-y==0", "dy/dx = -F_x/F_y = 1   for x > 0"),
        ("x^2/x-y==0", "dy/dx = -F_x/F_y = 1   for x ≠ 0"),
        ("sign(x)*y-x==0", "dy/dx = -F_x/F_y = 1/sign(x)   for x ≠ 0"),
        ("x*z+floor(y)==2", "∂z/∂y = -F_y/F_z = 0   for y ∉ ℤ"),
        ("x^2+y^2==25", "dy/dx = -F_x/F_y = -x/y"),
    ],
)
def test_the_slope_holds_where_the_partial_derivatives_do(equation: str, row: str) -> None:
    text = solve(f"{equation} differential=implicit plot=none").text
    rows = [line.strip() for line in text.splitlines()]
    assert row in rows


@pytest.mark.parametrize(
    ("request_text", "row"),
    [
        # Stewart's x⁴ + y⁴ = 16 and the sphere of Chinese books, each by hand.
        ("x^4+y^4==16", "d²y/dx² = -3x²(x⁴ + y⁴)/y⁷ = -48x²/y⁷"),
        ("x^2+y^2+z^2==4z", "∂²z/∂x² = (x² + (2 - z)²)/(2 - z)³"),
        ("x*y+y*z+z*x==3", "∂²z/∂x∂y = 2z/(x + y)²"),
        ("f(x,y,z)=z^3-3x*y*z==a^3", "∂²z/∂x∂y = z(z⁴ - x²·y² - 2x·y·z²)/(z² - x·y)³"),
        (
            "x^2+y^2==25 at=(3,4)",
            "d²y/dx² = -(x² + y²)/y³ = -25/y³   d²y/dx²(P) = -25/64 ≈ -0.3906",
        ),
        # e^(x + y)·(1 + y′) = y + x·y′, so y′(0) = -1, and y″(0) = -2.
        ("e^(x+y)-x*y==1 at=0", "d²y/dx²(P) = -2"),
        ("x^2+y^2==25 order=3", "d³y/dx³ = -3x(x² + y²)/y⁵ = -75x/y⁵"),
        # Of cases only those of F are known.
        ("max(x,y)+z==1", "F_xx = 0   for x ≠ y"),
    ],
)
def test_of_higher_order_they_are_told_instead_of_those_of_the_difference(
    request_text: str, row: str
) -> None:
    order = "" if "order" in request_text else "order=2"
    text = solve(f"{request_text} {order} differential=implicit plot=none").text
    assert " ".join(row.split()) in " ".join(text.split())


@pytest.mark.parametrize(
    ("equation", "row"),
    [
        # x = 1 for x > y, y = 1 for y > x.
        ("max(x,y)==1 at=(1,0)", "dy/dx = -F_x/F_y = 0   for y > x"),
        ("max(x,y)==1 at=(0,1)", "dy/dx = -F_x/F_y = 0   for y > x   dy/dx(P) = 0"),
        # Where x > y both partial derivatives are 0.
        ("max(x,y)-x==0", "dy/dx = -F_x/F_y = 1   for y > x"),
        # x·y = 1 and y² = 1.
        ("max(x,y)*y==1", "dy/dx = -F_x/F_y = {-y/x for x > y, 0 for y > x}"),
        ("max(x,0)+y==1", "dy/dx = -F_x/F_y = {0 for x < 0, -1 for x > 0}"),
        ("piecewise((x,x>0),(y,otherwise))==1", "dy/dx = -F_x/F_y = 0   for x < 0"),
        # It is x + y = 1.
        ("max(x,y)+min(x,y)==1", "dy/dx = -F_x/F_y = -1   for y ≠ x"),
        ("max(x,y,z)==1", "∂z/∂x = -F_x/F_z = 0   for z > x and z > y"),
        ("max(x*z,y)==1", "∂z/∂x = -F_x/F_z = -z/x   for x·z > y"),
    ],
)
def test_of_cases_the_slope_is_told_where_the_derivative_below_is_not_zero(
    equation: str, row: str
) -> None:
    text = solve(f"{equation} differential=implicit plot=none").text
    rows = [line.strip() for line in text.splitlines()]
    assert row in rows


def test_a_curve_that_is_vertical_in_one_case_has_no_slope_there() -> None:
    text = solve("max(x,y)==1 at=(1,0) differential=implicit steps=full plot=none").text
    assert "dy/dx = -F_x/F_y = 0   for y > x" in text
    assert "We have F_y(P) = 0, so the tangent is vertical" in text


@pytest.mark.parametrize(
    ("equation", "sentence"),
    [
        *(
            (equation, "Wherever F = 0, F_x = F_y = 0 too, so -F_x/F_y would be 0/0.")
            for equation in ("(x-y)^2==0", "x^2-2x*y+y^2==0", "(x^2+y^2-1)^3==0", "cos(x-y)==1")
        ),
        *(
            (
                equation,
                "Wherever F = 0, F_y is 0 or not continuous, so -F_x/F_y cannot be used.",
            )
            for equation in (
                *("abs(x-y)==0", "sqrt(x*y-1)==0", "(x-y)^2*abs(x)==0", "cbrt(x-y)==0"),
                # F_y is 1 at (0, 0), and infinite everywhere else on the curve.
                *("cbrt(y^3+x)==0", "arcsin(x+y)==pi/2", "2arccos(x*y)==0", "arcosh(x^2+y^2)==0"),
            )
        ),
        (
            "(x*z-y)^2==0",
            "Wherever F = 0, F_x = F_y = F_z = 0 too, so -F_x/F_z and -F_y/F_z would be 0/0.",
        ),
    ],
)
@pytest.mark.parametrize("clauses", ["", " steps=full"])
def test_a_curve_on_which_the_derivatives_vanish_has_no_slope_by_the_formula(
    equation: str, sentence: str, clauses: str
) -> None:
    text = solve(f"{equation} differential=implicit plot=none{clauses}").text
    assert sentence in " ".join(text.split())
    assert "dy/dx" not in text
    assert "implicit function theorem" not in text


@pytest.mark.parametrize(
    ("equation", "row"),
    [
        # On x = y both partial derivatives are 0.
        ("(x-y)^2*(x+y)==0", "dy/dx = -F_x/F_y = (3x + y)/(x + 3y)   for x ≠ y"),
        ("x*abs(y)==0", "dy/dx = -F_x/F_y = -y/x   for y ≠ 0"),
        ("x^2*y^2==4", "dy/dx = -F_x/F_y = -y/x"),
        ("(x-y)^2==4", "dy/dx = -F_x/F_y = 1"),
        ("cbrt(y^3+x)==1", "dy/dx = -F_x/F_y = -1/(3y²)"),
        ("arccos(x*y)==pi/2", "dy/dx = -F_x/F_y = -y/x"),
        ("x*cbrt(y^2-x)==0", "dy/dx = -F_x/F_y = (4x - 3y²)/(2x·y)   for y² ≠ x"),
    ],
)
def test_a_part_on_which_they_vanish_is_left_out(equation: str, row: str) -> None:
    text = solve(f"{equation} differential=implicit plot=none").text
    assert row in [line.strip() for line in text.splitlines()]


# By hand: F_y(P) is c - a, a²/4, 4pt and a, of which P itself needs the last one not to be 0.
@pytest.mark.parametrize(
    ("request_text", "row"),
    [
        ("(x-a)*(y-b)==0 at=(c,b)", "dy/dx(P) = 0 for a ≠ c"),
        ("x^3+y^3==a x y at=(a/2,a/2)", "dy/dx(P) = -1 for a ≠ 0"),
        ("y^2==4p x at=(p t^2,2p t)", "dy/dx(P) = 1/t for p ≠ 0 and t ≠ 0"),
        ("x y==c at=(a,c/a)", "dy/dx(P) = -c/a² ∇f(P)"),
    ],
)
def test_a_slope_with_letters_has_its_condition(request_text: str, row: str) -> None:
    result = solve(f"f(x,y)={request_text} differential=implicit")
    assert row in " ".join(result.text.split())
