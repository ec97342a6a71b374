from __future__ import annotations

import pickle

import pytest
from sympy import Integer, symbols

from grad_magic import solve
from grad_magic.calculus.inquiry import Inquiry
from grad_magic.reading.request import read_problem

x, y = symbols("x y", real=True)
INQUIRY = Inquiry(read_problem("f=x^2*y at=(sqrt(4),3)"))


def test_derivatives_are_taken_once() -> None:
    assert INQUIRY.partials == (2 * x * y, x**2)
    assert INQUIRY.partials is INQUIRY.partials
    assert INQUIRY.hessian is INQUIRY.hessian


def test_coordinates_are_shortened() -> None:
    assert INQUIRY.place == {x: 2, y: 3}


def test_what_is_known_near_the_point_is_shared() -> None:
    near = INQUIRY.near(Integer(12))
    assert near is INQUIRY.near(Integer(12))
    assert (near.value, near.values) == (12, INQUIRY.place)


def test_a_copy_holds_the_problem_alone() -> None:
    assert INQUIRY.hessian[0, 1] == 2 * x
    copied = pickle.loads(pickle.dumps(INQUIRY))  # noqa: S301  (it is our own)
    assert list(vars(copied)) == ["problem"]
    assert copied.hessian == INQUIRY.hessian


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "partials"),
    [
        ("cbrt((y-x)^3+(x-y)^3)", (0, 0)),
        ("cbrt((y-x)^3+(x-y)^3)+x^2", (2, 0)),
        ("sqrt((x+y)^2-x^2-2xy-y^2)+x y", (2, 1)),
    ],
)
def test_a_root_of_what_cancels_is_zero(f: str, partials: tuple[int, int]) -> None:
    assert tuple(solve(f"f(x,y)={f} at=(1,2)").partials_at) == partials


def test_high_powers_are_not_multiplied_out() -> None:
    assert solve("f(x,y)=cbrt((x+y)^200000-(x-y)^200000)").partials
