from __future__ import annotations

import re
from enum import Enum

import pytest

from grad_magic.findings import KINDS, CriticalReason
from grad_magic.wording.english import ENGLISH
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_told_in_brief_has_its_row(language: str) -> None:
    for reason in CriticalReason:
        has_row = f"{reason.value}_in_brief" in LANGUAGES[language].sentences
        assert has_row == reason.is_told_in_brief


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_sentence(language: str) -> None:
    assert set(LANGUAGES[language].sentences) >= set(ENGLISH.sentences)


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
