"""Derivatives of the coordinates of a curve, one by one."""

import pytest

from grad_magic import solve
from grad_magic.findings import Slip
from grad_magic.presets import Asked

# r′ = (2t, 3t²) = (4, 12), dy/dx = 3.
CUSP = "r(t)=(t^2, t^3) at=2"


@pytest.mark.parametrize(
    ("request_text", "answer"),
    [
        (CUSP, "dx/dt=4"),
        (CUSP, "dy/dt=12"),
        (CUSP, "x'(2)=4"),
        (CUSP, "y'(2)=12"),
        (CUSP, "dx/dt=2t=4"),
        (CUSP, "dx/dt=4, dy/dt=12"),
        (CUSP, "y'=3t²=12 and x'=2t=4"),
        ("r(t)=(t^2, t^3)", "x'(t)=2t, y'(t)=3t^2"),
        ("r(t)=(cos t, sin t)", "dx/dt=-sin t"),
        ("r(t)=(cos t, sin t, t) at=0", "dx/dt=0, dy/dt=1, dz/dt=1"),
    ],
)
def test_they_are_entries_of_the_derivative_of_the_curve(request_text: str, answer: str) -> None:
    check = solve(f"{request_text} answer={answer}").check
    assert (check.right, check.asked) == (True, Asked.JACOBIAN)


def test_of_a_curve_in_the_plane_y_prime_may_be_its_slope() -> None:
    assert solve(f"{CUSP} answer=y'=3").check.right is True


@pytest.mark.parametrize(
    ("answer", "slip"),
    [
        ("dx/dt=12", None),
        ("dy/dt=3", None),
        ("x'=-4", Slip.OPPOSITE),
        ("dx/dt=2t", Slip.POINT_MISSING),
        ("dx/dt=12, dy/dt=4", None),
        # The slope is dy/dx, and no dx/dt.
        ("x'=3", None),
    ],
)
def test_a_wrong_one_is_told_by_its_slip(answer: str, slip: Slip | None) -> None:
    check = solve(f"{CUSP} answer={answer}").check
    assert (check.right, check.slip) == (False, slip)


def test_of_curves_too_what_is_said_on_the_way_has_to_be_so() -> None:
    # The length of (0, 1, 1) is √2, which is not √3.
    helix = "r(t)=(cos t, sin t, t) at=0"
    assert solve(f"{helix} answer=|r'|=√(0+1+1)=√2").check.right is True
    assert solve(f"{helix} answer=|r'|=√3=√2").check.right is False
