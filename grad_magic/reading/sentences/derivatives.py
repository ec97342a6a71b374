"""What is asked for by signs: ∂z/∂x and ∂²z/∂x∂y, f_x(1,2), grad f(0,0,0), dz."""

from __future__ import annotations

import re
from dataclasses import dataclass

from grad_magic.reading.sentences.language import ROW, Need

_TWO = r"(?:\^?2|²|\^\{2\})"
_THREE = r"(?:\^?3|³|\^\{3\})"
_FUNCTION = r"(?P<name>[A-Za-z])"
_VARIABLE = r"[A-Za-zθφ](?:_\d|_\{\d\})?"
_ARGUMENTS = r"(?:\((?P<names>[xyzt](?:,\s*[xyzt])*)\))?"
# The place of a function of one variable.
_NUMBER = r"\([^()A-Za-zθφ]+\)"
_PLACE = (
    rf"(?:(?:\|?\s*_?\{{?|at\s+(?:the\s+point\s+)?|在点?)\s*(?P<at>{ROW}|{_NUMBER})\s*\}}?"
    r"(?:处(?:的值)?)?)?"
)
# In the order in which they are tried; `by` is by what f is differentiated.
_SIGNS = tuple(
    (re.compile(rf"{sign}{_ARGUMENTS}\s*{_PLACE}\s*"), need)
    for sign, need in (
        (rf"∂\s*{_FUNCTION}\s*/\s*∂\s*(?P<by>{_VARIABLE})", Need.FIRST_ORDER),
        (
            rf"∂{_TWO}\s*{_FUNCTION}\s*/\s*∂\s*(?P<by>{_VARIABLE}\s*(?:{_TWO}|∂\s*{_VARIABLE}))",
            Need.SECOND_ORDER,
        ),
        (
            (
                rf"∂{_THREE}\s*{_FUNCTION}\s*/\s*(?P<by>∂\s*{_VARIABLE}\s*(?:{_THREE}"
                rf"|{_TWO}\s*∂\s*{_VARIABLE}|∂\s*{_VARIABLE}\s*(?:{_TWO}|∂\s*{_VARIABLE})))"
            ),
            Need.THIRD_ORDER,
        ),
        (rf"{_FUNCTION}'?_(?P<by>[xyzt](?![A-Za-z])|\{{[xyzt]\}})'?", Need.FIRST_ORDER),
        (
            rf"{_FUNCTION}(?:''|″)?_(?P<by>[xyzt]{{2}}(?![A-Za-z])|\{{[xyzt]{{2}}\}})(?:''|″)?",
            Need.SECOND_ORDER,
        ),
        (
            rf"{_FUNCTION}(?:\'\'\'|‴)?_(?P<by>[xyzt]{{3}}(?![A-Za-z])|\{{[xyzt]{{3}}\}})",
            Need.THIRD_ORDER,
        ),
        (rf"(?:grad\s+|∇\s*){_FUNCTION}(?P<by>)(?![A-Za-z])", Need.FIRST_ORDER),
        (rf"{_FUNCTION}(?:'|′)(?P<by>)(?![A-Za-z'])", Need.FIRST_ORDER),
        (rf"{_FUNCTION}(?:''|″)(?P<by>)(?![A-Za-z'])", Need.SECOND_ORDER),
        (rf"d\s*{_FUNCTION}\s*/\s*d\s*(?P<by>{_VARIABLE})", Need.IMPLICIT),
        (
            rf"d{_TWO}\s*{_FUNCTION}\s*/\s*d\s*(?P<by>{_VARIABLE})\s*{_TWO}",
            Need.SECOND_ORDER,
        ),
        (rf"d{_FUNCTION}(?P<by>)(?![A-Za-z])", Need.DIFFERENTIAL),
    )
)
_AT = re.compile(r"(?:\bat\s+(?:the\s+point\s+)?|在点?)\s*\Z")
_BETWEEN = re.compile(r"\s*(?:,\s*(?:and\b)?|、|[和与及]|以及|\band\b)\s*")


@dataclass(frozen=True)
class Asked:
    """What signs ask for.

    Attributes:
        names: the functions that they name.
        variables: by which they are differentiated.
        points: where, as rows of coordinates; none where the derivatives are general.
        needs: what else the request needs.
    """

    names: frozenset[str]
    variables: frozenset[str]
    points: tuple[str, ...]
    needs: frozenset[Need]


def asked_by_signs(text: str) -> Asked | None:
    """What a list of signs asks for; None where it holds anything else.

    >>> asked_by_signs("f_x(1,2) and f_y(1,2)").points, asked_by_signs("f_x, f_y at (1,2)").points
    (('(1,2)',), ('(1,2)',))
    >>> asked_by_signs("f_x and f_y(1,2)") is None
    True
    >>> asked_by_signs("∂z/∂x, ∂z/∂w + 1") is None
    True
    """
    names: set[str] = set()
    variables: set[str] = set()
    points: list[str] = []
    needs: set[Need] = set()
    position, general = 0, 0
    text = text.strip().rstrip(".").rstrip()
    while True:
        matches = ((sign.match(text, position), need) for sign, need in _SIGNS)
        known = ((found, need) for found, need in matches if found and _ends(text, found.end()))
        found, need = next(known, (None, Need.FIRST_ORDER))
        if found is None:
            return None
        names.add(found["name"])
        variables |= {re.sub(r"[{}]", "", name) for name in re.findall(_VARIABLE, found["by"])}
        needs.add(need)
        place = "".join((found["at"] or "").split())
        general += not place
        points += [place] if place and place not in points else []
        if found.end() == len(text):
            # f_x and f_y(1,2): one request has either. f_x and f_y at (1,2) are both there.
            is_of_all = len(points) == 1 and _AT.search(text, 0, max(found.start("at"), 0))
            if points and general and not is_of_all:
                return None
            asked = (frozenset(names), frozenset(variables), tuple(points), frozenset(needs))
            return Asked(*asked)
        between = _BETWEEN.match(text, found.end())
        assert between is not None
        position = between.end()


def _ends(text: str, position: int) -> bool:
    return position == len(text) or _BETWEEN.match(text, position) is not None
