r"""How wide a formula is in print, read off its LaTeX.

Widths are in hundredths of an em, those of Knuth's Computer Modern, in which MathJax, KaTeX and
LaTeX itself set mathematics. They are good to a few per cent, which is enough to end a row in
time; no layout of TeX's own is repeated here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from grad_magic.transliteration import is_wide

EM = 100

_ROMAN = {
    **dict.fromkeys("ijl.,:;'!|", 28),
    **dict.fromkeys("fIrst/()[]-", 39),
    **dict.fromkeys("aceogz?", 48),
    **dict.fromkeys("0123456789", 50),
    **dict.fromkeys("bdhknpquvxyFJLSZ", 55),
    **dict.fromkeys("wABCDEGHKNOPQRTUVXY+=<>", 75),
    **dict.fromkeys("mMW", 90),
    " ": 25,
}
# With the room that a slanted letter takes on its right.
_ITALIC = {
    **dict.fromkeys("il", 33),
    **dict.fromkeys("t", 36),
    **dict.fromkeys("bcq", 45),
    **dict.fromkeys("aegjorsvyzp", 50),
    **dict.fromkeys("dkI", 53),
    **dict.fromkeys("hnuxf", 59),
    **dict.fromkeys("JSL", 67),
    **dict.fromkeys("wATQ", 75),
    **dict.fromkeys("BCEFGOPRUVY", 79),
    **dict.fromkeys("DHKNXm", 90),
    **dict.fromkeys("MW", 108),
}
_LETTER = 56
"""Any other letter, Greek ones and most signs among them."""

_SPACES = {",": 17, ":": 22, ";": 28, "!": -17, " ": 25, "quad": EM, "qquad": 2 * EM}
_SIGNS = {
    "lVert": 50, "rVert": 50, "lvert": 28, "rvert": 28, "nabla": 83, "infty": 100, "{": 50,
    "}": 50, "lfloor": 44, "rfloor": 44, "lceil": 44, "rceil": 44, "bigl": 7, "bigr": 7,
    "cdots": 134, "ldots": 134, "%": 83, "sigma": 60, "Delta": 83, "Gamma": 63, "Theta": 78,
    "Lambda": 69, "Xi": 67, "Pi": 75, "Sigma": 72, "Phi": 72, "Psi": 78, "Omega": 72,
}  # fmt: skip
_FUNCTIONS = (
    *("sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh"),
    *("tanh", "coth", "ln", "log", "exp", "max", "min", "lim", "det", "arg"),
)
# What stands below these stands under the name.
_WITH_LIMITS = ("lim", "max", "min")
_RELATIONS = {"=": 78, "<": 78, ">": 78, "ne": 78, "neq": 78, "le": 78, "leq": 78, "ge": 78}
_RELATIONS |= {"geq": 78, "approx": 78, "to": 100, "in": 67, "notin": 67}
_BINARY = {"+": 78, "-": 78, "pm": 78, "cdot": 28, "times": 78, "odot": 78}
_AROUND_RELATION, _AROUND_BINARY = 56, 44
_BEHIND = 17
"""Behind a comma, and around the name of a function."""
COMMA = _ROMAN[","] + _BEHIND
_BAR = 24
_ROOT = 85
_TALL_ROOT = 102
_BRACKET = 39
_TALL_BRACKET = 74
_TALL = frozenset({"\\frac", "\\begin"})
_THIN_SIDES = {".": 12, "|": 33}
_SCRIPT = 0.7
_BOLD = 1.15
_COLUMN_GAP = EM
_AROUND_TABLE = {"cases": 90, "pmatrix": 175, "aligned": 0}

_TOKEN = re.compile(r"\\(?:[A-Za-z]+|.)|.", re.DOTALL)


@lru_cache(maxsize=512)
def print_width(latex: str) -> int:
    r"""Hundredths of an em that a formula takes in display style.

    >>> print_width("x"), print_width(r"\frac{1}{x + y}"), print_width(r"\text{so }")
    (59, 255, 112)
    """
    return round(_Measure(latex).run())


class _Measure:
    """One pass over the tokens of a formula."""

    def __init__(self, latex: str) -> None:
        self._tokens = _TOKEN.findall(latex)
        self._place = 0

    def run(self) -> float:
        return self._until(())

    def _until(self, ends: tuple[str, ...]) -> float:
        """The width up to one of the tokens, which is passed."""
        width, follows_operand, script = 0.0, False, 0.0
        last = ""
        while self._place < len(self._tokens):
            sign = self._take()
            if sign in ends:
                return width
            if sign in "^_" and sign:
                # Above and below the same letter only the wider one counts.
                if last in _WITH_LIMITS:
                    script = max(script, _width_of(last, _ROMAN))
                inner = _SCRIPT * self._argument()
                width += max(0.0, inner - script)
                script = max(script, inner)
                continue
            if sign.isspace():
                continue
            script = 0.0
            last = name = sign.lstrip("\\") if len(sign) > 1 else sign
            if name in _BINARY:
                width += _BINARY[name] + (_AROUND_BINARY if follows_operand else 0)
                follows_operand = False
            elif name in _RELATIONS and sign != "\\=":
                width += _RELATIONS[name] + _AROUND_RELATION
                follows_operand = False
            else:
                is_name = name in _FUNCTIONS or name in ("operatorname", "left")
                # A letter keeps its distance from a function behind it, and from \left(.
                width += self._operand(sign, name) + _BEHIND * (is_name and follows_operand)
                follows_operand = sign not in "([,"
        return width

    def _take(self) -> str:
        sign = self._tokens[self._place]
        self._place += 1
        return str(sign)

    def _argument(self) -> float:
        while self._place < len(self._tokens) and self._tokens[self._place].isspace():
            self._place += 1
        sign = self._take()
        if sign == "{":
            return self._until(("}",))
        return self._operand(sign, sign.lstrip("\\") or sign)

    def _operand(self, sign: str, name: str) -> float:  # noqa: C901, PLR0911  (one case a form)
        if sign == "{":
            return self._until(("}",))
        if not sign.startswith("\\"):
            if sign == ",":
                return COMMA
            return _ITALIC.get(sign, _ROMAN.get(sign, _LETTER))
        match name:
            case "frac":
                return max(self._argument(), self._argument()) + _BAR
            case "sqrt":
                return self._root()
            case "operatorname":
                return self._roman() + (_BEHIND if self._is_before("{") else 0)
            case "text" | "mathrm":
                return self._roman()
            case "mathbf" | "boldsymbol" | "overrightarrow":
                return self._argument() * _BOLD
            case "left":
                return self._fenced()
            case "begin":
                return self._table(self._name())
            case "displaystyle":
                return 0
        if name in _FUNCTIONS:
            return _width_of(name, _ROMAN) + _BEHIND
        return _SPACES.get(name, _SIGNS.get(name, _LETTER if name.isalpha() else _BRACKET))

    def _is_before(self, sign: str) -> bool:
        return self._tokens[self._place : self._place + 1] == [sign]

    def _name(self) -> str:
        self._take()
        return "".join(iter(self._take, "}"))

    def _roman(self) -> float:
        """Words in braces, where a backslash is before a sign that means something to TeX."""
        self._take()
        depth, width = 1, 0.0
        while self._place < len(self._tokens):
            sign = self._take()
            depth += {"{": 1, "}": -1}.get(sign, 0)
            if not depth:
                break
            width += _ROMAN.get(sign[-1], EM if is_wide(sign[-1]) else _LETTER)
        return width

    def _index(self) -> float:
        if self._place < len(self._tokens) and self._tokens[self._place] == "[":
            self._take()
            return _SCRIPT**2 * self._until(("]",))
        return 0.0

    def _root(self) -> float:
        index, start = self._index(), self._place
        inner = self._argument()
        is_tall = not {"^", *_TALL}.isdisjoint(self._tokens[start : self._place])
        return index + inner + (_TALL_ROOT if is_tall else _ROOT)

    def _fenced(self) -> float:
        start = self._place
        opening = self._take()
        inner = self._until(("\\right",))
        is_tall = not _TALL.isdisjoint(self._tokens[start : self._place])
        bracket = _TALL_BRACKET if is_tall else _BRACKET
        sides = sum(_THIN_SIDES.get(side, bracket) for side in (opening, self._take()))
        return inner + sides + (_BEHIND if is_tall else 0)

    def _table(self, name: str) -> float:
        """The widest entry of each column, or of cases the widest row."""
        rows: list[list[float]] = [[]]
        for entry, end in self._entries():
            rows[-1].append(entry)
            if end == "\\\\":
                rows.append([])
        count = max(map(len, rows))
        columns = [max(row[index] for row in rows if index < len(row)) for index in range(count)]
        return sum(columns) + _COLUMN_GAP * (count - 1) + _AROUND_TABLE.get(name, 0)

    def _entries(self) -> Iterator[tuple[float, str]]:
        while self._place < len(self._tokens):
            width = self._until(("&", "\\\\", "\\end"))
            end = self._tokens[self._place - 1]
            yield width, end
            if end == "\\end":
                self._name()
                return


def _width_of(text: str, widths: Mapping[str, int]) -> int:
    return sum(widths.get(letter, _LETTER) for letter in text)
