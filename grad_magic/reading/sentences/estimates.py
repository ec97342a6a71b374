"""Numbers to be estimated by differentials, into the linearization that does: √(4.01·8.97).

Each decimal that lies near a whole number is the value of a variable there: f=√(x·y), whose
linearization at (4, 9) is asked for at (4.01, 8.97).
"""

from __future__ import annotations

import re
from fractions import Fraction

_METHOD = (
    r"(?:(?:differentials?|the\s+differential|(?:a|the)\s+total\s+differential|(?:a\s+)?linear"
    r"(?:\s+|-)approximations?"
    r"|linearization|(?:a|the)\s+(?:linear(?:ization|\s+approximation)|tangent\s+plane(?:"
    r"\s+approximation)?)))"
)
_ENGLISH = (
    re.compile(
        rf"\s*(?:use|using)\s+{_METHOD}\s*,?\s*(?:to\s+)?(?:estimate|approximate|find|compute)\s+"
        r"(?:the\s+)?(?:(?:number|value|approximate\s+value)\s+(?:of\s+)?|an\s+approximation\s+"
        r"(?:of|to|for)\s+)?"
        r"(?P<number>[^=]*?)\s*[.?]?\s*",
        re.IGNORECASE,
    ),
    re.compile(
        r"\s*(?:please\s+)?(?:estimate|approximate)\s+(?:the\s+(?:number|value)\s+(?:of"
        r"\s+)?)?(?P<number>[^=]*?)"
        rf"(?:\s*,?\s*(?:using|by|with|by\s+means\s+of)\s+{_METHOD})?\s*[.?]?\s*",
        re.IGNORECASE,
    ),
)
_CHINESE = (
    re.compile(
        r"\s*(?:试?(?:利用|用|应用)(?:全)?微分(?:法|公式)?,?)?(?:求|计算|估算|估计)出?\s*(?P<number>[^一-鿿=]*?)\s*的?近似值"
        r"\s*[.]?\s*"
    ),
    re.compile(
        r"\s*试?(?:利用|用|应用)(?:全)?微分(?:法|公式)?,?(?:估算|估计|近似计算)\s*(?P<number>[^一-鿿=]*?)\s*[.]?\s*"
    ),
)
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])")
_WORD = re.compile(r"[A-Za-z]+")
_KNOWN = {"sqrt", "cbrt", "root", "exp", "ln", "log", "sin", "cos", "tan", "arctan", "e", "pi"}
_VARIABLES = ("x", "y", "z")
# Beyond it nobody says which number is meant.
_NEAR = Fraction(1, 4)


def estimated(signs: str) -> str | None:
    """The request that estimates a number; None where no number is to be estimated.

    >>> estimated("Use differentials to estimate sqrt(4.01*8.97)")
    'f(x,y)=sqrt(x*y) at=(4,9) to=(4.01,8.97) differential=linear'
    """
    for pattern in (*_ENGLISH, *_CHINESE):
        said = pattern.fullmatch(signs)
        request = None if said is None else _linearization(said["number"].replace("×", "·"))
        if request is not None:
            return request
    return None


def _linearization(number: str) -> str | None:
    if any(word not in _KNOWN for word in _WORD.findall(number)) or "°" in number:
        return None
    near: dict[str, str] = {}
    for found in _NUMBER.finditer(number):
        if "." in found[0] and Fraction(found[0]).denominator > 1 and found[0] not in near:
            whole = round(Fraction(found[0]))
            if abs(Fraction(found[0]) - whole) > _NEAR:
                return None
            near[found[0]] = f"{whole}"
    if not 0 < len(near) <= len(_VARIABLES):
        return None
    names = dict(zip(near, _VARIABLES, strict=False))
    formula = _NUMBER.sub(lambda found: names.get(found[0], found[0]), number)
    return (
        f"f({','.join(names.values())})={formula.strip()} at=({','.join(near.values())})"
        f" to=({','.join(near)}) differential=linear"
    )
