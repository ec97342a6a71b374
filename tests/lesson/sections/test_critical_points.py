from __future__ import annotations

from typing import Any

import pytest
from sympy import Abs, Integer, Matrix, Tuple, sqrt

from grad_magic.findings import CriticalReason, Finding
from grad_magic.result import Result, solve
from grad_magic.solution import CriticalKind, CriticalPoint, Solution
from tests.lesson.hand_built import build, column, latex, numbers, t, text, x, y


def at_origin(f: Any, kind: str, reason: Finding[CriticalReason], **parts: Any) -> Solution:
    return build(
        f,
        point=numbers(0, 0),
        gradient_at=column(0, 0),
        critical_kind=kind,
        critical_reason=reason,
        **parts,
    )


def critical(
    point: tuple[Any, ...],
    value: int,
    kind: CriticalKind,
    sentence: str,
    *,
    is_strict: bool | None = None,
) -> CriticalPoint:
    coordinates = tuple(Integer(c) if isinstance(c, int) else c for c in point)
    return CriticalPoint(
        coordinates, Integer(value), kind, is_strict, Finding(CriticalReason(sentence))
    )


def test_in_two_variables_books_have_the_discriminant() -> None:
    # xy: ((0, 1), (1, 0)) has the eigenvalues -1 and 1.
    solution = at_origin(
        x * y,
        "saddle",
        Finding(CriticalReason.INDEFINITE_HESSIAN),
        hessian_at=Matrix([[0, 1], [1, 0]]),
        hessian_eigenvalues=numbers(-1, 1),
    )
    assert text(solution, "critical") == [
        "P is a critical point: D_u f(P) = 0 in every direction.",
        "f_xx(P) = 0   f_xy(P) = 1   f_yy(P) = 0   D = f_xx·f_yy - f_xy² = -1",
        "D < 0, so P is a saddle point.",
    ]
    assert latex(solution, "critical")[1] == (
        r"f_{x x}(P) = 0 ,\quad f_{x y}(P) = 1 ,\quad f_{y y}(P) = 0 ,\quad "
        r"D = f_{x x} f_{y y} - f_{x y}^{2} = -1"
    )


def test_in_three_variables_the_hessian_and_its_eigenvalues_are_shown() -> None:
    # The Hessian of xy + z² has the eigenvalues -1, 1 and 2.
    result = solve("f=x*y+z^2 at=(0,0,0)")
    assert "H_f(P) = [[0, 1, 0], [1, 0, 0], [0, 0, 2]]   λ₁ = -1   λ₂ = 1   λ₃ = 2" in result.text
    assert "The Hessian matrix has eigenvalues of both signs" in result.text


@pytest.mark.parametrize(
    ("f", "values", "verdict"),
    [
        (
            "x^2+2y^2-x*y",
            "f_xx(P) = 2   f_xy(P) = -1   f_yy(P) = 4   D = f_xx·f_yy - f_xy² = 7",
            "D > 0 and f_xx(P) > 0, so f has a strict local minimum at P.",
        ),
        (
            "x*y-x^2-y^2",
            "f_xx(P) = -2   f_xy(P) = 1   f_yy(P) = -2   D = f_xx·f_yy - f_xy² = 3",
            "D > 0 and f_xx(P) < 0, so f has a strict local maximum at P.",
        ),
    ],
)
def test_the_test_of_two_variables_decides_extrema(f: str, values: str, verdict: str) -> None:
    assert f"{values}\n{verdict}" in solve(f"f={f} at=(0,0)").text


def test_the_parts_of_a_finding_fill_the_gaps_of_its_sentence() -> None:
    # (y - x²)(y - 3x²): 3x⁴ on the axis, -x⁴ on y = 2x² (Peano).
    parts = {
        "parameter": t,
        "rising_curve": Tuple(t, 0),
        "rising_term": 3 * t**4,
        "falling_curve": Tuple(t, 2 * t**2),
        "falling_term": -(t**4),
    }
    f = (y - x**2) * (y - 3 * x**2)
    solution = at_origin(f, "saddle", Finding(CriticalReason.OPPOSITE_CURVES, parts))
    assert text(solution, "critical")[1:] == [
        "f(t, 0) = 3t⁴ > 0 and f(t, 2t²) = -t⁴ < 0 for small t > 0. So P is a",
        "saddle point.",
    ]


@pytest.mark.parametrize(
    ("is_strict", "kind"),
    [
        (True, "a strict local minimum."),
        (False, "a local minimum, not strict."),
        (None, "a local minimum."),
    ],
)
def test_a_reason_says_how_strict_the_extremum_is(*, is_strict: bool | None, kind: str) -> None:
    reason = Finding(CriticalReason.NEVER_BEYOND, {"difference": x**2 * y**2})
    solution = at_origin(x**2 * y**2, "minimum", reason, is_strict=is_strict)
    assert " ".join(text(solution, "critical")[1:]) == (
        f"The difference of f from its value at P, x²·y², never changes its sign, so P is {kind}"
    )


def test_in_one_variable_the_second_derivative_decides() -> None:
    solution = build(
        x**2,
        (x,),
        point=numbers(0),
        gradient_at=column(0),
        hessian_at=Matrix([[2]]),
        critical_kind="minimum",
        critical_reason=Finding(CriticalReason.DEFINITE_MINIMUM),
    )
    assert text(solution, "critical") == [
        "P is a critical point: f′(P) = 0.",
        "f″(P) = 2",
        "The second derivative is positive, so f has a strict local minimum at P.",
    ]


def test_a_constant_function_has_no_critical_point_worth_a_name() -> None:
    solution = at_origin(
        Integer(5), "minimum", Finding(CriticalReason.CONSTANT), hessian_at=Matrix.zeros(2, 2)
    )
    assert text(solution, "critical") == ["f is constant, so every rate of change is zero."]


def test_every_critical_point_has_a_row() -> None:
    # x³ + y³ - 3xy: a saddle at (0, 0), the strict minimum -1 at (1, 1).
    solution = build(
        x**3 + y**3 - 3 * x * y,
        all_critical=True,
        critical_points=(
            critical((0, 0), 0, "saddle", "indefinite_hessian"),
            critical((1, 1), -1, "minimum", "definite_minimum", is_strict=True),
        ),
        critical_points_complete=True,
    )
    assert text(solution, "critical_points") == [
        "Critical points of f, where ∇f = 0:",
        "f(0, 0) = 0   saddle point (D < 0)",
        "f(1, 1) = -1   strict local minimum (D > 0, f_xx > 0)",
    ]
    assert latex(solution, "critical_points")[1] == (
        r"f(0, 0) = 0 \quad \text{saddle point (} D < 0 \text{)}"
    )


def test_other_reasons_have_a_sentence_of_their_own() -> None:
    undecided = critical((sqrt(2), 0), 1, "undecided", "no_expansion")
    solution = build(
        x * y, all_critical=True, critical_points=(undecided,), critical_points_complete=None
    )
    assert text(solution, "critical_points") == [
        "Critical points of f, where ∇f = 0:",
        "f(√2, 0) = 1   undecided",
        "The kind of the critical point (√2, 0) is not settled: the second derivatives",
        "leave it undecided, and higher derivatives could not be used.",
        "There may be other points with ∇f = 0.",
    ]


def test_in_one_variable_a_point_is_named_with_its_variable() -> None:
    flat = critical((0,), 0, "saddle", "no_expansion")
    solution = build(
        x**3, (x,), all_critical=True, critical_points=(flat,), critical_points_complete=True
    )
    assert text(solution, "critical_points")[:3] == [
        "Critical points of f, where f′(x) = 0:",
        "f(0) = 0   no extremum",
        "The kind of the critical point x = 0 is not settled: the second derivatives",
    ]


@pytest.mark.parametrize(
    ("complete", "lines"),
    [
        (True, ["Since ∂f/∂x = 1 ≠ 0, there is no point with ∇f = 0."]),
        # f is differentiable everywhere.
        (None, ["No point with ∇f = 0 was found, but there may be some."]),
    ],
)
def test_none_and_none_found_are_told_apart(*, complete: bool | None, lines: list[str]) -> None:
    solution = build(
        x + y**2, all_critical=True, critical_points=(), critical_points_complete=complete
    )
    assert text(solution, "critical_points") == lines


def test_points_without_gradient_are_said_not_to_be_looked_for_where_there_may_be_some() -> None:
    solution = build(
        Abs(x) + y, all_critical=True, critical_points=(), critical_points_complete=None
    )
    assert text(solution, "critical_points") == [
        "No point with ∇f = 0 was found, but there may be some. Points where f is not",
        "differentiable are not looked for.",
    ]


@pytest.mark.parametrize(
    ("request_text", "rows"),
    [
        # Stewart 14.7: D(x, y) = 144x²y² - 16, and 36xy - 9 of the folium.
        (
            "f=x^4+y^4-4*x*y+1",
            [
                "D = f_xx·f_yy - f_xy² = 144x²·y² - 16",
                "f(0, 0) = 1   saddle point (D = -16 < 0)",
                "f(1, 1) = -1   strict local minimum (D = 128 > 0, f_xx = 12 > 0)",
            ],
        ),
        ("f=x^3+y^3-3*x*y", ["= 36x·y - 9", "(D = -9 < 0)", "(D = 27 > 0, f_xx = 6 > 0)"]),
        # Powers of e and roots too: f_xx f_yy = (-2e⁴)² at (0, 2); f_xx = -sin x - sin(x + y).
        ("f=e^(4y-x^2-y^2)", ["strict local maximum (D = 4e⁸ > 0, f_xx = -2e⁴ < 0)"]),
        (
            "f=sin(x)+sin(y)+sin(x+y)",
            [
                "(D = 9/4 > 0, f_xx = √3 > 0)",
                "f(π - t, π - t) = 2sin(t) - sin(2t) > 0 and f(π + t, π + t) = ",
            ],
        ),
        # By hand: f_xx f_yy - f_xy² = 1·4.2y - 0.3².
        ("f=0.5x^2-0.3x*y+0.7y^3-0.2y", ["D = f_xx·f_yy - f_xy² = 4.2y - 0.09"]),
        # At x = 1 - √2, y = 0: f_xx = 2√2/e^(1 - √2), f_yy = 2/e^(1 - √2), f_xy = 0. What nobody
        # reads at a glance is told in decimals.
        (
            "f=(x^2+y^2-1)*exp(-x)",
            [
                "strict local minimum (D ≈ 12.95 > 0,",
                "f_xx ≈ 4.28 > 0)",
                "saddle point (D ≈ -0.045",
            ],
        ),
        # By Newton's method in mpmath; f_xx = 12x², f_xy = -8y and f_yy = 12y² - 8x there.
        (
            "f=x^4+y^4-4*x*y^2+x",
            ["saddle point (D ≈ -15.74 < 0)", "(D ≈ 296.8 > 0, f_xx ≈ 21.77 > 0)"],
        ),
        ("f(x)=x^4-3*x+cos(x)", ["strict local minimum (f″ ≈ 11.11 > 0)"]),
        (
            "f(x,y)=x^2+a*x*y+y^2",
            ["= 4 - a²", "for a < -2 or a > 2   saddle point (D = 4 - a² < 0)"],
        ),
    ],
)
def test_the_second_derivative_test_shows_its_numbers(request_text: str, rows: list[str]) -> None:
    text = solve(f"{request_text} critical=all").text
    for row in rows:
        assert row in text


def test_three_variables_and_corners_have_no_d() -> None:
    for request in ("f=x^2+y^2+z^2", "f=abs(x)+y^2"):
        assert "D = " not in solve(f"{request} critical=all").text


@pytest.mark.slow
def test_what_holds_of_several_points_is_said_once_of_each() -> None:
    said = " ".join(solve("f=|x sin(y)| critical=all").text.split())
    assert (
        said.count("≥ 0, so each of the points (0, y), (x, 0) and (x, π) is a local minimum") == 1
    )
    assert "Near each of (0, 0) and (0, π), f is nowhere smaller than its value there" in said


def test_two_variables_are_decided_by_the_discriminant_in_the_second_order_too() -> None:
    lines = solve("f=x^2-y^2 at=(0,0) order=2").text.splitlines()
    assert "D = f_xx·f_yy - f_xy² = -4" in lines
    assert "D < 0, so P is a saddle point." in lines


@pytest.mark.slow
def test_around_a_corner_the_sentence_says_on_which_side_f_is() -> None:
    # |x² - 1| + |y| is 0 at both points and positive elsewhere; 5 - |x| - |y| is below 5 but at O.
    above = " ".join(solve("f=|x^2-1|+|y| critical=all").text.split())
    assert (
        "Near each of (-1, 0) and (1, 0), f is larger than its value there, so each of these "
        "points is a strict local minimum."
    ) in above
    below = " ".join(solve("f=5-|x|-|y| critical=all").text.split())
    assert (
        "f(x, y) = 5 - |x| - |y| < 5 = f(0, 0) for all (x, y) ≠ (0, 0), so (0, 0) is a strict "
        "local maximum."
    ) in below


@pytest.mark.parametrize(
    ("request_", "told"),
    [
        (
            "f=x^2+y^4 critical=all",
            "f(x, y) = x² + y⁴ > 0 = f(0, 0) for all (x, y) ≠ (0, 0), so (0, 0) is a strict local",
        ),
        ("f=3-(x-1)^4 at=1", "f(x) = 3 - (x - 1)⁴ < 3 = f(1) for all x ≠ 1, so x = 1 is a strict"),
        # Where the curve starts stands first.
        ("f=(x-1)^3-(y+2)^3 critical=all", "f(1, -2 - t) = t³ > 0 and f(1, -2 + t) = -t³ < 0"),
        # y = 0 leaves x³, which has both signs.
        ("f=x^3+y^4 at=(0,0)", "> 0 and f("),
        # The one square is 0 on a line.
        ("f=(x-y)^4 at=(0,0)", "not strict"),
        ("f=x^2 y critical=all", "f differs from its value there by x²·y, and its sign decides"),
        ("f=(y-x^2)^2 critical=all", "f(x, y) = (y - x²)² ≥ 0, so each of the points (x, x²) is"),
        # Of f = 2x on the other half of the axis none is.
        ("f=sqrt(x^2+y^2)+x critical=all", "so each of the points (x, 0) for x < 0 is a local"),
    ],
)
def test_what_anyone_sees_is_the_reason(request_: str, told: str) -> None:
    said = " ".join(solve(request_).text.split())
    assert told in said
    assert ("for all" in said) == ("for all" in told)


def _sentences(request: str) -> str:
    result = solve(f"{request} critical=all steps=full")
    assert isinstance(result, Result)
    return " ".join(result.text.split())


@pytest.mark.parametrize(
    ("request_", "told"),
    [
        # 2x - y = 2, 2y - x + z = 0, 2z + y = -1; H = [[2, -1, 0], [-1, 2, 1], [0, 1, 2]] has
        # the leading minors 2, 3 and 2·3 - 2 = 4.
        (
            "f=x^2+y^2+z^2-x*y+y*z-2x+z",
            (
                "The first equation gives y = 2x - 2. The second equation becomes 3x + z - 4 = 0, "
                "so z = 4 - 3x. The third equation becomes 7 - 4x = 0, so x = 7/4. So the only "
                "critical point is (7/4, 3/2, -5/4)."
            ),
        ),
        (
            "f=x^2+y^2+z^2-x*y+y*z-2x+z",
            (
                "Its leading principal minors 2, 3 and 4 are all positive, so f has a local "
                "minimum f(7/4, 3/2, -5/4) = -19/8."
            ),
        ),
        (
            "f=-x^2-y^2-z^2+x*y-y*z",
            (
                "Its leading principal minors -2, 3 and -4 alternate in sign, the first being "
                "negative, so f has a local maximum f(0, 0, 0) = 0."
            ),
        ),
        (
            "f=x^2-3y^2+z^2-x*y+y*z",
            "Its diagonal has entries of both signs, 2 and -6, so (0, 0, 0) is a saddle point",
        ),
        # [[2, -3], [-3, 2]] has the determinant -5.
        (
            "f=x^2+y^2+z^2-3x*y+y*z",
            (
                "f_xx·f_yy - f_xy² = -5 < 0, so it has eigenvalues of both signs, and (0, 0, 0) is "
                "a saddle point, with f(0, 0, 0) = 0."
            ),
        ),
        ("f=x^3-3x", "solve 3x² - 3 = 3(x - 1)(x + 1) = 0, so x = -1 or x = 1."),
        ("f=x^3-3x", "At x = -1, f″(-1) = -6 < 0, so f has a local maximum f(-1) = 2."),
        # f_xx = 2x(2x² - 3)e^(-x² - y²), which is 2√2 e^(-1/2) at x = -√2/2.
        (
            "f=e^(-x^2-y^2)*x",
            "Since D > 0 and f_xx > 0, f has a local minimum f(-√2/2, 0) = -√2/(2e^(1/2))",
        ),
        (
            "f=x^3-y^3+3x^2+3y^2-9x",
            "At (1, 0), D = 72 > 0 and f_xx = 12 > 0, so f has a local minimum f(1, 0) = -5.",
        ),
    ],
)
def test_each_point_is_tested_in_a_sentence(request_: str, told: str) -> None:
    assert told in _sentences(request_)


@pytest.mark.slow
def test_no_discriminant_is_told_where_mixed_derivatives_differ() -> None:
    # f_xy(0,0) = -1 and f_yx(0,0) = 1.
    f = "f(x,y)=piecewise((x y(x^2-y^2)/(x^2+y^2), (x,y)!=(0,0)), (0, otherwise))"
    told = solve(f"{f} at=(0,0)").text
    assert "D = " not in told
    assert "so P is a saddle point" in " ".join(told.split())


@pytest.mark.parametrize(
    ("f", "point"), [("x^3", "(0, y)"), ("(y-x)^3", "(y, y)"), ("(x+y)^4-(x+y)^3", "(-y, y)")]
)
def test_curves_through_any_point_of_a_critical_line_are_told(f: str, point: str) -> None:
    # u³ has both signs beside the line u = 0, whatever point of it is looked at.
    result = solve(f"f(x,y)={f} critical=all")
    (line,) = (found for found in result.critical_points if found.value == 0)
    assert line.kind == "saddle"
    assert f"From {point}, f changes like t³" in " ".join(result.text.split())


@pytest.mark.slow
def test_lines_of_one_variable_on_which_f_is_rough_are_told_in_one_sentence() -> None:
    text = solve("f(x,y)=|sin x|+y^2 critical=all").text
    assert "Where x = 0 or x = π, f is not differentiable;" in text
    assert text.count("f is not differentiable;") == 1


@pytest.mark.slow
def test_what_f_depends_on_for_one_value_is_said_of_it_alone() -> None:
    text = " ".join(solve("f(x,y)=|x-y|+a(x+y)^2 critical=all").text.split())
    assert "For a = 0, f depends only on x - y;" in text
    text = " ".join(solve("f(x,y)=(x^2+y^2-a)^2 critical=all").text.split())
    assert "f depends only on x² + y²;" in text
    assert "= 0, f depends" not in text


@pytest.mark.parametrize(
    ("said", "rows"),
    [
        # f_x = 4x³ - 4y, f_y = 4y - 4x: 48x² - 16 is 32 at (±1, ±1) and -16 at (0, 0).
        (
            "f(x,y)=x^4+2y^2-4x*y critical=all lang=zh",
            [
                "由第二个方程得 y = x，代入第一个方程，得",
                "4x³ - 4x = 4x(x - 1)(x + 1) = 0",
                "解得 x = 0 或 x = ±1，所以驻点为 (0, 0)、(1, 1) 和 (-1, -1)。",
                "二阶偏导数为",
                "f_xx = 12x²   f_xy = -4   f_yy = 4",
                "在点 (0, 0) 处，A = f_xx = 0，B = f_xy = -4，C = f_yy = 4，AC - B² = -16 < 0，",
                "所以 f(0, 0) = 0 不是极值，该点为鞍点。",
                "在点 (1, 1) 和 (-1, -1) 处，A = 12，B = -4，C = 4，AC - B² = 32 > 0，且 A > 0，",
                "所以 f 在这两点处都取得极小值",
                "f(1, 1) = f(-1, -1) = -1",
            ],
        ),
        # D = 36x - 36 is -36 at (0, 0) and 36 at (2, 2).
        (
            "f(x,y)=x^3-6x y+3y^2+2 critical=all",
            [
                "We set ∂f/∂x = 0 and ∂f/∂y = 0. The second equation gives y = x. Substituting",
                "this into the first, we obtain",
                "3x² - 6x = 3x(x - 2) = 0",
                "so x = 0 or x = 2. The critical points are (0, 0) and (2, 2).",
                "For the second derivative test we need",
                "f_xx = 6x   f_xy = -6   f_yy = 6",
                "   D = f_xx·f_yy - f_xy² = 6·6x - (-6)² = 36x - 36",
                "At (0, 0), D = -36 < 0, so (0, 0) is a saddle point, with f(0, 0) = 2.",
                "At (2, 2), D = 72 - 36 = 36 > 0 and f_xx = 12 > 0, so f has a local minimum",
                "f(2, 2) = -2.",
            ],
        ),
    ],
)
def test_extrema_of_two_variables_take_a_few_rows(said: str, rows: list[str]) -> None:
    assert solve(f"{said} steps=full").text.splitlines()[-len(rows) :] == rows


@pytest.mark.slow
def test_the_partial_derivatives_stand_in_the_system_alone() -> None:
    plain = solve("f(x,y)=x^4+2y^2-4x*y critical=all lang=zh steps=full").text
    assert plain.splitlines()[:2] == [
        "设 f(x, y) = x⁴ + 2y² - 4x·y。解方程组",
        "{f_x = 4x³ - 4y = 0；f_y = 4y - 4x = 0}",
    ]
    # Where a rule is named they have rows of their own.
    by_rule = solve("f(x,y)=x*y*(1-x-y) critical=all lang=zh steps=full").text
    assert "∂f/∂x = y(1 - x - y + x·(-1)) = y(1 - 2x - y)" in by_rule


@pytest.mark.parametrize(
    ("request_text", "said"),
    [
        # f″ = 6x.
        ("f(x)=x^3-3x+1 critical=all", "strict local maximum (f″(-1) = -6 < 0)"),
        # On the diagonal max(x, y) grows along (1, 1) and falls along (-1, -1).
        ("f(x,y)=max(x,y) critical=all", "Where x = y, f is not differentiable, and has no"),
        (
            "f(x,y)=softplus(-(x+y))+softplus(x-y) critical=all",
            "Since ∂f/∂y = -σ(-(x + y)) - σ(x - y) ≠ 0, there",
        ),
    ],
)
def test_a_row_has_what_proves_it(request_text: str, said: str) -> None:
    assert said in " ".join(solve(request_text).text.split())


@pytest.mark.slow
def test_lines_whose_points_are_listed_are_not_told_again() -> None:
    said = " ".join(solve("f(x,y)=|xy| critical=all").text.split())
    assert "f(0, y) = 0 for y ≠ 0 local minimum, not strict, f is not differentiable" in said
    assert "only those listed" not in said


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_text", "places"),
    [
        # ∇f = 0 where x² = ay and y² = ax.
        ("f(x,y)=x^3+y^3-3a*x*y critical=all", ["f(a, a)", "f(a, a)", "f(0, 0)", "f(0, 0)"]),
        # Where x³ = ay and y³ = ax: y = ±x, x² = ±a.
        (
            "f(x,y)=x^4+y^4-4a*x*y critical=all",
            [
                *("f(-√(-a), √(-a))", "f(√(-a), -√(-a))", "f(0, 0)", "f(0, 0)"),
                *("f(-√a, -√a)", "f(√a, √a)"),
            ],
        ),
    ],
)
def test_the_cases_of_a_point_stand_together(request_text: str, places: list[str]) -> None:
    rows = solve(request_text).text.split("where ∇f = 0:")[1].splitlines()
    assert [row.split(" = ")[0].strip() for row in rows if " for a " in row and " = " in row][
        : len(places)
    ] == places


def test_a_case_is_told_with_its_number_put_in() -> None:
    # f(0, t) = t³ for every a, and (0, 0) is degenerate for a = 0 alone.
    said = " ".join(solve("f(x,y)=x^3+y^3-3a*x*y critical=all").text.split())
    assert "For a = 0, f(0, t) = t³ > 0 and f(0, -t) = -t³ < 0 for small t > 0." in said


@pytest.mark.parametrize(
    ("request_text", "rows"),
    [
        # x³ - 6xy + 8y³: 6x·48y - (-6)² = 288xy - 36.
        (
            "f=x^3-6*x*y+8*y^3 critical=all",
            ["f_xx = 6x f_xy = -6 f_yy = 48y", "D = f_xx·f_yy - f_xy² = 288x·y - 36"],
        ),
        # 同济, 第九章第八节: a value is a 极大值, its point a 极大值点.
        (
            "f=6*x-4*y-x^2-2*y^2 critical=all lang=zh",
            ["A = f_xx = -2 B = f_xy = 0 C = f_yy = -4", "f(3, -1) = 11 为极大值（AC - B² = 8 > 0"],
        ),
        ("f=x^2-y^2 critical=all lang=zh", ["f(0, 0) = 0 不是极值（鞍点，AC - B² = -4 < 0）"]),
        ("f=x^4+y^4 critical=all lang=zh", ["f(0, 0) = 0 为极小值", "所以点 (0, 0) 为极小值点"]),
    ],
)
def test_second_derivatives_stand_before_the_points_and_values_are_extrema(
    request_text: str, rows: list[str]
) -> None:
    text = " ".join(solve(request_text).text.split())
    assert [row for row in rows if row not in text] == []


# At a corner f_xx = f_yy = 2 and f_xy = 0 give D = 4, though f is 0 on the lines y = ±x.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_", "has_discriminant"),
    [
        ("f=|x^2-y^2| at=(0,0)", False),
        ("f=|sin x-sin y| at=(pi/2,pi/2)", False),
        ("f=max(x^2,y^2) at=(0,0)", False),
        ("f=(x^2+y^2)^(3/2) at=(0,0)", True),
        ("f=x^2+y^4 at=(0,0)", True),
    ],
)
def test_the_discriminant_is_told_where_f_has_a_second_derivative(
    request_: str, has_discriminant: bool
) -> None:
    assert ("D = " in solve(request_).text) is has_discriminant


@pytest.mark.parametrize(
    ("function", "norm"),
    [
        # e^(2x)(sin² y + cos² y).
        ("e^x sin y", "√((e^x·sin(y))² + (e^x·cos(y))²) = e^x"),
        ("e^x cos y", "√((e^x·cos(y))² + (-e^x·sin(y))²) = e^x"),
        # 4e^(-4y)(cos² 2x + sin² 2x).
        ("e^(-2y) cos 2x", "√((-2e^(-2y)·sin(2x))² + (-2e^(-2y)·cos(2x))²) = 2e^(-2y)"),
    ],
)
def test_that_the_gradient_is_nowhere_zero_is_seen_by_its_length(function: str, norm: str) -> None:
    text = " ".join(solve(f"f={function} critical=all").text.split())
    assert f"Since ‖∇f‖ = {norm} ≠ 0, there is no point with ∇f = 0." in text
