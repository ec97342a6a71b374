"""Numbers within sentences, which have no sign that would tell that they are rounded."""

from __future__ import annotations

import pytest

from grad_magic import solve


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_", "said"),
    [
        # The slopes of both sides, as typed.
        (
            "f(x)={1.00001 x, x>0; x, otherwise} at=0",
            "tends to 1 as t → 0⁻ and to 1.00001 as t → 0⁺",
        ),
        (
            "f(x,y)={1.00001x^2, x>0; x^2, otherwise} at=(0,0) order=2 dir=(1,0)",
            "tends to 2 as t → 0⁻ and to 2.00002 as t → 0⁺",
        ),
        ("f(x,y)=1.23456|x|+y at=(0,0) dir=(1,0)", "t → 0⁺ give 1.23456;"),
        ("f=floor(x)*1.234567+y at=(1,1)", "its value at P is 2.234567"),
        # u = (3, 4)/5: 1.23456·9/25·4/5.
        (
            "f(x,y)={1.23456x^2 y/(x^2+y^2), (x,y)!=(0,0); 0, otherwise} at=(0,0) dir=(3,4)",
            "is wrong by 0.35555328.",
        ),
        # 1.00001/(2√2) has no end.
        (
            "f(x,y)={1.00001x y^2/(x^2+y^2), (x,y)!=(0,0); 0, otherwise} at=(0,0) dir=(1,1)",
            "is wrong by about 0.3536.",
        ),
        ("f=x y at=(3,4) rate=5.0000001", "5.0000001 > ‖∇f(P)‖ = 5, so no unit vector u gives"),
        ("f=x+y at=(1,1) rate=1.4142135623731", "1.4142135623731 > ‖∇f(P)‖ = √2 ≈ 1.414"),
    ],
)
def test_what_is_not_exact_is_said_to_be_rounded(request_: str, said: str) -> None:
    assert said in " ".join(solve(request_).text.split())
