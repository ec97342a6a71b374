"""Short forms: rows from textbooks' answers (Stewart, Calculus, ch. 3 and 14) and by hand."""

from __future__ import annotations

import pytest
from sympy import (
    Abs,
    E,
    Expr,
    Integer,
    Matrix,
    Rational,
    acosh,
    asin,
    asinh,
    atan,
    cos,
    cosh,
    cot,
    csc,
    erf,
    exp,
    hessian,
    log,
    pi,
    prod,
    sec,
    sech,
    sign,
    sin,
    sinh,
    sqrt,
    symbols,
    tan,
    tanh,
)

from grad_magic import solve
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten, shorten_number

x, y, z = symbols("x y z", real=True)
r = x**2 + y**2
third = Rational(1, 3)

DERIVATIVES: list[tuple[Expr, Expr]] = [
    # ∂/∂x of f, and the form that books print.
    (x / sqrt(r), y**2 / r ** Rational(3, 2)),
    (y / sqrt(r), -x * y / r ** Rational(3, 2)),
    (sqrt(r), x / sqrt(r)),
    (r ** Rational(3, 2), 3 * x * sqrt(r)),
    (atan(y / x), -y / r),
    (atan(x / y), y / r),
    (log(r), 2 * x / r),
    (log(sqrt(r)), x / r),
    (log(r) / r, 2 * x * (1 - log(r)) / r**2),
    (log(x + sqrt(r)), 1 / sqrt(r)),
    (x * y / r, y * (y**2 - x**2) / r**2),
    ((x - y) / (x + y), 2 * y / (x + y) ** 2),
    (x / (1 + x**2) ** 2, (1 - 3 * x**2) / (x**2 + 1) ** 3),
    (log((1 + x) / (1 - x)), 2 / (1 - x**2)),
    (atan((x + y) / (1 - x * y)), 1 / (x**2 + 1)),
    (x * exp(-(x**2) - y**2), (1 - 2 * x**2) * exp(-(x**2) - y**2)),
    (exp(x) / (exp(x) + exp(y)), exp(x + y) / (exp(x) + exp(y)) ** 2),
    (1 / (1 + exp(-x)), exp(x) / (exp(x) + 1) ** 2),
    (log(1 + exp(x)), exp(x) / (exp(x) + 1)),
    (sin(x) / (1 + cos(x)), 1 / (cos(x) + 1)),
    ((1 - cos(x)) / sin(x), (1 - cos(x)) / sin(x) ** 2),
    (tan(x * y), y * sec(x * y) ** 2),
    (cot(x), -(csc(x) ** 2)),
    (tanh(x), sech(x) ** 2),
    (cosh(x) / sinh(x), -1 / sinh(x) ** 2),
    (sin(x) * cos(x), cos(2 * x)),
    (sin(x) * cos(y) + cos(x) * sin(y), cos(x + y)),
    (sin(x) ** 2, 2 * sin(x) * cos(x)),
    (sec(x) * tan(y), tan(x) * tan(y) * sec(x)),
    (x * log(x) - x, log(x)),
    (x**x, x**x * (log(x) + 1)),
    (log(Abs(x)), 1 / x),
    (x**2 * sin(1 / x), 2 * x * sin(1 / x) - cos(1 / x)),
    ((x + 1) ** 2 * (x - 1), (x + 1) ** 2 + (x - 1) * (2 * x + 2)),
]

NUMBERS: list[tuple[Expr, Expr]] = [
    (sin(2 * atan(2)), Rational(4, 5)),
    (cos(2 * asin(third)), Rational(7, 9)),
    (tan(2 * atan(third)), Rational(3, 4)),
    (cos(2) / sqrt(1 - sin(2) ** 2), Integer(-1)),
    (sqrt(1 - sin(4) ** 2), -cos(4)),
    (2 * sqrt(1 - cos(1) ** 2), 2 * sin(1)),
    (1 / sqrt(1 + tan(1) ** 2), cos(1)),
    (sqrt(3 + 2 * sqrt(2)), 1 + sqrt(2)),
    (sqrt(4 - 2 * sqrt(3)), sqrt(3) - 1),
    (sqrt(exp(2) + 2 * E + 1), 1 + E),
    (cosh(log(2)), Rational(5, 4)),
    (sinh(log(2)), Rational(3, 4)),
    (tanh(log(3)), Rational(4, 5)),
    (sech(log(2)), Rational(4, 5)),
    (asinh(Rational(3, 4)), log(2)),
    (sin(1) ** 2 + cos(1) ** 2 + 2, Integer(3)),
    (cosh(1) ** 2 - sinh(1) ** 2 + E, 1 + E),
    (1 - tanh(1) ** 2, sech(1) ** 2),
    (tan(1) ** 2 + 1, sec(1) ** 2),
    (cos(1) ** 2 - sin(1) ** 2, cos(2)),
    (cos(1) * cos(2) - sin(1) * sin(2), cos(3)),
    (sin(1) / cos(1), tan(1)),
    (sinh(1) / cosh(1), tanh(1)),
    ((1 - sin(1) ** 2) / cos(1), cos(1)),
    (sin(1) / (1 + cos(1)) + (1 + cos(1)) / sin(1), 2 / sin(1)),
    (log(2) + log(3), log(6)),
    (log(8) / log(2), Integer(3)),
    (log(4) / 2, log(2)),
    (-2 * log(4), -4 * log(2)),
    (3 * log(27) / 5, 9 * log(3) / 5),
    (32 + 16 * log(4), 32 + 32 * log(2)),
    (log(4), log(4)),
    (E / (1 + E) - E**2 / (1 + E) ** 2, E / (1 + E) ** 2),
    (exp(-1) / (1 + exp(-1)) ** 2, E / (1 + E) ** 2),
    (exp(2) + sqrt(3) * exp(2), (1 + sqrt(3)) * exp(2)),
    (2 * exp(2) / sqrt(20 * exp(4)), sqrt(5) / 5),
    (pi**2 / (pi + pi**2), pi / (1 + pi)),
    (1 / (1 + sqrt(2)), sqrt(2) - 1),
    (1 / sin(pi / 12), sqrt(2) + sqrt(6)),
    ((1 + sqrt(5)) * (1 - sqrt(5)) / 4, Integer(-1)),
    (exp(2) * cos(1) / sqrt(exp(4) * cos(1) ** 2 + exp(4) * sin(1) ** 2), cos(1)),
    (2 * sin(1) * cos(1), 2 * sin(1) * cos(1)),
    (sqrt(2 + sqrt(3)), sqrt(2 + sqrt(3))),
]

# simplify() takes seconds on these, or runs into the thousands of terms.
ADVERSARIES: list[Expr] = [
    log(sin(x) + cos(x)) / tan(x),
    sum(sin(k * x) * cos(k * y) for k in range(1, 9)),
    sin(sin(sin(sin(sin(sin(sin(sin(sin(sin(x)))))))))),
    prod((x + k) ** 50 for k in range(4)) * (y + 1) ** 50,
    sqrt(x + sqrt(y + sqrt(x * y + sqrt(x + 1)))),
    (x + y + z) ** 9 / (x * y + z + 1) ** 7,
    exp(x) / (exp(x) + exp(2 * y) + exp(3 * z)),
    sin(x) ** 8 * cos(y) ** 8 * tan(x) ** 4,
    (sin(x) + cos(x) + tan(x) + cot(x) + sec(x) + csc(x)) ** 3,
    tanh(x + tanh(y + tanh(x * y))),
    exp(x**2 / 2) * erf(x) / (1 + erf(x) ** 2),
    1 / (sin(x) + 1 / (cos(x) + 1 / (sin(x) + 1 / (cos(x) + y)))),
]
HARD_NUMBERS: list[Expr] = [
    1 / (1 + sqrt(2) + sqrt(3) + sqrt(5) + sqrt(7)),
    sqrt(2 + sqrt(2 + sqrt(2 + sqrt(2 + sqrt(2))))),
    (sin(1) + sin(2) + sin(3) + sin(4)) ** 8,
    (1 + E + pi + sqrt(2) + log(2)) ** 8,
    sum(sin(k) for k in range(1, 9)),
    10**20 * log(1 + Rational(1, 10**40)),
    # SymPy 1.14 raises a ValueError for the root of their product.
    sqrt(10**60 + 7) + sqrt(10**60 + 9),
    log(10**18 + 9) + log(10**18 + 16 * 10**9 + 63),
    cos(pi / 17) + cos(3 * pi / 19) + cos(5 * pi / 23),
    sin(100 * atan(2)),
    acosh(1 + pi) * erf(1),
]


@pytest.mark.parametrize(("f", "expected"), DERIVATIVES)
def test_a_derivative_is_written_as_books_write_it(f: Expr, expected: Expr) -> None:
    assert shorten(f.diff(x)) == expected


@pytest.mark.parametrize(("before", "expected"), NUMBERS)
def test_an_exact_number_is_written_short(before: Expr, expected: Expr) -> None:
    assert shorten_number(before) == expected


@pytest.mark.parametrize("number", [sin(2), sqrt(2) / 2, log(3) / 2, E, pi / 4, 1 / (1 + E)])
def test_what_is_short_stays_as_it_is(number: Expr) -> None:
    assert shorten_number(number) == number


def is_no_longer(short: Expr, expression: Expr) -> bool:
    return bool(short.count_ops() <= expression.count_ops())


@pytest.mark.slow
@pytest.mark.parametrize("f", ADVERSARIES)
def test_derivatives_for_which_simplify_takes_long_become_no_longer(f: Expr) -> None:
    variables = sorted(f.free_symbols, key=str)
    for derivative in (*Matrix([f]).jacobian(variables), *hessian(f, variables)):
        assert is_no_longer(shorten(derivative), derivative)


@pytest.mark.slow
def test_numbers_for_which_simplify_takes_long_become_no_longer() -> None:
    for number in HARD_NUMBERS:
        assert is_no_longer(shorten_number(number), number)


@pytest.mark.parametrize("number", [before for before, _ in NUMBERS])
def test_the_short_form_is_the_same_number(number: Expr) -> None:
    assert sign_of(shorten_number(number) - number) == 0


@pytest.mark.parametrize(
    "expression",
    [
        # Each would be shorter by an identity that does not hold for all real numbers.
        sqrt(x**2) * y,
        log(x**2) + log(y),
        asin(sin(x)) + y,
        atan(tan(x)) + y,
        sqrt(x - 1) * sqrt(x + 1) * y,
        log(x * y) - log(-x),
    ],
)
def test_what_only_holds_for_some_numbers_is_not_used(expression: Expr) -> None:
    assert shorten(expression).equals(expression)
    assert shorten(expression).count_ops() == expression.count_ops()


def test_a_form_that_cannot_be_compared_at_sample_points_is_not_taken() -> None:
    # Real for x > 10^6 alone, where no sample point lies.
    unreachable = sqrt(x - 10**6) * (cos(x) ** 2 + sin(x) ** 2)
    assert shorten(unreachable) == unreachable


@pytest.mark.parametrize(
    ("product", "short"),
    [
        # u = 0 is seen in the other factors.
        (x * sign(x), Abs(x)),
        (sign(x) / Abs(x), 1 / x),
        (x * sign(x) ** 2, x),
        (x**2 * sign(x) ** 3, x * Abs(x)),
        (x * y * sign(x * y), Abs(x * y)),
        (y + x * sign(x), y + Abs(x)),
        # It is seen nowhere else: the product is 0 there.
        (x * sign(y) ** 2, x * sign(y) ** 2),
        (
            x * exp(y * sign(y - 1) ** 2) * sign(y) ** 2,
            x * exp(y * sign(y - 1) ** 2) * sign(y) ** 2,
        ),
        (x * sign(x * y) ** 2, x * sign(x * y) ** 2),
        (x * sign(sin(y)) ** 4, x * sign(sin(y)) ** 4),
    ],
)
def test_signs_are_joined_where_their_zero_is_kept(product: Expr, short: Expr) -> None:
    assert shorten(product) == short


@pytest.mark.slow
@pytest.mark.parametrize(
    "f",
    [
        "sqrt(x/(2+y)+1)+y^2",
        "cbrt(1+x/(y+1))*y",
        "(1+x/y)^(3/2)+ln(x)",
        "(1+x/(y+2))^(1/5)+y^2",
        "sqrt(1+1/(x+y))/y",
    ],
)
def test_roots_of_quotients_have_short_second_derivatives(f: str) -> None:
    result = solve(f"f(x,y)={f} order=2")
    place = dict(zip(result.variables, (Rational(7, 5), Rational(9, 4)), strict=True))
    # Near this point all that stands under a root is positive.
    near = result.f.replace(sign, lambda _: Integer(1)).replace(Abs, lambda argument: argument)
    for derivative in result.higher_partials:
        direct = near.diff(*derivative.variables).subs(place).evalf(30)
        assert abs(derivative.general.subs(place).evalf(30) - direct) < 1e-20


@pytest.mark.slow
def test_cases_are_not_built_anew_when_what_stands_around_them_is_shortened() -> None:
    # SymPy turns the conditions of these cases to and fro until Python's stack is full.
    result = solve("f(x,y)=min(-x-2y, 2x-y)-max(2x-2y, -y)")
    x, y = result.variables
    # Near (1, 1/2) the function is (-x - 2y) - (2x - 2y) = -3x.
    place = {x: Integer(1), y: Rational(1, 2)}
    assert [partial.subs(place) for partial in result.partials] == [-3, 0]
