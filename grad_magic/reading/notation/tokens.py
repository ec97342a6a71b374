"""What every notation is turned into before it is read: one stream of tokens with places."""

from __future__ import annotations

from typing import NamedTuple

from grad_magic.errors import RequestSyntaxError
from grad_magic.formula.tree import Place
from grad_magic.wording.messages import Message, Told, on_one_line


class Token(NamedTuple):
    """A sign of the request; a tuple, as long formulas have some hundred thousand.

    Attributes:
        kind: "number", "word" (letters with their index), "insert" (a name in braces), or
            "sign" (everything else).
        text: what it stands for in the typed notation, as "*" for a raised dot.
        start, end: its place in the request.
        spaced: whether white space stands before it.
        exact: for a word, that it is one name and not to be taken apart; for "^", that its
            exponent ends where it is marked to end, as in x² or in LaTeX.
    """

    kind: str
    text: str
    start: int
    end: int
    spaced: bool = False
    exact: bool = False


# x_10 and theta_max are far below; a longer name only serves to break something.
LONGEST_NAME = 40


def check_name_length(source: str, token: Token) -> None:
    """Makes sure that a word is no longer than names are.

    Raises:
        RequestSyntaxError: a name that is too long.
    """
    if token.kind == "word" and "_" in token.text and len(token.text) > LONGEST_NAME:
        message = Message("a_name_may_have_at_most_characters", longest_name=LONGEST_NAME)
        raise unreadable(source, token.start, token.end, message)


def unreadable(
    source: str, start: int, end: int, message: Told, advice: Told = ""
) -> RequestSyntaxError:
    """The error about a stretch of the request; what it quotes stands on one line."""
    return RequestSyntaxError(
        on_one_line(message), advice=on_one_line(advice), source=source, start=start, end=end
    )


def inner_place(source: str, place: Place, mark: str) -> Place | None:
    """The place between two equal marks, as quotes or dollars, if the value stands in them."""
    text = source[place.start : place.end]
    if len(text) >= 2 and text[0] == text[-1] == mark:
        return Place(place.start + 1, place.end - 1)
    return None
