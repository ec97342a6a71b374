from __future__ import annotations

import pytest

from grad_magic.errors import GradMagicError
from grad_magic.reading.request import read_problem
from grad_magic.result import solve


def plot_of(request: str) -> tuple[str, ...]:
    return read_problem(request).presentation.plot


@pytest.mark.parametrize(
    ("written", "plot"),
    [
        ("", ()),
        ("plot=section", ("section",)),
        ("plot=contour,section,rates", ("contour", "section", "rates")),
        ("plot=rates, contour", ("rates", "contour")),
        ("plot=rates contour", ("rates", "contour")),
        ("plot=(contour, section)", ("contour", "section")),
        ("plot=[contour,section]", ("contour", "section")),
        ("plot=contour，section", ("contour", "section")),
        ("plot=contour,contour", ("contour",)),
        ("plot=all", ("all",)),
        ("plot=none", ("none",)),
    ],
)
def test_pictures_are_named_in_a_row_in_the_order_wanted(
    written: str, plot: tuple[str, ...]
) -> None:
    assert plot_of(f"f=x*y {written} at=(1,2)") == plot
    assert plot_of(f"f=x*y at=(1,2) {written}") == plot


@pytest.mark.parametrize(
    ("given", "plot"),
    [
        ("section", ("section",)),
        ("contour,section", ("contour", "section")),
        (["contour", "section"], ("contour", "section")),
        (("rates",), ("rates",)),
        ("none", ("none",)),
    ],
)
def test_they_can_be_given_from_python(given: object, plot: tuple[str, ...]) -> None:
    assert solve("x*y", plot=given).problem.presentation.plot == plot


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            "f=x*y plot=foo",
            (
                "plot has no value foo\n    f=x*y plot=foo\n               ^^^\n"
                "Write plot=contour, section, rates, surface, field, curve, progress, all or none."
            ),
        ),
        (
            "f=x*y plot=contour,volume",
            (
                "plot has no value volume\n    f=x*y plot=contour,volume\n"
                "                       ^^^^^^\n"
                "Write plot=contour, section, rates, surface, field, curve, progress, all or none."
            ),
        ),
        (
            "f=x*y plot=sektion",
            (
                "plot has no value sektion\n    f=x*y plot=sektion\n"
                "               ^^^^^^^\nDid you mean section?"
            ),
        ),
        (
            "f=x*y plot=contour,none",
            (
                "plot=none stands beside no other value\n    f=x*y plot=contour,none\n"
                "                       ^^^^\nWrite plot=none alone, or leave none out."
            ),
        ),
        (
            "f=x*y picture=contour",
            (
                "unknown clause picture\n    f=x*y picture=contour\n          ^^^^^^^\n"
                "Did you mean plot? Write plot=contour,section."
            ),
        ),
        (
            "f=x*y plot=() at=(1,2)",
            (
                "plot has no value ()\n    f=x*y plot=() at=(1,2)\n               ^^\n"
                "Write plot=contour, section, rates, surface, field, curve, progress, all or none."
            ),
        ),
    ],
)
def test_what_is_no_picture_is_refused_at_its_place(source: str, message: str) -> None:
    with pytest.raises(GradMagicError) as caught:
        read_problem(source)
    assert str(caught.value) == message


@pytest.mark.parametrize("given", [3, 2.5, None, False, (1, 2), ["section", 3]])
def test_what_is_no_word_is_no_picture(given: object) -> None:
    with pytest.raises(GradMagicError, match="plot has no value"):
        solve("x*y", plot=given)
