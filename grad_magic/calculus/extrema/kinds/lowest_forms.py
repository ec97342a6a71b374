"""The kind by the terms of lowest order, whose coefficients depend on one parameter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import factorial, prod
from typing import TYPE_CHECKING

from sympy import Add, Expr, Integer, Mul, Poly, Symbol, Tuple, discriminant, factor_list

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.extrema.curves.curve_parts import number_between, zeros_of
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.kinds.sites import free_letter
from grad_magic.calculus.extrema.kinds.verdicts import CriticalVerdict, extremum
from grad_magic.findings import CriticalReason, Finding

if TYPE_CHECKING:
    from collections.abc import Mapping

_SQUARES, _HIGHEST_DEGREE = 2, 8
_MOST_OPERATIONS = 120
# Along these lines signs are looked for.
_SLOPES = tuple(map(Integer, (0, 1, -1, 2, -2, 3, -3, 5, -5)))

Ends = tuple[Expr, Expr]


@dataclass(frozen=True)
class LowestForm:
    """The terms of lowest order of f(P + h) - f(P), and their degree.

    Attributes:
        variables, point, parameter: where f is looked at, and what the coefficients depend on.
        terms: the coefficient of each product of powers of the steps.
        degree: of all these products.
        is_whole: whether f has no other terms.
    """

    variables: Sequence[Symbol]
    point: Sequence[Expr]
    parameter: Symbol
    terms: Mapping[tuple[int, ...], Expr]
    degree: int
    is_whole: bool

    def breaks(self) -> Iterator[Expr]:
        """The values of the parameter between which the form has a sign of its own, or both.

        Between them no two of the lines in the plane along which it is 0 meet or part.

        Raises:
            UnsolvedError: they could not be found.
        """
        yield from zeros_of(self._content, self.parameter)
        # Of all factors together, so that no two have a line in common between them either.
        whole = Poly(prod(part.as_expr() for part, _ in self._parts), self._letter)
        yield from zeros_of(whole.LC(), self.parameter)
        if whole.degree() > 1:
            yield from zeros_of(discriminant(whole), self.parameter)
        yield from zeros_of(self._along((Integer(0), Integer(1))), self.parameter)

    def verdict_between(self, ends: Ends) -> CriticalVerdict:
        """The kind for all values of the parameter between two breaks.

        Raises:
            UnsolvedError: it is not settled.
        """
        if len(self.variables) == 1:
            return self._of_one_variable(ends)
        place = {self.parameter: number_between(*ends)}
        signs: dict[int, Sequence[Expr]] = {}
        for direction in self._directions():
            found = self._sign_between(self._along(direction), ends)
            if found:
                signs.setdefault(found, direction)
                back = tuple(-entry for entry in direction)
                signs.setdefault(found * (-1) ** self.degree, back)
        if len(signs) == 2:
            return CriticalVerdict("saddle", None, self._opposite(signs[1], signs[-1]))
        powers = [power for part, power in self._parts if _has_roots(part, place)]
        # So often it is 0 along (0, 1).
        powers += [self.degree - sum(part.degree() * power for part, power in self._parts)]
        if any(power % 2 for power in powers):
            terms = {"terms": self._written()}
            return CriticalVerdict(
                "saddle", None, Finding(CriticalReason.LOWEST_TERMS_OF_BOTH_SIGNS, terms)
            )
        if not signs:
            raise UnsolvedError
        (sign,) = signs
        if not any(powers):
            terms = {"terms": self._written()}
            return extremum(sign, Finding(CriticalReason.LOWEST_TERMS, terms))
        flat = [v for v in self._directions() if self._along(v).expand() == 0]
        if not (self.is_whole and flat):
            raise UnsolvedError
        letter = self._letter
        curve = Tuple(*(p + letter * d for p, d in zip(self.point, flat[0], strict=True)))
        reason = Finding(CriticalReason.ZERO_CURVE, {"parameter": letter, "curve": curve})
        return extremum(sign, reason, is_strict=False)

    def _of_one_variable(self, ends: Ends) -> CriticalVerdict:
        coefficient = self.terms[(self.degree,)]
        sign = self._sign_between(coefficient, ends)
        if not sign:
            raise UnsolvedError
        parts = {"order": Integer(self.degree), "value": coefficient * factorial(self.degree)}
        if self.degree % 2:
            return CriticalVerdict("saddle", None, Finding(CriticalReason.INFLECTION, parts))
        return extremum(sign, Finding(CriticalReason.FIRST_NONZERO_DERIVATIVE, parts))

    @cached_property
    def _parts(self) -> list[tuple[Poly, int]]:
        """The factors of the form on the line (1, t), and how often each is one."""
        _, parts = factor_list(self._along((Integer(1), self._letter)), self._letter)
        return [(Poly(part, self._letter), power) for part, power in parts]

    @cached_property
    def _content(self) -> Expr:
        """What all coefficients on this line have in common."""
        return factor_list(self._along((Integer(1), self._letter)), self._letter)[0]

    @property
    def _letter(self) -> Symbol:
        return free_letter([*self.variables, self.parameter])

    def _directions(self) -> Iterator[tuple[Expr, ...]]:
        yield Integer(0), Integer(1)
        for slope in _SLOPES:
            yield Integer(1), slope
        for slope in _SLOPES[3:]:
            yield slope, Integer(1)

    def _along(self, direction: Sequence[Expr]) -> Expr:
        """The form in a direction."""
        if len(self.variables) == 1:
            return self.terms[(self.degree,)]
        return Add(*(c * _product(direction, key) for key, c in self.terms.items()))

    def _sign_between(self, coefficient: Expr, ends: Ends) -> int | None:
        """The sign of a coefficient between two values; None where it is 0 or changes there."""
        low, high = ends
        for zero in zeros_of(coefficient.expand(), self.parameter):
            if low < zero < high:
                return None
        return sign_of(coefficient.xreplace({self.parameter: number_between(low, high)})) or None

    def _written(self) -> Expr:
        steps = [v - p for v, p in zip(self.variables, self.point, strict=True)]
        return Add(*(c * _product(steps, key) for key, c in self.terms.items()))

    def _opposite(self, rising: Sequence[Expr], falling: Sequence[Expr]) -> Finding[CriticalReason]:
        letter = self._letter
        parts: dict[str, Expr | Tuple] = {"parameter": letter}
        for name, direction in (("rising", rising), ("falling", falling)):
            entries = (p + letter * d for p, d in zip(self.point, direction, strict=True))
            parts[f"{name}_curve"] = Tuple(*entries)
            parts[f"{name}_term"] = self._along(direction) * letter**self.degree
        return Finding(CriticalReason.OPPOSITE_CURVES, parts)


def lowest_form(
    f: Expr, variables: Sequence[Symbol], point: Sequence[Expr], parameter: Symbol
) -> LowestForm | None:
    """The terms of lowest order of a polynomial at P, of one or two variables; None of others.

    None too where not all second derivatives are 0, which then tell of the kind.

    Args:
        f: the function, with no other letters than its variables and the parameter.
        variables: its variables.
        point: P.
        parameter: what its coefficients, polynomials, depend on.
    """
    if len(variables) > 2 or not f.is_polynomial(*variables, parameter):
        return None
    if f.count_ops() > _MOST_OPERATIONS or Poly(f, *variables).total_degree() > _HIGHEST_DEGREE:
        return None
    moved = f.xreplace({v: v + p for v, p in zip(variables, point, strict=True)})
    terms = {key: c.expand() for key, c in Poly(moved, *variables).terms()}
    changing = {key: c for key, c in terms.items() if any(key) and c != 0}
    if not changing:
        return None
    degree = min(map(sum, changing))
    if degree <= _SQUARES:
        return None
    lowest = {key: c for key, c in changing.items() if sum(key) == degree}
    is_whole = len(lowest) == len(changing)
    return LowestForm(variables, point, parameter, lowest, degree, is_whole)


def _has_roots(part: Poly, place: Mapping[Symbol, Expr]) -> bool:
    return bool(Poly(part.as_expr().xreplace(dict(place)), *part.gens).count_roots())


def _product(entries: Sequence[Expr], powers: Sequence[int]) -> Expr:
    return Mul(*(entry**power for entry, power in zip(entries, powers, strict=True)))
