"""A function whose value at one point is told behind its formula: f(x,y)=xy/(x²+y²), f(0,0)=0."""

from __future__ import annotations

import re

# No more than one space anywhere: a long row of them could be taken apart in all ways.
_ROW = r"\(\s?[^()=]*\)"
_JOINT = r"\s?(?:[,;]\s?(?:(?:and|while|but)\s)?|\s(?:and|while|but)\s|[,，;；]?\s?[且而])"
_WORD = r"\s?[,，]?\s?(?:for|if|when|where|as|当)?\s?"
_FILLED = re.compile(
    r"(?<![A-Za-z])(?P<head>(?P<name>[A-Za-zφψ])\s?\(\s?(?P<names>[a-z](?:\s?,\s?[a-z])*)\s?\)"
    r"\s?=(?!=))(?P<formula>[^=≠!{;\\]+?)"
    rf"(?:{_WORD}(?P<condition>(?P<left>\([a-z](?:\s?,\s?[a-z])*\)|[a-z])\s?(?:≠|!=|\\neq?)\s?"
    rf"(?P<right>{_ROW}|-?\w+))时?)?"
    rf"{_JOINT}(?P=name)\s?(?P<row>{_ROW})\s?=(?!=)\s?"
    r"(?P<value>-?(?:[^\s,;.$=(){}，；。]|\.(?=\d))+)(?=\s?(?:\Z|[,;.，；。\n]|\s\S))"
)
_GAP = re.compile(r"[^\S\n]+")
# Without a condition, what could have no value somewhere.
_HAS_HOLES = re.compile(r"/|\bln\b|\blog\b|\^\s*\(?\s*-")


def with_value_filled(text: str) -> str:
    """The request with the cases of f that a value behind its formula tells; any other as it is.

    >>> with_value_filled("f(x,y)=xy/(x²+y²) for (x,y)≠(0,0) and f(0,0)=0 at=(0,0)")
    'f(x,y)={xy/(x²+y²), (x,y)≠(0,0); 0, otherwise} at=(0,0)'
    >>> with_value_filled("f(x,y)=x sin(1/y), f(x,0)=0")
    'f(x,y)={x sin(1/y), y≠0; 0, otherwise}'
    """
    spaced = _GAP.sub(" ", text)
    found = _FILLED.search(spaced)
    if found is None:
        return text
    names, row = _entries(f"({found['names']})"), _entries(found["row"])
    moved = [(name, entry) for name, entry in zip(names, row, strict=False) if name != entry]
    if len(names) != len(row) or not moved or any(set(names) & set(entry) for _, entry in moved):
        return text
    if found["condition"] is None:
        if _HAS_HOLES.search(found["formula"]) is None:
            return text
    elif moved != list(zip(_entries(found["left"]), _entries(found["right"]), strict=False)):
        return text
    lefts, rights = (",".join(part) for part in zip(*moved, strict=True))
    condition = f"{lefts}≠{rights}" if len(moved) == 1 else f"({lefts})≠({rights})"
    # Braces, as a word between the cases would be one of the sentence.
    cases = (
        f"{found['head']}{{{found['formula'].strip()}, {condition}; {found['value']}, otherwise}}"
    )
    return f"{spaced[: found.start()]}{cases}{spaced[found.end() :]}"


def _entries(row: str) -> list[str]:
    """What stands between the commas of a row, or the one thing that is no row."""
    return [entry.strip() for entry in row.strip().strip("()").split(",")]
