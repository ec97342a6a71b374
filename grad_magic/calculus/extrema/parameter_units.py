"""Parameters that are 1 in other units of the variables: ax⁴ + y² is X⁴ + y² with x = X/a^(1/4).

What is found of the function without parameters, a kind and its reason, holds of the other too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import TYPE_CHECKING

from sympy import (
    Add,
    And,
    Dummy,
    Expr,
    Function,
    Gt,
    Integer,
    Lt,
    Mul,
    Ne,
    Piecewise,
    Poly,
    Pow,
    Rational,
    Symbol,
    Tuple,
    factor,
    factor_terms,
    linear_eq_to_matrix,
    together,
)
from sympy.core.relational import Relational

from grad_magic.calculus.exact.simplify import shorten
from grad_magic.calculus.extrema.critical_points import critical_point_at
from grad_magic.calculus.extrema.curves.curve_parts import first_term, zeros_of
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.polynomial_cases import sign_giving
from grad_magic.findings import CriticalReason, Finding, Part
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import from_sympy
from grad_magic.solution import CriticalPoint

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

_SMALL = tuple(map(Integer, (0, 1, -1, 2, -2, 3, -3)))
_MOST_FREE = 2
_TERMS = 2
_OPPOSITE = {Gt: Lt, Lt: Gt}
_SIGN_OF_KIND = {"minimum": Gt, "maximum": Lt, "saddle": Ne}


@dataclass(frozen=True)
class Units:
    """f(x₁, …, xₙ) = c·g(x₁/u₁, …, xₙ/uₙ) with a function g without parameters.

    Attributes:
        variables: x₁, …, xₙ.
        of_variables: u₁, …, uₙ, positive.
        of_value: c, positive.
    """

    variables: Sequence[Symbol]
    of_variables: Sequence[Expr]
    of_value: Expr

    def expression(self, found: Expr) -> Expr:
        """What is compared with g, as compared with f."""
        told = self.of_value * self._measured(found)
        return told.expand() if told.is_polynomial(*self.variables) else told

    def term(self, found: Expr) -> Expr:
        """What is compared with g, as a product where it is one."""
        return self.of_value * factor_terms(factor(self._measured(found)))

    def curve(self, found: Iterable[Expr]) -> Tuple:
        """A curve in the domain of g as one in the domain of f."""
        entries = zip(found, self.of_variables, strict=True)
        return Tuple(*((self._measured(entry) * unit).expand() for entry, unit in entries))

    def condition(self, found: Boolean) -> Boolean:
        """Where in the domain of g, as where in the domain of f: 0 < y < 1 as 0 < y < a."""
        relations = {part: self._relation(part) for part in found.atoms(Relational)}
        return found.xreplace(relations)

    def point(self, found: CriticalPoint) -> CriticalPoint:
        """A critical point of g, or a curve of them, as one of f."""
        told = replace(
            found,
            point=tuple(self.curve(found.point)),
            value=self.expression(found.value),
            reason=_in_units(found.reason, self),
            where=None if found.where is None else self.condition(found.where),
        )
        is_by_coefficient = found.reason.kind is CriticalReason.LOWEST_ACROSS
        if found.kind == "saddle" and found.where is not None and not found.where.has(Ne):
            # The coefficient is 0 nowhere there, or does not matter.
            is_by_coefficient = False
        if any(root.exp.q % 2 == 0 and root.has(*self.variables) for root in _roots(found.point)):
            # The coefficient has signs too where the curve is not real.
            is_by_coefficient = False
        for without_squares in (True, False):
            if is_by_coefficient:
                before, after = (
                    _by_coefficient(row, self.variables, without_squares=without_squares)
                    for row in (found, told)
                )
                if is_same_by_coefficient(found, before, self.variables):
                    return replace(told, where=after)
        return told

    def inner(self, found: Expr) -> Expr:
        """What g depends on, as what f depends on, without terms of parameters alone."""
        measured = self._measured(found)
        whole = (measured * together(measured).as_numer_denom()[1]).expand()
        return whole - whole.as_independent(*self.variables, as_Add=True)[0]

    def _measured(self, found: Expr) -> Expr:
        sizes = zip(self.variables, self.of_variables, strict=True)
        return found.xreplace({v: v / unit for v, unit in sizes})

    def _relation(self, found: Relational) -> Relational:
        first, second = self._measured(found.lhs), self._measured(found.rhs)
        # Positive, as all units are.
        denominator = together(first - second).as_numer_denom()[1]
        return found.func(*((side * denominator).expand() for side in (first, second)))


def _roots(point: Iterable[Expr]) -> list[Pow]:
    return [part for value in point for part in value.atoms(Pow) if isinstance(part.exp, Rational)]


def kind_without_parameters(
    f: Expr, variables: Sequence[Symbol], point: CriticalPoint
) -> CriticalPoint:
    """The point with the kind that it has where all parameters are 1, if that is the same for all.

    If powers of a can be found with f(x, y; a) = aʳ·f(x/aᵖ, y/a^q; 1), other units of the
    variables and of f make a to be 1.

    Args:
        f: the function, with positive parameters.
        variables: its n variables.
        point: a point with ∇f = 0 of undecided kind.
    """
    parameters = sorted(f.free_symbols - set(variables), key=str)
    units = units_of(f, variables, parameters)
    if units is None:
        return point
    ones = dict.fromkeys(parameters, Integer(1))
    alone = f.xreplace(ones)
    place = tuple(shorten(value.xreplace(ones)) for value in point.point)
    found = critical_point_at(alone, variables, compile_formula(from_sympy(alone)), place)
    if not found or found[0].kind == "undecided":
        return point
    return replace(
        point,
        kind=found[0].kind,
        is_strict=found[0].is_strict,
        reason=_in_units(found[0].reason, units),
    )


def units_of(f: Expr, variables: Sequence[Symbol], parameters: Sequence[Symbol]) -> Units | None:
    """The units in which all parameters are 1; None where there are none.

    Args:
        f: the function.
        variables: its n variables.
        parameters: the others of its symbols, positive.
    """
    whole = Units(variables, [Integer(1)] * len(variables), Integer(1))
    for parameter in parameters:
        powers = _powers(f, variables, parameter)
        if powers is None:
            return None
        *of_variables, of_value = powers
        sizes = zip(whole.of_variables, of_variables, strict=True)
        whole = Units(
            variables,
            [unit * parameter**power for unit, power in sizes],
            whole.of_value * parameter**of_value,
        )
    return whole


def _powers(f: Expr, variables: Sequence[Symbol], parameter: Symbol) -> list[Expr] | None:
    """Powers p, q, …, r with f(aᵖx, a^q y, …; a) = aʳ·f(x, y, …; 1)."""
    weights = _Weights({variable: Dummy() for variable in variables}, parameter)
    whole = Dummy()
    try:
        weights.equations.append(
            weights.of(f.expand() if f.is_polynomial(*variables) else f) - whole
        )
    except UnsolvedError:
        return None
    unknowns = [*weights.of_variables.values(), whole]
    of_units, wanted = linear_eq_to_matrix(weights.equations, *unknowns)
    if of_units.rank() != of_units.row_join(wanted).rank():
        return None
    solution, free = of_units.gauss_jordan_solve(wanted)
    if len(free) > _MOST_FREE:
        return list(solution.xreplace(dict.fromkeys(free, Integer(0))))
    choices = product(_SMALL, repeat=len(free))
    found = (list(solution.xreplace(dict(zip(free, choice, strict=True)))) for choice in choices)
    return min(found, key=_length)


@dataclass(frozen=True)
class _Weights:
    """With which power of a parameter parts of a function grow, if variables do so too.

    Attributes:
        of_variables: the unknown powers of the variables.
        parameter: what has the power 1.
        equations: what must be 0 for all terms to grow alike.
    """

    of_variables: Mapping[Symbol, Symbol]
    parameter: Symbol
    equations: list[Expr] = field(default_factory=list)

    def of(self, part: Expr) -> Expr:
        """The power of a part, in terms of the unknown ones.

        Raises:
            UnsolvedError: it is made of what has none.
        """
        if isinstance(part, Symbol):
            return self.of_variables.get(part, Integer(part == self.parameter))
        if not part.args:
            return Integer(0)
        if isinstance(part, Mul):
            return Add(*map(self.of, part.args))
        if isinstance(part, Pow) and part.exp.is_number:
            return self.of(part.base) * part.exp
        if isinstance(part, Add):
            first, *others = map(self.of, part.args)
            self.equations.extend(other - first for other in others)
            return first
        if not isinstance(part, (Function, Pow)) or isinstance(part, Piecewise):
            raise UnsolvedError
        self.equations.extend(map(self.of, part.args))
        return Integer(0)


def _length(powers: Sequence[Expr]) -> tuple[Expr, Expr, Expr]:
    """Whole powers stand before fractions, and small ones before large ones."""
    *of_variables, of_value = map(abs, powers)
    return Add(*(power.q for power in powers)), Add(*of_variables), of_value


def is_same_by_coefficient(
    found: CriticalPoint, told: Boolean, variables: Sequence[Symbol]
) -> bool:
    """Whether the sign of the coefficient of a curve's lowest term is the curve's condition.

    Points with the coefficient 0 belong to the curve only where it keeps its sign around them.

    Args:
        found: a curve without parameters.
        told: that the coefficient has the sign, with or without factors that are squares.
        variables: of the function.
    """
    if found.reason.kind is not CriticalReason.LOWEST_ACROSS or found.where is None:
        return False
    coefficient = _coefficient(found, variables)
    if len(coefficient.free_symbols) != 1 or found.where.free_symbols != coefficient.free_symbols:
        return False
    (along,) = coefficient.free_symbols
    try:
        zeros = zeros_of(coefficient, along)
    except UnsolvedError:
        return False
    places: list[dict[Expr, Expr]] = [{along: zero} for zero in zeros]
    return all(found.where.xreplace(place) == told.xreplace(place) for place in places)


def _by_coefficient(
    found: CriticalPoint, variables: Sequence[Symbol], *, without_squares: bool
) -> Boolean:
    """That the coefficient has the sign for this kind: y(y - a) < 0."""
    core = coefficient = _coefficient(found, variables)
    # √y is positive where it has a value and f is not constant: what is left is y > 0.
    roots = [part for part in Mul.make_args(factor_terms(coefficient)) if _is_even_root(part)]
    domain = And(*(Gt(root.base, 0) for root in roots))
    core = coefficient = coefficient / Mul(*roots)
    if without_squares:
        core = sign_giving(coefficient)
        whole = core.expand()
        # (x - a)(x + a) < 0 is x² < a².
        if all(part.is_Add for part in Mul.make_args(core)) and len(whole.args) == _TERMS:
            core = whole
    relation = _SIGN_OF_KIND[found.kind]
    along = [v for v in variables if core.has(v)]
    # ln(-y) and e^(ay) - 1 have no leading coefficient.
    if along and not core.is_polynomial(*along):
        core = core.expand()
    elif along and Poly(core, *along).LC().is_negative:
        core, relation = factor_terms(-core), _OPPOSITE.get(relation, relation)
    return And(relation(core, 0), domain)


def _is_even_root(part: Expr) -> bool:
    is_root = isinstance(part, Pow) and isinstance(part.exp, Rational)
    return is_root and part.exp.q % 2 == 0


def _coefficient(found: CriticalPoint, variables: Sequence[Symbol]) -> Expr:
    """Of the power of the distance across a curve, which is all of the term that is told."""
    term = found.reason.parts["term"]
    assert isinstance(term, Expr)
    values = dict(zip(variables, found.point, strict=True))
    (across,) = (v for v, value in values.items() if value != v)
    lead = first_term(term, across, values)
    assert lead is not None
    return lead[1]


def _in_units(reason: Finding[CriticalReason], units: Units) -> Finding[CriticalReason]:
    """The reason told of f, where that is known of all of its parts."""
    told = _TOLD.get(reason.kind)
    if told is None:
        return Finding(CriticalReason.SAME_IN_OTHER_UNITS)
    return Finding(reason.kind, told(reason.parts, units))


def _same(parts: Mapping[str, Part], units: Units) -> Mapping[str, Part]:
    del units
    return parts


def _derivative(parts: Mapping[str, Part], units: Units) -> Mapping[str, Part]:
    """The derivative of order n in one variable is measured in the unit of f by that of xⁿ."""
    (unit,) = units.of_variables
    order, value = parts["order"], parts["value"]
    assert isinstance(order, Expr)
    assert isinstance(value, Expr)
    return {**parts, "value": value * units.of_value / unit**order}


def _expressions(parts: Mapping[str, Part], units: Units) -> Mapping[str, Part]:
    return {
        name: units.expression(part) if isinstance(part, Expr) else part
        for name, part in parts.items()
    }


def _term_across(parts: Mapping[str, Part], units: Units) -> Mapping[str, Part]:
    term = parts["term"]
    assert isinstance(term, Expr)
    return {"term": units.term(term)}


def _inner(parts: Mapping[str, Part], units: Units) -> Mapping[str, Part]:
    inner = parts["inner"]
    assert isinstance(inner, Expr)
    return {"inner": units.inner(inner)}


def _power_of_curve(parts: Mapping[str, Part], units: Units) -> Mapping[str, Part]:
    curve, difference = parts["curve"], parts["difference"]
    assert isinstance(curve, Relational)
    assert isinstance(difference, Expr)
    return {"curve": units.condition(curve), "difference": units.term(difference)}


def _curves(parts: Mapping[str, Part], units: Units) -> Mapping[str, Part]:
    """Curves (…, cᵢtᵏ, …), and for each how f changes along it."""
    t = parts["parameter"]
    assert isinstance(t, Symbol)
    told: dict[str, Part] = {"parameter": t}
    for name in ("rising_", "falling_", ""):
        curve, term = parts.get(f"{name}curve"), parts.get(f"{name}term")
        if isinstance(curve, Tuple):
            scaled = units.curve(curve)
            pace = _pace(curve, scaled, t)
            told[f"{name}curve"] = Tuple(
                *(shorten(entry.xreplace({t: t / pace})) for entry in scaled)
            )
            if isinstance(term, Expr):
                told[f"{name}term"] = shorten(units.expression(term).xreplace({t: t / pace}))
    return told


def _pace(curve: Tuple, scaled: Tuple, t: Symbol) -> Expr:
    """The positive factor by which t must slow down for a step along an axis to be as before."""
    for before, after in zip(curve, scaled, strict=True):
        step = before.coeff(t, 1)
        if step != 0:
            return after.coeff(t, 1) / step
    return Integer(1)


_TOLD: Mapping[CriticalReason, Callable[[Mapping[str, Part], Units], Mapping[str, Part]]] = {
    # By Sylvester's law of inertia the signs of the eigenvalues are the same in other units.
    CriticalReason.DEFINITE_MINIMUM: _same,
    CriticalReason.DEFINITE_MAXIMUM: _same,
    CriticalReason.INDEFINITE_HESSIAN: _same,
    # Nor does it matter in which units f is constant, or larger than at a point.
    CriticalReason.CONSTANT: _same,
    CriticalReason.CONSTANT_NEARBY: _same,
    CriticalReason.CONSTANT_ON_REGION: _same,
    CriticalReason.EVERYWHERE_ABOVE: _same,
    CriticalReason.EVERYWHERE_BELOW: _same,
    CriticalReason.NOWHERE_ABOVE: _same,
    CriticalReason.NOWHERE_BELOW: _same,
    CriticalReason.BOTH_SIGNS_AROUND: _same,
    CriticalReason.BOTH_SIDES_LEAD: _same,
    CriticalReason.LOWEST_ACROSS: _term_across,
    CriticalReason.POWER_OF_CURVE: _power_of_curve,
    CriticalReason.AS_OUTER_FUNCTION: _inner,
    CriticalReason.AS_INNER_FUNCTION: _inner,
    CriticalReason.INFLECTION: _derivative,
    CriticalReason.FIRST_NONZERO_DERIVATIVE: _derivative,
    CriticalReason.OPPOSITE_CURVES: _curves,
    CriticalReason.OPPOSITE_CURVES_FROM_EACH: _curves,
    CriticalReason.OPPOSITE_CURVES_FROM_MOST: _curves,
    CriticalReason.LOWEST_CURVE: _curves,
    CriticalReason.FLAT_CURVE: _curves,
    CriticalReason.ZERO_CURVE: _curves,
    CriticalReason.LOWEST_TERMS: _expressions,
    CriticalReason.LOWEST_TERMS_OF_BOTH_SIGNS: _expressions,
    CriticalReason.LOWEST_AND_NEXT_TERMS: _expressions,
    CriticalReason.SQUARES_AND_LOWEST_TERMS: _same,
    CriticalReason.SQUARES_AND_HIGHER_TERMS: _same,
    CriticalReason.NEVER_BEYOND: _expressions,
    CriticalReason.NEVER_BEYOND_CURVE: _expressions,
    CriticalReason.BEYOND_ELSEWHERE: _expressions,
}
