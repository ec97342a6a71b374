r"""How wide a formula is in print, read off its LaTeX.

Widths are in hundredths of an em, those of Knuth's Computer Modern, in which MathJax, KaTeX and
LaTeX itself set mathematics; the spaces are those of The TeXbook, chapter 18. How high a formula
is, which decides how wide its brackets are, is only guessed from what stands within. Together
that is good to one or two per cent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import lru_cache

from grad_magic.transliteration import is_wide

EM = 100


def _widths(listed: str) -> dict[str, int]:
    """Of "a50 mu60" that of a is 50, of mu 60."""
    return {entry.rstrip("0123456789"): int(entry[-2:]) for entry in listed.split()}


_ROMAN = {
    **_widths(
        "a50 b56 c44 d56 e44 f31 g50 h56 i28 j31 k53 l28 m83 n56 o50 p56 q53 r39 s39 t39 u56 v53"
        " w72 x53 y53 z44 A75 B71 C72 D76 E68 F65 G78 H75 I36 J51 K78 L63 M92 N75 O78 P68 Q78 R74"
        " S56 T72 U75 V75 X75 Y75 Z61 .28 ,28 :28 ;28 !28 '28 |28 (39 )39 [28 ]28 /50 -33 ?47"
        " +78 =78 <78 >78"
    ),
    **dict.fromkeys("0123456789", 50),
    "W": 103,
    " ": 25,
}
# With the room that a slanted letter takes on its right.
_ITALIC = _widths(
    "a53 b43 c43 d52 e47 f60 g52 h58 i34 j47 k55 l32 m88 n60 o48 p50 q49 r48 s47 t36 u57 v52 w74"
    " x57 y53 z51 A75 B81 C78 D86 E80 F78 G79 H91 I52 J65 K92 L68 N91 O79 P78 Q79 R77 S67 T72 U79"
    " V80 X91 Y80 Z75"
) | {"M": 108, "W": 108}
# That room; something below the letter does not leave it free.
_SLANT = _widths("f11 j06 B05 C07 E06 F14 H08 I08 J10 K07 M11 N11 P14 S06 T14 U11 V22 W14 Y22 X08")
_GREEK = _widths(
    "alpha64 beta62 gamma57 delta48 epsilon41 varepsilon47 zeta51 eta53 theta50 vartheta59 iota35"
    " kappa58 lambda58 mu60 nu56 xi48 pi61 rho52 sigma61 tau55 upsilon58 phi60 varphi65 chi63"
    " psi69 omega66 Delta83 Gamma63 Theta78 Lambda69 Xi67 Pi75 Sigma72 Phi72 Psi78 Omega72"
)
_LETTER = 56
"""Any other letter."""

_SPACES = {",": 17, ":": 22, ";": 28, "!": -17, " ": 25, "quad": EM, "qquad": 2 * EM}
_SIGNS = {
    **_widths("nabla83 partial59 {50 }50 %83 ell42 circ50 top78 prime28 vdots28"),
    "infty": 100, "cdots": 117, "ldots": 117, "ddots": 128,
}  # fmt: skip
_FUNCTIONS = (
    *("sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh"),
    *("tanh", "coth", "ln", "log", "exp", "max", "min", "lim", "det", "arg"),
)
# What stands below these stands under the name.
_WITH_LIMITS = frozenset({"lim", "max", "min"})
_RELATIONS = dict.fromkeys(["=", "<", ">", "ne", "neq", "le", "leq", "ge", "geq", "approx"], 78)
_RELATIONS |= {"to": 100, "in": 67, "notin": 67, "mid": 28, "Rightarrow": 100}
_BINARY = {"+": 78, "-": 78, "pm": 78, "mp": 78, "cdot": 28, "times": 78, "odot": 78, "*": 50}
_OPENING = {"(": 39, "[": 28, "lVert": 50, "lvert": 28, "lfloor": 44, "lceil": 44, "langle": 39}
_CLOSING = {")": 39, "]": 28, "rVert": 50, "rvert": 28, "rfloor": 44, "rceil": 44, "rangle": 39}
_CLOSING |= {"!": 28}
_FENCED = frozenset({"left", "begin", "cdots", "ldots", "ddots"})
_UPRIGHT = _ROMAN | _GREEK | _SIGNS | _RELATIONS | _BINARY | _OPENING | _CLOSING
_THIN = 17
"""Behind a comma, and around the name of a function."""
COMMA = _ROMAN[","] + _THIN
_EMPTY = 12
"""On either side of a fraction, and of the bracket that is not there."""
_BEHIND_SCRIPT = 5
# Of brackets around one line, around what is a little higher, around fractions and tables.
_BRACKETS = {
    **dict.fromkeys(("(", ")", "\\langle", "\\rangle"), (39, 46, 60, 74, 79, 88)),
    **dict.fromkeys(("[", "]"), (28, 42, 47, 53, 58, 67)),
    **dict.fromkeys(("|", "\\lvert", "\\rvert"), (28, 33, 33, 33, 33, 33)),
    **dict.fromkeys(("\\lVert", "\\rVert", "\\|"), (50, 56, 56, 56, 56, 56)),
    ".": (_EMPTY,) * 6,
}
_BRACES = (50, 58, 67, 75, 81, 89)
_ROOTS = (83, 100, 100, 100, 100, 106)
_BEFORE_ROOT = -28
"""How far an index reaches over the sign of a root."""
_SIZES = (1.0, 1.0, 0.7, 0.5)
"""Of the letters of a style: display, text, script, script of a script."""
_DISPLAY, _TEXT, _SCRIPT, _SMALLEST = range(4)
_TALL = 3
"""The level of fractions in full."""
_BOLD = 1.15
_ARROW = 89
"""The least width of an arrow above letters."""
_COLUMN_GAP = EM
_BETWEEN_EQUATIONS = 2 * EM
"""In MathJax; an em in KaTeX, and less in TeX."""
_WITHIN_MATRIX = 28
"""What MathJax leaves free within the brackets of a matrix; KaTeX does not."""


class _Kind(Enum):
    """What a sign is to those beside it."""

    LETTER = 0
    FUNCTION = 1
    BINARY = 2
    RELATION = 3
    OPENING = 4
    CLOSING = 5
    COMMA = 6
    FENCED = 7


_NUMBERS = frozenset("0123456789{} ")
_AROUND = {_Kind.RELATION: 56, _Kind.BINARY: 44, _Kind.COMMA: _THIN}
_ENDING = frozenset({_Kind.LETTER, _Kind.CLOSING, _Kind.FENCED})
"""Behind these "-" takes away, and a function keeps its distance."""
_FULL = frozenset({_Kind.LETTER, _Kind.FUNCTION, _Kind.FENCED})

_TOKEN = re.compile(r"\\\\(?:\[-?[\d.]+pt\])?|\\(?:[A-Za-z]+|.)|.", re.DOTALL)


@lru_cache(maxsize=512)
def print_width(latex: str) -> int:
    r"""Hundredths of an em that a formula takes in display style.

    >>> print_width("x"), print_width(r"\frac{1}{x + y}"), print_width(r"\text{so }")
    (57, 256, 114)
    """
    return round(_Measure(latex).run())


def is_tall(latex: str) -> bool:
    r"""Whether a part of a formula has a fraction in full, so that brackets around it grow.

    >>> is_tall(r"x + \frac{1}{x}"), is_tall(r"( e^{\frac{1}{x}}"), is_tall(r"\tfrac{1}{x}")
    (True, False, False)
    """
    return _Measure(latex).measure_level() >= _TALL


class _Measure:
    """One pass over the tokens of a formula.

    The level of a formula is how high its brackets would be: 0 one line, 1 with a power, 2 with
    a root or small fractions, 3 with fractions in full or two rows, 4 and 5 higher ones.
    """

    def __init__(self, latex: str) -> None:
        self._tokens = _TOKEN.findall(latex)
        self._place = 0
        self._style = _DISPLAY
        self._level = 0

    def run(self) -> float:
        return self._until(())

    def measure_level(self) -> int:
        """How high what stands before the end, or an end without its beginning, is."""
        self.run()
        return self._level

    def _until(self, ends: tuple[str, ...]) -> float:
        """The width up to one of the tokens, which is passed."""
        width, last, slant = 0.0, None, 0.0
        while self._place < len(self._tokens):
            sign = self._take()
            if ends and sign.startswith(ends):
                return width
            if sign.isspace():
                continue
            if sign in "^_":
                width += self._scripts(sign) - slant * (sign == "_")
                continue
            name = sign.removeprefix("\\") or sign
            if name in _SPACES and sign != name:
                width += _SPACES[name]
                continue
            kind = _kind_of(sign, name)
            if kind is _Kind.BINARY and last not in _ENDING:
                kind = _Kind.LETTER
            own = self._with_limits(name) if self._has_limits(name) else self._operand(sign, name)
            width += own + self._space(last, kind)
            slant = _SLANT.get(sign, 0) * _SIZES[self._style]
            last = kind
        return width

    def _space(self, last: _Kind | None, kind: _Kind) -> float:
        """Before a sign; around relations and signs between two operands it stands all at once."""
        is_small = self._style >= _SCRIPT
        if _Kind.FUNCTION in (last, kind) and kind is not _Kind.RELATION:
            return _THIN * _is_apart(last, kind, is_small=is_small)
        if is_small:
            return 0
        if kind in _AROUND:
            return _AROUND[kind] + _THIN * (last is _Kind.FENCED and kind is _Kind.COMMA)
        if last is _Kind.FENCED:
            return _THIN * (kind in _FULL or kind is _Kind.OPENING)
        return _THIN * (kind is _Kind.FENCED and last in _ENDING)

    def _take(self) -> str:
        sign = self._tokens[self._place]
        self._place += 1
        return str(sign)

    def _next(self) -> str:
        """The next token that is no space, not taken."""
        while self._place < len(self._tokens) and self._tokens[self._place].isspace():
            self._place += 1
        return self._tokens[self._place] if self._place < len(self._tokens) else ""

    def _argument(self, style: int | None = None) -> float:
        before, self._style = self._style, self._style if style is None else style
        self._next()
        sign = self._take()
        width = self._operand(sign, sign.removeprefix("\\") or sign)
        self._style = before
        return width

    def _scripts(self, sign: str) -> float:
        """What stands above and below the same letter: only the wider one counts."""
        style = min(max(self._style, _TEXT) + 1, _SMALLEST)
        level = self._level
        width = self._argument(style)
        if self._next() in ("^", "_"):
            self._take()
            width = max(width, self._argument(style))
        self._level = max(level, 1 if sign == "^" else 0)
        return width + _BEHIND_SCRIPT

    def _has_limits(self, name: str) -> bool:
        return name in _WITH_LIMITS and self._style == _DISPLAY and self._next() == "_"

    def _with_limits(self, name: str) -> float:
        self._take()
        return max(_width_of(name, _ROMAN), self._argument(_SCRIPT))

    def _operand(self, sign: str, name: str) -> float:  # noqa: C901, PLR0911, PLR0912  (one case a form)
        if sign == "{":
            return self._until(("}",))
        size = _SIZES[self._style]
        if sign == name:
            return size * _ITALIC.get(sign, _UPRIGHT.get(sign, _LETTER))
        match name:
            case "frac" | "dfrac" | "tfrac":
                return self._fraction(name)
            case "sqrt":
                return self._root()
            case "operatorname" | "text" | "mathrm":
                return size * self._roman()
            case "mathbf":
                return size * self._roman() * _BOLD if self._next() == "{" else self._argument()
            case "boldsymbol":
                return self._argument() * _BOLD
            case "overrightarrow":
                return max(_ARROW * size, self._argument())
            case "hat" | "bar" | "vec" | "dot":
                return self._argument()
            case "mathbb":
                self._argument()
                return 72 * size
            case "left":
                return self._fenced()
            case "bigl" | "bigr":
                bracket = self._take()
                return size * _BRACKETS.get(bracket, (0, 50))[1]
            case "biggl" | "biggr":
                bracket = self._take()
                return size * _BRACKETS.get(bracket, (0, 0, 0, 56))[3]
            case "begin":
                return self._table(self._name())
            case "displaystyle":
                self._style = _DISPLAY
                return 0
        if name in _FUNCTIONS:
            return size * _width_of(name, _ROMAN)
        return size * _UPRIGHT.get(name, _LETTER)

    def _name(self) -> str:
        self._take()
        return "".join(iter(self._take, "}"))

    def _roman(self) -> float:
        """Words in braces, where a backslash is before a sign that means something to TeX."""
        self._next()
        self._take()
        depth, width = 1, 0.0
        while self._place < len(self._tokens):
            sign = self._take()
            depth += {"{": 1, "}": -1}.get(sign, 0)
            if not depth:
                break
            width += _ROMAN.get(sign[-1], EM if is_wide(sign[-1]) else _LETTER)
        return width

    def _fraction(self, name: str) -> float:
        style = {"dfrac": _DISPLAY, "tfrac": _TEXT}.get(name, self._style)
        within = min(style + 1, _SMALLEST)
        level = self._level
        start, self._level = self._place, 0
        above = self._argument(within)
        # With a root or a small fraction above it is higher.
        full = 3 if self._level < 2 else 4
        below = self._argument(within)
        small = 1 if _NUMBERS.issuperset(self._tokens[start : self._place]) else 2
        self._level = max(level, full if style == _DISPLAY else small)
        return max(above, below) + 2 * _EMPTY

    def _measured(self, ends: tuple[str, ...]) -> tuple[float, int]:
        """The width up to one of the tokens, and the level of what stands before it."""
        level, self._level = self._level, 0
        width = self._until(ends)
        inner, self._level = self._level, level
        return width, inner

    def _root(self) -> float:
        index = 0.0
        if self._next() == "[":
            self._take()
            style, self._style = self._style, _SMALLEST
            index = self._until(("]",)) + _BEFORE_ROOT
            self._style = style
        if self._next() == "{":
            self._take()
            inner, level = self._measured(("}",))
        else:
            inner, level = self._argument(), 0
        self._level = max(self._level, level, 2)
        return index + inner + _ROOTS[level] * _SIZES[self._style]

    def _fenced(self) -> float:
        opening = self._take()
        inner, level = self._measured(("\\right",))
        size = _SIZES[self._style]
        sides = sum(
            _EMPTY if side == "." else size * _BRACKETS.get(side, _BRACES)[level]
            for side in (opening, self._take())
        )
        self._level = max(self._level, level)
        return inner + sides

    def _table(self, name: str) -> float:
        """The widest entry of each column."""
        rows: list[list[float]] = [[]]
        style, above = self._style, self._level
        self._style, self._level = (_DISPLAY if name == "aligned" else max(style, _TEXT)), 0
        for entry, end in self._entries():
            rows[-1].append(entry)
            if end.startswith("\\\\"):
                rows.append([])
        within, self._style = self._level, style
        count = max(map(len, rows))
        columns = [max(row[index] for row in rows if index < len(row)) for index in range(count)]
        level = _level_of_table(len(rows), within, name)
        self._level = max(above, level)
        if name == "aligned":
            return sum(columns) + _BETWEEN_EQUATIONS * ((count - 1) // 2)
        brackets = 2 * _BRACKETS["("][level] + _WITHIN_MATRIX
        sides = {"pmatrix": brackets, "cases": _BRACES[level] + _EMPTY}
        return sum(columns) + _COLUMN_GAP * (count - 1) + sides.get(name, 0)

    def _entries(self) -> Iterator[tuple[float, str]]:
        while self._place < len(self._tokens):
            width = self._until(("&", "\\\\", "\\end"))
            end = self._tokens[self._place - 1]
            yield width, end
            if end == "\\end":
                self._name()
                return


def _kind_of(sign: str, name: str) -> _Kind:  # noqa: PLR0911  (one line a kind)
    if name in _BINARY:
        return _Kind.BINARY
    if name in _RELATIONS:
        return _Kind.RELATION
    if name in _FUNCTIONS or name == "operatorname":
        return _Kind.FUNCTION
    if name in _OPENING or name in ("bigl", "biggl"):
        return _Kind.OPENING
    if name in _CLOSING or name in ("bigr", "biggr"):
        return _Kind.CLOSING
    if sign == ",":
        return _Kind.COMMA
    return _Kind.FENCED if name in _FENCED else _Kind.LETTER


def _is_apart(last: _Kind | None, kind: _Kind, *, is_small: bool) -> bool:
    """Whether the name of a function keeps its distance."""
    if kind is _Kind.FUNCTION:
        return last in _ENDING or last is _Kind.FUNCTION
    return kind in _FULL and not (is_small and kind is _Kind.FENCED)


def _level_of_table(rows: int, within: int, name: str) -> int:
    """Two rows of a matrix with fractions have room between them, those of cases have not."""
    if rows == 1:
        return max(1, within)
    if rows > 2:
        return 5
    return 4 if name == "cases" else 3 if within == 0 else 5


def _width_of(text: str, widths: Mapping[str, int]) -> int:
    return sum(widths.get(letter, _LETTER) for letter in text)
