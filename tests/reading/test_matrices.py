from __future__ import annotations

import numpy as np
import pytest
from sympy import Integer, Matrix, Rational, sqrt

from grad_magic import solve
from grad_magic.errors import MeaninglessRequestError, RequestSyntaxError
from grad_magic.reading.request import read_problem

TWO_BY_TWO = ((2, 1), (1, 3))


@pytest.mark.parametrize(
    "written",
    [
        "[[2,1],[1,3]]",
        "((2, 1), (1, 3))",
        "[2,1;1,3]",
        r"$\begin{pmatrix}2&1\\1&3\end{pmatrix}$",
        "[2,1,1,3]",
        "{M}",
        "M",
    ],
)
def test_a_matrix_is_read_row_by_row(written: str) -> None:
    problem = read_problem(f"f=x*y at=(1,2) metric={written}", {"M": [[2, 1], [1, 3]]})
    assert problem.metric == TWO_BY_TWO


@pytest.mark.parametrize(
    "held",
    [np.array([[2, 1], [1, 3]]), Matrix([[2, 1], [1, 3]]), [[2, 1], [1, 3]], "[[2,1],[1,3]]"],
)
def test_a_matrix_of_the_notebook_or_of_python_is_taken_as_it_is(held: object) -> None:
    assert read_problem("f=x*y at=(1,2) metric=M", {"M": held}).metric == TWO_BY_TWO
    assert solve("x*y", at=(1, 2), metric=held).natural_gradient is not None


def test_entries_are_exact_and_may_hold_parameters_with_a_value() -> None:
    problem = read_problem("f=x*y at=(1,2) a=2 metric=[[1.5,0],[0,sqrt(a)]]")
    assert problem.metric == ((Rational(3, 2), 0), (0, sqrt(2)))


def test_a_function_of_one_variable_has_a_number_as_metric() -> None:
    assert read_problem("f=x^2 at=1 metric=4").metric == ((Integer(4),),)


@pytest.mark.parametrize(
    ("request_", "message", "place"),
    [
        ("f=x*y at=(1,2) metric=[[1,0,0],[0,1,0]]", "metric must be a matrix with 2 rows", 22),
        ("f=x*y at=(1,2) metric=3", "metric must be a matrix with 2 rows", 22),
        ("f=x*y at=(1,2) metric=[[1,2],[0,1]]", "a metric is a symmetric matrix", 22),
        ("f=x*y metric=[[1,0],[0,1]]", "a metric needs a point", 13),
        ("f=x*y at=(1,2) metric=[[b,0],[0,1]]", "must be a number, but b is a name", 24),
        ("f=(x,y) at=(1,2) metric=[[1,0],[0,1]]", "f is vector-valued", 24),
        ("f=a*x*y at=(1,2) metric=[[1,0],[0,1]]", "at has 2 coordinates, but f has 3", 11),
    ],
)
def test_what_is_no_metric_is_refused_at_its_place(request_: str, message: str, place: int) -> None:
    with pytest.raises(MeaninglessRequestError) as caught:
        read_problem(request_)
    assert message in caught.value.message
    assert caught.value.start == place


def test_a_matrix_that_cannot_be_read_is_a_syntax_error() -> None:
    with pytest.raises(RequestSyntaxError):
        read_problem("f=x*y at=(1,2) metric=[[1,],[")
