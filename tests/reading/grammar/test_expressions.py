from __future__ import annotations

import pytest
from sympy import (
    Abs,
    E,
    Expr,
    Rational,
    Symbol,
    acosh,
    asinh,
    atanh,
    besselj,
    cosh,
    cot,
    csc,
    erf,
    exp,
    log,
    pi,
    sec,
    sin,
    sinh,
    sqrt,
    symbols,
    tan,
    tanh,
)
from sympy import acos as arccos
from sympy import asin as arcsin
from sympy import atan as arctan
from sympy import cos as cosine

from grad_magic.errors import RequestSyntaxError
from grad_magic.formula.sympy_forms import to_sympy
from grad_magic.formula.tree import Place
from grad_magic.reading.grammar.expressions import read_expression
from grad_magic.reading.grammar.parser import MAX_NESTING, MAX_OPERATIONS

x, y, z, theta_1, S, N, beta, lamda = symbols("x y z theta_1 S N beta lambda", real=True)
J_0 = Symbol("J_0", real=True)


def read(text: str) -> Expr:
    return to_sympy(read_expression(text, Place(0, len(text))))


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("x*exp(2*y)", x * exp(2 * y)),
        ("x**2*y^3", x**2 * y**3),
        ("-x^2", -(x**2)),
        ("(-x)^2", x**2),
        ("2^3^2", 512),
        ("2**-x", 2 ** (-x)),
        ("x-y-z", x - y - z),
        ("x/y/z", x / (y * z)),
        ("x/y*z", x * z / y),
        ("--x", x),
        ("+x", x),
        ("- x + y", y - x),
        ("0.1*x", x / 10),
        (".5", Rational(1, 2)),
        ("1.5e-3", Rational(3, 2000)),
        ("2E2*x", 200 * x),
        ("pi*x", pi * x),
        ("π*x", pi * x),
        ("e^x", exp(x)),
        ("E", E),
        ("ln(x)", log(x)),
        ("log(x, 2)", log(x) / log(2)),
        ("sqrt(x^2+y^2)", sqrt(x**2 + y**2)),
        ("cbrt(8)", 2),
        ("cbrt(-8)", -2),
        ("(-8)^(1/3)", -2),
        ("(-8)^(2/3)", 4),
        ("abs(x-y)", Abs(x - y)),
        ("arcsin(x)+acos(y)+arctan(z)", arcsin(x) + arccos(y) + arctan(z)),
        ("sin(x)*cos(y)*tan(z)", sin(x) * cosine(y) * tan(z)),
        ("sec(x)+csc(x)+cot(x)", sec(x) + csc(x) + cot(x)),
        ("sinh(x)+cosh(x)+tanh(x)", sinh(x) + cosh(x) + tanh(x)),
        ("arsinh(x)+arccosh(x)+atanh(x)", asinh(x) + acosh(x) + atanh(x)),
        ("arcoth x+asech(x)+arccsch(x)", atanh(1 / x) + acosh(1 / x) + asinh(1 / x)),
        ("erf(x)", erf(x)),
        ("sigmoid(x)", 1 / (1 + exp(-x))),
        ("theta_1 + θ_1", 2 * theta_1),
        ("S + N + beta + lambda", S + N + beta + lamda),
        ("sin(x,)", sin(x)),
        ("J₀(x) + J_12(2x) J1(1)", besselj(0, x) + besselj(12, 2 * x) * besselj(1, 1)),
        # What stands without a bracket somewhere is a letter.
        ("J_0 x + J_0(x + 1)", J_0 * x + J_0 * (x + 1)),
    ],
)
def test_python_and_typed_powers_are_read_as_mathematicians_mean_them(
    text: str, expression: Expr
) -> None:
    assert read(text) == expression


def test_a_declared_variable_wins_over_the_constant_of_its_name() -> None:
    e = Symbol("e", real=True)
    assert to_sympy(read_expression("e*x", Place(0, 3), declared=("e", "x"))) == e * x


def test_the_formula_keeps_what_sympy_would_cancel() -> None:
    formula = read_expression("x/x*y", Place(0, 5))
    assert [operand.operation for operand in formula.operands] == ["name", "reciprocal", "name"]
    assert (formula.operands[1].start, formula.operands[1].end) == (1, 3)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "sin x y",
            (
                "sin x y can be read in two ways\n    sin x y\n    ^^^^^^^\n"
                "Write sin(x)*y or sin(x*y)."
            ),
        ),
        (
            "sin x/2",
            (
                "sin x/2 can be read in two ways\n    sin x/2\n    ^^^^^^^\n"
                "Write sin(x)/2 or sin(x/2)."
            ),
        ),
        (
            "tan^{-1} y/x",
            (
                "tan^{-1} y/x can be read in two ways\n    tan^{-1} y/x\n    ^^^^^^^^^^^^\n"
                "Write tan^{-1}(y)/x or tan^{-1}(y/x)."
            ),
        ),
        (
            "1/2x",
            "1/2x can be read in two ways\n    1/2x\n    ^^^^\nWrite 1/(2x) or (1/2)*x.",
        ),
        (
            "e^2y",
            "e^2y can be read in two ways\n    e^2y\n    ^^^^\nWrite e^(2)*y or e^(2*y).",
        ),
        ("√2x", "√2x can be read in two ways\n    √2x\n    ^^^\nWrite √(2)*x or √(2*x)."),
        (
            "x^1/3",
            "x^1/3 can be read in two ways\n    x^1/3\n    ^^^^^\nWrite x^(1/3) or (x^1)/3.",
        ),
        (
            "|x|y|z|",
            (
                "it is not clear which bars belong together\n    |x|y|z|\n        ^\n"
                "Write abs(…) instead."
            ),
        ),
        (
            "x 2",
            "an operator is missing before 2\n    x 2\n      ^\nFor a product, write *.",
        ),
        (
            "height",
            (
                "height may be one name or the product h*e*i*g*h*t\n    height\n    ^^^^^^\n"
                "For one name, declare it: f(height, …)=…; for the product, write it with *."
            ),
        ),
        (
            "leaky_relu(x)",
            (
                "leaky_relu is not known\n    leaky_relu(x)\n    ^^^^^^^^^^\n"
                "Write its formula, where(x>0, x, 0.01*x)."
            ),
        ),
        ("x+*y", "* does not fit here\n    x+*y\n      ^"),
        (
            "x+",
            "the expression ends too early\n    x+\n      ^\nSomething is missing behind +.",
        ),
        ("sin", "the function sin has no argument\n    sin\n    ^^^\nWrite sin(…) with brackets."),
        ("sim(x)", "sim is not known\n    sim(x)\n    ^^^\nDid you mean sin?"),
        (
            "g(x)",
            (
                "g is not a function that can be called\n    g(x)\n    ^\n"
                "For a product, write g*(…)."
            ),
        ),
        ("sin(x,y)", "sin takes 1 argument, not 2\n    sin(x,y)\n    ^^^"),
        ("max(x)", "max takes at least 2 arguments, not 1\n    max(x)\n    ^^^"),
        (
            "log()",
            "the function log has no argument\n    log()\n    ^^^\nWrite log(…) with brackets.",
        ),
        (
            "x*sin*y",
            "the function sin has no argument\n    x*sin*y\n      ^^^\nWrite sin(…) with brackets.",
        ),
        (
            "tan-1(x)",
            (
                "tan-1 can be read in two ways here\n    tan-1(x)\n    ^^^^^\n"
                "Write tan^-1(…) for the inverse function."
            ),
        ),
        (
            "x.real",
            (
                ". cannot be read here\n    x.real\n     ^\nPython goes into another cell, in "
                "which _ is the answer: _.gradient_at, print(_.text)."
            ),
        ),
        (
            "x[0]",
            (
                "[ does not fit here\n    x[0]\n     ^\n"
                "Parts of a list are not read; write x_0 for a variable."
            ),
        ),
        ("lambda x: x", ": cannot be read here\n    lambda x: x\n            ^"),
        (
            "'x'+1",
            "quotation marks do not belong in an expression\n    'x'+1\n    ^",
        ),
        (
            "\u0445+1",
            (
                "\u0445 is a cyrillic small letter ha, which only looks like the Latin x\n"
                "    \u0445+1\n    ^\nType the Latin letter."
            ),
        ),
        (
            "\uff12+x",
            "\uff12 is a fullwidth digit two\n    \uff12+x\n    ^^\nType 2.",
        ),
        (
            "x\u200b+1",
            (
                "an invisible character stands here (zero width space)\n    x\u200b+1\n     ^\n"
                "Delete it and type on."
            ),
        ),
        ("__import__", "_ cannot be read here\n    __import__\n    ^"),
        ("1e999", "a number's power of ten may be at most 100\n    1e999\n    ^^^^^"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text: str, message: str) -> None:
    with pytest.raises(RequestSyntaxError) as caught:
        read(text)
    assert str(caught.value) == message


def test_nesting_is_bounded() -> None:
    text = "(" * 10_000 + "x" + ")" * 10_000
    with pytest.raises(RequestSyntaxError) as caught:
        read(text)
    assert caught.value.message == f"brackets and powers are nested more than {MAX_NESTING} deep"


@pytest.mark.slow
def test_the_number_of_operations_is_bounded() -> None:
    with pytest.raises(RequestSyntaxError) as caught:
        read("x" + "-x" * (MAX_OPERATIONS + 1))
    assert caught.value.message == f"the expression has more than {MAX_OPERATIONS} operations"
