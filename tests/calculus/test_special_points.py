"""Where the rules of differentiation fail: the classical examples of real analysis.

Expected values are worked by hand from the definitions; most of the functions stand in
Gelbaum and Olmsted, Counterexamples in Analysis, chapter 9, or in Stewart, section 14.
"""

from __future__ import annotations

from itertools import product

import mpmath
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sympy import Abs, Expr, Integer, Matrix, Rational, Symbol, lambdify, oo, pi, sqrt

from grad_magic import solve
from grad_magic.findings import Doubt
from grad_magic.formula.arithmetic import HIGH_PRECISION
from grad_magic.formula.program import compile_formula
from grad_magic.reading.request import read_problem
from grad_magic.result import Result

# A failing example is small already; to shrink it takes minutes.
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
U1, U2, U3 = (Symbol(f"u_{index}", real=True) for index in (1, 2, 3))
NOT_GIVEN = object()


def filled(formula: str) -> str:
    """The function that is 0 at the origin and the formula elsewhere."""
    return f"piecewise(({formula}, (x,y) != (0,0)), (0, otherwise))"


# f, whether it is differentiable at the origin, the key of the reason, the partial derivatives
# there, and the rate along a unit vector u as t → 0+ where it is asserted for all u.
AT_ORIGIN = [
    ("sqrt(x^2+y^2)", False, "partial_missing", (None, None), Integer(1)),
    ("|x|+|y|", False, "partial_missing", (None, None), Abs(U1) + Abs(U2)),
    ("max(x,y)", False, "partial_missing", (None, None), NOT_GIVEN),
    ("|x-y|", False, "partial_missing", (None, None), Abs(U1 - U2)),
    ("sqrt(x^2+y^4)", False, "partial_missing", (None, 0), Abs(U1)),
    ("sqrt(|x y|)", False, "ray_off_the_gradient", (0, 0), sqrt(Abs(U1 * U2))),
    ("y*sign(x)", False, "ray_off_the_gradient", (0, 0), NOT_GIVEN),
    ("cbrt(x y)", False, "no_rate_in_direction", (0, 0), None),
    ("cbrt(x^2 y)", False, "rate_off_the_gradient", (0, 0), NOT_GIVEN),
    (filled("x y/(x^2+y^2)"), False, "discontinuous", (0, 0), None),
    (filled("x^2 y/(x^2+y^2)"), False, "rate_off_the_gradient", (0, 0), U1**2 * U2),
    (filled("x^2 y/(x^4+y^2)"), False, "discontinuous", (0, 0), None),
    (filled("x y^2/(x^2+y^4)"), False, "discontinuous", (0, 0), None),
    (filled("x y^3/(x^2+y^6)"), False, "discontinuous", (0, 0), None),
    (filled("x^3 y/(x^4+y^2)"), False, "remainder_on_curve", (0, 0), None),
    (filled("(x^3-y^3)/(x^2+y^2)"), False, "rate_off_the_gradient", (1, -1), NOT_GIVEN),
    (filled("x y/sqrt(x^2+y^2)"), False, "ray_off_the_gradient", (0, 0), U1 * U2),
    (filled("sin(x y)/(x^2+y^2)"), False, "discontinuous", (0, 0), None),
    (filled("sin(1/(x^2+y^2))"), False, "no_limit_on_curve", (None, None), None),
    (filled("1/(x^2+y^2)"), False, "unbounded_on_curve", (None, None), None),
    ("floor(x)+y", False, "discontinuous", (None, 1), None),
    ("piecewise((1, y = x^2), (0, otherwise))", False, "discontinuous", (None, None), None),
    ("sqrt(x)+y", False, "boundary", (None, 1), None),
    ("x^(3/2)+y", False, "boundary", (None, 1), None),
    ("sqrt(x y)", False, "boundary", (0, 0), sqrt(U1 * U2)),
    (filled("x y(x^2-y^2)/(x^2+y^2)"), True, "remainder_bound", (0, 0), Integer(0)),
    (
        filled("(x^2+y^2)sin(1/sqrt(x^2+y^2))"),
        True,
        "remainder_bound",
        (0, 0),
        Integer(0),
    ),
    (filled("(x^2+y^2)ln(x^2+y^2)"), True, "remainder_bound", (0, 0), Integer(0)),
    (filled("x^2 y^2/(x^4+y^2)"), True, "remainder_bound", (0, 0), None),
    (filled("x^2 y^2/(x^2+y^2)"), True, "remainder_bound", (0, 0), Integer(0)),
    (filled("(x^4+y^4)/(x^2+y^2)"), True, "remainder_bound", (0, 0), Integer(0)),
    (filled("(1-cos(x y))/(x^2+y^2)"), True, "remainder_bound", (0, 0), Integer(0)),
    (filled("exp(-1/(x^2+y^2))"), True, "remainder_vanishes", (0, 0), Integer(0)),
    (
        "piecewise((x^2 sin(1/x), x != 0), (0, otherwise)) + 3y",
        True,
        "remainder_bound",
        (0, 3),
        3 * U2,
    ),
    ("|x y|", True, "remainder_bound", (0, 0), Integer(0)),
    ("x|y| + 2x", True, "remainder_bound", (2, 0), 2 * U1),
    ("(x^2+y^2)^(3/2) - y", True, "remainder_bound", (0, -1), -U2),
    ("sqrt(x^4+y^4)", True, "remainder_bound", (0, 0), Integer(0)),
    ("y cbrt(x)", True, "remainder_bound", (0, 0), Integer(0)),
    ("max(x^2,y^2) + x", True, "remainder_bound", (1, 0), U1),
    ("piecewise((x^(3/2), x > 0), (0, otherwise)) + y", True, "remainder_bound", (0, 1), U2),
    ("piecewise((x+y, x >= 0), (y+sin(x), otherwise))", True, "remainder_bound", (1, 1), U1 + U2),
]


@pytest.mark.slow
@pytest.mark.parametrize(("formula", "differentiable", "reason", "partials", "rate"), AT_ORIGIN)
def test_the_classics_at_the_origin(
    formula: str, differentiable: bool, reason: str, partials: tuple[Expr | None, ...], rate: object
) -> None:
    result = solve(f"f(x,y)={formula} at=(0,0)")
    assert result.differentiable is differentiable
    assert result.verdict.reason.kind.value == reason
    assert result.partials_at == partials
    if differentiable:
        assert result.gradient_at == Matrix(partials)
    else:
        assert result.gradient_at is None
        assert result.max_rate is None
    if rate is not NOT_GIVEN and not differentiable:
        assert result.rate_along_rays == rate


@pytest.mark.slow
def test_the_rate_along_every_ray_of_the_cubic_quotient() -> None:
    result = solve(f"f(x,y)={filled('(x^3-y^3)/(x^2+y^2)')} at=(0,0) dir=(1,1)")
    assert (result.rate_along_rays - (U1**3 - U2**3)).expand() == 0
    assert result.directional_derivative == 0
    assert result.formula_value == 0  # ∇f·u = (1, -1)·(1, 1)/√2, right by accident


@pytest.mark.slow
def test_a_line_along_which_the_gradient_formula_is_wrong() -> None:
    result = solve(f"f(x,y)={filled('x^2 y/(x^2+y^2)')} at=(0,0) dir=(3,4)")
    assert result.directional_derivative == Rational(36, 125)  # cos²θ sinθ = (9/25)(4/5)
    assert result.formula_value == 0
    assert "wrong by 36/125" in result.text


def test_the_two_sides_of_a_cone_are_told_apart() -> None:
    result = solve("f=sqrt(x^2+y^2) at=(0,0) dir=(1,1)")
    before, after = result.one_sided_derivatives
    assert (before.value, after.value) == (-1, 1)
    assert result.directional_derivative is None
    assert "t → 0⁺ give 1" in result.text


def test_off_its_corner_a_cone_follows_the_rules() -> None:
    result = solve("f=sqrt(x^2+y^2) at=(3,4) dir=(1,0)")
    assert result.differentiable is True
    assert result.directional_derivative == Rational(3, 5)


@pytest.mark.slow
def test_mixed_partials_that_differ() -> None:
    result = solve(f"f(x,y)={filled('x y(x^2-y^2)/(x^2+y^2)')} at=(0,0) order=2")
    # f_x(0, y) = -y and f_y(x, 0) = x
    assert result.hessian_at == Matrix([[0, -1], [1, 0]])
    assert result.mixed_partials_agree is False
    assert "f_xy(P) = -1" in result.text
    assert "f_yx(P) = 1" in result.text


def test_second_derivatives_that_do_not_exist_are_not_claimed() -> None:
    # ∂/∂x of x|y| is |y|, which has no derivative by y at 0
    result = solve("f=x|y| at=(0,0) order=2")
    assert result.hessian_at is None
    # f_x(0, y) = y²·x/|x| does not exist for y ≠ 0
    assert solve("f=|x|y^2 at=(0,0) order=2").hessian_at is None


ONE_VARIABLE = [
    ("|x|", False, None, (-1, 1)),
    ("x|x|", True, 0, None),
    ("cbrt(x)", False, None, (oo, oo)),
    ("x^(2/3)", False, None, (-oo, oo)),
    ("x^(4/3)", True, 0, None),
    ("|x|^3 + 2x", True, 2, None),
    ("piecewise((x^2 sin(1/x), x != 0), (0, otherwise))", True, 0, None),
    ("piecewise((x^2, x >= 0), (-x, otherwise))", False, None, (-1, 0)),
    ("asin(x)", True, 1, None),
    ("sqrt(1-cos(x))", False, None, (-sqrt(2) / 2, sqrt(2) / 2)),
    ("exp(-|x|)", False, None, (1, -1)),
    ("piecewise((sin(x)/x, x != 0), (1, otherwise))", True, 0, None),
    ("piecewise(((1-cos(x))/x, x != 0), (0, otherwise))", True, Rational(1, 2), None),
    ("piecewise((x/(1+exp(1/x)), x != 0), (0, otherwise))", False, None, (1, 0)),
    ("piecewise((exp(-1/x^2), x != 0), (0, otherwise))", True, 0, None),
    ("piecewise((x atan(1/x), x != 0), (0, otherwise))", False, None, (-pi / 2, pi / 2)),
]


@pytest.mark.parametrize(("formula", "differentiable", "derivative", "sides"), ONE_VARIABLE)
def test_one_variable_at_zero(
    formula: str, differentiable: bool, derivative: Expr | None, sides: tuple[Expr, ...] | None
) -> None:
    result = solve(f"f={formula} at=0")
    assert result.differentiable is differentiable
    assert result.partials_at == (derivative,)
    if sides is not None:
        assert tuple(limit.value for limit in result.one_sided_partials[0]) == sides


def test_a_wave_that_never_settles_has_no_derivative() -> None:
    result = solve("f=piecewise((x sin(1/x), x != 0), (0, otherwise)) at=0")
    assert result.differentiable is False
    assert [limit.kind for limit in result.one_sided_partials[0]] == ["none", "none"]


def test_the_boundary_of_the_domain_has_one_sided_derivatives() -> None:
    result = solve("f=x^(3/2)+y at=(0,1) dir=(1,0)")
    before, after = result.one_sided_partials[0]
    assert (before.kind, after.value) == ("undefined", 0)
    assert result.partials_at == (None, 1)
    assert result.differentiable is False
    assert "boundary" in result.reason


@pytest.mark.slow
def test_three_variables() -> None:
    cone = solve("f=sqrt(x^2+y^2+z^2) at=(0,0,0) dir=(1,2,2)")
    assert cone.differentiable is False
    assert cone.rate_along_rays == 1
    smooth = solve(
        "f(x,y,z)=piecewise((x y z/sqrt(x^2+y^2+z^2), (x,y,z) != (0,0,0)), (0, otherwise)) "
        "at=(0,0,0)"
    )
    assert smooth.differentiable is True
    broken = solve(
        "f(x,y,z)=piecewise((x y z/(x^2+y^2+z^2), (x,y,z) != (0,0,0)), (0, otherwise)) at=(0,0,0)"
    )
    assert broken.differentiable is False
    assert broken.partials_at == (0, 0, 0)


@pytest.mark.slow
def test_points_off_the_origin_and_shifted_values() -> None:
    result = solve("f=|x-1|^3 + sqrt((x-1)^4+(y+2)^4) + 5x - y at=(1,-2)")
    assert result.differentiable is True
    assert result.gradient_at == Matrix([5, -1])
    corner = solve("f=7 + |x-y|*exp(x) at=(1,1) dir=(1,0)")
    assert tuple(side.value for side in corner.one_sided_derivatives) == (
        -solve("f=exp(x) at=1").value,
        solve("f=exp(x) at=1").value,
    )


EXTREMA = [
    ("sqrt(x^2+y^2)", "minimum", True),
    ("5-|x|-|y|", "maximum", True),
    ("sqrt(|x y|)", "minimum", False),
    ("|x y|", "minimum", False),
    ("(x^2+y^2)^(3/2)", "minimum", True),
    ("x|x| + y^2", "saddle", None),
    ("|x|", "minimum", None),
]


@pytest.mark.parametrize(("formula", "kind", "is_strict"), EXTREMA)
def test_extrema_where_the_second_derivatives_do_not_help(
    formula: str, kind: str, is_strict: bool | None
) -> None:
    result = solve(f"f(x,y)={formula} at=(0,0)")
    assert result.critical_kind == kind
    if is_strict is not None:
        assert result.is_strict is is_strict


# Properties over random homogeneous quotients, which fail or not by their degree.


@st.composite
def quotients(draw: st.DrawFn) -> tuple[str, tuple[int, ...], int]:
    """(Σ cᵢ xᵢ-monomials of one degree)/(x² + k y²)^m, with its coefficients and degree."""
    degree = draw(st.integers(1, 4))
    coefficients = draw(st.tuples(*[st.integers(-3, 3)] * (degree + 1)).filter(any))
    below = draw(st.integers(0, 1))
    scale = draw(st.integers(1, 3))
    terms = "+".join(f"({c})*x^{degree - power}*y^{power}" for power, c in enumerate(coefficients))
    text = f"({terms})/(x^2+{scale}*y^2)^{below}" if below else f"({terms})*sqrt(x^2+{scale}*y^2)"
    return text, coefficients, degree - 2 * below + (0 if below else 1)


@pytest.mark.slow
@settings(max_examples=12, deadline=None, phases=QUICK)
@given(quotients(), st.tuples(st.integers(-4, 4), st.integers(-4, 4)).filter(any))
def test_homogeneous_functions_have_the_rate_of_their_definition(
    quotient: tuple[str, tuple[int, ...], int], direction: tuple[int, int]
) -> None:
    text, _, degree = quotient
    request = f"f(x,y)={filled(text)} at=(0,0) dir=({direction[0]},{direction[1]})"
    result = solve(request)
    if degree >= 2:
        assert result.differentiable is True
        assert result.gradient_at == Matrix([0, 0])
    if degree <= 0:
        assert result.differentiable is False
    if degree == 1:
        # f is homogeneous of degree 1, so its rate along the ray of u is f(u) itself.
        program = compile_formula(read_problem(request).formula)
        x, y = result.variables
        with mpmath.workdps(30):
            length = mpmath.sqrt(direction[0] ** 2 + direction[1] ** 2)
            expected = program.run(
                {x: direction[0] / length, y: direction[1] / length}, HIGH_PRECISION
            )
            ahead = (
                result.directional_derivative
                if result.differentiable
                else result.one_sided_derivatives[1].value
            )
            assert abs(expected - mpmath.mpf(str(ahead.evalf(30)))) < 1e-20
        if result.differentiable:
            assert result.directional_derivative == result.gradient_at.dot(result.unit_direction)


SEAMS = st.sampled_from(
    [
        "|x|*y",
        "x*|y-x|",
        "max(x,y)",
        "|x+2y|",
        "sqrt(x^2+3y^2)",
        "cbrt(x*y^2)",
        "x*cbrt(y)",
        "min(x,2y)*x",
    ]
)


@pytest.mark.slow
@settings(max_examples=20, deadline=None, phases=QUICK)
@given(SEAMS, SEAMS, st.integers(-3, 3), st.integers(-3, 3))
def test_what_is_called_differentiable_has_a_small_remainder(
    first: str, second: str, a: int, b: int
) -> None:
    request = f"f(x,y)={a}*({first})+({second})*{b}+2x-y at=(0,0)"
    result = solve(request)
    assert result.differentiable is not None
    program = compile_formula(read_problem(request).formula)
    x, y = read_problem(request).variables
    directions = [(3, 4), (-5, 12), (1, 0), (0, -1), (-8, -15), (1, -1), (20, -21)]
    with mpmath.workdps(60):
        step = mpmath.mpf(10) ** -24
        slopes = []
        for v in directions:
            length = mpmath.sqrt(v[0] ** 2 + v[1] ** 2)
            u = (v[0] / length, v[1] / length)
            slopes.append((u, program.run({x: step * u[0], y: step * u[1]}, HIGH_PRECISION) / step))
        partials = [
            (program.run({x: step, y: mpmath.mpf(0)}, HIGH_PRECISION)) / step,
            (program.run({x: mpmath.mpf(0), y: step}, HIGH_PRECISION)) / step,
        ]
        errors = [abs(slope - u[0] * partials[0] - u[1] * partials[1]) for u, slope in slopes]
    is_linear = max(errors) < 1e-6
    assert result.differentiable is is_linear


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_text", "kind", "is_strict"),
    [
        # f″(0) = -1/3, 2/3, 1/6, -1/12, 2 by the series.
        ("f=piecewise((sin(x)/x,x!=0),(1,otherwise)) at=0", "maximum", True),
        ("f=piecewise((tan(x)/x,x!=0),(1,otherwise)) at=0", "minimum", True),
        ("f=piecewise((x/(e^x-1),x!=0),(1,otherwise))-1+x/2 at=0", "minimum", True),
        ("f=piecewise(((1-cos(x))/x^2,x!=0),(1/2,otherwise)) at=0", "maximum", True),
        ("f=piecewise((x^4*sin(1/x)+x^2,x!=0),(0,otherwise)) at=0", "minimum", True),
        # f ≥ x², though f″(0) does not exist.
        ("f=piecewise((x^2*sin(1/x)+2x^2,x!=0),(0,otherwise)) at=0", "minimum", None),
        # 0 on one side.
        ("f=max(x,0)^2 at=0", "minimum", False),
        ("f=-max(x,0)^2 at=0", "maximum", False),
        ("f=max(0,x)^2+y^2 at=(0,0)", "minimum", False),
        # |u| in other words.
        ("f=sign(x*y)*x*y at=(0,0)", "minimum", False),
        ("f=-sign(x*y)*x*y at=(0,0)", "maximum", False),
        ("f=x*sign(x)+y^2 at=(0,0)", "minimum", True),
        ("f=-|x*y| at=(0,0)", "maximum", False),
        ("f=x^(4/3)+y^2 at=(0,0)", "minimum", True),
        ("f=x^(4/3)-y^2 at=(0,0)", "saddle", None),
        ("f=-x^(4/3)-y^2 at=(0,0)", "maximum", True),
        ("f=besselj(0,x) at=0", "maximum", True),
        # 2 + h is positive beside y = 2.
        ("f=y*max(0,x)^2 at=(0,2)", "minimum", False),
        ("f=-e^y*max(0,x)^2 at=(0,2)", "maximum", False),
        ("f=(x+3)*max(0,y)^3 at=(1,0)", "minimum", False),
        # sin(1) > 0 > 4·sin(4): on y = x it rises, on y = x/4 it falls.
        ("f=piecewise((x*y*sin(x/y),y!=0),(0,otherwise)) at=(0,0)", "saddle", None),
        ("f=piecewise((x^2*cos(x/y),y!=0),(0,otherwise)) at=(0,0)", "saddle", None),
        ("f=besselj(0,x^2+y^2) at=(0,0)", "maximum", True),
    ],
)
def test_the_kind_where_second_derivatives_are_limits_or_a_sign_is_known(
    request_text: str, kind: str, is_strict: bool | None
) -> None:
    result = solve(request_text)
    assert (result.critical_kind, result.is_strict) == (kind, is_strict)
    assert "not settled" not in result.text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("formula", "partials"),
    [
        ("piecewise((x*y/ln(x^2+y^2),(x,y)!=(0,0)),(0,otherwise))", (0, 0)),
        ("piecewise((x^2/ln(x^2+y^2)+y,(x,y)!=(0,0)),(0,otherwise))", (0, 1)),
        ("piecewise((x*y/ln(x^2+y^2)+x^2,(x,y)!=(0,0)),(0,otherwise))", (0, 0)),
    ],
)
def test_convergence_that_is_slow_is_no_contradiction(
    formula: str, partials: tuple[Expr, ...]
) -> None:
    # |f| ≤ r²/|ln r²|: differentiable, and the second quotients tend to 0 as 1/ln t does.
    result = solve(f"f(x,y)={formula} at=(0,0)")
    assert result.partials_at == partials
    assert result.differentiable
    assert "do not confirm" not in result.text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_text", "sides"),
    [
        # f_xx is 0 for x < 0 and 2y, 2e^y, 6x(y + 3) for x > 0.
        ("f=y*max(0,x)^2 at=(0,2) order=2", (0, 4)),
        ("f=e^y*max(0,x)^2 at=(0,0) order=2", (0, 2)),
        ("f=(y+3)*max(0,x)^3 at=(0,1) order=2", (0, 0)),
    ],
)
def test_second_derivatives_differ_on_both_sides_of_a_seam(
    request_text: str, sides: tuple[int, int]
) -> None:
    result = solve(request_text)
    assert result.differentiable
    limits = result.second_limits
    assert limits is not None
    assert tuple(limit.value for limit in limits.partials[0][0]) == sides
    assert ("f_xx(P) does not exist" in result.text) == (sides[0] != sides[1])


SLOW = [
    # All second quotients are c/ln t: they tend to 0, and no short step shows it.
    ("f(x,y)=piecewise((x*y/ln(x^2+y^2),(x,y)!=(0,0)),(0,otherwise)) at=(0,0)", "saddle"),
    ("f(x,y)=piecewise(((x^2-y^2)/ln(x^2+y^2),(x,y)!=(0,0)),(0,otherwise)) at=(0,0)", "saddle"),
    (
        "f(x,y)=piecewise(((x-1)*(y-2)/ln((x-1)^2+(y-2)^2),(x,y)!=(1,2)),(0,otherwise)) at=(1,2)",
        "saddle",
    ),
    ("f=piecewise((x^2/ln|x|,x!=0),(0,otherwise)) at=0", "maximum"),
    (
        "f(x,y,z)=piecewise((x*y/ln(x^2+y^2+z^2),(x,y,z)!=(0,0,0)),(0,otherwise)) at=(0,0,0)",
        "saddle",
    ),
]


@pytest.mark.parametrize(("request_text", "kind"), SLOW)
@pytest.mark.parametrize("clause", ["", " order=2"])
@pytest.mark.slow
def test_slow_convergence_is_unchecked_and_text_and_object_say_the_same(
    request_text: str, kind: str, clause: str
) -> None:
    result = solve(request_text + clause)
    assert result.critical_kind == kind
    assert result.hessian_at is not None
    assert not any(result.hessian_at)
    assert not any(result.partials_at)
    assert {doubt.kind for doubt in result.doubts} == {Doubt.NOT_CHECKED}
    assert "could not be checked" in result.text
    # In the text all first and second derivatives at P stand as 0.
    assert "does not exist" not in result.text
    assert "none are shown" not in result.text


@pytest.mark.parametrize(
    ("formula", "gradient"),
    [
        ("x/ln(x^2+y^2)+2y", (0, 2)),
        ("x*y/ln(x^2+y^2)+3x-y", (3, -1)),
        ("x+y*|x|/ln(x^2+y^2)", (1, 0)),
    ],
)
@pytest.mark.slow
def test_a_gradient_is_shown_where_the_rates_converge_slowly(
    formula: str, gradient: tuple[int, int]
) -> None:
    result = solve(
        f"f(x,y)=piecewise(({formula},(x,y)!=(0,0)),(0,otherwise)) at=(0,0) dir=(3,4) order=2"
    )
    assert tuple(result.gradient_at) == gradient
    assert result.directional_derivative == Rational(3 * gradient[0] + 4 * gradient[1], 5)
    assert not any(doubt.kind.contradicts for doubt in result.doubts)


@pytest.mark.parametrize(
    ("function", "rate"),
    [
        ("sqrt(x*y)", sqrt(U1 * U2)),
        ("sqrt(x^2-y^2)", sqrt(U1**2 - U2**2)),
        ("sqrt(x*y)+x", U1 + sqrt(U1 * U2)),
    ],
)
def test_the_rate_along_the_rays_on_which_f_has_values(function: str, rate: Expr) -> None:
    result = solve(f"f={function} at=(0,0)")
    assert isinstance(result, Result)
    assert result.rate_along_rays is not None
    for direction in ((Rational(3, 5), Rational(4, 5)), (1, 0), (Rational(5, 13), -1)):
        place = dict(zip((U1, U2), map(Integer(1).__mul__, direction), strict=True))
        assert result.rate_along_rays.xreplace(place).equals(rate.xreplace(place))
    assert "along which f has values" in " ".join(result.text.split())


@pytest.mark.parametrize("function", ["sqrt(x*y)+sqrt(x)", "sqrt(x^3-y^3)"])
def test_a_rate_that_is_infinite_along_a_ray_is_not_told_for_all(function: str) -> None:
    result = solve(f"f={function} at=(0,0)")
    assert isinstance(result, Result)
    assert result.rate_along_rays is None


@pytest.mark.slow
@pytest.mark.parametrize(
    "request_",
    [
        # A step has no derivative of which SymPy knows a value.
        "f(x,y)=piecewise((x,ceiling(y)>=0),(0,otherwise)) at=(1,0)",
        # Conditions on what is not real where they are tried.
        "f(x)=arccos(piecewise((|x|^3,x^(5/3)>0),(x,otherwise))) at=0 dir=1 steps=full",
        "f(x,y)=arctan2(1,max(y,0)*piecewise((-1,arccos(y)>0),(x,otherwise))) at=(0,1) steps=full",
        "f(x,y)=piecewise((1,root(x,4)>=0),(x,otherwise))+y at=(0,1) order=2 steps=full",
    ],
)
def test_what_sympy_cannot_compare_is_no_reason_to_stop(request_: str) -> None:
    assert solve(request_).value is not None


@pytest.mark.slow
def test_a_direction_that_numbers_find_is_told_in_whole_numbers() -> None:
    """max(x, y, z)³ is -t³ along (-1, -1, -1)."""
    text = " ".join(solve("f=max(x,y,z)^3 at=(0,0,0)").text.split())
    assert "smaller in the direction (-1, -1, -1), so P is a saddle point" in text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("quotient", "exponent"),
    [
        # |sin u|, |e^u - 1| ≤ 2|u| for small u, and |x³y²| ≤ |x|y²·(x² + y⁴).
        ("sin(x^3*y^2)/(x^2+y^4)", "³"),
        ("(exp(x^3*y^2)-1)/(x^2+y^4)", "³"),
        # 1 - cos u ≤ u²/2, and x⁴y² ≤ x²y²·(x² + y⁴).
        ("(1-cos(x^2*y))/(x^2+y^4)", "⁴"),
        # Of |y| in the denominator.
        ("sin(x^2*y^4)/(x^2+abs(y))", "⁵"),
    ],
)
def test_a_quotient_is_bounded_by_what_its_functions_do_not_exceed(
    quotient: str, exponent: str
) -> None:
    result = solve(f"f(x,y)={filled(quotient)} at=(0,0)")
    assert f"≤ C‖h‖{exponent} for all small h" in " ".join(result.text.split())
    f = lambdify(result.variables, solve(f"f(x,y)={quotient}").f, "mpmath")
    with mpmath.workdps(60):
        for angle, length in product(range(1, 24), (3, 6, 9)):
            size = mpmath.mpf(10) ** -length
            place = size * mpmath.cos(angle), size * mpmath.sin(angle)
            assert abs(f(*place)) <= 2 * size ** "⁰¹²³⁴⁵".index(exponent)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cases", "gradient"),
    [
        # On the curve y = x² ≤ ‖h‖², and elsewhere 0.
        ("(y,y==x^2),(0,True)", (0, 0)),
        # x + x² on the curve, x elsewhere.
        ("(x+y,y==x^2),(x,True)", (1, 0)),
        ("(x,x==y^3),(y^2,True)", (0, 0)),
        # Both products are at most ‖h‖², wherever the border lies.
        ("(x^2,y>x^3),(x*y,True)", (0, 0)),
    ],
)
def test_cases_that_are_all_bounded_make_f_differentiable(
    cases: str, gradient: tuple[int, int]
) -> None:
    result = solve(f"f(x,y)=piecewise({cases}) at=(0,0)")
    assert (result.differentiable, result.partials_at) == (True, gradient)


@pytest.mark.slow
@pytest.mark.parametrize(
    "cases",
    [
        # It is 3x² on the curve, in a sector, and above a parabola.
        "(3*y,y==x^2),(x^2,True)",
        "(3*x^2,x>0 and y>3*x),(x^2,True)",
        "(3*x^2,0<y and y<x^2),(x^2,True)",
    ],
)
def test_a_constant_is_not_told_from_a_few_rays(cases: str) -> None:
    text = " ".join(solve(f"f(x,y)=piecewise({cases}) at=(0,0)").text.split())
    assert "≤ C‖h‖² for all small h, with a constant C" in text


@pytest.mark.slow
@pytest.mark.parametrize("f", ["cos(sqrt(x*y))", "cosh(sqrt(x*y))*y", "cos(sqrt(x^3+y))"])
def test_a_bound_is_no_proof_where_f_has_no_values_on_one_side(f: str) -> None:
    result = solve(f"f(x,y)={f} at=(0,0)")
    assert result.differentiable is False
    assert "boundary of its domain" in " ".join(result.text.split())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("quotient", "bound"),
    [
        # |y| ≤ x² + |y| leaves x²|y|³, and |x| ≤ |x| + y² leaves |y|³.
        ("x^2*y^4/(x^2+abs(y))", "≤ ‖h‖⁵ for all small h"),
        ("x*abs(y)^3/(abs(x)+y^2)", "≤ ‖h‖³ for all small h"),
    ],
)
def test_a_quotient_is_bounded_by_the_term_that_leaves_most(quotient: str, bound: str) -> None:
    assert bound in " ".join(solve(f"f(x,y)={filled(quotient)} at=(0,0)").text.split())


@pytest.mark.slow
def test_the_power_in_a_bound_is_that_of_the_function() -> None:
    text = " ".join(solve("f=|x-y|^(3/2) at=(1,1)").text.split())
    # |h₁ - h₂| ≤ 2‖h‖.
    assert "≤ 2√2‖h‖^(3/2) for all small h" in text


@pytest.mark.parametrize(
    ("request_text", "sentence"),
    [
        # The quotients tend to -|a| and |a|, to 1 and a, to b and a.
        ("f(x,y)=|x*y| at=(a,0)", "For a ≠ 0 the partial derivative with respect to y does not"),
        ("f(x,y)={a*x+y, x>0; x+y, otherwise} at=(0,1)", "For a ≠ 1 the partial derivative"),
        ("f(x)={a*x, x>0; b*x, otherwise} at=0", "For a ≠ b the difference quotient has no limit"),
    ],
)
def test_for_which_parameters_a_partial_derivative_is_missing(
    request_text: str, sentence: str
) -> None:
    result = solve(request_text)
    assert isinstance(result, Result)
    assert result.differentiable is None
    assert result.reason is not None
    assert result.reason.startswith(sentence)
