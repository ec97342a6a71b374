from __future__ import annotations

from fractions import Fraction

import pytest
from sympy import Rational, sqrt

from grad_magic.errors import RequestSyntaxError
from grad_magic.presets import Asked
from grad_magic.reading.sentences import read_said
from grad_magic.result import Result, solve

_GRADIENT, _RATE = (Asked.GRADIENT,), (Asked.RATE,)
_LARGEST, _SMALLEST = (Asked.MAX_RATE, Asked.ASCENT), (Asked.MIN_RATE, Asked.DESCENT)


@pytest.mark.parametrize(
    ("said", "request_text", "questions"),
    [
        # Parts, one behind the other.
        (
            (
                r"If $f(x,y,z)=xe^{yz}$, (a) find the gradient of $f$ and (b) find the directional"
                r" derivative of $f$ at $(2,0,1)$ in the direction of"
                r" $\mathbf v=2\,\mathbf i-\mathbf j+2\,\mathbf k$."
            ),
            "f(x,y,z)=$xe^{yz}$ at=(2,0,1) dir=2i-j+2k",
            _GRADIENT + _RATE,
        ),
        (
            (
                r"设 $f(x,y)=x^2+xy$，求：(1) $f$ 在点"
                r" $(1,2)$ 处的梯度；(2) $f$ 在点 $(1,2)$ 处沿方向"
                r" $\boldsymbol l=(3,4)$ 的方向导数；(3) $f$ 在点 $(1,2)$ 处的最大方向导数。"
            ),
            "f(x,y)=x^2+xy at=(1,2) dir=(3,4)",
            _GRADIENT + _RATE + _LARGEST,
        ),
        # Two things that one verb asks for.
        (
            r"设 $f(x)=\ln(x+1)$，求 $f'(x)$、$f'(3)$ 以及曲线 $y=f(x)$ 在 $x=3$ 处的切线方程。",
            r"f(x)=$\ln(x+1)$ at=(3)",
            (*_GRADIENT, Asked.GRAPH_TANGENT),
        ),
        (
            (
                "Let f(x,y)=x^2-y^2 and P=(2,1). Find the gradient at P, the maximum rate of change"
                " at P, and the direction in which it occurs."
            ),
            "f(x,y)=x^2-y^2 at=(2,1)",
            _GRADIENT + _LARGEST,
        ),
        # Points and vectors that are told apart from the question.
        (
            (
                r"Let $f(x,y)=xy$ and let $\mathbf"
                r" u=\cos\theta\,\mathbf i+\sin\theta\,\mathbf j$ with"
                r" $\theta=\dfrac{5\pi}6$. Find the directional derivative $D_{\mathbf u}f(x,y)$."
                r" What is $D_{\mathbf u}f(1,-1)$?"
            ),
            "f(x,y)=xy angle=5π/6 at=(1,-1)",
            _RATE,
        ),
        (
            (
                r"(a) Find the gradient of $f$. (b) Evaluate"
                r" the gradient at the point $P$. (c) Find"
                r" the rate of change of $f$ at $P$ in the direction of the vector $\mathbf u$."
                r" $f(x,y)=x^2\ln y$, $P(3,1)$,"
                r" $\mathbf u=-\frac{5}{13}\mathbf i+\frac{12}{13}\mathbf j$"
            ),
            r"f(x,y)=$x^2\ln y$ at=(3,1) dir=-(5/13)i+(12/13)j",
            _GRADIENT + _RATE,
        ),
        (
            (
                r"Let $f(x,y,z)=xy+yz$, $P(1,-1,3)$ and"
                r" $Q(2,4,5)$. Find the directional derivative of"
                r" $f$ at $P$ in the direction of $\overrightarrow{PQ}$."
            ),
            "f(x,y,z)=xy+yz at=(1,-1,3) to=(2,4,5)",
            _RATE,
        ),
        (
            (
                r"已知函数 $f(x,y)=x^2+2xy$，点 $P(1,2)$，向量"
                r" $\boldsymbol l=(3,4)$，求 $f$ 在点 $P$"
                r" 处的梯度以及沿 $\boldsymbol l$ 方向的方向导数。"
            ),
            "f(x,y)=x^2+2xy at=(1,2) dir=(3,4)",
            _GRADIENT + _RATE,
        ),
        # What another question has answered, and the units.
        (
            (
                r"The temperature at a point $(x,y)$ of a metal"
                r" plate is $T(x,y)=\dfrac{60}{1+x^2+y^2}$,"
                r" where $T$ is measured in degrees Celsius"
                r" and $x$, $y$ in meters. In which direction"
                r" does the temperature increase fastest at"
                r" the point $(2,1)$? What is the maximum rate"
                r" of increase?"
            ),
            r"T(x,y)=$\dfrac{60}{1+x^2+y^2}$ at=(2,1)",
            _LARGEST,
        ),
        (
            r"函数 $u=\dfrac{xy}{z}$ 在点 $P(1,2,1)$ 处沿哪个方向的方向导数最大？最大值是多少？",
            r"u=$\dfrac{xy}{z}$ at=(1,2,1)",
            _LARGEST,
        ),
        (
            (
                r"某个负样本的损失为 $L(a,b)=\ln(1+e^{a-b})$。求"
                r" $L$ 在点 $(2,1)$ 处的梯度。从该点出发，"
                r"沿哪个方向 $L$ 下降最快？沿此方向的方向导数是多少？"
            ),
            r"L(a,b)=$\ln(1+e^{a-b})$ at=(2,1)",
            _GRADIENT + _SMALLEST,
        ),
        (
            (
                "In which direction does f(x,y)=x^2y increase fastest at (1,2)?"
                " What is the minimum rate of change?"
            ),
            "f(x,y)=x^2y at=(1,2)",
            _LARGEST + _SMALLEST,
        ),
        # Whether derivatives exist, and f is differentiable.
        (
            (
                r"Let $f(x,y)=\sqrt{x^2+4y^2}$. Do $f_x(0,0)$ and $f_y(0,0)$ exist? Does $f$ have a"
                r" derivative at the origin in the direction of $\langle 3,2\rangle$?"
            ),
            "f(x,y)=√(x^2+4y^2) at=(0,0) dir=( 3,2)",
            _GRADIENT + _RATE,
        ),
        (
            (
                "Let f(x,y)=cbrt(xy). Show that f_x(0,0) and f_y(0,0) both exist but f is not"
                " differentiable at (0,0)."
            ),
            "f(x,y)=cbrt(xy) at=(0,0)",
            (*_GRADIENT, Asked.DIFFERENTIABLE),
        ),
        (
            (
                "设 f(x,y)=√(2|xy|)。求 f 在点 (0,0) 处的偏导数以及沿方向 l=(1,2) 的方向导数，"
                "并讨论 f 在点 (0,0) 处是否可微。"
            ),
            "f(x,y)=√(2|xy|) at=(0,0) dir=(1,2)",
            (*_GRADIENT, *_RATE, Asked.DIFFERENTIABLE),
        ),
        (
            "证明函数 f(x,y)=√|xy| 在点 (0,0) 处偏导数存在但不可微。",
            "f(x,y)=√|xy| at=(0,0)",
            (*_GRADIENT, Asked.DIFFERENTIABLE),
        ),
        # Critical points that are given.
        (
            "验证 (5,15) 是函数 f(x,y)=x³+y²-6xy+15x 的驻点，并用二阶偏导数判断它是否为极值点。",
            "f(x,y)=x³+y²-6xy+15x at=(5,15) order=2",
            (*_GRADIENT, Asked.KIND),
        ),
        (
            (
                "Show that (1,1) is a critical point of"
                " f(x,y)=x^3+y^3-3xy and determine whether it is a"
                " local maximum, a local minimum or a saddle point."
            ),
            "f(x,y)=x^3+y^3-3xy at=(1,1) order=2",
            (*_GRADIENT, Asked.KIND),
        ),
        # The level curve, and a graph by its function's name.
        (
            (
                "If g(x,y)=x^2+y^2-4x, find the gradient"
                " vector ∇g(1,2) and use it to find the tangent"
                " line to the level curve g(x,y)=1 at the point (1,2)."
            ),
            "g(x,y)=x^2+y^2-4x at=(1,2)",
            (*_GRADIENT, Asked.LEVEL_TANGENT),
        ),
        (
            (
                "Let f(x,y)=x^2y. (i) Compute f_x and f_y."
                " (ii) Find the tangent plane to the graph of"
                " f at the point (1,1)."
            ),
            "f(x,y)=x^2y at=(1,1)",
            (*_GRADIENT, Asked.GRAPH_TANGENT),
        ),
        # z=f(x,y), of which both names are asked about.
        (
            r"设 $z=f(x,y)=x^2y$，求 $f_x(1,2)$，$f_y(1,2)$ 及 $\mathrm{d}z\big|_{(1,2)}$。",
            "f(x,y)=x^2y at=(1,2) differential=total",
            (),
        ),
    ],
)
def test_several_questions_are_all_asked(
    said: str, request_text: str, questions: tuple[Asked, ...]
) -> None:
    read = read_said(said)
    assert (read.request, read.questions) == (request_text, questions)


@pytest.mark.parametrize(
    "said",
    [
        # Two points, two directions, two functions.
        "Let f(x,y)=x^2y. Find the gradient at (1,2). Is f differentiable at (0,0)?",
        (
            "Let f(x,y)=xy. Find the derivative at (1,2) in"
            " the direction (3,4) and in direction (1,0)."
        ),
        "Find the gradient of f(x,y)=x^2y at (1,2) and of g(x,y)=x at (1,2).",
        "设f(x,y)=x²y，求f在点(1,2)处的梯度以及g在点(1,2)处的梯度。",
        # A point or vector of which nothing is asked, or that nobody tells.
        "Let f(x,y)=x^2y and P(1,2). Find the gradient of f.",
        "Let f(x,y)=x^2y and u=(3,4). Find the gradient of f at (1,2).",
        "Let f(x,y)=x^2y. Find the gradient at P and the rate at P in the direction of v.",
        # Conditions, and questions that nothing answers.
        "Let f(x,y)=xy. Find the gradient at (1,2) and the maximum of f on the circle x^2+y^2=2.",
        "Let f(x,y)=x^2y, where x and y are in D. Find the gradient of f and the extrema of f.",
        "The temperature of the boundary of a plate is T(x,y)=x^2y. Find ∇T and the maximum of T.",
        (
            "In which direction does f(x,y)=xy increase"
            " fastest at (1,2)? What is the value of f there?"
        ),
        "设f(x,y)=x²y，求f在点(1,2)处的梯度，并求f在条件x+y=1下的极值。",
        "设f(x,y)=x²y，求f在点(1,2)处沿方向l=(1,1)的方向导数，并求最大值。",
        "设f(x,y)=x²y，求f在点(1,2)处增加最快的方向，并求f的值。",
    ],
)
def test_a_question_that_is_not_known_whole_leaves_all_unread(said: str) -> None:
    with pytest.raises(RequestSyntaxError):
        read_said(said)


# ∇f = (2xy, x²) is (24, 9) at (3, 4); toward (1, 2) it goes along (-1, -1)/√2, along (1, 2)/√5 not.
@pytest.mark.parametrize(
    "said",
    [
        "Let f(x,y)=x²y, P(1,2) and Q(3,4). Find D_u f at Q in the direction of P.",
        "Let f(x,y)=x²y, P=(1,2) and Q=(3,4). Find the rate of change of f at Q toward P.",
        "设f(x,y)=x²y，点P(1,2)，Q(3,4)。求f在点Q处沿指向P的方向导数。",
    ],
)
def test_in_the_direction_of_a_point_is_toward_it(said: str) -> None:
    result = solve(f"{said} plot=none")
    assert isinstance(result, Result)
    assert result.unit_direction is not None
    assert tuple(result.unit_direction) == (-sqrt(2) / 2, -sqrt(2) / 2)
    assert result.directional_derivative == -33 * sqrt(2) / 2


@pytest.mark.parametrize("named", ["and the vector A=(3,4)", "and v=(3,4)"])
def test_in_the_direction_of_a_vector_is_along_it(named: str) -> None:
    letter = "A" if "A" in named else "v"
    asked = f"Find the rate of change of f at P in the direction of {letter}."
    result = solve(f"Let f(x,y)=x²y, P(1,2) {named}. {asked} plot=none")
    assert isinstance(result, Result)
    assert result.directional_derivative == Rational(16, 5)


def test_a_worked_solution_answers_all_questions_of_a_problem() -> None:
    # ∇f = (2x + y, x) is (4, 1) at (1, 2), along (3, 4)/5 the rate is 16/5, and the largest √17.
    result = solve(
        "设 f(x,y)=x²+xy，求 (1) f 在点 (1,2)"
        " 处的梯度；(2) f 在点 (1,2) 处沿方向 l=(3,4) 的方向导数；"
        "(3) f 在点 (1,2) 处的最大方向导数。 steps=full lang=zh"
    )
    assert all(value in result.text for value in ("(4, 1)", "16/5", "√17"))


def test_many_questions_are_refused_in_bounded_time() -> None:
    # Each way to cut it into questions would be tried after each other: 2¹³ of them.
    many = "Let f(x,y)=xy. " + "Find the gradient of f at (1,2) and the " * 14
    with pytest.raises(RequestSyntaxError):
        read_said(many[:590])


def test_a_point_named_once_is_that_of_all_that_is_asked() -> None:
    # The rate at (0, 0) is asked; the formula of those elsewhere is not.
    at_once = (
        "设 $f(x,y)=\\sqrt{2|xy|}$。求 $f$ 在点 $(0,0)$ 处的偏导数以及沿方向"
        " $l=(1,2)$ 的方向导数。 steps=full lang=zh"
    )
    assert "∂f/∂l = " not in solve(at_once).text
    in_general = (
        "Let f(x,y)=x²-3xy and u=cosθ i+sinθ j with θ=π/2."
        " Find D_u f(x,y). What is D_u f(1,-1)? steps=full"
    )
    # ∂f/∂y = -3x.
    assert "D_u f = ∇f·u = -3x" in solve(in_general).text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sentence", "general", "there"),
    [
        # By hand: (σ(z) - y)(x, 1), at z = ln 3 where σ = 3/4.
        (
            (
                r"For an example with input $x$ and label $y$ the cross-entropy loss is $L(w,b)="
                r"-\bigl[y\ln\sigma(wx+b)+(1-y)\ln\bigl(1-\sigma(wx+b)\bigr)\bigr]$, where"
                r" $\sigma(z)=1/(1+e^{-z})$. Find $\nabla L$, and evaluate it at $w=0$, $b=\ln 3$"
                r" for the example $x=2$, $y=0$. style=stewart"
            ),
            "∇L(w, b) = ⟨x(σ(w·x + b) - y), σ(w·x + b) - y⟩",
            "For x = 2 and y = 0, at (0, ln(3)):",
        ),
        # σ(0) = 1/2: (1/2 - 1)·(1/4)·(2, 1).
        (
            (
                r"设单个神经元的平方损失为 $L(w,b)=\frac12\bigl(\sigma(wx+b)-y\bigr)^2$，其中"
                r" $\sigma(z)=\dfrac1{1+e^{-z}}$。求 $L$ 的梯度，并就样本 $x=2$，$y=1$ 求它"
                r"在 $w=1$，$b=-2$ 处的值。"
            ),
            "(σ(w·x + b) - y)σ(w·x + b)(1 - σ(w·x + b)))",
            "对 x = 2，y = 1，在点 (1, -2) 处：\ngrad L(1, -2) = (-1/4, -1/8)",
        ),
        # 2(2 + 2 - 1/2)(2, 1).
        (
            (
                "The loss of one example is L(w,b)=(wx+b-y)^2. Find the gradient of L at w=1, b=2"
                " for the sample x=2, y=1/2. style=stewart"
            ),
            "∇L(w, b) = ⟨2x(w·x + b - y), 2(w·x + b - y)⟩",
            "⟨14, 7⟩",
        ),
    ],
)
def test_the_gradient_for_a_sample_follows_that_in_letters(
    sentence: str, general: str, there: str
) -> None:
    in_letters, in_numbers = solve(f"{sentence} steps=full")
    assert general in in_letters.text
    assert there in in_numbers.text
    assert "rule" not in in_numbers.text


def test_numbers_are_told_for_letters_of_the_function_alone() -> None:
    said = "Let L(w,b)=(wx+b-y)^2. Find the gradient of L at (1,2) for the sample"
    assert read_said(f"{said} x=2, y=0").data == (("x", Fraction(2)), ("y", Fraction(0)))
    for unknown in ("q=2", "w=2"):
        with pytest.raises(RequestSyntaxError, match="not understood"):
            read_said(f"{said} {unknown}")


@pytest.mark.parametrize(
    ("said", "request_text"),
    [
        # Parts at several points.
        (
            r"Let $f(x,y)=|x|\,y$. Is $f$ differentiable (a) at $(0,0)$? (b) at $(0,1)$?",
            r"f(x,y)=$|x|\,y$ at=[(0,0), (0,1)]",
        ),
        (
            "Find the gradient of f(x,y)=x²y (a) at (1,2), (b) at (2,1) and (c) at (0,3).",
            "f(x,y)=x²y at=[(1,2), (2,1), (0,3)]",
        ),
        # The angle ahead, and the point behind its variables.
        (
            (
                r"Let $\theta=\dfrac{3\pi}4$. Find the directional derivative $D_{\mathbf u}f(x,y)$"
                r" of $f(x,y)=xy$ in the direction of"
                r" $\mathbf u=\cos\theta\,\mathbf i+\sin\theta\,\mathbf j$."
                r" What is $D_{\mathbf u}f\left(2,\dfrac\pi6\right)$?"
            ),
            "f(x,y)=xy angle=3π/4 at=(2,π/6)",
        ),
        (
            (
                "Find the directional derivative D_u f(x,y) of f(x,y)=xy in the direction of"
                " v=3i+4j at the point (y,x)=(1,2)."
            ),
            "f(x,y)=xy dir=3i+4j at=(y=1, x=2)",
        ),
        (
            (
                r"Show that $f(x,y)=xe^{xy}$ is differentiable at $(1,0)$ and find its"
                " linearization there. Then use it to approximate $f(1.1,-0.1)$."
            ),
            "f(x,y)=$xe^{xy}$ at=(1,0) to=(1.1,-0.1) differential=linear",
        ),
        (
            (
                "Find equations for the (a) tangent plane and (b) normal line at the point"
                " P_0(1,1,1) on the surface x²+y²+z²=3."
            ),
            "x²+y²+z²=3 at=(1,1,1)",
        ),
        (
            "Is there a direction u in which the rate of change of f(x,y)=xy at P(1,2) equals 2?",
            "f(x,y)=xy at=(1,2) rate=2",
        ),
        (
            (
                r"求 $z=x^2y$ 在点 $(1,1)$ 处沿方向 $l$ 的方向导数，"
                r"其中从 $x$ 轴正向到 $l$ 的转角为 $\dfrac\pi3$。"
            ),
            "z=x^2y at=(1,1) angle=π/3",
        ),
        (
            "求函数 $z=xy$ 当 $x=1,y=2,\\Delta x=0.15,\\Delta y=0.1$ 时的全微分。",
            "z=xy at=(1,2) to=(1+(0.15),2+(0.1)) differential=total",
        ),
        (
            (
                r"设变换 $\begin{cases}x=u^2-v^2,\\ y=2uv.\end{cases}$ 求它的雅可比行列式"
                r" $\dfrac{\partial(x,y)}{\partial(u,v)}$，并求它在点 $(u,v)=(1,2)$ 处的值。"
            ),
            "F=($u^2-v^2$, $2uv$) at=(u=1, v=2)",
        ),
        ("设 f(x,y)=|x|+y。(1) f_x(0,0) 与 f_y(0,0) 是否存在？", "f(x,y)=|x|+y at=(0,0)"),
        ("求 L(w,b)=(2w+b)² 的梯度及其在 (w,b)=(1,0) 处的值。", "L(w,b)=(2w+b)² at=(w=1, b=0)"),
    ],
)
def test_passages_of_books_are_read_anywhere(said: str, request_text: str) -> None:
    assert read_said(said).request == request_text


@pytest.mark.parametrize(
    "said",
    [
        "Let f(x,y)=x²y. Is f differentiable (a) at (0,0)? (b) not at (0,1)?",
        "Let f(x,y)=x²y. Find the gradient (a) at (1,2) (b) at (2,1) in the direction (3,4).",
        r"Let $\theta=\pi/4$. Find the directional derivative of $f(x,y)=xy$ at (1,2) along i.",
        (
            "Show that f(x,y)=xy is differentiable at (3,0) and find its linearization there."
            " Then use it to approximate g(3.1,-0.04)."
        ),
        # Words before 函数 that are no kind of function.
        "求反函数 f(x,y)=x²+y² 的极值",
        "求单位圆内函数 f(x,y)=x²+y² 的极值",
        "求一半函数 f(x,y)=x²+y² 在点 (1,2) 处的梯度",
        "除原点外一金属板上的温度为 T(x,y)=x²y，求 T 在点 (1,1) 处的梯度。",
        "求 z=x²y 在点 (1,1) 处沿方向 l 的方向导数，其中从 y 轴正向到 l 的转角为 π/3。",
        "求 z=x²y 在点 (1,1) 处沿方向 l 的方向导数，其中从 x 轴正向到 m 的转角为 π/3。",
        r"设变换 $x=u^2-v^2$，$y=2uv$，求雅可比行列式 $\dfrac{\partial(y,x)}{\partial(u,v)}$。",
        "设 f(x,y)=xy。讨论 f 在点 (0,0) 处：(1) 偏导数是否存在；(2) 是否可微；(3) 是否连续。",
        "Let f(x,y)=x²y. (a) Find ∇f(1,2). (b) In which direction does f rise fastest at (2,1)?",
    ],
)
def test_a_passage_that_says_something_else_leaves_all_unread(said: str) -> None:
    with pytest.raises(RequestSyntaxError):
        read_said(said)


def test_a_question_without_a_label_goes_on_with_the_one_before_it() -> None:
    said = read_said(
        "Let V(x,y)=x²y. (a) Find the rate of change of V at P(1,2) in the direction of v=3i+4j."
        " (b) In which direction does V increase most rapidly at P, and what is the maximum rate?"
    )
    assert said.labels == (("(a)", _RATE), ("(b)", _LARGEST))


@pytest.mark.slow
def test_a_determinant_that_is_asked_for_in_letters_is_told_in_letters() -> None:
    # det ((2u, -2v), (2v, 2u)) = 4(u² + v²), at (1, 2) 20.
    said = "求变换 x=u²-v², y=2uv 的雅可比矩阵与雅可比行列式，并求它们在点 (1,2) 处的值。"
    told = solve(f"{said} steps=full lang=zh").text
    assert "= 4u² + 4v²" in told
    assert "= 20" in told


@pytest.mark.slow
@pytest.mark.parametrize(
    ("said", "differential", "increment"),
    [
        # 1.1²·1.8 - 2 beside 4·0.1 - 0.2; 0.8/2.1 - 1/2 = -5/42; 2.2·0.9 - 2; e^{1.265} - e.
        ("z=x²y 当 x=1,y=2,Δx=0.1,Δy=-0.2", "= 0.2 ", "Δz = 2.178 - 2 = 0.178"),
        ("z=y/x 当 x=2,y=1,Δx=0.1,Δy=-0.2", "= -0.125 ", "Δz = -5/42 ≈ -0.119"),
        ("z=xy 当 x=2,y=1,Δx=0.2,Δy=-0.1", "= 0 ", "Δz = 1.98 - 2 = -0.02"),
        ("z=e^(xy) 当 x=1,y=1,Δx=0.15,Δy=0.1", "= 0.25e ≈ 0.6796 ", "Δz = e^(1.265) - e ≈ 0.8248"),
    ],
)
def test_the_increment_stands_beside_the_differential(
    said: str, differential: str, increment: str
) -> None:
    told = solve(f"求函数 {said} 时的全增量和全微分。 steps=full lang=zh style=tongji").text
    assert increment in told
    assert differential in told


def test_the_increment_is_compared_with_the_differential() -> None:
    # 5·1.05² + 2.1² - 9 beside 10·0.05 + 4·0.1.
    asked = "(x,y) changes from (1,2) to (1.05,2.1), compare the values of Δz and dz."
    told = solve(f"If z=5x²+y² and {asked} steps=full").text
    assert "Δz = 9.9225 - 9 = 0.9225" in told
    assert "= 0.9 " in told
    with pytest.raises(RequestSyntaxError):
        read_said("求函数 z=x²y 在点 (1,2) 处的全增量和全微分")
