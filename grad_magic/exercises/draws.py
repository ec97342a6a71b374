"""Choices that a seed decides, the same in every process and every version of Python."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")

_BYTES = 8


class Draws:
    """A row of choices that its name decides.

    Python promises of its own generator that `random()` stays as it is, and of no other method.

    >>> Draws("a name").one_of("abc") == Draws("a name").one_of("abc")
    True
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._count = 0

    def below(self, bound: int) -> int:
        """A whole number from 0, less than the bound."""
        digest = sha256(f"{self._name}/{self._count}".encode()).digest()
        self._count += 1
        return int.from_bytes(digest[:_BYTES], "big") % bound

    def one_of(self, choices: Sequence[T]) -> T:
        """One of the choices, each as likely as the others."""
        return choices[self.below(len(choices))]

    def between(self, least: int, most: int) -> int:
        """A whole number, of which both bounds may come."""
        return least + self.below(most - least + 1)

    def nonzero(self, largest: int) -> int:
        """A whole number but 0, of at most this size."""
        return self.sign() * self.between(1, largest)

    def sign(self) -> int:
        """1 or -1."""
        return self.one_of((1, -1))

    def is_so(self) -> bool:
        """True or False."""
        return self.below(2) == 1
