"""The corpora are read: every text gets its one meaning, or is refused with its place."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from typing import Any

import mpmath
import pytest
import sympy
from sympy import Expr, Piecewise, Symbol
from sympy.parsing.sympy_parser import parse_expr

from grad_magic.errors import RequestSyntaxError
from grad_magic.formula.sympy_forms import to_sympy
from grad_magic.formula.tree import Place
from grad_magic.reading.grammar.expressions import read_expression
from tests.reading.corpus_latex import LATEX, LATEX_OF_EXAM_PAPERS, LATEX_WITH_VARIABLES
from tests.reading.corpus_python import PYTHON, PYTHON_WITH_VARIABLES
from tests.reading.corpus_refused import REFUSED, REFUSED_WITH_VARIABLES
from tests.reading.corpus_typed import TYPED, TYPED_WITH_VARIABLES

Row = tuple[str, str, str]

TYPED_ROWS: tuple[Row, ...] = (
    *((text, "", meaning) for text, meaning in TYPED.items()),
    *((text, declared, meaning) for (text, declared), meaning in TYPED_WITH_VARIABLES.items()),
)
PYTHON_ROWS: tuple[Row, ...] = (
    *((text, "", meaning) for text, meaning in PYTHON.items()),
    *((text, declared, meaning) for (text, declared), meaning in PYTHON_WITH_VARIABLES.items()),
)
LATEX_ROWS: tuple[Row, ...] = (
    *(
        (f"${text}$", "", meaning)
        for text, meaning in (*LATEX.items(), *LATEX_OF_EXAM_PAPERS.items())
    ),
    *((f"${text}$", names, meaning) for (text, names), meaning in LATEX_WITH_VARIABLES.items()),
)
REFUSED_ROWS = (*((text, "") for text in REFUSED), *REFUSED_WITH_VARIABLES)

# What the corpora's meanings are made of; every other name is a real variable.
_FUNCTION_NAMES = """
    Abs Eq Heaviside Max Min Ne Piecewise acos acosh asin asinh atan atan2 atanh besselj ceiling
    cos cosh cot coth csc csch erf exp factorial floor log sec sech sign sin sinh sqrt tan tanh pi E
"""
_FUNCTIONS = {name: getattr(sympy, name) for name in _FUNCTION_NAMES.split()} | {
    "gamma_function": sympy.gamma,
    "beta_function": sympy.beta,
    "True": sympy.true,
}
_KEYWORDS = {"lamda": "lambda"}
# Points at which two functions have to agree before they count as the same.
_ENOUGH_POINTS = 5
_DIGITS = 30
_TOLERANCE = 1e-15


def expression_of(meaning: str, declared: str = "") -> Expr:
    """What a meaning of the corpora says, with SymPy's own reader."""
    names = dict(_FUNCTIONS)
    for name in re.findall(r"[A-Za-z]\w*", meaning):
        if name not in names or name in declared.split():
            names[name] = Symbol(_KEYWORDS.get(name, name), real=True)
    return parse_expr(meaning, local_dict=names)


def read(text: str, declared: str = "") -> Expr:
    """What the reader makes of the text."""
    return to_sympy(read_expression(text, Place(0, len(text)), tuple(declared.split())), text)


def points_for(symbols: Sequence[Symbol], expression: Expr) -> list[dict[Symbol, Any]]:
    """Points of all signs, always the same; for cases also those where their seams lie."""
    chance = random.Random(0)  # noqa: S311  (no secret)
    points = [
        {symbol: mpmath.mpf(chance.uniform(low, 2)) for symbol in symbols}
        for low in [0.1] * 8 + [-2] * 8
    ]
    if expression.has(Piecewise):
        points += [
            {symbol: mpmath.mpf(chance.randint(-1, 2)) for symbol in symbols} for _ in range(20)
        ]
        points += [dict.fromkeys(symbols, mpmath.mpf(0))]
    return points


def compiled(symbols: Sequence[Symbol], expression: Expr) -> Any:
    """The expression as a function; dummies, for a misread sin may be the name of a variable."""
    return sympy.lambdify(symbols, expression, "mpmath", dummify=True)


def value_at(function: Any, point: Mapping[Symbol, Any]) -> Any:
    """The value, real or complex; None where there is none."""
    try:
        value = mpmath.mpmathify(function(*point.values()))
    except (ArithmeticError, ValueError):
        return None
    return value if mpmath.isfinite(value) else None


def is_same_function(one: Expr, other: Expr) -> bool:
    """Whether two expressions are equal, or have the same values at many points."""
    if one == other:
        return True
    symbols = sorted(one.free_symbols | other.free_symbols, key=str)
    agreeing = 0
    with mpmath.workdps(_DIGITS):
        left, right = (compiled(symbols, side) for side in (one, other))
        for point in points_for(symbols, one):
            values = value_at(left, point), value_at(right, point)
            if None in values:
                continue
            if not mpmath.almosteq(*values, rel_eps=_TOLERANCE, abs_eps=_TOLERANCE):
                return False
            agreeing += 1
    return agreeing >= _ENOUGH_POINTS


@pytest.mark.parametrize(("text", "declared", "meaning"), TYPED_ROWS)
def test_typed_mathematics_is_read_as_meant(text: str, declared: str, meaning: str) -> None:
    assert_read_as(text, declared, meaning)


@pytest.mark.parametrize(("text", "declared", "meaning"), PYTHON_ROWS)
def test_python_is_read_as_meant(text: str, declared: str, meaning: str) -> None:
    assert_read_as(text, declared, meaning)


@pytest.mark.parametrize(("text", "declared", "meaning"), LATEX_ROWS)
def test_latex_is_read_as_meant(text: str, declared: str, meaning: str) -> None:
    assert_read_as(text, declared, meaning)


def assert_read_as(text: str, declared: str, meaning: str) -> None:
    expression, expected = read(text, declared), expression_of(meaning, declared)
    assert is_same_function(expected, expression), f"read as {expression}, meant is {expected}"


@pytest.mark.parametrize(("text", "declared"), REFUSED_ROWS)
def test_what_has_no_one_meaning_is_refused_with_its_place(text: str, declared: str) -> None:
    with pytest.raises(RequestSyntaxError) as caught:
        read(text, declared)
    error = caught.value
    assert error.message
    assert error.source == text
    assert 0 <= error.start <= error.end <= len(text)


def test_no_text_stands_in_the_corpora_twice() -> None:
    rows = [(text, names) for text, names, _ in (*TYPED_ROWS, *PYTHON_ROWS, *LATEX_ROWS)]
    rows += REFUSED_ROWS
    assert sorted(rows) == sorted(set(rows))


def test_the_corpora_tell_functions_apart() -> None:
    x, y = sympy.symbols("x y", real=True)
    assert is_same_function((x + y) ** 2, x**2 + 2 * x * y + y**2)
    assert not is_same_function(sympy.sin(x * y), sympy.sin(x) * y)
    assert not is_same_function(sympy.sqrt(x**2), x)
    assert not is_same_function(Piecewise((x, y > 0), (0, True)), Piecewise((x, y < 0), (0, True)))
