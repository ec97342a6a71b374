"""What is said of equations between derivatives, with these put in."""

from __future__ import annotations

import pytest

from grad_magic.result import solve


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "If z=x^2y+xy^2, show that x ∂z/∂x + y ∂z/∂y = 3z",
            ("z satisfies this equation: x·∂z/∂x + y·∂z/∂y = x(2x·y + y²) + y(x² + 2x·y) = 3z."),
        ),
        (
            "Show that u=x^3+3xy^2 satisfies Laplace's equation",
            "u does not satisfy this equation: u_xx + u_yy = 6x + 6x = 12x ≠ 0.",
        ),
        (
            "验证 u=e^x sin y 满足拉普拉斯方程",
            "u满足这一等式：∂²u/∂x² + ∂²u/∂y² = e^x·sin(y) - e^x·sin(y) = 0。",
        ),
        ("u=|x|y answer=u_xx+u_yy==0", "Whether u satisfies this equation is not settled."),
    ],
)
def test_the_derivatives_are_put_in(sentence: str, expected: str) -> None:
    text = solve(sentence).text
    assert "".join(text.split()) == "".join(expected.split())


def test_in_a_worked_solution_it_follows_from_them() -> None:
    text = "".join(solve("设 2sin(x+2y-3z)=x+2y-3z，证明 ∂z/∂x+∂z/∂y=1 steps=full").text.split())
    assert "。由复合函数求导法则，F的偏导数为" in text
    assert text.endswith("所以∂z/∂x+∂z/∂y=1")


def test_second_derivatives_stand_above_it() -> None:
    said = "Show that u=x^3-3xy^2 satisfies Laplace's equation steps=full"
    text = "".join(solve(said).text.split())
    assert text.index("u_xx=6x") < text.index("Henceu_xx+u_yy=6x-6x=0")
