from __future__ import annotations

import pytest
from sympy import Integer, Rational, pi

from grad_magic.errors import MeaninglessRequestError, RequestSyntaxError
from grad_magic.reading.phrases import is_row_at, named_row_at, phrase_at
from grad_magic.reading.request import read_problem


@pytest.mark.parametrize(
    "said",
    [
        # The point and the direction under the letters of books.
        "f=x^2 y P=(1,2) v=(3,4)",
        "f=x^2 y P=(1;2) u=<3,4>",
        "f=x^2 y P: (1,2) u = 3i+4j",
        "f: x^2 y; P: (1,2); v: (3,4)",
        "f(x,y)=x^2 y, A(1,2), l=(3,4)",
        "x^2 y, P=(1,2), d=(3,4)",
        "P=(1,2) f=x^2y e=(3,4)",
        "f=x^2 y P_0=[1,2] w=[3,4]",
        "f=x^2 y P0=(x=1,y=2) v=(3,4)",
        "f=x^2 y M=(1,2) u=5(3,4)/5",
        "f=x^2 y P=(1,2) Q=(4,6)",
        # As sentences say it.
        "f=x^2 y at (1,2) direction vector = (3,4)",
        "f=x^2 y at=(1,2) in the direction of the vector v = (3,4)",
        "f=x^2 y at=(1,2) direction vector=(3,4)",
        "f=x^2 y at P(1,2) in the direction of (3,4)",
        "f=x^2 y at P_0 = (1,2) in direction of v=(3,4)",
        "f=x^2 y at the point (1,2) in the direction (3,4)",
        "f(x,y) = x^2 y, at (1,2), in the direction of the vector v = 3i+4j",
        "f=x^2 y at (1,2) along the vector (3,4).",
        "f=x^2 y at (1,2) along the vector v = <3,4>.",
        "f=x^2 y at (1,2) in the direction of the point Q(4,6)",
        "f=x^2 y at (1,2) and in the direction of the unit vector (3/5,4/5)",
        "f=x^2 y at (1,2) towards Q(4,6)",
        "f=x^2 y at=(1,2) to Q(4,6)",
        "f=x^2 y at P(1,2) in the direction from P to Q(4,6)",
        "f=x^2 y from P(1,2) to Q(4,6)",
        "f=x^2 y in the direction from P=(1,2) to Q=(4,6)",
        "x^2 y point (1,2) direction (3,4)",
        "x^2 y at (1,2) dir (3,4)",
        # Coordinates by name.
        "f=x^2 y at x=1, y=2 dir=(3,4)",
        "f=x^2 y at y=2 and x=1, in the direction (3,4)",
        "f=x^2 y at x=1 y=2 dir=(3,4)",
        "f(x,y)=x^2 y at the point where x=1, y=2, along (3,4)",
        "f=x^2 y at=x=1,y=2 dir=(3,4)",
        "f=x^2 y at=(x=1 and y=2) dir=(3,4)",
        "f=x^2 y at (x,y)=(1,2) dir=(3,4)",
        # As Chinese books word it.
        "求函数 f=x²y 在点(1,2)处沿方向(3,4)的方向导数",
        "求 f=x^2y 在点 P(1,2) 处沿向量 l=(3,4) 方向的方向导数。",
        "f=x^2y，在点（1，2）沿（3，4）方向",
        "f=x^2y 点(1,2) 方向(3,4)",
        "f=x^2y 在点 A(1,2) 到点 B(4,6)",
        # As other programs have it.
        "f := x^2 y at={1,2} dir={3,4}",
        # In dollars, part by part or all of it.
        r"$f(x,y)=x^2 y$ at $(1,2)$ in the direction $\vec u=(3,4)$",
        r"\(f(x,y)=x^2 y\) at \((1,2)\) in the direction \(\langle 3,4\rangle\)",
        r"\[ f(x,y) = x^2 y \] at (1,2) along (3,4)",
        r"$$f(x,y)=x^2 y$$ at $$(1,2)$$ along $$(3,4)$$",
        r"$f(x,y)=x^2y$, $P=(1,2)$, $\vec{v}=(3,4)$",
        r"$f(x,y)=x^2y,\ P_{0}=(1,2),\quad \mathbf{v}=(3,4)$",
        r"$f(x,y)=x^2y$ at $P(1,2)$ in the direction of $\mathbf{v}=3\mathbf{i}+4\mathbf{j}$",
        r"$x^2 y$ at $x=1,y=2$ in the direction of $\hat u=(3,4)$",
        r"$f(x,y)=x^2y$ $P(1,2)$ $\vec{u}=\frac{1}{5}(3,4)$",
    ],
)
def test_one_problem_is_read_however_it_is_said(said: str) -> None:
    problem = read_problem(said)
    plain = read_problem("f=x^2 y at=(1,2) dir=(3,4)")
    assert (problem.f, problem.variables, problem.point) == (plain.f, plain.variables, plain.point)
    assert problem.direction is not None
    one, other = problem.direction
    assert (one / other, one > 0) == (Rational(3, 4), True)


@pytest.mark.parametrize(
    ("said", "point"),
    [
        ("f=t^2 at t=1", (1,)),
        ("r(t)=(cos t, sin t, t) at t=pi/4", (pi / 4,)),
        ("f(x)=x^3 at x=2", (2,)),
        ("f(x)=x^3 at 2", (2,)),
        (r"$\vec r(t)=(\cos t,\sin t)$ at $t=0$", (0,)),
        (r"$\mathbf{F}(x,y)=\langle x,xy\rangle$, $P(1,2)$", (1, 2)),
        ("f (x, y) = x^2 y at (1,2)", (1, 2)),
        ("x (y+1) = 4 at (1,3)", (1, 3)),
        ("f(x,y)=x^2 y at the origin", (0, 0)),
        ("f(u,v)=u^2 v P=(1,2)", (1, 2)),
        ("f=v^2 w P=(1,2)", (1, 2)),
    ],
)
def test_a_point_is_read_as_it_is_said(said: str, point: tuple[object, ...]) -> None:
    assert read_problem(said).point == point


@pytest.mark.parametrize(
    ("said", "direction"),
    [("x-axis", (1, 0)), ("positive y-axis", (0, 1)), ("-y", (0, -1))],
)
def test_an_axis_is_a_direction(said: str, direction: tuple[int, ...]) -> None:
    problem = read_problem(f"f=x^2 y at (1,2) in the direction of the {said}")
    assert problem.direction == direction


def test_the_gradient_and_an_angle_are_directions_in_sentences() -> None:
    assert read_problem("x^2 y at (1,2) in the direction of the gradient").along_gradient == 1
    problem = read_problem("f(x,y)=x^2 y at (1,2) at an angle of 60°")
    assert problem.direction == (Rational(1, 2), 3 ** Rational(1, 2) / 2)


@pytest.mark.parametrize(
    ("product", "names"),
    [
        ("f=x at t=2 at=(1,3)", "a x"),
        ("f=at^2", "a t"),
        ("f=t o at=(1,2)", "o t"),
        ("f=v at", "a t v"),
    ],
)
def test_letters_that_spell_a_phrase_are_a_product(product: str, names: str) -> None:
    assert " ".join(map(str, read_problem(product).variables)) == names


def test_a_letter_of_the_function_keeps_its_value() -> None:
    assert read_problem("f=P x v P=3 v=2 at=1").f.subs("x", 1) == Integer(6) * read_problem("f=x").f


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            "f=x at pi/4",
            (
                "at pi/4 can be read in two ways\n    f=x at pi/4\n        ^^^^^^^\n"
                "Write at=pi/4 for the point, a*t*pi/4 for the product."
            ),
        ),
        (
            "f=x at (2) order=2",
            (
                "at (2) can be read in two ways\n    f=x at (2) order=2\n        ^^^^^^\n"
                "Write at=(2) for the point, a*t*(2) for the product."
            ),
        ),
        (
            "f=x y at P(1,2) in the direction of Q(3,4)",
            (
                "the direction of Q can be read in two ways\n"
                "    f=x y at P(1,2) in the direction of Q(3,4)\n"
                "                    ^^^^^^^^^^^^^^^^^^^^^\n"
                "Write dir=(…) for the vector, to=(…) for the direction toward the point."
            ),
        ),
        (
            "f=x y at=(1,2) u=(1,1) v=(1,2)",
            (
                "u and v both give the direction\n    f=x y at=(1,2) u=(1,1) v=(1,2)\n"
                "                           ^\nGive one of them."
            ),
        ),
    ],
)
def test_what_could_mean_two_things_is_refused(source: str, message: str) -> None:
    with pytest.raises(RequestSyntaxError) as caught:
        read_problem(source)
    assert str(caught.value) == message


@pytest.mark.parametrize("code", ["f=x*lambda u: 2", "f=x*lambda u: (u, 2)", "f: x lambda x: x"])
def test_code_is_no_definition(code: str) -> None:
    with pytest.raises(RequestSyntaxError):
        read_problem(code)


def test_a_phrase_stands_apart_and_before_coordinates() -> None:
    assert phrase_at("x at (1,2)", 2, ()) is not None
    assert phrase_at("xat (1,2)", 1, ()) is None
    assert phrase_at("x at (y)", 2, ()) is None
    assert phrase_at("x at (1,2)", 2, ("at",)) is None
    assert named_row_at("P (1,2)", 0) is not None
    assert named_row_at("P(1)", 0) is None
    assert is_row_at("(max(1,2))", 0) is False


@pytest.mark.parametrize(
    ("source", "advice"),
    [
        ("f=x^2 y critical points", "Write critical=all."),
        ("f=x^2 y hessian", "Write order=2."),
        ("f=x^2 y at=(1,2) linearization", "Write differential=linear."),
        ("f=x^2 y second derivatives", "Write order=2."),
        ("f=x^2 y at=(1,2) show steps", "Write steps=full."),
        ("f=x^2 y vars=x", "Name its variables: f(x,y)=…"),
        ("f=x^2 y wrt=x", "Name its variables: f(x,y)=…"),
        ("f=x^2 y at=(1,2) range=(0,1)", "Did you mean window? Write window=(-1,3,-2,2)."),
        (
            "f=x^2 y find=gradient",
            "Write the function alone: its derivatives are in every answer.",
        ),
        ("f=x^2 y at=(1,2) steps", "Write steps=short."),
        ("f=x^2 y gradient", "Write the function alone: its derivatives are in every answer."),
        ("f=∂/∂x(x^2 y)", "Write the function alone: its derivatives are in every answer."),
        ("f'(x) of x^2", "Write the function alone: its derivatives are in every answer."),
        ("f=x^2 y at=(1,2) dir=60°", "Write angle=60°."),
        (
            "f=if(x>0, x, 0)",
            "Write cases as where(x>0, x, 0), with your condition and values.",
        ),
        ("f=x^2 where x=1", "A point is given as in at=(1,2), or at=(x=1, y=2)."),
        ("f=[x]+y", "Write floor(x) or (x)."),
    ],
)
def test_what_is_no_clause_is_refused_with_its_cure(source: str, advice: str) -> None:
    with pytest.raises((RequestSyntaxError, MeaninglessRequestError)) as caught:
        read_problem(source)
    assert str(caught.value).splitlines()[-1] == advice
