"""Stories ahead of a function: a chimney that stands at the origin, a line that is fitted to data.

A story is passed over where each of its words is known to put no condition and to ask nothing, and
where no number of it can be the value of a letter of the function; else it leaves all unread.
"""

from __future__ import annotations

import re

from grad_magic.reading.sentences.language import LENGTH, ROW, Language
from grad_magic.reading.sentences.series import masked
from grad_magic.reading.vocabulary import CALLABLE_BY_NAME

_LETTER = r"[a-zλμθφψ](?:_?\d|_\{\d\})?(?![A-Za-z])"
_HEADER = re.compile(
    rf"(?<![A-Za-z_\\])[A-Za-zφψ]\s*\(\s*(?P<variables>{_LETTER}(?:\s*,\s*{_LETTER})*)\s*\)\s*=(?!=)\s*"
)
_FORMULA_ENDS = re.compile(r"[,;.]?\s+[A-Za-z]{2,}\s|[;.](?:\s|\Z)|,\s|[?]|[一-鿿]|\Z")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_NAME = re.compile(rf"(?-i:{_LETTER})|[A-Za-z]{{2,}}")
_OPENED = re.compile(
    r"\s*(?:let|suppose(?:\s+that)?|consider|given|if|for|设|設|已知|给定|若)?\s*\Z", re.IGNORECASE
)
# What says that the function is that of the story.
_LEADS = re.compile(
    r"(?:\w\s+\w+[^.]*\s(?:is|by)|\w\s+\w+\s+(?:loss|cost|error)(?:\s+function)?|[一-鿿]{2}[是为])\s*\Z",
    re.IGNORECASE,
)
_ASSIGNED = re.compile(rf"(?<![A-Za-z_\\])(?P<name>{_LETTER})\s*=")
_DIGIT = re.compile(r"(?<![\d_{])\d")
_PLACE = re.compile(rf"(?:\bat\s|在|于)[^.?]*?{ROW}|(?<!\w)[a-z]\s*=\s*[-\d]", re.IGNORECASE)
_ORIGIN = re.compile("origin|原点")

# Letters, rows of them, and what a model makes of them: $\tanh(wx+b)$, y=wx+b.
_LETTERS = rf"(?-i:{_LETTER})|\(\s*{_LETTER}(?:\s*,\s*{_LETTER})*\s*\)"
_FORMULA = (
    rf"(?-i:{_LETTER})\s*=\s*[^\s=,.;$一-鿿]*(?<=[^\s\d])"
    rf"|\$(?:\s*(?:\\hat\s*)?{_LETTER}\s*=)?[^$=<>]*\$"
)
_NUMBERS = rf"\(\s*{LENGTH}(?:\s*,\s*{LENGTH})+\s*\)|{LENGTH}"
_DATUM = rf"(?:(?-i:{_LETTER})\s*=\s*)?(?:{_NUMBERS})"
_ENGLISH_WORDS = (
    # What a model and its loss are told with. Of weights no number is said: it were a point.
    "line|plane|data|points?|fitted|fit|model|classifier|neuron|perceptron|network|regression"
    "|linear|logistic|sigmoid|squared?|mean|error|loss|cost|cross-entropy|function|weights?|bias"
    "|parameters?|slope|intercept|trained|training|examples?|samples?|observations?|single"
    "|prediction|predicted|predicts|one|two|three|four|five|other|first|second|third|binary|least"
    "|squares|activation|layer|unit"
    # What stands where, and what is measured there.
    r"|chimney|smoke|concentration|pollutant|ground|level|(?:stands?|located|placed)\s+at\s+the\s+origin|space"
    "|electric(?:al)?|electrostatic|potential|voltage|temperature|heat|source|metal|plate|flat|thin"
    "|hill|mountain|lake|pond|pool|room|height|elevation|altitude|depth|water|air|sea|density|shape"
    r"|(?:above|below)\s+(?:the\s+)?(?:sea|ground)\s+level|each|any|every|factory|city|town|island"
    r"|ocean|sheet|charge|heated|so|its|volume|area|cylinder|cone|box|rectangle|rectangular|right"
    r"|circular|radius|width|length|base|profit|company|revenue|field|hot|cold"
    r"|(?:over\s+)?(?:a\s+)?(?:certain\s+)?region\s+of\s+space"
    # What joins them.
    "|an?|the|of|in|on|to|is|are|has|have|by|its|their|with|and|whose|as|at|for|from|given|using"
    "|suppose|that|there|then|which"
)
ENGLISH_STORY = (
    rf"\bdata\s+points?\s+(?:{_NUMBERS})(?:\s*,?\s*(?:and\s+)?(?:{_NUMBERS}))*"
    rf"|\b(?:inputs?|labels?|targets?|outputs?|features?)(?:\s+values?)?(?![A-Za-z])"
    rf"(?:\s+(?:is\s+|are\s+)?{_DATUM})?"
    rf"|\b(?:{_ENGLISH_WORDS})\b|{_FORMULA}|{_LETTERS}"
)
CHINESE_STORY = (
    rf"(?:输入|输出|特征|标签|目标)值?(?:(?:分别)?[为是取]?\s*{_DATUM})?"
    rf"|数据点?\s*(?:{_NUMBERS})(?:\s*[,、和与及]\s*(?:{_NUMBERS}))*"
    "|梯度下降法?|模型|神经元|神经网络|感知机|网络|逻辑回归|线性回归|回归|分类器|分类|训练|直线|数据点?|拟合|损失|代价|误差"
    "|平方|均方|交叉熵|对数|函数|权重?|偏置|参数|单个|单层|激活|预测值?|最小二乘法?|二分类|个|[一二两三四]|[正负](?:样本|例)"
    "|样本|示例|烟囱|烟雾|浓度|污染物|地面|位于|原点|空间|平面|电势|电位|温度|热源|金属板?|薄板|平板|山坡?|湖|池塘|房间"
    "|高度|海拔|深度|水|空气|密度|形状|任意|各|每|内|上|中|点|处|块|座|某|假设|设|已知|在|对于?|的|为|是|用|以|由|其|和|与"
    rf"|及|有|给定|分别|记|{_FORMULA}|{_LETTERS}"
)


def without_story(language: Language, text: str) -> str:
    r"""The text from the function on, where only a story stands ahead of it.

    >>> from grad_magic.reading.sentences.english import ENGLISH
    >>> without_story(ENGLISH, "A neuron with weight w has the loss L(w,b)=w^2. Find ∇L(1,2).")
    'let L(w,b)=w^2. Find ∇L(1,2).'
    """
    header = _HEADER.search(text)
    if header is None:
        return text
    told, rest = text[: header.start()], text[header.start() :]
    # The electrical potential V is given by V(x,y,z)=….
    told = re.sub(rf"(?<![A-Za-z_\\]){rest[0]}(?![A-Za-z_(])", "", told)
    if _OPENED.fullmatch(told) or not _LEADS.search(told):
        return text
    if not _is_story(language, told):
        return text
    variables = set(map(_plain, _NAME.findall(header["variables"])))
    letters = _letters_of(_formula_behind(text, header.end()))
    assigned = {_plain(name) for name in _ASSIGNED.findall(told)}
    if assigned & variables or (not letters <= variables and _DIGIT.search(told)):
        return text
    if _ORIGIN.search(told) and (_ORIGIN.search(rest) or not _PLACE.search(rest)):
        return text
    return f"{language.series.premise.partition('{')[0]}{rest}"


def _is_story(language: Language, told: str) -> bool:
    """Whether it is made of a story's words; one after the other, so that none is tried twice."""
    unit = re.compile(rf"{language.story}|[\s,.;:]", re.IGNORECASE)
    position = 0
    while position < len(told):
        found = unit.match(told, position)
        if found is None:
            return False
        position = found.end()
    return True


def _plain(name: str) -> str:
    return re.sub(r"[_{}\s]", "", name)


def _formula_behind(text: str, start: int) -> str:
    """The formula that begins here: between dollars, or up to the words behind it."""
    if text.startswith("$", start):
        return text[start : text.find("$", start + 1)]
    end = _FORMULA_ENDS.search(masked(text), start)
    return text[start:] if end is None else text[start : end.start()]


def _letters_of(formula: str) -> set[str]:
    """The letters of it that are in no name of a function."""
    plain = _COMMAND.sub(
        lambda word: f" {word[1]} " if word[1] in {"lambda", "mu"} else " ", formula
    )
    return {_plain(name) for name in _NAME.findall(plain)} - {"e", "pi", *CALLABLE_BY_NAME}
