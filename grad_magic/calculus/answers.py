"""A student's answer: right, or which slip made it wrong.

Right and wrong are both proved: two exact answers are equal if their difference is proved to be
0, different if an interval says so, and open in between. A decimal is right if what it was
rounded from may be the right number. A slip is recognised by what it leads to: each row of the
tables below computes from the solution the wrong answers that one slip gives.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sympy import (
    Add,
    Expr,
    Integer,
    Matrix,
    Rational,
    Symbol,
    cos,
    fraction,
    pi,
    sin,
    sqrt,
    together,
)

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten, shorten_number
from grad_magic.calculus.limits import two_sided
from grad_magic.findings import CheckNote, Slip
from grad_magic.presets import Asked
from grad_magic.problem import Answer, AnswerForm, Problem
from grad_magic.solution import Check, CriticalPoint, Solution

Row = tuple[Expr, ...]
"""Numbers that are compared as a whole: one number, a vector, the coefficients of an equation."""

_ZERO = Integer(0)
# Where two formulas are compared: near and far, on both sides of 0 and of 1.
_SAMPLES = ((7, 5), (3, 7), (-4, 9), (-13, 6), (12, 1), (1, 11))
# Permutations and changes of sign of more components are no slips that anyone looks for.
_MOST_COMPONENTS = 4
# A result that is itself an approximation has so many true digits.
_TRUSTED = Rational(1, 10**6)


def check_answer(problem: Problem, answer: Answer, known: Solution) -> Solution:
    """The solution with what is to be said of the student's answer.

    Raises:
        MeaninglessRequestError: nothing is asked that it could answer.
    """
    marking = _Marking(problem, answer, _asked(problem, answer), known)
    return replace(known, checked_answer=_check(marking))


def _asked(problem: Problem, answer: Answer) -> Asked:
    """What the answer answers: as it says itself, else by its shape and by the request.

    Raises:
        MeaninglessRequestError: the request does not ask that.
    """
    asked = answer.asked or _asked_by_shape(problem, answer)
    foreign = sorted(answer.names - _names_of_problem(problem), key=str)
    if foreign and not _may_hold_others(problem, answer, asked, len(foreign)):
        names = ", ".join(map(str, problem.variables))
        raise problem.error(
            "answer",
            f"{foreign[0]} is no name of this problem",
            f"The variables are {names}.",
        )
    if asked is Asked.RATE and len(problem.variables) > 1 and not _has_direction(problem):
        message = "a directional derivative needs a direction"
        raise problem.error("answer", message, "Add it: dir=(…)")
    if asked is Asked.CRITICAL_POINTS:
        if not problem.all_critical:
            message = "critical points are checked where they are asked for"
            raise problem.error("answer", message, "Add critical=all.")
    elif problem.point is None and asked not in (Asked.GRADIENT, Asked.RATE):
        raise problem.error("answer", "this answer needs a point", "Add the point: at=(…)")
    return asked


def _asked_by_shape(problem: Problem, answer: Answer) -> Asked:
    if answer.form is AnswerForm.EQUATION and not problem.all_critical:
        return _which_tangent(problem, answer)
    if problem.all_critical and not answer.is_tangent:
        return Asked.CRITICAL_POINTS
    if answer.is_tangent or (answer.form is AnswerForm.VECTOR and _foreign(problem, answer)):
        return _which_tangent(problem, answer)
    is_number = answer.form in (AnswerForm.NUMBER, AnswerForm.NOTHING)
    if is_number and (_has_direction(problem) or len(problem.variables) == 1):
        return Asked.RATE
    return Asked.MAX_RATE if answer.form is AnswerForm.NUMBER and problem.point else Asked.GRADIENT


def _which_tangent(problem: Problem, answer: Answer) -> Asked:
    """That to the graph if the answer holds the letter of the height, else that to the level."""
    if len(problem.variables) == 1:
        return Asked.GRAPH_TANGENT
    if answer.form is AnswerForm.VECTOR:
        is_graph = len(answer.rows[0]) > len(problem.variables)
        return Asked.GRAPH_TANGENT if is_graph else Asked.LEVEL_TANGENT
    return Asked.GRAPH_TANGENT if _foreign(problem, answer) else Asked.LEVEL_TANGENT


def _foreign(problem: Problem, answer: Answer) -> frozenset[Symbol]:
    return answer.names - _names_of_problem(problem)


def _names_of_problem(problem: Problem) -> frozenset[Symbol]:
    return frozenset((*problem.variables, *problem.parameters))


def _may_hold_others(problem: Problem, answer: Answer, asked: Asked, count: int) -> bool:
    """Whether so many other letters are the height, or parameters of a line or plane."""
    if asked is Asked.GRAPH_TANGENT and answer.form is AnswerForm.EQUATION:
        return count == 1
    is_tangent = asked in (Asked.GRAPH_TANGENT, Asked.LEVEL_TANGENT)
    return is_tangent and answer.form is AnswerForm.VECTOR and count < len(answer.rows[0])


def _has_direction(problem: Problem) -> bool:
    return problem.direction is not None or problem.along_gradient != 0


# Equal, within the digits, different


@dataclass(frozen=True)
class _Marking:
    """An answer beside what is true."""

    problem: Problem
    answer: Answer
    asked: Asked
    known: Solution

    @cached_property
    def exact(self) -> dict[Symbol, Expr]:
        """The decimals of the answer, as exact numbers, by their symbols."""
        return {symbol: part.value for symbol, part in self.answer.decimals.items()}

    def vanishes(self, difference: Expr, *, units: int = 1) -> bool | None:
        """Whether the difference of two numbers is 0, or may be in the digits that were typed.

        Args:
            difference: of formulas if it holds the variables.
            units: how many halves of the last digit a decimal may be off.
        """
        exact = difference.xreplace(self.exact)
        verdict = _is_zero(exact)
        if verdict is True or exact.free_symbols:
            return verdict
        size, room = abs(_number(exact)), self._room(difference, exact) * units
        return True if size <= room else verdict

    def _room(self, difference: Expr, exact: Expr) -> Expr:
        """How far off it may be by the digits that were not typed."""
        room = _ZERO
        for symbol in difference.free_symbols & set(self.answer.decimals):
            decimal = self.answer.decimals[symbol]
            ends = (decimal.value - decimal.tolerance, decimal.value + decimal.tolerance)
            moved = [difference.xreplace(self.exact | {symbol: end}) - exact for end in ends]
            room += max(abs(_number(entry)) for entry in moved)
        return room

    def equals(self, row: Row, other: Row, *, units: int = 1) -> bool | None:
        """Whether two rows are equal, entry by entry."""
        if len(row) != len(other):
            return False
        known = self.known.is_approximate
        verdicts = []
        for entry, true in zip(row, other, strict=True):
            verdict = self.vanishes(entry - true, units=units)
            if verdict is False and known:
                off = _number((entry - true).xreplace(self.exact))
                verdict = bool(abs(off) <= _TRUSTED * max(1, abs(_number(true))))
            verdicts.append(verdict)
        return _all(verdicts)

    def is_proportional(self, row: Row, other: Row, *, same_sense: bool = False) -> bool | None:
        """Whether one row is a multiple of the other and neither is 0.

        Args:
            row: that of the answer.
            other: a row with an entry that is not 0.
            same_sense: whether the multiple must be positive.
        """
        if len(row) != len(other):
            return False
        pairs = itertools.combinations(range(len(row)), 2)
        minors = [self.vanishes(row[i] * other[j] - row[j] * other[i]) for i, j in pairs]
        is_zero = _all([_is_zero(entry.xreplace(self.exact)) for entry in row])
        verdict = _all(minors)
        if verdict is False or is_zero:
            return False
        if verdict is True and is_zero is False and same_sense:
            product = Add(*(a * b for a, b in zip(row, other, strict=True)))
            sign = sign_of(shorten(product.xreplace(self.exact)))
            return None if sign is None else sign > 0
        return verdict if is_zero is False else None


def _all(verdicts: Sequence[bool | None]) -> bool | None:
    if any(verdict is False for verdict in verdicts):
        return False
    return True if all(verdicts) else None


def _number(expression: Expr) -> Expr:
    return expression.evalf(30, maxn=400)


def _is_zero(expression: Expr) -> bool | None:
    """Whether a number, or a formula for all values of its symbols, is 0; None if open."""
    if not expression.free_symbols:
        sign = sign_of(expression)
        if sign is None and shorten_number(expression) == 0:
            return True
        return None if sign is None else sign == 0
    if expression.expand() == 0:
        return True
    if _differs_somewhere(expression):
        return False
    return True if _is_identity(expression) else None


def _is_identity(expression: Expr) -> bool:
    above = fraction(together(expression))[0].expand()
    return above == 0 or shorten(above) == 0 or shorten(expression) == 0


def _differs_somewhere(expression: Expr) -> bool:
    """Whether a formula is real and not 0 at one of a few places."""
    names = sorted(expression.free_symbols, key=str)
    for shift in range(len(_SAMPLES)):
        numbers = itertools.cycle(_SAMPLES[shift:] + _SAMPLES[:shift])
        place = {name: Rational(*number) for name, number in zip(names, numbers)}
        value = expression.xreplace(place)
        if value.is_Rational:
            if value != 0:
                return True
            continue
        digits = value.evalf(30, maxn=400)
        if digits.is_Float and sign_of(value):
            return True
    return False


# What is true


@dataclass(frozen=True)
class _Truth:
    """What is asked, as a row.

    Attributes:
        row: it; None where it does not exist or is not known.
        exists: whether it does; None where that is not known.
        up_to: what another row may be and still be right: "" for nothing else, "multiple" for a
            multiple (an equation), "positive" for a positive one (a direction).
    """

    row: Row | None
    exists: bool | None
    up_to: str = ""


_UNKNOWN, _MISSING = _Truth(None, None), _Truth(None, exists=False)


def _found(row: Iterable[Expr], up_to: str = "") -> _Truth:
    return _Truth(tuple(row), exists=True, up_to=up_to)


def _true_rate(known: Solution) -> _Truth:
    if known.point is None:
        return _found(known.partials) if len(known.variables) == 1 else _UNKNOWN
    if known.problem.direction is None and not known.problem.along_gradient:
        partials = known.partials_at or (None,)
        if partials[0] is not None:
            return _found((partials[0],))
        limits = known.one_sided_partials
        return _MISSING if limits and _has_no_limit(known, 0) else _UNKNOWN
    if known.directional_derivative is not None:
        return _found((known.directional_derivative,))
    if known.one_sided_derivatives is None:
        return _UNKNOWN
    kind = two_sided(known.one_sided_derivatives).kind
    return _MISSING if kind in ("infinite", "none", "undefined") else _UNKNOWN


def _has_no_limit(known: Solution, index: int) -> bool:
    limits = known.one_sided_partials
    return limits is not None and two_sided(limits[index]).kind in (
        "infinite",
        "none",
        "undefined",
    )


def _true_gradient(known: Solution) -> _Truth:
    if known.point is None:
        return _found(known.partials)
    if known.gradient_at is not None:
        return _found(known.gradient_at)
    is_missing = any(_has_no_limit(known, index) for index in range(len(known.variables)))
    return _MISSING if is_missing else _UNKNOWN


def _true_largest(known: Solution) -> _Truth:
    return _UNKNOWN if known.max_rate is None else _found((known.max_rate,))


def _true_smallest(known: Solution) -> _Truth:
    return _UNKNOWN if known.min_rate is None else _found((known.min_rate,))


def _true_ascent(known: Solution) -> _Truth:
    if known.steepest_ascent is not None:
        return _found(known.steepest_ascent, "positive")
    is_critical = known.first_order is not None and known.first_order.is_zero
    return _MISSING if is_critical else _UNKNOWN


def _true_descent(known: Solution) -> _Truth:
    ascent = _true_ascent(known)
    return ascent if ascent.row is None else _found((-entry for entry in ascent.row), "positive")


def _true_level_tangent(known: Solution) -> _Truth:
    if known.level_tangent is None or known.gradient_at is None:
        return _UNKNOWN
    return _found(_level(known, tuple(known.gradient_at)), "multiple")


def _true_graph_tangent(known: Solution) -> _Truth:
    if known.problem.is_equation:
        return _UNKNOWN
    if known.gradient_at is None:
        return _MISSING if known.differentiable is False else _UNKNOWN
    return _found(_graph(known, tuple(known.gradient_at)), "multiple")


_TRUTHS: Mapping[Asked, Callable[[Solution], _Truth]] = {
    Asked.RATE: _true_rate,
    Asked.GRADIENT: _true_gradient,
    Asked.MAX_RATE: _true_largest,
    Asked.MIN_RATE: _true_smallest,
    Asked.ASCENT: _true_ascent,
    Asked.DESCENT: _true_descent,
    Asked.LEVEL_TANGENT: _true_level_tangent,
    Asked.GRAPH_TANGENT: _true_graph_tangent,
}


def _level(known: Solution, normal: Row, point: Row | None = None) -> Row:
    """The line or plane through P with this normal: a and c of a·x = c."""
    assert known.point is not None
    return (*normal, _dot(normal, known.point if point is None else point))


def _graph(
    known: Solution, slopes: Row, point: Row | None = None, value: Expr | None = None
) -> Row:
    """The line or plane of these slopes at the height of P: a and c of a·(x, z) = c."""
    assert known.point is not None
    assert known.value is not None
    height = known.value if value is None else value
    return (*slopes, Integer(-1), _dot(slopes, known.point if point is None else point) - height)


def _dot(first: Iterable[Expr], second: Iterable[Expr]) -> Expr:
    return Add(*(a * b for a, b in zip(first, second, strict=True)))


# The verdict


def _check(marking: _Marking) -> Check:
    asked, answer = marking.asked, marking.answer
    if asked is Asked.CRITICAL_POINTS:
        return _check_critical_points(marking)
    truth = _TRUTHS[asked](marking.known)
    if answer.form is AnswerForm.NOTHING:
        return _check_nothing(marking, truth)
    row = _row_of_answer(marking)
    if row is None:
        slip = Slip.SHAPE if answer.form is not AnswerForm.EQUATION else Slip.NOT_FLAT
        if answer.form is AnswerForm.EQUATION and _may_be_flat(marking, truth):
            return Check(None, asked, note=CheckNote.OPEN)
        return Check(False, asked, slip)
    if truth.row is None:
        return _check_without_truth(marking, truth, row)
    verdict = _compare(marking, row, truth.row, truth.up_to)
    if verdict is True and _has_too_few_digits(marking, row, truth.row):
        return Check(None, asked, note=CheckNote.FEW_DIGITS)
    if verdict is True:
        return Check(True, asked)
    if verdict is None:
        return Check(None, asked, note=CheckNote.OPEN)
    return Check(False, asked, _slip(marking, row, truth))


def _compare(marking: _Marking, row: Row, other: Row, up_to: str) -> bool | None:
    if up_to:
        return marking.is_proportional(row, other, same_sense=up_to == "positive")
    return marking.equals(row, other)


def _has_too_few_digits(marking: _Marking, row: Row, true: Row) -> bool:
    """Whether an entry of 0.00 is said to be what is not 0."""
    pairs = zip(row, true, strict=True) if len(row) == len(true) else ()
    return any(
        entry.xreplace(marking.exact) == 0 and entry != 0 and _is_zero(truth) is False
        for entry, truth in pairs
    )


def _check_nothing(marking: _Marking, truth: _Truth) -> Check:
    asked, known = marking.asked, marking.known
    if truth.exists is False:
        return Check(True, asked)
    if truth.exists:
        return Check(False, asked, Slip.EXISTS)
    if asked is Asked.GRADIENT and known.differentiable is False:
        return Check(None, asked, note=CheckNote.PARTIALS_ONLY)
    return Check(None, asked, note=CheckNote.NOT_KNOWN)


def _check_without_truth(marking: _Marking, truth: _Truth, row: Row) -> Check:
    """Where what is asked does not exist, or nobody knows it."""
    asked, known = marking.asked, marking.known
    ahead = known.one_sided_derivatives[1] if known.one_sided_derivatives else None
    if asked is Asked.RATE and ahead is not None and ahead.value is not None:
        if ahead.kind == "finite" and marking.equals(row, (ahead.value,)):
            return Check(None, asked, note=CheckNote.ONE_SIDED)
    if asked is Asked.GRADIENT and known.differentiable is False:
        partials = known.partials_at or ()
        exact = tuple(entry for entry in partials if entry is not None)
        if len(exact) == len(known.variables):
            verdict = marking.equals(row, exact)
            if verdict is not False:
                return Check(None, asked, note=CheckNote.PARTIALS_ONLY)
            return Check(False, asked)
    if truth.exists is None:
        return Check(None, asked, note=CheckNote.NOT_KNOWN)
    if known.formula_value is not None and marking.equals(row, (known.formula_value,)):
        return Check(False, asked, Slip.FORMULA_MISUSED)
    return Check(False, asked)


def _row_of_answer(marking: _Marking) -> Row | None:
    """The answer as what is asked is compared; None where its shape forbids that."""
    answer, asked = marking.answer, marking.asked
    is_tangent = asked in (Asked.LEVEL_TANGENT, Asked.GRAPH_TANGENT)
    if answer.form is AnswerForm.EQUATION:
        return _coefficients(marking) if is_tangent else _solved(marking)
    if answer.form is AnswerForm.POINTS:
        return answer.rows[0] if len(answer.rows) == 1 and not is_tangent else None
    if not is_tangent:
        return answer.rows[0]
    if answer.form is AnswerForm.NUMBER and asked is Asked.GRAPH_TANGENT:
        # The right side of z = … alone.
        height = Symbol("height", real=True)
        return _affine(height - answer.rows[0][0], (*marking.problem.variables, height))
    return _of_parameters(marking)


def _solved(marking: _Marking) -> Row | None:
    """3 of an equation like f′(1) = 3 whose left side is one letter that stands for it."""
    foreign = _foreign(marking.problem, marking.answer)
    if len(foreign) != 1:
        return None
    (name,) = foreign
    rest = name - marking.answer.rows[0][0]
    return None if rest.has(name) else (rest,)


def _space(marking: _Marking) -> tuple[Symbol, ...] | None:
    """The letters of the space in which the tangent lies."""
    variables = marking.problem.variables
    if marking.asked is Asked.LEVEL_TANGENT:
        return variables
    foreign = tuple(_foreign(marking.problem, marking.answer))
    height = foreign or (Symbol("height", real=True),)
    return (*variables, *height) if len(height) == 1 else None


def _coefficients(marking: _Marking) -> Row | None:
    space = _space(marking)
    return None if space is None else _affine(marking.answer.rows[0][0], space)


def _affine(difference: Expr, space: Sequence[Symbol]) -> Row | None:
    """a and c of an equation that says a·x = c; None where it says something else."""
    above = fraction(together(difference))[0].expand()
    normal = tuple(above.diff(letter).expand() for letter in space)
    if any(entry.free_symbols & set(space) for entry in normal):
        return None
    rest = (above - _dot(normal, space)).expand()
    return (*normal, -rest)


def _of_parameters(marking: _Marking) -> Row | None:
    """a and c of the line or plane that a row with parameters runs through."""
    row = marking.answer.rows[0]
    space = len(marking.problem.variables) + (marking.asked is Asked.GRAPH_TANGENT)
    parameters = sorted(_foreign(marking.problem, marking.answer), key=str)
    if len(row) != space or len(parameters) != space - 1:
        return None
    along = [tuple(entry.diff(name) for entry in row) for name in parameters]
    if any(entry.free_symbols & set(parameters) for vector in along for entry in vector):
        return None
    start = tuple(entry.xreplace(dict.fromkeys(parameters, _ZERO)) for entry in row)
    minors = [
        Matrix([[vector[j] for j in range(space) if j != i] for vector in along]).det()
        for i in range(space)
    ]
    normal = tuple(minor * (-1) ** index for index, minor in enumerate(minors))
    return (*normal, _dot(normal, start))


def _may_be_flat(marking: _Marking, truth: _Truth) -> bool:
    """Whether an equation that is not one of a line or plane may still be the tangent's."""
    space = _space(marking)
    if truth.row is None or space is None:
        return True
    *normal, constant = truth.row
    index = next((i for i, entry in enumerate(normal) if _is_zero(entry) is False), None)
    if index is None:
        return True
    others = [(a, x) for i, (a, x) in enumerate(zip(normal, space, strict=True)) if i != index]
    solved = (constant - Add(*(a * x for a, x in others))) / normal[index]
    left = marking.answer.rows[0][0].xreplace({space[index]: solved})
    return marking.vanishes(left) is not False


# The slips: for each question the wrong answers that each slip leads to


def _slip(marking: _Marking, row: Row, truth: _Truth) -> Slip | None:
    """The first slip whose wrong answer this is."""
    assert truth.row is not None
    if not truth.up_to and marking.equals(row, truth.row, units=2):
        return Slip.LAST_DIGIT
    workings = _Workings(marking.problem, marking.known)
    for slip, wrong_answers in _SLIPS[marking.asked]:
        for wrong in wrong_answers(workings):
            up_to = truth.up_to if len(wrong) == len(truth.row) else ""
            if len(wrong) == len(row) and _compare(marking, row, wrong, up_to):
                return slip
    if len(row) != len(truth.row):
        return Slip.SHAPE
    return _slip_of_tangent(marking, row, truth.row) if truth.up_to == "multiple" else None


def _slip_of_tangent(marking: _Marking, row: Row, true: Row) -> Slip | None:
    """Whether it has at least the right slope, or the right point."""
    if marking.is_proportional(row[:-1], true[:-1]):
        return Slip.NOT_THROUGH_POINT
    known = marking.known
    assert known.point is not None
    assert known.value is not None
    is_graph = marking.asked is Asked.GRAPH_TANGENT
    point = (*known.point, known.value) if is_graph else known.point
    is_on = marking.vanishes(_dot(row[:-1], point) - row[-1])
    return Slip.THROUGH_POINT_ONLY if is_on else None


@dataclass(frozen=True)
class _Workings:
    """What students compute on the way, right and wrong."""

    problem: Problem
    known: Solution

    @cached_property
    def gradient(self) -> Row:
        """∇f(P); of a question without a point ∇f. Empty where there is none."""
        if self.known.point is None:
            return self.known.partials
        return () if self.known.gradient_at is None else tuple(self.known.gradient_at)

    @property
    def partials(self) -> Row:
        """The general derivatives; empty where they are the answer themselves."""
        return () if self.known.point is None else self.known.partials

    @property
    def unit(self) -> Row:
        """u; empty without a direction."""
        return () if self.known.unit_direction is None else tuple(self.known.unit_direction)

    @property
    def given(self) -> Row:
        """v, the direction as it was given."""
        return self.problem.direction or ()

    @property
    def target(self) -> Row:
        """Q, where the direction is given by the point that it looks toward."""
        if "to" not in self.problem.places or self.problem.point is None:
            return ()
        return tuple(a + b for a, b in zip(self.problem.point, self.given, strict=True))

    @cached_property
    def swapped(self) -> tuple[Row, ...]:
        """∇f(P) with its components in other orders."""
        if len(self.gradient) > _MOST_COMPONENTS:
            return ()
        orders = itertools.permutations(self.gradient)
        return tuple(dict.fromkeys(order for order in orders if order != self.gradient))

    @cached_property
    def at_swapped_point(self) -> tuple[Row, ...]:
        """∇f where the coordinates of P stand in other orders."""
        point = self.known.point
        if point is None or len(point) > _MOST_COMPONENTS:
            return ()
        orders = {order for order in itertools.permutations(point) if order != point}
        return tuple(filter(None, (self._gradient_at(order) for order in sorted(orders, key=str))))

    def _gradient_at(self, point: Row) -> Row:
        place = dict(zip(self.known.variables, point, strict=True))
        row = tuple(entry.subs(place, simultaneous=True) for entry in self.known.partials)
        return row if all(entry.is_finite is not False for entry in row) else ()

    @cached_property
    def with_other_sign(self) -> tuple[Row, ...]:
        """∇f(P) with one of its components negative where it is not, and the other way round."""
        return tuple(_changed(self.gradient, lambda entry: -entry))

    @cached_property
    def with_zeros(self) -> tuple[Row, ...]:
        """∇f(P) after the point has been put in too early: what is constant has derivative 0."""
        if not self.gradient:
            return ()
        return ((_ZERO,) * len(self.gradient), *_changed(self.gradient, lambda _: _ZERO))

    @cached_property
    def turned(self) -> tuple[Row, ...]:
        """The vectors perpendicular to ∇f(P) in the plane."""
        if len(self.gradient) != 2:
            return ()
        first, second = self.gradient
        return (-second, first), (second, -first)

    def norm(self, gradient: Row) -> Expr:
        """The length of a row."""
        return sqrt(_dot(gradient, gradient))

    def rates(self, gradients: Iterable[Row]) -> Iterator[Row]:
        """What these gradients would give along u."""
        for gradient in gradients:
            if gradient and self.unit:
                yield (_dot(gradient, self.unit),)

    def rates_along(self, vectors: Iterable[Row]) -> Iterator[Row]:
        """What ∇f(P) would give along these vectors."""
        for vector in vectors:
            if vector and len(vector) == len(self.gradient):
                yield (_dot(self.gradient, vector),)

    @property
    def own_rates(self) -> Iterator[Row]:
        """D_u f(P), where a direction is given."""
        if self.known.directional_derivative is not None:
            yield (self.known.directional_derivative,)


def _changed(row: Row, change: Callable[[Expr], Expr]) -> Iterator[Row]:
    """The row with one entry changed, each in turn."""
    if len(row) > _MOST_COMPONENTS:
        return
    for index, entry in enumerate(row):
        if entry != 0:
            yield (*row[:index], change(entry), *row[index + 1 :])


def _negative(row: Row) -> Row:
    return tuple(-entry for entry in row)


def _opposite_rates(workings: _Workings) -> Iterator[Row]:
    rate = workings.known.directional_derivative
    if rate is not None:
        yield (-rate,)
    elif len(workings.gradient) == 1:
        yield _negative(workings.gradient)


def _rates_from_target(workings: _Workings) -> Iterator[Row]:
    if workings.target:
        yield from _opposite_rates(workings)
        yield from workings.rates_along([_negative(workings.given)])


def _rates_toward_target(workings: _Workings) -> Iterator[Row]:
    target = workings.target
    if target and any(target):
        length = workings.norm(target)
        yield from workings.rates_along([target, tuple(entry / length for entry in target)])


def _rates_by_squared_length(workings: _Workings) -> Iterator[Row]:
    if workings.given:
        square = _dot(workings.given, workings.given)
        yield from workings.rates_along([tuple(entry / square for entry in workings.given)])


def _rates_in_other_unit(workings: _Workings) -> Iterator[Row]:
    for angle in workings.problem.angles[:1]:
        turn = angle.value if angle.in_degrees else angle.value * pi / 180
        if len(workings.gradient) == 2:
            yield from workings.rates_along([(cos(turn), sin(turn))])


def _values(workings: _Workings) -> Iterator[Row]:
    if workings.known.value is not None:
        yield (workings.known.value,)


def _formula_values(workings: _Workings) -> Iterator[Row]:
    if workings.known.formula_value is not None:
        yield (workings.known.formula_value,)


def _norms(workings: _Workings) -> Iterator[Row]:
    if workings.gradient:
        yield (workings.norm(workings.gradient),)


def _components(workings: _Workings) -> Iterator[Row]:
    for entry in workings.gradient:
        yield (entry,)


def _sums(workings: _Workings) -> Iterator[Row]:
    yield (Add(*workings.gradient),)
    yield (Add(*map(abs, workings.gradient)),)


def _unit_gradients(workings: _Workings) -> Iterator[Row]:
    ascent = workings.known.steepest_ascent
    if ascent is not None:
        yield tuple(ascent)


def _rows(*rows: Row) -> Iterator[Row]:
    return (row for row in rows if row)


_Slips = tuple[tuple[Slip, Callable[[_Workings], Iterable[Row]]], ...]

_RATE_SLIPS: _Slips = (
    (Slip.FORMULA_MISUSED, _formula_values),
    (Slip.NOT_NORMALISED, lambda w: w.rates_along([w.given])),
    (Slip.SQUARED_LENGTH, _rates_by_squared_length),
    (Slip.FROM_TARGET, _rates_from_target),
    (Slip.TARGET_AS_DIRECTION, _rates_toward_target),
    (Slip.OPPOSITE, _opposite_rates),
    (Slip.WRONG_UNIT_OF_ANGLE, _rates_in_other_unit),
    (Slip.SWAPPED, lambda w: w.rates(w.swapped)),
    (Slip.SIGN, lambda w: w.rates(w.with_other_sign)),
    (Slip.NORM_INSTEAD, _norms),
    (Slip.SWAPPED_POINT, lambda w: w.rates(w.at_swapped_point)),
    (Slip.POINT_MISSING, lambda w: w.rates([w.partials]) if w.unit else _rows(w.partials)),
    (Slip.GRADIENT_INSTEAD, lambda w: _rows(w.gradient)),
    (Slip.PARTIAL_INSTEAD, _components),
    (Slip.VALUE_INSTEAD, _values),
    (Slip.POINT_TOO_EARLY, lambda w: w.rates(w.with_zeros) if w.unit else w.with_zeros),
    (Slip.NOT_NORMALISED, lambda w: w.rates_along([_negative(w.given)])),
    (Slip.NOT_NORMALISED, lambda w: ((_dot(row, w.given),) for row in w.swapped if w.given)),
)

_GRADIENT_SLIPS: _Slips = (
    (Slip.OPPOSITE, lambda w: _rows(_negative(w.gradient))),
    (Slip.SWAPPED, lambda w: w.swapped),
    (Slip.TANGENT_FOR_NORMAL, lambda w: w.turned),
    (Slip.SIGN, lambda w: w.with_other_sign),
    (Slip.UNIT_GRADIENT_INSTEAD, _unit_gradients),
    (Slip.SWAPPED_POINT, lambda w: w.at_swapped_point),
    (Slip.POINT_MISSING, lambda w: _rows(w.partials)),
    (Slip.POINT_TOO_EARLY, lambda w: w.with_zeros),
    (Slip.NORM_INSTEAD, _norms),
    (Slip.RATE_INSTEAD, lambda w: w.own_rates),
    (Slip.PARTIAL_INSTEAD, _components),
    (Slip.VALUE_INSTEAD, _values),
)

_LARGEST_SLIPS: _Slips = (
    (Slip.SMALLEST_FOR_LARGEST, lambda w: ((-norm,) for (norm,) in _norms(w))),
    (Slip.NORM_SQUARED, lambda w: ((_dot(w.gradient, w.gradient),),)),
    (Slip.GRADIENT_INSTEAD, lambda w: _rows(w.gradient)),
    (Slip.UNIT_GRADIENT_INSTEAD, _unit_gradients),
    (Slip.RATE_INSTEAD, lambda w: w.own_rates),
    (Slip.SUM_FOR_NORM, _sums),
    (Slip.SWAPPED_POINT, lambda w: ((w.norm(row),) for row in w.at_swapped_point)),
    (Slip.POINT_MISSING, lambda w: ((w.norm(row),) for row in _rows(w.partials))),
    (Slip.PARTIAL_INSTEAD, _components),
    (Slip.VALUE_INSTEAD, _values),
    (Slip.POINT_TOO_EARLY, lambda w: ((w.norm(row),) for row in w.with_zeros)),
)

_SMALLEST_SLIPS: _Slips = (
    (Slip.LARGEST_FOR_SMALLEST, _norms),
    (Slip.NORM_SQUARED, lambda w: ((-_dot(w.gradient, w.gradient),),)),
    *_LARGEST_SLIPS[2:6],
    (Slip.POINT_TOO_EARLY, lambda w: ((-w.norm(row),) for row in w.with_zeros)),
)

_ASCENT_SLIPS: _Slips = (
    (Slip.OPPOSITE, lambda w: _rows(_negative(w.gradient))),
    (Slip.DIRECTION_INSTEAD, lambda w: _rows(w.unit)),
    (Slip.SWAPPED, lambda w: w.swapped),
    (Slip.TANGENT_FOR_NORMAL, lambda w: w.turned),
    (Slip.SIGN, lambda w: w.with_other_sign),
    (Slip.SWAPPED_POINT, lambda w: w.at_swapped_point),
    (Slip.POINT_MISSING, lambda w: _rows(w.partials)),
    (Slip.NORM_INSTEAD, _norms),
    (Slip.POINT_TOO_EARLY, lambda w: w.with_zeros),
)

_DESCENT_SLIPS: _Slips = (
    (Slip.OPPOSITE, lambda w: _rows(w.gradient)),
    (Slip.DIRECTION_INSTEAD, lambda w: _rows(w.unit)),
    (Slip.SWAPPED, lambda w: map(_negative, w.swapped)),
    (Slip.TANGENT_FOR_NORMAL, lambda w: w.turned),
    (Slip.SIGN, lambda w: map(_negative, w.with_other_sign)),
    (Slip.SWAPPED_POINT, lambda w: map(_negative, w.at_swapped_point)),
    (Slip.POINT_MISSING, lambda w: map(_negative, _rows(w.partials))),
    (Slip.NORM_INSTEAD, _norms),
)


def _levels(*kinds: Callable[[_Workings], Iterable[Row]]) -> Callable[[_Workings], Iterator[Row]]:
    """Lines and planes through P with these normals."""
    return lambda w: (
        _level(w.known, normal) for kind in kinds for normal in kind(w) if any(normal)
    )


def _graphs(*kinds: Callable[[_Workings], Iterable[Row]]) -> Callable[[_Workings], Iterator[Row]]:
    """Tangents to a graph with these slopes."""
    return lambda w: (_graph(w.known, slopes) for kind in kinds for slopes in kind(w))


def _levels_with_value(workings: _Workings) -> Iterator[Row]:
    *normal, constant = _level(workings.known, workings.gradient)
    value = workings.known.value
    if value is not None:
        yield from ((*normal, other) for other in (value, constant + value, constant - value))


def _levels_without_point(workings: _Workings) -> Iterator[Row]:
    yield (*workings.gradient, _ZERO)


def _levels_at_opposite(workings: _Workings) -> Iterator[Row]:
    yield _level(workings.known, workings.gradient, _negative(workings.known.point or ()))


def _graphs_of_level(workings: _Workings) -> Iterator[Row]:
    """What stands in the space of the graph where the level was asked, and the other way round."""
    yield _graph(workings.known, workings.gradient)


def _levels_of_graph(workings: _Workings) -> Iterator[Row]:
    if any(workings.gradient):
        *normal, constant = _level(workings.known, workings.gradient)
        yield (*normal, _ZERO, constant)


def _graphs_without_value(workings: _Workings) -> Iterator[Row]:
    yield _graph(workings.known, workings.gradient, value=_ZERO)


def _graphs_without_point(workings: _Workings) -> Iterator[Row]:
    nowhere = (_ZERO,) * len(workings.gradient)
    yield _graph(workings.known, workings.gradient, nowhere)
    yield _graph(workings.known, workings.gradient, nowhere, _ZERO)


def _graphs_at_opposite(workings: _Workings) -> Iterator[Row]:
    yield _graph(workings.known, workings.gradient, _negative(workings.known.point or ()))


def _normals_of_graph(workings: _Workings) -> Iterator[Row]:
    """The line through P that is perpendicular to the tangent of a curve y = f(x)."""
    if len(workings.gradient) == 1 and workings.known.point and workings.known.value is not None:
        normal = (Integer(1), workings.gradient[0])
        yield (*normal, _dot(normal, (*workings.known.point, workings.known.value)))


_LEVEL_SLIPS: _Slips = (
    (Slip.NORMAL_FOR_TANGENT, _levels(lambda w: w.turned)),
    (Slip.VALUE_ADDED, _levels_with_value),
    (Slip.POINT_FORGOTTEN, _levels_without_point),
    (Slip.POINT_SIGN, _levels_at_opposite),
    (Slip.SWAPPED, _levels(lambda w: w.swapped)),
    (Slip.SIGN, _levels(lambda w: w.with_other_sign)),
    (Slip.SWAPPED_POINT, _levels(lambda w: w.at_swapped_point)),
    (Slip.OTHER_TANGENT, _graphs_of_level),
    (Slip.POINT_TOO_EARLY, _levels(lambda w: w.with_zeros)),
)

_GRAPH_SLIPS: _Slips = (
    (Slip.VALUE_FORGOTTEN, _graphs_without_value),
    (Slip.NORMAL_FOR_TANGENT, _normals_of_graph),
    (Slip.POINT_FORGOTTEN, _graphs_without_point),
    (Slip.POINT_SIGN, _graphs_at_opposite),
    (Slip.OPPOSITE, _graphs(lambda w: [_negative(w.gradient)])),
    (Slip.SWAPPED, _graphs(lambda w: w.swapped)),
    (Slip.SIGN, _graphs(lambda w: w.with_other_sign)),
    (Slip.SWAPPED_POINT, _graphs(lambda w: w.at_swapped_point)),
    (Slip.OTHER_TANGENT, _levels_of_graph),
    (Slip.POINT_TOO_EARLY, _graphs(lambda w: w.with_zeros)),
)

_SLIPS: Mapping[Asked, _Slips] = {
    Asked.RATE: _RATE_SLIPS,
    Asked.GRADIENT: _GRADIENT_SLIPS,
    Asked.MAX_RATE: _LARGEST_SLIPS,
    Asked.MIN_RATE: _SMALLEST_SLIPS,
    Asked.ASCENT: _ASCENT_SLIPS,
    Asked.DESCENT: _DESCENT_SLIPS,
    Asked.LEVEL_TANGENT: _LEVEL_SLIPS,
    Asked.GRAPH_TANGENT: _GRAPH_SLIPS,
}


# Critical points


def _check_critical_points(marking: _Marking) -> Check:
    """Whether the points of an answer are the critical points, all of them, each of its kind."""
    asked, answer = marking.asked, marking.answer
    found = marking.known.all_critical
    points = () if found is None else found.points
    if found is None or any(point.where is not None for point in points):
        return Check(None, asked, note=CheckNote.NOT_KNOWN)
    is_complete = found.is_complete is True
    if answer.form is AnswerForm.NOTHING:
        if points:
            return Check(False, asked, Slip.EXISTS)
        note = None if is_complete else CheckNote.PERHAPS_MISSING
        return Check(is_complete or None, asked, note=note)
    rows = _rows_of_points(marking)
    if rows is None:
        return Check(False, asked, Slip.SHAPE)
    matches = [_matching(marking, row, points) for row in rows]
    strays = [row for row, match in zip(rows, matches, strict=True) if match is None]
    if strays:
        is_wrong = is_complete or any(_has_gradient(marking, row) for row in strays)
        if not is_wrong:
            return Check(None, asked, note=CheckNote.PERHAPS_MISSING)
        return _check_stray_point(marking, strays[0], points)
    kinds = answer.kinds or ("",) * len(rows)
    for kind, match in zip(kinds, matches, strict=True):
        if kind and match is not None and match.kind != kind:
            if match.kind == "undecided":
                return Check(None, asked, note=CheckNote.NOT_KNOWN)
            return Check(False, asked, Slip.WRONG_KIND)
    if found.is_complete is False:
        return Check(None, asked, note=CheckNote.ENDLESS)
    if any(point not in matches for point in points):
        return Check(False, asked, Slip.POINTS_MISSING)
    return Check(True, asked) if is_complete else Check(None, asked, note=CheckNote.PERHAPS_MISSING)


def _rows_of_points(marking: _Marking) -> tuple[Row, ...] | None:
    """The points of an answer, also of one that is no list; None where they are none."""
    answer, variables = marking.answer, marking.problem.variables
    rows = answer.rows
    if answer.form is AnswerForm.EQUATION:
        # X = 1 of one variable.
        row = _affine(rows[0][0], variables) if len(variables) == 1 else None
        rows = () if row is None or row[0] == 0 else ((row[1] / row[0],),)
    elif answer.form is AnswerForm.VECTOR and len(variables) == 1:
        rows = tuple((entry,) for entry in rows[0])
    is_list = rows and all(len(row) == len(variables) for row in rows)
    return rows if is_list and not _holds_variables(marking, rows) else None


def _holds_variables(marking: _Marking, rows: Sequence[Row]) -> bool:
    variables = set(marking.problem.variables)
    return any(entry.free_symbols & variables for row in rows for entry in row)


def _matching(marking: _Marking, row: Row, points: Sequence[CriticalPoint]) -> CriticalPoint | None:
    """The critical point that this one is."""
    for point in points:
        if marking.equals(row, point.point):
            return point
        if point.is_approximate:
            near = [_number((a - b).xreplace(marking.exact)) for a, b in zip(row, point.point)]
            if all(abs(entry) <= _TRUSTED for entry in near):
                return point
    return None


def _has_gradient(marking: _Marking, row: Row) -> bool:
    """Whether the gradient at this point is proved not to be 0, however its decimals go on."""
    if marking.answer.decimals:
        return False
    place = dict(zip(marking.problem.variables, row, strict=True))
    slopes = [entry.subs(place, simultaneous=True) for entry in marking.known.partials]
    known = [entry for entry in slopes if entry.is_number and entry.is_finite is not False]
    return len(known) == len(slopes) and any(_is_zero(entry) is False for entry in known)


def _check_stray_point(marking: _Marking, row: Row, points: Sequence[CriticalPoint]) -> Check:
    """A point that is not among those that are known to be all."""
    asked = marking.asked
    if any(marking.equals(row, point.point) is None for point in points):
        return Check(None, asked, note=CheckNote.OPEN)
    swapped = (order for point in points for order in itertools.permutations(point.point))
    if any(marking.equals(row, order) for order in swapped):
        return Check(False, asked, Slip.SWAPPED_COORDINATES)
    return Check(False, asked, Slip.NOT_CRITICAL)
