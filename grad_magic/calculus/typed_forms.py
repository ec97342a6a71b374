"""The derivatives in the form and the order of f as it was typed, for the reader's eye.

They come from other rules than SymPy's, which are what the answer computes with: none is shown
that has not the values of SymPy's derivative, and no number at P is taken from one.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import mpmath
from sympy import And, Max, Min, Piecewise, Rational

from grad_magic.calculus.conditions import without_borders
from grad_magic.calculus.derivatives import fails_at, points_left_out
from grad_magic.calculus.either_order import form_for_all
from grad_magic.calculus.inquiry import Inquiry
from grad_magic.calculus.validity import Derivation, differentiated_again
from grad_magic.errors import MeaninglessRequestError
from grad_magic.formula.arithmetic import HIGH_PRECISION, NotRealError
from grad_magic.formula.derivatives import differentiate
from grad_magic.formula.normal_form import UntreatedError
from grad_magic.formula.program import Program, compile_formula
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy
from grad_magic.formula.tree import Formula
from grad_magic.formula.typed_order import TypedOrder, find_typed_order
from grad_magic.solution import Deferred, TypedForm

if TYPE_CHECKING:
    from sympy import Expr, Symbol
    from sympy.logic.boolalg import Boolean

_ORDER = 2
_DIGITS = 50
_TOLERANCE = mpmath.mpf(10) ** -25
_SPEAKS_OF_SIGMA = frozenset({"sigmoid", "softplus"})
# Points at which both forms have values; two formulas that differ agree at hardly any of them.
_ENOUGH_POINTS = 3
_FIRST_POINTS = 6
_MOST_POINTS = 120
# x² + y² < 1 holds for small ones only, and x > 9 for large ones.
_SCALES = (0.4, 1.7, 0.1, 5.0, 0.9, 30.0)


def typed_partials(inquiry: Inquiry) -> tuple[TypedForm | None, ...]:
    """Each partial derivative in typed form; None where there is none, or it is not confirmed."""
    orders = [(variable,) for variable in inquiry.problem.variables]
    return typed_derivatives(inquiry, list(zip(orders, inquiry.partials, strict=True)))


def typed_hessian(inquiry: Inquiry) -> tuple[TypedForm | None, ...]:
    """The same for the second derivatives, n² row by row; f_yx in the form of f_xy."""
    variables, hessian = inquiry.problem.variables, inquiry.hessian
    count = len(variables)
    has_cases = inquiry.problem.f.has(Max, Min, Piecewise)
    orders = [
        (row, column) for row in range(count) for column in range(0 if has_cases else row, count)
    ]
    derivatives = [((variables[i], variables[j]), hessian[i, j]) for i, j in orders]
    forms = dict(zip(orders, typed_derivatives(inquiry, derivatives), strict=True))
    if has_cases:
        forms = {(i, j): _in_either_order(forms[i, j], forms[j, i]) for i, j in forms if i <= j}
    return tuple(forms[min(place), max(place)] for place in product(range(count), repeat=_ORDER))


def _in_either_order(one: TypedForm | None, other: TypedForm | None) -> TypedForm | None:
    """Of f_xy and f_yx the one that holds only where both do; None where neither is."""
    if one is None or other is None:
        return None
    holds = without_borders(And(one.valid_where, other.valid_where))
    form = form_for_all((one.formula, other.formula), (holds,))
    return None if form is None else TypedForm(form, holds)


def typed_derivatives(
    inquiry: Inquiry, derivatives: Sequence[tuple[tuple[Symbol, ...], Expr]]
) -> tuple[TypedForm | None, ...]:
    """The same for derivatives of any order.

    Args:
        inquiry: f.
        derivatives: by which variables f is differentiated, one after the other, and the
            derivative as an expression.
    """
    formula, variables = inquiry.problem.formula, inquiry.problem.variables
    try:
        order = find_typed_order(formula, variables)
    except UntreatedError:
        return (None,) * len(derivatives)
    if inquiry.problem.presentation.statement and not formula.holds(_SPEAKS_OF_SIGMA):
        order = replace(order, has_exponentials=True)
    symbols = (*variables, *inquiry.problem.parameters)
    rules = _Rules(inquiry, order)
    forms: list[TypedForm | None] = []
    for sequence, expression in derivatives:
        try:
            found = rules.derivation(sequence)
        except MeaninglessRequestError:
            # One of its cases has no real value, as x·ln max(x, 0) has none for x < 0.
            found = None
        if (
            found is None
            or not have_same_values(found.expression, expression, symbols)
            or _has_more_values(found, expression)
        ):
            forms.append(None)
        else:
            forms.append(TypedForm(*found.in_cases))
    return tuple(forms)


def _has_more_values(found: Derivation, expression: Expr) -> bool:
    """Whether the typed form speaks of a case in which the function has no real values.

    The rules give 0 for x < 0 of ln(max(x, 0)·max(y, 0)); SymPy's derivative has lost that case.
    """
    program = compile_formula(found.expression)
    elsewhere = dict.fromkeys(found.expression.names, Rational(1, 3))
    return any(
        _has_value(program, elsewhere | point) and not fails_at(found.valid_where, point)
        for point in points_left_out(expression)
    )


def _has_value(program: Program, point: Mapping[Symbol, Rational]) -> bool:
    try:
        program.run({name: mpmath.mpf(x.p) / x.q for name, x in point.items()}, HIGH_PRECISION)
    except NotRealError:
        return False
    return True


class _Rules:
    """The derivatives of one function; those of higher order come from those of lower order."""

    def __init__(self, inquiry: Inquiry, order: TypedOrder) -> None:
        self._inquiry, self._order = inquiry, order
        self._known: dict[tuple[Symbol, ...], Derivation | None] = {}

    def derivation(self, variables: tuple[Symbol, ...]) -> Derivation | None:
        """By each of the variables in turn; None where there is no rule."""
        if variables not in self._known:
            self._known[variables] = self._derive(variables)
        return self._known[variables]

    def _derive(self, variables: tuple[Symbol, ...]) -> Derivation | None:
        *before, last = variables
        function = self._inquiry.typed
        if not before:
            found = differentiate(self._inquiry.problem.formula, last, self._order)
            return None if found is None else function.differentiated(found.formula, last)
        first = self.derivation(tuple(before))
        if first is None:
            return None
        found = differentiate(first.expression, last, self._order)
        return None if found is None else differentiated_again(function, first, found.formula, last)


def condition_of_function(inquiry: Inquiry) -> Boolean:
    """Where f is what was typed in the form that is handed out."""
    return inquiry.typed.shown_as(inquiry.problem.f).valid_where


def conditions_of_partials(
    inquiry: Inquiry, partials: Deferred[tuple[Expr, ...]]
) -> tuple[Boolean, ...]:
    """Where each partial derivative holds in the form that is handed out."""
    forms = zip(partials.value, inquiry.problem.variables, strict=True)
    return tuple(inquiry.typed.differentiated(*form).valid_where for form in forms)


def have_same_values(formula: Formula, expression: Expr, symbols: Sequence[Symbol]) -> bool:
    """Whether both agree at sample points of all signs at which both are real.

    It is False too where there are too few such points.
    """
    try:
        programs = compile_formula(formula), compile_formula(from_sympy(expression))
    except UnreadableExpressionError:
        return False
    agreeing = 0
    with mpmath.workdps(_DIGITS):
        for tried, point in enumerate(_points(symbols)):
            if agreeing >= _ENOUGH_POINTS and tried >= _FIRST_POINTS:
                break
            try:
                one, other = (program.run(dict(point), HIGH_PRECISION) for program in programs)
            except NotRealError:
                continue
            if abs(one - other) > _TOLERANCE * (1 + abs(other)):
                return False
            agreeing += 1
    return agreeing >= _ENOUGH_POINTS


def _points(symbols: Sequence[Symbol]) -> Iterator[dict[Symbol, mpmath.mpf]]:
    """The same ones every time: of all signs first, then every other one of positive numbers."""
    generator = random.Random(1)  # noqa: S311  (nothing is kept secret)
    for attempt in range(_MOST_POINTS):
        is_positive = attempt >= _FIRST_POINTS and attempt % 2
        scale = _SCALES[attempt // 2 % len(_SCALES)]
        yield {
            symbol: mpmath.mpf(generator.randint(1 if is_positive else -999, 999)) * scale / 997
            for symbol in symbols
        }
