"""Mathematics in ASCII, in a notation that can be typed back, for outputs that take no more.

The output of Windows that is redirected to a file is such a one (cp1252), and that of a program
started without a locale (ASCII).
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable
from functools import partial
from itertools import groupby

# What ∉ has over ∈.
_CROSSED_OUT = "\u0338"
_HAT = "\u0302"
_TABLE = {
    **dict.fromkeys("·⋅∙•∗×⊙・", "*"),
    **dict.fromkeys("÷∕⁄", "/"),
    **dict.fromkeys("−–—─", "-"),
    **dict.fromkeys("“”„‟«»", '"'),
    **dict.fromkeys("’‘‚‛", "'"),
    "∇": "grad ",
    "∂": "d",
    "∫": "integral ",
    "∑": "sum ",
    "∏": "product ",
    "‖": "||",
    "∥": "||",
    **dict.fromkeys("⟨〈《", "<"),
    **dict.fromkeys("⟩〉》", ">"),
    "⌊": "floor(",
    "⌋": ")",
    "⌈": "ceiling(",
    "⌉": ")",
    "′": "'",
    "″": "''",
    "‴": "'''",
    # Read as ASCII's own, and found in what a message quotes.
    **dict.fromkeys("【〔", "["),
    **dict.fromkeys("】〕", "]"),
    "、": ",",
    "。": ".",
    "˚": "deg",
    "º": "deg",
    "≈": "~",
    "≠": "!=",
    "≤": "<=",
    "≥": ">=",
    "→": "->",
    "↦": "|->",
    "⟼": "|->",
    "⟶": "->",
    "⊤": "T",
    "∅": "{}",
    "⇒": "=>",
    "±": "+-",
    "∓": "-+",
    **dict.fromkeys("⋯⋮⋱", "..."),
    "∞": "infinity",
    "°": "deg",
    "∈": "in",
    "∧": "and",
    "∨": "or",
    "ℏ": "hbar",
    "⋯": "...",
    "▲": "^",
    "▼": "v",
    "◆": "o",
    "▶": ">",
    # Marks over the letter before them, as names end that mean them (x_bar).
    _HAT: "hat",
    "\u0303": "tilde",
    "\u0304": "bar",
    "\u0305": "bar",
    "\u0306": "breve",
    "\u0307": "dot",
    "\u0308": "ddot",
    "\u030a": "mathring",
    "\u030c": "check",
    "\u20db": "dddot",
    "\u20dc": "ddddot",
    "\u20d7": "vec",
    _CROSSED_OUT: "not",
}
# Few outputs are in ASCII: these patterns are compiled for the first of them.
_GREEK = r"GREEK (?P<capital>CAPITAL )?(?:SMALL )?(?:LETTER )?(?:FINAL |LUNATE )?(?P<name>\w+)"
_ROOTS = {"√": "sqrt", "∛": "cbrt", "∜": "root4"}
_NAME_OR_NUMBER = r"([A-Za-zΑ-Ωα-ω][A-Za-z0-9_Α-Ωα-ω₀-₉]*|[0-9]+(?:\.[0-9]+)?)"
_ROOT = f"([{''.join(_ROOTS)}])(?:{_NAME_OR_NUMBER})?"


def can_take(text: str, *streams: str) -> bool:
    """Whether each of these streams of `sys` has an encoding for the text's characters."""
    encodings = (getattr(getattr(sys, stream), "encoding", None) for stream in streams)
    return all(_encodes(encoding, text) for encoding in encodings)


def _encodes(encoding: object, text: str) -> bool:
    # What has no encoding (no output at all, io.StringIO) takes everything.
    if not isinstance(encoding, str):
        return True
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def spelling_for(text: str, *streams: str) -> Callable[[str], str] | None:
    """How to write a text whose wide letters these streams take, as GBK takes Chinese ones.

    What they lack is written as in ASCII; None where wide letters are among that, or are none.
    """
    letters = "".join(filter(is_wide, text))
    if not letters or not can_take(letters, *streams):
        return None
    return partial(to_ascii, keeps=lambda sign: can_take(sign, *streams))


def to_ascii(text: str, keeps: Callable[[str], bool] = str.isascii) -> str:
    r"""The text in ASCII and in what else is to be kept; a letter without a sign as its number.

    >>> to_ascii("‖∇f(P)‖ = 2√5 ≈ 4.47"), to_ascii("x₁² + √(x·y)·θ⁻³ ≤ ½"), to_ascii("60°, 当")
    ('||grad f(P)|| = 2sqrt(5) ~ 4.47', 'x_1^2 + sqrt(x*y)*theta^(-3) <= 1/2', '60deg, \\u5f53')
    """
    if text.isascii():
        return text
    text = re.sub(_ROOT, lambda root: root[0] if keeps(root[1]) else _write_root(root), text)
    runs = groupby(text, key=lambda sign: "" if keeps(sign) else _height(sign))
    text = "".join(_write_script(height, "".join(run)) for height, run in runs)
    return "".join(sign if keeps(sign) else _write(sign) for sign in text)


def _height(sign: str) -> str:
    """Whether Unicode derives the sign from one that stands above ("<super>") or below."""
    return (
        ""
        if sign.isascii() or sign in _TABLE
        else unicodedata.decomposition(sign).partition(" ")[0]
    )


def _write_script(height: str, run: str) -> str:
    if height == "<sub>":
        return f"_{unicodedata.normalize('NFKD', run)}"
    return _write_power(unicodedata.normalize("NFKD", run)) if height == "<super>" else run


def _write(sign: str) -> str:
    if sign in _TABLE:
        return _TABLE[sign]
    greek = re.match(_GREEK, unicodedata.name(sign, ""))
    if greek:
        # Unicode spells lambda as the Greeks of today do.
        name = greek["name"].replace("LAMDA", "LAMBDA").lower()
        return name.capitalize() if greek["capital"] else name
    parts = unicodedata.normalize("NFKD", sign)
    if parts != sign:
        # Of an accented letter the letter is left; ŷ is another letter than y.
        if parts.endswith(_HAT):
            return f"{''.join(map(_write_part, parts[:-1]))}{_TABLE[_HAT]}"
        is_not = "not " if parts.endswith(_CROSSED_OUT) else ""
        return is_not + "".join(map(_write_part, parts))
    return sign.encode("ascii", "backslashreplace").decode()


def _write_part(part: str) -> str:
    if unicodedata.combining(part):
        return ""
    return part if part.isascii() else _write(part)


def _write_root(root: re.Match[str]) -> str:
    name = _ROOTS[root[1]]
    return f"{name}({root[2]})" if root[2] else name


def _write_power(exponent: str) -> str:
    exponent = exponent.replace("−", "-")
    if exponent in ("+", "-"):
        # The side from which a limit is taken.
        return exponent
    is_bare = exponent.isalnum() or exponent.startswith("(")
    return f"^{exponent}" if is_bare else f"^({exponent})"


# The first letter that terminals show twice as wide.
_FIRST_WIDE = "\u1100"


def is_wide(letter: str) -> bool:
    """Whether it takes two columns of a terminal, as an ideograph does."""
    return letter >= _FIRST_WIDE and unicodedata.east_asian_width(letter) in "WF"


def columns(text: str) -> int:
    """Columns of a terminal that a text takes.

    >>> columns("沿 u"), columns("∇f")
    (4, 2)
    """
    # Most texts have no wide letters, and are measured many times.
    if max(text, default="") < _FIRST_WIDE:
        return len(text)
    return len(text) + sum(map(is_wide, text))
