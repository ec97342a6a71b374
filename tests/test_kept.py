from __future__ import annotations

import copy
import gc
import json
import tracemalloc
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from sympy import Add, Dummy, Eq, FiniteSet, Function, Max, Mul, Pow, S, Symbol, sin, srepr, true

from grad_magic import solve
from grad_magic.kept import Kept

X = Symbol("x", real=True)


def packed(value: Any) -> Any:
    kept = Kept(value)
    kept.pack()
    return kept.value


@pytest.mark.parametrize(
    "expression",
    [
        X**2 + sin(X),
        Add(X, -X, evaluate=False),
        Mul(X, Pow(X, -1, evaluate=False), evaluate=False),
        Eq(Add(1, 1, evaluate=False), 2, evaluate=False),
        FiniteSet(X, 1),
        Max(X, 3),
        Function("g")(X),
        Dummy("t") + 1,
    ],
    ids=str,
)
def test_an_expression_is_unpacked_as_it_stands(expression: Any) -> None:
    unpacked = packed(expression)
    assert unpacked == expression
    assert hash(unpacked) == hash(expression)
    assert srepr(unpacked) == srepr(expression)


@pytest.mark.parametrize("one", [true, S.Reals, S.EmptySet, S.NaN, S.Half, S.Pi], ids=str)
def test_what_there_is_once_stays_one(one: Any) -> None:
    assert packed([one])[0] is one


def test_functions_and_data_are_the_same_whatever_their_names_mean_by_then() -> None:
    def nameless(x: float) -> float:
        return 2 * x

    data = np.arange(3.0)
    unpacked = packed({"f": nameless, "data": data, "exact": np.array([Fraction(1, 3)])})
    assert unpacked["f"] is nameless
    assert unpacked["data"] is data
    assert unpacked["exact"].tolist() == [Fraction(1, 3)]


class Counting:
    """A user's function with a state, which refuses to be copied."""

    calls = 0

    def __call__(self, x: float) -> float:
        self.calls += 1
        return x * x

    def __getstate__(self) -> object:
        raise ValueError


def test_what_the_user_made_is_not_touched() -> None:
    function = Counting()
    assert packed([function])[0] is function
    result = solve(function, at=3)
    before = result.gradient
    result.forget_drafts()
    assert result.gradient == before


def test_a_function_without_a_formula_is_packed() -> None:
    value = [Function("g")(X)]
    unpacked = packed(value)
    assert unpacked == value
    assert unpacked is not value


def test_a_copy_has_expressions_as_they_stand() -> None:
    expression = Add(X, -X, evaluate=False)
    assert srepr(copy.deepcopy(Kept(expression)).value) == srepr(expression)


def test_what_cannot_be_packed_stays() -> None:
    counting = iter([1, 2])
    generator = (number for number in counting)
    assert packed(generator) is generator


def test_what_is_read_stays_unpacked() -> None:
    kept = Kept([X + 1])
    kept.pack()
    assert kept.value is kept.value


SHOWN = (
    "f=x*exp(2*y) at=(1,0) dir=(1,-1)",
    "f=|x|+2y at=(0,0) dir=(3,4) steps=full",
    "f=x^3+y^3-3xy critical=all",
    "f=x²+y² at=[(1,1),(0,1)] steps=full",
    "L(w)=norm(X@w-y)^2 X=[[1,2],[3,4]] y=[1,2] at=(w=[0,0])",
    "f=" + "+".join(f"{i} x_{i}^2" for i in range(1, 81)) + " at=(" + ",".join("1" * 80) + ")",
)


@pytest.mark.slow
@pytest.mark.parametrize("request_", SHOWN, ids=lambda text: str(text)[:20])
def test_an_answer_that_was_shown_is_the_same_as_before(request_: str) -> None:
    shown, fresh = (
        answer if isinstance(answer, tuple) else (answer,)
        for answer in (solve(request_), solve(request_))
    )
    for one, other in zip(shown, fresh, strict=True):
        one.forget_drafts()
        assert json.dumps(one.to_dict()) == json.dumps(other.to_dict())
        assert one.outputs == other.outputs
        assert one.steps == other.steps
        assert (one.scene is None) == (other.scene is None)


@pytest.mark.slow
def test_an_answer_that_was_shown_takes_a_few_kilobytes() -> None:
    solve("f=x*exp(2*y) at=(1,0) dir=(1,-1)").forget_drafts()
    tracemalloc.start()
    results = [solve(f"f=x*exp({n}*y) at=(1,0) dir=(1,-1)") for n in range(3, 8)]
    for result in results:
        assert result.scene is not None
        result.forget_drafts()
    gc.collect()
    with_them, _ = tracemalloc.get_traced_memory()
    results.clear()
    gc.collect()
    without, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # Unpacked, and with its drafts, one takes some 25 and 250.
    assert (with_them - without) / 5 < 8 * 1024
