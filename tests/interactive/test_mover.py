"""What is true where the sliders stand, without a widget."""

from __future__ import annotations

import math
from typing import Any

import pytest
from sympy import Expr, Integer, Rational, sqrt

from grad_magic.errors import GradMagicError, OutOfTimeError
from grad_magic.interactive.mover import Mover, Sight
from grad_magic.interactive.place import Place, turned
from grad_magic.result import solve
from grad_magic.wording.messages import Message

# A start, and where else P goes.
FUNCTIONS = (
    ("x*exp(2*y)", (1, 0), ("3/4", "-1/5")),
    ("x^2+3x y-y^3", (1, 1), ("-1/2", "7/5")),
    ("sin(x)*cos(y)", (1, 2), ("0.3", "-0.9")),
    ("sqrt(x^2+y^2)", (3, 4), ("0.6", "-0.8")),
    ("ln(x^2+y^2)", (1, 1), ("1.3", "0.2")),
    ("x y/(1+x^2+y^2)", (1, 2), ("0.4", "0.9")),
    ("exp(-x^2-y^2)", (1, 0), ("0.35", "0.15")),
    ("atan(y/x)", (1, 1), ("1.1", "-0.7")),
    ("(1-x)^2+100(y-x^2)^2", (0, 0), ("0.55", "0.25")),
    ("x^3+y^3-3x y", (1, 2), ("0.45", "1.85")),
    ("abs(x)+y^2", (1, 1), ("-0.35", "0.8")),
    ("max(x,y)", (2, 1), ("0.1", "0.7")),
    ("cbrt(x)*y", (1, 1), ("-0.8", "1.5")),
    ("x^y", (2, 1), ("1.7", "0.6")),
    ("tanh(x-y)", (1, 0), ("0.25", "0.85")),
    ("sinh(x)+cosh(y)", (0, 1), ("0.9", "-0.3")),
    ("sqrt(1-x^2-y^2)", (0, 0), ("0.3", "0.4")),
    ("floor(x)+y^2", ("1/2", 1), ("0.7", "0.65")),
    ("x^2/(y+3)", (1, 1), ("0.15", "1.45")),
    ("erf(x)*y", (1, 1), ("0.55", "-0.45")),
    ("x^3-3x", (2,), ("0.65",)),
    ("exp(-x)*sin(5x)", (1,), ("0.35",)),
    ("ln(x)", (1,), ("1.85",)),
    ("sqrt(x)", (4,), ("2.25",)),
    ("1/(1+x^2)", (1,), ("-0.45",)),
    ("x*y*z", (1, 1, 1), ("0.5", "-0.25", "1.75")),
    ("x^2+y^2+z^2", (1, 2, 2), ("0.1", "0.2", "0.3")),
    ("exp(x y)-z^3", (0, 1, 1), ("0.4", "0.6", "-1.2")),
    ("sin(x+2y+3z)", (0, 0, 1), ("0.15", "0.25", "0.05")),
    ("x/(y^2+z^2)", (1, 1, 1), ("0.8", "1.1", "-0.9")),
)


def mover(request: str) -> Mover:
    found = solve(f"{request} interactive=True plot=none").mover
    assert isinstance(found, Mover)
    return found


def place_of(point: tuple[Any, ...], direction: tuple[Any, ...] = (1, -1)) -> Place:
    return Place(tuple(map(Rational, point)), tuple(map(Rational, direction)))


def decimals(sight: Sight) -> dict[str, str]:
    text = sight.script.text
    return {text(row.name): text(row.value) for row in sight.rows}


@pytest.mark.slow
@pytest.mark.parametrize("is_resting", [False, True])
@pytest.mark.parametrize(("f", "start", "point"), FUNCTIONS)
def test_the_numbers_are_those_of_an_answer_at_the_same_place(
    f: str, start: tuple[Any, ...], point: tuple[str, ...], is_resting: bool
) -> None:
    direction = (2, -1, 1)[: len(point)]
    at = ", ".join(map(str, start))
    sight = mover(f"{f} at=({at})").look(place_of(point, direction), is_resting=is_resting)
    expected = solve(f, at=point, dir=direction)
    found = sight.solution
    assert found is not None
    assert found.gradient_at is not None
    pairs: list[tuple[Any, Any]] = [
        (found.value, expected.value),
        (found.norm, expected.norm),
        (found.directional_derivative, expected.directional_derivative),
        *zip(found.gradient_at, expected.gradient_at, strict=True),
    ]
    for one, other in pairs:
        assert float(one) == pytest.approx(float(other), rel=1e-9, abs=1e-12)


def test_without_a_direction_u_is_the_exact_way_of_steepest_ascent() -> None:
    moved = mover("f=3x+4y at=(1,1)")
    told = decimals(moved.look(moved.start))
    assert told["D_u f(P)"] == "= 5"
    assert told["u"] == "= (3, 4)/5"


def test_where_there_was_no_time_f_is_not_said_to_have_no_value(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    moved = mover("f=abs(x)+y at=(1,1) dir=(1,0)")
    monkeypatch.setattr(Mover, "_solved", _without_time)
    moving = moved.look(place_of((0, 1), (1, 0)), is_resting=False)
    assert (decimals(moving)["f(P)"], moving.sentence) == ("≈ 1", "…")
    resting = moved.look(place_of((0, 1), (1, 0)))
    assert decimals(resting)["f(P)"] == "≈ 1"
    assert resting.sentence == "no answer was found within 3 seconds"


def _without_time(*_: object, **__: object) -> None:
    raise OutOfTimeError(Message("no_answer_was_found_within_seconds", seconds=3))


def test_numbers_are_approximate_while_it_moves_and_exact_where_it_rests() -> None:
    moved = mover("f=x^2+y^2 at=(1,2) dir=(1,1)")
    place = place_of(("1/2", "1/2"), (1, 1))
    assert decimals(moved.look(place, is_resting=False))["∇f(P)"] == "≈ (1, 1)"
    resting = moved.look(place)
    assert decimals(resting)["∇f(P)"] == "= (1, 1)"
    assert decimals(resting)["D_u f(P)"] == "= √2 ≈ 1.414"
    assert "<msqrt>" in resting.script.html(resting.said)


def test_a_turned_direction_has_the_rate_of_its_angle() -> None:
    moved = mover("f=3x+4y at=(0,0) dir=(1,0)")
    sight = moved.look(turned(moved.start, (37.0,)))
    # 3 cos 37° + 4 sin 37°.
    assert decimals(sight)["D_u f(P)"] == "≈ 4.803"
    assert decimals(sight)["∇f(P)"] == "= (3, 4)"


@pytest.mark.parametrize("is_resting", [False, True])
def test_at_a_corner_there_are_one_sided_rates(is_resting: bool) -> None:
    moved = mover("f=abs(x)+y at=(1,1) dir=(1,0)")
    sight = moved.look(place_of((0, 1), (1, 0)), is_resting=is_resting)
    told = decimals(sight)
    assert "∇f(P)" not in told
    # As the answer has them: f(t, 1) = |t| + 1.
    assert (told["rate for t → 0⁺"], told["rate for t → 0⁻"]) == ("= 1", "= -1")
    assert sight.sentence == (
        "The partial derivative with respect to x does not exist at P, so f is not "
        "differentiable there."
    )


@pytest.mark.parametrize(
    ("f", "word"),
    [
        ("x^2+y^2", "a local minimum"),
        ("-x^2-y^4", "a local maximum"),
        ("x^2-y^2", "a saddle point"),
    ],
)
def test_a_critical_point_is_of_its_kind_and_has_no_arrow(f: str, word: str) -> None:
    moved = solve(f"f={f} at=(1,1) interactive=True").mover
    assert moved is not None
    sight = moved.look(place_of((0, 0)), is_resting=False)
    assert sight.sentence == f"At P = (0, 0): ∇f(P) = 0, {word}."
    assert sight.frame is not None
    (panel,) = sight.frame.panels
    assert panel.arrow("gradient") is None


@pytest.mark.parametrize(("f", "start", "corner"), [("abs(x)", 1, 0), ("abs(x-2)", -1, 2)])
@pytest.mark.parametrize("is_resting", [False, True])
def test_of_one_variable_a_corner_is_where_p_is_now(
    f: str, start: int, corner: int, is_resting: bool
) -> None:
    sight = mover(f"{f} at={start}").look(place_of((corner,), (1,)), is_resting=is_resting)
    assert sight.sentence == (
        f"The difference quotient has no limit, so f is not differentiable at x = {corner}."
    )


def test_outside_of_the_domain_a_word_stands_for_numbers() -> None:
    moved = solve("f=sqrt(1-x^2-y^2) at=(1/2,0) interactive=True").mover
    assert moved is not None
    sight = moved.look(place_of((2, 0)))
    assert sight.solution is None
    assert sight.sentence == (
        "f is undefined at (2, 0): sqrt(1-x^2-y^2) needs 1-x^2-y^2 ≥ 0; at (2, 0) it is -3"
    )
    assert decimals(sight)["f(P)"] == "no value"
    assert sight.frame is not None
    assert sight.frame.panels[0].arrows == ()
    assert sight.frame.panels[0].curves == ()


@pytest.mark.slow
def test_the_panels_follow() -> None:
    moved = solve(
        "f=x*exp(2*y) at=(1,0) dir=(1,-1) plot=contour,section,rates interactive=True"
    ).mover
    assert moved is not None
    sight = moved.look(place_of((2, 0), (0, 1)))
    assert sight.frame is not None
    contour, section, rates = sight.frame.panels
    (point,) = (dot for dot in contour.dots if dot.role == "point")
    assert point.position == (2.0, 0.0)
    arrow = contour.arrow("direction")
    assert arrow is not None
    assert arrow.tip[0] == pytest.approx(2)
    assert section.dots[0].position == (0.0, 2.0)
    # D_u f(P) = 4 e^0 along y.
    (given,) = (dot for dot in rates.dots if dot.role == "direction")
    assert given.position == pytest.approx((90.0, 4.0))


def test_a_section_is_no_higher_than_lets_its_tangent_be_seen() -> None:
    request = "f=x*exp(2*y) at=(1,0) dir=(1,-1) plot=section interactive=True"
    moved = solve(request).mover
    assert moved is not None
    frame = moved.look(moved.start).frame
    assert frame is not None
    window = frame.panels[0].window
    rise = math.sqrt(0.5) * min(-window.left, window.right)  # of the tangent, of slope -√2/2
    assert window.left < -3  # where f is below -60
    assert rise < window.top - window.bottom < 6 * rise


def test_the_window_stays_where_it_was() -> None:
    moved = solve("f=x^2+y^2 at=(1,1) interactive=True").mover
    assert moved is not None
    frames = [moved.look(place_of(point)).frame for point in ((1, 1), ("1/2", 1))]
    windows = {frame.panels[0].window for frame in frames if frame is not None}
    assert len(windows) == 1


def test_p_and_the_tip_are_typed_as_in_a_request() -> None:
    moved = mover("f=x*y at=(1,0) dir=(1,-1)")
    place = moved.with_point(moved.start, "1/3, sqrt(2)")
    assert place.point == (Rational(1, 3), sqrt(2))
    assert place.direction == moved.start.direction
    turned_to = moved.with_tip(moved.start, "(4, 4)")
    assert turned_to.direction == (Integer(3), Integer(4))


@pytest.mark.parametrize("text", ["(1, 0)", "(1,", "(1, 2, 3)", "(a, 1)", ""])
def test_what_is_no_tip_is_an_error(text: str) -> None:
    moved = mover("f=x*y at=(1,0) dir=(1,-1)")
    with pytest.raises(GradMagicError):
        moved.with_tip(moved.start, text)


@pytest.mark.parametrize(
    ("request_", "missing"),
    [
        ("f=w*x*y*z at=(1,1,1,1)", "No sliders: f has more than three variables."),
        ("f=x*y", "No sliders: that needs a point (the clause at)."),
        ("f=(x, y) at=(1,2)", "No sliders: f is vector-valued."),
    ],
)
def test_where_nothing_moves_it_is_said_why(request_: str, missing: str) -> None:
    result = solve(f"{request_} interactive=True")
    assert result.mover is None
    assert result.missing_page.startswith("No sliders: ")
    assert result.missing_page == missing


def test_arrays_do_not_move() -> None:
    with pytest.raises(GradMagicError) as caught:
        solve("f=sum(w) at=(w=[1,2]) interactive=True")
    assert caught.value.message == "interactive is not asked about arrays"


def test_python_functions_do_not_move() -> None:
    def f(x: float, y: float) -> float:
        return x * y if x > 0 else -x

    result = solve(f, at=(1, 2), interactive=True)
    assert result.missing_page == "No sliders: f is a Python function without a formula."


def test_words_are_those_of_the_language() -> None:
    sight = mover("f=x^2+y^2 at=(1,1) lang=zh").look(place_of((0, 0)))
    assert sight.sentence == "在 P = (0, 0) 处：grad f(P) = 0，有极小值。"


def test_an_expression_is_what_the_place_holds() -> None:
    assert all(isinstance(entry, Expr) for entry in mover("f=x at=1").start.point)
