"""Where the sliders stand."""

from __future__ import annotations

import math

import pytest
from sympy import Integer, Rational, sqrt

from grad_magic.interactive.place import Place, on_scale, turned

ORIGIN = (Integer(0), Integer(0))
START = Place(ORIGIN, (Integer(3), Integer(4)))


def test_a_way_has_the_length_1() -> None:
    assert START.way == (0.6, 0.8)


def test_a_direction_in_space_has_an_azimuth_and_an_elevation() -> None:
    place = Place((Integer(0),) * 3, (Integer(1), Integer(1), sqrt(2)))
    assert place.angles == pytest.approx((45.0, 45.0))


def test_angles_with_written_cosines_give_exact_directions() -> None:
    place = turned(START, (120.0,))
    assert place.is_exact
    assert place.direction == (Rational(-1, 2), sqrt(3) / 2)


def test_other_angles_give_directions_to_rounding() -> None:
    place = turned(START, (37.0,))
    assert not place.is_exact
    assert place.angles == pytest.approx((37.0,), abs=1e-12)
    assert all(isinstance(entry, Rational) for entry in place.direction)


def test_both_angles_turn_a_direction_in_space() -> None:
    place = turned(Place((Integer(0),) * 3, (Integer(1), Integer(0), Integer(0))), (0.0, 30.0))
    assert place.direction == (sqrt(3) / 2, Integer(0), Rational(1, 2))


@pytest.mark.parametrize(
    ("number", "step", "expected"),
    [
        (0.1 + 0.2, 0.1, Rational(3, 10)),
        (-1.9500000000000002, 0.05, Rational(-39, 20)),
        (1e-7 * 3, 1e-7, Rational(3, 10**7)),
        (40.0, 20.0, Integer(40)),
    ],
)
def test_a_slider_stands_on_a_number_of_few_digits(
    number: float, step: float, expected: Rational
) -> None:
    assert on_scale(number, step) == expected


def test_whole_turns_are_kept_exact() -> None:
    assert math.isclose(turned(START, (-180.0,)).way[0], -1.0)
