from __future__ import annotations

import pytest
from sympy import Expr, Integer, Rational, cos, log, pi, sqrt, symbols

from grad_magic import solve
from grad_magic.formula.tree import Formula
from grad_magic.lesson.pieces import write_text
from grad_magic.lesson.substitution import (
    linear_form,
    put_in,
    reckon_angles,
    reckon_terms,
    root_of_squares,
)
from grad_magic.reading.request import read_problem

x, y = symbols("x y", real=True)


def _read(typed: str) -> tuple[Formula, list[Expr]]:
    problem = read_problem(f"f(x,y)={typed}")
    return problem.formula, list(problem.variables)


def _put(typed: str, point: tuple[Expr, Expr], value: Expr) -> str | None:
    formula, variables = _read(typed)
    found = put_in(formula, dict(zip(variables, point, strict=True)), value)
    return None if found is None else write_text(found)


@pytest.mark.parametrize(
    ("typed", "point", "value", "written"),
    [
        ("2x*e^(2y)", (1, 0), 2, "2·1·e^(2·0)"),
        ("3x^2-3y", (-1, 2), -3, "3·(-1)² - 3·2"),
        ("-2x/(x+y)^2", (2, 1), Rational(-4, 9), "-2·2/(2 + 1)²"),
        ("y*cos(x*y)", (1, pi), -pi, "π·cos(1·π)"),
        ("x^2-y", (Rational(1, 2), -1), Rational(5, 4), "(1/2)² - (-1)"),
        ("sqrt(x*y)", (2, 3), sqrt(6), "√(2·3)"),
        ("1-x-y", (0, 0), 1, "1 - 0 - 0"),
        # No divisor and no exponent of 1 is left.
        ("atan(y/x)", (1, 1), pi / 4, "arctan(1)"),
        ("x^2/y^2+cos(y)", (3, 1), 9 + cos(1), "3² + cos(1)"),
        ("x^y+2/y", (5, 1), 7, "5 + 2"),
        ("-x*e^(-x*y)", (0, 0), 0, "0·e^(0·0)"),
        # A fraction below a stroke is turned over: 8·3/4 = 6, 54·8/729 = 16/27, 1 - 9/4.
        ("8/x+y", (Rational(4, 3), 1), 7, "8·3/4 + 1"),
        ("54/y^3", (1, Rational(9, 2)), Rational(16, 27), "54·8/729"),
        ("y-1/x^2", (Rational(-2, 3), 1), Rational(-5, 4), "1 - 9/4"),
    ],
)
def test_numbers_stand_in_the_place_of_names(
    typed: str, point: tuple[int, int], value: int, written: str
) -> None:
    first, second = map(Rational if all(isinstance(n, int) for n in point) else _exact, point)
    assert _put(typed, (first, second), _exact(value)) == written


@pytest.mark.parametrize(
    ("typed", "point", "value", "written"),
    [
        ("4(7x+3y-9)/3", (1, 0), Rational(-8, 3), "4(7 - 9)/3"),
        ("2/(x-3y)", (7, 2), 2, "2/(7 - 6)"),
        ("ln(1+x*y)", (2, 3), log(7), "ln(1 + 6)"),
        ("cos(x)*sin(2y)", (pi / 3, pi / 6), sqrt(3) / 4, "cos(π/3)·sin(π/3)"),
        ("x*sin(x*y)", (2, pi / 4), 2, "2·sin(π/2)"),
    ],
)
def test_what_was_put_in_is_reckoned_within(
    typed: str, point: tuple[Expr, Expr], value: Expr, written: str
) -> None:
    formula, variables = _read(typed)
    numbers = dict(zip(variables, map(_exact, point), strict=True))
    worked = put_in(formula, numbers, _exact(value))
    assert worked is not None
    assert write_text(reckon_terms(reckon_angles(worked))) == written


def _exact(number: Expr | int) -> Expr:
    return Integer(number) if isinstance(number, int) else number


def test_a_form_that_has_no_value_at_the_point_is_not_evaluated_there() -> None:
    assert _put("sqrt(x)*sqrt(y)", (Integer(-1), Integer(-4)), Integer(2)) is None
    assert _put("x/x*y", (Integer(0), Integer(1)), Integer(1)) is None


def test_neither_is_one_that_has_another_value() -> None:
    assert _put("sqrt(x^2)", (Integer(-3), Integer(0)), Integer(-3)) is None


def test_a_choice_of_numbers_is_seen() -> None:
    assert _put("max(x,y)", (Integer(1), Integer(2)), Integer(2)) == "max(1, 2)"


def test_constants_show_nothing() -> None:
    one = Integer(1)
    assert _put("7", (one, one), Integer(7)) is None
    assert _put("x", (one, one), one) is None
    assert _put("cos(x)/y", (one, one), cos(1)) is None


def test_letters_take_the_place_of_letters() -> None:
    a, b = symbols("a b", real=True)
    assert _put("x^2*cos(y)", (a, b), a**2 * cos(b)) == "a²·cos(b)"


def test_lengths_and_linear_forms_show_their_numbers() -> None:
    assert write_text(root_of_squares((Integer(1), Integer(-1)))) == "√(1² + (-1)²)"
    numbers = [Integer(2), Integer(1), Rational(-2, 3)]
    terms = linear_form(numbers, [x, y, x], [Integer(1), Integer(-3), Integer(0)])
    assert [write_text(term) for term in terms] == ["2(x - 1)", "y + 3", "-2x/3"]


@pytest.mark.parametrize(
    ("request_", "line"),
    [
        # A quotient over a quotient, or behind a sign, has brackets: a/b/c is (a/b)/c.
        ("f=-x/y^2 at=(-1/2,3)", "f(P) = -(-1/2)/3² = 1/18"),
        ("f=x/y at=(-1/2,-1/3)", "f(P) = (-1/2)·(-3) = 3/2"),
        ("f=x*y at=(1,1) dir=(1/2,0)", "u = v/‖v‖ = (1/2, 0)/(1/2) = (1, 0)"),
        ("f=x*y at=(1,1) dir=(3/10,4/10)", "u = v/‖v‖ = (3/10, 2/5)/(1/2) = (3, 4)/5"),
    ],
)
def test_fractions_that_are_put_in_have_brackets(request_: str, line: str) -> None:
    steps = "full" if "dir" not in request_ else "brief"
    assert line in [row.strip() for row in solve(f"{request_} steps={steps}").text.splitlines()]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_text", "rows"),
    [
        # Where x is the larger f is x, else y.
        (
            "f=max(x,y) at=(a,b) dir=(1,2)",
            (
                "∂f/∂x(P) = {1 for a > b, 0 for b > a}",
                "D_u f(P) = ∇f(P)·u = {1/√5 for a > b, 2/√5 for b > a}",
                "∂f/∂x(P)·(x - a) + ∂f/∂y(P)·(y - b) = 0",
            ),
        ),
        # f is 0 where neither is positive.
        ("f=max(x,y,0) at=(a,b)", ("∂f/∂x(P) = {1 for a > 0 and a > b, 0 otherwise}",)),
        # x·y for positive x, else 0.
        ("f=relu(x)*y at=(a,b)", ("‖∇f(P)‖ = {√(a² + b²) for a > 0, 0 for a < 0}",)),
        ("f=x*|y| at=(a,b)", ("∂f/∂y = x·y/|y|   ∂f/∂y(P) = a·b/|b|",)),
    ],
)
def test_numbers_with_signs_of_letters_are_told_by_cases(
    request_text: str, rows: tuple[str, ...]
) -> None:
    found = [line.strip() for line in solve(request_text).text.splitlines()]
    assert set(rows) <= set(found)


@pytest.mark.parametrize(
    ("request_text", "rows"),
    [
        # In the order of the formula, and with one difference below, the positive one.
        ("f=ln(y-x) at=(a,b)", ("∇f(P) = (-1/(b - a), 1/(b - a))", "= √2/(b - a)", "(-1, 1)/√2")),
        ("f(x,y)=x^2/a^2+y^2/b^2 at=(p,q)", ("f(P) = p²/a² + q²/b²",)),
        # ∇f(P) is (b, a)/(ab), of length √(a² + b²)/(ab) where ab > 0.
        ("f=ln(x*y) at=(a,b)", ("‖∇f(P)‖ = √(a² + b²)/(a·b)", "u = (b, a)/√(a² + b²)")),
        # ab < 0 there, so that the length is √(a² + b²)/(-ab).
        ("f=ln(-x*y) at=(a,b)", ("u = (-b, -a)/√(a² + b²)",)),
        # The letters stand in f already.
        ("f(x,y)=a*x^2+b*y^2 at=(a,b)", ("f(P) = a³ + b³", "∂f/∂x(P) = 2a²")),
        ("f=1/(x^2+y^2) at=(a,b) dir=(1,-1)", ("√2·(b - a)/(a² + b²)²", "2/(a² + b²)^(3/2)")),
    ],
)
def test_values_at_a_point_of_letters_are_written_as_the_formula_is(
    request_text: str, rows: tuple[str, ...]
) -> None:
    text = " ".join(solve(f"{request_text} plot=none").text.split())
    assert [row for row in rows if row not in text] == []
