"""Exercises have the numbers that a book would choose."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from grad_magic.exercises.drafts import Draft
from grad_magic.exercises.draws import Draws
from grad_magic.exercises.exercise import FAMILIES
from grad_magic.exercises.plainness import count_oddities, plainest


@pytest.mark.parametrize(
    ("plain", "odd"),
    [
        ("x y^2 - 4x", "-x y^2 - 4x"),
        ("(x + y)^2 - 2y", "(-x - y)^2 - 2y"),
        ("x e^(2y)", "x e^(2y) + 7x - 5y - 1"),
        ("2ln(x - y) + 3x", "2ln(x - y) + 13x"),
    ],
)
def test_what_a_person_would_not_choose_counts(plain: str, odd: str) -> None:
    assert count_oddities(plain) < count_oddities(odd)


def _drafts(functions: Iterator[str]) -> Draft:
    return Draft(next(functions), ("x", "y"), ())


def test_the_first_plain_draft_is_taken_and_else_the_plainest() -> None:
    functions = iter(["-13x + 17y", "x y", "x"])
    assert plainest(lambda _: _drafts(functions), Draws("any")).function == "x y"
    odd = (f"-{size}x + 20y - 30x + 11y" for size in (14, 9, *range(20, 50)))
    assert plainest(lambda _: _drafts(odd), Draws("any")).function == "-9x + 20y - 30x + 11y"


@pytest.mark.slow
@pytest.mark.parametrize("kind", FAMILIES)
def test_most_exercises_of_a_kind_are_plain(kind: tuple[str, int]) -> None:
    drafts = [plainest(family, Draws(f"{kind} {n}")) for family in FAMILIES[kind] for n in range(6)]
    counts = sorted(count_oddities(draft.function) for draft in drafts)
    assert counts[len(counts) // 2] <= 5
    assert counts[-1] <= 9
