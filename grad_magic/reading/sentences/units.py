"""The unit of a rate of change: °C/m of a temperature in degrees Celsius and lengths in meters."""

from __future__ import annotations

import re
from itertools import product

_MASSES = {
    "µg": r"micrograms?|[µμ]g|微克",
    "mg": r"milligrams?|mg|毫克",
    "kg": r"kilograms?|kg|千克|公斤",
    "g": r"grams?|g|克",
}
_VOLUMES = {
    "m³": r"cubic\s+met(?:er|re)s?|m(?:\^3|³)|立方米",
    "cm³": r"cubic\s+centimet(?:er|re)s?|cm(?:\^3|³)|立方厘米",
    "L": r"lit(?:er|re)s?|L|升",
}
_CONCENTRATIONS = {
    f"{mass}/{volume}": rf"(?:{of_mass})(?:\s+per\s+|\s*/\s*|每)(?:{of_volume})"
    for (mass, of_mass), (volume, of_volume) in product(_MASSES.items(), _VOLUMES.items())
}
_UNITS = {
    **_CONCENTRATIONS,
    "°C": r"degrees\s+celsius|°\s*C|℃|摄氏度|degrees\s+centigrade",
    "°F": r"degrees\s+fahrenheit|°\s*F|华氏度",
    "K": r"kelvins?|K|开(?:尔文)?",
    "mm": r"millimet(?:er|re)s?|mm|毫米",
    "cm": r"centimet(?:er|re)s?|cm|厘米",
    "km": r"kilomet(?:er|re)s?|km|千米|公里",
    "m": r"met(?:er|re)s?|m|米",
    "ft": r"feet|foot|ft|英尺",
    "mi": r"miles?|mi|英里",
    "in": r"inch(?:es)?",
    "s": r"seconds?|s|秒",
    "V": r"volts?|V|伏特?",
    "Pa": r"pascals?|Pa|帕(?:斯卡)?",
}
_UNIT = "|".join(_UNITS.values())
# T is measured in …; T的单位为…; 其中 x, y 以米计.
_MEASURED = re.compile(
    r"(?P<names>(?:(?<![A-Za-z\\])[A-Za-z](?![A-Za-z])(?:\([^()]*\))?(?:\s*,\s*|\s*,?\s*(?:and|和|与)\s*)?)+|distances?)"
    r"\s*(?:(?:is|are)\s+)?(?:(?:measured|given)\s+)?(?:in\s+|的?单位(?:分别)?(?:是|为)|以)"
    rf"(?P<unit>(?i:{_UNIT}))(?![A-Za-z])(?!\s+per\b|/)"
)
# T(x, y) = 100 - x² degrees Celsius, where …: a letter behind a formula may be its variable.
_BEHIND_FORMULA = re.compile(
    r"(?<![A-Za-z\\])(?P<name>[A-Za-z])\([^()]*\)\s*=[^=;,]*?\s"
    rf"(?P<unit>(?=[^,;]{{4}}|°|℃)(?i:{_UNIT}))(?=\s*(?:[,;]|\.(?!\d)|where\b|at\b))"
)


def unit_of_rate(sentence: str, name: str) -> str:
    """The unit of the rates of a function, as far as the sentence tells both; else "".

    >>> unit_of_rate("T is in degrees Celsius and x, y in meters", "T")
    '°C/m'
    >>> unit_of_rate("C(x,y) = 3xy grams per liter, where x and y are measured in meters", "C")
    '(g/L)/m'
    >>> unit_of_rate("x, y, and z are measured in meters", "z")
    ''
    """
    behind = _BEHIND_FORMULA.finditer(sentence)
    of_value = {_sign_of(said["unit"]) for said in behind if said["name"] == name}
    of_length = set[str]()
    for said in _MEASURED.finditer(sentence):
        unit = _sign_of(said["unit"])
        names = set(re.findall(r"[A-Za-z]", re.sub(r"\band\b|\([^()]*\)", "", said["names"])))
        if said["names"].startswith("distance"):
            of_length.add(unit)
            continue
        (of_value if name in names else of_length).add(unit)
        if name in names and len(names) > 1:
            return ""
    if len(of_value) != 1 or len(of_length) != 1 or of_value == of_length:
        return ""
    value = of_value.pop()
    return f"({value})/{of_length.pop()}" if "/" in value else f"{value}/{of_length.pop()}"


def _sign_of(words: str) -> str:
    """How a unit is written that is said in words."""
    known = (sign for sign, said in _UNITS.items() if re.fullmatch(said, words, re.IGNORECASE))
    return next(known)
