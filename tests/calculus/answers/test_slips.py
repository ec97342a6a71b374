"""Wrong answers and the slips that lead to them, each worked out by hand."""

from __future__ import annotations

import re

import pytest

from grad_magic.findings import Slip
from grad_magic.result import solve

# ∇f(P) = (1, 2), u = (1, -1)/√2, D = -1/√2, ‖∇f(P)‖ = √5, f(P) = 1; x e^(2y) at (0, 1): (e², 0).
EXPONENTIAL = "f=x*exp(2*y) at=(1,0) dir=(1,-1)"
# ∇f(P) = (4, 1), v = (3, 4), D = 16/5, f(P) = 2; at (2, 1) the gradient is (4, 4).
TOWARD = "f=x^2 y at=(1,2) to=(4,6)"
# ∇f(P) = (4, 6), u = (√3/2, 1/2), D = 2√3 + 3, f(P) = 7.
TURNED = "f=x^2+3y^2 at=(2,1) angle=30°"
# ∇f(P) = 5/8 (-1, -2, 6), u = (1, 2, 2)/3, D = 35/24, f(P) = 5.
HEAT = "T=80/(1+x^2+2y^2+3z^2) at=(1,1,-2) dir=(1,2,2)"
# ∇f(P) = (3, 5), f(P) = 4, ‖∇f(P)‖ = √34: the level line 3x + 5y = 13, z = 3x + 5y - 9.
CUBES = "f=x^3+x y^2+y-4x+1 at=(1,2)"
# f′(3) = 6, f(3) = 9: y = 6x - 9.
SQUARE = "f=x^2 at=3"
# ∇f(P) = (2, 4, 4): x + 2y + 2z = 9.
SPHERE = "f=x^2+y^2+z^2 at=(1,2,2)"
# D = 2√2·√2·1/4 = √2/4 along (1, 1), though both partial derivatives are 0.
HOLE = "f=piecewise((x^2*y/(x^2+y^2), (x,y)!=(0,0)), (0, otherwise)) at=(0,0) dir=(1,1)"
# (0, 0) is a saddle, (1, 1) a minimum.
FOLIUM = "f=x^3+y^3-3xy critical=all"
# (1, 2) is the one critical point, a minimum.
BOWL = "f=(x-1)^2+(y-2)^2 critical=all"

WRONG = [
    # D_u f(P)
    (EXPONENTIAL, "-1", Slip.NOT_NORMALISED),
    (EXPONENTIAL, "1", Slip.PARTIAL_INSTEAD),
    (EXPONENTIAL, "1/√2", Slip.OPPOSITE),
    (EXPONENTIAL, "0.7071", Slip.OPPOSITE),
    (EXPONENTIAL, "-1/2", Slip.SQUARED_LENGTH),
    (EXPONENTIAL, "-0.70", Slip.LAST_DIGIT),
    (EXPONENTIAL, "-0.708", Slip.LAST_DIGIT),
    (EXPONENTIAL, "√5", Slip.NORM_INSTEAD),
    (EXPONENTIAL, "2.236", Slip.NORM_INSTEAD),
    (EXPONENTIAL, "3/√2", Slip.SIGN),
    (EXPONENTIAL, "-3/√2", Slip.SIGN),
    (EXPONENTIAL, "2", Slip.PARTIAL_INSTEAD),
    (EXPONENTIAL, "0", Slip.POINT_TOO_EARLY),
    (EXPONENTIAL, "e^2/√2", Slip.SWAPPED_POINT),
    (EXPONENTIAL, "(e^(2y)-2x e^(2y))/√2", Slip.POINT_MISSING),
    (EXPONENTIAL, "D:(1,2)", Slip.GRADIENT_INSTEAD),
    (EXPONENTIAL, "D=(1,2,3)", Slip.SHAPE),
    (EXPONENTIAL, "D: x+2y=1", Slip.SHAPE),
    (EXPONENTIAL, "DNE", Slip.EXISTS),
    (EXPONENTIAL, "17", None),
    (TOWARD, "16", Slip.NOT_NORMALISED),
    (TOWARD, "16/25", Slip.SQUARED_LENGTH),
    (TOWARD, "0.64", Slip.SQUARED_LENGTH),
    (TOWARD, "-16/5", Slip.FROM_TARGET),
    (TOWARD, "-16", Slip.FROM_TARGET),
    (TOWARD, "22", Slip.TARGET_AS_DIRECTION),
    (TOWARD, "22/√52", Slip.TARGET_AS_DIRECTION),
    (TOWARD, "19/5", Slip.SWAPPED),
    (TOWARD, "8/5", Slip.SIGN),
    (TOWARD, "28/5", Slip.SWAPPED_POINT),
    (TOWARD, "√17", Slip.NORM_INSTEAD),
    (TOWARD, "4", Slip.PARTIAL_INSTEAD),
    (TOWARD, "D=2", Slip.VALUE_INSTEAD),
    (TOWARD, "12/5", Slip.POINT_TOO_EARLY),
    (TOWARD, "19", Slip.NOT_NORMALISED),
    (TURNED, "4cos(30)+6sin(30)", Slip.WRONG_UNIT_OF_ANGLE),
    (TURNED, "-5.311", Slip.WRONG_UNIT_OF_ANGLE),
    (TURNED, "2+3√3", Slip.SWAPPED),
    (TURNED, "2√3-3", Slip.SIGN),
    (TURNED, "-2√3-3", Slip.OPPOSITE),
    (TURNED, "6.47", Slip.LAST_DIGIT),
    (TURNED, "7", Slip.VALUE_INSTEAD),
    (TURNED, "3", Slip.POINT_TOO_EARLY),
    (HEAT, "35/8", Slip.NOT_NORMALISED),
    (HEAT, "35/72", Slip.SQUARED_LENGTH),
    (HEAT, "-35/24", Slip.OPPOSITE),
    (HEAT, "5√41/8", Slip.NORM_INSTEAD),
    (HEAT, "5", Slip.VALUE_INSTEAD),
    (HOLE, "0", Slip.FORMULA_MISUSED),
    (HOLE, "√2/2", None),
    (SQUARE, "9", Slip.VALUE_INSTEAD),
    (SQUARE, "2x", Slip.POINT_MISSING),
    (SQUARE, "-6", Slip.OPPOSITE),
    (SQUARE, "0", Slip.POINT_TOO_EARLY),
    # ∇f(P)
    (EXPONENTIAL, "(2,1)", Slip.SWAPPED),
    (EXPONENTIAL, "(-1,-2)", Slip.OPPOSITE),
    (EXPONENTIAL, "(1,-2)", Slip.SIGN),
    (EXPONENTIAL, "(2,-1)", Slip.TANGENT_FOR_NORMAL),
    (EXPONENTIAL, "-2i+j", Slip.TANGENT_FOR_NORMAL),
    (EXPONENTIAL, "(1,2)/√5", Slip.UNIT_GRADIENT_INSTEAD),
    (EXPONENTIAL, "(e^2,0)", Slip.SWAPPED_POINT),
    (EXPONENTIAL, "(e^(2y),2x e^(2y))", Slip.POINT_MISSING),
    (EXPONENTIAL, "(0,0)", Slip.POINT_TOO_EARLY),
    (EXPONENTIAL, "(1,0)", Slip.POINT_TOO_EARLY),
    (EXPONENTIAL, "grad:√5", Slip.NORM_INSTEAD),
    (EXPONENTIAL, "grad:-1/√2", Slip.RATE_INSTEAD),
    (EXPONENTIAL, "grad:2", Slip.PARTIAL_INSTEAD),
    (EXPONENTIAL, "(1,2,0)", Slip.SHAPE),
    (EXPONENTIAL, "(1,3)", None),
    (HEAT, "(5/8,5/4,-15/4)", Slip.OPPOSITE),
    (HEAT, "(-0.625,-1.25,3.9)", None),
    (HEAT, "(-5/4,-5/8,15/4)", Slip.SWAPPED),
    ("f=x^2y", "(x^2,2xy)", Slip.SWAPPED),
    ("f=x^2y", "(2xy,-x^2)", Slip.SIGN),
    # The extreme rates
    (CUBES, "34", Slip.NORM_SQUARED),
    (CUBES, "-√34", Slip.SMALLEST_FOR_LARGEST),
    (CUBES, "max:(3,5)", Slip.GRADIENT_INSTEAD),
    (CUBES, "8", Slip.SUM_FOR_NORM),
    (CUBES, "5", Slip.PARTIAL_INSTEAD),
    (CUBES, "4", Slip.VALUE_INSTEAD),
    (CUBES, "5.84", Slip.LAST_DIGIT),
    (CUBES, "√((3x^2+y^2-4)^2+(2xy+1)^2)", Slip.POINT_MISSING),
    (CUBES, "max:(3,5)/√34", Slip.UNIT_GRADIENT_INSTEAD),
    (EXPONENTIAL, "max:-1/√2", Slip.RATE_INSTEAD),
    (CUBES, "min:√34", Slip.LARGEST_FOR_SMALLEST),
    (CUBES, "min:-34", Slip.NORM_SQUARED),
    # The directions of the extreme rates
    (EXPONENTIAL, "direction:(-1,-2)", Slip.OPPOSITE),
    (EXPONENTIAL, "direction:(1,-1)", Slip.DIRECTION_INSTEAD),
    (EXPONENTIAL, "direction:(4,2)", Slip.SWAPPED),
    (EXPONENTIAL, "direction:(2,-1)", Slip.TANGENT_FOR_NORMAL),
    (EXPONENTIAL, "direction:√5", Slip.NORM_INSTEAD),
    (EXPONENTIAL, "descent:(1,2)", Slip.OPPOSITE),
    # The tangent to the level set
    (CUBES, "5x-3y=-1", Slip.NORMAL_FOR_TANGENT),
    (CUBES, "3x+5y=0", Slip.POINT_FORGOTTEN),
    (CUBES, "3x+5y=17", Slip.VALUE_ADDED),
    (CUBES, "3x+5y=4", Slip.VALUE_ADDED),
    (CUBES, "3x+5y=-13", Slip.POINT_SIGN),
    (CUBES, "5x+3y=11", Slip.SWAPPED),
    (CUBES, "3x-5y=-7", Slip.SIGN),
    (CUBES, "3x+5y=12", Slip.NOT_THROUGH_POINT),
    (CUBES, "x+y=3", Slip.THROUGH_POINT_ONLY),
    (CUBES, "2x+3y=9", Slip.MISSES_POINT),
    (CUBES, "(1,2)+t(3,5)", Slip.NORMAL_FOR_TANGENT),
    (CUBES, "(3x^2+y^2-4)(x-1)+(2xy+1)(y-2)=0", Slip.NOT_FLAT),
    (CUBES, "level: z=3x+5y-9", Slip.OTHER_TANGENT),
    (SPHERE, "2x+4y+4z=0", Slip.POINT_FORGOTTEN),
    (SPHERE, "x+2y-2z=1", Slip.SIGN),
    (SPHERE, "2x+y+2z=8", Slip.SWAPPED),
    # The tangent to the graph
    (CUBES, "z=3x+5y-13", Slip.VALUE_FORGOTTEN),
    (CUBES, "z=3(x-1)+5(y-2)", Slip.VALUE_FORGOTTEN),
    (CUBES, "z=4+3x+5y", Slip.POINT_FORGOTTEN),
    (CUBES, "z=4+3(x+1)+5(y+2)", Slip.POINT_SIGN),
    (CUBES, "z=4+5(x-1)+3(y-2)", Slip.SWAPPED),
    (CUBES, "z=4-3(x-1)-5(y-2)", Slip.OPPOSITE),
    (CUBES, "z=4+3(x-1)-5(y-2)", Slip.SIGN),
    (CUBES, "z=4", Slip.POINT_TOO_EARLY),
    (CUBES, "z=4+(3x^2+y^2-4)(x-1)+(2xy+1)(y-2)", Slip.NOT_FLAT),
    (CUBES, "z=3x+5y-8", Slip.NOT_THROUGH_POINT),
    (CUBES, "z=4+2(x-1)+7(y-2)", Slip.THROUGH_POINT_ONLY),
    (SQUARE, "y=6(x-3)", Slip.VALUE_FORGOTTEN),
    (SQUARE, "y=9+6x", Slip.POINT_FORGOTTEN),
    (SQUARE, "y=9+6(x+3)", Slip.POINT_SIGN),
    (SQUARE, "y=9-(x-3)/6", Slip.NORMAL_FOR_TANGENT),
    (SQUARE, "y=2x(x-3)+9", Slip.NOT_FLAT),
    (SQUARE, "y=9", Slip.POINT_TOO_EARLY),
    # Critical points
    (FOLIUM, "(1,1)", Slip.POINTS_MISSING),
    # Whole lines are critical, of which single points are never all.
    ("f=x^2 y^2 critical=all", "(0,1)", Slip.POINTS_MISSING),
    ("f=(x^2+y^2-1)^2 critical=all", "[(0,0),(1,0)]", Slip.POINTS_MISSING),
    (FOLIUM, "[(0,0),(1,2)]", Slip.NOT_CRITICAL),
    (FOLIUM, "[(0,0) minimum,(1,1) minimum]", Slip.WRONG_KIND),
    (FOLIUM, "DNE", Slip.EXISTS),
    (FOLIUM, "3", Slip.SHAPE),
    (BOWL, "(2,1)", Slip.SWAPPED_COORDINATES),
    (BOWL, "(1,2) saddle", Slip.WRONG_KIND),
    (BOWL, "[(1,2),(0,0)]", Slip.NOT_CRITICAL),
]


@pytest.mark.parametrize(("request_text", "answer", "slip"), WRONG)
def test_a_wrong_answer_is_told_by_its_slip(
    request_text: str, answer: str, slip: Slip | None
) -> None:
    check = solve(f"{request_text} answer={answer}").check
    assert (check.right, check.slip, check.note) == (False, slip, None)


@pytest.mark.slow
@pytest.mark.parametrize(("request_text", "answer", "slip"), WRONG)
def test_nothing_of_what_is_right_is_shown_beside_a_wrong_answer(
    request_text: str, answer: str, slip: Slip | None
) -> None:
    result = solve(f"{request_text} answer={answer} plot=all steps=full")
    assert " ".join(result.text.split()) == result.check.message
    # In one variable the point itself is named by its number.
    assert not re.search(r"\d", re.sub(r"x = 3|f′\(3\)", "", result.check.message))
    assert (result.scene, result.figure, result.missing_picture) == (None, None, "")
    assert slip is None or slip in Slip
