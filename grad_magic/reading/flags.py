"""Flags, as commands have them, into the clauses that they stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from grad_magic.presets import SLIDERS
from grad_magic.reading.options import OPTIONS

FLAGS: Mapping[str, str] = MappingProxyType({"-i": f"interactive={SLIDERS}"})

_KEYS = "|".join(option.key for option in OPTIONS)
_FIRST = re.compile(r"\s*(?P<flag>-\w)(?=\s+\S)")
# Behind an option's value, and before another option or the end of a line: behind a formula it
# would be a part of that. Compiled where it is first needed, as few requests have flags.
_LATER = (
    rf"(?m)(?<!\w)(?:{_KEYS})\s*=\s*[^\s=#][^=\n#]*\s(?P<flag>-\w)"
    rf"(?=[ \t]*(?:#.*)?$|\s+(?:{_KEYS})\s*=)"
)
# Where these letters stand alone, i may be a variable or a unit vector.
_COMMENT = re.compile(r"#.*")
_LETTERS = re.compile(r"(?<![A-Za-z_])[ijk](?!\w)")


def spell_out_flags(source: str) -> str:
    r"""The request with its flags as clauses at its end; all else stays where it is.

    >>> spell_out_flags("-i x*y at=(1,2)")
    '   x*y at=(1,2) interactive=True'
    >>> spell_out_flags("x*y at=(1,2) -i order=2")
    'x*y at=(1,2)    order=2 interactive=True'
    >>> spell_out_flags("x*y at=(1,2) -i # moves")
    'x*y at=(1,2)    # moves\ninteractive=True'
    >>> spell_out_flags("i^2 -i")
    'i^2 -i'
    """
    if not any(flag in source for flag in FLAGS):
        return source
    letters = _LETTERS.findall(_COMMENT.sub("", source))
    # A comment goes to the end of its line.
    separator = "\n" if "#" in source else " "
    for found in (_FIRST.match(source), re.search(_LATER, source)):
        clause = None if found is None else FLAGS.get(found["flag"])
        if found is not None and clause is not None and len(letters) == 1:
            start, end = found.span("flag")
            blanks = " " * (end - start)
            return f"{source[:start]}{blanks}{source[end:].rstrip()}{separator}{clause}"
    return source
