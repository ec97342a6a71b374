from __future__ import annotations

import random

import numpy as np
import pytest
from sympy import Eq, Expr, Float, Gt, Integer, Lt, Ne, Symbol, symbols

import grad_magic
from grad_magic.calculus.extrema.critical_search import search_critical_points
from grad_magic.formula.arithmetic import GRID
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import from_sympy

x, y = symbols("x y", real=True)
a = Symbol("a", real=True)


def kinds(request: str) -> list[tuple[tuple[float, ...], str]]:
    found = grad_magic.solve(f"f={request} critical=all").critical_points
    return [(tuple(round(float(c), 3) for c in p.point), p.kind) for p in found]


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


def test_himmelblau_has_nine() -> None:
    result = grad_magic.solve("f=(x^2+y-11)^2+(x+y^2-7)^2 critical=all")
    found = result.critical_points
    assert result.critical_points_complete is True
    assert sorted(p.kind for p in found) == ["maximum"] + ["minimum"] * 4 + ["saddle"] * 4
    assert {p.value for p in found if p.kind == "minimum"} == {0}
    assert sum(p.is_approximate for p in found) == 8
    assert all(isinstance(c, Float) for p in found if p.is_approximate for c in p.point)


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
@pytest.mark.parametrize("seed", range(60))
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
