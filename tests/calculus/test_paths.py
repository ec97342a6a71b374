from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal

import mpmath
import pytest
from sympy import Expr, Integer, Rational

from grad_magic import solve
from grad_magic.errors import MeaninglessRequestError
from grad_magic.findings import PathEnd
from grad_magic.solution import Path


def follow(request: str) -> Path:
    path = solve(request).solution.descent
    assert isinstance(path, Path)
    return path


def floats(point: tuple[Expr, ...]) -> list[float]:
    return [float(entry) for entry in point]


def test_descent_is_exact_while_the_numbers_are_short() -> None:
    # By hand: θ₁ ← (1 - 2η)θ₁ and θ₂ ← (1 + 2η)θ₂.
    path = follow("L=theta_1^2-theta_2^2 at=(1,1/1000) path=descent step_size=1/10 iterations=5")
    assert path.points == tuple(
        (Rational(8, 10) ** k, Rational(12, 10) ** k / 1000) for k in range(6)
    )
    assert path.values[5] == Rational(8, 10) ** 10 - (Rational(12, 10) ** 5 / 1000) ** 2
    assert path.end is PathEnd.COMPLETE


def test_the_value_at_an_irrational_start_is_exact() -> None:
    path = follow("f=(x^2-2)^2+y^2 at=(0,sqrt(2)) path=descent step_size=0.1 iterations=2")
    assert path.values[0] == 6


@pytest.mark.slow
def test_long_paths_go_on_in_decimals() -> None:
    path = follow("f=x^2+10*y^2 at=(1,1) path=descent step_size=0.09 iterations=300")
    # By hand: x ← 0.82x, y ← -0.8y.
    assert len(path.points) == 301
    assert floats(path.points[300]) == pytest.approx([0.82**300, 0.8**300], rel=1e-13)


def test_momentum_keeps_nine_tenths_of_its_velocity() -> None:
    # By hand for f = x², η = 1/10: v₁ = -1/5, x₁ = 4/5; v₂ = -9/50 - 4/25, x₂ = 23/50.
    path = follow("f=x^2 at=1 path=momentum iterations=2")
    assert path.points == ((1,), (Rational(4, 5),), (Rational(23, 50),))


def test_natural_descent_goes_along_the_natural_gradient() -> None:
    # In the metric F = H of f = x² + 3y² every step takes the same share of the way to 0.
    path = follow(
        "f=x^2+3y^2 at=(1,2) path=natural metric=[[2,0],[0,6]] step_size=1/2 iterations=3"
    )
    assert path.points == tuple((Rational(1, 2) ** k, 2 * Rational(1, 2) ** k) for k in range(4))


@pytest.mark.slow
@pytest.mark.parametrize(
    "f",
    ["exp(x)+exp(-x)+y^2", "ln(1+exp(-3x))+x^2/2+sin(y)", "sqrt(1+x^2+y^2)", "x^2*y^2+cos(x-y)"],
)
@pytest.mark.parametrize("method", ["descent", "momentum"])
def test_points_are_those_of_an_iteration_with_difference_quotients(f: str, method: str) -> None:
    answer = solve(f"f(x,y)={f} at=(1,1/2) path={method} step_size=0.05 iterations=20")
    path = answer.solution.descent
    assert path is not None
    share = 0.9 if method == "momentum" else 0.0
    with mpmath.workdps(60):
        point, velocity = [mpmath.mpf(1), mpmath.mpf("0.5")], [mpmath.mpf(0)] * 2

        def value(*numbers: mpmath.mpf) -> mpmath.mpf:
            place = dict(zip(answer.variables, map(_as_sympy, numbers), strict=True))
            return mpmath.mpf(answer.f.subs(place).evalf(60))

        for found, height in zip(path.points[1:], path.values[1:], strict=True):
            step = mpmath.mpf(10) ** -20
            slope = [
                (value(point[0] + step, point[1]) - value(point[0] - step, point[1])) / (2 * step),
                (value(point[0], point[1] + step) - value(point[0], point[1] - step)) / (2 * step),
            ]
            velocity = [
                mpmath.mpf(str(share)) * v - mpmath.mpf("0.05") * s
                for v, s in zip(velocity, slope, strict=True)
            ]
            point = [x + v for x, v in zip(point, velocity, strict=True)]
            assert floats(found) == pytest.approx([float(x) for x in point], abs=1e-13)
            assert float(height) == pytest.approx(float(value(*point)), abs=1e-13)


def _as_sympy(number: mpmath.mpf) -> Expr:
    return Rational(mpmath.nstr(number, 55))


@pytest.mark.parametrize(
    ("f", "start", "at_time"),
    [
        # Solved by separating the variables.
        ("x^2", "1", lambda t: [mpmath.exp(-2 * t)]),
        ("x^4", "1", lambda t: [1 / mpmath.sqrt(1 + 8 * t)]),
        ("x^2-y^2", "(1,1/100)", lambda t: [mpmath.exp(-2 * t), mpmath.exp(2 * t) / 100]),
        ("ln(x)", "2", lambda t: [mpmath.sqrt(4 - 2 * t)]),
        ("50*x^2+y^2/2", "(1,1)", lambda t: [mpmath.exp(-100 * t), mpmath.exp(-t)]),
    ],
)
def test_the_flow_is_the_solution_of_its_equation(f: str, start: str, at_time: object) -> None:
    path = follow(f"f={f} at={start} path=flow step_size=0.1 iterations=10 digits=7")
    assert path.end is PathEnd.COMPLETE
    for index, point in enumerate(path.points):
        exact = [float(entry) for entry in at_time(index / 10)]  # type: ignore[operator] # a function of the time
        assert floats(point) == pytest.approx(exact, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize(
    ("f", "start", "at_time"),
    [
        # With s = x - y and p = x + y: s′ = -4·10⁴s and p′ = -2p.
        (
            "10^4*(x-y)^2+(x+y)^2/2",
            "(1,0)",
            lambda t: [mpmath.exp(-2 * t) / 2, mpmath.exp(-2 * t) / 2],
        ),
        ("10^6*x^2+(y-1)^2", "(0,0)", lambda t: [0, 1 - mpmath.exp(-2 * t)]),
        # y′ = -y³, and x falls at once.
        ("10^5*x^2+y^4/4", "(1,1)", lambda t: [0, 1 / mpmath.sqrt(1 + 2 * t)]),
    ],
)
def test_the_flow_is_followed_through_a_narrow_valley(
    f: str, start: str, at_time: Callable[[float], list[mpmath.mpf]]
) -> None:
    path = follow(f"f={f} at={start} path=flow step_size=1 iterations=5")
    assert path.end is PathEnd.COMPLETE
    for time, point in enumerate(path.points[1:], 1):
        exact = [float(entry) for entry in at_time(time)]
        assert floats(point) == pytest.approx(exact, rel=1e-4, abs=1e-12)


@pytest.mark.slow
def test_the_flow_follows_the_curved_valley_of_rosenbrock() -> None:
    def slope(x: float, y: float) -> tuple[float, float]:
        return -2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)

    # The classical Runge-Kutta method in steps so short that their errors are below 10⁻⁹.
    x, y, step = 0.0, 0.0, 1e-4
    for _ in range(4_000):
        first = slope(x, y)
        second = slope(x - step / 2 * first[0], y - step / 2 * first[1])
        third = slope(x - step / 2 * second[0], y - step / 2 * second[1])
        fourth = slope(x - step * third[0], y - step * third[1])
        x, y = (
            place - step / 6 * (first[i] + 2 * second[i] + 2 * third[i] + fourth[i])
            for i, place in enumerate((x, y))
        )
    path = follow("f=(1-x)^2+100(y-x^2)^2 at=(0,0) path=flow step_size=0.1 iterations=4")
    assert path.end is PathEnd.COMPLETE
    assert floats(path.points[4]) == pytest.approx([x, y], rel=1e-5)


@pytest.mark.slow
@pytest.mark.parametrize("digits", [3, 4, 5])
@pytest.mark.parametrize(
    ("f", "start", "at_time"),
    [
        ("x^2", "1", lambda t: [mpmath.exp(-2 * t)]),
        ("x^2/2+y^2", "(3,-1)", lambda t: [3 * mpmath.exp(-t), -mpmath.exp(-2 * t)]),
        # x′ = -y, y′ = -x; y passes 0.
        (
            "x*y",
            "(1,1/3)",
            lambda t: [
                (2 * mpmath.exp(-t) + mpmath.exp(t)) / 3,
                (2 * mpmath.exp(-t) - mpmath.exp(t)) / 3,
            ],
        ),
        ("x^4", "1", lambda t: [1 / mpmath.sqrt(1 + 8 * t)]),
        ("x^2+5*y^2", "(1,1)", lambda t: [mpmath.exp(-2 * t), mpmath.exp(-10 * t)]),
    ],
)
def test_the_flow_is_rounded_as_its_solution_is(
    f: str, start: str, at_time: Callable[[float], list[mpmath.mpf]], digits: int
) -> None:
    path = follow(f"f={f} at={start} path=flow step_size=1/2 iterations=16 digits={digits}")
    assert len(path.points) == 17
    for index, point in enumerate(path.points[1:], 1):
        for entry, exact in zip(point, at_time(index / 2), strict=True):
            # Where not so many digits are certain fewer are there.
            certain = len(Decimal(repr(float(entry))).normalize().as_tuple().digits)
            shown = min(digits, certain) - 1
            assert f"{float(entry):.{shown}e}" == f"{float(exact):.{shown}e}"


@pytest.mark.parametrize(
    ("request_", "end", "count"),
    [
        ("f=x^2+y^2 at=(0,0) path=descent", PathEnd.AT_REST, 0),
        ("f=x^2 at=1 path=descent step_size=1/2", PathEnd.AT_REST, 1),
        # ∇f = 0 at points that decimals miss, and there from a saddle errors would grow.
        ("f=sin(x)+y^2 at=(pi/2,0) path=flow", PathEnd.AT_REST, 0),
        ("f=(x^2-2)^2-y^2 at=(sqrt(2),0) path=momentum", PathEnd.AT_REST, 0),
        ("f=(x^2-2)^2-(y-sqrt(2))^2 at=(sqrt(2),sqrt(2)) path=descent", PathEnd.AT_REST, 0),
        # 1, 0.9, …, 0.1, 0: there |x| has a corner.
        ("f=abs(x)+y^2 at=(1,2) path=descent", PathEnd.NO_GRADIENT, 10),
        ("f=abs(x)+y^2 at=(0,2) path=descent", PathEnd.NO_GRADIENT, 0),
        # 1, 0.7, 19/70, and the next one is negative.
        ("f=ln(x)+y at=(1,1) path=descent step_size=0.3", PathEnd.LEFT_DOMAIN, 2),
        ("f=x^4 at=2 path=descent step_size=1", PathEnd.UNBOUNDED, 3),
        # The next point is -10^(4344), where f has a value that is too small for any use.
        ("f=exp(1000x) at=10 path=descent", PathEnd.UNBOUNDED, 0),
        # f at the next point, 10^9, has more digits than can be written.
        ("f=-exp(exp(x)) at=3 path=descent", PathEnd.UNCERTAIN, 0),
        # Exact coordinates of many digits are no reason to end: f is a polynomial.
        ("f=x^200*y at=(1,1) path=descent step_size=0.01 iterations=3", PathEnd.COMPLETE, 3),
        # x′ = 4x³ from 1 is infinite at t = 1/8.
        ("f=-x^4 at=1 path=flow", PathEnd.UNCERTAIN, 1),
    ],
)
def test_a_path_ends_where_it_cannot_go_on(request_: str, end: PathEnd, count: int) -> None:
    path = follow(request_)
    assert path.end is end
    assert len(path.points) == count + 1


@pytest.mark.parametrize(
    ("request_", "last"),
    [
        # Each moves at constant speed until it comes to a corner: solved by hand.
        ("f=max(x,0) at=1 path=flow step_size=0.4", [0.2]),
        ("f=abs(x) at=1 path=flow step_size=0.3", [0.1]),
        ("f=abs(x-1)+abs(x+1) at=3 path=flow step_size=0.7", [1.6]),
        ("f=max(x+y,0)+max(x-y,0) at=(1,0) path=flow step_size=0.2", [0.2, 0]),
        ("f=max(x,y) at=(2,1) path=flow step_size=0.3", [1.1, 1]),
        ("f=abs(x)+abs(y) at=(1,0.35) path=flow step_size=0.1", [0.7, 0.05]),
        ("f=sqrt(x^2+y^2) at=(3,4) path=flow step_size=0.9", [0.3, 0.4]),
        ("f=floor(x)+x at=2.5 path=flow step_size=0.3", [2.2]),
    ],
)
def test_the_flow_ends_before_the_derivatives_break(request_: str, last: list[float]) -> None:
    path = follow(request_)
    assert path.end is PathEnd.SEAM
    assert floats(path.points[-1]) == pytest.approx(last, abs=1e-6)


@pytest.mark.parametrize(
    ("request_", "last"),
    [
        # x(t) = 0.3 - t, and 0.3 - 0.1 - 0.1 - 0.1 is no 0 in floats.
        ("f=x at=0.3 path=flow step_size=0.1 iterations=3", [0.0]),
        ("f=x-y at=(0.3,0.1) path=flow step_size=0.1 iterations=3", [0.0, 0.4]),
        # The distance from the tip falls at the rate 1, from 5.
        ("f=sqrt(x^2+y^2) at=(3,4) path=flow step_size=1 iterations=5", [0.0, 0.0]),
        ("f=|x-0.1| at=0.4 path=flow step_size=0.1 iterations=3", [0.1]),
    ],
)
def test_what_rounding_leaves_of_a_difference_is_no_value(request_: str, last: list[float]) -> None:
    points = solve(request_).path
    assert points is not None
    assert [float(entry) for entry in points[-1]] == pytest.approx(last, rel=1e-12, abs=0)


def test_what_is_small_by_nature_is_not_lost() -> None:
    # x(t) = e^(-t).
    points = solve("f=x^2/2 at=1 path=flow step_size=10 iterations=6").path
    assert points is not None
    assert float(points[-1][0]) == pytest.approx(float(mpmath.exp(-60)), rel=1e-4)


@pytest.mark.parametrize("f", ["sqrt(1+x^2)", "x*abs(x)", "x*abs(x)+x^2"])
def test_what_is_smooth_is_no_seam(f: str) -> None:
    # Roots and absolute values alone do not end a path.
    path = follow(f"f={f} at=1 path=flow step_size=0.1 iterations=20")
    assert path.end is PathEnd.COMPLETE


def test_a_seam_where_f_has_a_gradient_is_no_end() -> None:
    # x|x| has f′(0) = 0 and is at rest there.
    assert follow("f=x*abs(x) at=0 path=descent").end is PathEnd.AT_REST


def test_x_over_x_is_not_cancelled_on_the_way() -> None:
    # At x = 0 the function as typed has no value.
    path = follow("f=x*x/x*2 at=1 path=descent step_size=1/2")
    assert path.end is PathEnd.LEFT_DOMAIN
    assert path.points == ((1,),)


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ("f=x^2 path=descent", "a path needs a point to start from"),
        ("f=x^2 at=1 path=natural", "the natural gradient needs a metric"),
        ("f=x^2 at=1 path=descent step_size=0", "a step size is a positive number"),
        ("f=x^2 at=1 path=descent step_size=-1", "a step size is a positive number"),
        (
            "f=x^2 at=1 path=descent iterations=0",
            "iterations must be a whole number from 1 to 1000",
        ),
        ("f=x^2 at=1 path=descent iterations=1001", "iterations must be a whole number from"),
        ("f(x)=a*x^2 at=1 path=descent", "a path needs numbers, but a has no value"),
        ("f=(x,y) at=(1,2) path=descent", "f is vector-valued, so it has no gradient to follow"),
        ("f=x^2+y^2==1 at=(1,0) path=descent", "a path is one of a function"),
    ],
)
def test_what_is_no_path_is_refused(request_: str, message: str) -> None:
    with pytest.raises(MeaninglessRequestError, match=message):
        solve(request_)


def test_a_step_size_alone_asks_for_one_step_of_descent() -> None:
    assert follow("f=x^2 at=1 step_size=0.1").points == ((1,), (Rational(4, 5),))
    assert len(follow("f=x^2 at=1 iterations=3").points) == 4


def test_the_names_of_a_path_are_public() -> None:
    answer = solve("f=x^2 at=1 path=descent iterations=2")
    assert answer.path == ((1,), (Rational(4, 5),), (Rational(16, 25),))
    assert answer.path_values == (Integer(1), Rational(16, 25), Rational(256, 625))
    assert answer.to_dict()["path"][1] == [{"exact": "4/5", "decimal": 0.8}]
    assert solve("f=x^2 at=1").path is None


@pytest.mark.parametrize("path", ["descent step_size=0.03", "flow"])
def test_no_digit_hangs_on_the_precision_of_mpmath(path: str) -> None:
    with mpmath.workdps(4):
        followed = follow(f"f=x^2+10y^2 at=(5,1) path={path} iterations=30")
    # By hand: x ← 0.94x and y ← 0.4y; the flow is (5e^{-2t}, e^{-20t}) at t = 3.
    here = [5 * 0.94**30, 0.4**30] if path != "flow" else [5 * math.exp(-6), math.exp(-60)]
    assert floats(followed.points[-1]) == pytest.approx(here, rel=1e-5)
    height = here[0] ** 2 + 10 * here[1] ** 2
    assert float(followed.values[-1]) == pytest.approx(height, rel=1e-5)
