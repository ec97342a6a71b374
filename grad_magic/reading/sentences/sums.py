r"""Sums over data that a problem tells: the loss ½Σ(wx_i + b - y_i)² of (1,2), (2,2) and (3,4).

The sum is written out, and its letters get the numbers as parameters.
"""

from __future__ import annotations

import re

_NUMBER = r"-?\d+(?:\.\d+)?(?:/\d+)?"
_ROW = rf"\(\s*{_NUMBER}\s*,\s*{_NUMBER}\s*\)"
_DATA = re.compile(
    r"(?:\s+(?:for|on|over)\s+(?:the\s+)?(?:training\s+)?(?:data(?:\s+points?)?|points|examples|samples)\s+)?"
    rf"(?:\(\s*x_\{{?i\}}?\s*,\s*y_\{{?i\}}?\s*\)\s*=\s*)?"
    rf"{_ROW}(?:(?:\s*,?\s*and\s+|\s*,(?:\s|\\[ ,;])*|\s*[、和与及]\s*){_ROW})+"
)
_AT = re.compile(
    r"(?:\b(?:at|from|points?\s+of)|[在于])\s*(?:the\s+)?(?:points?\s*)?(?:点\s*)?\Z", re.IGNORECASE
)
_PAIR = re.compile(rf"\(\s*({_NUMBER})\s*,\s*({_NUMBER})\s*\)")
_SUM = re.compile(
    r"(?:\\displaystyle\s*)?(?:\\sum(?:\\limits)?|[Σ∑])\s*_\s*\{?\s*i\s*=\s*1\s*\}?"
    r"\s*\^\s*\{?\s*(?P<last>\d+|[nNm])\s*\}?\s*"
)
_HEIGHT = r"(?:\\(?:left|right|[bB]igg?[lr]?)\s*)?"
_OPENING = re.compile(rf"{_HEIGHT}(?P<sign>[(\[])")
_POWER = re.compile(r"\s*\^\s*(?:\{[^{}]*\}|\d)")
_INDEXED = re.compile(r"([a-z])_(?:i(?![A-Za-z])|\{\s*i\s*\})")
_CLOSING = {"(": ")", "[": "]"}
_MOST = 6


def with_sum_written_out(signs: str) -> tuple[str, str]:
    r"""A sentence with the terms of its sum, and the numbers of their letters as clauses.

    >>> with_sum_written_out(r"fit (1,2), (3,4): L=$\sum_{i=1}^2(wx_i-y_i)^2$")[1]
    'x_1=1 y_1=2 x_2=3 y_2=4'
    """
    sums, data = list(_SUM.finditer(signs)), list(_DATA.finditer(signs))
    if len(sums) != 1 or len(data) != 1:
        return signs, ""
    (total,), (told,) = sums, data
    if _AT.search(signs[: told.start()]):
        # The points at which it is asked about.
        return signs, ""
    rows = _PAIR.findall(told[0])
    end = _end_of_summand(signs, total.end())
    is_whole = not total["last"].isdigit() or int(total["last"]) == len(rows)
    if end is None or not is_whole or len(rows) > _MOST:
        return signs, ""
    summand = signs[total.end() : end]
    names = set(_INDEXED.findall(summand))
    if not names or not names <= {"x", "y"} or told.start() < end < told.end():
        return signs, ""
    terms = [_INDEXED.sub(rf"\g<1>_{index}", summand) for index in range(1, len(rows) + 1)]
    written = f"({'+'.join(terms)})"
    numbers = (
        f"{name}_{index}={number}"
        for index, row in enumerate(rows, start=1)
        for name, number in zip("xy", row, strict=True)
        if name in names
    )
    cuts = sorted(((told.start(), told.end(), ""), (total.start(), end, written)), reverse=True)
    for start, stop, text in cuts:
        signs = signs[:start] + text + signs[stop:]
    return signs, " ".join(numbers)


def _end_of_summand(signs: str, start: int) -> int | None:
    """Where the bracket behind the sign ends, with its exponent; None where there is none."""
    opening = _OPENING.match(signs, start)
    if opening is None:
        return None
    sign, depth = opening["sign"], 0
    for position in range(opening.start("sign"), len(signs)):
        depth += (signs[position] == sign) - (signs[position] == _CLOSING[sign])
        if depth == 0:
            power = _POWER.match(signs, position + 1)
            return position + 1 if power is None else power.end()
    return None
