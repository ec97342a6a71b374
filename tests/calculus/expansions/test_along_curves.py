"""Expansions in t → 0+, against Taylor series and limits worked by hand."""

from __future__ import annotations

import pytest
from sympy import Abs, Expr, Integer, Rational, Symbol, log, pi, sqrt

from grad_magic.calculus.expansions.algebra import ExpansionCalculus
from grad_magic.calculus.expansions.along_curves import expand
from grad_magic.calculus.expansions.coefficients import Coefficients
from grad_magic.calculus.expansions.expansion import (
    CONSTANT,
    FIRST,
    FLAT,
    Expansion,
    OpenError,
    OutsideError,
    constant,
    monomial,
)
from grad_magic.formula.program import compile_formula
from grad_magic.reading.request import read_problem

A, B = Symbol("a", real=True), Symbol("b", real=True)
T = monomial(FIRST, Integer(1))
CALCULUS = ExpansionCalculus(Coefficients())


def power(exponent: object, logarithms: int = 0) -> tuple[Rational, Rational]:
    return (Rational(exponent), Integer(logarithms))


def along(text: str, depth: int = 6) -> Expansion:
    """The expansion of a formula in x for x = t."""
    problem = read_problem(f"f(x)={text}")
    (x,) = problem.variables
    program = compile_formula(problem.formula)
    return expand(program, {x: Integer(0)}, {x: T}, Coefficients(), depth)


def in_all_directions(text: str) -> Expansion:
    """The expansion of a formula in x, y for (x, y) = t·(a, b)."""
    problem = read_problem(f"f(x,y)={text}")
    x, y = problem.variables
    program = compile_formula(problem.formula)
    line = {x: monomial(FIRST, A), y: monomial(FIRST, B)}
    values = {x: Integer(0), y: Integer(0)}
    return expand(program, values, line, Coefficients((A, B)), 6)


SERIES = [
    ("sin(x)", {power(1): 1, power(3): Rational(-1, 6), power(5): Rational(1, 120)}),
    ("exp(x)-1", {power(1): 1, power(2): Rational(1, 2), power(3): Rational(1, 6)}),
    ("sqrt(1+x)", {power(0): 1, power(1): Rational(1, 2), power(2): Rational(-1, 8)}),
    ("1/(1-x)", {power(0): 1, power(1): 1, power(2): 1, power(3): 1}),
    ("tan(x)", {power(1): 1, power(3): Rational(1, 3), power(5): Rational(2, 15)}),
    ("atan(x)", {power(1): 1, power(3): Rational(-1, 3)}),
    ("acos(1-x)", {power(Rational(1, 2)): sqrt(2), power(Rational(3, 2)): sqrt(2) / 12}),
    ("asin(x-1)", {power(0): -pi / 2, power(Rational(1, 2)): sqrt(2)}),
    ("cbrt(-x)", {power(Rational(1, 3)): -1}),
    ("ln(x)", {power(0, 1): -1}),
    ("x ln(2x)", {power(1, 1): -1, power(1): log(2)}),
    ("x^x", {power(0): 1, power(1, 1): -1}),
    ("(1-cos(x))/x^2", {power(0): Rational(1, 2), power(2): Rational(-1, 24)}),
    ("sinh(x)-x", {power(3): Rational(1, 6)}),
    ("atan(1/x)", {power(0): pi / 2, power(1): -1, power(3): Rational(1, 3)}),
    ("tanh(1/x)", {power(0): 1}),
    ("x/(1+exp(-1/x))", {power(1): 1}),
    ("floor(x)+floor(-x)", {power(0): -1}),
    ("atan2(x,-1)", {power(0): pi, power(1): -1}),
    ("max(x,x^2)", {power(1): 1}),
    ("gamma(1+x)-1-x/2", None),
]


@pytest.mark.parametrize(("text", "terms"), SERIES)
def test_the_leading_terms(text: str, terms: dict[tuple[Rational, Rational], Expr] | None) -> None:
    found = along(text)
    if terms is None:
        # Γ'(1) = -γ ≈ -0.577, so the coefficient of t is about -1.077.
        assert abs(float(found.coefficient(FIRST)) + 1.0772) < 1e-4
        return
    for monomial_power, coefficient in terms.items():
        assert (found.coefficient(monomial_power) - coefficient).equals(0)


def test_what_is_flat_is_smaller_than_every_power() -> None:
    assert along("exp(-1/x)").error == FLAT
    size = along("exp(-1/x)/x^50").size
    assert size is not None
    assert size[0] > 1000
    assert along("1/(1+exp(1/x))").size == FLAT


def test_waves() -> None:
    wave = along("sin(1/x)")
    assert wave.error == CONSTANT
    assert wave.oscillates
    assert along("x^2 sin(1/x)").error == power(2)
    assert along("x^2 sin(1/x)").oscillates
    assert along("exp(x sin(1/x))").oscillates
    # The sum of two waves may settle.
    assert not along("sin(1/x) - sin(1/x+x)").oscillates
    # A floor makes jumps, which a sine may leap over: sin(pi floor(1/x)) is 0.
    with pytest.raises(OpenError):
        along("sin(pi floor(1/x))")


def test_where_there_are_no_real_values() -> None:
    for text in ("sqrt(-x)", "ln(-x)", "acosh(1-x)", "asin(1+x)", "1/floor(x)"):
        with pytest.raises(OutsideError):
            along(text)


def test_terms_behind_the_depth_become_an_error() -> None:
    found = along("1/(1-x)", depth=3)
    assert found.error == power(4)
    assert len(found.terms) == 4


def test_cancellation_is_exact() -> None:
    assert along("(1+x)^2-1-2x-x^2").is_zero
    # √2·√3 - √6 is 0, which has to be proved.
    assert along("sqrt(2) sqrt(3) x - sqrt(6) x").is_zero


def test_in_all_directions_a_coefficient_is_a_function_of_the_direction() -> None:
    assert in_all_directions("sqrt(x^2+y^2)").terms == ((FIRST, sqrt(A**2 + B**2)),)
    assert in_all_directions("|x y|").terms == ((power(2), Abs(A * B)),)
    found = in_all_directions("x y/(x^2+y^2)")
    assert found.terms == ((CONSTANT, A * B / (A**2 + B**2)),)


def test_a_divisor_that_vanishes_in_some_direction_gives_no_bound() -> None:
    found = in_all_directions("x^2/(x-y)")
    assert not found.is_defined
    assert not found.terms


def test_a_root_of_what_may_be_negative_is_open() -> None:
    with pytest.raises(OpenError):
        in_all_directions("sqrt(x)")


def test_absolute_values_bound_what_follows() -> None:
    # ||x + y²| - |x|| ≤ y²
    found = in_all_directions("|x+y^2|")
    assert found.terms == ((FIRST, Abs(A)),)
    assert found.error == power(2)


def test_definite_forms_are_recognized() -> None:
    sign = Coefficients((A, B)).sign
    assert sign(A**2 + A * B + B**2) == 1
    assert sign(A**2 + 2 * A * B + B**2) is None
    assert sign(-(A**4) - B**4) == -1
    assert sign(A**4 - A**2 * B**2 + B**4) == 1
    assert sign(A**4 - 3 * A**2 * B**2 + B**4) is None
    assert sign(Abs(A) + Abs(B)) == 1
    assert sign(Abs(A - B)) is None
    assert sign(Abs(A - B) + Abs(A + B)) == 1
    assert sign(A**3 + B**3) is None
    assert sign(sqrt(A**2 + B**2) * (A**2 + 2 * B**2)) == 1


def test_a_hull_keeps_what_both_cases_share() -> None:
    first = CALCULUS.add(constant(Integer(3)), T)
    second = constant(Integer(3))
    hull = CALCULUS.hull((first, second))
    assert hull.terms == ((CONSTANT, Integer(3)),)
    assert hull.error == FIRST
