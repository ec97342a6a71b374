"""Cases of entries, in braces, as in Python and with where: one meaning, one gradient."""

from __future__ import annotations

import pytest

from grad_magic.errors import GradMagicError
from grad_magic.result import solve

LEAKY = "1[x > 0] + 0.01·1[x ≤ 0]"


@pytest.mark.parametrize(
    "typed",
    [
        "{x, x>0; 0.01*x, otherwise}",
        "{x, x>0; 0.01*x, x<=0}",
        "{x, x>0; 0.01*x, 0>=x}",
        "{x if x>0; 0.01*x otherwise}",
        "{x, if x > 0, 0.01*x, else}",
        "{x, x>0; otherwise 0.01*x}",
        "{x, 当 x>0; 0.01*x, 其他}",
        "{x if x>0 else 0.01*x}",
        "(x if x>0 else 0.01*x)",
        "x if x>0 else 0.01*x",
        "where((x>0), x, 0.01*x)",
    ],
)
def test_cases_are_read_as_they_are_written(typed: str) -> None:
    assert solve(f"f(x)=sum({typed}) x:(n)").gradient_formulas["x"] == LEAKY


@pytest.mark.parametrize(
    ("typed", "gradient"),
    [
        # At 2, -2 and 1/2, by hand.
        ("{x^2, x>1; x, 0<x<=1; 0, otherwise}", (4, 0, 1)),
        ("where((x>0)&(x<1), x^2, x)", (1, 1, 1)),
        ("where(x>0 and x<1, x^3, x)", (1, 1, 0.75)),
        ("where(0<x<1, x^3, x)", (1, 1, 0.75)),
        ("where((x<0)|(x>1), x^2, x)", (4, -4, 1)),
        ("where(x<0 or x>1, x^2, x)", (4, -4, 1)),
        # Of and and or, and holds together more tightly.
        ("where(x<0 or x>0 and x<1, 3*x, x)", (1, 3, 3)),
        ("where((x<0 or x>0) and x<1, 3*x, x)", (1, 3, 3)),
        ("x^2 if x>1 else 5*x if x>0 else -x", (4, -1, 5)),
        ("{3*x, x>1; {x, x>0; -x, otherwise}, otherwise}", (3, -1, 1)),
    ],
)
def test_each_entry_has_its_case(typed: str, gradient: tuple[float, ...]) -> None:
    result = solve(f"f(x)=sum({typed}) at=(x=[2,-2,1/2])")
    assert [float(entry) for entry in result.gradients["x"]] == list(gradient)
    assert not result.warnings


def test_words_of_cases_may_be_names() -> None:
    assert solve("f(if)=sum(if*2) if:(n)").gradient_formulas == {"if": "2𝟏"}
    assert solve("f(w)=sum(e*w) w:(n)").gradient_formulas == {"w": "e𝟏"}


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("{x^2, x>1; x, x<0}", "these cases may leave entries without a value"),
        # Both hold at 0.
        ("{x^2, x>=0; x, x<=0}", "these cases may leave entries without a value"),
        ("where(m, x, 0)", "a case is chosen by a relation, as x > 0"),
        ("where(x!=0, x, 0)", "a case is chosen by a relation, as x > 0"),
        ("x if x>0", "does not fit here"),
        ("{x, x>0; 0, otherwise; 1}", "; does not fit here"),
        ("x otherwise", "otherwise does not fit here"),
    ],
)
def test_what_leaves_a_case_open_is_refused(typed: str, message: str) -> None:
    with pytest.raises(GradMagicError) as raised:
        solve(f"f(x)=sum({typed}) m=[1,0] at=(x=[1,2])")
    assert message in str(raised.value)
