"""Functions of n variables from the literature, as text."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise


def names(count: int) -> list[str]:
    return [f"x_{index}" for index in range(1, count + 1)]


def rosenbrock(count: int) -> str:
    """Moré, Garbow and Hillstrom, no. 21, chained."""
    pairs = pairwise(names(count))
    return "+".join(f"100*({later}-{first}^2)^2+(1-{first})^2" for first, later in pairs)


def speelpenning(count: int) -> str:
    return "*".join(names(count))


def log_sum_exp(count: int) -> str:
    return f"ln({'+'.join(f'exp({x})' for x in names(count))})"


def nested_tanh(count: int) -> str:
    layer = names(count)
    for _ in range(3):
        layer = [
            f"tanh(3/4*{a}+1/2*{b})" for a, b in zip(layer, (*layer[1:], layer[0]), strict=True)
        ]
    return "+".join(layer)


def brown(count: int) -> str:
    """Almost linear: Moré, Garbow and Hillstrom, no. 27."""
    x = names(count)
    total = "+".join(x)
    squares = (f"({name}+{total}-{count + 1})^2" for name in x[:-1])
    return f"{'+'.join(squares)}+({'*'.join(x)}-1)^2"


def least_squares(count: int) -> str:
    """A row of whole numbers for each unknown."""
    generator = random.Random(0)  # noqa: S311  (nothing is kept secret)
    rows = ("+".join(f"{generator.randint(1, 9)}*{x}" for x in names(count)) for _ in range(count))
    return "+".join(f"({row}-{generator.randint(1, 9)})^2" for row in rows)


def request(f: str, point: Sequence[object], more: str = "") -> str:
    return f"f={f} at=({','.join(map(str, point))}) {more}"
