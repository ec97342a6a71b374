"""In which language a request wants its answer, before it can be read."""

from __future__ import annotations

import re

from grad_magic.reading.notation.twins import plain_text
from grad_magic.wording.messages import MESSAGES

_CLAUSE = re.compile(r"(?<!\w)lang\s*=(?!=)\s*[\"'$]?\s*([^\W\d]\w*)")
# A request that is too long to be read is not searched either.
_LONGEST_SEARCHED = 100_000


def language_asked(request: object, default: str) -> str:
    """The code of the language in which to say what is wrong with a request.

    >>> language_asked("f=x*(y at=(1,2) lang=zh", "en")
    'zh'
    >>> language_asked("f=x*y lang=tlh", "en")
    'en'

    Args:
        request: its text; anything else says nothing of a language.
        default: the code of the language where the request names none that there is.
    """
    if not isinstance(request, str):
        return default
    text = re.sub(r"#[^\n]*", "", plain_text(request[:_LONGEST_SEARCHED]))
    named = (match[1] for match in _CLAUSE.finditer(text))
    return next((code for code in named if code in MESSAGES), default)
