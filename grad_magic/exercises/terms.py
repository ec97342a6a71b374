"""Sums with whole coefficients as one types them: 3x^2 y - x + 2."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_SINGLE = re.compile(r"\w+(\^\d)?|sqrt\([^()]*\)")


@dataclass(frozen=True)
class Term:
    """A number times a product, perhaps over another.

    Attributes:
        factor: the number.
        product: what stands behind it; empty for the number alone.
        divisor: what it is divided by; empty for nothing.
    """

    factor: int
    product: str = ""
    divisor: str = ""

    @property
    def unsigned(self) -> str:
        """The term without its sign."""
        size = abs(self.factor)
        top = f"{size}{self.product}" if size != 1 or not self.product else self.product
        return f"{_bracketed(top)}/{_bracketed(self.divisor)}" if self.divisor else top


def _bracketed(text: str) -> str:
    """What is more than a number, a power or a root in brackets."""
    return text if _SINGLE.fullmatch(text) else f"({text})"


def write_sum(terms: Iterable[Term]) -> str:
    """The terms with their signs between them, those with factor 0 left out.

    >>> write_sum([Term(-1, "x^2"), Term(0, "y"), Term(3, "x y"), Term(-2)])
    '-x^2 + 3x y - 2'
    """
    text = ""
    for term in terms:
        if term.factor == 0:
            continue
        if text:
            text += f" {'-' if term.factor < 0 else '+'} {term.unsigned}"
        else:
            text = f"{'-' if term.factor < 0 else ''}{term.unsigned}"
    return text or "0"


def write_product(powers: Sequence[int], names: Sequence[str]) -> str:
    """The product of powers of the variables.

    >>> write_product((2, 0, 1), ("x", "y", "z"))
    'x^2 z'
    """
    return " ".join(
        name if power == 1 else f"{name}^{power}"
        for power, name in zip(powers, names, strict=True)
        if power
    )


def linear_terms(factors: Sequence[int], names: Sequence[str]) -> list[Term]:
    """Each variable with its factor."""
    return [Term(factor, name) for factor, name in zip(factors, names, strict=True)]


def write_through(
    normal: Sequence[int], names: Sequence[str], point: Sequence[int], value: int
) -> str:
    """The linear function with these partial derivatives and this value at the point.

    >>> write_through((2, -1), ("x", "y"), (1, 1), 4)
    '2x - y + 3'
    """
    here = sum(a * b for a, b in zip(normal, point, strict=True))
    return write_sum([*linear_terms(normal, names), Term(value - here)])


def write_from(name: str, start: int) -> str:
    """How far the variable is from a number: x, or (x - 1).

    >>> write_from("x", -2)
    '(x + 2)'
    """
    return name if start == 0 else f"({write_sum([Term(1, name), Term(-start)])})"
