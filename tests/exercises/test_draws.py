from __future__ import annotations

from collections import Counter
from hashlib import sha256

from grad_magic.exercises.draws import Draws

TIMES = 6000


def test_a_draw_is_the_hash_of_its_name_and_its_number() -> None:
    draws = Draws("gradient 1 7")
    expected = [
        int.from_bytes(sha256(f"gradient 1 7/{count}".encode()).digest()[:8], "big") % 1000
        for count in range(3)
    ]
    assert [draws.below(1000) for _ in range(3)] == expected


def test_every_choice_is_as_likely_as_the_others() -> None:
    draws = Draws("a die")
    counts = Counter(draws.one_of((1, 2, 3, 4, 5, 6)) for _ in range(TIMES))
    assert set(counts) == {1, 2, 3, 4, 5, 6}
    # Five standard deviations, √(6000·1/6·5/6) = 29.
    assert all(abs(count - TIMES / 6) < 5 * 29 for count in counts.values())


def test_numbers_stay_between_their_bounds_and_reach_them() -> None:
    draws = Draws("bounds")
    assert {draws.between(-2, 1) for _ in range(200)} == {-2, -1, 0, 1}
    assert {draws.nonzero(2) for _ in range(200)} == {-2, -1, 1, 2}
    assert {draws.sign() for _ in range(50)} == {1, -1}
    assert {draws.is_so() for _ in range(50)} == {True, False}
