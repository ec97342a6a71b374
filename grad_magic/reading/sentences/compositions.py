r"""Functions told by their parts: let z=w_1x_1+b, ŷ=σ(z) and L=(ŷ-y)²; if z=x²y, x=cos t, y=sin t.

The inner functions leave the sentence, which is then about a function of the letters that are left,
and go into the request as clauses of their own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from grad_magic.reading.sentences.language import Language
from grad_magic.reading.sentences.said import Said
from grad_magic.reading.sentences.series import masked
from grad_magic.reading.vocabulary import CALLABLE_BY_NAME, HATTED_LETTERS

NAME = rf"[A-Za-zα-ω{''.join(HATTED_LETTERS)}](?:_?\d|_\{{\w+\}})?"
"""A letter with its index."""

_HEAD = re.compile(
    rf"(?<![A-Za-z0-9_\\^}}∂)∇/])(?P<name>{NAME})\s*(?:\((?P<variables>[^()=]*)\)\s*)?=(?!=)\s*"
)
_WORD = re.compile(r"[,;]?\s+(?P<word>[A-Za-z]{2,})(?![A-Za-z(])")
_SIGN_BEHIND = re.compile(r"\s*(?:[,;.?](?!\d)|[一-鿿]|\Z)")
# Between two definitions, and ahead of one.
_JOINT = r"(?:\s*[,;]\s*|\s+|(?<=[$\w)])(?=[一-鿿]))"
_COMMAND = re.compile(r"\\[A-Za-z]+")
_LETTERS = re.compile(NAME)
_WORDS = re.compile(r"[A-Za-z]{2,}|σ(?=\s*\()")
# Of a sentence "where" is a word.
_FUNCTIONS = frozenset({*CALLABLE_BY_NAME, "σ"}) - {"where"}
_TWO_NAMES = re.compile(r"(?P<name>[A-Za-z])\s*=\s*[A-Za-z]\s*\([^()=]*\)\s*=\s*")
_MOST = 12


@dataclass(frozen=True)
class Definition:
    """L=(ŷ-y)², and where it stands.

    Attributes:
        name: L.
        variables: those of L(w, b); none where they are not told.
        formula: (ŷ-y)², perhaps in dollars.
        names: the letters in it.
        start, of_formula, end: where it begins, its formula begins, and it ends.
    """

    name: str
    variables: tuple[str, ...]
    formula: str
    names: frozenset[str]
    start: int
    of_formula: int
    end: int


@dataclass(frozen=True)
class Composition:
    """What a request has in place of the letters of a sentence.

    Attributes:
        letters: what stands in the sentence for the outer function.
        outer: the outer function.
        inner: the clauses of the inner functions.
    """

    letters: str = ""
    outer: str = ""
    inner: tuple[str, ...] = ()

    def put_into(self, said: Said) -> Said:
        """What is said of the letters, of the composite function."""
        if not self.letters:
            return said
        ahead = self._of_whole(said.ahead) if said.ahead else ""
        return replace(said, request=self._of_whole(said.request), ahead=ahead)

    def _of_whole(self, request: str) -> str:
        head, _, behind = request.partition(self.letters)
        return f"{head}{self.outer}, {', '.join(self.inner)},{behind}"


def without_inner_functions(language: Language, signs: str) -> tuple[str, Composition]:
    """A sentence about a function of the letters that are left, and what it is made of.

    >>> from grad_magic.reading.sentences.english import ENGLISH
    >>> without_inner_functions(ENGLISH, "If z=x^2y, where x=cos t and y=sin t, find dz/dt")[0]
    'If z=(0·t), find dz/dt'
    """
    told, found = signs, definitions_in(signs)
    signs = _without_header(signs, found)
    found = found if signs is told else definitions_in(signs)
    inner = _inner_ones(found)
    if not inner:
        return told, Composition()
    outer = [one for one in found if one.names & inner.keys() and one.name not in inner]
    if len(outer) != 1 or not _uses_all(outer[0], inner):
        return told, Composition()
    (whole,) = outer
    left = (whole.names | set().union(*(one.names for one in inner.values()))) - inner.keys()
    letters = f"({'·'.join(('0', *sorted(left)))})"
    # Of z=x²+y² with y=x² the sign ∂z/∂x may be that of z, or of z for a fixed y.
    is_open = len(left) == 1 and left <= whole.names and "∂" in signs
    if not left or is_open or letters in signs:
        return told, Composition()
    cuts = [(whole.of_formula, whole.end, letters)]
    cuts += (_cut(language, signs, one, whole) for one in inner.values())
    for start, end, text in sorted(cuts, reverse=True):
        signs = signs[:start] + text + signs[end:]
    clauses = tuple(f"{one.name}={one.formula}" for one in inner.values())
    return signs, Composition(letters, whole.formula, clauses)


def _without_header(signs: str, found: Sequence[Definition]) -> str:
    """f=xyz of f(x,y,z)=xyz with x=t, y=t², z=t³, and u=… of u=f(x,y,z)=… whose z is told."""
    names = {one.name for one in found if not one.variables and not one.names <= set("ijk")}
    for one in found:
        asked = rf"(?:∂|(?<![A-Za-z])d)\s*{one.name}\s*/\s*(?:∂|d)\s*(?P<by>{NAME})"
        by = {said["by"] for said in re.finditer(asked, signs)}
        if one.variables and names >= set(one.variables) and by and by.isdisjoint(one.variables):
            return f"{signs[: one.start + len(one.name)]}={signs[one.of_formula :]}"
        twice = _TWO_NAMES.search(signs, 0, one.of_formula)
        if twice is None or twice.end() != one.of_formula or not names & set(one.variables):
            continue
        if re.search(rf"(?:∂|(?<![A-Za-z])d)\s*{twice['name']}\s*/", signs) and not by:
            return f"{signs[: twice.end('name')]}={signs[one.of_formula :]}"
    return signs


def _cut(
    language: Language, signs: str, inner: Definition, outer: Definition
) -> tuple[int, int, str]:
    """Where an inner function leaves the sentence, with what joins it to the outer one."""
    joint = rf"{_JOINT}(?:(?:{language.series.parts})\s*,?\s*)*"
    if inner.start > outer.start:
        ahead = re.search(rf"{joint}\Z", signs[: inner.start], re.IGNORECASE)
        return (inner.start if ahead is None else ahead.start()), inner.end, ""
    behind = re.match(joint, signs[inner.end :], re.IGNORECASE)
    return inner.start, inner.end + (0 if behind is None else behind.end()), ""


def definitions_in(signs: str) -> list[Definition]:
    """What is defined in a sentence by formulas that hold letters."""
    plain, found = masked(signs), list[Definition]()
    for head in _HEAD.finditer(signs):
        if plain[head.start()] == "_" != signs[head.start()]:
            # In brackets or dollars.
            continue
        end = _end_of_formula(plain, head.end())
        formula = signs[head.end() : end]
        names = _names_in(formula)
        if "=" not in plain[head.end() : end] and names:
            variables = tuple(_LETTERS.findall(head["variables"] or ""))
            places = head.start(), head.end(), end
            found.append(Definition(head["name"], variables, formula, names, *places))
    return found if len(found) <= _MOST else []


def _end_of_formula(plain: str, start: int) -> int:
    """Where a formula ends: at a comma, or at a word that is none of its functions."""
    position = start
    while position < len(plain):
        word = _WORD.match(plain, position)
        if _SIGN_BEHIND.match(plain, position) or (word and word["word"] not in _FUNCTIONS):
            return position
        position += 1
    return position


def _names_in(formula: str) -> frozenset[str]:
    """The letters of a formula that are in no name of a function."""
    plain = _WORDS.sub(
        lambda word: " " if word[0] in {"σ", *_FUNCTIONS} else word[0],
        _COMMAND.sub(_greek, formula),
    )
    return frozenset(_LETTERS.findall(plain)) - {"e", "π"}


def _greek(command: re.Match[str]) -> str:
    return {r"\theta": "θ", r"\varphi": "φ", r"\phi": "φ"}.get(command[0], " ")


def _inner_ones(found: Sequence[Definition]) -> dict[str, Definition]:
    """The functions that stand in others by their names."""
    inner = dict[str, Definition]()
    for one in found:
        # L(w,b) stands in others by its values, and 3i+4j is a direction; x in f(x) is a variable.
        is_function = not one.variables and not one.names <= set("ijk")
        is_used = any(
            one.name in other.names and one.name not in other.variables
            for other in found
            if other is not one
        )
        if is_function and is_used and one.name not in one.names:
            if one.name in inner:
                return {}
            inner[one.name] = one
    return inner


def _uses_all(outer: Definition, inner: Mapping[str, Definition]) -> bool:
    """Whether the outer function holds all inner ones, directly or by others."""
    reached: set[str] = set()
    waiting: list[Collection[str]] = [outer.names]
    while waiting:
        new = (set(waiting.pop()) & inner.keys()) - reached
        reached |= new
        waiting += (inner[name].names for name in new)
    return reached == inner.keys()
