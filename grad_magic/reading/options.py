"""The clauses of a request: one row each, for the reader, the help and Tab.

A table only, and no SymPy: Tab completion and the help are loaded with the extension. How each
kind of value is read stands in `grad_magic.reading.readers`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as field_of
from enum import Enum

from grad_magic.presets import (
    ALL_VIEWS,
    DEFAULT_DIGITS,
    DEFAULT_LANGUAGE_CODE,
    DEFAULT_LEVEL,
    DEFAULT_ORDER,
    DEFAULT_PLOT,
    DEFAULT_STEPS,
    DEFAULT_STYLE,
    DEFAULT_THEME,
    DEFAULT_WINDOW,
    DIFFERENTIALS,
    INTERACTIVE,
    LANGUAGE_CODES,
    LEVELS,
    NO_VIEWS,
    PATHS,
    PLOTS,
    STEPS,
    STYLES,
    THEMES,
    TOPICS,
)
from grad_magic.wording.messages import Listing, Message, Told

# As settings of programs have them, in small letters.
_YES, _NO = ("yes", "true", "on", "1"), ("no", "false", "off", "0")


@dataclass(frozen=True, eq=False)
class Clause:
    """One key of a request.

    Attributes:
        key: as it is typed.
        example: a value as one would write it.
        meaning: one line for the help.
    """

    key: str
    example: str
    meaning: Told


class Kind(Enum):
    """What stands behind the equals sign of an option, and so by which function it is read."""

    POINTS = "one point or several"
    TARGET = "a point to look toward"
    DIRECTION = "a vector, an axis, the gradient"
    ANGLE = "an angle"
    ANGLES = "an angle for each axis"
    NUMBER = "a real number"
    MATRIX = "a square matrix of numbers"
    WINDOW = "from where to where in each variable"
    COUNT = "a whole number"
    SWITCH = "the one word that asks for it"
    WORD = "one of a few words"
    WORDS = "some of a few words"
    NAME = "a name"
    ANSWER = "a number, a vector, an equation, points"


# What holds coordinates, and beside it what else may hold an expression.
COORDINATES = frozenset({Kind.POINTS, Kind.TARGET, Kind.DIRECTION})
EXPRESSIONS = COORDINATES | {
    Kind.ANGLE,
    Kind.ANGLES,
    Kind.NUMBER,
    Kind.MATRIX,
    Kind.WINDOW,
    Kind.ANSWER,
}
# What holds words out of a few.
WORDS = frozenset({Kind.WORD, Kind.WORDS, Kind.SWITCH})


@dataclass(frozen=True, eq=False)
class Option(Clause):
    """A clause that is no name of the request's own.

    Attributes:
        kind: what its value is.
        field: what it sets, a field of Problem, of Presentation or of Request. Of several
            options that set the same field a request has at most one.
        values: what may stand there, or be offered there, if that is one of a few words.
        alone: those of them that stand beside no other.
        synonyms: keys that mean this one; they are not read, but the error names it.
        meant: of words that are none of the values, which value is likely to be meant.
        letters: what books call such a point or vector: P=(1,2) is this clause where P is no
            letter of f.
        phrases: how a sentence opens it, in place of the key and its equals sign.
        default: what it is where it is not given.
    """

    kind: Kind
    field: str
    values: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    meant: Mapping[str, str] = field_of(default_factory=dict)
    letters: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    default: object = None


FUNCTION_CLAUSE = Clause(
    "f",
    "x*exp(2*y)",
    Message("meaning_of_f"),
)

FUNCTION_WORDS = ("function", "func", "expr", "expression", "formula")
"""Keys that say no more than that this is the function."""

# In the order of the help.
OPTIONS = (
    Option(
        "at",
        "(1,0)",
        Message("meaning_of_at"),
        Kind.POINTS,
        "point",
        synonyms=(
            "P",
            "p",
            "P_0",
            "P0",
            "coordinates",
            "where",
            "point",
            "pt",
            "position",
            "start",
            "initial",
            "from",
            "x0",
            "x_0",
        ),
        letters=("P", "A", "M", "p"),
        phrases=("at", "point", "from", "in the direction from", "在点", "在", "点", "初始点"),
    ),
    Option(
        "dir",
        "(1,-1)",
        Message("meaning_of_dir"),
        Kind.DIRECTION,
        "direction",
        values=("grad", "-grad"),
        synonyms=("v", "u", "d", "l", "direction", "vector", "along"),
        letters=("u", "v", "w", "l", "d", "e"),
        phrases=(
            *("in the direction", "in direction", "direction", "along", "dir"),
            *("沿着方向", "沿方向", "沿向量", "沿着", "沿", "方向向量", "方向"),
        ),
    ),
    Option(
        "to",
        "(2,-1)",
        Message("meaning_of_to"),
        Kind.TARGET,
        "direction",
        synonyms=("Q", "toward", "towards", "target"),
        letters=("Q",),
        phrases=(
            *("to", "toward", "towards", "in the direction toward", "in the direction towards"),
            *("到点", "指向点", "到", "指向"),
        ),
    ),
    Option(
        "angle",
        "135°",
        Message("meaning_of_angle"),
        Kind.ANGLE,
        "direction",
        synonyms=("degrees", "degree", "deg", "radians", "theta", "phi", "alpha", "θ", "φ", "α"),
        phrases=("angle", "at an angle", "at the angle"),
    ),
    Option(
        "angles",
        "(60°,45°,60°)",
        Message("meaning_of_angles"),
        Kind.ANGLES,
        "direction",
    ),
    Option(
        "order",
        "2",
        Message("meaning_of_order"),
        Kind.COUNT,
        "order",
        default=DEFAULT_ORDER,
        synonyms=("derivatives", "hessian", "Hessian"),
        meant={"first": "1", "second": "2", "two": "2", "third": "3", "three": "3"},
    ),
    Option(
        "differential",
        "total",
        Message("meaning_of_differential"),
        Kind.WORD,
        "differential",
        values=DIFFERENTIALS,
        default="",
        meant=dict.fromkeys(_YES, "total")
        | {"dy/dx": "implicit", "linearization": "linear", "tangent": "linear"},
    ),
    Option(
        "rate",
        "1",
        Message("meaning_of_rate"),
        Kind.NUMBER,
        "rate",
        synonyms=(
            "slope",
            "speed",
        ),
    ),
    Option(
        "metric",
        "[[2,1],[1,3]]",
        Message("meaning_of_metric"),
        Kind.MATRIX,
        "metric",
        synonyms=(
            "fisher",
            "Fisher",
        ),
    ),
    Option(
        "path",
        "descent",
        Message("meaning_of_path"),
        Kind.WORD,
        "path",
        values=PATHS,
        default="",
        synonyms=("method", "algorithm", "optimizer", "optimiser"),
        meant=dict.fromkeys((*_YES, "gd", "sgd", "gradient", "steepest"), "descent")
        | dict.fromkeys(("adam", "nesterov", "heavy_ball"), "momentum"),
    ),
    Option(
        "step_size",
        "0.1",
        Message("meaning_of_step_size"),
        Kind.NUMBER,
        "step_size",
        synonyms=("learning_rate", "lr", "eta", "η", "stepsize", "step"),
    ),
    Option(
        "iterations",
        "50",
        Message("meaning_of_iterations"),
        Kind.COUNT,
        "iterations",
        synonyms=("iters", "epochs", "n_iter"),
    ),
    Option(
        "critical",
        "all",
        Message("meaning_of_critical"),
        Kind.SWITCH,
        "all_critical",
        values=("all",),
        default=False,
        synonyms=(
            "extrema",
            "stationary",
        ),
    ),
    Option(
        "answer",
        "(2,3)",
        Message("meaning_of_answer"),
        Kind.ANSWER,
        "answer",
        values=("DNE",),
        synonyms=("check", "solution", "student"),
    ),
    Option(
        "digits",
        "4",
        Message("meaning_of_digits"),
        Kind.COUNT,
        "digits",
        default=DEFAULT_DIGITS,
        synonyms=(
            "decimals",
            "precision",
        ),
    ),
    Option(
        "steps",
        "short",
        Message("meaning_of_steps"),
        Kind.WORD,
        "steps",
        values=STEPS,
        default=DEFAULT_STEPS,
        meant=dict.fromkeys((*_YES, "all", "long", "detailed", "verbose"), "full")
        | dict.fromkeys(_NO, "brief"),
    ),
    Option(
        "style",
        "stewart",
        Message("meaning_of_style"),
        Kind.WORD,
        "style",
        values=STYLES,
        default=DEFAULT_STYLE,
        synonyms=("notation", "book", "textbook"),
    ),
    Option(
        "lang",
        "zh",
        Message("meaning_of_lang"),
        Kind.WORD,
        "language",
        values=LANGUAGE_CODES,
        default=DEFAULT_LANGUAGE_CODE,
        synonyms=("locale", "language"),
        meant=dict.fromkeys(("cn", "中文", "chinese", "zh-cn", "zh_cn"), "zh")
        | dict.fromkeys(("english", "us", "英文"), "en"),
    ),
    Option(
        "plot",
        "contour,section",
        Message("meaning_of_plot"),
        Kind.WORDS,
        "plot",
        values=PLOTS,
        alone=(ALL_VIEWS, NO_VIEWS),
        default=DEFAULT_PLOT,
        synonyms=(
            "picture",
            "pictures",
            "view",
            "views",
        ),
        meant=dict.fromkeys(_NO, NO_VIEWS)
        | dict.fromkeys(("3d", "3-d", "graph", "plane"), "surface")
        | dict.fromkeys((*_YES, "2d", "heatmap", "map"), "contour")
        | dict.fromkeys(("gradient", "vectors", "arrows", "quiver"), "field"),
    ),
    Option(
        "window",
        "(-1,3,-2,2)",
        Message("meaning_of_window"),
        Kind.WINDOW,
        "window",
        default=DEFAULT_WINDOW,
        synonyms=("limits", "viewport", "xlim", "ylim", "range", "xrange", "bounds", "domain"),
    ),
    Option(
        "theme",
        "dark",
        Message("meaning_of_theme"),
        Kind.WORD,
        "theme",
        values=THEMES,
        default=DEFAULT_THEME,
        meant={"black": "dark", "night": "dark", "white": "light"},
    ),
    Option(
        "interactive",
        "page",
        Message("meaning_of_interactive"),
        Kind.WORD,
        "interactive",
        values=INTERACTIVE,
        default="",
        synonyms=("moving", "animate"),
        meant=dict.fromkeys((*_YES, "sliders", "slider", "widgets"), "True")
        | dict.fromkeys(("html", "web"), "page"),
    ),
    Option(
        "as",
        "r",
        Message("meaning_of_as"),
        Kind.NAME,
        "store_as",
        default="",
        synonyms=(
            "name",
            "store",
            "save_as",
        ),
    ),
)

PRACTICE_WORD, SOLUTION_WORD = "practice", "solution"
"""What a request for an exercise begins with, and what asks for its solution."""

PRACTICE_OPTIONS = (
    Option(
        "topic",
        "gradient",
        Message("meaning_of_topic", topics=Listing(TOPICS, "or")),
        Kind.WORD,
        "topic",
        values=TOPICS,
        default="",
        synonyms=("about", "subject", "kind"),
    ),
    Option(
        "level",
        "2",
        Message("meaning_of_level"),
        Kind.WORD,
        "level",
        values=tuple(map(str, LEVELS)),
        default=str(DEFAULT_LEVEL),
        synonyms=("difficulty",),
    ),
    Option(
        "seed",
        "7",
        Message("meaning_of_seed"),
        Kind.COUNT,
        "seed",
        synonyms=("number", "id", "random_state"),
    ),
)
"""The clauses of `%grad practice`, beside those that say how an answer is shown."""

PARAMETER_CLAUSE = Clause("a", "2", Message("meaning_of_a_parameter"))

OPTION_BY_KEY = {option.key: option for option in OPTIONS}
OPTION_KEYS = tuple(OPTION_BY_KEY)
# The options in whose values names may stand.
EXPRESSION_KEYS = tuple(option.key for option in OPTIONS if option.kind in EXPRESSIONS)
DIRECTION_KEYS = tuple(option.key for option in OPTIONS if option.field == "direction")


def key_meant(key: str, options: Iterable[Option] = OPTIONS) -> str:
    """The key of which this one is a synonym; "" for none.

    >>> turned = Option("angle", "135°", "", Kind.ANGLE, "direction", synonyms=("degrees",))
    >>> key_meant("degrees", [turned])
    'angle'
    """
    return next((option.key for option in options if key in option.synonyms), "")


def option_named(letter: str) -> Option | None:
    """The option that a book's name of a point or vector stands for, as P_0 for `at`.

    >>> option = option_named("P_0")
    >>> option and option.key
    'at'
    """
    stem = letter.rstrip("0123456789").removesuffix("_")
    return next((option for option in OPTIONS if stem in option.letters), None)
