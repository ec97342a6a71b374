from __future__ import annotations

from dataclasses import replace

import pytest

from grad_magic.errors import MeaninglessRequestError
from grad_magic.presets import MAX_DIGITS
from grad_magic.problem import Presentation
from grad_magic.reading.request import read_problem, read_request


@pytest.mark.parametrize("digits", [0, -1, MAX_DIGITS + 1])
def test_a_presentation_has_digits_that_can_be_shown(digits: int) -> None:
    with pytest.raises(MeaninglessRequestError) as caught:
        Presentation(digits=digits)
    assert str(caught.value) == "digits must be a whole number from 1 to 50"


def test_what_the_request_does_not_say_is_as_the_shell_shows_it() -> None:
    shell = Presentation(digits=6)
    (problem,) = read_request("f=x*y", presentation=shell).problems
    assert problem.presentation == shell
    (problem,) = read_request("f=x*y digits=2", presentation=shell).problems
    assert problem.presentation == Presentation(digits=2)
    assert problem.digits == 2


def test_the_words_are_english_if_nobody_says_otherwise() -> None:
    assert read_problem("f=x*y").presentation.language == "en"


def test_a_problem_keeps_its_invariants_when_it_is_changed() -> None:
    problem = read_problem("f=x*y at=(1,2)")
    with pytest.raises(MeaninglessRequestError) as caught:
        replace(problem, order=7)
    assert caught.value.message == "order must be a whole number from 1 to 6"
    with pytest.raises(MeaninglessRequestError) as caught:
        replace(problem, point=None, direction=(1, 1))
    assert caught.value.message == "a direction needs a point"
