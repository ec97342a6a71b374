from __future__ import annotations

import pytest
from sympy import Expr, Integer, Rational, atan, exp, log, pi, sin, sqrt, symbols

import grad_magic
from grad_magic.calculus.extrema.equations.elimination import eliminate
from grad_magic.solution.systems import Window

x, y = symbols("x y", real=True)


def _points(*pairs: tuple[Expr | int, Expr | int]) -> list[tuple[Expr, Expr]]:
    return [(Integer(1) * first, Integer(1) * second) for first, second in pairs]


def _cases(
    f: Expr, *pairs: tuple[Expr | int, Expr | int]
) -> list[tuple[Expr, Expr, tuple[Expr, ...]]]:
    found = eliminate(f, [f.diff(x), f.diff(y)], (x, y), _points(*pairs))
    assert found is not None
    return [(case.variable, case.value, case.roots) for case in found.cases]


def test_one_equation_is_solved_and_put_into_the_other() -> None:
    assert _cases(x**3 + y**3 - 3 * x * y, (0, 0), (1, 1)) == [(y, x**2, (0, 1))]


def test_a_product_is_zero_where_a_factor_is() -> None:
    third = Rational(1, 3)
    points = ((0, 0), (1, 0), (0, 1), (third, third))
    assert _cases(x * y * (1 - x - y), *points) == [(y, 0, (0, 1)), (y, 1 - 2 * x, (0, third))]


@pytest.mark.slow
def test_a_factor_of_both_equations_gives_a_curve_and_is_divided_by_elsewhere() -> None:
    # f_x = x y³(12 - 3x - 2y) and f_y = x² y²(18 - 3x - 4y): off the axes 3x + 2y = 12 and
    # 3x + 4y = 18, so (2, 3).
    f = x**2 * y**3 * (6 - x - y)
    found = eliminate(f, [f.diff(x), f.diff(y)], (x, y), _points((0, y), (x, 0), (0, 6), (2, 3)))
    assert found is not None
    assert {case.points for case in found.cases} == {((0, y),), ((x, 0),), ((2, 3),)}
    assert {case.nonzero for case in found.cases if case.equation != 0} == {(x, y)}
    # Without one of the lines it leads to more than is known.
    assert eliminate(f, [f.diff(x), f.diff(y)], (x, y), _points((0, y), (0, 6), (2, 3))) is None


def test_where_the_factor_is_zero_after_all_it_is_not_divided_by() -> None:
    # f_x = (x - y)(3x - y + 2) and f_y = -2(x - y)(x + 1): (-1, -1) lies on y = x.
    f = (x - y) ** 2 * (x + 1)
    found = eliminate(f, [f.diff(x), f.diff(y)], (x, y), _points((y, y), (-1, -1)))
    assert found is not None
    assert [(case.points, case.nonzero) for case in found.cases] == [
        (((x, x),), ()),
        (((-1, -1),), ()),
    ]


def test_a_factor_that_is_never_zero_is_left_out() -> None:
    bell = x * exp(-(x**2) - y**2)
    root = sqrt(2) / 2
    found = eliminate(bell, [bell.diff(x), bell.diff(y)], (x, y), _points((root, 0), (-root, 0)))
    assert found is not None
    assert found.positive == (exp(-(x**2) - y**2),) * 2
    assert {(case.variable, case.roots) for case in found.cases} == {(x, ()), (y, (root, -root))}


def test_equations_in_one_variable_each() -> None:
    cases = _cases(x**3 - 3 * x + y**2, (-1, 0), (1, 0))
    assert {(variable, value, roots) for variable, value, roots in cases} in (
        {(y, Integer(0), (-1, 1))},
        {(x, Integer(-1), (0,)), (x, Integer(1), (0,))},
    )


@pytest.mark.parametrize(
    "points", [((0, 0),), ((0, 0), (1, 1), (2, 2))], ids=["too few", "too many"]
)
def test_what_does_not_lead_to_the_known_points_is_not_shown(
    points: tuple[tuple[int, int], ...],
) -> None:
    f = x**3 + y**3 - 3 * x * y
    assert eliminate(f, [f.diff(x), f.diff(y)], (x, y), _points(*points)) is None


def test_what_has_no_short_solution_by_hand_has_none() -> None:
    f = (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2
    assert eliminate(f, [f.diff(x), f.diff(y)], (x, y), _points((3, 2))) is None
    sine = exp(x) * y + y**2 * exp(2 * x) + x**2
    assert eliminate(sine, [sine.diff(x), sine.diff(y)], (x, y), _points((0, 0))) is None


a, b = symbols("a b", real=True)


@pytest.mark.parametrize(
    ("f", "points", "nonzero"),
    [
        (a * x**2 + y**2, [(0, 0)], {a}),
        (x**2 + y**2 - 2 * a * x - 4 * b * y, [(a, 2 * b)], set()),
        (x**3 + y**3 - 3 * a * x * y, [(0, 0), (a, a)], {a}),
        (x * y * (a - x - y), [(0, 0), (a, 0), (0, a), (a / 3, a / 3)], set()),
        (x**3 - 3 * a**2 * x + y**2, [(a, 0), (-a, 0)], set()),
        (
            x**2 + a * x * y + y**2 - b * x,
            [(2 * b / (4 - a**2), a * b / (a**2 - 4))],
            {a**2 - 4},
        ),
    ],
)
def test_with_parameters_it_is_told_which_are_not_zero(
    f: Expr, points: list[tuple[Expr | int, Expr | int]], nonzero: set[Expr]
) -> None:
    found = eliminate(f, [f.diff(x), f.diff(y)], (x, y), _points(*points))
    assert found is not None
    assert set(found.nonzero) == nonzero


@pytest.mark.parametrize(
    "f",
    [
        pytest.param(x**3 / 3 - a * x + y**2, id="roots for positive a alone"),
        pytest.param(exp(-(x**2) - y**2) * (a * x + y), id="no polynomial"),
    ],
)
def test_what_depends_on_the_sign_of_a_parameter_is_left_to_the_cases(f: Expr) -> None:
    assert eliminate(f, [f.diff(x), f.diff(y)], (x, y), None) is None


@pytest.mark.parametrize(
    ("f", "points"),
    [
        (x * log(y), [(0, 1)]),
        (exp(x) * (x**2 + y**2), [(-2, 0), (0, 0)]),
        (y * sqrt(x) - y**2 - x + 6 * y, [(4, 4)]),
        (x**2 + exp(y) - y, [(0, 0)]),
    ],
    ids=str,
)
def test_one_function_is_undone(f: Expr, points: list[tuple[int, int]]) -> None:
    found = eliminate(f, [f.diff(x), f.diff(y)], (x, y), _points(*points))
    assert found is not None
    assert sorted(point for case in found.cases for point in case.points) == sorted(
        _points(*points)
    )


def test_a_root_without_a_gradient_is_told_apart() -> None:
    f = x * y + 1 / x + 1 / y
    found = eliminate(f, [f.diff(x), f.diff(y)], (x, y), _points((1, 1)))
    assert found is not None
    (case,) = found.cases
    assert (case.variable, case.value, case.roots) == (y, x**-2, (1,))


@pytest.mark.parametrize(
    ("f", "points", "equations"),
    [
        # x = y², 1/y - 8/y⁴ = (y³ - 8)/y⁴; y = ±x, 1/y - y/x² + 1 = 1; y = 0, x²/x² = 1.
        (x / y + 8 / x + y, [(4, 2)], [y**3 - 8]),
        (x / y + y / x + x, [], [1, 1]),
        (x * y / (x + y), [], [1]),
    ],
    ids=str,
)
def test_what_a_divisor_cancels_is_no_root(
    f: Expr, points: list[tuple[int, int]], equations: list[Expr | int]
) -> None:
    found = eliminate(f, [f.diff(x), f.diff(y)], (x, y), _points(*points))
    assert found is not None
    assert [case.equation for case in found.cases] == equations
    assert not any(case.excluded for case in found.cases)


@pytest.mark.parametrize("f", [x * log(x * y), x * log(y / x) + x**2, atan(y / x) + x], ids=str)
def test_where_f_has_no_values_nothing_is_put_in(f: Expr) -> None:
    # x = 0 solves f_y = x/y, and x/(x² + y²), but f is not defined there.
    assert eliminate(f, [f.diff(x), f.diff(y)], (x, y), []) is None


@pytest.mark.slow
def test_what_repeats_is_solved_in_one_period() -> None:
    f = sin(x) * sin(y)
    half = pi / 2
    points = [
        *((one, other) for one in (-half, half) for other in (-half, half)),
        *((one, other) for one in (0, pi) for other in (0, pi)),
    ]
    window = Window(-pi, pi)
    found = eliminate(f, [f.diff(x), f.diff(y)], (x, y), _points(*points), {x: window, y: window})
    assert found is not None
    assert [case.value for case in found.cases] == [-half, half, 0, pi]
    assert eliminate(f, [f.diff(x), f.diff(y)], (x, y), _points(*points)) is None


def test_an_equation_that_never_holds() -> None:
    saddle = x * exp(y) - y
    found = eliminate(saddle, [saddle.diff(x), saddle.diff(y)], (x, y), [])
    assert found is not None
    assert found.cases == ()


@pytest.mark.parametrize(
    ("f", "said"),
    [
        ("x^4+y^4", "The second equation, 4y³ = 0, gives y = 0."),
        ("x^4+(y-x)^4", "The first then becomes 4x³ = 0"),
        ("x/y+8/x+y", "1/y - 8/y⁴ = (y - 2)(y² + 2y + 4)/y⁴ = 0 so y = 2."),
        pytest.param(
            "x/y+y/x+x",
            "the first equation becomes 1 = 0, which never holds.",
            marks=pytest.mark.slow,
        ),
        ("(x^2+y^2)/(xy)", "This gives all points (x, -x) and (x, x) with x ≠ 0."),
        # There is no ln(y) at y ≤ 0; e^y is everywhere.
        ("x^2 ln(y)", "This gives all points (0, y) at which f is defined."),
        ("x^2 e^y", "This gives all points (0, y)."),
    ],
)
def test_the_other_equation_is_told_as_it_comes(f: str, said: str) -> None:
    text = grad_magic.solve(f"f={f} critical=all steps=full").text
    assert said in " ".join(text.split())


@pytest.mark.parametrize(
    ("f", "points", "multipliers", "cases"),
    [
        # 4(x³ - y³) = 4(x - y)(x² + xy + y²), then 4x³ - 4x = 0.
        (
            x**4 + y**4 - (x + y) ** 2,
            [(0, 0), (1, 1), (-1, -1)],
            (1, -1),
            [(y, x, (0, 1, -1))],
        ),
        # 4(x³ + y³), then 4x³ - 8x = 0.
        (
            x**4 + y**4 - 2 * (x - y) ** 2,
            [(0, 0), (sqrt(2), -sqrt(2)), (-sqrt(2), sqrt(2))],
            (1, 1),
            [(y, -x, (0, sqrt(2), -sqrt(2)))],
        ),
        # 2(x - y)(x + y), then 2x² = 0 and 6x² = 0.
        ((x + y) * (x**2 + y**2), [(0, 0)], (1, -1), [(y, -x, (0,)), (y, x, (0,))]),
        # 4(4x + 3y - 5) - 3(3x + 4y - 2) = 7x - 14, then 3y + 3 = 0.
        (
            2 * x**2 + 3 * x * y + 2 * y**2 - 5 * x - 2 * y,
            [(2, -1)],
            (4, -3),
            [(x, Integer(2), (-1,))],
        ),
    ],
)
@pytest.mark.slow
def test_what_no_equation_gives_by_itself_their_sum_or_difference_gives(
    f: Expr,
    points: list[tuple[Expr | int, Expr | int]],
    multipliers: tuple[int, int],
    cases: list[tuple[Expr, Expr, tuple[Expr, ...]]],
) -> None:
    found = eliminate(f, [f.diff(x), f.diff(y)], (x, y), _points(*points))
    assert found is not None
    assert found.combination is not None
    assert found.combination.multipliers == multipliers
    told = [(case.variable, case.value, set(case.roots)) for case in found.cases]
    assert told == [(name, value, set(roots)) for name, value, roots in cases]


@pytest.mark.slow
def test_why_a_factor_of_the_difference_gives_nothing_more_is_said() -> None:
    told = grad_magic.solve("x^4+y^4-(x+y)^2 critical=all steps=full style=stewart").text
    assert "Subtracting the second equation from the first,\nwe obtain\n" in told
    assert "so y = x, since x² + x·y + y² is 0 only for x = y = 0." in told
    # By itself y = x² or y = -2x is put in, as books do.
    for f in ("x^3+y^3-3*x*y", "x^2+x*y+y^2-3*y"):
        told = grad_magic.solve(f"{f} critical=all steps=full style=stewart").text
        assert "The first equation gives" in told
