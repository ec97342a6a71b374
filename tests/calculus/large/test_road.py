"""Large functions: their numbers by hand, in closed form, and by differences of their values."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import mpmath
import pytest
from hypothesis import given, settings
from sympy import Rational, acos, exp, log, sqrt, tanh

import grad_magic
from grad_magic.calculus.large.road import solve_by_sweep
from grad_magic.calculus.solver import solve
from grad_magic.errors import MeaninglessRequestError, NoAnswerError
from grad_magic.findings import CriticalReason, DifferentiabilityReason
from grad_magic.formula.arithmetic import HIGH_PRECISION
from grad_magic.formula.program import compile_formula
from grad_magic.reading.request import read_problem
from grad_magic.solution import Solution
from tests.calculus.large.families import (
    brown,
    least_squares,
    log_sum_exp,
    names,
    nested_tanh,
    request,
    rosenbrock,
    speelpenning,
)
from tests.calculus.random_functions import Question, questions

N = 60
SQUARES = "+".join(f"{x}^2" for x in names(N))


def solution(f: str, point: list[object], more: str = "") -> Solution:
    return solve(read_problem(request(f, point, more)))


def along(count: int = N) -> str:
    return f"dir=({','.join(['1'] * count)})"


@pytest.mark.parametrize(
    "family", [rosenbrock, speelpenning, log_sum_exp, nested_tanh, brown, least_squares]
)
def test_a_random_direction_agrees_with_a_difference_of_f(family: object) -> None:
    assert callable(family)
    generator = random.Random(7)  # noqa: S311  (nothing is kept secret)
    point = [Fraction(generator.randint(-9, 9) or 5, 7) for _ in range(N)]
    problem = read_problem(request(family(N), point))
    found = solve(problem).partials_at
    assert found is not None
    steps = [generator.uniform(-1, 1) for _ in point]
    program = compile_formula(problem.formula)
    with mpmath.workdps(80):
        step = mpmath.mpf(10) ** -30
        ahead, behind = (
            program.run(
                {
                    variable: mpmath.mpf(start.numerator) / start.denominator + side * step * move
                    for variable, start, move in zip(problem.variables, point, steps, strict=True)
                },
                HIGH_PRECISION,
            )
            for side in (1, -1)
        )
        expected = (ahead - behind) / (2 * step)
        rate = mpmath.fsum(
            mpmath.mpmathify(entry.evalf(40)) * move
            for entry, move in zip(found, steps, strict=True)
            if entry is not None
        )
        assert abs(rate - expected) <= mpmath.mpf(10) ** -20 * (1 + abs(expected))


def test_rosenbrock_is_exact_at_a_rational_point() -> None:
    found = solution(rosenbrock(N), [Rational(3, 2)] * N, along())
    # By hand: 100·(3/2 - 9/4)² + (1 - 3/2)² = 113/2 for each pair.
    assert found.value == Rational(113, 2) * (N - 1)
    # -400·(3/2)·(-3/4) - 2·(-1/2) = 451; 200·(-3/4) = -150.
    assert found.partials_at == (451, *[301] * (N - 2), -150)
    assert found.norm == sqrt(451**2 + 301**2 * (N - 2) + 150**2)
    assert found.directional_derivative == (451 + 301 * (N - 2) - 150) / sqrt(N)
    assert found.max_rate == found.norm
    assert found.differentiable is True


def test_a_product_has_right_derivatives_where_factors_are_zero() -> None:
    one_zero = solution(speelpenning(N), [0, *[2] * (N - 1)])
    assert one_zero.partials_at == (2 ** (N - 1), *[0] * (N - 1))
    two_zeros = solution(speelpenning(N), [0, 0, *[2] * (N - 2)])
    assert two_zeros.partials_at == (0,) * N
    assert two_zeros.critical_kind == "undecided"


def test_log_sum_exp_has_exact_shares_at_zero() -> None:
    found = solution(log_sum_exp(N), [0] * N)
    assert found.partials_at == (Rational(1, N),) * N
    assert found.value is not None
    assert abs(found.value - log(N).evalf(40)) < Rational(1, 10**25)
    assert found.is_approximate


def test_irrational_numbers_are_known_to_many_digits() -> None:
    found = solution("+".join(f"tanh({x})" for x in names(N)), [100] * N)
    assert found.partials_at is not None
    # 1 - tanh² would be 0 in so few digits.
    exact = (1 / (exp(100) + exp(-100)) * 2) ** 2
    assert found.partials_at[0] is not None
    assert abs(found.partials_at[0] / exact - 1).evalf(50) < Rational(1, 10**25)
    assert found.value is not None
    assert abs(found.value / (N * tanh(100)) - 1).evalf(50) < Rational(1, 10**25)


def test_a_global_minimum_of_a_sum_of_squares_is_proved() -> None:
    found = solution(rosenbrock(N), [1] * N)
    assert found.critical_kind == "minimum"
    assert found.critical_reason is not None
    assert found.critical_reason.kind is CriticalReason.NEVER_BEYOND


def test_directions_along_the_gradient() -> None:
    up, down = (solution(SQUARES, [1] * N, f"dir={sign}grad") for sign in ("", "-"))
    assert up.directional_derivative == 2 * sqrt(N)
    assert down.directional_derivative == -2 * sqrt(N)
    assert up.unit_direction is not None
    assert list(up.unit_direction) == [1 / sqrt(N)] * N
    with pytest.raises(MeaninglessRequestError, match="points nowhere"):
        solution(SQUARES, [0] * N, "dir=grad")


def test_the_angle_with_the_gradient() -> None:
    found = solution(SQUARES, [1, *[0] * (N - 1)], along())
    assert found.angle == acos(1 / sqrt(N))


# Corners


def test_a_corner_is_told_from_both_sides_and_by_its_part() -> None:
    found = solution(f"{SQUARES}+3*abs(x_3)", [0] * N, along())
    assert found.differentiable is False
    assert found.partials_at == (0, 0, None, *[0] * (N - 3))
    assert found.gradient_at is None
    assert found.one_sided_partials is not None
    assert [limit.value for limit in found.one_sided_partials[2]] == [-3, 3]
    assert found.one_sided_derivatives is not None
    left, right = (limit.value for limit in found.one_sided_derivatives)
    assert (left, right) == (-3 / sqrt(N), 3 / sqrt(N))
    reason = found.verdict
    assert reason is not None
    assert reason.reason.kind is DifferentiabilityReason.CORNER
    assert reason.reason.parts["variable"] == found.variables[2]


@pytest.mark.parametrize(
    ("part", "sides"),
    [
        pytest.param("max(x_1,x_2)", (0, 1), id="tie of two"),
        pytest.param("max(x_1,2*x_1,x_2)", (0, 2), id="tie of three"),
        pytest.param("min(x_1,-x_1)", (1, -1), id="minimum"),
        pytest.param("relu(x_1)", (0, 1), id="relu"),
        pytest.param("abs(abs(x_1)+x_2)", (-1, 1), id="nested"),
        pytest.param("abs(sin(x_1))", (-1, 1), id="of a function"),
    ],
)
def test_one_sided_derivatives_at_ties(part: str, sides: tuple[int, int]) -> None:
    found = solution(f"{SQUARES}+{part}", [0] * N)
    assert found.one_sided_partials is not None
    assert tuple(limit.value for limit in found.one_sided_partials[0]) == sides
    assert found.differentiable is False


def test_a_corner_that_f_does_not_feel_is_harmless() -> None:
    found = solution(f"{SQUARES}+x_2*abs(x_3)", [0] * N)
    assert found.differentiable is True
    assert found.partials_at == (0,) * N
    assert found.verdict is not None
    assert found.verdict.reason.kind is DifferentiabilityReason.HARMLESS_CORNER
    # ∂f/∂x_3 = x_2·sign(x_3) is not there near P.
    assert found.partials_continuous is None


def test_corners_that_cancel_are_left_open() -> None:
    found = solution(f"{SQUARES}+abs(x_1)-max(x_1,-x_1)", [0] * N)
    assert found.partials_at == (0,) * N
    assert found.differentiable is None


def test_the_edge_of_the_domain_and_jumps_go_back_to_the_definition() -> None:
    root = solution(f"{SQUARES}+sqrt(x_5)", [0] * N)
    jump = solution(f"{SQUARES}+floor(x_5)", [1] * N)
    for found in (root, jump):
        assert found.differentiable is False
        assert found.partials_at is not None
        assert found.partials_at[4] is None
    assert jump.partials_at is not None
    assert jump.partials_at[0] == 2


def test_a_corner_that_no_rounding_shows_is_found_in_exact_numbers() -> None:
    found = solution(f"{SQUARES}+abs(sqrt(x_1)-sqrt(2))", [2] * N)
    assert found.one_sided_partials is not None
    left, right = (limit.value for limit in found.one_sided_partials[0])
    assert (left, right) == (4 - sqrt(2) / 4, 4 + sqrt(2) / 4)


# What has no answer


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ("1/(x_5-1)", "the division needs (x_5-1) ≠ 0; at (1, 1, …, 1) it is 0"),
        ("ln(x_5-x_6)", "ln(x_5-x_6) needs x_5-x_6 > 0; at (1, 1, …, 1) it is 0"),
        ("sqrt(x_5-2)", "sqrt(x_5-2) needs x_5-2 ≥ 0; at (1, 1, …, 1) it is -1"),
        ("asin(2*x_5)", "asin(2*x_5) needs |2*x_5| ≤ 1; at (1, 1, …, 1) it is 2"),
        ("piecewise((x_1,x_1<0))", "piecewise((x_1,x_1<0)) has no case for this point"),
    ],
)
def test_a_part_without_a_value_is_named(part: str, message: str) -> None:
    with pytest.raises(NoAnswerError) as caught:
        solution(f"{SQUARES}+{part}", [1] * N)
    assert caught.value.message == f"f is undefined at (1, 1, …, 1): {message}"


def test_zero_by_rounding_is_not_taken_for_a_proof() -> None:
    with pytest.raises(NoAnswerError, match="could not be decided"):
        solution(f"{SQUARES}+1/(sqrt(x_1)-sqrt(2))", [2] * N)


@pytest.mark.parametrize("part", ["exp(10^9*x_1)", "x_1^(10^12)*3^(x_1*10^12)"])
def test_numbers_out_of_reach_are_refused(part: str) -> None:
    with pytest.raises((NoAnswerError, MeaninglessRequestError)):
        solution(f"{SQUARES}+{part}", [3] * N)


def test_the_order_of_a_bessel_function_is_no_variable() -> None:
    with pytest.raises(MeaninglessRequestError, match="whole order"):
        solution(f"{SQUARES}+besselj(x_1,x_2)", [1] * N)


def test_a_point_off_the_level_set_is_refused() -> None:
    assert solution(f"{SQUARES}=={N}", [1] * N).partials_at == (2,) * N
    with pytest.raises(MeaninglessRequestError, match="left minus right is -1"):
        solution(f"{SQUARES}=={N + 1}", [1] * N)


def test_what_takes_more_than_the_gradient_is_refused_of_far_too_long_formulas() -> None:
    long = "+".join(f"sin({k}*x*y)" for k in range(1, 700))
    with pytest.raises(MeaninglessRequestError) as caught:
        solve(read_problem(f"f={long} at=(1,2) order=2"))
    assert caught.value.message == "order is not answered for a function of so many operations"
    assert caught.value.advice == "Without order the gradient is."
    with pytest.raises(MeaninglessRequestError, match="but b has none"):
        solve(read_problem(f"f(x,y)={long}+b at=(1,2)"))


@pytest.mark.slow
def test_a_long_formula_of_two_variables() -> None:
    long = "+".join(f"sin({k}*x*y)" for k in range(1, 700))
    found = solve(read_problem(f"f={long} at=(1,2)"))
    assert found.partials_at is not None
    assert found.partials_at[0] is not None
    expected = math.fsum(2 * k * math.cos(2 * k) for k in range(1, 700))
    assert float(found.partials_at[0]) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    "f",
    [
        "sqrt(x_1^2+x_2^2)",
        "(x_1^2+x_2^2)^(1/3)",
        "sqrt(sqrt(x_1^2))",
    ],
)
def test_a_root_of_what_moves_slowly_is_no_slow_root(f: str) -> None:
    """The rate of the radicand is 0, and that of the root is not."""
    found = solution(f"{SQUARES}+{f}", [0] * N, along())
    assert found.differentiable is False
    assert found.partials_at is not None
    assert found.partials_at[0] is None
    assert found.directional_derivative is None


def test_constants_at_their_edges_do_no_harm() -> None:
    found = solution(f"{SQUARES}+asin(1)*x_1+cbrt(0)*x_2+abs(0)", [1] * N)
    assert found.partials_at is not None
    assert found.partials_at[0] is not None
    assert float(found.partials_at[0]) == pytest.approx(2 + math.pi / 2)
    assert found.partials_at[1] == 2
    assert found.differentiable is True


@pytest.mark.slow
def test_long_fractions_do_not_swell() -> None:
    found = solution("+".join(f"1/(x_{k}+{k}^50)" for k in range(1, 400)), [Rational(7, 3)] * 399)
    assert found.partials_at is not None
    assert found.partials_at[1] == -1 / (Rational(7, 3) + 2**50) ** 2
    assert found.norm is not None
    assert float(found.norm) == pytest.approx(float((Rational(7, 3) + 1) ** -2))


SMALL = (
    "f=x*exp(2*y) at=(1,0) dir=(1,-1)",
    "f=x^y+ln(x*y) at=(2,3) dir=(2,1)",
    "f=max(x,2y)*abs(x-y) at=(2,1) dir=(1,1)",
    "f=max(x,y)+min(x,2y) at=(0,0) dir=(1,2)",
    "f=abs(x)*y at=(0,3) dir=(1,1)",
    "f=abs(x)*y at=(0,0) dir=(1,1)",
    "f=cbrt(x)+y at=(0,1) dir=(0,1)",
    "f=sqrt(x^2+y^2) at=(3,4) dir=(1,1)",
    "f=sin(x)/cos(y)+atan2(x,y) at=(1/2,1/3) dir=(3,1)",
    "f=piecewise((x^2,x>y),(y^3,otherwise)) at=(2,1) dir=(1,0)",
    "f=gamma(x)*beta(x,y)+besselj(1,x*y) at=(2,3) dir=(1,4)",
    "f=(x-1)^(5/3)*y at=(1,2) dir=(1,1)",
)


@pytest.mark.slow
@pytest.mark.parametrize("text", SMALL)
def test_small_functions_have_the_same_numbers_on_both_roads(text: str) -> None:
    problem = read_problem(text)
    by_rules, by_sweep = solve(problem), solve_by_sweep(replace(problem, is_large=True), solve)
    assert by_sweep.differentiable in (by_rules.differentiable, None)
    pairs = [(by_rules.value, by_sweep.value)]
    pairs += zip(by_rules.partials_at or (), by_sweep.partials_at or (), strict=True)
    pairs += [(by_rules.directional_derivative, by_sweep.directional_derivative)]
    for one, other in pairs:
        assert (one is None) == (other is None)
        if one is not None and other is not None:
            assert float(one) == pytest.approx(float(other), rel=1e-12, abs=1e-15)


@pytest.mark.slow
@given(questions())
@settings(max_examples=30, deadline=None)
def test_random_functions_have_the_same_gradient_on_both_roads(question: Question) -> None:
    problem = read_problem(question.request())
    by_rules, by_sweep = solve(problem), solve_by_sweep(replace(problem, is_large=True), solve)
    for one, other in zip(by_rules.partials_at or (), by_sweep.partials_at or (), strict=True):
        assert one is not None
        assert other is not None
        assert abs(one - other).evalf(20) <= Rational(1, 10**12) * (1 + abs(one).evalf(20))


@pytest.mark.slow
@pytest.mark.parametrize(("family", "count"), [(rosenbrock, 1000), (least_squares, 300)])
def test_a_thousand_variables_are_answered(family: Callable[[int], str], count: int) -> None:
    text = request(family(count), [2] * count, along(count))
    answer = grad_magic.solve(text)
    assert answer.gradient_at.shape == (count, 1)
