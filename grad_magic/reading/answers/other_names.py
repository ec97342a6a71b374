"""Names before an answer that say what it is: vectors by their letters, and what is not judged."""

from __future__ import annotations

import re
from collections.abc import Mapping

from grad_magic.formula.tree import Place
from grad_magic.presets import Asked
from grad_magic.reading.answers.numbers import sides_of
from grad_magic.reading.answers.stated_point import is_function
from grad_magic.reading.context import Context
from grad_magic.reading.notation.words import names_in
from grad_magic.reading.values import strip_place
from grad_magic.reading.vocabulary import CALLABLE_BY_NAME

_VECTOR = re.compile(
    r"\s*(?:\\?(?:vec|hat|mathbf)\s*\{?\s*)?(?P<letter>[ulenTv])(?:\s*\})?\s*(?:\([^()=]*\)\s*)?"
    r"=(?!=)\s*(?=[-−\d(<⟨\[√ij])"
)
_VECTORS: Mapping[str, Asked] = {
    **dict.fromkeys("ule", Asked.UNIT_DIRECTION),
    "n": Asked.NORMAL_VECTOR,
}
_OF_CURVES: Mapping[str, Asked] = {"T": Asked.UNIT_TANGENT, "v": Asked.JACOBIAN}
# D_uu, where no function is called u.
_SECOND_ALONG = re.compile(r"\s*D_?\{?\s*u\s*u?\s*\}?\s*u(?!\w)")
_BRACKET = re.compile(r"\(([^()]*)\)")
# \frac and \pi in it say nothing of what it is.
_WORD = re.compile(r"(?<![\w\\])[^\W\d_]+(?:_\w+)?")
_OF_FUNCTION = re.compile(
    r"\s(?:of|for)\s+(?:the\s+)?(?:function|surface|graph|[A-Za-z](?!\w))|函数|曲面|[A-Za-z]\s?(?:\([^()]*\)\s?)?的"
)
_DIRECTED = re.compile(r"(?<![\w=:])(?:dir|to|angles?)\s*=(?!=)")
_GREEK = r"[Α-Ωα-ωϑϕ]|alpha|beta|gamma|delta|epsilon|theta|kappa|lambda|mu|rho|sigma|tau|phi|psi"
# A letter or a word with its index, its strokes and its point: T(0), u_1, PQ.
_NAMED = re.compile(
    rf"(?P<letter>{_GREEK}|[A-Za-z]+)(?:_?\d)?\s*['′]*\s*(?:\(\s*(?:[-\d./,\s]*|P)\s*\))?"
)
# Cos θ, and the length ‖u‖ of what is no gradient.
_MADE_OF_OTHERS = re.compile(
    rf"(?:sin|cos|tan|cot)\s*\(?\s*(?P<angle>[A-Za-z]|{_GREEK})\s*\)?"
    r"|(?:\|\|?|‖)\s*(?P<vector>[A-Za-z])\s*(?:\|\|?|‖)\s*(?:\^\s*2|²)?"
)
# Derivatives that are not judged here: y″ of a curve, r″, ∂f/∂x of a vector function.
_DERIVATIVE = re.compile(
    r"[A-Za-z]\s*(?:['′]{2,}|[″‴])\s*(?:\([^()]*\))?|[A-Za-z]_\{?[A-Za-z]+\}?\s*(?:\([^()]*\))?"
    r"|[∂d]\s*(?:\^\s*\{?\d\}?|[²³])\s*[A-Za-z]?\s*/.*|∂\s*[A-Za-z]\s*/\s*∂\s*[A-Za-z]"
)
# Second derivatives, parameters, vectors and points: their letters stand for no rate of change.
_NO_RATES = frozenset("ABCEFHNPTuntijhe")
_GRADIENTS, _VELOCITIES = frozenset({"g", "G", "Ju", "Jv"}), frozenset("rv")
_CONSTANTS = frozenset("eEijk")
# A row begins at once; a longer text would be gone through again and again.
_LONGEST_LOOKED_AT = 400
_ROW = re.compile(r"[(\[<⟨][^()\[\]]*[,;][^()\[\]]*[)\]>⟩]|(?<![A-Za-z])[ijk](?![A-Za-z])|\\begin")


def vector_by_letter(context: Context, place: Place) -> tuple[Asked, Place] | None:
    """What u = (3, 4)/5, n = (4, 1) or the T = … of a curve is, and where its row stands."""
    named = _VECTOR.match(context.source, place.start, place.end)
    if named is None or named["letter"] in context.declared:
        return None
    letter = named["letter"]
    behind = strip_place(context.source, Place(named.end(), place.end))
    if _is_curve(context) and letter in _OF_CURVES and not is_function(context, letter, place):
        return _OF_CURVES[letter], behind
    is_known = letter in _VECTORS and not context.components and len(context.variables) > 1
    return (_VECTORS[letter], behind) if is_known else None


def names_other_function(context: Context, named: re.Match[str]) -> bool:
    """Whether a name of an answer is said of what is made of f: ∇(f²), ∂(r,t)/∂(x,y), D_uu.

    Args:
        context: the request.
        named: a match of `answer_name`.
    """
    text = named[0]
    if _SECOND_ALONG.match(text) and not is_function(context, "u", Place(named.start(), 0)):
        return True
    slope = named["slope"]
    if (
        context.components
        and slope is not None
        and _is_of_coordinate(context, slope, named.start())
    ):
        return True
    brackets = [re.split(r"[\s,;]+", part.strip()) for part in _BRACKET.findall(text)]
    if named["determinant"]:
        by = brackets[-1] if len(brackets) > 1 else []
        return bool(by) and by != list(map(str, context.variables))
    inside = {word for row in brackets for part in row for word in _WORD.findall(part)}
    known = context.declared | {"P", "e", "pi", "π"}
    return any(word not in known and word not in CALLABLE_BY_NAME for word in inside)


def _is_of_coordinate(context: Context, slope: str, start: int) -> bool:
    """Whether y′ or dx/dt is no derivative of a vector function, but of what has one coordinate."""
    letter = re.sub(r"\Ad\s?(?=[A-Za-z])", "", slope)[0]
    return letter != "r" and not is_function(context, letter, Place(start, start))


def names_extreme_of_function(named: re.Match[str]) -> bool:
    """Whether the maximum is said to be that of f, and not of its rates of change.

    Args:
        named: a match of `answer_name`.
    """
    return _OF_FUNCTION.search(named[0]) is not None


def is_directed(context: Context) -> bool:
    """Whether the request has a direction."""
    return _DIRECTED.search(context.clauses) is not None


def names_another_thing(context: Context, place: Place) -> bool:
    """Whether what stands before the sign of equality names what is not judged.

    It is the T of T = (4, 1), the t of t = 3, cos θ or ‖u‖. What has letters behind it is the
    equation of a line or a plane.
    """
    sides = sides_of(context, place)
    if sides is None:
        return False
    head, value = sides
    made = _MADE_OF_OTHERS.fullmatch(context.source, head.start, head.end)
    if made is not None:
        is_speed = made["vector"] is not None and context.components > 0
        return (made["angle"] or made["vector"]) not in context.declared and not is_speed
    if _DERIVATIVE.fullmatch(context.source, head.start, head.end):
        return context.text(head) not in context.declared
    named = _NAMED.fullmatch(context.source, head.start, head.end)
    if named is None or not is_constant(context, value):
        return False
    letter = named["letter"]
    is_called = letter in CALLABLE_BY_NAME or is_function(context, letter, place)
    return not (is_called or letter in context.declared) and _is_of_others(context, letter, value)


def _is_of_others(context: Context, letter: str, value: Place) -> bool:
    """Whether a letter that is none of the request's means another thing than what is asked."""
    is_along = len(context.variables) == 1
    if _ROW.search(context.text(value)[:_LONGEST_LOOKED_AT]):
        return letter not in (_VELOCITIES if _is_curve(context) else _GRADIENTS)
    is_word = len(letter) > 1 or not letter.isascii()
    return is_word or letter in _NO_RATES or (letter == "v" and not is_along)


def _is_curve(context: Context) -> bool:
    return context.components > 0 and len(context.variables) == 1


def is_constant(context: Context, place: Place) -> bool:
    """Whether no letter of a line or plane stands here."""
    own = context.declared - set(map(str, context.variables))
    letters = {name for name in names_in(context.source, place) if len(name) == 1}
    return not letters - own - _CONSTANTS
