"""Functions under the headers of programs and of maps: lambda x, y: …, (x,y) ↦ …, into f(x,y)=….

The text stays as long as it was where there is room, so that errors show their place.
"""

from __future__ import annotations

import re

_NAMES = r"[A-Za-zα-ω]\w*(?:\s*,\s*[A-Za-zα-ω]\w*)*"
_GIVEN = r"(?:(?P<name>[A-Za-z]\w*)\s*[:=]\s*)?"
_ARROW = r"(?:↦|→|\|->|->|=>|⟼|⟶)"
_SPACE = r"(?:R|ℝ)(?:\s*\^\s*\w+|[²³ⁿ])?"
_HEADERS = tuple(
    re.compile(rf"(?P<before>\s*){header}\s*")
    for header in (
        rf"{_GIVEN}lambda\s+(?P<names>{_NAMES})\s*:",
        (
            rf"(?:f\s*=\s*)?def\s+(?P<name>[A-Za-z]\w*)\s*\(\s*(?P<names>{_NAMES})\s*\)\s*(?:->"
            rf"\s*\w+\s*)?:\s*return\s"
        ),
        rf"{_GIVEN}\(\s*(?P<names>{_NAMES})\s*\)\s*{_ARROW}",
        rf"{_GIVEN}(?P<names>{_NAMES})\s*{_ARROW}",
    )
)
# f: ℝ² → ℝ, f(x,y)=…
_DOMAIN = re.compile(
    rf"\s*(?:[A-Za-z]\s*=\s*)?[A-Za-z]\s*:\s*{_SPACE}\s*{_ARROW}\s*{_SPACE}\s*[,;]\s*(?=[A-Za-z]\s*\()"
)


def with_header(text: str) -> str:
    """The request with f(x,y)= for the header of a program or a map; any other as it is.

    >>> with_header("lambda x, y: x**2*y")
    'f(x,y)     = x**2*y'
    >>> with_header("(x,y) ↦ x^2 y at=(1,2)")
    'f(x,y) =x^2 y at=(1,2)'
    """
    domain = _DOMAIN.match(text)
    if domain is not None:
        text = " " * domain.end() + text[domain.end() :]
    for header in _HEADERS:
        found = header.match(text)
        if found is not None:
            names = re.sub(r"\s", "", found["names"])
            written = f"{found['before']}{found['name'] or 'f'}({names})"
            return f"{written.ljust(found.end() - 1)}={text[found.end() :]}"
    return text
