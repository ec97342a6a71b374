"""Answers as students write them, judged: each verdict is worked out by hand."""

from __future__ import annotations

import pytest

from grad_magic.errors import GradMagicError, MeaninglessRequestError
from grad_magic.findings import CheckNote, Slip
from grad_magic.presets import Asked
from grad_magic.result import solve

# ∇f(P) = (4, 1), f(P) = 2, ‖∇f(P)‖ = √17; f_xx = 4, f_xy = 2, f_yy = 0.
PRODUCT = "f=x^2 y at=(1,2)"
# f_x = 3x² - 3, f_y = 2y: a minimum -2 at (1, 0), a saddle with value 2 at (-1, 0).
CUBIC = "f=x^3-3x+y^2 critical=all"
# A saddle at (0, 0), minima -2 at ±(1, 1).
QUARTIC = "f=x^4+y^4-4xy critical=all"
# A minimum -2 at 1, a maximum 2 at -1.
ONE = "f=x^3-3x critical=all"
LINE, CIRCLE, CROSS = (f"f={f} critical=all" for f in ("(x-y)^2", "(x^2+y^2-1)^2", "x^2y^2"))

RIGHT = {
    (PRODUCT, Asked.GRADIENT): [
        "f_x=4, f_y=1",
        "f_y = 1 and f_x = 4",
        "f_x(1,2)=4; f_y(1,2)=1",
        "f_x=2xy=4, f_y=x^2=1",
        "z_x=4, z_y=1",
        "f'_x=4, f'_y=1",
        "∂f/∂x=4, ∂f/∂y=1",
        "∂z/∂x = 4，∂z/∂y = 1",
        r"$\frac{\partial f}{\partial x}=4, \frac{\partial f}{\partial y}=1$",
        "$f_x=4$, $f_y=1$",
        "4, 1",
        "f=(4,1)",
        "the gradient is (4,1)",
        "gradient (4,1)",
        "grad f|_P=(4,1)",
        r"4\mathbf{i}+\mathbf{j}",
        "函数f在点P处的梯度为(4,1)",
        "(4, ≈1.0)",
        "f_x=4≈4.00, ∂f/∂y=1",
    ],
    (PRODUCT, Asked.MAX_RATE): [
        "max √17",
        "√17 at P",
        "‖∇f‖=√17",
        "|∇f(P)|=√17",
        "|grad f| = sqrt(17)",
        r"$\left\|\nabla f\right\|=\sqrt{17}$",
        r"\sqrt{17}",
        "≈ 4.12",
        "about 4.12",
        "√17 (≈4.12)",
        "约为4.12",
        "方向导数最大值√17",
        "最大变化率约为4.12",
        "√17 °C/m",
        "√17 degrees per meter",
        "the maximum rate of change is √17",
        "答：√17",
    ],
    (PRODUCT, Asked.ASCENT): ["direction (4,1)", "direction of (4,1)", "沿方向(4,1)"],
    ("f(x)=2K x/m at=1", Asked.RATE): ["2K/m"],
    ("f=x^2 at=3", Asked.GRAPH_TANGENT): ["k=6x-9"],
    (f"{PRODUCT} dir=(3,4)", Asked.RATE): [
        "D_u f = (4,1)·(3,4)/5 = 16/5",
        "D_u f = ∇f·u = 16/5",
        "D_u f = 2xy*3/5+x^2*4/5 = 16/5",
        r"D_{\mathbf{u}}f(1,2)=\frac{16}{5}",
        "所求方向导数为16/5",
    ],
    (PRODUCT, Asked.LEVEL_TANGENT): ["4x+y=4+2=6", "切线 4x+y-6=0", "the tangent line is 4x+y=6"],
    (PRODUCT, Asked.GRAPH_TANGENT): ["4x+y-4", "2+4(x-1)+(y-2)"],
    (f"{PRODUCT} dir=(3,4)", Asked.GRAPH_TANGENT): ["4x+y-4"],
    ("f(x,y)=ax²+by² at=(1,2)", Asked.GRAPH_TANGENT): ["a+4b+2a(x-1)+4b(y-2)"],
    ("f=√x at=4", Asked.GRAPH_TANGENT): ["2+(x-4)/4", "1+0.25x"],
    ("xyz=6 at=(1,2,3)", Asked.LEVEL_TANGENT): [
        "(6,3,2)·(x-1,y-2,z-3)=0",
        "(6,3,2)·(x,y,z)=18",
        "tangent: (x-1,y-2,z-3)·(6,3,2)=0",
    ],
    (PRODUCT, Asked.DIFFERENTIAL): [
        "dz=4dx+dy",
        "df = 4 dx + 1 dy",
        "dy + 4dx",
        "dz|(1,2)=4dx+dy",
        "dz=4Δx+Δy",
        "全微分 dz=4dx+dy",
        r"$dz=4\,dx+dy$",
    ],
    ("f=x^2 y", Asked.DIFFERENTIAL): ["dz=2xydx+x^2dy", "(2xy)dx + x² dy"],
    ("f=x^2 at=3", Asked.DIFFERENTIAL): ["dy=6dx"],
    ("f=x^2 at=3", Asked.RATE): [
        "dy/dx=6",
        "f'=6",
        "f_x=6",
        "f'(x)=2x=6",
        "k=6",
        "斜率6",
        r"\frac{dy}{dx}=6",
    ],
    (f"{PRODUCT} order=2", Asked.HESSIAN): [
        "[[4,2],[2,0]]",
        "f_xx=4, f_xy=2, f_yy=0",
        r"$\begin{pmatrix}4 & 2\\ 2 & 0\end{pmatrix}$",
        "∂²f/∂x²=4, ∂²f/∂x∂y=2, ∂²f/∂y²=0",
        "f''_xx=4, f''_{xy}=2, f″_yy=0",
        "the Hessian matrix is [[4,2],[2,0]]",
        "H_f(1,2)=[[4,2],[2,0]]",
    ],
    (f"{PRODUCT} order=2", Asked.HESSIAN_DETERMINANT): [
        "the Hessian determinant is -4",
        "Hessian determinant -4",
        "the determinant of the Hessian matrix is -4",
        "det(H_f)=-4",
        "the discriminant is D=-4",
        "黑塞行列式为-4",
    ],
    (f"{PRODUCT} order=2", Asked.PARTIALS): ["f''_{xy}(1,2)=2", r"$f''_{xx}(1,2)=4$"],
    ("f=x^2 sin x at=pi/2", Asked.RATE): [
        r"$f'(\frac{\pi}{2})=\pi$",
        r"$f'\left(\frac{\pi}{2}\right)=\pi$",
    ],
    ("f=x^2-y^2 at=(0,0)", Asked.GRADIENT): [
        "the tangent plane is horizontal",
        "horizontal tangent plane",
        "切平面水平",
    ],
    ("f=|x|+y at=(0,1) dir=(1,1)", Asked.GRAPH_TANGENT): ["切平面不存在", "tangent plane: DNE"],
    ("f=|x| at=0", Asked.RATE): [
        "不可导",
        "not differentiable",
        "f'(0) does not exist",
        "no derivative",
    ],
    ("f=|x|+y at=(0,1) dir=(1,0)", Asked.RATE): ["方向导数不存在", "D_u f does not exist"],
    ("f=x*exp(2*y) at=(1,0) dir=(1,-1)", Asked.RATE): [
        r"$-\frac{\sqrt2}{2}$",
        r"-1/\sqrt2",
        "decreases at a rate of √2/2",
        "f is decreasing at the rate 0.707",
        "it falls by 1/√2",
    ],
    ("f=x^2 y at=(1,2) dir=(3,4)", Asked.RATE): ["increases at a rate of 3.2", "rises at 16/5"],
    (PRODUCT, Asked.VALUE): ["the value of f is 2", "f(1,2) is 2"],
    ("f=sqrt(x^2+y^2) at=(0,0)", Asked.PARTIALS): [
        "neither f_x nor f_y exists",
        "the partial derivatives do not exist",
        "neither partial derivative exists",
    ],
    ("f=sqrt(x^2+y^2) at=(0,0)", Asked.DIFFERENTIABLE): [
        "f is not differentiable at the origin",
        "f is not differentiable there",
    ],
    ("f=sqrt(x^2+y^2) at=(0,0)", Asked.GRADIENT): ["there is no gradient"],
    ("f=sqrt(x^2+y^2) at=(0,0)", Asked.GRAPH_TANGENT): ["no tangent plane"],
    ("f=x+y critical=all", Asked.CRITICAL_POINTS): [
        "f has no critical points",
        "the function has no critical points",
    ],
    (QUARTIC, Asked.EXTREMA): ["the minimum value is -2", "loc. min -2 at (1,1) and (-1,-1)"],
    (ONE, Asked.CRITICAL_POINTS): [
        "(1,-1)",
        "±1",
        "x=±1",
        "x=1 or x=-1",
        "x=1或x=-1",
        "local min at x=1, local max at x=-1",
        "x=1 (min), x=-1 (max)",
        "min f(1)=-2, max f(-1)=2",
        "f(±1)=∓2",
        "极小值f(1)=-2，极大值f(-1)=2",
        "x=1处取极小值，x=-1处取极大值",
        "x=1时取得极小值-2，x=-1时取得极大值2",
        "驻点x=±1",
        "the critical points are x=1 and x=-1",
        "min -2 at 1, max 2 at -1",
    ],
    ("f=x^2-2x critical=all", Asked.CRITICAL_POINTS): ["(1,-1)", "x=1, y=-1"],
    (CUBIC, Asked.CRITICAL_POINTS): [
        "(±1,0)",
        "±(1,0)",
        "x=±1, y=0",
        "x=1,y=0 or x=-1,y=0",
        "(x,y)=(±1,0)",
        "f(1,0)=-2 min, f(-1,0)=2 saddle",
        "(1,0,-2) min, (-1,0,2) saddle",
        "local min -2 at (1,0), saddle point (-1,0)",
        "min=-2 at (1,0), saddle at (-1,0)",
        "local minima: (1,0); local maxima: none; saddle points: (-1,0)",
        "local min at (1,0), saddle at (-1,0), no local max",
        "local minimum at (1,0) with value -2, saddle at (-1,0)",
        "(1,0) (min), (-1,0) [saddle]",
        "(1,0) → min, (-1,0) → saddle",
        "The point (1,0) is a local minimum and (-1,0) is a saddle",
        "f has a saddle at (-1,0) and a minimum at (1,0)",
        "P_1=(1,0), P_2=(-1,0)",
        "(1,0) min, (-1,0) neither",
        "(1,0)是极小值点，(-1,0)不是极值点",
        "在(1,0)处取极小值-2，(-1,0)为鞍点",
        "驻点：(1,0)、(-1,0)；其中(1,0)为极小值点",
    ],
    (CUBIC, Asked.EXTREMA): [
        "min f=-2 at (1,0); no max",
        "minimum f=-2",
        "极小值 -2",
        "极小值为-2，无极大值",
    ],
    (ONE, Asked.EXTREMA): ["max 2, min -2", "极大值2，极小值-2"],
    (QUARTIC, Asked.CRITICAL_POINTS): [
        "(0,0),±(1,1)",
        "(0,0) saddle (1,1) min (-1,-1) min",
        "saddle at (0,0) min at (1,1) min at (-1,-1)",
        "saddle (0,0), minimum ±(1,1)",
        "saddle at (0,0); (1,1) and (-1,-1) are local minima",
        "saddle (0,0), (1,1) and (-1,-1) are both local minima",
        "(1,1)，(-1,-1)为极小值点，(0,0)不是极值点",
        "极小值f(1,1)=f(-1,-1)=-2，(0,0)为鞍点",
    ],
    ("f=x^2-y^2 critical=all", Asked.CRITICAL_POINTS): [
        "saddle",
        "鞍点",
        "origin",
        "f(0,0)=0 saddle",
        "(0,0) saddle, no extrema",
        "(0,0)不是极值点",
        "唯一的驻点是(0,0)，为鞍点",
        "the only critical point is (0,0)",
    ],
    ("f=x^2+y critical=all", Asked.CRITICAL_POINTS): [
        "no critical points",
        "there are no critical points",
        "没有驻点",
        "∅",
    ],
    (LINE, Asked.CRITICAL_POINTS): [
        "y=x",
        "(t,t)",
        "y=x min",
        "直线y=x上的点",
        "all points of y=x",
    ],
    (CIRCLE, Asked.CRITICAL_POINTS): ["(0,0) max, x^2+y^2=1 min", "(0,0), x²+y²=1"],
    (CROSS, Asked.CRITICAL_POINTS): ["x=0 or y=0", "xy=0", "(0,t), (t,0)"],
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_text", "asked", "answer"),
    [(*key, answer) for key, answers in RIGHT.items() for answer in answers],
)
def test_a_right_answer_is_right_as_students_write_it(
    request_text: str, asked: Asked, answer: str
) -> None:
    check = solve(f"{request_text} answer={answer}").check
    assert (check.right, check.asked, check.slip, check.note) == (True, asked, None, None)


@pytest.mark.parametrize(
    ("request_text", "answer", "slip"),
    [
        (PRODUCT, "f_x=1, f_y=4", Slip.SWAPPED),
        ("f=x^2 y at=(1,2) dir=(3,4)", "decreases at a rate of 3.2", Slip.OPPOSITE),
        (QUARTIC, "the minimum value is 2", Slip.WRONG_VALUE),
        (QUARTIC, "f has no critical points", Slip.EXISTS),
        (PRODUCT, "the tangent plane is horizontal", Slip.POINT_TOO_EARLY),
        (f"{PRODUCT} order=2", "the Hessian determinant is 4", None),
        (f"{PRODUCT} order=2", "f''_{xy}(1,2)=4", None),
        (CUBIC, "minimum (1,1,1,1)", Slip.SHAPE),
        (PRODUCT, "1, 4", Slip.SWAPPED),
        (PRODUCT, "dz=4dx-dy", Slip.SIGN),
        (PRODUCT, "dz=dx+4dy", Slip.SWAPPED),
        (PRODUCT, "dz=2xydx+x^2dy", Slip.POINT_MISSING),
        (PRODUCT, "|∇f|=17", Slip.NORM_SQUARED),
        (PRODUCT, "方向(1,-4)", Slip.TANGENT_FOR_NORMAL),
        (f"{PRODUCT} order=2", "[[0,2],[2,4]]", Slip.SWAPPED),
        (f"{PRODUCT} order=2", "[[4,-2],[-2,0]]", Slip.SIGN),
        (f"{PRODUCT} order=2", "f_xx=2y, f_xy=2x, f_yy=0", Slip.POINT_MISSING),
        # The normal of the surface at P is (6, 3, 2), of the graph (4, 1, -1).
        ("xyz=6 at=(1,2,3)", "tangent: (x-1)/6=(y-2)/3=(z-3)/2", Slip.NORMAL_FOR_TANGENT),
        ("xyz=6 at=(1,2,3)", "tangent: (x+5)/6=(y+1)/3=(z-1)/2", Slip.NORMAL_FOR_TANGENT),
        ("xyz=6 at=(1,2,3)", "tangent: (1,2,3)+t(6,3,2)", Slip.NORMAL_FOR_TANGENT),
        ("xyz=6 at=(1,2,3)", "(x-1)/6=(y-2)/(-3)=(z-3)/2", Slip.SIGN),
        ("z=x^2 y at=(1,2)", "tangent: (x-1)/4=(y-2)/1=(z-2)/(-1)", Slip.NORMAL_FOR_TANGENT),
        ("xyz=6 at=(1,2,3)", "(6,3,2)·(x,y,z)=0", Slip.POINT_FORGOTTEN),
        (PRODUCT, "4x+y", Slip.POINT_FORGOTTEN),
        (PRODUCT, "3x-y+1", Slip.THROUGH_POINT_ONLY),
        (PRODUCT, "2x y^2", Slip.SHAPE),
        ("f=x^2 at=3", "2x", Slip.POINT_MISSING),
        (CUBIC, "f(1,0)=-3 min, f(-1,0)=2 saddle", Slip.WRONG_VALUE),
        (CUBIC, "(1,0,-2) max, (-1,0,2) saddle", Slip.WRONG_KIND),
        (CUBIC, "(1,0) saddle (-1,0) min", Slip.WRONG_KIND),
        (CUBIC, "min f=-3 at (1,0)", Slip.WRONG_VALUE),
        (CUBIC, "points: local min at (1,0), no local max", Slip.POINTS_MISSING),
        (CUBIC, "(1,0), (-1,0), no local min", Slip.WRONG_KIND),
        (CUBIC, "(0,±1)", Slip.SWAPPED_COORDINATES),
        (CUBIC, "(1,0) and (-1,0) are saddles", Slip.WRONG_KIND),
        (CUBIC, "no critical points", Slip.EXISTS),
        ("f=x^2-y^2 critical=all", "min", Slip.WRONG_KIND),
        ("f=x^2-2x critical=all", "x=1, y=-2", Slip.WRONG_VALUE),
        ("f=x^2+y^2 critical=all", "极小值1", Slip.WRONG_VALUE),
        (LINE, "y=-x", Slip.NOT_CRITICAL),
        (LINE, "y=x max", Slip.WRONG_KIND),
        (CIRCLE, "x^2+y^2=1", Slip.POINTS_MISSING),
        (CROSS, "x=0", Slip.POINTS_MISSING),
        # f is 0 all along the line, the cross and the circle: none of their minima is strict.
        (LINE, "y=x strict minimum", Slip.WRONG_KIND),
        (LINE, "直线y=x上的点都是严格极小值点", Slip.WRONG_KIND),
        (CROSS, "xy=0 strict minimum", Slip.WRONG_KIND),
        (CIRCLE, "x²+y²=1 strict min, (0,0) max", Slip.WRONG_KIND),
        (QUARTIC, "saddle (0,0), ±(1,1) minima, not strict", Slip.WRONG_KIND),
    ],
)
def test_a_wrong_one_is_told_by_its_slip(request_text: str, answer: str, slip: Slip | None) -> None:
    check = solve(f"{request_text} answer={answer}").check
    assert (check.right, check.slip) == (False, slip)


def test_behind_two_points_the_last_alone_is_said_to_be_no_extremum() -> None:
    assert solve(f"{CUBIC} answer=(1,0),(-1,0)不是极值点").check.right is True


@pytest.mark.parametrize(
    ("request_text", "answer"),
    [
        (LINE, "y=x weak minimum"),
        (LINE, "y=x minimum, but it is not strict"),
        (LINE, "y=x is not a strict minimum"),
        (LINE, "y=x 非严格极小值"),
        (LINE, "y=x min, 无严格极值"),
        (CIRCLE, "x²+y²=1 non-strict min, (0,0) strict max"),
        (QUARTIC, "saddle (0,0), strict minima ±(1,1)"),
        ("f=x^2-y^2 critical=all", "(0,0) strict saddle"),
        (QUARTIC, "3 critical points: (0,0), (1,1), (-1,-1)"),
        (QUARTIC, "one minimum (1,1), one minimum (-1,-1), one saddle (0,0)"),
        (QUARTIC, "有三个驻点: (0,0),(1,1),(-1,-1)"),
        (ONE, "2 critical points: 1 and -1"),
    ],
)
def test_strictness_and_numbers_of_points_are_read(request_text: str, answer: str) -> None:
    assert solve(f"{request_text} answer={answer}").check.right is True


@pytest.mark.parametrize(
    "answer",
    [
        "there are four critical points: (0,0), (1,1) and (-1,-1)",
        "三个极小值点(1,1),(-1,-1)，一个鞍点(0,0)",
        "three minima",
    ],
)
def test_too_many_points_are_wrong_without_a_slip(answer: str) -> None:
    check = solve(f"{QUARTIC} answer={answer}").check
    assert (check.right, check.slip) == (False, None)


@pytest.mark.parametrize(
    ("request_text", "answer"),
    [
        # Some call every minimum weak; two of the three points may be spoken of.
        ("f=x^2+y^2 critical=all", "(0,0) weak minimum"),
        (QUARTIC, "two critical points (1,1), (-1,-1) are minima, (0,0) saddle"),
    ],
)
def test_what_is_said_in_two_senses_is_left_open(request_text: str, answer: str) -> None:
    assert solve(f"{request_text} answer={answer}").check.right is None


@pytest.mark.parametrize("answer", ["no saddle", "saddle"])
def test_what_names_no_point_is_no_whole_answer(answer: str) -> None:
    request = CUBIC if answer == "saddle" else "f=x^2+y^2 critical=all"
    check = solve(f"{request} answer={answer}").check
    assert (check.right, check.note) == (None, CheckNote.WITHOUT_POINTS)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("global minimum at (1,0)", "only local extrema are checked"),
        ("最小值点(1,0)", "only local extrema are checked"),
        ("(±1,±1)", "may stand for two points or for four"),
        ("(1,1),(-1,-1),(0,0) min saddle", "behind 3 points stand 2 kinds"),
    ],
)
def test_what_has_another_meaning_is_told_so(answer: str, message: str) -> None:
    with pytest.raises(MeaninglessRequestError, match=message):
        solve(f"{CUBIC} lang=en answer={answer}")


@pytest.mark.parametrize("answer", ["≈", "min |∇f|=±(1,1)", "'?"])
def test_what_makes_no_sense_is_refused(answer: str) -> None:
    with pytest.raises(GradMagicError):
        solve(f"{ONE} answer={answer}")


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("3,2", "may be a decimal or a row"),
        ("max √17, direction (4,1)", "one thing is checked at a time"),
        ("√17 in the direction (4,1)", "one thing is checked at a time"),
        ("最大值√17，沿(4,1)", "one thing is checked at a time"),
        ("hello world", "hello is not read in an answer"),
        # |D_u f(P)| = 3 is said of another number than D_u f(P), and so is ‖∇f‖² = 17.
        ("|D_u f|=3", "is not read in an answer"),
        ("‖∇f(P)‖²=17", "is not read in an answer"),
        # True, and nothing that is asked.
        ("f(1,2)+1=3", "is not read in an answer"),
        ("2=f(1,2)", "is not read in an answer"),
        ("f'(0+)=1", "is not read in an answer"),
    ],
)
def test_what_cannot_be_checked_says_how_it_is_written(answer: str, message: str) -> None:
    with pytest.raises(GradMagicError, match=message):
        solve(f"{PRODUCT} lang=en answer={answer}")


@pytest.mark.parametrize(
    ("request_", "answer", "right"),
    [
        (PRODUCT, "f_x(1,2)=4", True),
        (PRODUCT, "the gradient at (1,2) is (4,1)", True),
        # f_x(2,1) = 4, too, but that is not what is asked.
        (PRODUCT, "f_x(2,1)=4", None),
        (PRODUCT, "f_x at (1,2) is 4", True),
        (PRODUCT, "∂f/∂x at (2,1) is 4", None),
        (PRODUCT, "∇f(2,1)=(4,1)", None),
        (PRODUCT, "the gradient at (2,1) is (4,4)", None),
        (PRODUCT, "dz|_(2,1)=4dx+4dy", None),
        ("f=x^3 at=2", "f'(2)=12", True),
        ("f=x^3 at=2", "f'(1)=3", None),
        ("f=x^3 at=1/3", "f'(0.33)=1/3", True),
        ("f=x^3 at=1/3", "f'(0.3)=0.27", False),
        ("f=x^3 at=1/3", "f'(0.34)=1/3", None),
        ("f(x,y)=x^2 y at=(a,b)", "f_x(a,b)=2ab", True),
        ("f(x,y)=x^2 y at=(a,b)", "f_x(b,a)=2ab", None),
        # The point may stand behind the answer, too.
        ("f=x y at=(1,2)", "(2,1) at (1,2)", True),
        ("f=x y at=(1,2)", "(2,1) at (2,1)", None),
        ("f(x)=x^3 at=2", "f'=12 at x=2", True),
        ("f(x)=x^3 at=2", "12 at x=3", None),
        ("f(x,y)=x^2 y at=(1,2) order=2", "f_xx=4 at (2,1)", None),
        # Sines, and letters that run, name no point.
        ("f=sin x at=0", "cos(0)=1", True),
        # One of several derivatives is said of another point; z is not among the coordinates.
        ("f=x^2+y^2 at=(1,2)", "f_x(1,2)=2, f_y(2,1)=2", None),
        ("x^2+y^2==25 at=(3,4)", "y'(3)=-3/4", True),
        ("x^2+y^2==25 at=(3,4)", "y'(4)=-3/4", None),
        ("x^2+y^2==25 at=(3,4)", "dx/dy(4)=-4/3", True),
        ("x^2+y^2+z^2==9 at=(1,2,2)", "∂z/∂x(1,2)=-1/2", True),
        ("x^2+y^2+z^2==9 at=(1,2,2)", "∂z/∂x(2,1)=-1/2", None),
        ("r(t)=(t^2,t^3) at=1", "r'(1)=(2,3)", True),
        ("r(t)=(t^2,t^3) at=1", "r'(2)=(4,12)", None),
        ("f=(x+y,x y) at=(1,2)", "J(2,1)=[[1,1],[1,2]]", None),
        ("r(t)=(cos t, sin t, t) at=0", "r(s)=(1,0,0)+s(0,1,1)", True),
    ],
)
def test_an_answer_about_another_point_is_none_about_p(
    request_: str, answer: str, right: bool | None
) -> None:
    check = solve(request_, answer=answer).check
    assert check is not None
    assert (check.right, check.note is CheckNote.OTHER_POINT) == (right, right is None)


@pytest.mark.parametrize("answer", ["f_x(1,2)=4", "∇f(1,2)=(4,1)"])
def test_an_answer_about_a_point_needs_one(answer: str) -> None:
    with pytest.raises(MeaninglessRequestError, match="needs a point"):
        solve("f=x^2 y", answer=answer)


@pytest.mark.parametrize(
    ("request_", "answer", "right"),
    [
        ("f=x^2 y at=(1,2)", "f(1,2)=2", True),
        ("f=x^2 y at=(1,2)", "f(P)=1^2*2=2", True),
        ("f=x^2 y at=(1,2)", "f(1,2)=4", False),
        ("f=x^2 y at=(1,2)", "f(2,1)=4", None),
        ("f(x)=x^3 at=2", "f(2)=8", True),
        ("f=x^2 y at=(1,2)", "f=2", True),
        ("f=x^2 y at=(1,2)", "f=4", False),
        ("T(x,y)=x^2 y at=(1,2)", "T≈2.0", True),
        ("f=(x+y,x y) at=(1,2)", "f(1,2)=(3,2)", True),
        ("f=(x+y,x y) at=(1,2)", "f(1,2)=(2,3)", False),
        ("r(t)=(t^2,t^3) at=2", "r(2)=(4,8)", True),
    ],
)
def test_the_value_of_f_may_be_answered(request_: str, answer: str, right: bool | None) -> None:
    check = solve(request_, answer=answer).check
    assert (check.right, check.asked.value) == (right, "value")


# ∂f/∂x(0, 0) = ∂f/∂y(0, 0) = 0, and f is not differentiable.
FOLD = "f(x,y)=piecewise((x^2 y/(x^2+y^2),(x,y)!=(0,0)),(0,otherwise)) at=(0,0)"


@pytest.mark.parametrize(
    ("request_", "answer", "right"),
    [
        (FOLD, "f_x=0, f_y=0", True),
        (FOLD, "f_x=0, f_y=1", False),
        (FOLD, "(0,0)", None),
        (FOLD, "f_x does not exist", False),
        ("f=|x|+y at=(0,0)", "f_x=DNE", True),
        ("f=|x|+y at=(0,0)", "f_x(0,0) does not exist", True),
        ("f=|x|+y at=(0,0)", "f_x=DNE, f_y=DNE", False),
        ("f=|x|+|y| at=(0,0)", "f_x=DNE, f_y=DNE", True),
        ("f=x|x| y at=(0,1) order=2", "f_xx does not exist", True),
        # f_x = 2|x|y, so f_xy(0, 1) = 0.
        ("f=x|x| y at=(0,1) order=2", "f_xy=0", True),
        ("f(x)=x|x| at=0 order=2", "f''(0) does not exist", True),
        ("f(x)=x|x| at=0 order=2", "f''(0)=2", False),
        ("f=abs(x)+y^2 at=(0,1)", "f_x DNE, f_y=2", True),
        ("f=abs(x)+y^2 at=(0,1)", "f_y=2, f_x does not exist", True),
        ("f=abs(x)+y^2 at=(0,1)", "f_x DNE, f_y=3", False),
        ("f=abs(x)+y^2 at=(0,1)", "f_x=0, f_y DNE", False),
        # It does from the right, where f has values.
        ("f(x)=x^(5/2) at=0 order=2", "f''(0)=0", None),
    ],
)
def test_derivatives_are_there_or_not_each_by_itself(
    request_: str, answer: str, right: bool | None
) -> None:
    assert solve(request_, answer=answer).check.right is right


@pytest.mark.parametrize(
    ("request_", "answer", "right"),
    [
        ("f(x)=x^(1/3) at=0", "∞", True),
        ("f(x)=x^(1/3) at=0", "f'(0)=-∞", False),
        ("f(x)=sqrt(x) at=0", "infinite", None),
        ("f(x)=|x| at=0", "∞", False),
        ("f(x)=x^2 at=0", "∞", False),
        ("f(x,y)=cbrt(x) y at=(0,1) dir=(1,0)", "无穷大", True),
        # A vertical tangent; that of y = ∛x rises.
        ("y^3==x at=(0,0)", "slope: ∞", True),
        ("y^3==x at=(0,0)", "slope: -∞", None),
        ("y^3==x at=(0,0)", "dy/dx=∞", True),
        ("y^3==x at=(0,0)", "the tangent is vertical", True),
        ("x^2+y^2==25 at=(0,5)", "vertical", False),
        ("x^2+y^2==25 at=(0,5)", "dy/dx=∞", False),
        ("x^2+y^2==25 at=(0,5)", "horizontal tangent", True),
        ("f(x)=-x^(1/3) at=0", "vertical", True),
        # A cusp.
        ("f(x)=x^(2/3) at=0", "vertical", None),
        ("f(x)=x^2 at=1", "the tangent line is horizontal", False),
    ],
)
def test_a_derivative_may_be_infinite(request_: str, answer: str, right: bool | None) -> None:
    assert solve(request_, answer=answer).check.right is right


@pytest.mark.parametrize(
    ("request_", "answer", "right"),
    [
        # ∇f(P) = (4, 1), f_xx = 4, f_xy = 2.
        (PRODUCT, "在点(1,2)处的梯度为(4,1)", True),
        (PRODUCT, "函数f(x,y)在(1,2)处的梯度是(4,1)", True),
        (PRODUCT, "f(1,2)的梯度为(4,1)", True),
        (PRODUCT, "f在(2,1)处的梯度为(4,4)", None),
        (PRODUCT, "f在(1,2)处可微", True),
        (PRODUCT, "函数f(x,y)在点(1,2)处不可微", False),
        (f"{PRODUCT} dir=(3,4)", "f在点(1,2)处沿方向(3,4)的方向导数为16/5", True),
        ("f=x^2 at=3", "f在x=3处的导数为6", True),
        ("f=x^2 at=3", "f在x=3处可导", True),
        (PRODUCT, "f对x的偏导数为4", True),
        (PRODUCT, "对x的偏导数为4，对y的偏导数为1", True),
        (PRODUCT, "对y的偏导数是4", False),
        (PRODUCT, "the partial derivative of f with respect to y is 1", True),
        (PRODUCT, "the partial derivative with respect to x is 1", False),
        (PRODUCT, "the linearization is L(x,y)=4x+y-4", True),
        (f"{PRODUCT} differential=linear to=(1.1,1.9)", "f(1.1,1.9)的近似值为2.3", True),
        (f"{PRODUCT} differential=total to=(1.1,1.9)", "在(1,2)处的全微分为0.3", True),
        ("r(t)=(cos t, sin t, t) at=0", "the velocity is (0,1,1)", True),
        ("f=x^2 at=3", "the derivative at 3 is 6", True),
        (PRODUCT, "\\boxed{(4,1)}", True),
        (PRODUCT, "\\partial_x f = 4, \\partial_y f = 1", True),
        (PRODUCT, "\\frac{\\partial^2 f}{\\partial x\\,\\partial y} = 2", True),
        (PRODUCT, "\\frac{\\partial^{2} z}{\\partial x^{2}} = 4", True),
        (PRODUCT, "\\mathrm{d}z = 4\\,\\mathrm{d}x + \\mathrm{d}y", True),
        (PRODUCT, "df/dx=4, df/dy=1", True),
        (f"{PRODUCT} dir=(3,4)", "\\frac{\\partial f}{\\partial \\mathbf{u}} = 16/5", True),
        ("f=x^2 at=3", "f^{\\prime}(3)=6", True),
    ],
)
def test_sentences_and_latex_say_what_the_signs_say(
    request_: str, answer: str, right: bool | None
) -> None:
    assert solve(request_, answer=answer).check.right is right
    assert solve(f'{request_} answer="{answer}"').check.right is right


# From both sides the quotients of ∛x grow beyond all bounds, those of |x| are 1 and -1.
STEEP, CORNER, CONE = "f=cbrt(x)+y at=(0,1)", "f=|x|+2y at=(0,1)", "f=√(x²+y²) at=(0,0)"


@pytest.mark.parametrize(
    ("request_", "answer", "right"),
    [
        (STEEP, "f_x=∞, f_y=1", True),
        (STEEP, "(∞,1)", True),
        (STEEP, "f_x=\\infty", True),
        (STEEP, "(DNE,1)", True),
        (STEEP, "f_x=-∞, f_y=1", False),
        (STEEP, "(∞,2)", False),
        (CORNER, "(DNE,2)", True),
        (CORNER, "∇f=(DNE,2)", True),
        (CORNER, "(2,DNE)", False),
        (CORNER, "(DNE,3)", False),
        (CORNER, "f_x=∞, f_y=2", False),
        (CORNER, "f_x and f_y do not exist", False),
        (PRODUCT, "f_x=∞", False),
        (PRODUCT, "(DNE,1)", False),
        (CONE, "(DNE,DNE)", True),
        (CONE, "f_x and f_y do not exist", True),
        (CONE, "f_x(0,0), f_y(0,0) DNE", True),
        (CONE, "f_x和f_y都不存在", True),
        # There are values on one side alone.
        ("f=√x+y at=(0,1)", "f_x=∞", None),
    ],
)
def test_each_partial_derivative_may_be_missing_or_infinite(
    request_: str, answer: str, right: bool | None
) -> None:
    assert solve(request_, answer=answer).check.right is right


@pytest.mark.parametrize(
    ("request_text", "answer"),
    [
        (PRODUCT, "f_x=2xy=4"),
        (PRODUCT, "∇f=(2xy,x²)=(4,1)"),
        (PRODUCT, "f_x=2xy=4.0, f_y=x²=1"),
        ("f=x^2 at=3", "f'(x)=2x=6"),
        ("f=sin(x) y at=(pi/3,2)", "f_y=sin x=0.87, f_x=y cos x=1"),
        ("x^2+y^2==25 at=(3,4)", "dy/dx=-x/y=-0.75"),
        ("f(x,y)=a x^2+b y^2 at=(1,2)", "f_x=2ax=2a"),
    ],
)
def test_a_formula_on_the_way_has_the_value_at_p(request_text: str, answer: str) -> None:
    assert solve(f"{request_text} answer={answer}").check.right is True


@pytest.mark.parametrize(
    ("request_text", "answer"),
    [
        # 2x is 2 at P, y is 2, and x is 1.
        (PRODUCT, "f_x=2x=4"),
        (PRODUCT, "∇f=(2x,x²)=(4,1)"),
        (PRODUCT, "f_x=2xy=4, f_y=y=1"),
        ("f=x^2 at=3", "f'(x)=x²=6"),
        ("x^2+y^2==25 at=(3,4)", "dy/dx=-y/x=-3/4"),
        ("f(x,y)=a x^2+b y^2 at=(1,2)", "f_x=2ay=2a"),
        # The length of (6, 3, 2) is 7, and √48 is not.
        ("f=xyz at=(1,2,3)", "|∇f|=√48=7"),
    ],
)
def test_a_formula_that_has_another_value_there_makes_an_answer_false(
    request_text: str, answer: str
) -> None:
    assert solve(f"{request_text} answer={answer}").check.right is False
