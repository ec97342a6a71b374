"""Quotients whose zeros of the denominator are filled so that f is smooth.

By Hadamard's lemma a smooth N that is 0 where s = φ is (s - φ)·M with a smooth M. So N/D is
smooth near P after filling if D is a product of such differences and of what is not 0 at P, and
N is 0 on each zero set of D to the same order as D. The value there is the quotient of the first
derivatives in s that are not 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sympy import (
    Derivative,
    Expr,
    Integer,
    Poly,
    Rational,
    Symbol,
    cancel,
    diff,
    div,
    expand,
    factor_list,
    simplify,
)

from grad_magic.calculus.complete_cases import complete_cases
from grad_magic.calculus.domains import UndefinedError, first_seam, trace
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.formula.program import Program, compile_formula
from grad_magic.formula.sympy_forms import from_sympy, to_sympy

if TYPE_CHECKING:
    from grad_magic.formula.tree import Formula

# Smooth on the whole line.
_ENTIRE = frozenset({"add", "multiply", "negate", "exp", "sin", "cos", "atan", "sinh", "cosh"})
# A larger difference is not tested for being 0 everywhere.
_LARGEST = 80
_POLYNOMIAL = frozenset({"add", "multiply", "negate"})
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
    is_readable = all(_is_analytic(difference, values) for difference in differences)
    if not is_readable or not _is_smooth(filling, values):
        return False
    filled = _zero_sets(map(to_sympy, differences), values)
    if filled is None:
        around = in_inner(cases, values)
        return around is not None and _is_filled(around.formula, {**values, INNER: Integer(0)})
    fraction = _fraction(quotient, values)
    if fraction is None:
        return False
    top, bottoms = fraction
    holes = _zero_sets(bottoms, values)
    if holes is None or not set(holes) <= set(filled):
        return False
    bottom = Integer(1)
    for factor in bottoms:
        bottom *= factor
    given = to_sympy(filling)
    return all(_agree(top, bottom, given, zero_set, values) for zero_set in filled)


def with_quotient_divided(formula: Formula, values: Mapping[Symbol, Expr]) -> Formula | None:
    """Two cases with x² + xy + y² for (x³ - y³)/(x - y), where x = y is the other case.

    None of other functions. How the cases meet does not matter.
    """
    cases = complete_cases(formula)
    parts = _quotient_and_filling(cases) if cases.operation == "piecewise" else None
    if parts is None:
        return None
    quotient, _, differences = parts
    filled = _zero_sets(map(to_sympy, differences), values)
    fraction = _fraction(quotient, values)
    holes = None if fraction is None else _zero_sets(fraction[1], values)
    if not filled or fraction is None or holes is None or not set(holes) <= set(filled):
        return None
    whole = cancel(_times(fraction[0], [1 / factor for factor in fraction[1]]))
    if not whole.is_polynomial(*values):
        return None
    divided = from_sympy(whole)
    operands = tuple(divided if part is quotient else part for part in cases.operands)
    return replace(cases, operands=operands)


INNER = Symbol("w", real=True)
"""Stands for the inner function of an `Around`."""


@dataclass(frozen=True)
class Around:
    """Cases that are told apart by whether a function w is 0, written with w.

    Attributes:
        formula: they, of `INNER` and what variables remain.
        inner: w, which is 0 at P.
    """

    formula: Formula
    inner: Expr


def in_inner(cases: Formula, values: Mapping[Symbol, Expr]) -> Around | None:
    """Two cases with the one function that tells them apart as a variable of its own."""
    parts = _quotient_and_filling(cases)
    if parts is None or len(parts[2]) != 1 or INNER in values:
        return None
    difference = parts[2][0]
    inner = to_sympy(difference)
    is_plain = difference.operation == "name" or not _is_of(difference, _ENTIRE)
    if is_plain or sign_of(inner.xreplace(dict(values))) != 0:
        return None
    return Around(_rewritten(cases, inner, tuple(values)), inner)


def around_inner(formula: Formula, values: Mapping[Symbol, Expr]) -> Around | None:
    """The formula as a function of one w alone, which tells its cases apart and is 0 at P."""
    cases = _first_cases(complete_cases(formula))
    around = None if cases is None else in_inner(cases, values)
    if around is None:
        return None
    whole = _rewritten(complete_cases(formula), around.inner, tuple(values))
    return Around(whole, around.inner) if whole.names.isdisjoint(values) else None


def _first_cases(formula: Formula) -> Formula | None:
    if formula.operation == "piecewise":
        return formula
    found = (_first_cases(part) for part in formula.operands)
    return next((cases for cases in found if cases is not None), None)


def _rewritten(formula: Formula, inner: Expr, variables: Sequence[Symbol]) -> Formula:
    """The formula with `INNER` for w and in the polynomials that w divides with remainder."""
    if not formula.operands or formula.names.isdisjoint(variables):
        return formula
    if _is_of(formula, _ENTIRE):
        whole = to_sympy(formula)
        written = _in_powers_of(whole, inner, variables)
        if written != whole:
            return from_sympy(written)
    operands = formula.operands
    if formula.operation == "add":
        operands = _polynomial_first(formula)
    rewritten = tuple(_rewritten(part, inner, variables) for part in operands)
    return replace(formula, operands=rewritten)


def _polynomial_first(total: Formula) -> tuple[Formula, ...]:
    """The terms of a sum, those that are polynomials as one."""
    terms = list(_terms(total))
    polynomial = tuple(term for term in terms if _is_of(term, _POLYNOMIAL))
    others = tuple(term for term in terms if term not in polynomial)
    is_split = others and len(polynomial) > 1
    return (replace(total, operands=polynomial), *others) if is_split else tuple(terms)


def _terms(total: Formula) -> Iterator[Formula]:
    for part in total.operands:
        if part.operation == "add":
            yield from _terms(part)
        else:
            yield part


def _is_of(formula: Formula, operations: frozenset[str]) -> bool:
    """Whether it is made of these operations, of whole powers and with them of powers of e."""
    if formula.operation == "power":
        base, exponent = formula.operands
        if base.value is not None and base.value.is_positive and "exp" in operations:
            return _is_of(exponent, operations)
        is_whole = isinstance(exponent.value, Integer) and exponent.value >= 0
        return is_whole and _is_of(base, operations)
    if formula.value is not None:
        return True
    return formula.operation in operations and all(
        _is_of(part, operations) for part in formula.operands
    )


def _in_powers_of(whole: Expr, inner: Expr, variables: Sequence[Symbol]) -> Expr:
    """p as r₀ + r₁·w + r₂·w² + …, by division with remainder."""
    if not (whole.is_polynomial(*variables) and inner.is_polynomial(*variables)):
        return {inner: INNER, -inner: -INNER}.get(whole, whole)
    remaining, total = Poly(whole, *variables), Integer(0)
    divisor = Poly(inner, *variables)
    for power in range(_HIGHEST_ORDER):
        if remaining.is_zero:
            return total
        remaining, rest = div(remaining, divisor)
        total += rest.as_expr() * INNER**power
    return whole


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
        # SymPy has no derivative of steps such as ⌈y⌉.
        if slope.has(Derivative) or sign_of(slope.xreplace(dict(values))) not in (1, -1):
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
