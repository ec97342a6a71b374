from __future__ import annotations

import pytest

from grad_magic.errors import RequestSyntaxError
from grad_magic.reading.request import read_problem
from grad_magic.reading.sentences.sentence import request_of


@pytest.mark.parametrize(
    ("said", "request_text"),
    [
        (
            "gradient descent on x^2+3y^2 from (2,1) with step 0.1",
            "x^2+3y^2 at=(2,1) path=descent step_size=0.1",
        ),
        (
            (
                "Run gradient descent on f(x,y)=x^2+10y^2 from (1,1) with step size 0.1 for 20 "
                "iterations."
            ),
            "f(x,y)=x^2+10y^2 at=(1,1) path=descent step_size=0.1 iterations=20",
        ),
        (
            "run gradient descent for (x-1)^2+(y-2)^2 starting at (0,0), learning rate 0.1",
            "(x-1)^2+(y-2)^2 at=(0,0) path=descent step_size=0.1",
        ),
        # A step size alone asks for one step.
        (
            (
                "Perform one step of gradient descent with learning rate 0.1 on f = x^2 + 2y^2"
                " starting from (1, 1)"
            ),
            "f = x^2 + 2y^2 at=(1, 1) step_size=0.1",
        ),
        (
            "Starting from (1,2), perform two steps of gradient descent on x^2+y^2 with step 1/4",
            "x^2+y^2 at=(1,2) path=descent step_size=1/4 iterations=2",
        ),
        (
            "Minimize x^2+10y^2 by gradient descent starting at P(1,1) with lr=0.05",
            "x^2+10y^2 at=(1,1) path=descent step_size=0.05",
        ),
        (
            "gradient descent with momentum on x^2+3y^2 from (2,1) with step 0.1",
            "x^2+3y^2 at=(2,1) path=momentum step_size=0.1",
        ),
        (
            "用梯度下降法求f=x²+3y²的最小值，初始点(2,1)，学习率0.1",
            "f=x²+3y² at=(2,1) path=descent step_size=0.1",
        ),
        (
            "对f=x²+3y²从(2,1)出发做梯度下降，步长0.1，迭代20次",
            "f=x²+3y² at=(2,1) path=descent step_size=0.1 iterations=20",
        ),
    ],
)
def test_gradient_descent_is_a_path_from_its_point(said: str, request_text: str) -> None:
    assert request_of(said) == request_text
    assert read_problem(said).path == read_problem(request_text).path


@pytest.mark.parametrize(
    "said",
    [
        "gradient descent on x^2+y^2",
        "gradient descent with line search on x^2+y^2 from (1,2)",
        "stochastic gradient descent on x^2+y^2 from (1,2)",
    ],
)
def test_descent_of_another_kind_or_from_nowhere_is_refused(said: str) -> None:
    with pytest.raises(RequestSyntaxError) as caught:
        read_problem(said)
    assert "path=descent" in str(caught.value)


def test_the_direction_of_steepest_descent_is_no_path() -> None:
    assert request_of("steepest descent direction of x^2+3y^2 at (2,1)") == "x^2+3y^2 at=(2,1)"
