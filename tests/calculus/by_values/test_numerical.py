from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from sympy import Derivative, Float, Function, Integer, Matrix, Rational, pi, sqrt, symbols

import grad_magic
from grad_magic.calculus.by_values.numerical import solve_numerically
from grad_magic.errors import MeaninglessRequestError, NoAnswerError
from grad_magic.formula.tree import Formula
from grad_magic.problem import Problem
from grad_magic.solution import Solution

NAMES = symbols("x y z", real=True)


def problem_of(
    procedure: Callable[..., Any], point: Sequence[Any] | None, count: int = 2, **clauses: Any
) -> Problem:
    variables = NAMES[: len(point) if point else count]
    leaves = tuple(Formula("name", value=variable) for variable in variables)
    return Problem(
        name="f",
        formula=Formula("procedure", leaves),
        f=Function("f", real=True)(*variables),
        variables=variables,
        point=None if point is None else tuple(Integer(1) * value for value in point),
        procedure=procedure,
        **clauses,
    )


def sentences(solution: Solution) -> list[str]:
    return [doubt.kind.value for doubt in solution.doubts]


def decimals(numbers: Any) -> list[float]:
    return [float(number) for number in numbers]


def classic(x: float, y: float) -> float:
    """x²y/(x² + y²), and 0 at 0."""
    return x * x * y / (x * x + y * y) if x or y else 0.0


def test_the_mission_by_its_values_alone() -> None:
    # By hand: f = 1, ∇f = (1, 2), u = (1, -1)/√2, D_u f = -√2/2, H = [[0, 2], [2, 4]].
    problem = problem_of(
        lambda x, y: x * math.exp(2 * y), (1, 0), direction=(Integer(1), Integer(-1))
    )
    found = solve_numerically(problem)
    x, y = problem.variables
    assert found.is_approximate
    assert str(found.value) == "1.000000000"
    assert found.partials_at is not None
    assert decimals(found.partials_at) == [1, 2]
    assert found.unit_direction == Matrix([sqrt(2) / 2, -sqrt(2) / 2])
    assert str(found.directional_derivative) == "-0.7071067812"
    assert str(found.norm) == "2.236067977"
    assert found.norm is not None
    assert (found.max_rate, found.min_rate) == (found.norm, -found.norm)
    assert str(found.steepest_ascent) == "Matrix([[0.4472135955], [0.8944271910]])"
    assert found.steepest_ascent is not None
    assert found.steepest_descent == -found.steepest_ascent
    assert found.zero_directions is not None
    assert decimals(found.zero_directions[0]) == pytest.approx([2 / 5**0.5, -1 / 5**0.5])
    # cos of the angle is (1 - 2)/√10.
    assert decimals([found.angle])[0] == pytest.approx(math.acos(-1 / 10**0.5))
    assert found.level_tangent is not None
    assert str(found.level_tangent.lhs) == "1.0*x + 2.0*y - 1.0"
    assert found.hessian_at is not None
    assert decimals(found.hessian_at) == pytest.approx([0, 2, 2, 4])
    # uᵀHu = (0 - 2·2 + 4)/2.
    assert decimals([found.second_directional_derivative]) == pytest.approx([0], abs=1e-8)
    assert found.partials == (Derivative(problem.f, x), Derivative(problem.f, y))
    assert found.differentiable is None
    assert found.verdict is not None
    assert found.verdict.reason.kind.value == "numerical_only"
    assert sentences(found) == ["approximate"]


def test_three_variables() -> None:
    # ∇(xyz) = (yz, xz, xy) = (6, 3, 2) at (1, 2, 3).
    found = solve_numerically(problem_of(lambda x, y, z: x * y * z, (1, 2, 3)))
    assert found.partials_at is not None
    assert decimals(found.partials_at) == [6, 3, 2]
    assert str(found.norm) == "7.000000000"
    assert found.zero_directions is not None
    basis = np.array([decimals(direction) for direction in found.zero_directions])
    assert basis @ np.array([6, 3, 2]) == pytest.approx([0, 0], abs=1e-8)
    assert basis @ basis.T == pytest.approx(np.eye(2), abs=1e-8)
    assert found.tangent_plane == found.level_tangent


def test_along_the_gradient() -> None:
    problem = problem_of(lambda x, y: x * math.exp(2 * y), (1, 0), along_gradient=-1)
    found = solve_numerically(problem)
    assert str(found.directional_derivative) == "-2.236067977"
    assert found.unit_direction == found.steepest_descent


def test_a_kink_leaves_the_partial_derivative_and_the_gradient_open() -> None:
    found = solve_numerically(problem_of(lambda x, y: abs(x - 1) + y * y, (1, 2)))
    assert found.partials_at is not None
    assert found.partials_at[0] is None
    assert str(found.partials_at[1]) == "4.000000000"
    assert (found.gradient_at, found.norm, found.max_rate) == (None, None, None)
    assert sentences(found) == ["approximate", "numerical_irregular"]


def test_where_the_gradient_does_not_give_the_rate_there_is_no_gradient() -> None:
    # Both partials are 0, and along (1, 1)/√2 the rate is 1/(2√2).
    problem = problem_of(classic, (0, 0), direction=(Integer(1), Integer(1)))
    found = solve_numerically(problem)
    assert decimals(found.partials_at) == [0, 0]
    assert str(found.directional_derivative) == "0.3535533906"
    assert found.gradient_at is None
    assert sentences(found) == ["approximate", "numerical_irregular"]


def test_mixed_derivatives_that_differ_give_no_hessian() -> None:
    # f_xy(0, 0) = -1 and f_yx(0, 0) = 1, although f vanishes on both diagonals (Peano).
    def peano(x: float, y: float) -> float:
        return x * y * (x * x - y * y) / (x * x + y * y) if x or y else 0.0

    found = solve_numerically(problem_of(peano, (0, 0)))
    assert decimals(found.partials_at) == [0, 0]
    assert found.hessian_at is None


def test_whether_a_gradient_is_exactly_zero_is_not_settled() -> None:
    found = solve_numerically(problem_of(lambda x, y: x * x + y * y, (0, 0)))
    assert found.gradient_at == Matrix([Float(0), Float(0)])
    assert (found.max_rate, found.steepest_ascent, found.critical_kind) == (None, None, None)
    assert sentences(found) == ["approximate", "gradient_perhaps_zero"]
    with pytest.raises(MeaninglessRequestError, match="not settled"):
        solve_numerically(problem_of(lambda x, y: x * x + y * y, (0, 0), along_gradient=1))


def test_exact_points_lose_the_digits_that_a_float_loses() -> None:
    # sin(10⁸/3): a float for 1/3 is off by 2·10^-17, and the argument by 2·10^-9.
    found = solve_numerically(problem_of(lambda x: math.sin(1e8 * x), (Rational(1, 3),)))
    assert found.partials_at is not None
    assert found.partials_at[0] is not None
    slope = 1e8 * math.cos(1e8 / 3)
    assert float(found.partials_at[0]) == pytest.approx(slope, rel=1e-4)
    assert len(str(found.partials_at[0])) < len("-1.234567890e+8")


def test_a_sine_of_pi_is_zero_and_no_rounding_error() -> None:
    found = solve_numerically(problem_of(math.sin, (pi,)))
    assert decimals((found.value, *(found.partials_at or ()))) == [0, -1]


def test_only_the_given_value_of_a_number_type_matters() -> None:
    found = solve_numerically(problem_of(lambda x, y: np.array(x * y), (2, 3)))
    assert found.partials_at is not None
    assert decimals(found.partials_at) == [3, 2]


def fail(x: float) -> float:
    values: dict[float, float] = {}
    return values[x]


@pytest.mark.parametrize(
    ("procedure", "kind", "message"),
    [
        (
            lambda x: 1 / x,
            NoAnswerError,
            "f has no value at x = 0: ZeroDivisionError: float division by zero",
        ),
        (math.log, NoAnswerError, "f has no value at x = 0: ValueError: math domain error"),
        (lambda x: x + 1j, NoAnswerError, "f is 1j at x = 0, and no real number"),
        (lambda x: (x, x), NoAnswerError, "f is 2 numbers at x = 0, and no real number"),
        (lambda x: x + math.inf, NoAnswerError, "f is inf at x = 0, and no real number"),
        (lambda _: "a", NoAnswerError, "f is 'a' at x = 0, and no real number"),
        (fail, MeaninglessRequestError, "f fails at x = 0: KeyError: 0.0"),
    ],
)
def test_a_function_without_a_real_value_is_refused(
    procedure: Callable[[float], Any], kind: type[Exception], message: str
) -> None:
    if procedure is math.log:
        # Python 3.14 words it otherwise.
        message = message[: message.index("math")]
    with pytest.raises(kind) as caught:
        solve_numerically(problem_of(procedure, (0,)))
    assert str(caught.value).startswith(message)


def test_without_a_point_there_is_nothing_to_tell() -> None:
    with pytest.raises(NoAnswerError) as caught:
        solve_numerically(problem_of(classic, None))
    assert str(caught.value) == (
        "a Python function that cannot be read as a formula has only numbers: give a point\n"
        "Add the point: at=(…, …)"
    )


def test_a_point_with_a_name_is_refused() -> None:
    with pytest.raises(MeaninglessRequestError) as caught:
        solve_numerically(problem_of(classic, (symbols("a"), 1)))
    assert str(caught.value) == "a Python function needs numbers for its point"


def test_a_zero_derivative_at_a_flat_place_is_found() -> None:
    # x⁴ + y² at (0, 1): the gradient is (0, 2), and u with 2 u₂ = 1 is (±√3/2, 1/2).
    problem = problem_of(lambda x, y: x**4 + y**2, (0, 1), order=2, rate=Integer(1))
    found = solve_numerically(problem)
    assert decimals(found.partials_at) == [0, 2]
    assert found.rate_directions is not None
    assert found.rate_directions.kind == "finite"
    assert sorted(decimals(u)[0] for u in found.rate_directions.directions) == pytest.approx(
        [-(3**0.5) / 2, 3**0.5 / 2]
    )
    assert decimals([found.rate_directions.angle]) == pytest.approx([math.pi / 3])
    assert found.tangent_plane is not None
    assert str(found.tangent_plane.lhs) == "z"
    assert found.hessian_at is not None
    assert decimals(found.hessian_at) == pytest.approx([0, 0, 0, 2], abs=1e-7)
    assert found.higher_partials is not None
    assert [partial.variables for partial in found.higher_partials] == [
        (NAMES[0], NAMES[0]),
        (NAMES[0], NAMES[1]),
        (NAMES[1], NAMES[1]),
    ]


@pytest.mark.parametrize(("rate", "kind"), [(3, "none"), (2, "open"), (-2, "open")])
def test_a_rate_that_is_too_large_or_the_largest(rate: int, kind: str) -> None:
    problem = problem_of(lambda x, y: x**4 + y**2, (0, 1), rate=Integer(rate))
    found = solve_numerically(problem)
    assert found.rate_directions is not None
    assert found.rate_directions.kind == kind


@pytest.mark.parametrize("clauses", [{"all_critical": True}, {"order": 3}])
def test_what_values_alone_do_not_tell_is_refused(clauses: dict[str, Any]) -> None:
    with pytest.raises(MeaninglessRequestError, match="cannot be read as a formula"):
        solve_numerically(problem_of(classic, (1, 1), **clauses))


def huber(x: float, delta: float = 1.0) -> float:
    """x²/2 up to delta, and from there the tangent."""
    return 0.5 * x**2 if abs(x) <= delta else delta * (abs(x) - 0.5 * delta)


def smooth_l1(x: float, y: float) -> float:
    """Huber's loss of the distance from the origin."""
    square = x * x + y * y
    return 0.5 * square if square < 1 else math.sqrt(square) - 0.5


def newton_root(x: float) -> float:
    root = x
    while abs(root * root - x) > 1e-12:
        root = (root + x / root) / 2
    return root


@pytest.mark.parametrize(
    ("function", "point", "slope", "sides"),
    [
        (huber, 1, 1, (1, 0)),
        (huber, -1, -1, (0, 1)),
        (lambda x: huber(x, 1.345), Rational(1345, 1000), 1.345, (1, 0)),
        (lambda x: x**2 if x > 0 else 0, 0, 0, (0, 2)),
        (lambda x: (1 - x) ** 2 if x < 1 else 0.0, 1, 0, (2, 0)),
        (lambda x: (x - 2) ** 2 if x > 2 else 0.0, 2, 0, (0, 2)),
        (lambda x: 5 + (x - 1) ** 2 if x > 1 else 5.0, 1, 0, (0, 2)),
        (lambda x: x if x > 0 else math.expm1(x), 0, 1, (1, 0)),
        (lambda x: x * x if x > 0 else -x * x, 0, 0, (-2, 2)),
    ],
)
def test_a_second_derivative_is_told_from_both_sides(
    function: Callable[[float], float], point: Any, slope: float, sides: tuple[float, float]
) -> None:
    found = solve_numerically(problem_of(function, (point,), order=2))
    assert found.partials_at is not None
    assert decimals(found.partials_at) == pytest.approx([slope], abs=1e-7)
    assert found.hessian_at is None
    assert found.second_limits is not None
    (((left, right),),) = found.second_limits.partials
    assert decimals((left.value, right.value)) == pytest.approx(sides, abs=1e-6)


@pytest.mark.parametrize(
    ("function", "point", "second"),
    [
        # Along x the knot; along y r ≥ 1 on both sides, and f_yy = 1.
        (smooth_l1, (1, 0), [(1, 0), None]),
        # f_xx is 1 inside, y²/r³ = 0.64 outside; f_yy is 1 and 0.36.
        (smooth_l1, (Rational(3, 5), Rational(4, 5)), [(1, 0.64), (1, 0.36)]),
        # (1 - xy)² where xy < 1: f_xx = 2y², f_yy = 2x².
        (
            lambda x, y: (1 - x * y) ** 2 if x * y < 1 else 0.0,
            (2, Rational(1, 2)),
            [(0.5, 0), (8, 0)],
        ),
        (lambda x, y: huber(x) + huber(y), (1, 0), [(1, 0), None]),
    ],
)
def test_second_derivatives_in_two_variables_are_told_from_both_sides(
    function: Callable[[float, float], float],
    point: tuple[Any, Any],
    second: list[tuple[float, float] | None],
) -> None:
    found = solve_numerically(problem_of(function, point, order=2))
    assert found.hessian_at is None
    assert found.second_limits is not None
    for index, sides in enumerate(second):
        limits = found.second_limits.partials[index][index]
        values = [limit.value for limit in limits]
        if sides is None:
            assert values == [None, None]
        else:
            assert decimals(values) == pytest.approx(sides, abs=1e-5)


@pytest.mark.parametrize(
    ("function", "point", "slope", "second"),
    [
        # Another branch lies near P; the one at P tells the derivatives.
        (lambda x: x**2 if x > 1e-8 else -(x**2), 0, 0, -2),
        (lambda x: x**2 if abs(x) > 1e-8 else -(x**2), 0, 0, -2),
        (lambda x: x**2 if np.abs(x) > 1e-13 else -(x**2), 0, 0, -2),
        (lambda x: x**2 if x > 1e-5 else 3 * x**2, 0, 0, 6),
        (lambda x: x**2 if x > 0 and x > 1e-8 else -(x**2), 0, 0, -2),
        (lambda x: x**2 if x > 0 and x > 1e-13 else -(x**2), 0, 0, -2),
        (lambda x: 5 * x if 2 * x - 1e-9 > 0 else x + x * x, 0, 1, 2),
        (lambda x: x**2 if max(x, 1e-7) > 1e-7 else 4 * x**2 + x, 0, 1, 8),
        (lambda x: x**2 if x < 1.001 else 3 * x**2, 1, 2, 2),
        # How often a loop runs is no branch: √4 = 2, with the slopes 1/4 and -1/32.
        (newton_root, 4, 0.25, -1 / 32),
    ],
)
def test_a_branch_near_the_point_is_not_one_at_it(
    function: Callable[[float], float], point: int, slope: float, second: float
) -> None:
    found = solve_numerically(problem_of(function, (point,), order=2))
    assert found.partials_at is not None
    assert decimals(found.partials_at) == pytest.approx([slope], abs=1e-7)
    assert found.hessian_at is not None
    assert decimals([found.hessian_at[0]]) == pytest.approx([second], rel=1e-4)


@pytest.mark.parametrize(
    "function",
    [
        # What math's functions give is compared unseen: it could be a branch near P.
        lambda x: x**2 if math.fabs(x) > 1e-8 and x > 0 else -(x**2),
        lambda x: x**2 if math.sinh(x) > 1e-8 else -(x**2),
        lambda x: x**2 if math.sinh(x) > 0 else -(x**2),
        lambda x: x**2 if float(x) > 1e-8 else -(x**2),
    ],
)
def test_what_is_compared_unseen_leaves_the_second_derivative_open(
    function: Callable[[float], float],
) -> None:
    found = solve_numerically(problem_of(function, (0,), order=2))
    assert found.hessian_at is None
    assert found.second_limits is None


def test_a_branch_too_close_to_the_point_leaves_all_open() -> None:
    found = solve_numerically(problem_of(lambda x: x if x > 1 + 1e-14 else 3 * x, (1,)))
    assert found.partials_at == (None,)


def test_a_jump_of_the_slope_is_no_derivative() -> None:
    # x² up to 1, x from there: slopes 2 and 1.
    found = solve_numerically(problem_of(lambda x: x if x > 1 else x * x, (1,)))
    assert found.partials_at == (None,)


@pytest.mark.parametrize(
    ("procedure", "point", "tangent"),
    [
        # Lines and planes through the origin: what is left of f(P) - ∇f(P)·P is rounding.
        (lambda x: 3 * x, (Rational(3, 10),), "y ≈ 3x"),
        (lambda x: 1e8 + x - 1e8, (Rational(3, 10),), "y ≈ x"),
        (lambda x, y: x - 3 * y, (Rational(3, 10), Rational(1, 10)), "x - 3y ≈ 0"),
        # √2 + (x - 2)/(2√2) = x/(2√2) + √2/2 = x/(2√2) + 0.70710678118…
        (math.sqrt, (2,), "y ≈ 0.3535533906x + 0.7071067812"),
        # 0.42(x - 0.3) + 0.09(y - 0.7) = 0.42x + 0.09y - 0.189.
        (lambda x, y: x * x * y, (Rational(3, 10), Rational(7, 10)), "0.42x + 0.09y ≈ 0.189"),
    ],
)
def test_of_the_constant_of_a_tangent_only_certain_digits_are_shown(
    procedure: Callable[..., float], point: Sequence[Any], tangent: str
) -> None:
    def by_values(*place: float) -> float:
        return procedure(*place) if place[0] > -100 else 0.0  # A branch: no formula is found.

    result = grad_magic.solve(_with_names(by_values, len(point)), at=point, digits=10, plot="none")
    assert result.is_approximate
    (line,) = (part for part in result.text.splitlines() if part.startswith("Tangent"))
    assert line.endswith(tangent)


def _with_names(procedure: Callable[..., float], count: int) -> Callable[..., float]:
    """The procedure with parameters that have names."""

    def of_one(x: float) -> float:
        return procedure(x)

    def of_two(x: float, y: float) -> float:
        return procedure(x, y)

    return of_one if count == 1 else of_two
