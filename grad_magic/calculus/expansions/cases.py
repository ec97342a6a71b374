"""Functions of expansions with jumps and corners, and cases with their conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sympy import Integer, floor

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.expansions.algebra import (
    Expansion,
    OpenError,
    OutsideError,
    bounded,
    constant,
)
from grad_magic.calculus.expansions.functions import HALF, FunctionExpansions
from grad_magic.formula.program import Case


@dataclass(frozen=True)
class Unsettled:
    """A condition that holds for some small t or some directions, and not for others.

    Attributes:
        zeros: it is that these are all 0, or with `negated` that one of them is not; none
            where it is something else.
        nonnegative, nonpositive: what has this sign where the condition holds; where it does
            not, the signs are the opposite ones.
    """

    zeros: tuple[Expansion, ...] = ()
    negated: bool = False
    nonnegative: Expansion | None = None
    nonpositive: Expansion | None = None

    def nonzero(self) -> tuple[Expansion, ...]:
        """What is nowhere 0 where the condition holds."""
        return self.zeros if self.negated and len(self.zeros) == 1 else ()

    def opposite(self) -> Unsettled:
        """The negated condition."""
        if self.zeros:
            return replace(self, negated=not self.negated)
        return Unsettled(nonnegative=self.nonpositive, nonpositive=self.nonnegative)


Truth = bool | Unsettled


TRUTHS: Mapping[str, Callable[[int], bool]] = {
    "less": lambda sign: sign < 0,
    "less_equal": lambda sign: sign <= 0,
    "greater": lambda sign: sign > 0,
    "greater_equal": lambda sign: sign >= 0,
    "equal": lambda sign: sign == 0,
    "unequal": lambda sign: sign != 0,
}


def _relate_nonnegative(relation: str, difference: Expansion) -> Truth:
    """Of what is not negative, > 0 says that it is not 0."""
    if relation in ("less", "greater_equal"):
        return relation == "greater_equal"
    return Unsettled((difference,), negated=relation == "greater")


class CaseExpansions(FunctionExpansions):
    """Each operation with a seam, on expansions."""

    def _sign(self, expansion: Expansion) -> Expansion:
        self._check_smooth(expansion)
        sign = self._calculus.sign(expansion)
        if sign is not None:
            return replace(constant(Integer(sign)), **expansion.flags())
        return bounded(is_continuous=False, is_defined=expansion.is_defined)

    def _heaviside(self, expansion: Expansion) -> Expansion:
        sign = self._calculus.sign(expansion)
        if sign == 0:
            raise OutsideError("Heaviside of 0")
        if sign is None:
            return bounded(is_continuous=False, is_defined=False)
        return replace(constant(Integer((sign + 1) // 2)), **expansion.flags())

    def _extreme(self, factor: int, *expansions: Expansion) -> Expansion:
        first, *others = expansions
        for other in others:
            gap = self._calculus.subtract(first, other)
            self._check_smooth(gap)
            sign = self._calculus.sign(gap)
            if sign is None:
                signed = self._calculus.absolute(gap)
                signed = signed if factor > 0 else self._calculus.negate(signed)
                total = self._calculus.add(first, other, signed)
                first = self._calculus.multiply(constant(HALF), total)
            elif sign * factor < 0:
                first = other
        return replace(first, is_defined=all(part.is_defined for part in expansions))

    def _floor(self, expansion: Expansion) -> Expansion:
        if not self._has_limit(expansion):
            raise OpenError("floor")
        limit, rest = self._split(expansion)
        if self._depends_on_direction(limit):
            raise OpenError("floor")
        whole = floor(limit)
        if sign_of(limit - whole) is None:
            raise OpenError("floor")
        if sign_of(limit - whole) == 0:
            self._check_smooth(rest)
            sign = self._calculus.sign(rest)
            if sign is None:
                return bounded(is_continuous=False, is_defined=expansion.is_defined)
            whole = whole - 1 if sign < 0 else whole
        return replace(constant(whole), **expansion.flags())

    def _relate(self, relation: str, difference: Expansion) -> Truth:
        if not difference.is_defined:
            raise OpenError("a condition that may have no truth value")
        sign = self._calculus.sign(difference)
        if self._only_smooth and not sign:
            return Unsettled()
        if sign is not None:
            return TRUTHS[relation](sign)
        if relation in ("equal", "unequal"):
            return Unsettled((difference,), negated=relation == "unequal")
        if difference.is_nonnegative:
            return _relate_nonnegative(relation, difference)
        is_greater = relation.startswith("greater")
        return Unsettled(
            nonnegative=difference if is_greater else None,
            nonpositive=None if is_greater else difference,
        )

    def _conjunction(self, *parts: Truth) -> Truth:
        if False in parts:
            return False
        open_parts = [part for part in parts if isinstance(part, Unsettled)]
        if not open_parts:
            return True
        if len(open_parts) == 1:
            return open_parts[0]
        zeros = tuple(expansion for part in open_parts for expansion in part.zeros)
        if any(part.negated or not part.zeros for part in open_parts):
            return Unsettled()
        return False if self._cannot_all_vanish(zeros) else Unsettled(zeros)

    @staticmethod
    def _value_of_case(value: Callable[[], Expansion], *, is_certain: bool) -> Expansion:
        try:
            return value()
        except OutsideError:
            if is_certain:
                raise
            raise OpenError("a case without values may apply") from None

    def _not_negative(self, fact: Unsettled) -> Iterator[Expansion]:
        if fact.nonnegative is not None:
            yield fact.nonnegative
        if fact.nonpositive is not None:
            yield self._calculus.negate(fact.nonpositive)

    def _cannot_all_vanish(self, expansions: Sequence[Expansion]) -> bool:
        squares = (self._calculus.power(expansion, Integer(2)) for expansion in expansions)
        return self._calculus.sign(self._calculus.add(*squares)) == 1

    def _choose(self, cases: Sequence[Case]) -> Expansion:
        possible: list[Expansion] = []
        earlier: list[Unsettled] = []
        for condition, value in cases:
            holds = condition()
            if holds is False:
                continue
            if self._only_smooth and holds is not True:
                raise OpenError("the curve touches a border between cases")
            facts = [*earlier, *([holds] if isinstance(holds, Unsettled) else [])]
            nonzero = [zero for fact in facts for zero in fact.nonzero()]
            signed = [sign for fact in facts for sign in self._not_negative(fact)]
            with self._coefficients.assuming(nonzero, signed):
                possible.append(
                    self._value_of_case(value, is_certain=holds is True and not earlier)
                )
            if isinstance(holds, Unsettled):
                earlier.append(holds.opposite())
            else:
                return self._calculus.hull(possible)
        if not possible:
            raise OutsideError("no case applies")
        return replace(self._calculus.hull(possible), is_defined=False)


def negate_truth(truth: Truth) -> Any:
    """The truth of the negated condition."""
    return truth.opposite() if isinstance(truth, Unsettled) else not truth
