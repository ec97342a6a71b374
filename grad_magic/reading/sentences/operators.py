"""Operators as other programs call them: grad(x^2 y), ∇(x²+y²), diff(x^2*y, x), D[x^2 y, x]."""

from __future__ import annotations

import re

_OPERATOR = re.compile(
    r"\s*(?P<what>∇|nabla|grad(?:ient)?|hess(?:ian)?(?:_matrix)?|jac(?:obian)?(?:_matrix)?|diff"
    r"|derivative"
    r"|differentiate|D)\s*(?P<opening>[(\[])",
    re.IGNORECASE,
)
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_NOUNS = {"h": "hessian", "j": "jacobian matrix", "g": "gradient", "∇": "gradient", "n": "gradient"}
_LETTER = re.compile(r"\s*[A-Za-zθφ](?:_?\d)?\s*")
# The variables, as a list or one by one.
_VARIABLES = re.compile(r"\s*[\[({]?\s*[A-Za-z](?:_?\d)?(?:\s*,\s*[A-Za-z](?:_?\d)?)*\s*[\])}]?\s*")
_POINT = re.compile(r"\s*\([^()A-Za-z]*,[^()A-Za-z]*\)\s*")
_BEHIND = re.compile(r"\s*(?:[.?]?\s*|(?:,\s*)?(?:at|in|along|towards?|from)\b.*|在.*)", re.DOTALL)


def with_operator_in_words(signs: str) -> str:
    """A sentence for the call of an operator; any other text as it is.

    >>> with_operator_in_words("∇(x^2 y) at (1,2)")
    'find the gradient of x^2 y at (1,2)'
    >>> with_operator_in_words("diff(x^2*y, x)")
    'find the partial derivative of x^2*y with respect to x'
    """
    opened = _OPERATOR.match(signs)
    if opened is None:
        return signs
    start = opened.end()
    end, commas = _end_of(signs, start, _CLOSING[opened["opening"]])
    formula = signs[start : commas[0] if commas else end].strip()
    further = signs[commas[0] + 1 : end].strip() if commas else ""
    asked = _asked(opened["what"][0].lower(), further)
    if end < 0 or not formula or "=" in formula or not _BEHIND.fullmatch(signs, end + 1):
        return signs
    if asked is None:
        return signs
    noun, place = asked
    behind = signs[end + 1 :].replace("在", " at ", 1).lstrip(" ,")
    return f"find the {noun} of {formula} {place} {behind}".replace("  ", " ").strip()


def _asked(what: str, further: str) -> tuple[str, str] | None:
    """What an operator asks for, and by what or where as its further arguments say."""
    if what == "d":
        is_by = _LETTER.fullmatch(further)
        return ("partial derivative", f"with respect to {further}") if is_by else None
    if _POINT.fullmatch(further):
        return _NOUNS[what], f"at {further}"
    return (_NOUNS[what], "") if not further or _VARIABLES.fullmatch(further) else None


def _end_of(text: str, start: int, closing: str) -> tuple[int, list[int]]:
    """Where the bracket that opened before this closes, or -1, and the commas in it."""
    expected = [closing]
    commas: list[int] = []
    for position in range(start, len(text)):
        sign = text[position]
        if sign in _CLOSING:
            expected.append(_CLOSING[sign])
        elif sign == expected[-1]:
            expected.pop()
            if not expected:
                return position, commas
        elif sign == "," and len(expected) == 1:
            commas.append(position)
    return -1, commas
