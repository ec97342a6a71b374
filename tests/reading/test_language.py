from __future__ import annotations

import pytest

from grad_magic import GradMagicError, solve
from grad_magic.reading.language import language_asked


@pytest.mark.parametrize(
    "request_text",
    [
        "f=x*y at=(1,2) lang=zh",
        "lang = zh f=x*y",
        'f=x*(y lang="zh"',
        "f=x*y\nlang＝zh",
        "f=x*y, lang=zh, at=(1,2)",
    ],
)
def test_a_request_names_its_language(request_text: str) -> None:
    assert language_asked(request_text, "en") == "zh"


@pytest.mark.parametrize(
    "request_text",
    ["f=x*y", "f=x*y lang=tlh", "f=x*y # lang=zh", "f=slang=zh", "f=x lang==zh", "", "lang="],
)
def test_else_the_language_is_the_default(request_text: str) -> None:
    assert language_asked(request_text, "en") == "en"
    assert language_asked(request_text, "zh") == "zh"


def test_what_is_no_text_says_nothing_of_a_language() -> None:
    assert language_asked(3, "en") == "en"


def test_a_keyword_names_the_language_too() -> None:
    with pytest.raises(GradMagicError) as caught:
        solve("x*(y", at=(1, 2), lang="zh")
    assert caught.value.message == "( 缺少与之配对的符号"
