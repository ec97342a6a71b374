"""What a language says a problem with: what it asks for, its points and its directions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from grad_magic.reading.vocabulary import HATTED_LETTERS

if TYPE_CHECKING:
    from grad_magic.presets import Asked

ROW = r"\((?:[^()]|\([^()]*\))*[,;](?:[^()]|\([^()]*\))*\)"
"""A row of coordinates in brackets."""

NAME = r"(?:[A-Za-z](?:_?\d)?\s*=?\s*)?"
"""The name of a point or vector before its row, or nothing."""

START = rf"(?:(?P<start_name>[A-Za-z](?:_?\d)?)\s*=?\s*)?(?P<start>{ROW})?"
"""Of from P to Q(3,4) the first point, whose row may have been given before."""

SCALED = r"-?(?:\d+(?:/\d+)?|1/√\d+)\s*\((?:[^(),]|\([^()]*\))*[ijk]\s*\)"
"""A number times a sum of i, j and k."""

LENGTH = r"[-+]?\d+(?:\.\d+)?(?:/\d+)?"
# A letter of a function, rows of them, and what a model makes of them: $\tanh(wx+b)$, y=wx+b.
LETTER = rf"[a-zλμθφψ{''.join(HATTED_LETTERS)}](?:_?\d|_\{{\d\}})?(?![A-Za-z])"
LETTERS = rf"(?-i:{LETTER})|\(\s*{LETTER}(?:\s*,\s*{LETTER})*\s*\)"
OF_MODEL = (
    rf"(?-i:{LETTER})\s*=\s*[^\s=,.;$一-鿿]*(?<=[^\s\d])"
    rf"|\$(?:\s*(?:\\hat\s*)?{LETTER}\s*=)?[^$=<>]*\$"
)
NUMBERS = rf"\(\s*{LENGTH}(?:\s*,\s*{LENGTH})+\s*\)|{LENGTH}"
DATUM = rf"(?:(?-i:{LETTER})\s*=\s*)?(?:{NUMBERS})"
"""A number, as that of Δx."""


class Need(Enum):
    """What a question needs of the request beside its function and point."""

    NOTHING = ""
    # These need nothing either; a worked solution answers them and no more.
    RATE = "rate"
    # Of a function of one variable; of several there are only partial ones.
    DERIVATIVE = "derivative"
    LARGEST_RATE = "largest_rate"
    SMALLEST_RATE = "smallest_rate"
    # Where f does not change, or changes fastest either way, is told with both of them.
    EXTREME_RATES = "extreme_rates"
    FIRST_ORDER = "first_order"
    # Of a function with components.
    JACOBIAN = "jacobian"
    DETERMINANT = "determinant"
    CRITICAL_POINTS = "critical=all"
    THIRD_ORDER = "order=3"
    SECOND_ORDER = "order=2"
    # Of which kind a critical point is: the second derivatives tell.
    KIND = "kind"
    DIFFERENTIAL = "differential=total"
    # Δz beside dz, for which the request has a step.
    INCREMENT = "increment"
    LINEARIZATION = "differential=linear"
    IMPLICIT = "differential=implicit"
    NORMAL_PLANE = "normal_plane"
    UNIT_TANGENT = "unit_tangent"
    # Of a curve alone.
    TANGENT_VECTOR = "tangent_vector"
    SPEED = "speed"
    # Whether f is differentiable is told of a point.
    DIFFERENTIABILITY = "differentiability"
    # The gradient of an equation is normal to its level set; along it the answer has the unit one.
    UNIT_NORMAL = "unit_normal"
    # The line or plane through P along which f does not change.
    LEVEL_TANGENT = "level_tangent"
    # A tangent plane touches a surface, which is an equation.
    SURFACE = "surface"


@dataclass(frozen=True)
class Split:
    """A sentence without its opening.

    Attributes:
        definition: the function, surface or curve, as it is written; empty where it stands
            elsewhere.
        parts: the points and directions behind it, as the patterns found them.
        needs: what is asked for at the end, as Chinese has it.
    """

    definition: str
    parts: tuple[re.Match[str], ...]
    needs: frozenset[Need]


# What a function has, and its derivative has too.
_OF_DERIVATIVES = {
    Need.RATE,
    Need.DERIVATIVE,
    Need.FIRST_ORDER,
    Need.SECOND_ORDER,
    Need.THIRD_ORDER,
    Need.JACOBIAN,
    Need.CRITICAL_POINTS,
}
# Stands for such a noun; no text has it.
_DERIVED = "\0"


@dataclass(frozen=True)
class Series:
    """How several questions about one function follow one another.

    Attributes:
        begins: where a further question begins, behind what has been said.
        joints: between two things that one verb asks for.
        verbs: the verb at the start of a question.
        premise: the function ahead of a question about it.
        idle: remarks that change nothing, such as the units of what is measured.
        sample: the numbers for which the question is put, with the group `data`.
        given: words ahead of numbers that are told for letters.
        parts: words between the functions of which another is composed.
        there: the point that has been named before.
        at: a point in a question.
        references: what stands before the name of a point or vector that is told elsewhere.
        declared: what stands between and before names that are told by themselves.
        graph: a curve or surface that is called by the function above which it is.
        along: the sign of a directional derivative, and as what it is read; and as what where the
            function is named again behind it (`again`), D_u f of f.
        between: along PQ, and as what it is read.
        answered: questions that the answers to others have already, and to which ones.
    """

    begins: str
    joints: str
    verbs: str
    premise: str
    idle: str
    sample: str
    given: str
    parts: str
    there: str
    at: str
    references: str
    declared: str
    graph: tuple[str, str]
    along: tuple[str, str, str]
    between: tuple[str, str]
    answered: tuple[tuple[str, frozenset[Need]], ...]


@dataclass(frozen=True)
class Story:
    """What a story ahead of a function is told with.

    Attributes:
        words: a word, letter or number of it that puts no condition and asks nothing.
        opened: what is no story, as let.
        leads: what says that the function is that of the story.
        place: the point in a question.
        origin: the origin, which may be a point.
    """

    words: str
    opened: str
    leads: str
    place: str
    origin: str


@dataclass(frozen=True)
class Language:
    """How problems are worded in a language, by patterns.

    Attributes:
        rewritings: whole sentences, and as which other ones they are read.
        openings: whole sentences, with the groups `given`, the definition with what may
            stand around it, `question`, the nouns, `this`, of which function, `behind`, what
            stands behind them, `after`, what stands behind the definition, and `rate`, how fast
            f changes; or `signs` that ask for derivatives.
        refused: how what cannot be anything but a sentence opens.
        passages: what may stand anywhere in a problem, and as what it is read.
        beside: what is asked for beside another question, what is left of both, and what the
            answer to the other has besides.
        story: what a story ahead of the function is told with.
        questions: nouns that are asked for, by what they need.
        between: what may stand before, between and behind these nouns.
        of: what stands between two of them where one is taken of the other.
        thing: what the definition is called before its formula.
        foreign: words that no formula has, so that a definition with one is not known whole.
        parts: points and directions, with the groups that `clauses_of` reads.
        ending: what may stand behind all of them.
        series: how several questions follow one another.
    """

    rewritings: tuple[tuple[str, str], ...]
    openings: tuple[str, ...]
    refused: str
    passages: tuple[tuple[str, str], ...]
    beside: tuple[tuple[str, str, Asked], ...]
    story: Story
    questions: Mapping[Need, str]
    between: str
    of: str
    thing: str
    foreign: str
    parts: tuple[str, ...]
    ending: str
    series: Series

    def needs_of(self, question: str) -> frozenset[Need] | None:
        """What a question needs; None where a word of it is not known.

        The derivative of a derivative, or its extrema, are other things than both of f.
        """
        needs = set()
        left = question
        for need, nouns in self.questions.items():
            sign = _DERIVED if need in _OF_DERIVATIVES else " "
            left, count = re.subn(nouns, sign, left, flags=re.IGNORECASE)
            if count:
                needs.add(need)
        if re.search(rf"{_DERIVED}\s*{self.of}\s*{_DERIVED}", left, re.IGNORECASE):
            return None
        is_known = re.fullmatch(rf"(?:{self.between}|{_DERIVED}|\s)*", left, re.IGNORECASE)
        return frozenset(needs) if is_known else None

    def formula_of(self, definition: str) -> str | None:
        """The definition without what it is called; None where more than a formula is left."""
        formula = re.sub(rf"\A{self.thing}", "", definition, flags=re.IGNORECASE).strip(" \n,.;")
        return None if re.search(self.foreign, formula, re.IGNORECASE) else formula

    def split(self, text: str) -> Split | None:
        """The definition and what stands behind it; None where that is not known whole."""
        part = re.compile("|".join(self.parts), re.IGNORECASE)
        ending = re.compile(self.ending, re.IGNORECASE)
        for start in _breaks(text):
            definition = self.formula_of(text[:start])
            if definition is None:
                continue
            found = []
            position = start
            while match := part.match(text, _skip(text, position)):
                found.append(match)
                position = match.end()
            end = ending.fullmatch(text, position)
            needs = None if end is None else self.needs_of(end.groupdict().get("question") or "")
            if needs is not None:
                return Split(definition, tuple(found), needs)
        return None


def _skip(text: str, position: int) -> int:
    """Behind the space and the comma that stand here."""
    while position < len(text) and text[position] in " \t\n,":
        position += 1
    return position


def _breaks(text: str) -> list[int]:
    """Where a part may begin: outside brackets and dollars, behind a gap or a formula."""
    places = []
    depth, in_dollars = 0, False
    for position, sign in enumerate(text):
        if sign == "$":
            in_dollars = not in_dollars
        is_letter = sign.isalpha() and sign.isascii()
        is_inside = is_letter and position > 0 and text[position - 1].isalnum()
        if depth == 0 and not in_dollars and not is_inside:
            places.append(position)
        depth += (sign in "([{") - (sign in ")]}")
    return [*places, len(text)]
