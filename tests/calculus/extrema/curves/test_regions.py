from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import (
    And,
    Eq,
    Expr,
    Ge,
    Gt,
    Integer,
    Le,
    Lt,
    Ne,
    Or,
    Rational,
    false,
    pi,
    sin,
    sqrt,
    symbols,
    true,
)

import grad_magic
from grad_magic.calculus.extrema.curves.regions import in_intervals, is_covered, opened
from grad_magic.calculus.extrema.equations.roots import UnsolvedError

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

a, x, y = symbols("a x y", real=True)

MINIMUM, SADDLE = "minimum", "saddle"


@pytest.mark.parametrize(
    ("where", "intervals"),
    [
        (And(x - 1 < 0, x - 2 > 0), false),
        (And(x - 1 > 0, x - 2 < 0), And(x > 1, x < 2)),
        (And(2 - x > 0, x < 5), x < 2),
        (x**2 - 2 > 0, Or(x > sqrt(2), x < -sqrt(2))),
        (And(x > 0, y < 1, y > 2), false),
        (And(x > 0, Ne(x, 3), x < 5), Or(And(x > 0, x < 3), And(x > 3, x < 5))),
        (x**2 + 1 > 0, True),
        (x * y > 0, x * y > 0),
        (sin(x) > 0, sin(x) > 0),
        # As one writes it: no minus signs, the number on the right.
        (-(x**2) - y**2 + 1 < 0, x**2 + y**2 > 1),
        (x * y - 1 < 0, x * y < 1),
        (-x - y > 0, x + y < 0),
        (2 * x - y - 3 < 0, 2 * x < y + 3),
    ],
)
def test_conditions_as_intervals(where: Boolean, intervals: Boolean) -> None:
    assert in_intervals(where) == intervals


@pytest.mark.parametrize(
    "where", [x * y > 10**9, And(x * y > 0, x > 0), x**2 - 2 * x * y + y**2 < -1]
)
def test_what_is_not_seen_to_hold_somewhere_is_not_told(where: Boolean) -> None:
    with pytest.raises(UnsolvedError):
        in_intervals(where)


def test_an_open_condition_has_no_boundary() -> None:
    assert opened(And(Ge(x, 0), Or(Le(y, 1), Gt(x, 2)))) == And(x > 0, Or(y < 1, x > 2))


relations = st.builds(
    lambda kind, scale, shift: kind(scale * x - shift, 0),
    st.sampled_from([Gt, Lt, Ge, Le, Ne]),
    st.sampled_from([1, -1, 2, -3]),
    st.integers(-4, 4),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(relations, min_size=1, max_size=4))
@pytest.mark.slow
def test_intervals_say_what_the_conditions_say(parts: list[Boolean]) -> None:
    where = And(*parts)
    inside = in_intervals(opened(where))
    for place in [Rational(n, 6) + Rational(1, 100) for n in range(-40, 40)]:
        assert bool(inside.subs(x, place)) == bool(where.subs(x, place))


Rows = set[tuple[tuple[Expr, ...], Expr, str, Expr | None]]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_", "rows"),
    [
        ("f(x)=abs(x-1)+abs(x-2)",
         {((x,), 1, MINIMUM, And(x > 1, x < 2)), ((1,), 1, MINIMUM, None),
          ((2,), 1, MINIMUM, None)}),
        ("f(x)=max(x-1,0)+max(2-x,0)",
         {((x,), 1, MINIMUM, And(x > 1, x < 2)), ((1,), 1, MINIMUM, None),
          ((2,), 1, MINIMUM, None)}),
        ("f(x)=sign(x)+sign(x-1)",
         {((x,), -2, MINIMUM, x < 0), ((x,), 0, MINIMUM, And(x > 0, x < 1)),
          ((x,), 2, MINIMUM, x > 1), ((0,), -1, SADDLE, None), ((1,), 1, SADDLE, None)}),
        ("f(x,y)=abs(x)*(y-1)^2",
         {((x, 1), 0, MINIMUM, x < 0), ((x, 1), 0, MINIMUM, x > 0),
          ((0, y), 0, MINIMUM, Ne(y, 1)), ((0, 1), 0, MINIMUM, None)}),
        ("f(x)=piecewise((x,x<1),(0,True))",
         {((x,), 0, MINIMUM, x > 1), ((1,), 0, MINIMUM, None)}),
        ("f(x)=piecewise((0,x<=1),(1,True))",
         {((x,), 0, MINIMUM, x < 1), ((x,), 1, MINIMUM, x > 1), ((1,), 0, MINIMUM, None)}),
        # On x = 0 the value is 0, as on the right, and less on the left.
        ("f(x,y)=piecewise((0,x>=0),(x,True))",
         {((x, y), 0, MINIMUM, x > 0), ((0, y), 0, "maximum", None)}),
    ],
)  # fmt: skip
def test_pieces_are_told_where_they_are_f(request_: str, rows: Rows) -> None:
    found = grad_magic.solve(f"{request_} critical=all").critical_points
    assert {(p.point, p.value, p.kind, p.where) for p in found} == rows


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_", "lines"),
    [
        ("f(x,y)=cbrt(x^2)+y^2", [Eq(x, 0)]),
        ("f(x,y)=cbrt(x^2)+cbrt(y^2)", [Eq(x, 0), Eq(y, 0)]),
        ("f(x,y)=cbrt((x-y)^2)+y^2", [Eq(x, y)]),
        # Smooth: x^(4/3), and ∛x³ = x.
        ("f(x,y)=cbrt(x^4)+y^2", []),
    ],
)
def test_roots_without_gradient_along_a_line_are_told(request_: str, lines: list[Eq]) -> None:
    solution = grad_magic.solve(f"{request_} critical=all")
    told = [remark.parts.get("zeros") for remark in solution.critical_points_remarks]
    assert [zeros for zeros in told if zeros is not None] == lines
    (found,) = solution.critical_points
    assert found.point == (0, 0)
    assert found.has_gradient == (not lines)


@pytest.mark.slow
def test_seams_are_solved_as_equations_in_angles() -> None:
    solution = grad_magic.solve("f(x)=max(sin(x),cos(x)) critical=all")
    assert solution.critical_points_complete is False
    # The crests of both, and where they cross.
    quarters = {p.point[0] * 4 / pi for p in solution.critical_points}
    assert quarters == {Integer(-3), Integer(0), Integer(1), Integer(2)}
    assert "repeat" in solution.text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_", "rows"),
    [
        ("f(x,y)=abs(x)*ln(y)",
         {((0, y), 0, MINIMUM, y > 1), ((0, y), 0, "maximum", And(y > 0, y < 1)),
          ((0, 1), 0, SADDLE, None)}),
        ("f(x,y)=abs(x-y)*sqrt(1-x^2)", {((y, y), 0, MINIMUM, And(y > -1, y < 1))}),
        # ∓1 on both sides of x = 0.
        ("f(x,y)=(x*y-1)*sign(x)^3", {((0, y), 0, SADDLE, None)}),
    ],
)  # fmt: skip
def test_seams_are_told_where_f_is_defined(request_: str, rows: Rows) -> None:
    found = grad_magic.solve(f"{request_} critical=all").critical_points
    assert {(p.point, p.value, p.kind, p.where) for p in found if 0 in p.point or p.where} == rows
    assert not any(p.has_gradient for p in found if p.where is not None)


@pytest.mark.slow
def test_a_domain_that_cancels_is_kept() -> None:
    # √(x + 1)² is x + 1 for x ≥ -1 alone.
    found = grad_magic.solve("f(x,y)=abs(x)*y^2*sqrt(x+1)^2 critical=all").critical_points
    assert {p.where for p in found if p.point == (x, 0)} == {And(x > -1, x < 0), x > 0}
    # x³ - a·x + y² for x > 0: 3x² = a. √x·(x - a) for x > 0, x > a: x = a/3 is never there.
    result = grad_magic.solve("f(x,y)=(x^2-a)*sqrt(x)^2+y^2 critical=all")
    (point,) = result.critical_points
    assert (point.kind, point.where) == ("minimum", a > 0)
    assert [value.subs(a, 12) for value in point.point] == [2, 0]
    result = grad_magic.solve("f(x,y)=sqrt(x)*sqrt(x-a)^2+y^2 critical=all")
    assert (result.critical_points, result.critical_points_complete) == ((), True)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (x > 0, Ne(x, 0), True),
        (Ne(x, 0), x > 0, False),
        # The point at 0 alone is missing.
        (x > -1, Ne(x, 0), False),
        (Or(x < -1, x > 1), Ne(x, 0), True),
        (x > 0, y > 0, False),
        (x > 0, true, True),
        (x**2 > 2, x**2 > 1, True),
    ],
)
def test_whether_a_condition_holds_within_another(
    part: Boolean, whole: Boolean, expected: bool
) -> None:
    assert is_covered(part, whole) is expected
