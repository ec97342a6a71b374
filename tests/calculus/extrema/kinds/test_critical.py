from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import (
    Eq,
    Expr,
    Integer,
    Matrix,
    Rational,
    Symbol,
    Tuple,
    cos,
    cosh,
    diff,
    exp,
    log,
    sign,
    sin,
    sqrt,
    symbols,
)

from grad_magic import solve
from grad_magic.calculus.derivatives import gradient
from grad_magic.calculus.derivatives import hessian as hessian_of
from grad_magic.calculus.extrema.kinds.critical import classify_critical, critical_kind
from grad_magic.calculus.extrema.kinds.verdicts import CriticalVerdict

a, t, x, y, z = symbols("a t x y z", real=True)


def classify(f: Expr, variables: tuple[Symbol, ...] = (x, y), *point: int) -> CriticalVerdict:
    numbers = tuple(map(Integer, point or (0,) * len(variables)))
    values = dict(zip(variables, numbers, strict=True))
    matrix = hessian_of(gradient(f, variables), variables)
    return classify_critical(f, variables, numbers, matrix.xreplace(values))


@pytest.mark.parametrize(
    ("hessian", "kind"),
    [
        ([[2, 0], [0, 2]], "minimum"),
        ([[-2, 1], [1, -2]], "maximum"),
        ([[2, 0], [0, -2]], "saddle"),
        ([[0, 1], [1, 0]], "saddle"),
        ([[2, 0], [0, 0]], "undecided"),
        ([[0, 0], [0, 0]], "undecided"),
        ([[2, 0, 0], [0, 0, 0], [0, 0, -1]], "saddle"),
        ([[2]], "minimum"),
        ([[2, 1, 0], [1, 2, 1], [0, 1, 2]], "minimum"),
    ],
)
def test_the_hessian_tells_the_kind(hessian: list[list[int]], kind: str) -> None:
    assert critical_kind(Matrix(hessian)) == kind


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(-5, 5), min_size=6, max_size=6))
def test_the_kind_agrees_with_numerical_eigenvalues(entries: list[int]) -> None:
    a, b, c, d, e, f = entries
    rows = [[a, b, c], [b, d, e], [c, e, f]]
    eigenvalues = np.linalg.eigvalsh(np.array(rows, dtype=float))
    signs = {int(np.sign(round(value, 9))) for value in eigenvalues}
    expected = {
        frozenset({1}): "minimum",
        frozenset({-1}): "maximum",
        frozenset({1, -1}): "saddle",
        frozenset({1, 0, -1}): "saddle",
    }.get(frozenset(signs), "undecided")
    assert critical_kind(Matrix(rows)) == expected


@pytest.mark.parametrize(
    ("f", "kind", "is_strict"),
    [
        # The Hessian decides.
        (x**2 + y**2, "minimum", True),
        (x * y, "saddle", None),
        (-(x**2) - x * y - y**2, "maximum", True),
        # It does not; each worked by hand.
        (x**4 + y**4, "minimum", True),
        (-(x**4) - y**4, "maximum", True),
        ((x**2 + y**2) ** 2, "minimum", True),
        (x**2 + y**4, "minimum", True),
        (x**2 + x * y**2 + y**4, "minimum", True),  # (x + y²/2)² + 3y⁴/4
        (x**2 * y**2 + x**4 + y**6, "minimum", True),
        ((y - x**2) ** 2 + x**6, "minimum", True),
        ((y**2 - x**3) ** 2 + x**8, "minimum", True),
        ((x**2 - 2 * y**2) ** 2 + x**6, "minimum", True),
        (x**4 + y**4 - sqrt(2) * x**2 * y**2, "minimum", True),  # √2 < 2
        (exp(-(x**4) - y**4), "maximum", True),
        (1 / (1 + x**4 + y**6), "maximum", True),
        (x**4 + y**4 + x**2 * y**2 * sin(x), "minimum", True),
        (x**2 * y**2, "minimum", False),
        ((x - y) ** 2, "minimum", False),
        (-((x - y) ** 2), "maximum", False),
        ((y**2 - x**3) ** 2, "minimum", False),
        (x**4, "minimum", False),
        (1 - cos(x * y), "minimum", False),
        (sin(x * y) ** 2, "minimum", False),
        (cosh(x * y), "minimum", False),
        (x**2 * exp(y), "minimum", False),
        (Integer(3), "minimum", False),
        (x**3 - 3 * x * y**2, "saddle", None),
        (x**3 + y**3, "saddle", None),
        (x**2 * y, "saddle", None),
        (x**2 + y**3, "saddle", None),
        (x**2 - y**4, "saddle", None),
        (x**4 - y**4, "saddle", None),
        (x**4 - 3 * x**2 * y**2 + y**4, "saddle", None),
        ((y - x**2) * (y - 3 * x**2), "saddle", None),  # Peano
        ((y - x**2) ** 2 + x**5, "saddle", None),  # x⁵ on y = x²
        ((y**2 - x**3) ** 2 + x**7 * y, "saddle", None),  # ±t¹⁷ on (t², ±t³)
        ((x**2 - 2 * y**2) ** 2 + x**5, "saddle", None),
        (x - sin(x) + y**2, "saddle", None),
        ((y**3 - 2 * x**2) ** 2 - (2 * x**3 + x**2 * y) ** 2, "saddle", None),
    ],
)
def test_the_kind_at_the_origin(f: Expr, kind: str, *, is_strict: bool | None) -> None:
    verdict = classify(f)
    assert (verdict.kind, verdict.is_strict) == (kind, is_strict)


@pytest.mark.parametrize(
    ("f", "kind", "is_strict"),
    [
        (x**2 + y**2 + z**4, "minimum", True),
        (x**2 + y**4 + z**6, "minimum", True),
        (x**4 + y**4 + z**4, "minimum", True),
        ((x - y * z) ** 2 + y**4 + z**4, "minimum", True),
        ((x - y) ** 2 + (y - z) ** 2, "minimum", False),
        (x**2 + y**2 - z**4, "saddle", None),
        (x**2 + y**2 + z**3, "saddle", None),
        (x * y * z, "saddle", None),
        (x**4 + y**4 + z**4 - 5 * x**2 * y**2, "saddle", None),
        ((x - y * z) ** 2 - y**4 * z**2, "saddle", None),
    ],
)
def test_the_kind_in_space(f: Expr, kind: str, *, is_strict: bool | None) -> None:
    verdict = classify(f, (x, y, z))
    assert (verdict.kind, verdict.is_strict) == (kind, is_strict)


@pytest.mark.parametrize(
    ("f", "kind", "sentence", "order", "value"),
    [
        (x**4, "minimum", "first_nonzero_derivative", 4, 24),
        (-(x**6), "maximum", "first_nonzero_derivative", 6, -720),
        (cos(x) - 1 + x**2 / 2, "minimum", "first_nonzero_derivative", 4, 1),
        (x**3, "saddle", "inflection", 3, 6),
        (x - sin(x), "saddle", "inflection", 3, 1),
    ],
)
def test_in_one_variable_the_first_derivative_that_is_not_0_decides(
    f: Expr, kind: str, sentence: str, order: int, value: int
) -> None:
    verdict = classify(f, (x,))
    assert verdict.kind == kind
    assert verdict.reason.kind.value == sentence
    assert verdict.reason.parts == {"order": order, "value": value}


def test_a_saddle_is_shown_by_two_curves() -> None:
    verdict = classify((y - x**2) * (y - 3 * x**2))
    assert verdict.reason.kind.value == "opposite_curves"
    # On (t, 2t²): (2t² - t²)(2t² - 3t²) = -t⁴.
    assert verdict.reason.parts == {
        "parameter": t,
        "rising_curve": Tuple(0, t),
        "rising_term": t**2,
        "falling_curve": Tuple(t, 2 * t**2),
        "falling_term": -(t**4),
    }


def test_a_minimum_is_shown_on_the_curve_where_f_is_lowest() -> None:
    verdict = classify((y - x**2) ** 2 + x**6)
    assert verdict.reason.kind.value == "lowest_curve"
    assert verdict.reason.parts == {"parameter": t, "curve": Tuple(t, t**2), "term": t**6}


def test_a_minimum_that_is_not_strict_is_shown_by_a_curve_of_equal_values() -> None:
    flat = classify((x - y) ** 2).reason
    assert (flat.kind.value, flat.parts["curve"]) == ("flat_curve", Tuple(t, t))
    zero = classify((y**2 - x**3) ** 2).reason
    assert (zero.kind.value, zero.parts["curve"]) == ("zero_curve", Tuple(t**2, t**3))


def test_the_lowest_terms_are_named() -> None:
    reason = classify(exp(x**4 + x**2 * y**2 + y**6)).reason
    assert reason.kind.value == "lowest_terms"
    assert reason.parts["terms"] == x**4 + x**2 * y**2 + y**6


def test_curves_are_drawn_through_the_point_itself_with_a_letter_that_is_free() -> None:
    f = (t - 1) ** 2 - (y - 2) ** 4
    reason = classify(f, (t, y), 1, 2).reason
    s = Symbol("s", real=True)
    assert reason.parts["rising_curve"] == Tuple(1 + s, 2)
    assert reason.parts["falling_curve"] == Tuple(1, 2 + s)


@pytest.mark.parametrize(
    ("f", "sentence"),
    [
        (a * x**2 + y**4, "depends_on_parameters"),
        (x ** Rational(7, 3) + y**4, "no_expansion"),
        (exp(x * y) - 1 - x * y, "higher_order_undecided"),
    ],
)
def test_what_is_not_proved_is_undecided(f: Expr, sentence: str) -> None:
    variables = (x, y)
    origin = (Integer(0), Integer(0))
    # The limit of the second derivatives; substituting gives 0 here too.
    matrix = Matrix([[0, 0], [0, 0]])
    verdict = classify_critical(f, variables, origin, matrix)
    assert (verdict.kind, verdict.reason.kind.value) == ("undecided", sentence)


def test_a_parameter_is_no_obstacle_where_the_sign_is_plain() -> None:
    assert classify(exp(a) * x**2 + y**2).kind == "minimum"


monomials = st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(lambda e: 3 <= sum(e) <= 6)
higher_terms = st.dictionaries(monomials, st.sampled_from([-3, -2, -1, 1, 2, 3]), max_size=4)
squares = st.sampled_from([Integer(0), x**2, y**2, -((x - y) ** 2), (x + 2 * y) ** 2])


def polynomial(terms: dict[tuple[int, int], int]) -> Expr:
    return sum((c * x**i * y**j for (i, j), c in terms.items()), Integer(0))


def signs_nearby(f: Expr) -> set[int]:
    """The signs of f on a tiny circle and on bent curves, in exact numbers."""
    radius = Rational(1, 10**5)
    points = [
        (radius * Rational(1 - k**2, 1 + k**2), radius * Rational(2 * k, 1 + k**2))
        for k in (Rational(n, 7) for n in range(-40, 41))
    ]
    points += [(-p, -q) for p, q in points]
    for i, j in ((1, 2), (2, 1), (2, 3), (3, 2), (1, 3), (3, 1)):
        for c in (-2, -1, Rational(-1, 2), Rational(1, 2), 1, 2):
            points += [(s * radius**i, c * radius**j) for s in (1, -1)]
    values = (f.xreplace({x: p, y: q}) for p, q in points)
    return {int(sign(value)) for value in values}


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(squares, higher_terms)
def test_no_verdict_is_contradicted_by_values_nearby(
    square: Expr, terms: dict[tuple[int, int], int]
) -> None:
    f = square + polynomial(terms)
    verdict = classify(f)
    seen = signs_nearby(f)
    if verdict.kind == "minimum":
        assert -1 not in seen
    if verdict.kind == "maximum":
        assert 1 not in seen
    if verdict.is_strict:
        assert 0 not in seen
    if verdict.reason.kind.value == "opposite_curves":
        for side, direction in (("rising", 1), ("falling", -1)):
            curve: Any = verdict.reason.parts[f"{side}_curve"]
            near = [coordinate.subs(t, Rational(1, 10**4)) for coordinate in curve]
            assert direction * f.subs(dict(zip((x, y), near, strict=True))).evalf(30) > 0


@settings(max_examples=15, deadline=None)
@given(squares, higher_terms)
@pytest.mark.slow
def test_the_kind_follows_its_function(square: Expr, terms: dict[tuple[int, int], int]) -> None:
    f = square + polynomial(terms)
    verdict = classify(f)
    swapped = {"minimum": "maximum", "maximum": "minimum"}
    if diff(f, x) != 0 or diff(f, y) != 0:
        negative = classify(-f)
        assert negative.kind == swapped.get(verdict.kind, verdict.kind)
        assert negative.is_strict == verdict.is_strict
    mirrored = classify(f.xreplace({x: y, y: x}))
    assert (mirrored.kind, mirrored.is_strict) == (verdict.kind, verdict.is_strict)
    sheared = classify(f.xreplace({x: x + y}))
    assert "undecided" in {sheared.kind, verdict.kind} or sheared.kind == verdict.kind


@settings(max_examples=12, deadline=None)
@given(
    st.sampled_from([(1, 1), (-1, -1), (1, -1)]),
    st.tuples(*[st.integers(-2, 2)] * 4).filter(lambda m: m[0] * m[3] != m[1] * m[2]),
    higher_terms,
)
@pytest.mark.slow
def test_a_planted_quadratic_form_decides(
    signs: tuple[int, int], matrix: tuple[int, ...], terms: dict[tuple[int, int], int]
) -> None:
    p, q, r, s = matrix
    f = signs[0] * (p * x + q * y) ** 2 + signs[1] * (r * x + s * y) ** 2 + polynomial(terms)
    expected = {(1, 1): "minimum", (-1, -1): "maximum", (1, -1): "saddle"}[signs]
    assert classify(f).kind == expected
    assert classify(log(1 + f**2) + sin(f)).kind == expected


@pytest.mark.parametrize(
    "f",
    [
        (y**2 - x**2) ** 2 + x**6,
        (x - y) ** 4 + x**6,
        (x**2 - 2 * y**2) ** 2 + x**8,
        (y**2 - x**3) ** 2 + x**8,
    ],
)
def test_lowest_terms_that_vanish_on_a_curve_do_not_decide_alone(f: Expr) -> None:
    # Each is a sum of two squares that are 0 together only at the origin.
    verdict = classify(f)
    assert (verdict.kind, verdict.is_strict) == ("minimum", True)
    assert verdict.reason.kind.value == "lowest_and_next_terms"


def test_beyond_the_squares_the_lowest_terms_may_not_decide_alone() -> None:
    verdict = classify(z**2 + (y - x) ** 4 + x**6, (x, y, z))
    assert (verdict.kind, verdict.reason.kind.value) == ("minimum", "squares_and_higher_terms")
    verdict = classify(z**2 + x**4 + y**4, (x, y, z))
    assert (verdict.kind, verdict.reason.kind.value) == ("minimum", "squares_and_lowest_terms")


@pytest.mark.parametrize(
    "f",
    [
        x**4 + y**4 + z**4 - x**2 * y**2,  # x²y² ≤ (x⁴ + y⁴)/2
        x**4 + y**4 + z**4 + x**3 * y,  # |x³y| ≤ (3x⁴ + y⁴)/4
        x**4 + y**6 + z**2 * (1 + x),
    ],
)
def test_definite_forms_of_three_variables(f: Expr) -> None:
    verdict = classify(f, (x, y, z))
    assert (verdict.kind, verdict.is_strict) == ("minimum", True)


def test_forms_of_three_variables_that_means_do_not_settle_are_left_open() -> None:
    # (x² - y²)² + z⁴ vanishes for x = y, z = 0.
    f = x**4 - 2 * x**2 * y**2 + y**4 + z**4
    assert classify(f, (x, y, z)).kind == "undecided"


@pytest.mark.parametrize(("power", "kind"), [(100, "minimum"), (101, "saddle")])
def test_high_powers_of_one_variable(power: int, kind: str) -> None:
    assert classify(x**power, (x,)).kind == kind


@pytest.mark.slow
def test_a_minimum_on_a_curve_of_zeros_is_not_strict() -> None:
    verdict = classify((y - sin(x)) ** 2)
    assert (verdict.kind, verdict.is_strict) == ("minimum", False)
    assert verdict.reason.parts["zeros"] == Eq(y - sin(x), 0)
    f = (x**2 + y**2 - 1) ** 2
    place = {x: Rational(3, 5), y: Rational(4, 5)}
    matrix = hessian_of(gradient(f, (x, y)), (x, y)).xreplace(place)
    on_circle = classify_critical(f, (x, y), tuple(place.values()), matrix)
    assert (on_circle.kind, on_circle.is_strict) == ("minimum", False)
    assert on_circle.reason.kind.value == "never_beyond_zeros"


@pytest.mark.parametrize("f", [x**2 + a**2 * y**4, a**2 * x**2 + y**2])
def test_squares_of_parameters_are_nowhere_negative(f: Expr) -> None:
    verdict = classify(f)
    assert (verdict.kind, verdict.is_strict) == ("minimum", None)  # for a = 0 not strict
    assert verdict.reason.kind.value == "never_beyond"


@pytest.mark.parametrize(
    ("request_text", "kind", "strict"),
    [
        # ±1 near P.
        ("f=x/|x| at=1", "minimum", False),
        ("f=(x^2-y^2)/|x^2-y^2| at=(2,1)", "minimum", False),
        # 1 + y², 1 - y² and 1 + y³ near P.
        ("f=sin(x)^2+cos(x)^2+y^2 at=(1,0)", "minimum", False),
        ("f=x/|x|-y^2 at=(1,0)", "maximum", False),
        ("f=x/|x|+y^3 at=(1,0)", "saddle", None),
    ],
)
def test_what_does_not_change_with_a_variable_near_the_point_has_its_kind(
    request_text: str, kind: str, strict: bool | None
) -> None:
    result = solve(request_text)
    assert (result.critical_kind, result.is_strict) == (kind, strict)
