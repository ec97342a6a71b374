"""What the values of a request are, and what they may refer to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from grad_magic.deferred_numpy import np
from grad_magic.errors import MeaninglessRequestError
from grad_magic.formula.tree import Formula, Place
from grad_magic.reading.notation.typed import plain_word
from grad_magic.wording.messages import Told

if TYPE_CHECKING:
    from sympy import Expr, Symbol

NO_NAMES: Mapping[str, object] = MappingProxyType({})
NOTHING_GIVEN: Mapping[Place, Any] = MappingProxyType({})
_DECIMAL = re.compile(r"\d\.|\.\d|\d[eE]-\d")


@dataclass(frozen=True)
class Coordinate:
    """A coordinate with its name, as x=1.

    Attributes:
        name: where its name stands.
        value: what it is.
        place: where all of it stands.
    """

    name: Place
    value: Value
    place: Place


@dataclass(frozen=True)
class Points:
    """Several points, as [(1, 0), (0, 1)]."""

    points: tuple[Value, ...]


# Text is the Place where it stands; a number is exact, over real symbols; a tuple is a row in
# brackets.
Value: TypeAlias = "Place | Expr | tuple[Value, ...] | Coordinate | Points"


@dataclass(frozen=True, eq=False)
class Context:
    """What the values of a request may refer to.

    Attributes:
        source: the request.
        inserted: the formulas that `{name}` stands for.
        namespace: what the notebook holds.
        given: the values that did not come as text, by the place where the request shows
            them; of the function's clause also a Python function, an equation, or a row of
            expressions.
        variables: those of f, in order.
        components: how many f has; 0 of a scalar function.
        is_equation: whether the last of them is a function of the others.
        names: the other names of f.
        values: the values that clauses give to names.
        request: of a text that the notebook holds the request for which it stands; else "".
    """

    source: str
    inserted: Mapping[str, Formula]
    namespace: Mapping[str, object] = field(default_factory=dict)
    given: Mapping[Place, Any] = field(default_factory=dict)
    variables: tuple[Symbol, ...] = ()
    components: int = 0
    is_equation: bool = False
    names: frozenset[str] = frozenset()
    values: Mapping[str, Expr] = field(default_factory=dict)
    request: str = ""

    @property
    def clauses(self) -> str:
        """The request with its clauses, also beside a text that the notebook holds."""
        return self.request or self.source

    def text(self, place: Place) -> str:
        """What stands at this place."""
        return self.source[place.start : place.end]

    def is_decimal(self, place: Place) -> bool:
        """Whether a decimal stands at this place, or what the notebook holds there has floats."""
        text = self.text(place)
        held = self.namespace.get(text) if self.is_of_notebook(text) else None
        return _has_decimals(text) or _has_decimals(held)

    def error(self, place: Place, message: Told, advice: Told = "") -> MeaninglessRequestError:
        """The error about this place."""
        return MeaninglessRequestError(
            message, advice=advice, source=self.source, start=place.start, end=place.end
        )

    @cached_property
    def declared(self) -> frozenset[str]:
        """The names that mean something in the request itself, whatever the notebook holds."""
        return self.names | set(map(str, self.variables)) | set(self.values)

    def is_of_notebook(self, name: str) -> bool:
        """Whether a value that is this one name stands for what the notebook holds."""
        return name in self.namespace and plain_word(name) not in self.declared


def _has_decimals(value: object) -> bool:
    """Whether it holds floats, or is a text with a decimal."""
    if isinstance(value, str):
        return _DECIMAL.search(value) is not None
    if isinstance(value, np.ndarray):
        return bool(value.dtype.kind == "f")
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, (tuple, list)):
        return any(map(_has_decimals, value))
    return isinstance(value, (float, np.floating, Decimal))
