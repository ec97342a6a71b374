"""Differentiability by the increment, as Tongji's book proves it."""

from __future__ import annotations

import mpmath
import pytest

from grad_magic.result import Result, solve


def _text(request: str, *more: str) -> str:
    steps = "" if "steps=brief" in more else "steps=full"
    result = solve(" ".join((request, steps, "plot=none", *more)))
    assert isinstance(result, Result)
    return " ".join(result.text.split())


def _with_hole(f: str, name: str = "f") -> str:
    return f"{name}(x,y)={{{f}, (x,y)!=(0,0); 0, otherwise}} at=(0,0)"


_LEFT = "Δf - (f_x(0, 0)·Δx + f_y(0, 0)·Δy) = "


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_", "error", "ratio"),
    [
        # Δx = Δy = s > 0: s/(√2 s), s²/(√2 s)/(√2 s) and s³/(2s²)/(√2 s).
        ("f(x,y)=sqrt(|x y|) at=(0,0)", f"{_LEFT}√|Δx·Δy|", "|Δx|/(√2·|Δx|) = √2/2"),
        (_with_hole("xy/sqrt(x^2+y^2)"), f"{_LEFT}Δx·Δy/√((Δx)² + (Δy)²)", "(Δx)²/(2(Δx)²) = 1/2"),
        (
            _with_hole("x^2 y/(x^2+y^2)"),
            f"{_LEFT}(Δx)²Δy/((Δx)² + (Δy)²)",
            "(Δx)³/(2(Δx)²)^(3/2) = √2/4",
        ),
        # Along Δy = Δx: s(3s² + s)/(3s²)/(√2 s) = (3s + 1)/(3√2), no constant.
        (
            _with_hole("xy^2/(x^2+2y^2)+x^2"),
            f"{_LEFT}Δx((Δx)³ + 2Δx(Δy)² + (Δy)²)/((Δx)² + 2(Δy)²)",
            "Δx(3Δx + 1)/(3√2·Δx) → √2/6",
        ),
    ],
)
def test_it_is_no_infinitesimal_of_higher_order(request_: str, error: str, ratio: str) -> None:
    text = _text(request_, "lang=zh")
    considered = f"于是 f 的全增量满足 {error} 设 ρ = √((Δx)² + (Δy)²)。"
    assert considered.replace(" ", "") in text.replace(" ", "")
    said = f" = {ratio} 它不随 ρ → 0 而趋于 0，"
    assert said.replace(" ", "") in text.replace(" ", "")
    assert "所以f在点P处不可微" in text.replace(" ", "")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "line"),
    [
        ("xy/sqrt(x^2+y^2)", "沿直线Δy=Δx趋于(0,0)时"),
        # On the other side of the origin the quotient tends to -√2/4.
        ("x^2 y/(x^2+y^2)", "沿射线Δy=Δx（Δx>0）趋于(0,0)时"),
    ],
)
def test_a_line_is_whole_where_both_its_sides_agree(f: str, line: str) -> None:
    assert line in _text(_with_hole(f), "lang=zh").replace(" ", "")


def test_the_quotient_is_what_the_numbers_say() -> None:
    s = mpmath.mpf(10) ** -12
    ratio = s**2 * s / (2 * s**2) / mpmath.sqrt(2 * s**2)
    assert mpmath.almosteq(ratio, mpmath.sqrt(2) / 4)


@pytest.mark.slow
def test_it_is_an_infinitesimal_of_higher_order() -> None:
    # |ρ² sin(1/ρ²)| ≤ ρ².
    text = _text(_with_hole("(x^2+y^2) sin(1/(x^2+y^2))"), "lang=zh").replace(" ", "")
    assert "=((Δx)²+(Δy)²)sin(1/((Δx)²+(Δy)²))设ρ" in text
    assert "当ρ充分小时，上式的绝对值不大于ρ²，" in text
    assert "所以当ρ→0时它是比ρ高阶的无穷小，即f在点P处可微。" in text
    assert "但f_x在点P处不连续" in text


@pytest.mark.slow
def test_the_partial_derivatives_at_another_point_are_taken_away() -> None:
    # f = 3 + 2(x - 1) + what is missed.
    f = "3+2(x-1)+(x-1)(y-2)/sqrt((x-1)^2+(y-2)^2)"
    request = f"z(x,y)={{{f}, (x,y)!=(1,2); 3, otherwise}} at=(1,2)"
    left = "Δz - (∂z/∂x|_(1,2)·Δx + ∂z/∂y|_(1,2)·Δy)"
    assert f"the increment of z satisfies {left} = Δx·Δy/√((Δx)² + (Δy)²) Let ρ" in _text(
        request, "style=tongji"
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_", "more"),
    [
        (_with_hole("xy/sqrt(x^2+y^2)"), ("style=stewart",)),
        (_with_hole("xy/sqrt(x^2+y^2)"), ("style=tongji", "steps=brief")),
        ("f(rho,y)=sqrt(|rho y|) at=(0,0)", ("style=tongji",)),
    ],
)
def test_elsewhere_the_direction_in_which_the_formula_fails_is_shown(
    request_: str, more: tuple[str, ...]
) -> None:
    text = _text(request_, *more)
    assert "Δ" not in text
    said = ("its rate of change along a unit vector", "its directional derivative for")
    assert any(one in text for one in said)


@pytest.mark.slow
def test_increments_in_latex() -> None:
    result = solve(_with_hole("xy/sqrt(x^2+y^2)") + " steps=full plot=none style=tongji")
    assert isinstance(result, Result)
    assert r"\frac{\Delta x \Delta y}{\sqrt{(\Delta x)^{2} + (\Delta y)^{2}}}" in result.latex


def test_along_rays_the_positive_step_leaves_absolute_values() -> None:
    text = _text("f=|x|+|y| at=(0,0)", "style=plain")
    assert "lim_{t→0⁺} t(|u₁| + |u₂|)/t = |u₁| + |u₂| " in text


@pytest.mark.slow
def test_in_space_a_line_has_two_equations() -> None:
    # By hand: on (0, s, s) it is s·s²/(2s²) = s/2, and ρ = √2 s.
    f = "f(x,y,z)={y z^2/(x^2+y^2+z^2), (x,y,z)!=(0,0,0); 0, otherwise} at=(0,0,0)"
    text = _text(f, "lang=zh").replace(" ", "")
    assert "沿射线Δx=0，Δz=Δy（Δy>0）趋于(0,0,0)时，Δy(Δz)²/(ρ(" in text
    assert "=(Δy)³/(2(Δy)²)^(3/2)=√2/4它不随" in text


def test_what_differentiability_would_require_stands_before_it_is_contradicted() -> None:
    # By hand: on y = x it is x²/(2x²) = 1/2.
    f = "f(x,y)={xy/sqrt(x^2+y^2), (x,y)!=(0,0); 0, otherwise}"
    text = _text(f"Is {f} differentiable at (0,0)?", "style=stewart")
    said = (
        "If f were differentiable at (0, 0), the quotient of this and ρ would tend to 0 as ρ → 0."
    )
    assert said in text
    assert "Δx·Δy/(ρ·√((Δx)² + (Δy)²)) = (Δx)²/(2(Δx)²) = 1/2 and this does not tend" in text
