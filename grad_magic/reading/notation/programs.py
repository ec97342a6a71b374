"""What programs write otherwise: the same text in the signs of requests, each at its place."""

from __future__ import annotations

import re

from grad_magic.reading.options import OPTION_KEYS

# np.array([1,2]), Matrix([1,2]), torch.tensor([1.,2.]): the list is what is meant.
_CONSTRUCTORS = ("array", "tensor", "Tensor", "constant", "Matrix", "vector")
_CONSTRUCTOR = re.compile(
    r"(?<![\w.])(?:(?:np|numpy|jnp|torch|tf|sp|sympy)\.)?"
    rf"(?:as)?(?:{'|'.join(_CONSTRUCTORS)})\s*\(\s*(?=[\[(])"
)
# The x.^2 and x.*y of MATLAB and Julia; the point of 2.*x ends its number.
_BY_ENTRY = re.compile(r"(?<=[A-Za-z_)\]])\.(?=[*/^])|(?<=[A-Za-z_\])^]\d)\.(?=[*/^])")
# Math.sqrt of JavaScript.
_MATH = re.compile(r"(?<![\w.])Math\.(?=[a-z]\w*\s*\()")
# The row of a point or direction that is set as a column: dir=(3,4)^T.
_COLUMN = re.compile(
    r"(?<!\w)(?:at|dir|to|direction|vector|point)(?:\s*=\s*|\s+)(?:[A-Za-z]\s*=?\s*)?"
    r"\$?\([^()]*[,;][^()]*\)(?P<sign>\s*(?:ᵀ|\.T(?!\w)|\^\{?(?:T|⊤|\\top)\}?(?!\w)))"
)
# A clause whose sign is that of a comparison: at==(1,2).
_TWO_SIGNS = re.compile(rf"(?<!\w)(?:{'|'.join(OPTION_KEYS)})\s*=(?P<second>=)(?!=)")
_BRACKETS = re.compile(r"[()\[\]]")


def without_constructors(text: str) -> str:
    """The text with blanks for what programs write around lists, and beside operators.

    >>> without_constructors("at=np.array([1, 2])")
    'at=         [1, 2] '
    >>> without_constructors("x.^2.*y+Math.exp(x)")
    'x ^2 *y+     exp(x)'
    """
    # A quick look first, as of long sums.
    if any(sign in text for sign in (".^", ".*", "./", "Math.")):
        text = _MATH.sub("     ", _BY_ENTRY.sub(" ", text))
    for clause in _TWO_SIGNS.finditer(text) if "==" in text else ():
        text = text[: clause.start("second")] + " " + text[clause.end("second") :]
    for column in _COLUMN.finditer(text):
        start, end = column.span("sign")
        text = text[:start] + " " * (end - start) + text[end:]
    if not any(word in text for word in _CONSTRUCTORS):
        return text
    position = 0
    while found := _CONSTRUCTOR.search(text, position):
        position = found.end()
        end = _end_of_bracket(text, text.index("(", found.start()))
        inner = _end_of_bracket(text, position)
        if end:
            # Behind the list stands at most its type: np.array([1,2], dtype=float).
            text = (
                text[: found.start()]
                + " " * len(found[0])
                + text[position:inner]
                + " " * (end - inner)
                + text[end:]
            )
    return text


def _end_of_bracket(text: str, opening: int) -> int:
    """The place behind the bracket that closes what opens here; 0 if none does."""
    depth = 0
    for match in _BRACKETS.finditer(text, opening):
        depth += 1 if match[0] in "([" else -1
        if depth == 0:
            return match.end()
    return 0
