"""Quotients whose holes are filled so that f is smooth, and curves that hug a zero set.

Gradients are worked by hand from the Taylor series of the quotient: sin(xy)/x = y - x²y³/6 + …,
(e^{xy} - 1)/x = y + xy²/2 + …, ln(1 + xy)/x = y - xy²/2 + …, (1 - cos xy)/x² = y²/2 - ….
"""

from __future__ import annotations

import mpmath
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sympy import Expr, Matrix, Rational, Symbol

from grad_magic import solve
from grad_magic.formula.arithmetic import HIGH_PRECISION, NotRealError
from grad_magic.formula.program import compile_formula
from grad_magic.reading.request import read_problem

QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
T = Symbol("t", real=True)

SMOOTH = [
    ("piecewise((sin(x*y)/x, x!=0), (y, x=0))", "(0,0)", (0, 1)),
    ("piecewise((sin(x*y)/x, x!=0), (y, x=0))", "(0,2)", (0, 1)),
    ("piecewise((y, x=0), ((e^(x*y)-1)/x, otherwise))", "(0,2)", (2, 1)),
    ("piecewise((ln(1+x*y)/x, x!=0), (y, otherwise))", "(0,1)", (Rational(-1, 2), 1)),
    ("piecewise(((1-cos(x*y))/x^2, x!=0), (y^2/2, otherwise))", "(0,1)", (0, 1)),
    ("piecewise(((x^2-y^2)/(x-y), x!=y), (2x, x=y))", "(1,1)", (1, 1)),
    ("piecewise(((x^3-y^3)/(x-y), x!=y), (3x^2, x=y))", "(1,1)", (3, 3)),
    ("piecewise((sin(x*y)/(x*y), x*y!=0), (1, otherwise))", "(0,0)", (0, 0)),
    ("piecewise((sin(x*y)/(x*y), x!=0 and y!=0), (1, otherwise))", "(0,2)", (0, 0)),
    ("3x + piecewise((sin(x)/x, x!=0), (1, otherwise))*y", "(0,3)", (3, 1)),
    ("piecewise((sin(y-x^2)/(y-x^2), y!=x^2), (1, otherwise)) + x", "(1,1)", (1, 0)),
    # Along circles and other curves w = 0: sin(w)/w = 1 - w²/6 + …, (eʷ - 1)/w = 1 + w/2 + ….
    (
        "piecewise(((e^(x^2+y^2-1)-1)/(x^2+y^2-1), x^2+y^2!=1), (1, otherwise))",
        "(3/5,4/5)",
        (Rational(3, 5), Rational(4, 5)),
    ),
    (
        "piecewise((ln(x^2+y^2)/(1-x^2-y^2), x^2+y^2!=1), (-1, otherwise))",
        "(0,1)",
        (0, 1),
    ),
    (
        "y*piecewise((sin(x^2-y^3)/(x^2-y^3), x^2!=y^3), (1, otherwise))",
        "(1,1)",
        (0, 1),
    ),
    (
        "piecewise((sin(e^x+e^y-2)/(e^x+e^y-2), e^x+e^y!=2), (1, otherwise))",
        "(0,0)",
        (0, 0),
    ),
]


@pytest.mark.parametrize(("formula", "point", "gradient"), SMOOTH)
@pytest.mark.slow
def test_a_filled_quotient_is_smooth(formula: str, point: str, gradient: tuple[Expr, ...]) -> None:
    result = solve(f"f(x,y)={formula} at={point}")
    assert result.differentiable is True
    assert result.gradient_at == Matrix(gradient)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("formula", "is_differentiable"),
    [
        # Both x² + xy + y² and the filling are of second order.
        ("piecewise(((x^3-y^3)/(x-y), x!=y), (0, otherwise))", True),
        ("piecewise(((x^3-y^3)/(x-y), x!=y), (|x|^(3/2), otherwise))", True),
        ("piecewise((x^3*y/(x*y), x*y!=0), (0, otherwise))", True),
        # Along y = x the first rises like |x|, the second not like x + y.
        ("piecewise(((x^3-y^3)/(x-y), x!=y), (|x|, otherwise))", False),
        ("piecewise(((x^2-y^2)/(x-y), x!=y), (0, otherwise))", False),
        # Along y = x there is no value but at 0.
        ("piecewise(((x^3-y^3)/(x-y), x!=0), (0, otherwise))", False),
    ],
)
def test_holes_that_are_filled_otherwise(formula: str, is_differentiable: bool) -> None:
    assert solve(f"f(x,y)={formula} at=(0,0)").differentiable is is_differentiable


@pytest.mark.slow
def test_three_variables() -> None:
    formula = "piecewise((sin(x*y*z)/(x*z), x*z != 0), (y, otherwise))"
    result = solve(f"f(x,y,z)={formula} at=(0,1,0)")
    assert result.verdict.reason.kind.value == "smoothly_filled"
    assert result.gradient_at == Matrix([0, 1, 0])


# The filling is wrong beside P although it is right at P; or there is a hole that is not filled.
NOT_SMOOTH = [
    ("piecewise((sin(x*y)/x, x!=0), (2y, otherwise))", "(0,0)"),
    ("piecewise((sin(x*y)/x, x!=0), (y^2, otherwise))", "(0,1)"),
    ("piecewise(((x^2-y^2)/(x-y), x!=y), (3x-1, otherwise))", "(1,1)"),
    ("piecewise((sin(x*y)/x*y/y, x!=0), (y, otherwise))", "(0,0)"),
    ("piecewise((sin(x)/x, x!=0), (2, otherwise)) + y", "(0,1)"),
    ("piecewise((sin(y-x^2)/(y-x^2), y!=x^2), (0, otherwise))", "(1,1)"),
    ("piecewise((sin(x^2+y^2-1)/(x^2+y^2-1), x^2+y^2!=1), (2, otherwise))", "(1,0)"),
    ("piecewise((x/(x^2+y^2-1), x^2+y^2!=1), (x, otherwise))", "(1,0)"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("formula", "point"), NOT_SMOOTH)
def test_a_filling_that_is_right_at_the_point_alone(formula: str, point: str) -> None:
    assert solve(f"f(x,y)={formula} at={point}").differentiable is False


# With w = 0 on a curve through P along which f keeps its value; but not at the origin.
AROUND = [
    ("piecewise((sin(y-x^2)/(y-x^2), y!=x^2), (1, otherwise))", "(1,1)", "maximum"),
    ("2-3piecewise((sin(y-x^2)/(y-x^2), y!=x^2), (1, otherwise))", "(1,1)", "minimum"),
    (
        "piecewise(((x^2+y^2-1-sin(x^2+y^2-1))/(x^2+y^2-1), x^2+y^2!=1), (0, otherwise))",
        "(0,1)",
        "minimum",
    ),
    # w - sin(w) = w³/6 - … changes its sign with w.
    (
        "piecewise(((x^2+y^2-1)^2-(x^2+y^2-1)*sin(x^2+y^2-1))/(x^2+y^2-1),"
        " x^2+y^2!=1), (0, otherwise))".replace("piecewise(", "piecewise((", 1),
        "(0,1)",
        "saddle",
    ),
]


@pytest.mark.parametrize(("formula", "point", "kind"), AROUND)
@pytest.mark.slow
def test_the_kind_is_that_of_a_function_of_one_number(formula: str, point: str, kind: str) -> None:
    result = solve(f"f(x,y)={formula} at={point}")
    assert (result.critical_kind, result.is_strict) == (kind, None if kind == "saddle" else False)


# |min(|x|, |y|, 0)| = 0 and so on, by the definitions; |x|^|y| ≤ |x|^1.9 near (0, 2).
PLAIN = [
    ("min(|x|,|y|,0)", "(0,0)", (0, 0)),
    ("max(-|x|,0)+y", "(0,0)", (0, 1)),
    ("(x^3)^(1/3)+y", "(0,0)", (1, 1)),
    ("(x^6)^(1/3)+y", "(0,0)", (0, 1)),
    ("|x|^|y|", "(0,2)", (0, 0)),
    ("|x|^|y|", "(1,0)", (0, 0)),
]


@pytest.mark.slow
@pytest.mark.parametrize(("formula", "point", "gradient"), PLAIN)
def test_what_is_plain_from_signs_and_powers(
    formula: str, point: str, gradient: tuple[Expr, ...]
) -> None:
    result = solve(f"f(x,y)={formula} at={point}")
    assert result.differentiable is True
    assert result.gradient_at == Matrix(gradient)


HUGGING = [
    "piecewise(((x^3+y^3)/(x-y), x!=y), (0, x=y))",
    "piecewise(((x^4+y^4)/(x-y), x!=y), (0, x=y))",
    "piecewise((x^5/(y-x^2), y!=x^2), (0, otherwise))",
    "piecewise((1, sin(x)<y and y<x), (0, otherwise))",
    "piecewise((1, x^2<y and y<x^2+x^3), (0, otherwise))",
    "piecewise((x, x^2<y and y<x^2+x^3), (0, otherwise))",
]


@pytest.mark.slow
@pytest.mark.parametrize("formula", HUGGING)
def test_a_curve_beside_the_zeros_is_named_and_contradicts(formula: str) -> None:
    result = solve(f"f(x,y)={formula} at=(0,0)")
    assert result.differentiable is False
    assert result.partials_at == (0, 0)
    curve = result.verdict.reason.parts["curve"]
    # f/t, the remainder against the distance from P, stays away from 0.
    assert all(abs(_remainder(formula, curve, mpmath.mpf(10) ** -k)) > 0.1 for k in (3, 4, 5))


def _remainder(formula: str, curve: tuple[Expr, ...], t: mpmath.mpf) -> mpmath.mpf:
    problem = read_problem(f"f(x,y)={formula}")
    with mpmath.workdps(80):
        place = [coordinate.evalf(80, subs={T: t}) for coordinate in curve]
        numbers = [mpmath.mpf(str(coordinate)) for coordinate in place]
        values = dict(zip(problem.variables, numbers, strict=True))
        return compile_formula(problem.formula).run(values, HIGH_PRECISION) / t


QUOTIENTS = ("sin({0})/({1})", "(e^({0})-1)/({1})", "tan({0})/({1})", "({0})^2/({1})")


@pytest.mark.slow
@settings(max_examples=8, deadline=None, phases=QUICK)
@given(
    quotient=st.sampled_from(QUOTIENTS),
    factor=st.sampled_from(("x", "x-y", "y", "2x+y")),
    scale=st.sampled_from(("y", "x", "1", "x+y", "x^2")),
    filling=st.sampled_from(("y", "x", "1", "0", "x+y", "2x")),
)
def test_random_fillings_against_the_remainder(
    quotient: str, factor: str, scale: str, filling: str
) -> None:
    top = f"({scale})*({factor})"
    formula = f"piecewise(({quotient.format(top, factor)}, {factor} != 0), ({filling}, otherwise))"
    result = solve(f"f(x,y)={formula} at=(0,0)")
    if not result.differentiable:
        return
    problem = read_problem(f"f(x,y)={formula}")
    program = compile_formula(problem.formula)
    gradient = [mpmath.mpf(str(entry)) for entry in result.gradient_at]
    with mpmath.workdps(60):
        t = mpmath.mpf(10) ** -8
        for step in ((1, 0), (0, 1), (1, 1), (1, -2), (1, t), (t, -1), (1, 1 + t**2), (1, -2 + t)):
            h = [t * component for component in step]
            try:
                start = program.run(dict.fromkeys(problem.variables, mpmath.mpf(0)), HIGH_PRECISION)
                there = program.run(dict(zip(problem.variables, h, strict=True)), HIGH_PRECISION)
            except NotRealError:
                continue
            linear = sum(g * component for g, component in zip(gradient, h, strict=True))
            assert abs(there - start - linear) < 1e-6 * t


@pytest.mark.slow
def test_cases_in_two_terms_that_oscillate() -> None:
    """x² sin(1/x) + y² sin(1/y): differentiable at 0, as it is at most x² + y²."""
    terms = (f"piecewise(({v}^2 sin(1/{v}), {v}!=0), (0, otherwise))" for v in "xy")
    result = solve(f"f(x,y)={'+'.join(terms)} at=(0,0)")
    assert result.differentiable
    assert list(result.gradient_at or ()) == [0, 0]
