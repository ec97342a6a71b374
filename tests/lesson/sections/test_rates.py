from __future__ import annotations

from typing import Any

import pytest
from sympy import Expr, Integer, acos, exp, sqrt

from grad_magic.solution import RateDirections, Solution
from tests.lesson.hand_built import build, column, latex, numbers, text, u_1, u_2, x, y, z

# x·e^(2y) at (1, 0) has the gradient (1, 2) of length √5; x·y·z at (1, 1, 1) has (1, 1, 1).


def asking(rate: Any, found: RateDirections | None) -> Solution:
    return build(
        x * exp(2 * y),
        point=numbers(1, 0),
        rate=rate,
        rate_directions=found,
        gradient_at=column(1, 2),
        norm=sqrt(5),
    )


def test_both_directions_of_a_rate_are_given() -> None:
    # u₁ + 2u₂ = 1 on the unit circle: (1, 0) and (-3/5, 4/5).
    found = RateDirections(Integer(1), "finite", (column(1, 0), column("-3/5", "4/5")))
    assert text(asking(Integer(1), found), "rate") == [
        "D_u f(P) = 1   for u = (1, 0)   and u = (-3, 4)/5"
    ]
    assert latex(asking(Integer(1), found), "rate") == [
        (
            r"D_{\mathbf{u}} f(P) = 1 \quad \text{for } \mathbf{u} = (1,\ 0) "
            r"\quad \text{and } \mathbf{u} = ({-3},\ 4)/5"
        )
    ]


def test_directions_that_are_not_rational_have_decimals() -> None:
    # The largest rate √5, in the direction of the gradient alone.
    found = RateDirections(sqrt(5), "finite", (column(sqrt(5) / 5, 2 * sqrt(5) / 5),))
    assert text(asking(sqrt(5), found), "rate") == [
        "D_u f(P) = √5 ≈ 2.236   for u = (1, 2)/√5 ≈ (0.4472, 0.8944)"
    ]


@pytest.mark.parametrize(
    ("rate", "line"),
    [
        (3, "3 > ‖∇f(P)‖ = √5 ≈ 2.236, so no unit vector u gives D_u f(P) = 3."),
        (-3, "|-3| > ‖∇f(P)‖ = √5 ≈ 2.236, so no unit vector u gives D_u f(P) = -3."),
    ],
)
def test_a_rate_beyond_the_gradients_length_is_impossible(rate: int, line: str) -> None:
    found = RateDirections(Integer(rate), "none")
    assert text(asking(Integer(rate), found), "rate") == [line]


def test_an_impossible_rate_in_latex() -> None:
    assert latex(asking(Integer(-3), RateDirections(Integer(-3), "none")), "rate") == [
        (
            r"\left|{-3}\right| > \lVert \nabla f(P) \rVert = \sqrt{5} \approx 2.236 "
            r"\text{, so no unit vector } \mathbf{u} \text{ gives}"
        ),
        r"D_{\mathbf{u}} f(P) = -3 \text{.}",
    ]


def test_in_space_the_directions_of_a_rate_are_a_cone() -> None:
    # cos θ = 1/‖∇f‖ = 1/√3.
    found = RateDirections(Integer(1), "cone", angle=acos(sqrt(3) / 3))
    solution = build(
        x * y * z,
        (x, y, z),
        point=numbers(1, 1, 1),
        rate=Integer(1),
        rate_directions=found,
        gradient_at=column(1, 1, 1),
    )
    assert text(solution, "rate") == [
        "D_u f(P) = 1 exactly for the unit vectors u at the angle arccos(√3/3) ≈ 0.9553",
        "rad to ∇f(P).",
    ]


def test_where_the_gradient_is_zero_every_direction_has_rate_zero() -> None:
    found = RateDirections(Integer(0), "all")
    assert text(asking(Integer(0), found), "rate") == [
        "∇f(P) is zero, so D_u f(P) = 0 for every unit vector u."
    ]


@pytest.mark.parametrize("found", [None, RateDirections(Integer(1), "open")])
def test_what_is_not_settled_is_called_so(found: RateDirections | None) -> None:
    assert text(asking(Integer(1), found), "rate") == [
        "Which unit vectors u give D_u f(P) = 1 is not settled."
    ]


def test_what_depends_on_symbols_has_no_decimals_and_no_tendency() -> None:
    a = y
    solution = build(
        x**2,
        (x, z),
        point=(a, Integer(2)),
        direction=numbers(1, 0),
        partials_at=(2 * a, Integer(0)),
        gradient_at=column(2 * a, 0),
        norm=2 * abs(a),
        unit_direction=column(1, 0),
        directional_derivative=2 * a,
    )
    assert text(solution, "direction") == [
        "u = (1, 0)",
        "D_u f(P) = ∇f(P)·u = 2y·1 + 0·0 = 2y",
    ]


@pytest.mark.parametrize(
    ("along_rays", "line"),
    [
        (
            u_1**2 * u_2,
            (
                "As ∇f(P) may not be used at P, this limit alone tells which unit vectors u give "
                "D_u f(P) = 1."
            ),
        ),
        # Along (1, 0) and (-1, 0) alike: on the line through P there is no limit.
        (
            abs(u_1) + u_2,
            (
                "As ∇f(P) may not be used at P, this limit alone tells which unit vectors u give "
                "D_u f(P) = 1 in books that define it by t → 0⁺."
            ),
        ),
        (
            None,
            (
                "As ∇f(P) may not be used at P, which unit vectors u give D_u f(P) = 1 is not "
                "answered here."
            ),
        ),
    ],
)
def test_without_a_gradient_a_rate_is_not_looked_for(along_rays: Expr | None, line: str) -> None:
    solution = build(
        x,
        point=numbers(0, 0),
        rate=Integer(1),
        rate_along_rays=along_rays,
        ray_symbols=(u_1, u_2),
    )
    assert " ".join(text(solution, "rate")) == line
