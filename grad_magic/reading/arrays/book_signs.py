r"""The signs of a transpose that books have and keyboards lack: V', X^⊤, X^{\top}, as ᵀ."""

from __future__ import annotations

import re

_TRANSPOSE = "ᵀ"
_TOP = re.compile(r"\^\s*(?:\{\s*(?:\\top|\\intercal|⊤|ᵀ)\s*\}|\\top(?![A-Za-z])|⊤|ᵀ)|⊤")
# A quotation begins behind what is no operand, and a prime stands behind one.
_QUOTED_OR_PRIME = re.compile(r"(?<![\w)\]ᵀ'])'[^'\n]*'|\"[^\"\n]*\"|(?<=[\w)\]ᵀ])'")


def with_signs_of_transposes(source: str) -> str:
    r"""The request with ᵀ for every sign of a transpose; what stays, stays at its place.

    >>> with_signs_of_transposes("L=trace(V'@V)")
    'L=trace(Vᵀ@V)'
    >>> with_signs_of_transposes("x^{\\top}A@x")
    'x      ᵀA@x'
    """
    if "$" in source:
        return source
    source = _TOP.sub(lambda sign: _TRANSPOSE.rjust(len(sign[0])), source)
    return _QUOTED_OR_PRIME.sub(
        lambda sign: _TRANSPOSE if sign[0] == "'" else sign[0],
        source,
    )
