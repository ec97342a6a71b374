"""f near P without the cases that are not alive there, in values, derivatives and kinds."""

from __future__ import annotations

import math

import numpy as np
import pytest
from sympy import Expr, I, Integer, Rational, Symbol, false, log, nan, oo, pi, sqrt, zoo

from grad_magic.calculus.derivatives import differentiate, open_cases
from grad_magic.calculus.local_forms import local_form
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import has_unreal_part
from grad_magic.reading.request import read_problem
from grad_magic.result import solve

X, Y = (Symbol(name, real=True) for name in "xy")


@pytest.mark.parametrize(
    ("request_text", "form"),
    [
        ("f=max(x,0)+floor(y)*x at=(-1,5/2)", 2 * X),
        ("f=max(x,0)^2*y at=(3,1)", X**2 * Y),
        ("f=min(x,y,1) at=(5,1/2)", Y),
        ("f=sqrt(max(0,x^2-y^2)) at=(1,2)", Integer(0)),
        ("f=piecewise((sign(x)*y,x>-1),(x,otherwise)) at=(2,1)", Y),
        ("f=ceiling(x)+y at=(1/2,0)", Y + 1),
    ],
)
def test_of_the_cases_one_is_left(request_text: str, form: Expr) -> None:
    problem = read_problem(request_text)
    assert problem.point is not None
    place = dict(zip(problem.variables, problem.point, strict=True))
    assert local_form(compile_formula(problem.formula), place) == form


@pytest.mark.parametrize(
    ("request_text", "partials"),
    [
        # The plain formula's derivative at P, as the other case is not alive there.
        ("f=sqrt(max(x,0)) at=1", (Rational(1, 2),)),
        ("f=log(max(x,0)) at=2", (Rational(1, 2),)),
        ("f=1/max(x,0) at=2", (-Rational(1, 4),)),
        ("f=sqrt(max(0,4-x^2-y^2)) at=(1,1)", (-sqrt(2) / 2, -sqrt(2) / 2)),
        ("f=sqrt(max(0,4-x^2-y^2)) at=(3,1)", (0, 0)),
        ("w=sqrt(max(0,x^2-z^2)) at=(1,2)", (0, 0)),
        ("w=sqrt(max(0,x^2-z^2)) at=(2,1)", (2 * sqrt(3) / 3, -sqrt(3) / 3)),
        ("f=log(max(x,0))*y at=(1,3)", (3, 0)),
        ("f=1/piecewise((x,x>0),(0,otherwise)) at=2", (-Rational(1, 4),)),
        ("f=sqrt(piecewise((x,x>0),(-1,otherwise))) at=4", (Rational(1, 4),)),
        ("f=ln(piecewise((x,x>0),(0,otherwise))) at=2", (Rational(1, 2),)),
        ("f=y/max(x,y,0) at=(2,1)", (-Rational(1, 4), Rational(1, 2))),
        ("f=asin(min(x,2)) at=0", (1,)),
        ("f=x^2/min(x,0) at=-3", (1,)),
        # Of x ln max(x, 0) the other case is x ln 0, of max(x, 0)^y it is 0^y.
        ("f=x*ln(max(x,0)) at=1", (1,)),
        ("f=x*acos(max(x,-2)) at=0", (pi / 2,)),
        ("f=relu(x)^x at=1", (1,)),
        ("f=max(x,0)^y at=(2,3)", (12, 8 * log(2))),
        ("f=max(x,-2)^y at=(1,2)", (2, 0)),
        ("f(x,y)=max(x,0)^3*max(y,0)^x at=(1,1)", (3, 1)),
        ("f=asin(max(x,1/2)) at=0", (0,)),
    ],
)
def test_a_case_that_is_not_alive_says_nothing(
    request_text: str, partials: tuple[Expr, ...]
) -> None:
    result = solve(request_text)
    assert result.partials_at == partials
    assert not result.warnings


@pytest.mark.parametrize(
    ("function", "point", "partials"),
    [
        (lambda x: np.sqrt(np.maximum(x, 0)), 1, (Rational(1, 2),)),
        (lambda x: np.log(np.maximum(x, 0)), 2, (Rational(1, 2),)),
        (lambda x: 1 / np.maximum(x, 0), 2, (-Rational(1, 4),)),
        (lambda x, y: np.sqrt(np.maximum(0, 4 - x**2 - y**2)), (1, 1), (-sqrt(2) / 2,) * 2),
    ],
)
def test_numpy_functions_too(function: object, point: object, partials: tuple[Expr, ...]) -> None:
    assert solve(function, at=point).partials_at == partials


def test_the_general_formula_holds_case_by_case_where_f_is_alive() -> None:
    slope = solve("f=sqrt(max(x,0))").partials[0]
    assert slope.subs(X, -2) == 0
    assert slope.subs(X, 4) == Rational(1, 4)
    # ln 0 is no number: for x < 0 nothing is claimed.
    assert [value for value, _ in solve("f=log(max(x,0))").partials[0].args] == [1 / X]


@pytest.mark.parametrize(
    ("function", "dead"),
    [
        # By hand: where f has no real value around the point nothing is said of a derivative.
        ("ln(relu(x)*relu(y))", {X: -1, Y: 2}),
        ("log(2,relu(x))", {X: -1}),
        ("y+1/max(x,0)", {X: -1, Y: 2}),
        ("x*y+ln(max(x,y,0))", {X: -1, Y: -2}),
        ("clip(x,-1,1)^y", {X: -2, Y: Rational(1, 3)}),
        ("y+atanh(min(x,2))", {X: 3, Y: 1}),
        ("max(-1,x)^0.5", {X: -2}),
    ],
)
def test_where_f_has_no_values_no_general_derivative_is_claimed(
    function: str, dead: dict[Symbol, Expr]
) -> None:
    result = solve(f"f={function} order=2")
    shown = [result.partials, [partial.general for partial in result.higher_partials or ()]]
    wheres = [
        result.partials_valid_where,
        [partial.valid_where for partial in result.higher_partials or ()],
    ]
    for forms, conditions in zip(shown, wheres, strict=True):
        for form, where in zip(forms, conditions, strict=True):
            value = form.xreplace(dead)
            assert where.xreplace(dead) == false or value.has(nan, zoo, oo, I), form


def test_the_text_claims_no_more_than_the_object() -> None:
    text = solve("f=ln(relu(x)*relu(y)) order=2").text
    assert "∂f/∂x = 1/x   for x > 0 and y > 0" in text
    assert "f_xy = f_yx = 0   for x > 0 and y > 0" in text
    assert "∂f/∂y = 1   for x > 0" in solve("f=y+ln(max(x,0))").text


def test_cases_that_contradict_one_another_are_left_out() -> None:
    f = read_problem("f=log(max(x,0))*max(x,0)").f
    first, second = open_cases(f)
    assert first[0] == X * log(X)
    assert has_unreal_part(second[0])


def test_the_derivative_case_by_case_is_that_of_the_values() -> None:
    """An oracle of its own: central differences in floats, on both sides of the border."""
    f = read_problem("f=exp(sqrt(max(0,1-x^2-y^2)))*x").f
    slope = differentiate(f, X)

    def value(x: float, y: float) -> float:
        return math.exp(math.sqrt(max(0.0, 1 - x * x - y * y))) * x

    for x, y in ((0.3, 0.4), (0.9, 0.9), (-0.2, 0.1), (2.0, 0.0)):
        measured = (value(x + 1e-6, y) - value(x - 1e-6, y)) / 2e-6
        assert abs(float(slope.subs({X: x, Y: y})) - measured) < 1e-8


@pytest.mark.parametrize(
    ("request_text", "kind", "is_strict"),
    [
        ("f(x,y)=max(x,0)+0*y at=(-1,0)", "minimum", False),
        ("f=floor(x) at=1/2", "minimum", False),
        ("f=max(x,0)+y^2 at=(-1,0)", "minimum", False),
        ("f=sign(x)*y^2 at=(-2,0)", "maximum", False),
        ("f=max(1-x^2-y^2,0) at=(0,0)", "maximum", True),
        ("f=max(x,y,5) at=(1,1)", "minimum", False),
        ("f=floor(x)*y^2+y^4 at=(1/2,0)", "minimum", False),
        ("f=piecewise((x^4,x>-1),(0,otherwise)) at=0", "minimum", True),
        ("f=piecewise((x^3,x>-1),(0,otherwise)) at=0", "saddle", None),
    ],
)
def test_the_kind_follows_from_the_case_that_is_alive(
    request_text: str, kind: str, is_strict: bool | None
) -> None:
    result = solve(request_text)
    assert (result.critical_kind, result.is_strict) == (kind, is_strict)


def test_what_holds_near_the_point_alone_is_said_so() -> None:
    # f is constant near x = -1, and not elsewhere.
    text = solve("f=max(x,0) at=-1").text
    assert "f is constant near x = -1" in text
