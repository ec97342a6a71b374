"""Critical points, checked by the values of f around them."""

from __future__ import annotations

import pytest
from sympy import (
    Abs,
    Expr,
    Float,
    Gt,
    Integer,
    Rational,
    Symbol,
    cos,
    exp,
    log,
    pi,
    sin,
    sqrt,
    symbols,
)

from grad_magic.calculus.by_values.critical_values import is_confirmed
from grad_magic.findings import CriticalReason, Finding
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import from_sympy
from grad_magic.solution import CriticalKind, CriticalPoint

x, y = symbols("x y", real=True)
a = Symbol("a", real=True)
positive = Symbol("b", positive=True)
# The root of x = e⁻ˣ, and one that is wrong in the fourth digit.
OMEGA, OFF = Float("0.567143290409784", 15), Float("0.567243290409784", 15)


def confirmed(f: Expr, point: tuple[Expr, ...], kind: CriticalKind, **more: object) -> bool:
    variables = (x, y)[: len(point)]
    place = dict(zip(variables, point, strict=True))
    reason = Finding(CriticalReason.SPECIAL_UNDECIDED)
    found = CriticalPoint(point, f.xreplace(place), kind, None, reason, **more)  # type: ignore[arg-type]  # fields by name
    return is_confirmed(compile_formula(from_sympy(f)), variables, found)


@pytest.mark.parametrize(
    ("f", "point", "kind"),
    [
        (x**2 + y**2, (0, 0), "minimum"),
        (x**2 - y**2, (0, 0), "saddle"),
        (3 - x**4 - y**2, (0, 0), "maximum"),
        (sin(x), (pi / 2,), "maximum"),
        (x**3, (0,), "saddle"),
        (x * log(x), (exp(-1),), "minimum"),
        (x**2 * (x - 1) ** 2 + y**4, (1, 0), "minimum"),
        # Not strict.
        ((x - y) ** 2, (2, 2), "minimum"),
        (cos(x) ** 2 + sin(x) ** 2 + y**2, (Rational(1, 3), 0), "minimum"),
    ],
)
def test_what_is_true_is_confirmed(f: Expr, point: tuple[Expr, ...], kind: CriticalKind) -> None:
    assert confirmed(f, tuple(map(Integer(1).__mul__, point)), kind)


@pytest.mark.parametrize(
    ("f", "point", "kind"),
    [
        # The slope is not 0.
        (x**2 + y**2, (1, 0), "minimum"),
        (x**2 + y, (0, 0), "minimum"),
        (sin(x), (pi / 3,), "undecided"),
        (x**2 + y**2, (Rational(1, 1000), 0), "saddle"),
        # The kind is another one.
        (x**2 - y**2, (0, 0), "minimum"),
        (x**2 + y**2, (0, 0), "maximum"),
        (x**3 + y**2, (0, 0), "minimum"),
        # Peano: a minimum along every line, and smaller between the parabolas.
        ((y - x**2) * (y - 3 * x**2), (0, 0), "maximum"),
    ],
)
def test_what_is_false_is_contradicted(
    f: Expr, point: tuple[Expr, ...], kind: CriticalKind
) -> None:
    assert not confirmed(f, tuple(map(Integer(1).__mul__, point)), kind)


def test_a_corner_needs_no_slope() -> None:
    assert confirmed(Abs(x), (Integer(0),), "minimum", has_gradient=False)
    assert confirmed(sqrt(x**2 + y**2), (Integer(0),) * 2, "minimum", has_gradient=False)
    assert not confirmed(Abs(x), (Integer(0),), "maximum", has_gradient=False)


@pytest.mark.parametrize(
    ("place", "kind", "holds"),
    [
        (OMEGA, "minimum", True),
        (OMEGA, "maximum", False),
        (OFF, "minimum", False),
    ],
)
def test_a_point_that_is_known_by_its_decimals(
    place: Expr, kind: CriticalKind, *, holds: bool
) -> None:
    # (x - e⁻ˣ)² + 1 around 0.567143…: a step of 10⁻⁴ changes the slope by 5·10⁻⁴.
    assert confirmed((x - exp(-x)) ** 2 + 1, (place,), kind, is_approximate=True) is holds


def test_a_parameter_of_known_sign_gets_a_value() -> None:
    assert confirmed(positive * x**2, (Integer(0),), "minimum")
    assert not confirmed(positive * x**2, (Integer(0),), "maximum")
    assert not confirmed(positive * x**2, (positive,), "minimum")


def test_what_cannot_be_put_in_numbers_is_not_contradicted() -> None:
    # A curve, a condition, a parameter without a sign.
    assert confirmed((x - y) ** 2, (x, x), "minimum")
    assert confirmed(x**2 * y, (Integer(1), Integer(1)), "maximum", where=Gt(y, 0))
    assert confirmed(a * x**2, (Integer(0),), "maximum")


def test_values_outside_the_domain_are_passed_over() -> None:
    # √x - x has its maximum at 1/4; x·ln x is not defined to the left of 0.
    assert confirmed(sqrt(x) - x, (Rational(1, 4),), "maximum")
    assert confirmed(exp(x) * log(x), (Integer(-1),), "minimum")
