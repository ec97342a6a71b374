from __future__ import annotations

import pytest
from sympy import Integer

from grad_magic.calculus.extrema.kinds.jets import Jet


# Of x²y + 3y³ by hand: at (t, -2t²) it is -2t⁴ - 24t⁶, at (0, 2t) 24t³, at (t, 0) 0 and at
# (t, t + t²) t³ + t⁴ + 3t³(1 + t)³, with 4t³ + 10t⁴ as the first two terms.
@pytest.mark.parametrize(
    ("steps", "order", "expected"),
    [
        (({1: 1}, {2: -2}), 6, {4: -2, 6: -24}),
        (({1: 1}, {2: -2}), 5, {4: -2}),
        (({}, {1: 2}), 6, {3: 24}),
        (({1: 1}, {}), 6, {}),
        (({1: 1}, {1: 1, 2: 1}), 4, {3: 4, 4: 10}),
    ],
)
def test_a_polynomial_along_a_curve(
    steps: tuple[dict[int, int], ...], order: int, expected: dict[int, int]
) -> None:
    jet = Jet({(2, 1): Integer(1), (0, 3): Integer(3)}, 2, 3)
    curve = [Jet.of_powers({k: Integer(c) for k, c in step.items()}, order) for step in steps]
    assert jet.along(curve).terms == {(k,): c for k, c in expected.items()}
