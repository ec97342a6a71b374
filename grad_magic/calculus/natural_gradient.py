"""The natural gradient F⁻¹∇f(P): steepest among the steps of equal length in the metric F.

Amari, "Natural gradient works efficiently in learning", Neural Computation 10 (1998), Theorem 1:
of all v with vᵀFv = 1 the rate ∇f(P)·v is largest along F⁻¹∇f(P), where it is √(∇fᵀF⁻¹∇f).
"""

from __future__ import annotations

from dataclasses import replace

from sympy import Matrix, sqrt

from grad_magic.calculus import directions
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten, shorten_number
from grad_magic.problem import Problem
from grad_magic.solution import NaturalGradient, Solution
from grad_magic.wording.messages import Message


def with_natural_gradient(known: Solution) -> Solution:
    """The solution with F⁻¹∇f(P), where a metric F is given and f has a gradient.

    Raises:
        MeaninglessRequestError: F is not positive definite, or that is not settled.
    """
    if known.problem.metric is None:
        return known
    metric = Matrix(known.problem.metric)
    _check_definite(known.problem, metric)
    if known.gradient_at is None:
        return known
    vector = metric.LUsolve(known.gradient_at).applyfunc(
        lambda entry: shorten(entry) if entry.free_symbols else shorten_number(entry)
    )
    rate = sqrt(directions.dot(known.gradient_at, vector))
    return replace(known, natural=NaturalGradient(metric, vector, rate))


def _check_definite(problem: Problem, metric: Matrix) -> None:
    """By Sylvester's criterion: all leading principal minors are positive."""
    minors = (metric[:size, :size].det() for size in range(1, metric.rows + 1))
    signs = [sign_of(shorten_number(minor)) for minor in minors]
    if all(sign == 1 for sign in signs):
        return
    if None in signs:
        message = Message("whether_this_metric_is_positive_definite_is_open")
    else:
        message = Message("this_metric_is_not_positive_definite")
    advice = Message("leading_principal_minors_must_be_positive")
    raise problem.error("metric", message, advice)
