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
        rf"(?P<name>[A-Za-z](?:_?\d)?)\(\s*(?P<names>{_NAMES})\s*\)\s*{_ARROW}",
    )
)
# f: ℝ² → ℝ, f(x,y)=…
_DOMAIN = re.compile(
    rf"\s*(?:[A-Za-z]\s*=\s*)?[A-Za-z]\s*:\s*{_SPACE}\s*{_ARROW}\s*{_SPACE}\s*[,;]\s*(?=[A-Za-z]\s*\()"
)


_VECTOR = re.compile(
    r"(?P<before>[\s$]*[A-Za-z]\w*\s*\(\s*)(?:\\(?:mathbf|boldsymbol|bm|vec)\s*\{?\s*)?"
    r"(?P<name>[A-Za-zα-ω]|\\?[a-z]{3,})\s*\}?(?P<close>\s*\)\s*=(?!=))(?P<formula>.*)",
    re.DOTALL,
)
_NEXT_CLAUSE = re.compile(r"\s(?:at|dir|to|in|along|[a-z_]{2,}\s*=)", re.IGNORECASE)


def with_components(text: str) -> str:
    """The request with f(x_1,x_2)= for f(x)=, where x stands in f by its components alone.

    >>> with_components("f(x)=x_1^2+x_2^2 at=(1,2)")
    'f(x_1,x_2)=x_1^2+x_2^2 at=(1,2)'
    """
    found = _VECTOR.match(text)
    if found is None or "_" not in text:
        return text
    formula = _NEXT_CLAUSE.split(found["formula"])[0]
    name = found["name"]
    known = re.escape(name)
    numbers = re.findall(rf"(?<![A-Za-z]){known}_\{{?(\d{{1,2}})(?!\d)", formula)
    alone = re.search(rf"(?<![A-Za-z\\]){known}(?!\w|_)", formula)
    # Beside x_1=2 the components are parameters.
    has_values = re.search(rf"(?<!\w){known}_\{{?\d+\}}?\s*=(?!=)", text)
    if not numbers or alone is not None or has_values is not None:
        return text
    components = ",".join(f"{name}_{number}" for number in sorted(set(numbers), key=int))
    return f"{found['before']}{components}{found['close']}{found['formula']}"


def with_header(text: str) -> str:
    """The request with f(x,y)= for the header of a program or a map; any other as it is.

    >>> with_header("lambda x, y: x**2*y")
    'f(x,y)      =x**2*y'
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
