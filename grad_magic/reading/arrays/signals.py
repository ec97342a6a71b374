"""Whether a request is about arrays: its signs tell, or its values do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sympy import MatrixBase

from grad_magic.deferred_numpy import np
from grad_magic.formula.tree import Place
from grad_magic.reading.answers.names import named_answer
from grad_magic.reading.arrays.vocabulary import ARRAYS_ONLY
from grad_magic.reading.context import Coordinate, Points
from grad_magic.reading.options import OPTION_KEYS, key_meant, option_named

_SIGNS = re.compile(r"[@⊙ᵀ]|(?<=[\w)\]])\.T(?!\w)")
_CALLS = re.compile(rf"(?<!\w)(?:{'|'.join(ARRAYS_ONLY)})\s*\(")
# Softmax and log-sum-exp of one thing, which can be no number.
_OF_ONE = re.compile(
    r"(?<!\w)(?:softmax|logsumexp)\s*\((?:[^(),]|\([^()]*\))*(?:,\s*axis[^()]*)?\)"
)
_LATEX = re.compile(r"\$[^$]*\$")
_LATEX_SIGNS = re.compile(
    r"\\(?:top|intercal|odot|det|tr|Tr)(?![A-Za-z])"
    rf"|\\(?:operatorname|mathrm|text)\s*\{{(?:{'|'.join((*ARRAYS_ONLY, 'tr'))})\}}"
    r"|\^\s*\{?\s*\\math(?:sf|rm)\s*\{?\s*T(?![A-Za-z])"
)
_LIST = re.compile(r"(?<![\w.])(?P<key>[^\W\d]\w*)\s*=\s*\[\s*[\[(]")
# In one bracket with it, as in (a=1, w=[0,0]); not as in P=(1,2), v=[3,4].
_LIST_BY_NAME = re.compile(r"\((?:[^()\[\]]*,)?\s*[^\W\d]\w*\s*=\s*(?:\[|\(\s*\()")
# As in at w=[0,1] and at=w=[0,1]; at P=[0,1] is a point, whose name stands nowhere else.
_AT_LIST = re.compile(r"(?<!\w)at(?:\s*=\s*|\s+)(?P<key>[^\W\d]\w*)\s*=\s*\[")
_SHAPE = re.compile(r"(?<!\w)(?P<key>[^\W\d]\w*)\s*:\s*\([A-Za-z\d\s,]*\)")
# The length of the one variable, which has several entries: L(w)=norm(w)^2 at=(3,4).
_LENGTH_OF_ROW = re.compile(
    r"\A\s*[^\W\d]\w*\s*\(\s*(?P<name>[^\W\d]\w*)\s*\)\s*=(?:[^\n]*\W)?"
    r"(?:norm\s*\(\s*(?P=name)\s*\)|‖\s*(?P=name)\s*‖)"
    r"[^\n]*(?<!\w)at\s*=\s*[\[(]\s*[-+]?[\d./]+\s*,"
)
_BARE_NAME = re.compile(
    r"(?<!\w)(?P<key>[^\W\d]\w*)\s*=\s*(?P<name>[^\W\d]\w*)(?=\s*(?:[,)\n]|\s\w|\Z))"
)

# What every match of a pattern holds: a long text is searched for that first, as these patterns
# look at each of its words.
_HELD: Mapping[re.Pattern[str], Sequence[str]] = {
    _SIGNS: ("@", "⊙", "ᵀ", ".T"),
    _CALLS: ARRAYS_ONLY,
    _OF_ONE: ("softmax", "logsumexp"),
    _LENGTH_OF_ROW: ("norm", "‖"),
    _LIST_BY_NAME: ("=",),
    _LIST: ("[",),
    _AT_LIST: ("[",),
    _SHAPE: (":",),
}


def speaks_of_arrays(
    source: str, namespace: Mapping[str, object], given: Mapping[Place, Any]
) -> bool:
    r"""Whether the function, or a value, has a sign of arrays.

    That is @, a transpose, a function that takes arrays alone, nested lists, a shape alone, or
    an array of the notebook as the value of a clause; in LaTeX \top, \odot, \det and the like.

    >>> speaks_of_arrays("L(w)=sum((X@w-y)^2)", {}, {})
    True
    >>> speaks_of_arrays("f=x*exp(2*y) at=(1,0)", {}, {})
    False
    """
    if any(map(_holds_array, given.values())):
        return True
    latex = "".join(_LATEX.findall(source))
    if _LATEX_SIGNS.search(latex):
        return True
    whole, source = source, _LATEX.sub(lambda found: " " * len(found[0]), source)
    text = re.sub(r"#[^\n]*", "", source)
    if "answer" in text:
        # The f of an answer grad f: (1, 2) has no shape.
        text = named_answer().sub("answer=", text)
    signs = (_SIGNS, _CALLS, _OF_ONE, _LENGTH_OF_ROW, _LIST_BY_NAME)
    if any(any(_matches(sign, text)) for sign in signs):
        return True
    if any(_is_name(match["key"]) for match in _matches(_LIST, text)):
        return True
    letters = (*filter(_is_no_option, _matches(_SHAPE, text)), *_matches(_AT_LIST, text))
    if any(_is_letter_of_function(whole, match) for match in letters):
        return True
    return bool(namespace) and any(
        _is_array(namespace.get(match["name"])) and _is_name(match["key"])
        for match in _BARE_NAME.finditer(text)
    )


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    return pattern.finditer(text) if any(map(text.__contains__, _HELD[pattern])) else iter(())


def _is_array(value: object) -> bool:
    """Whether the notebook holds an array by this name."""
    if value is None:
        return False
    # Only then what reads arrays is loaded.
    from grad_magic.reading.arrays.entries import is_array

    return is_array(value)


def _holds_array(value: object) -> bool:
    """Whether Python handed in an array, or a coordinate that is a row."""
    if isinstance(value, np.ndarray):
        # One entry is a number.
        return value.size > 1
    if isinstance(value, MatrixBase):
        return True
    if isinstance(value, Coordinate):
        return isinstance(value.value, (tuple, Points, np.ndarray, MatrixBase))
    return isinstance(value, tuple) and any(map(_holds_array, value))


def _is_name(key: str) -> bool:
    """Whether a key is no clause, nor a synonym or a letter of one."""
    return key not in OPTION_KEYS and not key_meant(key) and option_named(key) is None


def _is_no_option(match: re.Match[str]) -> bool:
    return match["key"] not in OPTION_KEYS


def _is_letter_of_function(source: str, match: re.Match[str]) -> bool:
    """Whether this names an array and no point: its key is a letter elsewhere too."""
    elsewhere = source.replace(match[0], " ")
    # In LaTeX names run together, and their indices stand apart.
    letter = re.escape(match["key"].partition("_")[0])
    if any(re.search(rf"(?<!\\){letter}", latex) for latex in _LATEX.findall(elsewhere)):
        return True
    return bool(re.search(rf"(?<![^\W_]){re.escape(match['key'])}(?!\w)", elsewhere))
