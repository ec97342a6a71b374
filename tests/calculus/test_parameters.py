"""Points, directions and functions with parameters: conditions are stated, nothing is assumed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mpmath
import pytest
from sympy import Abs, Expr, Matrix, Ne, Or, Rational, Symbol, log, sqrt, symbols

from grad_magic import MeaninglessRequestError, NoAnswerError, solve
from grad_magic.calculus.exact.quotients import without_roots_below

A, B, C = (Symbol(name, real=True) for name in "abc")


def test_a_symbolic_point() -> None:
    result = solve("f=x^2+y^2 at=(a,b)")
    assert result.gradient_at == Matrix([2 * A, 2 * B])
    assert result.norm == 2 * sqrt(A**2 + B**2)
    assert result.conditions == ()
    assert set(result.gradient_conditions) == {Or(Ne(A, 0), Ne(B, 0))}


def test_a_definite_component_needs_no_condition() -> None:
    result = solve("f=x^2+y at=(a,1)")
    assert result.gradient_conditions == ()
    assert (
        result.level_tangent.lhs.expand()
        == (2 * A * Symbol("x", real=True) - 2 * A**2 + Symbol("y", real=True) - 1).expand()
    )


@pytest.mark.parametrize(
    ("request_text", "told"),
    [
        # Where the gradient is zero, ln is not defined, or P is not on the level set.
        ("f(x,y)=ln(x^2+a y^2) at=(b,c)", "a·c² + b² > 0"),
        ("f(x,y)=x^2+a y^2==1 at=(b,c)", "a·c² + b² = 1"),
        ("f(x,y)=x^2-y^2==1 at=(a,b)", "a² - b² = 1"),
        ("f(x,y)=(x-a)^2+(y-b)^2 at=(0,0) dir=(a,b)", "(a, b) ≠ (0, 0)"),
        # cos² + sin² = 1.
        ("f(x,y)=x^2/a^2+y^2/b^2==1 at=(a cos t, b sin t)", "a ≠ 0 and b ≠ 0"),
        ("f(x,y)=floor(x)+y at=(a,b)", "a ∉ ℤ"),
        ("f(x,y)=|x-y| at=(a,b)", "a ≠ b"),
        ("f(x,y)=|atan(y)|^(3/2) at=(1,a)", "a ≠ 0"),
        ("f(x,y)=cbrt((x+y)/(xy)) at=(b,-1)", "b ≠ 0 and b ≠ 1"),
        ("f(x,y)=sqrt(|2/x|) at=(a^2,a)", "a ≠ 0"),
    ],
)
def test_the_gradient_needs_no_condition_that_others_imply(request_text: str, told: str) -> None:
    result = solve(request_text)
    assert result.gradient_conditions == ()
    assert f"All this holds provided that {told}." in " ".join(result.text.split())


@pytest.mark.parametrize(
    ("f", "told"),
    [
        # 1 is larger than 0 whatever a is, so that it does not matter where a = 0.
        ("max(x,y,a) at=(1,0)", "a ≠ 1"),
        ("min(x,y,a) at=(1,0)", "a ≠ 0"),
        ("max(x,y,a,b) at=(1,0)", "a ≠ 1, b ≠ 1 and a ≠ b"),
    ],
)
def test_an_operand_that_never_leads_needs_no_condition(f: str, told: str) -> None:
    assert f"All this holds provided that {told}." in solve(f"f(x,y)={f} plot=none").text


def test_a_gradient_of_sine_and_cosine_is_zero_where_its_length_is() -> None:
    result = solve("f=x^2-y^2 at=(a cos t, a sin t)")
    assert result.gradient_conditions == (Ne(A, 0),)


@pytest.mark.parametrize(
    ("request_text", "line"),
    [
        ("f(x,y)=|x| at=(a,0)", "±(0, 1)"),
        ("f(x,y)=|x-y| at=(a,b)", "±(1, 1)/√2"),
        ("f(x,y)=a x y at=(1,1)", "±(1, -1)/√2"),
    ],
)
def test_the_line_of_no_change_has_no_sign_of_a_parameter(request_text: str, line: str) -> None:
    assert f"for u = {line}" in solve(request_text).text


def test_the_domain_is_a_condition() -> None:
    result = solve("f=ln(x) at=a")
    assert result.value == log(A)
    assert result.conditions == (A > 0,)
    assert "provided that a > 0" in result.text


@pytest.mark.slow
def test_conditions_imply_one_another() -> None:
    assert solve("f=sqrt(x y) at=(a,b)").conditions == (A * B > 0,)


def test_a_corner_is_excluded_by_a_condition() -> None:
    result = solve("f=|x-y| at=(a,b)")
    assert result.conditions == (Ne(A - B, 0),)
    assert result.value == Abs(A - B)


def test_a_symbolic_direction_is_not_zero() -> None:
    result = solve("f=x y at=(1,2) dir=(a,b)")
    assert result.directional_derivative.equals((2 * A + B) / sqrt(A**2 + B**2))
    assert set(result.conditions) == {Or(Ne(A, 0), Ne(B, 0))}


def test_coordinates_have_conditions_of_their_own() -> None:
    assert solve("f=x+y at=(ln(a),1)").conditions == (A > 0,)


def test_a_parameter_of_unknown_sign_decides_nothing() -> None:
    result = solve("f(x)=a x^2 at=0")
    assert result.critical_kind == "undecided"
    assert "f(0) = 0   for a < 0   strict local maximum" in result.text
    certain = solve("f(x,y)=(1+a^2) x^2+y^2 at=(0,0)")
    assert certain.critical_kind == "minimum"


@pytest.mark.parametrize(
    ("request_text", "kind", "condition"),
    [
        # f = |a| - (x² + y²)/(2|a|) + …, ln a + (x² + y²)/a + …, 1 - (x² + y²)/(2s²) + ….
        ("f(x,y)=sqrt(a^2-x^2-y^2) at=(0,0)", "maximum", "a ≠ 0"),
        ("f(x)=sqrt(a^2+x^2) at=0", "minimum", "a ≠ 0"),
        ("f(x,y)=ln(a+x^2+y^2) at=(0,0)", "minimum", "a > 0"),
        ("f(x,y)=e^(-(x^2+y^2)/(2s^2))/(2 pi s^2) at=(0,0)", "maximum", "s ≠ 0"),
        ("f(x,y)=x^2/a^2-y^2/b^2 at=(0,0)", "saddle", "a ≠ 0 and b ≠ 0"),
        # The signs of a and b decide: an elliptic or a hyperbolic paraboloid.
        ("f(x,y)=x^2/a+y^2/b at=(0,0)", "undecided", "a ≠ 0 and b ≠ 0"),
    ],
)
def test_the_kind_of_a_point_follows_from_the_conditions(
    request_text: str, kind: str, condition: str
) -> None:
    result = solve(request_text)
    assert result.critical_kind == kind
    assert f"provided that {condition}." in result.text


@pytest.mark.slow
def test_the_curvature_of_a_sphere_is_the_reciprocal_of_its_radius() -> None:
    result = solve("f(x,y)=sqrt(a^2-x^2-y^2) at=(0,0) order=2")
    assert result.hessian_at == Matrix([[-1 / Abs(A), 0], [0, -1 / Abs(A)]])


def test_parameters_at_a_corner_claim_nothing_false() -> None:
    result = solve("f(x,y)=a|x|+y at=(0,0)")
    # For a = 0 it is differentiable, otherwise not.
    assert result.differentiable is None


def test_cases_that_depend_on_parameters_are_refused() -> None:
    with pytest.raises(NoAnswerError):
        solve("f(x)=piecewise((x, x > 0), (0, otherwise)) at=a")


def test_a_level_set_through_a_symbolic_point_has_its_condition() -> None:
    result = solve("f=x^2+y^2==25 at=(a,b)")
    assert any(condition.has(A) and condition.has(B) for condition in result.conditions)


def test_the_length_of_a_gradient_of_signs_is_a_number_where_they_are_not_zero() -> None:
    # ∇|x - y| is (s, -s) with s = sign(a - b) = ±1.
    result = solve("f=|x-y| at=(a,b)")
    assert result.norm == sqrt(2)
    assert result.max_rate == sqrt(2)


@pytest.mark.parametrize(
    ("request_text", "norm", "conditions"),
    [
        # ∇f = (a, b)/√(a² + b²) has length 1, and sign(a)² is 1 where a ≠ 0.
        ("f(x,y)=sqrt(x^2+y^2) at=(a,a)", "1", ("Ne(a, 0)",)),
        ("f(x,y)=sqrt(x^2+y^2) at=(a,b)", "1", ("Ne(a, 0) | Ne(b, 0)",)),
        ("f(x,y)=|x|+0*y at=(a,1)", "1", ("Ne(a, 0)",)),
        ("f(x,y)=|x|*y at=(a,1)", "sqrt(a**2 + 1)", ("Ne(a, 0)",)),
        ("f(x,y)=max(x,y) at=(a,b)", "1", ("Ne(a - b, 0)",)),
        ("f(x,y)=min(x,2*y)-y at=(a,a)", None, ("Ne(a, 0)",)),
    ],
)
def test_signs_and_squares_of_parameters_that_are_not_zero(
    request_text: str, norm: str | None, conditions: tuple[str, ...]
) -> None:
    result = solve(request_text)
    assert result.differentiable
    assert tuple(map(str, result.conditions)) == conditions
    assert norm is None or str(result.norm) == norm


@pytest.mark.parametrize("place", [(2, 1), (1, 2), (-3, -1), (-1, Rational(1, 2))])
def test_the_larger_of_two_symbols_has_the_slope_of_the_one_that_is_larger(
    place: tuple[Expr, Expr],
) -> None:
    # Parameters put in afterwards.
    result = solve("f(x,y)=max(x,y)*x at=(a,b)")
    values = dict(zip(symbols("a b", real=True), place, strict=True))
    x, y = place
    expected = (2 * x, 0) if x > y else (y, x)
    assert tuple(entry.subs(values) for entry in result.partials_at) == expected


@pytest.mark.slow
@pytest.mark.parametrize("name", ["max", "min"])
@pytest.mark.parametrize("place", [(3, 2, 1), (1, 3, 2), (-1, -2, 5), (0, 4, -4)])
def test_the_largest_and_smallest_of_three_symbols_have_the_slope_of_the_one_that_leads(
    name: str, place: tuple[int, int, int]
) -> None:
    result = solve(f"f(x,y,z)={name}(x,y,z) at=(a,b,c)")
    values = dict(zip(symbols("a b c", real=True), place, strict=True))
    lead = place.index({"max": max, "min": min}[name](place))
    assert [entry.subs(values) for entry in result.partials_at] == [
        int(index == lead) for index in range(3)
    ]
    assert result.norm == 1
    assert result.gradient_conditions == ()
    assert {str(condition) for condition in result.conditions} == {
        "Ne(a - b, 0)",
        "Ne(a - c, 0)",
        "Ne(b - c, 0)",
    }


def test_a_number_among_three_operands() -> None:
    result = solve("f(x,y)=max(x,y,0) at=(a,b)")
    a, b = symbols("a b", real=True)
    for place, expected in (((2, 1), (1, 0)), ((-2, 1), (0, 1)), ((-2, -1), (0, 0))):
        values = dict(zip((a, b), place, strict=True))
        assert tuple(entry.subs(values) for entry in result.partials_at) == expected


@pytest.mark.slow
def test_two_equal_operands_of_three_are_left_open() -> None:
    # For a < b the third one leads; for a > b f has a corner.
    assert solve("f(x,y,z)=max(x,y,z) at=(a,a,b)").differentiable is None


@pytest.mark.parametrize(
    "f", ["|y|^(3/2)", "|y|^(3/2)+x", "|atan(y)|^(3/2)", "sqrt(|y|)+x", "x/(1+sqrt(|y|))"]
)
@pytest.mark.parametrize("place", [2, -2])
def test_a_tangent_passes_through_its_point_whatever_the_sign(f: str, place: int) -> None:
    """SymPy takes √|a| twice for a, also where a is negative."""
    result = solve(f"f(x,y)={f} at=(0,a)")
    tangent = result.level_tangent
    assert tangent is not None
    at_point = (tangent.lhs - tangent.rhs).subs(
        {Symbol("x", real=True): 0, Symbol("y", real=True): A}
    )
    assert at_point.subs(A, place).evalf() == 0
    shown = without_roots_below(A / sqrt(Abs(A)))
    assert shown.subs(A, place) == (A / sqrt(Abs(A))).subs(A, place)


@pytest.mark.parametrize(
    ("request_text", "sentence"),
    [
        ("F(x,y)=x^2+y^2-a^2==0 at=(a,0)", "The tangent and the normal need ∇F(P) ≠ 0"),
        ("F(x,y,z)=x^2+y^2+z^2-a^2==0 at=(a,0,0)", "The tangent plane and the normal need"),
    ],
)
def test_an_equation_speaks_of_its_tangent_and_normal(request_text: str, sentence: str) -> None:
    assert sentence in " ".join(solve(request_text).text.split())


@pytest.mark.parametrize(
    ("request_text", "variables", "gradient"),
    [
        ("z=1-(x^2/a^2+y^2/b^2) at=(a/√2,b/√2)", "xy", (-sqrt(2) / A, -sqrt(2) / B)),
        ("x^2/a^2+y^2/b^2=1 at=(a,0)", "xy", (2 / A, 0)),
        ("x^2+y^2+z^2=3a^2 at=(a,a,a)", "xyz", (2 * A, 2 * A, 2 * A)),
        ("f=ax^2+by^2 at=(a,b)", "xy", (2 * A**2, 2 * B**2)),
    ],
)
def test_letters_of_the_point_are_parameters(
    request_text: str, variables: str, gradient: tuple[Expr, ...]
) -> None:
    result = solve(request_text)
    assert "".join(map(str, result.variables)) == variables
    assert tuple(result.gradient_at or ()) == gradient


@pytest.mark.parametrize("request_text", ["f=x*y*t at=(sqrt(2),1)", "f=x*y at=(y,x)"])
def test_a_point_that_leaves_too_few_or_too_many_variables_is_refused(request_text: str) -> None:
    with pytest.raises(MeaninglessRequestError):
        solve(request_text)


@pytest.mark.slow
def test_an_exponent_of_unknown_sign_stands_beside_a_magnitude() -> None:
    # f_x = a·|a|^(a-1)·a^b and f_y = b·|a|^a·a^(b-1), here 2·2·2³ and 3·2²·2².
    result = solve("f=x^a y^b at=(|a|,a)")
    assert list(result.gradient_at.subs({A: 2, B: 3})) == [32, 48]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_text", "name", "above", "below"),
    # With a = 2 and a = -1, each of which leaves one operand alone near P.
    [
        ("f(x,y)=1/max(x,y) at=(a,1)", "a", (Rational(-1, 4), 0), (0, -1)),
        ("f(x,y)=max(x,y)^2 at=(a,1)", "a", (4, 0), (0, 2)),
        ("f(x,y)=y/min(x,b) at=(1,2)", "b", (-2, 1), (0, -1)),
        ("f(x,y)=max(x,a)y at=(1,1)", "a", (0, 2), (1, 1)),
    ],
)
def test_a_maximum_with_a_parameter_has_one_formula_for_both_cases(
    request_text: str, name: str, above: tuple[Any, Any], below: tuple[Any, Any]
) -> None:
    result = solve(request_text)
    letter = next(iter(result.gradient_at.free_symbols))
    assert (letter.name, result.differentiable) == (name, True)
    for number, expected in ((2, above), (-1, below)):
        assert tuple(result.gradient_at.subs(letter, number)) == expected
        assert result.norm.subs(letter, number) == Matrix(expected).norm()


@pytest.mark.slow
def test_the_formula_for_both_cases_says_where_it_has_no_value() -> None:
    text = " ".join(solve("f(x,y)=1/max(x,y) at=(a,1)").text.split())
    assert "All this holds provided that a ≠ 1 and a ≠ 0." in text
    assert "sign(a - 1) ≠" not in text
    assert "∇f(P) ≠ 0, that is a < 1." in solve("f(x,y)=relu(x-a)y at=(1,1)").text.replace(
        "\n", " "
    )


@pytest.mark.slow
def test_no_condition_is_called_true() -> None:
    text = " ".join(solve("f(x,y)=sqrt(min(x,y)) at=(1/a,b)").text.split())
    assert text.endswith("provided that a ≠ 0, b ≠ 1/a, min(1/a, b) > 0 and b ≠ 0.")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "point", "function", "condition", "value"),
    [
        ("gamma(x)*y", "(a,2)", lambda x: 2 * mpmath.gamma(x), "a ∉ ℤ or a > 0", -2.5),
        ("x!*y^2", "(a,1)", lambda x: mpmath.gamma(x + 1), "a ∉ ℤ or a > -1", 1.5),
        ("gamma(x+y)", "(a,1)", lambda x: mpmath.gamma(x + 1), "a ∉ ℤ or a > -1", 0.5),
    ],
)
def test_gamma_of_a_letter_has_a_value_off_its_poles(
    f: str, point: str, function: Callable[[Any], Any], condition: str, value: float
) -> None:
    result = solve(f"f(x,y)={f} at={point}")
    assert f"provided that {condition}." in result.text
    assert "Γ(a) ≠ 0" not in result.text
    assert result.partials_at is not None
    slope = result.partials_at[0].subs(Symbol("a", real=True), value)
    assert float(slope) == pytest.approx(float(mpmath.diff(function, value)))


@pytest.mark.parametrize(
    ("f", "partials"),
    [
        # max·min is xy, max + min is x + y, and |x|² is x².
        ("max(x,y)*min(x,y)", (B, A)),
        ("max(x,y)+min(x,y)", (1, 1)),
        ("|x|*|x|*y", (2 * A * B, A**2)),
    ],
)
def test_a_polynomial_in_disguise_needs_no_condition(f: str, partials: tuple[Expr, ...]) -> None:
    result = solve(f"f(x,y)={f} at=(a,b)")
    assert (result.conditions, result.partials_at) == ((), partials)
    # There f is x·max(x, y), which has a corner on the diagonal.
    assert solve("f(x,y)=x*max(x,y) at=(a,b)").conditions == (Ne(A - B, 0),)
