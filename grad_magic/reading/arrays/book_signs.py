r"""Signs of books and names of code in those that are read: V' and X^⊤ as Xᵀ, np.sum as sum."""

from __future__ import annotations

import re

_TRANSPOSE = "ᵀ"
_TOP = re.compile(r"\^\s*(?:\{\s*(?:\\top|\\intercal|⊤|ᵀ)\s*\}|\\top(?![A-Za-z])|⊤|ᵀ)|⊤")
# A quotation begins behind what is no operand, and a prime stands behind one.
_QUOTED_OR_PRIME = re.compile(r"(?<![\w)\]ᵀ'])'[^'\n]*'|\"[^\"\n]*\"|(?<=[\w)\]ᵀ])'")

# The modules whose functions and numbers have their names alone here.
_MODULE = re.compile(
    r"(?<![\w.])(?:np|numpy|jnp|torch|tf|scipy)\.(?:(?:linalg|math|special|nn|functional)\.)*"
    r"(?=[A-Za-z_]\w*\s*\(|(?:inf|pi|e)(?!\w))"
)


def without_modules(source: str) -> str:
    """The request with blanks for the names of modules.

    >>> without_modules("L=np.linalg.norm(x)")
    'L=          norm(x)'
    """
    return _MODULE.sub(lambda module: " " * len(module[0]), source)


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
