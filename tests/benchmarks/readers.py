"""How many functions, as books print them, this reader and SymPy's read rightly.

    python -m tests.benchmarks.readers

Over the corpora of typed mathematics and of LaTeX: the share read as meant, misread without a
word, and refused. SymPy's LaTeX readers need lark and antlr4-python3-runtime; one that is missing
is left out.
"""

from __future__ import annotations

import functools
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from sympy import E, Expr, Symbol, pi
from sympy.parsing.latex import parse_latex
from sympy.parsing.sympy_parser import (
    convert_xor,
    implicit_multiplication_application,
    parse_expr,
    standard_transformations,
)

from tests.reading.test_corpus import LATEX_ROWS, TYPED_ROWS, Row, expression_of, is_same_function
from tests.reading.test_corpus import read as read_here

Reader = Callable[[str, str], Expr]

OUTCOMES = ("right", "misread", "refused")
ASCII = str.maketrans("−·⋅×{}", "-***()") | str.maketrans(
    {"π": " pi ", "θ": " theta ", "λ": " lamda ", "√": " sqrt ", "₁": "_1 ", "₂": "_2 ", "₃": "_3 "}
)
TRANSFORMATIONS = (*standard_transformations, convert_xor, implicit_multiplication_application)


def read_by_parse_expr(text: str, declared: str) -> Expr:
    """As SymPy's documentation advises for typed mathematics."""
    names = {name: Symbol(name) for name in declared.split()}
    return parse_expr(text, local_dict=names, transformations=TRANSFORMATIONS)


def read_by_parse_expr_in_ascii(text: str, declared: str) -> Expr:
    """The same after the signs of Unicode and braces are written as SymPy can read them."""
    return read_by_parse_expr(re.sub(r"[⁻⁰-⁹²³¹]+", to_power, text).translate(ASCII), declared)


def to_power(match: re.Match[str]) -> str:
    """Raised digits as an exponent."""
    return f"^({unicodedata.normalize('NFKC', match[0])})".replace("−", "-")


def read_by_parse_latex(text: str, declared: str, backend: str) -> Expr:
    """SymPy's LaTeX reader, which knows no declared names."""
    del declared
    expression = parse_latex(text.strip("$"), backend=backend)
    if not isinstance(expression, Expr):
        raise TypeError(f"no expression but {type(expression)}")
    return expression


def with_real_symbols(expression: Expr) -> Expr:
    """The expression in the corpora's symbols: x_{1} is x_1, and x is real."""
    names = {symbol: re.sub(r"[{}]", "", str(symbol)) for symbol in expression.free_symbols}
    return expression.xreplace({symbol: Symbol(name, real=True) for symbol, name in names.items()})


def with_constants(expression: Expr, declared: str) -> Expr:
    """With Euler's number for e, which SymPy's readers take for a variable."""
    constants = {"e": E, "pi": pi}
    for name in declared.split():
        constants.pop(name, None)
    return expression.xreplace({Symbol(n, real=True): value for n, value in constants.items()})


def outcome(reader: Reader, row: Row) -> str:
    """What the reader makes of the row."""
    text, declared, meaning = row
    try:
        expression = with_constants(with_real_symbols(reader(text, declared)), declared)
    except Exception:  # noqa: BLE001  (the other readers raise nearly every class there is)
        return "refused"
    try:
        is_right = is_same_function(expression_of(meaning, declared), expression)
    except (AttributeError, NameError, SyntaxError, TypeError):
        # It holds an unknown function, or something that has no value.
        return "misread"
    return "right" if is_right else "misread"


def readers_of_latex() -> dict[str, Reader]:
    """Those that can run here."""
    backends = {"lark": "lark", "antlr": "antlr4"}
    found = {backend: module for backend, module in backends.items() if find_spec(module)}
    for _backend in backends.keys() - found.keys():
        pass
    return {
        f"SymPy parse_latex, {backend}": functools.partial(read_by_parse_latex, backend=backend)
        for backend in found
    }


def print_table(title: str, rows: Sequence[Row], readers: dict[str, Reader]) -> None:
    """One line for each reader."""
    print(f"{title}, {len(rows)} rows".ljust(40), *(outcome.rjust(9) for outcome in OUTCOMES))
    for name, reader in readers.items():
        counts = Counter(outcome(reader, row) for row in rows)
        print(name.ljust(40), *(f"{counts[kind] / len(rows):9.1%}" for kind in OUTCOMES))


def main() -> None:
    """Prints both tables."""
    typed: dict[str, Reader] = {
        "grad_magic": read_here,
        "SymPy parse_expr": read_by_parse_expr,
        "SymPy parse_expr, signs in ASCII": read_by_parse_expr_in_ascii,
    }
    print_table("typed", TYPED_ROWS, typed)
    print_table("LaTeX", LATEX_ROWS, {"grad_magic": read_here} | readers_of_latex())


if __name__ == "__main__":
    main()
