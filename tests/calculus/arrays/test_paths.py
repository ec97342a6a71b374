"""Paths over arrays meet the kinks of L, and end there."""

from __future__ import annotations

import math

import pytest

from grad_magic.calculus.arrays import paths
from grad_magic.result import solve

NO_GRADIENT = "L has no gradient there, so the path ends."
SEAM = "No later than at t = 0.6 the path comes to a place where the derivatives of L"


def way(text: str) -> tuple[str, list[float]]:
    """An answer, and L on its path."""
    result = solve(text)
    return result.text, list(map(float, result.path_values))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        # 0.3 - 3·0.1 is 0, but not in floats.
        ("L(w)=norm(w,1) at=(w=[0.3,1])", [1.3, 1.1, 0.9, 0.7]),
        ("L(w)=sum(relu(w)) at=(w=[0.3,1])", [1.3, 1.1, 0.9, 0.7]),
        ("L(w)=max(w) at=(w=[0.7,0.4])", [0.7, 0.6, 0.5, 0.4]),
        ("L(w)=norm(w) at=(w=[0.3,0.4])", [0.5, 0.4, 0.3, 0.2, 0.1, 0]),
    ],
)
def test_steps_of_typed_decimals_meet_kinks(text: str, values: list[float]) -> None:
    answer, found = way(f"{text} path=descent step_size=0.1 iterations=8")
    assert NO_GRADIENT in answer
    assert found == pytest.approx(values)


def test_momentum_tells_its_rule() -> None:
    answer, values = way("L(v)=v@v at=(v=[0,1]) path=momentum step_size=0.1 iterations=2")
    assert "u_{k+1} = β·u_k - η·∇L   u₀ = 0   β = 0.9" in answer
    # v₁ = 1 - 0.2 = 0.8, and v₂ = 0.8 - 0.9·0.2 - 0.16 = 0.46.
    assert values == pytest.approx([1, 0.64, 0.2116])


@pytest.mark.parametrize(
    ("text", "values"),
    [
        # Each entry falls at the rate 1 until w₂ is 0 for t = 0.55.
        ("L(w)=norm(w,1) at=(w=[1,0.55])", [1.55, 0.95]),
        ("L(w)=sum(relu(w)) at=(w=[1,0.55])", [1.55, 0.95]),
        # w₁ alone falls until it is w₂ for t = 0.45.
        ("L(w)=max(w) at=(w=[1,0.55])", [1, 0.7]),
        # The length falls at the rate 1.
        ("L(w)=norm(w) at=(w=[0.3,0.4])", [0.5, 0.2]),
    ],
)
def test_flows_end_before_the_kink_that_breaks_them(text: str, values: list[float]) -> None:
    answer, found = way(f"{text} path=flow step_size=0.3 iterations=5")
    assert SEAM in answer
    assert found == pytest.approx(values)


def test_a_kink_across_which_the_gradient_is_continuous_ends_no_flow() -> None:
    text = "L(w)=sum(relu(w-1)^2)/2+sum(w) at=(w=[2]) path=flow step_size=1 iterations=3"
    answer, found = way(text)
    assert "comes to a place" not in answer
    # u = w - 1 obeys u′ = -u - 1, so u = 2e⁻ᵗ - 1 until t = ln 2, and then it falls at the rate 1.
    w = 1 - (2 - math.log(2))
    assert found[2:] == pytest.approx([w, w - 1], abs=1e-6)


@pytest.mark.parametrize("path", ["descent", "momentum", "flow"])
def test_where_the_gradient_is_exactly_zero_the_path_stays(path: str) -> None:
    # w² = 2 in both entries, which no floating-point number does.
    result = solve(f"L(w)=sum((w^2-2)^2) at=(w=[sqrt(2),-sqrt(2)]) path={path} iterations=3")
    assert "∇L = 0, so the path stays there." in result.text
    assert "risen" not in result.text


@pytest.mark.slow
def test_a_flow_that_goes_to_and_fro_beside_a_tip_is_told_as_far_as_it_was_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(paths, "_SECONDS_OF_FLOW", 0.5)
    answer, found = way(
        "L(W,b)=norm(b-y)*norm(W@x-y) x=[3,3] y=[1,0] at=(W=[[-0.5,0.5],[-1,-0.5]],b=[-1,0.5]) "
        "path=flow step_size=0.05 iterations=20"
    )
    assert "the path could not be followed with certainty" in answer
    # u = ‖b - y‖ and v = ‖Wx - y‖ obey u′ = -v and v′ = -18u, as ‖x‖² = 18, until v is 0.
    least, rate = math.sqrt((18 * 4.25 - 21.25) / 18), math.sqrt(18)
    left = [math.acosh(math.sqrt(4.25) / least) - rate * 0.05 * k for k in range(3)]
    assert left[-1] > 0 > left[-1] - rate * 0.05
    assert found == pytest.approx([rate * least**2 * math.sinh(2 * s) / 2 for s in left])
