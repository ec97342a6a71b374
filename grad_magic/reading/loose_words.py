"""Words that stand alone where a clause is meant, and what to write instead."""

from __future__ import annotations

import itertools
import re

from grad_magic.errors import RequestSyntaxError
from grad_magic.formula.tree import Place
from grad_magic.reading.options import OPTION_BY_KEY, OPTIONS, WORDS, Kind, key_meant
from grad_magic.reading.vocabulary import CALLABLE_BY_NAME, CONDITION_WORDS
from grad_magic.wording.messages import Message

# What is asked for behind clauses, by the clause that asks for it.
_CLAUSES_OF_WORDS = {
    **dict.fromkeys(("linearization", "linearisation", "linear"), "differential=linear"),
    **dict.fromkeys(("second", "mixed"), "order=2"),
    **dict.fromkeys(("saddle", "minima", "maxima"), "critical=all"),
    **dict.fromkeys(("verbose", "show", "step", "stepwise", "detailed", "details"), "steps=full"),
    **dict.fromkeys(("Chinese", "chinese", "中文"), "lang=zh"),
    **dict.fromkeys(("English", "english"), "lang=en"),
    **dict.fromkeys(("3d", "3D", "graph"), "plot=surface"),
    **dict.fromkeys(("sliders", "slider", "drag"), "interactive=True"),
}
# What no clause asks for.
_ELSEWHERE = {
    **dict.fromkeys(
        ("quiz", "practice", "exercise", "exam", "task"), Message("practice_has_its_own_cell")
    ),
    **dict.fromkeys(
        ("save", "export", "pdf", "png", "svg", "html", "tex"), Message("results_are_saved")
    ),
    **dict.fromkeys(("normalized", "normalised", "unit"), Message("directions_are_divided")),
    **dict.fromkeys(("help", "usage"), Message("the_help_has_every_clause")),
    **dict.fromkeys(("import", "symbols"), Message("leave_python_out")),
}
_OPENING, _CLOSING = "([{⟨", ")]}⟩"
# Behind a row: a word, which is no factor, also with the dashes of a flag.
_LEFTOVER = re.compile(
    r"\s*[-−–]*(?P<word>\d?[^\W\d_]{2,}|\d[^\W\d_])(?![\w.(])(?:[\s=]+(?P<next>\w+))?"
)

_SECOND_ROW = re.compile(r"\s*,?\s*(?P<row>\([^()]*,[^()]*\))")
_DASHES = re.compile(r"\s*(?P<dashes>[-−–]{1,2})\s*\Z")


def advice_on_word(word: str, following: str = "") -> Message | None:
    """What to write for a word that is no clause; None if it is not known what it asks for.

    Args:
        word: as it is typed, also the key of a clause without its equals sign.
        following: the word behind it, which may be its value.

    >>> print(advice_on_word("steps", "full"), advice_on_word("surface"))
    Write steps=full. Write plot=surface.
    """
    if word.lower() in _ELSEWHERE:
        return _ELSEWHERE[word.lower()]
    clause = _CLAUSES_OF_WORDS.get(word)
    option = OPTION_BY_KEY.get(key_meant(word) or word)
    if option is not None:
        is_count = option.kind is Kind.COUNT and following.isdecimal()
        is_value = following in option.values or is_count
        value = following if is_value else option.meant.get(following.lower(), option.example)
        clause = f"{option.key}={value}"
    elif clause is None:
        named = next((o for o in OPTIONS if o.kind in WORDS and word in o.values), None)
        clause = None if named is None else f"{named.key}={word}"
    return None if clause is None else Message("write_the_clause", clause=clause)


def leftover_behind_row(source: str, place: Place) -> RequestSyntaxError | None:
    """The error about a word behind the row that a value is, as in at=(1,2) surface.

    None if none stands there, so that the value has another slip.
    """
    text = source[place.start : place.end]
    if text[:1] not in tuple(_OPENING):
        return None
    depths = itertools.accumulate((sign in _OPENING) - (sign in _CLOSING) for sign in text)
    end = next((index for index, depth in enumerate(depths, 1) if depth == 0), len(text))
    second = _SECOND_ROW.fullmatch(text, end)
    if second is not None:
        rows = {"point": text[:end], "row": second["row"]}
        return RequestSyntaxError(
            Message("two_readings_of_a_second_row", row=second["row"]),
            advice=Message("write_the_direction_or_the_points", **rows),
            source=source,
            start=place.start + second.start("row"),
            end=place.end,
        )
    behind = _LEFTOVER.match(text, end)
    dashed = _DASHES.match(text, end)
    if dashed is not None and source[place.end :].strip():
        # The flag -steps=full, as of programs in a terminal.
        start = place.start + dashed.start("dashes")
        clause = source[place.end :].split(maxsplit=1)[0]
        advice: Message | None = Message("write_the_clause", clause=clause)
    elif behind is None or behind["word"] in CALLABLE_BY_NAME.keys() | CONDITION_WORDS:
        return None
    else:
        start = place.start + behind.start("word")
        advice = advice_on_word(behind["word"], behind["next"] or "")
    return RequestSyntaxError(
        Message("this_belongs_to_no_clause"),
        advice=advice or Message("a_request_is_a_row_of_clauses"),
        source=source,
        start=start,
        end=place.end,
    )
