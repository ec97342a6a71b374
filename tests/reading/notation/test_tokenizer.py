from __future__ import annotations

import pytest

from grad_magic.errors import RequestSyntaxError
from grad_magic.formula.tree import Place
from grad_magic.reading.notation.tokenizer import is_latex, tokenize


def texts(source: str) -> list[str]:
    return [token.text for token in tokenize(source, Place(0, len(source)))]


@pytest.mark.parametrize(
    ("typed", "latex"),
    [
        ("x^(2)*y", r"$x^{2}\cdot y$"),
        ("θ_1+π", r"$\theta_{1}+\pi$"),
        ("((x)/(y))", r"$\frac{x}{y}$"),
        ("sqrt((x))", r"$\sqrt{x}$"),
        ("x<=1", r"$x\le 1$"),
    ],
)
def test_both_notations_give_the_same_tokens(typed: str, latex: str) -> None:
    assert texts(typed) == texts(latex)


def test_every_token_has_its_place() -> None:
    source = "f=x² at=1"
    tokens = tokenize(source, Place(2, 4))
    assert [(token.text, token.start, token.end) for token in tokens] == [
        ("x", 2, 3),
        ("^", 3, 3),
        ("(", 3, 3),
        ("2", 3, 4),
        (")", 4, 4),
    ]


@pytest.mark.parametrize(
    ("source", "start", "end", "expected"),
    [
        ("f=$x$", 2, 5, True),
        ("f=x", 2, 3, False),
        ("$f=x$", 3, 4, True),
        ("# costs $5\nf=x", 13, 14, False),
    ],
)
def test_latex_stands_between_dollars(source: str, start: int, end: int, *, expected: bool) -> None:
    assert is_latex(source, Place(start, end)) is expected


@pytest.mark.parametrize("name", ["x_" + "1" * 39, r"$\theta_{" + "1" * 40 + "}$"])
def test_a_name_that_is_too_long_is_refused_in_both(name: str) -> None:
    with pytest.raises(RequestSyntaxError) as caught:
        texts(name)
    assert caught.value.message == "a name may have at most 40 characters"
