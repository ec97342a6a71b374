"""Functions of one variable t > 0 near t = 0, by their leading terms and a bound for the rest.

An expansion is a finite sum of terms c·tᵉ·Lᵏ with L = ln(1/t), and an error that is bounded
by a multiple of one such monomial. All exponents are exact, so that a limit read off it is
proved and not estimated. The coefficients may depend on a direction v: then every statement
holds uniformly for all unit vectors v (see `grad_magic.calculus.expansions.coefficients`).

The calculus of such terms is that of asymptotic expansions (de Bruijn, Asymptotic Methods in
Analysis, chapter 1).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sympy import Expr, Integer, Rational

Power = tuple[Rational, Rational]
"""(e, k) for tᵉ·Lᵏ."""

CONSTANT: Power = (Integer(0), Integer(0))
FIRST: Power = (Integer(1), Integer(0))
# Beyond any power that occurs: of a function without a bound, and of exp(-1/t).
FAR = 10**6
UNBOUNDED: Power = (Integer(-FAR), Integer(0))
FLAT: Power = (Integer(FAR), Integer(0))


class OpenError(ArithmeticError):
    """An expansion could not be settled."""


class CancelledError(OpenError):
    """All its terms cancelled, as the first of 1 - (1 - t⁴) do: more terms may settle it."""


class OutsideError(ArithmeticError):
    """The function has no real values for small t > 0."""


def precedence(power: Power) -> tuple[Rational, Rational]:
    """Sorts monomials from the largest to the smallest, as t → 0."""
    return power[0], -power[1]


def is_smaller(power: Power, other: Power) -> bool:
    """Whether the first monomial divided by the second tends to 0."""
    return bool(precedence(power) > precedence(other))


def multiply_powers(power: Power, other: Power) -> Power:
    """The product of two monomials.

    What has no bound has none after any multiplication: exp(-1/t²)·exp(1/t⁴) is not small.
    """
    if UNBOUNDED in (power, other):
        return UNBOUNDED
    return FLAT if FLAT in (power, other) else (power[0] + other[0], power[1] + other[1])


def raise_power(power: Power, exponent: Rational) -> Power:
    """A monomial to a rational power, a positive one where it is `UNBOUNDED` or `FLAT`."""
    if power in (UNBOUNDED, FLAT):
        return power
    return power[0] * exponent, power[1] * exponent


@dataclass(frozen=True)
class Expansion:
    """Σ c·tᵉ·Lᵏ plus an error.

    Attributes:
        terms: the powers with their coefficients, the largest first.
        error: the bound of the rest up to a factor; None where the terms are everything.
        oscillates: whether the rest divided by that bound has no limit for t → 0.
        is_continuous: whether it is continuous for small t > 0.
        is_nonnegative: whether it is known to be nowhere negative.
        is_defined: whether it has a value for every small t > 0 (and every direction).
        grows: whether it tends to ∞ faster than every power of 1/t, as exp(1/t) does.
        rises, falls: a monomial that tends to ∞ and of which the function is at least a positive
            multiple, or at most a negative one: 1/x² is at least 1/t² on all rays at once.
    """

    terms: tuple[tuple[Power, Expr], ...] = ()
    error: Power | None = None
    oscillates: bool = False
    is_continuous: bool = True
    is_nonnegative: bool = False
    is_defined: bool = True
    grows: bool = False
    rises: Power | None = None
    falls: Power | None = None

    @property
    def is_zero(self) -> bool:
        """Whether it is 0 for all small t > 0."""
        return not self.terms and self.error is None

    @property
    def size(self) -> Power | None:
        """The largest monomial in it; None for 0."""
        return self.terms[0][0] if self.terms else self.error

    def coefficient(self, power: Power) -> Expr:
        """The coefficient of a monomial among the terms."""
        return dict(self.terms).get(power, Integer(0))

    def knows(self, power: Power) -> bool:
        """Whether the error is smaller than this monomial."""
        return self.error is None or is_smaller(self.error, power)

    def flags(self, *others: Expansion) -> dict[str, Any]:
        """What a combination with others inherits whatever the operation."""
        parts = (self, *others)
        return {
            "is_continuous": all(part.is_continuous for part in parts),
            "is_defined": all(part.is_defined for part in parts),
        }


def constant(value: Expr) -> Expansion:
    """The expansion of a constant."""
    return replace(monomial(CONSTANT, value), is_nonnegative=bool(value.is_nonnegative))


def monomial(power: Power, coefficient: Expr) -> Expansion:
    """The expansion c·tᵉ·Lᵏ."""
    return Expansion(((power, coefficient),)) if coefficient != 0 else Expansion()


def bounded(*, is_continuous: bool, is_defined: bool, oscillates: bool = False) -> Expansion:
    """An expansion of which only a bound is known."""
    return Expansion(
        error=CONSTANT, oscillates=oscillates, is_continuous=is_continuous, is_defined=is_defined
    )
