"""Parts of a function that clauses define, as in L=norm(a-y)^2 a=sigmoid(z) z=W@x+b."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from sympy import Symbol

from grad_magic.formula.tree import Formula, Place
from grad_magic.reading.arrays.parser import is_written_as_in_books, read_array_function
from grad_magic.reading.clauses import ClauseText
from grad_magic.reading.notation.tokens import unreadable
from grad_magic.wording.messages import Message

# With all layers written out.
_MOST_OPERATIONS = 2000


class LayerReader:
    """Reads a function, with a "layer" for each name in it that a clause defines."""

    def __init__(
        self,
        source: str,
        clauses: Mapping[str, ClauseText],
        names: Callable[[Place], Collection[str]],
    ) -> None:
        """Takes what defines the layers.

        Args:
            source: the request.
            clauses: by the names of the layers.
            names: all other names that may stand at a place.
        """
        self._source = source
        self._clauses = clauses
        self._names = names
        self._read: dict[str, Formula] = {}
        self._open: list[str] = []
        self._sizes: dict[str, int] = {}
        self._is_of_books = False

    def function(self, place: Place) -> Formula:
        """The function at a place.

        Raises:
            RequestSyntaxError: it cannot be read, is too long, or a layer is defined by itself.
        """
        places = [place, *(clause.value_place for clause in self._clauses.values())]
        if self._clauses:
            self._is_of_books = any(
                is_written_as_in_books(self._source, part, self._all_names(part)) for part in places
            )
        return self._part(place)

    def _all_names(self, place: Place) -> set[str]:
        return {*self._names(place), *self._clauses}

    def _part(self, place: Place) -> Formula:
        """The function, or a layer."""
        formula = self._with_layers(
            read_array_function(
                self._source, place, self._all_names(place), is_of_books=self._is_of_books
            )
        )
        if self._size(formula) > _MOST_OPERATIONS:
            message = Message(
                "the_expression_has_more_than_operations", most_operations=_MOST_OPERATIONS
            )
            raise unreadable(self._source, place.start, place.end, message)
        return formula

    def _with_layers(self, formula: Formula) -> Formula:
        name = str(formula.value)
        if formula.operation == "name" and name in self._clauses:
            return replace(
                formula,
                operation="layer",
                operands=(self._layer(name),),
                value=Symbol(name, real=True),
            )
        operands = tuple(map(self._with_layers, formula.operands))
        return replace(formula, operands=operands)

    def _layer(self, name: str) -> Formula:
        """What a name stands for."""
        place = self._clauses[name].value_place
        if name in self._open:
            message = Message("is_defined_by_itself", name=name)
            raise unreadable(self._source, place.start, place.end, message)
        if name not in self._read:
            self._open.append(name)
            self._read[name] = self._part(place)
            self._open.pop()
        return self._read[name]

    def _size(self, formula: Formula) -> int:
        """How many operations it has when layers are written out."""
        if formula.operation != "layer":
            return 1 + sum(map(self._size, formula.operands))
        name = str(formula.value)
        if name not in self._sizes:
            self._sizes[name] = self._size(formula.operands[0])
        return self._sizes[name]
