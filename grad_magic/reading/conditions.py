"""Piecewise formulas and the conditions of their cases."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from itertools import pairwise

from grad_magic.formula.tree import Formula
from grad_magic.reading.ambiguity import Ambiguities
from grad_magic.reading.tokens import Token

_RELATIONS = {
    "<": "less",
    "<=": "less_equal",
    ">": "greater",
    ">=": "greater_equal",
    "=": "equal",
    "==": "equal",
    "!=": "unequal",
}
_CONNECTIVES = {"and": "&", "or": "|"}
_ALWAYS = ("True", "true", "otherwise", "else")
_NAMED_RELATIONS = {
    "Eq": "equal",
    "Ne": "unequal",
    "Lt": "less",
    "Le": "less_equal",
    "Gt": "greater",
    "Ge": "greater_equal",
}


class Conditions(Ambiguities, ABC):
    """The part of the grammar that says where a case applies."""

    @abstractmethod
    def expression(self) -> Formula:
        """Sums and what they are made of."""

    @abstractmethod
    def arguments(self, closing: str) -> tuple[Formula, ...]:
        """Expressions between commas, up to and with the closing bracket."""

    def difference(self, left: Formula, right: Formula) -> Formula:
        """The left side minus the right one."""
        negated = self._formula("negate", (right,), right.start)
        return self._formula("add", (left, negated), left.start)

    def _pieces(self) -> tuple[Formula, ...]:
        """(value, condition), … as values and conditions in turn."""
        pieces: list[Formula] = []
        while True:
            self.expect("(")
            pieces.append(self.expression())
            self.expect(",")
            pieces.append(self._condition())
            self.expect(")")
            if not self.accept(","):
                break
        self.expect(")")
        return tuple(pieces)

    def _condition(self) -> Formula:
        return self._connected("or", lambda: self._connected("and", self._relation))

    def _connected(self, word: str, read: Callable[[], Formula]) -> Formula:
        first = read()
        parts = [first]
        while self._accept_word(word, _CONNECTIVES[word]):
            parts.append(read())
        return first if len(parts) == 1 else self._formula(word, tuple(parts), first.start)

    def _relation(self) -> Formula:
        """True, or sides with signs between them: x > 0, 0 < x <= 1, (x,y) != (0,0)."""
        token = self.current
        if token is not None and token.text in _ALWAYS:
            self._next += 1
            return Formula("true", start=token.start, end=token.end)
        if token is not None and token.text == "(" and self._encloses(*_RELATIONS):
            return self._bracketed_condition()
        if token is not None and token.text in _NAMED_RELATIONS:
            return self._named_relation(token)
        sides = [self._side()]
        signs: list[Token] = []
        while sign := self.accept(*_RELATIONS):
            signs.append(sign)
            sides.append(self._side())
        if not signs:
            raise self._unexpected()
        parts = [
            self._compare(sign, left, right)
            for sign, (left, right) in zip(signs, pairwise(sides), strict=True)
        ]
        return parts[0] if len(parts) == 1 else self._formula("and", tuple(parts), parts[0].start)

    def _bracketed_condition(self) -> Formula:
        self._enter(self.expect("("))
        condition = self._condition()
        self._depth -= 1
        self.expect(")")
        return condition

    def _named_relation(self, name: Token) -> Formula:
        """Eq(x, 0) and Ne(x, 0), as SymPy writes them."""
        self._next += 1
        self.expect("(")
        left, right = self.expression(), (self.expect(","), self.expression())[1]
        self.expect(")")
        return self._formula(
            _NAMED_RELATIONS[name.text], (self.difference(left, right),), name.start
        )

    def _side(self) -> tuple[Formula, ...]:
        """One side of a relation: an expression, or the coordinates of a point."""
        token = self.current
        if token is not None and token.text == "(" and self._encloses(","):
            self._next += 1
            return self.arguments(")")
        return (self.expression(),)

    def _compare(
        self, sign: Token, left: tuple[Formula, ...], right: tuple[Formula, ...]
    ) -> Formula:
        operation = _RELATIONS[sign.text]
        if len(left) != len(right):
            raise self.error("the two sides have different numbers of coordinates", sign)
        if len(left) > 1 and operation not in ("equal", "unequal"):
            raise self.error("points can only be equal or not", sign)
        parts = tuple(
            self._formula(operation, (self.difference(a, b),), a.start)
            for a, b in zip(left, right, strict=True)
        )
        if len(parts) == 1:
            return parts[0]
        connective = "and" if operation == "equal" else "or"
        return self._formula(connective, parts, parts[0].start)
