"""The solution of ∇f = 0 for two variables as one does it by hand: one is put into the other.

It is for showing how the critical points are found, and finds none that are not known already:
what it leads to is compared with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sympy import Add, Expr, Mul, Poly, PolynomialError, Symbol, exp, factor_list

from grad_magic.calculus.extrema.roots import UnsolvedError, real_roots

# More cases, or higher powers, are not followed by a reader.
_MOST_CASES = 4
_MOST_DEGREE = 9
_MOST_SIGNS = 60

_Point = tuple[Expr, Expr]


@dataclass(frozen=True)
class Case:
    """One of the ways in which the first equation holds.

    Attributes:
        variable: the variable that it gives.
        value: what that is, a number or an expression in the other one.
        equation: the left side of the second equation with this put in, as it comes.
        factored: the same in factors.
        roots: the real numbers for which it is 0, values of the other variable.
    """

    variable: Symbol
    value: Expr
    equation: Expr
    factored: Expr
    roots: tuple[Expr, ...]


@dataclass(frozen=True)
class Elimination:
    """How the points with ∇f = 0 are found.

    Attributes:
        first: which of the two partial derivatives is solved first, 0 or 1.
        cases: what follows in each case, all critical points together.
        positive: factors of the two that are never 0, as e^(-x²-y²); None where there is none.
    """

    first: int
    cases: tuple[Case, ...]
    positive: tuple[Expr | None, Expr | None]


def eliminate(
    partials: Sequence[Expr], variables: Sequence[Symbol], points: Sequence[Sequence[Expr]]
) -> Elimination | None:
    """The solution by hand.

    Args:
        partials: the two partial derivatives.
        variables: the two variables.
        points: all points at which both are 0.

    Returns:
        None where there is no short one, or it does not lead to these points.
    """
    reduced = [_without_positive(partial) for partial in partials]
    equations = [equation for equation, _ in reduced]
    names = [equation.free_symbols for equation in equations]
    if not all(names) or not all(symbols <= set(variables) for symbols in names):
        return None
    found = []
    for first in (0, 1):
        try:
            cases = _cases(equations[first], equations[1 - first], variables)
        except (PolynomialError, UnsolvedError):
            continue
        if cases and _lead_to(cases, variables, points):
            found.append(Elimination(first, cases, (reduced[0][1], reduced[1][1])))
    return min(found, key=_length, default=None)


def _length(found: Elimination) -> int:
    return sum(len(str((case.value, case.equation, case.factored))) for case in found.cases)


def _without_positive(partial: Expr) -> tuple[Expr, Expr | None]:
    factors = Mul.make_args(partial.factor())
    positive = [factor for factor in factors if isinstance(factor, exp)]
    others = Mul(*(factor for factor in factors if factor not in positive))
    exponents = (factor.args[0] for factor in positive)
    return others, exp(Add(*exponents)) if positive else None


def _cases(equation: Expr, other: Expr, variables: Sequence[Symbol]) -> tuple[Case, ...]:
    """The second equation in each case of the first; nothing where one is out of reach."""
    cases = []
    for factor, _ in factor_list(Poly(equation, *variables).as_expr())[1]:
        solved = list(_solutions(factor, variables))
        if not solved and not _has_no_root(factor, variables):
            return ()
        for variable, value in solved:
            case = _put_in(variable, value, other, variables)
            if case is None:
                return ()
            cases.append(case)
    return tuple(cases) if len(cases) <= _MOST_CASES else ()


def _solutions(factor: Expr, variables: Sequence[Symbol]) -> Iterator[tuple[Symbol, Expr]]:
    """The factor solved for a variable that stands in it with a number alone, or by itself."""
    for variable in reversed(variables):
        polynomial = Poly(factor, variable)
        if polynomial.degree() == 1 and polynomial.LC().is_number:
            yield variable, (-polynomial.TC() / polynomial.LC()).expand()
            return
    symbols = [variable for variable in variables if factor.has(variable)]
    if len(symbols) == 1 and Poly(factor, *symbols).degree() == 2:
        yield from ((symbols[0], root) for root in real_roots(Poly(factor, *symbols)))


def _has_no_root(factor: Expr, variables: Sequence[Symbol]) -> bool:
    symbols = [variable for variable in variables if factor.has(variable)]
    return len(symbols) == 1 and Poly(factor, *symbols).count_roots() == 0


def _put_in(variable: Symbol, value: Expr, other: Expr, variables: Sequence[Symbol]) -> Case | None:
    (remaining,) = (name for name in variables if name != variable)
    equation = other.subs(variable, value).expand()
    if equation == 0 or equation.free_symbols - {remaining}:
        return None
    factored = equation.factor()
    if not equation.has(remaining):
        return Case(variable, value, equation, factored, ())
    polynomial = Poly(equation, remaining)
    if polynomial.degree() > _MOST_DEGREE or len(str(factored)) > _MOST_SIGNS:
        return None
    roots = sorted(real_roots(polynomial), key=float)
    return Case(variable, value, equation, factored, tuple(roots))


def _lead_to(
    cases: Sequence[Case], variables: Sequence[Symbol], points: Sequence[Sequence[Expr]]
) -> bool:
    found = {
        tuple(_coordinate(name, case, root) for name in variables)
        for case in cases
        for root in case.roots
    }
    return found == {tuple(point) for point in points}


def _coordinate(name: Symbol, case: Case, root: Expr) -> Expr:
    if name != case.variable:
        return root
    return case.value.subs(dict.fromkeys(case.value.free_symbols, root)).expand()
