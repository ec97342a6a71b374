"""An answer that says of which kind P is: a local minimum, no critical point."""

from __future__ import annotations

import re
from dataclasses import replace

from grad_magic.formula.tree import Place
from grad_magic.presets import Asked
from grad_magic.problem import Answer, AnswerForm
from grad_magic.reading.answers.critical import read_critical
from grad_magic.reading.answers.numbers import AnswerReading

# Of f at P is said what kind it is, and nothing of a rate.
# min f(1,1) = -1 and min at (1,1); the largest rate is at no point of numbers by its name.
OF_EXTREME_VALUE = (
    r"(?:an?\s+|the\s+)?m(?:in|ax)(?:imum)?\s+(?:of\s+)?"
    r"(?:at\s*\([^()]*\)\s*\Z|[A-Za-z]\s*\(\s*[-+√π\d])"
)
"""How a minimum or maximum with its point or value begins, and no rate of change."""
_SAYS_KIND = re.compile(
    r"(?<!\w)(?:saddle|inflection|neither|extrem(?:um|a)|minimum|maximum|minima|maxima"
    r"|(?:local|relative|strict)\s+m(?:in|ax))(?!\w)|鞍点|极[大小]?值|拐点"
    rf"|\A\s*(?:an?\s+)?m(?:in|ax)\s*\Z|\A\s*{OF_EXTREME_VALUE}"
    # Min x = 0 of one variable.
    r"|\A\s*m(?:in|ax)\s+[a-eg-z]\s*=",
    re.IGNORECASE,
)
_OF_P = re.compile(
    r"\s*(?:(?:it|P|f|the\s+(?:critical\s+)?point(?:\s+P)?)\s+(?:is|has)(?!\w)|在?(?:点\s*P|P\s*点?|该点|此点)处?)"
    r"\s*",
    re.IGNORECASE,
)
# The maximum of the rates of change.
_SAYS_RATE = re.compile(r"\s*(?:the\s+)?(?:maximum|minimum)\s*[:=]?\s*[-+√\d]", re.IGNORECASE)
_AT_P = re.compile(r"\s+(?:at|in)\s+P\s*\Z")
SAYS_CRITICAL = re.compile(
    r"\s*(?P<no>not?\s+|不是|并非|非)?(?:an?\s+)?"
    r"(?:(?:critical|stationary)\s+point(?:\s+of\s+f)?|驻点|临界点|稳定点)\s*",
    re.IGNORECASE,
)
"""That P is a critical point, or none."""


def read_kind(reading: AnswerReading, place: Place) -> Answer | None:
    """Of which kind P is said to be, where nothing else is asked; None of other answers."""
    context = reading.context
    text = context.text(place)
    if context.components:
        return None
    opening = _OF_P.match(context.source, place.start, place.end)
    start = place.start if opening is None else opening.end()
    critical = SAYS_CRITICAL.fullmatch(context.source, start, place.end)
    if critical is not None:
        verdict = Answer(AnswerForm.POINTS, asked=Asked.KIND)
        if critical["no"]:
            return replace(verdict, absent=frozenset({"critical"}))
        return replace(verdict, claims=(("critical", None),))
    if _SAYS_KIND.search(text) is None or _SAYS_RATE.match(text):
        return None
    ending = _AT_P.search(context.source, start, place.end)
    said = Place(start, place.end if ending is None else ending.start())
    answer = read_critical(reading, said)
    has_kind = answer is not None and (answer.claims or answer.absent or any(answer.kinds))
    return replace(answer, asked=Asked.KIND) if answer is not None and has_kind else None
