"""Typed and Unicode mathematics into tokens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial

from grad_magic.errors import RequestSyntaxError
from grad_magic.formula.tree import Place
from grad_magic.reading.notation.tokens import Token, unreadable
from grad_magic.reading.vocabulary import (
    GREEK_LETTERS,
    HATTED_LETTERS,
    OPENING_WORDS,
    OTHERWISE_WORDS,
)
from grad_magic.wording.messages import Message, Told

_SIGNS = {
    "·": "*", "⋅": "*", "×": "*", "∗": "*", "∙": "*", "•": "*", "÷": "/", "∕": "/", "⁄": "/",
    "−": "-", "–": "-", "**": "^", "≤": "<=", "≥": ">=", "≠": "!=", "√": "√", "∛": "∛",
    "∜": "∜", "∞": "oo", "ᵀ": ".T",
}  # fmt: skip
_FRACTIONS = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅛": "1/8"}
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿˣʸ", "0123456789-+nxy")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_GREEK = "α-ωΑ-Ωϵϑϕ" + "".join(HATTED_LETTERS)
_LETTERS = GREEK_LETTERS | HATTED_LETTERS
# Behind its letter, as in p̂, of which Unicode has no sign.
_HAT = "\u0302"
_INDEX = r"(?:_\{[A-Za-z0-9]+\}|_[0-9]+|_[A-Za-z][A-Za-z0-9]*|[₀-₉]+)"
# What arrays of NumPy and tensors of PyTorch are asked by, as X.sum(axis=0) and x.pow(2).
METHODS = (
    "sum|mean|max|min|dot|trace|transpose|pow|square|sqrt|exp|log|abs|tanh|sigmoid|relu|norm"
    "|softmax|log_softmax|logsumexp|clip|clamp|matmul|det|logdet|inverse"
)
_TOKEN = re.compile(
    # First what long formulas consist of, where nothing behind it can make it anything else.
    rf"""(?P<plain>[0-9]+(?![0-9.A-Za-z])|[A-Za-z](?:_[0-9]+)?(?![A-Za-z0-9_{{.₀-₉{_HAT}])
          |[-+/^(),]|\*(?!\*))
      | (?P<module>(?<![A-Za-z0-9_.])(?:np|numpy|math|torch|jnp|sympy|sp|tf)\.
          (?:(?:linalg|math|nn|functional|special)\.){{,2}}(?=[a-z][a-z0-9]|(?:pi|e)(?![A-Za-z0-9_]))
          # As `import torch.nn.functional as F` calls it; F is also the name of an array.
          |(?<![A-Za-z0-9_.])F\.(?!(?:{METHODS})\s*\()(?=[a-z][a-z0-9_]+\s*\()
          |(?<![A-Za-z0-9_.])F\.(?=(?:relu|sigmoid|tanh|softmax|log_softmax)\s*\(\s*(?!axis|dim)[A-Za-z0-9(]))
      | (?P<misleading>0[xXbBoO][0-9A-Fa-f]+|[0-9.]+[eE][+-]?[0-9]+[A-Za-z{_GREEK}])
      | (?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[½⅓⅔¼¾⅕⅛])
      | (?P<greek>(?:[{_GREEK}]|[A-Za-z]{_HAT})[0-9]*{_INDEX}*)
      | (?P<word>log1p(?![A-Za-z0-9_])|(?:[A-Za-z](?!{_HAT}))+[0-9]*{_INDEX}*)
      | (?P<insert>(?<![\^_])\{{\s*[A-Za-z_][A-Za-z0-9_]*\s*\}})
      | (?P<superscript>[⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹ⁿˣʸ]+)
      | (?P<norm>(?:‖|\|\|)(?:_\{{?(?:[A-Za-z0-9]+|∞)\}}?|[₀-₉]))
      | (?P<text>[一-鿿]+)
      | (?P<sign>\.T(?![A-Za-z0-9_])|\.(?:{METHODS})(?=\s*\()|[@⊙ᵀ]|\*\*|[=!<>]=
          |[-+*/^(),;\[\]{{}}|<>=&!·⋅×∗∙•÷∕⁄−–≤≥≠√∛∜∞⟨⟩‖°⌊⌋⌈⌉])
      | (?P<space>\s+)
      | (?P<unknown>.)""",
    re.VERBOSE,
)
# Letters of other scripts that cannot be told from Latin ones on a screen.
_LATIN_LOOKALIKES = dict(zip("асеорхуАВЕКМНОРСТХіј", "aceopxyABEKMHOPCTXij", strict=True))


# Token(…) itself goes through a function of Python's, and long formulas have very many.
_token: Callable[[tuple[str, str, int, int, bool, bool]], Token] = partial(tuple.__new__, Token)


def tokenize_typed(source: str, place: Place) -> Iterator[Token]:
    """The tokens of the typed mathematics at `place`.

    Raises:
        RequestSyntaxError: a character that belongs to no notation; look-alikes are named.
    """
    spaced, end = False, place.start
    # Of the numbers, words and signs met so far, their kind and what they stand for.
    met: dict[str, tuple[str, str]] = {}
    for match in _TOKEN.finditer(source, place.start, place.end):
        text = match[0]
        start, end = end, end + len(text)
        if text in met:
            kind, plain = met[text]
            yield _token((kind, plain, start, end, spaced, False))
            spaced = False
            continue
        kind = str(match.lastgroup)
        if kind == "plain":
            kind = "number" if text[0].isdecimal() else "word" if text[0].isalpha() else "sign"
        if kind in ("space", "module"):
            # np.sin is sin.
            spaced = spaced or kind == "space"
            continue
        if kind in ("text", "unknown", "misleading"):
            _refuse_unknown(source, match)
        if text in ("log2", "log10"):
            if source[match.end() : match.end() + 1] not in ("(", " "):
                message = Message("two_readings_here", token=text)
                raise unreadable(source, *match.span(), message, Message("write_log_or_log"))
            text = f"log_{text[3:]}"
        write = _WRITTEN.get(kind)
        if write is None or text == "∞":
            yield from _to_tokens(kind, text, start, end, spaced)
        else:
            met[text] = kind, write(text)
            yield Token(*met[text], start, end, spaced)
        spaced = False


def _refuse_unknown(source: str, match: re.Match[str]) -> None:
    """Refuses what is in no notation; words of cases in other scripts are."""
    text = match[0]
    if match.lastgroup == "misleading":
        message = Message("two_readings", text=text)
        advice = Message("write_the_number_out_or_a_product")
        raise unreadable(source, *match.span(), message, advice)
    if text not in OPENING_WORDS | OTHERWISE_WORDS:
        raise _unknown_character(source, match.start(), text[0])


def _to_tokens(kind: str, text: str, start: int, end: int, spaced: bool) -> Iterator[Token]:  # noqa: FBT001
    if kind == "superscript":
        # x² is x^(2): the exponent ends where the raised digits end.
        yield Token("sign", "^", start, start, exact=True)
        yield Token("sign", "(", start, start)
        for part in re.finditer(r"[0-9]+|.", text.translate(_SUPERSCRIPTS)):
            place = start + part.start(), start + part.end()
            kind = "number" if part[0].isdigit() else "word" if part[0].isalpha() else "sign"
            yield Token(kind, part[0], *place, exact=kind == "word")
        yield Token("sign", ")", end, end)
    elif kind == "greek":
        yield Token("word", _WRITTEN["word"](text), start, end, spaced, exact=True)
    elif kind == "text":
        yield Token("word", text, start, end, spaced=True, exact=True)
    elif kind == "insert":
        yield Token("insert", text.strip("{} \t"), start, end, spaced)
    elif kind == "norm":
        # The bars that end a length, with its order: ‖x‖₂, ||A||_F.
        order = re.sub(r"[‖|_{}]", "", text.translate(_SUBSCRIPTS))
        yield Token("sign", f"‖_{order}", start, end, spaced)
    else:
        yield Token("word", "oo", start, end, spaced, exact=True)


def plain_word(text: str) -> str:
    """The word with Greek letters and hats spelled out, and lowered digits as an index."""
    with_index = re.sub(r"[₀-₉]+", lambda match: "_" + match[0].translate(_SUBSCRIPTS), text)
    if _HAT in with_index:
        with_index = unicodedata.normalize("NFC", with_index).replace(_HAT, "hat")
    return "".join(_LETTERS.get(letter, letter) for letter in re.sub(r"[{}]", "", with_index))


# What stands for what was typed, by its kind.
_WRITTEN: Mapping[str, Callable[[str], str]] = {
    "sign": lambda text: _SIGNS.get(text, text),
    "number": lambda text: _FRACTIONS.get(text, text),
    "word": lru_cache(maxsize=4096)(plain_word),
}


# A line of Python, as print(r.norm), plt.show() and r.norm are, beside a request.
_OF_PYTHON = re.compile(
    r"[ \t]*(?:print[ \t]*\(|[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+[ \t]*(?:\(.*\))?[ \t]*$)", re.MULTILINE
)
_SUM = re.compile(r"(?:\bsum|[Σ∑])\Z")
_ATTRIBUTE = re.compile(r"\.[A-Za-z_]\w*\s*\(")

_ADVICE: Mapping[str, Told] = {
    "\\": Message("write_latex_between_dollars"),
    "$": Message("write_latex_between_dollars"),
    "%": Message("write_divided_by"),
    "?": Message("write_where"),
    "∂": Message("write_the_function_alone"),
    "∇": Message("write_the_function_alone"),
}


def _unknown_character(source: str, start: int, text: str) -> RequestSyntaxError:
    message, advice = _explain_character(text)
    if _OF_PYTHON.match(source, source.rfind("\n", 0, start) + 1):
        advice = Message("python_has_a_cell_of_its_own")
    elif text == "_" and _SUM.search(source, 0, start):
        advice = Message("write_sum_of_arrays")
    elif text == "∈":
        advice = Message("leave_out_what_is_real")
    elif text == "." and _ATTRIBUTE.match(source, start):
        advice = Message("write_functions_around")
    if text in "'’" and source[start - 1 : start].isalpha():
        # f'(x) asks for what every answer has.
        message = Message("cannot_be_read_here", text=text)
        advice = Message("write_the_function_alone")
        if source[start + 1 : start + 2].isalpha():
            # The sign of a transpose, as in x'Ax.
            advice = Message("a_transpose_needs_shapes")
    return unreadable(source, start, start + 1, message, advice)


def _explain_character(text: str) -> tuple[Told, Told]:
    """What is wrong with a character that no notation has, and what to type."""
    name = unicodedata.name(text, f"U+{ord(text):04X}").lower()
    folded = unicodedata.normalize("NFKC", text)
    if text in _LATIN_LOOKALIKES:
        latin = _LATIN_LOOKALIKES[text]
        return (
            Message("only_looks_like_a_latin_letter", text=text, name=name, latin=latin),
            Message("type_the_latin_letter"),
        )
    if unicodedata.category(text) == "Cf":
        return Message("an_invisible_character_stands_here", name=name), Message(
            "delete_it_and_type_on"
        )
    if folded != text and folded.isascii():
        return Message("character_is", text=text, name=name), Message("type_instead", folded=folded)
    if text in "“”„‘’«»`'\"":
        return Message("quotation_marks_do_not_belong_in_an_expression"), ""
    return Message("cannot_be_read_here", text=text), _ADVICE.get(text, "")
