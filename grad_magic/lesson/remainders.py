"""A bound that anyone sees for what the linear approximation misses: |…| ≤ ‖h‖²."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sympy import Abs, Add, Integer, Mul, Poly, PolynomialError, Pow, Symbol, cos, sin, tanh

from grad_magic.lesson.increments import remainder

if TYPE_CHECKING:
    from sympy import Expr

    from grad_magic.solution import Solution

AT_MOST_ONE = (sin, cos, tanh)

Bound = tuple["Expr", "Expr"]
"""(C, k) of C‖h‖ᵏ."""


def remainder_bound(solution: Solution) -> Bound | None:
    """C and k with |f(P + h) - f(P) - ∇f(P)·h| ≤ C‖h‖ᵏ for ‖h‖ ≤ 1, and k > 1.

    None where the remainder has no short form, or none whose bound is plain.
    """
    missed = remainder(solution)
    if missed is None:
        return None
    steps = sorted(missed.free_symbols, key=str)
    squares = [Symbol(f"h_{index}", real=True) ** 2 for index in range(1, _count(solution) + 1)]
    found = plain_bound(missed, steps, Add(*squares))
    return found if found is not None and found[1] > 1 else None


def _count(solution: Solution) -> int:
    return len(solution.variables)


def plain_bound(form: Expr, steps: Sequence[Symbol], square: Expr) -> Bound | None:  # noqa: PLR0911
    """C and k with |form| ≤ C‖h‖ᵏ for ‖h‖ ≤ 1; None where that is not plain.

    Args:
        form: an expression in the components of h.
        steps: these.
        square: ‖h‖².
    """
    if form == square:
        return Integer(1), Integer(2)
    if form.is_number and form.is_real:
        return abs(form), Integer(0)
    if form in steps:
        return Integer(1), Integer(1)
    if isinstance(form, AT_MOST_ONE):
        return Integer(1), Integer(0)
    if isinstance(form, Abs):
        return plain_bound(form.args[0], steps, square)
    if isinstance(form, Pow):
        return _bound_of_power(form, steps, square)
    if not isinstance(form, (Add, Mul)):
        return None
    parts = [plain_bound(part, steps, square) for part in form.args]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if isinstance(form, Mul):
        return Mul(*(size for size, _ in known)), Add(*(power for _, power in known))
    # For ‖h‖ ≤ 1 the lowest power is the largest.
    return Add(*(size for size, _ in known)), min(power for _, power in known)


def _bound_of_power(form: Pow, steps: Sequence[Symbol], square: Expr) -> Bound | None:
    base, power = form.as_base_exp()
    if not power.is_Rational:
        return None
    if base == square:
        return Integer(1), 2 * power
    if power.is_negative and (below := _least_of_even_powers(base, square)) is not None:
        return below[0] ** power, below[1] * power
    inner = plain_bound(base, steps, square) if power.is_positive else None
    return None if inner is None else (inner[0] ** power, inner[1] * power)


def _least_of_even_powers(form: Expr, square: Expr) -> Bound | None:
    """c and 2m with form ≥ c‖h‖²ᵐ, as of h₁² + 3h₂² and h₁⁴ + h₂⁴; None of another form.

    The mean of the m-th powers of all h² is at least the m-th power of their mean.
    """
    steps = sorted(square.free_symbols, key=str)
    try:
        terms = Poly(form, *steps).terms()
    except PolynomialError:
        return None
    degrees = {sum(powers) for powers, _ in terms}
    are_alone = len(terms) == len(steps) and all(max(powers) == sum(powers) for powers, _ in terms)
    if len(degrees) != 1 or not are_alone or not all(size.is_positive for _, size in terms):
        return None
    (degree,) = degrees
    if degree % 2 or degree == 0:
        return None
    least = min(size for _, size in terms)
    return least * Integer(len(steps)) ** (1 - Integer(degree) / 2), Integer(degree)
