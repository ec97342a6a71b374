"""Tab inside a request: clause keys, fixed values, functions, and names of the notebook."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from numbers import Real
from typing import Any

from grad_magic.notebook.array_completion import (
    array_functions,
    array_names,
    is_about_arrays,
    is_array,
    variables_of,
)
from grad_magic.reading.notation.twins import plain_text
from grad_magic.reading.options import (
    COORDINATES,
    DIRECTION_KEYS,
    EXPRESSION_KEYS,
    FUNCTION_CLAUSE,
    OPTION_BY_KEY,
    OPTION_KEYS,
    PRACTICE_OPTIONS,
    PRACTICE_WORD,
    SOLUTION_WORD,
)
from grad_magic.reading.vocabulary import CALLABLES

# The cell magic, behind what may stand before it: blank lines, comments, %%time and the like.
_CELL_HEAD = re.compile(r"(?:[^\S\n]*(?:#[^\n]*|%%(?!grad\b)[^\n]*)?\n)*%%grad(?=\s)")
# The line magic, its result perhaps given a name, perhaps under %time and the like.
_LINE_HEAD = re.compile(r"(?:[\w.,*\[\] \t]+=)?[^\S\n]*(?:%\w+[^\S\n]+)*%grad(?=\s)")
# The line magic's beginning where no cell magic can stand; IPython offers both.
_LINE_MAGIC = re.compile(
    r"(?:[^\n%]*=|[^\S\n]*%\w+\b[^\n]*?[^\S\n])[^\S\n]*(?P<name>%gr(?:ad?)?)\Z"
)
_PRACTICE = re.compile(rf"\s*{PRACTICE_WORD}(?=\s)")
_COMMENT = re.compile(r"#[^\n]*")
_TOKEN = re.compile(
    r"(?P<key>[^\W\d]\w*)(?P<arguments>\([^()=]*\))?\s*=(?!=)"
    r"|(?P<opening>[(\[{])|(?P<closing>[)\]}])|\w+|."
)
# The lookbehind keeps the search from trying every letter of a long word.
_WORD = re.compile(r"(?<![^\W\d])[^\W\d]\w*\Z")
_LAST = re.compile(r"(?<!\w)\w+\Z|\S\Z|\Z")
_EQUALS = re.compile(r"[^\S\n]*=(?!=)")
# After these an expression goes on, so that no clause begins there; commas separate clauses too.
_OPERATORS = tuple("+-−*·×/^=<>|_\\")

# More elements than this are not looked at: Tab must not wait for a long list.
_ELEMENTS_SEEN = 10


@dataclass(frozen=True)
class Candidate:
    """One completion.

    Attributes:
        text: what replaces the fragment before the cursor.
        kind: as frontends show it; "function" makes the terminal add brackets to the display.
    """

    text: str
    kind: str


@dataclass(frozen=True)
class Completions:
    """What Tab offers.

    Attributes:
        fragment: the end of the text before the cursor, which each candidate replaces.
        candidates: at least one, best first.
    """

    fragment: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class _Head:
    """Where a clause begins: its key's start, its value's start, whether variables are named."""

    key: str
    start: int
    value_start: int
    has_arguments: bool


@dataclass(frozen=True)
class _Cursor:
    """The cursor in a request: the clauses, and of its own clause the key and value before it.

    Of a request for an exercise (`is_practice`) the word for it is no clause.

    Before the first clause the key is empty. In a key, the clause before it is its own.
    """

    request: str
    heads: tuple[_Head, ...]
    position: int
    key: str
    value: str
    is_before_equals: bool
    is_practice: bool = False

    @property
    def word(self) -> str:
        match = _WORD.search(self.value)
        return match[0] if match else ""

    @property
    def before_word(self) -> str:
        return self.value[: len(self.value) - len(self.word)]

    @property
    def is_in_brackets(self) -> bool:
        return _depth(self.value) > 0


def complete(text: str, offset: int, names: Mapping[str, object]) -> Completions | None:
    """What Tab offers in a cell; None where it is not in a request.

    Args:
        text: the cell, or as much of it as is known.
        offset: the cursor's place in the text.
        names: the notebook's names and their values.
    """
    text = plain_text(text)
    magic = _LINE_MAGIC.match(text, text.rfind("\n", 0, offset) + 1, offset)
    if magic is not None:
        return Completions(magic["name"], (Candidate("%grad", "magic"),))
    cursor = _find_cursor(text, offset)
    if cursor is None or cursor.before_word.endswith("\\"):
        # IPython itself turns \alpha into α.
        return None
    for fragment, candidates in _sources(cursor, names):
        fitting = tuple(entry for entry in candidates if entry.text.startswith(fragment))
        if fitting:
            return Completions(fragment, fitting)
    # IPython would offer files and Python's names: what is there already keeps them away.
    last = _LAST.search(cursor.value)
    fragment = last[0] if last else ""
    return Completions(fragment, (Candidate(fragment, "value"),))


def _sources(cursor: _Cursor, names: Mapping[str, object]) -> Iterator[tuple[str, list[Candidate]]]:
    """Fragments with their candidates; the first of which one fits is what Tab offers."""
    word = cursor.word
    if cursor.is_practice:
        yield word, _in_practice(cursor)
        return
    fixed, fragment = _fixed_values(cursor)
    if fragment != word:
        yield fragment, fixed
        fixed = []
    keys = _unused_keys(cursor) if _may_begin_clause(cursor) else []
    # JupyterLab sorts what fits a word by its letters, so that clauses stand alone to come first.
    is_complete = any(key.text.startswith(word) for key in keys)
    found: list[Candidate] = []
    if not is_complete and is_about_arrays(cursor.request):
        found = _of_arrays(cursor, names)
    elif not is_complete:
        found = [*_notebook_names(cursor, names), *_functions(cursor)]
    yield word, [*keys, *fixed, *found]
    if not cursor.value.strip():
        option = OPTION_BY_KEY.get(cursor.key)
        yield word, [] if option is None else [Candidate(option.example, "value")]


def _in_practice(cursor: _Cursor) -> list[Candidate]:
    """What a request for an exercise may go on with."""
    option = next((option for option in PRACTICE_OPTIONS if option.key == cursor.key), None)
    if option is not None and not cursor.before_word.strip():
        return [Candidate(value, "value") for value in option.values or (option.example,)]
    used = {head.key for head in cursor.heads}
    equals = "" if cursor.is_before_equals else "="
    keys = [
        Candidate(option.key + equals, "param")
        for option in PRACTICE_OPTIONS
        if option.key not in used
    ]
    return keys if used else [*keys, Candidate(SOLUTION_WORD, "keyword")]


def _of_arrays(cursor: _Cursor, names: Mapping[str, object]) -> list[Candidate]:
    """What may stand here in a request about arrays: names of arrays, and functions."""
    if _holds_coordinates(cursor.key):
        before = cursor.before_word.rstrip()
        if before.endswith(("(", ",")) and _depth(before) == 1:
            free = [name for name in variables_of(cursor.request) if f"{name}=" not in before]
            return [Candidate(f"{name}=", "param") for name in free]
        if not before:
            return [Candidate(f"({name}=", "param") for name in variables_of(cursor.request)[:1]]
        return _arrays(names) if before.endswith("=") else []
    if cursor.key in OPTION_KEYS:
        return []
    if cursor.key not in ("", _function_key(cursor.heads)):
        return [] if cursor.before_word.strip() else _arrays(names)
    functions = array_functions(of_arrays_alone=not cursor.word)
    return [
        *(Candidate(name, "instance") for name in array_names(cursor.request, names)),
        *(Candidate(name, "function") for name in functions),
    ]


def _arrays(names: Mapping[str, object]) -> list[Candidate]:
    return [Candidate(name, "instance") for name in sorted(names) if is_array(names[name])]


def _unused_keys(cursor: _Cursor) -> list[Candidate]:
    position = cursor.position
    used = [
        head.key
        for head in cursor.heads
        if not (cursor.is_before_equals and head.start < position < head.value_start)
    ]
    # One direction is enough.
    used += DIRECTION_KEYS if set(used) & set(DIRECTION_KEYS) else ()
    keys = [key for key in OPTION_KEYS if key not in used]
    if set(used) <= set(OPTION_KEYS):
        keys.insert(0, FUNCTION_CLAUSE.key)
    equals = "" if cursor.is_before_equals else "="
    first = [] if used or cursor.before_word.strip() else [Candidate(PRACTICE_WORD, "keyword")]
    return [*(Candidate(key + equals, "param") for key in keys), *first]


def _may_begin_clause(cursor: _Cursor) -> bool:
    before = cursor.before_word
    if cursor.is_in_brackets or before[-1:].strip():
        return False
    written = before.rstrip()
    return not cursor.key or (written != "" and not written.endswith(_OPERATORS))


def _fixed_values(cursor: _Cursor) -> tuple[list[Candidate], str]:
    """The values not yet in a list such as `contour,section`, and the last one's beginning.

    What stands alone is no part of a list.
    """
    *earlier, last = (part.lstrip() for part in cursor.value.split(","))
    option = OPTION_BY_KEY.get(cursor.key)
    alone = option.alone if option is not None and earlier else ()
    values = [value for value in _values_of(cursor.key) if value not in (*earlier, *alone)]
    if any(value.startswith(last) for value in values) and not cursor.is_in_brackets:
        return [Candidate(value, "value") for value in values], last
    return [], cursor.word


def _values_of(key: str) -> tuple[str, ...]:
    option = OPTION_BY_KEY.get(key)
    return () if option is None else option.values


def _holds_coordinates(key: str) -> bool:
    option = OPTION_BY_KEY.get(key)
    return option is not None and option.kind in COORDINATES


def _functions(cursor: _Cursor) -> list[Candidate]:
    """The functions that may be called; their other names only once one is being typed."""
    is_expression = cursor.key not in OPTION_KEYS or cursor.key in EXPRESSION_KEYS
    is_vector = _holds_coordinates(cursor.key) and not cursor.is_in_brackets
    if not is_expression or is_vector:
        return []
    count = None if cursor.word else 1
    functions = [name for entry in CALLABLES if entry.is_offered for name in entry.names[:count]]
    if cursor.word and cursor.key == _function_key(cursor.heads):
        functions += array_functions(of_arrays_alone=True)
    return [Candidate(name, "function") for name in functions]


def _notebook_names(cursor: _Cursor, names: Mapping[str, object]) -> list[Candidate]:
    """Names that may be the whole value, or stand in braces inside it."""
    before = cursor.before_word.strip()
    if before.endswith("{") and before.count("$") % 2 == 0:
        fits: Callable[[object], bool] = _is_scalar
    elif before:
        return []
    elif _holds_coordinates(cursor.key):
        fits = _is_point
    elif cursor.key in OPTION_KEYS:
        fits = _is_scalar if cursor.key in EXPRESSION_KEYS else _never
    else:
        # Without any key before it this is the function, too.
        fits = _is_function if cursor.key in ("", _function_key(cursor.heads)) else _is_scalar
    return [Candidate(name, "instance") for name in sorted(names) if fits(names[name])]


def _function_key(heads: Iterable[_Head]) -> str:
    """Of the clauses with free names the one that is the function; the others are parameters."""
    free = [head for head in heads if head.key not in OPTION_KEYS]
    free.sort(key=lambda head: (not head.has_arguments, head.key != FUNCTION_CLAUSE.key))
    return free[0].key if free else ""


def _find_cursor(text: str, offset: int) -> _Cursor | None:
    place = _find_request(text, offset)
    if place is None:
        return None
    start, end = place
    comments = list(_COMMENT.finditer(text, start, end))
    if any(comment.start() < offset <= comment.end() for comment in comments):
        return None
    request = _COMMENT.sub(lambda comment: " " * len(comment[0]), text[start:end])
    position = offset - start
    practice = _PRACTICE.match(request, 0, position)
    if practice is not None:
        return _find_in_practice(request, position, practice.end())
    heads = _with_bare_function(request[:position], tuple(_find_heads(request)))
    own = [head for head in heads if head.value_start <= position]
    key, value_start = (own[-1].key, own[-1].value_start) if own else ("", 0)
    is_before_equals = _EQUALS.match(request, position) is not None
    return _Cursor(request, heads, position, key, request[value_start:position], is_before_equals)


def _find_in_practice(request: str, position: int, start: int) -> _Cursor:
    """The cursor behind the word that asks for an exercise."""
    heads = tuple(_find_heads(request))
    own = [head for head in heads if head.value_start <= position]
    key, value_start = (own[-1].key, own[-1].value_start) if own else ("", start)
    is_before_equals = _EQUALS.match(request, position) is not None
    value = request[value_start:position]
    return _Cursor(request, heads, position, key, value, is_before_equals, is_practice=True)


def _with_bare_function(before: str, heads: tuple[_Head, ...]) -> tuple[_Head, ...]:
    """The heads, with that of a function which stands first without a key.

    The word at the cursor may become a key, so that it alone is no function yet.
    """
    first = before[: heads[0].start] if heads else before
    word = None if heads and heads[0].start < len(before) else _WORD.search(first)
    written = first[: word.start()] if word else first
    if not written.strip() or any(
        head.key not in OPTION_KEYS and head.has_arguments for head in heads
    ):
        return heads
    start = len(first) - len(first.lstrip())
    return (_Head(FUNCTION_CLAUSE.key, start, start, has_arguments=False), *heads)


def _find_request(text: str, offset: int) -> tuple[int, int] | None:
    """Start and end of the request that the cursor is in."""
    head = _CELL_HEAD.match(text)
    end = len(text)
    if head is None:
        # IPython joins a line that ends in a backslash with the next one.
        joined = text.replace("\\\n", "  ")
        head = _LINE_HEAD.match(joined, joined.rfind("\n", 0, offset) + 1)
        end = joined.find("\n", offset) if "\n" in joined[offset:] else end
    if head is None or offset <= head.end():
        return None
    return head.end(), end


def _find_heads(request: str) -> Iterator[_Head]:
    """Where clauses begin, also in a request with brackets that are not closed yet."""
    depth = 0
    for token in _TOKEN.finditer(request):
        if token["opening"]:
            depth += 1
        elif token["closing"]:
            depth = max(depth - 1, 0)
        elif token["key"] and (depth == 0 or token["key"] in OPTION_KEYS):
            depth = 0
            yield _Head(token["key"], token.start(), token.end(), token["arguments"] is not None)


def _depth(text: str) -> int:
    return sum((char in "([{") - (char in ")]}") for char in text)


def _never(_: object) -> bool:
    return False


def _is_scalar(value: object) -> bool:
    """Whether this is a number or a SymPy expression, and no symbol alone."""
    if issubclass(type(value), Real):
        return not isinstance(value, bool)
    return _is_expression(value)


def _is_point(value: object) -> bool:
    """Whether this is a number, or numbers in a row, or several such rows."""
    if "numpy.ndarray" in _class_names(value):
        array: Any = value
        return array.ndim in (1, 2) and array.dtype.kind in "iuf"
    return _is_coordinates(value) or _is_row(value, _is_coordinates)


def _is_coordinates(value: object) -> bool:
    return _is_scalar(value) or _is_row(value, _is_scalar)


def _is_function(value: object) -> bool:
    """Whether this is an expression, a row of them, or a function written in the notebook."""
    classes = _class_names(value)
    if "builtins.function" in classes:
        return getattr(value, "__module__", None) == "__main__"
    return _is_expression(value) or _is_row(value, _is_expression)


def _is_expression(value: object) -> bool:
    """Whether this is a SymPy expression, and no symbol alone: that is a variable."""
    classes = _class_names(value)
    return "sympy.Expr" in classes and not classes & {"sympy.Symbol", "sympy.MatrixExpr"}


def _is_row(value: object, fits: Callable[[object], bool]) -> bool:
    if "sympy.MatrixBase" in _class_names(value):
        return True
    if not isinstance(value, (tuple, list)) or not value:
        return False
    return all(fits(element) for element in islice(value, _ELEMENTS_SEEN))


def _class_names(value: object) -> set[str]:
    """The value's classes by package and name: SymPy and NumPy need not be imported for it."""
    return {f"{base.__module__.partition('.')[0]}.{base.__name__}" for base in type(value).__mro__}
