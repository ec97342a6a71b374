from __future__ import annotations

from typing import Any

import pytest
from sympy import Abs, Integer, oo, sqrt

from grad_magic.lesson.sections import difference_quotients
from grad_magic.result import solve
from grad_magic.solution import Limit, Solution
from tests.lesson.hand_built import build, column, finite, latex, numbers, text, u_1, u_2, x, y

UNDEFINED, NONE, OPEN = Limit("undefined"), Limit("none"), Limit("open")
INFINITE = Limit("infinite", oo)
ORIGIN = numbers(0, 0)
DIAGONAL = column(sqrt(2) / 2, sqrt(2) / 2)
# The quotient of √(x² + y²) at 0 is ‖tu‖/t: -1 from below and 1 from above.
CORNER = (finite(-1), finite(1))


@pytest.fixture(autouse=True)
def _as_made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits of these solutions are made up, so that nothing is written out of f."""
    monkeypatch.setattr(difference_quotients, "write_out", lambda *_: None)


def at_origin(**parts: Any) -> Solution:
    return build(sqrt(x**2 + y**2), point=ORIGIN, **parts)


def test_a_partial_derivative_by_definition_is_written_as_the_limit() -> None:
    zero = (finite(0), finite(0))
    solution = at_origin(partials_at=(Integer(0), None), one_sided_partials=(zero, zero))
    assert text(solution, "partials") == [
        "∂f/∂x = x/√(x² + y²)",
        "∂f/∂x(P) = lim_{t→0} (f(P + t·e₁) - f(P))/t = 0",
        "∂f/∂y = y/√(x² + y²)",
        "∂f/∂y(P) = lim_{t→0} (f(P + t·e₂) - f(P))/t = 0",
    ]
    assert latex(solution, "partials")[1] == (
        r"\frac{\partial f}{\partial x}(P) = \lim_{t \to 0} "
        r"\frac{f(P + t \mathbf{e}_{1}) - f(P)}{t} = 0"
    )


@pytest.mark.parametrize(
    ("sides", "line"),
    [
        (
            CORNER,
            (
                "∂f/∂x(P) does not exist: (f(P + t·e₁) - f(P))/t tends to -1 as t → 0⁻ and "
                "to 1 as t → 0⁺."
            ),
        ),
        (
            (INFINITE, INFINITE),
            "∂f/∂x(P) does not exist: (f(P + t·e₁) - f(P))/t tends to ∞ as t → 0.",
        ),
        (
            (NONE, NONE),
            "∂f/∂x(P) does not exist: (f(P + t·e₁) - f(P))/t has no limit as t → 0.",
        ),
        (
            (UNDEFINED, INFINITE),
            (
                "∂f/∂x(P) does not exist: (f(P + t·e₁) - f(P))/t is not defined as t → 0⁻ and "
                "tends to ∞ as t → 0⁺."
            ),
        ),
        (
            (UNDEFINED, UNDEFINED),
            "∂f/∂x(P) does not exist: (f(P + t·e₁) - f(P))/t is not defined as t → 0.",
        ),
        (
            (UNDEFINED, finite(2)),
            (
                "∂f/∂x(P) exists from one side only: (f(P + t·e₁) - f(P))/t is not defined as "
                "t → 0⁻ and tends to 2 as t → 0⁺."
            ),
        ),
        (
            (OPEN, finite(2)),
            (
                "Whether ∂f/∂x(P) exists is not settled: (f(P + t·e₁) - f(P))/t has no "
                "known limit as t → 0⁻ and tends to 2 as t → 0⁺."
            ),
        ),
        (
            (OPEN, NONE),
            (
                "∂f/∂x(P) does not exist: (f(P + t·e₁) - f(P))/t has no known limit as t → 0⁻ "
                "and has no limit as t → 0⁺."
            ),
        ),
    ],
)
def test_why_a_partial_derivative_does_not_exist_is_said(
    sides: tuple[Limit, Limit], line: str
) -> None:
    zero = (finite(0), finite(0))
    solution = at_origin(partials_at=(None, Integer(0)), one_sided_partials=(sides, zero))
    assert " ".join(text(solution, "partials")[3:]) == line


def test_both_schools_are_told_apart_at_a_corner() -> None:
    solution = at_origin(
        direction=numbers(1, 1), unit_direction=DIAGONAL, one_sided_derivatives=CORNER
    )
    assert text(solution, "direction") == [
        "u = v/‖v‖ = (1, 1)/√2",
        "D_u f(P) does not exist: (f(P + t·u) - f(P))/t tends to -1 as t → 0⁻ and to 1 as",
        "t → 0⁺.",
        "Books that define D_u f(P) by t → 0⁺ give 1; those that take t → 0 say that it",
        "does not exist.",
    ]
    assert latex(solution, "direction")[1] == (
        r"D_{\mathbf{u}} f(P) \text{ does not exist: } "
        r"\frac{f(P + t \mathbf{u}) - f(P)}{t} \text{ tends to } {-1} \text{ as } t \to 0^{-} "
        r"\text{ and}"
    )


@pytest.mark.parametrize("sides", [(UNDEFINED, finite(1)), (OPEN, finite(1)), (NONE, INFINITE)])
def test_no_school_is_quoted_where_they_do_not_differ_for_sure(sides: tuple[Limit, Limit]) -> None:
    solution = at_origin(unit_direction=column(1, 0), one_sided_derivatives=sides)
    assert not any("Books" in line for line in text(solution, "direction"))


def test_the_formula_is_said_to_be_wrong_and_by_how_much() -> None:
    # x²y/(x² + y²), 0 at 0, along (1, 1)/√2: the limit is √2/4; both partial derivatives are 0.
    limit = finite(sqrt(2) / 4)
    solution = at_origin(
        unit_direction=DIAGONAL, one_sided_derivatives=(limit, limit), formula_value=Integer(0)
    )
    assert text(solution, "direction")[1:] == [
        "D_u f(P) = lim_{t→0} (f(P + t·u) - f(P))/t = √2/4 ≈ 0.3536",
        "∇f(P)·u would give 0, which is wrong by √2/4.",
    ]


def test_where_no_limit_exists_the_formula_is_wrong_without_a_number() -> None:
    solution = at_origin(
        unit_direction=DIAGONAL, one_sided_derivatives=CORNER, formula_value=Integer(0)
    )
    assert text(solution, "direction")[-1] == "∇f(P)·u would give 0, which is wrong."


def test_a_formula_that_is_right_by_chance_is_not_called_wrong() -> None:
    solution = at_origin(
        unit_direction=column(1, 0),
        one_sided_derivatives=(finite(0), finite(0)),
        formula_value=Integer(0),
    )
    assert text(solution, "direction")[1:] == ["D_u f(P) = lim_{t→0} (f(P + t·u) - f(P))/t = 0"]


def test_the_rate_along_every_ray_is_one_expression() -> None:
    solution = at_origin(rate_along_rays=u_1**2 * u_2, ray_symbols=(u_1, u_2))
    assert text(solution, "rays") == [
        "For every unit vector u = (u₁, u₂), lim_{t→0⁺} (f(P + t·u) - f(P))/t = u₁²·u₂."
    ]
    assert latex(solution, "rays") == [
        (
            r"\text{For every unit vector } \mathbf{u} = (u_{1},\ u_{2}) \text{, } "
            r"\lim_{t \to 0^{+}} \frac{f(P + t \mathbf{u}) - f(P)}{t} = u_{1}^{2} u_{2} \text{.}"
        ),
    ]


def test_in_one_variable_the_quotient_names_no_direction() -> None:
    solution = build(Abs(x), (x,), point=numbers(0), one_sided_partials=(CORNER,))
    assert text(solution, "partials")[1:] == [
        "f′(P) does not exist: (f(P + t) - f(P))/t tends to -1 as t → 0⁻ and to 1 as",
        "t → 0⁺.",
    ]
    assert r"\frac{f(P + t) - f(P)}{t}" in latex(solution, "partials")[1]


def test_at_the_edge_of_the_domain_a_derivative_is_the_limit_from_inside() -> None:
    # x^(3/2) at 0, where a book may take the derivative 0 from the right.
    sides = (UNDEFINED, finite(0))
    solution = build(
        sqrt(x) ** 3,
        (x,),
        point=numbers(0),
        partials_at=(Integer(0),),
        one_sided_partials=(sides,),
    )
    assert text(solution, "partials") == [
        "f′(x) = 3√x/2",
        "f′(P) = lim_{t→0⁺} (f(P + t) - f(P))/t = 0",
    ]


def test_a_book_of_rays_has_the_rate_along_the_ray() -> None:
    text = " ".join(solve("f=sqrt(x^2+y^2) at=(0,0) dir=(1,1) style=tongji").text.split())
    assert "∂f/∂l|_(0,0) = lim_{t→0⁺} (f(P + t·e_l) - f(P))/t = 1 " in text
    assert "Books that take t → 0 instead say that ∂f/∂l|_(0,0) does not exist" in text


@pytest.mark.parametrize(
    ("request_text", "said"),
    [
        ("f(x,y)=a|x|+x^2 at=(0,0)", "∂f/∂x(P) exists only if a = 0:"),
        ("f(x,y)=max(x,a y) at=(0,0) dir=(1,1)", "D_u f(P) exists only if a = 1:"),
        ("f(x)={a x, x>0; b x, x<=0} at=0", "f′(0) exists only if a = b:"),
        ("f(x)=(a^2-1)|x| at=0", "f′(0) exists only if a² = 1:"),
    ],
)
def test_a_derivative_that_hangs_on_parameters_says_for_which_it_exists(
    request_text: str, said: str
) -> None:
    assert said in " ".join(solve(request_text).text.split())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_", "sentences"),
    [
        # The quotients are ±1/a, ±a/b and ±a with 1/a in f.
        ("f(x,y)=|y|/a+x at=(1,0)", ["∂f/∂y(P) does not exist: ", "provided that a ≠ 0"]),
        ("f(x,y)=a|x|/b+y at=(0,1)", ["∂f/∂x(P) exists only if a = 0: ", "provided that b ≠ 0"]),
        ("f(x,y)=a|y|+x/a at=(0,0)", ["∂f/∂y(P) does not exist: ", "provided that a ≠ 0"]),
        # For a = 0 it has no values for x > 0, which no condition says.
        ("f(x,y)={x^2/a, x>0; x^2, x<=0} at=(0,0)", ["f is differentiable at P is not settled"]),
    ],
)
def test_a_parameter_by_which_f_is_divided_is_not_zero(request_: str, sentences: list[str]) -> None:
    result = solve(request_)
    for sentence in sentences:
        assert sentence in result.text
