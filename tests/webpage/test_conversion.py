"""A notebook's formulas beside their MathML, as nbconvert hands them over."""

from __future__ import annotations

from typing import Any

import pytest

import grad_magic

X = "<math><mi>x</mi></math>"
BLOCK_X = '<math display="block"><mi>x</mi></math>'


def converted(cell: dict[str, Any]) -> list[dict[str, Any]]:
    """The cell, and what is put behind it."""
    notebook, resources = grad_magic.offline_formulas({"cells": [cell]}, {"a": 1})
    assert resources == {"a": 1}
    found: list[dict[str, Any]] = notebook["cells"]
    return found


def markdown(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "source": text}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Let $x$ be", f'Let <span>$x$<template class="mathml">{X}</template></span> be'),
        (
            "Let $x$.",
            (
                'Let <span class="kept"><span>$x$<template class="mathml">'
                f"{X}</template></span>.</span>"
            ),
        ),
        ("so\n\n$$x$$\n", f'so\n\n<p>$$x$$<template class="mathml">{BLOCK_X}</template></p>\n'),
        # Of a block nbconvert escapes nothing; between words it does.
        (
            "$$x<1$$",
            (
                '<p>$$x&lt;1$$<template class="mathml"><math display="block"><mrow><mi>x</mi>'
                "<mo>&lt;</mo><mn>1</mn></mrow></math></template></p>"
            ),
        ),
    ],
)
def test_formulas_between_words_have_mathml_beside_them(text: str, found: str) -> None:
    assert converted(markdown(text))[0]["source"] == found


@pytest.mark.parametrize(
    "text",
    [
        "`$x$` in code, and ``a`$x$` ``",
        "```\n$x$\n```",
        r"it costs \$5, or \$6",
        "from $5 to $6",
        r"$\overbrace{x}$ is for MathJax alone",
        r"$\begin{array}{c} x$",
    ],
)
def test_code_money_and_what_is_not_read_stay_as_they_are(text: str) -> None:
    assert converted(markdown(text))[0]["source"] == text


def test_an_answer_has_its_mathml_beside_it() -> None:
    latex = r"$\displaystyle x$"
    data = {"text/latex": latex, "text/plain": "x"}
    cell = {"cell_type": "code", "source": "", "outputs": [{"data": data}]}
    (found, _) = converted(cell)
    assert found["outputs"][0]["data"] == {
        "text/html": f'<div>{latex}<template class="mathml">{BLOCK_X}</template></div>',
        "text/plain": "x",
    }


def test_a_picture_has_its_description_and_its_size() -> None:
    about = {"alt": 'the curve "f < 1"', "width": 540, "height": 480}
    output = {"data": {"image/png": "iVBO\nRw0="}, "metadata": {"image/png": about}}
    cell = {"cell_type": "code", "source": "", "outputs": [output]}
    (found, _) = converted(cell)
    assert found["outputs"][0]["data"]["text/html"] == (
        '<img class="beside" src="data:image/png;base64,iVBORw0=" width="540" height="480"'
        ' alt="the curve &quot;f &lt; 1&quot;">'
    )


def test_of_several_points_each_picture_stands_under_its_answer() -> None:
    about = {"alt": "a curve", "width": 540, "height": 480}
    outputs = [
        {"data": {"image/png": png}, "metadata": {"image/png": about}} for png in ("iVBO", "Rw0=")
    ]
    (found, _) = converted({"cell_type": "code", "source": "", "outputs": outputs})
    assert not any("beside" in output["data"]["text/html"] for output in found["outputs"])


def test_a_picture_without_a_description_stays_as_it_is() -> None:
    output = {"data": {"image/png": "iVBORw0="}, "metadata": {}}
    cell = {"cell_type": "code", "source": "", "outputs": [output]}
    (found, _) = converted(cell)
    assert found["outputs"][0]["data"] == {"image/png": "iVBORw0="}


def test_behind_the_cells_stands_what_shows_the_mathml_where_mathjax_is_missing() -> None:
    *_, last = converted(markdown("$x$"))
    assert "if (window.MathJax)" in last["source"]
    assert "mtable.aligned" in last["source"]
