"""Errors at points where f has no value, with the limit that f has there."""

from __future__ import annotations

import pytest

from grad_magic import NoAnswerError, solve

LIMITS = [
    ("f=(x^2-y^2)/(x-y) at=(1,1)", "Its limit there is 2:"),
    ("f=sin(x)/x at=0", "Its limit there is 1:"),
    ("f=sin(x y)/(x y) at=(0,0)", "Its limit there is 1:"),
    ("f=sin(x^2+y^2)/(x^2+y^2) at=(0,0)", "Its limit there is 1:"),
    ("f=x^2 y/(x^2+y^2) at=(0,0)", "Its limit there is 0:"),
    ("f=(sqrt(1+x^2+y^2)-1)/(x^2+y^2) at=(0,0)", "Its limit there is 1/2:"),
    ("f=(x^2+y^2)ln(x^2+y^2) at=(0,0)", "Its limit there is 0:"),
    ("f=exp(-1/(x^2+y^2)) at=(0,0)", "Its limit there is 0:"),
    ("f=1/(x^2+y^2) at=(0,0)", "It tends to ∞ there."),
    ("f=ln(x^2+y^2) at=(0,0)", "It tends to -∞ there."),
    (
        "f=x y/(x^2+y^2) at=(0,0)",
        "It has no limit there: on (t, 0) it tends to 0, on (t, t) to 1/2, for t → 0+.",
    ),
    (
        "f=x^2 y/(x^4+y^2) at=(0,0)",
        "It has no limit there: on (t, 0) it tends to 0, on (t, t^2) to 1/2, for t → 0+.",
    ),
    (
        "f=|x|/x at=0",
        "It has no limit there: it tends to -1 from the left and to 1 from the right.",
    ),
    ("f=1/x at=0", "It has no limit there: it tends to -∞ from the left and to ∞ from the right."),
]


@pytest.mark.parametrize(("request_text", "sentence"), LIMITS)
def test_the_limit_is_named(request_text: str, sentence: str) -> None:
    with pytest.raises(NoAnswerError) as caught:
        solve(request_text)
    assert caught.value.advice.startswith(sentence)


# Nothing may be said where nothing is proved.
SILENT = ["f=sin(1/x) at=0", "f=ln(x y) at=(0,0)", "f=asin(x) at=2"]


@pytest.mark.parametrize("request_text", SILENT)
def test_no_limit_is_claimed_without_proof(request_text: str) -> None:
    with pytest.raises(NoAnswerError) as caught:
        solve(request_text)
    assert "limit there is" not in caught.value.advice


def test_the_condition_is_named_with_its_value() -> None:
    with pytest.raises(NoAnswerError) as caught:
        solve("f=log(x y) at=(0,0)")
    assert "log(x y) needs x y > 0; at (0, 0) it is 0" in caught.value.message


@pytest.mark.parametrize("f", ["ln(-x^2)", "x+asin(2+x^2)", "ln(-(x-y)^2)", "y*ln(-abs(x*y))"])
@pytest.mark.parametrize("clauses", ["", " order=2", " steps=full", " steps=short"])
def test_a_function_without_values_has_no_derivatives(f: str, clauses: str) -> None:
    text = solve(f"f(x,y)={f} plot=none{clauses}").text
    assert text.endswith("There is no point where f has a real value.")
    assert "∂" not in text
    assert "∇" not in text


def test_of_values_that_were_only_not_found_the_derivatives_are_told() -> None:
    text = solve("f(x,y)=sqrt(1-(x-1000)^2) plot=none").text
    assert "∂f/∂x = (1000 - x)/√(1 - (x - 1000)²)" in text
    said = (
        "No point was found where f has a real value; the derivatives hold only where it has one."
    )
    assert said in " ".join(text.split())


@pytest.mark.parametrize(
    ("f", "where"),
    [
        # cos(arccos u) is u for |u| ≤ 1 alone, and 1 + x² is 1 at x = 0 only.
        ("cos(acos(1+x^2))", "x = 0"),
        ("y+asin(1+x^2)", "x = 0"),
        ("sqrt(2x y-x^2-y^2)", "x = y"),
        ("sqrt(sin(x)-1)", "sin(x) = 1"),
        ("(x-1)^(3/2)+sqrt(1-x)", "x = 1"),
        ("sqrt(x)+sqrt(-x)", "x = 0"),
        # cosh ≥ 1, and 1 - x² ≤ 1.
        ("arcosh(1-x^2)", "x = 0"),
        ("y*arcosh(1-x^2-y^2)", "x² + y² = 0"),
        ("ln(2+arcosh(cos(x)))", "cos(x) = 1"),
    ],
)
@pytest.mark.parametrize("clauses", ["", " steps=full"])
def test_no_derivative_is_claimed_where_f_has_values_on_a_border_alone(
    f: str, where: str, clauses: str
) -> None:
    text = " ".join(solve(f"f(x,y)={f} plot=none{clauses}").text.split())
    assert text.endswith(
        f"has real values at most where {where}, and so it is nowhere differentiable."
    )
    assert "∂" not in text


@pytest.mark.parametrize("f", ["sqrt(x-1)+sqrt(-x)", "ln(x)+ln(-x)", "sqrt(cos(x)-2)"])
def test_conditions_that_exclude_each_other_leave_no_point(f: str) -> None:
    text = solve(f"f(x,y)={f} plot=none").text
    assert text.endswith("There is no point where f has a real value.")


def test_on_a_border_the_derivatives_that_exist_are_told() -> None:
    # f(0, t) = t + π/2.
    text = solve("f=y+asin(1+x^2) at=(0,1) plot=none").text
    assert "∂f/∂y(P) = lim_{t→0} (f(0, 1 + t) - f(0, 1))/t = lim_{t→0} t/t = 1" in text
    assert "∂f/∂x = " not in text


@pytest.mark.parametrize(
    ("request_text", "needed"),
    [
        ("f=x^(3/2) at=-1", "x^(3/2) needs x ≥ 0"),
        ("f=x^(-3/2) at=0", "x^(-3/2) needs x > 0"),
        ("f=x^y at=(0,0)", "x^y needs x > 0"),
    ],
)
def test_a_root_needs_what_is_not_negative(request_text: str, needed: str) -> None:
    with pytest.raises(NoAnswerError) as caught:
        solve(request_text)
    assert needed in caught.value.message


@pytest.mark.parametrize("f", ["min(x,0)^(3/2)*y", "(x-|x|)^(3/2)+y", "(-x^2-y^2)^(3/4)+x"])
def test_at_letters_a_power_that_is_zero_for_some_is_not_said_to_be_undefined(f: str) -> None:
    # At a = 1, or a = b = 0, each has a value.
    with pytest.raises(NoAnswerError) as caught:
        solve(f"f(x,y)={f} at=(a,b)")
    assert "is undefined" not in caught.value.message
    assert "that could not be decided" in caught.value.message
