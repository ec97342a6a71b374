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

    RATE = "directional_derivative"
    GRADIENT = "gradient"
    MAX_RATE = "max_rate"
    MIN_RATE = "min_rate"
    ASCENT = "steepest_ascent"
    DESCENT = "steepest_descent"
    LEVEL_TANGENT = "level_tangent"
    GRAPH_TANGENT = "tangent_plane"
    CRITICAL_POINTS = "critical_points"


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
}
"""The same names in Chinese."""
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
}
"""The name that exercises give an answer to each question."""
MAX_ANSWER_POINTS = 50
