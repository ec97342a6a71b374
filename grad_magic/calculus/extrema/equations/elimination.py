"""The solution of ∇f = 0 for two variables as one does it by hand: one is put into the other.

It is for showing how the critical points are found, and finds none that are not known already:
what it leads to is compared with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sympy import (
    Add,
    Eq,
    Expr,
    Mul,
    Poly,
    PolynomialError,
    Pow,
    Symbol,
    cancel,
    exp,
    factor_terms,
    gcd,
    ilcm,
    nan,
    zoo,
)

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.extrema.equations.angles import common_periods
from grad_magic.calculus.extrema.equations.inverse_values import real_zeros
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.solution import CriticalPoints
from grad_magic.solution.systems import Case, Combination, Elimination, Window

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

# More cases, or higher powers, are not followed by a reader.
_MOST_CASES = 4
_MOST_SIGNS = 60

_PLANE = 2
_FEW = 3
_QUADRATIC = 2


def eliminate_by_hand(
    found: CriticalPoints, f: Expr, partials: Sequence[Expr], variables: Sequence[Symbol]
) -> Elimination | None:
    """How one finds these points, where they are all of those of two variables.

    Args:
        found: all critical points, or those of one period.
        f: the function.
        partials: its partial derivatives.
        variables: its variables.
    """
    are_all = found.is_complete or (found.is_complete is False and bool(found.repetition))
    are_exact = all(
        point.has_gradient
        and not point.is_approximate
        and (_is_of_parameters(point.where, variables) or _is_family(point.point, variables))
        for point in found.points
    )
    if len(variables) != _PLANE or not are_all or not are_exact:
        return None
    periods = common_periods(partials, variables) if found.repetition else {}
    windows = {name: Window(-period / 2, period / 2) for name, period in periods.items()}
    # What holds for single values of the parameters is not what is worked out.
    points = [p.point for p in found.points if p.where is None or not p.where.has(Eq)]
    return eliminate(f, partials, variables, points, windows)


def _is_of_parameters(where: Boolean | None, variables: Sequence[Symbol]) -> bool:
    return where is None or not where.has(*variables)


def _is_family(point: Sequence[Expr], variables: Sequence[Symbol]) -> bool:
    """Whether it stands for the points of a curve, as (0, y)."""
    return any(coordinate.has(*variables) for coordinate in point)


def eliminate(
    f: Expr,
    partials: Sequence[Expr],
    variables: Sequence[Symbol],
    points: Sequence[Sequence[Expr]] | None,
    windows: Mapping[Symbol, Window] | None = None,
) -> Elimination | None:
    """The solution by hand.

    Args:
        f: the function.
        partials: its two partial derivatives.
        variables: its two variables.
        points: all points at which both are 0; None where the caller looks what is found.
        windows: of variables in which these repeat, which period they are from.

    Returns:
        None where there is no short one, or it does not lead to these points.
    """
    has_parameters = not all(partial.free_symbols <= set(variables) for partial in partials)
    if has_parameters and not f.is_polynomial(*variables):
        return None
    if not all(partial.has(*variables) for partial in partials):
        return None
    reduced = [_reduced(partial) for partial in partials]
    positive = (reduced[0].positive, reduced[1].positive)
    found = []
    for first in (0, 1):
        equations = _System((f, *partials), variables, windows or {}, has_curves=points is not None)
        try:
            cases = equations.cases(reduced[first].factors, reduced[1 - first])
        except (PolynomialError, UnsolvedError):
            continue
        if points is None or _lead_to(cases, points, variables):
            nonzero = tuple(equations.nonzero)
            found.append(Elimination(first, cases, positive, windows or {}, nonzero))
    way = min(found, key=lambda way: _length(way, variables), default=None)
    if windows or has_parameters or (way is not None and _is_followed(way, partials)):
        return way
    other = _by_combination(f, partials, variables, points, reduced)
    return way if other is None or (way is not None and other.nonzero) else other


def _is_followed(way: Elimination, partials: Sequence[Expr]) -> bool:
    """Whether no fraction has to be put in, and which factors are never 0 is seen."""
    if all(Poly(partial).total_degree() == 1 for partial in partials if partial.is_polynomial()):
        return all(_denominator(case.value) == 1 for case in way.cases)
    return all(
        _degree_of(factor) <= _QUADRATIC or _is_seen_positive(factor)
        for case in way.cases
        for factor in _reduced(case.equation).factors
        if case.equation.is_polynomial()
    )


def _degree_of(factor: Expr) -> int:
    return int(Poly(factor).total_degree()) if factor.free_symbols else 0


def _is_seen_positive(factor: Expr) -> bool:
    """Whether it is a sum of even powers and a number, as x⁴ + 1."""
    terms = Poly(factor).terms()
    return all(number > 0 and not any(p % 2 for p in powers) for powers, number in terms)


def _by_combination(
    f: Expr,
    partials: Sequence[Expr],
    variables: Sequence[Symbol],
    points: Sequence[Sequence[Expr]] | None,
    reduced: Sequence[_Reduced],
) -> Elimination | None:
    """The solution by a sum or difference of the equations, put into one of them."""
    positive = (reduced[0].positive, reduced[1].positive)
    lefts = [(partial / (positive[0] or 1)).expand() for partial in partials]
    are_plain = all(left.is_polynomial(*variables) for left in lefts)
    if points is None or positive[0] != positive[1] or not are_plain:
        return None
    found = []
    for multipliers in _multipliers(lefts, variables):
        left = Add(*(times * each for times, each in zip(multipliers, lefts, strict=True))).expand()
        factors = [base for base in _reduced(left).factors if base.has(*variables)]
        vanishing = tuple(base for base in factors if _lowest_of_definite(base, variables) == 0)
        above = tuple(base for base in factors if _lowest_of_definite(base, variables) == 1)
        others = [base for base in factors if base not in (*vanishing, *above)]
        combination = Combination(multipliers, left, vanishing, above)
        for first in (1, 0):
            equations = _System((f, *partials), variables, {}, has_curves=True)
            try:
                cases = equations.cases(others, reduced[1 - first])
            except (PolynomialError, UnsolvedError):
                continue
            # Where such a factor is 0 one of the cases has to hold too.
            is_told = not vanishing or any(
                case.value.subs(dict.fromkeys(variables, 0)) == 0 for case in cases
            )
            if cases and is_told and _lead_to(cases, points, variables):
                way = Elimination(first, cases, positive, combination=combination)
                if _is_followed(way, partials):
                    found.append(way)
    return min(found, key=lambda way: _length(way, variables), default=None)


def _multipliers(lefts: Sequence[Expr], variables: Sequence[Symbol]) -> list[tuple[int, int]]:
    """The difference and the sum; of linear equations what frees one from a variable."""
    polynomials = [Poly(left, *variables) for left in lefts]
    if any(polynomial.total_degree() > 1 for polynomial in polynomials):
        return [(1, -1), (1, 1)]
    found = []
    for variable in reversed(variables):
        numbers = [polynomial.coeff_monomial(variable) for polynomial in polynomials]
        if all(number.is_Integer and number != 0 for number in numbers):
            shared = gcd(*numbers) * (1 if numbers[1] > 0 else -1)
            found.append((int(numbers[1] / shared), int(-numbers[0] / shared)))
    return found


def _lowest_of_definite(factor: Expr, variables: Sequence[Symbol]) -> int | None:
    """0 for x² + xy + y², which is 0 at the origin alone, 1 where a positive number is added."""
    polynomial = Poly(factor, *variables)
    numbers = {powers: number for powers, number in polynomial.terms() if any(powers)}
    squares = [numbers.get(powers, 0) for powers in ((2, 0), (0, 2))]
    mixed = numbers.get((1, 1), 0)
    is_definite = (
        numbers.keys() <= {(2, 0), (1, 1), (0, 2)} and mixed**2 < 4 * squares[0] * squares[1]
    )
    constant = polynomial.coeff_monomial(1)
    if not is_definite or constant * squares[0] < 0:
        return None
    return int(constant != 0)


def _length(way: Elimination, variables: Sequence[Symbol]) -> tuple[int, bool, int]:
    """What is shortest to read: an equation that gives numbers, as 2x(y - 1) = 0 does, first."""
    return (
        len(way.nonzero),
        any(case.value.has(*variables) for case in way.cases),
        sum(len(str((case.value, case.equation, case.factored))) for case in way.cases),
    )


@dataclass(frozen=True)
class _Reduced:
    """An equation without denominators, and without a factor e^… that is never 0.

    Attributes:
        factors: those of which one must be 0, without their powers.
        equation: what must be 0.
        divisor: what the equation has been multiplied by.
        positive: the factor e^…; None where there is none.
    """

    factors: tuple[Expr, ...]
    equation: Expr
    divisor: Expr
    positive: Expr | None


def _reduced(partial: Expr) -> _Reduced:
    factors: list[Expr] = []
    powers: list[Expr] = []
    divisors: list[Expr] = []
    exponents: list[Expr] = []
    for factor in Mul.make_args(partial.factor()):
        base, power = factor.as_base_exp()
        if isinstance(factor, exp):
            exponents.append(factor.args[0])
        elif isinstance(factor, Pow) and power.is_negative:
            divisors.append(1 / factor)
        else:
            factors.append(base if isinstance(factor, Pow) and power.is_positive else factor)
            powers.append(factor)
    positive = exp(_exponent(Add(*exponents))) if exponents else None
    return _Reduced(tuple(factors), Mul(*powers), Mul(*divisors), positive)


def _without(product: Expr, factor: Expr) -> Expr:
    """A product without the powers of one of its factors."""
    parts = Mul.make_args(product.factor())
    return Mul(*(part for part in parts if part.as_base_exp()[0] not in (factor, -factor)))


def _cancelled(equation: Expr, divisor: Expr, name: Symbol) -> Expr:
    """What must be 0, without the factors that the divisor cancels: y³ - 8 of (y⁴ - 8y)/y⁵."""
    if equation == 0 or not (equation.is_polynomial(name) and divisor.is_polynomial(name)):
        return equation
    return equation if (common := gcd(equation, divisor)).is_number else cancel(equation / common)


def _exponent(total: Expr) -> Expr:
    """-(x² + y²)/2 rather than -x²/2 - y²/2."""
    has_fractions = any(term.as_coeff_Mul()[0].q > 1 for term in Add.make_args(total))
    return factor_terms(total) if has_fractions else total


def _denominator(total: Expr) -> int:
    """The least number that makes all coefficients of a sum whole."""
    numbers = (term.as_coeff_Mul()[0] for term in Add.make_args(total))
    return int(ilcm(1, *(number.q for number in numbers if number.is_Rational)))


class _System:
    """The two equations of two variables.

    Attributes:
        nonzero: expressions in parameters of which it was made use that they are not 0.
    """

    def __init__(
        self,
        needed: Sequence[Expr],
        variables: Sequence[Symbol],
        windows: Mapping[Symbol, Window],
        *,
        has_curves: bool,
    ) -> None:
        self._needed, self._variables, self._windows = needed, variables, windows
        self._has_curves = has_curves
        self.nonzero: dict[Expr, None] = {}

    def cases(self, factors: Sequence[Expr], other: _Reduced) -> tuple[Case, ...]:
        """The second equation in each case of the first; none where that never holds.

        Raises:
            UnsolvedError: a case is out of reach, or there are too many.
        """
        cases: list[Case] = []
        outside: list[Expr] = []
        shared = [
            factor
            for factor in factors
            if self._has_curves and self._divides(factor, other.equation)
        ]
        rest = other
        for factor in shared:
            rest = replace(rest, equation=_without(rest.equation, factor))
        for factor in (*shared, *(factor for factor in factors if factor not in shared)):
            if not factor.has(*self._variables):
                self._take_as_nonzero(factor)
                continue
            for variable, value in self._solutions(factor):
                if self._is_nowhere(variable, value):
                    outside.append(factor)
                    continue
                cases.append(self._put_in(variable, value, other))
                elsewhere = self._put_in(variable, value, rest) if factor not in shared else None
                if elsewhere is not None and self._is_off(elsewhere, shared):
                    cases[-1] = replace(elsewhere, nonzero=tuple(shared))
        if len(cases) > _MOST_CASES or (outside and not cases):
            raise UnsolvedError
        return tuple(cases)

    def _is_nowhere(self, variable: Symbol, value: Expr) -> bool:
        """Whether f has no value there, as x ln(xy) where x = 0."""
        return bool(self._needed[0].subs(variable, value).has(nan, zoo))

    def _is_off(self, case: Case, shared: Sequence[Expr]) -> bool:
        """Whether none of these factors is 0 at the points of a case."""
        places = [dict(zip(self._variables, point, strict=True)) for point in case.points]
        values = (factor.subs(place) for factor in shared for place in places)
        return case.equation != 0 and all(sign_of(value) in (1, -1) for value in values)

    def _divides(self, factor: Expr, other: Expr) -> bool:
        """Whether both equations hold where the factor is 0."""
        return bool(factor.has(*self._variables) and _without(other, factor) != other)

    def _solutions(self, factor: Expr) -> list[tuple[Symbol, Expr]]:
        """The factor solved for a variable that stands in it to the first power, or alone.

        Raises:
            UnsolvedError: it cannot be.
        """
        symbols = [variable for variable in self._variables if factor.has(variable)]
        linear = [
            (variable, slope, (-rest / slope).expand())
            for variable in reversed(self._variables)
            if factor.has(variable) and factor.is_polynomial(variable)
            for slope, rest in self._as_linear(factor, variable)
        ]
        if linear:
            # x = 2y rather than y = x/2.
            variable, slope, value = min(
                linear, key=lambda found: bool(found[1].free_symbols) or _denominator(found[2]) > 1
            )
            if not slope.has(*self._variables):
                self._take_as_nonzero(slope)
            return [(variable, value)]
        if len(symbols) != 1:
            raise UnsolvedError
        (variable,) = symbols
        return [(variable, zero) for zero in self._zeros(factor, variable)]

    def _as_linear(self, factor: Expr, variable: Symbol) -> Iterator[tuple[Expr, Expr]]:
        """The slope and the rest of what is linear in a variable, where dividing by it is safe."""
        polynomial = Poly(factor, variable)
        slope, rest = polynomial.LC(), polynomial.TC()
        # Where the slope is 0 the rest is not.
        is_slope_sure = not slope.has(*self._variables) or (rest.is_number and rest != 0)
        if polynomial.degree() == 1 and is_slope_sure:
            yield slope, rest

    def _take_as_nonzero(self, expression: Expr) -> None:
        """For all parameters but some."""
        expanded = expression.expand()
        # a² ≠ 4 rather than a ≠ 2 and a ≠ -2.
        factors = (expanded,) if expanded.is_Add else Mul.make_args(expanded)
        for factor in factors:
            base = factor.as_base_exp()[0]
            if not base.is_number:
                self.nonzero[-base if base.could_extract_minus_sign() else base] = None

    def _zeros(self, factor: Expr, variable: Symbol) -> tuple[Expr, ...]:
        """Where an irreducible factor in one variable, and perhaps in parameters, is 0.

        Raises:
            UnsolvedError: that is out of reach.
        """
        if factor.free_symbols == {variable}:
            return real_zeros(factor, variable, self._windows.get(variable))
        polynomial = Poly(factor, variable)
        self._take_as_nonzero(polynomial.LC())
        if polynomial.degree() == 1:
            return (cancel(-polynomial.TC() / polynomial.LC()),)
        discriminant = polynomial.discriminant().factor()
        number, others = discriminant.as_independent(*discriminant.free_symbols, as_Add=False)
        are_squares = all(power.as_base_exp()[1].is_even for power in Mul.make_args(others))
        if polynomial.degree() > _QUADRATIC or not number.is_negative or not are_squares:
            raise UnsolvedError
        self._take_as_nonzero(discriminant)
        return ()

    def _put_in(self, variable: Symbol, value: Expr, other: _Reduced) -> Case:
        (remaining,) = (name for name in self._variables if name != variable)
        equation = _cancelled(
            other.equation.subs(variable, value).expand(),
            other.divisor.subs(variable, value).expand(),
            remaining,
        )
        if equation == 0 and self._has_curves:
            curve = tuple(value if name == variable else name for name in self._variables)
            return Case(variable, value, equation, equation, (), points=(curve,))
        is_of_one = equation.is_number or equation.has(remaining)
        if equation == 0 or not is_of_one or equation.has(nan, zoo):
            raise UnsolvedError
        # 3x³ - 8x = 0 rather than 3x³/4 - 2x = 0.
        equation = (equation * _denominator(equation)).expand()
        factored = equation.factor()
        if factored.could_extract_minus_sign():
            # x² - x = x(x - 1) rather than x - x² = -x(x - 1).
            equation = -equation
            factored = equation.factor()
        if not equation.has(remaining):
            return Case(variable, value, equation, factored, ())
        if len(str(factored)) > _MOST_SIGNS:
            raise UnsolvedError
        zeros: list[Expr] = []
        for factor in _reduced(equation).factors:
            if factor.has(remaining):
                found = self._zeros(factor, remaining)
                zeros += (zero for zero in found if zero not in zeros)
            else:
                self._take_as_nonzero(factor)
        if all(zero.is_number for zero in zeros):
            zeros.sort(key=float)
            between = zeros[1:-1]
            is_even = len(zeros) > 1 and zeros[0] + zeros[-1] == 0
            if is_even and len(zeros) <= _FEW and not any(between):
                # 0 and ±1 rather than -1, 0 and 1.
                zeros = [*between, zeros[-1], zeros[0]]
        points = {zero: self._point(variable, value, zero) for zero in zeros}
        is_inside = {zero: self._has_gradient_at(point) for zero, point in points.items()}
        return Case(
            variable,
            value,
            equation,
            factored,
            tuple(zero for zero in zeros if is_inside[zero]),
            tuple(zero for zero in zeros if not is_inside[zero]),
            tuple(points[zero] for zero in zeros if is_inside[zero]),
        )

    def _point(self, variable: Symbol, value: Expr, zero: Expr) -> tuple[Expr, ...]:
        (remaining,) = (name for name in self._variables if name != variable)
        put_in = value.subs(remaining, zero)
        reached = shorten_number(put_in.expand()) if put_in.is_number else cancel(put_in)
        return tuple(reached if name == variable else zero for name in self._variables)

    def _has_gradient_at(self, point: Sequence[Expr]) -> bool:
        """Whether f and both derivatives are real there."""
        if any(coordinate.free_symbols for coordinate in point):
            # With parameters there are polynomials alone, and no divisor is 0.
            return True
        if not all(coordinate.is_finite for coordinate in point):
            return False
        place = dict(zip(self._variables, point, strict=True))
        return all(_is_real(needed, place) for needed in self._needed)


def _is_real(expression: Expr, place: Mapping[Symbol, Expr]) -> bool:
    value = expression.subs(place)
    is_of_parameters = bool(value.free_symbols)
    return is_of_parameters or (bool(value.is_real) and sign_of(value) is not None)


def _lead_to(
    cases: Sequence[Case], points: Sequence[Sequence[Expr]], variables: Sequence[Symbol]
) -> bool:
    found = [point for case in cases for point in case.points]
    return are_among(found, points, variables) and are_among(points, found, variables)


def are_among(
    points: Iterable[Sequence[Expr]],
    others: Sequence[Sequence[Expr]],
    variables: Sequence[Symbol],
) -> bool:
    """Whether each of these points, and curves such as (x, 0), is one of the others or on one."""
    return all(any(_lies_on(point, other, variables) for other in others) for point in points)


def _lies_on(point: Sequence[Expr], other: Sequence[Expr], variables: Sequence[Symbol]) -> bool:
    # On (x, 1 - x) lies what has as its second coordinate one minus the first.
    place = dict(zip(variables, point, strict=True))
    gaps = (
        there.subs(place, simultaneous=True) - here
        for here, there in zip(point, other, strict=True)
    )
    return all(gap == 0 or (bool(gap.free_symbols) and cancel(gap) == 0) for gap in gaps)
