"""The worked linearization: f(P) + f_x(P)(x - x₀) + …, and then the numbers."""

from __future__ import annotations

import pytest

from grad_magic.result import Result, solve


@pytest.mark.parametrize(
    ("request_text", "rows"),
    [
        # f_x = (1 + xy)e^{xy} = 1 and f_y = x²e^{xy} = 1 at (1, 0) (Stewart, 14.4).
        (
            "f=x e^{xy} at=(1,0) differential=linear style=stewart",
            [
                "L(x, y) = f(1, 0) + f_x(1, 0)·(x - 1) + f_y(1, 0)·(y - 0)",
                "= 1 + (x - 1) + y = x + y",
            ],
        ),
        # √5.7 ≈ 2.3875; f_x = 1/(2√5.7) ≈ 0.2094, and f_y is 1.5 times that.
        (
            "f=sqrt(x+1.5y) at=(1.2,3) differential=linear",
            [
                "L(x, y) = f(P) + ∂f/∂x(P)·(x - 1.2) + ∂f/∂y(P)·(y - 3)",
                "≈ 0.2094x + 0.3141y + 1.194",
            ],
        ),
    ],
)
def test_the_general_formula_comes_before_the_numbers(request_text: str, rows: list[str]) -> None:
    result = solve(f"{request_text} steps=full")
    assert isinstance(result, Result)
    assert [line.strip() for line in result.text.splitlines()[-2:]] == rows


@pytest.mark.slow
def test_the_value_asked_for_has_its_numbers_put_in_and_no_direction_is_told() -> None:
    # f_x = -x/√(20 - x² - 7y²) = -2/3 and f_y = -7/3 at (2, 1), where f = 3 (Stewart, 14.4).
    request = (
        "Find the linearization of f(x,y)=sqrt(20-x^2-7y^2) at (2,1) and use it to approximate "
        "f(1.95,1.08) style=stewart steps=full"
    )
    text = solve(request).text
    # √(20 - 1.95² - 7·1.08²) = √8.0327.
    assert text.splitlines()[-2:] == [
        "f(1.95, 1.08) ≈ L(1.95, 1.08) = 3 + 2/3·0.05 - 7/3·0.08 ≈ 2.847",
        "The actual value is f(1.95, 1.08) ≈ 2.834.",
    ]
    assert "D_u" not in text


def test_the_actual_value_has_the_digits_that_tell_it_from_the_approximation() -> None:
    # 3 + 0.1/3 - 0.05/3 = 181/60, and √(8.2 + 0.9025) = √9.1025 (Stewart, 14.4).
    request = "f=sqrt(2x+y^2) at=(4,1) to=(4.1,0.95) differential=linear steps=full"
    assert solve(request).text.splitlines()[-2:] == [
        "f(4.1, 0.95) ≈ L(4.1, 0.95) = 3 + 0.1/3 - 0.05/3 ≈ 3.01667",
        "The actual value is f(4.1, 0.95) ≈ 3.01703.",
    ]


@pytest.mark.parametrize(
    ("request_text", "row"),
    [
        # √97 + (9·0.1 - 4·0.1)/√97 = 97.5/√97 ≈ 9.89962.
        ("use differentials to estimate sqrt(9.1^2+3.9^2)", "L(9.1, 3.9) ≈ 9.9"),
        # 2e + 2e·0.1 - e·0.1 = 2.1e ≈ 5.70839.
        ("f=e^x*y at=(1,2) to=(1.1,1.9) differential=linear", "L(1.1, 1.9) ≈ 5.708"),
        # √2 + 0.1/(2√2) ≈ 1.44957.
        ("f(x)=sqrt(x) at=2 to=2.1 differential=linear", "L(2.1) ≈ 1.45"),
        # It was L(x) = x - 1 = x - 1.
        ("f(x)=ln(x) at=1 to=1.02 differential=linear", "L(x) = x - 1"),
    ],
)
def test_an_estimate_is_told_also_where_f_has_no_round_value(request_text: str, row: str) -> None:
    assert row in [line.strip() for line in solve(request_text).text.splitlines()]
