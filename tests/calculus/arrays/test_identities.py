"""The gradients of books: in their form, and right by differences of values from NumPy alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grad_magic.result import solve
from tests.calculus.arrays.identities import IDENTITIES, Identity, request_of

SIZES = {"n": 4, "d": 3, "k": 2, "m": 5}


def _data(identity: Identity, seed: int) -> dict[str, Any]:
    generator = np.random.default_rng(seed)
    data = {}
    for name, written in identity.shapes.items():
        words = written.split()
        shape = tuple(SIZES[word] for word in words if word in SIZES)
        values = np.asarray(generator.standard_normal(shape))
        if "s" in words:
            values = values + values.T
        if "+" in words:
            values = np.abs(values) if len(shape) < 2 else values @ values.T + np.eye(len(values))
        data[name] = values if shape else float(values)
    return data


@pytest.mark.parametrize("identity", IDENTITIES, ids=lambda identity: identity.name)
def test_the_form_is_that_of_a_book(identity: Identity) -> None:
    formula = solve(request_of(identity)).gradient_formulas[identity.variable]
    assert formula.replace(" ", "") == identity.form.replace(" ", "")


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("identity", IDENTITIES, ids=lambda identity: identity.name)
def test_the_numbers_are_those_of_differences(identity: Identity, seed: int) -> None:
    data = _data(identity, seed)
    variable = identity.variable
    constants = {name: values for name, values in data.items() if name != variable}
    result = solve(f"f({variable})={identity.f}", at={variable: data[variable]}, **constants)
    shape = np.shape(data[variable])
    gradient = np.asarray(result.gradients[variable], dtype=float).reshape(shape)
    step = 1e-5
    for index in np.ndindex(*shape):
        moved = np.zeros(shape)
        moved[index] = step
        ahead = identity.by_numpy(**data | {variable: data[variable] + moved})
        behind = identity.by_numpy(**data | {variable: data[variable] - moved})
        assert gradient[index] == pytest.approx((ahead - behind) / (2 * step), rel=1e-5, abs=1e-6)
    assert result.value == pytest.approx(identity.by_numpy(**data))
    assert not result.warnings


def test_the_cross_entropy_of_two_classes_has_both_quotients_of_slides() -> None:
    loss = "L(p)=-sum(y*log(p)+(1-y)*log(1-p))"
    result = solve(f"{loss} y=[1,0] at=(p=[1/4,1/3])")
    assert result.gradient_formulas == {"p": "-(y/p - (𝟏 - y)/(𝟏 - p))"}
    # -1/p where y is 1, and 1/(1 - p) where it is 0.
    assert [float(entry) for entry in result.gradients["p"]] == [-4, 1.5]
