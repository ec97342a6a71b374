"""The request into its key=value clauses, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from grad_magic.errors import RequestSyntaxError
from grad_magic.formula.tree import Place
from grad_magic.reading.answers.borders import is_part_of_answer
from grad_magic.reading.answers.names import answer_name, ends_in_kind
from grad_magic.reading.notation.words import WHOLE_WORDS, names_in
from grad_magic.reading.options import (
    COORDINATES,
    DIRECTION_KEYS,
    FUNCTION_CLAUSE,
    OPTION_BY_KEY,
    OPTION_KEYS,
    OPTIONS,
    Kind,
    option_named,
)
from grad_magic.reading.phrases import (
    Phrase,
    bare_row_at,
    ends_in_phrase,
    named_row_at,
    phrase_at,
    refuse_point_or_product,
)
from grad_magic.reading.vocabulary import OPENING_WORDS
from grad_magic.wording.messages import Message, Told

# A textbook's longest request is a few hundred characters, a thousand terms or a table of data
# typed out some hundred thousand. They are read in time and memory that grow with the length.
MAX_REQUEST_LENGTH = 1_000_000

_CLOSING = {"(": ")", "[": "]", "{": "}"}
_BRACKET = re.compile(r"[()\[\]{}]")
_NAME = re.compile(r"[^\W\d]\w*")
_SUPERSCRIPTS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ")
# How LaTeX marks the letter of a vector.
_DECORATION = r"\\(?:vec|overrightarrow|mathbf|boldsymbol|bm|hat)\s*\{?\s*"
_DECORATED = re.compile(_DECORATION + r"\Z")
_LETTERS = "".join(letter for option in OPTIONS for letter in option.letters)
# A value would have an equals sign or a bracket before it.
_CLAUSE_IN_DOLLARS = re.compile(
    r"\s*(?:[A-Za-z]\w*\s*=\s*(?=[A-Za-z]\w*\s*\([^()$=]*\)\s*=))?"
    rf"(?:(?:{_DECORATION})?(?P<letter>[{_LETTERS}](?:_?\d|_\{{\d\}})?)\s*\}}?"
    # The vector function \mathbf{r}(t).
    rf"|{_DECORATION}(?P<vector>[A-Za-z])\s*\}}?\s*(?P<of>\([^()$=]*\))"
    r"|[^\W\d]\w*\s*(?:\([^()$=]*\))?)\s*=(?!=)"
)
# A sign between two clauses in the same dollars, with the space behind it; and brackets.
_BREAK_IN_DOLLARS = re.compile(
    r"\\begin(?![A-Za-z])|\\end(?![A-Za-z])|\\?[()\[\]{}]"
    r"|[,;](?:\s|~|\\[ ,;:!]|\\q?quad(?![A-Za-z]))*"
)
_OPENING_IN_DOLLARS = frozenset({"\\begin", "(", "[", "{", r"\{", r"\(", r"\["})
_CLOSING_IN_DOLLARS = frozenset({"\\end", ")", "]", "}", r"\}", r"\)", r"\]"})
_SPACE_IN_DOLLARS = re.compile(r"(?:\s|~|\\[ ,;:!]|\\q?quad)+\Z")
_EQUALS = re.compile(r"\s*:?=(?!=)")
_SPACED_NAMES = re.compile(r"\s+(?=\(\s*[^\W\d]\w*\s*(?:[,;]\s*[^\W\d]\w*\s*)*\)\s*=(?!=))")
_COLON = re.compile(r"\s*:(?!=)")
# A word of Python before a colon, which is not read.
_LAMBDA = re.compile(r"\blambda\s+\Z")
# Signs after which no clause can begin, as an operand is missing.
_OPERATORS = frozenset("+-−–*/·×^√<>≤≥≠!&|")
_LETTERS_OF_SPACE = ("x", "y", "z")
# Functions that nobody defines anew.
_ELEMENTARY = frozenset(
    {"exp", "log", "ln", "sqrt", "cbrt", "abs", "sin", "cos", "tan", "cot", "sec", "csc"}
    | {"asin", "acos", "atan", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "max", "min"}
)
_DEFINES = re.compile(r"[=:](?!=)")
# Where a clause begins, and the next one behind a bracket that is open, as far as that can be known
# there: an option is none of its coordinates, and among the entries of a list no name has a value.
_CLAUSE_START = re.compile(r"(?<![^\s,;])[^\W\d]\w*\s*(?:\([^()=]*\)\s*)?=(?!=)")
_NEXT_CLAUSE = {
    "(": re.compile(rf"[\s,;]\s*(?=(?:{'|'.join(OPTION_KEYS)})\b\s*[=(:])"),
    "[": re.compile(r"[\s,;]\s*(?=[^\W\d]\w*\s*[=:])"),
}
_LONGEST_CORRECTION = 60
# What stands before that, a key or the variables of a function; it is found from the end.
_DEFINED = re.compile(r".*((?<!\w)[A-Za-z]\w*|\([\w\s,;]*\))\s*\Z", re.DOTALL)
# Of `x if y=0 and z=0` neither y nor z is a key.
_BEFORE_EQUATIONS = (*sorted(OPENING_WORDS), "and", "or", "und", "oder", "且", "或")
_CONDITION_OPENS = re.compile(rf"(?<!\w)(?:{'|'.join(_BEFORE_EQUATIONS)})\s*\Z")
_LONGEST_OPENING = 12
# T(x,y)=…, also z=f(x,y)=…, as a value in dollars may begin.
_HEADER = re.compile(
    r"\$\s*(?:[A-Za-z]\w*\s*=\s*)?"
    r"(?P<key>[A-Za-z]\w*)\s*\((?P<arguments>[^()$=]*)\)\s*=(?!=)\s*"
)
# Lines of Python ahead of a function.
_DECLARATION = re.compile(r"\bimport\s+\w|\b[sS]ymbols?\s*\(|\bvar\s*\(")
_LIST_OPENS = re.compile(r"\s*\[")
_ROW_OPENS = re.compile(r"\s*[\[(<⟨]")
# The coordinates of a point, of several those of the first.
_FIRST_ROW = re.compile(r"[(\[⟨<]\s*([^()\[\]⟨⟩<>]+)")
_SEPARATORS = (",", ";")


@dataclass(frozen=True)
class ClauseText:
    """One clause as written.

    Attributes:
        key: the word before the equals sign; of a function that stands first without a key, f.
        arguments: place of what stands in the brackets of `f(x,y)=`, or None.
        key_place: place of the key; empty where there is none.
        value_place: place of the value, without the space around it.
    """

    key: str
    arguments: Place | None
    key_place: Place
    value_place: Place


def split_clauses(source: str) -> tuple[ClauseText, ...]:
    """The clauses of a request in the order written.

    A clause begins with a name, or a name with bracketed variables, before a single `=`
    outside all brackets; its value reaches to the next clause. What stands before the first
    one is the function, where no clause is.

    Raises:
        RequestSyntaxError: the request is empty or too long, brackets do not match, text
            stands before the first clause, or a value is missing.
    """
    check_length(source)
    text = _without_comments(source)
    found = _find_heads(_without_quotations(text), text)
    joined = _join_names(text, found)
    written = _without_factors(text, joined)
    # Of z=f(x,y)=… the name z is no function by itself.
    opening = found[0] if written[:1] == joined[:1] and found else next(iter(written), None)
    first = len(text) if opening is None else _start_of(text, opening)
    heads = _with_bare_function(source, text[:first], written)
    ends = [_start_of(text, head) for head in heads[1:]] + [len(text)]
    return tuple(
        _with_value(source, text, head, end) for head, end in zip(heads, ends, strict=True)
    )


def check_length(source: str) -> None:
    """Makes sure that a request can be read in time and memory, before anything looks at it.

    Raises:
        RequestSyntaxError: it is too long.
    """
    if len(source) > MAX_REQUEST_LENGTH:
        raise RequestSyntaxError(
            Message(
                "the_request_is_too_long",
                count=len(source),
                max_request_length=MAX_REQUEST_LENGTH,
            )
        )


def _start_of(text: str, head: ClauseText) -> int:
    r"""Where a clause begins, as \vec{v}=(3,4) does before its letter."""
    before = text[: head.key_place.start]
    decorated = _DECORATED.search(before) if "\\" in before else None
    return head.key_place.start if decorated is None else decorated.start()


def _without_comments(source: str) -> str:
    """The same text, same places, with blanks for `#` and what follows it on its line."""
    return re.sub(r"#[^\n]*", _blanks, source)


def _without_quotations(text: str) -> str:
    """The same text, same places, with blanks for what stands in quotes or dollars.

    Of a whole clause in dollars, as `$f(x,y)=x^2$`, the key stays.
    """
    if "$" not in text and '"' not in text and "'" not in text:
        return text
    # Behind a name or a bracket ' is the sign of a transpose.
    return re.sub(r"\$[^$]*\$|\"[^\"\n]*\"|(?<![\w)\]ᵀ'])'[^'\n]*'", _without_value, text)


def _without_value(match: re.Match[str]) -> str:
    """The keys of the clauses in these dollars, each at its place, and blanks for the rest."""
    inside = match[0]
    before = match.string[: match.start()].rstrip()
    if inside[0] != "$" or before[-1:] in ("=", "(", "[", ":") or ends_in_phrase(before):
        return _blanks(match)
    kept = list(_blanks(match))
    for start in (1, *_breaks_in_dollars(inside)):
        head = _CLAUSE_IN_DOLLARS.match(inside, start)
        name = named_row_at(inside, start + len(inside[start:]) - len(inside[start:].lstrip()))
        if name is not None:
            kept[name.start : name.end] = inside[name.start : name.end]
        elif head is not None and head["letter"]:
            letter = re.sub(r"[{}]", "", head["letter"])
            kept[head.start("letter") : head.end()] = (
                letter.ljust(head.end() - head.start("letter") - 1) + "="
            )
        elif head is not None and head["vector"]:
            kept[head.start("vector")] = head["vector"]
            kept[head.start("of") : head.end()] = inside[head.start("of") : head.end()]
        elif head is not None and start == 1:
            kept[head.start() : head.end()] = head[0]
    return "".join(kept)


def _breaks_in_dollars(inside: str) -> Iterator[int]:
    """Where a clause may begin behind a comma that stands in no brackets and no environment."""
    depth = 0
    for match in _BREAK_IN_DOLLARS.finditer(inside):
        sign = match[0]
        depth += (sign in _OPENING_IN_DOLLARS) - (sign in _CLOSING_IN_DOLLARS)
        if depth == 0 and sign[0] in ",;":
            yield match.end()


def _blanks(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _find_heads(text: str, written: str) -> list[ClauseText]:
    """Where clauses begin, each as a clause whose value is still empty.

    Args:
        text: the request, with blanks for what stands in quotes or dollars.
        written: the request.
    """
    matching = _match_brackets(text, written)
    defined = map(_DEFINED.match, _DEFINES.split(text)[:-1])
    keys = {word for match in defined if match is not None for word in _NAME.findall(match[1])}
    heads: list[ClauseText] = []
    opening = len(text) - len(text.lstrip(" \n$"))
    position = 0
    while position < len(text):
        if position in matching:
            heads.extend(_bare_row(written, position, heads))
            position = matching[position] + 1
            continue
        name = _NAME.match(text, position)
        if name is None:
            position += 1
            continue
        head = _head_at(text, name, matching, is_first=name.start() <= opening)
        phrase = phrase_at(written, position, keys)
        is_answered = bool(heads) and _is_answer(heads[-1])
        # The minimum at (1,1) of an answer names no point of the request.
        is_of_kind = is_answered and ends_in_kind(written[:position])
        is_chinese = phrase is not None and not text[position].isascii()
        if is_of_kind or (
            is_answered and (is_chinese or _is_phrase_in_answer(written, heads, phrase))
        ):
            phrase = None
        elif phrase is None and not is_answered:
            # The Q(1,1) of an answer P(0,0), Q(1,1) is no point of the request.
            phrase = named_row_at(written, position)
        # 点=(1,2) is the point, and 点 no name.
        if phrase is not None and (head is None or is_chinese):
            end = Place(phrase.end, phrase.end)
            head = ClauseText(phrase.key, None, Place(phrase.start, phrase.end), end)
        if head is None:
            if not is_answered:
                refuse_point_or_product(written, position, keys)
            position = name.end()
        elif is_answered and _is_in_answer(text, heads, head):
            position = head.value_place.start
        else:
            heads.append(head)
            position = head.value_place.start
            named = answer_name().match(text, position) if _is_answer(head) else None
            # The D of answer=D=3 is no key.
            position = position if named is None else named.end()
    return heads


def _bare_row(text: str, start: int, heads: Sequence[ClauseText]) -> tuple[ClauseText, ...]:
    """The point that a row of numbers behind the function is; nothing for any other bracket.

    Raises:
        RequestSyntaxError: a second one may be a direction or a point.
    """
    end = bare_row_at(text, start)
    if not end or (heads and not text[heads[-1].value_place.start : start].strip(" ,;\n")):
        return ()
    here = Place(start, start)
    if heads and heads[-1].key == "at" and heads[-1].key_place == heads[-1].value_place:
        first = heads[-1].value_place.start
        point, row = text[first : bare_row_at(text, first)], text[start:end]
        raise RequestSyntaxError(
            Message("two_readings_of_a_second_row", row=row),
            advice=Message("write_the_direction_or_the_points", point=point, row=row),
            source=text,
            start=start,
            end=end,
        )
    is_behind_function = not heads or heads[-1].key not in OPTION_KEYS
    return (ClauseText("at", None, here, here),) if is_behind_function else ()


def _head_at(
    text: str, name: re.Match[str], matching: dict[int, int], *, is_first: bool
) -> ClauseText | None:
    """The name, or name with variables, before an equals sign or a colon that defines it."""
    end = name.end()
    arguments = None
    if is_first:
        # Of what stands first, f (x,y)=… is a header too.
        spaced = _SPACED_NAMES.match(text, end)
        end = end if spaced is None else spaced.end()
    if text[end : end + 1] == "(":
        closing = matching[end]
        arguments = Place(end + 1, closing)
        end = closing + 1
    equals = _EQUALS.match(text, end) or _COLON.match(text, end)
    if equals is None:
        return None
    before = text[: name.start()]
    if ":" in equals[0] and not _is_before_colon(name[0], before):
        return None
    opens = name[0] in OPENING_WORDS or _CONDITION_OPENS.search(before[-_LONGEST_OPENING:])
    if name[0] not in OPTION_KEYS and (opens or not _is_defined(name[0], before, arguments)):
        return None
    value = Place(equals.end(), equals.end())
    return ClauseText(name[0], arguments, Place(*name.span()), value)


def _is_before_colon(name: str, before: str) -> bool:
    """Whether a colon may define this: a key, a point or vector, the function that stands first."""
    is_known = name in OPTION_KEYS or option_named(name) is not None
    return not _LAMBDA.search(before[-_LONGEST_OPENING:]) and (is_known or not before.strip(" \n$"))


def _is_defined(name: str, before: str, arguments: Place | None) -> bool:
    """Whether the name before an equals sign is defined by it, and ends no side of an equation.

    The sides of x+y=z^2, 2x=y^2, xy=6 and sin(x)=y are no names.
    """
    is_behind_operator = before.rstrip()[-1:] in _OPERATORS and not (
        _is_behind_bars(before) and not set(name) <= set(_LETTERS_OF_SPACE)
    )
    is_factor = before[-1:].isdigit() or before[-1:] == ")"
    is_product = len(name) > 1 and set(name) <= set(_LETTERS_OF_SPACE) and arguments is None
    is_called = arguments is not None and name in _ELEMENTARY
    # Of y² = x³ the left side is a power.
    is_power = not _SUPERSCRIPTS.isdisjoint(name)
    return not (is_behind_operator or is_factor or is_product or is_called or is_power)


def _is_behind_bars(before: str) -> bool:
    """Whether it ends with the bar that closes |x| or ||v||, and a gap."""
    return before[-1:].isspace() and before.rstrip()[-1:] == "|" and before.count("|") % 2 == 0


def _match_brackets(text: str, written: str) -> dict[int, int]:
    """The place of the closing bracket for each opening one.

    Args:
        text: the request, with blanks for what stands in quotes or dollars.
        written: the request.
    """
    matching: dict[int, int] = {}
    open_places: list[int] = []
    for match in _BRACKET.finditer(text):
        position, character = match.start(), match[0]
        if character in _CLOSING:
            open_places.append(position)
        else:
            if not open_places:
                raise _bracket_error(
                    written,
                    position,
                    Message("this_closes_no_bracket", character=character),
                    _without_bracket(written, position),
                )
            opening = open_places.pop()
            expected = _CLOSING[text[opening]]
            if character != expected:
                raise _bracket_error(
                    written,
                    position,
                    Message(
                        "is_closed_by_not_by",
                        text=text[opening],
                        character=character,
                        expected=expected,
                    ),
                )
            matching[opening] = position
    if open_places:
        raise _bracket_error(
            written,
            open_places[-1],
            Message("this_is_never_closed", text=text[open_places[-1]]),
            _with_brackets(written, open_places),
        )
    return matching


def _with_brackets(text: str, open_places: Sequence[int]) -> Message | str:
    """The clause with the brackets that it may lack, before what may be the next one."""
    start, first = _start_of_clause(text, open_places[0]), open_places[0]
    follows = _NEXT_CLAUSE.get(text[first], _NEXT_CLAUSE["("]).search(text, open_places[-1])
    clause = text[start : len(text) if follows is None else follows.start()].rstrip(" ,;\n")
    if "$" in clause or "\n" in clause or len(clause) > _LONGEST_CORRECTION:
        return ""
    closing = "".join(_CLOSING[text[place]] for place in reversed(open_places))
    header, sign, value = clause.partition("=")
    if sign and first - start < len(header):
        # The variables of f(x,y=x*y.
        return Message("write_the_clause", clause=f"{header}{closing}={value}")
    return Message("write_the_clause", clause=clause + closing)


def _without_bracket(text: str, position: int) -> Message | str:
    """The clause without a bracket that closes none, or of a row with one that opens it."""
    start = _start_of_clause(text, position)
    clause = text[start:position]
    key, sign, value = clause.partition("=")
    if "$" in clause or "\n" in clause or len(clause) > _LONGEST_CORRECTION:
        return ""
    option = OPTION_BY_KEY.get(key.strip())
    if sign and option is not None and option.kind in COORDINATES and text[position] == ")":
        return Message("write_the_clause", clause=f"{key}=({value.lstrip()})")
    return Message("write_the_clause", clause=clause)


def _start_of_clause(text: str, position: int) -> int:
    """Where the clause begins in which this stands, as far as that is known before brackets are."""
    starts = [match.start() for match in _CLAUSE_START.finditer(text, 0, position)]
    return starts[-1] if starts else 0


def _bracket_error(
    text: str, position: int, message: Told, advice: Told = ""
) -> RequestSyntaxError:
    return RequestSyntaxError(message, advice=advice, source=text, start=position, end=position + 1)


def _join_names(text: str, heads: Sequence[ClauseText]) -> list[ClauseText]:
    """One head where several stand before one value.

    They are the names that books give on the way, as in z=f(x,y)=… and at=P=(…), the two sides
    of f=z=x^2+y^2, and the coordinates in at x=1, y=2.
    """
    joined: list[ClauseText] = []
    for head in heads:
        before = joined[-1] if joined else None
        if before is None:
            joined.append(head)
        elif _is_coordinate_behind(text, before, head, heads):
            continue
        elif text[before.value_place.start : head.key_place.start].strip(" \n\t$"):
            joined.append(head)
        elif head.arguments is not None and before.key not in OPTION_KEYS:
            joined[-1] = head
        elif _is_name_of_point(text, before, head):
            _refuse_point_as_vector(text, before, head)
            joined[-1] = replace(before, value_place=head.value_place)
        elif _opens_value(text, before, head, heads):
            start = head.key_place.start
            joined[-1] = replace(before, value_place=Place(start, start))
        else:
            joined.append(head)
    return joined


def _is_answer(head: ClauseText) -> bool:
    return head.key in OPTION_KEYS and OPTION_BY_KEY[head.key].kind is Kind.ANSWER


def _is_phrase_in_answer(text: str, heads: Sequence[ClauseText], phrase: Phrase | None) -> bool:
    """Whether "at" and "in the direction" are words of the answer: what they give is given."""
    if phrase is None:
        return False
    given = {head.key for head in heads}
    is_opening = not text[heads[-1].value_place.start : phrase.start].strip()
    # A direction behind the answer at a point is a part of it: 5 in the direction (3,4).
    is_direction = phrase.key in DIRECTION_KEYS and "at" in given
    return is_opening or is_direction or bool(given & {phrase.key, "critical"})


def _is_in_answer(text: str, heads: Sequence[ClauseText], head: ClauseText) -> bool:
    """Whether this is the y of an answer y=2x+1, or of 3 x + 2 y = 5, and no clause.

    Args:
        text: the request.
        heads: where clauses begin before it, the answer's last.
        head: what looks like another.
    """
    if head.key in OPTION_KEYS:
        return False
    *earlier, before = heads
    ends = [other.key_place.start for other in heads]
    has_function = any(other.key not in OPTION_KEYS for other in earlier)
    known: set[str] | None = None
    if has_function or text[: ends[0]].strip():
        starts = [0, *(other.value_place.start for other in earlier)]
        values = [Place(*ends_of_value) for ends_of_value in zip(starts, ends, strict=False)]
        known = set().union(*(names_in(text, value) for value in values))
        variables = _variables_of(text, earlier, head.key) if _has_header(earlier) else ()
        known -= {*variables, *(other.key for other in earlier)}
    arguments = head.arguments
    shown = None if arguments is None else text[arguments.start : arguments.end]
    value = text[before.value_place.start : head.key_place.start]
    return is_part_of_answer(value, head.key, shown, known)


def _has_header(heads: Sequence[ClauseText]) -> bool:
    return any(head.arguments is not None and head.key not in OPTION_KEYS for head in heads)


def _is_name_of_point(text: str, option: ClauseText, name: ClauseText) -> bool:
    """Whether a clause without a value goes on with the name of a point or vector, and its row."""
    if option.key not in OPTION_KEYS or name.arguments is not None:
        return False
    kind = OPTION_BY_KEY[option.key].kind
    is_name = len(name.key.partition("_")[0].rstrip("0123456789")) == 1
    # Points have names of one letter; arrays, as in at theta=[0,1], have any.
    is_name = is_name or bool(_LIST_OPENS.match(text, name.value_place.start))
    # dir=v=3i-4j; at=x=1 begins with a coordinate and with no name of a point.
    between = text[option.value_place.start : name.key_place.start]
    is_vector = kind is Kind.DIRECTION and between.strip(" $") == "" and name.key not in OPTION_KEYS
    opens_row = bool(_ROW_OPENS.match(text, name.value_place.start))
    return kind in COORDINATES and is_name and (is_vector or opens_row)


def _refuse_point_as_vector(text: str, phrase: ClauseText, name: ClauseText) -> None:
    """Makes sure that in the direction of Q(3,4) is not meant as the direction toward Q.

    Raises:
        RequestSyntaxError: it may be.
    """
    is_phrase = text[phrase.key_place.start : phrase.key_place.end] != phrase.key
    if phrase.key != "dir" or not is_phrase or not name.key[0].isupper():
        return
    row = name.value_place.start
    message = Message("two_readings_of_direction", key=name.key)
    raise RequestSyntaxError(
        message,
        advice=Message("write_dir_for_the_vector_or_to_for_the_point"),
        source=text,
        start=phrase.key_place.start,
        end=row,
    )


def _opens_value(
    text: str, before: ClauseText, head: ClauseText, heads: Sequence[ClauseText]
) -> bool:
    """Whether what looks like a clause is the value of the one before: f=z=x^2, at x=1."""
    if head.arguments is not None or head.key in OPTION_KEYS:
        return False
    if before.key not in OPTION_KEYS:
        return before.arguments is None
    kind = OPTION_BY_KEY[before.key].kind
    is_row = bool(_ROW_OPENS.match(text, head.value_place.start))
    return kind is Kind.POINTS and not is_row and head.key in _variables_of(text, heads, head.key)


def _is_coordinate_behind(
    text: str, before: ClauseText, head: ClauseText, heads: Sequence[ClauseText]
) -> bool:
    """Whether this is the y=2 of a point that has begun with x=1, as in at x=1, y=2."""
    if before.key not in OPTION_KEYS or head.arguments is not None or head.key in OPTION_KEYS:
        return False
    if OPTION_BY_KEY[before.key].kind is not Kind.POINTS:
        return False
    start = before.value_place.start
    name = _NAME.match(text, start)
    if name is None or name.end() > head.key_place.start or not _EQUALS.match(text, name.end()):
        return False
    return head.key in _variables_of(text, heads, head.key)


def _variables_of(text: str, heads: Sequence[ClauseText], otherwise: str) -> tuple[str, ...]:
    """The variables that a header lists; without one this other name may be one too."""
    for head in heads:
        if head.arguments is not None and head.key not in OPTION_KEYS:
            listed = text[head.arguments.start : head.arguments.end]
            return tuple(name.strip(" \\") for name in re.split(r"[,;]", listed))
    return (otherwise,)


def _without_factors(text: str, heads: Sequence[ClauseText]) -> list[ClauseText]:
    """The heads without the y of x y = 6: a side of an equation that ends in a letter.

    Of x, y and z a factor is known from a parameter in that it stands nowhere else, or in that
    the point has a coordinate for it.

    Raises:
        RequestSyntaxError: nothing tells whether it is a factor.
    """
    first = next((i for i, head in enumerate(heads) if head.key not in OPTION_KEYS), None)
    if first is None:
        return list(heads)
    head = heads[first]
    function, factor = "", None
    if not first and text[: head.key_place.start].strip():
        function, factor = text[: head.key_place.start], head
    elif first + 1 < len(heads):
        factor = heads[first + 1]
        function = text[head.value_place.start : factor.key_place.start]
    if factor is None or factor.key not in _LETTERS_OF_SPACE or factor.arguments is not None:
        return list(heads)
    is_apart = function.strip(" ") != function.strip() or function.rstrip()[-1:] in _SEPARATORS
    function = function.strip()
    # The notebook may hold a function of x under a name.
    is_held = function.isidentifier() and not set(function) <= set(_LETTERS_OF_SPACE)
    if is_apart or is_held or not function or set("{$") & set(function):
        return list(heads)
    if factor.key in function and not _is_coordinate(text, heads, head, factor, function):
        return list(heads)
    return [other for other in heads if other is not factor]


def _is_inner_function(
    text: str, heads: Sequence[ClauseText], header: ClauseText, factor: ClauseText, function: str
) -> bool:
    """Whether z=x^2 x=cos(t) tells what x is: behind a second sign there is no equation."""
    if header.key_place.start == header.key_place.end:
        return False
    start = factor.value_place.start
    ends = (other.key_place.start for other in heads if other.key_place.start > start)
    value = Place(start, min(ends, default=len(text)))
    others = names_in(text, value) - names_in(function, Place(0, len(function))) - WHOLE_WORDS
    return any(len(name) == 1 for name in others) and not text[start : value.end].strip().isalpha()


def _is_coordinate(
    text: str,
    heads: Sequence[ClauseText],
    header: ClauseText,
    factor: ClauseText,
    function: str,
) -> bool:
    """Whether the last y of x^2+x y=6 is a variable, so that no clause gives it a value.

    Raises:
        RequestSyntaxError: there is no point that tells.
    """
    options = {OPTION_BY_KEY[head.key].key: head for head in heads if head.key in OPTION_KEYS}
    is_given = any(
        head.key not in OPTION_KEYS and head.key_place.start > factor.key_place.start
        for head in heads
    )
    is_given |= bool(_LIST_OPENS.match(text, factor.value_place.start))
    if _is_inner_function(text, heads, header, factor, function):
        return False
    if header.arguments is not None or is_given or options.keys() & {"critical", "answer"}:
        # Where one letter has a value of its own, this one has too.
        return False
    count = len(names_in(function, Place(0, len(function))) & set(_LETTERS_OF_SPACE))
    if "at" in options:
        start = options["at"].value_place.start
        ends = (other.key_place.start for other in heads if other.key_place.start > start)
        point = text[start : min(ends, default=len(text))]
        row = _FIRST_ROW.search(point)
        if row is not None or any(sign.isdigit() for sign in point):
            return len(re.split("[,;]", (point if row is None else row[1]).strip(" ,;"))) == count
    place, value = factor.key_place, text[factor.value_place.start :].split(maxsplit=1)
    end = factor.value_place.start
    raise RequestSyntaxError(
        Message("two_readings_of_clause", key=factor.key, value=value[0] if value else ""),
        advice=Message("write_the_equation_or_the_clause", key=factor.key),
        source=text,
        start=place.start,
        end=end,
    )


def _with_bare_function(
    source: str, before: str, heads: Sequence[ClauseText]
) -> tuple[ClauseText, ...]:
    """The heads, and before them that of a function which stands first without a key.

    Args:
        source: the request.
        before: what stands before the first head.
        heads: where clauses begin.

    Raises:
        RequestSyntaxError: there is nothing at all, or a function in a clause of its own.
    """
    leftover = before.strip()
    if before.count("$") % 2 and heads:
        leftover = leftover.removesuffix("$").rstrip()
    if not leftover:
        if not heads:
            raise RequestSyntaxError(
                Message("the_request_is_empty"), advice=Message("write_exp_at_dir")
            )
        return tuple(heads)
    start = before.index(leftover)
    if leftover[0] == "$" and leftover.count("$") % 2:
        # A function and its clauses in the same dollars.
        start += 1
    if any(head.arguments is not None or head.key == FUNCTION_CLAUSE.key for head in heads):
        raise _leftover_error(source, start, leftover)
    here = Place(start, start)
    return (ClauseText(FUNCTION_CLAUSE.key, None, here, here), *heads)


def _leftover_error(source: str, start: int, leftover: str) -> RequestSyntaxError:
    line = source[source.rfind("\n", 0, start) + 1 :].split("\n", 1)[0]
    advice = Message("a_request_is_a_row_of_clauses")
    if _DECLARATION.search(line):
        advice = Message("leave_python_out")
    return RequestSyntaxError(
        Message("this_belongs_to_no_clause"),
        advice=advice,
        source=source,
        start=start,
        end=start + len(leftover),
    )


def _without_dollars(source: str, text: str, start: int, value: str) -> str:
    """The value without the dollar that closes its clause, and the one that opens the next.

    Raises:
        RequestSyntaxError: something else stands behind a clause in dollars, or they do not
            match.
    """
    if text.count("$", 0, start) % 2 == 0:
        is_last = start + len(value) == len(text)
        opens_next = value.rstrip().endswith("$") and value.count("$") % 2 == 1 and not is_last
        return value[: value.rindex("$")] if opens_next else value
    is_followed = text.count("$", 0, start + len(value)) % 2 and "$" in text[start + len(value) :]
    value, closing, behind = value.partition("$")
    if not closing and is_followed:
        # The next clause stands in the same dollars.
        return _SPACE_IN_DOLLARS.sub("", value)
    if not closing:
        raise _bracket_error(
            source, text.rindex("$", 0, start), Message("this_is_never_closed", text="$")
        )
    leftover = behind.rstrip().removesuffix("$").strip()
    if leftover and leftover not in _SEPARATORS:
        position = text.index(leftover, start + len(value))
        raise _leftover_error(source, position, leftover)
    return value


def _with_value(source: str, text: str, head: ClauseText, end: int) -> ClauseText:
    value = text[head.value_place.start : end]
    value = _without_dollars(source, text, head.value_place.start, value)
    stripped = value.strip().removesuffix(" and").rstrip()
    if stripped.endswith((").", "].", "$.", ">.", "⟩.")):
        # The full stop of a sentence.
        stripped = stripped[:-1]
    if stripped.endswith(_SEPARATORS):
        stripped = stripped[:-1].rstrip()
    if not stripped:
        follows = text[end : end + 1].strip() != "" and not value
        advice: Told = Message("an_equation_is_written_with")
        if head.key in OPTION_KEYS and not follows:
            example = f"{head.key}={OPTION_BY_KEY[head.key].example}"
            advice = Message("write_the_clause", clause=example)
        elif head.key in OPTION_KEYS and OPTION_BY_KEY[head.key].kind in COORDINATES:
            advice = Message("coordinates_by_name_stand_in_brackets", key=head.key)
        raise RequestSyntaxError(
            Message("has_no_value", key=head.key),
            advice=advice if follows or head.key in OPTION_KEYS else "",
            source=source,
            start=head.key_place.start,
            end=head.value_place.start,
        )
    if stripped.endswith(_SEPARATORS):
        position = head.value_place.start + value.rindex(stripped[-1])
        raise RequestSyntaxError(
            Message("does_not_fit_here", text=stripped[-1]),
            advice=Message("clauses_are_separated_by_a_space_or_one_comma"),
            source=source,
            start=position,
            end=position + 1,
        )
    start = head.value_place.start + len(value) - len(value.lstrip())
    place = Place(start, start + len(stripped))
    if len(stripped) > 2 and stripped[0] == stripped[-1] and stripped[0] in "\"'":
        place = Place(place.start + 1, place.end - 1)
    return _with_header(text, replace(head, value_place=place))


def _with_header(text: str, clause: ClauseText) -> ClauseText:
    """The clause of f=$T(x,y)=…$, whose name and variables stand in the dollars."""
    place = clause.value_place
    header = _HEADER.match(text, place.start, place.end)
    if header is None or clause.key in OPTION_KEYS or clause.arguments is not None:
        return clause
    if text[place.end - 1] != "$":
        return clause
    end = place.start + len(text[place.start : place.end - 1].rstrip().rstrip(".,"))
    return ClauseText(
        header["key"],
        Place(*header.span("arguments")),
        Place(*header.span("key")),
        Place(header.end(), end),
    )
