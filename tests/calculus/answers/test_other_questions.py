"""Answers that may be meant in several ways: right if they are right in one of them."""

from __future__ import annotations

import pytest

from grad_magic.errors import MeaninglessRequestError
from grad_magic.presets import Asked
from grad_magic.result import solve

# ∇f(P) = (2, 4); its angle is arctan 2 = 1.1071… = 63.43…°.
BOWL = "f=x^2+y^2 at=(1,2)"
# D_u f(P) = 1 along (0, 1) and (8, -15), whose angle is -1.0808….
RATE = "f=x^2 y at=(1,2) rate=1"
# z_x = -1/2, z_y = -1.
SPHERE = "x^2+y^2+z^2==9 at=(1,2,2) differential=implicit"
# A minimum of the value 5, where all rates of change are 0.
LIFTED = "f=x^2+y^2+5 at=(0,0)"
# L(1.1, 0.1) = 1 + 0.1 + 2·0.1, and dz is 0.3; D_u f(P) = 3/√2.
TOWARD = "f=x*exp(2*y) at=(1,0) differential=linear to=(1.1,0.1)"
TOTAL = "f=x*exp(2*y) at=(1,0) differential=total to=(1.1,0.1)"
ALONG = f"{BOWL} dir=(3,4)"
# H = [[6, -3], [-3, 6]].
CUBIC = "f=x^3+y^3-3xy at=(1,1) order=2"
# f_x(0, y) = -y and f_y(x, 0) = x.
MIXED = "f=piecewise((x y(x^2-y^2)/(x^2+y^2), (x,y)!=(0,0)), (0, otherwise)) at=(0,0) order=2"


@pytest.mark.parametrize(
    ("request_", "answer", "right", "asked"),
    [
        (BOWL, "direction: arctan 2", True, Asked.ASCENT),
        (BOWL, "direction: 1.107", True, Asked.ASCENT),
        (BOWL, "direction: 1.109", False, Asked.ASCENT),
        (BOWL, "direction: 63°", True, Asked.ASCENT),
        (BOWL, "direction: 64°", False, Asked.ASCENT),
        ("H=x^2+y^2 at=(1,2)", "H=(2,4)", True, Asked.GRADIENT),
        (BOWL, "descent: arctan 2", False, Asked.DESCENT),
        (RATE, "π/2, -1.081", True, Asked.RATE_DIRECTIONS),
        (RATE, "π/2, -1.084", False, Asked.RATE_DIRECTIONS),
        (RATE, "0, 90", False, Asked.RATE_DIRECTIONS),
        (SPHERE, "(-1/2,-1)", True, Asked.IMPLICIT),
        (SPHERE, "(-1/2,1)", False, Asked.GRADIENT),
        ("z=x^2+y^2 at=(1,2)", "z=5", True, Asked.VALUE),
        ("z=x^2+y^2 at=(1,2)", "z=4", False, Asked.GRAPH_TANGENT),
        ("z=x^2+y^2 at=(1,2)", "tangent: z=5", False, Asked.GRAPH_TANGENT),
        ("f=x^2+y^2 at=(1,2)", "z=5", False, Asked.GRAPH_TANGENT),
        ("y=x^2 at=3", "y=9", True, Asked.VALUE),
        ("s=t^2-t at=2", "v=3", True, Asked.RATE),
        (LIFTED, "minimum value is 5", True, Asked.KIND),
        (LIFTED, "最小值5", True, Asked.KIND),
        (LIFTED, "minimum 5", True, Asked.KIND),
        (LIFTED, "maximum 0", False, Asked.KIND),
        (LIFTED, "minimum value is 0", False, Asked.KIND),
        (LIFTED, "最小值为0", False, Asked.KIND),
        ("f=1-x^2 at=0", "minimum at x=0", False, Asked.KIND),
        ("f=1-x^2 at=0", "maximum at x=0", True, Asked.KIND),
        ("f=x^2-2x at=1", "minimum x=1, value -1", True, Asked.KIND),
        ("f=x^2-2x at=1", "minimum x=1, value -2", False, Asked.KIND),
        # ∇f(P) = (2, 4), of the length 4.472…, is no direction of the rate 2.
        (f"{BOWL} rate=2", "(2,4)", False, Asked.RATE_DIRECTIONS),
        (f"{BOWL} rate=2", "2√5", False, Asked.RATE_DIRECTIONS),
        (f"{BOWL} rate=2", "|∇f|=2√5", True, Asked.MAX_RATE),
        (BOWL, "f_x=f_y=2", False, Asked.GRADIENT),
        (BOWL, "f_x=2x=2", True, Asked.PARTIALS),
        (CUBIC, "f_xx=f_yy=6", True, Asked.PARTIALS),
        (MIXED, "f_xy=f_yx=-1", False, Asked.PARTIALS),
        (BOWL, "f_x ≈ 2, f_y ≈ 4", True, Asked.GRADIENT),
        (BOWL, "|∇f| ≈ 4.47", True, Asked.MAX_RATE),
        (ALONG, "D_u f ≈ 4.4", True, Asked.RATE),
        (BOWL, "w=2√5", True, Asked.MAX_RATE),
        (ALONG, "w=22", False, Asked.RATE),
        (TOWARD, "L ≈ 1.3", True, Asked.LINEAR_VALUE),
        (ALONG, "D_u f=2·3/5+4·4/5=22/5", True, Asked.RATE),
        # What stands on the way is not so, though the end is.
        (ALONG, "D_u f=2·3+4·4=22/5", False, Asked.RATE),
        (BOWL, "20=√20", False, Asked.MAX_RATE),
        (BOWL, "f_x=4=2", False, Asked.PARTIALS),
        (BOWL, "√20=4.47", True, Asked.MAX_RATE),
        ("f(x)=x^2-1 at=0", "min x=0", True, Asked.KIND),
        ("f(x)=x^2-1 at=0", "max x=0", False, Asked.KIND),
        (MIXED, "f_xy=-1≠f_yx=1", True, Asked.PARTIALS),
        (MIXED, "f_xy=1≠f_yx=-1", False, Asked.PARTIALS),
        (LIFTED, "min 0", True, Asked.MIN_RATE),
        (LIFTED, "min rate 5", False, Asked.MIN_RATE),
        (LIFTED, "max 5", False, Asked.MAX_RATE),
        ("f=x^2+y^2+5 at=(1,0)", "min 6", False, Asked.MIN_RATE),
        (TOWARD, "1.3", True, Asked.LINEAR_VALUE),
        (TOWARD, "L(1.1,0.1)=1.3", True, Asked.LINEAR_VALUE),
        # That is f(1.1, 0.1) = 1.1e^0.2.
        (TOWARD, "L(1.1,0.1)=1.344", False, Asked.LINEAR_VALUE),
        (TOWARD, "f(1.1,0.1)≈1.3", True, Asked.LINEAR_VALUE),
        (TOWARD, "1.344", False, Asked.LINEAR_VALUE),
        (TOWARD, "3√2/2", True, Asked.RATE),
        (TOWARD, "f ≈ 1.3", True, Asked.LINEAR_VALUE),
        (TOWARD, "f=1", True, Asked.VALUE),
        (TOWARD, "L=0.3", False, Asked.LINEAR_VALUE),
        (TOWARD, "linear: 1.3", True, Asked.LINEAR_VALUE),
        (TOWARD, "线性近似为1.3", True, Asked.LINEAR_VALUE),
        # F is there 1.1·e^(0.2) = 1.3435….
        (TOWARD, "f(1.1,0.1)=1.3435", None, Asked.VALUE),
        (TOWARD, "f(1.1,0.1)=1.35", False, Asked.LINEAR_VALUE),
        (TOTAL, "Δz=0.3435", True, Asked.INCREMENT),
        (TOTAL, "Δz=0.3", True, Asked.INCREMENT),
        (TOTAL, "Δz≈0.3", True, Asked.DIFFERENTIAL_VALUE),
        (TOTAL, "Δz=0.4", False, Asked.INCREMENT),
        # x³/x has no value at 0, though x² has one; dz is -2.
        ("f=x^3/x+y at=(1,1) differential=total to=(0,1)", "Δz=-1", None, Asked.INCREMENT),
        (TOTAL, "全微分为0.3", True, Asked.DIFFERENTIAL_VALUE),
        (TOTAL, "the differential is 0.4", False, Asked.DIFFERENTIAL_VALUE),
        (TOTAL, "0.3", True, Asked.DIFFERENTIAL_VALUE),
        (TOTAL, "dz=0.3", True, Asked.DIFFERENTIAL_VALUE),
        (TOTAL, "df=0.4", False, Asked.DIFFERENTIAL_VALUE),
        (ALONG, "u=(3,4)/5", True, Asked.UNIT_DIRECTION),
        (ALONG, "u = 3/5 i + 4/5 j", True, Asked.UNIT_DIRECTION),
        (ALONG, "u=(3,4)", False, Asked.UNIT_DIRECTION),
        (ALONG, "max 2√5, min -2√5", True, Asked.EXTREME_RATES),
        (ALONG, "smallest -2√5, largest 2√5", True, Asked.EXTREME_RATES),
        (ALONG, "最大值2√5，最小值2√5", False, Asked.EXTREME_RATES),
        (CUBIC, "det H=27", True, Asked.HESSIAN_DETERMINANT),
        (CUBIC, "det(H)=27", True, Asked.HESSIAN_DETERMINANT),
        (CUBIC, "H=[[6,-3],[-3,6]]", True, Asked.HESSIAN),
        (CUBIC, "H=[[6,3],[3,6]]", False, Asked.HESSIAN),
        (CUBIC, "D=27", True, Asked.HESSIAN_DETERMINANT),
        (CUBIC, "D(1,1)=f_xx f_yy-f_xy²=27", True, Asked.HESSIAN_DETERMINANT),
        (CUBIC, "D=-27", False, Asked.HESSIAN_DETERMINANT),
        (CUBIC, "AC-B²=27", True, Asked.HESSIAN_DETERMINANT),
        # Both rows are on the way to the answer.
        (BOWL, "(2·1,2·2)=(2,4)", True, Asked.GRADIENT),
        (BOWL, "2(1,2)=(2,4)", True, Asked.GRADIENT),
        (BOWL, "(4,2)=(2,4)", False, Asked.GRADIENT),
        ("f=x^2 at=3", "2x=6", True, Asked.RATE),
        ("f=x^2 at=3", "2x=5", False, Asked.RATE),
        (BOWL, "H=2x+4y-5", True, Asked.GRAPH_TANGENT),
        (CUBIC, "det H=45", False, Asked.HESSIAN_DETERMINANT),
    ],
)
def test_an_answer_is_right_if_it_is_so_in_one_of_its_meanings(
    request_: str, answer: str, right: bool | None, asked: Asked
) -> None:
    check = solve(request_, answer=answer).check
    assert (check.right, check.asked) == (right, asked)


@pytest.mark.parametrize("answer", ["H(0,0)=[[0,-3],[-3,0]]", "f_xx(1,1)=6", "∇f(1,1)=(0,0)"])
def test_a_derivative_at_a_point_needs_one_also_beside_critical_points(answer: str) -> None:
    with pytest.raises(MeaninglessRequestError, match="this answer needs a point"):
        solve("f=x^3+y^3-3xy critical=all", answer=answer)


def test_the_increment_of_a_function_known_by_its_values_alone_is_left_open() -> None:
    def product(x: float, y: float) -> float:
        while x > 10:
            x -= 10
        return x * y

    check = solve(
        product, at=(1, 1), differential="total", to=(2, 1), plot="none", answer="Δz=1"
    ).check
    assert (check.right, check.asked) == (None, Asked.INCREMENT)


def test_an_angle_beyond_a_turn_may_be_in_degrees() -> None:
    with pytest.raises(MeaninglessRequestError, match="can be read in two ways"):
        solve(BOWL, answer="direction: 63")


@pytest.mark.parametrize("answer", ["J=[[4,1],[1,1]]", "det(J)=3"])
def test_a_matrix_in_an_answer_does_not_make_the_request_one_about_arrays(answer: str) -> None:
    assert solve(f'f=(x^2 y, x+y) at=(1,2) answer="{answer}"').check.right


def test_a_power_that_may_be_whole_does_not_end_the_domain() -> None:
    # For a = 3 it is x² sin(1/x) times x, which is differentiable.
    r = solve("f(x)=piecewise((x^a sin(1/x), x!=0), (0, otherwise)) at=0")
    assert r.differentiable is None


@pytest.mark.parametrize(
    ("request_", "answer", "right"),
    [
        ("f=x^2+y^2 at=[(1,2),(3,4)]", [20**0.5, 10], [True, True]),
        ("f=x^2+y^2 at=[(1,2),(3,4)]", "[(2,4),(6,8)]", [True, True]),
        ("f=x^2+y^2 at=[(1,2),(3,4)] dir=(1,0)", "[2,6]", [True, True]),
        ("f=x^2+y^2 at=[(1,2),(3,4)] dir=(1,0)", "[2,5]", [True, False]),
        ("f=x^2+y^2 at=[(1,2),(3,4),(5,6)] dir=(1,0)", "[2,6,10]", [True] * 3),
        ("f=x^2+y^2 at=[(1,2),(3,4)]", {"max": [20**0.5, 9]}, [True, False]),
        ("f=x^3+y^3-3xy at=[(0,0),(1,1)]", "saddle, minimum", [True, True]),
        ("f=x^3+y^3-3xy at=[(0,0),(1,1)]", "minimum, saddle", [False, False]),
    ],
)
def test_each_of_several_points_may_have_its_own_answer(
    request_: str, answer: object, right: list[bool]
) -> None:
    assert [result.check.right for result in solve(request_, answer=answer)] == right
