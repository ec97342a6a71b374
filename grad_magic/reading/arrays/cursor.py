"""The tokens of a function of arrays, read from left to right."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from grad_magic.errors import RequestSyntaxError
from grad_magic.formula.tree import Formula, Place
from grad_magic.reading.notation.tokens import Token, unreadable
from grad_magic.wording.messages import Message, Told

_MOST_OPERATIONS = 2000
_MOST_NESTING = 50


class ArrayCursor:
    """Where the reading of a function stands, and what it is made of."""

    def __init__(
        self, source: str, place: Place, names: Collection[str], tokens: Sequence[Token]
    ) -> None:
        """Stands before the first token.

        Args:
            source: the request.
            place: where the function stands in it.
            names: of all arrays and numbers that the request or the notebook has.
            tokens: of the function.
        """
        self._source = source
        self._place = place
        self._names = names
        self.tokens = tokens
        self._next = 0
        self._depth = 0
        self._operations = 0

    @property
    def current(self) -> Token | None:
        """The token that is next; None behind the last one."""
        return self.tokens[self._next] if self._next < len(self.tokens) else None

    def accept(self, *texts: str) -> Token | None:
        """Takes the next token, if it is one of these signs."""
        token = self.current
        if token is None or token.kind != "sign" or token.text not in texts:
            return None
        self._next += 1
        return token

    def expect(self, text: str) -> Token:
        """Takes this sign.

        Raises:
            RequestSyntaxError: another one stands here.
        """
        token = self.accept(text)
        if token is None:
            raise self.misplaced(self.current)
        return token

    def starts(self, text: str) -> bool:
        """Whether this is the next sign or word."""
        return self.current is not None and self.current.text == text

    def _is_followed_by(self, text: str) -> bool:
        following = self.tokens[self._next + 1 : self._next + 2]
        return bool(following) and following[0].text == text

    def made(self, operation: str, operands: tuple[Formula, ...], start: int) -> Formula:
        """An operation, which ends with the last token that was taken."""
        self._operations += 1
        end = self.tokens[self._next - 1].end
        if self._operations > _MOST_OPERATIONS:
            message = Message(
                "the_expression_has_more_than_operations", most_operations=_MOST_OPERATIONS
            )
            raise unreadable(self._source, self._place.start, end, message)
        return Formula(operation, operands, None, start, end)

    def enter(self, token: Token) -> None:
        """Goes one bracket deeper."""
        self._depth += 1
        if self._depth > _MOST_NESTING:
            message = Message(
                "brackets_and_powers_are_nested_more_than_deep", most_nesting=_MOST_NESTING
            )
            raise self.error(message, token)

    def list_from(self, opening: Token) -> Formula:
        """The entries in a bracket of which the opening was taken, not yet read."""
        depth = 1
        while depth:
            token = self.current
            if token is None:
                raise self.error(Message("the_expression_ends_too_early"), None)
            depth += (token.text == "[") - (token.text == "]")
            self._next += 1
        return self.made("list", (), opening.start)

    def text(self, start: int, end: int) -> str:
        """What was typed there."""
        return self._source[start:end]

    def misplaced(self, token: Token | None) -> RequestSyntaxError:
        """That this token does not fit here."""
        if token is None:
            return self.error(Message("the_expression_ends_too_early"), None)
        return self.error(
            Message("does_not_fit_here", text=self.text(token.start, token.end)),
            token,
            Message("write_an_entry_as_a_product") if token.text == "[" else "",
        )

    def error(self, message: Told, token: Token | None, advice: Told = "") -> RequestSyntaxError:
        """A message with the place of a token."""
        start, end = (self._place.end,) * 2 if token is None else (token.start, token.end)
        return unreadable(self._source, start, end, message, advice)
