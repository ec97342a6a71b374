"""Lists in a function itself: each is a constant with a letter of its own."""

from __future__ import annotations

import pytest

from grad_magic.array_problem import ArrayProblem
from grad_magic.array_result import ArrayResult
from grad_magic.errors import GradMagicError
from grad_magic.reading.request import read_request
from grad_magic.result import solve


def _problem(text: str) -> ArrayProblem:
    problem = read_request(text).array_problem
    assert problem is not None
    return problem


def _lists(text: str) -> dict[str, list[object]]:
    problem = _problem(text)
    return {name: problem.constants[name].entries.tolist() for name in problem.lists}


def test_a_list_is_a_matrix_or_a_vector() -> None:
    request = "L(w)=norm([[1,2],[3,4]]@w - [5,6])^2 w:(2)"
    assert _lists(request) == {"A": [[1, 2], [3, 4]], "a": [5, 6]}
    assert _problem(request).shapes == {"A": (2, 2), "w": (2,), "a": (2,)}


def test_it_may_be_written_as_numpy_has_it() -> None:
    request = "L(w)=norm(np.array([[1,2],[3,4]]).T@w)^2 w:(2)"
    assert _lists(request) == {"A": [[1, 2], [3, 4]]}


def test_equal_lists_have_one_letter_and_none_that_is_taken() -> None:
    request = "L(A)=norm([[1,2],[3,4]]@A@[[1,2],[3,4]])^2 A:(2,2)"
    assert _lists(request) == {"B": [[1, 2], [3, 4]]}


def test_layers_hold_lists_too() -> None:
    assert _lists("L(w)=norm(z)^2 z=[[1,2],[3,4]]@w w:(2)") == {"A": [[1, 2], [3, 4]]}
    assert not _problem("L(w)=norm(A@w)^2 A=[[1,2],[3,4]] w:(2)").lists


def test_the_answer_says_what_its_letter_is() -> None:
    # ∇L = 2AᵀAw with AᵀA = (10 14; 14 20).
    result = solve("L(w)=norm([[1,2],[3,4]]@w)^2 at w=[1,1]")
    assert isinstance(result, ArrayResult)
    assert "A = [[1, 2], [3, 4]]" in result.text
    assert result.gradients is not None
    assert list(result.gradients["w"]) == [48, 68]


@pytest.mark.parametrize("answer", ["2A^TAw", "2*[[1,2],[3,4]].T@[[1,2],[3,4]]@w"])
def test_an_answer_has_the_letter_or_the_list(answer: str) -> None:
    check = solve("L(w)=norm([[1,2],[3,4]]@w)^2 w:(2)", answer=answer).check
    assert check is not None
    assert check.right


@pytest.mark.parametrize(
    ("request_", "message", "place"),
    [
        (
            "L(w)=norm([[1,2,3],[3,4,5]]@w)^2 w:(2)",
            "[[1,2,3],[3,4,5]] of shape (2, 3) and w of shape (2,) do not fit together",
            "[[1,2,3],[3,4,5]]",
        ),
        (
            "L(w)=norm([[1,2],[3]]@w)^2 w:(2)",
            "the rows of [[1,2],[3]] have 2, 1 entries",
            "[[1,2],[3]]",
        ),
        ("L(w)=sum([]*w) w:(2)", "[] is empty", "[]"),
        ("L(w)=sum([1,nan]*w) w:(2)", "must hold real numbers, and nan is none", "nan"),
        ("L(w)=sum([1,w]*w) w:(2)", "must hold real numbers, and w is none", "w"),
        (
            "L(w)=sum(log([1,-1]*w)) at w=[1,1]",
            "a logarithm needs a positive number, and ([1,-1]*w)[1] is -1",
            "log([1,-1]*w)",
        ),
    ],
)
def test_what_is_no_list_of_numbers_is_refused(request_: str, message: str, place: str) -> None:
    with pytest.raises(GradMagicError) as raised:
        solve(request_)
    error = raised.value
    assert message in str(error)
    assert error.start is not None
    assert request_[error.start :].startswith(place)


def test_an_answer_has_no_other_list() -> None:
    with pytest.raises(GradMagicError, match="a list that the function does not have"):
        solve("L(w)=norm([[1,2],[3,4]]@w)^2 w:(2)", answer="2*[[1,2],[3,5]].T@w")
