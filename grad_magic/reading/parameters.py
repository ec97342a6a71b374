"""The clauses that are no options: names with the values that they get."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from grad_magic.errors import RequestSyntaxError
from grad_magic.formula.tree import Place
from grad_magic.reading.clauses import ClauseText
from grad_magic.reading.context import Context
from grad_magic.reading.grammar.expressions import read_name
from grad_magic.reading.loose_words import advice_on_word
from grad_magic.reading.notation.typed import plain_word
from grad_magic.reading.notation.words import WHOLE_WORDS, words_in
from grad_magic.reading.options import (
    COORDINATES,
    EXPRESSION_KEYS,
    OPTION_BY_KEY,
    OPTION_KEYS,
    Kind,
    Option,
    key_meant,
    option_named,
)
from grad_magic.reading.phrases import is_row_at
from grad_magic.reading.values import read_number
from grad_magic.wording.messages import Listing, Message, Told

if TYPE_CHECKING:
    from sympy import Expr, Symbol

# A bracket that may open a row, and no function's arguments.
_ROW = re.compile(r"(?<![A-Za-z_])(?<![A-Za-z_]\d)[(\[<⟨]")
_VECTOR = re.compile(
    r"\\begin\{[pb]?matrix\}|\\langle|\Agrad\Z|\A[-−]grad\Z"
    r"|(?<![A-Za-z])(?:[ijk]|\\[ij]math)(?![A-Za-z])"
)


_LONGEST_EXAMPLE = 30
# Keys of what a header says, and of what every answer has.
_OF_VARIABLES = frozenset({"vars", "var", "variables", "wrt", "args"})
_OF_QUESTIONS = frozenset({"find", "compute", "task", "ask", "want", "gradient", "grad"})


def parameter_places(
    source: str, function: ClauseText, others: Sequence[ClauseText], named: Sequence[Symbol]
) -> dict[str, Place]:
    """Where the value of each name stands.

    Raises:
        RequestSyntaxError: a name is given twice, or with variables of its own, or is a
            variable of f.
    """
    names: dict[str, Place] = {}
    for clause in others:
        name = read_name(source, clause.key_place)
        if clause.key == function.key or name in names:
            raise key_error(source, clause, Message("the_clause_is_given_twice", key=clause.key))
        if clause.arguments is not None:
            raise key_error(source, clause, Message("only_one_function_can_be_given"))
        if name in map(str, named):
            message = Message("a_variable_has_no_value_of_its_own", name=name, key=function.key)
            # x=sin(2t) beside f(x,y) is an inner function.
            words = words_in(source, clause.value_place) - WHOLE_WORDS
            is_inner = bool(words) and not is_vector(source, clause)
            advice = Message("give_the_point_with_at")
            if is_inner:
                advice = Message("write_the_inner_functions_beside_f")
            raise key_error(source, clause, message, advice)
        names[name] = clause.value_place
    return names


def name_of(source: str, clause: ClauseText) -> str:
    """The name that a clause has for its key, also where the key is not written."""
    is_written = clause.key_place.end > clause.key_place.start
    return read_name(source, clause.key_place) if is_written else clause.key


def read_parameters(context: Context, places: Mapping[str, Place]) -> dict[str, Expr]:
    """The value of each name, an exact real number.

    Raises:
        MeaninglessRequestError: it is none, or a row of numbers.
    """
    for name, place in places.items():
        if place not in context.given and is_row_at(context.source, place.start):
            row = context.text(place)
            message = Message("a_letters_value_is_one_number", name=name)
            advice = Message("write_at_or_dir_for_the_row", row=row)
            raise context.error(place, message, advice)
    return {
        name: read_number(context, place, Message("noun_parameters_value"))
        for name, place in places.items()
    }


def check_keys(
    source: str, function: ClauseText, others: Sequence[ClauseText], places: Mapping[str, Place]
) -> None:
    """Refuses a key that stands nowhere before f itself is read with it as a name.

    Args:
        source: the request.
        function: the clause of the function.
        others: the clauses that are no options.
        places: where the values of the options stand.
    """
    if not others:
        return
    # It may be a name of an inner function.
    texts = {
        part.key_place: plain_word(source[part.value_place.start : part.value_place.end])
        for part in (function, *others)
    }
    for clause in others:
        name = read_name(source, clause.key_place)
        is_named = any(name in text for at, text in texts.items() if at != clause.key_place)
        if not is_named and not _stands_in(source, name, places):
            raise _unknown_clause(source, clause, function)


def check_parameters(
    source: str,
    function: ClauseText,
    others: Sequence[ClauseText],
    occurring: Collection[str],
    places: Mapping[str, Place],
) -> None:
    """Refuses a clause whose key is neither an option nor a name that occurs anywhere.

    Args:
        source: the request.
        function: the clause of the function.
        others: the clauses that are no options.
        occurring: the names in the function, and in its inner functions.
        places: where the values of the options stand.
    """
    for clause in others:
        name = read_name(source, clause.key_place)
        if name not in occurring and not _stands_in(source, name, places):
            raise _unknown_clause(source, clause, function)


def _stands_in(source: str, name: str, places: Mapping[str, Place]) -> bool:
    """Whether points, directions or rates name this, also as a letter of a product."""
    return any(
        _is_among(name, words_in(source, place))
        for key, place in places.items()
        if key in EXPRESSION_KEYS
    )


def _is_among(name: str, words: Collection[str]) -> bool:
    return name in words or any(
        name in word for word in words if word not in WHOLE_WORDS and _is_letter(name)
    )


def _is_letter(name: str) -> bool:
    return len(name.partition("_")[0]) == 1


def is_vector(source: str, clause: ClauseText) -> bool:
    """Whether the value of a clause is a row of numbers, a multiple of one, ±grad, or 3i-4j."""
    text = source[clause.value_place.start : clause.value_place.end]
    rows = (match.end() - 1 for match in _ROW.finditer(text))
    return bool(_VECTOR.search(text)) or any(is_row_at(text, start) for start in rows)


def _unknown_clause(source: str, clause: ClauseText, function: ClauseText) -> RequestSyntaxError:
    value = source[clause.value_place.start : clause.value_place.end]
    if _is_letter(clause.key) and is_row_at(value, 0) and option_named(clause.key) is None:
        message = Message("two_readings_of_clause", key=clause.key, value=value)
        return key_error(source, clause, message, Message("write_at_or_dir", value=value))
    meant = key_meant(clause.key) or key_meant(clause.key.lower())
    close = get_close_matches(clause.key.lower(), OPTION_KEYS, n=1)
    if meant and OPTION_BY_KEY[meant].kind in COORDINATES and _is_letter(clause.key):
        # Of D=R² and u=x+1 no direction is meant.
        is_row = is_vector(source, clause) or not any(map(str.isalpha, value))
        meant = meant if is_row else ""
    advice: Told
    if clause.key.lower() in _OF_VARIABLES:
        advice = Message("name_its_variables", name=function.key)
    elif clause.key.lower() in _OF_QUESTIONS:
        advice = Message("write_the_function_alone")
    elif meant:
        example = _example_of(OPTION_BY_KEY[meant], value.strip())
        advice = Message("did_you_mean_write", meant=meant, example=example)
    elif _is_letter(clause.key):
        advice = Message("the_letter_is_no_clause", key=clause.key, name=function.key)
    elif (asked := advice_on_word(clause.key)) is not None:
        advice = asked
    elif close:
        advice = Message("did_you_mean", close=close[0])
    else:
        known = Listing((function.key, *OPTION_KEYS), "comma")
        advice = Message("the_clauses_are", known=known)
    return key_error(source, clause, Message("unknown_clause", key=clause.key), advice)


def _example_of(option: Option, value: str) -> str:
    """What may stand in the clause: the value that was given, where it is likely to be one."""
    is_one = option.kind in {*COORDINATES, Kind.NUMBER, Kind.ANGLE}
    is_one |= option.kind is Kind.COUNT and value.isdecimal()
    return value if is_one and 0 < len(value) <= _LONGEST_EXAMPLE else option.example


def key_error(
    source: str, clause: ClauseText, message: Told, advice: Told = ""
) -> RequestSyntaxError:
    """The error about the key of a clause."""
    return RequestSyntaxError(
        message,
        advice=advice,
        source=source,
        start=clause.key_place.start,
        end=clause.key_place.end,
    )
