"""Where a reader of tokens stands: the next one, those it may take, and the error there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grad_magic.errors import RequestSyntaxError
from grad_magic.formula.tree import Place
from grad_magic.reading.notation.tokens import Token, unreadable
from grad_magic.reading.options import OPTION_KEYS
from grad_magic.wording.messages import Message, Told

_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_ROW_OF_NUMBERS = re.compile(r"\s*-?[\d.]+(?:\s*,\s*-?[\d.]+){2,}\s*")
_BINARY = frozenset("+-*/^")
_LONGEST_CORRECTION = 60


def deeper(token: Token) -> int:
    """By how many brackets what follows is deeper: 1, 0 or -1."""
    return (token.text in ("(", "[", "{")) - (token.text in (")", "]", "}"))


class Cursor:
    """The tokens of one value, taken from left to right."""

    def __init__(self, source: str, place: Place, tokens: Sequence[Token]) -> None:
        self._source = source
        self._place = place
        self._tokens = tokens
        self._next = 0

    @property
    def current(self) -> Token | None:
        """The token that is read next; None at the end."""
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def advance(self) -> Token | None:
        """Takes the next token."""
        token = self.current
        self._next += 1
        return token

    def accept(self, *texts: str) -> Token | None:
        """Takes the next token if it is one of these signs."""
        if self._next >= len(self._tokens):
            return None
        token = self._tokens[self._next]
        if token.text not in texts or token.kind != "sign":
            return None
        self._next += 1
        return token

    def accept_equality(self) -> bool:
        """Takes the sign between the sides of an equation, = or ==."""
        return self.accept("==") is not None or self.accept("=") is not None

    def expect(self, text: str) -> Token:
        """Takes this sign.

        Raises:
            RequestSyntaxError: another token stands here.
        """
        token = self.accept(text)
        if token is None:
            raise self._unexpected()
        return token

    def expect_end(self) -> None:
        """Makes sure that nothing is left over."""
        if self.current is not None:
            raise self._unexpected()

    def _accept_word(self, *words: str) -> bool:
        if self.current is None or self.current.text not in words:
            return False
        self._next += 1
        return True

    def _encloses(self, *texts: str) -> bool:
        """Whether the bracket that opens here holds one of these signs of its own."""
        depth = 1
        for token in self._tokens[self._next + 1 :]:
            depth += deeper(token)
            if depth == 0:
                return False
            if depth == 1 and token.kind == "sign" and token.text in texts:
                return True
        return False

    def _ends_exponent(self) -> bool:
        """Whether the bracket just closed holds an exponent."""
        depth = 0
        for index in range(self._next - 1, 0, -1):
            text = self._tokens[index].text
            depth += (text == ")") - (text == "(")
            if depth == 0:
                return self._tokens[index - 1].text == "^"
        return False

    def _text(self, start: int, end: int) -> str:
        return self._source[start:end]

    def _unexpected(self) -> RequestSyntaxError:
        token = self.current
        if token is None:
            return self.error(
                Message("the_expression_ends_too_early"), None, self._something_is_missing()
            )
        if token.text == "," and self._is_in_number(token):
            return self.error(Message("does_not_fit_here", text=","), token, self._without_commas())
        if token.text == "=":
            advice = Message("an_equation_is_written_with")
            key = re.search(r"(\w+)\s*\Z", self._text(self._place.start, token.start))
            if key is not None and key[1] in OPTION_KEYS:
                # As in f=ln(x+y at=(1,0)).
                advice = Message("close_the_bracket_before", key=key[1])
            elif any(before.text == "=" for before in self._tokens[: self._next]):
                advice = Message("an_equation_has_one_equals_sign")
            return self.error(Message("does_not_fit_here", text="="), token, advice)
        # x.pow(2) is a method of arrays alone.
        is_method = token.text.startswith(".") and token.text[1:].isidentifier()
        return self.error(
            Message("does_not_fit_here", text=self._text(token.start, token.end) or token.text),
            token,
            Message("write_functions_around") if is_method else "",
        )

    def _something_is_missing(self) -> Message | str:
        """What stands before the end, where it needs a number behind it."""
        last = self._tokens[-1] if self._tokens else None
        if last is None or last.kind != "sign" or last.text not in _BINARY:
            return ""
        return Message("something_is_missing_behind", text=self._text(last.start, last.end))

    def _is_in_number(self, comma: Token) -> bool:
        """Whether it stands between two digits, and outside all brackets."""
        before = self._tokens[: self._next]
        depth = sum((t.text in ("(", "[")) - (t.text in (")", "]")) for t in before)
        around = self._text(comma.start - 1, comma.start) + self._text(comma.end, comma.end + 1)
        return depth == 0 and around[:1].isdecimal() and around[1:].isdecimal()

    def _without_commas(self) -> Message:
        """How the value is written with decimal points, or as a row where it is one of more."""
        text = self._text(self._place.start, self._place.end)
        if _ROW_OF_NUMBERS.fullmatch(text):
            return Message("write_the_row", row=text)
        decimal = _DECIMAL_COMMA.sub(".", text)
        is_short = len(decimal) <= _LONGEST_CORRECTION and "\n" not in decimal
        return Message("write_decimal_points", text=decimal if is_short else "1.5")

    @property
    def _last_end(self) -> int:
        """Where the token ends that was taken last."""
        return self._tokens[self._next - 1].end

    def error(self, message: Told, token: Token | None, advice: Told = "") -> RequestSyntaxError:
        """The error at this token, or at the end."""
        start, end = (self._place.end,) * 2 if token is None else (token.start, token.end)
        return unreadable(self._source, start, end, message, advice)
