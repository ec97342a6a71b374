"""Critical points that repeat, of functions with parameters."""

from __future__ import annotations

import pytest

import grad_magic


def rows(request: str) -> set[tuple[str, str, str]]:
    result = grad_magic.solve(f"{request} critical=all")
    return {
        (str(p.point), p.kind, "" if p.where is None else str(p.where))
        for p in result.critical_points
    }


@pytest.mark.slow
def test_where_a_parameter_is_zero_the_period_may_be_that_of_other_variables() -> None:
    request = "f(x,y)=a*cos x+cos y"
    assert rows(request) == {
        ("(0, 0)", "saddle", "a < 0"),
        ("(0, 0)", "maximum", "a > 0"),
        ("(0, pi)", "minimum", "a < 0"),
        ("(0, pi)", "saddle", "a > 0"),
        ("(pi, 0)", "maximum", "a < 0"),
        ("(pi, 0)", "saddle", "a > 0"),
        ("(pi, pi)", "saddle", "a < 0"),
        ("(pi, pi)", "minimum", "a > 0"),
        ("(x, 0)", "maximum", "Eq(a, 0)"),
        ("(x, pi)", "minimum", "Eq(a, 0)"),
    }
    text = grad_magic.solve(f"{request} critical=all").text
    assert "These repeat with the period 2π of f; coordinates in (-π, π] are listed" in text


@pytest.mark.slow
def test_a_period_is_told_with_its_parameter() -> None:
    assert rows("f(x)=sin(a x)") == {
        ("(pi/(2*a),)", "maximum", "Ne(a, 0)"),
        ("(-pi/(2*a),)", "minimum", "Ne(a, 0)"),
        ("(x,)", "minimum", "Eq(a, 0)"),
    }
    text = grad_magic.solve("f(x,y)=sin(a x)+cos(b y) critical=all").text
    assert "the period 2π/|a| of f in x, listed in (-π/|a|, π/|a|]" in text
    assert "the period 2π/|b| of f in y, listed in (-π/|b|, π/|b|]" in text


@pytest.mark.slow
@pytest.mark.parametrize("f", ["sin(a x+y)", "sin(a(x^2+y^2))", "cos(a x y)"])
def test_no_period_is_told_of_what_f_depends_on_where_parameters_are_in_it(f: str) -> None:
    assert "repeat" not in grad_magic.solve(f"f(x,y)={f} critical=all").text


@pytest.mark.parametrize(
    ("language", "named"), [("en", "of f in x and y"), ("zh", "关于 x 和 y 的")]
)
def test_the_variables_in_which_points_repeat_are_listed_in_words(
    language: str, named: str
) -> None:
    request = f"f(x,y,z)=cos x+cos y+z^2 critical=all lang={language}"
    assert named in grad_magic.solve(request).text
