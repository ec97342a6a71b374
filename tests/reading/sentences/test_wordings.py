from __future__ import annotations

from contextlib import suppress

import pytest

from grad_magic.errors import RequestSyntaxError
from grad_magic.presets import Asked
from grad_magic.reading.request import read_problem
from grad_magic.reading.sentences import read_said
from grad_magic.reading.sentences.sentence import request_of


@pytest.mark.parametrize(
    ("said", "request_text"),
    [
        # As people ask.
        ("Could you please find the gradient of x^2*y at the point (1,2)?", "x^2*y at=(1,2)"),
        ("I want the gradient of f(x,y) = x^2 y at (1,2)", "f(x,y) = x^2 y at=(1,2)"),
        ("step by step: gradient of x^2 y at (1,2)", "x^2 y at=(1,2)"),
        (
            "how fast does f=x^2 y change at (1,2) in direction (3,4)?",
            "f=x^2 y at=(1,2) dir=(3,4)",
        ),
        ("grad of x^2 y at (1,1)", "x^2 y at=(1,1)"),
        # Stewart 14.6, whose parts ask one after another.
        (
            (
                "Find the gradient of f(x,y)=x/y, evaluate it at P(2,1), and find the rate"
                " of change of"
                " f at P in the direction of u=(3/5,4/5)."
            ),
            "f(x,y)=x/y at=(2,1) dir=(3/5,4/5)",
        ),
        (
            ("Let z = f(x,y) = x^2 y^3. (a) Find the gradient of f. (b) Evaluate it at (1,2)."),
            "z = f(x,y) = x^2 y^3 at=(1,2)",
        ),
        (
            (
                "Let f(x,y)=x^2 y. Find the gradient at (1,2) and the directional derivative"
                " in the"
                " direction (3,4)."
            ),
            "f(x,y)=x^2 y at=(1,2) dir=(3,4)",
        ),
        (
            (
                "Find D_u f(x,y) if f(x,y)=x^3-3xy+4y^2 and u is the unit vector given by"
                " angle θ=π/6."
                " What is D_u f(1,2)?"
            ),
            "f(x,y)=x^3-3xy+4y^2 at=(1,2) angle=π/6",
        ),
        (
            "Suppose f(x,y) = x^2 + y^2. Compute D_u f(1,1) where u = (1/√2, 1/√2).",
            "f(x,y) = x^2 + y^2 at=(1,1) dir=(1/√2, 1/√2)",
        ),
        # Thomas 14.5, where the derivative in a direction is called so.
        (
            (
                "Find the derivative of f = xy + yz + xz at P0(1,-1,2) in the direction of"
                " A = 3i + 6j - 2k"
            ),
            "f = xy + yz + xz at=(1,-1,2) dir=3i + 6j - 2k",
        ),
        (
            "Find the rate of change of x y at (1,2) in the direction of u=3/5 i - 4/5 j.",
            "x y at=(1,2) dir=3/5 i - 4/5 j",
        ),
        (
            (
                "If f(x,y)=xy, find the gradient vector ∇f(3,2) and use it to find the tangent line"
                " to the level curve f(x,y)=6 at (3,2)."
            ),
            "f(x,y)=xy at=(3,2)",
        ),
        (
            "Show that f=√|xy| has partial derivatives at (0,0) but is not differentiable there.",
            "f=√|xy| at=(0,0)",
        ),
        (
            (
                "Explain why the function is differentiable at the given point. Then find the"
                " linearization L(x,y) of the function at that point. f(x,y)=1+x ln(xy-5), (2,3)"
            ),
            "f(x,y)=1+x ln(xy-5) at=(2,3) differential=linear",
        ),
        (
            (
                "Find the local maximum and minimum values and saddle point(s) of the function."
                " f(x,y)=x^2+xy+y^2+y"
            ),
            "f(x,y)=x^2+xy+y^2+y critical=all",
        ),
        (
            "Find the velocity and speed of a particle with position vector r(t)=(t^2,t^3) at t=1.",
            "r(t)=(t^2,t^3) at=(t=1)",
        ),
        (
            "The position of a particle is r(t)=(t^2,t^3). Find its velocity and speed at t=2",
            "r(t)=(t^2,t^3) at=(t=2)",
        ),
        (
            "Find the Jacobian of the transformation x=r cos θ, y=r sin θ",
            "F=(r cos θ, r sin θ)",
        ),
        (
            "derivative of x^2 y at (1,2) in the direction from (1,2) to (4,6)",
            "x^2 y at=(1,2) to=(4,6)",
        ),
        (
            (
                "The temperature of a metal plate is T(x,y)=80/(1+x^2+y^2). In what"
                " direction from (1,1)"
                " does the temperature decrease fastest?"
            ),
            "T(x,y)=80/(1+x^2+y^2) at=(1,1)",
        ),
        (
            (
                "The electric potential is V=5x^2-3xy+xyz. Find the rate of change at"
                " P(3,4,5) in the"
                " direction i+j-k."
            ),
            "V=5x^2-3xy+xyz at=(3,4,5) dir=i+j-k",
        ),
        (
            "rate of change of x^2 y at (1,2) in the negative y-direction",
            "x^2 y at=(1,2) dir=-y",
        ),
        (
            "In what directions is the rate of change of f=x^2+y^2 at (1,1) zero?",
            "f=x^2+y^2 at=(1,1) rate=0",
        ),
        (
            "Evaluate the partial derivatives of f at (1,2): f(x,y)=x^2y",
            "f(x,y)=x^2y at=(1,2)",
        ),
        ("Compute ∇f at P: f=x^2y, P=(1,2)", "f=x^2y at=(1,2)"),
        # The unit normal is the direction of the gradient.
        (
            "unit normal vector to the surface x^2+y^2+z^2=9 at (2,2,1)",
            "x^2+y^2+z^2=9 at=(2,2,1) dir=grad",
        ),
        (
            "Find a unit normal to x^2y+2xz=4 at the point (2,-2,3)",
            "x^2y+2xz=4 at=(2,-2,3) dir=grad",
        ),
        (
            (
                "Use a total differential to approximate the change in z = x^2+3xy-y^2 as"
                " (x,y) moves"
                " from (2,3) to (2.05,2.96)"
            ),
            "z = x^2+3xy-y^2 at=(2,3) to=(2.05,2.96) differential=total",
        ),
    ],
)
def test_books_and_people_word_it_so(said: str, request_text: str) -> None:
    assert request_of(said) == request_text
    assert read_problem(said).f == read_problem(request_text).f


def test_the_maximum_value_of_a_rate_is_no_extremum_of_f() -> None:
    said = read_said("maximum value of the directional derivative of f=x^2 y at (1,2)")
    assert said.request == "f=x^2 y at=(1,2)"
    assert said.questions == (Asked.MAX_RATE, Asked.ASCENT)


def test_what_falls_fastest_is_asked_for_its_descent() -> None:
    said = read_said("In what direction does f(x,y)=x^2+y fall most quickly at (1,2)?")
    assert said.questions == (Asked.MIN_RATE, Asked.DESCENT)


@pytest.mark.slow
def test_long_rows_of_space_and_words_are_read_in_time() -> None:
    # They took longer than any budget: each space could belong to what stands on either side.
    # Letters between words of English in a Chinese sentence could be cut in as many ways.
    letters = "求, where x and y are in meters there there let there z data " * 9
    spaces = ("find the gradient" + " " * 570 + "x", "gradient descent" + " " * 560 + "x")
    for text in (*spaces, letters):
        with suppress(RequestSyntaxError):
            read_said(text)


@pytest.mark.parametrize(
    ("said", "request_text"),
    [
        # Stewart 14.6 and 14.7, and as people type.
        (
            "Find the directional derivative of e^x sin y at (0,π/3) in the direction of v=<-6,8>",
            "e^x sin y at=(0,π/3) dir=(-6,8)",
        ),
        (
            "Find the directional derivative of g(u,v)=u^2 e^(-v) at (3,0), v=3i+4j",
            "g(u,v)=u^2 e^(-v) at=(3,0) dir=3i+4j",
        ),
        ("Find the gradient vector field of xe^(xy) and sketch it", "xe^(xy)"),
        (
            "Use the linear approximation of f(x,y)=x^2y at (1,1) to estimate f(1.1,0.9)",
            "f(x,y)=x^2y at=(1,1) to=(1.1,0.9) differential=linear",
        ),
        ("linearize x^2 y at (1,2)", "x^2 y at=(1,2) differential=linear"),
        ("where is the gradient of x^2+y^2-2x zero?", "x^2+y^2-2x critical=all"),
        (
            "Determine the nature of the stationary points of x^3-3xy+y^3",
            "x^3-3xy+y^3 critical=all",
        ),
        (
            "In which direction should one move from (1,2) to increase f=x^2y most quickly?",
            "f=x^2y at=(1,2)",
        ),
        (
            "Find a unit vector in the direction in which x^3-y^5 decreases most rapidly at (2,-1)",
            "x^3-y^5 at=(2,-1)",
        ),
        ("rate of change of xy at (1,2) going north", "xy at=(1,2) dir=north"),
        ("directional derivative of xy at (1,2) with angle 30°", "xy at=(1,2) angle=30°"),
        ("directional derivative of f(x,y)=xy at (1,2), θ=30°", "f(x,y)=xy at=(1,2) angle=30°"),
        ("Let f(x,y)=x^2y and P=(1,2). Find ∇f(P).", "f(x,y)=x^2y at=(1,2)"),
        ("f=x^2y, ∇f=?", "f=x^2y"),
    ],
)
def test_directions_and_points_are_worded_so(said: str, request_text: str) -> None:
    assert request_of(said) == request_text
    assert read_problem(said).f == read_problem(request_text).f


@pytest.mark.parametrize(
    ("said", "request_text"),
    [
        ("请问x²y在(1,2)处的梯度", "x²y at=(1,2)"),
        ("f(x,y)=x²y在点(1,2)处的梯度是什么？", "f(x,y)=x²y at=(1,2)"),
        ("对x²y求偏导", "x²y"),
        ("z=x²y，求偏导数", "z=x²y"),
        ("求z=x²y的梯度并画图", "z=x²y"),
        ("求曲面xyz=6在点(1,2,3)处的单位法向量", "xyz=6 at=(1,2,3) dir=grad"),
        ("求f=xy在(1,2)处的最大变化率", "f=xy at=(1,2)"),
        ("求梯度 f=x^2y at=(1,2)", "f=x^2y at=(1,2)"),
        ("求函数f=x^2y的梯度 at=(1,2) dir=(3,4)", "f=x^2y at=(1,2) dir=(3,4)"),
        ("f=x²y 在点(1,2) 的梯度 at=(1,2)", "f=x²y at=(1,2)"),
        ("求偏导数：z=x^3y-y^3x", "z=x^3y-y^3x"),
        ("求海森矩阵 f=x²y+y³ 在(1,1)", "f=x²y+y³ at=(1,1) order=2"),
        ("函数x^2y在点(1,2)处的方向导数，方向为(3,4)", "x^2y at=(1,2) dir=(3,4)"),
        ("f=x^2y在点(1,2)处增长最快的方向", "f=x^2y at=(1,2)"),
        ("f(x,y)=|x|+|y|在(0,0)处可微吗？", "f(x,y)=|x|+|y| at=(0,0)"),
        ("求f=x^2y在点(1,2)沿东北方向的变化率", "f=x^2y at=(1,2) dir=东北"),
        (
            "求由方程x^3+y^3=6xy确定的隐函数的导数dy/dx",
            "x^3+y^3==6xy differential=implicit",
        ),
        (
            "求由方程x^3+y^3=6xy所确定的函数y=f(x)的导数",
            "x^3+y^3==6xy differential=implicit",
        ),
        (
            "求由方程e^z-xyz=0所确定的函数z=f(x,y)的偏导数",
            "e^z-xyz==0 differential=implicit",
        ),
        (
            "求方程x²+y²+z²-4z=0确定的隐函数z=z(x,y)的一阶偏导数",
            "x²+y²+z²-4z==0 differential=implicit",
        ),
        # A letter of the formula before 在 is no name of f.
        ("函数z=x²y在点(1,2)处沿什么方向增加最快？", "z=x²y at=(1,2)"),
        (
            (
                "设 f(x,y,z)=x^3-xy^2-z，问 f 在点 P0(1,1,0) 处沿什么方向变化最快，"
                "在这个方向的变化率是多少？"
            ),
            "f(x,y,z)=x^3-xy^2-z at=(1,1,0)",
        ),
        ("f(x,y)=x²+y²在点(1,1)处沿哪个方向减少最快?", "f(x,y)=x²+y² at=(1,1)"),
        ("求grad 1/(x^2+y^2)", "1/(x^2+y^2)"),
        ("求∇(x^2y)", "(x^2y)"),
        ("f(x,y)=2xy 在点(1,2)沿与x轴正向夹角为π/3的方向", "f(x,y)=2xy at=(1,2) angle=π/3"),
    ],
)
def test_chinese_requests_put_it_so(said: str, request_text: str) -> None:
    assert request_of(said) == request_text
    assert read_problem(said).f == read_problem(request_text).f


@pytest.mark.parametrize(
    "said",
    [
        "f=x^2y 点=(1,2) 方向=(3,4)",
        "函数=x^2y 点=(1,2) 方向=(3,4)",
        "f(x,y)=x^2y;点P(1,2);方向向量(3,4)",
        "f=x^2y 点P(1,2) 方向向量=(3,4)",
    ],
)
def test_chinese_words_are_keys(said: str) -> None:
    problem = read_problem(said)
    assert (problem.point, problem.direction) == ((1, 2), (3, 4))
