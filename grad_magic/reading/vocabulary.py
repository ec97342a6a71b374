"""The words of mathematics: functions, constants, conditions, Greek letters.

Tables only, and no SymPy: Tab completion and the help read them too.
"""

from __future__ import annotations

from typing import NamedTuple


class CallableName(NamedTuple):
    """A function that may be called in f.

    Attributes:
        operation: its name in a Formula.
        names: what one may type for it.
        arguments: how many it takes, least and most.
        is_offered: whether Tab and the help show it; what only Python's libraries have a name for
            they do not.
    """

    operation: str
    names: tuple[str, ...]
    arguments: tuple[int, int] = (1, 1)
    is_offered: bool = True


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
    CallableName("abs", ("abs", "Abs", "absolute", "fabs")),
    CallableName("sign", ("sign", "sgn")),
    CallableName("sin", ("sin", "sen")),
    CallableName("cos", ("cos",)),
    CallableName("tan", ("tan", "tg")),
    CallableName("cot", ("cot", "ctg", "cotg", "cotan")),
    CallableName("sec", ("sec",)),
    CallableName("csc", ("csc", "cosec")),
    CallableName("asin", ("asin", "arcsin", "arcsen")),
    CallableName("acos", ("acos", "arccos")),
    CallableName("atan", ("atan", "arctan", "arctg")),
    CallableName("sinh", ("sinh", "sh", "senh")),
    CallableName("cosh", ("cosh", "ch")),
    CallableName("tanh", ("tanh", "th", "tgh")),
    CallableName("coth", ("coth",)),
    CallableName("sech", ("sech",)),
    CallableName("csch", ("csch",)),
    CallableName("asinh", ("asinh", "arsinh", "arcsinh")),
    CallableName("acosh", ("acosh", "arcosh", "arccosh")),
    CallableName("atanh", ("atanh", "artanh", "arctanh")),
    CallableName("atan2", ("atan2", "arctan2"), (2, 2)),
    CallableName("max", ("max", "Max", "maximum", "fmax"), (2, MOST_COMPARED)),
    CallableName("min", ("min", "Min", "minimum", "fmin"), (2, MOST_COMPARED)),
    CallableName("floor", ("floor",)),
    CallableName("ceiling", ("ceiling", "ceil")),
    CallableName("heaviside", ("Heaviside", "heaviside")),
    CallableName("erf", ("erf",)),
    CallableName("gamma", ("gamma", "Gamma")),
    CallableName("beta", ("beta", "Beta"), (2, 2)),
    CallableName("factorial", ("factorial",)),
    CallableName("binomial", ("binomial",), (2, 2)),
    CallableName("besselj", ("besselj",), (2, 2)),
    CallableName("sigmoid", ("sigmoid", "logistic", "sigma")),
    CallableName("softplus", ("softplus",)),
    CallableName("relu", ("relu", "ReLU")),
    CallableName("softmax", ("softmax",), (2, ANY_NUMBER)),
    CallableName("logsumexp", ("logsumexp",), (2, ANY_NUMBER)),
    CallableName("logsumexp", ("logaddexp",), (2, 2)),
    CallableName("square", ("square",), is_offered=False),
    CallableName("exp2", ("exp2",), is_offered=False),
    CallableName("expm1", ("expm1",), is_offered=False),
    CallableName("log1p", ("log1p",), is_offered=False),
    CallableName("acoth", ("acoth", "arcoth", "arccoth"), is_offered=False),
    CallableName("asech", ("asech", "arsech", "arcsech"), is_offered=False),
    CallableName("acsch", ("acsch", "arcsch", "arccsch"), is_offered=False),
    CallableName("power", ("pow", "power"), (2, 2)),
    CallableName("clip", ("clip", "clamp"), (3, 3)),
    CallableName("norm", ("norm",), (1, ANY_NUMBER)),
    CallableName("norm", ("hypot",), (2, ANY_NUMBER)),
    CallableName("piecewise", ("piecewise", "Piecewise"), (1, ANY_NUMBER)),
    CallableName("where", ("where",), (3, 3)),
)

CALLABLE_BY_NAME = {name: entry for entry in CALLABLES for name in entry.names}

# What conditions are made of, beside relations.
CONDITION_WORDS = frozenset(
    {"and", "or", "True", "true", "otherwise", "else", "Eq", "Ne", "Lt", "Le", "Gt", "Ge"}
)

# How books open the condition of a case, and name what is left; also several words.
OPENING_WORDS = frozenset(
    {
        *("if", "for", "when", "where", "si", "se", "pour", "quand", "lorsque", "cuando", "para"),
        *("falls", "wenn", "für", "当", "當", "若", "如果", "时", "時"),
    }
)
OTHERWISE_WORDS = frozenset(
    {
        *("otherwise", "else", "elsewhere", "sinon", "autrement", "ailleurs", "sonst"),
        *("andernfalls", "altrimenti", "en otro caso", "de lo contrario", "en caso contrario"),
        *("其他", "其它", "其余", "否则", "否則", "其他情况", "其它情况"),
    }
)
# And and or as texts between conditions have them.
CONNECTIVE_WORDS = {
    **dict.fromkeys(("and", "et", "und", "y", "e", "且", "和"), "and"),
    **dict.fromkeys(("or", "ou", "oder", "o", "或"), "or"),
}

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

HATTED_LETTERS = {
    hatted: f"{letter}hat"
    for hatted, letter in zip(
        "âĉêĝĥîĵôŝûŵŷẑÂĈÊĜĤÎĴÔŜÛŴŶẐ", "aceghijosuwyzACEGHIJOSUWYZ", strict=True
    )
}
"""Letters with a hat, as that of a prediction, which Unicode has as one sign."""

HATTED_NAMES = frozenset(
    f"{letter}hat" for letter in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
)
"""What such letters are called by SymPy, which typesets them so."""
