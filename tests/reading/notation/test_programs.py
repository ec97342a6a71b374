"""Lists and operators as programs write them."""

from __future__ import annotations

import pytest
from sympy import Rational, exp, symbols

from grad_magic.reading.notation.programs import without_constructors
from grad_magic.reading.request import read_problem, read_request

x, y = symbols("x y", real=True)


@pytest.mark.parametrize(
    ("row", "point"),
    [
        ("np.array([1, 2])", (1, 2)),
        ("np.array([1,2], dtype=float)", (1, 2)),
        ("Matrix([1, 2])", (1, 2)),
        ("(1,2)^T", (1, 2)),
        ("(1|2)", (1, 2)),
    ],
)
def test_a_point_may_be_written_as_elsewhere(row: str, point: tuple[int, int]) -> None:
    assert read_problem(f"f=x^2*y at={row}").point == point
    assert read_problem(f"f=x^2*y at=(0,0) dir={row}").direction == point


def test_data_may_be_arrays_of_libraries() -> None:
    source = "L(w)=mean((X@w-y)^2) X=np.array([[1,2],[3,4]]) y=torch.tensor([1.,2.]) at=(w=[0,0])"
    problem = read_request(source).array_problem
    assert problem is not None
    assert problem.shapes["X"] == (2, 2)


def test_operators_with_a_point_are_those_of_each_entry() -> None:
    assert read_problem("f=x.^2.*y+2.*y./x at=(1,2)").f == x**2 * y + 2 * y / x
    assert read_problem("f=Math.pow(x,2)*Math.exp(y)").f == x**2 * exp(y)


def test_what_stands_around_no_list_stays() -> None:
    for text in ("f=array(x)", "f=0.5*x", "f(x)=x.T@A@x", "f=x at=(1,2)"):
        assert without_constructors(text) == text


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("[1,2;3,4]", [[1, 2], [3, 4]]),
        ("[1 -2; 3 4]", [[1, -2], [3, 4]]),
        ("[1;2]", [1, 2]),
        ("[1 2.5]", [1, Rational(5, 2)]),
        ("[1 - 2, 3]", [-1, 3]),
    ],
)
def test_data_may_have_the_rows_of_matlab(typed: str, rows: list[object]) -> None:
    problem = read_request(f"L(w)=sum(w*X) X={typed} at=1").array_problem
    assert problem is not None
    assert problem.constants["X"].entries.tolist() == rows


def test_a_header_may_have_an_arrow_and_a_clause_two_signs() -> None:
    problem = read_problem("f(x,y) -> x^2*y at==(1,2)")
    assert (problem.f, problem.point) == (x**2 * y, (1, 2))
