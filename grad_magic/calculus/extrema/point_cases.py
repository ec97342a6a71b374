"""Of which kind a critical point P is, told apart by the values of the parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from sympy import And, Expr, Integer, Matrix, Symbol, factor, false, oo, together, true
from sympy.core.relational import Relational

from grad_magic.calculus.exact.numbers import ascending
from grad_magic.calculus.exact.simplify import shorten
from grad_magic.calculus.extrema.case_search import with_values
from grad_magic.calculus.extrema.critical_points import critical_point_at
from grad_magic.calculus.extrema.curves.curve_parts import number_between, zeros_of
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.general_cases import points_in_general
from grad_magic.calculus.extrema.kinds.critical import classify_critical, critical_kind
from grad_magic.calculus.extrema.kinds.discriminants import is_smooth_by_form
from grad_magic.calculus.extrema.kinds.lowest_forms import lowest_form
from grad_magic.calculus.extrema.kinds.sites import free_letter
from grad_magic.calculus.extrema.parameter_groups import Group, group_of, with_condition
from grad_magic.calculus.extrema.parameter_rows import is_its_case, shortened, with_symbols
from grad_magic.calculus.extrema.polynomial_cases import assumed_regular, by_conditions, of_kind
from grad_magic.calculus.extrema.slopes_of_pieces import between
from grad_magic.errors import MeaninglessRequestError
from grad_magic.findings import CriticalReason, Finding, SearchRemark
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy
from grad_magic.formula.tree import Formula
from grad_magic.solution import CriticalPoint, CriticalPoints

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

_MOST_BREAKS = 4


@dataclass(frozen=True)
class PointWithParameters:
    """A critical point P of a function with parameters.

    Attributes:
        f, variables, formula: the function, and how it was typed.
        point: P, in whose coordinates the parameters may stand.
        value: f(P).
        hessian: the second derivatives at P, n×n.
        conditions: what the parameters satisfy where f has a value at P and is smooth there.
    """

    f: Expr
    variables: Sequence[Symbol]
    formula: Formula
    point: Sequence[Expr]
    value: Expr
    hessian: Matrix
    conditions: Sequence[Boolean] = ()

    @property
    def parameters(self) -> list[Symbol]:
        """All other letters, in their order."""
        symbols = self.f.free_symbols.union(*(entry.free_symbols for entry in self.point))
        return sorted(symbols - set(self.variables), key=str)

    def ends_of_conditions(self, parameter: Symbol) -> Iterator[Expr]:
        """For which values of the only parameter the conditions begin or end to hold.

        Raises:
            UnsolvedError: they could not be found.
        """
        for condition in self.conditions:
            for relation in condition.atoms(Relational):
                yield from zeros_of(relation.lhs - relation.rhs, parameter)

    def is_smooth_for(self, place: Mapping[Symbol, Expr]) -> bool:
        """Whether the conditions hold for a number in place of the parameter.

        Raises:
            UnsolvedError: that is not settled.
        """
        holds = And(*(condition.xreplace(dict(place)) for condition in self.conditions))
        if holds not in (true, false):
            raise UnsolvedError
        return bool(holds)

    @property
    def row(self) -> CriticalPoint:
        """P, of a kind that depends on the parameters."""
        reason = Finding(CriticalReason.DEPENDS_ON_PARAMETERS)
        return CriticalPoint(tuple(self.point), self.value, "undecided", None, reason)


def cases_at_point(there: PointWithParameters) -> CriticalPoints | None:
    """P once for each kind that it may have, with the values of the parameters for which it has it.

    Args:
        there: P, where the second derivatives are continuous in the parameters too.

    Returns:
        The rows, with what is taken for granted; None where they could not be found.
    """
    if not is_smooth_by_form(there.hessian):
        return None
    determinant = shorten(there.hessian.det(method="berkowitz"))
    with suppress(UnsolvedError):
        if len(there.parameters) == 1:
            return _of_one(there, there.parameters[0], determinant)
        if determinant != 0:
            rows = tuple(by_conditions(there.row, there.hessian))
            return CriticalPoints(rows, is_complete=None, remarks=assumed_regular(determinant))
    return None


def _of_one(
    there: PointWithParameters, parameter: Symbol, determinant: Expr
) -> CriticalPoints | None:
    """The line of the parameter is cut where the Hessian becomes singular.

    Between these values its eigenvalues do not change their signs.
    """
    form = None
    if determinant != 0:
        places = {*zeros_of(determinant, parameter)}
    elif form := lowest_form(there.f, there.variables, there.point, parameter):
        places = {*form.breaks()}
    else:
        places = {*_breaks_beside_squares(there, parameter)}
    places |= {*there.ends_of_conditions(parameter)}
    if len(places) > _MOST_BREAKS:
        return None
    breaks = ascending(places)
    groups: list[Group] = []
    for index, (low, high) in enumerate(pairwise([-oo, *breaks, oo])):
        if not there.is_smooth_for({parameter: number_between(low, high)}):
            continue
        if form is not None:
            found = there.row.with_verdict(form.verdict_between((low, high)))
        else:
            found = _between(there, parameter, (low, high), is_singular=determinant == 0)
        group_of(found, groups).stretches.add(index)
    left_out: list[Finding[SearchRemark]] = []
    for index, number in enumerate(breaks):
        if not there.is_smooth_for({parameter: number}):
            continue
        alone = _at_value(there, parameter, number)
        if alone is None:
            parts = {"first": parameter, "unequal": "≠", "second": number}
            left_out.append(Finding(SearchRemark.REGULAR_ASSUMED, parts))
            continue
        whole = [g for g in groups if is_its_case(alone, g.point, {parameter: number}, [])]
        (whole[0] if len(whole) == 1 else group_of(alone, groups)).breaks.add(index)
    rows = tuple(with_condition(group, parameter, breaks) for group in groups)
    return CriticalPoints(rows, None if left_out else True, remarks=tuple(left_out))


def _breaks_beside_squares(there: PointWithParameters, parameter: Symbol) -> Iterator[Expr]:
    """0, and for which values ∇f = 0 has other solutions: y² - ax²y + x⁴ has for a = ±2.

    Between them no eigenvalue of the Hessian may become 0 that is not always, as in x²(y - 1) at
    (0, a) for a = 1.
    """
    yield Integer(0)
    letter = free_letter([*there.variables, parameter])
    lowest = [part for part in there.hessian.charpoly(letter).all_coeffs() if shorten(part) != 0]
    yield from zeros_of(lowest[-1], parameter)
    with suppress(UnsolvedError):
        general = points_in_general(there.f, there.variables, compile_formula(there.formula))
        for expression in general.unequal:
            yield from zeros_of(expression, parameter)


def _between(
    there: PointWithParameters, parameter: Symbol, ends: tuple[Expr, Expr], *, is_singular: bool
) -> CriticalPoint:
    """P for all values of the parameter between two breaks.

    Raises:
        UnsolvedError: of which kind it is there is not settled.
    """
    # The eigenvalues that are not always 0 keep their signs.
    kind = critical_kind(there.hessian.xreplace({parameter: number_between(*ends)}))
    if kind == "saddle" or not is_singular:
        if kind == "undecided":
            raise UnsolvedError
        return of_kind(there.row, kind)
    size = Symbol(parameter.name, positive=True)
    number, back = between(*ends, size)
    place = {parameter: number}
    point = [entry.xreplace(place) for entry in there.point]
    hessian = there.hessian.xreplace(place).applyfunc(_with_plain_sign)
    verdict = classify_critical(there.f.xreplace(place), there.variables, point, hessian)
    if verdict.kind == "undecided":
        raise UnsolvedError
    return shortened(with_symbols(there.row.with_verdict(verdict), {size: back}))


def _with_plain_sign(entry: Expr) -> Expr:
    """2a(a + 2) for 2(a + 1)² - 2, which is seen to be positive where a is."""
    return factor(together(entry)) if entry.is_rational_function() else entry.expand()


def _at_value(there: PointWithParameters, parameter: Symbol, number: Expr) -> CriticalPoint | None:
    """P for one value of the parameter; None where of which kind it is is not settled."""
    place = {parameter: number}
    point = [entry.xreplace(place) for entry in there.point]
    try:
        program = compile_formula(with_values(there.formula, {parameter: from_sympy(number)}))
    except (UnreadableExpressionError, MeaninglessRequestError):
        return None
    found = critical_point_at(there.f.xreplace(place), there.variables, program, point)
    if not found or found[0].kind == "undecided":
        return None
    if found[0].reason.kind is CriticalReason.CONSTANT:
        # It is for this value alone.
        return replace(found[0], reason=Finding(CriticalReason.CONSTANT_NEARBY))
    return found[0]
