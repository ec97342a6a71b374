"""The words of a request: clause keys, functions, constants, Greek letters.

Tables only, and no SymPy: Tab completion and the help read them too.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Clause:
    """One key of a request.

    Attributes:
        key: as it is typed.
        example: a value as one would write it.
        meaning: one line for the help.
    """

    key: str
    example: str
    meaning: str


FUNCTION_CLAUSE = Clause(
    "f",
    "x*exp(2*y)",
    "the function, under any name; f(x,y)=… fixes its variables and their order",
)

OPTIONS = (
    Clause("at", "(1,0)", "the point P; also by name: (x=1, y=0)"),
    Clause("dir", "(1,-1)", "the direction, a vector of any length but zero"),
)

OPTION_KEYS = tuple(option.key for option in OPTIONS)


@dataclass(frozen=True)
class Callable:
    """A function that may be called in f.

    Attributes:
        operation: its name in a Formula.
        names: what one may type for it.
        arguments: how many it takes, least and most.
        meaning: what it is, for the help.
    """

    operation: str
    names: tuple[str, ...]
    arguments: tuple[int, int] = (1, 1)


CALLABLES = (
    Callable("exp", ("exp",)),
    Callable("log", ("log", "ln"), (1, 2)),
    Callable("sqrt", ("sqrt",)),
    Callable("cbrt", ("cbrt",)),
    Callable("abs", ("abs", "Abs")),
    Callable("sin", ("sin",)),
    Callable("cos", ("cos",)),
    Callable("tan", ("tan",)),
    Callable("cot", ("cot",)),
    Callable("sec", ("sec",)),
    Callable("csc", ("csc",)),
    Callable("asin", ("asin", "arcsin")),
    Callable("acos", ("acos", "arccos")),
    Callable("atan", ("atan", "arctan")),
    Callable("sinh", ("sinh",)),
    Callable("cosh", ("cosh",)),
    Callable("tanh", ("tanh",)),
    Callable("asinh", ("asinh", "arsinh", "arcsinh")),
    Callable("acosh", ("acosh", "arcosh", "arccosh")),
    Callable("atanh", ("atanh", "artanh", "arctanh")),
    Callable("erf", ("erf",)),
    Callable("sigmoid", ("sigmoid",)),
)

CALLABLE_BY_NAME = {name: entry for entry in CALLABLES for name in entry.names}

# e and E are Euler's number unless the request declares a variable of that name.
CONSTANTS = {"pi": "pi", "π": "pi", "e": "e", "E": "e"}

# The letters of Unicode mathematics under the names that SymPy typesets.
GREEK_LETTERS = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "ε": "epsilon",
    "ζ": "zeta",
    "η": "eta",
    "θ": "theta",
    "ι": "iota",
    "κ": "kappa",
    "λ": "lambda",
    "μ": "mu",
    "ν": "nu",
    "ξ": "xi",
    "ρ": "rho",
    "σ": "sigma",
    "τ": "tau",
    "υ": "upsilon",
    "φ": "phi",
    "χ": "chi",
    "ψ": "psi",
    "ω": "omega",
}
