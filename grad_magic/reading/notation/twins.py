"""What other keyboards type for the signs of ASCII: the same text, every sign at its place.

Of a full-width sign only the width differs, so it is read as its twin, and of the 𝑥 of a word
processor only the face. A letter of another
script that merely looks like a Latin one is another letter, and stays what it is.
"""

from __future__ import annotations

import re
import unicodedata

from grad_magic.reading.vocabulary import HATTED_LETTERS

_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_OTHER_TWINS = {
    "\u3000": " ",
    "、": ",",
    "。": ".",
    "【": "[",
    "】": "]",
    "・": "·",
    "〔": "[",
    "〕": "]",
    "〈": "⟨",
    "〉": "⟩",
    "《": "⟨",
    "》": "⟩",
    # Spanish keyboards have the ordinal indicator, others the ring of Å, where ° is meant.
    "º": "°",
    "˚": "°",
    # The sign of parallels, where the bars of a length are meant.
    "∥": "‖",
    # Word processors write quotation marks so, and the long dash for two hyphens.
    **dict.fromkeys("“”„‟«»", '"'),
    **dict.fromkeys("‘’‚‛", "'"),
    "—": "-",
}
# The letters of mathematics in Unicode, before its digits, of which the bold 𝟏 is a vector of
# ones, and the letters that it had before.
_FIRST_LETTER, _FIRST_DIGIT = "\U0001d400", "\U0001d7ce"
_LETTERS_APART = frozenset("ℎℯℊℴⅆⅇ")
_KINDS = frozenset({"BOLD", "SCRIPT", "FRAKTUR", "DOUBLE-STRUCK", "MONOSPACE"})
# What these stand for is not what they are called: they are refused by their own names.
_NOT_MEANT = "～｀＠％"
_TWINS = {
    code: twin
    for code, twin in (_FULL_WIDTH | str.maketrans(_OTHER_TWINS)).items()
    if chr(code) not in _NOT_MEANT
}
# LaTeX's own brackets around mathematics, for which dollars stand here.
_DISPLAYED = re.compile(r"\$\$([^$]+)\$\$")
# The (1|2) of German books, whose bars can be those of no size.
_BARS_OF_ROW = re.compile(r"\(\s*[-−]?[\d.,/]+\s*(?:\|\s*[-−]?[\d.,/]+\s*)+\)")
# 60度, and what frames the clauses of a sentence: 求函数 f=x²y 在点(1,2)处沿(3,4)方向的方向导数.
_DEGREES = re.compile(r"(?<=\d)度")
# Compiled where it is first needed, as the first answer waits for what is compiled here.
_FRAME = (
    r"\A\s*(?:求|计算|設|设)?(?:[一二三]元)?(?:函数|函數)?(?=[\sA-Za-z$])"
    r"|\A\s*(?:函数|函數)\s*[=:为是]+"
    r"|(?<=[)\]⟩$]) *处?(?:方向(?=的|\s*(?:[,.]|\Z)))?(?:的[一-鿿,]+)?(?:\.\s*\Z)?"
)
_LATEX_HAT = r"\\(?:wide)?hat(?![A-Za-z])\s*(?P<open>\{)?\s*(?P<letter>[A-Za-z])(?(open)\s*\})"
# Commands, and words that are set upright.
_LATEX_WORDS = r"\\(?:operatorname\*?|text|mathrm)\s*\{[^{}]*\}|\\[A-Za-z]+"
# What a student says of a point goes with the answer: answer="在(1,2)处的梯度为(4,1)".
_ANSWER = re.compile(r"""((?<!\w)answer\s*=\s*(?:"[^"]*"|'[^']*'|\S*))""")
_DOLLARS = re.compile(r"\\[(\[]|(?<!\\)\\[)\]]")


def has_chinese(text: str) -> bool:
    """Whether a sign of Chinese stands in it.

    >>> has_chinese("求f=x²的导数"), has_chinese("f=x² at=1")
    (True, False)
    """
    # To compile a pattern of so wide a range takes Python a millisecond or two.
    return not text.isascii() and any("一" <= sign <= "鿿" for sign in text)


def signs_of_ascii(text: str) -> str:
    """The text with the signs of ASCII for those of other keyboards, each at its place.

    So are the letters in which word processors and papers set mathematics, as 𝑥 for x.

    >>> signs_of_ascii("𝑓(𝑥)＝𝑥")
    'f(x)=x'
    """
    text = text.translate(_TWINS)
    return text if text.isascii() else _with_plain_letters(text)


def _with_plain_letters(text: str) -> str:
    """The text with plain letters for those of mathematics, where no letter stands in two kinds.

    A bold 𝐱 beside x, or a script letter beside a plain one, names something else.
    """
    letters = {sign for sign in text if _FIRST_LETTER <= sign < _FIRST_DIGIT} | (
        _LETTERS_APART & set(text)
    )
    if not letters:
        return text
    plain = {sign: unicodedata.normalize("NFKC", sign) for sign in letters}
    kinds = {(letter, _kind_of(sign)) for sign, letter in plain.items()}
    kinds |= {(letter, "ITALIC") for letter in re.findall(r"(?<![^\W\d])[^\W\d](?![^\W\d])", text)}
    kinds = {kind for kind in kinds if kind[0] in plain.values()}
    if len(kinds) > len({letter for letter, _ in kinds}):
        return text
    return text.translate({ord(sign): letter for sign, letter in plain.items()})


def _kind_of(sign: str) -> str:
    """How a letter of mathematics is set, of which italic is the usual way."""
    words = unicodedata.name(sign, "").split()
    return next((word for word in words if word in _KINDS), "ITALIC")


def plain_text(text: str, *, is_request: bool = True) -> str:
    r"""The text in the signs that requests are made of; every character stays at its place.

    Args:
        text: a request or a value.
        is_request: whether clauses stand in it, which a sentence may frame.

    >>> plain_text("f（x，y）＝ｘ²")
    'f(x,y)=x²'
    >>> plain_text(r"f=\(x\)")
    'f= $x$ '
    """
    text = signs_of_ascii(text)
    if has_chinese(text):
        text = _DEGREES.sub("°", text)
        text = _without_frame(text) if is_request else text
    if "|" in text:
        text = _BARS_OF_ROW.sub(lambda row: row[0].replace("|", ";"), text)
    if "$$" in text:
        text = _DISPLAYED.sub(lambda match: f" ${match[1]}$ ", text)
    if "\\" not in text or "$" in text:
        return text
    return _DOLLARS.sub(lambda sign: " $" if sign[0][1] in "([" else "$ ", text)


def with_hatted_letters(text: str) -> str:
    r"""The text with ŷ for \hat{y}, where y itself stands in its mathematics too.

    Other hats are those of unit vectors, which say nothing of the letter.

    >>> with_hatted_letters(r"$L=(\hat{y}-y)^2$"), with_hatted_letters(r"$\hat u=(1,0)$")
    ('$L=(ŷ-y)^2$', '$\\hat u=(1,0)$')
    """
    if "\u0302" in text:
        # Behind its letter, of which Unicode has no sign with a hat.
        text = unicodedata.normalize("NFC", text).replace("\u0302", "hat")
    if "hat" not in text or "\\" not in text:
        return text
    mathematics = " ".join(re.findall(r"\$([^$]*)\$", text)) or text
    bare = set(re.sub(_LATEX_WORDS, " ", re.sub(_LATEX_HAT, " ", mathematics)))

    def hatted(found: re.Match[str]) -> str:
        letter = found["letter"]
        sign = unicodedata.normalize("NFC", f"{letter}\u0302")
        return sign if letter in bare and sign in HATTED_LETTERS else found[0]

    return re.sub(_LATEX_HAT, hatted, text)


def _without_frame(text: str) -> str:
    """The request with blanks for what frames its clauses, and the answer as it stands."""
    parts = _ANSWER.split(text)
    # Behind a capturing split every other part is what it is split at.
    for index in range(0, len(parts), 2):
        parts[index] = re.sub(_FRAME, lambda match: " " * len(match[0]), parts[index])
    return "".join(parts)
