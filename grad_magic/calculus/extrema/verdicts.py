"""Verdicts on the kinds of critical points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grad_magic.findings import CriticalReason, Finding
from grad_magic.solution import CriticalVerdict

if TYPE_CHECKING:
    from sympy import Expr

__all__ = ["CriticalVerdict", "extremum", "undecided"]


def extremum(
    sign: int, reason: Finding[CriticalReason], *, is_strict: bool | None = True
) -> CriticalVerdict:
    """A minimum if the sign is positive, else a maximum."""
    return CriticalVerdict("minimum" if sign > 0 else "maximum", is_strict, reason)


def undecided(reason: CriticalReason, **parts: Expr) -> CriticalVerdict:
    """No kind is proved, and why."""
    return CriticalVerdict("undecided", None, Finding(reason, parts))
