"""The truth of a condition on expansions, for small t > 0 and all directions at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from grad_magic.calculus.expansions.expansion import Expansion


@dataclass(frozen=True)
class Unsettled:
    """A condition that holds for some small t or some directions, and not for others.

    Attributes:
        zeros: it is that these are all 0, or with `negated` that one of them is not; none
            where it is something else.
        nonnegative, nonpositive: what has this sign where the condition holds; where it does
            not, the signs are the opposite ones.
        parts: it is that these conditions all hold, or with `negated` that one does not.
    """

    zeros: tuple[Expansion, ...] = ()
    negated: bool = False
    nonnegative: Expansion | None = None
    nonpositive: Expansion | None = None
    parts: tuple[Unsettled, ...] = ()

    def facts(self) -> Iterator[Unsettled]:
        """The conditions that hold where this one does, none of which has parts."""
        if not self.parts:
            yield self
        elif not self.negated:
            for part in self.parts:
                yield from part.facts()

    def nonzero(self) -> tuple[Expansion, ...]:
        """What is nowhere 0 where the condition holds."""
        return self.zeros if self.negated and len(self.zeros) == 1 else ()

    def opposite(self) -> Unsettled:
        """The negated condition."""
        if self.zeros or self.parts:
            return replace(self, negated=not self.negated)
        return Unsettled(nonnegative=self.nonpositive, nonpositive=self.nonnegative)


Truth = bool | Unsettled
"""What a condition is, when it does not depend on t or the direction, or what is known of it."""


def negate_truth(truth: Truth) -> Truth:
    """The truth of the negated condition."""
    return truth.opposite() if isinstance(truth, Unsettled) else not truth
