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


@pytest.mark.parametrize(
    ("request_text", "code"),
    [
        ("求z=x²y在点(1,2)处的梯度", "zh"),
        ("z=x²y 在点(1,2) 沿方向(3,4)", "zh"),
        ("求z=x²y在点(1,2)处的梯度 lang=en", "en"),
        ("f=x²y at=(1,2)", "en"),
        ("f={x², 当 x>0; 0, 其他} at=(1,2)", "en"),
        ("f=x²y # 温度", "en"),
        ("f（x，y）＝x²", "en"),
    ],
)
def test_a_request_is_answered_in_its_own_words(request_text: str, code: str) -> None:
    assert language_asked(request_text) == code


def test_a_language_that_is_set_wins_over_the_words() -> None:
    assert language_asked("求z=x²y在点(1,2)处的梯度", "en") == "en"
