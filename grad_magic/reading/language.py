"""In which language a request wants its answer, before it can be read."""

from __future__ import annotations

import re

from grad_magic.presets import DEFAULT_LANGUAGE_CODE
from grad_magic.reading.notation.twins import has_chinese, plain_text
from grad_magic.reading.vocabulary import CONNECTIVE_WORDS, OPENING_WORDS, OTHERWISE_WORDS
from grad_magic.wording.messages import MESSAGES

_CLAUSE = re.compile(r"(?<!\w)lang\s*=(?!=)\s*[\"'$]?\s*([^\W\d]\w*)")
_COMMENT = re.compile(r"#[^\n]*")
# The words of cases come along with a formula, whatever the language of the request.
_WORDS_OF_CASES = re.compile(
    "|".join(
        sorted(
            filter(has_chinese, {*OPENING_WORDS, *OTHERWISE_WORDS, *CONNECTIVE_WORDS}),
            key=len,
            reverse=True,
        )
    )
)
# A student's words are not those of who asks, and a degree sign is on no keyboard.
_WORDS_OF_VALUES = re.compile(
    r"(?<!\w)answer\s*=.*?(?=\s[A-Za-z_]+\s*=|\Z)|(?<=\d)\s*度", re.DOTALL
)
# A request that is too long to be read is not searched either.
_LONGEST_SEARCHED = 100_000


def language_spoken(request: object) -> str:
    """The code of the language of a request's own words, as 求…的梯度.

    >>> language_spoken("求z=x²y在点(1,2)处的梯度"), language_spoken("f=x²y at=(1,2)")
    ('zh', 'en')
    >>> language_spoken("f=x²y at=(1,2) angle=60度 answer=不存在")
    'en'
    """
    if not isinstance(request, str) or request.isascii():
        return DEFAULT_LANGUAGE_CODE
    text = _COMMENT.sub("", request[:_LONGEST_SEARCHED])
    text = _WORDS_OF_CASES.sub("", _WORDS_OF_VALUES.sub("", text))
    return "zh" if has_chinese(text) else DEFAULT_LANGUAGE_CODE


def language_asked(request: object, default: str = "") -> str:
    """The code of the language in which to say what is wrong with a request.

    >>> language_asked("f=x*(y at=(1,2) lang=zh", "en")
    'zh'
    >>> language_asked("f=x*y lang=tlh", "en")
    'en'
    >>> language_asked("求z=x²y在点(1,2)处的梯度")
    'zh'

    Args:
        request: its text; anything else says nothing of a language.
        default: the code of the language where the request names none that there
            is; empty for that of its words.
    """
    default = default or language_spoken(request)
    if not isinstance(request, str):
        return default
    text = _COMMENT.sub("", plain_text(request[:_LONGEST_SEARCHED]))
    named = (match[1] for match in _CLAUSE.finditer(text))
    return next((code for code in named if code in MESSAGES), default)
