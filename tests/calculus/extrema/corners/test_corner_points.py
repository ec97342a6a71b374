"""Critical points of functions with corners: on the pieces, on the seams and between them."""

from __future__ import annotations

from typing import Any

import pytest
from sympy import (
    Abs,
    And,
    Eq,
    Expr,
    Integer,
    Max,
    Min,
    Ne,
    Or,
    Rational,
    Symbol,
    acos,
    asin,
    floor,
    pi,
    sqrt,
    symbols,
    true,
)

from grad_magic import solve
from grad_magic.calculus.extrema.corners.corner_points import Corners, corner_points
from grad_magic.calculus.extrema.corners.cornered import CorneredFunction
from grad_magic.calculus.extrema.corners.single_points import judged_alone
from grad_magic.calculus.extrema.critical_search import search_critical_points, search_smooth
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.findings import SearchRemark
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import from_sympy

x, y, z = symbols("x y z", real=True)


def corners(f: Expr, variables: tuple[Symbol, ...] = (x, y)) -> Corners:
    program = compile_formula(from_sympy(f))
    return corner_points(f, variables, program, search_critical_points, search_smooth)


Row = tuple[tuple[Expr, ...], str, bool | None, bool]


def rows(f: Expr, variables: tuple[Symbol, ...] = (x, y)) -> list[Row]:
    """Isolated points: where, of which kind, whether strict, whether f has a gradient there."""
    found = corners(f, variables)
    assert found.is_complete
    return [(p.point, p.kind, p.is_strict, p.has_gradient) for p in found.points if p.where is None]


@pytest.mark.parametrize(
    ("f", "expected"),
    [
        (Abs(x), [((0,), "minimum", True, False)]),
        (-Abs(x - 3), [((3,), "maximum", True, False)]),
        # 2x - 1 = 0 for x > 0 at 1/2, 2x + 1 = 0 for x < 0 at -1/2; at 0 the slopes are ±1.
        (
            x**2 - Abs(x),
            [
                ((Rational(-1, 2),), "minimum", True, True),
                ((Rational(1, 2),), "minimum", True, True),
                ((0,), "maximum", True, False),
            ],
        ),
        # Slopes 1 and 3 at 0: no extremum, but no derivative.
        (2 * x + Abs(x), [((0,), "saddle", None, False)]),
        # max(x, 1 - x) is least where both are 1/2.
        (Max(x, 1 - x), [((Rational(1, 2),), "minimum", True, False)]),
        # x² and 2 - x cross at -2, where both fall, and at 1.
        (Min(x**2, 2 - x), [((-2,), "saddle", None, False), ((0,), "minimum", True, True),
                            ((1,), "maximum", True, False)]),
    ],
)  # fmt: skip
def test_one_variable(f: Expr, expected: list[Row]) -> None:
    found = rows(f, (x,))
    assert sorted(found, key=str) == sorted(expected, key=str)


@pytest.mark.parametrize(
    ("f", "expected"),
    [
        (Abs(x) + Abs(y), ((0, 0), "minimum", True, False)),
        (sqrt(x**2 + y**2), ((0, 0), "minimum", True, False)),
        (1 - sqrt(x**2 + y**2), ((0, 0), "maximum", True, False)),
        (Abs(x - 1) + y**2, ((1, 0), "minimum", True, False)),
        (Abs(x) - y**2, ((0, 0), "saddle", None, False)),
        (Max(Abs(x), Abs(y)), ((0, 0), "minimum", True, False)),
    ],
)
def test_the_one_extremum_of_two_variables(f: Expr, expected: Row) -> None:
    assert expected in rows(f)
    assert [row for row in rows(f) if row[1] in ("minimum", "maximum")] == (
        [expected] if expected[1] != "saddle" else []
    )


@pytest.mark.slow
def test_three_variables() -> None:
    assert rows(Abs(x) + y**2 + Abs(z), (x, y, z)) == [((0, 0, 0), "minimum", True, False)]


def test_where_f_has_no_gradient_is_told() -> None:
    # |x| + y²: no gradient on x = 0, and of these points only the origin is an extremum.
    found = corners(Abs(x) + y**2)
    assert [remark.kind for remark in found.remarks] == [SearchRemark.NO_GRADIENT_ALONG]
    assert found.remarks[0].parts["zeros"] == Eq(x, 0)


def test_a_gradient_that_a_factor_saves_is_an_exception() -> None:
    # |x|·y has a gradient at the origin alone of x = 0.
    found = corners(Abs(x) * y)
    (remark,) = found.remarks
    assert remark.kind is SearchRemark.NO_GRADIENT_ALONG_BUT
    line = [p for p in found.points if p.where is not None]
    # Where y > 0 the points of x = 0 are minima, where y < 0 maxima.
    assert {p.kind for p in line} == {"minimum", "maximum"}
    assert all(p.point == (0, y) for p in line)
    (origin,) = (p for p in found.points if p.where is None)
    assert (origin.point, origin.kind, origin.has_gradient) == ((0, 0), "saddle", True)


@pytest.mark.slow
@pytest.mark.parametrize(
    # Here |f| ≤ x², so that f is differentiable at the origin.
    "f",
    [Abs(y - x**2) - Abs(y), Max(x**2, y) - Max(y, 0)],
)
def test_where_seams_touch_the_jumps_of_the_gradient_may_cancel(f: Expr) -> None:
    remarks = corners(f).remarks
    assert {remark.kind for remark in remarks} <= {
        SearchRemark.NO_GRADIENT_ALONG_BUT,
        SearchRemark.NO_GRADIENT_ALONG_OPEN_BUT,
    }
    assert remarks
    assert all(remark.parts["exception"] == (0, 0) for remark in remarks)


@pytest.mark.slow
def test_where_seams_touch_without_cancelling_there_is_no_exception() -> None:
    # |y - x²| + |y + x²| = 2·max(|y|, x²) has the corner of 2|y| at the origin.
    remarks = corners(Abs(y - x**2) + Abs(y + x**2)).remarks
    assert [remark.kind for remark in remarks] == [SearchRemark.NO_GRADIENT_ALONG] * 2


def test_a_flat_piece_is_a_region() -> None:
    # max(x, 0) is constant for x < 0.
    found = corners(Max(x, 0), (x,))
    assert any(p.where == (x < 0) and p.value == 0 for p in found.points)


def test_the_edge_of_the_domain_is_no_critical_point() -> None:
    # √x is defined for x ≥ 0 alone, and 0 is no inner point.
    assert rows(sqrt(x), (x,)) == []


@pytest.mark.parametrize("f", [floor(x) + Abs(y), asin(Abs(x)) + floor(y)])
def test_jumps_are_not_known_here(f: Expr) -> None:
    with pytest.raises(UnsolvedError):
        corners(f)


def test_a_corner_that_cancels_is_none() -> None:
    # |x|·x = x|x| has the derivative 2|x|, which is 0 at 0: neither side is an extremum.
    found = corners(x * Abs(x), (x,))
    assert [(p.point, p.kind, p.has_gradient) for p in found.points] == [((0,), "saddle", True)]


@pytest.mark.slow
def test_inner_points_of_a_seam_are_told_with_their_exceptions() -> None:
    found = corners(Abs(x) * y**2)
    line = next(p for p in found.points if p.point == (0, y))
    assert line.kind == "minimum"
    assert line.where in (None, Ne(y, 0))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_text", "places"),
    [
        # Filled at 0 or on a line: f is constant around no point. sin(x)/x and x = tan(x):
        # 4.49340945790906, 7.72525183693771.
        (
            "f=piecewise((sin(x)/x,x!=0),(1,otherwise))",
            [(-7.725252,), (-4.493409,), (0,), (4.493409,), (7.725252,)],
        ),
        ("f=piecewise((exp(-1/x**2),x!=0),(0,otherwise))", [(0,)]),
        ("f=piecewise((1/x,x!=0),(0,otherwise))", [(0,)]),
        ("f=piecewise((x^2,x!=1),(5,otherwise))", [(0,), (1,)]),
        # x² ln|x|: 2x ln|x| + x = 0 at ±e^(-1/2).
        (
            "f=piecewise((x**2*log(abs(x)),x!=0),(0,otherwise))",
            [(-0.606531,), (0,), (0.606531,)],
        ),
        ("f=piecewise((sin(x*y)/(x*y),x*y!=0),(1,otherwise))", []),
        # The seam x² = y³ is real for y ≥ 0 alone.
        ("f=abs(x**2-y**3)+y**2+x**2", [(0, 0)]),
    ],
)
def test_a_value_on_a_line_is_no_plateau(request_text: str, places: list[tuple[float]]) -> None:
    result = solve(f"{request_text} critical=all")
    found = [tuple(map(float, point.point)) for point in result.critical_points]
    assert found == [pytest.approx(place, abs=1e-6) for place in places]
    assert "constant around" not in result.text


@pytest.mark.slow
def test_a_value_on_a_line_is_compared_with_both_sides() -> None:
    # On x = y the value is 3, beside it about 2y²: less for |y| < √6/2.
    result = solve("f=piecewise((x**2+y**2,x!=y),(3,otherwise)) critical=all")
    assert {(p.point, p.kind, p.where, p.has_gradient) for p in result.critical_points} == {
        ((y, y), "minimum", Or(y < -sqrt(6) / 2, y > sqrt(6) / 2), False),
        ((y, y), "maximum", And(y > -sqrt(6) / 2, y < sqrt(6) / 2), False),
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    "request_text",
    [
        "f=sqrt(x)+sqrt(y)+sqrt(1-x-y)",
        "f=log(x)+log(y)+log(1-x-y)",
        "f=log(x)+log(y)+log(z)+log(1-x-y-z)",
    ],
)
def test_where_a_critical_point_is_f_has_a_value(request_text: str) -> None:
    # By symmetry at 1/3 or 1/4 for every variable.
    result = solve(f"{request_text} critical=all")
    (point,) = result.critical_points
    assert set(point.point) == {Rational(1, 1 + len(point.point))}
    assert "No point was found" not in result.text


def test_a_plateau_needs_an_interval() -> None:
    text = solve("f=piecewise((0,x<0),(x^2,otherwise)) critical=all").text
    assert "f(x) = 0   for x < 0" in text


@pytest.mark.slow
def test_a_seam_of_a_parameter_is_named_with_its_sign() -> None:
    text = solve("f(x,y)=abs(x-a)+a*y**2 critical=all").text
    assert "Where x = a, f may not be differentiable" in text
    assert "x = -a" not in text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_text", "place", "value"),
    [
        # On the seam x² + y² = 2x f is 2x ≥ 0, and nowhere f < x² + y².
        ("f=max(x**2+y**2,2*x)", (0, 0), 0),
        ("f=max(x**2+y**2-1,x-1)", (0, 0), -1),
        # The same with y: there the circle is two graphs over x.
        ("f=max(x**2+y**2,2*y)", (0, 0), 0),
        ("f=max(x**2+y**2-1,-4*y-1)", (0, 0), -1),
        ("f=min(1-x**2-y**2,1-2*y)", (0, 0), 1),
        ("f=abs(x**2+y**2-2*y)+x**2+y**2", (0, 0), 0),
        ("f=min(1-x**2-y**2,1-2*x)", (0, 0), 1),
        ("f=abs(x**2+y**2-2*x)+x**2+y**2", (0, 0), 0),
        # Below x² + y² = 1 it is 1 - r² - x, above r² - 1 - x: on the circle -x ≥ -1.
        ("f=abs(x**2+y**2-1)-x", (1, 0), -1),
        ("f=abs(x**2+y**2-4)+2*x", (-2, 0), -4),
        ("f=abs(x**2+y**2-1)+(x-1)**2+y**2", (1, 0), 0),
    ],
)
def test_where_a_circle_is_upright_no_extremum_is_missed(
    request_text: str, place: tuple[int, int], value: int
) -> None:
    result = solve(f"{request_text} critical=all")
    found = {point.point: (point.value, point.kind) for point in result.critical_points}
    assert found[place][0] == value
    assert found[place][1] != "saddle"


@pytest.mark.slow
@pytest.mark.parametrize(
    "f",
    ["(sin(x)-cos(y))**2", "(sin(x)+cos(y))**4", "exp(-(sin(x)-sin(y))**2)", "abs(sin(x))-y**2",
     "cbrt(sin(x))+y**2", "max(sin(x),1/2)+y**2"],
)  # fmt: skip
def test_points_that_repeat_are_never_told_to_be_all(f: str) -> None:
    # (3π/2, 0) is one of the first, beside (-π/2, 0), and so on.
    result = solve(f"f={f} critical=all")
    assert result.critical_points_complete is not True
    said = ("there may be others", "There may be other", "Only the window", "These repeat with")
    assert any(part in result.text for part in said)


@pytest.mark.slow
def test_a_curve_of_critical_points_leaves_out_where_another_case_holds() -> None:
    # x² + 1 off the line x = y, and x² on it: at (0, 0) the value is 0.
    result = solve("f=piecewise((x**2+1,x!=y),(x**2,otherwise)) critical=all")
    curve, single = sorted(result.critical_points, key=lambda found: -found.value)
    assert (curve.point, curve.where) == ((0, y), Ne(y, 0))
    assert (single.point, single.value) == ((0, 0), 0)


@pytest.mark.slow
def test_a_point_of_a_seam_that_is_not_settled_leaves_the_seam_open() -> None:
    # x² + y² ≥ 0, on the parabola y = x² ≥ 0: (0, 0) is a minimum, if not found to be one.
    result = solve("f=piecewise((x**2+y**2,y!=x**2),(y,otherwise)) critical=all")
    is_found = (0, 0) in [found.point for found in result.critical_points]
    assert is_found or "that are not listed" in " ".join(result.text.split())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "place"),
    [
        # Between y = ±1 f is |x||y| + x, which rises with x.
        ("abs(x*y)+x", "f(0, y) = 0   for -1 < y < 0 or 0 < y < 1"),
        ("abs(x*y)-x", "f(0, y) = 0   for -1 < y < 0 or 0 < y < 1"),
        ("2*x+abs(x*y)", "f(0, y) = 0   for -2 < y < 0 or 0 < y < 2"),
        ("abs(x*y)+y", "f(x, 0) = 0   for -1 < x < 0 or 0 < x < 1"),
        ("cbrt(x*y)", "f(0, y) = 0"),
    ],
)
def test_where_f_rises_across_a_seam_is_no_saddle(f: str, place: str) -> None:
    text = " ".join(solve(f"f(x,y)={f} critical=all").text.split())
    assert f"{' '.join(place.split())} no extremum, f is not differentiable there" in text
    assert "saddle" not in text


MORE, REPEAT = "There may be other points", "These repeat with the period 2π of f"
SEAM = "there may be critical points among these that are not listed"


@pytest.mark.slow
# Each has points with f' = 0 that are not listed, off a seam that can't be solved.
@pytest.mark.parametrize(
    ("f", "listed", "sentence"),
    [
        # At ±π/3, and so at 5π/3.
        ("f(x)=|sin(x)-x/2|", {(pi / 3,), (-pi / 3,)}, MORE),
        # At π/2, and so at 5π/2.
        ("f(x)=max(sin x, e^(-x))", {(pi / 2,)}, MORE),
        ("f(x)=max(cos x, x/5)", {(0,)}, MORE),
        ("f(x)=min(sin x, x^2-1)", {(-pi / 2,), (0,), (pi / 2,)}, MORE),
        ("f(x,y)=|sin(x)-x/2|+y^2", {(pi / 3, 0), (-pi / 3, 0)}, MORE),
        ("f(x)=|sin(x)-x/3|", {(acos(Rational(1, 3)),), (-acos(Rational(1, 3)),)}, MORE),
        ("f(x)=max(cos x, e^x/9)", {(0,)}, MORE),
        ("f(x)=|x-sin(x)-1|", {(0,)}, MORE),
        # sin x = 1 and cos y = -1, or the other way; sin x = sin y = ±1: again after 2π.
        ("f(x,y)=|sin x-cos y|", {(-pi / 2, 0), (pi / 2, pi)}, REPEAT),
        ("f(x,y)=max(sin x*sin y,1/2)", {(-pi / 2, -pi / 2), (pi / 2, pi / 2)}, REPEAT),
    ],
)
def test_a_remark_on_a_seam_hides_no_hedge(f: str, listed: set[object], sentence: str) -> None:
    result = solve(f"{f} critical=all")
    assert result.critical_points_complete is None
    text = " ".join(result.text.split())
    assert sentence in text
    assert SEAM in text
    assert {p.point for p in result.critical_points if p.where is None} == listed


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "listed"),
    [
        # 5x⁴ = 1; 3x² = 3, where e^x is less at -1 alone; e^x = 1.
        ("f(x)=|x^5-x-1|", [-(Rational(1, 5) ** Rational(1, 4)), Rational(1, 5) ** Rational(1, 4)]),
        ("f(x)=max(x^3-3x,e^x)", [-1]),
        ("f(x)=|e^x-x-2|", [0]),
    ],
)
def test_nothing_is_left_open_off_a_seam_where_all_points_are_known(
    f: str, listed: list[Expr]
) -> None:
    result = solve(f"{f} critical=all")
    assert [p.point[0] for p in result.critical_points] == listed
    text = " ".join(result.text.split())
    assert MORE not in text
    assert SEAM in text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "turn"),
    [
        # e^x₀ = x₀ + 2. At (x₀, 0) the curve turns back: x ≥ x₀ on it, and off it |u| grows
        # faster than x/2 falls, so that there is a minimum.
        ("f(x,y)=|e^x-x-2+y^2|+x/2", -1.841),
        # x₀⁵ = x₀ + 1, and x ≥ x₀ on the curve.
        ("f(x,y)=|x^5-x-1-y^2|+x/2", 1.167),
        # e^x₀ = 3 - x₀, and x ≤ x₀ on the curve.
        ("f(x,y)=|e^x+x-3+y^2|-x", 0.792),
    ],
)
def test_where_a_seam_turns_back_an_extremum_may_be_missing(f: str, turn: float) -> None:
    result = solve(f"{f} critical=all")
    assert result.critical_points_complete is None
    assert not any(abs(float(p.point[0]) - turn) < 0.01 for p in result.critical_points)
    text = " ".join(result.text.split())
    assert "of these points only those listed can be extrema" not in text
    assert "among these that are not listed" in text or "these points that are not" in text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "smooth"),
    [
        # f less its linear term is |x| times what is 0 there: its slope is that of this term.
        (Abs(x) * y + 2 * x, {0}),
        (Abs(x) * Abs(y) + x, {0}),
        (Max(x, 0) * y + x, {0}),
        (Min(x, 2 * x) * y + x, {0}),
        (Abs(x) * y * (y - 1) + x, {0, 1}),
        (Abs(x) * (y - 1) ** 2 + x, {1}),
        (Abs(x) * (y**2 - 4) - 3 * x, {-2, 2}),
    ],
)
def test_where_f_is_differentiable_on_a_seam_no_part_says_it_is_not(
    f: Expr, smooth: set[int]
) -> None:
    on_seam = [p for p in corners(f).points if p.point == (0, y)]
    assert on_seam
    for number in (Rational(n, 3) for n in range(-9, 10)):
        here = [p for p in on_seam if p.where is None or p.where.xreplace({y: number}) == true]
        assert not any(p.has_gradient for p in here)
        assert not (here and number in smooth)


def level_rows(result: Any) -> dict[Expr, tuple[Expr, str]]:
    """The value and the kind on each level set of xy, by the value of xy."""
    levels = (found for found in result.critical_points if isinstance(found.where, Eq))
    return {found.where.rhs: (found.value, found.kind) for found in levels}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "expected"),
    [
        # sin|u| and sin(max(u, 0)) are 1, -1 at π/2, 3π/2, and even or 0 for u < 0.
        ("sin|x y|", {pi / 2: (1, "maximum"), 3 * pi / 2: (-1, "minimum"),
                      -pi / 2: (1, "maximum"), -3 * pi / 2: (-1, "minimum")}),
        ("sin(max(x y,0))", {pi / 2: (1, "maximum"), 3 * pi / 2: (-1, "minimum")}),
        # 1 - sin u = 0 at π/2, -1 - sin u = 0 at -π/2; beyond, at 3π/2, 1 - sin u = 2.
        ("cos(x y)+|x y|", {pi / 2: (pi / 2, "saddle"), -pi / 2: (pi / 2, "saddle")}),
        # The sign turns the maxima of cos u for u < 0 into minima.
        ("cos(x y)*sign(x y)", {-2 * pi: (-1, "minimum"), -pi: (1, "maximum"),
                                pi: (-1, "minimum"), 2 * pi: (1, "maximum")}),
        ("piecewise((sin(x y),x y>0),(x y,otherwise))",
         {pi / 2: (1, "maximum"), 3 * pi / 2: (-1, "minimum")}),
    ],
)  # fmt: skip
def test_pieces_of_a_period_are_no_period_of_f(
    f: str, expected: dict[Expr, tuple[Expr, str]]
) -> None:
    result = solve(f"f(x,y)={f} critical=all")
    assert level_rows(result) == expected
    text = " ".join(result.text.split())
    assert "repeat" not in text
    assert MORE in text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "period"),
    [("|sin(x y)|", "2π"), ("exp(|cos(x y)|)", "π"), ("sqrt(2+sin(x^2-y))", "2π")],
)
def test_pieces_of_a_period_that_f_has_repeat(f: str, period: str) -> None:
    told = f"The curves among these repeat with the period {period} of"
    assert told in solve(f"f={f} critical=all").text


@pytest.mark.slow
def test_a_domain_of_one_side_has_no_period() -> None:
    # √x - √x leaves x ≥ 0: there is none at π/2 - 2π.
    text = solve("f(x)=|sin x|+sqrt(x)-sqrt(x) critical=all").text
    assert "repeat" not in text
    assert MORE in text


@pytest.mark.parametrize(
    ("f", "value"), [("min(x^2-x,-1)", -1), ("min(x^2+x+1,0)", 0), ("min(x^2+y^2,-1)", -1)]
)
def test_a_part_that_never_leads_has_no_points(f: str, value: int) -> None:
    # x² - x ≥ -1/4, x² + x + 1 ≥ 3/4: f is constant.
    (found,) = solve(f"f={f} critical=all").critical_points
    assert found.value == value
    assert found.where is None
    assert all(coordinate.is_Symbol for coordinate in found.point)


@pytest.mark.slow
def test_a_seam_at_a_golden_ratio_is_compared() -> None:
    # x² - x - 1 < 0 between (1 ± √5)/2, least at 1/2; min(x² - x - 1, 0) is 0 beyond.
    found = solve("f(x,y)=min(x^2-x-1,y-y) critical=all").critical_points
    lines = {p.point[0]: (p.value, p.kind, p.has_gradient) for p in found if p.where is None}
    ends = [(1 - sqrt(5)) / 2, (1 + sqrt(5)) / 2]
    expected = {end.expand(): (0, "maximum", False) for end in ends}
    assert lines == expected | {Rational(1, 2): (Rational(-5, 4), "minimum", True)}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "across", "kinds"),
    [
        # |x|(|y| - 2) rises across x = 0 where |y| > 2, and falls where |y| < 2.
        (Abs(x * y) - 2 * Abs(x), x, {-3: "minimum", -1: "maximum", 0: "maximum", 3: "minimum"}),
        # |x|(|y| + 1) - 3x has the slopes |y| - 2 and -|y| - 4 beside x = 0.
        (Abs(x * y) + Abs(x) - 3 * x, x, {-3: "minimum", 0: "saddle", 1: "saddle", 3: "minimum"}),
        # max(xy, 0) - 2|x|: y - 2 or -2 on the side of y, 2 on the other.
        (Max(x * y, 0) - 2 * Abs(x), x, {-3: "saddle", -1: "maximum", 1: "maximum", 3: "saddle"}),
        # x max(1, y) or x min(1, y), and -2|x|.
        (Max(x, x * y) - 2 * Abs(x), x, {-3: "saddle", 0: "maximum", 1: "maximum", 3: "saddle"}),
        # |x|(|y - 1| - 1/2).
        (Abs(x * (y - 1)) - Abs(x) / 2, x, {0: "minimum", 1: "maximum", 2: "minimum"}),
        # |x|(|x - y| - 2).
        (Abs(x * (x - y)) - 2 * Abs(x), x, {-3: "minimum", 0: "maximum", 3: "minimum"}),
        # |y|(|x| - 1) + 2y has the slopes |x| + 1 and 3 - |x| beside y = 0.
        (Abs(x * y) + 2 * y - Abs(y), y, {-4: "minimum", 4: "minimum"}),
        (Abs(x * y) + y - Abs(y) / 2, y, {-2: "minimum", 0: "saddle", 1: "saddle", 2: "minimum"}),
    ],
)  # fmt: skip
def test_a_seam_that_is_one_of_two_parts_is_told_from_the_pieces_beside_it(
    f: Expr, across: Symbol, kinds: dict[int, str]
) -> None:
    along = y if across == x else x
    for value, kind in kinds.items():
        place = {across: 0, along: value}
        told = [
            point.kind
            for point in corners(f).points
            if tuple(part.xreplace(place) for part in point.point) == (place[x], place[y])
            if point.where is None or point.where.xreplace(place) == true
        ]
        assert told == [kind]


@pytest.mark.slow
def test_a_product_of_two_factors_has_the_sign_that_its_piece_gives_it() -> None:
    # Near (0, 0) x + y - 1 < 0, so that |xy|(x + y - 1) ≤ 0, and 0 on the axes.
    result = solve("f=|xy|(x+y-1) critical=all")
    (origin,) = (p for p in result.critical_points if p.point == (0, 0))
    assert (origin.kind, origin.is_strict, origin.has_gradient) == ("maximum", False, True)


@pytest.mark.slow
def test_a_point_of_a_seam_is_judged_by_the_factors_of_the_pieces() -> None:
    """Near (0, 0) f = |x|(max(2, |y|) - 3) is not positive, and 0 where x is 0."""
    f = Max(2 * Abs(x), Abs(x * y)) - 3 * Abs(x)
    function = CorneredFunction(f, (x, y), compile_formula(from_sympy(f)))
    point = judged_alone(function, (Integer(0), Integer(0)))
    assert point is not None
    assert (point.kind, point.is_strict, point.has_gradient) == ("maximum", False, False)


@pytest.mark.slow
@pytest.mark.parametrize("f", ["cbrt(|x|+y^2)", "sqrt(|x|+y^2)"])
def test_where_a_gap_with_corners_is_zero_at_one_point_no_curve_is_told(f: str) -> None:
    # x = ±y² are zeros of the pieces ±x + y², and |x| + y² is 0 at the origin alone.
    found = solve(f"f={f} critical=all")
    assert [(p.point, p.kind) for p in found.critical_points or ()] == [((0, 0), "minimum")]
    assert found.critical_points_complete is True
    assert "Where x = 0, f is not differentiable" in found.text
    assert "y²," not in found.text.split("Where", 1)[1]


@pytest.mark.slow
def test_a_curve_on_which_a_gap_with_corners_is_zero_is_told() -> None:
    # |x| - y² is 0 on both parabolas.
    text = " ".join(solve("f=cbrt(|x|-y^2) critical=all").text.split())
    assert "Where x = -y², f may not be differentiable" in text
    assert "Where x = y², f may not be differentiable" in text


# |x sin y| is 0 on x = 0 and rises to both sides where sin y ≠ 0; 2 + sin y never is 0.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_text", "where", "kind"),
    [
        ("f(x,y)=abs(x*sin(y))", "Ne(sin(y), 0)", "minimum"),
        ("f(x,y)=-abs(x)*(2+sin(y))", "None", "maximum"),
    ],
)
def test_a_level_seam_with_endlessly_many_smooth_points(
    request_text: str, where: str, kind: str
) -> None:
    found = solve(f"{request_text} critical=all").critical_points
    assert [
        (str(point.where), point.kind, point.is_strict, point.has_gradient)
        for point in found
        if point.point == (0, y)
    ] == [(where, kind, False, False)]


@pytest.mark.slow
def test_each_seam_of_which_something_is_open_is_named() -> None:
    text = solve("f(x,y,z)=abs(x*y)+abs(y*z) critical=all").text
    assert [name for name in ("x", "y", "z") if f"Where {name} = 0, f may not be" in text] == [
        "x",
        "y",
        "z",
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "point", "kind"),
    [
        # On the z-axis f is z², elsewhere larger: each term is nowhere negative.
        ("sqrt(x^2+y^2)+z^2", (0, 0, 0), "minimum"),
        # 1 - (z - 1)² on it, and to its sides f rises.
        ("sqrt(x^2+y^2)-z^2+2z", (0, 0, 1), "saddle"),
        ("sqrt((x-z)^2+y^2)+(z-1)^2", (1, 0, 1), "minimum"),
    ],
)
def test_what_is_not_smooth_on_an_axis_is_looked_for_along_it(
    f: str, point: tuple[int, int, int], kind: str
) -> None:
    result = solve(f"f(x,y,z)={f} critical=all")
    (found,) = result.critical_points
    assert (found.point, found.kind, found.has_gradient) == (point, kind, False)
    assert result.critical_points_complete


@pytest.mark.slow
def test_corners_that_repeat_in_one_variable_are_told_with_its_period() -> None:
    # |sin x| is least, 0, at kπ, where it has a corner, and largest, 1, at π/2 + kπ.
    result = solve("f(x,y)=|sin x|+y^2 critical=all")
    kinds = {p.point: (p.kind, p.has_gradient) for p in result.critical_points}
    assert kinds == {
        (0, 0): ("minimum", False),
        (pi, 0): ("minimum", False),
        (pi / 2, 0): ("saddle", True),
        (-pi / 2, 0): ("saddle", True),
    }
    # Across x = kπ f rises like the distance from it, along it like y².
    assert all(p.is_strict for p in result.critical_points if p.kind == "minimum")
    assert "period 2π of f in x" in result.text
    assert "may be other" not in result.text
    # What x² adds takes the period away.
    assert "period" not in solve("f(x,y)=|sin x|+x^2+y^2 critical=all").text


@pytest.mark.parametrize("f", ["max(y,y)+2|y^2+1|", "max(y,y)+2y^2+2"])
def test_what_is_the_same_everywhere_is_no_seam(f: str) -> None:
    # y + 2y² + 2 is least along y = -1/4.
    (found,) = solve(f"f(x,y)={f} critical=all").critical_points
    assert (found.point[1], found.kind) == (-Rational(1, 4), "minimum")


@pytest.mark.slow
def test_points_on_what_is_not_known_for_a_seam_are_not_denied() -> None:
    result = solve("f(x,y)=max(x+y,y+x)+2|(x+y)^2+1| critical=all")
    assert result.critical_points or "There is no" not in result.text
