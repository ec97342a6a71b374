"""A formula as text on one line, as a person writes it: -4x(y-x²), in the order of the formula.

It follows the formula's own structure: what is typed is written as typed.
"""

from __future__ import annotations

from functools import lru_cache

from sympy import Integer, Rational, Symbol
from sympy.printing.pretty.pretty_symbology import pretty_symbol

from grad_magic.formula.tree import Formula

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_HALF = Rational(1, 2)

# The names that calculus books use where the operations' own differ.
FUNCTION_NAMES = {
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
    "heaviside": "H",
}
_FENCES = {"abs": ("|", "|"), "floor": ("⌊", "⌋"), "ceiling": ("⌈", "⌉")}
_RELATIONS = {
    "less": " < ",
    "less_equal": " ≤ ",
    "greater": " > ",
    "greater_equal": " ≥ ",
    "equal": " = ",
    "unequal": " ≠ ",
}
# From loose to tight.
_SUM, _PRODUCT, _POWER, _ATOM = range(4)


@lru_cache(maxsize=1024)
def write_name(symbol: Symbol) -> str:
    """A name with its Greek letters and indices as Unicode has them."""
    return str(pretty_symbol(symbol.name))


def write_text(formula: Formula) -> str:
    """The formula as a person writes it on one line."""
    return _write(formula)[0]


def _write(formula: Formula) -> tuple[str, int]:  # noqa: PLR0911  (one case an operation)
    """The text, and how tightly it holds together."""
    operation, operands = formula.operation, formula.operands
    if formula.value is not None:
        return _write_leaf(formula)
    match operation:
        case "add":
            return _write_sum(operands), _SUM
        case "negate":
            inner = _bracket(operands[0], _PRODUCT)
            return f"-{inner}", _SUM
        case "multiply" | "reciprocal":
            return _write_product(operands if operation == "multiply" else (formula,)), _PRODUCT
        case "power":
            return _write_power(*operands), _POWER
        case "exp":
            return f"e{_raise(operands[0])}", _POWER
        case "sqrt" | "cbrt":
            inner = write_text(operands[0])
            sign = "√" if operation == "sqrt" else "∛"
            return sign + (inner if _is_plain(operands[0]) else f"({inner})"), _POWER
        case _:
            return _write_call(operation, operands), _ATOM


def _write_leaf(formula: Formula) -> tuple[str, int]:
    value = formula.value
    if isinstance(value, Rational):
        tight = _SUM if value < 0 else _ATOM if isinstance(value, Integer) else _PRODUCT
        return str(value), tight
    if isinstance(value, Symbol):
        return write_name(value), _ATOM
    return {"pi": "π", "E": "e"}.get(str(value), str(value)), _ATOM


def _bracket(formula: Formula, least: int) -> str:
    text, tight = _write(formula)
    return f"({text})" if tight < least else text


def _is_plain(formula: Formula) -> bool:
    value = formula.value
    return value is not None and (not isinstance(value, Rational) or _write(formula)[1] == _ATOM)


def _write_sum(terms: tuple[Formula, ...]) -> str:
    text = ""
    for term in terms:
        written, tight = _write(term)
        if text and term.operation == "add":
            written = f"({written})"
        elif text and tight == _SUM and term.operation == "negate":
            inner = term.operands[0]
            written = f"-{_bracket(inner, _PRODUCT)}"
        text += written if not text or written.startswith("-") else f"+{written}"
    return text


def _split(factors: tuple[Formula, ...]) -> tuple[list[Formula], list[Formula]]:
    above: list[Formula] = []
    below: list[Formula] = []
    for factor in factors:
        if factor.operation == "reciprocal":
            inner = factor.operands[0]
            below += inner.operands if inner.operation == "multiply" else (inner,)
        else:
            above.append(factor)
    return above, below


def _write_product(factors: tuple[Formula, ...]) -> str:
    above, below = _split(factors)
    if len(above) > 1 and above[0].value == 1:
        above = above[1:]
    sign = ""
    if above and above[0].operation == "negate":
        sign, above[0] = "-", above[0].operands[0]
    top = _write_row(above, alone=not below and not sign) if above else "1"
    if not below:
        return sign + top
    if len(below) > 1:
        return f"{sign}{top}/({_write_row(below, alone=False)})"
    inner, tight = _write(below[0])
    return f"{sign}{top}/" + (f"({inner})" if tight < _POWER or "/" in inner[:0] else inner)


def _write_row(factors: list[Formula], *, alone: bool) -> str:
    if alone and len(factors) == 1:
        return write_text(factors[0])
    text, last_is_open = "", True
    for place, factor in enumerate(factors):
        written, tight = _write(factor)
        fenced = tight == _SUM or (tight == _PRODUCT and factor.operation != "multiply")
        if fenced:
            written = f"({written})"
        fenced = written.startswith("(")
        joins = fenced or last_is_open or (place and _is_whole(factors[0]) and place == 1)
        if joins and not (text and written[0].isdigit()):
            text += written
        else:
            text += f"·{written}"
        last_is_open = fenced
    return text


def _is_whole(formula: Formula) -> bool:
    return isinstance(formula.value, Integer)


def _write_power(base: Formula, exponent: Formula) -> str:
    if exponent.value == _HALF:
        return _write(Formula("sqrt", (base,)))[0]
    raised = _raise(exponent)
    text, tight = _write(base)
    if base.operation in _NAMED and len(base.operands) == 1 and raised[0] not in "^⁻":
        name = FUNCTION_NAMES.get(base.operation, base.operation)
        return f"{name}{raised}({write_text(base.operands[0])})"
    return (text if tight == _ATOM else f"({text})") + raised


# sin²(x) rather than sin(x)².
_NAMED = frozenset(
    {"sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch",
     "log", "sigmoid"}
)  # fmt: skip


def _raise(exponent: Formula) -> str:
    value = exponent.value
    if isinstance(value, Integer) and value > 0:
        return str(value).translate(_SUPERSCRIPTS)
    text = write_text(exponent)
    return f"^{text}" if value is not None and not isinstance(value, Rational) else f"^({text})"


def _write_call(operation: str, operands: tuple[Formula, ...]) -> str:
    if operation in _FENCES:
        left, right = _FENCES[operation]
        return f"{left}{write_text(operands[0])}{right}"
    if operation == "piecewise":
        pairs = zip(operands[::2], operands[1::2], strict=True)
        return "{" + ", ".join(f"{write_text(v)} if {_write_condition(c)}" for v, c in pairs) + "}"
    if operation == "polygamma" and operands[0].value == 0:
        operands = operands[1:]
    if operation == "besselj" and isinstance(operands[0].value, Integer):
        return f"J{str(operands[0].value).translate(_SUBSCRIPTS)}({write_text(operands[1])})"
    name = FUNCTION_NAMES.get(operation, operation)
    return f"{name}({','.join(map(write_text, operands))})"


def _write_condition(condition: Formula) -> str:
    if condition.operation in ("and", "or"):
        parts = (
            f"({_write_condition(part)})" if part.operation in ("and", "or") else
            _write_condition(part) for part in condition.operands
        )  # fmt: skip
        return f" {condition.operation} ".join(parts)
    if condition.operation == "true":
        return "otherwise"
    left, right = _sides(condition.operands[0])
    return f"{left}{_RELATIONS[condition.operation]}{right}"


def _sides(difference: Formula) -> tuple[str, str]:
    """The two sides of a relation, which is kept as left - right."""
    if difference.operation == "add" and difference.operands[-1].operation == "negate":
        *left, right = difference.operands
        first = left[0] if len(left) == 1 else Formula("add", tuple(left))
        return write_text(first), write_text(right.operands[0])
    return write_text(difference), "0"
