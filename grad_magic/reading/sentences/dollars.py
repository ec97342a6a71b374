r"""Sentences with their mathematics in dollars: gradient of $f(x,y)=x^2y$ at $(1,2)$.

What the patterns of sentences look for is plain: the name and variables of a function, rows,
angles, the signs of derivatives. A formula of LaTeX stays in its dollars, and is read where
formulas are.
"""

from __future__ import annotations

import re

from grad_magic.reading.sentences.language import LENGTH, SCALED
from grad_magic.reading.vocabulary import HATTED_LETTERS

_DOLLARS = re.compile(
    r"\$\$([^$]+)\$\$|\$([^$]+)\$|\\\(((?:(?!\\\)).)+)\\\)|\\\[((?:(?!\\\]).)+)\\\]", re.DOTALL
)
_SPACES = re.compile(r"\\[ ,;:!]|\\q?quad(?![A-Za-z])|~")
# grad f(0,0,0) is no product.
_GRADIENT = re.compile(r"\\(?:operatorname|mathrm|text)\s*\{\s*(?:\\bf\s+)?grad\s*\}\s*")
_DECORATION = re.compile(
    r"\\(?:vec|overrightarrow|mathbf|boldsymbol|bm|hat|mathrm|operatorname|text)\s*"
    r"(?:\{\s*(\w+)\s*\}|(\w))"
)
# 3\,\mathbf i is one term.
_SPACED_UNIT = re.compile(r"(?<=[\d)}])\s+(?=[ijk](?![A-Za-z]))")
# How high a bracket is, and \left., which shows none.
_HEIGHT = re.compile(r"\\(?:[bB]igg?[lrm]?|left|right)(?![A-Za-z])(?:\s*\.)?")
# What stands between two formulas: words, or a wide gap.
_APART = re.compile(
    r"\\text\s*\{((?:\s*and\s*)?|[^{}]*[\s一-鿿][^{}]*)\}|\\q?quad(?![A-Za-z])", re.IGNORECASE
)
# u = cos θ i + sin θ j.
_TURNED = re.compile(
    r"\(?\s*\\cos:[({]?\s*(?P<angle>[\dπ/.θ°]+)\s*[)}]*\s*(?:i\s*\+|,)\s*"
    r"\(?\s*\\sin:[({]?\s*(?P=angle)\s*[)}]*\s*j?\s*\)?"
)
_COSINE = re.compile(r"\\(cos|sin)(?![A-Za-z])\s*")
_ATOM = (
    r"[∂d](?:\^\{?\d\}?)?\s*\w+(?:\^\{?\d\}?)?(?:\s*∂\s*\w(?:\^\{?\d\}?)?)*"
    # ∂(x,y)
    r"|∂\s*\(\s*\w(?:\s*,\s*\w)+\s*\)"
    r"|∂|√?\w+|√\([^{}()]*\)|-\w+"
)
_FRACTION = re.compile(
    # Behind a factor it is one more.
    rf"(?<![\w)}}])(?<![\w)}}]\s)\\[dt]?frac\s*(?:\{{\s*(?P<above>{_ATOM})\s*\}}|(?P<one>[\dπ]))"
    rf"\s*(?:\{{\s*(?P<below>{_ATOM})\s*\}}|(?P<other>\d))"
)
_ROOT = re.compile(r"\\sqrt\s*(?:\{([^{}]*)\}|(\d))")
_LOGARITHM = re.compile(r"\\ln\s*(?:\{\s*(\d+)\s*\}|(\d+))")
_SIGNS = {
    r"\langle": "(",
    r"\rangle": ")",
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
    r"\degree": "°",
    r"\imath": "i",
    r"\jmath": "j",
    r"\Delta": "Δ",
}
_SIGN = re.compile(r"\\[A-Za-z]+")
_DEGREES = re.compile(r"\^\s*(?:\{\s*°\s*\}|°)")
# A row with its name, an angle, the sign of a derivative, the place of a limit.
_PLAIN = re.compile(
    r"\s*(?:(?:[A-Za-z](?:_?\d)?\s*=?\s*)?\(.*\)(?:\s*/\s*(?:√?\d+|√\(\d+\)))?"
    r"|[θφαβγ]\s*=\s*\S+|[A-Za-z]\s*=\s*-?[\d/]*\s*ln\(\d+\)|[\d./]+\s*°(?:\s*,\s*[\d./]+\s*°)*|[\dπ/]+"
    r"|(?:∇|grad)\s*[A-Za-z](?:\s*\(.*\))?|∂.*"
    r"|d(?:\^\{?\d\}?)?\s?[A-Za-z](?:\s*/\s*d\s?[A-Za-z](?:\^\{?\d\}?)?)?(?:\s*\|.*)?|[A-Za-z]'{1,3}|[A-Za-z]'?_\{?[xyzt]+\}?.*|D_.*"
    r"|(?:-?[^\s+]*[ijk]\s*[+-]?\s*)+|[A-Za-z]\s*=\s*(?:-?[^\s+]*[ijk]\s*[+-]?\s*)+"
    r"|\([xyz, ]+\)\s*→.*|[A-Za-z]{1,2}|[-+\d.()√π·*/^ ]+|[A-Za-z]\s*=\s*cosθ i\+sinθ j.*"
    rf"|(?:[A-Za-z]\s*=\s*)?{SCALED}"
    rf"|Δ?\s*[a-z]\s*=\s*{LENGTH}(?:\s*,\s*Δ?\s*[a-z]\s*=\s*{LENGTH})+|Δ\s*[a-z](?:\s*=\s*{LENGTH})?)\s*"
)
# x^12 is x¹·2 in LaTeX.
_POWER_OF_DIGITS = re.compile(r"\^\s*\d\d")
_HEADER = re.compile(
    r"\s*((?:[zuw]\s*=\s*(?=f\s*\())?(?:\\(?:mathbf|boldsymbol|bm|vec)\s*(?:\{[A-Za-z]\}|[A-Za-z])|\\?[A-Za-z]+(?:_\{?\d\}?)?"
    rf"|[{''.join(HATTED_LETTERS)}])\s*"
    r"(?:\([^()$=]*\))?\s*=(?!=))\s*(.+)",
    re.DOTALL,
)
# x=…, y=… under one another, without conditions.
_SYSTEM = re.compile(
    r"\s*(?:\\left\s*\\\{\s*)?\\begin\s*\{(?P<kind>cases|array|aligned)\}(?:\s*\{[lcr ]+\})?"
    r"(?P<rows>[^$]*?)\\end\s*\{(?P=kind)\}(?:\s*\\right\s*\.)?\s*[.,;]?\s*",
    re.DOTALL,
)
_ALIGNED = re.compile(r"&\s*=|=\s*&")
_ROW_BREAK = re.compile(r"\\\\(?:\s*\[[^\]]*\])?")
_COMPONENT = re.compile(r"\s*(?P<name>[a-z])\s*=(?!=)\s*(?P<formula>[^=&<>]+?)\s*", re.DOTALL)
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
    if "\\begin" in inside or not _APART.search(inside):
        return _plain_formula(inside)
    # Between the formulas stand their words, one behind the other.
    formulas = _APART.split(inside)
    return " ".join(
        (part or "").strip() if index % 2 else _plain_formula(part)
        for index, part in enumerate(formulas)
        if (part or "").strip()
    )


def _plain_formula(inside: str) -> str:
    components = _components_of(inside)
    if components is not None:
        return components
    if not {"\\", "{", "}"} & set(inside) and not _POWER_OF_DIGITS.search(inside):
        return inside.strip()
    # The full stop of a displayed formula is the sentence's.
    closing = _PUNCTUATION.search(inside)
    inside, behind = (inside, "") if closing is None else (inside[: closing.start()], closing[0])
    plain = _without_commands(inside)
    if _PLAIN.fullmatch(plain) and "\\" not in plain:
        return f"{plain.strip()}{behind}"
    header = _HEADER.fullmatch(inside)
    if header is None:
        return f"${inside}${behind}"
    return f"{_without_commands(header[1])}${header[2].strip()}${behind}"


def _components_of(inside: str) -> str | None:
    r"""Of the rows x=… and y=… in one brace a list; None of anything else, such as cases.

    >>> _components_of(r"\begin{cases}x=u+v,\\ y=e^u.\end{cases}")
    'x=$u+v$, y=$e^u$.'
    """
    braced = _SYSTEM.fullmatch(inside)
    if braced is None:
        return None
    rows = [row for row in _ROW_BREAK.split(braced["rows"]) if row.strip()]
    parts = [_COMPONENT.fullmatch(_PUNCTUATION.sub("", _ALIGNED.sub("=", row))) for row in rows]
    known = [part for part in parts if part is not None]
    if len(known) < max(2, len(parts)) or len({part["name"] for part in known}) < len(known):
        return None
    closing = _PUNCTUATION.search(rows[-1])
    listed = ", ".join(f"{part['name']}=${part['formula']}$" for part in known)
    return listed if closing is None else f"{listed}{closing[0]}"


def _without_commands(text: str) -> str:
    """The text with the signs that rows and angles are made of in place of their commands."""
    text = _HEIGHT.sub("", _SPACES.sub(" ", text))
    text = _SIGN.sub(lambda found: _SIGNS.get(found[0], found[0]), text)
    text = _GRADIENT.sub("grad ", text)
    for _ in range(2):
        # The letter of \hat{\mathbf i} has two.
        text = _DECORATION.sub(lambda found: found[1] or found[2], text)
    # The fraction behind a cosine is no further factor.
    text = _COSINE.sub(r"\\\1:", _SPACED_UNIT.sub("", text))
    text = _DEGREES.sub("°", text)
    text = _LOGARITHM.sub(lambda found: f"ln({found[1] or found[2]})", _ROOT.sub(_root, text))
    return _TURNED.sub(_turned, _FRACTION.sub(_fraction, text))


def _turned(found: re.Match[str]) -> str:
    said = "cosθ i+sinθ j"
    return said if found["angle"] == "θ" else f"{said} with θ={found['angle']}"


def _fraction(found: re.Match[str]) -> str:
    above, below = found["above"] or found["one"], found["below"] or found["other"]
    behind = found.string[found.end() : found.end() + 2]
    if re.match(r"[ijk](?![A-Za-z])", behind):
        return f"({above}/{below})"
    is_coefficient = (above + below).isdigit()
    if re.match(r"[\w√]", behind) or (behind.startswith("(") and not is_coefficient):
        return found[0]
    is_product = below[0].isalnum() and not below.isdigit() and len(below) > 1 and below[0] != "d"
    return f"{above}/{f'({below})' if is_product else below}"


def _root(found: re.Match[str]) -> str:
    radicand = (found[1] or found[2]).strip()
    return f"√{radicand}" if radicand.isdigit() else f"√({radicand})"
