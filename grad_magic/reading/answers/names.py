"""The name before a student's answer, which says what it answers: D=3, direction:(3,4)."""

from __future__ import annotations

import re

from grad_magic.presets import ASKED_BY_CHINESE_NAME, ASKED_BY_NAME, Asked

_NAMES = {**ASKED_BY_NAME, **ASKED_BY_CHINESE_NAME}
_WORDS = "|".join(
    re.escape(name).replace(r"\ ", r"[\s_]") for name in sorted(_NAMES, key=len, reverse=True)
)
ANSWER_NAME = re.compile(
    # D_u f(P), ∇f and grad f are named with their function; f′(P) is what it is.
    rf"\s*(?:(?P<name>{_WORDS})(?:(?<=[Duvdat∇])\s*[A-Za-z]\w*)?|[A-Za-z]\w*\s*['′])"
    r"(?:\s*\([^()=:]*\))?\s*(?:=(?!=)|:|[是为]|is\b)\s*"
)
NAMED_ANSWER = re.compile(rf"(?<!\w)answer\s*=\s*\(?{ANSWER_NAME.pattern}")
_KINDS = {
    "minimum": r"min(?:im(?:um|a))?|极小(?:值点|值|点)?",
    "maximum": r"max(?:im(?:um|a))?|极大(?:值点|值|点)?",
    "saddle": r"saddles?(?:\s+points?)?|鞍点",
}
SOME_KIND = "|".join(_KINDS.values())
KIND = (
    r"(?:an?\s+|the\s+)?(?:strict\s+|严格)?(?:local\s+|relative\s+)?"
    rf"(?:{'|'.join(f'(?P<{kind}>{pattern})' for kind, pattern in _KINDS.items())})"
)
"""Of which kind a critical point is said to be; the kind is the name of the group."""
_ENDS_IN_KIND = re.compile(rf"(?<!\w)(?:{SOME_KIND})\s*\Z")
_LONGEST_KIND = 40
_BY_WORDS = {name.replace("_", " "): asked for name, asked in _NAMES.items()}


def ends_in_kind(text: str) -> bool:
    """Whether "at" goes on as in: a minimum at (1,2).

    >>> ends_in_kind("answer=saddle point "), ends_in_kind("answer=3 ")
    (True, False)
    """
    return _ENDS_IN_KIND.search(text[-_LONGEST_KIND:]) is not None


def is_kind(name: str) -> bool:
    """Whether this word is a kind of critical point, as in: saddle=(0,0).

    >>> is_kind("鞍点"), is_kind("b")
    (True, False)
    """
    return re.fullmatch(SOME_KIND, name) is not None


def asked_by(name: str | None) -> Asked | None:
    """What the name says is answered; None for a tangent, whose letters say which.

    Args:
        name: as `ANSWER_NAME` has it, None for a derivative f′(P).

    >>> asked_by("largest_rate")
    <Asked.MAX_RATE: 'max_rate'>
    """
    return Asked.RATE if name is None else _BY_WORDS[re.sub(r"[\s_]+", " ", name)]
