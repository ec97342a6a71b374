from __future__ import annotations

import pytest
from sympy import Integer, Rational, pi, sqrt

from grad_magic.errors import MeaninglessRequestError
from grad_magic.reading.request import read_problem


@pytest.mark.parametrize(
    ("request_text", "parameter"),
    [
        ("r(t)=(t,t^2,t^3) at=(1,1,1)", Integer(1)),
        ("r(t)=(2t-1,t^2,t^3) at=(0,1/4,1/8)", Rational(1, 2)),
        ("r(t)=(cos t, sin t, t) at=(√2/2,√2/2,pi/4)", pi / 4),
        # Of t² = 2 the cube tells which root.
        ("r(t)=(t^2, t^3) at=(2,-2√2)", -sqrt(2)),
        ("r(t)=(t,t^2,t^3) at=2", Integer(2)),
    ],
)
def test_a_point_of_a_curve_is_its_parameter(request_text: str, parameter: object) -> None:
    assert read_problem(request_text).point == (parameter,)


@pytest.mark.parametrize(
    ("request_text", "message"),
    [
        ("r(t)=(t,t^2,t^3) at=(1,1,2)", "this point is not on the curve r"),
        ("r(t)=(t^2,t^2+1) at=(-1,0)", "this point is not on the curve r"),
        # The loop of x = t² - 1, y = t³ - t crosses itself at the origin.
        (
            "r(t)=(t^2-1,t^3-t) at=(0,0)",
            "the curve passes this point at t = -1 and t = 1",
        ),
    ],
)
def test_a_point_without_one_parameter_is_refused(request_text: str, message: str) -> None:
    with pytest.raises(MeaninglessRequestError) as caught:
        read_problem(request_text)
    assert str(caught.value).splitlines()[0] == message


@pytest.mark.parametrize(
    ("request_text", "message"),
    [
        ("f=x y at=1 2", "coordinates are separated by commas"),
        ("f=x y at=(1,2) dir=up", "up is no direction of the axes"),
    ],
)
def test_what_is_no_row_has_a_cure(request_text: str, message: str) -> None:
    with pytest.raises(MeaninglessRequestError) as caught:
        read_problem(request_text)
    assert str(caught.value).splitlines()[0] == message


@pytest.mark.parametrize(
    ("request_text", "point"),
    [
        ("z==x^2+y^2 at=(1,2)", (1, 2, 5)),
        ("x^2+y^2=z at=(1,2)", (1, 2, 5)),
        ("y==x^2 at=3", (3, 9)),
        # e^y = 1, e^y = e and y³ = 1 hold for one y alone.
        ("e^(x+y)-x*y==1 at=0", (0, 0)),
        ("e^y+x*y==e at=(x=0)", (0, 1)),
        ("x^3+y^3==9 at=2", (2, 1)),
        # z = 2z.
        ("z==x y z at=(1,2)", (1, 2, 0)),
    ],
)
def test_a_point_of_a_graph_may_be_without_its_height(
    request_text: str, point: tuple[int, ...]
) -> None:
    assert read_problem(request_text).point == point


@pytest.mark.parametrize("request_text", ["x^2+y^2+z^2=14 at=(1,2)", "z==xy/(x^2+y^2) at=(0,0)"])
def test_a_height_that_is_not_known_is_asked_for(request_text: str) -> None:
    with pytest.raises(MeaninglessRequestError, match="at has 2 coordinates, but F has 3"):
        read_problem(request_text)


def test_a_height_of_which_there_are_two_is_asked_for() -> None:
    with pytest.raises(MeaninglessRequestError, match="at has 1 coordinate, but F has 2"):
        read_problem("x^2+y^2==25 at=3")
