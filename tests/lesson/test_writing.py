from __future__ import annotations

from sympy import Float, Function, Ne

from grad_magic.lesson.plain import render_plain
from grad_magic.lesson.writing import explain_doubts, explain_verdict, write_steps
from grad_magic.solution import Finding, Verdict
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
        verdict=Verdict(None, Finding("numerical_only")),
        doubts=(Finding("approximate"),),
    )
    assert (
        render_plain(write_steps(solution))
        == """\
           P = (1, 2)   f(P) ≈ 5
    ∂f/∂x(P) ≈ 2
    ∂f/∂y(P) ≈ 4
       ∇f(P) ≈ (2, 4)   ‖∇f(P)‖ ≈ 4.472
           u = (1, 0)
    D_u f(P) = ∇f(P)·u ≈ 2   f rises in this direction
max D_u f(P) = ‖∇f(P)‖ ≈ 4.472
               in the direction u = ∇f(P)/‖∇f(P)‖ ≈ (0.4472, 0.8944)
min D_u f(P) = -‖∇f(P)‖ ≈ -4.472
               in the direction u = -∇f(P)/‖∇f(P)‖ ≈ (-0.4472, -0.8944)
    D_u f(P) = 0   in the directions u ≈ ±(0.8944, -0.4472)
f is known by its values alone: that it is differentiable at P is assumed and
not proved.
These numbers are computed numerically: they are approximations."""
    )


def test_a_reason_for_one_variable_does_not_speak_of_partial_derivatives() -> None:
    words = explain_verdict(build(x**2, (x,), point=numbers(3), verdict=SMOOTH))
    assert words is not None
    assert words.sentence == "continuous_partials_in_one_variable"


def test_without_a_point_there_is_no_verdict_to_explain() -> None:
    assert explain_verdict(build(x * y)) is None
    assert explain_doubts(build(x * y)) == ()
