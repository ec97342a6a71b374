"""What theory says of an answer when the question is changed: no oracle is needed."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sympy import Expr, Integer, Matrix, Rational

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.result import Result, solve
from tests.calculus.random_functions import Question, questions

FEW = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
PLANE = questions(least=2, most=2, leaves=3)
# The rotation by the angle of the triangle with sides 3, 4 and 5.
ROTATION = Matrix([[Rational(3, 5), -Rational(4, 5)], [Rational(4, 5), Rational(3, 5)]])
KINDS = [
    ("x^2+y^2", "minimum"),
    ("-x^2-3*y^2", "maximum"),
    ("x^2-y^2", "saddle"),
    ("x*y", "saddle"),
]


def ask(f: str, point: list[Expr], direction: list[Expr]) -> Result:
    texts = (",".join(map(str, numbers)) for numbers in (point, direction))
    result = solve("f(x,y)={} at=({}) dir=({})".format(f, *texts))
    assert isinstance(result, Result)
    assert result.warnings == ()
    return result


def parts(question: Question) -> tuple[str, list[Expr], list[Expr]]:
    point = [Rational(c.numerator, c.denominator) for c in question.point]
    return question.function.text(), point, [Integer(component) for component in question.direction]


def replaced(f: str, x: str, y: str) -> str:
    """The text with both variables replaced at once; exp has an x of its own."""
    return re.sub(r"\b[xy]\b", lambda match: f"({x if match[0] == 'x' else y})", f)


def gradient_of(result: Result) -> Matrix:
    assert result.gradient_at is not None
    return result.gradient_at


def rate_of(result: Result) -> Expr:
    assert result.directional_derivative is not None
    return result.directional_derivative


def are_equal(first: Matrix, second: Matrix) -> bool:
    return all(sign_of(entry) == 0 for entry in first - second)


@FEW
@given(PLANE)
@pytest.mark.slow
def test_turned_coordinates_turn_the_gradient_and_keep_the_rates(question: Question) -> None:
    f, point, direction = parts(question)
    turned_f = replaced(f, "3*x/5+4*y/5", "-4*x/5+3*y/5")
    turned = [list(ROTATION * Matrix(vector)) for vector in (point, direction)]
    before, after = ask(f, point, direction), ask(turned_f, *turned)
    assert are_equal(ROTATION * gradient_of(before), gradient_of(after))
    assert sign_of(rate_of(before) - rate_of(after)) == 0
    assert before.critical_kind == after.critical_kind


@pytest.mark.parametrize(("f", "kind"), KINDS)
def test_the_kind_of_a_critical_point_does_not_turn(f: str, kind: str) -> None:
    origin, direction = [Integer(0), Integer(0)], [Integer(1), Integer(0)]
    assert ask(f, origin, direction).critical_kind == kind
    turned = replaced(f, "3*x/5+4*y/5", "-4*x/5+3*y/5")
    assert ask(turned, origin, direction).critical_kind == kind


@FEW
@given(PLANE, st.sampled_from([Fraction(2), Fraction(-3), Fraction(1, 7)]))
@pytest.mark.slow
def test_a_multiple_of_f_has_the_multiple_of_its_rates(question: Question, c: Fraction) -> None:
    f, point, direction = parts(question)
    factor = Rational(c.numerator, c.denominator)
    before, after = ask(f, point, direction), ask(f"({c})*({f})", point, direction)
    assert are_equal(factor * gradient_of(before), gradient_of(after))
    assert sign_of(factor * rate_of(before) - rate_of(after)) == 0


@FEW
@given(PLANE)
def test_minus_f_falls_where_f_rises(question: Question) -> None:
    f, point, direction = parts(question)
    before, after = ask(f, point, direction), ask(f"-({f})", point, direction)
    assert sign_of(rate_of(before) + rate_of(after)) == 0
    if before.steepest_ascent is not None:
        assert after.steepest_descent is not None
        assert are_equal(before.steepest_ascent, after.steepest_descent)
    kinds = {"minimum": "maximum", "maximum": "minimum"}
    kind = before.critical_kind
    is_constant = not before.f.free_symbols
    assert is_constant or after.critical_kind == kinds.get(kind or "", kind)


@FEW
@given(PLANE)
def test_swapped_variables_swap_the_partial_derivatives(question: Question) -> None:
    f, point, direction = parts(question)
    before, after = (
        ask(f, point, direction),
        ask(replaced(f, "y", "x"), point[::-1], direction[::-1]),
    )
    assert are_equal(Matrix(gradient_of(before)[::-1]), gradient_of(after))
    assert sign_of(rate_of(before) - rate_of(after)) == 0


@FEW
@given(PLANE)
def test_a_shifted_function_has_the_same_rates_at_the_shifted_point(question: Question) -> None:
    f, point, direction = parts(question)
    shifted = [point[0] + 2, point[1] - Rational(1, 3)]
    before = ask(f, point, direction)
    after = ask(f"5+({replaced(f, 'x-2', 'y+1/3')})", shifted, direction)
    assert are_equal(gradient_of(before), gradient_of(after))
    assert before.value is not None
    assert after.value is not None
    assert sign_of(before.value + 5 - after.value) == 0


@FEW
@given(PLANE)
def test_a_linear_map_inside_transposes_onto_the_gradient(question: Question) -> None:
    f, point, direction = parts(question)
    linear = Matrix([[2, 1], [1, 1]])
    preimage = list(linear.inv() * Matrix(point))
    before = ask(f, point, direction)
    after = ask(replaced(f, "2*x+y", "x+y"), preimage, direction)
    assert are_equal(linear.T * gradient_of(before), gradient_of(after))


@FEW
@given(PLANE)
@pytest.mark.slow
def test_the_name_of_a_parameter_does_not_matter(question: Question) -> None:
    f, point, direction = parts(question)
    place, heading = (",".join(map(str, numbers)) for numbers in (point, direction))
    first, second = (
        solve(f"f(x,y)={name}*({f})+{name}^2*x at=({place}) dir=({heading}) {name}=3/2")
        for name in ("a", "k")
    )
    assert are_equal(gradient_of(first), gradient_of(second))
    assert rate_of(first) == rate_of(second)
