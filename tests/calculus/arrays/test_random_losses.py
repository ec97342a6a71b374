"""Losses put together at random, against differences of the same thing in NumPy."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grad_magic.result import solve

Values = dict[str, Any]
# A text, and what it means in NumPy.
Term = tuple[str, Callable[[Values], Any]]

_STEP = 1e-5


def _sigmoid(x: Any) -> Any:
    return 1 / (1 + np.exp(-x))


def _softmax(x: Any) -> Any:
    return np.exp(x) / np.exp(x).sum()


FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "tanh": np.tanh,
    "sigmoid": _sigmoid,
    "softmax": _softmax,
    "sin": np.sin,
    "softplus": lambda x: np.log1p(np.exp(x)),
    "exp": np.exp,
}
REDUCTIONS: dict[str, Callable[[Any], Any]] = {
    "sum": np.sum,
    "mean": np.mean,
    "logsumexp": lambda x: np.log(np.exp(x).sum()),
}


def _named(name: str) -> Term:
    return name, lambda values: values[name]


def _sum(one: Term, other: Term) -> Term:
    return f"({one[0]}+{other[0]})", lambda values: one[1](values) + other[1](values)


def _difference(one: Term, other: Term) -> Term:
    return f"({one[0]}-{other[0]})", lambda values: one[1](values) - other[1](values)


def _product(one: Term, other: Term) -> Term:
    return f"{one[0]}*{other[0]}", lambda values: one[1](values) * other[1](values)


def _quotient(one: Term, other: Term) -> Term:
    return (
        f"{one[0]}/(2+({other[0]})^2)",
        lambda values: one[1](values) / (2 + other[1](values) ** 2),
    )


def _applied(function: str, inner: Term) -> Term:
    return f"{function}({inner[0]})", lambda values: FUNCTIONS[function](inner[1](values))


def _multiplied(inner: Term, *, turned: bool) -> Term:
    if turned:
        return f"(A.T@({inner[0]}))", lambda values: values["A"].T @ inner[1](values)
    return f"(A@({inner[0]}))", lambda values: values["A"] @ inner[1](values)


def _extended(vectors: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    return st.one_of(
        st.builds(_sum, vectors, vectors),
        st.builds(_difference, vectors, vectors),
        st.builds(_product, vectors, vectors),
        st.builds(_quotient, vectors, vectors),
        st.builds(_applied, st.sampled_from(sorted(FUNCTIONS)), vectors),
        st.builds(lambda inner, turned: _multiplied(inner, turned=turned), vectors, st.booleans()),
    )


def _reduced(reduction: str, inner: Term) -> Term:
    return f"{reduction}({inner[0]})", lambda values: REDUCTIONS[reduction](inner[1](values))


def _inner(one: Term, other: Term) -> Term:
    return f"dot({one[0]},{other[0]})", lambda values: one[1](values) @ other[1](values)


VECTORS = st.recursive(st.sampled_from([_named("x"), _named("y")]), _extended, max_leaves=8)
LOSSES = st.one_of(
    st.builds(_reduced, st.sampled_from(sorted(REDUCTIONS)), VECTORS),
    st.builds(_inner, VECTORS, VECTORS),
)


@pytest.mark.slow
@settings(max_examples=75, deadline=None)
@given(LOSSES, st.integers(0, 10**6), st.sampled_from(["brief", "full"]))
def test_gradients_of_random_losses_are_those_of_differences(
    loss: Term, seed: int, steps: str
) -> None:
    text, by_numpy = loss
    generator = np.random.default_rng(seed)
    shapes = {"x": (3,), "y": (3,), "A": (3, 3)}
    values: Values = {name: generator.uniform(-1, 1, shape) for name, shape in shapes.items()}
    names = [name for name in shapes if re.search(rf"\b{name}\b", text)]
    result = solve(
        f"L({','.join(names)})={text} steps={steps}", at={name: values[name] for name in names}
    )
    assert result.value == pytest.approx(by_numpy(values))
    assert not result.warnings
    for name in names:
        direction = generator.standard_normal(shapes[name])
        gradient = np.asarray(result.gradients[name], dtype=float).reshape(shapes[name])
        ahead, behind = (
            by_numpy(values | {name: values[name] + sign * _STEP * direction}) for sign in (1, -1)
        )
        slope = (ahead - behind) / (2 * _STEP)
        assert (gradient * direction).sum() == pytest.approx(slope, rel=1e-5, abs=1e-6)
