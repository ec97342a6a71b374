"""Gradient descent as it is worded: on x²+3y² from (2,1) with step 0.1 for 20 iterations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from grad_magic.reading.sentences.language import NAME, ROW

_NUMBER = r"\d+(?:\.\d+)?(?:/\d+)?"
_COUNTS = {
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "ten": "10",
    "一": "1",
    "两": "2",
    "二": "2",
    "三": "3",
    "四": "4",
    "五": "5",
    "十": "10",
}
_PATHS = {"momentum": "momentum", "natural": "natural", "动量": "momentum", "自然": "natural"}


@dataclass(frozen=True)
class _Words:
    """How descent is worded in a language.

    Attributes:
        named: what such a sentence has, which no other has.
        parts: what it may say in any order, with the groups `start`, `size` and `count`.
        opening: what stands before the function.
        ending: what may stand behind it.
        foreign: words that no formula has.
    """

    named: re.Pattern[str]
    parts: tuple[re.Pattern[str], ...]
    opening: re.Pattern[str]
    ending: re.Pattern[str]
    foreign: re.Pattern[str]


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_ENGLISH = _Words(
    named=_compiled(
        r"(?P<kind>(?:momentum|natural)\s+)?(?:gradient|steepest)\s+descent\b(?!\s+direction)"
        r"(?P<with>\s+(?:with|using)\s+momentum)?"
    ),
    parts=(
        _compiled(
            r"[,;]?\s*(?:\band\s+)?(?:\b(?:with|using|of|for)\s+)?(?:an?\s+|the\s+)?(?:(?:fixed"
            r"|constant)\s+)?"
            r"\b(?:step[- _]?(?:size|length)?|learning[- _]rate|lr|η|eta|α|alpha)\s*(?:(?:of|is"
            r"|η|α)\s*|[=:]\s*)*"
            rf"(?P<size>{_NUMBER})(?![\d/.]*\d)"
        ),
        _compiled(
            r"[,;]?\s*(?:\band\s+)?\b(?:with\s+|for\s+)?(?:an?\s+|the\s+)?(?:start(?:ing|s)?"
            r"|begin(?:ning)?|initiali[sz]ed)?\s*"
            rf"(?:at|from|in|(?:initial\s+|starting\s+)?(?:point|guess|value)|x_?0)\s*(?:of|is"
            rf"|[=:])?\s*(?:the\s+)?(?:point\s+)?"
            rf"(?P<start>(?:(?-i:[A-Za-z])_?\d?\s*=?\s*)?{ROW})"
        ),
        _compiled(
            rf"[,;]?\s*(?:\band\s+)?(?:\b(?:for|do|run|perform|take|make|using|with|compute)\s+)?"
            rf"(?P<count>\d+|{'|'.join(word for word in _COUNTS if word.isascii())})\s+"
            rf"(?:iterations?|steps?|epochs?|updates?)"
            r"(?:\s+of(?=\s))?"
        ),
    ),
    opening=_compiled(
        r"\s*(?:(?:please|now|let\s+us)\s+)?(?:(?:run|do|perform|apply|use|carry\s+out|compute"
        r"|take|show|simulate|find)\s+)?"
        r"(?:the\s+)?(?:path\s+of\s+)?(?:(?:momentum|natural)\s+)?(?:gradient|steepest)"
        r"\s+descent(?:\s+(?:method|algorithm))?\s*"
        r"(?:to\s+(?:minimi[sz]e|find\s+(?:the\s+|a\s+)?minim(?:um|a|ize[rs]?)\s+(?:of|for))|on"
        r"|for|of|with|(?:applied\s+)?to|:)?\s*"
        r"(?:the\s+)?(?:function\s+|loss\s+(?:function\s+)?)?"
    ),
    ending=_compiled(
        r"\s*(?:(?:by|with|using)\s+(?:the\s+)?(?:gradient|steepest)\s+descent)?\s*[.,;?]*\s*"
    ),
    foreign=re.compile(
        r"(?<![A-Za-z\\])[A-Za-z]{4,}(?<!sqrt)(?<!cosh)(?<!sinh)(?<!tanh)(?<!norm)(?<!relu)(?![A-Za-z(])"
    ),
)
_MINIMIZED = _compiled(
    r"\s*(?:please\s+)?minimi[sz]e\s+(?P<formula>.*?)\s+(?:by|with|using)\s+(?P<named>"
    r"(?:momentum\s+|natural\s+)?"
    r"(?:gradient|steepest)\s+descent)\b(?P<behind>.*)"
)
# One gradient descent step.
_STEPS_OF_DESCENT = _compiled(
    rf"\b(?P<count>\d+|{'|'.join(word for word in _COUNTS if word.isascii())}|an?|the\s+first)\s+"
    r"gradient[- ]descent\s+(?P<steps>steps?|iterations?|updates?)\b"
)
_CHINESE = _Words(
    named=re.compile(r"(?P<kind>动量|自然)?(?:梯度下降|最速下降)(?!最|方向|的方向)(?P<with>)"),
    parts=(
        re.compile(
            rf"[,;]?(?:步长|学习率|学习速率)(?:[ηα])?(?:取|为|是|等于|[=:])*\s*(?P<size>{_NUMBER})(?![\d/.]*\d)"
        ),
        re.compile(
            r"[,;]?(?:初始点|起始点|初值|起点|从|由|自)(?:取|为|是|[=:])*(?:点)?\s*"
            rf"(?P<start>{NAME}{ROW})(?:点)?(?:处)?(?:出发|开始)?,?"
        ),
        re.compile(
            rf"[,;]?(?:迭代|走|做|进行)?\s*(?P<count>\d+"
            rf"|{'|'.join(w for w in _COUNTS if not w.isascii())})\s*(?:次迭代|次|步)(?:的)?"
        ),
    ),
    opening=re.compile(
        r"\s*(?:试|请)?(?:利用|用|使用|采用|对|求)?(?:(?:动量|自然)?(?:梯度|最速)下降(?:法|算法)?)?,?(?:来)?(?:求|最小化|对)?"
        r"(?:函数|损失函数)?\s*"
    ),
    ending=re.compile(
        r"\s*(?:的(?:极小值点?|最小值点?|极小点|最小点))?,?(?:做|作|进行|使用|用)?(?:一次)?(?:(?:动量|自然)?(?:梯度|最速)下降"
        r"(?:法)?)?\s*[.,;]*\s*"
    ),
    foreign=re.compile(r"[一-鿿]"),
)


def descended(signs: str) -> str | None:
    """The request that a sentence about gradient descent is; None where it is none.

    >>> descended("gradient descent on x^2+3y^2 from (2,1) with step 0.1")
    'x^2+3y^2 at=(2,1) path=descent step_size=0.1'
    """
    signs = _STEPS_OF_DESCENT.sub(r"\g<count> \g<steps> of gradient descent", signs)
    minimized = _MINIMIZED.fullmatch(signs)
    if minimized is not None:
        signs = f"{minimized['named']} on {minimized['formula']}{minimized['behind']}"
    for words in (_ENGLISH, _CHINESE):
        named = words.named.search(signs)
        if named is not None:
            kind = "momentum" if named["with"] else (named["kind"] or "").strip().lower()
            signs = signs.replace(named["with"], "") if named["with"] else signs
            return _request(words, signs, kind)
    return None


def _request(words: _Words, signs: str, kind: str) -> str | None:
    said: dict[str, str] = {}
    for part in words.parts:
        found = part.search(signs)
        if found is None:
            continue
        said |= {name: text for name, text in found.groupdict().items() if text}
        signs = f"{signs[: found.start()]} {signs[found.end() :].lstrip()}"
    opened = words.opening.match(signs)
    if opened is None:
        return None
    formula = signs[opened.end() :]
    ended = next(
        (
            end
            for place in range(len(formula) + 1)
            if (end := words.ending.fullmatch(formula, place)) is not None
        ),
        None,
    )
    formula = formula if ended is None else formula[: ended.start()]
    formula = formula.strip(" ,;")
    # The method of steepest descent searches along its direction; a step says that it does not.
    is_searched = "steepest" in signs.lower() or "最速" in signs
    if is_searched and "size" not in said:
        return None
    if not formula or words.foreign.search(formula) or "start" not in said:
        return None
    return f"{formula} {_clauses(said, _PATHS.get(kind, 'descent'))}"


def _clauses(said: Mapping[str, str], path: str) -> str:
    row = said["start"]
    clauses = [f"at={row[row.index('(') :]}"]
    count = said.get("count", "")
    steps = _COUNTS.get(count.lower(), count)
    if steps != "1" or "size" not in said or path != "descent":
        clauses.append(f"path={path}")
    if "size" in said:
        clauses.append(f"step_size={said['size']}")
    if count and steps != "1":
        clauses.append(f"iterations={steps}")
    elif count and (path != "descent" or "size" not in said):
        clauses.append("iterations=1")
    return " ".join(clauses)
