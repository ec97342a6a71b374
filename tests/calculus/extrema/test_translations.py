"""Critical points of graphs that parameters only move."""

from __future__ import annotations

import pytest

import grad_magic


def told(request: str) -> list[tuple[str, str, str, bool | None, str]]:
    result = grad_magic.solve(f"{request} critical=all")
    return [
        (str(p.point), str(p.value), p.kind, p.is_strict, "" if p.where is None else str(p.where))
        for p in result.critical_points
    ]


# Each is g(x - a, y - b) + c with a function g without parameters, whose points are moved.
@pytest.mark.parametrize(
    ("f", "rows"),
    [
        ("f(x)=|x-a|", [("(a,)", "0", "minimum", True, "")]),
        (
            "f(x)=max(x,a)",
            [("(x,)", "a", "minimum", False, "x < a"), ("(a,)", "a", "minimum", False, "")],
        ),
        (
            "f(x,y)=max(x,a)+y^2",
            [("(x, 0)", "a", "minimum", False, "x < a"), ("(a, 0)", "a", "minimum", False, "")],
        ),
        ("f(x,y)=|x-a|+|2y+b|", [("(a, -b/2)", "0", "minimum", True, "")]),
        ("f(x,y)=(x-a)^2+(y-b)^4", [("(a, b)", "0", "minimum", True, "")]),
        ("f(x,y)=(x-y)^4+(x+y-a)^2+b", [("(a/2, a/2)", "b", "minimum", True, "")]),
        pytest.param(
            "f(x,y)=(x-a)^2*|y|",
            [
                ("(a, y)", "0", "minimum", False, "y < 0"),
                ("(a, y)", "0", "minimum", False, "y > 0"),
                ("(x, 0)", "0", "minimum", False, "Ne(x, a)"),
                ("(a, 0)", "0", "minimum", False, ""),
            ],
            marks=pytest.mark.slow,
        ),
    ],
)
def test_the_points_are_those_of_the_function_without_parameters_moved(
    f: str, rows: list[tuple[str, str, str, bool | None, str]]
) -> None:
    assert told(f) == rows


@pytest.mark.slow
def test_seams_curves_and_periods_are_moved_too() -> None:
    cone = grad_magic.solve("f(x,y)=|x-a|*y critical=all").text
    assert "Where x = a, f is not differentiable, except at (a, 0)" in cone
    fourth = grad_magic.solve("f(x,y)=(x-a)^2+(y-b)^4 critical=all").text
    assert "Along (a, b + t), f changes like t⁴" in fourth
    wave = grad_magic.solve("f(x,y)=sin(x-a)+y^2 critical=all").text
    assert "with the period 2π of f in x, listed in (a - π, a + π]" in wave
    assert "f(a - π/2, 0) = -1   strict local minimum" in wave
    waves = grad_magic.solve("f(x,y)=sin(x-a)+cos(y-b) critical=all").text
    assert "the period 2π of f in x, listed in (a - π, a + π]" in waves
    assert "the period 2π of f in y, listed in (b - π, b + π]" in waves


@pytest.mark.slow
def test_curves_from_a_line_of_saddles_are_moved_with_it() -> None:
    # f(x, b + t) = (x - a)²·t³; f(a - y, y + t) = t³.
    line = grad_magic.solve("f(x,y)=(x-a)^2*(y-b)^3 critical=all").text
    assert "f changes like t³(x - a)² along (x, b + t)" in line
    sloping = grad_magic.solve("f(x,y)=(x+y-a)^3 critical=all").text
    assert "f changes like t³ along (a - y, t + y)" in sloping


@pytest.mark.slow
def test_conditions_and_differences_have_their_terms_in_the_order_of_books() -> None:
    circle = grad_magic.solve("f(x,y)=((x-1)^2+(y-b)^2-1)^2 critical=all").text
    assert "for (y - b)² + (x - 1)² = 1" in circle
    assert "-b" not in circle


@pytest.mark.slow
def test_a_parameter_that_does_more_than_move_the_graph_is_told_apart_by_its_values() -> None:
    # f(a, t) - f(a, 0) = a·t².
    rows = told("f(x,y)=(x-a)^3+x*y^2")
    assert {row[2] for row in rows} == {"saddle"}
    assert {row[4] for row in rows} == {"a < 0", "a > 0", "Eq(a, 0)"}


# By hand with d = a - b: u²(u + d) has f' = u(3u + 2d), u³(u + d) has u²(4u + 3d).
@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "parts"),
    [
        (
            "f(x)=(x-a)^2*(x-b)",
            [
                "f(a) = 0 for a < b strict local maximum",
                "f(a) = 0 for a > b strict local minimum",
                "f(a) = 0 for a = b no extremum",
                "f(a/3 + 2b/3) = 4·(a - b)³/27 for a < b strict local minimum",
                "f(a/3 + 2b/3) = 4·(a - b)³/27 for a > b strict local maximum",
            ],
        ),
        (
            "f(x)=(x+a)^2*(x-b)",
            ["f(-a) = 0 for a + b = 0 no extremum", "for a + b > 0 strict local maximum"],
        ),
        (
            "f(x)=(x-a)^3*(x-b)",
            [
                "f(a) = 0 for a ≠ b no extremum",
                "f(a) = 0 for a = b strict local minimum",
                "f(a/4 + 3b/4) = -27·(a - b)⁴/256 for a ≠ b strict local minimum",
            ],
        ),
        ("f(x)=|x-a|*(x-b)", ["f(a) = 0 for a < b strict local maximum", "a = b no extremum"]),
    ],
)
def test_where_two_places_matter_by_their_distance_it_decides(f: str, parts: list[str]) -> None:
    result = grad_magic.solve(f"{f} critical=all")
    assert result.critical_points_complete
    text = " ".join(result.text.split())
    assert "not settled" not in text
    for part in parts:
        assert part in text, part


@pytest.mark.slow
def test_two_places_beside_other_parameters_are_left_to_the_hessian() -> None:
    text = grad_magic.solve("f(x,y)=(x-a)^2*(x-b)-a*y^2 critical=all").text
    assert "Here a ≠ 0 and a ≠ b are assumed." in text
    assert "undecided" not in text
