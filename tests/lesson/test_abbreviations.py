from __future__ import annotations

from grad_magic.formula.tree import Formula
from grad_magic.lesson.abbreviations import abbreviate
from grad_magic.lesson.pieces import write_text
from grad_magic.reading.request import read_problem

_ROOT = "sqrt(x^2+y^2)"
_LONG = f"sin({_ROOT})*cos({_ROOT})*e^(x*y)*ln({_ROOT}) + tan({_ROOT})*x*y*ln({_ROOT})"


def _read(typed: str) -> Formula:
    return read_problem(f"f(x,y)={typed}").formula


def test_the_inner_function_that_saves_most_gets_a_letter() -> None:
    line = _read(_LONG)
    found = abbreviate([line, line], {"f", "x", "y"})
    assert found is not None
    letter, inner, lines = found
    assert str(letter) == "s"
    assert write_text(inner) == "√(x² + y²)"
    assert write_text(lines[0]) == "sin(s)·cos(s)·e^(x·y)·ln(s) + tan(s)·x·y·ln(s)"


def test_a_letter_of_the_request_is_not_taken() -> None:
    line = _read(_LONG)
    found = abbreviate([line, line], {"s", "w"})
    assert found is not None
    assert str(found[0]) == "q"
    assert abbreviate([line, line], {"s", "w", "q", "m"}) is None


def test_short_lines_need_none() -> None:
    line = _read("sin(sqrt(x^2+y^2))*cos(sqrt(x^2+y^2))")
    assert abbreviate([line, line, line], {"x", "y"}) is None
