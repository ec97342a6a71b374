from __future__ import annotations

import pytest

from grad_magic.errors import RequestSyntaxError
from grad_magic.formula.tree import Place
from grad_magic.reading.notation.names import split_words
from grad_magic.reading.notation.tokenizer import tokenize


def names(text: str, declared: tuple[str, ...] = (), *, only_declared: bool = False) -> list[str]:
    tokens = tokenize(text, Place(0, len(text)))
    words = split_words(text, tokens, declared, only_declared=only_declared)
    return [token.text for token in words]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("xy", ["x", "y"]),
        ("theta", ["theta"]),
        ("sinx", ["sin", "x"]),
        ("xe", ["x", "e"]),
        ("x_1", ["x_1"]),
        ("xy_1", ["x", "y_1"]),
        ("abs", ["abs"]),
    ],
)
def test_a_run_of_letters_is_one_name_or_a_product(text: str, parts: list[str]) -> None:
    assert names(text) == parts


def test_declared_names_stay_whole() -> None:
    assert names("mass", ("mass",)) == ["mass"]
    assert names("ab", ("a", "b"), only_declared=True) == ["a", "b"]


def test_a_run_with_capitals_inside_is_a_product_where_a_letter_of_it_is_declared() -> None:
    assert names("nRT", ("V", "T"), only_declared=True) == ["n", "R", "T"]
    assert names("nRT", ("n", "R", "T")) == ["n", "R", "T"]
    assert names("GMm", ("r", "m"), only_declared=True) == ["G", "M", "m"]
    for declared in ((), ("r",)):
        with pytest.raises(RequestSyntaxError) as caught:
            names("GMm", declared, only_declared=bool(declared))
        assert "write G*M*m" in caught.value.advice


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ln2", ["ln", "2"]),
        ("3sqrt2", ["3", "sqrt", "2"]),
        ("cos60°", ["cos", "60", "°"]),
        ("arcsin1+x", ["arcsin", "1", "+", "x"]),
        ("x*sin30", ["x", "*", "sin", "30"]),
    ],
)
def test_a_function_may_stand_before_a_number_without_a_space(text: str, parts: list[str]) -> None:
    assert names(text) == parts
    assert names("ln2", ("ln2",)) == ["ln2"]


# The first two have lost the height of an exponent where they were copied.
@pytest.mark.parametrize("text", ["sin2 x", "sin2(x)", "sqrt3x", "ln2.5"])
def test_a_number_behind_a_function_that_may_be_something_else_is_refused(text: str) -> None:
    with pytest.raises(RequestSyntaxError):
        names(text)


@pytest.mark.parametrize("text", ["mass", "lg", "Sin", "lambda_x__y", "import"])
def test_a_word_that_may_be_something_else_is_refused(text: str) -> None:
    with pytest.raises(RequestSyntaxError):
        names(text)
