"""The tokens of one value, read from left to right."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sympy import Symbol

from grad_magic.errors import RequestSyntaxError
from grad_magic.formula.tree import Formula, Place
from grad_magic.reading.notation import is_latex, tokenize
from grad_magic.reading.tokens import Token, unreadable
from grad_magic.reading.vocabulary import CALLABLE_BY_NAME, CONDITION_WORDS
from grad_magic.reading.words import split_words

# Far beyond any textbook, and well within Python's own recursion limit.
MAX_NESTING = 50
# SymPy's derivative of a longer formula takes seconds.
MAX_OPERATIONS = 500
ROOT_SIGNS = {"√": 2, "∛": 3, "∜": 4}
_LETTERS_AND_FUNCTIONS = frozenset({"gamma", "beta"})


def symbol_of(source: str, token: Token) -> Symbol:
    """The real symbol that a word names.

    Raises:
        RequestSyntaxError: it is no safe name.
    """
    if "__" in token.text:
        raise unreadable(
            source,
            token.start,
            token.end,
            f"{token.text} cannot be a name",
            "A name is a letter or a Greek letter, with digits or an index behind _.",
        )
    return Symbol(token.text, real=True)


class Cursor:
    """A place in the tokens, and what can be told from the ones ahead and behind."""

    def __init__(
        self,
        source: str,
        place: Place,
        declared: Collection[str],
        inserted: Mapping[str, Formula],
        *,
        only_declared: bool,
    ) -> None:
        self._source = source
        self._place = place
        self._declared = declared
        self._only_declared = only_declared and bool(declared)
        self._is_latex = is_latex(source, place)
        self._inserted = inserted
        self._tokens = split_words(
            source, tokenize(source, place), declared, only_declared=self._only_declared
        )
        self._next = 0
        self._depth = 0
        self._operations = 0
        self._open_bars = 0
        self._product_start = 0

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
        token = self.current
        if token is None or token.kind != "sign" or token.text not in texts:
            return None
        self._next += 1
        return token

    def accept_equality(self) -> bool:
        """Takes == or, in LaTeX, the = of an equation."""
        if self._is_latex and self.accept("="):
            self.accept("=")
            return True
        return self.accept("==") is not None

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
            depth += (token.text in ("(", "[", "{")) - (token.text in (")", "]", "}"))
            if depth == 0:
                return False
            if depth == 1 and token.kind == "sign" and token.text in texts:
                return True
        return False

    def _starts_factor(self) -> bool:
        """Whether the next token can only be a further factor."""
        token = self.current
        if token is None:
            return False
        if token.text in CONDITION_WORDS:
            return False
        if token.kind in ("word", "insert", "number"):
            return True
        if token.text in ("|", "‖"):
            return not self._open_bars
        return token.text in ("(", "[", *ROOT_SIGNS)

    def _starts_tight_factor(self) -> bool:
        token = self.current
        return token is not None and not token.spaced and self._starts_factor()

    def _is_function(self, token: Token) -> bool:
        if token.kind != "word" or token.text in self._declared:
            return False
        if token.text.startswith("log_"):
            return True
        function = CALLABLE_BY_NAME.get(token.text)
        if function is None:
            return False
        if token.text not in _LETTERS_AND_FUNCTIONS:
            return True
        # gamma is a letter unless it is called, γ and \\gamma always are.
        following = self._tokens[self._next + 1 : self._next + 2]
        called = bool(following) and following[0].text == "("
        is_letter = self._is_latex or self._text(token.start, token.end) in ("γ", "β")
        return called and not is_letter

    def _ends_exponent(self) -> bool:
        """Whether the bracket just closed holds an exponent."""
        depth = 0
        for index in range(self._next - 1, 0, -1):
            text = self._tokens[index].text
            depth += (text == ")") - (text == "(")
            if depth == 0:
                return self._tokens[index - 1].text == "^"
        return False

    def _factor_end(self) -> int:
        """Where the factor that begins here ends, for a message."""
        token = self.current
        assert token is not None
        if self._is_function(token):
            following = self._tokens[self._next + 1 : self._next + 2]
            return following[0].end if following else token.end
        if token.text != "(":
            return token.end
        depth = 0
        for later in self._tokens[self._next :]:
            depth += (later.text == "(") - (later.text == ")")
            if depth == 0:
                return later.end
        return token.end

    def _formula(self, operation: str, operands: tuple[Formula, ...], start: int) -> Formula:
        self._operations += 1
        end = self._tokens[self._next - 1].end
        if self._operations > MAX_OPERATIONS:
            message = f"the expression has more than {MAX_OPERATIONS} operations"
            raise unreadable(self._source, self._place.start, end, message)
        return Formula(operation, operands, None, start, end)

    def _enter(self, token: Token) -> None:
        self._depth += 1
        if self._depth > MAX_NESTING:
            raise self.error(f"brackets and powers are nested more than {MAX_NESTING} deep", token)

    def _text(self, start: int, end: int) -> str:
        return self._source[start:end]

    def _unexpected(self) -> RequestSyntaxError:
        token = self.current
        if token is None:
            return self.error("the expression ends too early", None)
        if token.text == "=":
            return self.error("= does not fit here", token, "An equation is written with ==.")
        return self.error(
            f"{self._text(token.start, token.end) or token.text} does not fit here", token
        )

    def error(self, message: str, token: Token | None, advice: str = "") -> RequestSyntaxError:
        """The error at this token, or at the end."""
        start, end = (self._place.end,) * 2 if token is None else (token.start, token.end)
        return unreadable(self._source, start, end, message, advice)
