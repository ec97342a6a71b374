"""Requests about arrays into their problems; what cannot be one names its place."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from sympy import Matrix, pi

from grad_magic.array_problem import ArrayProblem
from grad_magic.calculus.arrays.nodes import new_table
from grad_magic.calculus.arrays.shapes import understand
from grad_magic.errors import GradMagicError, MeaninglessRequestError, RequestSyntaxError
from grad_magic.reading.keywords import read_keywords
from grad_magic.reading.request import read_request
from grad_magic.result import solve


def _problem(text: str, **namespace: object) -> ArrayProblem:
    problem = read_request(text, namespace).array_problem
    assert problem is not None
    return problem


def test_entries_are_exact_as_they_are_typed() -> None:
    problem = _problem("L(w)=sum(X@w) X=[[1,0.1],[1/3,pi]] at=(w=[0,-2])")
    assert problem.constants["X"].entries.tolist() == [
        [1, Fraction(1, 10)],
        [Fraction(1, 3), pi],
    ]
    assert problem.point is not None
    assert problem.point["w"].shape == (2,)
    assert problem.has_decimals


def test_a_shape_alone_may_have_letters() -> None:
    problem = _problem("L(X)=trace(A@X)+c, A:(n,n,symmetric), X:(n,2), c:()")
    assert problem.shapes == {"A": ("n", "n"), "X": ("n", 2), "c": ()}
    assert problem.traits == {"A": {"symmetric"}}
    assert not problem.has_numbers


def test_the_variables_are_those_of_the_header_or_of_the_point_or_have_shapes_alone() -> None:
    assert _problem("L(b,W)=sum(W@x+b) W:(m,n) x:(n) b:(m)").variables == ("b", "W")
    assert _problem("L=sum(W@x) x=[1,2] at=(W=[[1,2]])").variables == ("W",)
    assert _problem("L=sum(W@x) x=[1,2] W:(m,2)").variables == ("W",)


def test_the_notebook_gives_arrays_by_their_names() -> None:
    held = {"X": np.array([[1, 2]]), "w0": np.array([0.5, 1.0]), "unused": np.zeros((9, 9, 9))}
    problem = _problem("L(w)=sum(X@w) at=(w=w0)", **held)
    assert problem.constants["X"].is_exact
    assert problem.point is not None
    assert not problem.point["w"].is_exact


def test_keywords_take_arrays_as_they_are() -> None:
    clauses = {"X": Matrix([[1, 2]]), "at": {"w": [0, 1]}, "dir": {"w": np.array([1.0, 0.0])}}
    problem = read_keywords("L(w)=sum(X@w)", clauses).array_problem
    assert problem is not None
    assert problem.constants["X"].shape == (1, 2)
    assert problem.direction is not None
    assert not problem.direction["w"].is_exact


def test_a_letter_of_a_dimension_is_a_number_in_the_function() -> None:
    problem = _problem("L(w)=sum(X@w)/n X:(n,d) w:(d)")
    assert problem.shapes["n"] == ()


@pytest.mark.parametrize(
    ("text", "message", "marked"),
    [
        ("L(w)=sum(w*y) at=(w=[1,2])", "y has no value and no shape", "y"),
        ("L(w)=foo(w)@w at=(w=[1,2])", "foo is not a function that arrays can be put in", "foo"),
        (
            "L(w)=sum(w) at=(w=[[1,2],[3]])",
            "the rows of w have 2, 1 entries, and must have the same number",
            "[[1,2],[3]]",
        ),
        ("L(w)=sum(w) at=(w=[])", "w is empty", "[]"),
        (
            "L(w)=sum(w) at=(w=[[[1]]])",
            "w has three axes or more, and arrays here have at most 2",
            "[[[1]]]",
        ),
        ("L(w)=sum(w) at=(w=[1,nan])", "w must hold real numbers, and nan is none", "nan"),
        ("L(w)=sum(w) w=[1,2] at=(w=[1,2])", "w is a variable of L", "[1,2]"),
        ("L(w)=sum(X@w) X=[[1,2]]", "w has no shape", "sum(X@w)"),
        ("L(w)=sum(w) at=(v=[1,2])", "at gives no value to w", "(v=[1,2])"),
        ("L(w)=sum(w) at=(w=[1,2]) rate=1", "rate is not asked about arrays", "rate"),
        (
            "L(w)=sum(w) at=(w=[1,2]) dir=(w=[1])",
            "the direction of w has the shape (1,)",
            "(w=[1])",
        ),
        (
            "L(w)=sum(w) at=(w=[1,2]) dir=(w=[0,0])",
            "the direction has length zero, so it points nowhere",
            "(w=[0,0])",
        ),
        (
            "L(w)=sum(w) at=(w=[1,2]) path=natural",
            "the natural gradient needs a metric",
            "natural",
        ),
        ("L(w)=sum(w) at=(w=[1,2]) step_size=-1", "a step size is one positive number", "-1"),
        ("L(w)=sum(w) w:(2) dir=-grad", "dir needs a point", "-grad"),
        ("L(w)=1/2w@w at=(w=[1,2])", "1/2 w… can be read in two ways", "w"),
        ("L(w)=sum(w w:(2)", "this ( is never closed", "("),
        ("L(w)=sum(w@) w:(2)", ") does not fit here", ")"),
        ("L(w)=sum(w) w:(2,3,4)", "w has 3 axes, and arrays here have at most 2", "w:(2,3,4)"),
    ],
)
def test_what_cannot_be_read_names_its_place(text: str, message: str, marked: str) -> None:
    with pytest.raises(GradMagicError) as caught:
        read_request(text)
    error = caught.value
    assert error.message.startswith(message)
    assert error.source[error.start : error.end] == marked


def test_nan_and_infinity_are_named_with_their_index() -> None:
    data = np.ones((2, 2))
    data[1, 0] = np.nan
    with pytest.raises(MeaninglessRequestError, match=r"^X\[1, 0\] is NaN\n"):
        read_request("L(w)=sum(X@w) at=(w=[1,2])", {"X": data})
    data[1, 0] = np.inf
    with pytest.raises(MeaninglessRequestError, match=r"^X\[1, 0\] is infinite\n"):
        read_request("L(w)=sum(X@w) at=(w=[1,2])", {"X": data})


@pytest.mark.parametrize("held", [np.array([[1j]]), np.array([["a"]]), np.array([[None]])])
def test_arrays_of_anything_but_real_numbers_are_refused(held: object) -> None:
    with pytest.raises((MeaninglessRequestError, RequestSyntaxError)):
        read_request("L(w)=sum(X@w) at=(w=[1])", {"X": held})


def test_too_many_entries_are_refused_before_they_are_used() -> None:
    huge = np.broadcast_to(np.float64(1), (20_000, 20_000))
    with pytest.raises(MeaninglessRequestError, match=r"^X has more than 50,000,000 entries\n"):
        read_request("L(w)=sum(X@w) w:(20000)", {"X": huge})


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("L=1/2*||A@x-y||^2", "L=1/2*norm(A@x-y)^2"),
        ("L=||A||_F^2+||x||_2^2", "L=norm(A)^2+norm(x)^2"),
        ("L=‖x‖₂²+‖y‖₁", "L=norm(x)^2+norm(y,1)"),
        ("L=||c|-1|", "L=abs(abs(c)-1)"),
        ("L=||x-y|| + c*||y||", "L=norm(x-y) + c*norm(y)"),
        ("L=trace(A'@A)", "L=trace(A.T@A)"),
        ("L=x^{\\top}@A@x+y⊤@x", "L=x.T@A@x+y.T@x"),
        ("L=x.T@A^{-1}@x+x.T@A⁻¹@y", "L=x.T@inv(A)@x+x.T@inv(A)@y"),
        ("L=sum(x^{-1})", "L=sum(x^(-1))"),
    ],
)
def test_signs_of_books_are_read_as_the_functions_that_they_stand_for(
    typed: str, plain: str
) -> None:
    shapes = " A:(n,n) x:(n) y:(n) c:()"
    if "x" not in typed and "A" not in typed:
        typed, plain = f"L(c){typed[1:]}", f"L(c){plain[1:]}"
    with new_table():
        one, other = (understand(_problem(text + shapes))[1].node for text in (typed, plain))
        assert one is other


@pytest.mark.parametrize(
    "said", ["A:(n,n) symmetric", "A:(n,n), A symmetric", "symmetric=A A:(n,n)"]
)
def test_what_is_symmetric_is_told_by_a_word(said: str) -> None:
    problem = _problem(f"L(x)=x.T@A@x x:(n) {said}")
    assert problem.traits == {"A": {"symmetric"}}


def test_what_has_entries_is_symmetric_or_not() -> None:
    problem = _problem("L(w)=w.T@A@w A symmetric A=[[2,1],[1,3]] at=(w=[1,0])")
    assert problem.traits == {"A": {"symmetric"}}
    for said in ("A symmetric A=[[2,1],[0,3]]", "A:(2,2,symmetric) A=[[2,1],[0,3]]"):
        with pytest.raises(MeaninglessRequestError, match="its entries are not"):
            _problem(f"L(w)=w.T@A@w {said} at=(w=[1,0])")


@pytest.mark.parametrize(
    "at", ["at w=[0,1], b=2 y=[3,4]", "y=[3,4] at=w=[0,1], b=2", "at=(w=[0,1], b=2) y=[3,4]"]
)
def test_a_point_stands_without_brackets_as_those_of_numbers_do(at: str) -> None:
    problem = _problem(f"L=||w-y+b||^2 {at}")
    assert problem.variables == ("w", "b")
    assert list(problem.constants) == ["y"]
    problem = _problem(f"L(w,b)=||w-y+b||^2 {at}")
    assert list(problem.point or ()) == ["w", "b"]


def test_a_list_behind_a_name_that_stands_nowhere_else_is_a_point_of_numbers() -> None:
    assert read_request("f=x*y at P=[1,2]").array_problem is None
    assert _problem("L=sum(relu(theta)) at theta=[0,1]").variables == ("theta",)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_cases_of_arrays_are_refused_with_what_is_read_in_their_stead(lang: str) -> None:
    with pytest.raises(RequestSyntaxError) as raised:
        read_request(f"L(w)=sum(piecewise((w,w>0),(0,w<0))) w:(n) lang={lang}", {})
    assert "where(x>0, x, y)" in str(raised.value)
    assert "power" not in str(raised.value)


@pytest.mark.parametrize(
    ("books", "with_signs"),
    [
        ("L(w)=w'A w A:(n,n) w:(n)", "L(w)=w@A@w A:(n,n) w:(n)"),
        ("L(x)=x^T A x - 2b^T x A:(n,n) x:(n) b:(n)", "L(x)=x@A@x-2*(b@x) A:(n,n) x:(n) b:(n)"),
        ("L(w)=(Xw-y)'(Xw-y) X:(n,d) w:(d) y:(n)", "L(w)=(X@w-y)@(X@w-y) X:(n,d) w:(d) y:(n)"),
        # Two signs ' are no quotation.
        ("L(w)=w'Sw/(w'w) S:(n,n) w:(n)", "L(w)=(w@S@w)/(w@w) S:(n,n) w:(n)"),
        ("L(W)=tr(W^T S W) S:(d,d) W:(d,k)", "L(W)=trace(W.T@S@W) S:(d,d) W:(d,k)"),
    ],
)
def test_beside_a_transpose_names_multiply_as_in_books(books: str, with_signs: str) -> None:
    assert solve(books).gradient_formulas == solve(with_signs).gradient_formulas


def test_a_point_may_follow_the_order_of_the_variables() -> None:
    asked = "L(w,b)=mean((X@w+b-y)^2) at={point} X=[[1,2],[3,4]] y=[2,4]"
    named = solve(asked.format(point="(w=[1,2], b=-1)"))
    ordered = solve(asked.format(point="([1,2], -1)"))
    # Xw + b - y = (2, 6): ∇_w L = Xᵀ(2, 6), and ∇_b L = 8.
    assert ordered.gradients == named.gradients
    assert list(ordered.gradients["w"]) == [20, 28]
    assert ordered.gradients["b"] == 8


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("L=np.sum((A@x-y)**2)", "L=sum((A@x-y)^2)"),
        ("L=((A@x-y)**2).sum()", "L=sum((A@x-y)^2)"),
        ("L=numpy.linalg.norm(x-y, ord=np.inf)", "L=norm(x-y, inf)"),
        ("L=x.dot(A).dot(y)", "L=x@A@y"),
        ("L=A.mean(axis=0)@x", "L=mean(A,axis=0)@x"),
        ("L=y@A.T.sum(1)", "L=y@sum(A.T,axis=1)"),
        ("L=ln det A+x@y", "L=log(det(A))+x@y"),
        ("L=x.T@A^-1@x", "L=x.T@inv(A)@x"),
        ("L=np.linalg.norm(A, 'fro')**2", "L=norm(A)^2"),
        ("L=-x'Ay", "L=-(x@A@y)"),
        ("L=1/2‖x-y‖²", "L=1/2*norm(x-y)^2"),
        ("L=sum(log1p(x)+expm1(y))+y@silu(x)", "L=sum(log(1+x)+exp(y)-1)+y@(x*sigmoid(x))"),
        ("L=x.T@A⁻ᵀ@x", "L=x.T@inv(A).T@x"),
        ("L=x.T A^{-T} x", "L=x.T@inv(A).T@x"),
    ],
)
def test_what_numpy_and_books_write_is_read_as_the_functions(typed: str, plain: str) -> None:
    shapes = " A:(n,n) x:(n) y:(n)"
    with new_table():
        one, other = (understand(_problem(text + shapes))[1].node for text in (typed, plain))
        assert one is other


def test_braces_insert_an_array_of_the_notebook() -> None:
    names = {"X": np.array([[1, 2], [3, 4]]), "l": 3}
    problem = read_request("L(w)=norm({X}@w)^2+{l}*sum(w) w:(2)", names).array_problem
    assert problem is not None
    assert problem.constants["X"].entries.tolist() == [[1, 2], [3, 4]]
    assert set(problem.constants) == {"X", "l"}


@pytest.mark.parametrize("function", ["(x).T@(A@x)", "xᵀAx"])
def test_a_function_that_begins_with_a_bracket_or_is_one_word_is_no_value(function: str) -> None:
    problem = _problem(f"L={function} A=[[1,2],[3,4]] at=(x=(1,1))")
    assert problem.variables == ("x",)
    assert problem.constants["A"].entries.tolist() == [[1, 2], [3, 4]]


def test_the_weight_of_a_penalty_is_a_number_if_nothing_is_said_of_it() -> None:
    result = solve("L(w)=‖Xw-y‖²+λ‖w‖² X:(n,d) w:(d) y:(n)")
    assert result.text.splitlines()[0] == " L(w) = ‖Xw - y‖² + λ‖w‖²   λ ∈ ℝ"
    assert result.gradient_formulas == {"w": "2Xᵀ(Xw - y) + 2λw"}
    # Lagrange's multipliers are a vector, μ may be a mean, and at a point a value is needed.
    for text in (
        "L(x)=‖x‖²+λᵀ(Ax-b) A:(m,n) x:(n) b:(m)",
        "L(x)=‖x-μ‖² x:(n)",
        "L(w)=‖w‖²*λ at=(w=[1,2])",
    ):
        with pytest.raises(GradMagicError, match="has no value and no shape"):
            solve(text)


def test_a_function_of_python_is_named_where_arrays_are_to_be_put_into_it() -> None:
    with pytest.raises(MeaninglessRequestError, match=r"^loss is a function of Python, into"):
        _problem("f=loss at=(w=[1,2])", loss=lambda w: w[0] ** 2 + w[1])
