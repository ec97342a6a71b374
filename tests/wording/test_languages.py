from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import grad_magic
from grad_magic.wording.languages import LANGUAGES

_CALCULUS = Path(grad_magic.__file__).parent / "calculus"


def _findings() -> Iterator[str]:
    """The sentences that the calculus names in so many words."""
    for path in _CALCULUS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding":
                (sentence, *_) = node.args
                if isinstance(sentence, ast.Constant):
                    yield str(sentence.value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_can_be_told(language: str) -> None:
    assert set(_findings()) - set(LANGUAGES[language].sentences) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_for_one_variable_belongs_to_one_for_many(language: str) -> None:
    rows = LANGUAGES[language].sentences
    endings = [row for row in rows if row.endswith("_in_one_variable")]
    assert endings
    assert all(row.removesuffix("_in_one_variable") in rows for row in endings)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_need_no_escape_in_latex(language: str) -> None:
    for sentence in LANGUAGES[language].sentences.values():
        assert not re.search(r"[#$%&_^~\\]", re.sub(r"\{\w+\}", "", sentence))


def test_words_hold_no_signs_of_mathematics() -> None:
    # KaTeX refuses them inside text; they belong into gaps.
    assert all(sentence.isascii() for sentence in LANGUAGES["en"].sentences.values())
