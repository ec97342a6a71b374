"""How lines of Chinese are broken and spaced."""

from __future__ import annotations

import re

# Compiled when they are first used, as most answers are in English.
# Ideographs, and the signs of punctuation that are as wide.
_LETTER = "[\u3400-\u9fff]"
_CLOSING = "，。；：、！？）》」』”’"
_OPENING = "（《「『“‘"
# Short words that a row's end does not part, as print does not where it can be helped.
_WORDS = (
    "广义极大值点|广义极小值点|极大值点|极小值点|变化率为零|极值点|极大值|极小值|变化率|值不变"
    "|无实根|不可微|不可导|不变号|偏导数|方程组|实数解|定义域|极值|因为|所以|其中|从而|因此|趋于"
    "|存在|常数|可知|得到|方向|导数|梯度|切线|法线|平面|单位|向量|连续|可微|可导|鞍点|函数|变化"
    "|不变|方程|极限|曲线|曲面|原点|驻点|任一|充分|为零|实根|邻域|常量|变量|其余|不是|决定|这些"
    "|这样|同号|附近|增量|增加|减少|系数|定义|差商|垂直|代入|解得|切平面|法平面"
    "|最大值|最小值|最大|最小|最快|取得|求出|得出|满足|看作|使用|法则|求导|判定|确定"
    "|不存在|没有|未能|不能|是否|可以|无法|在该点|该点|该处|在点|各点|每一|一条|一个|另一"
    "|这里|这是|只有|由于|相同|相等|相反|一阶|二阶|高阶|混合|广义|单侧|两侧|一侧|去心"
    "|特征值|特征|矩阵|坐标|参数|元素|斜率|符号|长度|结果|数值|类型|图形|分段|区域|夹角"
    "|为正|为负|大于|小于|之差|之和|沿此"
)
# A row may end behind a letter or a closing sign, if none that closes follows; never before one,
# nor behind one that opens. A point is not parted from its name.
_UNIT = (
    rf"\s+|[{_OPENING}]*(?:{_WORDS}|{_LETTER}|[^\s{_OPENING}{_CLOSING}\u3400-\u9fff]+)[{_CLOSING}]*"
    rf"|[{_OPENING}]+|[{_CLOSING}]+"
)
_FOREIGN = rf"[^\s{_OPENING}{_CLOSING}—…\u3400-\u9fff]"
# What closes stands right behind a letter, and what opens right before one.
_BESIDE = rf"(?<={_LETTER})(?![)\]}}])(?={_FOREIGN})|(?<={_FOREIGN})(?<![(\[{{])(?={_LETTER})"


def split_chinese(text: str) -> list[str]:
    """Letters, or short words, with their punctuation, and the gaps between them, empty or spaces.

    >>> split_chinese("存在，所以")
    ['存在，', '', '所以']
    """
    parts: list[str] = []
    for unit in re.findall(_UNIT, text):
        if parts and parts[-1][-1] in _OPENING and not unit.isspace():
            parts[-1] += unit
            continue
        if parts and not unit.isspace() and not parts[-1].isspace():
            parts.append("")
        parts.append(unit)
    if parts and parts[-1][-1] in _CLOSING:
        parts.append("")
    return parts


def space_out(text: str) -> str:
    """A text with spaces between its Chinese letters and what else there is.

    >>> space_out("沿u的方向，f增加")
    '沿 u 的方向，f 增加'
    """
    return re.sub(_BESIDE, " ", text)
