from __future__ import annotations

import pytest
from sympy import Eq, Float, Integer, Matrix

import grad_magic
from tests.lesson.hand_built import build, column, latex, numbers, t, text, x, y, z


def test_a_level_set_that_is_asked_about_has_a_tangent_and_a_normal() -> None:
    # The folium x³ + y³ = 6xy at (3, 3): ∇f = (9, 9).
    solution = build(
        x**3 - 6 * x * y + y**3,
        point=numbers(3, 3),
        is_equation=True,
        gradient_at=column(9, 9),
        level_tangent=Eq(9 * x + 9 * y - 54, 0, evaluate=False),
        normal_line=Matrix([3 + 9 * t, 3 + 9 * t]),
    )
    assert text(solution, "tangent") == [
        "∇f(P) is perpendicular to the curve f = 0 at P.",
        "Tangent line at P: 9(x - 3) + 9(y - 3) = 0   that is, x + y = 6",
        "Normal line at P: x - y = 0",
    ]
    assert latex(solution, "tangent")[-1] == r"\text{Normal line at } P \text{: } x - y = 0"


def test_a_function_is_given_only_its_tangent() -> None:
    solution = build(
        x * y * z,
        (x, y, z),
        point=numbers(1, 2, 3),
        gradient_at=column(6, 3, 2),
        level_tangent=Eq(6 * x + 3 * y + 2 * z - 18, 0, evaluate=False),
        normal_line=Matrix([1 + 6 * t, 2 + 3 * t, 3 + 2 * t]),
    )
    assert text(solution, "tangent") == [
        "Tangent plane to the level surface x·y·z = 6 at P: 6x + 3y + 2z = 18"
    ]


def test_through_a_critical_point_the_gradient_gives_no_tangent() -> None:
    # x² - y² = 0 is two lines that cross at the origin.
    solution = build(
        x**2 - y**2,
        point=numbers(0, 0),
        is_equation=True,
        gradient_at=column(0, 0),
        critical_kind="saddle",
    )
    assert text(solution, "tangent") == [
        "∇f(P) = 0, so the gradient gives no tangent line to the curve f = 0 at P."
    ]
    assert text(solution, "critical") == []


def test_an_equation_in_one_variable_has_no_tangent() -> None:
    solution = build(
        x**2 - 4,
        (x,),
        point=numbers(2),
        is_equation=True,
        gradient_at=column(4),
        tangent_plane=Eq(y, 4 * x - 8, evaluate=False),
    )
    assert text(solution, "tangent") == []


def test_an_approximate_tangent_is_approximate() -> None:
    solution = build(
        x**2 + y**2,
        point=numbers(1, 2),
        is_approximate=True,
        value=Float("5.00000001"),
        gradient_at=column(Float("2.00000003"), Float("4.00000001")),
        level_tangent=Eq(2 * x + 4 * y - 10, 0, evaluate=False),
    )
    assert text(solution, "tangent") == ["Tangent line to the level curve f ≈ 5 at P: 2x + 4y ≈ 10"]


def test_a_symbolic_tangent_keeps_its_symbols() -> None:
    # x² + y² at (z, 2): 2z(x - z) + 4(y - 2) = 0, halved.
    solution = build(
        x**2 + y**2,
        point=(z, Integer(2)),
        gradient_at=column(2 * z, 4),
        level_tangent=Eq(2 * z * x + 4 * y - 2 * z**2 - 8, 0, evaluate=False),
    )
    assert text(solution, "tangent") == [
        "Tangent line to the level curve x² + y² = z² + 4 at P: x·z + 2y = z² + 4"
    ]


@pytest.mark.parametrize(
    ("request_text", "equation"),
    [
        # f_x = 2ax + by and f_y = bx at (1, 2); (x, y) = (1, 2) gives 2a + 2b + 2b on both sides.
        ("f(x,y)=a*x^2+b*x*y at=(1,2)", "(2a + 2b)x + b·y = 2a + 4b"),
        ("f(x,y,z)=a*x^2+(a-b)*y+z^2 at=(1,1,1)", "2a·x + (a - b)y + 2z = 3a - b + 2"),
        # 2(a + 1)·2 + b at 2, where the line has the height of f, 4a + 2b + 4.
        ("f(x)=(a+1)*x^2+b*x at=2", "y = (4a + b + 4)x - 4a - 4"),
        ("f(x)=x^2+sqrt(3)*x at=1", "y = (2 + √3)x - 1"),
    ],
)
def test_sums_stand_before_the_variables_that_they_multiply(
    request_text: str, equation: str
) -> None:
    told = grad_magic.solve(request_text).text.splitlines()
    assert any(line.endswith(equation) for line in told)


@pytest.mark.parametrize(
    ("request_text", "equation"),
    # (f(a + t) - f(a))/t is t^(-2/3), -t^(-2/5); -1/|t|^(1/3) and its opposite; 1/|t| at a jump.
    [
        ("f=x^(1/3) at=0", "x = 0"),
        ("f=2-(x-1)^(3/5) at=1", "x = 1"),
        ("f=x^(2/3) at=0", None),
        ("f=sign(x) at=0", None),
    ],
)
def test_a_graph_whose_slopes_grow_beyond_all_bounds_has_a_vertical_tangent(
    request_text: str, equation: str | None
) -> None:
    told = grad_magic.solve(request_text).text
    row = f"Tangent line to the graph at {equation}: {equation}"
    assert (row in told.splitlines()) == ("Tangent" in told) == (equation is not None)


def test_a_tangent_with_long_numbers_is_written_in_decimals() -> None:
    solution = build(
        10**40 * x + y,
        point=numbers(1, 1),
        gradient_at=column(10**40, 1),
        level_tangent=Eq(10**40 * x + y - 10**40 - 1, 0, evaluate=False),
    )
    assert text(solution, "tangent") == [
        "Tangent line to the level curve f ≈ 1·10⁴⁰ at P: 1·10⁴⁰·x + y ≈ 1·10⁴⁰"
    ]
    assert " ".join(latex(solution, "tangent")).endswith(
        r"1 \cdot 10^{40} \cdot x + y \approx 1 \cdot 10^{40}"
    )


def test_a_long_tangent_to_a_graph_is_written_in_decimals() -> None:
    # y = 10⁴⁰ x³ at 1: slope 3·10⁴⁰, and -2·10⁴⁰ at 0.
    solution = build(
        10**40 * x**3,
        (x,),
        point=numbers(1),
        gradient_at=column(3 * 10**40),
        tangent_plane=Eq(y, 3 * 10**40 * x - 2 * 10**40, evaluate=False),
    )
    assert text(solution, "tangent") == ["Tangent line to the graph at P: y ≈ 3·10⁴⁰·x - 2·10⁴⁰"]


@pytest.mark.parametrize(
    ("request_text", "expected"),
    [
        # The tangent of an ellipse x₀x/a² + y₀y/b² = 1 and of a hyperbola (Stewart 10.5).
        ("f(x,y)=x^2/a^2+y^2/b^2==1 at=(a/sqrt(2),b/sqrt(2))", "x/a + y/b = √2"),
        ("f(x,y)=x^2/a^2-y^2/b^2==1 at=(sqrt(2)a,b)", "√2·x/a - y/b = 1"),
        (
            "f(x,y,z)=x^2/a^2+y^2/b^2+z^2/c^2==1 at=(a/sqrt(3),b/sqrt(3),c/sqrt(3))",
            "x/a + y/b + z/c = √3",
        ),
        # P lies on the level set: x₀² + y₀² = r², and y₀y = 2p(x + x₀) of a parabola.
        ("f(x,y)=x^2+y^2==r^2 at=(x_0,y_0)", "x·x₀ + y·y₀ = r²"),
        ("f(x,y)=x^2/a^2+y^2/b^2==1 at=(x_0,y_0)", "x·x₀/a² + y·y₀/b² = 1"),
        ("f(x,y)=y^2==4p x at=(x_0,y_0)", "2p·x - y·y₀ = -2p·x₀"),
        ("f=x^2/4+y^2+z^2/9==3 at=(-2,1,-3)", "3x - 6y + 2z = -18"),
        ("f(x,y)=y^2-x at=(1,a)", "x - 2a·y = 1 - 2a²"),
        ("f(x,y)=(a+1)x*y at=(1,1)", "x + y = 2"),
        ("f(y,x)=y^2+x*y at=(1,2)", "4y + x = 6"),
        # f(P) = 0.23·1.69·√2.3 + 3.91, ∇f(P) = (0.46·1.3·√2.3, 0.115·1.69/√2.3 + 1.7).
        ("f=0.23x^2*sqrt(y)+1.7y at=(1.3,2.3)", "f ≈ 4.499"),
        ("f=0.23x^2*sqrt(y)+1.7y at=(1.3,2.3)", "0.9069x + 1.828y ≈ 5.384"),
        ("f=0.5x^2+y at=(1,2)", "x + y = 3"),
        # Decimals where they are shorter: ∇f(P) = (1, 2.035), 1.5 - 2.035·0.4 = 0.686.
        ("f=0.5x^2+1.25xy-0.2y^2 at=(1.5,-0.4)", "x + 2.035y = 0.686"),
        ("f=x^2/2+y^2 at=(1,0.123)", "x + 0.246y = 1.030258"),
        ("f=0.5x^2-0.21y^3 at=(1,1)", "100x - 63y = 37"),
        # 1000 - 18 - 16 is no rounded value.
        ("f=1000-0.005x^2-0.01y^2 at=(60,40)", "level curve f = 966 at P: 3x + 4y = 340"),
        # ∇f(P) has one entry, with a parameter in it.
        (
            "f(x,y)=exp(x-a) at=(1,-1)",
            "Tangent line to the level curve e^(x - a) = e^(1 - a) at P: x = 1",
        ),
        (
            "f(x,y)=exp(a+2y) at=(1,-1)",
            "Tangent line to the level curve e^(a + 2y) = e^(a - 2) at P: y = -1",
        ),
        # The slope is told by cases: 1 for a > 0 and 0 for a < 0.
        ("f(x)=max(x,0) at=a", "y = f(a) + f′(a)·(x - a)"),
        ("f(x)=max(x,0) at=a steps=full", "y = f(a) + f′(a)·(x - a) All this"),
        ("f=ln x at=1 steps=full", "y = f(1) + f′(1)·(x - 1) = x - 1"),
    ],
)
def test_a_tangent_stands_as_books_print_it(request_text: str, expected: str) -> None:
    assert expected in " ".join(grad_magic.solve(request_text).text.split())


@pytest.mark.parametrize(
    ("request_text", "rows"),
    [
        # An elliptic paraboloid as of Stewart 14.4: f_x(2, -1) = 5, f_y(2, -1) = -8, and
        # 9 - 10 - 8 = -9.
        (
            "z=x^2-x*y+3*y^2 at=(2,-1,9)",
            ["z - 9 = 5(x - 2) - 8(y + 1) that is, z = 5x - 8y - 9", "+ t·(5, -8, -1)"],
        ),
        # Through z = 0 it is z that stands on the left.
        ("z=x^2+y^2-5 at=(1,2,0)", ["z = 2(x - 1) + 4(y - 2) that is, z = 2x + 4y - 10"]),
        # The course has all on one side, and the signs of (f_x, f_y, -1).
        (
            "z=2*x^2+y^2 at=(1,1,3) lang=zh",
            [
                "F(x, y, z) = 2x² + y² - z",
                "4(x - 1) + 2(y - 1) - (z - 3) = 0 即 4x + 2y - z = 3",
                "(x - 1)/4 = (y - 1)/2 = (z - 3)/(-1)",
            ],
        ),
        # The normal (2, 4, 2) of the ellipsoid, halved.
        (
            "x^2+2*y^2+z^2=4 at=(1,1,1) lang=zh",
            [
                "2(x - 1) + 4(y - 1) + 2(z - 1) = 0 即 x + 2y + z = 4",
                "1/2·grad F(1, 1, 1) = (1, 2, 1)",
            ],
        ),
        ("x*y+y*z+z*x=11 at=(1,2,3)", ["5(x - 1) + 4(y - 2) + 3(z - 3) = 0"]),
        # From the origin nothing is left to be reckoned.
        ("x+2*y+z^3+x*y*z=0 at=(0,0,0)", ["Tangent plane at P: x + 2y = 0"]),
        # The level set by its own equation.
        ("f=x^2+4*y^2 at=(2,1)", ["level curve x² + 4y² = 8 at P: x + 2y = 4"]),
        ("z=x*y at=(1,2) lang=zh", ["等值线 x·y = 2 在点 P 处的切线：2x + y = 4"]),
    ],
)
def test_a_tangent_stands_first_with_its_numbers_put_in(request_text: str, rows: list[str]) -> None:
    text = " ".join(grad_magic.solve(request_text).text.split())
    assert [row for row in rows if row not in text] == []


def test_a_line_is_not_set_equal_to_itself() -> None:
    assert "x - 1 = x - 1" not in grad_magic.solve("f=ln x at=1 steps=full").text
