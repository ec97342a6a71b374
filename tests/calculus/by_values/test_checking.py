from __future__ import annotations

import pytest
from sympy import Expr, Integer, Matrix, Rational, exp, oo, sqrt, symbols

from grad_magic.calculus.by_values.checking import (
    Values,
    check_along,
    check_eigenvalues,
    check_general,
    check_iterated,
    check_rate,
    check_ray,
    check_second,
    measure_hessian,
    measure_rate,
    measure_second,
)
from grad_magic.formula.program import Program, compile_formula
from grad_magic.reading.request import read_problem

x, y = symbols("x y", real=True)


def prepare(request: str) -> tuple[Program, Values]:
    problem = read_problem(request)
    values = dict(zip(problem.variables, problem.point or (), strict=False))
    return compile_formula(problem.formula), values


@pytest.mark.parametrize(
    ("request_text", "direction", "rate"),
    [
        ("f=x*exp(2*y) at=(1,0)", [1, -1], Integer(-1)),
        ("f=x*exp(2*y) at=(1,0)", [1 / sqrt(2), -1 / sqrt(2)], -sqrt(2) / 2),
        ("f=x^(1/3) at=-8", [1], Rational(1, 12)),
        ("f=exp(40*x) at=2", [1], 40 * exp(80)),
        ("f=10^6*x at=10^9", [1], Integer(10**6)),
        ("f=sqrt(x) at=1/10^12", [1], Integer(5 * 10**5)),
        ("f=exp(1000*x)+y at=(5,1)", [0, 1], Integer(1)),
        ("f=x^3 at=0", [1], Integer(0)),
    ],
)
def test_a_true_rate_is_confirmed(request_text: str, direction: list[Expr], rate: Expr) -> None:
    assert check_rate(*prepare(request_text), direction, rate) is True


@pytest.mark.parametrize("rate", [-sqrt(2), Integer(0), Rational(-70711, 100000)])
def test_a_wrong_rate_is_not(rate: Expr) -> None:
    direction = [sqrt(2) / 2, -sqrt(2) / 2]
    assert check_rate(*prepare("f=x*exp(2*y) at=(1,0)"), direction, rate) is False


def test_the_sign_of_a_tiny_rate_is_seen() -> None:
    program, values = prepare("f=10^-20*sqrt(x^(2/3))+y at=(-8,1)")
    tiny = Rational(1, 12) / 10**20
    assert check_rate(program, values, [1, 0], -tiny / 10) is False
    assert check_rate(program, values, [1, 0], tiny / 10) is False
    assert check_rate(program, values, [1, 0], -tiny) is True


def test_where_the_function_has_no_values_beside_the_point_nothing_is_confirmed() -> None:
    assert check_rate(*prepare("f=sqrt(x) at=0"), [1], Integer(1)) is None


@pytest.mark.parametrize(
    ("first", "second", "claimed", "verdict"),
    [
        ([1, 0], [1, 0], Integer(0), True),
        ([1, 0], [0, 1], Integer(2), True),
        ([0, 1], [0, 1], Integer(4), True),
        ([0, 1], [0, 1], Integer(-4), False),
        ([1, 0], [0, 1], Integer(0), False),
    ],
)
def test_second_derivatives_are_checked(
    first: list[Expr], second: list[Expr], claimed: Expr, *, verdict: bool
) -> None:
    program, values = prepare("f=x*exp(2*y) at=(1,0)")
    assert check_second(program, values, first, second, claimed) is verdict


def test_general_derivatives_are_compared_at_sample_points() -> None:
    program, _ = prepare("f=x^2*y")
    assert check_general(program, (x, y), (2 * x * y, x**2)) is True
    assert check_general(program, (x, y), (2 * x * y, -(x**2))) is False


def test_a_function_that_is_real_nowhere_is_found_out() -> None:
    program, _ = prepare("f=log(-exp(x))")
    assert check_general(program, (x,), (Integer(1),)) is None


@pytest.mark.parametrize(
    ("request_text", "direction", "expected"),
    [
        ("f=x*exp(2*y) at=(1,0)", [1, -1], -1.0),
        ("f=x^(1/3) at=-8", [1], 1 / 12),
        ("f=10^6*x at=10^9", [1], 1e6),
        # d/dx tan x = 1 + tan² x.
        ("f=tan(x) at=1", [1], 3.425518820814759),
    ],
)
def test_a_rate_is_measured_from_values_alone(
    request_text: str, direction: list[Expr], expected: float
) -> None:
    found = measure_rate(*prepare(request_text), direction)
    assert found is not None
    assert float(found) == pytest.approx(expected, rel=1e-11)


def test_a_rate_of_zero_is_measured_as_zero_and_none_where_there_are_no_values() -> None:
    assert measure_rate(*prepare("f=x^2*y at=(0,1)"), [1, 0]) == 0
    assert measure_rate(*prepare("f=sqrt(x) at=0"), [1]) is None


def test_a_second_derivative_is_measured() -> None:
    program, values = prepare("f=x*exp(2*y) at=(1,0)")
    found = measure_second(program, values, [0, 1], [0, 1])
    assert found is not None
    assert float(found) == pytest.approx(4, rel=1e-11)


@pytest.mark.parametrize(
    ("request_text", "direction", "claimed", "verdict"),
    [
        # √x + y along the boundary of its domain, and into it.
        ("f=sqrt(x)+y at=(0,1)", [0, 1], Integer(1), True),
        ("f=sqrt(x)+y at=(0,1)", [1, 0], oo, True),
        ("f=sqrt(x)+y at=(0,1)", [1, 0], Integer(3), False),
        ("f=sqrt(x)+y at=(0,1)", [-1, 0], Integer(0), None),
        # |x| from both sides.
        ("f=abs(x) at=0", [1], Integer(1), True),
        ("f=abs(x) at=0", [-1], Integer(1), True),
        ("f=abs(x) at=0", [-1], Integer(-1), False),
        # As slow as t^(1/3), and faster than any power.
        ("f=x+abs(x)^(4/3) at=0", [1], Integer(1), True),
        ("f=x^(3/2) at=0", [1], Integer(0), True),
        ("f=piecewise((exp(-1/x^2), x != 0), (0, True)) at=0", [1], Integer(0), True),
        # x²y/(x² + y²) along (cos θ, sin θ) is cos² θ sin θ.
        (
            "f=piecewise((x^2*y/(x^2+y^2), (x,y)!=(0,0)), (0, True)) at=(0,0)",
            [Rational(3, 5), Rational(4, 5)],
            Rational(36, 125),
            True,
        ),
        # Slower than any power, and a quotient that swings: not settled.
        ("f=piecewise((x/log(x), x > 0), (0, True)) at=0", [1], Integer(0), None),
        ("f=piecewise((x*sin(1/x), x > 0), (0, True)) at=0", [1], Integer(0), None),
        # A cusp: -∞ on this side.
        ("f=-sqrt(abs(x)) at=0", [1], -oo, True),
        ("f=-sqrt(abs(x)) at=0", [1], oo, False),
    ],
)
def test_a_one_sided_derivative_is_checked_on_its_ray_alone(
    request_text: str, direction: list[Expr], claimed: Expr, *, verdict: bool | None
) -> None:
    assert check_ray(*prepare(request_text), direction, claimed) is verdict


@pytest.mark.parametrize(
    ("request_text", "rows"),
    [
        ("f=x*exp(2*y) at=(1,0)", ((0.0, 2.0), (2.0, 4.0))),
        ("f=x^2/3+x*y at=(1,2)", ((2 / 3, 1.0), (1.0, 0.0))),
        # A number far below what sixty digits of f tell is no zero.
        ("f=y+10^-30*x^2 at=(1,2)", ((2e-30, 0.0), (0.0, 0.0))),
        ("f=exp(10^9*x) at=0", ((1e18,),)),
        ("f=x^3 at=2", ((12.0,),)),
        # Where f is 0 because its terms cancel.
        ("f=x^2/4+y^2-5 at=(2,2)", ((0.5, 0.0), (0.0, 2.0))),
        ("f=x^3+y at=(0,1)", ((0.0, 0.0), (0.0, 0.0))),
    ],
)
def test_the_hessian_is_measured_as_exactly_as_floats_can_be(
    request_text: str, rows: tuple[tuple[float, ...], ...]
) -> None:
    assert measure_hessian(*prepare(request_text)) == rows


def test_without_values_around_the_point_no_hessian_is_measured() -> None:
    assert measure_hessian(*prepare("f=sqrt(x) at=0")) is None


@pytest.mark.parametrize(
    ("request_text", "direction", "order", "value"),
    [
        # (d/dt)³ of (1 + t)³(2 + 2t)² = 4(1 + t)⁵ at 0 is 240.
        ("f=x^3*y^2 at=(1,2)", [1, 2], 3, Integer(240)),
        ("f=exp(x+2*y) at=(0,0)", [1, 1], 5, Integer(243)),
        ("f=ln(x) at=1/1000", [1], 6, Integer(-120) * 10**18),
        ("f=sin(x)*y at=(0,1)", [1, 0], 4, Integer(0)),
    ],
)
def test_a_derivative_of_higher_order_along_a_vector(
    request_text: str, direction: list[int], order: int, value: Expr
) -> None:
    program, values = prepare(request_text)
    vector = [Integer(entry) for entry in direction]
    assert check_along(program, values, vector, order, value)
    other = value * (1 + Rational(1, 10**6)) + Rational(1, 10**6)
    assert check_along(program, values, vector, order, other) is False


def test_eigenvalues_in_decimals() -> None:
    matrix = Matrix([[2, 1], [1, 2]])
    assert check_eigenvalues(matrix, [Integer(1), Integer(3)])
    assert not check_eigenvalues(matrix, [Integer(1), Integer(4)])
    assert not check_eigenvalues(matrix, [Integer(3)])
    assert check_eigenvalues(Matrix.zeros(2, 2), [Integer(0), Integer(0)])


def test_what_closes_in_as_slowly_as_a_logarithm_is_not_denied() -> None:
    # f_xy(0) = lim 1/ln(y²) = 0.
    program, values = prepare("f=piecewise((x*y/ln(x^2+y^2),(x,y)!=(0,0)),(0,otherwise)) at=(0,0)")
    e_1, e_2 = [Integer(1), Integer(0)], [Integer(0), Integer(1)]
    assert check_iterated(program, values, e_1, e_2, Integer(0)) is None
    assert check_iterated(program, values, e_1, e_2, Integer(1)) is False


@pytest.mark.parametrize(
    ("over", "bend"),
    # Along u = (3, 4)/5: ((12/25)t²)²/2 over t², twice; the same for cosh; t⁴/2 over t².
    [
        ("1-cos(x*y)", Rational(144, 625)),
        ("cosh(x*y)-1", Rational(144, 625)),
        ("1-cos(x^2+y^2)", Integer(1)),
    ],
)
def test_what_cancels_near_the_point_is_computed_with_more_digits(over: str, bend: Expr) -> None:
    program, values = prepare(
        f"f=piecewise((({over})/(x^2+y^2),(x,y)!=(0,0)),(0,otherwise)) at=(0,0)"
    )
    unit = (Rational(3, 5), Rational(4, 5))
    assert check_second(program, values, unit, unit, bend)
    assert check_second(program, values, unit, unit, bend + Rational(1, 1000)) is False
