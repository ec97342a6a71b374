r"""The signs of a transpose that books have and keyboards lack: V', X^⊤, X^{\top}, as ᵀ."""

from __future__ import annotations

import re

_TRANSPOSE = "ᵀ"
_TOP = re.compile(r"\^\s*(?:\{\s*(?:\\top|\\intercal|⊤|ᵀ)\s*\}|\\top(?![A-Za-z])|⊤|ᵀ)|⊤")
# A quotation begins behind what is no operand, and a prime stands behind one.
_QUOTED_OR_PRIME = re.compile(r"(?<![\w)\]ᵀ'])'[^'\n]*'|\"[^\"\n]*\"|(?<=[\w)\]ᵀ])'")
# Frobenius's norm of a matrix is the one that norm(X) is.
_FROBENIUS = re.compile(r",\s*(?:ord\s*=\s*)?(['\"])fro\1(?=\s*\))")


def without_order_of_frobenius(source: str) -> str:
    """The request with blanks for the order of Frobenius's norm.

    >>> without_order_of_frobenius("L=norm(X, 'fro')")
    'L=norm(X       )'
    """
    return _FROBENIUS.sub(lambda order: " " * len(order[0]), source)


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
