"""Against Matplotlib's own reading of the whole, letter by letter."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.mathtext import MathTextParser

from grad_magic.picture.artists import font
from grad_magic.picture.formulas import FormulaReader

DPI = 192
FONT = font(10.0)


@pytest.mark.skipif(mpl.__version_info__ < (3, 11), reason="letters on whole pixels")
@pytest.mark.parametrize(
    "text",
    [
        r"$f(x,y)=\sin13x\cos y+\sin(xy)$",
        r"$f(x,y)=-\frac{x^2-y}{1+\sqrt{x}}$",
        r"$T(u)=-u^{-2}-(-u)^3+\sqrt[3]{u}$",
        r"$f(x,y)=\sin^2x-\ln^2(y)\times0.5y_1^2$",
        r"$f(\alpha,\beta)=3.5\alpha\beta-\max(\alpha,\beta)|\beta|/2$",
        r"$q(x)=\operatorname{erf}x-\operatorname{erf}(x)+\arctan^3x\tan x$",
        r"$\nabla f(P)/500$",
        r"$f(x)=-x(y)^2+g(t)$",
        r"$20\,\mathbf{u}$",
        r"$f\approx$−0.07143",
        r"$f=$1000",
        "−1$x$",
    ],
)
def test_pieces_stand_where_matplotlib_puts_them_in_the_whole(text: str) -> None:
    matplotlib = MathTextParser("path")
    found = FormulaReader(matplotlib).parse(text, DPI, FONT)
    expected = matplotlib.parse(text, DPI, FONT)
    assert found is not expected
    assert found[:3] == pytest.approx(expected[:3], abs=1e-9)
    assert [letter[1:4] for letter in found.glyphs] == [letter[1:4] for letter in expected.glyphs]
    places, right_ones = (
        np.array([letter[4:] for letter in words.glyphs]) for words in (found, expected)
    )
    assert places == pytest.approx(right_ones, abs=1e-9)
    assert np.array(found.rects) == pytest.approx(np.array(expected.rects), abs=1e-9)


@pytest.mark.parametrize(
    "text", ["$x^2$", "no mathematics", "1000", r"$\left(x\right)^2$", "the value $f(P)$ of it"]
)
def test_words_of_other_kinds_are_left_to_matplotlib(text: str) -> None:
    matplotlib = MathTextParser("path")
    assert FormulaReader(matplotlib).parse(text, DPI, FONT) is matplotlib.parse(text, DPI, FONT)
