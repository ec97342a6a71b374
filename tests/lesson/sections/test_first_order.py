"""The lines of the value, the gradient and the rate at a point."""

from __future__ import annotations

import pytest

from grad_magic import solve


@pytest.mark.parametrize(
    ("direction", "told"),
    [
        ("(a,0)", "u = v/‖v‖ = (a, 0)/|a| = (sign(a), 0)"),
        ("(a,2a)", "= (a, 2a)/(√5·|a|) = (√5·sign(a), 2√5·sign(a))/5"),
        ("(0,-a*b)", "= (0, -a·b)/|a·b| = (0, -sign(a)·sign(b))"),
    ],
)
def test_the_length_of_letters_is_a_magnitude(direction: str, told: str) -> None:
    text = " ".join(solve(f"f(x,y)=x^2+y at=(1,2) dir={direction}").text.split())
    assert told in text
