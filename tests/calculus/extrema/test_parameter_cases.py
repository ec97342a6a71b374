"""Critical points told apart by the values of parameters."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sympy import Expr, Ge, Gt, Integer, Lt, Rational, Symbol, cos, exp, symbols

from grad_magic.calculus.extrema.critical_search import search_critical_points
from grad_magic.calculus.extrema.parameter_cases import by_parameters
from grad_magic.findings import SearchRemark
from grad_magic.solution import CriticalPoint

x, y, z = symbols("x y z", real=True)
a, b = symbols("a b", real=True)


def points(f: Expr, variables: Sequence[Symbol] = (x, y)) -> list[CriticalPoint]:
    found = by_parameters(f, variables, search_critical_points)
    assert found is not None
    return found[0]


def kinds_for(f: Expr, value: Expr, variables: Sequence[Symbol] = (x, y)) -> set[tuple[str, str]]:
    """What the rows say for one value of a."""
    rows: set[tuple[str, str]] = set()
    for point in points(f, variables):
        if point.where is None or point.where.subs(a, value) == True:  # noqa: E712  (SymPy's truth)
            place = ", ".join(str(entry.subs(a, value)) for entry in point.point)
            rows.add((place, point.kind))
    return rows


# a·x² + y²: a minimum for a > 0, a line of minima for a = 0, a saddle for a < 0.
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Integer(2), {("0, 0", "minimum")}),
        (Integer(-1), {("0, 0", "saddle")}),
        (Integer(0), {("x, 0", "minimum")}),
    ],
)
def test_a_quadratic_form(value: Expr, expected: set[tuple[str, str]]) -> None:
    assert kinds_for(a * x**2 + y**2, value) == expected


# x² + a·xy + y²: the determinant 4 - a² is 0 for a = ±2, where f = (x ± y)².
@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (Integer(0), "minimum"),
        (Integer(3), "saddle"),
        (Integer(-3), "saddle"),
        (Rational(199, 100), "minimum"),
        (Rational(201, 100), "saddle"),
        (Integer(2), "minimum"),
        (Integer(-2), "minimum"),
    ],
)
def test_where_a_hessian_becomes_singular(value: Expr, kind: str) -> None:
    assert {found for _, found in kinds_for(x**2 + a * x * y + y**2, value)} == {kind}


# x³ - 3a²x + y²: (±|a|, 0), f_xx = 6x; for a = 0 the one point (0, 0) is no extremum.
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Integer(2), {("2, 0", "minimum"), ("-2, 0", "saddle")}),
        (Integer(-2), {("2, 0", "minimum"), ("-2, 0", "saddle")}),
        (Integer(0), {("0, 0", "saddle")}),
    ],
)
def test_points_that_move_with_the_parameter(value: Expr, expected: set[tuple[str, str]]) -> None:
    assert kinds_for(x**3 - 3 * a**2 * x + y**2, value) == expected


def test_a_point_that_exists_on_one_side_alone() -> None:
    # x³/3 - a·x has critical points ±√a for a > 0, 0 for a = 0 and none for a < 0.
    f = x**3 / 3 - a * x
    assert kinds_for(f, Integer(4), (x,)) == {("-2", "maximum"), ("2", "minimum")}
    assert kinds_for(f, Integer(0), (x,)) == {("0", "saddle")}
    assert kinds_for(f, Integer(-4), (x,)) == set()


def test_what_holds_for_all_values_has_no_condition() -> None:
    # x² + y² + a: the value moves, the point does not.
    (point,) = points(x**2 + y**2 + a)
    assert (point.point, point.value, point.kind, point.where) == ((0, 0), a, "minimum", None)
    # (x - a)² + y²: at (a, 0).
    (point,) = points((x - a) ** 2 + y**2)
    assert (point.point, point.kind, point.is_strict, point.where) == (
        (a, 0),
        "minimum",
        True,
        None,
    )


def test_two_parameters_by_their_signs() -> None:
    found = by_parameters(a * x**2 + b * y**2, (x, y), search_critical_points)
    assert found is not None
    rows, (remark,) = found
    assert remark.kind is SearchRemark.PARAMETERS_NOT_ZERO
    for signs, kind in (
        ((1, 1), "minimum"),
        ((-1, -1), "maximum"),
        ((1, -1), "saddle"),
        ((-1, 1), "saddle"),
    ):
        place = dict(zip((a, b), signs, strict=True))
        held = [
            point.kind
            for point in rows
            if point.where is None or point.where.subs(place) == True  # noqa: E712  (SymPy's truth)
        ]
        assert held == [kind]


def test_one_of_two_parameters_that_does_not_matter() -> None:
    # a·x² + y² + b·y: at (0, -b/2), and only the sign of a decides.
    found = by_parameters(a * x**2 + y**2 + b * y, (x, y), search_critical_points)
    assert found is not None
    conditions = {point.kind: point.where for point in found[0]}
    assert conditions == {"minimum": Gt(a, 0), "saddle": Lt(a, 0)}
    assert {point.point for point in found[0]} == {(0, -b / 2)}


def test_more_than_two_parameters_are_too_many_unless_the_hessian_has_none() -> None:
    c = Symbol("c", real=True)
    assert by_parameters(a * x**4 + b * y**4 + c * x, (x, y), search_critical_points) is None
    found = by_parameters(x**2 + y**2 + a * x + b * y + c, (x, y), search_critical_points)
    assert found is not None
    ((point,), remarks) = found
    assert point.point == (-a / 2, -b / 2)
    assert (point.value - (c - a**2 / 4 - b**2 / 4)).expand() == 0
    assert (point.kind, remarks) == ("minimum", ())


def test_no_critical_points_for_any_value() -> None:
    # f_y = eˣ.
    assert points(cos(a * x) + exp(x) * y) == []


@pytest.mark.parametrize("f", [x**2 * cos(a * y) + exp(x) * y, exp(a * x) + x**5 + x * y**3])
def test_what_is_not_solved_is_left_open(f: Expr) -> None:
    try:
        found = by_parameters(f, (x, y), search_critical_points)
    except ArithmeticError:
        return
    assert found is None


def test_conditions_leave_no_value_out() -> None:
    # x⁴ + a·x² + y²: the origin is a minimum for a ≥ 0; for a < 0 it is a saddle point between
    # the minima (±√(-a/2), 0).
    f = x**4 + a * x**2 + y**2
    assert kinds_for(f, Integer(-8)) == {
        ("0, 0", "saddle"),
        ("2, 0", "minimum"),
        ("-2, 0", "minimum"),
    }
    rows = [p for p in points(f) if p.point == (0, 0)]
    for value in (-3, 0, 3):
        held = [
            p.kind
            for p in rows
            if p.where is None or p.where.subs(a, value) == True  # noqa: E712  (SymPy's truth)
        ]
        assert held == ["minimum" if value >= 0 else "saddle"]
    assert all(p.where != Ge(a, 0) or p.kind == "minimum" for p in rows)
