"""Quadratic polynomials and cubic ones with parameters, by the formula."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from sympy import Expr, Integer, Rational, symbols

import grad_magic

a, b, c, d = symbols("a b c d", real=True)


def rows_for(request: str, values: dict[Expr, Expr]) -> dict[tuple[Expr, ...], tuple[Expr, str]]:
    """The places, values and kinds that the answer gives for numbers in place of parameters."""
    found = grad_magic.solve(f"{request} critical=all")
    # For all values of the parameters for which holds what the answer says that it assumes.
    assert found.solution.has_all_critical
    return {
        tuple(entry.subs(values) for entry in row.point): (row.value.subs(values), row.kind)
        for row in found.critical_points
        if row.where is None or row.where.subs(values) == True  # noqa: E712  (SymPy's truth)
    }


# Completed squares: 2x² - 4x + 5 = 2(x - 1)² + 3 and -3x² + 6x = -3(x - 1)² + 3.
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((2, -4, 5), {(1,): (3, "minimum")}),
        ((-3, 6, 0), {(1,): (3, "maximum")}),
        ((1, 0, 7), {(0,): (7, "minimum")}),
    ],
)
def test_the_parabola(values: tuple[int, ...], expected: object) -> None:
    numbers = dict(zip((a, b, c), map(Integer, values), strict=True))
    assert rows_for("f(x)=a*x^2+b*x+c", numbers) == expected


def test_what_is_assumed_is_said() -> None:
    assert "Here a ≠ 0 is assumed." in grad_magic.solve("f(x)=ax²+bx+c critical=all").text
    assert "assumed" not in grad_magic.solve("f(x)=x²+bx+c critical=all").text
    two = grad_magic.solve("f(x,y)=ax²+2bxy+cy² critical=all")
    assert "Here a·c ≠ b² is assumed." in two.text
    # For whichever a and b: neither is 0, as f has no value there.
    assert "assumed" not in grad_magic.solve("f(x,y)=x²/a²+y²/b² critical=all").text


# f′ = 3x² - 2(a + b)x + ab has the discriminant 4(a² - ab + b²), which is 0 for a = b = 0, where
# f is x³; that of x³/3 - (a² + b² + c²)x is 0 there too, and that with a² + 1 nowhere.
@pytest.mark.parametrize(
    ("f", "assumed"),
    [
        ("x(x-a)(x-b)", "Here a² + b² ≠ a·b is assumed."),
        ("x^3/3-(a^2+b^2+c^2)x", "Here a² + b² + c² ≠ 0 is assumed."),
        ("(x-a)(x-b)(x-c)", "Here a² + b² + c² ≠ a·b + a·c + b·c is assumed."),
        ("x^3-3(a^2+1)x", ""),
    ],
)
def test_two_points_that_may_be_one_are_told_where_they_are_not(f: str, assumed: str) -> None:
    text = grad_magic.solve(f"f(x)={f} critical=all plot=none").text
    assert assumed in text if assumed else "assumed" not in text


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ((1, 1, 2), "minimum"),
        ((-1, 1, -2), "maximum"),
        ((1, 2, 1), "saddle"),
        ((0, 1, 5), "saddle"),
        ((-2, 0, 3), "saddle"),
    ],
)
def test_the_quadratic_form_of_two_variables(values: tuple[int, ...], kind: str) -> None:
    numbers = dict(zip((a, b, c), map(Integer, values), strict=True))
    assert rows_for("f(x,y)=ax²+2bxy+cy²", numbers) == {(0, 0): (0, kind)}


# D = 4ab - 16, and 4a(b + 1) - 16: a maximum needs ab > 4 with a < 0, as (-3, -3) has.
@pytest.mark.slow
def test_a_condition_that_holds_for_large_values_alone() -> None:
    for place, kind in {(3, 2): "minimum", (-3, -3): "maximum", (1, 1): "saddle"}.items():
        numbers = dict(zip((a, b), map(Integer, place), strict=True))
        assert rows_for("f(x,y)=ax²-4xy+by²", numbers) == {(0, 0): (0, kind)}
    shifted = grad_magic.solve("f(x,y)=x²-4xy+bx²+ay² critical=all")
    assert "Here a·b + a ≠ 4 is assumed." in shifted.text


def test_cramers_rule_with_all_coefficients() -> None:
    # 2x² + xy + y² - 5x - 3y: 4x + y = 5 and x + 2y = 3 at (1, 1), where f = 4 - 8.
    m, n = symbols("m n", real=True)
    numbers = {a: 2, b: 1, c: 1, m: -5, n: -3}
    found = rows_for("f(x,y)=a x^2+b x y+c y^2+m x+n y", numbers)
    assert found == {(1, 1): (-4, "minimum")}


# x³ - 3x² - 9x + 5: f′ = 3(x + 1)(x - 3); -x³ + 3x: f′ = -3(x - 1)(x + 1); x³ + 3x² + 3x + 1.
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((1, -3, -9, 5), {(-1,): (10, "maximum"), (3,): (-22, "minimum")}),
        ((-1, 0, 3, 0), {(1,): (2, "maximum"), (-1,): (-2, "minimum")}),
        ((1, 3, 3, 1), {(-1,): (0, "saddle")}),
        ((2, 1, 1, 0), {}),
        (
            (Rational(1, 3), 0, -4, 0),
            {(-2,): (Rational(16, 3), "maximum"), (2,): (Rational(-16, 3), "minimum")},
        ),
    ],
)
def test_the_cubic_of_one_variable(values: tuple[int, ...], expected: object) -> None:
    numbers = dict(zip((a, b, c, d), map(Rational, values), strict=True))
    assert rows_for("f(x)=ax³+bx²+cx+d", numbers) == expected


def test_terms_of_parameters_alone_move_the_values_alone() -> None:
    # x³ + px + q has its two points for p < 0, whatever q.
    p, q = symbols("p q", real=True)
    assert rows_for("f(x)=x^3+p*x+q", {p: -3, q: 0}) == {
        (-1,): (2, "maximum"),
        (1,): (-2, "minimum"),
    }
    assert rows_for("f(x)=x^3+p*x+q", {p: 0, q: 4}) == {(0,): (4, "saddle")}
    assert rows_for("f(x)=|x|+a", {a: 3}) == {(0,): (3, "minimum")}
    # A term that has no value for all parameters is left where it is.
    assert grad_magic.solve("f(x)=x^2+ln(a) critical=all").critical_points is not None


def test_a_condition_has_its_number_on_the_right() -> None:
    # D = 4 - 4a².
    text = grad_magic.solve("f(x,y)=x^2+2a*x*y+y^2+b*x critical=all").text
    assert "for a² < 1" in text


@pytest.mark.slow
def test_a_discriminant_that_is_a_difference_of_squares() -> None:
    # x² + 2ax + 1 = 0 for x = -a ± √(a² - 1); with a = 5/4 these are -2 and -1/2.
    request = "f(x)=x^3/3+a*x^2+x"
    assert rows_for(request, {a: Rational(5, 4)}) == {
        (-2,): (Rational(1, 3), "maximum"),
        (Rational(-1, 2),): (Rational(-11, 48), "minimum"),
    }
    assert rows_for(request, {a: 1}) == {(-1,): (Rational(-1, 3), "saddle")}
    assert rows_for(request, {a: 0}) == {}


@pytest.mark.slow
def test_a_discriminant_that_is_never_zero_gives_no_inflection() -> None:
    # (a + 1)² - a = a² + a + 1.
    found = grad_magic.solve("f(x)=x^3/3+(a+1)*x^2+a*x critical=all").critical_points
    assert [(row.kind, row.where) for row in found or ()] == [("maximum", None), ("minimum", None)]


@pytest.mark.slow
def test_points_are_not_called_all_where_the_answer_assumes_something_of_a_parameter() -> None:
    # For b = 0 there is (0, 0), which no row tells of.
    assert grad_magic.solve("f(x,y)=a*x^3+b*x+y^2 critical=all").critical_points_complete is None
    assert grad_magic.solve("f(x,y)=a*x+b*y critical=all").critical_points_complete is None
    assert grad_magic.solve("f(x,y)=x^2+a*x*y+y^2 critical=all").critical_points_complete is True


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "point", "bends"),
    [
        ("a*x^2+b*y^2+c*z^2", (0, 0, 0), lambda a, b, c: (a, b, c)),
        ("(x-1)^2+b*y^2-c*z^2+a", (1, 0, 0), lambda _, b, c: (1, b, -c)),
        # f_xx = ab.
        ("a*b*x^2+b*y^2+c*(z+2)^2", (0, 0, -2), lambda a, b, c: (a * b, b, c)),
    ],
)
def test_of_three_variables_the_signs_of_the_squares_decide(
    f: str, point: tuple[int, ...], bends: Callable[[int, int, int], tuple[int, ...]]
) -> None:
    result = grad_magic.solve(f"f(x,y,z)={f} critical=all")
    kind_of_signs = {(1,): "minimum", (-1,): "maximum", (-1, 1): "saddle"}
    for values in product((-3, 2), repeat=3):
        numbers = dict(zip((a, b, c), values, strict=True))
        held = [row for row in result.critical_points if row.where.subs(numbers) == True]  # noqa: E712
        signs = {1 if bend > 0 else -1 for bend in bends(*values)}
        assert [(row.point, row.kind) for row in held] == [
            (point, kind_of_signs[tuple(sorted(signs))])
        ]
    assert "≠ 0 is assumed" in result.text
