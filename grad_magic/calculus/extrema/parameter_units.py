"""Parameters that are 1 in other units of the variables: ax⁴ + y² is X⁴ + y² with x = X/a^(1/4).

What is found of the function without parameters, a kind and its reason, holds of the other too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from sympy import Add, Expr, Integer, Matrix, Poly, Symbol, Tuple

from grad_magic.calculus.exact.simplify import shorten
from grad_magic.calculus.extrema.critical_points import critical_point_at
from grad_magic.findings import CriticalReason, Finding, Part
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import from_sympy
from grad_magic.solution import CriticalPoint

_SMALL = tuple(map(Integer, (0, 1, -1, 2, -2, 3, -3)))
_MOST_FREE = 2


@dataclass(frozen=True)
class _Units:
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
        measured = {v: v / unit for v, unit in zip(self.variables, self.of_variables, strict=True)}
        return (self.of_value * found.xreplace(measured)).expand()

    def curve(self, found: Tuple) -> Tuple:
        """A curve in the domain of g as one in the domain of f."""
        entries = zip(found, self.of_variables, strict=True)
        return Tuple(*((entry * unit).expand() for entry, unit in entries))


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
    units = _units(f, variables, parameters)
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


def _units(f: Expr, variables: Sequence[Symbol], parameters: Sequence[Symbol]) -> _Units | None:
    """The units in which all parameters of a polynomial are 1; None where there are none."""
    whole = _Units(variables, [Integer(1)] * len(variables), Integer(1))
    for parameter in parameters:
        powers = _powers(f, variables, parameter)
        if powers is None:
            return None
        *of_variables, of_value = powers
        sizes = zip(whole.of_variables, of_variables, strict=True)
        whole = _Units(
            variables,
            [unit * parameter**power for unit, power in sizes],
            whole.of_value * parameter**of_value,
        )
    return whole


def _powers(f: Expr, variables: Sequence[Symbol], parameter: Symbol) -> list[Expr] | None:
    """Numbers p, q, …, r with k + pm + qn + … = r for each term c·aᵏ·x^m·y^n… of a polynomial."""
    if not f.is_polynomial(*variables):
        return None
    rows: list[list[Expr]] = []
    powers: list[Expr] = []
    for exponents, coefficient in Poly(f, *variables).terms():
        for term in Add.make_args(coefficient.expand()):
            factor, power = term.as_independent(parameter)[1].as_base_exp()
            if factor not in (1, parameter):
                return None
            rows.append([*map(Integer, exponents), Integer(-1)])
            powers.append(-power if factor == parameter else Integer(0))
    of_units, wanted = Matrix(rows), Matrix(powers)
    if of_units.rank() != of_units.row_join(wanted).rank():
        return None
    solution, free = of_units.gauss_jordan_solve(wanted)
    if len(free) > _MOST_FREE:
        return list(solution.xreplace(dict.fromkeys(free, Integer(0))))
    choices = product(_SMALL, repeat=len(free))
    found = (list(solution.xreplace(dict(zip(free, choice, strict=True)))) for choice in choices)
    return min(found, key=_length)


def _length(powers: Sequence[Expr]) -> tuple[Expr, Expr]:
    """Whole powers stand before fractions, and small ones before large ones."""
    return Add(*(power.q for power in powers)), Add(*map(abs, powers))


def _in_units(reason: Finding[CriticalReason], units: _Units) -> Finding[CriticalReason]:
    """The reason told of f, where that is known of all of its parts."""
    told = _TOLD.get(reason.kind)
    if told is None:
        return Finding(CriticalReason.SAME_IN_OTHER_UNITS)
    return Finding(reason.kind, told(reason.parts, units))


def _same(parts: Mapping[str, Part], units: _Units) -> Mapping[str, Part]:
    del units
    return parts


def _derivative(parts: Mapping[str, Part], units: _Units) -> Mapping[str, Part]:
    """The derivative of order n in one variable is measured in the unit of f by that of xⁿ."""
    (unit,) = units.of_variables
    order, value = parts["order"], parts["value"]
    assert isinstance(order, Expr)
    assert isinstance(value, Expr)
    return {**parts, "value": value * units.of_value / unit**order}


def _expressions(parts: Mapping[str, Part], units: _Units) -> Mapping[str, Part]:
    return {
        name: units.expression(part) if isinstance(part, Expr) else part
        for name, part in parts.items()
    }


def _curves(parts: Mapping[str, Part], units: _Units) -> Mapping[str, Part]:
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
                told[f"{name}term"] = shorten((units.of_value * term).xreplace({t: t / pace}))
    return told


def _pace(curve: Tuple, scaled: Tuple, t: Symbol) -> Expr:
    """The positive factor by which t must slow down for a step along an axis to be as before."""
    for before, after in zip(curve, scaled, strict=True):
        step = before.coeff(t, 1)
        if step != 0:
            return after.coeff(t, 1) / step
    return Integer(1)


_TOLD: Mapping[CriticalReason, Callable[[Mapping[str, Part], _Units], Mapping[str, Part]]] = {
    CriticalReason.INFLECTION: _derivative,
    CriticalReason.FIRST_NONZERO_DERIVATIVE: _derivative,
    CriticalReason.OPPOSITE_CURVES: _curves,
    CriticalReason.LOWEST_CURVE: _curves,
    CriticalReason.FLAT_CURVE: _curves,
    CriticalReason.ZERO_CURVE: _curves,
    CriticalReason.LOWEST_TERMS: _expressions,
    CriticalReason.LOWEST_AND_NEXT_TERMS: _expressions,
    CriticalReason.SQUARES_AND_LOWEST_TERMS: _same,
    CriticalReason.SQUARES_AND_HIGHER_TERMS: _same,
    CriticalReason.NEVER_BEYOND: _expressions,
    CriticalReason.BEYOND_ELSEWHERE: _expressions,
}
