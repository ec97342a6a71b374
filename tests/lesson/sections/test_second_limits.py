"""Second derivatives that are limits, in words."""

from __future__ import annotations

import pytest
from sympy import Rational

from grad_magic import solve


@pytest.mark.parametrize(
    ("request_text", "sentence"),
    [
        (
            "f=x|x| at=0 order=2",
            ("f″(0) does not exist: (f′(t) - f′(0))/t tends to -2 as t → 0⁻ and to 2 as t → 0⁺."),
        ),
        (
            "f=x*|x|+y at=(0,0) dir=(1,0) order=2",
            (
                "f_xx(P) does not exist: (f_x(P + t·e₁) - f_x(P))/t tends to -2 as t → 0⁻ and "
                "to 2 as t → 0⁺."
            ),
        ),
        (
            "f=x*|x|+y at=(0,0) dir=(1,0) order=2",
            (
                "D_u² f(P) does not exist: (D_u f(P + t·u) - D_u f(P))/t tends to -2 as t → 0⁻ and "
                "to 2 as t → 0⁺."
            ),
        ),
        (
            "f=x^(4/3)+y^2 at=(0,0) order=2",
            "f_xx(P) does not exist: (f_x(P + t·e₁) - f_x(P))/t tends to ∞ as t → 0.",
        ),
        (
            "f=|x|y^2 at=(0,0) order=2",
            "f_xy(P) does not exist: (f_x(P + t·e₂) - f_x(P))/t is not defined as t → 0.",
        ),
        ("f=|x| at=0 order=2", "f″(0) does not exist, as f′(0) does not exist."),
        (
            "f=|x|+y^2 at=(0,0) order=2",
            (
                "f_xy(P) does not exist, as ∂f/∂x(P) does not exist. "
                "f_yx = 0 f_yx(P) = 0 f_yy = 2 f_yy(P) = 2"
            ),
        ),
    ],
)
def test_what_does_not_exist_is_said_not_to(request_text: str, sentence: str) -> None:
    assert sentence in " ".join(solve(request_text).text.split())


@pytest.mark.slow
@pytest.mark.parametrize(
    "request_text",
    ["f=|x|y at=(0,0) order=2", "f=|x|+y^2 at=(0,0) order=2", "f=|x y z| at=(0,0,1) order=2"],
)
def test_what_does_not_exist_is_not_open(request_text: str) -> None:
    assert "not settled" not in solve(request_text).text


@pytest.mark.slow
def test_without_a_gradient_those_that_exist_are_told() -> None:
    # f(x, 0) = x and f_x(0, y) = 0 for y ≠ 0 beside f_x(0, 0) = 1, so f_xx = 0 and f_xy is none.
    result = solve(
        "f(x,y)=piecewise(((x^3+y^3)/(x^2+y^2),(x,y)!=(0,0)),(0,otherwise)) at=(0,0) order=2"
    )
    text = " ".join(result.text.split())
    assert "f_xx(P) = 0" in text
    assert (
        "f_xy(P) does not exist: (f_x(P + t·e₂) - f_x(P))/t tends to ∞ as t → 0⁻ and to -∞" in text
    )
    assert result.hessian_at is None


@pytest.mark.slow
def test_what_is_smoothly_filled_has_mixed_derivatives_that_agree() -> None:
    # (e^{xy} - 1)/x = y + xy²/2 + x²y³/6 + …, so at (0, 1) the Hessian is [[1/3, 1], [1, 0]].
    result = solve(
        "f(x,y)=piecewise(((e^(x y)-1)/x,x!=0),(y,otherwise)) at=(0,1) order=2 dir=(1,1)"
    )
    assert result.hessian_at.tolist() == [[Rational(1, 3), 1], [1, 0]]
    assert "f_xy = f_yx" in result.text
    assert "not settled" not in result.text


def test_in_latex() -> None:
    latex = solve("f=x|x| at=0 order=2").latex
    assert r"\frac{f'(t) - f'(0)}{t}" in "".join(latex)


def test_what_is_open_in_one_variable_speaks_of_no_direction() -> None:
    # Of √x the rate is infinite for a = b.
    text = solve("f(x)={a, x<=1; b+sqrt(x-1), x>1} at=1").text
    assert text.endswith("Whether f is differentiable at x = 1 is not settled.")
    chinese = solve("f(x)={a, x<=1; b+sqrt(x-1), x>1} at=1 lang=zh").text
    assert "是否可导，未能判定。" in chinese
    assert "e_l" not in chinese


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_text", "sentence"),
    [
        # On the line y = 1 f is |x|³, whose second derivative is 6|x|.
        (
            "f=abs(x)^3*y at=(0,1) order=3",
            (
                "f_xxx(P) does not exist: (f_xx(P + t·e₁) - f_xx(P))/t tends to -6 as t → 0⁻ and "
                "to 6 as t → 0⁺."
            ),
        ),
        (
            "f=x^2*abs(x) at=0 order=3",
            ("f‴(0) does not exist: (f″(t) - f″(0))/t tends to -6 as t → 0⁻ and to 6 as t → 0⁺."),
        ),
        ("f=x*abs(x) at=0 order=3", "f‴(0) does not exist, as f″(0) does not exist."),
        # A fourth derivative with a value: (x⁴|x|)⁗ = 120|x|.
        ("f=x^4*abs(x) at=0 order=4", "f⁽⁴⁾(0) = 0"),
    ],
)
def test_a_third_derivative_by_its_definition(request_text: str, sentence: str) -> None:
    assert sentence in " ".join(solve(request_text).text.split())


@pytest.mark.slow
def test_of_equal_second_derivatives_only_those_of_higher_order_are_open() -> None:
    # f_xyy = 4x·sign y, which has no value on y = 0.
    text = " ".join(solve("f=x^2*y*abs(y) at=(1,0) order=3").text.split())
    assert "f_xy(P) = 0" in text
    assert "f_yx(P) = 0" in text
    assert "Whether the mixed partial derivatives at P" not in text
    assert "Whether the mixed partial derivatives of order 3 or more at P depend" in text


@pytest.mark.parametrize(
    ("request_text", "lines"),
    [
        (
            "f=sqrt(x)*y^2 at=(0,1) order=2",
            (
                "f_xx = -y²/(4x^(3/2)) f_xx(P) does not exist, as ∂f/∂x(P) does not exist.",
                "f_yx(P) does not exist: (f_y(P + t·e₁) - f_y(P))/t is not defined as t → 0⁻",
                "f_yy = 2√x f_yy(P) = 0",
            ),
        ),
        (
            "f=x^(5/2) at=0 order=2",
            (
                "f″(x) = 15x^(1/2)/4",
                "f″(0) does not exist, as f′(0) exists from one side only.",
            ),
        ),
        ("f=sqrt(x y) at=(0,0) order=2", ("f_xx(P) = 0", "f_yy(P) = 0")),
    ],
)
def test_at_the_boundary_second_derivatives_come_by_their_definition(
    request_text: str, lines: tuple[str, ...]
) -> None:
    text = " ".join(solve(request_text).text.split())
    assert all(line in text for line in lines)
    assert "not looked for" not in text


@pytest.mark.slow
def test_third_derivatives_by_their_definition_are_said_to_differ() -> None:
    # f_x(0, y) = 0, so f_xyy(0, 0) = 0; f_yy(x, 0) = 2x, so f_yyx(0, 0) = 2.
    text = solve(
        "f(x,y)=piecewise((x^3*y^2/(x^2+y^2),(x,y)!=(0,0)),(0,otherwise)) at=(0,0) order=3"
    ).text
    assert "f_xyy(P) = 0" in text
    assert "mixed partial derivatives of order 3 depend on the order" in " ".join(text.split())
