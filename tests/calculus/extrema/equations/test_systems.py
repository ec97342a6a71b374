from __future__ import annotations

import pytest
from sympy import (
    E,
    Expr,
    Integer,
    Poly,
    Rational,
    Symbol,
    cos,
    cosh,
    exp,
    log,
    pi,
    sin,
    sqrt,
    symbols,
    tan,
    tanh,
)

from grad_magic.calculus.extrema.equations.inversion import solve_for
from grad_magic.calculus.extrema.equations.roots import UnsolvedError, real_roots
from grad_magic.calculus.extrema.equations.systems import solve_system

a, x, y, z = symbols("a x y z", real=True)


@pytest.mark.parametrize(
    ("polynomial", "roots"),
    [
        (x**9 - x, {0, 1, -1}),
        (x**2 - 2 * x - 1, {1 - sqrt(2), 1 + sqrt(2)}),
        (x**2 + x + 1, set()),
        (x**3 - 2, {2 ** Rational(1, 3)}),
        (x**3 + 8, {-2}),
        (4 * x**4 - 1, {sqrt(2) / 2, -sqrt(2) / 2}),
        (x**4 - 5 * x**2 + 6, {sqrt(2), -sqrt(2), sqrt(3), -sqrt(3)}),
        (x**4 + x + 1, set()),
        (x**2 - 2 * sqrt(2) * x + 2, {sqrt(2)}),
    ],
)
def test_real_roots_are_exact_and_all(polynomial: Expr, roots: set[Expr]) -> None:
    found = real_roots(Poly(polynomial, x))
    assert set(found) == roots
    assert len(found) == len(roots)


@pytest.mark.parametrize("polynomial", [8 * x**3 - 42 * x + 25, x**5 - x - 1, a * x - 1])
def test_roots_without_a_short_form_are_not_left_out_silently(polynomial: Expr) -> None:
    with pytest.raises(UnsolvedError):
        real_roots(Poly(polynomial, x))


@pytest.mark.parametrize(
    ("equation", "solutions", "repeats"),
    [
        (log(x) + 1, {exp(-1)}, False),
        (exp(2 * x) - 3, {log(3) / 2}, False),
        (exp(x) + 1, set(), False),
        (log(x) ** 2 - 1, {E, 1 / E}, False),
        (tanh(x) - 2, set(), False),
        (cosh(x) - 1, {0}, False),
        (sin(x), {0, pi}, True),
        (cos(x), {pi / 2, -pi / 2}, True),
        (2 * sin(x) - 1, {pi / 6, 5 * pi / 6}, True),
        (cos(2 * x), {pi / 4, -pi / 4, 3 * pi / 4, -3 * pi / 4}, True),
        (tan(x) - 1, {pi / 4, -3 * pi / 4}, True),
        (sin(x) - 2, set(), True),
    ],
)
def test_equations_in_one_unknown(equation: Expr, solutions: set[Expr], *, repeats: bool) -> None:
    values = solve_for(equation, x)
    assert set(values.numbers) == solutions
    assert values.repeats == repeats


@pytest.mark.parametrize("equation", [x - cos(x), x * exp(x) - 1, log(x) + x])
def test_mixed_equations_are_left_open(equation: Expr) -> None:
    with pytest.raises(UnsolvedError):
        solve_for(equation, x)


def test_a_polynomial_system_by_elimination() -> None:
    search = solve_system([4 * x**3 - 4 * y, 4 * y**3 - 4 * x], (x, y))
    assert search.is_complete
    assert {(s[x], s[y]) for s in search.solutions} == {(0, 0), (1, 1), (-1, -1)}


@pytest.mark.slow
def test_a_polynomial_system_by_a_groebner_basis() -> None:
    search = solve_system([x**2 + y**2 - 5, x**2 * y**2 - x * y - 2], (x, y))
    # By hand: xy = 2 or xy = -1; with x² + y² = 5 then (x ± y)² = 9, 1 or 3, 7.
    wanted = {(1, 2), (2, 1), (-1, -2), (-2, -1)}
    assert search.is_complete
    assert wanted <= {(s[x], s[y]) for s in search.solutions}
    assert len({(s[x], s[y]) for s in search.solutions}) == 8


def test_a_variable_that_may_be_anything_stays_free() -> None:
    search = solve_system([x * y**2, x**2 * y], (x, y))
    assert search.is_complete
    assert {x: Integer(0)} in search.solutions
    assert {y: Integer(0)} in search.solutions


def test_no_solution_is_proved() -> None:
    search = solve_system([exp(y), x * exp(y)], (x, y))
    assert (search.solutions, search.is_complete) == ([], True)


@pytest.mark.parametrize(
    "equations",
    [
        [3 * x**5 - x * y - 1, 5 * y**5 - x**2 * y + 2],
        [a * x - 1, y],
        [x * exp(x) - y, y - 1],
    ],
)
def test_what_is_given_up_is_said(equations: list[Expr]) -> None:
    assert not solve_system(equations, (x, y)).is_complete


@pytest.mark.parametrize(
    ("equation", "period", "solutions"),
    [
        (sin(pi * x), Integer(2), {0, 1}),
        (cos(x / 2), 4 * pi, {pi, -pi}),
        (sin(x), 4 * pi, {-pi, 0, pi, 2 * pi}),
    ],
)
def test_angles_in_another_period(equation: Expr, period: Expr, solutions: set[Expr]) -> None:
    assert set(solve_for(equation, x, period).numbers) == solutions


def test_an_equation_about_one_function_is_peeled() -> None:
    search = solve_system([exp(x + y) - 1], (x, y))
    assert search.is_complete
    assert [dict(s) for s in search.solutions] == [{x: -y}]


def test_a_parameter_with_the_name_of_an_unknown_is_no_trouble() -> None:
    u = symbols("u", real=True)
    with pytest.raises(UnsolvedError):
        solve_for(exp(x) - u, x)


def test_a_sum_of_squares_is_zero_only_where_both_are() -> None:
    search = solve_system([x**2 + y**2], (x, y))
    assert search.is_complete
    assert {(s[x], s[y]) for s in search.solutions} == {(0, 0)}


def test_in_general_what_has_no_unknown_is_not_zero() -> None:
    x, y, a, b = symbols("x y a b", real=True)
    equations = [a * x**2 + b * y**2 - a, a * x**2 + b * y**2 - b]
    assert not solve_system(equations, [x, y]).is_complete
    search = solve_system(equations, [x, y], in_general=True)
    assert (search.is_complete, search.solutions) == (True, [])
    assert [str(part) for part in search.unequal or ()] in (["a - b"], ["-a + b"])


def test_an_equation_about_one_angle_gives_one_variable_by_the_others() -> None:
    # 2x + y = kπ and x + 2y = lπ: a lattice with twelve points in a period.
    search = solve_system([sin(2 * x + y), sin(x + 2 * y)], (x, y))
    assert search.is_complete
    assert search.repeating == {x, y}
    lattice = {(k * pi / 3, m * pi / 3) for k in range(-2, 4) for m in range(-2, 4)}
    expected = {place for place in lattice if (2 * place[0] + place[1]) % pi == 0}
    assert {(s[x], s[y]) for s in search.solutions} == expected
    assert len(expected) == 12


def test_an_equation_about_an_angle_that_turns_twice_is_left() -> None:
    # sin(2x + 2y) = 0 and y = 0 ask for four values of x in a period.
    search = solve_system([sin(2 * x + 2 * y), sin(3 * x + 2 * y)], (x, y))
    values = {(s[x], s[y]) for s in search.solutions}
    assert all(sin(2 * u + 2 * v) == 0 and sin(3 * u + 2 * v) == 0 for u, v in values)
    assert not search.is_complete


@pytest.mark.parametrize(
    ("equation", "lines"),
    [
        # In the slope t = y/x it is 2 - t³ = 0, 2 + t⁵ = 0, 2 - t² = 0, and 1 + t² > 0.
        (2 * x**3 - y**3, [{y: 2 ** Rational(1, 3) * x}]),
        (2 * x**5 + y**5, [{y: -(2 ** Rational(1, 5)) * x}]),
        (2 * x**2 - y**2, [{y: -sqrt(2) * x}, {y: sqrt(2) * x}]),
        (x**2 + y**2, [{x: 0, y: 0}]),
    ],
)
def test_an_equation_whose_terms_have_one_degree_is_lines(
    equation: Expr, lines: list[dict[Symbol, Expr]]
) -> None:
    search = solve_system([equation], (x, y))
    assert search.is_complete
    assert search.solutions == lines
