"""Steps of x′ = -∇f(x) by an exponential method, exact where ∇f is linear, however stiff it is.

Around a point x with the Hessian H the flow is x′ = -∇f(x) - H(x(t) - x) - (what is left), and its
linear part is solved exactly in the eigenvectors of H. The method is `exprb43`, of order 4
(Hochbruck and Ostermann, Exponential integrators, *Acta Numerica* 19, 2010, example 2.24).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grad_magic.deferred_numpy import np

if TYPE_CHECKING:
    from collections.abc import Callable

    from grad_magic.formula.arithmetic import Array

# From there on φ is computed by its recursion, below by so many terms of its series.
_SERIES_UP_TO, _TERMS = 1.0, 20


@dataclass(frozen=True, eq=False)
class Modes:
    """The Hessian at a point: its eigenvalues (n,), and the eigenvectors as columns (n, n)."""

    values: Array
    vectors: Array

    @classmethod
    def of(cls, hessian: Array) -> Modes | None:
        """Those of a symmetric matrix (n, n); None where it has no finite entries."""
        if not np.isfinite(hessian).all():
            return None
        return cls(*np.linalg.eigh(hessian))

    def _apply(self, factors: Array, vector: Array) -> Array:
        """The matrix that multiplies each eigenvector by its factor, times a vector (n,)."""
        product: Array = self.vectors @ (factors * (self.vectors.T @ vector))
        return product

    def step(
        self, slope_at: Callable[[Array], Array], point: Array, slope: Array, time: float
    ) -> Array:
        """Where the flow is after this time, (n,); not finite where ∇f has no value on the way.

        Args:
            slope_at: ∇f.
            point: where it begins, (n,).
            slope: ∇f there.
            time: how long it goes on.
        """
        with np.errstate(all="ignore"):
            half, whole = -self.values * time / 2, -self.values * time
            phi_1, _, phi_3, phi_4 = (phi(order, whole) for order in (1, 2, 3, 4))
            along = -time * self._apply(phi_1, slope)
            middle = -time / 2 * self._apply(phi(1, half), slope)
            first = self._rest(slope_at, point, slope, middle)
            end = along + time * self._apply(phi_1, first)
            second = self._rest(slope_at, point, slope, end)
            corrected = self._apply(16 * phi_3 - 48 * phi_4, first)
            corrected += self._apply(12 * phi_4 - 2 * phi_3, second)
            found: Array = point + along + time * corrected
        return found

    def _rest(
        self, slope_at: Callable[[Array], Array], point: Array, slope: Array, way: Array
    ) -> Array:
        """What -∇f is beside its linear part at P, so far away."""
        return self._apply(self.values, way) - (slope_at(point + way) - slope)


def phi(order: int, numbers: Array) -> Array:
    """φ_k(z) = Σ z^j / (j + k)!, by its series where z is small; φ₀(z) = e^z.

    >>> float(phi(1, np.array(0.0))), float(phi(2, np.array(0.0)))
    (1.0, 0.5)
    """
    small = np.where(abs(numbers) < _SERIES_UP_TO, numbers, 0.0)
    series = np.zeros_like(numbers)
    for power in reversed(range(_TERMS)):
        series = series * small + 1 / math.factorial(power + order)
    large = np.where(abs(numbers) < _SERIES_UP_TO, 1.0, numbers)
    value = np.exp(large)
    for known in range(order):
        # φ_{k+1}(z) = (φ_k(z) - 1/k!)/z.
        value = (value - 1 / math.factorial(known)) / large
    return np.where(abs(numbers) < _SERIES_UP_TO, series, value)
