"""The kinds of critical points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grad_magic.solution import Finding

if TYPE_CHECKING:
    from sympy import Expr


@dataclass(frozen=True)
class CriticalVerdict:
    """The kind of a critical point, and why.

    Attributes:
        kind: "minimum", "maximum", "saddle" (f takes larger and smaller values than f(P) near
            P; for one variable too, where P is a point of inflection) or "undecided".
        is_strict: of an extremum whether it is strict; None where that is not settled.
        reason: the proof, or why there is none.
    """

    kind: str
    is_strict: bool | None
    reason: Finding


def extremum(sign: int, reason: Finding, *, is_strict: bool | None = True) -> CriticalVerdict:
    """A minimum if the sign is positive, else a maximum."""
    return CriticalVerdict("minimum" if sign > 0 else "maximum", is_strict, reason)


def undecided(sentence: str, **parts: Expr) -> CriticalVerdict:
    """No kind is proved, and why."""
    return CriticalVerdict("undecided", None, Finding(sentence, parts))
