"""The name before a student's answer, which says what it answers: D=3, direction:(3,4)."""

from __future__ import annotations

import re
from functools import cache

from grad_magic.presets import (
    ASKED_BY_CHINESE_NAME,
    ASKED_BY_LONGER_NAME,
    ASKED_BY_NAME,
    Asked,
)

_NAMES = {**ASKED_BY_NAME, **ASKED_BY_LONGER_NAME, **ASKED_BY_CHINESE_NAME}


def _any_of(names: list[str]) -> str:
    longest_first = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"[\s_]+") for name in longest_first)


# D, Du, D_u and J are letters, and no words that a capital letter or a gap could stand in.
_OF_LETTERS = re.compile(r"[D∇]|(?:det ?)?[JH](?![a-z])")
_LETTERS = [name for name in _NAMES if _OF_LETTERS.match(name)]
_CHINESE = [name for name in _NAMES if not name.isascii() and name not in _LETTERS]
_LONG = [name for name in _NAMES if name not in (*_LETTERS, *_CHINESE)]
# Behind these a bracket opens the row of which they are a function.
_FUNCTIONS = ["max", "min", "maximum", "minimum", "norm"]
_WORDS = [name for name in _LONG if name not in _FUNCTIONS]
_SLOPE = r"(?:∇|nabla\s*|grad\s*)\s*[A-Za-z]?\w*(?:\s*\([^()]*\))?"
# D_u f(P), ∇f and grad f are named with their function; f′(P) and dy/dx are what they are.
_NAME = (
    rf"(?:(?P<name>{_any_of(_LETTERS)}|(?i:{_any_of(_LONG)})|{_any_of(_CHINESE)})"
    r"(?:(?<=[Duvdat∇])(?<!angent)\s*(?!(?:is|are|of|at)\b)[A-Za-z]\w*)?"
    rf"|(?P<norm>\|\|?\s*{_SLOPE}\s*\|\|?|‖\s*{_SLOPE}\s*‖)"
    r"|(?P<determinant>\|\s*J(?:_\w)?\s*\||∂\s*\([^()]*\)\s*/\s*∂\s*\([^()]*\))"
    r"|(?P<along>∂\s*[A-Za-z]\w*\s*/\s*∂\s*[luvn](?!\w))"
    r"|(?P<slope>[A-Za-z]\w*\s*['′]|d\s?[A-Za-z]\s*/\s*d\s?[A-Za-z](?!\w))"
    # The slope of a line.
    r"|(?P<letter>[km](?=\s*=)))"
)
_POINT = r"(?:P(?:_?\d)?(?!\w)|\([^()=:]*\)|\{[^{}]*\})"
_AT_POINT = rf"(?:\s*\([^()=:]*\)|\s*\|\s*_?\s*{_POINT}|\s*_\s*{_POINT})*"
_OF_WHAT = (
    rf"(?:\s+(?:of|at)\s+(?:the\s+(?:point|function|curve|surface|graph)\s*)?"
    rf"(?:{_POINT}|(?:[A-Za-z]\s*=\s*)?[-−]?[\d.]+(?!\w)|[A-Za-z](?:\(\w(?:,\s*\w)*\))?(?!\w)))*(?:在[^=:是为在]{{0,20}}处)?"
)
# Each gap has a bound, or matching would take time beyond all bounds.
_OPENING = (
    r"(?:[Tt]he\s+|(?:(?:函数|曲线|曲面)\s?)?(?:[A-Za-z]\s?(?:\([^()=:]*\)\s?)?(?=[在的沿]))?"
    r"(?:在[^:是为在]{1,20}处)?(?:所求)?(?:沿[^=:是为]{1,16}?(?=的))?的?)"
)
_EQUALS = r"(?:=(?!=)|:|[是为]|(?:is|are)\b|(?=do(?:es)?\s+not\s|do(?:es)?n't\s|DNE(?!\w)|不存在))"
# Without a sign between: direction (4,1), max √17, 切线 4x+y=6.
_BARE = (
    rf"(?P<word>(?i:{_any_of(_WORDS)}))\s+(?:of\s+)?(?=[^\s=:)])(?!(?:is|are|of|at)\b)"
    rf"|(?P<function>(?i:{_any_of(_FUNCTIONS)}))\s+(?=[^\s=:(<\[⟨,)])(?!(?:is|are|of|at)\b)"
    rf"|(?P<sign>{_any_of(_CHINESE)})\s*(?=[^\s=:,;)])"
)
_ANSWER_NAME = rf"\s*{_OPENING}(?:{_NAME}{_AT_POINT}{_OF_WHAT}\s*{_EQUALS}\s*|{_BARE})"
_KINDS = {
    "minimum": r"min(?:im(?:um|a))?|极小(?:值点|值|点)?",
    "maximum": r"max(?:im(?:um|a))?|极大(?:值点|值|点)?",
    "saddle": r"saddles?(?:\s+points?)?|鞍点",
}
SOME_KIND = "|".join(_KINDS.values())
# What is said of how f compares with its values nearby, and how a kind is called by it.
_SENSES = {
    "no_strict": (
        r"(?:(?:is|are)\s+)?not\s+(?:an?\s+|the\s+)?strict(?!\w)|(?:并?非|不)[是为]严格的?"
    ),
    "not_strict": r"non-?strict(?!\w)|(?:并?非|不)严格的?",
    "weak": r"weak(?!\w)|广义的?",
    "strict": r"strict(?!\w)|严格的?",
}
SENSE_BEHIND = (
    r"(?:\s*[,(]?\s*(?:(?:but|and|though|yet)(?!\w)|[但且])?"
    r"\s*(?:(?:it\s+is|they\s+are|is|are)(?!\w)|是)?\s*(?:"
    r"(?P<not_strict_behind>(?:not\s+(?:an?\s+)?|non-?)strict(?:\s+one)?(?!\w)"
    r"|(?:并?非|不)[是为]?严格的?)|(?P<strict_behind>(?:an?\s+)?strict(?:\s+one)?(?!\w)|严格的?)"
    r")\s*\)?(?=\s*(?:[,;.)]|\Z)))?"
)
"""Whether a kind is strict, said behind it: minimum (not strict)."""
SENSE_ALONE = (
    r"(?:(?:but|and|though|yet)(?!\w)|[但且])?\s*(?:(?:it\s+is|they\s+are|is|are|both|all)(?!\w)\s*)*"
    r"(?:[均都]|[是为])*(?:"
    r"(?P<not_strict_behind>(?:not\s+(?:an?\s+)?|non-?)strict(?:\s+ones?)?(?!\w)"
    r"|(?:并?非|不)[是为]?严格的?)|(?P<strict_behind>(?:an?\s+)?strict(?:\s+ones?)?(?!\w)|严格的?)"
    r")\s*(?=[,;.)]|\Z)"
)
"""The same where points stand between: minima ±(1,1), not strict."""
_LOCAL = r"(?:(?:local|relative)\s+)?"
_SENSE = "|".join(f"(?P<{sense}>{pattern})" for sense, pattern in _SENSES.items())
KIND = (
    rf"(?:an?\s+|the\s+)?{_LOCAL}(?:(?:{_SENSE})\s*)?{_LOCAL}"
    rf"(?:{'|'.join(f'(?P<{kind}>{pattern})' for kind, pattern in _KINDS.items())})"
)
"""Of which kind a critical point is said to be, and whether strictly: see `kind_in`."""
_ENDS_IN_KIND = re.compile(rf"(?<!\w)(?:{SOME_KIND})\s*\Z")
_LONGEST_KIND = 40
_BY_WORDS = {name.replace("_", " ").lower(): asked for name, asked in _NAMES.items()}


@cache
def answer_name() -> re.Pattern[str]:
    """A name, with what separates it from the answer behind it.

    It is long: whoever gives no answer does not wait until it is compiled.
    """
    return re.compile(_ANSWER_NAME)


@cache
def named_answer() -> re.Pattern[str]:
    """The clause of an answer up to the end of its name."""
    return re.compile(rf"(?<!\w)answer\s*=\s*[(\"'“]?(?:\s*det\s*\(\s*[JH]\s*\)|{_ANSWER_NAME})")


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


def is_normal(match: re.Match[str]) -> bool:
    """Whether a name leaves open whether a normal is a line or a vector.

    >>> is_normal(answer_name().match("normal: (1,2)")), is_normal(answer_name().match("法线: "))
    (True, False)
    """
    return name_in(match).lower() == "normal"


def kind_in(match: re.Match[str]) -> str:
    """The kind that a match of `KIND` names: "minimum", "strict minimum"; "" of no kind.

    >>> kind_in(re.match(KIND, "a strict local max")), kind_in(re.match(KIND, "非严格极小值"))
    ('strict maximum', 'not strict minimum')
    """
    found = {name.removeprefix("zh_") for name, text in match.groupdict().items() if text}
    kind = next((name for name in _KINDS if name in found), "")
    senses = (name for name in ("not_strict", "strict") if f"{name}_behind" in found)
    sense = next((name for name in _SENSES if name in found), next(senses, ""))
    return f"{sense.replace('_', ' ')} {kind}".strip() if kind else ""


def sense_in(match: re.Match[str]) -> str:
    """Whether strict, of a match of `SENSE_ALONE`.

    >>> sense_in(re.match(SENSE_ALONE, "not strict"))
    'not strict'
    """
    return "not strict" if match["not_strict_behind"] else "strict"


def name_in(match: re.Match[str]) -> str:
    """The word that says what is answered, of a match of `answer_name`; "" of a sign.

    >>> name_in(answer_name().match("largest_rate: 3"))
    'largest_rate'
    """
    return match["name"] or match["word"] or match["function"] or match["sign"] or ""


def asked_by(match: re.Match[str]) -> Asked | None:
    """What a name says is answered; None for a tangent, whose letters say which.

    Args:
        match: of `answer_name`.

    >>> asked_by(answer_name().match("largest_rate: 3")), asked_by(answer_name().match("f'(3)=6"))
    (<Asked.MAX_RATE: 'max_rate'>, <Asked.RATE: 'directional_derivative'>)
    """
    if match["norm"]:
        return Asked.MAX_RATE
    if match["determinant"]:
        return Asked.DETERMINANT
    word = re.sub(r"[\s_]+", " ", name_in(match)).lower()
    return _BY_WORDS[word] if word else Asked.RATE
