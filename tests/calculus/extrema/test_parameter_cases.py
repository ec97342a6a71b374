"""Critical points told apart by the values of parameters."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
from sympy import (
    Expr,
    Ge,
    Gt,
    Integer,
    Lt,
    Rational,
    S,
    Symbol,
    acos,
    cos,
    exp,
    log,
    sin,
    sqrt,
    symbols,
    true,
)

import grad_magic
from grad_magic.calculus.extrema.critical_search import search_critical_points
from grad_magic.calculus.extrema.parameter_cases import by_parameters
from grad_magic.findings import SearchRemark
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import from_sympy
from grad_magic.solution import CriticalPoint, CriticalPoints

x, y, z = symbols("x y z", real=True)
a, b = symbols("a b", real=True)


def cases(f: Expr, variables: Sequence[Symbol] = (x, y)) -> CriticalPoints | None:
    return by_parameters(f, variables, compile_formula(from_sympy(f)), search_critical_points)


def points(f: Expr, variables: Sequence[Symbol] = (x, y)) -> Sequence[CriticalPoint]:
    found = cases(f, variables)
    assert found is not None
    return found.points


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


# a·x⁴ + y²; x² + a·y³ has an inflection along y, whatever the sign of a.
@pytest.mark.parametrize(
    ("f", "value", "expected"),
    [
        (a * x**4 + y**2, Rational(1, 3), {("0, 0", "minimum")}),
        (a * x**4 + y**2, Integer(-7), {("0, 0", "saddle")}),
        (a * x**4 + y**2, Integer(0), {("x, 0", "minimum")}),
        (x**2 + a * y**3, Integer(-2), {("0, 0", "saddle")}),
        (a * (x**4 + y**4), Integer(-2), {("0, 0", "maximum")}),
        (a**2 * x**4 + y**4, Integer(-2), {("0, 0", "minimum")}),
    ],
)
def test_where_no_hessian_decides_other_units_do(
    f: Expr, value: Expr, expected: set[tuple[str, str]]
) -> None:
    assert kinds_for(f, value) == expected


# With y = (1 + a)x²/2 + s: (y - x²)(y - ax²) = s² - (1 - a)²x⁴/4, and with y = ax² + s:
# x⁴ - 2ax²y + y² = s² + (1 - a²)x⁴. With y = s - x²/2: ax⁴ + x²y + y² = s² + (a - 1/4)x⁴.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "expected"),
    [
        (
            "(y-x^2)*(y-a*x^2)",
            {
                ("(0, 0)", "saddle", "a < 0"),
                ("(0, 0)", "saddle", "(a > 1) | ((a >= 0) & (a < 1))"),
                ("(x, x**2)", "minimum", "Eq(a, 1)"),
            },
        ),
        (
            "x^4-2*a*x^2*y+y^2",
            {
                ("(0, 0)", "saddle", "(a > 1) | (a < -1)"),
                ("(0, 0)", "minimum", "(a > -1) & (a < 1)"),
                ("(x, x**2)", "minimum", "Eq(a, 1)"),
                ("(x, -x**2)", "minimum", "Eq(a, -1)"),
            },
        ),
        (
            "a*x^4+x^2*y+y^2",
            {
                ("(0, 0)", "saddle", "a < 0"),
                ("(0, 0)", "saddle", "(a >= 0) & (a < 1/4)"),
                ("(0, 0)", "minimum", "a > 1/4"),
                ("(x, -x**2/2)", "minimum", "Eq(a, 1/4)"),
            },
        ),
    ],
)
def test_where_the_hessian_leaves_one_direction_open_the_change_along_a_curve_decides(
    f: str, expected: set[tuple[str, str, str]]
) -> None:
    result = grad_magic.solve(f"f(x,y)={f} critical=all")
    assert {(str(p.point), p.kind, str(p.where)) for p in result.critical_points} == expected
    assert all(
        p.is_strict is (str(p.point) == "(0, 0)")
        for p in result.critical_points
        if p.kind == "minimum"
    )
    assert "There may be" not in result.text


@pytest.mark.slow
def test_a_regular_hessian_of_open_sign_leaves_no_direction_to_look_along() -> None:
    # There are points whose Hessians are regular, with determinants that depend on a.
    assert cases(2 * a * x * y + a**2 * x**3 * y + (a - 1) * x**2 * y**2 + 3 * x**2 * y) is None


@pytest.mark.slow
def test_a_linear_function_times_a_bell_curve_is_largest_along_its_gradient() -> None:
    # At ±(a, 1)/√(2(a² + 1)) it is ±√((a² + 1)/2)·e^(-1/2).
    size = sqrt(2 * a**2 + 2)
    for found in points((a * x + y) * exp(-(x**2) - y**2)):
        sign = {"maximum": 1, "minimum": -1}[found.kind]
        assert found.where is None
        assert all(
            (e - sign * v / size).equals(0) for e, v in zip(found.point, (a, 1), strict=True)
        )
        assert (found.value - sign * size / 2 * exp(-Rational(1, 2))).equals(0)


# eˣ - ax is least where eˣ = a, for a > 0; aeˣ + e⁻ˣ where e²ˣ = 1/a; ln x - ax where x = 1/a;
# x ln x - ax where ln x = a - 1.
@pytest.mark.parametrize(
    ("f", "value", "expected"),
    [
        (exp(x) - a * x, Integer(3), {("log(3)", "minimum")}),
        (exp(x) - a * x, Integer(-3), set()),
        (exp(x) - a * x, Integer(0), set()),
        (a * exp(x) + exp(-x), Integer(4), {("-log(4)/2", "minimum")}),
        (a * exp(x) + exp(-x), Integer(-4), set()),
        (log(x) - a * x, Integer(5), {("1/5", "maximum")}),
        (x * log(x) - a * x, Integer(3), {("exp(2)", "minimum")}),
        (x * log(x) - a * x, Integer(-1), {("exp(-2)", "minimum")}),
    ],
)
def test_one_variable(f: Expr, value: Expr, expected: set[tuple[str, str]]) -> None:
    assert kinds_for(f, value, (x,)) == expected


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
    found = cases(a * x**2 + b * y**2)
    assert found is not None
    rows, (remark,) = found.points, found.remarks
    assert remark.kind is SearchRemark.REGULAR_ASSUMED
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
    found = cases(a * x**2 + y**2 + b * y)
    assert found is not None
    conditions = {point.kind: point.where for point in found.points}
    assert conditions == {"minimum": Gt(a, 0), "saddle": Lt(a, 0)}
    assert {point.point for point in found.points} == {(0, -b / 2)}


def test_more_than_two_parameters_are_too_many_unless_the_hessian_has_none() -> None:
    c = Symbol("c", real=True)
    assert cases(a * x**4 + b * y**4 + c * x) is None
    found = cases(x**2 + y**2 + a * x + b * y + c)
    assert found is not None
    (point,), remarks = found.points, found.remarks
    assert point.point == (-a / 2, -b / 2)
    assert (point.value - (c - a**2 / 4 - b**2 / 4)).expand() == 0
    assert (point.kind, remarks) == ("minimum", ())


def test_no_critical_points_for_any_value() -> None:
    # f_y = eˣ.
    assert not points(cos(a * x) + exp(x) * y)


@pytest.mark.parametrize("f", [x**2 * cos(a * y) + exp(x) * y, exp(a * x) + x**5 + x * y**3])
def test_what_is_not_solved_is_left_open(f: Expr) -> None:
    try:
        found = cases(f)
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


def rows_for(request: str, value: Expr) -> list[tuple[str, str]]:
    """What the answer says for one value of a: places, with their conditions, and kinds."""
    found = grad_magic.solve(f"{request} critical=all")
    assert found.critical_points_complete
    rows = []
    for point in found.critical_points:
        where = None if point.where is None else point.where.subs(a, value)
        if where != False:  # noqa: E712  (SymPy's truth)
            place = ", ".join(str(entry.subs(a, value)) for entry in point.point)
            is_everywhere = where in (None, True)
            rows.append((place if is_everywhere else f"{place} for {where}", point.kind))
    return rows


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_", "value"),
    [
        # For a = 0 the origin would be critical, but f has no value there.
        ("f(x,y)=x^2+y^2+a*ln(x)", Integer(0)),
        ("f(x,y)=x^2+y^2+a/(x y)", Integer(0)),
        ("f(x)=x^2+a/x", Integer(0)),
        ("f(x,y,z)=x^2+y^2+z^2+a/z", Integer(0)),
        ("f(x,y)=a*ln(y)+y^2", Integer(0)),
        ("f(x,y)=|y|+a*x/y", Integer(0)),
        ("f(x,y)=x^2+y^2+a*y/x^3", Integer(0)),
        ("f(x,y)=(x-y)^2+x^2+a*ln(x)", Integer(0)),
        ("f(x)=x^4+a*x/|x|", Integer(0)),
        # f has values there, but not around it.
        ("f(x,y)=2x^2 y+a*sqrt(x)", Integer(0)),
        ("f(x,y)=x^2+y^2+a*sqrt(x)*y", Integer(0)),
        ("f(x,y)=x*y+a*sqrt(x)", Integer(0)),
        ("f(x,y)=x*y^2+a*sqrt(y)", Integer(0)),
        ("f(x,y)=(x-1)*y+a*acosh(x)", Integer(0)),
        # f'(x) = 2x + a/x > 0 for a > 0 where f has values.
        ("f(x)=x^2+a*ln(x)", Integer(1)),
    ],
)
def test_no_critical_point_where_f_as_typed_has_no_values_around(
    request_: str, value: Expr
) -> None:
    assert rows_for(request_, value) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_", "rows"),
    [
        ("f(x,y)=a*ln(x)+y^2", [("x, 0 for x > 0", "minimum")]),
        ("f(x,y)=a*sqrt(1-x^2)+y^2", [("x, 0 for (x > -1) & (x < 1)", "minimum")]),
        ("f(x)=(x-a)/(x+a)", [("x for Ne(x, 0)", "minimum")]),
        ("f(x,y)=a*tan(x)+y^3", [("x, 0 for Ne(cos(x), 0)", "saddle")]),
        ("f(x,y)=x^2+a*x*ln(y)", [("0, y for y > 0", "minimum")]),
        ("f(x,y)=a*ln(x+y)+x^4", [("0, y for y > 0", "minimum")]),
        ("f(x,y)=a*e^(1/y)-x^2", [("0, y for Ne(y, 0)", "maximum")]),
        ("f(x,y)=a*x/(y-1)+x^4", [("0, y for Ne(y, 1)", "minimum")]),
        ("f(x,y)=a*acosh(y)+(x-1)^3", [("1, y for y > 1", "saddle")]),
        ("f(x,y)=a*ln(x*y)+(x-y)^2", [("y, y for Ne(y, 0)", "minimum")]),
        ("f(x)=a*asin(x)", [("x for (x > -1) & (x < 1)", "minimum")]),
    ],
)
def test_curves_for_one_value_end_where_f_as_typed_does(
    request_: str, rows: list[tuple[str, str]]
) -> None:
    assert rows_for(request_, Integer(0)) == rows


@pytest.mark.parametrize("request_", ["f(x,y)=a*x^2/a+y^2", "f(x)=x^4*a/a", "f(x,y)=a*|x|/a+y^2"])
def test_a_parameter_that_cancels_leaves_open_where_f_has_values(request_: str) -> None:
    # For a = 0 there is none of the points that there are for all others.
    assert grad_magic.solve(f"{request_} critical=all").critical_points_complete is None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_", "rows"),
    [
        # y² for a = 0, without a corner and without a border.
        ("f(x,y)=|a*x|+y^2", [("x, 0", "minimum")]),
        ("f(x,y)=a*|x|+y^2", [("x, 0", "minimum")]),
        ("f(x,y)=sqrt(a*x)+y^2", [("x, 0", "minimum")]),
        ("f(x,y)=max(a*x,0)+y^2", [("x, 0", "minimum")]),
        # x² + ln(1 + 0·y).
        ("f(x,y)=x^2+ln(1+a*y)", [("0, y", "minimum")]),
    ],
)
def test_what_becomes_a_number_has_no_corner(request_: str, rows: list[tuple[str, str]]) -> None:
    assert rows_for(request_, Integer(0)) == rows


@pytest.mark.slow
def test_the_seam_for_one_value_is_not_told_beside_the_seam_for_all() -> None:
    text = grad_magic.solve("f(x,y)=|x-a|+a*y^2 critical=all").text
    assert "Where x = a, f may not be differentiable" in text
    assert "Where x = 0" not in text


@pytest.mark.parametrize(
    "f",
    [
        "max(sqrt(a-x^2),x)",
        "min(x,asin(a+x^2))",
        "asin(x/a)+b*x",
        "sqrt(a-x^2)+b*x",
        "sqrt(a^2-x^2)+sqrt(b-x^2)",
    ],
)
def test_a_domain_of_single_points_for_one_value_refuses_nothing(f: str) -> None:
    # For a = 0 these are real at x = 0 at most, for a > 0 on an interval.
    result = grad_magic.solve(f"f(x)={f} critical=all")
    assert result.critical_points_complete is not True


@pytest.mark.parametrize(
    ("f", "value", "expected"),
    [
        # The half circle of radius 2 is highest at 0; for a ≤ 0 there is none.
        ("sqrt(a-x^2)", 4, {("0", "maximum")}),
        ("sqrt(a-x^2)", 0, set()),
        ("sqrt(a-x^2)", -4, set()),
        # For x > 0, f′ = 1 - x/√(a - x²); |x| has a corner at 0.
        ("sqrt(a-x^2)+|x|", 2, {("-1", "maximum"), ("0", "minimum"), ("1", "maximum")}),
        ("sqrt(a-x^2)+|x|", 0, set()),
        # f′ = (a - 2x²)/√(a - x²).
        ("x*sqrt(a-x^2)", 2, {("-1", "minimum"), ("1", "maximum")}),
        ("x*sqrt(a-x^2)", 0, set()),
        # A half circle over the segment from 0 to a.
        ("sqrt(a*x-x^2)", 6, {("3", "maximum")}),
        ("sqrt(a*x-x^2)", -6, {("-3", "maximum")}),
        # f′ = ±1/√(a² - x²).
        ("asin(x/a)", 1, set()),
        # f′ = -3x√(a - x²).
        ("(a-x^2)^(3/2)", 1, {("0", "maximum")}),
    ],
)
def test_a_value_for_which_f_is_real_at_single_points_has_no_critical_points(
    f: str, value: int, expected: set[tuple[str, str]]
) -> None:
    result = grad_magic.solve(f"f(x)={f} critical=all")
    assert result.critical_points_complete is True
    found = {
        (str(p.point[0].subs(a, value)), p.kind)
        for p in result.critical_points
        if p.where is None or p.where.subs(a, value) == true
    }
    assert found == expected


# a·sin(x): at ±π/2 the values ∓a, kinds by the sign of a; for a = 0 it is constant.
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Integer(2), [("-pi/2", "minimum"), ("pi/2", "maximum")]),
        (Integer(-2), [("-pi/2", "maximum"), ("pi/2", "minimum")]),
        (Integer(0), [("x", "minimum")]),
    ],
)
def test_points_that_repeat_for_all_values_of_a_parameter(
    value: Expr, expected: list[tuple[str, str]]
) -> None:
    assert kinds_for(a * sin(x), value, (x,)) == set(expected)
    found = cases(a * sin(x), (x,))
    assert found is not None
    assert (found.is_complete, len(found.repetition)) == (False, 1)


# a|x| + y² with a > 0 is 0 where x = 0 and y = 0 alone; -|x| - |y| is a maximum.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_text", "expected"),
    [
        ("f(x,y)=a*abs(x)+y^2", {("a < 0", "saddle", None), ("a > 0", "minimum", True)}),
        (
            "f(x,y)=a*abs(x)+b*abs(y)",
            {
                ("(a > 0) & (b > 0)", "minimum", True),
                ("(a < 0) & (b < 0)", "maximum", True),
                ("(a > 0) & (b < 0)", "saddle", None),
                ("(b > 0) & (a < 0)", "saddle", None),
            },
        ),
    ],
)
def test_corners_whose_steepness_is_a_parameter_are_strict(
    request_text: str, expected: set[tuple[str, str, bool | None]]
) -> None:
    found = grad_magic.solve(f"{request_text} critical=all").critical_points
    assert found is not None
    told = {
        (str(point.where), point.kind, point.is_strict) for point in found if point.point == (0, 0)
    }
    assert told == expected


def test_a_logarithm_is_not_parted_and_its_sign_is_told_by_its_argument() -> None:
    # x²·ln(ay) has values where ay > 0: there f(x, y) - f(0, y) has the sign of ay - 1.
    result = grad_magic.solve("f(x,y)=x^2*ln(a*y) critical=all")
    rows = {point.kind: point.where for point in result.critical_points if point.where.has(y)}
    assert rows["minimum"] == (a * y > 1)
    assert set(rows["maximum"].args) == {a * y > 0, a * y < 1}
    assert "for 0 < a·y < 1" in result.text


def test_a_domain_with_a_parameter_is_told_without_minus_signs() -> None:
    # x³·ln(ay) changes its sign at every point of x = 0, and ay > 0 is where it has values.
    (line,) = grad_magic.solve("f(x,y)=x^3*ln(a*y) critical=all").critical_points
    assert (line.point, line.kind, line.where) == ((0, y), "saddle", a * y > 0)


@pytest.mark.slow
@pytest.mark.parametrize("f", ["|x|^3-a|x|+y^2", "|x^2-a|+y^2", "|x^2-a^2|+y^2", "|x^2-ax|+x^2"])
def test_a_corner_that_one_value_smooths_is_none_for_it(f: str) -> None:
    # For a = 0 these are |x|³ + y², x² + y², x² + y² and 2x².
    found = grad_magic.solve(f"f(x,y)={f} critical=all").critical_points
    for_zero = [point for point in found if point.where is None or point.where.subs(a, 0) == true]
    assert for_zero
    assert all(point.has_gradient and point.kind == "minimum" for point in for_zero)
    assert any(not point.has_gradient for point in found)


@pytest.mark.slow
def test_arcs_of_a_circle_are_told_as_far_as_they_are_real() -> None:
    # x(x² + y² - a)² has the sign of x beside the circle, of which |x| is √a at most.
    found = grad_magic.solve("f(x,y)=x*(x^2+y^2-a)^2 critical=all").critical_points
    arcs = [point for point in found if point.point[0] == x]
    assert len(arcs) == 4
    for arc in arcs:
        held = [n for n in (-3, -1, 1, 3) if arc.where.subs({a: 4, x: n}) == true]
        assert held == [1 if arc.kind == "minimum" else -1]


# |x| + (x - a)²: at 0 the slopes are ±1 - 2a, of other signs for |a| < 1/2; the difference from a²
# is |x| + x² - 2ax ≥ 0 there. |y - a| + y² at y = a: ±1 + 2a.
@pytest.mark.slow
def test_terms_between_two_values_of_a_parameter_are_short() -> None:
    result = grad_magic.solve("f(x,y)=|x|+(x-a)^2 critical=all")
    (row,) = (p for p in result.critical_points if p.kind == "minimum" and p.point[0] == 0)
    assert row.where is not None
    assert str(row.where) == "(a >= -1/2) & (a <= 1/2)"
    assert "(x - a)² - a² + |x|" in result.text
    result = grad_magic.solve("f(x,y)=|y-a|+y^2 critical=all")
    assert "f(x, a) = a²   for -1/2 < a < 0 or 0 < a < 1/2" in result.text


# By hand: cos(x) = -a, cosh(x) = a, 1 - tanh²(x) = a, σ(x) = a, 1/(1 + x²) = a.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "values", "kinds"),
    [
        ("sin(x)+a*x+y^2", {-2: 0, -1: 1, Rational(1, 2): 2, 1: 1, 2: 0}, ("saddle", "minimum")),
        ("2*sin(x)+a*x+y^2", {-3: 0, -2: 1, -1: 2, 0: 2, 1: 2, 2: 1}, ("saddle", "minimum")),
        ("sinh(x)-a*x+y^2", {-1: 0, 0: 0, 1: 1, 3: 2}, ("saddle", "minimum")),
        ("tanh(x)-a*x+y^2", {-1: 0, 0: 0, Rational(1, 3): 2, 1: 1, 2: 0}, ("saddle", "minimum")),
        ("ln(1+e^x)-a*x+y^2", {-1: 0, 0: 0, Rational(1, 3): 1, 1: 0, 2: 0}, ("minimum",)),
        ("atan(x)-a*x+y^2", {-1: 0, 0: 0, Rational(1, 3): 2, 1: 1, 2: 0}, ("saddle", "minimum")),
    ],
)
def test_where_a_slope_has_a_value_is_told_by_the_ends_of_its_range(
    f: str, values: dict[Expr, int], kinds: tuple[str, ...]
) -> None:
    found = grad_magic.solve(f"f(x,y)={f} critical=all")
    a = Symbol("a", real=True)
    assert found.critical_points_complete is not None
    for number, count in values.items():
        rows = [row for row in found.critical_points if row.where.subs(a, number) == true]
        assert len(rows) == count
        for row in rows:
            place = dict(zip(found.variables, [v.subs(a, number) for v in row.point], strict=True))
            slopes = [slope.subs(a, number).subs(place).evalf(30) for slope in found.partials]
            assert max(map(abs, slopes)) < 1e-20
            value = found.f.subs(a, number).subs(place)
            assert abs((value - row.value.subs(a, number)).evalf()) < 1e-12
            # f_yy = 2, so that the sign of f_xx tells the kind.
            bend = found.f.diff(found.variables[0], 2).subs(a, number).subs(place).evalf(30)
            flat = abs(bend) < 1e-20
            assert row.kind == ("saddle" if flat or bend < 0 else "minimum")
            assert row.kind in kinds


@pytest.mark.slow
def test_points_of_an_inverse_function_are_in_its_short_form() -> None:
    found = grad_magic.solve("f(x)=sin(x)+a*x critical=all").critical_points
    a = Symbol("a", real=True)
    assert {row.point[0] for row in found} == {acos(-a), -acos(-a), S.Zero, S.Pi}
    (top,) = [row for row in found if row.kind == "maximum"]
    assert top.value == a * acos(-a) + sqrt(1 - a**2)
    assert top.where == ((a > -1) & (a < 1))


# By hand: sin(x) = a has arcsin(a), and of π - arcsin(a) and -π - arcsin(a) the one in (-π, π].
@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "counts"),
    [
        ("cos(x)+a*x", {-2: 0, -1: 1, Rational(-1, 2): 2, 0: 2, Rational(1, 2): 2, 1: 1, 2: 0}),
        ("sin(2*x)+a*x", {-3: 0, -2: 2, 0: 4, 1: 4, 2: 2}),
        ("cos(3*x)+a*x", {-4: 0, -3: 3, -1: 6, 0: 6, 2: 6, 3: 3}),
    ],
)
def test_solutions_with_an_arc_are_those_of_one_period(f: str, counts: dict[Expr, int]) -> None:
    found = grad_magic.solve(f"f(x)={f} critical=all")
    for number, count in counts.items():
        rows = [row for row in found.critical_points if row.where.subs(a, number) == true]
        places = [float(row.point[0].subs(a, number)) for row in rows]
        assert len({round(place, 9) for place in places}) == len(rows) == count
        assert all(-math.pi < place < math.pi + 1e-9 for place in places)
        for row, place in zip(rows, places, strict=True):
            value, slope, bend = (
                float(found.f.diff(x, order).subs({a: number, x: place})) for order in range(3)
            )
            assert abs(slope) < 1e-9
            assert abs(value - float(row.value.subs(a, number))) < 1e-9
            if abs(bend) > 1e-6:
                assert row.kind == ("minimum" if bend > 0 else "maximum")
            else:
                assert row.kind == "saddle"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "row"),
    [
        # cosh(x) = a², and cosh(arcosh(a²)) = a².
        ("sinh(x)-a^2*x", "f(arcosh(a²)) = √(a⁴ - 1) - a²·arcosh(a²)"),
        # σ(x) = a where e^x = a/(1 - a), so that 1 + e^x = 1/(1 - a).
        ("ln(1+e^x)-a*x", "f(-ln((1 - a)/a)) = a·ln((1 - a)/a) - ln(1 - a)"),
    ],
)
def test_points_and_values_have_no_long_arguments(f: str, row: str) -> None:
    assert row in grad_magic.solve(f"f(x)={f} critical=all").text


# By hand: f_x = 0 is g(x) = a, and g has an extreme value or a limit where points meet or leave.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "counts"),
    [
        # cosh²x = a.
        ("a*tanh(x)-x+y^2", {-1: 0, 0: 0, "1/2": 0, 1: 1, 3: 2}),
        # cosh(ax) = 1/a.
        ("sinh(a*x)-x+y^2", {-1: 0, 0: 0, "1/2": 2, 1: 1, 2: 0}),
        # sin x·(2cos x - a) = 0 in (-π, π].
        ("sin(x)^2+a*cos(x)+y^2", {-3: 2, -2: 2, -1: 4, 0: 4, 1: 4, 2: 2, 3: 2}),
        # sin x·(4a·cos x + 1) = 0.
        ("cos(x)+a*cos(2*x)+y^2", {-1: 4, "-1/4": 2, 0: 2, "1/8": 2, "1/4": 2, 1: 4}),
        # 2x/(1 + x²) = a.
        ("ln(1+x^2)-a*x+y^2", {-2: 0, -1: 1, "-1/2": 2, 0: 1, "1/2": 2, 1: 1, 2: 0}),
        # 1 + a²x² = a.
        ("arctan(a*x)-x+y^2", {-1: 0, 0: 0, "1/2": 0, 1: 1, 2: 2}),
    ],
)
def test_between_extreme_values_of_g_the_equation_a_equals_g_is_solved(
    f: str, counts: dict[int | str, int]
) -> None:
    found = grad_magic.solve(f"f(x,y)={f} critical=all")
    assert found.critical_points_complete is not None
    for number, count in counts.items():
        values = {a: Rational(number)}
        rows = [r for r in found.critical_points if r.where is None or r.where.subs(values) == true]
        places = [[entry.subs(values) for entry in row.point] for row in rows]
        assert len(places) == count, number
        for row, place in zip(rows, places, strict=True):
            there = dict(zip((x, y), place, strict=True))
            g = found.f.subs(values)
            assert abs((row.value.subs(values) - g.subs(there)).evalf()) < 1e-12
            assert abs(g.diff(x).subs(there).evalf()) < 1e-12
            bend = g.diff(x, 2).subs(there).evalf()
            if abs(bend) > 1e-12:
                assert row.kind == ("minimum" if bend > 0 else "saddle"), number
