"""Verdicts on the kinds of critical points."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from grad_magic.findings import CriticalReason, Finding
from grad_magic.solution import CriticalVerdict

if TYPE_CHECKING:
    from sympy import Expr, Symbol

    from grad_magic.formula.program import Program
    from grad_magic.solution import CriticalPoints

Searcher: TypeAlias = "Callable[[Expr, Sequence[Symbol], Program], CriticalPoints]"
"""Finds the critical points of a function of these variables, typed as this program."""

__all__ = [
    "CriticalVerdict",
    "Searcher",
    "extremum",
    "said_of_neighborhood",
    "strict_reason",
    "undecided",
]

_NEARBY: Mapping[CriticalReason, CriticalReason] = {
    CriticalReason.CONSTANT: CriticalReason.CONSTANT_NEARBY,
    CriticalReason.NEVER_BEYOND: CriticalReason.NEVER_BEYOND_NEARBY,
    CriticalReason.BEYOND_ELSEWHERE: CriticalReason.BEYOND_ELSEWHERE_NEARBY,
    CriticalReason.NEVER_BEYOND_FLAT: CriticalReason.NEVER_BEYOND_FLAT_NEARBY,
    CriticalReason.NEVER_BEYOND_ZEROS: CriticalReason.NEVER_BEYOND_ZEROS_NEARBY,
    CriticalReason.NEVER_BEYOND_ZEROS_IN_SPACE: CriticalReason.NEVER_BEYOND_ZEROS_IN_SPACE_NEARBY,
}
"""What is said of f everywhere, as it is said where a formula holds near P alone."""

_STRICT: Mapping[CriticalReason, CriticalReason] = {
    CriticalReason.NOWHERE_BELOW: CriticalReason.EVERYWHERE_ABOVE,
    CriticalReason.NOWHERE_ABOVE: CriticalReason.EVERYWHERE_BELOW,
    CriticalReason.NEVER_BEYOND: CriticalReason.BEYOND_ELSEWHERE,
    CriticalReason.NEVER_BEYOND_NEARBY: CriticalReason.BEYOND_ELSEWHERE_NEARBY,
}
"""What is said where f has the value f(P) nowhere else, from which a strict extremum follows."""


def extremum(
    sign: int, reason: Finding[CriticalReason], *, is_strict: bool | None = True
) -> CriticalVerdict:
    """A minimum if the sign is positive, else a maximum."""
    return CriticalVerdict("minimum" if sign > 0 else "maximum", is_strict, reason)


def undecided(reason: CriticalReason, **parts: Expr) -> CriticalVerdict:
    """No kind is proved, and why."""
    return CriticalVerdict("undecided", None, Finding(reason, parts))


def said_of_neighborhood(verdict: CriticalVerdict) -> CriticalVerdict:
    """The verdict on f where it was found for a formula that f follows near P alone."""
    kind = _NEARBY.get(verdict.reason.kind, verdict.reason.kind)
    return replace(verdict, reason=Finding(kind, verdict.reason.parts))


def strict_reason(reason: Finding[CriticalReason]) -> Finding[CriticalReason]:
    """The reason for an extremum as one for a strict extremum."""
    return replace(reason, kind=_STRICT.get(reason.kind, reason.kind))
