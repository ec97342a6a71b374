"""A student's answer without the words that say nothing, and in the signs that are read.

Everything stays at its place: what falls away, and what is shorter, leaves blanks.
"""

from __future__ import annotations

import re
from dataclasses import replace

from grad_magic.formula.tree import Place
from grad_magic.reading.context import Context
from grad_magic.reading.values import strip_place

NOTHING = re.compile(
    r"(?:it\s+)?(?:dne|d\.n\.e\.?|(?:both\s+)?do(?:es)?\s+not\s+exist|do(?:es)?n't\s+exist"
    r"|(?:is\s+)?(?:undefined|not\s+defined)|none|∅|\{\s*\}|(?:the\s+)?empty\s+set"
    r"|(?:there\s+(?:is|are)\s+)?"
    r"(?:none|no\s+critical\s+points?|no\s+(?:such\s+)?directions?)(?:\s+exist)?)"
    r"|(?:不存在|没有)(?:这样的)?方向|(?:这样的)?方向不存在"
    r"|“?[都均]?不存在”?|无|没有|空集|(?:没有|无|不存在)(?:驻点|临界点)|(?:驻点|临界点)不存在|无定义",
    re.IGNORECASE,
)
"""That there is nothing of the kind."""
INFINITE = re.compile(
    r"(?P<minus>-|负|minus\s+)?(?:\+|正|plus\s+)?\s*(?:∞|\\infty|infinit[ey]|oo|无穷大?)",
    re.IGNORECASE,
)
"""That a limit is infinite."""
STEEPNESS = re.compile(
    r"(?:(?:the\s+)?(?:tangent(?:\s+line)?|line|it)\s+is\s+|an?\s+)?"
    r"(?:(?P<vertical>vertical)|horizontal)(?:\s+tangent)?(?:\s+line)?"
    r"|切线(?:是|为)?(?:(?P<upright>[铅竖]直|垂直于?[xX]轴)|水平)(?:的|线)?",
    re.IGNORECASE,
)
"""That a tangent has no slope, or the slope 0."""
LEVEL_PLANE = re.compile(
    r"(?:the\s+)?tangent\s+plane\s+(?:is\s+)?horizontal|(?:an?\s+)?horizontal\s+tangent\s+plane"
    r"|切平面(?:是|为)?水平(?:的|面)?",
    re.IGNORECASE,
)
"""That the tangent plane to the graph is horizontal."""
_WORD_OF_LATEX = r"(?![A-Za-z])"
_OF_WHOLE = r"\\[dt]?frac\s*\{\s*(?:\\mathrm\s*\{\s*d\s*\}|d)\s*([A-Za-z]\w*)\s*\}"
# \frac{∂^2 f}{∂x ∂y} and \frac{∂f}{∂\mathbf{u}}.
_OF_PARTIAL = r"\\[dt]?frac\s*\{\s*\\partial\s*(\w+)\s*\}"
_OF_ORDER = r"\\[dt]?frac\s*\{\s*\\partial\s*\^\s*\{?\s*([2-6])\s*\}?\s*(\w+)\s*\}"
_BELOW = r"\s*\{\s*((?:\\partial\s*\\?\w+(?:\s*\^\s*(?:\d|\{\s*\d\s*\}))?(?:\s|\\[,;:! ])*)+)\}"
_ALONG = r"\s*\{\s*\\partial\s*\\(?:mathbf|vec|hat|boldsymbol|bm)\s*\{?\s*(\w)\s*\}?\s*\}"
# What LaTeX writes for the signs and words of an answer; the numbers in it stay LaTeX.
_SIGNS_OF_LATEX: tuple[tuple[str, str], ...] = (
    (r"\A\s*\$?\s*\\boxed\s*\{(.*)\}\s*\$?\s*\Z", r"\1"),
    (_OF_ORDER + _BELOW, r"∂^\1 \2/\3"),
    (_OF_PARTIAL + _ALONG, r"∂\1/∂\2"),
    (rf"\^\s*\{{?\s*\\prime{_WORD_OF_LATEX}\s*\}}?", "′"),
    (r"\\[dt]?frac\s*\{\s*\\partial\s*(\w+)\s*\}\s*\{\s*\\partial\s*\\?(\w+)\s*\}", r"∂\1/∂\2"),
    (_OF_WHOLE + r"\s*\{\s*(?:\\mathrm\s*\{\s*d\s*\}|d)\s*([A-Za-z]\w*)\s*\}", r"d\1/d\2"),
    (r"\\mathrm\s*\{\s*d\s*\}", "d"),
    (rf"\\nabla{_WORD_OF_LATEX}", "∇"),
    (rf"\\partial{_WORD_OF_LATEX}", "∂"),
    (rf"\\Delta{_WORD_OF_LATEX}\s*", "Δ"),
    (rf"\\left\s*\\(?:\||[lr]?Vert{_WORD_OF_LATEX})", "‖"),
    (rf"\\right\s*\\(?:\||[lr]?Vert{_WORD_OF_LATEX})", "‖"),
    (rf"\\(?:\||[lr]?Vert{_WORD_OF_LATEX})", "‖"),
    (r"\\(?:left|right|[bB]igg?[lr]?)\s*\|", "|"),
    (rf"\\[lr]vert{_WORD_OF_LATEX}", "|"),
    (r"\\(?:left|right)\s*\.", " "),
    (r"(?<=['′])\s*\\left\s*(?=\()", " "),
    (r"\\right\s*(?=\)\s*=)", " "),
    (r"D_\{\s*(?:\\(?:mathbf|vec|hat|boldsymbol|bm)\s*\{?\s*)?([uvl])\s*\}+", r"D_\1"),
    (r"\\(?:mathbf|mathit|boldsymbol)\s*\{\s*grad\s*\}", " grad "),
    (rf"\\pm{_WORD_OF_LATEX}", "±"),
    (rf"\\mp{_WORD_OF_LATEX}", "∓"),
    (rf"\\(?:approx|doteq|simeq){_WORD_OF_LATEX}", "≈"),
    (rf"\\(?:varnothing|emptyset){_WORD_OF_LATEX}", "∅"),
    (rf"\\(?:to|rightarrow|Rightarrow|implies){_WORD_OF_LATEX}", "→"),
    (r"\\(?:text|mathrm|operatorname|mbox|textbf)\s*\{([^{}\\]{2,}|grad)\}", r" \1 "),
    (rf"\\q?quad{_WORD_OF_LATEX}|(?<!\\)\\[,;:! ]|~", " "),
)
_ABOUT = (
    r"(?:≈|~|约等于|约为|近似为|大约为?|约|(?:approximately|approx\.?|about|roughly|ca\.)(?!\w))"
)
_UNIT_OF_LENGTH = r"(?:km|cm|mm|m|ft|met(?:er|re)s?|feet|foot|miles?|units?|s|seconds?|米|千米)"
_UNIT = (
    r"(?:°\s?[CF]?|℃|℉|K|degrees?(?:\s+(?:C|F|Celsius|Fahrenheit))?|km|cm|m|ft|met(?:er|re)s?"
    r"|feet|units?|volts?|V|Pa|度|米)"
)
# So the answer is …, 解：….
_OPENING = (
    r"\A\s*(?:(?:so|thus|hence|therefore|then|(?:the\s+)?(?:answer|result)(?:\s+is)?|ans"
    r"|we\s+(?:get|have)|i\s+get|it\s+is)\b|[解答故则]|答案|所以|因此|因而|于是|得到?|即)"
    r"\s*[:,是为=]?(?=\s*\S)"
)
# K ∈ Z behind a family of points.
_LETTER_OF_WHOLE = r"[kmnlj](?:\s*,\s*[kmnlj])*"
_WHOLE_NUMBER = (
    rf"[,;(]?\s*(?:(?:where|with|for|其中)\s*)?{_LETTER_OF_WHOLE}\s*"
    r"(?:(?:∈|\\in(?![A-Za-z])|in(?!\w))\s*(?:Z|ℤ|\\mathbb\s*\{?\s*Z\s*\}?)"
    r"|(?:an?\s+|is\s+an?\s+|are\s+)?(?:any\s+)?integers?(?!\w)|[是为]?(?:任意)?整数"
    r"|=\s*0\s*,\s*±\s*1(?:\s*,\s*±\s*2)*\s*,?\s*(?:…|⋯|\.\.\.|\\[lc]?dots))\s*\)?\s*\Z"
)
_HESSIAN = r"(?:[Hh]essian(?:\s+[Mm]atrix)?|H(?:ess)?(?:\s+f|_?\{?f\}?)?)"
_HESSIAN_MATRIX = r"(?:[Hh]essian\s+[Mm]atrix|Hess(?:ian)?\s+f|H_?\{?f\}?)"
_IS = r"(?:\s*(?:=(?!=)|:|(?:is|are)(?!\w))|\s+(?=[-+−\d(\[]))"
_OF_HESSIAN: tuple[tuple[str, str], ...] = (
    (
        rf"\A\s*(?:[Tt]he\s+)?det(?:erminant)?\s*(?:of\s+)?(?:the\s+)?\(?\s*{_HESSIAN}\s*\)?{_IS}",
        "det H=",
    ),
    (rf"\A\s*(?:[Tt]he\s+)?[Hh]essian\s+determinant{_IS}", "det H="),
    (rf"\A\s*(?:[Tt]he\s+)?[Dd]iscriminant(?:\s+D|\s+is\s+D(?=\s*=))?{_IS}", "det H="),
    (r"\A\s*(?:黑塞|海森|海塞)(?:矩阵的?)?行列式(?:[:是为]|=(?!=))", "det H="),
    (
        rf"\A\s*(?:[Tt]he\s+)?{_HESSIAN_MATRIX}(?:\s*\([^()=]*\))?{_IS}",
        "H=",
    ),
)
_OF_NOTHING: tuple[tuple[str, str], ...] = (
    (r"\A\s*(?:[A-Za-z]|[Ii]t|[Tt]he\s+function)\s+has\s+(?=no\s+critical\s)", ""),
    (r"\A\s*[Nn]either\s+(\S+)\s+nor\s+(\S+)\s+exists?\s*\Z", r"\1 and \2 DNE"),
    (r"\A\s*(?:[Tt]here\s+is\s+)?[Nn]o\s+gradient(?:\s+exists)?\s*\Z", "∇f DNE"),
    (r"\A\s*(?:[Tt]here\s+is\s+)?[Nn]o\s+tangent\s+plane(?:\s+exists)?\s*\Z", "plane: DNE"),
    (
        r"\A\s*(?:[Tt]here\s+is\s+)?[Nn]o\s+(?:directional\s+)?derivative(?:\s+exists)?\s*\Z",
        "D: DNE",
    ),
    (r"(?<=differentiable)\s+(?:there|here)\s*\Z", ""),
)
_NO_PARTIALS = (
    r"\A\s*(?:neither\s+partial\s+derivative\s+exists"
    r"|(?:(?:both\s+|the\s+)*partial\s+derivatives\s+do(?:\s+not|n't)"
    r"|no\s+partial\s+derivatives)\s+exist)\s*\Z"
)
_WORDS: tuple[tuple[str, str], ...] = (
    (_OPENING, ""),
    (r"\A\s*\{([^{}()\[\]]*,[^{}()\[\]]*)\}\s*\Z", r"(\1)"),
    (r"\.\s*\Z", " "),
    # F_xy = -1 ≠ f_yx = 1 are two derivatives.
    (r"\s*(?:≠|!=|\\neq?(?![A-Za-z]))\s*(?=[A-Za-z]['′]*_|∂)", ","),
    (r"\A\s*det\s*\(\s*([JH])\s*\)", r"det \1"),
    *_OF_HESSIAN,
    *_OF_NOTHING,
    # The value of f is 13, f(1,2) is 13.
    (r"\A\s*(?:[Tt]he\s+)?value\s+of\s+f(?:\s+at\s+P)?\s+is(?=\s+[-+−\d√π])", "f="),
    (r"(\A\s*[A-Za-z]\([-+−\d.,\s/π√]*\)\s+)is(?=\s+[-+−\d√π])", r"\1="),
    (r"(?<!\w)(?:rel|loc)\.?\s+(?=m(?:in|ax)|extrem)", ""),
    (_WHOLE_NUMBER, " "),
    (r"\A\s*(?:in|along)\s+(?:the\s+)?direction(?!\w)", "direction"),
    (r"(?<![A-Za-z\\])sqrt(?=\d)", "√"),
    (r"(?<!\w)(?:is\s+equal\s+to|equals)(?!\w)|等于(?<!约等于)", "="),
    # √17 (≈ 4.12) is the chain √17 ≈ 4.12.
    (rf"\(\s*{_ABOUT}\s*=?\s*([^()]*)\)\s*\Z", r"≈\1"),
    (rf"(?<=[=:(,⟨是为])\s*{_ABOUT}\s*", " "),
    (rf"\A\s*{_ABOUT}\s*", " "),
    (rf"(?<=[\d)πe])\s*(?:{_ABOUT}|约)", "≈"),
    # In "minimum x = 1, value -1" the value is that of this point.
    (r"(=\s*[-+−]?[\d./π√]+)\s*,\s*(?=(?:with\s+)?(?:the\s+)?value(?!\w)|值)", r"\1"),
    # Behind a name, as in f_x ≈ 4, it is a sign of equality.
    (r"(\A\s*|[,;]\s*|\band\s+)([A-Za-z∂∇|‖](?:[^=≈,;()]|\([^()]*\))*)≈", r"\1\2="),
)
_SUBJECT = r"(?:(?:[A-Za-z]|[Ii]t|[Tt]he\s+(?:function|temperature|height|value))\s+)?(?:is\s+)?"
_AT_RATE = r"\s+(?:at|by)\s+(?:(?:an?|the)\s+)?(?:rate\s+(?:of\s+)?)?(?=[\d√π(])(.*\S)\s*\Z"
# The sign is said by the word: decreases at a rate of 5.
_RATES: tuple[tuple[str, str], ...] = (
    (rf"\A\s*{_SUBJECT}(?:decreas|fall|drop)(?:es|s|ing){_AT_RATE}", r"D=-(\1)"),
    (rf"\A\s*{_SUBJECT}(?:increas|ris|grow)(?:es|s|ing){_AT_RATE}", r"D=\1"),
)
_UNITS = (rf"(?<=[\d)}}\w])\s*{_UNIT}\s*(?:/|per\s+|每)\s*{_UNIT_OF_LENGTH}\s*\Z", " ")


# What NumPy and SymPy print: [1. 2.], array([1., 2.]) and Matrix([[1], [2]]).
_PRINTED_CALL = (
    r"(?<![\w.])(?:(?:np|numpy|sp|sympy)\s*\.\s*)?(?:array|Matrix)\s*\(\s*(\[[^()]*\])\s*\)",
    r"\1",
)
_PRINTED_NUMBER = r"[-−]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_PRINTED_ROW = re.compile(rf"\[\s*{_PRINTED_NUMBER}(?:\s+{_PRINTED_NUMBER})+\s*\]")
_BETWEEN_NUMBERS = re.compile(r"(?<=[\d.])\s(?=\s*[-−\d.])")


def plain_answer(context: Context, place: Place) -> tuple[Context, Place]:
    """The request with this answer in plain words and signs, and where that stands.

    Args:
        context: the request.
        place: where the answer stands, behind something else.
    """
    value = context.text(place)
    is_latex = "\\" in value or "_{" in value
    signs = (*_SIGNS_OF_LATEX, *_WORDS) if is_latex else _WORDS
    if not context.declared & set("CFKVms"):
        # Where K and m are no names of the problem.
        signs = (*signs, _UNITS)
    signs = (*signs, *_RATES, _PRINTED_CALL)
    if len(context.variables) == len(("x", "y")):
        one, other = context.variables
        signs = (*signs, (_NO_PARTIALS, f"f_{one} and f_{other} DNE"))
    if context.variables:
        zeros = ",".join("0" for _ in context.variables)
        signs = (*signs, (r"(?<=differentiable)\s+at\s+the\s+origin\s*\Z", f" at ({zeros})"))
    for pattern, sign in signs:
        value = _put(value, pattern, sign)
    value = _PRINTED_ROW.sub(lambda row: _BETWEEN_NUMBERS.sub(",", row[0]), value)
    source = f"{context.source[: place.start]}{value}{context.source[place.end :]}"
    source = _with_one_dollar(source, place)
    context = context if source == context.source else replace(context, source=source)
    place = strip_place(context.source, place)
    is_inside = context.text(place).startswith("$")
    return context, strip_place(context.source, Place(place.start + is_inside, place.end))


def _put(value: str, pattern: str, sign: str) -> str:
    """The text with a sign for what matches, and blanks so that all keeps its place."""
    return re.sub(pattern, lambda match: match.expand(sign).ljust(len(match[0])), value)


def _with_one_dollar(source: str, place: Place) -> str:
    """The request in which all of the answer is LaTeX, with a dollar before it, or nothing of it.

    So LaTeX may stand there without dollars, and with several of them.
    """
    value = source[place.start : place.end]
    is_open = source.count("$", 0, place.start) % 2 == 1
    is_latex = "\\" in value or ("$" in value and "{" in value)
    opening = place.start if value.startswith("$") else place.start - 1
    source = f"{source[: place.start]}{value.replace('$', ' ')}{source[place.end :]}"
    if is_open or not is_latex or opening < 0:
        return source
    return f"{source[:opening]}${source[opening + 1 :]}"
