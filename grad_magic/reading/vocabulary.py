"""The words of mathematics: functions, constants, conditions, Greek letters.

Tables only, and no SymPy: Tab completion and the help read them too.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CallableName:
    """A function that may be called in f.

    Attributes:
        operation: its name in a Formula.
        names: what one may type for it.
        arguments: how many it takes, least and most.
    """

    operation: str
    names: tuple[str, ...]
    arguments: tuple[int, int] = (1, 1)


# As many arguments as one likes.
ANY_NUMBER = 50
# SymPy compares each pair.
MOST_COMPARED = 8

CALLABLES = (
    CallableName("exp", ("exp",)),
    CallableName("log", ("log", "ln"), (1, 2)),
    CallableName("sqrt", ("sqrt",)),
    CallableName("cbrt", ("cbrt",)),
    CallableName("root", ("root",), (2, 2)),
    CallableName("abs", ("abs", "Abs")),
    CallableName("sign", ("sign", "sgn")),
    CallableName("sin", ("sin",)),
    CallableName("cos", ("cos",)),
    CallableName("tan", ("tan", "tg")),
    CallableName("cot", ("cot", "ctg", "cotan")),
    CallableName("sec", ("sec",)),
    CallableName("csc", ("csc", "cosec")),
    CallableName("asin", ("asin", "arcsin")),
    CallableName("acos", ("acos", "arccos")),
    CallableName("atan", ("atan", "arctan", "arctg")),
    CallableName("sinh", ("sinh", "sh")),
    CallableName("cosh", ("cosh", "ch")),
    CallableName("tanh", ("tanh", "th")),
    CallableName("coth", ("coth",)),
    CallableName("sech", ("sech",)),
    CallableName("csch", ("csch",)),
    CallableName("asinh", ("asinh", "arsinh", "arcsinh")),
    CallableName("acosh", ("acosh", "arcosh", "arccosh")),
    CallableName("atanh", ("atanh", "artanh", "arctanh")),
    CallableName("atan2", ("atan2",), (2, 2)),
    CallableName("max", ("max", "Max"), (2, MOST_COMPARED)),
    CallableName("min", ("min", "Min"), (2, MOST_COMPARED)),
    CallableName("floor", ("floor",)),
    CallableName("ceiling", ("ceiling", "ceil")),
    CallableName("heaviside", ("Heaviside", "heaviside")),
    CallableName("erf", ("erf",)),
    CallableName("gamma", ("gamma", "Gamma")),
    CallableName("beta", ("beta", "Beta"), (2, 2)),
    CallableName("factorial", ("factorial",)),
    CallableName("binomial", ("binomial",), (2, 2)),
    CallableName("besselj", ("besselj",), (2, 2)),
    CallableName("sigmoid", ("sigmoid",)),
    CallableName("softplus", ("softplus",)),
    CallableName("norm", ("norm",), (1, ANY_NUMBER)),
    CallableName("piecewise", ("piecewise", "Piecewise"), (1, ANY_NUMBER)),
)

CALLABLE_BY_NAME = {name: entry for entry in CALLABLES for name in entry.names}

# What conditions are made of, beside relations.
CONDITION_WORDS = frozenset(
    {"and", "or", "True", "true", "otherwise", "else", "Eq", "Ne", "Lt", "Le", "Gt", "Ge"}
)

# e and E are Euler's number unless the request declares a variable of that name.
CONSTANTS = {"pi": "pi", "e": "e", "E": "e", "oo": "oo"}

# The letters of Unicode mathematics under the names that SymPy typesets.
_LOWER = {
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
    "π": "pi",
    "ρ": "rho",
    "σ": "sigma",
    "τ": "tau",
    "υ": "upsilon",
    "φ": "phi",
    "χ": "chi",
    "ψ": "psi",
    "ω": "omega",
}
_UPPER = {
    "Γ": "Gamma",
    "Δ": "Delta",
    "Θ": "Theta",
    "Λ": "Lambda",
    "Ξ": "Xi",
    "Π": "Pi",
    "Σ": "Sigma",
    "Φ": "Phi",
    "Ψ": "Psi",
    "Ω": "Omega",
}
_VARIANTS = {"ϵ": "epsilon", "ϑ": "theta", "ϕ": "phi"}
GREEK_LETTERS = _LOWER | _UPPER | _VARIANTS
GREEK_NAMES = frozenset(GREEK_LETTERS.values()) | {"varepsilon", "vartheta", "varphi"}
