from __future__ import annotations

import pytest

from grad_magic import solve


def test_a_path_is_shown_with_its_rule_its_points_and_how_far_it_came() -> None:
    # By hand: x ← 0.8x, y ← 1.2y, so f = 0.64^k - 1.44^k/100.
    text = solve("f=x^2-y^2 at=(1,1/10) path=descent iterations=2").text
    assert [line.strip() for line in text.splitlines()[-5:]] == [
        "P_{k+1} = P_k - η·∇f(P_k)   P₀ = P   η = 0.1",
        "P₁ = (0.8, 0.12)   f(P₁) = 0.6256",
        "P₂ = (0.64, 0.144)   f(P₂) ≈ 0.3889",
        "After 2 steps f has fallen from 0.99 to about 0.3889.",
        "The partial derivatives are continuous near P, so f is differentiable.",
    ]


def test_of_a_long_path_the_first_points_the_middle_and_the_last_are_shown() -> None:
    text = solve("f=x^2+y^2 at=(1,2) path=descent iterations=40").text
    assert [line.split()[0] for line in text.splitlines() if line.strip().startswith("P")] == [
        "P_{k+1}", "P₁", "P₂", "P₃", "P₂₀", "P₄₀",
    ]  # fmt: skip


def test_in_one_variable_the_variable_itself_moves() -> None:
    latex = solve("f=x^2 at=1 path=momentum iterations=2").latex
    assert r"x_{k + 1} & = x_{k} + \mathbf{v}_{k + 1}" in latex
    assert r"\mathbf{v}_{k + 1} & = \beta \, \mathbf{v}_{k} - \eta \, f'(x_{k})" in latex


def test_the_flow_is_told_by_its_time() -> None:
    text = solve("f=x^2 at=1 path=flow step_size=1/2 iterations=2").text
    # e^(-1) and e^(-2).
    assert "x′(t) = -f′(x(t))   x(0) = 1" in text
    assert "x(0.5) ≈ 0.3679" in text
    assert "x(1) ≈ 0.1353" in text
    assert "At t = 1, f has fallen from 1 to about 0.01832." in text


@pytest.mark.parametrize(("start", "shown"), [("pi", "π"), ("1/3", "1/3"), ("sqrt(2)", "√2")])
def test_a_path_begins_at_the_exact_place(start: str, shown: str) -> None:
    text = solve(f"f=x^2 at={start} path=descent iterations=2").text
    assert f"x₀ = {shown}   η = 0.1" in text


def test_the_step_size_gives_way_to_a_variable() -> None:
    assert "h·∇f(P_k)" in solve("f=eta*x at=(1,1) path=descent").text
