from __future__ import annotations

import pytest

from grad_magic.result import solve

HOLED = "f(x,y)={{{}, (x,y)≠(0,0); 0, otherwise}} at=(0,0)"


@pytest.mark.parametrize(
    ("request_", "rows"),
    [
        # f(t, 0) = 2t³/t² and f(0, t) = -t³/t².
        (
            HOLED.format("(2x^3-y^3)/(x^2+y^2)"),
            [
                "∂f/∂x(P) = lim_{t→0} (f(t, 0) - f(0, 0))/t = lim_{t→0} 2t/t = 2",
                "∂f/∂y(P) = lim_{t→0} (f(0, t) - f(0, 0))/t = lim_{t→0} (-t/t) = -1",
            ],
        ),
        # Zero on both axes; along (3, 4)/5 f is 36t³/125 over t².
        (
            HOLED.format("x^2 y/(x^2+y^2)") + " dir=(3,4)",
            [
                "∂f/∂x(P) = lim_{t→0} (f(t, 0) - f(0, 0))/t = lim_{t→0} 0/t = 0",
                "D_u f(P) = lim_{t→0} (f(P + t·u) - f(P))/t = lim_{t→0} 36t/(125t) = 36/125",
            ],
        ),
        # √((3t)²) and √((4t)²).
        (
            "f=sqrt(9x^2+16y^2) at=(0,0)",
            [
                "(f(t, 0) - f(0, 0))/t = 3|t|/t tends to -3 as t → 0⁻ and to 3 as t → 0⁺.",
                "(f(0, t) - f(0, 0))/t = 4|t|/t tends to -4 as t → 0⁻ and to 4 as t → 0⁺.",
            ],
        ),
        # Away from the origin: f(2, -1 + t) = 2|t|.
        (
            "f=x|y+1| at=(2,-1)",
            ["(f(2, -1 + t) - f(2, -1))/t = 2|t|/t tends to -2 as t → 0⁻ and to 2 as t → 0⁺."],
        ),
        # ∛(-2t²), real for every t.
        ("f=cbrt(x-2y^2) at=(0,0)", ["(f(0, t) - f(0, 0))/t = -2^(1/3)·t^(2/3)/t tends to ∞"]),
        # x^x lies above x on both sides of 1, where they touch.
        (
            "f(x)=max(x^x,x) at=1",
            ["f′(1) = lim_{t→0} (f(1 + t) - f(1))/t = lim_{t→0} ((t + 1)^(t + 1) - 1)/t = 1"],
        ),
    ],
)
def test_what_a_limit_is_taken_of_is_seen(request_: str, rows: list[str]) -> None:
    told = " ".join(solve(request_).text.split())
    for row in rows:
        assert row in told


def test_long_coordinates_give_way_to_the_letter_of_the_point() -> None:
    told = solve("f=x|y-100001/7| at=(100001/7,100001/7)").text
    assert "(f(P + t·e₂) - f(P))/t" in told
