"""Functions that are linear between lines."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import product
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Abs, Expr, Integer, Max, Min, Rational, lambdify, symbols

from grad_magic import solve
from grad_magic.calculus.extrema.corners.linear_pieces import linear_pieces
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import from_sympy
from grad_magic.solution import CriticalPoints

x, y = symbols("x y", real=True)


def pieces(f: Expr) -> CriticalPoints:
    return linear_pieces(f, (x, y), compile_formula(from_sympy(f)))


def rows(f: Expr) -> set[tuple[Any, ...]]:
    return {(p.point, p.value, p.kind, p.is_strict, p.where) for p in pieces(f).points}


# x + y + 1 - x - y = 1 in the triangle x, y ≥ 0, x + y ≤ 1; more outside.
def test_a_triangle_on_which_three_distances_add_up_to_the_same() -> None:
    one = Integer(1)
    assert rows(Abs(x) + Abs(y) + Abs(x + y - 1)) == {
        ((x, y), one, "minimum", False, (x > 0) & (y > 0) & (x + y < 1)),
        ((0, y), one, "minimum", False, (y > 0) & (y < 1)),
        ((x, 0), one, "minimum", False, (x > 0) & (x < 1)),
        ((1 - y, y), one, "minimum", False, (y > 0) & (y < 1)),
        *(((a, b), one, "minimum", False, None) for a, b in ((0, 0), (0, 1), (1, 0))),
    }


# The distance of x to 1 and 2 is 1 in between, that of y to 3 is 0.
def test_a_segment_between_two_corners() -> None:
    assert rows(Abs(x - 1) + Abs(x - 2) + Abs(y - 3)) == {
        ((x, 3), Integer(1), "minimum", False, (x > 1) & (x < 2)),
        ((1, 3), Integer(1), "minimum", False, None),
        ((2, 3), Integer(1), "minimum", False, None),
    }


def test_a_strict_minimum_and_a_saddle() -> None:
    # ||x| - 1| + |y|: 0 at x = ±1, and at the origin a maximum along x.
    kinds = {(p.point, p.kind, p.is_strict) for p in pieces(Abs(Abs(x) - 1) + Abs(y)).points}
    assert kinds == {
        ((-1, 0), "minimum", True),
        ((1, 0), "minimum", True),
        ((0, 0), "saddle", None),
    }


def test_a_line_on_which_nothing_bends_parts_no_region() -> None:
    # On x = y the arguments x and y of max(x, y, 0) cross below 0, where 0 leads.
    assert rows(Max(x, y, 0)) == {
        ((x, y), Integer(0), "minimum", False, (x < 0) & (y < 0)),
        ((0, y), Integer(0), "minimum", False, y < 0),
        ((x, 0), Integer(0), "minimum", False, x < 0),
        ((0, 0), Integer(0), "minimum", False, None),
    }


@pytest.mark.parametrize(
    "f",
    [
        Abs(x) + Abs(y) + Abs(x * y),
        Abs(x) * Abs(y) + Abs(x - 1),
        Abs(x) + Abs(y) + Abs(x - y) ** 2 + Abs(x - 2),
        Abs(x) + Abs(y),
        # 0 outside of a square.
        Max(1 - Abs(x) - Abs(y), 0),
    ],
)
def test_what_is_left_to_others(f: Expr) -> None:
    with pytest.raises(UnsolvedError):
        pieces(f)


@pytest.mark.slow
def test_bounds_of_a_region_stand_in_pairs() -> None:
    text = solve("f=|x|+|x-1|+|y|+|y-2| critical=all").text
    assert "f(x, y) = 3   for 0 < x < 1 and 0 < y < 2" in text


Place: TypeAlias = tuple[Fraction, Fraction]
HALVES = [Fraction(n, 2) for n in range(-6, 7)]
numbers = st.integers(-2, 2)
linear = st.builds(lambda a, b, c: a * x + b * y + c, numbers, numbers, numbers)
bent = st.one_of(
    linear.map(Abs),
    st.builds(Max, linear, linear),
    st.builds(Min, linear, linear),
    linear.map(lambda inner: Abs(Abs(inner) - 1)),
)


@pytest.mark.slow
@settings(max_examples=5, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([1, 2, -1]), bent), min_size=3, max_size=4))
def test_every_row_is_true_of_values_around_and_none_is_missing(
    terms: list[tuple[int, Expr]],
) -> None:
    f = sum((k * term for k, term in terms), Integer(0))
    try:
        found = pieces(f)
    except UnsolvedError:
        return
    value = lambdify((x, y), f, modules=[{"Abs": abs, "Max": max, "Min": min}])
    for place in product(HALVES, HALVES):
        kind, is_strict = kind_at(value, place)
        told = [
            (row.kind, row.is_strict)
            for row in found.points
            if holds_at(row.point, row.where, place)
        ]
        if kind == "neither":
            assert all(row == ("saddle", None) for row in told)
        else:
            # Where f is constant around, the row says minimum.
            assert (kind, is_strict) in told


def kind_at(value: Callable[..., Fraction], place: Place) -> tuple[str, bool | None]:
    """By values along all rays on which lines with these coefficients can lie, near enough."""
    a, b = place
    steps = [(Fraction(u, 1000), Fraction(v, 1000)) for u, v in product(range(-4, 5), repeat=2)]
    changes = [value(a + u, b + v) - value(a, b) for u, v in steps if u or v]
    if min(changes) >= 0:
        return "minimum", min(changes) > 0
    return ("maximum", max(changes) < 0) if max(changes) <= 0 else ("neither", None)


def holds_at(point: Any, where: Any, place: Place) -> bool:
    values = {v: Rational(p.numerator, p.denominator) for v, p in zip((x, y), place, strict=True)}
    at = tuple(Integer(0) + entry for entry in point)
    if any(entry.xreplace(values) != values[v] for entry, v in zip(at, (x, y), strict=True)):
        return False
    return where is None or bool(where.xreplace(values))


# |x - 1| + x is 1 for x ≤ 1 and 2x - 1 above.
@pytest.mark.slow
def test_a_function_of_two_lines_whose_seams_stay_open_by_themselves_is_told_by_its_pieces() -> (
    None
):
    found = solve("f(x,y)=|x-1|+|y|+x critical=all")
    assert {(str(p.point), p.kind, str(p.where)) for p in found.critical_points or ()} == {
        ("(x, 0)", "minimum", "x < 1"),
        ("(1, 0)", "minimum", "None"),
    }
    assert "that are not listed" not in found.text
