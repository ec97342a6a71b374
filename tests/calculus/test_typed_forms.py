"""Derivatives in typed form: they are there where they hold, and nowhere else."""

from __future__ import annotations

import math

import pytest
from sympy import Ne, exp, sqrt, symbols, true

import grad_magic
from grad_magic.calculus.solver import solve
from grad_magic.calculus.typed_forms import have_same_values
from grad_magic.formula.tree import Place
from grad_magic.lesson.formulas import notate_formula
from grad_magic.lesson.typesetting.plain import render_atom
from grad_magic.reading.grammar.expressions import read_expression
from grad_magic.reading.request import read_problem
from grad_magic.result import Result
from grad_magic.solution import TypedForm
from grad_magic.wording.english import ENGLISH

x, y = symbols("x y", real=True)


def forms(request: str) -> tuple[TypedForm | None, ...]:
    return solve(read_problem(request)).derivatives.typed.value


def written(form: TypedForm | None) -> str | None:
    if form is None:
        return None
    return render_atom(notate_formula(form.formula), ENGLISH)


@pytest.mark.parametrize(
    ("request_text", "expected"),
    [
        ("f(x,y)=x*y*(1-x-y)", ["y(1 - 2x - y)", "x(1 - x - 2y)"]),
        ("f(w,b)=-ln(sigmoid(w*x+b))", ["-x(1 - σ(w·x + b))", "σ(w·x + b) - 1"]),
        ("f(x)=0.1x^2+x/3", ["0.2x + 1/3"]),
        ("f(x)=0.25x^4/2", ["x³/2"]),
        ("f(x)=x^(3/2)", ["3x^(1/2)/2"]),
        ("f(x)=x*sqrt(x)", ["3√x/2"]),
        # Peano's function: books multiply its derivatives out.
        ("f(x,y)=(y-x^2)(y-3x^2)", ["12x³ - 8x·y", "2y - 4x²"]),
        ("f(v,w)=(v*max(0,w))^2", ["2v·max(0, w)²", "2v²·max(0, w)"]),
        (
            "f(v,w)=(v*max(0,2w)-1)^2",
            [
                "2(v·max(0, 2w) - 1)max(0, 2w)",
                "{0 for w < 0, 4v(2v·w - 1) for w > 0}",
            ],
        ),
        ("f(x,y)=(x^2*y, x+y)", ["2x·y", "x²", "1", "1"]),
    ],
)
def test_derivatives_keep_the_form_of_f(request_text: str, expected: list[str]) -> None:
    assert [written(form) for form in forms(request_text)] == expected


@pytest.mark.slow
def test_what_has_no_rule_has_no_typed_form() -> None:
    assert forms("f(x,y)=" + "*".join(f"(x+{k}y)" for k in range(1, 60)))[0] is None


def test_powers_with_a_variable_exponent_have_cases() -> None:
    # Put in exactly, a fraction would have a root with thousands of digits.
    text = grad_magic.solve("f(x,y)=max(y,(x^2)^(x-1)) plot=none").text
    assert "∂f/∂y = {1 for y > (x²)^(x - 1), 0 for (x²)^(x - 1) > y}" in text


@pytest.mark.parametrize(
    ("f", "derivative"),
    [
        # Between -x and x the 0 is never the largest, nor the mean that of two numbers.
        ("max(x,-x,0)", "{-1 for x < 0, 1 for x > 0}"),
        ("max(x,y,(x+y)/2)", "{1 for x > y, 0 for y > x}"),
        ("min(x,y,(x+2y)/3)", "{1 for x < y, 0 for y < x}"),
    ],
)
def test_what_is_never_the_largest_has_no_case(f: str, derivative: str) -> None:
    assert f"∂f/∂x = {derivative}\n" in grad_magic.solve(f"f(x,y)={f} plot=none").text


def test_a_form_says_where_it_holds() -> None:
    (form,) = forms("f(x)=(x^2-1)/(x-1)")
    assert form is not None
    assert form.valid_where == Ne(x, 1)
    (form,) = forms("f(x)=1/(x-1)")
    assert form is not None
    assert form.valid_where == true


@pytest.mark.parametrize(
    ("text", "expression", "expected"),
    [
        ("x^2+y", x**2 + y, True),
        ("sqrt(1-x^2-y^2)", sqrt(1 - x**2 - y**2), True),
        ("x", sqrt(x**2), False),  # for x < 0 they differ
        ("x+y", x - y, False),
        ("sqrt(-1-x^2)", sqrt(-1 - x**2), False),  # nowhere real
        ("e^(100x)", exp(100 * x), True),
    ],
)
def test_two_forms_are_compared_where_both_are_real(
    text: str, expression: object, expected: bool
) -> None:
    formula = read_expression(text, Place(0, len(text)))
    assert have_same_values(formula, expression, (x, y)) is expected


def test_functions_of_sympy_and_python_have_forms_too() -> None:
    for function in (2 * x**2 * exp(y), lambda x, y: 2 * x**2 * math.exp(y)):
        result = grad_magic.solve(function, at=(1, 2))
        assert isinstance(result, Result)
        typed = result.solution.derivatives.typed.value
        assert [written(form) for form in typed] == ["4x·e^y", "2x²·e^y"]


def test_what_a_sum_has_in_common_stands_before_it() -> None:
    # By hand: z_x = (2S + 1)e²ˣ for S = x + y² + 2y, so z_xx = (2 + 2(2S + 1))e²ˣ = 4(1 + S)e²ˣ.
    text = grad_magic.solve("z=e^(2x)(x+y^2+2y) order=2").text
    assert "z_xx = 4(1 + x + y² + 2y)e^(2x)" in text
    assert "∂z/∂x = (2x + 2y² + 4y + 1)e^(2x)" in text  # as 同济 prints it: no bracket in a bracket
