"""Functions with corners and a parameter, on the values of which the kinds of corners depend."""

from __future__ import annotations

import pytest
from sympy import Abs, Integer, Max, Rational, sqrt, symbols, true

import grad_magic
from grad_magic.calculus.extrema.case_search import CaseSearch
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.slopes_of_pieces import breaks_of_slopes
from grad_magic.findings import SearchRemark
from grad_magic.formula.sympy_forms import from_sympy
from grad_magic.solution import CriticalPoints

x, y, a = symbols("x y a", real=True)
half, quarter = Rational(1, 2), Rational(1, 4)


def test_the_slopes_of_pieces_tell_where_a_parameter_matters() -> None:
    assert breaks_of_slopes(Abs(x) + a * x + y**2, (x, y), a) == (-1, 0, 1)
    assert breaks_of_slopes(Max(x, y) + a * x, (x, y), a) == (-1, 0)


# ±1 + a are the slopes beside x = 0, and where one of them is 0 f is level there.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "zero"),
    [
        ("f(x)=|x|+a*x", ""),
        pytest.param("f(x,y)=|x|+a*x+y^2", ", 0", marks=pytest.mark.slow),
        pytest.param("f(x,y)=|x|+|y|+a*x", ", 0", marks=pytest.mark.slow),
    ],
)
def test_a_corner_is_a_minimum_while_the_parameter_is_small(f: str, zero: str) -> None:
    found = grad_magic.solve(f"{f} critical=all")
    at_corner = [p for p in found.critical_points or () if set(p.point) == {Integer(0)}]
    assert {(p.kind, p.is_strict, str(p.where)) for p in at_corner} == {
        ("saddle", None, "a < -1"),
        ("minimum", True, "(a > -1) & (a < 1)"),
        ("saddle", None, "a > 1"),
        ("minimum", False, "Eq(a, -1) | Eq(a, 1)"),
    }
    on_line = {str(p.where) for p in found.critical_points or () if p.point[0] == x}
    assert on_line == {"Eq(a, -1) & (x > 0)", "Eq(a, 1) & (x < 0)"}
    assert f"f(x{zero}) = 0   for a = -1 and x > 0" in found.text


def test_a_value_for_which_not_all_points_are_found_is_left_out_in_words() -> None:
    # Around (0, 0), where √(x² + y²) - ax has its corner, all is known but for a = ±1.
    cone = sqrt(x**2 + y**2) - a * x
    open_search = CaseSearch(cone, (x, y), from_sympy(cone), lambda *_: CriticalPoints((), None))
    with pytest.raises(UnsolvedError):
        open_search.points_at(a, Integer(1))
    open_search.may_leave_out.add(a)
    assert open_search.points_at(a, Integer(1)) == ()
    (remark,) = open_search.remarks()
    assert remark.kind is SearchRemark.REGULAR_ASSUMED
    assert (remark.parts["first"], remark.parts["second"]) == (a, 1)


# x² + max(x, a): slopes 2a and 2a + 1 beside a, -1/2 where f is x² + x, 0 where it is x² + a.
# |x - a| + x² + y²: slopes 2a - 1 and 2a + 1. x² + a|x|: ±a/2 on the sides where they lie.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "kinds"),
    [
        (
            "max(x,a)+x^2+y^2",
            {
                -1: {(-half, 0): "minimum"},
                -half: {(-half, 0): "minimum"},
                -quarter: {(-quarter, 0): "minimum"},
                1: {(0, 0): "minimum"},
            },
        ),
        (
            "|x-a|+x^2+y^2",
            {
                -2: {(-half, 0): "minimum"},
                quarter: {(quarter, 0): "minimum"},
                1: {(half, 0): "minimum"},
            },
        ),
        (
            "x^2+a|x|+y^2",
            {
                -2: {(-1, 0): "minimum", (0, 0): "saddle", (1, 0): "minimum"},
                0: {(0, 0): "minimum"},
                3: {(0, 0): "minimum"},
            },
        ),
        (
            "|x|+|y|+a x y",
            {2: {(0, 0): "minimum", (-half, half): "saddle", (half, -half): "saddle"}},
        ),
        ("x^2+y^2+a|x-1|", {-2: {(-1, 0): "minimum", (1, 0): "saddle"}, 3: {(1, 0): "minimum"}}),
        ("|x|^3+a x+y^2", {3: {(-1, 0): "minimum"}}),
        ("max(a x,y^2)", {-1: {(x, 0): "minimum", (0, 0): "minimum"}}),
        (
            "x|x|+a x^2+y^2",
            {-2: {(0, 0): "saddle"}, half: {(0, 0): "saddle"}, 2: {(0, 0): "minimum"}},
        ),
        (
            "|x^2+y^2-a|",
            {
                -1: {(0, 0): "minimum"},
                0: {(0, 0): "minimum"},
                2: {(x, y): "minimum", (0, 0): "maximum"},
            },
        ),
    ],
)
def test_points_of_a_piece_and_its_border(
    f: str, kinds: dict[Rational, dict[tuple[Rational, Rational], str]]
) -> None:
    found = grad_magic.solve(f"f(x,y)={f} critical=all plot=none")
    assert found.critical_points_complete
    for value, expected in kinds.items():
        listed = {
            tuple(entry.subs(a, value) for entry in row.point): row.kind
            for row in found.critical_points
            if row.where is None or row.where.subs(a, value) != False  # noqa: E712  (SymPy's truth)
        }
        # A corner that is no extremum may be listed besides.
        assert {k: v for k, v in listed.items() if v != "saddle"} == {
            k: v for k, v in expected.items() if v != "saddle"
        }
        assert expected.items() <= listed.items()


@pytest.mark.slow
def test_the_seam_of_all_values_is_told_once() -> None:
    text = grad_magic.solve("f(x,y)=|x|+|y|+|x+a y| critical=all plot=none").text
    assert text.count("may not be differentiable") == 3
    assert "/-1" not in text


# For a > 1, min(a - x², 1) is 1 around 0; max(a - x², 1) is 1 everywhere for a ≤ 1, as 1 + x² > a.
@pytest.mark.slow
def test_where_a_function_is_constant_it_has_one_row_with_a_short_condition() -> None:
    capped = grad_magic.solve("f(x)=min(a-x^2,1) critical=all").critical_points
    assert [(p.kind, p.is_strict, str(p.where)) for p in capped if p.point == (0,)] == [
        ("maximum", True, "a <= 1")
    ]
    text = grad_magic.solve("f(x)=max(a-x^2,1) critical=all").text
    assert "f(x) = 1   for a ≤ 1\n" in text


# min(x², 4) + a|x| is 4 on both sides of -2 and 2 for a = 0, and 4 + ax for x > 2.
@pytest.mark.slow
def test_a_condition_with_or_stands_in_brackets_beside_one_on_the_parameter() -> None:
    result = grad_magic.solve("f(x)=min(x^2,4)+a|x| critical=all")
    assert "f(x) = 4   for (x < -2 or x > 2) and a = 0\n" in result.text
    assert r"(x < -2\ \text{or}\ x > 2)\ \text{and}\ a = 0" in result.latex


# 1 - x² > a for x² < 1 - a, and 1 - x² ≤ a everywhere for a ≥ 1; the same of x² - 1 < a.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "corners", "everywhere", "kind"),
    [
        ("max(1-x^2,a)", {-3: 2, 0: 1, Rational(3, 4): half}, {1, 2}, "minimum"),
        ("min(3-x^2,a)", {-1: 2, 2: 1, Rational(11, 4): half}, set(), "maximum"),
        ("max(x^2-1,a)", {3: 2, 0: 1, Rational(-3, 4): half}, set(), "minimum"),
    ],
)
def test_a_parabola_is_cut_off_at_a_height(
    f: str, corners: dict[Rational, Rational], everywhere: set[int], kind: str
) -> None:
    found = grad_magic.solve(f"f(x)={f} critical=all")
    assert found.critical_points_complete
    for height, place in corners.items():
        rows = [p for p in found.critical_points if p.where.subs(a, height) == true]
        cut = {p.point[0].subs(a, height): p for p in rows if not p.has_gradient}
        assert set(cut) == {-place, place}
        assert all((p.kind, p.is_strict) == (kind, False) for p in cut.values())
    for height in everywhere:
        (row,) = (p for p in found.critical_points if p.where.subs(a, height) == true)
        assert row.point == (x,)
        assert row.value.subs(a, height) == height
