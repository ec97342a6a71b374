"""The words, the defaults and the bounds of a request, which help, Tab and settings know too.

Numbers and words alone: the extension is loaded with them.
"""

from __future__ import annotations

from enum import Enum

DEFAULT_DIGITS = 4
DEFAULT_ORDER = 1
DEFAULT_BUDGET = 10.0
STEPS = ("short", "brief", "full")
DEFAULT_STEPS = "brief"
STYLES = ("plain", "stewart", "openstax", "tongji")
"""The notations: of answers, or of a book."""
BOOKS_OF_RAYS = frozenset({"tongji"})
"""Those that define the directional derivative by the limit along the ray, t → 0⁺."""
# That of the language.
LANGUAGE_CODES = ("en", "zh")
DEFAULT_LANGUAGE_CODE = "en"
DEFAULT_STYLE = ""
VIEWS = ("contour", "section", "rates", "surface", "field", "curve", "progress")
"""The pictures of a function, by their names."""
# These two words stand alone.
ALL_VIEWS, NO_VIEWS = "all", "none"
PLOTS = (*VIEWS, ALL_VIEWS, NO_VIEWS)
# What is drawn where no picture is named depends on the number of variables.
DEFAULT_PLOT: tuple[str, ...] = ()
# The one that a view chooses itself.
DEFAULT_WINDOW: tuple[()] = ()
SLIDERS, PAGE = "True", "page"
INTERACTIVE = (SLIDERS, PAGE)
TOTAL_DIFFERENTIAL, LINEARIZATION, IMPLICIT_DERIVATIVES = "total", "linear", "implicit"
DIFFERENTIALS = (TOTAL_DIFFERENTIAL, LINEARIZATION, IMPLICIT_DERIVATIVES)
SENTENCE, NUMBER = "sentence", "number"
LETTERED, EXERCISE = "sentence with letters", "exercise"
"""What may stand above a worked solution: a sentence, a number to be estimated, which names no
function, or what has letters for its points."""
OF_PARTIALS = "sentence of partial derivatives"
LETTERED_OF_PARTIALS = "sentence of partial derivatives with letters"
"""The same of sentences that ask for the partial derivatives, and for no gradient."""
THEMES = ("light", "dark")
DEFAULT_THEME = "light"
MAX_DIGITS = 50
MAX_ORDER = 6
PATHS = ("descent", "momentum", "flow", "natural")
MAX_ITERATIONS = 1000
DEFAULT_SCALE = 4
"""Pixels of a file for each pixel of a page: a picture fills a slide of 1920."""
LEAST_SCALE, MOST_SCALE = 0.5, 20

TOPICS = ("directional", "gradient", "tangent", "critical", "differentiability")
"""What exercises may be about."""
LEVELS = (1, 2, 3)
DEFAULT_LEVEL = 1
# As many digits as one copies without a slip.
MAX_SEED = 999_999_999
NEW_SEEDS = 10_000
"""From so many seeds one is drawn where none is given."""
MAX_EXERCISES = 200


class Asked(Enum):
    """What a student's answer may answer; the values are the names of a result's own."""

    VALUE = "value"
    RATE = "directional_derivative"
    GRADIENT = "gradient"
    MAX_RATE = "max_rate"
    MIN_RATE = "min_rate"
    ASCENT = "steepest_ascent"
    DESCENT = "steepest_descent"
    LEVEL_TANGENT = "level_tangent"
    GRAPH_TANGENT = "tangent_plane"
    CRITICAL_POINTS = "critical_points"
    EXTREMA = "extrema"
    KIND = "critical_kind"
    DIFFERENTIABLE = "differentiable"
    DIFFERENTIAL = "differential"
    HESSIAN = "hessian"
    PARTIALS = "higher_partials"
    RATE_DIRECTIONS = "rate_directions"
    NATURAL_GRADIENT = "natural_gradient"
    NORMAL_LINE = "normal_line"
    NORMAL_VECTOR = "normal_vector"
    IMPLICIT = "implicit_derivative"
    IDENTITY = "identity"
    UNIT_DIRECTION = "unit_direction"
    EXTREME_RATES = "extreme_rates"
    HESSIAN_DETERMINANT = "hessian_determinant"
    # At the other point that the request names.
    LINEAR_VALUE = "linear_value"
    DIFFERENTIAL_VALUE = "differential_value"
    INCREMENT = "increment"
    # Of functions with components; those of one variable are curves.
    JACOBIAN = "jacobian"
    DETERMINANT = "jacobian_determinant"
    SPEED = "speed"
    TANGENT_VECTOR = "tangent_vector"
    UNIT_TANGENT = "unit_tangent"
    CURVE_TANGENT = "tangent_line"
    NORMAL_PLANE = "normal_plane"
    # What a problem asks beside another question; no answer of a student is checked against it.
    CONTINUOUS = "continuous"
    NORM = "norm"


# Of an answer that is named a tangent, its letters say which: ASKED_BY_NAME has None for it.
ASKED_BY_NAME: dict[str, Asked | None] = {
    **dict.fromkeys(("D", "Du", "D_u", "D_v", "rate", "derivative"), Asked.RATE),
    "directional derivative": Asked.RATE,
    **dict.fromkeys(("gradient", "grad", "∇", "nabla"), Asked.GRADIENT),
    **dict.fromkeys(("max", "max rate", "largest rate", "maximum rate", "norm"), Asked.MAX_RATE),
    **dict.fromkeys(("min", "min rate", "smallest rate", "minimum rate"), Asked.MIN_RATE),
    **dict.fromkeys(("ascent", "steepest ascent", "direction"), Asked.ASCENT),
    **dict.fromkeys(("descent", "steepest descent"), Asked.DESCENT),
    **dict.fromkeys(("tangent", "tangent line", "line", "tangent plane"), None),
    **dict.fromkeys(("level", "level tangent", "level line", "level plane"), Asked.LEVEL_TANGENT),
    **dict.fromkeys(("graph tangent", "plane"), Asked.GRAPH_TANGENT),
    **dict.fromkeys(("linear", "linear approximation"), Asked.GRAPH_TANGENT),
    **dict.fromkeys(("critical", "critical points", "points"), Asked.CRITICAL_POINTS),
    "differential": Asked.DIFFERENTIAL,
    **dict.fromkeys(("hessian", "H"), Asked.HESSIAN),
    "natural gradient": Asked.NATURAL_GRADIENT,
    "unit vector": Asked.UNIT_DIRECTION,
    "det H": Asked.HESSIAN_DETERMINANT,
    **dict.fromkeys(("normal", "normal line"), Asked.NORMAL_LINE),
    "normal plane": Asked.NORMAL_PLANE,
    "normal vector": Asked.NORMAL_VECTOR,
    **dict.fromkeys(("J", "Jacobian"), Asked.JACOBIAN),
    **dict.fromkeys(("det J", "det", "Jacobian determinant"), Asked.DETERMINANT),
    "speed": Asked.SPEED,
    "unit tangent": Asked.UNIT_TANGENT,
}
"""What each name before an answer says that it answers, as in D=3 and direction:(3,4).

An underscore stands for the space as well.
"""
ASKED_BY_CHINESE_NAME: dict[str, Asked | None] = {
    **dict.fromkeys(("方向导数", "导数"), Asked.RATE),
    "梯度": Asked.GRADIENT,
    **dict.fromkeys(("最大", "最大值", "最大变化率", "最大方向导数"), Asked.MAX_RATE),
    **dict.fromkeys(("方向导数的最大值", "变化率的最大值", "梯度的模"), Asked.MAX_RATE),
    **dict.fromkeys(("最小", "最小值", "最小变化率", "最小方向导数"), Asked.MIN_RATE),
    **dict.fromkeys(("方向导数的最小值", "变化率的最小值"), Asked.MIN_RATE),
    **dict.fromkeys(("方向", "增加最快的方向", "上升最快的方向"), Asked.ASCENT),
    **dict.fromkeys(("减少最快的方向", "下降最快的方向"), Asked.DESCENT),
    **dict.fromkeys(("切线", "切平面", "切线方程", "切平面方程"), None),
    **dict.fromkeys(("等值线的切线", "等值面的切平面"), Asked.LEVEL_TANGENT),
    **dict.fromkeys(("线性近似", "图形的切平面"), Asked.GRAPH_TANGENT),
    **dict.fromkeys(("驻点", "临界点"), Asked.CRITICAL_POINTS),
    **dict.fromkeys(("微分", "全微分"), Asked.DIFFERENTIAL),
    **dict.fromkeys(("黑塞矩阵", "海森矩阵"), Asked.HESSIAN),
    "自然梯度": Asked.NATURAL_GRADIENT,
    **dict.fromkeys(("法线", "法线方程"), Asked.NORMAL_LINE),
    **dict.fromkeys(("法平面", "法平面方程"), Asked.NORMAL_PLANE),
    "法向量": Asked.NORMAL_VECTOR,
    **dict.fromkeys(("雅可比矩阵", "雅可比"), Asked.JACOBIAN),
    "雅可比行列式": Asked.DETERMINANT,
    "速率": Asked.SPEED,
    "切向量": Asked.TANGENT_VECTOR,
    "单位切向量": Asked.UNIT_TANGENT,
}
"""The same names in Chinese."""
ASKED_BY_LONGER_NAME: dict[str, Asked | None] = {
    **dict.fromkeys(("slope", "rate of change", "斜率", "变化率"), Asked.RATE),
    **dict.fromkeys(("slope of the tangent line", "slope of the tangent"), Asked.RATE),
    **dict.fromkeys(("tangent slope", "切线斜率", "切线的斜率"), Asked.RATE),
    "gradient vector": Asked.GRADIENT,
    **dict.fromkeys(("magnitude", "length", "D_max", "max D_u f", "max D_u"), Asked.MAX_RATE),
    "maximum": Asked.MAX_RATE,
    "minimum": Asked.MIN_RATE,
    **{
        f"{size} {what}": asked
        for sizes, asked in (
            (("max", "maximum", "maximal", "largest", "greatest"), Asked.MAX_RATE),
            (("min", "minimum", "minimal", "smallest", "least"), Asked.MIN_RATE),
        )
        for size in sizes
        for what in ("rate", "value", "rate of change", "directional derivative", "slope")
    },
    **{
        f"direction of {size} {what}": asked
        for size in ("steepest", "fastest", "greatest", "maximum", "most rapid")
        for what, asked in (
            *((what, Asked.ASCENT) for what in ("ascent", "increase")),
            *((what, Asked.DESCENT) for what in ("descent", "decrease")),
        )
    },
    **dict.fromkeys(("tangent line equation", "tangent plane equation"), None),
    **dict.fromkeys(("equation of the tangent line", "equation of the tangent plane"), None),
    **dict.fromkeys(("equation of the tangent", "equation"), None),
    **dict.fromkeys(("critical numbers", "stationary points"), Asked.CRITICAL_POINTS),
    **{
        f"{opening}{line}{closing}": asked
        for line, asked in (
            ("normal line", Asked.NORMAL_LINE),
            ("normal plane", Asked.NORMAL_PLANE),
        )
        for opening, closing in (("equation of the ", ""), ("", " equation"))
    },
    "equation of the normal": Asked.NORMAL_LINE,
    "directions": Asked.ASCENT,
    "tangent vector": Asked.TANGENT_VECTOR,
    "unit tangent vector": Asked.UNIT_TANGENT,
    **dict.fromkeys(("Jacobian matrix", "J_f"), Asked.JACOBIAN),
    **dict.fromkeys(("determinant", "determinant of the Jacobian", "detJ"), Asked.DETERMINANT),
    **dict.fromkeys(("AC-B²", "AC - B²", "AC-B^2", "AC - B^2"), Asked.HESSIAN_DETERMINANT),
    **dict.fromkeys(("梯度向量", "偏导数"), Asked.GRADIENT),
    **dict.fromkeys(("方向导数最大值", "变化率最大值", "最大的方向导数"), Asked.MAX_RATE),
    **dict.fromkeys(("方向导数最小值", "变化率最小值", "最小的方向导数"), Asked.MIN_RATE),
    **dict.fromkeys(("梯度的长度", "梯度的大小", "梯度模", "最大的变化率"), Asked.MAX_RATE),
    **dict.fromkeys(("沿方向", "梯度方向", "沿梯度方向", "最速上升方向"), Asked.ASCENT),
    **dict.fromkeys(("增长最快的方向", "函数值增加最快的方向"), Asked.ASCENT),
    **dict.fromkeys(("最速下降方向", "函数值减少最快的方向", "负梯度方向"), Asked.DESCENT),
    **dict.fromkeys(("切线的方程", "切平面的方程"), None),
    "法线的方程": Asked.NORMAL_LINE,
    "法平面的方程": Asked.NORMAL_PLANE,
    **dict.fromkeys(("速度", "速度向量", "velocity", "velocity vector"), Asked.TANGENT_VECTOR),
    **dict.fromkeys(("linearization", "linearisation", "approximation"), Asked.GRAPH_TANGENT),
    **dict.fromkeys(("近似值", "线性近似值", "approximate value"), Asked.GRAPH_TANGENT),
    **dict.fromkeys(("maximal rate of increase", "maximum rate of increase"), Asked.MAX_RATE),
    **dict.fromkeys(("largest rate of increase", "greatest rate of increase"), Asked.MAX_RATE),
    **dict.fromkeys(("线性化", "图像的切平面", "曲面的切平面"), Asked.GRAPH_TANGENT),
}
"""More that students write before an answer, in both languages; messages do not list them."""
ANSWER_NAMES = {
    Asked.RATE: "D",
    Asked.GRADIENT: "grad",
    Asked.MAX_RATE: "max",
    Asked.MIN_RATE: "min",
    Asked.ASCENT: "direction",
    Asked.DESCENT: "descent",
    Asked.LEVEL_TANGENT: "level",
    Asked.GRAPH_TANGENT: "plane",
    Asked.CRITICAL_POINTS: "points",
    Asked.DIFFERENTIAL: "differential",
    Asked.HESSIAN: "hessian",
}
"""The name that exercises give an answer to each question."""
MAX_ANSWER_POINTS = 50
