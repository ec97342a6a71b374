from __future__ import annotations

import pytest

from grad_magic.errors import RequestSyntaxError
from grad_magic.reading.request import read_problem
from grad_magic.result import solve


@pytest.mark.parametrize(
    ("said", "advised"),
    [
        ("limit of (x^2-y^2)/(x^2+y^2) as (x,y)->(0,0)", "No clause asks for a limit alone."),
        ("Does lim_{(x,y)->(0,0)} xy/(x^2+y^2) exist?", "No clause asks for a limit alone."),
        ("求极限 lim_{(x,y)->(0,0)} xy/(x^2+y^2)", "没有单独求极限这一项"),
        ("where is xy/(x^2+y^2) continuous?", "Ask it of one point"),
        ("讨论f(x,y)=xy/(x^2+y^2)的连续性", "请针对一点提问"),
        ("Evaluate the double integral of xy over [0,1]x[0,1]", "Nothing is integrated here"),
        ("求∫xy dx", "这里不做积分"),
        ("Find the divergence of F = (x^2, y^2, z^2)", "its Jacobian matrix has all"),
        ("Is u = x^2-y^2 harmonic?", "Write order=2"),
        ("second order Taylor polynomial of e^x sin y at (0,0)", "half the Hessian"),
        ("Chain rule: z=x^2 y, x=cos t, find dz/dt", "Write the inner functions beside"),
        ("Use Lagrange multipliers to find the maximum of xy subject to x^2+y^2=8", "constraint"),
        ("求f=x²+y²在x+y=1条件下的最小值", "约束条件"),
        ("f=x^2y s.t. x+y=1", "constraint"),
        ("minimize f(x,y)=x^2+y^2 subject to x+y=1", "constraint"),
        ("maximize xyz given x+y+z=3", "critical=all"),
        ("Find the absolute maximum of xy on the rectangle 0<=x<=3, 0<=y<=2", "critical=all"),
        ("f(x,y)=x^2-2xy+2y on 0<=x<=3, 0<=y<=2", "There is no clause for a region"),
        ("f(x,y)=x^2-2xy+2y on D: 0<=x<=3, 0<=y<=2", "There is no clause for a region"),
        ("f=x^2+y^2 over x^2+y^2<=1", "There is no clause for a region"),
        ("f(x,y)=x²+y² 在 x²+y²≤1 上", "没有区域这一项"),
        ("minimize (1-x)^2+100(y-x^2)^2 starting at (-1,1)", "path=descent"),
        (
            "Find the shortest distance from (1,0,-2) to the plane x+2y+z=4",
            "square of the distance",
        ),
        ("Find the angle between the surfaces x^2+y^2+z^2=9 and z=x^2+y^2-3", "two gradients"),
        ("∇·(x^2,y^2)", "its Jacobian matrix has all"),
        ("∇²(x^2+y^2)", "Write order=2"),
        ("Approximate 2.5*3.5", "at the whole numbers near"),
        ("求√(4.5×8.97)的近似值", "近似值用附近的整数来求"),
        ("help", "%grad? shows them all"),
        ("what is a gradient?", "%grad? shows them all"),
    ],
)
def test_what_is_not_answered_is_told_with_what_is(said: str, advised: str) -> None:
    with pytest.raises(RequestSyntaxError) as caught:
        solve(said)
    first, *_, last = str(caught.value).splitlines()
    assert first in ("this sentence is not understood as a whole", "这句话没有全部读懂")
    assert advised in last


def test_a_story_is_a_sentence_and_its_words_are_no_names() -> None:
    story = (
        "Suppose you are climbing a hill whose shape is given by z=1000-0.005x^2-0.01y^2. "
        "Where do you come to the top?"
    )
    with pytest.raises(RequestSyntaxError, match="this sentence is not understood as a whole"):
        read_problem(story)


@pytest.mark.parametrize(
    ("request_text", "message"),
    [
        ("f=x^2y at=(1,2) max rate", "rate is not known"),
        ("f=x+foo(y) at=(1,2)", "foo is not known"),
        ("f(distance, time)=distance/time at=(1,2) foo=3", "unknown clause foo"),
        ("f(limit, y)=limit*y+bar(y)", "bar is neither among the names limit, y"),
    ],
)
def test_a_slip_in_a_request_is_told_at_its_place(request_text: str, message: str) -> None:
    with pytest.raises(RequestSyntaxError, match=message):
        read_problem(request_text)
