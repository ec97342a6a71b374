from __future__ import annotations

import pytest
from sympy import Eq, Float, Function, Integer, Ne, Or, pi, symbols

from grad_magic.findings import DifferentiabilityReason, Doubt, Finding
from grad_magic.lesson.sections.reasons import explain_doubts, explain_verdict
from grad_magic.lesson.typesetting.plain import render_plain, render_words
from grad_magic.lesson.writing import write_steps
from grad_magic.problem import Angle
from grad_magic.result import solve
from grad_magic.solution import Verdict
from grad_magic.wording.english import ENGLISH
from tests.lesson.hand_built import SMOOTH, build, column, latex, numbers, text, x, y, z


def test_the_conditions_on_parameters_are_stated() -> None:
    solution = build(x**2 * z, conditions=(z > 0, Ne(z, 1), z < 5))
    assert text(solution, "conditions") == ["All this holds provided that z > 0, z ≠ 1 and z < 5."]
    assert latex(solution, "conditions") == [
        (
            r"\text{All this holds provided that } z > 0 \text{, } z \neq 1 \text{ and } z < 5 "
            r"\text{.}"
        )
    ]


def test_the_numbers_of_a_procedure_are_approximate_and_have_no_general_form() -> None:
    gradient = column(Float("2.0000001"), Float("4.0000001"))
    solution = build(
        Function("f")(x, y),
        point=numbers(1, 2),
        procedure=lambda a, b: a + b,
        is_approximate=True,
        value=Float("5.0000001"),
        partials_at=tuple(gradient),
        gradient_at=gradient,
        norm=Float("4.4721359"),
        unit_direction=column(1, 0),
        directional_derivative=Float("2.0000001"),
        steepest_ascent=column(Float("0.4472136"), Float("0.8944272")),
        steepest_descent=column(Float("-0.4472136"), Float("-0.8944272")),
        zero_directions=(column(Float("0.8944272"), Float("-0.4472136")),),
        verdict=Verdict(None, Finding(DifferentiabilityReason.NUMERICAL_ONLY)),
        doubts=(Finding(Doubt.APPROXIMATE),),
    )
    assert (
        render_plain(write_steps(solution), ENGLISH)
        == """\
           P = (1, 2)   f(P) ≈ 5
    ∂f/∂x(P) ≈ 2
    ∂f/∂y(P) ≈ 4
       ∇f(P) ≈ (2, 4)   ‖∇f(P)‖ ≈ 4.472
           u = (1, 0)
    D_u f(P) = ∇f(P)·u ≈ 2   f rises along u
max D_u f(P) = ‖∇f(P)‖ ≈ 4.472   along ∇f(P), u ≈ (0.4472, 0.8944)
min D_u f(P) = -‖∇f(P)‖ ≈ -4.472   in the opposite direction
    D_u f(P) = 0   for u ≈ ±(0.8944, -0.4472)
f is known by its values alone: that it is differentiable at P is assumed and
not proved.
These numbers are computed numerically: they are approximations."""
    )


def test_a_reason_for_one_variable_does_not_speak_of_partial_derivatives() -> None:
    words = explain_verdict(build(x**2, (x,), point=numbers(3), verdict=SMOOTH))
    assert words is not None
    assert words.of_one_variable
    assert render_words(words, ENGLISH) == (
        "f is differentiable at P by the rules of differentiation."
    )


def test_without_a_point_there_is_no_verdict_to_explain() -> None:
    assert explain_verdict(build(x * y)) is None
    assert explain_doubts(build(x * y)) == ()


def test_an_or_in_a_list_of_conditions_stands_in_brackets() -> None:
    solution = build(x**2 * z, conditions=(z > 0, Or(Ne(x, 0), y > 1)))
    assert text(solution, "conditions") == [
        "All this holds provided that z > 0 and (x ≠ 0 or y > 1)."
    ]
    assert latex(solution, "conditions") == [
        (
            r"\text{All this holds provided that } z > 0 \text{ and } "
            r"(x \neq 0\ \text{or}\ y > 1) \text{.}"
        )
    ]


def test_alone_it_needs_none() -> None:
    solution = build(x**2 * z, conditions=(Or(Ne(x, 0), y > 1),))
    assert text(solution, "conditions") == ["All this holds provided that x ≠ 0 or y > 1."]


def test_of_values_without_derivatives_nothing_is_assumed() -> None:
    solution = build(
        Function("f")(x, y),
        point=numbers(1, 2),
        procedure=lambda a, b: a + b,
        is_approximate=True,
        verdict=Verdict(None, Finding(DifferentiabilityReason.NUMERICAL_OPEN)),
        doubts=(Finding(Doubt.NUMERICAL_IRREGULAR),),
    )
    assert " ".join(text(solution, "reason")) == (
        "Whether f is differentiable at P is not settled: it is known by its values alone."
    )


def test_a_point_that_is_said_to_solve_the_equation_has_the_value_zero() -> None:
    solution = build(
        x**2 + y**2 - z,
        point=numbers(1, 1),
        is_equation=True,
        gradient_at=column(2, 2),
        level_tangent=Eq(2 * x + 2 * y - 4, 0, evaluate=False),
        conditions=(Eq(2 - z, Integer(0)),),
    )
    assert text(solution, "function")[0].endswith("f(P) = 0")
    assert text(solution, "tangent") == [
        "∇f(P) is perpendicular to the curve f = 0 at P.",
        "Tangent line at P: 2(x - 1) + 2(y - 1) = 0   that is, x + y = 2",
    ]


@pytest.mark.parametrize(
    ("request_text", "rows"),
    [
        (
            "f=x*exp(2*y) at=(1,0) dir=(1,-1)",
            [
                "∇f(P) = (1, 2)",
                "D_u f(P) = ∇f(P)·u = (1·1 + 2·(-1))/√2 = -√2/2 ≈ -0.7071   f falls along u",
            ],
        ),
        ("f=x*exp(2*y)", ["∇f = (e^(2y), 2x·e^(2y))"]),
        ("f=x^2 at=3", ["f′(3) = 6"]),
        ("f=x^2", ["f′(x) = 2x"]),
        (
            "r=(t^2,t^3) at=1",
            ["r′(1) = (2, 3)", "Tangent line at t = 1: (x, y) = (1, 1) + s·(2, 3)"],
        ),
        ("r=(t^2,t^3)", ["r′(t) = (2t, 3t²)"]),
        (
            "f=(x*y,x+y) at=(1,2) dir=(1,0)",
            ["J_f(P) = [[2, 1], [1, 1]]", "D_u f(P) = J_f(P)·u = (2, 1)"],
        ),
        # What forbids the formula is never left out.
        (
            "f=abs(x) at=0",
            [
                "f′(0) does not exist: (f(t) - f(0))/t tends to -1 as t → 0⁻ and to 1 as t → 0⁺.",
                "The difference quotient has no limit, so f is not differentiable at x = 0.",
            ],
        ),
    ],
)
def test_a_short_answer_is_the_gradient_and_the_rate(request_text: str, rows: list[str]) -> None:
    assert [line.strip() for line in solve(f"{request_text} steps=short").text.split("\n")] == rows


def test_coordinates_have_their_names_where_the_order_is_not_that_of_space() -> None:
    b, w = symbols("b w", real=True)
    named = build(b + w * x, (b, w, x), point=numbers(1, 2, 3))
    assert text(named, "function") == [
        "f(b, w, x) = b + w·x   P = (b = 1, w = 2, x = 3)   f(P) = 7"
    ]
    in_space = build(x * y * z, (x, y, z), point=numbers(1, 2, 3))
    assert text(in_space, "function") == ["f(x, y, z) = x·y·z   P = (1, 2, 3)   f(P) = 6"]
    in_a_plane = build(b * w, (b, w), point=numbers(1, 2))
    assert text(in_a_plane, "function") == ["f(b, w) = b·w   P = (1, 2)   f(P) = 2"]


@pytest.mark.parametrize(
    ("angles", "said"),
    [
        ((Angle(Integer(90), in_degrees=True),), "u = (0, 1)   at the angle 90°"),
        ((Angle(pi / 2, in_degrees=False),), "u = (0, 1)   at the angle π/2 rad"),
        (
            (Angle(Integer(90), in_degrees=True), Angle(Integer(0), in_degrees=True)),
            "u = (0, 1)   at the angles 90° and 0° to the axes",
        ),
    ],
)
def test_a_direction_by_its_angle_shows_it_with_its_unit(
    angles: tuple[Angle, ...], said: str
) -> None:
    solution = build(
        x * y,
        point=numbers(1, 2),
        direction=numbers(0, 1),
        angles=angles,
        unit_direction=column(0, 1),
        gradient_at=column(2, 1),
        directional_derivative=Integer(1),
    )
    assert text(solution, "direction")[0] == said


@pytest.mark.parametrize(
    ("request_text", "rows"),
    [
        # In one variable the point stands in f(…) itself.
        ("f=x^3-3*x at=1", ["f(x) = x³ - 3x   f(1) = -2", "x = 1 is a critical point: f′(1) = 0."]),
        ("f=x^2 at=a", ["f′(x) = 2x   f′(a) = 2a", "Tangent line to the graph at x = a:"]),
        ("f=abs(x) at=-1/2", ["f(x) = |x|   f(-1/2) = 1/2"]),
        # A long number has a letter.
        (
            "f=x^2 at=123456789012",
            ["f(x) = x²   P = 123456789012   f(P) = 15241578753153483936144"],
        ),
        # A rate that is the sum of its products stands once.
        ("f=x^2+y^2 at=(1,2) angle=2", ["D_u f(P) = ∇f(P)·u = 2cos(2) + 4sin(2) ≈ 2.805   f"]),
        # (-2 ± √40)/2: both roots alike.
        ("f=x^2+x*y-2*y^2 at=(0,0) order=2", ["λ₁ = -1 - √10 ≈ -4.162", "λ₂ = -1 + √10 ≈ 2.162"]),
    ],
)
def test_it_stands_as_a_person_writes_it(request_text: str, rows: list[str]) -> None:
    text = solve(request_text).text
    for row in rows:
        assert row in text
