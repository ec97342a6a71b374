"""Sentences that ask for a picture: plot the gradient field of xy, 画出 f=x²-y² 的等高线."""

from __future__ import annotations

import re

_VERB = r"(?:please\s+)?(?:plot|draw|sketch|graph|show|visuali[sz]e|display)\s+(?:me\s+)?"
_FIELD = r"(?:gradient(?:\s+vector)?|vector)\s+fields?(?:\s+of\s+the\s+gradient)?"
_CONTOUR = r"contour\s+(?:plots?|maps?|lines?|diagrams?)"
# By the view that each asks for, behind a verb and without one.
_NOUNS = (
    ("field", _FIELD, _FIELD),
    ("contour", rf"{_CONTOUR}|contours?|level\s+(?:curves?|sets?|lines?)", _CONTOUR),
    (
        "surface",
        r"surface(?:\s+plot)?|tangent\s+plane|3d\s+(?:plot|graph|surface)|graph",
        r"3d\s+plot",
    ),
    ("", r"gradient(?:\s+vector)?|picture|plot", r"plot|picture"),
)
_ENGLISH = tuple(
    (
        view,
        re.compile(
            rf"\s*(?:{_VERB}(?:(?:the|an?|some)\s+)?(?:{shown})|(?:the\s+|a\s+)?(?:{named}))"
            r"\s+(?:of|for|to)\s+(?P<of>.*)",
            re.IGNORECASE | re.DOTALL,
        ),
    )
    for view, shown, named in _NOUNS
)
_WITHOUT_SHOW = _VERB.replace("|show", "")
_ALONE = re.compile(
    rf"\s*{_WITHOUT_SHOW}(?:(?:the\s+)?function\s+)?"
    r"(?P<of>(?!.*\b(?:of|the|that|whether|how|why)\b)[^=]*(?:=.*)?)",
    re.IGNORECASE,
)
_CHINESE = re.compile(
    r"\s*(?:请)?(?:画|作|绘制?|描绘)出?(?:函数|曲面)?\s*(?P<of>.*?)\s*的?"
    r"(?P<what>等高线图?|等值线图?|梯度场|向量场|曲面图?形?|三维图形?|立体图形?|图形|图像|图)\s*[.]?\s*"
)
# By the first sign of what is drawn.
_CHINESE_VIEWS = {
    "等": "contour",
    **dict.fromkeys("梯向", "field"),
    **dict.fromkeys("曲三立", "surface"),
}


def drawn(signs: str) -> tuple[str, str]:
    """The sentence that asks for the function alone, and the clause of its picture.

    >>> drawn("plot the gradient field of xy")
    ('find the gradient of xy', 'plot=field')
    """
    chinese = _CHINESE.fullmatch(signs)
    if chinese is not None:
        view = _CHINESE_VIEWS.get(chinese["what"][0], "")
        return f"求{chinese['of']}的梯度", f"plot={view}" if view else ""
    for view, pattern in _ENGLISH:
        found = pattern.fullmatch(signs)
        if found is not None:
            return f"find the gradient of {found['of']}", f"plot={view}" if view else ""
    alone = _ALONE.fullmatch(signs)
    if alone is not None and not alone["of"].lstrip().startswith("="):
        return f"find the gradient of {alone['of']}", ""
    return signs, ""
