"""An answer beside what is true: equal, equal within the digits typed, different, or open.

Two exact answers are equal if their difference is proved to be 0, and different if an interval
says so. A decimal is right if what it was rounded from may be the right number.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import mpmath
from sympy import (
    Abs,
    AccumBounds,
    Add,
    Dummy,
    Expr,
    Function,
    Pow,
    Rational,
    Symbol,
    cosh,
    coth,
    csch,
    exp,
    fraction,
    nan,
    oo,
    powsimp,
    sech,
    sign,
    sinh,
    tanh,
    together,
    zoo,
)

from grad_magic.calculus.answers.truths import ZERO, Row
from grad_magic.calculus.exact.identities import IN_SINES, SQUARES, multiply_out, replace_squares
from grad_magic.calculus.exact.lengths import count_operations
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten, shorten_number
from grad_magic.findings import CheckNote, Slip
from grad_magic.formula.arithmetic import HIGH_PRECISION, NotRealError
from grad_magic.formula.program import Program, compile_formula
from grad_magic.formula.real_roots import spell_out_roots
from grad_magic.presets import Asked
from grad_magic.problem import Answer, Problem
from grad_magic.solution import Check, Solution

SAMPLES = ((7, 5), (3, 7), (-4, 9), (-13, 6), (12, 1), (1, 11))
"""Where two formulas are compared: near and far, on both sides of 0 and of 1; as fractions."""
# A result that is itself an approximation has so many true digits.
TRUSTED = Rational(1, 10**6)
_HALF = Rational(1, 2)
_MINUEND_AND_SUBTRAHEND = 2
# How far off one looks whether f has values around a point, and along how many axes.
_CLOSE = Rational(1, 10**9)
_MOST_AROUND = 4
_MOST_PARAMETERS = 3
_HYPERBOLIC = (sinh, cosh, tanh, coth, sech, csch)
# Longer ones take more than a moment to be multiplied out.
_MOST_OPERATIONS = 200


@dataclass(frozen=True)
class Marking:
    """An answer beside what is true."""

    problem: Problem
    answer: Answer
    asked: Asked
    known: Solution

    def right(self) -> Check:
        """That the answer is right."""
        return Check(right=True, asked=self.asked)

    def wrong(self, slip: Slip | None = None) -> Check:
        """That it is wrong, and by which slip."""
        return Check(right=False, asked=self.asked, slip=slip)

    def undecided(self, note: CheckNote) -> Check:
        """That it is neither, and why."""
        return Check(right=None, asked=self.asked, note=note)

    @property
    def is_about_tangent(self) -> bool:
        """Whether a tangent is asked for."""
        return self.asked in (Asked.LEVEL_TANGENT, Asked.GRAPH_TANGENT)

    @cached_property
    def exact(self) -> dict[Symbol, Expr]:
        """The decimals of the answer, as exact numbers, by their symbols."""
        return {symbol: part.value for symbol, part in self.answer.decimals.items()}

    @cached_property
    def _noise(self) -> frozenset[Symbol]:
        """The decimals that may be what floating-point numbers leave of 0."""
        decimals = self.answer.decimals.items()
        return frozenset(symbol for symbol, part in decimals if part.may_be_noise)

    def vanishes(self, difference: Expr, *, units: int = 1) -> bool | None:
        """Whether the difference of two numbers is 0, or may be in the digits that were typed.

        Args:
            difference: of formulas if it holds the variables.
            units: how many halves of the last digit a decimal may be off.
        """
        noise = self._noise & difference.free_symbols
        if noise and self.vanishes(difference.xreplace(dict.fromkeys(noise, ZERO)), units=units):
            return True
        exact = difference.xreplace(self.exact)
        verdict = is_zero(exact, self._has_value)
        if verdict is True or exact.free_symbols:
            return verdict
        size, room = abs(to_float(exact)), self._room(difference, exact) * units
        # A slip may lead to where f has no value.
        if size is nan or size > room:
            return verdict
        decimals = difference.free_symbols & set(self.answer.decimals)
        # Of 5/1.4 nobody knows what was rounded.
        return True if all(self.answer.decimals[part].stands_alone for part in decimals) else None

    @cached_property
    def _programs(self) -> tuple[Program, ...]:
        formula = self.problem.formula
        parts = formula.operands if self.problem.is_vector_valued else (formula,)
        return tuple(map(compile_formula, parts))

    def _has_value(self, place: Mapping[Symbol, Expr]) -> bool:
        """Whether f has a value there; elsewhere formulas of its derivatives may differ."""
        names = self.problem.formula.names
        numbers = itertools.cycle(SAMPLES)
        given = {name: place.get(name, Rational(*next(numbers))) for name in sorted(names, key=str)}
        try:
            for program in self._programs:
                program.run({n: mpmath.mpf(v.p) / v.q for n, v in given.items()}, HIGH_PRECISION)
        except NotRealError:
            return False
        return True

    @cached_property
    def workings(self) -> tuple[Expr, ...]:
        """Those of the answer in which all has a value at P, as cos θ has not."""
        names = {*self.problem.variables, *self.problem.parameters, *self.answer.decimals}
        return tuple(part for part in self.answer.workings if part.free_symbols <= names)

    def has_false_workings(self) -> bool:
        """Whether a formula on the way is proved to have another value at P, as in f_x = 2x = 4."""
        if self.known.point is None:
            return False
        place = dict(zip(self.problem.variables, self.known.point, strict=True))
        for difference in self.workings:
            here = difference.subs(place, simultaneous=True)
            # Where a formula has no value, as 0/0, nothing is said of it.
            has_value = here.is_real is not False and not here.has(AccumBounds, nan, oo, zoo)
            if has_value and self.vanishes(here) is False:
                return True
        return False

    def is_on_boundary(self, point: Row) -> bool:
        """Whether f has a value at this point, and around it in some directions alone."""
        here = tuple(entry.xreplace(self.exact) for entry in point)
        place = dict(zip(self.problem.variables, here, strict=True))
        value = self.problem.f.subs(place, simultaneous=True)
        if value is nan or value.free_symbols or False in (value.is_finite, value.is_real):
            return False
        around = itertools.product((-_CLOSE, 0, _CLOSE), repeat=min(len(here), _MOST_AROUND))
        has_values = {
            self._has_value(
                {
                    name: Rational(to_float(entry)) + step
                    for (name, entry), step in itertools.zip_longest(
                        place.items(), steps, fillvalue=ZERO
                    )
                }
            )
            for steps in around
            if any(steps)
        }
        return len(has_values) > 1

    def _room(self, difference: Expr, exact: Expr) -> Expr:
        """How far off it may be by the digits that were not typed."""
        room = ZERO
        for symbol in difference.free_symbols & set(self.answer.decimals):
            decimal = self.answer.decimals[symbol]
            ends = (decimal.value - decimal.tolerance, decimal.value + decimal.tolerance)
            moved = [difference.xreplace(self.exact | {symbol: end}) - exact for end in ends]
            room += max(abs(to_float(entry)) for entry in moved)
        return room

    def equals(self, row: Row, other: Row, *, units: int = 1) -> bool | None:
        """Whether two rows are equal, entry by entry."""
        if len(row) != len(other):
            return False
        known = self.known.is_approximate
        verdicts = []
        for entry, true in zip(row, other, strict=True):
            verdict = self.vanishes(entry - true, units=units)
            if verdict is False and entry in self.answer.whole_numbers and true.is_number:
                verdict = bool(abs(to_float(entry - true)) <= _HALF * units)
            if verdict is False and known:
                off = to_float((entry - true).xreplace(self.exact))
                verdict = bool(abs(off) <= TRUSTED * max(1, abs(to_float(true))))
            verdicts.append(verdict)
        return all_of(verdicts)

    def is_proportional(self, row: Row, other: Row, *, same_sense: bool = False) -> bool | None:
        """Whether one row is a multiple of the other and neither is 0.

        Args:
            row: that of the answer.
            other: a row with an entry that is not 0.
            same_sense: whether the multiple must be positive.
        """
        if len(row) != len(other):
            return False
        pairs = itertools.combinations(range(len(row)), 2)
        minors = [self.vanishes(row[i] * other[j] - row[j] * other[i]) for i, j in pairs]
        is_null = all_of([is_zero(entry.xreplace(self.exact)) for entry in row])
        verdict = all_of(minors)
        if verdict is False or is_null:
            return False
        if verdict is True and is_null is False and same_sense:
            product = Add(*(a * b for a, b in zip(row, other, strict=True)))
            sign = sign_of(shorten(product.xreplace(self.exact)))
            return None if sign is None else sign == 1
        return verdict if is_null is False else None

    def agrees_for_some_signs(self, row: Row, other: Row, up_to: str) -> bool:
        """Whether the rows agree where the parameters are positive, or some of them negative.

        As a·b for |a·b|, which a book that takes lengths for positive prints.
        """
        used = {symbol for entry in (*row, *other) for symbol in entry.free_symbols}
        parameters = [name for name in self.problem.parameters if name in used]
        if len(parameters) > _MOST_PARAMETERS:
            return False
        positive = [Symbol(str(name), positive=True) for name in parameters]
        for signs in itertools.product((1, -1), repeat=len(parameters)):
            signed = [factor * name for factor, name in zip(signs, positive, strict=True)]
            place = dict(zip(parameters, signed, strict=True))
            here, there = (tuple(e.xreplace(place) for e in entries) for entries in (row, other))
            if parameters and self.agrees(here, there, up_to):
                return True
        return False

    def agrees(self, row: Row, other: Row, up_to: str) -> bool | None:
        """Whether the rows are equal, or one is such a multiple of the other as `Truth` says."""
        if up_to:
            return self.is_proportional(row, other, same_sense=up_to == "positive")
        return self.equals(row, other)


def all_of(verdicts: Sequence[bool | None]) -> bool | None:
    """Whether all is so; None where that hangs on what is open."""
    if any(verdict is False for verdict in verdicts):
        return False
    return True if all(verdicts) else None


def to_float(expression: Expr) -> Expr:
    """Its first thirty digits."""
    return expression.evalf(30, maxn=400)


def is_zero(
    expression: Expr, is_inside: Callable[[Mapping[Symbol, Expr]], bool] | None = None
) -> bool | None:
    """Whether a number, or a formula for all values of its symbols, is 0; None if open.

    Args:
        expression: the number or the formula.
        is_inside: for which rational values of the symbols the formula is looked at; None for all.
    """
    if not expression.free_symbols:
        sign = sign_of(expression)
        if sign is None and _is_number_zero(expression):
            return True
        return None if sign is None else sign == 0
    if expression.expand() == 0:
        return True
    if _differs_somewhere(expression, is_inside):
        return False
    return True if _is_identity(expression) else None


def _is_number_zero(number: Expr) -> bool:
    """Whether a number of unknown sign, as a difference of products of e^π and π, is 0."""
    above = fraction(together(number))[0]
    return 0 in (number.expand(), above.expand(), shorten_number(number)) or _cancels(number)


def _cancels(number: Expr) -> bool:
    """Whether it is the difference of two positive numbers, as roots, whose squares are equal."""
    terms = Add.make_args(number)
    if len(terms) != _MINUEND_AND_SUBTRAHEND:
        return False
    first, second = terms
    has_equal_squares = (first**2 - second**2).expand() == 0
    return has_equal_squares and {sign_of(first), sign_of(second)} == {-1, 1}


def _is_identity(expression: Expr) -> bool:
    # X^(2/3) is |x|^(2/3), as f has it.
    expression = spell_out_roots(expression)
    above = fraction(together(expression))[0].expand()
    if any(form == 0 for form in (above, shorten(above), shorten(expression))):
        return True
    return (
        _cancels_in_squares(expression)
        or _vanishes_in_sines(expression)
        or _vanishes_in_exponentials(expression)
        or _vanishes_off_signs(expression)
    )


def _vanishes_off_signs(expression: Expr) -> bool:
    """Whether a formula is 0 with u/|u| for its signs, each of which is a factor at most."""
    if not expression.has(sign) or count_operations(expression) > _MOST_OPERATIONS:
        return False
    signs = {part: part.args[0] / Abs(part.args[0]) for part in expression.atoms(sign)}
    apart = {part: Dummy() for part in signs}
    plain = expression.xreplace(apart)
    # 1 - sign(u)² is 1 where u is 0, and -u/|u| + sign(u) is taken for 0 as books do.
    if any(plain.diff(one).has(*apart.values()) for one in apart.values()):
        return False
    above = fraction(together(expression.xreplace(signs)))[0].expand()
    return above == 0 or bool(shorten(above) == 0)


def _vanishes_in_exponentials(expression: Expr) -> bool:
    """Whether a formula is 0 once its hyperbolic functions are exponential ones."""
    if not expression.has(*_HYPERBOLIC):
        return False
    above = fraction(together(expression.rewrite(exp)))[0]
    if count_operations(above) > _MOST_OPERATIONS:
        return False
    return bool(powsimp(above.expand()).expand() == 0)


def _cancels_in_squares(expression: Expr) -> bool:
    """Whether it is the difference of two formulas, never negative, whose squares are equal."""
    # Where one of these is 0, both are continuous or have no value: no sign(w) stands in them.
    names = [name for name in expression.free_symbols if not name.is_positive]
    apart = {name: Symbol(str(name), real=True, nonzero=True) for name in names}
    terms: tuple[Expr, ...] = Add.make_args(expression.xreplace(apart))
    if len(terms) != _MINUEND_AND_SUBTRAHEND or expression.has(sign):
        return False
    first, second = terms if terms[0].is_nonnegative else terms[::-1]
    if not first.is_nonnegative or not second.is_nonpositive:
        return False
    return bool(fraction(together(first**2 - second**2))[0].expand() == 0)


def _vanishes_in_sines(expression: Expr) -> bool:
    """Whether a formula is 0 once all its circular functions are sines and cosines."""
    in_sines = expression.replace(
        lambda part: type(part) in IN_SINES, lambda part: IN_SINES[type(part)](part.args[0])
    )
    if in_sines == expression:
        return False
    above = multiply_out(fraction(together(in_sines))[0])
    return any(replace_squares(above, squares) == 0 for squares in SQUARES)


def _differs_somewhere(
    expression: Expr, is_inside: Callable[[Mapping[Symbol, Expr]], bool] | None
) -> bool:
    """Whether a formula is real and not 0 at one of a few places."""
    names = sorted(expression.free_symbols, key=str)
    for shift in range(len(SAMPLES)):
        numbers = itertools.cycle(SAMPLES[shift:] + SAMPLES[:shift])
        place = {name: Rational(*number) for name, number in zip(names, numbers, strict=False)}
        if any(name.is_positive and number < 0 for name, number in place.items()):
            continue
        if is_inside is not None and not is_inside(place):
            continue
        if any(part.xreplace(place).is_real is False for part in expression.atoms(Function, Pow)):
            # √y/√x has no value there, though the quotient of the two is a real number.
            continue
        value = expression.xreplace(place)
        if value.is_Rational:
            if value != 0:
                return True
            continue
        digits = value.evalf(30, maxn=400)
        if digits.is_Float and sign_of(value):
            return True
    return False
