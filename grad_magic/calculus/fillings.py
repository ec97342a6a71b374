"""Quotients whose zeros of the denominator are filled so that f is smooth.

By Hadamard's lemma a smooth N that is 0 where s = φ is (s - φ)·M with a smooth M. So N/D is
smooth near P after filling if D is a product of such differences and of what is not 0 at P, and
N is 0 on each zero set of D to the same order as D. The value there is the quotient of the first
derivatives in s that are not 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sympy import Expr, Integer, Rational, cancel, diff, expand, factor_list, simplify

from grad_magic.calculus.complete_cases import complete_cases
from grad_magic.calculus.domains import UndefinedError, first_seam, trace
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.formula.program import Program, compile_formula
from grad_magic.formula.sympy_forms import to_sympy

if TYPE_CHECKING:
    from sympy import Symbol

    from grad_magic.formula.tree import Formula

# Smooth on the whole line.
_ENTIRE = frozenset({"add", "multiply", "negate", "exp", "sin", "cos", "atan", "sinh", "cosh"})
# A larger difference is not tested for being 0 everywhere.
_LARGEST = 80
_HIGHEST_ORDER = 6
# The inverse of a small step.
_NEAR = 1009


@dataclass(frozen=True)
class ZeroSet:
    """Where a factor of a denominator is 0 near P: s = φ of the other variables."""

    variable: Symbol
    value: Expr


def is_smoothly_filled(formula: Formula, values: Mapping[Symbol, Expr]) -> bool:
    """Whether f equals a smooth function near P, cases that fill the holes of quotients included.

    Args:
        formula: f as typed.
        values: P.
    """
    return _is_smooth(complete_cases(formula), values)


def _is_smooth(formula: Formula, values: Mapping[Symbol, Expr]) -> bool:
    if formula.operation == "piecewise":
        return _is_filled(formula, values) or _is_analytic(formula, values)
    if formula.operation in _ENTIRE and not formula.names.isdisjoint(values):
        return all(_is_smooth(part, values) for part in formula.operands)
    return _is_analytic(formula, values)


def _is_analytic(formula: Formula, values: Mapping[Symbol, Expr]) -> bool:
    """Whether each operation in it is defined and analytic near its operands at P."""
    program = compile_formula(formula)
    try:
        results = trace(program, values)
        return first_seam(program, results, values) is None and not _has_smooth_root(
            program, results
        )
    except UndefinedError:
        return False


def _has_smooth_root(program: Program, results: Sequence[Expr]) -> bool:
    """Whether a power as x^(4/3) is taken at 0, which is differentiable but not smooth."""
    return any(
        instruction.operation == "odd_root_power" and not sign_of(results[instruction.operands[0]])
        for instruction in program.instructions
    )


def _is_filled(cases: Formula, values: Mapping[Symbol, Expr]) -> bool:
    parts = _quotient_and_filling(cases)
    if parts is None:
        return False
    quotient, filling, differences = parts
    fraction = _fraction(quotient, values)
    is_readable = all(_is_analytic(difference, values) for difference in differences)
    if fraction is None or not is_readable or not _is_smooth(filling, values):
        return False
    top, bottoms = fraction
    filled = _zero_sets(map(to_sympy, differences), values)
    holes = _zero_sets(bottoms, values)
    if filled is None or holes is None or not set(holes) <= set(filled):
        return False
    bottom = Integer(1)
    for factor in bottoms:
        bottom *= factor
    given = to_sympy(filling)
    return all(_agree(top, bottom, given, zero_set, values) for zero_set in filled)


def _quotient_and_filling(cases: Formula) -> tuple[Formula, Formula, list[Formula]] | None:
    """Two cases told apart by whether one of some differences is 0, and these differences."""
    if len(cases.operands) != 4 or cases.operands[3].operation != "true":
        return None
    first, condition, second, _ = cases.operands
    compared = condition.operands if condition.operation in ("and", "or") else (condition,)
    relations = {part.operation for part in compared}
    differences = [part.operands[0] for part in compared if part.operands]
    if relations == {"unequal"} and condition.operation != "or":
        return first, second, differences
    if relations == {"equal"} and condition.operation != "and":
        return second, first, differences
    return None


def _fraction(
    formula: Formula, values: Mapping[Symbol, Expr]
) -> tuple[Expr, tuple[Expr, ...]] | None:
    """(N, the factors of D) with the formula N/D where no factor is 0; all are analytic at P."""
    if _is_analytic(formula, values):
        return to_sympy(formula), ()
    if formula.operation == "reciprocal":
        inner = formula.operands[0]
        return (Integer(1), (to_sympy(inner),)) if _is_analytic(inner, values) else None
    if formula.operation not in ("add", "multiply", "negate", "power"):
        return None
    if formula.operation == "power":
        return _fraction_of_power(formula, values)
    parts = [_fraction(part, values) for part in formula.operands]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    top, bottoms = known[0]
    for other_top, other_bottoms in known[1:]:
        if formula.operation == "multiply":
            top = top * other_top
        else:
            top = _times(top, other_bottoms) + _times(other_top, bottoms)
        bottoms = (*bottoms, *other_bottoms)
    return (-top if formula.operation == "negate" else top), bottoms


def _fraction_of_power(
    formula: Formula, values: Mapping[Symbol, Expr]
) -> tuple[Expr, tuple[Expr, ...]] | None:
    base, exponent = formula.operands
    power = to_sympy(exponent)
    if not isinstance(power, Integer) or abs(power) > _HIGHEST_ORDER:
        return None
    if power < 0:
        inner = to_sympy(base)
        return (Integer(1), (inner,) * -int(power)) if _is_analytic(base, values) else None
    inside = _fraction(base, values)
    return None if inside is None else (inside[0] ** power, inside[1] * int(power))


def _times(product: Expr, factors: Sequence[Expr]) -> Expr:
    for factor in factors:
        product = product * factor
    return product


def zero_sets(functions: Iterable[Expr], values: Mapping[Symbol, Expr]) -> list[ZeroSet]:
    """The zero sets through P that are found of these functions."""
    found = [
        zero_set
        for function in functions
        for factor in _factors(function, values)
        if sign_of(factor.xreplace(dict(values))) == 0
        and (zero_set := _zero_set(factor, values)) is not None
    ]
    return list(dict.fromkeys(found))


def _zero_sets(functions: Iterable[Expr], values: Mapping[Symbol, Expr]) -> list[ZeroSet] | None:
    """All zero sets near P of these functions; None if one is not found."""
    found: dict[ZeroSet, None] = {}
    for function in functions:
        for factor in _factors(function, values):
            sign = sign_of(factor.xreplace(dict(values)))
            if sign in (1, -1):
                continue
            zero_set = _zero_set(factor, values) if sign == 0 else None
            if zero_set is None:
                return None
            found[zero_set] = None
    return list(found)


def _factors(function: Expr, values: Mapping[Symbol, Expr]) -> list[Expr]:
    if function.is_polynomial(*values) and not function.free_symbols.difference(values):
        return [factor for factor, _ in factor_list(function)[1]] or [function]
    return [function]


def _zero_set(factor: Expr, values: Mapping[Symbol, Expr]) -> ZeroSet | None:
    """Where a factor that is 0 at P, and whose derivative in a variable is not, is 0 near P."""
    for variable, start in values.items():
        slope = diff(factor, variable)
        if sign_of(slope.xreplace(dict(values))) not in (1, -1):
            continue
        if variable not in slope.free_symbols:
            rest = expand(factor - slope * variable).xreplace({variable: Integer(0)})
            return ZeroSet(variable, cancel(-rest / slope))
        if factor.subs(variable, start) == 0:
            return ZeroSet(variable, start)
    return None


def _agree(
    top: Expr, bottom: Expr, given: Expr, zero_set: ZeroSet, values: Mapping[Symbol, Expr]
) -> bool:
    """Whether N/D has a limit on the zero set that is what is given there."""
    variable, value = zero_set.variable, zero_set.value
    for _ in range(_HIGHEST_ORDER):
        above, below, filling = (
            function.subs(variable, value) for function in (top, bottom, given)
        )
        if not _is_zero(below):
            return _is_somewhere_nonzero(below, values) and _is_zero(above - filling * below)
        if not _is_zero(above):
            return False
        top, bottom = diff(top, variable), diff(bottom, variable)
    return False


def _is_somewhere_nonzero(function: Expr, values: Mapping[Symbol, Expr]) -> bool:
    """Whether it is proved not to be 0 at a point beside P."""
    beside = {
        symbol: start + Rational(1, _NEAR + index)
        for index, (symbol, start) in enumerate(values.items())
    }
    return sign_of(function.xreplace(beside)) in (1, -1)


def _is_zero(function: Expr) -> bool:
    """Whether it is proved to be 0 everywhere."""
    if function.is_Rational:
        return bool(function == 0)
    if expand(function) == 0:
        return True
    return bool(function.count_ops() < _LARGEST and simplify(function) == 0)
