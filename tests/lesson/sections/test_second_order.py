from __future__ import annotations

import pytest
from sympy import Integer, Matrix, Rational, sin, sqrt

from grad_magic import solve
from tests.lesson.hand_built import build, column, higher, latex, numbers, text, x, y


def test_equal_mixed_derivatives_are_written_once() -> None:
    # f = x²y + y³ at (1, 2): f_xx = 2y = 4, f_xy = 2x = 2, f_yy = 6y = 12.
    solution = build(
        x**2 * y + y**3,
        point=numbers(1, 2),
        order=2,
        mixed_partials_agree=True,
        higher_partials=(
            higher("xx", 2 * y, 4),
            higher("xy", 2 * x, 2),
            higher("yx", 2 * x, 2),
            higher("yy", 6 * y, 12),
        ),
    )
    assert text(solution, "second_order") == [
        "f_xx = 2y   f_xx(P) = 4",
        "f_xy = f_yx = 2x   f_xy(P) = 2",
        "f_yy = 6y   f_yy(P) = 12",
    ]
    assert latex(solution, "second_order")[1] == r"f_{x y} = f_{y x} = 2 x ,\quad f_{x y}(P) = 2"


def test_one_order_of_differentiation_stands_for_both_where_they_agree() -> None:
    solution = build(
        x * y, order=2, mixed_partials_agree=True, higher_partials=(higher("xy", Integer(1)),)
    )
    assert text(solution, "second_order") == ["f_xy = f_yx = 1"]


def test_beyond_order_two_a_sentence_says_that_the_order_does_not_matter() -> None:
    solution = build(
        x**2 * y,
        point=numbers(1, 1),
        order=3,
        mixed_partials_agree=True,
        higher_partials=tuple(higher(name, Integer(2), 2) for name in ("xxy", "xyx", "yxx")),
    )
    assert text(solution, "second_order") == [
        "f_xxy = f_xyx = f_yxx = 2   f_xxy(P) = 2",
        "The mixed partial derivatives do not depend on the order of differentiation.",
    ]


def test_mixed_derivatives_that_differ_stand_apart() -> None:
    # xy(x² - y²)/(x² + y²), 0 at 0: f_xy(0, 0) = -1 and f_yx(0, 0) = 1 (Peano).
    solution = build(
        x * y,
        point=numbers(0, 0),
        order=2,
        mixed_partials_agree=False,
        higher_partials=(higher("xy", x, -1), higher("yx", x, 1)),
    )
    assert text(solution, "second_order") == [
        "f_xy = x   f_xy(P) = -1",
        "f_yx = x   f_yx(P) = 1",
        "At P the mixed partial derivatives depend on the order of differentiation, so",
        "they are not all continuous there.",
    ]


def test_whether_mixed_derivatives_agree_can_be_open() -> None:
    partials = (higher("xy", Integer(1), 1), higher("yx", Integer(1), None))
    solution = build(x * y, point=numbers(0, 0), order=2, higher_partials=partials)
    assert text(solution, "second_order")[2:] == [
        "Whether the mixed partial derivatives at P depend on the order of",
        "differentiation is not settled.",
    ]


def test_in_one_variable_derivatives_have_primes() -> None:
    # x⁵ at 1: 20x³, 60x², 120x.
    partials = (
        higher("xx", 20 * x**3, 20),
        higher("xxx", 60 * x**2, 60),
        higher("xxxx", 120 * x, 120),
    )
    solution = build(x**5, (x,), point=numbers(1), order=4, higher_partials=partials)
    assert text(solution, "second_order") == [
        "f″(x) = 20x³   f″(P) = 20",
        "f‴(x) = 60x²   f‴(P) = 60",
        "f⁽⁴⁾(x) = 120x   f⁽⁴⁾(P) = 120",
    ]
    assert latex(solution, "second_order") == [
        r"f''(x) = 20 x^{3} ,\quad f''(P) = 20",
        r"f'''(x) = 60 x^{2} ,\quad f'''(P) = 60",
        r"f^{(4)}(x) = 120 x ,\quad f^{(4)}(P) = 120",
    ]


def test_the_index_of_the_name_and_of_the_variables_do_not_meet() -> None:
    solution = build(
        x * y,
        name="f_1",
        order=2,
        mixed_partials_agree=True,
        higher_partials=(higher("xy", Integer(1)),),
    )
    assert text(solution, "second_order") == ["(f₁)_xy = (f₁)_yx = 1"]
    assert latex(solution, "second_order") == [r"(f_{1})_{x y} = (f_{1})_{y x} = 1"]


def test_a_long_general_form_gives_way_to_its_value() -> None:
    long = sum((x**k * y ** (20 - k) for k in range(20)), Integer(0))
    solution = build(
        x * y,
        point=numbers(0, 0),
        order=2,
        mixed_partials_agree=True,
        higher_partials=(higher("xx", long, 3), higher("xy", long, 5)),
    )
    assert text(solution, "second_order") == ["f_xx(P) = 3", "f_xy(P) = f_yx(P) = 5"]


def test_eigenvalues_come_with_eigenvectors_and_uhu_with_its_meaning() -> None:
    # H = ((2, 1), (1, 2)): 1 along (1, -1)/√2, 3 along (1, 1)/√2; uᵀHu for u = (3/5, 4/5) is
    # 2·9/25 + 2·12/25 + 2·16/25 = 74/25.
    half = sqrt(2) / 2
    solution = build(
        x**2 + x * y + y**2,
        point=numbers(1, 1),
        order=2,
        mixed_partials_agree=True,
        hessian_at=Matrix([[2, 1], [1, 2]]),
        hessian_eigenvalues=numbers(1, 3),
        hessian_eigenvectors=(column(half, -half), column(half, half)),
        second_directional_derivative=Rational(74, 25),
    )
    assert text(solution, "second_order") == [
        "H_f(P) = [[2, 1], [1, 2]]",
        "λ₁ = 1   with eigenvector w₁ = (1, -1)/√2",
        "λ₂ = 3   with eigenvector w₂ = (1, 1)/√2",
        "D_u² f(P) = uᵀ·H_f(P)·u = 74/25   along u the graph bends upward",
    ]
    rows = latex(solution, "second_order")
    assert rows[0] == r"H_{f}(P) = \begin{pmatrix} 2 & 1 \\ 1 & 2 \end{pmatrix}"
    assert rows[1] == (
        r"\lambda_{1} = 1 \quad \text{with eigenvector } \mathbf{w}_{1} = "
        r"(1,\ {-1})/\sqrt{2}"
    )
    assert rows[3:] == [
        (
            r"D_{\mathbf{u}}^{2} f(P) = \mathbf{u}^{T} \, H_{f}(P) \, \mathbf{u} "
            r"= \frac{74}{25} \quad \text{along } \mathbf{u} \text{ the graph bends upward}"
        ),
    ]


def test_a_hessian_wider_than_a_line_is_left_to_its_entries() -> None:
    long = sum((sqrt(k) for k in (2, 3, 5, 7, 11, 13)), Integer(0))
    hessian = Matrix([[long, long], [long, long]])
    solution = build(x * y, point=numbers(0, 0), order=2, hessian_at=hessian)
    assert not any(line.startswith("H_f") for line in text(solution, "second_order"))


def test_eigenvectors_with_roots_in_roots_are_written_in_decimals() -> None:
    # [[12, 1], [1, 2]] has the eigenvalues 7 ± √26; (1, -5 - √26) belongs to 7 - √26, and its
    # length is √(52 + 10√26) ≈ 10.149.
    length = sqrt(52 + 10 * sqrt(26))
    solution = build(
        6 * x**2 + x * y + y**2,
        point=numbers(0, 0),
        order=2,
        mixed_partials_agree=True,
        hessian_at=Matrix([[12, 1], [1, 2]]),
        hessian_eigenvalues=(7 - sqrt(26), 7 + sqrt(26)),
        hessian_eigenvectors=(
            column(1 / length, (-5 - sqrt(26)) / length),
            column((5 + sqrt(26)) / length, 1 / length),
        ),
    )
    assert text(solution, "second_order")[1:] == [
        "λ₁ = 7 - √26 ≈ 1.901   with eigenvector w₁ ≈ (0.09854, -0.9951)",
        "λ₂ = 7 + √26 ≈ 12.1   with eigenvector w₂ ≈ (0.9951, 0.09854)",
    ]


@pytest.mark.slow
def test_the_longest_expressions_are_named_where_the_answer_would_have_no_end() -> None:
    long = sum((x**k * sin(k * y) for k in range(1, 200)), Integer(0))
    solution = build(
        x * y,
        order=2,
        mixed_partials_agree=True,
        higher_partials=(
            higher("xx", long),
            higher("xy", x),
            higher("yx", x),
            higher("yy", long * y),
        ),
    )
    assert text(solution, "second_order") == [
        "f_xy = f_yx = x",
        "Too long to be written out here: f_xx and f_yy.",
    ]
    assert latex(solution, "second_order")[1] == (
        r"\text{Too long to be written out here: } f_{x x} \text{ and } f_{y y} \text{.}"
    )


@pytest.mark.parametrize(
    "request_text",
    [
        "f(x,y,z,w)=sqrt(x^2+y^2+z^2+w^2)*sin(x*y*z*w) order=2",
        "f=max(x,y,z,x*y*z)*sin(x*y) order=2",
        "f=e^(x*y)*sin(x)/(1+x^2+y^2)^(3/2) order=3",
        "f=x^2*y*sin(x+y)*e^(x*y) order=5",
        "f=sin(x*y)*ln(1+x^2)*e^(x-y)/(1+y^2) order=4",
    ],
)
@pytest.mark.slow
def test_an_answer_of_general_derivatives_has_some_three_thousand_characters(
    request_text: str,
) -> None:
    result = solve(request_text)
    assert len(result.text) < 3000
    assert "Too long to be written out here" in result.text
    # Nothing is left out of the result itself.
    assert result.higher_partials is not None
    assert all(partial.general is not None for partial in result.higher_partials)


@pytest.mark.slow
def test_an_answer_of_ordinary_length_is_written_out() -> None:
    result = solve("f=sin(x*y)*ln(1+x^2)*e^y order=2")
    assert "Too long" not in result.text


def test_the_roots_of_one_equation_are_written_alike() -> None:
    # x²y³ at (2, -1): λ² + 26λ - 96 = 0, and 13² + 96 = 265.
    text = solve("f=x^2 y^3 at=(2,-1) order=2").text
    assert "λ₁ = -13 - √265 ≈ -29.28" in text
    assert "λ₂ = -13 + √265 ≈ 3.279" in text


def test_at_a_critical_point_the_test_stands_below_the_second_derivatives() -> None:
    # 6x, -6 and 2 at (5, 15): 30·2 - 36 = 24; the eigenvalues solve λ² - 32λ + 24 = 0.
    rows = solve("f=x^3+y^2-6*x*y+15*x at=(5,15) order=2 style=tongji").text.split("\n")
    told = [" ".join(row.split()) for row in rows]
    places = [
        told.index("∂²f/∂x² = 6x A = ∂²f/∂x²|_(5,15) = 30"),
        told.index("∂²f/∂x∂y = ∂²f/∂y∂x = -6 B = ∂²f/∂x∂y|_(5,15) = -6"),
        told.index("∂²f/∂y² = 2 C = ∂²f/∂y²|_(5,15) = 2"),
        told.index("AC - B² = 24"),
        next(place for place, row in enumerate(told) if row.startswith("λ₁ = 16 - 2√58")),
    ]
    assert places == sorted(places)
    assert sum("A = " in row for row in told) == 1
