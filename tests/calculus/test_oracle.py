"""Random smooth functions against oracles that share no rule of differentiation with SymPy."""

from __future__ import annotations

from collections.abc import Sequence

import autograd
import autograd.numpy as anp
import mpmath
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from sympy import Expr, Matrix

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.result import Result, solve
from tests.calculus.random_functions import Question, questions

# Differences by mpmath.diff in so many digits have more than twenty that are true.
_DIGITS = 60
FEW = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def answer(question: Question) -> Result:
    """The answer, which has no doubts, as f is smooth everywhere."""
    result = solve(question.request())
    assert isinstance(result, Result)
    assert result.differentiable is True
    assert result.warnings == ()
    return result


def difference(question: Question, orders: Sequence[int]) -> mpmath.mpf:
    """A partial derivative at P by mpmath's differences."""

    def f(*numbers: mpmath.mpf) -> mpmath.mpf:
        return mpmath.mpf(question.at(numbers, mpmath))

    point = tuple(mpmath.mpf(c.numerator) / c.denominator for c in question.point)
    return mpmath.diff(f, point, tuple(orders))


def is_close(exact: Expr, approximate: mpmath.mpf) -> bool:
    return bool(mpmath.almosteq(mpmath.mpmathify(exact.evalf(40)), approximate, 1e-15, 1e-15))


@FEW
@given(questions())
def test_the_gradient_is_what_differences_say(question: Question) -> None:
    gradient = answer(question).gradient_at
    assert gradient is not None
    with mpmath.workdps(_DIGITS):
        for index, claimed in enumerate(gradient):
            orders = [int(place == index) for place in range(len(question.variables))]
            assert is_close(claimed, difference(question, orders))


@pytest.mark.slow
@FEW
@given(questions())
def test_the_gradient_and_the_hessian_are_those_of_automatic_differentiation(
    question: Question,
) -> None:
    result = answer(question)

    def f(numbers: anp.ndarray) -> anp.ndarray:
        # autograd warns of a gradient that does not depend on the point.
        return question.at(numbers, anp) + 0.0 * anp.sum(numbers**3)

    point = np.array([float(coordinate) for coordinate in question.point])
    assert result.gradient_at is not None
    assert result.hessian_at is not None
    gradient = np.array(result.gradient_at.evalf(20).tolist(), dtype=float).ravel()
    hessian = np.array(result.hessian_at.evalf(20).tolist(), dtype=float)
    assert gradient == pytest.approx(autograd.grad(f)(point), rel=1e-9, abs=1e-9)
    assert hessian == pytest.approx(autograd.hessian(f)(point), rel=1e-8, abs=1e-8)


@FEW
@given(questions(most=3, leaves=4))
def test_the_rate_along_u_is_the_limit_of_quotients_and_the_scalar_product(
    question: Question,
) -> None:
    result = answer(question)
    u, rate, gradient = (
        result.unit_direction,
        result.directional_derivative,
        result.gradient_at,
    )
    assert u is not None
    assert rate is not None
    assert gradient is not None
    # Long forms may be equal without a proof that is found.
    assert sign_of(rate - gradient.dot(u)) in (0, None)
    assert abs((rate - gradient.dot(u)).evalf(40)) < 1e-30
    with mpmath.workdps(_DIGITS):
        point = [mpmath.mpf(c.numerator) / c.denominator for c in question.point]
        vector = [mpmath.mpmathify(component.evalf(_DIGITS)) for component in u]

        def along(t: mpmath.mpf) -> mpmath.mpf:
            moved = [p + t * v for p, v in zip(point, vector, strict=True)]
            return mpmath.mpf(question.at(moved, mpmath))

        assert is_close(rate, mpmath.diff(along, 0))


@pytest.mark.slow
@FEW
@given(questions(least=2, most=3, leaves=4))
def test_no_rate_is_larger_than_the_norm_and_the_level_set_goes_through_p(
    question: Question,
) -> None:
    result = answer(question)
    gradient, rate = result.gradient_at, result.directional_derivative
    assert gradient is not None
    assert rate is not None
    assert result.zero_directions is not None
    for direction in result.zero_directions:
        assert sign_of(gradient.dot(direction)) == 0
        assert sign_of(direction.dot(direction) - 1) == 0
    assert result.max_rate is not None
    assert sign_of(result.max_rate - abs(rate)) != -1
    assert sign_of(result.max_rate**2 - gradient.dot(gradient)) == 0
    tangent = result.level_tangent
    if tangent is None:
        assert all(sign_of(entry) == 0 for entry in gradient)
        return
    left = tangent.lhs - tangent.rhs
    values = dict(zip(result.variables, result.point or (), strict=True))
    assert sign_of(left.xreplace(values)) == 0
    normal = Matrix([left.diff(variable) for variable in result.variables])
    parallel = (
        sign_of(normal[i] * gradient[j] - normal[j] * gradient[i])
        for i in range(len(gradient))
        for j in range(i)
    )
    assert not any(parallel)
