"""Limits along rays: by the definition they are what the gradient gives, where f is smooth."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from sympy import Integer, Matrix, Rational, oo

from grad_magic import solve
from grad_magic.calculus.derivatives import evaluate_derivative, gradient
from grad_magic.calculus.domains import trace
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.limits import (
    Neighborhood,
    both_rates,
    limit_of,
    sample_arcs,
    sample_directions,
)
from grad_magic.calculus.sides import two_sided
from grad_magic.formula.program import compile_formula
from grad_magic.reading.request import read_problem
from grad_magic.solution import Limit
from tests.calculus.random_functions import Question, questions

FEW = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow],
)


def near(request: str) -> Neighborhood:
    problem = read_problem(request)
    assert problem.point is not None
    program = compile_formula(problem.formula)
    values = dict(zip(problem.variables, problem.point, strict=True))
    return Neighborhood(program, values, trace(program, values)[-1])


@FEW
@given(questions(least=1, most=3, leaves=3))
@pytest.mark.slow
def test_the_limit_along_u_is_the_gradient_times_u(question: Question) -> None:
    names = ",".join(question.variables)
    point = ",".join(str(Rational(c.numerator, c.denominator)) for c in question.point)
    problem = read_problem(f"f({names})={question.function.text()} at=({point})")
    here = near(f"f({names})={question.function.text()} at=({point})")
    partials = [
        evaluate_derivative(partial, here.values)
        for partial in gradient(problem.f, problem.variables)
    ]
    direction = tuple(map(Integer, question.direction))
    limit = two_sided(both_rates(here, direction))
    assert limit.kind == "finite"
    assert limit.value is not None
    expected = Matrix(partials).dot(Matrix(direction))
    assert sign_of(limit.value - expected) == 0


@FEW
@given(questions(least=2, most=2, leaves=3))
@pytest.mark.slow
def test_in_all_directions_at_once_the_limit_is_linear(question: Question) -> None:
    point = ",".join(str(Rational(c.numerator, c.denominator)) for c in question.point)
    request = f"f(x,y)={question.function.text()} at=({point})"
    problem, here = read_problem(request), near(request)
    germ = here.everywhere
    assert germ is not None
    assert germ.is_defined
    first, second = here.direction
    partials = [
        evaluate_derivative(partial, here.values)
        for partial in gradient(problem.f, problem.variables)
    ]
    linear = partials[0] * first + partials[1] * second
    difference = (germ.coefficient((Integer(1), Integer(0))) - linear).expand()
    for place in ({first: 1, second: 0}, {first: 0, second: 1}, {first: 2, second: -3}):
        assert sign_of(difference.xreplace({k: Integer(v) for k, v in place.items()})) == 0


FINITE, ABOVE = Limit("finite", Integer(1)), Limit("infinite", oo)


@pytest.mark.parametrize(
    ("sides", "kind"),
    [
        ((FINITE, FINITE), "finite"),
        ((FINITE, Limit("finite", Integer(2))), "none"),
        ((ABOVE, ABOVE), "infinite"),
        ((ABOVE, Limit("infinite", -oo)), "none"),
        ((FINITE, ABOVE), "none"),
        ((FINITE, Limit("none")), "none"),
        ((FINITE, Limit("undefined")), "undefined"),
        ((FINITE, Limit("open")), "open"),
    ],
)
def test_both_sides_make_a_limit_if_they_agree(sides: tuple[Limit, Limit], kind: str) -> None:
    assert two_sided(sides).kind == kind


def test_a_limit_that_is_not_known_to_exist_is_open() -> None:
    assert limit_of(None).kind == "open"


def test_the_directions_reach_every_quadrant() -> None:
    quadrants = {tuple(sign_of(part) for part in ray) for ray in sample_directions(2)}
    assert quadrants >= {(a, b) for a in (-1, 0, 1) for b in (-1, 0, 1) if a or b}


def test_the_curves_are_bent_both_ways() -> None:
    exponents = {arc.exponents for arc in sample_arcs(2)}
    assert (Integer(1), Integer(2)) in exponents
    assert (Integer(2), Integer(1)) in exponents
    assert all(min(pair) == 1 for pair in exponents)


@pytest.mark.parametrize(
    ("request_text", "constant"),
    [
        # The angle of (x, y) does not change along the ray through it.
        ("f=acos(x/sqrt(x^2+y^2)) at=(1,0)", "x"),
        ("f=acos(x/sqrt(x^2+y^2)) at=(-2,0)", "x"),
        ("f(x,y,z)=acos(z/sqrt(x^2+y^2+z^2)) at=(0,0,3)", "z"),
    ],
)
@pytest.mark.slow
def test_a_function_that_rests_along_a_line_has_the_rate_0(
    request_text: str, constant: str
) -> None:
    result = solve(request_text)
    rates = dict(zip(map(str, result.variables), result.partials_at or (), strict=True))
    assert rates.pop(constant) == 0
    assert set(rates.values()) == {None}
    assert result.differentiable is False


@pytest.mark.parametrize(
    ("request_text", "slope", "differentiable"),
    [
        # √(x⁴) = x² rests at 0, √((1 + x²)² - 1 - 2x²) = x² too, and √(x²) = |x| has a corner.
        ("f=sqrt(1-(1-x^4)) at=0", 0, True),
        ("f=sqrt((1+x^2)^2-1-2*x^2) at=0", 0, True),
        ("f=sqrt(1-(1-x^2)) at=0", None, False),
        # Left of 0 the root of x⁹ is not real.
        ("f=sqrt(1-(1-x^9)) at=0", None, False),
    ],
)
def test_under_a_root_more_terms_are_tried_where_the_first_cancel(
    request_text: str, slope: int | None, differentiable: bool
) -> None:
    result = solve(request_text)
    assert result.differentiable is differentiable
    assert result.partials_at == (slope,)
