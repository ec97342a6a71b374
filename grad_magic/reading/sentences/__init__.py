"""Problems as books and exam papers word them, into the requests that they are."""

from __future__ import annotations

import re

# How such a sentence opens. What reads it is loaded for sentences alone.
_OPENS = re.compile(
    r"\s*(?:[求设設试試计計已给若确写判討讨問问證证說说验驗考研函]|(?:please|find|compute|calculate"
    r"|determine|evaluate|classify|locate|give|what|in|let|suppose|consider|given|if|for|is|does|use"
    r"|the|decide|check|investigate|show|prove|verify|explain)\s)",
    re.IGNORECASE,
)


def without_sentence(text: str) -> str:
    """The request that a sentence is; a text that is no sentence stays as it is.

    >>> without_sentence("find the critical points of x^3-3xy+y^3")
    'x^3-3xy+y^3 critical=all'
    >>> without_sentence("x^3-3xy+y^3 critical=all")
    'x^3-3xy+y^3 critical=all'
    """
    if _OPENS.match(text) is None:
        return text
    from grad_magic.reading.sentences.sentence import request_of

    return request_of(text)
