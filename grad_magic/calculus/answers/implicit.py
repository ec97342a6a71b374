"""Derivatives of the functions that an equation describes: dy/dx = -F_x/F_y."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import mpmath
from sympy import (
    Add,
    Dummy,
    Function,
    Mul,
    Poly,
    Pow,
    Rational,
    Symbol,
    exp,
    fraction,
    log,
    reduced,
    together,
)

from grad_magic.calculus.answers.asking import foreign_names
from grad_magic.calculus.answers.marking import SAMPLES, TRUSTED, Marking, is_zero, to_float
from grad_magic.calculus.answers.truths import MISSING, UNKNOWN, Row, Truth, found
from grad_magic.calculus.exact.simplify import shorten, shorten_number
from grad_magic.calculus.extrema.equations.inverse_values import real_zeros
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.implicit_functions import ImplicitFunction, has_higher_derivatives
from grad_magic.formula.arithmetic import HIGH_PRECISION, NotRealError
from grad_magic.formula.program import Program, compile_formula
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy
from grad_magic.presets import IMPLICIT_DERIVATIVES, Asked
from grad_magic.problem import Answer, AnswerForm, Problem
from grad_magic.solution import Solution

if TYPE_CHECKING:
    from sympy import Expr

_PLANE = 2
_SLOPES = frozenset("km")
"""The letters that books have for a slope."""
# At how many points of the curve a formula has to differ, to be none of one of its branches.
_ENOUGH_POINTS = 4
# Where zeros are looked for, and how closely.
_REACH, _DIGITS = 20, 50


def implicit_answer(problem: Problem, answer: Answer) -> Answer:
    """The answer as the slope dy/dx, where it is a number beside the equation of a curve."""
    is_curve = problem.is_equation and len(problem.variables) == _PLANE
    if not is_curve or problem.has_direction or problem.all_critical or problem.rate is not None:
        return answer
    is_number = answer.form in (AnswerForm.NUMBER, AnswerForm.NOTHING)
    is_number = is_number or _is_letter_of_slope(problem, answer)
    is_named = answer.asked is Asked.RATE
    if answer.is_tangent or not (is_named or (answer.asked is None and is_number)):
        return answer
    row = _value_of(problem, answer)
    form = answer.form if answer.form is AnswerForm.NOTHING else AnswerForm.VECTOR
    read = replace(answer, form=form, rows=row, asked=Asked.IMPLICIT)
    is_of_order = problem.presentation.differential == IMPLICIT_DERIVATIVES
    return of_order(problem, read, problem.order if is_of_order else 1)


def of_order(problem: Problem, answer: Answer, order: int) -> Answer:
    """The answer as the derivative of this order of a curve's y by x."""
    by, function = problem.variables
    return replace(answer, derivatives=((function, *(by,) * order),))


def _is_letter_of_slope(problem: Problem, answer: Answer) -> bool:
    foreign = {str(name) for name in foreign_names(problem, answer)}
    holds_variables = answer.names & set(problem.variables)
    is_letter = len(foreign) == 1 and foreign <= _SLOPES and not holds_variables
    return answer.form is AnswerForm.EQUATION and is_letter


def _value_of(problem: Problem, answer: Answer) -> tuple[tuple[Expr, ...], ...]:
    """The number itself, also of k = -1/2."""
    if not _is_letter_of_slope(problem, answer):
        return answer.rows
    (name,) = foreign_names(problem, answer)
    return ((name - answer.rows[0][0],),)


def true_implicit(
    known: Solution, derivatives: Sequence[tuple[Symbol, ...]], *, at_point: bool
) -> Truth:
    """What these derivatives are at P, or as functions of the point of the curve or surface."""
    slopes = known.gradient_at if at_point else known.partials
    if slopes is None:
        return UNKNOWN
    by_name = dict(zip(known.variables, slopes, strict=True))
    row: list[Expr] = []
    for function, *by in derivatives:
        below, above = by_name[function], by_name[by[0]]
        is_flat = is_zero(below)
        if is_flat or (is_flat is None and at_point):
            return MISSING if is_flat and is_zero(above) is False else UNKNOWN
        if len(by) == 1:
            row.append(-above / below)
            continue
        derivative = _higher_derivative(known, function, by, at_point=at_point)
        if derivative is None:
            return UNKNOWN
        row.append(derivative)
    return found(row)


def _higher_derivative(
    known: Solution, function: Symbol, by: Sequence[Symbol], *, at_point: bool
) -> Expr | None:
    """∂²z/∂x² at P, or as a function of x, y and z; None where f has no one formula."""
    if not has_higher_derivatives(known.f):
        return None
    general = dict(zip(known.variables, known.partials, strict=True))
    slopes = {name: shorten(-general[name] / general[function]) for name in by}
    derivative = ImplicitFunction(known.f, function, slopes).derivative(by)
    if not at_point:
        return derivative
    assert known.point is not None
    place = dict(zip(known.variables, known.point, strict=True))
    value = shorten_number(derivative.xreplace(place))
    return value if value.is_finite else None


def is_on_curve_alone(marking: Marking) -> bool:
    """Whether functions are compared that count where the equation holds, and nowhere else."""
    return marking.asked is Asked.IMPLICIT and marking.known.point is None


def agrees_on_curve(marking: Marking, row: Row, true: Row) -> bool | None:
    """Whether formulas that differ elsewhere are equal where the equation holds.

    As -1/x² and -y/x are where xy = 1. They are not where they differ at each of some points,
    so that they are equal on no branch either, as -x/√(25 - x²) is to -x/y.
    """
    pairs = zip(row, true, strict=True)
    differences = tuple((entry - slope).xreplace(marking.exact) for entry, slope in pairs)
    if all(_is_multiple(marking, difference) for difference in differences):
        return True
    points = itertools.islice(_points_of_curve(marking), _ENOUGH_POINTS)
    verdicts = [_differ_at(differences, place) for place in points]
    return False if verdicts and all(verdicts) else None


def _is_multiple(marking: Marking, difference: Expr) -> bool:
    """Whether a difference is a multiple of that of the sides of the equation.

    With polynomials as factors, also in the functions that both contain, as e^z.
    """
    equation = marking.problem.f
    # √(y/x) is √y/√x where both of these have values.
    positive = {
        name: Symbol(str(name), positive=True)
        for name in marking.problem.variables
        if _has_values_for_positive_alone(equation, name)
    }
    letters: dict[Expr, Symbol] = {}
    parts = [part.xreplace(positive) for part in (difference, equation)]
    hidden = [_with_letters(part, letters) for part in parts]
    above, below = (fraction(together(part))[0].expand() for part in hidden)
    names = (*letters.values(), *(positive.get(v, v) for v in marking.problem.variables))
    if not (above.is_polynomial(*names) and below.is_polynomial(*names)):
        return False
    return bool(above == 0 or reduced(above, [below], *names)[1] == 0)


def _has_values_for_positive_alone(f: Expr, name: Symbol) -> bool:
    """Whether √x or ln x stands in f, beside whose end slopes are not compared."""
    roots = any(
        part.base == name and part.exp.is_Rational and part.exp.q % 2 == 0 for part in f.atoms(Pow)
    )
    return roots or log(name) in f.atoms(log)


def _with_letters(formula: Expr, letters: dict[Expr, Symbol]) -> Expr:
    """The formula with a letter for each function and root in it; e^(2y) is the square of e^y."""

    def hide(part: Expr) -> Expr:
        if not (part.is_Pow or isinstance(part, exp)):
            return letters.setdefault(part, Dummy())
        base, exponent = part.as_base_exp()
        if base.is_Mul and exponent.is_Rational and exponent.q % 2:
            # Real roots of odd degree are those of the factors.
            pairs = (factor.as_base_exp() for factor in base.args)
            roots = (Pow(inner, power * exponent, evaluate=False) for inner, power in pairs)
            return Mul(*map(hide, roots))
        factors: list[Expr] = []
        for term in Add.make_args(exponent.expand()):
            count, rest = term.as_coeff_Mul()
            unit = rest / count.q
            root = Pow(base, unit, evaluate=False)
            is_letter = unit != 1 or base.is_number
            own = letters.setdefault(root, Dummy()) if is_letter else base
            factors.append(own**count.p)
        return Mul(*factors)

    return formula.replace(_is_to_hide, hide)


def _is_to_hide(part: Expr) -> bool:
    return isinstance(part, Function) or (part.is_Pow and not part.exp.is_Integer)


def _points_of_curve(marking: Marking) -> Iterator[Mapping[Symbol, Expr]]:
    """Points where the equation holds, with numbers for the parameters."""
    problem = marking.problem
    for shift, unknown in itertools.product(range(len(SAMPLES)), reversed(problem.variables)):
        numbers = itertools.cycle((*SAMPLES[shift:], *SAMPLES[:shift]))
        others = sorted(problem.f.free_symbols - {unknown}, key=str)
        place = {name: Rational(*number) for name, number in zip(others, numbers, strict=False)}
        for zero in _zeros(problem.f.xreplace(place), unknown):
            yield {**place, unknown: zero}


def _zeros(equation: Expr, unknown: Symbol) -> tuple[Expr, ...]:
    """Some of its real zeros."""
    above = fraction(together(equation))[0].expand()
    if above.is_polynomial(unknown) and above.has(unknown):
        polynomial = Poly(above, unknown)
        # Roots among numbers like e^(1/5) are not told apart exactly.
        if polynomial.domain.is_ZZ or polynomial.domain.is_QQ:
            return tuple(polynomial.real_roots(radicals=False))
    try:
        return real_zeros(equation, unknown)
    except UnsolvedError:
        return tuple(_zeros_by_sign(equation, unknown))


def _zeros_by_sign(equation: Expr, unknown: Symbol) -> Iterator[Expr]:
    """Some zeros in many digits, between places where an equation has opposite signs."""
    try:
        program = compile_formula(from_sympy(equation))
    except UnreadableExpressionError:
        return
    with mpmath.workdps(_DIGITS):
        places = [mpmath.mpf(2 * index + 1) / 7 for index in range(-_REACH, _REACH)]
        values = [_value_at(program, unknown, place) for place in places]
        for (low, below), (high, above) in itertools.pairwise(zip(places, values, strict=True)):
            if below is None or above is None or below * above >= 0:
                continue
            zero = _zero_between(program, unknown, low, high)
            if zero is not None:
                yield Rational(str(zero))


def _zero_between(program: Program, unknown: Symbol, low: Any, high: Any) -> Any:
    """The zero between two numbers; None where there is a jump, a pole or a gap."""

    def value(place: Any) -> Any:
        return program.run({unknown: place}, HIGH_PRECISION)

    try:
        # It raises a ValueError where the value is not 0 at what it has found.
        return mpmath.findroot(value, (low, high), solver="anderson")
    except (ValueError, NotRealError):
        return None


def _value_at(program: Program, unknown: Symbol, place: Any) -> Any:
    try:
        return program.run({unknown: place}, HIGH_PRECISION)
    except NotRealError:
        return None


def _differ_at(differences: Sequence[Expr], place: Mapping[Symbol, Expr]) -> bool:
    """Whether all differences have a value at a point, one of which is proved not to be 0."""
    values = [difference.xreplace(place) for difference in differences]
    if any(value.is_real is not True or value.free_symbols for value in values):
        return False
    # Digits first: that what looks like 0 is 0 takes long to prove.
    return any(abs(to_float(value)) > TRUSTED and is_zero(value) is False for value in values)
