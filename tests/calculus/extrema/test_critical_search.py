from __future__ import annotations

import random

import mpmath
import numpy as np
import pytest
from sympy import Eq, Expr, Float, Gt, Integer, Lt, Ne, Rational, Symbol, false, symbols

import grad_magic
from grad_magic.calculus.extrema.critical_search import search_critical_points
from grad_magic.findings import CriticalReason
from grad_magic.formula.arithmetic import GRID
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import from_sympy

x, y = symbols("x y", real=True)
a = Symbol("a", real=True)


def kinds(request: str) -> list[tuple[tuple[float, ...], str]]:
    found = grad_magic.solve(f"f={request} critical=all").critical_points
    return [(tuple(round(float(c), 3) for c in p.point), p.kind) for p in found]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "points"),
    [
        ("10x^2 y-5x^2-4y^2-x^4-2y^4",
         [((-2.644, 1.898), "maximum"), ((-0.857, 0.647), "saddle"), ((0, 0), "maximum"),
          ((0.857, 0.647), "saddle"), ((2.644, 1.898), "maximum")]),
        ("(x+10y)^2+5(z-w)^2+(y-2z)^4+10(x-w)^4", [((0, 0, 0, 0), "minimum")]),
        ("|x|+|y|", [((0, 0), "minimum")]),
        ("sqrt(x^2+y^2)", [((0, 0), "minimum")]),
        ("x^(2/3)", [((0,), "minimum")]),
        ("ln(1+e^(-w))+ln(1+e^(2w))", [((-0.42,), "minimum")]),
        ("x^2+y^2+sin(x*y)+x", [((-0.657, 0.321), "minimum")]),
    ],
)  # fmt: skip
def test_points(f: str, points: list[tuple[tuple[float, ...], str]]) -> None:
    assert kinds(f) == points


@pytest.mark.slow
def test_himmelblau_has_nine() -> None:
    result = grad_magic.solve("f=(x^2+y-11)^2+(x+y^2-7)^2 critical=all")
    found = result.critical_points
    assert result.critical_points_complete is True
    assert sorted(p.kind for p in found) == ["maximum"] + ["minimum"] * 4 + ["saddle"] * 4
    assert {p.value for p in found if p.kind == "minimum"} == {0}
    assert sum(p.is_approximate for p in found) == 8
    assert all(isinstance(c, Float) for p in found if p.is_approximate for c in p.point)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "curve"),
    [
        ("x*y*(x-y)^2", ((y, y), "minimum", Ne(y, 0))),
        ("(x-y)^2*(x+y)", ((y, y), "maximum", Lt(y, 0))),
        ("|x|*y", ((0, y), "minimum", Gt(y, 0))),
    ],
)
def test_curves_in_parts(f: str, curve: tuple[tuple[Expr, ...], str, object]) -> None:
    found = grad_magic.solve(f"f={f} critical=all").critical_points
    assert curve in [(p.point, p.kind, p.where) for p in found]


def test_a_parameter_is_told_by_its_sign() -> None:
    found = grad_magic.solve("f(x,y)=a*x^2+y^2 critical=all").critical_points
    assert [(p.point, p.kind, p.where) for p in found] == [
        ((0, 0), "saddle", Lt(a, 0)),
        ((0, 0), "minimum", Gt(a, 0)),
        ((x, 0), "minimum", Eq(a, 0)),
    ]


def test_the_window_is_told() -> None:
    text = grad_magic.solve("f=sin(x)+x^2/10 critical=all").text
    assert "x ≈ -1.306" in text
    assert "Only the window with coordinates from -10 to 10 was searched" in text


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_newton_from_a_grid_finds_no_other_point(seed: int) -> None:
    generator = random.Random(seed)  # noqa: S311  (nothing is kept secret)
    powers = [(i, j) for i in range(5) for j in range(5 - i)]
    f = sum((generator.randint(-3, 3) * x**i * y**j for i, j in powers), Integer(0)) + x * y
    search = search_critical_points(f, (x, y), compile_formula(from_sympy(f)))
    assert search.is_complete
    listed = [p.point for p in search.points]
    if any(value.free_symbols for point in listed for value in point):
        return
    parts = [f.diff(x), f.diff(y), f.diff(x, 2), f.diff(x, y), f.diff(y, 2)]
    programs = [compile_formula(from_sympy(part)) for part in parts]
    axis = np.linspace(-6, 6, 40)
    first, second = (grid.ravel() for grid in np.meshgrid(axis, axis))
    with np.errstate(all="ignore"):
        for _ in range(60):
            p, q, a_, b, c = (program.run({x: first, y: second}, GRID) for program in programs)
            determinant = a_ * c - b**2
            first = first - (c * p - b * q) / determinant
            second = second - (a_ * q - b * p) / determinant
        is_zero = (np.abs(p) + np.abs(q) < 1e-8) & (np.abs(first) + np.abs(second) < 50)
    places = np.array([[float(value) for value in point] for point in listed]).reshape(-1, 2)
    for u, v in zip(first[is_zero], second[is_zero], strict=True):
        assert np.abs(places - [u, v]).sum(axis=1).min() < 1e-2


@pytest.mark.parametrize(
    ("f", "points"),
    [
        # x¹⁹⁹·200 = y and y¹⁹⁹·200 = x: y = x = 200^(-1/198) = ±0.97360.
        ("x^200+y^200-x*y",
         [((-0.974, -0.974), "minimum"), ((0, 0), "saddle"), ((0.974, 0.974), "minimum")]),
        # 60·x⁵⁸ = 1.
        ("x^60+y^60-x*y",
         [((-0.932, -0.932), "minimum"), ((0, 0), "saddle"), ((0.932, 0.932), "minimum")]),
        ("(x^2+y^2)^100-x", [((0.974, 0), "minimum")]),
        ("x^300+y^2", [((0, 0), "minimum")]),
        ("x^200-y^200", [((0, 0), "saddle")]),
        ("x^101+y^150", [((0, 0), "saddle")]),
        ("x^900-x", [((0.992,), "minimum")]),
        ("x^200*y^3-x", []),
    ],
)  # fmt: skip
@pytest.mark.slow
def test_degrees_in_the_hundreds_are_answered(
    f: str, points: list[tuple[tuple[float, ...], str]]
) -> None:
    assert kinds(f) == points


# DLMF, table 5.4.1: where Γ′ = 0, and Γ there.
EXTREMA_OF_GAMMA = [
    (1.46163, 0.88560),
    (-0.50408, -3.54464),
    (-1.57349, 2.30240),
    (-2.61072, -0.88813),
    (-3.63529, 0.24512),
]


@pytest.mark.slow
def test_the_extrema_of_gamma() -> None:
    result = grad_magic.solve("f=gamma(x) critical=all")
    found = [(float(p.point[0]), float(p.value), p.kind) for p in result.critical_points]
    for place, value in EXTREMA_OF_GAMMA:
        (kind,) = (k for a, b, k in found if abs(a - place) < 1e-4 and abs(b - value) < 1e-4)
        assert kind == ("minimum" if value > 0 else "maximum")
    assert len(found) == 11
    assert result.critical_points_complete is None


@pytest.mark.slow
def test_the_extrema_of_bessel_functions_are_the_zeros_of_their_derivatives() -> None:
    for order in (0, 1):
        result = grad_magic.solve(f"f=besselj({order},x) critical=all plot=none")
        assert isinstance(result, grad_magic.Result)
        assert result.critical_points is not None
        found = sorted(float(point.point[0]) for point in result.critical_points)
        zeros = [float(mpmath.besseljzero(order, k, derivative=1)) for k in (1, 2, 3)]
        # DLMF counts 0 as the first zero of J₀′.
        positive = [zero for zero in zeros if 0 < zero < 10]
        both = [*(-zero for zero in positive), *([0.0] if order == 0 else []), *positive]
        assert found == pytest.approx(sorted(both), abs=1e-3)


@pytest.mark.slow
def test_gamma_in_two_variables_and_of_a_square() -> None:
    # x² + 1 = 1.46163.
    assert kinds("gamma(x^2+1)") == [
        ((-0.679,), "minimum"),
        ((0,), "maximum"),
        ((0.679,), "minimum"),
    ]
    assert ((1.462, 0), "minimum") in kinds("gamma(x)+y^2")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "points"),
    [
        # x = e⁻ˣ at 0.56714, x = cos x at 0.73909, x + ln x = 0 at 0.56714.
        ("(x-e^(-x))^4", [((0.567,), "minimum", True)]),
        ("(x-e^(-x))^3", [((0.567,), "saddle", None)]),
        ("-(ln(x)+x)^6", [((0.567,), "maximum", True)]),
        ("(x-e^(-x))^4+y^2", [((0.567, 0), "minimum", True)]),
        ("2-(x-e^(-x))^2-y^4", [((0.567, 0), "maximum", True)]),
    ],
)
def test_degenerate_points_without_closed_form(
    f: str, points: list[tuple[tuple[float, ...], str, bool | None]]
) -> None:
    result = grad_magic.solve(f"f={f} critical=all")
    found = [
        (tuple(round(float(c), 3) for c in p.point), p.kind, p.is_strict)
        for p in result.critical_points
    ]
    assert found == points
    assert "in it there are no" in result.text


@pytest.mark.slow
def test_a_degenerate_point_whose_kind_is_not_known_is_listed_as_undecided() -> None:
    # (cos x - x)³ + y² at 0.73909.
    assert ((0.739, 0), "undecided") in kinds("(cos(x)-x)^3+y^2")


@pytest.mark.slow
def test_curves_where_a_factor_of_the_gradient_is_zero() -> None:
    # x³⁰⁰y²⁰⁰(x + y - 1): beside the axes 301x + 300y = 300 and 200x + 201y = 200.
    result = grad_magic.solve("f=x^300*y^200*(x+y-1) critical=all")
    found = {p.point: p.kind for p in result.critical_points}
    assert found == {
        (0, y): "undecided",
        (x, 0): "undecided",
        (Rational(300, 501), Rational(200, 501)): "minimum",
    }


@pytest.mark.slow
def test_one_function_of_a_variable_in_two_has_no_isolated_points() -> None:
    # Critical on the line y = 0.567…, which is not found.
    result = grad_magic.solve("f(x,y)=(y-e^(-y))^4 critical=all")
    assert result.critical_points_complete is None
    assert "also in it" in result.text


@pytest.mark.parametrize(
    ("f", "kinds"),
    [
        ("x^999", {0: "saddle"}),
        ("(x-1)^150*(x+1)^150", {-1: "minimum", 0: "maximum", 1: "minimum"}),
        ("x^300*(x-2)^300+1", {0: "minimum", 1: "maximum", 2: "minimum"}),
    ],
)
@pytest.mark.slow
def test_powers_in_the_hundreds_in_one_variable(f: str, kinds: dict[int, str]) -> None:
    result = grad_magic.solve(f"f={f} critical=all")
    assert {p.point[0]: p.kind for p in result.critical_points} == kinds
    assert "saddle" not in result.text
    assert "along the curve" not in result.text


def test_no_point_in_a_window_is_not_said_to_be_none_at_all() -> None:
    # x² + eˣ - 12·sin(x) + 30 has no zero of its derivative that is isolated: it is unknown.
    result = grad_magic.solve("f=x^3/3+x+e^x+sin(x)/9 critical=all")
    assert result.critical_points == ()
    assert "There is no point" not in result.text
    assert "No point with f′(x) = 0 was found" in result.text


def test_a_bell_with_decimals_takes_no_power_of_thousands() -> None:
    # f′ = 1/1000 - 200(x - 1.2345)·e^(-100(x - 1.2345)²).
    found = kinds("exp(-100*(x-1.2345)^2)+x/1000")
    assert found == [((1.235,), "maximum"), ((1.568,), "minimum")]


@pytest.mark.parametrize(
    "f",
    ["|sin x|*exp(-x)", "tanh(x)-|sin x|", "|2*sin(2*x)-x^4|", "|cos x|+x^2/50"],
)
@pytest.mark.slow
def test_of_seams_that_repeat_nobody_says_that_all_were_found(f: str) -> None:
    # The minimum of |sin x|·e^(-x) at x = -3π is in the window, and not in the list.
    result = grad_magic.solve(f"f(x)={f} critical=all")
    assert result.critical_points_complete is None
    assert "in it there are no others" not in result.text.replace("\n", " ")


@pytest.mark.slow
def test_of_one_seam_the_window_is_searched_as_a_whole() -> None:
    text = grad_magic.solve("f(x)=|x|*(1+sin(x)) critical=all").text.replace("\n", " ")
    assert "in it there are no others" in text


@pytest.mark.slow
@pytest.mark.parametrize("f", ["max(cbrt(x-1)+x^3,0)", "max(x^(2/3)-cbrt(x-1),0)"])
def test_odd_roots_in_conditions_are_real(f: str) -> None:
    # At x = 1 the first is x³ + ∛(x - 1) = 1 > 0 on both sides; its tangent stands upright.
    assert grad_magic.solve(f"f(x)={f} critical=all").critical_points


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "alone"),
    [
        # 5x² = 1 on the axis.
        ("(x^2-y^2-1)^2*x", {(-0.447, 0), (0.447, 0)}),
        # ∂f/∂x = 0 on the axis: 5x² - 8x - 1 = 0 beside the circle, x = (4 ± √21)/5.
        ("(x^2+y^2-1)^2*(x-2)", {(-0.117, 0), (1.717, 0)}),
        # Beside the hyperbola 5·4x² - 8x - 4 = 0, x = (1 ± √6)/5.
        ("(4x^2-y^2-4)^2*(2x-1)", {(-0.290, 0), (0.690, 0)}),
    ],
)
def test_all_coordinates_are_real(f: str, alone: set[tuple[float, float]]) -> None:
    points = grad_magic.solve(f"f={f} critical=all").critical_points
    single = [p.point for p in points if not any(c.free_symbols for c in p.point)]
    assert {tuple(round(float(c), 3) for c in point) for point in single} == alone


@pytest.mark.slow
def test_no_row_holds_for_no_point() -> None:
    result = grad_magic.solve("f=x^2*y^2*z^2*(x-1) critical=all")
    assert "False" not in result.text
    assert all(point.where != false for point in result.critical_points)


@pytest.mark.parametrize(
    ("f", "where"),
    [
        ("f(x)=|x-x|", None),
        ("f(x)=max(0,0*x)", None),
        ("f(x)=0*|x|", None),
        ("f(x)=sqrt(x^2)-|x|", None),
        ("f(x,y)=piecewise((1,x>y),(1,otherwise))", None),
        # ln|x| leaves x ≠ 0.
        ("f(x)=0*log|x|", Ne(x, 0)),
        # π/2 on the right, -π/2 on the left.
        ("f(x)=arctan(x)+arctan(1/x)", Ne(x, 0)),
    ],
)
def test_where_f_is_constant_each_point_is_of_both_kinds(f: str, where: Ne | None) -> None:
    result = grad_magic.solve(f"{f} critical=all")
    (found,) = result.critical_points
    assert found.reason.kind is CriticalReason.CONSTANT_ON_REGION
    assert found.where == where
    assert all(coordinate.is_Symbol for coordinate in found.point)
    assert "local minimum and local maximum, not strict" in result.text


def test_a_constant_whose_domain_is_not_told_has_no_chance_points() -> None:
    assert not grad_magic.solve(
        "f(x)=piecewise((log(x)*0,x>1),(0,otherwise)) critical=all"
    ).critical_points


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "line", "value"),
    [
        # -(√x - √y)²/2, and -(√x - √y/2)²: 0 where y = x, and where y = 4x.
        ("√(x)*√(y)-x/2-y/2", (x, x), 0),
        ("√(x)*√(y)-x-y/4", (x, 4 * x), 0),
    ],
)
def test_a_line_of_points_is_told_and_none_of_them_by_chance(
    f: str, line: tuple[Expr, Expr], value: int
) -> None:
    (found,) = grad_magic.solve(f"f(x,y)={f} critical=all").critical_points
    assert (found.point, found.where) == (line, Gt(x, 0))
    assert (found.value, found.kind, found.is_strict) == (value, "maximum", False)


@pytest.mark.slow
def test_what_is_left_out_is_not_denied() -> None:
    """Beside the needle at x = 3 there is a minimum near 2.997: f' is -2 before it, 70 behind."""

    def value(place: str) -> mpmath.mpf:
        u = mpmath.mpf(place)
        return u * mpmath.sin(u) + mpmath.exp(-1_000_000 * (u - 3) ** 2)

    assert value("2.997") > value("2.9972") < value("2.998")
    found = grad_magic.solve("f=x*sin(x)+exp(-1000000*(x-3)^2) critical=all plot=none")
    is_listed = any(2.997 < float(point.point[0]) < 2.998 for point in found.critical_points)
    assert is_listed or "in it there are no others" not in found.text.replace("\n", " ")


@pytest.mark.slow
def test_a_zero_beside_a_distant_needle_is_listed() -> None:
    """The needle at (3, 2) leaves a gradient of some 10^-564577 at (0, 0), a minimum."""
    request = "f=x^2+y^2+x*sin(y)+exp(-100000*((x-3)^2+(y-2)^2)) critical=all plot=none"
    found = grad_magic.solve(request).critical_points
    places = [tuple(round(float(value), 6) for value in point.point) for point in found]
    assert (0.0, 0.0) in places
    assert found[places.index((0.0, 0.0))].kind == "minimum"


@pytest.mark.slow
@pytest.mark.parametrize(
    "f",
    [
        "min(x-1,0)^(3/2)",
        "min(x,0)^(5/2)",
        "(x-|x|)^(3/2)",
        "(x*y-|x*y|)^(3/2)",
        "min(x,0)^(3/2)+y^2",
    ],
)
def test_a_power_of_what_is_never_positive_is_not_said_to_have_no_critical_points(f: str) -> None:
    # Where the base is 0 all around, f is 0, or y² alone.
    result = grad_magic.solve(f"f={f} critical=all plot=none")
    assert result.critical_points_complete is None
    text = " ".join(result.text.split())
    assert "was found, but there may be some." in text
    assert "There is no point" not in text


@pytest.mark.slow
@pytest.mark.parametrize("base", ["max(x,0)", "(|x|+x)"])
def test_where_the_base_of_a_power_is_zero_all_points_are_critical(base: str) -> None:
    result = grad_magic.solve(f"f={base}^(3/2) critical=all plot=none")
    x = result.variables[0]
    assert [(p.point, p.where) for p in result.critical_points] == [((x,), Lt(x, 0)), ((0,), None)]
    result = grad_magic.solve(f"f={base}^(3/2)+y^2 critical=all plot=none")
    x = result.variables[0]
    assert [(p.point, p.where) for p in result.critical_points] == [((x, 0), Lt(x, 0))]
