"""The page in a browser: its numbers beside the package's own, its hands, its silence."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grad_magic.result import page, solve
from tests.webpage.browser import CHROMIUM, Browser, running_browser

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium here"),
]

# Requests, each with where P and the tip of u are dragged, as parts of the plane's width and
# height from its lower left corner; P is not moved onto a corner or out of the domain.
OF_TWO = (
    ("f=x*exp(2*y) at=(1,0) dir=(1,-1)", (0.3, 0.4), (0.8, 0.9)),
    ("f=x^3-3x y+y^3 at=(1,2) dir=(1,1)", (0.7, 0.3), (0.1, 0.2)),
    ("f=sin(x y) at=(1,1) dir=(1,0)", (0.6, 0.8), (0.9, 0.1)),
    ("f=sqrt(9-x^2-y^2) at=(1,1) dir=(1,2)", (0.55, 0.6), (0.2, 0.9)),
    ("f=x^2+y^2 at=(1,1)", (0.8, 0.7), (0.1, 0.5)),
    ("f=ln(x^2+y^2+1) at=(1,2) dir=(2,-1)", (0.2, 0.2), (0.9, 0.3)),
    ("f=x y/(1+x^2+y^2) at=(1,2) dir=(0,1)", (0.7, 0.4), (0.2, 0.1)),
    ("f=exp(-x^2-y^2)*x at=(1/2,1/2) dir=(1,1)", (0.4, 0.6), (0.1, 0.9)),
    ("f=arctan(x+2y) at=(1,0) dir=(3,4)", (0.3, 0.7), (0.6, 0.2)),
    ("f=cosh(x)*sin(y) at=(0,1) dir=(1,1)", (0.6, 0.7), (0.2, 0.3)),
    ("f=|x|+y^2 at=(1,1) dir=(1,1)", (0.2, 0.6), (0.7, 0.9)),
    ("f=max(x,2y) at=(3,1) dir=(1,2)", (0.7, 0.2), (0.3, 0.9)),
    ("f=erf(x)*y at=(1/2,1) dir=(1,1)", (0.6, 0.8), (0.1, 0.1)),
    ("f=gamma(x)*y at=(2,1) dir=(1,1)", (0.6, 0.7), (0.2, 0.6)),
    ("f=besselj(0,x)*y at=(1,1) dir=(1,-1)", (0.7, 0.8), (0.3, 0.1)),
    ("f=sigmoid(x-y) at=(1,0) dir=(1,1)", (0.3, 0.3), (0.8, 0.8)),
    ("f=softplus(2x+y) at=(0,0) dir=(1,3)", (0.6, 0.3), (0.2, 0.8)),
    ("f=piecewise((x^2*y,x<1),(x*y^2,otherwise)) at=(2,1) dir=(1,1)", (0.7, 0.6), (0.9, 0.9)),
    ("f=cbrt(x)*y at=(1,1) dir=(1,0)", (0.7, 0.7), (0.6, 0.1)),
    ("f=x^y at=(2,1) dir=(1,1)", (0.6, 0.7), (0.2, 0.3)),
    ("f=arctan2(y,x) at=(1,1) dir=(0,1)", (0.7, 0.8), (0.9, 0.2)),
    ("T(x,y)=100-x^2-2y^2 at=(3,1) dir=-grad", (0.3, 0.3), (0.7, 0.7)),
    ("f=x^2+y^2==25 at=(3,4)", (0.4, 0.3), (0.9, 0.6)),
    ("f=(x^2+y-11)^2+(x+y^2-7)^2 at=(1,1) dir=(1,1)", (0.6, 0.6), (0.1, 0.4)),
    ("f=tanh(x)*sec(y/4)+asinh(x*y) at=(1,1) dir=(1,1)", (0.6, 0.3), (0.4, 0.9)),
    ("f=beta(x,y) at=(2,3) dir=(1,1)", (0.6, 0.6), (0.2, 0.9)),
)
OF_ONE = ("f=x^3-3x at=2", "f=1/x at=1", "f=exp(-x^2) at=1/2", "f=ln x at=2")
OF_THREE = ("f=x*y*z at=(1,2,3) dir=(1,1,1)", "f=x^2+y*sin(z) at=(1,1,1) dir=(2,1,2)")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as running:
        yield running


@pytest.fixture(autouse=True)
def nothing_goes_wrong(browser: Browser) -> Iterator[None]:
    browser.faults.clear()
    browser.requests.clear()
    yield
    assert browser.faults == []
    assert browser.requests == []


def show(browser: Browser, folder: Path, request: str, **look: Any) -> None:
    path = folder / "page.html"
    page(request).save(path)
    browser.open(path, **look)


def facts(browser: Browser) -> dict[str, Any]:
    """What the page knows, in all its digits."""
    browser.next_frame()
    found: dict[str, Any] = json.loads(
        browser.evaluate("document.getElementById('lab').dataset.facts")
    )
    return found


def middle_of(browser: Browser, selector: str) -> tuple[float, float]:
    x, y = browser.evaluate(
        f"(() => {{ const box = document.querySelector('{selector}').getBoundingClientRect();"
        "return [box.x + box.width / 2, box.y + box.height / 2]; })()"
    )
    return x, y


def place_in_plane(browser: Browser, part: tuple[float, float]) -> tuple[float, float]:
    left, top, width, height = browser.evaluate(
        "(() => { const box = document.querySelector('#plane .frame').getBoundingClientRect();"
        "return [box.x, box.y, box.width, box.height]; })()"
    )
    return left + part[0] * width, top + (1 - part[1]) * height


KNOB, TIP = "#plane > .handle:nth-last-of-type(1) .ring", "#plane > .handle .ring"


def function_of(request: str) -> str:
    return request.partition(" at=")[0]


def agrees(found: dict[str, Any], expected: Any) -> None:
    """The page's numbers are the package's to 9 digits."""
    close = pytest.approx(float(expected.value), rel=1e-9, abs=1e-9)
    assert found["height"] == close
    gradient = [float(entry) for entry in expected.gradient_at]
    assert found["gradient"] == pytest.approx(gradient, rel=1e-9, abs=1e-9)
    if expected.directional_derivative is not None:
        rate = float(expected.directional_derivative)
        assert found["rate"] == pytest.approx(rate, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(("request_", "point", "tip"), OF_TWO, ids=[row[0] for row in OF_TWO])
def test_what_is_dragged_in_the_plane_has_the_numbers_of_the_package(
    browser: Browser,
    tmp_path: Path,
    request_: str,
    point: tuple[float, float],
    tip: tuple[float, float],
) -> None:
    show(browser, tmp_path, request_)
    browser.drag(middle_of(browser, KNOB), place_in_plane(browser, point))
    browser.drag(middle_of(browser, TIP), place_in_plane(browser, tip))
    found = facts(browser)
    x, y = found["point"]
    turn = browser.evaluate("state.angles[0]")
    assert found["kind"] == "smooth"
    assert turn == round(turn)
    there = f"at=({x!r},{y!r}) angle={turn}° plot=none"
    agrees(found, solve(f"{function_of(request_)} {there}".replace("==25", "-25")))


@pytest.mark.parametrize("request_", OF_ONE)
def test_a_point_on_a_curve_has_the_numbers_of_the_package(
    browser: Browser, tmp_path: Path, request_: str
) -> None:
    show(browser, tmp_path, request_)
    browser.drag(middle_of(browser, TIP), place_in_plane(browser, (0.7, 0.5)))
    browser.press("ArrowLeft")
    found = facts(browser)
    (x,) = found["point"]
    agrees(found, solve(f"{function_of(request_)} at={x!r} plot=none"))


@pytest.mark.parametrize("request_", OF_THREE)
def test_sliders_in_space_give_the_numbers_of_the_package(
    browser: Browser, tmp_path: Path, request_: str
) -> None:
    show(browser, tmp_path, request_)
    browser.evaluate(
        "document.querySelectorAll('#controls input').forEach((slider, index) => {"
        "slider.value = [1.5, 0.5, 2, 30, -60][index];"
        "slider.dispatchEvent(new Event('input')); })"
    )
    found = facts(browser)
    x, y, z = found["point"]
    # u is turned by 30° from the x-axis and 60° below the xy-plane.
    expected = solve(
        f"{function_of(request_)} at=({x!r},{y!r},{z!r}) dir=(sqrt(3)/4,1/4,-sqrt(3)/2) plot=none"
    )
    agrees(found, expected)


def said(browser: Browser) -> str:
    browser.next_frame()
    return str(browser.evaluate("document.getElementById('said').textContent"))


def go_to(browser: Browser, *point: float) -> None:
    """P moves as the arrow keys and sliders move it."""
    browser.evaluate(f"move({list(point)})")


def test_at_a_corner_there_are_one_sided_rates(browser: Browser, tmp_path: Path) -> None:
    show(browser, tmp_path, "f=|x|+y at=(1,1) dir=(1,0)")
    go_to(browser, 0, 1)
    found = facts(browser)
    assert found["kind"] == "corner"
    assert found["forward"] == pytest.approx(1, abs=1e-9)
    assert found["backward"] == pytest.approx(-1, abs=1e-9)
    assert said(browser) == (
        "At P = (0, 1) the formulas of the partial derivatives have no value. Measured rates along "
        "u: ≈ 1 for t → 0⁺, ≈ −1 for t → 0⁻."
    )


def test_what_is_drawn_at_the_level_of_p_gives_way(browser: Browser, tmp_path: Path) -> None:
    show(browser, tmp_path, "f=x+y at=(1,1) dir=(1,0)")
    hidden = "[...document.querySelectorAll('#backdrop [hidden]')]"
    for point, numbers in (((1, 1), ["", "2"]), ((1, 1.3), []), ((2, 2), ["", "4"])):
        go_to(browser, *point)
        browser.next_frame()
        assert browser.evaluate(f"{hidden}.map(e => e.textContent)") == numbers


def test_a_corner_that_rounding_misses_is_a_corner(browser: Browser, tmp_path: Path) -> None:
    # 0.3 - 3·0.1 is not 0 in floating-point numbers.
    show(browser, tmp_path, "f=|x-3y| at=(1,1) dir=(1,0)")
    go_to(browser, 0.3, 0.1)
    found = facts(browser)
    assert found["kind"] == "corner"
    assert (found["forward"], found["backward"]) == (
        pytest.approx(1, abs=1e-6),
        pytest.approx(-1, abs=1e-6),
    )


# The one-sided rates along u (without a direction along the first axis, in one variable from the
# right and the left), by hand; P is moved where a place is given, and else is at the start.
SIDES = (
    ("f=cbrt(x)+y at=(1,1) dir=(1,0)", (0, 1), "Infinity", "Infinity"),
    ("f=cbrt(x) at=1", (0,), "Infinity", "Infinity"),
    ("f=x^(1/3) at=0", None, "Infinity", "Infinity"),
    ("f=sqrt(x) at=1", (0,), "Infinity", "NaN"),
    ("f=sqrt(|x|) at=1", (0,), "Infinity", "-Infinity"),
    ("f=x*sqrt(x) at=1", (0,), 0, "NaN"),
    ("f=3x+x*sqrt(x) at=1", (0,), 3, "NaN"),
    ("f=sqrt(|x*y|) at=(1,1) dir=(1,1)", (0, 0), math.sqrt(1 / 2), -math.sqrt(1 / 2)),
    ("f=sqrt(|x*y|) at=(1,1) dir=(1,1)", (1, 0), "Infinity", "-Infinity"),
    ("f=|x|^(9/10)+y at=(1,1) dir=(-1,0)", (0, 1), "Infinity", "-Infinity"),
    ("f=piecewise((x*sin(1/x),x!=0),(0,otherwise)) at=1 window=(-1,2)", (0,), "NaN", "NaN"),
    ("f=sqrt(1-x^2-y^2) at=(0.6,0.8) dir=(1,0)", None, "NaN", "-Infinity"),
    ("f=sqrt(x^2+y^2+z^2) at=(1,1,1) dir=(1,2,2)", (0, 0, 0), 1, -1),
)


@pytest.mark.parametrize(
    ("request_", "place", "rates"),
    [(request_, place, (forward, backward)) for request_, place, forward, backward in SIDES],
)
def test_a_one_sided_rate_may_be_endless_or_none(
    browser: Browser,
    tmp_path: Path,
    request_: str,
    place: tuple[float, ...] | None,
    rates: tuple[float | str, float | str],
) -> None:
    show(browser, tmp_path, request_)
    if place is not None:
        go_to(browser, *place)
    found = facts(browser)
    assert found["kind"] == "corner"
    for side, expected in zip(("forward", "backward"), rates, strict=True):
        known = expected if isinstance(expected, str) else pytest.approx(expected, abs=1e-6)
        assert found[side] == known


RATIO = "f=piecewise((x*y/(x^2+y^2),(x,y)!=(0,0)),(0,otherwise))"


def test_a_jump_on_some_rays_is_told(browser: Browser, tmp_path: Path) -> None:
    show(browser, tmp_path, f"{RATIO} at=(1,1) dir=(1,0)")
    go_to(browser, 0, 0)
    assert said(browser).endswith(
        "along u: ≈ 0 for t → 0⁺, ≈ 0 for t → 0⁻. As far as the numbers of this page tell, f is "
        "not continuous there."
    )


@pytest.mark.parametrize(
    ("request_", "sentence"),
    [
        (
            f"{RATIO} at=(0,0) dir=(1,1)",
            (
                "At P = (0, 0), f is not differentiable. Rates along u: ∞ for t → 0⁺, −∞ for t "
                "→ 0⁻. f is not continuous there."
            ),
        ),
        # Along every ray it tends to f(0, 0), but not along y = x².
        (
            "f=piecewise((x^2*y/(x^4+y^2),(x,y)!=(0,0)),(0,otherwise)) at=(0,0) dir=(1,0)",
            (
                "At P = (0, 0), f is not differentiable. Rates along u: 0 for t → 0⁺, 0 for t → "
                "0⁻. f is not continuous there."
            ),
        ),
        (
            "f=sqrt(x) at=0",
            "At x = 0, f is not differentiable. Slopes: ∞ on the right, no value on the left.",
        ),
        (
            "f=piecewise((x*sin(1/x),x!=0),(0,otherwise)) at=0",
            (
                "At x = 0, f is not differentiable. Slopes: none (no limit) on the right, none "
                "(no limit) on the left."
            ),
        ),
        ("f=x^2-y^2 at=(0,0)", "At P = (0, 0): ∇f(P) = 0, a saddle point."),
        # The partial derivatives are none by their formulas, and known by their definition.
        (
            "f=piecewise((x^2*sin(1/x),x!=0),(0,otherwise)) at=0",
            "At x = 0: f′(x) = 0, no extremum.",
        ),
    ],
)
def test_what_is_known_at_the_start_is_not_measured(
    browser: Browser, tmp_path: Path, request_: str, sentence: str
) -> None:
    show(browser, tmp_path, request_)
    assert said(browser) == sentence


def row_of(browser: Browser, kind: str) -> str:
    browser.next_frame()
    cell = f"document.querySelector('#numbers tr.{kind} td').textContent"
    return str(browser.evaluate(cell)).replace("\u2009", "")


def test_what_is_exact_at_the_start_is_not_about(browser: Browser, tmp_path: Path) -> None:
    show(browser, tmp_path, "f=x*exp(2*y) at=(1,0) dir=(1,-1)")
    assert row_of(browser, "tangent") == "(x − 1) + 2y = 0"
    assert row_of(browser, "value") == "= 1"
    assert said(browser).startswith("At P = (1, 0): Du\u2009f(P) = −22 ≈ −0.707107,")
    assert browser.evaluate("document.querySelector('text.level').textContent") == "f = 1"
    # P stays where it is: what depends on it alone stays exact.
    browser.evaluate("turn([90])")
    assert row_of(browser, "tangent") == "(x − 1) + 2y = 0"
    assert row_of(browser, "direction") == "= (0, 1)\u2003(90°)"
    assert row_of(browser, "rate") == "= 2"
    go_to(browser, 1, 0.5)
    assert row_of(browser, "tangent") == "2.71828(x − 1) + 5.43656(y − 0.5) ≈ 0"
    go_to(browser, 1, 0)
    assert row_of(browser, "gradient") == "= (1,2)"


def test_a_whole_angle_at_the_start_is_not_about(browser: Browser, tmp_path: Path) -> None:
    show(browser, tmp_path, "f=x*y*z at=(1,1,1) dir=(1,0,1)")
    assert row_of(browser, "direction").endswith("(0°, 45°)")
    show(browser, tmp_path, "f=x*y*z at=(1,1,1) dir=(1,2,2)")
    # tan⁻¹ 2 and sin⁻¹ (2/3)
    assert row_of(browser, "direction").endswith("(≈ 63.4349°, ≈ 41.8103°)")


def test_a_decimal_is_exact_where_it_has_no_more_digits(browser: Browser, tmp_path: Path) -> None:
    show(browser, tmp_path, "f=x^2*y/3 at=(1/2,3/4) dir=(3,4)")
    assert row_of(browser, "given") == "= (0.5, 0.75)"
    assert row_of(browser, "value") == "= 116 = 0.0625"
    assert row_of(browser, "gradient") == "= (14,112) ≈ (0.25, 0.0833333)"


def test_of_decimal_data_numbers_are_decimals(browser: Browser, tmp_path: Path) -> None:
    show(browser, tmp_path, "f=5x^2*y at=(2.5,1.2) dir=(1,1)")
    assert row_of(browser, "value") == "= 37.5"
    # (30 + 31.25)/√2
    assert row_of(browser, "rate") == "= 30.6252 ≈ 43.3103"
    show(browser, tmp_path, "f=y*tan(x) at=(0.5,1) dir=(1,0)")
    assert row_of(browser, "tangent").startswith("sec2(0.5)(x−0.5)")


def test_a_tangent_along_an_axis_has_no_brackets(browser: Browser, tmp_path: Path) -> None:
    show(browser, tmp_path, "f=x^2+y at=(0,1)")
    assert row_of(browser, "tangent") == "y − 1 = 0"


def test_a_root_in_the_tangent_is_written_as_it_is(browser: Browser, tmp_path: Path) -> None:
    show(browser, tmp_path, "f=x^2+2*y^2 at=(sqrt(2),1) dir=(1,1)")
    assert browser.evaluate("document.querySelector('#numbers tr.tangent math') !== null")
    assert row_of(browser, "tangent").endswith(" = 0")


def test_in_space_the_plane_of_u_and_the_gradient_moves(browser: Browser, tmp_path: Path) -> None:
    show(browser, tmp_path, "f=x^2+y^2+z^2 at=(1,2,2) dir=(1,0,0)")
    # u has the angle 70.5° with the gradient, cos = 2/6; its tip is dragged onto the gradient.
    browser.drag(middle_of(browser, TIP), place_in_plane(browser, (0.5, 0.9)))
    found = facts(browser)
    assert found["way"] == pytest.approx([1 / 3, 2 / 3, 2 / 3], abs=1e-9)
    assert found["rate"] == pytest.approx(6, abs=1e-9)
    go_to(browser, 0, 0, 0)
    assert said(browser).endswith("∇f(P) ≈ 0, a local minimum.")
    assert browser.evaluate("document.querySelector('path.gradient.line').hasAttribute('hidden')")


def test_curves_that_cross_are_not_cut_short(browser: Browser, tmp_path: Path) -> None:
    show(browser, tmp_path, "f=x*y*z at=(1,1,1) dir=(1,2,2)")
    lines = browser.evaluate(
        "new LevelSet((x, y) => (y - 0.1) * (2 * x + y + 1), [[-2, 2], [-1.7, 1.7]], 64).trace(0)"
    )
    assert len(lines) > 100
    for start, end in lines:
        x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
        # Squares are 1/16 wide.
        assert min(abs(y - 0.1), abs(2 * x + y + 1) / 5**0.5) < 1 / 200


def test_a_critical_point_has_its_kind_and_no_arrow(browser: Browser, tmp_path: Path) -> None:
    show(browser, tmp_path, "f=x^3-3x y+y^3 at=(1,2) dir=(1,1)")
    for point, kind in (((1, 1), "a local minimum"), ((0, 0), "a saddle point")):
        go_to(browser, *point)
        assert said(browser) == f"At P = ({point[0]}, {point[1]}): ∇f(P) ≈ 0, {kind}."
        assert browser.evaluate(
            "document.querySelector('path.gradient.line').hasAttribute('hidden')"
        )


def test_a_flat_point_has_no_kind(browser: Browser, tmp_path: Path) -> None:
    show(browser, tmp_path, "f=x^2+y^4 at=(1,1)")
    go_to(browser, 0, 0)
    assert said(browser).endswith("and the second derivatives do not tell what is there.")


def test_outside_the_domain_there_is_a_word(browser: Browser, tmp_path: Path) -> None:
    show(browser, tmp_path, "f=ln(x)+y at=(1,1) window=(-2,3,-2,3)")
    go_to(browser, -1, 1)
    assert said(browser) == "f has no value at P = (-1, 1).".replace("-", "−")
    go_to(browser, 0, 1)
    assert facts(browser)["kind"] == "edge"


def test_rounding_at_the_end_of_a_domain_claims_nothing(browser: Browser, tmp_path: Path) -> None:
    # 1 - 0.6² - 0.8² is a little less than 0 in floating-point numbers, and f is 0 there.
    show(browser, tmp_path, "f=sqrt(1-x^2-y^2) at=(0,1/2)")
    go_to(browser, 0.6, 0.8)
    assert said(browser) == (
        "At P = (0.6, 0.8) f has no value, jumps, or ends, as far as the numbers of this page tell."
    )


def test_a_jump_has_no_rate(browser: Browser, tmp_path: Path) -> None:
    show(browser, tmp_path, "f=floor(x)*y at=(1/2,1) dir=(1,0)")
    go_to(browser, 1, 1)
    assert facts(browser)["kind"] == "edge"


def test_numbers_too_large_are_told_from_none(browser: Browser, tmp_path: Path) -> None:
    show(browser, tmp_path, "f=exp(exp(x))+y at=(1,1) window=(0,8,0,8)")
    go_to(browser, 7, 1)
    assert said(browser) == "At P = (7, 1) the numbers are too large for this page."


def test_the_exact_start_comes_back(browser: Browser, tmp_path: Path) -> None:
    show(browser, tmp_path, "f=x*exp(2*y) at=(1,0) dir=(1,-1)")
    row = "document.querySelector('#numbers tr.rate td').innerHTML"
    start = browser.evaluate(row)
    assert "<msqrt><mn>2</mn></msqrt>" in start
    browser.evaluate("turn([30])")
    browser.next_frame()
    assert browser.evaluate(row) == "≈ 1.86603"
    browser.evaluate("document.querySelector('button').click()")
    browser.next_frame()
    assert browser.evaluate(row) == start


def test_keys_move_the_point_and_turn_the_direction(browser: Browser, tmp_path: Path) -> None:
    show(browser, tmp_path, "f=x^2+y^2 at=(1,1) dir=(1,0)")
    step = browser.evaluate("contents.step")
    browser.evaluate("document.querySelectorAll('.handle')[1].focus()")
    for key in ("ArrowRight", "ArrowRight", "ArrowUp"):
        browser.press(key)
    assert facts(browser)["point"] == pytest.approx([1 + 2 * step, 1 + step])
    browser.evaluate("document.querySelectorAll('.handle')[0].focus()")
    browser.press("ArrowDown")
    assert browser.evaluate("state.angles[0]") == -1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 700, 1280])
def test_nothing_is_wider_than_the_window(
    browser: Browser, tmp_path: Path, width: int, scheme: str
) -> None:
    show(browser, tmp_path, "f=x*exp(2*y) at=(1,0) dir=(1,-1)", width=width, scheme=scheme)
    assert browser.evaluate("document.documentElement.scrollWidth") <= width


def test_a_long_tangent_plane_is_broken_on_a_phone(browser: Browser, tmp_path: Path) -> None:
    show(browser, tmp_path, "f=x*y*z+ln(z) at=(1,2,3) dir=(1,2,2)", width=340)
    assert browser.evaluate("document.documentElement.scrollWidth") <= 340


def test_the_policy_lets_no_other_script_run(browser: Browser, tmp_path: Path) -> None:
    show(browser, tmp_path, "f=x*y at=(1,2)")
    browser.evaluate(
        "(() => { const script = document.createElement('script');"
        "script.textContent = 'window.broken = true'; document.body.append(script); })()"
    )
    assert browser.evaluate("window.broken") is None
    assert browser.evaluate(
        "fetch('https://example.org').then(() => 'loaded', () => 'refused')"
    ) == ("refused")
    browser.call("Page.getFrameTree")
    assert any("Content Security Policy" in fault for fault in browser.faults)
    browser.faults.clear()
    browser.requests.clear()


def test_a_hundred_moves_leave_nothing_behind(browser: Browser, tmp_path: Path) -> None:
    show(browser, tmp_path, "f=x*exp(2*y) at=(1,0) dir=(1,-1)")
    count = "document.querySelectorAll('*').length"
    browser.evaluate("turn([10])")
    browser.next_frame()
    before = browser.evaluate(count)
    for angle in range(-50, 50):
        browser.evaluate(f"turn([{angle}])")
        browser.next_frame()
    assert abs(browser.evaluate(count) - before) < 20
