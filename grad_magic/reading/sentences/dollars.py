r"""Sentences with their mathematics in dollars: gradient of $f(x,y)=x^2y$ at $(1,2)$.

What the patterns of sentences look for is plain: the name and variables of a function, rows,
angles, the signs of derivatives. A formula of LaTeX stays in its dollars, and is read where
formulas are.
"""

from __future__ import annotations

import re

_DOLLARS = re.compile(
    r"\$\$([^$]+)\$\$|\$([^$]+)\$|\\\(((?:(?!\\\)).)+)\\\)|\\\[((?:(?!\\\]).)+)\\\]", re.DOTALL
)
_SPACES = re.compile(r"\\[ ,;:!]|\\q?quad(?![A-Za-z])|~")
_DECORATION = re.compile(
    r"\\(?:vec|overrightarrow|mathbf|boldsymbol|bm|hat|mathrm)\s*(?:\{\s*(\w+)\s*\}|(\w))"
)
_ATOM = (
    r"[∂d](?:\^\{?\d\}?)?\s*\w+(?:\^\{?\d\}?)?(?:\s*∂\s*\w(?:\^\{?\d\}?)?)*"
    r"|∂|√?\w+|√\([^{}()]*\)|-\w+"
)
_FRACTION = re.compile(
    rf"\\[dt]?frac\s*(?:\{{\s*(?P<above>{_ATOM})\s*\}}\s*\{{\s*(?P<below>{_ATOM})\s*\}}"
    r"|(?P<one>\d)\s*(?P<other>\d))(?![\w(√])"
)
_ROOT = re.compile(r"\\sqrt\s*(?:\{([^{}]*)\}|(\d))")
_SIGNS = {
    r"\langle": "(",
    r"\rangle": ")",
    r"\left": "",
    r"\right": "",
    r"\times": "·",
    r"\cdot": "·",
    r"\pi": "π",
    r"\theta": "θ",
    r"\varphi": "φ",
    r"\phi": "φ",
    r"\alpha": "α",
    r"\beta": "β",
    r"\gamma": "γ",
    r"\nabla": "∇",
    r"\partial": "∂",
    r"\to": "→",
    r"\rightarrow": "→",
    r"\lim": "lim",
    r"\circ": "°",
}
_SIGN = re.compile(r"\\[A-Za-z]+")
_DEGREES = re.compile(r"\^\s*(?:\{\s*°\s*\}|°)")
# A row with its name, an angle, the sign of a derivative, the place of a limit.
_PLAIN = re.compile(
    r"\s*(?:(?:[A-Za-z](?:_?\d)?\s*=?\s*)?\(.*\)(?:\s*/\s*(?:√?\d+|√\(\d+\)))?"
    r"|[θφαβγ]\s*=\s*\S+|[\d./]+\s*°|[\dπ/]+"
    r"|∇\s*[A-Za-z](?:\s*\(.*\))?|∂.*|[A-Za-z]'?_\{?[xyzt]+\}?.*|D_.*"
    r"|(?:-?[^\s+]*[ijk]\s*[+-]?\s*)+|[A-Za-z]\s*=\s*(?:-?[^\s+]*[ijk]\s*[+-]?\s*)+"
    r"|\([xyz, ]+\)\s*→.*|[-+\d.()√·*/^ ]+)\s*"
)
# x^12 is x¹·2 in LaTeX.
_POWER_OF_DIGITS = re.compile(r"\^\s*\d\d")
_HEADER = re.compile(r"\s*(\\?[A-Za-z]+\s*(?:\([^()$=]*\))?\s*=(?!=))\s*(.+)", re.DOTALL)
_PUNCTUATION = re.compile(r"[.,;]\s*\Z")


def without_dollars(text: str) -> str:
    r"""The sentence with dollars around formulas of LaTeX alone, behind the name of a function.

    >>> without_dollars(r"at $P = (2, 1)$ in the direction of $\mathbf{v} = \langle 3, 4\rangle$")
    'at P = (2, 1) in the direction of v = ( 3, 4)'
    >>> without_dollars(r"gradient of $f(x,y)=\frac{x}{y}$.")
    'gradient of f(x,y)=$\\frac{x}{y}$.'
    """
    return _DOLLARS.sub(_plain, text) if "$" in text or "\\(" in text or "\\[" in text else text


def _plain(match: re.Match[str]) -> str:
    inside = next(group for group in match.groups() if group is not None)
    if not {"\\", "{", "}"} & set(inside) and not _POWER_OF_DIGITS.search(inside):
        return inside.strip()
    plain = _without_commands(inside)
    if _PLAIN.fullmatch(plain) and "\\" not in plain:
        return plain.strip()
    # The full stop of a displayed formula is the sentence's.
    closing = _PUNCTUATION.search(inside)
    inside, behind = (inside, "") if closing is None else (inside[: closing.start()], closing[0])
    header = _HEADER.fullmatch(inside)
    if header is None:
        return f"${inside}${behind}"
    return f"{_without_commands(header[1])}${header[2].strip()}${behind}"


def _without_commands(text: str) -> str:
    """The text with the signs that rows and angles are made of in place of their commands."""
    text = _SPACES.sub(" ", text)
    text = _DECORATION.sub(lambda found: found[1] or found[2], text)
    text = _SIGN.sub(lambda found: _SIGNS.get(found[0], found[0]), text)
    text = _DEGREES.sub("°", text)
    text = _ROOT.sub(_root, text)
    return _FRACTION.sub(
        lambda found: f"{found['above'] or found['one']}/{found['below'] or found['other']}", text
    )


def _root(found: re.Match[str]) -> str:
    radicand = (found[1] or found[2]).strip()
    return f"√{radicand}" if radicand.isdigit() else f"√({radicand})"
