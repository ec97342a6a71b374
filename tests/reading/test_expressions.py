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
from grad_magic.problem import Place
from grad_magic.reading.expressions import MAX_NESTING, MAX_OPERATIONS, read_expression
from grad_magic.reading.symbolic import to_sympy

x, y, z, theta_1, S, N, beta, lamda = symbols("x y z theta_1 S N beta lambda", real=True)


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
        ("erf(x)", erf(x)),
        ("sigmoid(x)", 1 / (1 + exp(-x))),
        ("theta_1 + θ_1", 2 * theta_1),
        ("S + N + beta + lambda", S + N + beta + lamda),
        ("sin(x,)", sin(x)),
    ],
)
def test_python_and_typed_powers_are_read_as_mathematicians_mean_them(
    text: str, expression: Expr
) -> None:
    assert read(text) == expression


def test_a_declared_variable_wins_over_the_constant_of_its_name() -> None:
    e = Symbol("e", real=True)
    assert to_sympy(read_expression("e*x", Place(0, 3), declared=(e,))) == e * x


def test_the_formula_keeps_what_sympy_would_cancel() -> None:
    formula = read_expression("x/x*y", Place(0, 5))
    assert [operand.operation for operand in formula.operands] == ["name", "reciprocal", "name"]
    assert (formula.operands[1].start, formula.operands[1].end) == (1, 3)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2x", "an operator is missing before x\n    2x\n     ^\nFor a product, write *."),
        ("x y", "an operator is missing before y\n    x y\n      ^\nFor a product, write *."),
        ("x+*y", "* does not fit here\n    x+*y\n      ^"),
        ("x+", "the expression ends too early\n    x+\n      ^"),
        ("sin", "the function sin has no argument\n    sin\n    ^^^\nWrite sin(…) with brackets."),
        (
            "sim(x)",
            "sim is not a function that can be called\n    sim(x)\n    ^^^\nDid you mean sin?",
        ),
        (
            "q(x)",
            "q is not a function that can be called\n    q(x)\n    ^\nFor a product, write q*(…).",
        ),
        ("sin(x,y)", "sin takes 1 argument, not 2\n    sin(x,y)\n    ^^^"),
        ("log()", ") does not fit here\n    log()\n        ^"),
        ("x.real", ". cannot be read here\n    x.real\n     ^"),
        ("x[0]", "[ does not fit here\n    x[0]\n     ^"),
        ("lambda x: x", ": cannot be read here\n    lambda x: x\n            ^"),
        ("'x'", "' cannot be read here\n    'x'\n    ^"),
        (
            "__import__",
            (
                "'__import__' cannot be a name\n    __import__\n    ^^^^^^^^^^\n"
                "A name is a Latin or Greek letter, then letters, digits, or _ and an index."
            ),
        ),
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


def test_the_number_of_operations_is_bounded() -> None:
    with pytest.raises(RequestSyntaxError) as caught:
        read("+".join(["sin(x)"] * (MAX_OPERATIONS + 1)))
    assert caught.value.message == f"the expression has more than {MAX_OPERATIONS} operations"
