from __future__ import annotations

import pytest
from sympy import Integer, Ne, Piecewise, exp, sin, sqrt, symbols

from grad_magic.lesson.atoms import Closing, Opening, Space, Term, Text
from grad_magic.lesson.breaking import open_atom, open_until
from grad_magic.lesson.latex import render_latex
from grad_magic.lesson.plain import measure, render_plain
from grad_magic.lesson.steps import (
    Combination,
    Decimal,
    Name,
    Products,
    Relation,
    Step,
    Value,
    Vector,
)

x, y = symbols("x y", real=True)
LONG = sum((sin(x + number * y) * number for number in range(1, 8)), Integer(0))


def plain(*line: object) -> list[str]:
    return render_plain([Step("function", (line,))], width=40).split("\n")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("atom", "parts"),
    [
        (Value(x**2 - 2 * y), (Value(x**2), Term(Value(-2 * y)))),
        (
            Value(exp(x) * (x + y)),
            (
                Value(exp(x)),
                Opening(after_factor=True),
                Value(x),
                Term(Value(y)),
                Closing(),
            ),
        ),
        (Vector((x, y)), (Opening(), Value(x), Text(","), Space(), Value(y), Closing())),
        (
            Products(((x, y), (y, x))),
            (Products(((x, y),)), Term(Products(((y, x),)))),
        ),
        (
            Combination(((Decimal("2"), x), (Decimal("3"), None))),
            (
                Combination(((Decimal("2"), x),)),
                Term(Combination(((Decimal("3"), None),))),
            ),
        ),
    ],
)
def test_a_long_piece_is_opened_into_parts(atom: Value, parts: tuple[object, ...]) -> None:
    assert open_atom(atom) == parts


@pytest.mark.parametrize("atom", [Value(sqrt(x + y)), Value(-(x**2)), Vector((x,)), Name("f")])
def test_what_has_no_parts_stays_whole(atom: Value) -> None:
    assert open_atom(atom) == (atom,)


def test_only_what_is_wider_is_opened() -> None:
    short, long = Value(x + y), Value(LONG)
    first, *others = open_until((short, long), measure, 30)
    assert first == short
    assert len(others) == 7


def test_a_long_sum_is_broken_before_its_signs() -> None:
    assert plain(Name("f"), Relation("="), Value(LONG - 8 * x)) == [
        "f = -8x + sin(x + y) + 2·sin(x + 2y)",
        "    + 3·sin(x + 3y) + 4·sin(x + 4y)",
        "    + 5·sin(x + 5y) + 6·sin(x + 6y)",
        "    + 7·sin(x + 7y)",
    ]


def test_the_cases_of_a_function_stand_together_in_print_only() -> None:
    cases = Piecewise((LONG, Ne(x, 0)), (y, True))
    line = (Name("f"), Relation("="), Value(cases))
    assert plain(*line)[-1].endswith("(y, otherwise))")
    latex = render_latex([Step("function", (line,))])
    assert latex.count(r"\begin{cases}") == 1
    assert "piecewise" not in latex


def test_a_broken_row_begins_with_a_sign_that_is_spaced_as_between_terms() -> None:
    latex = render_latex([Step("function", ((Name("f"), Relation("="), Value(LONG)),))])
    assert r"& \quad {} + " in latex
