"""Functions told by their parts, and numbers for letters, in sentences."""

from __future__ import annotations

from dataclasses import replace

import mpmath
import pytest
from sympy import Expr, Matrix, Rational, cos, exp, log, simplify, sin, symbols

from grad_magic.errors import RequestSyntaxError
from grad_magic.reading.request import read_problem, read_request
from grad_magic.result import Result, solve

x, y, r, s, t, w, b = symbols("x y r s t w b", real=True)


@pytest.mark.parametrize(
    ("said", "composite"),
    [
        ("If z=x^2y+3xy^4, where x=sin 2t and y=cos t, find dz/dt when t=0.", None),
        (
            "Use the chain rule to find ∂z/∂s and ∂z/∂t if z=x^2-y, x=s+t, y=st.",
            (s + t) ** 2 - s * t,
        ),
        ("Chain rule: z=x^2 y, x=cos t, y=sin t, find dz/dt", cos(t) ** 2 * sin(t)),
        ("Find dw/dt if w=xy+z, x=cos t, y=sin t, z=t at t=0", cos(t) * sin(t) + t),
        (
            "Let $w=x^2+y^2$ where $x=r\\cos\\theta$ and $y=3r$. Find ∂w/∂r.",
            (r * cos(symbols("theta", real=True))) ** 2 + 9 * r**2,
        ),
        (r"设 $z=u^2\ln v$，$u=\dfrac xy$，$v=3x-2y$，求 $\dfrac{\partial z}{\partial x}$。", None),
        (
            "设 $z=uv+\\sin t$，而 $u=t^2$，$v=\\cos t$，求全导数 $\\dfrac{dz}{dt}$.",
            t**2 * cos(t) + sin(t),
        ),
        ("用链式法则求dz/dt，其中z=x^2y，x=cos t，y=sin t.", cos(t) ** 2 * sin(t)),
        ("Find dw/dt|_{t=0} by the chain rule if w=xy, x=cos t, y=2t.", 2 * t * cos(t)),
        (
            (
                "设 $u=\\dfrac{e^{ax}(y-z)}{a^2+1}$，而 $y=a\\sin x$，$z=\\cos x$，"
                "求 $\\dfrac{du}{dx}$."
            ),
            # 同济 9.4: a is a constant.
            exp(symbols("a", real=True) * x)
            * (symbols("a", real=True) * sin(x) - cos(x))
            / (symbols("a", real=True) ** 2 + 1),
        ),
        (
            (
                "某神经元的输出为 $a=z^2$，其中 $z=wx$，损失为 $L=a-y$，"
                "求 $\\frac{\\partial L}{\\partial w}$."
            ),
            (w * x) ** 2 - y,
        ),
        # The variables of a header are told too, and those of f where u is asked about.
        ("Let f(x,y,z)=xyz with x=t, y=t^2, z=t^3. Find df/dt at t=1.", t**6),
        (
            "设 $u=f(x,y,z)=x+y+z^2$，而 $z=x^2\\sin y$，求 $\\frac{\\partial u}{\\partial x}$.",
            x + y + x**4 * sin(y) ** 2,
        ),
    ],
)
def test_inner_functions_are_put_into_the_outer_one(said: str, composite: Expr | None) -> None:
    f = read_problem(said).f
    if composite is None and "u" in said:
        composite = x**2 / y**2 * log(3 * x - 2 * y)
    elif composite is None:
        composite = sin(2 * t) ** 2 * cos(t) + 3 * sin(2 * t) * cos(t) ** 4
    assert simplify(f - composite) == 0


def _sigmoid(z: float) -> mpmath.mpf:
    return 1 / (1 + mpmath.exp(-mpmath.mpf(z)))


def test_a_neuron_told_by_its_parts_has_its_gradient_for_the_example() -> None:
    said = (
        r"A neuron computes $\hat y=\sigma(w_1x_1+w_2x_2+b)$ and the loss is "
        r"$L=\frac12(\hat y-y)^2$. For $x_1=1$, $x_2=2$, $y=1$ compute $\partial L/\partial w_1$, "
        r"$\partial L/\partial w_2$ and $\partial L/\partial b$ at $w_1=w_2=b=0$."
    )
    _, at_numbers = solve(said)
    # (ŷ - y) ŷ (1 - ŷ) (x₁, x₂, 1) with ŷ = σ(0) = 1/2.
    assert at_numbers.gradient_at == Matrix([-1, -2, -1]) / 8


def test_a_network_of_two_layers_has_the_gradient_of_differences() -> None:
    said = (
        "Let h=tanh(w_1 x+b_1), p=σ(w_2 h+b_2) and L=-ln p. For x=2 find ∂L/∂w_1, ∂L/∂b_1, "
        "∂L/∂w_2 and ∂L/∂b_2 at w_1=0.5, b_1=-1, w_2=1, b_2=0."
    )
    results = solve(said)
    result = results[-1] if isinstance(results, tuple) else results
    assert result.gradient_at is not None

    def loss(w_1: float, b_1: float, w_2: float, b_2: float) -> mpmath.mpf:
        hidden = mpmath.tanh(mpmath.mpf(w_1) * 2 + b_1)
        return -mpmath.log(_sigmoid(w_2 * hidden + b_2))

    at = (mpmath.mpf("0.5"), mpmath.mpf(-1), mpmath.mpf(1), mpmath.mpf(0))
    for index, component in enumerate(result.gradient_at):
        order = tuple(int(index == k) for k in range(4))
        expected = mpmath.diff(loss, at, order)
        assert abs(mpmath.mpf(component.evalf(20)) - expected) < 1e-10


@pytest.mark.parametrize(
    "said",
    [
        "Let L(w,b)=(wx+b-y)^2 with x=2, y=1. Compute the gradient of L at w=1, b=0.",
        "For x=2 and y=1, find the gradient of L(w,b)=(wx+b-y)^2 at w=1, b=0.",
        "Find the gradient of L(w,b)=(wx+b-y)^2 at (1,0) for x=2, y=1.",
        "Given x=2, y=1 and L(w,b)=(wx+b-y)^2, find ∇L at (w,b)=(1,0).",
        "Let z=wx+b and L=(z-y)^2. For x=2, y=1 find ∂L/∂w and ∂L/∂b at w=1, b=0.",
        "设 z=wx+b, L=(z-y)^2, x=2, y=1. 求 ∂L/∂w 和 ∂L/∂b 在 w=1,b=0 处的值.",
    ],
)
def test_numbers_of_letters_that_are_no_variables_are_data(said: str) -> None:
    # 2(wx + b - y)(x, 1) with wx + b - y = 1.
    found = solve(said)
    results = found if isinstance(found, tuple) else (found,)
    assert isinstance(results[-1], Result)
    assert results[-1].gradient_at == Matrix([4, 2])
    assert tuple(map(str, results[-1].problem.variables)) == ("w", "b")


@pytest.mark.parametrize(
    "said",
    [
        # What y is of t is not told; the number is that of a variable.
        "Find dz/dt if z=x^2 y, x=cos t",
        "Find ∂z/∂x of z=x^2 y for x=1",
        # The derivative for a fixed y, or along the curve?
        "If z=x^2+y^2 and y=x^2, find ∂z/∂x.",
        # Which function is meant is open.
        "Let u=x+y, f=u^2 and g=u^3. Find ∂f/∂x.",
    ],
)
def test_what_is_told_in_part_is_not_read(said: str) -> None:
    with pytest.raises(RequestSyntaxError):
        read_request(said)


@pytest.mark.parametrize(
    "said",
    [
        "Find the tangent plane to z=x^2+y^2 at x=1, y=2.",
        "Find the gradient of f=x^2+y^2 at x=1, y=2",
        "If z=x^2+y^2, find ∂z/∂x and ∂z/∂y when x=1 and y=2.",
        "gradient of z=x^2+y^2 at x=1 y=2",
    ],
)
def test_coordinates_of_a_point_are_no_data(said: str) -> None:
    problem = read_problem(said)
    assert problem.point == (1, 2)
    assert problem.f == x**2 + y**2


@pytest.mark.parametrize(
    ("said", "variables", "value"),
    [
        ("If E=mc^2 and m=2, find dE/dc at c=3.", "c", 12),
        ("Let z=wx+b, a=z^2, find ∂a/∂w for w=1, x=2, b=0.", "wxb", 8),
        ("Let L(w)=(wx-y)^2 with x=2 and y=1. Find L'(3).", "w", 20),
    ],
)
def test_the_variables_are_those_of_the_derivatives(said: str, variables: str, value: int) -> None:
    found = solve(said)
    result = found[-1] if isinstance(found, tuple) else found
    assert "".join(map(str, result.problem.variables)) == variables
    assert result.partials_at is not None
    assert result.partials_at[0] == value


@pytest.mark.parametrize(
    "said",
    [
        "Let f(x)=ln(x+1). Find f'(3) and the tangent line to the curve y=f(x) at x=3.",
        "Find the directional derivative of g(u,v)=u^2 e^(-v) at (3,0), v=3i+4j",
    ],
)
def test_graphs_and_vectors_are_no_inner_functions(said: str) -> None:
    variables = read_problem(said).variables
    assert len(variables) == (1 if "ln" in said else 2)


@pytest.mark.parametrize(
    ("said", "rate"),
    [
        # Stewart 14.6: ∇z(60, 40) = (-0.6, -0.8).
        (
            (
                "Suppose you are climbing a hill whose shape is given by the equation "
                "$z=1000-0.005x^2-0.01y^2$, where $x$, $y$, and $z$ are measured in meters, and you"
                " are standing at a point with coordinates $(60,40,966)$. If you walk due south, "
                "will you start to ascend or descend? At what rate?"
            ),
            Rational(4, 5),
        ),
        (
            (
                "A hill has height $h(x,y)=200-x^2-2y^2$. At the point (1,2), find the rate of "
                "change if you walk due east."
            ),
            -2,
        ),
        (
            (
                "If you walk southwest from (1,2) on the hill z=200-x^2-2y^2, at what rate do you "
                "ascend or descend?"
            ),
            5 * 2 ** Rational(1, 2),
        ),
    ],
)
def test_hills_are_climbed_by_the_compass(said: str, rate: Expr) -> None:
    found = solve(said)
    assert isinstance(found, Result)
    assert simplify(found.directional_derivative - rate) == 0


@pytest.mark.parametrize(
    ("said", "request_text"),
    [
        (
            (
                "Locate all critical points of $f(x,y)=x^3+3xy^2$ and classify them by means of "
                "the Second Derivative Test."
            ),
            "f(x,y)=x^3+3xy^2 critical=all",
        ),
        (
            (
                "设 $f(x,y)=xy^2$，点 $P_0(1,2)$。问 $f(x,y)$ 在点 $P_0$ 处沿什么方向增加最快，"
                "沿什么方向减少最快？沿这些方向的变化率各是多少？"
            ),
            "f(x,y)=xy^2 at=(1,2)",
        ),
        (
            (
                "Let $G(u,v)=(u/v,uv)$, $v\\ne0$. Find the Jacobian matrix of $G$ and its "
                "determinant. Evaluate both at $(3,1)$."
            ),
            "G(u,v)=(u/v,uv) at=(3,1)",
        ),
        # What a model makes of its input changes nothing.
        (
            (
                "用模型 $\\hat y=wx+b$ 拟合样本 $x=2$，$y=1$，带正则项的平方损失为"
                " $L(w,b)=(2w+b-1)^2+w^2$。"
                "求 $\\nabla L(1,1)$。"
            ),
            "L(w,b)=(2w+b-1)^2+w^2 at=(1,1)",
        ),
    ],
)
def test_problems_of_books_are_read(said: str, request_text: str) -> None:
    assert read_problem(said) == replace(
        read_problem(request_text),
        presentation=read_problem(said).presentation,
        source=read_problem(said).source,
    )


def test_a_condition_of_a_case_stays() -> None:
    said = "Let f(x,y)={x sin(1/y), y ≠ 0; 0, y=0}. Is f differentiable at (0,0)?"
    assert read_problem(said).formula.operation == "piecewise"
