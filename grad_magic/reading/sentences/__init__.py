"""Problems as books and exam papers word them, into the requests that they are."""

from __future__ import annotations

import re

from grad_magic.reading.sentences.said import Said

# How such a sentence opens. What reads it is loaded for sentences alone.
_OPENS = re.compile(
    r"\s*(?:[求设設由试試计計已给若确写判討讨問问證证說说验驗考研函]|(?:please|find|compute|calculate"
    r"|determine|evaluate|classify|locate|give|what|in|let|suppose|consider|given|if|for|is|does|use"
    r"|the|decide|check|investigate|show|prove|verify|explain)\s)",
    re.IGNORECASE,
)


def read_said(text: str) -> Said:
    """The request that a sentence is, with its question; a text that is none stays as it is.

    >>> read_said("find the critical points of x^3-3xy+y^3").request
    'x^3-3xy+y^3 critical=all'
    >>> read_said("x^3-3xy+y^3 critical=all").request
    'x^3-3xy+y^3 critical=all'
    """
    if _OPENS.match(text) is None:
        return Said(text)
    from grad_magic.reading.sentences.sentence import read_sentence

    return read_sentence(text)
