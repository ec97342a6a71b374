from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from sympy import Integer, Symbol

from grad_magic.errors import GradMagicError
from grad_magic.reading.keywords import read_keywords


@pytest.mark.parametrize(
    "value", [2, 2.0, "2", Integer(2), np.int64(2), np.float32(2), Fraction(4, 2)]
)
def test_a_count_may_come_in_every_type_of_whole_number(value: object) -> None:
    assert read_keywords("x*y", {"order": value}).problems[0].order == 2


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        (
            "order",
            2.5,
            "a whole number is expected here\n    order=2.5\n          ^^^\nWrite order=2.",
        ),
        (
            "order",
            -1,
            "a whole number is expected here\n    order=-1\n          ^^\nWrite order=2.",
        ),
        (
            "order",
            "1+1",
            "a whole number is expected here\n    order=1+1\n          ^^^\nWrite order=2.",
        ),
        (
            "order",
            (2,),
            "a whole number is expected here\n    order=(2)\n          ^^^\nWrite order=2.",
        ),
        ("order", Symbol("n"), "a whole number is expected here\nWrite order=2."),
        (
            "order",
            10**30,
            f"order must be a whole number from 1 to 6\n    order={10**30}\n          {'^' * 31}",
        ),
        (
            "digits",
            51,
            "digits must be a whole number from 1 to 50\n    digits=51\n           ^^",
        ),
        (
            "digits",
            None,
            'digits must hold real numbers, not None\nWrite numbers, as in digits=(1, "pi/2").',
        ),
        (
            "critical",
            True,
            "critical has no value True\n    critical=True\n             ^^^^\nWrite critical=all.",
        ),
        (
            "critical",
            ("all",),
            (
                "critical has no value (all)\n    critical=(all)\n             ^^^^^\n"
                "Did you mean all?"
            ),
        ),
        ("as", 3, "a name is expected here\n    as=3\n       ^"),
    ],
)
def test_what_is_none_of_its_kind_is_refused(key: str, value: object, message: str) -> None:
    with pytest.raises(GradMagicError) as caught:
        read_keywords("x*y", {key: value})
    assert str(caught.value) == message


def test_a_word_and_a_name_are_texts() -> None:
    asked = read_keywords("x*y", {"critical": "all", "as": "r", "digits": 7})
    assert asked.problems[0].all_critical
    assert (asked.store_as, asked.problems[0].digits) == ("r", 7)
