"""The operations that a formula may hold: one list, which every table knows.

`grad_magic.formula` tells which tables have a row for each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["signs", "function", "derivative", "cases", "relation", "connective"]
Stage = Literal["formula", "program", "both"]


NEGATIONS = {
    "less": "greater_equal",
    "greater_equal": "less",
    "greater": "less_equal",
    "less_equal": "greater",
    "equal": "unequal",
    "unequal": "equal",
    "and": "or",
    "or": "and",
}
"""What holds where a relation does not; of parts that are negated, too, what joins them."""
TURNED = {
    "greater": "less",
    "less": "greater",
    "greater_equal": "less_equal",
    "less_equal": "greater_equal",
}
"""A relation read from right to left."""


@dataclass(frozen=True, eq=False)
class Operation:
    """One operation on real numbers, or on conditions.

    Attributes:
        name: what it is called in a Formula and in every table.
        operands: how many it takes; None where as many as one likes.
        meaning: its value, with operands x, y, …
        kind: "signs" for what is written with + · / ^, "function" for what is called by a name,
            "derivative" for what only derivatives of functions hold, "cases" for a value by
            cases, "relation" for a comparison of one difference with 0, "connective" for what
            joins conditions.
        stage: where it occurs: in formulas, in the programs compiled from them, or in both.
    """

    name: str
    operands: int | None
    meaning: str
    kind: Kind = "function"
    stage: Stage = "both"


OPERATIONS = (
    Operation("add", None, "x + y + …", "signs"),
    Operation("multiply", None, "x·y·…", "signs"),
    Operation("negate", 1, "-x", "signs"),
    Operation("reciprocal", 1, "1/x", "signs"),
    # The compiler tells powers apart: as "power" goes on what has no constant exponent that is
    # whole or has an odd denominator.
    Operation("power", 2, "x^y", "signs"),
    Operation("integer_power", 2, "x^n for a constant whole n", "signs", "program"),
    Operation("odd_root_power", 2, "x^(p/q) for a constant p/q, q odd", "signs", "program"),
    Operation("exp", 1, "e^x"),
    Operation("log", 1, "the natural logarithm of x"),
    Operation("sqrt", 1, "√x"),
    Operation("cbrt", 1, "the real cube root of x", stage="formula"),
    Operation("abs", 1, "|x|"),
    Operation("sign", 1, "-1, 0 or 1"),
    Operation("sin", 1, "sin x"),
    Operation("cos", 1, "cos x"),
    Operation("tan", 1, "sin x/cos x"),
    Operation("cot", 1, "cos x/sin x"),
    Operation("sec", 1, "1/cos x"),
    Operation("csc", 1, "1/sin x"),
    Operation("asin", 1, "the angle in [-π/2, π/2] with sine x"),
    Operation("acos", 1, "the angle in [0, π] with cosine x"),
    Operation("atan", 1, "the angle in (-π/2, π/2) with tangent x"),
    Operation("sinh", 1, "(e^x - e^-x)/2"),
    Operation("cosh", 1, "(e^x + e^-x)/2"),
    Operation("tanh", 1, "sinh x/cosh x"),
    Operation("coth", 1, "cosh x/sinh x"),
    Operation("sech", 1, "1/cosh x"),
    Operation("csch", 1, "1/sinh x"),
    Operation("asinh", 1, "the number with hyperbolic sine x"),
    Operation("acosh", 1, "the number ≥ 0 with hyperbolic cosine x"),
    Operation("atanh", 1, "the number with hyperbolic tangent x"),
    Operation("atan2", 2, "the angle in (-π, π] of the point (y, x)"),
    Operation("max", None, "the largest of x, y, …"),
    Operation("min", None, "the smallest of x, y, …"),
    Operation("floor", 1, "the largest whole number that is at most x"),
    Operation("ceiling", 1, "the smallest whole number that is at least x"),
    Operation("heaviside", 1, "0 for x < 0, 1 for x > 0, and no value at 0"),
    Operation("erf", 1, "2/√π · ∫ e^(-t²) dt from 0 to x"),
    Operation("gamma", 1, "Γ(x)"),
    Operation("beta", 2, "Γ(x)·Γ(y)/Γ(x + y)"),
    Operation("factorial", 1, "Γ(x + 1)"),
    Operation("binomial", 2, "x choose y, of whole numbers"),
    Operation("besselj", 2, "the Bessel function J of whole order x, at y"),
    Operation("sigmoid", 1, "1/(1 + e^-x)"),
    Operation("softplus", 1, "ln(1 + e^x)"),
    # A program has exponentials in their place.
    Operation("logsumexp", None, "ln(e^x + e^y + …)", stage="formula"),
    Operation("softmax_entry", None, "of y, z, … the entry x of softmax", "derivative", "formula"),
    Operation("polygamma", 2, "the derivative of order x + 1 of ln Γ, at y", "derivative"),
    # Its operands are a value, its condition, a value, its condition, …; a program has
    # branches in their place, and an arithmetic its `choose`.
    Operation("piecewise", None, "the first value whose condition holds", "cases", "formula"),
    Operation("less", 1, "x < 0", "relation"),
    Operation("less_equal", 1, "x ≤ 0", "relation"),
    Operation("greater", 1, "x > 0", "relation"),
    Operation("greater_equal", 1, "x ≥ 0", "relation"),
    Operation("equal", 1, "x = 0", "relation"),
    Operation("unequal", 1, "x ≠ 0", "relation"),
    Operation("and", None, "whether all hold", "connective"),
    Operation("or", None, "whether one holds", "connective"),
    Operation("true", 0, "what always holds", "connective"),
)
FORMULA_OPERATIONS = frozenset(entry.name for entry in OPERATIONS if entry.stage != "program")
"""What a Formula may hold, beside its leaves and "vector"."""
PROGRAM_OPERATIONS = frozenset(entry.name for entry in OPERATIONS if entry.stage != "formula")
"""What an Arithmetic carries out."""

BOOK_NAMES: Mapping[str, str] = {
    "log": "ln",
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan",
    "atan2": "arctan2",
    "asinh": "arsinh",
    "acosh": "arcosh",
    "atanh": "artanh",
    "gamma": "Γ",
    "beta": "B",
    "polygamma": "ψ",
    "besselj": "J",
    "sigmoid": "σ",
    "heaviside": "Heaviside",
}
"""The names that calculus books use where the operations' own differ."""

RELATIONS: Mapping[str, Callable[[Any], Any]] = {
    "less": lambda difference: difference < 0,
    "less_equal": lambda difference: difference <= 0,
    "greater": lambda difference: difference > 0,
    "greater_equal": lambda difference: difference >= 0,
    "equal": lambda difference: difference == 0,
    "unequal": lambda difference: difference != 0,
}
"""Each relation as a test of the difference of its sides, or of that difference's sign."""
