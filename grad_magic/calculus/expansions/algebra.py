"""The algebra of expansions: sums, products, powers, absolute values, and Taylor's formula."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sympy import Expr, Integer, Rational

from grad_magic.calculus.expansions.coefficients import Coefficients
from grad_magic.calculus.expansions.expansion import (
    CONSTANT,
    FLAT,
    UNBOUNDED,
    CancelledError,
    Expansion,
    OpenError,
    OutsideError,
    Power,
    constant,
    is_smaller,
    monomial,
    multiply_powers,
    precedence,
    raise_power,
)


def _coarsest(errors: Iterable[Power | None]) -> Power | None:
    return min((power for power in errors if power is not None), key=precedence, default=None)


@dataclass(frozen=True)
class ExpansionCalculus:
    """The operations on expansions.

    Attributes:
        coefficients: how coefficients are simplified and their signs decided.
        depth: how many powers of t behind the leading one are kept.
    """

    coefficients: Coefficients
    depth: int = 8

    def collect(
        self, terms: Iterable[tuple[Power, Expr]], errors: Iterable[Power | None], **flags: Any
    ) -> Expansion:
        """An expansion from terms in any order; what the errors cover is dropped."""
        error = _coarsest(errors)
        sums: dict[Power, Expr] = {}
        for power, coefficient in terms:
            if error is None or is_smaller(error, power):
                sums[power] = sums.get(power, Integer(0)) + coefficient
        reduced = ((power, self.coefficients.reduce(value)) for power, value in sums.items())
        kept = sorted((pair for pair in reduced if pair[1] != 0), key=lambda p: precedence(p[0]))
        return self._truncate(Expansion(tuple(kept), error, **flags))

    def _truncate(self, expansion: Expansion) -> Expansion:
        """Moves terms far behind the leading one into the error."""
        if not expansion.terms:
            return expansion
        last = expansion.terms[0][0][0] + self.depth
        far = [power for power, _ in expansion.terms if power[0] > last]
        if not far:
            return expansion
        kept = tuple(pair for pair in expansion.terms if pair[0][0] <= last)
        return replace(expansion, terms=kept, error=far[0], oscillates=False)

    def add(self, *parts: Expansion) -> Expansion:
        """The sum."""
        result = self.collect(
            [pair for part in parts for pair in part.terms],
            [part.error for part in parts],
            **parts[0].flags(*parts[1:]),
            is_nonnegative=all(map(self.is_nonnegative, parts)),
        )
        coarsest = [part for part in parts if part.error == result.error]
        oscillates = len(coarsest) == 1 and coarsest[0].oscillates and result.error is not None
        unbounded = [part for part in parts if part.error == UNBOUNDED]
        grows = bool(unbounded) and all(part.grows for part in unbounded)
        return replace(
            result,
            oscillates=oscillates,
            grows=grows,
            rises=_common_escape([(part.rises, part) for part in parts]),
            falls=_common_escape([(part.falls, part) for part in parts]),
        )

    def multiply(self, *parts: Expansion) -> Expansion:
        """The product."""
        product = parts[0]
        for part in parts[1:]:
            product = self._multiply_two(product, part)
        return product

    def _multiply_two(self, first: Expansion, second: Expansion) -> Expansion:
        flags = first.flags(second)
        if first.is_zero or second.is_zero:
            return Expansion(**flags, is_nonnegative=True)
        errors = [
            multiply_powers(a.error, b.size)
            for a, b in ((first, second), (second, first))
            if a.error is not None and b.size is not None
        ]
        result = self.collect(
            [(multiply_powers(p, q), a * b) for p, a in first.terms for q, b in second.terms],
            errors,
            **flags,
            is_nonnegative=self.is_nonnegative(first) and self.is_nonnegative(second),
        )
        grows = (first.grows or second.grows) and self.sign(first) == 1 == self.sign(second)
        if grows:
            return replace(result, error=UNBOUNDED, terms=(), grows=True)
        for escaping, other in ((first, second), (second, first)):
            if escaping.rises or escaping.falls:
                return self._scale_escape(result, escaping, other)
        return replace(result, oscillates=self._product_oscillates(first, second, result))

    def _scale_escape(self, product: Expansion, escaping: Expansion, other: Expansion) -> Expansion:
        """What tends to ∞, times what is nowhere near 0."""
        sign = self.sign(other)
        if not sign or not other.terms:
            return product
        scaled = [
            None if power is None else multiply_powers(power, other.terms[0][0])
            for power in (escaping.rises, escaping.falls)
        ]
        rises, falls = scaled if sign > 0 else reversed(scaled)
        return replace(product, rises=_if_large(rises), falls=_if_large(falls))

    def _product_oscillates(self, first: Expansion, second: Expansion, product: Expansion) -> bool:
        """A wave times what has a leading term that is nowhere 0 is a wave."""
        for wave, other in ((first, second), (second, first)):
            if not wave.oscillates or wave.error is None or wave.size is None or not other.terms:
                continue
            lead, coefficient = other.terms[0]
            expected = multiply_powers(wave.error, lead)
            is_alone = other.error is None or is_smaller(
                multiply_powers(other.error, wave.size), expected
            )
            if product.error == expected and is_alone and self.coefficients.sign(coefficient):
                return True
        return False

    def is_nonnegative(self, part: Expansion) -> bool:
        """Whether it is nowhere negative, by its form or because its leading term is positive."""
        return part.is_nonnegative or part.is_zero or self.sign(part) == 1

    def negate(self, expansion: Expansion) -> Expansion:
        """The opposite."""
        terms = tuple((power, -coefficient) for power, coefficient in expansion.terms)
        return replace(
            expansion,
            terms=terms,
            is_nonnegative=expansion.is_zero,
            grows=False,
            rises=expansion.falls,
            falls=expansion.rises,
        )

    def subtract(self, first: Expansion, second: Expansion) -> Expansion:
        """The difference."""
        return self.add(first, self.negate(second))

    def sign(self, expansion: Expansion) -> int | None:
        """Its sign for all small t > 0; None where it changes or is not settled."""
        if expansion.is_zero:
            return 0
        if expansion.grows:
            return 1
        if not expansion.terms:
            return None
        return self.coefficients.sign(expansion.terms[0][1]) or None

    def compose(self, derivatives: Callable[[int], Expr], small: Expansion) -> Expansion:
        """F(c + ε) by Taylor's formula, for ε → 0.

        Args:
            derivatives: the Taylor coefficients F⁽ʲ⁾(c)/j! of a function that is smooth at c.
            small: ε.
        """
        flags = small.flags()
        if small.is_zero:
            return replace(constant(derivatives(0)), **flags)
        if small.size is None or not is_smaller(small.size, CONSTANT):
            raise OpenError("what should tend to 0 does not")
        total, term = constant(derivatives(0)), constant(Integer(1))
        for count in range(1, self._taylor_length(small) + 1):
            term = self.multiply(term, small)
            total = self.add(total, self.multiply(constant(derivatives(count)), term))
        rest = self.multiply(term, small).size
        result = self.collect(total.terms, (total.error, rest), **flags)
        # To first order a smooth function keeps the wave of its argument.
        oscillates = (
            small.oscillates
            and small.error == result.error
            and rest != small.error
            and bool(self.coefficients.sign(derivatives(1)))
        )
        return replace(result, oscillates=oscillates)

    def _taylor_length(self, small: Expansion) -> int:
        assert small.size is not None
        exponent = small.size[0]
        if exponent <= 0 or not small.terms:
            return 1
        return max(1, min(int(self.depth / exponent), 2 * self.depth))

    def power(self, base: Expansion, exponent: Rational) -> Expansion:
        """A constant rational power, odd roots being real."""
        if isinstance(exponent, Integer) and exponent >= 0:
            return self._whole_power(base, int(exponent))
        if base.grows:
            grown = replace(base, grows=exponent > 0, is_nonnegative=True)
            return grown if exponent > 0 else replace(grown, error=FLAT)
        is_odd_root = exponent.q % 2 == 1
        sign = self.sign(base)
        if sign == 0:
            if exponent < 0:
                raise OutsideError("a division by 0")
            return base
        if sign == -1 and not is_odd_root:
            raise OutsideError("a root of a negative number")
        if sign is None:
            return self._power_of_changing_sign(base, exponent, is_odd_root=is_odd_root)
        if sign == -1:
            turned = self.power(self.negate(base), exponent)
            return self.negate(turned) if exponent.p % 2 else turned
        lead, coefficient, rest = self.lead(base)
        scale = monomial(raise_power(lead, exponent), coefficient**exponent)
        series = self.compose(lambda count: _binomial(exponent, count), rest)
        return replace(self.multiply(scale, series), is_nonnegative=True)

    def _is_parameter(self, expansion: Expansion) -> bool:
        """Whether it is a constant that no variable and no direction changes, as a/b is."""
        if not self.coefficients.parameters_divide:
            return False
        if expansion.error is not None or [power for power, _ in expansion.terms] != [CONSTANT]:
            return False
        return not expansion.terms[0][1].free_symbols.intersection(self.coefficients.direction)

    def lead(self, expansion: Expansion) -> tuple[Power, Expr, Expansion]:
        """(m, c, ε) with the expansion c·m·(1 + ε), where c is nowhere 0."""
        if not expansion.terms or not self.coefficients.sign(expansion.terms[0][1]):
            raise OpenError("the leading term may vanish")
        power, coefficient = expansion.terms[0]
        rest = replace(expansion, terms=expansion.terms[1:], is_nonnegative=False)
        inverse = monomial(
            raise_power(power, Integer(-1)), self.coefficients.reduce(1 / coefficient)
        )
        return power, coefficient, self.multiply(rest, inverse)

    def _whole_power(self, base: Expansion, exponent: int) -> Expansion:
        result, square = constant(Integer(1)), base
        remaining = exponent
        while remaining:
            if remaining % 2:
                result = self.multiply(result, square)
            square = self.multiply(square, square)
            remaining //= 2
        is_nonnegative = base.is_nonnegative or exponent % 2 == 0
        return replace(result, is_nonnegative=is_nonnegative, is_defined=base.is_defined)

    def _power_of_changing_sign(
        self, base: Expansion, exponent: Rational, *, is_odd_root: bool
    ) -> Expansion:
        """By Hölder: |(a+b)ᵖ - aᵖ| ≤ C|b|ᵖ for p ≤ 1 and C(|a|ᵖ⁻¹|b| + |b|ᵖ) for p > 1."""
        if exponent < 0:
            if isinstance(exponent, Integer) and self._is_parameter(base):
                # Where it is 0, f has no value at P.
                return constant(base.terms[0][1] ** exponent)
            has_root = is_odd_root or base.is_nonnegative
            has_root = has_root or self.coefficients.is_assumed_nonnegative(base)
            is_nonzero = self.coefficients.is_assumed_nonzero(base)
            is_defined = base.is_defined and is_nonzero and has_root
            is_positive = base.is_nonnegative or exponent.p % 2 == 0
            bound = base.size if is_positive and base.size not in (UNBOUNDED, FLAT) else None
            return Expansion(
                error=UNBOUNDED,
                is_continuous=False,
                is_defined=is_defined,
                is_nonnegative=is_positive,
                rises=None if bound is None else _if_large(raise_power(bound, exponent)),
            )
        # Of (uv)²t² it is seen at once.
        is_even = base.error is None and all(part.is_nonnegative for _, part in base.terms)
        is_base_nonnegative = is_even or base.is_nonnegative
        is_base_nonnegative |= self.coefficients.is_assumed_nonnegative(base)
        if not is_odd_root and not is_base_nonnegative:
            is_cancelled = not base.terms and base.error not in (None, FLAT, UNBOUNDED)
            raise (CancelledError if is_cancelled else OpenError)("a root of what may be negative")
        is_nonnegative = exponent.p % 2 == 0 or is_base_nonnegative
        flags = {**base.flags(), "is_nonnegative": is_nonnegative}
        if not base.terms:
            assert base.error is not None
            return Expansion(error=raise_power(base.error, exponent), **flags)
        (lead, coefficient), *others = base.terms
        rest = others[0][0] if others else base.error
        errors = []
        if rest is not None:
            errors.append(raise_power(rest, exponent))
            if exponent > 1:
                errors.append(multiply_powers(raise_power(lead, exponent - 1), rest))
        raised = self.coefficients.power(coefficient, exponent)
        return self.collect(((raise_power(lead, exponent), raised),), errors, **flags)

    def absolute(self, expansion: Expansion) -> Expansion:
        """The absolute value; ||a + b| - |a|| ≤ |b| where the sign changes."""
        sign = self.sign(expansion)
        if sign is not None:
            signed = expansion if sign >= 0 else self.negate(expansion)
            return replace(signed, is_nonnegative=True)
        if expansion.is_nonnegative:
            return expansion
        if not expansion.terms:
            rises = expansion.rises or expansion.falls
            return replace(
                expansion, oscillates=False, is_nonnegative=True, rises=rises, falls=None
            )
        (lead, coefficient), *others = expansion.terms
        rest = others[0][0] if others else expansion.error
        terms = ((lead, self.coefficients.absolute(coefficient)),)
        return self.collect(terms, (rest,), **expansion.flags(), is_nonnegative=True)

    def hull(self, parts: Iterable[Expansion]) -> Expansion:
        """What is true of a function that equals now one expansion and now another."""
        first, *others = parts
        if not others:
            return first
        errors = [first.error]
        for other in others:
            errors += [other.error, self.subtract(first, other).size]
        return self.collect(
            first.terms,
            errors,
            is_continuous=False,
            is_defined=all(part.is_defined for part in (first, *others)),
            is_nonnegative=all(part.is_nonnegative for part in (first, *others)),
        )


def _if_large(power: Power | None) -> Power | None:
    return power if power is not None and is_smaller(CONSTANT, power) else None


def _common_escape(parts: Sequence[tuple[Power | None, Expansion]]) -> Power | None:
    """The monomial above which a sum escapes: one part does, and the others are smaller."""
    escaping = [power for power, _ in parts if power is not None]
    others = [part for power, part in parts if power is None]
    if len(escaping) != 1:
        return None
    is_alone = all(part.size is None or is_smaller(part.size, escaping[0]) for part in others)
    return escaping[0] if is_alone else None


def _binomial(exponent: Rational, count: int) -> Rational:
    result: Rational = Integer(1)
    for index in range(count):
        result = result * (exponent - index) / (index + 1)
    return result
