r"""LaTeX as books print it into the tokens of typed mathematics.

`\frac{x}{y}` becomes ((x)/(y)), `\sqrt[3]{x}` becomes root(x, 3), `\begin{cases}` becomes a
piecewise(…), each token with the place of what it came from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from grad_magic.errors import RequestSyntaxError
from grad_magic.formula.tree import Place
from grad_magic.reading.known_formulas import advice_on
from grad_magic.reading.notation.tokens import Token, unreadable
from grad_magic.reading.vocabulary import (
    CALLABLE_BY_NAME,
    CONNECTIVE_WORDS,
    GREEK_LETTERS,
    GREEK_NAMES,
    HATTED_LETTERS,
    OPENING_WORDS,
    OTHERWISE_WORDS,
)
from grad_magic.wording.messages import Message, Told

_PIECE = re.compile(
    r"""(?P<nothing>\\(?:left|right)\s*\.|(?<=\\\\)\[\s*-?[\d.]+\s*(?:ex|em|pt|mm|cm)\s*\])
      | (?P<command>\\(?:[A-Za-z]+\*?|.))
      | (?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))
      | (?P<letter>[A-Za-z])
      | (?P<hatted>(?<![^\W\d_])[âĉêĝĥîĵôŝûŵŷẑÂĈÊĜĤÎĴÔŜÛŴŶẐ](?![^\W\d_]))
      | (?P<text>[一-鿿\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]+)
      | (?P<sign>[-+*/^_(),;\[\]{}|<>=&'.!°−–·×÷≤≥≠∞⟨⟩⌊⌋⌈⌉])
      | (?P<space>[\s~$]+)
      | (?P<unknown>.)""",
    re.VERBOSE,
)
_LONGEST_NAME = 12
# As deep as typed brackets may be.
MAX_NESTING = 50
_INVISIBLE = {
    r"\left", r"\right", r"\big", r"\Big", r"\bigl", r"\bigr", r"\Bigl", r"\Bigr", r"\bigg",
    r"\Bigg", r"\biggl", r"\biggr", r"\displaystyle", r"\textstyle", r"\limits", r"\rm", r"\!",
    # How letters look; the arrow and the hat are those of vectors, as in \vec i.
    r"\bf", r"\it", r"\mathbf", r"\mathsf", r"\boldsymbol", r"\bm", r"\vec", r"\hat",
    r"\overrightarrow", r"\large", r"\Large", r"\small", r"\normalsize",
    r"\nolimits",
}  # fmt: skip
_HAT = re.compile(r"\\hat(?![A-Za-z])\s*\{?\s*(?P<letter>[A-Za-z])\s*\}?")
# Commands, and words that are set upright.
_NO_LETTERS = re.compile(r"\\(?:operatorname\*?|text|mathrm)\s*\{[^{}]*\}|\\[A-Za-z]+")
_SPACES = {r"\,", r"\;", r"\:", r"\ ", r"\quad", r"\qquad"}
_SIGNS = {
    r"\cdot": "*", r"\times": "*", r"\ast": "*", r"\div": "/", r"\le": "<=", r"\leq": "<=",
    r"\ge": ">=", r"\geq": ">=", r"\ne": "!=", r"\neq": "!=", r"\lt": "<", r"\gt": ">",
    r"\lvert": "|", r"\rvert": "|", r"\vert": "|", r"\{": "(", r"\}": ")", r"\lbrace": "(",
    r"\rbrace": ")", r"\leqslant": "<=", r"\geqslant": ">=", r"\land": "and", r"\lor": "or",
    r"\wedge": "and", r"\vee": "or", r"\langle": "⟨", r"\rangle": "⟩", r"\lVert": "‖",
    r"\lfloor": "⌊", r"\rfloor": "⌋", r"\lceil": "⌈", r"\rceil": "⌉",
    r"\rVert": "‖", r"\Vert": "‖", r"\|": "‖", r"\degree": "°", "−": "-", "–": "-", "·": "*",
    r"\odot": "⊙", "×": "*", "÷": "/", "≤": "<=", "≥": ">=", "≠": "!=",
}  # fmt: skip
_FRACTIONS = {r"\frac", r"\dfrac", r"\tfrac", r"\cfrac"}
_UPRIGHT = {r"\operatorname", r"\operatorname*", r"\mathrm", r"\mathit", r"\mathop"}
_ITALIC = {r"\mathrm", r"\mathit"}
# Upright letters in formulas, words in conditions.
_TEXTS = {r"\text", r"\mbox", r"\textrm", r"\mathrm"}
_CONSTANTS = {r"\pi": "pi", r"\infty": "oo", "∞": "oo"}
# Of a transpose; a letter T in an exponent is one where no name is T.
_TRANSPOSES = (r"\top", r"\intercal")
_DOTLESS = {r"\imath": "i", r"\jmath": "j"}
_CASES = {"cases", "array", "aligned", "dcases"}
_MATRICES = {"pmatrix", "bmatrix", "matrix"}


@dataclass(frozen=True)
class _Piece:
    """A command, letter, number or sign of LaTeX and its place."""

    kind: str
    text: str
    start: int
    end: int
    spaced: bool


def tokenize_latex(
    source: str, place: Place, functions: Collection[str] = CALLABLE_BY_NAME.keys()
) -> tuple[Token, ...]:
    r"""The tokens of the LaTeX at `place`, without its dollars.

    Args:
        source: the request.
        place: of the LaTeX in it.
        functions: the names that may be set upright, or have a command.

    Raises:
        RequestSyntaxError: a command that has no meaning here, or braces that do not match.
    """
    _refuse_twins(source, place)
    tokens = tuple(_Latex(source, place, functions).tokens(stop=None))
    # The comma of the sentence around it.
    return tokens[:-1] if tokens and tokens[-1].text == "," else tokens


def _refuse_twins(source: str, place: Place) -> None:
    r"""Refuses \hat{y} beside y: hats are those of unit vectors, and both would be y."""
    text = source[place.start : place.end]
    if r"\hat" not in text:
        return
    others = set(_NO_LETTERS.sub(" ", _HAT.sub(" ", text)))
    for hat in _HAT.finditer(text):
        if hat["letter"] in others:
            start, end = place.start + hat.start(), place.start + hat.end()
            message = Message("with_and_without_a_hat", letter=hat["letter"])
            raise unreadable(source, start, end, message, Message("write_another_letter"))


def _cut(source: str, place: Place) -> list[_Piece]:
    r"""The pieces without what only sets space; \, and its like mark the next as spaced."""
    pieces: list[_Piece] = []
    spaced = False
    for match in _PIECE.finditer(source, place.start, place.end):
        kind, text = str(match.lastgroup), match[0]
        if text in _SPACES:
            spaced = True
        elif kind not in ("space", "nothing") and text not in _INVISIBLE:
            pieces.append(_Piece(kind, text, match.start(), match.end(), spaced))
            spaced = False
    if pieces and pieces[-1].text == ".":
        # The full stop of the sentence around it.
        pieces.pop()
    return pieces


def _letter_or_function(command: str, functions: Collection[str]) -> str:
    """The name that a command or a letter of Unicode stands for; "" for none."""
    name = command[1:]
    if name in GREEK_NAMES or name in functions:
        return _CONSTANTS.get(command, name)
    letter = GREEK_LETTERS.get(command) or HATTED_LETTERS.get(command, "")
    return _CONSTANTS.get(command) or _DOTLESS.get(command) or letter


def _is_one_bracket(tokens: list[Token]) -> bool:
    """Whether the first token opens the bracket that the last one closes."""
    depth = 0
    for index, token in enumerate(tokens):
        depth += (token.text == "(") - (token.text == ")")
        if depth == 0:
            return 0 < index == len(tokens) - 1
    return False


class _Latex:
    """Walks over the pieces of one formula."""

    def __init__(self, source: str, place: Place, functions: Collection[str]) -> None:
        self._source = source
        self._functions = functions
        self._pieces = _cut(source, place)
        self._next = 0
        self._depth = 0
        self._end = place.end
        self._handlers: dict[str, Callable[[_Piece], Iterator[Token]]] = {
            "^": self._exponent,
            "{": self._braces,
            r"\sqrt": self._root,
            r"\begin": self._environment,
            r"\{": self._left_brace,
        }
        self._handlers |= dict.fromkeys(_FRACTIONS, self._fraction)
        self._handlers |= dict.fromkeys(_UPRIGHT | _TEXTS, self._upright)

    def tokens(self, stop: str | None) -> Iterator[Token]:
        """Tokens up to the piece `stop`, which is taken too; None: to the end."""
        while self._next < len(self._pieces):
            piece = self._pieces[self._next]
            self._next += 1
            if piece.text == stop:
                return
            yield from self._convert(piece)
        if stop is not None:
            raise unreadable(
                self._source, self._end, self._end, Message("is_missing_here", stop=stop)
            )

    def _convert(self, piece: _Piece) -> Iterator[Token]:
        handler = self._handlers.get(piece.text)
        if handler is not None:
            self._depth += 1
            if self._depth > MAX_NESTING:
                message = Message("braces_are_nested_more_than_deep", max_nesting=MAX_NESTING)
                raise unreadable(self._source, piece.start, piece.end, message)
            yield from handler(piece)
            self._depth -= 1
        elif piece.kind == "number":
            yield Token("number", piece.text, piece.start, piece.end, piece.spaced)
        elif piece.kind == "letter":
            self._refuse_bare_function(piece)
            yield self._indexed(piece.text, piece)
        else:
            yield self._sign_or_word(piece)

    def _refuse_bare_function(self, piece: _Piece) -> None:
        r"""LaTeX sets sin without its backslash as the product s·i·n, which nobody means."""
        run = re.match(r"[A-Za-z]+", self._source[piece.start : piece.start + _LONGEST_NAME])
        assert run is not None
        for name in self._functions:
            if len(name) > 2 and run[0].startswith(name):
                message = Message("without_a_backslash_is_a_product", name=name)
                end = piece.start + len(name)
                raise unreadable(
                    self._source,
                    piece.start,
                    end,
                    message,
                    Message("write_with_backslash", name=name),
                )

    def _sign_or_word(self, piece: _Piece) -> Token:
        text = piece.text
        sign = _SIGNS.get(text, text if piece.kind == "sign" and text not in "_&'.°" else "")
        if text == r"\not" and self._peek() == "=":
            self._next += 1
            sign = "!="
        if sign == "‖" and self._peek() == "_":
            # Which length it is: ‖x‖₂, ‖A‖_F.
            self._next += 1
            sign = f"‖_{self._text_of_group()}"
        if sign or text == "°":
            return Token("sign", sign or text, piece.start, self._last_end(), piece.spaced)
        if text in _TRANSPOSES:
            return Token("word", "top", piece.start, piece.end, piece.spaced, exact=True)
        word = _letter_or_function(text, self._functions)
        if word:
            return self._indexed(word, piece)
        raise unreadable(
            self._source,
            piece.start,
            piece.end,
            Message("cannot_be_read_here", text=text),
            Message("write_sum_of_arrays") if text == r"\sum" else "",
        )

    def _error(self, piece: _Piece, message: Told, advice: Told = "") -> RequestSyntaxError:
        return unreadable(self._source, piece.start, self._last_end(), message, advice)

    def _last_end(self) -> int:
        return self._pieces[self._next - 1].end

    def _peek(self) -> str:
        return self._pieces[self._next].text if self._next < len(self._pieces) else ""

    def _mark(self, text: str, *, spaced: bool = False) -> Token:
        """A sign that LaTeX does not write, behind what was read last."""
        return Token("sign", text, self._last_end(), self._last_end(), spaced)

    def _braces(self, piece: _Piece) -> Iterator[Token]:
        inner = list(self.tokens("}"))
        if len(inner) > 1 and inner[-1].text == ",":
            # That of a case, which editors put into braces.
            inner.pop()
        closing = Token("sign", ")", self._last_end() - 1, self._last_end())
        if len(inner) == 1 and inner[0].kind == "word" and self._peek() == "_":
            # Of \mathbf{x}_1 the brace is around the letter alone.
            yield self._indexed(inner[0].text, piece)
        elif _is_one_bracket(inner):
            # {(x)} is (x) up to its brace: SymPy sets arguments so.
            yield from (*inner[:-1], closing)
        else:
            yield from (Token("sign", "(", piece.start, piece.end, piece.spaced), *inner, closing)

    def _left_brace(self, piece: _Piece) -> Iterator[Token]:
        r"""The brace before \begin{array} belongs to it; any other is a bracket."""
        following = [piece.text for piece in self._pieces[self._next : self._next + 2]]
        if following[:1] != [r"\begin"] and following != ["{", r"\begin"]:
            yield Token("sign", "(", piece.start, piece.end, piece.spaced)

    def _exponent(self, piece: _Piece) -> Iterator[Token]:
        if self._takes_circle():
            yield Token("sign", "°", piece.start, self._last_end())
            return
        yield Token("sign", "^", piece.start, piece.end, exact=True)
        yield from self._group(whole_number=True)
        if self._peek() == "^":
            raise self._error(
                piece,
                Message("two_exponents_follow_each_other"),
                Message("write_braces_of_exponents"),
            )

    def _takes_circle(self) -> bool:
        r"""Whether the exponent is \circ or {\circ}, which is taken then."""
        following = [piece.text for piece in self._pieces[self._next : self._next + 3]]
        length = 1 if following[:1] == [r"\circ"] else 3
        is_circle = length == 1 or following == ["{", r"\circ", "}"]
        self._next += length if is_circle else 0
        return is_circle

    def _group(self, *, whole_number: bool = False) -> Iterator[Token]:
        """The next braces or, as TeX takes it, the next single character, in brackets."""
        if self._next >= len(self._pieces):
            raise unreadable(
                self._source, self._end, self._end, Message("something_is_missing_here")
            )
        piece = self._pieces[self._next]
        if piece.kind == "number" and piece.text.isdigit() and len(piece.text) > 1:
            piece = self._split_number(piece, whole_number=whole_number)
        self._next += 1
        yield Token("sign", "(", piece.start, piece.start)
        yield from self.tokens("}") if piece.text == "{" else self._convert(piece)
        yield self._mark(")")

    def _split_number(self, piece: _Piece, *, whole_number: bool) -> _Piece:
        r"""The first digit of a number, as in \frac12; refused where it is hardly meant."""
        if whole_number:
            message = Message("latex_sets_only_the_first_digit_here", piece=piece.text)
            advice = Message("write_braces", piece=piece.text)
            raise unreadable(self._source, piece.start, piece.end, message, advice)
        middle = piece.start + 1
        first = _Piece("number", piece.text[0], piece.start, middle, piece.spaced)
        rest = _Piece("number", piece.text[1:], middle, piece.end, spaced=False)
        self._pieces[self._next : self._next + 1] = [first, rest]
        return first

    def _fraction(self, piece: _Piece) -> Iterator[Token]:
        behind_number = self._next > 1 and self._pieces[self._next - 2].kind == "number"
        top, bottom = list(self._group()), list(self._group())
        texts = [token.text for token in bottom if token.text not in "()"]
        if len(texts) == 2 and texts[0] == "d":
            raise self._error(
                piece, Message("derivatives_are_not_read"), Message("write_the_function_itself")
            )
        if behind_number and all(token.kind != "word" for token in (*top, *bottom)):
            raise self._error(
                piece,
                Message("a_mixed_number_can_be_read_in_two_ways"),
                Message("write_plus_or_cdot"),
            )
        yield Token("sign", "(", piece.start, piece.start, piece.spaced)
        yield from (*top, Token("sign", "/", bottom[0].start, bottom[0].start), *bottom)
        yield self._mark(")")

    def _root(self, piece: _Piece) -> Iterator[Token]:
        degree: tuple[Token, ...] = ()
        if self._peek() == "[":
            self._next += 1
            degree = tuple(self.tokens("]"))
        name = "root" if degree else "sqrt"
        yield Token("word", name, piece.start, piece.end, piece.spaced, exact=True)
        yield Token("sign", "(", piece.end, piece.end)
        yield from self._group()
        if degree:
            yield self._mark(",")
            yield from degree
        yield self._mark(")")

    def _indexed(self, name: str, piece: _Piece) -> Token:
        r"""A letter or function with the index behind it: \theta_{1} is theta_1."""
        if self._peek() == "_" and name in CALLABLE_BY_NAME and name not in ("log", "atan"):
            raise self._error(piece, Message("an_index_to_is_not_read", name=name))
        if self._peek() != "_":
            return Token("word", name, piece.start, self._last_end(), piece.spaced, exact=True)
        self._next += 1
        index = self._text_of_group()
        if not index.isalnum():
            message = Message("this_index_cannot_be_read")
            raise unreadable(self._source, piece.start, self._last_end(), message)
        # SymPy sets atan2 with an index.
        text = "atan2" if (name, index) == ("atan", "2") else f"{name}_{index}"
        return Token("word", text, piece.start, self._last_end(), piece.spaced, exact=True)

    def _text_of_group(self) -> str:
        """The letters and digits of the next group, run together."""
        if self._peek() != "{":
            return "".join(token.text for token in self._group() if token.text not in "()")
        start = self._next + 1
        while self._peek() not in ("}", ""):
            self._next += 1
        if not self._peek():
            raise unreadable(
                self._source, self._end, self._end, Message("is_missing_here", stop="}")
            )
        self._next += 1
        return "".join(piece.text for piece in self._pieces[start : self._next - 1])

    def _skip_group(self) -> None:
        r"""Passes over {ll} or {*{20}{c}}, how the columns are set."""
        depth = 0
        while self._next < len(self._pieces):
            depth += (self._peek() == "{") - (self._peek() == "}")
            self._next += 1
            if depth == 0:
                return

    def _upright(self, piece: _Piece) -> Iterator[Token]:
        r"""A name in \operatorname{…} or \mathrm{…}: a function, or a letter."""
        word = self._text_of_group()
        if word not in self._functions and len(word) > 1:
            if piece.text in _ITALIC:
                yield Token("word", word, piece.start, self._last_end(), piece.spaced)
                return
            message = Message("is_not_a_function_that_can_be_called", name=word)
            advice = advice_on(word) or ""
            raise unreadable(self._source, piece.start, self._last_end(), message, advice)
        yield self._indexed(word, piece)

    def _environment(self, piece: _Piece) -> Iterator[Token]:
        before = self._pieces[self._next - 2].text if self._next > 1 else ""
        name = self._text_of_group()
        if name in _CASES or (name == "matrix" and before in (r"\{", r"\lbrace")):
            yield from self._cases(piece, name)
        elif name in _MATRICES:
            yield from self._vector(piece, name)
        else:
            raise self._error(piece, Message("the_environment_cannot_be_read", name=name))

    def _vector(self, piece: _Piece, name: str) -> Iterator[Token]:
        r"""\begin{pmatrix} a \\ b \end{pmatrix} as (a, b); a matrix has no brackets itself."""
        if name != "matrix":
            yield Token("sign", "(", piece.start, self._last_end(), piece.spaced)
        separators = set()
        while self._peek() != r"\end":
            if not self._peek():
                message = Message("is_missing_here", stop=rf"\end{{{name}}}")
                raise unreadable(self._source, self._end, self._end, message)
            entry = self._pieces[self._next]
            self._next += 1
            if entry.text not in (r"\\", "&"):
                yield from self._convert(entry)
            elif self._peek() != r"\end":
                separators.add(entry.text)
                yield Token("sign", ",", entry.start, entry.end)
            if len(separators) > 1:
                raise self._error(piece, Message("a_vector_has_one_row_or_one_column"))
        self._next += 1
        self._text_of_group()
        if name != "matrix":
            yield self._mark(")")

    def _cases(self, piece: _Piece, name: str) -> Iterator[Token]:
        r"""\begin{cases} a & x > 0 \\ b & \text{otherwise} \end{cases} as piecewise(…)."""
        if name == "array":
            self._skip_group()
        yield Token("word", "piecewise", piece.start, piece.start, piece.spaced, exact=True)
        yield self._mark("(")
        while self._peek() != r"\end":
            yield from self._case()
            if self._peek() != r"\end":
                yield self._mark(",")
        self._next += 1
        self._text_of_group()
        if self._peek() == ".":
            self._next += 1
        yield self._mark(")")

    def _case(self) -> Iterator[Token]:
        """One row: a value, & or a comma, and its condition."""
        if self._peek() == "&":
            self._next += 1
        yield self._mark("(")
        comma = None if self._has_cell() else self._first_comma()
        value = list(self._tokens_before(comma)) if comma else list(self.tokens("&"))
        # Books set a comma before the condition.
        yield from value[:-1] if value and value[-1].text == "," else value
        yield self._mark(",")
        yield from self._condition()
        yield self._mark(")")

    def _row(self) -> list[_Piece]:
        """The pieces up to the end of this row."""
        rest = self._pieces[self._next :]
        ends = (index for index, piece in enumerate(rest) if piece.text in (r"\\", r"\end"))
        return rest[: next(ends, len(rest))]

    def _has_cell(self) -> bool:
        return any(piece.text == "&" for piece in self._row())

    def _first_comma(self) -> int | None:
        """Which piece is the first comma outside all brackets of the row."""
        depth = 0
        for index, piece in enumerate(self._row(), self._next):
            depth += (piece.text in ("(", "{", "[")) - (piece.text in (")", "}", "]"))
            if piece.text == "," and depth == 0:
                return index
        return None

    def _tokens_before(self, comma: int) -> Iterator[Token]:
        """The tokens up to this comma, which is taken too."""
        while self._next < comma:
            piece = self._pieces[self._next]
            self._next += 1
            yield from self._convert(piece)
        self._next += 1

    def _condition(self) -> Iterator[Token]:
        r"""What stands behind the & of a row, up to \\ or \end."""
        while self._next < len(self._pieces) and self._peek() not in (r"\\", r"\end"):
            piece = self._pieces[self._next]
            self._next += 1
            if piece.text in _TEXTS:
                yield from self._condition_text(piece)
            elif piece.kind == "text":
                yield from self._condition_word(piece, piece.text)
            elif not self._is_idle(piece):
                yield from self._convert(piece)
        if self._next >= len(self._pieces):
            message = Message("is_missing_here", stop=r"\end{cases}")
            raise unreadable(self._source, self._end, self._end, message)
        if self._peek() == r"\\":
            self._next += 1

    def _is_idle(self, piece: _Piece) -> bool:
        r"""Whether a sign only sets a condition apart: a further &, a comma before or behind."""
        before = self._pieces[self._next - 2]
        at_edge = self._peek() in (r"\\", r"\end") or before.text in ("&", "}", "right")
        return piece.text == "&" or (piece.text in (",", ".", ";") and at_edge)

    def _condition_text(self, piece: _Piece) -> Iterator[Token]:
        r"""The words of \text{if}, \text{otherwise}, and what \text{if $x > 0$} encloses."""
        self._next += 1
        start = self._next
        while self._next < len(self._pieces) and self._pieces[self._next].kind in (
            "letter",
            "text",
        ):
            self._next += 1
            follows = self._pieces[self._next] if self._next < len(self._pieces) else None
            if follows is not None and self._source[follows.start - 1] == "$":
                break
        last = self._pieces[self._next - 1]
        if self._next > start:
            words = self._source[self._pieces[start].start : last.end]
            yield from self._condition_words(piece, words)
        while self._peek() in (".", ",", ";"):
            self._next += 1
        yield from self.tokens("}")

    def _condition_words(self, piece: _Piece, text: str) -> Iterator[Token]:
        """What words say: all of them together, or each by itself; letters may be names."""
        words = " ".join(text.lower().split())
        if words in OTHERWISE_WORDS | OPENING_WORDS or words in CONNECTIVE_WORDS:
            yield from self._condition_word(piece, words)
            return
        for part in text.split():
            if len(part) == 1 and part.isascii():
                yield Token("word", part, piece.start, self._last_end(), exact=True)
            else:
                yield from self._condition_word(piece, part.lower())

    def _condition_word(self, piece: _Piece, word: str) -> Iterator[Token]:
        """A word between conditions; what opens one says nothing."""
        word = word.strip("，、")
        if word in OTHERWISE_WORDS:
            yield Token("word", "True", piece.start, self._last_end(), exact=True)
        elif word in CONNECTIVE_WORDS:
            yield Token("sign", CONNECTIVE_WORDS[word], piece.start, self._last_end())
        elif word not in OPENING_WORDS:
            message = Message("cannot_be_read_as_a_condition", word=word)
            raise unreadable(self._source, piece.start, self._last_end(), message)
