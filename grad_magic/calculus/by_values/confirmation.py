"""What the independent numerical method says of the numbers of a Solution."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from sympy import Eq, Expr, Integer, Matrix, Mul, Rational, Symbol, factorial
from sympy.logic.boolalg import Boolean, true

from grad_magic.calculus import directions
from grad_magic.calculus.by_values.checking import (
    check_along,
    check_eigenvalues,
    check_general,
    check_iterated,
    check_rate,
    check_ray,
    check_second,
    measure_rate,
    measure_second,
)
from grad_magic.calculus.demands import Demands
from grad_magic.calculus.domains import is_defined_nowhere
from grad_magic.findings import Doubt, Finding
from grad_magic.formula.program import Program
from grad_magic.formula.real_roots import put_in
from grad_magic.formula.sympy_forms import sides
from grad_magic.problem import Problem
from grad_magic.solution import Limit, LimitsAtPoint, Solution

# Values tried for parameters, none of them special.
_SAMPLES = (Rational(7, 5), Rational(-6, 7), Rational(3, 11), Rational(-19, 8))
_MOST_SAMPLES = 64
# A direction in which derivatives that are confused with one another give another number.
_SLANTING = ((1, 1), (2, 3), (-5, 7), (3, 11), (-7, 13), (11, 17))


def doubt_general(
    program: Program, problem: Problem, partials: Sequence[Expr]
) -> Iterator[Finding[Doubt]]:
    """Whether the general partial derivatives agree with the values of f at sample points."""
    symbols = (*problem.variables, *problem.parameters)
    verdict = check_general(program, symbols, partials)
    if verdict is None:
        yield from doubt_region(program) or (Finding(Doubt.NO_REAL_VALUE_FOUND),)
    elif not verdict:
        yield Finding(Doubt.GENERAL_DISAGREEMENT)


def doubt_region(program: Program, *, has_value: bool = False) -> tuple[Finding[Doubt], ...]:
    """That f has values nowhere, or at most on a border, if that is proved.

    Args:
        program: f as typed.
        has_value: whether it is known to have one somewhere.
    """
    is_empty = not has_value and is_defined_nowhere(program)
    borders = () if is_empty else Demands(program).confined_to
    if borders is None:
        return ()
    if not borders:
        return (Finding(Doubt.NO_REAL_VALUE),)
    where = Eq(*sides(Mul(*borders)), evaluate=False)
    return (Finding(Doubt.REAL_VALUES_ON_BORDER, {"where": where}),)


@dataclass(frozen=True, eq=False)
class Witness:
    """The values of f around P, by which numbers are checked.

    Attributes:
        program: f as typed.
        values: P, with numbers for all parameters.
        sample: these numbers.
        is_special: whether the rules of differentiation do not apply at P.
    """

    program: Program
    values: Mapping[Symbol, Expr]
    sample: Mapping[Symbol, Expr]
    is_special: bool

    def doubts(self, known: Solution, hessian: Matrix | None) -> Iterator[Finding[Doubt]]:
        """What is not confirmed of a solution at P: a contradiction, or what was not checked.

        Args:
            known: the solution.
            hessian: its second derivatives, if the answer tells them.
        """
        verdicts = [self._doubt_rate(*claim) for claim in _claimed_rates(known)]
        if hessian is not None:
            by_limits = known.second_limits is not None
            verdicts += self.doubts_of_hessian(hessian, by_limits=by_limits)
        verdicts += self._doubts_of_second_limits(known, hessian)
        verdicts += [
            self._doubt_higher(known, order) for order in range(3, known.problem.order + 1)
        ]
        if known.eigensystem is not None and hessian is not None:
            verdicts.append(self._doubt_eigenvalues(hessian, known.eigensystem.values))
        if known.limits is not None and known.first_order is None:
            verdicts += self._doubts_of_limits(known.limits, known.unit_direction)
        yield from _gravest(verdicts)

    def doubts_of_hessian(self, hessian: Matrix, *, by_limits: bool) -> list[Finding[Doubt] | None]:
        """What is not confirmed of each second derivative; None of one that is.

        Args:
            hessian: the second derivatives.
            by_limits: whether they come from their definition, so that their order may matter.
        """
        by_limits = by_limits or self.is_special
        pairs = product(range(hessian.rows), repeat=2)
        entries = [(i, j) for i, j in pairs if by_limits or i >= j]
        return [self._doubt_second(i, j, hessian[i, j], by_limits=by_limits) for i, j in entries]

    def _doubts_of_second_limits(
        self, known: Solution, hessian: Matrix | None
    ) -> list[Finding[Doubt] | None]:
        """Of second derivatives that are limits: D_u²f(P), and those that stand alone."""
        # What is not told is not computed.
        if known.problem.order < 2 or known.second_limits is None:
            return []
        verdicts: list[Finding[Doubt] | None] = []
        if known.second_directional_derivative is not None:
            verdicts.append(
                self.doubt_bending(known.unit_direction, known.second_directional_derivative)
            )
        if hessian is None:
            place = {variable: index for index, variable in enumerate(known.variables)}
            for part in known.higher_partials or ():
                if len(part.variables) == 2 and part.at_point is not None:
                    row, column = (place[variable] for variable in part.variables)
                    verdicts.append(self._doubt_second(row, column, part.at_point, by_limits=True))
        return verdicts

    def doubt_bending(self, unit: Matrix, claimed: Expr) -> Finding[Doubt] | None:
        """What is not confirmed of D_u²f(P)."""
        vector, number = self._vector(unit), put_in(claimed, self.sample)
        verdict = check_second(self.program, self.values, vector, vector, number)
        return _doubt_of(confirmed=verdict)

    def _doubt_higher(self, known: Solution, order: int) -> Finding[Doubt] | None:
        """All derivatives of one order at once, by that along a direction of no symmetry."""
        place = {variable: index for index, variable in enumerate(known.variables)}
        parts = [part for part in known.higher_partials or () if len(part.variables) == order]
        direction = [Rational(*entry) for entry in _SLANTING[: len(place)]]
        if not parts or len(direction) < len(place):
            return None
        claimed: Expr = Integer(0)
        for part in parts:
            if part.at_point is None:
                return None
            if part.sides is not None and len(place) > 1:
                # Beside a kink the partial derivatives do not tell the slanting one.
                return None
            counts = [part.variables.count(variable) for variable in place]
            ways = factorial(order) // math.prod(map(factorial, counts))
            product = math.prod(
                entry**count for entry, count in zip(direction, counts, strict=True)
            )
            claimed += ways * product * part.at_point
        vector = self._vector(Matrix(direction))
        number = put_in(claimed, self.sample)
        verdict = check_along(self.program, self.values, vector, order, number)
        return _doubt_of(confirmed=verdict)

    @staticmethod
    def _doubt_eigenvalues(hessian: Matrix, values: Sequence[Expr]) -> Finding[Doubt] | None:
        """Those of the matrix in decimal numbers, found by another method."""
        return _doubt_of(confirmed=check_eigenvalues(hessian, values))

    def _doubts_of_limits(
        self, limits: LimitsAtPoint, unit: Matrix | None
    ) -> list[Finding[Doubt] | None]:
        axes = directions.axes(len(self.values) - len(self.sample))
        claims = list(zip(axes, limits.one_sided_partials, strict=True))
        if limits.one_sided_derivatives is not None:
            claims.append((unit, limits.one_sided_derivatives))
        return [
            self._doubt_ray(sign * direction, limit, sign)
            for direction, pair in claims
            for sign, limit in zip((-1, 1), pair, strict=True)
        ]

    def _doubt_rate(self, direction: Matrix, claimed: Expr) -> Finding[Doubt] | None:
        vector, number = self._vector(direction), put_in(claimed, self.sample)
        if self.is_special:
            # Quotients may converge as slowly as 1/ln t, which no digits confirm.
            sides = [self._doubt_ray(s * direction, Limit("finite", claimed), s) for s in (1, -1)]
            return next((doubt for doubt in sides if doubt is not None), None)
        verdict = check_rate(self.program, self.values, vector, number)
        if verdict:
            return None
        if verdict is None:
            return Finding(Doubt.NOT_CHECKED)
        return self._disagreement(claimed, lambda: measure_rate(self.program, self.values, vector))

    def _doubt_second(
        self, first: int, second: int, claimed: Expr, *, by_limits: bool
    ) -> Finding[Doubt] | None:
        axes = directions.axes(len(self.values) - len(self.sample))
        along, across = self._vector(axes[first]), self._vector(axes[second])
        number = put_in(claimed, self.sample)
        if by_limits:
            # The order may matter, which `measure_second` does not tell apart.
            return _doubt_of(
                confirmed=check_iterated(self.program, self.values, along, across, number)
            )
        verdict = check_second(self.program, self.values, along, across, number)
        if verdict:
            return None
        if verdict is None:
            return Finding(Doubt.NOT_CHECKED)
        return self._disagreement(
            claimed, lambda: measure_second(self.program, self.values, along, across)
        )

    def _doubt_ray(self, direction: Matrix, limit: Limit, sign: int) -> Finding[Doubt] | None:
        if limit.value is None:
            return None
        rate = sign * put_in(limit.value, self.sample)
        verdict = check_ray(self.program, self.values, self._vector(direction), rate)
        return Finding(Doubt.NUMERICAL_DISAGREEMENT) if verdict is False else None

    def _disagreement(self, claimed: Expr, measure: Callable[[], Expr | None]) -> Finding[Doubt]:
        # What is measured for some numbers of the parameters is nothing that holds for all.
        measured = None if self.sample else measure()
        if measured is None:
            return Finding(Doubt.NUMERICAL_DISAGREEMENT)
        return Finding(Doubt.NUMERICAL_DISAGREEMENT_BY, {"claimed": claimed, "measured": measured})

    def _vector(self, direction: Matrix) -> tuple[Expr, ...]:
        """The direction with parameters filled in, and no movement of the parameters."""
        filled = (Integer(0) + put_in(entry, self.sample) for entry in direction)
        return (*filled, *(Integer(0) for _ in self.sample))


def _doubt_of(*, confirmed: bool | None) -> Finding[Doubt] | None:
    """What a check leaves in doubt, which contradicts (False) or was not possible (None)."""
    if confirmed:
        return None
    return Finding(Doubt.NOT_CHECKED if confirmed is None else Doubt.NUMERICAL_DISAGREEMENT)


def call_witness(program: Program, place: Mapping[Symbol, Expr], known: Solution) -> Witness | None:
    """The values of f around P; None if no numbers for the parameters were found.

    Args:
        program: f as typed.
        place: the coordinates of P.
        known: what the conditions are, and whether the rules of differentiation apply.
    """
    sample = _sample(known.problem.parameters, (*known.conditions, *known.gradient_conditions))
    if sample is None:
        return None
    values = {symbol: put_in(value, sample) for symbol, value in place.items()}
    return Witness(program, values | sample, sample, is_special=known.limits is not None)


def _gravest(doubts: Sequence[Finding[Doubt] | None]) -> Iterator[Finding[Doubt]]:
    """A contradiction if there is one, else that something could not be checked."""
    found = [doubt for doubt in doubts if doubt is not None]
    contradictions = [doubt for doubt in found if doubt.kind.contradicts]
    yield from (contradictions or found)[:1]


def _sample(
    parameters: Sequence[Symbol], conditions: Sequence[Boolean]
) -> dict[Symbol, Expr] | None:
    """Numbers for the parameters that satisfy the conditions."""
    for attempt in range(_MOST_SAMPLES):
        sample = {parameter: _number(index, attempt) for index, parameter in enumerate(parameters)}
        # That P lies on a level set does not matter to the derivatives.
        needed = (condition for condition in conditions if not isinstance(condition, Eq))
        if all(_holds(condition, sample) for condition in needed):
            return sample
    return None


def _holds(condition: Boolean, sample: Mapping[Symbol, Expr]) -> bool:
    try:
        return bool(put_in(condition, sample) == true)
    except TypeError:
        # It compares numbers that are not real here.
        return False


def _number(index: int, attempt: int) -> Rational:
    """Different combinations of signs and sizes in turn."""
    turn = attempt // len(_SAMPLES) ** (index % 3)
    return _SAMPLES[(turn + index) % len(_SAMPLES)] + Rational(index, 13)


def _claimed_rates(known: Solution) -> Iterator[tuple[Matrix, Expr]]:
    """Unit vectors and what the gradient makes the rate of change along them."""
    first_order = known.first_order
    if first_order is None:
        return
    gradient, slope = first_order.gradient, first_order.slope
    yield from zip(directions.axes(len(gradient)), gradient, strict=True)
    if known.direction is not None:
        yield known.direction.unit, known.direction.rate
    if slope is not None:
        # The other extreme has the opposite sign along the opposite direction, as differences have.
        yield slope.ascent, first_order.max_rate
    if known.rate_directions is not None:
        yield from ((unit, known.rate_directions.rate) for unit in known.rate_directions.directions)
