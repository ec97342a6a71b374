from __future__ import annotations

import mpmath
import pytest
from sympy import Expr, Symbol, cos, exp, log, sin, sqrt, symbols

from grad_magic.calculus import derivatives
from grad_magic.calculus.extrema.equations.windows import WindowSearch, zeros_in_window
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import from_sympy

x, y, z = symbols("x y z", real=True)


def search(f: Expr, variables: tuple[Symbol, ...], half: int = 10) -> WindowSearch:
    partials = derivatives.gradient(f, variables)
    found = zeros_in_window(
        compile_formula(from_sympy(f)),
        partials,
        derivatives.hessian(partials, variables),
        variables,
        [(-half, half)] * len(variables),
    )
    assert found is not None
    return found


@pytest.mark.slow
def test_one_variable_has_the_zeros_that_a_fine_grid_shows() -> None:
    f = sin(x) + x**2 / 10 + exp(-(x**2))
    found = search(f, (x,))
    assert found.is_complete

    def slope(place: float) -> mpmath.mpf:
        return mpmath.cos(place) + place / 5 - 2 * place * mpmath.exp(-(place**2))

    grid = [mpmath.mpf(k) / 1000 - mpmath.mpf(10) + mpmath.mpf(1) / 7000 for k in range(20000)]
    signs = [mpmath.sign(slope(place)) for place in grid]
    changes = [
        (a + b) / 2
        for a, b, first, second in zip(grid, grid[1:], signs, signs[1:], strict=False)
        if first != second
    ]
    zeros = sorted(zero for (zero,) in found.zeros)
    assert len(zeros) == len(changes)
    assert all(abs(a - b) < 1e-3 for a, b in zip(zeros, changes, strict=True))


def test_two_variables() -> None:
    # xe^x + y²: by hand (-1, 0) alone.
    found = search(x * exp(x) + y**2, (x, y))
    assert found.is_complete
    ((first, second),) = found.zeros
    assert abs(first + 1) < 1e-30
    assert abs(second) < 1e-30


def test_three_variables() -> None:
    # By hand: x = y = z = 0, and no other as |sin x| < 2|x|.
    found = search(x**2 + y**2 + z**2 + cos(x), (x, y, z))
    assert found.is_complete
    assert len(found.zeros) == 1


def test_where_there_is_none_that_is_proved() -> None:
    found = search(exp(x) + y, (x, y))
    assert found.is_complete
    assert found.zeros == []


def test_a_degenerate_zero_leaves_the_window_open() -> None:
    found = search(x**4 + exp(y) - y, (x, y), half=2)
    assert not found.is_complete
    assert found.left


def test_the_window_ends_where_f_does() -> None:
    found = search(x * log(x) + sqrt(y) + y**2 - 2 * y, (x, y))
    assert found.is_complete
    # x = 1/e; 1/(2√y) + 2y = 2 has the roots 1/4 · … of 4s³ - 4s + 1 = 0 for s = √y.
    assert len(found.zeros) == 2
    for first, second in found.zeros:
        assert abs(first - mpmath.exp(-1)) < 1e-12
        root = mpmath.sqrt(second)
        assert abs(4 * root**3 - 4 * root + 1) < 1e-25


def test_too_many_boxes_are_given_up() -> None:
    found = search(sin(40 * x) * sin(40 * y), (x, y))
    assert not found.is_complete


@pytest.mark.parametrize("half", [2, 5, 10])
def test_himmelblau_by_another_method(half: int) -> None:
    f = (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2
    found = search(f, (x, y), half)
    assert found.is_complete
    assert len(found.zeros) == {2: 2, 5: 9, 10: 9}[half]
