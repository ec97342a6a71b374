"""The tangent has a row of its own."""

from __future__ import annotations

from grad_magic import solve


def test_a_tangent_with_roots_stands_below_the_directions_of_no_change() -> None:
    # ∇f(2, 3) = (1/(2√2), 1/(2√3)): times 12 the tangent is 3√2x + 2√3y = 6√2 + 6√3.
    text = solve("f=sqrt(x)+sqrt(y) at=(2,3) dir=(1,1) plot=none").text
    assert "D_w f(P) = 0   for w = ±(√10, -√15)/5\n" in text
    assert "3√2·x + 2√3·y = 6√2 + 6√3\n" in text
