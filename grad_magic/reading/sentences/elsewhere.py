"""Questions that no clause asks, and what can be asked in their place."""

from __future__ import annotations

import re

from grad_magic.reading.vocabulary import CALLABLE_BY_NAME, CONDITION_WORDS, GREEK_NAMES
from grad_magic.wording.messages import Message

_ELSEWHERE = tuple(
    (advice, re.compile(pattern, re.IGNORECASE))
    for advice, pattern in (
        (
            Message("solve_the_constraint"),
            r"subject to|\bs\.\s*t\.|constraint|\blagrange|约束|条件极值|条件\S*下|拉格朗日",
        ),
        (Message("say_where_a_limit_is_looked_for"), r"\blimits?\b|\blim(?![A-Za-z])|极限"),
        (Message("ask_it_of_one_point"), r"\bcontinu(?:ous|ity)\b|连续"),
        (Message("no_clause_integrates"), r"\bintegra(?:l|ls|te|tion)\b|∫|积分"),
        (Message("the_jacobian_has_them"), r"\bdivergence\b|\bcurl\b|∇\s*[·×]|散度|旋度"),
        (
            Message("second_derivatives_have_them"),
            r"\blaplacian\b|\bharmonic\b|\blaplace|∇\s*(?:\^\s*2|²)|拉普拉斯|调和",
        ),
        (
            Message("order_2_has_the_coefficients"),
            r"\btaylor|\bmaclaurin|quadratic\s+approximation|泰勒|麦克劳林",
        ),
        (
            Message("write_the_inner_functions_beside_f"),
            r"\bchain\s+rule\b|\bd[a-z]/d[ts]\b|∂[a-z]/∂[st]|链式法则|复合函数",
        ),
        (
            Message("ask_for_critical_points_or_a_path"),
            r"\bminimi[sz]e\b|\boptimi[sz]e\b|\b(?:gradient|steepest)\s+descent\b|梯度下降|最速下降",
        ),
        (
            Message("ask_for_critical_points"),
            (
                r"\b(?:absolute|global)\s+(?:max|min|extrem)|\bmaximi[sz]e\b|\bon\s+the\s+(?:\w+\s+)?"
                r"(?:rectangle|triangle|disk|disc|region|square)|闭区域"
                # Of a directional derivative the largest value is no extremum of f.
                r"|\A(?!.*(?:方向导数|变化率)).*最(?:[大小]?值)"
                r"|\b(?:on|over)\s[^=<>≤≥]*[<>≤≥]|在[^=<>≤≥]*[<>≤≥][^上]*上"
            ),
        ),
        (Message("write_the_squared_distance"), r"\bdistance\b|\bclosest\b|\bnearest\b|距离|最近"),
        (
            Message("two_gradients_have_the_angle"),
            r"\bangle\s+between\b|夹角(?!为|是|等于)|\bangle\s+of\s+intersection\b",
        ),
        (
            Message("a_number_is_estimated_at_whole_ones"),
            r"\A\s*(?:f=)?\s*(?:estimate|approximate)\b|\buse\s+differentials\b|近似值|估算",
        ),
        (
            Message("the_help_has_every_clause"),
            (
                r"\A(?:f=)?\s*(?:help|hello|hi|帮助|你好)\s*[?!.]?\s*\Z|\bhow\s+(?:do|can)\s+i\s+use\b"
                r"|什么是|\A\s*what\s+is\s+an?\s+[a-z ]+\??\s*\Z"
            ),
        ),
    )
)
# Words of a sentence, of which no formula has two behind one another.
_WORD = re.compile(r"(?<![\w\\])[A-Za-z][a-z]{2,}(?![\w(=^])")
_IN_A_FORMULA = frozenset(
    {*CALLABLE_BY_NAME, *CONDITION_WORDS, *GREEK_NAMES, "for", "if", "grad", "dir", "det"}
    | {"trace", "sum", "mean", "inv", "logdet", "dot"}
)
_FEWEST = 3
_MANY_CHINESE_SIGNS = re.compile("[一-鿿]{6,}|(?:[一-鿿][^一-鿿]*){8,}")
_HEADER = re.compile(r"\w+\s*\(([^()]*)\)\s*=(?!=)")
_NAME = re.compile(r"[^\W\d]\w*")
# What is said of a word that is taken for a formula's.
_OF_WORDS = frozenset(
    {
        "an_operator_is_missing_before",
        "cannot_be_read_here",
        "does_not_fit_here",
        "is_a_word_of_python",
        "is_not_known",
        "is_neither_a_name_nor_a_product",
        "may_be_one_name_or_the_product",
        "this_belongs_to_no_clause",
        "two_readings_here",
        "unknown_clause",
    }
)


def advice_for(sentence: str) -> Message | None:
    """What can be asked instead; None for a sentence of no known kind.

    >>> print(advice_for("Laplacian of x^2+y^2"))
    Write order=2: the second derivatives are in the answer.
    """
    return next((advice for advice, words in _ELSEWHERE if words.search(sentence)), None)


def is_prose(text: str, key: str) -> bool:
    """Whether a text that could not be read is a sentence in words, and no request with a slip.

    Args:
        text: the request.
        key: the message of the error that reading it as a request has led to.
    """
    if key not in _OF_WORDS:
        return False
    # What the header of a function declares may have any name.
    declared = {name for header in _HEADER.findall(text) for name in _NAME.findall(header)}
    said = _NAME.sub(lambda name: "" if name[0] in declared else name[0], text)
    if advice_for(said) is not None:
        return True
    words = [word for word in _WORD.findall(said) if word not in _IN_A_FORMULA]
    return len(words) >= _FEWEST or _MANY_CHINESE_SIGNS.search(text) is not None
