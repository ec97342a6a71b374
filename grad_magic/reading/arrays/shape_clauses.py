"""W:(m,n), the clauses that give a shape alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from grad_magic.array_problem import Dimension, Shape
from grad_magic.formula.tree import Place
from grad_magic.reading.notation.tokens import unreadable
from grad_magic.reading.notation.typed import plain_word
from grad_magic.reading.options import OPTION_KEYS
from grad_magic.wording.messages import Message

_SHAPE = re.compile(
    r",?\s*(?<!\w)(?P<name>[^\W\d]\w*)\s*:\s*\((?P<shape>[\w\s,]*)\)"
    r"(?P<behind>\s*,?\s*(?:is\s+)?symmetric(?!\w|\s*[=(:]))?(?P<comma>\s*,)?"
)
# What may be said of a matrix behind its shape.
TRAITS = ("symmetric",)
# The same as a sentence of its own: A symmetric, or symmetric=A.
_SAID = re.compile(
    r",?\s*(?<!\w)(?:(?:with|where)\s+)?(?P<name>[^\W\d]\w*)\s+(?:is\s+)?symmetric(?!\w|\s*[=(:])"
    r"|,?\s*(?<!\w)symmetric\s*[=:]\s*(?P<named>[^\W\d]\w*)(?!\w|\s*[(:=])"
)
_MOST_AXES = 2


@dataclass(frozen=True)
class ShapeClause:
    """A shape by a name.

    Attributes:
        shape: of as many dimensions as it has.
        traits: what is said of it beside.
        place: where it stands.
    """

    shape: Shape
    traits: frozenset[str]
    place: Place


def find_shapes(source: str) -> tuple[str, dict[str, ShapeClause], dict[str, Place]]:
    """The request with blanks for the clauses of shapes, and these by their names.

    The last of the three are the places of names that have values and are called symmetric.

    Raises:
        RequestSyntaxError: a shape is none, or given twice.

    >>> text, shapes, _ = find_shapes("f=norm(X)^2 X:(n,d)")
    >>> text, shapes["X"].shape
    ('f=norm(X)^2        ', ('n', 'd'))
    """
    shapes: dict[str, ShapeClause] = {}
    typed = source
    for match in _SHAPE.finditer(source):
        name = plain_word(match["name"])
        if name in OPTION_KEYS:
            continue
        start, end = match.start("name"), match.end("shape") + 1
        if name in shapes:
            raise unreadable(typed, start, end, Message("the_shape_of_is_given_twice", name=name))
        words = [word.strip() for word in match["shape"].split(",") if word.strip()]
        traits = frozenset(word for word in words if word in TRAITS)
        if match["behind"]:
            traits |= {"symmetric"}
        shape = tuple(_dimension(word) for word in words if word not in TRAITS)
        if len(shape) > _MOST_AXES:
            message = Message(
                "has_axes_and_arrays_here_have_at_most",
                name=name,
                count=len(shape),
                most_axes=_MOST_AXES,
            )
            raise unreadable(typed, start, end, message)
        if 0 in shape:
            raise unreadable(typed, start, end, Message("is_empty", name=name))
        shapes[name] = ShapeClause(shape, traits, Place(start, end))
        blank = " " * (match.end() - match.start())
        source = source[: match.start()] + blank + source[match.end() :]
    source, said = _with_traits_said(typed, source, shapes)
    return source, shapes, said


def _with_traits_said(
    typed: str, source: str, shapes: dict[str, ShapeClause]
) -> tuple[str, dict[str, Place]]:
    """The request with blanks for sentences as A symmetric, which the shapes are told.

    With it come the places of those without a shape clause, which have values.
    """
    said: dict[str, Place] = {}
    for match in _SAID.finditer(source):
        group = "name" if match["name"] else "named"
        name = plain_word(match[group])
        if name in shapes:
            known = shapes[name]
            shapes[name] = replace(known, traits=known.traits | {"symmetric"})
        elif re.search(rf"(?<!\w){re.escape(name)}\s*=(?!=)", source):
            said[name] = Place(*match.span(group))
        else:
            message = Message("what_is_symmetric_has_no_shape", name=name)
            advice = Message("say_so_in_its_shape", name=name)
            raise unreadable(typed, *match.span(group), message, advice)
        source = source[: match.start()] + " " * len(match[0]) + source[match.end() :]
    return source, said


def _dimension(word: str) -> Dimension:
    return int(word) if word.isdecimal() else plain_word(word)
