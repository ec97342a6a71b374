"""Critical points known by their decimals: their kind is proved by intervals."""

from __future__ import annotations

import mpmath
import pytest
from sympy import Expr, Float, Integer, Rational, Symbol, cos, exp, log, pi, sqrt, symbols

from grad_magic.calculus import derivatives
from grad_magic.calculus.extrema.approximate_points import (
    Smooth,
    critical_point_near,
    exact_candidates,
)
from grad_magic.calculus.extrema.equations.real_solutions import DIGITS, real_solutions
from grad_magic.findings import CriticalReason
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import from_sympy

x, y, z = symbols("x y z", real=True)


def smooth(f: Expr, variables: tuple[Symbol, ...]) -> Smooth:
    hessian = derivatives.hessian(derivatives.gradient(f, variables), variables)
    return Smooth(f, compile_formula(from_sympy(f)), variables, hessian)


def omega() -> mpmath.mpf:
    """The root of x = e⁻ˣ."""
    with mpmath.workdps(DIGITS):
        return mpmath.lambertw(1).real


def dottie() -> mpmath.mpf:
    """The root of x = cos x."""
    with mpmath.workdps(DIGITS):
        return mpmath.findroot(lambda t: mpmath.cos(t) - t, mpmath.mpf("0.739"))


# (x - e⁻ˣ)² has f″ = 2(1 + e⁻ˣ)² > 0 at the root; the sum and difference with y² follow.
@pytest.mark.parametrize(
    ("f", "kind", "reason"),
    [
        ((x - exp(-x)) ** 2 + y**2, "minimum", CriticalReason.DEFINITE_MINIMUM),
        (-((x - exp(-x)) ** 2) - y**2, "maximum", CriticalReason.DEFINITE_MAXIMUM),
        ((x - exp(-x)) ** 2 - y**2, "saddle", CriticalReason.INDEFINITE_HESSIAN),
        ((x - exp(-x)) ** 4 + y**2, "undecided", CriticalReason.SIGN_NOT_SETTLED),
    ],
)
def test_the_hessian_decides_where_intervals_settle_its_signs(
    f: Expr, kind: str, reason: CriticalReason
) -> None:
    point = critical_point_near(smooth(f, (x, y)), (omega(), mpmath.mpf(0)))
    assert point is not None
    assert (point.kind, point.reason.kind) == (kind, reason)
    assert point.is_strict is (True if kind in ("minimum", "maximum") else None)
    assert point.is_approximate
    assert float(point.value) == 0


def test_three_variables_with_signs_of_both_kinds() -> None:
    f = (x - exp(-x)) ** 2 + (y - cos(y)) ** 2 - z**2
    place = (omega(), dottie(), mpmath.mpf(0))
    point = critical_point_near(smooth(f, (x, y, z)), place)
    assert point is not None
    assert point.kind == "saddle"


def test_the_numbers_are_handed_out_to_fifteen_digits() -> None:
    f = (x - exp(-x)) ** 2 + 3
    point = critical_point_near(smooth(f, (x,)), (omega(),))
    assert point is not None
    # OEIS A030178: 0.567143290409783872999968662210…
    assert str(point.point[0]) == "0.567143290409784"
    assert point.value == Float(3, 15)


def test_what_is_smaller_than_noise_is_zero() -> None:
    point = critical_point_near(smooth(x**2 + cos(y), (x, y)), (mpmath.mpf("1e-30"), mpmath.mpf(0)))
    assert point is not None
    assert float(point.point[0]) == 0
    assert point.kind == "saddle"


def test_where_f_has_no_value_there_is_no_point() -> None:
    assert critical_point_near(smooth(log(x), (x,)), (mpmath.mpf(-1),)) is None


def test_the_value_of_a_polynomial_at_a_root_is_exact_where_it_is_rational() -> None:
    # ∇f = 0 at x⁵ = x + 1, where the square is 0 and f = 7.
    f = (x**5 - x - 1) ** 2 + 7
    (solution,) = real_solutions([x**5 - x - 1], [x])
    point = critical_point_near(smooth(f, (x,)), solution.numbers(), solution)
    assert point is not None
    assert point.value == 7
    assert point.value.is_Integer
    assert point.kind == "minimum"
    assert not point.point[0].is_Rational


@pytest.mark.parametrize(
    "exact",
    [
        Integer(3), Rational(-5, 8), pi / 6, -7 * pi / 4, log(2) / 2, exp(1), exp(-1), sqrt(5) / 2,
        Integer(0), Rational(1, 3) * sqrt(2),
    ],
)  # fmt: skip
def test_simple_numbers_are_recognized(exact: Expr) -> None:
    with mpmath.workdps(DIGITS):
        number = mpmath.mpmathify(exact.evalf(DIGITS))
    found = exact_candidates((number,))
    assert found is not None
    assert list(found) == [exact]


def test_numbers_that_look_like_nothing_simple() -> None:
    assert exact_candidates((omega(),)) is None
    assert exact_candidates((mpmath.mpf(1), dottie())) is None
