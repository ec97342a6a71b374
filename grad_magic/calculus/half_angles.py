"""Roots and angles of what touches the end of their domain, with squares that show its sign.

Of √(1 - cos xy) an expansion at 0 does not see that what stands under the root is nowhere
negative; of √(2 sin²(xy/2)), which is the same, it does. So it is with arccos(1 - u), which is
2 arcsin √(u/2), and its kin.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from sympy import (
    Add,
    Expr,
    I,
    Rational,
    asin,
    asinh,
    atanh,
    cos,
    cosh,
    exp,
    log,
    pi,
    sin,
    sinh,
    sqrt,
)

from grad_magic.calculus.domains import has_values_for_all
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import from_sympy, to_sympy
from grad_magic.formula.tree import Formula

_HALF = Rational(1, 2)
_LARGEST = 60


def with_half_angles(formula: Formula) -> Formula:
    """The same function, with such roots and angles in their other form.

    Args:
        formula: f as typed.
    """
    operands = tuple(map(with_half_angles, formula.operands))
    if any(new is not old for new, old in zip(operands, formula.operands, strict=True)):
        formula = replace(formula, operands=operands)
    rewrite = _REWRITINGS.get(formula.operation)
    if rewrite is None or not formula.names or not _is_total(operands[0]):
        return formula
    found = rewrite(*map(to_sympy, operands))
    # Of what is negative but at points, as √(cos x - 1), SymPy's form is imaginary.
    return formula if found is None or found.has(I) else from_sympy(found)


def _is_total(operand: Formula) -> bool:
    """Whether SymPy's form of an operand has the same values, and is soon made."""
    program = compile_formula(operand)
    if operand.operation == "log":
        # Where it has none, 1 + u is not positive.
        return _is_total(operand.operands[0])
    is_short = len(program.instructions) <= _LARGEST
    return is_short and has_values_for_all(program, operand.names)


def _root(base: Expr, exponent: Expr = _HALF) -> Expr | None:
    is_even_root = isinstance(exponent, Rational) and exponent > 0 and exponent.q % 2 == 0
    squares = _as_squares(base) if is_even_root else None
    return None if squares is None else squares**exponent


def _arccosine(cosine: Expr) -> Expr | None:
    for turn in (1, -1):
        gap = 1 - turn * cosine
        if _touches_zero(gap):
            angle = 2 * asin(sqrt((_as_squares(gap) or gap) / 2))
            return angle if turn == 1 else pi - angle
    return None


def _arcsine(sine: Expr) -> Expr | None:
    angle = _arccosine(sine)
    return None if angle is None else pi / 2 - angle


def _area_cosine(value: Expr) -> Expr | None:
    gap = value - 1
    return 2 * asinh(sqrt((_as_squares(gap) or gap) / 2)) if _touches_zero(gap) else None


_REWRITINGS: Mapping[str, Callable[[Expr], Expr | None]] = {
    "sqrt": _root,
    "power": _root,
    "acos": _arccosine,
    "asin": _arcsine,
    "acosh": _area_cosine,
}
"""What stands for each, of its operand; None where there is no such form."""


def _touches_zero(gap: Expr) -> bool:
    """Whether it has no number as a summand, or is 1 - cos u."""
    return _as_squares(gap) is not None or gap.as_coeff_Add()[0] == 0


def _as_squares(total: Expr) -> Expr | None:
    """2 sin²(u/2) for 1 - cos u, 2 sinh²(u/2) for cosh u - 1, 2 e^(u/2) sinh(u/2) for e^u - 1.

    In sums term by term, where what they take away makes up for the number in them.
    """
    if isinstance(total, log):
        # ln(1 + u) has the sign of u.
        u = total.args[0] - 1
        return 2 * atanh(u / (2 + u)) if u.as_coeff_Add()[0] == 0 else None
    number, rest = total.as_coeff_Add()
    parts: list[Expr] = []
    for term in Add.make_args(rest):
        factor, part = term.as_coeff_Mul()
        found = _HALVES.get(part.func)
        if found is None:
            parts.append(term)
            continue
        number += factor
        parts.append(factor * found(part.args[0]))
    if number != 0 or not any(part.func in _HALVES for part in _parts(rest)):
        return None
    return Add(*parts)


def _parts(total: Expr) -> list[Expr]:
    return [term.as_coeff_Mul()[1] for term in Add.make_args(total)]


_HALVES: Mapping[type[Expr], Callable[[Expr], Expr]] = {
    cos: lambda u: -2 * sin(u / 2) ** 2,
    cosh: lambda u: 2 * sinh(u / 2) ** 2,
    exp: lambda u: 2 * exp(u / 2) * sinh(u / 2),
}
"""What a function is more than 1, by half of its argument."""
