from __future__ import annotations

import pytest
from sympy import Expr, Integer, exp, sin, sqrt, symbols

from grad_magic import solve
from grad_magic.calculus.higher_order import count_partials, higher_partials, mixed_agree
from grad_magic.calculus.validity import TypedFunction
from grad_magic.errors import MeaninglessRequestError, NoAnswerError
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import from_sympy
from grad_magic.result import Result

x, y = symbols("x y", real=True)


def typed(f: Expr) -> TypedFunction:
    return TypedFunction(compile_formula(from_sympy(f)), f, (x, y))


def test_partial_derivatives_come_in_natural_order_with_values() -> None:
    at = {x: Integer(1), y: Integer(0)}
    found = higher_partials(typed(x * exp(2 * y)), (x, y), 3, at)
    assert [(p.variables, p.general, p.at_point) for p in found] == [
        ((x, x), 0, 0),
        ((x, y), 2 * exp(2 * y), 2),
        ((y, x), 2 * exp(2 * y), 2),
        ((y, y), 4 * x * exp(2 * y), 4),
        ((x, x, x), 0, 0),
        ((x, x, y), 0, 0),
        ((x, y, y), 4 * exp(2 * y), 4),
        ((y, y, y), 8 * x * exp(2 * y), 8),
    ]


def test_without_a_point_they_have_no_value() -> None:
    assert {p.at_point for p in higher_partials(typed(x * y), (x, y), 2)} == {None}


def test_too_many_partial_derivatives_are_refused() -> None:
    variables = symbols("x_1:7", real=True)
    assert count_partials(6, 4) == 36 + 56 + 126
    with pytest.raises(MeaninglessRequestError) as error:
        higher_partials(typed(sum(variables)), variables, 4)
    assert error.value.message == "there are 218 partial derivatives up to order 4"


@pytest.mark.slow
def test_derivatives_that_grow_too_long_are_refused() -> None:
    f = x
    for _ in range(6):
        f = sin(f * exp(x * y) + y)
    with pytest.raises(NoAnswerError):
        higher_partials(typed(f), (x, y), 4)


@pytest.mark.parametrize(
    "f",
    [
        x * y * (x**2 - y**2) / (x**2 + y**2),
        exp(x * y) * sin(x / y),
        sqrt(x**2 + y**3),
        x**y,
    ],
)
def test_mixed_partial_derivatives_agree_where_the_formula_is_smooth(f: Expr) -> None:
    assert mixed_agree(f, (x, y), 3) is True


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_text", "line"),
    [
        ("f(x,y)=max(x,y)^3 order=3", "f_xxx = {6 for x > y, 0 for y > x}"),
        ("f(x,y)=max(x,y)^3 order=3", "f_xyy = 0 for x ≠ y"),
        ("f(x,y)=max(x-2y,x)^2 order=2", "f_xx = 2 for y ≠ 0"),
        ("f(x,y)=piecewise((x^2+y^2,x>=0),(x,otherwise)) order=2", "f_yx = 0 for x ≠ 0"),
    ],
)
def test_cases_are_said_once(request_text: str, line: str) -> None:
    assert line in " ".join(solve(request_text).text.split())


@pytest.mark.slow
def test_a_filled_quotient_has_derivatives_everywhere_but_at_one_point() -> None:
    text = solve("f(x,y)=piecewise((x^3*y^2/(x^2+y^2),(x,y)!=(0,0)),(0,otherwise)) order=2").text
    assert "for x ≠ 0 and y ≠ 0" not in text
    assert text.count("for (x, y) ≠ (0, 0)") >= 3


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "agree"),
    [
        ("x^2*|x|+y", True),
        ("x^3*|y|^3", True),
        ("{sin(x*y)/x, x!=0; y, otherwise}", True),
        # f_y(x, 0) = x² and f_xx(0, y) = -2y: f_yxx = 2 and f_xxy = -2.
        ("{x^2*y*(x^2-y^2)/(x^2+y^2), (x,y)!=(0,0); 0, otherwise}", False),
        # f_y(x, 0) = x² and f_xx(0, y) = 0: f_yxx = 2 and f_xxy = 0.
        ("{x^4*y/(x^2+y^2), (x,y)!=(0,0); 0, otherwise}", False),
        # f_xx(x, y) = 2y·sign x, which has no value on x = 0.
        ("x*|x|*y", None),
    ],
)
def test_third_derivatives_are_compared_in_all_orders(f: str, agree: bool | None) -> None:
    result = solve(f"f(x,y)={f} at=(0,0) order=3")
    assert isinstance(result, Result)
    assert result.mixed_partials_agree is agree


@pytest.mark.parametrize(
    ("request_text", "sentence"),
    [
        # f″ = 28x^(1/3)/9, and t^(1/3)/t = t^(-2/3).
        (
            "f(x)=x^(7/3) at=0 order=3",
            "f‴(0) does not exist: (f″(t) - f″(0))/t tends to ∞ as t → 0.",
        ),
        (
            "f(x,y)=x^(7/3)*y at=(0,1) order=3",
            "f_xxx(P) does not exist: (f_xx(P + t·e₁) - f_xx(P))/t tends to ∞ as t → 0.",
        ),
        (
            "f(x,y)=x+y^(7/3) at=(1,0) order=3",
            "f_yyy(P) does not exist: (f_yy(P + t·e₂) - f_yy(P))/t tends to ∞ as t → 0.",
        ),
        # f″ = 40x^(2/3)/9, and t^(2/3)/t = t^(-1/3).
        (
            "f(x,y)=x^(8/3)+y at=(0,1) order=3",
            (
                "f_xxx(P) does not exist: (f_xx(P + t·e₁) - f_xx(P))/t tends to -∞ as t → 0⁻ "
                "and to ∞ as t → 0⁺."
            ),
        ),
        # f‴ = 280x^(1/3)/27.
        (
            "f(x)=x^(10/3) at=0 order=4",
            "f⁽⁴⁾(0) does not exist: (f‴(t) - f‴(0))/t tends to ∞ as t → 0.",
        ),
        # By y f_xxxx = 112y^(2/3)/3 on the y-axis.
        (
            "f(x,y)=(x^2+y^2)^(7/3) at=(0,0) order=5",
            (
                "f_xxxxy(P) does not exist: (f_xxxx(P + t·e₂) - f_xxxx(P))/t tends to -∞ as t → 0⁻ "
                "and to ∞ as t → 0⁺."
            ),
        ),
    ],
)
def test_a_third_derivative_that_is_infinite_is_said_not_to_exist(
    request_text: str, sentence: str
) -> None:
    text = " ".join(solve(f"{request_text} plot=none").text.split())
    assert sentence in text


def test_behind_a_derivative_that_is_infinite_there_is_none() -> None:
    text = solve("f(x)=x^(7/3) at=0 order=4 plot=none").text
    assert "f⁽⁴⁾(0) does not exist, as f‴(0) does not exist." in text
