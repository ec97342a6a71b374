r"""sin x for sin(x) in print, where the argument is short and nothing could be drawn into it."""

from __future__ import annotations

import re

_NAMES = (
    *("sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan"),
    *("sinh", "cosh", "tanh", "coth", "ln"),
)
_NAME = rf"\\(?:(?:{'|'.join(_NAMES)})(?![a-zA-Z])|log_\{{\w+\}})"
_GREEK = (
    *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"),
    *("lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "phi", "chi", "psi", "omega"),
)
_LETTER = rf"(?:[a-zA-Z]|\\(?:{'|'.join(_GREEK)})(?![a-zA-Z]))(?:_\{{\w+\}}|_\w)?"
# 2, x, 2x and |x|: as much as books leave without brackets.
_ARGUMENT = rf"(?:\d{{1,3}}|(?:\d{{1,2}} )?{_LETTER}|\\lvert {_LETTER} \\rvert)"
# The row ends, a sum goes on, another function follows, or something that is no factor.
_BEHIND = (
    r"(?=\s*(?:$|[-+=<>&,;.)}\]]|\\\\|\\(?:[,;]|(?:quad|right|bigr|rvert|rVert|rangle|rfloor|rceil|approx|end"
    rf"|text|le|ge|ne|lt|gt|to|pm|{'|'.join(_NAMES)})(?![a-zA-Z]))))"
)
_CALL = re.compile(
    rf"({_NAME})(\^\{{\d+\}})?(?:\(({_ARGUMENT})\)|\{{\\left\(({_ARGUMENT}) \\right\)\}}){_BEHIND}"
)


def drop_brackets(latex: str) -> str:
    r"""The LaTeX without the brackets around arguments that are read alike without them.

    >>> drop_brackets(r"e^{x} \sin(y) + \ln^{2}(x)"), drop_brackets(r"\sin(x) y \cos(x - y)")
    ('e^{x} \\sin y + \\ln^{2} x', '\\sin(x) y \\cos(x - y)')
    >>> drop_brackets(r"\log_{10}(2 x)"), drop_brackets(r"\log_{2}(x) y")
    ('\\log_{10} 2 x', '\\log_{2}(x) y')
    """
    return _CALL.sub(lambda call: f"{call[1]}{call[2] or ''} {call[3] or call[4]}", latex)
