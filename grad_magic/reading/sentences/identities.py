"""Functions that are said to satisfy an equation between their derivatives: u_xx + u_yy = 0."""

from __future__ import annotations

import re

from grad_magic.reading.notation.derivative_indices import with_indices

_SHOW = (
    r"(?:verify|show|prove|check|demonstrate|(?:determine|decide)\s+(?:whether|if))\s+(?:that\s+)?"
)
_FUNCTION = r"(?:(?:the\s+)?function\s+)?(?P<given>[A-Za-z](?:\([^()]*\))?\s*=[^=]*?)"
_SATISFIES = (
    r"\s*,?\s+(?:satisf(?:ies|y)|(?:is\s+)?a\s+solution\s+(?:of|to))\s+"
    r"(?:(?P<named>(?:(?:the|three-dimensional|two-dimensional)\s+)*laplace(?:['’]s)?\s+equation)"
    r"|(?:[a-z'’-]+\s+){,4}equation)?\s*:?\s*"
)
_EQUATION = r"(?P<equation>[^=]*={1,2}[^=]*?)"
_GIVEN = r"(?P<given>[^=]*=[^=]*?)"
_GIVEN_IN_CHINESE = r"(?P<given>[^一-鿿=]*=[^一-鿿=]*?)"
_SHOW_IN_CHINESE = r"(?:试|求)?(?:证明?|验证)\s*[:,]?\s*"
_PATTERNS_OF_LANGUAGES = (
    rf"(?:{_SHOW}|is\s+){_FUNCTION}{_SATISFIES}(?:{_EQUATION})?",
    (
        rf"(?:if|let|suppose(?:\s+that)?|given(?:\s+that)?)\s+{_GIVEN}\s*[,.;]\s*(?:then\s+)?"
        rf"{_SHOW}{_EQUATION}"
    ),
    rf"{_SHOW}{_EQUATION}\s*,?\s+(?:if|for|where|when)\s+{_GIVEN}",
    rf"(?:设|若|已知)(?:函数)?\s*{_GIVEN_IN_CHINESE}\s*[,.;]\s*{_SHOW_IN_CHINESE}{_EQUATION}",
    (
        rf"{_SHOW_IN_CHINESE}(?:函数)?\s*{_GIVEN_IN_CHINESE}\s*(?:满足|是)\s*(?:偏微分)?"
        r"(?:(?P<named>拉普拉斯(?:\(Laplace\))?方程)|[一-鿿]{,6}(?:方程|等式))?\s*[:,]?\s*"
        rf"(?:{_EQUATION})?\s*(?:的解)?"
    ),
)
_PATTERNS = tuple(
    re.compile(rf"\s*{pattern}\s*[.?]?\s*", re.IGNORECASE) for pattern in _PATTERNS_OF_LANGUAGES
)
_HEADER = re.compile(r"\s*(?P<name>[A-Za-z])\s*(?:\((?P<row>[^()=]*)\)\s*)?=(?P<formula>[^=]*)")
# Which derivatives are equal is told with all of them.
_MIXED = re.compile(r"\s*(?P<f>[A-Za-z])_([a-z])([a-z])\s*={1,2}\s*(?P=f)_\3\2\s*")
_LAPLACE = "xyz"
# A longer word is the name of a function.
_LONGEST = 3


def satisfied(signs: str) -> str | None:
    """The request that checks such an equation; None where none is said.

    >>> satisfied("Show that u=ln(x^2+y^2) satisfies u_xx+u_yy=0")
    'u=ln(x^2+y^2) order=2 answer="u_xx+u_yy=0"'
    """
    for pattern in _PATTERNS:
        said = pattern.fullmatch(signs)
        request = None if said is None else _request(said.groupdict())
        if request is not None:
            return request
    return None


def _request(said: dict[str, str | None]) -> str | None:
    given = (said["given"] or "").strip()
    header = _HEADER.fullmatch(given)
    is_function = header is not None and not _holds(header["formula"], header["name"])
    name = header["name"] if header is not None and is_function else _last(given)
    equation = said["equation"]
    if equation is None and said.get("named"):
        letters = [letter for letter in _LAPLACE if _holds(given.partition("=")[2], letter)]
        equation = "+".join(f"{name}_{letter * 2}" for letter in letters) + "=0"
    text = with_indices((equation or "").replace("$", " "))
    if not re.search(rf"(?<![A-Za-z]){name}_[a-z]+(?![A-Za-z])", text) or _MIXED.fullmatch(text):
        return None
    definition = given if is_function else re.sub("={1,2}", "==", given)
    told = text.replace("==", "=")
    order = max(map(len, re.findall(rf"(?<![A-Za-z]){name}_([a-z]+)(?![A-Za-z])", text)))
    clauses = [f"order={order}"] if order > 1 else []
    clauses += [] if is_function else ["differential=implicit"]
    # Between quotation marks an equation has one sign; LaTeX is read between dollars alone.
    quoted = f"${told}$" if "\\" in told else f'"{told}"'
    return " ".join([definition, *clauses, f"answer={quoted}"])


def _last(equation: str) -> str:
    """The letter of the function that an equation gives."""
    return next((letter for letter in reversed(_LAPLACE) if _holds(equation, letter)), "z")


def _holds(formula: str, letter: str) -> bool:
    words = re.findall(r"\\?[A-Za-z]+", formula)
    return any(
        letter in word for word in words if not word.startswith("\\") and len(word) < len("sin")
    )
