r"""The LaTeX that `latex` writes, as MathML: what a browser sets by itself, without MathJax.

It reads all of ours: groups, scripts, fractions, roots, fences, `aligned`, `cases`, `pmatrix`,
words in `\text`, and names. Of what a lesson around it says it reads what has no more than that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from types import MappingProxyType
from typing import Literal

_Class = Literal["ordinary", "name", "open", "close", "binary", "relation", "comma", "space"]

# The end of a row has the gap behind it in brackets.
_TOKEN = re.compile(r"\\\\(?:\[[\d.]+pt\])?|\\(?:[a-zA-Z]+|.)|\d+(?:\.\d+)?|\s+|.", re.DOTALL)
_ROW_END = r"\\"
_NAMES = frozenset(
    {
        "arccos",
        "arcsin",
        "arctan",
        "arg",
        "cos",
        "cosh",
        "cot",
        "coth",
        "csc",
        "det",
        "exp",
        "gcd",
        "inf",
        "lim",
        "ln",
        "log",
        "max",
        "min",
        "sec",
        "sin",
        "sinh",
        "sup",
        "tan",
        "tanh",
    }
)
# Below these stands what they are over, as in limits.
_WITH_LIMITS = frozenset({"lim", "max", "min", "sup", "inf"})
_LETTERS: Mapping[str, str] = MappingProxyType(
    {
        "alpha": "α",
        "beta": "β",
        "gamma": "γ",
        "delta": "δ",
        "epsilon": "ϵ",
        "varepsilon": "ε",
        "zeta": "ζ",
        "eta": "η",
        "theta": "θ",
        "vartheta": "ϑ",
        "iota": "ι",
        "kappa": "κ",
        "lambda": "λ",
        "mu": "μ",
        "nu": "ν",
        "xi": "ξ",
        "pi": "π",
        "rho": "ρ",
        "sigma": "σ",
        "tau": "τ",
        "upsilon": "υ",
        "phi": "ϕ",
        "varphi": "φ",
        "chi": "χ",
        "psi": "ψ",
        "omega": "ω",
        "Gamma": "Γ",
        "Delta": "Δ",
        "Theta": "Θ",
        "Lambda": "Λ",
        "Xi": "Ξ",
        "Pi": "Π",
        "Sigma": "Σ",
        "Upsilon": "Υ",
        "Phi": "Φ",
        "Psi": "Ψ",
        "Omega": "Ω",
        "infty": "∞",
        "partial": "∂",
        "nabla": "∇",
        "ldots": "…",
        "cdots": "⋯",
        "circ": "°",
        "ell": "ℓ",
        "top": "⊤",
        "prime": "′",
        "hbar": "ℏ",
        "emptyset": "∅",
    }
)
_RELATIONS: Mapping[str, str] = MappingProxyType(
    {
        "approx": "≈",
        "ne": "≠",
        "neq": "≠",
        "le": "≤",
        "leq": "≤",
        "ge": "≥",
        "geq": "≥",
        "to": "→",
        "in": "∈",
        "notin": "∉",
        "mapsto": "↦",
        "rightarrow": "→",
    }
)
_BINARY: Mapping[str, str] = MappingProxyType(
    {"cdot": "⋅", "pm": "±", "mp": "∓", "times": "×", "odot": "⊙", "wedge": "∧", "vee": "∨"}
)
# Their size, where it is not that of what is around them.
_FRACTIONS: Mapping[str, str] = MappingProxyType(
    {
        "frac": "",
        "tfrac": ' displaystyle="false"',
        "dfrac": ' displaystyle="true"',
    }
)
_LETTERINGS = frozenset(
    {"text", "mathbf", "mathbb", "operatorname", "mathrm", "mathsf", "boldsymbol"}
    | {"overrightarrow"}
)
_SIZES = frozenset({"bigl", "bigr", "biggl", "biggr", "big", "Bigl", "Bigr"})
_ENVIRONMENTS = frozenset({"aligned", "cases", "pmatrix"})
_OPENING: Mapping[str, str] = MappingProxyType(
    {"lVert": "‖", "lvert": "|", "langle": "⟨", "lfloor": "⌊", "lceil": "⌈", "{": "{"}
)
_CLOSING: Mapping[str, str] = MappingProxyType(
    {"rVert": "‖", "rvert": "|", "rangle": "⟩", "rfloor": "⌋", "rceil": "⌉", "}": "}"}
)
_SPACES: Mapping[str, str] = MappingProxyType(
    {",": "0.17em", ":": "0.22em", ";": "0.28em", " ": "0.33em", "quad": "1em", "qquad": "2em"}
)
_SINGLE: Mapping[str, tuple[_Class, str]] = MappingProxyType(
    {
        "(": ("open", "("),
        "[": ("open", "["),
        ")": ("close", ")"),
        "]": ("close", "]"),
        "=": ("relation", "="),
        "<": ("relation", "<"),
        ">": ("relation", ">"),
        "+": ("binary", "+"),
        "-": ("binary", "−"),
        "*": ("binary", "∗"),
        ",": ("comma", ","),
        ";": ("comma", ";"),
        ":": ("relation", ":"),
        "/": ("ordinary", "/"),
        "|": ("ordinary", "|"),
    }
)
_SETS: Mapping[str, str] = MappingProxyType({"Z": "ℤ", "R": "ℝ", "N": "ℕ"})
# These mean something in LaTeX only where they are read elsewhere.
_NEVER_ALONE = frozenset("{}&%#$^_\\")
# Behind these, and at the beginning, a sign belongs to the number that follows.
_BEFORE_SIGN = frozenset({"open", "binary", "relation", "comma"})
_THIN = '<mspace width="0.17em"/>'


@dataclass(frozen=True)
class _Node:
    """A piece of MathML, and what it is to its neighbours."""

    kind: _Class
    text: str


def write_mathml(latex: str) -> str:
    r"""A formula of `latex`, with or without its dollars, as one `<math>`.

    >>> write_mathml(r"$\frac{1}{2} x^{2}$")
    '<math><mrow><mfrac><mn>1</mn><mn>2</mn></mfrac><msup><mi>x</mi><mn>2</mn></msup></mrow></math>'
    """
    is_block = r"\displaystyle" in latex
    body = latex.strip().strip("$").replace(r"\displaystyle", "")
    return _element(_Reader(_tokens(body)).row(()), is_block=is_block)


def try_mathml(latex: str) -> str | None:
    r"""A formula that anybody wrote, between `$` or `$$`; None where it cannot be read to its end.

    >>> try_mathml(r"$$\tfrac12$$")
    '<math display="block"><mfrac displaystyle="false"><mn>1</mn><mn>2</mn></mfrac></math>'
    >>> try_mathml(r"$\overbrace{x}$") is None
    True
    """
    is_block = latex.startswith("$$") or r"\displaystyle" in latex
    body = latex.strip("$").replace(r"\displaystyle", "")
    reader = _Reader(_tokens(body), is_strict=True)
    try:
        row = reader.row(())
    except _UnreadableError:
        return None
    return _element(row, is_block=is_block)


def _element(row: str, *, is_block: bool) -> str:
    opening = '<math display="block">' if is_block else "<math>"
    return f"{opening}{row}</math>"


class _UnreadableError(Exception):
    """The formula ends before it should, or has what is read nowhere here."""


def _tokens(latex: str) -> list[str]:
    found: list[str] = _TOKEN.findall(latex)
    return [_ROW_END if token.startswith(_ROW_END) else token for token in found]


@dataclass
class _Reader:
    """The tokens, how far they have been read, and whether an unknown command is an error."""

    tokens: list[str]
    is_strict: bool = False
    place: int = field(default=0)

    def row(self, ends: Sequence[str]) -> str:
        """What stands up to one of these tokens, as one element."""
        nodes = list(self._nodes(ends))
        return nodes[0].text if len(nodes) == 1 else f"<mrow>{_spaced(nodes)}</mrow>"

    def _peek(self) -> str:
        return self.tokens[self.place] if self.place < len(self.tokens) else ""

    def _next(self) -> str:
        if self.place >= len(self.tokens):
            raise _UnreadableError
        token = self.tokens[self.place]
        self.place += 1
        return token

    def _pass(self, token: str) -> None:
        if self._next() != token:
            raise _UnreadableError

    def _skip_spaces(self) -> None:
        while self._peek().isspace():
            self.place += 1

    def _nodes(self, ends: Sequence[str]) -> Iterator[_Node]:
        while True:
            self._skip_spaces()
            if not self._peek() or self._peek() in ends:
                return
            yield self._with_scripts(self._node())

    def _with_scripts(self, base: _Node) -> _Node:
        below = above = ""
        primes = 0
        while True:
            self._skip_spaces()
            if self._peek() == "'":
                primes += 1
                self.place += 1
            elif self._peek() == "_":
                self.place += 1
                below = self._argument()
            elif self._peek() == "^":
                self.place += 1
                above = self._argument()
            else:
                break
        if primes:
            # The sign is small and high by itself; as a script it would be higher still.
            base = _Node(base.kind, f"<mrow>{base.text}<mo>{'′' * primes}</mo></mrow>")
        if not (below or above):
            return base
        is_limit = base.kind == "name" and _name_in(base.text) in _WITH_LIMITS
        element = {
            (True, False): "munder" if is_limit else "msub",
            (False, True): "msup",
            (True, True): "msubsup",
        }[bool(below), bool(above)]
        kind = base.kind if base.kind in ("name", "close") else "ordinary"
        return _Node(kind, f"<{element}>{base.text}{below}{above}</{element}>")

    def _argument(self) -> str:
        """A group, or the one token that stands in its place, of a number its first digit."""
        self._skip_spaces()
        sign = self._peek()
        if len(sign) > 1 and sign[0].isdigit():
            self.tokens[self.place : self.place + 1] = [sign[0], sign[1:]]
        return self._node().text

    def _node(self) -> _Node:
        sign = self._next()
        if sign == "{":
            row = self.row("}")
            self._pass("}")
            return _Node("ordinary", row)
        if sign.startswith("\\"):
            return self._command(sign[1:])
        if sign[0].isdigit():
            return _Node("ordinary", f"<mn>{sign}</mn>")
        if sign in _SINGLE:
            kind, character = _SINGLE[sign]
            return _operator(kind, character)
        if self.is_strict and sign in _NEVER_ALONE:
            raise _UnreadableError
        if sign == "~":
            return _Node("space", _THIN)
        return _Node("ordinary", f"<mi>{escape(sign)}</mi>")

    def _command(self, name: str) -> _Node:  # noqa: C901, PLR0911, PLR0912  (one case a kind of command)
        if name in _FRACTIONS:
            parts = self._argument() + self._argument()
            return _Node("ordinary", f"<mfrac{_FRACTIONS[name]}>{parts}</mfrac>")
        if name == "sqrt":
            return self._root()
        if name in _LETTERINGS:
            return self._lettering(name)
        if name == "begin":
            return self._environment(self._word())
        if name == "left":
            return self._fence()
        if name in _SIZES:
            self._skip_spaces()
            return self._node()
        if name in _NAMES:
            return _Node("name", f"<mi>{name}</mi>")
        if name in _LETTERS:
            return _Node("ordinary", f"<mi{_upright(name)}>{_LETTERS[name]}</mi>")
        if name == "hspace":
            return _Node("space", f'<mspace width="{self._word()}"/>')
        if name == "rule":
            return self._strut()
        if name in _SPACES:
            return _Node("space", f'<mspace width="{_SPACES[name]}"/>')
        tables: tuple[tuple[_Class, Mapping[str, str]], ...] = (
            ("relation", _RELATIONS),
            ("binary", _BINARY),
            ("open", _OPENING),
            ("close", _CLOSING),
        )
        for kind, table in tables:
            if name in table:
                return _operator(kind, table[name])
        if self.is_strict and name.isalpha():
            raise _UnreadableError
        # \% and the like; of a word the word itself, so that nothing is lost.
        return _Node("ordinary", f"<mtext>{escape(name)}</mtext>")

    def _strut(self) -> _Node:
        r"""`\rule[-0.3em]{0pt}{1em}`: what stands in the brackets is how far it is raised."""
        self._skip_spaces()
        below = 0.0
        if self._peek() == "[":
            end = self.tokens.index("]", self.place)
            raised = "".join(self.tokens[self.place + 1 : end])
            below, self.place = -float(raised.removesuffix("em")), end + 1
        width, height = self._word(), self._word()
        if not below:
            return _Node("space", f'<mspace width="{width}" height="{height}"/>')
        above = float(height.removesuffix("em")) - below
        sizes = f'height="{above:g}em" depth="{below:g}em"'
        return _Node("space", f'<mspace width="{width}" {sizes}/>')

    def _word(self) -> str:
        r"""The text of a group without its brackets, or the one token as in `\mathbf v`."""
        self._skip_spaces()
        if self._peek() != "{":
            return self._next()
        depth, start = 0, self.place
        while True:
            depth += {"{": 1, "}": -1}.get(self._next(), 0)
            if depth == 0:
                return "".join(self.tokens[start + 1 : self.place - 1])

    def _root(self) -> _Node:
        self._skip_spaces()
        if self._peek() != "[":
            return _Node("ordinary", f"<msqrt>{self._argument()}</msqrt>")
        self.place += 1
        degree = self.row("]")
        self._pass("]")
        return _Node("ordinary", f"<mroot>{self._argument()}{degree}</mroot>")

    def _lettering(self, name: str) -> _Node:
        word = self._word()
        if name == "text":
            plain = re.sub(r"\\([#$%&_{}])", r"\1", word)
            # Spaces at the ends of an mtext are lost.
            text = escape(plain).replace(" ", "\N{NO-BREAK SPACE}")
            # A sign behind words belongs to a number, as behind a relation.
            return _Node("relation", f"<mtext>{text}</mtext>")
        if name in ("mathbf", "boldsymbol"):
            letter = _LETTERS.get(word.strip().lstrip("\\"), word)
            return _Node("ordinary", f'<mi class="bold">{escape(letter)}</mi>')
        if name == "overrightarrow":
            points = "".join(f"<mi>{escape(letter)}</mi>" for letter in word)
            vector = f'<mover accent="true"><mrow>{points}</mrow><mo>→</mo></mover>'
            return _Node("ordinary", vector)
        if name == "mathbb":
            return _Node("ordinary", f"<mi>{_SETS.get(word, word)}</mi>")
        letters = escape(word.replace("\\", ""))
        return _Node("name", f'<mi mathvariant="normal">{letters}</mi>')

    def _fence(self) -> _Node:
        r"""What stands between \left and \right, with signs that grow."""
        self._skip_spaces()
        left = _delimiter(self._next())
        inside = self.row((r"\right",))
        self._pass(r"\right")
        self._skip_spaces()
        before = _fence_sign(left, "prefix")
        behind = _fence_sign(_delimiter(self._next()), "postfix")
        return _Node("ordinary", f"<mrow>{before}{inside}{behind}</mrow>")

    def _environment(self, name: str) -> _Node:
        if name not in _ENVIRONMENTS and self.is_strict:
            raise _UnreadableError
        rows: list[list[str]] = [[]]
        while True:
            rows[-1].append(self.row(("&", _ROW_END, r"\end")))
            end = self._next()
            if end == r"\end":
                self._word()
                break
            if end == _ROW_END:
                rows.append([])
        return _Node("ordinary", _table(name, rows))


def _table(name: str, rows: Sequence[Sequence[str]]) -> str:
    """A table in the look of its environment."""
    columns = ("right", "left") if name == "aligned" else ("left",)
    if name == "pmatrix":
        columns = ("centre",)
    body = "".join(
        "<mtr>"
        + "".join(
            f'<mtd class="{columns[index % len(columns)]}">{cell}</mtd>'
            for index, cell in enumerate(row)
        )
        + "</mtr>"
        for row in rows
    )
    table = f'<mtable class="{name}">{body}</mtable>'
    if name == "cases":
        return f"<mrow>{_fence_sign('{', 'prefix')}{table}</mrow>"
    return (
        f"<mrow>{_fence_sign('(', 'prefix')}{table}{_fence_sign(')', 'postfix')}</mrow>"
        if name == "pmatrix"
        else table
    )


def _delimiter(token: str) -> str:
    name = token.lstrip("\\")
    return _OPENING.get(name) or _CLOSING.get(name) or ("" if name == "." else name)


def _fence_sign(sign: str, form: str) -> str:
    """A sign that grows with what is inside, and keeps no room beside it."""
    if not sign:
        return ""
    look = f'form="{form}" stretchy="true" fence="true" lspace="0" rspace="0"'
    return f"<mo {look}>{escape(sign)}</mo>"


def _operator(kind: _Class, sign: str) -> _Node:
    if kind in ("open", "close"):
        form = "prefix" if kind == "open" else "postfix"
        return _Node(kind, f'<mo stretchy="false" form="{form}">{escape(sign)}</mo>')
    return _Node(kind, f"<mo>{escape(sign)}</mo>")


def _upright(name: str) -> str:
    return ' mathvariant="normal"' if name[0].isupper() or name in ("nabla", "partial") else ""


def _name_in(text: str) -> str:
    return re.sub(r"<[^>]*>", "", text)


def _spaced(nodes: Sequence[_Node]) -> str:
    """The nodes with the space around names of functions, and signs told from operations."""
    parts: list[str] = []
    before: _Node | None = None
    for index, node in enumerate(nodes):
        text = node.text
        behind = nodes[index + 1] if index + 1 < len(nodes) else None
        if node.kind == "binary" and (before is None or before.kind in _BEFORE_SIGN):
            text = text.replace("<mo>", '<mo form="prefix">')
        if node.kind == "name" and before is not None and before.kind in ("ordinary", "close"):
            parts.append(_THIN)
        parts.append(text)
        is_fenced = behind is not None and (
            behind.kind == "open" or behind.text.startswith("<mrow><mo form")
        )
        if node.kind == "name" and behind is not None and behind.kind in ("ordinary", "name"):
            parts.append("" if is_fenced else _THIN)
        if node.kind != "space":
            before = node
    return "".join(parts)
