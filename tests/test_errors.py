from __future__ import annotations

from grad_magic.errors import (
    GradMagicError,
    MeaninglessRequestError,
    NoAnswerError,
    RequestSyntaxError,
)


def test_an_error_shows_its_line_and_underlines_the_place() -> None:
    error = RequestSyntaxError(
        "unknown clause dri", advice="Did you mean dir?", source="f=x dri=1", start=4, end=7
    )
    assert str(error) == ("unknown clause dri\n    f=x dri=1\n        ^^^\nDid you mean dir?")


def test_only_the_line_of_the_place_is_shown() -> None:
    source = "f=x*y\nat=(1,q)\ndir=(1,1)"
    error = GradMagicError("q is a name", source=source, start=12, end=13)
    assert str(error) == "q is a name\n    at=(1,q)\n          ^"


def test_wide_characters_before_the_place_take_two_columns() -> None:
    error = GradMagicError("no", source="梯度 x", start=3, end=4)
    assert str(error) == "no\n    梯度 x\n         ^"


def test_a_long_line_is_cut_around_the_place() -> None:
    source = "f=" + "x+" * 100 + "?" + "+y" * 100
    message, line, carets = str(GradMagicError("no", source=source, start=202, end=203)).split("\n")
    assert message == "no"
    assert len(line) <= 4 + 72
    assert line[carets.index("^")] == "?"


def test_an_error_without_a_text_is_its_message_alone() -> None:
    assert str(NoAnswerError("f is undefined")) == "f is undefined"


def test_a_meaningless_request_is_a_value_error() -> None:
    assert issubclass(MeaninglessRequestError, ValueError)
    assert issubclass(MeaninglessRequestError, GradMagicError)
