from __future__ import annotations

from enum import Enum
from typing import Any

import pytest
from sympy import Eq, Float, Integer, Matrix, Rational, Tuple, sqrt

from grad_magic.findings import DifferentiabilityReason, Doubt, Finding, Seam
from grad_magic.lesson.sentences import explain
from grad_magic.lesson.steps import Equation, Grid, Phrase, Relation, Step, Value, Vector
from grad_magic.lesson.typesetting.latex import render_latex
from grad_magic.lesson.typesetting.plain import render_words
from grad_magic.wording.english import ENGLISH
from tests.lesson.hand_built import build, numbers, t, x, y

AT_ORIGIN = build(x * y, point=numbers(0, 0))


@pytest.mark.parametrize(
    ("part", "piece"),
    [
        (sqrt(2), Value(sqrt(2))),
        (x > 0, Value(x > 0)),
        ((x, y), Vector((x, y))),
        (Tuple(t, t**2), Vector((t, t**2))),
        (Matrix([[1, 2]]), Grid(((Integer(1), Integer(2)),))),
        (Eq(x, y), Equation(Eq(x, y))),
        (">", Relation(">")),
        ("the cosine", Phrase("the cosine")),
    ],
)
def test_a_part_becomes_the_piece_of_its_kind(part: Any, piece: object) -> None:
    words = explain(Finding(DifferentiabilityReason.DISCONTINUOUS, {"value": part}), AT_ORIGIN)
    assert words.gaps["value"] == (piece,)


def test_an_approximate_part_is_written_to_the_digits_asked_for() -> None:
    parts = {"direction": (Integer(1), Integer(0)), "rate": Float("0.33333"), "product": x}
    words = explain(Finding(DifferentiabilityReason.RATE_OFF_THE_GRADIENT, parts), AT_ORIGIN)
    assert "But that rate is 0.3333, so" in render_words(words, ENGLISH)


@pytest.mark.parametrize(
    ("finding", "sentence"),
    [
        (
            # xy/(x² + y²), 0 at 0: 1/2 on the diagonal.
            Finding(
                DifferentiabilityReason.DISCONTINUOUS,
                {"curve": (t, t), "limit": Rational(1, 2), "value": Integer(0)},
            ),
            (
                "As (x, y) tends to P along the line y = x for x > 0, f tends to 1/2, but its "
                "value at P is 0. So f is not continuous at P, hence not differentiable."
            ),
        ),
        (
            # x²y/(x² + y²), 0 at 0, along (1, 1)/√2.
            Finding(
                DifferentiabilityReason.RATE_OFF_THE_GRADIENT,
                {"direction": (sqrt(2) / 2, sqrt(2) / 2), "rate": sqrt(2) / 4, "product": 0 * x},
            ),
            (
                "If f were differentiable at P, its rate of change along a unit vector would be "
                "the dot product of the gradient and that vector, which for (1, 1)/√2 is 0. But "
                "that rate is √2/4, so f is not differentiable at P, and D_u f(P) = ∇f(P)·u "
                "may not be used there."
            ),
        ),
        (
            # y·sign(x) along (1, 1)/√2: |t|/√2.
            Finding(
                DifferentiabilityReason.RAY_OFF_THE_GRADIENT,
                {"direction": (sqrt(2) / 2, sqrt(2) / 2), "rate": sqrt(2) / 2, "product": 0 * x},
            ),
            (
                "If f were differentiable at P, its rate of change along a unit vector would be "
                "the dot product of the gradient and that vector, which for (1, 1)/√2 is 0. But "
                "as t → 0⁺ that rate is √2/2, so f is not differentiable at P, and "
                "D_u f(P) = ∇f(P)·u may not be used there."
            ),
        ),
        (
            # |xy| is at most ‖h‖²/2.
            Finding(DifferentiabilityReason.REMAINDER_BOUND, {"exponent": Integer(2)}),
            (
                "f is differentiable at P: |f(P + h) - f(P) - ∇f(P)·h| ≤ C‖h‖² for all small h, "
                "with a constant C."
            ),
        ),
        (
            Finding(
                Seam.NOT_SMOOTH, {"subject": x, "relation": "≥", "bound": 0 * x, "value": 0 * x - 1}
            ),
            (
                "The rules of differentiation need x ≥ 0 here, but at P the left side is -1, so "
                "they do not apply there."
            ),
        ),
    ],
)
def test_findings_in_words(finding: Finding[Enum], sentence: str) -> None:
    assert render_words(explain(finding, AT_ORIGIN), ENGLISH) == sentence


def test_components_are_called_by_their_names() -> None:
    finding = Finding(Doubt.NOT_CHECKED, {"component": "f_1, f_2"})
    words = explain(finding, AT_ORIGIN)
    assert render_words(words, ENGLISH) == (
        "These numbers could not be checked: the values of f₁ and f₂ around P do not settle them."
    )
    latex = render_latex([Step("doubt", ((words,),))], ENGLISH)
    assert r"f_{1} \text{ and } f_{2} \text{ around }" in latex
