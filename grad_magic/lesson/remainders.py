"""A bound that anyone sees for what the linear approximation misses: |…| ≤ ‖h‖²."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sympy import Abs, Add, Dummy, Integer, Mul, Pow, Symbol, cos, sin, tanh

if TYPE_CHECKING:
    from sympy import Expr

AT_MOST_ONE = (sin, cos, tanh)

Bound = tuple["Expr", "Expr"]
"""(C, k) of C‖h‖ᵏ."""


@dataclass(frozen=True)
class Squeeze:
    """How a quotient N/D is bounded by a term of its denominator, as h₁³h₂/(h₁² + 3h₂²) by h₁².

    Attributes:
        term: a ≤ a + b + … = S of D = Sᵖ, where no term is negative.
        whole: S.
        most: |N|/aᵖ, of which no divisor is left.
    """

    term: Expr
    whole: Expr
    most: Expr


def remainder_bound(missed: Expr, count: int) -> Bound | None:
    """C and k > 1 with |f(P + h) - f(P) - ∇f(P)·h| ≤ C‖h‖ᵏ for ‖h‖ ≤ 1.

    Args:
        missed: that difference, as `remainder` has it.
        count: how many components h has.

    Returns:
        None where it has no such bound that is plain.
    """
    found = bound_in_steps(missed, count)
    return found if found is not None and found[1] > 1 else None


def bound_in_steps(form: Expr, count: int) -> Bound | None:
    """C and k with |form| ≤ C‖h‖ᵏ for ‖h‖ ≤ 1, where the form is in h₁, h₂, …."""
    steps = _steps(count)
    return plain_bound(form, steps, _square(steps))


def is_by_components(form: Expr, count: int) -> bool:
    """Whether a bound of it rests on |h₁| ≤ ‖h‖ and the like, and not on ‖h‖ alone."""
    steps = _steps(count)
    alone = form.subs(_square(steps), Dummy(positive=True) ** 2)
    return bool(alone.has(*steps))


def _steps(count: int) -> list[Symbol]:
    return [Symbol(f"h_{index}", real=True) for index in range(1, count + 1)]


def _square(steps: Sequence[Symbol]) -> Expr:
    """‖h‖²."""
    return Add(*(step**2 for step in steps))


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
        return _bound_of_quotient(form, steps)
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
    inner = plain_bound(base, steps, square) if power.is_positive else None
    return None if inner is None else (inner[0] ** power, inner[1] * power)


def _bound_of_quotient(form: Expr, steps: Sequence[Symbol]) -> Bound | None:
    """By a term of the denominator: h₁³h₂/(h₁² + 3h₂²) is at most |h₁h₂| ≤ ‖h‖²."""
    found = [squeeze(part, steps) for part in _parts(form)]
    known = [way.most.as_independent(*steps) for way in found if way is not None]
    if len(known) < len(found):
        return None
    powers = [Add(*most.as_powers_dict().values()) for _, most in known]
    # For ‖h‖ ≤ 1 the lowest power is the largest.
    return Add(*(size for size, _ in known)), min(powers)


def _parts(form: Expr) -> list[Expr]:
    """The quotients of the terms of the numerator."""
    top, bottom = form.as_numer_denom()
    return [part / bottom for part in Add.make_args(top.expand())]


def squeeze(form: Expr, steps: Sequence[Symbol]) -> Squeeze | None:
    """A term of the denominator that bounds the quotient of a product; None where none does so.

    Args:
        form: an expression in the components of h.
        steps: these.
    """
    top, bottom = form.as_numer_denom()
    content, divisor = bottom.as_coeff_Mul()
    whole, exponent = divisor.as_base_exp()
    is_sum = isinstance(whole, Add) and exponent.is_positive and content.is_positive
    if not is_sum or not all(term.is_nonnegative for term in whole.args):
        return None
    sizes = {step: Dummy(positive=True) for step in steps}
    names = {size: Abs(step) for step, size in sizes.items()}
    ways: list[tuple[Expr, Squeeze]] = []
    for term in whole.args:
        rest = Abs(top.xreplace(sizes)) / (content * term.xreplace(sizes) ** exponent)
        _, powers = rest.as_independent(*names)
        parts = powers.as_powers_dict()
        if all(base in names and power.is_positive for base, power in parts.items()):
            ways.append((Add(*parts.values()), Squeeze(term, whole, rest.xreplace(names))))
    # The term that leaves most.
    return max(ways, key=lambda way: way[0])[1] if ways else None
