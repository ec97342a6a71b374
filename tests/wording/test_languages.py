from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import grad_magic
from grad_magic.lesson.sections.critical_points import TOLD_IN_BRIEF
from grad_magic.wording.english import ENGLISH
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_told_in_brief_has_its_row(language: str) -> None:
    for finding in TOLD_IN_BRIEF:
        assert f"{finding}_in_brief" in LANGUAGES[language].sentences


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_gaps_of_the_original(language: str) -> None:
    for key, sentence in LANGUAGES[language].sentences.items():
        if key in ENGLISH.sentences:
            assert _gaps(sentence) == _gaps(ENGLISH.sentences[key])


def _gaps(sentence: str) -> set[str]:
    return set(re.findall(r"\{\w+\}", sentence))


def test_for_one_variable_the_row_of_its_own_is_taken_where_there_is_one() -> None:
    row = ENGLISH.sentence("critical", of_one_variable=True)
    assert row == ENGLISH.sentences["critical_in_one_variable"]
    assert ENGLISH.sentence("rising", of_one_variable=True) == ENGLISH.sentences["rising"]
