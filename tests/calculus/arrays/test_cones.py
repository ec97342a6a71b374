"""Kinks that cancel along some rays, and do not along others."""

from __future__ import annotations

import pytest

from grad_magic.result import solve


@pytest.mark.parametrize(
    "request_text",
    [
        # |u| + |v| - |u + v| is 0 where u and v have one sign, and 2 min(|u|, |v|) elsewhere.
        "L(x)=abs(a@x)+abs(b@x)-abs(a@x+b@x) a=[-2,3] b=[-2,-1] at=(x=[0,0])",
        "L(x)=abs(a@x)+abs(b@x)-abs(a@x+b@x) a=[2,-2] b=[2,2] at=(x=[0,0])",
        "L(x)=abs(a@x)+abs(b@x)-abs(a@x+b@x) a=[2,-2,1] b=[3,-3,0] at=(x=[0,0,0])",
        # The cone is one of a thousandth.
        "L(x)=relu(a@x-1000*abs(b@x)) a=[1,1] b=[1,-1] at=(x=[0,0])",
        "L(x)=relu(a@x-1000*norm(B@x,1)) a=[1,1,1] B=[[1,-1,0],[0,1,-1]] at=(x=[0,0,0])",
    ],
)
def test_a_cone_of_other_slopes_is_found(request_text: str) -> None:
    result = solve(request_text)
    assert result.gradients is None
    assert "L has no gradient here" in result.text


@pytest.mark.parametrize(
    ("request_text", "gradient"),
    [
        # relu(u) - relu(-u) = u, and |u|u has the gradient 2|u|.
        ("L(x)=relu(a@x)-relu(-(a@x))+abs(b@x)*(b@x) a=[1,2] b=[1,-1] at=(x=[0,0])", [1, 2]),
        # max(u, v) + min(u, v) = u + v.
        ("L(x)=max(a@x,b@x)+min(a@x,b@x) a=[1,2] b=[1,-1] at=(x=[0,0])", [2, 1]),
        ("L(x)=sum(relu(x)^2) at=(x=[0,0])", [0, 0]),
    ],
)
def test_kinks_that_cancel_in_all_directions_leave_a_gradient(
    request_text: str, gradient: list[int]
) -> None:
    assert list(solve(request_text).gradients["x"]) == gradient


def test_what_is_tied_for_all_arguments_has_no_kink() -> None:
    result = solve("L(y)=sum(min(y,y)*y) at=(y=[2,0,-1])")
    assert list(result.gradients["y"]) == [4, 0, -2]
