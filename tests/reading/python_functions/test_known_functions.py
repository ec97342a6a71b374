from __future__ import annotations

import math

import numpy as np
import pytest
import sympy
from sympy import Rational

from grad_magic.formula.sympy_forms import to_sympy
from grad_magic.formula.tree import Formula
from grad_magic.reading.python_functions.known_functions import KNOWN_FUNCTIONS

# Inside the domain of every function of one number, and of those with a domain from 1 on.
VALUES = (Rational(3, 4), Rational(7, 5))
OF_TWO = frozenset(
    {
        *("add", "subtract", "multiply", "divide", "true_divide", "power", "pow", "float_power"),
        *("atan2", "arctan2", "hypot", "logaddexp", "max", "maximum", "fmax", "Max"),
        *("min", "minimum", "fmin", "Min"),
    }
)


@pytest.mark.parametrize("name", KNOWN_FUNCTIONS)
def test_a_known_function_computes_what_its_library_does(name: str) -> None:
    library = next(
        (one for one in (math, np) if name not in ("max", "min") and hasattr(one, name)), None
    )
    original = getattr(library, name) if library else getattr(sympy, name, None)
    if name in ("max", "min"):
        original = getattr(sympy, name.capitalize())
    if original is None:
        pytest.skip("an array's own method")
    checked = 0
    for value in VALUES:
        numbers = (value, Rational(1, 2))[: 2 if name in OF_TWO else 1]
        if name == "clip":
            numbers = (value, Rational(0), Rational(1))
        arguments = numbers if library is None else tuple(map(float, numbers))
        with np.errstate(all="ignore"):
            try:
                expected = float(original(*arguments))
            except (TypeError, ValueError):
                continue
        if math.isnan(expected):
            continue
        formula = KNOWN_FUNCTIONS[name](*(Formula("number", value=one) for one in numbers))
        assert float(to_sympy(formula)) == pytest.approx(expected, rel=1e-12)
        checked += 1
    assert checked
