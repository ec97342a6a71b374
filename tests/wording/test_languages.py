from __future__ import annotations

import re
from enum import Enum

import pytest

from grad_magic.findings import KINDS
from grad_magic.wording.languages import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [kind for kinds in KINDS for kind in kinds])
def test_every_finding_can_be_told(kind: Enum, language: str) -> None:
    assert kind.value in LANGUAGES[language].sentences


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
