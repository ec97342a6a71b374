"""Derivatives as names with an index, u_xx for ∂²u/∂x²."""

from __future__ import annotations

import re

_HIGH = {"²": 2, "³": 3, "⁴": 4}
_OF_ORDER = r"(?:\^?\s*\{?\s*(?P<order>[2-9])\s*\}?|(?P<high>[²³⁴]))?"
_BY = r"(?:∂\s*[a-z]\s*(?:\^?\s*\{?\s*[2-9]\s*\}?|[²³⁴])?\s*)+"
_QUOTIENT = re.compile(rf"∂{_OF_ORDER}\s*(?P<f>[A-Za-z])\s*/\s*(?P<by>{_BY})")
_PART = re.compile(r"∂\s*([a-z])\s*(?:\^?\s*\{?\s*([2-9])\s*\}?|([²³⁴]))?")
_BRACES = re.compile(r"(?<![A-Za-z])(?P<f>[A-Za-z])_\{(?P<by>[a-z]+)\}")
_INSIDE = r"[^{}]*(?:\{\d\}[^{}]*)*"
_LATEX = re.compile(
    rf"\\[dt]?frac\s*\{{(?P<above>\s*(?:\\partial|∂){_INSIDE})\}}\s*\{{(?P<below>{_INSIDE})\}}"
)


def with_indices(text: str) -> str:
    """The text with u_xx for ∂²u/∂x², also where LaTeX has it.

    >>> with_indices("x∂z/∂x + ∂²z/∂x∂y = 2z")
    'x z_x + z_xy = 2z'
    """
    text = _LATEX.sub(lambda found: f"{found['above']}/{found['below']}", text)
    text = re.sub(r"\\partial(?![A-Za-z])", "∂", text)
    text = _BRACES.sub(r" \g<f>_\g<by> ", _QUOTIENT.sub(_with_index, text))
    return re.sub(" {2,}", " ", text).strip()


def _with_index(found: re.Match[str]) -> str:
    parts = _PART.findall(found["by"])
    index = "".join(name * int(digit or _HIGH.get(high, 1)) for name, digit, high in parts)
    order = int(found["order"] or _HIGH.get(found["high"], 1))
    return f" {found['f']}_{index} " if len(index) == order else found[0]
