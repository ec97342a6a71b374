"""Which requests are about arrays; all others go on as before."""

from __future__ import annotations

import numpy as np
import pytest

from grad_magic.reading.arrays.signals import speaks_of_arrays


@pytest.mark.parametrize(
    "request_text",
    [
        "L(w)=sum((X@w-y)^2)",
        "L=trace(X.T) X:(n,n)",
        "L=xᵀAx",
        "f=norm(X)^2 X:(n,d)",
        "f=norm(A)^2 A:(m,n)",
        "L(w)=exp(w) at=(w=[0,0])",
        "L(w)=norm(w) at=(w=[[0,0]])",
        "L(W)=norm(W*X) X=[[1,2],[3,4]]",
        "f=logsumexp(z) at=(z=[1,2])",
        "f=softmax(z, axis=1)",
    ],
)
def test_signs_and_nested_lists_speak_of_arrays(request_text: str) -> None:
    assert speaks_of_arrays(request_text, {}, {})


@pytest.mark.parametrize(
    "request_text",
    [
        "f=x*exp(2*y) at=(1,0) dir=(1,-1)",
        "f=x^2+y^2 at=[(1,0),(0,1)]",
        "f=x^2+y^2 at=[[1,0],[0,1]]",
        "f=x^2+y^2 at=(1,2) metric=[[2,1],[1,3]]",
        "f(x,y)=softmax(x,y)",
        "f=logsumexp(x,2*y)",
        "f=norm(x,y) at P:(3,4)",
        "f=x*y*z, P=(1,2,3), v=[1,2,2]",
        "f=$x^T$ # X@w",
        "f=g at=(1,2)",
        "f=x*y at=p",
    ],
)
def test_other_requests_do_not(request_text: str) -> None:
    assert not speaks_of_arrays(request_text, {"g": ["x*y", "x+y"], "p": [1, 2]}, {})


def test_an_array_of_the_notebook_speaks_where_a_clause_names_it() -> None:
    held = {"data": np.eye(2), "x": np.eye(2)}
    assert speaks_of_arrays("L(w)=norm(X*w) X=data", held, {})
    # A letter of f that happens to be in the notebook stays a variable.
    assert not speaks_of_arrays("f=x*y at=(1,2)", held, {})
