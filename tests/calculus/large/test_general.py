"""General partial derivatives of large functions: abridged, and alike for a whole row of them."""

from __future__ import annotations

import pytest
from sympy import Rational, Symbol, true

from grad_magic.calculus.large.general import abridge_formula, abridge_partials
from grad_magic.calculus.solver import solve
from grad_magic.formula.tree import Formula, Place
from grad_magic.lesson.pieces import write_text
from grad_magic.reading.grammar.expressions import read_expression
from grad_magic.reading.request import read_problem
from grad_magic.solution import Abridgement, GeneralTerm
from tests.calculus.large.families import least_squares, log_sum_exp, names, rosenbrock

N = 60
X = [Symbol(name, real=True) for name in names(N)]


def abridged(f: str) -> Abridgement:
    return abridge_partials(read_problem(f"f={f}"))


def shown(f: str) -> dict[int, str]:
    return {
        part.place + 1: write_text(part.general.formula)
        for part in abridged(f).partials
        if part.general is not None
    }


def general_term(f: str) -> GeneralTerm:
    term = abridged(f).general_term
    assert term is not None
    return term


def read(text: str) -> Formula:
    return read_expression(text, Place(0, len(text)))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a+b+c+d+p+q", "a + b + c + d + p + q"),
        ("a+b+c+d+p+q+r", "a + b + ⋯ + r"),
        ("a*b*c*d*p*q*r", "a·b·⋯·r"),
        ("2a+3b+c+d+p+q+r-7", "2a + 3b + ⋯ + r - 7"),
        ("(a+b+c+d+p+q+r)^2/r", "(a + b + ⋯ + r)²/r"),
        ("max(a,b,c,d,p,q,r)", "max(a, b, ⋯, r)"),
    ],
)
def test_long_sums_and_products_have_dots(text: str, written: str) -> None:
    assert write_text(abridge_formula(read(text))) == written


def test_the_derivatives_of_a_sum_are_those_of_its_terms() -> None:
    assert shown(rosenbrock(N)) == {
        1: "-400x₁(x₂ - x₁²) - 2(1 - x₁)",
        2: "200(x₂ - x₁²) - 400x₂(x₃ - x₂²) - 2(1 - x₂)",
        60: "200(x₆₀ - x₅₉²)",
    }


def test_the_derivatives_of_a_long_product_and_of_a_function_of_a_long_sum() -> None:
    assert shown("*".join(names(N)))[1] == "x₂·x₃·⋯·x₆₀"
    assert shown("*".join(names(N)))[60] == "x₁·x₂·⋯·x₅₉"
    assert shown(log_sum_exp(N))[2] == "e^x₂/(e^x₁ + e^x₂ + e^x₃ + e^x₄ + ⋯ + e^x₆₀)"


@pytest.mark.slow
def test_the_derivatives_of_least_squares_have_dots_inside_and_outside() -> None:
    row = shown(least_squares(N))[1]
    assert row.count("⋯") == 4
    assert row.startswith("14(7x₁ + ")


def test_the_general_term_holds_between_its_ends() -> None:
    term = general_term(rosenbrock(N))
    assert (term.first, term.last, str(term.index), str(term.variable)) == (2, 59, "i", "x_i")
    assert write_text(term.formula) == "200(xᵢ - x_{i-1}²) - 400xᵢ(x_{i+1} - xᵢ²) - 2(1 - xᵢ)"


def test_a_letter_that_is_taken_is_no_index() -> None:
    term = general_term("+".join(f"i*{x}^2" for x in names(N)))
    assert str(term.index) == "j"
    assert write_text(term.formula) == "2i·x_j"


@pytest.mark.parametrize(
    ("f", "ends"),
    [
        pytest.param("+".join(f"{x}^2" for x in names(N)), (1, 60), id="all"),
        pytest.param("+".join(f"{x}^2" for x in names(N)) + "+x_7", (8, 60), id="behind another"),
        pytest.param(
            "+".join(f"{x}^2" for x in names(N)) + "+x_50^3", (1, 49), id="before another"
        ),
        pytest.param("+".join(f"{x}*{x}*x_1" for x in names(N)[1:]), None, id="with a fixed one"),
        pytest.param("+".join(f"{k}*{x}^2" for k, x in enumerate(names(N))), None, id="weights"),
        pytest.param("+".join(f"x_{2 * k}^2" for k in range(N)), None, id="gaps"),
        pytest.param(
            "+".join(f"{a}_1^2+{a}_2^2" for a in "abcdefghklmnopqrstuvwxyz"), None, id="stems"
        ),
        pytest.param(log_sum_exp(N), None, id="no sum"),
    ],
)
def test_a_general_term_is_given_only_where_all_are_alike(
    f: str, ends: tuple[int, int] | None
) -> None:
    term = abridged(f).general_term
    assert (None if term is None else (term.first, term.last)) == ends


@pytest.mark.slow
def test_without_a_point_the_general_derivatives_are_the_answer() -> None:
    found = solve(read_problem(f"f={rosenbrock(N)}"))
    assert found.point is None
    assert len(found.partials) == N
    assert found.partials[-1].expand() == (200 * (X[-1] - X[-2] ** 2)).expand()
    assert found.partials[5].subs(X[5], 0).subs(X[4], 2) == -800 - 2
    assert found.f.subs(dict.fromkeys(X, Rational(3, 2))) == Rational(113, 2) * (N - 1)
    assert found.f_valid_where == true


def test_expressions_say_where_they_hold() -> None:
    squares = "+".join(f"{x}^2" for x in names(N))
    found = solve(read_problem(f"f={squares}+exp(ln(x_1))+floor(x_2)"))
    assert found.f_valid_where == (X[0] > 0)
    assert found.partials_valid_where[0] == (X[0] > 0)
    assert found.partials_valid_where[1] != true
    assert found.partials_valid_where[2] == true


def test_partials_that_would_fill_a_book_are_not_written_out() -> None:
    assert solve(read_problem(f"f={least_squares(N)}")).partials == ()
