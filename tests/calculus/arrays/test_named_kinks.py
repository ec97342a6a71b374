"""What has a kink is named as it was typed."""

from __future__ import annotations

import pytest

from grad_magic.result import solve


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ("L(w)=sum(max(w,w^2)) at=(w=[1,2])", "max(w, w²) has a kink where both are equal"),
        ("L(w)=sum(min(w,2)) at=(w=[1,2])", "min(w, 2) has a kink where both are equal"),
        ("L(w)=sum(clip(w,-1,1)) at=(w=[0,-1])", "clip(w, -1, 1) has a kink at its bounds"),
        ("L(w)=min(w)+sum(w) at=(w=[1,1,3])", "the smallest entry in min(w) is reached more"),
    ],
)
def test_a_kink_is_named_as_it_was_typed(request_: str, said: str) -> None:
    text = " ".join(solve(request_).text.split())
    assert f"L has no gradient here: {said}" in text


# relu takes 0 there and max a half, and a clip 1.
@pytest.mark.parametrize(
    "request_",
    [
        "L(w)=sum(relu(w-1)+max(w,1)) at=(w=[1,2])",
        "L(w)=sum(max(w,1)+relu(w-1)) at=(w=[1,2])",
        "L(w)=sum(abs(w)+clip(w-2,0,1)) at=(w=[0,2])",
    ],
)
def test_no_convention_is_shown_where_several_meet(request_: str) -> None:
    text = solve(request_).text
    assert "L has no gradient here" in text
    assert "convention" not in text


# As PyTorch and JAX: (1 + 2w)/2 at w = 1, and of two smallest entries each takes a half.
@pytest.mark.parametrize(
    ("request_", "numbers"),
    [
        ("L(w)=sum(max(w,w^2)) at=(w=[1,2])", "(3/2, 4)"),
        ("L(w)=min(w)+sum(w) at=(w=[1,1,3])", "(3/2, 3/2, 1)"),
    ],
)
def test_what_frameworks_return_is_shown_as_a_convention(request_: str, numbers: str) -> None:
    _, shown = solve(request_).text.split("By convention")
    assert f"∇_w L = {numbers}" in shown
