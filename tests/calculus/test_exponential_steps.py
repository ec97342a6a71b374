"""Exponential steps beside solutions in closed form."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest

from grad_magic.calculus.exponential_steps import Modes, phi


@pytest.mark.parametrize("order", [1, 2, 3, 4])
@pytest.mark.parametrize("number", [-1e6, -30.0, -1.0, -0.999, -1e-3, 0.0, 0.5, 1.0, 20.0])
def test_phi_is_its_integral(order: int, number: float) -> None:
    # φ_k(z) = ∫ e^{(1-s)z} s^{k-1}/(k-1)! ds over s from 0 to 1.
    with mpmath.workdps(30):
        edges = [0, *(1 - 10.0**-power for power in range(1, 9)), 1]
        exact = mpmath.quad(
            lambda s: mpmath.exp((1 - s) * number) * s ** (order - 1), edges
        ) / mpmath.factorial(order - 1)
    assert float(phi(order, np.array(number))) == pytest.approx(float(exact), rel=1e-13)


@pytest.mark.parametrize("time", [1e-6, 0.1, 5.0])
def test_a_step_is_exact_where_the_slope_is_linear(time: float) -> None:
    hessian = np.array([[1e6, -1e6], [-1e6, 1e6 + 2.0]])

    def slope(point: np.ndarray) -> np.ndarray:
        return np.asarray(hessian @ (point - 1.0))

    modes, start = Modes.of(hessian), np.array([3.0, -2.0])
    assert modes is not None
    found = modes.step(slope, start, slope(start), time)
    exact = mpmath.expm(mpmath.matrix(hessian.tolist()) * -time) * mpmath.matrix([2, -3])
    assert found == pytest.approx([float(entry) + 1 for entry in exact], rel=1e-8)


def test_its_error_falls_with_the_fourth_power_of_the_step() -> None:
    # x′ = -x³ from 1: x(t) = 1/√(1 + 2t).
    errors = []
    for count in (8, 16, 32):
        place = np.array([1.0])
        for _ in range(count):
            modes = Modes.of(np.array([3 * place**2]))
            assert modes is not None
            place = modes.step(lambda x: x**3, place, place**3, 1 / count)
        errors.append(abs(float(place[0]) - 3**-0.5))
    assert errors[0] / errors[1] == pytest.approx(16, rel=0.25)
    assert errors[1] / errors[2] == pytest.approx(16, rel=0.25)


def test_a_hessian_without_values_has_no_modes() -> None:
    assert Modes.of(np.array([[np.nan, 0.0], [0.0, 1.0]])) is None
