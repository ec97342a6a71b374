from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Matrix, Rational, sqrt

from grad_magic import solve
from grad_magic.errors import MeaninglessRequestError


@pytest.mark.parametrize(
    ("request_", "vector", "rate"),
    [
        # By hand: F⁻¹∇f with the inverse of a 2×2 matrix, and √(∇fᵀF⁻¹∇f).
        (
            "L=theta_1+theta_2/100 at=(0,0) metric=[[100,0],[0,1]]",
            [Rational(1, 100), Rational(1, 100)],
            sqrt(101) / 100,
        ),
        # ∇f = (2, 12), F⁻¹ = (3, -1; -1, 2)/5: (-6/5, 22/5), and 2·(-6/5) + 12·22/5 = 252/5.
        (
            "f=x^2+3y^2 at=(1,2) metric=[[2,1],[1,3]]",
            [Rational(-6, 5), Rational(22, 5)],
            6 * sqrt(35) / 5,
        ),
        ("f=x^2 at=1 metric=4", [Rational(1, 2)], 1),
        ("f=x^2+y^2 at=(0,0) metric=[[2,1],[1,3]]", [0, 0], 0),
        ("f=x+2y-z at=(0,0,0) metric=[[1,0,0],[0,2,0],[0,0,4]]", [1, 1, Rational(-1, 4)], None),
    ],
)
def test_the_natural_gradient_is_exact(request_: str, vector: list[object], rate: object) -> None:
    natural = solve(request_).solution.natural
    assert natural is not None
    assert list(natural.vector) == vector
    if rate is not None:
        assert natural.rate == rate


@settings(max_examples=12)
@given(
    st.tuples(*[st.integers(-5, 5)] * 2).filter(any),
    st.tuples(st.integers(1, 6), st.integers(-3, 3), st.integers(1, 6)).filter(
        lambda entries: entries[0] * entries[2] > entries[1] ** 2
    ),
)
@pytest.mark.slow
def test_no_step_of_unit_length_in_the_metric_rises_faster(
    gradient: tuple[int, int], entries: tuple[int, int, int]
) -> None:
    first, mixed, last = entries
    answer = solve(
        f"f(x,y)={gradient[0]}*x+{gradient[1]}*y",
        at=(0, 0),
        metric=[[first, mixed], [mixed, last]],
    )
    natural = answer.solution.natural
    assert natural is not None
    rates = []
    for index in range(360):
        x, y = math.cos(math.radians(index)), math.sin(math.radians(index))
        length = math.sqrt(first * x * x + 2 * mixed * x * y + last * y * y)
        rates.append((gradient[0] * x + gradient[1] * y) / length)
    assert max(rates) <= float(natural.rate) * (1 + 1e-12)
    assert max(rates) == pytest.approx(float(natural.rate), rel=1e-2)
    x, y = map(float, natural.vector)
    length = math.sqrt(first * x * x + 2 * mixed * x * y + last * y * y)
    assert (gradient[0] * x + gradient[1] * y) / length == pytest.approx(float(natural.rate))


@pytest.mark.parametrize("metric", ["[[1,2],[2,1]]", "[[0,0],[0,1]]", "[[-1,0],[0,-1]]"])
def test_a_matrix_that_is_not_positive_definite_is_no_metric(metric: str) -> None:
    with pytest.raises(MeaninglessRequestError) as caught:
        solve(f"f=x*y at=(1,2) metric={metric}")
    assert caught.value.message == "a metric is positive definite, and this matrix is not"
    assert caught.value.start == 22


def test_a_python_function_has_a_natural_gradient_too() -> None:
    answer = solve(lambda x, y: x * y if x > 0 else x, at=(1, 2), metric=[[2, 0], [0, 1]])
    assert answer.natural_gradient is not None
    assert [float(entry) for entry in answer.natural_gradient] == pytest.approx([1, 1])


def test_without_a_gradient_there_is_none() -> None:
    answer = solve("f=abs(x)+y at=(0,0) metric=[[1,0],[0,1]]")
    assert answer.natural_gradient is None
    assert "f has no natural gradient at P, as it is not differentiable there." in answer.text


def test_it_is_shown_with_its_metric_and_its_length() -> None:
    answer = solve("f=x^2+3y^2 at=(1,2) metric=[[2,1],[1,3]]")
    assert "F = [[2, 1], [1, 3]]   ‖v‖_F = √(vᵀ·F·v)" in answer.text
    assert "F⁻¹·∇f(P) = (-6/5, 22/5)   ‖F⁻¹·∇f(P)‖_F = 6√35/5 ≈ 7.099" in answer.text
    assert r"F^{-1} \, \nabla f(P)" in answer.latex
    assert answer.to_dict()["natural_gradient"][0] == {"exact": "-6/5", "decimal": -1.2}
    assert answer.natural_gradient == Matrix([Rational(-6, 5), Rational(22, 5)])


def test_its_letter_gives_way_to_a_variable() -> None:
    assert "G⁻¹·∇f(P)" in solve("f=F*x at=(1,1) metric=[[2,0],[0,1]]").text
