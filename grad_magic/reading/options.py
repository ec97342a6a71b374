"""The clauses of a request: one row each, for the reader, the help and Tab.

A table only, and no SymPy: Tab completion and the help are loaded with the extension. How each
kind of value is read stands in `grad_magic.reading.readers`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from grad_magic.presets import (
    ALL_VIEWS,
    DEFAULT_DIGITS,
    DEFAULT_LEVEL,
    DEFAULT_ORDER,
    DEFAULT_PLOT,
    DEFAULT_STEPS,
    DEFAULT_STYLE,
    DEFAULT_THEME,
    DEFAULT_WINDOW,
    INTERACTIVE,
    LEVELS,
    NO_VIEWS,
    PATHS,
    PLOTS,
    STEPS,
    STYLES,
    THEMES,
    TOPICS,
)


@dataclass(frozen=True)
class Clause:
    """One key of a request.

    Attributes:
        key: as it is typed.
        example: a value as one would write it.
        meaning: one line for the help.
    """

    key: str
    example: str
    meaning: str


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


@dataclass(frozen=True)
class Option(Clause):
    """A clause that is no name of the request's own.

    Attributes:
        kind: what its value is.
        field: what it sets, a field of Problem, of Presentation or of Request. Of several
            options that set the same field a request has at most one.
        values: what may stand there, or be offered there, if that is one of a few words.
        alone: those of them that stand beside no other.
        synonyms: keys that mean this one; they are not read, but the error names it.
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
    letters: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    default: object = None


FUNCTION_CLAUSE = Clause(
    "f",
    "x*exp(2*y)",
    "the function, under any name; f(x,y)=… fixes its variables; f=a==b is a level set; "
    "f=(x*y,x+y) is vector-valued",
)

# In the order of the help.
OPTIONS = (
    Option(
        "at",
        "(1,0)",
        "the point P; also (x=1, y=0), a general one: (a,b), or several: [(1,0),(0,1)]",
        Kind.POINTS,
        "point",
        synonyms=(
            "point",
            "P",
            "p",
            "P_0",
            "P0",
            "pt",
            "position",
            "coordinates",
            "where",
        ),
        letters=("P", "A", "M", "p"),
        phrases=("at", "point", "from", "in the direction from"),
    ),
    Option(
        "dir",
        "(1,-1)",
        "the direction, any length but zero; also 3i-4j, an axis (x, -y), grad, -grad",
        Kind.DIRECTION,
        "direction",
        values=("grad", "-grad"),
        synonyms=(
            "direction",
            "v",
            "u",
            "d",
            "l",
            "vector",
            "along",
        ),
        letters=("u", "v", "w", "l", "d", "e"),
        phrases=("in the direction", "in direction", "direction", "along", "dir"),
    ),
    Option(
        "to",
        "(2,-1)",
        "the direction from P toward this point",
        Kind.TARGET,
        "direction",
        synonyms=(
            "toward",
            "towards",
            "target",
            "Q",
        ),
        letters=("Q",),
        phrases=("to", "toward", "towards", "in the direction toward", "in the direction towards"),
    ),
    Option(
        "angle",
        "135°",
        "the direction by its angle, in radians or with ° or deg",
        Kind.ANGLE,
        "direction",
        synonyms=(
            "degrees",
            "degree",
            "deg",
            "theta",
            "phi",
            "alpha",
            "radians",
        ),
        phrases=("angle", "at an angle", "at the angle"),
    ),
    Option(
        "angles",
        "(60°,45°,60°)",
        "the direction by its angles with the axes",
        Kind.ANGLES,
        "direction",
    ),
    Option(
        "order",
        "2",
        "all partial derivatives up to this order, the mixed ones compared",
        Kind.COUNT,
        "order",
        default=DEFAULT_ORDER,
        synonyms=("derivatives",),
    ),
    Option(
        "rate",
        "1",
        "the directions from P in which f changes at exactly this rate",
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
        "the metric F of the natural gradient F⁻¹∇f(P): a symmetric, positive definite matrix",
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
        "where an optimiser goes from P: descent, momentum, flow (x′ = −∇f) or natural",
        Kind.WORD,
        "path",
        values=PATHS,
        default="",
        synonyms=("optimizer", "optimiser"),
    ),
    Option(
        "step_size",
        "0.1",
        "the step size of the path",
        Kind.NUMBER,
        "step_size",
        synonyms=(
            "learning_rate",
            "lr",
            "eta",
        ),
    ),
    Option(
        "iterations",
        "50",
        "how many steps the path has",
        Kind.COUNT,
        "iterations",
        synonyms=(
            "iters",
            "epochs",
        ),
    ),
    Option(
        "critical",
        "all",
        "all critical points of f, each with its kind",
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
        "a student's answer, to be checked: D_u f(P) or ‖∇f(P)‖, ∇f(P), a tangent (y=2x+1), "
        "critical points, DNE; also by name, direction:(3,4)",
        Kind.ANSWER,
        "answer",
        values=("DNE",),
        synonyms=("check", "solution", "student"),
    ),
    Option(
        "digits",
        "4",
        "significant digits of the decimals",
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
        "how much is written: short (∇f(P) and D_u f(P) alone, for a slide), brief, or full "
        "(the worked solution)",
        Kind.WORD,
        "steps",
        values=STEPS,
        default=DEFAULT_STEPS,
    ),
    Option(
        "style",
        "stewart",
        "whose notation and order: stewart, openstax, tongji (those of these books), or plain",
        Kind.WORD,
        "style",
        values=STYLES,
        default=DEFAULT_STYLE,
        synonyms=("notation", "book", "textbook"),
    ),
    Option(
        "plot",
        "contour,section",
        "the pictures: contour, section, rates, surface, field, curve, progress, or several; all; "
        "none",
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
    ),
    Option(
        "window",
        "(-1,3,-2,2)",
        "what of the plane is drawn: from, to in x, then in y; two numbers for one variable",
        Kind.WINDOW,
        "window",
        default=DEFAULT_WINDOW,
        synonyms=("limits", "viewport", "xlim", "ylim"),
    ),
    Option(
        "theme",
        "dark",
        "the paper of the picture: light or dark",
        Kind.WORD,
        "theme",
        values=THEMES,
        default=DEFAULT_THEME,
    ),
    Option(
        "interactive",
        "page",
        "a page in which P moves and the direction turns, also without a kernel",
        Kind.WORD,
        "interactive",
        values=INTERACTIVE,
        default="",
        synonyms=("moving", "animate"),
    ),
    Option(
        "as",
        "r",
        "store the result under this name too",
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
        f"what it is about: {', '.join(TOPICS[:-1])} or {TOPICS[-1]}; any if not said",
        Kind.WORD,
        "topic",
        values=TOPICS,
        default="",
        synonyms=("about", "subject", "kind"),
    ),
    Option(
        "level",
        "2",
        "1 (one idea, whole numbers), 2 (roots, angles, two rules) or 3 (three variables and more)",
        Kind.WORD,
        "level",
        values=tuple(map(str, LEVELS)),
        default=str(DEFAULT_LEVEL),
        synonyms=("difficulty",),
    ),
    Option(
        "seed",
        "7",
        "which one: the same seed gives the same exercise; a new one if not said",
        Kind.COUNT,
        "seed",
        synonyms=("number", "id", "random_state"),
    ),
)
"""The clauses of `%grad practice`, beside those that say how an answer is shown."""

PARAMETER_CLAUSE = Clause("a", "2", "the value of a name that occurs in f: a parameter")

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
