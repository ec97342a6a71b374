"""Exact values by hand: a row of the Jacobian matrix is the gradient of a component."""

from __future__ import annotations

import pytest
from sympy import Matrix, cos, exp, sin, sqrt, symbols

from grad_magic.calculus.solver import solve
from grad_magic.calculus.vector import solve_vector, split_components
from grad_magic.errors import GradMagicError, MeaninglessRequestError, NoAnswerError
from grad_magic.reading.request import read_problem
from grad_magic.solution import Solution

x, y, z, r, t = symbols("x y z r t", real=True)


def solution_of(request: str) -> Solution:
    return solve_vector(read_problem(request), solve)


def test_the_jacobian_of_polar_coordinates() -> None:
    solution = solution_of("f(r,t)=(r cos t, r sin t) at=(2,0) dir=(0,3)")
    assert solution.jacobian == Matrix([[cos(t), -r * sin(t)], [sin(t), r * cos(t)]])
    assert solution.jacobian_at == Matrix([[1, 0], [0, 2]])
    assert solution.value == Matrix([2, 0])
    assert solution.unit_direction == Matrix([0, 1])
    assert solution.directional_derivative == Matrix([0, 2])
    assert solution.differentiable is True
    assert solution.verdict is not None
    assert solution.verdict.reason.kind.value == "vector_continuous"
    assert solution.doubts == ()


def test_a_jacobian_need_not_be_square() -> None:
    solution = solution_of("f(x,y,z)=(x*y*z, x + exp(y)) at=(1,0,2) dir=(3,4,0)")
    assert solution.jacobian == Matrix([[y * z, x * z, x * y], [1, exp(y), 0]])
    assert solution.jacobian_at == Matrix([[0, 2, 0], [1, 1, 0]])
    # The unit vector has the components 3/5, 4/5 and 0.
    assert solution.directional_derivative == Matrix([8, 7]) / 5


def test_partial_derivatives_are_the_columns() -> None:
    solution = solution_of("f=(x^2*y, 3x, y) at=(1,2)")
    assert solution.partials == (Matrix([2 * x * y, 3, 0]), Matrix([x**2, 0, 1]))
    assert solution.partials_at == (Matrix([4, 3, 0]), Matrix([1, 0, 1]))
    assert (solution.gradient, solution.hessian, solution.gradient_at) == (None, None, None)
    assert (solution.unit_direction, solution.directional_derivative) == (None, None)


def test_a_curve_has_its_velocity_as_jacobian() -> None:
    solution = solution_of("f=(t^2, sin t) at=0 dir=-1")
    assert solution.jacobian_at == Matrix([0, 1])
    assert solution.directional_derivative == Matrix([0, -1])


def test_without_a_point_only_the_general_jacobian_is_known() -> None:
    solution = solution_of("f(x,y)=(x + y, x*y, 3)")
    assert solution.jacobian == Matrix([[1, 1], [y, x], [0, 0]])
    assert (solution.jacobian_at, solution.value, solution.verdict) == (None, None, None)


@pytest.mark.parametrize("direction", ["to=(2,3)", "angle=45°", "dir=i+j", "dir=(7,7)"])
def test_every_way_to_give_a_direction_serves(direction: str) -> None:
    solution = solution_of(f"f=(2x y, x^2) at=(1,2) {direction}")
    assert solution.unit_direction == Matrix([1, 1]) / sqrt(2)
    # The rows of the Jacobian matrix at P are 4, 2 and 2, 0.
    assert solution.directional_derivative == Matrix([6, 2]) / sqrt(2)


def test_the_gradient_of_a_component_may_vanish() -> None:
    solution = solution_of("f=(x^2 + y^2, x) at=(0,0) dir=(0,1)")
    assert solution.jacobian_at == Matrix([[0, 0], [1, 0]])
    assert solution.directional_derivative == Matrix([0, 0])


def test_one_component_with_a_corner_leaves_no_jacobian_at_the_point() -> None:
    solution = solution_of("f=(y, |x|) at=(0,1)")
    assert solution.jacobian_at is None
    assert solution.differentiable is not True
    assert solution.verdict is not None
    assert solution.verdict.reason.kind.value in ("component_not_differentiable", "component_open")
    assert solution.verdict.reason.parts["component"] == "f_2"
    assert solution.value == Matrix([1, 0])


def test_components_are_problems_with_names_and_places_of_their_own() -> None:
    problem = read_problem("F=(x, log y) at=(1,2) dir=(1,1)")
    first, second = split_components(problem)
    assert (first.name, second.name) == ("F_1", "F_2")
    assert first.variables == second.variables == (x, y)
    place = second.places["f"]
    assert problem.source[place.start : place.end] == "log y"


@pytest.mark.parametrize(
    ("request_text", "kind", "message"),
    [
        (
            "f=(x, log y) at=(1,0)",
            NoAnswerError,
            (
                "f_2 is undefined at (1, 0): log y needs y > 0; at (1, 0) it is 0\n"
                "    f=(x, log y) at=(1,0)\n          ^^^^^"
            ),
        ),
        (
            "f=(x*y, y) at=(1,2) dir=(sqrt(2)-2/sqrt(2),0)",
            MeaninglessRequestError,
            (
                "the direction has length zero, so it points nowhere\n"
                "    f=(x*y, y) at=(1,2) dir=(sqrt(2)-2/sqrt(2),0)\n"
                "                            ^^^^^^^^^^^^^^^^^^^^^\n"
                "Give at least one component that is not 0."
            ),
        ),
    ],
)
def test_what_fails_in_a_component_fails_at_its_place(
    request_text: str, kind: type[GradMagicError], message: str
) -> None:
    with pytest.raises(kind) as caught:
        solution_of(request_text)
    assert str(caught.value) == message


@pytest.mark.parametrize("request_text", ["f=(x^2 y, exp(x) - y, x/y) at=(1,2) dir=(3,-4)"])
def test_turning_the_components_round_turns_the_rows_round(request_text: str) -> None:
    straight = solution_of(request_text)
    turned = solution_of(request_text.replace("x^2 y, exp(x) - y, x/y", "x/y, exp(x) - y, x^2 y"))
    assert straight.jacobian_at is not None
    assert turned.jacobian_at == straight.jacobian_at[::-1, :]
    assert straight.directional_derivative is not None
    assert turned.directional_derivative == straight.directional_derivative[::-1, :]
