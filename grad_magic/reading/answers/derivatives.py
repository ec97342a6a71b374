"""Derivatives that an answer names one by one, f_x = 4, f_y = 1; and differentials, 4dx + dy."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sympy import Add, Expr, Symbol, nan, oo

from grad_magic.formula.tree import Place
from grad_magic.presets import MAX_ORDER, Asked
from grad_magic.problem import Answer, AnswerForm
from grad_magic.reading.answers.numbers import AnswerReading, read_chain, read_part, to_answer
from grad_magic.reading.answers.points import with_commas
from grad_magic.reading.answers.stated_point import has_target
from grad_magic.reading.answers.wording import INFINITE, NOTHING
from grad_magic.reading.context import Context
from grad_magic.reading.values import inside_bracket, split_at_commas, strip_place
from grad_magic.wording.messages import Message

_POINT = r"(?:P(?:_?\d)?(?!\w)|\([^()=]*\)|\{[^{}]*\})"
_AT_POINT = rf"(?:\s*\([^()=]*\)|\s*\|\s*_?\s*{_POINT}|\s+at\s+{_POINT})?"
_DIFFERENTIAL_OF = (
    r"\s*(?:全?微分(?:[是为:]|(?=\s*[dΔ]))|(?:the\s+)?(?:total\s+)?differential\s*(?:is\b|[=:])?)?\s*"
    rf"(?:[dΔ]\s*(?P<name>[A-Za-z](?:_?\d+)?){_AT_POINT}\s*(?:=(?!=)|≈|:))?"
)
_EQUALS = (
    r"(?:=(?!=)|[是为]|is\b(?!\s+not)|"
    r"(?=do(?:es)?\s+not\s|do(?:es)?n't\s|both\s|DNE(?!\w)|[都均]?不存在))"
)
# Letters for dx and dy while their sum is read.
_STAND_INS = "wqvhkmngWQVHKMNGABCJLRSTUXYZ"
_SECOND_ORDER = 2
_MOST_ALONE = 6
# Of f_x DNE it is said already.
_NAME_ALONE = re.compile(r"[^\s=一-鿿]{1,20}(?:\s*\([^()]*\))?")
_OF_NUMBERS = re.compile(r"[\s\d.+\-−*/·×()√^²³]*\d[\s\d.+\-−*/·×()√^²³]*")
_IN_WORDS = (
    r"(?:the\s+)?partial(?:\s+derivative)?(?:\s+of\s+(?P<f>[A-Za-z]))?"
    r"\s+(?:with\s+respect\s+to|w\.?r\.?t\.?)\s+"
)
_POWER = r"(?:\^\s*(?:[1-6]|\{\s*[1-6]\s*\})|[²³⁴⁵⁶])"


def read_partials(reading: AnswerReading, place: Place) -> Answer | None:
    """The gradient, second or single derivatives, one by one; None of other answers."""
    context = reading.context
    parts = split_at_commas(with_commas(context.source, place), place)
    found: dict[tuple[str, ...], Place] = {}
    parts, alike = _without_names_alone(context, parts)
    for part in parts:
        indices, value = _derivative(context, part)
        if not indices or value is None or indices in found:
            return None
        found[indices] = value
        # Of f_xy = f_yx = 6 both are said.
        middle = re.finditer(r"=\s*(?=[^=]*=)", context.text(part))
        for sign in middle:
            other, _ = _derivative(context, Place(part.start + sign.end(), part.end))
            if other:
                found.setdefault(other, value)
    if alike:
        (value, *others) = found.values()
        if others or not NOTHING.fullmatch(context.text(value)):
            return None
        found.update(dict.fromkeys(alike, value))
    names = list(map(str, context.variables))
    orders = {len(indices) for indices in found}
    order = max(orders)
    wanted = list(itertools.product(names, repeat=min(order, _SECOND_ORDER)))
    # f_xy stands for f_yx too.
    places = {indices: found.get(indices) or found.get(indices[::-1]) for indices in wanted}
    if len(orders) > 1 or order > _SECOND_ORDER or None in places.values():
        return _single_partials(reading, found)
    if any(_number_missing(context, value) is not None for value in found.values()):
        return _single_partials(reading, found)
    values = {
        indices: read_chain(reading, value)
        for indices, value in places.items()
        if value is not None
    }
    if order == _SECOND_ORDER:
        rows = tuple(tuple(values[one, other] for other in names) for one in names)
        answer = to_answer(reading, AnswerForm.POINTS, rows, ("",) * len(rows))
        return replace(answer, asked=Asked.HESSIAN)
    is_one = len(names) == 1
    form = AnswerForm.NUMBER if is_one else AnswerForm.VECTOR
    asked = Asked.RATE if is_one else Asked.GRADIENT
    answer = to_answer(reading, form, (tuple(values.values()),))
    by = tuple((name,) for name in reading.context.variables)
    return replace(answer, asked=asked, derivatives=by)


def _without_names_alone(
    context: Context, parts: tuple[Place, ...]
) -> tuple[tuple[Place, ...], list[tuple[str, ...]]]:
    """Of f_x and f_y do not exist the last part, and the derivatives named before it."""
    alone: list[tuple[str, ...]] = []
    if len(parts) > _MOST_ALONE:
        return parts, []
    for part in parts[:-1]:
        source = f"{context.source[: part.end]}=0"
        own, whole = replace(context, source=source), Place(part.start, len(source))
        is_name = _NAME_ALONE.fullmatch(context.text(part)) is not None
        indices = _derivative(own, whole)[0] if is_name else ()
        if not indices:
            return parts, []
        alone.append(indices)
    return parts[len(alone) :], alone


def _single_partials(reading: AnswerReading, found: Mapping[tuple[str, ...], Place]) -> Answer:
    """Those that are named, each with the variables by which f has been differentiated."""
    by = tuple(tuple(Symbol(name, real=True) for name in indices) for indices in found)
    missing = [_number_missing(reading.context, value) for value in found.values()]
    if all(entry is nan for entry in missing):
        return Answer(AnswerForm.NOTHING, asked=Asked.PARTIALS, derivatives=by)
    row = tuple(
        read_chain(reading, value) if entry is None else entry
        for value, entry in zip(found.values(), missing, strict=True)
    )
    answer = to_answer(reading, AnswerForm.VECTOR, (row,))
    return replace(answer, asked=Asked.PARTIALS, derivatives=by)


def _number_missing(context: Context, value: Place) -> Expr | None:
    """∞ or -∞, or nan of a derivative that is said not to exist; None of a number."""
    text = context.text(value)
    infinite = INFINITE.fullmatch(text)
    if infinite is not None:
        return -oo if infinite["minus"] else oo
    return nan if NOTHING.fullmatch(text) else None


def read_row_without_numbers(reading: AnswerReading, place: Place) -> Answer | None:
    """The partial derivatives of the row (DNE, 2) or (∞, 1); None of other answers."""
    context = reading.context
    inside = inside_bracket(context.source, place)
    parts = () if inside is None else split_at_commas(context.source, inside)
    is_whole = len(parts) == len(context.variables) > 1 and not context.components
    if not is_whole or all(_number_missing(context, part) is None for part in parts):
        return None
    names = map(str, context.variables)
    return _single_partials(
        reading, {(name,): part for name, part in zip(names, parts, strict=True)}
    )


def _derivative(context: Context, part: Place) -> tuple[tuple[str, ...], Place | None]:
    """By which variables f has been differentiated in f_x = 4, and where the number stands."""
    names = sorted(map(str, context.variables), key=len, reverse=True)
    name = "|".join(map(re.escape, names))
    # Books write f″_xy as well.
    letter = r"(?P<f>[A-Za-z])\s*(?:['′]{0,3}|[″‴])"
    below = rf"[∂d]\s*(?:{name})\s*(?:{_POWER})?\s*"
    patterns = (
        r"(?P<f>[A-Za-z])\s*(?P<primes>['′]{2,}|[″‴]|\^?\(\d\))",
        rf"[∂d]\s*{_POWER}\s*(?P<f>[A-Za-z])?\s*/\s*\(?(?P<below>(?:{below})+)\)?",
        rf"{letter}_?\{{?(?P<by>(?:{name})+)\}}?['′]*",
        rf"D_?\{{?(?P<by>{name})\}}?\s*(?P<f>[A-Za-z])?",
        rf"[∂d]\s*(?P<f>[A-Za-z])?\s*/\s*[∂d]\s*(?P<by>{name})",
        rf"(?:(?P<f>[A-Za-z])\s*)?(?:关于|对)\s*(?P<by>{name})\s*的?(?:一阶)?偏?导数",
        rf"{_IN_WORDS}(?P<by>{name})(?!\w)",
        rf"∂\s*_\s*\{{?(?P<by>{name})\}}?\s*(?P<f>[A-Za-z])?",
    )
    for pattern in patterns:
        match = re.compile(rf"\s*{pattern}{_AT_POINT}\s*{_EQUALS}\s*").match(
            context.source, part.start, part.end
        )
        if match is None or match[0].partition("=")[0].strip() in context.declared:
            continue
        groups = match.groupdict()
        if groups["f"] in names:
            # Of xy = 0 nothing is differentiated.
            continue
        by = _variables_of(groups, names)
        if not by:
            continue
        value = Place(match.end(), part.end)
        # Of f_x = 2xy = 4 the last is meant.
        *earlier, last = context.text(value).split("=")
        if earlier and _OF_NUMBERS.fullmatch(earlier[-1]):
            # Of 2·1·2 = 4 both are read, as they may differ.
            last = f"{earlier[-1]}={last}"
        return by, strip_place(context.source, Place(part.end - len(last), part.end))
    return (), None


def _variables_of(groups: Mapping[str, str | None], names: Sequence[str]) -> tuple[str, ...]:
    """By which variables f has been differentiated, by the signs of its derivative."""
    name = "|".join(map(re.escape, names))
    if groups.get("primes"):
        signs = groups["primes"] or ""
        digit = re.search(r"\d", signs)
        order = {"″": 2, "‴": 3}.get(signs) or (int(digit[0]) if digit else len(signs))
        return (names[0],) * order if len(names) == 1 and order <= MAX_ORDER else ()
    if groups.get("below"):
        # Of ∂²f/∂x∂y both orders are one where they agree.
        found = re.findall(rf"[∂d]\s*({name})\s*({_POWER})?", groups["below"] or "")
        return tuple(by for by, power in found for _ in range(_power_of(power)))
    return tuple(re.findall(name, groups["by"] or ""))


def _power_of(sign: str) -> int:
    """3 of ^3 and of ^{3}, and 1 of nothing."""
    digits = re.sub(r"[^1-6]", "", unicodedata.normalize("NFKC", sign))
    return int(digits) if digits else 1


def read_differential(reading: AnswerReading, place: Place) -> Answer | None:
    """The components of 4dx + dy, with dz before it or not; None where that is none.

    Raises:
        RequestSyntaxError: it cannot be read.
        MeaninglessRequestError: it is no sum of multiples of dx and dy.
    """
    context, names = reading.context, list(map(str, reading.context.variables))
    # Of dy/dx = 6 the quotient is a derivative.
    if {"d", "Delta"} & context.declared or re.search(r"/\s*[dΔ∂]", context.text(place)):
        return None
    head = re.compile(_DIFFERENTIAL_OF).match(context.source, place.start, place.end)
    assert head is not None
    if head["name"] in names:
        return None
    inner = strip_place(context.source, Place(head.end(), place.end))
    used = context.declared | set(re.findall(r"[A-Za-z]", context.text(inner)))
    letters = dict(zip(names, (sign for sign in _STAND_INS if sign not in used), strict=False))
    source, count = _with_stand_ins(context.source, inner, letters)
    if head["name"] and not count and has_target(context):
        # Beside another point dz is a number.
        answer = to_answer(reading, AnswerForm.NUMBER, ((read_chain(reading, inner),),))
        # Of Δz ≈ 0.3 the approximation is meant.
        is_change, is_approximate = "Δ" in head[0], "≈" in head[0]
        is_exact = is_change and not is_approximate
        asked = Asked.INCREMENT if is_exact else Asked.DIFFERENTIAL_VALUE
        return replace(answer, asked=asked, is_approximate=is_change and is_approximate)
    if not count or len(letters) < len(names):
        return None
    own = replace(context, source=source, names=context.names | set(letters.values()))
    total = read_part(replace(reading, context=own), inner)
    symbols = [Symbol(letters[name], real=True) for name in names]
    row = tuple(total.diff(symbol) for symbol in symbols)
    rest = total - Add(*(part * symbol for part, symbol in zip(row, symbols, strict=True)))
    if rest.expand() != 0 or any(part.free_symbols & set(symbols) for part in row):
        raise context.error(
            reading.place,
            Message("a_differential_is_a_sum_of_multiples"),
            Message("write_the_differential", names=_sum_of_differentials(names)),
        )
    return replace(to_answer(reading, AnswerForm.VECTOR, (row,)), asked=Asked.DIFFERENTIAL)


def _with_stand_ins(source: str, place: Place, letters: Mapping[str, str]) -> tuple[str, int]:
    """The request with a letter for each dx, all at its place, and how many there were."""
    name = "|".join(re.escape(name) for name in sorted(letters, key=len, reverse=True))
    if not name:
        return source, 0
    pattern = rf"(?:(?<![A-Za-z])d\s+|d|Δ\s*|Delta\s+)(?P<by>{name})(?!\w)"
    value, count = re.subn(
        pattern,
        lambda match: letters[match["by"]].ljust(len(match[0])),
        source[place.start : place.end],
    )
    return f"{source[: place.start]}{value}{source[place.end :]}", count


def _sum_of_differentials(names: Sequence[str]) -> str:
    return " + ".join(f"…d{name}" for name in names)
