"""Worked solutions below a sentence or an exercise: what it has told stands there once."""

from __future__ import annotations

import pytest

from grad_magic.exercises.exercise import make_exercise
from grad_magic.reading.practice import PracticeRequest
from grad_magic.result import solve

PAGES = {
    # ∇f = (2xe^{-y}, -x²e^{-y}) is (6, -9) at (3, 0), and (6·4 + 9·3)/5 = 51/5.
    "find the directional derivative of f(x,y)=x^2 e^(-y) at P(3,0) in the direction from P to "
    "Q(7,-3) style=stewart": [
        "We compute the gradient of f and evaluate it at P:",
        "∇f(x, y) = ⟨2x·e^(-y), -x²·e^(-y)⟩",
        "∇f(3, 0) = ⟨6, -9⟩",
        "The vector v = PQ = ⟨7 - 3, -3 - 0⟩ = ⟨4, -3⟩ from P to Q has length",
        "|v| = √(4² + (-3)²) = 5, so the unit vector in its direction is",
        "u = v/|v| = ⟨4/5, -3/5⟩",
        "The partial derivatives of f are continuous, so f is differentiable and",
        "D_u f(3, 0) = ∇f(3, 0)·u = ⟨6, -9⟩·⟨4, -3⟩/5 = (6·4 + (-9)·(-3))/5 = 51/5",
    ],
    # The function of a level set has its name from the solution: ∇F = (2x + 2y, 2x - 2y).
    "find the tangent line to the curve x^2+2x y-y^2=7 at (2,1) style=openstax": [
        "Let F(x, y) = x² + 2x·y - y² - 7. Then",
        "∇F(x, y) = (2x + 2y)·i + (2x - 2y)·j",
        "∇F(2, 1) = (4 + 2)·i + (4 - 2)·j = 6i + 2j",
        "Since F(2, 1) = 4 + 4 - 1 - 7 = 0 and ∇F(2, 1) ≠ 0, this gradient is orthogonal",
        "to the level curve F = 0 at (2, 1), so the tangent line there is",
        "6(x - 2) + 2(y - 1) = 0   or   3x + y = 7",
    ],
    # f_x = 4x and f_y = 2y - 5 are 4 and -1 there: z + 4 = 4x - 4 - y + 2.
    "find the tangent plane to the surface z=2x^2+y^2-5y at (1,2,-4) style=openstax": [
        "Let f(x, y) = 2x² + y² - 5y. Then",
        "f_x(x, y) = 4x   f_y(x, y) = 2y - 5",
        "f_x(1, 2) = 4   f_y(1, 2) = 4 - 5 = -1",
        "The partial derivatives are continuous there, so the tangent plane at",
        "(1, 2, -4) is",
        "z + 4 = f_x(1, 2)·(x - 1) + f_y(1, 2)·(y - 2)",
        "= 4(x - 1) - (y - 2)   or   z = 4x - y - 6",
    ],
    # Horizontal at the lowest point.
    "求曲面 z=x^2+y^2-3 在点(0,0,-3)处的切平面方程": [
        "设 f(x, y) = x² + y² - 3，则",
        "f_x(x, y) = 2x   f_y(x, y) = 2y",
        "f_x(0, 0) = 0   f_y(0, 0) = 0",
        "因为偏导数在该点处连续，所以曲面在点 (0, 0, -3) 处的切平面方程为",
        "z + 3 = f_x(0, 0)·(x - 0) + f_y(0, 0)·(y - 0)",
        "= 0   即   z = -3",
    ],
    # (4y/(2√x), 4√x) is (1, 8) at (4, 1), of length √65; nobody asked for a decimal.
    "find the maximum rate of change of f(x,y)=4y sqrt(x) at (4,1) and the direction in which it "
    "occurs style=stewart": [
        "We first compute the gradient of f and its value at (4, 1):",
        "∇f(x, y) = ⟨2y/√x, 4√x⟩",
        "∇f(4, 1) = ⟨1, 8⟩",
        "The partial derivatives are continuous near (4, 1), so f is differentiable",
        "there. For any unit vector u we have",
        "D_u f(4, 1) = ∇f(4, 1)·u = |∇f(4, 1)|·cos θ",
        "where θ is the angle between u and ∇f(4, 1). The rate is largest for θ = 0. So",
        "the maximum rate of change of f at (4, 1) is",
        "|∇f(4, 1)| = √(1² + 8²) = √65",
        "and it occurs in the direction of ∇f(4, 1) = ⟨1, 8⟩.",
    ],
    # (y, x) is (3, 4) at (4, 3), of length 5.
    "Find the directions in which f(x,y)=xy increases and decreases most rapidly at P_0(4,3). Then "
    "find the derivatives of f in these directions. style=stewart": [
        "We first compute the gradient of f and its value at (4, 3):",
        "∇f(x, y) = ⟨y, x⟩",
        "∇f(4, 3) = ⟨3, 4⟩",
        "The polynomial f is differentiable. For any unit vector u we have",
        "D_u f(4, 3) = ∇f(4, 3)·u = |∇f(4, 3)|·cos θ",
        "where θ is the angle between u and ∇f(4, 3). The rate is largest for θ = 0 and",
        "smallest for θ = π. So the maximum rate of change of f at (4, 3) is",
        "|∇f(4, 3)| = √(3² + 4²) = 5",
        "in the direction of ∇f(4, 3), and the minimum is -5, in the opposite direction.",
        "So f increases most rapidly in the direction of the unit vector",
        "u = ∇f(4, 3)/|∇f(4, 3)| = ⟨3/5, 4/5⟩",
        "and decreases most rapidly in the direction of -u.",
    ],
    # (yz, xz, xy) is (6, 3, 2) at (1, 2, 3); of the plane nobody asked.
    "求曲面 xyz=6 在点 (1,2,3) 处的法线方程": [
        "设 F(x, y, z) = x·y·z - 6，则",
        "grad F(x, y, z) = (y·z, x·z, x·y)",
        "grad F(1, 2, 3) = (6, 3, 2)",
        "因为 F(1, 2, 3) = 6 - 6 = 0，且 grad F(1, 2, 3) ≠ 0，所以该梯度是 F = 0",
        "在点 (1, 2, 3) 处的一个法向量。法线方程为",
        "(x - 1)/6 = (y - 2)/3 = (z - 3)/2",
    ],
    # Asked with ∇; (2xy, x²) is (4, 1) at (1, 2).
    "设 f(x,y)=x^2 y，求 ∇f(1,2)": [
        "因为",
        "f_x = 2x·y   f_y = x²",
        "所以",
        "∇f(x, y) = (2x·y, x²)",
        "∇f(1, 2) = (4, 1)",
    ],
    # sin x cos y = (√3/2)(1/2) and cos x cos y = 1/4, -sin x sin y = -3/4 at π/3.
    "Find the tangent plane to the graph of f(x,y)=sin x cos y at (pi/3,pi/3). style=stewart": [
        "The partial derivatives of f are",
        "f_x(x, y) = cos(x)·cos(y)   f_y(x, y) = -sin(x)·sin(y)",
        "At (π/3, π/3) we have",
        "f(π/3, π/3) = sin(π/3)·cos(π/3) = √3/4",
        "f_x(π/3, π/3) = cos(π/3)·cos(π/3) = 1/4",
        "f_y(π/3, π/3) = -sin(π/3)·sin(π/3) = -3/4",
        "The tangent plane to the graph at (π/3, π/3, √3/4) is",
        "z = f(π/3, π/3) + f_x(π/3, π/3)·(x - π/3) + f_y(π/3, π/3)·(y - π/3)",
        "= √3/4 + 1/4·(x - π/3) - 3/4·(y - π/3) = x/4 - 3y/4 + √3/4 + π/6",
    ],
    # ye^{xy} and xe^{xy} are e² and 2e² at (2, 1).
    "求函数z=e^{xy}在点(2,1)处的全微分": [
        "先求 z 的偏导数，再代入点 (2, 1)，得",
        "∂z/∂x = y·e^(x·y)   ∂z/∂y = x·e^(x·y)",
        "∂z/∂x|_(2,1) = e²   ∂z/∂y|_(2,1) = 2e²",
        "这些偏导数处处连续，故 z 可微，且",
        "dz|_(2,1) = ∂z/∂x|_(2,1)·dx + ∂z/∂y|_(2,1)·dy = e²·dx + 2e²·dy",
    ],
    # z_x = ln(x + y) + x/(x + y), of which the derivative by y is 1/(x + y) - x/(x + y)².
    "求函数z=x ln(x+y)的二阶偏导数": [
        "求 z 的偏导数，得",
        "∂z/∂x = ln(x + y) + x/(x + y)   ∂z/∂y = x/(x + y)",
        "再求偏导数，得",
        "∂²z/∂x² = 1/(x + y) + (x + y - x)/(x + y)²",
        "= (x + 2y)/(x + y)²",
        "∂²z/∂x∂y = ∂²z/∂y∂x = y/(x + y)²",
        "∂²z/∂y² = -x/(x + y)²",
        "其中混合偏导数连续，因而相等。",
    ],
    # x² + y² + z² = 9, and no entry has a factor with 9 in common.
    "求函数u=ln(x^2+y^2+z^2)在点(1,2,-2)处的梯度": [
        "因为",
        "∂u/∂x = 2x/(x² + y² + z²)",
        "∂u/∂y = 2y/(x² + y² + z²)",
        "∂u/∂z = 2z/(x² + y² + z²)",
        "所以",
        "grad u(x, y, z) = (2x/(x² + y² + z²), 2y/(x² + y² + z²), 2z/(x² + y² + z²))",
        "grad u(1, 2, -2) = (2/9, 4/9, -4/9)",
    ],
    # (x³)′ = 3x², and 3·2² - 3 = 9.
    "Find equations of the tangent line and the normal line to the curve y=x^3-3x+1 at (2,3)": [
        "The derivative of y is",
        "y′ = 3x² - 3",
        "The slope of the tangent line at (2, 3) is",
        "y′(2) = 12 - 3 = 9",
        "so the tangent line there is",
        "y - 3 = 9(x - 2)   or   y = 9x - 15",
        "The normal line there has the slope -1/9, so it is",
        "y - 3 = -1/9·(x - 2)   or   x + 9y = 29",
    ],
    # y′ = (x² + 5 - x²)/(x² + 5)^(3/2), which is 5/27 at x = 2.
    "求曲线 y=x/√(x^2+5) 在点 (2,2/3) 处的切线方程": [
        "由商的求导法则，y 的导数为",
        "y′ = (√(x² + 5) - x·1/(2√(x² + 5))·2x)/(x² + 5)",
        "= 5/(x² + 5)^(3/2)",
        "根据导数的几何意义，曲线在点 (2, 2/3) 处的切线的斜率为",
        "y′(2) = 5/(2² + 5)^(3/2) = 5/27",
        "故切线方程为",
        "y - 2/3 = 5/27·(x - 2)   即   5x - 27y + 8 = 0",
    ],
    # -sin 0 = 0: a lowest or highest point.
    "f=cos(x)==y at=(0,1) style=openstax": [
        "The derivative of y = cos(x) is",
        "y′ = -sin(x)",
        "The slope of the tangent line at (0, 1) is",
        "y′(0) = 0",
        "so the tangent line there is",
        "y = 1",
        "The normal line there is given by",
        "x = 0",
    ],
    # f(t/√2, t/√2) = (2t³ - t³)/(2√2) over t².
    "设 f(x,y)={(2x^3-y^3)/(x^2+y^2), (x,y)≠(0,0); 0, (x,y)=(0,0)}，求 f 在点 (0,0) 处的偏导数以及"
    "沿方向 l=(1,1) 的方向导数，并讨论 f 在该点是否可微": [
        "由偏导数的定义，有",
        "f_x(0, 0) = lim_{t→0} (f(t, 0) - f(0, 0))/t = lim_{t→0} 2t/t = 2",
        "f_y(0, 0) = lim_{t→0} (f(0, t) - f(0, 0))/t = lim_{t→0} (-t/t) = -1",
        "向量 l = (1, 1) 的模 |l| = √(1² + 1²) = √2，故与其同方向的单位向量为",
        "e_l = (cos α, cos β) = l/|l| = (1/√2, 1/√2)",
        "沿此方向，有",
        "f(t/√2, t/√2) = (2·(t/√2)³ - (t/√2)³)/((t/√2)² + (t/√2)²) = √2·t/4   当 t > 0 时",
        "故由方向导数的定义，有",
        "∂f/∂l|_(0,0) = lim_{t→0⁺} (f(t·e_l) - f(0, 0))/t = lim_{t→0⁺} √2·t/(4t) = √2/4",
        "假如 f 在点 (0, 0) 处可微，则应有 ∂f/∂l|_(0,0) = grad f(0, 0)·e_l = √2/2，与上面",
        "的结果矛盾，所以 f 在点 (0, 0) 处不可微。",
    ],
    "求曲线x=t^2,y=2t,z=t^3在点(1,2,1)处的切线方程": [
        "设 r(t) = (t², 2t, t³)，点 (1, 2, 1) 对应于 t = 1。",
        "r′(t) = (2t, 2, 3t²)",
        "T = r′(1) = (2, 2, 3)",
        "故所求切线方程为",
        "(x - 1)/2 = (y - 2)/2 = (z - 1)/3",
    ],
}


@pytest.mark.parametrize("said", PAGES)
def test_the_page_opens_with_a_sentence_and_ends_on_what_was_asked(said: str) -> None:
    text = solve(f"{said} steps=full").text
    assert [row.strip() for row in text.splitlines()] == PAGES[said]


def test_the_normal_line_has_a_letter_that_nothing_else_has() -> None:
    # Neither of the variables s and t, nor the height q; ∇f(0, 0) = (0, 0).
    text = solve(
        "find the tangent plane and the normal line to the surface z=t^2+s^2+q at (0,0,q) "
        "steps=full"
    ).text
    assert text.endswith("(s, t, z) = (0, 0, q) + τ·(0, 0, -1)")


def test_a_point_with_long_coordinates_is_introduced_by_its_letter() -> None:
    text = solve("find the gradient of x^2 y at (1.234567,2.345678) steps=full").text
    assert text.startswith("Let f(x, y) = x²·y and P = (1.234567, 2.345678). Then")


def test_an_exercise_has_named_its_point() -> None:
    rows = make_exercise(PracticeRequest("directional", 1, 5)).solution.text.splitlines()
    assert rows[0] == "We compute the gradient of f and evaluate it at P:"
    assert "P = (1, 1)" not in rows


@pytest.mark.parametrize(
    ("f", "last"),
    [
        # f_xx = 2 and D = -4; f_xx = 2 and D = 4; f_xx = -2 and D = 4.
        ("x^2-y^2", "There is no local maximum or minimum."),
        ("x^2+y^2", "There is no local maximum."),
        ("-x^2-y^2", "There is no local minimum."),
    ],
)
def test_extrema_that_are_asked_for_and_missing_are_told_so(f: str, last: str) -> None:
    text = solve(f"find the local extrema of f(x,y)={f} steps=full").text
    assert " ".join(text.split()).endswith(f" {last}")


@pytest.mark.slow
def test_of_a_function_with_a_border_nothing_is_said_of_missing_extrema() -> None:
    # √(1 - x² - y²) has its smallest value on the border, where no derivative is.
    text = solve("find the local extrema of f(x,y)=sqrt(1-x^2-y^2) steps=full").text
    assert "no local minimum" not in text


@pytest.mark.parametrize(
    ("direction", "row"),
    [
        # ⟨-4, 8⟩ in the notation of the vector that was given.
        ("v=2i+5j", "∇f(2, -1) = -4i + (12 - 4)·j = -4i + 8j"),
        ("v=<2,5>", "∇f(2, -1) = ⟨-4, 12 - 4⟩ = ⟨-4, 8⟩"),
        ("v=(2,5)", "∇f(2, -1) = ⟨-4, 12 - 4⟩ = ⟨-4, 8⟩"),
    ],
)
def test_stewart_keeps_the_notation_of_the_vector_that_was_given(direction: str, row: str) -> None:
    said = "find the directional derivative of f(x,y)=x^2 y^3-4y at (2,-1) in the direction of"
    assert row in solve(f"{said} {direction} style=stewart steps=full").text


def test_a_plane_that_needs_no_reckoning_is_told_once() -> None:
    # The gradient of t² sin y at (1, 0) is (0, 1).
    text = solve("f(t,y)=t^2 sin(y) at=(1,0) dir=(1,1) steps=full").text
    assert text.endswith("line there is\ny = 0")


@pytest.mark.slow
def test_the_solutions_of_a_periodic_system_are_told() -> None:
    # cos x = cos y = -cos(x + y): y = x leaves (2 cos x - 1)(cos x + 1) = 0, y = -x has cos x = -1.
    text = " ".join(solve("find the extrema of sin x+sin y+sin(x+y) steps=full").text.split())
    said = "in one period the solutions are (-π/3, -π/3), (π/3, π/3) and (π, π)."
    assert f"The derivatives repeat with the period 2π; {said}" in text


def test_a_limit_that_is_a_rate_says_by_what_it_is_that() -> None:
    text = solve("f=|x|*y at=(0,1) dir=(0,1) steps=full").text
    assert "By the definition of the directional derivative,\nD_u f(P) = lim_{t→0}" in text


def test_the_tangent_plane_at_the_origin_is_not_told_twice() -> None:
    text = solve("f=x+3y+x y at=(0,0) steps=full").text
    assert "= x + 3y = x + 3y" not in text


# 2400(x - 12) - 8000(y + 20) + 7800(z - 13) and a tenth of it fit a row of text, and not of print.
def test_the_other_form_of_an_equation_stands_below_where_a_row_of_print_has_no_room() -> None:
    said = "求曲面 100x^2+200y^2+300z^2=145100 在点 (12,-20,13) 处的切平面"
    result = solve(f"{said} style=tongji steps=full")
    first, second = "+ 7800(z - 13) = 0", "12x - 40y + 39z - 1451 = 0"
    assert result.text.splitlines()[-1].endswith(f"{first}   即   {second}")
    assert r"= 0 \text{，} \\[4pt] 12 x - 40 y + 39 z - 1451 & = 0 \text{.}" in result.latex
    assert r"\text{即}" not in result.latex


# ‖(-2, -5, 3)‖ = √38, told before the derivatives, as this style has it.
def test_nothing_follows_at_once_from_a_function_whose_direction_stands_first() -> None:
    said = "directional derivative of sqrt(x^2+y^2+z^2) at (3,6,-2) toward (1,1,1) style=openstax"
    text = " ".join(solve(f"{said} steps=full").text.split())
    assert "√(x² + y² + z²). The vector v = " in text
    assert "3/√38·k By the chain rule, the partial derivatives of f are" in text


# (i + 2j)·(4i - 3j)/5 = (4 - 6)/5.
def test_the_scalar_product_of_a_book_has_both_vectors_before_their_products() -> None:
    text = solve("f=x e^y+y^2 at=(2,0) dir=(4,-3) style=openstax steps=full").text
    assert "= ∇f(2, 0)·u = (i + 2j)·(4i - 3j)/5 = (1·4 + 2·(-3))/5 = -2/5\n" in text


# f = x sin(x + y) has f_x = sin 0 - cos 0 = -1 and f_y = -cos 0 = -1 at (-1, 1).
def test_the_height_of_a_surface_is_not_left_out_of_the_formula_where_it_is_0() -> None:
    said = "Find the tangent plane to the surface z=x sin(x+y) at the point (-1,1,0)"
    rows = solve(f"{said} style=openstax steps=full").text.splitlines()
    assert rows[-2:] == [
        "z - 0 = f_x(-1, 1)·(x + 1) + f_y(-1, 1)·(y - 1)",
        "      = -(x + 1) - (y - 1)   or   z = -x - y",
    ]


def test_the_normal_vector_of_a_surface_is_told_with_its_reason() -> None:
    text = solve("求曲面 z=x^2+y^2-1 在点 (2,1,4) 处的切平面及法线方程 steps=full").text
    assert "\n因为该平面的一个法向量为 (4, 2, -1)，所以法线方程为\n" in text


# ln(7 - 6) = 0 is known, and not seen.
def test_a_value_that_has_to_be_known_stands_with_what_it_comes_from() -> None:
    said = "Find the linear approximation of f(x,y)=ln(x-3y) at (7,2) and use it to estimate"
    text = solve(f"{said} f(6.9,2.06) style=stewart steps=full").text
    assert "\n  f(7, 2) = ln(7 - 6) = 0\nf_x(7, 2) = 1/(7 - 6) = 1 " in text


# By hand: z_x = ye^(x-y) + xye^(x-y), z_y = xe^(x-y) - xye^(x-y).
def test_a_product_with_an_exponential_is_derived_as_one_writes_it() -> None:
    rows = solve("求函数 z=x y e^(x-y) 的偏导数 steps=full").text.splitlines()
    assert rows[-2:] == [
        "∂z/∂x = y·e^(x - y) + x·y·e^(x - y) = y(1 + x)e^(x - y)",
        "∂z/∂y = x·e^(x - y) - x·y·e^(x - y) = x(1 - y)e^(x - y)",
    ]


# z_x = y²·y·cos(xy) is by the chain rule alone.
def test_the_product_rule_is_not_named_alone_where_a_row_has_another() -> None:
    text = solve("求函数 z=y^2 sin(xy) 的偏导数 steps=full").text
    assert text.startswith("由乘积的求导法则和复合函数求导法则，z 的偏导数为\n")
    text = solve("求函数 z=x y e^(x-y) 的偏导数 steps=full").text
    assert text.startswith("由乘积的求导法则，z 的偏导数为\n")


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        # Of x = y³ the gradient (1, 0) at (0, 0) is perpendicular to the line x = 0.
        ("tangent line to y=cbrt(x) at x=0", "is vertical."),
        ("tangent line to y=1-(x-2)^(1/5) at x=2", "is vertical."),
        # A cusp, whose tangent is vertical in some books; half of a circle; a jump; a corner.
        ("tangent line to y=x^(2/3) at x=0", "has at most a vertical tangent line at x = 0."),
        ("tangent line to y=arcsin(x) at x=1", "has at most a one-sided tangent line at x = 1."),
        ("tangent line to y=floor(x) at x=1", "has no tangent line at x = 1."),
        ("tangent line to y=|x| at x=0", "has no tangent line at x = 0."),
        # x = (z - y)³ has the tangent plane x = 0.
        (
            "tangent plane to z=cbrt(x)+y at (0,0)",
            "has at most a vertical tangent plane at (0, 0).",
        ),
        ("tangent plane to z=|x|+y at (0,0)", "has no tangent plane at (0, 0)."),
    ],
)
def test_a_graph_without_slope_may_have_a_vertical_tangent(problem: str, told: str) -> None:
    text = " ".join(solve(f"Find the {problem}. steps=full").text.split())
    assert text.endswith(told)


@pytest.mark.slow
def test_lines_and_planes_stand_as_their_book_has_them() -> None:
    # Across (5, -6) from (2, -1): 6·2 - 5·1 = 7. For 12/(x + y²) at (2, 2): -12/36, -48/36.
    curve = solve("求曲线 x^2-xy+2y^2=8 在点(2,-1)处的切线与法线 steps=full style=tongji").text
    assert "5(x - 2) - 6(y + 1) = 0   即   5x - 6y - 16 = 0" in curve
    assert "6(x - 2) + 5(y + 1) = 0   即   6x + 5y - 7 = 0" in curve
    slope = solve("求曲线 y=x√(5-x^2) 在点(1,2)处的切线和法线 steps=full style=tongji").text
    assert "y - 2 = -2/3·(x - 1)   即   2x + 3y - 8 = 0" in slope
    plane = solve("Find the tangent plane to the surface z=12/(x+y^2) at (2,2,2) steps=full").text
    assert plane.endswith("= -1/3·(x - 2) - 4/3·(y - 2)   or   x + 4y + 3z = 16")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("problem", "told"),
    [
        # σ(ln 3) = 3/4, tanh(ln 2) = (4 - 1)/(4 + 1), and (1 + e^(ln 3))/(1 + e^(ln 3))² is 4/16.
        (
            "Let f(x,y)=sigmoid(x+2y). Find the gradient of f at (ln 3, 0).",
            "= (3/4·(1 - 3/4), 2·3/4·(1 - 3/4)) = (3/16, 3/8)",
        ),
        (
            "Find the gradient of f(x,y)=(tanh(x+y)-1)^2/2 at (ln(2), 0).",
            "= ((3/5 - 1)(1 - (3/5)²), (3/5 - 1)(1 - (3/5)²)) = (-32/125, -32/125)",
        ),
        (
            "Find the gradient of f(x,y)=x/(1+e^(x+y)) at (0, ln 3).",
            "= ((1 + 3 - 0·3)/(1 + 3)², 0) = (1/4, 0)",
        ),
    ],
)
def test_values_that_have_to_be_known_are_put_in_by_themselves(problem: str, told: str) -> None:
    assert told in " ".join(solve(f"{problem} steps=full").text.split())


# f_x = 4y - 2xy - 2y², f_y = 4x - x² - 4xy: factors are taken of what one finds first.
@pytest.mark.slow
def test_a_system_is_solved_case_by_case() -> None:
    rows = solve(
        "Find and classify the critical points of f(x,y)=4xy-x^2y-2xy^2. steps=full"
    ).text.splitlines()
    assert rows[1:11] == [
        "∂f/∂x = 4y - 2x·y - 2y² = 2y(2 - x - y)",
        "∂f/∂y = 4x - x² - 4x·y = x(4 - x - 4y)",
        "We set ∂f/∂x = 0 and ∂f/∂y = 0. The first equation gives y = 0 or y = 2 - x.",
        "For y = 0 the second equation becomes x(4 - x) = 0, so x = 0 or x = 4. This",
        "gives the critical points (0, 0) and (4, 0).",
        "For y = 2 - x the second equation becomes x(3x - 4) = 0, so x = 0 or x = 4/3.",
        "This gives the critical points (0, 2) and (4/3, 2/3).",
        "For the second derivative test we need",
        "f_xx = -2y   f_xy = 2(2 - x - 2y)   f_yy = -4x",
        "   D = f_xx·f_yy - f_xy² = (-2y)·(-4x) - (2(2 - x - 2y))²",
    ]
    assert solve("求函数 f(x,y)=x^2+y^2-2x 的极值。steps=full style=tongji").text.endswith(
        "没有极大值。"
    )


# √((t/√2)² + (t/√2)⁴)/t = √(1/2 + t²/4): t is taken out of the root for t > 0 alone.
@pytest.mark.slow
def test_t_cancels_before_the_limit_is_taken() -> None:
    asked = "求函数 f(x,y)=√(x^2+y^4) 在点(0,0)处沿方向(1,1)的方向导数。steps=full style=tongji"
    text = solve(asked).text
    assert "= lim_{t→0⁺} √(t² + 2)/2 = √2/2" in text
    # How others define it is not asked.
    assert "双侧" not in text


# |Δx|·Δy: each increment is at most ρ.
def test_a_bound_says_what_it_rests_on() -> None:
    stated = solve("讨论函数 f(x,y)=|x|y 在点(0,0)处的可微性。steps=full style=tongji").text
    assert "由于 |Δx| ≤ ρ，|Δy| ≤ ρ，当 ρ 充分小时，" in "".join(stated.split("\n"))
    text = " ".join(solve("f=|x|y at=(0,0) steps=full").text.split())
    assert "No component of h exceeds ‖h‖, so |f(P + h) - f(P) - ∇f(P)·h| ≤ ‖h‖²" in text
    # ‖h‖² itself rests on nothing.
    alone = solve(
        "f(x,y)={(x^2+y^2)sin(1/(x^2+y^2)), (x,y)!=(0,0); 0, otherwise} at=(0,0) steps=full"
    )
    assert "component" not in alone.text


# f(3.1, -0.04) = 2.005770…, and L = 2.005: one more digit than tells them apart.
def test_the_actual_value_has_the_digits_that_show_the_error() -> None:
    said = "Find the linear approximation of f(x,y)=sqrt(x+e^(2y)) at (3,0) and use it to estimate"
    text = solve(f"{said} f(3.1,-0.04) steps=full").text
    assert text.endswith("The actual value is f(3.1, -0.04) ≈ 2.0058.")
