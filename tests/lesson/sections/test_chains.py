"""The chain rule along the parts of which a function is told, as textbooks print it."""

from __future__ import annotations

import mpmath
import pytest

from grad_magic.calculus.solver import solve as solve_problem
from grad_magic.lesson.pieces import write_text
from grad_magic.lesson.sections.chains import chains_along_parts
from grad_magic.reading.request import read_problem
from grad_magic.result import Result, solve


def _rows(request: str) -> list[str]:
    result = solve(request)
    assert isinstance(result, Result)
    return [line.strip() for line in result.text.splitlines()]


@pytest.mark.parametrize(
    ("request_text", "rows"),
    [
        # Stewart 14.5, examples 1 and 3.
        (
            "z=x^2y+3xy^4 x=sin(2t) y=cos(t) steps=full",
            [
                "dz/dt = ∂z/∂x·dx/dt + ∂z/∂y·dy/dt",
                "= (2x·y + 3y⁴)·2cos(2t) + (x² + 12x·y³)·(-sin(t))",
            ],
        ),
        (
            "z=e^x sin y x=st^2 y=s^2t steps=full style=stewart",
            [
                "∂z/∂s = ∂z/∂x·∂x/∂s + ∂z/∂y·∂y/∂s",
                "= e^x·sin(y)·t² + e^x·cos(y)·2s·t",
            ],
        ),
        # 同济 9.4, example 4: t is there by itself too.
        (
            "z=u v+sin t u=e^t v=cos t steps=full lang=zh style=tongji",
            [
                "dz/dt = ∂z/∂u·du/dt + ∂z/∂v·dv/dt + ∂z/∂t",
                "= v·e^t + u·(-sin(t)) + cos(t)",
                "= e^t·cos(t) - e^t·sin(t) + cos(t)",
            ],
        ),
        # Backwards through a layer.
        (
            "L(w,b)=(ŷ-y)^2/2 ŷ=σ(z) z=w x+b steps=full",
            ["∂L/∂w = dL/dŷ·dŷ/dz·∂z/∂w", "= x(ŷ - y)ŷ(1 - ŷ)", "= (ŷ - y)ŷ(1 - ŷ)"],
        ),
    ],
)
def test_each_way_to_a_variable_is_a_term(request_text: str, rows: list[str]) -> None:
    told = _rows(request_text)
    assert [row for row in told if row in rows] == rows


def test_the_parts_are_told_in_the_order_in_which_they_stand() -> None:
    (first, *_) = _rows("z=x^2y+3xy^4 x=sin(2t) y=cos(t) steps=full")
    assert first.startswith("Let z = x²·y + 3x·y⁴, x = sin(2t) and y = cos(t). By the chain rule")
    (first, *_) = _rows("L(w,b)=(ŷ-y)^2/2 ŷ=σ(z) z=w x+b steps=full lang=zh")
    assert first.startswith("设 L(w, b) = (ŷ - y)²/2，ŷ = σ(z)，z = w·x + b。")


def test_values_at_a_point_go_along_the_parts_too() -> None:
    told = _rows("z=x^2y+3xy^4 x=sin(2t) y=cos(t) at=0 steps=full")
    assert "x = 0   y = 1" in told
    # Stewart: (0 + 3)(2 cos 0) + (0 + 0)(-sin 0) = 6.
    assert "z′(0) = (2·0·1 + 3·1⁴)·2cos(2·0) + (0² + 12·0·1³)(-sin(0)) = 6" in told
    told = _rows("L(w,b)=(ŷ-y)^2/2 ŷ=σ(w x+b) x=2 y=1 at=(0,0) steps=full")
    assert "ŷ = 1/2" in told
    assert any("= (-1/4, -1/8)" in row for row in told)


@pytest.mark.parametrize(
    ("request_text", "numbers"),
    [
        ("z=x^2 y+ln y x=s t y=s^2+t^2", {"s": 0.7, "t": 1.3}),
        ("w=x y+y z x=t^2 y=e^t z=sin t", {"t": 0.4}),
        ("f=a b a=u v b=u+v u=x y v=x-y", {"x": 1.2, "y": 0.3}),
        ("L(w,b)=-ln p p=σ(z) z=w*3+b", {"w": 0.2, "b": -0.4}),
    ],
)
def test_the_row_has_the_value_of_the_derivative(
    request_text: str, numbers: dict[str, float]
) -> None:
    """Reckoned from the row itself, with differences of the parts as the oracle."""
    problem = read_problem(request_text)
    solution = solve_problem(problem)
    composition = problem.composition
    assert composition is not None
    names = {name: mpmath.mpf(value) for name, value in numbers.items()}
    values = dict(names)
    for name, formula in composition.inner:
        values[str(name)] = _number(write_text(formula), values)
    at = tuple(names[str(symbol)] for symbol in problem.variables)
    for index in range(len(problem.variables)):
        _, row = chains_along_parts(solution)[index]
        order = tuple(int(index == k) for k in range(len(at)))

        def whole(*point: mpmath.mpf) -> mpmath.mpf:
            place = dict(zip(map(str, problem.variables), point, strict=True))
            for name, formula in composition.inner:
                place[str(name)] = _number(write_text(formula), place)
            return _number(write_text(composition.outer), place)

        expected = mpmath.diff(whole, at, order)
        assert abs(_number(write_text(row.formula), values) - expected) < 1e-9


def _number(text: str, values: dict[str, mpmath.mpf]) -> mpmath.mpf:
    """What a formula is as it is printed."""
    names = " ".join(f"{name}={mpmath.nstr(value, 50)}" for name, value in values.items())
    used = " ".join(f"{part}" for part in names.split() if part.partition("=")[0] in text)
    result = solve(f"f(q)=0*q+{text} {used} at=0")
    assert isinstance(result, Result)
    assert result.value is not None
    return mpmath.mpf(result.value.evalf(50))


@pytest.mark.parametrize(
    "request_text",
    [
        # ∂u/∂x is the sign of two derivatives there.
        "u=x+y+z^2, z=x*y",
        # One part only renames.
        "F(x,y)=(u,u^2) u=x*y",
    ],
)
def test_where_the_signs_would_be_taken_for_others_there_is_no_such_row(request_text: str) -> None:
    problem = read_problem(request_text)
    solution = solve_problem(problem)
    assert not chains_along_parts(solution)


@pytest.mark.parametrize(
    ("request_text", "letters"),
    [
        # u is no direction and z no height beside inner functions of these names.
        ("f=u^2 u=x*y at=(1,2)", ("l", "z")),
        ("f=z^2+w z=x*y w=x-y at=(1,1)", ("u", "t")),
        ("f=u+z+l u=x*y z=x-y l=x^2 at=(1,1)", ("n", "w")),
    ],
)
def test_letters_of_the_answer_are_no_inner_functions(
    request_text: str, letters: tuple[str, str]
) -> None:
    result = solve(request_text)
    assert isinstance(result, Result)
    assert result.tangent_plane is not None
    assert (result.problem.any_letter, str(result.tangent_plane.lhs)) == letters


def test_values_of_the_parts_follow_from_no_definition() -> None:
    rows = _rows("f=|u|+v u=x-y v=x*y at=(1,1) steps=full")
    assert "u = 0   v = 1" not in rows
    assert "For ∂f/∂x(P) the limits from the two sides are" in rows
