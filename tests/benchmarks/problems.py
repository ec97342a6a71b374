"""Problems for the benchmarks: six in which a number can be changed, and a list from textbooks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from sympy import Expr, Symbol, cos, exp, log, sin

from tests.reading.corpus_typed import TYPED
from tests.test_books import BOOKS
from tests.test_worked_examples import EXAMPLES

Pair = tuple[int, int]


@dataclass(frozen=True)
class Family:
    """A problem whose function holds a number n, so that no answer to it has been kept.

    Attributes:
        name: in the table.
        typed: f as it is typed, with {n} for the number.
        formula: f as a script in SymPy writes it, of x, y and n.
        point: P.
        direction: along which the rate is asked.
        first: the least n; the others follow it.
    """

    name: str
    typed: str
    formula: Callable[[Symbol, Symbol, int], Expr]
    point: Pair
    direction: Pair
    first: int

    def request(self, n: int) -> str:
        """The request for this number."""
        (a, b), (u, v) = self.point, self.direction
        return f"f={self.typed.format(n=n)} at=({a},{b}) dir=({u},{v})"


FAMILIES = (
    Family("mission", "x*exp({n}y)", lambda x, y, n: x * exp(n * y), (1, 0), (1, -1), 2),
    Family(
        "trig",
        "sin({n}x)cos y + sin(xy)",
        lambda x, y, n: sin(n * x) * cos(y) + sin(x * y),
        (1, 2),
        (3, 4),
        13,
    ),
    Family(
        "rational",
        "(x^2 - y)/(1 + x^2 + {n}y^2)",
        lambda x, y, n: (x**2 - y) / (1 + x**2 + n * y**2),
        (1, 2),
        (1, 1),
        3,
    ),
    Family("log", "ln(x^2 + {n}y^2)", lambda x, y, n: log(x**2 + n * y**2), (2, 1), (-1, 2), 2),
    Family(
        "Rosenbrock",
        "(1-x)^2 + {n}(y-x^2)^2",
        lambda x, y, n: (1 - x) ** 2 + n * (y - x**2) ** 2,
        (-1, 2),
        (1, 0),
        100,
    ),
    Family(
        "Gauss",
        "{n}x y e^(-x^2 - y^2)",
        lambda x, y, n: n * x * y * exp(-(x**2) - y**2),
        (1, 1),
        (1, -2),
        2,
    ),
)

_POINT, _DIRECTION = ("1", "2", "3"), ("3", "4", "12")


def textbook_requests() -> tuple[str, ...]:
    """The worked examples, and the functions of textbooks' pages, at a point along a direction."""
    functions = {typed: variables for typed, variables, *_ in BOOKS}
    for typed, meaning in TYPED.items():
        letters = sorted(set(re.findall(r"\b[a-z]\b", meaning)))
        if 1 < len(letters) <= len(_POINT):
            functions.setdefault(typed, ",".join(letters))
    examples = [request for request, _ in EXAMPLES]
    return (*examples, *(_placed(*function) for function in functions.items()))


def _placed(typed: str, variables: str) -> str:
    count = variables.count(",") + 1
    point, direction = ",".join(_POINT[:count]), ",".join(_DIRECTION[:count])
    return f"f({variables})={typed} at=({point}) dir=({direction})"
