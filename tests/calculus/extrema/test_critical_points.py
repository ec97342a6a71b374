from __future__ import annotations

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import (
    Abs,
    And,
    Eq,
    Expr,
    Integer,
    Ne,
    Or,
    Rational,
    Symbol,
    acos,
    asin,
    cos,
    exp,
    log,
    pi,
    sin,
    sqrt,
    symbols,
)

import grad_magic
from grad_magic.calculus.derivatives import gradient
from grad_magic.calculus.extrema.critical_points import critical_points
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import from_sympy
from grad_magic.solution import CriticalPoint

x, y, z = symbols("x y z", real=True)
a, b = symbols("a b", real=True)

MINIMUM, MAXIMUM, SADDLE = "minimum", "maximum", "saddle"


def find(
    f: Expr, variables: tuple[Symbol, ...] = (x, y)
) -> tuple[tuple[CriticalPoint, ...], bool | None]:
    return critical_points(f, variables, compile_formula(from_sympy(f)))[:2]


@pytest.mark.parametrize(
    ("f", "points"),
    [
        # Stewart, Calculus, section 14.7, examples 3 and 6 and exercises.
        (x**4 + y**4 - 4 * x * y + 1,
         {(-1, -1): (-1, MINIMUM), (0, 0): (1, SADDLE), (1, 1): (-1, MINIMUM)}),
        (x**3 - 12 * x * y + 8 * y**3, {(0, 0): (0, SADDLE), (2, 1): (-8, MINIMUM)}),
        (exp(4 * y - x**2 - y**2), {(0, 2): (exp(4), MAXIMUM)}),
        (exp(x) * cos(y), {}),
        (x * y + 1 / x + 1 / y, {(1, 1): (3, MINIMUM)}),
        ((x**2 + y**2) * exp(y**2 - x**2),
         {(-1, 0): (exp(-1), SADDLE), (0, 0): (0, MINIMUM), (1, 0): (exp(-1), SADDLE)}),
        (-((x**2 - 1) ** 2) - (x**2 * y - x - 1) ** 2,
         {(-1, 0): (0, MAXIMUM), (1, 2): (0, MAXIMUM)}),
        # Marsden and Tromba, Vector Calculus, section 3.3.
        (log(x**2 + y**2 + 1), {(0, 0): (0, MINIMUM)}),
        ((x**2 + 2 * y**2) * exp(-(x**2) - y**2),
         {(-1, 0): (exp(-1), SADDLE), (0, -1): (2 * exp(-1), MAXIMUM), (0, 0): (0, MINIMUM),
          (0, 1): (2 * exp(-1), MAXIMUM), (1, 0): (exp(-1), SADDLE)}),
        # By hand.
        (x**3 - 3 * x * y**2, {(0, 0): (0, SADDLE)}),
        (x**3 + y**3 - 3 * x * y, {(0, 0): (0, SADDLE), (1, 1): (-1, MINIMUM)}),
        (x * y * (1 - x - y),
         {(0, 0): (0, SADDLE), (0, 1): (0, SADDLE),
          (Rational(1, 3), Rational(1, 3)): (Rational(1, 27), MAXIMUM), (1, 0): (0, SADDLE)}),
        (x * exp(-(x**2) - y**2),
         {(-sqrt(2) / 2, 0): (-sqrt(2) * exp(Rational(-1, 2)) / 2, MINIMUM),
          (sqrt(2) / 2, 0): (sqrt(2) * exp(Rational(-1, 2)) / 2, MAXIMUM)}),
        (1 / x + x * y - 8 / y, {(Rational(-1, 2), 4): (-6, MAXIMUM)}),
        (x + y - log(x * y), {(1, 1): (2, MINIMUM)}),
        (sqrt(9 - x**2 - y**2), {(0, 0): (3, MAXIMUM)}),
        (x * exp(y), {}),
        (x**2 + y**4, {(0, 0): (0, MINIMUM)}),
        (x**2 - 4 * x * y**2 + 3 * y**4, {(0, 0): (0, SADDLE)}),
    ],
)  # fmt: skip
def test_textbook_functions(f: Expr, points: dict[tuple[Expr, Expr], tuple[Expr, str]]) -> None:
    found, is_complete = find(f)
    assert is_complete is True
    assert {p.point: (p.value, p.kind) for p in found} == points
    assert [p.point for p in found] == list(points)


@pytest.mark.parametrize(
    ("f", "points"),
    [
        (x**2 + y**2 + z**2 - x * y - z, {(0, 0, Rational(1, 2)): MINIMUM}),
        (x * y + y * z + z * x, {(0, 0, 0): SADDLE}),
        (x**2 + y**2 + z**2 + x * y * z,
         {(-2, -2, -2): SADDLE, (-2, 2, 2): SADDLE, (0, 0, 0): MINIMUM,
          (2, -2, 2): SADDLE, (2, 2, -2): SADDLE}),
    ],
)  # fmt: skip
def test_functions_of_three_variables(f: Expr, points: dict[tuple[Expr, ...], str]) -> None:
    found, is_complete = find(f, (x, y, z))
    assert is_complete is True
    assert {p.point: p.kind for p in found} == points


def test_a_function_of_one_variable() -> None:
    found, is_complete = find(x**3 - 3 * x, (x,))
    assert is_complete is True
    assert [(p.point, p.value, p.kind) for p in found] == [
        ((-1,), 2, MAXIMUM),
        ((1,), -2, MINIMUM),
    ]


def test_curves_of_critical_points_keep_their_variable() -> None:
    found, is_complete = find(x**2 * y**2)
    assert is_complete is True
    assert {p.point for p in found} == {(0, y), (x, 0)}
    assert {(p.kind, p.is_strict, p.value) for p in found} == {(MINIMUM, False, 0)}
    along = {p.point: p.kind for p in find(x**2 * y)[0]}
    assert along == {(0, y): "undecided"}  # minima, maxima and a saddle


def test_periodic_functions_give_one_period_and_say_that_there_are_more() -> None:
    found, is_complete = find(sin(x) * sin(y))
    assert is_complete is False
    half = pi / 2
    assert {p.point: p.kind for p in found} == {
        (-half, -half): MAXIMUM,
        (-half, half): MINIMUM,
        (0, 0): SADDLE,
        (0, pi): SADDLE,
        (half, -half): MINIMUM,
        (half, half): MAXIMUM,
        (pi, 0): SADDLE,
        (pi, pi): SADDLE,
    }


@pytest.mark.parametrize(
    "f",
    [
        10 * x**2 * y - 5 * x**2 - 4 * y**2 - x**4 - 2 * y**4,  # roots of an irreducible cubic
        Abs(x) + y**2,
        sin(log(x)),  # infinitely many
        sin(x) * sin(pi * x),  # no common period
        x**2 + sin(y) * sin(sqrt(2) * y),
        Symbol("a", real=True) * x**2 + y**2,
    ],
)
def test_what_may_be_missing_is_said(f: Expr) -> None:
    assert find(f)[1] is None


def test_what_was_found_of_an_unsolved_system_is_given() -> None:
    # Stewart, section 14.7, example 4: the other five points have decimals only.
    found, _ = find(10 * x**2 * y - 5 * x**2 - 4 * y**2 - x**4 - 2 * y**4)
    assert [(p.point, p.kind) for p in found] == [((0, 0), MAXIMUM)]


def repetition(f: Expr, variables: tuple[Symbol, ...] = (x, y)) -> list[tuple[str, object]]:
    _, is_complete, found = critical_points(f, variables, compile_formula(from_sympy(f)))
    assert is_complete is False
    return [(part.kind.value, part.parts["period"]) for part in found]


@pytest.mark.parametrize(
    "f", [x + 2 * sin(x) + cos(y), x - sin(x) + cos(y), 2 * x + 4 * cos(x) + sin(y)]
)
def test_a_period_of_the_gradient_is_not_claimed_of_f(f: Expr) -> None:
    # f(x + 2π, y) = f(x, y) + 2π or + 4π.
    assert repetition(f) == [
        ("critical_places_repeat_in", 2 * pi),
        ("critical_points_repeat_in", 2 * pi),
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "period", "points"),
    [
        (cos(pi * x), 2, {0: MAXIMUM, 1: MINIMUM}),
        (sin(x / 2), 4 * pi, {-pi: MINIMUM, pi: MAXIMUM}),
        (sin(x) + cos(x), 2 * pi, {-3 * pi / 4: MINIMUM, pi / 4: MAXIMUM}),
        # By hand: f' = -2 sin x (2 cos x + 1).
        (cos(2 * x) + 2 * cos(x), 2 * pi,
         {-2 * pi / 3: MINIMUM, 0: MAXIMUM, 2 * pi / 3: MINIMUM, pi: MAXIMUM}),
        # f' = cos x + 2 cos 2x, that is 4c² + c - 2 = 0 for c = cos x.
        (sin(x) + sin(2 * x), 2 * pi,
         {-acos((-1 - sqrt(33)) / 8): MAXIMUM, -acos((-1 + sqrt(33)) / 8): MINIMUM,
          acos((-1 + sqrt(33)) / 8): MAXIMUM, acos((-1 - sqrt(33)) / 8): MINIMUM}),
    ],
)  # fmt: skip
def test_sines_and_cosines_of_one_variable(f: Expr, period: Expr, points: dict[Expr, str]) -> None:
    assert repetition(f, (x,)) == [("critical_points_repeat", period)]
    found = find(f, (x,))[0]
    assert {p.point[0].expand(): p.kind for p in found} == {
        Integer(0) + place.expand() if isinstance(place, Expr) else Integer(place): kind
        for place, kind in points.items()
    }


@pytest.mark.slow
def test_angles_that_are_added() -> None:
    # Stewart, section 14.7: sin x + sin y + sin(x + y).
    f = sin(x) + sin(y) + sin(x + y)
    assert repetition(f) == [("critical_points_repeat", 2 * pi)]
    third = pi / 3
    assert {p.point: (p.value, p.kind) for p in find(f)[0]} == {
        (-third, -third): (-3 * sqrt(3) / 2, MINIMUM),
        (third, third): (3 * sqrt(3) / 2, MAXIMUM),
        (pi, pi): (0, SADDLE),
    }


@pytest.mark.parametrize(
    ("f", "counts"),
    [
        # The area of a triangle on the unit circle is 2·sin x·sin y·sin(x + y), at most 3√3/4.
        (sin(x) * sin(y) * sin(x + y), (4, 4, 4)),
        (sin(x) * sin(y) * sin(x - y), (4, 4, 4)),
        # At x = y = kπ/3 with x + y + z = π: at most 1, at least -1/8, as for any triangle.
        (cos(x) * cos(y) * cos(x + y), (8, 4, 12)),
        # (cos 2x - cos 2y)/2 turned by 45°.
        (sin(x + y) * sin(x - y), (4, 4, 8)),
        (sin(2 * x + y) * cos(x), (2, 2, 4)),
    ],
)
@pytest.mark.slow
def test_products_of_sines_and_cosines(f: Expr, counts: tuple[int, int, int]) -> None:
    found, is_complete, repeats = critical_points(f, (x, y), compile_formula(from_sympy(f)))
    kinds: list[str] = [point.kind for point in found]
    assert tuple(map(kinds.count, (MINIMUM, MAXIMUM, SADDLE))) == counts
    assert sum(counts) == len(found)
    assert is_complete is False
    assert repeats
    # A torus has as many saddle points as extrema, where a monkey saddle counts twice.
    weights = {MINIMUM: 1, MAXIMUM: 1, SADDLE: -1}
    monkeys = sum(point.kind == SADDLE and second_derivatives_vanish(f, point) for point in found)
    assert sum(weights[kind] for kind in kinds) == monkeys
    for point in found:
        values = dict(zip((x, y), point.point, strict=True))
        assert all(-pi < value <= pi for value in point.point)
        assert all(abs(complex(slope.xreplace(values))) < 1e-12 for slope in gradient(f, (x, y)))


def second_derivatives_vanish(f: Expr, point: CriticalPoint) -> bool:
    values = dict(zip((x, y), point.point, strict=True))
    entries = [f.diff(u, v).xreplace(values) for u in (x, y) for v in (x, y)]
    return all(abs(complex(entry)) < 1e-12 for entry in entries)


@pytest.mark.parametrize(
    ("f", "points"),
    [
        (sqrt(x) + sqrt(1 - x), {Rational(1, 2): MAXIMUM}),
        (sqrt(x**2 + 1) - x / 2, {sqrt(3) / 3: MINIMUM}),
        (2**x - x, {-log(log(2)) / log(2): MINIMUM}),
        (asin(x) - 2 * x, {-sqrt(3) / 2: MAXIMUM, sqrt(3) / 2: MINIMUM}),
        (x ** Rational(4, 3) - x, {Rational(27, 64): MINIMUM}),
    ],
)
def test_roots_and_exponentials_of_one_variable(f: Expr, points: dict[Expr, str]) -> None:
    assert {p.point[0]: p.kind for p in find(f, (x,))[0]} == points


def test_points_where_the_rules_fail_are_judged_by_limits() -> None:
    assert find(sqrt(x**2 + y**2)) == ((), True)  # not differentiable at its lowest point
    for f in (sqrt(x**4 + y**4), (x**2 + y**2) ** Rational(3, 2)):
        found, is_complete = find(f)
        assert is_complete is True
        assert [(p.point, p.kind, p.is_strict) for p in found] == [((0, 0), MINIMUM, True)]


def test_the_kind_along_curves() -> None:
    circle, is_complete = find((x**2 + y**2 - 1) ** 2)
    assert is_complete is True
    half = sqrt(1 - x**2)
    assert {p.point: (p.kind, p.is_strict) for p in circle} == {
        (0, 0): (MAXIMUM, True),
        (x, half): (MINIMUM, False),
        (x, -half): (MINIMUM, False),
    }
    assert [(p.point, p.kind) for p in find(x**3)[0]] == [((0, y), SADDLE)]
    along = find(exp(x + y) - x - y)[0]
    assert [(p.point, p.kind, p.is_strict) for p in along] == [((-y, y), MINIMUM, False)]
    axes = find(x * y * z, (x, y, z))[0]
    assert {(p.point, p.kind) for p in axes} == {
        ((x, 0, 0), SADDLE),
        ((0, y, 0), SADDLE),
        ((0, 0, z), SADDLE),
    }


coefficients = st.lists(st.integers(-3, 3), min_size=6, max_size=6)


@settings(max_examples=20, deadline=None)
@given(coefficients)
@pytest.mark.slow
def test_every_point_found_is_one(numbers: list[int]) -> None:
    a, b, c, d, e, g = numbers
    f = a * x**3 + b * x * y**2 + c * x**2 + d * x * y + e * y**2 + g * y + x
    found, _ = find(f)
    for point in found:
        values = dict(zip((x, y), point.point, strict=True))
        for partial in gradient(f, (x, y)):
            assert abs(partial.xreplace(values).evalf(30, subs={x: 2, y: 3})) < 1e-20


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.integers(-3, 3), min_size=5, max_size=5),
    st.tuples(st.integers(-3, 3), st.integers(-3, 3)),
)
@pytest.mark.slow
def test_a_planted_point_is_found(numbers: list[int], place: tuple[int, int]) -> None:
    a, b, c, d, e = numbers
    u, v = x - place[0], y - place[1]
    f = (a * u**2 + b * u * v + c * v**2 + d * u**3 + e * v**3).expand()
    found, is_complete = find(f)
    planted = tuple(map(Integer, place))
    if is_complete:
        assert any(_contains(p.point, planted) for p in found)


def _contains(point: tuple[Expr, ...], planted: tuple[Integer, ...]) -> bool:
    """Whether a point, or a curve of points, goes through the planted one."""
    values = dict(zip((x, y), planted, strict=True))
    return all((c.xreplace(values) - p).expand() == 0 for c, p in zip(point, planted, strict=True))


def answers(request: str) -> set[tuple[tuple[Expr, ...], Expr, str, Expr | None]]:
    found = grad_magic.solve(f"{request} critical=all").critical_points
    return {(p.point, p.value, p.kind, p.where) for p in found}


@pytest.mark.slow
def test_a_hessian_with_parameters_is_no_crash() -> None:
    # f′ = 3x² - a: for a > 0 a minimum on the right, for a = 0 a saddle at 0.
    root = sqrt(3) * sqrt(a) / 3
    assert answers("f(x,y)=x^3-a*x+y^2") == {
        ((-root, 0), 2 * sqrt(3) * a ** Rational(3, 2) / 9, SADDLE, a > 0),
        ((root, 0), -2 * sqrt(3) * a ** Rational(3, 2) / 9, MINIMUM, a > 0),
        ((0, 0), 0, SADDLE, Eq(a, 0)),
    }
    kinds = {(kind, where) for *_, kind, where in answers("f(x,y)=x*exp(-a*x^2-b*y^2)")}
    assert kinds == {
        (MINIMUM, And(a > 0, b > 0)),
        (MAXIMUM, And(a > 0, b > 0)),
        (SADDLE, And(a > 0, b < 0)),
    }


@pytest.mark.slow
def test_an_unknown_power_is_not_taken_for_one_that_is_never_zero() -> None:
    for request in ("f(x,y)=x^a+y^2", "f(x,y)=(x^2+y^2)^a", "f(x,y)=x^a*y^b"):
        assert grad_magic.solve(f"{request} critical=all").critical_points_complete is None


@pytest.mark.parametrize(
    ("request_", "points"),
    [
        ("f(x,y)=x^2*(y^2-2)*(y^2-3)",
         {((0, y), 0, MINIMUM, Or(y > sqrt(3), y < -sqrt(3), And(y < sqrt(2), y > -sqrt(2)))),
          ((0, y), 0, MAXIMUM,
           Or(And(y > sqrt(2), y < sqrt(3)), And(y > -sqrt(3), y < -sqrt(2)))),
          *(((0, s), 0, SADDLE, None) for s in (-sqrt(3), -sqrt(2), sqrt(2), sqrt(3)))}),
        ("f(x,y)=x^2*y*(y-10^-30)",
         {((0, y), 0, MINIMUM, Or(y < 0, y > Rational(1, 10**30))),
          ((0, y), 0, MAXIMUM, And(y > 0, y < Rational(1, 10**30))),
          ((0, 0), 0, SADDLE, None), ((0, Rational(1, 10**30)), 0, SADDLE, None)}),
        # f - f(0, y) = x²·y²·|…| and -x²·y²·…: one kind on the whole line.
        ("f(x,y)=x^2*(y-1)^2", {((0, y), 0, MINIMUM, None), ((x, 1), 0, MINIMUM, None)}),
    ],
)  # fmt: skip
def test_a_curve_is_cut_where_its_kind_changes(
    request_: str, points: set[tuple[tuple[Expr, ...], Expr, str, Expr | None]]
) -> None:
    assert answers(request_) == points


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_", "count"),
    [
        # Beside the line y = ±1, and 6 - 2x - 2x(6x - x²) = 0, which has three real zeros.
        ("f(x,y)=(6*x*y^2-x^2*y^2)*exp(-x^2-y^2)", 6),
        ("f(x,y)=(x^3+x+1)*y^2*exp(-x^2)", 0),
    ],
)
def test_no_point_of_a_curve_is_listed_once_more(request_: str, count: int) -> None:
    found = grad_magic.solve(f"{request_} critical=all").critical_points
    assert sum(p.is_approximate for p in found) == count
    assert not any(p.is_approximate and p.point[1] == 0 for p in found)


@pytest.mark.slow
def test_a_tiny_value_keeps_its_digits() -> None:
    # At the zero 9.0558942… of 18 - 3x - 18x² + 2x³ f is (9x² - x³)·e^(-x²).
    *_, last = grad_magic.solve("f(x,y)=(9x^2-x^3)*exp(-x^2-y^2) critical=all").critical_points
    with mpmath.workdps(40):
        place = mpmath.findroot(lambda t: 18 - 3 * t - 18 * t**2 + 2 * t**3, 9.05)
        value = (9 * place**2 - place**3) * mpmath.exp(-(place**2))
    assert abs(last.value / value - 1) < 1e-12
    assert last.value < 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_", "points"),
    [
        # f = 1/2 - (x - y)²/(2x² + 2y²), and likewise below.
        ("f(x,y)=x*y/(x^2+y^2)",
         {((y, y), Rational(1, 2), MAXIMUM, Ne(y, 0)),
          ((-y, y), -Rational(1, 2), MINIMUM, Ne(y, 0))}),
        # t + 1/t is at least 2 for t > 0, at most -2 for t < 0.
        ("f(x,y)=x/y+y/x",
         {((y, y), 2, MINIMUM, Ne(y, 0)), ((-y, y), -2, MAXIMUM, Ne(y, 0))}),
        ("f(x,y)=x^2*ln(y)",
         {((0, y), 0, MINIMUM, y > 1), ((0, y), 0, MAXIMUM, And(y > 0, y < 1)),
          ((0, 1), 0, SADDLE, None)}),
        ("f(x,y)=(x-y)^2*ln(x)",
         {((y, y), 0, MINIMUM, y > 1), ((y, y), 0, MAXIMUM, And(y > 0, y < 1)),
          ((1, 1), 0, SADDLE, None)}),
        ("f(x,y)=x^2/y", {((0, y), 0, MINIMUM, y > 0), ((0, y), 0, MAXIMUM, y < 0)}),
        ("f(x,y)=x^2*sqrt(y)", {((0, y), 0, MINIMUM, y > 0)}),
        ("f(x,y)=x^3/(y^2-1)",
         {((0, y), 0, SADDLE, And(Ne(y, 1), Ne(y, -1)))}),
        # The root is not smooth at the origin, where f is x² + terms of higher order.
        ("f(x,y)=x^2*(1+sqrt(x^2+y^2))",
         {((0, y), 0, MINIMUM, Ne(y, 0)), ((0, 0), 0, MINIMUM, None)}),
    ],
)  # fmt: skip
def test_curves_in_a_part_of_the_plane(
    request_: str, points: set[tuple[tuple[Expr, ...], Expr, str, Expr | None]]
) -> None:
    assert answers(request_) == points
    assert grad_magic.solve(f"{request_} critical=all").critical_points_complete is True


@pytest.mark.parametrize(
    ("request_", "points"),
    [
        # x - sin(x) = x³/6 - …, and e^x - 1 - x = x²/2 + …
        ("f(x)=cos(x)+x^2/2", {((0,), 1, MINIMUM, None)}),
        ("f(x)=exp(x)-x-x^2/2", {((0,), 1, SADDLE, None)}),
        ("f(x,y)=exp(x-1)-x-(x-1)^2/2+y^2", {((1, 0), 0, SADDLE, None)}),
    ],
)
def test_degenerate_points_with_simple_coordinates_are_found(
    request_: str, points: set[tuple[tuple[Expr, ...], Expr, str, Expr | None]]
) -> None:
    assert answers(request_) == points


@pytest.mark.parametrize(
    "request_",
    ["f(x,y)=sin(y/x)", "f(x)=(x-sin(x)+1)*(x-sin(x))", "f(x,y)=x^a+y^2", "f(x,y)=cbrt(x^2*y^2)"],
)
@pytest.mark.slow
def test_only_what_is_proved_is_said_not_to_exist(request_: str) -> None:
    solution = grad_magic.solve(f"{request_} critical=all")
    assert solution.critical_points_complete is None
    assert "There is no point" not in solution.text


# x^(4/3) is least at 0, x^(5/3) rises through it; f″ is infinite there.
@pytest.mark.parametrize(
    ("f", "kind", "is_strict"),
    [
        ("x^(4/3)+y^2", "minimum", True),
        ("-x^(4/3)-y^4", "maximum", True),
        ("x^(4/3)-y^2", "saddle", None),
        ("x^(5/3)+y^2", "saddle", None),
    ],
)
def test_infinite_second_derivatives_leave_no_kind_open(
    f: str, kind: str, is_strict: bool | None
) -> None:
    result = grad_magic.solve(f"f(x,y)={f} critical=all")
    (point,) = result.critical_points
    assert (point.point, point.kind, point.is_strict) == ((0, 0), kind, is_strict)
    assert result.critical_points_complete


def test_a_bound_beside_infinite_second_derivatives_is_told() -> None:
    # y^(4/3) + (x - y)^(4/3) leads at (0, 0), where y^(7/3) is small.
    result = grad_magic.solve("f(x,y)=y^(7/3)+y^(4/3)+(x-y)^(4/3) critical=all")
    (origin,) = (point for point in result.critical_points if point.point == (0, 0))
    assert (origin.kind, origin.is_strict) == ("minimum", True)
    assert "Near (0, 0)" in result.text
