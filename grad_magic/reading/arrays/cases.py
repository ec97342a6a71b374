"""Functions by cases of entries, each as where(condition, value, other).

cases     = "{" value [","] ["if"] condition { (";" | ",") … } value [","] "otherwise" "}"
choice    = value "if" condition "else" value
condition = relation { ("and" | "&") relation }, and "or" of these
relation  = value { ("<" | "<=" | ">" | ">=") value } | "(" condition ")"
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from grad_magic.formula.operations import NEGATIONS, TURNED
from grad_magic.formula.tree import Formula
from grad_magic.reading.arrays.cursor import ArrayCursor
from grad_magic.reading.vocabulary import CONNECTIVE_WORDS, OPENING_WORDS, OTHERWISE_WORDS
from grad_magic.wording.messages import Message

_RELATIONS = {
    **dict.fromkeys(("<",), "less"),
    **dict.fromkeys(("<=", "≤"), "less_equal"),
    **dict.fromkeys((">",), "greater"),
    **dict.fromkeys((">=", "≥"), "greater_equal"),
}
# The e, o and y of other languages are letters here.
_CONNECTIVES = {
    **{
        word: meaning
        for word, meaning in CONNECTIVE_WORDS.items()
        if len(word) > 1 or not word.isascii()
    },
    "&": "and",
    "∧": "and",
    "∨": "or",
}
_WORDS = frozenset({*OPENING_WORDS, *OTHERWISE_WORDS, *_CONNECTIVES})


class CaseParser(ArrayCursor, ABC):
    """Reads what holds under which condition."""

    @abstractmethod
    def expression(self) -> Formula:
        """A value without cases."""

    def choice(self) -> Formula:
        """A value, or x if x > 0 else y."""
        value = self.expression()
        if not self._is_word("if"):
            return value
        self._next += 1
        condition = self.condition()
        if not self._is_word("else"):
            raise self.misplaced(self.current)
        self._next += 1
        return self.chosen(condition, value, self.choice())

    def cases(self, closing: str) -> Formula:
        """What stands in braces: cases, or a value alone."""
        start = self.current
        value = self.expression()
        pieces: list[tuple[Formula, Formula]] = []
        while not self.starts(closing):
            self.accept(",")
            if self._is_word(*OTHERWISE_WORDS):
                self._next += 1
                return self._nested(pieces, value)
            if self._is_word(*OPENING_WORDS):
                self._next += 1
            pieces.append((value, self.condition()))
            if self.starts(closing):
                break
            if self._is_word("else"):
                # As in Python, x if x > 0 else y.
                self._next += 1
                return self._nested(pieces, self.choice())
            if not self.accept(";", ","):
                raise self.misplaced(self.current)
            if self._is_word(*OTHERWISE_WORDS):
                # Else stands before its value.
                self._next += 1
                return self._nested(pieces, self.choice())
            value = self.expression()
        if not pieces:
            return value
        if len(pieces) == 2 and self._are_complements(pieces[0][1], pieces[1][1]):
            return self._nested(pieces[:1], pieces[1][0])
        raise self.error(
            Message("cases_may_leave_entries_without_value"),
            start,
            Message("write_otherwise_for_the_last_case"),
        )

    def condition(self) -> Formula:
        """Relations of arrays, entry by entry, with and and or between them."""
        return self._joined("or")

    def _joined(self, connective: str) -> Formula:
        """Parts between this connective, of which and holds together more tightly."""
        found = self._joined("and") if connective == "or" else self._relation()
        while self._connects(connective):
            self._next += 1
            other = self._joined("and") if connective == "or" else self._relation()
            found = self.made(connective, (found, other), found.start)
        return found

    def _connects(self, connective: str) -> bool:
        token = self.current
        if token is None or token.text in self._names:
            return False
        is_bar = token.text == "|" and connective == "or"
        return is_bar or _CONNECTIVES.get(token.text) == connective

    def _relation(self) -> Formula:
        """x > y, a < x < b, or a condition in brackets."""
        opening = self.current
        if opening is not None and opening.text == "(" and self._holds_relation():
            self.enter(opening)
            self._next += 1
            inner = self.condition()
            self.expect(")")
            self._depth -= 1
            return inner
        left = self.expression()
        sign = self.accept(*_RELATIONS)
        if sign is None:
            raise self.error(
                Message("a_case_is_chosen_by_a_relation"), self.current or self.tokens[-1]
            )
        found = None
        while sign is not None:
            right = self.expression()
            part = self.made(_RELATIONS[sign.text], (left, right), left.start)
            found = part if found is None else self.made("and", (found, part), found.start)
            left, sign = right, self.accept(*_RELATIONS)
        assert found is not None
        return found

    def _holds_relation(self) -> bool:
        """Whether a relation stands in the bracket that opens here, and in no other one."""
        depth = 0
        for token in self.tokens[self._next :]:
            depth += (token.text in "([{") - (token.text in ")]}") if token.kind == "sign" else 0
            if depth == 0:
                return False
            if depth == 1 and token.kind == "sign" and token.text in _RELATIONS:
                return True
        return False

    def is_at_case(self) -> bool:
        """Whether a word of cases stands here, which is no factor."""
        return self._is_word(*_WORDS) and not self._is_followed_by("(")

    def _is_word(self, *words: str) -> bool:
        token = self.current
        return (
            token is not None
            and token.kind == "word"
            and token.text in words
            and token.text not in self._names
        )

    def _nested(self, pieces: list[tuple[Formula, Formula]], otherwise: Formula) -> Formula:
        """One case in the other."""
        for value, condition in reversed(pieces):
            otherwise = self.chosen(condition, value, otherwise)
        return otherwise

    def chosen(self, condition: Formula, value: Formula, other: Formula) -> Formula:
        """One of two values; of "a and b" one case in the other."""
        if condition.operation == "and":
            inner = self.chosen(condition.operands[1], value, other)
            return self.chosen(condition.operands[0], inner, other)
        if condition.operation == "or":
            inner = self.chosen(condition.operands[1], value, other)
            return self.chosen(condition.operands[0], value, inner)
        start = min(condition.start, value.start)
        return self.made("where", (condition, value, other), start)

    def _are_complements(self, one: Formula, other: Formula) -> bool:
        """Whether exactly one of two relations holds."""
        if not {one.operation, other.operation} <= TURNED.keys():
            return False
        sides, others = (
            [self.text(side.start, side.end).replace(" ", "") for side in part.operands]
            for part in (one, other)
        )
        missing = NEGATIONS[one.operation]
        is_straight = other.operation == missing and sides == others
        return is_straight or (other.operation == TURNED[missing] and sides == others[::-1])
