"""What kind of critical point P is, and all critical points of f."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from sympy import (
    Add,
    And,
    Basic,
    Eq,
    Expr,
    Float,
    Ge,
    Gt,
    Integer,
    Le,
    Lt,
    Mul,
    Or,
    Piecewise,
    StrictGreaterThan,
    StrictLessThan,
    Unequality,
    factor,
    sqrt,
)
from sympy.core.relational import Relational

from grad_magic.calculus.exact.simplify import shorten
from grad_magic.calculus.extrema.kinds.discriminants import is_smooth_by_form
from grad_magic.findings import CriticalReason, Finding, SearchRemark
from grad_magic.formula.one_variable import conjuncts
from grad_magic.formula.sympy_forms import UnreadableExpressionError, in_reading_order
from grad_magic.lesson.decimals import is_decimal_only, is_long_beside_decimals, to_decimal
from grad_magic.lesson.pieces import (
    ANY_UNIT,
    APPROXIMATELY,
    EQUALS,
    MOST_IN_HEADING,
    POINT,
    ZERO,
    apart,
    decimals,
    ends,
    gradient,
    has_one_variable,
    measure_text,
    name_of,
    number,
    plain_number,
    series,
    shown_partial,
    words,
    words_about,
    written_out,
)
from grad_magic.lesson.sections import extremum_criterion
from grad_magic.lesson.sections.assumptions import assumptions
from grad_magic.lesson.sections.plain_reasons import opposite_in_case, plain_reason
from grad_magic.lesson.sections.second_order import eigenvalue_line, hessian_lines
from grad_magic.lesson.sentences import explain
from grad_magic.lesson.steps import (
    Equation,
    FunctionValue,
    Increment,
    Letter,
    Line,
    Norm,
    Partial,
    Piece,
    Point,
    PowerOfStep,
    Rate,
    Relation,
    RepeatedPartial,
    Separator,
    Signed,
    Total,
    Tuple,
    Value,
    Words,
)
from grad_magic.lesson.substitution import root_of_squares
from grad_magic.lesson.typesetting.unicode_printer import plain_text
from grad_magic.solution import CriticalPoint, CriticalPoints, Solution

if TYPE_CHECKING:
    from sympy import Matrix
    from sympy.logic.boolalg import Boolean


_SIGNS: Mapping[type[Basic], str] = {
    StrictGreaterThan: ">",
    StrictLessThan: "<",
    Unequality: "≠",
}


def critical_lines(solution: Solution) -> Iterator[Line]:
    """That ∇f(P) = 0, the second derivatives there, and what follows from them."""
    if not set(solution.variables) & solution.f.free_symbols:
        yield (words("constant", f=name_of(solution)),)
        return
    if solution.gradient_at is not None:
        rate = (Rate(solution.problem.name, along=ANY_UNIT.letter), EQUALS, ZERO)
        slope = (gradient(solution), EQUALS, ZERO)
        yield (words_about(solution, "critical", point=POINT, rate=rate, slope=slope),)
    if solution.problem.order < 2:
        yield from _second_derivatives(solution)
    elif extremum_criterion.decides_at_point(solution) and solution.hessian_at is not None:
        yield _discriminant_line(solution.hessian_at, solution)
    yield from kind_lines(solution)


def not_critical_lines(solution: Solution) -> Iterator[Line]:
    """That P is of no kind, where ∇f(P) is not 0."""
    if any(entry.is_nonzero for entry in solution.gradient_at or ()):
        slope = (gradient(solution), Relation("≠"), ZERO)
        yield (words("not_critical", point=POINT, f=name_of(solution), slope=slope),)


def kind_lines(solution: Solution) -> Iterator[Line]:
    """Of which kind P is and why, with parameters perhaps case by case."""
    if solution.critical_cases is not None:
        yield from _case_lines(solution.critical_cases, solution)
        return
    kind = solution.critical_kind or ""
    row = _kind_row(kind, is_strict=solution.is_strict, has_note=True)
    assert solution.critical_reason is not None
    if extremum_criterion.decides_at_point(solution):
        yield (_by_discriminant(solution.critical_reason.kind, solution),)
    else:
        yield (_reason(solution.critical_reason, words(row), solution),)


def _case_lines(cases: CriticalPoints, solution: Solution) -> Iterator[Line]:
    """A row for each kind that P has, the reasons that need a sentence, and what is assumed."""
    hold_for = (found.where for found in cases.points if found.where is not None)
    letters = {letter for where in hold_for for letter in where.free_symbols}
    if letters:
        named = series([(Value(letter),) for letter in sorted(letters, key=str)])
        yield (words("kind_depends_on", point=POINT, parameters=named),)
    yield from (_row(found, solution) for found in cases.points)
    yield from _reasons(cases.points, solution)
    if cases.remarks:
        yield (assumptions(cases.remarks),)


# Numbers of more characters would not be read between a sign and 0.
_LONGEST_BETWEEN = 8
_LONGEST_OF_LETTERS = 12
_MOST_OPERATIONS_OF_SQUARES = 40


def _by_discriminant(
    reason: CriticalReason,
    solution: Solution,
    *,
    in_brief: bool = False,
    found: CriticalPoint | None = None,
) -> Words:
    """D > 0 and f_xx(P) > 0, so f has a strict local minimum at P; in brief without P.

    Of one of several points the numbers stand there: D = 27 > 0.
    """
    second = extremum_criterion.told_second(solution, 0, 0, at_point=not in_brief)
    sign = Relation("<" if reason is CriticalReason.DEFINITE_MAXIMUM else ">")
    determinant: Line = ()
    pure: Line = ()
    if found is not None:
        determinant = _readable(found.discriminant or found.discriminant_decimal, solution)
        pure = _second(found, solution)
    of_both = Relation("<" if reason is CriticalReason.INDEFINITE_HESSIAN else ">")
    return words(
        f"{reason.value}_{'in_brief_' if in_brief else ''}by_discriminant",
        f=name_of(solution),
        point=POINT,
        discriminant=(extremum_criterion.DISCRIMINANT, *determinant, of_both, ZERO),
        second=(second, *pure, sign, ZERO),
    )


def _by_second_derivative(found: CriticalPoint, solution: Solution) -> Words:
    """Strict local minimum (f″(1) = 6 > 0)."""
    reason = found.reason.kind
    second = extremum_criterion.second_partial(solution, 0, 0, at_point=False, at_place=True)
    if not found.is_approximate and len(plain_text(found.point[0])) <= _LONGEST_BETWEEN:
        second = replace(second, place=found.point)
    sign = Relation("<" if reason is CriticalReason.DEFINITE_MAXIMUM else ">")
    value = _second(found, solution)
    return words(f"{reason.value}_in_brief_in_one_variable", second=(second, *value, sign, ZERO))


def _second(found: CriticalPoint, solution: Solution) -> Line:
    """= 6, or ≈ and a decimal, of f_xx at a point."""
    exact = None if found.hessian is None else found.hessian[0]
    return _readable(exact or found.second_decimal, solution)


def _readable(value: Expr | None, solution: Solution) -> Line:
    """= and the number, if it is short, as 9/4 and 4e⁻², or a short term of parameters; else ≈."""
    if value is None:
        return ()
    longest = _LONGEST_OF_LETTERS if value.free_symbols else _LONGEST_BETWEEN
    if not value.has(Float) and len(plain_text(value)) <= longest:
        return (EQUALS, Value(value))
    decimal = None if value.free_symbols else to_decimal(value, solution.problem.digits)
    return () if decimal is None else (APPROXIMATELY, decimal)


def _reason(reason: Finding[CriticalReason], kind: Words, solution: Solution) -> Words:
    """Why P is of its kind."""
    point, value = solution.point, solution.value
    if point is not None and value is not None:
        plain = plain_reason(reason, (POINT,), kind, (point, value), solution)
        if plain is not None:
            return plain
    gaps: dict[str, Line] = {}
    if reason.kind.is_lead:
        exponent = reason.parts.get("exponent", Integer(1))
        assert isinstance(exponent, Expr)
        gaps |= {"lead": _lead(exponent, solution), "constant": _CONSTANT}
    return explain(reason, solution, kind=kind, **gaps)


_CONSTANT: Line = (Letter("c"), Relation(">"), ZERO)


def _lead(exponent: Expr, solution: Solution) -> Line:
    change, power = Increment(solution.problem.name), PowerOfStep(Letter("c"), exponent)
    if solution.critical_kind == "maximum":
        return (change, Relation("≤"), Signed("-", power))
    return (change, Relation("≥"), power)


def _second_derivatives(solution: Solution) -> Iterator[Line]:
    hessian = solution.hessian_at
    if hessian is None:
        return
    if has_one_variable(solution):
        name, variables = solution.problem.name, solution.variables * 2
        second = RepeatedPartial(name, variables, at_point=True, ordinary=True)
        yield (*_general_second_derivative(solution), second, *number(hessian[0], solution))
        return
    if len(solution.variables) == 2:
        # Where f_xy and f_yx differ at P the test does not apply, nor is f_xy² what D has. Nor does
        # it at a corner: of |x² - y²|, D = 4 > 0 at the origin, and no strict minimum is there.
        limits = solution.second_limits
        is_of_second_order = limits is None or limits.is_twice_differentiable
        if is_of_second_order and (hessian[0, 1] - hessian[1, 0]).expand().is_zero:
            yield _discriminant_line(hessian, solution)
        return
    eigenvalues = eigenvalue_line(solution)
    for line in hessian_lines(solution):
        yield (*line, Separator(), *eigenvalues) if eigenvalues else line


def _general_second_derivative(solution: Solution) -> Line:
    """f″(x) = 6x, where it is short and holds wherever f has values."""
    if solution.hessian is None or not is_smooth_by_form(solution.f):
        return ()
    general = solution.hessian[0]
    if general.is_number or len(plain_text(general)) > _LONGEST_DISCRIMINANT:
        return ()
    variables = solution.variables * 2
    derivative = RepeatedPartial(solution.problem.name, variables, at_point=False, ordinary=True)
    return (derivative, EQUALS, Value(in_reading_order(general)), Separator())


def _discriminant_line(hessian: Matrix, solution: Solution) -> Line:
    """D = f_xx f_yy - f_xy², after the three second derivatives unless these have been told."""
    line: Line = ()
    is_named = extremum_criterion.names_at_point(solution)
    has_letters = extremum_criterion.is_in_letters(solution)
    are_told = solution.problem.order >= 2 and (is_named or not has_letters)
    for row, column in () if are_told else ((0, 0), (0, 1), (1, 1)):
        partial = extremum_criterion.named_second(solution, row, column, at_point=True)
        line += (*partial, *number(hessian[row, column], solution), Separator())
    assert solution.discriminant_at is not None
    value = number(solution.discriminant_at, solution)
    return (*line, *extremum_criterion.discriminant(solution), *value)


def all_critical_lines(solution: Solution) -> Iterator[Line]:
    """A row for each critical point, the reasons that need a sentence, and whether it is all."""
    points = solution.critical_points or ()
    remarks = solution.critical_points_remarks
    complete = solution.has_all_critical
    may_miss = solution.all_critical is not None and solution.all_critical.may_miss
    slope = gradient(solution, at_point=False)
    zero: Line = (slope, EQUALS, ZERO)
    yield from general_lines(solution)
    if points:
        row = "critical_points"
        if not all(found.has_gradient for found in points):
            row = "critical_points_or_none"
        yield (apart(words(row, f=name_of(solution), zero=zero)),)
    yield from (_row(found, solution) for found in _cases_together(points, solution))
    yield from _reasons(points, solution)
    yield from ((explain(found, solution),) for found in solution.critical_points_repeat)
    if complete is None and (may_miss or not any(found.kind.is_of_others for found in remarks)):
        is_all_looked_at = remarks or is_smooth_by_form(solution.f)
        row = "critical_points_missed" if is_all_looked_at else "critical_points_open"
        row = "more_critical_points" if points else row
        yield (words(row, f=name_of(solution), zero=zero),)
    elif not points and not any(remark.kind is SearchRemark.NOT_ISOLATED for remark in remarks):
        yield (_none_found(solution, zero, complete=bool(complete)),)
    assumed = [remark for remark in remarks if remark.kind.is_assumed]
    for alike in _alike_seams([remark for remark in remarks if remark not in assumed]):
        told = alike[0]
        if _is_listed(told, points, solution):
            continue
        seams = {"zeros": _either(alike)} if len(alike) > 1 else _seam_with_bounds(told)
        if told.kind is SearchRemark.NO_GRADIENT_ALONG and not points:
            zeros = seams.get("zeros") or _seam(told)
            yield (words("no_extremum_along", f=name_of(solution), zeros=zeros),)
            continue
        yield (explain(told, solution, zero=zero, **seams),)
    if assumed:
        yield (assumptions(assumed),)


def _cases_together(points: Sequence[CriticalPoint], solution: Solution) -> Iterator[CriticalPoint]:
    """The points in their order, with the cases of a point, and the points of a case, together."""
    told: list[CriticalPoint] = []
    for first in points:
        if first in told:
            continue
        same = [first]
        if _is_case(first, solution):
            others = (other for other in points if other is not first and other not in told)
            same += [
                other
                for other in others
                if _is_case(other, solution)
                and (other.point == first.point or other.where == first.where)
            ]
        told += same
        yield from same


def _is_listed(
    remark: Finding[SearchRemark], points: Sequence[CriticalPoint], solution: Solution
) -> bool:
    """Whether the rows have told of all points of x = 0 that f is not differentiable there."""
    zeros = remark.parts.get("zeros")
    is_told = remark.kind in (SearchRemark.NO_GRADIENT_ALONG, SearchRemark.NO_GRADIENT_ALONG_BUT)
    if not (is_told and isinstance(zeros, Eq) and zeros.lhs in solution.variables):
        return False
    line = tuple(zeros.rhs if name == zeros.lhs else name for name in solution.variables)
    wheres = [found.where for found in points if found.point == line and not found.has_gradient]
    return any(where is None or isinstance(where, Unequality) for where in wheres)


def _seam(remark: Finding[SearchRemark]) -> Line:
    zeros = remark.parts["zeros"]
    assert isinstance(zeros, Basic)
    return (Equation(zeros) if isinstance(zeros, Eq) else Value(zeros),)


def _alike_seams(
    remarks: Sequence[Finding[SearchRemark]],
) -> list[list[Finding[SearchRemark]]]:
    """The remarks, those together that say the same of x = 0 and of x = π."""
    groups: dict[object, list[Finding[SearchRemark]]] = {}
    for index, remark in enumerate(remarks):
        zeros = remark.parts.get("zeros")
        is_value = isinstance(zeros, Eq) and zeros.lhs.is_Symbol and zeros.rhs.is_number
        is_alone = is_value and len(remark.parts) == 1
        key = (remark.kind, zeros.lhs) if is_alone and isinstance(zeros, Eq) else index
        groups.setdefault(key, []).append(remark)
    return list(groups.values())


def _either(remarks: Sequence[Finding[SearchRemark]]) -> Line:
    """x = 0 or x = π."""
    first, *others = [(Equation(remark.parts["zeros"]),) for remark in remarks]
    line: Line = first
    for other in others:
        line = (words("or_values", first=line, second=other),)
    return line


def _seam_with_bounds(remark: Finding[SearchRemark]) -> dict[str, Line]:
    """The part of a seam that a remark is about, with a pair of bounds in one."""
    zeros = remark.parts.get("zeros")
    if not isinstance(zeros, And) or any(isinstance(part, Or) for part in zeros.args):
        return {}
    return {"zeros": _condition(zeros)}


def _none_found(solution: Solution, zero: Line, *, complete: bool) -> Words:
    """That there is no point with ∇f = 0, with the reason if it is seen."""
    if not complete:
        return words("no_critical_point_found", zero=zero)
    name, ordinary = solution.problem.name, has_one_variable(solution)
    for index, derivative in enumerate(solution.partials):
        if derivative.is_nonzero:
            partial = Partial(name, solution.variables[index], at_point=False, ordinary=ordinary)
            shown, _ = shown_partial(solution, index)
            nonzero = (partial, EQUALS, written_out(shown, solution), Relation("≠"), ZERO)
            return words("no_critical_point_because", nonzero=nonzero, zero=zero)
    if norm := _positive_norm(solution):
        return words("no_critical_point_because", nonzero=norm, zero=zero)
    return words("no_critical_point", zero=zero)


def _positive_norm(solution: Solution) -> Line:
    """‖∇f‖ = √((eˣ cos y)² + (eˣ sin y)²) = eˣ ≠ 0; nothing where it is not seen."""
    try:
        root = root_of_squares(solution.partials)
    except UnreadableExpressionError:
        return ()
    if measure_text(root) > _LONGEST_NORM:
        return ()
    length = sqrt(shorten(Add(*(partial**2 for partial in solution.partials))))
    if not length.is_positive:
        return ()
    norm = Norm(gradient(solution, at_point=False))
    told = Value(in_reading_order(length))
    return (norm, EQUALS, Value(root), EQUALS, told, Relation("≠"), ZERO)


# As much as fits within a sentence.
_LONGEST_NORM = 50


# As much as fits a row behind D = f_xx f_yy - f_xy².
_LONGEST_DISCRIMINANT = 30


def general_lines(solution: Solution) -> Iterator[Line]:
    """f_xx = 6x, f_xy = -6, f_yy = 6y, and D = f_xx f_yy - f_xy² = 36xy - 36, where short."""
    general = solution.critical_points_discriminant
    points = solution.critical_points or ()
    if any(found.reason.kind.is_by_hessian for found in points):
        yield from extremum_criterion.second_lines(solution)
    if general is not None and len(plain_text(general)) <= _LONGEST_DISCRIMINANT:
        name = extremum_criterion.discriminant(solution)
        yield (*name, EQUALS, Value(extremum_criterion.in_fewest_signs(general, solution)))


def _reasons(points: Sequence[CriticalPoint], solution: Solution) -> Iterator[Line]:
    """The reasons that need a sentence; those of a curve's parts are one, and each case's own.

    What is true of several points for the same reason is said once, of each of them.
    """
    told: list[tuple[object, ...]] = []
    for found in points:
        shared = _shared(found, solution)
        about = (_place_told(found, points, solution), *shared)
        is_part = found.where is not None and about in told
        is_told_with_others = found.reason.kind in (*_OF_EACH, *_OF_F) and shared in told
        if _has_brief_reason(found) or is_part or is_told_with_others:
            continue
        told += (about, shared)
        yield (_sentence(found, points, solution),)


# Their sentences are about f, and name no point.
_OF_F = (CriticalReason.AS_OUTER_FUNCTION, CriticalReason.AS_INNER_FUNCTION)
_OF_EACH = {
    CriticalReason.NEVER_BEYOND: CriticalReason.NEVER_BEYOND_CURVE,
    CriticalReason.NEVER_BEYOND_CURVE: CriticalReason.NEVER_BEYOND_CURVE,
    CriticalReason.NOWHERE_BELOW: CriticalReason.NOWHERE_BELOW_AT_EACH,
    CriticalReason.NOWHERE_ABOVE: CriticalReason.NOWHERE_ABOVE_AT_EACH,
    CriticalReason.EVERYWHERE_BELOW: CriticalReason.EVERYWHERE_BELOW_AT_EACH,
    CriticalReason.EVERYWHERE_ABOVE: CriticalReason.EVERYWHERE_ABOVE_AT_EACH,
    CriticalReason.SAME_IN_OTHER_UNITS: CriticalReason.SAME_IN_OTHER_UNITS,
    CriticalReason.FACTOR_CHANGES_SIGN: CriticalReason.FACTOR_CHANGES_SIGN,
}
# Their sentences leave the kind to a sign.
_DECIDED_BY_SIGN = (CriticalReason.LOWEST_ACROSS, CriticalReason.SIGNS_ON_BOTH_SIDES)


def has_sentence(found: CriticalPoint) -> bool:
    """Whether its reason is a sentence of its own, which ends in its kind."""
    is_of_point = found.reason.kind not in (*_OF_F, *_DECIDED_BY_SIGN)
    return is_of_point and not _has_brief_reason(found)


def _shared(found: CriticalPoint, solution: Solution) -> tuple[object, ...]:
    """What a reason says of its point, which it may say of others."""
    is_of_case = _is_case(found, solution) and found.reason.kind not in (*_OF_F, *_DECIDED_BY_SIGN)
    case = found.kind if is_of_case else _settled_parameters(found, solution)
    kind = _kind_row_of(found) if found.reason.kind in _OF_EACH else None
    return (found.reason.kind, *found.reason.parts.values(), case, kind)


def _sentence(found: CriticalPoint, points: Sequence[CriticalPoint], solution: Solution) -> Words:
    """Why a point is of its kind, and with it others of which the same can be said."""
    reason, places = found.reason, [_place_told(found, points, solution)]
    if reason.kind in _OF_EACH:
        shared = _shared(found, solution)
        for other in points:
            place = _place_told(other, points, solution)
            if _shared(other, solution) == shared and place not in places:
                places.append(place)
    if len(places) > 1:
        reason = Finding(_OF_EACH[reason.kind], reason.parts)
    kind = words(_kind_row_of(found))
    if len(places) == 1:
        plain = plain_reason(reason, places[0], kind, (found.point, found.value), solution)
        if plain is not None:
            return plain
    by_values = _by_values(found, reason, places, solution)
    if by_values is not None:
        return by_values
    case = _settled_parameters(found, solution)
    if case is not None:
        sentence = explain(reason, solution, kind=kind)
        return words("sentence_for_values", where=_condition(case), told=sentence)
    term = reason.parts.get("term")
    if reason.kind is CriticalReason.LOWEST_ACROSS and isinstance(term, Expr):
        told = Value(in_reading_order(term))
        return explain(reason, solution, point=series(places), kind=kind, term=told)
    return explain(reason, solution, point=series(places), kind=kind, **_with_square(reason))


def _by_values(
    found: CriticalPoint,
    reason: Finding[CriticalReason],
    places: Sequence[Line],
    solution: Solution,
) -> Words | None:
    """What the values of f near a point of a case, or near the points of a curve, say of it."""
    opposite = opposite_in_case(reason, found, _place(found.point, solution), solution)
    if opposite is not None:
        return words("sentence_for_values", where=_where(found, solution), told=opposite)
    if not _is_exact_difference(found, solution):
        return _beyond_at_each(found, reason, places, solution)
    term = Value(in_reading_order(solution.f - found.value))
    return words("exact_across", f=name_of(solution), point=places[0], term=term)


def _beyond_at_each(
    found: CriticalPoint,
    reason: Finding[CriticalReason],
    places: Sequence[Line],
    solution: Solution,
) -> Words | None:
    """The inequality f(x, y) = x² - 2xy + y² = (x - y)² ≥ 0 at the points (y, y)."""
    difference = reason.parts.get("difference")
    told = reason.kind is CriticalReason.NEVER_BEYOND_CURVE and found.kind in ("minimum", "maximum")
    if not (told and isinstance(difference, Expr) and found.value.is_number):
        return None
    is_case = _is_case(found, solution)
    if is_case and not (isinstance(found.where, Eq) and len(places) == 1):
        return None
    value: Piece = FunctionValue(solution.problem.name, solution.variables)
    change = value if found.value == 0 else Total((value, Value(-found.value)))
    written = _with_square(reason).get("difference", (Value(difference),))
    if difference == solution.f:
        # As it was typed; that it is a square is seen where it is written as one.
        written = (Value(solution.problem.formula), *written[1:])
    comparison: Line = (
        change,
        EQUALS,
        *written,
        Relation("≥" if found.kind == "minimum" else "≤"),
        ZERO,
    )
    kind = words(_kind_row_of(found))
    about = series([_place(found.point, solution)]) if is_case else series(places)
    sentence = words("beyond_at_each", comparison=comparison, point=about, kind=kind)
    if not is_case:
        return sentence
    return words("sentence_for_values", where=_where(found, solution), told=sentence)


def _with_square(reason: Finding[CriticalReason]) -> dict[str, Line]:
    """x² - 2xy + y² = (x - y)², where it is told that this never changes its sign."""
    difference = reason.parts.get("difference")
    if not isinstance(difference, Expr) or difference.has(Piecewise):
        return {}
    square, told = _as_square(difference), Value(in_reading_order(difference))
    if square is None:
        return {"difference": (told,)}
    return {"difference": (told, EQUALS, Value(in_reading_order(square)))}


def _as_square(difference: Expr) -> Expr | None:
    """(x - y)² of x² - 2xy + y², which is seen to be nowhere negative."""
    is_short = difference.is_Add and difference.count_ops() <= _MOST_OPERATIONS_OF_SQUARES
    if not is_short or not difference.is_polynomial():
        return None
    number, rest = factor(difference).as_coeff_Mul()
    is_even = all(part.is_Pow and part.exp.is_even for part in Mul.make_args(rest))
    return number * rest if is_even and number.is_Rational else None


def _settled_parameters(found: CriticalPoint, solution: Solution) -> Boolean | None:
    """The values of parameters for which alone f depends on one number, as x + ay for a = 0."""
    if found.where is None or found.reason.kind is not CriticalReason.AS_OUTER_FUNCTION:
        return None
    variables = set(solution.variables)
    parts = [part for part in conjuncts(found.where) if not part.free_symbols & variables]
    settled = [part for part in parts if isinstance(part, Eq)]
    return And(*settled) if settled else None


def _is_exact_difference(found: CriticalPoint, solution: Solution) -> bool:
    """Whether the term that f changes like near the points of a curve is all of its change."""
    if found.reason.kind is not CriticalReason.LOWEST_ACROSS or not found.value.is_number:
        return False
    term = found.reason.parts.get("term")
    return isinstance(term, Expr) and (solution.f - found.value - term).expand() == 0


def _is_case(found: CriticalPoint, solution: Solution) -> bool:
    """Whether it is a critical point for some values of the parameters alone."""
    return found.where is not None and not found.where.free_symbols <= set(solution.variables)


def _place_told(found: CriticalPoint, points: Sequence[CriticalPoint], solution: Solution) -> Line:
    """The place, with the values for which it is of its kind if there are others."""
    place, is_case = _place(found.point, solution), _is_case(found, solution)
    reasons = {
        (
            other.reason.kind,
            str(other.reason.parts),
            other.kind if is_case and other.reason.kind not in _DECIDED_BY_SIGN else None,
        )
        for other in points
        if other.point == found.point
    }
    is_curve = isinstance(found.where, Eq) and found.point == solution.variables
    # What is true of (x, 0) for x < 0 is false of others, where f has values.
    is_half = isinstance(found.where, (Gt, Lt)) and found.reason.kind not in _DECIDED_BY_SIGN
    if found.where is None or (len(reasons) == 1 and not (is_curve or is_half)):
        return place
    return (words("place_for_values", place=place, where=_where(found, solution)),)


def _row(found: CriticalPoint, solution: Solution) -> Line:
    """f(1, 1) = -1, strict local minimum; of an approximate point (x, y) ≈ (1.21, 0.35) first."""
    kind = _kind(found, solution)
    is_rounded_point = found.is_approximate or _is_rounded_point(found.point, solution)
    if is_rounded_point and found.where is None:
        place = _approximate_place(found, solution)
        name = (name_of(solution), *number(found.value, solution))
        return (*place, Separator(), *name, Separator(), *kind)
    shown = ends(_short(found.point, solution), MOST_IN_HEADING)
    value = FunctionValue(solution.problem.name, shown)
    values = (value, *number(found.value, solution))
    if found.where is not None:
        values = (*values, Separator(), words("for_values", where=_where(found, solution)))
    return (*values, Separator(), *kind)


def _approximate_place(found: CriticalPoint, solution: Solution) -> Line:
    """(x, y) ≈ (1.21, 0.35), or x ≈ 1.21."""
    if has_one_variable(solution):
        place = plain_number(found.point[0], solution)
        return (Value(solution.variables[0]), APPROXIMATELY, place)
    entries = decimals(found.point, solution)
    assert entries is not None
    return (Point(solution.variables), APPROXIMATELY, Tuple(entries.entries))


def _where(found: CriticalPoint, solution: Solution) -> Line:
    """The condition of a curve; x² + y² ≈ 20.19 where that has no closed form."""
    assert found.where is not None
    if found.is_approximate and isinstance(found.where, Eq):
        level = plain_number(found.where.rhs, solution)
        return (Value(found.where.lhs), APPROXIMATELY, level)
    return _condition(found.where)


def _condition(where: Boolean) -> Line:
    """0 < x < 6 or x > 7."""
    if isinstance(where, Or):
        first, *others = sorted(where.args, key=str)
        line = _condition(first)
        for other in others:
            line = (words("or_values", first=line, second=_condition(other)),)
        return line
    if isinstance(where, Eq):
        return (Equation(where, (in_reading_order(where.lhs), in_reading_order(where.rhs))),)
    sign = _SIGNS.get(type(where))
    if sign and isinstance(where, Relational) and isinstance(where.lhs, Mul):
        return (Value(in_reading_order(where.lhs)), Relation(sign), Value(where.rhs))
    # Of parameters first, and each pair of bounds in one: a = 0 and -1 < x < 1.
    fixed = [part for part in conjuncts(where) if isinstance(part, Eq)]
    others = [part for part in conjuncts(where) if part not in fixed]
    told: list[Line] = [(Equation(fixed[0]),)] if len(fixed) == 1 else []
    if len(fixed) > 1:
        told = [(Value(And(*fixed)),)]
    pairs = [pair for pair in combinations(sorted(others, key=str), 2) if _between(pair)]
    paired = [part for pair in pairs for part in pair]
    has_choice = any(isinstance(part, Or) for part in others)
    is_told = pairs or (fixed and len(others) == 1)
    if has_choice or not is_told or len(paired) > len(set(paired)):
        # In brackets where its own "or" would run into the "and": a = 0 and (x < -2 or x > 2).
        return (Value(where),)
    told += [between for pair in pairs if (between := _between(pair))]
    told += [(Value(part),) for part in sorted(others, key=str) if part not in paired]
    line = told[-1]
    for first in reversed(told[:-1]):
        line = (words("and_values", first=first, second=line),)
    return line


def _between(parts: Sequence[Boolean]) -> Line | None:
    """low < symbol < high or the same with ≤, if that is what two conditions say."""
    low = next((part for part in parts if isinstance(part, (Gt, Ge))), None)
    high = next((part for part in parts if isinstance(part, (Lt, Le))), None)
    if low is None or high is None or low.lhs != high.lhs:
        return None
    signs = [Relation("<" if isinstance(part, (Gt, Lt)) else "≤") for part in (low, high)]
    return (Value(low.rhs), signs[0], Value(low.lhs), signs[1], Value(high.rhs))


def _kind(found: CriticalPoint, solution: Solution) -> Line:
    if found.reason.kind.is_by_hessian and len(solution.variables) == 2:
        return (_by_discriminant(found.reason.kind, solution, in_brief=True, found=found),)
    if found.reason.kind.is_by_hessian and has_one_variable(solution):
        return (_by_second_derivative(found, solution),)
    if _has_brief_reason(found):
        return (words_about(solution, f"{found.reason.kind.value}_in_brief", f=name_of(solution)),)
    # Behind f(1, 1) = -1, which is a minimum, where (1, 1) is a point of one.
    kind = words_about(solution, f"value_{_kind_row_of(found, has_note=True)}")
    if found.reason.kind.is_of_constant:
        kind = words("value_kind_both")
    if (
        found.kind == "saddle"
        and not found.has_gradient
        and found.reason.kind is CriticalReason.SIGNS_ON_BOTH_SIDES
    ):
        kind = words("value_no_extremum")
    if found.has_gradient:
        return (kind,)
    return (words("kind_without_gradient", kind=kind, f=name_of(solution)),)


def _kind_row_of(found: CriticalPoint, *, has_note: bool = False) -> str:
    return _kind_row(found.kind, is_strict=found.is_strict, has_note=has_note)


def _kind_row(kind: str, *, is_strict: bool | None, has_note: bool = False) -> str:
    """The row of the kind; once in an answer with a note where it is not strict."""
    if kind not in ("minimum", "maximum"):
        return f"kind_{kind}"
    strictness = {True: "strict_", False: "weak_", None: ""}[is_strict]
    note = "_with_note" if has_note and is_strict is False else ""
    return f"kind_{strictness}{kind}{note}"


def _has_brief_reason(found: CriticalPoint) -> bool:
    """Whether the reason stands beside the kind."""
    return found.reason.kind.is_told_in_brief


def _place(point: tuple[Expr, ...], solution: Solution) -> Line:
    """(1, 1); in one variable x = 1, as a bare number would not be taken for a point."""
    if has_one_variable(solution):
        return (Value(solution.variables[0]), EQUALS, plain_number(point[0], solution))
    if not (any(map(is_decimal_only, point)) or _is_rounded_point(point, solution)):
        return (Point(point),)
    entries = decimals(point, solution)
    return (Point(point) if entries is None else Tuple(entries.entries),)


def _is_rounded_point(point: tuple[Expr, ...], solution: Solution) -> bool:
    """Whether data that were decimals made a point of it that nobody would write exactly."""
    has_symbols = any(entry.free_symbols for entry in point)
    has_decimals = solution.problem.has_decimals and not has_symbols
    return has_decimals and any(map(is_long_beside_decimals, point))


def _short(point: tuple[Expr, ...], solution: Solution) -> tuple[Expr, ...]:
    digits = solution.problem.digits
    return tuple(value.evalf(digits) if is_decimal_only(value) else value for value in point)
