"""The solution of ∇f = 0 for two variables as one does it by hand: one is put into the other.

It is for showing how the critical points are found, and finds none that are not known already:
what it leads to is compared with them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sympy import Add, Expr, Mul, Poly, PolynomialError, Pow, Symbol, exp, factor_terms

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.extrema.equations.angles import common_periods
from grad_magic.calculus.extrema.equations.inverse_values import real_zeros
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.solution import Case, CriticalPoints, Elimination, Window

# More cases, or higher powers, are not followed by a reader.
_MOST_CASES = 4
_MOST_SIGNS = 60

_PLANE = 2


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
        point.has_gradient and not point.is_approximate and point.where is None
        for point in found.points
    )
    if len(variables) != _PLANE or not are_all or not are_exact:
        return None
    periods = common_periods(partials, variables) if found.repetition else {}
    windows = {name: Window(-period / 2, period / 2) for name, period in periods.items()}
    return eliminate(f, partials, variables, [point.point for point in found.points], windows)


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
    if not all(partial.free_symbols <= set(variables) for partial in partials):
        return None
    if any(partial.is_number for partial in partials):
        return None
    elimination = _System((f, *partials), variables, windows or {})
    reduced = [_reduced(partial) for partial in partials]
    found = []
    for first in (0, 1):
        try:
            cases = elimination.cases(reduced[first].factors, reduced[1 - first].equation)
        except (PolynomialError, UnsolvedError):
            continue
        if points is None or _lead_to(cases, points):
            found.append(
                Elimination(first, cases, (reduced[0].positive, reduced[1].positive), windows or {})
            )
    return min(found, key=_length, default=None)


def _length(found: Elimination) -> int:
    return sum(len(str((case.value, case.equation, case.factored))) for case in found.cases)


@dataclass(frozen=True)
class _Reduced:
    """An equation without denominators, and without a factor e^… that is never 0.

    Attributes:
        factors: those of which one must be 0, without their powers.
        equation: what must be 0.
        positive: the factor e^…; None where there is none.
    """

    factors: tuple[Expr, ...]
    equation: Expr
    positive: Expr | None


def _reduced(partial: Expr) -> _Reduced:
    factors: list[Expr] = []
    powers: list[Expr] = []
    exponents: list[Expr] = []
    for factor in Mul.make_args(partial.factor()):
        base, power = factor.as_base_exp()
        if isinstance(factor, exp):
            exponents.append(factor.args[0])
        elif not (isinstance(factor, Pow) and power.is_negative):
            factors.append(base if isinstance(factor, Pow) and power.is_positive else factor)
            powers.append(factor)
    positive = exp(_exponent(Add(*exponents))) if exponents else None
    return _Reduced(tuple(factors), Mul(*powers), positive)


def _exponent(total: Expr) -> Expr:
    """-(x² + y²)/2 rather than -x²/2 - y²/2."""
    has_fractions = any(term.as_coeff_Mul()[0].q > 1 for term in Add.make_args(total))
    return factor_terms(total) if has_fractions else total


class _System:
    """The two equations of two variables."""

    def __init__(
        self,
        needed: Sequence[Expr],
        variables: Sequence[Symbol],
        windows: Mapping[Symbol, Window],
    ) -> None:
        self._needed, self._variables, self._windows = needed, variables, windows

    def cases(self, factors: Sequence[Expr], other: Expr) -> tuple[Case, ...]:
        """The second equation in each case of the first; none where that never holds.

        Raises:
            UnsolvedError: a case is out of reach, or there are too many.
        """
        cases: list[Case] = []
        for factor in factors:
            if factor.is_number:
                continue
            for variable, value in self._solutions(factor):
                cases.append(self._put_in(variable, value, other))
        if len(cases) > _MOST_CASES:
            raise UnsolvedError
        return tuple(cases)

    def _solutions(self, factor: Expr) -> list[tuple[Symbol, Expr]]:
        """The factor solved for a variable that stands in it to the first power, or alone.

        Raises:
            UnsolvedError: it cannot be.
        """
        symbols = [variable for variable in self._variables if factor.has(variable)]
        for variable in reversed(self._variables):
            if not factor.has(variable) or not factor.is_polynomial(variable):
                continue
            polynomial = Poly(factor, variable)
            slope, rest = polynomial.LC(), polynomial.TC()
            # Where the slope is 0 the rest is not.
            is_slope_sure = slope.is_number or (rest.is_number and rest != 0)
            if polynomial.degree() == 1 and is_slope_sure:
                return [(variable, (-rest / slope).expand())]
        if len(symbols) != 1:
            raise UnsolvedError
        (variable,) = symbols
        zeros = real_zeros(factor, variable, self._windows.get(variable))
        return [(variable, zero) for zero in zeros]

    def _put_in(self, variable: Symbol, value: Expr, other: Expr) -> Case:
        (remaining,) = (name for name in self._variables if name != variable)
        equation = other.subs(variable, value).expand()
        if equation == 0 or equation.free_symbols - {remaining}:
            raise UnsolvedError
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
                found = real_zeros(factor, remaining, self._windows.get(remaining))
                zeros += (zero for zero in found if zero not in zeros)
        zeros.sort(key=float)
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
        put_in = value.subs(dict.fromkeys(value.free_symbols, zero))
        return tuple(
            shorten_number(put_in.expand()) if name == variable else zero
            for name in self._variables
        )

    def _has_gradient_at(self, point: Sequence[Expr]) -> bool:
        """Whether f and both derivatives are real there."""
        if not all(coordinate.is_finite for coordinate in point):
            return False
        place = dict(zip(self._variables, point, strict=True))
        return all(_is_real(needed, place) for needed in self._needed)


def _is_real(expression: Expr, place: Mapping[Symbol, Expr]) -> bool:
    value = expression.subs(place)
    return bool(value.is_real) and sign_of(value) is not None


def _lead_to(cases: Sequence[Case], points: Sequence[Sequence[Expr]]) -> bool:
    found = {point for case in cases for point in case.points}
    return found == {tuple(point) for point in points}
