"""A request for an exercise, `practice topic=gradient level=2 seed=7`; and answers to the last."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from typing import Any

from grad_magic.errors import GradMagicError, MeaninglessRequestError
from grad_magic.formula.tree import Place
from grad_magic.presets import DEFAULT_LEVEL, MAX_EXERCISES, MAX_SEED
from grad_magic.problem import DEFAULT_PRESENTATION, Presentation
from grad_magic.reading.clauses import ClauseText, split_clauses
from grad_magic.reading.context import NO_NAMES, Context
from grad_magic.reading.exact_values import Insertions
from grad_magic.reading.notation.tokens import unreadable
from grad_magic.reading.notation.twins import plain_text
from grad_magic.reading.options import (
    FUNCTION_CLAUSE,
    OPTION_KEYS,
    OPTIONS,
    PRACTICE_OPTIONS,
    PRACTICE_WORD,
    SOLUTION_WORD,
    Kind,
    Option,
    key_meant,
)
from grad_magic.reading.parameters import key_error
from grad_magic.reading.readers import read_option
from grad_magic.wording.messages import Message

# What goes on as a formula is none: practice*x, practice(x), practice=….
_PRACTICE = re.compile(rf"\s*{PRACTICE_WORD}(?![\w(^*/·+=:]|\s+[(^*/·+=:-])")
_COMMENT = re.compile(r"#[^\n]*")
_SEPARATOR = re.compile(r"\s*,")
_ANSWER = "answer"
_PRESENTATION_FIELDS = frozenset(part.name for part in fields(Presentation))
# A window has a side for each variable, and nobody knows them yet.
_ALLOWED = PRACTICE_OPTIONS + tuple(
    option
    for option in OPTIONS
    if option.field in (*_PRESENTATION_FIELDS, "store_as") and option.kind is not Kind.WINDOW
)
_COUNT = Option("count", "10", Message("meaning_of_count"), Kind.COUNT, "count", default=1)


@dataclass(frozen=True)
class PracticeRequest:
    """What a request for exercises asks.

    Attributes:
        topic: one of `TOPICS`; "" for any.
        level: one of `LEVELS`.
        seed: which exercise; None for a new one.
        count: how many.
        is_solution: whether it is the solution of the last exercise that is asked for.
        store_as: the name of the clause `as`, or "".
        presentation: how exercise, answer and solution are shown.
    """

    topic: str = ""
    level: int = DEFAULT_LEVEL
    seed: int | None = None
    count: int = 1
    is_solution: bool = False
    store_as: str = ""
    presentation: Presentation = DEFAULT_PRESENTATION


_REQUEST_FIELDS = frozenset(part.name for part in fields(PracticeRequest))


def asks_for_practice(source: str) -> bool:
    """Whether this is a request for an exercise or its solution.

    >>> asks_for_practice("practice level=2"), asks_for_practice("practice(x)=x^2")
    (True, False)
    """
    text = plain_text(source)
    return _PRACTICE.match(text) is not None or text.strip() == _ANSWER


def answers_exercise(source: str) -> bool:
    """Whether this is an answer without a function, so that it is about the last exercise.

    >>> answers_exercise("answer=3"), answers_exercise("f=x^2 at=1 answer=3")
    (True, False)
    """
    if _ANSWER not in source:
        return False
    try:
        clauses = split_clauses(plain_text(source))
    except GradMagicError:
        # Whoever reads it as any other request says what is wrong with it.
        return False
    keys = {clause.key for clause in clauses}
    return _ANSWER in keys and keys <= set(OPTION_KEYS)


def read_practice(
    source: str,
    namespace: Mapping[str, object] = NO_NAMES,
    presentation: Presentation = DEFAULT_PRESENTATION,
) -> PracticeRequest:
    """What a request for an exercise asks.

    Raises:
        RequestSyntaxError: a clause or its value is none that an exercise has.
        MeaninglessRequestError: a number is out of its range.
    """
    return _read(source, namespace, presentation, _ALLOWED)


def read_problem_set(values: Mapping[str, object]) -> PracticeRequest:
    """The same from keywords, None for what is not said; also `count`.

    Raises:
        RequestSyntaxError, MeaninglessRequestError: as `read_practice`.
    """
    said = (f"{key}={value}" for key, value in values.items() if value is not None)
    source = " ".join((PRACTICE_WORD, *said))
    return _read(source, NO_NAMES, DEFAULT_PRESENTATION, (*_ALLOWED, _COUNT))


def _read(
    source: str,
    namespace: Mapping[str, object],
    presentation: Presentation,
    allowed: Sequence[Option],
) -> PracticeRequest:
    text = plain_text(source)
    word = _PRACTICE.match(text)
    start = len(text) if word is None else word.end()
    separator = _SEPARATOR.match(text, start)
    start = start if separator is None else separator.end()
    rest = _COMMENT.sub("", text[start:]).strip()
    if rest in ("", SOLUTION_WORD):
        is_solution = word is None or rest == SOLUTION_WORD
        return PracticeRequest(is_solution=is_solution, presentation=presentation)
    try:
        clauses = split_clauses(" " * start + text[start:])
        return _read_clauses(text, clauses, namespace, presentation, allowed)
    except GradMagicError as error:
        # As it was typed, with the word before it: every sign stands at the place of its twin.
        error.source = source if error.source else ""
        raise


def _read_clauses(
    text: str,
    clauses: Sequence[ClauseText],
    namespace: Mapping[str, object],
    presentation: Presentation,
    allowed: Sequence[Option],
) -> PracticeRequest:
    context = Context(text, Insertions(text, namespace), namespace)
    asked, keys = PracticeRequest(presentation=presentation), set()
    for clause in clauses:
        option = _option_of(text, clause, allowed)
        if clause.key in keys:
            raise key_error(text, clause, Message("the_clause_is_given_twice", key=clause.key))
        keys.add(clause.key)
        asked = _with_value(context, asked, option, clause.value_place)
    return asked


def _example() -> str:
    clauses = (f"{option.key}={option.example}" for option in PRACTICE_OPTIONS)
    return " ".join((PRACTICE_WORD, *clauses))


def _option_of(text: str, clause: ClauseText, allowed: Sequence[Option]) -> Option:
    """The option of this key.

    Raises:
        RequestSyntaxError: an exercise has none.
    """
    by_key = {option.key: option for option in allowed}
    if clause.key_place.start == clause.key_place.end:
        place = clause.value_place
        shown = text[place.start : place.end]
        message = Message("is_no_part_of_a_request_for_an_exercise", shown=shown)
        meant = next((o.key for o in allowed if shown in o.values), "")
        advice = Message(
            "write_practice_or_solution",
            example=_example(),
            practice_word=PRACTICE_WORD,
            solution_word=SOLUTION_WORD,
        )
        if meant:
            advice = Message("did_you_mean", close=f"{meant}={shown}")
        raise unreadable(text, place.start, place.end, message, advice)
    if clause.key in by_key and clause.arguments is None:
        return by_key[clause.key]
    if clause.key in (FUNCTION_CLAUSE.key, *OPTION_KEYS):
        advice = Message("leave_out_or_ask_about_a_function_of_your_own", key=clause.key)
    else:
        close = get_close_matches(clause.key, by_key, n=1)
        meant = key_meant(clause.key, allowed) or "".join(close)
        advice = (
            Message("did_you_mean", close=meant)
            if meant
            else Message("write_example", example=_example())
        )
    raise key_error(text, clause, Message("an_exercise_has_no_clause", key=clause.key), advice)


def _with_value(
    context: Context, asked: PracticeRequest, option: Option, place: Place
) -> PracticeRequest:
    value: Any = _read_value(context, option, place)
    if option.field in _REQUEST_FIELDS:
        return replace(asked, **{option.field: value})
    try:
        return replace(asked, presentation=replace(asked.presentation, **{option.field: value}))
    except MeaninglessRequestError as error:
        raise context.error(place, error.said, error.advised) from None


_BOUNDS = {"seed": (0, MAX_SEED), "count": (1, MAX_EXERCISES)}


def _read_value(context: Context, option: Option, place: Place) -> object:
    """The value of an option; a level as a number, a seed and a count in their range.

    Raises:
        RequestSyntaxError: it cannot be read.
        MeaninglessRequestError: it is out of its range.
    """
    if option.field not in _BOUNDS:
        value = read_option(context, option, place)
        return int(value) if option.field == "level" else value
    least, most = _BOUNDS[option.field]
    text = context.text(place)
    # A number of more digits is out of its range, and Python makes none of thousands of them.
    is_long = text.isdecimal() and len(text) > len(str(most))
    number = most + 1 if is_long else int(read_option(context, option, place))
    if not least <= number <= most:
        message = Message("must_be_a_whole_number_between", key=option.key, least=least, most=most)
        raise context.error(
            place, message, Message("write_key_and_example", key=option.key, example=option.example)
        )
    return number
